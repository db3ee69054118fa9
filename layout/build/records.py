"""The report of a build as a record, report.json: how the copy fits, the ink and the findings of its pages.

Beside it the reading of any record a build leaves. See docs/records.md for every key. What makes pages is not imported
here: the outcome of a build that need not be done is told without it (layout.build.standing).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from layout import __version__
from layout.base.codes import Severity
from layout.base.diagnostics import Finding, Ref, Report
from layout.base.errors import PageError
from layout.base.messages import ENGLISH, say, telling, told
from layout.base.millimetres import MmRect
from layout.compose.copyfit import StoryFit
from layout.files.codec import read_record
from layout.files.commands import build_command
from layout.files.text import shown

if TYPE_CHECKING:
    from layout.edition.model import Edition, Story
    from layout.pdf.ink import PageInk
    from layout.plan.heldover import HeldOver, TakenOff
    from layout.plan.stored import PlanRecord
    from layout.preflight import Outcome, Preflight
    from layout.scene.record import LayoutRecord

R = TypeVar("R", "LayoutRecord", "PlanRecord", "ReportRecord")


@dataclass(frozen=True, slots=True)
class InkRecord:
    """The ink of a page inside its trim: the most on any spot and on any square of 4 mm, per cent; its plates."""

    most: float
    broad: float
    plates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageCopyfit:
    """How the stories of a page fit, in the editor's order, and its ink; None before it was measured."""

    id: str
    stories: tuple[StoryFit, ...]
    ink: InkRecord | None = None


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A story that stands on no page, with all its words: nothing is lost silently."""

    id: str
    file: str
    characters: int
    head: tuple[str, ...]
    captions: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class HeldOverRecord:
    """A story held over for another day, with all its words: the page that names it, its section, the days it was held.

    ``characters`` are those of its copy, ``text`` its paragraphs.
    """

    id: str
    file: str
    page: str
    section: str
    days: int
    characters: int
    head: tuple[str, ...]
    captions: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortenedRecord:
    """A story that is printed with less in it: the copy that is gone, and its parts by name, each with its words.

    ``characters`` are those of the copy that is gone, ``text`` its paragraphs or their ends.
    """

    id: str
    file: str
    page: str
    characters: int
    text: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding: its permanent code, what is wrong and what to do, the file and its line from 1 (0 if none).

    ``subject`` is the id of the story, ad or page it is about.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    file: str = ""
    line: int = 0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """What came of a rule of the preflight on a page, and where on it."""

    rule: str
    state: str
    message: str
    fix: str
    rect: MmRect | None


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A page that was checked: what was found and what was not judged, the worst first, and the rules it keeps."""

    id: str
    worst: str
    outcomes: tuple[OutcomeRecord, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreflightRecord:
    """The preflight of the pages built together: what they were held against, and how many outcomes of each state."""

    profile: str
    worst: str
    printable: bool
    counts: Mapping[str, int]
    pages: tuple[CheckedRecord, ...]


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """report.json: what the last build of an edition (its date) found. ``preflight`` and ``findings`` are that build's;
    ``pages`` are all that were ever built.
    """

    FILE: ClassVar[str] = "report.json"

    program: str
    paper: str
    edition: str
    printable: bool
    pages: tuple[PageCopyfit, ...]
    left_over: tuple[LeftOver, ...]
    preflight: PreflightRecord
    findings: tuple[FindingRecord, ...]
    held_over: tuple[HeldOverRecord, ...] = ()
    shortened: tuple[ShortenedRecord, ...] = ()
    version: int = 1


def read_built(kind: type[R], output: Path, folder: Path) -> R:
    """Return a record that the last build left in an output folder. ``folder`` is the edition's, for the message.

    Raises PageError if there is none, or it is not what a build writes.
    """
    path = output / kind.FILE
    command = build_command(folder)
    if not path.is_file():
        raise PageError(
            say("there are no built pages in {output}", output=shown(output)),
            say("build the edition first: {command}", command=command),
        )
    return read_record(kind, path, say("build the edition again: {command}", command=command))


def report_record(
    edition: Edition, pages: Iterable[PageCopyfit], preflight: Preflight, report: Report, taken_off: TakenOff
) -> ReportRecord:
    """Return the report of a build of these pages, in the language that is told to its editors."""
    language = telling(edition.language)
    return ReportRecord(
        program=f"banmian {__version__}",
        paper=edition.paper.name,
        edition=edition.date.isoformat(),
        printable=not report.errors,
        pages=tuple(pages),
        left_over=stories_left_over(edition, taken_off),
        preflight=preflight_record(preflight, language),
        findings=tuple(finding_record(finding, language) for finding in report.findings),
        held_over=held_over_records(edition, taken_off),
        shortened=shortened_records(edition, taken_off),
    )


def held_over_records(edition: Edition, taken_off: TakenOff) -> tuple[HeldOverRecord, ...]:
    """Return the stories that were held over, as they are told."""
    return tuple(
        HeldOverRecord(
            id=left.id,
            file=left.file,
            page=held.page,
            section=_waiting_in(edition, held),
            days=held.story.held + 1,
            characters=left.characters,
            head=left.head,
            captions=left.captions,
            text=tuple(block.text for block in held.story.blocks),
        )
        for held in taken_off.held_over
        for left in (_left_over(held.story, edition.provenance.of(held.story.ref).file),)
    )


def _waiting_in(edition: Edition, held: HeldOver) -> str:
    """Return the section in which a story waits: its own if a page takes it, else one that its page takes."""
    taken = {section for page in edition.pages for section in page.sections}
    own = (held.story.section,) if held.story.section in taken else ()
    return next(iter((*own, *edition.page(held.page).sections)), "")


def shortened_records(edition: Edition, taken_off: TakenOff) -> tuple[ShortenedRecord, ...]:
    """Return the stories that are printed with less in them, as they are told."""
    return tuple(
        ShortenedRecord(
            id=less.story.id,
            file=edition.provenance.of(less.story.ref).file,
            page=less.page,
            characters=less.characters,
            text=less.text,
            parts=tuple(f"{name}: {words}" if words else name for name, words in less.parts),
        )
        for less in taken_off.shortened
    )


def stories_left_over(edition: Edition, taken_off: TakenOff | None = None) -> tuple[LeftOver, ...]:
    """Return the stories of an edition that stand on none of its pages, without those that were held over."""
    placed = {*edition.page_of, *(held.story.id for held in (taken_off.held_over if taken_off else ()))}
    return tuple(
        _left_over(story, edition.provenance.of(story.ref).file)
        for name, story in edition.stories.items()
        if name not in placed
    )


def _left_over(story: Story, file: str) -> LeftOver:
    head = (story.series, story.kicker, story.headline, story.deck, story.byline, story.dateline, story.source)
    captions = [words for picture in story.every_picture for words in (picture.caption, picture.credit)]
    return LeftOver(
        id=story.id,
        file=file,
        characters=story.characters,
        head=tuple(words for words in head if words),
        captions=tuple(words for words in captions if words),
        text="\n".join(block.text for block in story.blocks),
    )


def with_files(page: PageCopyfit, edition: Edition) -> PageCopyfit:
    """Return the copyfit of a page with the files of its stories, of which the page itself is independent."""

    def file(fit: StoryFit) -> str:
        return edition.provenance.of(Ref("story", fit.part_of or fit.id)).file

    return replace(page, stories=tuple(replace(fit, file=file(fit)) for fit in page.stories))


def ink_record(ink: PageInk) -> InkRecord:
    """Return the ink of a page as it is told."""
    return InkRecord(ink.most, ink.broad, tuple(ink.plates))


def finding_record(finding: Finding, language: str = ENGLISH) -> FindingRecord:
    """Return a finding as it is told in a language."""
    return FindingRecord(
        code=finding.code.value,
        severity=finding.severity,
        message=told(finding.said, language),
        hint=told(finding.hint, language),
        file=finding.place.file,
        line=finding.place.line,
        subject=finding.subject,
    )


def preflight_record(preflight: Preflight, language: str = ENGLISH) -> PreflightRecord:
    """Return a preflight as it is told in a language. Passed rules are named, everything else is told."""
    return PreflightRecord(
        profile=preflight.profile,
        worst=str(preflight.worst),
        printable=preflight.printable,
        counts={str(state): count for state, count in preflight.counts.items()},
        pages=tuple(
            CheckedRecord(
                id=page.page,
                worst=str(page.worst),
                outcomes=tuple(_outcome(one, language) for one in (*page.found, *page.skipped)),
                passed=tuple(outcome.rule.id.value for outcome in page.passed),
            )
            for page in preflight.pages
        ),
    )


def _outcome(outcome: Outcome, language: str) -> OutcomeRecord:
    found = outcome.finding
    return OutcomeRecord(
        rule=outcome.rule.id.value,
        state=str(outcome.state),
        message=told(found.message, language),
        fix=told(found.hint, language),
        rect=found.rect.as_mm() if found.rect else None,
    )
