"""The gaps between the characters of lines, of a whole page at once."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntFlag, auto
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layout.pdf.chars import Chars
from layout.preflight.lines.marks import is_han, is_latin
from layout.preflight.lines.model import WordSpaces
from layout.preflight.lines.paragraphs import PlacedLine
from layout.preflight.lines.read import SIDED, WORD_GAP, side_of
from layout.preflight.lines.readings import covered

FULL_WIDTH = 0.9
"""A glyph at least this wide (em) is one of full width."""
LATIN_SPACE = 0.25
"""A word space where the page draws none, em."""
WIDE, VERY_WIDE = 1.5, 2.0
"""Word spaces, in times of the font's own, that are seen, and that tear a line."""
IDEOGRAPHIC_SPACE = "\u3000"

_NONE = Chars()
_NEAR = 1e-4
"""Gaps that differ by less than this, em, may be the same once they are rounded."""

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


class _Kind(IntFlag):
    """What the text of a glyph is, as far as gaps before and after it go."""

    BLANK = auto()
    SQUARE = auto()
    HAN_BEGINS = auto()
    HAN_ENDS = auto()
    LATIN_BEGINS = auto()
    LATIN_ENDS = auto()
    ASCII = auto()
    APART = auto()


@lru_cache(maxsize=1 << 14)
def _kind(text: str) -> int:
    first, last = text[:1], text[-1:]
    told = {
        _Kind.BLANK: text.isspace(),
        _Kind.SQUARE: not is_latin(first) and not text.isascii(),
        _Kind.HAN_BEGINS: is_han(first),
        _Kind.HAN_ENDS: is_han(last),
        _Kind.LATIN_BEGINS: is_latin(first),
        _Kind.LATIN_ENDS: is_latin(last),
        _Kind.ASCII: text.isascii(),
        _Kind.APART: text == IDEOGRAPHIC_SPACE,
    }
    return sum(kind.value for kind, holds in told.items() if holds)


class Widest(NamedTuple):
    """The widest gap of a line, em, and the characters at its sides."""

    item: PlacedLine
    width: float
    pair: str


class Gaps:
    """The gaps of lines: between every two neighbours of a line that are not blank, in arrays.

    Blanks are no neighbours but part of the gap. ``size`` is the body's, pt. What of a gap ``readings`` stand over is
    none of it.
    """

    def __init__(self, placed: Sequence[PlacedLine], size: float, readings: Chars = _NONE) -> None:
        self._placed, self._size = placed, size
        lines = [item.line.chars for item in placed]
        self._texts = [text for chars in lines for text in chars.text]
        count = len(self._texts)
        kinds = np.fromiter(map(_kind, self._texts), dtype=np.int64, count=count)
        x, advance, own = (
            np.fromiter(chain.from_iterable(map(attrgetter(column), lines)), dtype=np.float64, count=count)
            for column in ("x", "advance", "size")
        )
        blank = self._are(kinds, _Kind.BLANK)
        line = np.repeat(np.arange(len(placed)), [len(chars) for chars in lines])
        inked = np.flatnonzero(~blank)
        same = line[inked[:-1]] == line[inked[1:]]
        self._before, self._after = before, after = inked[:-1][same], inked[1:][same]
        self._line = line[after]
        self._widths: Array = x[after] - (x + advance)[before]
        # White beside a mark in the middle of its place is no gap.
        side = np.zeros(count)
        for at in [at for at, text in enumerate(self._texts) if text in SIDED]:
            side[at] = side_of(self._texts[at], float(advance[at]), float(own[at]))
        self._apart: Array = self._widths - side[after] - side[before]
        if len(readings):
            levels = np.array([item.line.baseline for item in placed])[self._line]
            self._apart = self._apart - covered((x + advance)[before], x[after], levels, readings, size)
        self._touching = after == before + 1
        full = (advance >= FULL_WIDTH * own) & self._are(kinds, _Kind.SQUARE)
        self._full = full[before] & full[after]
        left, right = kinds[before], kinds[after]
        self._han = self._are(left, _Kind.HAN_ENDS) & self._are(right, _Kind.HAN_BEGINS)
        self._mixed = (self._are(left, _Kind.HAN_ENDS) & self._are(right, _Kind.LATIN_BEGINS)) | (
            self._are(left, _Kind.LATIN_ENDS) & self._are(right, _Kind.HAN_BEGINS)
        )
        self._ascii = self._are(left & right, _Kind.ASCII)
        # A space of full width, as it stands behind a dateline, is meant.
        spaces = np.cumsum(self._are(kinds, _Kind.APART))
        self._meant = spaces[after] != spaces[before]
        # What the font's own word space is at a gap: the last one that its line has drawn till there.
        drawn = np.maximum.accumulate(np.where(blank, np.arange(count), -1))
        of_line = (drawn >= 0) & (line[np.maximum(drawn, 0)] == line)
        self._space = np.where(of_line, advance[np.maximum(drawn, 0)], LATIN_SPACE * size)[after]

    @staticmethod
    def _are(kinds: NDArray[np.int64], kind: _Kind) -> Mask:
        are: Mask = (kinds & kind.value) != 0
        return are

    def added(self) -> list[Widest]:
        """Return the widest gap of each line that was added to fill it.

        Whatever stands between the squares of two characters of full width was. A line that ends a paragraph is
        not filled, and where a mark on it stands apart (a source after the last sentence) it is meant: there
        gaps between han count alone.
        """
        ending = np.array([item.ending for item in self._placed], dtype=bool)[self._line]
        return self._widest(self._touching & np.where(ending, self._han, self._full))

    def mixed(self) -> list[Widest]:
        """Return the widest gap of each line between a han character and a Latin letter or digit."""
        return self._widest(self._mixed)

    def _widest(self, asked: Mask) -> list[Widest]:
        at = np.flatnonzero(asked & ~self._meant)
        if not len(at):
            return []
        widths, lines = self._apart[at] / self._size, self._line[at]
        starts = np.flatnonzero(np.diff(lines, prepend=-1))
        most = np.repeat(np.maximum.reduceat(widths, starts), np.diff(starts, append=len(at)))
        near = np.flatnonzero(widths > most - _NEAR)
        found: dict[int, Widest] = {}
        for gap, line, width, end in zip(*(column[near].tolist() for column in (at, lines, widths, most)), strict=True):
            # Rounded, so that of equal gaps the first is named whatever the noise of the reading.
            if line not in found and (width == end or round(width, 4) == round(end, 4)):
                pair = self._texts[self._before[gap]][-1:] + self._texts[self._after[gap]][:1]
                found[line] = Widest(self._placed[line], round(width, 4), pair)
        return list(found.values())

    def word_spaces(self) -> WordSpaces | None:
        """Return what is to be told of the spaces between Latin words on full lines; None if there are none."""
        full = np.array([not item.final for item in self._placed], dtype=bool)[self._line]
        asked = full & self._ascii & (self._widths > WORD_GAP * self._size) & (self._space > 0)
        parts, lines = self._widths[asked] / self._space[asked], self._line[asked]
        if not len(parts):
            return None
        middle = np.array([np.median(parts[lines == line]) for line in np.unique(lines)])
        wide, very_wide = (int((middle > times).sum()) for times in (WIDE, VERY_WIDE))
        return WordSpaces(float(parts.min()), float(parts.max()), len(middle), wide, very_wide)
