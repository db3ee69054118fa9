"""The pages a sweep found, cheapest first: every way to a finished page walked back from its end.

The sweep keeps, of each layer, the steps from state to state; many steps may lead to one state, and each is another
page. A way is walked back from a goal. Its priority is exact: ``points = reached[state] + ahead``, where ``reached`` is
the least cost at which the state is reached (known from the layers) and ``ahead`` what the goal's way costs after it::

    layer 0      layer 1      layer 2        goal 57 = reached[t] 40 + 17 ahead of t
    start --A--> s ----B----> t ---C--> |    walked back over B (cost at t: 40): 40 + 17 = 57, still the cheapest
    start --B--> s'----A----> t              walked back over A (cost at t: 46): 46 + 17 = 63, comes later

So the heap pops ways in the order of the pages they become (A* with a perfect estimate): the next page costs one walk
of n steps and as many pushes as there are ways in. States that the sweep merged into cheaper ones have steps whose cost
was lowered by what the difference may be worth (`merging`): such a page may cost more than it is shown for, never less,
which is why every page is scored anew.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from layout.plan.solver import compiled
from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import UNCANCELLED, Cancel, check
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.sweep import Sweep
from layout.plan.solver.tables import Tables

FIRST_PAGES, MORE_PAGES = 16, 8
"""The kernel walks back so many pages at first, and so many times more when they were not enough."""

Moves = tuple[tuple[int, int], ...]
"""(item, shape) from the page's top left on."""


def pages(found: Sweep, limit: int, cancel: Cancel = UNCANCELLED) -> Iterator[tuple[int, PagePlan]]:
    """Yield (points the sweep knows of, page) of a sweep, cheapest first, up to ``limit`` points. Raises Cancelled."""
    ways = _walked if compiled.KERNEL is None else _compiled
    for points, moves in ways(found, limit, cancel):
        yield points, _page(found.tables, moves)


def _compiled(found: Sweep, limit: int, cancel: Cancel) -> Iterator[tuple[int, Moves]]:
    """Walk back in the kernel: a few pages, and if they are not enough all of these and some times more."""
    seen, most = 0, FIRST_PAGES
    while found.goals:
        check(cancel)
        ways = compiled.ways(found.layers, found.goals, limit, most)
        yield from ways[seen:]
        if len(ways) < most:
            return
        seen, most = most, MORE_PAGES * most


@dataclass(frozen=True, slots=True)
class _Chain:
    """The end of a way to a page: what is placed next, and what then."""

    item: int
    shape: int
    then: _Chain | None


def _walked(found: Sweep, limit: int, cancel: Cancel) -> Iterator[tuple[int, Moves]]:
    incoming, reached = [], []
    for layer in found.layers:
        check(cancel)
        order = np.argsort(layer.target, kind="stable")
        incoming.append((order, layer.target[order]))
        best = np.full(int(layer.target.max(initial=-1)) + 1, 10 * NEVER, np.int64)
        np.minimum.at(best, layer.target, layer.cost)
        reached.append(best)

    def before(depth: int, state: int) -> int:
        return int(reached[depth][state]) if depth >= 0 else 0

    heap: list[tuple[int, int, int, int, int, _Chain | None]] = []
    for number, (points, depth, parent, item, shape) in enumerate(found.goals):
        ahead = points - before(depth - 1, parent)
        heap.append((points, number, depth - 1, parent, ahead, _Chain(item, shape, None)))
    heapq.heapify(heap)
    number = len(heap)
    while heap:
        points, _, depth, state, ahead, chain = heapq.heappop(heap)
        if points > limit:
            return
        if depth < 0:
            yield points, tuple(_links(chain))
            continue
        order, targets = incoming[depth]
        layer = found.layers[depth]
        for step in order[np.searchsorted(targets, state) : np.searchsorted(targets, state, side="right")]:
            points = int(layer.cost[step]) + ahead
            if points <= limit:
                parent = int(layer.parent[step])
                rest = points - before(depth - 1, parent)
                more = _Chain(int(layer.item[step]), int(layer.shape[step]), chain)
                heapq.heappush(heap, (points, number, depth - 1, parent, rest, more))
                number += 1


def _links(chain: _Chain | None) -> Iterator[tuple[int, int]]:
    while chain is not None:
        yield chain.item, chain.shape
        chain = chain.then


def _page(tables: Tables, moves: Moves) -> PagePlan:
    """Return the page that placements make from the top left."""
    problem = tables.problem
    skyline = [0] * problem.columns
    placements = []
    for at, number in moves:
        item, shape = tables.items[at], tables.shapes[at][number]
        row = min(skyline)
        column = skyline.index(row)
        skyline[column : column + shape.columns] = [row + shape.rows] * shape.columns
        if item.kind is ItemKind.BLOCKED:
            continue
        rect = GridRect(column, row, shape.columns, shape.rows)
        notch = shape.placed_notch(rect)
        placements.append(Placement(item.id, item.kind, rect, notch))
        if item.around is not None and notch is not None:
            placements.append(Placement(item.around.id, item.around.kind, notch))
    return PagePlan(problem.page, problem.columns, problem.rows, tuple(placements))
