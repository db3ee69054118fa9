"""A page problem as tables of whole numbers: what each placement costs, and what the rest must cost at least.

Items that are pinned or blocked come last, so that a set of loose items is the low bits of a number and the
tables of bounds need no entries for the pinned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from layout.plan.solver.grid import GridRect, ItemKind, PagePlan
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem, PlanError
from layout.plan.solver.measures import (
    fills,
    importance,
    is_strip,
    kept_apart,
    latest_rows,
    missed_edges,
    sliver_costs,
    stays_low,
)
from layout.plan.solver.terms import weights as weights_of

Ints = NDArray[np.int32]
NEVER = 20_000
"""Points of what cannot be; more than any page costs, and twice it fits in 16 bits unsigned."""
SHARES = 840
"""Parts of a point, so that it can be divided among up to eight columns."""
UNSTACKED = 40_000
MOST_SHARES = 20_000
"""Most an item adds to a stack; less than it may be, which keeps the bound true and the sums within 16 bits."""
MOST_LOOSE = 18
"""Loose items that can be planned at once; the tables double with each."""
MOST_CELLS = 40_000_000
"""Entries of the largest table of bounds; beyond it areas are bounded by ranges only."""


@dataclass(frozen=True)
class Tables:
    """Everything the search needs to know of a problem.

    ``unary[i]`` is the cost of item i by (left column, columns open to the right of it, row, shape), NEVER
    where it may not stand. ``rest[S, a]`` is the least the loose items S cost if they cover exactly ``a``
    cells; ``least[S]`` is that for any area. ``stacks[S, h]`` is what a column of ``h`` rows, made of some of S, adds
    to ``least`` (in SHARES of a point, an item's part of it divided among its columns), UNSTACKED if no stack is so
    high. ``late[y, S]`` is what S cost more because none of them can begin above row y.
    """

    problem: PageProblem
    items: tuple[Item, ...]
    loose: int
    weights: dict[str, int]
    shapes: tuple[tuple[Footprint, ...], ...]
    unary: tuple[Ints, ...]
    rest: NDArray[np.uint16]
    exact_rest: bool
    least_area: Ints
    most_area: Ints
    least: Ints
    stacks: NDArray[np.uint16]
    late: NDArray[np.uint16]
    pairs: tuple[tuple[int, int, str], ...]
    strips: tuple[bool, ...]
    lead: int

    @property
    def every(self) -> int:
        """The set of all items."""
        return (1 << len(self.items)) - 1

    @property
    def must(self) -> int:
        """The set of items that must stand on the page."""
        return sum(1 << at for at, item in enumerate(self.items) if not item.optional or item.pinned is not None)


def legal_shapes(item: Item) -> tuple[Footprint, ...]:
    """Return an item's shapes, for each size the one it has at the page's top and below; a pinned item has but one."""
    if item.pinned is not None:
        rect = item.pinned
        return (replace(item.footprint(rect) or Footprint(rect.columns, rect.rows), at_top=None),)
    shapes = []
    for columns, rows, notch in dict.fromkeys((shape.columns, shape.rows, shape.notch) for shape in item.footprints):
        at_top = item.footprint(GridRect(0, 0, columns, rows), notch)
        below = item.footprint(GridRect(0, 1, columns, rows), notch and notch.moved(0, 1))
        if at_top is not None and at_top is below:
            shapes.append(replace(at_top, at_top=None))
            continue
        shapes += [replace(shape, at_top=top) for shape, top in ((at_top, True), (below, False)) if shape is not None]
    return tuple(shapes)


def blocker(at: int, rect: GridRect) -> Item:
    """Return a blocked place as an item that is pinned there."""
    return Item(f"blocked {at}", ItemKind.BLOCKED, (Footprint(rect.columns, rect.rows),), pinned=rect)


def make_tables(problem: PageProblem) -> Tables:
    """Return the tables of a problem. Raises PlanError when it has too many loose items."""
    loose = [item for item in problem.items if item.pinned is None]
    fixed = [item for item in problem.items if item.pinned is not None]
    if len(loose) > MOST_LOOSE:
        raise PlanError(
            f"page {problem.page}: {len(loose)} items are without a place, at most {MOST_LOOSE} can be planned at once"
        )
    blocked = [blocker(at, rect) for at, rect in enumerate(problem.blocked)]
    items = (*loose, *fixed, *blocked)
    weighed = weights_of(problem)
    shapes = tuple(legal_shapes(item) for item in items)
    unary = tuple(_unary(problem, weighed, item, s) for item, s in zip(items, shapes, strict=True))
    places = {item.id: at for at, item in enumerate(items)}
    pairs = [
        (at, places[item.beside], "picture-apart")
        for at, item in enumerate(items)
        if item.beside in places and weighed["picture-apart"]
    ]
    if weighed["not-apart"]:
        # What touches an L-shaped story, or the ad in it, is left to the score of the whole page.
        whole = {item.id for item in items if item.around is None} & places.keys()
        pairs += [
            (places[one], places[other], "not-apart") for one, other in kept_apart(problem) if {one, other} <= whole
        ]
    lead = problem.lead
    unary, open_pairs = _settle(weighed, items, shapes, unary, pairs)
    return _with_bounds(
        problem,
        items,
        len(loose),
        weighed,
        shapes,
        unary,
        open_pairs,
        tuple(
            item.pinned is not None and item.pinned.columns == problem.columns
            if item.kind is ItemKind.BLOCKED
            else is_strip(problem, item)
            for item in items
        ),
        places[lead.id] if lead else -1,
    )


def restrict(tables: Tables, allowed: Sequence[NDArray[np.bool_] | None]) -> Tables:
    """Return tables in which items may only stand where allowed: a mask like ``unary[i]``, or None for anywhere."""
    unary = tuple(
        cost if mask is None else np.where(mask, cost, NEVER).astype(np.int32)
        for cost, mask in zip(tables.unary, allowed, strict=True)
    )
    return _with_bounds(
        tables.problem,
        tables.items,
        tables.loose,
        tables.weights,
        tables.shapes,
        unary,
        tables.pairs,
        tables.strips,
        tables.lead,
    )


def fix(tables: Tables, plan: PagePlan, free: frozenset[str]) -> Tables:
    """Return tables in which every item of a plan stays where it is, but for those that are ``free``.

    Items that are not on the plan may still come if they are free, and are left out otherwise.
    """
    placed = {placement.item: placement for placement in plan.placements}
    loose = [at for at in range(tables.loose) if tables.items[at].id in free]
    fixed = [at for at in range(tables.loose) if at not in loose and tables.items[at].id in placed]
    pinned = list(range(tables.loose, len(tables.items)))
    order = [*loose, *fixed, *pinned]
    items, shapes, unary = [], [], []
    for at in order:
        item, cost, ways = tables.items[at], tables.unary[at], tables.shapes[at]
        if at in fixed:
            rect, notch = placed[item.id].rect, placed[item.id].notch
            item = replace(item, pinned=rect)
            chosen = [
                (int(cost[rect.column, -1, rect.row, number]), number)
                for number, shape in enumerate(ways)
                if (shape.columns, shape.rows, shape.placed_notch(rect)) == (rect.columns, rect.rows, notch)
            ]
            number = min(chosen)[1]
            only = np.full_like(cost[..., number : number + 1], NEVER)
            here = (rect.column, slice(rect.columns, None), rect.row)
            only[here] = cost[here][..., number : number + 1]
            cost, ways = only, (ways[number],)
        items.append(item)
        shapes.append(ways)
        unary.append(cost)
    place = {at: number for number, at in enumerate(order)}
    pairs = [(place[one], place[other], name) for one, other, name in tables.pairs if {one, other} <= place.keys()]
    settled, open_pairs = _settle(tables.weights, items, shapes, unary, pairs)
    return _with_bounds(
        tables.problem,
        tuple(items),
        len(loose),
        tables.weights,
        tuple(shapes),
        settled,
        open_pairs,
        tuple(tables.strips[at] for at in order),
        place.get(tables.lead, -1),
    )


def discourage(tables: Tables, cost: Sequence[Ints]) -> Tables:
    """Return tables with further points on each item's placements; shapes like ``unary``."""
    unary = tuple(
        np.minimum(known + more, NEVER).astype(np.int32) for known, more in zip(tables.unary, cost, strict=True)
    )
    return _with_bounds(
        tables.problem,
        tables.items,
        tables.loose,
        tables.weights,
        tables.shapes,
        unary,
        tables.pairs,
        tables.strips,
        tables.lead,
    )


def _unary(problem: PageProblem, weighed: dict[str, int], item: Item, shapes: Sequence[Footprint]) -> Ints:
    """Return an item's cost by (left column, open columns, row, shape)."""
    width, height = problem.columns, problem.rows
    zone = item.pinned or item.within or GridRect(0, 0, width, height)
    cost = np.full((width, width + 1, height + 1, len(shapes)), NEVER, np.int32)
    down = _by_row(problem, weighed, item)
    before = _before(problem, item)
    for number, shape in enumerate(shapes):
        if shape.columns > zone.columns or shape.rows > zone.rows:
            continue
        own = weighed["shape"] * shape.cost
        own += sum(weighed[name] * value for name, value in sliver_costs(problem, item, shape).items())
        if item.pinned is not None and item.footprint(item.pinned) is None and item.kind is not ItemKind.BLOCKED:
            own += weighed["off-play"]
        if fills(item):
            own += weighed["filler"]
        first, last = zone.row, zone.foot - shape.rows
        if shape.at_top is True:
            last = min(last, 0)
        elif shape.at_top is False:
            first = max(first, 1)
        if first > last:
            continue
        for column in range(zone.column, zone.right - shape.columns + 1):
            values = own + down[first : last + 1].copy()
            for row in range(first, last + 1) if item.edges or shape.notch else ():
                rect = GridRect(column, row, shape.columns, shape.rows)
                values[row - first] += weighed["ad-edge"] * len(missed_edges(problem, item, rect))
                if item.around is not None and (notch := shape.placed_notch(rect)):
                    values[row - first] += weighed["l-shape"] + _inner_cost(problem, weighed, item.around, notch)
            if before is not None and (before.column, before.columns) != (column, shape.columns):
                values += weighed["moved"]
            for part in GridRect(0, 0, shape.columns, shape.rows).without(shape.notch):
                for barred in item.forbidden:
                    if column + part.column < barred.right and barred.column < column + part.right:
                        begin, end = barred.row - part.foot + 1 - first, barred.foot - part.row - first
                        values[max(0, begin) : max(0, end)] = NEVER
            cost[column, shape.columns :, first : last + 1, number] = np.minimum(values, NEVER)
    return cost


def _settle(
    weighed: dict[str, int],
    items: Sequence[Item],
    shapes: Sequence[Sequence[Footprint]],
    unary: Sequence[Ints],
    pairs: Sequence[tuple[int, int, str]],
) -> tuple[tuple[Ints, ...], tuple[tuple[int, int, str], ...]]:
    """Return costs that hold those of pairs one of which is pinned, and the pairs that are still open."""
    settled, still = list(unary), []
    for one, other, name in pairs:
        at, there = (one, items[other].pinned) if items[other].pinned else (other, items[one].pinned)
        if there is None:
            still.append((one, other, name))
            continue
        cost = settled[at] = settled[at].copy()
        width, height = cost.shape[0], cost.shape[2]
        left, top = np.arange(width)[:, None], np.arange(height)[None, :]
        for number, shape in enumerate(shapes[at]):
            across = np.minimum(left + shape.columns, there.right) - np.maximum(left, there.column)
            down = np.minimum(top + shape.rows, there.foot) - np.maximum(top, there.row)
            if name == "not-apart":
                bad = (across >= 0) & (down >= 0)
            else:
                side = (across == 0) & (down == min(shape.rows, there.rows))
                bad = ~(side | ((down == 0) & (across == min(shape.columns, there.columns))))
            more = cost[..., number] + weighed[name] * bad[:, None, :]
            cost[..., number] = np.minimum(more, NEVER)
    return tuple(settled), tuple(still)


def _inner_cost(problem: PageProblem, weighed: dict[str, int], ad: Item, rect: GridRect) -> int:
    """Return what it costs an ad to stand there in the corner of a story, NEVER if it may not."""
    if not ad.may_stand(rect):
        return NEVER
    cost = weighed["ad-edge"] * len(missed_edges(problem, ad, rect))
    if stays_low(ad):
        cost += weighed["ad-high"] * max(0, problem.rows // 2 - rect.row)
    before = _before(problem, ad)
    if before is not None:
        cost += weighed["moved-rows"] * abs(rect.row - before.row)
        cost += weighed["moved"] * ((before.column, before.columns) != (rect.column, rect.columns))
    return cost


def _by_row(problem: PageProblem, weighed: dict[str, int], item: Item) -> Ints:
    """Return what it costs an item to begin on each row, whatever its shape."""
    rows = np.arange(problem.rows + 1, dtype=np.int32)
    down = np.zeros_like(rows)
    if item is problem.lead:
        down += weighed["lead-top"] * np.maximum(0, rows - problem.first_row)
    latest = latest_rows(problem).get(item.id)
    if latest is not None:
        down += weighed["order"] * importance(item) * np.maximum(0, rows - latest)
    if stays_low(item):
        down += weighed["ad-high"] * np.maximum(0, problem.rows // 2 - rows)
    rect = _before(problem, item)
    if rect is not None:
        down += weighed["moved-rows"] * np.abs(rows - rect.row)
    return down


def _before(problem: PageProblem, item: Item) -> GridRect | None:
    """Return where an item stood in the previous plan."""
    if problem.previous is None:
        return None
    return next((placed.rect for placed in problem.previous.placements if placed.item == item.id), None)


def _mirrored(problem: PageProblem) -> bool:
    """Tell whether a page read in a mirror costs the same, so that one of each two need not be looked at."""
    rects = [*problem.blocked, *(item.pinned for item in problem.items if item.pinned)]
    rects += [item.within for item in problem.items if item.within]
    rects += [rect for item in problem.items for rect in item.forbidden]
    return (
        problem.previous is None
        and not any(item.around for item in problem.items)
        and all(rect.columns == problem.columns for rect in rects)
        and not any(item.edges & {Edge.LEFT, Edge.RIGHT} for item in problem.items)
    )


def _with_bounds(
    problem: PageProblem,
    items: tuple[Item, ...],
    loose: int,
    weighed: dict[str, int],
    shapes: tuple[tuple[Footprint, ...], ...],
    unary: tuple[Ints, ...],
    pairs: tuple[tuple[int, int, str], ...],
    strips: tuple[bool, ...],
    lead: int,
) -> Tables:
    area, height = problem.columns * problem.rows, problem.rows
    exact = (1 << loose) * (area + 1) <= MOST_CELLS
    rest = np.full((1, area + 1 if exact else 1), NEVER, np.uint16)
    rest[0, 0] = 0
    stacks = np.full((1, height + 1), UNSTACKED, np.uint16)
    stacks[0, 0] = 0
    at_least = np.zeros(1, np.int32)
    late = np.zeros((height + 1, 1), np.uint16)
    areas = [np.zeros(1, np.int32), np.zeros(1, np.int32)]
    for at in range(loose):
        optional = items[at].optional
        least = unary[at].min(axis=(0, 1, 2))
        possible = [(shape, int(cost)) for shape, cost in zip(shapes[at], least, strict=True) if cost < NEVER]
        best: dict[int, int] = {}
        for shape, cost in possible:
            best[shape.area] = min(best.get(shape.area, NEVER), cost)
        more = rest.copy() if optional else np.full_like(rest, NEVER)
        for cells, cost in best.items():
            if exact:
                np.minimum(more[:, cells:], rest[:, : area + 1 - cells] + np.uint16(cost), out=more[:, cells:])
            else:
                np.minimum(more, rest + np.uint16(cost), out=more)
        rest = np.concatenate([rest, np.minimum(more, NEVER)])
        own = 0 if optional else min((cost for _, cost in possible), default=NEVER)
        at_least = np.concatenate([at_least, np.minimum(at_least + own, NEVER)])
        shares: dict[int, int] = {}
        for shape, cost in possible:
            share = min(MOST_SHARES, (cost - own) * SHARES // shape.columns)
            shares[shape.rows] = min(shares.get(shape.rows, MOST_SHARES), share)
        stacked = stacks.copy()
        for rows, share in shares.items():
            below = stacks[:, : height + 1 - rows]
            higher = np.where(below < UNSTACKED, np.minimum(below + np.uint16(share), UNSTACKED - 1), UNSTACKED)
            np.minimum(stacked[:, rows:], higher.astype(np.uint16), out=stacked[:, rows:])
        stacks = np.concatenate([stacks, stacked])
        cells_range = (0 if optional or not best else min(best), max(best, default=0))
        areas = [np.concatenate([known, known + end]) for known, end in zip(areas, cells_range, strict=True)]
        late = np.concatenate([late, np.minimum(late + _later(unary[at], least, optional)[:, None], NEVER)], axis=1)
    return Tables(
        problem,
        items,
        loose,
        weighed,
        shapes,
        unary,
        rest,
        exact,
        areas[0].astype(np.int32),
        areas[1].astype(np.int32),
        at_least.astype(np.int32),
        stacks,
        late.astype(np.uint16),
        pairs,
        strips,
        lead,
    )


def _later(cost: Ints, least: Ints, optional: bool) -> NDArray[np.uint16]:
    """Return, for each row, what an item costs more than it must because it cannot begin above that row."""
    by_row = cost.min(axis=(0, 1))
    if optional or not by_row.shape[1]:
        return np.zeros(by_row.shape[0], np.uint16)
    from_row = np.minimum.accumulate(by_row[::-1], axis=0)[::-1]
    more = np.where(from_row < NEVER, from_row - np.minimum(least, NEVER), NEVER).min(axis=1)
    return np.asarray(np.minimum(more, NEVER), np.uint16)


def without_mirror_images(tables: Tables) -> Tables:
    """Return tables in which, on a page that reads the same in a mirror, the lead stays left of the middle."""
    if tables.lead < 0 or not _mirrored(tables.problem):
        return tables
    at, width = tables.lead, tables.problem.columns
    mask = np.zeros(tables.unary[at].shape, np.bool_)
    for column in range(width):
        for number, shape in enumerate(tables.shapes[at]):
            mask[column, :, :, number] = 2 * column + shape.columns <= width
    return restrict(tables, [mask if number == at else None for number in range(len(tables.items))])
