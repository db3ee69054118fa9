"""Stories around ads, with the tabloid's real type: the planner is offered the shapes the composer can set."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from layout.base.codes import Severity
from layout.build.inputs import open_template
from layout.build.page import compose_page
from layout.compose.kit import open_story
from layout.compose.shape import Corner as ShapeCorner
from layout.compose.shape import Notch, StoryShape
from layout.design.tokens import Design
from layout.files.project import Project
from layout.plan.notches import AroundAds, joined_as, notch_of
from layout.plan.page import state_page
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.joins import Corner, joined
from layout.plan.solver.lint import lint
from layout.plan.solver.solve import solve
from layout.plan.stored import plan_record
from layout.render.page import page_model
from tests.conftest import ROOT
from tests.planning.editions import edition, filler, page, story

AD = filler("own", 2, 14)


@pytest.fixture(scope="module")
def kit():
    return open_template(Project(ROOT), "tabloid")


@pytest.fixture(scope="module")
def made():
    ad = AD.model_copy(update={"filler": False})
    stories = [story("a", 1900, priority=1), story("b", 1500), story("c", 1300)]
    return edition([page("A2", "a", "b", "c", ads=("own",))], stories, [ad])


@pytest.fixture(scope="module")
def composers(made, kit):
    return {name: open_story(each, kit) for name, each in made.stories.items()}


def test_every_shape_can_be_set(made, kit, composers):
    shapes = AroundAds(composers, made.ads, kit.design)("a", "own", Corner.LOWER_RIGHT)
    assert {shape.columns for shape in shapes} == {3, 4, 5}
    for shape in shapes:
        notch = Notch(2, 14, ShapeCorner.BOTTOM_RIGHT)
        fit = composers["a"].compose(StoryShape(shape.columns, shape.rows, notch=notch)).fit
        assert not fit.over_lines
        assert fit.under_lines <= max(1, shape.columns - 1)
        assert shape.notch == GridRect(shape.columns - 2, shape.rows - 14, 2, 14)


def test_a_shape_costs_what_its_setting_costs_as_a_rectangle_does(made, kit, composers):
    """That a story stands around an ad is counted once, by the term of the score that a template can tune."""
    costs = set()
    for corner, (name, composer) in product(Corner, composers.items()):
        for shape in AroundAds(composers, made.ads, kit.design)(name, "own", corner):
            side = ShapeCorner.BOTTOM_LEFT if corner is Corner.LOWER_LEFT else ShapeCorner.BOTTOM_RIGHT
            fill = composer.fill(StoryShape(shape.columns, shape.rows, notch=Notch(2, 14, side)))
            assert (shape.cost, shape.levers) == (round(fill.points), fill.levers)
            assert (shape.head, shape.size, shape.least_size) == (fill.head_rows, fill.size, fill.least_size)
            costs.add(shape.cost)
    assert len(costs) > 5


def test_a_boxed_story_stands_around_nothing(made, kit):
    boxed = {"a": open_story(made.stories["a"].model_copy(update={"boxed": True}), kit)}
    assert AroundAds(boxed, made.ads, kit.design)("a", "own", Corner.LOWER_LEFT) == ()


@pytest.mark.parametrize(("column", "corner"), [(0, ShapeCorner.BOTTOM_LEFT), (1, ShapeCorner.BOTTOM_RIGHT)])
def test_a_notch_is_what_the_plan_says(column, corner):
    placed = Placement("a", ItemKind.STORY, GridRect(0, 0, 3, 40), GridRect(column, 26, 2, 14))
    assert notch_of(placed) == Notch(2, 14, corner)
    assert notch_of(Placement("a", ItemKind.STORY, GridRect(0, 0, 3, 40))) is None


@pytest.fixture(scope="module")
def plan(made, kit, composers) -> PagePlan:
    shapes = AroundAds(composers, made.ads, kit.design)
    problem = state_page(made, made.page("A2"), kit, composers)
    ways = [shape for corner in Corner for shape in shapes("a", "own", corner)]
    return solve(joined(problem, "a", "own", ways)).plan


def test_the_page_is_covered_once_and_text_keeps_off_the_ad(plan, made, kit, composers):
    cells = [
        (column, row)
        for placed in plan.placements
        for part in placed.parts
        for column in range(part.column, part.right)
        for row in range(part.row, part.foot)
    ]
    assert len(cells) == len(set(cells)) == plan.columns * plan.rows
    stories = compose_page(plan, composers)
    assert not any(each.overset for each in stories.values())
    model = page_model(made, made.page("A2"), plan, stories, kit.design)
    (ad,) = model.ads
    for box in model.stories:
        for galley in box.body:
            beside = galley.rect.right <= ad.rect.x + 0.01 or galley.rect.x >= ad.rect.right - 0.01
            above = galley.rect.bottom <= ad.rect.y + 0.01 or galley.rect.y >= ad.rect.bottom - 0.01
            assert beside or above


def test_rules_keep_out_of_the_story_they_part(plan, made, kit: object, composers, design: Design):
    model = page_model(made, made.page("A2"), plan, compose_page(plan, composers), design)
    for rule in model.separators:
        for box in model.ads:
            inside_x = box.rect.x + 0.1 < rule.rect.x < box.rect.right - 0.1
            inside_y = box.rect.y + 0.1 < rule.rect.y < box.rect.bottom - 0.1
            assert not (inside_x and inside_y)


def test_the_linter_sees_the_story_as_it_stands(plan, made, kit, composers):
    problem = state_page(made, made.page("A2"), kit, composers)
    whole = joined_as(problem, plan, AroundAds(composers, made.ads, kit.design))
    assert whole.by_id["a"].around is not None
    assert [item.id for item in whole.items] == ["a", "b", "c"]
    assert "plan-shape" in [finding.code for finding in lint(problem, plan)]
    assert "plan-shape" not in [finding.code for finding in lint(whole, plan)]
    assert [finding for finding in lint(whole, plan) if finding.severity is Severity.ERROR] == []


def test_a_notch_survives_being_written(plan):
    assert any(placed.notch for placed in plan.placements)
    assert plan_record(plan).plan == plan


def test_the_weight_of_the_term_is_all_that_an_l_costs(made, kit, composers):
    shapes = AroundAds(composers, made.ads, kit.design)
    ways = [shape for corner in Corner for shape in shapes("a", "own", corner)]
    problem = joined(state_page(made, made.page("A2"), kit, composers), "a", "own", ways)
    free = solve(replace(problem, weights={**problem.weights, "l-shape": 0}))
    dear = solve(replace(problem, weights={**problem.weights, "l-shape": 50}))
    assert dear.cost - free.cost == 50
    assert dear.shapes["a"].notch is not None
