"""Several pictures of a story: justified rows of them over its columns, or each by itself beside the others."""

from dataclasses import replace
from itertools import pairwise

import pytest

from layout.compose.frame import TextColumn
from layout.compose.group import EVEN_POINTS, PictureGroup, set_group
from layout.compose.insets import inset_ways, pictures_of
from layout.compose.voices import Voices
from layout.edition.model import Picture

FOUR = (1.5, 0.67, 1.5, 1.0)
MANY = (1.5, 1.33, 0.75, 1.5, 1.0, 1.78, 0.8, 1.33, 1.5)


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def columns(count):
    return tuple(TextColumn(at * 148.5, 135.0) for at in range(count))


def pictures(ratios, **told):
    return [(number, Picture(file=f"{number}.jpg", caption="水" * 12, **told), r) for number, r in enumerate(ratios)]


def rows_of(group):
    """The pictures of each row, from the top."""
    tops = sorted({made.row for made in group.pictures})
    return [[made for made in group.pictures if made.row == top] for top in tops]


@pytest.mark.parametrize(
    ("ratios", "count"), [(FOUR[:2], 2), (FOUR[:2], 5), (FOUR, 2), (FOUR, 5), (MANY, 3), (MANY, 5)]
)
def test_rows_are_justified_and_keep_the_order(ratios, count, voices):
    grid, tokens = voices.design.grid, voices.design.picture
    found = set_group(pictures(ratios), columns(count), voices, "zh-Hans")
    assert found
    for group in found:
        assert [made.number for made in group.pictures] == list(range(len(ratios)))
        left, right = columns(count)[group.first].x, columns(count)[group.first + group.columns - 1].x + 135.0
        rows = rows_of(group)
        for row in rows:
            assert row[0].x == pytest.approx(left)
            assert row[-1].x + row[-1].width == pytest.approx(right)
            assert all(b.x - a.x - a.width == pytest.approx(grid.gutter) for a, b in pairwise(row))
            assert len({made.rows for made in row}) == len({made.height for made in row}) == 1
            assert len(row) <= tokens.group_row
            assert all(made.width >= tokens.group_width * 135.0 - 1e-6 for made in row)
            # All pictures of a row are cropped alike, and within the template's bound but for a part of a row.
            natural = row[0].width / row[0].ratio
            assert abs(row[0].height - natural) <= tokens.crop * natural + grid.row
            assert {round(made.width / made.height / made.ratio, 6) for made in row} == {
                round(row[0].width / row[0].height / row[0].ratio, 6)
            }
        # A row begins under the captions of the one above it.
        for above, below in pairwise(rows):
            assert below[0].row == above[0].row + above[0].rows + max(len(m.caption) for m in above) + tokens.after
        assert group.rows == rows[-1][0].row + rows[-1][0].rows + max(len(made.caption) for made in rows[-1])
        assert group.rows <= tokens.group_most * grid.rows


def test_one_large_picture_is_the_first_and_costs_least(voices):
    best = set_group(pictures(FOUR), columns(4), voices, "zh-Hans")[0]
    areas = [made.width * made.height for made in best.pictures]
    assert areas[0] == max(areas)
    assert best.points < EVEN_POINTS
    assert max(made.lost for made in best.pictures) < 0.05


def test_a_group_has_many_heights_to_choose_from(voices):
    heights = {group.taken for group in set_group(pictures(FOUR), columns(4), voices, "zh-Hans") if group.columns == 4}
    assert len(heights) > 20


def test_whole_pictures_lose_nothing_and_the_other_rows_still_give_way(voices):
    ones = pictures(FOUR)
    ones[0] = (0, Picture(file="map.png", whole=True), FOUR[0])
    found = set_group(ones, columns(4), voices, "zh-Hans")
    assert {round(group.pictures[0].lost, 9) for group in found} == {0}
    assert any(group.pictures[-1].lost > 0.05 for group in found)


def test_there_is_no_group_over_one_column(voices):
    assert set_group(pictures(FOUR), columns(1), voices, "zh-Hans") == ()
    assert all(group.columns > 1 for group in set_group(pictures(FOUR), columns(4), voices, "zh-Hans"))


def ways(voices, given, count):
    return inset_ways(given, (), columns(count), voices, "zh-Hans", lambda number, width: None)


def test_pictures_with_an_order_stand_by_themselves_and_the_others_are_a_group(voices):
    given = [(Picture(file=f"{n}.jpg"), ratio) for n, ratio in enumerate(FOUR)]
    given[1] = (Picture(file="1.jpg", columns=1, place="bottom-left"), FOUR[1])
    grouped = [way for way in ways(voices, given, 4) if isinstance(way.insets[0], PictureGroup)]
    assert grouped
    for way in grouped:
        group, alone = way.insets
        assert [made.number for made in group.pictures] == [0, 2, 3]
        assert (alone.number, alone.columns, alone.first, alone.place.at_foot) == (1, 1, 0, True)
        assert [made.number for made in pictures_of(way.insets)] == [0, 1, 2, 3]


def test_the_best_way_of_many_pictures_is_a_group(voices):
    given = [(Picture(file=f"{n}.jpg"), ratio) for n, ratio in enumerate(FOUR)]
    assert isinstance(ways(voices, given, 4)[0].insets[0], PictureGroup)


def test_pictures_of_an_ordered_width_stand_beside_each_other_not_in_one_stack(voices):
    given = [(Picture(file=f"{n}.jpg", columns=1 + n % 2), (1.0, 1.5)[n % 2]) for n in range(4)]
    best = ways(voices, given, 3)[0].insets
    assert [made.columns for made in best] == [1, 2, 1, 2]
    assert [made.first for made in best] == [2, 0, 2, 0]
    assert all(made.x == columns(3)[made.first].x for made in best)


def test_the_pictures_of_a_group_know_their_rows_from_the_top_of_the_story(voices):
    group = set_group(pictures(FOUR), columns(4), voices, "zh-Hans")[0]
    placed = list(replace(group, row=7).placed())
    assert [made.row - 7 for made in placed] == [made.row for made in group.pictures]
