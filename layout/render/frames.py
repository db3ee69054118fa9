"""Box borders (花线) as drawn paths: what CSS cannot draw evenly around a box."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sin

from layout.base.units import Rect
from layout.design.sheet import FrameTokens
from layout.design.values import Colour
from layout.edition.model import BoxStyle
from layout.scene.shapes import DrawnPath, Outline, Panel

WAVE_STEPS = 8
"""Straight pieces a wave is drawn with."""


def frame_shapes(
    style: BoxStyle, width: float, height: float, ink: Colour, tokens: FrameTokens
) -> tuple[DrawnPath, ...]:
    """Return the border of a box, inside its edges; nothing for the boxes that the template draws."""
    match style:
        case "plain":
            return (_frame(width, height, tokens.plain, tokens.plain / 2, ink),)
        case "thick":
            return (_frame(width, height, tokens.thick, tokens.thick / 2, ink),)
        case "double":
            plain, thin = tokens.plain, tokens.thin
            inner = plain * 2 + tokens.gap
            return (_frame(width, height, 2 * plain, plain, ink), _frame(width, height, thin, inner + thin / 2, ink))
        case "dotted":
            return tuple(_dots(width, height, ink, tokens))
        case "wave":
            return tuple(_waves(width, height, ink, tokens))
    return ()


def _frame(width: float, height: float, thickness: float, inset: float, ink: Colour) -> Outline:
    left, top, right, foot = inset, inset, width - inset, height - inset
    return Outline(((left, top), (right, top), (right, foot), (left, foot)), thickness, ink)


def _dots(width: float, height: float, ink: Colour, tokens: FrameTokens) -> Iterator[Panel]:
    """Yield square dots along the edges; a whole number of them on each, so that the corners are alike."""
    dot, pitch = tokens.dot, tokens.dot_pitch
    half = dot / 2
    across, down = max(1, round((width - dot) / pitch)), max(1, round((height - dot) / pitch))
    places = [(half + at * (width - dot) / across, y) for y in (half, height - half) for at in range(across + 1)]
    places += [(x, half + at * (height - dot) / down) for x in (half, width - half) for at in range(1, down)]
    for x, y in places:
        yield Panel(Rect(x - half, y - half, dot, dot), ink)


def _waves(width: float, height: float, ink: Colour, tokens: FrameTokens) -> Iterator[Outline]:
    """Yield a wave along each edge, of a whole number of waves."""
    half = tokens.wave_rule / 2
    middle = tokens.wave_height + half
    for y in (middle, height - middle):
        points = tuple((half + at, y + rise) for at, rise in _wave(width - 2 * half, tokens))
        yield Outline(points, tokens.wave_rule, ink, False)
    for x in (middle, width - middle):
        points = tuple((x + rise, half + at) for at, rise in _wave(height - 2 * half, tokens))
        yield Outline(points, tokens.wave_rule, ink, False)


def _wave(length: float, tokens: FrameTokens) -> Iterator[tuple[float, float]]:
    waves = max(1, round(length / tokens.wave))
    steps = waves * WAVE_STEPS
    for step in range(steps + 1):
        yield length * step / steps, tokens.wave_height * sin(2 * pi * step / WAVE_STEPS)
