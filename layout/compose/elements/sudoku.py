"""A sudoku (数独) of 4, 6 or 9 digits, drawn from them; that it has one solution is made sure of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self
from unicodedata import normalize
from xml.etree.ElementTree import Element as Xml

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import say
from layout.compose.element import SetElement
from layout.compose.elements.cells import cells_in, parted
from layout.compose.elements.kind import ElementKind
from layout.compose.elements.lattice import OPEN, Lattice
from layout.compose.elements.solution import cells_html, solutions_of
from layout.compose.elements.sudokusolver import BOXES, boxes_of, clash, solutions
from layout.compose.voices import Voices
from layout.edition.blocks import Block, Element, MapSpans, MapText
from layout.edition.markdown import Body, Written


class Sudoku(Element):
    """A sudoku: its title, and its rows of digits, a full stop for an empty cell."""

    kind: Literal["sudoku"] = "sudoku"
    title: str = ""
    rows: tuple[str, ...]

    @property
    def text(self) -> str:
        """The title and the given digits."""
        return self.title + "".join(self.rows).replace(OPEN, "")

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its title put through a function."""
        return self.model_copy(update={"title": text(self.title)})


def read_sudoku(body: Body, written: Written) -> Iterator[Block]:
    """Yield a sudoku, and the solutions under it. Its rows may stand in one line or in several."""
    own, answers = parted(written.text, written.line + 1)
    lines = [(number, cells) for number, text in own if (cells := cells_in(normalize("NFKC", text).replace("0", OPEN)))]
    cells = "".join(each for _, each in lines)
    size = next((size for size in BOXES if size * size == len(cells)), 0)
    rows = tuple(cells[at : at + size] for at in range(0, len(cells), size or 1))
    if not size or not any(boxes_of(rows)):
        said = say("a sudoku has 81 cells (or 36, or 16), and there are {count} here", count=len(cells))
        if size:
            said = say("a cell of this sudoku holds no digit from 1 to {size}", size=size)
        hint = say("write its digits row by row, a full stop for each empty cell")
        body.error(Code.ELEMENT_CONTENT, said, _odd_line(lines, size) or written.line, hint)
        return
    yield Sudoku(title=written.title, rows=rows, **written.options)
    found = solutions(rows)
    if len(found) != 1:
        hint = say("look at its digits: a reader can solve only what has one solution")
        said = say("this sudoku has no solution") if not found else say("this sudoku has more than one solution")
        line = written.line
        if at := clash(rows):
            said = say("the {digit} in row {row} stands there a second time", digit=rows[at[0]][at[1]], row=at[0] + 1)
            line = _line_of(lines, at[0] * size + at[1])
        body.report.warning(Code.PUZZLE_UNSOUND, said, body.source.place(line), hint=hint)
    yield from solutions_of(body, answers, found[0] if found else rows)


def _line_of(lines: list[tuple[int, str]], cell: int) -> int:
    """Return the line of the file that a cell, by its number, stands on."""
    for number, cells in lines:
        if cell < len(cells):
            return number
        cell -= len(cells)
    return 0


def _odd_line(lines: list[tuple[int, str]], size: int) -> int:
    """Return the first line with another number of cells than the first, or with what is no digit of a sudoku."""
    known = {OPEN, *map(str, range(1, (size or max(BOXES)) + 1))}
    odd = (number for number, cells in lines if len(cells) != len(lines[0][1]) or not set(cells) <= known)
    return next(odd, 0)


def set_sudoku(sudoku: Sudoku, width: float, voices: Voices, language: str) -> SetElement:
    """Set a sudoku to a width in pt."""
    styles = voices.design.element
    tokens = styles.puzzle
    lattice = Lattice(sudoku.rows, width, tokens.cell, voices, language, boxes_of(sudoku.rows))
    lattice.title(sudoku.title, styles.title, tokens.title_height)
    for row, cells in enumerate(sudoku.rows):
        for column, char in enumerate(cells):
            if char != OPEN:
                lattice.write(row, column, char)
    return lattice.made("sudoku", sudoku.text, tight=lattice.cell < tokens.least_cell)


def sudoku_html(sudoku: Sudoku, _words: Words) -> Xml:
    """Return a sudoku as XHTML."""
    rows = tuple(tuple("" if char == OPEN else char for char in row) for row in sudoku.rows)
    return cells_html(f"cells sudoku of-{len(rows)}", sudoku.title, rows)


KIND = ElementKind(
    model=Sudoku,
    fence="sudoku",
    read=read_sudoku,
    set=set_sudoku,
    html=sudoku_html,
)
