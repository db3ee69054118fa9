"""One page: from the renderer's PDF, the pictures and the ads to the file for the press."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf

from layout.base.errors import BanmianError, TemplateError
from layout.base.messages import say
from layout.design.press import PdfX, PressCondition
from layout.design.sheet import PageTokens
from layout.design.values import Colour
from layout.images.inks import PROCESS, printed_inks
from layout.pdf.blacks import PageInks
from layout.pdf.boxes import Sheet, check_sheet, set_boxes, sheet_of
from layout.pdf.embedded import unwrap_opentype, without_later_keys
from layout.pdf.identity import PressInfo, identify, pdfx_version
from layout.pdf.inking import Inking
from layout.pdf.inknote import note_inks
from layout.pdf.intent import set_blend_space, set_intent
from layout.pdf.marks import crop_marks, draw_marks
from layout.pdf.place import PlacedAd, PlacedPicture, place_ads, place_pictures
from layout.pdf.save import saved
from layout.pdf.slug import SlugPen, draw_slug, slug_text
from layout.pdf.strip import strip
from layout.pdf.treatment import Treatment

_BLACK_FIRST = b"0 0 0 1 k 0 0 0 1 K"
"""A page begins in DeviceGray's black; ours in black of DeviceCMYK, which may overprint."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """The side of a page at which the other page of a spread is, and how far over it the page is printed, pt."""

    at_left: bool
    bleed: float

    def cut(self, sheet: Sheet) -> Sheet:
        """Return a page's sheet with the bleed it has at the gutter."""
        left, lower, right, upper = sheet.bleed
        if self.at_left:
            return replace(sheet, bleed=(round(sheet.trim[0] - self.bleed, 4), lower, right, upper))
        return replace(sheet, bleed=(left, lower, round(sheet.trim[2] + self.bleed, 4), upper))


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
    gutter: Gutter | None = None,
    colours: Iterable[Colour] = (),
) -> bytes:
    """Return the page's PDF for the press.

    rendered: a PDF of one page whose MediaBox is the whole sheet, the trim's lower left at (slug, slug).
    pictures: are drawn over the page's own content and under the ads.
    press: the condition the page is made for; without one the page is a proof: it claims no standard but what
    the renderer claimed, and its colours are not looked at.
    pdfx: the standard to write; the press's if not given. slug: what the slug line is drawn with; no line without.
    gutter: of a page of a spread, where it is cut from the other one: nothing is printed beyond.
    colours: those of the design, of which spots are looked for.
    Raises TemplateError when the sheet is not so, has no room for marks, or is painted in RGB; ContentError for an
    ad or a picture that cannot be placed.
    """
    with pikepdf.open(BytesIO(rendered)) as pdf:
        page = _only_page(pdf)
        sheet = sheet_of(tokens)
        check_sheet(page, sheet)
        sheet = gutter.cut(sheet) if gutter else sheet
        clip = _clip(sheet) if gutter else b""
        claim = pdfx_version(pdf)
        strip(pdf)
        set_boxes(page, sheet)
        standard = (pdfx or press.pdfx) if press else None
        inks = printed_inks(press) if press else PROCESS
        inking = _inking(pdf, press, colours)
        if standard:
            Treatment(pdf, standard, _blame, press).page(page)
        if inking:
            inking.page(page)
        marks = crop_marks(tokens, sheet) if press is None or press.marks.crop else None
        drawn = [
            _within(clip, place_pictures(pdf, page, sheet, pictures)),
            _within(clip, place_ads(pdf, page, sheet, ads, standard, press, inking)),
            draw_marks(pdf, page, sheet, marks, inks) if marks else b"",
        ]
        if press is None or standard is None:
            draw_after(pdf, page, *drawn, clip=clip)
            identify(pdf, info, claim)
            return saved(pdf)
        drawn.append(_slug(pdf, page, tokens, sheet, info, press, standard, slug))
        draw_after(pdf, page, *drawn, before=_BLACK_FIRST, clip=clip)
        unwrap_opentype(pdf)
        if standard.pdf_version < "1.5":
            without_later_keys(pdf)
        set_intent(pdf, press)
        if standard.transparency:
            set_blend_space(page)
        elif "/Group" in page.obj:
            del page.obj.Group
        note_inks(page, inks)
        identify(pdf, info, str(standard))
        return saved(pdf, exact_version=standard.pdf_version)


def _inking(pdf: pikepdf.Pdf, press: PressCondition | None, colours: Iterable[Colour]) -> Inking | None:
    """Return what brings colours to the page's inks, where there is anything to bring."""
    made = PageInks.of(press, colours) if press else None
    return Inking(pdf, made) if made and made.changes else None


def _clip(sheet: Sheet) -> bytes:
    """Return the operators after which nothing is drawn outside of the bleed."""
    left, lower, right, upper = sheet.bleed
    return f"{left:.4f} {lower:.4f} {right - left:.4f} {upper - lower:.4f} re W n".encode("ascii")


def _within(clip: bytes, operators: bytes) -> bytes:
    """Return operators that draw nothing outside of a clip."""
    return b"\n".join((b"q", clip, operators, b"Q")) if clip and operators else operators


def draw_after(pdf: pikepdf.Pdf, page: pikepdf.Page, *operators: bytes, before: bytes = b"", clip: bytes = b"") -> None:
    """Draw the given operators over the page's own content, each starting from a clean graphics state.

    ``before`` sets what clean means; the page's own content is drawn within ``clip``.
    """
    page.contents_coalesce()
    own = page.Contents.read_bytes()
    parts = (before, b"q", clip, own, b"Q", *operators)
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
    return draw_slug(pdf, page, tokens, sheet, slug_text(info, press, standard), pen, printed_inks(press))


def _blame(what: str, hint: str) -> BanmianError:
    return TemplateError(say("the template's page {what}", what=what), hint)


def _only_page(pdf: pikepdf.Pdf) -> pikepdf.Page:
    if len(pdf.pages) != 1:
        raise TemplateError(
            say("the template runs over onto {count} sheets; a page is one sheet", count=len(pdf.pages)),
            say("something in the template is taller than the page: place it absolutely, or make it smaller"),
        )
    return pdf.pages[0]
