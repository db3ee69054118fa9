"""What composing a story gives: its head, columns, pictures and elements where they stand, and how the copy fits."""

from __future__ import annotations

from dataclasses import dataclass

from layout.compose.copyfit import StoryFit
from layout.compose.dropcap import DropCap
from layout.compose.element import SetElement
from layout.compose.heads import Head
from layout.compose.picture import PictureSet
from layout.compose.pour import Placed
from layout.compose.shape import StoryShape
from layout.edition.model import Story
from layout.scene.text import Line


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of a column of body text. ``x`` and ``width`` are pt, ``row`` and ``rows`` grid rows, from the shape's
    top left.

    ``lines`` are in order; a placed line's row counts from the stretch's top. A column that a picture stands in, or
    an element, is two stretches or begins lower than the others.
    """

    x: float
    width: float
    row: int
    rows: int
    lines: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class PlacedElement:
    """An element where it stands: pt from the shape's left edge, rows from its top.

    It is the story's block of that ``number``; a pull quote from the text has a number beyond its blocks. One that
    ``floats``, with a place of its own, stands over so many ``columns`` of text, 0 for half a one. ``no_half``: see
    ElementInset.
    """

    element: SetElement
    x: float
    row: int
    number: int
    floats: bool = False
    columns: int = 1
    no_half: bool = False


@dataclass(frozen=True, slots=True)
class ComposedStory:
    """A story set in its shape. Lines of the head have x from the head's left edge, ``head_x`` from the shape's.

    ``inset_row`` is the row a boxed story begins at; ``measure`` is the head's width, pt. ``stubs`` are
    stretches of a column over or under a picture or an element that are too low to be read. ``text_columns`` are fewer
    than the shape's columns where the measure is wide.
    """

    story: Story
    shape: StoryShape
    head: Head
    inset_row: int
    measure: float
    columns: tuple[Column, ...]
    pictures: tuple[PictureSet, ...]
    overset: tuple[Line, ...]
    fit: StoryFit
    loose: tuple[Line, ...]
    missing: tuple[str, ...]
    head_x: float = 0.0
    elements: tuple[PlacedElement, ...] = ()
    drop_cap: DropCap | None = None
    stubs: int = 0
    text_columns: int = 1

    @property
    def picture(self) -> PictureSet | None:
        """The story's first picture, if it has one."""
        return self.pictures[0] if self.pictures else None
