"""The copyfit of an edition for people: the stories of its pages with their sums, of one build or as built last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from layout.base.errors import PageError
from layout.base.messages import Message, listed, say
from layout.build.records import HeldOverRecord, LeftOver, PageCopyfit, ReportRecord, ShortenedRecord, read_built
from layout.compose.copyfit import StoryFit
from layout.files.commands import build_command
from layout.files.project import Beside
from layout.files.text import shown


@dataclass(frozen=True, slots=True)
class Copyfit:
    """The pages of an edition that have stories, in their order. ``source`` is where it was read.

    ``left_over`` are the stories that stand on no page, but for those ``held_over``; ``shortened`` are printed with
    less in them.
    """

    pages: tuple[PageCopyfit, ...]
    source: str = ""
    left_over: tuple[LeftOver, ...] = ()
    held_over: tuple[HeldOverRecord, ...] = ()
    shortened: tuple[ShortenedRecord, ...] = ()

    def of(self, pages: Sequence[str]) -> Copyfit:
        """Return the stories of some pages, or everything if none is named. Raises PageError for one that has none."""
        built = {page.id for page in self.pages}
        if unknown := [page for page in pages if page not in built]:
            raise PageError(
                say("no story of page {unknown} was built", unknown=listed(unknown)),
                say("name a page of the edition, or build it"),
            )
        if not pages:
            return self
        return Copyfit(tuple(page for page in self.pages if page.id in pages), self.source)

    @property
    def stories(self) -> tuple[tuple[str, StoryFit], ...]:
        """The stories with the page each stands on; on a page in the edition's order."""
        return tuple((page.id, fit) for page in self.pages for fit in page.stories)

    @property
    def over(self) -> int:
        """Characters to cut, of all stories together."""
        return sum(fit.over_characters for _, fit in self.stories)

    @property
    def under(self) -> int:
        """Characters that would fill what is left empty, of all stories together."""
        return sum(fit.under_characters for _, fit in self.stories)

    @property
    def summary(self) -> Message:
        """The sums in a line."""
        fits = [fit for _, fit in self.stories]
        fitting = sum(not fit.over_characters and not fit.under_characters for fit in fits)
        parts = [
            say(
                "{stories:story|stories} on {pages:page|pages}, {characters:character|characters}",
                stories=len(fits),
                pages=len(self.pages),
                characters=sum(fit.characters for fit in fits),
            ),
            say("{stories} fit", stories=fitting),
        ]
        parts += [say("to cut: {count:character|characters}", count=self.over)] if self.over else []
        parts += [say("to add: {count:character|characters}", count=self.under)] if self.under else []
        parts += [say("on no page: {stories}", stories=_names(self.left_over))] if self.left_over else []
        parts += [say("held over: {stories}", stories=_names(self.held_over))] if self.held_over else []
        gone = sum(less.characters for less in self.shortened)
        if gone:
            names = _names(self.shortened)
            parts.append(say("cut: {count:character|characters} of {stories}", count=gone, stories=names))
        return listed(parts, "; ")

    def as_json(self) -> dict[str, Any]:
        """Return the stories and their sums, page by page and all together, as plain data."""
        return {
            "source": self.source,
            "stories": [_told(page, fit) for page, fit in self.stories],
            "pages": {page.id: _sums(page.stories) for page in self.pages},
            "totals": _sums(fit for _, fit in self.stories),
            "left_over": [
                {"story": left.id, "file": left.file, "characters": left.characters} for left in self.left_over
            ],
            "held_over": [
                {"story": held.id, "file": held.file, "page": held.page, "characters": held.characters}
                for held in self.held_over
            ],
            "shortened": [
                {"story": less.id, "file": less.file, "page": less.page, "characters": less.characters}
                for less in self.shortened
            ],
        }


def _names(stories: Iterable[LeftOver | HeldOverRecord | ShortenedRecord]) -> Message:
    return listed(story.id for story in stories)


def _told(page: str, fit: StoryFit) -> dict[str, Any]:
    return {
        "page": page,
        "story": fit.id,
        "headline": fit.headline,
        "file": fit.file,
        "columns": fit.columns,
        "rows": fit.rows,
        "characters": fit.characters,
        "lines": fit.lines,
        "capacity": fit.capacity_lines,
        "over": fit.over_characters,
        "under": fit.under_characters,
        "fit": fit.fit,
        "levers": list(fit.levers),
    }


def _sums(fits: Iterable[StoryFit]) -> dict[str, int]:
    fits = tuple(fits)
    return {
        "stories": len(fits),
        "characters": sum(fit.characters for fit in fits),
        "over": sum(fit.over_characters for fit in fits),
        "under": sum(fit.under_characters for fit in fits),
    }


def copyfit_of(pages: Iterable[PageCopyfit], left_over: Iterable[LeftOver] = (), source: str = "") -> Copyfit:
    """Return the copyfit of pages, sorted by page; those without stories are left out."""
    kept = (page for page in pages if page.stories)
    return Copyfit(tuple(sorted(kept, key=lambda page: (page.id[:1], int(page.id[1:] or 0)))), source, tuple(left_over))


def last_copyfit(output: Path, edition: Path) -> Copyfit:
    """Return the copyfit of an edition's pages as they were last built: from the output folder or from the proof.

    Pages may have been built one by one, some of them fit to print and some not: each is taken from where it is newer.
    Raises PageError if nothing was built, or a report is not what a build writes.
    """
    folders = [folder for folder in (output, Beside.PROOF.of(output)) if _report(folder).is_file()]
    if not folders:
        raise PageError(
            say("not built yet: {edition}", edition=shown(edition)),
            say("build it first: {command}", command=build_command(edition)),
        )
    reports = {folder: read_built(ReportRecord, folder, edition) for folder in folders}
    newest: dict[str, tuple[int, Path]] = {}
    for folder, report in reports.items():
        for page in report.pages:
            if page.stories:
                newest[page.id] = max(newest.get(page.id, (0, folder)), (_made(folder, page.id), folder))
    newest_report = reports[max(folders, key=lambda folder: _report(folder).stat().st_mtime_ns)]
    used = [folder for folder in folders if any(folder == made for _, made in newest.values())]
    made = copyfit_of(
        (page for folder in used for page in reports[folder].pages if newest.get(page.id, (0, None))[1] == folder),
        newest_report.left_over,
        ", ".join(shown(_report(folder)) for folder in used),
    )
    return replace(made, held_over=newest_report.held_over, shortened=newest_report.shortened)


def _report(folder: Path) -> Path:
    return folder / ReportRecord.FILE


def _made(folder: Path, page: str) -> int:
    """Return when a page was made. A build of other pages leaves its file, and the file's time, as they were."""
    file = folder / "pages" / f"{page}.pdf"
    return (file if file.is_file() else _report(folder)).stat().st_mtime_ns
