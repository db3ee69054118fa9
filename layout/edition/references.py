"""What the pages say about stories, ads, templates and areas, checked against what there is.

These checks look at the YAML tree and not at the models, so that they can be made, each on its line, although
something else on the page is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Map
from collections.abc import Sequence as Items
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.messages import listed, say
from layout.base.patterns import ID_PATTERN, NAME_PATTERN
from layout.edition.model import FRONT
from layout.files.project import names_of_templates, template_in
from layout.files.text import meant, shown
from layout.files.yaml import Mapping, Node, Scalar, Sequence

_ID, _NAME = re.compile(ID_PATTERN), re.compile(NAME_PATTERN)

INDEX_ID = "index"
"""What the index box of a front page is called where places are given."""


MOST_HINTS = 100
"""So many unknown words of a list get a hint. No more than these are told (see layout.edition.load), and a hint
compares the word with every known one."""


class _Hints:
    """`meant`, for the first words that ask."""

    def __init__(self) -> None:
        self.left = MOST_HINTS

    def __call__(self, word: str, known: Iterable[str]) -> str:
        self.left -= 1
        return meant(word, known) if self.left >= 0 else ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a file and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page names. ``stories`` or ``ads`` is None if it cannot be known, because it is no list of words."""

    id: str
    line: int
    stories: tuple[Word, ...] | None
    ads: tuple[Word, ...] | None
    rows: tuple[tuple[Word, ...], ...]
    areas_line: int
    """The line of the key ``areas``, 0 if the page has none or it cannot be read."""
    template: Word | None
    kind: Word | None
    sections: tuple[str, ...] = ()
    """Sections whose stories may be allotted to it."""
    placed: tuple[Word, ...] = ()
    """Ids that ``at`` or ``forbid`` names, each with its line."""
    at_line: int = 0
    """The line of the key ``at``, 0 if the page has none."""
    spread: Word | None = None
    across: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class AdWord:
    """An ad of ads.yaml as far as the pages need it: its id and its width, 0 if it cannot be known."""

    id: str
    line: int
    columns: int
    filler: bool = False
    not_beside: tuple[str, ...] = ()
    waits: bool = False
    """Whether it was booked for other days than the edition's: no page need name it."""


def page_words(pages: Node | None) -> tuple[PageWords, ...] | None:
    """Return what every page names; None if the pages cannot be known at all."""
    if not isinstance(pages, Sequence) or pages.is_cut:
        return None
    return tuple(_page_words(page) for page in pages.items if isinstance(page, Mapping))


def _page_words(page: Mapping) -> PageWords:
    areas, at = page.entry("areas"), page.entry("at")
    rows = _rows(areas.value) if areas else None
    takes = _words(page.get("takes"), missing=())
    section = _word(page.get("section"))
    own = (section,) if section else ()
    return PageWords(
        id=page_id.text if isinstance(page_id := page.get("id"), Scalar) else "",
        line=page.line,
        stories=_words(page.get("stories"), missing=None),
        ads=_words(page.get("ads"), missing=None if page.is_cut else ()),
        rows=rows or (),
        areas_line=areas.line if areas and rows is not None else 0,
        template=_word(page.get("template")),
        kind=_word(page.get("kind")),
        sections=() if areas else tuple(word.text for word in takes or own),
        placed=tuple(
            Word(entry.written, entry.line)
            for name in ("at", "forbid")
            if isinstance(group := page.get(name), Mapping)
            for entry in group.entries
        ),
        at_line=at.line if at else 0,
        spread=_word(page.get("spread")),
        across=_words(page.get("across"), missing=()) or (),
    )


def _words(node: Node | None, missing: tuple[Word, ...] | None) -> tuple[Word, ...] | None:
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return missing
    if not isinstance(node, Sequence) or node.is_cut:
        return None
    words = [_word(item) for item in node.items]
    return None if None in words else tuple(word for word in words if word)


def _word(node: Node | None) -> Word | None:
    return Word(node.text.strip(), node.line) if isinstance(node, Scalar) and not node.is_null else None


def _rows(node: Node) -> tuple[tuple[Word, ...], ...] | None:
    if not isinstance(node, Sequence):
        return None
    rows = []
    for item in node.items:
        if isinstance(item, Scalar):
            rows.append(tuple(Word(word, item.line) for word in item.text.split()))
        elif (words := _words(item, missing=None)) is not None:
            rows.append(words)
        else:
            return None
    return tuple(rows)


def check_ids(pages: tuple[PageWords, ...], file: str, report: Report) -> None:
    """Report page numbers given twice."""
    first: dict[str, int] = {}
    for page in pages:
        if page.id and page.id in first:
            report.error(
                Code.DUPLICATE_PAGE,
                say(
                    "page {page} is given twice; it stands on line {first} already", page=page.id, first=first[page.id]
                ),
                Place(file, page.line),
                hint=say("give each page its own number"),
                subject=page.id,
            )
        first.setdefault(page.id, page.line)


def check_stories(
    pages: tuple[PageWords, ...],
    stories: Map[str, str],
    sections: Map[str, str],
    ads: Map[str, AdWord],
    file: str,
    report: Report,
    below: Collection[str] = (),
) -> None:
    """Report stories that are named and not there, named twice, or there and on no page.

    Those of an edition ``below`` this one need be on no page.

    stories: id -> file as shown to the user; sections: id -> section, of those that have one. A story of a section
    that some page takes needs no page: it will be allotted to one.
    """
    hints = _Hints()
    used: dict[str, Word] = {}
    for page in pages:
        for word in page.stories or ():
            if word.text in used:
                report.error(
                    Code.STORY_TWICE,
                    say(
                        "the story {word!r} is used twice; line {line} has it already",
                        word=word.text,
                        line=used[word.text].line,
                    ),
                    Place(file, word.line),
                    hint=say("name it on one page only; for a story that is continued, make a second file"),
                    subject=word.text,
                )
            elif word.text not in stories and _ID.fullmatch(word.text):
                if word.text in ads:
                    hint: str = say("{word} is an ad: name it under ads:", word=word.text)
                else:
                    hint = hints(word.text, stories) or say("make {word}.md, or take the word out", word=word.text)
                report.error(
                    Code.UNKNOWN_STORY,
                    say("there is no story {word!r}: no {word}.md in the edition folder", word=word.text),
                    Place(file, word.line),
                    hint=hint,
                    subject=word.text,
                )
            used.setdefault(word.text, word)
    if any(page.stories is None for page in pages):
        return
    taken = sorted({section for page in pages for section in page.sections})
    for story in sorted(stories.keys() - used.keys() - set(below)):
        section = sections.get(story, "")
        if section in taken:
            continue
        if section:
            said = say(
                "no page uses the story {story!r}, nor takes its section {section!r}", story=story, section=section
            )
            hint = say(
                "name it under stories: of a page, or give it a section that is taken: {taken}",
                taken=listed(taken) or say("none"),
            )
        else:
            said = say("no page uses the story {story!r}", story=story)
            hint = say("name it under stories: of a page; to keep it for later, let the file's name begin with _")
        report.error(Code.STORY_UNUSED, said, Place(stories[story], 1), hint=hint, subject=story)


def check_ads(
    pages: tuple[PageWords, ...],
    ads: Map[str, AdWord] | None,
    stories: Map[str, str],
    file: str,
    ads_file: str,
    report: Report,
    below: Collection[str] = (),
) -> None:
    """Report ads that are named and not there, named twice, or there and never named; ids of both kinds.

    Those of an edition ``below`` this one need be on no page, and their neighbours need not be here.
    ads: None if ads.yaml cannot be read; what is in it is not known then.
    """
    hints = _Hints()
    used: dict[str, Word] = {}
    for page in pages:
        for word in page.ads or ():
            if word.text in used:
                report.error(
                    Code.AD_TWICE,
                    say(
                        "the ad {word!r} is used twice; line {line} has it already",
                        word=word.text,
                        line=used[word.text].line,
                    ),
                    Place(file, word.line),
                    hint=say("name it once; if it was sold twice, give ads.yaml a second ad with its own id"),
                    subject=word.text,
                )
            elif ads is not None and word.text not in ads and _ID.fullmatch(word.text):
                if word.text in stories:
                    hint: str = say("{word} is a story: name it under stories:", word=word.text)
                else:
                    hint = hints(word.text, ads) or say("add it to ads.yaml, or take the word out")
                report.error(
                    Code.UNKNOWN_AD,
                    say("there is no ad {word!r} in ads.yaml", word=word.text),
                    Place(file, word.line),
                    hint=hint,
                    subject=word.text,
                )
            used.setdefault(word.text, word)
    for ad in (ads or {}).values():
        if ad.id in stories:
            report.error(
                Code.AMBIGUOUS_ID,
                say("{ad!r} is the id of an ad and of a story, {stories}", ad=ad.id, stories=stories[ad.id]),
                Place(ads_file, ad.line),
                hint=say("give one of them another id"),
                subject=ad.id,
            )
        if ad.id in below:
            continue
        if ad.id not in used and not ad.filler and not ad.waits and all(page.ads is not None for page in pages):
            report.error(
                Code.AD_UNUSED,
                say("no page uses the ad {ad!r}", ad=ad.id),
                Place(ads_file, ad.line),
                hint=say("name it under ads: of a page, or take it out of ads.yaml"),
                subject=ad.id,
            )
        for name in ad.not_beside:
            if name not in stories and name not in (ads or {}):
                report.error(
                    Code.UNKNOWN_NEIGHBOUR,
                    say("not_beside of the ad {ad!r} names {name!r}, which is no story and no ad", ad=ad.id, name=name),
                    Place(ads_file, ad.line),
                    hint=hints(name, {*stories, *(ads or {})}) or say("correct the id, or take it out"),
                    subject=ad.id,
                )


def check_templates(pages: tuple[PageWords, ...], templates: Items[Path], file: str, report: Report) -> None:
    """Report templates and page kinds that there are not."""
    names = names_of_templates(templates)
    for page in pages:
        name = page.template
        if name is None or not _NAME.fullmatch(name.text):
            continue
        folder = template_in(templates, name.text)
        if folder is None:
            report.error(
                Code.UNKNOWN_TEMPLATE,
                say("there is no template {name!r} in {templates}", name=name.text, templates=shown(templates[0])),
                Place(file, name.line),
                hint=meant(name.text, names) or say("the templates are {names}", names=listed(names) or say("none")),
                subject=page.id,
            )
            continue
        kinds = sorted(path.stem for path in folder.glob("*.html"))
        kind = page.kind or Word("inside", page.line)
        if kind.text not in kinds and _NAME.fullmatch(kind.text):
            report.error(
                Code.UNKNOWN_PAGE_KIND,
                say(
                    "the template {name!r} has no pages of the kind {kind!r}: no {kind}.html",
                    name=name.text,
                    kind=kind.text,
                ),
                Place(file, kind.line),
                hint=meant(kind.text, kinds) or say("its files are {kinds}", kinds=listed(kinds) or say("none")),
                subject=page.id,
            )


def check_areas(page: PageWords, ads: Map[str, AdWord] | None, file: str, report: Report) -> None:
    """Report what is wrong with a page's picture of areas."""
    hints = _Hints()
    if not page.areas_line or page.stories is None or page.ads is None:
        return
    if page.kind and page.kind.text == FRONT:
        report.error(
            Code.AREAS_FRONT,
            say("page {page} is a front page, and areas leave no room for its nameplate", page=page.id),
            Place(file, page.areas_line),
            hint=say("take areas: out and give places with at:, or write another kind:"),
            subject=page.id,
        )
    items = {word.text for word in (*page.stories, *page.ads)}
    cells = _cells(page.rows)
    for name, places in cells.items():
        if name not in items:
            report.error(
                Code.AREAS_UNKNOWN,
                say("the areas name {name!r}, which is no story or ad of page {page}", name=name, page=page.id),
                Place(file, places[0].line),
                hint=hints(name, items)
                or say("name it under stories: or ads: of this page; every cell must be filled"),
                subject=page.id,
            )
    for name in sorted(items - cells.keys()):
        report.error(
            Code.AREAS_MISSING,
            say("{name!r} is on page {page}, but not in its areas", name=name, page=page.id),
            Place(file, page.areas_line),
            hint=say("give it its cells, or take it off the page"),
            subject=name,
        )
    widths = {len(row) for row in page.rows}
    if len(widths) > 1 or 0 in widths:
        _uneven(page, file, report)
        return
    for name, places in cells.items():
        first, end = min(at.row for at in places), max(at.row for at in places) + 1
        left, right = min(at.column for at in places), max(at.column for at in places) + 1
        if len(places) != (end - first) * (right - left):
            report.error(
                Code.AREAS_NOT_RECTANGLE,
                say("the area {name!r} is not a rectangle", name=name),
                Place(file, places[0].line),
                hint=say("its words must fill whole cells side by side and in rows under each other"),
                subject=name,
            )
        elif (ad := (ads or {}).get(name)) and ad.columns not in (0, right - left):
            report.error(
                Code.AREAS_AD_WIDTH,
                say(
                    "the ad {name!r} was sold {columns} columns wide, but has {right} in the areas",
                    name=name,
                    columns=ad.columns,
                    right=right - left,
                ),
                Place(file, places[0].line),
                hint=say("change the areas, or columns: in ads.yaml"),
                subject=name,
            )


def check_places(page: PageWords, stories: Map[str, str], file: str, report: Report) -> None:
    """Report places that are given to what is not on the page, and a page that has both areas and places."""
    if page.stories is None or page.ads is None:
        return
    if page.areas_line and page.at_line:
        report.error(
            Code.PLACES_AND_AREAS,
            say("page {page} has areas and at: both say where things stand", page=page.id),
            Place(file, page.at_line),
            hint=say("keep the one or the other"),
            subject=page.id,
        )
    items = {INDEX_ID, *(word.text for word in (*page.stories, *page.ads))}
    for word in page.placed:
        allotted = word.text in stories and not any(word.text == other.text for other in page.stories)
        if word.text not in items:
            report.error(
                Code.PLACE_UNKNOWN,
                say("a place is given to {word!r}, which is not on page {page}", word=word.text, page=page.id),
                Place(file, word.line),
                hint=meant(word.text, items)
                or (
                    say("name the story under stories: of this page")
                    if allotted
                    else say("correct the id, or take it out")
                ),
                subject=page.id,
            )


def _uneven(page: PageWords, file: str, report: Report) -> None:
    wanted = len(page.rows[0])
    for row in page.rows:
        if len(row) != wanted or not row:
            report.error(
                Code.AREAS_UNEVEN,
                say("this row of areas has {count} words, the first row has {wanted}", count=len(row), wanted=wanted),
                Place(file, row[0].line if row else page.areas_line),
                hint=say("every row has one word for each base column of the page"),
                subject=page.id,
            )


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    line: int


def _cells(rows: tuple[tuple[Word, ...], ...]) -> dict[str, list[_Cell]]:
    cells: dict[str, list[_Cell]] = {}
    for name, cell in _each_cell(rows):
        cells.setdefault(name, []).append(cell)
    return cells


def _each_cell(rows: tuple[tuple[Word, ...], ...]) -> Iterator[tuple[str, _Cell]]:
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            yield word.text, _Cell(row, column, word.line)
