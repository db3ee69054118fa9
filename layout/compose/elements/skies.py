"""Symbols of the weather, drawn in a square: the sun, clouds, what falls from them, fog and wind.

All is told in parts of the square's side, from its top left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin

from layout.design.values import Colour
from layout.scene.shapes import Contours, Curve, DrawnPath, Outline, Point, Polygon

ARC = 0.5523
"""How long the controls of a quarter of a circle are, in radii: nothing nearer to it can be had of a Bézier."""
PAPER = Colour(c=0, m=0, y=0, k=0)
PUFFS = ((0.27, 0.50, 0.17), (0.50, 0.36, 0.23), (0.73, 0.50, 0.17))
"""The circles of a cloud: x and y of the middle, and the radius."""
FOOT = 0.67
"""Where a cloud ends below."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in a square of ``size`` pt at a place, with strokes ``line`` pt wide."""

    x: float
    y: float
    size: float
    line: float
    ink: Colour

    def at(self, x: float, y: float) -> Point:
        """Return a point of the square."""
        return self.x + x * self.size, self.y + y * self.size

    def stroke(self, *points: Point) -> DrawnPath:
        """Return a chain of straight lines."""
        return Outline(tuple(self.at(*point) for point in points), self.line, self.ink, closed=False)

    def disc(self, x: float, y: float, radius: float, ink: Colour, more: float = 0.0) -> DrawnPath:
        """Return a filled circle, ``more`` pt larger all round."""
        return Curve(_circle(self.at(x, y), radius * self.size + more), ink)


def sky_shapes(name: str, pen: Pen) -> tuple[DrawnPath, ...]:
    """Return the symbol of one of `layout.base.locale.elementwords.SKIES`."""
    return tuple(_DRAWN[name](pen))


def _circle(middle: Point, radius: float) -> Contours:
    x, y = middle
    arc = ARC * radius
    return (
        (
            ((x + radius, y),),
            ((x + radius, y + arc), (x + arc, y + radius), (x, y + radius)),
            ((x - arc, y + radius), (x - radius, y + arc), (x - radius, y)),
            ((x - radius, y - arc), (x - arc, y - radius), (x, y - radius)),
            ((x + arc, y - radius), (x + radius, y - arc), (x + radius, y)),
        ),
    )


def _sun(pen: Pen, x: float = 0.5, y: float = 0.5, part: float = 1.0) -> Iterator[DrawnPath]:
    yield Curve(_circle(pen.at(x, y), 0.2 * part * pen.size), pen.ink, pen.line)
    for ray in range(8):
        along, up = cos(ray * pi / 4), sin(ray * pi / 4)
        near, far = 0.29 * part, 0.44 * part
        yield pen.stroke((x + near * along, y + near * up), (x + far * along, y + far * up))


def _cloud(pen: Pen, *, dark: bool = False, lower: float = 0.0) -> Iterator[DrawnPath]:
    """Yield a cloud, white within a line or dark; what is behind it is covered."""
    for ink, less in ((pen.ink, 0.0), (PAPER, pen.line)):
        if ink == PAPER and dark:
            return
        for x, y, radius in PUFFS:
            yield pen.disc(x, y + lower, radius, ink, -less)
        left, right = PUFFS[0][0] - PUFFS[0][2] / 3, PUFFS[2][0] + PUFFS[2][2] / 3
        (x0, y0), (x1, y1) = pen.at(left, PUFFS[0][1] + lower), pen.at(right, FOOT + lower)
        yield Polygon(((x0, y0), (x1, y0), (x1, y1 - less), (x0, y1 - less)), ink)


def _clear(pen: Pen) -> Iterator[DrawnPath]:
    yield from _sun(pen)


def _parted(pen: Pen) -> Iterator[DrawnPath]:
    yield from _sun(pen, 0.36, 0.36, 0.8)
    yield from _cloud(pen, lower=0.2)


def _covered(pen: Pen) -> Iterator[DrawnPath]:
    yield from _cloud(pen, lower=0.1)


def _drop(pen: Pen, x: float, length: float = 0.2) -> DrawnPath:
    return pen.stroke((x + 0.06, FOOT + 0.08), (x + 0.06 - length / 3, FOOT + 0.08 + length))


def _flake(pen: Pen, x: float, y: float) -> Iterator[DrawnPath]:
    for turn in range(3):
        along, up = 0.08 * cos(turn * pi / 3 + pi / 6), 0.08 * sin(turn * pi / 3 + pi / 6)
        yield pen.stroke((x - along, y - up), (x + along, y + up))


def _rain(pen: Pen) -> Iterator[DrawnPath]:
    yield from _cloud(pen, dark=True)
    yield from (_drop(pen, x, 0.24) for x in (0.24, 0.42, 0.60, 0.78))


def _showers(pen: Pen) -> Iterator[DrawnPath]:
    yield from _sun(pen, 0.3, 0.28, 0.66)
    yield from _cloud(pen, lower=0.04)
    yield from (_drop(pen, x) for x in (0.34, 0.62))


def _thunder(pen: Pen) -> Iterator[DrawnPath]:
    yield from _cloud(pen, dark=True)
    bolt = ((0.56, 0.60), (0.38, 0.82), (0.49, 0.82), (0.42, 1.0), (0.64, 0.75), (0.52, 0.75), (0.62, 0.60))
    yield Polygon(tuple(pen.at(*point) for point in bolt), PAPER)
    lower = (
        (0.53, FOOT + 0.03),
        (0.40, 0.82),
        (0.50, 0.82),
        (0.43, 1.0),
        (0.63, 0.76),
        (0.53, 0.76),
        (0.60, FOOT + 0.03),
    )
    yield Polygon(tuple(pen.at(*point) for point in lower), pen.ink)


def _snow(pen: Pen) -> Iterator[DrawnPath]:
    yield from _cloud(pen)
    for x, y in ((0.28, 0.82), (0.5, 0.9), (0.72, 0.82)):
        yield from _flake(pen, x, y)


def _sleet(pen: Pen) -> Iterator[DrawnPath]:
    yield from _cloud(pen)
    yield from (_drop(pen, x) for x in (0.26, 0.62))
    yield from _flake(pen, 0.48, 0.86)
    yield from _flake(pen, 0.82, 0.86)


def _fog(pen: Pen) -> Iterator[DrawnPath]:
    for row, (left, right) in enumerate(((0.2, 0.66), (0.1, 0.9), (0.24, 0.82), (0.1, 0.7), (0.34, 0.92))):
        yield pen.stroke((left, 0.24 + 0.14 * row), (right, 0.24 + 0.14 * row))


def _wind(pen: Pen) -> Iterator[DrawnPath]:
    for y, left, right, up in ((0.36, 0.1, 0.62, True), (0.52, 0.1, 0.8, True), (0.68, 0.22, 0.58, False)):
        radius = 0.11 * (-1 if up else 1)
        turns = (step * pi / 8 for step in range(11))
        curl = ((right + abs(radius) * sin(turn), y + radius - radius * cos(turn)) for turn in turns)
        yield pen.stroke((left, y), (right, y), *curl)


_DRAWN: dict[str, Callable[[Pen], Iterator[DrawnPath]]] = {
    "sun": _clear,
    "part-cloud": _parted,
    "cloud": _covered,
    "rain": _rain,
    "showers": _showers,
    "thunder": _thunder,
    "snow": _snow,
    "sleet": _sleet,
    "fog": _fog,
    "wind": _wind,
}
