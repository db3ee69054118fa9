"""Crop marks (裁切线): where the sheet is cut, drawn in registration colour outside the bleed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pikepdf

from layout.base.errors import TemplateError
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.design.sheet import PageTokens
from layout.images.inks import PROCESS, Ink, is_process
from layout.pdf.boxes import Sheet
from layout.pdf.spots import spot_space
from layout.scene.model import REGISTRATION, Block, Owner, OwnerKind
from layout.scene.shapes import Outline

STROKE = 0.25
"""Width of a mark, pt."""
LEAST_GAP = 3 * MM
"""A mark never comes nearer to the trim than this, pt, however small the bleed."""
MOST_LENGTH = 5 * MM
LEAST_LENGTH = 1 * MM
SHEET_MARGIN = 1 * MM
"""White kept between a mark and the edge of the sheet, pt."""

COLOUR_SPACE = pikepdf.Name("/BmRegistration")


def crop_marks(page: PageTokens, sheet: Sheet) -> Block:
    """Return the eight marks, two at each corner of the trim, or an empty block for a sheet without a slug.

    Raises TemplateError when the slug leaves less than 1 mm for a mark.
    """
    left, lower, right, upper = sheet.trim
    width, height = right - left, upper - lower
    block = Block(Owner(OwnerKind.FURNITURE, "crop-marks"), "crop-marks", Rect(0.0, 0.0, width, height))
    if page.slug == 0:
        return block
    near = max(page.bleed, LEAST_GAP)
    far = min(near + MOST_LENGTH, page.slug - SHEET_MARGIN)
    if far - near < LEAST_LENGTH:
        least = (near + LEAST_LENGTH + SHEET_MARGIN) / MM
        raise TemplateError(
            say("page.slug is {slug:.2f} mm: too narrow for crop marks", slug=page.slug / MM),
            say("make page.slug in design.yaml at least {least:.1f} mm, or 0mm for a sheet without marks", least=least),
        )
    corners = [(x, y, across, down) for y, down in ((height, 1), (0.0, -1)) for x, across in ((0.0, -1), (width, 1))]
    level = [((x + way * near, y), (x + way * far, y)) for x, y, way, _ in corners]
    upright = [((x, y + way * near), (x, y + way * far)) for x, y, _, way in sorted(corners, key=lambda one: one[0])]
    marks = tuple(Outline(points, STROKE, REGISTRATION, closed=False) for points in (*level, *upright))
    return replace(block, marks=marks)


def draw_marks(
    pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: Sheet, block: Block, inks: Sequence[Ink] = PROCESS
) -> bytes:
    """Give the page the registration colour space and return the operators that draw the marks."""
    if not block.marks:
        return b""
    page.add_resource(registration(pdf, inks), pikepdf.Name.ColorSpace, COLOUR_SPACE)
    full = " ".join("1" for _ in registered(inks))
    lines = ["q", f"{COLOUR_SPACE} CS {full} SCN", f"{STROKE:g} w 0 J [] 0 d"]
    for mark in block.marks:
        assert isinstance(mark, Outline)
        (x0, y0), (x1, y1) = mark.points
        left, upper = sheet.trim[0], sheet.trim[3]
        lines.append(f"{left + x0:.4f} {upper - y0:.4f} m {left + x1:.4f} {upper - y1:.4f} l S")
    lines.append("Q")
    return "\n".join(lines).encode("ascii")


def registered(inks: Sequence[Ink]) -> Sequence[Ink]:
    """Return the inks that registration colour names one by one; one that stands for all where it can say All.

    A plate that the page does not have stays empty, which All would not leave it.
    """
    return inks[:1] if is_process(inks) else inks


def registration(pdf: pikepdf.Pdf, inks: Sequence[Ink] = PROCESS) -> pikepdf.Object:
    """Return the colour that prints on every plate (ISO 32000-1, 8.6.6.4: a Separation named All)."""
    if not is_process(inks):
        return spot_space(pdf, inks)
    count = len(PROCESS)
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * count, C1=[1] * count, N=1, Range=[0, 1] * count)
    space = [pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, pdf.make_indirect(tint)]
    return pdf.make_indirect(pikepdf.Array(space))
