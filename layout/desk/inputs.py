"""What a page is made from, as one mark: while the mark stays, the page need not be built again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from layout import FRONT, Edition, Page, Project


def page_inputs(project: Project, edition: Edition, page: Page) -> str:
    """Return the mark of a page's inputs: its lines of edition.yaml, its stories and ads with their files, its
    template, the press conditions, and what it says of other pages.
    """
    # What stands on the right-hand page of a spread is told by the left-hand one.
    whole = edition.page(page.spread) if page.is_half and page.spread else page
    stories = [_data(edition.stories[name]) for name in whole.stories]
    ads = [_data(edition.ads[name]) for name in whole.ads]
    said = {
        "paper": _data(edition.paper),
        "zone": page.zone,
        "day": [edition.date.isoformat(), edition.issue, edition.language, edition.press],
        "pages": [other.id for other in edition.pages],
        "page": _data(page) if whole is page else [_data(page), _data(whole)],
        "stories": stories,
        "ads": ads,
        "others": _heads(edition, page) if page.kind == FRONT or page.has_index else [],
        "files": [_stamp(file) for file in _files([stories, ads], edition.folder)],
        "template": _stamps(project.template(page.template)),
        "press": [_stamps(place) for place in (project.assets, *project.press_places)],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode("utf-8")).hexdigest()


def _data(model: Any) -> Any:
    """Return a model as plain data: what it is, not where it is written."""
    return model.model_dump(mode="json")


def _heads(edition: Edition, page: Page) -> list[Any]:
    """Return what a front page may tell of the others: their sections and the heads of their stories."""
    return [
        [other.id, other.section, name, story.headline, story.kicker, story.deck, story.priority]
        for other in edition.pages
        if other.id != page.id
        for name in other.stories
        for story in (edition.stories[name],)
    ]


def _files(data: Any, folder: Path) -> Iterator[Path]:
    """Yield the files that stories and ads name: the value of every key ``file``."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "file" and isinstance(value, str):
                yield folder / value
            else:
                yield from _files(value, folder)
    elif isinstance(data, list):
        for value in data:
            yield from _files(value, folder)


def _stamps(folder: Path) -> list[Any]:
    return [_stamp(file) for file in sorted(folder.rglob("*")) if file.is_file()]


def _stamp(file: Path) -> list[Any]:
    """Return what tells that a file is still as it was: its name, time and size."""
    try:
        status = file.stat()
    except OSError:
        return [str(file), 0, 0]
    return [str(file), status.st_mtime_ns, status.st_size]
