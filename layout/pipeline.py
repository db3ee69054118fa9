"""From an edition folder to pages for the press, one stage after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layout.content.model import Edition, Page
from layout.content.source import shown
from layout.diagnostics import Diagnostic, Report, Severity
from layout.errors import ContentError, PageError
from layout.finish import PressInfo, merge
from layout.opening import TemplateKit, load, open_press, open_template
from layout.pages import PageResult, build_page
from layout.planning.page import Planned, plan_page
from layout.preflight import Preflight, State, preflight_page, profile_of, report_html
from layout.preflight.report import place
from layout.press import PdfX, PressCondition
from layout.preview import contact_sheet, page_image, png_bytes, thumbnail
from layout.project import Project
from layout.publish import Staging
from layout.render.trace import page_trace
from layout.reporting import page_data, report_data

CONTACT_SHEET_DPI = 60
"""Resolution at which pages are drawn for the contact sheet, where they are 480 pixels wide."""

Progress = Callable[[str], None]


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
    built: Callable[[PageResult], None] = lambda _: None,
) -> BuildResult:
    """Build an edition, or only some of its pages, and put the result into the output folder.

    ``pdfx`` is the standard to write; the press condition's own if not given. ``force`` puts even pages that are not
    fit to print into the output folder: someone has looked at the findings and takes them. ``built`` is shown every
    page as soon as it is made, before it is checked and written.

    Raises ContentError with all findings if the edition cannot be used; TemplateError, EnvironmentError_ and
    OutputError as the stages do. Copy that does not fit is no exception: the result says so and is a proof.
    """
    report = Report()
    edition = load(project, folder, report)
    wanted = _wanted(edition, pages)
    press = open_press(project, edition, pdfx)
    kits = open_templates(project, wanted)
    results = []
    for page in wanted:
        progress(f"page {page.id}")
        planned = plan_page(edition, page, kits[page.template])
        result = build_page(project, edition, planned, kits[page.template], press)
        report.extend(result.findings)
        results.append(result)
        built(result)
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


def _wanted(edition: Edition, pages: Sequence[str]) -> tuple[Page, ...]:
    known = {page.id for page in edition.pages}
    for name in pages:
        if name not in known:
            raise ContentError(f"there is no page {name} in this edition", f"its pages are {', '.join(sorted(known))}")
    return tuple(page for page in edition.pages if not pages or page.id in pages)


def open_templates(project: Project, pages: Sequence[Page]) -> dict[str, TemplateKit]:
    """Open the templates that pages are made of, each once."""
    return {name: open_template(project, name) for name in dict.fromkeys(page.template for page in pages)}


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


def press_of(project: Project, folder: Path) -> PressCondition:
    """Return the press condition of an edition. Raises ContentError or PressError."""
    return open_press(project, load(project, folder, Report()), None)


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{shown(path)} cannot be read: {error}", "build the edition again") from error
    return data if isinstance(data, dict) else {}


def plan_edition(project: Project, folder: Path, *, pages: Sequence[str] = ()) -> list[Planned]:
    """Plan pages of an edition. Raises as `build` does."""
    edition = load(project, folder, Report())
    wanted = _wanted(edition, pages)
    kits = open_templates(project, wanted)
    return [plan_page(edition, page, kits[page.template]) for page in wanted]


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
        staging.write("preview/contact-sheet.png", sheet_png(pdfs, next(iter(kits.values()))))
    layout = {"edition": name, "unit": "mm", "pages": [page_trace(result.model) for result in results]}
    staging.write_json("layout.json", _with_last_pages(staging, "layout.json", layout, edition))
    told = report_data(edition, results, preflight, report)
    staging.write_json("report.json", _with_last_pages(staging, "report.json", told, edition))
    html = report_html(preflight, title=title, language=edition.language)
    staging.write("report.html", html.encode("utf-8"))


def sheet_png(pages: Sequence[tuple[str, bytes]], kit: TemplateKit) -> bytes:
    """Return the contact sheet of pages (number and PDF) as a PNG, labelled in a face of the template."""
    face = kit.fonts[kit.design.ads.text]
    images = [(page, page_image(pdf, CONTACT_SHEET_DPI)) for page, pdf in pages]
    return png_bytes(contact_sheet(images, face.path, font_index=face.index))


def edition_sheet(project: Project, folder: Path, output: Path) -> bytes | None:
    """Return the contact sheet of the pages in an output folder as a PNG, None while a page is missing."""
    edition = load(project, folder, Report())
    files = [(page.id, output / "pages" / f"{page.id}.pdf") for page in edition.pages]
    if not all(file.is_file() for _, file in files):
        return None
    return sheet_png(
        [(page, file.read_bytes()) for page, file in files], open_template(project, edition.pages[0].template)
    )


def _with_last_pages(staging: Staging, name: str, data: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """Add to the data of the pages built now what the last output says of the others, in the edition's order."""
    path = staging.folder / name
    if not path.is_file():
        return data
    pages = {page["id"]: page for page in (*_json(path).get("pages", ()), *data["pages"])}
    return {**data, "pages": [pages[page.id] for page in edition.pages if page.id in pages]}


def require_printable(result: BuildResult) -> None:
    """Raise PageError if the pages must not be printed."""
    if result.proof:
        errors = sum(finding.severity is Severity.ERROR for finding in result.findings)
        raise PageError(
            f"{errors} error(s): the pages are not fit to print and stand as proofs in {shown(result.folder)}",
            "mend what is listed above and build again; the last good output was left as it was",
        )
