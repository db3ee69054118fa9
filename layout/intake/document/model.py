"""What was walked of a document: paragraphs, tables and charts, as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layout.compose.elements.chart import Chart
from layout.edition.blocks import Span

Line = tuple[Span, ...]

_FULL_MARKS = "、，。．：）〉》】」』"
"""After these a number needs no space before the text: they have it in themselves."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: its characters, what parts them from the text, and whether it is a bullet."""

    text: str
    gap: str
    level: int
    is_bullet: bool = False
    known: bool = True
    """Whether its form of number is one that we write as Word does."""

    @property
    def ahead(self) -> str:
        """The label as it stands before text."""
        return self.text + ("" if self.text.endswith(tuple(_FULL_MARKS)) else self.gap)


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: the name of its style, its lines, the number or sign before it."""

    style: str
    lines: tuple[Line, ...]
    label: Label | None = None
    is_centred: bool = False
    drop_cap: int = 0
    """Lines its first character stands in."""
    bases: tuple[str, ...] = ()
    """The names of the styles that its own is based on, the nearest first."""

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


def lines_in(spans: Iterable[Span | None]) -> tuple[Line, ...]:
    """Return spans in lines; None ends one."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        if span is None:
            lines.append([])
        else:
            lines[-1].append(span)
    return tuple(map(tuple, lines))
