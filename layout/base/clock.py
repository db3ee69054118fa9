"""What time it is: asked here alone, once a command, and handed on, so that what makes pages depends on no clock."""

from __future__ import annotations

import datetime
import os

EPOCH = "SOURCE_DATE_EPOCH"
"""A variable of the environment: seconds since 1970 that stand for now, where a build is to be repeated to the byte."""


def now() -> str:
    """Return the time in UTC to the second, as ISO 8601 writes it: 2022-04-14T15:41:07Z."""
    told = os.environ.get(EPOCH, "")
    if told.isdecimal() and len(told) <= len("253402300799"):
        try:
            return written(datetime.datetime.fromtimestamp(int(told), datetime.UTC))
        except (ValueError, OverflowError, OSError):  # after the year 9999
            pass
    return written(datetime.datetime.now(datetime.UTC))


def written(moment: datetime.datetime) -> str:
    """Return a moment in UTC to the second."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime.datetime:
    """Return the moment that a text tells; one that names no zone is in UTC. Raises ValueError if it tells none."""
    made = datetime.datetime.fromisoformat(text)
    return made if made.tzinfo else made.replace(tzinfo=datetime.UTC)


def here(text: str, issue: datetime.date) -> str:
    """Return a moment as the clock on this machine's wall shows it, with its day unless that is clear.

    It is for the day of an issue and the one before, when its pages are made.
    """
    made = moment(text).astimezone()
    near = (issue - made.date()).days in (0, 1)
    return f"{made:%H:%M}" if near else f"{made:%Y-%m-%d %H:%M}"
