"""Where a run of letters, digits and signs may be parted at a line's end, and at what cost.

Words are parted by their language's patterns and nowhere else, and show it by a hyphen. Without a hyphen only what is
no word is parted: addresses at their joints, codes between letters and digits, numbers too long to be read at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from layout.base.locale import FOREIGN
from layout.base.locale.record import Hyphenation
from layout.compose.classes import Regime
from layout.compose.parting import by_patterns

HYPHEN = 50.0
"""Penalty of a hyphenated line end (The TeXbook, chapter 14: \\hyphenpenalty)."""
EXPLICIT_HYPHEN = 50.0
"""Penalty of a break after a hyphen or dash that is in the copy (The TeXbook: \\exhyphenpenalty)."""
URL = 80.0
"""Penalty of a break inside an address: after one of / . ? & = _ and before @"""
URL_HYPHEN = 400.0
"""Penalty of a break after a hyphen of an address, which then looks as if the line's end had made it, after www., and
before the last part of a name (town. | net, notes. | txt), whose stop looks like that of a sentence."""
CODE = 200.0
"""Penalty of a break in a code between letters and digits (ISO | 9001), or after a solidus (GB/ | T15834)."""
GROUP = 3000.0
"""Penalty of a break between two groups of a very long number."""
LONG_RUN = 12
"""Letters or digits; a longer number may be parted into groups, a longer code wherever letters and digits meet."""
GROUPED = 4
"""Digits of such a group: account numbers are printed so (ISO 13616, on the printed form of an IBAN)."""
ABBREVIATION = 6
"""Letters of the longest word in capitals that is taken for an abbreviation, which is never parted: UNESCO."""

_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\w{2}\.[a-z]{2,}(?=[/?#:]|\W*\Z)")
_LAST_PART = re.compile(r"[^\W\d_]{2,4}(?![\w.-])")
"""The last part of a host's name or a file's: org, yaml."""
_JOINTS = "/.?&=_"
_DASHES = "-\u2010–—"
_REPEATED = "-\u2010"
_CLOSING = "\"'”’»"
_RUN = re.compile(r"[^\W_]+")
_NUMBER = re.compile(rf"\d{{{LONG_RUN},}}\d")
_CODE = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?=\d{3,})")
_SHORTEST_CODE = 6
_FACES = re.compile(r"(?<=[^\W\d_]{2})(?=\d\d)|(?<=\d\d)(?=[^\W\d_]{2})")
"""Where letters and digits meet, two of each at least."""
_SHORTEST_PAIR = 5
"""Letters and digits beside a solidus that may end a line, together: and/or, not kg/m3."""
_MARKS = "\u0300-\u036f"
_SOFT_HYPHEN = "\u00ad"
"""Typed in a word where it may be parted; it is not seen elsewhere."""
_APOSTROPHES = "'’ʼ"
_SCRIPTS = {"LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl"}
"""The first word of a letter's name in Unicode -> its script."""


class Cut(NamedTuple):
    """A place inside a run: what a line end there costs, whether it draws a hyphen, what the line ends in, and whether
    the next line begins with a hyphen."""

    penalty: float
    hyphen: bool = False
    mark: int = 0
    repeated: bool = False


_SOFT = Cut(HYPHEN, hyphen=True, mark=ord("-"))
_HARD = Cut(EXPLICIT_HYPHEN, mark=ord("-"))
_DASH = Cut(EXPLICIT_HYPHEN)
_IN_ADDRESS = Cut(URL)
_AFTER_HYPHEN = Cut(URL_HYPHEN, mark=ord("-"))
_AT_STOP = Cut(URL_HYPHEN)
_IN_CODE = Cut(CODE)
_IN_NUMBER = Cut(GROUP)


def find_cuts(text: str, hyphenation: Hyphenation | None, regime: Regime) -> dict[int, Cut]:
    """Return offset -> cut for a run of Latin text; without ``hyphenation`` no word is parted.

    No part begins with a mark that may not begin a line, or ends with one that may not end it.
    """
    if _ADDRESS.search(text):
        cuts = dict(_in_address(text))
    else:
        repeats = hyphenation is not None and hyphenation.repeats
        cuts = {
            at + 1: _DASH if char == "—" else _HARD._replace(repeated=repeats and char in _REPEATED)
            for at, char in enumerate(text[1:-1], 1)
            if char in _DASHES and _is_joint(text, at, regime)
        }
        if "/" in text or any(map(str.isdigit, text)):
            cuts |= dict.fromkeys(_in_codes(text), _IN_CODE)
        if hyphenation and len(text) >= hyphenation.shortest:
            for word in _word(hyphenation.apostrophe).finditer(text):
                for position in _positions(word[0], _of_script(word[0], hyphenation)):
                    cuts[word.start() + position] = _SOFT
    if len(text) > LONG_RUN:
        for number in _NUMBER.finditer(text):
            cuts |= dict.fromkeys(range(number.start() + GROUPED, number.end() - 2, GROUPED), _IN_NUMBER)
    return cuts


def _in_address(text: str) -> Iterator[tuple[int, Cut]]:
    """Yield the places where an address may be parted."""
    for at, char in enumerate(text[1:-2], 1):
        before, after = text[at - 1], text[at + 1]
        if char == "@" and at > 1:
            yield at, _IN_ADDRESS
        elif char in _JOINTS and after.isalnum() and not (char == "." and before.isdigit() and after.isdigit()):
            sentence = char == "." and (text[:at].lower().endswith("www") or _LAST_PART.match(text, at + 1))
            yield at + 1, _AT_STOP if sentence else _IN_ADDRESS
        elif char == "-" and before.isalnum() and after.isalnum():
            yield at + 1, _AFTER_HYPHEN


def _in_codes(text: str) -> Iterator[int]:
    """Yield the places where a code may be parted, and two words with a solidus between them."""
    runs = list(_RUN.finditer(text))
    for left, right in pairwise(runs):
        pair = len(left[0]), len(right[0])
        joined = text[left.end() : right.start()] == "/" and not right[0][0].isdigit()
        if joined and min(pair) > 1 and sum(pair) >= _SHORTEST_PAIR:
            yield right.start()
    for code in _CODE.finditer(text):
        digits = re.match(r"\d+", text[code.end() :])
        if digits and len(code[0]) + len(digits[0]) >= _SHORTEST_CODE:
            yield code.end()
    for run in runs:
        if len(run[0]) > LONG_RUN:
            yield from (run.start() + face.start() for face in _FACES.finditer(run[0]))


def _is_joint(text: str, at: int, regime: Regime) -> bool:
    """Say whether the dash at ``at`` joins two words, so that a line may end after it."""
    before, after = text[at - 1], text[at + 1]
    if before.isdigit() or after.isdigit():
        return False  # 2021-2022, 0318-2065575, COVID-19
    if before in regime.not_at_end or after in regime.not_at_start or after in _CLOSING:
        return False
    return before.isalnum() or text[at] == "—"


# Words


@lru_cache(maxsize=2)
def _word(apostrophe: bool) -> re.Pattern[str]:
    """Return the pattern of a word of any script, with its combining marks; with or without apostrophes inside."""
    joined = f"|[{_APOSTROPHES}](?=[^\\W\\d_])" if apostrophe else ""
    return re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}{_SOFT_HYPHEN}]{joined})*")


def _of_script(word: str, parts: Hyphenation) -> Hyphenation | None:
    """Return how a word is parted in copy whose own words are parted so."""
    first = word[0]
    script = "Latn" if first < "\u0370" else _SCRIPTS.get(unicodedata.name(first, "").split(" ")[0], "")
    return parts if script == parts.script else FOREIGN.get(script)


@lru_cache(maxsize=1 << 14)
def _positions(word: str, parts: Hyphenation | None) -> tuple[int, ...]:
    """Return the offsets at which a word may be parted: where its writer says so, if he does."""
    if _SOFT_HYPHEN in word:
        return tuple(at for at in range(2, len(word)) if word[at - 1] == _SOFT_HYPHEN)
    if parts is None:
        return ()
    letters, starts = _letters(word)
    if len(letters) < parts.shortest or (letters.isupper() and len(letters) <= ABBREVIATION):
        return ()
    found = _syllables(letters, parts.vowels) if parts.vowels else by_patterns(letters, parts.dictionary, parts.joints)
    never = re.compile(parts.never, re.IGNORECASE) if parts.never else None
    return tuple(
        starts[at]
        for at in found
        if _count(letters[:at]) >= parts.left
        and _count(letters[at:]) >= parts.right
        and not (never and never.match(letters, at))
    )


def _letters(word: str) -> tuple[str, list[int]]:
    """Return a word as patterns have it, a character for each letter, and where each of its letters begins.

    A letter typed with a combining mark is one letter; so is İ, whose small form is two characters.
    """
    starts = [at for at, char in enumerate(word) if not unicodedata.combining(char)]
    whole = (unicodedata.normalize("NFC", word[a:b])[0] for a, b in pairwise((*starts, len(word))))
    return "".join("'" if char in _APOSTROPHES else "I" if char == "İ" else char for char in whole), starts


def _count(part: str) -> int:
    return sum(char.isalpha() for char in part)


def _syllables(word: str, vowels: str) -> Iterator[int]:
    """Yield where syllables begin: with the consonant before a vowel, or with a vowel after another one."""
    heard = False
    for at, char in enumerate(word):
        if char in vowels:
            if heard:
                yield at if word[at - 1] in vowels else at - 1
            heard = True
