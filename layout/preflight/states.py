"""What can come of a rule."""

from __future__ import annotations

from enum import Enum

from layout.base.codes import Severity


class State(Enum):
    """What came of a rule, from good to bad.

    ERROR is a fault of the rule, not of the page: what it should have looked at was not looked at, so it is never a
    pass. FATAL means that the page must not go to the press.
    """

    PASS = "pass"
    SKIP = "skip"
    INFO = "info"
    WARN = "warn"
    FAIL = "fail"
    ERROR = "error"
    FATAL = "fatal"

    @property
    def rank(self) -> int:
        """The place in this order, from 0."""
        return list(State).index(self)

    @property
    def severity(self) -> Severity:
        """How much a finding of this state matters: what must not be printed, or was not judged, is an error.

        A failure is left to the editor.
        """
        if self.rank >= State.ERROR.rank:
            return Severity.ERROR
        return Severity.WARNING if self.rank >= State.WARN.rank else Severity.INFO

    def __str__(self) -> str:
        return self.value
