"""Which state of a page a file is of: its stamp, told in slug, Info and XMP, and the digest that tells states apart."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from layout import __version__
from layout.files.digest import digest

DIGITS = 6
"""Hexadecimal digits of a digest on the slug: two plates of a page look alike once in sixteen million."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A version: its number from 1, the digest of what the file is made of, when it was first made so (UTC)."""

    number: int
    content: str
    made: datetime.datetime

    @property
    def short(self) -> str:
        """The version as a plate tells it, such as v2 3fa9c1: told apart even if the numbers were lost."""
        return f"v{self.number} {self.content[:DIGITS]}"

    @property
    def long(self) -> str:
        """The version with its time, which the first has not: it has the day of the edition."""
        return f"{self.short} ({self.made:%Y-%m-%d %H:%M} UTC)" if self.number > 1 else self.short


def content_digest(data: Iterable[bytes], *given: object) -> str:
    """Return the SHA-256 of what a file is made of: bytes of files, and values as the cache's keys are made of.

    The program's version is in it: with another one the same things may come out otherwise.
    """
    state = hashlib.sha256(digest(__version__, *given).encode("ascii"))
    for each in data:
        state.update(hashlib.sha256(each).digest())
    return state.hexdigest()
