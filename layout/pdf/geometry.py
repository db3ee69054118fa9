"""Matrices and the areas paths cover, pt from the trim's top left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import hypot, sqrt
from typing import NamedTuple

from layout.base.units import Rect
from layout.pdf.facts import covers

Point = tuple[float, float]

NOTHING = 0.005
"""Strips thinner than this, pt, are left between numbers that should be the same."""


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f (ISO 32000-1, 8.3.3)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def after(self, first: Matrix) -> Matrix:
        """Return the matrix that does ``first`` and then this one."""
        a, b, c, d, e, f = self
        i, j, k, m, x, y = first
        return Matrix(i * a + j * c, i * b + j * d, k * a + m * c, k * b + m * d, x * a + y * c + e, x * b + y * d + f)

    def moved(self, x: float, y: float) -> Matrix:
        """Return the matrix that moves by so much and then does this one."""
        a, b, c, d, e, f = self
        return Matrix(a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    @classmethod
    def of(cls, values: Iterable[object]) -> Matrix:
        """Return the matrix of six numbers of a PDF. Raises TypeError and ValueError for anything else."""
        return cls._make(map(float, values))  # type: ignore[arg-type]

    def at(self, x: float, y: float) -> Point:
        """Return where a point goes."""
        a, b, c, d, e, f = self
        return a * x + c * y + e, b * x + d * y + f

    def box(self, left: float, lower: float, right: float, upper: float) -> Rect:
        """Return the upright rectangle around a rectangle's image."""
        a, b, c, d, e, f = self
        one, other = a * left, a * right
        xs = one + c * lower + e, one + c * upper + e, other + c * lower + e, other + c * upper + e
        one, other = b * left, b * right
        ys = one + d * lower + f, one + d * upper + f, other + d * lower + f, other + d * upper + f
        x, y = min(xs), min(ys)
        return Rect(x, y, max(xs) - x, max(ys) - y)

    @property
    def width(self) -> float:
        """How long a unit along x becomes."""
        return hypot(self.a, self.b)

    @property
    def height(self) -> float:
        """How long a unit along y becomes."""
        return hypot(self.c, self.d)

    @property
    def pen(self) -> float:
        """By how much a pen's width grows: the root of the area's growth."""
        return sqrt(abs(self.a * self.d - self.b * self.c))


def around(points: Sequence[Point]) -> Rect:
    """Return the smallest upright rectangle around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece of a path, or a cubic curve: its ends with the two points that steer it between them."""

    points: tuple[Point, ...]
    curved: bool

    @property
    def slant(self) -> tuple[Point, Point] | None:
        """Its ends if it is a straight line that runs neither level nor upright."""
        box = around(self.points)
        return (self.points[0], self.points[-1]) if not self.curved and box.width > 0 and box.height > 0 else None

    @property
    def reached(self) -> tuple[Point, ...]:
        """Points whose box is that of the segment: a curve does not reach the points that steer it."""
        if not self.curved:
            return self.points
        xs, ys = (_extremes(*axis) for axis in zip(*self.points, strict=True))
        return (min(xs), min(ys)), (max(xs), max(ys))

    def inked(self, pen: float, *, ends: bool) -> Rect:
        """Return what a pen of that width covers; ``ends`` tells that it reaches on over the ends."""
        box = around(self.reached)
        along = pen / 2 if ends or self.curved or (box.width > 0 and box.height > 0) else 0.0
        dx = along if box.width > box.height else pen / 2
        dy = along if box.height > box.width else pen / 2
        return box.inset(-dx, -dy)


def _extremes(start: float, first: float, second: float, end: float) -> list[float]:
    """Return the values, along one axis, between which a cubic curve runs: its ends and where it turns."""
    # The derivative is a t^2 + b t + c, up to a factor of three.
    a, b, c = end - start + 3 * (first - second), 2 * (start - 2 * first + second), first - start
    if abs(a) < 1e-9:
        roots = [-c / b] if abs(b) > 1e-9 else []
    else:
        root = sqrt(max(0.0, b * b - 4 * a * c))
        roots = [(-b + root) / (2 * a), (-b - root) / (2 * a)]
    turns = [t for t in roots if 0 < t < 1]
    return [
        start,
        end,
        *((1 - t) ** 3 * start + 3 * t * (1 - t) * ((1 - t) * first + t * second) + t**3 * end for t in turns),
    ]


_PARTS = 2000
"""Parts of a path that are told one by one."""


@dataclass(slots=True)
class Path:
    """A path being built: its parts, each a list of segments."""

    parts: list[list[Segment]] = field(default_factory=list)
    starts: list[Point] = field(default_factory=list)

    def move(self, point: Point) -> None:
        """Begin a part."""
        self.parts.append([])
        self.starts.append(point)

    def _here(self) -> Point:
        return self.parts[-1][-1].points[-1] if self.parts[-1] else self.starts[-1]

    def line(self, *points: Point, curve: bool = False) -> None:
        """Go on to a point, by a curve steered by the points before it."""
        if not self.parts:
            self.move(points[0])
        self.parts[-1].append(Segment((self._here(), *points), curve))

    def close(self) -> None:
        """Go back to where the part began."""
        if self.parts and self.parts[-1] and self._here() != self.starts[-1]:
            self.line(self.starts[-1])

    def build(self, operator: str, at: Sequence[float], ctm: Matrix) -> None:
        """Go on as a path operator says (ISO 32000-1, table 59); its numbers are of user space."""
        match operator:
            case "m":
                self.move(ctm.at(at[0], at[1]))
            case "l":
                self.line(ctm.at(*at))
            case "c" | "v" | "y":
                points = [ctm.at(at[i], at[i + 1]) for i in range(0, len(at), 2)]
                if operator == "v":  # the first steering point is where the path stands
                    points.insert(0, self._here() if self.parts else points[0])
                elif operator == "y":  # the second is the end
                    points.append(points[-1])
                self.line(*points, curve=True)
            case "h":
                self.close()
            case "re":
                x, y, width, height = at
                corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
                self.rectangle([ctm.at(*corner) for corner in corners])

    def rectangle(self, corners: Sequence[Point]) -> None:
        """Add a closed part of four corners."""
        self.move(corners[0])
        for corner in corners[1:]:
            self.line(corner)
        self.close()

    def box(self) -> Rect | None:
        """Return the rectangle around all parts; None without any."""
        points = [point for part in self.parts for segment in part for point in segment.reached]
        return around(points) if points else None

    def shapes(self, *, even_odd: bool) -> list[tuple[Rect, bool]]:
        """Return what filling covers: rectangles, and whether each is the very shape.

        Of very many parts the rectangle around them all is told. Two rectangles one in the other, filled by the
        even-odd rule, are a frame: four strips.
        """
        made = []
        for part in self.parts:
            points = [point for segment in part for point in segment.reached]
            if len(part) > 1:
                made.append((around(points), not any(segment.curved for segment in part) and is_upright(points)))
        if len(made) <= _PARTS:
            made = [one for one in made if not _is_seam(one[0], made)]
        if even_odd and len(made) == 2 and all(exact for _, exact in made):
            (outer, _), (inner, _) = sorted(made, key=lambda shape: -shape[0].width * shape[0].height)
            return [(strip, True) for strip in strips(outer, inner)]
        if len(made) > 1 and not all(exact for _, exact in made):
            # One part may be a hole of another, so none is sure to cover; no more than the parts is covered.
            box = self.box()
            return [(part, False) for part, _ in made] if len(made) <= _PARTS else [(box, False)] if box else []
        return made


def _is_seam(rect: Rect, shapes: Sequence[tuple[Rect, bool]]) -> bool:
    """Tell whether a rectangle without breadth lies in another: an empty hole, which is not seen."""
    if min(rect.width, rect.height) >= NOTHING:
        return False
    return any(min(one.width, one.height) >= NOTHING and covers(one, rect) for one, _ in shapes)


def is_upright(part: Iterable[Point], play: float = 0.005) -> bool:
    """Tell whether points are the corners of one upright rectangle, all four of them."""
    points = list(part)
    box = around(points)
    corners = {(x, y) for x in (0, 1) for y in (0, 1)}
    met = set()
    for x, y in points:
        left, right = abs(x - box.x) <= play, abs(x - box.right) <= play
        top, bottom = abs(y - box.y) <= play, abs(y - box.bottom) <= play
        if not ((left or right) and (top or bottom)):
            return False
        met |= {(cx, cy) for cx, cy in corners if (left, right)[cx] and (top, bottom)[cy]}
    return met == corners


def strips(outer: Rect, inner: Rect) -> list[Rect]:
    """Return what is left of a rectangle around another: up to four strips, the upper and lower ones whole."""
    left, top = max(outer.x, inner.x), max(outer.y, inner.y)
    right, bottom = min(outer.right, inner.right), min(outer.bottom, inner.bottom)
    if right <= left or bottom <= top:
        return [outer, inner]
    found = [
        Rect(outer.x, outer.y, outer.width, top - outer.y),
        Rect(outer.x, bottom, outer.width, outer.bottom - bottom),
        Rect(outer.x, top, left - outer.x, bottom - top),
        Rect(right, top, outer.right - right, bottom - top),
    ]
    return [strip for strip in found if min(strip.width, strip.height) > NOTHING]
