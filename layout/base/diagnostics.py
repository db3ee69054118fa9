"""What the program has to say about an edition: findings as data, gathered and shown together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from layout.base.errors import visible


class Severity(StrEnum):
    """How much a finding matters. An ERROR stops the build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding is: a file as the user knows it (relative when possible) and a line from 1, 0 if none."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Ref:
    """What a finding is about, where it does not matter in which file and line that is written.

    The n-th block or picture of a story, or entry of an ad, is counted from 0. A reference has no file; who tells the
    finding puts the place in its stead (layout.edition.provenance), and where it stands in words, as ``str`` gives it.
    """

    kind: Literal["story", "ad", "page"]
    id: str
    part: Literal["", "block", "picture", "entry"] = ""
    number: int = 0

    @property
    def file(self) -> str:
        """No file."""
        return ""

    @property
    def line(self) -> int:
        """No line."""
        return 0

    def __str__(self) -> str:
        part = f" {self.part} {self.number}" if self.part else ""
        return f"⟦{self.kind} {self.id}{part}⟧"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a permanent code, what is wrong, where, and what to do about it."""

    code: str
    severity: Severity
    message: str
    place: Place | Ref = field(default_factory=Place)
    hint: str = ""
    subject: str = ""
    """The id of the story, ad or page it is about, if any."""

    def __post_init__(self) -> None:
        """Make what is quoted of other people's files safe to show."""
        for name in ("message", "hint"):
            object.__setattr__(self, name, visible(getattr(self, name)))

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place.file else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{where}{self.severity.value}: {self.message} [{self.code}]{hint}"

    def as_json(self) -> dict[str, str | int]:
        """Return the finding as plain data for report.json."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "file": self.place.file,
            "line": self.place.line,
            "hint": self.hint,
            "subject": self.subject,
        }


class Report:
    """Findings in the order they were made. The one thing in the program that grows while stages run."""

    def __init__(self, findings: Iterable[Diagnostic] = ()) -> None:
        self._findings: list[Diagnostic] = list(findings)

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        place: Place | Ref | None = None,
        *,
        hint: str = "",
        subject: str = "",
    ) -> None:
        """Record one finding."""
        self._findings.append(Diagnostic(code, severity, message, place or Place(), hint, subject))

    def error(
        self, code: str, message: str, place: Place | Ref | None = None, *, hint: str = "", subject: str = ""
    ) -> None:
        """Record an error."""
        self.add(Severity.ERROR, code, message, place, hint=hint, subject=subject)

    def warning(
        self, code: str, message: str, place: Place | Ref | None = None, *, hint: str = "", subject: str = ""
    ) -> None:
        """Record a warning."""
        self.add(Severity.WARNING, code, message, place, hint=hint, subject=subject)

    def info(
        self, code: str, message: str, place: Place | Ref | None = None, *, hint: str = "", subject: str = ""
    ) -> None:
        """Record a remark."""
        self.add(Severity.INFO, code, message, place, hint=hint, subject=subject)

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Record several findings."""
        self._findings.extend(findings)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Everything recorded so far."""
        return tuple(self._findings)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors recorded so far."""
        return tuple(f for f in self._findings if f.severity is Severity.ERROR)
