"""Ads stacked at the foot of a page before its stories are planned, as papers dummy them.

Every ad stands on the foot or wholly on other ads, so no story ever stands under one, and what is left for stories
is the page above a skyline. Few skylines are good: a level one, stairs to one side, no pit between two stacks that
is too narrow for text. All ways to stack the ads are built up one ad after another from the foot, of those with the
same ads and the same skyline only the best; ads are few, so that is quick.

Ads that are pinned, optional, sold for the page's top or as islands, or kept within a zone of the editor's are left to
the planner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import Edge, Item, PageProblem
from layout.plan.solver.terms.ads import missed_edges
from layout.plan.solver.terms.neighbours import kept_apart

# What makes a stack good is a sum of costs:
MISSED = 100
"""for an edge that an ad was sold and does not have,"""
CLASH = 60
"""for two ads that must not touch and do,"""
PIT = 25
"""for a column between two higher ones, or between one and the page's edge, where the pit is narrower than WIDE,"""
STEP = 6
"""for each step of the skyline,"""
TURN = 12
"""for each time it goes down again to the side it should rise to,"""
TALL = 1
"""and for each row of the highest stack."""
WIDE = 2
"""Columns in which a story stands well."""
MOST_STATES = 400
"""Stacks of so many ads that are gone on with."""
MOST_ADS = 12
"""More ads than these are a page of ads, which is the planner's."""


@dataclass(frozen=True, slots=True)
class _Stack:
    """Some ads at the foot: how high each column is full, where the ads stand, and what has cost something yet."""

    heights: tuple[int, ...]
    places: tuple[tuple[str, GridRect], ...]
    cost: int

    @property
    def order(self) -> tuple[int, tuple[tuple[int, int], ...]]:
        """What the better of two stacks of the same skyline is told by, and where their ads stand if that is equal."""
        return self.cost, tuple((rect.row, rect.column) for _, rect in self.places)


def stacked(problem: PageProblem, count: int) -> Iterator[PageProblem]:
    """Yield the problem with its ads pinned at the foot, ``count`` ways at most, the best stack first.

    Where the previous plan has them all at the foot, and they may still stand there, that comes first. Yields nothing
    if there are no ads to stack, or no way to stack them.
    """
    ads = [item for item in problem.items if _is_stackable(item)]
    if not ads or len(ads) > MOST_ADS:
        return
    before = _previous(problem, ads)
    ways = ([before] if before else []) + [way for way in _stacks(problem, ads) if way != before]
    for places in ways[:count]:
        yield pinned(problem, places)


def pinned(problem: PageProblem, places: Mapping[str, GridRect]) -> PageProblem:
    """Return the problem with some items pinned."""
    return replace(
        problem,
        items=tuple(
            replace(item, pinned=places[item.id], within=None) if item.id in places else item for item in problem.items
        ),
    )


def _is_stackable(item: Item) -> bool:
    free = item.pinned is None and item.within is None and not item.optional
    return item.kind is ItemKind.AD and free and not item.edges & {Edge.TOP, Edge.ISLAND} and len(item.footprints) == 1


def _previous(problem: PageProblem, ads: Sequence[Item]) -> dict[str, GridRect] | None:
    """Return where the ads stood in the previous plan, if they are all there and still have that size and place."""
    there = {placed.item: placed.rect for placed in problem.previous.placements} if problem.previous else {}
    places = {ad.id: there[ad.id] for ad in ads if ad.id in there}
    if len(places) < len(ads):
        return None
    for ad in ads:
        if ad.footprint(places[ad.id]) is None or not _may_stand(problem, ad, places[ad.id]):
            return None
    # A stack: something of it, or the foot, is under every column of every ad.
    full = {(rect.foot, column) for rect in places.values() for column in range(rect.column, rect.right)}
    roofs = {(rect.row, column) for rect in places.values() for column in range(rect.column, rect.right)}
    return places if all(foot == problem.rows or (foot, column) in roofs for foot, column in full) else None


def _may_stand(problem: PageProblem, ad: Item, rect: GridRect) -> bool:
    taken = [*problem.blocked, *(item.pinned for item in problem.items if item.pinned is not None)]
    folded = problem.may_fold(ad, rect.column, rect.columns)
    return rect.row >= 0 and folded and ad.may_stand(rect) and not any(rect.meets(other) for other in taken)


def _stacks(problem: PageProblem, ads: Sequence[Item]) -> list[dict[str, GridRect]]:
    """Return the ways to stack the ads, the best first, one for each skyline."""
    foot = tuple(_pinned_at_foot(problem, column) for column in range(problem.columns))
    apart = kept_apart(problem)
    states = {(frozenset[str](), foot): _Stack(foot, (), 0)}
    for _ in ads:
        further: dict[tuple[frozenset[str], tuple[int, ...]], _Stack] = {}
        for (names, _), stack in states.items():
            for ad in ads:
                if ad.id in names:
                    continue
                for made in _with_ad(problem, stack, ad, apart):
                    key = (names | {ad.id}, made.heights)
                    if key not in further or made.order < further[key].order:
                        further[key] = made
        kept = sorted(
            further.items(), key=lambda each: (each[1].cost + _shape(problem, each[1].heights), each[1].order)
        )
        states = dict(kept[:MOST_STATES])
    good = sorted(states.values(), key=lambda stack: (stack.cost + _shape(problem, stack.heights), stack.order))
    return [dict(stack.places) for stack in good]


def _with_ad(problem: PageProblem, stack: _Stack, ad: Item, apart: Mapping[tuple[str, str], str]) -> Iterator[_Stack]:
    shape = ad.footprints[0]
    for column in range(problem.columns - shape.columns + 1):
        under = stack.heights[column : column + shape.columns]
        if min(under) < max(under):
            continue
        rect = GridRect(column, problem.rows - under[0] - shape.rows, shape.columns, shape.rows)
        if not _may_stand(problem, ad, rect) or rect.row <= problem.first_row:
            continue
        heights = (*stack.heights[:column], *[under[0] + shape.rows] * shape.columns)
        heights += stack.heights[column + shape.columns :]
        clashes = sum(
            rect.touches(other) and ((ad.id, name) in apart or (name, ad.id) in apart) for name, other in stack.places
        )
        cost = stack.cost + MISSED * len(missed_edges(problem, ad, rect)) + CLASH * clashes
        yield _Stack(heights, tuple(sorted((*stack.places, (ad.id, rect)), key=lambda each: each[0])), cost)


def _pinned_at_foot(problem: PageProblem, column: int) -> int:
    """Return the rows of a column that are taken from the foot up by ads that are pinned, and by blocked places."""
    rects = [*problem.blocked, *(i.pinned for i in problem.items if i.pinned and i.kind is ItemKind.AD)]
    foot = problem.rows
    while under := next((r for r in rects if r.column <= column < r.right and r.foot == foot), None):
        foot = under.row
    return problem.rows - foot


def _shape(problem: PageProblem, heights: tuple[int, ...]) -> int:
    """Return what a skyline costs. It best rises to the outer side of the page."""
    outward = heights if problem.right_hand else heights[::-1]
    steps = [after - before for before, after in pairwise(outward)]
    cost = STEP * sum(step != 0 for step in steps) + TURN * sum(step < 0 for step in steps) + TALL * max(heights)
    start = 0
    while start < len(heights):
        end = start
        while end < len(heights) and heights[end] == heights[start]:
            end += 1
        left = start == 0 or heights[start - 1] > heights[start]
        right = end == len(heights) or heights[end] > heights[start]
        if left and right and end - start < WIDE:
            cost += PIT * (end - start)
        start = end
    return cost
