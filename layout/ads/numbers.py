"""Telephone numbers in running text: what the reader of a small ad looks for last, set bold and kept on one line.

A run of digits and the marks that part them is taken whole and held against the forms that numbers have in the lands
papers are made in; a part of a longer number, of an account or an address of the web, is none. Forms that dates,
prices and accounts share with telephone numbers count only where the copy says that one follows (电话, Tel.).
Numbers and names to write to (QQ, 微信) count as telephone numbers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from layout.base.locale.phonewords import ADDRESSED, CALL, CALLED, COUNTED, EXTENDED, NOT_CALLED
from layout.compose.itemize import Voice

Spans = tuple[tuple[str, Voice], ...]


class Number(NamedTuple):
    """Where a number stands in a text."""

    start: int
    end: int


_DASH = "-‐‑–—－"
_GAP = rf"(?: ?[{_DASH}/・] ?|\.|[ \u00a0\u202f])"
_GROUP = r"(?:\d+|[(（]\+?\d(?:[ \u00a0]?\d){0,5}[)）])"
_RUN = re.compile(rf"[+＋]?{_GROUP}(?:(?:{_GAP}|(?<=[)）])|(?=[(（])){_GROUP})*")
_WORDED = re.compile(r"1[-. ]8(?:00|33|44|55|66|77|88)[-. ](?:\d{3}[-. ])?[A-Z]{2,8}(?:[-. ][A-Z]{2,7})?(?![A-Za-z])")
"""A toll-free number in letters."""


def _any(words: Sequence[str], *, apart: bool) -> str:
    """Return a pattern of words, the longest first; with ``apart`` no letter of an alphabet stands before one."""
    some = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return rf"(?:{some})" if not apart else rf"(?<![a-zà-ÿа-я])(?:{some})"


_LEADS = r"(?:号码|号|號碼|號|number|nummer)?\s?[.:：#＃]?\s?"
_CALL = re.compile(rf"{_any(CALL, apart=True)}(?:s|or|\s?(?:or|oder|ou|us|on|at|:))*\s?{_LEADS}[(（]?$", re.IGNORECASE)
_CALLED = re.compile(rf"\s?{_any(CALLED, apart=False)}", re.IGNORECASE)
_NOT_CALLED = re.compile(rf"{_any(NOT_CALLED, apart=True)}{_LEADS}$", re.IGNORECASE)
_WHOLE = r"(?:(?<![a-zа-яł])|(?:s|л[а-я]*)?(?![a-zà-ÿа-яł]))"
"""A word of an alphabet ends here, in the plural or not: 555-0134 Kris counts no crowns."""
_COUNTED = re.compile(rf"\s?(?:{_any(COUNTED, apart=False)}{_WHOLE}|号(?!码))", re.IGNORECASE)
_STATE = re.compile(r"(?<![A-Za-z])[A-Z]{2}\s$")
"""A state of the post before its code."""
_EXTENSION = re.compile(rf"\s?(?:{_any(EXTENDED, apart=False)})[.:]?\s?\d{{1,5}}(?!\d)", re.IGNORECASE)
_ADDRESSED = re.compile(
    rf"{_any(ADDRESSED, apart=True)}(?P<said>\s*(?:号|號|id|number)?\s*[:：]\s*|\s*)"
    r"(?P<who>[A-Za-z][\w-]{4,19}|[1-9]\d{4,10})(?![\w@.-])",
    re.IGNORECASE | re.ASCII,
)

_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DAYS = rf"(?:{_DAY}[./-]{_MONTH}|{_MONTH}[./-]{_DAY})"
_DATE = re.compile(
    rf"(?:{_DAYS}[./-](?:{_YEAR}|\d\d)|{_YEAR}[./-]{_DAYS}|{_YEAR}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])"
    rf"|{_YEAR}\s?[{_DASH}/]\s?{_YEAR})(?:\s?[{_DASH}]\s?(?:\d{{1,2}}[./-])*\d{{1,4}})?"
)
_TIME = re.compile(rf"\d{{1,2}}[.:]\d\d\s?[{_DASH}]\s?\d{{1,2}}[.:]\d\d")
_SUM = re.compile(r"\d+\.\d+|\d{1,3}(?:[. ]000)+|\d\d(?: \d\d){5,}")
"""A sum, a fraction, the numbers of a lottery."""

_S = r"[ \u00a0\u202f-]"
_CHINA, _CITY = rf"[(（]?[+＋]?(?:00)?86[)）]?{_S}?", r"(?:10|2\d|[3-9]\d\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # China: mobile; area code and seven or eight digits; 400 and 800.
        rf"(?:{_CHINA})?1[3-9]\d{_S}?\d{{4}}{_S}?\d{{4}}",
        rf"(?:{_CHINA})?[(（]?0?{_CITY}[)）]\s?[2-9]\d{{2,3}}{_S}?\d{{4}}",
        rf"(?:0|{_CHINA}){_CITY} ?[{_DASH} ] ?[2-9]\d{{2,3}}{_S}?\d{{4}}(?:-\d{{1,5}}|(?:/\d{{1,4}})*)",
        rf"[48]00{_S}?(?:\d{{3}}{_S}?\d{{4}}|\d{{4}}{_S}?\d{{3}}|\d{{1}}{_S}?\d{{3}}{_S}?\d{{3}})",
        r"[2-9]\d{6,7}(?:/\d{1,4})*",
        # Hong Kong, Macau, Taiwan, Singapore: eight digits, four and four; local numbers, three and four.
        r"(?!(?:19|20)\d\d )[2-9]\d{3} \d{4}",
        r"[2-9]\d{2}[- ]\d{4}",
        # North America.
        r"(?:\+?1[-. ]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}",
        # Russia and its neighbours.
        rf"[+＋]?[78]{_S}?\(?\d{{3}}\)?{_S}?\d{{3}}{_S}?\d\d{_S}?\d\d",
        r"\(\d{3}\) ?\d{3}-\d\d-\d\d",
        # Poland, Spain, Portugal, Greece: nine or ten digits, not grouped as a sum in thousands is.
        r"[1-9]\d \d{3} \d\d \d\d|[6-9]\d\d \d\d \d\d \d\d|(?!.* 000)[5-9]\d\d \d{3} \d{3}|2\d\d \d{3} \d{4}",
        # Brazil, Mexico: the place, and eight or nine digits.
        r"[(（][1-9]\d[)）] ?9?\d{4}-\d{4}|[1-9]\d 9\d{4}-\d{4}|[2-9]\d \d{4} \d{4}",
        # India: ten digits, five and five. Australia, Ireland: toll-free numbers.
        r"(?!\d+000[ -]\d+000)0?[6-9]\d{4}[ -]\d{5}|1[38]00 \d{3} \d{3,4}",
    )
)
_TRUNK = re.compile(
    r"0\d{8,11}|0\d(?:\.\d\d){4}|0\d{1,4}[(（]\d{1,4}[)）]\d{4}"
    r"|[(（]0\d{0,4}(?: \d{1,2}){0,3}[)）](?:[ -]?\d{2,8}){1,4}"
    r"|0\d{0,4}(?: \d\d){0,2}(?: ?[/-] ?| )\d{2,8}(?:[ -]\d{2,8}){0,4}(?:-\d{1,4})?"
)
"""A number with the 0 that is dialled before the place: Britain, Germany, France, Italy, Japan, Korea, Taiwan."""
_ABROAD = re.compile(rf"(?:[+＋]|00)[1-9]\d{{0,2}}(?:[{_DASH} ./]{{0,3}}(?:\(0\)|\(\d{{1,4}}\)|\d{{1,11}})){{1,6}}")
"""A number with the code of its land."""
_MOBILE = re.compile(r"1[3-9]\d{9}")
_MONEY = re.compile(r"\s?[元圆万萬亿億股€$]")
"""What a mobile number of China is still not followed by: its counting words are surnames too (13931880003张经理)."""
_POSTED = re.compile(r"\d{5}-\d{3}")
"""A postcode of Brazil."""
_BANKED = re.compile(r"(?<![A-Za-z])[A-Z]{2}\d\d (?:[A-Z\d]{4} )*$")
"""An account's number (IBAN) up to its next group."""
_CODED = re.compile(r"[(（]\+?\d{1,3}[)）] ?\d{3,4}[ -]?\d{4}")
_JOINED = re.compile(r"\s?(?:[、,，;；/]|或|和|or|oder|und|and|ou|et)\s?")
"""What joins one number to another."""
_SPLIT = re.compile(rf" ?/ ?|[ \u00a0]| ?[{_DASH}] ?")

TRUNK_DIGITS, ABROAD_DIGITS, CALLED_DIGITS = range(8, 13), range(8, 16), range(5, 14)
"""How many digits numbers have: with their place, with their land, and where the copy says what they are."""
SERVICE = range(3, 7)
"""Digits of a number that everyone knows (120, 12345, 95588)."""


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[Number, ...]:
    """Return where the telephone numbers of a text stand, and what else is to be dialled or written to, in order."""
    found = [Number(*match.span()) for match in _WORDED.finditer(text)]
    for match in _ADDRESSED.finditer(text):
        # A word after "WeChat" is a name only if it looks like one.
        if re.search(r"[\d_-]", match["who"]) or re.search(r"[:：]", match["said"]):
            found.append(Number(*match.span("who")))
    taken = [False] * len(text)
    for start, end in found:
        taken[start:end] = [True] * (end - start)
    last = 0
    for match in _RUN.finditer(text):
        joined = bool(last and _JOINED.fullmatch(text, last, match.start()))
        for number in _in_run(text, match.start(), match.end(), joined=joined):
            if not any(taken[number.start : number.end]):
                found.append(number)
                last = number.end
    return tuple(sorted(found))


def _in_run(text: str, start: int, end: int, *, joined: bool = False) -> Iterator[Number]:
    """Yield the telephone numbers of a run of digits and marks; ``joined`` to one before it."""
    before, run, after = text[:start], text[start:end], text[end:]
    called = joined or bool(_CALL.search(before[-30:]) or _CALLED.match(after))
    if _is_part(before, run, after, called=called) or (not called and _NOT_CALLED.search(before[-20:])):
        return
    extension = _EXTENSION.match(text, end)
    counted = _COUNTED.match(after) and not (_MOBILE.fullmatch(run) and not _MONEY.match(after))
    if not extension and (re.match(r"[A-Za-z@_]", after) or counted):
        # What stands before the last number of the run may be one all the same: 2065575 3000元.
        if called and counted and (parts := list(_SPLIT.finditer(text, start, end))):
            yield from _in_run(text[: parts[-1].start()] + "。", start, parts[-1].start())
        return
    if _STATE.search(before[-4:]) and re.fullmatch(r"\d{5}-\d{4}", run):
        return
    for first, last in _numbers(run, called=called):
        stop = extension.end() if extension and last == len(run) else start + last
        yield Number(start + first, stop)


def _is_part(before: str, run: str, after: str, *, called: bool) -> bool:
    """Tell whether a run is a part of something longer: a word, a sum, an hour, an address of the web."""
    if re.search(r"(?:[A-Za-z0-9@_#=&?%~^\\]|[A-Za-z0-9]/|\d[:：]|[$¥￥€£₹₽₩₺₴₫₱฿]\s?)$", before) or _BANKED.search(
        before[-40:]
    ):
        return True
    if before.endswith(".") and not called:
        return True
    return bool(re.match(r"[:：]\d\d(?!\d)|,\d{3}(?!\d)", after) or (re.search(r"\d,$", before) and len(run) == 3))


def _numbers(run: str, *, called: bool) -> list[tuple[int, int]]:
    """Return where the numbers of a run stand: it is one, or several, or one beside a short figure."""
    if _SUM.fullmatch(run):
        return []
    if _is_number(run, called=called):
        return [(0, len(run))]
    parts = [(match.start(), match.end()) for match in _SPLIT.finditer(run)]
    for until, start in parts:
        if _is_number(run[:until], called=called) and (rest := _numbers(run[start:], called=called)):
            return [(0, until), *((start + first, start + last) for first, last in rest)]
    if parts:
        for until, start in parts:
            if until <= 3 and run[until] in " \u00a0" and _is_number(run[start:], called=False):
                return [(start, len(run))]
        final, behind = parts[-1]
        if len(run) - behind <= 2 and run[final] in " \u00a0" and _is_number(run[:final], called=called):
            return [(0, final)]
    return []


def _is_number(run: str, *, called: bool) -> bool:
    """Tell whether a run of digits and marks is one telephone number."""
    if _DATE.fullmatch(run) or _TIME.fullmatch(run) or (_POSTED.fullmatch(run) and not called):
        return False
    digits = sum(char.isdigit() for char in run)
    if any(form.fullmatch(run) for form in _FORMS):
        return True
    if _TRUNK.fullmatch(run) and digits in TRUNK_DIGITS and not run.startswith("000"):
        return True
    if _ABROAD.fullmatch(run) and digits in ABROAD_DIGITS:
        return True
    if _CODED.fullmatch(run):
        return True
    return called and digits in (*CALLED_DIGITS, *(SERVICE if run.isdigit() else ()))


def marked(spans: Spans, text: Voice, strong: Voice) -> Spans:
    """Return spans with the telephone numbers of those that are in the voice of the text in the strong one."""
    made: list[tuple[str, Voice]] = []
    for said, voice in spans:
        at = 0
        for start, end in numbers_in(said) if voice == text else ():
            made += [(said[at:start], text), (said[start:end], strong)]
            at = end
        made.append((said[at:], voice))
    return tuple((said, voice) for said, voice in made if said)
