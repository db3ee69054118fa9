"""Crop marks (裁切线): where the sheet is cut, drawn in registration colour outside the bleed."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from layout.base.errors import TemplateError
from layout.base.units import MM
from layout.design.tokens import PageTokens
from layout.images.inks import PROCESS
from layout.pdf.boxes import Sheet

STROKE = 0.25
"""Width of a mark, pt."""
LEAST_GAP = 3 * MM
"""A mark never comes nearer to the trim than this, pt, however small the bleed."""
MOST_LENGTH = 5 * MM
LEAST_LENGTH = 1 * MM
SHEET_MARGIN = 1 * MM
"""White kept between a mark and the edge of the sheet, pt."""

COLOUR_SPACE = pikepdf.Name("/BmRegistration")


@dataclass(frozen=True, slots=True)
class Stroke:
    """One mark, from end to end, pt from the sheet's lower left."""

    x0: float
    y0: float
    x1: float
    y1: float


def crop_marks(page: PageTokens, sheet: Sheet) -> tuple[Stroke, ...]:
    """Return the eight marks, two at each corner of the trim, or none for a sheet without a slug.

    Raises TemplateError when the slug leaves less than 1 mm for a mark.
    """
    if page.slug == 0:
        return ()
    near = max(page.bleed, LEAST_GAP)
    far = min(near + MOST_LENGTH, page.slug - SHEET_MARGIN)
    if far - near < LEAST_LENGTH:
        least = (near + LEAST_LENGTH + SHEET_MARGIN) / MM
        raise TemplateError(
            f"page.slug is {page.slug / MM:.2f} mm: too narrow for crop marks",
            f"make page.slug in design.yaml at least {least:.1f} mm, or 0mm for a sheet without marks",
        )
    left, lower, right, upper = sheet.trim
    across = [
        Stroke(x + way * near, y, x + way * far, y) for y in (lower, upper) for x, way in ((left, -1), (right, 1))
    ]
    along = [Stroke(x, y + way * near, x, y + way * far) for x in (left, right) for y, way in ((lower, -1), (upper, 1))]
    return (*across, *along)


def draw_marks(pdf: pikepdf.Pdf, page: pikepdf.Page, strokes: tuple[Stroke, ...]) -> bytes:
    """Give the page the registration colour space and return the operators that draw the marks."""
    if not strokes:
        return b""
    page.add_resource(registration(pdf), pikepdf.Name.ColorSpace, COLOUR_SPACE)
    lines = ["q", f"{COLOUR_SPACE} CS 1 SCN", f"{STROKE:g} w 0 J [] 0 d"]
    lines += [f"{s.x0:.4f} {s.y0:.4f} m {s.x1:.4f} {s.y1:.4f} l S" for s in strokes]
    lines.append("Q")
    return "\n".join(lines).encode("ascii")


def registration(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the colour that prints on every plate (ISO 32000-1, 8.6.6.4: a Separation named All)."""
    inks = len(PROCESS)
    tint = pikepdf.Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0] * inks, C1=[1] * inks, N=1, Range=[0, 1] * inks
    )
    space = [pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, pdf.make_indirect(tint)]
    return pdf.make_indirect(pikepdf.Array(space))
