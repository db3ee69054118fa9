"""The characters of a text as readers count them: a letter with its accents, a sign with what says how it is drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Signs that say which skin the one before them has."""
_JOINER = "\u200d"
_UNSEEN = re.compile("[\u034f\u200c\u200d\u2060\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
"""Characters that tell how others are drawn: joiners, variation selectors, tags. No face need have them."""


def is_unseen(char: str) -> bool:
    """Tell whether a character only says how others are drawn, as joiners, variation selectors and tags do."""
    return _UNSEEN.match(char) is not None


def has_unseen(text: str) -> bool:
    """Tell whether a text has a character that only says how others are drawn."""
    return _UNSEEN.search(text) is not None


@lru_cache(maxsize=4096)
def joins(char: str) -> bool:
    """Tell whether a character belongs to the one before it, as combining marks, selectors, joiners and skin tones do.

    It is the Unicode Standard's grapheme cluster (annex 29) as far as copy needs it.
    """
    return unicodedata.category(char) in ("Mn", "Me", "Mc") or char in SKIN_TONES or is_unseen(char)


def belongs(char: str, before: str) -> bool:
    """Tell whether a character is one with the one before it: it joins it, or is joined to it."""
    return joins(char) or before == _JOINER


def characters(text: str) -> Iterator[str]:
    """Yield a text's characters, each with what belongs to it; what is joined to the next one is one with it."""
    start = 0
    for at in range(1, len(text)):
        if not belongs(text[at], text[at - 1]):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]
