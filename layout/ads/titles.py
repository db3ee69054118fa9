"""Titles of notices: broken where a head over a story would be, in a size that several may share."""

from __future__ import annotations

from collections.abc import Sequence

from layout.ads.alike import Part
from layout.ads.kit import Kit
from layout.ads.numbers import Spans
from layout.ads.problems import TooTight, too_wide
from layout.ads.prose import TOP
from layout.ads.sizing import SMALLEST, DisplayType, Line, wrap
from layout.base.units import Rect
from layout.compose.itemize import Voice
from layout.scene.shapes import Shape

_NEAR = 0.85
"""A title has the fewest lines that bring it this near to the size it likes."""

_NARROWER = 0.98
"""A line of text that is parted as a title is fills no more of its measure."""


def fitted(
    text: str, field: str, type: DisplayType, width: float, size: float, most_lines: int
) -> tuple[tuple[Line, ...], float]:
    """Return the lines of a title and their size, pt, ``size`` at most; of a size that it has room in that one.

    Raises TooTight if it has no room in a width, MissingGlyph as measuring does.
    """
    options = []
    for count in range(1, most_lines + 1):
        if (lines := wrap(text, count, type, field, width / SMALLEST)) is not None:
            own = min(size, width / max(line.width for line in lines))
            if own >= SMALLEST:
                options.append((lines, own))
    if not options:
        word, em = type.of(text, field).widest()
        if em * SMALLEST > width:
            raise too_wide(field, lambda: word, em * SMALLEST, width)
        raise TooTight(field)
    largest = max(own for _, own in options)
    return next(option for option in options if option[1] >= _NEAR * largest)


def lines_in(text: str, field: str, type: DisplayType, width: float, size: float, most_lines: int) -> tuple[Line, ...]:
    """Return the lines of a title in a size, pt: the fewest that have room. Raises TooTight if none have."""
    for count in range(1, most_lines + 1):
        lines = wrap(text, count, type, field, width / size + 1e-6)
        if lines is not None and max(line.width for line in lines) * size <= width + 1e-6:
            return lines
    raise TooTight(field)


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
