"""Editions that are based on others: which folder ``based-on:`` names, and a folder that lies over others.

What is here is asked before an edition is read, by what has no time to import a reader: it looks at one line.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from layout.files.project import EDITION_FILE, PROJECT_FILE
from layout.files.text import is_inside

if os.name == "nt" and not TYPE_CHECKING:
    from pathlib import WindowsPath as _Plain
else:
    from pathlib import PosixPath as _Plain

MOST_BASES = 8
"""So many editions may be based on each other; a group, a paper and its zones need three."""

MOST_ABOVE = 3
"""So many folders up a base is looked for where there is no paper: content/, those of papers and of zones."""

_BASED_ON = re.compile(
    r"""^(?:based[-_]on|"based[-_]on"|'based[-_]on')[ \t]*:[ \t]+("[^"\n\r]*"|'[^'\n\r]*'|(?:(?![ \t]\#)[^\n\r])+)""",
    re.MULTILINE,
)


class Overlay(_Plain):
    """The folder of an edition over those it is based on: a file is looked for here first, then in them.

    It is the path of the edition's own folder in everything else. What is joined to it is a plain path.
    """

    below: tuple[Path, ...] = ()

    @classmethod
    def over(cls, folder: Path, below: tuple[Path, ...]) -> Path:
        """Return a folder over others, the nearest first; the folder itself if there are none."""
        if not below:
            return folder
        made = cls(folder)
        made.below = below
        return made

    def holder(self, name: str | os.PathLike[str]) -> Path:
        """Return the first of the folders that has a file of that name; the edition's own if none has."""
        own = Path(self)
        for folder in (own, *self.below):
            try:
                if (folder / name).exists() or (folder / name).is_symlink():
                    return folder
            except (OSError, ValueError):  # a name that no file can have
                break
        return own

    def __truediv__(self, name: str | os.PathLike[str]) -> Path:  # type: ignore[override]
        return self.holder(name) / name

    def with_segments(self, *parts: str | os.PathLike[str]) -> Path:
        """Return a plain path: what is made of this one is no folder over others."""
        return Path(*parts)

    def absolute(self) -> Path:  # type: ignore[override]
        """Return it as seen from anywhere, still over the others."""
        return Overlay.over(Path(self).absolute(), tuple(folder.absolute() for folder in self.below))

    def __reduce__(self) -> tuple[object, ...]:
        return Overlay.over, (Path(self), self.below)


def holder_of(folder: Path, name: str) -> Path:
    """Return which folder a file of an edition lies in: that of an edition that it is based on, or its own."""
    return folder.holder(name) if isinstance(folder, Overlay) else folder


def every_folder(folder: Path) -> tuple[Path, ...]:
    """Return a folder and those it lies over."""
    return (Path(folder), *folder.below) if isinstance(folder, Overlay) else (folder,)


def base_named(folder: Path, written: str) -> Path | None:
    """Return the edition that an edition in ``folder`` says it is based on, None if there is none of that name.

    It is looked for from the edition's own folder on upwards, as far as the paper's folder, and nowhere outside of it.
    """
    written = written.strip()
    if not written or written.startswith(("/", "~")) or "\\" in written or "\0" in written:
        return None
    here = Path(os.path.abspath(folder))
    above = here.parents[: MOST_ABOVE + 1]
    top = next((up for up in here.parents if (up / PROJECT_FILE).is_file()), above[-1] if above else here)
    for up in (here, *here.parents):
        found = Path(os.path.normpath(up / written))
        try:
            if found != here and (found / EDITION_FILE).is_file() and is_inside(found, top):
                return found
        except OSError:
            return None
        if up == top:
            return None
    return None


def bases_of(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the editions that an edition is based on, the nearest first, as far as they can be told.

    That is seen from a line of each edition.yaml; what is wrong with them is told when they are read.
    """
    found: list[Path] = []
    while len(found) < MOST_BASES and (written := _written(found[-1] if found else folder)):
        base = base_named(found[-1] if found else folder, written)
        if base is None or base in found or base == Path(os.path.abspath(folder)):
            break
        found.append(base)
    return tuple(found)


def _written(folder: Path) -> str:
    """Return what the edition.yaml of a folder says it is based on; empty if it says nothing."""
    try:
        text = (folder / EDITION_FILE).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
    found = _BASED_ON.search(text)
    return found[1].strip().strip("\"'") if found else ""
