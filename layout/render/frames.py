"""Box borders (花线) as drawn paths: what CSS cannot draw evenly around a box."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sin

from layout.base.units import Rect
from layout.design.tokens import Colour
from layout.edition.model import BoxStyle
from layout.scene.shapes import DrawnPath, Outline, Panel

PLAIN, THICK, THIN = 0.6, 2.4, 0.5
"""Rules of a frame, pt."""
DOUBLE_GAP = 2.0
"""White between the two rules of a double frame, pt."""
DOT, DOT_PITCH = 1.4, 4.0
"""Side of a dot of a dotted frame and the distance of two, pt."""
WAVE, WAVE_HEIGHT, WAVE_RULE = 6.0, 1.5, 0.7
"""Length of a wave, its height over the middle, and the thickness of its rule, pt."""
WAVE_STEPS = 8
"""Straight pieces a wave is drawn with."""


def frame_shapes(style: BoxStyle, width: float, height: float, ink: Colour) -> tuple[DrawnPath, ...]:
    """Return the border of a box, inside its edges; nothing for the boxes that the template draws."""
    match style:
        case "plain":
            return (_frame(width, height, PLAIN, PLAIN / 2, ink),)
        case "thick":
            return (_frame(width, height, THICK, THICK / 2, ink),)
        case "double":
            inner = PLAIN * 2 + DOUBLE_GAP
            return (_frame(width, height, 2 * PLAIN, PLAIN, ink), _frame(width, height, THIN, inner + THIN / 2, ink))
        case "dotted":
            return tuple(_dots(width, height, ink))
        case "wave":
            return tuple(_waves(width, height, ink))
    return ()


def _frame(width: float, height: float, thickness: float, inset: float, ink: Colour) -> Outline:
    left, top, right, foot = inset, inset, width - inset, height - inset
    return Outline(((left, top), (right, top), (right, foot), (left, foot)), thickness, ink)


def _dots(width: float, height: float, ink: Colour) -> Iterator[Panel]:
    """Yield square dots along the edges; a whole number of them on each, so that the corners are alike."""
    half = DOT / 2
    across, down = max(1, round((width - DOT) / DOT_PITCH)), max(1, round((height - DOT) / DOT_PITCH))
    places = [(half + at * (width - DOT) / across, y) for y in (half, height - half) for at in range(across + 1)]
    places += [(x, half + at * (height - DOT) / down) for x in (half, width - half) for at in range(1, down)]
    for x, y in places:
        yield Panel(Rect(x - half, y - half, DOT, DOT), ink)


def _waves(width: float, height: float, ink: Colour) -> Iterator[Outline]:
    """Yield a wave along each edge, of a whole number of waves."""
    half = WAVE_RULE / 2
    middle = WAVE_HEIGHT + half
    for y in (middle, height - middle):
        yield Outline(tuple((half + at, y + rise) for at, rise in _wave(width - 2 * half)), WAVE_RULE, ink, False)
    for x in (middle, width - middle):
        yield Outline(tuple((x + rise, half + at) for at, rise in _wave(height - 2 * half)), WAVE_RULE, ink, False)


def _wave(length: float) -> Iterator[tuple[float, float]]:
    waves = max(1, round(length / WAVE))
    steps = waves * WAVE_STEPS
    for step in range(steps + 1):
        yield length * step / steps, WAVE_HEIGHT * sin(2 * pi * step / WAVE_STEPS)
