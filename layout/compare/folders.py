"""Two output folders compared, page by page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from layout.base.errors import PageError
from layout.build.preview import page_image
from layout.compare.changes import Change, Kind, What
from layout.compare.pages import DPI, PageChanges, PageSide, compare_page
from layout.files.text import shown


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

    def text(self) -> str:
        """Return the comparison for the terminal: a line a page, and under it a line a change."""
        lines = []
        for page in self.pages:
            what = (
                f"{page.kind} page" if page.kind else f"{len(page.changes)} change(s)" if page.changes else "the same"
            )
            lines.append(f"{page.page}: {what}")
            for change in page.changes:
                lines.append(f"  {change.summary}")
                lines += [f"      {edit}" for edit in change.edits]
                if change.more_edits:
                    lines.append(f"      and {change.more_edits} more")
        return "\n".join(lines)


def compare_folders(before: Path, after: Path, pages: Sequence[str] = ()) -> Comparison:
    """Compare the pages of two output folders, all or those named. Raises PageError for a folder without pages."""
    old, new = _sides(before), _sides(after)
    if unknown := [page for page in pages if page not in old and page not in new]:
        raise PageError(
            f"no page {', '.join(unknown)} in {shown(before)} or {shown(after)}", "name a page that is there"
        )
    every = new if after.name == f"{before.name}.proof" else [*new, *old]  # a proof may be of some pages only
    wanted = [page for page in dict.fromkeys(every) if not pages or page in pages]
    found = []
    for page in wanted:
        one = read_side(before, page) if page in old else None
        other = read_side(after, page) if page in new else None
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


def _sides(folder: Path) -> list[str]:
    """Return the pages that an output folder has."""
    found = [file.stem for file in sorted((folder / "pages").glob("*.pdf"))]
    if not found:
        raise PageError(f"no built page in {shown(folder)}", "give an output folder, such as output/2022-04-15")
    return found


def read_side(folder: Path, page: str) -> PageSide:
    """Read a page of an output folder. Raises PageError if it cannot be read; data that is not there is left empty."""
    file = folder / "pages" / f"{page}.pdf"
    try:
        pdf = file.read_bytes()
    except OSError as error:
        raise PageError(f"{shown(file)} cannot be read: {error.strerror}", "build the edition again") from error
    layout, report = (_part(folder / name, page) for name in ("layout.json", "report.json"))
    return PageSide(page, page_image(pdf, DPI), layout, report, hashlib.sha256(pdf).hexdigest())


def _part(path: Path, page: str) -> dict[str, Any]:
    """Return a page's part of layout.json or report.json; empty if there is none, and the pixels alone are told."""
    try:
        pages = json.loads(path.read_text("utf-8"))["pages"]
        return next((dict(part) for part in pages if part["id"] == page), {})
    except (OSError, ValueError, KeyError, TypeError):
        return {}
