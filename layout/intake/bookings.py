"""Bookings of ads from a table, CSV or Excel, into an edition's ads.yaml; what an editor has to look at, on a list.

What stands in ads.yaml stays as it is to the byte, new ads are written under it. Every cell of the file is then in
ads.yaml or on the list.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.base.errors import BanmianError, ContentError
from layout.base.guests import let_in
from layout.base.locale import DEFAULT
from layout.base.messages import listed, say, telling, told
from layout.base.patterns import ID_PATTERN, NAME_PATTERN
from layout.design.tokens import Design, load_design
from layout.edition.runs import runs_of
from layout.files.atomic import write_whole
from layout.files.commands import new_command
from layout.files.project import ADS_FILE, EDITION_FILE, find_project
from layout.files.text import has_bad_character, read_source, shown
from layout.files.yaml import Mapping, Node, Scalar, Sequence, parse_yaml
from layout.intake.bookings_ads import Booking, NoAd, Value, ad_of, ad_text, entry_of, kind_of
from layout.intake.bookings_file import AdsFile, words_of
from layout.intake.bookings_map import NO_MAP, BookingMap, read_map
from layout.intake.days import days_of
from layout.intake.sheets import MAX_BYTES, Row, Sheet, read_sheets
from layout.intake.sizes import Designs

_ANY_DAY = datetime.date(2000, 1, 1)
LIST_FILE = "_ads.import.txt"
HEAD_ROWS = 12
"""The names of the columns stand in one of so many first rows."""
_SUM = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|总数|sum|(?:sub|grand )?totals?)(?:\s*[:：].*)?", re.IGNORECASE)
"""What a row of sums begins with: it is no booking."""
_ENTRY_LINE, _ENTRY_HEAD, _CLASSIFIED_HEAD = 22, 3, 6
"""For the guess of a classified ad's size: characters of a line, rows of a heading, of the ad's own."""


@dataclass(frozen=True, slots=True)
class Bookings:
    """What became of a file of bookings: the ids of ads and the number of classified entries that were added.

    ``other_days`` were left because they are for other days, ``there`` were in ads.yaml already; ``refused`` rows make
    no ad, and are on the list ``todo`` with why.
    """

    source: Path
    into: Path
    ads: tuple[str, ...]
    entries: int
    other_days: int
    there: int
    refused: int
    todo: Path | None
    notes: tuple[str, ...]


def take_bookings(file: Path, edition: Path, mapping: Path | None = None) -> Bookings:
    """Add the bookings of a file to an edition's ads.yaml. Raises ContentError, nothing being written then.

    ``mapping`` is the paper's own file that says which column is what.
    """
    let_in()
    day, language, designs = _of_edition(edition)
    map_ = read_map(mapping) if mapping else NO_MAP
    taking = _Taking(AdsFile.read(edition), map_, designs, map_.only or day)
    sheets = read_sheets(_bytes(file), shown(file))
    for sheet in sheets:
        taking.sheet(sheet, shown(file), alone=len(sheets) == 1)
    if not sheets:
        raise ContentError(say("{file} has no rows", file=shown(file)), say("look whether it is the right file"))
    taking.classify()
    taking.pages()
    taking.ads.write()
    return _told(taking, file, edition, language)


def _told(taking: _Taking, file: Path, edition: Path, language: str) -> Bookings:
    """Write the list under what it has already, and return what is to be said."""
    spoken = telling(language)
    notes = tuple(told(note.remark, spoken) for note in taking.notes)
    todo = edition / LIST_FILE
    if notes:
        head = say("{file} was taken in as {story}. To be looked at:", file=shown(file), story=ADS_FILE)
        before = todo.read_bytes() if todo.is_file() else b""
        text = "\n\n".join((told(head, spoken), *notes)) + "\n"
        write_whole(todo, before + (b"\n" if before else b"") + text.encode("utf-8"))
    return Bookings(
        file,
        edition / ADS_FILE,
        tuple(taking.ads.added),
        taking.entry_count,
        taking.other_days,
        taking.there,
        taking.refused,
        todo if notes else None,
        notes,
    )


def _of_edition(edition: Path) -> tuple[datetime.date | None, str, Designs]:
    """Return an edition's date, if it can be read, its language, and the templates of its pages."""
    if not (edition / EDITION_FILE).is_file():
        raise ContentError(
            say("{edition} is no edition: it has no {edition_file}", edition=shown(edition), edition_file=EDITION_FILE),
            say("make it first: {command}", command=new_command(edition)),
        )
    source = read_source(edition / EDITION_FILE, edition, Report())
    root = parse_yaml(source.text, "", Report()) if source else None
    words = {key: root.get(key) for key in ("date", "language", "pages")} if isinstance(root, Mapping) else {}
    date, language = words.get("date"), words.get("language")
    days = days_of(date.text, _ANY_DAY) if isinstance(date, Scalar) else []
    tongue = language.text if isinstance(language, Scalar) and not language.is_null else DEFAULT.tag
    return next(iter(days[0])) if days else None, tongue, _designs(words.get("pages"), edition, tongue)


def _designs(pages: Node | None, edition: Path, language: str) -> Designs:
    """Return the templates of the pages as the edition's language has them, those that can be read."""
    project = find_project(edition)
    known: dict[str, Design] = {}
    found = {}
    for page in pages.items if isinstance(pages, Sequence) else ():
        name, template = (page.get(key) for key in ("id", "template")) if isinstance(page, Mapping) else (None, None)
        if not isinstance(template, Scalar) or not re.fullmatch(NAME_PATTERN, template.text):
            continue
        if template.text not in known:
            with suppress(BanmianError):
                known[template.text] = load_design(project.template(template.text), language)
        if template.text in known:
            found[name.text if isinstance(name, Scalar) else ""] = (template.text, known[template.text])
    return Designs(found)


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise ContentError(say("there is no file {file}", file=shown(file)), say("look at its name"))
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ContentError(
            say("{file} cannot be read: {reason}", file=shown(file), reason=error.strerror), say("look at its rights")
        ) from error


@dataclass(slots=True)
class _Taking:
    """The work on one file: what was added so far, what was not, and the list."""

    ads: AdsFile
    map: BookingMap
    designs: Designs
    day: datetime.date | None
    notes: list[Finding] = field(default_factory=list)
    entries: list[tuple[Booking, dict[str, Value]]] = field(default_factory=list)
    on_pages: dict[str, list[str]] = field(default_factory=dict)
    other_days: int = 0
    there: int = 0
    refused: int = 0
    entry_count: int = 0

    def note(self, code: Code, message: str, text: str = "", hint: str = "") -> None:
        self.notes.append(Finding(code, code.severity, message, hint=hint, quoted=text))

    def sheet(self, sheet: Sheet, file: str, *, alone: bool) -> None:
        """Take the bookings of one table. Raises ContentError if it is the only one and names no columns."""
        at = next((at for at, row in enumerate(sheet.rows[:HEAD_ROWS]) if self._is_head(row)), None)
        if at is not None and len(self._known(sheet.rows[at + 1 : at + 2])) > len(self._known(sheet.rows[at : at + 1])):
            at += 1  # the names of groups of columns stand above their own
        place = f"{file} [{sheet.name}]" if sheet.name and not alone else file
        if sheet.encoding:
            said, hint = (
                say("the file is {encoding}", encoding=sheet.encoding),
                say("look at one row whether it reads well"),
            )
            self.note(Code.IMPORT_ENCODING, said, "", hint)
        if at is None:
            said = say("{place}: no row names columns that are known", place=place)
            hint = say("known are names such as 客户, 广告内容, 规格, 日期; or say with --map which column is what")
            if alone:
                raise ContentError(said, hint)
            self.refused += 1
            self.note(Code.IMPORT_BOOKING_REFUSED, said, _cells(sheet.rows), hint)
            return
        if above := _cells(sheet.rows[:at]):
            self.note(Code.IMPORT_BOOKING_REST, say("{place}: above the columns stands", place=place), above)
        head = sheet.rows[at].cells
        fields = [self.map.field(name) for name in head]
        if unknown := [name for name, known in zip(head, fields, strict=True) if name and not known]:
            said = say("{place}: columns that are not known", place=place)
            self.note(Code.IMPORT_BOOKING_REST, said, listed(unknown), say("say with --map what they are"))
        dated = "date" in fields
        for row in sheet.rows[at + 1 :]:
            self._row(self._booking(row, f"{place}:{row.number}", head, fields), dated=dated)

    def _is_head(self, row: Row) -> bool:
        known = self._known((row,))
        return len(known) > 1 or bool(known and sum(map(bool, row.cells)) == 1 and "text" in known)

    def _known(self, rows: tuple[Row, ...]) -> set[str]:
        return {found for row in rows for cell in row.cells if (found := self.map.field(cell))}

    def _booking(self, row: Row, place: str, head: tuple[str, ...], fields: list[str]) -> Booking:
        booking = Booking(place, row.number, {}, {}, notes=row.notes)
        for at, cell in enumerate(row.cells):
            text = self._clean(cell, place)
            name = head[at] if at < len(head) else ""
            key = fields[at] if at < len(fields) else ""
            if not text:
                continue
            if not key or key in booking.values:
                booking.loose.append((name or say("without a name"), text))
            else:
                booking.values[key], booking.names[key] = text, name
        for key, value in self.map.constants.items():
            booking.values.setdefault(key, value)
        return booking

    def _clean(self, text: str, place: str) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\v", "\n")
        for character in sorted(set(filter(has_bad_character, text))):
            said = say(
                "{place}: U+{character:04X} was taken out, because it cannot be printed",
                place=place,
                character=ord(character),
            )
            self.note(Code.IMPORT_BAD_CHARACTER, said, "", say("look whether something is missing there"))
        return "".join(character for character in text if not has_bad_character(character)).strip()

    def _row(self, booking: Booking, *, dated: bool) -> None:
        if not booking.values and not booking.loose:
            return
        if not booking.has("title", "text") and any(_SUM.fullmatch(text) for _, text in booking.rest()):
            self.note(
                Code.IMPORT_BOOKING_REST,
                say("{place}: not in {file}", place=booking.place, file=ADS_FILE),
                _rest(booking),
            )
            return
        try:
            if dated and not self._is_for_today(booking):
                self.other_days += 1
                booking.used.clear()
                said = say("{place} is for another day and was left", place=booking.place)
                self.note(Code.IMPORT_BOOKING_DAY, said, _rest(booking))
                return
            kind = kind_of(booking)
            if kind == "classified":
                self._entry(booking)
            else:
                self._ad(booking, kind)
        except NoAd as error:
            self._refuse(booking, error)

    def _refuse(self, booking: Booking, error: NoAd) -> None:
        self.refused += 1
        booking.used.clear()
        said = say("{place} was not taken: {why}", place=booking.place, why=error.args[0])
        self.note(Code.IMPORT_BOOKING_REFUSED, said, _rest(booking), error.hint)

    def _is_for_today(self, booking: Booking) -> bool:
        if self.day is None:
            raise NoAd(say("the edition has no date to compare with"), say("write date: in edition.yaml"))
        text = booking.values.get("date", "")
        readings = days_of(text, self.day) if text else []
        held = {self.day in days for days in readings}
        if len(held) > 1:
            why = say("{text} can be several days, and this is one of them", text=text)
            raise NoAd(why, say("write it as {day}", day=str(self.day)))
        if not held:
            why = say("{text} is no date that is understood", text=text) if text else say("it has no date")
            raise NoAd(why, say("write it as {day}", day=str(self.day)))
        booking.used.add("date")
        return held == {True}

    def _days(self, booking: Booking) -> list[datetime.date]:
        """Return all days a booking is for, in order, if it is sure which they are."""
        readings = days_of(booking.values.get("date", ""), self.day) if self.day else []
        taken = [days for days in readings if self.day in days]
        return sorted(taken[0]) if len(taken) == 1 else []

    def _ad(self, booking: Booking, kind: str) -> None:
        wanted = booking.take("id") if _is_id(booking.values.get("id", "")) else ""
        ad_id = wanted or self.ads.free_id(f"booking-{booking.row}")
        ad = ad_of(booking, kind, self.map, self.designs, ad_id)
        days = self._days(booking)
        if len(days) > 1:
            ad["runs"] = [str(run) for run in runs_of(days)]
        text, node = self.ads.checked(ad)
        if (there := self.ads.words.get(words_of(node))) is not None:
            self._is_there(booking, there)
            return
        if wanted in self.ads.ids:
            why = say("there is an ad or a story {wanted} with other words", wanted=wanted)
            raise NoAd(why, say("give one of them another id"))
        self.ads.add(ad_id, text, node)
        page = booking.take("page") if booking.has("page") else ""
        self.on_pages.setdefault(self.designs.page(page) if page else "", []).append(ad_id)
        self._tell_rest(booking)

    def _is_there(self, booking: Booking, there: str) -> None:
        self.there += 1
        booking.used.clear()
        said = say("{place} is in {file} already, as {there}", place=booking.place, file=ADS_FILE, there=there)
        self.note(Code.IMPORT_BOOKING_THERE, said, _rest(booking))

    def _entry(self, booking: Booking) -> None:
        entry = entry_of(booking)
        report = Report()
        root = parse_yaml(ad_text(entry, ""), ADS_FILE, report)
        node = root.items[0] if isinstance(root, Sequence) else None
        if node is None or report.errors:
            raise NoAd(listed([finding.message for finding in report.errors], "; "), "")
        if (there := self.ads.words.get(words_of(node))) is not None:
            self._is_there(booking, there)
            return
        self.ads.words[words_of(node)] = say("an entry of this file")
        self.entries.append((booking, entry))
        self._tell_rest(booking)

    def _tell_rest(self, booking: Booking) -> None:
        for guess in booking.guesses:
            said = say("{place}: {guess}", place=booking.place, guess=guess)
            hint = say("put in what is wanted, or say under sizes: of the mapping file what it is")
            self.note(Code.IMPORT_BOOKING_GUESS, said, "", hint)
        for comment in booking.notes:
            self.note(Code.IMPORT_BOOKING_REST, say("{place}: a remark on a cell", place=booking.place), comment)
        if rest := _rest(booking, notes=False):
            self.note(Code.IMPORT_BOOKING_REST, say("{place}: not in {file}", place=booking.place, file=ADS_FILE), rest)

    def classify(self) -> None:
        """Put the classified entries into one ad of their own."""
        if not self.entries:
            return
        keys = self.map.classified
        lines = sum(ceil(len(str(entry["text"])) / _ENTRY_LINE) for _, entry in self.entries)
        headings = len({entry["heading"] for _, entry in self.entries})
        guess = min(200, ceil((lines + _ENTRY_HEAD * headings) / 2) + _CLASSIFIED_HEAD)
        ad: dict[str, Value] = {
            "id": self.ads.free_id((keys.id if keys else "") or "classified"),
            "kind": "classified",
            "columns": keys.columns if keys else 2,
            "rows": (keys.rows if keys else None) or guess,
        }
        if keys and keys.title:
            ad["title"] = keys.title
        ad["entries"] = [entry for _, entry in self.entries]
        try:
            text, node = self.ads.checked(ad)
        except NoAd as error:
            for booking, _ in self.entries:
                self._refuse(booking, error)
            return
        self.ads.add(str(ad["id"]), text, node)
        self.on_pages.setdefault("", []).append(str(ad["id"]))
        self.entry_count = len(self.entries)
        if not (keys and keys.rows):
            said = say(
                "the size of {id}, {columns} columns and {rows} rows, is a guess",
                id=ad["id"],
                columns=ad["columns"],
                rows=ad["rows"],
            )
            self.note(
                Code.IMPORT_BOOKING_GUESS,
                said,
                "",
                say("put in what is wanted, or say it under classified: of the mapping file"),
            )

    def pages(self) -> None:
        """Tell which ads are to be named under which page."""
        for page, ids in self.on_pages.items():
            where = say("page {page}", page=page) if page else say("a page")
            said = say("name these under ads: of {where} in {file}", where=where, file=EDITION_FILE)
            self.note(Code.IMPORT_BOOKING_PAGE, said, ", ".join(ids))


def _is_id(text: str) -> bool:
    return re.fullmatch(ID_PATTERN, text) is not None and len(text) <= 64


def _cells(rows: tuple[Row, ...]) -> str:
    return "\n".join(" | ".join(filter(None, (*row.cells, *row.notes))) for row in rows)


def _rest(booking: Booking, *, notes: bool = True) -> str:
    """Return what of a row is not in ads.yaml, each cell with the name of its column."""
    cells: Iterator[str] = (f"{name}: {text}" for name, text in booking.rest())
    return listed([*cells, *(booking.notes if notes else ())], "\n")
