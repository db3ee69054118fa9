"""Where the items of a page have their places, as layout.json tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout.base.messages import Name, say
from layout.base.units import Rect
from layout.pdf.facts import covers
from layout.scene.record import PageRecord

PLACE_PLAY = 1.5
"""Type may stand outside of its place by this, pt: italic letters lean over."""


@dataclass(frozen=True, slots=True)
class Places:
    """``items``: how each is called, and the rectangles it has; ``ads``: those of ads. None without a layout.json."""

    items: tuple[tuple[str, tuple[Rect, ...]], ...] = ()
    ads: tuple[Rect, ...] = ()

    @classmethod
    def of(cls, layout: PageRecord | None) -> Places:
        """Return the places of a page."""
        if layout is None:
            return cls()
        return cls(tuple(_items(layout)), tuple(Rect.of_mm(ad.rect) for ad in layout.ads))

    def ad(self, rect: Rect) -> bool:
        """Tell whether a rectangle lies in an ad."""
        return any(covers(ad, rect, play=PLACE_PLAY) for ad in self.ads)


def _items(layout: PageRecord) -> Iterator[tuple[str, tuple[Rect, ...]]]:
    for story in layout.stories:
        yield say("the story {story}", story=Name(story.id)), tuple(map(Rect.of_mm, story.outline))
    for ad in layout.ads:
        yield say("the ad {ad}", ad=Name(ad.id)), (Rect.of_mm(ad.rect),)
    if layout.nameplate:
        yield say("the nameplate"), (Rect.of_mm(layout.nameplate),)
    if layout.index:
        yield say("the index"), (Rect.of_mm(layout.index.rect),)
