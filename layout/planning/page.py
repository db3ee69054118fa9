"""One page planned: by its picture of areas, or by search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from layout.compose.story import StoryComposer
from layout.content.model import Edition, Page
from layout.design import Design
from layout.diagnostics import Diagnostic, Report
from layout.errors import ContentError
from layout.opening import TemplateKit, open_story
from layout.plan.areas import AreasError, plan_areas
from layout.plan.grid import ItemKind, PagePlan
from layout.plan.items import Footprint, Item, PageProblem, PlanError
from layout.plan.joins import POOR, Corner, solve_with_joins
from layout.plan.lint import lint
from layout.plan.solve import NoPageError, PlanResult, elastic, solve
from layout.planning.advice import advice
from layout.planning.around import AroundAds, footprints_around, joined_as
from layout.planning.index import index_findings, index_rows
from layout.planning.pins import place_of
from layout.planning.problem import WHITE, page_problem, story_footprints, with_white


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
            around = f", around {place_of(placement.notch)}" if placement.notch else ""
            lines.append(f"  {placement.item:20} {place_of(placement.rect)}{around}")
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
        if page.areas:
            plan = _by_areas(edition, page, composers, kit)
            with suppress(PlanError):
                problem = state_page(edition, page, kit, composers, fillers, previous)
                return Planned(page, plan, None, lint(problem, plan, page.place))
            # A story that no shape holds: the picture of areas stands all the same, and the copyfit says what to cut.
            return Planned(page, plan, None)
        problem = state_page(edition, page, kit, composers, fillers, previous)
        made = _searched(edition, page, kit, problem, around_ads(edition, composers, kit))
        return replace(made, findings=(*index_findings(edition, page, kit), *made.findings))
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

    def footprints(composer: StoryComposer, design: Design) -> tuple[Footprint, ...]:
        return kit.store.remember(
            "footprints",
            lambda: (kit.folder.name, composer.story, composer.picture_ratios),
            lambda: story_footprints(composer, design),
        )

    return page_problem(
        page, composers, edition.ads, kit.design, index, fillers=fillers, previous=previous, footprints=footprints
    )


def around_ads(edition: Edition, composers: Mapping[str, StoryComposer], kit: TemplateKit) -> AroundAds:
    """Return what tells the shapes of a page's stories around its ads; those of a story are worked out once."""

    def footprints(composer: StoryComposer, sold: Footprint, corner: Corner, design: Design) -> tuple[Footprint, ...]:
        return kit.store.remember(
            "footprints-around",
            lambda: (kit.folder.name, composer.story, composer.picture_ratios, sold.columns, sold.rows, corner),
            lambda: footprints_around(composer, sold, corner, design),
        )

    return AroundAds(composers, edition.ads, kit.design, footprints)


def lint_page(edition: Edition, page: Page, kit: TemplateKit, plan: PagePlan) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a plan that was made of a page; fillers may stand on it that no page names.

    Raises ContentError where the editor's places are at fault.
    """
    fillers = [
        placed.item
        for placed in plan.placements
        if placed.kind is ItemKind.AD and placed.item in edition.ads and placed.item not in page.ads
    ]
    composers = {name: open_story(edition.stories[name], kit) for name in page.stories}
    try:
        problem = state_page(edition, page, kit, composers, fillers=fillers)
        problem = joined_as(problem, plan, around_ads(edition, composers, kit))
        return lint(problem, plan, page.place)
    except PlanError as error:
        raise ContentError(f"{page.place}: {error}", "correct the page in edition.yaml") from error


def _searched(edition: Edition, page: Page, kit: TemplateKit, problem: PageProblem, shapes: AroundAds) -> Planned:
    report = Report()
    problem, result = _made(edition, page, kit, problem, shapes, report)
    plan = replace(result.plan, placements=tuple(p for p in result.plan.placements if p.item != WHITE))
    # White at the foot has been told as such; as a hole it would be told twice.
    findings = [finding for finding in lint(problem, plan, page.place) if finding.code != "plan-hole"]
    report.extend(findings)
    standing = {placed.item for placed in plan.placements}
    wanted = (*page.ads, *(item.id for item in problem.items if item.kind is ItemKind.AD and item.id not in page.ads))
    made = {
        "stories": tuple(name for name in page.stories if name in standing),
        "ads": tuple(name for name in wanted if name in standing),
    }
    return Planned(page.model_copy(update=made), plan, replace(result, plan=plan), report.findings)


def _made(
    edition: Edition, page: Page, kit: TemplateKit, problem: PageProblem, shapes: AroundAds, report: Report
) -> tuple[PageProblem, PlanResult]:
    """Return the page made in some way, and the problem it solves: within legal play, beyond it, or with less on it.

    Beyond all legal play the page is made all the same, and the report says what to cut or to add.
    """
    known: PlanResult | NoPageError
    try:
        # Of another story with the same shapes the page is the same, and most corrections leave them as they are.
        known = kit.store.remember("solved", lambda: (problem,), lambda: solve(problem))
        if known.cost < POOR or not kit.design.around_ads:
            return problem, known
    except NoPageError as error:
        known = error
    if kit.design.around_ads:
        with suppress(NoPageError):
            return solve_with_joins(problem, shapes, known=known)
    said = str(known)
    for attempt in (problem, with_white(problem)):
        with suppress(NoPageError):
            result = solve(elastic(attempt))
            hint = advice(problem, result, kit.design)
            white = next((p.rect.rows for p in result.plan.placements if p.item == WHITE), 0)
            if white:
                said = f"page {page.id}: {white} rows at the foot stay white"
                report.error("plan-white", said, page.place, hint=hint, subject=page.id)
            else:
                report.warning("plan-stretched", said, page.place, hint=hint, subject=page.id)
            return attempt, result
    least = _least_important(problem)
    if least is None:
        raise PlanError(said)
    story = edition.stories[least.id]
    report.error(
        "story-left-over",
        f"{least.id} is not on page {page.id}: the page has no room for its {story.characters} characters",
        story.place,
        hint="take it off the page or give it to another, or cut what is more important",
        subject=least.id,
    )
    fewer = replace(problem, items=tuple(item for item in problem.items if item is not least))
    return _made(edition, page, kit, fewer, shapes, report)


def _least_important(problem: PageProblem) -> Item | None:
    """Return the story that is taken off first: of those without a pin the last in rank, then the longest."""
    stories = [item for item in problem.items if item.headed and item.pinned is None]
    return max(stories, key=lambda item: (item.priority, item.nominal.area, item.id), default=None)


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
