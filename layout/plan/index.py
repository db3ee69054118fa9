"""The index of a front page: what it names, the rows it needs, and how it is set where the plan puts it."""

from __future__ import annotations

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.compose.index import Index, IndexEntry, compose_index
from layout.compose.kit import TemplateKit
from layout.edition.model import Edition, Page
from layout.edition.references import INDEX_ID
from layout.plan.solver.grid import ItemKind, PagePlan
from layout.plan.view import FRONT


def index_entries(edition: Edition, page: Page, least: int = 1) -> list[IndexEntry]:
    """Return what the index of a front page names: of every other page its first story; of a page of ads, its section.

    If these are fewer than ``least``, further stories of the same pages join in, the second of each before the third
    of any. What is continued there from another page does not count. Empty if there is not enough inside for an index.
    """
    others = [other for other in edition.pages if other.id != page.id]
    ranked = {other.id: _ranked(edition, other) for other in others}
    turns = sorted(
        (rank, at, story)
        for at, other in enumerate(others)
        for rank, story in enumerate(ranked[other.id] or ([other.section] if other.section else []))
    )
    count = max(least, sum(rank == 0 for rank, _, _ in turns))
    if len(turns) < least:
        return []
    return [IndexEntry(others[at].id, said) for _, at, said in sorted(turns[:count], key=lambda turn: turn[1])]


def _ranked(edition: Edition, page: Page) -> list[str]:
    """Return the headlines of a page's own stories by rank; short items come after all stories."""
    stories = [edition.stories[name] for name in page.stories]
    own = [story for story in stories if not story.part_of and not story.continued_from]
    return [story.headline for story in sorted(own, key=lambda story: (story.form == "briefs", story.priority))]


def index_rows(edition: Edition, page: Page, kit: TemplateKit) -> dict[int, int] | None:
    """Return the rows the index needs over so many columns: of none if the page goes without one.

    None for a page of a kind that has no index.
    """
    if page.kind != FRONT:
        return None
    label, language = kit.design.index.label, edition.language
    entries = index_entries(edition, page, kit.design.index.least)
    return {
        columns: compose_index(label, entries, columns, 0, kit.voices, language).rows
        for columns in (kit.design.index.columns if entries else ())
    }


def index_findings(edition: Edition, page: Page, kit: TemplateKit) -> tuple[Finding, ...]:
    """Tell of an index that has a place but not enough to name; an edition of one page needs none."""
    if page.kind != FRONT or INDEX_ID not in page.at or index_entries(edition, page, kit.design.index.least):
        return ()
    report = Report()
    report.warning(
        Code.INDEX_LEFT_OUT,
        f"there are too few stories inside for an index (at least {kit.design.index.least})",
        page.ref,
        hint="take its place out of at:",
        subject=page.id,
        page=page.id,
    )
    return report.findings


def page_index(edition: Edition, page: Page, plan: PagePlan, kit: TemplateKit) -> Index | None:
    """Set the index in the rectangle the plan gives it."""
    for placement in plan.placements:
        if placement.kind is ItemKind.INDEX:
            rect = placement.rect
            entries = index_entries(edition, page, kit.design.index.least)
            return compose_index(kit.design.index.label, entries, rect.columns, rect.rows, kit.voices, edition.language)
    return None
