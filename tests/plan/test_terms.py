"""A term of the score is one record: terms from outside the program change the plan, and every term is consistent."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from layout.base.codes import Code
from layout.plan.solver.cover import Cover, Linear
from layout.plan.solver.grid import ItemKind
from layout.plan.solver.items import Footprint, Item, PageProblem, PlanError
from layout.plan.solver.lint import lint
from layout.plan.solver.score import points, score, total
from layout.plan.solver.solve import Engine, solve
from layout.plan.solver.sweep import sweep
from layout.plan.solver.tables import make_tables
from layout.plan.solver.terms import TERMS, table
from layout.plan.solver.terms.model import Fault, Found, PageView, PairCost, PlaceUnits, Term, always
from tests.plan.pages import generate
from tests.plan.test_solve import every_page


def story(name: str, *shapes: tuple[int, int], priority: int = 5) -> Item:
    return Item(name, ItemKind.STORY, tuple(Footprint(c, r, 0, (), 2) for c, r in shapes), priority)


def ad(name: str, columns: int, rows: int) -> Item:
    return Item(name, ItemKind.AD, (Footprint(columns, rows),))


# A term of one item's place -------------------------------------------------------------------------------------


def no_ads_at(column: int) -> Term:
    """A term against ads whose left edge is at a column."""

    def found(view: PageView) -> Iterator[Found]:
        for item, rect in view.placed:
            if item.kind is ItemKind.AD and rect.column == column:
                yield Found(1, f"{item.id} is there", item.id)

    def units(problem: PageProblem, item: Item) -> PlaceUnits | None:
        return (lambda shape, at: int(at == column)) if item.kind is ItemKind.AD else None

    def constraints(cover: Cover) -> Iterator[Linear]:
        return (cover.starts_at(at, column) for at, item in enumerate(cover.items) if item.kind is ItemKind.AD)

    fault = Fault(Code.PLAN_AD_EDGE, "an ad where none should be", "move it")
    return Term("ads-there", 70, "ad", "ads are better elsewhere", found, units, constraints=constraints, fault=fault)


PAGE = PageProblem("X", 3, 20, (story("a", (2, 20), (1, 20), priority=1), ad("x", 1, 20)))


def finished_only(term: Term) -> Term:
    return replace(term, item=None, constraints=None)


@pytest.mark.parametrize(
    ("engine", "how"), [(Engine.SWEEP, lambda t: t), (Engine.CPSAT, lambda t: t), (Engine.SWEEP, finished_only)]
)
def test_a_term_of_ones_own_moves_an_ad(engine, how):
    """Left or right is the same to the score; the term says which."""
    before = solve(PAGE, engine=engine)
    there = before.plan.of("x").column
    terms = table(*TERMS.values(), how(no_ads_at(there)))
    found = solve(PAGE, engine=engine, terms=terms)
    assert {there, found.plan.of("x").column} == {0, 2}
    assert (found.cost, found.proven) == (before.cost, True)
    assert (found.score[-1].name, found.score[-1].value) == ("ads-there", 0)
    assert [d.subject for d in lint(PAGE, before.plan, terms=terms) if d.code == Code.PLAN_AD_EDGE] == ["x"]
    assert not [d for d in lint(PAGE, found.plan, terms=terms) if d.code == Code.PLAN_AD_EDGE]


def test_the_sweep_knows_of_an_items_place_before_the_page_is_finished():
    early, late = no_ads_at(0), finished_only(no_ads_at(0))
    tables = make_tables(PAGE, table(*TERMS.values(), early))
    x = next(at for at, item in enumerate(tables.items) if item.id == "x")
    assert tables.unary[x][0, 0].min() - tables.unary[x][2, 0].min() == 70
    dearest = [
        max(goal[0] for goal in sweep(make_tables(PAGE, table(*TERMS.values(), term)), 100, 19_000).goals)
        for term in (early, late)
    ]
    assert dearest[0] == dearest[1] + 70


# A term of two items' places ------------------------------------------------------------------------------------


def level_feet(view: PageView) -> Iterator[Found]:
    ads = [(item.id, rect) for item, rect in view.placed if item.kind is ItemKind.AD]
    for at, (one, rect) in enumerate(ads):
        for other, there in ads[:at]:
            if rect.foot == there.foot:
                yield Found(1, f"{one} and {other} end on one row", one)


def ad_pairs(problem: PageProblem, items: list[Item]) -> Iterator[tuple[str, str]]:
    ads = [item.id for item in items if item.kind is ItemKind.AD]
    return ((one, other) for at, one in enumerate(ads) for other in ads[:at])


LEVEL_FEET = Term(
    "level-feet",
    30,
    "pair of ads",
    "stepped ads leave the page open",
    level_feet,
    pair=PairCost(ad_pairs, lambda one, other: np.asarray(one.foot == other.foot)),
    alike_in_mirror=always,
)


@pytest.mark.parametrize("pinned", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_a_pair_term_of_ones_own_finds_what_trying_everything_finds(seed, pinned):
    terms = table(*TERMS.values(), LEVEL_FEET)
    heights = [(4, 6), (5, 5), (6, 4), (3, 7), (5, 6), (4, 4)][seed]
    items = (
        ad("x", 1, heights[0]),
        ad("y", 1, heights[1]),
        story("a", *((1, rows) for rows in range(2, 12)), priority=1),
        story("b", *((1, rows) for rows in range(2, 12)), priority=2),
        story("c", (2, 3), (2, 4)),
    )
    problem = PageProblem(
        "X", 2, 14, items, weights={"balance-ends": 0, "balance-sides": 0, "ad-high": 0, "ad-over": 0}
    )
    if pinned:
        x = next(plan.of("x") for plan in every_page(problem))
        problem = replace(problem, items=(replace(items[0], pinned=x), *items[1:]))
    costs = [total(score(problem, plan, terms)) for plan in every_page(problem)]
    assert [points(problem, plan, terms) for plan in every_page(problem)] == costs
    found = solve(problem, terms=terms)
    assert (found.cost, found.proven) == (min(costs), True)
    assert min(goal[0] for goal in sweep(make_tables(problem, terms), 10**5, 19_000).goals) <= min(costs)
    # What a state carries may be shown for less than it costs where states become one; what it does not is exact.
    terms = table(*(term for term in TERMS.values() if term.item or term.pair), LEVEL_FEET)
    problem = replace(problem, weights={})
    costs = [total(score(problem, plan, terms)) for plan in every_page(problem)]
    assert min(goal[0] for goal in sweep(make_tables(problem, terms), 10**5, 19_000).goals) == min(costs)


# The table ------------------------------------------------------------------------------------------------------


def test_every_term_says_how_the_planner_learns_of_it():
    assert len(TERMS) == 26
    only_finished = {name for name, t in TERMS.items() if not (t.item or t.pair or t.carried)}
    assert only_finished == {"balance-sides", "balance-ends", "tombstone-near", "ad-over"}
    unknown_to_the_second_engine = {name for name, term in TERMS.items() if term.constraints is None}
    assert unknown_to_the_second_engine == {"l-shape", "lead-size", "tombstone-near", "ad-over"}
    assert all(term.weight > 0 and term.unit and term.reason for term in TERMS.values())


def test_a_weight_is_of_a_term_of_the_table_that_is_asked():
    weighed = replace(generate(1, 4), weights={"ads-there": 5})
    with pytest.raises(PlanError, match="'ads-there' is no term"):
        solve(weighed)
    assert solve(weighed, terms=table(*TERMS.values(), no_ads_at(0))).score[-1].weight == 5


def test_two_terms_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same name"):
        table(*TERMS.values(), replace(no_ads_at(0), name="shape"))


def test_a_page_can_be_planned_by_a_single_term():
    found = solve(generate(3, 5), terms=table(TERMS["shape"]))
    assert found.proven
    assert [term.name for term in found.score] == ["shape"]
