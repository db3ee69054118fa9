"""A story's body as it stands under a head: insets placed, text poured, and what that costs.

Heads of many heights stand over bodies of the same rows; so bodies know nothing of heads, and each is made once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeVar

from layout.compose.element import Inset
from layout.compose.frame import Frame, RowInset, Segment
from layout.compose.insets import InsetWay, beside_play, white_below
from layout.compose.pour import BLOCKED
from layout.compose.text import Pouring, StoryText

STUB_ROWS = 3
"""A stretch of text over or under a picture or an element with fewer rows looks like a mistake."""

# What a body costs, in points of the page's score: that of its pictures' sizes, and
POUR_UNITS = 20.0
"""one for so many units of the pouring's costs (`layout.compose.pour`);"""
STUB = 4.0
"""for each stretch that is a stub;"""
STRAY = 12.0
"""for each paragraph's line alone at a column's head or foot, besides what the pouring counts;"""
BARE = 1.0
"""for each row that stays white between a picture's caption and the story's foot, where there is no room for text;"""
LEG = 1.5
"""for each row that stays empty at a column's foot, shared out so that no two columns differ by more than one;"""
BEYOND = 1e5
"""for each row a picture and its caption reach beyond the story's foot: as dear as a line that is lost."""
MISFIT, LOST = 0.7, 60.0
"""What a way promises to cost for a line that its columns have more or less than the text takes; for one they have more
or less than the text can be brought to."""
MOST_WHITE = 2
"""Rows that may stay empty in one column of a shape that is filled: three are a hole that a reader sees."""


@dataclass(frozen=True)
class Body:
    """A way to set a story's insets and text, and its cost.

    ``short`` are the rows that stay empty at its columns' feet. All rows are counted from one row of the shape, the
    first under its head where the head is over all columns.
    """

    way: InsetWay
    short: int
    insets: tuple[Inset, ...]
    segments: tuple[Segment, ...]
    text: StoryText
    """The story's text, with the pull quotes that it has besides."""
    pouring: Pouring
    feet: tuple[int, ...]
    """Of each column the first row below what the story may fill there."""
    poured_points: float = field(init=False)
    white_points: float = field(init=False)
    """What its text costs in the page's score, and what its white does."""

    def __post_init__(self) -> None:
        outcome = self.pouring.outcome
        white = (
            STRAY * (outcome.widows + outcome.orphans)
            + STUB * self.stubs
            + BARE * self.bare_rows
            + LEG * self.short
            + BEYOND * self.beyond
            + self.text.points
        )
        object.__setattr__(self, "poured_points", outcome.cost / POUR_UNITS)
        object.__setattr__(self, "white_points", white)

    @cached_property
    def fits(self) -> bool:
        """Whether it fills its columns, all but one of which may end a row short, and nothing is lost."""
        outcome = self.pouring.outcome
        if outcome.cost >= BLOCKED or outcome.over_lines or self.beyond:
            return False
        return self.under <= open_rows(len(self.feet)) and self.white <= MOST_WHITE

    @cached_property
    def beyond(self) -> int:
        """Rows that an inset reaches beyond the story's foot."""
        return max(0, max((-self._below(inset) for inset in self.insets), default=0))

    def _below(self, inset: Inset) -> int:
        """Return the rows under an inset and above the foot of its columns; less than 0 if it reaches beyond it."""
        foot = min(self.feet[inset.first : inset.first + inset.columns])
        return foot - inset.row - inset.taken + white_below(inset)

    @property
    def under(self) -> int:
        """Rows of its columns that stay empty."""
        return self.pouring.outcome.empty_rows + self.pouring.outcome.holes + self.short

    @property
    def white(self) -> int:
        """The most rows that stay empty in one place, but for what is shared out over the columns."""
        outcome, tops = self.pouring.outcome, accumulate(segment.rows for segment in self.segments)
        rows = (min(segment.rows, top - outcome.end) for segment, top in zip(self.segments, tops, strict=True))
        return max(outcome.holes, max(rows, default=0))

    @property
    def stubs(self) -> int:
        """How many stretches of a column are stubs."""
        return sum(segment.rows < STUB_ROWS for segment in self.segments)

    @property
    def bare_rows(self) -> int:
        """Rows that stay white under insets that no text follows in their columns."""
        return sum(
            max(0, self._below(inset)) for inset in self.insets if not inset.beside and not self._is_followed(inset)
        )

    def _is_followed(self, inset: Inset) -> bool:
        """Tell whether text runs under an inset, in any of its columns."""
        columns = range(inset.first, inset.first + inset.columns)
        return any(segment.row > inset.row and segment.column in columns for segment in self.segments)


class Ground(NamedTuple):
    """The rows of columns that are free for a body: of each the first, and the first that is not, from ``top`` on.

    ``level`` tells that rows which stay empty may be shared out over the columns' feet.
    """

    top: int
    tops: tuple[int, ...]
    feet: tuple[int, ...]
    level: bool = True

    def placed(self, insets: Iterable[Inset], short: int = 0) -> tuple[Frame, tuple[Inset, ...]]:
        """Return the free rows of the columns, and the insets with the rows they stand on.

        ``short`` rows stay empty at the columns' feet, as many in each; what is left over, in the last ones.
        """
        count = len(self.tops)
        each, more = divmod(short, count)
        level = [each + (at >= count - more) for at in range(count)]
        feet = [max(top, foot - white) for top, foot, white in zip(self.tops, self.feet, level, strict=True)]
        frame, placed = Frame(self.tops, feet, [foot + white for foot, white in zip(feet, level, strict=True)]), []
        for inset in insets:
            keep = None
            if inset.beside:
                keep = RowInset(left=inset.beside) if inset.place.at_left else RowInset(right=inset.beside)
            row = frame.take(inset.first, inset.columns, inset.taken, at_foot=inset.place.at_foot, keep=keep)
            placed.append(replace(inset, row=row))
        return frame, tuple(placed)


def bodies(ground: Ground, width: float, way: InsetWay, text: StoryText, *, filling: bool) -> Iterator[Body]:
    """Yield ways to set insets and text in columns of a width, pt: as they are, with levers, and with the rows they are
    short spread over the columns.

    With ``filling`` those are left out of which the numbers of lines tell that they do not fill the columns.
    """
    count = len(ground.tops)

    def tries(short: int, *levers: bool) -> Iterator[Body | None]:
        frame, placed = ground.placed(way.insets, short)
        segments = frame.segments()
        room = sum(segment.rows for segment in segments)
        unsure = beside_play(len(frame.narrow))
        narrow = round(sum(inset.left + inset.right for inset in frame.narrow.values()) / width)
        for each in levers:
            least, most = text.rows(width, count, levers=each)
            if filling and not least - unsure <= room - narrow <= most + open_rows(count) + unsure:
                yield None
                continue
            pouring = text.pouring(width, frame, segments, levers=each)
            yield Body(way, short, placed, segments, text, pouring, frame.floors)

    both = tries(0, False, True)
    natural = next(both)
    if natural is not None:
        yield natural
        if not natural.pouring.outcome.cost:
            return
    loose = next(both)
    if loose is None:
        return
    yield loose
    under = loose.pouring.outcome.empty_rows
    if under >= 2 and count > 1 and ground.level:
        (shared,) = tries(under, True)
        while shared and (more := shared.pouring.outcome.empty_rows):
            # With less room the text came out shorter: what it leaves now is shared out with the rest.
            (again,) = tries(shared.short + more, True)
            if again is None or again.pouring.outcome.over_lines:
                break
            shared = again
        # So few lines may be left that no column has room for one.
        if shared and shared.pouring.outcome.over_lines <= loose.pouring.outcome.over_lines:
            yield shared


class Promises(dict[int, list[tuple[InsetWay, float, float]]]):
    """Cells that are left for a body -> the ways to set its insets there, and what each promises to cost besides its
    own points: for the lines that it has more (or less) room for than the text takes, and for those of them that are
    beyond what the text can give.
    """

    def __init__(
        self, ways: Sequence[InsetWay], columns: int, lines: int, give: int, reach: tuple[int, int] | None
    ) -> None:
        """``columns`` are those of the body, ``lines`` what its text takes and may ``give``. Only ways are told of
        whose lines are within ``reach``, the fewest and the most that the text can take, if that is given."""
        super().__init__()
        self._ways, self._columns, self._lines, self._give, self._reach = ways, columns, lines, give, reach

    def __missing__(self, room: int) -> list[tuple[InsetWay, float, float]]:
        """Work it out for so many cells."""
        ways = self._ways
        if self._reach:
            least, most = self._reach[0], self._reach[1] + open_rows(self._columns)
            ways = [way for way in ways if least <= room - way.least_cells and room - way.most_cells <= most]
        found = self[room] = []
        for way in ways:
            spare = room - way.cells - self._lines
            # The text's last row may be left open in all columns but one.
            beyond = max(0, -self._give - spare, spare - self._columns + 1)
            found.append((way, MISFIT * abs(spare), LOST * beyond))
        return found


def open_rows(columns: int) -> int:
    """Return how many rows may stay empty in so many columns that are filled: all but one may end a row short."""
    return max(1, columns - 1)


Standing = TypeVar("Standing", Inset, Segment)


def lowered(things: Iterable[Standing], rows: int) -> tuple[Standing, ...]:
    """Return insets, or stretches of columns, that stand so many rows lower."""
    return tuple(replace(thing, row=thing.row + rows) for thing in things)
