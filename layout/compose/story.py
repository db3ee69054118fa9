"""A story in a rectangle of the grid: head above, body poured into its columns, copyfit told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from layout.compose.heads import Head, compose_head
from layout.compose.itemize import Setting, Voice
from layout.compose.items import Line, Role, Run
from layout.compose.paragraph import Paragraph, ParagraphStyle, prepare
from layout.compose.picture import PictureSet, set_pictures
from layout.compose.pour import Length, Piece, Placed, Poured, pour
from layout.compose.spacing import LOOSE
from layout.compose.voices import Voices
from layout.content.model import Paragraph as Copy
from layout.content.model import Story, Subhead
from layout.words import Words, words_for

LOOSENESS_COST = 1e5
"""Demerits of a paragraph that weigh as 1 in the pouring."""
LEVERS = (-1, 1)
"""Lengths tried for a paragraph besides its best, in lines, when the columns do not come out."""

CROP = 10.0
"""Cost of each row a picture is cropped or heightened, in the currency of layout.compose.pour."""
BEYOND = 1e6
"""Cost of each row a picture and its caption reach beyond the story's foot: as dear as a line that is lost."""
MOST_HEAD_SLACK = 2
"""White rows a head may be given beyond its own, so that the columns come out."""


@dataclass(frozen=True, slots=True)
class StoryShape:
    """The rectangle a story gets: base columns wide, grid rows high, and what touches its head."""

    columns: int
    rows: int
    at_top: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of body text. ``x`` and ``width`` are pt, ``row`` and ``rows`` grid rows, from the shape's top left.

    ``lines`` are in order; a placed line's row counts from the column's top. A column under the story's picture
    begins lower than the others.
    """

    x: float
    width: float
    row: int
    rows: int
    lines: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class CopyFit:
    """How the copy fits: lines and characters over (overset) or under (rows left, and what would fill them)."""

    characters: int
    lines: int
    capacity: int
    over_lines: int
    over_characters: int
    under_lines: int
    under_characters: int
    levers: tuple[str, ...]
    widows: int
    orphans: int

    @property
    def summary(self) -> str:
        """The fit in the words of a newsroom."""
        if self.over_lines:
            return f"超{self.over_characters}字（{self.over_lines}行）"
        if self.under_lines:
            return f"缺{self.under_characters}字（{self.under_lines}行）"
        return "正好"


@dataclass(frozen=True, slots=True)
class ComposedStory:
    """A story set in its shape. Lines of the head have x from the shape's inner left edge, ``inset_x``."""

    story: Story
    shape: StoryShape
    head: Head
    inset_x: float
    inset_row: int
    measure: float
    columns: tuple[Column, ...]
    picture: PictureSet | None
    overset: tuple[Line, ...]
    fit: CopyFit
    loose: tuple[Line, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Try:
    """A way to set a story in a shape, and its cost."""

    head: Head
    slack: int
    picture: PictureSet | None
    columns: tuple[int, ...]
    poured: Poured
    room: int
    """Rows between the head and the story's foot."""

    @property
    def cost(self) -> float:
        if self.picture is None:
            return self.poured.cost
        beyond = max(0, self.picture.taken - self.picture.white - self.room)
        return self.poured.cost + CROP * abs(self.picture.crop) + BEYOND * beyond


class StoryComposer:
    """Sets one story in any shape asked for; what does not depend on the shape is done once.

    ``picture_ratio`` is the width of the story's picture by its height, if it has one.
    """

    def __init__(self, story: Story, voices: Voices, picture_ratio: float | None = None) -> None:
        self.story = story
        self.voices = voices
        self.picture_ratio = picture_ratio
        self._pieces: dict[tuple[float, bool], tuple[Piece, ...]] = {}

    def measure(self, columns: int) -> tuple[float, float, float]:
        """Return (inner left x, inner width, width of one column) in pt for that many base columns."""
        design = self.voices.design
        width = design.grid.measure(columns)
        inset = design.box.padding if self.story.boxed else 0.0
        inner = width - 2 * inset
        return inset, inner, (inner - (columns - 1) * design.grid.gutter) / columns

    def head(self, shape: StoryShape, slack: int = 0) -> Head:
        """Set the head for a shape."""
        _, inner, _ = self.measure(shape.columns)
        boxed = self.story.boxed
        return compose_head(self.story, shape.columns, inner, self.voices, at_top=shape.at_top or boxed, slack=slack)

    def pictures(self, columns: int) -> tuple[PictureSet | None, ...]:
        """Return the ways to set the story's picture over that many base columns, the least cropped first."""
        if self.picture_ratio is None:
            return (None,)
        inset, _, width = self.measure(columns)
        return set_pictures(self.story, self.picture_ratio, columns, inset, width, self.voices)

    def needed_rows(self, columns: int, *, at_top: bool = False) -> int:
        """Return the fewest grid rows in which the whole story, its picture uncropped, stands over the columns."""
        head = self.head(StoryShape(columns, 0, at_top))
        pieces = self.pieces(self.measure(columns)[2], levers=False)
        picture = self.pictures(columns)[0]
        total = sum(len(piece.lengths[0].lines) for piece in pieces)
        taken = picture.taken * picture.columns if picture else 0
        body = max(1, (total + taken) // columns, picture.taken if picture else 0)
        while pour(pieces, _column_rows(columns, body, picture)).overset:
            body += 1
        return head.rows + body + 2 * self._box_rows

    @property
    def _box_rows(self) -> int:
        return self.voices.design.box.rows if self.story.boxed else 0

    def pieces(self, measure: float, *, levers: bool) -> tuple[Piece, ...]:
        """Return the story's paragraphs and subheads set to a column of ``measure`` pt."""
        key = (measure, levers)
        if key not in self._pieces:
            self._pieces[key] = tuple(self._make_pieces(measure, levers))
        return self._pieces[key]

    @cached_property
    def _words(self) -> Words:
        return words_for(self.story.language)

    @cached_property
    def _setting(self) -> Setting:
        return Setting(language=self.story.language)

    def _make_pieces(self, measure: float, levers: bool) -> list[Piece]:
        pieces = []
        blocks = self.story.blocks
        for number, block in enumerate(blocks):
            if isinstance(block, Subhead):
                pieces.append(self._subhead(block, measure, number))
                continue
            paragraph = self._paragraph(block, measure, is_first=number == 0)
            source = self._source(measure) if number == len(blocks) - 1 else None
            pieces.append(Piece(tuple(_lengths(paragraph, number, source, levers))))
        return pieces

    def _paragraph(self, block: Copy, measure: float, *, is_first: bool) -> Paragraph:
        body = self.voices.design.body
        spans = self.voices.spans(block.spans, body)
        if is_first and self.story.continued_from:
            jump = self.voices.of(self.voices.design.jump)
            spans.insert(0, (self._words.jump_from(self.story.continued_from), jump))
        if is_first and self.story.dateline:
            spans.insert(0, (self._words.dateline(self.story.dateline), self.voices.of(body, body.strong)))
        style = ParagraphStyle(body.size, measure, body.indent, body.align, setting=self._setting)
        return prepare(spans, style)

    def _subhead(self, block: Subhead, measure: float, number: int) -> Piece:
        style = self.voices.design.subhead
        made = ParagraphStyle(
            style.size, measure, 0.0, style.align, Role.SUBHEAD, style.tracking, replace(self._setting)
        )
        paragraph = prepare([(block.text, self.voices.of(style))], made)
        lines = paragraph.lines(paragraph.broken(), number)
        return Piece((Length(lines),), style.before, style.before + 1, keeps=True)

    def _source(self, measure: float) -> Line | None:
        """Set the source and the line of the continuation, which end the story at the right."""
        text = self._words.ending(self.story.source, self.story.continued_on)
        if not text:
            return None
        style = self.voices.design.source
        spans: list[tuple[str, Voice]] = [(text, self.voices.of(style))]
        made = ParagraphStyle(style.size, measure, 0.0, "right", Role.SOURCE, setting=self._setting)
        paragraph = prepare(spans, made)
        return paragraph.lines(paragraph.broken())[-1]

    def compose(self, shape: StoryShape) -> ComposedStory:
        """Set the story in a shape: at its natural lengths if they come out, else with the levers it takes.

        What still does not fit is in ``overset``; no character is lost.
        """
        best: _Try | None = None
        for picture in self.pictures(shape.columns):
            made = self._try(shape, picture)
            if best is None or made.cost < best.cost:
                best = made
            if not best.cost:
                break
        assert best is not None
        return self._composed(shape, best)

    def _try(self, shape: StoryShape, picture: PictureSet | None) -> _Try:
        width = self.measure(shape.columns)[2]
        head = self.head(shape)
        body_rows = max(0, shape.rows - head.rows - 2 * self._box_rows)
        columns = _column_rows(shape.columns, body_rows, picture)
        poured = pour(self.pieces(width, levers=False), columns)
        spare = min(poured.empty_rows // shape.columns, MOST_HEAD_SLACK)
        if spare:
            # Whole rows to spare are white well used in the head; only what is left is asked of the paragraphs.
            head = self.head(shape, slack=spare)
            columns = _column_rows(shape.columns, body_rows - spare, picture)
            poured = pour(self.pieces(width, levers=False), columns)
        if poured.cost:
            poured = pour(self.pieces(width, levers=True), columns)
        return _Try(head, spare, picture, columns, poured, body_rows - spare)

    def _composed(self, shape: StoryShape, made: _Try) -> ComposedStory:
        inset_x, inner, width = self.measure(shape.columns)
        gutter, picture, poured = self.voices.design.grid.gutter, made.picture, made.poured
        columns = []
        for at, rows in enumerate(made.columns):
            below = picture.taken if picture and at >= picture.first else 0
            lines = tuple(placed for placed in poured.lines if placed.column == at)
            row = self._box_rows + made.head.rows + below
            columns.append(Column(inset_x + at * (width + gutter), width, row, rows, lines))
        levers = poured.levers
        if made.slack:
            levers += (f"head +{made.slack} {'row' if made.slack == 1 else 'rows'}",)
        if picture and picture.crop:
            levers += (f"picture {picture.crop:+d} rows",)
        return ComposedStory(
            self.story,
            shape,
            made.head,
            inset_x,
            self._box_rows,
            inner,
            tuple(columns),
            picture,
            poured.overset,
            self._fit(poured, sum(made.columns), width, levers),
            tuple(placed.line for placed in poured.lines if placed.line.added > LOOSE + 1e-6),
            made.head.missing + self._missing(width),
        )

    def _missing(self, measure: float) -> tuple[str, ...]:
        return tuple(
            char
            for block in self.story.blocks
            if isinstance(block, Copy)
            for char in self._paragraph(block, measure, is_first=False).items.missing
        )

    def _per_line(self, poured: Poured, width: float) -> float:
        """Return how many characters a line holds: han fill an em each, of Latin text the lines tell."""
        full = [line for line in (placed.line for placed in poured.lines) if not line.final and line.role is Role.BODY]
        if not self._setting.is_latin or not full:
            return width / self.voices.design.body.size
        return sum(len("".join(line.text.split())) for line in full) / len(full)

    def _fit(self, poured: Poured, capacity: int, width: float, levers: tuple[str, ...]) -> CopyFit:
        per_line = self._per_line(poured, width)
        # Rows left empty at a column's foot are as white as those after the end.
        empty = poured.empty_rows + poured.holes
        return CopyFit(
            characters=self.story.characters,
            lines=len(poured.lines) + len(poured.overset),
            capacity=capacity,
            over_lines=len(poured.overset),
            over_characters=sum(len("".join(line.text.split())) for line in poured.overset),
            under_lines=empty,
            under_characters=round(empty * per_line),
            levers=levers,
            widows=poured.widows,
            orphans=poured.orphans,
        )


def _column_rows(columns: int, rows: int, picture: PictureSet | None) -> tuple[int, ...]:
    """Return the rows each column has for text: those under the picture have fewer."""
    if picture is None:
        return (rows,) * columns
    return tuple(max(0, rows - picture.taken) if at >= picture.first else rows for at in range(columns))


def _lengths(paragraph: Paragraph, number: int, source: Line | None, levers: bool) -> list[Length]:
    """Return a paragraph's best length and, as levers, those a line shorter and longer that it can have."""
    best = paragraph.broken()
    lengths = {len(best.breaks): Length(_with_source(paragraph, paragraph.lines(best, number), source))}
    for looseness in LEVERS if levers else ():
        other = paragraph.broken(looseness)
        if other.tolerable and len(other.breaks) not in lengths:
            cost = max(0.0, (other.demerits - best.demerits) / LOOSENESS_COST)
            lines = _with_source(paragraph, paragraph.lines(other, number), source)
            lengths[len(other.breaks)] = Length(lines, cost, len(other.breaks) - len(best.breaks))
    return list(lengths.values())


def _with_source(paragraph: Paragraph, lines: Sequence[Line], source: Line | None) -> tuple[Line, ...]:
    """Put the source at the right of the last line if an em of white remains between, else on its own line."""
    if source is None or not lines:
        return (*lines, source) if source else tuple(lines)
    last = lines[-1]
    if last.x + last.width + last.size > source.x:
        return (*lines, source)
    runs: tuple[Run, ...] = last.runs + source.runs
    joined = replace(last, text=last.text + source.text, runs=runs, width=source.x + source.width - last.x)
    return (*lines[:-1], joined)
