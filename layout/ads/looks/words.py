"""The words of a display ad as pieces: headline and sublines broken by phrases, and text at reading size and measure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from layout.ads.kit import Kit
from layout.ads.looks.pieces import Piece, lines_piece
from layout.ads.problems import TooTight, too_wide
from layout.ads.prose import LATIN, TOP, set_paragraph
from layout.ads.sizing import SMALLEST, DisplayType, Line, draw_line, height, wrap
from layout.base.units import summed
from layout.design.ads import DisplayTokens
from layout.design.values import Colour
from layout.scene.shapes import Shape

_TRIED = (1.0, 0.92, 0.84, 0.76, 0.66, 0.56, 0.46, 0.36, 0.28, 0.2)
"""The parts of the size it likes at which display type is broken; at its smallest too."""
_BREAKS = 0.15
"""What a point of the price of line ends counts against larger type: a poor break as a seventh of the size."""
_LINE = 0.06
"""What each line more counts."""
_SHORT_LINES = 3
"""Text of no more lines is broken by phrases, as a headline is."""
_LIST = 3
"""So many texts that have a line each are a list."""
_PARAGRAPH = 1.4
"""Texts longer than so many lines are paragraphs, and indented if there are several."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Display type broken into lines, and its size, pt."""

    lines: tuple[Line, ...]
    size: float


def break_display(
    text: str, field: str, type: DisplayType, width: float, target: float, smallest: float, most_lines: int,
    tracking: float = 0.0,
) -> Broken:  # fmt: skip
    """Break display type over a measure (pt) at ``target`` pt or less: where large type and good line ends are both had.

    Raises TooTight for a word that is wider than the measure at the smallest size, MissingGlyph naming the field.
    """
    target = max(target, smallest)
    found: tuple[int, float, float] | None = None
    value = -math.inf
    shown = type.of(text, field)
    for count in range(1, most_lines + 1):
        for part in _TRIED:
            at = max(target * part, smallest)
            way = shown.best(count, width / at)
            if way is not None:
                size = min(target, width / way.longest(tracking))
                worth = math.log(size / target) - _BREAKS * (way.cost if count > 1 else 0.0) - _LINE * count
                if size >= smallest - 1e-6 and worth > value + 1e-9:
                    found, value = (count, width / at, size), worth
            if at == smallest:
                break
    if found is not None:
        count, em, size = found
        lines = wrap(text, count, type, field, em)
        if lines is not None:
            return Broken(tuple(line.spread(tracking) for line in lines) if tracking else lines, size)
    word, em = shown.widest()
    if em * smallest > width:
        raise too_wide(field, lambda: word, em * smallest, width)
    raise TooTight(field)


def display_piece(
    broken: Broken, field: str, colour: Colour, leading: float, *, align: float, reversed: bool = False
) -> Piece:
    """Return broken display type as a piece; ``leading`` is the white between the ink of two lines, em."""
    top, bottom = height(broken.lines)
    step = (top - bottom + leading) * broken.size
    return lines_piece(broken.lines, field, broken.size, colour, step=step, align=align, reversed=reversed)


def in_letters(texts: Sequence[str]) -> bool:
    """Tell whether texts are mostly letters: ragged in an ad's short lines, where justified ones would be torn."""
    words = "".join(texts)
    return 2 * sum(ord(character) > LATIN for character in words) < len(words)


def text_piece(
    texts: Sequence[str], type: DisplayType, size: float, width: float, align: float, kit: Kit, field: str = "text"
) -> Piece:
    """Return running text at a size (pt) over a measure, of which it takes what can be read: see `_ways`.

    Raises TooTight for a word wider than the measure, MissingGlyph naming the field.
    """
    tokens = kit.palette.tokens.display_ad
    measure = min(width, tokens.widest * size)
    if len(texts) < _LIST and (short := _short(texts, type, size, measure, align, kit, field)) is not None:
        return short
    if len(texts) >= _LIST and (items := _listed(texts, type, size, width, align, kit, field)) is not None:
        return items
    return _paragraphs(texts, type, size, width, kit, field)


def _short(
    texts: Sequence[str], type: DisplayType, size: float, measure: float, align: float, kit: Kit, field: str
) -> Piece | None:
    """Return a few words in lines broken by phrases; None if they are more."""
    lines: list[Line] = []
    for text in texts:
        count = max(1, math.ceil(_natural(text, type, field) * size / measure - 1e-6))
        if count + len(lines) > _SHORT_LINES:
            return None
        ways = (wrap(text, number, type, field, measure / size) for number in range(count, _SHORT_LINES + 1))
        found = next((way for way in ways if way is not None and max(line.width for line in way) * size <= measure), None)
        if found is None:
            return None
        lines += found
    if len(lines) > _SHORT_LINES:
        return None
    step = kit.palette.tokens.display_ad.leading * size
    return lines_piece(lines, field, size, kit.palette.ink, step=step, align=align)


@lru_cache(maxsize=1024)
def _natural(text: str, type: DisplayType, field: str) -> float:
    """Return about how long a text is in one line, em."""
    return summed(atom.width for atom in type.of(text, field).items.atoms)


def _listed(
    texts: Sequence[str], type: DisplayType, size: float, width: float, align: float, kit: Kit, field: str
) -> Piece | None:
    """Return texts of a line each as a list, in columns where there is room; None if one is longer."""
    tokens = kit.palette.tokens.display_ad
    if max(_natural(text, type, field) for text in texts) * size > width:
        return None
    lines = [line for text in texts for line in wrap(text, 1, type, field) or ()]
    widest, gap = max(line.width for line in lines) * size, 2 * size
    if widest > width:
        return None
    columns = max(1, min(int((width + gap) / (widest + gap)), math.ceil(len(lines) / _LIST), 4))
    rows = math.ceil(len(lines) / columns)
    columns = math.ceil(len(lines) / rows)
    step = tokens.leading * size
    parts = [
        lines_piece(lines[at : at + rows], field, size, kit.palette.ink, step=step, align=align if columns == 1 else 0.0)
        for at in range(0, len(lines), rows)
    ]
    tall = max(part.height for part in parts)

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        shapes: list[Shape] = []
        for part in parts:
            shapes += part.draw(x, y)
            x += part.width + gap
        return tuple(shapes)

    return Piece(field, summed(part.width for part in parts) + gap * (len(parts) - 1), tall, draw)


def _paragraphs(
    texts: Sequence[str], type: DisplayType, size: float, width: float, kit: Kit, field: str
) -> Piece:
    """Return paragraphs in columns of a measure that is read with ease."""
    tokens = kit.palette.tokens.display_ad
    size = max(SMALLEST, math.floor(size * 4 + 1e-6) / 4)
    letters = in_letters(texts)
    gap, step = 2 * size, tokens.leading * size
    best: tuple[float, int, float, list[tuple]] | None = None  # type: ignore[type-arg]
    for columns, measure in _measures(width, size, gap, tokens):
        long = [len(text) * (0.5 if letters else 1.0) * size > _PARAGRAPH * measure for text in texts]
        indent = tokens.indent * (0.5 if letters else 1.0) if len(texts) > 1 and all(long) else 0.0
        set_ = [
            line
            for text in texts
            for line in set_paragraph(
                ((text, type.voice),), size, measure, field, kit.setting, indent, "left" if letters else "justify"
            )
        ]
        if columns > 1 and len(set_) < 3 * columns:
            continue
        best = (measure, columns, gap, set_)
        break
    if best is None:
        raise TooTight(field)
    measure, columns, gap, lines = best
    rows = math.ceil(len(lines) / columns)
    tall = (rows - 1) * step + size

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        return tuple(
            shape
            for number, line in enumerate(lines)
            for shape in draw_line(
                line,
                x + number // rows * (measure + gap),
                y + TOP * size + number % rows * step,
                kit.palette.ink,
                field,
                kit.faces,
            )
        )

    used = math.ceil(len(lines) / rows)
    return Piece(field, measure * used + gap * (used - 1), tall, draw)


def _measures(width: float, size: float, gap: float, tokens: DisplayTokens) -> Iterator[tuple[int, float]]:
    """Yield numbers of columns and their measure, pt: as many as a measure is divided into well, then fewer."""
    most = max(1, int((width + gap) / (tokens.narrowest * size + gap)))
    fewest = max(1, math.ceil((width + gap) / (tokens.widest * size + gap)))
    for columns in range(min(most, fewest), 0, -1):
        yield columns, min((width - gap * (columns - 1)) / columns, tokens.widest * size)
