"""Where a project keeps its things: templates, assets, editions and output, beside each other in one folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from layout.base.errors import OutputError
from layout.base.messages import say

EDITION_FILE = "edition.yaml"
"""What makes a folder an edition."""


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

    def place(self, edition: Path) -> PurePosixPath:
        """Return an edition's place under content/, such as 2022-04-15 or east/2022-04-15.

        That of a folder elsewhere is its name alone. A link in content/ to a folder elsewhere has the link's place.
        """
        real, content = edition.resolve(), self.content.resolve()
        for path, above in ((real, content), (Path(os.path.abspath(edition)), Path(os.path.abspath(self.content)))):
            if path != above and path.is_relative_to(above):
                return PurePosixPath(path.relative_to(above).as_posix())
        return PurePosixPath(real.name)

    def output(self, edition: Path) -> Path:
        """Return the output folder of an edition: its place under content/, seen from output/.

        Raises OutputError when it would lie inside the edition, for a name that means something else among the
        outputs (a hidden folder, the proof or the plans of another edition, the digital editions, or, of the root
        folder, no name at all), and for an edition inside another one, or around others: one output would take the
        place of the other.
        """
        place = self.place(edition)
        for name in place.parts or ("",):
            # What a build writes first stands beside its output under a name with .new- or .pages- in it.
            taken = name.endswith((".proof", ".plans", ".diff")) or ".new-" in name or ".pages-" in name
            if not name or name.startswith(".") or taken or (name == place.parts[0] and name == "epaper"):
                raise OutputError(
                    say("an edition's folder cannot have the name {name!r}", name=name),
                    say("name it for its day, such as 2022-04-15"),
                )
        target = self.root.joinpath("output", *place.parts)
        if target == edition.resolve():
            raise OutputError(
                say("{edition} is an output folder, not an edition", edition=edition), say("give a folder of content/")
            )
        for above in list(place.parents)[:-1]:
            if (self.content / above / EDITION_FILE).is_file():
                raise OutputError(
                    say(
                        "{edition} lies in another edition, content/{above}, and would be built into its output",
                        edition=edition,
                        above=above,
                    ),
                    say("put the one beside the other"),
                )
        if _holds_outputs(target):
            raise OutputError(
                say(
                    "{target} holds the outputs of other editions, which a build of {edition} would replace",
                    target=target,
                    edition=edition,
                ),
                say("put this edition beside those in it; if they are gone, remove their outputs"),
            )
        return target


def _holds_outputs(folder: Path) -> bool:
    """Tell whether outputs lie inside a folder: a lock stands beside each (see layout.files.output)."""
    return any(path.name.startswith(".") for path in folder.rglob("*.lock"))


def find_project(start: Path | None = None) -> Project:
    """Return the project: the nearest folder upwards that has templates/, else the one this package lies in."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "templates").is_dir():
            return Project(folder)
    return Project(Path(__file__).resolve().parent.parent.parent)
