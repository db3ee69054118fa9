"""From an edition folder to pages for the press, one stage after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layout import __version__
from layout.ads.draw import draw_ad
from layout.compose.index import Index, IndexEntry, compose_index
from layout.compose.story import ComposedStory, StoryComposer, StoryShape
from layout.compose.voices import Voices
from layout.content.load import load_edition
from layout.content.model import Edition, Page, Story
from layout.design import Design, load_design
from layout.diagnostics import Diagnostic, Report, Severity
from layout.errors import ContentError, PageError
from layout.finish import PlacedAd, PlacedPicture, PressInfo, finish_page, merge
from layout.fonts import FontBook
from layout.images import prepare, proportions
from layout.inks import PageInk, page_ink
from layout.plan.areas import AreasError, plan_areas
from layout.plan.grid import ItemKind, PagePlan
from layout.plan.items import PlanError
from layout.plan.solve import NoPageError, elastic, solve
from layout.planning import page_problem
from layout.press import PdfX, PressCondition, load_press
from layout.preview import contact_sheet, page_image, png_bytes, thumbnail
from layout.project import Project, shown
from layout.publish import Staging
from layout.render.html import render_html
from layout.render.page import PageModel, page_model
from layout.render.pdf import render_pdf
from layout.render.trace import page_trace

FRONT = "front"
"""The page kind that has a nameplate and an index."""
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
    ink: PageInk


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
    project: Project,
    folder: Path,
    *,
    pages: Sequence[str] = (),
    pdfx: PdfX | None = None,
    progress: Progress = lambda _: None,
) -> BuildResult:
    """Build an edition, or only some of its pages, and put the result into the output folder.

    ``pdfx`` is the standard to write; the press condition's own if not given.

    Raises ContentError with all findings if the edition cannot be used; TemplateError, EnvironmentError_ and
    OutputError as the stages do. Copy that does not fit is no exception: the result says so and is a proof.
    """
    report = Report()
    edition = load(project, folder, report)
    wanted = _wanted(edition, pages)
    press = open_press(project, edition, pdfx)
    kits = {name: open_template(project, name) for name in dict.fromkeys(page.template for page in wanted)}
    results = []
    for page in wanted:
        progress(f"page {page.id}")
        results.append(build_page(project, edition, page, kits[page.template], press, report))
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


def open_press(project: Project, edition: Edition, pdfx: PdfX | None) -> PressCondition:
    """Read the press condition an edition is printed under. Raises PressError or ContentError."""
    folder = project.assets / "press"
    path = folder / f"{edition.press}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.yaml")))
        raise ContentError(f"there is no press condition {edition.press!r}", f"press: in edition.yaml may be {known}")
    press = load_press(path)
    return press.model_copy(update={"pdfx": pdfx}) if pdfx else press


def build_page(
    project: Project, edition: Edition, page: Page, kit: TemplateKit, press: PressCondition, report: Report
) -> PageResult:
    """Plan, compose, render and finish one page."""
    composers = {name: open_story(edition.stories[name], kit) for name in page.stories}
    plan = plan_page(edition, page, composers, kit, report)
    stories = compose_page(plan, composers)
    report_copy(stories.values(), report)
    index = page_index(edition, page, plan, kit)
    model = page_model(edition, page, plan, stories, kit.design, index)
    html = render_html(model, kit.folder)
    rendered = render_pdf(html, model.galleys, kit.fonts.faces, [kit.folder, project.assets])
    pdf = finish_page(
        rendered,
        kit.design.page,
        draw_ads(edition, model, kit),
        PressInfo(edition.paper.name, edition.date, page.id, f"{edition.paper.name} {edition.date} {page.id}"),
        pictures=prepare_pictures(edition, model, press, report),
        press=press,
        slug_face=kit.fonts[kit.design.ads.text],
    )
    ink = page_ink(pdf)
    report_ink(page, ink, press, report)
    return PageResult(page, model, tuple(stories[name] for name in page.stories), pdf, ink)


def open_story(story: Story, kit: TemplateKit) -> StoryComposer:
    """Make a story ready to be set in any shape."""
    return StoryComposer(story, kit.voices, proportions(story.picture.path) if story.picture else None)


def draw_ads(edition: Edition, model: PageModel, kit: TemplateKit) -> list[PlacedAd]:
    """Draw the ads of a page at the size of their boxes."""
    placed = []
    for box in model.ads:
        drawing = draw_ad(edition.ads[box.id], box.rect.width, box.rect.height, kit.design, kit.fonts)
        placed.append(PlacedAd(box.id, drawing.pdf, box.rect))
    return placed


def prepare_pictures(edition: Edition, model: PageModel, press: PressCondition, report: Report) -> list[PlacedPicture]:
    """Cut and separate the pictures of a page for their boxes, and say which are too coarse to print well."""
    placed = []
    for box in (story.picture for story in model.stories if story.picture):
        story = edition.stories[box.story]
        assert story.picture is not None
        picture = prepare(story.picture.path, box.rect, None, press)
        if picture.dpi < press.images.least:
            report.warning(
                "picture-coarse",
                f"{story.id}: the picture has {picture.dpi:.0f} pixels an inch in print, {press.images.least:.0f} are"
                " wanted",
                story.place,
                hint="use a larger file, or set columns: under picture: to a smaller number",
                subject=story.id,
            )
        placed.append(PlacedPicture(box.story, picture, box.rect))
    return placed


def report_ink(page: Page, ink: PageInk, press: PressCondition, report: Report) -> None:
    """Say when a page lays on more ink than the press can dry."""
    if ink.broad > press.ink.total:
        report.error(
            "ink-total",
            f"page {page.id}: {ink.broad:.0f} % ink, the press condition {press.name} allows {press.ink.total:.0f} %",
            page.place,
            hint="lighten the colours named in the design or in the ad at that place",
            subject=page.id,
        )


def plan_page(
    edition: Edition, page: Page, composers: Mapping[str, StoryComposer], kit: TemplateKit, report: Report
) -> PagePlan:
    """Find the rectangle of every story and ad: as the page's picture of areas says, else by search.

    Raises ContentError where the picture of areas is at fault, or no page can be made of the items at all.
    """
    grid = kit.design.grid
    if page.areas:
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
    try:
        problem = page_problem(page, composers, edition.ads, kit.design, index_rows(edition, page, kit))
        try:
            return solve(problem).plan
        except NoPageError as error:
            # Beyond all legal play: the page is made all the same, and the copyfit says what to cut or to add.
            report.warning(
                "plan-stretched",
                str(error),
                page.place,
                hint="see the copyfit: cut the stories that are over, or add to those that are under",
                subject=page.id,
            )
            return solve(elastic(problem)).plan
    except PlanError as error:
        raise ContentError(f"{page.place}: {error}", "take something off the page, or put something on it") from error


def index_entries(edition: Edition, page: Page) -> list[IndexEntry]:
    """Return the first story of every other page, for the index of a front page."""
    entries = []
    for other in edition.pages:
        if other.id != page.id:
            first = min((edition.stories[name] for name in other.stories), key=lambda story: story.priority)
            entries.append(IndexEntry(other.id, first.headline))
    return entries


def index_rows(edition: Edition, page: Page, kit: TemplateKit) -> dict[int, int] | None:
    """Return the rows the index needs over so many columns, or None for a page that has no index."""
    if page.kind != FRONT:
        return None
    entries = index_entries(edition, page)
    label, language = kit.design.index.label, edition.language
    return {
        columns: compose_index(label, entries, columns, 0, kit.voices, language).rows
        for columns in kit.design.index.columns
    }


def page_index(edition: Edition, page: Page, plan: PagePlan, kit: TemplateKit) -> Index | None:
    """Set the index in the rectangle the plan gives it."""
    for placement in plan.placements:
        if placement.kind is ItemKind.INDEX:
            rect = placement.rect
            entries = index_entries(edition, page)
            return compose_index(kit.design.index.label, entries, rect.columns, rect.rows, kit.voices, edition.language)
    return None


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
            {
                "id": result.page.id,
                "ink": {"most": result.ink.most, "broad": result.ink.broad, "plates": list(result.ink.plates)},
                "stories": [story_data(composed) for composed in result.stories],
            }
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
