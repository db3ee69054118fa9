"""Holding a page against all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from layout.compose.copyfit import StoryFit
from layout.preflight.facts import Copy, Facts
from layout.preflight.model import Finding, Outcome, PageReport, Rule, Skip
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
) -> PageReport:
    """Return what all rules say of a finished page.

    pdf: the page's PDF. layout: what the program set on it (layout.json), fits: how its stories fit (report.json).
    Rules that need what is not given are skipped, and say so. page: its name, such as B2; the layout's if not given.
    Never raises for what is wrong with the page: a file that cannot be opened is a finding.
    """
    name = page or (layout.id if layout else "")
    try:
        facts = read_facts(pdf, name, Copy(layout, fits), profile.lines)
    except NotReadableError as error:
        what = f"the file cannot be read: {error}"
        return PageReport(name, (Outcome(OPENS, State.FATAL, what, "send a PDF that opens without a password"),))
    # A file may be broken in ways nobody thought of; that is no reason to leave the other pages unchecked.
    except Exception as error:
        what = f"reading the file broke down and nothing was judged: {type(error).__name__}: {error}"
        return PageReport(
            name, (Outcome(OPENS, State.ERROR, what, "build the page anew; else report this as a fault"),)
        )
    outcomes = tuple(outcome for rule in rules for outcome in run(rule, facts, profile))
    return PageReport(name, outcomes, facts.width, facts.height)


def run(rule: Rule, facts: Facts, profile: Profile) -> Iterator[Outcome]:
    """Yield what comes of one rule: PASS, or its findings and what it skipped, or ERROR when it breaks down."""
    severity = profile.severities.get(rule.id, rule.severity)
    if severity is None:
        yield Outcome(rule, State.SKIP, "the profile switches this rule off")
        return
    outcomes: list[Outcome] = []
    try:
        said = list(rule.check(facts, profile))
    # Whatever goes wrong in a rule is told as the rule's own fault, and the other rules go on.
    except Exception as error:
        what = f"this rule broke down and has judged nothing: {type(error).__name__}: {error}"
        yield Outcome(rule, State.ERROR, what, "report this as a fault of the program")
        return
    findings = [one for one in said if isinstance(one, Finding)]
    outcomes += [_outcome(rule, one, severity) for one in islice(findings, MOST)]
    if len(findings) > MOST:
        worst = max((_state(one, severity) for one in findings[MOST:]), key=lambda state: state.rank)
        outcomes.append(Outcome(rule, worst, f"and {len(findings) - MOST} more of this kind", findings[MOST].fix))
    outcomes += [Outcome(rule, State.SKIP, one.reason) for one in said if isinstance(one, Skip)]
    yield from outcomes or [Outcome(rule, State.PASS)]


def _outcome(rule: Rule, finding: Finding, severity: State) -> Outcome:
    return Outcome(rule, _state(finding, severity), finding.message, finding.fix, finding.rect)


def _state(finding: Finding, severity: State) -> State:
    if finding.most is None:
        return severity
    return min(severity, finding.most, key=lambda state: state.rank)
