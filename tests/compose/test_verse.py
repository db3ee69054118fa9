"""Verse, hard breaks and signatures: line by line, ragged, turned over with an indent."""

import pytest

from layout.compose.text import StoryText
from layout.compose.voices import Voices
from layout.edition.blocks import Paragraph, ParagraphForm, Span
from layout.edition.model import Story


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


def test_a_signature_stands_at_the_right(voices, design):
    _, (line,) = piece("王小山", ParagraphForm.SIGNATURE, voices)
    assert line.x + line.width == pytest.approx(design.grid.measure(1))


def test_no_word_of_verse_is_parted(voices):
    text = "Unquestionably extraordinary international understanding characterises everything"
    _, lines = piece(text, ParagraphForm.VERSE, voices, "en")
    assert len(lines) > 1
    assert not any("\u00ad" in line.text for line in lines)


def test_verse_has_no_drop_cap(voices):
    blocks = (Paragraph(spans=(Span(text=LONG * 4),), form=ParagraphForm.VERSE),)
    story = StoryText(Story(id="s", headline="题", blocks=blocks, drop_cap=2), voices)
    assert story.drop_cap(voices.design.grid.measure(1)) is None
