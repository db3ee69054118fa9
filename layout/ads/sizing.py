"""Fitting type: measuring lines of display type, breaking them, and finding the size that fills a room.

Lines are measured in em of their size, so one measuring serves every size. The spacing rules are those of
the W3C's Requirements for Chinese Text Layout (clreq), cut down to what single lines of display type need.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from layout.ads.problems import MissingGlyph, TooTight
from layout.ads.truetype import ink
from layout.base.locale import LANGUAGES
from layout.base.units import Rect
from layout.design.fonts import Face
from layout.design.press import AD_TYPE
from layout.design.tokens import Colour
from layout.scene.text import Text, typed

SMALLEST, SMALLEST_REVERSED = AD_TYPE.positive, AD_TYPE.reversed
"""The smallest type of an ad, and the smallest white type in a solid, pt."""

_OPENING = frozenset("《〈「『【〔（〖“‘")
_CLOSING = frozenset("》〉」』】〕）〗”’，。、；：！？")
_NOT_FIRST = _CLOSING | frozenset(",.;:!?)]}%‰℃°·～~—…-+/、")  # clreq 3.1.3, line start prohibition
_NOT_LAST = _OPENING | frozenset("([{¥$￥")  # line end prohibition
_NAME_ENDS = tuple(end for language in LANGUAGES for end in language.name_ends)
"""Where a long name of an organisation may be broken without hurting its sense, in whatever language an ad is."""

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:@_'’/-]*|.", re.DOTALL)

_QUARTER = 0.25
"""Space between han and Latin letters or digits, em (clreq 3.2.2)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measured line: pen positions and width in em, and its ink above (+) and below (-) the baseline."""

    text: str
    face: Face
    positions: tuple[float, ...]
    width: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def gaps(self) -> int:
        """How many gaps between characters the line has."""
        return len(self.text) - 1

    def spread(self, tracking: float) -> Line:
        """Return the line with so much more space between its characters, em. Latin words would fall apart."""
        if not any(map(is_han, self.text)):
            return self
        return replace(
            self,
            positions=tuple(at + number * tracking for number, at in enumerate(self.positions)),
            width=self.width + self.gaps * tracking,
            right=self.right + self.gaps * tracking,
        )

    def padded(self, width: float) -> Line:
        """Return the line with white after it, up to a width (em)."""
        return replace(self, width=max(self.width, width))

    def filled(self, width: float, most: float) -> Line:
        """Return the line spread to a width (em), by at most ``most`` em a gap, if it is shorter."""
        if not self.gaps or width <= self.width:
            return self
        return self.spread(min((width - self.width) / self.gaps, most))

    def at(
        self,
        x: float,
        baseline: float,
        size: float,
        colour: Colour,
        field: str,
        *,
        align: float = 0.0,
        reversed: bool = False,
    ) -> Text:
        """Return the line drawn with its left edge (align 0), middle (0.5) or right edge (1) at x, pt.

        Raises TooTight below the smallest legal size.
        """
        if size < (SMALLEST_REVERSED if reversed else SMALLEST) - 1e-6:
            raise TooTight(field)
        x -= align * self.width * size
        black = Rect(
            x + self.left * size,
            baseline - self.top * size,
            (self.right - self.left) * size,
            (self.top - self.bottom) * size,
        )
        run = typed(self.text, self.face, size, [round(at * size, 4) for at in self.positions])
        return Text(field, run, x, baseline, colour, black, reversed)

    def centred(
        self, x: float, middle: float, size: float, colour: Colour, field: str, *, align: float = 0.5,
        reversed: bool = False,
    ) -> Text:  # fmt: skip
        """Return the line with its ink centred on the height ``middle`` (optical centring), pt."""
        baseline = middle + (self.top + self.bottom) / 2 * size
        return self.at(x, baseline, size, colour, field, align=align, reversed=reversed)


@lru_cache(maxsize=4096)
def measure(text: str, face: Face, field: str) -> Line:
    """Measure a line of display type.

    Brackets lose their empty half at the line's edges and where two marks meet (clreq 3.1.6), and a quarter
    em stands between han and Latin or digits. Raises MissingGlyph naming the field.
    """
    positions: list[float] = []
    pen = 0.0
    tops: list[float] = []
    lows: list[float] = []
    left, right = 0.0, 0.0
    for number, character in enumerate(text):
        glyph = face.glyph(character)
        if glyph is None:
            raise MissingGlyph(field, character, face.family)
        before = text[number - 1] if number else ""
        full = glyph.advance > 0.9
        after_mark = before in _CLOSING
        if full and (
            (character in _OPENING and (not before or after_mark or before in _OPENING))
            or (character in _CLOSING and after_mark)
        ):
            pen -= 0.5
        elif before and _apart(before, character):
            pen += _QUARTER
        positions.append(pen)
        if black := ink(face, character):
            if not tops:
                left = pen + black.left
            right = max(right, pen + black.right)
            tops.append(black.top)
            lows.append(black.bottom)
        pen += glyph.advance
        if full and character in _CLOSING and number == len(text) - 1 and len(text) > 1:
            pen -= 0.5
    return Line(text, face, tuple(positions), pen, max(tops, default=0.0), min(lows, default=0.0), left, right)


def is_han(character: str) -> bool:
    """Say whether a character is a Chinese one (an ideograph, not a mark)."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff" or character in "〇々"


def is_stop(character: str) -> bool:
    """Say whether a character is a mark that ends or pauses a sentence."""
    return character in "。，、；：！？,.;:!?…"


def _apart(one: str, other: str) -> bool:
    latin = (one.isascii() and one.isalnum(), other.isascii() and other.isalnum())
    return (is_han(one) and latin[1]) or (latin[0] and is_han(other))


def height(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the highest and the lowest ink of several lines, em from the baseline."""
    return max(line.top for line in lines), min(line.bottom for line in lines)


@lru_cache(maxsize=2048)
def wrap(text: str, count: int, face: Face, field: str) -> tuple[Line, ...] | None:
    """Break a text into that many lines, as even as can be, or return None if it cannot be broken so.

    Kinsoku holds at every break, no line has fewer than two characters, and words are kept whole. Breaks
    after spaces, marks and the ends of names (公司, 中心 ...) are better than others by `_WEAK`.
    """
    if count == 1:
        return (measure(text, face, field),)
    spots = _breaks(text)
    even = measure(text, face, field).width / count
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]
    ends = [*spots, len(text)]
    for row in range(count):
        last = row == count - 1
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, path) in best[-1].items():
            for end in ends if not last else [len(text)]:
                if end <= start or (end == len(text)) != last or len(text[start:end].strip()) < 2:
                    continue
                weak = 0.0 if last else spots[end]
                width = measure(text[start:end].strip(), face, field).width
                # The sum of cubes is least when the lines are even, and hates a long line most.
                total = cost + width**3 + weak * even**3
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*path, end))
        best.append(reached)
    if len(text) not in best[-1]:
        return None
    cuts = (0, *best[-1][len(text)][1])
    return tuple(measure(text[start:end].strip(), face, field) for start, end in pairwise(cuts))


_WEAK = 0.5
"""What a break inside a phrase costs, as a share of what an even line does."""


def _breaks(text: str) -> dict[int, float]:
    """Return every place where the text may be broken and what the break costs: 0 for a good place."""
    spots: dict[int, float] = {}
    at = 0
    for word in _WORD.findall(text):
        if at:
            before, after = text[at - 1], text[at]
            if after not in _NOT_FIRST and before not in _NOT_LAST and after != " ":
                good = not is_han(before) or text.endswith(_NAME_ENDS, 0, at)
                spots[at] = 0.0 if good else _WEAK
        at += len(word)
    return {spot: cost for spot, cost in spots.items() if 2 <= spot <= len(text) - 2}
