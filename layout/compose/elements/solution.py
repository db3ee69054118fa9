"""The solution of a puzzle, of this issue or the last one: its cells small, and their letters upside down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Self
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import SubElement

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import say
from layout.compose.element import SetElement
from layout.compose.elements.cells import Answer, Cells, read_cells
from layout.compose.elements.kind import ElementKind
from layout.compose.elements.lattice import BLOCK, OPEN, Lattice
from layout.compose.elements.sudokusolver import boxes_of
from layout.compose.elements.xhtml import put, xml
from layout.compose.voices import Voices
from layout.edition.blocks import Element, MapSpans, MapText
from layout.edition.markdown import Body, Written

OWN = ("this", "here", "本期")
"""What stands after ``solution:`` in a puzzle for its own one."""


class Solution(Element):
    """A solution: what stands over it, and its rows of cells."""

    kind: Literal["solution"] = "solution"
    title: str = ""
    rows: tuple[str, ...]

    @property
    def text(self) -> str:
        """The title and the cells' characters."""
        return self.title + "".join(self.rows).replace(BLOCK, "")

    @property
    def stays(self) -> bool:
        """It belongs to the text."""
        return True

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its title put through a function; cells stay as they are."""
        return self.model_copy(update={"title": text(self.title)})


def read_solution(body: Body, written: Written) -> Iterator[Solution]:
    """Yield a solution: its rows of cells stand between the backticks."""
    cells = read_cells(body, enumerate(written.text.split("\n"), written.line + 1), written.line)
    if cells:
        yield from solution_of(body, cells, written.title, written.line)


def solutions_of(body: Body, answers: Iterable[Answer], own: tuple[str, ...]) -> Iterator[Solution]:
    """Yield the solutions that stand under a puzzle, whose cells with all their letters are ``own``."""
    for title, line, lines in answers:
        given = any(text.strip() for _, text in lines)
        if not given and title.lower() not in OWN:
            hint = say("write solution: this, or under it the rows of the last issue's puzzle")
            body.error(Code.ELEMENT_CONTENT, say("this solution has no cells"), line, hint)
        elif not given:
            yield from solution_of(body, Cells(own, ()), "", line)
        elif cells := read_cells(body, lines, line):
            yield from solution_of(body, cells, body.one_voice(title), line)


def solution_of(body: Body, cells: Cells, title: str, line: int) -> Iterator[Solution]:
    """Yield the solution that rows of cells are, with a title or the word of the language; tell what lacks."""
    if any(OPEN in row for row in cells.rows):
        hint = say("write a letter in each cell, or a hash for a black one")
        body.error(Code.ELEMENT_CONTENT, say("this solution has cells without a letter"), line, hint)
        return
    yield Solution(title=title or body.language.words.elements.solution, rows=cells.rows)


def set_solution(solution: Solution, width: float, voices: Voices, language: str) -> SetElement:
    """Set a solution to a width in pt."""
    styles, rows = voices.design.element, solution.rows
    tokens = styles.puzzle
    # The whole is turned: its last row stands first.
    turned = tuple(row[::-1] for row in reversed(rows))
    lattice = Lattice(turned, width, tokens.solution_cell, voices, language, boxes_of(rows))
    lattice.title(solution.title, styles.label, tokens.solution_height)
    for row, cells in enumerate(rows):
        for column, char in enumerate(cells):
            if char != BLOCK:
                lattice.write(len(rows) - 1 - row, len(cells) - 1 - column, char, turned=True)
    return lattice.made("solution", solution.text)


def cells_html(kind: str, title: str, rows: tuple[tuple[str, ...], ...]) -> Xml:
    """Return rows of cells as an XHTML table; a cell of a hash is black and has no text."""
    made = xml("table", kind=kind)
    put(made, "caption", title)
    body = SubElement(made, "tbody")
    for row in rows:
        line = SubElement(body, "tr")
        for char in row:
            cell = xml("td", "" if char == BLOCK else char, "block" if char == BLOCK else "")
            line.append(cell)
    return made


def solution_html(solution: Solution, _words: Words) -> Xml:
    """Return a solution as XHTML."""
    return cells_html("cells solution", solution.title, tuple(map(tuple, solution.rows)))


KIND = ElementKind(
    model=Solution,
    fence="solution",
    read=read_solution,
    set=set_solution,
    html=solution_html,
)
