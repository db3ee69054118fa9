"""What begins and ends a story (dateline, continuation, source) is there, whatever its first and last blocks are."""

from __future__ import annotations

import pytest

from layout.compose.elements.listing import Listing
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.edition.blocks import Paragraph, Span, Subhead
from layout.edition.model import Story
from tests.planning.editions import text

COPY = Paragraph(spans=(Span(text=text(150)),))
HEAD = Subhead(text="小标题在前")
LIST = Listing(items=((Span(text="第一样"),),), marks=("•",))
BOX = LIST.model_copy(update={"columns": 2})


@pytest.fixture(scope="module")
def printed(design, fonts):
    """Returns a function that sets a story and gives all its text, as its lines have it."""
    voices = Voices(design, fonts)

    def set_(*blocks, **keys) -> str:
        story = Story.model_validate({"id": "one", "headline": "题", "blocks": blocks, **keys})
        composed = StoryComposer(story, voices).compose(StoryShape(2, 60, at_top=True))
        assert not composed.overset
        return "".join(placed.line.text for column in composed.columns for placed in column.lines)

    return set_


@pytest.mark.parametrize("first", [(), (HEAD,), (LIST,), (BOX,), (LIST, HEAD)])
def test_dateline_and_continuation_begin_the_first_paragraph(first, printed):
    found = printed(*first, COPY, dateline="渡口4月14日电", continued_from="A1")
    assert "渡口4月14日电　（上接A1版）" + COPY.text[:4] in found


@pytest.mark.parametrize("last", [(), (LIST,), (BOX,), (LIST, BOX)])
def test_the_source_ends_the_text(last, printed):
    found = printed(COPY, *last, source="本报讯", continued_on="A3")
    assert found.endswith("（本报讯　下转A3版）")


def test_a_source_longer_than_a_column_is_whole(printed):
    source = "据新华社、渡口县委宣传部、渡口市水务局和渡口县气象台四月十四日的联合通报"
    assert printed(COPY, source=source).endswith(f"（{source}）")
    # A little too long is a little smaller, and no second line.
    assert printed(COPY, source=source[:16]).endswith(f"（{source[:16]}）")
