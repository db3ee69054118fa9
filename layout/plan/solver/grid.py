"""Rectangles on a page's grid, and a page as a set of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """What fills a rectangle of a page."""

    STORY = "story"
    AD = "ad"
    PICTURE = "picture"
    BRIEFS = "briefs"
    NAMEPLATE = "nameplate"
    INDEX = "index"
    FILLER = "filler"
    BLOCKED = "blocked"
    """A place kept free; never in a finished plan."""


@dataclass(frozen=True, slots=True)
class GridRect:
    """A rectangle in base columns and grid rows, from the type area's top left."""

    column: int
    row: int
    columns: int
    rows: int

    @property
    def right(self) -> int:
        """The first column to the right of it."""
        return self.column + self.columns

    @property
    def foot(self) -> int:
        """The first row below it."""
        return self.row + self.rows

    def overlap_rows(self, other: GridRect) -> tuple[int, int]:
        """Return the first and the end row that both have (empty if the end is not greater)."""
        return max(self.row, other.row), min(self.foot, other.foot)

    def overlap_columns(self, other: GridRect) -> tuple[int, int]:
        """Return the first and the end column that both have (empty if the end is not greater)."""
        return max(self.column, other.column), min(self.right, other.right)

    @property
    def area(self) -> int:
        """Cells covered."""
        return self.columns * self.rows

    def meets(self, other: GridRect) -> bool:
        """Tell whether a cell belongs to both."""
        return (
            self.column < other.right and other.column < self.right and self.row < other.foot and other.row < self.foot
        )

    def contains(self, other: GridRect) -> bool:
        """Tell whether every cell of the other belongs to this one."""
        return (
            self.column <= other.column
            and other.right <= self.right
            and self.row <= other.row
            and other.foot <= self.foot
        )

    def touches(self, other: GridRect) -> bool:
        """Tell whether the two share part of an edge or a corner (or a cell)."""
        return (
            self.column <= other.right
            and other.column <= self.right
            and self.row <= other.foot
            and other.row <= self.foot
        )

    def moved(self, columns: int, rows: int) -> GridRect:
        """Return it so many columns to the right and rows down."""
        return GridRect(self.column + columns, self.row + rows, self.columns, self.rows)

    def without(self, notch: GridRect | None) -> tuple[GridRect, ...]:
        """Return what is left of it if a notch is taken out of one of its lower corners: above it and beside it."""
        if notch is None:
            return (self,)
        above = GridRect(self.column, self.row, self.columns, notch.row - self.row)
        left = notch.right if notch.column == self.column else self.column
        beside = GridRect(left, notch.row, self.columns - notch.columns, notch.rows)
        return tuple(part for part in (above, beside) if part.area)


@dataclass(frozen=True, slots=True)
class Placement:
    """An item of a page and its rectangle.

    A story may stand L-shaped around an ad: then ``notch`` is the ad's part of the rectangle, in the page's columns
    and rows, at one of its lower corners.
    """

    item: str
    kind: ItemKind
    rect: GridRect
    notch: GridRect | None = None

    @property
    def parts(self) -> tuple[GridRect, ...]:
        """The rectangles that are its own: one, or the two of an L."""
        return self.rect.without(self.notch)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A planned page: a grid of ``columns`` by ``rows`` and the placements that cover it, each cell once.

    ``of`` gives an item's outer rectangle; a story with a notch does not own all of it.
    """

    page: str
    columns: int
    rows: int
    placements: tuple[Placement, ...]

    def of(self, item: str) -> GridRect:
        """Return an item's rectangle; raises KeyError if it is not on the page."""
        return self.placed(item).rect

    def placed(self, item: str) -> Placement:
        """Return an item's placement; raises KeyError if it is not on the page."""
        for placement in self.placements:
            if placement.item == item:
                return placement
        raise KeyError(item)
