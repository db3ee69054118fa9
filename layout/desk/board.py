"""What the desk shows: every page's versions, what is being built, what is wrong. Written by one thread, read by many.

Everything that is said to the browser is made here, as plain data; rectangles are in per cent of the page.
"""

from __future__ import annotations

import datetime
import hashlib
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from layout import (
    PREVIEW_DPI,
    Edition,
    FindingRecord,
    PageCopyfit,
    PageRecord,
    SignRecord,
    StoryFit,
    finding_record,
    page_image,
    spreads,
    thumbnail,
    to_data,
)
from layout.base import clock
from layout.base.codes import Severity
from layout.base.diagnostics import Finding
from layout.base.errors import BanmianError
from layout.base.messages import listed, telling, told
from layout.base.millimetres import MmRect
from layout.base.units import MM, Rect
from layout.compare import PageChanges, PageSide, compare_page
from layout.compare.changes import What, items
from layout.compare.pages import DPI as COMPARED_AT
from layout.desk.alternatives import read_alternatives

KEPT = 8
"""So many versions of a page are kept for comparing; the oldest go."""
MARK = 20
"""Hexadecimal digits of a picture's digest that its address has."""
SMALL = 560
"""Width of a page on the contact sheet, pixels; a screen with two pixels a point shows it at half of that."""


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding on a page, and where on it if it has a place."""

    finding: FindingRecord
    rect: MmRect | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A page as it once was: pictures for the screen (JPEG), and what stood on it and how its copy fitted, if known.

    ``mark`` names its picture by what is on it: numbers begin anew with every run of the desk, and a browser keeps what
    it was given. ``findings`` are None while the page is still being checked. ``fit`` tells that it may be printed;
    ``folder`` is the output folder it was written to, "" for none yet.
    """

    number: int
    mark: str
    made: float
    pdf: bytes = field(repr=False)
    picture: bytes = field(repr=False)
    small: bytes = field(repr=False)
    size: tuple[int, int]
    layout: PageRecord | None = field(repr=False)
    copyfit: PageCopyfit | None = field(repr=False)
    findings: tuple[PlacedFinding, ...] | None = None
    fit: bool = True
    folder: str = ""

    @property
    def side(self) -> PageSide:
        """The version as one side of a comparison."""
        image = page_image(self.pdf, COMPARED_AT)
        mark = hashlib.sha256(self.pdf).hexdigest()
        name = self.layout.id if self.layout else ""
        return PageSide(name, image, self.layout, self.copyfit.stories if self.copyfit else (), mark)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the edition: its versions, the newest last, and why it could not be built, if it could not."""

    id: str
    section: str = ""
    versions: tuple[Version, ...] = ()
    waiting: bool = True
    failed: str = ""

    @property
    def last(self) -> Version | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None


class Board:
    """The desk's state. Every change makes a new revision, which those who wait for one are told of."""

    def __init__(
        self,
        folder: str,
        plans: Path,
        *,
        can_choose: bool = False,
        can_sign: bool = False,
        language: str = "zh-Hans",
    ) -> None:
        """Start with nothing. folder: the edition as the user knows it; plans: where alternatives may be."""
        self._changed = threading.Condition()
        self._sheets: dict[str, Sheet] = {}
        self._about: dict[str, Any] = {"folder": folder, "paper": "", "date": "", "issue": 0, "language": language}
        self._problem: tuple[FindingRecord, ...] = ()
        self._building = ""
        self._plans = plans
        self._can_choose, self._can_sign = can_choose, can_sign
        self._signs: dict[str, SignRecord] = {}
        self._numbers = 0
        self.revision = 0

    # ---- told by the watcher ------------------------------------------------------------------------------------

    def edition(self, edition: Edition) -> None:
        """Take the edition as it is now: its pages in their order; what was wrong with the files is mended."""
        with self._changed:
            self._about |= {
                "paper": edition.paper.name,
                "date": edition.date.isoformat(),
                "issue": edition.issue,
                "language": edition.language,
            }
            self._sheets = {
                page.id: replace(self._sheets.get(page.id, Sheet(page.id)), section=page.section)
                for page in edition.pages
            }
            self._problem = ()
            self._tell()

    def problem(self, findings: Iterable[Finding], message: str) -> None:
        """Show what is wrong with the edition's files; the last good pages stay."""
        with self._changed:
            language = telling(self._about["language"])
            records = tuple(finding_record(finding, language) for finding in findings)
            self._problem = records or (FindingRecord("", Severity.ERROR, told(message, language)),)
            self._building = ""
            self._tell()

    def waiting(self, pages: Iterable[str]) -> None:
        """Say which pages are not up to date with the files."""
        with self._changed:
            wanted = set(pages)
            self._sheets = {name: replace(sheet, waiting=name in wanted) for name, sheet in self._sheets.items()}
            self._tell()

    def building(self, page: str) -> None:
        """Say which page is being built, "" for none."""
        with self._changed:
            self._building = page
            self._tell()

    def made(
        self,
        page: str,
        pdf: bytes,
        layout: PageRecord | None,
        copyfit: PageCopyfit | None,
        image: Image.Image | None = None,
    ) -> None:
        """Show a new version of a page that is not checked yet; one that came out as the last did is none.

        ``image`` is the page at PREVIEW_DPI, where it was drawn before.
        """
        with self._changed:
            sheet = self._sheets.get(page)
            last = sheet.last if sheet else None
            if last and last.pdf == pdf:
                self._put(page, replace(last, layout=layout, copyfit=copyfit), new=False)
                return
        image = image or page_image(pdf, PREVIEW_DPI)
        picture, small = _jpeg(image), _jpeg(thumbnail(image, SMALL))
        with self._changed:
            self._numbers += 1
            mark = hashlib.sha256(picture).hexdigest()[:MARK]
            version = Version(self._numbers, mark, time.time(), pdf, picture, small, image.size, layout, copyfit)
            self._put(page, version, new=True)

    def checked(self, page: str, findings: Iterable[PlacedFinding], *, fit: bool, folder: str) -> None:
        """Add what was found on the newest version of a page, and where it was written."""
        with self._changed:
            sheet = self._sheets.get(page)
            if sheet and sheet.last:
                self._put(page, replace(sheet.last, findings=tuple(findings), fit=fit, folder=folder), new=False)

    def signed(self, signs: Mapping[str, SignRecord]) -> None:
        """Take how the pages in the output stand with their sign-off."""
        with self._changed:
            if self._signs != signs:
                self._signs = dict(signs)
                self._tell()

    def failed(self, page: str, error: BanmianError) -> None:
        """Say why a page could not be built; its last version stays."""
        with self._changed:
            if sheet := self._sheets.get(page):
                self._sheets[page] = replace(sheet, failed=self.said(error), waiting=False)
                self._tell()

    def said(self, error: BanmianError) -> str:
        """Return an error in the edition's language, with what to do."""
        return told(listed(filter(None, (error.message, error.hint)), "\n"), telling(self._about["language"]))

    def _put(self, page: str, version: Version, *, new: bool) -> None:
        sheet = self._sheets.get(page, Sheet(page))
        before = sheet.versions if new else sheet.versions[:-1]
        self._sheets[page] = replace(sheet, versions=(*before, version)[-KEPT:], waiting=False, failed="")
        self._tell()

    def _tell(self) -> None:
        self.revision += 1
        self._changed.notify_all()

    @property
    def language(self) -> str:
        """The language of the edition."""
        return str(self._about["language"])

    # ---- asked by the server ------------------------------------------------------------------------------------

    def wait(self, revision: int, seconds: float) -> int:
        """Wait until there is another revision than this one, or so long; return the revision there is."""
        with self._changed:
            self._changed.wait_for(lambda: self.revision != revision, seconds)
            return self.revision

    def pictured(self, page: str, mark: str) -> Version | None:
        """Return the version of a page whose picture has that mark, if it is still kept."""
        sheet = self._sheets.get(page)
        return next((version for version in sheet.versions if version.mark == mark), None) if sheet else None

    def version(self, page: str, number: int) -> Version | None:
        """Return a version of a page, if it is still kept."""
        sheet = self._sheets.get(page)
        return next((version for version in sheet.versions if version.number == number), None) if sheet else None

    def compare(self, page: str, before: int, after: int) -> dict[str, Any] | None:
        """Return what changed between two versions of a page, None if one of them is not kept."""
        old, new = self.version(page, before), self.version(page, after)
        if old is None or new is None:
            return None
        changes = compare_page(old.side, new.side)
        return {
            "page": page,
            "before": before,
            "after": after,
            "changes": _changes(changes, _trim(new), telling(self._about["language"])),
        }

    def snapshot(self) -> dict[str, Any]:
        """Return everything the desk shows, as plain data."""
        with self._changed:
            sheets, about = dict(self._sheets), dict(self._about)
            problem, building, revision = self._problem, self._building, self.revision
            signs = dict(self._signs)
        plans = read_alternatives(self._plans)
        return {
            **about,
            "revision": revision,
            "building": building,
            "problem": [to_data(finding) for finding in problem],
            "spreads": [list(group) for group in spreads(list(sheets))],
            "pages": [
                _sheet_data(sheet, building, telling(about["language"]))
                | {"sign": _sign_data(signs.get(sheet.id, SignRecord("unsigned")), about["date"])}
                for sheet in sheets.values()
            ],
            "can_choose": self._can_choose,
            "can_sign": self._can_sign,
            "plans": {
                page: [
                    {
                        "n": plan.number,
                        "picture": plan.picture,
                        "title": plan.title,
                        "notes": list(plan.notes),
                        "chosen": plan.chosen,
                    }
                    for plan in choices
                ]
                for page, choices in plans.items()
            },
        }


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=90, subsampling=0)  # ten times faster than WebP or PNG
    return out.getvalue()


def _trim(version: Version) -> tuple[float, float]:
    """Return the trim's width and height, pt."""
    if version.layout:
        return version.layout.trim.width * MM, version.layout.trim.height * MM
    return version.size[0] * 72 / PREVIEW_DPI, version.size[1] * 72 / PREVIEW_DPI


def _percent(rect: Rect, trim: tuple[float, float]) -> dict[str, float]:
    width, height = trim
    return {
        "left": round(100 * rect.x / width, 3),
        "top": round(100 * rect.y / height, 3),
        "width": round(100 * rect.width / width, 3),
        "height": round(100 * rect.height / height, 3),
    }


def _sheet_data(sheet: Sheet, building: str, language: str) -> dict[str, Any]:
    last = sheet.last
    data: dict[str, Any] = {
        "id": sheet.id,
        "section": sheet.section,
        "building": sheet.id == building,
        "waiting": sheet.waiting,
        "failed": sheet.failed,
        "versions": [
            {"n": version.number, "mark": version.mark, "made": time.strftime("%H:%M:%S", time.localtime(version.made))}
            for version in sheet.versions
        ],
    }
    if last is None:
        return data
    trim = _trim(last)
    placed = tuple(items(last.layout))
    rects = {item.id: item.rect for item in placed}
    fits = last.copyfit.stories if last.copyfit else ()
    return data | {
        "version": last.number,
        "mark": last.mark,
        "size": {"width": last.size[0], "height": last.size[1]},
        "checked": last.findings is not None,
        "fit": last.fit,
        "folder": last.folder,
        "stories": [_story_data(fit, rects[fit.id], trim, language) for fit in fits if fit.id in rects],
        "ads": [{"id": item.id, "rect": _percent(item.rect, trim)} for item in placed if item.what is What.AD],
        "findings": [_finding_data(finding, rects, trim) for finding in last.findings or ()],
    }


def _sign_data(sign: SignRecord, date: str) -> dict[str, Any]:
    """Return how a page stands with its sign-off, with the time as the clock here shows it."""
    when = clock.here(sign.time, datetime.date.fromisoformat(date)) if sign.time and date else ""
    return to_data(sign) | {"when": when}


def _story_data(fit: StoryFit, rect: Rect, trim: tuple[float, float], language: str) -> dict[str, Any]:
    """Return how a story fits, with its place and with the levers in a language."""
    levers = [told(lever, language) for lever in fit.used]
    return {**to_data(fit), "levers": levers, "rect": _percent(rect, trim)}


def _finding_data(placed: PlacedFinding, rects: Mapping[str, Rect], trim: tuple[float, float]) -> dict[str, Any]:
    """Return a finding with its place: its own, else that of the story or ad it is about, else none."""
    rect = Rect.of_mm(placed.rect) if placed.rect else rects.get(placed.finding.subject)
    return {**to_data(placed.finding), "rect": _percent(rect, trim) if rect else None}


def _changes(changes: PageChanges, trim: tuple[float, float], language: str) -> list[dict[str, Any]]:
    return [
        {
            **change.as_json(),
            "summary": told(change.summary, language),
            "before": _percent(change.before, trim) if change.before else None,
            "after": _percent(change.after, trim) if change.after else None,
            "boxes": [_percent(box, trim) for box in change.boxes],
        }
        for change in changes.changes
    ]
