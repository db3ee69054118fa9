"""Pouring lines into columns: no widow, no orphan, no subhead at a column's foot, columns filled to the row.

A story is a sequence of pieces (paragraphs, subheads); a paragraph may be had at several lengths. The search
is exact: for every row a piece may begin on, the cheapest way to get there is kept, and beside it a dearer one
that left fewer rows empty, since those count again at the story's end.

Only numbers are searched: see `Prepared`. Pieces that are to be poured into many columns are prepared once, asked
for what comes of it (`outcomes`), and poured where they are to stand. `_pour.c` does the same search as this module,
step by step and to the same digits.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from math import inf
from operator import attrgetter
from typing import NamedTuple

from layout.base.kernels import kernel
from layout.base.messages import Message
from layout.compose import levers
from layout.compose.later import Later
from layout.scene.text import Line, Role

WIDOW = 60.0
"""Cost of a paragraph's last line alone at a column's head (clreq #adjustments_of_orphans_and_widows)."""
ORPHAN = 40.0
"""Cost of a paragraph's first line alone at a column's foot."""
HOLE = 150.0
"""Cost of each row left empty at a column's foot before the story's end."""
END_GAP = 20.0
"""Cost of the square of the rows left empty after the story's end."""
BLOCKED = 1e8
"""Cost of a piece on rows where something stands beside it that it cannot make room for: nothing is as bad."""
OVERSET = 1e6
"""Cost of each line that finds no row."""
LEVER = 15.0
"""Cost of setting a paragraph longer or shorter than its best, on top of what the lines say."""
SPACE = 25.0
"""Cost of each further white row before a subhead."""
LONE_SOURCE = 200.0
"""Cost of a last column that holds nothing but the line of the story's source, with white under it."""
KEEP = 2
"""Lines of body that must follow a subhead in its column."""
BESIDE_LESS = 1
"""Lines that a piece may come out shorter at most where its lines are, than in its shortest way as usual: a paragraph
that cannot lose a line tolerably may do so in another width."""
SLACKS = (300.0, 3000.0, inf)
"""Costs above the least there can be, up to which ways are followed at first, then, then. It changes the speed, never
the result."""

_FIELDS = 6
_WAYS, _BEFORE, _MOST_BEFORE, _FLAGS, _LEAST, _MOST = range(_FIELDS)
_KEEPS, _WHOLE, _BESIDE = 1, 2, 4
_LOOSE, _SOURCE = 1, 2
_UNTOLD = 1 << 28
"""Rows that are more than any story has: how many a piece may take whose lengths depend on where it begins."""
_COSTS = array("d", (WIDOW, ORPHAN, HOLE, END_GAP, OVERSET, LEVER, SPACE, LONE_SOURCE, KEEP, *SLACKS))

_kernel = kernel("layout.compose._pour")


@dataclass(frozen=True, slots=True)
class Length:
    """One way to set a piece: its lines, what it costs (0 or more), and how far it is from the best length.

    The last of lines that are set later is not that of the story's source.
    """

    lines: Sequence[Line]
    cost: float = 0.0
    looseness: int = 0

    @property
    def is_sourced(self) -> bool:
        """Whether it ends with the line of the story's source."""
        return not isinstance(self.lines, Later) and bool(self.lines) and self.lines[-1].role is Role.SOURCE


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a subhead or an element. ``before`` white rows stand above it except at a column's head.

    ``most_before`` is how many they may become. A piece that ``keeps`` stays with the lines after it; one that is
    ``whole`` stands in one column. ``block`` is the number of the story's paragraph it is made of. ``beside`` gives the
    lengths of a piece that begins on a row (counted through all columns) so that it comes to rows where lines are
    shorter; it is not asked where the piece does not come to any. ``narrower`` sets its lines to another measure, pt;
    of a piece without it, that is no paragraph, no other lines can be made. ``headed`` are the lines of a part of an
    element as it stands at a column's head; one that ``stays`` may not change places with others.
    """

    lengths: tuple[Length, ...]
    before: int = 0
    most_before: int = 0
    keeps: bool = False
    whole: bool = False
    block: int = -1
    beside: Callable[[int], tuple[Length, ...]] | None = None
    narrower: Callable[[float], tuple[Line, ...]] | None = None
    headed: tuple[Line, ...] = ()
    stays: bool = False


class Lengths(tuple[Length, ...]):
    """The ways to set a piece. What the search is to know of them is worked out once."""

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The same as the search sees them."""
        return tuple(Way(len(length.lines), _flags(length), length.cost) for length in self)


class Way(NamedTuple):
    """A length as the search sees it: how many lines, whether it is a lever and ends with the source, its cost."""

    lines: int
    flags: int
    cost: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """Pieces made ready to be poured into many columns: what the search needs to know of them, as plain numbers.

    ``ways`` has the ways to set each piece. ``table`` has _FIELDS numbers for each: how many ways there are, the white
    rows before it and the most they may become, flags, the least and the most rows that it and what comes after it
    take; then as many noughts. ``numbers`` (lines and flags) and ``costs`` are the ways once more, one after another.
    ``ahead`` tells of every row how many rows on the next one is where lines are shorter, 0 on such a row; beyond its
    end there are none.
    """

    pieces: tuple[Piece, ...]
    ways: tuple[tuple[Way, ...], ...] = field(repr=False)
    table: array[int] = field(repr=False)
    numbers: array[int] = field(repr=False)
    costs: array[float] = field(repr=False)
    ahead: array[int] = field(repr=False)
    _beside: dict[tuple[int, int], tuple[Way, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, pieces: Iterable[Piece], narrow: Sequence[bool] = ()) -> Prepared:
        """Prepare the pieces; ``narrow`` tells of every row, counted through all columns, whether its line is shorter.

        Raises ValueError if a piece has no length.
        """
        pieces = tuple(pieces)
        ways = tuple(_ways(piece.lengths) for piece in pieces)
        if not all(ways):
            raise ValueError("a piece has no length")
        ahead = _ahead(narrow)
        beside, least_rows = [], []
        row = 0
        for piece, here in zip(pieces, ways, strict=True):
            # What begins below the last of the shorter rows, wherever what is above it stands, has lines as usual.
            beside.append(piece.beside is not None and row < len(ahead))
            least = min(way.lines for way in here)
            least_rows.append(max(0, least - BESIDE_LESS) if beside[-1] else least)
            row += least_rows[-1]
        table = [0] * _FIELDS
        least = most = 0
        for at in reversed(range(len(pieces))):
            piece, here = pieces[at], ways[at]
            least += least_rows[at]
            longest = max(way.lines for way in here) + max(piece.before, piece.most_before)
            most = _UNTOLD if beside[at] else min(_UNTOLD, most + longest)
            flags = _KEEPS * piece.keeps | _WHOLE * piece.whole | _BESIDE * beside[at]
            table[:0] = (len(here), piece.before, piece.most_before, flags, least, most)
        every = [way for here in ways for way in here]
        numbers = array("i", [number for way in every for number in way[:2]])
        return cls(pieces, ways, array("i", table), numbers, array("d", [way.cost for way in every]), ahead)

    @property
    def least(self) -> int:
        """The fewest rows that the pieces take."""
        return self.table[_LEAST]

    @property
    def most(self) -> int:
        """The most rows that they take, with all the white that may stand above them; more than any column has where
        lengths depend on the row."""
        return self.table[_MOST]

    @property
    def beside(self) -> Callable[[int, int], tuple[Way, ...]] | None:
        """What gives the ways to set a piece, by its number, that begins on a row and comes to shorter ones; None if
        there are no such rows."""
        return self._ways_beside if self.ahead else None

    def ways_at(self, number: int, row: int) -> tuple[Way, ...]:
        """Return the ways to set the piece of that number if it begins on that row."""
        return self._ways_beside(number, row) if self._comes_to_narrow(number, row) else self.ways[number]

    def lengths_at(self, number: int, row: int) -> tuple[Length, ...]:
        """Return the same ways with their lines."""
        piece = self.pieces[number]
        return piece.beside(row) if piece.beside and self._comes_to_narrow(number, row) else piece.lengths

    def _comes_to_narrow(self, number: int, row: int) -> bool:
        """Tell whether a piece that begins on a row has, set as usual, lines on rows where they have to be shorter."""
        if row >= len(self.ahead) or not self.table[number * _FIELDS + _FLAGS] & _BESIDE:
            return False
        return self.ahead[row] < max(way.lines for way in self.ways[number])

    def _ways_beside(self, number: int, row: int) -> tuple[Way, ...]:
        key = (number, row)
        if key not in self._beside:
            beside = self.pieces[number].beside
            assert beside
            self._beside[key] = _ways(beside(row))
        return self._beside[key]


def _ahead(narrow: Sequence[bool]) -> array[int]:
    """Return for every row how far the next narrow one is, up to the last of these."""
    found, far = array("i"), 0
    for at in reversed(range(len(narrow))):
        far = 0 if narrow[at] else far + 1
        if found or narrow[at]:
            found.append(far)
    found.reverse()
    return found


def _ways(lengths: tuple[Length, ...]) -> tuple[Way, ...]:
    return (lengths if isinstance(lengths, Lengths) else Lengths(lengths)).ways


def _flags(length: Length) -> int:
    return _LOOSE * (length.looseness != 0) | _SOURCE * length.is_sourced


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the row it stands on: the column from 0 and the row in the column from 0."""

    line: Line
    column: int
    row: int


class Outcome(NamedTuple):
    """What a pouring comes to: its cost, and the figures that it is judged by.

    ``holes`` are rows left empty before the story's end, ``empty_rows`` those after it, ``over_lines`` lines that find
    no row. ``end`` is the row after the last line, counted through all columns. ``lone_source``: the last column holds
    nothing but the line of the source.
    """

    cost: float
    empty_rows: int
    holes: int
    over_lines: int
    widows: int
    orphans: int
    end: int
    lone_source: bool


@dataclass(frozen=True, slots=True)
class Poured:
    """The result: placed lines, lines that found no place, rows left at the end, and the levers used."""

    lines: tuple[Placed, ...]
    overset: tuple[Line, ...]
    empty_rows: int
    holes: int
    widows: int
    orphans: int
    levers: tuple[Message, ...]
    cost: float
    lone_source: bool = False


Chain = tuple[tuple[int, int, int], ...]
"""For each piece the row it begins on (counted through all columns), the number of its length, and the white rows above
it beyond those it asks for."""


def pour(pieces: Sequence[Piece] | Prepared, columns: Sequence[int]) -> Poured:
    """Pour the pieces into columns of the given rows, in order, at least cost."""
    prepared = pieces if isinstance(pieces, Prepared) else Prepared.of(pieces)
    outcome, chain = search(prepared, columns)
    return _poured(prepared, columns, outcome, chain)


def outcome(prepared: Prepared, columns: Sequence[int]) -> Outcome:
    """Return what `pour` would come to, without placing any line."""
    return outcomes(prepared, (columns,))[0]


def outcomes(prepared: Prepared, choices: Iterable[Sequence[int]]) -> tuple[Outcome, ...]:
    """Return what `pour` would come to for each choice of columns."""
    if _kernel is None:
        return tuple(search_in_python(prepared, columns)[0] for columns in choices)
    found = _kernel.outcomes(*_plain(prepared), choices)
    return tuple(map(Outcome._make, found))


def search(prepared: Prepared, columns: Sequence[int]) -> tuple[Outcome, Chain]:
    """Return the cheapest way to pour the pieces: what it comes to, and where each piece begins at which length."""
    if _kernel is None:
        return search_in_python(prepared, columns)
    found, chain = _kernel.search(*_plain(prepared), columns)
    return Outcome._make(found), chain


def _plain(prepared: Prepared) -> tuple[object, ...]:
    return prepared.table, prepared.numbers, prepared.costs, _COSTS, prepared.beside, prepared.ahead


def _poured(prepared: Prepared, columns: Sequence[int], outcome: Outcome, chain: Chain) -> Poured:
    tops = (0, *accumulate(columns))
    placed, overset, used = [], [], []
    for number, (start, way, extra) in enumerate(chain, 1):
        length = prepared.lengths_at(number - 1, start)[way]
        for row, line in enumerate(length.lines, start):
            if row >= tops[-1]:
                overset.append(line)
                continue
            column = bisect_right(tops, row, 0, len(tops) - 1) - 1
            placed.append(Placed(line, column, row - tops[column]))
        if length.looseness:
            used.append(levers.paragraph(number, length.looseness))
        if extra:
            used.append(levers.subhead(number, extra))
    return Poured(
        tuple(placed),
        tuple(overset),
        outcome.empty_rows,
        outcome.holes,
        outcome.widows,
        outcome.orphans,
        tuple(used),
        outcome.cost,
        outcome.lone_source,
    )


# ---- the search, which _pour.c does too ------------------------------------------------------------------------


class _State(NamedTuple):
    """A way to have the next piece begin at a row (counted through all columns), and the last piece as it is placed."""

    row: int
    cost: float
    holes: int
    widows: int = 0
    orphans: int = 0
    lone: bool = False
    placed: tuple[int, int, int] = (0, 0, 0)
    before: _State | None = None


class _Step(NamedTuple):
    """A piece placed: the row after it, what that costs, lines that stand alone, whether the source does."""

    end: int
    cost: float
    widows: int
    orphans: int
    lone: bool


def search_in_python(prepared: Prepared, columns: Sequence[int]) -> tuple[Outcome, Chain]:
    """Do the work of `search`. Raises ValueError for a column of less than no rows."""
    if any(rows < 0 for rows in columns):
        raise ValueError("a column has less than no rows")
    tops = (0, *accumulate(columns))
    floor = _floor(prepared, 0, 0, 0.0, 0, tops[-1])
    # Nothing that is dropped could cost as little as the limit, so what is found within it is the best there is.
    found = (_within(prepared, tops, floor + slack) for slack in SLACKS)
    best = next(state for state in found if state is not None)
    chain: list[tuple[int, int, int]] = []
    over, walk = 0, best
    while walk.before is not None:
        chain.append(walk.placed)
        over += max(0, walk.row - max(walk.placed[0], tops[-1]))
        walk = walk.before
    empty = max(0, tops[-1] - best.row)
    cost = _total(best, tops[-1])
    figures = Outcome(cost, empty, best.holes, over, best.widows, best.orphans, best.row, best.lone)
    return figures, tuple(reversed(chain))


def _within(prepared: Prepared, tops: Sequence[int], limit: float) -> _State | None:
    """Return the cheapest way to have placed all pieces, if it costs no more than the limit.

    Of ways that cost the same the first one is taken, in the order of rows, then of costs, then as they are tried.
    """
    states = {0: [_State(0, 0.0, 0)]}
    capacity = tops[-1]
    for number in range(len(prepared.pieces)):
        reached: dict[int, list[_State]] = {}
        for row in sorted(states):
            for start, extra, empty in _starts(prepared, number, row, tops):
                for at, way in enumerate(prepared.ways_at(number, start)):
                    step = _step(way, start, extra, empty, tops, last=number + 1 == len(prepared.pieces))
                    for state in states[row]:
                        cost, holes = state.cost + step.cost, state.holes + empty
                        if _floor(prepared, number + 1, step.end, cost, holes, capacity) > limit:
                            continue
                        known = reached.get(step.end, ())
                        if known and any(other.cost <= cost and other.holes <= holes for other in known):
                            continue
                        widows, orphans = state.widows + step.widows, state.orphans + step.orphans
                        made = _State(step.end, cost, holes, widows, orphans, step.lone, (start, at, extra), state)
                        kept = [other for other in known if other.cost < cost or other.holes < holes]
                        insort(kept, made, key=attrgetter("cost"))
                        reached[step.end] = kept
        states = _worth_keeping(reached, capacity, max(capacity, len(prepared.ahead) - 1))
    best = _best((state for row in sorted(states) for state in states[row]), capacity)
    return best if best is not None and _total(best, capacity) <= limit else None


def _best(states: Iterable[_State], capacity: int) -> _State | None:
    return min(states, key=lambda state: _total(state, capacity), default=None)


def _worth_keeping(reached: dict[int, list[_State]], capacity: int, past: int) -> dict[int, list[_State]]:
    """Return the states without all but one of those past a row: what is to come costs them the same.

    past: the last row of the last column, or the last of the shorter rows where these go on below it: until there it
    matters where a piece begins.
    """
    best = _best((state for row in sorted(reached) if row > past for state in reached[row]), capacity)
    kept = {row: states for row, states in reached.items() if row <= past}
    return {**kept, best.row: [best]} if best else kept


def _total(state: _State, capacity: int) -> float:
    empty = capacity - state.row
    if empty < 0:
        return state.cost + OVERSET * -empty
    # Rows left empty before the end do not make the end better.
    return state.cost + END_GAP * (empty + state.holes) ** 2


def _floor(prepared: Prepared, number: int, row: int, cost: float, holes: int, capacity: int) -> float:
    """Return the least that all can cost if the piece of that number begins at the row."""
    least, most = prepared.table[number * _FIELDS + _LEAST], prepared.table[number * _FIELDS + _MOST]
    over = row + least - capacity
    if over > 0:
        return cost + OVERSET * over
    # A row that is left empty from here on is missed at the end; but so many may be that lines find no row.
    gap = max(0, capacity - row - most + holes)
    return cost + min(OVERSET, END_GAP * gap**2)


def _starts(prepared: Prepared, number: int, row: int, tops: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return where a piece may begin after the row: the row, white beyond what it asks for, rows left empty for it.

    A piece bound to the one before it, its subhead, does not leave it for the next column.
    """
    piece, lines = prepared.pieces[number], prepared.ways[number][0].lines
    below = bisect_right(tops, row)
    foot = tops[below] if below < len(tops) else None
    at_head = tops[below - 1] == row
    if piece.whole:
        return _starts_whole(row, lines, 0 if at_head else piece.before, tops)
    found = []
    if foot is not None and not at_head and not (number and prepared.pieces[number - 1].keeps):
        # The rest of the column may stay empty: a hole, but sometimes the lesser evil.
        found.append((foot, 0, foot - row))
    needed = 0
    if piece.keeps:
        follows = prepared.ways[number + 1][0].lines if number + 1 < len(prepared.pieces) else 0
        needed = lines + min(KEEP, follows)
    before = 0 if at_head else piece.before
    for space in range(before, max(before, 0 if at_head else piece.most_before) + 1):
        if foot is None or row + space + needed <= foot:
            found.append((row + space, space - before, 0))
    return found or [(row, 0, 0)]  # past the last column everything simply follows


def _starts_whole(row: int, lines: int, before: int, tops: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return where a piece may begin that is not to be parted: here, or at the head of a later column."""
    foot = next((top for top in tops if top > row), tops[-1])
    found = [(row + before, 0, 0)] if row + before + lines <= foot else []
    found += [(top, 0, top - row) for top, end in pairwise(tops) if top > row and top + lines <= end]
    return found or [(max(row, tops[-1]), 0, max(0, tops[-1] - row))]


def _step(way: Way, start: int, extra: int, empty: int, tops: Sequence[int], *, last: bool) -> _Step:
    """Place a piece of so many lines on the row; ``last`` if it is the story's last one."""
    widows = orphans = 0
    end = start + way.lines
    below = bisect_right(tops, start)
    while below < len(tops) and tops[below] < end:
        orphans += tops[below] - start == 1
        widows += end - tops[below] == 1
        below += 1
    lone = last and bool(way.flags & _SOURCE) and below < len(tops) and tops[below - 1] == end - 1 and end < tops[below]
    cost = way.cost + WIDOW * widows + ORPHAN * orphans + HOLE * empty + SPACE * extra
    cost += LEVER * bool(way.flags & _LOOSE) + LONE_SOURCE * lone
    return _Step(end, cost, widows, orphans, lone)
