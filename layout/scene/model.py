"""The display list of a page (or of an ad, or of the slug line): blocks in drawing order, each with its owner.

Points, from the trim's top left, x to the right, y downwards; a block's marks are told from its own top left. Who
composes makes blocks, who draws reads them (see `layout.scene.writer`), and neither knows of the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from layout.base.units import Rect
from layout.design.values import Colour
from layout.scene.shapes import Bitmap, DrawnPath, Shape, Slot
from layout.scene.text import SetLine, Text

BLACK = Colour(c=0, m=0, y=0, k=1)
REGISTRATION = Colour(c=1, m=1, y=1, k=1)
"""The colour of what stands on every plate, such as crop marks (ISO 32000-1, 8.6.6.4: a Separation named All)."""


class OwnerKind(StrEnum):
    """To whom a part of a page belongs: who is asked to change it."""

    STORY = "story"
    AD = "ad"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a block is: a story or an ad by its id, or the page's furniture; and which part of it."""

    kind: OwnerKind
    id: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A drawing made elsewhere, placed at its own size; without a ``scene`` nobody here knows what is in it."""

    rect: Rect
    name: str
    scene: Scene | None = None


Mark = DrawnPath | Bitmap | Slot | Form | SetLine | Text
"""One thing that is drawn."""


@dataclass(frozen=True, slots=True)
class Block:
    """Marks that belong together: whose they are, what they are (``role``), where, and what is drawn, in order.

    ``ink`` is that of lines which have none of their own, if the template's CSS does not give them another.
    ``by_template`` tells that HTML and CSS draw the block on the printed page; its marks are what the styles that all
    templates share make of it, and there are none where each template has its own.
    """

    owner: Owner
    role: str
    rect: Rect
    marks: tuple[Mark, ...] = ()
    ink: Colour = BLACK
    by_template: bool = False

    @classmethod
    def form(cls, owner: Owner, rect: Rect, scene: Scene | None) -> Block:
        """Return the block of a drawing made elsewhere, or of what was drawn for itself."""
        whole = Rect(0.0, 0.0, rect.width, rect.height)
        return cls(owner, str(owner.kind), rect, (Form(whole, owner.id, scene),))

    @property
    def lines(self) -> tuple[SetLine, ...]:
        """The composed lines among the marks."""
        return tuple(mark for mark in self.marks if isinstance(mark, SetLine))

    @property
    def text(self) -> str:
        """The words of the composed lines."""
        return "".join(placed.line.text for placed in self.lines)


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing of ``width`` x ``height`` pt. What stands outside of it (crop marks) has places below 0 or beyond."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    title: str = ""

    @classmethod
    def of(cls, owner: Owner, marks: Iterable[Shape], width: float, height: float) -> Scene:
        """Return a drawing of one block, named for its owner."""
        rect = Rect(0.0, 0.0, width, height)
        return cls(width, height, (Block(owner, str(owner.kind), rect, tuple(marks)),), owner.id)
