"""Holding a page against all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial

from layout.base.messages import say
from layout.compose.copyfit import StoryFit
from layout.pdf.pdfium import OpenPage
from layout.preflight.facts import Copy, Facts
from layout.preflight.model import Fault, Outcome, PageReport, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.reading import NotReadableError, read_facts
from layout.preflight.rules import RULES
from layout.preflight.rules.page import OPENS
from layout.preflight.states import State
from layout.scene.record import PageRecord

MOST = 12
"""Findings of one rule on one page that are told one by one; the rest are counted."""


def preflight_page(
    pdf: bytes,
    profile: Profile,
    layout: PageRecord | None = None,
    fits: tuple[StoryFit, ...] | None = None,
    *,
    page: str = "",
    rules: Sequence[Rule] = RULES,
    look: OpenPage | None = None,
) -> PageReport:
    """Return what all rules say of a finished page.

    pdf: the page's PDF. layout: what the program set on it (layout.json), fits: how its stories fit (report.json).
    Rules that need what is not given are skipped, and say so. page: its name, such as B2; the layout's if not given.
    look: the page, if it is open already; it stays open.
    Never raises for what is wrong with the page: a file that cannot be opened is a finding.
    """
    name = page or (layout.id if layout else "")
    try:
        facts = read_facts(pdf, name, Copy(layout, fits), profile.lines, look)
    except NotReadableError as error:
        what, fix = (
            say("the file cannot be read: {error}", error=error),
            say("send a PDF that opens without a password"),
        )
        return PageReport(name, (Outcome.of(OPENS, State.FATAL, what, fix, page=name),))
    # A file may be broken in ways nobody thought of; that is no reason to leave the other pages unchecked.
    except Exception as error:
        what = say(
            "reading the file broke down and nothing was judged: {name}: {error}",
            name=type(error).__name__,
            error=error,
        )
        fix = say("build the page anew; else report this as a fault")
        return PageReport(name, (Outcome.of(OPENS, State.ERROR, what, fix, page=name),))
    with nullcontext() if facts.look is look else facts.look:
        outcomes = tuple(outcome for rule in rules for outcome in run(rule, facts, profile))
    return PageReport(name, outcomes, facts.width, facts.height)


def run(rule: Rule, facts: Facts, profile: Profile) -> Iterator[Outcome]:
    """Yield what comes of one rule: PASS, or its findings and what it skipped, or ERROR when it breaks down."""
    made = partial(Outcome.of, rule, page=facts.page)
    severity = profile.severities.get(rule.id, rule.severity)
    if severity is None:
        yield made(State.SKIP, say("the profile switches this rule off"))
        return
    try:
        said = list(rule.check(facts, profile))
    # Whatever goes wrong in a rule is told as the rule's own fault, and the other rules go on.
    except Exception as error:
        what = say(
            "this rule broke down and has judged nothing: {name}: {error}", name=type(error).__name__, error=error
        )
        yield made(State.ERROR, what, say("report this as a fault of the program"))
        return
    faults = [one for one in said if isinstance(one, Fault)]
    for one in faults[:MOST]:
        yield made(_state(one, severity), one.message, one.fix, one.rect)
    if more := faults[MOST:]:
        worst = max((_state(one, severity) for one in more), key=lambda state: state.rank)
        yield made(worst, say("and {count} more of this kind", count=len(more)), more[0].fix)
    yield from (made(State.SKIP, one.reason) for one in said if isinstance(one, Skip))
    if not said:
        yield made(State.PASS, rule.title)


def _state(fault: Fault, severity: State) -> State:
    return severity if fault.most is None else min(severity, fault.most, key=lambda state: state.rank)
