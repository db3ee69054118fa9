"""The language an edition says it is in, if it can be read or not: what is wrong with it is told in that language."""

from __future__ import annotations

import re
from pathlib import Path

from layout.files.bases import bases_of
from layout.files.project import EDITION_FILE

UNSAID = "zh-Hans"
"""The language of an edition that does not say it. The model has it too; importing that would take too long here."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGE = re.compile(r"^language:[ \t]*[\"']?([A-Za-z][A-Za-z-]*)", re.MULTILINE)


def language_of(folder: Path) -> str:
    """Return the language of the edition in a folder; of a folder without one, that of the newest beside it, or "".

    That of a paper's folder is the language of its standing/, else of its newest edition.
    """
    content = folder / "content"
    inside = (folder / "standing" / EDITION_FILE, *(_newest(content, "*") or _newest(content, "*/*")))
    for path in (folder / EDITION_FILE, *inside, *_newest(folder.parent, "*")):
        found = None
        for text in map(_text, (path, *(base / EDITION_FILE for base in bases_of(path.parent)))):
            if text is not None and (found := _LANGUAGE.search(text)):
                return found[1]
        if _text(path) is not None:
            return UNSAID
    return ""


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None


def _newest(shelf: Path, folders: str) -> list[Path]:
    """Return the edition files in the folders of a shelf, the newest first by their folders: days before others."""

    def rank(path: Path) -> tuple[bool, str]:
        return _DAY.match(path.parent.name) is not None, path.parent.name

    return sorted(shelf.glob(f"{folders}/{EDITION_FILE}"), key=rank, reverse=True)
