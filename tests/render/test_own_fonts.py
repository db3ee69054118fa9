"""A paper's own fonts: found in folders, before the machine's, by the composer and by Pango alike; in every key."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from layout.build.fingerprint import fingerprint
from layout.compose.itemize import Voice
from layout.compose.paragraph import ParagraphStyle, compose
from layout.design import fontfiles
from layout.design.fonts import FontBook
from layout.design.styles import FontTokens
from layout.files.project import Project
from layout.render.pdf import render_pdf
from tests.conftest import TABLOID
from tests.render.test_fonts_of_pages import families
from tests.render.test_galley import box_of, page

TERMES = "TeX Gyre Termes"
ROMAN = (TERMES, 80, "normal")


def file_of(family: str) -> Path:
    """Return the machine's file of a family's roman."""
    return fontfiles.stock().faces[family, 80, "normal"][0]


def named(source: Path, family: str, target: Path) -> None:
    """Write a copy of a font that calls itself otherwise."""
    font = TTFont(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    for record in [each for each in font["name"].names if each.nameID in (1, 4, 16)]:
        font["name"].setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
    font["name"].setName(family.replace(" ", ""), 6, 3, 1, 0x409)
    font["CFF "].cff.fontNames[0] = family.replace(" ", "")
    font.save(target)


def drawn(family: str, places: tuple[Path, ...]) -> tuple[FontBook, bytes]:
    """Set a line as a galley, and one as a template has it, in a family of a stock."""
    book = FontBook({"roman": FontTokens(family=family)}, {}, fontfiles.stock(places))
    box = box_of(compose([("Ferry Fox", Voice((book["roman"],)))], ParagraphStyle(9, 135, 0.0)))
    saying = f"<p style=\"font: 9pt '{family}'\">Folio</p>"
    return book, render_pdf(page([box], saying), [box], book.faces, [TABLOID], None, book.stock)


def test_a_font_that_the_machine_does_not_know_is_found_and_drawn(tmp_path: Path) -> None:
    named(file_of(TERMES), "Ferry Serif", tmp_path / "fonts" / "deep" / "ferry.otf")
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "fonts" / "OFL.txt").write_text("licence")
    book, pdf = drawn("Ferry Serif", (tmp_path / "fonts",))
    assert book["roman"].path == tmp_path / "fonts" / "deep" / "ferry.otf"
    assert families(pdf) == {"Ferry-Serif"}
    assert "Ferry Serif" not in {family for family, *_ in fontfiles.stock().faces}


def test_the_same_file_makes_the_same_page_from_the_machine_and_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "own.otf").write_bytes(file_of(TERMES).read_bytes())
    (machines, plain), (papers, own) = drawn(TERMES, ()), drawn(TERMES, (tmp_path,))
    assert machines["roman"].path != papers["roman"].path == tmp_path / "own.otf"
    assert own == plain


def test_a_papers_own_face_stands_before_the_machines(tmp_path: Path) -> None:
    named(file_of("TeX Gyre Heros Cn"), TERMES, tmp_path / "first" / "termes.otf")
    named(file_of("TeX Gyre Schola"), TERMES, tmp_path / "second" / "termes.otf")
    stock = fontfiles.stock((tmp_path / "first", tmp_path / "second"))
    assert stock.faces[ROMAN] == (tmp_path / "first" / "termes.otf", 0)
    assert stock.hidden == (fontfiles.stock().faces[ROMAN],)
    # Were it Pango that took the machine's, the galley would not be drawn.
    book, pdf = drawn(TERMES, (tmp_path / "first",))
    assert book["roman"].advance(book["roman"].glyph("m").gid) < 0.7  # Termes has 0.778, Heros Cn 0.683
    assert families(pdf) == {"TeX-Gyre-Termes-Condensed"}
    # The machine's bold still stands beside it.
    assert stock.faces[TERMES, 200, "normal"] == fontfiles.stock().faces[TERMES, 200, "normal"]


def test_fonts_of_a_paper_are_in_the_key_of_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    project = Project(tmp_path / "paper")
    seen = [fingerprint(project)]
    for place in project.font_places:
        place.mkdir(parents=True)
        (place / "a.otf").write_bytes(b"one")
        seen.append(fingerprint(project))
        (place / "OFL.txt").write_text("licence")
        assert fingerprint(project) == seen[-1]
    (tmp_path / "paper" / "fonts" / "a.otf").write_bytes(b"another")
    seen.append(fingerprint(project))
    assert len(set(seen)) == 4
    assert project.font_places == (tmp_path / "paper" / "fonts", tmp_path / "user" / "banmian" / "fonts")


def test_a_stock_is_the_same_one_until_a_file_changes(tmp_path: Path) -> None:
    first = fontfiles.stock((tmp_path,))
    assert fontfiles.stock((tmp_path,)) is first
    (tmp_path / "own.otf").write_bytes(file_of(TERMES).read_bytes())
    second = fontfiles.stock((tmp_path,))
    assert second.files == (tmp_path / "own.otf",)
    assert fontfiles.stock((tmp_path,)) is second
