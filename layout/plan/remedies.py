"""What an editor can do about the pages that do not come out: remedies that were tried, the cheapest first.

A page is shown as it will be when the first of them is followed: what is to be taken off is not there, and a story that
is to be cut or added to stands in the place that it fills then. So what the report says of each story is what the remedy
asks, and what an editor sees stays where it is once he has done it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Report
from layout.edition.model import Edition, Page
from layout.plan.advice import in_words
from layout.plan.giving import Kind, Way
from layout.plan.page import Planned

BY_EDITOR = frozenset({Kind.CORRECT, Kind.HOLD, Kind.GIVE_BACK, Kind.MOVE, Kind.JUMP, Kind.TAKE, Kind.NO_INDEX})
"""What an editor may be advised to do; which parts a story can do without its writer has said."""
SEEN = frozenset({Kind.CORRECT, Kind.HOLD, Kind.GIVE_BACK, Kind.MOVE})
"""What can be shown with the copy as it is: stories in their places, or taken off."""
OFF = frozenset({Kind.HOLD, Kind.GIVE_BACK, Kind.MOVE})
"""What takes a whole story off its page."""


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


def first_seen(remedies: Iterable[Remedy]) -> Remedy | None:
    """Return the cheapest remedy that a page can be shown with, if there is one."""
    return next((remedy for remedy in remedies if remedy.is_seen), None)


def with_remedy(page: Page, remedy: Remedy, stretched: frozenset[Code]) -> Planned:
    """Return a page as it will be with a remedy, and the one error that it does not come out yet.

    ``page`` is as its editor has it. ``stretched`` are the findings that say so in another way.
    """
    asked = {way.story: way.characters for way in remedy.ways if way.kind is Kind.CORRECT}
    off = {way.story for way in remedy.ways if way.kind in OFF}
    fewer, more = off or any(n > 0 for n in asked.values()), any(n < 0 for n in asked.values())
    said = "copy that does not fit together" if fewer and more else "too much copy" if fewer else "too little copy"
    fault = Finding(
        Code.PLAN_STRETCHED,
        Severity.ERROR,
        f"page {page.id} has {said}",
        page.ref,
        "what closes it is told as closing-advice; the page is shown as it will be then",
        page.id,
    )
    others = (finding for finding in remedy.planned.findings if finding.code not in stretched)
    standing = page.model_copy(
        update={
            "stories": tuple(name for name in page.stories if name not in off),
            "ads": remedy.planned.page.ads,
        }
    )
    return replace(remedy.planned, page=standing, findings=(fault, *others), asked=tuple(sorted(asked.items())))


def tell_remedies(edition: Edition, remedies: Mapping[str, tuple[Remedy, ...]], report: Report) -> None:
    """Say what closes the pages of an edition: one list, the cheapest first; of each page the one that it shows."""
    for page, known in sorted(remedies.items(), key=lambda each: each[1][0].price if each[1] else 0.0):
        for number, remedy in enumerate(known):
            do = in_words(edition, remedy.ways)
            then = "all fits" if remedy.whole else "it may be printed, with a little white"
            report.info(
                Code.CLOSING_ADVICE,
                f"page {page}: {'or ' if number else ''}{do}: {then}",
                edition.stories[remedy.ways[0].story].ref
                if remedy.ways[0].story in edition.stories
                else edition.page(page).ref,
                subject=page,
            )
