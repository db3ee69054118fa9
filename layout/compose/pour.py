"""Pouring lines into columns: no widow, no orphan, no subhead at a column's foot, columns filled to the row.

A story is a sequence of pieces (paragraphs, subheads); a paragraph may be had at several lengths. The search
is exact: for every row a piece may begin on, the cheapest way to get there is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from layout.scene.text import Line

WIDOW = 60.0
"""Cost of a paragraph's last line alone at a column's head (clreq #adjustments_of_orphans_and_widows)."""
ORPHAN = 40.0
"""Cost of a paragraph's first line alone at a column's foot."""
HOLE = 150.0
"""Cost of each row left empty at a column's foot before the story's end."""
END_GAP = 20.0
"""Cost of the square of the rows left empty after the story's end."""
OVERSET = 1e6
"""Cost of each line that finds no row."""
LEVER = 15.0
"""Cost of setting a paragraph longer or shorter than its best, on top of what the lines say."""
SPACE = 25.0
"""Cost of each further white row before a subhead."""
KEEP = 2
"""Lines of body that must follow a subhead in its column."""


@dataclass(frozen=True, slots=True)
class Length:
    """One way to set a piece: its lines, what it costs, and how far it is from the best length."""

    lines: tuple[Line, ...]
    cost: float = 0.0
    looseness: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a subhead or an element. ``before`` white rows stand above it except at a column's head.

    ``most_before`` is how many they may become. A piece that ``keeps`` stays with the lines after it; one that is
    ``whole`` stands in one column. ``beside`` gives the lengths of a piece that begins on a row (counted through all
    columns) where lines are shorter, None where it is set as usual.
    """

    lengths: tuple[Length, ...]
    before: int = 0
    most_before: int = 0
    keeps: bool = False
    whole: bool = False
    beside: Callable[[int], tuple[Length, ...] | None] | None = None

    def lengths_at(self, row: int) -> tuple[Length, ...]:
        """Return the ways to set the piece if it begins on that row."""
        return (self.beside(row) if self.beside else None) or self.lengths


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the row it stands on: the column from 0 and the row in the column from 0."""

    line: Line
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Poured:
    """The result: placed lines, lines that found no place, rows left at the end, and the levers used."""

    lines: tuple[Placed, ...]
    overset: tuple[Line, ...]
    empty_rows: int
    holes: int
    widows: int
    orphans: int
    levers: tuple[str, ...]
    cost: float


class _State(NamedTuple):
    """The cheapest way found to have the next piece begin at a row (counted through all columns)."""

    row: int
    cost: float
    before: _State | None = None
    start: int = 0
    length: Length | None = None
    levers: tuple[str, ...] = ()
    holes: int = 0
    widows: int = 0
    orphans: int = 0


def pour(pieces: Sequence[Piece], columns: Sequence[int]) -> Poured:
    """Pour the pieces into columns of the given rows, in order, at least cost."""
    tops = [0]
    for rows in columns:
        tops.append(tops[-1] + rows)
    capacity = tops[-1]
    states = {0: _State(0, 0.0)}
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        bound = number > 0 and pieces[number - 1].keeps
        reached: dict[int, _State] = {}
        for state in states.values():
            _place(reached, state, piece, number, following, tops, bound=bound)
        states = _worth_keeping(reached, capacity)
    best = min(states.values(), key=lambda state: (_total(state, capacity), state.row))
    return _result(best, tops, _total(best, capacity))


def _worth_keeping(reached: dict[int, _State], capacity: int) -> dict[int, _State]:
    """Return the states without all but one of those past the last column: what is to come costs them the same."""
    beyond = [state for row, state in reached.items() if row > capacity]
    if len(beyond) < 2:
        return reached
    best = min(beyond, key=lambda state: (_total(state, capacity), state.row))
    return {row: state for row, state in reached.items() if row <= capacity or state is best}


def _total(state: _State, capacity: int) -> float:
    empty = capacity - state.row
    if empty < 0:
        return state.cost + OVERSET * -empty
    # Rows left empty before the end do not make the end better.
    return state.cost + END_GAP * (empty + state.holes) ** 2


def _place(
    reached: dict[int, _State],
    state: _State,
    piece: Piece,
    number: int,
    following: Piece | None,
    tops: Sequence[int],
    *,
    bound: bool,
) -> None:
    """Place a piece that may begin at the state's row in every way; ``reached`` keeps the cheapest to each row.

    A piece ``bound`` to the one before it, its subhead, does not leave it for the next column.
    """
    if piece.whole:
        _place_whole(reached, state, piece, number, tops)
        return
    row = state.row
    below = bisect_right(tops, row)
    foot = tops[below] if below < len(tops) else None
    at_head = below > 0 and tops[below - 1] == row
    placed = False
    if foot is not None and not at_head and not bound:
        # The rest of the column may stay empty: a hole, but sometimes the lesser evil.
        empty = foot - row
        _set(reached, state, piece, number, foot, 0, empty, tops)
        placed = True
    spaces = range(piece.before, max(piece.before, piece.most_before) + 1) if not at_head else (0,)
    for space in spaces:
        start = row + space
        if piece.keeps and foot is not None and foot < tops[-1] + 1:
            follows = min(KEEP, len(following.lengths[0].lines)) if following else 0
            if start + len(piece.lengths[0].lines) + follows > foot:
                continue
        elif (foot is not None and start > foot) or (
            piece.whole and foot is not None and start + len(piece.lengths[0].lines) > foot
        ):
            continue
        _set(reached, state, piece, number, start, space - piece.before if not at_head else 0, 0, tops)
        placed = True
    if not placed:  # past the last column everything simply follows
        _set(reached, state, piece, number, row, 0, 0, tops)


def _place_whole(reached: dict[int, _State], state: _State, piece: Piece, number: int, tops: Sequence[int]) -> None:
    """Place a piece that may not be parted: here, or at the head of a later column."""
    row, rows = state.row, len(piece.lengths[0].lines)
    foot = next((top for top in tops if top > row), tops[-1])
    placed = False
    start = row if row in tops else row + piece.before
    if start + rows <= foot:
        _set(reached, state, piece, number, start, 0, 0, tops)
        placed = True
    for top, end in pairwise(tops):
        if top > row and top + rows <= end:
            _set(reached, state, piece, number, top, 0, top - row, tops)
            placed = True
    if not placed:
        _set(reached, state, piece, number, max(row, tops[-1]), 0, max(0, tops[-1] - row), tops)


def _set(
    reached: dict[int, _State],
    state: _State,
    piece: Piece,
    number: int,
    start: int,
    extra_space: int,
    empty: int,
    tops: Sequence[int],
) -> None:
    first = max(1, bisect_right(tops, start))
    for length in piece.lengths_at(start):
        count = len(length.lines)
        widows = orphans = 0
        at = first
        while at < len(tops) and tops[at] - start < count:
            before = tops[at] - start
            orphans += before == 1
            widows += count - before == 1
            at += 1
        cost = state.cost + length.cost + WIDOW * widows + ORPHAN * orphans + HOLE * empty
        if length.looseness:
            cost += LEVER
        if extra_space:
            cost += SPACE * extra_space
        known = reached.get(start + count)
        if known is not None and cost >= known.cost:
            continue
        levers = state.levers
        if length.looseness:
            levers += (f"paragraph {number + 1} {length.looseness:+d} line",)
        if extra_space:
            levers += (f"subhead {number + 1} +{extra_space} row",)
        reached[start + count] = _State(
            start + count,
            cost,
            state,
            start,
            length,
            levers,
            state.holes + empty,
            state.widows + widows,
            state.orphans + orphans,
        )


def _result(best: _State, tops: Sequence[int], cost: float) -> Poured:
    chain = []
    walk: _State | None = best
    while walk is not None and walk.length is not None:
        chain.append(walk)
        walk = walk.before
    placed, overset = [], []
    for state in reversed(chain):
        assert state.length is not None
        for at, line in enumerate(state.length.lines):
            row = state.start + at
            if row >= tops[-1]:
                overset.append(line)
                continue
            column = bisect_right(tops, row, 0, len(tops) - 1) - 1
            placed.append(Placed(line, column, row - tops[column]))
    return Poured(
        tuple(placed),
        tuple(overset),
        max(0, tops[-1] - best.row),
        best.holes,
        best.widows,
        best.orphans,
        best.levers,
        cost,
    )
