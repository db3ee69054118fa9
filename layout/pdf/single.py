"""A PDF of one page that draws one thing, a form or a picture, and pictures as a PDF holds them."""

from __future__ import annotations

from io import BytesIO
from typing import TypeAlias

import pikepdf

from layout.base.units import Rect
from layout.images.inks import PROCESS
from layout.images.prepare import PreparedImage
from layout.scene.shapes import Bitmap

Pixels: TypeAlias = PreparedImage | Bitmap


def image_object(pdf: pikepdf.Pdf, picture: Pixels) -> pikepdf.Object:
    """Return a picture as an Image XObject of a file."""
    image = pdf.make_stream(
        picture.data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        BitsPerComponent=picture.bits,
        ColorSpace=pikepdf.Name(f"/{picture.space}"),
        Filter=pikepdf.Name(f"/{picture.filter}"),
    )
    if picture.inverted:
        image.Decode = pikepdf.Array([1, 0] * len(PROCESS))
    return image


def extent_of(form: pikepdf.Object) -> tuple[float, float, float, float]:
    """Return left, lower, width and height of what a form covers, pt, with its matrix (a turned page) applied."""
    box = pikepdf.Rectangle(*(float(value) for value in form.BBox.as_list()))
    if "/Matrix" in form:
        box = pikepdf.Matrix(form.Matrix).transform(box)
    return float(box.llx), float(box.lly), float(box.width), float(box.height)


def begin_in_black(form: pikepdf.Object) -> None:
    """Have a form begin in the black that a page of its own begins in (ISO 32000-1, 8.4.1), said in its own words.

    Type that no operator gave a colour overprints then, too.
    """
    form.write(b"0 g 0 G\n" + form.read_bytes())


def single_page(pdf: pikepdf.Pdf, thing: pikepdf.Object, matrix: str, box: Rect, over: str = "") -> bytes:
    """Return a file of one page of the box's size that draws a form or an image, cut off at the box.

    matrix: the cm operator that places it. over: operators drawn over it. A form is changed: see `begin_in_black`.
    """
    if thing.get("/Subtype") == "/Form":
        begin_in_black(thing)
    page = pdf.add_blank_page(page_size=(box.width, box.height))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Ad=thing))
    lines = (f"q 0 0 {box.width:.4f} {box.height:.4f} re W n", matrix, "/Ad Do Q", over)
    page.obj.Contents = pdf.make_stream("\n".join(line for line in lines if line).encode("ascii"))
    out = BytesIO()
    pdf.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def picture_page(picture: Pixels, room: Rect, box: Rect, over: str = "") -> bytes:
    """Return a page of the box's size with a picture that fills a room of it, told from the box's top left."""
    pdf = pikepdf.new()
    matrix = f"{room.width:.4f} 0 0 {room.height:.4f} {room.x:.4f} {box.height - room.bottom:.4f} cm"
    return single_page(pdf, image_object(pdf, picture), matrix, box, over)
