"""Pieces of lines as they are read from a page: what was set on together, with the ink of its glyphs."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layout.base.units import Rect
from layout.pdf.facts import Text, united
from layout.pdf.pdfium import Char, PageText

_PLAY = 0.05
"""Characters of one line stand on baselines that differ by less, em."""
_GAP = 1.2
"""A line goes on over a gap up to this, em; a wider one is the gutter between two."""
_SIDE = 0.08
"""The white at each side of a character in its em box, em."""
_BESIDE = 0.5
"""The pen may stand outside of the text it writes by this, pt."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Glyphs set on together in one size: what each says, the size and the baseline in pt, the ink of each.

    ``rect`` is around the ink. ``boxes`` has a row of x, y, width and height of ink for each of the ``letters`` (a
    ligature is one of several characters), blanks and accents left out: an accent lies on its letter, as it should.
    ``order`` is that of the text it is of.
    """

    letters: tuple[str, ...]
    size: float
    baseline: float
    rect: Rect
    boxes: NDArray[np.float64]
    order: int = 0

    @property
    def text(self) -> str:
        """What it says, without blanks."""
        return "".join(self.letters)

    @property
    def inks(self) -> tuple[Rect, ...]:
        """The ink of each glyph."""
        return _rects(self.boxes)


def pieces_of(page: PageText, texts: Iterable[Text]) -> tuple[Piece, ...]:
    """Return the pieces of a page's characters, in the order of drawing; what cannot be seen is left out.

    page: its characters as PDFium reads them, with their ink. texts: what our own reading of the page shows where.
    PDFium loses the place of characters that a form tells beside its glyphs (ActualText); for those the em boxes
    stand in for the ink.
    """
    seen = [text for text in texts if text.colour is not None and text.text.strip()]
    orders, numbers = _shown(page, seen)
    read = _read(page, orders, numbers)
    found = set(orders)
    return (*read, *_unread(text for text in seen if text.order not in found))


class _Room(NamedTuple):
    """A text as a character is held against it: its size, and where the pen may stand in it, pt."""

    size: float
    left: float
    right: float
    top: float
    foot: float
    text: str
    order: int

    def shows(self, char: Char) -> bool:
        """Tell whether a character is one of the text: it stands in it, in its size."""
        return (
            self.left < char.x < self.right
            and self.top < char.baseline < self.foot
            and abs(self.size - char.size) < _PLAY * char.size
            and char.text[:1] in self.text
        )


def _shown(page: PageText, seen: Iterable[Text]) -> tuple[list[int], list[int]]:
    """Return the orders of the texts that characters are of, and the numbers of these characters."""
    on: dict[int, list[_Room]] = defaultdict(list)
    for text in seen:
        rect = text.rect
        room = _Room(text.size, rect.x - _BESIDE, rect.right + _BESIDE, rect.y, rect.bottom, text.text, text.order)
        for row in range(int(rect.y), int(rect.bottom) + 1):
            on[row].append(room)
    orders, numbers = [], []
    room = None
    for number in np.flatnonzero((page.inks[:, 2:] > 0).all(axis=1)).tolist():
        char = page.chars[number]
        if not char.visible or not _is_letter(char.text):
            continue
        if room is None or not room.shows(char):
            room = next((one for one in on[int(char.baseline)] if one.shows(char)), None)
            if room is None:
                continue
        orders.append(room.order)
        numbers.append(number)
    return orders, numbers


def _read(page: PageText, orders: Sequence[int], numbers: Sequence[int]) -> Iterator[Piece]:
    """Yield the pieces that characters of these numbers are set in, each of the text its first one is of."""
    chars, boxes = [page.chars[number] for number in numbers], page.inks[numbers]
    ends = [at for at, (before, char) in enumerate(pairwise(chars), start=1) if not _goes_on(before, char)]
    for start, end in pairwise((0, *ends, len(chars)) if chars else ()):
        of = chars[start:end]
        rect = reduce(united, _rects(boxes[start:end]))
        letters = tuple(char.text for char in of)
        yield Piece(letters, of[0].size, of[0].baseline, rect, boxes[start:end], orders[start])


def _unread(texts: Iterable[Text]) -> Iterator[Piece]:
    for text in texts:
        ink = text.rect.inset(_SIDE * text.size, _SIDE * text.size)
        if ink.width > 0 and ink.height > 0:
            boxes = np.array([(ink.x, ink.y, ink.width, ink.height)])
            yield Piece((text.text,), text.size, text.baseline, ink, boxes, text.order)


def _goes_on(before: Char, char: Char) -> bool:
    em = max(before.size, 0.1)
    return (
        before.upright == char.upright
        and before.inside == char.inside
        and abs(before.size - char.size) < _PLAY * em
        and abs(before.baseline - char.baseline) < _PLAY * em
        and -em / 2 < char.x - before.right < _GAP * em
    )


@lru_cache(maxsize=1 << 14)
def _is_letter(text: str) -> bool:
    """Tell whether a glyph's text is more than blanks and accents."""
    return bool(text.strip()) and not all(map(unicodedata.combining, text))


def _rects(boxes: NDArray[np.float64]) -> tuple[Rect, ...]:
    return tuple(Rect(*box) for box in boxes.tolist())
