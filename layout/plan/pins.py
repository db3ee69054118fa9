"""Places written into an edition's page file: a plan that was chosen becomes the page's ``at:``.

The file is the editor's: only the lines of ``at:`` change, everything else, comments too, stays as it was.
"""

from __future__ import annotations

from pathlib import Path

from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.edition.edits import with_page, with_places
from layout.edition.places import GridPlace
from layout.files.atomic import write_text
from layout.files.project import EDITION_FILE
from layout.files.text import read_source, shown
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan


def place_of(rect: GridRect) -> GridPlace:
    """Return a rectangle as an editor writes it, counted from 1."""
    return GridPlace((rect.column + 1, rect.right), (rect.row + 1, rect.foot))


def pinned_text(text: str, plan: PagePlan, file: str) -> str:
    """Return the text of an edition.yaml with a plan as the places of its page; those it had are replaced.

    The nameplate has its place anyway. Raises ContentError if the file cannot be read, has no such page, or writes it
    in a way that cannot be changed here.
    """
    ordered = sorted(plan.placements, key=lambda placed: (placed.rect.row, placed.rect.column))
    pins = {p.item: str(place_of(p.rect)) for p in ordered if p.kind is not ItemKind.NAMEPLATE}
    return with_places(with_page(text, plan.page, file), plan.page, pins, file)


def write_pins(folder: Path, plan: PagePlan) -> None:
    """Write a plan's places into the edition.yaml of a folder. Raises ContentError or OutputError if not."""
    path = folder / EDITION_FILE
    report = Report()
    source = read_source(path, folder, report)
    if source is None:
        raise ContentError(listing(report.findings), findings=report.findings)
    made = pinned_text(source.text, plan, source.file)
    try:
        write_text(path, made)
    except OSError as error:
        raise ContentError(
            say("{path} cannot be read: {reason}", path=shown(path), reason=error.strerror), say("look at its rights")
        ) from error
