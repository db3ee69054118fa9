"""The texts of a page and the lines they stand in: found by their places, and parted where a line is.

What is shown is told again so that its words are right for who copies it or has it read: a hyphen at a line's end
stands for a soft one, a blank that was a gap is a blank, and so is the end of a line where one is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf

from layout.pdf.fonts import FontUse
from layout.pdf.interpreter import Instruction, instruction
from layout.pdf.operators import NUMBERS
from layout.pdf.state import State
from layout.pdf.tagged.model import Line
from layout.scene.text import HAN_CENTRE

NEAR = 0.4
"""How far a text's baseline may be from its line's, pt: layout.json rounds, and the renderer does."""
_RAISED, _OVER = 0.6, 1.6
"""How high over its line's baseline, em, a text still stands in the line (superscript), and is a reading over it."""
_SOFT = "\u00ad"


class Lines:
    """The lines of a page, found by where a text begins."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._all, self._read = lines, [line for line in lines if line.read]
        self._by_row: dict[int, list[Line]] = {}
        for line in lines:
            self._by_row.setdefault(round(line.baseline), []).append(line)

    def at(self, x: float, y: float, *, turned: bool) -> tuple[Line | None, bool]:
        """Return the line that a text stands in, or over (true), which begins at a point."""
        if turned:
            on = [line for line in self._all if abs(line.baseline - 2 * HAN_CENTRE * line.size - y) < NEAR]
            return _nearest(on, x), False
        rows = [line for row in range(round(y) - 1, round(y) + 2) for line in self._by_row.get(row, ())]
        if line := _nearest([line for line in rows if abs(line.baseline - y) < NEAR], x):
            return line, False
        raised = [line for line in self._all if 0 < line.baseline - y <= _RAISED * line.size]
        if line := _nearest(raised, x):
            return line, False
        return _nearest([line for line in self._read if 0 < line.baseline - y <= _OVER * line.size], x), True


def _nearest(lines: Sequence[Line], x: float) -> Line | None:
    """Return the line whose extent is the nearest to a place; none farther than its em is it."""

    def off(line: Line) -> float:
        return max(line.x - x, x - line.x - line.width, 0.0)

    line = min(lines, key=off, default=None)
    return line if line is not None and off(line) <= line.size else None


class Part(NamedTuple):
    """A part of what an operator shows: the line's part it is, whether it is a soft hyphen, operands, ends, words.

    The ends are told from the pen, in the text's own space.
    """

    number: int
    soft: bool
    pieces: list[Any]
    least: float
    most: float
    text: str


def parts_of(
    given: pikepdf.Object, line: Line, at: int, use: FontUse, state: State, told: str | None
) -> tuple[list[Part], int]:
    """Return the parts of a string, or of an array of strings and numbers, and how far the line is read after it.

    ``at`` is how far it was read before. What its glyphs stand for is ``told`` where the file says so: then it is one
    part.
    """
    made: list[Part] = []
    size, stretch, step = state.size, state.stretch, 2 if use.wide else 1
    number, pen, waiting = bisect_right(line.cuts, at), 0.0, list[Any]()
    for piece in given if isinstance(given, pikepdf.Array) else (given,):
        if type(piece) in NUMBERS:
            (made[-1].pieces if made else waiting).append(piece)
            pen -= float(piece) / 1000 * size * stretch
            continue
        data = bytes(piece)
        for place, code in enumerate(use.codes(data)):
            text, soft, before = use.characters.get(code, ""), False, at
            if told is None:
                at, soft = _read_on(line.text, at, text)
                number = bisect_right(line.cuts, max(0, at - len(text)))
                if (gap := line.text[before : at - len(text)]) and gap.isspace() and (space := space_of(use)):
                    blank = [pikepdf.String(space), use.advance(int.from_bytes(space, "big")) * 1000]
                    (made[-1].pieces if made else waiting).extend(blank)
            if not made or (made[-1].number, made[-1].soft) != (number, soft):
                made.append(Part(number, soft, waiting, pen, pen, ""))
                waiting = []
            last = made[-1]
            last.pieces.append(pikepdf.String(data[place * step : place * step + step]))
            pen += (use.advance(code) * size + state.spacing) * stretch
            made[-1] = last._replace(most=pen, text=last.text + text)
    if told is not None:
        at, _ = _read_on(line.text, at, told)
    return made, at


def shown_again(part: Part, use: FontUse, *, blank: bool, told: bool) -> list[Instruction]:
    """Return what shows a part; with a ``blank`` after it, which its last glyph stands for in a font that has none."""
    pieces = part.pieces
    if part.soft:
        return _standing_for(_SOFT, pieces)
    shows: list[Instruction] = [instruction("TJ", pikepdf.Array(pieces))]
    if not blank:
        return shows
    if space := space_of(use):
        return [*shows, instruction("TJ", pikepdf.Array([pikepdf.String(space)]))]
    if told or not part.text:
        return shows
    last = next(at for at in range(len(pieces) - 1, -1, -1) if isinstance(pieces[at], pikepdf.String))
    before = [instruction("TJ", pikepdf.Array(pieces[:last]))] if last else []
    return [*before, *_standing_for(f"{part.text[-1]} ", pieces[last:])]


def _standing_for(text: str, pieces: Sequence[Any]) -> list[Instruction]:
    """Return what shows glyphs that stand for a text of their own (ISO 32000-1, 14.9.4)."""
    stands = pikepdf.Dictionary(ActualText=pikepdf.String(text))
    shows = instruction("TJ", pikepdf.Array(pieces))
    return [instruction("BDC", pikepdf.Name.Span, stands), shows, instruction("EMC")]


def _read_on(said: str, at: int, text: str) -> tuple[int, bool]:
    """Return how far a line's words are read after a glyph of that text, and whether that was a soft hyphen."""
    if text and said.startswith(text, at) and text != _SOFT:
        return at + len(text), False
    if said[at : at + 1] == _SOFT and text in ("-", "\u2010", _SOFT):
        return at + 1, True
    if text and (found := said.find(text, at, at + len(text) + 3)) >= 0:  # what no glyph was asked for
        return found + len(text), False
    return min(len(said), at + len(text)), False


def space_of(use: FontUse) -> bytes:
    """Return the code of a font's space; nothing if it has none."""
    code = next((code for code, text in use.characters.items() if text == " " and not use.is_notdef(code)), None)
    return b"" if code is None else code.to_bytes(2 if use.wide else 1, "big")


def blank_of(use: FontUse) -> tuple[Instruction, ...]:
    """Return what shows a blank that takes no room; nothing in a font that has none."""
    if not (code := space_of(use)):
        return ()
    back = use.advance(int.from_bytes(code, "big")) * 1000
    return (instruction("TJ", pikepdf.Array([pikepdf.String(code), back])),)
