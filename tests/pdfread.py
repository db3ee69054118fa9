"""Reading back what a PDF really holds: boxes, operators, colour spaces, the pixels of a page."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def box(page: pikepdf.Page, name: str) -> tuple[float, float, float, float]:
    left, lower, right, upper = (float(value) for value in page.obj[name].as_list())
    return left, lower, right, upper


def operators(page: pikepdf.Page) -> list[tuple[str, list]]:
    return [(str(one.operator), list(one.operands)) for one in pikepdf.parse_content_stream(page)]


def text(pdf: bytes, page: int = 0) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].get_textpage().get_text_bounded()


def sheet_image(pdf: bytes, dpi: float, page: int = 0) -> Image.Image:
    """The whole sheet, as grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=dpi / 72).to_pil().convert("L")


def dark_box(image: Image.Image, below: int = 128) -> tuple[int, int, int, int]:
    """Left, upper, right, lower of all pixels darker than a grey; right and lower are one past the last."""
    found = image.point(lambda grey: 255 if grey < below else 0).getbbox()
    assert found is not None, "nothing dark in the picture"
    return found
