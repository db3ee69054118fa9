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
from layout.base.messages import say
from layout.compose.kit import open_story
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.edition.model import Edition, Page, Story
from layout.plan.advice import in_words
from layout.plan.closer import STRETCHED, Closer, fault
from layout.plan.corrections import amounts, correct, corrected, correction
from layout.plan.giving import Kind, Sum, Way, done, sums
from layout.plan.notches import shape_of
from layout.plan.page import Planned, state_page
from layout.plan.solver.items import HEADED, PlanError
from layout.plan.solver.tables import reach

BY_EDITOR = frozenset({Kind.CORRECT, Kind.HOLD, Kind.GIVE_BACK, Kind.MOVE, Kind.JUMP, Kind.TAKE, Kind.NO_INDEX})
"""What an editor may be advised to do; which parts a story can do without its writer has said."""
SEEN = frozenset({Kind.CORRECT, Kind.HOLD, Kind.GIVE_BACK, Kind.MOVE})
"""What a page can be shown with: stories in their places, or taken off."""
OFF = SEEN - {Kind.CORRECT}
"""What takes a whole story off its page."""
PLAY = (0.04, 0.06, 0.08, 0.11, 0.15, 0.2)
"""Parts of the play that the stories of a page have, left to it one after the other: where hardly any has some left,
they cannot be fitted together. Their play is the difference of the most and the least cells they take."""
MORE = (0.4, 0.6, 0.8, 1.0, 1.25, 1.5)
"""Parts of what stays empty that are filled, one after the other: the rest is taken up by legal play."""
TRIES, OTHER_TRIES = 8, 3
"""Sums that are planned for a page until one makes it come out, and for another remedy than that."""
AMOUNTS_TRIED = 12
"""Amounts of copy, half a line apart, of which those are looked for with which a story fills a place."""
SPARE_AMOUNTS = 3
"""Of them no more are asked for than need be: the page has play of its own."""
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
    """Find out what closes the pages that do not come out, each in two ways at most; show them as they will be then.

    Of a page that the program closes all has been tried that it may do, so only pages that their editor closes.
    """
    found: dict[str, tuple[Remedy, ...]] = {}
    for page in closer.edition.pages:
        if page.areas or fault(closer.made[page.id]) < 2 or closer.edition.closes(page):
            continue
        trial = _Trial(closer, page)
        first = trial.remedy(BY_EDITOR, TRIES)
        one = frozenset({Kind.CORRECT})
        corrects = first is not None and any(way.kind in one for way in first.ways)
        second = trial.remedy(BY_EDITOR - one if corrects else one, OTHER_TRIES)
        remedies = sorted((each for each in (first, second) if each), key=lambda remedy: remedy.price)
        if remedies:
            found[page.id] = tuple(remedies)
            if seen := next((remedy for remedy in remedies if remedy.is_seen), None):
                closer.made[page.id] = with_remedy(page, seen)
    return found


class _Trial:
    """A page that does not come out, tried with one sum of ways after another."""

    def __init__(self, closer: Closer, page: Page) -> None:
        design = closer.kits[page.template].design
        self.closer, self.page, self.tokens = closer, page, design.closing
        self.cells = design.grid.columns * design.grid.rows
        self.pressure = closer.pressure(closer.made[page.id], closer.edition, page)
        self.tried: set[object] = set()

    def remedy(self, kinds: frozenset[Kind], tries: int) -> Remedy | None:
        """Return the first sum that makes the page come out, however it is done; None if none of the tries does.

        A page made beyond legal play is a page all the same: what its own places ask for is tried first, and again
        after every try that failed.
        """
        little: Remedy | None = None
        made, edition, ways = self.closer.made[self.page.id], self.closer.edition, ()
        goals = self._goals()
        own = self._asked_by(made, edition, ways) if Kind.CORRECT in kinds else None
        for _ in range(tries):
            one = own or next((found for goal in goals if (found := self._cheapest(goal, kinds))), None)
            if one is None:
                break
            self.tried.add(one.kin)
            remedy, failed, after = self._tried(one)
            if remedy and remedy.whole:
                return remedy
            little = little or remedy
            may = Kind.CORRECT in kinds and failed is not None and own is None
            own = self._asked_by(failed, after, one.ways) if may and failed else None
        return little

    def _asked_by(self, planned: Planned, edition: Edition, ways: tuple[Way, ...]) -> Sum | None:
        """Return what makes the stories of a page fit the places they have on it, besides the ways it was made with.

        None if that is nothing, or too much to ask, or not enough.
        """
        if self.page.stories != planned.page.stories and not ways:
            return None
        known = {way.story: way for way in ways}
        for placed in planned.plan.placements:
            if placed.kind not in HEADED or placed.item not in self.closer.edition.stories:
                continue
            shape, before = shape_of(placed), known.get(placed.item)
            if self._opened(edition.stories[placed.item]).fill(shape):
                continue
            if before is not None and before.kind is not Kind.CORRECT:
                return None
            asked = self._asked(self.closer.edition.stories[placed.item], shape, before.characters if before else 0)
            if asked is None:
                return None
            known[placed.item] = asked
        total = tuple(known.values())
        one = Sum(
            total,
            sum(w.freed for w in total),
            sum(w.price for w in total),
            next((w.target for w in total if w.target), ""),
        )
        return one if total and one.kin not in self.tried else None

    def _asked(self, story: Story, shape: StoryShape, before: int) -> Way | None:
        """Return how much is to be cut or added, besides what was ``before``, that a story fills a shape.

        However that is done: of the amounts with which it does, the middle one.
        """
        composed = self._opened(correct(story, before, most=False)).compose(shape).fit
        a_line = max(1.0, composed.characters / max(1, composed.lines))
        sign = 1 if composed.over_lines else -1
        least = before + sign * max(1, composed.over_lines + composed.under_lines - 1) * a_line
        good: list[int] = []
        for number in range(AMOUNTS_TRIED):
            characters = round(least + sign * number * a_line / 2)
            variants = {correct(story, characters, most=most) for most in (False, True)}
            if all(self._opened(each).fill(shape) for each in variants):
                good.append(characters)
            elif good:
                break
        if not good:
            return None
        characters = good[min(len(good) // 2, SPARE_AMOUNTS)]
        cells = shape.columns / len(self._opened(story).columns(shape)) / a_line
        return correction(story, characters, cells, self.tokens)

    def _opened(self, story: Story) -> StoryComposer:
        return open_story(story, self.closer.kits[self.page.template], self.closer.edition.folder)

    def _goals(self) -> Iterator[int]:
        """Yield the cells to be freed, or filled if negative, in the order in which they are tried."""
        if self.pressure < 0:
            yield from (round(self.pressure * part) for part in MORE)
            return
        least, most = self._reach(self.closer.edition)
        for part in PLAY:
            if (goal := least + round(part * (most - least)) - self.cells) > 0:
                yield goal

    def _reach(self, edition: Edition) -> tuple[int, int]:
        """Return the least and the most cells that what stands on the page may take."""
        page = edition.page(self.page.id)
        try:
            problem = state_page(edition, page, self.closer.kits[page.template])
        except PlanError:
            return 0, self.cells
        return reach(problem, (item for item in problem.items if not item.optional))

    def _cheapest(self, goal: int, kinds: frozenset[Kind]) -> Sum | None:
        """Return the cheapest sum that frees, or fills, what is needed or a little more, and was not tried.

        None if there is none; nothing is a sum after which the page has no room for the least that its stories take.
        """
        groups = [group for group in self._ways(goal, kinds) if group]
        found = sums(groups, goal, abs(goal) + round(WIDE * self.cells))
        sign = -1 if goal < 0 else 1

        def beyond(one: Sum) -> int:
            return sign * (one.freed - goal)

        near = (one for one in found if beyond(one) >= 0 and one.kin not in self.tried)
        one = min(
            near, key=lambda one: (one.price + self.tokens.spare * beyond(one), len(one.ways), one.mark), default=None
        )
        return one if one and self._may_fit(one) else None

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
        return self._reach(done(self.closer.edition, self.page.id, ways))[0] <= self.cells

    def _tried(self, one: Sum) -> tuple[Remedy | None, Planned | None, Edition]:
        """Plan the page with a sum of ways, however they are done; return the page too if it fails."""
        closer, name = self.closer, self.page.id
        first: Planned | None = None
        apart = 0
        for ways in corrected(closer.edition, one.ways):
            after = done(closer.edition, name, ways)
            made = closer.plan(after, [name, *([one.target] if one.target else [])])
            first = first or made[name]
            apart = max(apart, closer.judged(made, name))
            if apart == 2:
                return None, made[name], after
        assert first is not None
        return Remedy(one.ways, one.price + self.tokens.little_white * apart, first, not apart), None, after


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
        say("page {page} has too much copy", page=page.id)
        if much
        else say("page {page} has too little copy", page=page.id),
        page.ref,
        say("what closes it is told as closing-advice; the page is shown as it will be then"),
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
            then = say("all fits") if remedy.whole else say("it may be printed, with a little white")
            ways = in_words(edition, remedy.ways)
            about = edition.stories.get(remedy.ways[0].story)
            report.info(
                Code.CLOSING_ADVICE,
                say(
                    "page {page}: {ways}: {then}",
                    page=page,
                    ways=say("or {ways}", ways=ways) if number else ways,
                    then=then,
                ),
                about.ref if about else edition.page(page).ref,
                subject=page,
            )
