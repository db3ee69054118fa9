"""What was handed over, as records: the manifest that goes to the press, and the ledger of an edition's hand-overs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from layout.scene.record import SizeRecord


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was handed over: its name, its size in bytes, its SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SentInk:
    """A plate that a page needs: its ink, the part of the trim it covers (per cent) and that area (cm²).

    ``keys`` are the parts of the strips before each ink key, per cent, from the left or from the head; ``plate`` is its
    file if separations were asked for.
    """

    name: str
    letter: str
    percent: float
    area: float
    keys: tuple[float, ...] = ()
    plate: SentFile | None = None


@dataclass(frozen=True, slots=True)
class SentPage:
    """A page that was handed over; sizes in mm.

    ``replaces`` is the file of its last version if that had another name. ``changes`` tell what is other than in the
    version handed over last, ``anyway`` why it was not to be handed over and still was.
    """

    id: str
    file: SentFile
    page_version: int
    inks: tuple[SentInk, ...]
    trim: SizeRecord
    bleed: SizeRecord
    sheet: SizeRecord
    pdfx: str
    condition: str
    signed_by: str = ""
    signed_at: str = ""
    replaces: str = ""
    changes: tuple[str, ...] = ()
    anyway: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GonePage:
    """A page that was handed over and that the edition has no more: it is not to be printed."""

    id: str
    file: str


@dataclass(frozen=True, slots=True)
class HandoverRecord:
    """The manifest of a hand-over: the ``number``-th of its edition (its date), when (UTC, ISO 8601) and where to."""

    program: str
    paper: str
    title: str
    edition: str
    issue: int
    zone: str
    number: int
    time: str
    to: str
    pages: tuple[SentPage, ...]
    gone: tuple[GonePage, ...] = ()
    tables: tuple[SentFile, ...] = ()
    version: int = 1

    @property
    def files(self) -> tuple[SentFile, ...]:
        """Every file of it but the manifest and the list of checksums."""
        plates = (ink.plate for page in self.pages for ink in page.inks if ink.plate)
        return (*(page.file for page in self.pages), *plates, *self.tables)

    @property
    def sums(self) -> str:
        """The checksums of its files, as ``sha256sum -c`` reads them."""
        return "".join(f"{file.sha256}  {file.name}\n" for file in self.files)


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """Why a page was not to be handed over, and what to do; a ``firm`` reason holds whatever is asked for."""

    page: str
    message: str
    hint: str
    firm: bool


@dataclass(frozen=True, slots=True)
class HandoverAnswer:
    """What `banmian handover --json` answers: the hand-over, as it was made or would be, and whether it was ``done``.

    ``same`` are the pages that the press has already.
    """

    handover: HandoverRecord
    same: tuple[str, ...]
    refused: tuple[RefusedPage, ...]
    done: bool
    manifest: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class HandoverLedger:
    """handover.json: all hand-overs of an edition (its date), in their order."""

    FILE: ClassVar[str] = "handover.json"

    edition: str
    handovers: tuple[HandoverRecord, ...] = ()
    version: int = 1

    def at(self, folder: str) -> HandoverLedger:
        """Return the hand-overs into one folder: what that plant has."""
        return replace(self, handovers=tuple(each for each in self.handovers if each.to == folder))

    @property
    def last(self) -> dict[str, SentPage]:
        """What the press has of every page: the last that was handed over, without pages that are gone."""
        found: dict[str, SentPage] = {}
        for each in self.handovers:
            found |= {page.id: page for page in each.pages}
            for gone in each.gone:
                found.pop(gone.id, None)
        return found

    @property
    def names(self) -> frozenset[str]:
        """The names of all files that were ever handed over."""
        return frozenset(file.name for each in self.handovers for file in each.files)
