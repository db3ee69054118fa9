"""What an ad is drawn of: a display list of frozen shapes. Points, from the ad's top left, y downwards."""

from __future__ import annotations

from dataclasses import dataclass

from layout.design import Colour
from layout.fonts import Face
from layout.units import Rect

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle. Straight rules are panels too, so that their width never depends on a stroke."""

    rect: Rect
    colour: Colour


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon; with ``curve`` the points are on-curve, control, control, on-curve ... of a path."""

    points: tuple[Point, ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed polygon, stroked ``width`` wide with mitred corners, the line centred on the points."""

    points: tuple[Point, ...]
    width: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Text:
    """A line of type. ``positions`` are the pen positions of the characters, pt from ``x``.

    ``ink`` is the rectangle that the glyphs blacken; ``reversed`` says that they are white in a solid.
    """

    field: str
    text: str
    face: Face
    size: float
    x: float
    baseline: float
    positions: tuple[float, ...]
    colour: Colour
    ink: Rect
    reversed: bool = False


Shape = Panel | Polygon | Outline | Text
