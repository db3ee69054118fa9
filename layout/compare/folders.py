"""Two output folders compared, page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from layout.base.errors import PageError
from layout.base.messages import Message, listed, say
from layout.build.preview import page_image
from layout.build.records import ReportRecord, read_built
from layout.build.versions import read_versions
from layout.compare.changes import Change, Kind, What
from layout.compare.pages import DPI, PageChanges, PageSide, compare_page
from layout.compose.copyfit import StoryFit
from layout.files.text import shown
from layout.scene.record import LayoutRecord, PageRecord


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two builds, compared: the pages of both, in order, the new build's first."""

    before: Path
    after: Path
    pages: tuple[PageChanges, ...]
    versions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The numbers of a page's versions, in both builds, if both have one."""

    @property
    def different(self) -> bool:
        """Whether anything is."""
        return any(page.different for page in self.pages)

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as plain data, rectangles in mm from the trim's top left."""
        return {
            "before": shown(self.before),
            "after": shown(self.after),
            "different": self.different,
            "unit": "mm",
            "pages": [
                page.as_json() | {"versions": list(self.versions[page.page])}
                if page.page in self.versions
                else page.as_json()
                for page in self.pages
            ],
        }

    def text(self) -> Message:
        """Return the comparison for the terminal: a line a page, and under it a line a change."""
        lines: list[str] = []
        for page in self.pages:
            named = say("{page}: {what}", page=self._named(page.page), what=_what(page))
            lines += [named, *lines_of(page)]
        return listed(lines, "\n")

    def _named(self, page: str) -> str:
        """Return a page with its versions, if they are two."""
        one, other = self.versions.get(page, (0, 0))
        return page if one == other else f"{page} (v{one} → v{other})"


def lines_of(page: PageChanges) -> Iterator[Message]:
    """Yield what is different on a page, a line a change, and under it what was replaced by what."""
    for change in page.changes:
        yield say("  {change}", change=change.summary)
        for edit in change.edits:
            yield say("      “{before}” → “{after}”", before=edit.before, after=edit.after)
        if change.more_edits:
            yield say("      and {count} more", count=change.more_edits)


def _what(page: PageChanges) -> Message:
    if page.kind:
        return say("new page") if page.kind is Kind.NEW else say("gone page")
    return say("{count:change|changes}", count=len(page.changes)) if page.changes else say("the same")


def compare_folders(before: Path, after: Path, pages: Sequence[str] = ()) -> Comparison:
    """Compare the pages of two output folders, all or those named. Raises PageError for a folder without pages."""
    old, new = _read(before), _read(after)
    if unknown := [page for page in pages if page not in old.names and page not in new.names]:
        raise PageError(
            say(
                "no page {unknown} in {before} or {after}",
                unknown=listed(unknown),
                before=shown(before),
                after=shown(after),
            ),
            say("name a page that is there"),
        )
    # A proof may be of some pages only.
    every = new.names if after.name == f"{before.name}.proof" else (*new.names, *old.names)
    wanted = [page for page in dict.fromkeys(every) if not pages or page in pages]
    found = []
    for page in wanted:
        one = old.side(page) if page in old.names else None
        other = new.side(page) if page in new.names else None
        found.append(compare_page(one, other) if one and other else PageChanges(page, one, other))
    both = old.versions.keys() & new.versions.keys()
    versions = {page: (old.versions[page], new.versions[page]) for page in wanted if page in both}
    return Comparison(before, after, _between_pages(found), versions)


def _between_pages(pages: Sequence[PageChanges]) -> tuple[PageChanges, ...]:
    """Tell a story that left one page and came to another as moved, on both."""
    gone = {(c.what, c.item): page.page for page in pages for c in page.changes if Kind.GONE in c.kinds}
    come = {(c.what, c.item): page.page for page in pages for c in page.changes if Kind.NEW in c.kinds}

    def told(change: Change) -> Change:
        key = change.what, change.item
        if change.what in (What.STORY, What.AD) and key in gone and key in come:
            return replace(change, kinds=(Kind.MOVED,), from_page=gone[key], to_page=come[key])
        return change

    return tuple(replace(page, changes=tuple(map(told, page.changes))) for page in pages)


@dataclass(frozen=True, slots=True)
class _Folder:
    """An output folder: its pages by name, and what its records say of them."""

    path: Path
    names: tuple[str, ...]
    layout: Mapping[str, PageRecord]
    fits: Mapping[str, tuple[StoryFit, ...]]
    versions: Mapping[str, int]

    def side(self, page: str) -> PageSide:
        """Return a page with its picture. Raises PageError if it cannot be read."""
        file = self.path / "pages" / f"{page}.pdf"
        try:
            pdf = file.read_bytes()
        except OSError as error:
            raise PageError(
                say("{file} cannot be read: {reason}", file=shown(file), reason=error.strerror),
                say("build the edition again"),
            ) from error
        mark = hashlib.sha256(pdf).hexdigest()
        return PageSide(page, page_image(pdf, DPI), self.layout.get(page), self.fits.get(page, ()), mark)


def _read(folder: Path) -> _Folder:
    """Read an output folder. What its records do not tell is left out, and the pixels alone are told.

    Raises PageError if it has no pages.
    """
    names = tuple(file.stem for file in sorted((folder / "pages").glob("*.pdf")))
    if not names:
        raise PageError(
            say("no built page in {folder}", folder=shown(folder)),
            say("give an output folder, such as output/2022-04-15"),
        )
    layout: dict[str, PageRecord] = {}
    fits: dict[str, tuple[StoryFit, ...]] = {}
    with suppress(PageError):
        layout = {page.id: page for page in read_built(LayoutRecord, folder, folder).pages}
    with suppress(PageError):
        fits = {page.id: page.stories for page in read_built(ReportRecord, folder, folder).pages}
    versions: dict[str, int] = {}
    with suppress(PageError):
        versions = {each.id: each.number for each in read_versions(folder).pages}
    return _Folder(folder, names, layout, fits, versions)
