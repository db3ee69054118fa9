"""What a rule may ask about: a finished page as read, what was measured of its lines, what the program says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from layout.base.units import MM, Rect
from layout.compose.copyfit import StoryFit
from layout.pdf.facts import Fill, Image, Page, Painted, Stroke, Text, Transparency, overlap
from layout.pdf.pdfium import OpenPage
from layout.preflight.backdrop import Backdrop
from layout.preflight.lines.model import PageFigures
from layout.preflight.pieces import Piece
from layout.preflight.places import Places
from layout.preflight.sides import Array, sides_of
from layout.scene.record import PageRecord, SpreadRecord

Thing = TypeVar("Thing", bound=Painted)

THIN = 3.0
"""An area that is no thicker, pt, is a rule; a thicker one is a ground."""

AT_FOLD = 1 * MM
"""What ends so near to the fold of a spread, pt, may go on on the other page."""

Ground = Fill | Image


@dataclass(frozen=True, slots=True)
class Copy:
    """What the program says it set: the page of layout.json and the stories of report.json, where they are known."""

    layout: PageRecord | None = None
    fits: tuple[StoryFit, ...] | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a page's things reaches into trim or bleed; what stands beside them is the sheet's.

    ``texts`` are those that are more than blanks.
    """

    texts: tuple[Text, ...]
    fills: tuple[Fill, ...]
    strokes: tuple[Stroke, ...]
    images: tuple[Image, ...]


@dataclass(frozen=True, kw_only=True)
class Facts(Page):
    """Everything known of a finished page: what its file has, and its name.

    ``pieces`` are the pieces of its lines with their ink, in the order in which they are drawn; ``figures`` what was
    measured of its lines, ``look`` the page itself, to see what parts of it look like.

    What several rules ask for is worked out by the first of them (and slots are left out, which would leave it no
    place).
    """

    page: str
    look: OpenPage = field(repr=False)
    pieces: tuple[Piece, ...]
    figures: PageFigures | None
    copy: Copy

    @property
    def gutter(self) -> SpreadRecord | None:
        """How the page lies to the other one of its spread; None if it is none of two, or that is not known."""
        return self.copy.layout.spread if self.copy.layout else None

    def on_fold(self, rect: Rect) -> bool:
        """Tell whether a rectangle reaches to the fold of a spread, or over it."""
        if self.gutter is None:
            return False
        return rect.x < AT_FOLD if self.gutter.side == "left" else rect.right > self.width - AT_FOLD

    @cached_property
    def printed(self) -> Printed:
        """What can be printed of all that is painted."""
        return Printed(
            tuple(text for text in self.on_page(self.texts) if text.text.strip()),
            self.on_page(self.fills),
            self.on_page(self.strokes),
            self.on_page(self.images),
        )

    @cached_property
    def piece_sides(self) -> Array:
        """The sides of the pieces, a column for each (see `sides`)."""
        return sides_of([piece.rect for piece in self.pieces])

    @cached_property
    def places(self) -> Places:
        """Where the page's items are."""
        return Places.of(self.copy.layout)

    @cached_property
    def backdrop(self) -> Backdrop:
        """What lies under what."""
        return Backdrop(self)

    @cached_property
    def see_through(self) -> tuple[Transparency, ...]:
        """The uses of transparency, but for the group that the page itself may be."""
        return tuple(one for one in self.transparency if not one.what.endswith("of the page"))

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """The areas and pictures that type may stand on, or be hidden by, in the order of painting."""
        fills = (fill for fill in self.printed.fills if fill.exact and fill.thickness > THIN)
        images = (image for image in self.printed.images if not image.mask)
        return tuple(sorted((*fills, *images), key=lambda one: one.order))

    @cached_property
    def ground_sides(self) -> Array:
        """The sides of the grounds."""
        return sides_of([one.rect for one in self.grounds])

    def on_page(self, things: Iterable[Thing]) -> tuple[Thing, ...]:
        """Return the things that reach into trim or bleed."""
        return tuple(thing for thing in things if self.meets_bleed(thing.rect))

    def meets_bleed(self, rect: Rect) -> bool:
        """Tell whether a rectangle reaches into what may be printed on the page."""
        shared = overlap(rect, self.bleed)
        return shared is not None and (shared.width > 0 or rect.width == 0) and (shared.height > 0 or rect.height == 0)
