"""The specimen of a template's ads: every look of a display ad at the sizes ads are sold in, as large as in print."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from layout.ads.canvas import write_pdf
from layout.ads.kinds.display import DisplayAd
from layout.ads.looks.table import LookName
from layout.ads.modules import Module
from layout.base.diagnostics import Report
from layout.base.locale import language_for
from layout.base.locale.record import Script
from layout.base.units import Rect
from layout.build.adcopy import HAN, LETTERS, PICTURE, Shop
from layout.build.inputs import named_press, open_template
from layout.build.page import draw_box
from layout.build.specimen import SpecimenSheet, shown_language
from layout.compose.kit import TemplateKit
from layout.design.press import PressCondition
from layout.design.tokens import Design
from layout.edition.ads import AdPicture, Contact, QrCode
from layout.files.project import Project, shipped
from layout.pdf.finish import finish_page
from layout.pdf.identity import PressInfo
from layout.pdf.place import PlacedAd
from layout.pdf.slug import SlugPen
from layout.scene.model import Owner, OwnerKind, Scene
from layout.scene.shapes import Shape
from layout.scene.text import Text, typed

LABEL = 7.0
"""Size of a label, pt."""
LABEL_UP = 3.0
"""From a label's baseline to its ad's place, pt."""
CLEAR = 1
"""Rows over an ad for its label; at the top of the type area it stands in the margin."""
DATE = datetime.date(2022, 4, 15)

SMALL_SIZES = ((1, 6), (1, 12), (1, 20), (2, 8), (2, 14), (2, 24), (3, 14), (3, 28))
"""Columns and rows of the small sizes; those that go across the page are its grid's own."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An ad on a sheet: columns and rows that its module has, and the column and the row it begins at."""

    columns: int
    rows: int
    column: int
    row: int

    def rect(self, design: Design) -> Rect:
        grid, area = design.grid, design.type_area
        x = area.x + self.column * (grid.column + grid.gutter)
        return Rect(x, area.y + self.row * grid.row, grid.measure(self.columns), self.rows * grid.row)


def make_ad_specimen(project: Project, name: str, tag: str = "", *, every: int = 1) -> tuple[SpecimenSheet, ...]:
    """Make the sheets that show a template's ads, with copy in a language; without its tag by the file's own tokens.

    They are pages of the template: for each look so many as its twelve sizes take, each ad over its look and size;
    ``every=3`` shows every third size. Copy is Chinese where the language is set in squares, English elsewhere. Raises
    TemplateError and EnvironmentError_ as a build does.
    """
    kit = open_template(project, name, tag)
    language = shown_language(kit, tag).tag
    press = named_press(project, "newsprint", "press:")
    return tuple(
        _sheet(look, number, places, language, kit, press)
        for look in get_args(LookName)
        for number, places in enumerate(_places(kit.design, sizes(kit.design)[every // 2 :: every]), start=1)
    )


def sizes(design: Design) -> tuple[tuple[int, int], ...]:
    """Return the columns and rows of the sizes that are shown of a template's grid, smallest first."""
    across = design.grid.columns
    found = {(min(columns, across), rows) for columns, rows in SMALL_SIZES if rows <= design.grid.rows}
    found.add((across, min(10, design.grid.rows)))
    for module in (Module.named("double-strip", design), Module.named("half", design), Module.named("full", design)):
        found.add((module.columns, module.rows))
    return tuple(sorted(found, key=lambda size: (size[0] * size[1], size)))


def _places(design: Design, shown: Sequence[tuple[int, int]]) -> list[list[_Place]]:
    """Return where these sizes stand, sheet by sheet: each as far up and left as there is room for it and its label."""
    sheets: list[list[_Place]] = [[]]
    for columns, rows in sorted(shown, key=lambda size: (-size[1], -size[0])):
        for sheet in (*sheets, []):
            found = next(_free(columns, rows, sheet, design), None)
            if found is None:
                continue
            if not sheet and sheet is not sheets[0]:
                sheets.append(sheet)
            sheet.append(found)
            break
    return sheets


def _free(columns: int, rows: int, taken: list[_Place], design: Design) -> Iterator[_Place]:
    """Yield the free places of a sheet, from the top left."""
    for row in range(design.grid.rows - rows + 1):
        for column in range(design.grid.columns - columns + 1):
            if all(
                column >= other.column + other.columns
                or other.column >= column + columns
                or row >= other.row + other.rows + CLEAR
                or other.row >= row + rows + CLEAR
                for other in taken
            ):
                yield _Place(columns, rows, column, row)


def _sheet(
    look: LookName, number: int, places: list[_Place], language: str, kit: TemplateKit, press: PressCondition
) -> SpecimenSheet:
    design, report = kit.design, Report()
    shop = (HAN if language_for(language).script is Script.HAN else LETTERS)[look]
    folder = shipped() / "assets" / "starter" / "pictures"
    placed, marks = [], []
    for place in places:
        ad = _ad(look, shop, place)
        rect = place.rect(design)
        drawing = draw_box(ad, rect.width, rect.height, language, kit, press, folder)
        report.extend(drawing.findings)
        placed.append(PlacedAd(ad.id, drawing.pdf, rect, drawing.scene))
        marks.append(_label(f"{look} {place.columns} x {place.rows}", rect, kit))
    page = design.page
    around = 2 * page.slug
    background = Scene.of(Owner(OwnerKind.FURNITURE, "labels"), marks, page.width + around, page.height + around)
    pdf = finish_page(
        write_pdf(background, kit.fonts.faces),
        page,
        placed,
        PressInfo(design.name, DATE, f"{look} {number}", f"{design.name}: {look}"),
        press=press,
        slug=SlugPen(kit.fonts[design.ads.text], write_pdf),
    )
    return SpecimenSheet(pdf, report.findings)


def _label(text: str, rect: Rect, kit: TemplateKit) -> Shape:
    """Return the label over an ad; the sheet begins a slug's width before the trim."""
    design = kit.design
    face = kit.fonts[design.ads.text]
    pens, x = [], 0.0
    for character in text:
        pens.append(x)
        glyph = face.glyph(character)
        x += glyph.advance * LABEL if glyph else 0.0
    run = typed(text, face, LABEL, pens)
    left, foot = rect.x + design.page.slug, rect.y + design.page.slug - LABEL_UP
    ink = Rect(left, foot - LABEL, x, LABEL)
    return Text("label", run, left, foot, design.colours["ink"], ink, False)


def _ad(look: LookName, shop: Shop, place: _Place) -> DisplayAd:
    """Return a shop's ad with as much of its copy as a size holds well."""
    area = place.columns * place.rows
    contacts = tuple(Contact(label=label, value=value) for label, value in shop.contacts)
    pictured = area >= 28 and place.rows > 10 and (look in ("poster", "modern") or area >= 80)
    return DisplayAd(
        kind="display",
        id=f"{look}-{place.columns}-{place.rows}",
        columns=place.columns,
        rows=place.rows,
        look=look,
        headline=shop.headline,
        subline=shop.subline if area >= 10 else "",
        text=shop.text[: 0 if area < 12 else 1 if area < 40 else 2],
        offer=shop.offer,
        contacts=contacts[: 1 if area < 28 else 2],
        qr=QrCode(url=shop.url, caption=shop.caption) if area >= 42 and place.columns > 1 else None,
        picture=AdPicture(file=PICTURE) if pictured else None,
    )
