"""A page problem as tables of whole numbers: what each place of an item costs, before any page is made.

``unary[i]`` of item i is an array by (left column, row, shape): the sweep knows the place that is next, its column and
its row, and reads all shapes of an item at once. Which of them are no wider than the gap there it sees for itself.

A cost is the sum of all that is known from one place alone: terms that say so (``Term.item``), and the cost of pairs
whose other item is pinned (``_settle``). NEVER stands where the item may not: outside its zone, over a forbidden place,
a shape for the page's top below it. An item that is pinned has one place, an L-shaped story the cost of the ad in its
corner too. As every entry is counted by the score on any page with the item in that place, and no term is negative,
sums of entries are never more than a page costs; `bounds` rests on that.

Items that are pinned or blocked come last, so that a set of loose items is the low bits of a number and the tables of
bounds need no entries for the pinned. ``restrict``, ``fix`` and ``discourage`` make the tables of a part of the
problem: with fewer places, with most items pinned where a plan has them, with more points for some places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from layout.base.messages import say
from layout.plan.solver.bounds import NEVER, Bounds, make_bounds
from layout.plan.solver.budget import UNCANCELLED, Cancel
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan
from layout.plan.solver.items import Footprint, Item, PageProblem, TooManyError
from layout.plan.solver.score import weights as weights_of
from layout.plan.solver.terms import TERMS
from layout.plan.solver.terms.cuts import is_strip
from layout.plan.solver.terms.model import Ints, PlaceUnits, Sides, Terms

MOST_LOOSE = 18
"""Loose items that can be planned at once; the tables double with each."""


@dataclass(frozen=True, eq=False)
class Tables:
    """Everything the search needs to know of a problem.

    ``unary[i]`` is the cost of item i by (left column, row, shape), NEVER where it may not stand. ``pairs`` are (item,
    item, term) of which neither is pinned; the costs of others are in ``unary``. ``strips`` are the items along whose
    edges the page may be cut; ``lead`` is the lead's number or -1.
    """

    problem: PageProblem
    terms: Terms
    items: tuple[Item, ...]
    loose: int
    weights: Mapping[str, int]
    shapes: tuple[tuple[Footprint, ...], ...]
    unary: tuple[Ints, ...]
    bounds: Bounds
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


def reach(problem: PageProblem, items: Iterable[Item]) -> tuple[int, int]:
    """Return the least and the most cells that items of a page may take, with what is blocked on it.

    A story without a shape is taken as it is by nature.
    """
    blocked = sum(rect.area for rect in problem.blocked)
    areas = [[shape.area for shape in legal_shapes(item)] or [item.nominal.area] for item in items]
    return blocked + sum(map(min, areas)), blocked + sum(map(max, areas))


def legal_shapes(item: Item) -> tuple[Footprint, ...]:
    """Return an item's shapes, for each size the one it has at the page's top and below; a pinned item has but one."""
    if item.pinned is not None:
        rect = item.pinned
        return (replace(item.footprint(rect) or Footprint(rect.columns, rect.rows), at_top=None),)
    # The cheapest of a size at the page's top and below it, of equally cheap ones the first; as Item.footprint has it.
    cheapest: dict[tuple[int, int, GridRect | None], dict[bool, Footprint]] = {}
    for shape in item.footprints:
        ways = cheapest.setdefault((shape.columns, shape.rows, shape.notch), {})
        for top in (True, False) if shape.at_top is None else (shape.at_top,):
            if top not in ways or shape.cost < ways[top].cost:
                ways[top] = shape
    shapes = []
    for ways in cheapest.values():
        if ways.get(True) is ways.get(False):
            shapes.append(replace(ways[True], at_top=None))
            continue
        shapes += [replace(ways[top], at_top=top) for top in (True, False) if top in ways]
    return tuple(shapes)


def blocker(at: int, rect: GridRect) -> Item:
    """Return a blocked place as an item that is pinned there."""
    return Item(f"blocked {at}", ItemKind.BLOCKED, (Footprint(rect.columns, rect.rows),), pinned=rect)


def make_tables(problem: PageProblem, terms: Terms = TERMS, cancel: Cancel = UNCANCELLED) -> Tables:
    """Return the tables of a problem. Raises TooManyError when it has too many loose items, Cancelled."""
    loose = [item for item in problem.items if item.pinned is None]
    fixed = [item for item in problem.items if item.pinned is not None]
    if len(loose) > MOST_LOOSE:
        # Another way to state the page may have fewer: with its ads stacked at the foot, or without white.
        said = say(
            "page {page}: {count} items are without a place, at most {most_loose} can be planned at once",
            page=problem.page,
            count=len(loose),
            most_loose=MOST_LOOSE,
        )
        raise TooManyError(said, impossible=False)
    blocked = [blocker(at, rect) for at, rect in enumerate(problem.blocked)]
    items = (*loose, *fixed, *blocked)
    weighed = weights_of(problem, terms)
    shapes = tuple(legal_shapes(item) for item in items)
    unary = tuple(_unary(problem, terms, weighed, item, s) for item, s in zip(items, shapes, strict=True))
    places = {item.id: at for at, item in enumerate(items)}
    pairs = [
        (places[one], places[other], name)
        for name, term in terms.items()
        if term.pair is not None and weighed[name]
        for one, other in term.pair.pairs(problem, items)
    ]
    unary, open_pairs = _settle(terms, weighed, items, shapes, unary, pairs)
    strips = tuple(
        item.pinned is not None and item.pinned.columns == problem.columns
        if item.kind is ItemKind.BLOCKED
        else is_strip(problem, item)
        for item in items
    )
    return Tables(
        problem,
        terms,
        items,
        len(loose),
        weighed,
        shapes,
        unary,
        _bounds(problem, items[: len(loose)], shapes, unary, cancel),
        open_pairs,
        strips,
        places[problem.lead.id] if problem.lead else -1,
    )


def _bounds(
    problem: PageProblem,
    loose: Sequence[Item],
    shapes: Sequence[Sequence[Footprint]],
    unary: Sequence[Ints],
    cancel: Cancel,
) -> Bounds:
    many = len(loose)
    return make_bounds(problem.columns, problem.rows, loose, shapes[:many], unary[:many], cancel)


def _with_costs(tables: Tables, unary: tuple[Ints, ...], cancel: Cancel) -> Tables:
    bounds = _bounds(tables.problem, tables.items[: tables.loose], tables.shapes, unary, cancel)
    return replace(tables, unary=unary, bounds=bounds)


def restrict(tables: Tables, allowed: Sequence[NDArray[np.bool_] | None], cancel: Cancel = UNCANCELLED) -> Tables:
    """Return tables in which items may only stand where allowed: a mask like ``unary[i]``, or None for anywhere."""
    unary = tuple(
        cost if mask is None else np.where(mask, cost, NEVER).astype(np.int32)
        for cost, mask in zip(tables.unary, allowed, strict=True)
    )
    return _with_costs(tables, unary, cancel)


def fix(tables: Tables, plan: PagePlan, free: frozenset[str], cancel: Cancel = UNCANCELLED) -> Tables:
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
                (int(cost[rect.column, rect.row, number]), number)
                for number, shape in enumerate(ways)
                if (shape.columns, shape.rows, shape.placed_notch(rect)) == (rect.columns, rect.rows, notch)
            ]
            number = min(chosen)[1]
            only = np.full_like(cost[..., number : number + 1], NEVER)
            only[rect.column, rect.row] = cost[rect.column, rect.row, number]
            cost, ways = only, (ways[number],)
        items.append(item)
        shapes.append(ways)
        unary.append(cost)
    place = {at: number for number, at in enumerate(order)}
    pairs = [(place[one], place[other], name) for one, other, name in tables.pairs if {one, other} <= place.keys()]
    settled, open_pairs = _settle(tables.terms, tables.weights, items, shapes, unary, pairs)
    return replace(
        tables,
        items=tuple(items),
        loose=len(loose),
        shapes=tuple(shapes),
        unary=settled,
        bounds=_bounds(tables.problem, items[: len(loose)], shapes, settled, cancel),
        pairs=open_pairs,
        strips=tuple(tables.strips[at] for at in order),
        lead=place.get(tables.lead, -1),
    )


def discourage(tables: Tables, cost: Sequence[Ints], cancel: Cancel = UNCANCELLED) -> Tables:
    """Return tables with further points on each item's placements; shapes like ``unary``."""
    unary = tuple(
        np.minimum(known + more, NEVER).astype(np.int32) for known, more in zip(tables.unary, cost, strict=True)
    )
    return _with_costs(tables, unary, cancel)


@dataclass(frozen=True, slots=True)
class _ItemCosts:
    """What the places of one item cost by the terms that are about it: by row, and by shape and column."""

    by_row: Ints
    by_place: tuple[tuple[int, PlaceUnits], ...]
    """With the weight of a unit."""

    def beside_row(self, shape: Footprint, column: int) -> int | Ints:
        """Return the points of a shape with its left edge at a column, without those of the row: a number if they are
        the same on any row, else by the row it begins on."""
        points: int | Ints = 0
        for weight, units in self.by_place:
            points = points + weight * units(shape, column)
        return points

    def at(self, shape: Footprint, column: int) -> Ints:
        """Return the points of a shape with its left edge at a column, by the row it begins on."""
        return self.by_row + self.beside_row(shape, column)


def _item_costs(problem: PageProblem, terms: Terms, weighed: Mapping[str, int], item: Item) -> _ItemCosts:
    by_row, by_place = np.zeros(problem.rows + 1, np.int32), []
    for name, term in terms.items():
        if item.kind is ItemKind.BLOCKED or term.item is None or not weighed[name]:
            continue
        units = term.item(problem, item)
        if isinstance(units, np.ndarray):
            by_row = by_row + weighed[name] * units
        elif units is not None:
            by_place.append((weighed[name], units))
    return _ItemCosts(by_row, tuple(by_place))


def _rows_for(shape: Footprint, zone: GridRect) -> tuple[int, int]:
    """Return the first and the last row of a zone that a shape may begin on; none if the last is less."""
    first, last = zone.row, zone.foot - shape.rows
    return (max(first, 1) if shape.at_top is False else first), (min(last, 0) if shape.at_top is True else last)


def _unary(
    problem: PageProblem, terms: Terms, weighed: Mapping[str, int], item: Item, shapes: Sequence[Footprint]
) -> Ints:
    """Return an item's cost by (left column, row, shape)."""
    width, height = problem.columns, problem.rows
    zone = item.pinned or item.within or GridRect(0, 0, width, height)
    costs = _item_costs(problem, terms, weighed, item)
    inner = _item_costs(problem, terms, weighed, item.around) if item.around else None
    # By column and shape what is the same on any row; stories have some hundred shapes, so rows are done all at once.
    fixed = np.full((width, len(shapes)), NEVER, np.int32)
    by_row: dict[tuple[int, int], Ints] = {}
    bounds = [_rows_for(shape, zone) for shape in shapes]
    for number, (shape, (first, last)) in enumerate(zip(shapes, bounds, strict=True)):
        if first > last:
            continue
        for column in range(zone.column, zone.right - shape.columns + 1):
            if not problem.may_fold(item, column, shape.columns):
                continue
            points = costs.beside_row(shape, column)
            fixed[column, number] = 0 if isinstance(points, np.ndarray) else points
            if isinstance(points, np.ndarray):
                by_row[column, number] = points
    row, ends = np.arange(height + 1)[:, None], np.array(bounds).reshape(-1, 2)
    inside = (row >= ends[:, 0]) & (row <= ends[:, 1])
    cost = np.where(inside & (fixed < NEVER)[:, None, :], fixed[:, None, :] + costs.by_row[:, None], NEVER)
    for (column, number), values in by_row.items():
        cost[column, :, number] += values
    if inner is not None or item.forbidden:
        for number, (shape, (first, last)) in enumerate(zip(shapes, bounds, strict=True)):
            if first <= last:
                for column in range(zone.column, zone.right - shape.columns + 1):
                    values = cost[column, first : last + 1, number]
                    if item.around is not None and inner is not None and shape.notch is not None:
                        values += _inner_points(item.around, inner, shape.notch.moved(column, 0), first, last)
                    _bar(values, item, shape, column, first)
    return np.minimum(cost, NEVER).astype(np.int32)


def _bar(values: Ints, item: Item, shape: Footprint, column: int, first: int) -> None:
    """Put NEVER where a shape, its left edge at a column, would meet a forbidden place; by row from ``first`` on."""
    for part in GridRect(0, 0, shape.columns, shape.rows).without(shape.notch):
        for barred in item.forbidden:
            if column + part.column < barred.right and barred.column < column + part.right:
                begin, end = barred.row - part.foot + 1 - first, barred.foot - part.row - first
                values[max(0, begin) : max(0, end)] = NEVER


def _inner_points(ad: Item, costs: _ItemCosts, notch: GridRect, first: int, last: int) -> Ints:
    """Return what an ad in the corner of a story costs if the story begins on rows ``first`` to ``last``.

    ``notch`` is the ad's place for a story that begins on row 0. NEVER where the ad may not stand.
    """
    sold = [shape for shape in legal_shapes(ad) if (shape.columns, shape.rows) == (notch.columns, notch.rows)]
    shape = min(sold, key=lambda one: one.cost, default=Footprint(notch.columns, notch.rows))
    points = costs.at(shape, notch.column)[notch.row + first : notch.row + last + 1]
    may = [ad.may_stand(notch.moved(0, row)) for row in range(first, last + 1)]
    return np.where(may, points, NEVER).astype(np.int32)


def _settle(
    terms: Terms,
    weighed: Mapping[str, int],
    items: Sequence[Item],
    shapes: Sequence[Sequence[Footprint]],
    unary: Sequence[Ints],
    pairs: Sequence[tuple[int, int, str]],
) -> tuple[tuple[Ints, ...], tuple[tuple[int, int, str], ...]]:
    """Return costs that hold those of pairs one of which is pinned, and the pairs that are still open."""
    settled, still = list(unary), []
    for one, other, name in pairs:
        at, there = (one, items[other].pinned) if items[other].pinned else (other, items[one].pinned)
        pair = terms[name].pair
        if there is None or pair is None:
            still.append((one, other, name))
            continue
        cost = settled[at] = settled[at].copy()
        width, height = cost.shape[:2]
        left, top = np.arange(width)[:, None], np.arange(height)[None, :]
        ends = Sides(*map(np.array, (there.column, there.right, there.row, there.foot)))
        for number, shape in enumerate(shapes[at]):
            faulty = pair.faulty(Sides(left, left + shape.columns, top, top + shape.rows), ends)
            more = cost[..., number] + weighed[name] * np.broadcast_to(faulty, (width, height))
            cost[..., number] = np.minimum(more, NEVER)
    return tuple(settled), tuple(still)


def _mirrored(tables: Tables) -> bool:
    """Tell whether a page read in a mirror costs the same, so that one of each two need not be looked at."""
    problem = tables.problem
    rects = [*problem.blocked, *(item.pinned for item in problem.items if item.pinned)]
    rects += [item.within for item in problem.items if item.within]
    rects += [rect for item in problem.items for rect in item.forbidden]
    return (
        not problem.fold
        and all(term.alike_in_mirror(problem) for term in tables.terms.values())
        and not any(item.around for item in problem.items)
        and all(rect.columns == problem.columns for rect in rects)
    )


def without_mirror_images(tables: Tables, cancel: Cancel = UNCANCELLED) -> Tables:
    """Return tables in which, on a page that reads the same in a mirror, the lead stays left of the middle."""
    if tables.lead < 0 or not _mirrored(tables):
        return tables
    at, width = tables.lead, tables.problem.columns
    mask = np.zeros(tables.unary[at].shape, np.bool_)
    for column in range(width):
        for number, shape in enumerate(tables.shapes[at]):
            mask[column, :, number] = 2 * column + shape.columns <= width
    return restrict(tables, [mask if number == at else None for number in range(len(tables.items))], cancel)
