"""Loading an edition: the folder's files read, checked one by one and against each other.

Everything that is wrong is found in one run. No input raises: what an editor can do wrong, and what a damaged
or hostile file can hold, comes back as findings with a permanent code, a file and a line.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Map
from collections.abc import Sequence as Items
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BeforeValidator, Field

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, Ref, Report
from layout.base.locale import language_for
from layout.base.locale.keywords import KEYS
from layout.base.messages import say
from layout.base.patterns import ID_PATTERN
from layout.edition import references as checks
from layout.edition.ads import Ad
from layout.edition.based import STEP, Stack, ads_together, ids_in, read_stack
from layout.edition.blocks import Id, Model, Text
from layout.edition.editionfolder import is_edition_folder
from layout.edition.front import Ears, Teasers
from layout.edition.inknames import InkNames
from layout.edition.issn import issn_digits
from layout.edition.jumps import check_jumps
from layout.edition.markdown import ElementForm
from layout.edition.model import Closing, Cut, Edition, Language, Page, Paper, PullQuotes, Story
from layout.edition.provenance import Provenance
from layout.edition.regular import regular_ad
from layout.edition.runs import covers
from layout.edition.scripts import printed, report_scripts
from layout.edition.spreads import check_spreads, halves_placed, with_halves
from layout.edition.story import StoryFile, id_of_file, read_story
from layout.edition.tongues import check_language
from layout.edition.wishes import idle_keys, out_of_run
from layout.edition.zones import report_unknown_without, without_idle, zoned
from layout.files.bases import every_folder
from layout.files.models import Form, cut, read_model
from layout.files.project import ADS_FILE, EDITION_FILE, document
from layout.files.shelf import FolderShelf, Shelf
from layout.files.text import Source, meant, nearest, shown
from layout.files.yaml import Entry, Mapping, Node, Scalar, Sequence, parse_yaml

_ID = re.compile(ID_PATTERN)
_DEFAULT_LANGUAGE = "zh-Hans"

MOST_FINDINGS = 100
"""So many findings of one file are told; a file that is not what its name says may have thousands."""


def _one_or_more(value: object) -> object:
    """Read one word as a list of one."""
    return (value,) if isinstance(value, str) else value


def _as_named(value: object) -> object:
    """Read the day or the number that a folder is named for as its name."""
    return str(value) if isinstance(value, datetime.date | int) else value


class EditionKeys(Model):
    """The keys of edition.yaml."""

    based_on: Annotated[str, BeforeValidator(_as_named, json_schema_input_type=str)] = ""
    """The edition that this one is based on, by its folder as seen from this one: what is not said here is its."""
    without: Annotated[
        tuple[Text, ...], BeforeValidator(_one_or_more, json_schema_input_type=Text | tuple[Text, ...])
    ] = ()
    """The ids of stories and ads, and the numbers of pages, of that edition that this one has not."""
    zone: str = ""
    """What the edition is called among those of its day, such as East."""
    paper: Paper
    date: datetime.date
    issue: int = Field(ge=1)
    volume: int | None = Field(default=None, ge=1)
    language: Language = _DEFAULT_LANGUAGE
    press: Id = "newsprint"
    closing: Closing = "auto"
    ink: InkNames = ()
    """What pages are printed in that say nothing themselves; process if it says nothing."""
    cut: Cut = "trim"
    pull_quotes: PullQuotes | None = None
    """That of stories that say nothing of their own; if it says nothing, where the program closes pages."""
    ears: Ears = Ears()
    teasers: Teasers | None = None
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]

    @property
    def unsaid(self) -> Map[str, object]:
        """What stories are that do not say it themselves."""
        quotes = self.pull_quotes or ("auto" if self.closing == "auto" else "never")
        return {"cut": self.cut, "pull_quotes": quotes}


@dataclass(frozen=True, slots=True)
class Kinds:
    """What an edition may be made of: the models of the kinds of ad by their names, and the elements of stories.

    The tables stand in the rooms that draw and set them; whoever loads an edition hands them in.
    """

    ads: Map[str, type[Ad]]
    elements: Items[ElementForm]


@dataclass(frozen=True, slots=True)
class Parts:
    """The stories and ads of an edition that could be read, whatever else is wrong, and where they are written.

    ``head`` is what edition.yaml says, None if that cannot be read.
    """

    stories: Map[str, Story]
    ads: Map[str, Ad]
    provenance: Provenance
    head: EditionKeys | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """An edition folder loaded: the edition, None if it has errors, and everything there is to say about it.

    ``parts`` are what of it could be read, so that more can be said of them; None if there is no folder.
    """

    edition: Edition | None
    findings: tuple[Finding, ...]
    parts: Parts | None = None

    @property
    def report(self) -> Report:
        """A fresh report with the findings."""
        return Report(self.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the edition from being built."""
        return self.report.errors


def load_edition(folder: Path, templates: Items[Path], kinds: Kinds) -> Loaded:
    """Load the edition in ``folder``; its templates are looked for in the folders ``templates``.

    Reads edition.yaml, ads.yaml (if there is one) and every ``*.md`` file but README.md and those whose names
    begin with ``_`` or a full stop. Raises nothing: all that is wrong is in the findings, in the order of the
    files and their lines. Files are shown relative to the current folder where they lie in it.
    """
    report = Report()
    folder = every_folder(folder)[0]  # that of an edition that was read may lie over others, which are found anew
    if not is_edition_folder(folder, report):
        return Loaded(None, report.findings)
    return _loaded(FolderShelf(folder), templates, kinds, report)


def load_shelf(shelf: Shelf, templates: Items[Path], kinds: Kinds) -> Loaded:
    """Load an edition whose texts are on a shelf, as `load_edition` does one that is a folder."""
    report = Report()
    return _loaded(shelf, templates, kinds, report)


def _loaded(shelf: Shelf, templates: Items[Path], kinds: Kinds, report: Report) -> Loaded:
    stack = read_stack(shelf, _read_edition_file, report)
    edition, parts = _load(stack, templates, kinds, report)
    report = Report(map(stack.lines.tell, report.findings))
    findings = sorted(_first_causes(report), key=_order)
    return Loaded(None if report.errors else edition, tuple(_most(findings)), parts)


_SLIPS = (Code.YAML_SIGN, Code.YAML_HASH, Code.YAML_SYNTAX)


def _first_causes(report: Report) -> set[Finding]:
    """Return the findings without those of values on lines with a typist's slip: what is meant there is a guess."""
    slips = {finding.place for finding in report.errors if finding.code in _SLIPS}
    told = (*_SLIPS, Code.UNKNOWN_KEY)
    return {f for f in report.findings if f.code in told or f.place not in slips or not f.place.line}


def _most(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first findings of each file, errors kept before all else, and say how many were left out."""
    for file, group in itertools.groupby(findings, key=lambda finding: finding.place.file):
        every = list(group)
        kept = sorted(every, key=lambda finding: finding.severity is not Severity.ERROR)[:MOST_FINDINGS]
        yield from sorted(kept, key=_order)
        if more := len(every) - len(kept):
            left = say("{more} more findings in this file are not shown", more=more)
            yield Finding(Code.TOO_MANY, Severity.INFO, left, Place(file), say("mend the ones above first"))


def _order(finding: Finding) -> tuple[int, str, int, str, str]:
    names = (EDITION_FILE, ADS_FILE)
    name = finding.place.file.replace("\\", "/").rpartition("/")[2]
    rank = names.index(name) if name in names else len(names)
    return rank, finding.place.file, finding.place.line, finding.code, finding.message


def _load(stack: Stack, templates: Items[Path], kinds: Kinds, report: Report) -> tuple[Edition | None, Parts]:
    shelf, root = stack.shelf, stack.root
    folder = every_folder(shelf.folder)[0]
    file, ads_file = shown(folder / EDITION_FILE), shown(folder / ADS_FILE)
    if stack.is_broken:  # what is not said may be said below: nothing can be held against it
        return None, Parts({}, {}, Provenance(folder))
    head = read_model(EditionKeys, Form(root, file), report) if root else None
    if head:
        _check_date(folder, head.date, Place(file, root.entries[0].line if root else 0), root, report)
        _check_issn(head.paper.issn, root, file, report)
        tongue = root.entry("language") if root else None
        check_language(head.language, Place(file, tongue.line if tongue else 1), report)
    language = head.language if head else _DEFAULT_LANGUAGE
    stories, names = _read_stories(shelf, language, head.unsaid if head else {}, kinds.elements, report)
    lists = [_ad_list(each, report) for each in stack.shelves]
    ads, ad_words, places = _read_ads(lists, stack, kinds.ads, language, head.date if head else None, report)
    levels = {item.id: stack.level(item.id) for item in stories}
    levels |= {word.id: word.line // STEP for word in (ad_words or {}).values()}
    below = {name for name, level in levels.items() if level}

    pages = checks.page_words(root.get("pages") if root else None)
    if pages is not None:
        checks.check_ids(pages, file, report)
        check_spreads(pages, file, report)
        sections = {item.id: item.story.section for item in stories if item.story}
        checks.check_stories(pages, names, sections, ad_words or {}, file, report, below)
        checks.check_ads(pages, ad_words, names, file, ads_file, report, below)
        checks.check_templates(pages, templates, file, report)
        for page in pages:
            checks.check_areas(page, ad_words, file, report)
            checks.check_places(page, names, file, report)
    read: dict[str, Story] = {item.id: item.story for item in stories if item.story}
    for item in stories:
        places |= item.places
    places |= dict(_places(root, file)) if root else {}
    places |= dict(halves_placed(tuple(places.items()), pages or ()))
    for page in pages or ():
        places |= {Ref("page", page.id, "place", at): Place(file, word.line) for at, word in enumerate(page.placed)}
    if stack.together:
        places = {ref: stack.lines.place(place) for ref, place in places.items()}
    headlines = MappingProxyType({name: story.headline for name, story in read.items()})
    parts = Parts(read, ads, Provenance(shelf.folder, MappingProxyType(places), headlines), head)
    if head is None:
        return None, parts
    named = {name for page in head.pages for name in page.ads}
    waiting = {name for name, word in (ad_words or {}).items() if word.waits and name not in named}
    report_unknown_without(head.without, stack, ids_in(lists[1:]), file, report)
    read, ads = without_idle(head.pages, read, ads, below)
    teasers = _teasers(head.teasers, read.keys() | names.keys() - below, stack, file, report)
    check_jumps({page.id: page.stories for page in head.pages}, [item for item in stories if item.id in read], report)
    if report.errors:
        return None, parts
    edition = Edition(
        provenance=parts.provenance,
        paper=head.paper,
        date=head.date,
        issue=head.issue,
        volume=head.volume,
        language=head.language,
        press=head.press,
        closing=head.closing,
        ink=head.ink,
        ears=head.ears,
        teasers=teasers,
        pages=tuple(with_halves(zoned(head.pages, head.zone, {**read, **ads}, levels, stack))),
        stories=read,
        ads={name: ad for name, ad in ads.items() if name not in waiting},
        zone=head.zone,
    )
    report.extend(idle_keys(edition))
    report.extend(out_of_run(edition))
    return edition, parts


def _places(root: Mapping, file: str) -> Iterator[tuple[Ref, Place]]:
    """Yield where the keys of an edition, of its paper and of its pages are written, and the pages."""
    paper, pages = root.get("paper"), root.get("pages")
    for group in (root, paper):
        for entry in group.entries if isinstance(group, Mapping) else ():
            yield Edition.key_ref(entry.name), Place(file, entry.line)
    for page in pages.items if isinstance(pages, Sequence) else ():
        if isinstance(page, Mapping) and isinstance(name := page.get("id"), Scalar):
            yield Ref("page", name.text), Place(file, page.line)
            for entry in page.entries:
                yield Ref("page", name.text, entry.name), Place(file, entry.line)


def _needed() -> str:
    return say(
        "it needs paper:, date:, issue: and pages:; {document} has an example",
        document=shown(document("content-format.md")),
    )


def _read_edition_file(shelf: Shelf, report: Report) -> Mapping | None:
    source = shelf.read(EDITION_FILE, report)
    if source is None:
        return None
    errors = len(report.errors)
    root = parse_yaml(source.text, source.file, report)
    report_scripts(printed(root, source.text), source, report)
    if root is None and len(report.errors) == errors:
        report.error(
            Code.FILE_EMPTY,
            say("{edition_file} is empty", edition_file=EDITION_FILE),
            source.place(1),
            hint=_needed(),
        )
    if root is not None and not isinstance(root, Mapping):
        report.error(
            Code.WRONG_TYPE,
            say("{edition_file} must be keys with their values, such as date: 2022-04-15", edition_file=EDITION_FILE),
            source.place(root.line),
            hint=_needed(),
        )
        return None
    return root


def _check_date(folder: Path, date: datetime.date, place: Place, root: Mapping | None, report: Report) -> None:
    entry = root.entry("date") if root else None
    try:
        named = datetime.date.fromisoformat(folder.resolve().name)
    except (ValueError, OSError, RuntimeError):
        return
    if named != date:
        report.warning(
            Code.DATE_DIFFERS,
            say("the folder is named for {named}, but the date of the edition is {date}", named=named, date=date),
            Place(place.file, entry.line if entry and entry.line < STEP else place.line),
            hint=say("write date: {named}, or rename the folder", named=named),
        )


def _check_issn(issn: str, root: Mapping | None, file: str, report: Report) -> None:
    try:
        if issn:
            issn_digits(issn)
    except ValueError as error:
        paper = root.get("paper") if root else None
        entry = paper.entry("issn") if isinstance(paper, Mapping) else None
        where = Place(file, entry.line if entry else 1)
        said = say("issn: {error}", error=error)
        report.error(Code.BAD_VALUE, said, where, hint=say("write it as it was given, or take issn: out"))


def _teasers(
    teasers: Teasers | None, there: Collection[str], stack: Stack, file: str, report: Report
) -> Teasers | None:
    """Return the teasers, and report those of stories that there are not; of an edition below, they are left out."""
    entry = stack.root.entry("teasers") if stack.root else None
    if teasers is None or entry is None:
        return teasers
    if entry.line > STEP:
        kept = tuple(each for each in teasers.stories if each.story in there)
        return teasers.model_copy(update={"stories": kept}) if kept or not teasers.stories else None
    for word in (each.story for each in teasers.stories):
        if word not in there:
            said = say("there is no story {word!r}: no {word}.md in the edition folder", word=word)
            hint = say("make {word}.md, or take the word out", word=word)
            report.error(Code.UNKNOWN_STORY, said, Place(file, entry.line), hint=hint, subject=word)
    return teasers


def _read_stories(
    shelf: Shelf, language: str, unsaid: Map[str, object], elements: Items[ElementForm], report: Report
) -> tuple[list[StoryFile], dict[str, str]]:
    """Return the story files that can be read, and of all there are the names: id -> file as shown."""
    try:
        paths = [shelf.folder / name for name in sorted(filter(_is_story, shelf.names()))]
    except OSError as error:
        report.error(
            Code.FILE_UNREADABLE,
            say("the folder cannot be read: {reason}", reason=error.strerror or error),
            Place(shown(shelf.folder)),
            hint=say("change its rights so that you may list it"),
        )
        return [], {}
    stories, names = [], {}
    for path in paths:
        name = id_of_file(path.name)
        # What is no text, a name in another encoding, cannot be printed.
        if not (path.name.endswith(".md") and _ID.fullmatch(name) and len(name) <= 64 and name.isprintable()):
            report.error(
                Code.STORY_FILE_NAME,
                say("the name of {path} is no id of a story", path=cut(shown(Path(path.name)))),
                Place(shown(path)),
                hint=say(
                    "use letters that are no capitals, digits and hyphens, such as lead.md, 头条.md or county-news.md; "
                    "a file that is no story gets a name that begins with _"
                ),
            )
            continue
        names[name] = shown(path)
        if (story := read_story(shelf, path.name, language, report, elements, unsaid)) is not None:
            stories.append(story)
    return stories, names


def _is_story(name: str) -> bool:
    lower = name.lower()
    return lower.endswith(".md") and lower != "readme.md" and not name.startswith(("_", "."))


def _read_ads(
    lists: Items[Sequence | None],
    stack: Stack,
    models: Map[str, type[Ad]],
    language: str,
    day: datetime.date | None,
    report: Report,
) -> tuple[dict[str, Ad], dict[str, checks.AdWord] | None, dict[Ref, Place]]:
    """Return the ads; of all there are the ids, None if they cannot be known; and where the ads are written.

    Their copy is made regular by the rules of the edition's ``language``. One that was booked for other days than
    ``day`` waits, unless a page names it.
    """
    known = [each for each in lists if each is not None]
    if len(known) < len(lists):
        return {}, None, {}
    root = ads_together(known, stack.without)
    source = Source(shown(every_folder(stack.shelf.folder)[0] / ADS_FILE), "")
    ads: dict[str, Ad] = {}
    places: dict[Ref, Place] = {}
    words: dict[str, checks.AdWord] = {}
    for node in root.items:
        ad, word = _read_ad(node, source, models, day, report)
        if word and word.id in words:
            report.error(
                Code.DUPLICATE_AD,
                say(
                    "the ad {word!r} is given twice; it stands on line {line} already",
                    word=word.id,
                    line=words[word.id].line,
                ),
                source.place(word.line),
                hint=say("give each ad its own id"),
                subject=word.id,
            )
        elif word:
            words[word.id] = word
            if ad:
                ads[word.id] = regular_ad(ad, language_for(language), source.place(word.line), report)
                places[ad.ref] = source.place(word.line)
                for key in node.entries if isinstance(node, Mapping) else ():
                    places[ad.key_ref(key.name)] = source.place(key.line)
                entries = node.get("entries") if isinstance(node, Mapping) else None
                for number, entry in enumerate(entries.items if isinstance(entries, Sequence) else ()):
                    places[Ref("ad", ad.id, "entry", number)] = source.place(entry.line)
    return ads, words, places


def _ad_list(shelf: Shelf, report: Report) -> Sequence | None:
    """Return what ads.yaml lists; nothing if there is no such file, None if it cannot be known."""
    nothing = Sequence((), 1)
    if not shelf.holds(ADS_FILE):
        return nothing
    source = shelf.read(ADS_FILE, report)
    if source is None:
        return None
    errors = len(report.errors)
    root = parse_yaml(source.text, source.file, report)
    report_scripts(printed(root, source.text), source, report)
    if root is None:
        return nothing if len(report.errors) == errors else None
    if not isinstance(root, Sequence):
        report.error(
            Code.WRONG_TYPE,
            say("{ads_file} must be a list of ads", ads_file=ADS_FILE),
            source.place(root.line),
            hint=say("begin each ad with a hyphen: - id: house"),
        )
        return None
    return root


def _names_kind(entry: Entry, models: Map[str, type[Ad]]) -> bool:
    """Tell whether an entry gives an ad's kind under another key than ``kind``."""
    is_kind = isinstance(entry.value, Scalar) and entry.value.text in models
    return (
        is_kind
        and entry.name != "id"
        and bool("kind" in KEYS.get(entry.written, ()) or nearest(entry.name.lower(), ["kind"]))
    )


def _read_ad(
    node: Node, source: Source, models: Map[str, type[Ad]], day: datetime.date | None, report: Report
) -> tuple[Ad | None, checks.AdWord | None]:
    if not isinstance(node, Mapping):
        report.error(
            Code.WRONG_TYPE,
            say("an ad must be a group of keys"),
            source.place(node.line),
            hint=say("write - id:, and under it kind:, columns:, rows: and the ad's words"),
        )
        return None, None
    ad_id, kind = node.get("id"), node.get("kind")
    if kind is None:
        # Another key may be meant for it, which the model tells.
        kind = next((e.value for e in node.entries if _names_kind(e, models)), None)
    subject = ad_id.text.strip() if isinstance(ad_id, Scalar) else ""
    known = ", ".join(models)
    model = models.get(kind.text) if isinstance(kind, Scalar) else None
    ad = None
    if kind is None or (isinstance(kind, Scalar) and kind.is_null):
        report.error(
            Code.MISSING_KEY,
            say("kind is missing"),
            source.place(node.line),
            hint=say("add a line that begins with kind:, one of {known}", known=known),
            subject=subject,
        )
    elif model is None:
        written = cut(kind.text) if isinstance(kind, Scalar) else say("a list or group of keys")
        report.error(
            Code.UNKNOWN_AD_KIND,
            say("{written!r} is no kind of ad", written=written),
            source.place(kind.line),
            hint=meant(written, models) or say("the kinds are {known}", known=known),
            subject=subject,
        )
    else:
        ad = read_model(model, Form(node, source.file, subject=subject), report)
    if not _ID.fullmatch(subject):
        return ad, None
    if ad is None:
        return None, checks.AdWord(subject, node.line, 0)
    waits = bool(ad.runs) and day is not None and not covers(ad.runs, day)
    return ad, checks.AdWord(subject, node.line, ad.columns, ad.filler and ad.on_grid, ad.not_beside, waits)
