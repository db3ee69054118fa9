"""States that are alike become one, and a layer that is too full is cut.

Of states with the same outline (items and skyline) every rest of the page that suits one suits all. Let ``a`` be the
cheapest of them and ``b`` another. If ``cost(a) + worth(a, b) <= cost(b)``, where ``worth`` is the most that a's other
facts can make the same rest dearer, then b is never needed: whatever comes after b costs no less after a. So b's steps
are led to a (dominance). Those that are left are compared with the cheapest among them once more; states that are equal
in every fact, too, become one in the end whatever they cost.

So that b's pages can still be read back in order of cost (`walkback`), a step led to a costs ``cost(b) - worth``: a
page through b is then shown for no more than it costs, and its true points come from the score.

Equal states are found by sorting digests; a group is split where words differ, so two states whose digests agree by
chance do no harm: at worst equal states stay two. Ties are always broken by the step's number or the digest, never by
what a sort happens to leave first, so that the same problem gives the same page, here and in the kernel.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import Cancel, check
from layout.plan.solver.states import Carried, States, Words
from layout.plan.solver.terms.model import Array

COVERED_WORTH = 10
"""Cells covered that count as a point when states are ranked: small items left over fill gaps more easily."""
MOST_CROWD = 24
"""Doublings of a state's place in its crowd that are told apart; layers have fewer states."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How states are ranked when a layer must be cut: points added to their bounds for what tends to end badly.

    ``step`` is for each step of the skyline, which is hard to fill when ragged. ``crowd`` is for every doubling
    of a state's place among those with the same items and outline: without it a layer fills up with one page's
    variants that differ by a row here and there. High values find a page where pages are rare, low ones a cheap one.
    ``seam`` is the part, in hundredths, of what a full page would cost for the edges between columns that nothing
    reaches over yet; of one less full it is less. Whether a page is cut down is known only when it is finished, and by
    then the states in which it is not have long been dropped.
    """

    step: int
    crowd: int
    seam: int = 0

    def doubts(self, carried: Carried, edges: Array, filled: Array, spanned: Array) -> Array:
        """Return the points of partial pages with so many steps in their skyline and cells filled, crowds apart."""
        cut = self.seam * carried.seams(spanned) * filled // (100 * carried.columns * carried.rows)
        return np.asarray(self.step * edges - filled // COVERED_WORTH + cut)


FOR_ANY, FOR_GOOD, FOR_BETTER = Ranking(200, 32), Ranking(20, 32), Ranking(8, 4)
"""For any page, a good one, and one better than a good one that is known."""
FOR_UNCUT = Ranking(20, 32, 40)
"""For a page that is not cut down."""


@cache
def crowded_from(crowd: int) -> NDArray[np.int64]:
    """Return the places in a crowd from which on there is one point more: ``floor(crowd log2 place)`` in whole numbers.

    A point more is due from the least place on whose power ``crowd`` is at least that power of two.
    """
    places, place = [], 1
    for points in range(1, crowd * MOST_CROWD + 1):
        low, high = place, 1 << -(-points // crowd)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if middle**crowd >= 1 << points else (middle + 1, high)
        place = low
        places.append(place)
    return np.array(places, np.int64)


class Merged(NamedTuple):
    """What became of steps: the place in the next layer each leads to, -1 if none; the steps that make these places;
    costs as `walkback` needs them; and the least promise of what was cut off."""

    target: Array
    winners: Array
    cost: Array
    dropped: int


def merge(
    carried: Carried,
    made: States,
    alive: Array,
    promise: Array,
    *,
    width: int,
    ranking: Ranking | None,
    rounds: int,
    cancel: Cancel,
) -> Merged:
    """Merge the states that are ``alive`` and keep at most ``width`` of them: those of the best rank, or without a
    ranking of the least promise. ``rounds`` is how often those of one outline are compared with their cheapest."""
    dropped = 10 * NEVER
    target = np.full(made.cost.size, -1, np.int64)
    cost = made.cost.copy()
    if not len(alive):
        return Merged(target, alive, cost, dropped)
    outline = carried.outline(made)
    words = [*outline, *carried.facts(made)]
    chief = np.arange(made.cost.size)
    check(cancel)
    order, fresh = _alike(outline, alive)
    for _ in range(rounds):
        check(cancel)
        if not len(order):
            break
        first = _cheapest(cost, order, fresh)[np.cumsum(fresh) - 1]
        worth = carried.worth(made, first, order)
        counted = (cost[first] + worth <= cost[order]) | (first == order)
        cost[order[counted]] -= np.where(first == order, 0, worth)[counted]
        chief[order[counted]] = first[counted]
        # What is left of each group keeps its order; its first is whatever is now first.
        group = np.cumsum(fresh)[~counted]
        order = order[~counted]
        fresh = np.ones(len(order), np.bool_)
        fresh[1:] = group[1:] != group[:-1]
    winners = alive[chief[alive] == alive]
    if len(order):
        check(cancel)
        order, fresh = _alike(words, np.sort(order))
        first = _cheapest(cost, order, fresh)[np.cumsum(fresh) - 1]
        chief[order] = first
        winners = alive[chief[alive] == alive]
    kept = np.ones(len(winners), np.bool_)
    if len(winners) > width:
        check(cancel)
        likely = promise[winners]
        if ranking is not None:
            likely = likely + _doubts(made, winners, likely, ranking, carried)
        rank = np.lexsort((_digest(words, winners), likely))
        kept[rank[width:]] = False
        dropped = int(promise[winners[rank[width:]]].min())
    numbers = np.where(kept, np.cumsum(kept) - 1, -1)
    place = np.zeros(made.cost.size, np.int64)
    place[winners] = numbers
    target[alive] = place[chief[alive]]
    return Merged(target, winners[kept], cost, dropped)


def _digest(words: Words, at: Array) -> NDArray[np.uint64]:
    """Return a number for each state that is nearly always another for another state."""
    digest = np.zeros(len(at), np.uint64)
    for word in words:
        digest = (digest ^ word[at]) * np.uint64(0x9E3779B97F4A7C15)
        digest ^= digest >> np.uint64(29)
    return digest


def _alike(words: Words, at: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return states in an order that brings those together whose words are equal, and which of them begin a group.

    Sorting by digest only brings equal states together; whether they are equal is seen word by word.
    """
    ordered = at[np.argsort(_digest(words, at), kind="stable")]
    same = np.ones(len(ordered) - 1, np.bool_)
    for word in words:
        same &= word[ordered[1:]] == word[ordered[:-1]]
    return ordered, np.concatenate([np.ones(1, np.bool_), ~same])


def _cheapest(cost: Array, order: Array, fresh: NDArray[np.bool_]) -> Array:
    """Return the cheapest state of each group; of equally cheap ones the first."""
    starts = np.nonzero(fresh)[0]
    group = np.cumsum(fresh) - 1
    least = np.minimum.reduceat(cost[order], starts)
    best = np.nonzero(cost[order] == least[group])[0][::-1]  # backwards, so that the first one stays
    found = np.zeros(len(starts), np.int64)
    found[group[best]] = order[best]
    return found


def _doubts(made: States, at: Array, promise: Array, ranking: Ranking, carried: Carried) -> Array:
    """Return points by which states are less likely to end well than their bounds say. Ranks, never bounds."""
    skyline = made.skyline[:, at].astype(np.int64)
    change = np.diff(skyline, axis=0)
    doubt = ranking.doubts(carried, (change != 0).sum(axis=0), skyline.sum(axis=0), made.spanned[at])
    crowd = made.placed[at]
    for step in change:
        crowd = crowd << 2 | np.sign(step) + 1
    order = np.lexsort((promise + doubt, crowd))
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = crowd[order[1:]] != crowd[order[:-1]]
    starts = np.nonzero(fresh)[0]
    place = np.arange(len(order)) - starts[np.cumsum(fresh) - 1]
    doubt[order] += np.searchsorted(crowded_from(ranking.crowd), 1 + place, side="right")
    return np.asarray(doubt)
