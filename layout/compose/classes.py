"""Character classes: which mark is what, how wide its ink and its blanks are, where it may not stand.

One ``Regime`` is one table of rules. Widths are in em. A full-width mark is an ink half and a blank half
(clreq, "Space for the adjustment of punctuation marks", #h-punctuation_adjustment_space); the blank is not
part of the mark's box but of the gap beside it, so that it vanishes by itself where a line begins or ends.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum


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
    """One table of rules: the marks, and what may not begin or end a line."""

    name: str
    marks: Mapping[str, Mark]
    not_at_start: frozenset[str]
    not_at_end: frozenset[str]
    source: str


_HALF = 0.5
_QUARTER = 0.25

OPENING = "《〈（【〖〔「『“‘［｛"
CLOSING = "》〉）】〗〕」』”’］｝"
COMMAS = "，、；"
STOPS = "。？！．"
INTERPUNCTS = "·・"
HALF_WIDTH = frozenset(INTERPUNCTS + "／")
"""Mainland marks that always take half a square (GB/T 15834-2011 5.1.6, 5.1.9)."""


def _corner_marks() -> dict[str, Mark]:
    """Mainland marks: pauses and stops stand in the lower left of their square (GB/T 15834-2011 5.1)."""
    marks = {char: Mark(Kind.OPEN, _HALF, 0.0) for char in OPENING}
    marks |= {char: Mark(Kind.CLOSE, 0.0, _HALF) for char in CLOSING}
    marks |= {char: Mark(Kind.COMMA, 0.0, _HALF) for char in COMMAS}
    marks |= {char: Mark(Kind.STOP, 0.0, _HALF) for char in STOPS}
    marks["："] = Mark(Kind.COLON, 0.0, _HALF)
    return marks


def _centred_marks() -> dict[str, Mark]:
    """Taiwan and Hong Kong marks: pauses and stops stand in the middle of their square.

    Question and exclamation marks keep their square (clreq #h-punctuation_adjustment_space); the interpunct
    may give its blanks.
    """
    marks = _corner_marks()
    for char in COMMAS + "。．：":
        marks[char] = Mark(marks[char].kind, _QUARTER, _QUARTER)
    marks |= {char: Mark(Kind.STOP, 0.0, 0.0) for char in "？！"}
    return marks | {char: Mark(Kind.DOT, _QUARTER, _QUARTER) for char in INTERPUNCTS}


# Line start: clreq "Prohibition rules for line start and line end" (#prohibition_rules_for_line_start_end),
# GB/T 15834-2011 5.1.1 to 5.1.7. The full-width signs are the same rule for their wide forms.
_NEVER_FIRST = frozenset(CLOSING + COMMAS + STOPS + "：·・～—–…⋯-/／%％‰℃°,.;:?!)]}›»")
_NEVER_LAST = frozenset(OPENING + "([{‹«￥＄$￡£#＃№")

GB = Regime(
    name="GB",
    marks=_corner_marks(),
    not_at_start=_NEVER_FIRST,
    not_at_end=_NEVER_LAST | frozenset("/／"),
    source="GB/T 15834-2011 5.1; clreq #prohibition_rules_for_line_start_end, GB style",
)
TRADITIONAL = Regime(
    name="traditional",
    marks=_centred_marks(),
    not_at_start=_NEVER_FIRST,
    not_at_end=_NEVER_LAST,
    source="clreq #prohibition_rules_for_line_start_end, basic style; centred marks of Taiwan and Hong Kong",
)
_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
JAPANESE = Regime(
    name="japanese",
    marks=_corner_marks()
    | {char: Mark(Kind.STOP, 0.0, 0.0) for char in "？！"}
    | {char: Mark(Kind.DOT, _QUARTER, _QUARTER) for char in INTERPUNCTS + "：；"},
    not_at_start=_NEVER_FIRST | frozenset(_SMALL_KANA + "ー々〻ヽヾゝゞ〜゠"),
    not_at_end=_NEVER_LAST,
    source="JIS X 4051:2004 6.1; jlreq 3.1.7 and 3.1.8 (strict)",
)

REGIMES = {"zh-Hans": GB, "zh": GB, "zh-Hant": TRADITIONAL, "ja": JAPANESE}


def regime_for(language: str) -> Regime:
    """Return the table for a BCP 47 language tag; languages without a table of their own use GB's."""
    for tag, regime in REGIMES.items():
        if language == tag:
            return regime
    if language.startswith("zh-") and any(part in ("Hant", "TW", "HK", "MO") for part in language.split("-")):
        return TRADITIONAL
    return REGIMES.get(language.split("-")[0], GB)


UNITS = frozenset("年月日时分秒点周岁号版届次名人万亿千百起个条吨米元倍度级家种项年间处余集部")
"""Han that read as one with the number before them; a break there is legal but costs a little."""


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
    if unicodedata.east_asian_width(char) in "WF":
        return Kind.HAN
    # Roman numerals and arrows, enclosed numbers, shapes and signs: Chinese faces draw them in a square.
    return Kind.HAN if "\u2150" <= char < "\u2200" or "\u2460" <= char < "\u2e80" else Kind.LATIN


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
