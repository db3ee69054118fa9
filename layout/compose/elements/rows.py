"""A row of an element that flows from column to column: cells of lines side by side, in whole rows of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from layout.compose.element import SetElement, rule
from layout.compose.elements.texts import Texts, centred
from layout.scene.text import Line

Cell = Sequence[Line]
"""The lines of a cell, each at its x."""


def row_of(
    kind: str, cells: Sequence[Cell], width: float, texts: Texts, *, above: float = 0.0, below: float = 0.0
) -> SetElement:
    """Return cells as a row ``width`` pt wide, a line a grid row, with rules so thick, pt, at its top and its foot."""
    design = texts.voices.design
    row, ink = design.grid.row, design.colours["rule"]
    rows = max(1, *map(len, cells)) if cells else 1
    lines = [centred(line, at * row, row) for cell in cells for at, line in enumerate(cell)]
    shapes = []
    if above:
        shapes.append(rule(0.0, 0.0, width, above, ink))
    if below:
        shapes.append(rule(0.0, rows * row - below, width, below, ink))
    text = "".join(line.text for cell in cells for line in cell)
    missing = tuple(dict.fromkeys(texts.missing))
    texts.missing.clear()
    return SetElement(kind, rows, width, tuple(lines), tuple(shapes), text, missing)


def title_of(kind: str, words: str, width: float, texts: Texts, height: float, above: float = 0.0) -> SetElement | None:
    """Return the title of what flows, its line ``height`` em high, in the middle of whole rows; None without words."""
    if not words:
        return None
    style, row = texts.voices.design.element.title, texts.voices.design.grid.row
    made = row_of(kind, [texts.few_lines(words, style, width)], width, texts, above=above)
    more = max(0, ceil(made.rows * height * style.size / row) - made.rows)
    lines = tuple(replace(line, baseline=line.baseline + more * row / 2) for line in made.lines)
    return replace(made, rows=made.rows + more, lines=lines)
