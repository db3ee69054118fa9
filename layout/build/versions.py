"""Versions of pages: which state of a page a plate is of, kept from build to build in versions.json.

A page whose content is that of its last version keeps that version's number and time, so the same input gives the
same bytes; one that changed has the next number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PageVersion:
    """The version a page has: its number from 1, the digest of what it is made of, and when it was first made so.

    ``content`` is a SHA-256 in hexadecimal, ``made`` a time in UTC to the second, as ISO 8601 writes it.
    """

    id: str
    number: int
    content: str
    made: str


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """versions.json: the version of every page that was built of an edition (its date)."""

    FILE: ClassVar[str] = "versions.json"

    edition: str
    pages: tuple[PageVersion, ...]
    version: int = 1
