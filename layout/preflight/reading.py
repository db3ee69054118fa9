"""One page, read once."""

from __future__ import annotations

from dataclasses import fields

from layout.base.messages import reason
from layout.base.units import MM
from layout.pdf.canvas import read_page
from layout.pdf.pdfium import NotAPdfError, OpenPage
from layout.preflight.facts import Copy, Facts
from layout.preflight.lines import Limits, measure_page
from layout.preflight.pieces import pieces_of


class NotReadableError(ValueError):
    """The bytes are no PDF that can be read without a password, or one without a page."""


def read_facts(data: bytes, page: str, copy: Copy, lines: Limits | None = None, look: OpenPage | None = None) -> Facts:
    """Return the facts of a PDF's first page, its lines measured against limits. Raises NotReadableError.

    look: the same page, if it is open already; a turned page is opened anew, upright. Without a TrimBox the rest is
    judged as if the template's page stood in the middle of the sheet.
    """
    size = (copy.layout.trim.width * MM, copy.layout.trim.height * MM) if copy.layout else None
    try:
        read, upright = read_page(data, size)
        if look is None or upright is not data:
            look = OpenPage(upright)
    except NotAPdfError as error:
        raise NotReadableError(reason(error)) from error
    text = look.text()
    return Facts(
        **{field.name: getattr(read, field.name) for field in fields(read)},
        page=page,
        look=look,
        pieces=pieces_of(text, read.texts),
        figures=measure_page(text, 1, lines) if text.chars else None,
        copy=copy,
    )
