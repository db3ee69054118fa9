"""The pages of an edition closed (收版): what does not come out is made to, one page after the other.

A page comes out when it can be made within the legal play of its stories. Of one that does not, its plan tells by how
much; from that follow the ways that could help (`giving`), and the page is planned with one sum of them after another,
the cheapest first, each time knowing better how much is needed. A way that has to do with another page is taken only
if both come out. What nobody ordered otherwise, stories of the pool, is changed before anything that a page names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from math import inf
from types import MappingProxyType

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding
from layout.compose.copyfit import StoryFit
from layout.compose.kit import open_story
from layout.design.closing import ClosingTokens
from layout.edition.model import FRONT, Edition, Page, Story, lead_of
from layout.plan.giving import OF_THE_POOL, Kind, Sum, Way, done, likeliest, sums
from layout.plan.jumps import Break, breaks, may_jump
from layout.plan.loads import Kits, Loads
from layout.plan.notches import shape_of
from layout.plan.page import Planned
from layout.plan.shortening import Lesser, cuts, without_parts
from layout.plan.solver.grid import ItemKind, PagePlan
from layout.plan.versions import LesserVersion, StatedVersions

STRETCHED = frozenset({Code.PLAN_STRETCHED, Code.PLAN_WHITE, Code.PAGE_WAITS, Code.STORY_LEFT_OVER})
"""Findings of a page that could not be made within legal play. An ad that is not where it was sold is none: the solver
takes that only where there is no other page, and less copy makes no room for it."""
HOPELESS = 1.4
"""A page that lacks so much room, each story at the width where it takes least, is not planned to see that."""
NEAR_ROOM = 0.05
"""A page may take what is more than its room by so much of its cells: its own legal play makes up for it."""
REACH = 4
"""Stories are exchanged with each other as long as no sum of them is off by more than 1/4 of the page."""
BREAKS = 6
"""Breaks of a story that are looked at for each page it may go on to."""
MIXES = 2
"""Sums of ways that are tried before more is freed."""
MOST_CUTS = 6
"""Places where a story may be cut that are weighed; its shapes have to be worked out for each that is tried."""
MOST_VERSIONS = 4
"""And that are planned with all at once; twice as many of a story that may be cut far."""
PART_HEAD = 1.15
"""What goes on to another page takes so many times its cells there, for its own head."""

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A page to be planned: see `plan_page` for what its parts are."""

    edition: Edition
    page: Page
    fillers: tuple[str, ...] = ()
    previous: PagePlan | None = None
    legal_only: bool = False
    patient: bool = False
    versions: StatedVersions = ()


Planner = Callable[[Iterable[PlanTask]], Iterator[Planned]]
"""Plans pages, in their order; it may do so elsewhere, or remember them."""


def _errors(planned: Planned | None) -> int:
    """Return how many other errors a page has."""
    found = planned.findings if planned else ()
    return sum(finding.severity is Severity.ERROR and finding.code not in STRETCHED for finding in found)


def fault(planned: Planned | None) -> int:
    """Return how far a page is from coming out: 0 if it does, 1 if it may be printed all the same, 2 if not."""
    if planned is None:
        return 2
    found = [finding.severity for finding in planned.findings if finding.code in STRETCHED]
    return 0 if not found else 2 if Severity.ERROR in found else 1


def seen(planned: Planned) -> int:
    """Return the points of the faults of a page that a reader sees."""
    return planned.result.seen if planned.result else 0


NO_PLANS: Mapping[str, PagePlan] = MappingProxyType({})


@dataclass(slots=True)
class Closer:
    """Closes the pages of an edition; ``edition`` and ``made`` are as far as that has come.

    ``named`` are the stories that the pages name, as against those allotted to them. ``fillers`` are the ads that each
    page is offered, ``previous`` earlier plans to stay near.
    """

    edition: Edition
    kits: Kits
    planner: Planner
    named: Mapping[str, str]
    fillers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    previous: Mapping[str, PagePlan] = field(default_factory=dict)
    made: dict[str, Planned] = field(default_factory=dict)
    loads: Loads = field(init=False)
    _tried: dict[str, set[object]] = field(default_factory=dict)
    """Of every page, what sums of ways that were planned have in common."""

    def __post_init__(self) -> None:
        """Have loads at hand."""
        self.loads = Loads(self.kits, self.edition.folder)

    # ---- the pages --------------------------------------------------------------------------------------------

    def close_all(self) -> None:
        """Close every page, in the order of the edition; then once more those that a story of the pool may help."""
        for page in self.edition.pages:
            self._close(page.id)
        for page in self.edition.pages:
            if self._is_short(page.id) and self.edition.closes(page):
                self._take(page.id, self._search(page.id, OF_THE_POOL, self._tokens(page).pool_tries))

    def plan(
        self,
        edition: Edition,
        names: Sequence[str],
        legal_only: Iterable[str] = (),
        patient: bool = False,
        versions: StatedVersions = (),
        near: Mapping[str, PagePlan] = NO_PLANS,
    ) -> dict[str, Planned]:
        """Plan pages of an edition, some of them within legal play only, or ``near`` plans that are known."""
        legal, previous = frozenset(legal_only), {**self.previous, **near}
        tasks = [
            PlanTask(edition, edition.page(name), fillers, previous.get(name), name in legal, patient, versions)
            for name in names
            for fillers in (self.fillers.get(name, ()),)
        ]
        return {made.page.id: made for made in self.planner(tasks)}

    def first_plans(self, names: Sequence[str]) -> dict[str, Planned]:
        """Plan pages as they are: beyond legal play only those that are not closed here, as the others are first."""
        return self.plan(self.edition, names, [n for n in names if self.edition.closes(self.edition.page(n))])

    def is_hopeless(self, page: Page) -> bool:
        """Tell whether a page that is closed here has so much copy that planning it first would tell nothing."""
        if not self.edition.closes(page):
            return False
        crowd = self.loads.crowd(self.edition, page)
        return crowd.load.least > HOPELESS * crowd.cells

    def _close(self, name: str) -> None:
        """Close a page: with stories of the pool first, then with all that may give way; then rid it of faults.

        A page that only what is dear would close is made beyond legal play first: a little white may be cheaper.
        """
        page = self.edition.page(name)
        if page.areas:
            return
        tokens = self._tokens(page)
        auto = self.edition.closes(page)
        if fault(self.made.get(name)) and auto and not self._take(name, self._pooled(name)):
            trimmed = self._trimmed(name, tokens.trim)
            if trimmed is None and any(self.edition.stories[story].columns for story in page.stories):
                trimmed = self._trimmed(name, tokens.trim, any_columns=True)
            found = self._search(name, frozenset(Kind), tokens.tries, trimmed)
            if found is None or (found.price > tokens.little_white and self._is_perhaps_short(name)):
                self.made |= self.plan(self.edition, [name])
            if fault(self.made.get(name)) == 2:
                self._take(name, found)
        elif fault(self.made.get(name)) == 2:
            self._take(name, self._search(name, frozenset({Kind.JUMP}), tokens.tries))
        if auto and not fault(self.made.get(name)):
            self._mend(name)

    def _is_perhaps_short(self, name: str) -> bool:
        return self.pressure(self.made.get(name), self.edition, self.edition.page(name)) <= 0

    def _pooled(self, name: str) -> _Found | None:
        return self._search(name, OF_THE_POOL, self._tokens(self.edition.page(name)).pool_tries)

    def _take(self, name: str, found: _Found | None) -> bool:
        """Do what was found, if that is better; tell whether the page comes out then."""
        if found is not None and found.fault < fault(self.made.get(name)):
            self.edition = found.edition
            self.made |= found.made
        return not fault(self.made.get(name))

    def _tokens(self, page: Page) -> ClosingTokens:
        return self.kits[page.template].design.closing

    # ---- the search -------------------------------------------------------------------------------------------

    def _search(self, name: str, kinds: frozenset[Kind], tries: int, best: _Found | None = None) -> _Found | None:
        """Plan a page with one sum of ways after another until it comes out; return the cheapest with which it may be
        printed, ``best`` if none is cheaper than that one, which is known.

        How much is to be freed so that a page fits together is not known before: its items at their least must have
        room, and some play besides. So a second mix is tried where one did not fit, then more is freed, each time by
        twice as much; and if that was too much, once more between what did and what did not.
        """
        page = self.edition.page(name)
        tokens, cells = self._tokens(page), self._cells(page)
        needed = self.pressure(self.made.get(name), self.edition, page)
        groups = [group for group in self.ways(page, needed, kinds) if group]
        slack, step = round(tokens.slack * cells), max(1, round(tokens.step * cells))
        # What any story may lose is no way by itself: every page is planned with all of that at once.
        found = tuple(one for one in sums(groups, needed, abs(needed) + cells // REACH) if not one.only_cuts)
        most = max((one.freed for one in found), default=0)
        if needed >= 0:
            needed += step
        tried = self._tried.setdefault(name, set())
        # A story held over is tried once: with other cuts besides it hardly comes out if it did not.
        barred: set[frozenset[str]] = set()
        failed, misses, left = 0, 0, tries
        if best is not None:
            left = min(left, tokens.better_tries)
        while left > 0:
            below = best.price if best else inf
            open_to = [each for each in found if each.held not in barred]
            one = likeliest(open_to, min(needed, most), slack, tokens, tried, below)
            if one is None:
                break
            tried.add(one.kin)
            left -= 1
            ways, after, made, apart = self._tried_with(name, one.ways)
            if apart < 2:
                one = Sum().adding_all(ways)
                price = one.price + tokens.little_white * apart + seen(made[name])
                left = min(left, tokens.better_tries)
                if best is None or price < best.price:
                    best = _Found(one, after, made, apart, price)
                if one.freed - failed <= 2 * step or needed <= 0:
                    break
                needed = (one.freed + failed) // 2
                continue
            lacking = self.pressure(made[name], after, after.page(name))
            if best is not None or needed < 0:
                failed = max(failed, one.freed)
                needed = (best.sum.freed + failed) // 2 if best else one.freed + lacking
                continue
            misses += 1
            if one.held:
                # What is left may be too much for the page or too little: that tells nothing of how much is needed.
                barred.add(one.held)
            else:
                failed = max(failed, one.freed)
            if lacking > 0 or misses == MIXES:
                needed, misses, step = max(needed, failed) + max(0, lacking) + step, 0, 2 * step
        return best

    def _trimmed(self, name: str, most: float, *, any_columns: bool = False) -> _Found | None:
        """Plan a page whose stories may be cut by a share of ``most`` at most, but for those that may be cut more.

        With ``any_columns`` they may also stand over other columns than they order. Not only what is found at once is
        looked at: what is not found here may cost a story.
        """
        far = bool(fault(self.made.get(name)))
        ways, after, made = self._with_versions(
            self.edition, name, most, patient=True, far=far, any_columns=any_columns
        )
        apart = self.judged(made, name)
        if apart == 2:
            return None
        price = sum(way.price for way in ways) + self._tokens(made[name].page).little_white * apart + seen(made[name])
        return _Found(Sum().adding_all(ways), after, made, apart, price)

    def _with_versions(
        self,
        edition: Edition,
        name: str,
        most: float,
        *,
        patient: bool = False,
        far: bool = True,
        any_columns: bool = True,
        kept: Set[str] = frozenset(),
    ) -> tuple[tuple[Way, ...], Edition, Mapping[str, Planned]]:
        """Plan a page with all the ways at once in which its stories, but those ``kept``, may have less in them.

        Those that say so themselves may be cut ``far``; with ``any_columns`` a story may also stand over other columns
        than it orders. Return the ways that are best for the page, none if it does not come out with any, and the page
        with them.
        """
        page = edition.page(name)
        stories = [edition.stories[each] for each in page.stories]
        a_character = self._a_character(stories, page)
        ways: dict[str, list[Way]] = {}
        for story in stories:
            free = story.cut == "end" and far
            share, number = (self._tokens(page).most_cut, 2 * MOST_VERSIONS) if free else (most, MOST_VERSIONS)
            known = self._shorter(story, page, a_character, share, number) if story.id not in kept else ()
            ways[story.id] = sorted((way for way in known if not way.once), key=lambda way: way.price)
            if any_columns and story.columns:
                whole = Way(Kind.SHORTEN, story.id, 0, 0, story)
                ways[story.id] += [_over_any_columns(way, self._tokens(page)) for way in (whole, *ways[story.id])]
        stated = tuple(
            (story, tuple(LesserVersion(way.lesser, round(way.price)) for way in known if way.lesser))
            for story, known in ways.items()
            if known
        )
        made = self.plan(edition, [name], legal_only=[name], patient=patient, versions=stated)
        taken = tuple(ways[story][number - 1] for story, number in made[name].versions)
        if not taken:
            return (), edition, made
        after = done(edition, name, taken)
        return taken, after, self.plan(after, [name], legal_only=[name], near={name: made[name].plan})

    def _tried_with(
        self, name: str, ways: tuple[Way, ...]
    ) -> tuple[tuple[Way, ...], Edition, Mapping[str, Planned], int]:
        """Return the edition with things done about stories of a page, its pages made, and how far they are from coming
        out; and what was done.

        The stories about which nothing is done may have a little less in them besides.
        """
        after = done(self.edition, name, ways)
        names = [name, *{way.target for way in ways if way.target}]
        if len(names) == 1:
            kept = {way.story for way in ways}
            more, after, made = self._with_versions(after, name, self._tokens(after.page(name)).trim, kept=kept)
            ways = (*ways, *more)
        else:
            made = self.plan(after, names, legal_only=names)
        return ways, after, made, self.judged(made, name)

    def _mend(self, name: str) -> None:
        """Rid a page that came out of faults that a reader sees, with what costs less than they do and holds nothing
        over."""
        page = self.edition.page(name)
        tokens, slack = self._tokens(page), round(self._tokens(page).slack * self._cells(page))
        least: float = seen(self.made[name])
        if not least:
            return
        trimmed = self._trimmed(name, tokens.mend_trim)
        if trimmed is not None and not trimmed.fault and trimmed.price < least:
            self.edition, least = trimmed.edition, trimmed.price
            self.made |= trimmed.made
            if not seen(self.made[name]):
                return
        found = sorted(sums([*self._mending(page)], 0, slack), key=lambda one: (one.price, one.freed, one.mark))
        known = {one.kin: one for one in reversed(found)}
        best: _Found | None = None
        for one in sorted(known.values(), key=lambda one: (one.price, one.freed, one.mark))[: tokens.mend_tries]:
            _, after, made, apart = self._tried_with(name, one.ways)
            if not apart and one.price + seen(made[name]) < least:
                least = one.price + seen(made[name])
                best = _Found(one, after, made, apart, least)
                if not seen(made[name]):
                    break
        if best is not None:
            self.edition = best.edition
            self.made |= best.made

    def judged(self, made: Mapping[str, Planned], name: str) -> int:
        """Return how far a page is from coming out as it was made, with the other page that it has to do with."""
        known = {where: self.made[where] for where in made if where in self.made and self.made[where].result}
        worse = any(_errors(made[where]) > _errors(before) for where, before in known.items())
        if worse or any(fault(each) for where, each in made.items() if where != name):
            return 2
        return fault(made[name])

    def _cells(self, page: Page) -> int:
        grid = self.kits[page.template].design.grid
        return grid.columns * grid.rows

    def pressure(self, planned: Planned | None, edition: Edition, page: Page) -> int:
        """Return the cells of copy that a page has too many, by what is over; negative for what stays empty.

        By loads if it was not planned, or if stories found no room on it: then that may be one story's fault, and tells
        nothing of the others.
        """
        if planned is None:
            crowd = self.loads.crowd(edition, page)
            return crowd.load.least - crowd.cells
        if planned.result is None and not planned.plan.placements:
            return planned.lacking
        if not fault(planned):
            return 0
        if set(page.stories) - set(planned.page.stories):
            return max(1, -self.loads.crowd(edition, page).room)
        plan = planned.plan
        taken = sum(placed.rect.area - (placed.notch.area if placed.notch else 0) for placed in plan.placements)
        cells = taken - plan.columns * plan.rows
        for fit, wider in self._fits(planned, edition, page):
            cells += round((fit.over_lines - fit.under_lines) * wider)
        return cells

    def _fits(self, planned: Planned, edition: Edition, page: Page) -> Iterator[tuple[StoryFit, float]]:
        """Yield how each story fits its place, and how many base columns a column of its text is wide."""
        for placed in planned.plan.placements:
            if placed.kind in (ItemKind.STORY, ItemKind.BRIEFS) and placed.item in edition.stories:
                composer = open_story(edition.stories[placed.item], self.kits[page.template], edition.folder)
                shape = shape_of(placed)
                yield composer.compose(shape).fit, shape.columns / len(composer.columns(shape))

    def _is_short(self, name: str) -> bool:
        planned = self.made.get(name)
        return bool(fault(planned)) and self.pressure(planned, self.edition, self.edition.page(name)) < 0

    # ---- the ways ---------------------------------------------------------------------------------------------

    def ways(self, page: Page, needed: int, kinds: frozenset[Kind], *, anywhere: bool = False) -> Iterator[list[Way]]:
        """Yield the ways there are about each story of a page, of the kinds that are allowed.

        ``anywhere``: a story may move to a page that does not take its section.
        """
        stories = [self.edition.stories[name] for name in page.stories]
        lead, tokens = lead_of(stories), self._tokens(page)
        a_character = self._a_character(stories, page)
        for story in stories:
            ways: list[Way] = []
            free = story is not lead and not {story.id} & {*page.at, *page.forbid} and not _is_part(story)
            if Kind.GIVE_BACK in kinds and free and not story.must and story.id not in self.named:
                ways.append(self._pool_way(Kind.GIVE_BACK, story, page))
            elif Kind.HOLD in kinds and free and not story.must and story.id in self.named:
                load = self.loads(story, page.template)
                ways.append(Way(Kind.HOLD, story.id, load.least, self._tokens(page).hold_price(story.priority)))
            if Kind.SHORTEN in kinds and needed >= 0:
                ways += self._shorter(story, page, a_character, tokens.most_cut)
            if Kind.MOVE in kinds and free and not story.must:
                ways += self._moves(story, page, anywhere=anywhere)
            if Kind.JUMP in kinds and story.id not in page.at and may_jump(story):
                ways += self._jumps(story, page, needed)
            yield ways
        if Kind.TAKE in kinds:
            for story in self._waiting(page):
                yield [self._pool_way(Kind.TAKE, story, page)]
        if Kind.NO_INDEX in kinds and page.has_index and (index := self._index_cells(page)):
            yield [Way(Kind.NO_INDEX, page.id, index, self._tokens(page).part.quote)]

    def _mending(self, page: Page) -> Iterator[list[Way]]:
        """Yield the ways to change a page that came out: what can be done without, tiny cuts, stories of the pool."""
        stories = [self.edition.stories[name] for name in page.stories]
        a_character, most = self._a_character(stories, page), self._tokens(page).mend_trim
        for story in stories:
            yield [*self._shorter(story, page, a_character, most)]
        yield from (group for group in self.ways(page, 0, OF_THE_POOL) if group)

    def _a_character(self, stories: Iterable[Story], page: Page) -> float:
        """Return what a character takes in cells, by the longest story and that story cut."""
        tokens = self._tokens(page)
        for story in sorted(stories, key=lambda story: -story.characters):
            if found := list(cuts(story, tokens, tokens.most_cut)):
                shorter = found[-1]
                freed = self.loads(story, page.template).least - self.loads(shorter.story, page.template).least
                return max(1, freed) / shorter.characters
        return 0.0

    def cells_a_character(self, page: Page) -> dict[str, float]:
        """Return what a character of each story takes as it stands on its page, in cells."""
        planned = self.made.get(page.id)
        if planned is None:
            return {}
        fits = self._fits(planned, self.edition, page)
        return {fit.id: wider * fit.lines / fit.characters for fit, wider in fits if fit.characters}

    def _pool_way(self, kind: Kind, story: Story, page: Page) -> Way:
        """Return a story of the pool taken, the more important rather, or given back, the less important rather."""
        cells = self.loads(story, page.template).typical
        steps = story.priority if kind is Kind.TAKE else 10 - story.priority
        price = self._tokens(page).exchange * (1 + steps)
        return Way(kind, story.id, -cells if kind is Kind.TAKE else cells, price)

    def _waiting(self, page: Page) -> list[Story]:
        """Return the stories of the pool that a page takes and that are on none."""
        there = self.edition.page_of
        return [
            story
            for name, story in self.edition.stories.items()
            if name not in there and name not in self.named and story.section in page.sections
        ]

    def _shorter(
        self, story: Story, page: Page, a_character: float, most: float, number: int = MOST_CUTS
    ) -> Iterator[Way]:
        """Yield a story with less in it, cut by a share of ``most`` at most in so many ways; a character takes so many
        cells.

        What goes beyond what its kind may lose is a last resort.
        """
        tokens = self._tokens(page)
        whole = self.loads(story, page.template).least
        free = tokens.most_cut if story.cut == "end" else tokens.trim

        def cut_ways(start: Story, price: float, freed: int) -> Iterator[Way]:
            for lesser in _spread(list(cuts(start, tokens, most)), number):
                part = lesser.characters / max(1, start.characters)
                if cells := round(lesser.characters * a_character):
                    points = price + lesser.price + tokens.cut * cells * (1 + tokens.cut_rise * part)
                    once = tokens.deep_cut if part > free else 0
                    yield Way(Kind.SHORTEN, story.id, freed + cells, points, lesser.story, once=once)

        yield from cut_ways(story, 0, 0)
        for lesser in without_parts(story, tokens):
            freed = whole - self.loads(lesser.story, page.template).least
            yield Way(Kind.SHORTEN, story.id, freed, lesser.price, lesser.story)
            yield from cut_ways(lesser.story, lesser.price, freed)

    def _moves(self, story: Story, page: Page, *, anywhere: bool) -> Iterator[Way]:
        """Yield the story whole on another page that takes its section, or on any."""
        section = story.section or page.section
        for other in self.edition.pages:
            if other.id == page.id or other.kind == FRONT or other.is_half:
                continue
            if not (anywhere or section in other.sections):
                continue
            room, load = self._room(other), self.loads(story, other.template)
            if room and load.typical <= room + NEAR_ROOM * self._cells(other):
                here = self.loads(story, page.template).typical
                tokens = self._tokens(page)
                price = tokens.move + tokens.spare * abs(room - load.typical)
                yield Way(Kind.MOVE, story.id, here, price, target=other.id)

    def _jumps(self, story: Story, page: Page, needed: int) -> Iterator[Way]:
        """Yield the story broken, its rest on a later page with room for it; never on a front page."""
        tokens = self._tokens(page)
        whole = self.loads(story, page.template).typical
        for other in later(self.edition, page):
            room = self._room(other)
            if not room or story.jump not in ("auto", other.id):
                continue
            most = room + NEAR_ROOM * self._cells(other)
            rests = [(whole * share, where) for where, share in going_shares(story)]
            fitting = [(cells, where) for cells, where in rests if cells * PART_HEAD <= most]

            def off(rest: tuple[float, Break], room: int = room) -> float:
                return abs(rest[0] - needed) + abs(rest[0] * PART_HEAD - room) + rest[1].cost

            for cells, where in sorted(fitting, key=off)[:BREAKS]:
                price = tokens.jump + story.priority + tokens.spare * abs(room - cells * PART_HEAD) + where.cost
                yield Way(Kind.JUMP, story.id, round(cells) - 1, price, target=other.id, where=where)

    def _room(self, page: Page) -> int:
        """Return the cells a page has for more copy: those that stay white, or that its load leaves free.

        Its stories may be stretched over the latter. 0 for none, and for a page that has too much itself.
        """
        planned = self.made.get(page.id)
        if page.areas or planned is None:
            return 0
        pressure = self.pressure(planned, self.edition, page)
        return 0 if pressure > 0 else max(-pressure, self.loads.crowd(self.edition, page).room)

    def _index_cells(self, page: Page) -> int:
        planned = self.made.get(page.id)
        boxes = planned.plan.placements if planned else ()
        return sum(placed.rect.area for placed in boxes if placed.kind is ItemKind.INDEX)


@dataclass(frozen=True, slots=True)
class _Found:
    """A sum of ways that was tried: the edition and the pages with it, and how far these are from coming out."""

    sum: Sum
    edition: Edition
    made: Mapping[str, Planned]
    fault: int
    price: float


def _over_any_columns(way: Way, tokens: ClosingTokens) -> Way:
    """Return a way in which the story may stand over any columns besides."""
    assert way.lesser is not None
    wider = way.lesser.model_copy(update={"columns": ()})
    return replace(way, price=way.price + tokens.columns, lesser=wider)


def _spread(found: Sequence[Lesser], most: int) -> Sequence[Lesser]:
    """Return so many of the ways to cut a story at most, from the least to the most about equally far apart."""
    if len(found) <= most:
        return found
    return [found[at * (len(found) - 1) // (most - 1)] for at in range(most)]


def _is_part(story: Story) -> bool:
    return bool(story.part_of or story.continued_from or story.continued_on)


def later(edition: Edition, page: Page) -> Iterator[Page]:
    """Yield the pages that a story of a page may be continued on: after it, no front pages, none given by areas."""
    at = next(at for at, other in enumerate(edition.pages) if other.id == page.id)
    return (other for other in edition.pages[at + 1 :] if other.kind != FRONT and not other.areas and not other.is_half)


def going_shares(story: Story) -> Iterator[tuple[Break, float]]:
    """Yield where a story may be broken, and the share of its characters that goes on then."""
    lengths = [len(block.text) for block in story.blocks]
    for where in breaks(story):
        yield where, (sum(lengths[where.block :]) - where.characters) / sum(lengths)
