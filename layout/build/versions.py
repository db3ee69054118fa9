"""Versions of pages: which state of a page a plate is of, kept from build to build in versions.json.

A page whose content is that of its last version keeps that version's number and time, so the same input gives the
same bytes; one that changed has the next number. An earlier content that comes back has a new number, too: numbers only
rise, and of two plates the higher is the one to print.

A proof has a number like any other page. What is put right after it has the next one; a page that stayed what it was in
the proof keeps its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from layout.base import clock
from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.errors import PageError
from layout.base.messages import say
from layout.files.codec import read_record
from layout.files.project import Beside
from layout.files.text import shown
from layout.pdf.stamp import Stamp

WHOLE = ""
"""Stands for the id of a page where the PDF of the whole edition is meant."""


@dataclass(frozen=True, slots=True)
class PageVersion:
    """The version a page has: its number from 1, the digest of what it is made of, and when it was first made so.

    ``content`` is a SHA-256 in hexadecimal, ``made`` a time in UTC to the second, as ISO 8601 writes it.
    """

    id: str
    number: int
    content: str
    made: str

    @property
    def stamp(self) -> Stamp:
        """The version as files tell it."""
        return Stamp(self.number, self.content, clock.moment(self.made))


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """versions.json: the version of every page that was built of an edition (its date), and of the edition's PDF.

    ``sources`` tells of each page what it was made of: see `layout.build.sources`.
    """

    FILE: ClassVar[str] = "versions.json"

    edition: str
    pages: tuple[PageVersion, ...]
    whole: PageVersion | None = None
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    version: int = 1

    def of(self, page: str) -> PageVersion | None:
        """Return the version of a page, or of the `WHOLE`; None if it was never built."""
        return self.whole if page == WHOLE else next((each for each in self.pages if each.id == page), None)


NONE = VersionRecord("", ())
"""Of an edition of which nothing was built."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was built of an edition before: the records of its output, of its proofs, and of what the press was sent."""

    output: VersionRecord
    proof: VersionRecord
    sent: VersionRecord = NONE

    def of(self, page: str) -> tuple[PageVersion, ...]:
        """Return what versions of a page there may be on paper, with rising numbers: its output's, a later proof's.

        Where the output was thrown away, the one that the press has stands for it: no plate has a number again.
        """
        last, proof, sent = (record.of(page) for record in (self.output, self.proof, self.sent))
        if sent and (last is None or sent.number > last.number):
            last = sent
        later = proof if proof and (last is None or proof.number > last.number) else None
        return tuple(each for each in (last, later) if each)


def version_of(page: str, content: str, before: tuple[PageVersion, ...], day: datetime.date, now: str) -> PageVersion:
    """Return the version of a page of that content, after those ``before``.

    The first is of the day of the edition and not of the clock: so the same files give the same bytes on any machine.
    """
    for each in before:
        if each.content == content:
            return each
    if before:
        return PageVersion(page, before[-1].number + 1, content, now)
    return PageVersion(page, 1, content, f"{day.isoformat()}T00:00:00Z")


def versions_before(target: Path, report: Report) -> Before:
    """Return the versions that were built into an output folder, into that of its proofs, and that were handed over.

    A record that cannot be read is told, and as good as none.
    """
    return Before(*(_read(each, report) for each in (target, Beside.PROOF.of(target), Beside.SENT.of(target))))


def read_versions(output: Path) -> VersionRecord:
    """Return the versions of the pages in an output folder; none if there is no record. Raises PageError."""
    path = output / VersionRecord.FILE
    if not path.is_file():
        return NONE
    hint = say("put the file back from a copy, or take it away")
    record = read_record(VersionRecord, path, hint)
    for each in (*record.pages, *filter(None, (record.whole,))):
        try:
            clock.moment(each.made)
        except ValueError:
            raise PageError(say("{path}: {text} is no time", path=shown(path), text=each.made), hint) from None
    return record


def merged(before: VersionRecord, made: VersionRecord, order: Iterable[str]) -> VersionRecord:
    """Return a record with what was made now and, for pages that were not, what was there before.

    Pages are in the ``order`` of the edition; one that it has no more is kept after them: should it come back, its
    number rises.
    """
    pages = {each.id: each for each in (*before.pages, *made.pages)}
    names = [name for name in dict.fromkeys((*order, *pages)) if name in pages]
    sources = {**before.sources, **made.sources}
    return VersionRecord(
        made.edition,
        tuple(pages[name] for name in names),
        made.whole or before.whole,
        {name: sources[name] for name in names if name in sources},
    )


def _read(output: Path, report: Report) -> VersionRecord:
    try:
        return read_versions(output)
    except PageError as error:
        said = say("{problem}: versions of its pages are counted from 1 again", problem=error.message)
        hint = say("see that no older plate is taken for a newer one: the letters and digits after v1 tell them apart")
        place = Place(shown(output / VersionRecord.FILE))
        report.warning(Code.VERSIONS_LOST, said, place, hint=hint)
        return NONE
