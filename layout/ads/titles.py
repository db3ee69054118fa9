"""Titles of notices: broken where a head over a story would be, in a size that several may share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from layout.ads.alike import Part
from layout.ads.kit import Kit
from layout.ads.numbers import Spans
from layout.ads.problems import TooTight, too_wide
from layout.ads.prose import TOP
from layout.ads.sizing import SMALLEST, DisplayType, Line, wrap
from layout.base.units import Rect
from layout.compose.itemize import Voice
from layout.scene.shapes import Shape

_SMALLER, _FREE = 5.0, 0.12
"""What it costs that a title is smaller than it likes, for the logarithm of how much over so much that is free; other
costs are as in `layout.compose.phrases`."""

_LINE = 0.15
"""What each further line costs,"""

_STUB = 0.8
"""and a last line that is much shorter than the longest: a word alone."""

_SHORT = 0.4
"""So much of the longest line is not short."""

_NARROWER = 0.98
"""A line of text that is parted as a title is fills no more of its measure."""


def fitted(
    text: str, field: str, type: DisplayType, width: float, size: float, most_lines: int
) -> tuple[tuple[Line, ...], float]:
    """Return the lines of a title and their size, pt, ``size`` at most; of a size that it has room in that one.

    Raises TooTight if it has no room in a width, MissingGlyph as measuring does.
    """
    options = [
        (_SMALLER * max(0.0, math.log(size / own) - _FREE) + cost, number, lines, own)
        for number, (lines, longest, cost) in enumerate(_ways(text, field, type, most_lines, width / SMALLEST))
        if (own := min(size, width / longest)) >= SMALLEST
    ]
    if not options:
        word, em = type.of(text, field).widest()
        if em * SMALLEST > width:
            raise too_wide(field, lambda: word, em * SMALLEST, width)
        raise TooTight(field)
    _, _, lines, own = min(options, key=lambda option: option[:2])
    return lines, own


def lines_in(text: str, field: str, type: DisplayType, width: float, size: float, most_lines: int) -> tuple[Line, ...]:
    """Return the lines of a title in a size, pt: the best that have room. Raises TooTight if none have."""
    options = [
        (cost, number, lines)
        for number, (lines, longest, cost) in enumerate(_ways(text, field, type, most_lines, width / SMALLEST))
        if longest * size <= width + 1e-6
    ]
    if not options:
        raise TooTight(field)
    return min(options, key=lambda option: option[:2])[2]


@lru_cache(maxsize=512)
def _ways(
    text: str, field: str, type: DisplayType, most_lines: int, most: float
) -> tuple[tuple[tuple[Line, ...], float, float], ...]:
    """Return the ways to break a title that are of use at some size: the lines, the longest's width, em, and the cost.

    No line is wider than ``most`` em.
    """
    made = []
    display = type.of(text, field)
    for count in range(1, most_lines + 1):
        em = most
        while (way := display.best(count, em)) is not None:
            longest = way.longest()
            lines = wrap(text, count, type, field, longest + 1e-6)
            if lines is None:
                break
            stub = _STUB if count > 1 and lines[-1].width < _SHORT * longest else 0.0
            made.append((lines, longest, way.cost + _LINE * (count - 1) + stub))
            em = longest - 1e-3
            if count == 1:
                break
    return tuple(made)


def phrased(spans: Spans, count: int, field: str, type: DisplayType, measure: float, size: float) -> list[Spans]:
    """Return a text of few lines as its lines, parted between phrases as a title is; nothing if so they do not fit.

    ``measure`` and ``size`` are pt. Such a text is no paragraph: what belongs together is to stand together.
    """
    lines = wrap("".join(text for text, _ in spans), count, type, field, measure / size)
    # Bold type in it is wider than the text's.
    if lines is None or count == 1 or max(line.width for line in lines) * size > _NARROWER * measure:
        return []
    made: list[Spans] = []
    start = 0
    for line in lines:
        end = line.items.atoms[line.last].end
        made.append(_between(spans, start, end))
        start = end
    return made


def _between(spans: Spans, start: int, end: int) -> Spans:
    """Return what of spans stands between two offsets of their text."""
    made: list[tuple[str, Voice]] = []
    at = 0
    for text, voice in spans:
        part = text[max(0, start - at) : max(0, end - at)]
        made += [(part.lstrip() if not made else part, voice)] if part.strip() else []
        at += len(text)
    return tuple(made)


def title_part(lines: Sequence[Line], field: str, size: float, kit: Kit) -> Part:
    """Return a title, its lines in the middle. Its height is that of its characters, whatever ink they have."""
    step = (1 + kit.palette.tokens.head.leading) * size

    def paint(box: Rect) -> tuple[Shape, ...]:
        middle, first = box.x + box.width / 2, box.y + TOP * size
        return tuple(
            text
            for number, line in enumerate(lines)
            for text in line.at(middle, first + number * step, size, kit.palette.ink, field, align=0.5)
        )

    return Part((len(lines) - 1) * step + size, 0.0, paint)
