"""Planning a page: the best plan, several different good ones, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import numpy as np

from layout.base.messages import Message, Name, listed, say
from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel, Cancelled
from layout.plan.solver.grid import GridRect, PagePlan
from layout.plan.solver.items import Footprint, Item, PageProblem
from layout.plan.solver.items import NoPageError as NoPageError
from layout.plan.solver.score import TermScore, explain, points, score, seen, shapes_of, total
from layout.plan.solver.search import Outcome, search
from layout.plan.solver.tables import Tables, discourage, legal_shapes, make_tables, reach
from layout.plan.solver.terms import TERMS
from layout.plan.solver.terms.model import Ints, Terms

SAMENESS = 12
"""Points an alternative pays for each item that stands as in a plan already chosen; doubled at each try."""
SAME_ROWS = 14
"""An item stands as before if its column and width are the same and its row is within 1/14 of the page."""
DIFFERENT_PART = 3
"""Alternatives differ in at least one in so many of the items that can move, and in two."""
STRETCH_ROWS, STRETCH_COST = 12, 15
"""Rows a story may be over or under its legal play on a page that cannot be made otherwise; points a cell."""

NONE_FORCED: Mapping[str, Sequence[Footprint]] = MappingProxyType({})


class Engine(StrEnum):
    """How a page is looked for."""

    SWEEP = "sweep"
    CPSAT = "cp-sat"


@dataclass(frozen=True, slots=True)
class PlanResult:
    """A planned page and how good it is.

    ``shapes`` are the chosen shapes, whose levers say what was used. ``bound`` holds for all terms of the score:
    no page of the problem costs less. ``proven`` tells that none is better than this one. ``steps`` is the work.
    ``cancelled`` tells that the search was told to stop: with more patience the page might be another.
    """

    plan: PagePlan
    shapes: Mapping[str, Footprint]
    score: tuple[TermScore, ...]
    bound: int
    proven: bool
    steps: int
    cancelled: bool = False

    @property
    def cost(self) -> int:
        """Points; none is a perfect page."""
        return total(self.score)

    @property
    def seen(self) -> int:
        """Points for what a reader sees at once."""
        return seen(self.score)

    @property
    def gap(self) -> float:
        """By what part of its cost the page may be worse than the best one."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    def explain(self, *, every: bool = False) -> Message:
        """Return the score term by term, and what is known of better pages."""
        if self.proven:
            known = say("no page of these items costs less")
        else:
            known = say(
                "no page of these items costs less than {points} points; whether one costs so little is open",
                points=self.bound,
            )
        return listed((explain(self.score, every=every), known), "\n")


def solve(
    problem: PageProblem,
    *,
    budget: Budget = PROVEN,
    engine: Engine = Engine.SWEEP,
    below: int = NEVER,
    cancel: Cancel = UNCANCELLED,
    terms: Terms = TERMS,
) -> PlanResult:
    """Return the best page found within the budget; the same problem and budget give the same page.

    ``below`` lets the sweep look only for pages of fewer points, for which it does not go beyond the budget's steps.
    ``terms`` is what makes a page good. If it is cancelled the best page so far is returned.
    Raises NoPageError if there is none or none was found, PlanError if the problem is too large, Cancelled if it was
    cancelled before there was a page.
    """
    if not problem.items:
        raise NoPageError(why_none(problem, Outcome(None, NEVER, 0, 0, impossible=True)), impossible=True)
    if shapeless := [item.id for item in problem.items if not item.footprints and item.pinned is None]:
        raise NoPageError(
            say(
                "page {page}: {shapeless} has no shape it may take",
                page=problem.page,
                shapeless=listed(map(Name, shapeless)),
            ),
            impossible=True,
        )
    if engine is Engine.CPSAT:
        from layout.plan.solver.constraint import solve_constraints  # ortools takes half a second to load

        outcome = solve_constraints(problem, budget.steps / budget.steps_a_unit, terms, cancel)
    else:
        tables = make_tables(problem, terms, cancel)
        outcome = search(tables, lambda plan: points(problem, plan, terms), budget, below=below, cancel=cancel)
    if outcome.plan is None:
        raise NoPageError(why_none(problem, outcome), impossible=outcome.impossible, steps=outcome.steps)
    return _result(problem, outcome.plan, outcome, terms)


def _result(problem: PageProblem, plan: PagePlan, outcome: Outcome, terms: Terms) -> PlanResult:
    scored = score(problem, plan, terms)
    bound = min(outcome.bound, total(scored))
    shapes = shapes_of(problem, plan)
    proven = bound == total(scored)
    return PlanResult(plan, shapes, scored, bound, proven, outcome.steps, outcome.cancelled)


def why_none(problem: PageProblem, outcome: Outcome) -> str:
    """Say why no page was made, in cells, which is where it usually lies."""
    least, _ = reach(problem, (item for item in problem.items if not item.optional))
    _, most = reach(problem, problem.items)
    page = problem.cells
    start = say("page {page}", page=problem.page)
    if least > page:
        return say(
            "{start}: too much copy: its items need at least {least} cells, the page has {page}",
            start=start,
            least=least,
            page=page,
        )
    if most < page:
        return say(
            "{start}: too little copy: its items cover at most {most} cells of the page's {page}",
            start=start,
            most=most,
            page=page,
        )
    if stuck := [item.id for item in problem.items if not item.optional and not has_place(problem, item)]:
        return say(
            "{start}: {stuck} can stand nowhere: look at zones, forbidden places, pins and sizes",
            start=start,
            stuck=listed(map(Name, stuck)),
        )
    if outcome.impossible:
        return say(
            "{start}: its items cannot be fitted together without a hole, whatever their legal shapes", start=start
        )
    return say("{start}: no way was found to fit its items together; more effort may find one", start=start)


def has_place(problem: PageProblem, item: Item) -> bool:
    """Tell whether an item may stand anywhere, whatever the others that are not pinned do."""
    if item.pinned is not None:
        return True
    taken = [*problem.blocked, *(other.pinned for other in problem.items if other.pinned is not None)]
    return any(
        item.may_stand(rect) and not any(rect.meets(there) for there in taken)
        for shape in legal_shapes(item)
        for column in range(problem.columns - shape.columns + 1)
        if problem.may_fold(item, column, shape.columns)
        for row in range(problem.rows - shape.rows + 1)
        if shape.stands_at(row)
        for rect in (GridRect(column, row, shape.columns, shape.rows),)
    )


def alternatives(
    problem: PageProblem,
    count: int,
    *,
    budget: Budget = PROVEN,
    cancel: Cancel = UNCANCELLED,
    terms: Terms = TERMS,
) -> tuple[PlanResult, ...]:
    """Return up to ``count`` different good pages, cheapest first; each may take what the budget gives.

    Different means that at least one in three of the items that are not pinned (and two) stand in other columns,
    in another width, or far up or down the page; what is only another page in a mirror is not sought. The bound is
    that of the problem, the same for all. If it is cancelled those that were found by then are returned.
    Raises as ``solve``.
    """
    best = solve(problem, budget=budget, cancel=cancel, terms=terms)
    chosen = [best]
    try:
        tables = make_tables(problem, terms, cancel)
        while len(chosen) < count:
            found = _another(tables, [result.plan for result in chosen], budget, cancel)
            if found is None:
                break
            chosen.append(found)
    except Cancelled:
        chosen[-1] = replace(chosen[-1], cancelled=True)
    bound = max(best.bound, 0)
    chosen = [replace(result, bound=bound, proven=result.cost == bound) for result in chosen]
    return tuple(sorted(chosen, key=lambda result: result.cost))


def _another(tables: Tables, plans: list[PagePlan], budget: Budget, cancel: Cancel) -> PlanResult | None:
    problem, terms = tables.problem, tables.terms
    price = SAMENESS
    shown = [*plans, *map(mirrored, plans)]
    for _ in range(budget.alternative_tries):
        costs = [_sameness(tables, at, shown, price) for at in range(len(tables.items))]

        def evaluate(plan: PagePlan, price: int = price) -> int:
            same = sum(len(_free(problem)) - differences(problem, plan, other) for other in shown)
            return points(problem, plan, terms) + price * same

        outcome = search(discourage(tables, costs, cancel), evaluate, budget, mirror=False, cancel=cancel)
        if outcome.plan is not None:
            needed = max(2, len(_free(problem)) // DIFFERENT_PART)
            if all(differences(problem, outcome.plan, other) >= needed for other in plans):
                # The bound of this search counts what sameness costs; it says nothing of the problem.
                return replace(_result(problem, outcome.plan, outcome, terms), bound=0, proven=False)
        price *= 2
    return None


def mirrored(plan: PagePlan) -> PagePlan:
    """Return a plan with left and right exchanged."""

    def turned(rect: GridRect) -> GridRect:
        return replace(rect, column=plan.columns - rect.right)

    return replace(
        plan,
        placements=tuple(
            replace(placed, rect=turned(placed.rect), notch=placed.notch and turned(placed.notch))
            for placed in plan.placements
        ),
    )


def _free(problem: PageProblem) -> list[Item]:
    return [item for item in problem.items if item.pinned is None and not item.optional]


def _same(problem: PageProblem, one: GridRect, other: GridRect) -> bool:
    near = abs(one.row - other.row) <= problem.rows // SAME_ROWS
    return (one.column, one.columns) == (other.column, other.columns) and near


def differences(problem: PageProblem, one: PagePlan, other: PagePlan) -> int:
    """Return how many of the items that can move stand elsewhere, or in another width, in two plans."""
    return sum(not _same(problem, one.of(item.id), other.of(item.id)) for item in _free(problem))


def _sameness(tables: Tables, at: int, plans: list[PagePlan], points: int) -> Ints:
    """Return what each placement of an item costs for standing as in plans already chosen."""
    item, problem = tables.items[at], tables.problem
    cost = np.zeros(tables.unary[at].shape, np.int32)
    if at >= tables.loose or item.optional:
        return cost
    rows = problem.rows // SAME_ROWS
    for plan in plans:
        rect = plan.of(item.id)
        wide = [number for number, shape in enumerate(tables.shapes[at]) if shape.columns == rect.columns]
        cost[rect.column, max(0, rect.row - rows) : rect.row + rows + 1, wide] += points
    return cost


def elastic(
    problem: PageProblem, forced: Mapping[str, Sequence[Footprint]] = NONE_FORCED, *, stretch: bool = True
) -> PageProblem:
    """Return the same problem with stories that may also be over or under by some rows, at a heavy price.

    For a page that cannot be made of the legal shapes: the plan then shows which story to cut or add to, and its
    levers say by how many rows. ``forced`` are other shapes by item, taken instead of its own: for a story far too
    long or too short for any. Without ``stretch`` the others keep to their legal shapes.
    """

    def shaped(item: Item) -> Item:
        if item.id in forced:
            return replace(item, footprints=tuple(forced[item.id]))
        return _stretched(item) if stretch else item

    return replace(problem, items=tuple(map(shaped, problem.items)))


def _stretched(item: Item) -> Item:
    if not item.headed or item.pinned is not None:
        return item
    shapes = list(item.footprints)
    for kind in sorted({_alike(shape) for shape in shapes}, key=str):
        columns = kind[0]
        legal = [shape for shape in item.footprints if _alike(shape) == kind]
        short, tall = min(legal, key=lambda s: s.rows), max(legal, key=lambda s: s.rows)
        for rows in range(1, STRETCH_ROWS + 1):
            points = min(NEVER // 4, rows * columns * STRETCH_COST)
            levers = (*tall.levers, off_rows(-rows))
            shapes.append(replace(tall.with_rows(tall.rows + rows), cost=tall.cost + points, levers=levers))
            if short.rows - rows > max(short.head, short.least - 1, short.notch.rows if short.notch else 0):
                levers = (*short.levers, off_rows(rows))
                shapes.append(replace(short.with_rows(short.rows - rows), cost=short.cost + points, levers=levers))
    return replace(item, footprints=tuple(shapes))


@cache
def off_rows(rows: int) -> Message:
    """Say by how many rows a shape is beyond legal play: of copy too much, or, negative, too little."""
    return say("{n} rows too much copy", n=rows) if rows > 0 else say("{n} rows short of copy", n=-rows)


def _alike(shape: Footprint) -> tuple[int, bool | None, GridRect | None]:
    """Return what shapes have in common that differ in rows only; the notch is seen from the foot."""
    return shape.columns, shape.at_top, shape.notch and shape.notch.moved(0, -shape.rows)
