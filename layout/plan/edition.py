"""A whole edition planned: stories without a page allotted, stories too long for theirs continued, then every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.base.messages import Name, say
from layout.edition.model import FRONT, Edition, Page, Story
from layout.plan.allot import Allotment, Candidate, Room, allot
from layout.plan.closer import Closer, Planner, PlanTask, fault, going_shares, later
from layout.plan.demand import free_cells
from layout.plan.giving import Kind, Way, done
from layout.plan.heldover import NOTHING, TakenOff, taken_off, tell_taken_off
from layout.plan.jumps import Crowd, may_jump
from layout.plan.loads import Kits, Loads
from layout.plan.page import Planned, plan_page
from layout.plan.remedies import advise, tell_remedies
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel, check
from layout.plan.solver.grid import PagePlan
from layout.plan.view import page_view

JUMPS_PLANNED = 5
"""Breaks of a story whose two pages are planned where its editor says that it goes on on another page."""
MOST_FILLERS = 4
"""Fillers a page is offered at once; each doubles the work of planning it."""

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """An edition whose every story stands on a page, and the plans of the pages that were asked for.

    ``edition`` has the stories that were allotted on their pages, those that jump as two parts each, and what had to
    give way as it is printed; ``taken_off`` is what it lacks of the one that was written.
    """

    edition: Edition
    pages: tuple[Planned, ...]
    findings: Findings
    taken_off: TakenOff = NOTHING


def plan_edition(
    edition: Edition,
    kits: Kits,
    pages: Sequence[str] = (),
    *,
    previous: Mapping[str, PagePlan] | None = None,
    progress: Callable[[str], None] = lambda _: None,
    planner: Planner | None = None,
    shared: Shared | None = None,
    budget: Budget = PROVEN,
    cancel: Cancel = UNCANCELLED,
) -> EditionPlan:
    """Plan the pages of an edition that are named, or all; the sharing out is always that of the whole edition.

    ``previous`` are earlier plans, page by page, from which as little as possible is moved. ``planner`` plans pages
    in another way than here and one after the other; then what each page may take is the planner's matter, and
    ``cancel`` is asked between pages only. ``shared`` is the edition shared out, if that was done before. Raises
    ContentError where the editor's places contradict each other, or no page can be made at all; Cancelled if it was
    cancelled before all pages were planned.
    """
    if shared is None:
        planner = _until(cancel, planner) if planner else planner_here(kits, budget, cancel)
        shared = share_out(edition, kits, planner, previous=previous, progress=progress)
    planned = [shared.planned[page.id] for page in shared.edition.pages if not pages or page.id in pages]
    made = {each.page.id: each.page for each in planned}
    pages_now = tuple(made.get(page.id, page) for page in shared.edition.pages)
    printed = shared.edition.model_copy(update={"pages": pages_now})
    return EditionPlan(printed, tuple(planned), shared.findings, shared.taken_off)


def planner_here(kits: Kits, budget: Budget = PROVEN, cancel: Cancel = UNCANCELLED) -> Planner:
    """Return what plans pages here, one after the other; it raises Cancelled between two if it was cancelled."""
    return _until(cancel, partial(_plan_here, kits, budget=budget, cancel=cancel))


def _plan_here(kits: Kits, tasks: Iterable[PlanTask], *, budget: Budget, cancel: Cancel) -> Iterator[Planned]:
    for task in tasks:
        yield plan_page(
            task.edition,
            task.page,
            kits[task.page.template],
            task.fillers,
            task.previous,
            budget=budget,
            cancel=cancel,
            legal_only=task.legal_only,
            patient=task.patient,
            versions=dict(task.versions),
        )


def _until(cancel: Cancel, planner: Planner) -> Planner:
    """Return a planner that raises Cancelled between two pages."""

    def planned(tasks: Iterable[PlanTask]) -> Iterator[Planned]:
        check(cancel)
        for made in planner(tasks):
            yield made
            check(cancel)

    return planned


class Remembering:
    """A planner that plans a page again only if what the page may see has changed: for editions planned many times.

    What a page was planned from before does not matter: as long as it stays, so does its plan.
    """

    KEPT = 16
    """Plans kept of a page: what is tried until it comes out is mostly tried again the next time."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self._known: dict[str, list[tuple[Edition, tuple[object, ...], Planned]]] = {}

    def __call__(self, tasks: Iterable[PlanTask]) -> Iterator[Planned]:
        """Plan pages, in their order."""
        for task in tasks:
            view = page_view(task.edition, task.page, task.fillers)
            known = self._known.setdefault(task.page.id, [])
            how = (task.fillers, task.legal_only, task.patient, task.versions)
            made = next((kept for seen, before, kept in known if before == how and seen == view), None)
            if made is None:
                (made,) = self.planner([task])
                if made.result is None or not made.result.cancelled:
                    known.insert(0, (view, how, made))
                    del known[self.KEPT :]
            yield made


@dataclass(frozen=True, slots=True)
class Shared:
    """An edition shared out: every story on a page, as far as there is room, and what there is to say about it.

    ``planned`` are its pages: what gives way is seen by planning them.
    """

    edition: Edition
    findings: Findings
    planned: Mapping[str, Planned]
    taken_off: TakenOff = NOTHING


def share_out(
    edition: Edition,
    kits: Kits,
    planner: Planner | None = None,
    *,
    previous: Mapping[str, PagePlan] | None = None,
    progress: Callable[[str], None] = lambda _: None,
    budget: Budget = PROVEN,
    cancel: Cancel = UNCANCELLED,
) -> Shared:
    """Allot the stories without a page, plan all pages, and close those that do not come out.

    ``budget`` and ``cancel`` are for the planning here; a ``planner`` that is given does as it likes.
    """
    planner = planner or planner_here(kits, budget, cancel)
    report = Report()
    allotted = _allotted(edition, Loads(kits, edition.folder))
    closer = Closer(allotted, kits, _telling(planner, progress), edition.page_of, previous=previous or {})
    _order_jumps(closer, report)
    _plan_all(closer)
    closer.close_all()
    gone = taken_off(edition, closer.edition)
    tell_taken_off(edition, closer.edition, gone, report)
    tell_remedies(closer.edition, advise(closer), report)
    return Shared(closer.edition, report.findings, closer.made, gone)


def _telling(planner: Planner, progress: Callable[[str], None]) -> Planner:
    def planned(tasks: Iterable[PlanTask]) -> Iterator[Planned]:
        for made in planner(tasks):
            progress(say("page {page}", page=made.page.id))
            yield made

    return planned


def _plan_all(closer: Closer) -> None:
    """Plan every page. What a page leaves over of the fillers is offered to the next one."""
    edition, fillers = closer.edition, unplaced_fillers(closer.edition)
    pages = [page for page in edition.pages if page.id not in closer.made and not closer.is_hopeless(page)]
    if not fillers:
        closer.made |= closer.first_plans([page.id for page in pages])
        return
    offered: dict[str, tuple[str, ...]] = {}
    for page in pages:
        offered[page.id] = () if page.areas else _fitting(fillers, edition, closer.loads.crowd(edition, page))
        closer.fillers = offered
        closer.made |= closer.first_plans([page.id])
        standing = closer.made[page.id].page.ads
        # What stands here stands nowhere else, even if this page is planned again.
        offered[page.id] = tuple(name for name in offered[page.id] if name in standing)
        fillers = tuple(name for name in fillers if name not in standing)


def _allotted(edition: Edition, loads: Loads) -> Edition:
    """Return the edition with stories that no page names on the pages they are allotted to."""
    named = edition.page_of
    takers = [page for page in edition.pages if page.sections]
    template = {section: page.template for page in reversed(takers) for section in page.sections}
    waiting = [story for name, story in edition.stories.items() if name not in named and story.section in template]
    if not waiting:
        return edition
    rooms = [
        Room(page.id, page.sections, free_cells(page, edition, loads.kits[page.template].design), taken)
        for page in takers
        for taken in (loads.page(edition, page),)
    ]
    # What must be printed is placed before what is important.
    ranks = {story.id: 0 if story.must else story.priority for story in waiting}
    found = allot([Candidate(s.id, s.section, ranks[s.id], loads(s, template[s.section])) for s in waiting], rooms)
    return _with_allotment(edition, found)


def _with_allotment(edition: Edition, found: Allotment) -> Edition:
    def with_stories(page: Page) -> Page:
        more = sorted(
            (name for name, where in found.pages.items() if where == page.id),
            key=lambda name: (edition.stories[name].priority, name),
        )
        return page.model_copy(update={"stories": (*page.stories, *more)}) if more else page

    return edition.model_copy(update={"pages": tuple(map(with_stories, edition.pages))})


def _order_jumps(closer: Closer, report: Report) -> None:
    """Continue the stories whose ``jump:`` names a page, where both pages come out best; say of the others why not."""
    for each in closer.edition.pages:
        for name in each.stories:
            story, page = closer.edition.stories[name], closer.edition.page(each.id)
            if story.jump in ("auto", "never") or not may_jump(story):
                continue
            why = _refusal(closer.edition, page, story) or _jumped(closer, page, story)
            if why:
                report.warning(
                    Code.JUMP_NOT_MADE,
                    say("{name} is not continued on page {jump}: {why}", name=Name(name), jump=story.jump, why=why),
                    story.key_ref("jump"),
                    hint=say("name a later page with room, or write auto"),
                    subject=name,
                )


def _refusal(edition: Edition, page: Page, story: Story) -> str:
    """Return why a story cannot go on where its editor wants it to; empty if it can."""
    target = edition.page(story.jump)
    if page.areas or target.areas:
        return say("one of the two pages is given by areas")
    if target.kind == FRONT:
        return say("a story goes on inside, not on a front page")
    if target.id not in {other.id for other in later(edition, page)}:
        return say("a story goes on on a later page than {page}", page=page.id)
    if next(going_shares(story), None) is None:
        return say("it is too short to be broken")
    return ""


def _jumped(closer: Closer, page: Page, story: Story) -> str:
    """Break a story where its two pages come out best."""
    edition, loads = closer.edition, closer.loads
    whole = loads(story, page.template).typical
    here, there = loads.crowd(edition, page), loads.crowd(edition, edition.page(story.jump))

    def off(crowd: Crowd, cells: float) -> float:
        return abs(crowd.room - cells)

    places = sorted(
        going_shares(story),
        key=lambda rest: off(here, -whole * rest[1]) + off(there, whole * rest[1]) + rest[0].cost,
    )
    best: tuple[tuple[int, int], Edition, dict[str, Planned]] | None = None
    for where, _ in places[:JUMPS_PLANNED]:
        way = Way(Kind.JUMP, story.id, 0, 0, target=story.jump, where=where)
        after = done(edition, page.id, [way])
        made = closer.plan(after, [page.id, story.jump])
        pressed = sum(abs(closer.pressure(made[name], after, after.page(name))) for name in made)
        rank = sum(map(fault, made.values())), pressed
        if best is None or rank < best[0]:
            best = rank, after, made
        if not rank[0]:
            break
    assert best is not None
    closer.edition = best[1]
    closer.made |= best[2]
    return ""


def _fitting(fillers: Sequence[str], edition: Edition, crowd: Crowd) -> tuple[str, ...]:
    """Return the fillers that a page may have room for."""
    cells = {name: edition.ads[name].columns * edition.ads[name].rows for name in fillers}
    return tuple(name for name in fillers if cells[name] <= crowd.cells - crowd.load.tight)[:MOST_FILLERS]


def unplaced_fillers(edition: Edition) -> tuple[str, ...]:
    """Return the fillers no page names, the largest first: they may stand on any page that has room.

    One that was sold an ear, or a page to its edges, stands only where it is named.
    """
    named = {name for page in edition.pages for name in page.ads}
    fillers = [ad for name, ad in edition.ads.items() if ad.filler and name not in named and ad.on_grid]
    return tuple(ad.id for ad in sorted(fillers, key=lambda ad: (-ad.columns * ad.rows, ad.id)))
