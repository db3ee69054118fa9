"""How a paragraph of Chinese copy reads: what is han, what is Latin, and which of the two a mark belongs to.

A mark belongs to the words around it. It is English when the nearest characters on both sides that are neither
white space nor marks are Latin letters or digits. Three things make that definition whole:

- A pair of quotes or brackets is a frame. A mark looks only at the frame it stands in, so that the full stop in
  他说:"Hello, world." sees English alone, and the colon before it Chinese alone.
- A frame next to a mark counts as han if there is han in it; otherwise the mark looks past it.
- The edge of a frame, or of the paragraph, counts as the language written inside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import accumulate

from layout.base.apostrophes import is_apostrophe
from layout.base.locale.record import Quotes
from layout.base.text import is_wide
from layout.edition.typography.quotes import NONE, Curled, curl, elides, has_straight, shortens


class Sort(Enum):
    """What a character is to the rules of punctuation."""

    HAN = "han"
    """Ideographs, kana, bopomofo."""
    LATIN = "latin"
    """Letters of every script that has word spaces and half-width marks."""
    DIGIT = "digit"
    SPACE = "space"
    MARK = "mark"
    """Everything else: punctuation, symbols, controls."""


WORDS = (Sort.HAN, Sort.LATIN, Sort.DIGIT)
"""The sorts that a mark looks for."""

_FRAMES = ("()（）", "[]［］", "{}｛｝", "“”", "‘’", "《》", "〈〉", "「」", "『』", "【】", "〔〕", "〖〗")
_OPENER = {char: pair[1::2] for pair in _FRAMES for char in pair[::2]}
_FAMILY = {char: pair for pair in _FRAMES for char in pair}

# No possessive quantifiers: Python 3.11 before 3.11.5 mismatches them around groups. The parts are told apart by
# their first character, so a search never goes back far.
_WORD = r"(?<![A-Za-z0-9])"
_INITIAL = r"(?<![-A-Za-z0-9$¥￥€£#№/+*=.,:\u3005-\u3007\u3400-\u9fff])(?<![\u3005-\u3007\u3400-\u9fff][ \u00a0])"
_GUARDED = re.compile(
    "|".join(
        (
            rf"(?P<address>{_WORD}(?:(?:https?|ftp)://|www\.)[!#-;=?-\]_a-z~]+)",
            rf"(?P<drive>{_WORD}[A-Za-z]:\\[!#-+\--:=?-~]*)",
            r"(?P<phone>\([0-9]{3,4}\)[- ]?[0-9]{7,8}(?![0-9]))",
            rf"(?P<letters>{_WORD}(?:[A-Za-z]\.){{2,}})",
            rf"(?P<shortened>{_WORD}(?:No|Nos|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|Inc|Ltd|Co|Corp|Vol|Fig|vs|etc)\.)",
            r"(?P<path>(?<![A-Za-z0-9_-])[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*"
            r"(?:\.[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*)+(?:/[!#-;=?-\]_a-z~]*)?)",
            r"(?P<suffix>(?<![A-Za-z0-9.])\.(?:NET|[a-z]{2,5})(?![A-Za-z]))",
            rf"(?P<label>{_INITIAL}(?:[0-9]{{1,3}}|[A-Za-z])\.(?=[ \u00a0]?[A-Za-z\u3005-\u3007\u3400-\u9fff]))",
        )
    )
)
"""What is not copy, or keeps its half-width marks: web addresses, file names and versions, telephone numbers,
abbreviations, and the number or letter that labels an item or a name. Mail addresses, decimals, times and ratios
need no row here: every mark in them stands between Latin letters or digits."""
_ADDRESSES = ("address", "path")
_NOT_OF_ADDRESS = ".,:;?!'-"
"""Marks that end the sentence rather than the address before them."""


@lru_cache(maxsize=8192)
def sort_of(character: str) -> Sort:
    """Return the sort of one character."""
    if character.isspace():
        return Sort.SPACE
    if character.isdecimal():
        return Sort.DIGIT
    if character.isalpha() or unicodedata.category(character) == "Nl":
        full_width_latin = "\uff21" <= character <= "\uff5a"
        return Sort.HAN if is_wide(character) and not full_width_latin else Sort.LATIN
    return Sort.MARK


@dataclass(frozen=True)
class Passage:
    """One paragraph and what its characters are, each found when it is first asked for, in linear time."""

    text: str
    quote_marks: Quotes
    """What straight quotes become in its language."""

    @cached_property
    def sorts(self) -> tuple[Sort, ...]:
        """The sort of every character; a combining mark or variation selector is of the sort it stands on."""
        sorts: list[Sort] = []
        for char in self.text:
            own = sort_of(char)
            joined = own is Sort.MARK and sorts and unicodedata.category(char) in ("Mn", "Me", "Mc")
            sorts.append(sorts[-1] if joined else own)
        return tuple(sorts)

    @cached_property
    def guarded(self) -> Sequence[int]:
        """1 for every character of an address, a number and the like, in which nothing is changed; else 0."""
        mask = bytearray(len(self.text))
        for found in _GUARDED.finditer(self.text):
            whole = _trimmed(found[0]) if found.lastgroup in _ADDRESSES else found[0]
            mask[found.start() : found.start() + len(whole)] = b"\1" * len(whole)
        return mask

    @cached_property
    def quotes(self) -> Curled:
        """The paragraph's straight quotes, paired."""
        return curl(self.text, self.guarded, self.quote_marks) if has_straight(self.text) else NONE

    def is_short(self, at: int) -> bool:
        """Tell whether the curly single quote at an offset is surely an apostrophe, by itself."""
        text, marks = self.text, self.quote_marks
        apostrophe = text[at] == "’" and (is_apostrophe(text, at) or shortens(text, at, marks))
        return apostrophe or elides(text, at, marks)

    @cached_property
    def mates(self) -> dict[int, int]:
        """The frames, both ways: the opening mark's offset to the closing one's, and back."""
        mates: dict[int, int] = {}
        waiting: list[int] = []
        opened = dict.fromkeys(_FRAMES, 0)
        for at, char in enumerate(self.text):
            family = _FAMILY.get(char)
            if family is None or self.guarded[at] or (char in "‘’" and self.is_short(at)):
                continue
            if char in _OPENER:
                if char == "‘" and opened[family] and shortens(self.text, at, self.quote_marks):
                    continue  # inside of single quotes none opens
                waiting.append(at)
                opened[family] += 1
                continue
            while opened[family]:
                opener = waiting.pop()
                kind = _FAMILY[self.text[opener]]
                opened[kind] -= 1
                if kind == family:
                    mates |= {opener: at, at: opener}
                    break
        return mates

    @cached_property
    def frames(self) -> tuple[int, ...]:
        """For every character the opening mark of the frame it stands in, -1 for the paragraph itself.

        The two marks of a frame stand outside it.
        """
        frames: list[int] = []
        inside = [-1]
        for at in range(len(self.text)):
            mate = self.mates.get(at)
            if mate is not None and mate < at:
                inside.pop()
            frames.append(inside[-1])
            if mate is not None and mate > at:
                inside.append(at)
        return tuple(frames)

    @cached_property
    def _han_before(self) -> tuple[int, ...]:
        return (0, *accumulate(sort is Sort.HAN for sort in self.sorts))

    def has_han(self, first: int, last: int) -> bool:
        """Tell whether there is han between two offsets."""
        return self._han_before[last] > self._han_before[first]

    @cached_property
    def _tongues(self) -> dict[int, Sort]:
        """The language of every frame, and of the paragraph (-1): that of its own words, or of those nested in it."""
        own: dict[int, Sort] = {}
        for sort, frame in zip(self.sorts, self.frames, strict=True):
            if sort is Sort.HAN or (sort is Sort.LATIN and frame not in own):
                own[frame] = sort
        tongues = {-1: own.get(-1, Sort.HAN if self.has_han(0, len(self.text)) else Sort.LATIN)}
        for opener, closer in sorted(self.mates.items()):
            if opener < closer:
                nested = Sort.HAN if self.has_han(opener, closer) else tongues[self.frames[opener]]
                tongues[opener] = own.get(opener, nested)
        return tongues

    def tongue(self, at: int) -> Sort:
        """Return HAN or LATIN: the language of the frame that a character stands in."""
        return self._tongues[self.frames[at]]

    @cached_property
    def left(self) -> tuple[Sort, ...]:
        """What every character sees before it: HAN, LATIN or DIGIT."""
        return self._seen(range(len(self.text)), -1)

    @cached_property
    def right(self) -> tuple[Sort, ...]:
        """What every character sees after it: HAN, LATIN or DIGIT."""
        return self._seen(range(len(self.text) - 1, -1, -1), 1)

    def _seen(self, order: range, step: int) -> tuple[Sort, ...]:
        seen = [Sort.LATIN] * len(self.text)
        for at in order:
            near = at + step
            if not 0 <= near < len(self.text):
                seen[at] = self._tongues[-1]
            elif self.sorts[near] in WORDS:
                seen[at] = self.sorts[near]
            elif (mate := self.mates.get(near)) is None:
                seen[at] = seen[near]
            elif (mate > near) != (step > 0):
                # The edge of the frame that the character stands in.
                seen[at] = self._tongues[min(near, mate)]
            else:
                seen[at] = Sort.HAN if self.has_han(*sorted((near, mate))) else seen[mate]
        return tuple(seen)

    def sees_han(self, first: int, last: int | None = None) -> bool:
        """Tell whether a mark, or a run of them from ``first`` to ``last``, sees han on either side."""
        return Sort.HAN in (self.left[first], self.right[first if last is None else last])


def _trimmed(address: str) -> str:
    """Return an address without the sentence's marks after it, and without a bracket that was opened before it."""
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end and (address[end - 1] in _NOT_OF_ADDRESS or (address[end - 1] == ")" and surplus > 0)):
        surplus -= address[end - 1] == ")"
        end -= 1
    return address[:end]
