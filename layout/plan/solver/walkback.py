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

from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import UNCANCELLED, Cancel, check
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.sweep import Sweep
from layout.plan.solver.tables import Tables


@dataclass(frozen=True, slots=True)
class _Moves:
    """The end of a way to a page: what is placed next, and what then."""

    item: int
    shape: int
    then: _Moves | None


def pages(found: Sweep, limit: int, cancel: Cancel = UNCANCELLED) -> Iterator[tuple[int, PagePlan]]:
    """Yield (points the sweep knows of, page) of a sweep, cheapest first, up to ``limit`` points. Raises Cancelled."""
    incoming, reached = [], []
    for layer in found.layers:
        check(cancel)
        order = np.argsort(layer.target, kind="stable")
        incoming.append((order, layer.target[order]))
        best = np.full(int(layer.target.max(initial=-1)) + 1, 10 * NEVER, np.int64)
        alive = layer.target >= 0
        np.minimum.at(best, layer.target[alive], layer.cost[alive])
        reached.append(best)

    def before(depth: int, state: int) -> int:
        return int(reached[depth][state]) if depth >= 0 else 0

    heap: list[tuple[int, int, int, int, int, _Moves | None]] = []
    for number, (points, depth, parent, item, shape) in enumerate(found.goals):
        ahead = points - before(depth - 1, parent)
        heap.append((points, number, depth - 1, parent, ahead, _Moves(item, shape, None)))
    heapq.heapify(heap)
    number = len(heap)
    while heap:
        points, _, depth, state, ahead, moves = heapq.heappop(heap)
        if points > limit:
            return
        if depth < 0:
            yield points, _page(found.tables, moves)
            continue
        order, targets = incoming[depth]
        layer = found.layers[depth]
        for step in order[np.searchsorted(targets, state) : np.searchsorted(targets, state, side="right")]:
            points = int(layer.cost[step]) + ahead
            if points <= limit:
                number += 1
                parent = int(layer.parent[step])
                rest = points - before(depth - 1, parent)
                move = _Moves(int(layer.item[step]), int(layer.shape[step]), moves)
                heapq.heappush(heap, (points, number, depth - 1, parent, rest, move))


def _page(tables: Tables, moves: _Moves | None) -> PagePlan:
    """Return the page that a chain of placements makes from the top left."""
    problem = tables.problem
    skyline = [0] * problem.columns
    placements = []
    while moves is not None:
        item, shape = tables.items[moves.item], tables.shapes[moves.item][moves.shape]
        moves = moves.then
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
