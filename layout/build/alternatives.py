"""Alternatives of a page drawn side by side, and the one that was chosen written into the edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from layout.base.diagnostics import Report
from layout.base.errors import PageError
from layout.base.messages import say, telling, told
from layout.build.inputs import check_known, load, open_press
from layout.build.page import draw_page, set_page
from layout.build.pageinks import page_press
from layout.build.pipeline import ALONE, Means, shared_out, workshop_for
from layout.build.preview import contact_sheet, facing, page_image, png_bytes
from layout.files.codec import read_record, to_data
from layout.files.output import Staging
from layout.files.project import Beside, Project
from layout.files.text import shown
from layout.plan.alternatives import page_alternatives
from layout.plan.page import Planned
from layout.plan.pins import write_pins
from layout.plan.solver.grid import PagePlan
from layout.plan.solver.solve import PlanResult
from layout.plan.stored import PagePlanRecord, plan_record

DPI = 60
"""Resolution of the pictures to choose from."""


@dataclass(frozen=True, slots=True)
class AlternativeRecord:
    """A plan to choose: its number from 1, its cost in words, what it costs for, and whether it was chosen."""

    n: int
    title: str
    notes: tuple[str, ...]
    plan: PagePlanRecord
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class AlternativesRecord:
    """plans.json: the alternatives of every page that some were drawn of, best first."""

    FILE: ClassVar[str] = "plans.json"

    pages: Mapping[str, tuple[AlternativeRecord, ...]]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Alternatives drawn: the folder they are in, the picture with all of them, the plans, best first."""

    folder: Path
    sheet: Path
    results: tuple[PlanResult, ...]


def plans_folder(project: Project, edition: Path) -> Path:
    """Return where the alternatives of an edition's pages are: beside its output."""
    return Beside.PLANS.of(project.output(edition))


def draw_alternatives(
    project: Project,
    folder: Path,
    page_id: str,
    count: int,
    means: Means = ALONE,
    progress: Callable[[str], None] = lambda _: None,
) -> Alternatives:
    """Plan a page in up to ``count`` different ways and draw each.

    Writes ``<page>-<n>.png``, ``<page>.png`` with all of them, and ``plans.json`` into output/<edition>.plans; the
    alternatives of other pages stay. Raises ContentError if there is no such page, or no page can be made.
    """
    edition = load(project, folder, Report())
    check_known(edition, [page_id])
    edition = shared_out(project, edition, means)
    page = edition.page(page_id)
    if page.is_half and page.spread:
        page = edition.page(page_id := page.spread)
    kit = workshop_for(project, edition, means).kit(page.template, edition.language)
    press = page_press(edition, page, open_press(project, edition, None))
    progress(say("planning page {page}", page=page_id))
    target = plans_folder(project, folder)
    images = []
    with edition.provenance.telling(), Staging(target, keep=True) as staging:
        results = page_alternatives(edition, page, kit, count)
        for number, result in enumerate(results, start=1):
            progress(say("drawing alternative {number} of {all}", number=number, all=len(results)))
            planned = Planned(page, result.plan, result)
            halves = (page, edition.page(page.spread)) if page.spread else (None,)
            made = (set_page(edition, planned, kit, press, half=half) for half in halves)
            image = facing([page_image(draw_page(project, edition, each, kit, press), DPI) for each in made])
            staging.write(f"{page_id}-{number}.png", png_bytes(image))
            images.append((f"{number}: {result.cost}", image))
        face = kit.fonts[kit.design.ads.text]
        sheet = contact_sheet(images, face.path, font_index=face.index, across=3)
        staging.write(f"{page_id}.png", png_bytes(sheet))
        language = telling(edition.language)
        records = tuple(_record(number, result, language) for number, result in enumerate(results, start=1))
        _write(staging, {**_known(staging.folder), page_id: records})
    return Alternatives(target, target / f"{page_id}.png", results)


def _record(number: int, result: PlanResult, language: str) -> AlternativeRecord:
    """Return an alternative as it is told in a language."""
    terms = sorted((term for term in result.score if term.cost), key=lambda term: -term.cost)
    notes = (say("{cost} {term}: {why}", cost=term.cost, term=term.name, why=term.why) for term in terms)
    title = say("{points:point|points}", points=result.cost)
    return AlternativeRecord(
        number, told(title, language), tuple(told(note, language) for note in notes), plan_record(result.plan)
    )


def _known(folder: Path) -> Mapping[str, tuple[AlternativeRecord, ...]]:
    """Return the alternatives in a folder by page; none if there are none. Raises PageError if they are damaged."""
    path = folder / AlternativesRecord.FILE
    if not path.is_file():
        return {}
    return read_record(AlternativesRecord, path, "delete the file, and draw the alternatives again").pages


def _write(staging: Staging, pages: Mapping[str, tuple[AlternativeRecord, ...]]) -> None:
    staging.write_json(AlternativesRecord.FILE, to_data(AlternativesRecord(pages)))


def choose(project: Project, folder: Path, page_id: str, number: int) -> PagePlan:
    """Write the places of an alternative that was drawn into the edition's page file; return its plan.

    Raises PageError if there is no such alternative, ContentError if the file cannot be changed.
    """
    target = plans_folder(project, folder)
    pages = _known(target)
    known = pages.get(page_id, ())
    if not 1 <= number <= len(known):
        have = say("it has {count}", count=len(known)) if known else say("none was drawn")
        raise PageError(
            say("page {page_id} has no alternative {number}: {have}", page_id=page_id, number=number, have=have),
            say(
                "draw them first: banmian plan {folder} --page {page_id} --alternatives 6",
                folder=shown(folder),
                page_id=page_id,
            ),
        )
    plan = known[number - 1].plan.plan
    write_pins(folder, plan)
    marked = tuple(replace(each, chosen=each.n == number) for each in known)
    with Staging(target, keep=True) as staging:
        _write(staging, {**pages, page_id: marked})
    return plan
