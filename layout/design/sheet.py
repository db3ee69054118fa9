"""Tokens of the page: the sheet, its grid, boxes, pictures, the index."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from layout.design.styles import TextStyle
from layout.design.values import REQUIRED, Length, Tokens, amount, em, pt, rows, share, told
from layout.edition.blocks import InsetPlace, parse_inset_place


class Margins(Tokens):
    """Distances from the trim edge to the type area (版心)."""

    top: Length = pt(REQUIRED, "from the trim to the type area", most=3000)
    left: Length = pt(REQUIRED, "from the trim to the type area", most=3000)


class PageTokens(Tokens):
    """The sheet: its trimmed size, what is printed beyond the trim, and where the type area begins."""

    width: Length = pt(REQUIRED, "of the trimmed page", most=14400)
    height: Length = pt(REQUIRED, "of the trimmed page", most=14400)
    bleed: Length = pt(REQUIRED, "how far beyond the trim is printed")
    slug: Length = pt(REQUIRED, "from the trim to the edge of the sheet; crop marks stand in it")
    margins: Margins

    @model_validator(mode="after")
    def _bleed_inside_slug(self) -> PageTokens:
        if self.bleed > self.slug:
            raise ValueError("the bleed reaches beyond the sheet: make slug larger than bleed")
        return self


class GridTokens(Tokens):
    """The grid of the type area: base columns (基本栏) across and rows of the baseline grid down."""

    columns: int = amount(REQUIRED, "base columns (基本栏) across", "columns", most=16)
    column: Length = pt(REQUIRED, "width of a column", most=3000)
    gutter: Length = pt(REQUIRED, "white between two columns")
    rows: int = amount(REQUIRED, "rows down", "rows", least=4, most=400)
    row: Length = pt(REQUIRED, "height of a row")
    baseline: Length = pt(REQUIRED, "from the top of a row to its baseline")

    @property
    def width(self) -> float:
        """Width of the type area, pt."""
        return self.columns * self.column + (self.columns - 1) * self.gutter

    @property
    def height(self) -> float:
        """Height of the type area, pt."""
        return self.rows * self.row

    def measure(self, columns: int) -> float:
        """Return the width of that many base columns with the gutters between them, pt."""
        return columns * self.column + (columns - 1) * self.gutter


class BoxPlace(Tokens):
    """A place inside the nameplate, from its top left."""

    x: Length = pt(REQUIRED, "from the nameplate's left", most=3000)
    y: Length = pt(REQUIRED, "from the nameplate's top", most=3000)
    width: Length = pt(REQUIRED, "of the place", most=3000)
    height: Length = pt(REQUIRED, "of the place", most=3000)


class EarTokens(Tokens):
    """The ears of a front page (报眼): boxes at one or both sides of the name, for a text or a small ad."""

    width: Length = pt(118, "of an ear", least=36, most=3000)
    height: Length = pt(96, "of an ear", least=24, most=3000)
    top: Length = pt(12, "from the nameplate's top", most=3000)
    gap: Length = pt(14, "least white between an ear and the name", most=300)


class TeaserTokens(Tokens):
    """Teasers: a strip over or under the name of a front page, with a picture and a headline of stories inside."""

    bare: int = rows(5, "height of the strip if no teaser has a picture", least=2)
    rows: int = rows(7, "height of the strip", least=3)
    headline: TextStyle | None = Field(default=None, description="the headlines; as in the index, larger, if not given")
    page: TextStyle | None = Field(default=None, description="pages and sections; as in the index if not given")
    air: Length = pt(7, "white above and below")
    gap: Length = pt(18, "white between two teasers, a rule in its middle")
    beside: Length = pt(9, "white between a picture and its headline")
    picture: float = share(0.44, "most width of a picture", "the teaser", most=0.9)
    ratio: float = amount(1.3, "most width of a picture", "times its height", least=0.4, most=4)
    pitch: float = em(1.25, "distance of lines", "the type", least=1, most=3)
    apart: float = em(0.4, "white between headline and page", "the page", most=3)
    rule: Length = pt(0.4, "the rules between teasers and along the strip", most=12)


class FrameTokens(Tokens):
    """Borders of boxed stories (花线) that are drawn: plain, thick, double, dotted and wave."""

    plain: Length = pt(0.6, "rule of a plain border; the outer rule of a double one is twice as thick", most=12)
    thick: Length = pt(2.4, "rule of a thick border", most=24)
    thin: Length = pt(0.5, "inner rule of a double border", most=12)
    gap: Length = pt(2.0, "white between the two rules of a double border", most=24)
    dot: Length = pt(1.4, "side of a dot", least=0.3, most=12)
    dot_pitch: Length = pt(4.0, "about the distance of two dots", least=1, most=48)
    wave: Length = pt(6.0, "about the length of a wave", least=1, most=72)
    wave_height: Length = pt(1.5, "height of a wave over its middle", most=24)
    wave_rule: Length = pt(0.7, "rule of a wave", most=12)


class SeparatorTokens(Tokens):
    """The rules between stories."""

    upright: Length = pt(0.4, "rule in the gutter between two stories", most=6)
    level: Length = pt(0.6, "rule over a head, between two stories", most=6)


class BoxTokens(Tokens):
    """A boxed story: how far its text stands from the edge of its cells. Rows keep the grid."""

    padding: Length = pt(REQUIRED, "from the edge of the box to its text at left and right")
    rows: int = rows(1, "white inside the box at top and foot")
    air: Length = pt(0.0, "from the edge of its cells at top and foot to the box that is drawn")
    frame: FrameTokens = FrameTokens.usual()


class PictureTokens(Tokens):
    """Pictures of stories: over how many of a story's columns they stand, and how far they may be cropped."""

    columns: dict[int, int] = told(REQUIRED, "columns of the story: columns of its picture", "columns")
    crop: float = share(
        0.12, "how much higher or lower than its proportions ask a picture may be", "the height", most=0.4
    )
    tall: float = amount(1.4, "height over width from which a picture is a tall one", "widths", least=1, most=5)
    crop_tall: float = share(
        0.3, "how much lower than its proportions ask a tall picture may be", "the height", most=0.5
    )
    focus: float = share(
        0.4, "the part from its top that keeps its place when a picture is cropped in height", "the height"
    )
    told: float = share(0.15, "most that a picture may lose without a remark", "the picture")
    high: float = share(
        0.4,
        "how high a picture may be over the columns that `columns` says; a higher one suits fewer",
        "the page's rows",
    )
    play: int = amount(1, "how many columns narrower or wider a picture may be than `columns` says", "columns", most=8)
    most: float = share(
        0.5, "how high a picture that is wider than `columns` says may be", "the page's rows", least=0.1
    )
    top: Length = pt(REQUIRED, "white between the picture and the upper edge of its rows")
    foot: Length = pt(REQUIRED, "white between the picture and the lower edge of its rows")
    after: int = rows(1, "white under the caption")
    place: Annotated[InsetPlace, BeforeValidator(parse_inset_place, json_schema_input_type=InsetPlace)] = Field(
        default=InsetPlace.TOP_RIGHT, description="where pictures stand if the story does not say"
    )
    credit_gap: float = em(1.0, "least white between a caption's last line and the credit at its right", "the caption")
    half_gap: float = em(0.9, "white between a picture of half a column and the lines beside it", "the body")
    half_rows: int = rows(2, "least height of a picture of half a column", least=1)
    half_least: float = share(
        0.4, "least width of what stands over half a column; in a narrower one it has all of it", "the column", most=0.5
    )
    least_beside: int = amount(
        7, "least characters of body text on a line beside such a picture", "characters", most=40
    )

    group: int = amount(2, "least pictures without `columns` and `place` that are set as a group", "pictures", least=2)
    group_row: int = amount(4, "most pictures in a row of a group", "pictures", most=12)
    group_rows: int = amount(5, "most rows of pictures in a group", "rows", most=8)
    group_width: float = amount(0.6, "least width of a picture in a group", "columns", least=0.3, most=4)
    group_most: float = share(0.85, "how high a group with its captions may be", "the page's rows", least=0.1)

    photos: int = amount(3, "least pictures of a photo page: a group with little text", "pictures", least=2)
    photos_text: int = amount(70, "most text of a photo page, by its pictures", "characters", most=1000)
    photos_most: float = share(0.95, "how high the pictures of a photo page with captions may be", "the page's rows")
    photos_crop: float = share(
        0.2, "how much higher or lower its pictures may be than they are", "the height", most=0.4
    )
    photos_air: int = rows(5, "most white more between two rows of pictures on a photo page", least=0)

    def span(self, columns: int) -> int:
        """Return over how many columns the picture of a story of that width stands."""
        return self.columns[max((c for c in self.columns if c <= columns), default=min(self.columns))]


class IndexTokens(Tokens):
    """The index box of a front page (导读): its title, the page numbers and the headlines in it.

    With fewer than ``least`` pages to name it takes further stories of theirs; with fewer stories the front page goes
    without an index.
    """

    label: str = Field(default="", description="its title; the word of the edition's language if not given")
    title: TextStyle = Field(description="its title")
    page: TextStyle = Field(description="the page numbers")
    entry: TextStyle = Field(description="the headlines")
    columns: tuple[int, ...] = told((1, 2), "base columns it may stand over", "columns")
    least: int = amount(3, "least stories it names", "stories", most=40)
    most: int = amount(10, "most stories it names, the most important of them", "stories", most=40)
    most_share: float = share(0.08, "most it takes; it names fewer stories then", "the page", most=0.5)
    pitch: float = em(1.35, "distance of the lines of one entry", "the entry", least=1, most=3)
    gap: Length = pt(7.0, "least white above and below an entry; the rule between two entries stands in its middle")
    page_gap: float = em(0.8, "white between a page number and the headline", "the page number")
    rule: Length = pt(0.3, "rules between entries", most=12)
    title_rule: Length = pt(0.6, "rule under the title", most=12)
