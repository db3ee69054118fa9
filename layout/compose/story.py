"""A story in its shape on the grid: head above, insets placed, body poured into its columns, copyfit told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from itertools import accumulate
from math import ceil, inf
from operator import itemgetter

from layout.base.messages import Message
from layout.compose import levers
from layout.compose.composed import Column, ComposedStory, PlacedElement
from layout.compose.copyfit import characters_a_line, story_fit
from layout.compose.element import ElementInset, Inset
from layout.compose.frame import Frame, RowInset, Segment, TextColumn
from layout.compose.heads import Head, HeadWay, compose_heads, head_ways
from layout.compose.insets import InsetWay, beside_head, beside_play, inset_ways, moved_right, pictures_of, white_below
from layout.compose.picture import PictureSet
from layout.compose.pour import BLOCKED
from layout.compose.pullquotes import Quoted, quoted
from layout.compose.shape import Notch, StoryShape
from layout.compose.spacing import LOOSE
from layout.compose.text import Pouring, StoryText
from layout.compose.upright import compose_upright
from layout.compose.voices import Voices
from layout.edition.blocks import InsetPlace
from layout.edition.model import Story
from layout.scene.text import Role

STUB_ROWS = 3
"""A stretch of text over or under a picture or an element with fewer rows looks like a mistake."""

# What a way to set a story costs, in points of the page's score: that of its head, of its pictures' sizes, and
POUR_UNITS = 20.0
"""one for so many units of the pouring's costs (`layout.compose.pour`);"""
STUB = 4.0
"""for each stretch that is a stub;"""
STRAY = 12.0
"""for each paragraph's line alone at a column's head or foot, besides what the pouring counts;"""
BARE = 1.0
"""for each row that stays white between a picture's caption and the story's foot, where there is no room for text;"""
LEG = 1.5
"""for each row that stays empty at a column's foot, shared out so that no two columns differ by more than one;"""
BEYOND = 1e5
"""for each row a picture and its caption reach beyond the story's foot: as dear as a line that is lost."""
MISFIT, LOST = 0.7, 60.0
"""What a way promises to cost for a line that its columns have more or less than the text takes; for one they have more
or less than the text can be brought to."""
GIVING = 4
"""One in so many paragraphs is taken to be able to lose a line."""
TRIES = 6
"""Ways that are poured for a shape at most, once one has been found that fills it; twice as many before."""
SMALLER, SMALLER_TRIES, SMALLER_POINTS = 0.85, 3, 25.0
"""How much smaller a headline is looked for that a shape may be filled with besides, how many ways are poured for it,
and what it may cost more."""
BOX_PLACES = ((InsetPlace.BOTTOM_RIGHT, 1), (InsetPlace.TOP_RIGHT, 1), (InsetPlace.BOTTOM_RIGHT, 2))
"""Where boxes may stand, and over how many columns, if a story does not fill a shape with them where they are written.
"""
MOST_WHITE = 2
"""Rows that may stay empty in one column of a shape that is filled: three are a hole that a reader sees."""
UPRIGHT_WHITE, UPRIGHT_GAP = 4, 1
"""Rows of its column that may stay white under a headline from the top down; of more all but the gap are text's."""
UPRIGHT_SPARE = 1
"""Rows by which the text beside a headline from the top down may end above it."""


@dataclass(frozen=True, slots=True)
class _Try:
    """A way to set a story in a shape, and its cost. ``short`` are the rows that stay empty at its columns' feet."""

    head: Head
    way: InsetWay
    short: int
    insets: tuple[Inset, ...]
    segments: tuple[Segment, ...]
    text: StoryText
    """The story's text, with the pull quotes that it has besides."""
    pouring: Pouring
    feet: tuple[int, ...]
    """Of each column the first row below what the story may fill there."""
    points: float = field(init=False)
    """What it costs in the page's score."""

    def __post_init__(self) -> None:
        outcome = self.pouring.outcome
        white = (
            STRAY * (outcome.widows + outcome.orphans)
            + STUB * self.stubs
            + BARE * self.bare_rows
            + LEG * self.short
            + BEYOND * self.beyond
            + self.text.points
        )
        points = self.head.points + self.way.points + outcome.cost / POUR_UNITS + white
        object.__setattr__(self, "points", points)

    @property
    def beyond(self) -> int:
        """Rows that an inset reaches beyond the story's foot."""
        return max(0, max((-self._below(inset) for inset in self.insets), default=0))

    def _below(self, inset: Inset) -> int:
        """Return the rows under an inset and above the foot of its columns; less than 0 if it reaches beyond it."""
        foot = min(self.feet[inset.first : inset.first + inset.columns])
        return foot - inset.row - inset.taken + white_below(inset)

    @property
    def under(self) -> int:
        """Rows of its columns that stay empty."""
        return self.pouring.outcome.empty_rows + self.pouring.outcome.holes + self.short

    @property
    def white(self) -> int:
        """The most rows that stay empty in one place, but for what is shared out over the columns."""
        outcome, tops = self.pouring.outcome, accumulate(segment.rows for segment in self.segments)
        rows = (min(segment.rows, top - outcome.end) for segment, top in zip(self.segments, tops, strict=True))
        return max(outcome.holes, max(rows, default=0))

    @property
    def stubs(self) -> int:
        """How many stretches of a column are stubs."""
        return sum(segment.rows < STUB_ROWS for segment in self.segments)

    @property
    def bare_rows(self) -> int:
        """Rows that stay white under insets that no text follows in their columns."""
        return sum(
            max(0, self._below(inset)) for inset in self.insets if not inset.beside and not self._is_followed(inset)
        )

    def _is_followed(self, inset: Inset) -> bool:
        """Tell whether text runs under an inset, in any of its columns."""
        columns = range(inset.first, inset.first + inset.columns)
        return any(segment.row > inset.row and segment.column in columns for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Fill:
    """How a story fills a shape without being set in it: what it costs, in points, and with what play.

    ``size`` is the headline's, pt, ``least_size`` that of a smaller headline it can be filled with at not much more.
    """

    points: float
    head_rows: int
    size: float
    least_size: float
    levers: tuple[Message, ...]


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
        self.text = StoryText(story, voices)
        pictures = [*((story.picture,) if story.picture and picture_ratio else ()), *story.pictures]
        ratios = [*((picture_ratio,) if story.picture and picture_ratio else ()), *more_ratios]
        # A part that goes on on another page has its story's pictures there, not here.
        self._pictures = [] if story.part_of else list(zip(pictures, ratios, strict=True))
        self._heads: dict[tuple[int, bool], tuple[Head, ...]] = {}
        self._head_ways: dict[int, tuple[HeadWay, ...]] = {}
        self._ways: dict[tuple[int, bool, int, tuple[InsetPlace, int] | None], tuple[InsetWay, ...]] = {}
        self._columns: dict[tuple[int, bool], tuple[TextColumn, ...]] = {}
        self._best: dict[StoryShape, _Try | None] = {}
        self._nearest: dict[StoryShape, _Try | None] = {}
        self._others: dict[tuple[StoryShape, float], _Try | None] = {}
        self._upright: dict[int, int] = {}
        self._quoted: dict[float, tuple[StoryText, ...]] = {}
        boxed = (self.text.with_boxes_at(*place) for place in BOX_PLACES)
        self._boxed = tuple(text for text in boxed if text is not None)

    def take_over(self, other: StoryComposer) -> None:
        """Take over what was set of another version of the story, as far as it is the same in this one."""
        but_text = {key: getattr(self.story, key) for key in ("blocks", "pull_quotes", "columns")}
        if other.story.model_copy(update=but_text) == self.story and other.picture_ratios == self.picture_ratios:
            self._heads = other._heads
            self.text.take_over(other.text)

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
        key = (shape.columns, wide)
        if key not in self._columns:
            inset, _, width = self.measure(shape.columns, wide=wide)
            step = width + self.voices.design.grid.gutter
            count = self._text_columns(shape.columns, wide)
            self._columns[key] = tuple(TextColumn(inset + at * step, width) for at in range(count))
        return self._columns[key]

    def head(self, shape: StoryShape) -> Head:
        """Set the head that suits a shape's width best."""
        return self.heads(shape)[0]

    def heads(self, shape: StoryShape, aside: int = 0) -> tuple[Head, ...]:
        """Set the heads the story may have in a shape, the best first; ``aside`` columns are left beside them."""
        _, span = self._head_columns(shape, aside)
        if self._is_upright(shape):
            return (self._upright_head(shape),)
        boxed = self.story.boxed
        key = (span, shape.at_top or boxed)
        if key not in self._heads:
            box, row, measure = self.voices.design.box, self.voices.design.grid.row, self.measure(span)[1]
            if span not in self._head_ways:
                self._head_ways[span] = head_ways(self.story, span, measure, self.voices)
            self._heads[key] = compose_heads(
                self.story,
                span,
                measure,
                self.voices,
                at_top=shape.at_top or boxed,
                edge=box.air - box.rows * row if boxed else None,
                ways=self._head_ways[span],
            )
        return self._heads[key]

    def _is_upright(self, shape: StoryShape) -> bool:
        """Tell whether the headline stands from the top down, in a column of its own beside the text."""
        if self.story.head != "vertical" or self.story.series or shape.columns < 2 or shape.notch is not None:
            return False
        least = self._upright_least(shape.columns)
        return bool(least) and (not shape.rows or shape.rows - 2 * self._box_rows >= least)

    def _upright_head(self, shape: StoryShape) -> Head:
        width = self.measure(shape.columns, wide=False)[2]
        rows = shape.rows - 2 * self._box_rows if shape.rows else 0
        return compose_upright(self.story, width, rows, self.voices, at_top=shape.at_top or self.story.boxed)

    def _upright_least(self, columns: int) -> int:
        """Return the rows from which on the headline stands from the top down over so many columns; 0 for never.

        It has to fit its column, and text and pictures have to fill the others as far down as it reaches.
        """
        if columns not in self._upright:
            self._upright[columns] = 1  # what follows is measured as if it stood
            shape = StoryShape(columns, 0)
            head, way = self.head(shape), self._insets(shape)[0]
            lines = self.text.lines(self.columns(shape)[0].width)
            fills = lines + way.cells >= (columns - 1) * (head.least - UPRIGHT_SPARE)
            self._upright[columns] = head.least if fills and not head.too_long else 0
        return self._upright[columns]

    def _insets(self, shape: StoryShape, text: StoryText | None = None) -> tuple[InsetWay, ...]:
        """Return the ways to set what stands in the columns at a place of its own, the best first.

        Boxes are where the ``text`` has them, the story's own if not given.
        """
        text = text or self.text
        # A headline from the top down has the first column for itself.
        skip = 1 if self._is_upright(shape) else 0
        key = (shape.columns, shape.notch is None, skip, text.boxes_at)
        if key not in self._ways:
            ways = inset_ways(
                self._pictures,
                text.blocks,
                self.columns(shape)[skip:],
                self.voices,
                self.story.language,
                self.text.element,
            )
            self._ways[key] = tuple(moved_right(way, skip) for way in ways)
        return self._ways[key]

    def _head_columns(self, shape: StoryShape, aside: int) -> tuple[int, int]:
        """Return the base columns the head spans, the first and how many, with so many left beside it."""
        first, span = shape.head_columns
        return first + max(0, -aside), span - abs(aside)

    def _frame(
        self, shape: StoryShape, head: Head, insets: Sequence[Inset], short: int = 0, aside: int = 0
    ) -> tuple[Frame, tuple[Inset, ...]]:
        """Return the free rows of the columns, and the insets with the rows they stand on.

        ``short`` rows stay empty at the columns' feet, as many in each; what is left over, in the last ones. In columns
        that are left ``aside`` of the head there is only the white above it.
        """
        box, columns, notch, row = self._box_rows, self.columns(shape), shape.notch, self.voices.design.grid.row
        if notch and self.story.boxed:
            raise ValueError(f"{self.story.id}: a boxed story has no notch")
        first, span = self._head_columns(shape, aside)
        above = 0 if shape.at_top else self.voices.design.head.before
        each, more = divmod(short, len(columns))
        level = [each + (at >= len(columns) - more) for at in range(len(columns))]
        tops, feet = [], []
        for at in range(len(columns)):
            under_head = first <= at < first + span or (notch is None and not aside)
            top, foot = (box + head.rows if under_head else above if aside else 0), shape.rows - box - level[at]
            if notch and _is_notched(at, shape):
                top = notch.rows if notch.corner.at_top else top
                foot = foot if notch.corner.at_top else foot - notch.rows
            if head.beside and at == 0:
                reach = box + ceil(max(block.top + block.height for block in head.blocks) / row)
                top = reach + UPRIGHT_GAP if foot - reach > UPRIGHT_WHITE else foot
            tops.append(top)
            feet.append(max(top, foot))
        floors = [foot + level[at] for at, foot in enumerate(feet)]
        frame, placed = Frame(tops, feet, floors), []
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
        insets = self._insets(shape)[0].insets
        width = self.columns(shape)[0].width
        pieces = self.text.pieces(width, levers=False)
        lines = sum(len(piece.lengths[0].lines) for piece in pieces)
        taken = sum(inset.taken * inset.columns for inset in insets if not inset.beside)
        count = len(self.columns(shape))
        cut = notch.rows * notch.columns if notch else 0
        spared = head.rows * notch.columns if notch and notch.corner.at_top else 0
        least = max((inset.taken for inset in insets), default=0)
        body = max(1, least, (lines + taken + cut - spared) // count)
        rows = head.rows + body + 2 * self._box_rows
        rows = max(rows, notch.rows + 1 if notch else 0, head.least + 2 * self._box_rows)
        # Beyond the page's rows an estimate is enough: the story finds no room on it in any case.
        while rows <= self.voices.design.grid.rows:
            made = replace(shape, rows=rows)
            frame, placed = self._frame(made, head, insets)
            segments = frame.segments()
            holds = all(inset.row + inset.taken <= rows - self._box_rows for inset in placed)
            if holds and segments and not self.text.pouring(width, frame, segments, levers=False).outcome.over_lines:
                break
            rows += 1
        return rows

    def least_rows(self, columns: int, *, at_top: bool = False) -> int:
        """Return the fewest grid rows on which the head and all pictures stand over the columns, without any text."""
        shape = StoryShape(columns, 0, at_top)
        head = min(self.heads(shape), key=lambda head: head.rows)
        insets, box = min(self._insets(shape), key=lambda way: (way.cells, way.points)).insets, self._box_rows
        rows = max(head.rows + max((inset.taken for inset in insets), default=0), head.least) + 2 * box
        while rows < self.voices.design.grid.rows:
            _, placed = self._frame(replace(shape, rows=rows), head, insets)
            if all(inset.row + inset.taken <= rows - box for inset in placed):
                break
            rows += 1
        return rows

    @property
    def _box_rows(self) -> int:
        return self.voices.design.box.rows if self.story.boxed else 0

    def compose(self, shape: StoryShape, largest: float = inf) -> ComposedStory:
        """Set the story in a shape, in the way that costs least: see `fill`.

        Its headline is no larger than ``largest`` pt if the story fills the shape so too. What still does not fit is in
        ``overset``; no character is lost. Raises ValueError for a boxed story in a shape with a notch.
        """
        made = self._way(shape)
        if made.head.size > largest:
            made = self._smaller(shape, made, largest) or made
        return self._composed(shape, made)

    def fill(self, shape: StoryShape) -> Fill | None:
        """Tell how the story fills a shape, set in the way that costs least; None if something would be lost, or more
        than a row stay empty.

        All that may give way does: the head's size and white, the pictures' sizes, paragraphs a line longer or
        shorter, white above subheads, columns that end a row above the others.
        """
        made = self._filled(shape)
        if made is None:
            return None
        smaller = self._smaller(shape, made, SMALLER * made.head.size)
        least = smaller.head.size if smaller else made.head.size
        return Fill(made.points, made.head.rows, made.head.size, least, tuple(_levers(made)))

    def _smaller(self, shape: StoryShape, best: _Try, largest: float) -> _Try | None:
        """Return the best way to fill a shape with a headline of at most ``largest`` pt, if it costs not much more."""
        key = (shape, largest)
        if key not in self._others:
            heads = [head for head in self.heads(shape) if head.size <= largest]
            made = self._cheapest(shape, heads, SMALLER_TRIES, (best.text,), filling=True)
            self._others[key] = made if made and made.points <= best.points + SMALLER_POINTS else None
        return self._others[key]

    def _fits(self, shape: StoryShape, made: _Try) -> bool:
        if made.head.beside and made.head.too_long:
            return False
        if made.pouring.outcome.cost >= BLOCKED:
            return False
        few = made.under <= self._open_rows(shape) and made.white <= MOST_WHITE
        return not made.pouring.outcome.over_lines and not made.beyond and few

    def _way(self, shape: StoryShape) -> _Try:
        """Return the cheapest way to set the story in a shape: one that fills it, else the one that comes nearest."""
        made = self._filled(shape)
        if made is None and shape not in self._nearest:
            self._nearest[shape] = self._cheapest(shape, self.heads(shape), TRIES, (self.text,))
        made = made or self._nearest[shape]
        assert made is not None
        return made

    def _filled(self, shape: StoryShape) -> _Try | None:
        """Return the cheapest way to fill a shape, with pull quotes proposed from the text if there is room left
        without them or they cost less; None if the story does not fill it."""
        if shape not in self._best:
            heads = self.heads(shape)
            made = self._cheapest(shape, heads, TRIES, (self.text,), filling=True)
            width = self.columns(shape)[0].width
            others: tuple[Callable[[], _Try | None], ...] = (
                lambda: self._beside_head(shape),
                lambda: self._cheapest(shape, heads, TRIES, self._boxed, filling=True),
                lambda: self._cheapest(shape, heads, TRIES, self._quoted_texts(width), filling=True),
            )
            for find in others:
                if made is None or made.points > self.voices.design.closing.pull.points:
                    other = find()
                    if other is not None and (made is None or other.points < made.points):
                        made = other
            self._best[shape] = made
        return self._best[shape]

    def _beside_head(self, shape: StoryShape) -> _Try | None:
        """Return the cheapest way to fill a shape with the story's picture beside its head; None if there is none.

        A tall picture may stand so in a story that is lower than head and picture together.
        """
        plain = not self.story.boxed and self.story.head == "plain" and shape.notch is None
        if not plain or not self._pictures or len(self.columns(shape)) < shape.columns or self._is_upright(shape):
            return None
        best: _Try | None = None
        ways = [beside_head(way, shape.columns) for way in self._insets(shape)]
        for aside in sorted({way.aside for way in ways if way}):
            heads = [head for head in self.heads(shape, aside) if not head.too_long]
            there = [way for way in ways if way and way.aside == aside]
            made = self._cheapest(shape, heads, TRIES, (self.text,), filling=True, ways=there)
            if made is not None and (best is None or made.points < best.points):
                best = made
        return best

    def _quoted_texts(self, width: float) -> tuple[StoryText, ...]:
        """Return the text with pull quotes from it, in columns of that width; none if it is to have none."""
        if width not in self._quoted:
            ways: tuple[Quoted, ...] = ()
            if self.story.pull_quotes == "auto":
                ways = quoted(self.story, width, self.text.lines(width), self.voices)
            self._quoted[width] = tuple(map(self.text.with_quotes, ways))
        return self._quoted[width]

    def _cheapest(
        self,
        shape: StoryShape,
        heads: Sequence[Head],
        tries: int,
        texts: Sequence[StoryText],
        *,
        filling: bool = False,
        ways: Sequence[InsetWay] = (),
    ) -> _Try | None:
        """Return the cheapest way with one of some heads and texts, of about so many that are poured.

        They are poured in the order of what they promise to cost, which counts how far their room is from what the text
        takes, until none that is left can be better. With ``filling`` only those are that can fill the shape; None if
        none does. ``ways`` are those to set the insets, if not all.
        """
        width, count, box = self.columns(shape)[0].width, len(self.columns(shape)), self._box_rows
        cut = shape.notch.rows * shape.notch.columns if shape.notch else 0
        aside = abs(ways[0].aside) if ways else 0
        give, open_rows = len(self.story.blocks) // GIVING, self._open_rows(shape)

        promised: list[tuple[float, Head, InsetWay, StoryText]] = []
        for text in texts:
            lines = text.lines(width)
            least, most = text.rows(width, levers=True) if filling else (0, 0)
            possible = ways or self._insets(shape, text)
            for head in heads:
                spared = head.rows * shape.notch.columns if shape.notch and shape.notch.corner.at_top else 0
                spared += head.rows * aside
                room = (count - head.beside) * (shape.rows - head.rows - 2 * box) - cut + spared
                points = head.points + text.points
                # What a way promises to cost that has room for so many lines more (or less) than the text takes. The
                # text may give some, and its last row may be left open in all columns but one.
                for way in possible:
                    if filling and (room - way.least_cells < least or room - way.most_cells > most + open_rows):
                        continue
                    spare = room - way.cells - lines
                    beyond = max(0, -give - spare, spare - count + 1)
                    promised.append((points + way.points + MISFIT * abs(spare) + LOST * beyond, head, way, text))
        likely = nsmallest(3 * tries // 2, promised, key=itemgetter(0))

        def order(made: _Try) -> tuple[bool, float]:
            return not self._fits(shape, made), made.points

        best: _Try | None = None
        for number, (_, head, way, text) in enumerate(likely):
            if best is not None:
                fits = self._fits(shape, best)
                if fits and number >= tries:
                    break
                if fits and head.points + way.points + text.points >= best.points:
                    continue
            for made in self._tries(shape, head, way, text, filling):
                if filling and not self._fits(shape, made):
                    continue
                if best is None or order(made) < order(best):
                    best = made
        return best

    def _open_rows(self, shape: StoryShape) -> int:
        """Return how many rows may stay empty in a shape that is filled: all columns but one may end a row short."""
        return max(1, len(self.columns(shape)) - 1)

    def _tries(self, shape: StoryShape, head: Head, way: InsetWay, text: StoryText, filling: bool) -> Iterator[_Try]:
        """Yield ways to set the story: as it is, with levers, and with the rows it is short spread over its columns.

        With ``filling`` those are left out of which the numbers of lines tell that they do not fill the shape.
        """
        width, open_rows = self.columns(shape)[0].width, self._open_rows(shape)

        def tries(short: int, *levers: bool) -> Iterator[_Try | None]:
            frame, placed = self._frame(shape, head, way.insets, short, way.aside)
            segments = frame.segments()
            room = sum(segment.rows for segment in segments)
            unsure = beside_play(len(frame.narrow))
            narrow = round(sum(inset.left + inset.right for inset in frame.narrow.values()) / width)
            for each in levers:
                least, most = text.rows(width, levers=each)
                if filling and not least - unsure <= room - narrow <= most + open_rows + unsure:
                    yield None
                    continue
                pouring = text.pouring(width, frame, segments, levers=each)
                yield _Try(head, way, short, placed, segments, text, pouring, frame.floors)

        both = tries(0, False, True)
        natural = next(both)
        if natural is not None:
            yield natural
            if not natural.pouring.outcome.cost:
                return
        loose = next(both)
        if loose is None:
            return
        yield loose
        under = loose.pouring.outcome.empty_rows
        if under >= 2 and len(self.columns(shape)) > 1 and shape.notch is None and not head.beside:
            (shared,) = tries(under, True)
            while shared and (more := shared.pouring.outcome.empty_rows):
                # With less room the text came out shorter: what it leaves now is shared out with the rest.
                (again,) = tries(shared.short + more, True)
                if again is None or again.pouring.outcome.over_lines:
                    break
                shared = again
            # So few lines may be left that no column has room for one.
            if shared and shared.pouring.outcome.over_lines <= loose.pouring.outcome.over_lines:
                yield shared

    def _composed(self, shape: StoryShape, made: _Try) -> ComposedStory:
        text_columns, poured = self.columns(shape), made.pouring.poured()
        inset_x, _, _ = self.measure(shape.columns)
        head_first, head_span = self._head_columns(shape, made.way.aside)
        width = text_columns[0].width
        columns, elements = [], []
        for at, segment in enumerate(made.segments):
            here = [placed for placed in poured.lines if placed.column == at]
            lines = tuple(placed for placed in here if placed.line.role is not Role.ELEMENT)
            column = text_columns[segment.column]
            columns.append(Column(column.x, column.width, segment.row, segment.rows, lines))
            elements += [
                PlacedElement(made.text.element(placed.line.paragraph, width), column.x, segment.row + placed.row)
                for placed in here
                if placed.line.role is Role.ELEMENT and placed.line.text
            ]
        used = (*poured.levers, *_levers(made))
        pictures = pictures_of(made.insets)
        elements += [
            PlacedElement(
                inset.element, inset.x, inset.row, 0 if inset.beside else inset.columns, inset.number, inset.no_half
            )
            for inset in made.insets
            if isinstance(inset, ElementInset)
        ]
        latin = self.text.setting.is_latin
        per_line = characters_a_line(poured, width, self.voices.design.body.size, latin=latin)
        loose = tuple(placed.line for placed in poured.lines if placed.line.added > LOOSE + 1e-6)
        return ComposedStory(
            self.story,
            shape,
            made.head,
            self._box_rows,
            self.measure(head_span)[1],
            tuple(columns),
            pictures,
            poured.overset,
            story_fit(
                self.story,
                shape,
                made.head.rows,
                poured,
                capacity=sum(segment.rows for segment in made.segments) + made.short,
                under=made.under,
                per_line=per_line,
                used=used,
                loose=loose,
            ),
            loose,
            made.head.missing + self.text.missing(width) + tuple(c for each in elements for c in each.element.missing),
            inset_x + self.voices.design.grid.measure(head_first) + self.voices.design.grid.gutter
            if head_first
            else inset_x,
            tuple(elements),
            self.text.drop_cap(width),
            made.stubs,
            len(text_columns),
        )


def _levers(made: _Try) -> Iterator[Message]:
    """Say what play a way uses, but for that of its text."""
    if white := made.head.white:
        yield levers.head(white)
    if crop := sum(inset.crop for inset in made.insets):
        yield levers.picture_rows(crop)
    if wider := sum(inset.wider for inset in made.insets if isinstance(inset, PictureSet)):
        yield levers.picture_columns(wider)
    if made.way.aside:
        yield levers.BESIDE_HEAD
    if made.text.boxes_at:
        yield levers.boxes(*made.text.boxes_at)
    if quotes := made.text.quotes:
        yield levers.quotes(quotes)
    if made.short:
        yield levers.empty(made.short)


def _is_notched(at: int, shape: StoryShape) -> bool:
    """Tell whether a base column is over or under the shape's notch."""
    assert shape.notch
    cut = shape.notch.columns
    return at < cut if shape.notch.corner.at_left else at >= shape.columns - cut
