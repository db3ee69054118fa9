"""Straight quotes: which open, which close, which are apostrophes, and which are inches and feet.

A typewriter has one sign for all of these. They are told apart by pairing across the paragraph, because
Chinese copy has no spaces that would show on which side of a quote the quoted words stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from layout.base.apostrophes import begins_word, begins_year, ends_word, is_apostrophe, is_latin
from layout.base.locale.record import Quotes

_STRAIGHT = "\"'"
_FEET_AND_INCHES = re.compile(r"[0-9]' ?[0-9]{1,2}")
_LENGTHS = (3, 4, 5)
"""Characters that feet and inches take, up to the sign for inches: 5'6, 5' 11."""
_BEFORE = "([{«„“‘‚—–"
_AFTER = "([{«„“‘‚¿¡…\"'"
"""Beside letters and digits, what stands before a quote that opens, and after it."""
_DEEPEST = 16
"""A quote looks back over so many open ones for its partner; without a limit a hostile line would take for ever."""


@dataclass(frozen=True, slots=True)
class Curled:
    """What becomes of a paragraph's straight quotes, each named by its offset.

    ``unpaired`` are those that found no partner. A straight quote in none of the three stays as it is: it
    stands for inches or feet, or inside something that is not copy, such as an address.
    """

    double: dict[int, str]
    single: dict[int, str]
    apostrophes: tuple[int, ...]
    unpaired: tuple[int, ...]


NONE = Curled({}, {}, (), ())
"""What becomes of the straight quotes of a paragraph without any."""


def has_straight(text: str) -> bool:
    """Tell whether a text has a straight quote."""
    return any(quote in text for quote in _STRAIGHT)


def curl(text: str, guarded: Sequence[int], marks: Quotes) -> Curled:
    """Pair the straight quotes of one paragraph; ``marks`` says what they become.

    ``guarded`` is true for characters that are not to be read.
    Curly quotes that are already there keep their partners, and may be the partner of a straight one. Pairs
    nest: a single quote inside a double one closes inside it. A quote without a partner that begins the paragraph
    opens it, as where quoted speech runs on over several paragraphs. A double one inside of double ones opens where
    white space shows it, if those after it close all; such a pair has the marks of a quotation inside another.
    """
    return _Pairing(text, guarded, marks).curled()


def elides(text: str, at: int, marks: Quotes) -> bool:
    """Tell whether a single quote stands where a language leaves out a word's beginning or end: ’s avonds, po’."""
    return begins_word(text, at, marks.elided) or ends_word(text, at, marks.clipped)


def may_elide(text: str, at: int, marks: Quotes) -> bool:
    """Tell whether a single quote may be an apostrophe that begins a word or a year, or stands inside one."""
    return is_apostrophe(text, at) or elides(text, at, marks) or may_shorten(text, at, marks)


def may_shorten(text: str, at: int, marks: Quotes) -> bool:
    """Tell whether a single quote stands before a year's last digits, or a word's end that may be a whole word."""
    return begins_year(text, at) or begins_word(text, at, marks.shortened)


def shortens(text: str, at: int, marks: Quotes) -> bool:
    """Tell whether it stands there where a word begins, as no quote does that closes."""
    return may_shorten(text, at, marks) and begins_word(text, at, r"\w")


@dataclass(frozen=True, slots=True)
class _Open:
    """A quote that waits for its partner; a settled one has a curly partner further on."""

    kind: str
    at: int
    settled: bool


class _Pairing:
    """One walk along a paragraph."""

    def __init__(self, text: str, guarded: Sequence[int], marks: Quotes) -> None:
        self.text, self.guarded, self.marks = text, guarded, marks
        self.pairs = {'"': marks.double, "'": marks.single}
        signs = {kind: (opener.strip(), closer.strip()) for kind, (opener, closer) in self.pairs.items()}
        self.openers = {opener: kind for kind, (opener, _) in signs.items()}
        self.closers = {closer: kind for kind, (_, closer) in signs.items()}
        self.curls: dict[int, str] = {}
        self.apostrophes: list[int] = []
        self.waiting: list[_Open] = []
        self.alone: list[int] = []
        self.beginning = len(text) - len(text.lstrip())
        self.singles = [
            at for at, char in enumerate(text) if char == "'" and not guarded[at] and not self.is_elided(at)
        ]
        """The straight single quotes that are not surely apostrophes."""
        self.doubles = [at for at, char in enumerate(text) if char == '"' and not guarded[at]]
        self.closing = (*accumulate((-1 if self.looks_open(at) else 1 for at in reversed(self.doubles)), initial=0),)
        """How many more of the last 0, 1, 2 … straight double quotes look closing than opening."""
        self.inner: list[tuple[int, int, int]] = []
        """Pairs of straight double quotes inside such a pair: its opener, theirs, their closer."""

    def curled(self) -> Curled:
        """Walk, and return what was found."""
        settled = self.settled_pairs()
        for at, char in enumerate(self.text):
            if self.guarded[at]:
                continue
            if char in _STRAIGHT:
                self.straight(char, at)
            elif self.is_quote(char, at):
                if settled.get(at, at) < at:
                    self.back_to(settled[at])
                elif char in self.openers:
                    self.waiting.append(_Open(self.openers[char], at, at in settled))
                else:
                    self.close(self.closers[char], at)
        self.back_to(-1)
        for outer, *pair in self.inner:
            if outer in self.curls:
                self.curls |= dict(zip(pair, self.marks.single, strict=True))
        double = {at: curl for at, curl in self.curls.items() if self.text[at] == '"'}
        single = {at: curl for at, curl in self.curls.items() if self.text[at] == "'"}
        return Curled(double, single, tuple(self.apostrophes), tuple(sorted(self.alone)))

    def is_quote(self, char: str, at: int) -> bool:
        """Tell whether a character is a quote as it is printed, and no apostrophe."""
        if char == self.marks.apostrophe and (self.is_elided(at) or shortens(self.text, at, self.marks)):
            return False
        return char in self.openers or char in self.closers

    def settled_pairs(self) -> dict[int, int]:
        """Return the curly pairs of the copy, both ways: opener to closer and closer to opener."""
        found: dict[int, int] = {}
        opened: dict[str, list[int]] = {'"': [], "'": []}
        for at, char in enumerate(self.text):
            if not self.is_quote(char, at):
                continue
            # Some languages open and close with one sign: one closes what is open.
            if char in self.openers and not (char in self.closers and opened[self.openers[char]]):
                opened[self.openers[char]].append(at)
            elif opened[kind := self.closers[char]]:
                opener = opened[kind].pop()
                found |= {opener: at, at: opener}
                if kind == '"':
                    # A single quote left open inside a pair of double ones does not reach out of it.
                    while opened["'"] and opened["'"][-1] > opener:
                        opened["'"].pop()
        return found

    def straight(self, kind: str, at: int) -> None:
        if kind == "'" and (self.is_elided(at) or self.is_shortened(at)):
            self.apostrophes.append(at)
        elif self.is_measure(kind, at) or (not self.nests(kind, at) and self.close(kind, at)):
            pass
        elif kind == "'" and self.ends_word(at):
            self.apostrophes.append(at)
        else:
            self.waiting.append(_Open(kind, at, settled=False))

    def is_elided(self, at: int) -> bool:
        """Tell whether a single quote is surely an apostrophe."""
        return is_apostrophe(self.text, at) or elides(self.text, at, self.marks)

    def runs_on(self) -> bool:
        """Tell whether a single quote that begins the paragraph is quoted speech: no other one lacks its partner."""
        alone = any(self.text[at] == "'" for at in self.alone)
        first = self.text[self.beginning + 1 : self.beginning + 2]
        return not alone and (first.isalnum() or first == "_")

    def is_shortened(self, at: int) -> bool:
        """Tell whether a single quote stands for the beginning of a year or word, and for no quotation: the class of
        '99. Inside a quotation none opens; outside of one the next single quote does not close."""
        if not may_shorten(self.text, at, self.marks):
            return False
        if self.partner("'") is not None:
            return shortens(self.text, at, self.marks)
        index = bisect_left(self.singles, at) + 1
        if index >= len(self.singles):
            return True
        later = self.singles[index]
        if self.looks_open(later) or may_shorten(self.text, later, self.marks):
            return True
        within = self.waiting and self.waiting[-1].kind == '"'
        ends = ('"', self.marks.double[1].strip())
        return bool(within) and any(end in self.text[at:later] for end in ends)

    def is_measure(self, kind: str, at: int) -> bool:
        """Tell whether the quote after a number stands for feet or inches rather than for a quotation's edge."""
        text = self.text
        if not text[at - 1 : at].isdecimal():
            return False
        if kind == "'" and text[at + 1 : at + 2].isdecimal():
            return True
        if kind == '"' and any(_FEET_AND_INCHES.fullmatch(text, at - n, at) for n in _LENGTHS if at >= n):
            return True
        if self.partner(kind) is not None:
            return False
        if kind == "'":
            return True
        # The others pair among themselves, or the next one is a measure too: this is no opening quote.
        index = bisect_left(self.doubles, at)
        later = len(self.doubles) - index - 1
        return later % 2 == 0 or text[self.doubles[index + 1] - 1].isdecimal()

    def looks_open(self, at: int) -> bool:
        """Tell whether white space shows that a quote opens: none is behind it, but before it."""
        before, after = self.text[at - 1 : at] if at else "", self.text[at + 1 : at + 2]
        return (not before or before.isspace() or before in _BEFORE) and (
            is_latin(after) or after.isdecimal() or after in tuple(_AFTER)
        )

    def nests(self, kind: str, at: int) -> bool:
        """Tell whether a double quote opens inside of double ones: it looks so, and those after it close all."""
        if kind != '"' or self.partner(kind) is None or not self.looks_open(at):
            return False
        waiting = [quote.at for quote in self.waiting[-_DEEPEST:] if quote.kind == kind and not quote.settled]
        to_close = len(waiting) + (waiting[0] != self.beginning)
        return self.closing[len(self.doubles) - bisect_left(self.doubles, at) - 1] >= to_close

    def ends_word(self, at: int) -> bool:
        """Tell whether a single quote with nothing to close ends a Latin word: the students' books."""
        return is_latin(self.text[at - 1 : at]) and not self.text[at + 1 : at + 2].isalnum()

    def partner(self, kind: str) -> int | None:
        """Return the place in ``waiting`` of the quote that one of this kind would close, None if there is none."""
        for index in range(len(self.waiting) - 1, max(-1, len(self.waiting) - 1 - _DEEPEST), -1):
            quote = self.waiting[index]
            if quote.settled or (kind == "'" and quote.kind == '"'):
                return None
            if quote.kind == kind:
                return index
        return None

    def close(self, kind: str, at: int) -> bool:
        """Close the innermost open quote of this kind; False if there is none."""
        index = self.partner(kind)
        if index is None:
            return False
        opener = self.waiting[index].at
        self.back_to(opener)
        if kind == '"' and (outer := self.partner(kind)) is not None:
            self.inner.append((self.waiting[outer].at, opener, at))
        for place, curl in zip((opener, at), self.pairs[kind], strict=True):
            if self.text[place] == kind:
                self.curls[place] = curl
        return True

    def back_to(self, opener: int) -> None:
        """Forget the open quotes from this offset on; those after it have found no partner."""
        while self.waiting and self.waiting[-1].at >= opener:
            quote = self.waiting.pop()
            if quote.at == opener or self.text[quote.at] != quote.kind:
                continue
            if quote.at == self.beginning and (quote.kind == '"' or self.runs_on()):
                self.curls[quote.at] = self.pairs[quote.kind][0]
            else:
                self.alone.append(quote.at)
