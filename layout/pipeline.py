"""From an edition folder to pages for the press, one stage after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layout.content.model import Edition
from layout.content.source import shown
from layout.diagnostics import Diagnostic, Report, Severity
from layout.errors import ContentError, PageError
from layout.finish import PressInfo, merge
from layout.opening import TemplateKit, load, open_press, open_templates
from layout.pages import PageResult, build_page
from layout.planning.edition import EditionPlan, plan_edition, share_out
from layout.planning.keep import PLAN_FILE, plan_data, read_plans
from layout.planning.page import lint_page
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


def _silent(_: str) -> None:
    """Say nothing of the progress."""


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
    few_moves: bool = False,
    progress: Progress = _silent,
) -> BuildResult:
    """Build an edition, or only some of its pages, and put the result into the output folder.

    ``pdfx`` is the standard to write; the press condition's own if not given. ``force`` puts even pages that are not
    fit to print into the output folder: someone has looked at the findings and takes them. ``few_moves`` keeps the
    pages as near as can be to those of the last output; without it the pages depend on the edition alone.

    Raises ContentError with all findings if the edition cannot be used; TemplateError, EnvironmentError_ and
    OutputError as the stages do. Copy that does not fit is no exception: the result says so and is a proof.
    """
    report = Report()
    edition = load(project, folder, report)
    _check_known(edition, pages)
    press = open_press(project, edition, pdfx)
    kits = open_templates(project, edition.pages)
    target = project.output(folder)
    previous = read_plans(target) if few_moves else None
    plan = plan_edition(edition, kits, pages, previous=previous, progress=progress)
    edition = plan.edition
    report.extend(plan.findings)
    results = []
    for planned in plan.pages:
        progress(f"page {planned.page.id}")
        result = build_page(project, edition, planned, kits[planned.page.template], press)
        report.extend(result.findings)
        results.append(result)
    progress("preflight")
    preflight = check_pages(results, edition, press, report)
    proof = bool(report.errors) and not force
    if proof:
        target = target.with_name(f"{target.name}.proof")
    progress("writing")
    with Staging(target, keep=bool(pages)) as staging:
        write_output(staging, edition, results, preflight, report, kits)
    return BuildResult(edition, target, tuple(results), report.findings, proof)


def _check_known(edition: Edition, pages: Sequence[str]) -> None:
    known = {page.id for page in edition.pages}
    for name in pages:
        if name not in known:
            raise ContentError(f"there is no page {name} in this edition", f"its pages are {', '.join(sorted(known))}")


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


def check_plans(project: Project, folder: Path) -> tuple[Diagnostic, ...]:
    """Hold the plans of the last build against the edition and the taboo list; errors first, page by page.

    Raises PageError if a page was not planned yet, ContentError if the edition cannot be used.
    """
    edition = load(project, folder, Report())
    kits = open_templates(project, edition.pages)
    edition = share_out(edition, kits).edition
    plans = read_plans(project.output(folder))
    missing = [page.id for page in edition.pages if page.id not in plans]
    if missing:
        raise PageError(f"not built yet: {', '.join(missing)}", f"build it first: make pdf EDITION={shown(folder)}")
    return tuple(
        finding for page in edition.pages for finding in lint_page(edition, page, kits[page.template], plans[page.id])
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{shown(path)} cannot be read: {error}", "build the edition again") from error
    return data if isinstance(data, dict) else {}


def plan_folder(
    project: Project, folder: Path, *, pages: Sequence[str] = (), few_moves: bool = False, progress: Progress = _silent
) -> EditionPlan:
    """Plan pages of an edition without building them. Raises as `build` does."""
    edition = load(project, folder, Report())
    _check_known(edition, pages)
    kits = open_templates(project, edition.pages)
    previous = read_plans(project.output(folder)) if few_moves else None
    return plan_edition(edition, kits, pages, previous=previous, progress=progress)


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
    plans = {"edition": name, "pages": [plan_data(result.plan) for result in results]}
    staging.write_json(PLAN_FILE, _with_last_pages(staging, PLAN_FILE, plans, edition))
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


def require_printable(result: BuildResult) -> None:
    """Raise PageError if the pages must not be printed."""
    if result.proof:
        errors = sum(finding.severity is Severity.ERROR for finding in result.findings)
        raise PageError(
            f"{errors} error(s): the pages are not fit to print and stand as proofs in {shown(result.folder)}",
            "mend what is listed above and build again; the last good output was left as it was",
        )
