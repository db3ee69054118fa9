"""The days an ad was booked for: ``runs: 2026-12-01..2026-12-31``, or a list of days and of such runs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from layout.base.messages import say

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_Written = Annotated[str, Field(pattern=rf"^{_DAY}( *\.\. *{_DAY})?$")]
_MOST = 400
_Listed = Annotated[tuple[_Written, ...], Field(max_length=_MOST)]


@dataclass(frozen=True, slots=True)
class Run:
    """Days from the first to the last, which are the same for a day alone."""

    first: datetime.date
    last: datetime.date

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"


def parse_runs(value: object) -> tuple[Run, ...]:
    """Read a day, a run, or a list of either. Raises ValueError for anything else."""
    return tuple(map(_run, value if isinstance(value, tuple | list) else (value,)))


def _run(value: object) -> Run:
    if isinstance(value, Run):
        return value
    if isinstance(value, datetime.date):
        return Run(value, value)
    ends = [end.strip() for end in str(value).split("..")]
    try:
        days = [datetime.date.fromisoformat(end) for end in ends]
    except ValueError:
        days = []
    if len(days) not in (1, 2):
        raise ValueError(
            say("{value} is no run: write the first day and the last, as 2026-12-01..2026-12-31, or a day", value=value)
        )
    if days[0] > days[-1]:
        raise ValueError(say("{value} ends before it begins: the first day stands first", value=value))
    return Run(days[0], days[-1])


Runs = Annotated[
    tuple[Run, ...],
    Field(max_length=_MOST),
    BeforeValidator(parse_runs, json_schema_input_type=_Written | _Listed),
]
"""Days and runs of days that an ad was booked for; none where that is not said."""


def runs_of(days: Iterable[datetime.date]) -> tuple[Run, ...]:
    """Return the runs that days make: those that follow each other are one."""
    runs: list[Run] = []
    for day in sorted(days):
        if runs and day - runs[-1].last == datetime.timedelta(days=1):
            runs[-1] = Run(runs[-1].first, day)
        else:
            runs.append(Run(day, day))
    return tuple(runs)


def covers(runs: Iterable[Run], day: datetime.date) -> bool:
    """Tell whether a day lies in one of the runs."""
    return any(run.first <= day <= run.last for run in runs)
