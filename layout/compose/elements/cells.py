"""Rows of cells as copy has them: a letter or digit each, a hash for a black one, a full stop for an open one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import category, normalize

from layout.base.codes import Code
from layout.base.messages import say
from layout.compose.elements.lattice import BLOCK, OPEN
from layout.edition.markdown import Body

MOST = 25
"""More cells in a row than a newspaper has room for."""
_BLOCKS, _OPEN = "#＃■█", ".·_＿□。．"
_RULE = re.compile(r"(?=[^-=─]*(?:---|===|──))[-=+|:\s─│┼├┤]+")
"""A line of strokes between rows."""
_SOLUTION = re.compile(r"\s*(?:solution|答案)\s*[:：]\s*(?P<rest>.*?)\s*$", re.IGNORECASE)

Lines = Iterable[tuple[int, str]]
"""Lines of a file, each with its number."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of as many cells each, and the line of the file that each row stands on."""

    rows: tuple[str, ...]
    lines: tuple[int, ...]


def cells_in(text: str) -> str:
    """Return the cells of a line: blanks and upright strokes between them do not count, nor does a rule of strokes."""
    if _RULE.fullmatch(text):
        return ""
    chars = (char for char in normalize("NFC", text) if not char.isspace() and char != "|")
    return "".join(BLOCK if char in _BLOCKS else OPEN if char in _OPEN else _capital(char) for char in chars)


def _capital(char: str) -> str:
    """Return a letter as it stands in a cell; what becomes two letters stays as it is."""
    return char.upper() if len(char.upper()) == 1 else char


def _is_odd(char: str) -> bool:
    """Tell whether a character is neither a letter nor a cell: a hyphen or an asterisk for a black one, an accent of
    the letter before it."""
    return char not in (BLOCK, OPEN) and (category(char)[0] in "PMZC" or char in "+<=>^`~$")


def read_cells(body: Body, lines: Lines, line: int) -> Cells | None:
    """Return rows of cells; tell rows of unlike lengths, or that there are none in what begins on that line."""
    rows = [(number, cells) for number, text in lines if (cells := cells_in(text))]
    if not rows:
        hint = say("write a row of cells a line: a letter each, a hash for a black cell, a full stop for an open one")
        body.error(Code.ELEMENT_CONTENT, say("there are no cells here"), line, hint)
        return None
    wide = len(rows[0][1])
    uneven = [(number, cells) for number, cells in rows if len(cells) != wide]
    for number, cells in uneven:
        said = say("this row has {count:cell|cells}, the first one has {wide}", count=len(cells), wide=wide)
        body.error(Code.ELEMENT_CONTENT, said, number, say("every row has as many cells"))
    odd = next(((number, char) for number, cells in rows for char in cells if _is_odd(char)), None)
    if odd and not uneven:
        hint = say("a black cell is written #, an open one as a full stop; signs are printed in no cell")
        body.error(Code.ELEMENT_CONTENT, say("{char} is no letter of a cell", char=odd[1]), odd[0], hint)
        return None
    if not uneven and max(wide, len(rows)) > MOST:
        hint = say("print it as a picture")
        body.error(Code.ELEMENT_CONTENT, say("a puzzle has at most {most} rows and columns", most=MOST), line, hint)
        return None
    return None if uneven else Cells(tuple(cells for _, cells in rows), tuple(number for number, _ in rows))


class Answer(NamedTuple):
    """A solution as copy has it: what stands after its colon, its line, and the lines below it."""

    title: str
    line: int
    lines: list[tuple[int, str]]


def parted(text: str, first: int) -> tuple[list[tuple[int, str]], list[Answer]]:
    """Return the lines of a puzzle before its solutions, and these; ``first`` is the number of its first line."""
    own: list[tuple[int, str]] = []
    answers: list[Answer] = []
    for number, line in enumerate(text.split("\n"), first):
        if found := _SOLUTION.match(line):
            answers.append(Answer(found["rest"], number, []))
        else:
            (answers[-1].lines if answers else own).append((number, line))
    return own, answers
