"""Pages signed off (签样): whose name stands for which exact bytes of a page, kept in signed.yaml of the edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from layout.files.project import Project


class SignState(StrEnum):
    """What became of a page's sign-off."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    CHANGED = "changed"
    """It was signed, and what was built since has other bytes."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a page, when (UTC, ISO 8601 to the second), and which: its version's number and the SHA-256 of the
    PDF's bytes in hexadecimal."""

    page: str
    name: str
    time: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class PageSign:
    """A page's last signature, None if there is none, and whether it holds for what was built last."""

    page: str
    state: SignState
    signature: Signature | None = None


def signs_of(project: Project, folder: Path) -> Mapping[str, PageSign]:
    """Return how every page of an edition that was built stands with its sign-off, by its id."""
    files = sorted((project.output(folder) / "pages").glob("*.pdf"))
    return {file.stem: PageSign(file.stem, SignState.UNSIGNED) for file in files}


def standing_of(
    project: Project, folder: Path, pages: Sequence[str] = ()
) -> tuple[tuple[PageSign, tuple[str, ...]], ...]:
    """Return how pages of an edition stand, and what changed in the files of each since it was built.

    They are those that are named, or all that were built.
    """
    return tuple((sign, ()) for name, sign in signs_of(project, folder).items() if name in pages or not pages)
