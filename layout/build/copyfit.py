"""The copyfit of an edition as the last build found it: report.json read back, story by story, with sums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from layout.base.errors import PageError
from layout.files.text import shown


@dataclass(frozen=True, slots=True)
class StoryFit:
    """How a story fits its place: base columns by grid rows, characters, lines and the lines its columns hold.

    ``over`` are the characters that found no place, ``under`` those that would fill the columns. ``fit`` says it in
    the words of a newsroom, ``levers`` what was used to come so near.
    """

    page: str
    story: str
    headline: str
    file: str
    columns: int
    rows: int
    characters: int
    lines: int
    capacity: int
    over: int
    under: int
    fit: str
    levers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A story that found room on no page, its file and its characters."""

    story: str
    file: str
    characters: int


@dataclass(frozen=True, slots=True)
class Copyfit:
    """The stories of an edition, sorted by page; on a page in the edition's order. ``source`` is where it was read.

    ``left_over`` are those that stand on no page.
    """

    stories: tuple[StoryFit, ...]
    source: str = ""
    left_over: tuple[LeftOver, ...] = ()

    def of(self, pages: Sequence[str]) -> Copyfit:
        """Return the stories of some pages, or everything if none is named. Raises PageError for one that has none."""
        if unknown := [page for page in pages if all(fit.page != page for fit in self.stories)]:
            raise PageError(
                f"no story of page {', '.join(unknown)} was built", "name a page of the edition, or build it"
            )
        if not pages:
            return self
        return Copyfit(tuple(fit for fit in self.stories if fit.page in pages), self.source)

    @property
    def over(self) -> int:
        """Characters to cut, of all stories together."""
        return sum(fit.over for fit in self.stories)

    @property
    def under(self) -> int:
        """Characters that would fill what is left empty, of all stories together."""
        return sum(fit.under for fit in self.stories)

    @property
    def summary(self) -> str:
        """The sums in a line."""
        pages = len({fit.page for fit in self.stories})
        characters = sum(fit.characters for fit in self.stories)
        fitting = sum(not fit.over and not fit.under for fit in self.stories)
        parts = [f"{len(self.stories)} stories on {pages} page(s), {characters} characters", f"{fitting} fit (正好)"]
        parts += [f"to cut: 超{self.over}字"] if self.over else []
        parts += [f"to add: 缺{self.under}字"] if self.under else []
        parts += [f"on no page: {', '.join(left.story for left in self.left_over)}"] if self.left_over else []
        return "; ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """Return the stories and their sums, page by page and all together, as plain data."""
        pages = list(dict.fromkeys(fit.page for fit in self.stories))
        return {
            "source": self.source,
            "stories": [asdict(fit) for fit in self.stories],
            "pages": {page: _sums([fit for fit in self.stories if fit.page == page]) for page in pages},
            "totals": _sums(self.stories),
            "left_over": [asdict(left) for left in self.left_over],
        }


def _sums(fits: Sequence[StoryFit]) -> dict[str, int]:
    return {
        "stories": len(fits),
        "characters": sum(fit.characters for fit in fits),
        "over": sum(fit.over for fit in fits),
        "under": sum(fit.under for fit in fits),
    }


def read_copyfit(report: Mapping[str, Any], source: str = "") -> Copyfit:
    """Return the copyfit of a report (report.json as data), sorted by page. Raises PageError if it is none."""
    try:
        fits = [_story(page["id"], story) for page in report["pages"] for story in page["stories"]]
        left = [
            LeftOver(str(story["id"]), str(story["file"]), int(story["characters"]))
            for story in report.get("left_over", ())
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise PageError(
            f"{source or 'the report'} is no report of a build: {error}", "build the edition again"
        ) from error
    return Copyfit(_by_page(fits), source, tuple(left))


def _story(page: str, story: Mapping[str, Any]) -> StoryFit:
    return StoryFit(
        page=str(page),
        story=str(story["id"]),
        headline=str(story.get("headline", "")),
        file=str(story["file"]),
        columns=int(story["columns"]),
        rows=int(story["rows"]),
        characters=int(story["characters"]),
        lines=int(story["lines"]),
        capacity=int(story["capacity_lines"]),
        over=int(story["over_characters"]),
        under=int(story["under_characters"]),
        fit=str(story["fit"]),
        levers=tuple(map(str, story["levers"])),
    )


def last_copyfit(output: Path, edition: Path) -> Copyfit:
    """Return the copyfit of an edition's pages as they were last built: from the output folder or from the proof.

    Pages may have been built one by one, some of them fit to print and some not: each is taken from where it is newer.
    Raises PageError if nothing was built.
    """
    folders = [folder for folder in (output, output.with_name(f"{output.name}.proof")) if _report(folder).is_file()]
    if not folders:
        raise PageError(f"not built yet: {shown(edition)}", f"build it first: make pdf EDITION={shown(edition)}")
    fits = {folder: _read(_report(folder)) for folder in folders}
    built: dict[str, tuple[int, Path]] = {}
    for folder in folders:
        for page in {fit.page for fit in fits[folder].stories}:
            built[page] = max(built.get(page, (0, folder)), (_made(folder, page), folder))
    kept = [fit for folder in folders for fit in fits[folder].stories if built[fit.page][1] == folder]
    used = [folder for folder in folders if any(folder == made for _, made in built.values())]
    newest = max(folders, key=lambda folder: _report(folder).stat().st_mtime_ns)
    return Copyfit(_by_page(kept), ", ".join(shown(_report(folder)) for folder in used), fits[newest].left_over)


def _report(folder: Path) -> Path:
    return folder / "report.json"


def _made(folder: Path, page: str) -> int:
    """Return when a page was made. A build of other pages leaves its file, and the file's time, as they were."""
    file = folder / "pages" / f"{page}.pdf"
    return (file if file.is_file() else _report(folder)).stat().st_mtime_ns


def _read(file: Path) -> Copyfit:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{shown(file)} cannot be read: {error}", "build the edition again") from error
    return read_copyfit(data, shown(file))


def _by_page(fits: Iterable[StoryFit]) -> tuple[StoryFit, ...]:
    return tuple(sorted(fits, key=lambda fit: (fit.page[:1], int(fit.page[1:] or 0))))
