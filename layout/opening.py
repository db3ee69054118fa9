"""What is read before anything is made: the edition, its templates, its press condition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.content.load import load_edition
from layout.content.model import Edition, Page, Story
from layout.content.source import shown
from layout.design import Design, load_design
from layout.diagnostics import Report
from layout.errors import ContentError
from layout.fonts import FontBook
from layout.images import check, proportions
from layout.press import PdfX, PressCondition, load_press
from layout.project import Project


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
    if loaded.edition is not None:
        check_pictures(loaded.edition, report)
    if loaded.edition is None or report.errors:
        errors = report.errors
        raise ContentError(
            "\n".join(str(finding) for finding in report.findings) + f"\n{len(errors)} error(s) in {shown(folder)}"
        )
    return loaded.edition


def check_pictures(edition: Edition, report: Report) -> None:
    """Report the pictures of stories that cannot be read, each where it is named."""
    for story in edition.stories.values():
        for picture in filter(None, (story.picture, *story.pictures)):
            try:
                check(picture.path)
            except ContentError as error:
                report.error("picture-unreadable", error.message, picture.named, hint=error.hint, subject=story.id)


def open_template(project: Project, name: str) -> TemplateKit:
    """Read a template's tokens and find its fonts."""
    folder = project.templates / name
    design = load_design(folder)
    fonts = FontBook(design.fonts)
    return TemplateKit(folder, design, fonts, Voices(design, fonts))


def open_templates(project: Project, pages: Iterable[Page]) -> dict[str, TemplateKit]:
    """Open the templates that pages are made of, each once."""
    return {name: open_template(project, name) for name in dict.fromkeys(page.template for page in pages)}


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
    ratio = proportions(story.picture.path) if story.picture else None
    return StoryComposer(story, kit.voices, ratio, [proportions(picture.path) for picture in story.pictures])
