"""What a rule may ask about: a finished page as read, what was measured of its lines, what the program says of it."""

from __future__ import annotations

from dataclasses import dataclass

from layout.base.units import Rect
from layout.compose.copyfit import StoryFit
from layout.pdf.facts import Annotation, Boxes, File, Fill, Font, Image, Stroke, Text, Transparency
from layout.preflight.lines.model import PageFigures
from layout.scene.record import PageRecord


@dataclass(frozen=True, slots=True)
class Copy:
    """What the program says it set: the page of layout.json and the stories of report.json, where they are known."""

    layout: PageRecord | None = None
    fits: tuple[StoryFit, ...] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of a finished page.

    ``width`` and ``height`` are the trim's; ``bleed`` the BleedBox as a rectangle from the trim's top left.
    ``group`` is the blend space of the page's transparency group, empty without one. ``text`` are the page's
    characters without spaces, in the order in which they are drawn; ``figures`` what was measured of its lines.
    """

    page: str
    width: float
    height: float
    bleed: Rect
    boxes: Boxes
    file: File
    texts: tuple[Text, ...]
    fills: tuple[Fill, ...]
    strokes: tuple[Stroke, ...]
    images: tuple[Image, ...]
    transparency: tuple[Transparency, ...]
    group: str
    fonts: tuple[Font, ...]
    annotations: tuple[Annotation, ...]
    unreadable: tuple[str, ...]
    text: str
    figures: PageFigures | None
    copy: Copy

    @property
    def trim(self) -> Rect:
        """The trim, whose top left is 0 0."""
        return Rect(0, 0, self.width, self.height)
