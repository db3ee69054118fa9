"""What stands between two neighbours: how wide it is, how far it gives, and whether a line may end there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from layout.base.locale.record import Language, Script
from layout.compose import spacing
from layout.compose.classes import Kind, Regime, regime_for
from layout.compose.spacing import Gap, Shrink, Stretch

NUMBER_UNIT = 180.0
"""Penalty of parting a number from the han that counts with it (39.4 | 万, 万 | 元, 第 | 3), or a range (3— | 5).

Of 2,417 lines of news in columns of 15 em 22 parted one at 60, 13 at 180, 8 at 250; of 1,756 lines of 20 em 8, 3 and 3.
No line is looser at 180 (24 over 0.12 em, 11 over 0.25 em, as without any penalty); five more over 0.12 em are at 250.
"""

_MARKS = frozenset({Kind.OPEN, Kind.CLOSE, Kind.COMMA, Kind.COLON, Kind.STOP, Kind.DASH, Kind.ELLIPSIS, Kind.DOT})
_FIXED = frozenset({Kind.CONNECTOR, Kind.DASH, Kind.ELLIPSIS})
_WIDE = frozenset({Kind.HAN, Kind.DASH, Kind.ELLIPSIS})
_SQUEEZE: Mapping[Kind, Shrink] = {
    Kind.COMMA: Shrink.COMMA,
    Kind.STOP: Shrink.STOP,
    Kind.DOT: Shrink.INTERPUNCT,
}
_MYRIADS = frozenset("百千万亿萬億")
"""Han inside of a number, that what it counts in follows."""
_NUMERALS = _MYRIADS | frozenset("〇零一二三四五六七八九十")
"""Han that numbers are written in: 三・五億."""
_ORDINAL = "第"
_SIGNS = frozenset("%‰°")
"""Signs that belong to the number before them even where the copy has a space between."""
_IDEOGRAPHIC_SPACE = "\u3000"
_NO_BREAK_SPACE = "\u00a0"
_NARROW = "\u202f"


class Side(NamedTuple):
    """A piece as its neighbour sees it.

    ``edge`` is the character at that side if a rule asks for it, else empty; ``scale`` is the size of the
    piece and ``word_space`` the width of its face's space, both relative to the body. ``number`` is its own among
    the `Gaps`.
    """

    kind: Kind
    edge: str
    scale: float
    word_space: float
    number: int


class Gaps:
    """The gaps of one kind of paragraph. Pairs of neighbours recur, so each is worked out once."""

    def __init__(self, regime: Regime, han_latin: float, is_latin: bool) -> None:
        self.regime = regime
        self.han_latin = han_latin
        self.is_latin = is_latin
        self._sides: dict[tuple[Kind, str, float, float], Side] = {}
        self._known: dict[tuple[int, int, str], Gap] = {}
        self._telling = regime.not_at_start | regime.not_at_end | frozenset(regime.marks)
        self._telling |= regime.units | _NUMERALS | {_ORDINAL, "—", "～"}

    def side(self, kind: Kind, char: str, scale: float, word_space: float) -> Side:
        """Return how a neighbour sees a piece of that kind with that character at its side."""
        key = (kind, self._edge(char), scale, word_space)
        side = self._sides.get(key)
        if side is None:
            side = self._sides[key] = Side(*key, len(self._sides))
        return side

    def _edge(self, char: str) -> str:
        """Return the character if a rule of spacing or of line ends names it, else an empty string."""
        if char in self._telling or char in _SIGNS:
            return char
        return "0" if char.isdigit() else ""

    def between(self, left: Side, right: Side, space: str) -> Gap:
        """Return the gap of two pieces that follow each other, with ``space`` the copy's white space."""
        key = (left.number, right.number, space)
        gap = self._known.get(key)
        if gap is None:
            gap = self._known[key] = self._gap(left, right, space)
        return gap

    def _gap(self, left: Side, right: Side, space: str) -> Gap:
        penalty = self._penalty(left, right, space)
        mark = ord(left.edge) if left.kind in _MARKS and left.edge else 0
        marks = self.regime.marks
        kinds = {left.kind, right.kind}
        if self.is_latin and space and Kind.HAN not in kinds:
            width = left.word_space
            if _NARROW in space:
                return Gap(width * spacing.NARROW, text=" ")
            if _NO_BREAK_SPACE in space and right.edge in self.regime.not_at_start:
                return Gap(width, text=" ")  # the white is the mark's own: Quoi :
            return Gap(
                width,
                width * spacing.LATIN_WORD_SPACE_SHRINK,
                Shrink.WORD_SPACE,
                width * spacing.LATIN_WORD_SPACE_STRETCH,
                Stretch.WORD_SPACE,
                penalty,
                text=" ",
            )
        full_right = right.kind is not Kind.LATIN and right.edge in marks
        full_left = left.kind is not Kind.LATIN and left.edge in marks
        before = marks[right.edge].before * right.scale if full_right else 0.0
        after = marks[left.edge].after * left.scale if full_left else 0.0
        blank = before + after
        if wide := space.count(_IDEOGRAPHIC_SPACE):
            # An ideographic space is a square of white wherever it is typed; it is not for adjusting lines.
            return Gap(blank + wide, penalty=penalty, mark=mark, text=space)
        stretch = 0.0 if _is_fixed(left.kind, right.kind) else spacing.STRETCH_UNIT
        step = Stretch.ALL if stretch else Stretch.NONE
        if full_left and full_right and blank:
            blank = max(0.0, blank - spacing.ADJACENT_MARKS * min(left.scale, right.scale))
            return Gap(blank, blank, Shrink.BRACKET, stretch, step, penalty, mark=mark, text=space[:1])
        if blank:
            squeeze = Shrink.BRACKET
            if right.kind is not Kind.OPEN and left.kind is not Kind.CLOSE:
                squeeze = _SQUEEZE.get(left.kind, _SQUEEZE.get(right.kind, Shrink.NONE))
            shrink = blank if squeeze else 0.0
            return Gap(blank, shrink, squeeze, stretch, step, penalty, mark=mark, text=space[:1])
        if Kind.LATIN in kinds and (kinds & _WIDE) and not kinds & _FIXED:
            width = self.han_latin
            return Gap(
                width,
                max(0.0, width - spacing.HAN_LATIN_LEAST),
                Shrink.HAN_LATIN,
                max(0.0, spacing.HAN_LATIN_MOST - width),
                Stretch.HAN_LATIN,
                penalty,
                text=space[:1],
            )
        if space:
            width = spacing.WORD_SPACE if Kind.LATIN in kinds else len(space) / 2
            return Gap(
                width,
                max(0.0, width - spacing.WORD_SPACE_LEAST),
                Shrink.WORD_SPACE,
                max(0.0, spacing.WORD_SPACE_MOST - width),
                Stretch.WORD_SPACE,
                penalty,
                text=" ",
            )
        return Gap(stretch=stretch, stretch_step=step, penalty=penalty, mark=mark)

    def _penalty(self, left: Side, right: Side, space: str) -> float | None:
        """Return the cost of ending a line between the two, or None where that is forbidden."""
        if _NO_BREAK_SPACE in space or _NARROW in space or left.kind is Kind.PREFIX or right.kind is Kind.POSTFIX:
            return None
        # Beside a space in the copy, signs of Latin text are words of their own: a – b, a / b.
        if right.edge in self.regime.not_at_start and (right.kind is not Kind.LATIN or not space):
            return None
        if left.edge in self.regime.not_at_end and (left.kind is not Kind.LATIN or not space):
            return None
        if left.kind is Kind.LATIN and right.kind is Kind.LATIN and not space:
            return None
        if left.kind is Kind.LATIN and left.edge == "0" and right.edge in _SIGNS:
            return None
        if left.edge == right.edge == "0" and not space:
            return None  # digits of full width
        return NUMBER_UNIT if self._is_number(left, right) else 0.0

    def _is_number(self, left: Side, right: Side) -> bool:
        """Tell whether the two stand inside of a number with what it counts in, or of a range of numbers."""
        digits = right.kind is Kind.LATIN and right.edge == "0"
        if left.kind in (Kind.CONNECTOR, Kind.DOT) or left.edge == _ORDINAL:
            return digits or (left.kind is Kind.DOT and right.edge in _NUMERALS)
        if right.edge in _NUMERALS and left.edge in _NUMERALS:
            return True
        counted = left.edge == "0" or left.edge in _MYRIADS
        return counted and right.kind is Kind.HAN and right.edge in self.regime.units


def _is_fixed(left: Kind, right: Kind) -> bool:
    """No space is added beside connectors, inside runs of Latin, nor between a number and its sign."""
    kinds = {left, right}
    if Kind.CONNECTOR in kinds or kinds == {Kind.LATIN} or Kind.DOT in kinds:
        return True
    if left is right and left in (Kind.DASH, Kind.ELLIPSIS):
        return True
    return left is Kind.PREFIX or right is Kind.POSTFIX


@lru_cache(maxsize=16)
def gaps_for(language: Language, han_latin: float) -> Gaps:
    """Return the gaps of paragraphs in that language; ``han_latin`` is the space beside Latin text, em."""
    return Gaps(regime_for(language), han_latin, language.script is not Script.HAN)
