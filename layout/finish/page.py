"""One page: from the renderer's PDF and the ads to the file for the press."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from layout.design import PageTokens
from layout.errors import TemplateError
from layout.finish.boxes import check_sheet, set_boxes, sheet_of
from layout.finish.identity import PressInfo, identify, pdfx_version
from layout.finish.marks import crop_marks, draw_marks
from layout.finish.place import PlacedAd, place_ads
from layout.finish.save import saved
from layout.finish.strip import strip


def finish_page(rendered: bytes, tokens: PageTokens, ads: Sequence[PlacedAd], info: PressInfo) -> bytes:
    """Return the page's PDF for the press.

    rendered: a PDF of one page whose MediaBox is the whole sheet, the trim's lower left at (slug, slug).
    Raises TemplateError when it is not so or the sheet has no room for marks; ContentError for an ad that
    cannot be placed.
    """
    with pikepdf.open(BytesIO(rendered)) as pdf:
        page = _only_page(pdf)
        sheet = sheet_of(tokens)
        check_sheet(page, sheet)
        pdfx = pdfx_version(pdf)
        strip(pdf)
        set_boxes(page, sheet)
        placed = place_ads(pdf, page, sheet, ads)
        marks = draw_marks(pdf, page, crop_marks(tokens, sheet))
        draw_after(pdf, page, placed, marks)
        identify(pdf, info, pdfx)
        return saved(pdf)


def draw_after(pdf: pikepdf.Pdf, page: pikepdf.Page, *operators: bytes) -> None:
    """Draw the given operators over the page's own content, starting from a clean graphics state."""
    page.contents_coalesce()
    own = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(b"\n".join((b"q", own, b"Q", *(part for part in operators if part))))


def _only_page(pdf: pikepdf.Pdf) -> pikepdf.Page:
    if len(pdf.pages) != 1:
        raise TemplateError(
            f"the template runs over onto {len(pdf.pages)} sheets; a page is one sheet",
            "something in the template is taller than the page: place it absolutely, or make it smaller",
        )
    return pdf.pages[0]
