"""The teasers of a front page: which stories of inside pages they name, and the rows that they and the name take."""

from __future__ import annotations

from collections.abc import Iterator

from layout.compose.kit import TemplateKit
from layout.compose.teasers import SetTeaser, TeaserEntry, compose_teasers
from layout.design.tokens import Design
from layout.edition.front import Teaser
from layout.edition.model import FRONT, Edition, Page, Story
from layout.plan.solver.grid import ItemKind, PagePlan


def plate_rows(edition: Edition, page: Page, design: Design) -> int:
    """Return the rows of a page's nameplate with its teasers; 0 of a page that has none."""
    if page.kind != FRONT or page.areas:
        return 0
    entries = teaser_entries(edition, page)
    rows = design.teasers.rows if any(entry.picture for entry in entries) else design.teasers.bare
    return design.nameplate + (rows if entries else 0)


def teaser_entries(edition: Edition, page: Page) -> list[TeaserEntry]:
    """Return what the teasers of a front page say, in the order of their pages where nobody gave another."""
    pictures = edition.teasers is not None and edition.teasers.pictures
    made = []
    for teaser, story, other in _teased(edition, page):
        # A drawing is never cropped, and a strip has no room for all of it.
        shown = story.picture if pictures and teaser.picture and story.picture and not story.picture.whole else None
        headline = teaser.headline or story.short_headline or story.headline
        made.append(TeaserEntry(other.id, other.section, story.id, headline, shown))
    return made


def _teased(edition: Edition, page: Page) -> Iterator[tuple[Teaser, Story, Page]]:
    """Yield the teasers with their stories and pages: those that are named, else the first story of each other page,
    the most important of these."""
    teasers = edition.teasers
    if teasers is None or page.kind != FRONT:
        return
    page_of = {name: other for other in edition.pages if other.id != page.id for name in other.stories}
    if teasers.stories:
        named = (each for each in teasers.stories if each.story in page_of and each.story in edition.stories)
        yield from ((each, edition.stories[each.story], page_of[each.story]) for each in named)
        return
    firsts = []
    for at, other in enumerate(edition.pages):
        own = [edition.stories[name] for name in other.stories if name in page_of]
        own = [story for story in own if not story.part_of and not story.continued_from and story.form != "briefs"]
        if own:
            story = min(own, key=lambda story: story.priority)
            firsts.append((story.priority, at, story, other))
    for _, _, story, other in sorted(
        sorted(firsts, key=lambda each: each[:2])[: teasers.most], key=lambda each: each[1]
    ):
        yield Teaser(story=story.id), story, other


def page_teasers(edition: Edition, page: Page, plan: PagePlan, kit: TemplateKit) -> tuple[SetTeaser, ...]:
    """Set the teasers in the rows that a plan gives them with the nameplate."""
    plate = next((placed.rect for placed in plan.placements if placed.kind is ItemKind.NAMEPLATE), None)
    rows = plate.rows - kit.design.nameplate if plate else 0
    entries = teaser_entries(edition, page) if rows else []
    return compose_teasers(
        entries, kit.design.type_area.width, rows * kit.design.grid.row, kit.voices, edition.language
    )
