"""Small ads in columns: entries under headings, set in the largest type in which they fit.

They flow like text. Where a column ends is found by an exact search over all places it may end (see
`layout.ads.flow`): never under a heading, hardly inside an entry, and then with two lines on either side. Where a
heading's entries go on in the next column, it is said again over them. The columns are no higher than they must be,
come out as level as can be, and what each lacks goes between its entries, so that all end at one height.

A size at which the characters alone cover more than the columns is seen without setting it, so that hundreds of entries
are set a few times only. Where they have no room at the smallest size they are set closer, and last without hairlines
and in as many columns as can be read, before one is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import ceil, inf

from layout.ads.flow import Flow, column_height, farthest, holds, least_height, level_ends
from layout.ads.frame import rule
from layout.ads.kit import Kit
from layout.ads.numbers import Spans
from layout.ads.problems import MissingGlyph, TooTight
from layout.ads.prose import MARGIN, TOP, least_width, set_paragraph
from layout.ads.sizing import SMALLEST, SMALLEST_REVERSED, draw_line, height, wrap
from layout.ads.sizing import Line as Heading
from layout.base.messages import listed, say
from layout.base.units import Rect
from layout.design.ads import ClassifiedTokens
from layout.scene.shapes import Panel, Shape
from layout.scene.text import Line

_LEADING_STEP = 0.02
"""The leading grows in such steps, em."""

_SPLIT = 0.01
"""What parting an entry costs: as much as a column that is 10 % too short."""

_PLAY = 3
"""Lines that columns may be higher than they must be: so entries need not be parted to level them."""

_HEADING_LINES = 3
"""Lines that a heading may have."""

_BEST = 2
"""Numbers of columns that are tried in every size, those that give the best measure."""

_NAMED = 12
"""Entries without room that are named after the first."""


@dataclass(frozen=True, slots=True)
class SmallAd:
    """An entry as it is set: its number in ads.yaml (from 1), its heading, its text, and the first words of it."""

    number: int
    heading: str
    spans: Spans
    words: str

    @property
    def field(self) -> str:
        """The entry as messages and shapes name it."""
        return f"entries[{self.number}]"

    @property
    def named(self) -> str:
        """The entry as it is told."""
        return say("the entry {words} ({heading})", words=self.words, heading=self.heading)


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


@dataclass(frozen=True)
class _Sort:
    """How the entries are set: the size of their type, the leading, the columns; lengths in pt, leading in em.

    Entries that are not ``ruled`` have no hairline and little white between them, but an indent.
    """

    size: float
    leading: float
    columns: int
    measure: float
    height: float
    tokens: ClassifiedTokens
    gutter: float
    ruled: bool

    @property
    def indent(self) -> float:
        """The indent of an entry's first line, em."""
        return 0.0 if self.ruled else self.tokens.indent

    @property
    def heading(self) -> float:
        """The size of headings, pt."""
        return max(SMALLEST_REVERSED, self.tokens.heading * self.size)

    @cached_property
    def between(self) -> float:
        """The white between two entries, em: less where the lines are closer than usual."""
        tokens = self.tokens
        if not self.ruled:
            close = (tokens.least_leading - self.leading) / max(tokens.least_leading - tokens.crowded_leading, 1e-9)
            return tokens.tight_between * max(0.0, 1 - max(0.0, close))
        close = (tokens.least_leading - self.leading) / max(tokens.least_leading - tokens.tight_leading, 1e-9)
        return tokens.between + max(0.0, min(1.0, close)) * (min(tokens.between, tokens.tight_between) - tokens.between)

    def solid(self, lines: int) -> float:
        """Return the height of a heading of so many lines, pt."""
        return (self.tokens.heading_height + (lines - 1) * self.tokens.heading_leading) * self.heading

    def gap(self, above: _Piece, below: _Piece) -> float:
        """Return the natural white between two pieces, pt."""
        if above.line is None:
            return self.tokens.under_heading * self.size
        if below.line is None:
            return self.tokens.over_heading * self.size
        if above.entry != below.entry:
            return (self.leading - 1 + self.between) * self.size
        return (self.leading - 1) * self.size


@dataclass(frozen=True, slots=True)
class _Set:
    """Entries set in one way: their pieces, and their headings as they stand over them first and again."""

    entries: Sequence[SmallAd]
    pieces: Sequence[_Piece]
    first: Mapping[str, tuple[Heading, ...]]
    again: Mapping[str, tuple[Heading, ...]]

    def over(self, piece: _Piece, *, again: bool = False) -> tuple[Heading, ...]:
        """Return the heading of a piece."""
        return (self.again if again else self.first)[self.entries[piece.entry].heading]

    @property
    def ink(self) -> tuple[float, float]:
        """The highest and the lowest ink of all headings, em: so they stand alike in their solids."""
        return height([line for lines in self.first.values() for line in lines])

    def tall(self, piece: _Piece, sort: _Sort) -> float:
        """Return the height of a piece, pt."""
        return sort.solid(len(self.over(piece))) if piece.line is None else sort.size

    def flow(self, sort: _Sort) -> Flow:
        """Return the pieces as heights."""
        pieces, under = self.pieces, sort.tokens.under_heading * sort.size
        return Flow(
            tuple(self.tall(piece, sort) for piece in pieces),
            (0.0, *map(sort.gap, pieces, pieces[1:])),
            tuple(piece.price for piece in pieces),
            tuple(sort.solid(len(self.over(piece))) + under if piece.line else 0.0 for piece in pieces),
        )


def set_entries(entries: Sequence[SmallAd], room: Rect, kit: Kit) -> Iterator[Shape]:
    """Yield the shapes of entries, in the order given, in columns of a room.

    Raises TooTight or MissingGlyph; the first entry that does not fit is named by its number.
    """
    widths = [least_width(entry.spans, kit.setting) for entry in entries]
    usual, closer = _sorts(room, kit)
    tight: TooTight | None = None
    for sort in (*usual, *closer):
        if _least_height(widths, sort) > sort.columns * sort.height:
            continue
        try:
            made = _set(entries, sort, kit)
        except TooTight as error:
            tight = error
            continue
        if holds(made.flow(sort), sort.columns, sort.height):
            most = sort.tokens.most_leading if sort in usual else sort.tokens.least_leading
            return _draw(made, _loosened(made, sort, most), room, kit)
    if closer:
        # What has no room is told of the way in which they take least.
        closest = min(closer, key=lambda sort: _least_height(widths, sort) / sort.columns)
        made = _set(entries, closest, kit)
        if not holds(made.flow(closest), closest.columns, closest.height):
            raise _overflow(made, closest)
    raise tight or TooTight("entries", say("the box is too narrow for a column of classified ads"))


def _sorts(room: Rect, kit: Kit) -> tuple[list[_Sort], list[_Sort]]:
    """Return the ways to set entries, the best first; and those with lines closer than usual, in the smallest type.

    Of these some have narrower columns, and the last are crowded: they have no hairline between two entries.
    """
    tokens, step = kit.palette.tokens.classified, kit.palette.tokens.prose.step
    steps = round((tokens.largest - SMALLEST) / step)

    def sorts(sort: _Sort, least: float, most: int | None = None) -> Iterator[_Sort]:
        for columns in _columns(room.width, sort, least)[:most]:
            yield replace(sort, columns=columns, measure=(room.width - sort.gutter * (columns - 1)) / columns)

    first = _Sort(tokens.largest, tokens.least_leading, 1, room.width, room.height, tokens, tokens.gutter, tokens.ruled)
    sizes = [replace(first, size=tokens.largest - number * step) for number in range(steps + 1)]
    usual = [sort for size in sizes for sort in sorts(size, tokens.least_measure, _BEST)]
    tight = replace(sizes[-1], leading=min(first.leading, tokens.tight_leading))
    narrow = replace(tight, gutter=min(first.gutter, tokens.tight_gutter))
    crowded = replace(narrow, leading=min(tight.leading, tokens.crowded_leading), ruled=False)
    least = min(tokens.least_measure, tokens.tight_measure)
    return usual, [*sorts(tight, tokens.least_measure), *sorts(narrow, least), *sorts(crowded, least)]


def _columns(width: float, sort: _Sort, least: float) -> list[int]:
    """Return the numbers of columns that give a measure people can read, ``least`` em or more, the best first."""
    found = []
    most = int((width + sort.gutter) / (least * sort.size + sort.gutter) + 1e-9)
    for columns in range(1, most + 1):
        characters = (width - sort.gutter * (columns - 1)) / columns / sort.size
        if characters <= sort.tokens.most_measure:
            found.append((abs(characters - sort.tokens.measure), columns))
    return [columns for _, columns in sorted(found)]


def _least_height(widths: Sequence[float], sort: _Sort) -> float:
    """Return what entries take at least, one under another, pt: no heading, every line full of characters."""
    measure = (sort.measure + MARGIN) / sort.size
    lines = sum(max(1, ceil((sort.indent + width) / measure - 1e-9)) for width in widths)
    # No white stands between two entries where a column ends.
    between = max(0, len(widths) - sort.columns) * sort.between
    return (lines * sort.leading - sort.columns * (sort.leading - 1) + between) * sort.size


def _set(entries: Sequence[SmallAd], sort: _Sort, kit: Kit) -> _Set:
    pieces: list[_Piece] = []
    first: dict[str, tuple[Heading, ...]] = {}
    align = kit.palette.tokens.prose.align
    for at, entry in enumerate(entries):
        if entry.heading not in first:
            first[entry.heading] = _heading(entry, sort, kit)
        if not at or entry.heading != entries[at - 1].heading:
            pieces.append(_Piece(at, None))
        try:
            how = (sort.size, sort.measure, entry.field, kit.setting, sort.indent, align)
            lines = set_paragraph(entry.spans, *how)
        except TooTight as error:
            said = say("{named}: {problem}", named=entry.named, problem=error.problem)
            raise TooTight(entry.field, said, entry.number - 1) from error
        except MissingGlyph as error:
            raise MissingGlyph(entry.field, error.character, error.family, entry.number - 1) from error
        pieces += [_Piece(at, line, row, len(lines)) for row, line in enumerate(lines)]
    again = {heading: _again(heading, lines, sort, kit) for heading, lines in first.items()}
    return _Set(entries, pieces, first, again)


def _heading(entry: SmallAd, sort: _Sort, kit: Kit) -> tuple[Heading, ...]:
    """Return the lines of a heading: as few as have room in the column."""
    room = sort.measure / sort.heading - sort.tokens.heading_padding
    for count in range(1, _HEADING_LINES + 1):
        lines = wrap(entry.heading, count, kit.palette.strong, "headings", room)
        if lines is not None and max(line.width for line in lines) <= room:
            if count > 1:
                return lines
            (line,) = lines
            # A short one is spread; where it is said again it is not, for then a word in brackets is behind it.
            return (line.filled(min(room, sort.tokens.heading_widest * line.width), sort.tokens.heading_spread),)
    said = say("the heading {heading} is wider than a column", heading=entry.heading)
    raise TooTight("headings", said, entry.number - 1)


def _again(heading: str, first: tuple[Heading, ...], sort: _Sort, kit: Kit) -> tuple[Heading, ...]:
    """Return a heading as it stands over the rest of its entries: with the word that says so where it has room."""
    room = sort.measure / sort.heading - sort.tokens.heading_padding
    said = kit.setting.language.words.goes_on(heading)
    lines = wrap(said, len(first), kit.palette.strong, "headings", room)
    return lines if lines and max(line.width for line in lines) <= room else first


def _loosened(made: _Set, sort: _Sort, most: float) -> _Sort:
    """Return the same with the largest leading (em) up to ``most`` at which all still fits."""
    least = sort.leading
    for step in range(1, round((most - least) / _LEADING_STEP) + 1):
        wider = replace(sort, leading=least + step * _LEADING_STEP)
        if not holds(made.flow(wider), sort.columns, sort.height):
            break
        sort = wider
    return sort


def _overflow(made: _Set, sort: _Sort) -> TooTight:
    """Return the error that names the first entry for which the columns have no room."""
    start, flow, pieces = 0, made.flow(sort), made.pieces
    for _ in range(sort.columns):
        start = farthest(flow, start, sort.height)
    entry = made.entries[pieces[start].entry]
    after = [each.words for each in made.entries[pieces[start].entry + 1 :]]
    names = [*after[:_NAMED], *([say("and {count} more", count=len(after) - _NAMED)] if len(after) > _NAMED else ())]
    no_room = say("it and {left} after it have no room: {names}", left=len(after), names=listed(names))
    over = sum(len(piece.line.text) for piece in pieces[start:] if piece.line)
    return TooTight(
        entry.field,
        say(
            "{named} does not fit at {size:g} pt, the smallest size: {said}",
            named=entry.named,
            size=sort.size,
            said=no_room if after else say("it is the last"),
        ),
        entry.number - 1,
        over,
        over / sum(len(piece.line.text) for piece in pieces if piece.line),
    )


def _draw(made: _Set, sort: _Sort, room: Rect, kit: Kit) -> Iterator[Shape]:
    flow = made.flow(sort)
    high = least_height(flow, sort.columns, sort.height)
    ends = level_ends(flow, sort.columns, min(sort.height, high + _PLAY * sort.leading * sort.size))
    columns = list(zip((0, *ends[:-1]), ends, strict=True))
    used = [column_height(flow, start, end) for start, end in columns]
    foot = min(sort.height, _level(made, columns, used, sort))
    for number, (start, end) in enumerate(columns):
        x = room.x + number * (sort.measure + sort.gutter)
        if number:
            left = x - sort.gutter / 2
            yield rule(left, room.y, foot, sort.tokens.hairline, kit.palette.ink, upright=True)
        yield from _draw_column(
            made, made.pieces[start:end], Rect(x, room.y, sort.measure, foot), used[number], sort, kit
        )


def _level(made: _Set, columns: Sequence[tuple[int, int]], used: Sequence[float], sort: _Sort) -> float:
    """Return the height to which all columns can be stretched, pt: at least that of the highest."""
    most = [
        high + len(_parted(made.pieces[start:end])) * sort.tokens.growth * sort.size
        for (start, end), high in zip(columns, used, strict=True)
        if len(_parted(made.pieces[start:end]))
    ]
    return max(max(used), min(most, default=0.0))


def _parted(pieces: Sequence[_Piece]) -> list[int]:
    """Return the gaps of a column that part two entries."""
    return [
        number
        for number, (above, below) in enumerate(pairwise(pieces))
        if above.line is not None and above.entry != below.entry
    ]


def _draw_column(
    made: _Set, pieces: Sequence[_Piece], box: Rect, used: float, sort: _Sort, kit: Kit
) -> Iterator[Shape]:
    """Draw a column of pieces, which take ``used`` pt by themselves, stretched to the height of its box."""
    gaps = [sort.gap(above, below) for above, below in pairwise(pieces)]
    parted = _parted(pieces)
    if parted:
        more = min((box.height - used) / len(parted), sort.tokens.growth * sort.size)
        for number in parted:
            gaps[number] += more
    y = box.y
    if pieces[0].line is not None:
        lines = made.over(pieces[0], again=True)
        solid = Rect(box.x, y, box.width, sort.solid(len(lines)))
        yield from _draw_heading(lines, made.ink, solid, sort, kit)
        y += solid.height + sort.tokens.under_heading * sort.size
    for number, piece in enumerate(pieces):
        if number:
            if sort.ruled and number - 1 in parted and piece.line is not None:
                yield rule(box.x, y + gaps[number - 1] / 2, box.width, sort.tokens.hairline, kit.palette.ink)
            y += gaps[number - 1]
        if piece.line is None:
            solid = Rect(box.x, y, box.width, made.tall(piece, sort))
            yield from _draw_heading(made.over(piece), made.ink, solid, sort, kit)
        else:
            field = made.entries[piece.entry].field
            yield from draw_line(piece.line, box.x, y + TOP * sort.size, kit.palette.ink, field, kit.faces)
        y += made.tall(piece, sort)


def _draw_heading(
    lines: Sequence[Heading], ink: tuple[float, float], box: Rect, sort: _Sort, kit: Kit
) -> Iterator[Shape]:
    """Draw a heading, reversed in a solid over the column; ``ink`` is the highest and lowest of all headings, em."""
    tokens, size = sort.tokens, sort.heading
    yield Panel(box, kit.palette.ink)
    step = tokens.heading_leading * size
    first = box.y + (box.height - step * (len(lines) - 1)) / 2 + (ink[0] + ink[1]) / 2 * size
    for number, line in enumerate(lines):
        baseline = first + number * step
        middle, white = box.x + box.width / 2, kit.palette.paper
        yield from line.at(middle, baseline, size, white, "headings", align=0.5, reversed=True)
