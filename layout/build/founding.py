"""What a founder answers about a new paper: each answer checked, and what is taken where none is given."""

from __future__ import annotations

import datetime
import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from layout.base.errors import BanmianError
from layout.base.locale import LANGUAGES, known_language, language_for, weekday_of
from layout.base.locale.starters import starter_words
from layout.base.messages import Message, chosen, listed, say
from layout.design.tokens import load_design
from layout.edition.issn import issn_digits
from layout.edition.issuedays import DAILY, WEEKDAYS, IssueDays, Weekday
from layout.files.project import Project, shipped
from layout.files.text import meant

_LEAST_MEASURE = 17
"""Width of a column that holds 38 letters, em of its text."""
_LONGEST = 200
"""Characters of an answer."""


class AnswerError(BanmianError):
    """An answer that cannot be taken."""

    exit_code: ClassVar[int] = 2


def written_days(days: IssueDays) -> str:
    """Return the days of issue as banmian.toml has them."""
    return json.dumps(DAILY if set(days.days) == set(WEEKDAYS) else days.days)


def told_days(days: IssueDays, tag: str, patterns: Mapping[str, str]) -> str:
    """Return the days of issue in the words of a language."""
    if set(days.days) == set(WEEKDAYS):
        return patterns["daily"]
    names = language_for(tag).words.days
    named = [str(day) if isinstance(day, int) else names[WEEKDAYS.index(day)] for day in days.days]
    first, last = named[:-1], named[-1]
    together = patterns["between"].join(first) + patterns["last"] + last if first else last
    return patterns["monthly" if isinstance(days.days[0], int) else "weekly"].format(days=together)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that is known of a new paper."""

    language: str
    name: str
    town: str
    template: str
    days: IssueDays
    date: datetime.date
    latin_name: str = ""
    motto: str = ""
    publisher: str = ""
    cn: str = ""
    issn: str = ""
    phone: str = ""
    price: str = ""


@cache
def starter_data(folder: str, name: str) -> Mapping[str, Any]:
    """Return a table of the starter in a folder of assets/starter, by the name of its file."""
    return tomllib.loads((starters() / folder / f"{name}.toml").read_text("utf-8"))


def starters() -> Path:
    """Return the folder of the starters."""
    return shipped() / "assets" / "starter"


def templates_for(tag: str) -> tuple[str, ...]:
    """Return the templates that a paper in a language may begin with: those that have pages in its starter.

    Where the starter's words are in letters and the paper is in squares, its columns have to be wide enough for them.
    """
    words = starter_words(tag)
    formats, project = starter_data(words.folder, "formats"), Project(shipped())
    names = tuple(name for name in formats if name in project.template_names)
    if language_for(words.language or tag).script is language_for(tag).script:
        return names
    designs = {name: load_design(project.template(name), tag) for name in names}
    return tuple(name for name in names if designs[name].grid.column >= _LEAST_MEASURE * designs[name].body.size)


def language_here() -> str:
    """Return the language that the machine speaks, if it is one of ours; else English."""
    spoken = chosen() or next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    known = known_language(spoken.partition(".")[0].replace("_", "-"))
    return known.tag if known else "en"


QUESTIONS: Mapping[str, Message] = {
    "language": say("language"),
    "name": say("name of the paper"),
    "town": say("town"),
    "template": say("format"),
    "days": say("days of issue: daily, monday … sunday, or days of the month"),
    "date": say("date of the first issue"),
    "publisher": say("publisher (may be empty)"),
    "phone": say("telephone"),
    "price": say("price of a copy (may be empty)"),
}
"""The questions that are asked, in this order. All other answers are given by their options alone."""


def default_of(key: str, known: Mapping[str, Any], today: datetime.date) -> str:
    """Return what is taken where a question is not answered, from what is known already."""
    if key == "language":
        return language_here()
    if key == "date":
        days: IssueDays = known["days"]
        return (days.after(today) or today).isoformat()
    said = starter_data(starter_words(known["language"]).folder, "answers").get(key, "")
    return starter_words(known["language"]).turned(said)


def checked(key: str, answer: str, known: Mapping[str, Any]) -> Any:
    """Return an answer as it is taken. Raises AnswerError, which says what is wrong and what to write."""
    answer = " ".join(answer.split())
    if not answer.isprintable() or len(answer) > _LONGEST:
        raise AnswerError(
            say("{answer!r} cannot be printed as an answer", answer=answer[:_LONGEST]),
            say("write one line of at most {most} characters", most=_LONGEST),
        )
    return _CHECKS[key](answer, known) if key in _CHECKS else answer


def _named(answer: str, known: Mapping[str, Any]) -> str:
    if not answer:
        raise AnswerError(say("the paper has no name yet"), say("give it with --name"))
    return answer


def _language(answer: str, known: Mapping[str, Any]) -> str:
    answer = answer.replace("_", "-")
    if known_language(answer) is None:
        tags = [language.tag for language in LANGUAGES]
        raise AnswerError(
            say("{answer!r} is no language that is known here", answer=answer),
            meant(answer, tags) or say("write one of {tags}", tags=listed(tags)),
        )
    return answer


def _template(answer: str, known: Mapping[str, Any]) -> str:
    names = templates_for(known["language"])
    if answer.casefold() not in names:
        raise AnswerError(
            say("no paper can begin with the format {answer!r}", answer=answer),
            meant(answer.casefold(), names) or say("write one of {names}", names=listed(names)),
        )
    return answer.casefold()


def _days(answer: str, known: Mapping[str, Any]) -> IssueDays:
    parts = [part for part in re.split(r"[\s,，、\[\]\"']+", answer.casefold()) if part]
    if parts == [DAILY]:
        return IssueDays()
    found = tuple(dict.fromkeys(map(_day, parts)))
    if not found or len({type(day) for day in found}) > 1:
        raise AnswerError(say("{answer!r} names no days of issue", answer=answer), _DAYS)
    return IssueDays(days=found)


def _day(part: str) -> Weekday | int:
    if part.isascii() and part.isdigit() and 1 <= int(part) <= 31:
        return int(part)
    number = next((found for name in (part, part.rstrip("s")) if (found := weekday_of(name)) is not None), None)
    if number is None:
        raise AnswerError(say("{answer!r} names no day of issue", answer=part), _DAYS)
    return WEEKDAYS[number]


_DAYS = say("write daily, or weekdays such as monday, thursday, or days of the month such as 1, 15")


def _date(answer: str, known: Mapping[str, Any]) -> datetime.date:
    try:
        return datetime.date.fromisoformat(answer)
    except ValueError:
        raise AnswerError(
            say("{answer!r} is no day of the calendar", answer=answer), say("write it as 2022-04-15")
        ) from None


def _issn(answer: str, known: Mapping[str, Any]) -> str:
    try:
        return answer and issn_digits(answer) and answer
    except ValueError as error:
        raise AnswerError(str(error), say("look at the certificate, or leave it out")) from error


_CHECKS: Mapping[str, Callable[[str, Mapping[str, Any]], Any]] = {
    "language": _language,
    "name": _named,
    "template": _template,
    "days": _days,
    "date": _date,
    "issn": _issn,
}
