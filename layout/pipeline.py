"""From an edition folder to pages for the press, one stage after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layout import __version__
from layout.ads.draw import draw_ad
from layout.ads.ean import barcode_pdf
from layout.compose.index import Index, IndexEntry, compose_index
from layout.compose.story import ComposedStory, StoryComposer, StoryShape
from layout.compose.voices import Voices
from layout.content.load import load_edition
from layout.content.model import Edition, Page, Story
from layout.content.source import shown
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
from layout.plan.solve import NoPageError, PlanResult, elastic, solve
from layout.planning import page_problem
from layout.preflight import Preflight, State, as_json, preflight_page, profile_of, report_html
from layout.preflight.report import place
from layout.press import PdfX, PressCondition, load_press
from layout.preview import contact_sheet, page_image, png_bytes, thumbnail
from layout.project import Project
from layout.publish import Staging
from layout.render.html import render_html
from layout.render.page import PageModel, page_model
from layout.render.pdf import render_pdf
from layout.render.trace import page_trace
from layout.units import Rect

FRONT = "front"
"""The page kind that has a nameplate and an index."""
HOLE_ROWS = 2
"""A story may end this many rows before its columns do; more is a hole to be filled."""

CONTACT_SHEET_DPI = 60
"""Resolution at which pages are drawn for the contact sheet, where they are 480 pixels wide."""

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
    force: bool = False,
    progress: Progress = lambda _: None,
) -> BuildResult:
    """Build an edition, or only some of its pages, and put the result into the output folder.

    ``pdfx`` is the standard to write; the press condition's own if not given. ``force`` puts even pages that are not
    fit to print into the output folder: someone has looked at the findings and takes them.

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
    progress("preflight")
    preflight = check_pages(results, edition, press, report)
    proof = bool(report.errors) and not force
    target = project.output(folder)
    if proof:
        target = target.with_name(f"{target.name}.proof")
    progress("writing")
    with Staging(target, keep=bool(pages)) as staging:
        write_output(staging, edition, results, preflight, report, kits)
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
    plan = plan_page(edition, page, composers, kit, report).plan
    stories = compose_page(plan, composers)
    report_copy(stories.values(), report)
    index = page_index(edition, page, plan, kit)
    model = page_model(edition, page, plan, stories, kit.design, index)
    html = render_html(model, kit.folder)
    rendered = render_pdf(html, model.galleys, kit.fonts.faces, [kit.folder, project.assets])
    pdf = finish_page(
        rendered,
        kit.design.page,
        [*draw_ads(edition, model, kit, press, report), *draw_barcode(edition, model, kit)],
        PressInfo(edition.paper.name, edition.date, page.id, f"{edition.paper.name} {edition.date} {page.id}"),
        pictures=prepare_pictures(edition, model, press),
        press=press,
        slug_face=kit.fonts[kit.design.ads.text],
    )
    return PageResult(page, model, tuple(stories[name] for name in page.stories), pdf, page_ink(pdf))


def open_story(story: Story, kit: TemplateKit) -> StoryComposer:
    """Make a story ready to be set in any shape."""
    return StoryComposer(story, kit.voices, proportions(story.picture.path) if story.picture else None)


def draw_ads(
    edition: Edition, model: PageModel, kit: TemplateKit, press: PressCondition, report: Report
) -> list[PlacedAd]:
    """Draw the ads of a page at the size of their boxes; their pictures are separated for the press."""
    placed = []
    for box in model.ads:
        drawing = draw_ad(
            edition.ads[box.id],
            box.rect.width,
            box.rect.height,
            kit.design,
            kit.fonts,
            folder=edition.folder,
            separate=lambda path, rect, crop: prepare(path, rect, crop, press),
            language=edition.language,
        )
        report.extend(drawing.findings)
        placed.append(PlacedAd(box.id, drawing.pdf, box.rect))
    return placed


def draw_barcode(edition: Edition, model: PageModel, kit: TemplateKit) -> list[PlacedAd]:
    """Draw the serial's barcode in the nameplate, if the paper has an ISSN and the design a place for it."""
    box = kit.design.barcode
    if not (edition.paper.issn and box and model.nameplate):
        return []
    face = kit.fonts[kit.design.ads.text]
    add_on = f"{edition.issue % 100:02d}"
    try:
        pdf = barcode_pdf(edition.paper.issn, add_on, box.width, box.height, face)
    except ValueError as error:
        raise ContentError(f"paper: issn: {error}", "correct issn: in edition.yaml, or take it out") from error
    plate = model.nameplate
    return [PlacedAd("barcode", pdf, Rect(plate.x + box.x, plate.y + box.y, box.width, box.height))]


def prepare_pictures(edition: Edition, model: PageModel, press: PressCondition) -> list[PlacedPicture]:
    """Cut and separate the pictures of a page for their boxes."""
    placed = []
    for box in (story.picture for story in model.stories if story.picture):
        story = edition.stories[box.story]
        assert story.picture is not None
        picture = prepare(story.picture.path, box.rect, None, press)
        placed.append(PlacedPicture(box.story, picture, box.rect))
    return placed


def check_pages(results: Sequence[PageResult], edition: Edition, press: PressCondition, report: Report) -> Preflight:
    """Hold the finished pages against the press condition; what must not be printed is an error in the report."""
    profile = profile_of(press)
    pages = []
    for result in results:
        checked = preflight_page(result.pdf, profile, page_trace(result.model), page_data(result), page=result.page.id)
        for outcome in checked.findings:
            report.add(
                _SEVERITIES[outcome.state],
                outcome.rule.id,
                f"page {result.page.id}{place(outcome.rect)}: {outcome.message}",
                result.page.place,
                hint=outcome.fix,
                subject=result.page.id,
            )
        pages.append(checked)
    return Preflight(tuple(pages), profile.title)


_SEVERITIES = {
    State.INFO: Severity.INFO,
    State.WARN: Severity.WARNING,
    State.FAIL: Severity.WARNING,
    State.ERROR: Severity.ERROR,
    State.FATAL: Severity.ERROR,
}
"""A finding that is fatal, or a rule that broke down, makes the pages a proof; a failure is left to the editor."""


def check_output(project: Project, folder: Path, pdfx: PdfX | None = None) -> Preflight:
    """Check the pages that were last built of an edition. Raises PageError if there are none."""
    edition = load(project, folder, Report())
    press = open_press(project, edition, pdfx)
    target = project.output(folder)
    files = [(page.id, target / "pages" / f"{page.id}.pdf") for page in edition.pages]
    missing = [name for name, file in files if not file.is_file()]
    if missing:
        raise PageError(f"not built yet: {', '.join(missing)}", f"build it first: make pdf EDITION={shown(folder)}")
    traces = {page["id"]: page for page in _json(target / "layout.json")["pages"]}
    copy = {page["id"]: page for page in _json(target / "report.json")["pages"]}
    profile = profile_of(press)
    return Preflight(
        tuple(
            preflight_page(file.read_bytes(), profile, traces.get(name), copy.get(name), page=name)
            for name, file in files
        ),
        profile.title,
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{shown(path)} cannot be read: {error}", "build the edition again") from error
    return data if isinstance(data, dict) else {}


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned page and, if it was searched for, its score."""

    plan: PagePlan
    result: PlanResult | None

    def text(self, *, explain: bool) -> str:
        """Return the plan for the terminal: a line for each item, then the score."""
        lines = [f"page {self.plan.page}: {self.plan.columns} columns x {self.plan.rows} rows"]
        for placement in sorted(self.plan.placements, key=lambda placed: (placed.rect.row, placed.rect.column)):
            rect = placement.rect
            lines.append(
                f"  {placement.item:20} columns {rect.column + 1}-{rect.right}, rows {rect.row + 1}-{rect.foot}"
            )
        if self.result and explain:
            lines.append(self.result.explain(every=True))
        elif explain:
            lines.append("  given by areas: in edition.yaml")
        return "\n".join(lines)


def plan_edition(project: Project, folder: Path, *, pages: Sequence[str] = ()) -> list[Planned]:
    """Plan pages of an edition. Raises as `build` does."""
    edition = load(project, folder, Report())
    planned = []
    for page in _wanted(edition, pages):
        kit = open_template(project, page.template)
        composers = {name: open_story(edition.stories[name], kit) for name in page.stories}
        planned.append(plan_page(edition, page, composers, kit, Report()))
    return planned


def plan_page(
    edition: Edition, page: Page, composers: Mapping[str, StoryComposer], kit: TemplateKit, report: Report
) -> Planned:
    """Find the rectangle of every story and ad: as the page's picture of areas says, else by search.

    Raises ContentError where the picture of areas is at fault, or no page can be made of the items at all.
    """
    grid = kit.design.grid
    if page.areas:
        try:
            plan = plan_areas(
                page.id,
                page.areas,
                {name: edition.ads[name].rows for name in page.ads},
                lambda story, columns, at_top: composers[story].needed_rows(columns, at_top=at_top),
                grid.columns,
                grid.rows,
            )
            return Planned(plan, None)
        except AreasError as error:
            raise ContentError(f"{page.place}: page {page.id}: {error}", "correct areas: in edition.yaml") from error
    try:
        problem = page_problem(page, composers, edition.ads, kit.design, index_rows(edition, page, kit))
        try:
            result = solve(problem)
        except NoPageError as error:
            # Beyond all legal play: the page is made all the same, and the copyfit says what to cut or to add.
            report.warning(
                "plan-stretched",
                str(error),
                page.place,
                hint="see the copyfit: cut the stories that are over, or add to those that are under",
                subject=page.id,
            )
            result = solve(elastic(problem))
        return Planned(result.plan, result)
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
    preflight: Preflight,
    report: Report,
    kits: Mapping[str, TemplateKit],
) -> None:
    """Write PDFs, previews, layout.json and the reports; of pages not built now, what the last build left stays."""
    name = edition.date.isoformat()
    title = f"{edition.paper.name} {name}"
    for result in results:
        page = result.page.id
        staging.write(f"pages/{page}.pdf", result.pdf)
        image = page_image(result.pdf)
        staging.write(f"preview/{page}.png", png_bytes(image, 150))
        staging.write(f"preview/{page}-thumbnail.png", png_bytes(thumbnail(image)))
    files = [(page.id, staging.folder / "pages" / f"{page.id}.pdf") for page in edition.pages]
    if all(file.is_file() for _, file in files):
        pdfs = [(page, file.read_bytes()) for page, file in files]
        info = PressInfo(edition.paper.name, edition.date, "", title)
        staging.write(f"{edition.folder.resolve().name}.pdf", merge([pdf for _, pdf in pdfs], info))
        kit = next(iter(kits.values()))
        face = kit.fonts[kit.design.ads.text]
        images = [(page, page_image(pdf, CONTACT_SHEET_DPI)) for page, pdf in pdfs]
        sheet = contact_sheet(images, face.path, font_index=face.index)
        staging.write("preview/contact-sheet.png", png_bytes(sheet))
    layout = {"edition": name, "unit": "mm", "pages": [page_trace(result.model) for result in results]}
    staging.write_json("layout.json", _with_last_pages(staging, "layout.json", layout, edition))
    told = report_data(edition, results, preflight, report)
    staging.write_json("report.json", _with_last_pages(staging, "report.json", told, edition))
    html = report_html(preflight, title=title, language=edition.language)
    staging.write("report.html", html.encode("utf-8"))


def _with_last_pages(staging: Staging, name: str, data: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """Add to the data of the pages built now what the last output says of the others, in the edition's order."""
    path = staging.folder / name
    if not path.is_file():
        return data
    pages = {page["id"]: page for page in (*_json(path).get("pages", ()), *data["pages"])}
    return {**data, "pages": [pages[page.id] for page in edition.pages if page.id in pages]}


def report_data(
    edition: Edition, results: Sequence[PageResult], preflight: Preflight, report: Report
) -> dict[str, Any]:
    """Return the report of a build as plain data."""
    return {
        "program": f"banmian {__version__}",
        "paper": edition.paper.name,
        "edition": edition.date.isoformat(),
        "printable": not report.errors,
        "pages": [page_data(result) for result in results],
        "preflight": as_json(preflight),
        "findings": [finding.as_json() for finding in report.findings],
    }


def page_data(result: PageResult) -> dict[str, Any]:
    """Return the ink and the copyfit of a page as plain data."""
    return {
        "id": result.page.id,
        "ink": {"most": result.ink.most, "broad": result.ink.broad, "plates": list(result.ink.plates)},
        "stories": [story_data(composed) for composed in result.stories],
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
