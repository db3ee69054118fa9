"""Exact cover by sweeping down the page: the next item always goes into the topmost, leftmost empty cell.

**The search space.** A partial page is a skyline: each column is full down to some row and empty below. The lowest
(that is, highest on the page) place of the skyline, leftmost if several are level, must be covered by the top left
corner of some item, so trying every item and shape there tries every page, pinwheels too, each in exactly one order::

    A A B B        skyline 3 3 2 2: the next item begins in column 2 (from 0), row 2, and may be 1 or 2 columns wide.
    A A B B        Anything wider would have to lie on A, which is lower. Then the next place is asked again:
    A A . .            C over both -> 3 3 5 5 -> the next begins in column 0, row 3
    . . . .            C over one  -> 3 3 5 2 -> the next begins in column 3, row 2

What is still to come depends only on which items are placed, on the skyline, and on a few facts; partial pages that
agree in all this are one **state** (`states`), and only the cheapest way to it matters. States of k items are layer k;
every step leads from a layer to the next, so the whole is a shortest path through n layers, worked out layer by layer
in arrays. Items pinned or blocked are items like others that may stand in one place only.

**A layer**, for each of its states:

1. The place: level (row), left (column), gap (columns level with it, up to the next taller one).
2. Steps: every item not yet placed, every shape that may stand there by ``unary[left, gap, level]`` (`tables`).
3. Each step is dropped if the least a page can cost after it is over the limit. That least is its cost plus a bound
   of what is to come (`bounds`), asked in two turns: first by area, and by columns for those beside the gap, which
   needs no new skyline; then, for steps that are left, by columns of the new skyline and by its level. Where a pinned
   item is still to come, a column's room is what is above and below it together: less is asked than must hold.
4. New states are made (`states.Carried.after`), merged and, if too many, cut (`merging`).

**What is exact.** No step is dropped by a bound unless every page after it costs more than the limit, and no state is
merged unless the one it is merged into does as well. So as long as no layer is cut, the pages of a sweep hold one of
the least cost, and no page at all means that there is none within the limit. Where a layer is cut (to ``width`` states,
or before that to ``crowded`` times as many steps, or to ``layer_steps``), ``dropped`` keeps the least promise of all
that was dropped: no page that was not looked at costs less. So ``min(limit + 1, dropped)`` is a bound of all pages that
were not found, for any width; the search is exact when that is no less than the best page's cost. Terms that only a
finished page tells are not in a sweep's costs; they are never negative, so its bounds hold with them too.

**The kernel.** `_sweep.c` does the same in C, step for step, and is used where it was built and knows all pairs of the
problem (`compiled`); what is here says what it means, and does the work elsewhere. Both give the same pages, points,
``dropped`` and ``steps``, which tests hold them to, so all order is fixed: steps go by item, state and shape, and of
equal ones the first comes first.

**Work.** At most 2^n sets times the skylines that can be made of each; with width w it is O(n w (s + log w)) for s
steps a state, in memory O(w W) a layer, and the steps of all layers for reading pages back (`walkback`). Work is
counted in steps looked at, making a state as MADE_STEPS of them; the time is near enough proportional to be a budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layout.plan.solver import compiled
from layout.plan.solver.bounds import NEVER, SHARES, UNSTACKED
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel, check
from layout.plan.solver.merging import FOR_BETTER, Ranking, merge
from layout.plan.solver.states import Carried, Placed, States
from layout.plan.solver.tables import Tables
from layout.plan.solver.terms.model import Array, Bools, Sides, Skyline

MADE_STEPS = 5
"""Making a state takes about as long as looking at so many steps and dropping them at once."""
BLOCK = 1 << 13
"""States that are looked at, at once, and eight times as many steps: small enough to answer a cancel in between."""


class Layer(NamedTuple):
    """The steps from one layer's states to the next's, those that lead to one that was kept: parallel arrays."""

    parent: NDArray[np.int32]
    item: NDArray[np.uint8]
    shape: NDArray[np.uint16]
    cost: NDArray[np.int32]
    target: NDArray[np.int32]

    @staticmethod
    def of(parent: Array, item: Array, shape: Array, cost: Array, target: Array) -> Layer:
        """Return a layer of the steps whose target is not -1, stored in as little room as they need."""
        values, leading = (parent, item, shape, cost, target), target >= 0
        return Layer._make(each[leading].astype(kind) for each, kind in zip(values, compiled.STORED, strict=True))


@dataclass
class Sweep:
    """What one sweep found. ``goals`` are (points the sweep counts, layer, parent, item, shape).

    ``dropped`` is the least any page could cost that was not looked at; ``steps`` how much work it was.
    """

    tables: Tables
    layers: list[Layer]
    goals: list[tuple[int, int, int, int, int]]
    dropped: int
    steps: int


def sweep(
    tables: Tables,
    width: int,
    limit: int,
    ranking: Ranking | None = FOR_BETTER,
    *,
    budget: Budget = PROVEN,
    cancel: Cancel = UNCANCELLED,
) -> Sweep:
    """Look for pages of at most ``limit`` points, keeping at most ``width`` states a layer. Raises Cancelled.

    The states kept are those of the best rank; without a ranking those of the least bound, for a proof.
    """
    problem = compiled.flat(tables)
    if problem is None:
        return _Sweeper(tables, width, limit, ranking, budget, cancel).run()
    layers, goals, dropped, steps = compiled.sweep(problem, width, limit, ranking, budget, cancel)
    return Sweep(tables, [Layer._make(layer) for layer in layers], goals, dropped, steps)


class _Gaps(NamedTuple):
    """The next place of each state."""

    level: Array
    """Its row."""
    left: Array
    """Its column."""
    gap: Array
    """Columns from there on that are level."""


class _Steps(NamedTuple):
    """Steps worth a closer look: as `Placed`, before the item is put down."""

    item: Array
    shape: Array
    parent: Array
    cost: Array
    promise: Array
    wide: Array
    high: Array

    def take(self, steps: Array | Bools | slice) -> _Steps:
        return _Steps._make(values[steps] for values in self)


class _Sweeper:
    def __init__(
        self, tables: Tables, width: int, limit: int, ranking: Ranking | None, budget: Budget, cancel: Cancel
    ) -> None:
        self.tables, self.width, self.limit, self.ranking = tables, width, limit, ranking
        self.budget, self.cancel = budget, cancel
        self.carried = Carried(tables)
        self.columns, self.rows = tables.problem.columns, tables.problem.rows
        self.items = tables.items
        self.sizes = [
            (np.array([s.columns for s in shapes], np.int64), np.array([s.rows for s in shapes], np.int64))
            for shapes in tables.shapes
        ]
        self.loose_mask = (1 << tables.loose) - 1
        self.dropped = 10 * NEVER
        self.steps = 0

    def run(self) -> Sweep:
        states = self.carried.empty_page()
        layers: list[Layer] = []
        goals: list[tuple[int, int, int, int, int]] = []
        for depth in range(len(self.items)):
            placed = self._placed(states)
            if placed is None:
                break
            layer, states = self._next_layer(states, placed, depth, goals)
            layers.append(layer)
            if not states.cost.size:
                break
        goals.sort()
        return Sweep(self.tables, layers, goals, self.dropped, self.steps)

    def _drop(self, promise: Array) -> None:
        """Remember the least that steps which are dropped unseen could have led to."""
        self.dropped = min(self.dropped, int(promise.min()))

    # From states to steps -----------------------------------------------------------------------------------------

    def _placed(self, states: States) -> Placed | None:
        """Return the steps from these states after which a page within the limit may come; None if there is none."""
        level = states.skyline.min(axis=0).astype(np.int64)
        lowest = states.skyline == level
        left = lowest.argmax(axis=0)
        gaps = _Gaps(level, left, _run_length(lowest, left))
        steps = self._steps(states, gaps)
        if steps is None:
            return None
        if len(steps.item) > self.budget.layer_steps:
            order = np.argsort(steps.promise, kind="stable")
            self._drop(steps.promise[order[self.budget.layer_steps :]])
            steps = steps.take(np.sort(order[: self.budget.layer_steps]))
        parts = []
        for first in range(0, len(steps.item), 8 * BLOCK):
            check(self.cancel)
            parts.append(self._put_down(states, gaps, steps.take(slice(first, first + 8 * BLOCK))))
        placed = Placed.joined(parts)
        if not len(placed.item):
            return None
        crowded = len(placed.item) > self.budget.crowded * self.width
        return placed.take(self._likely(states, placed)) if crowded else placed

    def _steps(self, states: States, gaps: _Gaps) -> _Steps | None:
        """Return every step worth a closer look, item by item; None if there is none."""
        bounds = self.tables.bounds
        flat_points = self.carried.flat_points(states, gaps.level, gaps.gap)
        room = self.rows - states.skyline - self._pinned_rows(states.placed)
        loose_room = room.sum(axis=0, dtype=np.int64)
        # What the columns beside the gap still cost at least, whatever goes into it.
        across = np.arange(self.columns)[:, None]
        aside = (across < gaps.left) | (across >= gaps.left + gaps.gap)
        stacks = bounds.by_column(~states.placed & self.loose_mask, room)
        aside_points = -(-np.where(aside, stacks, 0).sum(axis=0, dtype=np.int64) // SHARES)
        spare = self.limit - states.cost - aside_points
        found = []
        for at in range(len(self.items)):
            if not self.tables.shapes[at]:
                continue
            free = np.nonzero((states.placed >> at & 1) == 0)[0]
            for first in range(0, len(free), BLOCK):
                check(self.cancel)
                steps = self._item_steps(at, states, gaps, free[first : first + BLOCK], spare, loose_room, flat_points)
                if len(steps.item):
                    found.append(steps)
        return _Steps._make(np.concatenate(values) for values in zip(*found, strict=True)) if found else None

    def _item_steps(
        self, at: int, states: States, gaps: _Gaps, free: Array, spare: Array, loose_room: Array, flat_points: Array
    ) -> _Steps:
        """Return the steps that put one item down in the states that are ``free`` of it."""
        bounds = self.tables.bounds
        unary = self.tables.unary[at][gaps.left[free], gaps.level[free]]
        wide_of, high_of = self.sizes[at]
        after = ~(states.placed[free] | (1 << at)) & self.loose_mask
        most = spare[free] - bounds.least[after] - bounds.late[gaps.level[free], after]
        row, shape = np.nonzero((unary <= np.minimum(most, NEVER - 1)[:, None]) & (wide_of <= gaps.gap[free][:, None]))
        self.steps += len(row)
        parent = free[row]
        cost = states.cost[parent] + unary[row, shape]
        remaining = after[row]
        cells = loose_room[parent] - ((wide_of * high_of)[shape] if at < self.tables.loose else 0)
        ahead = bounds.by_area(remaining, cells) + bounds.late[gaps.level[parent], remaining]
        keep = cost + ahead <= self.limit
        shape, parent, cost, ahead = (values[keep] for values in (shape, parent, cost, ahead))
        wide, high = wide_of[shape], high_of[shape]
        cost = cost + self.carried.cut_points(
            flat_points[parent], states.beside[parent], states.placed[parent], at, wide
        )
        if self.items[at].headed:
            cost = cost + self.carried.head_points(states, parent, at, shape, wide)
        if at in self.carried.paired:
            left, level = gaps.left[parent], gaps.level[parent]
            cost = cost + self.carried.pair_points(states, parent, at, Sides(left, left + wide, level, level + high))
        steps = _Steps(np.full(len(parent), at, np.int64), shape, parent, cost, cost + ahead, wide, high)
        return steps.take(steps.promise <= self.limit)

    def _put_down(self, states: States, gaps: _Gaps, steps: _Steps) -> Placed:
        """Return the steps after which what is left can still come out, column by column and within the limit."""
        bounds = self.tables.bounds
        column, row = gaps.left[steps.parent], gaps.level[steps.parent]
        skyline = states.skyline[:, steps.parent]
        across = np.arange(self.columns)[:, None]
        inside = (across >= column) & (across < column + steps.wide)
        np.copyto(skyline, (row + steps.high).astype(np.int16), where=inside)
        placed = states.placed[steps.parent] | (np.int64(1) << steps.item)
        remaining = ~placed & self.loose_mask
        room = self.rows - skyline - self._pinned_rows(placed)
        good = (room >= 0).all(axis=0) & self._clear_of_pinned(skyline, placed)
        stacks = bounds.by_column(remaining, room)
        good &= (stacks < UNSTACKED).all(axis=0)
        level = skyline.min(axis=0).astype(np.int64)
        # Two bounds on what is to come: by the cells it must cover, and by the stacks each column needs.
        by_area = steps.promise - steps.cost - bounds.late[row, remaining]
        by_column = bounds.least[remaining] - (-stacks.sum(axis=0, dtype=np.int64) // SHARES)
        promise = steps.cost + np.maximum(by_area, by_column) + bounds.late[level, remaining]
        good &= promise <= self.limit
        made = Placed(
            steps.item,
            steps.shape,
            steps.parent,
            steps.cost,
            promise,
            steps.wide,
            steps.high,
            column,
            row,
            level,
            placed,
            skyline,
        )
        return made.take(np.nonzero(good)[0])

    def _likely(self, states: States, placed: Placed) -> Array:
        """Return the likeliest of many steps, so that not all must be worked out to keep a few."""
        likely = placed.promise
        if self.ranking is not None:
            edges = (np.diff(placed.skyline, axis=0) != 0).sum(axis=0)
            filled = placed.skyline.sum(axis=0, dtype=np.int64)
            likely = likely + self.ranking.doubts(self.carried, edges, filled, self.carried.spanned(states, placed))
        # The step's number in the low bits makes every key another, so that the same ones are taken anywhere.
        key = (likely << 32) | np.arange(len(likely))
        most = self.budget.crowded * self.width
        chosen = np.partition(key, most)[: most + 1] & ((1 << 32) - 1)
        kept = np.zeros(len(likely), np.bool_)
        kept[chosen[:most]] = True
        self._drop(placed.promise[~kept])
        return np.nonzero(kept)[0]

    # From steps to the next states --------------------------------------------------------------------------------

    def _next_layer(
        self, states: States, placed: Placed, depth: int, goals: list[tuple[int, int, int, int, int]]
    ) -> tuple[Layer, States]:
        """Return the steps to the next layer and its states; what is finished goes to the goals."""
        self.steps += MADE_STEPS * len(placed.item)
        parts = []
        for first in range(0, len(placed.item), 8 * BLOCK):
            check(self.cancel)
            parts.append(self.carried.after(states, placed.take(slice(first, first + 8 * BLOCK))))
        made = States.joined(parts)
        promise = placed.promise + made.cost - placed.cost
        finished = placed.level == self.rows
        must = self.tables.must
        for at in np.nonzero(finished & ((placed.placed & must) == must))[0]:
            points = int(made.cost[at]) + self.carried.cuts_down(int(made.spanned[at]))
            if points <= self.limit:
                goals.append((points, depth, int(placed.parent[at]), int(placed.item[at]), int(placed.shape[at])))
        merged = merge(
            self.carried,
            made,
            np.nonzero(~finished & (promise <= self.limit))[0],
            promise,
            width=self.width,
            ranking=self.ranking,
            rounds=self.budget.dominance_rounds,
            cancel=self.cancel,
        )
        self.dropped = min(self.dropped, merged.dropped)
        layer = Layer.of(placed.parent, placed.item, placed.shape, merged.cost, merged.target)
        return layer, made.take(merged.winners)

    # Items that are pinned ----------------------------------------------------------------------------------------

    def _clear_of_pinned(self, skyline: Skyline, placed: Array) -> Bools:
        """Tell whether nothing has been placed over a pinned item that is still to come."""
        clear = np.ones(len(placed), np.bool_)
        for at in range(self.tables.loose, len(self.items)):
            rect = self.items[at].pinned
            assert rect is not None
            lowest = skyline[rect.column : rect.right].max(axis=0)
            clear &= ((placed >> at & 1) == 1) | (lowest <= rect.row)
        return clear

    def _pinned_rows(self, placed: Array) -> Array:
        """Return the rows that pinned items still to come will take of each column."""
        rows = np.zeros((self.columns, len(placed)), np.int64)
        for at in range(self.tables.loose, len(self.items)):
            rect = self.items[at].pinned
            assert rect is not None
            rows[rect.column : rect.right] += np.where(placed >> at & 1, 0, rect.rows)
        return rows


def _run_length(lowest: NDArray[np.bool_], left: Array) -> Array:
    """Return how many columns from ``left``, the first lowest one, are lowest without a break."""
    length = np.zeros(len(left), np.int64)
    going = np.ones(len(left), np.bool_)
    for column, low in enumerate(lowest):
        going &= low | (column < left)
        length += going & low
    return length
