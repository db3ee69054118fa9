"""Display type, that of heads and that of ads: a text taken apart, and the ways to break it into a number of lines.

A text of a few lines is not broken as a paragraph is: every way to set it in so many lines is looked at, and what a
way costs is how ragged its lines are and where they end. Where they must not end, which marks lose their blank at a
line's edge and what stands between two neighbours is the paragraphs' own (`layout.compose.itemize`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product
from operator import itemgetter
from types import MappingProxyType

from layout.base.locale.record import Language
from layout.base.units import summed
from layout.compose.classes import Kind
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.items import Items
from layout.compose.lines import set_line
from layout.compose.phrases import CUT, OPEN, in_names, line_end_prices, name_ends, unbreakable
from layout.scene.text import Line, Role

# The cost of a way to break a text is the prices of its line ends (`layout.compose.phrases`), and
BALANCE_WEIGHT = 1.5
"""for the squares of what each line is shorter than the longest, as a part of it;"""
SPACE_INSIDE = 0.6
"""for each space of the copy that stands inside a line of a text of several lines."""
MOST_WAYS = 10_000
"""A text that has more ways (some 40 characters in four lines) is broken only near to where its lines are even."""


@dataclass(frozen=True, slots=True)
class LineEnds:
    """The gaps at which a text is broken, the em widths and gap counts of its lines, and what they cost.

    ``whole`` tells that no line ends inside a word.
    """

    breaks: tuple[int, ...]
    widths: tuple[float, ...]
    gaps: tuple[int, ...]
    cost: float
    whole: bool = True

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
    are offsets where a line may end at no cost, ``dear`` those where it costs so much more.
    """

    def __init__(
        self,
        items: Items,
        language: Language,
        tracking: float,
        least_line: float,
        free: frozenset[int],
        dear: Mapping[int, float] = MappingProxyType({}),
    ) -> None:
        self.items, self.tracking, self.least_line = items, tracking, least_line
        forbidden = unbreakable(items.text, language.phrases)
        prices = line_end_prices(items.text, language)
        self._prices = {
            at: OPEN if (end := items.atoms[at].end) in free else min(CUT, prices.get(end, CUT) + dear.get(end, 0.0))
            for at, gap in enumerate(items.gaps)
            if gap.penalty is not None and items.atoms[at].end not in forbidden and not gap.hyphen
        }
        self._wholes = (True, False) if any(price >= CUT for price in self._prices.values()) else (True,)
        self._spaces = [at for at in range(len(items.gaps)) if _parts_phrases(items, at)]
        self._least = summed(atom.width for atom in items.atoms) + min(0.0, tracking) * len(items.gaps)
        self._widths = [atom.width for atom in items.atoms]
        self._starts = [0.0]
        for atom, gap in zip(items.atoms, (*items.gaps, None), strict=True):
            self._starts.append(self._starts[-1] + atom.width + (gap.width + tracking if gap else 0.0))
        self._by_count: dict[tuple[int, bool], list[tuple[float, LineEnds]]] = {}

    def best(self, count: int, em: float) -> LineEnds | None:
        """Return the cheapest way in exactly ``count`` lines that fits ``em`` em, or None.

        One that cuts a word is taken only if no other way fits.
        """
        if self._least > count * (em + 1e-6):
            return None  # a text that is far too long has ways without end, and none of them fits
        for whole in self._wholes:
            for longest, way in self._worth(count, whole):
                if longest <= em + 1e-9:
                    return way
        return None

    def widest(self) -> tuple[str, float]:
        """Return the widest part of the text in which no line may end, and its width, em."""
        starts = [0, *(at + 1 for at in self._prices)]
        ends = [*self._prices, len(self.items.atoms) - 1]
        parts = (
            (self._starts[last] + self._widths[last] - self._starts[first], first, last)
            for first, last in zip(starts, ends, strict=True)
        )
        width, first, last = max(parts)
        return self.items.text[self.items.atoms[first].start : self.items.atoms[last].end], width

    def fewest(self, em: float) -> LineEnds | None:
        """Return the cheapest way in the fewest lines that fit ``em`` em, in one more if so no word is cut, or None."""
        least = max(1, math.ceil(self._least / (em + 1e-6)))
        ways = [way for count in range(least, least + 3) if (way := self.best(count, em)) is not None][:2]
        return next((way for way in ways if way.whole), ways[0] if ways else None)

    def _worth(self, count: int, whole: bool) -> list[tuple[float, LineEnds]]:
        """Return the ways in so many lines that are of use at some width, each with its longest line, the cheapest
        first."""
        if (count, whole) not in self._by_count:
            judged = (self._judge(breaks) for breaks in self._ways(count, whole))
            worth: list[tuple[float, LineEnds]] = []
            # Of two ways the dearer one is of use only where the cheaper one is too wide.
            for cost, longest, widths, breaks in sorted((way for way in judged if way), key=itemgetter(0)):
                if not worth or longest < worth[-1][0]:
                    gaps = tuple(last - first for first, last in self.ranges(breaks))
                    is_whole = all(self._prices[at] < CUT for at in breaks)
                    worth.append((longest, LineEnds(breaks, widths, gaps, cost, is_whole)))
            self._by_count[count, whole] = worth
        return self._by_count[count, whole]

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

    def _ways(self, count: int, whole: bool) -> Iterable[tuple[int, ...]]:
        """Return the places of ``count`` - 1 line ends: all there are, or of very many those near to even lines.

        With ``whole`` they are those that cut no word.
        """
        ends = count - 1
        legal = [at for at, price in self._prices.items() if price < CUT or not whole]
        if math.comb(len(legal), ends) <= MOST_WAYS:
            return combinations(legal, ends)
        full = self._starts[-1]
        each = math.floor(MOST_WAYS ** (1 / ends))
        near = (
            sorted(legal, key=lambda at, wanted=full * line / count: abs(self._starts[at + 1] - wanted))[:each]  # type: ignore[misc]
            for line in range(1, count)
        )
        return (way for way in product(*near) if all(one < other for one, other in pairwise(way)))

    def _judge(self, breaks: tuple[int, ...]) -> tuple[float, float, tuple[float, ...], tuple[int, ...]] | None:
        """Return a way's cost, its longest line, the widths of its lines and its breaks; None if a line is too short.

        There are thousands of ways in which a long head may be broken, so this is as plain as can be.
        """
        starts, own = self._starts, self._widths
        first = 0
        widths = []
        for at in breaks:
            widths.append(starts[at] - starts[first] + own[at])
            first = at + 1
        widths.append(starts[len(own) - 1] - starts[first] + own[-1])
        if breaks and min(widths) < self.least_line:
            return None
        longest = max(widths)
        cost = BALANCE_WEIGHT * summed([(1 - width / longest) ** 2 for width in widths]) + summed(
            [self._prices[at] for at in breaks]
        )
        if breaks:
            cost += SPACE_INSIDE * summed([at not in breaks for at in self._spaces])
        return cost, longest, tuple(widths), breaks


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
    best holds a whole part, and the names of streets, papers and people in it are kept whole where they can be.
    """
    ends = name_ends(text, language) if names else frozenset[int]()
    dear = in_names(text, language) if names else MappingProxyType({})
    setting = Setting(language, han_latin, breaks=frozenset())
    return DisplayText(itemize([(text, voice)], setting), language, tracking, least_line, ends, dear)


def _parts_phrases(items: Items, at: int) -> bool:
    """Tell whether a gap is a space that parts two phrases of han; one between Latin words says nothing."""
    latin = items.atoms[at].kind is Kind.LATIN and items.atoms[at + 1].kind is Kind.LATIN
    return bool(items.gaps[at].text) and not latin
