"""What shapes of a story share is set once, and no shape comes out otherwise for what was asked before it."""

from functools import partial
from itertools import product

import pytest

from layout.compose.body import Ground, Promises, open_rows
from layout.compose.insets import InsetWay
from layout.compose.later import Later
from layout.compose.shape import Corner, Notch, StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Picture, Story

TEXT = "“各地各部门多管齐下，收效显著。”这类犯罪不断走高的态势已被压住，群众拍手称快，大家都说好。" * 2
NOTCHES = (None, *(Notch(1, 6, corner) for corner in Corner))
SHAPES = [
    StoryShape(columns, rows, at_top, notch)
    for columns, at_top, notch in product((2, 3), (False, True), NOTCHES)
    for rows in (16, 22, 28)
]
STORIES = {
    "plain": ({}, None),
    "with a picture": ({"picture": Picture(file="p.jpg", caption="图说。")}, 0.7),
    "with a drop cap": ({"drop_cap": 2}, None),
    "upright": ({"head": "vertical", "picture": Picture(file="p.jpg")}, 1.5),
}


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def told(composer: StoryComposer, shape: StoryShape) -> tuple[object, ...]:
    made = composer.compose(shape)
    blocks = [(block.role, block.top, block.lines) for block in made.head.blocks]
    return composer.fill(shape), made.head.rows, blocks, made.columns, made.pictures, made.fit


@pytest.mark.parametrize("which", STORIES)
def test_a_shape_is_the_same_whatever_was_asked_before(which, voices):
    keys, ratio = STORIES[which]
    blocks = tuple(Paragraph(spans=(Span(text=TEXT),)) for _ in range(8))
    story = Story(id="s", headline="我市举行春季义务植树", byline="本报记者 某某", blocks=blocks, **keys)
    asked = StoryComposer(story, voices, ratio)
    for shape in SHAPES:
        asked.fill(shape)
    for shape in SHAPES[::7]:
        assert told(asked, shape) == told(StoryComposer(story, voices, ratio), shape)


def test_what_is_made_later_is_made_once_and_counted_before():
    made = []
    later = Later(2, partial(lambda: made.append(1) or ("a", "b")))
    assert (len(later), made) == (2, [])
    assert (later[0], list(later), later == ("a", "b"), later == ("a",), made) == ("a", ["a", "b"], True, False, [1])


def test_ways_that_cannot_fill_their_room_promise_nothing():
    way = InsetWay((), 100.0)
    promises = Promises([way], columns=3, lines=40, give=2, reach=(38, 42))
    assert [room for room in range(30, 50) if promises[room]] == list(range(38, 42 + open_rows(3) + 1))
    near, far = promises[41][0], promises[44][0]
    assert near[1:] == (pytest.approx(0.7), 0.0)
    assert far[2] > 0
    assert Promises([way], 3, 40, 2, None)[0]


def test_rows_that_stay_empty_are_shared_out_over_the_feet():
    frame, _ = Ground(5, (0, 0, 0), (10, 10, 1)).placed((), short=5)
    assert (frame.feet, frame.floors) == ((9, 8, 0), (10, 10, 2))
