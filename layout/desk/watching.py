"""Keeping an edition built: what changed is found out, and the pages it stands on are built again.

The program stays in memory, and with it templates, fonts, set stories and drawn ads; a page that is built again is
made of what is new and of what is known.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from watchfiles import watch

from layout import (
    EDITION_FILE,
    FRONT,
    BuildResult,
    Edition,
    FindingRecord,
    FinishedPage,
    LayoutRecord,
    Means,
    PageCopyfit,
    PageRecord,
    PdfX,
    Project,
    ReportRecord,
    bases_of,
    build_edition,
    finding_record,
    read_built,
    read_edition,
    shared_out,
)
from layout.base.codes import Code, Severity, Stage
from layout.base.diagnostics import Finding, Report
from layout.base.errors import BanmianError, ContentError, OutputError, PageError
from layout.base.messages import listed, say, telling
from layout.desk.board import Board, PlacedFinding
from layout.desk.inputs import page_inputs

DEBOUNCE, STEP = 200, 20
"""Milliseconds: changes are gathered until none has come for STEP, at most for DEBOUNCE."""

Log = Callable[[str], None]


class Watcher:
    """Builds an edition's pages whenever what they are made of changes, and tells the board."""

    def __init__(
        self,
        project: Project,
        folder: Path,
        board: Board,
        *,
        pdfx: PdfX | None = None,
        log: Log = lambda _: None,
        signs: Callable[[], None] = lambda: None,
    ) -> None:
        """Watch nothing yet; ``signs`` is called when pages, or their sign-offs, may have changed."""
        self.project, self.folder, self.board, self.pdfx, self.log = project, folder, board, pdfx, log
        self._signs = signs
        self._means = Means(cache=project.cache)
        self._built: dict[str, str] = {}
        self._todo: dict[str, str] = {}
        self._look = threading.Event()
        self._look.set()
        self._all = threading.Event()
        self._stop = threading.Event()
        self._watching = threading.Thread(target=self._watch, name="watch", daemon=True)

    def look(self, *, everything: bool = False) -> None:
        """Have the files looked at again; with ``everything`` every page is built anew."""
        if everything:
            self._all.set()
        self._look.set()

    def stop(self) -> None:
        """End `run` after the page that is being built."""
        self._stop.set()
        self._look.set()

    def run(self) -> None:
        """Show the last build, then keep the pages up to date until `stop`. Errors are shown, none ends it."""
        self._show_last()
        self._watching.start()
        while not self._stop.is_set():
            if self._look.is_set() or not self._todo:
                self._look.wait()
                self._look.clear()
                if not self._stop.is_set():
                    self._take_stock()
            if self._todo and not self._stop.is_set():
                page = next(iter(self._todo))
                self._build(page, self._todo.pop(page))
        self.board.building("")

    def _watch(self) -> None:
        bases = bases_of(self.folder)
        places = (self.folder, *bases, *self.project.template_places, self.project.assets, *self.project.press_places)
        watched = [folder for folder in places if folder.is_dir()]
        if self.project.file.is_file():
            watched.append(self.project.file)
        for _ in watch(*watched, debounce=DEBOUNCE, step=STEP, stop_event=self._stop, raise_interrupt=False):
            self._look.set()

    def _take_stock(self) -> None:
        """Read the edition and note the pages that are not as their files are; those that changed last come first."""
        report = Report()
        try:
            edition = shared_out(self.project, read_edition(self.project, self.folder, report), self._means)
        except BanmianError as error:
            self._todo = {}
            self.board.problem(report.findings, error.message)
            self.log(error.message)
            self._signs()
            return
        if self._all.is_set():
            self._all.clear()
            self._built = {}
        self.board.edition(edition)
        marks = {page.id: page_inputs(self.project, edition, page) for page in edition.pages}
        due = {page: mark for page, mark in marks.items() if self._built.get(page) != mark}
        fresh = {page: mark for page, mark in due.items() if self._todo.get(page) != mark}
        # A front page is due with every headline of the others; the page that is being worked on comes first.
        fronts = {page.id for page in edition.pages if page.kind == FRONT}
        self._todo = dict(sorted(fresh.items(), key=lambda item: item[0] in fronts)) | due
        self.board.waiting(self._todo)
        self._signs()

    def _build(self, page: str, mark: str) -> None:
        self.board.building(page)
        began = time.monotonic()
        try:
            # Who corrects a line wants to find everything else where it was.
            result = build_edition(
                self.project,
                self.folder,
                pages=[page],
                pdfx=self.pdfx,
                few_moves=True,
                means=self._means,
                shown=self._finished,
            )
        except BanmianError as error:
            # What another build or a file saved meanwhile brought about is no fault of the page: it stays due.
            if isinstance(error, ContentError) and self._look.is_set():
                return
            if not isinstance(error, OutputError):
                self._built[page] = mark
            self.board.failed(page, error)
            self.log(say("{page}: {problem}", page=page, problem=error.message))
        except Exception as error:  # a fault of the program on one page must not end the desk
            self._built[page] = mark
            self.board.failed(
                page,
                BanmianError(
                    say("a fault of the program: {error}", error=repr(error)), say("see the terminal, and report it")
                ),
            )
            self.log(traceback.format_exc())
        else:
            self._built[page] = mark
            self.board.checked(page, _findings(result, page), fit=not result.proof, folder=result.folder.name)
            for finding in result.findings:
                if finding.severity is Severity.ERROR and not _is_placed(finding):
                    self.log(finding.line)
            seconds = time.monotonic() - began
            made = say("not fit to print") if result.proof else say("built")
            self.log(say("{page}: {made} ({seconds:.1f} s)", page=page, made=made, seconds=seconds))
            self._signs()
        finally:
            self.board.building("")

    def _finished(self, page: FinishedPage) -> None:
        self.board.made(page.id, page.pdf, page.layout, page.copyfit, page.image)

    def _show_last(self) -> None:
        """Put the pages of the last build on the board, so that there is something to see at once."""
        try:
            edition = read_edition(self.project, self.folder, Report())
        except BanmianError:
            return
        self.board.edition(edition)
        output = self.project.output(self.folder)
        layout: dict[str, PageRecord] = {}
        copyfit: dict[str, PageCopyfit] = {}
        # Of a file that is not as it should be nothing is shown; the pages are built again in a moment.
        with suppress(PageError):
            layout = {page.id: page for page in read_built(LayoutRecord, output, self.folder).pages}
        with suppress(PageError):
            copyfit = {page.id: page for page in read_built(ReportRecord, output, self.folder).pages}
        for page in _with_pdf(edition, output):
            pdf = (output / "pages" / f"{page}.pdf").read_bytes()
            try:
                self.board.made(page, pdf, layout.get(page), copyfit.get(page))
            except ValueError:
                continue  # a damaged PDF; the page is built again in a moment
        self.board.waiting(page.id for page in edition.pages)


def _with_pdf(edition: Edition, output: Path) -> list[str]:
    return [page.id for page in edition.pages if (output / "pages" / f"{page.id}.pdf").is_file()]


def _findings(result: BuildResult, page: str) -> list[PlacedFinding]:
    """Return what was found on a page: on its copy and plan, and by the preflight, there with its place on the page.

    What is about the whole edition is told on its first page.
    """
    made = result.edition.page(page)
    held = {one.story.id: one for one in result.taken_off.held_over if one.page == page}
    names = {page, *made.stories, *made.ads, *held}
    files = {result.edition.provenance.of(result.edition.stories[name].ref).file for name in made.stories}
    gone = {one.story.id: "\n".join(block.text for block in one.story.blocks) for one in held.values()}
    cut = {less.story.id: "\n".join(less.text) for less in result.taken_off.shortened}
    first = page == result.edition.pages[0].id
    language = telling(result.edition.language)
    texts = {Code.STORY_HELD_OVER: gone, Code.STORY_SHORTENED: cut}

    def record(finding: Finding) -> FindingRecord:
        """Return a finding with the text that is not printed."""
        text = texts.get(finding.code, {}).get(finding.subject, "")
        return finding_record(replace(finding, hint=listed((finding.hint, text), "\n")) if text else finding, language)

    def belongs(finding: Finding) -> bool:
        if _is_placed(finding):
            return finding.page == page
        own = finding.subject in names or finding.place.file in files
        return own or (first and not finding.subject and Path(finding.place.file).name == EDITION_FILE)

    return [
        PlacedFinding(
            record(replace(finding, page="") if _is_placed(finding) else finding),
            finding.rect.as_mm() if finding.rect else None,
        )
        for finding in result.findings
        if belongs(finding)
    ]


def _is_placed(finding: Finding) -> bool:
    """Tell a finding of the preflight, which report.json has with its place, from one on the copy or the plan."""
    return bool(finding.page) and finding.code.stage is Stage.PREFLIGHT
