"""The work of a build in pieces that any process can do: to draw an ad, to plan one page, to make one page.

A job holds everything its result depends on, files apart, and says so in its key; what is kept in the cache under that
key is the result. A page is made from a view of the edition (see layout.plan.view), never from all of it. The edition's
folder, where files are read, is told beside: it is in no key and no result, and what is found on a page names stories
and ads, not files and lines (see layout.edition.provenance). So a page that two editions have is made once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError, EnvironmentError_
from layout.base.guests import let_in
from layout.base.messages import say
from layout.build.drawn import ad_parts
from layout.build.executors import Executor
from layout.build.fingerprint import fingerprint
from layout.design.press import PdfX
from layout.edition.ads import Ad
from layout.edition.inputs import edition_files
from layout.edition.model import Edition, Page
from layout.edition.provenance import NOWHERE, Provenance
from layout.edition.zones import with_zones
from layout.files.cache import NO_CACHE, Cache, Store, key_of
from layout.files.project import Project
from layout.plan.view import page_view, undated

if TYPE_CHECKING:
    from PIL import Image

    # What makes pages takes a second to import. Where nothing has changed, nothing is made and nothing imported.
    from layout.ads.draw import AdDrawing
    from layout.build.foreseen import Foreseen
    from layout.build.records import PageCopyfit
    from layout.build.versions import PageVersion
    from layout.compose.kit import TemplateKit
    from layout.design.press import PressCondition
    from layout.plan.closer import PlanTask
    from layout.plan.heldover import TakenOff
    from layout.plan.page import Planned
    from layout.plan.solver.grid import PagePlan
    from layout.plan.versions import StatedVersions
    from layout.preflight import PageReport
    from layout.scene.record import PageRecord


@dataclass(frozen=True, slots=True)
class Setup:
    """What all jobs of a build have in common.

    ``made_with`` is the fingerprint of the program and of the project's templates and assets, ``cache`` the cache's
    folder, None for none. ``press`` names the press condition, ``pdfx`` another standard than the condition's own.
    """

    root: Path
    press: str
    pdfx: PdfX | None
    made_with: str
    cache: Path | None


@dataclass(frozen=True, slots=True)
class PlanJob:
    """A page to be planned; ``edition`` is the page's view, ``folder`` where its pictures are."""

    setup: Setup
    folder: Path
    edition: Edition
    page: Page
    fillers: tuple[str, ...]
    previous: PagePlan | None
    legal_only: bool = False
    patient: bool = False
    versions: StatedVersions = ()

    def key(self) -> str:
        """Return the digest of everything the plan depends on."""
        what = (self.edition, self.page, self.fillers, self.previous, self.legal_only, self.patient, self.versions)
        return key_of("plan", self.setup.made_with, *what, edition_files(self.edition, self.folder))

    def done(self) -> Planned:
        """Plan the page."""
        from layout.plan.page import plan_page

        kit = workshop(self.setup).kit(self.page.template, self.edition.language)
        edition = self.edition.placed(Provenance(self.folder))
        asked = (edition, self.page, kit, self.fillers, self.previous)
        versions = dict(self.versions)
        return plan_page(*asked, legal_only=self.legal_only, patient=self.patient, versions=versions)


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """What is kept of a page's plan: the page as it came out, its plan, what there is to say. Not how it was found.

    ``asked`` is what its editor is to cut or to add, in characters (see `layout.plan.page.Planned`).
    """

    page: Page
    plan: PagePlan
    findings: tuple[Finding, ...]
    asked: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedEdition:
    """An edition as it is printed, the plans of the pages asked for, what there is to say, and what gave way."""

    edition: Edition
    pages: tuple[PlannedPage, ...]
    findings: tuple[Finding, ...]
    taken_off: TakenOff


@dataclass(frozen=True, slots=True)
class PageJob:
    """A planned page to be made; ``edition`` is the page's view, ``folder`` where its pictures and ads' files are."""

    setup: Setup
    folder: Path
    edition: Edition
    planned: PlannedPage
    ads: Mapping[str, AdDrawing] = field(default_factory=dict)
    """Those of its ads that are drawn already. They follow from the edition, so they are in no key."""
    before: tuple[PageVersion, ...] = ()
    """The versions there are of it: see `layout.build.versions.Before`."""
    now: str = ""
    """When the build began: the time of a version that is new. It is in no key, for it makes no page another one."""
    half: Page | None = None
    """Which page of a spread is to be made, if that was planned."""

    def key(self) -> str:
        """Return the digest of everything the page depends on."""
        planned, setup, half = self.planned, self.setup, (self.half,) if self.half else ()
        what = (
            planned.page,
            planned.plan,
            planned.findings,
            planned.asked,
            setup.press,
            setup.pdfx,
            self.before,
            *half,
        )
        return key_of("page", setup.made_with, self.edition, *what, edition_files(self.edition, self.folder))

    def done(self, shown: Show | None = None) -> MadePage | UnmadePage:
        """Make the page: set, render and finish it, hold it against the press condition, draw its previews.

        ``shown`` is given the page as soon as it is finished.
        """
        try:
            return self._made(shown)
        except ContentError as error:
            page = self.half or self.planned.page
            said = Finding(Code.PAGE_NOT_MADE, Severity.ERROR, error.message, page.ref, error.hint, page.id)
            return UnmadePage(page, (*(() if page.is_half else self.planned.findings), said))

    def _made(self, shown: Show | None) -> MadePage:
        from layout.build.furniture import dress_page
        from layout.build.page import draw_version, set_page
        from layout.build.pageinks import page_press
        from layout.build.preview import page_image, png_bytes, thumbnail
        from layout.build.records import PageCopyfit, ink_record
        from layout.build.versions import version_of
        from layout.pdf.ink import page_ink
        from layout.pdf.pdfium import OpenPage
        from layout.plan.page import Planned
        from layout.preflight import preflight_page, profile_of
        from layout.render.trace import page_record

        shop, page = workshop(self.setup), self.planned.page
        settle("a page is made")
        edition = self.edition.placed(Provenance(self.folder))
        press = page_press(edition, page, shop.press(edition))
        planned = Planned(page, self.planned.plan, None, self.planned.findings, asked=self.planned.asked)
        kit = shop.kit(page.template, edition.language)
        made = set_page(edition, planned, kit, press, self.ads, self.half)
        page = made.page
        dressed = dress_page(made.model, kit.single)
        seen = Report()
        drawn_of = (shop.project, edition, made, kit, press, dressed.html, seen)
        pdf, version = draw_version(
            *drawn_of, lambda content: version_of(page.id, content, self.before, edition.date, self.now)
        )
        layout, fits = page_record(made.model), tuple(composed.fit for composed in made.stories)
        # Opened once, for its preview and its check: PDFium takes longer to read a page than to look at it.
        with OpenPage(pdf) as look:
            image = page_image(pdf, PREVIEW_DPI) if press.printed[1:] else look.image(PREVIEW_DPI)
            if shown:
                shown(FinishedPage(page.id, pdf, layout, PageCopyfit(page.id, fits), image))
            previews = png_bytes(image, PREVIEW_DPI), png_bytes(thumbnail(image))
            del image  # 16 MB that the check would have beside its own
            checked = preflight_page(pdf, profile_of(press), layout, fits, page=page.id, look=look)
        return MadePage(
            page,
            made.plan,
            pdf,
            *previews,
            layout,
            PageCopyfit(page.id, fits, ink_record(page_ink(pdf))),
            checked,
            (*made.findings, *dressed.findings, *seen.findings),
            dressed.printed,
            version,
        )


PREVIEW_DPI = 150


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page's PDF as the press gets it, not checked yet; what stands on it and how its copy fits.

    ``image`` is its trim at PREVIEW_DPI, if it was drawn just now.
    """

    id: str
    pdf: bytes
    layout: PageRecord
    copyfit: PageCopyfit
    image: Image.Image | None = None


Show = Callable[[FinishedPage], None]


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page made: its PDF, its previews as PNG, what stands on it and how its copy fits.

    ``checked`` is its preflight, ``findings`` what else there is to say about it, ``printed`` the keys of the edition
    and its paper that its template prints, ``version`` the one it is.
    """

    page: Page
    plan: PagePlan
    pdf: bytes
    image: bytes
    thumbnail: bytes
    layout: PageRecord
    copyfit: PageCopyfit
    checked: PageReport
    findings: tuple[Finding, ...]
    printed: tuple[str, ...]
    version: PageVersion


@dataclass(frozen=True, slots=True)
class _SameAs:
    """Stands in the cache for what is kept under another key."""

    key: str


@dataclass(frozen=True, slots=True)
class UnmadePage:
    """A page that could not be made, for the last of its findings."""

    page: Page
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class AdJob:
    """An ad to be drawn as it was sold on pages of a template; ``folder`` is where its files are."""

    setup: Setup
    folder: Path
    ad: Ad
    template: str
    edition: Edition
    """The edition without pages, stories and ads: its language and its press."""
    ink: tuple[str, ...] = ()
    """The inks of the page that it stands on."""

    def key(self) -> str:
        """Return the digest of everything the drawing depends on, the one a page keeps it under."""
        press = workshop(self.setup).press(self.edition).for_inks(self.ink)
        return key_of("ad", self.setup.made_with, *ad_parts(*self._what(), press, self.folder))

    def done(self) -> AdDrawing:
        """Draw the ad."""
        from layout.build.page import draw_sold

        shop = workshop(self.setup)
        ad, template, language = self._what()
        press = shop.press(self.edition).for_inks(self.ink)
        return draw_sold(ad, language, shop.kit(template, language), press, self.folder)

    def _what(self) -> tuple[Ad, str, str]:
        return self.ad, self.template, self.edition.language


Job = PlanJob | PageJob | AdJob


def do(job: Job, shown: Show | None = None) -> Any:
    """Do a job. Raises EnvironmentError_ in a process that would do it in another way than the one that asked."""
    if fingerprint(Project(job.setup.root)) != job.setup.made_with:
        raise EnvironmentError_(
            say("this worker has another version of the program, of its libraries, fonts, templates or assets"),
            say(
                "set all workers up alike, or build without --scheduler; if somebody changed them just now, build again"
            ),
        )
    let_in()
    return job.done(shown) if isinstance(job, PageJob) else job.done()


class Workshop:
    """What one process keeps open from job to job: templates, fonts, the press condition, the cache."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.project = Project(setup.root)
        self.store = Store(Cache(setup.cache) if setup.cache else NO_CACHE, setup.made_with)
        self._kits: dict[tuple[str, str], TemplateKit] = {}
        self._presses: dict[str, PressCondition] = {}

    def kit(self, template: str, language: str) -> TemplateKit:
        """Return a template opened, as it is for editions in a language."""
        from layout.build.inputs import open_template

        if (key := (template, language)) not in self._kits:
            self._kits[key] = replace(open_template(self.project, template, language), store=self.store)
        return self._kits[key]

    def kits(self, edition: Edition) -> Mapping[str, TemplateKit]:
        """Return the templates of an edition's pages by name; each is opened when it is asked for."""
        return _Kits(self, [page.template for page in edition.pages], edition.language)

    def press(self, edition: Edition) -> PressCondition:
        """Return the press condition of the build."""
        from layout.build.inputs import open_press

        if edition.press not in self._presses:
            self._presses[edition.press] = open_press(self.project, edition, self.setup.pdfx)
        return self._presses[edition.press]


class _Kits(Mapping[str, "TemplateKit"]):
    def __init__(self, workshop: Workshop, names: Iterable[str], language: str) -> None:
        self._workshop, self._names, self._language = workshop, dict.fromkeys(names), language

    def __getitem__(self, name: str) -> TemplateKit:
        return self._workshop.kit(name, self._language)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def settle(_: str) -> None:
    """Leave what there is by now out of the garbage collector's rounds; once in a process for each occasion.

    Modules stay, and so do the edition and its stories in all their shapes while pages are made. To look through half a
    million objects time and again takes a tenth of a second a page.
    """
    gc.freeze()


@lru_cache(maxsize=2)
def workshop(setup: Setup) -> Workshop:
    """Return the workshop of a set-up; a process keeps it open from build to build."""
    settle("an edition was read")
    return Workshop(setup)


class Foreman:
    """Has jobs done: what is in the cache is taken from there, the rest goes to the executor."""

    def __init__(self, setup: Setup, executor: Executor, kept: Path | None = None) -> None:
        """Take jobs in; ``kept`` is a cache for their results where those who do them have none."""
        self.setup = setup
        self._executor = executor
        self.workshop = workshop(replace(setup, cache=setup.cache or kept))
        self.cache = self.workshop.store.cache

    def plan(
        self,
        edition: Edition,
        pages: Sequence[str],
        previous: Mapping[str, PagePlan] | None,
        progress: Callable[[str], None],
    ) -> PlannedEdition:
        """Plan the pages of an edition that are named, or all: see `layout.plan.edition.plan_edition`."""

        stated = undated(edition)

        def work() -> PlannedEdition:
            from layout.build.impossible import without_page
            from layout.plan.edition import plan_edition
            from layout.plan.page import UnplannedError

            kits, left, failed = self.workshop.kits(edition), stated, []
            while True:
                try:
                    plan = plan_edition(left, kits, previous=previous, progress=progress, planner=self._planned)
                    break
                except UnplannedError as error:
                    page = left.page(error.page)
                    told = (error.said, page.ref, error.hint, page.id)
                    failed.append(Finding(Code.PAGE_NOT_PLANNED, Severity.ERROR, *told))
                    left = without_page(left, page.id)
                    if not left.pages:
                        raise
            kept = tuple(PlannedPage(each.page, each.plan, each.findings, each.asked) for each in plan.pages)
            return PlannedEdition(plan.edition.placed(NOWHERE), kept, (*failed, *plan.findings), plan.taken_off)

        def parts() -> tuple[object, ...]:
            return stated, previous, edition_files(edition, edition.folder)

        made = self.workshop.store.remember("plans", parts, work)
        printed = _dated(edition, made.edition)
        wanted = tuple(
            replace(each, page=each.page.model_copy(update={"zone": printed.page(each.page.id).zone}))
            for each in made.pages
            if not pages or each.page.id in pages
        )
        return replace(made, edition=printed, pages=wanted)

    def shared_out(self, edition: Edition) -> Edition:
        """Return the edition with every story on a page and what gives way: see `layout.plan.edition.share_out`."""
        stated = undated(edition)

        def work() -> Edition:
            from layout.plan.edition import share_out

            return share_out(stated, self.workshop.kits(edition), self._planned).edition.placed(NOWHERE)

        def parts() -> tuple[object, ...]:
            return stated, edition_files(edition, edition.folder)

        return _dated(edition, self.workshop.store.remember("shared", parts, work))

    def _planned(self, tasks: Iterable[PlanTask]) -> Iterator[Planned]:
        jobs = []
        for task in tasks:
            view = undated(page_view(task.edition, task.page, task.fillers))
            asked = (task.page, task.fillers, task.previous, task.legal_only, task.patient, task.versions)
            jobs.append(PlanJob(self.setup, _folder(task.edition), view, *asked))
        return self._done(jobs)

    def foresee(self, edition: Edition, pages: Sequence[str] = ()) -> tuple[Foreseen, Mapping[str, AdDrawing]]:
        """Find what is wrong with an edition before it is planned, and draw the ads of the pages named, or of all.

        See `layout.build.foreseen.foresee`, which raises. What is wrong with ads is found by drawing them.
        """

        def work() -> Foreseen:
            from layout.build.foreseen import foresee

            press = self.workshop.press(edition)
            made = foresee(edition, self.workshop.kits(edition), self.workshop.project.assets, press)
            return replace(made, edition=made.edition.placed(NOWHERE))

        def parts() -> tuple[object, ...]:
            return edition, self.setup.pdfx, edition_files(edition, edition.folder)

        made = self.workshop.store.remember("foreseen", parts, work)
        jobs = {job.ad.id: job for job in self._ad_jobs(edition, made.edition, pages)}
        here = len(pages or edition.pages) == 1
        drawn = dict(zip(jobs, self._done(jobs.values(), here=here), strict=True))
        found = [finding for drawing in drawn.values() for finding in drawing.findings]
        findings = tuple(dict.fromkeys((*made.findings, *found)))
        return replace(made, edition=made.edition.placed(edition.provenance), findings=findings), drawn

    def _ad_jobs(self, edition: Edition, possible: Edition, pages: Sequence[str]) -> Iterator[AdJob]:
        """Yield a job for every ad of the pages, those without room too, in the size that is possible."""
        bare = edition.model_copy(update={"pages": (), "stories": {}, "ads": {}, "provenance": NOWHERE})
        inks = {page.id: page.ink for page in possible.pages}
        for page in edition.pages:
            for name in page.ads if not pages or page.id in pages else ():
                folder, ink = _folder(edition), inks.get(page.id, ())
                yield AdJob(self.setup, folder, possible.ads[name], page.template, bare, ink)

    def make(
        self,
        edition: Edition,
        planned: Iterable[PlannedPage],
        shown: Show | None = None,
        drawn: Mapping[str, AdDrawing] = MappingProxyType({}),
        before: Mapping[str, tuple[PageVersion, ...]] = MappingProxyType({}),
        now: str = "",
    ) -> Iterator[MadePage | UnmadePage]:
        """Make planned pages, in their order; ``drawn`` are ads that are drawn already.

        ``before`` are the versions there are of each, ``now`` is the time that new ones get.

        With ``shown`` they are made in this process, and each is shown as soon as it is finished, before it is checked;
        one that was made before is shown whole.
        """
        folder, jobs = _folder(edition), []
        every = {each.page.id: each for each in planned}
        for each in every.values():
            half = each.page if each.page.spread else None
            whole = every[each.page.spread] if each.page.is_half and each.page.spread else each
            ads = {name: drawn[name] for name in whole.page.ads if name in drawn}
            view, versions = page_view(edition, whole.page), before.get(each.page.id, ())
            jobs.append(PageJob(self.setup, folder, view, whole, ads, versions, now, half))
        return self._done(jobs, shown)

    def _done(self, jobs: Iterable[Job], shown: Show | None = None, *, here: bool = False) -> Iterator[Any]:
        keyed = [(job, key, self.cache.has(key)) for job in jobs for key in (self._key(job),)]
        unknown = [job for job, _, known in keyed if not known]
        made = map(partial(do, shown=shown), unknown) if shown or here else self._executor.run(do, unknown)
        for job, key, known in keyed:
            if known and (kept := self._kept(key)) is not None:
                if shown and isinstance(kept, MadePage):
                    shown(FinishedPage(kept.page.id, kept.pdf, kept.layout, kept.copyfit))
                yield kept
                continue
            # An entry that turns out to be damaged is made anew, here.
            result = do(job, shown) if known else next(made)
            # A picture may have been changed while the page was made of it.
            if key and not isinstance(result, UnmadePage) and self._key(job) == key:
                self.cache.put(key, result)
                if isinstance(job, PageJob) and isinstance(result, MadePage):
                    self._keep_again(job, result.version, key)
            yield result

    def _kept(self, key: str) -> object | None:
        kept = self.cache.get(key)
        return self.cache.get(kept.key) if isinstance(kept, _SameAs) else kept

    def _keep_again(self, job: PageJob, made: PageVersion, key: str) -> None:
        """Have a page that is a new version found by builds that come after it, of an output or of a proof."""
        if made not in job.before:
            for before in {(made,), (*job.before[:1], made)}:
                self.cache.put(replace(job, before=before).key(), _SameAs(key))

    def _key(self, job: Job) -> str:
        return job.key() if self.cache.folder else ""


def _dated(edition: Edition, planned: Edition) -> Edition:
    """Return an edition with the pages and stories of what was planned of it."""
    pages = with_zones(planned.pages, edition, planned.stories)
    return edition.model_copy(update={"pages": pages, "stories": planned.stories})


def _folder(edition: Edition) -> Path:
    """Return where an edition's files are, for another process too, whose working folder may be another one."""
    return edition.folder.absolute()
