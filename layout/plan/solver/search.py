"""The search for the best page: sweeps narrow and wide, repairs of a part of the page, and the proof.

Work is counted in steps of the sweep, never in seconds, so that the same problem gives the same page anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layout.plan.solver.grid import GridRect, PagePlan
from layout.plan.solver.sweep import FOR_ANY, FOR_GOOD, Ranking, Sweep, sweep
from layout.plan.solver.tables import NEVER, Tables, fix, without_mirror_images
from layout.plan.solver.walkback import pages

Evaluate = Callable[[PagePlan], int]
"""Points of a page, all terms."""

FIRST_WIDTH, FIRST_MARGIN = 1000, 40
"""States a layer, and points above the least bound, of the first look."""
FIRST_WIDER, FIRST_DEARER = 2, 4
"""By how much they grow until a page is found."""
POLISH_ITEMS, POLISH_WIDTH = 7, 3000
"""A repair frees so many neighbouring items, which a sweep of that width nearly always does exactly."""
PREVIOUS_MORE = (3, 5, 7, 9)
"""Items freed around each one that cannot stay where the previous plan has it: as few as do."""
FIRST_EFFORT = 120_000_000
"""Steps that looking for a first page may take, whatever the effort asked for: any page is better than none."""
MOST_PAGES = 400
"""Pages of one sweep that are scored in full."""
STEPS_A_STATE, PROOF_STEPS_A_STATE = 50, 30
"""Steps for each item and state of a layer, with and without a ranking; measured, used to choose a width that keeps
within the effort. Sweeps for a proof have tight limits, so more is dropped at first sight."""
WIDER = 1.5
"""Another sweep for the proof must be so many times wider than the last to be worth it."""
WIDEST = 400_000
"""States of a layer; about 100 bytes each."""
POLISH_SHARE, WIDE_SHARE = 0.4, 0.3
"""Parts of the effort left that repairing, and one wide sweep for better pages, may take."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best page found, its points, the least any page can have, and the work it took.

    ``plan`` is None if none was found; then ``impossible`` tells whether it is proven that there is none.
    """

    plan: PagePlan | None
    cost: int
    bound: int
    steps: int
    impossible: bool = False


def search(tables: Tables, evaluate: Evaluate, effort: int, *, mirror: bool = True, below: int = NEVER) -> Outcome:
    """Return the best page found within about ``effort`` steps; for a first page it takes more if it must.

    ``evaluate`` must give at least the points the tables count; what it gives beyond them is what sweeps cannot
    see. ``mirror`` allows to look at only one of two pages that are each other's mirror image. Where there is a page
    already, ``below`` is its cost: only cheaper ones are looked for, and not beyond the effort.
    """
    return _Search(tables, evaluate, effort, mirror, below).run()


class _Search:
    def __init__(self, tables: Tables, evaluate: Evaluate, effort: int, mirror: bool, below: int) -> None:
        self.whole, self.tables = tables, without_mirror_images(tables) if mirror else tables
        self.evaluate, self.effort = evaluate, effort
        self.best: PagePlan | None = None
        self.cost = min(NEVER, below)
        self.most = effort if below < NEVER else max(effort, FIRST_EFFORT)
        self.bound = 0
        self.steps = 0

    @property
    def proven(self) -> bool:
        return self.bound >= self.cost

    def run(self) -> Outcome:
        self._from_previous()
        if self.best is not None:
            self._polish()
        if not self._first_page():
            return Outcome(None, self.cost, self.bound, self.steps, impossible=self.bound >= NEVER)
        if not self.proven:
            self._look(self._width(WIDE_SHARE, STEPS_A_STATE), FOR_ANY)
            # A repair of a small page is a search of nearly the whole page, which the proof does once and better.
            if self.whole.loose > POLISH_ITEMS + 1:
                self._polish()
                if self._look(self._width(WIDE_SHARE, STEPS_A_STATE), FOR_GOOD):
                    self._polish()
        self._prove()
        return Outcome(self.best, self.cost, min(self.bound, self.cost), self.steps)

    def _width(self, share: float, steps: int) -> int:
        """Return the layer width that uses up a share of the effort left, at so many steps a state."""
        left = max(0.0, self.effort - self.steps) * share
        return max(FIRST_WIDTH, min(WIDEST, int(left / (steps * len(self.tables.items)))))

    def _prove(self) -> None:
        """Sweep once more, as wide as what is left of the effort allows; and wider if that took much less."""
        width = self._width(1, PROOF_STEPS_A_STATE)
        while not self.proven and self.steps < self.effort:
            before = self.steps
            self._look(width, None)
            growth = (self.effort - self.steps) / max(1, self.steps - before)
            if growth < WIDER or width == WIDEST:
                break
            width = min(WIDEST, int(width * growth))

    def _from_previous(self) -> None:
        """Look for a page near the previous plan: free what cannot stand there any more, and ever more around it."""
        previous = self.whole.problem.previous
        if previous is None:
            return
        names = {placement.item for placement in previous.placements}
        there = [item.id for item in self.whole.items if item.id in names]
        loose = {item.id for item in self.whole.items[: self.whole.loose]}
        gone = {item.id for item in self.whole.items if item.optional and item.id not in names}
        changed = [item.id for at, item in enumerate(self.whole.items) if item.id in loose and not self._stands(at)]
        moved = [name for name in changed if name in there] or there[:1]
        for more in (*PREVIOUS_MORE, len(loose)):
            near: set[str] = {*changed, *gone}
            for name in moved:
                near |= _around(previous, name, there, more)
            part = sweep(fix(self.whole, previous, frozenset(near)), POLISH_WIDTH, self.cost - 1)
            self.steps += part.steps
            self._score(part, self.cost - 1)
            if self.best is not None or near >= loose or self.steps >= self.effort * WIDE_SHARE:
                break

    def _stands(self, at: int) -> bool:
        """Tell whether a loose item may still stand where the previous plan has it, if all others are ignored."""
        item, previous = self.whole.items[at], self.whole.problem.previous
        placed = next((one for one in previous.placements if one.item == item.id), None) if previous else None
        if placed is None:
            return item.optional
        rect, cost = placed.rect, self.whole.unary[at]
        page = GridRect(0, 0, self.whole.problem.columns, self.whole.problem.rows)
        return page.contains(rect) and any(
            (shape.columns, shape.rows, shape.placed_notch(rect)) == (rect.columns, rect.rows, placed.notch)
            and cost[rect.column, -1, rect.row, number] < NEVER
            for number, shape in enumerate(self.whole.shapes[at])
        )

    def _first_page(self) -> bool:
        """Look for any page, wider and dearer each time; False if there is none or too much work was done.

        A page found near the previous one is a first page; one without points is proven too, and still a page.
        """
        width, margin = FIRST_WIDTH, FIRST_MARGIN
        while self.best is None:
            if self.proven:
                return False
            limit = min(self.cost - 1, self.bound + margin)
            found = sweep(self.tables, width, limit, FOR_ANY)
            self._take(found, limit)
            if self.best is None:
                if self.proven or self.steps >= self.most:
                    return False
                margin *= FIRST_DEARER
                if found.dropped < NEVER:
                    width = min(WIDEST, FIRST_WIDER * width)
        return True

    def _look(self, width: int, ranking: Ranking | None) -> bool:
        """Look for a better page; return whether there was one."""
        if self.proven:
            return False
        before = self.cost
        limit = self.cost - 1
        self._take(sweep(self.tables, width, limit, ranking), limit)
        return self.cost < before

    def _take(self, found: Sweep, limit: int) -> None:
        """Score the pages of a sweep over the whole page, keep the best, and raise the bound."""
        self.steps += found.steps
        unseen = self._score(found, limit)
        self.bound = max(self.bound, min(found.dropped, limit + 1 if unseen is None else unseen, self.cost))

    def _score(self, found: Sweep, limit: int) -> int | None:
        """Score pages of a sweep; return from which points on pages were not scored, None if all were."""
        for number, (points, plan) in enumerate(pages(found, limit)):
            if points >= self.cost:
                return None
            if number == MOST_PAGES:
                return points
            cost = self.evaluate(plan)
            if cost < self.cost:
                self.best, self.cost = plan, cost
        return None

    def _polish(self) -> None:
        """Free one part of the page after another and lay it out anew, until nothing gets better."""
        assert self.best is not None
        tried: set[frozenset[str]] = set()
        stop = self.steps + int(max(self.effort / 2, self.effort - self.steps) * POLISH_SHARE)
        better = True
        while better and not self.proven:
            better = False
            for name in self._there():
                free = _around(self.best, name, self._there()) | self._absent()
                if free in tried or self.steps >= stop:
                    continue
                tried.add(free)
                before = self.cost
                part = sweep(fix(self.whole, self.best, free), POLISH_WIDTH, self.cost - 1)
                self.steps += part.steps
                self._score(part, self.cost - 1)
                if self.cost < before:
                    better = True
                    tried.clear()
                    break

    def _there(self) -> list[str]:
        """Return the items that stand on the best page, from its top left; ads in a story's corner go with it."""
        assert self.best is not None
        known = {item.id for item in self.tables.items}
        return [placement.item for placement in self.best.placements if placement.item in known]

    def _absent(self) -> frozenset[str]:
        there = self._there()
        return frozenset(item.id for item in self.tables.items if item.optional and item.id not in there)


def _around(plan: PagePlan, name: str, names: Sequence[str], count: int = POLISH_ITEMS) -> frozenset[str]:
    """Return an item and the nearest others, so many in all."""
    rects = {other: plan.of(other) for other in names}
    here = rects[name]
    near = sorted(rects, key=lambda other: (_distance(here, rects[other], plan), other))
    return frozenset(near[:count])


def _distance(one: GridRect, other: GridRect, plan: PagePlan) -> tuple[int, int]:
    """Return how far apart two rectangles are (0 if they touch), then how far their middles are."""
    across = max(0, one.column - other.right, other.column - one.right) * plan.rows // plan.columns
    down = max(0, one.row - other.foot, other.row - one.foot)
    middles = abs(2 * one.column + one.columns - 2 * other.column - other.columns) * plan.rows // plan.columns
    return across + down, middles + abs(2 * one.row + one.rows - 2 * other.row - other.rows)
