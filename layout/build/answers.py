"""What commands answer to other programs (``--json``): one record of what came, for build, check, plan and new.

See docs/records.md for every key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from layout import __version__
from layout.base.diagnostics import Finding
from layout.base.errors import BanmianError
from layout.base.messages import told
from layout.build.pdfanswer import PdfAnswer
from layout.build.records import CheckedRecord, FindingRecord, finding_record, preflight_record
from layout.compose.copyfit import StoryFit
from layout.files.text import shown
from layout.plan.stored import PagePlanRecord, plan_record

if TYPE_CHECKING:
    from layout.build.pipeline import Checked
    from layout.build.standing import Outcome
    from layout.edition.new import NewEdition
    from layout.plan.edition import EditionPlan


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """Why a command did not do what it was asked: what is wrong, and what to do."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A page: its files, how its stories fit, its plan, its preflight; each where the command has it."""

    id: str
    pdf: str = ""
    preview: str = ""
    stories: tuple[StoryFit, ...] = ()
    plan: PagePlanRecord | None = None
    points: int | None = None
    """What the plan costs."""
    checked: CheckedRecord | None = None


@dataclass(frozen=True, slots=True)
class AlongRecord:
    """A story held over that came along: its id, the section it waits in ("" if it is set aside), the days."""

    id: str
    section: str
    days: int


@dataclass(frozen=True, slots=True)
class NewRecord:
    """An issue that was made: of what, its day and number, what came along, and what else is told."""

    source: str
    standing: str
    date: str
    issue: int
    along: tuple[AlongRecord, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionAnswer:
    """What came of one edition. ``printable`` is None where that is not the question."""

    edition: str
    exit_code: int = 0
    output: str = ""
    printable: bool | None = None
    pages: tuple[PageAnswer, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    held_over: tuple[str, ...] = ()
    """Ids of stories that wait for another day."""
    made: NewRecord | None = None
    error: ErrorRecord | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: the one document on standard output. ``exit_code`` is the highest of any edition."""

    program: str
    command: str
    exit_code: int
    editions: tuple[EditionAnswer, ...]
    version: int = 1
    files: tuple[PdfAnswer, ...] = ()
    """PDFs that were checked by themselves."""


def answer(command: str, editions: Sequence[EditionAnswer], files: Sequence[PdfAnswer] = ()) -> Answer:
    """Return the answer of a command."""
    codes = (*(each.exit_code for each in editions), *(each.exit_code for each in files))
    worst = max(codes, default=0)
    return Answer(f"banmian {__version__}", command, worst, tuple(editions), files=tuple(files))


def failed_answer(
    edition: Path | None, error: BanmianError, language: str, early: Iterable[Finding] = ()
) -> EditionAnswer:
    """Return what is answered where a command raised an error; ``early`` is what had been found before."""
    return EditionAnswer(
        shown(edition) if edition else "",
        error.exit_code,
        findings=_found(error.findings or early, language),
        error=ErrorRecord(told(error.message, language), told(error.hint, language)),
    )


def built_answer(edition: Path, outcome: Outcome, language: str) -> EditionAnswer:
    """Return what is answered of a build; its error, if the pages must not be printed, is for the caller to add."""
    stories = {page.id: page.stories for page in outcome.copyfit.pages}
    folder = outcome.folder
    return EditionAnswer(
        shown(edition),
        output=shown(folder),
        printable=not outcome.proof,
        pages=tuple(
            PageAnswer(
                name,
                shown(folder / "pages" / f"{name}.pdf"),
                shown(folder / "preview" / f"{name}.png"),
                stories.get(name, ()),
            )
            for name in outcome.names
        ),
        findings=_found(outcome.findings, language),
        held_over=tuple(held.id for held in outcome.copyfit.held_over),
    )


def checked_answer(edition: Path, checked: Checked, language: str) -> EditionAnswer:
    """Return what is answered of a check."""
    pages = preflight_record(checked.preflight, language).pages
    seen = [one.finding for page in checked.preflight.pages for one in page.found]
    return EditionAnswer(
        shown(edition),
        printable=checked.printable,
        pages=tuple(PageAnswer(page.id, checked=page) for page in pages),
        findings=_found((*checked.findings, *seen), language),
    )


def planned_answer(edition: Path, plan: EditionPlan, language: str) -> EditionAnswer:
    """Return what is answered of a plan."""
    return EditionAnswer(
        shown(edition),
        pages=tuple(
            PageAnswer(each.page.id, plan=plan_record(each.plan), points=each.result.cost if each.result else None)
            for each in plan.pages
        ),
        findings=_found((*plan.findings, *(one for each in plan.pages for one in each.findings)), language),
        held_over=tuple(held.story.id for held in plan.taken_off.held_over),
    )


def made_answer(made: NewEdition, language: str) -> EditionAnswer:
    """Return what is answered of an issue that was made."""
    record = NewRecord(
        source=shown(made.source),
        standing=shown(made.standing) if made.standing else "",
        date=made.date.isoformat(),
        issue=made.issue,
        along=tuple(AlongRecord(each.id, each.section, each.days) for each in made.along),
        told=tuple(told(line, language) for line in made.told),
    )
    return EditionAnswer(shown(made.folder), made=record)


def with_error(done: EditionAnswer, error: BanmianError, language: str) -> EditionAnswer:
    """Return what is answered of something that was done, and is at fault all the same."""
    record = ErrorRecord(told(error.message, language), told(error.hint, language))
    return replace(done, exit_code=error.exit_code, error=record)


def _found(findings: Iterable[Finding], language: str) -> tuple[FindingRecord, ...]:
    return tuple(finding_record(finding, language) for finding in findings)
