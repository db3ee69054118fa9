"""Grids of as many rows and columns as a design may have: what a state packs must hold them."""

from random import Random

import numpy as np
import pytest

from layout.plan.solver.budget import Budget
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import Footprint, Item, PageProblem, PlanError
from layout.plan.solver.score import score, total
from layout.plan.solver.solve import Engine, solve
from layout.plan.solver.states import Carried
from layout.plan.solver.tables import make_tables
from layout.plan.solver.terms import TERMS
from layout.plan.solver.terms.model import Sides
from tests.plan.pages import answer, dissect, generate
from tests.plan.test_solve import assert_whole, every_page

ROWS = (255, 256, 300, 400)
SHAPE_ONLY = dict.fromkeys(TERMS, 0) | {"shape": 1}


def two_skylines_that_differ_by_256_rows(rows: int) -> PageProblem:
    """The second column is filled by one tall shape for 10 points, or by a low one and an ad for 30."""
    low = max(rows - 256, 44)
    left, right = GridRect(0, 0, 1, rows), GridRect(1, 0, 1, rows)
    items = (
        Item("a", ItemKind.STORY, (Footprint(1, 1),), within=left),
        Item("b", ItemKind.STORY, (Footprint(1, low, cost=0), Footprint(1, rows, cost=10)), within=right),
        Item("c", ItemKind.STORY, (Footprint(1, rows - 1),), within=left),
        Item("d", ItemKind.AD, (Footprint(1, rows - low, cost=30),), optional=True, within=right),
    )
    return PageProblem("A1", 2, rows, items, weights=SHAPE_ONLY)


@pytest.mark.parametrize("rows", [200, *ROWS])
def test_skylines_that_differ_by_256_rows_are_two(rows):
    found = solve(two_skylines_that_differ_by_256_rows(rows))
    assert (found.cost, found.bound, found.proven) == (10, 10, True)


def tall_page(seed: int, rows: int) -> PageProblem:
    """Five parts of a tall page, cut at random, each with a few heights; an ad and two stories on its matter."""
    chance = Random(f"tall-{seed}-{rows}")
    items = []
    for at, rect in enumerate(dissect(chance, 3, rows, 5, 20)):
        kind = (ItemKind.AD, ItemKind.STORY, ItemKind.PICTURE, ItemKind.STORY, ItemKind.STORY)[at]
        more = {0, *(chance.choice((-256, -64, -7, 7, 64, 256)) for _ in range(3))} if kind is not ItemKind.AD else {0}
        shapes = tuple(
            Footprint(rect.columns, rect.rows + play, abs(play) % 11, (), 5 if kind is ItemKind.STORY else 0)
            for play in sorted(more)
            if 6 < rect.rows + play <= rows
        )
        beside = "1" if kind is ItemKind.PICTURE else ""
        matter = "homes" if at in (0, 1, 3) else ""
        items.append(Item(str(at), kind, shapes, 1 + at, matter=matter, beside=beside))
    return PageProblem(f"T{seed}", 3, rows, tuple(items))


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("seed", range(12))
def test_tall_pages_cost_what_trying_everything_finds(seed, rows):
    problem = tall_page(seed, rows)
    found = solve(problem)
    assert_whole(problem, found.plan)
    assert found.proven
    assert found.cost == min(total(score(problem, plan)) for plan in every_page(problem))


@pytest.mark.parametrize("rows", ROWS)
def test_both_engines_agree_on_a_tall_page(rows):
    problem = generate(1, 4, 4, rows)
    found = solve(problem)
    other = solve(problem, engine=Engine.CPSAT, budget=Budget(steps=12_000_000))
    assert found.proven
    assert other.bound <= found.cost <= min(other.cost, total(score(problem, answer(1, 4, 4, rows))))


@pytest.mark.parametrize(("columns", "rows"), [(16, 84), (13, 255), (16, 400), (2, 256)])
def test_a_state_holds_every_edge_of_the_grid(columns, rows):
    problem = PageProblem("W", columns, rows, (Item("a", ItemKind.STORY, (Footprint(columns, rows),)),))
    carried = Carried(make_tables(problem))
    edges = Sides(*map(np.array, ([0, columns - 1], [columns, columns], [0, rows - 1], [rows, rows])))
    back = carried.sides(carried.packed(edges))
    for one, other in zip(
        (edges.left, edges.right, edges.row, edges.foot), (back.left, back.right, back.row, back.foot), strict=True
    ):
        assert (one == other).all()
    assert (carried.packed(edges) < carried.buried).all()


def test_beside_a_very_wide_head_there_is_a_clash():
    """A head of 14 columns, one of two beside it, on 16: for the state it must not look like a strip ad."""
    items = (
        Item("a", ItemKind.STORY, (Footprint(14, 30, 0, (), 4),), 1),
        Item("b", ItemKind.STORY, (Footprint(2, 30, 0, (), 4),), 2),
        Item("c", ItemKind.STORY, (Footprint(8, 20, 0, (), 4),), 3),
        Item("d", ItemKind.STORY, (Footprint(8, 20, 0, (), 4),), 4),
    )
    weights = dict.fromkeys(TERMS, 0) | {"tombstone": 80, "tombstone-eased": 8, "cut-across": 50}
    problem = PageProblem("W", 16, 50, items, weights=weights)
    found = solve(problem)
    assert found.proven
    assert found.cost == min(total(score(problem, plan)) for plan in every_page(problem)) == 80 + 8 + 50


def test_a_page_that_no_state_can_hold_is_refused():
    def page(columns: int, rows: int) -> PageProblem:
        return PageProblem("W", columns, rows, (Item("a", ItemKind.STORY, (Footprint(columns, rows),)),))

    for columns, rows, what in ((17, 84, "17 columns, at most 16"), (1, 1 << 15, "32768 rows, at most 32767")):
        with pytest.raises(PlanError, match=what):
            solve(page(columns, rows))
    pins = tuple(Item(f"p{at}", ItemKind.AD, (Footprint(1, 1),), pinned=GridRect(0, at, 1, 1)) for at in range(64))
    with pytest.raises(PlanError, match="64 items and blocked places, at most 63"):
        solve(PageProblem("W", 1, 64, pins))
