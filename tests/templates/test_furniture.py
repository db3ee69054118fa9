"""What templates print by themselves: every key of the paper, fitted to its place, in the edition's language."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import combinations
from unicodedata import east_asian_width

import pytest

from layout.base.codes import Code, Severity
from layout.base.units import Rect
from layout.build.furniture import Dressed, dress_page
from layout.build.inputs import open_template
from layout.build.printed import PAPER_KEYS, not_printed
from layout.compose.kit import TemplateKit
from layout.edition.model import Edition, Page, Paper
from layout.files.project import Project
from layout.pdf.canvas import read_page
from layout.pdf.facts import overlap
from layout.pdf.pdfium import page_texts
from layout.plan.solver.grid import PagePlan
from layout.render.fitting import Fitter
from layout.render.html import template_folders
from layout.render.page import EarBox, page_model
from layout.render.pdf import render_pdf
from tests.conftest import ROOT

PROJECT = Project(ROOT)
KINDS = [
    (folder.parent.name, path.stem)
    for folder in sorted((ROOT / "templates").glob("*/design.yaml"))
    for path in sorted(folder.parent.glob("*.html"))
    if path.stem != "poster"  # which prints nothing by itself
]
FRONTS = [template for template, kind in KINDS if kind == "front"]
HAN = Paper(
    name="渡口经济技术开发区社区报刊",
    latin_name="FERRY DEVELOPMENT DISTRICT NEWS",
    publisher="渡口晚报社",
    cn_number="CN 00-0000",
    issn="2049-3630",
    phone="0300-0000123",
    motto="写给岸边人",
    price="一元五角",
)
LATIN = Paper(
    name="The Northern Islands Community",
    latin_name="THE NORTHERN ISLANDS COMMUNITY",
    publisher="Ferry Road Press Ltd",
    phone="+44 20 7946 0000",
    motto="News of the harbor and the town, every Thursday",
    price="90 cents",
)
NAMES = (
    "报",
    "岸边",
    "渡口晚报",
    "渡口社区周报",
    "Q",
    "The Ferry Road Courier",
    "Schifffahrtsgesellschaftsblatt",
    "W" * 40,
)


def dressed(template: str, kind: str, paper: Paper, language: str = "zh-Hans", **keys: object) -> tuple[Dressed, bytes]:
    """A page with nothing on it but what its template prints: how it is dressed, and its PDF."""
    kit = open_template(PROJECT, template, language)
    _, model = model_of(kit, kind, paper, language, **keys)
    made = dress_page(model, kit)
    return made, render_pdf(made.html, (), kit.fonts.faces, [*template_folders(kit.folder), PROJECT.assets])


def model_of(kit: TemplateKit, kind: str, paper: Paper, language: str, **keys: object):
    page = Page.model_validate({"id": "A12", "template": kit.folder.name, "kind": kind, "stories": (), **keys})
    day = datetime.date(2026, 9, 30)
    edition = Edition(
        paper=paper, date=day, issue=14210, volume=127, language=language, pages=(page,), stories={}, ads={}
    )
    design = kit.design
    model = page_model(edition, page, PagePlan("A12", design.grid.columns, design.grid.rows, ()), {}, design)
    if kind != "front":
        return edition, model
    plate = replace(design.type_area, height=design.nameplate * design.grid.row)
    return edition, replace(model, nameplate=plate, barcode=bool(paper.issn and design.barcode))


def lines(pdf: bytes) -> list[tuple[str, Rect]]:
    """The lines of a page and where their ink may be."""
    found: list[list] = []
    for char in page_texts(pdf)[0].chars:
        last = found[-1][-1] if found else None
        same = last and (last.baseline, last.size, last.font) == (char.baseline, char.size, char.font)
        if same and -0.1 * char.size <= char.x - last.right <= 2 * char.size:
            found[-1].append(char)
        else:
            found.append([char])
    return [
        (
            "".join(char.text for char in run).strip(),
            Rect(run[0].x, run[0].baseline - 0.8 * run[0].size, run[-1].right - run[0].x, 0.85 * run[0].size),
        )
        for run in found
        if any(not char.text.isspace() for char in run)
    ]


def assert_apart(pdf: bytes, kit: TemplateKit, kind: str) -> None:
    """Hold that no line stands on another, and none leaves the page's margins or its place."""
    design, made = kit.design, lines(pdf)
    page, slug = design.page, design.page.slug
    foot = slug + design.type_area.y + (design.nameplate * design.grid.row if kind == "front" else 2)
    for text, box in made:
        assert slug + page.margins.left - 1 <= box.x, text
        assert box.right <= slug + page.width - page.margins.left + 1, text
        assert slug + 13 <= box.y, text  # so that its capitals are 5 mm from the trim, as preflight asks
        assert box.bottom <= foot, text
    for (one, here), (other, there) in combinations(made, 2):
        across = min(here.right, there.right) - max(here.x, there.x)
        down = min(here.bottom, there.bottom) - max(here.y, there.y)
        assert across <= 1.5 or down <= 0.5, (one, other)


def assert_off_the_rules(pdf: bytes) -> None:
    """Hold that no level rule runs through the tails of letters, or so near below that they stand on it."""
    page, _ = read_page(pdf)
    rules = [fill.rect for fill in page.fills if fill.rect.height <= 4 and fill.rect.width > 40]
    for text in (text for text in page.texts if set(text.text) & set("gjpqy")):
        tails = Rect(text.rect.x, text.baseline + 0.05 * text.size, text.rect.width, 0.2 * text.size)
        assert not [rule for rule in rules if overlap(rule, tails)], text.text


FULL = {"section": "渡口经济技术开发区社区的新闻", "editor": "林舟 陈小河 王大川", "designer": "沈听雨"}
ENGLISH = {"section": "Town, Bay & Highlands", "editor": "Maud Ashdown", "designer": "Jonathan Featherstone"}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize(("template", "kind"), KINDS)
def test_nothing_overlaps(template, kind, language):
    english = language == "en"
    made, pdf = dressed(template, kind, LATIN if english else HAN, language, **(ENGLISH if english else FULL))
    assert made.findings == ()
    assert_apart(pdf, open_template(PROJECT, template, language), kind)
    assert_off_the_rules(pdf)
    words = "".join(text for text, _ in lines(pdf))
    assert any(east_asian_width(character) in "WF" for character in words) != english


@pytest.mark.parametrize(("template", "kind"), KINDS)
def test_quotes_are_as_wide_as_they_are_drawn(template, kind):
    said = "“两会”与‘改革’“特刊”"
    paper = HAN.model_copy(update={"name": said}) if kind == "front" else HAN
    made, pdf = dressed(template, kind, paper, **{**FULL, "section": said})
    assert made.findings == ()
    assert_apart(pdf, open_template(PROJECT, template, "zh-Hans"), kind)


@pytest.mark.parametrize("apart", [False, True])
def test_letters_that_a_face_lacks_are_measured_in_the_one_behind(apart):
    fit = Fitter(open_template(PROJECT, "tabloid", "en").fonts.named)
    assert fit._ems("fi Вася Пупкин", "song", apart) == pytest.approx(
        fit._ems("fi ", "song", apart) + fit._ems("Вася Пупкин", "song", apart), abs=0.01
    )


@pytest.mark.parametrize("template", FRONTS)
def test_a_nameplate_holds_any_name(template):
    for name in NAMES:
        language = "en" if name.isascii() else "zh-Hans"
        made, pdf = dressed(template, "front", Paper(name=name), language)
        assert made.findings == ()
        assert "".join(name.split()) in "".join("".join(text.split()) for text, _ in lines(pdf))
        assert_apart(pdf, open_template(PROJECT, template, language), "front")


@pytest.mark.parametrize(
    ("name", "language", "above", "under"), [("Gypsy", "en", 0.72, 0.22), ("Éy", "fr", 0.92, 0.22)]
)
def test_letters_that_hang_down_and_accents_keep_clear(name, language, above, under):
    _, pdf = dressed("campus", "front", LATIN.model_copy(update={"name": name, "latin_name": ""}), language)
    chars = page_texts(pdf)[0].chars
    first = next(char for char in chars if char.text == name[0] and char.size > 50)
    motto = min(char.baseline - 0.75 * char.size for char in chars if char.baseline > first.baseline + 9)
    design = open_template(PROJECT, "campus", language).design
    assert first.baseline - above * first.size >= design.page.slug + design.type_area.y - 1.5
    assert first.baseline + under * first.size <= motto


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("template", FRONTS)
def test_a_front_page_prints_every_key(template, english):
    paper = LATIN if english else HAN
    made, pdf = dressed(template, "front", paper, "en" if english else "zh-Hans", **(ENGLISH if english else FULL))
    given = {key for key in PAPER_KEYS if getattr(paper, key)} | {"date", "issue", "volume"}
    assert set(made.printed) == given
    words = "".join(text for text, _ in lines(pdf))
    assert ("Published by" in words, "出版" in words) == (english, not english)


def test_a_name_that_no_size_holds_is_told_at_its_line():
    made, _ = dressed("tabloid", "front", Paper(name="渡口" * 30), section="要闻")
    (finding,) = made.findings
    assert (finding.code, finding.severity) == (Code.FURNITURE_TOO_LONG, Severity.ERROR)
    assert finding.place == Edition.key_ref("name")


def test_what_a_template_does_not_print_is_told(tmp_path):
    (tmp_path / "templates").mkdir()
    for path in (ROOT / "templates").iterdir():
        if path.name != "classified":
            (tmp_path / "templates" / path.name).symlink_to(path)
    own = tmp_path / "templates" / "classified"
    own.mkdir()
    for path in (ROOT / "templates" / "classified").iterdir():
        (own / path.name).write_text(path.read_text("utf-8"), "utf-8")
    page = (
        '{% extends "page.html" %}{% block folio %}<div title="{{ page.editor }}">{{ page.id }} {{ model.paper }}</div>'
    )
    (own / "inside.html").write_text(page + "{% endblock %}", "utf-8")
    kit = open_template(Project(tmp_path), "classified")
    edition, model = model_of(kit, "inside", HAN, "zh-Hans", editor="林舟")
    made = dress_page(replace(model, left_ear=EarBox(Rect(0, 0, 9, 9), lines=("晴",))), kit)
    assert made.printed == ("name",)
    places = [edition.pages[0].key_ref("editor"), Edition.key_ref("ears")]
    assert [(one.code, one.place) for one in made.findings] == [(Code.NOT_PRINTED, place) for place in places]
    told = {finding.place.part: finding for finding in not_printed(edition, made.printed)}
    assert set(told) == {key for key in PAPER_KEYS if key != "name"} | {"date", "issue", "volume"}
    assert told["price"].severity is Severity.WARNING
    assert "{{ model.price }}" in told["price"].hint
    assert told["issue"].severity is Severity.INFO


@pytest.fixture(scope="module")
def fit() -> Fitter:
    return Fitter(open_template(PROJECT, "tabloid").fonts.faces)


class TestFit:
    def test_tracking_goes_before_size(self, fit):
        wide = fit("渡口晚报", "song-black", 100, 560, 20, 0.5)
        tight = fit("渡口晚报", "song-black", 100, 440, 20, 0.5)
        small = fit("渡口晚报", "song-black", 100, 320, 20, 0.5)
        assert (wide.size, tight.size, small.size) == (100, 100, 80)
        assert wide.spacing == pytest.approx(50)
        assert 0 < tight.spacing < wide.spacing
        assert small.spacing == pytest.approx(0)
        assert all(made.fits for made in (wide, tight, small))

    def test_a_long_name_with_spaces_stands_in_two_lines_where_there_is_height(self, fit):
        one = fit("The Northern Islands Community", "song-black", 100, 450, 20)
        two = fit("The Northern Islands Community", "song-black", 100, 450, 20, height=120)
        assert (len(one.lines), two.lines) == (1, ("The Northern", "Islands Community"))
        assert two.size > one.size

    def test_what_is_too_long_is_kept(self, fit):
        made = fit("渡口晚报", "song-black", 100, 50, 20)
        assert (made.size, made.fits, fit.overlong[-1]) == (20, False, made)

    def test_a_font_that_is_not_the_designs_is_named(self, fit):
        with pytest.raises(ValueError, match="names the font 'fraktur'"):
            fit("a", "fraktur", 10, 100, 5)

    def test_parts_fold_where_the_room_ends(self, fit):
        assert fit.fold(["一二", "", "三四"], "　", "song", 10, 60, 6) == ("一二　三四",)
        assert fit.fold(["一二", "三四"], "　", "song", 10, 40, 6) == ("一二", "三四")
        assert fit.fold(["一二三 四五六"], "　", "song", 10, 35, 10) == ("一二三", "四五六")
