"""Two output folders compared, page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from layout.base.errors import PageError
from layout.base.messages import Message, listed, say
from layout.build.preview import page_image
from layout.build.records import ReportRecord, read_built
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
            "pages": [page.as_json() for page in self.pages],
        }

    def text(self) -> Message:
        """Return the comparison for the terminal: a line a page, and under it a line a change."""
        lines: list[str] = []
        for page in self.pages:
            lines.append(say("{page}: {what}", page=page.page, what=_what(page)))
            for change in page.changes:
                lines.append(say("  {change}", change=change.summary))
                lines += [say("      “{before}” → “{after}”", before=e.before, after=e.after) for e in change.edits]
                if change.more_edits:
                    lines.append(say("      and {count} more", count=change.more_edits))
        return listed(lines, "\n")


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
    return Comparison(before, after, _between_pages(found))


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
    return _Folder(folder, names, layout, fits)
