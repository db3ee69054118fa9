"""Ways to make a page that does not come out: what each frees, what it costs, and which together free what is needed.

Pure: cells and points are numbers, handed in. A way is about one story; of a story only one is taken. The ways of all
stories are put together by dynamic programming over the cells they free, the cheapest few for each number of cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from heapq import nsmallest
from math import inf

from layout.design.closing import ClosingTokens
from layout.edition.model import Edition, Page, Story
from layout.plan.jumps import Break, Jump, split, with_jump

A_CELL = 4
"""Sums of ways kept for each number of cells: those that differ least from the cheapest are as likely to come out."""

MOST_ELSEWHERE = 24
"""Ways that have to do with another page, of all that a page has."""


class Kind(StrEnum):
    """What is done about a story."""

    SHORTEN = "shorten"
    """Parts of it are left out, or it is cut."""
    JUMP = "jump"
    MOVE = "move"
    HOLD = "hold"
    GIVE_BACK = "give back"
    """It was allotted to the page, and goes back to the pool."""
    TAKE = "take"
    """It comes from the pool."""
    NO_INDEX = "no index"
    """The front page goes without an index."""
    CORRECT = "correct"
    """Its editor makes it shorter or longer: what the program may only advise."""


ELSEWHERE = frozenset({Kind.JUMP, Kind.MOVE})
"""What has to do with another page too; of these a page takes one at most at a time, as both pages are made with it."""
OF_THE_POOL = frozenset({Kind.GIVE_BACK, Kind.TAKE})
"""What nobody ordered otherwise."""


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done about a story: the cells it frees on the page (takes, if negative), and its points.

    ``lesser`` is the story as it is then, ``target`` the page it or its rest goes to, ``where`` it is broken. ``once``
    are points more that a sum of ways has but once, for the dearest of them. ``characters`` are those that its editor
    takes out, or puts in if negative.
    """

    kind: Kind
    story: str
    freed: int
    price: float
    lesser: Story | None = None
    target: str = ""
    where: Break | None = None
    once: float = 0.0
    characters: int = 0
    mark: tuple[str, ...] = field(init=False, repr=False)
    """What tells one way from another."""

    def __post_init__(self) -> None:
        """Work the mark out once: sums are compared by the marks of their ways many thousand times."""
        left = str(self.lesser.characters) + str(len(self.lesser.blocks)) if self.lesser else ""
        place = f"{self.where.block}.{self.where.characters}" if self.where else ""
        mark = self.kind, self.story, left or str(self.characters), self.target, place
        object.__setattr__(self, "mark", mark)


@dataclass(frozen=True, slots=True)
class Sum:
    """Several ways together."""

    ways: tuple[Way, ...] = ()
    freed: int = 0
    price: float = 0.0
    target: str = ""
    once: float = 0.0
    mark: tuple[tuple[str, ...], ...] = ()
    """What tells one sum from another."""

    def adding(self, way: Way) -> Sum:
        """Return the sum with a way more."""
        once = max(self.once, way.once)
        price = self.price + way.price + once - self.once
        ways, target = (*self.ways, way), self.target or way.target
        return Sum(ways, self.freed + way.freed, price, target, once, (*self.mark, way.mark))

    def adding_all(self, ways: Iterable[Way]) -> Sum:
        """Return the sum with more ways."""
        return reduce(Sum.adding, ways, self)

    @property
    def kin(self) -> tuple[frozenset[tuple[str, str]], int]:
        """What sums have in common that do the same to the same stories and free as much: they come out alike."""
        return frozenset((way.kind.value, way.story) for way in self.ways), self.freed

    @property
    def held(self) -> frozenset[str]:
        """The stories that are held over."""
        return frozenset(way.story for way in self.ways if way.kind is Kind.HOLD)

    @property
    def only_cuts(self) -> bool:
        """Whether nothing is done but what any story may lose."""
        return not self.once and all(way.kind is Kind.SHORTEN for way in self.ways)

    def worth(self, needed: int, tokens: ClosingTokens) -> float:
        """Return the points of the sum where so many cells are to be freed: its price, and what it is off by."""
        off = self.freed - needed
        return self.price + (tokens.spare * off if off > 0 else -tokens.lack * off)


def sums(groups: Sequence[Sequence[Way]], needed: int, reach: int) -> tuple[Sum, ...]:
    """Return the cheapest sums of ways, one of each group at most, that free or take no more than ``reach`` cells.

    At most one of them has to do with another page: those of these ways that are nearest to what is ``needed``.
    """
    known: dict[int, list[Sum]] = {0: [Sum()]}
    for group in groups:
        further = {freed: list(kept) for freed, kept in known.items()}
        for freed, kept in known.items():
            for way in group:
                if not way.target and abs(freed + way.freed) <= reach:
                    further.setdefault(freed + way.freed, []).extend(one.adding(way) for one in kept)
        known = {freed: nsmallest(A_CELL, kept, key=_order) for freed, kept in further.items()}
    elsewhere = (way for group in groups for way in group if way.target)
    nearest = nsmallest(MOST_ELSEWHERE, elsewhere, key=lambda way: (way.price + abs(way.freed - needed), way.mark))
    here = [one for kept in known.values() for one in kept]
    there = [
        one.adding(way)
        for way in nearest
        for kept in known.values()
        for one in kept[:1]
        if abs(one.freed + way.freed) <= reach and way.story not in {other.story for other in one.ways}
    ]
    return tuple(one for one in (*here, *there) if one.ways)


def _order(one: Sum) -> tuple[float, int, tuple[tuple[str, ...], ...]]:
    return one.price, len(one.ways), one.mark


def likeliest(
    found: Iterable[Sum], needed: int, slack: int, tokens: ClosingTokens, tried: set[object], below: float = inf
) -> Sum | None:
    """Return the sum to be tried next: the cheapest that frees what is needed, of those unlike any ``tried``.

    It is cheaper than ``below``. Where a page is short what it takes may be a little more than there is room for.
    """
    least = needed if needed > 0 else needed - slack // 4
    near = (one for one in found if least <= one.freed <= needed + slack)
    open_to = (one for one in near if one.kin not in tried and one.price < below)
    return min(open_to, key=lambda one: (one.worth(needed, tokens), *_order(one)[1:]), default=None)


def done(edition: Edition, page: str, ways: Sequence[Way]) -> Edition:
    """Return the edition with these things done about stories of a page."""
    for way in ways:
        match way.kind:
            case Kind.SHORTEN | Kind.CORRECT:
                assert way.lesser is not None
                edition = edition.model_copy(update={"stories": {**edition.stories, way.story: way.lesser}})
            case Kind.JUMP:
                assert way.where is not None
                first, second = split(edition.stories[way.story], way.where, page, way.target)
                edition = with_jump(edition, Jump(way.story, first, second, page, way.target))
            case Kind.MOVE:
                edition = _more(_less(edition, page, way.story), way.target, way.story)
            case Kind.HOLD | Kind.GIVE_BACK:
                edition = _less(edition, page, way.story)
            case Kind.TAKE:
                edition = _more(edition, page, way.story)
            case Kind.NO_INDEX:
                edition = _with_page(edition, edition.page(page).model_copy(update={"index": False}))
    return edition


def _less(edition: Edition, page: str, story: str) -> Edition:
    """Return the edition with a story less on a page."""
    stories = tuple(name for name in edition.page(page).stories if name != story)
    return _with_page(edition, edition.page(page).model_copy(update={"stories": stories}))


def _more(edition: Edition, page: str, story: str) -> Edition:
    """Return the edition with a story more on a page."""
    stories = (*edition.page(page).stories, story)
    return _with_page(edition, edition.page(page).model_copy(update={"stories": stories}))


def _with_page(edition: Edition, page: Page) -> Edition:
    pages = tuple(page if other.id == page.id else other for other in edition.pages)
    return edition.model_copy(update={"pages": pages})
