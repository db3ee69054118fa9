"""One page planned: by its picture of areas, or by search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layout.compose.story import StoryComposer
from layout.content.model import Edition, Page
from layout.diagnostics import Diagnostic, Report
from layout.errors import ContentError
from layout.opening import TemplateKit, open_story
from layout.plan.areas import AreasError, plan_areas
from layout.plan.grid import ItemKind, PagePlan
from layout.plan.items import PageProblem, PlanError
from layout.plan.lint import lint
from layout.plan.solve import NoPageError, PlanResult, elastic, solve
from layout.planning.advice import advice
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


def plan_page(
    edition: Edition,
    page: Page,
    kit: TemplateKit,
    fillers: Sequence[str] = (),
    previous: PagePlan | None = None,
) -> Planned:
    """Find the rectangle of every story and ad: as the page's picture of areas says, else by search.

    ``fillers`` are ads that may stand on the page if there is room; ``previous`` is an earlier plan to stay near.
    The page that is returned has the ads that stand on it. Raises ContentError where the editor's places are at
    fault, or no page can be made of the items at all.
    """
    composers = {name: open_story(edition.stories[name], kit) for name in page.stories}
    try:
        problem = state_page(edition, page, kit, composers, fillers, previous)
        if page.areas:
            plan = _by_areas(edition, page, composers, kit)
            return Planned(page, plan, None, lint(problem, plan, page.place))
        return _searched(edition, page, kit, problem)
    except PlanError as error:
        raise ContentError(f"{page.place}: {error}", "take something off the page, or put something on it") from error


def state_page(
    edition: Edition,
    page: Page,
    kit: TemplateKit,
    composers: Mapping[str, StoryComposer] | None = None,
    fillers: Sequence[str] = (),
    previous: PagePlan | None = None,
) -> PageProblem:
    """State a page of an edition for the planner. Raises PlanError if its items contradict each other."""
    composers = composers or {name: open_story(edition.stories[name], kit) for name in page.stories}
    index = index_rows(edition, page, kit)
    return page_problem(page, composers, edition.ads, kit.design, index, fillers=fillers, previous=previous)


def _searched(edition: Edition, page: Page, kit: TemplateKit, problem: PageProblem) -> Planned:
    report = Report()
    try:
        result = solve(problem)
    except NoPageError as error:
        # Beyond all legal play: the page is made all the same, and the report says what to cut or to add.
        result = solve(elastic(problem))
        hint = advice(problem, result, edition, kit.design)
        report.warning("plan-stretched", str(error), page.place, hint=hint, subject=page.id)
    report.extend(lint(problem, result.plan, page.place))
    standing = {placed.item for placed in result.plan.placements}
    wanted = (*page.ads, *(item.id for item in problem.items if item.kind is ItemKind.AD and item.id not in page.ads))
    ads = tuple(name for name in wanted if name in standing)
    return Planned(page.model_copy(update={"ads": ads}), result.plan, result, report.findings)


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
