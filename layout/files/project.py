"""Where a project keeps its things: templates, assets, editions and output, beside each other in one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layout.base.errors import OutputError


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
        """Return the output folder of an edition.

        Raises OutputError when it would lie inside the edition, and for a name that means something else among
        the outputs: a hidden folder, the proof or the plans of another edition, the digital editions, or (of the root
        folder) no name at all.
        """
        name = edition.resolve().name
        # What a build writes first stands beside its output under a name with .new- or .pages- in it.
        taken = name.endswith((".proof", ".plans", ".diff")) or ".new-" in name or ".pages-" in name
        if not name or name.startswith(".") or taken or name == "epaper":
            raise OutputError(
                f"an edition's folder cannot have the name {name!r}", "name it for its day, such as 2022-04-15"
            )
        target = self.root / "output" / name
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
