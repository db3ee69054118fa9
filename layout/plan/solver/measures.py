"""What the score asks of items and rectangles, said once: how late, how flat, which pair, which edge, how dark.

`score` counts with it on a finished page; `tables` and `objective` ask the same before there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import FIXED_STRIPS, Edge, Footprint, Item, PageProblem

FLAT_BODY = 3
"""Rows of text a story must have under its head; over more columns than these, as many rows as columns."""
ORDER_SLACK = 10
"""A story may begin this part (1/10) of the page lower than its rank asks before it counts as late."""
SIDES_TOLERANCE = 3
"""The centre of heads and pictures may stand off the middle by 3/20 of the width."""
ENDS_RANGE = (3, 11)
"""The centre of heads and pictures should stand between these 20ths of the height; a page is heavier above."""
EASED_COLUMNS = 2
"""Heads whose widths differ by this many columns have sizes so different that they are not read across."""


def importance(item: Item) -> int:
    """Return how much a row matters to a story of that priority: 3, 2 or 1."""
    return 3 - (item.priority - 1) // 3


def latest_rows(problem: PageProblem) -> dict[str, int]:
    """Return the row below which each story begins too late for its rank.

    If the page were filled in order of priority, a story would begin where the more important ones end.
    """
    stories = [item for item in problem.items if item.headed and item.ranked]
    cells = {item.id: item.nominal.area for item in stories}
    for item in problem.items:
        if item.beside in cells and item.ranked:
            cells[item.beside] += item.nominal.area
    slack = problem.first_row + problem.rows // ORDER_SLACK
    return {
        item.id: sum(cells[other.id] for other in stories if other.priority < item.priority) // problem.columns + slack
        for item in stories
    }


def sliver_costs(problem: PageProblem, item: Item, shape: Footprint) -> dict[str, int]:
    """Return how many units of each sliver term a story has in that shape."""
    if not item.headed:
        return {}
    tall = shape.rows - problem.rows * 3 // 5 if shape.columns == 1 and item.kind is ItemKind.STORY else 0
    flat = max(FLAT_BODY, shape.columns) - (shape.rows - shape.head) if shape.head else 0
    return {"sliver-tall": max(0, tall), "sliver-flat": max(0, flat)}


def kept_apart(problem: PageProblem) -> dict[tuple[str, str], str]:
    """Return the pairs of items that must not touch, each with the reason."""
    found = {}
    for one, other in combinations(problem.apart, 2):
        if other.id in one.not_beside or one.id in other.not_beside:
            found[one.id, other.id] = "excluded"
        elif ItemKind.AD in (one.kind, other.kind) and one.matter and one.matter == other.matter:
            found[one.id, other.id] = f"both on {one.matter}"
    return found


def is_strip(problem: PageProblem, item: Item) -> bool:
    """Tell whether an item is a full-width ad or nameplate, whose edges may cut the page."""
    widths = {item.pinned.columns} if item.pinned else {shape.columns for shape in item.footprints}
    return item.kind in FIXED_STRIPS and widths == {problem.columns}


def clash(one: Item, columns: int, other: Item, other_columns: int) -> str:
    """Return the term that two heads side by side on one row count for."""
    eased = one.boxed or other.boxed or abs(columns - other_columns) >= EASED_COLUMNS
    return "tombstone-eased" if eased else "tombstone"


def shares_side(picture: GridRect, story: GridRect) -> bool:
    """Tell whether two rectangles touch along the whole side of one of them."""
    if picture.right == story.column or story.right == picture.column:
        first, end = picture.overlap_rows(story)
        return end - first == min(picture.rows, story.rows)
    if picture.foot == story.row or story.foot == picture.row:
        first, end = picture.overlap_columns(story)
        return end - first == min(picture.columns, story.columns)
    return False


def borders(one: GridRect, other: GridRect) -> bool:
    """Tell whether two rectangles have part of an edge in common, more than a corner."""
    (left, right), (top, foot) = one.overlap_columns(other), one.overlap_rows(other)
    return (right == left and foot > top) or (foot == top and right > left)


def missed_edges(problem: PageProblem, item: Item, rect: GridRect) -> list[Edge]:
    """Return the edges an ad was sold but does not have there."""
    sides = {
        Edge.TOP: rect.row == 0,
        Edge.BOTTOM: rect.foot == problem.rows,
        Edge.LEFT: rect.column == 0,
        Edge.RIGHT: rect.right == problem.columns,
        Edge.RIGHT_HAND: problem.right_hand,
    }
    across, down = sides[Edge.LEFT] or sides[Edge.RIGHT], sides[Edge.TOP] or sides[Edge.BOTTOM]
    sides[Edge.CORNER] = across and down
    return sorted(edge for edge in item.edges if not sides[edge])


def excess(value: int, low: int, high: int, unit: int) -> int:
    """Return by how many units, begun ones counted, a value lies outside a range."""
    return -(-max(0, low - value, value - high) // unit)


@dataclass(frozen=True, slots=True)
class Balance:
    """Weights of the dark things of a page (cells of head or picture), and the ranges their moments may have.

    Moments are doubled to stay whole: across ``dark * (2 column + columns)``, down ``dark * 2 row + depth``.
    """

    dark: Mapping[str, int]
    depth: Mapping[str, int]
    across: tuple[int, int, int]
    """Least, most, unit."""
    down: tuple[int, int, int]


def balance(problem: PageProblem) -> Balance | None:
    """Return what the balance terms weigh; None if a page has nothing dark."""
    dark, depth = {}, {}
    for item in problem.items:
        if item.optional or not item.ranked:
            continue
        nominal = item.nominal
        rows = nominal.rows if item.kind is ItemKind.PICTURE else nominal.head if item.headed else 0
        if rows:
            dark[item.id] = rows * nominal.columns
            depth[item.id] = dark[item.id] * rows
    total = sum(dark.values())
    if not total:
        return None
    width, height = total * problem.columns, 2 * total * problem.rows
    off = 2 * width * SIDES_TOLERANCE // 20
    return Balance(
        dark,
        depth,
        (width - off, width + off, max(1, 2 * width // 20)),
        (height * ENDS_RANGE[0] // 20, height * ENDS_RANGE[1] // 20, max(1, height // 20)),
    )


def stays_low(item: Item) -> bool:
    """Tell whether an item is an ad that should stand in the lower half."""
    return item.kind is ItemKind.AD and item.pinned is None and Edge.TOP not in item.edges


def fills(item: Item) -> bool:
    """Tell whether an item stands on the page only because there was room."""
    return item.optional and item.pinned is None
