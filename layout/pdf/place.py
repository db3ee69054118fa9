"""Ads and pictures are made elsewhere; here they are put into their boxes on the sheet.

An ad is a PDF of one page, a picture is pixels already separated for the press.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import pikepdf

from layout.base.errors import BanmianError, ContentError
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.design.press import PdfX, PressCondition
from layout.images.metadata import UNTOLD, Rights
from layout.images.prepare import PreparedImage
from layout.pdf.boxes import Sheet
from layout.pdf.inking import Inking
from layout.pdf.rights import say_whose
from layout.pdf.single import extent_of, image_object
from layout.pdf.treatment import Treatment
from layout.scene.model import Scene

SIZE_TOLERANCE = 0.1
"""Most an ad may differ from its box in width or height, pt. It is never scaled to fit."""


@dataclass(frozen=True, slots=True)
class PlacedAd:
    """An ad and its box: the ad's id, its PDF of one page, its box in pt from the trim's top left.

    ``scene`` is what the PDF was drawn of, if it was drawn here.
    """

    id: str
    pdf: bytes
    rect: Rect
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture and its box: what it belongs to, its pixels, its box in pt from the trim's top left, whose it is."""

    id: str
    picture: PreparedImage
    rect: Rect
    rights: Rights = UNTOLD


def place_pictures(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: Sheet, pictures: Sequence[PlacedPicture]) -> bytes:
    """Add each picture to the page as an Image XObject and return the operators that draw them.

    Raises ContentError for a picture whose proportions are not its box's: it would be stretched.
    """
    operators = []
    for number, placed in enumerate(pictures, 1):
        picture, rect = placed.picture, placed.rect
        stretched = abs(picture.width * rect.height / (picture.height * rect.width) - 1)
        if stretched > 2 / min(picture.width, picture.height):
            raise ContentError(
                say(
                    "the picture of {placed} is {width} x {height} pixels, but its box is {width2}: "
                    "it would be stretched",
                    placed=placed.id,
                    width=picture.width,
                    height=picture.height,
                    width2=_mm(rect.width, rect.height),
                ),
                say("prepare the picture for the box it is placed in"),
            )
        name = pikepdf.Name(f"/BmPicture{number}")
        image = image_object(pdf, picture)
        say_whose(pdf, image, placed.rights)
        page.add_resource(image, pikepdf.Name.XObject, name)
        x, y = sheet.lower_left(rect)
        operators.append(f"q {rect.width:.4f} 0 0 {rect.height:.4f} {x:.4f} {y:.4f} cm {name} Do Q")
    return "\n".join(operators).encode("ascii")


def place_ads(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    sheet: Sheet,
    ads: Sequence[PlacedAd],
    standard: PdfX | None = None,
    press: PressCondition | None = None,
    inking: Inking | None = None,
) -> bytes:
    """Add each ad to the page as a Form XObject and return the operators that draw them, in the given order.

    With a standard, the ad's content is treated for the press as the page's own is (see `Treatment` for ``press``), and
    brought to its inks.

    An ad keeps its size; its lower left comes to the lower left of its box. Raises ContentError, naming the
    ad, for a PDF that cannot be opened, has not just one page, or differs from its box by more than 0.1 pt.
    """
    operators = []
    for number, ad in enumerate(ads, 1):
        form = _form_of(pdf, ad)
        if standard is not None:
            Treatment(pdf, standard, partial(_blamed, ad), press).form(form)
        if inking is not None:
            inking.form(form)
        name = pikepdf.Name(f"/BmAd{number}")
        page.add_resource(form, pikepdf.Name.XObject, name)
        left, lower, width, height = extent_of(form)
        if abs(width - ad.rect.width) > SIZE_TOLERANCE or abs(height - ad.rect.height) > SIZE_TOLERANCE:
            raise ContentError(
                say(
                    "the ad {ad} is {width}, but its box is {width2}",
                    ad=ad.id,
                    width=_mm(width, height),
                    width2=_mm(ad.rect.width, ad.rect.height),
                ),
                say("give the ad the size of the box it was sold, or move it to a box of its own size"),
            )
        x, y = sheet.lower_left(ad.rect)
        operators.append(f"q 1 0 0 1 {x - left:.4f} {y - lower:.4f} cm {name} Do Q")
    return "\n".join(operators).encode("ascii")


def _blamed(ad: PlacedAd, what: str, hint: str) -> BanmianError:
    return ContentError(say("the ad {ad} {what}", ad=ad.id, what=what), hint)


def _form_of(pdf: pikepdf.Pdf, ad: PlacedAd) -> pikepdf.Object:
    """Return the ad's page as a Form XObject that belongs to the page's file."""
    try:
        source = pikepdf.open(BytesIO(ad.pdf))
    except pikepdf.PasswordError as error:
        raise ContentError(
            say("the ad {ad} is a PDF locked with a password", ad=ad.id), say("ask for a copy that is not locked")
        ) from error
    except pikepdf.PdfError as error:
        raise ContentError(
            say("the ad {ad} is not a PDF that can be read: it is damaged", ad=ad.id), say("make it anew")
        ) from error
    if len(source.pages) != 1:
        raise ContentError(
            say("the ad {ad} is a PDF of {count} pages", ad=ad.id, count=len(source.pages)),
            say("an ad is a PDF of exactly one page"),
        )
    return pdf.copy_foreign(source.pages[0].as_form_xobject())


def _mm(width: float, height: float) -> str:
    return say("{width:.2f} x {height:.2f} mm", width=width / MM, height=height / MM)
