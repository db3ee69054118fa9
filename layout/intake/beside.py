"""Pictures that copy names and does not hold: taken if their file lies beside it, told if not. Nothing is fetched."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from layout.base.codes import Code
from layout.base.messages import say
from layout.files.text import is_inside, shown
from layout.intake.draft import Aside, Draft, FoundPicture, NamedPicture

MAX_PICTURE = 60_000_000
"""No picture file beside the copy may be larger, bytes."""

_SMALLER = re.compile(r"-(?:[0-9]+x[0-9]+|scaled)(?=\.[A-Za-z]+$)")
"""What WordPress adds to the name of a smaller copy of a picture."""


def take_pictures(draft: Draft, folder: Path) -> None:
    """Take the pictures that a draft names and that lie in a folder; put the others onto its list."""
    taken: set[Path] = set()
    for picture in dict.fromkeys(draft.named):
        path = _beside(picture.names, folder)
        if not path:
            draft.note(
                Code.IMPORT_PICTURE,
                say("a picture is named and not enclosed"),
                "\n".join(filter(None, (*picture.names, picture.caption, picture.credit))),
                say(
                    "put its file beside the copy and import again, or into the edition folder, with picture: and its "
                    "file: and caption: in the front matter"
                ),
            )
        elif path not in taken:
            taken.add(path)
            draft.pictures.append(FoundPicture(path.read_bytes(), path.name, picture.caption, picture.credit))
        elif picture.caption:
            draft.note(Code.IMPORT_CAPTION, say("the caption of {path}", path=path.name), picture.caption)


def with_places(aside: Aside, folder: Path) -> Aside:
    """Return what was put aside with what is said of its pictures, and where they lie."""
    lines = list(aside.lines)
    for picture in aside.pictures:
        path = _beside(picture.names, folder)
        lines += filter(None, (picture.caption, picture.credit))
        lines += [say("its file lies here: {path}", path=shown(path))] if path else picture.names[:1]
    return replace(aside, lines=tuple(dict.fromkeys(line for line in lines if line.strip() and line != aside.title)))


def _beside(names: Iterable[str], folder: Path) -> Path | None:
    """Return the ordinary file in a folder that has one of the names."""
    for name in dict.fromkeys(_file_names(names)):
        path = folder / name
        try:
            found = path.stat()
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_PICTURE and is_inside(path, folder):
            return path
    return None


def _file_names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        try:
            last = unquote(urlsplit(name.replace("\\", "/")).path).rpartition("/")[2]
        except ValueError:
            continue
        if last.strip(". "):
            yield last
            yield _SMALLER.sub("", last)


def named(names: Iterable[str], caption: str = "", credit: str = "") -> NamedPicture:
    """Return a picture by its names, without those that are empty."""
    kept = dict.fromkeys(name.strip() for name in names if name and name.strip())
    return NamedPicture(tuple(kept), caption.strip(), credit.strip())
