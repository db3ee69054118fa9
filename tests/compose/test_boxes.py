"""Boxes in a story that it is not filled with where they are written, or as wide as they are ordered."""

from __future__ import annotations

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.build.orders import report_orders
from layout.compose.classes import HAN_CENTRE, HAN_INK
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.quote import Quote
from layout.compose.elements.table import Table
from layout.compose.picture import EASED_POINTS
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.edition.blocks import InsetPlace, Paragraph, Span
from layout.edition.model import Picture, Story

TEXT = "渡口的石阶又往下修了七级，水枯的时候也能靠船。撑船的人在岸上等，把缆绳绕了两圈。" * 2
LINES = tuple(f"第{number}级石阶高十五厘米" for number in "一二三四五六七八")


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def facts(lines=LINES, **keys):
    return Facts(title="石阶", blocks=tuple(Paragraph(spans=(Span(text=line),)) for line in lines), **keys)


def story(*blocks, paragraphs=8, after=2):
    copy = [Paragraph(spans=(Span(text=TEXT),)) for _ in range(paragraphs)]
    return Story(id="s", headline="渡口修石阶", blocks=(*copy[:after], *blocks, *copy[after:]), pull_quotes="never")


def filled(composer, columns):
    """Return the shapes over so many columns that a story fills."""
    natural = composer.needed_rows(columns)
    shapes = (StoryShape(columns, rows) for rows in range(natural - 6, natural + 8))
    return {shape: fill for shape in shapes if (fill := composer.fill(shape))}


def words(composed):
    return "".join(line.line.text for column in composed.columns for line in column.lines)


def test_a_box_that_would_leave_a_hole_stands_at_a_place_in_the_columns(voices):
    written = StoryComposer(story(facts(), paragraphs=6), voices)
    moved = {
        shape: fill for shape, fill in filled(written, 4).items() if any("boxes at" in lever for lever in fill.levers)
    }
    assert moved
    for shape in moved:
        composed = written.compose(shape)
        (placed,) = composed.elements
        assert placed.element.kind == "facts"
        assert composed.overset == ()
        assert words(composed) == TEXT * 6
        assert composed.fit.under_lines <= 3


def test_a_box_stands_where_it_is_written_if_the_story_is_filled_so(voices):
    composer = StoryComposer(story(facts(LINES[:2]), paragraphs=10), voices)
    natural = composer.needed_rows(1)
    fill = composer.fill(StoryShape(1, natural))
    assert fill is not None
    assert not any("boxes at" in lever for lever in fill.levers)


def test_a_box_too_large_for_one_column_may_have_two(voices):
    composer = StoryComposer(story(facts(LINES * 2), paragraphs=6), voices)
    wide = [shape for shape, fill in filled(composer, 4).items() if "2 columns wide" in " ".join(fill.levers)]
    assert wide
    composed = composer.compose(wide[0])
    assert composed.overset == ()
    (placed,) = composed.elements
    assert placed.element.width == pytest.approx(2 * 135 + 13.5, abs=0.5)


@pytest.mark.parametrize(
    "block",
    [
        Listing(items=((Span(text="一"),),), marks=("•",)),
        Quote(text="水一退就开船。"),
        facts(place=InsetPlace.TOP_LEFT),
    ],
)
def test_a_list_a_quote_and_a_box_with_a_place_stay(block, voices):
    assert StoryComposer(story(block), voices).text.with_boxes_at(InsetPlace.BOTTOM_RIGHT) is None


@pytest.mark.parametrize(("paragraphs", "eased"), [(4, True), (8, False)])
def test_half_a_column_becomes_a_whole_one_only_where_it_has_to_and_that_is_told(paragraphs, eased, voices, design):
    box = facts(columns="half", place=InsetPlace.TOP_RIGHT)
    half = StoryComposer(story(box, paragraphs=paragraphs), voices)
    shape, fill = next(iter(filled(half, 3).items()))
    assert (fill.points >= EASED_POINTS) == eased
    composed, report = half.compose(shape), Report()
    (placed,) = composed.elements
    assert placed.columns == (1 if eased else 0)
    report_orders([composed], design, report)
    told = [finding for finding in report.findings if finding.code is Code.BOX_WIDTH]
    assert [finding.message for finding in told] == (
        ["s: the facts stands over 1 column, not half a one: so its story fills its place"] if eased else []
    )


CELLS = ("一二三四五六七八九十", "甲", "乙")
HALVES = (  # the box, and the least width of half a column for it, pt
    (Quote(text="他总是先应一声，再动篙。", columns="half", place=InsetPlace.TOP_LEFT), 4 * 15),
    (
        Table(heads=CELLS, rows=(CELLS, CELLS), aligns=("left",) * 3, columns="half", place=InsetPlace.TOP_LEFT),
        4 * 8 + 8 + 8 + 12,
    ),
    (facts(columns="half", place=InsetPlace.TOP_LEFT), 0),
)


@pytest.mark.parametrize(("box", "needs"), HALVES, ids=[box.kind for box, _ in HALVES])
@pytest.mark.parametrize("width", [100.0, 120.0, 135.0, 165.0, 240.0])
def test_half_a_column_that_is_too_narrow_becomes_a_whole_one_and_that_is_told(box, needs, width, fonts, design):
    """A quote of three characters a line and a table whose words go down their column are read by nobody."""
    grid = design.grid.model_copy(update={"column": width})
    narrow = design.model_copy(update={"grid": grid})
    composer = StoryComposer(story(box), Voices(narrow, fonts))
    composed, report = composer.compose(next(iter(filled(composer, 3)))), Report()
    (placed,) = composed.elements
    report_orders([composed], narrow, report)
    told = [finding.message for finding in report.findings if finding.code is Code.BOX_WIDTH]
    # Seven characters of 9 pt beside it at least, and white between.
    half = width - 9 * max(7, round((width / 2 - 8.1) / 9)) - 8.1
    if half >= max(0.4 * width, needs):  # it may still have a whole one so that its story fills its place
        assert placed.element.width == pytest.approx(width if told else half)
    else:
        assert placed.element.width == pytest.approx(width)
    assert any("half a column is too narrow" in each for each in told) == (half < max(0.4 * width, needs))


def test_a_picture_is_a_column_narrower_than_ordered_only_where_it_has_to_and_that_is_told(voices, design):
    made = story(paragraphs=3).model_copy(update={"picture": Picture(file="wide.jpg", columns=2)})
    composer = StoryComposer(made, voices, 1.5)
    eased = {shape: composer.compose(shape) for shape in filled(composer, 3)}
    assert {composed.pictures[0].columns for composed in eased.values()} == {1, 2}
    for composed in eased.values():
        report = Report()
        report_orders([composed], design, report)
        assert bool(report.findings) == (composed.pictures[0].columns == 1)


@pytest.mark.parametrize("keys", [{}, {"columns": 2, "place": InsetPlace.TOP_LEFT}])
def test_a_table_under_the_head_begins_where_text_would(keys, voices, design):
    def top_of(table, after):
        composer = StoryComposer(story(table, after=after), voices)
        (placed,) = composer.compose(StoryShape(2, composer.needed_rows(2))).elements
        return min(line.baseline - (HAN_CENTRE + HAN_INK) * line.line.size for line in placed.element.lines)

    table = Table(title="石阶", heads=("级", "高"), rows=(("一", "15"), ("二", "15")), aligns=("left", "right"))
    text_top = design.grid.baseline - (HAN_CENTRE + HAN_INK) * design.body.size
    assert top_of(table.model_copy(update=keys), 0) == pytest.approx(text_top, abs=0.01)
    assert top_of(table, 2) > text_top + 1, "between paragraphs it has white of its own"
