"""One page planned: by its picture of areas, or by search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError
from layout.base.messages import Message, Name, listed, reason, say
from layout.compose.kit import TemplateKit, open_story
from layout.compose.story import StoryComposer
from layout.design.tokens import Design
from layout.edition.model import Edition, Page
from layout.plan.adstack import stacked
from layout.plan.closing import TOLD, attempts, least_important, off_play, tell_left_over, tell_stretched
from layout.plan.index import index_findings, index_rows
from layout.plan.notches import AroundAds, footprints_around, joined_as
from layout.plan.pins import place_of
from layout.plan.problem import WHITES, Version, forced_footprints, page_problem, story_footprints
from layout.plan.solver.areas import AreasError, plan_areas
from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel, Cancelled, check
from layout.plan.solver.grid import ItemKind, PagePlan
from layout.plan.solver.items import Footprint, PageProblem, PlanError, TooManyError
from layout.plan.solver.joins import Corner, solve_with_joins
from layout.plan.solver.lint import lint
from layout.plan.solver.score import score, seen, shapes_of
from layout.plan.solver.solve import NoPageError, PlanResult, has_place, solve
from layout.plan.solver.tables import reach
from layout.plan.teasers import plate_rows
from layout.plan.versions import WHOLE, LesserVersion, Versions

STACKS = 3
"""Ways to stack the ads at the foot that are tried before the planner may put them anywhere."""
MORE_STACKS = 8
"""And with those beyond these where the page has a fault that a reader sees at once: another foot, another page."""


class UnplannedError(ContentError):
    """A page of which no plan can be made; ``page`` is its number, ``said`` what is wrong with it."""

    def __init__(self, page: Page, said: str, hint: str) -> None:
        super().__init__(say("{page}: {error}", page=page.ref, error=said), hint)
        self.page, self.said = page.id, said


@dataclass(frozen=True, slots=True)
class Planned:
    """A page as the edition has it, its plan, its score if it was searched for, and what there is to say.

    ``asked`` are the characters that its editor is to take out of stories, or to add if negative, so that it comes out.
    """

    page: Page
    plan: PagePlan
    result: PlanResult | None
    findings: tuple[Finding, ...] = ()
    lacking: int = 0
    """Of a page that was looked for within legal play alone, and not found: the cells its copy has too many, as far as
    its items tell without a plan; negative if it has too few."""
    asked: tuple[tuple[str, int], ...] = ()
    versions: tuple[tuple[str, int], ...] = ()
    """The numbers of the versions that stories have on it, of those with which it was planned, counted from 1."""

    def text(self, *, explain: bool) -> Message:
        """Return the plan for the terminal: a line for each item, then the score."""
        if self.page.is_half:
            return say("page {page}: see page {other}", page=self.page.id, other=self.page.spread or "")
        lines = [
            say(
                "page {page}: {columns} columns x {rows} rows",
                page=self.plan.page,
                columns=self.plan.columns,
                rows=self.plan.rows,
            )
        ]
        for placement in sorted(self.plan.placements, key=lambda placed: (placed.rect.row, placed.rect.column)):
            line = say("  {item:20} {place}", item=placement.item, place=place_of(placement.rect))
            if placement.notch:
                line = say("{line}, around {place}", line=line, place=place_of(placement.notch))
            lines.append(line)
        if self.result and explain:
            lines.append(self.result.explain(every=True))
        elif explain:
            lines.append(say("  given by areas: in edition.yaml"))
        return listed(lines, "\n")


def plan_page(
    edition: Edition,
    page: Page,
    kit: TemplateKit,
    fillers: Sequence[str] = (),
    previous: PagePlan | None = None,
    *,
    budget: Budget = PROVEN,
    cancel: Cancel = UNCANCELLED,
    legal_only: bool = False,
    patient: bool = False,
    versions: Versions = WHOLE,
) -> Planned:
    """Find the rectangle of every story and ad: as the page's picture of areas says, else by search.

    ``fillers`` are ads that may stand on the page if there is room; ``previous`` is an earlier plan to stay near.
    The page that is returned has the ads that stand on it. If it is cancelled the best page so far is returned.
    With ``legal_only`` nothing is tried beyond legal play: a page that has none gets no plan, only what it lacks.
    If ``patient`` a page is looked for much longer before it is said that there is none.
    A story may stand in one of its ``versions`` instead, if that is better for the page by more than its points.
    Raises UnplannedError where the editor's places are at fault, or no page can be made of the items at all, Cancelled
    if it was cancelled before there was a page.
    """
    if page.is_half:
        return Planned(page, PagePlan(page.id, kit.design.grid.columns, kit.design.grid.rows, ()), None)
    composers = {name: open_story(edition.stories[name], kit, edition.folder) for name in page.stories}
    effort = _Effort(budget, cancel, legal_only, patient)
    try:
        if page.areas:
            plan = _by_areas(edition, page, composers, kit)
            with suppress(PlanError):
                problem = state_page(edition, page, kit, composers, fillers, previous, given=plan)
                return Planned(page, plan, None, lint(problem, plan, page.ref))
            # A story that no shape holds: the picture of areas stands all the same, and the copyfit says what to cut.
            return Planned(page, plan, None)
        while True:
            problem = state_page(edition, page, kit, composers, fillers, previous, cancel=cancel, versions=versions)
            made = _searched(edition, page, kit, problem, around_ads(edition, composers, kit, versions), effort)
            numbers = _numbers(made, versions)
            alien = _alien(edition, kit, made, versions, numbers)
            if not alien:
                return replace(made, findings=(*index_findings(edition, page, kit), *made.findings), versions=numbers)
            versions = {name: known for name, known in versions.items() if name not in alien}
    except _BeyondPlayError as beyond:
        said = Finding(Code.PLAN_STRETCHED, Severity.ERROR, beyond.said, page.ref, subject=page.id)
        empty = PagePlan(page.id, problem.columns, problem.rows, ())
        return Planned(page, empty, None, (said,), _lacking(problem))
    except PlanError as error:
        raise UnplannedError(
            page, say("{error}", error=error), say("take something off the page, or put something on it")
        ) from error


def _numbers(made: Planned, versions: Versions) -> tuple[tuple[str, int], ...]:
    """Return the versions that stories have on a page."""
    chosen = made.result.shapes.items() if made.result and versions else ()
    return tuple(sorted((name, shape.version) for name, shape in chosen if shape.version))


def _alien(
    edition: Edition,
    kit: TemplateKit,
    made: Planned,
    versions: Versions,
    numbers: Sequence[tuple[str, int]],
) -> frozenset[str]:
    """Return the stories whose versions do not have the shapes by themselves that they have on a page.

    Heights are looked for as far as a story fills some: between those of the whole story a version may have been found
    to fill one that it does not come to alone.
    """
    if not numbers:
        return frozenset()
    taken = {name: versions[name][number - 1].story for name, number in numbers}
    after = edition.model_copy(update={"stories": {**edition.stories, **taken}})
    composers = {name: open_story(after.stories[name], kit, after.folder) for name in made.page.stories}
    problem = state_page(after, made.page, kit, composers)
    problem = joined_as(problem, made.plan, around_ads(after, composers, kit))
    return frozenset(taken.keys() - shapes_of(problem, made.plan).keys())


def state_page(
    edition: Edition,
    page: Page,
    kit: TemplateKit,
    composers: Mapping[str, StoryComposer] | None = None,
    fillers: Sequence[str] = (),
    previous: PagePlan | None = None,
    given: PagePlan | None = None,
    *,
    cancel: Cancel = UNCANCELLED,
    versions: Versions = WHOLE,
) -> PageProblem:
    """State a page of an edition for the planner. Raises PlanError if its items contradict each other, Cancelled.

    Where the plan is ``given``, by a picture of areas, stories have the shapes of the widths it gives them: that is all
    it can be judged by, and working out the others takes longer than setting the page.
    """
    widths = {placed.item: placed.rect.columns for placed in given.placements} if given else {}
    composers = composers or {name: open_story(edition.stories[name], kit, edition.folder) for name in page.stories}
    index = index_rows(edition, page, kit)

    def footprints(composer: StoryComposer, design: Design) -> tuple[Footprint, ...]:
        check(cancel)
        lesser, width = versions.get(composer.story.id, ()), widths.get(composer.story.id, 0)
        return kit.store.remember(
            "footprints",
            lambda: (kit.name, composer.story, composer.picture_ratios, width, lesser),
            lambda: story_footprints(composer, design, width, _opened(composer, lesser, kit, edition)),
            at_hand=True,
        )

    return page_problem(
        page,
        composers,
        edition.ads,
        kit.design,
        index,
        plate_rows(edition, page, kit.design),
        fillers=fillers,
        previous=previous,
        footprints=footprints,
    )


def _opened(
    composer: StoryComposer, lesser: Sequence[LesserVersion], kit: TemplateKit, edition: Edition
) -> list[Version]:
    """Open the versions of a story; they take over what was set of it."""
    opened = [(open_story(version.story, kit, edition.folder), version.points) for version in lesser]
    for version, _ in opened:
        version.take_over(composer)
    return opened


def around_ads(
    edition: Edition, composers: Mapping[str, StoryComposer], kit: TemplateKit, versions: Versions = WHOLE
) -> AroundAds:
    """Return what tells the shapes of a page's stories around its ads; those of a story are worked out once."""

    def footprints(composer: StoryComposer, sold: Footprint, corner: Corner, design: Design) -> tuple[Footprint, ...]:
        lesser, around = versions.get(composer.story.id, ()), (sold.columns, sold.rows, corner)
        return kit.store.remember(
            "footprints-around",
            lambda: (kit.name, composer.story, composer.picture_ratios, *around, lesser),
            lambda: footprints_around(composer, sold, corner, design, _opened(composer, lesser, kit, edition)),
            at_hand=True,
        )

    return AroundAds(composers, edition.ads, kit.design, footprints)


def lint_page(edition: Edition, page: Page, kit: TemplateKit, plan: PagePlan) -> tuple[Finding, ...]:
    """Return what is wrong with a plan that was made of a page; fillers may stand on it that no page names.

    Raises ContentError where the editor's places are at fault.
    """
    fillers = [
        placed.item
        for placed in plan.placements
        if placed.kind is ItemKind.AD and placed.item in edition.ads and placed.item not in page.ads
    ]
    if page.is_half:
        return ()
    composers = {name: open_story(edition.stories[name], kit, edition.folder) for name in page.stories}
    try:
        problem = state_page(edition, page, kit, composers, fillers=fillers, given=plan if page.areas else None)
        problem = joined_as(problem, plan, around_ads(edition, composers, kit))
        return lint(problem, plan, page.ref)
    except PlanError as error:
        raise ContentError(
            say("{page}: {error}", page=page.ref, error=error), say("correct the page in edition.yaml")
        ) from error


@dataclass(frozen=True, slots=True)
class _Effort:
    """What a page may take, and who may stop it."""

    budget: Budget
    cancel: Cancel
    legal_only: bool = False
    is_patient: bool = False

    def solve(self, problem: PageProblem, below: int = NEVER) -> PlanResult:
        return solve(problem, budget=self.budget, cancel=self.cancel, below=below)

    def less(self) -> _Effort:
        """Return the effort for a page of which there is one already."""
        return replace(self, budget=replace(self.budget, steps=int(self.budget.steps * self.budget.join_share)))

    def thorough(self) -> _Effort:
        """Return the effort for a page better than one that has a fault."""
        return replace(self, budget=self.budget.thorough())

    def patient(self) -> _Effort:
        """Return the effort for a page without which something has to be taken off, if it may be taken."""
        return replace(self, budget=self.budget.patient()) if self.is_patient else self


class _BeyondPlayError(Exception):
    """Tells that a page has no plan within legal play, where no other is wanted."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def _lacking(problem: PageProblem) -> int:
    """Return the cells that the items of a page take too many at their least; negative: that they leave at their most,
    or one where they are nearer to that."""
    least, _ = reach(problem, (item for item in problem.items if not item.optional))
    _, most = reach(problem, problem.items)
    page = problem.cells
    if least > page or most < page:
        return max(0, least - page) - max(0, page - most)
    return -1 if page - least > most - page else 0


class _Unfinished(Exception):
    """Carries a page whose search was cancelled past the store: it is good enough to show, not to be kept."""

    def __init__(self, result: PlanResult) -> None:
        super().__init__()
        self.result = result


def _solved(kit: TemplateKit, problem: PageProblem, effort: _Effort) -> PlanResult:
    """Return the page of a problem. Of another story with the same shapes the page is the same, and most corrections
    leave them as they are, so it is kept."""

    def finished() -> PlanResult:
        result = effort.solve(problem)
        if result.cancelled:
            raise _Unfinished(result)
        return result

    try:
        return kit.store.remember("solved", lambda: (problem, effort.budget), finished, at_hand=True)
    except _Unfinished as unfinished:
        return unfinished.result


def _searched(
    edition: Edition, page: Page, kit: TemplateKit, problem: PageProblem, shapes: AroundAds, effort: _Effort
) -> Planned:
    report = Report()
    problem, result = _made(edition, page, kit, problem, shapes, effort, report)
    if not any(finding.code in TOLD for finding in report.findings) and (pinned := off_play(problem, result)):
        said = say(
            "page {page}: the place it is given does not fit {pinned}",
            page=page.id,
            pinned=listed(Name(placed.item) for placed in pinned),
        )
        tell_stretched(edition, page, kit, problem, result, shapes, said, report)
    plan = replace(result.plan, placements=tuple(p for p in result.plan.placements if p.item not in WHITES))
    # What stays white, and stories over or under, have been told: as faults of the plan they would be told twice.
    told = frozenset[Code]().union(*(TOLD.get(finding.code, ()) for finding in report.findings))
    report.extend(finding for finding in lint(problem, plan, page.ref) if finding.code not in told)
    standing = {placed.item for placed in plan.placements}
    wanted = (*page.ads, *(item.id for item in problem.items if item.kind is ItemKind.AD and item.id not in page.ads))
    made = {
        "stories": tuple(name for name in page.stories if name in standing),
        "ads": tuple(name for name in wanted if name in standing or edition.ads[name].in_ear),
    }
    return Planned(page.model_copy(update=made), plan, replace(result, plan=plan), report.findings)


def _made(
    edition: Edition,
    page: Page,
    kit: TemplateKit,
    problem: PageProblem,
    shapes: AroundAds,
    effort: _Effort,
    report: Report,
) -> tuple[PageProblem, PlanResult]:
    """Return the page made in some way, and the problem it solves: within legal play, beyond it, or with less on it.

    Beyond all legal play the page is made all the same, and the report says what to cut or to add.
    """
    homeless = [item for item in problem.items if item.headed and not has_place(problem, item)]
    forced = {item.id: forced_footprints(shapes.composers[item.id], kit.design, item.within) for item in homeless}
    if homeless:
        named = listed(
            say("{item} ({characters} characters)", item=Name(item.id), characters=edition.stories[item.id].characters)
            for item in homeless
        )
        said: str = say("page {page}: no shape there is room for fits {named}", page=page.id, named=named)
    else:
        best = _legal(kit, problem, shapes, effort)
        if not isinstance(best, NoPageError):
            return best
        said = reason(best)
    if effort.legal_only:
        raise _BeyondPlayError(said)
    for whole in (*stacked(problem, 1), problem):
        for attempt, below in attempts(whole, forced):
            with suppress(NoPageError):
                result = effort.solve(attempt, below)
                tell_stretched(edition, page, kit, whole, result, shapes, said, report)
                return whole, result
    least = least_important(problem)
    if least is None:
        raise PlanError(said)
    tell_left_over(edition.stories[least.id], page, problem, shapes.composers[least.id], kit.design, report)
    fewer = replace(problem, items=tuple(item for item in problem.items if item is not least))
    return _made(edition, page, kit, fewer, shapes, effort, report)


def _legal(
    kit: TemplateKit, problem: PageProblem, shapes: AroundAds, effort: _Effort
) -> tuple[PageProblem, PlanResult] | NoPageError:
    """Return the best page within legal play, and the problem it solves; or why there is none."""
    best: tuple[PageProblem, PlanResult] | None = None
    none: NoPageError | None = None
    ways = (*_with_previous_joins(problem, shapes), *stacked(problem, MORE_STACKS))
    try:
        for number, variant in enumerate(ways):
            if best is not None and (_is_good(*best, effort) or (number >= STACKS and not best[1].seen)):
                break
            if effort.legal_only and best is None and number:
                break  # the ads anywhere tell sooner whether there is a page
            try:
                if number < STACKS:
                    known = _solved(kit, variant, effort)
                elif best is not None:
                    known = effort.less().solve(variant, best[1].cost)
                else:
                    break
                if best is None or known.cost < best[1].cost:
                    best = variant, known
            except NoPageError as error:
                none = error
        if best is None:
            try:
                best = problem, _solved(kit, problem, effort.patient())
            except NoPageError as error:
                # That too many items may stand anywhere is no reason where they were stacked, and did not come out.
                none = none if none and isinstance(error, TooManyError) else error
    except Cancelled:
        if best is None:
            raise
        return best[0], replace(best[1], cancelled=True)
    if kit.design.around_ads:
        best = _with_joins(problem, best, none, shapes, effort)
    if best is not None:
        return _looked_for_longer(problem, best, effort) if effort.is_patient and best[1].seen else best
    assert none is not None
    return none


def _looked_for_longer(
    problem: PageProblem, best: tuple[PageProblem, PlanResult], effort: _Effort
) -> tuple[PageProblem, PlanResult]:
    """Return a better page than one with a fault that a reader sees, if much more work finds one."""
    known = best[0] if best[1].proven else None
    for whole in (best[0], problem) if best[0] is not problem else (problem,):
        if best[1].seen and whole is not known:
            with suppress(NoPageError):
                best = whole, effort.thorough().solve(whole, best[1].cost)
    return best


def _with_joins(
    problem: PageProblem,
    best: tuple[PageProblem, PlanResult] | None,
    none: NoPageError | None,
    shapes: AroundAds,
    effort: _Effort,
) -> tuple[PageProblem, PlanResult] | None:
    """Return the best page with a story around an ad, if there is a better one than is known: with the other ads where
    they are, and if a reader would see a fault all the same, wherever they may stand."""
    for whole in (best[0], problem) if best else (problem,):
        if best is not None and (_is_good(*best, effort) or (whole is not best[0] and not best[1].seen)):
            break
        with suppress(NoPageError):
            found = solve_with_joins(
                whole, shapes, known=best[1] if best else none, budget=effort.budget, cancel=effort.cancel
            )
            if best is None or found[1].cost < best[1].cost:
                best = found
    return best


def _with_previous_joins(problem: PageProblem, shapes: AroundAds) -> Iterator[PageProblem]:
    """Yield the problem with the stories joined with ads that are on the previous plan."""
    if problem.previous is not None and any(placed.notch for placed in problem.previous.placements):
        with suppress(PlanError):
            whole = joined_as(problem, problem.previous, shapes)
            yield from stacked(whole, 1) if whole is not problem else ()


def _is_good(problem: PageProblem, result: PlanResult, effort: _Effort) -> bool:
    """Tell whether a page is good enough not to look for another: it has few points, or a reader sees no fault on it
    that the previous plan had not."""
    if problem.previous is not None and result.seen <= seen(score(problem, problem.previous)):
        return True
    return result.cost < effort.budget.join_from


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
        said = say("page {page}: {said}", page=page.id, said=error)
        raise UnplannedError(page, said, say("correct areas: in edition.yaml")) from error
