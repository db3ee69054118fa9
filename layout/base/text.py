"""White space in copy: what a line break means, and runs of blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_BLANKS = re.compile(r"[ \t\n]+")
SENTENCE_END = re.compile(r"[。！？!?][”’」』）)]*|\.[”’)]*(?= )")
"""What ends a sentence with others after it; of a full stop not all do."""
_LETTERS_A_WORD = 5
"""About so many letters take the place of one han character; used to tell Chinese from Latin copy."""


def one_line(text: str) -> str:
    """Return the text on one line: line breaks joined as `joint` says, runs of blanks made one space.

    White space at both ends goes, the ideographic space (U+3000) included; inside, only blanks, tabs and line
    breaks are touched.
    """
    text = text.strip()
    chinese = "\n" in text and is_chinese(text)
    return _BLANKS.sub(lambda run: joint(text, run.start(), run.end(), chinese=chinese), text)


def joint(text: str, start: int, end: int, *, chinese: bool) -> str:
    """Return what stands for the run of blanks ``text[start:end]``: one space or nothing.

    A line break next to a wide character (han, kana, full-width punctuation) is nothing, as in CSS Text 3,
    4.1.2 "segment break transformation"; so it is in Chinese copy next to a mark that both scripts have, such
    as a curly quote. Korean, which has word spaces, keeps the space. A run without a line break is a space.
    """
    if "\n" not in text[start:end]:
        return " "
    sides = "".join((text[start - 1 : start], text[end : end + 1]))
    if any(is_wide(side) for side in sides):
        return ""
    if chinese and any(unicodedata.east_asian_width(side) == "A" for side in sides):
        return ""
    return " "


_RUNS_ON = "\u00ad-\u2010\u2013\u2014/"
"""What the next line follows on without a blank."""


def run_on(lines: Iterable[str]) -> str:
    """Return the text of set lines as one: words that a line end parts get their blank, hyphens of a break go."""
    parts: list[str] = []
    last = ""
    for line in filter(None, lines):
        if last and last not in _RUNS_ON and not (last.isspace() or is_wide(last) or is_wide(line[0])):
            parts.append(" ")
        parts.append(line)
        last = line[-1]
    return "".join(parts).replace("\u00ad", "")


def is_chinese(text: str) -> bool:
    """Tell whether copy is Chinese in the main, with some Latin words in it at most."""
    wide = sum(map(is_wide, text))
    return wide * _LETTERS_A_WORD > sum(character.isascii() and character.isalpha() for character in text)


def is_wide(character: str) -> bool:
    """Tell whether a character is a wide one of Chinese or Japanese (Unicode TR 11: W or F, not Hangul)."""
    return unicodedata.east_asian_width(character) in "WF" and not is_hangul(character)


def is_hangul(character: str) -> bool:
    """Tell whether a character is a syllable or a letter of Korean, which is written in words with spaces between."""
    return "\u1100" <= character <= "\u11ff" or "\uac00" <= character <= "\ud7ff"


def is_seen(text: str) -> bool:
    """Tell whether anything of a text can be seen: white space, zero width spaces and joiners cannot."""
    return any(unicodedata.category(character) not in ("Zs", "Zl", "Zp", "Cc", "Cf") for character in text)


def by_reading(text: str) -> tuple[bytes, str]:
    """Return what texts are sorted by: GB 18030, which is the order of pinyin for the 3755 commonest characters."""
    return text.casefold().encode("gb18030", "replace"), text
