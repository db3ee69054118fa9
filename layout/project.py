"""Where a project keeps its things: templates, assets, editions and output, beside each other in one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layout.errors import OutputError


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder."""

    root: Path

    @property
    def templates(self) -> Path:
        """The folder with one template folder a paper format."""
        return self.root / "templates"

    @property
    def assets(self) -> Path:
        """The folder of press profiles and what several templates share."""
        return self.root / "assets"

    @property
    def content(self) -> Path:
        """The folder with one folder an edition."""
        return self.root / "content"

    @property
    def epaper(self) -> Path:
        """The folder with the site of every edition, a folder each."""
        return self.root / "output" / "epaper"

    @property
    def cache(self) -> Path:
        """The folder of what was made before and need not be made again; it may be deleted at any time."""
        return self.root / ".cache" / "banmian"

    def output(self, edition: Path) -> Path:
        """Return the output folder of an edition. Raises OutputError for one that is no edition's, or has no name."""
        target = self.root / "output" / edition.resolve().name
        if target == self.epaper:
            raise OutputError("an edition cannot be named epaper: the sites stand there", "rename the edition's folder")
        if target == edition.resolve():
            raise OutputError(f"{edition} is an output folder, not an edition", "give a folder of content/")
        return target


def find_project(start: Path | None = None) -> Project:
    """Return the project: the nearest folder upwards that has templates/, else the one this package lies in."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "templates").is_dir():
            return Project(folder)
    return Project(Path(__file__).resolve().parent.parent)
