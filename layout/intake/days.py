"""Days as tables of bookings write them: Chinese, short, American and European forms, several of them, and spans.

What can be two days is only told apart by what the reader asks for: an edition's day that neither of them is.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from itertools import product

_DAY = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_THREE = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
"""The year last, or three short numbers."""
_ALONE = re.compile(r"(\d{1,2})\s*[日号]")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_NAMED = re.compile(rf"{_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s+(\d{{4}}))?", re.IGNORECASE)
_NAMED_AFTER = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_NAME}(?:[\s,-]+(\d{{4}}))?", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\s*[(][一二三四五六日天][)]\s*|\s*[(]?(?:(?:星期|周|礼拜)[一二三四五六日天]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\b\.?,?)[)]?\s*",
    re.IGNORECASE,
)
_OF_ONE_MONTH = re.compile(
    r"((?:\d{4}\s*年\s*)?\d{1,2}\s*月)(\s*\d{1,2}\s*[日号]?(?:\s*[-~至到、,—–]+\s*\d{1,2}\s*[日号]?)+)"
)
"""3月4-6日, 3月4、5日: the month is that of all the days behind it."""
_SEVERAL = r"\d{1,2}(?:\s*[-~–—,]+\s*\d{1,2})+"
_OF_ONE_NAME = re.compile(
    rf"(?:(?P<before>{_NAME})\s+)?(?P<days>{_SEVERAL})(?(before)|\s+(?:of\s+)?(?P<after>{_NAME}))(?P<year>,?\s+\d{{4}})?",
    re.IGNORECASE,
)
"""March 4-6, 4-6 March 2026: the same in English."""
_OF_NO_MONTH = re.compile(r"(\d{1,2}(?:\s*[-~至到、,—–]+\s*\d{1,2})+)\s*[日号]")
"""4-6日, 4、5日."""
_TO_A_DAY = re.compile(r"(\d{4}\s*([-./])\s*\d{1,2}\s*\2\s*)(\d{1,2})\s*[-~–—至到]+\s*(\d{1,2})")
"""2026.3.4-6."""
_HAN_NUMBER = "[〇零○一二三四五六七八九十廿卅]"
_HAN = re.compile(rf"{_HAN_NUMBER}+(?=\s*[年月日号]|(?:\s*[-~至到、,—–]\s*{_HAN_NUMBER}{{1,3}}){{1,40}}\s*[日号])")
_HAN_DIGITS = {sign: value for value, signs in enumerate(("〇零○", *"一二三四五六七八九")) for sign in signs}
_MOST_DAYS = 400
_MOST_OVER_NEW_YEAR = 92


def days_of(text: str, about: datetime.date) -> list[frozenset[datetime.date]]:
    """Return the days a cell can mean: none if it is not understood, several if month or day may come first.

    A day without a year, or without a month, is of that of ``about``; a short year is near its year.
    """
    text = unicodedata.normalize("NFKC", text)
    text = _WEEKDAY.sub(" ", _HAN.sub(lambda found: _number(found[0]), text)).strip()
    text = re.sub(r"\s*(?:,?\s+and\b|&)\s*", ", ", text, flags=re.IGNORECASE)
    text = re.sub(r"\s+(?=[至到~—–-])|(?<=[至到~—–])\s+", " ", text)
    if month := _OF_ONE_MONTH.fullmatch(text):
        text = re.sub(r"\d+", lambda day: f"{month[1]}{day[0]}", month[2])
    elif alone := _OF_NO_MONTH.fullmatch(text):
        text = re.sub(r"\d+", lambda day: f"{day[0]}日", alone[1])
    elif named := _OF_ONE_NAME.fullmatch(text):
        name, year = named["before"] or named["after"], (named["year"] or "").strip(" ,")
        text = re.sub(r"\d+", lambda day: f"{name} {day[0]} {year}".strip(), named["days"])
        text = re.sub(r"\s*[-~–—]+\s*", " - ", text)
    elif last := _TO_A_DAY.fullmatch(text):
        text = f"{last[1]}{last[3]} - {last[1]}{last[4]}"
    readings: list[set[datetime.date]] = [set()]
    for part in re.split(r"\s*[;、;]\s*|\s*\n\s*|\s*,(?!\s*\d{4}\s*(?:$|[;、,\n]))\s*", text):
        spans = _spans(part, about)
        readings = [before | span for before, span in product(readings, spans)]
        if not readings or len(readings) > 4:
            return []
    return list(dict.fromkeys(map(frozenset, readings)))


def _spans(part: str, about: datetime.date) -> list[set[datetime.date]]:
    """Return what one day, or a day to another, can mean."""
    ends = re.split(r"\s*(?:至|到|~|—+|–|\bto\b)\s*", part)
    if len(ends) == 1 and len(pair := re.split(r"\s+-\s+", part)) == 2:
        ends = pair
    if len(ends) == 1 and len(pair := part.split("-")) in (2, 6) and not _one(part, about):
        half = len(pair) // 2
        ends = ["-".join(pair[:half]), "-".join(pair[half:])]
    if len(ends) > 2:
        return []
    found = []
    has_year = re.search(r"\d{4}|年", part) is not None
    for first, last in product(_one(ends[0], about), _one(ends[-1], about)):
        if first > last and first.month > last.month and not has_year:
            first, last = _over_new_year(first, last, about)
        if (len(ends) == 2 or first == last) and first <= last and (last - first).days <= _MOST_DAYS:
            found.append({first + datetime.timedelta(day) for day in range((last - first).days + 1)})
    return found


def _over_new_year(
    first: datetime.date, last: datetime.date, about: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """Return a span such as 30 December to 2 January; as it is where it would be longer than a season."""
    try:
        before, after = first.replace(year=first.year - 1), last.replace(year=last.year + 1)
    except ValueError:  # the 29th of February
        return first, last
    if (last - before).days > _MOST_OVER_NEW_YEAR:
        return first, last
    return (before, last) if about <= last else (first, after)


def _one(text: str, about: datetime.date) -> list[datetime.date]:
    """Return the days that one day's text can mean."""
    text = text.strip().strip(",")
    tried: list[tuple[int, int, int]] = []
    if found := _THREE.fullmatch(text):
        first, second, last = int(found[1]), int(found[3]), found[4]
        year = int(last) if len(last) == 4 else _near(int(last), about)
        if found[2] == "." and len(last) == 4:
            tried = [(year, second, first)]  # 04.03.2026, as it is written with full stops everywhere
        else:
            tried = [(year, first, second), (year, second, first)]
        if len(last) == 2:
            tried.append((_near(first, about), second, int(last)))
        tried = [each for each in tried if len(last) == 4 or abs(each[0] - about.year) <= 1]
    elif found := _DAY.fullmatch(text) or _DIGITS.fullmatch(text):
        tried = [(int(found[1] or about.year), int(found[2]), int(found[3]))]
        if "/" in text and not found[1]:
            # The month first, unless there is no such month.
            tried += [(about.year, int(found[3]), int(found[2]))] if int(found[2]) > 12 else []
    elif found := _NAMED.fullmatch(text):
        tried = [(int(found[3] or about.year), _MONTHS.index(found[1].lower()) + 1, int(found[2]))]
    elif found := _NAMED_AFTER.fullmatch(text):
        tried = [(int(found[3] or about.year), _MONTHS.index(found[2].lower()) + 1, int(found[1]))]
    elif found := _ALONE.fullmatch(text):
        tried = [(about.year, about.month, int(found[1]))]
    made: list[datetime.date] = []
    for year, month, day in tried:
        try:
            made.append(datetime.date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(made))


def _near(short: int, about: datetime.date) -> int:
    """Return the year of two digits that is nearest."""
    century = about.year - about.year % 100
    return min((century + short + step for step in (-100, 0, 100)), key=lambda year: abs(year - about.year))


def _number(text: str) -> str:
    """Return a Chinese number in digits: 二〇二六, 十五, 廿一, 三十."""
    if not set(text) & set("十廿卅"):
        return "".join(str(_HAN_DIGITS[sign]) for sign in text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("十十", "十")
    tens, _, ones = text.partition("十")
    return str((_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (_HAN_DIGITS.get(ones, 0) if ones else 0))
