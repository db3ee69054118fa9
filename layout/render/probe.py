"""A page with one of everything on it, and no words: what a template has wrong for such a page is seen at once.

Nothing of it is composed or drawn. Its boxes have places, so that a template may reckon with them.
"""

from __future__ import annotations

from dataclasses import replace

from layout.base.units import Rect
from layout.edition.model import Page
from layout.render.page import AdBox, GalleyBox, IndexBox, PageModel, PictureBox, Separator, StoryBox
from layout.scene.model import BLACK, Block, Owner, OwnerKind
from layout.scene.text import Role

LEAST = 2
"""Stories of the page at least: the first is the lead."""


def filled(bare: PageModel, stories: int) -> PageModel:
    """Return a bare page with so many stories on it (two at least), each with all its parts, an ad, rules, an index."""
    area = bare.design.type_area
    names = [f"story-{number}" for number in range(max(LEAST, stories))]
    made = tuple(_story(name, area, lead=not number) for number, name in enumerate(names))
    return replace(
        bare,
        page=_naming(bare.page, names),
        stories=made,
        ads=(AdBox("ad", area),),
        separators=(Separator("vertical", area), Separator("horizontal", area)),
        index=IndexBox(area, _galley("index", "index-title", area), _galley("index", "index", area)),
    )


def _naming(page: Page, names: list[str]) -> Page:
    return page.model_copy(update={"stories": tuple(names), "ads": ("ad",), "areas": (), "at": {}, "forbid": {}})


def _story(name: str, rect: Rect, *, lead: bool) -> StoryBox:
    caption = _galley(name, Role.CAPTION, rect)
    return StoryBox(
        id=name,
        rect=rect,
        boxed=True,
        lead=lead,
        columns=2,
        head=tuple(_galley(name, role, rect) for role in (Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE)),
        body=(_galley(name, Role.BODY, rect),) * 2,
        box=rect,
        pictures=tuple(PictureBox(name, rect, caption, "picture.jpg", f"{name}-{at}") for at in (1, 2)),
        elements=(_galley(name, "quote", rect),),
        frame=_galley(name, "frame", rect),
        band=rect,
        head_style="tint",
        notch=rect,
    )


def _galley(name: str, role: str, rect: Rect) -> GalleyBox:
    return GalleyBox(f"galley:probe/{name}/{role}", Block(Owner(OwnerKind.STORY, name, role), role, rect, (), BLACK))
