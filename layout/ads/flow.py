"""Pieces that flow through columns of one height: whether the columns hold them, and where each column ends best.

Only numbers are seen here. What a column must not end after costs infinitely much to end it there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from layout.base.units import summed

_NEAR = 1e-6
"""A column may be this much too high, pt: what sums of heights err by."""
_HALF = 0.5
"""The least height is found this near, pt."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Pieces, top to bottom: how high each is, and the white above it unless it heads a column, pt.

    ``price`` is what it costs to end a column after it. A column costs the square of the part of it that stays empty.
    ``over`` is how high what stands over a piece is where it heads a column (a heading said again), its white with it:
    no higher than what it says again, so that a column that begins later is never higher. Without it nothing does.
    """

    tall: tuple[float, ...]
    above: tuple[float, ...]
    price: tuple[float, ...]
    over: tuple[float, ...] = ()

    def heads(self, piece: int) -> float:
        """Return the height of what stands over a piece that heads a column, pt."""
        return self.over[piece] if self.over and piece < len(self.over) else 0.0


def farthest(flow: Flow, start: int, height: float) -> int:
    """Return after how many pieces a column that begins with piece ``start`` may end at the latest; ``start`` if none.

    ``height`` is the column's, pt.
    """
    return max((end for end, _ in _ends(flow, start, height)), default=start)


def holds(flow: Flow, columns: int, height: float) -> bool:
    """Say whether so many columns hold all pieces: each is filled as far as it goes, for none ends later otherwise."""
    start = 0
    for _ in range(columns):
        if start == len(flow.tall):
            break
        start = farthest(flow, start, height)
    return start == len(flow.tall)


def least_height(flow: Flow, columns: int, height: float) -> float:
    """Return the least height, pt, at which so many columns hold all pieces, to half a point; ``height`` holds them."""
    low, high = 0.0, height
    while high - low > _HALF:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(flow, columns, middle) else (middle, high)
    return high


def column_height(flow: Flow, start: int, end: int) -> float:
    """Return how high a column of the pieces from ``start`` to before ``end`` is, pt."""
    return flow.heads(start) + summed(flow.tall[start:end]) + summed(flow.above[start + 1 : end])


def level_ends(flow: Flow, columns: int, height: float) -> tuple[int, ...]:
    """Return after how many pieces each column ends, the columns as level as can be; empty if they do not hold all.

    All are used if the pieces go round: an empty one beside full ones looks forgotten. It is the shortest way through
    all ends that columns may have, the sum of squares of what each lacks counting; ends from which the columns that are
    left could not hold the rest are on no way, so where the columns are nearly full there are few.
    """
    count, least = len(flow.tall), _least_starts(flow, columns, height)
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    best: tuple[int, ...] = ()
    for left in reversed(range(columns)):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, path) in ways.items():
            for end, used in _ends(flow, start, height):
                if end < least[left]:
                    continue
                total = cost + flow.price[end - 1] + (1 - used / height) ** 2
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*path, end))
        ways = reached
        best = ways[count][1] if count in ways else best
    return best


def _ends(flow: Flow, start: int, height: float) -> Iterator[tuple[int, float]]:
    """Yield every end that a column may have which begins with a piece, and the height it then has, pt."""
    used, most = flow.heads(start), height + _NEAR
    for at in range(start, len(flow.tall)):
        if at > start:
            used += flow.above[at]
        used += flow.tall[at]
        if used > most:
            return
        if flow.price[at] < inf:
            yield at + 1, used


def _least_starts(flow: Flow, columns: int, height: float) -> list[int]:
    """Return for 0, 1, ... columns the first piece with which they may begin to hold all from there on."""
    least = [len(flow.tall)]
    for _ in range(columns):
        end = start = next(end for end in range(least[-1], len(flow.tall) + 1) if not end or flow.price[end - 1] < inf)
        used = 0.0
        while start:
            used += flow.tall[start - 1] + (flow.above[start] if start < end else 0.0)
            if used + flow.heads(start - 1) > height + 2 * _NEAR:
                break
            start -= 1
        least.append(start)
    return least
