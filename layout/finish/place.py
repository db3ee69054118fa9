"""Ads are drawn elsewhere, each as a PDF of one page; here they are put into their boxes on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from layout.errors import ContentError
from layout.finish.boxes import Sheet
from layout.units import MM, Rect

SIZE_TOLERANCE = 0.1
"""Most an ad may differ from its box in width or height, pt. It is never scaled to fit."""


@dataclass(frozen=True, slots=True)
class PlacedAd:
    """An ad and its box: the ad's id, its PDF of one page, its box in pt from the trim's top left."""

    id: str
    pdf: bytes
    rect: Rect


def place_ads(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: Sheet, ads: Sequence[PlacedAd]) -> bytes:
    """Add each ad to the page as a Form XObject and return the operators that draw them, in the given order.

    An ad keeps its size; its lower left comes to the lower left of its box. Raises ContentError, naming the
    ad, for a PDF that cannot be opened, has not just one page, or differs from its box by more than 0.1 pt.
    """
    operators = []
    for number, ad in enumerate(ads, 1):
        form = _form_of(pdf, ad)
        name = pikepdf.Name(f"/BmAd{number}")
        page.add_resource(form, pikepdf.Name.XObject, name)
        left, lower, width, height = _extent(form)
        if abs(width - ad.rect.width) > SIZE_TOLERANCE or abs(height - ad.rect.height) > SIZE_TOLERANCE:
            raise ContentError(
                f"the ad {ad.id} is {_mm(width, height)}, but its box is {_mm(ad.rect.width, ad.rect.height)}",
                "give the ad the size of the box it was sold, or move it to a box of its own size",
            )
        x, y = sheet.lower_left(ad.rect)
        operators.append(f"q 1 0 0 1 {x - left:.4f} {y - lower:.4f} cm {name} Do Q")
    return "\n".join(operators).encode("ascii")


def _form_of(pdf: pikepdf.Pdf, ad: PlacedAd) -> pikepdf.Object:
    """Return the ad's page as a Form XObject that belongs to the page's file."""
    try:
        source = pikepdf.open(BytesIO(ad.pdf))
    except pikepdf.PasswordError as error:
        raise ContentError(
            f"the ad {ad.id} is a PDF locked with a password", "ask for a copy that is not locked"
        ) from error
    except pikepdf.PdfError as error:
        raise ContentError(f"the ad {ad.id} is not a PDF that can be read: {error}", "make it anew") from error
    if len(source.pages) != 1:
        raise ContentError(
            f"the ad {ad.id} is a PDF of {len(source.pages)} pages", "an ad is a PDF of exactly one page"
        )
    return pdf.copy_foreign(source.pages[0].as_form_xobject())


def _extent(form: pikepdf.Object) -> tuple[float, float, float, float]:
    """Return left, lower, width and height of what a form covers, pt, with its matrix applied."""
    box = pikepdf.Rectangle(*(float(value) for value in form.BBox.as_list()))
    if "/Matrix" in form:
        box = pikepdf.Matrix(form.Matrix).transform(box)
    return float(box.llx), float(box.lly), float(box.width), float(box.height)


def _mm(width: float, height: float) -> str:
    return f"{width / MM:.2f} x {height / MM:.2f} mm"
