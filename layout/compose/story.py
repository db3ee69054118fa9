"""A story in its shape on the grid: head above, insets placed, body poured into its columns, copyfit told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layout.compose.composed import Column, ComposedStory, PlacedElement
from layout.compose.copyfit import characters_a_line, story_fit
from layout.compose.element import ElementInset, Inset
from layout.compose.frame import Frame, RowInset, Segment, TextColumn
from layout.compose.heads import Head, compose_head
from layout.compose.insets import inset_ways, moved_right, white_below
from layout.compose.picture import PictureSet
from layout.compose.pour import Poured
from layout.compose.shape import Notch, StoryShape
from layout.compose.spacing import LOOSE
from layout.compose.text import StoryText
from layout.compose.upright import compose_upright
from layout.compose.voices import Voices
from layout.edition.model import Story
from layout.scene.text import Role

CROP = 10.0
"""Cost of each row a picture is cropped or heightened, in the currency of layout.compose.pour."""
HEAD_SLACK = (0.0, 8.0, 36.0)
"""Cost of white rows a head is given beyond its own, by their number. One is hardly seen; two are a hole if the
paragraphs can fill them."""
STUB_ROWS, STUB = 3, 25.0
"""A stretch of text over or under a picture or an element with fewer rows looks like a mistake; what each costs."""
BARE = 12.0
"""Cost of each row that stays white between a picture's caption and the story's foot, where there is no room for text:
more than that of a row of the picture, so that it is made higher instead if it may be."""
UPRIGHT_SPARE = 1
"""Rows by which the text beside a headline from the top down may end above it."""
BEYOND = 1e6
"""Cost of each row a picture and its caption reach beyond the story's foot: as dear as a line that is lost."""


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
        beyond = max((inset.row + inset.taken - white_below(inset) - self.foot for inset in self.insets), default=0)
        white = STUB * self.stubs + BARE * self.bare_rows + HEAD_SLACK[self.slack]
        return self.poured.cost + crop + white + BEYOND * max(0, beyond)

    @property
    def stubs(self) -> int:
        """How many stretches of a column are stubs."""
        return sum(segment.rows < STUB_ROWS for segment in self.segments)

    @property
    def bare_rows(self) -> int:
        """Rows that stay white under insets that no text follows in their columns."""
        return sum(
            max(0, self.foot - inset.row - inset.taken + white_below(inset))
            for inset in self.insets
            if not inset.beside and not self._is_followed(inset)
        )

    def _is_followed(self, inset: Inset) -> bool:
        """Tell whether text runs under an inset, in any of its columns."""
        columns = range(inset.first, inset.first + inset.columns)
        return any(segment.row > inset.row and segment.column in columns for segment in self.segments)


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
        self._heads: dict[tuple[int, bool, int], Head] = {}
        self._ways: dict[tuple[int, bool, int], tuple[tuple[Inset, ...], ...]] = {}
        self._upright: dict[int, int] = {}

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
        if self.story.head != "vertical" or self.story.series or shape.columns < 2 or shape.notch is not None:
            return False
        least = self._upright_least(shape.columns)
        return bool(least) and (not shape.rows or shape.rows - 2 * self._box_rows >= least)

    def _upright_least(self, columns: int) -> int:
        """Return the rows from which on the headline stands from the top down over so many columns; 0 for never.

        It has to fit its column, and text and pictures have to fill the others as far down as it reaches.
        """
        if columns not in self._upright:
            self._upright[columns] = 1  # what follows is measured as if it stood
            shape = StoryShape(columns, 0)
            head, insets = self.head(shape), self._insets(shape)[0]
            pieces = self.text.pieces(self.columns(shape)[0].width, levers=False)
            lines = sum(len(piece.lengths[0].lines) + piece.before for piece in pieces)
            taken = sum(inset.taken * inset.columns for inset in insets if not inset.beside)
            fills = lines + taken >= (columns - 1) * (head.least - UPRIGHT_SPARE)
            self._upright[columns] = head.least if fills and not head.too_long else 0
        return self._upright[columns]

    def _insets(self, shape: StoryShape) -> tuple[tuple[Inset, ...], ...]:
        """Return the ways to set what stands in the columns at a place of its own, the least cropped first."""
        # A headline from the top down has the first column for itself.
        skip = 1 if self._is_upright(shape) else 0
        key = (shape.columns, shape.notch is None, skip)
        if key not in self._ways:
            ways = inset_ways(
                self._pictures,
                self.story.blocks,
                self.columns(shape)[skip:],
                self.voices,
                self.story.language,
                self.text.element,
            )
            self._ways[key] = tuple(moved_right(way, skip) for way in ways)
        return self._ways[key]

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
        pieces = self.text.pieces(width, levers=False)
        lines = sum(len(piece.lengths[0].lines) for piece in pieces)
        taken = sum(inset.taken * inset.columns for inset in insets if not inset.beside)
        count = len(self.columns(shape)) - (1 if head.beside else 0)
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
            if holds and segments and not self.text.pour(width, frame, segments, levers=False).overset:
                break
            rows += 1
        return rows

    def least_rows(self, columns: int, *, at_top: bool = False) -> int:
        """Return the fewest grid rows on which the head and all pictures stand over the columns, without any text."""
        shape = StoryShape(columns, 0, at_top)
        head, insets, box = self.head(shape), self._insets(shape)[0], self._box_rows
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
        poured = self.text.pour(self.columns(shape)[0].width, frame, segments, levers=levers)
        return _Try(head, slack, placed, segments, poured, shape.rows - self._box_rows)

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
                PlacedElement(self.text.element(placed.line.paragraph, width), column.x, segment.row + placed.row)
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
                capacity=sum(segment.rows for segment in made.segments),
                per_line=per_line,
                levers=levers,
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
        )


def _is_notched(at: int, shape: StoryShape) -> bool:
    """Tell whether a base column is over or under the shape's notch."""
    assert shape.notch
    cut = shape.notch.columns
    return at < cut if shape.notch.corner.at_left else at >= shape.columns - cut
