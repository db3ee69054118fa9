"""Stories that no page names, allotted to the pages that take their section: important ones first, pages filled evenly.

Pure: loads and room are numbers of cells, handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from layout.plan.demand import Load

TIGHTEST = 0.97
"""A page is full when what its stories can hardly do without takes so much of its room."""
IMPROVEMENTS = 200
"""Most exchanges tried to make pages come out more evenly."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story to be allotted: its section, its priority (1 to 9), its load in cells."""

    story: str
    section: str
    priority: int
    load: Load


@dataclass(frozen=True, slots=True)
class Room:
    """A page that takes stories: its sections, the cells left by what it has already, and the load of that."""

    page: str
    sections: tuple[str, ...]
    cells: int
    taken: Load

    @property
    def full(self) -> bool:
        """Whether the page holds as much as it can."""
        return self.taken.tight > self.cells * TIGHTEST

    @property
    def off(self) -> int:
        """How far the page is from being just filled, squared: two pages half wrong are better than one all wrong."""
        return (self.cells - self.taken.typical) ** 2

    def holding(self, load: Load) -> Room:
        """Return the page with a story more."""
        return replace(self, taken=self.taken + load)

    def without(self, load: Load) -> Room:
        """Return the page with a story less."""
        return replace(self, taken=self.taken - load)


@dataclass(frozen=True, slots=True)
class Allotment:
    """Which page each story goes to, and which found no room."""

    pages: Mapping[str, str]
    left_over: tuple[str, ...]


def allot(candidates: Sequence[Candidate], rooms: Sequence[Room]) -> Allotment:
    """Share stories out among pages.

    In order of priority, then of size, each goes to the page of its section that has most room left; then stories are
    moved and exchanged as long as that brings the pages nearer to being just filled. Same input, same allotment.
    """
    pages = {room.page: room for room in rooms}
    taken: dict[str, str] = {}
    left = []
    order = sorted(candidates, key=lambda each: (each.priority, -each.load.typical, each.story))
    for candidate in order:
        fitting = [
            room
            for room in pages.values()
            if candidate.section in room.sections and not room.holding(candidate.load).full
        ]
        if not fitting:
            left.append(candidate.story)
            continue
        best = max(fitting, key=lambda room: room.cells - room.taken.typical)
        pages[best.page] = best.holding(candidate.load)
        taken[candidate.story] = best.page
    _even_out(order, pages, taken)
    return Allotment(taken, tuple(left))


def _even_out(candidates: Sequence[Candidate], pages: dict[str, Room], taken: dict[str, str]) -> None:
    placed = [candidate for candidate in candidates if candidate.story in taken]
    for _ in range(IMPROVEMENTS):
        best = None
        for at, one in enumerate(placed):
            for move in (*_moves(one, pages, taken), *_swaps(one, placed[at + 1 :], pages, taken)):
                if move[0] < 0 and (best is None or move[0] < best[0]):
                    best = move
        if best is None:
            return
        _, rooms, places = best
        pages.update(rooms)
        taken.update(places)


_Move = tuple[int, dict[str, Room], dict[str, str]]
"""By how much a change makes the pages less even (negative is better), the pages and places it makes."""


def _moves(one: Candidate, pages: Mapping[str, Room], taken: Mapping[str, str]) -> list[_Move]:
    here = pages[taken[one.story]]
    found = []
    for there in pages.values():
        if there.page != here.page and one.section in there.sections:
            found.append(_change({one.story: there.page}, here.without(one.load), there.holding(one.load), pages))
    return [move for move in found if move is not None]


def _swaps(
    one: Candidate, others: Sequence[Candidate], pages: Mapping[str, Room], taken: Mapping[str, str]
) -> list[_Move]:
    here = pages[taken[one.story]]
    found = []
    for other in others:
        there = pages[taken[other.story]]
        if there.page == here.page or one.section not in there.sections or other.section not in here.sections:
            continue
        new_here = here.without(one.load).holding(other.load)
        new_there = there.without(other.load).holding(one.load)
        found.append(_change({one.story: there.page, other.story: here.page}, new_here, new_there, pages))
    return [move for move in found if move is not None]


def _change(places: dict[str, str], here: Room, there: Room, pages: Mapping[str, Room]) -> _Move | None:
    if here.full or there.full:
        return None
    before = pages[here.page].off + pages[there.page].off
    return here.off + there.off - before, {here.page: here, there.page: there}, places
