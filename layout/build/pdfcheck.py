"""A PDF from anywhere held against a press: what it holds, what the preflight says of each page, what an ad of it is.

It need be no page of ours, nor of any paper. Each page is read apart from this process, with little memory and time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from layout.ads.doctor import ENDINGS
from layout.ads.files import MAX_BYTES
from layout.ads.modules import Module, parse_size
from layout.base.diagnostics import Finding
from layout.base.errors import ContentError
from layout.base.messages import Message, reason, say
from layout.base.units import parse_length
from layout.build.adcheck import AdChecked, AdOrder, Verdict, check_alone, require_there
from layout.build.apart import Apart, TooHeavyError
from layout.build.inputs import named_press, press_file
from layout.build.pageinks import press_of
from layout.design.press import PdfX, PressCondition
from layout.edition.model import Edition
from layout.files.project import Project, find_project, shipped
from layout.files.text import shown
from layout.images.inks import PROCESS, Ink
from layout.pdf import guard
from layout.pdf.document import claimed_standard, file_said
from layout.pdf.facts import File, Intent
from layout.pdf.foreign import guarded
from layout.pdf.identity import PROGRAM
from layout.pdf.ink import page_ink
from layout.pdf.leaves import leaf, leaf_count
from layout.pdf.pdfium import NotAPdfError
from layout.pdf.plates import inks_of
from layout.preflight.facts import Copy
from layout.preflight.model import Outcome, PageReport, Preflight
from layout.preflight.profiles import profile_of
from layout.preflight.reading import NotReadableError, read_facts
from layout.preflight.rules import RULES
from layout.preflight.rules.page import OPENS
from layout.preflight.runner import preflight_page, run
from layout.preflight.states import State
from layout.preflight.summary import PageSummary, summary_of

MOST_PAGES = 64
"""Pages of a file that are looked at if none is named: a newspaper of many sections, and no book."""

_SEND = say("ask for it anew, as PDF/X-4 or PDF/X-1a")


@dataclass(frozen=True, slots=True)
class PdfOrder:
    """A file to be checked, and which of its pages, from 1; none named are all. ``place`` makes it an ad of that size,
    ``bleed``, pt, is what it has around it without saying so."""

    path: Path
    pages: tuple[int, ...] = ()
    place: Module | None = None
    bleed: float = 0.0


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself. ``claim`` is the PDF/X standard it claims, ``ours`` tells that it was made here."""

    pages: int
    version: str = ""
    claim: str = ""
    intent: str = ""
    """The printing condition of its output intent, with the name of its profile's registry if it has one."""
    encrypted: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class PageChecked:
    """A page of a file: its figures (None where it could not be read), and what the rules say."""

    number: int
    summary: PageSummary | None
    report: PageReport


@dataclass(frozen=True, slots=True)
class PdfChecked:
    """A file that was checked. ``ad`` is what comes of it as a ready-made ad, if it is one page."""

    order: PdfOrder
    facts: FileFacts
    pages: tuple[PageChecked, ...]
    ad: AdChecked | None = None
    left: int = 0
    """Pages that were not looked at."""

    @property
    def preflight(self) -> Preflight:
        """What the rules say of all pages that were looked at."""
        return Preflight(tuple(page.report for page in self.pages))

    @property
    def sound(self) -> bool:
        """Whether it can go to the press as it is; of an ad of some size, whether it can be printed there."""
        if self.order.place is not None:
            return self.ad is not None and self.ad.verdict is not Verdict.REFUSED
        return bool(self.pages) and self.preflight.printable


def nearest_project() -> Project:
    """Return the paper of the current folder; where there is none, what comes with the program."""
    try:
        return find_project()
    except ContentError:
        return Project(shipped())


def press_named(project: Project, name: str) -> PressCondition:
    """Read a press condition by its name or its file; the usual one without either. Raises PressError, ContentError."""
    if name.endswith((".yaml", ".yml")) or "/" in name:
        require_there(Path(name))
        return press_file(project, Path(name))
    return named_press(project, name or Edition.model_fields["press"].default, "--press")


def is_picture(path: Path) -> bool:
    """Tell whether a file is a ready-made ad that is no PDF, by its name and how it begins."""
    if path.suffix.lower() not in ENDINGS - {".pdf"}:
        return False
    with path.open("rb") as file:
        return b"%PDF-" not in file.read(1024)


def pdf_orders(
    files: Sequence[Path], pages: Sequence[int] = (), size: str = "", bleed: str = ""
) -> tuple[PdfOrder, ...]:
    """Return what is to be checked. Raises ContentError for a file that is not there, a size that is none."""
    for file in files:
        require_there(file)
        if file.is_dir():
            raise ContentError(
                say("{folder} is a folder", folder=shown(file)), say("name the files in it, or one edition alone")
            )
    try:
        extra = parse_length(bleed) if bleed else 0.0
        place = Module(*parse_size(size)) if size else None
    except ValueError as error:
        raise ContentError(str(error) if not error.args else error.args[0]) from error
    return tuple(PdfOrder(file, tuple(pages), place, extra) for file in dict.fromkeys(files))


def check_pdfs(
    orders: Sequence[PdfOrder],
    press: PressCondition,
    pdfx: PdfX | None = None,
    progress: Callable[[Message], None] = lambda _now: None,
) -> Iterator[PdfChecked]:
    """Check files for a press one after the other. Never raises for what is wrong with a file."""
    with Apart(preload=__name__) as apart:
        for order in orders:
            progress(say("looking at {file}", file=order.path.name))
            yield _check(order, press, pdfx, apart, progress)


def _check(
    order: PdfOrder, press: PressCondition, pdfx: PdfX | None, apart: Apart, progress: Callable[[Message], None]
) -> PdfChecked:
    try:
        facts = apart.run(file_facts, order.path)
    except TooHeavyError:
        return _unread(order, guarded(guard.HEAVY))
    except NotReadableError as error:
        return _unread(order, reason(error))
    if beyond := [page for page in order.pages if page > facts.pages]:
        said = say("has no page {page}: it has {count:page|pages}", page=beyond[0], count=facts.pages)
        return _unread(order, said, facts)
    wanted = order.pages or range(1, min(facts.pages, MOST_PAGES) + 1)
    made: list[PageChecked] = []
    for number in wanted:
        if facts.pages > 1:
            progress(say("looking at {file}, page {page}", file=order.path.name, page=number))
        try:
            made.append(apart.run(look_at_page, order.path, number, facts.pages, press, pdfx))
        except TooHeavyError:
            # What follows would take as long; who needs it may name the pages.
            made.append(PageChecked(number, None, _refused(guarded(guard.HEAVY), number, facts.pages)))
            break
    ad = None
    # Of a page that was made here nobody asks what an ad of it would be, unless its size is named.
    if len(wanted) == 1 and made[0].summary is not None and (order.place is not None or not facts.ours):
        named = order.pages[0] if order.pages else 0
        try:
            ad = apart.run(check_alone, press, AdOrder(order.path, place=order.place, bleed=order.bleed, page=named))
        except TooHeavyError:
            ad = None
    return PdfChecked(order, facts, tuple(made), ad, facts.pages - len(made) if not order.pages else 0)


def file_facts(path: Path) -> FileFacts:
    """Return what a file says of itself. Raises NotReadableError with why it is not looked at, after its name."""
    data = _bytes_of(path)
    if problem := guard.problem_of(data):
        raise NotReadableError(guarded(problem))
    try:
        pages = leaf_count(data)
    except NotAPdfError as error:
        raise NotReadableError(reason(error)) from error
    try:
        return _file_facts(file_said(data), pages, claimed_standard(data))
    # What it says of itself is only told: its pages may be sound.
    except Exception:
        return FileFacts(pages)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if not size:
            raise NotReadableError(say("it is empty"))
        if size > MAX_BYTES:
            mega = 1e6
            raise NotReadableError(
                say("it has {size:.0f} MB; the most is {most:.0f} MB", size=size / mega, most=MAX_BYTES / mega)
            )
        data = path.read_bytes()
    except OSError as error:
        raise NotReadableError(say("it cannot be read: {reason}", reason=error.strerror or error)) from error
    if b"%PDF-" not in data[:1024]:
        raise NotReadableError(say("it is no PDF: it does not begin as one"))
    return data


def _file_facts(said: File, pages: int, claim: str) -> FileFacts:
    intents = [one for one in said.intents if one.kind == "GTS_PDFX"] or list(said.intents)
    return FileFacts(
        pages=pages,
        version=said.version,
        claim=claim,
        intent=_intent(intents[0]) if intents else "",
        encrypted=said.encrypted,
        ours=said.info.get("Producer", "").startswith(PROGRAM.split()[0]),
    )


def _intent(intent: Intent) -> str:
    named = intent.identifier if intent.identifier and intent.identifier != "Custom" else ""
    return named or intent.condition or intent.info or intent.identifier


def look_at_page(path: Path, number: int, pages: int, press: PressCondition, pdfx: PdfX | None) -> PageChecked:
    """Read one page of a file, from 1, and hold it against all rules. Never raises for what is wrong with it."""
    name = _name(number, pages)
    try:
        data = leaf(path.read_bytes(), number - 1)
    except (NotAPdfError, OSError) as error:
        return PageChecked(number, None, _refused(reason(error), number, pages))
    inks = _inks_of(data)
    profile = profile_of(press_of(inks, press), pdfx=pdfx)
    try:
        facts = read_facts(data, name, Copy(None, None), profile.lines)
    # Whoever judges the file tells what is wrong with it.
    except Exception:
        return PageChecked(number, None, preflight_page(data, profile, page=name))
    with facts.look:
        outcomes = tuple(outcome for rule in RULES for outcome in run(rule, facts, profile))
    try:
        ink = page_ink(data, inks=inks)
    # It is only to be described: rules tell what cannot be followed.
    except Exception:
        ink = None
    return PageChecked(number, summary_of(facts, ink), PageReport(name, outcomes, facts.width, facts.height))


def _inks_of(data: bytes) -> tuple[Ink, ...]:
    try:
        return inks_of(data)
    # Whoever judges the file tells what is wrong with it.
    except Exception:
        return PROCESS


def _name(number: int, pages: int) -> str:
    return str(number) if pages > 1 else ""


def _refused(said: str, number: int, pages: int) -> PageReport:
    what = say("the file cannot be read: {error}", error=said)
    name = _name(number, pages)
    return PageReport(name, (Outcome.of(OPENS, State.FATAL, what, _SEND, page=name),))


def _unread(order: PdfOrder, said: str, facts: FileFacts | None = None) -> PdfChecked:
    return PdfChecked(order, facts or FileFacts(0), (PageChecked(1, None, _refused(said, 1, 1)),))


def found_everywhere(checked: PdfChecked) -> tuple[Finding, ...]:
    """Return what is told of every page alike and of no place on it: it is the file's, and told once."""
    read = [page for page in checked.pages if page.summary is not None]
    if len(read) < 2:
        return ()
    each = [{(one.finding.code, one.finding.message) for one in page.report.found} for page in read]
    alike = set.intersection(*each)
    return tuple(
        one.finding
        for one in read[0].report.found
        if one.finding.rect is None and (one.finding.code, one.finding.message) in alike
    )
