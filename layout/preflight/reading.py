"""One page, read once."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from layout.base.units import MM, Rect
from layout.pdf.document import annotations_of, boxes_of, file_of
from layout.pdf.facts import Boxes, Transparency
from layout.pdf.geometry import Matrix
from layout.pdf.interpreter import Canvas, follow_page
from layout.pdf.pdfium import NotAPdfError, page_texts
from layout.preflight.facts import Copy, Facts
from layout.preflight.lines import Limits, measure_page


class NotReadableError(ValueError):
    """The bytes are no PDF that can be read without a password, or one without a page."""


def read_facts(data: bytes, page: str, copy: Copy, lines: Limits | None = None) -> Facts:
    """Return the facts of a PDF's first page, its lines measured against limits. Raises NotReadableError.

    Without a TrimBox the rest is judged as if the template's page stood in the middle of the sheet.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not len(pdf.pages):
                raise NotReadableError("it has no page")
            return _facts(pdf, data, page, copy, lines)
    except pikepdf.PasswordError as error:
        raise NotReadableError("it is locked with a password") from error
    except pikepdf.PdfError as error:
        raise NotReadableError(str(error)) from error


def _facts(pdf: pikepdf.Pdf, data: bytes, name: str, copy: Copy, lines: Limits | None) -> Facts:
    page = pdf.pages[0]
    boxes = boxes_of(page)
    left, lower, right, upper = boxes.trim or _guessed_trim(boxes, copy)
    matrix = Matrix(1, 0, 0, -1, -left, upper)
    canvas = Canvas()
    follow_page(page, matrix, matrix.box(*(boxes.media or (left, lower, right, upper))), canvas)
    group = page.obj.get("/Group")
    blend = str(group.get("/CS", "")).lstrip("/") if isinstance(group, pikepdf.Dictionary) else ""
    trim = Rect(0, 0, right - left, upper - lower)
    transparency = list(canvas.transparency)
    if isinstance(group, pikepdf.Dictionary) and group.get("/S") == pikepdf.Name("/Transparency"):
        transparency.append(Transparency("transparency group of the page", trim, "page"))
    try:
        text = page_texts(_upright(pdf, data))[0]
    except NotAPdfError as error:
        raise NotReadableError(str(error)) from error
    return Facts(
        page=name,
        width=trim.width,
        height=trim.height,
        bleed=matrix.box(*boxes.bleed) if boxes.bleed else trim,
        boxes=boxes,
        file=file_of(pdf, canvas.transfer, canvas.external),
        texts=tuple(canvas.texts),
        fills=tuple(canvas.fills),
        strokes=tuple(canvas.strokes),
        images=tuple(canvas.images),
        transparency=tuple(transparency),
        group=blend,
        fonts=tuple(use.font for use in canvas.fonts.values()),
        annotations=annotations_of(page, matrix),
        unreadable=tuple(dict.fromkeys(canvas.unreadable)),
        text="".join("".join(char.text.split()) for char in text.chars),
        figures=measure_page(text, 1, lines) if text.chars else None,
        copy=copy,
    )


def _upright(pdf: pikepdf.Pdf, data: bytes) -> bytes:
    """Return the file with its page upright: lines of a turned page would be read in another order."""
    page = pdf.pages[0]
    if not page.rotation:
        return data
    page.rotate(0, relative=False)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _guessed_trim(boxes: Boxes, copy: Copy) -> tuple[float, float, float, float]:
    left, lower, right, upper = boxes.media or (0.0, 0.0, 0.0, 0.0)
    if copy.layout is None:
        return boxes.crop or (left, lower, right, upper)
    dx = (right - left - copy.layout.trim.width * MM) / 2
    dy = (upper - lower - copy.layout.trim.height * MM) / 2
    return left + dx, lower + dy, right - dx, upper - dy
