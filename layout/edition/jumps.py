"""Stories that are continued (转版): the pages they come from and go to."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.messages import say
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
                say("jump: {jump} is no other page of this edition", jump=story.jump),
                file.place("jump"),
                hint=say("write auto, never, or one of {others}", others=others)
                if others
                else say("write auto or never"),
                subject=name,
            )
        if page is None:
            continue
        if story.continued_from and story.continued_from == story.continued_on:
            report.error(
                Code.JUMP_TO_ITSELF,
                say(
                    "the story is continued from page {continued_from} and on the same page",
                    continued_from=story.continued_from,
                ),
                file.place("continued_on"),
                hint=say("a story goes on to a page that it does not come from"),
                subject=name,
            )
        for key, counterpart in _COUNTERPART.items():
            other = getattr(story, key)
            if other == page:
                report.error(
                    Code.JUMP_TO_ITSELF,
                    say(
                        "{key} names page {page}, on which the story itself stands",
                        key=key.replace("_", "-"),
                        page=page,
                    ),
                    file.place(key),
                    hint=say("name the other page"),
                    subject=name,
                )
            elif other in pages and not _names(pages[other], counterpart, page, stories):
                wanted = say("{counterpart}: {page}", counterpart=counterpart.replace("_", "-"), page=page)
                report.warning(
                    Code.JUMP_NOT_MIRRORED,
                    say("no story on page {other} says {wanted}", other=other, wanted=wanted),
                    file.place(key),
                    hint=say(
                        "write {wanted} in the other part of the story on page {other}", wanted=wanted, other=other
                    ),
                    subject=name,
                )


def _names(names: Iterable[str], key: str, page: str, stories: Map[str, StoryFile]) -> bool:
    """Tell whether one of the stories names the page under that key. One that cannot be read may well do."""
    for name in names:
        story = stories[name].story if name in stories else None
        if story is None or getattr(story, key) == page:
            return True
    return False
