"""What an edition's pages were when they were last handed over: kept beside its output, where no build takes it away.

``output/<edition>.handover`` is a folder of the shape of an output: the pages as they were sent, with what layout.json
and report.json said of them, so that they can be compared with what is built now. versions.json has their versions: an
output that is built after the last one was thrown away counts on from there. handover.json has all hand-overs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from layout.base.errors import PageError
from layout.base.messages import say
from layout.build.records import ReportRecord, read_built
from layout.build.versions import PageVersion, VersionRecord, read_versions
from layout.compare.folders import compare_folders, lines_of
from layout.files.codec import read_record, to_data
from layout.files.output import Claim, Staging
from layout.files.project import Beside
from layout.files.text import shown
from layout.handover.record import HandoverLedger, HandoverRecord
from layout.scene.record import LayoutRecord

R = TypeVar("R", LayoutRecord, ReportRecord)


def ledger_folder(output: Path) -> Path:
    """Return the folder of the ledger that belongs to an output folder."""
    return Beside.SENT.of(output)


def read_ledger(folder: Path, edition: str) -> HandoverLedger:
    """Return the ledger in a folder; an empty one if nothing was handed over. Raises PageError if it cannot be read."""
    path = folder / HandoverLedger.FILE
    if not path.is_file():
        return HandoverLedger(edition)
    hint = say("put the file back from a copy, or take {folder} away: then all pages are new", folder=shown(folder))
    return replace(read_record(HandoverLedger, path, hint), edition=edition)


def changes_since(ledger: Path, output: Path, pages: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return in an editor's words what is other on pages than when they were handed over, by page.

    Of pages whose old version is not kept, or cannot be read, nothing is told, nor of those that are sent once more as
    they were. ``pages`` have the SHA-256 of what the press has.
    """
    kept = []
    for page, digest in pages.items():
        files = [folder / "pages" / f"{page}.pdf" for folder in (ledger, output)]
        if files[0].is_file():
            before, now = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
            kept += [page] if digest == before != now else []
    if not kept:
        return {}
    with suppress(PageError):
        compared = compare_folders(ledger, output, kept)
        unseen = (say("  nothing that is seen on the page"),)
        return {page.page: tuple(lines_of(page)) or unseen for page in compared.pages}
    return {}


def keep(claim: Claim, ledger: HandoverLedger, made: HandoverRecord, pdfs: Mapping[str, bytes], output: Path) -> None:
    """Add a hand-over to a ledger, with the pages as they were sent; the ledger changes as a whole.

    Raises OutputError if it cannot be written.
    """
    now = replace(ledger, handovers=(*ledger.handovers, made))
    with Staging(claim.target, keep=True, claim=claim) as staging:
        for page, pdf in pdfs.items():
            staging.write(f"pages/{page}.pdf", pdf)
        for gone in made.gone:
            staging.path(f"pages/{gone.id}.pdf")
        names = set(now.last)
        if layout := _merged(LayoutRecord, staging.folder, output, pdfs, names):
            staging.write_json(LayoutRecord.FILE, to_data(layout))
        if report := _merged(ReportRecord, staging.folder, output, pdfs, names):
            staging.write_json(ReportRecord.FILE, to_data(report))
        staging.write_json(VersionRecord.FILE, to_data(_versions(staging.folder, output, pdfs, now.edition)))
        staging.write_json(HandoverLedger.FILE, to_data(now))


def _versions(ledger: Path, output: Path, sent: Iterable[str], edition: str) -> VersionRecord:
    """Return the versions of all pages that were ever sent, the last of each."""
    pages: dict[str, PageVersion] = {}
    for folder, names in ((ledger, None), (output, set(sent))):
        with suppress(PageError):
            pages |= {each.id: each for each in read_versions(folder).pages if names is None or each.id in names}
    return VersionRecord(edition, tuple(pages.values()))


def _merged(kind: type[R], ledger: Path, output: Path, sent: Iterable[str], names: set[str]) -> R | None:
    """Return a record of the pages as the press has them: of those sent now from the output, of the others as kept."""
    fresh = set(sent)
    try:
        built = read_built(kind, output, output)
    except PageError:
        return None
    pages = {page.id: page for page in built.pages if page.id in fresh}
    with suppress(PageError):
        pages = {page.id: page for page in read_built(kind, ledger, output).pages if page.id in names} | pages
    return replace(built, pages=tuple(pages.values()))
