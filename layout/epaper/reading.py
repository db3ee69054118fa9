"""The edition for readers as data: what is read on each page and in which order, from the site and layout.json.

A page is read as its editor ordered it: its own heading, the nameplate, the stories, the index, the ads. A story is
an article: its head, its pictures, its copy with what stands in it. Folio lines, rules and grounds are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from layout.base.locale import language_for
from layout.base.locale.record import Language
from layout.base.units import MM, Rect
from layout.edition.ads import Ad
from layout.edition.model import Story
from layout.epaper.facing import as_read, beside_of
from layout.epaper.joining import Whole
from layout.epaper.paragraphs import Copy, Jump, addresses, node_of, said_of
from layout.epaper.site import Site, SitePage, known_story
from layout.epaper.words import day
from layout.pdf.tagged.model import Area, Booklet, Bookmark, Kid, Node, ReadPage, Spot
from layout.scene.record import GalleyRecord, LayoutRecord, LineRecord, PageRecord, PictureRecord, StoryRecord
from layout.scene.text import Role

_DRAWN = ("chart", "crossword", "skies", "solution", "sudoku", "weather")
"""Elements that are seen rather than read: they are figures, with their words told."""
_TABLES = ("listing", "table")
_DOT = "\N{BULLET}"
_ROW = 0.1
"""How far lines of one row of a table may stand apart, mm."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A story, or a part of one, as it stands on a page; ``number`` is the part of the story (from 1)."""

    page: str
    record: StoryRecord
    whole: Whole
    story: Story

    @property
    def spot(self) -> Spot:
        """Where it begins."""
        rect = Rect.of_mm(self.record.rect)
        return Spot(self.page, rect.x, rect.y)


def booklet_of(site: Site, layout: LayoutRecord, pages: Path) -> Booklet:
    """Return the edition for readers; ``pages`` is the folder of its finished pages."""
    edition = site.edition
    language = language_for(edition.language)
    printed = as_read(layout.pages)
    pieces = list(_pieces(site, printed))
    made, marks = [], []
    for page in site.pages:
        mine = [piece for piece in pieces if piece.page == page.id]
        beside, left = beside_of(printed[page.id], printed)
        made.append(
            ReadPage(
                page.id,
                pages / f"{page.id}.pdf",
                tuple(_page(site, page, printed[page.id], mine, pieces)),
                _headings(site, page, printed[page.id]),
                left * MM,
                beside,
            )
        )
        title = " ".join(filter(None, (language.site.page.format(page.id), page.page.section)))
        stories = tuple(Bookmark(headline, piece.spot) for piece in mine if (headline := _headline(piece)))
        marks.append(Bookmark(title, Spot(page.id, left * MM, 0.0), stories))
    title = f"{edition.paper.name} {day(edition.date, language)}"
    return Booklet(title, edition.paper.name, edition.language, edition.date, tuple(made), tuple(marks))


def _pieces(site: Site, printed: Mapping[str, PageRecord]) -> Iterator[_Piece]:
    """Yield what stands on the pages, in the order of the editor."""
    edition = site.edition
    parts = {part.story.id: (story.whole, part.story) for story in site.stories for part in story.whole.parts}
    for page in site.pages:
        order = {name: number for number, name in enumerate(page.page.stories)}
        placed = [(known_story(record.id, edition), record) for record in printed[page.id].stories]
        for name, record in sorted(placed, key=lambda one: order.get(one[0], len(order))):
            whole, story = parts[name]
            yield _Piece(page.id, record, whole, story)


def _headings(site: Site, page: SitePage, printed: PageRecord) -> tuple[str, ...]:
    """Return what a page's own heading may be printed as: the paper's name, or the name of its section."""
    if printed.nameplate:
        return (site.edition.paper.name,)
    section, number = page.page.section, page.id
    return (section, f"{number}{section}", f"{section}{number}") if section else ()


def _page(
    site: Site, page: SitePage, printed: PageRecord, mine: Sequence[_Piece], pieces: Sequence[_Piece]
) -> Iterator[Node]:
    language = language_for(site.edition.language)
    if printed.nameplate:
        yield Node("Sect", (Area(Rect.of_mm(printed.nameplate)),))
    for piece in mine:
        yield _article(piece, pieces, site.edition.language)
    if printed.index:
        yield _index(printed, pieces, language)
    for ad in printed.ads:
        yield _ad(site.edition.ads[ad.id], Rect.of_mm(ad.rect), page, language)
    # What a template prints by itself among the rest; around it are folio lines.
    yield Node("Sect", (Area(Rect.of_mm(printed.type_area)),))


def _headline(piece: _Piece) -> str:
    """Return the headline as it is printed, or as it is written where none is."""
    lines = [line for galley in piece.record.head if galley.role == Role.HEADLINE for line in galley.lines]
    copy = Copy.of((piece.story,), language_for(piece.story.language))
    return said_of(lines, copy) or piece.story.headline


def _article(piece: _Piece, pieces: Sequence[_Piece], around: str) -> Node:
    story, record = piece.story, piece.record
    language = language_for(story.language)
    stories = tuple(part.story for part in piece.whole.parts)
    others = [other.page for other in pieces if other.whole is piece.whole and other is not piece]
    copy = Copy.of(stories, language, tuple(_jumps(piece, pieces, language)), others)
    kids: list[Kid] = [
        node_of("H2" if galley.role == Role.HEADLINE else "P", galley.lines, copy) for galley in record.head
    ]
    kids += [_figure(picture, story, copy) for picture in record.pictures]
    kids += _body(record, copy)
    return Node("Art", tuple(kids), language=story.language if story.language != around else "")


def _jumps(piece: _Piece, pieces: Sequence[_Piece], language: Language) -> Iterator[Jump]:
    """Yield the words by which a story goes on elsewhere, or comes from there, each with where that is."""
    words, site = language.words, language.site
    for other in pieces:
        if other.whole is piece.whole and other is not piece:
            yield Jump(words.continued_on.format(page=other.page).strip(), other.spot, site.goes_on.format(other.page))
            before = site.continued_from.format(other.page)
            yield Jump(words.jump_from(other.page).strip(), other.spot, before)
            yield Jump(words.carried(other.page).strip(), other.spot, before)


def _figure(picture: PictureRecord, story: Story, copy: Copy) -> Node:
    """Return a picture; its caption tells what is seen, or the headline if it has none."""
    lines = picture.caption.lines if picture.caption else ()
    rect = Rect.of_mm(picture.rect)
    caption = (node_of("Caption", lines, copy),) if lines else ()
    alt = said_of(lines, copy) or f"{copy.language.site.picture}: {story.headline}"
    return Node("Figure", (Area(rect, whole=True), *caption), alt=alt, box=rect)


def _body(record: StoryRecord, copy: Copy) -> Iterator[Node]:
    """Yield a story's copy, paragraph by paragraph, with its elements after what stands over them."""
    caps = [galley for galley in record.elements if galley.role == Role.DROP_CAP]
    waiting = [(_behind(galley, record.body), galley) for galley in record.elements if galley.role != Role.DROP_CAP]
    waiting.sort(key=lambda one: one[0])
    listed: list[Node] = []
    for role, lines, last in _paragraphs(record.body):
        while waiting and waiting[0][0] < last and not listed:
            yield _element(waiting.pop(0)[1], copy)
        if role == Role.LIST:
            listed.append(Node("LI", (node_of("LBody", lines, copy),)))
            continue
        if listed:
            yield Node("L", tuple(listed))
            listed = []
        cap = tuple(node_of("Span", caps.pop(0).lines, copy) for _ in caps[:1] if role == Role.BODY)
        yield node_of("H3" if role == Role.SUBHEAD else "P", lines, copy, *cap)
    if listed:
        yield Node("L", tuple(listed))
    yield from (_element(galley, copy) for _, galley in waiting)


def _paragraphs(body: Sequence[GalleyRecord]) -> Iterator[tuple[str, list[LineRecord], int]]:
    """Yield the paragraphs of columns: what each is, its lines, and the column in which it ends."""
    lines: list[LineRecord] = []
    for number, galley in enumerate(body):
        for line in galley.lines:
            if lines and line.role != lines[-1].role:
                yield lines[-1].role, lines, number
                lines = []
            lines.append(line)
            if line.final:
                yield line.role, lines, number
                lines = []
    if lines:
        yield lines[-1].role, lines, len(body)


def _behind(element: GalleyRecord, body: Sequence[GalleyRecord]) -> int:
    """Return the column after whose paragraphs an element is read: the last that stands over it or at its left."""
    rect = element.rect
    over = [
        number
        for number, column in enumerate(body)
        if (
            column.rect.x < rect.x + rect.width
            and rect.x < column.rect.x + column.rect.width
            and column.rect.y < rect.y
        )
        or column.rect.x + column.rect.width <= rect.x + 1
    ]
    return max(over, default=-1)


def _element(galley: GalleyRecord, copy: Copy) -> Node:
    rect = Rect.of_mm(galley.rect)
    if galley.role in _DRAWN or not galley.lines:
        alt = " ".join(line.text for line in galley.lines) or copy.language.site.picture
        return Node("Figure", (Area(rect, whole=True),), alt=alt, box=rect)
    if galley.role in _TABLES and (table := _table(galley, copy)):
        return table
    tag = "BlockQuote" if galley.role == "quote" else "Div"
    return Node(tag, tuple(_parts(galley.lines, copy)))


def _parts(lines: Sequence[LineRecord], copy: Copy) -> Iterator[Node]:
    """Yield the paragraphs of an element; those with a dot before them are a list."""
    for dotted, parts in groupby(_groups(lines), lambda part: part[0].text.startswith(_DOT)):
        if dotted:
            yield Node("L", tuple(Node("LI", (node_of("LBody", part, copy),)) for part in parts))
        else:
            yield from (node_of("P", part, copy) for part in parts)


def _groups(lines: Sequence[LineRecord]) -> Iterator[list[LineRecord]]:
    group: list[LineRecord] = []
    for line in lines:
        group.append(line)
        if line.final:
            yield group
            group = []
    if group:
        yield group


def _table(galley: GalleyRecord, copy: Copy) -> Node | None:
    """Return a table whose rows all have as many cells, what stands over it as its caption; None if it is not so."""
    lines = sorted(galley.lines, key=lambda line: (round(line.baseline / _ROW), line.x))
    rows = [list(row) for _, row in groupby(lines, lambda line: round(line.baseline / _ROW))]
    title = rows.pop(0) if rows and len(rows[0]) == 1 else []
    if len(rows) < 2 or {len(row) for row in rows} == {1} or len({len(row) for row in rows}) > 1:
        return None
    made: list[Kid] = [node_of("Caption", title, copy)] if title else []
    for number, row in enumerate(rows):
        cell = "TD" if number else "TH"
        made.append(Node("TR", tuple(node_of(cell, [line], copy) for line in row)))
    return Node("Table", tuple(made), box=Rect.of_mm(galley.rect))


def _index(printed: PageRecord, pieces: Sequence[_Piece], language: Language) -> Node:
    """Return the index: each entry leads to its story, or to the page that it names."""
    assert printed.index is not None
    names = {piece.page for piece in pieces}
    entries: list[list[LineRecord]] = []
    for line in printed.index.entries.lines:
        if line.text.strip() in names or not entries:
            entries.append([])
        entries[-1].append(line)
    heads = {(piece.page, _plain(piece.story.headline)): piece.spot for piece in pieces}
    copy = Copy("\n".join(piece.story.headline for piece in pieces), language)
    made = []
    for entry in entries:
        page, words = entry[0].text.strip(), said_of(entry[1:], copy)
        spot = heads.get((page, _plain(words)), Spot(page, 0.0, 0.0))
        parts = tuple(node_of("Span", part, copy) for part in (entry[:1], entry[1:]) if part)
        said = f"{language.site.page.format(page)} {words}"
        made.append(Node("TOCI", (Node("Link", parts, target=spot, said=said),)))
    return Node("Sect", (Area(Rect.of_mm(printed.index.rect)), Node("TOC", tuple(made))))


def _plain(words: str) -> str:
    return "".join(words.split()).casefold()


def _ad(ad: Ad, rect: Rect, page: SitePage, language: Language) -> Node:
    """Return an ad: a figure with its words, which leads to the address that it gives, if it gives one."""
    site = language.site
    lines = next((one.lines for one in page.ads if one.id == ad.id), ())
    alt = f"{site.ad}: {' '.join(lines)}" if lines else f"{site.ad}{site.stop}{site.no_words}"
    figure = Node("Figure", (Area(rect, whole=True),), alt=alt, box=rect)
    targets = [target for line in lines for *_, target in addresses(line)]
    opened = getattr(getattr(ad, "qr", None), "url", "")
    if not (target := next(iter([opened, *targets] if opened else targets), "")):
        return figure
    return Node("Link", (figure,), target=target, said=target)
