"""The last way: an ad whose transparent objects a standard does not allow is drawn as a picture of its plates.

Each plate is rendered by itself, so the inks stay those of the ad: black text is black alone. But it is pixels then.
"""

from __future__ import annotations

import zlib

import numpy as np
import pikepdf

from layout.base.messages import say
from layout.base.units import Rect
from layout.design.press import PressCondition
from layout.images.inks import PROCESS
from layout.pdf.allowlist import Keeper
from layout.pdf.mend.change import CannotMendError, Change, Cure
from layout.pdf.pdfium import page_image
from layout.pdf.plates import separations
from layout.pdf.resources import Resources
from layout.pdf.single import extent_of, image_object, single_page
from layout.pdf.treatment import is_transparent
from layout.scene.shapes import Bitmap

_TEXT = 600.0
"""Pixels per inch at which type is type still."""
_MOST = 40_000_000
"""Pixels of the picture; of an ad that would have more they are fewer an inch."""


def without_transparency(pdf: pikepdf.Pdf, form: pikepdf.Object, press: PressCondition) -> tuple[Change, ...]:
    """Draw a form as a picture, in place, if it is transparent and the press's standard does not allow that.

    Raises CannotMendError for colours that are on no plate.
    """
    if press.pdfx.transparency or not is_transparent(Resources(form.get("/Resources")), set()):
        return ()
    left, lower, width, height = extent_of(form)
    dpi = min(_TEXT, 72 * (_MOST / (width * height)) ** 0.5)
    with pikepdf.new() as out:
        matrix = f"1 0 0 1 {-left:.4f} {-lower:.4f} cm"
        made = separations(single_page(out, Keeper(out).form(form), matrix, Rect(0, 0, width, height)), inks=PROCESS)
    if made.unknown:
        raise CannotMendError(say("has transparent objects in colours that are on no plate"))
    greys = [np.asarray(page_image(plate, dpi).convert("L")) if plate else None for plate in made.plates]
    shape = next(grey.shape for grey in greys if grey is not None)
    inks = np.stack([np.zeros(shape, np.uint8) if grey is None else 255 - grey for grey in greys], axis=-1)
    tall, wide = shape
    data = zlib.compress(inks.tobytes(), 6)
    picture = Bitmap(Rect(0, 0, width, height), data, "FlateDecode", "DeviceCMYK", wide, tall, inverted=False)
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(BmPicture=image_object(pdf, picture)))
    form.BBox = pikepdf.Array([0, 0, width, height])
    for key in ("/Matrix", "/Group"):
        if key in form:
            del form[key]
    form.write(f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /BmPicture Do Q".encode("ascii"))
    said = say(
        "its transparent objects are not allowed by {standard}: it is a picture now of {dpi:.0f} pixels per inch, its "
        "text too",
        standard=press.pdfx,
        dpi=dpi,
    )
    return (Change(Cure.TRANSPARENCY, said),)
