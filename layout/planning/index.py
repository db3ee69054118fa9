"""The index of a front page: what it names, the rows it needs, and how it is set where the plan puts it."""

from __future__ import annotations

from layout.compose.index import Index, IndexEntry, compose_index
from layout.content.model import Edition, Page
from layout.opening import TemplateKit
from layout.plan.grid import ItemKind, PagePlan
from layout.planning.view import FRONT


def index_entries(edition: Edition, page: Page) -> list[IndexEntry]:
    """Return the first story of every other page, for the index of a front page; of a page of ads, its section.

    Parts that are continued there do not count.
    """
    entries = []
    for other in edition.pages:
        if other.id == page.id:
            continue
        stories = [edition.stories[name] for name in other.stories if not edition.stories[name].part_of]
        if stories:
            entries.append(IndexEntry(other.id, min(stories, key=lambda story: story.priority).headline))
        elif other.section:
            entries.append(IndexEntry(other.id, other.section))
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
