"""What items that are still to come must cost at least: tables by set of items, asked at every step of the sweep.

A set of loose items is a number whose bit i is item i. ``c(i, y)`` below is the least item i costs in any place that
begins on row y or lower, ``c(i)`` that on any row; both from the tables of single places, pairs and all facts ignored.
A page costs at least the sum of ``c`` over its items, as no other cost is negative. Three ways to say more than that:

- **by area** (`rest`): what is left of the page has a known number of cells, and the items must cover exactly these.
  ``rest[S, a]`` is the least cost of shapes of S, one an item (none for an optional one), whose areas add up to ``a``:
  a knapsack filled item by item, ``rest[S + i, a] = min over shapes of rest[S, a - area] + cost``. Every page is such a
  choice, so no page is cheaper. Where the table would be too large only the least and most cells of S are compared.
- **by column** (`stacks`): in every column the items that are to come stand on each other and their rows add up to the
  room. Of what an item costs above ``c(i)`` in a shape of w columns, each column gets a w-th part as its share;
  ``stacks[S, h]`` is the least sum of shares of some of S whose rows add up to ``h``. Over all columns an item pays no
  more than it costs, so the sum over columns, added to the sum of ``c``, is no more than any page costs. Shares are
  whole parts of a point, rounded down, and bounded from above, which only lowers the bound.
- **by row** (`late`): no item can begin above the level of the skyline, so an item costs ``c(i, y) - c(i)`` more than
  it must. A shape's own cost does not depend on the row, so this difference is taken shape by shape, and the least of
  them counts; it can be added to the first two, which use the least cost of each shape on any row.

Each table takes 2^n entries for n loose items, times the rows or cells; items are added one by one, so that the second
half of a table is made from its first half. That is what limits the loose items (`tables.MOST_LOOSE`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout.base.kernels import kernel
from layout.plan.solver.budget import UNCANCELLED, Cancel, check
from layout.plan.solver.items import Footprint, Item
from layout.plan.solver.terms.model import Array, Ints

KERNEL = kernel(f"{__package__}._sweep")
"""None if numpy makes the tables."""
NEVER = 20_000
"""Points of what cannot be; more than any page costs, and twice it fits in 16 bits unsigned."""
SHARES = 840
"""Parts of a point, so that it can be divided evenly among up to eight columns."""
UNSTACKED = 40_000
MOST_SHARES = 20_000
"""Most an item adds to a stack; less than it may be, which keeps the bound true and the sums within 16 bits."""
AT_ONCE = 1 << 23
"""Sums made between two questions whether to stop."""
MOST_CELLS = 40_000_000
"""Entries of the largest table of bounds; beyond it areas are bounded by ranges only."""


@dataclass(frozen=True)
class Bounds:
    """The tables of one problem, for sets S of its loose items.

    ``rest[S, a]`` is the least S cost if they cover exactly ``a`` cells, NEVER if they cannot; if not ``exact_rest`` it
    has one column, for any area, and ``least_area[S]`` to ``most_area[S]`` is what they can cover. ``least[S]`` is the
    least they cost at all. ``stacks[S, h]`` is what a column of ``h`` rows, made of some of S, adds to ``least`` (in
    SHARES of a point), UNSTACKED if no stack is so high. ``late[y, S]`` is what S cost more because none of them can
    begin above row y.
    """

    rest: NDArray[np.uint16]
    exact_rest: bool
    least_area: Ints
    most_area: Ints
    least: Ints
    stacks: NDArray[np.uint16]
    late: NDArray[np.uint16]

    def by_area(self, remaining: Array, cells: Array) -> Array:
        """Return the least the remaining loose items cost in exactly so many cells, NEVER if they cannot fill them."""
        inside = np.maximum(cells, 0)
        if self.exact_rest:
            return np.where(cells < 0, NEVER, self.rest[remaining, inside].astype(np.int64))
        any_area = self.rest[remaining, 0].astype(np.int64)
        return np.where((cells < self.least_area[remaining]) | (cells > self.most_area[remaining]), NEVER, any_area)

    def by_column(self, remaining: Array, room: Array) -> NDArray[np.uint16]:
        """Return, by column and state, what a stack of the remaining items of exactly that room adds, in SHARES."""
        inside = np.maximum(room, 0)
        return np.stack([self.stacks[remaining, rows] for rows in inside])


def make_bounds(
    columns: int,
    rows: int,
    items: Sequence[Item],
    shapes: Sequence[Sequence[Footprint]],
    unary: Sequence[Ints],
    cancel: Cancel = UNCANCELLED,
) -> Bounds:
    """Return the bounds of loose items, given what each of their places costs. Raises Cancelled."""
    area = columns * rows
    exact = (1 << len(items)) * (area + 1) <= MOST_CELLS
    rest = np.full((1 << len(items), area + 1 if exact else 1), NEVER, np.uint16)
    rest[0, 0] = 0
    stacks = np.full((1 << len(items), rows + 1), UNSTACKED, np.uint16)
    stacks[0, 0] = 0
    at_least = np.zeros(1, np.int32)
    late = np.zeros((rows + 1, 1), np.uint16)
    areas = [np.zeros(1, np.int32), np.zeros(1, np.int32)]
    for at, (item, ways, places) in enumerate(zip(items, shapes, unary, strict=True)):
        check(cancel)
        half = 1 << at
        least = places.min(axis=(0, 1))
        possible = [(shape, int(cost)) for shape, cost in zip(ways, least, strict=True) if cost < NEVER]
        best: dict[int, int] = {}
        for shape, cost in possible:
            cells = shape.area if exact else 0
            best[cells] = min(best.get(cells, NEVER), cost)
        if item.optional:
            rest[half : 2 * half] = rest[:half]
        _add_item(rest, half, best, NEVER, NEVER, cancel)
        own = 0 if item.optional else min((cost for _, cost in possible), default=NEVER)
        at_least = np.concatenate([at_least, np.minimum(at_least + own, NEVER)])
        shares: dict[int, int] = {}
        for shape, cost in possible:
            share = min(MOST_SHARES, (cost - own) * SHARES // shape.columns)
            shares[shape.rows] = min(shares.get(shape.rows, MOST_SHARES), share)
        stacks[half : 2 * half] = stacks[:half]
        _add_item(stacks, half, shares, UNSTACKED, UNSTACKED - 1, cancel)
        sizes = [shape.area for shape, _ in possible]
        cells_range = (0 if item.optional or not sizes else min(sizes), max(sizes, default=0))
        areas = [np.concatenate([known, known + end]) for known, end in zip(areas, cells_range, strict=True)]
        late = np.concatenate([late, np.minimum(late + _later(places, least, item)[:, None], NEVER)], axis=1)
    return Bounds(
        rest,
        exact,
        areas[0].astype(np.int32),
        areas[1].astype(np.int32),
        at_least.astype(np.int32),
        stacks,
        late.astype(np.uint16),
    )


def _add_item(
    table: NDArray[np.uint16], half: int, ways: Mapping[int, int], never: int, most: int, cancel: Cancel
) -> None:
    """Fill the rows from ``half`` on, which are those before with one item more: with the least of what they hold and
    of each way to take the item, so many columns on for so many points. A sum of what is not ``never`` is at most
    ``most``.
    """
    if KERNEL is not None:
        sizes, costs = np.array([*ways], np.int32), np.array([*ways.values()], np.int32)
        width = table.shape[1]
        block = max(1, AT_ONCE // (width * max(1, len(ways))))
        for first in range(0, half, block):
            check(cancel)
            KERNEL.knapsack(table, half, first, min(half, first + block), width, never, most, sizes, costs)
        return
    for size, cost in ways.items():
        check(cancel)
        below, made = table[:half, : table.shape[1] - size], table[half : 2 * half, size:]
        more = np.where(below < never, np.minimum(below + np.uint16(cost), most), never).astype(np.uint16)
        np.minimum(made, more, out=made)


def _later(cost: Ints, least: Ints, item: Item) -> NDArray[np.uint16]:
    """Return, for each row, what an item costs more than it must because it cannot begin above that row."""
    by_row = cost.min(axis=0)
    if item.optional or not by_row.shape[1]:
        return np.zeros(by_row.shape[0], np.uint16)
    from_row = np.minimum.accumulate(by_row[::-1], axis=0)[::-1]
    more = np.where(from_row < NEVER, from_row - np.minimum(least, NEVER), NEVER).min(axis=1)
    return np.asarray(np.minimum(more, NEVER), np.uint16)
