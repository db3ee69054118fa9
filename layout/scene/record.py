"""What stands where on the pages of an edition: the record layout.json. Millimetres from the trim's top left.

See docs/records.md for every key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from layout.base.millimetres import MmRect
from layout.base.units import MM, Rect
from layout.files.codec import SELDOM

ASCENT = 0.88
"""How far the ink of han reaches above the baseline, em: the rest of an em is below it."""


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A line: its text, what it is (body, headline, list ...), its left end, baseline and width in mm, its size in pt.

    ``final`` is a line that ends its paragraph, so it need not be full; ``ragged`` is one that need not be either: it
    would be torn if it were filled, or its style fills none.
    """

    text: str
    role: str
    x: float
    baseline: float
    width: float
    size: float
    final: bool
    ragged: bool = False

    def __reduce__(self) -> tuple[type[LineRecord], tuple[object, ...]]:
        """Be pickled by the values alone: a page has hundreds of lines, and a dataclass with slots is slow at it."""
        values = (self.text, self.role, self.x, self.baseline, self.width, self.size, self.final, self.ragged)
        return LineRecord, values

    @property
    def rect(self) -> Rect:
        """The em boxes of the line, pt."""
        return Rect(self.x * MM, self.baseline * MM - ASCENT * self.size, self.width * MM, self.size)


@dataclass(frozen=True, slots=True)
class GalleyRecord:
    """A block of lines: a head's part, a stretch of a column, an element, a caption, an index."""

    role: str
    rect: MmRect
    lines: tuple[LineRecord, ...]


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """A picture, and the caption below it if it has one."""

    rect: MmRect
    caption: GalleyRecord | None


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story: the rectangle it was given, and what is drawn in it.

    ``columns`` are the base columns it runs over. ``elements`` stand between its paragraphs or beside them, drop caps
    included. ``picture`` is the first of ``pictures``. ``notch`` is the corner of ``rect`` that belongs to an ad, if
    the story stands around one.
    """

    id: str
    rect: MmRect
    boxed: bool
    columns: int
    head: tuple[GalleyRecord, ...]
    body: tuple[GalleyRecord, ...]
    pictures: tuple[PictureRecord, ...]
    elements: tuple[GalleyRecord, ...]
    notch: MmRect | None = None
    picture: PictureRecord | None = field(init=False)

    def __post_init__(self) -> None:
        """Name the first picture: most readers want no other."""
        object.__setattr__(self, "picture", self.pictures[0] if self.pictures else None)

    @property
    def outline(self) -> tuple[MmRect, ...]:
        """The rectangles that are the story's own: one, or the two of an L, over the notch and beside it."""
        rect, notch = self.rect, self.notch
        if notch is None:
            return (rect,)
        lower = notch.y > rect.y
        level = MmRect(rect.x, rect.y if lower else notch.y + notch.height, rect.width, rect.height - notch.height)
        x = notch.x + notch.width if notch.x <= rect.x else rect.x
        return level, MmRect(x, notch.y, rect.width - notch.width, notch.height)

    @property
    def drawn(self) -> Iterator[MmRect]:
        """The rectangles of everything that stands in the story."""
        for galley in (*self.head, *self.body, *self.elements):
            yield galley.rect
        for picture in self.pictures:
            yield picture.rect
            if picture.caption:
                yield picture.caption.rect


@dataclass(frozen=True, slots=True)
class AdRecord:
    """An ad and its box."""

    id: str
    rect: MmRect


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """The index of a front page: its box and its lines."""

    rect: MmRect
    entries: GalleyRecord


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """A rule between items, of that kind."""

    kind: str
    rect: MmRect


@dataclass(frozen=True, slots=True)
class SizeRecord:
    """A width and a height in mm."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SpreadRecord:
    """The other page of a spread, the side of this one that the fold is at, how the two lie (``apart`` on plates of
    their own, or on one sheet that is printed ``through``), and how far over the fold this one is printed (mm)."""

    page: str
    side: str
    fold: str
    bleed: float


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page: its template, its trim, the type area, the height of a grid row (mm), and all that stands on it.

    ``spread`` tells of a page that is one of two that were planned as one.
    """

    id: str
    template: str
    trim: SizeRecord
    type_area: MmRect
    row: float
    stories: tuple[StoryRecord, ...]
    nameplate: MmRect | None
    index: IndexRecord | None
    ads: tuple[AdRecord, ...]
    rules: tuple[RuleRecord, ...]
    spread: SpreadRecord | None = field(default=None, metadata=SELDOM)
    zone: str = field(default="", metadata=SELDOM)
    """The zone that its folio line names."""


@dataclass(frozen=True, slots=True)
class LayoutRecord:
    """layout.json: the pages of an edition (its date), as they were last built."""

    FILE: ClassVar[str] = "layout.json"

    edition: str
    pages: tuple[PageRecord, ...]
    unit: str = "mm"
    version: int = 1
