"""Exact cover by sweeping down the page: the next item always goes into the topmost, leftmost empty cell.

Every page, pinwheels too, is made in exactly one such order. What is still to come depends only on which items
are placed, on the skyline they leave, and on a few facts (whether a head ends beside the next place, which column
edges something spans, how wide heads are, where half-placed pairs stand); partial pages that agree in all this
are one state, and only the cheapest way to it matters. A state that differs from a cheaper one in such facts only,
and by less than they could cost, is counted as that one. States of so many items make a layer, and a layer is
worked out at once in arrays. A layer may be cut to its most promising states; then the least any dropped state
could have led to is kept, so that the bound stays true. What was found is read back from its ends by `walkback`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout.plan.solver.measures import EASED_COLUMNS
from layout.plan.solver.tables import NEVER, SHARES, UNSTACKED, Tables

Array = NDArray[np.int64]
AFTER_STRIP = 15
"""Context: the item before was a strip across the page, so a cut here is excused."""
BOXED = 1
"""Context: a boxed head ends at the next place, on its row; a plain one of w columns is ``BOXED + w``."""
MOST_STEPS = 1 << 22
"""Steps kept of one layer; the rest are dropped by promise. A step takes some 200 bytes while it is worked on."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How states are ranked when a layer must be cut: points added to their bounds for what tends to end badly.

    ``step`` is for each step of the skyline, which is hard to fill when ragged. ``crowd`` is for every doubling
    of a state's place among those with the same items and outline: without it a layer fills up with one page's
    variants that differ by a row here and there. High values find some page, low ones a cheap one.
    """

    step: int
    crowd: int


FOR_ANY, FOR_GOOD = Ranking(20, 32), Ranking(8, 4)
BURIED = 1 << 33
"""Watched: a rectangle that its partner, if it comes at all, cannot stand beside any more."""
DOMINANCE_ROUNDS = 2
"""How often the states of one outline are compared with the cheapest that is left of them."""
MADE_STEPS = 5
"""Making a state takes about as long as looking at so many steps and dropping them at once."""
CROWDED = 6
"""Steps for each state that is to be kept, beyond which the less likely are dropped before they are worked out."""
COVERED_WORTH = 10
"""Cells covered that count as a point when states are ranked: small items left over fill gaps more easily."""


@dataclass
class _States:
    """Partial pages, one a row of every array."""

    skyline: NDArray[np.int16]
    """The first row that is free, by column and page; columns come first because they are worked on one by one."""
    placed: Array
    cost: Array
    context: Array
    spans: Array
    widest: Array
    """Columns of the widest head so far."""
    watched: Array
    """For each pair the packed rectangle of the one that is placed, as far as the other's place can matter; 0 for
    pairs of which both or none are, or to which nothing can happen any more."""

    def __len__(self) -> int:
        return len(self.placed)

    def take(self, rows: Array) -> _States:
        """Return some of the states."""
        return _States(
            self.skyline[:, rows],
            self.placed[rows],
            self.cost[rows],
            self.context[rows],
            self.spans[rows],
            self.widest[rows],
            self.watched[rows],
        )


@dataclass
class Layer:
    """The steps from one layer's states to the next's: parallel arrays; target -1 is dropped or finished."""

    parent: Array
    item: Array
    shape: Array
    cost: Array
    target: Array


@dataclass
class Sweep:
    """What one sweep found. ``goals`` are (points without balance, layer, parent, item, shape).

    ``dropped`` is the least any page could cost that was not looked at; ``steps`` how much work it was.
    """

    tables: Tables
    layers: list[Layer]
    goals: list[tuple[int, int, int, int, int]]
    dropped: int
    steps: int


def sweep(tables: Tables, width: int, limit: int, ranking: Ranking | None = FOR_GOOD) -> Sweep:
    """Look for pages of at most ``limit`` points, keeping at most ``width`` states a layer.

    The states kept are those of the best rank; without a ranking those of the least bound, for a proof.
    """
    return _Sweeper(tables, width, limit, ranking).run()


class _Sweeper:
    def __init__(self, tables: Tables, width: int, limit: int, ranking: Ranking | None) -> None:
        self.tables, self.width, self.limit, self.ranking = tables, width, limit, ranking
        self.columns, self.rows = tables.problem.columns, tables.problem.rows
        self.items = tables.items
        self.headed = np.array([item.headed for item in self.items])
        self.boxed = np.array([item.boxed for item in self.items])
        self.strips = np.array(tables.strips)
        self.loose_mask = (1 << tables.loose) - 1
        self.pairs = tables.pairs
        self.paired = {at for one, other, _ in self.pairs for at in (one, other)}
        self.dropped = 10 * NEVER
        self.steps = 0

    def run(self) -> Sweep:
        zeros = np.zeros(1, np.int64)
        states = _States(
            np.zeros((self.columns, 1), np.int16),
            *(zeros, zeros, zeros, zeros, zeros),
            np.zeros((1, len(self.pairs)), np.int64),
        )
        layers: list[Layer] = []
        goals: list[tuple[int, int, int, int, int]] = []
        for depth in range(len(self.items)):
            made = self._layer(states, depth, goals)
            if made is None:
                break
            layer, states = made
            layers.append(layer)
            if not len(states):
                break
        goals.sort()
        return Sweep(self.tables, layers, goals, self.dropped, self.steps)

    def _layer(
        self, states: _States, depth: int, goals: list[tuple[int, int, int, int, int]]
    ) -> tuple[Layer, _States] | None:
        level = states.skyline.min(axis=0).astype(np.int64)
        lowest = states.skyline == level
        left = lowest.argmax(axis=0)
        gap = _run_length(lowest, left)
        steps = self._steps(states, level, left, gap)
        if steps is None:
            return None
        item, shape, parent, cost, promise, wide, high = steps
        if len(item) > MOST_STEPS:
            order = np.argsort(promise, kind="stable")
            self.dropped = min(self.dropped, int(promise[order[MOST_STEPS]]))
            keep = np.sort(order[:MOST_STEPS])
            item, shape, parent, cost, promise, wide, high = (
                values[keep] for values in (item, shape, parent, cost, promise, wide, high)
            )
        # The skyline after each step, and whether what is left can still come out column by column.
        column, row = left[parent], level[parent]
        skyline = states.skyline[:, parent]
        across = np.arange(self.columns)[:, None]
        inside = (across >= column) & (across < column + wide)
        np.copyto(skyline, (row + high).astype(np.int16), where=inside)
        placed = states.placed[parent] | (np.int64(1) << item)
        remaining = ~placed & self.loose_mask
        room = self.rows - skyline - self._pinned_rows(placed)
        good = (room >= 0).all(axis=0) & self._clear_of_pinned(skyline, placed)
        stacks = self._stacks(remaining, room)
        good &= (stacks < UNSTACKED).all(axis=0)
        new_level = skyline.min(axis=0).astype(np.int64)
        # Two bounds on what is to come: by the cells it must cover, and by the stacks each column needs.
        by_area = promise - cost - self.tables.late[row, remaining]
        by_stack = self.tables.least[remaining] - (-stacks.sum(axis=0, dtype=np.int64) // SHARES)
        promise = cost + np.maximum(by_area, by_stack) + self.tables.late[new_level, remaining]
        good &= promise <= self.limit
        keep = np.nonzero(good)[0]
        if not len(keep):
            return None
        if len(keep) > CROWDED * self.width:
            keep = self._likely(keep, placed, skyline, promise)
        item, shape, parent, cost, promise, wide, high, column, row, placed, new_level = (
            values[keep] for values in (item, shape, parent, cost, promise, wide, high, column, row, placed, new_level)
        )
        skyline = skyline[:, keep]
        self.steps += MADE_STEPS * len(keep)
        made = self._made(states, parent, item, wide, high, column, row, skyline, placed, cost, new_level)
        promise = promise + made.cost - cost
        finished = new_level == self.rows
        complete = np.nonzero(finished & ((placed & self.tables.must) == self.tables.must))[0]
        for at in complete:
            cuts = self.columns - 1 - int(made.spans[at]).bit_count()
            points = int(made.cost[at]) + self.tables.weights["cut-down"] * cuts
            if points <= self.limit:
                goals.append((points, depth, int(parent[at]), int(item[at]), int(shape[at])))
        target, winners, cost = self._merge(made, np.nonzero(~finished & (promise <= self.limit))[0], promise)
        layer = Layer(parent, item, shape, cost, target)
        return layer, made.take(winners)

    def _likely(self, at: Array, placed: Array, skyline: NDArray[np.int16], promise: Array) -> Array:
        """Return the likeliest of many steps, so that not all must be worked out to keep a few."""
        likely = promise[at]
        if self.ranking is not None:
            steps = (np.diff(skyline[:, at], axis=0) != 0).sum(axis=0)
            likely = likely + self.ranking.step * steps - skyline[:, at].sum(axis=0, dtype=np.int64) // COVERED_WORTH
        key = (likely << 32) | np.arange(len(at))
        most = CROWDED * self.width
        chosen = np.partition(key, most)[: most + 1] & ((1 << 32) - 1)
        kept = np.zeros(len(at), np.bool_)
        kept[chosen[:most]] = True
        self.dropped = min(self.dropped, int(promise[at[~kept]].min()))
        return at[kept]

    def _steps(self, states: _States, level: Array, left: Array, gap: Array) -> tuple[Array, ...] | None:
        """Return (item, shape, parent, cost, promise, columns, rows) of every step worth taking."""
        tables, weights = self.tables, self.tables.weights
        flat = (gap == self.columns) & (level > 0) & (states.context != AFTER_STRIP)
        room = self.rows - states.skyline - self._pinned_rows(states.placed)
        loose_room = room.sum(axis=0, dtype=np.int64)
        # What the columns beside the gap still cost at least, whatever goes into it.
        across = np.arange(self.columns)[:, None]
        aside = (across < left) | (across >= left + gap)
        stacks = self._stacks(~states.placed & self.loose_mask, room)
        aside = -(-np.where(aside, stacks, 0).sum(axis=0, dtype=np.int64) // SHARES)
        spare = self.limit - states.cost - aside
        found = []
        for at, item in enumerate(self.items):
            if not tables.shapes[at]:
                continue
            free = np.nonzero((states.placed >> at & 1) == 0)[0]
            if not len(free):
                continue
            unary = tables.unary[at][left[free], gap[free], level[free]]
            wide_of = np.array([shape.columns for shape in tables.shapes[at]], np.int64)
            high_of = np.array([shape.rows for shape in tables.shapes[at]], np.int64)
            after = ~(states.placed[free] | (1 << at)) & self.loose_mask
            most = spare[free] - tables.least[after] - tables.late[level[free], after]
            row, shape = np.nonzero(unary <= np.minimum(most, NEVER - 1)[:, None])
            if not len(row):
                continue
            self.steps += len(row)
            parent = free[row]
            cost = states.cost[parent] + unary[row, shape]
            remaining = after[row]
            loose = at < tables.loose
            cells = loose_room[parent] - (wide_of * high_of)[shape] if loose else loose_room[parent]
            ahead = self._ahead(remaining, cells) + tables.late[level[parent], remaining]
            keep = cost + ahead <= self.limit
            row, shape, parent, cost, ahead = (values[keep] for values in (row, shape, parent, cost, ahead))
            if not len(parent):
                continue
            wide, high = wide_of[shape], high_of[shape]
            if not tables.strips[at]:
                cost = cost + weights["cut-across"] * flat[parent]
            if item.headed:
                cost = cost + self._head_costs(states, parent, at, wide)
            if at in self.paired:
                cost = cost + self._pair_costs(states, parent, at, left[parent], level[parent], wide, high)
            promise = cost + ahead
            keep = promise <= self.limit
            found.append(
                (
                    np.full(int(keep.sum()), at, np.int64),
                    *(values[keep] for values in (shape, parent, cost, promise, wide, high)),
                )
            )
        if not found:
            return None
        return tuple(np.concatenate(values) for values in zip(*found, strict=True))

    def _stacks(self, remaining: Array, room: Array) -> NDArray[np.uint16]:
        """Return, by column and state, what a stack of the remaining items of exactly that room costs."""
        inside = np.maximum(room, 0)
        return np.stack([self.tables.stacks[remaining, inside[column]] for column in range(self.columns)])

    def _ahead(self, remaining: Array, room: Array) -> Array:
        """Return the least the remaining loose items cost in exactly that room, NEVER if they cannot fill it."""
        tables = self.tables
        inside = np.maximum(room, 0)
        if tables.exact_rest:
            ahead = tables.rest[remaining, inside].astype(np.int64)
            return np.where(room < 0, NEVER, ahead)
        ahead = tables.rest[remaining, 0].astype(np.int64)
        return np.where((room < tables.least_area[remaining]) | (room > tables.most_area[remaining]), NEVER, ahead)

    def _head_costs(self, states: _States, parent: Array, at: int, wide: Array) -> Array:
        """Return what a head costs beside the one before it and against the lead's width."""
        weights, context = self.tables.weights, states.context[parent]
        beside = (context >= BOXED) & (context < AFTER_STRIP)
        eased = (context == BOXED) | self.items[at].boxed | (np.abs(context - BOXED - wide) >= EASED_COLUMNS)
        cost = np.where(beside, np.where(eased, weights["tombstone-eased"], weights["tombstone"]), 0)
        lead, widest = self.tables.lead, states.widest[parent]
        if at == lead:
            return np.asarray(cost + weights["lead-wide"] * np.maximum(0, widest - wide))
        if lead < 0:
            return np.asarray(cost)
        wider = np.maximum(wide, widest) - widest
        return np.asarray(cost + np.where(states.placed[parent] >> lead & 1, weights["lead-wide"] * wider, 0))

    def _pair_costs(
        self, states: _States, parent: Array, at: int, column: Array, row: Array, wide: Array, high: Array
    ) -> Array:
        """Return what an item costs beside, or away from, its partners that are already placed."""
        cost = np.zeros(len(parent), np.int64)
        mine = (column, column + wide, row, row + high)
        for place, (one, other, name) in enumerate(self.pairs):
            if at not in (one, other):
                continue
            packed = states.watched[parent, place]
            theirs = tuple(packed >> shift & 255 for shift in (24, 16, 8, 0))
            across = np.minimum(mine[1], theirs[1]) - np.maximum(mine[0], theirs[0])
            down = np.minimum(mine[3], theirs[3]) - np.maximum(mine[2], theirs[2])
            if name == "not-apart":
                bad = (across >= 0) & (down >= 0)
            else:
                side = (across == 0) & (down == np.minimum(high, theirs[3] - theirs[2]))
                bad = ~(side | ((down == 0) & (across == np.minimum(wide, theirs[1] - theirs[0]))))
                bad |= packed == BURIED
            cost += self.tables.weights[name] * (bad & (packed > 0))
        return cost

    def _made(
        self,
        states: _States,
        parent: Array,
        item: Array,
        wide: Array,
        high: Array,
        column: Array,
        row: Array,
        skyline: NDArray[np.int16],
        placed: Array,
        cost: Array,
        new_level: Array,
    ) -> _States:
        """Return the states that steps lead to."""
        beside = np.minimum(column + wide, self.columns - 1)
        goes_on = (column + wide < self.columns) & (skyline[beside, np.arange(len(item))] == row) & (new_level == row)
        context = np.where(goes_on & self.headed[item], np.where(self.boxed[item], BOXED, BOXED + wide), 0)
        context = np.where(self.strips[item], AFTER_STRIP, context)
        inner = ((np.int64(1) << (wide - 1)) - 1) << column
        spans = states.spans[parent] | np.where(self.strips[item], 0, inner)
        widest = np.where(self.headed[item], np.maximum(wide, states.widest[parent]), states.widest[parent])
        watched = states.watched[parent]
        packed = (1 << 32) | column << 24 | (column + wide) << 16 | row << 8 | (row + high)
        for place, (one, other, name) in enumerate(self.pairs):
            for at, partner in ((one, other), (other, one)):
                waits = placed >> partner & 1 == 0
                watched[:, place] = np.where(item == at, np.where(waits, packed, 0), watched[:, place])
                there = np.nonzero((watched[:, place] > 0) & waits)[0]
                if not len(there):
                    continue
                seen = self._still_to_matter(watched[there, place], skyline[:, there], name)
                if name == "picture-apart":
                    buried = seen == 0
                    if self.tables.must >> partner & 1:
                        cost = cost.copy()
                        cost[there[buried]] += self.tables.weights[name]
                    else:
                        seen[buried] = BURIED
                watched[there, place] = seen
        return _States(skyline, placed, cost, context, spans, widest, watched)

    def _still_to_matter(self, packed: Array, skyline: NDArray[np.int16], name: str) -> Array:
        """Return rectangles without what can no longer matter to a partner that is still to come; 0 if nothing can.

        The partner begins at or below the skyline, and never above the rectangle.
        """
        left, right, row, foot = (packed >> shift & 255 for shift in (24, 16, 8, 0))
        across = np.arange(self.columns)[:, None]
        inside = (across >= left) & (across < right)
        next_to = (across == left - 1) | (across == right)
        if name == "not-apart":
            may = ((inside | next_to) & (skyline <= foot)).any(axis=0)
            return np.where(may, packed - (row << 8), 0)
        may = ((next_to & (skyline < foot)) | (inside & (skyline == foot))).any(axis=0)
        # Only a partner that begins on its own row, to its right, can reach over the whole of its side from above.
        level = ((across == right) & (skyline == row)).any(axis=0)
        seen = np.where(level, packed, packed - (row << 8))
        return np.where(packed == BURIED, BURIED, np.where(may, seen, 0))

    def _merge(self, made: _States, alive: Array, promise: Array) -> tuple[Array, Array, Array]:
        """Return each step's place in the next layer (-1 if none), the steps that make these places, and costs.

        The cost of a step that is counted as a cheaper one's is lowered by what the differences may be worth, so
        that no page after it seems dearer than it is.
        """
        target = np.full(len(made), -1, np.int64)
        cost = made.cost.copy()
        if not len(alive):
            return target, alive, cost
        plain = [*self._outline(made), made.placed.astype(np.uint64)]
        words = [*plain, *self._facts(made)]
        chief = np.arange(len(made))
        order, fresh = _alike(plain, alive)
        for _ in range(DOMINANCE_ROUNDS):
            if not len(order):
                break
            first = _cheapest(cost, order, fresh)[np.cumsum(fresh) - 1]
            worth = self._worth(made, first, order)
            counted = (cost[first] + worth <= cost[order]) | (first == order)
            cost[order[counted]] -= np.where(first == order, 0, worth)[counted]
            chief[order[counted]] = first[counted]
            # What is left of each group keeps its order; its first is whatever is now first.
            group = np.cumsum(fresh)[~counted]
            order = order[~counted]
            fresh = np.ones(len(order), np.bool_)
            fresh[1:] = group[1:] != group[:-1]
        winners = alive[chief[alive] == alive]
        if len(order):
            order, fresh = _alike(words, np.sort(order))
            first = _cheapest(cost, order, fresh)[np.cumsum(fresh) - 1]
            chief[order] = first
            winners = alive[chief[alive] == alive]
        kept = np.ones(len(winners), np.bool_)
        if len(winners) > self.width:
            likely = promise[winners]
            if self.ranking is not None:
                likely = likely + _doubts(made, winners, likely, self.ranking)
            rank = np.lexsort((_digest(words, winners), likely))
            kept[rank[self.width :]] = False
            self.dropped = min(self.dropped, int(promise[winners[rank[self.width :]]].min()))
        numbers = np.where(kept, np.cumsum(kept) - 1, -1)
        place = np.zeros(len(made), np.int64)
        place[winners] = numbers
        target[alive] = place[chief[alive]]
        return target, winners[kept], cost

    def _worth(self, made: _States, one: Array, other: Array) -> Array:
        """Return how many points more the same rest of the page may cost after ``one`` than after ``other``.

        The two have the same items and skyline and differ in facts only.
        """
        weights = self.tables.weights
        clash = max(weights["tombstone"], weights["tombstone-eased"])
        mine, theirs = made.context[one], made.context[other]
        beside = (mine >= BOXED) & (mine < AFTER_STRIP)
        more = np.where(beside & (mine != theirs), np.where(mine == BOXED, weights["tombstone-eased"], clash), 0)
        more = more + np.where((theirs == AFTER_STRIP) & (mine != AFTER_STRIP), weights["cut-across"], 0)
        unspanned = made.spans[other] & ~made.spans[one]
        more = more + weights["cut-down"] * np.bitwise_count(unspanned).astype(np.int64)
        if self.tables.lead >= 0:
            wider = made.widest[one] - made.widest[other]  # a head already counted as wider than the lead is paid for
            wider = np.where(made.placed[one] >> self.tables.lead & 1, -wider, wider)
            more = more + weights["lead-wide"] * np.maximum(0, wider)
        for place, (_, _, name) in enumerate(self.pairs):
            here, there = made.watched[one, place], made.watched[other, place]
            more = more + weights[name] * ((here != there) & (here > 0))
        return np.asarray(more)

    def _outline(self, made: _States) -> list[NDArray[np.uint64]]:
        """Return the skyline packed into words."""
        words = []
        for first in range(0, self.columns, 8):
            word = np.zeros(len(made), np.uint64)
            for column in range(first, min(first + 8, self.columns)):
                word = (word << np.uint64(8)) | made.skyline[column].astype(np.uint64)
            words.append(word)
        return words

    def _facts(self, made: _States) -> list[NDArray[np.uint64]]:
        """Return everything else that makes a state, but for the items placed, packed into words."""
        seen = made.context | made.spans << 5 | made.widest << 21
        return [seen.astype(np.uint64), *(made.watched[:, place].astype(np.uint64) for place in range(len(self.pairs)))]

    def _clear_of_pinned(self, skyline: NDArray[np.int16], placed: Array) -> NDArray[np.bool_]:
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


def _digest(words: list[NDArray[np.uint64]], at: Array) -> NDArray[np.uint64]:
    """Return a number for each state that is nearly always another for another state."""
    digest = np.zeros(len(at), np.uint64)
    for word in words:
        digest = (digest ^ word[at]) * np.uint64(0x9E3779B97F4A7C15)
        digest ^= digest >> np.uint64(29)
    return digest


def _alike(words: list[NDArray[np.uint64]], at: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return states in an order that brings those together whose words are equal, and which of them begin a group.

    Sorting by digest only brings equal states together; whether they are equal is seen word by word.
    """
    low = np.uint64((1 << 24) - 1)
    order = np.sort((_digest(words, at) & ~low) | np.arange(len(at), dtype=np.uint64)) & low
    ordered = at[order.astype(np.int64)]
    same = np.ones(len(ordered) - 1, np.bool_)
    for word in words:
        same &= word[ordered[1:]] == word[ordered[:-1]]
    return ordered, np.concatenate([np.ones(1, np.bool_), ~same])


def _cheapest(cost: Array, order: Array, fresh: NDArray[np.bool_]) -> Array:
    """Return the cheapest state of each group; of equally cheap ones the first."""
    starts = np.nonzero(fresh)[0]
    group = np.cumsum(fresh) - 1
    least = np.minimum.reduceat(cost[order], starts)
    best = np.nonzero(cost[order] == least[group])[0][::-1]  # backwards, so that the first one stays
    found = np.zeros(len(starts), np.int64)
    found[group[best]] = order[best]
    return found


def _doubts(made: _States, at: Array, promise: Array, ranking: Ranking) -> Array:
    """Return points by which states are less likely to end well than their bounds say. Ranks, never bounds."""
    skyline = made.skyline[:, at].astype(np.int64)
    change = np.diff(skyline, axis=0)
    doubt = ranking.step * (change != 0).sum(axis=0) - skyline.sum(axis=0) // COVERED_WORTH
    crowd = made.placed[at]
    for step in change:
        crowd = crowd << 2 | np.sign(step) + 1
    order = np.lexsort((promise + doubt, crowd))
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = crowd[order[1:]] != crowd[order[:-1]]
    starts = np.nonzero(fresh)[0]
    place = np.arange(len(order)) - starts[np.cumsum(fresh) - 1]
    doubt[order] += (ranking.crowd * np.log2(1 + place)).astype(np.int64)
    return np.asarray(doubt)


def _run_length(lowest: NDArray[np.bool_], left: Array) -> Array:
    """Return how many columns from ``left``, the first lowest one, are lowest without a break."""
    length = np.zeros(len(left), np.int64)
    going = np.ones(len(left), np.bool_)
    for column, low in enumerate(lowest):
        going &= low | (column < left)
        length += going & low
    return length
