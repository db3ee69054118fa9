"""Where the patterns of a dictionary part a word (F. M. Liang, *Word Hy-phen-a-tion by Com-put-er*, 1983).

The dictionaries are pyphen's, and so are the places found. pyphen takes all 78,000 patterns of German apart, which is a
second of every process; here a pattern is taken apart when a word first has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

import pyphen

Patterns = Callable[[str], Sequence[int]]
"""Word -> the offsets at which patterns part it."""

_JOINING = re.compile(r"^(?=[^#%\n]*\d)(?!.*HYPHENMIN)[^#%\n]*[^\W\d_]", re.MULTILINE)
"""A pattern with letters. The first level of many dictionaries has nothing but apostrophes, which part words here."""
_VALUE = re.compile(r"(\d?)(\D?)")


def by_patterns(word: str, dictionary: str, joints: str = "") -> Sequence[int]:
    """Return where a dictionary of pyphen parts a word; one that pyphen does not have parts no word.

    ``joints`` is for compounds that it gets wrong: a regular expression that ends at their joint.
    """
    known = pyphen.language_fallback(dictionary)
    return _in_parts(word, *_levels(known), joints) if known else ()


def _in_parts(word: str, joints: Patterns | None, syllables: Patterns, known: str) -> Sequence[int]:
    """Return where a word is parted: at the joints that it is made with, and inside of what they join."""
    found = set(joints(word)) if joints else set()
    if known:
        found |= {match.end() for match in re.finditer(known, word, re.IGNORECASE)}
    if not found:
        return syllables(word)
    at_joints = sorted(at for at in found if min(at, len(word) - at) > 1 and at + 1 not in found)
    ends = [0, *at_joints, len(word)]
    inside = (a + at for a, b in pairwise(ends) for at in syllables(word[a:b]) if min(at, b - a - at) > 1)
    return sorted((*at_joints, *inside))


@lru_cache(maxsize=32)
def _levels(name: str) -> tuple[Patterns | None, Patterns]:
    """Return what finds the joints of compounds, if a dictionary has that, and what finds syllables.

    pyphen reads the two levels as one, so that the letters beside a joint pull their neighbours apart (Bundess-traße).
    """
    text = _read(pyphen.LANGUAGES[name])
    first, _, second = text.partition("\nNEXTLEVEL\n")
    if not second or not _JOINING.search(first):
        return None, _patterns(text)
    return _patterns(first), _patterns(second)


def _read(path: Path) -> str:
    """Return the lines of a dictionary's file after its first, which names the encoding."""
    encoding, _, rest = path.read_bytes().partition(b"\n")
    return rest.decode(encoding.decode().strip().lower().removeprefix("microsoft-"))


def _patterns(text: str) -> Patterns:
    """Return what the patterns of a text find; what it has beside them, notes and settings, is no part of a word."""
    written = [line.strip() for line in text.split("\n")]
    letters = "\n".join(written)
    for digit in "0123456789":
        letters = letters.replace(digit, "")
    table = {
        key: pattern
        for key, pattern in zip(letters.split("\n"), written, strict=True)
        if key != pattern and key[:1] not in ("%", "#") and not key[:1].isupper()
    }
    return partial(_parted, table=table, longest=max(map(len, table), default=0))


def _parted(word: str, table: Mapping[str, str], longest: int) -> list[int]:
    """Return the offsets of odd values: at each place the greatest of all patterns there counts."""
    text = f".{word.lower()}."
    found = [0] * (len(text) + 1)
    for start in range(len(text)):
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            if (pattern := table.get(text[start:end])) is not None:
                for at, value in _values(pattern):
                    found[start + at] = max(value, found[start + at])
    return [at - 1 for at, value in enumerate(found) if value % 2]


@lru_cache(maxsize=1 << 14)
def _values(pattern: str) -> tuple[tuple[int, int], ...]:
    """Return a pattern's values, each with the number of letters before it: .ab1c -> ((3, 1),)."""
    values = [int(value or "0") for value, _ in _VALUE.findall(pattern)]
    return tuple((at, value) for at, value in enumerate(values) if value)
