"""Pieces of a display ad as large as they come out, and pieces made of pieces: one over another, side by side.

A piece knows its width and height and draws itself at a place. White is nowhere in it: who arranges pieces says it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layout.ads.sizing import Line, height
from layout.base.units import summed
from layout.design.values import Colour
from layout.scene.shapes import Shape

Draw = Callable[[float, float], tuple[Shape, ...]]
"""Draws a piece with its top left there, pt."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an ad, pt. ``field`` is the key it shows."""

    field: str
    width: float
    height: float
    draw: Draw


def over(pieces: Sequence[Piece], gaps: Sequence[float], align: float) -> Piece:
    """Return pieces one under another, ``gaps`` (pt) between them; ``align`` 0 puts them flush left, 0.5 centred."""
    width = max(piece.width for piece in pieces)
    tall = summed(piece.height for piece in pieces) + summed(gaps)

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        shapes: list[Shape] = []
        for piece, gap in zip(pieces, (*gaps, 0.0), strict=True):
            shapes += piece.draw(x + align * (width - piece.width), y)
            y += piece.height + gap
        return tuple(shapes)

    return Piece(max(pieces, key=lambda piece: piece.height).field, width, tall, draw)


def row(pieces: Sequence[Piece], gap: float, width: float = 0.0) -> Piece:
    """Return pieces side by side, their middles on one height.

    ``gap`` (pt) is between them; where a ``width`` is said the last one ends there.
    """
    natural = summed(piece.width for piece in pieces) + gap * (len(pieces) - 1)
    wide = max(width, natural)
    tall = max(piece.height for piece in pieces)

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        shapes: list[Shape] = []
        left = x
        for number, piece in enumerate(pieces):
            if number and number == len(pieces) - 1:
                left = x + wide - piece.width
            shapes += piece.draw(left, y + (tall - piece.height) / 2)
            left += piece.width + gap
        return tuple(shapes)

    return Piece(max(pieces, key=lambda piece: piece.height).field, wide, tall, draw)


def lines_piece(
    lines: Sequence[Line],
    field: str,
    size: float,
    colour: Colour,
    *,
    step: float,
    align: float,
    reversed: bool = False,
) -> Piece:
    """Return lines of display type as a piece as high as their ink; ``step`` is from baseline to baseline, pt."""
    top, bottom = height(lines)
    # A line centred by its ink: what white a bracket has at its side is none to the eye.
    width = max(line.width for line in lines) * size
    tall = (top - bottom) * size + step * (len(lines) - 1)

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        return tuple(
            text
            for number, line in enumerate(lines)
            for text in line.at(
                x + align * width, y + top * size + number * step, size, colour, field, align=align, reversed=reversed
            )
        )

    return Piece(field, width, tall, draw)
