"""The sizes a picture may have in its story: widths about the token's, heights about its own proportions."""

import pytest

from layout.compose.frame import TextColumn
from layout.compose.picture import (
    CROP_POINTS,
    EASED_POINTS,
    LACKING_POINTS,
    NARROWER_POINTS,
    WIDER_POINTS,
    set_pictures,
)
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.edition.blocks import InsetPlace, Paragraph, Span
from layout.edition.model import Picture, Story

WIDE, HIGH = 1.5, 0.7


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def columns(count):
    return tuple(TextColumn(at * 148.5, 135.0) for at in range(count))


def sizes(voices, count, ratio=WIDE, **told):
    return set_pictures(Picture(file="a.jpg", **told), ratio, columns(count), voices, "zh-Hans")


def with_tokens(voices, **changed):
    picture = voices.design.picture.model_copy(update=changed)
    return Voices(voices.design.model_copy(update={"picture": picture}), voices.fonts)


@pytest.mark.parametrize("play", [0, 1, 2])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_a_picture_is_no_more_than_play_wider_or_narrower(count, play, voices):
    suits = voices.design.picture.columns[count]
    found = sizes(with_tokens(voices, play=play, most=1.0), count)
    assert {made.columns for made in found} == set(range(max(1, suits - play), min(count, suits + play) + 1))
    assert all(made.wider == made.columns - suits for made in found)
    assert (found[0].wider, found[0].crop, found[0].points) == (0, 0, 0.0)
    assert [made.points for made in found] == sorted(made.points for made in found)


@pytest.mark.parametrize("told", [1, 2, 3])
def test_a_story_that_says_how_wide_is_obeyed(told, voices):
    found = sizes(with_tokens(voices, play=3), 4, columns=told)
    assert {(made.columns, made.wider) for made in found if made.points < EASED_POINTS} == {(told, 0)}


@pytest.mark.parametrize(("told", "got"), [(1, set()), (2, {1}), (3, {2}), ("half", {1})])
def test_one_size_less_than_a_story_orders_is_dear(told, got, voices):
    found = sizes(voices, 4, columns=told)
    eased = [made for made in found if made.points >= EASED_POINTS]
    assert {made.columns for made in eased} == got
    assert not any(made.beside for made in eased)


def test_heights_are_all_within_the_crop_and_cost_more_the_farther_they_are(voices):
    crop, row = voices.design.picture.crop, voices.design.grid.row
    for made in (found := sizes(voices, 4)):
        natural = made.width / WIDE / row
        assert natural * (1 - crop) <= made.rows <= natural * (1 + crop)
        assert made.crop == made.rows - round(natural)
        points = (WIDER_POINTS if made.wider > 0 else NARROWER_POINTS) * abs(made.wider) + CROP_POINTS * (
            made.crop / (crop * natural)
        ) ** 2
        assert made.points == pytest.approx(points)
    heights = {made.columns: sorted(each.rows for each in found if each.columns == made.columns) for made in found}
    assert all(rows == list(range(rows[0], rows[-1] + 1)) for rows in heights.values())
    assert [len(heights[width]) for width in sorted(heights)] == [1, 4, 5]


def test_a_picture_off_its_width_is_no_higher_than_leaves_room_for_text(voices):
    rows = voices.design.grid.rows
    for most in (0.3, 0.5, 1.0):
        found = sizes(with_tokens(voices, most=most), 4, HIGH)
        off = [made for made in found if made.wider and made.crop == 0]
        assert all(made.rows <= most * rows for made in off)
        assert any(made.wider == 0 for made in found)
    assert any(made.wider > 0 for made in found)
    assert not any(made.wider > 0 for made in sizes(with_tokens(voices, most=0.3), 4, HIGH))


def test_half_a_column_has_one_size(voices):
    (made,) = (made for made in sizes(voices, 3, columns="half") if made.points < EASED_POINTS)
    assert made.beside > 0
    assert made.width < 135.0 / 2


def test_a_whole_picture_has_its_own_proportions_at_every_width(voices):
    tokens, row = voices.design.picture, voices.design.grid.row
    found = sizes(with_tokens(voices, most=1.0), 4, whole=True)
    assert len({made.columns for made in found}) == len(found) > 1
    for made in found:
        assert made.width / made.height == pytest.approx(WIDE)
        assert made.lost == pytest.approx(0)
        assert 0 <= made.rows * row - tokens.top - tokens.foot - made.height < row
    half, _ = sizes(voices, 3, whole=True, columns="half")
    assert half.beside
    assert half.width / half.height == pytest.approx(WIDE)


@pytest.mark.parametrize("ratio", [0.5, 0.72, WIDE])
def test_only_a_tall_picture_may_be_cropped_lower_than_others(ratio, voices):
    tokens, row = voices.design.picture, voices.design.grid.row
    found = [made for made in sizes(voices, 4, ratio) if not made.wider]
    natural = found[0].width / ratio / row
    lowest = min(made.rows for made in found)
    bound = tokens.crop_tall if 1 / ratio >= tokens.tall else tokens.crop
    assert natural * (1 - bound) <= lowest < natural * (1 - bound) + 1
    assert max(made.rows for made in found) <= natural * (1 + tokens.crop)
    lower = sorted((made for made in found if made.crop <= 0), key=lambda made: -made.rows)
    assert [made.points for made in lower] == sorted(made.points for made in lower)
    assert found[0].points == 0


def test_columns_that_the_story_has_not_cost_points(voices):
    assert [sizes(voices, count, columns=3)[0].points for count in (1, 2, 3, 4)] == [
        2 * LACKING_POINTS, LACKING_POINTS, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("focus", "cut"),
    [((0.0, 0.0), (0, 1)), ((1.0, 1.0), (1, 0)), ((0.5, 0.25), (0.25, 0.75)), ((0.3, None), (0.4, 0.6))],
)
def test_a_crop_in_height_takes_from_above_and_below_by_the_focus(focus, cut, voices):
    lowest = min(sizes(voices, 4, 0.5, focus=focus), key=lambda made: made.rows / made.columns)
    left, top, right, bottom = lowest.shown
    assert (left, right) == (0, 1)
    assert (top / lowest.lost, (1 - bottom) / lowest.lost) == pytest.approx(cut)


# ---- beside the head -------------------------------------------------------------------------------------------


def with_portrait(**told):
    blocks = tuple(
        Paragraph(spans=(Span(text="渡口的石阶又往下修了七级，水枯的时候也能靠船。" * 2),)) for _ in range(5)
    )
    return Story(id="s", headline="渡口修石阶", picture=Picture(file="a.jpg", **told), blocks=blocks)


def low_shapes(composer, columns=3):
    """Return shapes lower than head and picture are together, with how the story fills them."""
    shapes = (StoryShape(columns, rows) for rows in range(12, 30))
    filled = {shape: composer.compose(shape) for shape in shapes if composer.fill(shape)}

    def height(made):
        return made.head.rows + made.picture.taken - made.picture.white

    return {shape: made for shape, made in filled.items() if shape.rows < height(made)}


def test_a_tall_picture_stands_beside_the_head_where_a_story_is_too_low_for_both(voices):
    low = low_shapes(StoryComposer(with_portrait(), voices, 0.7))
    assert low
    step = voices.design.grid.measure(1) + voices.design.grid.gutter
    for shape, made in low.items():
        (picture,) = made.pictures
        assert "picture beside the head" in made.fit.levers
        assert made.head_x == 0
        assert made.measure == pytest.approx(voices.design.grid.measure(2))
        assert picture.x == pytest.approx(2 * step)
        assert picture.row == voices.design.head.before
        assert picture.row + picture.taken - picture.white <= shape.rows
        assert all(line.x + line.width <= made.measure + 0.01 for block in made.head.blocks for line in block.lines)
        assert made.overset == ()


def test_at_the_page_s_top_it_begins_with_the_head(voices):
    composer = StoryComposer(with_portrait(), voices, 0.7)
    (shape, *_) = low_shapes(composer)
    at_top = StoryShape(shape.columns, shape.rows - voices.design.head.before, at_top=True)
    assert composer.compose(at_top).picture.row == 0


def test_a_picture_ordered_to_the_left_pushes_the_head_to_the_right(voices):
    low = low_shapes(StoryComposer(with_portrait(place=InsetPlace.TOP_LEFT), voices, 0.7))
    assert low
    step = voices.design.grid.measure(1) + voices.design.grid.gutter
    for made in low.values():
        assert made.head_x == pytest.approx(step)
        assert made.picture.x == 0


@pytest.mark.parametrize("keys", [{"boxed": True}, {"head": "reverse"}, {"picture": None}])
def test_a_head_on_a_ground_of_its_own_has_no_picture_beside_it(keys, voices):
    made = with_portrait().model_copy(update=keys)
    composer = StoryComposer(made, voices, 0.7 if made.picture else None)
    fills = [composer.fill(StoryShape(3, rows)) for rows in range(12, 30)]
    assert any(fills)
    assert not any("picture beside the head" in fill.levers for fill in fills if fill)


def test_a_picture_at_the_foot_stays_there(voices):
    assert not low_shapes(StoryComposer(with_portrait(place=InsetPlace.BOTTOM_RIGHT), voices, 0.7))


def test_a_picture_alone_fills_shapes_of_its_proportions(voices):
    picture = Picture(file="p.jpg", caption="清晨的渡口。")
    composer = StoryComposer(Story(id="s", headline="晨渡", blocks=(), picture=picture), voices, WIDE)
    for columns in (1, 2, 3):
        filled = [rows for rows in range(4, 40) if composer.fill(StoryShape(columns, rows))]
        assert filled
        for rows in filled:
            made = composer.compose(StoryShape(columns, rows))
            (one,) = made.pictures
            assert not made.overset
            assert one.columns == columns
            # The white under a picture is for text that follows; at the foot there is none.
            assert rows - 1 <= made.head.rows + one.taken <= rows + one.white
