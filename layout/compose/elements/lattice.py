"""A lattice of square cells, as puzzles have them: its rules and its black cells, and what stands in a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from layout.compose.classes import HAN_CENTRE
from layout.compose.element import SetElement, block, missing_of
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.voices import Voices
from layout.design.styles import TextStyle
from layout.scene.shapes import DrawnPath, shifted_path
from layout.scene.text import SetLine

BLOCK, OPEN = "#", "."
"""How a row of cells writes a black cell, and one of which nothing is known."""


class Lattice:
    """A lattice being drawn in a width, in pt, under a title; cells are as large as the width lets them be.

    ``boxes`` are the rows and columns of a box that a sudoku is parted into.
    """

    def __init__(
        self,
        rows: Sequence[str],
        width: float,
        cell: float,
        voices: Voices,
        language: str,
        boxes: tuple[int, int] = (0, 0),
    ) -> None:
        self.rows, self.width, self.boxes = rows, width, boxes
        self.voices, self.tokens = voices, voices.design.element.puzzle
        self.texts = Texts(voices, language)
        self.lines: list[SetLine] = []
        self.cell = min(cell, (width - self.tokens.frame) / len(rows[0]))
        self.left = (width - self.cell * len(rows[0])) / 2
        self.top = self.tokens.frame / 2

    def title(self, words: str, style: TextStyle, height: float) -> None:
        """Set a title above the cells, each of its lines so many em high."""
        if words:
            top = 0.0
            for line in self.texts.few_lines(words, style, self.width):
                # It begins where the cells do, if they are as wide.
                fits = self.left + line.x + line.width <= self.width - self.left
                self.lines.append(centred(moved(line, self.left if fits else 0.0), top, height * style.size))
                top += height * style.size
            self.top = top + self.tokens.frame / 2

    def write(self, row: int, column: int, char: str, *, turned: bool = False) -> None:
        """Set a character in the middle of a cell, or turned upside down there."""
        style = self.voices.design.element.cell
        style = style.model_copy(update={"size": self.tokens.digit * self.cell})
        line = self.texts.lines(char, style, self.cell, "left")[0]
        line = moved(line, self.left + (column + 0.5) * self.cell - line.width / 2 - line.x)
        made = centred(line, self.top + row * self.cell, self.cell)
        self.lines.append(replace(made, turned=turned))

    def number(self, row: int, column: int, number: int) -> None:
        """Set the number of a word in the corner of its first cell."""
        tokens, style = self.tokens, self.voices.design.element.label
        size = max(tokens.least_number, tokens.number * self.cell)
        line = self.texts.lines(str(number), style.model_copy(update={"size": size}), self.cell, "left")[0]
        inset = tokens.frame / 2 + tokens.number_inset
        line = moved(line, self.left + column * self.cell + inset - line.x)
        self.lines.append(centred(line, self.top + row * self.cell + inset - (1 - 2 * HAN_CENTRE) * size / 2, size))

    def made(self, kind: str, text: str, *, tight: bool = False) -> SetElement:
        """Return what was drawn as an element in whole grid rows, in the middle of them."""
        row, height = self.voices.design.grid.row, self.top + len(self.rows) * self.cell + self.tokens.frame / 2
        taken = ceil((height + 2 * self.tokens.air) / row)
        above = (taken * row - height) / 2
        lines = tuple(replace(each, baseline=each.baseline + above) for each in self.lines)
        shapes = tuple(shifted_path(each, 0.0, above) for each in self._shapes())
        return SetElement(kind, taken, self.width, lines, shapes, text, missing_of(self.texts.missing), tight)

    def _shapes(self) -> Iterator[DrawnPath]:
        """Yield the black cells, those beside each other as one, then the rules from side to side."""
        ink, cell, high, wide = self.voices.design.colours["rule"], self.cell, len(self.rows), len(self.rows[0])
        for number, row in enumerate(self.rows):
            at = 0
            while (at := row.find(BLOCK, at)) >= 0:
                end = next((end for end in range(at, wide) if row[end] != BLOCK), wide)
                yield block(self.left + at * cell, self.top + number * cell, (end - at) * cell, cell, ink)
                at = end
        every_row, every_column = self.boxes
        for number in range(high + 1):
            thick = self._thickness(number, high, every_row)
            y = self.top + number * cell - thick / 2
            yield block(self.left - self.tokens.frame / 2, y, wide * cell + self.tokens.frame, thick, ink)
        for number in range(wide + 1):
            thick = self._thickness(number, wide, every_column)
            x = self.left + number * cell - thick / 2
            yield block(x, self.top - self.tokens.frame / 2, thick, high * cell + self.tokens.frame, ink)

    def _thickness(self, number: int, last: int, every: int) -> float:
        """Return how thick the rule after so many cells is."""
        strong = number in (0, last) or (every and number % every == 0)
        return self.tokens.frame if strong else self.tokens.line
