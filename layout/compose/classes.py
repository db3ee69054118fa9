"""Character classes: which mark is what, how wide its ink and its blanks are, where it may not stand.

What is han and what Latin is Unicode's matter and stands here; the marks are a language's, and its record says what
they are (`layout.base.locale`). One ``Regime`` is the table made from it, widths in em. The blank half of a full-width
mark is not part of its box but of the gap beside it, so that it vanishes by itself where a line begins or ends.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from layout.base.locale.record import Language
from layout.scene.text import HAN_CENTRE as HAN_CENTRE

HAN_INK = 0.46
"""From the middle of a han character to the edge of its ink, em."""


class Kind(IntEnum):
    """What a character is to the composer."""

    HAN = 1
    """Ideographs, kana, and everything else that fills an em square."""
    LATIN = 2
    """Letters, digits and signs of proportional width; a run of them is shaped together."""
    OPEN = 3
    """Opening brackets and quotation marks."""
    CLOSE = 4
    """Closing brackets and quotation marks."""
    COMMA = 5
    """Pauses that may be squeezed: ， 、 ；"""
    COLON = 6
    """The colon: trimmed at a line's end, never squeezed inside a line."""
    STOP = 7
    """Ends of sentences: 。 ？ ！"""
    DOT = 8
    """The interpunct ·"""
    DASH = 9
    """The two-em dash ——"""
    ELLIPSIS = 10
    """The two-em ellipsis ……"""
    CONNECTOR = 11
    """Connectors: ～ – and the solidus; no space is added beside them."""
    PREFIX = 12
    """Signs bound to the number after them: ￥ №"""
    POSTFIX = 13
    """Signs bound to the number before them: ℃ ‰ ㎡ full-width ％"""
    SPACE = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of full width: its kind and its blanks before and after the ink, em."""

    kind: Kind
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Regime:
    """One table of rules: the marks, what may not begin or end a line, and the han that count with a number."""

    name: str
    marks: Mapping[str, Mark]
    half_width: frozenset[str]
    not_at_start: frozenset[str]
    not_at_end: frozenset[str]
    units: frozenset[str]


@lru_cache(maxsize=32)
def regime_for(language: Language) -> Regime:
    """Return the table of a language's marks."""
    marks = language.marks
    return Regime(
        marks.name,
        {char: Mark(Kind[row.kind.upper()], row.before, row.after) for row in marks.full_width for char in row.marks},
        frozenset(marks.half_width),
        frozenset(marks.not_first),
        frozenset(marks.not_last),
        frozenset(marks.units),
    )


def kind_of(char: str, regime: Regime) -> Kind:
    """Return the kind of a character outside of any context (quotation marks in Latin text: see itemize)."""
    if mark := regime.marks.get(char):
        return mark.kind
    if char in _OTHERS:
        return _OTHERS[char]
    if char.isspace():
        return Kind.SPACE
    if char < "\u2000":
        return Kind.LATIN
    if "\u3371" <= char <= "\u33df":
        return Kind.POSTFIX  # units in one square: ㎡ ㎞ ㏄
    if unicodedata.east_asian_width(char) in "WF" or "\U0001f000" <= char <= "\U0001faff":
        return Kind.HAN  # and emoji, whichever way they are drawn
    # Roman numerals and arrows, enclosed numbers, shapes and signs: Chinese faces draw them in a square.
    return Kind.HAN if "\u2160" <= char < "\u2200" or "\u2460" <= char < "\u2e80" else Kind.LATIN


_OTHERS = {
    "·": Kind.DOT,
    "・": Kind.DOT,
    "—": Kind.DASH,
    "…": Kind.ELLIPSIS,
    "⋯": Kind.ELLIPSIS,
    "～": Kind.CONNECTOR,
    "〜": Kind.CONNECTOR,
    "–": Kind.CONNECTOR,
    "／": Kind.CONNECTOR,
    "￥": Kind.PREFIX,
    "＄": Kind.PREFIX,
    "№": Kind.PREFIX,
    "℃": Kind.POSTFIX,
    "‰": Kind.POSTFIX,
    "％": Kind.POSTFIX,
}
