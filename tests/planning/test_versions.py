"""Versions of stories: shapes of all of them together, and pages for which the planner chooses among them."""

from __future__ import annotations

import pytest

from layout.build.inputs import open_template
from layout.compose.kit import TemplateKit, open_story
from layout.edition.model import Story
from layout.files.project import Project
from layout.plan.notches import footprints_around
from layout.plan.page import plan_page
from layout.plan.problem import story_footprints
from layout.plan.shortening import cuts
from layout.plan.solver.items import Footprint
from layout.plan.solver.joins import Corner
from layout.plan.versions import LesserVersion
from tests.conftest import ROOT
from tests.planning.editions import edition, page, story

PRICE = 12


@pytest.fixture(scope="module")
def kit() -> TemplateKit:
    return open_template(Project(ROOT), "tabloid")


def shorter(whole: Story, kit: TemplateKit) -> list[Story]:
    """Return a story cut more and more."""
    return [lesser.story for lesser in cuts(whole, kit.design.closing, 0.35)]


def by_place(shapes: tuple[Footprint, ...]) -> dict[tuple[object, ...], Footprint]:
    return {(shape.columns, shape.rows, shape.at_top, shape.notch): shape for shape in shapes}


def test_a_shape_is_that_of_the_version_with_which_it_is_cheapest(kit):
    whole = story("a", 900)
    lesser = shorter(whole, kit)[-1]
    opened = open_story(whole, kit), open_story(lesser, kit)
    alone = by_place(story_footprints(opened[0], kit.design))
    merged = by_place(story_footprints(opened[0], kit.design, versions=[(opened[1], PRICE)]))
    of_lesser = by_place(story_footprints(opened[1], kit.design))
    assert alone.keys() < merged.keys()
    assert {shape.version for shape in merged.values()} == {0, 1}
    for place, shape in merged.items():
        if not shape.version:
            assert shape == alone[place]
            continue
        assert place in of_lesser
        assert shape.cost >= PRICE
        assert place not in alone or shape.cost < alone[place].cost


def test_the_same_around_an_ad(kit):
    whole = story("a", 900)
    opened = open_story(whole, kit), open_story(shorter(whole, kit)[-1], kit)
    asked = (Footprint(1, 11), Corner.LOWER_RIGHT, kit.design)
    alone = by_place(footprints_around(opened[0], *asked))
    merged = by_place(footprints_around(opened[0], *asked, [(opened[1], PRICE)]))
    assert alone.keys() < merged.keys()
    assert {shape.version for shape in merged.values()} == {0, 1}


def test_a_story_stands_around_an_ad_over_no_other_columns_than_it_may(kit):
    narrow = open_story(story("a", 900, columns=(2, 3)), kit)
    found = footprints_around(narrow, Footprint(1, 11), Corner.LOWER_LEFT, kit.design)
    assert {shape.columns for shape in found} == {2, 3}


def test_the_planner_takes_the_versions_with_which_a_page_comes_out(kit):
    lengths = (1750, 1420, 1300, 1120, 900)
    stories = [story(f"s{at}", length, priority=at + 1) for at, length in enumerate(lengths)]
    made = edition([page("A2", *(each.id for each in stories))], stories)
    there = made.pages[0]
    assert plan_page(made, there, kit, legal_only=True).result is None
    versions = {
        each.id: [LesserVersion(lesser, PRICE + 5 * at) for at, lesser in enumerate(shorter(each, kit)[::-1][:6])]
        for each in stories
    }
    planned = plan_page(made, there, kit, legal_only=True, patient=True, versions=versions)
    assert planned.result is not None
    assert planned.versions
    taken = {name: versions[name][number - 1].story for name, number in planned.versions}
    after = made.model_copy(update={"stories": {**made.stories, **taken}})
    again = plan_page(after, there, kit, previous=planned.plan, legal_only=True)
    assert again.result is not None
    assert {(p.item, p.rect) for p in again.plan.placements} == {(p.item, p.rect) for p in planned.plan.placements}


def test_a_version_that_costs_more_than_it_helps_is_not_taken(kit):
    stories = [story(f"s{at}", length, priority=at + 1) for at, length in enumerate((1000, 800, 700, 600, 500))]
    made = edition([page("A2", *(each.id for each in stories))], stories)
    before = plan_page(made, made.pages[0], kit)
    dear = {each.id: [LesserVersion(lesser, 2000) for lesser in shorter(each, kit)[:3]] for each in stories}
    planned = plan_page(made, made.pages[0], kit, legal_only=True, versions=dear)
    assert planned.versions == ()
    assert planned.result is not None
    assert before.result is not None
    assert planned.result.cost <= before.result.cost
