"""A story in its shape on the grid: head above, insets placed, body poured into its columns, copyfit told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from math import ceil, inf
from operator import itemgetter

from layout.base.messages import Message
from layout.compose import levers
from layout.compose.body import Body, Ground, Promises, bodies, lowered
from layout.compose.classes import HAN_CENTRE, HAN_INK
from layout.compose.composed import Column, ComposedStory, PlacedElement
from layout.compose.copyfit import characters_a_line, story_fit
from layout.compose.element import ElementInset, ElementLine, SetElement, raised, stacked
from layout.compose.frame import TextColumn
from layout.compose.heads import Head, HeadWay, compose_heads, head_ways
from layout.compose.insets import InsetWay, beside_head, inset_ways, moved_right, pictures_of
from layout.compose.picture import PictureSet
from layout.compose.pour import Placed
from layout.compose.pullquotes import Quoted, quoted
from layout.compose.shape import Notch, StoryShape
from layout.compose.spacing import LOOSE
from layout.compose.text import StoryText
from layout.compose.upright import compose_upright
from layout.compose.voices import Voices
from layout.edition.blocks import InsetPlace
from layout.edition.model import Story
from layout.scene.text import Role

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
UPRIGHT_WHITE, UPRIGHT_GAP = 4, 1
"""Rows of its column that may stay white under a headline from the top down; of more all but the gap are text's."""
UPRIGHT_SPARE = 1
"""Rows by which the text beside a headline from the top down may end above it."""


@dataclass(frozen=True, slots=True)
class _Try:
    """A way to set a story in a shape, and its cost. ``top`` is the row from which those of its body are counted."""

    head: Head
    body: Body
    top: int
    points: float = field(init=False)
    """What it costs in the page's score."""

    def __post_init__(self) -> None:
        body = self.body
        points = self.head.points + body.way.points + body.poured_points + body.white_points
        object.__setattr__(self, "points", points)

    @property
    def fits(self) -> bool:
        """Whether it fills the shape."""
        return self.body.fits and not (self.head.beside and self.head.too_long)


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
        self._aside: dict[int, dict[int, list[InsetWay]]] = {}
        self._columns: dict[tuple[int, bool], tuple[TextColumn, ...]] = {}
        self._held: dict[tuple[object, ...], bool] = {}
        self._promises: dict[tuple[object, ...], Promises] = {}
        self._made: dict[tuple[object, ...], tuple[Body, ...]] = {}
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
            self._heads, self._head_ways = other._heads, other._head_ways
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

    def _ground(self, shape: StoryShape, head: Head, aside: int = 0) -> Ground:
        """Return the rows of the columns that are left under (or beside) a head.

        In columns that are left ``aside`` of the head there is only the white above it.
        """
        box, count, notch = self._box_rows, len(self.columns(shape)), shape.notch
        if notch is None and not aside and not head.beside:
            return Ground(box + head.rows, (0,) * count, (shape.rows - head.rows - 2 * box,) * count)
        if notch and self.story.boxed:
            raise ValueError(f"{self.story.id}: a boxed story has no notch")
        first, span = self._head_columns(shape, aside)
        above = 0 if shape.at_top else self.voices.design.head.before
        tops, feet = [], []
        for at in range(count):
            under_head = first <= at < first + span or (notch is None and not aside)
            top, foot = (box + head.rows if under_head else above if aside else 0), shape.rows - box
            if notch and _is_notched(at, shape):
                top = notch.rows if notch.corner.at_top else top
                foot = foot if notch.corner.at_top else foot - notch.rows
            if head.beside and at == 0:
                reach = box + ceil(max(block.top + block.height for block in head.blocks) / self.voices.design.grid.row)
                top = reach + UPRIGHT_GAP if foot - reach > UPRIGHT_WHITE else foot
            tops.append(top)
            feet.append(foot)
        return Ground(0, tuple(tops), tuple(feet), level=notch is None and not head.beside)

    def needed_rows(self, columns: int, *, at_top: bool = False, notch: Notch | None = None) -> int:
        """Return the fewest grid rows in which the whole story, its pictures uncropped, stands over the columns."""
        shape = StoryShape(columns, 0, at_top, notch)
        head = self.head(shape)
        way = self._insets(shape)[0]
        insets = way.insets
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
        # In fewer rows a headline from the top down lies, over other columns perhaps.
        stands = max(head.least, self._upright_least(columns) if head.beside else 0)
        rows = max(rows, notch.rows + 1 if notch else 0, stands + 2 * self._box_rows)
        # Beyond the page's rows an estimate is enough: the story finds no room on it in any case.
        while rows <= self.voices.design.grid.rows and not self._holds(replace(shape, rows=rows), head, width, way):
            rows += 1
        return rows

    def _holds(self, shape: StoryShape, head: Head, width: float, way: InsetWay) -> bool:
        """Tell whether the whole story stands in a shape under a head, in columns so wide (pt), its insets in a way."""
        ground = self._ground(shape, head)
        key = (width, ground.tops, ground.feet, way)
        if key not in self._held:
            frame, placed = ground.placed(way.insets)
            segments, foot = frame.segments(), shape.rows - self._box_rows - ground.top
            self._held[key] = (
                all(inset.row + inset.taken <= foot for inset in placed)
                and bool(segments)
                and not self.text.pouring(width, frame, segments, levers=False).outcome.over_lines
            )
        return self._held[key]

    def least_rows(self, columns: int, *, at_top: bool = False) -> int:
        """Return the fewest grid rows on which the head and all pictures stand over the columns, without any text."""
        shape = StoryShape(columns, 0, at_top)
        head = min(self.heads(shape), key=lambda head: head.rows)
        insets, box = min(self._insets(shape), key=lambda way: (way.cells, way.points)).insets, self._box_rows
        rows = max(head.rows + max((inset.taken for inset in insets), default=0), head.least) + 2 * box
        while rows < self.voices.design.grid.rows:
            ground = self._ground(replace(shape, rows=rows), head)
            _, placed = ground.placed(insets)
            if all(ground.top + inset.row + inset.taken <= rows - box for inset in placed):
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
            made = self._cheapest(shape, heads, SMALLER_TRIES, (best.body.text,), filling=True)
            self._others[key] = made if made and made.points <= best.points + SMALLER_POINTS else None
        return self._others[key]

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
        # A picture that is all there is stands under its head.
        plain = bool(self.story.blocks) and not self.story.boxed and self.story.head == "plain" and shape.notch is None
        if not plain or not self._pictures or len(self.columns(shape)) < shape.columns or self._is_upright(shape):
            return None
        best: _Try | None = None
        if shape.columns not in self._aside:
            ways = [beside_head(way, shape.columns) for way in self._insets(shape)]
            asides = sorted({way.aside for way in ways if way})
            self._aside[shape.columns] = {at: [way for way in ways if way and way.aside == at] for at in asides}
        for aside, there in self._aside[shape.columns].items():
            heads = [head for head in self.heads(shape, aside) if not head.too_long]
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
        columns, notch = self.columns(shape), shape.notch
        width, count = columns[0].width, len(columns)
        aside = ways[0].aside if ways else 0
        high, spare = shape.rows - 2 * self._box_rows, abs(aside)
        if notch and notch.corner.at_top:
            spare += notch.columns
        cut = notch.rows * notch.columns if notch else 0
        promised = []
        for text in texts:
            promises = self._promises_of(shape, text, aside, ways, filling=filling)
            for head in heads:
                room = (count - head.beside) * (high - head.rows) + head.rows * spare - cut
                if found := promises[room]:
                    points = head.points + text.points
                    promised += [(points + way.points + misfit + lost, head, way, text) for way, misfit, lost in found]
        if not promised:
            return None

        def order(made: _Try) -> tuple[bool, float]:
            return not made.fits, made.points

        best: _Try | None = None
        for number, (_, head, way, text) in enumerate(nsmallest(3 * tries // 2, promised, key=itemgetter(0))):
            if best is not None and best.fits:
                if number >= tries:
                    break
                if head.points + way.points + text.points >= best.points:
                    continue
            ground = self._ground(shape, head, way.aside)
            for body in self._bodies(ground, width, way, text, filling=filling):
                if filling and not body.fits:
                    continue
                made = _Try(head, body, ground.top)
                if (not filling or made.fits) and (best is None or order(made) < order(best)):
                    best = made
        return best

    def _promises_of(
        self, shape: StoryShape, text: StoryText, aside: int, ways: Sequence[InsetWay], *, filling: bool
    ) -> Promises:
        """Return what ways to set the insets promise in shapes as wide. ``ways`` are those with a picture ``aside`` of
        the head, all others if none are given; with ``filling`` only ways are told of that can fill their room."""
        key = (shape.columns, shape.notch is None, self._is_upright(shape), aside, text, filling)
        if key not in self._promises:
            width = self.columns(shape)[0].width
            self._promises[key] = Promises(
                ways or self._insets(shape, text),
                len(self.columns(shape)),
                text.lines(width),
                len(self.story.blocks) // GIVING,
                text.rows(width, len(self.columns(shape)), levers=True) if filling else None,
            )
        return self._promises[key]

    def _bodies(
        self, ground: Ground, width: float, way: InsetWay, text: StoryText, *, filling: bool
    ) -> tuple[Body, ...]:
        """Return the ways to set insets and text on a ground, whatever the head over it: see `bodies`."""
        key = (width, ground.tops, ground.feet, ground.level, way, text, filling)
        if key not in self._made:
            self._made[key] = tuple(bodies(ground, width, way, text, filling=filling))
        return self._made[key]

    def _composed(self, shape: StoryShape, made: _Try) -> ComposedStory:
        text_columns, body = self.columns(shape), made.body
        poured, segments = body.pouring.poured(), lowered(body.segments, made.top)
        insets = lowered(body.insets, made.top)
        inset_x, _, _ = self.measure(shape.columns)
        head_first, head_span = self._head_columns(shape, body.way.aside)
        width = text_columns[0].width
        columns: list[Column] = []
        elements: list[PlacedElement] = []
        for at, segment in enumerate(segments):
            here = [placed for placed in poured.lines if placed.column == at]
            lines = tuple(placed for placed in here if placed.line.role is not Role.ELEMENT)
            column = text_columns[segment.column]
            columns.append(Column(column.x, column.width, segment.row, segment.rows, lines))
            elements += _elements_in(here, column.x, segment.row, self.voices.design.grid.row)
        used = (*poured.levers, *_levers(made))
        pictures = pictures_of(insets)
        elements += [
            PlacedElement(
                inset.element,
                inset.x,
                inset.row,
                inset.number,
                floats=True,
                columns=0 if inset.beside else inset.columns,
                no_half=inset.no_half,
            )
            for inset in insets
            if isinstance(inset, ElementInset)
        ]
        # The head has its own white below it, and text beside them begins as high.
        design = self.voices.design
        text_top = design.grid.baseline - (HAN_CENTRE + HAN_INK) * design.body.size
        elements = [
            replace(each, element=raised(each.element, text_top)) if each.row == made.top else each for each in elements
        ]
        latin = self.text.setting.is_latin
        per_line = characters_a_line(poured, width, self.voices.design.body.size, latin=latin)
        set_lines = [placed.line for placed in poured.lines]
        loose = tuple(line for line in set_lines if line.ragged or line.added > LOOSE + 1e-6)
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
                capacity=sum(segment.rows for segment in segments) + body.short,
                under=body.under,
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
            body.stubs,
            len(text_columns),
        )


def _elements_in(placed: Iterable[Placed], x: float, first: int, row: float) -> Iterator[PlacedElement]:
    """Yield the elements that stand in a stretch of a column from row ``first`` on; parts of one are joined."""
    found: list[tuple[int, int, list[SetElement]]] = []
    for each in placed:
        line, at = each.line, each.row
        if isinstance(line, ElementLine) and line.element:
            number, begin, parts = found[-1] if found else (-1, 0, [])
            if number == line.paragraph and begin + sum(part.rows for part in parts) == at:
                parts.append(line.element)
            else:
                found.append((line.paragraph, at, [line.element]))
    for number, at, parts in found:
        yield PlacedElement(parts[0] if len(parts) == 1 else stacked(parts, row), x, first + at, number)


def _levers(made: _Try) -> Iterator[Message]:
    """Say what play a way uses, but for that of its text."""
    body = made.body
    if white := made.head.white:
        yield levers.head(white)
    if crop := sum(inset.crop for inset in body.insets):
        yield levers.picture_rows(crop)
    if wider := sum(inset.wider for inset in body.insets if isinstance(inset, PictureSet)):
        yield levers.picture_columns(wider)
    if body.way.aside:
        yield levers.BESIDE_HEAD
    if body.text.boxes_at:
        yield levers.boxes(*body.text.boxes_at)
    if quotes := body.text.quotes:
        yield levers.quotes(quotes)
    if body.short:
        yield levers.empty(body.short)


def _is_notched(at: int, shape: StoryShape) -> bool:
    """Tell whether a base column is over or under the shape's notch."""
    assert shape.notch
    cut = shape.notch.columns
    return at < cut if shape.notch.corner.at_left else at >= shape.columns - cut
