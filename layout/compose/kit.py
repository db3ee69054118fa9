"""A template ready to compose with, and the stories opened with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.design.fonts import FontBook
from layout.design.tokens import Design
from layout.edition.model import Story
from layout.files.cache import NO_STORE, Store
from layout.files.project import spread_template
from layout.images.prepare import proportions

OPEN_STORIES = 96
"""Stories kept open: those of some twenty pages. What has been set of one takes about 1 MB."""


@dataclass(frozen=True, slots=True)
class TemplateKit:
    """A template folder made ready: its tokens, its fonts, the voices of its styles.

    ``store`` keeps what was worked out with them, from build to build; by default it keeps nothing.
    """

    folder: Path
    design: Design
    fonts: FontBook
    voices: Voices
    store: Store = NO_STORE
    of_page: TemplateKit | None = None
    """Of a spread's kit, that of one of its pages."""

    @property
    def name(self) -> str:
        """The template and the language its tokens are for, by which what was worked out with them is kept."""
        return "/".join((self.template, *self.design.varied))

    @property
    def template(self) -> str:
        """The template as a page names it: of a spread with its fold (see `layout.files.project.spread_template`)."""
        return spread_template(self.folder.name, self.design.fold.kind) if self.design.fold else self.folder.name

    @property
    def single(self) -> TemplateKit:
        """The kit of one page of a spread; of a page it is the kit itself."""
        return replace(self.of_page, store=self.store) if self.of_page else self


def open_story(story: Story, kit: TemplateKit, folder: Path = Path()) -> StoryComposer:
    """Make a story ready to be set in any shape; of one that was opened a while ago, what was set is still known.

    ``folder`` is the edition's, where the story's pictures are; a story that two editions have is opened once.
    """
    ratio = proportions(folder / story.picture.file) if story.picture else None
    ratios = tuple(proportions(folder / each.file) for each in story.pictures)
    return _composer(story, kit.voices, ratio, ratios)


@lru_cache(maxsize=OPEN_STORIES)
def _composer(story: Story, voices: Voices, ratio: float | None, ratios: tuple[float, ...]) -> StoryComposer:
    return StoryComposer(story, voices, ratio, ratios)
