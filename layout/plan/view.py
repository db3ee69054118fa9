"""What one page may see of its edition: its own stories and ads whole, of the other pages no more than an index tells.

A page is planned and made from this view and from nothing else, so that what is not in it cannot change the page: a
page need not be made again when only other pages changed, or another edition has it too, and any process can make it.
Where the edition is written is not in it either.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from layout.edition.front import Ears
from layout.edition.model import FRONT, Edition, Page, Paper, Story
from layout.edition.provenance import NOWHERE
from layout.edition.zones import without_zones
from layout.files.project import page_template


def page_view(edition: Edition, page: Page, fillers: Iterable[str] = ()) -> Edition:
    """Return the edition as the page may see it; ``fillers`` are ads that may come to stand on it."""
    front = page.kind == FRONT
    tells = front or page.has_index
    stories = {name: edition.stories[name] for name in page.stories}
    pages = []
    for other in edition.pages:
        if other.id == page.id:
            pages.append(page)
            continue
        named = other.stories if tells else ()
        head = _teased if edition.teasers else _head
        stories |= {name: head(edition.stories[name]) for name in named if name not in stories}
        section = other.section if tells else ""
        # An index inside ends where the next one begins.
        index = other.has_index if tells and not front else None
        pages.append(
            Page(id=other.id, section=section, template=page_template(page.template), stories=named, index=index)
        )
    ads = {name: edition.ads[name] for name in (*page.ads, *fillers)}
    view = {"pages": tuple(pages), "stories": stories, "ads": ads, "zone": "", "provenance": NOWHERE}
    furniture = {} if front else {"ears": Ears(), "teasers": None}
    return edition.model_copy(update=view | furniture)


def undated(edition: Edition) -> Edition:
    """Return the edition without its day, number, paper, zone and press: what its plans do not depend on."""
    day = {"paper": Paper(name="-"), "date": datetime.date.min, "issue": 1, "volume": None}
    return without_zones(edition).model_copy(update=day | {"press": "newsprint", "ears": Ears()})


def _head(story: Story, *further: str) -> Story:
    """Return what an index may tell of a story, and what it is ranked by."""
    kept = ("id", "headline", "form", "priority", "part_of", "continued_from", *further)
    return Story(blocks=(), **{name: getattr(story, name) for name in kept})


def _teased(story: Story) -> Story:
    """Return what a teaser may tell of a story besides."""
    return _head(story, "short_headline", "picture")
