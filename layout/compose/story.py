"""A story in its shape on the grid: head above, insets placed, body poured into its columns, copyfit told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from layout.compose.dropcap import DropCap, set_drop_cap
from layout.compose.element import ElementInset, Inset, SetElement
from layout.compose.elements import set_element
from layout.compose.frame import Frame, RowInset, Segment, TextColumn
from layout.compose.heads import Head, compose_head
from layout.compose.itemize import Setting, Voice
from layout.compose.items import Line, Role, Run
from layout.compose.lines import shifted
from layout.compose.paragraph import Paragraph, ParagraphStyle, prepare
from layout.compose.picture import PictureSet, beside_half, first_column, set_pictures
from layout.compose.pour import Length, Piece, Placed, Poured, pour
from layout.compose.shape import Notch as Notch
from layout.compose.shape import StoryShape as StoryShape
from layout.compose.spacing import LOOSE
from layout.compose.upright import compose_upright
from layout.compose.voices import Voices
from layout.content.blocks import HALF, Element, InsetPlace, Listing, Span, Subhead
from layout.content.blocks import Paragraph as Copy
from layout.content.model import Story
from layout.words import Words, words_for

LOOSENESS_COST = 4e4
"""Demerits of a paragraph that weigh as 1 in the pouring."""
LEVERS = (-1, 1)
"""Lengths tried for a paragraph besides its best, in lines, when the columns do not come out."""
CROP = 10.0
"""Cost of each row a picture is cropped or heightened, in the currency of layout.compose.pour."""
HEAD_SLACK = (0.0, 8.0, 36.0)
"""Cost of white rows a head is given beyond its own, by their number. One is hardly seen; two are a hole if the
paragraphs can fill them."""
MOST_VARIED = 120
"""A paragraph of more lines is longer than any in a newspaper, and is set at its best length only."""
HANG = 1.0
"""How far the items of a list hang in for each sign of their number, em of the body: for 1. as far as a paragraph."""
MARK_GAP = 0.5
"""White between an item's number and its words, em of the body."""
SWAPS = (-1, 1, -2, 2)
"""Places, counted in paragraphs, that an element may be moved from where it is written, if a column has a hole."""
STUB_ROWS, STUB = 3, 25.0
"""A stretch of text over or under a picture or an element with fewer rows looks like a mistake; what each costs."""
BEYOND = 1e6
"""Cost of each row a picture and its caption reach beyond the story's foot: as dear as a line that is lost."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of a column of body text. ``x`` and ``width`` are pt, ``row`` and ``rows`` grid rows, from the shape's
    top left.

    ``lines`` are in order; a placed line's row counts from the stretch's top. A column that a picture stands in, or
    an element, is two stretches or begins lower than the others.
    """

    x: float
    width: float
    row: int
    rows: int
    lines: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class CopyFit:
    """How the copy fits: lines and characters over (overset) or under (rows left, and what would fill them).

    ``stubs`` are stretches of a column over or under a picture or an element that are too low to be read.
    """

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
    stubs: int = 0

    @property
    def summary(self) -> str:
        """The fit in the words of a newsroom."""
        if self.over_lines:
            return f"超{self.over_characters}字（{self.over_lines}行）"
        if self.under_lines:
            return f"缺{self.under_characters}字（{self.under_lines}行）"
        return "正好"


@dataclass(frozen=True, slots=True)
class PlacedElement:
    """An element where it stands: pt from the shape's left edge, rows from its top."""

    element: SetElement
    x: float
    row: int


@dataclass(frozen=True, slots=True)
class ComposedStory:
    """A story set in its shape. Lines of the head have x from the head's left edge, ``head_x`` from the shape's.

    ``inset_x`` and ``inset_row`` are where a boxed story begins; ``measure`` is the head's width, pt.
    """

    story: Story
    shape: StoryShape
    head: Head
    inset_x: float
    inset_row: int
    measure: float
    columns: tuple[Column, ...]
    pictures: tuple[PictureSet, ...]
    overset: tuple[Line, ...]
    fit: CopyFit
    loose: tuple[Line, ...]
    missing: tuple[str, ...]
    head_x: float = 0.0
    elements: tuple[PlacedElement, ...] = ()
    drop_cap: DropCap | None = None

    @property
    def picture(self) -> PictureSet | None:
        """The story's first picture, if it has one."""
        return self.pictures[0] if self.pictures else None


@dataclass(frozen=True, slots=True)
class _Try:
    """A way to set a story in a shape, and its cost."""

    head: Head
    slack: int
    insets: tuple[Inset, ...]
    segments: tuple[Segment, ...]
    poured: Poured
    foot: int
    """The first row below what the story may fill."""

    @property
    def cost(self) -> float:
        crop = CROP * sum(abs(inset.crop) for inset in self.insets)
        beyond = max((inset.row + inset.taken - _white_below(inset) - self.foot for inset in self.insets), default=0)
        return self.poured.cost + crop + STUB * self.stubs + HEAD_SLACK[self.slack] + BEYOND * max(0, beyond)

    @property
    def stubs(self) -> int:
        """How many stretches of a column are stubs."""
        return sum(segment.rows < STUB_ROWS for segment in self.segments)


class StoryComposer:
    """Sets one story in any shape asked for; what does not depend on the shape is done once.

    A planner asks for some thirty shapes of a story, and many share their head, their paragraphs or their columns:
    what was set is kept as long as the composer. ``picture_ratio`` is the width of the story's picture by its height,
    if it has one; ``more_ratios`` are those of its further pictures.
    """

    def __init__(
        self,
        story: Story,
        voices: Voices,
        picture_ratio: float | None = None,
        more_ratios: Sequence[float] = (),
    ) -> None:
        if story.part_of:
            # What a reader of the first part has seen is not shown again over the second.
            story = story.model_copy(update={"drop_cap": 0, "series": "", "head": "plain", "pictures": ()})
        self.story = story
        self.voices = voices
        pictures = [*((story.picture,) if story.picture and picture_ratio else ()), *story.pictures]
        ratios = [*((picture_ratio,) if story.picture and picture_ratio else ()), *more_ratios]
        # A part that goes on on another page has its story's pictures there, not here.
        self._pictures = [] if story.part_of else list(zip(pictures, ratios, strict=True))
        self._heads: dict[tuple[int, bool, int], Head] = {}
        self._ways: dict[tuple[int, bool], tuple[tuple[Inset, ...], ...]] = {}
        self._bases: dict[int, Paragraph] = {}
        self._poured: dict[tuple[object, ...], Poured] = {}
        self._pieces: dict[tuple[float, bool], tuple[Piece, ...]] = {}
        self._beside: dict[tuple[int, float, bool, tuple[tuple[float, float], ...]], tuple[Length, ...]] = {}
        self._elements: dict[tuple[int, float], SetElement] = {}
        self._caps: dict[float, DropCap | None] = {}

    @property
    def picture_ratios(self) -> tuple[float, ...]:
        """Width by height of the pictures, in order."""
        return tuple(ratio for _, ratio in self._pictures)

    def measure(self, columns: int, *, wide: bool | None = None) -> tuple[float, float, float]:
        """Return (inner left x, inner width, width of one text column) in pt for that many base columns."""
        design = self.voices.design
        width = design.grid.measure(columns)
        inset = design.box.padding if self.story.boxed else 0.0
        inner = width - 2 * inset
        count = self._text_columns(columns, wide)
        return inset, inner, (inner - (count - 1) * design.grid.gutter) / count

    def _text_columns(self, columns: int, wide: bool | None = None) -> int:
        """Return how many columns of text stand over so many base columns; fewer where the measure is wide."""
        wide = self.story.measure == "wide" if wide is None else wide
        return self.voices.design.wide_columns(columns) if wide else columns

    def columns(self, shape: StoryShape) -> tuple[TextColumn, ...]:
        """Return the text columns of a shape. Beside a notch they are the base columns, whatever the measure."""
        wide = self.story.measure == "wide" and shape.notch is None and not self._is_upright(shape)
        inset, _, width = self.measure(shape.columns, wide=wide)
        gutter = self.voices.design.grid.gutter
        return tuple(
            TextColumn(inset + at * (width + gutter), width) for at in range(self._text_columns(shape.columns, wide))
        )

    def head(self, shape: StoryShape, slack: int = 0) -> Head:
        """Set the head for a shape."""
        _, span = shape.head_columns
        if self._is_upright(shape):
            width = self.measure(shape.columns, wide=False)[2]
            rows = shape.rows - 2 * self._box_rows if shape.rows else 0
            top = shape.at_top or self.story.boxed
            return compose_upright(self.story, width, rows, self.voices, at_top=top)
        boxed = self.story.boxed
        key = (span, shape.at_top or boxed, slack)
        if key not in self._heads:
            box, row = self.voices.design.box, self.voices.design.grid.row
            self._heads[key] = compose_head(
                self.story,
                span,
                self.measure(span)[1],
                self.voices,
                at_top=shape.at_top or boxed,
                edge=box.air - box.rows * row if boxed else None,
                slack=slack,
            )
        return self._heads[key]

    def _is_upright(self, shape: StoryShape) -> bool:
        """Tell whether the headline stands from the top down, in a column of its own beside the text."""
        return self.story.head == "vertical" and shape.columns > 1 and shape.notch is None

    def _insets(self, shape: StoryShape) -> tuple[tuple[Inset, ...], ...]:
        """Return the ways to set what stands in the columns at a place of its own, the least cropped first."""
        key = (shape.columns, shape.notch is None)
        if key not in self._ways:
            self._ways[key] = tuple(self._make_insets(shape))
        return self._ways[key]

    def _make_insets(self, shape: StoryShape) -> Iterator[tuple[Inset, ...]]:
        # A headline from the top down has the first column for itself.
        skip, language = (1 if self._is_upright(shape) else 0), self.story.language
        columns = self.columns(shape)[skip:]
        floating = tuple(replace(inset, first=inset.first + skip) for inset in self._floating(columns))
        if not self._pictures:
            yield floating
            return
        ways = [set_pictures(picture, ratio, columns, self.voices, language) for picture, ratio in self._pictures]
        # Only the first picture is cropped to make the columns come out: all together would be too many ways.
        for first, *others in product(ways[0], *(way[:1] for way in ways[1:])):
            yield (*(replace(picture, first=picture.first + skip) for picture in (first, *others)), *floating)

    def _floating(self, columns: tuple[TextColumn, ...]) -> Iterator[ElementInset]:
        for number, each in enumerate(self.story.blocks):
            if not isinstance(each, Element) or not each.floats:
                continue
            place = each.place or InsetPlace.BOTTOM_RIGHT
            if each.columns == HALF:
                at = first_column(place, len(columns), 1)
                x, width, beside = beside_half(columns[at], place, self.voices)
                yield ElementInset(place, at, 1, x, width, self._element(number, width), beside)
                continue
            span = min(len(columns), each.columns or 1)
            first = first_column(place, len(columns), span)
            x = columns[first].x
            width = columns[first + span - 1].x + columns[first + span - 1].width - x
            yield ElementInset(place, first, span, x, width, self._element(number, width))

    def _element(self, number: int, width: float) -> SetElement:
        key = (number, width)
        if key not in self._elements:
            block = self.story.blocks[number]
            assert isinstance(block, Element)
            self._elements[key] = set_element(block, width, self.voices, self.story.language)
        return self._elements[key]

    def _frame(self, shape: StoryShape, head: Head, insets: Sequence[Inset]) -> tuple[Frame, tuple[Inset, ...]]:
        """Return the free rows of the columns, and the insets with the rows they stand on."""
        box, columns, notch = self._box_rows, self.columns(shape), shape.notch
        if notch and self.story.boxed:
            raise ValueError(f"{self.story.id}: a boxed story has no notch")
        first, span = shape.head_columns
        tops, feet = [], []
        for at in range(len(columns)):
            under_head = first <= at < first + span or notch is None
            top, foot = (box + head.rows if under_head else 0), shape.rows - box
            if notch and _is_notched(at, shape):
                top = notch.rows if notch.corner.at_top else top
                foot = foot if notch.corner.at_top else foot - notch.rows
            if head.beside and at == 0:
                top = foot
            tops.append(top)
            feet.append(max(top, foot))
        frame, placed = Frame(tops, feet), []
        for inset in insets:
            keep = None
            if inset.beside:
                keep = RowInset(left=inset.beside) if inset.place.at_left else RowInset(right=inset.beside)
            row = frame.take(inset.first, inset.columns, inset.taken, at_foot=inset.place.at_foot, keep=keep)
            placed.append(replace(inset, row=row))
        return frame, tuple(placed)

    def needed_rows(self, columns: int, *, at_top: bool = False, notch: Notch | None = None) -> int:
        """Return the fewest grid rows in which the whole story, its pictures uncropped, stands over the columns."""
        shape = StoryShape(columns, 0, at_top, notch)
        head = self.head(shape)
        insets = self._insets(shape)[0]
        width = self.columns(shape)[0].width
        pieces = self.pieces(width, levers=False)
        lines = sum(len(piece.lengths[0].lines) for piece in pieces)
        taken = sum(inset.taken * inset.columns for inset in insets if not inset.beside)
        count = len(self.columns(shape)) - (1 if head.beside else 0)
        cut = notch.rows * notch.columns if notch else 0
        spared = head.rows * notch.columns if notch and notch.corner.at_top else 0
        least = max((inset.taken for inset in insets), default=0)
        body = max(1, least, (lines + taken + cut - spared) // count)
        rows = head.rows + body + 2 * self._box_rows
        if notch:
            rows = max(rows, notch.rows + 1)
        # Beyond the page's rows an estimate is enough: the story finds no room on it in any case.
        while rows <= self.voices.design.grid.rows:
            made = replace(shape, rows=rows)
            frame, placed = self._frame(made, head, insets)
            segments = frame.segments()
            holds = all(inset.row + inset.taken <= rows - self._box_rows for inset in placed)
            if holds and segments and not self._pour(width, frame, segments, levers=False).overset:
                break
            rows += 1
        return max(rows, head.least + 2 * self._box_rows)

    def least_rows(self, columns: int, *, at_top: bool = False) -> int:
        """Return the fewest grid rows on which the head and all pictures stand over the columns, without any text."""
        shape = StoryShape(columns, 0, at_top)
        head, insets, box = self.head(shape), self._insets(shape)[0], self._box_rows
        rows = head.rows + max((inset.taken for inset in insets), default=0) + 2 * box
        while rows < self.voices.design.grid.rows:
            _, placed = self._frame(replace(shape, rows=rows), head, insets)
            if all(inset.row + inset.taken <= rows - box for inset in placed):
                break
            rows += 1
        return rows

    @property
    def _box_rows(self) -> int:
        return self.voices.design.box.rows if self.story.boxed else 0

    def pieces(self, measure: float, *, levers: bool) -> tuple[Piece, ...]:
        """Return the story's paragraphs, subheads and elements set to a column of ``measure`` pt."""
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

    @cached_property
    def _last_text(self) -> int:
        """The number of the block that the source ends: the last paragraph or list."""
        return max((at for at, block in enumerate(self.story.blocks) if isinstance(block, Copy | Listing)), default=-1)

    def _make_pieces(self, measure: float, levers: bool) -> Iterator[Piece]:
        for number, block in enumerate(self.story.blocks):
            if isinstance(block, Subhead):
                yield self._subhead(block, measure, number)
            elif isinstance(block, Copy):
                yield Piece(self._lengths(number, measure, levers))
            elif isinstance(block, Listing) and not block.floats:
                yield from self._items(block, measure, number)
            elif not block.floats:
                element = self._element(number, measure)
                yield Piece((Length(element.placeholders(number)),), whole=True)

    def _lengths(
        self, number: int, measure: float, levers: bool, insets: tuple[tuple[float, float], ...] = ()
    ) -> tuple[Length, ...]:
        """Return the ways to set a paragraph; its first lines make room for ``insets`` and for a drop cap."""
        key = (number, measure, levers, insets)
        if key not in self._beside:
            block = self.story.blocks[number]
            assert isinstance(block, Copy)
            paragraph = self._paragraph(block, measure, number, insets)
            source = self._source(measure) if number == self._last_text else None
            self._beside[key] = tuple(_lengths(paragraph, number, source, levers))
        return self._beside[key]

    def _paragraph(
        self, block: Copy, measure: float, number: int, insets: tuple[tuple[float, float], ...] = ()
    ) -> Paragraph:
        body = self.voices.design.body
        cap = self.drop_cap(measure) if number == 0 else None
        spans = self.voices.spans(_without_first(block.spans, len(cap.text)) if cap else block.spans, body)
        if number == 0 and self.story.continued_from and not self.story.part_of:
            jump = self.voices.of(self.voices.design.jump)
            spans.insert(0, (self._words.jump_from(self.story.continued_from), jump))
        if number == 0 and self.story.dateline:
            spans.insert(0, (self._words.dateline(self.story.dateline), self.voices.of(body, body.strong)))
        indent = body.indent
        if cap:
            indent = 0.0
            lefts = [cap.room + (insets[at][0] if at < len(insets) else 0.0) for at in range(cap.lines)]
            rights = [insets[at][1] if at < len(insets) else 0.0 for at in range(cap.lines)]
            insets = (*zip(lefts, rights, strict=True), *insets[cap.lines :])
        style = ParagraphStyle(body.size, measure, indent, body.align, setting=self._setting, insets=insets)
        if cap:
            return prepare(spans, style)
        # Taking a text apart costs more than breaking it, and its parts are the same at any measure.
        if number not in self._bases:
            self._bases[number] = prepare(spans, style)
        return self._bases[number].styled(style)

    def drop_cap(self, measure: float) -> DropCap | None:
        """Return the drop cap of the story in a column of that width; None if it has none, or no room for one."""
        if measure not in self._caps:
            first = self.story.blocks[0]
            cap = None
            if self.story.drop_cap and isinstance(first, Copy) and not self.story.dateline:
                cap = set_drop_cap(first.text, self.story.drop_cap, self.voices)
                body = self.voices.design.body
                # Two lines more than the cap is high; else it would stand in the next paragraph too.
                if cap and len(first.text) * body.size < (cap.lines + 1) * (measure - cap.room):
                    cap = None
            self._caps[measure] = cap
        return self._caps[measure]

    def _items(self, block: Listing, measure: float, number: int) -> Iterator[Piece]:
        """Yield a list's items: paragraphs that hang in, each with its number or dot."""
        body = self.voices.design.body
        signs = max(map(len, block.marks))
        hang = (HANG * min(signs, 2) + 0.5 * max(0, signs - 2)) * body.size
        for at, (item, mark) in enumerate(zip(block.items, block.marks, strict=True)):
            style = ParagraphStyle(body.size, measure - hang, 0.0, body.align, Role.LIST, setting=self._setting)
            paragraph = prepare(self.voices.spans(item, body), style)
            label = prepare([(mark, self.voices.of(body))], replace(style, align="left"))
            bullet = label.lines(label.broken())[0]
            lines = [shifted(line, hang) for line in paragraph.lines(paragraph.broken(), number)]
            first = lines[0]
            # Numbers end on one line, so that 9 stands over the 0 of 10.
            bullet = shifted(bullet, max(0.0, hang - MARK_GAP * body.size - bullet.width))
            lines[0] = replace(
                first,
                text=f"{mark} {first.text}",
                runs=(*bullet.runs, *first.runs),
                width=first.x + first.width - bullet.x,
                x=bullet.x,
            )
            source = self._source(measure) if number == self._last_text and at == len(block.items) - 1 else None
            yield Piece((Length((*lines, source) if source else tuple(lines)),))

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

        What still does not fit is in ``overset``; no character is lost. Raises ValueError for a boxed story in a
        shape with a notch.
        """
        best: _Try | None = None
        for insets in self._insets(shape):
            for made in self._tries(shape, insets):
                if best is None or made.cost < best.cost:
                    best = made
            if best and not best.cost:
                break
        assert best is not None
        return self._composed(shape, best)

    def _tries(self, shape: StoryShape, insets: tuple[Inset, ...]) -> Iterator[_Try]:
        """Yield ways to set the story: as it is, with levers, and with whole spare rows as white in the head."""
        natural = self._try(shape, insets, slack=0, levers=False)
        yield natural
        if not natural.cost:
            return
        if natural.poured.cost:
            yield self._try(shape, insets, slack=0, levers=True)
        count = len({segment.column for segment in natural.segments}) or 1
        for slack in range(1, min(natural.poured.empty_rows // count, len(HEAD_SLACK) - 1) + 1):
            made = self._try(shape, insets, slack=slack, levers=False)
            yield made
            if made.poured.cost:
                yield self._try(shape, insets, slack=slack, levers=True)

    def _try(self, shape: StoryShape, insets: tuple[Inset, ...], *, slack: int, levers: bool) -> _Try:
        head = self.head(shape, slack)
        frame, placed = self._frame(shape, head, insets)
        segments = frame.segments()
        poured = self._pour(self.columns(shape)[0].width, frame, segments, levers=levers)
        return _Try(head, slack, placed, segments, poured, shape.rows - self._box_rows)

    def _pour(self, width: float, frame: Frame, segments: Sequence[Segment], *, levers: bool) -> Poured:
        rows = tuple(segment.rows for segment in segments)
        room = frame.row_insets(segments) if frame.narrow else ()
        key = (width, rows, room, levers)
        if key not in self._poured:
            self._poured[key] = self._pour_anew(width, rows, room, levers=levers)
        return self._poured[key]

    def _pour_anew(self, width: float, rows: Sequence[int], room: Sequence[RowInset | None], *, levers: bool) -> Poured:
        pieces = self.pieces(width, levers=levers)
        if room:
            pieces = self._beside_insets(pieces, width, room, levers)
        poured = pour(pieces, rows)
        if poured.holes and any(piece.whole for piece in pieces):
            for other in _reordered(pieces):
                made = pour(other, rows)
                if made.cost < poured.cost:
                    poured = made
        return poured

    def _beside_insets(
        self, pieces: Sequence[Piece], width: float, room: Sequence[RowInset | None], levers: bool
    ) -> tuple[Piece, ...]:
        """Return the pieces so that paragraphs make room on the rows where something narrower than a column stands."""
        last = max(at for at, inset in enumerate(room) if inset) if any(room) else -1

        def beside(number: int, row: int) -> tuple[Length, ...] | None:
            ahead = [(inset.left, inset.right) if inset else (0.0, 0.0) for inset in room[row : last + 1]]
            return self._lengths(number, width, levers, tuple(ahead)) if any(map(any, ahead)) else None

        made = []
        for piece in pieces:
            number = piece.lengths[0].lines[0].paragraph
            if isinstance(self.story.blocks[number], Copy):
                piece = replace(piece, beside=lambda row, number=number: beside(number, row))  # type: ignore[misc]
            made.append(piece)
        return tuple(made)

    def _composed(self, shape: StoryShape, made: _Try) -> ComposedStory:
        text_columns, poured = self.columns(shape), made.poured
        inset_x, _, _ = self.measure(shape.columns)
        head_first, head_span = shape.head_columns
        width = text_columns[0].width
        columns, elements = [], []
        for at, segment in enumerate(made.segments):
            here = [placed for placed in poured.lines if placed.column == at]
            lines = tuple(placed for placed in here if placed.line.role is not Role.ELEMENT)
            column = text_columns[segment.column]
            columns.append(Column(column.x, column.width, segment.row, segment.rows, lines))
            elements += [
                PlacedElement(self._element(placed.line.paragraph, width), column.x, segment.row + placed.row)
                for placed in here
                if placed.line.role is Role.ELEMENT and placed.line.text
            ]
        levers = poured.levers
        if made.slack:
            levers += (f"head +{made.slack} {'row' if made.slack == 1 else 'rows'}",)
        crop = sum(inset.crop for inset in made.insets)
        if crop:
            levers += (f"picture {crop:+d} rows",)
        pictures = tuple(inset for inset in made.insets if isinstance(inset, PictureSet))
        elements += [
            PlacedElement(inset.element, inset.x, inset.row) for inset in made.insets if isinstance(inset, ElementInset)
        ]
        return ComposedStory(
            self.story,
            shape,
            made.head,
            inset_x,
            self._box_rows,
            self.measure(head_span)[1],
            tuple(columns),
            pictures,
            poured.overset,
            self._fit(made, width, levers),
            tuple(placed.line for placed in poured.lines if placed.line.added > LOOSE + 1e-6),
            made.head.missing + self._missing(width) + tuple(c for each in elements for c in each.element.missing),
            inset_x + self.voices.design.grid.measure(head_first) + self.voices.design.grid.gutter
            if head_first
            else inset_x,
            tuple(elements),
            self.drop_cap(width),
        )

    def _missing(self, measure: float) -> tuple[str, ...]:
        return tuple(
            char
            for number, block in enumerate(self.story.blocks)
            if isinstance(block, Copy)
            for char in self._paragraph(block, measure, number).items.missing
        )

    def _per_line(self, poured: Poured, width: float) -> float:
        """Return how many characters a line holds: han fill an em each, of Latin text the lines tell."""
        full = [line for line in (placed.line for placed in poured.lines) if not line.final and line.role is Role.BODY]
        if not self._setting.is_latin or not full:
            return width / self.voices.design.body.size
        return sum(len("".join(line.text.split())) for line in full) / len(full)

    def _fit(self, made: _Try, width: float, levers: tuple[str, ...]) -> CopyFit:
        poured = made.poured
        per_line = self._per_line(poured, width)
        # Rows left empty at a column's foot are as white as those after the end.
        under = poured.empty_rows + poured.holes
        return CopyFit(
            characters=self.story.characters,
            lines=len(poured.lines) + len(poured.overset),
            capacity=sum(segment.rows for segment in made.segments),
            over_lines=len(poured.overset),
            over_characters=sum(len("".join(line.text.split())) for line in poured.overset),
            under_lines=under,
            under_characters=round(under * per_line),
            levers=levers,
            widows=poured.widows,
            orphans=poured.orphans,
            stubs=made.stubs,
        )


def _white_below(inset: Inset) -> int:
    """Return the white rows under an inset, which may fall away at the story's foot."""
    return inset.white if isinstance(inset, PictureSet) and not inset.place.at_foot else 0


def _is_notched(at: int, shape: StoryShape) -> bool:
    """Tell whether a base column is over or under the shape's notch."""
    assert shape.notch
    cut = shape.notch.columns
    return at < cut if shape.notch.corner.at_left else at >= shape.columns - cut


def _without_first(spans: Sequence[Span], characters: int) -> tuple[Span, ...]:
    """Return spans without their first characters: those of a drop cap."""
    left = characters
    kept = []
    for span in spans:
        text = span.text[left:]
        left = max(0, left - len(span.text))
        if text:
            kept.append(span.model_copy(update={"text": text}))
    return tuple(kept)


def _reordered(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces with one element moved past a paragraph or two, never between a subhead and its text."""
    for at, piece in enumerate(pieces):
        if not piece.whole:
            continue
        rest = [*pieces[:at], *pieces[at + 1 :]]
        for step in SWAPS:
            to = at + step
            if 1 <= to <= len(rest) and not rest[to - 1].keeps:
                yield (*rest[:to], piece, *rest[to:])


def _lengths(paragraph: Paragraph, number: int, source: Line | None, levers: bool) -> list[Length]:
    """Return a paragraph's best length and, as levers, those a line shorter and longer that it can have."""
    best = paragraph.broken()
    lengths = {len(best.breaks): Length(_with_source(paragraph, paragraph.lines(best, number), source))}
    # Where even the best lines are not tolerable no others are; and one long as a book is searched for ever.
    may_vary = levers and best.tolerable and len(best.breaks) < MOST_VARIED
    for other in paragraph.lengths(LEVERS) if may_vary else ():
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
