"""The score of any plan, term by term, whoever made it."""

from __future__ import annotations

from dataclasses import dataclass

from layout.base.messages import Message, listed, say, word
from layout.plan.solver.grid import PagePlan
from layout.plan.solver.items import Footprint, PageProblem, PlanError
from layout.plan.solver.terms import TERMS
from layout.plan.solver.terms.model import Found, PageView, Terms

SEEN = frozenset(
    (
        "lead-wide",
        "lead-size",
        "tombstone",
        "tombstone-near",
        "cut-across",
        "cut-down",
        "cut-down-rail",
        "ad-over",
        "not-apart",
    )
)
"""Terms for what a reader sees at once: no editor prints a page that has one of them if there is another."""
SEEN_FROM = 40
"""Weight from which on they are that: where a template has less, it has the thing among its forms."""


@dataclass(frozen=True, slots=True)
class TermScore:
    """What one term found on a page: so many units, so many points each, and where."""

    name: str
    value: int
    weight: int
    why: Message
    unit: str = ""

    @property
    def cost(self) -> int:
        """Points."""
        return self.value * self.weight


def weights(problem: PageProblem, terms: Terms = TERMS) -> dict[str, int]:
    """Return every term's weight. Raises PlanError for a name that is no term or a negative weight."""
    for name, weight in problem.weights.items():
        if name not in terms:
            raise PlanError(
                say(
                    "page {page}: {name!r} is no term of the score; there are {terms}",
                    page=problem.page,
                    name=name,
                    terms=listed(terms),
                )
            )
        if weight < 0:
            raise PlanError(
                say(
                    "page {page}: the weight of {name} is {weight}; it must not be negative",
                    page=problem.page,
                    name=name,
                    weight=weight,
                )
            )
    return {name: problem.weights.get(name, term.weight) for name, term in terms.items()}


def shapes_of(problem: PageProblem, plan: PagePlan) -> dict[str, Footprint]:
    """Return the legal shape of every item of a plan; an item that stands in no legal shape is left out."""
    found = {}
    for placement in plan.placements:
        item = problem.by_id.get(placement.item)
        shape = item.footprint(placement.rect, placement.notch) if item else None
        if shape:
            found[placement.item] = shape
    return found


def view_of(problem: PageProblem, plan: PagePlan) -> PageView:
    """Return a plan as the terms see it; items the problem does not know are left out."""
    placed = [placement for placement in plan.placements if placement.item in problem.by_id]
    rects = {placement.item: placement.rect for placement in placed}
    notches = {placement.item: placement.notch for placement in placed if placement.notch is not None}
    return PageView(problem, plan, rects, notches, shapes_of(problem, plan))


def score(problem: PageProblem, plan: PagePlan, terms: Terms = TERMS) -> tuple[TermScore, ...]:
    """Return every term of a plan, those that found nothing too. Raises PlanError if a weight is none."""
    weighed, view = weights(problem, terms), view_of(problem, plan)

    def scored(name: str, found: list[Found]) -> TermScore:
        units = sum(each.units for each in found)
        return TermScore(name, units, weighed[name], listed((each.why for each in found), "; "), terms[name].unit)

    return tuple(scored(name, list(term.find(view))) for name, term in terms.items())


def points(problem: PageProblem, plan: PagePlan, terms: Terms = TERMS) -> int:
    """Return the points of a plan, the total of its score, without saying why. Raises PlanError if a weight is none."""
    weighed, view = weights(problem, terms), view_of(problem, plan)
    return sum(
        weighed[name] * sum(found.units for found in term.find(view)) for name, term in terms.items() if weighed[name]
    )


def total(scored: tuple[TermScore, ...]) -> int:
    """Return the points of a score."""
    return sum(term.cost for term in scored)


def seen(scored: tuple[TermScore, ...]) -> int:
    """Return those points of a score that are for what a reader sees at once."""
    return sum(term.cost for term in scored if term.name in SEEN and term.weight >= SEEN_FROM)


def explain(scored: tuple[TermScore, ...], *, every: bool = False) -> Message:
    """Return a score as a table in plain text, dearest term first; ``every`` shows terms that found nothing."""
    shown = sorted((term for term in scored if every or term.cost), key=lambda term: -term.cost)
    return listed((*map(_line, shown), say("{cost:6d}  points", cost=total(scored))), "\n")


def _line(term: TermScore) -> Message:
    said = say(
        "{cost:6d}  {name:<16} {value} x {weight} ({unit})",
        cost=term.cost,
        name=term.name,
        value=term.value,
        weight=term.weight,
        unit=word(term.unit),
    )
    return listed((said, term.why), ": ") if term.why else said
