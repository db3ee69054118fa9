"""Style sheets stay parsed from page to page, and are parsed anew when a file of theirs has changed.

These tests lean on the same inner parts of WeasyPrint as layout/render/sheets.py.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from layout.base.errors import TemplateError
from layout.render import sheets
from layout.render.pdf import render_pdf

PAGE = """<html lang=zh-CN><style>@page { size: %spt 200pt; margin: 0 } :root { --ink: device-cmyk(0 0 0 1) }</style>
<link rel="stylesheet" href="style.css"><body><p class="box">一</p>"""
STYLE = (
    "@import url('base.css');\n.box { position: absolute; left: 20pt; width: 40pt; height: 30pt; color: var(--ink) }"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "style.css").write_text(STYLE, "utf-8")
    (tmp_path / "base.css").write_text("body { margin: 0 } .box { background: device-cmyk(0 1 0 0) }", "utf-8")
    return tmp_path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sheets that are parsed, imported ones among them."""
    found: list[str] = []

    def parse(**given: object) -> object:
        found.append(Path(str(given.get("url") or "style")).name)
        return css(**given)

    css = sheets.CSS
    monkeypatch.setattr(sheets, "CSS", parse)
    monkeypatch.setattr(sheets, "_thread", sheets._Thread())
    return found


def drawn(folder: Path, width: int = 200) -> bytes:
    return render_pdf(PAGE % width, [], {}, [folder])


def test_a_sheet_is_parsed_once_and_the_pages_are_the_same(folder: Path, parsed: list[str]) -> None:
    first = drawn(folder)
    assert sorted(parsed) == ["base.css", "style", "style.css"]
    assert drawn(folder) == first
    assert len(parsed) == 3


def test_what_differs_from_page_to_page_is_parsed_anew(folder: Path, parsed: list[str]) -> None:
    drawn(folder)
    wider = drawn(folder, 300)
    assert parsed.count("style") == 2
    assert parsed.count("style.css") == 1
    with pikepdf.open(BytesIO(wider)) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox.as_list()] == pytest.approx([0, 0, 300, 200])


@pytest.mark.parametrize("file", ["style.css", "base.css"])
def test_a_file_that_was_changed_is_read_again(folder: Path, parsed: list[str], file: str) -> None:
    before = drawn(folder)
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace("40pt", "90pt").replace("0 1 0 0", "1 0 0 0"), "utf-8")
    after = drawn(folder)
    assert after != before
    sheets._thread.kept.clear()
    assert drawn(folder) == after


def test_a_file_that_may_not_be_read_any_more_is_refused(folder: Path, parsed: list[str]) -> None:
    drawn(folder)
    outside = folder.with_name(f"{folder.name}-outside.css")
    (folder / "base.css").rename(outside)
    (folder / "base.css").symlink_to(outside)
    with pytest.raises(TemplateError, match="asks for"):
        drawn(folder)


def test_a_sheet_with_a_fault_is_told_of_on_every_page(folder: Path, parsed: list[str]) -> None:
    (folder / "style.css").write_text(STYLE + "\n.box { colour: red; width: var(--ink) }", "utf-8")
    for _ in range(2):
        with pytest.raises(TemplateError, match="colour"):
            drawn(folder)


def test_rules_that_concern_more_than_their_sheet_are_not_kept(folder: Path, parsed: list[str]) -> None:
    (folder / "base.css").write_text("@counter-style box { system: cyclic; symbols: '*' }", "utf-8")
    drawn(folder)
    drawn(folder)
    assert parsed.count("base.css") == 2
    assert parsed.count("style") == 1
