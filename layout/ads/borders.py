"""Borders (边框, 花线) by name: rules in several widths, dots, waves and a fret, all vectors, with their corners."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from layout.ads.frame import lozenge, stepped, tint
from layout.base.units import Rect
from layout.design.ads import BorderTokens
from layout.design.values import Colour
from layout.edition.ads import Border, Corners
from layout.scene.shapes import Curve, Outline, Panel, Point, Polygon, Shape

_HOOK: tuple[Point, ...] = ((0, 0), (0, 4), (3.4, 4), (3.4, 1.4), (1.6, 1.4), (1.6, 2.7))
_HOOK_STEP = 4.9
"""One hook of the fret hanging from the rule above it, and about how far apart two stand, in units of the fret."""

_CIRCLE = 0.5523
"""Where the controls of a quarter circle stand, of its radius."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A border drawn. ``inside`` is the room that neither its rules nor its corners reach into, ``outline`` the
    contour along the middle of its outer rule, which a ground fills.

    ``reach`` is how far black solids at the edges of that room may go under the border, so that no light seam
    shows between the two; 0 where the border is no unbroken rule along them.
    """

    shapes: tuple[Shape, ...]
    inside: Rect
    outline: tuple[tuple[Point, ...], ...]
    reach: float = 0.0

    def on(self, percent: int | None) -> tuple[Shape, ...]:
        """Return the border on a grey ground of so much black, per cent; without one on paper."""
        if percent is None:
            return self.shapes
        return (Curve((self.outline,), tint(percent / 100)), *self.shapes)


def frame(rect: Rect, border: Border, corners: Corners, colour: Colour, tokens: BorderTokens) -> Frame:
    """Draw a border whose outer edge is the rectangle's. Dots, waves and frets have corners of their own."""
    if border in _RULES:
        return _ruled(rect, _RULES[border](tokens), corners, colour, tokens)
    return _DRAWN[border](rect, colour, tokens)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule: how far its outer edge is from the border's, and its width, pt."""

    at: float
    width: float


_RULES: MappingProxyType[str, Callable[[BorderTokens], tuple[_Rule, ...]]] = MappingProxyType(
    {
        "plain": lambda tokens: (_Rule(0, tokens.plain),),
        "thick": lambda tokens: (_Rule(0, tokens.thick),),
        "thick-thin": lambda tokens: (_Rule(0, tokens.thick), _Rule(tokens.thick + tokens.space, tokens.thin)),
        "double": lambda tokens: (_Rule(0, tokens.double), _Rule(tokens.double + tokens.double_space, tokens.double)),
    }
)


def _ruled(rect: Rect, rules: tuple[_Rule, ...], corners: Corners, colour: Colour, tokens: BorderTokens) -> Frame:
    last = rules[-1]
    size = min(tokens.corner, tokens.corner_share * min(rect.width, rect.height))
    size *= tokens.notched if corners == "notched" else 1.0
    # How far a rectangle must stay inside the innermost rule to keep clear of the corner.
    clear = {"square": 0.0, "notched": size, "cut": 0.5 * size, "round": 0.3 * size}[corners]
    outlines = tuple(_outline(rect, rule, corners, size) for rule in rules)
    shapes = tuple(_stroke(outline, rule.width, colour) for rule, outline in zip(rules, outlines, strict=True))
    inside = rect.inset(last.at + last.width + clear)
    # A broad rule swallows the edge of a solid; under a thin one it would only move.
    reach = last.width / 2 if corners == "square" else 0.0
    return Frame(shapes, inside, outlines[0], reach)


def _outline(rect: Rect, rule: _Rule, corners: Corners, size: float) -> tuple[tuple[Point, ...], ...]:
    """Return the contour along the middle of a rule."""
    inset = rule.at + rule.width / 2
    middle = rect.inset(inset)
    match corners:
        case "square":
            points = _corners(middle)
        case "notched":
            points = stepped(middle, size)
        case "cut":
            # Two slanting rules one beside the other stay parallel.
            points = _chamfered(middle, max(1.0, size - 0.586 * inset))
        case "round":
            return rounded(middle, max(1.0, size - inset))
    return tuple((point,) for point in points)


def _stroke(outline: tuple[tuple[Point, ...], ...], width: float, colour: Colour) -> Shape:
    if all(len(part) == 1 for part in outline):
        return Outline(tuple(point for (point,) in outline), width, colour)
    return Curve((outline,), colour, width)


def _chamfered(rect: Rect, n: float) -> tuple[Point, ...]:
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return (
        (left + n, top), (right - n, top), (right, top + n), (right, bottom - n),
        (right - n, bottom), (left + n, bottom), (left, bottom - n), (left, top + n),
    )  # fmt: skip


def rounded(rect: Rect, radius: float) -> tuple[tuple[Point, ...], ...]:
    """Return the contour of a rectangle with round corners, clockwise from its top left."""
    left, top, right, bottom, r = rect.x, rect.y, rect.right, rect.bottom, radius
    c = r * (1 - _CIRCLE)
    return (
        ((left + r, top),),
        ((right - r, top),),
        ((right - c, top), (right, top + c), (right, top + r)),
        ((right, bottom - r),),
        ((right, bottom - c), (right - c, bottom), (right - r, bottom)),
        ((left + r, bottom),),
        ((left + c, bottom), (left, bottom - c), (left, bottom - r)),
        ((left, top + r),),
        ((left, top + c), (left + c, top), (left + r, top)),
    )


def _none(rect: Rect, colour: Colour, tokens: BorderTokens) -> Frame:
    return Frame((), rect, _square(rect))


def _dotted(rect: Rect, colour: Colour, tokens: BorderTokens) -> Frame:
    dot = tokens.dot
    middles = rect.inset(dot / 2)
    contours = []
    for start, end in _sides(middles):
        for x, y in _steps(start, end, tokens.dot_step):
            contours.append(rounded(Rect(x - dot / 2, y - dot / 2, dot, dot), dot / 2))
    return Frame((Curve(tuple(contours), colour),), rect.inset(dot), _square(middles))


def _wave(rect: Rect, colour: Colour, tokens: BorderTokens) -> Frame:
    """Draw waves along the sides, a lozenge at each corner."""
    depth = 2 * tokens.wave + tokens.wave_rule
    middle = rect.inset(depth / 2)
    corner = 0.5 * depth
    shapes: list[Shape] = []
    for start, end in _sides(middle):
        length = abs(end[0] - start[0]) + abs(end[1] - start[1])
        dx, dy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        first = (start[0] + dx * 1.7 * corner, start[1] + dy * 1.7 * corner)
        last = (end[0] - dx * 1.7 * corner, end[1] - dy * 1.7 * corner)
        contour = _wave_contour(first, last, (dx, dy), tokens)
        shapes.append(Curve((contour,), colour, tokens.wave_rule, closed=False))
        shapes.append(lozenge(*start, corner, colour))
    return Frame(tuple(shapes), rect.inset(depth), _square(middle))


def _wave_contour(first: Point, last: Point, along: Point, tokens: BorderTokens) -> tuple[tuple[Point, ...], ...]:
    """Return a wave that begins and ends going inwards, so that every corner looks like every other."""
    dx, dy = along
    length = abs(last[0] - first[0]) + abs(last[1] - first[1])
    halves = 2 * max(1, round(length / tokens.wave_length)) + 1
    half = length / halves
    contour: list[tuple[Point, ...]] = [(first,)]
    for number in range(halves):
        x, y = first[0] + dx * number * half, first[1] + dy * number * half
        # The highest point of a curve whose controls stand h over it is at 3/4 h.
        side = (4 / 3) * tokens.wave * (1 if number % 2 == 0 else -1)
        controls = tuple((x + dx * at * half - dy * side, y + dy * at * half + dx * side) for at in (0.3642, 0.6358))
        contour.append((*controls, (x + dx * half, y + dy * half)))
    return tuple(contour)


def _key(rect: Rect, colour: Colour, tokens: BorderTokens) -> Frame:
    """Draw a fret (回纹): hooks hanging from a rule, turned towards the middle of each side; squares at corners."""
    unit, width = tokens.fret, tokens.fret_rule
    depth = width + 4 * unit
    outer = rect.inset(width / 2)
    shapes: list[Shape] = [Outline(_corners(outer), width, colour)]
    contours = []
    for start, end in _sides(outer):
        length = abs(end[0] - start[0]) + abs(end[1] - start[1])
        dx, dy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        room = (length - 2 * depth - unit) / 2
        count = max(1, int(room / (_HOOK_STEP * unit)))
        step = room / count
        for number in range(count):
            at = depth + 0.5 * unit + number * step + (step - 3.4 * unit) / 2
            for base, turn in ((at, 1), (length - at, -1)):
                contours.append(
                    tuple(
                        (
                            (
                                start[0] + dx * (base + turn * u * unit) - dy * v * unit,
                                start[1] + dy * (base + turn * u * unit) + dx * v * unit,
                            ),
                        )
                        for u, v in _HOOK
                    )
                )
    shapes.append(Curve(tuple(contours), colour, width, closed=False))
    for x, y in _corners(rect.inset(depth / 2 + width / 2)):
        half = 1.3 * unit
        shapes.append(Panel(Rect(x - half, y - half, 2 * half, 2 * half), colour))
    return Frame(tuple(shapes), rect.inset(depth + width / 2), _square(outer))


def _coupon(rect: Rect, colour: Colour, tokens: BorderTokens) -> Frame:
    """Draw the dashes along which a coupon is cut out, and at the top left the scissors on them."""
    size, thick = tokens.scissors, tokens.cut
    middle = rect.inset(size / 2, size / 2)
    start = middle.x + size * _SCISSORS_AT
    end = start + _SCISSORS_LENGTH * size
    left, top, right, bottom = middle.x, middle.y, middle.right, middle.bottom
    # The dashes stop where the scissors lie, so that these are seen.
    round_it = ((end, top), (right, top), (right, bottom), (left, bottom), (left, top), (start, top))
    dashes = Outline(round_it, thick, colour, closed=False, dash=(tokens.cut_dash, tokens.cut_gap))
    return Frame((dashes, *_scissors(start, top, size, colour)), rect.inset(size), _square(middle))


_SCISSORS_AT, _SCISSORS_LENGTH = 0.8, 1.7
"""How far from the corner scissors lie, and how long they are, in parts of their height."""


def _scissors(x: float, y: float, size: float, colour: Colour) -> Iterator[Shape]:
    """Draw open scissors that cut to the right: the eyes of their handles, and two blades that cross."""
    eye, line = 0.22 * size, 0.09 * size
    for side in (-1, 1):
        middle = y + side * (size / 2 - eye - line / 2)
        yield Curve((rounded(Rect(x + line / 2, middle - eye, 2.3 * eye, 2 * eye), eye),), colour, line)
        root, tip = (x + 2.2 * eye, middle - side * 0.3 * eye), (x + 1.62 * size, y - side * 0.3 * size)
        yield Polygon(
            (root, (x + 0.9 * size, y + side * 0.08 * size), tip, (x + 0.9 * size, y - side * 0.1 * size)), colour
        )


_DRAWN: MappingProxyType[str, Callable[[Rect, Colour, BorderTokens], Frame]] = MappingProxyType(
    {"none": _none, "dotted": _dotted, "wave": _wave, "key": _key, "coupon": _coupon}
)


def _corners(rect: Rect) -> tuple[Point, ...]:
    return ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom))


def _square(rect: Rect) -> tuple[tuple[Point, ...], ...]:
    return tuple((corner,) for corner in _corners(rect))


def _sides(rect: Rect) -> Iterator[tuple[Point, Point]]:
    """Yield the four sides, clockwise from the top left."""
    corners = _corners(rect)
    yield from pairwise((*corners, corners[0]))


def _steps(start: Point, end: Point, step: float) -> Iterator[Point]:
    """Yield points from the start towards the end, evenly; the end is the next side's start."""
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    count = max(1, round(length / step))
    for number in range(count):
        share = number / count
        yield start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
