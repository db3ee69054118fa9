"""What is answered to other programs of a PDF that was checked: see docs/records.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layout.base.messages import told
from layout.base.units import MM
from layout.build.records import CheckedRecord, preflight_record
from layout.files.text import shown

if TYPE_CHECKING:
    from layout.build.adcheck import AdChecked
    from layout.build.pdfcheck import PageChecked, PdfChecked


@dataclass(frozen=True, slots=True)
class InkAnswer:
    """An ink that prints: the part of the trim it covers, per cent, if that was measured."""

    name: str
    cover: float | None


@dataclass(frozen=True, slots=True)
class FontAnswer:
    """A font, and the smallest and the largest size it is shown in, pt."""

    name: str
    kind: str
    embedded: bool
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class PictureAnswer:
    """A picture: its pixels, the least of its pixels per inch, its colours, how it is packed."""

    width: int
    height: int
    ppi: float
    colours: str
    packed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PdfPageAnswer:
    """A page of a file: its figures, boxes in mm, ink in per cent, lines and type in pt; and its preflight."""

    number: int
    checked: CheckedRecord
    trim: tuple[float, ...] = ()
    sheet: tuple[float, ...] = ()
    bleed: float | None = None
    inks: tuple[InkAnswer, ...] = ()
    most_ink: float | None = None
    broad_ink: float | None = None
    on_no_plate: tuple[str, ...] = ()
    fonts: tuple[FontAnswer, ...] = ()
    pictures: tuple[PictureAnswer, ...] = ()
    transparency: tuple[str, ...] = ()
    thinnest_line: float | None = None
    smallest_type: float | None = None


@dataclass(frozen=True, slots=True)
class AdAnswer:
    """What comes of a file as a ready-made ad: as-it-is, mended or refused; what is mended, and why it is refused."""

    verdict: str
    changes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    ask: str = ""


@dataclass(frozen=True, slots=True)
class PdfAnswer:
    """What is answered of one PDF. ``left`` is how many of its pages were not looked at."""

    file: str
    exit_code: int
    printable: bool
    pdf: str
    pdfx: str
    intent: str
    encrypted: bool
    count: int
    left: int
    pages: tuple[PdfPageAnswer, ...]
    ad: AdAnswer | None = None


def pdf_answer(checked: PdfChecked, language: str, unsound: int) -> PdfAnswer:
    """Return what is answered of a file; ``unsound`` is the exit code of one that is not."""
    facts = checked.facts
    records = preflight_record(checked.preflight, language).pages
    return PdfAnswer(
        shown(checked.order.path),
        0 if checked.sound else unsound,
        checked.sound,
        facts.version,
        facts.claim,
        facts.intent,
        facts.encrypted,
        facts.pages,
        checked.left,
        tuple(_page(page, record) for page, record in zip(checked.pages, records, strict=True)),
        _ad(checked.ad, language) if checked.ad else None,
    )


def _ad(ad: AdChecked, language: str) -> AdAnswer:
    return AdAnswer(
        str(ad.verdict),
        tuple(told(one.said, language) for one in ad.looked.changes),
        tuple(told(one.said, language) for one in ad.refused),
        told(ad.looked.ask, language),
    )


def _page(page: PageChecked, record: CheckedRecord) -> PdfPageAnswer:
    summary = page.summary
    if summary is None:
        return PdfPageAnswer(page.number, record)
    boxes = summary.boxes
    return PdfPageAnswer(
        page.number,
        record,
        tuple(map(_mm, boxes.trim or ())),
        tuple(map(_mm, boxes.media or ())),
        None if boxes.bleed is None else _mm(boxes.bleed),
        tuple(InkAnswer(one.name, one.cover) for one in summary.inks),
        summary.most_ink,
        summary.broad_ink,
        summary.foreign,
        tuple(FontAnswer(one.name, one.kind, one.embedded, one.least, one.most) for one in summary.fonts),
        tuple(PictureAnswer(one.width, one.height, one.ppi, one.colours, one.codecs) for one in summary.pictures),
        summary.transparency,
        summary.thinnest.size if summary.thinnest else None,
        summary.smallest.size if summary.smallest else None,
    )


def _mm(length: float) -> float:
    return round(length / MM, 2)
