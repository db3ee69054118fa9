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
from layout.ads.kinds.notice import NoticeAd
from layout.base.diagnostics import Finding, Report
from layout.base.locale import language_for
from layout.base.locale.record import Language, SpecimenTexts
from layout.base.units import MM, Rect
from layout.build.inputs import open_press, open_template
from layout.build.page import compose_page, draw_ads
from layout.compose.kit import TemplateKit, open_story
from layout.design.styles import BodyStyle, TextStyle
from layout.design.tokens import Design
from layout.design.values import Colour
from layout.edition.ads import Ad, Border
from layout.edition.blocks import Block, Emphasis, Paragraph, Span, Subhead
from layout.edition.model import Edition, Page, Paper, Story
from layout.files.project import Project
from layout.pdf.finish import finish_page
from layout.pdf.identity import PressInfo
from layout.pdf.slug import SlugPen
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.render.fitting import Fitter
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
    findings: tuple[Finding, ...]


def make_specimen(project: Project, name: str, tag: str = "") -> SpecimenSheet:
    """Make the specimen sheet of a template, as an edition in a language gets it; without one by the file's own tokens.

    Raises TemplateError and EnvironmentError_ as a build does.
    """
    kit = open_template(project, name, tag)
    design, report = kit.design, Report()
    language = shown_language(kit, tag)
    edition = _edition(name, language)
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
    shown = _specimen(kit, room, language.specimen)
    model = replace(model, ads=tuple(_border_boxes(room, room.y + shown.upper)))
    html = render_html(model, kit.folder, Fitter(kit.fonts.named), {"specimen": shown})
    press = open_press(project, edition, None)
    pdf = finish_page(
        render_pdf(
            html,
            model.galleys,
            kit.fonts.faces,
            [*template_folders(kit.folder), project.assets],
            press,
            kit.fonts.stock,
        ),
        design.page,
        draw_ads(edition, model, kit, press, report),
        PressInfo(design.name, edition.date, PAGE, f"{design.name}: specimen"),
        press=press,
        slug=SlugPen(kit.fonts[design.ads.text], write_pdf),
        colours=design.colours.values(),
    )
    return SpecimenSheet(pdf, report.findings)


def shown_language(kit: TemplateKit, tag: str) -> Language:
    """Return the language of a specimen: the one of the tag, or without one English or Chinese by the body's font."""
    return language_for(tag or ("zh-Hans" if kit.fonts[kit.design.body.font].has("永") else "en"))


def _specimen(kit: TemplateKit, room: Rect, texts: SpecimenTexts) -> Specimen:
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


def _styles(design: Design, texts: SpecimenTexts) -> Iterator[StyleLine]:
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


def _edition(template: str, language: Language) -> Edition:
    texts = language.specimen
    stories = {
        "lead": _story("lead", texts.lead, language, 1),
        "box": _story("box", texts.box, language, 5, boxed=True),
    }
    ads: dict[str, Ad] = {
        name: NoticeAd(id=name, columns=1, rows=2, kind="notice", border=name, title=name, text=(texts.ad,))
        for name in _borders()
    }
    return Edition(
        paper=Paper(name=texts.paper, latin_name=template.upper()),
        date=datetime.date(2022, 4, 15),
        issue=1,
        language=language.tag,
        pages=(Page(id=PAGE, section=template, template=template, kind="specimen", stories=tuple(stories)),),
        stories=stories,
        ads=ads,
    )


def _story(
    name: str, head: tuple[str, str, str, str], language: Language, priority: int, *, boxed: bool = False
) -> Story:
    kicker, headline, deck, byline = head
    texts = language.specimen
    spans = tuple(Span(text=text, emphasis=Emphasis(emphasis)) for text, emphasis in texts.first)
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
        language=language.tag,
        priority=priority,
        boxed=boxed,
        blocks=tuple(blocks[:2] if boxed else blocks),
    )
