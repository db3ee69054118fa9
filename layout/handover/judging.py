"""Why a page is not handed over: it is not there, or not as it is written now, not fit to print, or not signed off."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Severity
from layout.base.messages import Message, listed, say
from layout.build.inputs import open_press
from layout.build.pageinks import page_press
from layout.build.records import ReportRecord, read_built
from layout.build.signing import PageSign, Signature, SignState, standing_of
from layout.design.press import PdfX
from layout.edition.model import Edition
from layout.files.commands import build_command, sign_command
from layout.files.project import Beside, Project
from layout.files.text import shown
from layout.pdf.document import claimed_standard
from layout.preflight import PageReport, State, preflight_page, profile_of
from layout.scene.record import LayoutRecord

MOST = 3
"""So many faults of a page are told."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is not handed over, and what to do; a ``firm`` one holds whatever is asked for."""

    page: str
    message: Message
    hint: Message
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a page that was built stands: its sign-off, and what changed in its files since it was built."""

    sign: PageSign
    changes: tuple[str, ...] = ()


def missing_pages(output: Path, edition: Edition, pages: Sequence[str]) -> Iterator[Refusal]:
    """Yield the pages that are not there, or only as proofs."""
    command = build_command(edition.folder)
    proof = Beside.PROOF.of(output)
    for page in pages:
        if (output / "pages" / f"{page}.pdf").is_file():
            continue
        if (proof / "pages" / f"{page}.pdf").is_file():
            said = say("{page}: only a proof was built, in {folder}", page=page, folder=shown(proof))
            yield Refusal(
                page, said, say("mend what was told of it, and build again: {command}", command=command), True
            )
        else:
            hint = say("build it first: {command}", command=command)
            yield Refusal(page, say("{page}: not built yet", page=page), hint, True)


def standing_pages(project: Project, edition: Edition, pages: Sequence[str]) -> Mapping[str, Standing]:
    """Return how pages that were built stand. Raises as `standing_of`."""
    found = standing_of(project, edition.folder, pages) if pages else ()
    return {sign.page: Standing(sign, changes) for sign, changes in found}


def stale_pages(edition: Edition, standing: Mapping[str, Standing]) -> Iterator[Refusal]:
    """Yield the pages that were built of something else than is written now."""
    hint = say("build it again: {command}", command=build_command(edition.folder))
    for page, each in standing.items():
        if each.changes:
            told = say("{page}: changed since it was built: {changes}", page=page, changes=listed(each.changes))
            yield Refusal(page, told, hint)


def faulty_pages(project: Project, edition: Edition, output: Path, pdfs: Mapping[str, bytes]) -> Iterator[Refusal]:
    """Yield the pages that cannot be printed: their bytes are checked anew, whoever took them in spite of errors."""
    layout = {page.id: page for page in read_built(LayoutRecord, output, edition.folder).pages}
    report = read_built(ReportRecord, output, edition.folder)
    fits = {page.id: page.stories for page in report.pages}
    last = {page.id for page in report.preflight.pages}
    hint = say("see output and report, mend it and build again: {command}", command=build_command(edition.folder))
    planned = {page.id: page for page in edition.pages}
    for page, pdf in pdfs.items():
        claimed = claimed_standard(pdf)
        press = open_press(project, edition, PdfX(claimed) if claimed in set(PdfX) else None)
        press = page_press(edition, planned[page], press) if page in planned else press
        faults = list(_faults(preflight_page(pdf, profile_of(press), layout.get(page), fits.get(page), page=page)))
        if not faults and page in last and not report.printable:
            here = layout.get(page)
            about = {page, ""}
            if here:
                about |= {story.id for story in here.stories} | {ad.id for ad in here.ads}
            errors = [one for one in report.findings if one.severity is Severity.ERROR and one.subject in about]
            faults = [one.message for one in errors]
        if faults:
            told = listed(faults[:MOST], "; ")
            if (more := len(faults) - MOST) > 0:
                told = say("{told}; and {more} more", told=told, more=more)
            yield Refusal(page, say("{page}: not fit to print: {faults}", page=page, faults=told), hint)


def _faults(checked: PageReport) -> Iterator[str]:
    return (one.finding.message for one in checked.found if one.state.rank >= State.FAIL.rank)


def unsigned_pages(edition: Edition, standing: Mapping[str, Standing], pdfs: Mapping[str, bytes]) -> Iterator[Refusal]:
    """Yield the pages whose bytes nobody signed."""
    for page, pdf in pdfs.items():
        command = sign_command(edition.folder, f"--page {page} --name …")
        hint = say("have it read and signed as it is: {command}", command=command)
        sign = standing[page].sign if page in standing else None
        if sign is None or sign.signature is None or sign.state is SignState.UNSIGNED:
            yield Refusal(page, say("{page}: not signed off", page=page), hint)
        elif signature_of(sign, pdf) is None:
            yield Refusal(
                page, say("{page}: changed since {name} signed it", page=page, name=sign.signature.name), hint
            )


def signature_of(sign: PageSign | None, pdf: bytes) -> Signature | None:
    """Return the signature that holds for those bytes of a page."""
    found = sign.signature if sign and sign.state is SignState.SIGNED else None
    return found if found and found.digest == hashlib.sha256(pdf).hexdigest() else None
