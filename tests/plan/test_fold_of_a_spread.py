"""Two pages that lie apart, planned as one: little stands across their fold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layout.design.fold import spread_design
from layout.edition.model import Page
from layout.plan.adstack import stacked
from layout.plan.page import Planned
from layout.plan.problem import _placed
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem
from layout.plan.solver.solve import NoPageError, solve

LEAD = Item("lead", ItemKind.STORY, (Footprint(2, 6), Footprint(4, 3)), priority=1)
OTHERS = tuple(Item(name, ItemKind.STORY, (Footprint(2, 5), Footprint(1, 10), Footprint(4, 2))) for name in "ab")
PAGE = PageProblem("A2", 4, 8, (replace(LEAD, across=True), *OTHERS), fold=2)


def test_what_is_across_stands_as_far_over_one_page_as_over_the_other_and_the_rest_on_its_own():
    plan = solve(PAGE).plan
    assert plan.of("lead") == GridRect(0, 0, 4, 3)
    assert {plan.of("a"), plan.of("b")} == {GridRect(0, 3, 2, 5), GridRect(2, 3, 2, 5)}


def test_without_the_fold_the_same_items_may_stand_across():
    wide = Item("lead", ItemKind.STORY, (Footprint(3, 4),), priority=1)
    narrow = Item("a", ItemKind.STORY, (Footprint(1, 4),))
    page = PageProblem("A2", 4, 4, (wide, narrow))
    assert solve(page).plan.of("lead").columns == 3
    with pytest.raises(NoPageError):
        solve(replace(page, fold=2))


@pytest.mark.parametrize(
    ("column", "columns", "across", "may"),
    [
        (0, 2, False, True),
        (2, 2, False, True),
        (1, 2, False, False),
        (1, 2, True, True),
        (0, 2, True, False),
        (0, 3, True, True),
        (1, 3, True, True),
        (0, 4, True, True),
        (1, 1, True, False),
    ],
)
def test_where_an_item_may_stand(column, columns, across, may):
    assert PAGE.may_fold(replace(LEAD, across=across), column, columns) is may
    assert PAGE.may_fold(replace(LEAD, across=across, pinned=GridRect(column, 0, columns, 3)), column, columns)
    assert replace(PAGE, fold=0).may_fold(replace(LEAD, across=across), column, columns)


def test_ads_are_stacked_on_their_own_pages():
    ads = tuple(Item(name, ItemKind.AD, (Footprint(3, 2),)) for name in ("x", "y"))
    page = PageProblem("A2", 8, 20, (Item("a", ItemKind.STORY, (Footprint(8, 16),), priority=1), *ads), fold=4)
    for way in stacked(page, 4):
        for item in way.items:
            if item.kind is ItemKind.AD:
                assert item.pinned is not None
                assert item.pinned.right <= 4 or item.pinned.column >= 4


@pytest.mark.parametrize("kind", ["apart", "through"])
def test_an_ad_sold_a_right_hand_page_keeps_to_that_of_a_spread(design, kind):
    ad = Item("x", ItemKind.AD, (Footprint(2, 10),), edges=frozenset({Edge.RIGHT_HAND, Edge.BOTTOM}))
    page, columns = Page(id="A2", template="tabloid", stories=(), ads=("x",), spread="A3"), design.grid.columns
    placed = _placed(ad, page, spread_design(design, kind))
    assert placed.edges == {Edge.BOTTOM}
    assert placed.within == GridRect(columns, 0, columns, design.grid.rows)
    assert _placed(ad, page.model_copy(update={"spread": None}), design) == ad


def test_the_plan_of_a_half_names_the_page_that_has_it():
    half = Page(id="A3", template="tabloid", stories=(), spread="A2")
    planned = Planned(half, PagePlan("A3", 5, 84, ()), None)
    assert str(planned.text(explain=True)) == "page A3: see page A2"
