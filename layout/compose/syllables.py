"""Where a word of Korean may be parted: between two of its syllables, without a hyphen, and unwillingly.

W3C, *Requirements for Hangul Text Layout and Typography* (klreq), "Line breaking": lines end at spaces, or between
syllables where columns are narrow; newspapers have always done so.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from layout.base.text import is_hangul, is_wide
from layout.compose.cuts import Cut

SYLLABLE = 600.0
"""Penalty of a line end inside a word: as bad as word spaces 1.9 times as wide as normal;"""
LAST_SYLLABLE = 1200.0
"""of one that leaves a single syllable for the next line: a particle (것 | 이), rather than a line that is torn."""
_INSIDE, _BEFORE_LAST = Cut(SYLLABLE), Cut(LAST_SYLLABLE)


@lru_cache(maxsize=4096)
def syllable_cuts(word: str) -> dict[int, Cut]:
    """Return offset -> cut for a word: between two syllables of hangul or han, dearer where only one comes after."""
    return {
        at: _INSIDE if _is_syllable(word[at + 1 : at + 2]) else _BEFORE_LAST
        for at, (before, after) in enumerate(pairwise(word), 1)
        if _is_syllable(before) and _is_syllable(after)
    }


def _is_syllable(char: str) -> bool:
    return char != "" and (is_hangul(char) or (is_wide(char) and char.isalpha()))
