"""The next issue of a paper that has a folder standing/: made of what every issue has and what goes on from the last.

The stories of the last issue stay behind. Along come those held over and those set aside (files that begin with _), the
ads whose run covers the day, and the files that they name.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path

from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError, OutputError
from layout.base.messages import listed, say
from layout.edition.booked import (
    AdItem,
    ad_items,
    pages_without,
    why_gone,
    with_ads,
    without_ads,
    without_neighbours,
    words_of,
)
from layout.edition.edits import ids_of, page_node, with_head, with_ids, with_places
from layout.edition.new import IssuePlan, NewEdition, TakenAlong, set_waiting, staged
from layout.edition.pagecount import SHEET, page_names, with_page_count
from layout.edition.references import PageWords, page_words
from layout.edition.story import head_of
from layout.files.folders import check_free, reason_of
from layout.files.project import ADS_FILE, EDITION_FILE
from layout.files.text import is_inside, read_source, shown
from layout.files.yaml import Mapping, Node, Scalar, parse_yaml

_SCHEMA = re.compile(r"(?m)^(# yaml-language-server: \$schema=)(\.\.?/\S+)")
"""The line by which an editor's program finds the schema of a file."""


def make_issue(plan: IssuePlan, held_over: Sequence[TakenAlong] = (), pages: int = 0) -> NewEdition:
    """Make the issue that was planned, of standing/ and what goes on from the last edition.

    ``pages`` is how many it shall have, 0 for as many as standing/ has. The folder appears whole or not at all.
    Raises ContentError if a file it is made of cannot be read or changed, OutputError if the target exists and is not
    empty, or cannot be written.
    """
    if plan.standing is None:
        raise ValueError("the paper has no standing/")
    check_free(plan.target)
    made = _Issue.of(plan, plan.standing, held_over, pages)
    try:
        with staged(plan.target) as folder:
            made.write(folder)
    except (OSError, shutil.Error) as error:
        raise OutputError(
            say("{target} cannot be made: {reason}", target=shown(plan.target), reason=reason_of(error)),
            say("check the space on the disk, your rights there, and that the edition has only ordinary files"),
        ) from error
    return NewEdition(
        plan.target,
        plan.source or plan.standing,
        plan.date,
        plan.issue,
        tuple(made.along),
        plan.standing,
        (*plan.told, *made.told),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text file as it is edited: with line feeds alone, and how it is written."""

    text: str
    crlf: bool = False
    mark: bool = False

    @classmethod
    def read(cls, path: Path) -> _Text:
        """Read a file; an empty text if there is none. Raises ContentError for one that cannot be read."""
        report = Report()
        if not path.exists():
            return cls("")
        if read_source(path, path.parent, report) is None or report.errors:
            raise ContentError(listing(report.errors), say("mend {path} first", path=shown(path)), report.errors)
        data = path.read_bytes()
        return cls(data.decode("utf-8-sig").replace("\r\n", "\n"), b"\r\n" in data, data.startswith(b"\xef\xbb\xbf"))

    def data(self, text: str, target: Path, source: Path) -> bytes:
        """Return what is written of a text that was made of this one; its schema is found from its new place."""
        text = _SCHEMA.sub(
            lambda found: found[1] + Path(relpath((source / found[2]).resolve(), target.resolve())).as_posix(), text
        )
        return (b"\xef\xbb\xbf" if self.mark else b"") + (text.replace("\n", "\r\n") if self.crlf else text).encode()


@dataclass(slots=True)
class _Issue:
    """An issue while it is put together: its two YAML files, which stories and files it gets, and from where."""

    plan: IssuePlan
    edition: bytes
    ads: bytes
    along: list[TakenAlong]
    stories: dict[str, Path]
    """Name of a story file -> the folder it comes from."""
    named: dict[str, Path]
    """Name of a file that a story or an ad names -> the folder it comes from."""
    told: list[str]

    @classmethod
    def of(cls, plan: IssuePlan, standing: Path, held_over: Sequence[TakenAlong], pages: int) -> _Issue:
        """Put an issue together from standing/ and the edition before it."""
        told: list[str] = []
        written, file = _Text.read(standing / EDITION_FILE), shown(standing / EDITION_FILE)
        values = {"date": plan.date.isoformat(), "issue": str(plan.issue)}
        text = with_head(written.text, values, file)
        if pages:
            text = with_page_count(text, pages, file)
        if (count := len(page_names(text, file))) % SHEET:
            told.append(say("{count:page|pages}: sheets are folded to {sheet}", count=count, sheet=SHEET))
        before = plan.source and _Text.read(plan.source / ADS_FILE)
        booked = _Ads(plan, standing, before.text if before else "")
        text = booked.on_pages(text, file)
        told += booked.told
        stories = dict.fromkeys(story_files(standing), standing)
        root = parse_yaml(text, file, Report())
        words = page_words(root.get("pages") if isinstance(root, Mapping) else None) or ()
        taken = {section for page in words for section in page.sections}
        along = []
        for held in held_over if plan.source else ():
            name = f"{held.id}.md"
            if name in stories:
                told.append(say("{story} was held over, and stands in every issue anyway", story=held.id))
            elif plan.source and (plan.source / name).is_file():
                stories[name] = plan.source
                along.append(TakenAlong(held.id, held.page, held.section if held.section in taken else "", held.days))
        if plan.source:
            aside = [name for name in story_files(plan.source, aside=True) if name not in stories]
            stories |= dict.fromkeys(aside, plan.source)
            if aside:
                told.append(say("set aside before, and here again: {files}", files=listed(aside)))
        ids = {Path(name).stem for name in stories} | {item.id for item in booked.items}
        ads = without_neighbours(booked.text, ids, shown(standing / ADS_FILE))
        told.insert(0, _standing_in_words(standing, stories, booked))
        told += _waiting(words, taken_by_held={held.section for held in along})
        issue = cls(
            plan=plan,
            edition=written.data(text, plan.target, standing),
            ads=booked.written.data(ads, plan.target, standing),
            along=along,
            stories=stories,
            named={},
            told=told,
        )
        issue._find_files(booked, standing)
        return issue

    def _find_files(self, booked: _Ads, standing: Path) -> None:
        """Find the files that stories and ads name; one of standing/ stays where another one has its name."""
        texts: list[tuple[Path, Iterable[str]]] = [(standing, words_of(item.node for item in booked.standing))]
        for name, folder in self.stories.items():
            texts.append((folder, words_of([head_of((folder / name).read_bytes().decode("utf-8-sig", "replace"))])))
        if self.plan.source:
            texts.append((self.plan.source, words_of(item.node for item in booked.going_on)))
        for folder, words in sorted(texts, key=lambda each: each[0] != standing):
            for word in words:
                if not _is_file(folder, word):
                    continue
                other = self.named.setdefault(word, folder)
                if other != folder and (other / word).read_bytes() != (folder / word).read_bytes():
                    said = say(
                        "{file} is another one in {other} than in {folder}",
                        file=word,
                        other=shown(other),
                        folder=shown(folder),
                    )
                    self.told.append(listed((said, say("that of {other} is here", other=shown(other))), ": "))

    def write(self, folder: Path) -> None:
        """Write everything into a folder."""
        (folder / EDITION_FILE).write_bytes(self.edition)
        if self.ads:
            (folder / ADS_FILE).write_bytes(self.ads)
        for name, source in {**self.named, **self.stories}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, folder / name)
        for held in self.along:
            set_waiting(folder, held)


class _Ads:
    """The ads of an issue: those of standing/ and those of the edition before that go on, and the text of ads.yaml."""

    def __init__(self, plan: IssuePlan, standing: Path, before: str) -> None:
        file = shown(standing / ADS_FILE)
        self.plan = plan
        self.written = _Text.read(standing / ADS_FILE)
        every = ad_items(self.written.text, file)
        self.standing = [item for item in every if not item.runs or item.runs_on(plan.date)]
        self.gone = [item.id for item in every if item not in self.standing]
        ids = {item.id for item in every}
        old = ad_items(before, shown(plan.source / ADS_FILE)) if plan.source else ()
        old = tuple(item for item in old if item.id not in ids)
        self.going_on = [item for item in old if item.runs and plan.date <= max(run.last for run in item.runs)]
        text = without_ads(self.written.text, self.gone, file)
        self.text = with_ads(text, self.going_on, file)
        self.told = [
            why_gone(item, plan.date, plan.source_name)
            for item in (*every, *old)
            if item not in self.standing and not item.runs_on(plan.date)
        ]

    @property
    def items(self) -> list[AdItem]:
        """All ads of the issue."""
        return [*self.standing, *self.going_on]

    def on_pages(self, text: str, file: str) -> str:
        """Return an edition.yaml whose pages name the ads of the issue: those that are gone left out, others put in."""
        pages = page_words(_pages_of(text)) or ()
        text = pages_without(text, self.gone, file)
        before = _read_pages(self.plan.source) if self.plan.source else {}
        named = {word.text for page in pages for word in page.ads or ()}
        for item in self.going_on:
            if not item.runs_on(self.plan.date):
                continue
            old, place = before.get(item.id, ("", ""))
            page_id = "" if item.id in named else _page_for(old, pages)
            if not page_id:
                if item.id not in named and not _is_filler(item):
                    self.told.append(say("the ad {ad} runs on: name it under ads: of a page", ad=item.id))
                continue
            node = page_node(text, page_id, file)
            text = with_ids(text, page_id, "ads", [*ids_of(node, "ads"), item.id], file)
            if place and page_id == old:
                text = with_places(text, page_id, {**_places(node), item.id: place}, file)
            last = max(run.last for run in item.runs)
            self.told.append(
                say("the ad {ad} runs on, till {last}: on page {page}", ad=item.id, last=last, page=page_id)
            )
        return text


def _standing_in_words(standing: Path, stories: Map[str, Path], booked: _Ads) -> str:
    """Say what an issue has of standing/."""
    names = [Path(name).stem for name, folder in stories.items() if folder == standing and not name.startswith("_")]
    return say(
        "from {standing}: {names}",
        standing=shown(standing),
        names=listed([*names, *(item.id for item in booked.standing)]) or say("no story and no ad"),
    )


def _waiting(pages: Sequence[PageWords], taken_by_held: set[str]) -> list[str]:
    """Say which pages have no story yet."""
    empty = [page for page in pages if not page.stories and not page.rows and not taken_by_held & set(page.sections)]
    if not empty:
        return []
    names = listed(
        say("{page} ({sections})", page=page.id, sections=listed(page.sections)) if page.sections else page.id
        for page in empty
    )
    return [say("waiting for copy: {pages}", pages=names)]


def _pages_of(text: str) -> Node | None:
    root = parse_yaml(text, EDITION_FILE, Report())
    return root.get("pages") if isinstance(root, Mapping) else None


def _read_pages(edition: Path) -> dict[str, tuple[str, str]]:
    """Return the page of every ad of an edition, and the place it was given there, if any."""
    text = _Text.read(edition / EDITION_FILE).text
    found: dict[str, tuple[str, str]] = {}
    for page in page_words(_pages_of(text)) or ():
        places = _places(page_node(text, page.id, EDITION_FILE)) if page.id else {}
        found |= {word.text: (page.id, places.get(word.text, "")) for word in page.ads or ()}
    return found


def _places(page: Mapping) -> dict[str, str]:
    at = page.get("at")
    entries = at.entries if isinstance(at, Mapping) else ()
    return {entry.written: entry.value.text for entry in entries if isinstance(entry.value, Scalar)}


def _page_for(old: str, pages: Sequence[PageWords]) -> str:
    """Return the page for an ad: the one it was on, else the last one of its side, else the last one; "" if none.

    Pages that are given by areas have room for nothing else.
    """
    free = [page.id for page in pages if not page.rows]
    side = [name for name in free if old and int(name[1:] or 0) % 2 == int(old[1:] or 0) % 2]
    return old if old in free else next(iter((*side[-1:], *free[-1:])), "")


def _is_filler(item: AdItem) -> bool:
    filler = item.node.get("filler")
    return isinstance(filler, Scalar) and filler.text.lower() == "true"


def story_files(folder: Path, *, aside: bool = False) -> list[str]:
    """Return the names of a folder's story files; or of those set aside alone, whose names begin with _."""
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".md") and path.is_file())
    return [
        name
        for name in names
        if not name.startswith(".") and name.lower() != "readme.md" and (name.startswith("_") or not aside)
    ]


def _is_file(folder: Path, name: str) -> bool:
    """Tell whether a word names a file of a folder, other than those that an edition is read from."""
    if not name or "\0" in name or "\n" in name or len(name.encode("utf-8", "replace")) > 1024:
        return False
    if name.startswith(("/", "~")) or ".." in Path(name).parts or name in (EDITION_FILE, ADS_FILE):
        return False
    try:
        return (folder / name).is_file() and is_inside(folder / name, folder)
    except OSError:
        return False
