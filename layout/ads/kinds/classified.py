"""Classified ads (行分类): entries under reversed headings, in narrow columns between hairlines.

The entries flow like text. Where a column ends is found by an exact search over all places it may end (see
`layout.ads.flow`): never under a heading, rarely inside an entry, and then with two lines on either side; the columns
come out as level as can be, and what little each lacks goes between its entries. They are set in the largest type in
which they fit. A size at which their characters alone cover more than the columns is seen without setting it, so that
hundreds of entries are set a few times only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, inf
from typing import Annotated

from pydantic import Field, model_validator

from layout.ads.blocks import bar
from layout.ads.borders import frame
from layout.ads.flow import Flow, farthest, holds, level_ends
from layout.ads.frame import rule
from layout.ads.kind import AdKind, words
from layout.ads.kit import Kit
from layout.ads.phones import contacts
from layout.ads.problems import MissingGlyph, TooTight
from layout.ads.prose import MARGIN, TOP, Spans, least_width, set_paragraph
from layout.ads.sizing import SMALLEST, SMALLEST_REVERSED, draw_line, measure
from layout.ads.stack import Block, Laid
from layout.base.messages import Message, listed, say
from layout.base.units import Rect, summed
from layout.design.ads import ClassifiedTokens
from layout.edition.ads import Border, Contact, FramedAd
from layout.edition.blocks import Model, Text
from layout.scene.shapes import Panel, Shape
from layout.scene.text import Line


class ClassifiedEntry(Model):
    """One classified ad: the heading it stands under, its first words in bold, its text."""

    heading: Text
    lead: str = ""
    text: Text


class ClassifiedAd(FramedAd):
    """Classified ads (行分类) under headings; ``headings`` gives their order, the entries may come in any."""

    border: Border = "thick-thin"
    title: str = ""
    note: str = ""
    headings: Annotated[tuple[Text, ...], Field(max_length=60)] = ()
    entries: Annotated[tuple[ClassifiedEntry, ...], Field(min_length=1, max_length=2000)]
    contacts: Annotated[tuple[Contact, ...], Field(max_length=2)] = ()

    @model_validator(mode="after")
    def _headings_known(self) -> ClassifiedAd:
        if self.headings:
            for entry in self.entries:
                if entry.heading not in self.headings:
                    raise ValueError(say("the heading {heading} of an entry is not in headings", heading=entry.heading))
        if len(set(self.headings)) != len(self.headings):
            raise ValueError(say("a heading stands in headings twice"))
        return self

    def idle(self) -> Iterator[tuple[str, Message, Message]]:
        """Yield keys that are given and have no effect beside the others: the key, why, and what to do."""
        yield from super().idle()
        headed = {entry.heading for entry in self.entries}
        if empty := [heading for heading in self.headings if heading not in headed]:
            why = say("no entry stands under {headings}", headings=listed(empty))
            yield "headings", why, say("take it out, or add its entries")


_LEADING_STEP = 0.02
"""The leading grows in such steps, em."""

_SPLIT = 0.01
"""What parting an entry costs: as much as a column that is 10 % too short."""

_NAMED = 12
"""Entries without room that are named after the first."""

_NUMBERS = re.compile(r"(?<![\d-])(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|[2-8]\d{6,7}|(?:\d{3}-)?\d{3}-\d{4}(?!-))(?!\d)")
"""Telephone numbers, which are set bold: the one thing the reader looks for last."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading or a line of an entry, top to bottom in reading order. ``entry`` counts them as sorted."""

    entry: int
    line: Line | None
    number: int = 0
    count: int = 0

    @property
    def price(self) -> float:
        """What it costs to end a column after this piece; infinitely much if that must not be."""
        if self.line is None:
            return inf
        left = self.count - self.number - 1
        if left == 0:
            return 0.0
        return _SPLIT if self.number >= 1 and left >= 2 else inf


@dataclass(frozen=True, slots=True)
class _Sort:
    """How the entries are set: the size of their type and of their headings, the leading, the columns."""

    size: float
    leading: float
    columns: int
    measure: float
    height: float
    tokens: ClassifiedTokens

    @property
    def heading(self) -> float:
        return max(SMALLEST_REVERSED, self.tokens.heading * self.size)

    def tall(self, piece: _Piece) -> float:
        """Return the height of a piece, pt."""
        return self.tokens.heading_height * self.heading if piece.line is None else self.size

    def gap(self, above: _Piece, below: _Piece) -> float:
        """Return the natural white between two pieces, pt."""
        if above.line is None:
            return self.tokens.under_heading * self.size
        if below.line is None:
            return self.tokens.over_heading * self.size
        if above.entry != below.entry:
            return (self.leading - 1 + self.tokens.between) * self.size
        return (self.leading - 1) * self.size


def compose(ad: ClassifiedAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a column of classified ads in its border.

    Raises TooTight or MissingGlyph naming a field; the first entry that does not fit is named by its number.
    """
    tokens, rule_width = kit.palette.tokens.classified, kit.palette.tokens.rule
    border = frame(box, ad.border, ad.corners, kit.palette.ink, kit.palette.tokens.border)
    inside = border.inside.inset(tokens.inset(box.width, box.height))
    scale = min(inside.width / tokens.width, inside.height / tokens.height)
    scale = min(tokens.most_scale, max(tokens.least_scale, scale))
    gap = tokens.gap * scale
    shapes: list[Shape] = []
    top, bottom = inside.y, inside.bottom
    for block in _above(ad, kit):
        laid = block(inside.width, scale)
        shapes += laid.paint(Rect(inside.x, top, inside.width, laid.height))
        top += laid.height + gap
    for block in _below(ad, kit):
        laid = block(inside.width, scale)
        bottom -= laid.height
        shapes += laid.paint(Rect(inside.x, bottom, inside.width, laid.height))
        bottom -= gap
        shapes.append(rule(inside.x, bottom, inside.width, rule_width, kit.palette.ink))
        bottom -= gap
    room = Rect(inside.x, top, inside.width, bottom - top)
    return (*border.shapes, *shapes, *_entries(ad, room, kit))


def _above(ad: ClassifiedAd, kit: Kit) -> list[Block]:
    size = kit.palette.tokens.classified.title
    return [bar(ad.title, "title", size, kit.palette, kit.palette.accent, most_lines=1)] if ad.title else []


def _below(ad: ClassifiedAd, kit: Kit) -> list[Block]:
    """Return what stands at the foot, lowest first."""
    blocks = []
    if ad.note:
        blocks.append(_note(ad.note, kit))
    if ad.contacts:
        tokens = kit.palette.tokens.classified
        blocks.append(contacts(ad.contacts, tokens.number, kit.palette, apart=tokens.numbers_apart))
    return blocks


def _note(text: str, kit: Kit) -> Block:
    tokens = kit.palette.tokens.classified

    def lay(width: float, scale: float) -> Laid:
        size = max(SMALLEST, tokens.note * min(scale, tokens.note_growth))
        lines = set_paragraph(((text, kit.text),), size, width, "note", kit.setting, align="center")
        step = tokens.note_leading * size

        def paint(box: Rect) -> tuple[Shape, ...]:
            return tuple(
                shape
                for number, line in enumerate(lines)
                for shape in draw_line(
                    line, box.x, box.y + TOP * size + number * step, kit.palette.ink, "note", kit.faces
                )
            )

        return Laid("note", (len(lines) - 1) * step + size, 1.0, paint)

    return lay


def in_order(ad: ClassifiedAd) -> list[tuple[int, ClassifiedEntry]]:
    """Return the entries with their numbers in ads.yaml (from 1), sorted by heading and then by their text.

    Headings stand in the order of ``headings``, or else of their first entries; the text goes by its code in
    GB 18030, which is the order of pinyin for the 3755 commonest characters.
    """
    order = list(ad.headings or dict.fromkeys(entry.heading for entry in ad.entries))

    def key(item: tuple[int, ClassifiedEntry]) -> tuple[int, bytes]:
        return order.index(item[1].heading), (item[1].lead + item[1].text).encode("gb18030")

    return sorted(enumerate(ad.entries, 1), key=key)


def _entries(ad: ClassifiedAd, room: Rect, kit: Kit) -> Iterator[Shape]:
    entries = in_order(ad)
    tight: TooTight | None = None
    tokens, step = kit.palette.tokens.classified, kit.palette.tokens.prose.step
    steps = round((tokens.largest - SMALLEST) / step)
    sorts = [
        _Sort(size, tokens.least_leading, columns, width, room.height, tokens)
        for size in (tokens.largest - number * step for number in range(steps + 1))
        for columns in _columns(room.width, size, tokens)
        for width in ((room.width - tokens.gutter * (columns - 1)) / columns,)
    ]
    widths = [least_width(_spans(entry, kit), kit.setting) for _, entry in entries]
    for sort in sorts:
        # At the last one it is told what has no room.
        if sort is not sorts[-1] and _least_height(widths, sort) > sort.columns * sort.height:
            continue
        try:
            pieces = _pieces(entries, sort.size, sort.measure, kit)
        except TooTight as error:
            tight = error
            continue
        if not holds(_flow(pieces, sort), sort.columns, sort.height):
            tight = _overflow(pieces, entries, sort)
            continue
        sort = _loosened(pieces, sort)
        ends = level_ends(_flow(pieces, sort), sort.columns, sort.height)
        return _draw(pieces, ends, entries, sort, room, kit)
    raise tight or TooTight("entries", say("the box is too narrow for a column of classified ads"))


def _least_height(widths: Sequence[float], sort: _Sort) -> float:
    """Return what entries take at least, one under another, pt: no heading, every line full of characters."""
    measure = (sort.measure + MARGIN) / sort.size
    lines = sum(max(1, ceil(width / measure - 1e-9)) for width in widths)
    # No white stands between two entries where a column ends.
    between = max(0, len(widths) - sort.columns) * sort.tokens.between
    return (lines * sort.leading - sort.columns * (sort.leading - 1) + between) * sort.size


def _columns(width: float, size: float, tokens: ClassifiedTokens) -> list[int]:
    """Return the numbers of columns that give a measure people can read, the best first."""
    found = []
    for columns in range(1, 16):
        characters = (width - tokens.gutter * (columns - 1)) / columns / size
        if tokens.least_measure <= characters <= tokens.most_measure:
            found.append((abs(characters - tokens.measure), columns))
    return [columns for _, columns in sorted(found)][:2]


def _pieces(entries: Sequence[tuple[int, ClassifiedEntry]], size: float, width: float, kit: Kit) -> list[_Piece]:
    pieces: list[_Piece] = []
    heading = ""
    for at, (number, entry) in enumerate(entries):
        if entry.heading != heading:
            heading = entry.heading
            pieces.append(_Piece(at, None))
        field = f"entries[{number}]"
        try:
            align = kit.palette.tokens.prose.align
            lines = set_paragraph(_spans(entry, kit), size, width, field, kit.setting, align=align)
        except TooTight as error:
            raise TooTight(
                field, say("{named}: {problem}", named=_named(entry), problem=error.problem), number - 1
            ) from error
        except MissingGlyph as error:
            raise MissingGlyph(field, error.character, error.family, number - 1) from error
        pieces += [_Piece(at, line, row, len(lines)) for row, line in enumerate(lines)]
    return pieces


def _spans(entry: ClassifiedEntry, kit: Kit) -> Spans:
    apart = " " if kit.setting.is_latin else "\u3000"
    spans = [(entry.lead + apart, kit.strong)] if entry.lead else []
    at = 0
    for found in _NUMBERS.finditer(entry.text):
        spans += [(entry.text[at : found.start()], kit.text), (found[0], kit.strong)]
        at = found.end()
    spans.append((entry.text[at:], kit.text))
    return tuple((text, voice) for text, voice in spans if text)


def _named(entry: ClassifiedEntry) -> str:
    return say("the entry {words} ({heading})", words=_first_words(entry), heading=entry.heading)


def _first_words(entry: ClassifiedEntry) -> str:
    words = entry.lead + entry.text
    return words if len(words) <= 14 else f"{words[:14]}…"


def _flow(pieces: Sequence[_Piece], sort: _Sort) -> Flow:
    return Flow(
        tuple(map(sort.tall, pieces)),
        (0.0, *map(sort.gap, pieces, pieces[1:])),
        tuple(piece.price for piece in pieces),
    )


def _loosened(pieces: Sequence[_Piece], sort: _Sort) -> _Sort:
    """Return the same with the largest leading at which all still fits."""
    least, most = sort.tokens.least_leading, sort.tokens.most_leading
    for step in range(1, round((most - least) / _LEADING_STEP) + 1):
        wider = replace(sort, leading=least + step * _LEADING_STEP)
        if not holds(_flow(pieces, wider), sort.columns, sort.height):
            break
        sort = wider
    return sort


def _overflow(pieces: Sequence[_Piece], entries: Sequence[tuple[int, ClassifiedEntry]], sort: _Sort) -> TooTight:
    """Return the error that names the first entry for which the columns have no room."""
    start, flow = 0, _flow(pieces, sort)
    for _ in range(sort.columns):
        start = farthest(flow, start, sort.height)
    number, entry = entries[pieces[start].entry]
    after = [_first_words(each) for _, each in entries[pieces[start].entry + 1 :]]
    names = [*after[:_NAMED], *([say("and {count} more", count=len(after) - _NAMED)] if len(after) > _NAMED else ())]
    no_room = say("it and {left} after it have no room: {names}", left=len(after), names=listed(names))
    over = sum(len(piece.line.text) for piece in pieces[start:] if piece.line)
    return TooTight(
        f"entries[{number}]",
        say(
            "{named} does not fit at {size:g} pt, the smallest size: {said}",
            named=_named(entry),
            size=sort.size,
            said=no_room if after else say("it is the last"),
        ),
        number - 1,
        over,
        over / sum(len(piece.line.text) for piece in pieces if piece.line),
    )


def _draw(
    pieces: Sequence[_Piece],
    ends: Sequence[int],
    entries: Sequence[tuple[int, ClassifiedEntry]],
    sort: _Sort,
    room: Rect,
    kit: Kit,
) -> Iterator[Shape]:
    starts = (0, *ends[:-1])
    for column, (start, end) in enumerate(zip(starts, ends, strict=True)):
        x = room.x + column * (sort.measure + sort.tokens.gutter)
        if column:
            yield rule(
                x - sort.tokens.gutter / 2, room.y, room.height, sort.tokens.hairline, kit.palette.ink, upright=True
            )
        yield from _draw_column(pieces[start:end], x, entries, sort, room, kit)


def _draw_column(
    pieces: Sequence[_Piece],
    x: float,
    entries: Sequence[tuple[int, ClassifiedEntry]],
    sort: _Sort,
    room: Rect,
    kit: Kit,
) -> Iterator[Shape]:
    gaps = [sort.gap(above, below) for above, below in pairwise(pieces)]
    spare = room.height - summed(gaps) - summed(map(sort.tall, pieces))
    parted = [
        number
        for number, (above, below) in enumerate(pairwise(pieces))
        if above.line is not None and above.entry != below.entry
    ]
    if parted:
        more = min(spare / len(parted), sort.tokens.growth * sort.size)
        for number in parted:
            gaps[number] += more
    y = room.y
    for number, piece in enumerate(pieces):
        if number:
            if gaps and number - 1 in parted and piece.line is not None:
                yield rule(x, y + gaps[number - 1] / 2, sort.measure, sort.tokens.hairline, kit.palette.ink)
            y += gaps[number - 1]
        place, entry = entries[piece.entry]
        if piece.line is None:
            yield from _heading(place, entry, Rect(x, y, sort.measure, sort.tall(piece)), sort, kit)
        else:
            yield from draw_line(piece.line, x, y + TOP * sort.size, kit.palette.ink, f"entries[{place}]", kit.faces)
        y += sort.tall(piece)


def _heading(number: int, entry: ClassifiedEntry, box: Rect, sort: _Sort, kit: Kit) -> Iterator[Shape]:
    """Draw a heading, reversed in a solid over the column."""
    tokens = sort.tokens
    line = measure(entry.heading, kit.palette.strong, "headings")
    room = box.width / sort.heading - tokens.heading_padding
    if line.width > room:
        raise TooTight(
            "headings", say("the heading {heading} is wider than a column", heading=entry.heading), number - 1
        )
    yield Panel(box, kit.palette.ink)
    yield from line.filled(min(room, tokens.heading_widest * line.width), tokens.heading_spread).centred(
        box.x + box.width / 2,
        box.y + box.height / 2,
        sort.heading,
        kit.palette.paper,
        "headings",
        reversed=True,
    )


def _said(ad: ClassifiedAd) -> Iterator[str]:
    """Yield the ad's words, its entries under their headings."""
    yield from (ad.title, ad.note)
    for heading in ad.headings or dict.fromkeys(entry.heading for entry in ad.entries):
        entries = [entry for entry in ad.entries if entry.heading == heading]
        if entries:
            yield heading
            yield from (f"{entry.lead}{entry.text}" for entry in entries)
    yield from words(ad.contacts)


KIND = AdKind("classified", ClassifiedAd, compose, lines=_said)
