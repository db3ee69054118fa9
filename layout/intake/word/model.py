"""What was walked of a Word file: paragraphs, tables and charts, as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layout.compose.elements.chart import Chart
from layout.edition.blocks import Span
from layout.intake.word.numbering import Label

Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: the name of its style, its lines, the number or sign before it."""

    style: str
    lines: tuple[Line, ...]
    label: Label | None = None
    is_centred: bool = False
    drop_cap: int = 0
    """Lines its first character stands in."""

    @property
    def texts(self) -> list[str]:
        """Its lines' characters, the label before the first; none for lines of white space."""
        made = ["".join(span.text for span in line) for line in self.lines]
        ahead = self.label.ahead if self.label else ""
        spoken = [" ".join(line.split()) for line in made if line.strip()]
        return [f"{ahead}{spoken[0]}", *spoken[1:]] if spoken else [self.label.text] if self.label else []


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: what is in it, how many columns it is wide, whether it is made of several."""

    items: tuple[Item, ...]
    across: int = 1
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells; whether the first is marked as its head, or bold by the table's style."""

    rows: tuple[tuple[Cell, ...], ...]
    is_headed: bool = False


Item = Para | Grid | Chart


def lines_of(items: Iterable[Item]) -> list[str]:
    """Return what was walked in lines of text, for the list."""
    made: list[str] = []
    for item in items:
        if isinstance(item, Para):
            made += item.texts
        elif isinstance(item, Grid):
            made += [" | ".join(" / ".join(lines_of(cell.items)) for cell in row) for row in item.rows]
        else:
            made += [item.title, item.unit, *(f"{bar.label} {bar.value:g}" for bar in item.data), item.source]
    return [line for line in made if line.strip(" |")]
