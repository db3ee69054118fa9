"""What makes a page good: one table of named terms, and the score of any plan term by term.

Every term counts something in its own unit; its weight turns the count into points. No points is a perfect
page. The solver's objective (``objective``) says the same in constraints; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from layout.plan.solver.grid import GridRect, PagePlan
from layout.plan.solver.items import Footprint, Item, PageProblem, PlanError
from layout.plan.solver.measures import (
    balance,
    borders,
    clash,
    excess,
    fills,
    importance,
    is_strip,
    kept_apart,
    latest_rows,
    missed_edges,
    shares_side,
    sliver_costs,
    stays_low,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A term of the score: points for each unit counted, and why it is counted."""

    name: str
    weight: int
    unit: str
    reason: str


RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("shape", 1, "point of an item's own", "a head off its natural size, a deck left out, loose text: legal"),
        Rule("off-play", 500, "item", "a rectangle the item has no legal shape for: text will be over or under"),
        Rule("lead-top", 3, "row", "the lead is what the reader should meet first"),
        Rule("lead-wide", 40, "column", "no head may be wider than the lead's, or the ranking is unreadable"),
        Rule("order", 1, "row x rank", "a page is read from its top: what matters more should not begin lower"),
        Rule("tombstone", 80, "pair of heads", "heads of like size side by side on one row are read across (碰题)"),
        Rule("tombstone-eased", 8, "pair of heads", "the same, but a box or very different widths keep them apart"),
        Rule("cut-across", 80, "cut", "a straight cut across the whole page makes two pages of it (断版)"),
        Rule("cut-down", 80, "cut", "a straight cut down the whole page makes two pages of it (通缝)"),
        Rule("sliver-tall", 3, "row", "a column longer than 3/5 of the page tires the reader"),
        Rule("sliver-flat", 12, "row", "under a head, fewer rows of text than columns, or than 3, look like a mistake"),
        Rule("picture-apart", 60, "picture", "a picture must share a whole side with the story it belongs to"),
        Rule("not-apart", 80, "pair", "an ad beside a story or an ad on the same matter, or beside what was excluded"),
        Rule("ad-edge", 200, "edge", "the edge, corner or page the ad was sold for"),
        Rule("ad-high", 2, "row", "ads stand in the lower half unless the top was sold"),
        Rule("filler", 4, "item", "fillers and house ads are for the room that copy leaves: as few as do"),
        Rule("balance-sides", 3, "20th of the width", "heads and pictures should not all stand on one side"),
        Rule("balance-ends", 3, "20th of the height", "heads and pictures should not all stand at one end"),
        Rule(
            "l-shape", 9, "story", "a story around an ad reads less easily than a rectangle: only if it helps the page"
        ),
        Rule("moved", 12, "item", "after a change the editor wants to find things where they were (columns)"),
        Rule("moved-rows", 1, "row", "the same, down the page"),
    )
}


@dataclass(frozen=True, slots=True)
class Term:
    """What one term found on a page: so many units, so many points each, and where."""

    name: str
    value: int
    weight: int
    why: str

    @property
    def cost(self) -> int:
        """Points."""
        return self.value * self.weight


def weights(problem: PageProblem) -> dict[str, int]:
    """Return every term's weight. Raises PlanError for a name that is no term or a negative weight."""
    for name, weight in problem.weights.items():
        if name not in RULES:
            raise PlanError(f"page {problem.page}: {name!r} is no term of the score; there are {', '.join(RULES)}")
        if weight < 0:
            raise PlanError(f"page {problem.page}: the weight of {name} is {weight}; it must not be negative")
    return {name: problem.weights.get(name, rule.weight) for name, rule in RULES.items()}


@dataclass(frozen=True)
class _View:
    """A plan as the terms see it."""

    problem: PageProblem
    rects: Mapping[str, GridRect]
    """Outer rectangles."""
    notches: Mapping[str, GridRect]
    shapes: Mapping[str, Footprint]

    @property
    def placed(self) -> list[tuple[Item, GridRect]]:
        return [(item, self.rects[item.id]) for item in self.problem.apart if item.id in self.rects]

    def parts(self, name: str) -> tuple[GridRect, ...]:
        return self.rects[name].without(self.notches.get(name))

    @property
    def headed(self) -> list[tuple[Item, GridRect]]:
        return [(item, rect) for item, rect in self.placed if item.headed]


Found = Iterator[tuple[int, str]]


def _shape(view: _View) -> Found:
    for item, _ in view.placed:
        shape = view.shapes.get(item.id)
        if shape and shape.cost:
            yield shape.cost, f"{item.id} ({', '.join(shape.levers) or f'{shape.columns}x{shape.rows}'})"


def _off_play(view: _View) -> Found:
    for item, rect in view.placed:
        if item.id not in view.shapes:
            yield 1, f"{item.id} in {rect.columns}x{rect.rows}"


def _lead_top(view: _View) -> Found:
    lead = view.problem.lead
    if lead and lead.id in view.rects and (below := view.rects[lead.id].row - view.problem.first_row) > 0:
        yield below, f"{lead.id} begins {below} rows down"


def _lead_wide(view: _View) -> Found:
    lead = view.problem.lead
    if lead and lead.id in view.rects:
        own = view.rects[lead.id].columns
        widest, name = max(((rect.columns, item.id) for item, rect in view.headed), default=(0, ""))
        if widest > own:
            yield widest - own, f"{name} has {widest} columns, the lead {own}"


def _order(view: _View) -> Found:
    latest = latest_rows(view.problem)
    for item, rect in view.headed:
        if item.id in latest and (late := rect.row - latest[item.id]) > 0:
            yield late * importance(item), f"{item.id} (priority {item.priority}) begins {late} rows late"


def tombstones(problem: PageProblem, rects: Mapping[str, GridRect]) -> list[tuple[str, str, str]]:
    """Return (term, left item, right item) of heads side by side on one row."""
    headed = [(item, rects[item.id]) for item in problem.items if item.headed and item.id in rects]
    found = []
    for (one, left), (other, right) in combinations(headed, 2):
        if left.row == right.row and (left.right == right.column or right.right == left.column):
            names = (one.id, other.id) if left.column < right.column else (other.id, one.id)
            found.append((clash(one, left.columns, other, right.columns), *names))
    return found


def _tombstone(term: str) -> Callable[[_View], Found]:
    def found(view: _View) -> Found:
        for name, left, right in tombstones(view.problem, view.rects):
            if name == term:
                yield 1, f"{left} | {right}"

    return found


def cuts_across(problem: PageProblem, rects: Mapping[str, GridRect]) -> list[int]:
    """Return the rows at which the page is cut from side to side, strip ads and nameplates aside."""
    every = [*rects.values(), *problem.blocked]
    strips = [rects[item.id] for item in problem.apart if item.id in rects and is_strip(problem, item)]
    strips += [rect for rect in problem.blocked if rect.columns == problem.columns]
    free = {row for rect in strips for row in (rect.row, rect.foot)}
    feet = {rect.foot for rect in every if rect.column == 0 and rect.foot < problem.rows}
    return sorted(row for row in feet - free if not any(rect.row < row < rect.foot for rect in every))


def cuts_down(problem: PageProblem, rects: Mapping[str, GridRect]) -> list[int]:
    """Return the column edges along which the page is cut from top to foot, strip ads and nameplates aside."""
    inner = [rects[item.id] for item in problem.apart if item.id in rects and not is_strip(problem, item)]
    inner += [rect for rect in problem.blocked if rect.columns < problem.columns]
    return [at for at in range(1, problem.columns) if not any(rect.column < at < rect.right for rect in inner)]


def _cut_across(view: _View) -> Found:
    for row in cuts_across(view.problem, view.rects):
        yield 1, f"at row {row}"


def _cut_down(view: _View) -> Found:
    for column in cuts_down(view.problem, view.rects):
        yield 1, f"right of column {column}"


def _sliver(term: str) -> Callable[[_View], Found]:
    def found(view: _View) -> Found:
        for item, rect in view.headed:
            shape = view.shapes.get(item.id) or Footprint(rect.columns, rect.rows)
            if value := sliver_costs(view.problem, item, shape)[term]:
                yield value, f"{item.id} {rect.columns}x{rect.rows}"

    return found


def _picture_apart(view: _View) -> Found:
    for item, rect in view.placed:
        story, notch = view.rects.get(item.beside), view.notches.get(item.beside)
        if story and (not shares_side(rect, story) or (notch and borders(rect, notch))):
            yield 1, f"{item.id} is away from {item.beside}"


def _not_apart(view: _View) -> Found:
    for (one, other), why in kept_apart(view.problem).items():
        if one not in view.rects or other not in view.rects:
            continue
        if any(part.touches(there) for part in view.parts(one) for there in view.parts(other)):
            yield 1, f"{one} and {other} touch ({why})"


def _ad_edge(view: _View) -> Found:
    for item, rect in view.placed:
        for edge in missed_edges(view.problem, item, rect):
            yield 1, f"{item.id} lacks {edge}"


def _ad_high(view: _View) -> Found:
    for item, rect in view.placed:
        if stays_low(item) and (high := view.problem.rows // 2 - rect.row) > 0:
            yield high, f"{item.id} begins {high} rows above the middle"


def _filler(view: _View) -> Found:
    for item, _ in view.placed:
        if fills(item):
            yield 1, f"{item.id} fills room"


def _balance_sides(view: _View) -> Found:
    if scale := balance(view.problem):
        moment = sum(scale.dark[i] * (r.column + r.right) for i, r in view.rects.items() if i in scale.dark)
        if value := excess(moment, *scale.across):
            yield value, "too much on the left" if moment < scale.across[0] else "too much on the right"


def _balance_ends(view: _View) -> Found:
    if scale := balance(view.problem):
        moment = sum(2 * scale.dark[i] * r.row + scale.depth[i] for i, r in view.rects.items() if i in scale.dark)
        if value := excess(moment, *scale.down):
            yield value, "too much at the top" if moment < scale.down[0] else "too much at the foot"


def _l_shape(view: _View) -> Found:
    for item, _ in view.placed:
        if item.id in view.notches:
            yield 1, f"{item.id} stands around an ad"


def _moves(view: _View) -> Iterator[tuple[Item, GridRect, GridRect]]:
    if view.problem.previous:
        before = {placement.item: placement.rect for placement in view.problem.previous.placements}
        for item, rect in view.placed:
            if item.id in before:
                yield item, before[item.id], rect


def _moved(view: _View) -> Found:
    for item, old, new in _moves(view):
        if (old.column, old.columns) != (new.column, new.columns):
            yield 1, f"{item.id} from column {old.column + 1} ({old.columns}) to {new.column + 1} ({new.columns})"


def _moved_rows(view: _View) -> Found:
    for item, old, new in _moves(view):
        if old.row != new.row:
            yield abs(old.row - new.row), f"{item.id} from row {old.row} to {new.row}"


COUNTS: Mapping[str, Callable[[_View], Found]] = {
    "shape": _shape,
    "off-play": _off_play,
    "lead-top": _lead_top,
    "lead-wide": _lead_wide,
    "order": _order,
    "tombstone": _tombstone("tombstone"),
    "tombstone-eased": _tombstone("tombstone-eased"),
    "cut-across": _cut_across,
    "cut-down": _cut_down,
    "sliver-tall": _sliver("sliver-tall"),
    "sliver-flat": _sliver("sliver-flat"),
    "picture-apart": _picture_apart,
    "not-apart": _not_apart,
    "ad-edge": _ad_edge,
    "ad-high": _ad_high,
    "filler": _filler,
    "balance-sides": _balance_sides,
    "balance-ends": _balance_ends,
    "l-shape": _l_shape,
    "moved": _moved,
    "moved-rows": _moved_rows,
}


def shapes_of(problem: PageProblem, plan: PagePlan) -> dict[str, Footprint]:
    """Return the legal shape of every item of a plan; an item that stands in no legal shape is left out."""
    found = {}
    for placement in plan.placements:
        item = problem.by_id.get(placement.item)
        shape = item.footprint(placement.rect, placement.notch) if item else None
        if shape:
            found[placement.item] = shape
    return found


def counted(problem: PageProblem, plan: PagePlan) -> dict[str, list[tuple[int, str]]]:
    """Return what every term finds on a plan: units and where."""
    placed = [placement for placement in plan.placements if placement.item in problem.by_id]
    rects = {placement.item: placement.rect for placement in placed}
    notches = {placement.item: placement.notch for placement in placed if placement.notch is not None}
    view = _View(problem, rects, notches, shapes_of(problem, plan))
    return {name: list(count(view)) for name, count in COUNTS.items()}


def score(problem: PageProblem, plan: PagePlan) -> tuple[Term, ...]:
    """Return every term of a plan, those that found nothing too. Raises PlanError if a weight is none."""
    weighed = weights(problem)
    return tuple(
        Term(name, sum(value for value, _ in found), weighed[name], "; ".join(why for _, why in found))
        for name, found in counted(problem, plan).items()
    )


def total(terms: tuple[Term, ...]) -> int:
    """Return the points of a score."""
    return sum(term.cost for term in terms)


def explain(terms: tuple[Term, ...], *, every: bool = False) -> str:
    """Return a score as a table in plain text, dearest term first; ``every`` shows terms that found nothing."""
    shown = sorted((term for term in terms if every or term.cost), key=lambda term: -term.cost)
    lines = [
        f"{term.cost:6d}  {term.name:<16} {term.value} x {term.weight} ({RULES[term.name].unit})"
        + (f": {term.why}" if term.why else "")
        for term in shown
    ]
    return "\n".join([*lines, f"{total(terms):6d}  points"])
