"""Files that an ad names: found inside the edition folder only, of sane size."""

from __future__ import annotations

import re
from pathlib import Path

from layout.ads.problems import BadFile
from layout.base.messages import say
from layout.files.bases import holder_of
from layout.files.text import is_inside, meant

MAX_BYTES = 80_000_000
"""No ad's file may be larger: a full page of pictures at newspaper resolution has some 25 MB."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def find_file(name: str, folder: Path, field: str) -> Path:
    """Return the path of a file of the edition folder. Nothing is ever fetched.

    Raises BadFile naming the field for an address, an absolute path, a path or link that leads out of the
    folder, and for a file that is not there or too large.
    """
    if _ADDRESS.match(name) or name.startswith(("/", "~", "\\")) or ".." in re.split(r"[/\\]", name):
        raise BadFile(
            field,
            say("{name!r} is not a file inside the edition folder", name=name),
            say("copy it into the edition folder and write its name there, such as shop.pdf"),
        )
    folder = holder_of(folder, name)
    path = folder / name
    if not is_inside(path, folder):
        raise BadFile(
            field,
            say("{name!r} is a link that leads out of the edition folder", name=name),
            say("copy the file itself there"),
        )
    try:
        present = path.is_file()
        size = path.stat().st_size if present else 0
    except (OSError, ValueError):  # a name too long, or with a character that no name may have
        present, size = False, 0
    if not present:
        raise BadFile(
            field,
            say("there is no file {name!r} in the edition folder", name=name),
            meant(name, _beside(path)) or say("put it there; capitals and small letters matter"),
        )
    if size > MAX_BYTES:
        raise BadFile(
            field,
            say(
                "{name!r} has {size:.0f} MB; the most is {max_bytes:.0f} MB",
                name=name,
                size=size / 1000000.0,
                max_bytes=MAX_BYTES / 1000000.0,
            ),
            say("make it anew with pictures of no more pixels than the press shows (300 per inch)"),
        )
    return path


def _beside(path: Path) -> list[str]:
    try:
        return sorted(file.name for file in path.parent.iterdir() if file.is_file())
    except (OSError, ValueError):
        return []
