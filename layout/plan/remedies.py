"""What an editor can do about the pages that do not come out: remedies that were tried, the cheapest first.

A page is tried with sums of ways (`giving`), to which what only an editor may do is added: any story made shorter or
longer (`corrections`). By how much a page is beyond its play is told by the least its stories can take; from there on
a little more is asked each time, until it comes out wherever in the stories the editor does it.

A page is shown as it will be when its first remedy is followed: what is to be taken off is not there, and a story to
be corrected stands in the place that it fills then. So what the report says of each story is what the remedy asks,
and what an editor sees stays where it is once he has done it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Report
from layout.design.closing import ClosingTokens
from layout.edition.model import Edition, Page
from layout.plan.advice import in_words
from layout.plan.closer import STRETCHED, Closer, fault
from layout.plan.corrections import amounts, corrected
from layout.plan.giving import Kind, Sum, Way, done, sums
from layout.plan.page import Planned, state_page
from layout.plan.solver.items import PlanError

BY_EDITOR = frozenset({Kind.CORRECT, Kind.HOLD, Kind.GIVE_BACK, Kind.MOVE, Kind.JUMP, Kind.TAKE, Kind.NO_INDEX})
"""What an editor may be advised to do; which parts a story can do without its writer has said."""
SEEN = frozenset({Kind.CORRECT, Kind.HOLD, Kind.GIVE_BACK, Kind.MOVE})
"""What a page can be shown with: stories in their places, or taken off."""
OFF = SEEN - {Kind.CORRECT}
"""What takes a whole story off its page."""
LESS = (0.01, 0.02, 0.035, 0.05, 0.07, 0.1, 0.14, 0.2)
"""Parts of a page that are freed beyond the least its stories can take, one after the other: pages hardly any of whose
stories have play left cannot be fitted together."""
MORE = (0.4, 0.6, 0.8, 1.0, 1.25, 1.5)
"""Parts of what stays empty that are filled, one after the other: the rest is taken up by legal play."""
WIDE = 0.25
"""What a sum frees may be so far beyond what is needed, as a part of the page: a story that goes is not cut to size."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What makes a page come out, tried: ``planned`` is the page with it.

    ``whole`` tells that all fits then; else it may be printed with a little white.
    """

    ways: tuple[Way, ...]
    price: float
    planned: Planned
    whole: bool

    @property
    def is_seen(self) -> bool:
        """Whether the page can be shown as it will be with the remedy."""
        return all(way.kind in SEEN for way in self.ways)


def advise(closer: Closer) -> Mapping[str, tuple[Remedy, ...]]:
    """Find out what closes the pages that do not come out, each in two ways at most; show them as they will be then."""
    found: dict[str, tuple[Remedy, ...]] = {}
    for page in closer.edition.pages:
        if page.areas or fault(closer.made[page.id]) < 2:
            continue
        tokens = closer.kits[page.template].design.closing
        trial = _Trial(closer, page, tokens)
        first = trial.remedy(BY_EDITOR, tokens.tries)
        one = frozenset({Kind.CORRECT})
        corrects = first is not None and any(way.kind in one for way in first.ways)
        second = trial.remedy(BY_EDITOR - one if corrects else one, tokens.better_tries)
        remedies = sorted((each for each in (first, second) if each), key=lambda remedy: remedy.price)
        if remedies:
            found[page.id] = tuple(remedies)
            if seen := next((remedy for remedy in remedies if remedy.is_seen), None):
                closer.made[page.id] = with_remedy(page, seen)
    return found


class _Trial:
    """A page that does not come out, tried with one sum of ways after another."""

    def __init__(self, closer: Closer, page: Page, tokens: ClosingTokens) -> None:
        self.closer, self.page, self.tokens = closer, page, tokens
        grid = closer.kits[page.template].design.grid
        self.cells = grid.columns * grid.rows
        self.pressure = closer.pressure(closer.made[page.id], closer.edition, page)
        self.tried: set[object] = set()

    def remedy(self, kinds: frozenset[Kind], tries: int) -> Remedy | None:
        """Return the first sum that makes the page come out, however it is done; None if none of the tries does."""
        little: Remedy | None = None
        step = round(self.tokens.step * self.cells)
        least = -self.cells  # what is known to be too little
        for goal in self._goals():
            if tries <= 0:
                break
            goal = max(goal, least)
            for one in self._sums(goal, kinds):
                if not self._may_fit(one):
                    break
                tries -= 1
                self.tried.add(one.kin)
                remedy, lacking = self._tried(one)
                if remedy and remedy.whole:
                    return remedy
                little = little or remedy
                if lacking > 0:
                    least = max(least, one.freed + min(lacking, step))
                break
        return little

    def _goals(self) -> Iterator[int]:
        """Yield the cells to be freed, or filled if negative, in the order in which they are tried."""
        if self.pressure < 0:
            yield from (round(self.pressure * part) for part in MORE)
            return
        excess = max(0, self._excess(self.closer.edition))
        for part in LESS:
            yield excess + round(part * self.cells)
            yield excess + round(part * self.cells)

    def _excess(self, edition: Edition) -> int:
        """Return by how many cells the least that the items of the page can take is more than the page."""
        page = edition.page(self.page.id)
        kit = self.closer.kits[page.template]
        try:
            problem = state_page(edition, page, kit)
        except PlanError:
            return 0
        least = sum(
            (item.pinned or min(item.footprints, key=lambda shape: shape.area, default=item.nominal)).area
            for item in problem.items
            if not item.optional
        )
        return least + sum(rect.area for rect in problem.blocked) - problem.columns * problem.rows

    def _sums(self, goal: int, kinds: frozenset[Kind]) -> list[Sum]:
        """Return the sums that free what is needed or a little more, the cheapest first, without those tried."""
        groups = [group for group in self._ways(goal, kinds) if group]
        found = sums(groups, goal, abs(goal) + round(WIDE * self.cells))
        near = (one for one in found if one.freed >= goal and one.kin not in self.tried)
        return sorted(
            near, key=lambda one: (one.price + self.tokens.spare * (one.freed - goal), len(one.ways), one.mark)
        )

    def _ways(self, goal: int, kinds: frozenset[Kind]) -> Iterator[list[Way]]:
        closer, page = self.closer, self.page
        a_characters = closer.cells_a_character(page)
        corrections: dict[str, list[Way]] = {}
        for name in page.stories if Kind.CORRECT in kinds else ():
            story = closer.edition.stories[name]
            cells = closer.loads(story, page.template).typical
            a_character = a_characters.get(name) or cells / max(1, story.characters)
            corrections[name] = list(amounts(story, a_character, 1 / a_character, self.tokens, longer=goal < 0))
        for group in closer.ways(page, goal, kinds, anywhere=True):
            name = group[0].story if group else ""
            yield [*group, *corrections.pop(name, ())]
        yield from corrections.values()

    def _may_fit(self, one: Sum) -> bool:
        """Tell whether the page has room for the least that its stories take then; that is known without planning."""
        *_, ways = corrected(self.closer.edition, one.ways)
        return self._excess(done(self.closer.edition, self.page.id, ways)) <= 0

    def _tried(self, one: Sum) -> tuple[Remedy | None, int]:
        """Plan the page with a sum of ways, as they gain the least and the most; return what it lacks if it fails."""
        closer, name = self.closer, self.page.id
        first: Planned | None = None
        apart = 0
        for ways in corrected(closer.edition, one.ways):
            after = done(closer.edition, name, ways)
            made = closer.plan(after, [name, *([one.target] if one.target else [])])
            first = first or made[name]
            apart = max(apart, closer.judged(made, name))
            if apart == 2:
                return None, closer.pressure(made[name], after, after.page(name))
        assert first is not None
        return Remedy(one.ways, one.price + self.tokens.little_white * apart, first, not apart), 0


def with_remedy(page: Page, remedy: Remedy) -> Planned:
    """Return a page as it will be with a remedy, and the one error that it does not come out yet.

    ``page`` is as its editor has it.
    """
    asked = {way.story: way.characters for way in remedy.ways if way.kind is Kind.CORRECT}
    off = {way.story for way in remedy.ways if way.kind in OFF}
    much = bool(off) or any(characters > 0 for characters in asked.values())
    fault = Finding(
        Code.PLAN_STRETCHED,
        Severity.ERROR,
        f"page {page.id} has too {'much' if much else 'little'} copy",
        page.ref,
        "what closes it is told as closing-advice; the page is shown as it will be then",
        page.id,
    )
    others = (finding for finding in remedy.planned.findings if finding.code not in STRETCHED)
    stories = tuple(name for name in page.stories if name not in off)
    standing = page.model_copy(update={"stories": stories, "ads": remedy.planned.page.ads})
    return replace(remedy.planned, page=standing, findings=(fault, *others), asked=tuple(sorted(asked.items())))


def tell_remedies(edition: Edition, remedies: Mapping[str, tuple[Remedy, ...]], report: Report) -> None:
    """Say what closes the pages of an edition: one list, the cheapest first; of each page the one that it shows."""
    for page, known in sorted(remedies.items(), key=lambda each: each[1][0].price):
        for number, remedy in enumerate(known):
            then = "all fits" if remedy.whole else "it may be printed, with a little white"
            about = edition.stories.get(remedy.ways[0].story)
            report.info(
                Code.CLOSING_ADVICE,
                f"page {page}: {'or ' if number else ''}{in_words(edition, remedy.ways)}: {then}",
                about.ref if about else edition.page(page).ref,
                subject=page,
            )
