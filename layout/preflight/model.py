"""Rules and what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Place
from layout.base.units import Rect
from layout.preflight.facts import Facts
from layout.preflight.profile import Profile
from layout.preflight.states import State


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule sees, before it is a finding of that rule: what is wrong, what to do, where on the page.

    ``rect`` is in pt from the trim's top left. ``most`` makes what comes of it milder than its rule.
    """

    message: str
    fix: str
    rect: Rect | None = None
    most: State | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a rule, or a part of what it looks at, was not judged."""

    reason: str


Check = Callable[[Facts, Profile], Iterable[Fault | Skip]]
"""Yields faults; none and no Skip is a pass."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked.

    ``id`` is the code of its findings, and says what is to hold; profiles name it. ``severity`` is the state of its
    findings unless a profile says otherwise. ``rationale`` tells what happens on the press otherwise; ``source`` who
    says so.
    """

    id: Code
    severity: State
    rationale: str
    source: str
    check: Check

    @property
    def title(self) -> str:
        """What a page has to keep."""
        return self.id.says


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a rule on a page. A rule with several findings has several outcomes, one without any has PASS.

    ``finding`` tells it: what is wrong, of SKIP why it was not judged, of PASS what is kept.
    """

    rule: Rule
    state: State
    finding: Finding

    @classmethod
    def of(
        cls, rule: Rule, state: State, message: str, fix: str = "", rect: Rect | None = None, page: str = ""
    ) -> Outcome:
        """Return an outcome with its finding on a page."""
        return cls(rule, state, Finding(rule.id, state.severity, message, Place(), fix, page, page, rect))


@dataclass(frozen=True, slots=True)
class PageReport:
    """All outcomes of a page, in the rules' order. ``width`` and ``height`` are the trim's, pt; 0 if not known."""

    page: str
    outcomes: tuple[Outcome, ...]
    width: float = 0.0
    height: float = 0.0

    @property
    def worst(self) -> State:
        """The worst state of any outcome."""
        return max((outcome.state for outcome in self.outcomes), key=lambda state: state.rank, default=State.PASS)

    @property
    def found(self) -> tuple[Outcome, ...]:
        """Outcomes that are worth a reader's time (INFO and worse), the worst first."""
        shown = [outcome for outcome in self.outcomes if outcome.state.rank >= State.INFO.rank]
        return tuple(sorted(shown, key=lambda outcome: -outcome.state.rank))

    @property
    def skipped(self) -> tuple[Outcome, ...]:
        """What was not judged, with its reason."""
        return tuple(outcome for outcome in self.outcomes if outcome.state is State.SKIP)

    @property
    def passed(self) -> tuple[Outcome, ...]:
        """Rules that the page keeps."""
        return tuple(outcome for outcome in self.outcomes if outcome.state is State.PASS)


@dataclass(frozen=True, slots=True)
class Preflight:
    """The pages of an edition, checked. ``profile`` is the title of what they were held against."""

    pages: tuple[PageReport, ...]
    profile: str = ""

    @property
    def worst(self) -> State:
        """The worst state on any page."""
        return max((page.worst for page in self.pages), key=lambda state: state.rank, default=State.PASS)

    @property
    def printable(self) -> bool:
        """Whether nothing has to be mended, and no rule broke down before it could tell."""
        return self.worst.rank < State.FAIL.rank

    @property
    def counts(self) -> Mapping[State, int]:
        """How many outcomes of every state there are."""
        every = [outcome.state for page in self.pages for outcome in page.outcomes]
        return {state: every.count(state) for state in State}
