"""Where a paper keeps its things: templates, press conditions, editions and output, beside each other in one folder.

The folder is known by a file of its own, banmian.toml. What it has no copy of, a template or a press condition, is
that of the program.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from layout.base.errors import ContentError, OutputError
from layout.base.messages import say

EDITION_FILE = "edition.yaml"
"""What makes a folder an edition."""

ADS_FILE = "ads.yaml"
"""The ads of an edition."""

SIGNED_FILE = "signed.yaml"
"""The sign-offs of an edition's pages; no part of what its pages are made of."""

PROJECT_FILE = "banmian.toml"
"""What makes a folder a paper's: its editions, templates and output lie beside it."""

READING = "-read.pdf"
"""What the name of an edition's PDF for readers ends with."""

DESIGN_FILE = "design.yaml"
"""What makes a folder a template."""


class Beside(StrEnum):
    """What stands beside the output of an edition, by what its folder's name has behind the output's."""

    PROOF = ".proof"
    PLANS = ".plans"
    DIFF = ".diff"
    SHEETS = ".sheets"
    SENT = ".handover"

    def of(self, output: Path) -> Path:
        """Return the folder that belongs to an output folder."""
        return output.with_name(f"{output.name}{self}")


def shipped() -> Path:
    """Return the folder of what comes with the program: templates/, assets/, docs/ and content/, the samples.

    It lies inside the package where the program was installed, and is the checkout where it runs from one.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


def document(name: str) -> Path:
    """Return a document of the program, such as preflight.md, for messages that tell where to read more."""
    return shipped() / "docs" / name


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder. ``elsewhere`` takes the place of its output/, where that cannot be written."""

    root: Path
    elsewhere: Path | None = None

    @property
    def file(self) -> Path:
        """The banmian.toml of the paper; there may be none."""
        return self.root / PROJECT_FILE

    @property
    def templates(self) -> Path:
        """The folder of the paper's own templates, a folder each."""
        return self.root / "templates"

    @property
    def template_places(self) -> tuple[Path, ...]:
        """The folders that templates are looked for in: the paper's own, then the program's."""
        return tuple(dict.fromkeys((self.templates, shipped() / "templates")))

    @property
    def template_names(self) -> tuple[str, ...]:
        """The names of all templates there are for the paper, in order."""
        return names_of_templates(self.template_places)

    def template(self, name: str) -> Path:
        """Return a template's folder: the paper's own, else the program's; where neither is, that of its own."""
        name = page_template(name)
        return template_in(self.template_places, name) or self.templates / name

    @property
    def assets(self) -> Path:
        """The folder of press profiles and what several templates share."""
        return self.root / "assets"

    @property
    def press_places(self) -> tuple[Path, ...]:
        """The folders that press conditions are looked for in: the paper's own, then the program's."""
        return tuple(dict.fromkeys((self.assets / "press", shipped() / "assets" / "press")))

    @property
    def press_names(self) -> tuple[str, ...]:
        """The names of all press conditions there are for the paper, in order."""
        return tuple(sorted({file.stem for place in self.press_places for file in place.glob("*.yaml")}))

    def press(self, name: str) -> Path | None:
        """Return the file of a press condition: the paper's own, else the program's; None if there is none."""
        files = (place / f"{name}.yaml" for place in self.press_places)
        return next((file for file in files if file.is_file()), None)

    @property
    def font_places(self) -> tuple[Path, ...]:
        """The folders that faces are taken from before the machine's own: the paper's, then the user's.

        The user's serves all papers on a machine. Neither needs root, nor need the system know of them.
        """
        data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
        return self.root / "fonts", Path(data, "banmian", "fonts")

    @property
    def content(self) -> Path:
        """The folder with one folder an edition."""
        return self.root / "content"

    @property
    def standing(self) -> Path:
        """The folder of what every issue has, and a new one is made of."""
        return self.root / "standing"

    @property
    def outputs(self) -> Path:
        """The folder that what is built is put in, and looked for."""
        return self.elsewhere or self.root / "output"

    @property
    def epaper(self) -> Path:
        """The folder with the site of every edition, a folder each."""
        return self.outputs / "epaper"

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

    def reading(self, edition: Path) -> Path:
        """Return the file of an edition for readers, beside its pages: output/2022-04-15/2022-04-15-read.pdf.

        Raises OutputError as `output` does.
        """
        return self.output(edition) / f"{edition.resolve().name}{READING}"

    def output(self, edition: Path) -> Path:
        """Return the output folder of an edition: its place under content/, seen from the folder of outputs.

        Raises OutputError when it would lie inside the edition, for a name that means something else among the
        outputs (a hidden folder, the proof, plans, sheets or hand-overs of another edition, the digital editions, or,
        of the root folder, no name at all), and for an edition inside another one, or around others: one output would
        take the place of the other.
        """
        place = self.place(edition)
        for name in place.parts or ("",):
            # What a build writes first stands beside its output under a name with .new- or .pages- in it.
            taken = name.endswith(tuple(Beside)) or ".new-" in name or ".pages-" in name
            if not name or name.startswith(".") or taken or (name == place.parts[0] and name == "epaper"):
                raise OutputError(
                    say("an edition's folder cannot have the name {name!r}", name=name),
                    say("name it for its day, such as 2022-04-15"),
                )
        target = self.outputs.joinpath(*place.parts)
        if target.resolve().is_relative_to(edition.resolve()):
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


def names_of_templates(places: Iterable[Path]) -> tuple[str, ...]:
    """Return the names of the templates in several folders of templates, in order, each once."""
    return tuple(sorted({path.parent.name for place in places for path in place.glob(f"*/{DESIGN_FILE}")}))


_FOLDED = "/"


def spread_template(name: str, fold: str) -> str:
    """Return what a template is called as that of two pages as one: its name, and how their fold is."""
    return f"{name}{_FOLDED}{fold}"


def page_template(name: str) -> str:
    """Return the name of a template, of that of a spread without how its fold is."""
    return name.partition(_FOLDED)[0]


def fold_of_template(name: str) -> str:
    """Return how the fold of a spread's template is; empty for a template of pages."""
    return name.partition(_FOLDED)[2]


def template_in(places: Iterable[Path], name: str) -> Path | None:
    """Return the folder of a template, of the first of several folders of templates that has it."""
    return next((place / name for place in places if (place / name / DESIGN_FILE).is_file()), None)


def find_project(start: Path | None = None, output: Path | None = None) -> Project:
    """Return the paper that a file or folder belongs to: the nearest folder upwards that has banmian.toml.

    ``output`` takes the place of its output/.

    A link is seen where it stands, then where it leads. If there is none it is that of the current folder, and then
    that of the checkout which the program runs from. Raises ContentError where there is none of them either.
    """
    named = (Path(os.path.abspath(start)), start.resolve()) if start else ()
    starts = dict.fromkeys((*named, Path.cwd(), shipped()))
    for here in starts:
        for folder in (here, *here.parents):
            if (folder / PROJECT_FILE).is_file():
                return Project(folder, output)
    looked = next(iter(starts))
    raise ContentError(
        say("neither {folder} nor a folder above it has {file}", folder=looked, file=PROJECT_FILE),
        say("go to your paper's folder, or begin one: banmian init my-paper"),
    )
