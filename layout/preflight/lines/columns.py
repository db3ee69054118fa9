"""From lines to columns: the measures text is set to, found where many lines begin and end alike."""

from __future__ import annotations

import bisect
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layout.preflight.lines.read import APART, LEVEL, SIZE_PLAY, TextLine, joined

SAME_EDGE = 0.5
"""Edges nearer than this are one edge, drawn more or less well, pt."""
WINDOW = 0.02
"""Edges drawn to the same place come back within this, pt."""
INDENT = 4.0
"""Lines that begin or end less than this inside of others belong to the same measure, em."""
OUTSIDE = 0.6
"""How far a line may reach out of its measure and still belong to it, em: the blank half of a mark."""
NEXT_ROW = 1.6
"""Lines farther apart than this, in rows, do not follow each other."""
NEAR = 5.0
"""Lines no farther apart than this, em, are near each other: about three rows."""
SUPPORT = 0.2
"""A wider measure takes over a narrower one when it has at least this part of its lines."""


@dataclass(frozen=True, slots=True)
class Column:
    """A measure: its edges in pt from the trim's left."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """pt."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Stack:
    """Lines under each other, row after row, in one column; None where no column fits them.

    ``opened`` tells that something other than body text stands before the first line (a head, a subhead, a
    blank row) and ``closed`` the same after the last; else the text runs on from or into another column.
    """

    lines: tuple[TextLine, ...]
    column: Column | None
    opened: bool
    closed: bool


def is_body(line: TextLine, font: str, size: float) -> bool:
    """Tell whether a line has at least one letter in the body's font and size."""
    chars = line.chars
    for own, face, text in zip(chars.size, chars.font, chars.text, strict=True):
        if abs(own - size) < SIZE_PLAY and face == font and text[:1].isalnum():
            return True
    return False


def is_alike(line: TextLine, size: float) -> bool:
    """Tell whether a line is of the body's size, in whatever font."""
    return abs(line.size - size) < SIZE_PLAY


def find_columns(lines: Sequence[TextLine], size: float) -> tuple[Column, ...]:
    """Return the measures in which lines of ``size`` pt are set, from left to right.

    A measure is a pair of edges that two lines at least have in common. Indented first lines and lines that
    fall short make pairs too; those lie inside a wider pair at one edge while the other edge is the same, and
    other lines near them reach out to its far edge, as none does beside the lines of a boxed story.
    """
    plain = [line for line in lines if len(line.left_edges) == 1 and len(line.right_edges) == 1]
    lefts, rights = _clusters([line.x for line in plain]), _clusters([line.right for line in plain])
    of_line = [(_nearest(lefts, line.x), _nearest(rights, line.right)) for line in plain]
    pairs = Counter(of_line)
    reach = INDENT * size

    def inside(pair: tuple[float, float], other: tuple[float, float]) -> bool:
        if pairs[other] < max(2, SUPPORT * pairs[pair]):
            return False
        same_left, same_right = pair[0] == other[0], pair[1] == other[1]
        return (same_left and 0 < other[1] - pair[1] < reach) or (same_right and 0 < pair[0] - other[0] < reach)

    found = [pair for pair, count in pairs.items() if count >= 2]
    alike, baselines = _Alike(lines, size), defaultdict(list)
    for line, pair in zip(plain, of_line, strict=True):
        baselines[pair].append(line.baseline)
    alone = {pair for pair in found if alike.leave_alone(*pair, baselines[pair])}
    kept = [pair for pair in found if pair in alone or not any(inside(pair, other) for other in found)]
    return tuple(Column(left, right) for left, right in sorted(kept))


class _Alike:
    """The lines of the body's size in arrays: where they begin and end, and their baselines."""

    def __init__(self, lines: Sequence[TextLine], size: float) -> None:
        alike = [line for line in lines if is_alike(line, size)]
        self._begins = np.array([line.left_edges[0] for line in alike])
        self._ends = np.array([line.right_edges[0] for line in alike])
        self._baselines = np.array([line.baseline for line in alike])
        self._near = NEAR * size

    def leave_alone(self, left: float, right: float, baselines: Sequence[float]) -> bool:
        """Tell whether none that is near lines between two edges, above, below or between them, reaches out of them."""
        overlaps = (self._begins < right) & (left < self._ends)
        out = overlaps & ((self._begins < left - SAME_EDGE) | (self._ends > right + SAME_EDGE))
        apart = np.abs(self._baselines[out][:, None] - np.array(baselines)[None, :])
        return not (apart <= self._near).any()


def _clusters(values: Sequence[float]) -> list[float]:
    """Return one value for every bunch of values: the place where most of the bunch lie."""
    bunches: list[list[float]] = []
    for value in sorted(values):
        if bunches and value - bunches[-1][-1] <= SAME_EDGE:
            bunches[-1].append(value)
        else:
            bunches.append([value])
    return [densest(bunch) for bunch in bunches]


def densest(values: Sequence[float], window: float = WINDOW) -> float:
    """Return the middle of the ``window`` that holds most values; of equals the first."""
    ordered = sorted(values)
    best: list[float] = []
    for at, value in enumerate(ordered):
        within = ordered[at : bisect.bisect_right(ordered, value + window)]
        if len(within) > len(best):
            best = within
    return statistics.median(best)


def _nearest(ordered: Sequence[float], value: float) -> float:
    at = bisect.bisect(ordered, value)
    return min(ordered[max(0, at - 1) : at + 1], key=lambda other: abs(other - value))


def mend(lines: Sequence[TextLine], columns: Sequence[Column], size: float) -> tuple[TextLine, ...]:
    """Put the pieces of one line together where a wide gap inside a column took them apart."""
    whole: list[TextLine] = []
    for line in lines:
        if whole and _torn(whole[-1], line, columns, size):
            whole[-1] = joined(whole[-1], line)
        else:
            whole.append(line)
    return tuple(whole)


def _torn(left: TextLine, right: TextLine, columns: Sequence[Column], size: float) -> bool:
    if not (is_alike(left, size) and is_alike(right, size)):
        return False
    if abs(left.baseline - right.baseline) > LEVEL * size or right.x < left.right + APART * size:
        return False
    if any(_ends_at(left, column) for column in columns) and any(_begins_at(right, column) for column in columns):
        return False  # two columns beside each other, with their gutter between
    play = OUTSIDE * size
    return any(column.left - play <= left.x and right.right <= column.right + play for column in columns)


def _begins_at(line: TextLine, column: Column) -> bool:
    return abs(line.left_edges[0] - column.left) <= SAME_EDGE or abs(line.x - column.left) <= SAME_EDGE


def _ends_at(line: TextLine, column: Column) -> bool:
    return abs(line.right_edges[0] - column.right) <= SAME_EDGE or abs(line.right - column.right) <= SAME_EDGE


def stacks_of(
    lines: Sequence[TextLine], columns: Sequence[Column], font: str, size: float, pitch: float
) -> tuple[Stack, ...]:
    """Gather body lines, in the order they are drawn, to stacks, and find the column of each.

    A line all in another font counts as body when it fills a column from edge to edge, as one inside an
    emphasised passage does; else it is a line of its own kind (a source, a jump line) and ends the stack.
    """
    groups: list[tuple[list[TextLine], bool]] = []
    other = True
    for line in lines:
        if not is_body(line, font, size) and not (
            is_alike(line, size) and any(_begins_at(line, column) and _ends_at(line, column) for column in columns)
        ):
            other = True
            continue
        if not other and _follows(groups[-1][0][-1], line, pitch, columns, size):
            groups[-1][0].append(line)
        else:
            groups.append(([line], other or _below(groups[-1][0][-1], line)))
        other = False
    closed = [*(opened for _, opened in groups[1:]), True]
    found = _columns_of([group for group, _ in groups], columns, size)
    return tuple(
        Stack(tuple(group), column, opened, ends)
        for (group, opened), column, ends in zip(groups, found, closed, strict=False)
    )


def _follows(above: TextLine, line: TextLine, pitch: float, columns: Sequence[Column], size: float) -> bool:
    """Tell whether a line stands on the row under another one: below it, or as a signature does, at the other end of
    the same column."""
    if not 0 < line.baseline - above.baseline < NEXT_ROW * pitch:
        return False
    left, right, play = min(above.x, line.x), max(above.right, line.right), OUTSIDE * size
    return _below(above, line) or any(
        column.left - play <= left
        and right <= column.right + play
        and (_begins_at(above, column) and _ends_at(line, column))
        for column in columns
    )


def _below(above: TextLine, line: TextLine) -> bool:
    return line.baseline > above.baseline and line.x < above.right and above.x < line.right


def _columns_of(groups: Sequence[Sequence[TextLine]], columns: Sequence[Column], size: float) -> list[Column | None]:
    """Return for each group the column that holds most of its lines and meets most of their edges.

    Of equals it is the narrowest; None if it holds no more than half of them, or meets none. All lines are held
    against all columns at once.
    """
    if not groups or not columns:
        return [None] * len(groups)
    play = OUTSIDE * size
    lines = [line for group in groups for line in group]
    left, right = np.array([(column.left, column.right) for column in columns]).T
    # A line with one edge has it twice.
    ends = [(line.left_edges[0], line.x, line.right_edges[0], line.right) for line in lines]
    first, begin, last, end = (values[:, None] for values in np.array(ends).T)
    begins = (np.abs(first - left) <= SAME_EDGE) | (np.abs(begin - left) <= SAME_EDGE)
    stops = (np.abs(last - right) <= SAME_EDGE) | (np.abs(end - right) <= SAME_EDGE)
    held = (left - play <= begin) & (end <= right + play)
    starts = np.cumsum([0, *map(len, groups[:-1])])
    most = np.add.reduceat(held.astype(int), starts)
    met = np.add.reduceat(begins.astype(int) + stops, starts)
    found: list[Column | None] = []
    for group, *scores in zip(groups, most.tolist(), met.tolist(), strict=True):
        hold, meet, column = max(zip(*scores, columns, strict=True), key=lambda one: (one[0], one[1], -one[2].width))
        found.append(column if 2 * hold > len(group) and meet else None)
    return found
