"""The places that ads are sold: how large they are, whether a ready-made ad fits one, and which one it would fit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from layout.base.messages import Message, say
from layout.base.units import MM, Rect, parse_length
from layout.design.sheet import GridTokens
from layout.pdf.mend.sizes import PLAY

LEAST_BLEED, MOST_BLEED = 1 * MM, 10 * MM
"""White or ink that an ad has more than its place at each side is taken to be bleed between these, pt."""

_SIZE = re.compile(
    r"(?P<width>\d+(?:\.\d+)?)\s*(?P<unit>[a-z]*)\s*[x×*]\s*(?P<height>\d+(?:\.\d+)?)\s*(?P<last>[a-z]+)"
)


@dataclass(frozen=True, slots=True)
class Module:
    """A place for an ad, pt. ``columns`` and ``rows`` are what it was sold as; 0 of a place that is only a size.

    ``inset`` is the white that drawn ads keep at top and foot: a ready-made one may leave it out.
    """

    width: float
    height: float
    inset: float = 0.0
    columns: int = 0
    rows: int = 0

    @classmethod
    def of(cls, grid: GridTokens, columns: int, rows: int, inset: float) -> Module:
        """Return the place of so many columns and rows of a grid."""
        return cls(grid.measure(columns), rows * grid.row, inset, columns, rows)

    @property
    def rooms(self) -> tuple[Rect, ...]:
        """What a ready-made ad may fill: all of the place, or the place without the white."""
        whole = Rect(0, 0, self.width, self.height)
        return (whole, whole.inset(0, self.inset)) if self.inset else (whole,)

    def room(self, width: float, height: float) -> Rect | None:
        """Return the room that an ad of that size (pt) fills, None if it fits none."""
        near = (room for room in self.rooms if _near(width, room.width) and _near(height, room.height))
        return next(near, None)

    def room_like(self, aspect: float) -> Rect | None:
        """Return the room that has the proportions (width over height) of a picture, None if none has."""
        return next((room for room in self.rooms if _near(room.width / aspect, room.height)), None)

    def bleed_of(self, width: float, height: float) -> float:
        """Return the bleed, pt, with which an ad of that size would fit: as much more at all sides; 0 if none."""
        for room in self.rooms:
            more = (width - room.width) / 2
            if LEAST_BLEED <= more <= MOST_BLEED and self.room(width - 2 * more, height - 2 * more):
                return more
        return 0.0

    @property
    def said(self) -> Message:
        """The place in words: columns, rows and millimetres."""
        size = say("{wide:.1f} x {tall:.1f} mm", wide=self.width / MM, tall=self.height / MM)
        if not self.columns:
            return size
        return say(
            "{columns:column|columns} x {rows:row|rows} ({size})", columns=self.columns, rows=self.rows, size=size
        )


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= PLAY


def nearest(width: float, height: float, grid: GridTokens, inset: float) -> Module:
    """Return the module of a grid that an ad of that size (pt) comes nearest to: the one it fits, if it fits one."""
    columns = min(range(1, grid.columns + 1), key=lambda count: abs(grid.measure(count) - width))

    def off(rows: int) -> float:
        return min(abs(room.height - height) for room in Module.of(grid, columns, rows, inset).rooms)

    # The fewest rows an ad can have: see `layout.edition.ads.Ad`.
    return Module.of(grid, columns, min(range(2, grid.rows + 1), key=off), inset)


def nearest_like(aspect: float, columns: int, grid: GridTokens, inset: float) -> Module:
    """Return the module over so many columns that comes nearest to the proportions of a picture."""
    width = grid.measure(columns)
    return nearest(width, width / aspect, grid, inset)


def parse_size(text: str) -> tuple[float, float]:
    """Read a size such as ``128x90mm``, width first, and return it in pt. Raises ValueError for anything else."""
    if found := _SIZE.fullmatch(text.strip().lower()):
        unit = found["last"]
        size = parse_length(found["width"] + (found["unit"] or unit)), parse_length(found["height"] + unit)
        if all(size):
            return size
    raise ValueError(say("{text!r} is not a size: write width and height, such as 128x90mm", text=text))
