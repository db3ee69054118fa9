"""Handing an edition's pages over: those that are new or changed are named, told of, and put into the hot folder whole.

Nothing is handed over while anything speaks against one of the pages that were asked for: who has to meet a deadline
names the good ones, or takes the others in spite of it, which the manifest then says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from layout.base import clock
from layout.base.diagnostics import Report
from layout.base.errors import ContentError, OutputError, PageError
from layout.base.messages import listed, say, told
from layout.build.inputs import check_known, load, open_press
from layout.build.versions import VersionRecord
from layout.edition.filenames import HandoverKeys, Plates
from layout.edition.model import Edition
from layout.edition.paperfile import read_paper_file
from layout.files.codec import read_record
from layout.files.commands import build_command
from layout.files.output import BusyError, Claim, claimed
from layout.files.project import PROJECT_FILE, Project
from layout.files.text import is_inside, shown
from layout.handover.judging import (
    Refusal,
    faulty_pages,
    missing_pages,
    signature_of,
    stale_pages,
    standing_pages,
    unsigned_pages,
)
from layout.handover.ledger import changes_since, keep, ledger_folder, read_ledger
from layout.handover.naming import page_facts
from layout.handover.record import HandoverAnswer, HandoverLedger, HandoverRecord, RefusedPage
from layout.handover.sending import Sending, Separating, mark_of

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: where to (None: as banmian.toml says), which pages (none: all), and how.

    ``everything`` sends pages that have not changed, too; ``anyway`` those that something speaks against; ``rehearsal``
    sends nothing. ``plates`` and ``resolution`` are those of banmian.toml if they are not given.
    """

    to: Path | None = None
    pages: tuple[str, ...] = ()
    everything: bool = False
    anyway: bool = False
    rehearsal: bool = False
    plates: Plates | None = None
    resolution: int = 0


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What came of it: the record of the hand-over, which of the pages that were asked for the press has already.

    ``done`` tells whether it was made; where it was not, ``refused`` or the request's rehearsal is why, or there was
    nothing to do. ``manifest`` is its file's name, empty if the paper wants none.
    """

    record: HandoverRecord
    same: tuple[str, ...]
    refused: tuple[Refusal, ...]
    done: bool
    manifest: str = ""

    def answer(self, language: str) -> HandoverAnswer:
        """Return what there is to tell another program, in the language of the people who read it."""
        refused = (
            RefusedPage(each.page, told(each.message, language), told(each.hint, language), each.firm)
            for each in self.refused
        )
        return HandoverAnswer(self.record, self.same, tuple(refused), self.done, self.manifest)

    def require_sent(self) -> None:
        """Raise PageError if pages were refused, and so nothing was handed over."""
        if self.refused and not self.done:
            firm = any(each.firm for each in self.refused)
            pages = listed(dict.fromkeys(each.page for each in self.refused))
            raise PageError(
                say("nothing was handed over: {pages}", pages=pages),
                say("mend what is listed above, or name the other pages: --page")
                if firm
                else say(
                    "mend what is listed above, name the other pages (--page), or take them as they are: --anyway"
                ),
            )


def hand_over(
    project: Project, folder: Path, request: Request, progress: Progress = lambda _: None, now: str = ""
) -> HandedOver:
    """Hand the pages of an edition over; ``now`` is the time, UTC in ISO 8601 to the second.

    Raises ContentError if the edition or banmian.toml cannot be used or files would have one name, PageError if records
    of the output or the ledger cannot be read, OutputError if the folder cannot be written or another hand-over runs.
    """
    edition = load(project, folder, Report())
    check_known(edition, request.pages)
    keys = read_paper_file(project.root).handover if project.file.is_file() else HandoverKeys()
    target = _target(project, folder, keys, request)
    output = project.output(folder)
    place = ledger_folder(output)
    # A build that ends meanwhile would change the pages between two looks at them.
    with _alone(place, folder) as claim, claimed(output):
        sending = _sending(
            project, edition, keys, request, target, read_ledger(place, edition.date.isoformat()), now or clock.now()
        )
        refused = list(missing_pages(output, edition, request.pages or tuple(sending.facts)))
        missing = {each.page for each in refused}
        there = [page for page in request.pages or sending.facts if page not in missing]
        pdfs = {page: (output / "pages" / f"{page}.pdf").read_bytes() for page in there}
        sends = _changed(pdfs, sending.there, everything=request.everything)
        standing = standing_pages(project, edition, there)
        progress(say("checking"))
        refused += stale_pages(edition, standing)
        refused += faulty_pages(project, edition, output, sends) if sends else ()
        refused += unsigned_pages(edition, standing, sends) if keys.signed else ()
        same = tuple(page for page in pdfs if page not in sends)
        stopped = any(each.firm or not request.anyway for each in refused)
        if stopped and not request.rehearsal:
            return HandedOver(sending.record(target, (), ()), same, tuple(refused), False)
        progress(say("comparing"))
        last = sending.there.last
        changes = changes_since(place, output, {page: last[page].file.sha256 for page in sends if page in last})
        pages = tuple(
            sending.page(
                page,
                pdf,
                changes.get(page, ()),
                [each for each in refused if each.page == page],
                signature_of(standing[page].sign if page in standing else None, pdf),
            )
            for page, pdf in sends.items()
        )
        record = sending.record(target, pages, () if request.pages else sending.gone)
        if request.rehearsal or not (record.pages or record.gone):
            return HandedOver(record, same, tuple(refused), False)
        if not request.anyway:
            sending.require_free(target, record)
        record, manifest = sending.deliver(target, mark_of(str(output.resolve())), record, sends, progress)
        keep(claim, sending.ledger, record, sends, output)
        return HandedOver(record, same, tuple(refused), True, manifest)


def _sending(
    project: Project,
    edition: Edition,
    keys: HandoverKeys,
    request: Request,
    target: Path,
    ledger: HandoverLedger,
    now: str,
) -> Sending:
    """Return what the pages of a hand-over share."""
    versions = _versions(project.output(edition.folder), edition)
    facts = {
        page: replace(each, version=versions.get(page, 1))
        for page, each in page_facts(edition, project.place(edition.folder), keys).items()
    }
    screen = open_press(project, edition, None).images.screen
    plates = request.plates or keys.separations
    return Sending(
        edition,
        keys,
        facts,
        ledger,
        ledger.at(str(target)),
        Separating.of(plates, request.resolution or keys.resolution, screen),
        now,
    )


def _versions(output: Path, edition: Edition) -> Mapping[str, int]:
    """Return the versions of the pages in an output; none if there is no record of them. Raises PageError."""
    path = output / VersionRecord.FILE
    if not path.is_file():
        return {}
    hint = say("build the edition again: {command}", command=build_command(edition.folder))
    return {page.id: page.number for page in read_record(VersionRecord, path, hint).pages}


@contextmanager
def _alone(place: Path, folder: Path) -> Iterator[Claim]:
    """Claim the ledger of an edition. Raises OutputError if another hand-over of it runs."""
    with ExitStack() as stack:
        try:
            claim = stack.enter_context(claimed(place))
        except BusyError as error:
            raise OutputError(
                say("another hand-over of {edition} is under way", edition=shown(folder)),
                say("wait until it has ended"),
            ) from error
        yield claim


def _target(project: Project, folder: Path, keys: HandoverKeys, request: Request) -> Path:
    """Return the hot folder. Raises ContentError if nobody says which, OutputError for one that a build would clear."""
    if request.to is None and not keys.to:
        raise ContentError(
            say("nobody says where to hand over to"),
            say("give --to FOLDER, or write to under [handover] in {file}", file=PROJECT_FILE),
        )
    target = (request.to or project.root / Path(keys.to).expanduser()).resolve()
    if any(
        is_inside(target, inner) for inner in (folder, project.output(folder), ledger_folder(project.output(folder)))
    ):
        raise OutputError(
            say("{path} lies in the edition's own folders", path=shown(target)),
            say("name a folder outside of the edition and its output: --to FOLDER"),
        )
    return target


def _changed(pdfs: Mapping[str, bytes], ledger: HandoverLedger, *, everything: bool) -> dict[str, bytes]:
    """Return the pages whose bytes the press does not have."""
    last = ledger.last
    return {
        page: pdf
        for page, pdf in pdfs.items()
        if everything or page not in last or last[page].file.sha256 != hashlib.sha256(pdf).hexdigest()
    }
