"""An element set: lines and drawn paths that together take whole grid rows of one width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layout.base.units import Rect
from layout.compose.classes import HAN_CENTRE, HAN_INK
from layout.compose.group import PictureGroup
from layout.compose.picture import PictureSet
from layout.design.values import Colour
from layout.edition.blocks import InsetPlace
from layout.scene.shapes import DrawnPath, Panel, shifted_path
from layout.scene.text import Line, Role, SetLine


def block(x: float, y: float, width: float, height: float, ink: Colour) -> Panel:
    """Return a filled rectangle."""
    return Panel(Rect(x, y, width, height), ink)


def rule(x: float, y: float, width: float, thickness: float, ink: Colour) -> Panel:
    """Return a level rule whose upper edge is at ``y``."""
    return block(x, y, width, thickness, ink)


@dataclass(frozen=True, slots=True)
class SetElement:
    """An element: its kind, the grid rows it takes, its width in pt, what is drawn (shapes first, then lines).

    ``text`` is every word of it, for the copyfit and for the test that none is lost. ``tight`` tells that its lines are
    too short to be read at this width.
    """

    kind: str
    rows: int
    width: float
    lines: tuple[SetLine, ...]
    shapes: tuple[DrawnPath, ...] = ()
    text: str = ""
    missing: tuple[str, ...] = ()
    tight: bool = False

    def placeholders(self, number: int) -> tuple[Line, ...]:
        """Return a line for each row, so that the element can be poured; the first has its text."""
        first = ElementLine(self.text, (), 0.0, self.width, 0.0, Role.ELEMENT, paragraph=number, element=self)
        return (first, *(replace(first, text="", element=None) for _ in range(self.rows - 1)))


@dataclass(frozen=True, slots=True)
class ElementLine(Line):
    """A row that an element takes in a column; the first of them has the element."""

    element: SetElement | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an element that flows from column to column: never parted itself, and ``headed``, as it stands at a
    column's head, with the element's head once more. ``before`` white rows stand above it elsewhere."""

    element: SetElement
    headed: SetElement | None = None
    before: int = 0


def stacked(parts: Sequence[SetElement], row: float) -> SetElement:
    """Return elements of one kind and width, each below the one before it; ``row`` is a grid row, pt."""
    first, *_ = parts
    lines: list[SetLine] = []
    shapes: list[DrawnPath] = []
    rows = 0
    for part in parts:
        lines += (replace(line, baseline=line.baseline + rows * row) for line in part.lines)
        shapes += (shifted_path(shape, 0.0, rows * row) for shape in part.shapes)
        rows += part.rows
    return replace(
        first,
        rows=rows,
        lines=tuple(lines),
        shapes=tuple(shapes),
        text="".join(part.text for part in parts),
        missing=missing_of(*(part.missing for part in parts)),
        tight=any(part.tight for part in parts),
    )


def raised(element: SetElement, top: float) -> SetElement:
    """Return an element whose ink begins ``top`` pt below its own top at most: where a text would begin under a head,
    which has white of its own. What white is won stands below it."""
    inks = [line.baseline - (HAN_CENTRE + HAN_INK) * line.line.size for line in element.lines if line.line.width]
    inks += [y for path in element.shapes for contour in path.contours for part in contour for _, y in part]
    up = min(inks, default=top) - top
    if up <= 0:
        return element
    return replace(
        element,
        lines=tuple(replace(line, baseline=line.baseline - up) for line in element.lines),
        shapes=tuple(shifted_path(shape, 0.0, -up) for shape in element.shapes),
    )


def flowing(
    title: SetElement | None, head: SetElement | None, rows: Sequence[SetElement], row: float
) -> tuple[Part, ...]:
    """Return rows as parts of an element that flows under its title and its head, which stands over every column again.

    Two rows stay together at the beginning, and at the end.
    """
    over = [each for each in (title, head) if each]
    # Of three rows none is left alone.
    begin, end = (rows, ()) if len(rows) <= 3 else (rows[:2], rows[2:][-2:])
    parts = [Part(stacked((*over, *begin), row), before=1)]
    for each in [*((one,) for one in rows[len(begin) : len(rows) - len(end)]), *([end] if end else [])]:
        parts.append(Part(stacked(each, row), stacked((head, *each), row) if head else None))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class ElementInset:
    """An element with a place of its own, over ``columns`` text columns from ``first`` on; see PictureSet.

    ``number`` is that of the story's block that it is. ``no_half`` tells that half a column was ordered and is too
    narrow for it.
    """

    place: InsetPlace
    first: int
    columns: int
    x: float
    width: float
    element: SetElement
    beside: float = 0.0
    row: int = 0
    crop: int = 0
    white_above: int = 0
    number: int = -1
    no_half: bool = False

    @property
    def taken(self) -> int:
        """Rows its columns lose."""
        return self.element.rows


Inset = PictureSet | PictureGroup | ElementInset
"""What stands in a story's columns at a place of its own."""


def missing_of(*parts: Sequence[str]) -> tuple[str, ...]:
    """Return characters without a glyph, each once."""
    return tuple(dict.fromkeys(char for part in parts for char in part))
