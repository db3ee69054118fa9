"""The rules of punctuation: typed with whatever keys were near, set as a newspaper sets it.

``RULES`` is the table; a language's record names those that are for its copy (`layout.base.locale`). A rule finds
places in one paragraph and says what stands there instead; a rule that is a notice changes nothing and points out what
an editor should look at. No rule writes what an earlier state could have come from: each turns a sign of a typewriter
into one of a newspaper, or takes away white space.

Letters, digits and han are never touched, but for full-width digits and Latin letters, which become half-width.

What is left alone on purpose:

- Corner brackets 「」 in simplified Chinese. They may be meant (a quotation from a traditional text, a design),
  so they are only noticed. In traditional Chinese they are the rule; straight quotes become “ ” there too.
- One em dash between two han. GB/T 15834-2011 4.13 has it as the connector (北京—上海), so it is noticed, not
  doubled. Beside a mark, a space or the paragraph's edge it can only be half a dash and is made whole.
- Doubled pauses and full stops, and straight quotes without a partner: nobody can tell which one is wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from layout.base.apostrophes import is_apostrophe
from layout.base.locale.record import Quotes
from layout.edition.typography.passage import Passage, Sort
from layout.edition.typography.quotes import elides, may_elide, shortens


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start`` to ``end`` of a passage are to become ``text``."""

    start: int
    end: int
    text: str


Finder = Callable[[Passage], Iterable[Edit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of punctuation: a permanent id, what it does, where that is written, and how to find its places."""

    id: str
    what: str
    source: str
    find: Finder
    notice: bool = False
    in_phrases: bool = True
    """Whether it is for lines in which a space parts phrases or names, too."""
    label: str = ""
    """What the summary calls its changes; without it, the characters before and after."""


# Finding the places


def _every(pattern: str, made: Callable[[str], str]) -> Finder:
    """Find every match of a pattern; what stands there instead is made from it."""
    compiled = re.compile(pattern)
    return lambda passage: (Edit(*found.span(), made(found[0])) for found in compiled.finditer(passage.text))


def _as_it_is(text: str) -> str:
    return text


def _removed(_: str) -> str:
    return ""


_TO_HALF_WIDTH = 0xFEE0
"""How far a full-width form lies behind its ASCII character in Unicode."""


def _half_width(character: str) -> str:
    return chr(ord(character) - _TO_HALF_WIDTH)


def _full_width(character: str) -> str:
    return chr(ord(character) + _TO_HALF_WIDTH)


def _apostrophes(passage: Passage) -> Iterator[Edit]:
    return (Edit(at, at + 1, passage.quote_marks.apostrophe) for at in passage.quotes.apostrophes)


def _elisions(passage: Passage) -> Iterator[Edit]:
    """Find opening quotes that a word processor has put for an apostrophe at a word's beginning."""
    text, marks = passage.text, passage.quote_marks
    closes = marks.single[1] == "‘"
    for found in re.finditer("[‘‚]" if closes else "‘", text):
        at = found.start()
        if not closes:
            alone = at not in passage.mates or text[at + 1 : at + 2] in ("n", "N")  # of ‘n’ both are apostrophes
        elif not (is_apostrophe(text, at) or elides(text, at, marks) or shortens(text, at, marks)):
            continue  # ‘ closes no quotation where a word begins or goes on
        else:
            alone = found[0] == "‘" or not _OPEN_LOW.match(text, at)
        if alone and may_elide(text, at, marks) and not passage.guarded[at]:
            yield Edit(at, at + 1, marks.apostrophe)


_OPEN_LOW = re.compile("‚[^‚]*?(?<=[^   ])‘")
"""A quotation between ‚ and ‘."""


def _double_quotes(passage: Passage) -> Iterator[Edit]:
    return (Edit(at, at + 1, curl) for at, curl in passage.quotes.double.items())


def _single_quotes(passage: Passage) -> Iterator[Edit]:
    return (Edit(at, at + 1, curl) for at, curl in passage.quotes.single.items())


def _unpaired_quotes(passage: Passage) -> Iterator[Edit]:
    return (Edit(at, at + 1, passage.text[at]) for at in passage.quotes.unpaired)


_CURLY = re.compile("[“”„]")


def _foreign_quotes(passage: Passage) -> Iterator[Edit]:
    """Find curly double quotes that the language has not, neither outside nor inside of a quotation."""
    own = {mark.strip() for pair in (passage.quote_marks.double, passage.quote_marks.single) for mark in pair}
    return (Edit(*found.span(), found[0]) for found in _CURLY.finditer(passage.text) if found[0] not in own)


def _beside_han(pattern: str, text: str) -> Finder:
    """Find runs of marks with han on at least one side."""
    compiled = re.compile(pattern)

    def find(passage: Passage) -> Iterator[Edit]:
        for found in compiled.finditer(passage.text):
            first, last = found.start(), found.end() - 1
            if not passage.guarded[first] and passage.sees_han(first, last):
                yield Edit(first, last + 1, text)

    return find


def _anywhere(pattern: str, made: Callable[[Quotes], str]) -> Finder:
    """Find runs of marks that are not part of an address and the like; what they become is made from the language's."""
    compiled = re.compile(pattern)
    return lambda passage: (
        Edit(*found.span(), made(passage.quote_marks))
        for found in compiled.finditer(passage.text)
        if not passage.guarded[found.start()]
    )


def _dash(marks: Quotes) -> str:
    return marks.dash


_LONE_DASH = re.compile("(?<![—―-])—(?![—―-])")
_BESIDE_DASH = "，。、；：？！“”‘’…"


def _half_dashes(passage: Passage) -> Iterator[Edit]:
    text = passage.text
    for found in _LONE_DASH.finditer(text):
        at = found.start()
        sides = text[at - 1 : at], text[at + 1 : at + 2]
        parted = any(not side or side.isspace() or side in _BESIDE_DASH for side in sides)
        number = Sort.DIGIT in (passage.left[at], passage.right[at])
        if parted and not number and passage.sees_han(at):
            yield Edit(at, at + 1, "——")


def _connectors(passage: Passage) -> Iterator[Edit]:
    for found in _LONE_DASH.finditer(passage.text):
        at = found.start()
        if Sort.HAN is _sort(passage, at - 1) is _sort(passage, at + 1):
            yield Edit(at, at + 1, "—")


def _sort(passage: Passage, at: int) -> Sort | None:
    return passage.sorts[at] if 0 <= at < len(passage.sorts) else None


def _half_width_mark(mark: str, full: str) -> Finder:
    """Find a half-width mark that belongs to Chinese, as `Passage` tells it."""

    def find(passage: Passage) -> Iterator[Edit]:
        at = passage.text.find(mark)
        while at >= 0:
            if not passage.guarded[at] and _is_chinese(passage, at):
                yield Edit(at, at + 1, full)
            at = passage.text.find(mark, at + 1)

    return find


def _is_chinese(passage: Passage, at: int) -> bool:
    text = passage.text
    mark, near = text[at], (text[at - 1 : at], text[at + 1 : at + 2])
    if mark == "." and any(side and side in ".…" for side in near):
        return False
    if passage.sees_han(at):
        return True
    if (passage.left[at], passage.right[at]) != (Sort.DIGIT, Sort.DIGIT):
        return False
    # A pause with a space between two numbers belongs to the sentence; without one, and . and : at all times,
    # to a number, a time, a ratio.
    return mark not in ".:" and not all(side.isdecimal() for side in near) and passage.tongue(at) is Sort.HAN


_ROUND = re.compile("[()]")


def _round_brackets(passage: Passage) -> Iterator[Edit]:
    text = passage.text
    for found in _ROUND.finditer(text):
        at, char = found.start(), found[0]
        if passage.guarded[at]:
            continue
        opener, closer = sorted((at, passage.mates.get(at, at)))
        alone = opener == closer
        inside = not alone and passage.has_han(opener, closer)
        outside = Sort.HAN in (passage.left[opener], passage.right[closer])
        if inside or outside:
            yield Edit(at, at + 1, _full_width(char))


_UNITS = "%℃°‰"
_SIGNS = "-+−$￥"


_TILDE = re.compile(r"(?<=[^ \u00a0~])([ \u00a0]?)(~)[ \u00a0]?(?=([^ \u00a0~]))")


def _tildes(passage: Passage) -> Iterator[Edit]:
    text = passage.text
    for found in _TILDE.finditer(text):
        at, before, after = found.start(2), found.start() - 1, found.start(3)
        first = passage.sorts[before] in (Sort.HAN, Sort.DIGIT) or text[before] in _UNITS
        last = passage.sorts[after] in (Sort.HAN, Sort.DIGIT) or text[after] in _SIGNS
        if first and last and not passage.guarded[at]:
            yield Edit(at, at + 1, "～")


_DOTS = re.compile("[\u2022\u30fb\uff65\u2027]")


def _interpuncts(passage: Passage) -> Iterator[Edit]:
    for found in _DOTS.finditer(passage.text):
        at = found.start()
        if all(_sort(passage, side) is Sort.HAN and not _is_kana(passage.text[side]) for side in (at - 1, at + 1)):
            yield Edit(at, at + 1, "·")


def _is_kana(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff"


_SPACES = re.compile("[ \u00a0]+")
_NO_SPACE_AFTER = frozenset("，、；：（《〈「『【〔〖")
_NO_SPACE_BEFORE = frozenset("，、；：。？！）》〉」』】〕〗")
_WIDE_MARKS = _NO_SPACE_AFTER | _NO_SPACE_BEFORE | {"～"}


def _spaces(apart: Callable[[Passage, int, int], bool]) -> Finder:
    """Find runs of spaces between two characters that are not to be apart."""

    def find(passage: Passage) -> Iterator[Edit]:
        for found in _SPACES.finditer(passage.text):
            before, after = found.start() - 1, found.end()
            if before >= 0 and after < len(passage.text) and apart(passage, before, after):
                yield Edit(before + 1, after, "")

    return find


def _never_parts(passage: Passage, before: int, after: int) -> bool:
    """Tell whether a space cannot part phrases: before a closing mark, after an opening one, after a pause."""
    first, last = passage.text[before], passage.text[after]
    if first in _NO_SPACE_AFTER or last in _NO_SPACE_BEFORE:
        return True
    return (first in "“‘" and passage.sorts[after] is Sort.HAN) or (last in "”’" and passage.sorts[before] is Sort.HAN)


def _han_and_mark(passage: Passage, before: int, after: int) -> bool:
    if any(_is_wide_mark(passage, at) for at in (before, after)):
        return True
    sorts = passage.sorts[before], passage.sorts[after]
    mark = after if sorts[0] is Sort.HAN else before
    return set(sorts) == {Sort.HAN, Sort.MARK} and unicodedata.category(passage.text[mark])[0] in "PS"


def _is_wide_mark(passage: Passage, at: int) -> bool:
    mark = passage.text[at]
    return mark in _WIDE_MARKS or (mark in "—…" and passage.sees_han(at))


def _han_and_latin(passage: Passage, before: int, after: int) -> bool:
    sorts = {passage.sorts[before], passage.sorts[after]}
    return Sort.HAN in sorts and not sorts.isdisjoint((Sort.LATIN, Sort.DIGIT))


_WHITE = " \u00a0\u202f"


def _white_inside(passage: Passage) -> Iterator[Edit]:
    """Find quotes whose white inside is another one, or none."""
    marks = passage.quote_marks
    for opening, closing in (marks.double, marks.single):
        if (white := opening[1:]) and white.isspace():
            pattern = rf"{re.escape(opening[0])}[{_WHITE}]*(?=\S)|(?<=\S)[{_WHITE}]*{re.escape(closing[-1])}"
            for found in re.finditer(pattern, passage.text):
                wanted = opening if found[0][0] == opening[0] else closing
                if found[0] != wanted and not passage.guarded[found.start()]:
                    yield Edit(*found.span(), wanted)


def _white_before(passage: Passage) -> Iterator[Edit]:
    """Find marks that have white before them in their language, and another one or none in the copy."""
    for white, marks in passage.quote_marks.white:
        for found in re.finditer(rf"([\w)\]»”’%…°€$.])([{_WHITE}]*)([{re.escape(marks)}])(?!\w)", passage.text):
            mark = found.start(3)
            if found[2] != white and not passage.guarded[mark] and not passage.text.startswith("//", mark + 1):
                yield Edit(found.start(), mark, found[1] + white)


def _white_in_numbers(passage: Passage) -> Iterator[Edit]:
    """Find numbers whose sign has no white before it, and hours and minutes. A code is no number: A10%."""
    if not (places := passage.quote_marks.in_numbers):
        return
    for found in re.finditer(places, passage.text):
        at = found.start()
        first = at
        while first and (passage.text[first - 1].isalnum() or passage.text[first - 1] in "_.,"):
            first -= 1
        plain = not any(char.isalpha() for char in passage.text[first : at - 1])
        if plain and not passage.guarded[at] and not (first and passage.guarded[first - 1]):
            yield Edit(at - 1, at, f"{passage.text[at - 1]}\u00a0")


# The table

_GB = "GB/T 15834-2011"
_CLREQ_MIXED = "clreq, mixed text composition in horizontal writing mode"
_CLREQ_MARKS = "clreq, punctuation marks"
_HOUSE = "house rule"

RULES = (
    Rule(
        "zero-width",
        "characters without width, left over from web pages and word processors, are removed",
        f"{_HOUSE}; Unicode Standard 23.2 on layout controls",
        # A joiner between emoji makes them one.
        _every(
            "[\u200b\u200c\u200e\u200f\u2060\ufeff]|(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d", _removed
        ),
        label="zero-width character removed",
    ),
    Rule("tab", "a tab is a space", _HOUSE, _every("\t", lambda _: " "), label="tab → space"),
    Rule(
        "indent",
        "an indent made of spaces is removed: the composer indents the first line by two em",
        "clreq, line head indent at the beginning of paragraphs",
        _every(r"\A[ \u00a0\u3000]+", _removed),
        label="indent removed",
    ),
    Rule(
        "alphanumerics",
        "full-width digits and Latin letters are half-width",
        "GB/T 15835-2011 5.1 on the form of arabic numerals; " + _CLREQ_MIXED,
        _every("[０-９Ａ-Ｚａ-ｚ]", _half_width),
        label="full-width letter or digit → half-width",
    ),
    Rule("percent", "the full-width per cent sign is half-width", _CLREQ_MIXED, _every("％", _half_width)),
    Rule(
        "decimal-point",
        "the full-width full stop between digits is a decimal point",
        "GB/T 15835-2011 5.1 on decimals",
        _every("(?<=[0-9])．(?=[0-9])", _half_width),
    ),
    Rule(
        "apostrophe",
        "a straight quote inside or at the end of a Latin word is an apostrophe",
        "Unicode Standard 6.2 on apostrophes",
        _apostrophes,
        label="' → ’",
    ),
    Rule(
        "elision",
        "an opening quote before the rest of a word or year, without a partner, is an apostrophe: ’tis, ’n’, ’99",
        "Unicode Standard 6.2 on apostrophes",
        _elisions,
        label="‘ → ’",
    ),
    Rule(
        "double-quotes",
        "straight double quotes are paired and made curly; those for inches stay",
        f"{_GB} 4.8",
        _double_quotes,
    ),
    Rule(
        "single-quotes",
        "straight single quotes are paired and made curly; those for feet stay",
        f"{_GB} 4.8",
        _single_quotes,
    ),
    Rule(
        "white-inside",
        "quotes with white inside of them have the language's own there, which is never broken",
        "CLDR, punctuation spacing of fr; Lexique des règles typographiques en usage à l'Imprimerie nationale",
        _white_inside,
        label="white inside of quotes",
    ),
    Rule(
        "white-before",
        "a mark that has white before it in its language has that white, which is never broken nor widened",
        "Lexique des règles typographiques en usage à l'Imprimerie nationale, on punctuation",
        _white_before,
        label="white before ; : ! ?",
    ),
    Rule(
        "white-in-numbers",
        "a number and its sign (10 %, 5 €, 25 °C), hours and minutes (20 h 30) have white that is never broken between",
        "Imprimerie nationale, DIN 5008, RAE, Språkrådet: each for its language, see its record",
        _white_in_numbers,
        label="white before the sign of a number",
    ),
    Rule(
        "ellipsis",
        "three or more full stops, or half an ellipsis, next to han are an ellipsis of six dots",
        f"{_GB} 4.11",
        _beside_han(r"\.{3,}|。{3,}|(?<!…)…(?!…)", "……"),
    ),
    Rule(
        "dash",
        "two to four hyphens next to han are a dash of two em",
        f"{_GB} 4.10",
        _beside_han("(?<![-—])-{2,4}(?![-—])|(?<!－)－－(?!－)", "——"),
    ),
    Rule(
        "half-dash",
        "one em dash beside a mark, a space or the paragraph's edge is a dash of two em",
        f"{_GB} 4.10",
        _half_dashes,
    ),
    Rule("comma", "the half-width comma of Chinese is full-width", f"{_GB} 4.4, 5.1", _half_width_mark(",", "，")),
    Rule("full-stop", "the half-width full stop of Chinese is 。", f"{_GB} 4.1, 5.1", _half_width_mark(".", "。")),
    Rule(
        "semicolon", "the half-width semicolon of Chinese is full-width", f"{_GB} 4.6, 5.1", _half_width_mark(";", "；")
    ),
    Rule("colon", "the half-width colon of Chinese is full-width", f"{_GB} 4.7, 5.1", _half_width_mark(":", "：")),
    Rule(
        "question-mark",
        "the half-width question mark of Chinese is full-width",
        f"{_GB} 4.2, 5.1",
        _half_width_mark("?", "？"),
    ),
    Rule(
        "exclamation-mark",
        "the half-width exclamation mark of Chinese is full-width",
        f"{_GB} 4.3, 5.1",
        _half_width_mark("!", "！"),
    ),
    Rule(
        "brackets",
        "round brackets with han in them or next to them are full-width, both of a pair, whatever they hold",
        f"{_GB} 4.9, 5.1",
        _round_brackets,
    ),
    Rule("range", "a tilde between numbers or han is the wave ～", f"{_GB} 4.13", _tildes),
    Rule("interpunct", "bullets and Japanese dots between han are the interpunct", f"{_GB} 4.14", _interpuncts),
    Rule(
        "space-inside",
        "no space before a closing mark, nor after an opening mark or a pause: the mark brings its own",
        _CLREQ_MARKS,
        _spaces(_never_parts),
        label="space beside a mark removed",
    ),
    Rule(
        "space-mark",
        "no space between han and a mark",
        _CLREQ_MARKS,
        _spaces(_han_and_mark),
        in_phrases=False,
        label="space beside a mark removed",
    ),
    Rule(
        "space-latin",
        "no space between han and Latin or digits: the composer adds the gap",
        _CLREQ_MIXED,
        _spaces(_han_and_latin),
        in_phrases=False,
        label="space between han and Latin removed",
    ),
    Rule(
        "doubled",
        "a pause or full stop stands there twice",
        f"{_GB} 4.1, 4.4 to 4.7",
        _every(r"，{2,}|。{2,}|、{2,}|；{2,}|：{2,}", _as_it_is),
        notice=True,
    ),
    Rule(
        "connector",
        "one em dash between han is a connector; a dash would be two em",
        f"{_GB} 4.10, 4.13",
        _connectors,
        notice=True,
        label="— between han kept as a connector",
    ),
    Rule(
        "unpaired-quote",
        "a straight quote has no partner in its paragraph",
        f"{_GB} 4.8",
        _unpaired_quotes,
        notice=True,
        label="straight quote without a partner kept",
    ),
    Rule(
        "foreign-quote",
        "a curly quote is not one of the language: “so” in German copy, as a word processor set to English makes it",
        f"{_HOUSE}; CLDR, delimiters",
        _foreign_quotes,
        notice=True,
        label="curly quote of another language kept",
    ),
    Rule(
        "corner-quotes",
        "corner brackets are the quotes of traditional Chinese",
        f"{_GB} 4.8",
        _every("[「『]", _as_it_is),
        notice=True,
        label="corner quote kept",
    ),
    Rule(
        "en-dash",
        "two or three hyphens are the dash of the language",
        _HOUSE,
        _anywhere("(?<!-)-{2,3}(?!-)", _dash),
    ),
    Rule(
        "spaced-hyphen",
        "a hyphen between two spaces is the dash of the language",
        _HOUSE,
        _anywhere(rf"(?<=\S[{_WHITE}])-(?=[{_WHITE}]\S)", _dash),
    ),
    Rule(
        "en-ellipsis",
        "three full stops are an ellipsis; a fourth is the sentence's own",
        _HOUSE,
        _anywhere(r"(?<!\.)\.{3}(?=\.?(?!\.))", lambda _: "…"),
    ),
)
"""Every rule, in the order of work."""
