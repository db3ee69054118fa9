"""Hot zones: the outline of every item on a page's picture, as polygons of upright edges. Pure geometry.

A story's zone is the rectangle it was given on the page, without what stands inside that rectangle and belongs
to another item: so a story that runs around another one gets an L, and no point of the page has two owners.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layout.base.millimetres import MmRect

SNAP = 10
"""Edges nearer to each other than so many micrometres are one: layout.json rounds lengths to a micrometre."""

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""The corners of a polygon in mm from the trim's top left, clockwise for an outline, else a hole; not closed."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in whole micrometres from the trim's top left."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> int:
        """Its area, square micrometres."""
        return (self.right - self.left) * (self.bottom - self.top)


def box(rect: MmRect) -> Box:
    """Return a rectangle of layout.json as a box."""
    left, top = round(rect.x * 1000), round(rect.y * 1000)
    return Box(left, top, left + round(rect.width * 1000), top + round(rect.height * 1000))


@dataclass(frozen=True, slots=True)
class Item:
    """Something on a page that has a zone: its id, the rectangles it was given, and what is drawn in them.

    Where two items claim a point, the one with something drawn there has it, else the smaller rectangle.
    """

    id: str
    areas: tuple[Box, ...]
    drawn: tuple[Box, ...] = ()


def zones(items: Iterable[Item]) -> dict[str, tuple[Ring, ...]]:
    """Return the zone of every item as its rings: outlines, and holes where another item stands inside it."""
    items = tuple(items)
    every = [shape for item in items for shape in (*item.areas, *item.drawn) if shape.size > 0]
    across = _Edges(edge for shape in every for edge in (shape.left, shape.right))
    down = _Edges(edge for shape in every for edge in (shape.top, shape.bottom))
    claims = [(0, shape.size, item.id, shape) for item in items for shape in item.drawn if shape.size > 0]
    claims += [(1, shape.size, item.id, shape) for item in items for shape in item.areas if shape.size > 0]
    owner: dict[tuple[int, int], str] = {}
    for _, _, name, shape in sorted(claims, key=lambda claim: claim[:3]):
        for column in range(across.index(shape.left), across.index(shape.right)):
            for row in range(down.index(shape.top), down.index(shape.bottom)):
                owner.setdefault((column, row), name)
    cells: dict[str, set[tuple[int, int]]] = {item.id: set() for item in items}
    for cell, name in owner.items():
        cells[name].add(cell)
    return {
        name: tuple(
            tuple((across.places[x] / 1000, down.places[y] / 1000) for x, y in ring) for ring in _outline(owned)
        )
        for name, owned in cells.items()
    }


class _Edges:
    """The edges of one direction in order, those that are nearly the same made one."""

    def __init__(self, edges: Iterable[int]) -> None:
        self.places: list[int] = []
        self._index: dict[int, int] = {}
        for edge in sorted(set(edges)):
            if not self.places or edge - self.places[-1] > SNAP:
                self.places.append(edge)
            self._index[edge] = len(self.places) - 1

    def index(self, edge: int) -> int:
        return self._index[edge]


_Corner = tuple[int, int]


def _outline(cells: set[tuple[int, int]]) -> list[list[_Corner]]:
    """Return the borders of a set of cells, clockwise with the cells at the right hand, corners only."""
    ahead: dict[_Corner, list[_Corner]] = {}
    for x, y in sorted(cells):
        sides = (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        )
        for neighbour, start, end in sides:
            if neighbour not in cells:
                ahead.setdefault(start, []).append(end)
    rings = []
    while ahead:
        start = min(ahead)
        ring, here, heading = [start], start, (0, 0)
        while True:
            ends = ahead[here]
            # Where two cells meet at a corner only, the right turn stays with the same cell: rings never cross.
            end = max(ends, key=lambda end: _turn(heading, (end[0] - here[0], end[1] - here[1])))
            ends.remove(end)
            if not ends:
                del ahead[here]
            heading, here = (end[0] - here[0], end[1] - here[1]), end
            if here == start:
                break
            ring.append(here)
        rings.append(_corners(ring))
    return rings


def _turn(before: _Corner, after: _Corner) -> int:
    """Return 1 for a turn to the right, 0 for straight on, -1 for the left; y runs downwards."""
    return before[0] * after[1] - before[1] * after[0]


def _corners(ring: list[_Corner]) -> list[_Corner]:
    kept = []
    for number, here in enumerate(ring):
        before, after = ring[number - 1], ring[(number + 1) % len(ring)]
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            kept.append(here)
    return kept
