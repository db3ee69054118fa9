"""A whole edition planned: stories without a page allotted, stories too long for theirs continued, then every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.compose.kit import TemplateKit, open_story
from layout.edition.model import Edition, Page, Story
from layout.plan.allot import Allotment, Candidate, Room, allot
from layout.plan.demand import Load, free_cells, story_load, total_load
from layout.plan.jumps import Crowd, Jump, find_jumps, with_jump
from layout.plan.page import Planned, plan_page
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel, check
from layout.plan.solver.grid import PagePlan

MOST_JUMPS = 12
"""Stories that may be continued in one edition before something must be wrong with it."""

JUMPS_PLANNED = 5
"""Jumps whose two pages are planned before the least bad is taken."""
STRETCHED = frozenset({Code.PLAN_STRETCHED, Code.PLAN_WHITE, Code.STORY_LEFT_OVER})
"""Findings of a page that could not be made within legal play."""
MOST_FILLERS = 4
"""Fillers a page is offered at once; each doubles the work of planning it."""

Kits = Mapping[str, TemplateKit]
"""The templates of the pages by name."""


Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A page to be planned: see `plan_page` for what its parts are."""

    edition: Edition
    page: Page
    fillers: tuple[str, ...] = ()
    previous: PagePlan | None = None


Planner = Callable[[Iterable[PlanTask]], Iterator[Planned]]
"""Plans pages, in their order; it may do so elsewhere, or remember them."""


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """An edition whose every story stands on a page, and the plans of the pages that were asked for.

    ``edition`` has the stories that were allotted on their pages, and those that jump as two parts each.
    """

    edition: Edition
    pages: tuple[Planned, ...]
    findings: Findings


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
    planner = _until(cancel, planner or partial(_plan_here, kits, budget=budget, cancel=cancel))
    shared, loads = shared or share_out(edition, kits, planner), Loads(kits, edition.folder)
    edition, before = shared.edition, previous or {}
    fillers = unplaced_fillers(edition)
    wanted = [page for page in edition.pages if not pages or page.id in pages]
    known = {name: made for name, made in shared.planned.items() if name not in before and not fillers}
    planned = [made for made in known.values() if not pages or made.page.id in pages]
    if not fillers:
        tasks = (PlanTask(edition, page, (), before.get(page.id)) for page in wanted if page.id not in known)
        for made in planner(tasks):
            progress(f"page {made.page.id}")
            planned.append(made)
    for page in wanted if fillers else ():
        # What a page leaves over is offered to the next one, so these cannot be planned at once.
        progress(f"page {page.id}")
        offered = () if page.areas else _fitting(fillers, edition, loads.crowd(edition, page))
        planned += planner([PlanTask(edition, page, offered, before.get(page.id))])
        fillers = tuple(name for name in fillers if name not in planned[-1].page.ads)
    made_pages = {made.page.id: made.page for made in planned}
    pages_now = tuple(made_pages.get(page.id, page) for page in edition.pages)
    order = {page.id: at for at, page in enumerate(edition.pages)}
    planned.sort(key=lambda made: order[made.page.id])
    return EditionPlan(edition.model_copy(update={"pages": pages_now}), tuple(planned), shared.findings)


def _plan_here(
    kits: Kits, tasks: Iterable[PlanTask], *, budget: Budget = PROVEN, cancel: Cancel = UNCANCELLED
) -> Iterator[Planned]:
    for task in tasks:
        kit = kits[task.page.template]
        yield plan_page(task.edition, task.page, kit, task.fillers, task.previous, budget=budget, cancel=cancel)


def _until(cancel: Cancel, planner: Planner) -> Planner:
    """Return a planner that raises Cancelled between two pages."""

    def planned(tasks: Iterable[PlanTask]) -> Iterator[Planned]:
        check(cancel)
        for made in planner(tasks):
            yield made
            check(cancel)

    return planned


@dataclass(frozen=True, slots=True)
class Shared:
    """An edition shared out: every story on a page, as far as there is room, and what there is to say about it.

    ``planned`` are pages that had to be planned to find out whether a jump helps.
    """

    edition: Edition
    findings: Findings
    planned: Mapping[str, Planned]


def share_out(
    edition: Edition,
    kits: Kits,
    planner: Planner | None = None,
    *,
    budget: Budget = PROVEN,
    cancel: Cancel = UNCANCELLED,
) -> Shared:
    """Allot the stories without a page, and continue those on other pages that are too long for theirs.

    ``budget`` and ``cancel`` are for the pages that are planned to find out whether a jump helps; a ``planner`` that
    is given does as it likes.
    """
    planner = planner or _until(cancel, partial(_plan_here, kits, budget=budget, cancel=cancel))
    report, loads = Report(), Loads(kits, edition.folder)
    planned: dict[str, Planned] = {}
    edition = _allotted(edition, loads, report)
    edition = _with_jumps(edition, loads, report, planned, planner)
    return Shared(edition, report.findings, planned)


class Loads:
    """The loads of stories, each worked out once for each template; ``folder`` is where their pictures are."""

    def __init__(self, kits: Kits, folder: Path) -> None:
        self.kits, self.folder = kits, folder
        # The story is kept beside its load so that no other object can come to have its id().
        self._known: dict[tuple[str, int], tuple[Story, Load]] = {}

    def __call__(self, story: Story, template: str) -> Load:
        """Return a story's load on pages of a template."""
        key = (template, id(story))
        if key not in self._known:
            kit = self.kits[template]
            composer = open_story(story, kit, self.folder)
            load = kit.store.remember(
                "load", lambda: (template, story, composer.picture_ratios), lambda: story_load(composer, kit.design)
            )
            self._known[key] = story, load
        return self._known[key][1]

    def page(self, edition: Edition, page: Page) -> Load:
        """Return the load of the stories a page has."""
        return total_load(self(edition.stories[name], page.template) for name in page.stories)

    def crowd(self, edition: Edition, page: Page) -> Crowd:
        """Return a page's cells and load."""
        design = self.kits[page.template].design
        return Crowd(page.id, free_cells(page, edition.ads, design), self.page(edition, page))


def _allotted(edition: Edition, loads: Loads, report: Report) -> Edition:
    """Return the edition with stories that no page names on the pages they are allotted to."""
    named = {name for page in edition.pages for name in page.stories}
    waiting = [story for name, story in edition.stories.items() if name not in named]
    if not waiting:
        return edition
    takers = [page for page in edition.pages if page.sections]
    rooms = [
        Room(page.id, page.sections, free_cells(page, edition.ads, loads.kits[page.template].design), taken)
        for page in takers
        for taken in (loads.page(edition, page),)
    ]
    template = {section: page.template for page in reversed(takers) for section in page.sections}
    found = allot(
        [Candidate(s.id, s.section, s.priority, loads(s, template[s.section])) for s in waiting],
        rooms,
    )
    _tell_allotment(edition, found, report)
    return _with_allotment(edition, found)


def _tell_allotment(edition: Edition, found: Allotment, report: Report) -> None:
    for name, page in found.pages.items():
        report.info(Code.STORY_ALLOTTED, f"{name} goes on page {page}", edition.stories[name].ref, subject=name)
    for name in found.left_over:
        story = edition.stories[name]
        report.warning(
            Code.STORY_LEFT_OVER,
            f"{name}: no page that takes {story.section!r} has room for it: its {story.characters} characters are "
            "not printed",
            story.ref,
            hint="keep it for tomorrow, raise its priority, cut another story, or let another page take its section",
            subject=name,
        )


def _with_allotment(edition: Edition, found: Allotment) -> Edition:
    def with_stories(page: Page) -> Page:
        more = sorted(
            (name for name, where in found.pages.items() if where == page.id),
            key=lambda name: (edition.stories[name].priority, name),
        )
        return page.model_copy(update={"stories": (*page.stories, *more)}) if more else page

    return edition.model_copy(update={"pages": tuple(map(with_stories, edition.pages))})


def _with_jumps(
    edition: Edition, loads: Loads, report: Report, planned: dict[str, Planned], planner: Planner
) -> Edition:
    """Return the edition with stories broken where a page has more copy than it can hold and another has room."""
    tried: set[str] = set()
    for _ in range(MOST_JUMPS):
        crowds = {page.id: loads.crowd(edition, page) for page in edition.pages if not page.areas}
        crowded = next((name for name, crowd in crowds.items() if crowd.crowded and name not in tried), None)
        if crowded is None:
            break
        page = edition.page(crowded)
        others = [other for other in crowds.values() if other.page != crowded and other.room > 0]
        stories = [edition.stories[name] for name in page.stories if name not in page.at]
        jumps = find_jumps(crowds[crowded], stories, others, partial(loads, template=page.template))
        if not jumps:
            tried.add(crowded)
            continue
        edition, jump, made = _best_jump(edition, jumps[:JUMPS_PLANNED], planner)
        planned.update(made)
        report.info(
            Code.STORY_JUMPS,
            f"{jump.story} is continued on page {jump.target}: page {jump.page} has too much copy",
            edition.stories[jump.story].ref,
            hint="jump: never keeps it whole; jump: and a page number sends it elsewhere",
            subject=jump.story,
        )
    return edition


def _best_jump(edition: Edition, jumps: Sequence[Jump], planner: Planner) -> tuple[Edition, Jump, dict[str, Planned]]:
    """Return the edition with the first jump that makes both its pages without a fault; if there is none, the best.

    Better is first what can be made within legal play, then what has fewer faults, then what costs less.
    """
    best: tuple[tuple[int, int, int], Edition, Jump, dict[str, Planned]] | None = None
    for jump in jumps:
        after = with_jump(edition, jump)
        both = [PlanTask(after, after.page(name)) for name in (jump.page, jump.target)]
        made = {planned.page.id: planned for planned in planner(both)}
        findings = [finding for each in made.values() for finding in each.findings]
        stretched = sum(finding.code in STRETCHED for finding in findings)
        cost = sum(each.result.cost for each in made.values() if each.result)
        rank = (stretched, len(findings), cost)
        if best is None or rank < best[0]:
            best = rank, after, jump, made
        if not findings:
            break
    assert best is not None
    return best[1:]


def _fitting(fillers: Sequence[str], edition: Edition, crowd: Crowd) -> tuple[str, ...]:
    """Return the fillers that a page may have room for."""
    cells = {name: edition.ads[name].columns * edition.ads[name].rows for name in fillers}
    return tuple(name for name in fillers if cells[name] <= crowd.cells - crowd.load.tight)[:MOST_FILLERS]


def unplaced_fillers(edition: Edition) -> tuple[str, ...]:
    """Return the fillers no page names, the largest first: they may stand on any page that has room."""
    named = {name for page in edition.pages for name in page.ads}
    fillers = [ad for name, ad in edition.ads.items() if ad.filler and name not in named]
    return tuple(ad.id for ad in sorted(fillers, key=lambda ad: (-ad.columns * ad.rows, ad.id)))
