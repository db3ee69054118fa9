"""Verse, hard breaks and signatures: line by line, ragged, turned over with an indent."""

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.compose.elements import ELEMENTS
from layout.compose.frame import Frame
from layout.compose.text import StoryText
from layout.compose.voices import Voices
from layout.design.elements import VerseTokens
from layout.edition.blocks import Paragraph, ParagraphForm, Span, Subhead
from layout.edition.markdown import read_body
from layout.edition.model import Story
from layout.files.text import Source


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def piece(text, form, voices, language="zh-Hans", **more):
    """Return a paragraph's piece in a column, and its lines."""
    blocks = (Paragraph(spans=(Span(text="记者看到的事都在后面。"),)), Paragraph(spans=(Span(text=text),), form=form))
    story = StoryText(Story(id="s", headline="题", blocks=blocks, language=language, **more), voices)
    made = story.pieces(voices.design.grid.measure(1), levers=True)[1]
    return made, list(made.lengths[0].lines)


LONG = "把石头磨成一句话，磨成一个很长很长的下午，长到桥都睡着了"


def test_a_long_line_of_verse_is_turned_over_with_an_indent(voices, design):
    made, lines = piece(LONG, ParagraphForm.VERSE, voices)
    first, *rest = lines
    assert rest
    assert first.x == pytest.approx(design.body.indent * design.body.size)
    assert {round(line.x - first.x, 3) for line in rest} == {2 * design.body.size}
    assert all(line.added == 0 for line in lines)
    assert len(made.lengths) == 1, "it is never made longer or shorter to fill a column"
    assert "".join(line.text for line in lines) == LONG


@pytest.mark.parametrize(("form", "white"), [(ParagraphForm.VERSE, 0), (ParagraphForm.STANZA, 1)])
def test_a_stanza_has_a_white_row_above_it(voices, form, white):
    made, _ = piece("灯在对岸", form, voices)
    assert made.before == white


def test_no_word_of_verse_is_parted(voices):
    text = "Unquestionably extraordinary international understanding characterises everything"
    _, lines = piece(text, ParagraphForm.VERSE, voices, "en")
    assert len(lines) > 1
    assert not any("\u00ad" in line.text for line in lines)


def test_verse_has_no_drop_cap(voices):
    blocks = (Paragraph(spans=(Span(text=LONG * 4),), form=ParagraphForm.VERSE),)
    story = StoryText(Story(id="s", headline="题", blocks=blocks, drop_cap=2), voices)
    assert story.drop_cap(voices.design.grid.measure(1)) is None


POEM = ["灯在对岸", "它不说话", "", "船工收起长篙，收起一天的风", "明天还要早起", "", "—— 江一帆"]


def read(text):
    report = Report()
    return read_body(text, Source("a.md", text), 1, report, ELEMENTS), [each.code for each in report.findings]


@pytest.mark.parametrize(
    ("before", "after"), [("```verse 渡口", "```"), ("::: verse 渡口", ":::"), ("::: 诗 渡口", ":::")]
)
def test_verse_has_a_title_and_a_poet(before, after):
    (title, *lines), findings = read("\n".join((before, *POEM, after)))
    assert (title, findings) == (Subhead(text="渡口"), [])
    assert [(line.text, line.form) for line in lines] == [
        ("灯在对岸", ParagraphForm.STANZA),
        ("它不说话", ParagraphForm.VERSE),
        ("船工收起长篙，收起一天的风", ParagraphForm.STANZA),
        ("明天还要早起", ParagraphForm.VERSE),
        ("——江一帆", ParagraphForm.SIGNATURE),
    ]


def test_a_line_of_verse_that_begins_with_a_dash_is_verse():
    (*_, last), _ = read("```verse\n谁在对岸\n—— 没有人\n```")
    assert (last.text, last.form) == ("—— 没有人", ParagraphForm.VERSE)
    assert read("```verse columns=2\n谁在对岸\n```")[1] == [Code.ELEMENT_UNKNOWN]


@pytest.mark.parametrize("stand", ["center", "left"])
def test_the_longest_line_stands_in_the_middle(stand, voices, design):
    elements = design.element.model_copy(update={"verse": VerseTokens(stand=stand)})
    text = StoryText(poem(), Voices(design.model_copy(update={"elements": elements}), voices.fonts))
    measure = 3 * design.body.size + 13 * design.body.size
    lines = [line for piece in text.pieces(measure, levers=False) for line in piece.lengths[0].lines]
    longest = lines[2]
    if stand == "center":
        assert longest.x == pytest.approx(measure - longest.x - longest.width, abs=design.body.size)
    else:
        assert longest.x == pytest.approx(design.body.indent * design.body.size)
    assert {round(line.x, 3) for line in lines[:-1]} == {round(longest.x, 3)}
    assert lines[-1].x + lines[-1].width == pytest.approx(measure)
    narrow = [line for piece in text.pieces(6 * design.body.size, levers=False) for line in piece.lengths[0].lines]
    assert (narrow[0].x == 0) == (stand == "center"), "too long, it begins at the edge"


def poem():
    (_, *lines), _ = read("\n".join(("```verse 渡口", *POEM, "```")))
    return Story(id="s", headline="题", blocks=tuple(lines))


def test_no_stanza_is_parted_where_the_columns_allow_it(voices, design):
    frame = Frame((0, 0), (4, 4), (4, 4))
    pouring = StoryText(poem(), voices).pouring(200.0, frame, frame.segments(), levers=True)
    at = {placed.line.text: placed.column for placed in pouring.poured().lines}
    assert list(at.values()) == [0, 0, 1, 1, 1]


def test_white_above_a_stanza_fills_a_column(voices, design):
    """The token says how much it may become."""
    first = StoryText(poem(), voices).pieces(200.0, levers=False)
    assert [(piece.before, piece.most_before) for piece in first] == [(1, 0), (0, 0), (1, 2), (0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("```verse 题\n\n```", Code.ELEMENT_CONTENT, 1),
        ("```verse\n一\n## 二\n```", Code.MARKDOWN_HEADING, 3),
        ("```verse\n**一\n```", Code.MARKDOWN_LITERAL, 2),
        ("好。\n\n```verse\n一\n\n这一段不是诗。", Code.ELEMENT_OPEN, 3),
        ("好。\n\n```weather\na | sun | 3", Code.ELEMENT_OPEN, 3),
        ("好。\n\n```listing", Code.ELEMENT_OPEN, 3),
    ],
)
def test_what_is_no_verse_or_has_no_end_is_told(text, code, line):
    report = Report()
    read_body(text, Source("a.md", text), 1, report, ELEMENTS)
    assert (code, line) in [(each.code, each.place.line) for each in report.findings]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("```Verse\n一\n```", "```verse"),
        ("```crosword\nAB\n```", "'crossword'"),
        ("::: listing\n19:00 x\n:::", "```listing"),
        ("```facts\n一\n```", "::: facts"),
        ("- 一\n  ```verse\n  二\n  ```", "out of the list"),
    ],
)
def test_how_an_element_is_begun_is_told(text, hint):
    report = Report()
    read_body(text, Source("a.md", text), 1, report, ELEMENTS)
    assert hint in str(report.findings[0].hint)


def test_the_mark_of_what_may_be_left_out_may_stand_before_the_options():
    text = "::: facts 题 {optional} columns=2\n一\n:::"
    (box,) = read_body(text, Source("a.md", text), 1, Report(), ELEMENTS)
    assert (box.title, box.optional, box.columns) == ("题", True, 2)
