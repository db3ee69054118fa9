"""What can come of a rule."""

from __future__ import annotations

from enum import Enum
from functools import cached_property

from layout.base.codes import Severity


class State(Enum):
    """What came of a rule, from good to bad.

    FAIL is to be mended: the press may refuse the page, or print it badly. ERROR is a fault of the rule, not of the
    page: what it should have looked at was not looked at, so it is never a pass. FATAL means that nothing can be
    printed of it. A page with any of the three is a proof.
    """

    PASS = "pass"
    SKIP = "skip"
    INFO = "info"
    WARN = "warn"
    FAIL = "fail"
    ERROR = "error"
    FATAL = "fatal"

    @cached_property
    def rank(self) -> int:
        """The place in this order, from 0."""
        return list(State).index(self)

    @property
    def severity(self) -> Severity:
        """How much a finding of this state matters: what has to be mended first, or was not judged, is an error."""
        if self.rank >= State.FAIL.rank:
            return Severity.ERROR
        return Severity.WARNING if self.rank >= State.WARN.rank else Severity.INFO

    def __str__(self) -> str:
        return self.value
