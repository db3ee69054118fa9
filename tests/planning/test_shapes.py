"""Which shapes of a story the planner is offered and what they cost it, with the tabloid's real type."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layout.build.inputs import open_template
from layout.compose import body
from layout.compose.kit import open_story
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.files.project import Project
from layout.plan.problem import LEAST_BODY_ROWS, MOST_POINTS, story_footprints
from tests.conftest import ROOT
from tests.planning.editions import story

PICTURE = {"file": "images/bus-line.jpg", "caption": "新线示意图。"}
FOLDER = ROOT / "content" / "2022-04-15"


@pytest.fixture(scope="module")
def kit():
    return open_template(Project(ROOT), "tabloid")


def pictured(characters, **keys):
    return story("a", characters, picture=PICTURE, **keys)


STORIES = [story("a", 620), story("a", 1500, priority=1), pictured(900), story("a", 500, boxed=True)]


@pytest.mark.parametrize("made", STORIES, ids=["short", "lead", "pictured", "boxed"])
def test_a_shape_costs_what_its_setting_costs_more_than_the_best(made, kit):
    composer = open_story(made, kit, FOLDER)
    shapes = story_footprints(composer, kit.design)
    assert min(shape.cost for shape in shapes) == 0
    assert max(shape.cost for shape in shapes) <= MOST_POINTS
    fills = {
        shape: composer.fill(StoryShape(shape.columns, shape.rows)) for shape in shapes if shape.at_top is not True
    }
    best = min(round(fill.points) for fill in fills.values())
    assert fills
    for shape, fill in fills.items():
        assert shape.cost == round(fill.points) - best
        assert shape.levers == fill.levers
        assert (shape.head, shape.size, shape.least_size) == (fill.head_rows, fill.size, fill.least_size)
        assert shape.rows - shape.head >= LEAST_BODY_ROWS


@pytest.mark.parametrize(
    ("columns", "characters"), [(1, 620), (1, 900), (2, 620), (2, 900), (2, 1500), (3, 900), (3, 1500)]
)
def test_heights_are_without_gaps_around_the_natural_one_and_cost_more_the_farther_they_are(columns, characters, kit):
    composer = open_story(story("a", characters, columns=(columns,)), kit, FOLDER)
    natural = composer.needed_rows(columns)
    cost = {shape.rows: shape.cost for shape in story_footprints(composer, kit.design) if shape.at_top is not True}
    assert natural in cost
    heights = sorted(cost)
    assert heights == list(range(heights[0], heights[-1] + 1))
    assert len(heights) >= 5
    best = min(cost, key=lambda rows: (cost[rows], abs(rows - natural)))
    assert abs(best - natural) <= 2
    # By and large: where the next size of the headline begins a height may be a little cheaper than the one before.
    far, near = max(heights, key=lambda rows: abs(rows - best)), [best - 1, best, best + 1]
    assert cost[far] > max(cost[rows] for rows in near if rows in cost)
    for lower, higher in pairwise(heights):
        if lower >= best:
            assert cost[higher] >= cost[lower] - 8
        elif higher <= best:
            assert cost[lower] >= cost[higher] - 8


def test_stubs_beside_pictures_and_white_under_them_are_charged(kit, monkeypatch):
    """With a price a little higher the same setting is dearer by that for each stub, or bare row."""
    little = 1e-3

    def opened() -> list[StoryComposer]:
        made = [pictured(many, columns=(4,)) for many in (200, 300, 480, 620, 760)]
        (ratio,) = open_story(made[0], kit, FOLDER).picture_ratios
        return [StoryComposer(each, kit.voices, ratio) for each in made]

    asked = [StoryShape(4, rows) for rows in range(14, 34)]
    before = opened()
    with monkeypatch.context() as patch:
        patch.setattr(body, "STUB", body.STUB + little)
        stubbed = [[composer.fill(shape) for shape in asked] for composer in opened()]
    with monkeypatch.context() as patch:
        patch.setattr(body, "BARE", body.BARE + little)
        bared = [[composer.fill(shape) for shape in asked] for composer in opened()]
    stubs = bare = 0
    for composer, more_stub, more_bare in zip(before, stubbed, bared, strict=True):
        for shape, for_stub, for_bare in zip(asked, more_stub, more_bare, strict=True):
            fill, made = composer.fill(shape), composer.compose(shape)
            if fill is None:
                continue
            (placed,) = made.pictures
            beside = [column for column in made.columns if placed.x - 1 <= column.x < placed.x + placed.width]
            followed = any(column.row > placed.row for column in beside)
            white = 0 if followed else max(0, shape.rows - placed.row - placed.rows - len(placed.caption))
            assert for_stub.points - fill.points == pytest.approx(little * made.stubs, abs=1e-6)
            assert for_bare.points - fill.points == pytest.approx(little * white, abs=1e-6)
            stubs, bare = stubs + made.stubs, bare + white
    assert stubs
    assert bare


def test_shapes_of_one_width_are_those_among_all(kit):
    composer = open_story(story("a", 600), kit)
    every = story_footprints(composer, kit.design)
    for width in {shape.columns for shape in every}:
        alone = story_footprints(composer, kit.design, width)
        among = [shape for shape in every if shape.columns == width]
        least = min(shape.cost for shape in among)
        assert min(shape.cost for shape in alone) == 0
        # Of one width alone the points are counted from its own best.
        cost = {(shape.rows, shape.at_top): shape.cost for shape in alone}
        assert all(cost[shape.rows, shape.at_top] == shape.cost - least for shape in among)
    assert story_footprints(composer, kit.design, kit.design.grid.columns + 1) == every


def test_empty_rows_are_shared_out_so_that_no_two_legs_differ_by_more_than_one(kit):
    shared = 0
    for characters in (150, 220, 360, 570, 780):
        for columns in (3, 4, 5):
            composer = open_story(story("a", characters, columns=(columns,)), kit)
            for rows in range(composer.needed_rows(columns), composer.needed_rows(columns) + 8):
                made = composer.compose(StoryShape(columns, rows))
                if composer.fill(StoryShape(columns, rows)) is None:
                    continue
                feet = [column.row + len(column.lines) for column in made.columns]
                assert made.fit.under_lines <= columns - 1
                if any("shared out" in lever for lever in made.fit.levers):
                    shared += 1
                    assert max(feet) - min(feet) <= 1
                    assert feet == sorted(feet, reverse=True)
                    assert made.fit.under_lines == sum(rows - foot for foot in feet)
    assert shared


def test_the_source_does_not_stand_alone_in_a_column(kit):
    for characters in range(180, 420, 20):
        made = story("a", characters, source="本报讯", columns=(3,))
        composer = open_story(made, kit)
        for rows in range(composer.needed_rows(3), composer.needed_rows(3) + 3):
            if composer.fill(StoryShape(3, rows)):
                last = composer.compose(StoryShape(3, rows)).columns[-1].lines
                assert [placed.line.text for placed in last] != ["（本报讯）"]


def test_a_headline_is_kept_down_where_the_story_can_do_with_less(kit):
    """``least_size`` is a promise: asked for no more than that, the headline is no larger."""
    smaller = 0
    for characters in (620, 900, 1300):
        composer = open_story(story("a", characters, priority=2), kit)
        for shape in (s for s in story_footprints(composer, kit.design) if s.at_top is not True):
            asked = StoryShape(shape.columns, shape.rows)
            made = composer.compose(asked, shape.least_size)
            assert made.head.size == shape.least_size
            assert not made.overset
            # It is no smaller than need be, and what may be larger than that stays as it is.
            assert composer.compose(asked, shape.size).head.size == shape.size
            smaller += shape.least_size < shape.size
    assert smaller


def test_a_headline_that_cannot_be_smaller_stays(kit):
    composer = open_story(story("a", 620, priority=2), kit)
    asked = StoryShape(2, composer.needed_rows(2))
    assert composer.compose(asked, 1.0).head.size == composer.compose(asked).head.size


def test_a_story_takes_its_picture_wider_or_narrower_only_with_the_columns_free(kit):
    """The composer's choice: within `play` columns of the token, and as wide as the story says if it does."""
    suits, play = kit.design.picture.columns, kit.design.picture.play
    widths = set()
    for columns in (3, 4, 5):
        composer = open_story(pictured(700, columns=(columns,)), kit, FOLDER)
        told = {**PICTURE, "columns": 1}
        fixed = open_story(story("a", 700, picture=told, columns=(columns,)), kit, FOLDER)
        for rows in range(composer.needed_rows(columns) - 4, composer.needed_rows(columns) + 5):
            (placed,) = composer.compose(StoryShape(columns, rows)).pictures
            assert abs(placed.columns - suits[columns]) <= play
            assert placed.wider == placed.columns - suits[columns]
            widths.add(placed.wider)
            (placed,) = fixed.compose(StoryShape(columns, rows)).pictures
            assert (placed.columns, placed.wider) == (1, 0)
    assert len(widths) > 1


def test_a_shape_at_the_pages_top_is_that_below_it_without_the_white_above_its_head(kit):
    shapes = story_footprints(open_story(story("a", 620), kit), kit.design)
    below = {(shape.columns, shape.rows, shape.cost): shape for shape in shapes if not shape.at_top}
    tops = [shape for shape in shapes if shape.at_top]
    assert tops
    for shape in tops:
        same = below[shape.columns, shape.rows + kit.design.head.before, shape.cost]
        assert (shape.size, shape.least_size, shape.levers) == (same.size, same.least_size, same.levers)
        assert 0 < shape.least_size <= shape.size
