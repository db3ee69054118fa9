"""What the program has to say about an edition: findings as data, gathered and shown together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypedDict, Unpack

from layout.base.codes import Code, Severity
from layout.base.errors import visible
from layout.base.messages import Kept, Message, listed, say, word
from layout.base.units import MM, Rect


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding is: a file as the user knows it (relative when possible) and a line from 1, 0 if none."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Ref(Kept):
    """What a finding is about, where it does not matter in which file and line that is written.

    The n-th block or picture of a story, entry of an ad, or place that a page gives or forbids, is counted from 0. A
    reference has no file; who tells the
    finding puts the place in its stead (layout.edition.provenance), and where it stands in words, as ``str`` gives it.
    """

    kind: Literal["story", "ad", "page", "edition"]
    id: str
    part: str = ""
    """A block, picture or entry of it, or a key that is written for it (with underscores)."""
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
class Finding:
    """One thing found, at whatever stage: its permanent code, what is wrong, where, and what to do about it."""

    code: Code
    severity: Severity
    message: str
    place: Place | Ref = field(default_factory=Place)
    hint: str = ""
    subject: str = ""
    """The id of the story, ad or page it is about, if any."""
    page: str = ""
    """The page it is found on, if the message is to be read after it."""
    rect: Rect | None = None
    """Where on that page, pt from the trim's top left."""
    quoted: str = ""
    """The words it is about, as they stand in a file: all of them, whatever characters they have."""

    def __post_init__(self) -> None:
        """Make what is quoted of other people's files safe to show."""
        for name in ("message", "hint"):
            object.__setattr__(self, name, visible(getattr(self, name)))

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> Message:
        """The finding as it is listed: place, how much it matters, what it says."""
        told = say("{severity}: {remark}", severity=word(self.severity.value), remark=self.remark)
        return listed((self.place, told), ": ") if self.place.file else told

    @property
    def remark(self) -> Message:
        """The finding without its place in a file and how much it matters."""
        said = say("{said}: {quoted}", said=self.said, quoted=self.quoted) if self.quoted else self.said
        remark = say("{said} [{code}]", said=said, code=self.code)
        return listed((remark, self.hint), "\n    ") if self.hint else remark

    @property
    def said(self) -> str:
        """The message, after its page and the place there."""
        if not self.page:
            return self.message
        return say("page {page}{there}: {message}", page=self.page, there=on_page(self.rect), message=self.message)


def on_page(rect: Rect | None) -> str:
    """Return where something is on its page, in words that follow others; empty if that is not known."""
    if rect is None:
        return ""
    return say(" ({left:.1f} mm from the left, {top:.1f} mm from the top)", left=rect.x / MM, top=rect.y / MM)


def listing(findings: Iterable[Finding]) -> Message:
    """Return findings as they are listed, one under the other."""
    return listed((finding.line for finding in findings), "\n")


class About(TypedDict, total=False):
    """What a finding may have besides: what to do, whose it is, and the page it is found on (see `Finding`)."""

    hint: str
    subject: str
    page: str


class Report:
    """Findings in the order they were made. The one thing in the program that grows while stages run."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings: list[Finding] = list(findings)

    def add(
        self, severity: Severity, code: Code, message: str, place: Place | Ref | None = None, **about: Unpack[About]
    ) -> None:
        """Record one finding."""
        self._findings.append(Finding(code, severity, message, place or Place(), **about))

    def error(self, code: Code, message: str, place: Place | Ref | None = None, **about: Unpack[About]) -> None:
        """Record an error."""
        self.add(Severity.ERROR, code, message, place, **about)

    def warning(self, code: Code, message: str, place: Place | Ref | None = None, **about: Unpack[About]) -> None:
        """Record a warning."""
        self.add(Severity.WARNING, code, message, place, **about)

    def info(self, code: Code, message: str, place: Place | Ref | None = None, **about: Unpack[About]) -> None:
        """Record a remark."""
        self.add(Severity.INFO, code, message, place, **about)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Record several findings."""
        self._findings.extend(findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything recorded so far."""
        return tuple(self._findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors recorded so far."""
        return tuple(f for f in self._findings if f.severity is Severity.ERROR)
