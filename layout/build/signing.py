"""Pages signed off (签样): whose name stands for which exact bytes of a page.

They are kept in signed.yaml of the edition's folder (see `layout.build.signed`). A page whose bytes are others than
those that were signed is told with what changed since; whoever hands pages over asks `unsigned`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from layout.base import clock
from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.errors import PageError
from layout.base.messages import Message, listed, say
from layout.base.text import one_line
from layout.build.inputs import check_known, load
from layout.build.signed import Entry, append, read_signed
from layout.build.sources import OTHERWISE, Common, Sources, changes_between, sources_now
from layout.build.versions import PageVersion, VersionRecord, read_versions
from layout.edition.model import Edition
from layout.files.commands import build_command, sign_command
from layout.files.output import claimed
from layout.files.project import SIGNED_FILE, Beside, Project
from layout.files.text import shown

LONGEST_NAME, LONGEST_NOTE = 80, 400
"""Characters."""


class SignState(StrEnum):
    """What became of a page's sign-off."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    CHANGED = "changed"
    """It was signed, and what was built since has other bytes."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a page, when (UTC, ISO 8601 to the second), and which: its version's number and the SHA-256 of the
    PDF's bytes in hexadecimal.

    ``line`` is that of its entry in signed.yaml.
    """

    page: str
    name: str
    time: str
    number: int
    digest: str
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PageSign:
    """A page's last signature, None if there is none, and whether it holds for what was built last.

    ``since`` is what changed since it was signed, in an editor's words.
    """

    page: str
    state: SignState
    signature: Signature | None = None
    since: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltBytes:
    """A page that was built, as sign-off sees it: the SHA-256 of its PDF's bytes, its version, what it was made of."""

    page: str
    digest: str
    version: PageVersion | None
    sources: Sources


def signs_of(project: Project, folder: Path) -> Mapping[str, PageSign]:
    """Return how every page of an edition that was built stands with its sign-off, by its id.

    Of a signed.yaml with faults the entries that can be read count; `banmian check` tells of the others.
    """
    return {sign.page: sign for sign in _signs(read_signed(folder, Report()), _built(project.output(folder)))}


def unsigned(project: Project, folder: Path) -> tuple[PageSign, ...]:
    """Return the pages that were built and are not signed as they are."""
    return tuple(sign for sign in signs_of(project, folder).values() if sign.state is not SignState.SIGNED)


def sign_pages(
    project: Project,
    folder: Path,
    pages: Sequence[str],
    name: str,
    *,
    note: str = "",
    anyway: bool = False,
    seen: Mapping[str, str] | None = None,
) -> tuple[PageSign, ...]:
    """Sign pages as they were built, all of them if none is named; return how these stand then.

    ``seen`` has the SHA-256 of the PDF that the signer saw, by page; ``anyway`` signs pages whose files changed since
    they were built. Raises PageError, and signs none, if a page is not built, is a proof or another one than was seen,
    or its files changed; ContentError if the edition cannot be read.
    """
    name, note = _text(name, LONGEST_NAME, say("a name")), _text(note, LONGEST_NOTE, say("a note"), needed=False)
    with claimed(project.output(folder), wait=True):
        output = project.output(folder)
        built = {each.page: each for each in _built(output, pages)}
        wanted = tuple(dict.fromkeys(pages or built))
        _require_built(project, folder, [page for page in wanted if page not in built] or ([] if wanted else [""]))
        for page, digest in (seen or {}).items():
            if page in built and built[page].digest != digest:
                raise PageError(
                    say("page {page} was built again meanwhile", page=page), say("look at it as it is now, then sign")
                )
        if not anyway:
            _require_fresh(load(project, folder, Report()), project, [built[page] for page in wanted])
        now = clock.now()
        append(folder, [_entry(built[page], name, now, note) for page in wanted])
        return tuple(_signs(read_signed(folder, Report()), [built[page] for page in wanted]))


def withdraw_pages(project: Project, folder: Path, pages: Sequence[str], name: str, *, note: str = "") -> None:
    """Take the sign-off of pages back, of all that have one if none is named. Raises PageError if a page has none."""
    name, note = _text(name, LONGEST_NAME, say("a name")), _text(note, LONGEST_NOTE, say("a note"), needed=False)
    with claimed(project.output(folder), wait=True):
        last = _last(read_signed(folder, Report()))
        missing = [page for page in pages if page not in last]
        if missing or not last:
            raise PageError(
                say("not signed: {pages}", pages=listed(missing))
                if missing
                else say("no page of {folder} is signed", folder=shown(folder)),
                say("see which are: {command}", command=sign_command(folder, "--list")),
            )
        now = clock.now()
        taken = [last[page] for page in dict.fromkeys(pages or last)]
        append(
            folder,
            [
                Entry(
                    page=each.page, name=name, time=now, version=each.version, digest=each.digest, note=note
                ).model_copy(update={"withdrawn": True})
                for each in taken
            ],
        )


def standing_of(
    project: Project, folder: Path, pages: Sequence[str] = ()
) -> tuple[tuple[PageSign, tuple[str, ...]], ...]:
    """Return how pages of an edition stand, and what changed in the files of each since it was built.

    They are those that are named, or all that were built. Raises PageError if one is not built; ContentError if the
    edition cannot be read.
    """
    output = project.output(folder)
    built = {each.page: each for each in _built(output, pages)}
    _require_built(project, folder, [page for page in pages if page not in built])
    edition = load(project, folder, Report())
    signs = _signs(read_signed(folder, Report()), built.values())
    common = Common(project)
    return tuple((sign, _waiting(edition, common, built[sign.page])) for sign in signs)


def _waiting(edition: Edition, common: Common, built: BuiltBytes) -> tuple[str, ...]:
    """Return what changed in a page's files since it was built."""
    return changes_between(built.sources, sources_now(common, edition, built.page, built.sources))


def signs_told(project: Project, folder: Path, pages: Sequence[str] = ()) -> tuple[Message, ...]:
    """Return a line for each page: how it stands; then what is wrong in signed.yaml. Raises as `standing_of`."""
    edition = load(project, folder, Report())
    lines: list[Message] = []
    for sign, waiting in standing_of(project, folder, pages):
        lines.append(say("{page}: {what}", page=sign.page, what=sign_words(sign, edition)))
        if waiting:
            lines.append(say("    changed since it was built: {changes}", changes=listed(waiting)))
    faults = Report()
    read_signed(folder, faults)
    lines = lines or [say("no page of {folder} is built", folder=shown(folder))]
    return (*lines, *(finding.line for finding in faults.findings))


def sign_words(sign: PageSign, edition: Edition) -> Message:
    """Return in words how a page stands."""
    made = sign.signature
    if made is None:
        return say("not signed")
    if sign.state is SignState.CHANGED:
        return changed_words(sign, edition)
    when = clock.here(made.time, edition.date)
    said = say("signed by {name} at {time}, version {number}", name=made.name, time=when, number=made.number)
    return say("{said} ({note})", said=said, note=made.note) if made.note else said


def report_signs(edition: Edition, built: Iterable[BuiltBytes], report: Report) -> None:
    """Report faults of signed.yaml, and the pages that were signed and have other bytes now, with what changed."""
    faults = Report()
    entries = read_signed(edition.folder, faults)
    report.extend(faults.findings)
    file = shown(edition.folder / SIGNED_FILE)
    for sign in _signs(entries, built):
        if sign.state is SignState.CHANGED and sign.signature:
            said = say("page {page}: {changed}", page=sign.page, changed=changed_words(sign, edition))
            command = sign_command(edition.folder, f"--page {sign.page} --name …")
            hint = say("look at it as it is now, then sign it: {command}", command=command)
            place = Place(file, sign.signature.line)
            report.warning(Code.SIGNED_CHANGED, said, place, hint=hint, subject=sign.page)


def report_built_signs(project: Project, edition: Edition, report: Report) -> None:
    """Report as `report_signs` does on the pages that were last built of an edition."""
    report_signs(edition, _built(project.output(edition.folder)), report)


def changed_words(sign: PageSign, edition: Edition) -> Message:
    """Return in words that a page was signed, by whom and when, and what changed since."""
    assert sign.signature is not None
    when = clock.here(sign.signature.time, edition.date)
    return say(
        "since {time}, signed by {name}: {changes}", time=when, name=sign.signature.name, changes=listed(sign.since)
    )


def _signs(entries: Sequence[Entry], built: Iterable[BuiltBytes]) -> Iterator[PageSign]:
    last = _last(entries)
    for each in built:
        entry = last.get(each.page)
        if entry is None:
            yield PageSign(each.page, SignState.UNSIGNED)
            continue
        numbered = (entry.version, entry.digest, entry.note, entry.line)
        signature = Signature(entry.page, entry.name, entry.time, *numbered)
        if entry.digest == each.digest:
            yield PageSign(each.page, SignState.SIGNED, signature)
        else:
            yield PageSign(each.page, SignState.CHANGED, signature, _since(entry, each))


def _since(entry: Entry, built: BuiltBytes) -> tuple[str, ...]:
    """Return in words what makes a page another one than was signed."""
    if built.version and built.version.content == entry.content:
        return (say("nothing but its number: it was changed, and changed back"),)
    known = entry.made_of and built.sources
    return (changes_between(entry.made_of, built.sources) if known else ()) or (OTHERWISE,)


def _last(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the signature that counts of every page that has one: the last, unless it was taken back."""
    last = {entry.page: entry for entry in entries}
    return {page: entry for page, entry in last.items() if not entry.withdrawn}


def _built(output: Path, pages: Sequence[str] = ()) -> Iterator[BuiltBytes]:
    """Yield the pages in an output folder, in the edition's order; those that are named or all."""
    try:
        versions = read_versions(output)
    except PageError:
        versions = VersionRecord("", ())
    files = {file.stem: file for file in sorted((output / "pages").glob("*.pdf"))}
    for page in dict.fromkeys((*(each.id for each in versions.pages), *files)):
        if page in files and (page in pages or not pages):
            digest = hashlib.sha256(files[page].read_bytes()).hexdigest()
            yield BuiltBytes(page, digest, versions.of(page), versions.sources.get(page, {}))


def _entry(built: BuiltBytes, name: str, now: str, note: str) -> Entry:
    version = built.version
    return Entry(
        page=built.page,
        name=name,
        time=now,
        version=version.number if version else 1,
        digest=built.digest,
        content=version.content if version else "",
        note=note,
        made_of=dict(built.sources),
    )


def _require_built(project: Project, folder: Path, missing: Sequence[str]) -> None:
    """Raise PageError for pages that are not built (an empty name: all), ContentError for those there are not."""
    if not missing:
        return
    check_known(load(project, folder, Report()), [page for page in missing if page])
    output = project.output(folder)
    proof = Beside.PROOF.of(output)
    if all((proof / "pages" / f"{page}.pdf").is_file() if page else (proof / "pages").is_dir() for page in missing):
        raise PageError(
            say("only proofs were built of {missing}", missing=listed(filter(None, missing)) or shown(folder)),
            say("a proof is not signed: mend what was told of it, and build again"),
        )
    raise PageError(
        say("not built yet: {missing}", missing=listed(filter(None, missing)) or shown(folder)),
        say("build it first: {command}", command=build_command(folder)),
    )


def _require_fresh(edition: Edition, project: Project, built: Iterable[BuiltBytes]) -> None:
    """Raise PageError if what pages are made of changed since they were built."""
    told, common = [], Common(project)
    for each in built:
        changes = _waiting(edition, common, each) if each.sources else (OTHERWISE,)
        if changes:
            told.append(say("page {page}: {changed}", page=each.page, changed=listed(changes)))
    if told:
        raise PageError(
            say("changed since the pages were built: {changes}", changes=listed(told, "; ")),
            say(
                "build them again and look: {command}; or sign what was built: --anyway",
                command=build_command(edition.folder),
            ),
        )


def _text(text: str, most: int, what: str, *, needed: bool = True) -> str:
    """Return a text on one line. Raises PageError if it is empty and is ``needed``, or too long."""
    text = one_line(text).strip()
    if needed and not text:
        raise PageError(say("{what} is needed", what=what), say('say who signs: --name "…"'))
    if len(text) > most:
        raise PageError(say("{what} has at most {most} characters", what=what, most=most), say("make it shorter"))
    return text
