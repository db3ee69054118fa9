"""The days a paper comes out on: every day, some weekdays, some days of the month, and the days it does not."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from layout.base.locale import weekday_of
from layout.base.messages import listed, say
from layout.edition.blocks import Model
from layout.files.text import meant

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

DAILY = "daily"

_DAY = datetime.timedelta(days=1)
_LEAP_YEAR = 2000
"""A year that has every day a year can have."""
_FAR = 366 * 12
"""Days to look ahead for an issue: the longest time between two 29th of February is eight years."""


def _days(value: object) -> object:
    """Read ``daily``, or weekdays and days of the month, one or a list. Raises ValueError for anything else."""
    if value == DAILY:
        return WEEKDAYS
    found: list[Weekday | int] = []
    for part in value if isinstance(value, tuple) else (value,):
        weekday = weekday_of(part) if isinstance(part, str) else None
        if weekday is not None:
            found.append(WEEKDAYS[weekday])
        elif type(part) is int and 1 <= part <= 31:
            found.append(part)
        else:
            near = meant(part.lower(), WEEKDAYS) if isinstance(part, str) else ""
            raise ValueError(
                say(
                    "{part} is no day of issue{near}: write daily, weekdays such as friday, or days of the month, "
                    "1 to 31",
                    part=part,
                    near=say(" ({hint})", hint=near) if near else "",
                )
            )
    return tuple(dict.fromkeys(found))


def _skipped(value: object) -> object:
    """Read a day without an issue: a date, or month and day of every year. Raises ValueError for anything else."""
    if isinstance(value, datetime.date):
        return value
    parts = str(value).split("-")
    try:
        if len(parts) == 3:
            return datetime.date.fromisoformat(str(value))
        month, day = map(int, parts)
        return datetime.date(_LEAP_YEAR, month, day).strftime("%m-%d")
    except ValueError:
        raise ValueError(
            say(
                "{value} is no day of the calendar: write year, month and day as 2026-12-25, or month and day of every "
                "year as 12-25",
                value=value,
            )
        ) from None


_DayWritten = Weekday | Annotated[int, Field(ge=1, le=31)]

Days = Annotated[
    tuple[Weekday | int, ...],
    Field(min_length=1),
    BeforeValidator(
        _days,
        json_schema_input_type=Literal["daily"] | _DayWritten | Annotated[tuple[_DayWritten, ...], Field(min_length=1)],
    ),
]
"""``daily``, or weekdays and days of the month. In a month that is too short the 29th to 31st is its last day."""

Skipped = Annotated[
    datetime.date | str,
    BeforeValidator(_skipped, json_schema_input_type=Annotated[str, Field(pattern=r"^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$")]),
]
"""A day without an issue: 2026-12-25, or 12-25 for every year."""


class IssueDays(Model):
    """The keys of ``[issues]`` in banmian.toml: when the paper comes out."""

    days: Days = WEEKDAYS
    """``"daily"``, weekdays such as ``["friday"]``, or days of the month such as ``[1, 15]``."""
    skip: tuple[Skipped, ...] = ()
    """Days on which there is no issue all the same."""

    def has(self, day: datetime.date) -> bool:
        """Tell whether there is an issue on a day."""
        if day in self.skip or day.strftime("%m-%d") in self.skip:
            return False
        last = _is_last(day)
        return any(
            day.weekday() == WEEKDAYS.index(each)
            if isinstance(each, str)
            else each == day.day or (last and each > day.day)
            for each in self.days
        )

    def after(self, day: datetime.date) -> datetime.date | None:
        """Return the next day with an issue; None if there is none for years, or the calendar ends before."""
        for _ in range(_FAR):
            if day == datetime.date.max:
                return None
            day += _DAY
            if self.has(day):
                return day
        return None

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """Return how many issues there are between two days, neither of which is counted."""
        days = (last - first).days
        return sum(self.has(first + number * _DAY) for number in range(1, days))

    def __str__(self) -> str:
        """The days as they are told: the words of the file."""
        return DAILY if set(self.days) == set(WEEKDAYS) else str(listed(self.days))


def _is_last(day: datetime.date) -> bool:
    return day == datetime.date.max or (day + _DAY).month != day.month
