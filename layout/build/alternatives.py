"""Alternatives of a page drawn side by side, and the one that was chosen written into the edition."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layout.base.diagnostics import Report
from layout.base.errors import PageError
from layout.build.inputs import load, open_press
from layout.build.page import build_page
from layout.build.pipeline import ALONE, Means, check_known, shared_out, workshop_for
from layout.build.preview import contact_sheet, page_image, png_bytes
from layout.files.output import Staging
from layout.files.project import Project
from layout.files.text import shown
from layout.plan.alternatives import page_alternatives
from layout.plan.page import Planned
from layout.plan.pins import write_pins
from layout.plan.solver.grid import PagePlan
from layout.plan.solver.solve import PlanResult
from layout.plan.stored import plan_data, plan_of

PLANS_FILE = "plans.json"
DPI = 60
"""Resolution of the pictures to choose from."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Alternatives drawn: the folder they are in, the picture with all of them, the plans, best first."""

    folder: Path
    sheet: Path
    results: tuple[PlanResult, ...]


def plans_folder(project: Project, edition: Path) -> Path:
    """Return where the alternatives of an edition's pages are: beside its output."""
    output = project.output(edition)
    return output.with_name(f"{output.name}.plans")


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
    kit = workshop_for(project, edition, means).kit(page.template)
    press = open_press(project, edition, None)
    progress(f"planning page {page_id}")
    target = plans_folder(project, folder)
    images = []
    with edition.provenance.telling(), Staging(target, keep=True) as staging:
        results = page_alternatives(edition, page, kit, count)
        for number, result in enumerate(results, start=1):
            progress(f"drawing alternative {number} of {len(results)}")
            made = build_page(project, edition, Planned(page, result.plan, result), kit, press)
            image = page_image(made.pdf, DPI)
            staging.write(f"{page_id}-{number}.png", png_bytes(image))
            images.append((f"{number}: {result.cost}", image))
        face = kit.fonts[kit.design.ads.text]
        sheet = contact_sheet(images, face.path, font_index=face.index, across=3)
        staging.write(f"{page_id}.png", png_bytes(sheet))
        told = [_told(number, result) for number, result in enumerate(results, start=1)]
        staging.write_json(PLANS_FILE, {"pages": {**_known(staging.folder / PLANS_FILE), page_id: told}})
    return Alternatives(target, target / f"{page_id}.png", results)


def _told(number: int, result: PlanResult) -> dict[str, Any]:
    terms = sorted((term for term in result.score if term.cost), key=lambda term: -term.cost)
    return {
        "n": number,
        "title": f"{result.cost} points",
        "notes": [f"{term.cost} {term.name}: {term.why}" for term in terms],
        "plan": plan_data(result.plan),
        "chosen": False,
    }


def _known(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        pages = json.loads(path.read_text("utf-8"))["pages"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return pages if isinstance(pages, dict) else {}


def choose(project: Project, folder: Path, page_id: str, number: int) -> PagePlan:
    """Write the places of an alternative that was drawn into the edition's page file; return its plan.

    Raises PageError if there is no such alternative, ContentError if the file cannot be changed.
    """
    target = plans_folder(project, folder)
    path = target / PLANS_FILE
    pages = _known(path)
    known = pages.get(page_id, [])
    if not 1 <= number <= len(known):
        have = f"it has {len(known)}" if known else "none was drawn"
        raise PageError(
            f"page {page_id} has no alternative {number}: {have}",
            f"draw them first: banmian plan {shown(folder)} --page {page_id} --alternatives 6",
        )
    try:
        plan = plan_of(known[number - 1]["plan"])
    except (KeyError, TypeError, ValueError) as error:
        raise PageError(f"{shown(path)} cannot be read: {error}", "draw the alternatives again") from error
    write_pins(folder, plan)
    marked = [{**told, "chosen": at == number} for at, told in enumerate(known, start=1)]
    with Staging(target, keep=True) as staging:
        staging.write_json(PLANS_FILE, {"pages": {**pages, page_id: marked}})
    return plan
