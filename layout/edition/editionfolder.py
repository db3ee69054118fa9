"""Which folder is an edition's: what is told of another one that was named in its place."""

from __future__ import annotations

import re
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.messages import listed, say
from layout.files.commands import build_command
from layout.files.project import EDITION_FILE
from layout.files.text import meant, shown

MOST_NAMED = 5
"""So many editions of a folder are named, the newest ones."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_edition_folder(folder: Path, report: Report) -> bool:
    """Tell whether a folder may be an edition's. What is no folder, or holds editions, is reported."""
    place = Place(shown(folder))
    try:
        if folder.is_dir():
            editions = () if (folder / EDITION_FILE).exists() else _editions_in(folder)
            if editions:
                report.error(
                    Code.NO_EDITION,
                    say(
                        "{folder} is no edition; {count:edition|editions} lie in it, the newest first: {names}",
                        folder=shown(folder),
                        count=len(editions),
                        names=listed([shown(path) for path in editions[:MOST_NAMED]]),
                    ),
                    place,
                    hint=say("name one of them: {command}", command=build_command(editions[0])),
                )
            return not editions
        exists = folder.exists()
        near = [shown(path) for path in folder.parent.iterdir() if path.is_dir()] if not exists else []
    except (OSError, ValueError):  # ValueError: a name with a zero character in it
        exists, near = False, []
    report.error(
        Code.NO_EDITION,
        say("{folder} is not a folder", folder=shown(folder))
        if exists
        else say("there is no folder {folder}", folder=shown(folder)),
        place,
        hint=meant(shown(folder), near) or say("give the folder of an edition, such as content/2022-04-15"),
    )
    return False


def _editions_in(folder: Path) -> tuple[Path, ...]:
    """Return the editions in a folder of editions, of zones or of a whole paper: the newest first, by their names."""
    content = folder / "content"
    shelf = content if content.is_dir() else folder
    found = [path.parent for path in shelf.glob(f"[!._]*/{EDITION_FILE}")]
    found = found or [path.parent for path in shelf.glob(f"[!._]*/[!._]*/{EDITION_FILE}")]
    return tuple(sorted(found, key=lambda path: (bool(_DAY.match(path.name)), path.name, path), reverse=True))
