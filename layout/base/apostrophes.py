"""Which single quotes of a text are apostrophes: one character is both, and its neighbours have to tell.

Unicode has U+2019 for the apostrophe and for the closing quote (Unicode Standard 6.2, "Apostrophes"); a word processor
writes the opening quote U+2018 where an apostrophe begins a word.
"""

from __future__ import annotations

import re

from layout.base.text import is_hangul, is_wide

_OPEN, _CLOSE = "‘", "’"
ENGLISH_ELIDED = (
    r"(?i:t(?:is|was|were|would|wixt)(?![A-Za-z]|['’](?![A-Za-z]))|t(?:isn|wasn|weren|ain)['’]t|em(?!['’A-Za-z]))"
)
"""What in English follows an apostrophe that begins a word: 'tis, 'twas, take 'em (The Chicago Manual of Style, 17th
edition, 6.117)."""
ENGLISH_SHORTENED = r"(?i:cause|cos|coz|bout|till?|round|fraid|neath|gainst|tween|twill|nuff|nother|cept|scuse|ello)\b"
"""What may follow one, and may as well be a word that is quoted: 'cause, 'round."""
_DECADE = re.compile(r"[0-9]{2}s(?!['’A-Za-z])")
_YEAR = re.compile(r"[0-9]{2}(?![0-9])")
"""Two digits: the class of '99. An apostrophe before them is none if it has a partner."""
_AND = re.compile(r"(?<=[A-Za-z])( ?)['‘’][nN]['’](?=\1[A-Za-z])")
"""The n of rock 'n' roll, between two words."""
_BEFORE_WORD = "([{«„“‘‚—–\"'’-/…¿¡"
"""What stands before a word beside white space."""
_LONGEST_CLIPPED = 8
_NAMED = re.compile(r"\b(?:an?|the|or|of|letters?)\Z", re.IGNORECASE)
"""A word before a letter that is named, not short for and: the letter 'n' is."""


def is_apostrophe(text: str, at: int) -> bool:
    """Tell whether the single quote at an offset, straight or curly, is surely an apostrophe: don't, Xi'an, '90s."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if is_hangul(after):
        return False  # Korean has none: its particles stand right behind a quotation, '가'를
    if is_latin(before) and is_latin(after):
        return True
    if after in ("n", "N") or before in ("n", "N"):
        for found in _AND.finditer(text, max(0, at - 4), at + 5):
            if at in (found.end(1), found.end() - 1):
                return not _NAMED.search(text, max(0, at - 10), found.start())
    if is_latin(before):
        return False
    if before.isdecimal():
        return after.islower() and is_latin(after)  # the 1990's, 12,5’ini
    return not before.isalpha() and _DECADE.match(text, at + 1) is not None


def begins_word(text: str, at: int, rests: str) -> bool:
    """Tell whether the single quote at an offset begins a word and stands before one of what a regular expression has:
    ``rests`` is what is left of words whose beginning is left out; of none if it is empty."""
    before = text[at - 1 : at]
    begins = not before or before.isspace() or before in _BEFORE_WORD
    return begins and bool(rests) and re.compile(rests).match(text, at + 1) is not None


def ends_word(text: str, at: int, clipped: str) -> bool:
    """Tell whether the single quote at an offset ends one of the words whose end is left out, which a regular
    expression has: po’; of none if it is empty."""
    if not clipped or text[at + 1 : at + 2].isalnum():
        return False
    return re.compile(rf"(?<!\w)(?:{clipped})\Z").search(text, max(0, at - _LONGEST_CLIPPED), at) is not None


def begins_year(text: str, at: int) -> bool:
    """Tell whether the single quote at an offset stands before two digits, as for a year's first ones that are left
    out: the class of '99, ’98届."""
    before = text[at - 1 : at]
    return not before.isdecimal() and not is_latin(before) and _YEAR.match(text, at + 1) is not None


def apostrophes_in(text: str) -> frozenset[int]:
    """Return the offsets of the curly single quotes of a text of han that are apostrophes: inside a word (O’Reilly),
    before one (’tis, ’99) or after one (the workers’ club). Those that stand in pairs are quotes.
    """
    quotes = [at for at, char in enumerate(text) if char in (_OPEN, _CLOSE)]
    found = {at for at in quotes if _is_inside(text, at)}
    quotes = [at for at in quotes if at not in found]
    later, to_come = 0, {}
    for at in reversed(quotes):
        to_come[at] = later
        later = 0 if text[at] == _OPEN else later + 1
    opened = 0
    for at in quotes:
        if text[at] == _OPEN:
            opened += 1
            continue
        # With another one to close what is open, this one may belong to a word: ‘the workers’ club’.
        owned = _is_possessive(text, at) or begins_year(text, at)
        if opened and not (owned and to_come[at] >= opened):
            opened -= 1
        elif owned or is_latin(text[at - 1 : at]):
            found.add(at)
    return frozenset(found)


def is_latin(character: str) -> bool:
    """Tell whether a character is a letter of a script with words: no han."""
    return character.isalpha() and not is_wide(character)


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a quote stands between two letters or digits, or is surely an apostrophe otherwise."""
    sides = text[at - 1 : at], text[at + 1 : at + 2]
    if all(is_latin(side) or side.isdecimal() for side in sides) or is_apostrophe(text, at):
        return True
    return begins_word(text, at, ENGLISH_ELIDED)


def _is_possessive(text: str, at: int) -> bool:
    """Tell whether it ends a plural before another word: workers’ club."""
    return text[at - 1 : at] in ("s", "S") and text[at + 1 : at + 2] == " " and is_latin(text[at + 2 : at + 3])
