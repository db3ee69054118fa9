"""What one page may see of its edition: its own stories and ads whole, of the other pages no more than an index tells.

A page is planned and made from this view and from nothing else, so that what is not in it cannot change the page: a
page need not be made again when only other pages changed, and any process can make it.
"""

from __future__ import annotations

from collections.abc import Iterable

from layout.base.diagnostics import Place
from layout.edition.model import Edition, Page, Story

FRONT = "front"
"""The page kind that names stories of other pages in its index."""


def page_view(edition: Edition, page: Page, fillers: Iterable[str] = ()) -> Edition:
    """Return the edition as the page may see it; ``fillers`` are ads that may come to stand on it."""
    front = page.kind == FRONT
    stories = {name: edition.stories[name] for name in page.stories}
    others = []
    for other in edition.pages:
        if other.id == page.id:
            others.append(page)
            continue
        shown = other.stories if front else ()
        stories |= {name: _head(edition.stories[name]) for name in shown if name not in stories}
        others.append(_outline(other).model_copy(update={"stories": shown}))
    ads = {name: edition.ads[name] for name in (*page.ads, *fillers)}
    # Where another process makes the page, the working folder may be another one.
    folder = edition.folder.absolute()
    return edition.model_copy(update={"folder": folder, "pages": tuple(others), "stories": stories, "ads": ads})


def _outline(page: Page) -> Page:
    nothing = {"stories": (), "ads": (), "areas": (), "at": {}, "forbid": {}, "place": Place()}
    return page.model_copy(update=nothing)


def _head(story: Story) -> Story:
    return story.model_copy(update={"blocks": (), "picture": None, "pictures": (), "place": Place()})
