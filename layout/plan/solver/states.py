"""Partial pages of the sweep: what a state is, how it is packed, and what a step makes of it.

A state is everything about a partial page that what comes after can depend on:

======== =========== ===========================================================================================
skyline  W x int16   the first free row of each column
placed   int64       bit i: item i stands on the page (so at most 63 items)
cost     int64       points so far
beside   8 bits      what ends at the next place, on its own row: 0 nothing that matters; a head, as the number of its
                     kind (`terms.heads.HeadKind`); AFTER_STRIP the item before was a strip across the page; UNPAID,
                     UNPAID_EASED a cut across that is not paid for as long as there are but ads on it
spanned  16 bits     bit c: something that is no strip reaches over the edge between columns c and c + 1
widest   5 bits      columns of the widest head so far
largest  8 bits      the size of the largest headline so far, as its place among the sizes there are
watched  a word for  the rectangle of the one of a pair that is placed, as far as the other's place can still matter
         each pair   (`PairCost`): 0 while neither or both stand, or once nothing can happen any more
======== =========== ===========================================================================================

``cost`` is no part of what makes two states one; all else is. The facts from ``beside`` on are what the carried terms
need: `tombstone`, `tombstone-eased` and the strip's excuse of `cut-across` need ``beside``, `cut-down` ``spanned``,
`lead-wide` ``widest``, `lead-size` ``largest``; pair terms need ``watched``. Note what ``beside`` leaves out: only a
head whose right edge is the very next place, on the very same row, can be read across, so most states have 0 there and
are alike.

For sorting, a state is packed into words of 64 bits. An edge of a rectangle or the skyline takes ``edge_bits``: 8 on
pages of up to 255 rows, else as many as the number of rows has. With 8 bits::

    outline word   | column 0 | column 1 | ... | column 7 |            8 bits each; more words for more columns
    facts word     ... largest << 29 | widest << 24 | spanned << 8 | beside
    watched word   BURIED 33 | set 32 | left 24 | right 16 | row 8 | foot 0        (the bit each begins at)

``set`` tells a rectangle from "nothing"; BURIED stands for a rectangle that its partner, if it comes at all, must be at
fault with.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layout.base.messages import say, word
from layout.plan.solver.items import Footprint, Item, PageProblem, PlanError
from layout.plan.solver.tables import Tables
from layout.plan.solver.terms.cuts import is_ad
from layout.plan.solver.terms.heads import HeadKind, clash, kind_of
from layout.plan.solver.terms.model import Array, PairCost, Sides, Skyline
from layout.plan.solver.terms.ranking import head_sizes, is_ranked, size_beside_lead

AFTER_STRIP = 255
"""Beside: the item before was a strip across the page."""
UNPAID, UNPAID_EASED = 254, 253
"""Beside: on a straight cut across the page there are only ads yet; it is paid for when something else comes beside."""
UNKNOWN_SIZE = 255
"""Largest: the lead stands, and the size of its headline is not known."""
EDGE_BITS, MOST_EDGE_BITS = 8, 15
"""Bits of a row or column in a packed word, if the page does not need more; and the most that leave room for four."""
MOST_COLUMNS, MOST_ITEMS = 16, 63
BESIDE_BITS, SPANNED_BITS, WIDEST_BITS = 8, 16, 5

Words = list[NDArray[np.uint64]]


class States(NamedTuple):
    """Partial pages in parallel arrays; the last axis is always the page."""

    skyline: Skyline
    placed: Array
    cost: Array
    beside: Array
    spanned: Array
    widest: Array
    largest: Array
    watched: Array
    """By pair and page."""

    def take(self, pages: Array) -> States:
        """Return some of the states."""
        return States._make(values[..., pages] for values in self)

    @staticmethod
    def joined(parts: Iterable[States]) -> States:
        """Return the states of several parts, in their order."""
        return States._make(np.concatenate(values, axis=-1) for values in zip(*parts, strict=True))


class Placed(NamedTuple):
    """Steps that put an item down: parallel arrays; the last axis is the step."""

    item: Array
    shape: Array
    parent: Array
    """The state it is put down in."""
    cost: Array
    promise: Array
    """The least a page that comes of it can cost."""
    wide: Array
    high: Array
    column: Array
    row: Array
    level: Array
    """The first free row afterwards."""
    placed: Array
    skyline: Skyline

    def take(self, steps: Array | slice) -> Placed:
        """Return some of the steps."""
        return Placed._make(values[..., steps] for values in self)

    @staticmethod
    def joined(parts: Iterable[Placed]) -> Placed:
        """Return the steps of several parts, in their order."""
        return Placed._make(np.concatenate(values, axis=-1) for values in zip(*parts, strict=True))


def check_size(problem: PageProblem) -> None:
    """Raise PlanError if a state cannot hold a page of that size."""
    items = len(problem.items) + len(problem.blocked)
    for what, many, most in (
        ("columns", problem.columns, MOST_COLUMNS),
        ("rows", problem.rows, (1 << MOST_EDGE_BITS) - 1),
        ("items and blocked places", items, MOST_ITEMS),
    ):
        if many > most:
            raise PlanError(
                say(
                    "page {page}: {many} {what}, at most {most} can be planned",
                    page=problem.page,
                    many=many,
                    what=word(what),
                    most=most,
                )
            )


class Carried:
    """The facts that states carry for one problem: what they cost at a step, and what a step makes of them."""

    def __init__(self, tables: Tables) -> None:
        check_size(tables.problem)
        self.columns, self.rows = tables.problem.columns, tables.problem.rows
        self.lead, self.must = tables.lead, tables.must
        self.ranked = np.array([is_ranked(item) for item in tables.items])
        self.strips = np.array(tables.strips)
        self.loose_ends = sum(1 << at for at, strip in enumerate(tables.strips) if not strip)
        """The set of items along whose edges the page must not be cut."""
        self.copy = self.loose_ends & ~sum(1 << at for at, item in enumerate(tables.items) if is_ad(item))
        """Of them those that are no ads."""
        self.is_ad = np.array([is_ad(item) for item in tables.items])
        self.pairs: list[tuple[int, int, PairCost, int]] = []
        for one, other, name in tables.pairs:
            pair = tables.terms[name].pair
            assert pair is not None
            self.pairs.append((one, other, pair, tables.weights[name]))
        self.paired = {at for one, other, _, _ in self.pairs for at in (one, other)}
        # A table of terms need not have all that the facts are carried for.
        self.tombstone = tables.weights.get("tombstone", 0)
        self.tombstone_eased = tables.weights.get("tombstone-eased", 0)
        self.cut_across = tables.weights.get("cut-across", 0)
        self.cut_eased = min(self.cut_across, tables.weights.get("cut-across-eased", 0))
        self.cut_down = tables.weights.get("cut-down", 0)
        self.cut_rail = tables.weights.get("cut-down-rail", 0)
        self.rails = _rails(tables.problem.columns)
        self.lead_wide = tables.weights.get("lead-wide", 0)
        self.lead_size = tables.weights.get("lead-size", 0)
        self.edge_bits = max(EDGE_BITS, tables.problem.rows.bit_length())
        self.set_bit, self.buried = 1 << 4 * self.edge_bits, 2 << 4 * self.edge_bits
        self.kinds, self.clashes = self._head_kinds(tables)
        lead = tables.items[tables.lead] if tables.lead >= 0 else None
        sizes = {size: at for at, size in enumerate(head_sizes(tables.problem.apart)[:UNKNOWN_SIZE])}
        self.sizes = [
            np.array(
                [sizes.get(size_beside_lead(item, shape, lead), 0) if is_ranked(item) else 0 for shape in shapes],
                np.int64,
            )
            for item, shapes in zip(tables.items, tables.shapes, strict=True)
        ]
        self.first_shape = np.cumsum([0, *map(len, self.kinds)])[:-1]
        self.every_kind, self.every_size = np.concatenate(self.kinds), np.concatenate(self.sizes)
        """The same of all shapes, one item's after another's."""
        worse = self.clashes[:, None, :] - self.clashes[None, :, :]
        self.worse: Array = np.maximum(0, worse.max(axis=2))
        """By what more a head of a kind may clash with one that is still to come than another's, at most."""

    def _head_kinds(self, tables: Tables) -> tuple[list[Array], Array]:
        """Return the number of the kind of head each item has in each shape (0 for none), and the points that a head of
        one kind costs beside one of another.

        Sizes are left out where there are more kinds than a state can tell apart.
        """
        known: dict[HeadKind, int] = {}

        def number(item: Item, shape: Footprint, sized: bool) -> int:
            kind = kind_of(item, shape)
            return known.setdefault(kind if sized else kind._replace(size=0.0), len(known) + 1) if item.headed else 0

        for sized in (True, False):
            known.clear()
            numbers = [
                np.array([number(item, shape, sized) for shape in shapes], np.int64)
                for item, shapes in zip(tables.items, tables.shapes, strict=True)
            ]
            if len(known) < UNPAID_EASED:
                break
        points = {"tombstone": self.tombstone, "tombstone-eased": self.tombstone_eased, "": 0}
        clashes = np.zeros((len(known) + 1, len(known) + 1), np.int64)
        for (one, at), (other, there) in combinations_with_replacement(known.items(), 2):
            clashes[at, there] = clashes[there, at] = points[clash(one, other)]
        return numbers, clashes

    def empty_page(self) -> States:
        """Return the one state every page begins with."""
        zeros = np.zeros(1, np.int64)
        watched = np.zeros((len(self.pairs), 1), np.int64)
        return States(np.zeros((self.columns, 1), np.int16), zeros, zeros, zeros, zeros, zeros, zeros, watched)

    def packed(self, sides: Sides) -> Array:
        """Return rectangles as words."""
        bits = self.edge_bits
        return np.asarray(
            self.set_bit | sides.left << 3 * bits | sides.right << 2 * bits | sides.row << bits | sides.foot
        )

    def sides(self, packed: Array) -> Sides:
        """Return the rectangles that were packed."""
        mask = (1 << self.edge_bits) - 1
        left, right, row, foot = (packed >> place * self.edge_bits & mask for place in (3, 2, 1, 0))
        return Sides(left, right, row, foot)

    # What a step costs --------------------------------------------------------------------------------------------

    def flat_points(self, states: States, level: Array, gap: Array) -> Array:
        """Return what it costs to begin on a skyline that is flat from side to side: see `cut_points`."""
        flat = (gap == self.columns) & (level > 0) & (states.beside != AFTER_STRIP)
        return self.unpaid(self._opened(flat, states.placed))

    def cut_points(self, flat: Array, before: Array, placed: Array, at: int, wide: Array) -> Array:
        """Return what it costs that an item begins there: ``flat`` by the skyline, and by what is ``before`` it there.

        A strip costs nothing, nor does an ad as long as there are only ads on the row. An item across the page after
        which only ads come is a strip at the foot.
        """
        if self.strips[at] or self.is_ad[at]:
            return np.zeros(len(wide), np.int64)
        last = (self.copy & ~(placed | (1 << at))) == 0
        return np.where((wide == self.columns) & last, np.minimum(flat, self.cut_eased), flat) + self.unpaid(before)

    def _opened(self, flat: Array, placed: Array) -> Array:
        """Return the cut that is open where the skyline is flat: UNPAID, UNPAID_EASED under a single item, else 0."""
        alone = np.bitwise_count(placed & self.loose_ends) == 1
        return np.where(flat, np.where(alone, UNPAID_EASED, UNPAID), 0)

    def unpaid(self, beside: Array) -> Array:
        """Return what a cut across costs that is not paid for yet."""
        return np.where(beside == UNPAID, self.cut_across, np.where(beside == UNPAID_EASED, self.cut_eased, 0))

    def head_points(self, states: States, parent: Array, at: int, shape: Array, wide: Array) -> Array:
        """Return what a head costs beside the one before it and against the lead's width and size.

        Before the lead is placed nothing is paid for wide heads, then at once for the widest; after it for every head
        that is wider than all so far, by how much. So it has been paid by exactly the widest in the end. The same goes
        for sizes, if the lead's is known.
        """
        before = states.beside[parent]
        points = self.clashes[self._head_of(before), self.kinds[at][shape]]
        if self.lead < 0 or not self.ranked[at]:
            return points
        widest, largest, size = states.widest[parent], states.largest[parent], self.sizes[at][shape]
        if at == self.lead:
            larger = np.where(size > 0, np.maximum(0, largest - size), 0)
            return np.asarray(points + self.lead_wide * np.maximum(0, widest - wide) + self.lead_size * larger)
        # After a lead whose size is not known ``largest`` is UNKNOWN_SIZE, and nothing is larger.
        more = self.lead_wide * np.maximum(0, wide - widest) + self.lead_size * np.maximum(0, size - largest)
        return points + np.where(states.placed[parent] >> self.lead & 1, more, 0)

    def _head_of(self, beside: Array) -> Array:
        """Return the kind of the head that is beside the next place, 0 for none."""
        return np.where(beside < UNPAID_EASED, beside, 0)

    def pair_points(self, states: States, parent: Array, at: int, mine: Sides) -> Array:
        """Return what an item costs beside, or away from, its partners that are already placed."""
        points = np.zeros(len(parent), np.int64)
        for place, (one, other, pair, weight) in enumerate(self.pairs):
            if at in (one, other):
                packed = states.watched[place, parent]
                faulty = pair.faulty(mine, self.sides(packed)) | (packed == self.buried)
                points += weight * (faulty & (packed > 0))
        return points

    def cuts_down(self, spanned: int) -> int:
        """Return what it costs a finished page that nothing reaches over the other edges between columns."""
        return int(self.seams(np.array([spanned]))[0])

    def seams(self, spanned: Array) -> Array:
        """Return the same of pages that are not finished, if nothing more reached over an edge."""
        return self._cut_at(~spanned & (1 << self.columns - 1) - 1)

    def _cut_at(self, edges: Array) -> Array:
        """Return what it costs to cut a page down along edges between columns."""
        rails, others = np.bitwise_count(edges & self.rails), np.bitwise_count(edges & ~self.rails)
        return np.asarray(self.cut_rail * rails.astype(np.int64) + self.cut_down * others.astype(np.int64))

    # What a step makes --------------------------------------------------------------------------------------------

    def after(self, states: States, steps: Placed) -> States:
        """Return the states that steps lead to; pairs that can only be at fault any more are paid for."""
        parent, item, wide, right = steps.parent, steps.item, steps.wide, steps.column + steps.wide
        next_column = np.minimum(right, self.columns - 1)
        level_with = steps.skyline[next_column, np.arange(len(item))] == steps.row
        goes_on = (right < self.columns) & level_with & (steps.level == steps.row)
        shape = self.first_shape[item] + steps.shape
        before = states.beside[parent]
        flat = (states.skyline[:, parent] == steps.row).all(axis=0) & (steps.row > 0) & (before != AFTER_STRIP)
        still = np.where((before == UNPAID) | (before == UNPAID_EASED), before, 0)
        unpaid = np.where(flat, self._opened(flat, states.placed[parent]), still)
        on = np.where(self.is_ad[item], unpaid, self.every_kind[shape])
        beside = np.where(self.strips[item], AFTER_STRIP, np.where(goes_on, on, 0))
        widest = states.widest[parent]
        widest = np.where(self.ranked[item], np.maximum(wide, widest), widest)
        sizes = self.every_size[shape]
        sizes = np.where((item == self.lead) & (sizes == 0), UNKNOWN_SIZE, sizes)
        largest = np.maximum(states.largest[parent], sizes)
        cost, watched = steps.cost.copy(), states.watched[:, parent]
        packed = self.packed(Sides(steps.column, right, steps.row, steps.row + steps.high))
        for place, (one, other, pair, weight) in enumerate(self.pairs):
            for at, partner in ((one, other), (other, one)):
                waits = steps.placed >> partner & 1 == 0
                watched[place] = np.where(item == at, np.where(waits, packed, 0), watched[place])
                there = np.nonzero((watched[place] > 0) & waits)[0]
                if not len(there):
                    continue
                seen = self._still_to_matter(watched[place, there], steps.skyline[:, there], pair)
                if pair.closed_is_fault:
                    closed = seen == 0
                    if self.must >> partner & 1:
                        cost[there[closed]] += weight
                    else:
                        seen[closed] = self.buried
                watched[place, there] = seen
        return States(steps.skyline, steps.placed, cost, beside, self.spanned(states, steps), widest, largest, watched)

    def spanned(self, states: States, steps: Placed) -> Array:
        """Return the edges between columns that something reaches over after steps."""
        inner = ((np.int64(1) << (steps.wide - 1)) - 1) << steps.column
        return np.asarray(states.spanned[steps.parent] | np.where(self.strips[steps.item], 0, inner))

    def _still_to_matter(self, packed: Array, skyline: Skyline, pair: PairCost) -> Array:
        """Return rectangles without what can no longer matter to a partner that is still to come; 0 if nothing can."""
        there = self.sides(packed)
        seen = packed
        if pair.top_matters is not None:
            seen = np.where(pair.top_matters(there, skyline), packed, packed - (there.row << self.edge_bits))
        if pair.still_open is not None:
            seen = np.where(pair.still_open(there, skyline), seen, 0)
        return np.where(packed == self.buried, self.buried, seen)

    # What makes two states one ------------------------------------------------------------------------------------

    def worth(self, made: States, one: Array, other: Array) -> Array:
        """Return how many points more the same rest of the page may cost after ``one`` than after ``other``.

        The two have the same items and skyline and differ in facts only, so every rest of the page that suits one suits
        the other; each fact that differs to the worse adds the most it can ever cost.
        """
        mine, theirs = made.beside[one], made.beside[other]
        more = self.worse[self._head_of(mine), self._head_of(theirs)]
        more = more + np.maximum(0, self.unpaid(mine) - self.unpaid(theirs))
        more = more + np.where((theirs == AFTER_STRIP) & (mine != AFTER_STRIP), self.cut_across, 0)
        unspanned = made.spanned[other] & ~made.spanned[one]
        more = more + self._cut_at(unspanned)
        if self.lead >= 0:
            wider = made.widest[one] - made.widest[other]  # a head already counted as wider than the lead is paid for
            larger = made.largest[one] - made.largest[other]
            paid = made.placed[one] >> self.lead & 1
            more = more + self.lead_wide * np.maximum(0, np.where(paid, -wider, wider))
            more = more + self.lead_size * np.maximum(0, np.where(paid, -larger, larger))
        for place, (_, _, _, weight) in enumerate(self.pairs):
            here, there = made.watched[place, one], made.watched[place, other]
            more = more + weight * ((here != there) & (here > 0))
        return np.asarray(more)

    def outline(self, made: States) -> Words:
        """Return what two states must have in common to be compared: skyline and items, packed into words."""
        words, in_a_word = [], 64 // self.edge_bits
        for first in range(0, self.columns, in_a_word):
            word = np.zeros(made.cost.size, np.uint64)
            for rows in made.skyline[first : first + in_a_word]:
                word = (word << np.uint64(self.edge_bits)) | rows.astype(np.uint64)
            words.append(word)
        return [*words, made.placed.astype(np.uint64)]

    def facts(self, made: States) -> Words:
        """Return everything else that makes a state, packed into words."""
        seen = made.beside | made.spanned << BESIDE_BITS | made.widest << BESIDE_BITS + SPANNED_BITS
        seen = seen | made.largest << BESIDE_BITS + SPANNED_BITS + WIDEST_BITS
        return [seen.astype(np.uint64), *(watched.astype(np.uint64) for watched in made.watched)]


def _rails(columns: int) -> int:
    """Return the bits of ``spanned`` of the edges that part a rail of one column from the rest of a page."""
    return 1 | 1 << columns - 2 if columns > 2 else 0
