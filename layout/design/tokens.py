"""Design tokens: what a template's design.yaml says. The one source of every layout number.

The composer, the planner, the ads and, as custom properties, the CSS all read these tokens; a designer
changes them there and nowhere else. All lengths are held in points.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, Field, field_validator

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report, listing
from layout.base.errors import TemplateError
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.design.ads import AdTokens
from layout.design.closing import ClosingTokens
from layout.design.elements import CellStyle, DropCapTokens, ElementTokens, QuoteStyle, SeriesStyle
from layout.design.fold import FoldPlace
from layout.design.heads import HeadTokens
from layout.design.sheet import (
    BoxPlace,
    BoxTokens,
    EarTokens,
    GridTokens,
    IndexTokens,
    PageTokens,
    PictureTokens,
    SeparatorTokens,
    TeaserTokens,
)
from layout.design.styles import (
    FALLBACKS,
    LAST,
    BodyStyle,
    FitTokens,
    FontTokens,
    LetterStyle,
    RubyTokens,
    SubheadStyle,
    SuperscriptTokens,
    TextStyle,
)
from layout.design.values import Ink, Tokens, names_font, rows, told
from layout.design.variants import chains, check_variants, fitting, variants, varied
from layout.files.models import Form, read_model
from layout.files.text import meant, read_source
from layout.files.yaml import Mapping, Node, parse_yaml

_PLAY = 0.01
"""Lengths of millimetres are not told apart by less, pt."""


class Design(Tokens):
    """Everything a template's design.yaml says."""

    name: str = Field(description="the template's name")
    languages: tuple[str, ...] = Field(
        default=(), description="scripts and languages it is made for, besides those of `for`; nothing is told if none"
    )
    page: PageTokens
    grid: GridTokens
    fonts: dict[str, FontTokens] = Field(description="short name: a face")
    fallbacks: dict[str, tuple[str, ...]] = Field(
        default_factory=lambda: dict(FALLBACKS),
        description="what a face is `like`: families behind it for letters it lacks, of which a word takes the first "
        f"that has all of it; those of `{LAST}` stand behind all. A list takes the place of the one of its name alone",
    )
    colours: dict[str, Ink] = told(
        ..., "name: four inks, cyan, magenta, yellow, black; or a spot ink, see [spot inks](#spot-inks)", "0 to 1"
    )
    body: BodyStyle = Field(description="the text of stories")
    fit: FitTokens = FitTokens.usual()
    superscript: SuperscriptTokens = SuperscriptTokens.usual()
    ruby: RubyTokens = RubyTokens.usual()
    subhead: SubheadStyle = Field(description="subheads (小标题)")
    source: TextStyle = Field(description="the source at a story's end")
    jump: TextStyle = Field(description="where a story goes on, or comes from (下转, 上接)")
    caption: TextStyle = Field(description="captions and credits of pictures (图说)")
    picture: PictureTokens
    index: IndexTokens
    nameplate: int = rows(12, "height of a front page's nameplate (报头)", least=2, most=200)
    ears: EarTokens = EarTokens.usual()
    teasers: TeaserTokens = TeaserTokens.usual()
    logo: str = Field(
        default="",
        description="a picture of the paper's name, which stands in the nameplate in place of letters: a file of the "
        "template's folder, SVG or of pixels",
    )
    barcode: BoxPlace | None = Field(default=None, description="its place in the nameplate")
    head: HeadTokens
    box: BoxTokens
    separator: SeparatorTokens = SeparatorTokens.usual()
    ads: AdTokens
    elements: ElementTokens | None = Field(default=None, description="made of the other styles if not given")
    wide: dict[int, int] = Field(
        default_factory=lambda: {3: 2, 4: 3, 5: 3},
        description="base columns: columns of a story with `measure: wide`",
        json_schema_extra={"unit": "columns"},
    )
    closing: ClosingTokens = ClosingTokens.usual()
    around_ads: bool = Field(
        default=True, description="a story may stand L-shaped around an ad if the page gains by it"
    )
    score: dict[str, int] = Field(
        default_factory=dict,
        description="term of the planner's score: its weight, see [planning.md](planning.md#the-score)",
    )
    folder: Path = Path()
    varies: tuple[str, ...] = ()
    """What ``for:`` in the file has entries for."""
    varied: tuple[str, ...] = ()
    """Those of them that these tokens are of."""
    fold: FoldPlace | None = None
    """Where the fold is, if these are the tokens of two pages as one (see `layout.design.fold`)."""

    @field_validator("fallbacks")
    @classmethod
    def _with_the_usual(cls, given: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {**FALLBACKS, **given}

    def serves(self, tag: str) -> bool:
        """Tell whether the template is made for a language; one that does not say is."""
        return not self.languages or bool(fitting((*self.languages, *self.varies), tag))

    def letter_styles(self) -> Iterator[tuple[str, LetterStyle]]:
        """Yield every style that the file has tokens of, with its path."""
        return _letter_styles("", self)

    def line_of(self, path: str) -> int:
        """Return the line of a token in design.yaml, by its path; the file is read again. 1 if it is gone."""
        report = Report()
        source = read_source(self.folder / "design.yaml", self.folder, report)
        root = parse_yaml(source.text, source.file, report) if source else None
        return _line_of(varied(root, self.varied), path.split(".")) if isinstance(root, Mapping) else 1

    def every(self) -> Iterator[Design]:
        """Yield the tokens, and those of every other entry of ``for:``; the file is read again."""
        yield self
        report = Report()
        source = read_source(self.folder / "design.yaml", self.folder, report)
        root = parse_yaml(source.text, source.file, report) if source else None
        if not isinstance(root, Mapping) or source is None:
            return
        seen = [varied(root, self.varied)]
        for names in chains(self.varies):
            if (tree := varied(root, names)) in seen:
                continue
            seen.append(tree)
            injected = {"folder": self.folder, "varies": self.varies, "varied": names, "fold": None}
            if other := _read(tree, source.file, report, injected):
                yield other

    def unknown_fonts(self) -> Iterator[tuple[str, str]]:
        """Yield the path of every token that names a font there is not, and the name."""
        return ((path, name) for path, name in _font_names("", self) if name not in self.fonts)

    @property
    def element(self) -> ElementTokens:
        """The styles of elements: the template's, or some made of its other styles."""
        if self.elements:
            return self.elements

        def like(style: TextStyle, made: type[TextStyle] = TextStyle, **changed: object) -> TextStyle:
            plain = {"rows": 1, "max_lines": 1, "align": "left"}
            return made.model_construct(**{**dict(style), **plain, **changed})

        return ElementTokens.model_construct(
            quote=like(self.head.deck, QuoteStyle, size=1.5 * self.body.size),
            quote_by=like(self.caption, align="right"),
            title=like(self.subhead),
            text=like(self.caption, align="justify", strong=self.subhead.font),
            cell=like(self.caption, CellStyle, figures="tabular"),
            label=like(self.caption),
            series=like(self.subhead, SeriesStyle),
            drop_cap=DropCapTokens(font=self.head.headline.font),
        )

    @property
    def teaser_headline(self) -> TextStyle:
        """The style of the headlines of teasers."""
        entry = self.index.entry
        larger = {"size": 1.3 * entry.size, "max_lines": 4}
        return self.teasers.headline or entry.model_copy(update=larger)

    @property
    def teaser_page(self) -> TextStyle:
        """The style of the pages that teasers name."""
        return self.teasers.page or self.index.page

    def wide_columns(self, columns: int) -> int:
        """Return in how many columns a story of wide measure over that many base columns is set."""
        return min(columns, self.wide.get(columns, max(1, columns - 1) if columns > 2 else columns))

    @property
    def type_area(self) -> Rect:
        """The type area (版心), pt from the trim's top left."""
        margins, grid = self.page.margins, self.grid
        return Rect(margins.left, margins.top, grid.width, grid.height)


def _font_names(path: str, tokens: BaseModel) -> Iterator[tuple[str, str]]:
    for name, field in type(tokens).model_fields.items():
        value = getattr(tokens, name)
        if isinstance(value, BaseModel):
            yield from _font_names(f"{path}{name}.", value)
        elif names_font(field) and value:
            named = {f".{key}": each for key, each in value.items()} if isinstance(value, dict) else {"": value}
            yield from ((f"{path}{name}{key}", each) for key, each in named.items())


def _letter_styles(path: str, tokens: BaseModel) -> Iterator[tuple[str, LetterStyle]]:
    for name in type(tokens).model_fields:
        value = getattr(tokens, name)
        if isinstance(value, LetterStyle):
            yield f"{path}{name}", value
        elif isinstance(value, BaseModel):
            yield from _letter_styles(f"{path}{name}.", value)


def load_design(folder: Path, language: str = "") -> Design:
    """Read ``design.yaml`` of a template folder, as it is for a language, by its BCP 47 tag: see `variants`.

    Without one it is as the file has it outside of ``for:``. Raises TemplateError with every finding, file and line.
    """
    path = folder / "design.yaml"
    report = Report()
    source = read_source(path, folder, report)
    root = parse_yaml(source.text, source.file, report) if source else None
    design = None
    if isinstance(root, Mapping) and source is not None:
        check_variants(root, source.file, report)
        entries = tuple(variants(root))
        names = fitting(entries, language) if language else ()
        injected = {"folder": folder, "varies": entries, "varied": names, "fold": None}
        asked, *others = dict.fromkeys(varied(root, chain) for chain in (names, *chains(entries)))
        design = _read(asked, source.file, report, injected)
        # What is wrong for another language is told now, not on the day somebody prints in it.
        for other in others if not report.errors else ():
            _read(other, source.file, report, injected)
    elif source is not None and not report.errors:
        report.error(Code.DESIGN_EMPTY, say("there is no design in this file"), Place(source.file, 1))
    if design is None or report.errors:
        raise TemplateError(listing(found := tuple(dict.fromkeys(report.findings))), findings=found)
    return design


def _read(root: Mapping, file: str, report: Report, injected: dict[str, object]) -> Design | None:
    """Return the design that a tree of tokens is; what is wrong with it is in the report."""
    design = read_model(Design, Form(root, file), report, injected)
    if design is None:
        return None
    known = ", ".join(sorted(design.fonts))
    for path_of, name in design.unknown_fonts():
        report.error(
            Code.UNKNOWN_FONT,
            say(
                "{path_of} names the font {name!r}, but fonts: has only {known}",
                path_of=path_of,
                name=name,
                known=known,
            ),
            Place(file, _line_of(root, path_of.split("."))),
            hint=meant(name, design.fonts) or say("name one of them, or add it under fonts:"),
        )
    grid = design.grid
    area, page = design.type_area, design.page
    for key, ends, edge, says in (
        ("column", area.right, page.width, say("the columns of the type area")),
        ("rows", area.bottom, page.height, say("the rows of the type area")),
    ):
        if ends > edge + _PLAY:
            report.error(
                Code.BAD_VALUE,
                say(
                    "{what} end {ends:.1f} mm from the page's edge, and the page has {edge:.1f} mm",
                    what=says,
                    ends=ends / MM,
                    edge=edge / MM,
                ),
                Place(file, _line_of(root, ["grid", key])),
                hint=say("the type area lies inside the trim: change grid:, page.margins or the page"),
            )
    for size, (wide, high) in design.ads.sizes.items():
        if wide > grid.columns or high > grid.rows:
            report.error(
                Code.BAD_VALUE,
                say(
                    "ads.sizes.{name}: {columns} × {rows} is larger than the grid, {grid}",
                    name=size,
                    columns=wide,
                    rows=high,
                    grid=f"{grid.columns} × {grid.rows}",
                ),
                Place(file, _line_of(root, ["ads", "sizes", size])),
                hint=say("write columns and rows of the grid; languages with another grid have their own under for:"),
            )
    for name, font in design.fonts.items():
        if font.like not in (styles := design.fallbacks.keys() - {LAST}):
            report.error(
                Code.UNKNOWN_FONT,
                say(
                    "fonts.{name} is like {like!r}, but fallbacks: has only {known}",
                    name=name,
                    like=font.like,
                    known=", ".join(sorted(styles)),
                ),
                Place(file, _line_of(root, ["fonts", name, "like"])),
                hint=meant(font.like, styles) or say("name one of them, or add it under fallbacks:"),
            )
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
