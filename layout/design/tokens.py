"""Design tokens: what a template's design.yaml says. The one source of every layout number.

The composer, the planner, the ads and, as custom properties, the CSS all read these tokens; a designer
changes them there and nowhere else. All lengths are held in points.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.errors import TemplateError
from layout.base.units import Length, Rect
from layout.edition.blocks import InsetPlace, parse_inset_place
from layout.files.models import Form, read_model
from layout.files.text import meant, read_source
from layout.files.yaml import Mapping, Node, parse_yaml

Align = Literal["left", "center", "right", "justify"]


class Tokens(BaseModel):
    """Base of all token groups: frozen, and an unknown token is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Margins(Tokens):
    """Distances from the trim edge to the type area (版心)."""

    top: Length
    left: Length


class PageTokens(Tokens):
    """The sheet: its trimmed size, what is printed beyond the trim, and where the type area begins."""

    width: Length
    height: Length
    bleed: Length
    slug: Length = Field(description="from the trim edge to the edge of the sheet; crop marks stand in it")
    margins: Margins

    @model_validator(mode="after")
    def _bleed_inside_slug(self) -> PageTokens:
        if self.bleed > self.slug:
            raise ValueError("the bleed reaches beyond the sheet: make slug larger than bleed")
        return self


class GridTokens(Tokens):
    """The grid of the type area: base columns (基本栏) across and rows of the baseline grid down."""

    columns: int = Field(ge=1, le=16)
    column: Length
    gutter: Length
    rows: int = Field(ge=4, le=400)
    row: Length
    baseline: Length = Field(description="from the top of a row to its baseline")

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


class FontTokens(Tokens):
    """A face by its family, CSS weight (100 to 900) and style, as the system's font configuration knows it."""

    family: str
    weight: int = Field(default=400, ge=100, le=900)
    style: Literal["normal", "italic"] = "normal"


class TextStyle(Tokens):
    """How a kind of text is set. ``rows`` is how many grid rows one of its lines takes."""

    font: str
    size: Length
    rows: int = Field(default=1, ge=1)
    align: Align = "justify"
    tracking: float = Field(default=0.0, ge=-0.1, le=1.0, description="space between glyphs, em")
    strong: str = ""
    em: str = ""
    max_lines: int = Field(default=1, ge=1)


class BodyStyle(TextStyle):
    """Body text: adds the first-line indent (段首缩进), in em of the body size."""

    indent: float = Field(default=2.0, ge=0, le=8)


class HeadlineStyle(Tokens):
    """Headlines: one face, a ladder of sizes, and which size is natural for which priority.

    ``pitch`` is the least distance of two baselines, em; the whole headline takes the rows it fills then.
    """

    font: str
    align: Align = "center"
    ladder: Annotated[tuple[Length, ...], Field(min_length=1)]
    pitch: float = Field(default=1.2, ge=1.0, le=2.0)
    natural: dict[int, Length] = Field(description="priority -> size that suits it; gaps are filled downwards")
    max_lines: dict[int, int] = Field(description="columns wide -> most lines; gaps are filled downwards")
    max_tracking: float = Field(default=0.08, ge=0, le=0.5, description="most space added between glyphs, em")

    def natural_size(self, priority: int) -> float:
        """Return the size natural for a priority, pt."""
        return self.natural[max((p for p in self.natural if p <= priority), default=min(self.natural))]

    def line_limit(self, columns: int) -> int:
        """Return the most lines a headline over that many columns may have."""
        return self.max_lines[max((c for c in self.max_lines if c <= columns), default=min(self.max_lines))]


class HeadTokens(Tokens):
    """What stands over a story, and the white rows around it."""

    kicker: TextStyle
    headline: HeadlineStyle
    deck: TextStyle
    byline: TextStyle
    before: int = Field(default=0, ge=0, description="white rows above a head that is not at the page's top")
    after: int = Field(default=1, ge=0, description="white rows between head and body")


class BoxTokens(Tokens):
    """A boxed story: how far its text stands from the edge of its cells. Rows keep the grid."""

    padding: Length
    rows: int = Field(default=1, ge=0, description="white rows inside the box at top and foot")
    air: Length = Field(default=0.0, description="from the edge of its cells at top and foot to the box that is drawn")


class PictureTokens(Tokens):
    """Pictures of stories: over how many of a story's columns they stand, and how far they may be cropped.

    ``crop`` is a part of the height, both ways. ``top`` and ``foot`` are the white between the picture and the
    edges of its rows; ``after`` the white rows under the caption. ``place`` is where they stand if the story does
    not say.
    """

    columns: dict[int, int] = Field(description="columns of the story -> columns of its picture")
    crop: float = Field(default=0.12, ge=0, le=0.4)
    top: Length
    foot: Length
    after: int = Field(default=1, ge=0)
    place: Annotated[InsetPlace, BeforeValidator(parse_inset_place)] = InsetPlace.TOP_RIGHT

    def span(self, columns: int) -> int:
        """Return over how many columns the picture of a story of that width stands."""
        return self.columns[max((c for c in self.columns if c <= columns), default=min(self.columns))]


class SubheadStyle(TextStyle):
    """Subheads (小标题): the rows around the line. At a column's head the rows before fall away."""

    before: int = Field(default=1, ge=0)
    after: int = Field(default=0, ge=0)


class IndexTokens(Tokens):
    """The index box of a front page (导读): its title, the page numbers and the headlines in it.

    With fewer than ``least`` pages to name it takes further stories of theirs; with fewer stories the front page goes
    without an index.
    """

    label: str = Field(default="", description="its title; the word of the edition's language if not given")
    title: TextStyle
    page: TextStyle
    entry: TextStyle
    columns: tuple[int, ...] = (1, 2)
    least: int = Field(default=3, ge=1)


class ElementTokens(Tokens):
    """Elements between a story's paragraphs, and what a head may have besides its parts.

    ``title`` is that of fact boxes, tables and charts, ``text`` the words of a fact box, ``cell`` those of a table,
    ``label`` the words and figures of a chart, ``quote_by`` who said a pull quote. ``series`` is the label over a
    head (栏花), ``drop_cap`` the face of drop caps.
    """

    quote: TextStyle
    quote_by: TextStyle
    title: TextStyle
    text: TextStyle
    cell: TextStyle
    label: TextStyle
    series: TextStyle
    drop_cap: str


class BoxPlace(Tokens):
    """A place inside the nameplate, from its top left."""

    x: Length
    y: Length
    width: Length
    height: Length


class AdTokens(Tokens):
    """What the ads take from the paper's design."""

    inset: Length = Field(description="white between an ad's frame and its cells at top and foot")
    display: str
    text: str
    accent_text: str


class Colour(Tokens):
    """A process colour, each ink 0 to 1 (ISO 12647: cyan, magenta, yellow, black)."""

    c: float = Field(ge=0, le=1)
    m: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    k: float = Field(ge=0, le=1)

    @property
    def css(self) -> str:
        """The colour as CSS writes it."""
        return f"device-cmyk({self.c:g} {self.m:g} {self.y:g} {self.k:g})"

    def __iter__(self) -> Iterator[float]:  # type: ignore[override]
        yield from (self.c, self.m, self.y, self.k)


def _inks(value: object) -> object:
    if isinstance(value, list | tuple):
        if len(value) != 4:
            raise ValueError("an ink is four numbers from 0 to 1: [cyan, magenta, yellow, black]")
        return dict(zip("cmyk", value, strict=True))
    return value


Ink = Annotated[Colour, BeforeValidator(_inks)]
"""A colour written as four numbers, [c, m, y, k]."""


class Design(Tokens):
    """Everything a template's design.yaml says."""

    name: str
    page: PageTokens
    grid: GridTokens
    fonts: dict[str, FontTokens]
    colours: dict[str, Ink]
    body: BodyStyle
    subhead: SubheadStyle
    source: TextStyle
    jump: TextStyle
    caption: TextStyle
    picture: PictureTokens
    index: IndexTokens
    nameplate: int = Field(default=12, ge=2, description="grid rows of a front page's nameplate (报头)")
    barcode: BoxPlace | None = None
    head: HeadTokens
    box: BoxTokens
    ads: AdTokens
    elements: ElementTokens | None = None
    wide: dict[int, int] = Field(default_factory=lambda: {3: 2, 4: 3, 5: 3}, description="base columns -> wide columns")
    around_ads: bool = Field(
        default=True, description="a story may stand L-shaped around an ad if the page gains by it"
    )
    score: dict[str, int] = Field(default_factory=dict, description="term of the planner's score -> its weight")
    folder: Path = Path()

    def unknown_fonts(self) -> Iterator[tuple[str, str]]:
        """Yield the path of every token that names a font there is not, and the name."""
        return ((path, name) for path, name in self._font_names() if name not in self.fonts)

    def _font_names(self) -> Iterator[tuple[str, str]]:
        styles: dict[str, TextStyle] = {
            "body": self.body,
            "subhead": self.subhead,
            "source": self.source,
            "jump": self.jump,
            "caption": self.caption,
            "index.title": self.index.title,
            "index.page": self.index.page,
            "index.entry": self.index.entry,
            "head.kicker": self.head.kicker,
            "head.deck": self.head.deck,
            "head.byline": self.head.byline,
        }
        if self.elements:
            for name in ("quote", "quote_by", "title", "text", "cell", "label", "series"):
                styles[f"elements.{name}"] = getattr(self.elements, name)
            yield "elements.drop_cap", self.elements.drop_cap
        for path, style in styles.items():
            for role in ("font", "strong", "em"):
                if name := getattr(style, role):
                    yield f"{path}.{role}", name
        yield "head.headline.font", self.head.headline.font
        for role in ("display", "text", "accent_text"):
            yield f"ads.{role}", getattr(self.ads, role)

    @property
    def element(self) -> ElementTokens:
        """The styles of elements: the template's, or some made of its other styles."""
        if self.elements:
            return self.elements

        def like(style: TextStyle, **changed: object) -> TextStyle:
            plain = {"rows": 1, "max_lines": 1, "align": "left"}
            return TextStyle.model_construct(**{**dict(style), **plain, **changed})

        return ElementTokens(
            quote=like(self.head.deck, size=1.5 * self.body.size),
            quote_by=like(self.caption, align="right"),
            title=like(self.subhead),
            text=like(self.caption, align="justify", strong=self.subhead.font),
            cell=like(self.caption),
            label=like(self.caption),
            series=like(self.subhead),
            drop_cap=self.head.headline.font,
        )

    def wide_columns(self, columns: int) -> int:
        """Return in how many columns a story of wide measure over that many base columns is set."""
        return min(columns, self.wide.get(columns, max(1, columns - 1) if columns > 2 else columns))

    @property
    def type_area(self) -> Rect:
        """The type area (版心), pt from the trim's top left."""
        margins, grid = self.page.margins, self.grid
        return Rect(margins.left, margins.top, grid.width, grid.height)


def load_design(folder: Path) -> Design:
    """Read ``design.yaml`` of a template folder. Raises TemplateError with every finding, file and line."""
    path = folder / "design.yaml"
    report = Report()
    source = read_source(path, folder, report)
    root = parse_yaml(source.text, source.file, report) if source else None
    design = None
    if isinstance(root, Mapping) and source is not None:
        design = read_model(Design, Form(root, source.file), report, {"folder": folder})
    elif source is not None and not report.errors:
        report.error(Code.DESIGN_EMPTY, "there is no design in this file", Place(source.file, 1))
    if design is not None and isinstance(root, Mapping) and source is not None:
        known = ", ".join(sorted(design.fonts))
        for path_of, name in design.unknown_fonts():
            report.error(
                Code.UNKNOWN_FONT,
                f"{path_of} names the font {name!r}, but fonts: has only {known}",
                Place(source.file, _line_of(root, path_of.split("."))),
                hint=meant(name, design.fonts) or "name one of them, or add it under fonts:",
            )
    if design is None or report.errors:
        raise TemplateError("\n".join(str(finding) for finding in report.findings))
    return design


def _line_of(node: Mapping, path: list[str]) -> int:
    """Return the line of a token, or of the nearest group around it that is written."""
    line = node.line
    at: Node | None = node
    for name in path:
        entry = at.entry(name) if isinstance(at, Mapping) else None
        if entry is None:
            break
        line, at = entry.line, entry.value
    return line
