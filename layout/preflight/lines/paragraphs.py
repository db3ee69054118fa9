"""Which lines begin and end paragraphs, told from where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.preflight.lines.columns import Column, Stack
from layout.preflight.lines.marks import is_latin
from layout.preflight.lines.read import TextLine

INDENT = 1.4
"""A line that begins at least this far in begins a paragraph, em: two em, less the half of an opening mark."""
LATIN_INDENT = 0.9
"""The same for a line that begins with Latin text, where one em is usual."""
ITEM_GAP = 0.4
"""White between an item's number and its words, em at least."""
_MARK = 4
_ITEM = re.compile(r"[0-9]{1,3}[.)]|•")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A body line in its column, and its part in its paragraph.

    ``first`` and ``ending``: it begins, it ends a paragraph; ``final``: it does, and falls short of the right
    edge, as a last line may. ``head`` and ``foot``: it is the first, the last line of its column, and the text
    runs on from, into another one.
    """

    line: TextLine
    column: Column
    first: bool
    ending: bool
    final: bool
    indented: bool
    head: bool
    foot: bool

    @property
    def left_error(self) -> float:
        """How far the line begins from the column's left edge, pt; outwards is positive."""
        return min((self.column.left - edge for edge in self.line.left_edges), key=abs)

    @property
    def right_error(self) -> float:
        """How far the line ends from the column's right edge, pt; outwards is positive. 0 for a short last line."""
        if self.final:
            return 0.0
        return min((edge - self.column.right for edge in self.line.right_edges), key=abs)


def placed_lines(stacks: Sequence[Stack], size: float, tolerance: float) -> tuple[PlacedLine, ...]:
    """Return the lines of all stacks that have a column, each with its part in its paragraph.

    A paragraph ends where what follows says so: an indented line, something other than body text, a blank row,
    or nothing at all. Such a line is final when it does not reach the right edge within ``tolerance`` pt.
    """
    made: list[PlacedLine] = []
    for at, stack in enumerate(stacks):
        if stack.column is None:
            continue
        after = _next_first(stacks, at)
        made.extend(_of_stack(stack, stack.column, after, size, tolerance))
    return tuple(made)


def _next_first(stacks: Sequence[Stack], at: int) -> tuple[TextLine, Column] | None:
    """Return the line the text of a stack runs on with, and its column; None where it does not run on."""
    if stacks[at].closed or at + 1 == len(stacks):
        return None
    following = stacks[at + 1]
    return (following.lines[0], following.column) if following.column else None


def _of_stack(
    stack: Stack, column: Column, after: tuple[TextLine, Column] | None, size: float, tolerance: float
) -> Iterator[PlacedLine]:
    over = stack.opened
    begins = [(_indented(line, column, size), begins_item(line, size)) for line in stack.lines]
    following = after is None or _indented(*after, size) or begins_item(after[0], size)
    for at, (line, (indented, is_item)) in enumerate(zip(stack.lines, begins, strict=True)):
        last = at + 1 == len(stack.lines)
        ending = following if last else any(begins[at + 1])
        short = column.right - line.right_edges[0] > tolerance
        yield PlacedLine(
            line,
            column,
            first=indented or over or is_item,
            ending=ending,
            final=ending and short,
            indented=indented,
            head=at == 0 and not stack.opened,
            foot=last and not stack.closed,
        )
        over = ending and short


def begins_item(line: TextLine, size: float) -> bool:
    """Tell whether a line begins an item of a list: a dot or a number, and a gap wider than that before han."""
    return words_of_item(line, size) is not None


def words_of_item(line: TextLine, size: float) -> float | None:
    """Return where the words of a list's item begin behind its number, pt; None if the line begins no item."""
    chars = line.chars
    mark = _ITEM.match("".join(chars.text[:_MARK]))
    if mark is None or len(chars) <= mark.end():
        return None
    words, before = chars.x[mark.end()], mark.end() - 1
    return words if words - (chars.x[before] + chars.advance[before]) >= ITEM_GAP * size else None


def _indented(line: TextLine, column: Column, size: float) -> bool:
    # A quotation mark is narrow before Latin text and wide before han, so the first letter tells.
    said = line.chars.text
    first = next((text[:1] for text in said if text[:1].isalnum()), said[0][:1])
    wide = not (is_latin(first) or first.isascii())
    return line.x - column.left >= (INDENT if wide else LATIN_INDENT) * size
