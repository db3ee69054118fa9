"""One page: from the renderer's PDF, the pictures and the ads to the file for the press."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from layout.base.errors import BanmianError, TemplateError
from layout.base.messages import say
from layout.design.press import PdfX, PressCondition
from layout.design.sheet import PageTokens
from layout.pdf.boxes import Sheet, check_sheet, set_boxes, sheet_of
from layout.pdf.embedded import unwrap_opentype, without_later_keys
from layout.pdf.identity import PressInfo, identify, pdfx_version
from layout.pdf.intent import set_blend_space, set_intent
from layout.pdf.marks import crop_marks, draw_marks
from layout.pdf.place import PlacedAd, PlacedPicture, place_ads, place_pictures
from layout.pdf.save import saved
from layout.pdf.slug import SlugPen, draw_slug, slug_text
from layout.pdf.strip import strip
from layout.pdf.treatment import Treatment

_BLACK_FIRST = b"0 0 0 1 k 0 0 0 1 K"
"""A page begins in DeviceGray's black; ours in black of DeviceCMYK, which may overprint."""


def finish_page(
    rendered: bytes,
    tokens: PageTokens,
    ads: Sequence[PlacedAd],
    info: PressInfo,
    *,
    pictures: Sequence[PlacedPicture] = (),
    press: PressCondition | None = None,
    pdfx: PdfX | None = None,
    slug: SlugPen | None = None,
) -> bytes:
    """Return the page's PDF for the press.

    rendered: a PDF of one page whose MediaBox is the whole sheet, the trim's lower left at (slug, slug).
    pictures: are drawn over the page's own content and under the ads.
    press: the condition the page is made for; without one the page is a proof: it claims no standard but what
    the renderer claimed, and its colours are not looked at.
    pdfx: the standard to write; the press's if not given. slug: what the slug line is drawn with; no line without.
    Raises TemplateError when the sheet is not so, has no room for marks, or is painted in RGB; ContentError for an
    ad or a picture that cannot be placed.
    """
    with pikepdf.open(BytesIO(rendered)) as pdf:
        page = _only_page(pdf)
        sheet = sheet_of(tokens)
        check_sheet(page, sheet)
        claim = pdfx_version(pdf)
        strip(pdf)
        set_boxes(page, sheet)
        standard = (pdfx or press.pdfx) if press else None
        if standard:
            Treatment(pdf, standard, _blame).page(page)
        drawn = [
            place_pictures(pdf, page, sheet, pictures),
            place_ads(pdf, page, sheet, ads, standard),
            draw_marks(pdf, page, sheet, crop_marks(tokens, sheet)) if press is None or press.marks.crop else b"",
        ]
        if press is None or standard is None:
            draw_after(pdf, page, *drawn)
            identify(pdf, info, claim)
            return saved(pdf)
        drawn.append(_slug(pdf, page, tokens, sheet, info, press, standard, slug))
        draw_after(pdf, page, *drawn, before=_BLACK_FIRST)
        unwrap_opentype(pdf)
        if standard.pdf_version < "1.5":
            without_later_keys(pdf)
        set_intent(pdf, press)
        if standard.transparency:
            set_blend_space(page)
        elif "/Group" in page.obj:
            del page.obj.Group
        identify(pdf, info, str(standard))
        return saved(pdf, exact_version=standard.pdf_version)


def draw_after(pdf: pikepdf.Pdf, page: pikepdf.Page, *operators: bytes, before: bytes = b"") -> None:
    """Draw the given operators over the page's own content, each starting from a clean graphics state.

    ``before`` sets what clean means.
    """
    page.contents_coalesce()
    own = page.Contents.read_bytes()
    parts = (before, b"q", own, b"Q", *operators)
    page.Contents = pdf.make_stream(b"\n".join(part for part in parts if part))


def _slug(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    tokens: PageTokens,
    sheet: Sheet,
    info: PressInfo,
    press: PressCondition,
    standard: PdfX,
    pen: SlugPen | None,
) -> bytes:
    if pen is None or not press.marks.slug:
        return b""
    return draw_slug(pdf, page, tokens, sheet, slug_text(info, press, standard), pen)


def _blame(what: str, hint: str) -> BanmianError:
    return TemplateError(say("the template's page {what}", what=what), hint)


def _only_page(pdf: pikepdf.Pdf) -> pikepdf.Page:
    if len(pdf.pages) != 1:
        raise TemplateError(
            say("the template runs over onto {count} sheets; a page is one sheet", count=len(pdf.pages)),
            say("something in the template is taller than the page: place it absolutely, or make it smaller"),
        )
    return pdf.pages[0]
