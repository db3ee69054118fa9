"""Stories that are continued (转版): the pages they come from and go to."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.edition.story import StoryFile

_COUNTERPART = {"continued_from": "continued_on", "continued_on": "continued_from"}


def check_jumps(pages: Map[str, tuple[str, ...]], files: Iterable[StoryFile], report: Report) -> None:
    """Report jumps that lead nowhere or in a circle, and warn of those that the other page does not mention.

    pages: page number -> ids of its stories. A page of another edition, or made elsewhere, is not asked.
    """
    stories = {file.id: file for file in files}
    page_of = {story: page for page, names in pages.items() for story in names}
    for name, file in stories.items():
        page = page_of.get(name)
        story = file.story
        if story is None:
            continue
        if story.jump not in ("auto", "never") and (story.jump not in pages or story.jump == page):
            others = ", ".join(other for other in pages if other != page)
            report.error(
                Code.JUMP_UNKNOWN_PAGE,
                f"jump: {story.jump} is no other page of this edition",
                file.place("jump"),
                hint=f"write auto, never, or one of {others}" if others else "write auto or never",
                subject=name,
            )
        if page is None:
            continue
        if story.continued_from and story.continued_from == story.continued_on:
            report.error(
                Code.JUMP_TO_ITSELF,
                f"the story is continued from page {story.continued_from} and on the same page",
                file.place("continued_on"),
                hint="a story goes on to a page that it does not come from",
                subject=name,
            )
        for key, counterpart in _COUNTERPART.items():
            other = getattr(story, key)
            if other == page:
                report.error(
                    Code.JUMP_TO_ITSELF,
                    f"{key.replace('_', '-')} names page {page}, on which the story itself stands",
                    file.place(key),
                    hint="name the other page",
                    subject=name,
                )
            elif other in pages and not _names(pages[other], counterpart, page, stories):
                wanted = f"{counterpart.replace('_', '-')}: {page}"
                report.warning(
                    Code.JUMP_NOT_MIRRORED,
                    f"no story on page {other} says {wanted}",
                    file.place(key),
                    hint=f"write {wanted} in the other part of the story on page {other}",
                    subject=name,
                )


def _names(names: Iterable[str], key: str, page: str, stories: Map[str, StoryFile]) -> bool:
    """Tell whether one of the stories names the page under that key. One that cannot be read may well do."""
    for name in names:
        story = stories[name].story if name in stories else None
        if story is None or getattr(story, key) == page:
            return True
    return False
