"""The index of a front page, or of a page that asks for one: what it names, the rows it needs, and how it is set where
the plan puts it.

A front page is made for its stories: the index names the most important of what waits inside, as many as are allowed
and as it has room for within its share of the page.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.base.messages import say
from layout.compose.index import Index, IndexEntry, compose_index
from layout.compose.kit import TemplateKit
from layout.edition.model import FRONT, Edition, Page
from layout.edition.references import INDEX_ID
from layout.plan.solver.grid import ItemKind, PagePlan

MOST = 40
"""Stories named if nothing bounds them."""


def index_entries(edition: Edition, page: Page, least: int = 1, most: int = MOST) -> list[IndexEntry]:
    """Return what the index of a page names: of every page inside its first story; of a page of ads, its section.

    If these are more than ``most``, the most important stories stay. If they are fewer than ``least``, further stories
    of the same pages join in, the second of each before the third of any. What is continued there from another page
    does not count. Empty if there is not enough inside for an index.
    """
    others = list(_inside(edition, page))
    ranked = {other.id: _ranked(edition, other) for other in others}
    turns = sorted(
        (rank, priority, at, said)
        for at, other in enumerate(others)
        for rank, (priority, said) in enumerate(
            ranked[other.id] or ([(SECTION_PRIORITY, other.section)] if other.section else [])
        )
    )
    count = min(most, max(least, sum(rank == 0 for rank, *_ in turns)))
    if len(turns) < least:
        return []
    named = sorted(turns[:count], key=lambda turn: (turn[2], turn[0]))
    return [IndexEntry(others[at].id, said) for _, _, at, said in named]


def _inside(edition: Edition, page: Page) -> Iterator[Page]:
    """Yield the pages that an index may name: of a front page all others, else those after it up to the next index."""
    ids = [other.id for other in edition.pages]
    after = edition.pages[ids.index(page.id) + 1 :]
    if page.kind == FRONT:
        yield from (other for other in edition.pages if other.id != page.id)
    else:
        yield from itertools.takewhile(lambda other: not other.has_index, after)


SECTION_PRIORITY = 10
"""A page of ads is named after every story."""


def _ranked(edition: Edition, page: Page) -> list[tuple[int, str]]:
    """Return priorities and headlines of a page's own stories by rank; short items come after all stories."""
    stories = [edition.stories[name] for name in page.stories]
    own = [story for story in stories if not story.part_of and not story.continued_from]
    ranked = sorted(own, key=lambda story: (story.form == "briefs", story.priority))
    return [(story.priority, story.headline) for story in ranked]


def _bounded(edition: Edition, page: Page, kit: TemplateKit, columns: int) -> tuple[list[IndexEntry], int]:
    """Return what an index over so many columns names, and the rows it needs: no more than its share of the page."""
    tokens, grid = kit.design.index, kit.design.grid
    entries = index_entries(edition, page, tokens.least, max(tokens.least, tokens.most))
    room = tokens.most_share * grid.columns * grid.rows
    while True:
        rows = compose_index(tokens.label, entries, columns, 0, kit.voices, edition.language).rows
        if not entries or rows * columns <= room or len(entries) <= tokens.least:
            return entries, rows
        entries = index_entries(edition, page, tokens.least, len(entries) - 1)


def index_rows(edition: Edition, page: Page, kit: TemplateKit) -> dict[int, int]:
    """Return the rows the index needs over so many columns: of none if the page goes without one."""
    if not page.has_index or not index_entries(edition, page, kit.design.index.least):
        return {}
    return {columns: _bounded(edition, page, kit, columns)[1] for columns in kit.design.index.columns}


def index_findings(edition: Edition, page: Page, kit: TemplateKit) -> tuple[Finding, ...]:
    """Tell of an index that was asked for and has not enough to name; an edition of one page needs none."""
    asked = INDEX_ID in page.at or page.kind != FRONT
    if not (asked and page.has_index) or page.areas:
        return ()
    if index_entries(edition, page, kit.design.index.least):
        return ()
    report = Report()
    report.warning(
        Code.INDEX_LEFT_OUT,
        say("there are too few stories inside for an index (at least {least})", least=kit.design.index.least),
        page.ref,
        hint=say("take its place out of at:") if INDEX_ID in page.at else say("take index: true out"),
        subject=page.id,
        page=page.id,
    )
    return report.findings


def page_index(edition: Edition, page: Page, plan: PagePlan, kit: TemplateKit) -> Index | None:
    """Set the index in the rectangle the plan gives it."""
    for placement in plan.placements:
        if placement.kind is ItemKind.INDEX:
            rect = placement.rect
            entries, _ = _bounded(edition, page, kit, rect.columns)
            return compose_index(kit.design.index.label, entries, rect.columns, rect.rows, kit.voices, edition.language)
    return None
