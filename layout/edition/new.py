"""A new edition: which day and number it has, and the newest one, or a given one, copied and dated for that day."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError, OutputError
from layout.base.messages import listed, say
from layout.edition.booked import AdItem, ad_items, pages_without, why_gone, without_ads
from layout.edition.edits import ids_of, page_node, with_ids
from layout.edition.issuedays import IssueDays
from layout.edition.story import with_front_keys
from layout.files.atomic import write_text
from layout.files.bases import bases_of
from layout.files.folders import check_free, make_writable, reason_of
from layout.files.project import ADS_FILE, EDITION_FILE, PROJECT_FILE, SIGNED_FILE, Project
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

    ``along`` are the stories held over there that wait in the pool here; ``standing`` is the folder of what every issue
    has, if it was made of that; ``told`` says what else came along and what did not.
    """

    folder: Path
    source: Path
    date: datetime.date
    issue: int
    along: tuple[TakenAlong, ...] = ()
    standing: Path | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """An edition to be made: its folder, day and number; the edition before it, None if it is the first one.

    ``standing`` is the folder of what every issue has, None if the paper has none.
    """

    target: Path
    source: Path | None
    date: datetime.date
    issue: int
    standing: Path | None = None
    told: tuple[str, ...] = ()

    @property
    def source_name(self) -> str:
        """The edition before it, as it is told."""
        return shown(self.source) if self.source else ""


def plan_issue(project: Project, days: IssueDays, target: Path | None = None, source: Path | None = None) -> IssuePlan:
    """Return which edition is to be made. Without ``target``: that of the next day of issue after the newest one.

    ``target`` may be a folder of editions, that of a zone, too; ``source`` is an edition to be taken instead of the
    newest one beside the target that is older. The number is the source's advanced by the issues between them. Raises
    ContentError if there is no edition to go on from, or it cannot be read.
    """
    told: list[str] = []
    if target is not None and _is_shelf(target):
        folder, target = target, None
    elif target is not None:
        if len(target.parts) == 1 and _date_in(target.name) and Path.cwd().resolve() == project.root.resolve():
            target = project.content / target
        folder = target.parent
    else:
        folder = source.parent if source else _one_shelf(project.content)
    standing = _standing(project, folder)
    date = _date_in(target.resolve().name) if target else None
    newest = None
    if source is None and (standing is None or target is None or _is_shelf(folder)):
        try:
            newest = source = newest_edition(folder)
        except ContentError:  # the first of a paper is made of standing/ alone
            if standing is None:
                raise
    head = _read_head(source) if source else None
    if newest and head and date and date < head.date:
        # An issue of a day before: it goes on from what is before it, not from what follows.
        told.append(say("{later} is there already: see that no story and no ad stands in both", later=shown(newest)))
        with suppress(ContentError):
            source = newest_edition(folder, date)
        if source is not None and source != newest:
            head = _read_head(source)
        elif standing is not None:
            source = None
    if date is None:
        if head is None:
            raise ContentError(
                say("there is no edition yet, so its day is not known"),
                say("name it: banmian new content/2026-12-04"),
            )
        date = days.after(head.date) or _day_after(head.date)
    elif not days.has(date):
        told.append(say("{date} is no day of issue by {file}: {days}", date=date, file=PROJECT_FILE, days=days))
    number = _number(head, date, days) if head else 1
    name = date.isoformat()
    if source and head and head.base_at is not None:
        # What stands in every issue is in its base already.
        standing, name = None, source.name.replace(head.date.isoformat(), name)
    return IssuePlan(target or folder / name, source, date, number, standing, tuple(told))


def _is_shelf(folder: Path) -> bool:
    """Tell whether editions lie in a folder, beside each other."""
    return not (folder / EDITION_FILE).is_file() and any(folder.glob(f"[!._]*/{EDITION_FILE}"))


def _one_shelf(content: Path) -> Path:
    """Return the folder that a paper's editions lie in: content/, or that of its one zone.

    Raises ContentError where there are several zones.
    """
    if _is_shelf(content):
        return content
    zones = sorted(path for path in content.glob("[!._]*") if path.is_dir() and _is_shelf(path))
    if len(zones) > 1:
        raise ContentError(
            say("the paper has several zones: {zones}", zones=listed(shown(zone) for zone in zones)),
            say("name the one of the new edition: banmian new {zone}", zone=shown(zones[0])),
        )
    return zones[0] if zones else content


def _standing(project: Project, shelf: Path) -> Path | None:
    """Return the folder of what every issue has: that of the zone (standing/east), else the paper's; None if none."""
    zone = project.place(shelf) if shelf.resolve().is_relative_to(project.content.resolve()) else Path()
    places = (project.standing / zone, project.standing)
    return next((place for place in places if (place / EDITION_FILE).is_file()), None)


def new_edition(
    target: Path,
    source: Path | None = None,
    held_over: Sequence[TakenAlong] = (),
    days: IssueDays | None = None,
) -> NewEdition:
    """Copy an edition to ``target`` as a ready-to-edit one; without ``source`` the newest beside the target.

    The new edition's day is the target's name if that is a date, such as 2022-04-16, else the next of ``days``
    (every day if not given) after the source's. Its issue number is the source's, advanced by the issues between
    them, and by one at least; that of a day before the source's goes back. In edition.yaml only these two values
    change; comments and layout stay. Ads whose run (``runs:``) is over are left out. Hidden files are not copied.

    ``held_over`` are stories that wait: they are taken off their page and get their section, so that they are allotted
    to a page that has room, and the days they were held (``held:``). One without a section is set aside: its file's
    name begins with _ then.

    The copy appears whole or not at all. Raises ContentError if there is no edition to copy or its date and
    issue cannot be read, OutputError if the target exists and is not empty, or cannot be written.
    """
    check_free(target)
    days = days or IssueDays()
    source = newest_edition(target.parent) if source is None else source
    head = _read_head(source)
    if is_inside(target, source):
        raise OutputError(
            say("{target} lies inside {source}", target=shown(target), source=shown(source)),
            say("give a folder beside it, such as content/2022-04-16"),
        )
    date = _date_in(target.resolve().name) or days.after(head.date) or _day_after(head.date)
    issue = _number(head, date, days)
    along = tuple(held for held in held_over if (source / f"{held.id}.md").is_file())
    ended = _ended(source / ADS_FILE, date)
    data = _changed(
        head.with_values(date, issue),
        lambda text: _without(
            pages_without(text, {ad.id for ad in ended}, shown(source / EDITION_FILE)),
            along,
            shown(source / EDITION_FILE),
        ),
    )
    try:
        _copy(source, target, data, along, {ad.id for ad in ended})
    except (OSError, shutil.Error) as error:
        raise OutputError(
            say("{target} cannot be made: {reason}", target=shown(target), reason=reason_of(error)),
            say("check the space on the disk, your rights there, and that the edition has only ordinary files"),
        ) from error
    told = tuple(why_gone(ad, date, shown(source)) for ad in ended)
    if head.base_at is not None and not bases_of(target):
        base = head.base_on(date)
        told += (say("it is based on {base}, which is not there yet: make that, too", base=base),)
    return NewEdition(target, source, date, issue, along, told=told)


def _ended(file: Path, date: datetime.date) -> tuple[AdItem, ...]:
    """Return the ads of an ads.yaml that have a run and are out of it on a day."""
    if not file.is_file() or b"runs" not in (data := file.read_bytes()):
        return ()
    items = ad_items(data.decode("utf-8-sig", "replace").replace("\r\n", "\n"), shown(file))
    return tuple(ad for ad in items if ad.runs and not ad.runs_on(date))


def _number(head: _Head, date: datetime.date, days: IssueDays) -> int:
    """Return the issue number of a day, reckoned from that of another edition."""
    if date < head.date:
        return max(1, head.issue - days.between(date, head.date) - 1)
    return head.issue + days.between(head.date, date) + 1


def _day_after(date: datetime.date) -> datetime.date:
    if date == datetime.date.max:
        raise ContentError(
            say("the calendar ends on {date}", date=date), say("correct date: in the edition that is copied")
        )
    return date + datetime.timedelta(days=1)


def newest_edition(folder: Path, before: datetime.date | None = None) -> Path:
    """Return the edition of the latest day among the folders in ``folder``; of one day, the last by name.

    One that is based on another stands behind one of its day that is not.

    With ``before`` editions of that day and later ones do not count. Where there is none, those in the folders of
    its zones are asked. An edition's day is the date in its edition.yaml; if that cannot be read, the date in its
    name. Raises ContentError if there is none at all.
    """
    zones, dated = [], []
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith((".", "_")) or not path.is_dir():
                continue
            if not (path / EDITION_FILE).is_file():
                zones.append(path)
            elif (day := _day(path)) and (before is None or day < before):
                dated.append((day, not bases_of(path), path.name, path))
    for zone in () if dated else zones:
        with suppress(ContentError):
            found = newest_edition(zone, before)
            dated.append((_day(found) or datetime.date.min, not bases_of(found), str(found), found))
    if not dated:
        raise ContentError(
            say("there is no edition to copy in {folder}", folder=shown(folder)),
            say("name one: banmian new --from FOLDER; banmian init begins a paper with a first issue"),
        )
    return max(dated)[-1]


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
    """The edition.yaml of an edition, and where in it date and issue stand; None where those are its base's.

    ``base_at`` is where it says which edition it is based on.
    """

    mark: bytes
    text: str
    date: datetime.date
    date_at: Scalar | None
    issue: int
    issue_at: Scalar | None
    base_at: Scalar | None = None

    def with_values(self, date: datetime.date, issue: int) -> bytes:
        """Return the file with another date and issue and no other change; its base is then that of the same day."""
        text = self.text
        values = [(self.date_at, date.isoformat()), (self.issue_at, str(issue)), (self.base_at, self.base_on(date))]
        changes = [(at, value) for at, value in values if at is not None]
        for at, value in sorted(changes, key=lambda change: change[0].start, reverse=True):
            text = text[: at.start] + value + text[at.end :]
        return self.mark + text.encode("utf-8")

    def base_on(self, date: datetime.date) -> str:
        """Return what the edition says it is based on, for another day; empty if it says nothing."""
        if self.base_at is None:
            return ""
        return self.text[self.base_at.start : self.base_at.end].replace(self.date.isoformat(), date.isoformat())


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
    base_at = root.get("based_on") if isinstance(root, Mapping) else None
    date = _date_in(date_at.text.strip()) if isinstance(date_at, Scalar) else None
    if isinstance(base_at, Scalar) and (bases := bases_of(edition)):
        below = _read_head(bases[0])
        at, number = (here if isinstance(here, Scalar) else None for here in (date_at, issue_at))
        count = int(number.text) if number and _ISSUE.fullmatch(number.text) else below.issue
        return _Head(mark, text, date or below.date, at, count, number, base_at)
    if not isinstance(date_at, Scalar) or date is None:
        raise ContentError(
            say("{path} has no date", path=shown(path)), say("write a line such as date: 2022-04-15 in it first")
        )
    if not isinstance(issue_at, Scalar) or not issue_at.plain or not _ISSUE.fullmatch(issue_at.text):
        raise ContentError(
            say("{path} has no issue number", path=shown(path)), say("write a line such as issue: 4210 in it first")
        )
    return _Head(mark, text, date, date_at, int(issue_at.text), issue_at)


def _changed(data: bytes, change: Callable[[str], str]) -> bytes:
    """Return a file with its text changed, of which the mark at its beginning and the line ends stay as they are."""
    mark = _BOM if data.startswith(_BOM) else b""
    written = data.removeprefix(_BOM).decode("utf-8")
    text = written.replace("\r\n", "\n")
    if (made := change(text)) == text:
        return data
    return mark + (made.replace("\n", "\r\n") if "\r\n" in written else made).encode("utf-8")


def _without(text: str, along: Sequence[TakenAlong], name: str) -> str:
    """Return an edition.yaml whose pages do not name the stories that wait."""
    for page in dict.fromkeys(held.page for held in along):
        waiting = {held.id for held in along if held.page == page}
        there = ids_of(page_node(text, page, name), "stories")
        text = with_ids(text, page, "stories", [one for one in there if one not in waiting], name)
    return text


def set_waiting(folder: Path, held: TakenAlong) -> None:
    """Write into a story that it waits: its section and the days; without a section it is set aside."""
    file = folder / f"{held.id}.md"
    text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    section = json.dumps(held.section, ensure_ascii=False) if held.section else ""
    write_text(file, with_front_keys(text, {"section": section, "held": str(held.days)}))
    if not held.section:
        file.rename(folder / f"_{file.name}")


def _copy(source: Path, target: Path, edition_file: bytes, along: Sequence[TakenAlong], ended: Collection[str]) -> None:
    """Copy into a hidden folder beside the target and rename it at the end, so that no half copy is ever seen."""
    with staged(target) as copy:
        # What was signed off are the pages of the day that is copied.
        left = shutil.ignore_patterns(".*", "*~", SIGNED_FILE)
        shutil.copytree(source, copy, symlinks=True, ignore=left, dirs_exist_ok=True)
        make_writable(copy)
        # Removed before it is written: it may be a link, and the file it leads to must stay as it is.
        (copy / EDITION_FILE).unlink()
        (copy / EDITION_FILE).write_bytes(edition_file)
        if ended:
            data = (copy / ADS_FILE).read_bytes()
            (copy / ADS_FILE).unlink()
            (copy / ADS_FILE).write_bytes(
                _changed(data, lambda text: without_ads(text, ended, shown(source / ADS_FILE)))
            )
        for held in along:
            set_waiting(copy, held)


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give a hidden folder beside the target, which takes its name when the ``with`` block ends well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.new-", dir=target.parent))
    try:
        made = place / "edition"
        made.mkdir()
        yield made
        made.rename(target)
    finally:
        shutil.rmtree(place, ignore_errors=True)
