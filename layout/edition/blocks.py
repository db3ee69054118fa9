"""What a story's body is made of: paragraphs and subheads, and the elements an editor may put between them.

The kinds of element are a table: layout.compose.elements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from layout.base.messages import listed, say
from layout.base.patterns import ID_PATTERN, NAME_PATTERN

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is there: at least one character that is not white space."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
"""An id of a story or an ad: letters of any script but no Latin capitals, digits and hyphens."""

Named = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=64)]
"""The name of a template, a page kind or a press condition: small Latin letters, digits and hyphens."""


class Model(BaseModel):
    """Base of all models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, strict=True, str_strip_whitespace=True)


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
    reading: tuple[str, ...] = ()
    """How its text is read (ruby, 振り仮名): one reading for the whole, or one for each of its characters.

    The two never part. A span with a reading is one that the copy marks as such.
    """


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
        raise ValueError(say("{value} is no place in a story: {names}", value=value, names=listed(names)))
    return InsetPlace(str(value))


SpotPlace = Annotated[InsetPlace | None, BeforeValidator(parse_inset_place, json_schema_input_type=InsetPlace)]
"""A pydantic field that is written as the name of a place."""

HALF: Literal["half"] = "half"
"""Half a column, as a width: lines run beside it."""


def _width(value: object) -> object:
    if value is None or value == HALF or (type(value) is int and 1 <= value <= 16):
        return value
    raise ValueError(say("{value} is no width: write a number of columns from 1 to 16, or half", value=value))


Width = Annotated[
    int | Literal["half"] | None,
    BeforeValidator(_width, json_schema_input_type=Annotated[int, Field(ge=1, le=16)] | Literal["half"]),
]
"""Base columns that something stands over, ``half`` for half a column, None for what the template decides."""

MapText = Callable[[str], str]
MapSpans = Callable[[Spans], Spans]


class Block(Model):
    """Base of what a body is made of. A block has its ``kind``, and all its characters as ``text``.

    ``is_copy`` tells whether they count as the story's length.
    """

    is_copy: ClassVar[bool] = False

    optional: bool = False
    """Whether it may be left out so that its page comes out; of a subhead, what stands under it too."""

    if TYPE_CHECKING:  # a kind has either as a field or as a property

        @property
        def kind(self) -> str:
            """What kind of block it is."""

        @property
        def text(self) -> str:
            """All its characters."""

    def mapped(self, _text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its words put through functions, one for plain texts and one for spans."""
        return self


class ParagraphForm(StrEnum):
    """How a paragraph's lines stand. All but prose are ragged, and part no word."""

    PROSE = "prose"
    VERSE = "verse"
    """A line that the copy ends: of verse, or before a hard break. If too long it is turned over and hangs in."""
    STANZA = "stanza"
    """The first line of a stanza: a white row stands above it."""
    SIGNATURE = "signature"
    """Who wrote what stands above, at the right."""


class Paragraph(Block):
    """A paragraph of body text."""

    is_copy: ClassVar[bool] = True
    kind: Literal["paragraph"] = "paragraph"
    spans: Spans
    form: ParagraphForm = ParagraphForm.PROSE
    goes_on: bool = False
    """Whether it is a further line of what is written as one: a paragraph with hard breaks, or verse."""

    @property
    def text(self) -> str:
        """The paragraph's characters without their voices."""
        return "".join(span.text for span in self.spans)

    def mapped(self, _text: MapText, spans: MapSpans) -> Self:
        """Return the block with its words put through a function."""
        return self.model_copy(update={"spans": spans(self.spans)})


def readings_of(block: Block) -> Iterator[str]:
    """Yield how words of a block are read, where its copy says so."""
    met: list[Span] = []

    def spans(these: Spans) -> Spans:
        met.extend(these)
        return these

    block.mapped(lambda text: text, spans)
    yield from ("".join(span.reading) for span in met if span.reading)


def written_as_one(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield what goes together: all lines of a paragraph with hard breaks, or of verse; every other block alone."""
    lines: list[Block] = []
    for block in blocks:
        if lines and not (isinstance(block, Paragraph) and block.goes_on):
            yield tuple(lines)
            lines = []
        lines.append(block)
    if lines:
        yield tuple(lines)


class Subhead(Block):
    """A subhead (小标题) between paragraphs."""

    is_copy: ClassVar[bool] = True
    kind: Literal["subhead"] = "subhead"
    text: Text

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its words put through a function."""
        return self.model_copy(update={"text": text(self.text)})


class Element(Block):
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

    @property
    def stays(self) -> bool:
        """Whether it belongs to the text around it, and may not stand elsewhere than it is written."""
        return False
