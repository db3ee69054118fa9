"""One page planned: by its picture of areas, or by search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layout.compose.story import StoryComposer
from layout.content.model import Edition, Page
from layout.diagnostics import Diagnostic, Report
from layout.errors import ContentError
from layout.opening import TemplateKit, open_story
from layout.plan.areas import AreasError, plan_areas
from layout.plan.grid import PagePlan
from layout.plan.items import PageProblem, PlanError
from layout.plan.solve import NoPageError, PlanResult, elastic, solve
from layout.planning.index import index_rows
from layout.planning.problem import page_problem


@dataclass(frozen=True, slots=True)
class Planned:
    """A page as the edition has it, its plan, its score if it was searched for, and what there is to say."""

    page: Page
    plan: PagePlan
    result: PlanResult | None
    findings: tuple[Diagnostic, ...] = ()

    def text(self, *, explain: bool) -> str:
        """Return the plan for the terminal: a line for each item, then the score."""
        lines = [f"page {self.plan.page}: {self.plan.columns} columns x {self.plan.rows} rows"]
        for placement in sorted(self.plan.placements, key=lambda placed: (placed.rect.row, placed.rect.column)):
            rect = placement.rect
            lines.append(
                f"  {placement.item:20} columns {rect.column + 1}-{rect.right}, rows {rect.row + 1}-{rect.foot}"
            )
        if self.result and explain:
            lines.append(self.result.explain(every=True))
        elif explain:
            lines.append("  given by areas: in edition.yaml")
        return "\n".join(lines)


def plan_page(edition: Edition, page: Page, kit: TemplateKit) -> Planned:
    """Find the rectangle of every story and ad: as the page's picture of areas says, else by search.

    Raises ContentError where the picture of areas is at fault, or no page can be made of the items at all.
    """
    composers = {name: open_story(edition.stories[name], kit) for name in page.stories}
    if page.areas:
        return Planned(page, _by_areas(edition, page, composers, kit), None)
    report = Report()
    try:
        problem = page_problem(page, composers, edition.ads, kit.design, index_rows(edition, page, kit))
        try:
            result = _solved(problem)
        except NoPageError as error:
            # Beyond all legal play: the page is made all the same, and the copyfit says what to cut or to add.
            report.warning(
                "plan-stretched",
                str(error),
                page.place,
                hint="see the copyfit: cut the stories that are over, or add to those that are under",
                subject=page.id,
            )
            result = solve(elastic(problem))
    except PlanError as error:
        raise ContentError(f"{page.place}: {error}", "take something off the page, or put something on it") from error
    return Planned(page, result.plan, result, report.findings)


def _solved(problem: PageProblem) -> PlanResult:
    """Solve a page's problem; one that was solved in this process and is the same again is not searched twice."""
    key = repr(problem)
    if key not in _SOLVED:
        if len(_SOLVED) >= MOST_SOLVED:
            _SOLVED.pop(next(iter(_SOLVED)), None)
        _SOLVED[key] = solve(problem)
    return _SOLVED[key]


MOST_SOLVED = 32
_SOLVED: dict[str, PlanResult] = {}


def _by_areas(edition: Edition, page: Page, composers: Mapping[str, StoryComposer], kit: TemplateKit) -> PagePlan:
    grid = kit.design.grid
    try:
        return plan_areas(
            page.id,
            page.areas,
            {name: edition.ads[name].rows for name in page.ads},
            lambda story, columns, at_top: composers[story].needed_rows(columns, at_top=at_top),
            grid.columns,
            grid.rows,
        )
    except AreasError as error:
        raise ContentError(f"{page.place}: page {page.id}: {error}", "correct areas: in edition.yaml") from error
