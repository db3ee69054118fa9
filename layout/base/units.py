"""Lengths and rectangles. The program reckons in points (1 pt = 1/72 in); millimetres appear at the edges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

from layout.base.messages import say
from layout.base.millimetres import MmRect

MM = 72 / 25.4
"""Points in a millimetre."""

_FACTORS = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(pt|mm|cm|in|px)")
LENGTH_PATTERN = r"^ *-?[0-9]+(\.[0-9]+)? *(pt|mm|cm|in|px) *$"
"""How a length is written, for those who cannot be told by `parse_length`."""


def parse_length(value: object) -> float:
    """Read a length such as ``"12.5mm"`` or ``"9pt"`` and return it in points.

    Raises ValueError for a bare number (its unit would be a guess) and for an unknown unit.
    """
    if isinstance(value, str) and (match := _LENGTH.fullmatch(value.strip())):
        return float(match[1]) * _FACTORS[match[2]]
    raise ValueError(say("{value!r} is not a length: write a number and a unit, such as 9pt or 12.5mm", value=value))


def summed(lengths: Iterable[float]) -> float:
    """Return the sum of lengths as every Python and the compiled kernels reckon it: one after another.

    ``sum`` makes up for what is rounded away since Python 3.12, and so comes to other last digits than before.
    """
    return reduce(add, lengths, 0)


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle in points; x to the right, y downwards from the page's trim top left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """X of the right edge, pt."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Y of the lower edge, pt."""
        return self.y + self.height

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        """Return the rectangle shrunk by dx at left and right and by dy (dx if not given) at top and foot."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, self.width - 2 * dx, self.height - 2 * dy)

    def as_mm(self) -> MmRect:
        """Return the rectangle in millimetres, rounded to 0.001, for a record."""
        return MmRect(*(round(length / MM, 3) for length in (self.x, self.y, self.width, self.height)))

    @classmethod
    def of_mm(cls, rect: MmRect) -> Rect:
        """Return a record's rectangle in points."""
        return cls(rect.x * MM, rect.y * MM, rect.width * MM, rect.height * MM)
