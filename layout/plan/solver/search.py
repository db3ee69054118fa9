"""The search for the best page: sweeps narrow and wide, repairs of a part of the page, and the proof.

One sweep with no limit and no width would be exact and would never end. So it is asked again and again, each time with
what is known by then: the limit (only pages cheaper than the best) falls and the bound rises to meet it. There is a
page early, the best so far at any time, and all the while it gets better.

1. **Near the previous plan**, if there is one: what cannot stay is freed, then ever more around it, the rest is pinned.
   A page found so is the page, unless a reader sees a fault on it that the previous plan had not.
2. **A first page**: a very narrow sweep, then wider ones, of whatever points. Nine problems in ten have a page at the
   first go, and a good one; where pages are rarer, parts of the problem are swept by themselves (`parts`), and states
   with an even skyline are kept before cheap ones. A sweep
   that finds none and had to drop nothing proves that there is none. After a part of the steps it is given up, for a
   caller has other ways to close a page.
3. **Better pages**: a wide sweep; repairs, each of which frees an item and its neighbours and sweeps with all else
   pinned, until none helps; one more wide sweep, ranked for good pages. Then pages of other kinds: **parts** of the
   problem by themselves (`parts`), and where the best page is cut down, sweeps that keep states of pages that are not.
4. **The proof**: sweeps that cut their layers by bound alone, as wide as the steps allow.

How wide that is, is reckoned from the steps a state of the last sweep took (the tighter the limit, the fewer), so that
a search keeps within its steps but for the part by which the last sweep was misjudged, and the first page.

The page is best for certain when the bound is its cost (``proven``): each sweep of the whole page with limit L ends
with "every page of at most L points was seen, but for those that cost at least ``dropped``", and pages that were seen
were scored in full, cheapest first, until none could be cheaper than the best. Otherwise the bound says how far off it
may be. Sweeps of a repair say nothing about the whole page and raise no bound.

``evaluate`` knows terms that sweeps do not (balance), so a sweep's pages come in the order of what it knows; those
scored are the first ones whose known points are below the best cost.

Work is counted in steps of the sweep, never in seconds, so that the same problem gives the same page anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property

from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel, Cancelled, Level, check
from layout.plan.solver.grid import GridRect, PagePlan
from layout.plan.solver.merging import FOR_ANY, FOR_BETTER, FOR_GOOD, FOR_UNCUT, Ranking
from layout.plan.solver.parts import parts_by_lead
from layout.plan.solver.score import score, seen
from layout.plan.solver.sweep import Sweep, sweep
from layout.plan.solver.tables import Tables, fix, without_mirror_images
from layout.plan.solver.terms.cuts import cuts_down
from layout.plan.solver.walkback import pages

SCORED_STEPS = 10_000
"""Scoring a page in full takes about as long as so many steps of a sweep."""

WIDEST = 1 << 24
"""A layer never has so many states: what is dropped from one so wide is dropped for another reason."""

MOVES = frozenset({"moved", "moved-rows"})
"""Terms for what stands elsewhere than on the previous plan."""

Evaluate = Callable[[PagePlan], int]
"""Points of a page, all terms."""


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
    cancelled: bool = False
    """Whether the search was told to stop before it was through."""


def search(
    tables: Tables,
    evaluate: Evaluate,
    budget: Budget = PROVEN,
    *,
    mirror: bool = True,
    below: int = NEVER,
    cancel: Cancel = UNCANCELLED,
) -> Outcome:
    """Return the best page found within about the budget's steps.

    ``evaluate`` must give at least the points the tables count; what it gives beyond them is what sweeps cannot
    see. ``mirror`` allows to look at only one of two pages that are each other's mirror image. Where there is a page
    already, ``below`` is its cost: only cheaper ones are looked for, and not beyond the budget's steps. If the search
    is cancelled the best page so far is returned; raises Cancelled if there is none.
    """
    return _Search(tables, evaluate, budget, mirror, below, cancel).run()


class _Search:
    def __init__(
        self, tables: Tables, evaluate: Evaluate, budget: Budget, mirror: bool, below: int, cancel: Cancel
    ) -> None:
        self.whole, self.tables = tables, without_mirror_images(tables, cancel) if mirror else tables
        self.evaluate, self.budget, self.cancel = evaluate, budget, cancel
        self.points = cache(self._points)
        """Of a page, all terms; one sweep after another comes upon the same pages."""
        self.best: PagePlan | None = None
        self.below = self.cost = min(NEVER, below)
        part = int(budget.first_share * budget.steps)
        self.most = part if below < NEVER else max(part, budget.first_steps)
        """Steps for a first page."""
        self.stop = budget.steps
        """Steps for all; where it took that long to find a page it is not left as it was found."""
        self.bound = 0
        self.ranking = FOR_GOOD
        """For a wide sweep; where pages are rare it is the one that finds any."""
        self.steps = 0
        self.state_steps = float(budget.steps_a_state * len(tables.items))
        """Steps that a state of the last sweep of the whole page took, on all layers together."""

    @property
    def proven(self) -> bool:
        return self.bound >= self.cost

    @cached_property
    def parts(self) -> tuple[Tables, ...]:
        """Parts of the problem that are looked at by themselves."""
        return parts_by_lead(self.tables, self.cancel)

    def run(self) -> Outcome:
        try:
            if not self._search():
                return Outcome(None, self.cost, self.bound, self.steps, impossible=self.bound >= NEVER)
        except Cancelled:
            if self.best is None:
                raise
            return Outcome(self.best, self.cost, min(self.bound, self.cost), self.steps, cancelled=True)
        return Outcome(self.best, self.cost, min(self.bound, self.cost), self.steps)

    def _search(self) -> bool:
        """Do what the budget's level asks for; return whether there is a page."""
        level, wide = self.budget.level, self.budget.wide_share
        if self._from_previous():
            return True
        if self.best is not None and level >= Level.BETTER:
            self._repair()
        if not self._first_page():
            return False
        if self.below == NEVER:
            self.stop = max(self.stop, self.steps + int(self.budget.first_share * self.budget.steps))
        if not self.proven and level >= Level.BETTER and self.steps < self.stop:
            self._look(self._width(wide), self.ranking)
            # A repair of a small page is a search of nearly the whole page, which the proof does once and better.
            if self.whole.loose > self.budget.repair_items + 1:
                self._repair()
                if self._look(self._width(wide), FOR_BETTER):
                    self._repair()
            self._otherwise()
        if level >= Level.PROOF:
            self._prove()
        return True

    def _sweep(self, tables: Tables, width: int, limit: int, ranking: Ranking | None = FOR_BETTER) -> Sweep:
        found = sweep(tables, width, limit, ranking, budget=self.budget, cancel=self.cancel)
        self.steps += found.steps
        return found

    def _near(self, plan: PagePlan, free: frozenset[str]) -> None:
        """Look for better pages that are like a plan but for the items that are free."""
        tables = fix(self.whole, plan, free, self.cancel)
        self._score(self._sweep(tables, self.budget.repair_width, self.cost - 1), self.cost - 1)

    def _otherwise(self) -> None:
        """Look for better pages of other kinds: in parts of the problem, and if the best one is cut down such as are
        not."""
        if self.proven:
            return
        steps = int(self.budget.parts_share * (self.stop - self.steps))
        cut = self._is_cut_down()
        if self._in_parts(steps // 2 if cut else steps, self.ranking):
            self._repair()
        if self._is_cut_down():
            self._look(self._width(self.budget.wide_share), FOR_UNCUT)
            if self._in_parts(steps // 2, FOR_UNCUT):
                self._repair()

    def _is_cut_down(self) -> bool:
        assert self.best is not None
        return bool(cuts_down(self.whole.problem, {placed.item: placed.rect for placed in self.best.placements}))

    def _in_parts(self, steps: int, ranking: Ranking) -> bool:
        """Look for a better page in every part of the problem, for so many steps in all; tell whether there was one.

        All are swept narrowly, then ever more widely those of which something had to be dropped.
        """
        before, stop = self.cost, self.steps + steps
        parts, width = self.parts, self.budget.first_width
        while parts and self.steps < stop and width < WIDEST:
            still = []
            for part in parts:
                if self.steps >= stop:
                    break
                found = self._sweep(part, width, self.cost - 1, ranking)
                if self._score(found, self.cost - 1) is not None or found.dropped < self.cost:
                    still.append(part)
            parts, width = tuple(still), width * self.budget.first_wider
        return self.cost < before

    def _width(self, share: float = 1.0) -> int:
        """Return the layer width that uses up a share of the steps left."""
        left = max(0.0, self.stop - self.steps) * share
        return max(self.budget.first_width, min(self.budget.widest, int(left / self.state_steps)))

    def _prove(self) -> None:
        """Sweep once more, as wide as what is left of the effort allows; and wider if that took much less."""
        width, wider = 0, self._width()
        while not self.proven and self.steps < self.stop and wider > width * self.budget.wider:
            width = wider
            self._look(width, None)
            wider = self._width()

    def _from_previous(self) -> bool:
        """Look for a page near the previous plan: free what cannot stand there any more, and ever more around it.

        Return whether there is one that is to stay: without faults that a reader sees and the previous plan had not.
        What another page would be better by is not worth that an editor has to look for things anew.
        """
        previous = self.whole.problem.previous
        if previous is None:
            return False
        names = {placement.item for placement in previous.placements}
        there = [item.id for item in self.whole.items if item.id in names]
        loose = {item.id for item in self.whole.items[: self.whole.loose]}
        gone = {item.id for item in self.whole.items if item.optional and item.id not in names}
        changed = [item.id for at, item in enumerate(self.whole.items) if item.id in loose and not self._stands(at)]
        moved = [name for name in changed if name in there] or there[:1] * bool(changed)
        fixed, kept = {*changed, *gone}, None
        for more in (*self.budget.previous_items, len(loose)):
            near = set(fixed)
            for name in moved:
                near |= _around(previous, name, there, more)
            if (found := self._stays(previous, near)) and (kept is None or found < kept[0]):
                kept = found, self.best, self.cost, near
            enough = near >= loose or self.steps >= self.most or more >= self.budget.previous_enough
            if enough and (kept is not None or near >= loose or self.steps >= self.most):
                break
        if kept is None:
            return False
        # What was freed and may stay all the same, stays, if no more is moved for that.
        for name in sorted(kept[3] - fixed):
            if (found := self._stays(previous, kept[3] - {name})) and found <= kept[0]:
                kept = found, self.best, self.cost, kept[3] - {name}
        _, self.best, self.cost, _ = kept
        return True

    def _stays(self, previous: PagePlan, free: Set[str]) -> tuple[int, int] | None:
        """Look for a page near the previous plan, all but the free items where they were; return the points of what was
        moved, and of the page; None where there is none without new faults, then the best page so far is as before."""
        before, cost = self.best, self.cost
        self.best, self.cost = None, self.below
        self._near(previous, frozenset(free))
        if self.best is not None:
            scored = score(self.whole.problem, self.best, self.whole.terms)
            if seen(scored) <= self._seen(previous):
                return sum(term.cost for term in scored if term.name in MOVES), self.cost
        if before is not None and (self.best is None or cost <= self.cost):
            self.best, self.cost = before, cost
        return None

    def _seen(self, plan: PagePlan) -> int:
        """Return the points of a page for what a reader sees at once."""
        return seen(score(self.whole.problem, plan, self.whole.terms))

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
            and cost[rect.column, rect.row, number] < NEVER
            for number, shape in enumerate(self.whole.shapes[at])
        )

    def _first_page(self) -> bool:
        """Look for any page, wider each time; False if there is none or too much work was done.

        A page found near the previous one is a first page; one without points is proven too, and still a page.
        """
        width, ranking = self.budget.first_width, FOR_GOOD
        while self.best is None:
            self._look(width, ranking)
            if self.best is None and not self.proven and width == self.budget.first_width:
                self.ranking = FOR_ANY
                self._in_parts(int(self.budget.parts_share * (self.most - self.steps)), FOR_ANY)
            if self.best is None:
                fitting = min(self.budget.widest, int((self.most - self.steps) / self.state_steps))
                if self.proven or fitting < self.budget.wider * width:
                    return False
                width, ranking = min(fitting, width * self.budget.first_wider), FOR_ANY
                self.ranking = ranking
        return True

    def _look(self, width: int, ranking: Ranking | None) -> bool:
        """Look for a better page; return whether there was one."""
        if self.proven:
            return False
        before = self.cost
        limit = self.cost - 1
        found = self._sweep(self.tables, width, limit, ranking)
        self.state_steps = max(1.0, found.steps / width)
        self._take(found, limit)
        return self.cost < before

    def _take(self, found: Sweep, limit: int) -> None:
        """Score the pages of a sweep over the whole page, keep the best, and raise the bound."""
        unseen = self._score(found, limit)
        self.bound = max(self.bound, min(found.dropped, limit + 1 if unseen is None else unseen, self.cost))

    def _score(self, found: Sweep, limit: int) -> int | None:
        """Score pages of a sweep; return from which points on pages were not scored, None if all were."""
        for number, (points, plan) in enumerate(pages(found, limit, self.cancel)):
            if points >= self.cost:
                return None
            if number == self.budget.scored_pages:
                return points
            check(self.cancel)
            cost = self.points(plan)
            if cost < self.cost:
                self.best, self.cost = plan, cost
        return None

    def _points(self, plan: PagePlan) -> int:
        self.steps += SCORED_STEPS
        return self.evaluate(plan)

    def _repair(self) -> None:
        """Free one part of the page after another and lay it out anew, until nothing gets better."""
        assert self.best is not None
        tried: set[frozenset[str]] = set()
        steps = self.budget.steps
        stop = self.steps + int(max(steps / 2, steps - self.steps) * self.budget.repair_share)
        better = True
        while better and not self.proven:
            better = False
            for name in self._there():
                free = _around(self.best, name, self._there(), self.budget.repair_items) | self._absent()
                if free in tried or self.steps >= stop:
                    continue
                tried.add(free)
                before = self.cost
                self._near(self.best, free)
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


def _around(plan: PagePlan, name: str, names: Sequence[str], count: int) -> frozenset[str]:
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
