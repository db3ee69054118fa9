"""A place on a page's grid as an editor writes it and as a plan is printed: ``columns 1-4, rows 13-58``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from layout.base.messages import say

_PART = re.compile(r"(columns?|rows?)\s+([0-9]{1,3})(?:\s*[-–]\s*([0-9]{1,3}))?")
_HOW = say("write it as columns 1-4, rows 13-58; either part may be left out")


@dataclass(frozen=True, slots=True)
class GridPlace:
    """Base columns and grid rows, counted from 1, both ends included; None where the place leaves them free."""

    columns: tuple[int, int] | None = None
    rows: tuple[int, int] | None = None

    def __str__(self) -> str:
        parts = (("column", self.columns), ("row", self.rows))
        return ", ".join(_said(word, ends) for word, ends in parts if ends)

    @property
    def exact(self) -> bool:
        """Whether the place is a whole rectangle."""
        return self.columns is not None and self.rows is not None


def _said(word: str, ends: tuple[int, int]) -> str:
    first, last = ends
    return f"{word} {first}" if first == last else f"{word}s {first}-{last}"


def parse_place(value: object) -> GridPlace:
    """Read a place such as ``columns 1-4, rows 13-58`` or ``column 5``. Raises ValueError if it is none."""
    if isinstance(value, GridPlace):
        return value
    if not isinstance(value, str):
        raise ValueError(say("this is no place on the grid: {how}", how=_HOW))
    found: dict[str, tuple[int, int]] = {}
    for part in value.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise ValueError(say("{part!r} is no place on the grid: {how}", part=part.strip(), how=_HOW))
        first, last = int(match[2]), int(match[3] or match[2])
        if not 1 <= first <= last:
            raise ValueError(say("{part!r}: they are counted from 1, the smaller number first", part=part.strip()))
        word = match[1].rstrip("s")
        if word in found:
            raise ValueError(say("{words} are given twice", words=f"{word}s"))
        found[word] = (first, last)
    return GridPlace(found.get("column"), found.get("row"))


_ONE = r"(columns?|rows?) +[0-9]{1,3}( *[-–] *[0-9]{1,3})?"
_Written = Annotated[str, Field(pattern=rf"^ *{_ONE}( *, *{_ONE})? *$")]

Pin = Annotated[GridPlace, BeforeValidator(parse_place, json_schema_input_type=_Written)]
"""A pydantic field that is written as a place."""


def _listed(value: object) -> object:
    return value if isinstance(value, tuple) else (value,)


Pins = Annotated[tuple[Pin, ...], BeforeValidator(_listed, json_schema_input_type=_Written | tuple[_Written, ...])]
"""A pydantic field that is written as a place, or as a list of places."""
