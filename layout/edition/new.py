"""A new edition: the newest one, or a given one, copied into a folder of its own and dated for its day."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError, OutputError
from layout.base.messages import say
from layout.edition.edits import ids_of, page_node, with_ids
from layout.edition.story import with_front_keys
from layout.files.atomic import write_text
from layout.files.folders import check_free, make_writable, reason_of
from layout.files.project import EDITION_FILE
from layout.files.text import MAX_BYTES, is_inside, read_source, shown
from layout.files.yaml import Mapping, Node, Scalar, parse_yaml

_BOM = b"\xef\xbb\xbf"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISSUE = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """A story held over in the edition that is copied: the page that names it there, its section, the days it waits."""

    id: str
    page: str
    section: str
    days: int


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What was made: the folder, the edition it was copied from, its day and its issue number.

    ``along`` are the stories held over there that wait in the pool here.
    """

    folder: Path
    source: Path
    date: datetime.date
    issue: int
    along: tuple[TakenAlong, ...] = ()


def new_edition(target: Path, source: Path | None = None, held_over: Sequence[TakenAlong] = ()) -> NewEdition:
    """Copy an edition to ``target`` as a ready-to-edit one; without ``source`` the newest beside the target.

    The new edition's day is the target's name if that is a date, such as 2022-04-16, else the day after the
    source's. Its issue number is the source's, advanced by the days between them, and by one at least. In
    edition.yaml only these two values change; comments and layout stay. Hidden files are not copied.

    ``held_over`` are stories that wait: they are taken off their page and get their section, so that they are allotted
    to a page that has room, and the days they were held (``held:``). One without a section is set aside: its file's
    name begins with _ then.

    The copy appears whole or not at all. Raises ContentError if there is no edition to copy or its date and
    issue cannot be read, OutputError if the target exists and is not empty, or cannot be written.
    """
    check_free(target)
    source = newest_edition(target.parent) if source is None else source
    head = _read_head(source)
    if is_inside(target, source):
        raise OutputError(
            say("{target} lies inside {source}", target=shown(target), source=shown(source)),
            say("give a folder beside it, such as content/2022-04-16"),
        )
    date = _date_in(target.resolve().name) or _day_after(head.date)
    issue = head.issue + max(1, (date - head.date).days)
    along = tuple(held for held in held_over if (source / f"{held.id}.md").is_file())
    data = _without(head.with_values(date, issue), along, shown(source / EDITION_FILE))
    try:
        _copy(source, target, data, along)
    except (OSError, shutil.Error) as error:
        raise OutputError(
            say("{target} cannot be made: {reason}", target=shown(target), reason=reason_of(error)),
            say("check the space on the disk, your rights there, and that the edition has only ordinary files"),
        ) from error
    return NewEdition(target, source, date, issue, along)


def _day_after(date: datetime.date) -> datetime.date:
    if date == datetime.date.max:
        raise ContentError(
            say("the calendar ends on {date}", date=date), say("correct date: in the edition that is copied")
        )
    return date + datetime.timedelta(days=1)


def newest_edition(folder: Path) -> Path:
    """Return the edition of the latest day among the folders in ``folder``; of one day, the last by name.

    Where there is none, those in the folders of its zones are asked. An edition's day is the date in its edition.yaml;
    if that cannot be read, the date in its name. Raises ContentError if there is none at all.
    """
    zones, dated = [], []
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith((".", "_")) or not path.is_dir():
                continue
            if not (path / EDITION_FILE).is_file():
                zones.append(path)
            elif day := _day(path):
                dated.append((day, path.name, path))
    for zone in () if dated else zones:
        with suppress(ContentError):
            found = newest_edition(zone)
            dated.append((_day(found) or datetime.date.min, str(found), found))
    if not dated:
        raise ContentError(
            say("there is no edition to copy in {folder}", folder=shown(folder)),
            say("name one: make new EDITION=... FROM=content/2022-04-15"),
        )
    return max(dated)[2]


def _day(edition: Path) -> datetime.date | None:
    try:
        return _read_head(edition).date
    except ContentError:
        return _date_in(edition.name)


def _date_in(text: str) -> datetime.date | None:
    if not _DATE.fullmatch(text):
        return None
    with suppress(ValueError):
        return datetime.date.fromisoformat(text)
    return None


@dataclass(frozen=True, slots=True)
class _Head:
    """The edition.yaml of an edition, and where in it date and issue stand."""

    mark: bytes
    text: str
    date: datetime.date
    date_at: Scalar
    issue: int
    issue_at: Scalar

    def with_values(self, date: datetime.date, issue: int) -> bytes:
        """Return the file with another date and issue and no other change."""
        text = self.text
        values: Sequence[tuple[Scalar, str]] = ((self.date_at, date.isoformat()), (self.issue_at, str(issue)))
        for at, value in sorted(values, key=lambda change: change[0].start, reverse=True):
            text = text[: at.start] + value + text[at.end :]
        return self.mark + text.encode("utf-8")


def _read_head(edition: Path) -> _Head:
    if not edition.is_dir():
        raise ContentError(
            say("there is no edition {edition}", edition=shown(edition)), say("name a folder of content/ to copy")
        )
    path = edition / EDITION_FILE
    report = Report()
    root: Node | None = None
    mark, text = b"", ""
    if read_source(path, edition, report) is not None:
        # Read once more as it is: the copy keeps its line ends and its byte order mark.
        with path.open("rb") as file:
            data = file.read(MAX_BYTES)
        mark = _BOM if data.startswith(_BOM) else b""
        text = data.removeprefix(_BOM).decode("utf-8")
        root = parse_yaml(text, shown(path), report)
    if report.errors:
        raise ContentError(listing(report.errors), say("mend {path} first, then copy the edition", path=shown(path)))
    date_at = root.get("date") if isinstance(root, Mapping) else None
    issue_at = root.get("issue") if isinstance(root, Mapping) else None
    date = _date_in(date_at.text.strip()) if isinstance(date_at, Scalar) else None
    if not isinstance(date_at, Scalar) or date is None:
        raise ContentError(
            say("{path} has no date", path=shown(path)), say("write a line such as date: 2022-04-15 in it first")
        )
    if not isinstance(issue_at, Scalar) or not issue_at.plain or not _ISSUE.fullmatch(issue_at.text):
        raise ContentError(
            say("{path} has no issue number", path=shown(path)), say("write a line such as issue: 4210 in it first")
        )
    return _Head(mark, text, date, date_at, int(issue_at.text), issue_at)


def _without(edition_file: bytes, along: Sequence[TakenAlong], name: str) -> bytes:
    """Return an edition.yaml whose pages do not name the stories that wait; its line ends stay."""
    if not along:
        return edition_file
    mark = _BOM if edition_file.startswith(_BOM) else b""
    written = edition_file.removeprefix(_BOM).decode("utf-8")
    text = written.replace("\r\n", "\n")
    for page in dict.fromkeys(held.page for held in along):
        waiting = {held.id for held in along if held.page == page}
        listed = ids_of(page_node(text, page, name), "stories")
        text = with_ids(text, page, "stories", [one for one in listed if one not in waiting], name)
    return mark + (text.replace("\n", "\r\n") if "\r\n" in written else text).encode("utf-8")


def _set_waiting(folder: Path, held: TakenAlong) -> None:
    """Write into a story that it waits: its section and the days; without a section it is set aside."""
    file = folder / f"{held.id}.md"
    text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    section = json.dumps(held.section, ensure_ascii=False) if held.section else ""
    write_text(file, with_front_keys(text, {"section": section, "held": str(held.days)}))
    if not held.section:
        file.rename(folder / f"_{file.name}")


def _copy(source: Path, target: Path, edition_file: bytes, along: Sequence[TakenAlong]) -> None:
    """Copy into a hidden folder beside the target and rename it at the end, so that no half copy is ever seen."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.new-", dir=target.parent))
    try:
        copy = staged / "edition"
        shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns(".*", "*~"))
        make_writable(copy)
        # Removed before it is written: it may be a link, and the file it leads to must stay as it is.
        (copy / EDITION_FILE).unlink()
        (copy / EDITION_FILE).write_bytes(edition_file)
        for held in along:
            _set_waiting(copy, held)
        copy.rename(target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
