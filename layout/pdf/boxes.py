"""The sheet and its page boxes (ISO 32000-1, 14.11.2): MediaBox, BleedBox, TrimBox."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from layout.base.errors import TemplateError
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.design.sheet import PageTokens

Box = tuple[float, float, float, float]
"""Left, lower, right, upper in points from the sheet's lower left, as PDF writes it."""

SIZE_TOLERANCE = 0.1
"""How far, pt, the renderer's sheet may be from the design's: it reckons in CSS pixels and rounds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The three boxes of a sheet whose lower left is 0 0. Trim lies in bleed, bleed in media."""

    media: Box
    bleed: Box
    trim: Box

    def lower_left(self, rect: Rect) -> tuple[float, float]:
        """Return where the lower left of a rectangle, told from the trim's top left, is on the sheet, pt."""
        return self.trim[0] + rect.x, self.trim[3] - rect.bottom


def sheet_of(page: PageTokens) -> Sheet:
    """Return the boxes a design asks for, rounded to 0.0001 pt so that the file shows short numbers."""
    left = lower = page.slug
    right, upper = left + page.width, lower + page.height
    return Sheet(
        media=_rounded(0, 0, right + page.slug, upper + page.slug),
        bleed=_rounded(left - page.bleed, lower - page.bleed, right + page.bleed, upper + page.bleed),
        trim=_rounded(left, lower, right, upper),
    )


def check_sheet(page: pikepdf.Page, sheet: Sheet) -> None:
    """Raise TemplateError if the rendered page has another size than the design's sheet."""
    left, lower, right, upper = (float(value) for value in page.mediabox.as_list())
    got = (right - left, upper - lower)
    wanted = (sheet.media[2], sheet.media[3])
    off = max(abs(left), abs(lower), abs(got[0] - wanted[0]), abs(got[1] - wanted[1]))
    if off > SIZE_TOLERANCE:
        raise TemplateError(
            say(
                "the template makes a page of {got}, but design.yaml asks for a sheet of "
                "{wanted} (page width and height plus twice the slug)",
                got=_mm(got),
                wanted=_mm(wanted),
            ),
            say("let @page in the template's CSS take its size from the design's tokens"),
        )


def set_boxes(page: pikepdf.Page, sheet: Sheet) -> None:
    """Write the three boxes.

    A CropBox goes, so that viewers show the whole sheet; an ArtBox goes because PDF/X (ISO 15930) lets a page
    have either it or a TrimBox.
    """
    page.obj.MediaBox = pikepdf.Array(sheet.media)
    page.obj.BleedBox = pikepdf.Array(sheet.bleed)
    page.obj.TrimBox = pikepdf.Array(sheet.trim)
    for name in ("/CropBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]


def _rounded(*values: float) -> Box:
    left, lower, right, upper = (round(value, 4) for value in values)
    return left, lower, right, upper


def _mm(size: tuple[float, float]) -> str:
    return say("{size:.2f} x {size2:.2f} mm", size=size[0] / MM, size2=size[1] / MM)
