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

from layout.base.text import is_wide
from layout.base.units import Rect
from layout.pdf.chars import Chars, PageText
from layout.pdf.facts import Text

_PLAY = 0.05
"""Characters of one line stand on baselines that differ by less, em."""
_GAP = 1.2
"""A line goes on over a gap up to this, em; a wider one is the gutter between two."""
_WORD_SPACE = 0.12
"""A blank between two words is wider than this, em; letters are not set as far apart."""
_SIDE = 0.08
"""The white at each side of a character in its em box, em."""
_BESIDE = 0.5
"""The pen may stand outside of the text it writes by this, pt."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Glyphs set on together in one size: what each says, the size and the baseline in pt, the ink of each.

    ``rect`` is around the ink. ``boxes`` has a row of x, y, width and height of ink for each of the ``letters`` (a
    ligature is one of several characters), blanks and accents left out: an accent lies on its letter, as it should.
    ``order`` is that of the text it is of. ``pens`` has a row for each letter: where the pen stands
    before it and its advance, pt.
    """

    letters: tuple[str, ...]
    size: float
    baseline: float
    rect: Rect
    boxes: NDArray[np.float64]
    pens: NDArray[np.float64]
    order: int = 0

    @property
    def text(self) -> str:
        """What it says, without blanks."""
        return "".join(self.letters)

    @property
    def shown(self) -> str:
        """What it says, with a blank where the pen went on by that of a word space."""
        gaps = self.pens[1:, 0] - self.pens[:-1, 0] - self.pens[:-1, 1] > _WORD_SPACE * self.size
        wide = [is_wide(letter[-1:]) for letter in self.letters]
        parted = [gap and not (one or other) for gap, one, other in zip(gaps.tolist(), wide, wide[1:], strict=False)]
        return "".join(
            f"{letter} " if blank else letter for letter, blank in zip(self.letters, [*parted, False], strict=True)
        )

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
    """A text as a character is held against it: where the pen may stand in it, pt, its size, what it says."""

    left: float
    right: float
    top: float
    foot: float
    size: float
    text: str
    order: int

    def shows(self, said: str, x: float, baseline: float, size: float) -> bool:
        """Tell whether a character is one of the text: it stands in it, in its size."""
        left, right, top, foot, own, text, _ = self
        return left < x < right and top < baseline < foot and abs(own - size) < _PLAY * size and said[:1] in text


_NOWHERE = _Room(0.0, 0.0, 0.0, 0.0, 0.0, "", 0)


def _shown(page: PageText, seen: Iterable[Text]) -> tuple[list[int], list[int]]:
    """Return the orders of the texts that characters are of, and the numbers of these characters."""
    on: dict[int, list[_Room]] = defaultdict(list)
    for one in seen:
        rect = one.rect
        own = _Room(rect.x - _BESIDE, rect.right + _BESIDE, rect.y, rect.bottom, one.size, one.text, one.order)
        for row in range(int(rect.y), int(rect.bottom) + 1):
            on[row].append(own)
    chars = page.chars
    letter = np.fromiter(map(_is_letter, chars.text), dtype=bool, count=len(chars))
    inked = (page.inks[:, 2:] > 0).all(axis=1) & letter & np.array(chars.visible, dtype=bool)
    orders, numbers = [], []
    said, x, baseline, size = chars.text, chars.x, chars.baseline, chars.size
    room = _NOWHERE
    for number in np.flatnonzero(inked).tolist():
        char = said[number], x[number], baseline[number], size[number]
        if not room.shows(*char):
            room = next((each for each in on[int(char[2])] if each.shows(*char)), _NOWHERE)
            if room is _NOWHERE:
                continue
        orders.append(room.order)
        numbers.append(number)
    return orders, numbers


def _read(page: PageText, orders: Sequence[int], numbers: Sequence[int]) -> Iterator[Piece]:
    """Yield the pieces that characters of these numbers are set in, each of the text its first one is of."""
    seen = np.zeros(len(page.chars), dtype=bool)
    seen[numbers] = True
    chars, boxes = page.chars.those(seen.tolist()), page.inks[seen]
    sides, pens = boxes.T.tolist(), np.array((chars.x, chars.advance)).T
    for start, end in pairwise((0, *_ends(chars), len(chars)) if len(chars) else ()):
        letters, rect = tuple(chars.text[start:end]), _around(zip(*(side[start:end] for side in sides), strict=True))
        size, baseline = chars.size[start], chars.baseline[start]
        yield Piece(letters, size, baseline, rect, boxes[start:end], pens[start:end], orders[start])


def _ends(chars: Chars) -> list[int]:
    """Return the numbers of the characters that do not go on with the piece of the one before."""
    x, baseline, advance, size = chars.numbers()
    inside, upright = np.array(chars.inside), np.array(chars.upright)
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


def _around(boxes: Iterable[Sequence[float]]) -> Rect:
    """Return the rectangle around boxes of x, y, width and height, as `layout.pdf.facts.united` does box by box."""
    rest = iter(boxes)
    left, top, width, height = next(rest)
    for x, y, across, down in rest:
        right, foot, far, low = left + width, top + height, x + across, y + down
        left, right = x if x < left else left, far if far > right else right
        top, foot = y if y < top else top, low if low > foot else foot
        width, height = right - left, foot - top
    return Rect(left, top, width, height)


def _unread(texts: Iterable[Text]) -> Iterator[Piece]:
    for text in texts:
        ink = text.rect.inset(_SIDE * text.size, _SIDE * text.size)
        if ink.width > 0 and ink.height > 0:
            boxes = np.array([(ink.x, ink.y, ink.width, ink.height)])
            yield Piece((text.text,), text.size, text.baseline, ink, boxes, boxes[:, ::2], text.order)


@lru_cache(maxsize=1 << 14)
def _is_letter(text: str) -> bool:
    """Tell whether a glyph's text is more than blanks and accents."""
    return bool(text.strip()) and not all(unicodedata.category(char).startswith("M") for char in text)
