"""What a story's body is made of: paragraphs and subheads, and the elements an editor may put between them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is there: at least one character that is not white space."""


class Model(BaseModel):
    """Base of all models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class Emphasis(StrEnum):
    """The voice of a span of body text."""

    PLAIN = "plain"
    STRONG = "strong"
    EM = "em"
    SUPERSCRIPT = "superscript"


class Span(Model):
    """A run of text in one voice. White space inside is single spaces; there are no line breaks."""

    # A space at the edge parts this span's last word from the next span's first.
    model_config = ConfigDict(str_strip_whitespace=False)

    text: str
    emphasis: Emphasis = Emphasis.PLAIN


Spans = tuple[Span, ...]


class InsetPlace(StrEnum):
    """Where in a story's columns a picture or an element stands that text runs around."""

    TOP_LEFT = "top-left"
    TOP_CENTER = "top-center"
    TOP_RIGHT = "top-right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_CENTER = "bottom-center"
    BOTTOM_RIGHT = "bottom-right"

    @property
    def at_foot(self) -> bool:
        """Whether it is at the columns' foot, not at their top."""
        return self.startswith("bottom")

    @property
    def at_left(self) -> bool:
        """Whether it begins with the first column."""
        return self.endswith("left")

    @property
    def in_centre(self) -> bool:
        """Whether it stands over the middle columns."""
        return self.endswith("center")


def parse_inset_place(value: object) -> object:
    """Read the name of a place. Raises ValueError if it is none."""
    names = [str(place) for place in InsetPlace]
    if value is None or isinstance(value, InsetPlace):
        return value
    if value not in names:
        raise ValueError(f"{value} is no place in a story: {', '.join(names)}")
    return InsetPlace(str(value))


SpotPlace = Annotated[InsetPlace | None, BeforeValidator(parse_inset_place)]
"""A pydantic field that is written as the name of a place."""

HALF: Literal["half"] = "half"
"""Half a column, as a width: lines run beside it."""


def _width(value: object) -> object:
    if value is None or value == HALF or (type(value) is int and 1 <= value <= 16):
        return value
    raise ValueError(f"{value} is no width: write a number of columns from 1 to 16, or half")


Width = Annotated[int | Literal["half"] | None, BeforeValidator(_width)]
"""Base columns that something stands over, ``half`` for half a column, None for what the template decides."""

MapText = Callable[[str], str]
MapSpans = Callable[[Spans], Spans]


class Paragraph(Model):
    """A paragraph of body text."""

    kind: Literal["paragraph"] = "paragraph"
    spans: Spans

    @property
    def text(self) -> str:
        """The paragraph's characters without their voices."""
        return "".join(span.text for span in self.spans)

    def mapped(self, _text: MapText, spans: MapSpans) -> Paragraph:
        """Return the block with its words put through functions, one for plain texts and one for spans."""
        return self.model_copy(update={"spans": spans(self.spans)})


class Subhead(Model):
    """A subhead (小标题) between paragraphs."""

    kind: Literal["subhead"] = "subhead"
    text: Text

    def mapped(self, text: MapText, _spans: MapSpans) -> Subhead:
        """Return the block with its words put through functions."""
        return self.model_copy(update={"text": text(self.text)})


class Element(Model):
    """Base of what stands between paragraphs as a block of its own.

    Without ``columns`` and ``place`` it stands in a column where it is written, one column wide. With either, text
    runs around it: it stands over so many of the story's columns, at that place.
    """

    columns: Width = None
    place: SpotPlace = None

    @property
    def floats(self) -> bool:
        """Whether it has a place of its own, instead of the one where it is written."""
        return self.place is not None or self.columns not in (None, 1)


class Quote(Element):
    """A pull quote (引语): words of the story set large, and who said them."""

    kind: Literal["quote"] = "quote"
    text: Text
    by: str = ""

    def mapped(self, text: MapText, _spans: MapSpans) -> Quote:
        """Return the block with its words put through functions."""
        return self.model_copy(update={"text": text(self.text), "by": text(self.by)})


class Listing(Element):
    """A list: its items, and the mark before each, a dot or a number as it was written."""

    kind: Literal["list"] = "list"
    items: tuple[Spans, ...]
    marks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The items' characters."""
        return "".join(span.text for item in self.items for span in item)

    def mapped(self, _text: MapText, spans: MapSpans) -> Listing:
        """Return the block with its words put through functions."""
        return self.model_copy(update={"items": tuple(spans(item) for item in self.items)})


CellAlign = Literal["left", "center", "right"]


class Table(Element):
    """A table: a title, heads of columns (all empty for none), rows of cells, how each column is aligned."""

    kind: Literal["table"] = "table"
    title: str = ""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[CellAlign, ...]

    @property
    def text(self) -> str:
        """All cells' characters, row after row."""
        return self.title + "".join("".join(row) for row in (self.heads, *self.rows))

    def mapped(self, text: MapText, _spans: MapSpans) -> Table:
        """Return the block with its words put through functions."""
        rows = tuple(tuple(map(text, row)) for row in self.rows)
        return self.model_copy(update={"title": text(self.title), "heads": tuple(map(text, self.heads)), "rows": rows})


class Facts(Element):
    """A fact box (资料框): a title, and paragraphs, lists and tables on a tint."""

    kind: Literal["facts"] = "facts"
    title: str = ""
    blocks: tuple[Annotated[Paragraph | Listing | Table, Field(discriminator="kind")], ...]

    @property
    def text(self) -> str:
        """The box's characters."""
        return self.title + "".join(block.text for block in self.blocks)

    def mapped(self, text: MapText, spans: MapSpans) -> Facts:
        """Return the block with its words put through functions."""
        blocks = tuple(block.mapped(text, spans) for block in self.blocks)
        return self.model_copy(update={"title": text(self.title), "blocks": blocks})


class Bar(Model):
    """One figure of a chart: its label and its value."""

    label: Text
    value: float


class Chart(Element):
    """A chart: figures with their labels, as bars or as a line."""

    kind: Literal["chart"] = "chart"
    form: Literal["bars", "columns", "line"] = "bars"
    title: str = ""
    unit: str = ""
    source: str = ""
    highlight: str = ""
    """The label of the figure that is shown in the accent colour."""
    data: Annotated[tuple[Bar, ...], Field(min_length=2, max_length=24)]

    @property
    def text(self) -> str:
        """The words and labels of the chart."""
        return self.title + self.unit + "".join(bar.label for bar in self.data) + self.source

    def mapped(self, text: MapText, _spans: MapSpans) -> Chart:
        """Return the block with its words put through functions; labels stay as they are."""
        return self.model_copy(update={"title": text(self.title), "source": text(self.source)})


Block = Annotated[
    Paragraph | Subhead | Quote | Listing | Table | Facts | Chart,
    Field(discriminator="kind"),
]
