"""The rows a story's text may stand on: every column's free rows, when head, notch and insets have taken theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

LEAST_ROWS = 2
"""A stretch of a column with fewer free rows, above or below an inset, is left white."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of text: its left edge from the story's, and its width, pt."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text column that text runs through: the column, the first row from the shape's top, the rows."""

    column: int
    row: int
    rows: int


class RowInset(NamedTuple):
    """A row on which the text has to make room: pt from the column's left and right edge."""

    left: float = 0.0
    right: float = 0.0


class Frame:
    """The free rows of a story's text columns. Insets take from them, each in its turn."""

    def __init__(self, tops: Sequence[int], feet: Sequence[int], floors: Sequence[int] = ()) -> None:
        """Begin with column ``at`` free from row ``tops[at]`` up to, not including, row ``feet[at]``.

        ``floors`` are the rows the columns end on if some are to stay empty above them.
        """
        self.floors = tuple(floors or feet)
        self.taken: list[list[tuple[int, int]]] = [[] for _ in tops]
        self.tops, self.feet = tuple(tops), tuple(feet)
        self.narrow: dict[tuple[int, int], RowInset] = {}

    def take(self, first: int, columns: int, rows: int, *, at_foot: bool = False, keep: RowInset | None = None) -> int:
        """Reserve so many rows over the columns, as near to their top (or foot) as is free; return the first row.

        Where nothing is free for it, it stands under all the rest and reaches beyond the foot; never on something. With
        ``keep`` the text stays on these rows and makes that much room.
        """
        span = range(first, first + columns)
        top, foot = max(self.tops[at] for at in span), min(self.feet[at] for at in span)
        tries = count(foot - rows, -1) if at_foot else count(top)
        for row in tries:
            if row < top or row + rows > foot:
                row = max(top, *(self._end(at) for at in span))
                break
            if all(self._is_free(at, row, rows) for at in span):
                break
        for at in span:
            if keep is None:
                self.taken[at].append((row, row + rows))
            else:
                self.narrow |= {(at, each): keep for each in range(row, row + rows)}
        return row

    def _end(self, at: int) -> int:
        """Return the row under all that is reserved in a column."""
        narrow = (row + 1 for column, row in self.narrow if column == at)
        return max([self.tops[at], *(end for _, end in self.taken[at]), *narrow])

    def _is_free(self, at: int, row: int, rows: int) -> bool:
        if self.narrow and any((at, each) in self.narrow for each in range(row, row + rows)):
            return False
        return all(end <= row or row + rows <= start for start, end in self.taken[at])

    def segments(self) -> tuple[Segment, ...]:
        """Return the stretches of free rows in reading order: column after column, each from its top down."""
        found = []
        for at, (top, foot) in enumerate(zip(self.tops, self.feet, strict=True)):
            row = top
            for start, end in (*sorted(self.taken[at]), (foot, foot)):
                if min(start, foot) - row >= LEAST_ROWS:
                    found.append(Segment(at, row, min(start, foot) - row))
                row = max(row, end)
        return tuple(found)

    def row_insets(self, segments: Sequence[Segment]) -> tuple[RowInset | None, ...]:
        """Return for every row that text runs through, in order, the room it has to make there, up to the last such
        row."""
        columns = {column for column, _ in self.narrow}
        found: list[RowInset | None] = []
        end = 0
        for segment in segments:
            if segment.column not in columns:
                found += [None] * segment.rows
                continue
            for row in range(segment.row, segment.row + segment.rows):
                found.append(self.narrow.get((segment.column, row)))
                end = len(found) if found[-1] else end
        return tuple(found[:end])
