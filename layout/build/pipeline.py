"""From an edition folder to pages for the press, one stage after the other.

What plans, makes and binds pages is imported when there is something to make: it takes longer to import than an edition
in which nothing has changed takes to build.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from layout.base import clock
from layout.base.codes import Code, Severity, Stage
from layout.base.diagnostics import Finding, Report, listing
from layout.base.errors import ContentError, PageError
from layout.base.messages import listed, say, telling
from layout.base.units import Rect
from layout.build.copyfit import copyfit_of
from layout.build.executors import Executor, executor
from layout.build.fingerprint import fingerprint
from layout.build.inputs import check_known, load, open_press, open_template
from layout.build.jobs import PREVIEW_DPI, Foreman, MadePage, Setup, Show, Workshop, workshop
from layout.build.joining import Places, joined
from layout.build.pageinks import page_press
from layout.build.printed import not_printed
from layout.build.records import (
    PageCopyfit,
    ReportRecord,
    held_over_records,
    read_built,
    report_record,
    shortened_records,
    stories_left_over,
    with_files,
)
from layout.build.signing import BuiltBytes, report_built_signs, report_signs
from layout.build.standing import Outcome
from layout.build.versioned import built_versions, write_versions
from layout.build.versions import PageVersion, VersionRecord, merged, versions_before
from layout.build.whose import owned
from layout.design.press import PdfX, PressCondition
from layout.edition.model import Edition, Page
from layout.edition.spreads import both_pages
from layout.files.codec import to_data
from layout.files.commands import build_command
from layout.files.digest import file_digest
from layout.files.output import Staging, claimed, spooled, told_as_output_error
from layout.files.project import READING, Beside, Project
from layout.files.text import shown
from layout.plan.heldover import NOTHING, TakenOff
from layout.plan.solver.grid import PagePlan
from layout.plan.stored import PlanRecord, plan_record, read_plans
from layout.preflight import PageReport, Preflight, preflight_page, profile_of, report_html
from layout.scene.record import LayoutRecord, PageRecord

if TYPE_CHECKING:
    from layout.ads.draw import AdDrawing
    from layout.compose.kit import TemplateKit
    from layout.plan.edition import EditionPlan

Progress = Callable[[str], None]

Told = Callable[[tuple[Finding, ...]], None]
"""Is given what was found before anything was planned."""


def _silent(_: object) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page that was built: where its PDF is, what stands on it and how its copy fits.

    The bytes stay on the disk, so that an edition may have any number of pages.
    """

    page: Page
    plan: PagePlan
    path: Path
    layout: PageRecord
    copyfit: PageCopyfit
    checked: PageReport
    version: PageVersion
    sha256: str
    """That of the PDF's bytes, in hexadecimal."""

    @property
    def pdf(self) -> bytes:
        """The page's PDF, as the last build of the edition left it."""
        return self.path.read_bytes()

    def signed_as(self, record: VersionRecord) -> BuiltBytes:
        """Return the page as sign-off sees it; ``record`` tells what it was made of."""
        return BuiltBytes(self.page.id, self.sha256, self.version, record.sources[self.page.id])


@dataclass(frozen=True, slots=True)
class BuildResult:
    """An edition built: where it was written, its pages, and everything there is to say about it.

    ``proof`` tells that the pages are not fit to print and were written beside the last good output.
    """

    edition: Edition
    folder: Path
    pages: tuple[BuiltPage, ...]
    findings: tuple[Finding, ...]
    proof: bool
    taken_off: TakenOff = NOTHING

    @property
    def outcome(self) -> Outcome:
        """What there is to tell of the build."""
        copyfit = replace(
            copyfit_of((page.copyfit for page in self.pages), stories_left_over(self.edition, self.taken_off)),
            held_over=held_over_records(self.edition, self.taken_off),
            shortened=shortened_records(self.edition, self.taken_off),
        )
        names = tuple(page.page.id for page in self.pages)
        return Outcome(self.folder, len(names), self.findings, copyfit, self.proof, self.edition.language, names)


@dataclass(frozen=True, slots=True)
class Means:
    """What a build works with: ``jobs`` processes at once (0: one a core), or a cluster's ``scheduler``; its cache.

    ``cache`` None keeps and takes nothing; the same pages come out in any case. ``workers`` are those that several
    builds share (see `for_several`), ``kept`` where this process keeps what they made, if the workers have no cache.
    """

    jobs: int = 1
    scheduler: str = ""
    cache: Path | None = None
    workers: Executor | None = None
    kept: Path | None = None

    def hired(self) -> AbstractContextManager[Executor]:
        """Return who makes pages while a ``with`` block runs; those of several builds go on after it."""
        if self.workers is not None:
            return nullcontext(self.workers)
        return executor(self.jobs, self.scheduler, preload="layout.build.page")


ALONE = Means()
"""This process alone, without a cache."""


@contextmanager
def for_several(means: Means) -> Iterator[Means]:
    """Give the means of several builds, one after the other, with the same workers.

    Where nothing is to be kept they have a cache of their own while the block runs: what zones have in common is made
    once, and still nothing comes from an earlier run. A cluster's other machines could not clear theirs up, so there
    results are kept by this process alone.
    """
    with TemporaryDirectory(prefix="banmian-") as place, means.hired() as workers:
        own = None if means.cache else Path(place)
        yield replace(means, cache=means.cache or (None if means.scheduler else own), kept=own, workers=workers)


def build(
    project: Project,
    folder: Path,
    *,
    pages: Sequence[str] = (),
    pdfx: PdfX | None = None,
    force: bool = False,
    few_moves: bool = False,
    means: Means = ALONE,
    progress: Progress = _silent,
    shown: Show | None = None,
    told: Told = _silent,
) -> BuildResult:
    """Build an edition, or only some of its pages, and put the result into the output folder.

    ``pdfx`` is the standard to write; the press condition's own if not given. ``force`` puts even pages that are not
    fit to print into the output folder: someone has looked at the findings and takes them. ``few_moves`` keeps the
    pages as near as can be to those of the last output; without it the pages depend on the edition alone. ``means``
    changes how long it takes and nothing else. ``shown`` is given every page as soon as its PDF is finished, before it
    is checked and written; the pages are then made in this process. ``told`` is given what there is to say before
    anything is planned: it is among the result's findings too.

    A page that cannot be planned or made is left out and told; the others are made, as proofs. Raises ContentError with
    all findings if the edition cannot be used; TemplateError, EnvironmentError_ and OutputError as the stages do. Copy
    that does not fit is no exception: the result says so and is a proof.
    """
    report = Report()
    edition = load(project, folder, report)
    check_known(edition, pages)
    target = project.output(folder)
    return build_edition(
        project,
        edition,
        target,
        report,
        pages=pages,
        pdfx=pdfx,
        force=force,
        previous=read_plans(target) if few_moves else None,
        means=means,
        progress=progress,
        shown=shown,
        told=told,
    )


def build_edition(
    project: Project,
    edition: Edition,
    target: Path,
    report: Report,
    *,
    pages: Sequence[str] = (),
    pdfx: PdfX | None = None,
    force: bool = False,
    previous: Mapping[str, PagePlan] | None = None,
    means: Means = ALONE,
    progress: Progress = _silent,
    shown: Show | None = None,
    told: Told = _silent,
) -> BuildResult:
    """Build an edition that was read, into a folder; ``report`` has what was said of it so far. See `build`.

    ``pages`` are of the edition (see `check_known`); ``previous`` are plans, page by page, that the pages stay near.
    """
    setup = Setup(project.root, edition.press, pdfx, fingerprint(project), means.cache)
    pages = both_pages(pages, edition.pages)
    with (
        claimed(target) as claim,
        means.hired() as workers,
        spooled(claim) as spool,
        edition.provenance.telling(),
    ):
        foreman = Foreman(setup, workers, means.kept)
        foreman.workshop.press(edition)
        progress(say("checking"))
        written, before, now = edition, versions_before(target, report), clock.now()
        edition, drawn = _look_ahead(foreman, edition, pages, report, told)
        plan = foreman.plan(edition, pages, previous, lambda page: progress(say("planned {page}", page=page)))
        edition = plan.edition
        report.extend(edition.provenance.told(plan.findings))
        made, printed = [], set[str]()
        versions = {each.page.id: before.of(each.page.id) for each in plan.pages}
        pages_made = foreman.make(edition, plan.pages, _with_files(shown, edition), drawn, versions, now)
        for number, page in enumerate(pages_made, start=1):
            progress(say("made page {page}, {done} of {all}", page=page.page.id, done=number, all=len(plan.pages)))
            report.extend(edition.provenance.told(page.findings))
            if isinstance(page, MadePage):
                with told_as_output_error(target, spool):
                    made.append(_spooled(page, spool, edition))
                printed.update(page.printed)
        _require_made(made, report)
        if len(made) == len(edition.pages):
            report.extend(edition.provenance.told(not_printed(edition, printed)))
        for each in made:
            report.extend(one.finding for one in each.checked.found)
        report = Report(joined(report.findings, places_of(edition, (each.layout for each in made))))
        record = built_versions(project, written, made)
        report_signs(written, (each.signed_as(record) for each in made), report)
        preflight = Preflight(tuple(each.checked for each in made), foreman.workshop.press(edition).title)
        proof = bool(report.errors) and not force
        if proof:
            target = Beside.PROOF.of(target)
        progress(say("writing"))
        with Staging(target, keep=bool(pages), claim=claim) as staging:
            write_output(staging, edition, made, preflight, report, foreman, spool, plan.taken_off)
            kept = before.proof if proof else before.output
            write_versions(
                staging, edition, merged(kept, record, (page.id for page in edition.pages)), before, foreman, now
            )
        foreman.cache.clear_up()
    done = tuple(replace(each, path=target / "pages" / each.path.name) for each in made)
    return BuildResult(edition, target, done, report.findings, proof, plan.taken_off)


def _look_ahead(
    foreman: Foreman, edition: Edition, pages: Sequence[str], report: Report, told: Told
) -> tuple[Edition, Mapping[str, AdDrawing]]:
    """Report and tell what the files tell by themselves; return the edition that can be planned, and its ads drawn.

    Raises ContentError if that leaves none of the pages that are wanted.
    """
    foreseen, drawn = foreman.foresee(edition, pages)
    report.extend(edition.provenance.told(foreseen.findings))
    _require_pages(foreseen.edition, pages, report)
    told(report.findings)
    return foreseen.edition, drawn


def _require_pages(edition: Edition, pages: Sequence[str], report: Report) -> None:
    """Raise ContentError with what is wrong if none of the pages that are wanted can be planned."""
    if not any(page.id in pages or not pages for page in edition.pages):
        raise ContentError(listing(report.findings), say("mend what is listed above and build again"), report.findings)


def _require_made(made: Sequence[BuiltPage], report: Report) -> None:
    """Raise ContentError with what is wrong if no page could be made."""
    if not made:
        raise ContentError(listing(report.errors), say("mend what is listed above and build again"), report.errors)


def _with_files(shown: Show | None, edition: Edition) -> Show | None:
    """Return what shows a page with the files of its stories, which the job that made it does not know."""
    if shown is None:
        return None
    show = shown
    return lambda page: show(replace(page, copyfit=with_files(page.copyfit, edition)))


def _spooled(made: MadePage, spool: Path, edition: Edition) -> BuiltPage:
    """Put a page's files aside until all are made, when it is known where they belong."""
    name = made.page.id
    for ending, data in ((".pdf", made.pdf), (".png", made.image), ("-thumbnail.png", made.thumbnail)):
        (spool / f"{name}{ending}").write_bytes(data)
    return BuiltPage(
        made.page,
        made.plan,
        spool / f"{name}.pdf",
        made.layout,
        with_files(made.copyfit, edition),
        owned_by(made.checked, edition, made.page, made.layout),
        made.version,
        hashlib.sha256(made.pdf).hexdigest(),
    )


def owned_by(checked: PageReport, edition: Edition, page: Page, record: PageRecord | None) -> PageReport:
    """Return what preflight found on a page at the lines of what it is about, with stories by their headlines."""

    def told(finding: Finding) -> Finding:
        return edition.provenance.tell(owned(finding, edition, page, record) if record else finding)

    return replace(checked, outcomes=tuple(replace(one, finding=told(one.finding)) for one in checked.outcomes))


def places_of(edition: Edition, pages: Iterable[PageRecord]) -> Places:
    """Return where the stories and ads of an edition stand, as far as the pages' records say."""
    there = {page.id: page.id for page in edition.pages} | dict(edition.page_of)
    there |= {name: page.id for page in edition.pages for name in page.ads}
    return Places(there, {ad.id: Rect.of_mm(ad.rect) for page in pages for ad in page.ads})


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with the files and the plans of an edition that was built, and the preflight of its pages."""

    findings: tuple[Finding, ...]
    preflight: Preflight
    language: str = ""

    @property
    def printable(self) -> bool:
        """Whether the pages may be printed."""
        return self.preflight.printable and all(one.severity is not Severity.ERROR for one in self.findings)


def check(
    project: Project,
    folder: Path,
    *,
    pdfx: PdfX | None = None,
    means: Means = ALONE,
    told: Told = _silent,
) -> Checked:
    """Hold an edition, and what was last built of it, against its templates, the taboos of the page and the press.

    ``told`` is given what the files tell by themselves, the same as a build's: it is among the result's findings too.
    Raises PageError if a page was not built yet, ContentError if the edition cannot be used.
    """
    report = Report()
    edition = load(project, folder, report)
    setup = Setup(project.root, edition.press, pdfx, fingerprint(project), means.cache)
    with executor(means.jobs, means.scheduler) as workers, edition.provenance.telling():
        foreman = Foreman(setup, workers)
        edition, _ = _look_ahead(foreman, edition, (), report, told)
        shared = foreman.shared_out(edition)
    plans = lint_plans(project, shared, foreman.workshop)
    checked = check_output(project, edition, pdfx)
    report_built_signs(project, edition, report)
    records = read_built(LayoutRecord, project.output(edition.folder), edition.folder).pages
    found = [one.finding for page in checked.pages for one in page.found]
    kept = joined((*report.findings, *plans, *found), places_of(edition, records))
    codes = {(finding.code, finding.page, finding.message) for finding in kept}

    def stays(finding: Finding) -> bool:
        return (finding.code, finding.page, finding.message) in codes

    pages = (
        replace(page, outcomes=tuple(one for one in page.outcomes if one not in page.found or stays(one.finding)))
        for page in checked.pages
    )
    findings = tuple(finding for finding in kept if finding.code.stage is not Stage.PREFLIGHT)
    return Checked(findings, replace(checked, pages=tuple(pages)), edition.language)


def check_output(project: Project, edition: Edition, pdfx: PdfX | None = None) -> Preflight:
    """Check the pages that were last built of an edition. Raises PageError if there are none."""
    press = open_press(project, edition, pdfx)
    target = project.output(edition.folder)
    files = [(page.id, target / "pages" / f"{page.id}.pdf") for page in edition.pages]
    require_built(project, edition, [name for name, file in files if not file.is_file()])
    layout = {page.id: page for page in read_built(LayoutRecord, target, edition.folder).pages}
    fits = {page.id: page.stories for page in read_built(ReportRecord, target, edition.folder).pages}
    profiles = {page.id: profile_of(page_press(edition, page, press)) for page in edition.pages}
    return Preflight(
        tuple(
            owned_by(
                preflight_page(file.read_bytes(), profiles[name], layout.get(name), fits.get(name), page=name),
                edition,
                edition.page(name),
                layout.get(name),
            )
            for name, file in files
        ),
        press.title,
    )


def require_built(project: Project, edition: Edition, missing: Sequence[str]) -> None:
    """Raise PageError if pages are missing."""
    proof = Beside.PROOF.of(project.output(edition.folder))
    if missing and all((proof / "pages" / f"{page}.pdf").is_file() for page in missing):
        said = say("only proofs were built of {missing}, in {folder}", missing=listed(missing), folder=shown(proof))
        raise PageError(said, say("mend what was told of them, and build again"))
    if missing:
        hint = say("build it first: {command}", command=build_command(edition.folder))
        raise PageError(say("not built yet: {missing}", missing=listed(missing)), hint)


def workshop_for(project: Project, edition: Edition, means: Means) -> Workshop:
    """Return the workshop of an edition: its templates opened once, its cache as the means say."""
    return workshop(Setup(project.root, edition.press, None, fingerprint(project), means.cache))


def shared_out(project: Project, edition: Edition, means: Means = ALONE) -> Edition:
    """Return an edition as it is planned: every story on a page, those that jump as two parts.

    What its pages cannot have is not in it. Raises as `build`, and ContentError if a page of it cannot be planned.
    """
    from layout.build.foreseen import foresee

    setup = Setup(project.root, edition.press, None, fingerprint(project), means.cache)
    with executor(means.jobs, means.scheduler) as workers, edition.provenance.telling():
        foreman = Foreman(setup, workers)
        kits, press = foreman.workshop.kits(edition), foreman.workshop.press(edition)
        foreseen = foresee(edition, kits, project.assets, press)
        if len(foreseen.edition.pages) < len(edition.pages):
            raise ContentError(listing(edition.provenance.told(foreseen.findings)))
        return foreman.shared_out(foreseen.edition)


def lint_plans(project: Project, edition: Edition, shop: Workshop) -> tuple[Finding, ...]:
    """Hold the plans of the last build against an edition that is shared out, and the taboos; page by page.

    Raises PageError if a page was not planned yet.
    """
    from layout.plan.page import lint_page

    kits, plans = shop.kits(edition), read_plans(project.output(edition.folder))
    require_built(project, edition, [page.id for page in edition.pages if page.id not in plans])
    with edition.provenance.telling():
        return edition.provenance.told(
            finding
            for page in edition.pages
            for finding in lint_page(edition, page, kits[page.template], plans[page.id])
        )


def press_of(project: Project, folder: Path) -> PressCondition:
    """Return the press condition of an edition. Raises ContentError or PressError."""
    return open_press(project, load(project, folder, Report()), None)


def plan_folder(
    project: Project,
    folder: Path,
    *,
    pages: Sequence[str] = (),
    few_moves: bool = False,
    means: Means = ALONE,
    progress: Progress = _silent,
) -> EditionPlan:
    """Plan pages of an edition without building them. Raises as `build` does."""
    from layout.build.foreseen import foresee
    from layout.plan.edition import plan_edition

    edition = load(project, folder, Report())
    check_known(edition, pages)
    pages = both_pages(pages, edition.pages)
    kits = workshop_for(project, edition, means).kits(edition)
    previous = read_plans(project.output(folder)) if few_moves else None
    with edition.provenance.telling():
        foreseen = foresee(edition, kits, project.assets, open_press(project, edition, None))
        edition, told = foreseen.edition, edition.provenance.told
        _require_pages(edition, pages, Report(told(foreseen.findings)))
        each = _counted(progress, len(pages or edition.pages))
        plan = plan_edition(edition, kits, pages, previous=previous, progress=each)
    planned = tuple(replace(each, findings=told(each.findings)) for each in plan.pages)
    return replace(plan, pages=planned, findings=told((*foreseen.findings, *plan.findings)))


def _counted(progress: Progress, every: int) -> Progress:
    """Return what tells of a page when it is planned first, and how many are by then."""
    seen: dict[str, None] = {}

    def tell(page: str) -> None:
        if page not in seen and len(seen) < every:
            seen[page] = None
            progress(say("planned {page}, {done} of {all}", page=page, done=len(seen), all=every))

    return tell


def write_output(
    staging: Staging,
    edition: Edition,
    made: Sequence[BuiltPage],
    preflight: Preflight,
    report: Report,
    foreman: Foreman,
    spool: Path,
    taken_off: TakenOff,
) -> None:
    """Write PDFs, previews, layout.json and the reports; of pages not built now, what the last build left stays."""
    name = edition.date.isoformat()
    title = f"{edition.paper.name} {name}"
    # It is of the pages as they were, and is made anew only when somebody asks for it.
    (staging.folder / f"{edition.folder.resolve().name}{READING}").unlink(missing_ok=True)
    for built in made:
        page = built.page.id
        shutil.move(spool / f"{page}.pdf", staging.path(f"pages/{page}.pdf"))
        shutil.move(spool / f"{page}.png", staging.path(f"preview/{page}.png"))
        shutil.move(spool / f"{page}-thumbnail.png", staging.path(f"preview/{page}-thumbnail.png"))
    _write_facing(staging, made)
    names = [page.id for page in edition.pages]
    if all((staging.folder / "pages" / f"{page}.pdf").is_file() for page in names):
        _write_sheet(staging, edition, names, foreman)
    layout = LayoutRecord(name, tuple(built.layout for built in made))
    plans = PlanRecord(name, tuple(plan_record(built.plan) for built in made))
    told = report_record(edition, [built.copyfit for built in made], preflight, report, taken_off)
    _write_record(staging, layout, edition)
    _write_record(staging, plans, edition)
    _write_record(staging, told, edition)
    spoken = telling(edition.language)
    signed = {one.subject: one.message for one in report.findings if one.code is Code.SIGNED_CHANGED}
    language = edition.language
    html = report_html(preflight, title=title, language=language, spoken=spoken, taken_off=taken_off, signed=signed)
    staging.write("report.html", html.encode("utf-8"))


def _write_facing(staging: Staging, made: Sequence[BuiltPage]) -> None:
    """Write of every spread a picture of its two pages as they lie side by side."""
    from layout.build.preview import facing_png

    built = {each.page.id for each in made}
    for page in (each.page for each in made):
        if page.spread and not page.is_half and page.spread in built:
            pair = (page.id, page.spread)
            files = [staging.folder / "preview" / f"{name}.png" for name in pair]
            staging.write(f"preview/{'-'.join(pair)}.png", facing_png(files, PREVIEW_DPI))


def _write_sheet(staging: Staging, edition: Edition, names: Sequence[str], foreman: Foreman) -> None:
    """Write the contact sheet of all pages."""
    images = [staging.folder / "preview" / f"{name}-thumbnail.png" for name in names]

    def sheet() -> bytes:
        return sheet_png(
            zip(names, images, strict=True), foreman.workshop.kit(edition.pages[0].template, edition.language)
        )

    store = foreman.workshop.store
    board = store.remember("contact-sheet", lambda: (names, [file_digest(path) for path in images]), sheet)
    staging.write("preview/contact-sheet.png", board)


def sheet_png(pages: Iterable[tuple[str, Path]], kit: TemplateKit) -> bytes:
    """Return the contact sheet of pages (number and thumbnail) as a PNG, labelled in a face of the template."""
    from layout.build.preview import contact_sheet, png_bytes

    face = kit.fonts[kit.design.ads.text]
    return png_bytes(contact_sheet(pages, face.path, font_index=face.index))


def edition_sheet(project: Project, folder: Path, output: Path) -> bytes | None:
    """Return the contact sheet of the pages in an output folder as a PNG, None while a page is missing."""
    edition = load(project, folder, Report())
    files = [(page.id, output / "preview" / f"{page.id}-thumbnail.png") for page in edition.pages]
    if not all(file.is_file() for _, file in files):
        return None
    return sheet_png(files, open_template(project, edition.pages[0].template, edition.language))


R = TypeVar("R", LayoutRecord, PlanRecord, ReportRecord)


def _write_record(staging: Staging, record: R, edition: Edition) -> None:
    """Write a record of the pages built now, with what the last output says of the others, in the edition's order."""
    if (staging.folder / record.FILE).is_file():
        last: R = read_built(type(record), staging.folder, edition.folder)
        pages = {page.id: page for page in (*last.pages, *record.pages)}
        record = replace(record, pages=tuple(pages[page.id] for page in edition.pages if page.id in pages))
    staging.write_json(record.FILE, to_data(record))
