"""Pieces of lines as they are read from a page: what was set on together, with the ink of its glyphs."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from layout.base.units import Rect
from layout.pdf.facts import Text, united
from layout.pdf.pdfium import Char

_PLAY = 0.05
"""Characters of one line stand on baselines that differ by less, em."""
_GAP = 1.2
"""A line goes on over a gap up to this, em; a wider one is the gutter between two."""
_SIDE = 0.08
"""The white at each side of a character in its em box, em."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs set on together in one size: what each says, the size and the baseline in pt, the ink of each.

    ``rect`` is around the ink. There are as many ``inks`` as ``letters`` (a ligature is one of several characters),
    blanks and accents left out: an accent lies on its letter, as it should. ``order`` is that of the text it is of.
    """

    letters: tuple[str, ...]
    size: float
    baseline: float
    rect: Rect
    inks: tuple[Rect, ...]
    order: int = 0

    @property
    def text(self) -> str:
        """What it says, without blanks."""
        return "".join(self.letters)


def pieces_of(chars: Iterable[Char], texts: Iterable[Text]) -> Iterator[Piece]:
    """Yield the pieces of a page's characters, in the order of drawing; what cannot be seen is left out.

    chars: as PDFium reads them, with their ink. texts: what our own reading of the page shows where. PDFium loses the
    place of characters that a form tells beside its glyphs (ActualText); for those the em boxes stand in for the ink.
    """
    seen = [text for text in texts if text.colour is not None and text.text.strip()]
    on = defaultdict(list)
    for text in seen:
        for row in range(int(text.rect.y), int(text.rect.bottom) + 1):
            on[row].append(text)
    shown: Text | None = None
    found: set[int] = set()
    held: list[Char] = []
    order = 0
    for char in chars:
        if (
            not char.visible
            or not char.text.strip()
            or min(char.ink.width, char.ink.height) <= 0
            or _is_accent(char.text)
        ):
            continue
        if shown is None or not _shows(shown, char):
            shown = next((text for text in on[int(char.baseline)] if _shows(text, char)), None)
            if shown is None:
                continue
            found.add(shown.order)
        if held and not _goes_on(held[-1], char):
            yield _piece(held, order)
            held = []
        if not held:
            order = shown.order
        held.append(char)
    if held:
        yield _piece(held, order)
    for text in seen:
        if text.order not in found:
            ink = text.rect.inset(_SIDE * text.size, _SIDE * text.size)
            if ink.width > 0 and ink.height > 0:
                yield Piece((text.text,), text.size, text.baseline, ink, (ink,), text.order)


def _shows(text: Text, char: Char) -> bool:
    """Tell whether a character is one of a text: it stands in it, in its size."""
    return (
        abs(text.size - char.size) < _PLAY * char.size
        and text.rect.y < char.baseline < text.rect.bottom
        and text.rect.x - 0.5 < char.x < text.rect.right + 0.5
        and char.text[:1] in text.text
    )


def _goes_on(before: Char, char: Char) -> bool:
    em = max(before.size, 0.1)
    return (
        before.upright == char.upright
        and before.inside == char.inside
        and abs(before.size - char.size) < _PLAY * em
        and abs(before.baseline - char.baseline) < _PLAY * em
        and -em / 2 < char.x - before.right < _GAP * em
    )


def _is_accent(text: str) -> bool:
    return bool(text) and all(unicodedata.combining(char) for char in text)


def _piece(chars: list[Char], order: int) -> Piece:
    inks = tuple(char.ink for char in chars)
    first = chars[0]
    return Piece(tuple(char.text for char in chars), first.size, first.baseline, reduce(united, inks), inks, order)
