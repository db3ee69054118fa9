"""Where a run of Latin letters, digits and signs may be parted at a line's end, and at what cost."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import pyphen

from layout.base.locale.record import Hyphenation
from layout.compose.classes import Regime

HYPHEN = 50.0
"""Penalty of a hyphenated line end (The TeXbook, chapter 14: \\hyphenpenalty)."""
EXPLICIT_HYPHEN = 50.0
"""Penalty of a break after a hyphen or dash that is in the copy (The TeXbook: \\exhyphenpenalty)."""
URL = 80.0
"""Penalty of a break inside an address, after one of / . ? & = _ -"""
ANYWHERE = 3000.0
"""Penalty of a break inside a run of letters or digits that has no better place (a 40-digit number)."""
LONG_RUN = 12
"""Letters or digits; a longer run without any other place to part it may, at ANYWHERE, break inside."""

_RUN = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|cn|org|net)\b")
_DASHES = "-\u2010–—"
_CLOSING = "\"'”’"


class Cut(NamedTuple):
    """A place inside a run: what a line end there costs, whether it draws a hyphen, what the line ends in."""

    penalty: float
    hyphen: bool = False
    mark: int = 0


_SOFT = Cut(HYPHEN, hyphen=True, mark=ord("-"))
_HARD = Cut(EXPLICIT_HYPHEN, mark=ord("-"))
_DASH = Cut(EXPLICIT_HYPHEN)
_IN_ADDRESS = Cut(URL)
_FORCED = Cut(ANYWHERE)


@lru_cache(maxsize=8)
def _hyphenator(parts: Hyphenation) -> tuple[pyphen.Pyphen, re.Pattern[str]] | None:
    """Return what parts words, and the pattern of a word; None if there is no such dictionary."""
    known = pyphen.language_fallback(parts.dictionary)
    word = re.compile(f"[{parts.letters}]+")
    return (pyphen.Pyphen(lang=known, left=parts.left, right=parts.right), word) if known else None


def find_cuts(text: str, hyphenation: Hyphenation | None, regime: Regime) -> dict[int, Cut]:
    """Return offset -> cut for a run of Latin text; without ``hyphenation`` no word is parted.

    No part begins with a mark that may not begin a line, or ends with one that may not end it.
    """
    cuts: dict[int, Cut] = {}
    if _ADDRESS.search(text):
        for at, char in enumerate(text[1:-2], 1):
            if char in "/.?&=_-" and text[at + 1].isalnum():
                cuts[at + 1] = _IN_ADDRESS
    else:
        for at, char in enumerate(text[1:-1], 1):
            if char in _DASHES and _is_joint(text, at, regime):
                cuts[at + 1] = _DASH if char == "—" else _HARD
        if hyphenation and (known := _hyphenator(hyphenation)):
            hyphenator, words = known
            for word in words.finditer(text):
                if len(word[0]) >= hyphenation.shortest and not word[0].isupper():
                    for position in hyphenator.positions(word[0]):
                        cuts[word.start() + position] = _SOFT
    for run in _RUN.finditer(text):
        if len(run[0]) > LONG_RUN:
            inside = range(run.start() + 2, run.end() - 1)
            if not any(at in cuts for at in inside):
                cuts |= dict.fromkeys(inside, _FORCED)
    return cuts


def _is_joint(text: str, at: int, regime: Regime) -> bool:
    """Say whether the dash at ``at`` joins two words, so that a line may end after it."""
    before, after = text[at - 1], text[at + 1]
    if before.isdigit() or after.isdigit():
        return False  # 2021-2022, 0318-2065575, COVID-19
    if before in regime.not_at_end or after in regime.not_at_start or after in _CLOSING:
        return False
    return before.isalnum() or text[at] == "—"
