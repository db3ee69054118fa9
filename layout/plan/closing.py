"""A page beyond the legal play of its stories: the ways to make it all the same, and what its editor is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Report
from layout.base.messages import Message, Name, listed, say
from layout.compose.kit import TemplateKit
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.design.tokens import Design
from layout.edition.model import Edition, Page, Story
from layout.plan.advice import advice
from layout.plan.notches import AroundAds, shape_of
from layout.plan.problem import WHITE_POINTS, WHITES, with_white, with_white_foot
from layout.plan.solver.bounds import NEVER
from layout.plan.solver.grid import Placement
from layout.plan.solver.items import HEADED, Edge, Footprint, Item, PageProblem
from layout.plan.solver.score import shapes_of
from layout.plan.solver.solve import PlanResult, elastic

FULL = 0.9
"""A page is full when its items, each in the shape that suits it best alone, take so much of it."""
_WHITE = frozenset({Code.PLAN_SHAPE, Code.PLAN_HOLE, Code.PLAN_CUT_DOWN, Code.PLAN_CUT_ACROSS, Code.PLAN_LEAD})
TOLD: Mapping[Code, frozenset[Code]] = {
    Code.PLAN_STRETCHED: frozenset({Code.PLAN_SHAPE}),
    Code.PLAN_WHITE: _WHITE,
    Code.PAGE_WAITS: _WHITE,
}
"""Faults of a plan that a page made beyond the legal play of its stories has for that reason alone."""
FOOT_TRIES = 4
"""Heights above a white foot that are tried, a row apart, for copy that does not nearly fill a page."""
FAR_ROWS = 6
"""Rows a column of a story may stay empty on a page to be printed, if it cannot be made otherwise; more is an error."""


def attempts(problem: PageProblem, forced: Mapping[str, tuple[Footprint, ...]]) -> Iterator[tuple[PageProblem, int]]:
    """Yield the ways to make a page that has none of legal shapes, the least far from it first, and the points below
    which each is looked for.

    A story too long for any shape is no reason to cut the others: where they leave it no room, the page is to be made
    without it, unless it is the lead.
    """
    endless = [item for item in problem.items if _is_endless(problem, item)]
    # Of a story too short for any shape a page is not filled that costs as much as a white one.
    most = WHITE_POINTS if forced and not endless else NEVER
    # Where there is another way, one is not worth more than the usual effort.
    if forced:
        yield elastic(problem, forced, stretch=False), min(most, NEVER - 1)
    if not endless or problem.lead in endless or not _is_full(problem, forced):
        alone = sum(item.headed for item in problem.items) == 1
        yield elastic(problem, forced), NEVER - 1 if endless and not alone else most
        yield elastic(with_white(problem), forced), NEVER
        yield elastic(with_white(problem, len(WHITES)), forced), NEVER
        # Many small items with much white among them are hard to find; above one white foot they are easily tiled.
        if not any(item.pinned or Edge.BOTTOM in item.edges for item in problem.items):
            need = ceil(problem.nominal_cells / problem.columns)
            for rows in range(need, min(need + FOOT_TRIES, problem.rows)):
                yield elastic(with_white_foot(problem, problem.rows - rows), forced), NEVER


def _is_endless(problem: PageProblem, item: Item) -> bool:
    """Tell whether a story is too long for any shape: what suits it best is as high as the page."""
    return not item.footprints and item.pinned is None and item.nominal.rows == problem.rows


def _is_full(problem: PageProblem, forced: Mapping[str, tuple[Footprint, ...]]) -> bool:
    """Tell whether the items hardly leave room for the least that stories are to get that no shape holds."""
    cells = sum(rect.area for rect in problem.blocked)
    for item in (item for item in problem.items if not item.optional):
        shapes = forced.get(item.id)
        cells += min(shape.area for shape in shapes) if shapes else (item.pinned or item.nominal).area
    return cells > FULL * problem.cells


def off_play(problem: PageProblem, result: PlanResult) -> list[Placement]:
    """Return the stories that stand in no legal shape of theirs."""
    legal = shapes_of(problem, result.plan)
    return [placed for placed in result.plan.placements if placed.kind in HEADED and placed.item not in legal]


def tell_stretched(
    edition: Edition,
    page: Page,
    kit: TemplateKit,
    problem: PageProblem,
    result: PlanResult,
    shapes: AroundAds,
    said: str,
    report: Report,
) -> None:
    """Say what became of a page that was made beyond legal play, story by story, and what would close it."""
    off = off_play(problem, result)
    fits = {placed.item: shapes.composers[placed.item].compose(shape_of(placed)).fit for placed in off}
    white = [placed.rect for placed in result.plan.placements if placed.item in WHITES]
    cells = sum(rect.area for rect in white)
    refs = {name: edition.stories[name].ref for name in page.stories}
    hint = advice(problem, fits, refs, cells, kit.design)
    if white and not problem.lead and not page.stories:
        wanted = _wanted(page, cells, kit.design)
        report.error(Code.PAGE_WAITS, _waits_for(page), page.ref, hint=wanted, subject=page.id, page=page.id)
        return
    if white:
        foot = len(white) == 1 and white[0].columns == problem.columns
        much = (
            say("{rows} rows at the foot", rows=white[0].rows)
            if foot
            else say("{cells} of {all} cells", cells=cells, all=problem.cells)
        )
        report.error(
            Code.PLAN_WHITE, say("{much} stay white", much=much), page.ref, hint=hint, subject=page.id, page=page.id
        )
        return
    if fits:
        each = listed(say("{name} {fit}", name=Name(name), fit=fit.said) for name, fit in fits.items())
        said = say("{said} ({stories})", said=said, stories=each)
    far = any(fits[placed.item].under_lines > FAR_ROWS * placed.rect.columns for placed in off)
    overset = any(fit.over_lines for fit in fits.values())
    severity = Severity.ERROR if far or overset else Severity.WARNING
    # What one story alone has too much or too little is that story's matter.
    subject = next(iter(fits)) if len(fits) == 1 else page.id
    report.add(severity, Code.PLAN_STRETCHED, said, page.ref, hint=hint, subject=subject)


def _waits_for(page: Page) -> Message:
    if not page.sections:
        return say("no story stands on it yet, and it takes no section")
    return say("no story stands on it yet: it waits for copy of {sections}", sections=listed(page.sections))


def _wanted(page: Page, cells: int, design: Design) -> Message:
    """Return what is to be done about a page without a story."""
    count = round(cells * design.grid.column / design.body.size)
    if page.sections:
        return say(
            "there is room for about {count} characters: stories with section: {section}, or named under stories: of "
            "the page; or take the page out",
            count=count,
            section=page.sections[0],
        )
    return say(
        "there is room for about {count} characters: name stories under stories: of the page, or give it a section:",
        count=count,
    )


def tell_left_over(
    story: Story, page: Page, problem: PageProblem, composer: StoryComposer, design: Design, report: Report
) -> None:
    """Say that a story is not on its page; of one too long for any page, by how much.

    Where the page's items fill it by no means, it is no room that is lacking.
    """
    whole = composer.compose(StoryShape(design.grid.columns, design.grid.rows, at_top=True)).fit
    lacking = problem.cells - problem.nominal_cells
    if not whole.over_lines and problem.nominal_cells < FULL * problem.cells:
        report.error(
            Code.STORY_LEFT_OVER,
            say(
                "{story} is not on page {page}: the page has too little copy, and no way was found to set it with this",
                story=Name(story.id),
                page=page.id,
            ),
            story.ref,
            hint=say(
                "add about {count} characters ({lines:line|lines}) to the page, other stories or ads, or take it off",
                count=round(lacking * design.grid.column / design.body.size),
                lines=lacking,
            ),
            subject=story.id,
        )
        return
    hint = say("take it off the page or give it to another, or cut what is more important")
    if whole.over_lines:
        hint = say(
            "even alone on a page it is {fit}: cut at least {over_characters} characters, or run it in parts",
            fit=whole.said,
            over_characters=whole.over_characters,
        )
    report.error(
        Code.STORY_LEFT_OVER,
        say(
            "{story} is not on page {page}: the page has no room for its {characters} characters",
            story=Name(story.id),
            page=page.id,
            characters=story.characters,
        ),
        story.ref,
        hint=hint,
        subject=story.id,
    )


def least_important(problem: PageProblem) -> Item | None:
    """Return the story that is taken off first: of those without a pin the last in rank, then the longest.

    One too long for any shape goes before those that could all be there, unless it is the lead.
    """
    stories = [item for item in problem.items if item.headed and item.pinned is None]
    lead = problem.lead

    def rank(item: Item) -> tuple[bool, int, int, str]:
        return _is_endless(problem, item) and item is not lead, item.priority, item.nominal.area, item.id

    return max(stories, key=rank, default=None)
