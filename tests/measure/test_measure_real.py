"""The measure on pages of our own making: what it reads is what was drawn, and a spoilt copy is found out."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from layout.base.locale import language_for
from layout.base.units import Rect
from layout.compose.itemize import Setting, Voice
from layout.compose.items import LetterFit
from layout.compose.paragraph import ParagraphStyle, compose
from layout.design.fonts import FontBook
from layout.design.tokens import load_design
from layout.pdf.pdfium import page_texts
from layout.preflight.facts import Copy
from layout.preflight.lines import Measurement, measure_text, story_text
from layout.preflight.reading import read_facts
from layout.preflight.rules.seen import _over_type
from layout.render.page import GalleyBox
from layout.render.pdf import render_pdf
from layout.scene.model import Block, Owner, OwnerKind
from layout.scene.text import Line, SetLine
from tests.conftest import TABLOID

WIDTH, HEIGHT, TOP, PITCH, ROWS = 320.0, 300.0, 21.37, 13.0, 11
LEFTS, MEASURE = (11.9, 160.43), 135.0
STORY = (
    "国家反诈中心App受理线索1466万条，“断卡”行动（2.0版）共破案39.4万起；有关部门说，要继续依法严打，绝不手软。",
    "“这组数字来之不易。”一名民警说，从2021年6月算起，立案数连降9个月，群众的损失少了28.5%，但作案手法也在翻新，"
    "各地的反诈宣传不能停下来。",
    "社区里，网格员带着《防骗手册》逐户上门，讲刷单、冒充客服、虚假贷款这三类案子：先认套路，再记96110，最后把"
    "可疑的转账停下来。老年人多的楼院，还请退休教师编了快板，在广场上说给邻居们听，一个月里演了12场。",
)
ENGLISH = (
    "The council met on Friday to hear what the new bridge will cost and when it may be opened to the public. "
    "Engineers said that construction continues through the winter, and that two lanes should be ready by the end "
    "of May. Residents of the old town asked for quiet nights and for a safe, well-lit way to the school.",
)


def set_story(story: tuple[str, ...], fonts: FontBook, setting: Setting) -> list[Line]:
    voice = Voice((fonts["song"],))
    style = ParagraphStyle(9, MEASURE, 2.0, setting=setting)
    return [
        line for number, paragraph in enumerate(story) for line in compose([(paragraph, voice)], style, number=number)
    ]


def two_columns(lines: list[Line]) -> list[GalleyBox]:
    boxes = []
    for number, left in enumerate(LEFTS):
        part = lines[:ROWS] if number == 0 else lines[ROWS:]
        placed = tuple(SetLine(line, row * PITCH + 9.9) for row, line in enumerate(part))
        rect = Rect(left, TOP, MEASURE, PITCH * len(part))
        boxes.append(GalleyBox(f"galley:test/{number}", Block(Owner(OwnerKind.STORY, "test"), "body", rect, placed)))
    return boxes


def rendered(boxes: list[GalleyBox], fonts: FontBook) -> bytes:
    images = "".join(
        f'<img src="{box.url}" style="position:absolute;left:{box.rect.x}pt;top:{box.rect.y}pt;'
        f'width:{box.rect.width}pt;height:{box.rect.height}pt">'
        for box in boxes
    )
    html = (
        f"<html lang=zh-CN><style>@page{{size:{WIDTH}pt {HEIGHT}pt;margin:0}} body{{margin:0;"
        f"color:device-cmyk(0 0 0 1)}}</style><body>{images}"
    )
    return render_pdf(html, boxes, fonts.faces, [TABLOID])


@pytest.fixture(scope="module")
def boxes(fonts: FontBook) -> list[GalleyBox]:
    return two_columns(set_story(STORY, fonts, Setting()))


@pytest.fixture(scope="module")
def pdf(boxes: list[GalleyBox], fonts: FontBook) -> bytes:
    return rendered(boxes, fonts)


def measured(pdf: bytes) -> Measurement:
    return measure_text(page_texts(pdf))


def test_a_page_of_ours_keeps_every_limit(pdf: bytes, boxes: list[GalleyBox]) -> None:
    measurement = measured(pdf)
    assert [str(finding) for finding in measurement.broken_limits()] == []
    (page,) = measurement.pages
    assert page.lines == sum(len(box.lines) for box in boxes)
    assert page.full_lines == page.flush_lines == page.lines - len(STORY)
    assert page.paragraphs == len(STORY)
    assert page.largest_error is not None
    assert abs(page.largest_error.amount) < 0.001
    assert page.largest_grid_error < 0.001
    added = max(line.line.added for box in boxes for line in box.lines)
    assert page.loosest is not None
    assert page.loosest.amount == pytest.approx(added, abs=0.001)


def test_characters_are_read_where_they_were_drawn(pdf: bytes, boxes: list[GalleyBox]) -> None:
    (page,) = page_texts(pdf)
    wanted = [
        (glyph.text, box.rect.x + glyph.x, box.rect.y + placed.baseline)
        for box in boxes
        for placed in box.lines
        for run in placed.line.runs
        for glyph in run.glyphs
    ]
    assert "".join(char.text for char in page.chars) == "".join(text for text, _, _ in wanted)
    for char, (text, x, y) in zip(page.chars, wanted, strict=True):
        assert char.x == pytest.approx(x, abs=0.001), text
        assert char.baseline == pytest.approx(y, abs=0.001), text
        assert char.size == pytest.approx(9, abs=0.001)


def test_advances_are_the_fonts_own_whatever_the_ink(pdf: bytes, fonts: FontBook) -> None:
    # The ink of many han characters is read wider than their square at this size; it must not count.
    (page,) = page_texts(pdf)
    for char in page.chars:
        glyph = fonts["song"].glyph(char.text)
        assert glyph is not None
        if ord(char.text) > 0x2E80:
            assert char.advance == pytest.approx(9, abs=0.001), char.text


def test_the_columns_read_back_are_the_story(pdf: bytes) -> None:
    (page,) = page_texts(pdf)
    assert "".join("".join(story_text(page)).split()) == "".join(STORY)


def test_an_english_page_of_ours_is_read_back(fonts: FontBook) -> None:
    lines = set_story(ENGLISH * 2, fonts, Setting(language_for("en"), fit=LetterFit(0.02, 0.01)))
    page_pdf = rendered(two_columns(lines), fonts)
    measurement = measured(page_pdf)
    assert measurement.flush_share == 1.0
    assert measurement.pages[0].loosest is None
    assert measurement.pages[0].word_spaces is not None
    (page,) = page_texts(page_pdf)
    words = "".join("".join(story_text(page)).split())
    assert words.replace("-", "") == "".join("".join(ENGLISH * 2).split()).replace("-", "")


def shifted(pdf: bytes, run: int, dx: float = 0.0, dy: float = 0.0) -> bytes:
    """The same page with one run of glyphs moved, pt: the Tm of that number gets another origin."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        operations = list(pikepdf.parse_content_stream(page))
        (at,) = [number for number, one in enumerate(operations) if str(one.operator) == "Tm"][run : run + 1]
        a, b, c, d, e, f = (float(operand) for operand in operations[at].operands)
        pixels = 96 / 72
        moved = [a, b, c, d, round(e + dx * pixels, 6), round(f + dy * pixels, 6)]
        operations[at] = pikepdf.ContentStreamInstruction(moved, pikepdf.Operator("Tm"))
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(operations))
        document.save(out)
    return out.getvalue()


def line_of_run(boxes: list[GalleyBox], run: int) -> str:
    lines = [(len(placed.line.runs), placed.line.text) for box in boxes for placed in box.lines]
    for runs, text in lines:
        if run < runs:
            return text
        run -= runs
    raise AssertionError("no such run")


@pytest.mark.parametrize("run", [1, 7, 13])
@pytest.mark.parametrize(
    ("dx", "dy", "codes"),
    [
        (0.2, 0.0, ["measure-flush"]),
        (-0.07, 0.0, ["measure-flush"]),
        (0.0, 0.3, ["measure-grid"]),
        (0.1, -0.06, ["measure-flush", "measure-grid"]),
        (0.03, 0.03, []),
    ],
)
def test_one_run_moved_in_a_real_page_is_found_and_named(
    pdf: bytes, boxes: list[GalleyBox], run: int, dx: float, dy: float, codes: list[str]
) -> None:
    found = measured(shifted(pdf, run, dx, dy)).broken_limits()
    assert [finding.code for finding in found] == codes
    for finding in found:
        assert f"“{line_of_run(boxes, run)}”" in finding.message


def test_marks_may_hang_out_of_columns_if_all_do(fonts: FontBook) -> None:
    hanging = Setting(language_for("en"), fit=LetterFit(0.02, 0.01, hang=0.6))
    lines = set_story(ENGLISH * 5, fonts, hanging)
    measurement = measured(rendered(two_columns(lines), fonts))
    assert measurement.flush_share == 1.0
    plain = set_story(ENGLISH * 5, fonts, replace(hanging, fit=LetterFit(0.02, 0.01)))
    at = next(at for at, line in enumerate(plain) if not line.final)
    plain[at] = next(line for line in lines if line.text[-1] in "-\u00ad,." and not line.final)
    assert measured(rendered(two_columns(plain), fonts)).flush_share < 1.0


def test_a_single_mark_past_the_edge_is_a_fault(fonts: FontBook) -> None:
    """It is not taken for a paper's way of hanging its marks out."""
    plain = set_story(ENGLISH * 2, fonts, Setting(language_for("en"), fit=LetterFit(0.02, 0.01)))
    hanging = set_story(ENGLISH * 2, fonts, Setting(language_for("en"), fit=LetterFit(0.02, 0.01, hang=1.0)))
    out = next(line for line in hanging if line.text[-1] in "-\u00ad,." and not line.final)
    at = next(at for at, line in enumerate(plain) if not line.final)
    plain = [line for line in plain if line.final or line.text[-1] not in "-\u00ad,."]
    assert measured(rendered(two_columns(plain), fonts)).flush_share == 1.0
    plain[at] = out
    assert measured(rendered(two_columns(plain), fonts)).flush_share < 1.0


@pytest.fixture(scope="module")
def english() -> FontBook:
    return FontBook(load_design(TABLOID, "en").fonts)


def test_a_ligature_that_ends_a_line_ends_where_its_letters_do(english: FontBook) -> None:
    """The second f of ff reaches out of its advance, as any f does; the reader of the page is told the ink alone."""
    style = ParagraphStyle(9, MEASURE, align="right")
    lines = compose([("for and off", Voice((english["song"],)))], style)
    (page,) = page_texts(rendered(two_columns(lines)[:1], english))
    (last,) = [char for char in page.chars if char.text == "ff"]
    assert last.right == pytest.approx(LEFTS[0] + MEASURE, abs=0.05)
    assert page.inks[-1][0] + page.inks[-1][2] > last.right + 0.2


@pytest.mark.parametrize(("closer", "told"), [(0.0, False), (0.6, True)])
def test_slanting_letters_reach_into_each_other_and_letters_drawn_up_lie_on_each_other(
    english: FontBook, closer: float, told: bool
) -> None:
    """The f of an italic has its tail under the letter before it."""
    (line,) = compose([("difesa di Livorno", Voice((english["kai"],)))], ParagraphStyle(16, MEASURE, align="left"))
    (run,) = line.runs
    glyphs = tuple(replace(glyph, x=glyph.x - closer * (glyph.x - run.glyphs[0].x)) for glyph in run.glyphs)
    drawn = replace(line, runs=(replace(run, glyphs=glyphs),))
    facts = read_facts(rendered(two_columns([drawn])[:1], english), "A1", Copy())
    assert bool(list(_over_type(facts, None))) is told
