"""The words of a display ad as pieces: headline and sublines broken by phrases, text at reading size and measure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from layout.ads.kit import Kit
from layout.ads.looks.pieces import Piece, lines_piece
from layout.ads.problems import TooTight, too_wide
from layout.ads.prose import LATIN, TOP, least_width, set_paragraph
from layout.ads.sizing import SMALLEST, DisplayType, Line, draw_line, height, wrap
from layout.base.units import summed
from layout.compose.itemize import Setting
from layout.design.ads import DisplayTokens
from layout.design.values import Colour
from layout.scene.shapes import Shape
from layout.scene.text import Line as SceneLine

_TRIED = (1.0, 0.92, 0.84, 0.76, 0.66, 0.56, 0.46, 0.36, 0.28, 0.2)
"""The parts of the size it likes at which display type is broken; at its smallest too."""
_EVEN = (1.08, 1.25)
"""Lines so much longer than all even ones are even."""
_SHORT, _ALONE = 0.45, 1.5
"""A line so short beside the longest is a word alone, and what that costs."""
BREAKS = 0.15
"""What a point of the price of line ends counts against larger type: a poor break as a seventh of the size."""
_SHORT_LINES = 3
"""Text of no more lines is broken by phrases, as a headline is."""
_SURELY = 0.9
"""Letters are fitted to their line by less than a tenth."""
_LIST = 3
"""So many texts that have a line each are a list."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Display type broken into lines, its size, pt, and what its line ends cost."""

    lines: tuple[Line, ...]
    size: float
    cost: float


def break_display(
    text: str, field: str, type: DisplayType, width: float, target: float, smallest: float, most_lines: int,
    tracking: float = 0.0, lines_cost: float = 0.06,
) -> Broken:  # fmt: skip
    """Break display type over a measure (pt), at ``target`` pt or less, where large type and good line ends are had.

    ``lines_cost`` is what each line more counts, as a part of the size.

    Raises TooTight for a word that is wider than the measure at the smallest size, MissingGlyph naming the field.
    """
    target = max(target, smallest)
    found: tuple[int, float, float, float] | None = None
    value = -math.inf
    shown = type.of(text, field)
    natural = _natural(text, type, field)
    for count in range(1, most_lines + 1):
        # Even lines are tried too: the cheapest ones that fit may leave a short word alone.
        ems = [width / max(target * part, smallest) for part in _TRIED]
        if count > 1:
            ems += [em for slack in _EVEN if (em := slack * natural / count) < ems[0]]
        for em in dict.fromkeys(ems):
            way = shown.best(count, em)
            if way is None:
                continue
            size = min(target, width / way.longest(tracking))
            cost = (way.cost + _ALONE * (min(way.widths) < _SHORT * max(way.widths))) if count > 1 else 0.0
            worth = math.log(size / target) - BREAKS * cost - lines_cost * count
            if size >= smallest - 1e-6 and worth > value + 1e-9:
                found, value = (count, em, size, cost), worth
    if found is not None:
        count, em, size, cost = found
        lines = wrap(text, count, type, field, em)
        if lines is not None:
            return Broken(tuple(line.spread(tracking) for line in lines) if tracking else lines, size, cost)
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
    if len(texts) == 1 and (short := _short(texts, type, size, measure, align, kit, field)) is not None:
        return short
    if len(texts) >= _LIST and (items := _listed(texts, type, size, width, align, kit, field)) is not None:
        return items
    return _paragraphs(texts, type, size, width, kit, field)


def least_height(texts: Sequence[str], type: DisplayType, size: float, width: float, kit: Kit) -> float:
    """Return what `text_piece` takes at least, pt, without setting it."""
    step = kit.palette.tokens.display_ad.leading * max(SMALLEST, size - 0.25)
    return step * max(0.0, _SURELY * summed(_least(text, type, kit.setting) for text in texts) * size / width - 1)


@lru_cache(maxsize=1024)
def _least(text: str, type: DisplayType, setting: Setting) -> float:
    """Return what the characters of a text take at least, em."""
    return least_width(((text, type.voice),), setting)


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
        found = next(
            (way for way in ways if way is not None and max(line.width for line in way) * size <= measure), None
        )
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
        lines_piece(
            lines[at : at + rows], field, size, kit.palette.ink, step=step, align=align if columns == 1 else 0.0
        )
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


def _paragraphs(texts: Sequence[str], type: DisplayType, size: float, width: float, kit: Kit, field: str) -> Piece:
    """Return paragraphs in columns of a measure that is read with ease."""
    tokens = kit.palette.tokens.display_ad
    size = max(SMALLEST, math.floor(size * 4 + 1e-6) / 4)
    letters = in_letters(texts)
    gap, step = 2 * size, tokens.leading * size
    tight: TooTight | None = None
    lines: list[tuple[SceneLine, bool]] = []
    for columns, measure in (*_measures(width, size, gap, tokens), (1, width)):
        try:
            lines = [
                (line, not number)
                for text in texts
                for number, line in enumerate(
                    set_paragraph(
                        ((text, type.voice),), size, measure, field, kit.setting, 0.0, "left" if letters else "justify"
                    )
                )
            ]
        except TooTight as error:
            tight = error
            continue  # a word too wide for a column may have room in a wider one
        if columns == 1 or len(lines) >= kit.palette.tokens.prose.fewest * columns:
            break
    else:
        raise tight or TooTight(field)
    parts = _columns(lines, columns, len(texts))
    # White parts paragraphs, but for those that head a column.
    white = tokens.paragraph * size
    feet = [
        list(
            accumulate(
                step + (white if first and number else 0.0) if number else 0.0 for number, (_, first) in enumerate(part)
            )
        )
        for part in parts
    ]
    tall = max(foot[-1] for foot in feet) + size

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        return tuple(
            shape
            for column, (part, foot) in enumerate(zip(parts, feet, strict=True))
            for (line, _), down in zip(part, foot, strict=True)
            for shape in draw_line(
                line, x + column * (measure + gap), y + TOP * size + down, kit.palette.ink, field, kit.faces
            )
        )

    return Piece(field, measure * len(parts) + gap * (len(parts) - 1), tall, draw)


def _columns(
    lines: Sequence[tuple[SceneLine, bool]], columns: int, paragraphs: int
) -> list[Sequence[tuple[SceneLine, bool]]]:
    """Return lines in columns: a paragraph in each if there are as many and they are level, or else level ones.

    No column begins with a paragraph's last line. Each line tells whether it is a paragraph's first.
    """
    starts = [at for at, (_, first) in enumerate(lines) if first]
    rows = math.ceil(len(lines) / columns)
    ends = [*starts[1:], len(lines)]
    if columns == paragraphs and max(end - start for start, end in zip(starts, ends, strict=True)) <= rows + 1:
        return [lines[start:end] for start, end in zip(starts, ends, strict=True)]
    parts, start = [], 0
    while start < len(lines):
        end = start + rows
        if end in ends[:-1] or (end + 1 in ends and end < len(lines) and not lines[end][1]):
            end += not lines[end][1]
        parts.append(lines[start:end])
        start = end
    return parts


def _measures(width: float, size: float, gap: float, tokens: DisplayTokens) -> Iterator[tuple[int, float]]:
    """Yield numbers of columns and their measure, pt: as many as a measure is divided into well, then fewer."""
    most = max(1, int((width + gap) / (tokens.narrowest * size + gap)))
    fewest = max(1, math.ceil((width + gap) / (tokens.widest * size + gap)))
    for columns in range(min(most, fewest), 0, -1):
        yield columns, min((width - gap * (columns - 1)) / columns, tokens.widest * size)
