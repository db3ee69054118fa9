"""Where an edition's texts are: a folder on the disk, texts in memory, or texts in memory over a folder.

Whoever reads an edition reads it from a shelf, so that one that is being changed is read, checked and told of exactly
as one on the disk: with the same messages, at the same files and lines. Pictures and ready-made ads are always files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from layout.base.diagnostics import Report
from layout.files.text import Source, read_source, shown, source_of


class Shelf(Protocol):
    """The texts of an edition by their names. ``folder`` is where its other files are."""

    @property
    def folder(self) -> Path:
        """The edition's folder; it need not exist where all texts are in memory."""

    def names(self) -> list[str]:
        """Return the names of the files there are. Raises OSError if that cannot be told."""

    def holds(self, name: str) -> bool:
        """Tell whether there is such a file, be it readable or not."""

    def read(self, name: str, report: Report) -> Source | None:
        """Return a text; None if it cannot be read, and the report says why."""


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """A folder on the disk."""

    folder: Path

    def names(self) -> list[str]:
        """Return the names of what lies in the folder."""
        return [path.name for path in self.folder.iterdir()]

    def holds(self, name: str) -> bool:
        """Tell whether something of that name lies in the folder, be it a link that leads nowhere."""
        path = self.folder / name
        return path.exists() or path.is_symlink()

    def read(self, name: str, report: Report) -> Source | None:
        """Return a text of the folder."""
        return read_source(self.folder / name, self.folder, report)


@dataclass(frozen=True, slots=True)
class MemoryShelf:
    """Texts in memory, over those of another shelf if there is one; of two of one name the text here is read."""

    texts: Mapping[str, str]
    under: FolderShelf | None = None
    place: Path = field(default=Path("edition"))

    @property
    def folder(self) -> Path:
        """The folder of the shelf below, else the place the texts are shown at."""
        return self.under.folder if self.under else self.place

    def names(self) -> list[str]:
        """Return the names on both shelves."""
        below = self.under.names() if self.under else []
        return list(dict.fromkeys((*below, *self.texts)))

    def holds(self, name: str) -> bool:
        """Tell whether either shelf has the name."""
        return name in self.texts or (self.under is not None and self.under.holds(name))

    def read(self, name: str, report: Report) -> Source | None:
        """Return the text here, else the one below."""
        if name not in self.texts and self.under:
            return self.under.read(name, report)
        return source_of(shown(self.folder / name), self.texts.get(name), report)
