"""From an edition folder to pages for the press, one stage after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layout import __version__
from layout.ads.draw import draw_ad
from layout.compose.story import ComposedStory, StoryComposer, StoryShape
from layout.compose.voices import Voices
from layout.content.load import load_edition
from layout.content.model import Edition, Page
from layout.design import Design, load_design
from layout.diagnostics import Diagnostic, Report, Severity
from layout.errors import ContentError, PageError
from layout.finish import PlacedAd, PressInfo, finish_page, merge
from layout.fonts import FontBook
from layout.plan.areas import AreasError, plan_areas
from layout.plan.grid import ItemKind, PagePlan
from layout.preview import contact_sheet, page_image, png_bytes, thumbnail
from layout.project import Project, shown
from layout.publish import Staging
from layout.render.html import render_html
from layout.render.page import PageModel, page_model
from layout.render.pdf import render_pdf
from layout.render.trace import page_trace

HOLE_ROWS = 2
"""A story may end this many rows before its columns do; more is a hole to be filled."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TemplateKit:
    """A template folder made ready: its tokens, its fonts, the voices of its styles."""

    folder: Path
    design: Design
    fonts: FontBook
    voices: Voices


@dataclass(frozen=True, slots=True)
class PageResult:
    """A page built: its PDF, what stands on it, and how its stories fit."""

    page: Page
    model: PageModel
    stories: tuple[ComposedStory, ...]
    pdf: bytes


@dataclass(frozen=True, slots=True)
class BuildResult:
    """An edition built: where it was written, its pages, and everything there is to say about it.

    ``proof`` tells that the pages are not fit to print and were written beside the last good output.
    """

    edition: Edition
    folder: Path
    pages: tuple[PageResult, ...]
    findings: tuple[Diagnostic, ...]
    proof: bool


def build(
    project: Project, folder: Path, *, pages: Sequence[str] = (), progress: Progress = lambda _: None
) -> BuildResult:
    """Build an edition, or only some of its pages, and put the result into the output folder.

    Raises ContentError with all findings if the edition cannot be used; TemplateError, EnvironmentError_ and
    OutputError as the stages do. Copy that does not fit is no exception: the result says so and is a proof.
    """
    report = Report()
    edition = load(project, folder, report)
    wanted = _wanted(edition, pages)
    kits = {name: open_template(project, name) for name in dict.fromkeys(page.template for page in wanted)}
    results = []
    for page in wanted:
        progress(f"page {page.id}")
        results.append(build_page(project, edition, page, kits[page.template], report))
    proof = bool(report.errors)
    target = project.output(folder)
    if proof:
        target = target.with_name(f"{target.name}.proof")
    progress("writing")
    with Staging(target, keep=bool(pages)) as staging:
        write_output(staging, edition, results, report, kits)
    return BuildResult(edition, target, tuple(results), report.findings, proof)


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


def _wanted(edition: Edition, pages: Sequence[str]) -> tuple[Page, ...]:
    known = {page.id for page in edition.pages}
    for name in pages:
        if name not in known:
            raise ContentError(f"there is no page {name} in this edition", f"its pages are {', '.join(sorted(known))}")
    return tuple(page for page in edition.pages if not pages or page.id in pages)


def open_template(project: Project, name: str) -> TemplateKit:
    """Read a template's tokens and find its fonts."""
    folder = project.templates / name
    design = load_design(folder)
    fonts = FontBook(design.fonts)
    return TemplateKit(folder, design, fonts, Voices(design, fonts))


def build_page(project: Project, edition: Edition, page: Page, kit: TemplateKit, report: Report) -> PageResult:
    """Plan, compose, render and finish one page."""
    composers = {name: StoryComposer(edition.stories[name], kit.voices) for name in page.stories}
    plan = plan_page(edition, page, composers, kit)
    stories = compose_page(plan, composers)
    report_copy(stories.values(), report)
    model = page_model(edition, page, plan, stories, kit.design)
    html = render_html(model, kit.folder)
    rendered = render_pdf(html, model.galleys, kit.fonts.faces, [kit.folder, project.assets])
    ads = [
        PlacedAd(
            box.id,
            draw_ad(edition.ads[box.id], box.rect.width, box.rect.height, kit.design, kit.fonts).pdf,
            box.rect,
        )
        for box in model.ads
    ]
    info = PressInfo(edition.paper.name, edition.date, page.id, f"{edition.paper.name} {edition.date} {page.id}")
    pdf = finish_page(rendered, kit.design.page, ads, info)
    return PageResult(page, model, tuple(stories[name] for name in page.stories), pdf)


def plan_page(edition: Edition, page: Page, composers: Mapping[str, StoryComposer], kit: TemplateKit) -> PagePlan:
    """Find the rectangle of every story and ad. Raises ContentError where the picture of areas is at fault."""
    grid = kit.design.grid
    try:
        return plan_areas(
            page.id,
            page.areas,
            {name: edition.ads[name].rows for name in page.ads},
            lambda story, columns, at_top: composers[story].needed_rows(columns, at_top=at_top),
            grid.columns,
            grid.rows,
        )
    except AreasError as error:
        raise ContentError(f"{page.place}: page {page.id}: {error}", "correct areas: in edition.yaml") from error


def compose_page(plan: PagePlan, composers: Mapping[str, StoryComposer]) -> dict[str, ComposedStory]:
    """Set every story of a plan in its rectangle."""
    composed = {}
    for placement in plan.placements:
        if placement.kind is ItemKind.STORY:
            rect = placement.rect
            shape = StoryShape(rect.columns, rect.rows, at_top=rect.row == 0)
            composed[placement.item] = composers[placement.item].compose(shape)
    return composed


def report_copy(stories: Sequence[ComposedStory] | Any, report: Report) -> None:
    """Say how the copy fits: overset, holes, heads too long, loose lines, characters without a glyph."""
    for composed in stories:
        story, fit = composed.story, composed.fit
        subject = story.id
        if fit.over_lines:
            report.error(
                "copy-overset",
                f"{story.id}: {fit.summary}: {fit.over_lines} lines do not fit",
                story.place,
                hint=f"cut about {fit.over_characters} characters, or give the story more room",
                subject=subject,
            )
        elif fit.under_lines > HOLE_ROWS:
            report.warning(
                "copy-hole",
                f"{story.id}: {fit.summary}: {fit.under_lines} rows stay empty",
                story.place,
                hint=f"add about {fit.under_characters} characters, or give the story less room",
                subject=subject,
            )
        for role in composed.head.too_long:
            report.error(
                "head-too-long",
                f"{story.id}: the {role} does not fit over {composed.shape.columns} column(s)",
                story.place,
                hint="shorten it, or give the story more columns",
                subject=subject,
            )
        for line in composed.loose:
            report.warning("loose-line", f"{story.id}: loose line: {line.text}", story.place, subject=subject)
        for char in dict.fromkeys(composed.missing):
            report.error(
                "missing-glyph",
                f"{story.id}: no font has a glyph for {char!r} (U+{ord(char):04X})",
                story.place,
                hint="replace the character, or name a font that has it in the template's design.yaml",
                subject=subject,
            )


def write_output(
    staging: Staging,
    edition: Edition,
    results: Sequence[PageResult],
    report: Report,
    kits: Mapping[str, TemplateKit],
) -> None:
    """Write PDFs, previews, layout.json and report.json of the built pages."""
    name = edition.date.isoformat()
    images = []
    for result in results:
        page = result.page.id
        staging.write(f"pages/{page}.pdf", result.pdf)
        image = page_image(result.pdf)
        images.append((page, image))
        staging.write(f"preview/{page}.png", png_bytes(image, 150))
        staging.write(f"preview/{page}-thumbnail.png", png_bytes(thumbnail(image)))
    info = PressInfo(edition.paper.name, edition.date, "", f"{edition.paper.name} {name}")
    if len(results) == len(edition.pages):
        staging.write(f"{edition.folder.resolve().name}.pdf", merge([result.pdf for result in results], info))
        kit = next(iter(kits.values()))
        face = kit.fonts[kit.design.ads.text]
        sheet = contact_sheet(images, face.path, font_index=face.index)
        staging.write("preview/contact-sheet.png", png_bytes(sheet))
    staging.write_json(
        "layout.json",
        {"edition": name, "unit": "mm", "pages": [page_trace(result.model) for result in results]},
    )
    staging.write_json("report.json", report_data(edition, results, report))


def report_data(edition: Edition, results: Sequence[PageResult], report: Report) -> dict[str, Any]:
    """Return the report of a build as plain data."""
    return {
        "program": f"banmian {__version__}",
        "paper": edition.paper.name,
        "edition": edition.date.isoformat(),
        "printable": not report.errors,
        "pages": [
            {"id": result.page.id, "stories": [story_data(composed) for composed in result.stories]}
            for result in results
        ],
        "findings": [finding.as_json() for finding in report.findings],
    }


def story_data(composed: ComposedStory) -> dict[str, Any]:
    """Return the copyfit of a story as plain data."""
    fit = composed.fit
    return {
        "id": composed.story.id,
        "file": composed.story.place.file,
        "columns": composed.shape.columns,
        "rows": composed.shape.rows,
        "head_rows": composed.head.rows,
        "characters": fit.characters,
        "lines": fit.lines,
        "capacity_lines": fit.capacity,
        "over_lines": fit.over_lines,
        "over_characters": fit.over_characters,
        "over_text": "".join(line.text for line in composed.overset),
        "under_lines": fit.under_lines,
        "under_characters": fit.under_characters,
        "fit": fit.summary,
        "levers": list(fit.levers),
        "widows": fit.widows,
        "orphans": fit.orphans,
        "loose_lines": [line.text for line in composed.loose],
    }


def require_printable(result: BuildResult) -> None:
    """Raise PageError if the pages must not be printed."""
    if result.proof:
        errors = sum(finding.severity is Severity.ERROR for finding in result.findings)
        raise PageError(
            f"{errors} error(s): the pages are not fit to print and stand as proofs in {shown(result.folder)}",
            "mend what is listed above and build again; the last good output was left as it was",
        )
