"""Where a mark may not stand and which half of it is blank, written down from the standard a second time.

The composer has its marks from the record of a language (`layout.base.locale`). This table does not look at them, and
must not be made from them: a reader that shares the writer's table cannot find the writer's mistakes. So it holds for
copy in any language, and a mark that a new language brings is written here once more, from its standard. Sources:
GB/T 15834-2011 5.1 (places of marks in horizontal text), clreq "Prohibition rules for line start and line end"; the
ASCII forms follow the same rules in Latin text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# 5.1.1, 5.1.2: full stop, comma, enumeration comma, semicolon, colon, question and exclamation mark are not at the
# head of a line.
_PAUSES = "。，、；：？！．"
# 5.1.3: the first half of quotation marks, brackets, title marks is not at a line's end, the second
# half not at its head.
_FIRST_HALVES = "“‘（〔［｛【〖《〈「『"
_SECOND_HALVES = "”’）〕］｝】〗》〉」』"
# 5.1.6, 5.1.7: connecting marks (short, en, wave) and the interpunct are not at a line's head; 5.1.9: the
# solidus is at neither. An ellipsis at the head of a line is bad by clreq's stricter setting.
INTERPUNCTS = frozenset("·・‧")
_CONNECTING = "～〜–·・…⋯"
_SOLIDUS = "/／"
_AFTER_NUMBER = "%％‰℃°"
_BEFORE_NUMBER = "￥¥＄$￡£€#＃№"

NOT_FIRST = frozenset(_PAUSES + _SECOND_HALVES + _CONNECTING + _SOLIDUS + _AFTER_NUMBER + ",.;:?!)]}›»-")
NOT_LAST = frozenset(_FIRST_HALVES + _SOLIDUS + _BEFORE_NUMBER + "([{‹«„‚¿¡")

EITHER = frozenset("“”‘’«»‹›")
"""Quotes that open in one language and close in another („so“, ”så”): in a line without han their neighbour tells."""
_QUOTES = "".join(EITHER)

BLANK_AFTER = frozenset(_PAUSES + _SECOND_HALVES)
"""Marks whose right half is blank when they are an em wide."""
PAUSES_IN_MIDDLE = frozenset("。，、；：．") | INTERPUNCTS
"""Marks with a quarter of their square blank at either side where they stand in its middle, as they do in Taiwan and
Hong Kong (clreq, "Positions of punctuation marks"; JIS X 4051 6.1 for the colon, the semicolon and the interpunct).
Question and exclamation marks in the middle keep their square."""
BLANK_BEFORE = frozenset(_FIRST_HALVES)
"""Marks whose left half is blank when they are an em wide."""

HYPHENS = frozenset("-\u00ad\u2010")


_ELIDED = re.compile(r"’(?:\d\d(?!\d)|\d\ds\b|[nN]’|(?:tis|twas|em|til|cause|round)\b)", re.IGNORECASE)


def begins_wrongly(line: str) -> bool:
    """Tell whether a line begins with a mark that may not begin one.

    An apostrophe may that stands for the first letters of a word or a year: ’tis, ’99; before other letters it closes a
    quotation of Chinese. So may a sign that its language has before the number: %12. In a line without han the point
    may that a word or a number begins with: .org, .22.
    """
    after = line[1:2]
    if line[0] == "%" and after.isdecimal():
        return False
    begins = line[0] in EITHER or line[0] == "."
    opens = begins and after.isalnum() and not any(map(is_han, line))
    return line[0] in NOT_FIRST and not (opens or _ELIDED.match(line))


def ends_wrongly(line: str) -> bool:
    """Tell whether a line ends with a mark that may not end one.

    A web address or a code is broken after a solidus between letters; so are two words with one between them.
    """
    before = line[-2:-1]
    if line[-1] == "/":
        return not (line.endswith("://") or (before.isalnum() and not is_han(before)))
    quoted = line.rstrip(_QUOTES)[-1:]  # several may close at once: ja.‘“
    closes = line[-1] in EITHER and not quoted.isspace() and quoted not in NOT_LAST and not any(map(is_han, line))
    return line[-1] in NOT_LAST and not (closes and quoted)


def divided(before: str, after: str) -> str:
    """Return what a line end between two pieces of text takes apart, or nothing.

    5.1.4, 5.1.5: the two halves of a dash or of an ellipsis stay on one line. A number in digits does too, with what
    follows its point (GB/T 15835-2011, on the layout of numbers).
    """
    last, first = before[-1:], after[:1]
    if last == first == "—":
        return "dash"
    if last == first and last in "…⋯":
        return "ellipsis"
    if re.match("[0-9]", last) and re.match(r"\.?[0-9]", after):
        return "number"
    return ""


@lru_cache(maxsize=1 << 14)
def is_han(char: str) -> bool:
    """Tell whether a character is an ideograph, kana or another letter that fills a square, and has no word spaces."""
    hangul = "\u1100" <= char <= "\u11ff" or "\uac00" <= char <= "\ud7ff"
    return char.isalnum() and not hangul and unicodedata.east_asian_width(char) in "WF"


def is_latin(char: str) -> bool:
    """Tell whether a character is a letter or digit of a script with word spaces."""
    return char.isalnum() and not is_han(char)
