"""The ranks of a page's stories, seen in the sizes of their heads: the lead's is the largest, whatever its length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from layout.compose.heads import ANY_SIZE, SizeLimits
from layout.compose.kit import TemplateKit, open_story
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.edition.model import Edition, Page, Story


def lead_of(stories: Iterable[Story]) -> Story | None:
    """Return the lead: the story of the first priority, among equals the one that the page names first.

    Short items and what is continued from another page lead no page on which there is a story.
    """
    ranked = sorted(stories, key=lambda story: (story.form == "briefs" or bool(story.part_of), story.priority))
    return ranked[0] if ranked else None


def open_page(edition: Edition, page: Page, kit: TemplateKit) -> dict[str, StoryComposer]:
    """Return the stories of a page opened, each with the sizes its headline may have there."""
    stories = [edition.stories[name] for name in page.stories]
    limits = size_limits(stories, kit, edition.folder)
    return {story.id: open_story(story, kit, edition.folder, limits.get(story.id, ANY_SIZE)) for story in stories}


def size_limits(stories: Iterable[Story], kit: TemplateKit, folder: Path) -> Mapping[str, SizeLimits]:
    """Return the sizes the headlines of a page's stories may have: the lead's no less than one, all others no more.

    It is a little below the one natural for the lead, or the largest its words can have over any width.
    """
    stories = tuple(stories)
    lead = lead_of(stories)
    if lead is None or len(stories) < 2:
        return {}
    tokens, composer = kit.design.head.headline, open_story(lead, kit, folder)
    widths = [
        count for count in lead.columns or range(1, kit.design.grid.columns + 1) if count <= kit.design.grid.columns
    ]
    largest = max((composer.head(StoryShape(count, 0)).size for count in widths), default=0.0)
    size = kit.design.head.lead * min(tokens.natural_size(lead.priority), largest or tokens.natural_size(lead.priority))
    return {
        story.id: SizeLimits(least=size) if story is lead else SizeLimits(most=max(size, min(tokens.ladder)))
        for story in stories
    }
