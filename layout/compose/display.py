"""Display type, that of heads and that of ads: a text taken apart, and the ways to break it into a number of lines.

A text of a few lines is not broken as a paragraph is: every way to set it in so many lines is looked at, and what a
way costs is how ragged its lines are and where they end. Where they must not end, which marks lose their blank at a
line's edge and what stands between two neighbours is the paragraphs' own (`layout.compose.itemize`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise, product

from layout.base.locale.record import Language
from layout.compose.classes import Kind
from layout.compose.itemize import UNNATURAL, Setting, Voice, itemize
from layout.compose.items import Items
from layout.compose.lines import set_line
from layout.compose.phrases import name_ends, phrase_breaks, unbreakable
from layout.scene.text import Line, Role

BALANCE_WEIGHT = 1.5
"""The cost of a way to break a text: for the squares of what each line is shorter than the longest, as a part of it;"""
PHRASE_BREAK = 0.3
"""for each line end between two phrases (one at a space of the copy, after a mark or a name costs nothing);"""
UNNATURAL_BREAK = 2.5
"""for each line end inside a phrase, or between a number and what it counts;"""
SPACE_INSIDE = 0.6
"""and for each space of the copy that stands inside a line of a text of several lines."""
MOST_WAYS = 10_000
"""A text that has more ways (some 40 characters in four lines) is broken only near to where its lines are even."""


@dataclass(frozen=True, slots=True)
class LineEnds:
    """The gaps at which a text is broken, the em widths and gap counts of its lines, and what they cost."""

    breaks: tuple[int, ...]
    widths: tuple[float, ...]
    gaps: tuple[int, ...]
    cost: float

    def longest(self, tracking: float = 0.0) -> float:
        """Return the width of the longest line with that tracking, em."""
        return max(width + tracking * gaps for width, gaps in zip(self.widths, self.gaps, strict=True))

    def tracking(self, em: float, most: float) -> float:
        """Return the tracking that brings the longest line to the measure, 0 if it is more than ``most``; em."""
        rooms = [(em - width) / gaps for width, gaps in zip(self.widths, self.gaps, strict=True) if gaps]
        room = max(0.0, min(rooms, default=0.0))
        return room if room <= most else 0.0


class DisplayText:
    """A text taken apart, and all ways to set it in a number of lines, worked out once for every size tried.

    ``tracking`` is what its lines have anyhow and ``least_line`` what none of several is shorter than, em; ``free``
    are offsets where a line may end at no cost.
    """

    def __init__(
        self, items: Items, language: Language, tracking: float, least_line: float, free: frozenset[int]
    ) -> None:
        self.items, self.tracking, self.least_line, self._free = items, tracking, least_line, free
        forbidden = unbreakable(items.text, language.phrases)
        self._legal = [
            at
            for at, gap in enumerate(items.gaps)
            if gap.penalty is not None and items.atoms[at].end not in forbidden and not gap.hyphen
        ]
        self._costs = {at: self._break_cost(at) for at in self._legal}
        self._spaces = [at for at in range(len(items.gaps)) if _parts_phrases(items, at)]
        self._least = sum(atom.width for atom in items.atoms) + min(0.0, tracking) * len(items.gaps)
        self._by_count: dict[int, list[LineEnds]] = {}

    def best(self, count: int, em: float) -> LineEnds | None:
        """Return the cheapest way in exactly ``count`` lines that fits ``em`` em, or None."""
        if self._least > count * (em + 1e-6):
            return None  # a text that is far too long has ways without end, and none of them fits
        if count not in self._by_count:
            judged = (self._judge(breaks) for breaks in self._ways(count))
            worth: list[LineEnds] = []
            # Of two ways the dearer one is of use only where the cheaper one is too wide.
            for way in sorted((way for way in judged if way is not None), key=lambda way: way.cost):
                if not worth or way.longest() < worth[-1].longest():
                    worth.append(way)
            self._by_count[count] = worth
        return next((way for way in self._by_count[count] if way.longest() <= em + 1e-9), None)

    def ranges(self, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the first and last atom of each line."""
        starts = (0, *(at + 1 for at in breaks))
        ends = (*breaks, len(self.items.atoms) - 1)
        return zip(starts, ends, strict=True)

    def lines(
        self, breaks: Sequence[int], measure: float, size: float, align: str, tracking: float, role: Role
    ) -> tuple[Line, ...]:
        """Return the lines set at a size in a measure (pt); display type is never justified."""
        return tuple(
            set_line(
                self.items,
                first,
                last,
                measure=measure,
                indent=0.0,
                size=size,
                align="left" if align == "justify" else align,
                tracking=tracking,
                role=role,
            )
            for first, last in self.ranges(breaks)
        )

    def _ways(self, count: int) -> Iterable[tuple[int, ...]]:
        """Return the places of ``count`` - 1 line ends: all there are, or of very many those near to even lines."""
        ends = count - 1
        if math.comb(len(self._legal), ends) <= MOST_WAYS:
            return combinations(self._legal, ends)
        atoms, gaps = self.items.atoms, self.items.gaps
        reached = list(accumulate(atom.width + gap.width for atom, gap in zip(atoms, gaps, strict=False)))
        whole = reached[-1] + atoms[-1].width
        each = math.floor(MOST_WAYS ** (1 / ends))
        near = (
            sorted(self._legal, key=lambda at, wanted=whole * line / count: abs(reached[at] - wanted))[:each]  # type: ignore[misc]
            for line in range(1, count)
        )
        return (way for way in product(*near) if all(one < other for one, other in pairwise(way)))

    def _judge(self, breaks: tuple[int, ...]) -> LineEnds | None:
        items = self.items
        widths, gap_counts = [], []
        for first, last in self.ranges(breaks):
            inner = items.gaps[first:last]
            width = sum(atom.width for atom in items.atoms[first : last + 1])
            width += sum(gap.width + self.tracking for gap in inner)
            if breaks and width < self.least_line:
                return None
            widths.append(width)
            gap_counts.append(len(inner))
        longest = max(widths)
        cost = BALANCE_WEIGHT * sum((1 - width / longest) ** 2 for width in widths)
        cost += sum(self._costs[at] for at in breaks)
        if breaks:
            cost += SPACE_INSIDE * sum(at not in breaks for at in self._spaces)
        return LineEnds(breaks, tuple(widths), tuple(gap_counts), cost)

    def _break_cost(self, at: int) -> float:
        """Return the cost of a line end at a gap."""
        items = self.items
        gap, left, right = items.gaps[at], items.atoms[at], items.atoms[at + 1]
        if (gap.penalty or 0.0) >= UNNATURAL:
            return UNNATURAL_BREAK
        if gap.text or left.end in self._free or left.kind in (Kind.COMMA, Kind.STOP, Kind.COLON):
            return 0.0
        counts = left.kind is Kind.LATIN and right.kind is Kind.HAN and items.text[left.end - 1].isdigit()
        return UNNATURAL_BREAK if counts else PHRASE_BREAK


@lru_cache(maxsize=512)
def display_text(
    text: str,
    voice: Voice,
    language: Language,
    *,
    han_latin: float,
    least_line: float,
    tracking: float = 0.0,
    names: bool = False,
) -> DisplayText:
    """Take a display text apart; what was worked out about it is kept.

    ``han_latin`` is the space beside Latin text, ``least_line`` what no line of several is shorter than, ``tracking``
    the space between all neighbours, em. With ``names`` it may be the name of a firm or an office, of which a line
    best holds a whole part.
    """
    ends = name_ends(text, language) if names else frozenset[int]()
    setting = Setting(language, han_latin, breaks=phrase_breaks(text, language) | ends)
    return DisplayText(itemize([(text, voice)], setting), language, tracking, least_line, ends)


def _parts_phrases(items: Items, at: int) -> bool:
    """Tell whether a gap is a space that parts two phrases of han; one between Latin words says nothing."""
    latin = items.atoms[at].kind is Kind.LATIN and items.atoms[at + 1].kind is Kind.LATIN
    return bool(items.gaps[at].text) and not latin
