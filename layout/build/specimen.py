"""The specimen sheet of a template: its styles in real text over its grid, its head sizes, colours and ad borders.

The story at the top is set by the composer and drawn by the template's own files, as on any page; what stands below
is drawn by ``specimen.html``, which the templates share and a template may have its own of.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import get_args

from layout.ads.canvas import write_pdf
from layout.base.diagnostics import Diagnostic, Report
from layout.base.units import MM, Rect
from layout.build.inputs import open_press, open_template
from layout.build.page import compose_page, draw_ads
from layout.compose.kit import TemplateKit, open_story
from layout.design.tokens import BodyStyle, Colour, Design, TextStyle
from layout.edition.model import Ad, Block, Border, Edition, NoticeAd, Page, Paper, Paragraph, Span, Story, Subhead
from layout.edition.model import Emphasis as E
from layout.files.project import Project
from layout.pdf.finish import finish_page
from layout.pdf.identity import PressInfo
from layout.pdf.slug import SlugPen
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.render.html import render_html, template_folders
from layout.render.page import AdBox, page_model
from layout.render.pdf import render_pdf

PAGE = "S1"
"""The number of the specimen's page."""
GAP_ROWS = 2
"""White rows between the stories and what stands below them."""
TITLE, STYLE, SWATCHES = 18.0, 18.0, 74.0
"""Heights of a title, of a style's line and of the colours in specimen.html, pt."""
BORDERS_ACROSS = 4
BORDER_HEIGHT = 86.0
"""Sample borders in a row, and their greatest height, pt."""


@dataclass(frozen=True, slots=True)
class StyleLine:
    """A style of the design as the sheet shows it: its name, what it says, and a text set in it."""

    name: str
    says: str
    text: str
    family: str
    weight: int
    style: str
    size: float


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour: its name, its CSS, its inks in per cent and their sum."""

    name: str
    css: str
    inks: str
    total: int


@dataclass(frozen=True, slots=True)
class Specimen:
    """What the sheet shows below its stories; ``room`` is where, pt from the trim's top left."""

    title: str
    facts: str
    room: Rect
    columns: tuple[Rect, ...]
    rows: tuple[float, ...]
    sizes: tuple[tuple[float, float], ...]
    """The ladder of head sizes: size and the height of its line, pt."""
    sample: str
    styles: tuple[StyleLine, ...]
    swatches: tuple[Swatch, ...]

    @property
    def upper(self) -> float:
        """Height of what stands over the borders in the right half: a title, the styles, the colours, pt."""
        return TITLE + STYLE * len(self.styles) + 8 + TITLE + SWATCHES


@dataclass(frozen=True, slots=True)
class SpecimenSheet:
    """A specimen made: its PDF and what there is to say about it."""

    pdf: bytes
    findings: tuple[Diagnostic, ...]


def make_specimen(project: Project, name: str) -> SpecimenSheet:
    """Make the specimen sheet of a template. Raises TemplateError and EnvironmentError_ as a build does."""
    kit = open_template(project, name)
    design, report = kit.design, Report()
    texts = _HAN if kit.fonts[design.body.font].has("永") else _LATIN
    edition = _edition(project, name, texts)
    page = edition.pages[0]
    composers = {story: open_story(edition.stories[story], kit) for story in page.stories}
    across = design.grid.columns
    narrow = max(1, across // 4) if across > 1 else 0
    # The longer of the two stories gives the height; the other is lengthened until it is nearly as high.
    rows = composers["box"].needed_rows(narrow, at_top=True) if narrow else 0
    lead = edition.stories["lead"]
    while (needed := composers["lead"].needed_rows(across - narrow, at_top=True)) < rows - 1:
        lead = lead.model_copy(update={"blocks": (*lead.blocks, lead.blocks[1])})
        composers["lead"] = open_story(lead, kit)
    rows = min(max(rows, needed), design.grid.rows)
    places = [Placement("lead", ItemKind.STORY, GridRect(0, 0, across - narrow, rows))]
    if narrow:
        places.append(Placement("box", ItemKind.STORY, GridRect(across - narrow, 0, narrow, rows)))
    plan = PagePlan(PAGE, across, design.grid.rows, tuple(places))
    stories = compose_page(plan, composers)
    model = page_model(edition, page.model_copy(update={"stories": tuple(stories)}), plan, stories, design)
    top = (rows + GAP_ROWS) * design.grid.row
    area = design.type_area
    room = Rect(area.x, area.y + top, area.width, area.height - top)
    shown = _specimen(kit, room, texts)
    model = replace(model, ads=tuple(_border_boxes(room, room.y + shown.upper)))
    html = render_html(model, kit.folder, {"specimen": shown})
    press = open_press(project, edition, None)
    pdf = finish_page(
        render_pdf(html, model.galleys, kit.fonts.faces, [*template_folders(kit.folder), project.assets]),
        design.page,
        draw_ads(edition, model, kit, press, report),
        PressInfo(design.name, edition.date, PAGE, f"{design.name}: specimen"),
        press=press,
        slug=SlugPen(kit.fonts[design.ads.text], write_pdf),
    )
    return SpecimenSheet(pdf, report.findings)


def _specimen(kit: TemplateKit, room: Rect, texts: _Texts) -> Specimen:
    design = kit.design
    grid, page = design.grid, design.page
    area = design.type_area
    pitch = grid.column + grid.gutter
    facts = (
        f"{page.width / MM:.0f} x {page.height / MM:.0f} mm; {grid.columns} columns of {grid.column:g} pt, gutter "
        f"{grid.gutter:g} pt; {grid.rows} rows of {grid.row:g} pt"
    )
    return Specimen(
        design.name,
        facts,
        room,
        tuple(Rect(area.x + number * pitch, area.y, grid.column, area.height) for number in range(grid.columns)),
        tuple(area.y + number * grid.row + grid.baseline for number in range(grid.rows)),
        tuple(_ladder(design, room.height - 18)),
        texts.sample,
        tuple(_styles(design, texts)),
        tuple(_swatch(name, colour) for name, colour in design.colours.items()),
    )


def _ladder(design: Design, height: float) -> Iterator[tuple[float, float]]:
    """Yield the sizes of the ladder with the height of their lines, as many as there is room for."""
    sizes = sorted(design.head.headline.ladder, reverse=True)
    pitch = min(1.25, max(1.05, height / sum(sizes)))
    for size in sizes:
        height -= pitch * size
        if height < 0:
            return
        yield size, pitch * size


def _styles(design: Design, texts: _Texts) -> Iterator[StyleLine]:
    for name, style in _text_styles(design):
        font = design.fonts[style.font]
        says = f"{style.font} {style.size:g} pt, {style.rows} row{'s' if style.rows > 1 else ''}, {style.align}"
        if isinstance(style, BodyStyle):
            says += f", indent {style.indent:g} em"
        yield StyleLine(name, says, texts.line, font.family, font.weight, font.style, style.size)


def _text_styles(design: Design) -> Iterator[tuple[str, TextStyle]]:
    """Yield every text style of the design by its path, whatever groups the design has."""
    groups = ((name, getattr(design, name)) for name in type(design).model_fields)
    for name, value in groups:
        if isinstance(value, TextStyle):
            yield name, value
        elif hasattr(type(value), "model_fields"):
            for inner in type(value).model_fields:
                if isinstance(style := getattr(value, inner), TextStyle):
                    yield f"{name}.{inner}", style


def _swatch(name: str, colour: Colour) -> Swatch:
    inks = [round(100 * part) for part in colour]
    return Swatch(name, colour.css, " ".join(f"{ink}{part}" for ink, part in zip("CMYK", inks, strict=True)), sum(inks))


def _borders() -> tuple[Border, ...]:
    return tuple(name for name in get_args(Border) if name != "none")


def _border_boxes(room: Rect, top: float) -> Iterator[AdBox]:
    """Yield the places of the sample borders: in the right half, below ``top``."""
    half = room.width / 2 - 10
    gap = 8.0
    width = (half - (BORDERS_ACROSS - 1) * gap) / BORDERS_ACROSS
    lines = ceil(len(_borders()) / BORDERS_ACROSS)
    height = min(BORDER_HEIGHT, (room.bottom - top - (lines - 1) * gap) / lines)
    for number, name in enumerate(_borders()):
        line, at = divmod(number, BORDERS_ACROSS)
        x = room.x + room.width - half + at * (width + gap)
        yield AdBox(name, Rect(x, top + line * (height + gap), width, height))


def _edition(project: Project, template: str, texts: _Texts) -> Edition:
    stories = {"lead": _story("lead", texts.lead, texts, 1), "box": _story("box", texts.box, texts, 5, boxed=True)}
    ads: dict[str, Ad] = {
        name: NoticeAd(id=name, columns=1, rows=2, kind="notice", border=name, title=name, text=(texts.ad,))
        for name in _borders()
    }
    return Edition(
        paper=Paper(name=texts.paper, latin_name=template.upper()),
        date=datetime.date(2022, 4, 15),
        issue=1,
        language=texts.language,
        pages=(Page(id=PAGE, section=template, template=template, kind="specimen", stories=tuple(stories)),),
        stories=stories,
        ads=ads,
    )


def _story(name: str, head: tuple[str, str, str, str], texts: _Texts, priority: int, *, boxed: bool = False) -> Story:
    kicker, headline, deck, byline = head
    spans = tuple(Span(text=text, emphasis=emphasis) for text, emphasis in texts.first)
    blocks: list[Block] = [Paragraph(spans=spans), *(Paragraph(spans=(Span(text=text),)) for text in texts.paragraphs)]
    if not boxed:
        blocks = [*blocks[:2], Subhead(text=texts.subhead), *blocks[2:]]
    return Story(
        id=name,
        kicker=kicker,
        headline=headline,
        deck=deck,
        byline=byline,
        source=texts.source,
        language=texts.language,
        priority=priority,
        boxed=boxed,
        blocks=tuple(blocks[:2] if boxed else blocks),
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """The words of the sheet in one language."""

    language: str
    paper: str
    sample: str
    line: str
    ad: str
    lead: tuple[str, str, str, str]
    box: tuple[str, str, str, str]
    first: tuple[tuple[str, E], ...]
    subhead: str
    paragraphs: tuple[str, ...]
    source: str


_HAN = _Texts(
    language="zh-Hans",
    paper="样张",
    sample="字号从大到小 012",
    line="天地玄黄，宇宙洪荒。Banmian 2022",
    ad="花线样张",
    lead=("引题写在主题的上方", "主题一眼看见 正文慢慢去读", "副题补上主题没有说完的话", "本报记者 版面"),
    box=("加框", "框里的短文", "", ""),
    first=(
        ("一张报纸先是一张网格：横着是栏，竖着是行。", E.PLAIN),
        ("黑体", E.STRONG),
        ("用来提醒，", E.PLAIN),
        ("楷体", E.EM),
        ("用来转述，数字与 Latin letters 之间留四分之一个字的空，3200m", E.PLAIN),
        ("2", E.SUPERSCRIPT),
        ("的上标不撑开行距。标点在行末收去半个字，“引号”成对，（括号）也成对。", E.PLAIN),
    ),
    subhead="小标题站在自己的行里",
    paragraphs=(
        "每一行字都落在同一张行网上，隔着一道栏空望过去，左右两栏的行是齐的。栏宽是字的整数倍，行末不许出现逗号起头的下一行，也不许把开引号留在行尾；该挤的挤一点，该松的松一点，松到看不出来为止。",
        "大标题要让人三步之外看得见，小标题要让人停得下来。题与文之间留的白，多一行嫌空，少一行嫌挤，所以把它写在样式表里，谁都改得动，改完重做一遍样张，看一眼就知道对不对。",
        "一张版面上的字号不必多，几级就够，级与级之间要拉得开。颜色也一样，红是用来报喜或者报急的，用得多了就什么都不报。",
    ),
    source="版面",
)

_LATIN = _Texts(
    language="en",
    paper="Specimen",
    sample="From large to small 012",
    line="The quick ferry, five to nine. No. 2022",
    ad="A border",
    lead=(
        "A kicker above",
        "The headline is read first",
        "The deck says what the headline left out",
        "By a staff writer",
    ),
    box=("In a box", "A short piece", "", ""),
    first=(
        ("A page is a grid before it is anything else: columns across and rows down. ", E.PLAIN),
        ("Bold type", E.STRONG),
        (" is for warnings, ", E.PLAIN),
        ("the second voice", E.EM),
        (" is for titles and for what is quoted from elsewhere. A raised figure, 3,200 m", E.PLAIN),
        ("2", E.SUPERSCRIPT),
        (", does not push the lines apart.", E.PLAIN),
    ),
    subhead="A subhead has a line of its own",
    paragraphs=(
        "Every line of the text stands on one grid, so that the lines of two columns are level across the gutter. "
        "Word spaces are narrowed a little or widened a little, words are parted where the dictionary allows it, and "
        "the whole paragraph is weighed before the first line is set.",
        "A headline has to be seen from three steps away and a subhead has to give the reader a place to stop. How "
        "much white stands between the two is written in the design file, where anyone can change it, make this "
        "sheet again, and see at a glance whether it was right.",
        "A page does not need many sizes of type, only a few that are clearly apart. It is the same with color: what "
        "is used for everything says nothing.",
    ),
    source="Staff report",
)
