"""Pieces of lines as they are read from a page: what was set on together, with the ink of its glyphs."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layout.base.units import Rect
from layout.pdf.facts import Text
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
        return tuple(Rect(*box) for box in self.boxes.tolist())


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

    left: float
    right: float
    top: float
    foot: float
    size: float
    text: str
    order: int

    def shows(self, char: Char) -> bool:
        """Tell whether a character is one of the text: it stands in it, in its size."""
        left, right, top, foot, size, text, _ = self
        said, x, baseline, _, own, *_ = char
        near = left < x < right and top < baseline < foot and abs(size - own) < _PLAY * own
        return near and said[:1] in text


def _shown(page: PageText, seen: Iterable[Text]) -> tuple[list[int], list[int]]:
    """Return the orders of the texts that characters are of, and the numbers of these characters."""
    on: dict[int, list[_Room]] = defaultdict(list)
    for text in seen:
        rect = text.rect
        own = _Room(rect.x - _BESIDE, rect.right + _BESIDE, rect.y, rect.bottom, text.size, text.text, text.order)
        for row in range(int(rect.y), int(rect.bottom) + 1):
            on[row].append(own)
    orders, numbers = [], []
    room: _Room | None = None
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
    rows = boxes.tolist()
    for start, end in pairwise((0, *_ends(chars), len(chars)) if chars else ()):
        first = chars[start]
        letters = tuple(char.text for char in chars[start:end])
        yield Piece(letters, first.size, first.baseline, _around(rows[start:end]), boxes[start:end], orders[start])


def _ends(chars: Sequence[Char]) -> list[int]:
    """Return the numbers of the characters that do not go on with the piece of the one before."""
    _, x, baseline, advance, size, _, inside, upright, _ = (np.array(values) for values in zip(*chars, strict=True))
    right, em = x + advance, np.maximum(size, 0.1)[:-1]
    gap = x[1:] - right[:-1]
    goes_on = (
        (upright[1:] == upright[:-1])
        & (inside[1:] == inside[:-1])
        & (np.abs(size[:-1] - size[1:]) < _PLAY * em)
        & (np.abs(baseline[:-1] - baseline[1:]) < _PLAY * em)
        & (-em / 2 < gap)
        & (gap < _GAP * em)
    )
    ends: list[int] = (np.flatnonzero(~goes_on) + 1).tolist()
    return ends


def _around(boxes: Sequence[Sequence[float]]) -> Rect:
    """Return the rectangle around boxes of x, y, width and height, as `layout.pdf.facts.united` does box by box."""
    left, top, width, height = boxes[0]
    for x, y, across, down in boxes[1:]:
        right, foot = max(left + width, x + across), max(top + height, y + down)
        left, top = min(left, x), min(top, y)
        width, height = right - left, foot - top
    return Rect(left, top, width, height)


def _unread(texts: Iterable[Text]) -> Iterator[Piece]:
    for text in texts:
        ink = text.rect.inset(_SIDE * text.size, _SIDE * text.size)
        if ink.width > 0 and ink.height > 0:
            boxes = np.array([(ink.x, ink.y, ink.width, ink.height)])
            yield Piece((text.text,), text.size, text.baseline, ink, boxes, text.order)


@lru_cache(maxsize=1 << 14)
def _is_letter(text: str) -> bool:
    """Tell whether a glyph's text is more than blanks and accents."""
    return bool(text.strip()) and not all(map(unicodedata.combining, text))
