"""Where a word of Korean may be parted: between two of its syllables, without a hyphen, and unwillingly.

W3C, *Requirements for Hangul Text Layout and Typography* (klreq), "Line breaking": lines end at spaces, or between
syllables where columns are narrow; newspapers have always done so.
"""

from __future__ import annotations

from functools import lru_cache

from layout.base.text import is_hangul, is_wide
from layout.compose.cuts import Cut

SYLLABLE = 600.0
"""Penalty of a line end inside a word: as bad as word spaces 1.9 times as wide as normal."""
_INSIDE = Cut(SYLLABLE)


@lru_cache(maxsize=4096)
def syllable_cuts(word: str) -> dict[int, Cut]:
    """Return offset -> cut for a word: between syllables of hangul or han, at least two of which come after."""
    three = zip(word, word[1:], word[2:], strict=False)
    return {at: _INSIDE for at, some in enumerate(three, 1) if all(map(_is_syllable, some))}


def _is_syllable(char: str) -> bool:
    return is_hangul(char) or (is_wide(char) and char.isalpha())
