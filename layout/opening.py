"""What is read before anything is made: the edition, its templates, its press condition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.content.load import load_edition
from layout.content.model import Edition, Story
from layout.content.source import shown
from layout.design import Design, load_design
from layout.diagnostics import Report
from layout.errors import ContentError, EnvironmentError_, TemplateError
from layout.fonts import FontBook, MissingFontsError
from layout.images import proportions
from layout.press import PdfX, PressCondition, load_press
from layout.project import Project
from layout.render.faults import check_tokens


@dataclass(frozen=True, slots=True)
class TemplateKit:
    """A template folder made ready: its tokens, its fonts, the voices of its styles."""

    folder: Path
    design: Design
    fonts: FontBook
    voices: Voices


def load(project: Project, folder: Path, report: Report) -> Edition:
    """Load an edition. Raises ContentError when there are errors; the findings are in the report."""
    loaded = load_edition(folder, project.templates)
    report.extend(loaded.findings)
    if loaded.edition is None:
        errors = report.errors
        raise ContentError(
            "\n".join(str(finding) for finding in report.findings) + f"\n{len(errors)} error(s) in {shown(folder)}"
        )
    return loaded.edition


def open_template(project: Project, name: str) -> TemplateKit:
    """Read a template's tokens and find its fonts."""
    folder = project.templates / name
    design = load_design(folder)
    check_tokens(folder, design)
    fonts = _open_fonts(design, folder)
    return TemplateKit(folder, design, fonts, Voices(design, fonts))


def _open_fonts(design: Design, folder: Path) -> FontBook:
    try:
        return FontBook(design.fonts)
    except MissingFontsError as error:
        path = folder / "design.yaml"
        text = path.read_text("utf-8", "replace").splitlines()
        places = [
            f"{shown(path)}:{line}: {name}"
            for name in error.names
            for line, written in enumerate(text, 1)
            if written.split(":")[0].strip() == name
        ]
        message = "\n".join((error.message, *places))
        # A family no package of ours has is more likely a slip of the pen than a font to be installed.
        raise (EnvironmentError_ if error.packaged else TemplateError)(message, error.hint) from error


def open_press(project: Project, edition: Edition, pdfx: PdfX | None) -> PressCondition:
    """Read the press condition an edition is printed under. Raises PressError or ContentError."""
    folder = project.assets / "press"
    path = folder / f"{edition.press}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.yaml")))
        raise ContentError(f"there is no press condition {edition.press!r}", f"press: in edition.yaml may be {known}")
    press = load_press(path)
    return press.model_copy(update={"pdfx": pdfx}) if pdfx else press


def open_story(story: Story, kit: TemplateKit) -> StoryComposer:
    """Make a story ready to be set in any shape."""
    return StoryComposer(story, kit.voices, proportions(story.picture.path) if story.picture else None)
