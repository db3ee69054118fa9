"""The loads of an edition's stories and pages, with its templates at hand: see `demand` for what a load is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from layout.compose.kit import TemplateKit, open_story
from layout.edition.model import Edition, Page, Story
from layout.plan.demand import Load, free_cells, story_load, total_load
from layout.plan.jumps import Crowd

Kits = Mapping[str, TemplateKit]
"""The templates of the pages by name."""


class Loads:
    """The loads of stories, each worked out once for each template; ``folder`` is where their pictures are."""

    def __init__(self, kits: Kits, folder: Path) -> None:
        self.kits, self.folder = kits, folder
        # The story is kept beside its load so that no other object can come to have its id().
        self._known: dict[tuple[str, int], tuple[Story, Load]] = {}

    def __call__(self, story: Story, template: str) -> Load:
        """Return a story's load on pages of a template."""
        key = (template, id(story))
        if key not in self._known:
            kit = self.kits[template]
            composer = open_story(story, kit, self.folder)
            load = kit.store.remember(
                "load", lambda: (kit.name, story, composer.picture_ratios), lambda: story_load(composer, kit.design)
            )
            self._known[key] = story, load
        return self._known[key][1]

    def page(self, edition: Edition, page: Page) -> Load:
        """Return the load of the stories a page has."""
        return total_load(self(edition.stories[name], page.template) for name in page.stories)

    def crowd(self, edition: Edition, page: Page) -> Crowd:
        """Return a page's cells and load."""
        design = self.kits[page.template].design
        return Crowd(page.id, free_cells(page, edition, design), self.page(edition, page))
