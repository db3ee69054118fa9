"""Rules, ornaments and tints, strong enough for newsprint."""

from __future__ import annotations

from layout.base.units import Rect
from layout.design.values import Colour
from layout.scene.shapes import Outline, Panel, Point, Polygon, Shape

THINNEST = 0.3
"""The thinnest rule that newsprint holds, pt."""

LIGHTEST = 0.1
"""The lightest tint that newsprint holds; of a lighter one the dots are lost."""


def notched_rule(rect: Rect, notch: float, width: float, colour: Colour, accent: Colour) -> tuple[Shape, ...]:
    """Draw a rule just inside the rectangle that steps back at the corners round a small lozenge."""
    inner = rect.inset(width / 2)
    left, top, right, bottom, n = inner.x, inner.y, inner.right, inner.bottom, notch
    middle = 0.42 * n
    lozenges = tuple(
        lozenge(x, y, 0.36 * n, accent)
        for x in (left + middle, right - middle)
        for y in (top + middle, bottom - middle)
    )
    return (Outline(stepped(inner, n), width, colour), *lozenges)


def stepped(rect: Rect, notch: float) -> tuple[Point, ...]:
    """Return the outline of a rectangle that steps back at its corners by ``notch`` pt both ways."""
    left, top, right, bottom, n = rect.x, rect.y, rect.right, rect.bottom, notch
    return (
        (left + n, top), (right - n, top), (right - n, top + n), (right, top + n),
        (right, bottom - n), (right - n, bottom - n), (right - n, bottom), (left + n, bottom),
        (left + n, bottom - n), (left, bottom - n), (left, top + n), (left + n, top + n),
    )  # fmt: skip


def lozenge(x: float, y: float, radius: float, colour: Colour) -> Shape:
    """Draw a square standing on its corner, ``radius`` pt from the middle to each corner."""
    return Polygon(((x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)), colour)


def rule(x: float, y: float, length: float, width: float, colour: Colour, *, upright: bool = False) -> Shape:
    """Draw a straight rule from (x, y) to the right, or downwards; x or y is the middle of its width.

    Raises ValueError for a rule thinner than newsprint holds.
    """
    if width < THINNEST:
        raise ValueError(f"a rule of {width:g} pt breaks up in print: {THINNEST:g} pt is the least")
    half = width / 2
    rect = Rect(x - half, y, width, length) if upright else Rect(x, y - half, length, width)
    return Panel(rect, colour)


def tint(share: float) -> Colour:
    """Return a grey ground of so much black. Raises ValueError for one that newsprint loses."""
    if share < LIGHTEST:
        raise ValueError(f"a tint of {share:.0%} is lost in print: {LIGHTEST:.0%} is the least")
    return Colour(c=0, m=0, y=0, k=share)
