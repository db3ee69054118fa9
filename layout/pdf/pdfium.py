"""The one owner of pypdfium2: finished pages as pictures, and as the characters they really hold.

PDFium keeps coordinates as 32-bit floats, so that a position on a newspaper page is good to about 0.0001 pt.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from layout.base.messages import say
from layout.base.units import Rect

DPI = 150
_NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Char:
    """A glyph drawn on a page and the text it stands for; pt from the trim's top left, y downwards.

    ``x`` is the pen before the glyph, ``advance`` what the font's width table moves it by, ``baseline`` its y.
    ``font`` is the base font's name without the tag of a subset. ``inside`` tells that the glyph is drawn
    by a Form XObject, ``upright`` that its line runs to the right, ``visible`` that it leaves ink if it has any.
    ``ink`` is the rectangle that it blackens, with no area for a space.
    """

    text: str
    x: float
    baseline: float
    advance: float
    size: float
    font: str
    inside: bool = False
    upright: bool = True
    visible: bool = True
    ink: Rect = _NOWHERE

    @property
    def right(self) -> float:
        """The pen after the glyph, pt."""
        return self.x + self.advance


@dataclass(frozen=True, slots=True)
class PageText:
    """Size of a page's trim in pt, and its characters in the order in which they are drawn."""

    width: float
    height: float
    chars: tuple[Char, ...]


class NotAPdfError(ValueError):
    """The bytes are no PDF, or one that is damaged or locked."""


@contextmanager
def _document(pdf: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise NotAPdfError(say("this is no PDF, or one that is damaged or locked")) from error
    try:
        yield document
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _document(pdf) as document:
        return len(document)


def page_image(pdf: bytes, dpi: float = DPI, page: int = 0) -> Image.Image:
    """Render one page of a PDF, cut to its TrimBox, as an RGB image.

    The trim's left and upper edges are the image's; its right and lower edges are within half a pixel.
    """
    with _document(pdf) as document:
        leaf = document[page]
        left, lower, right, upper = leaf.get_trimbox()
        image = _rendered(leaf, Rect(0.0, 0.0, right - left, upper - lower), dpi / 72)
        leaf.close()
        return image


def page_details(pdf: bytes, rects: Sequence[Rect], dpi: float = DPI) -> list[Image.Image]:
    """Render parts of a PDF's first page, told in pt from the trim's top left, in grey; none is less than a pixel."""
    with _document(pdf) as document:
        leaf = document[0]
        details = [_rendered(leaf, rect, dpi / 72).convert("L") for rect in rects]
        leaf.close()
        return details


def _rendered(leaf: Any, part: Rect, scale: float) -> Image.Image:
    """Render a part of a page, told in pt from the trim's top left."""
    left, _, _, upper = leaf.get_trimbox()
    sheet_left, _, _, sheet_upper = leaf.get_cropbox()
    width, height = max(1, round(part.width * scale)), max(1, round(part.height * scale))
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR, rev_byteorder=True)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    # PDFium's page.render crops by whole pixels counted from the sheet's edge, which moves the trim by up
    # to one pixel. A matrix puts the part's corner exactly into the bitmap's.
    x, y = left + part.x, upper - part.y
    matrix = raw.FS_MATRIX(a=scale, b=0, c=0, d=scale, e=(sheet_left - x) * scale, f=(y - sheet_upper) * scale)
    clip = raw.FS_RECTF(left=0, top=0, right=width, bottom=height)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, leaf.raw, matrix, clip, raw.FPDF_REVERSE_BYTE_ORDER)
    image: Image.Image = bitmap.to_pil()  # a copy: Pillow has no pixels of three bytes
    bitmap.close()
    return image


def page_texts(pdf: bytes) -> tuple[PageText, ...]:
    """Return the characters of every page, in the order of the content stream. Raises NotAPdfError."""
    with _document(pdf) as document:
        return tuple(_page_text(document[number]) for number in range(len(document)))


def _page_text(leaf: Any) -> PageText:
    left, lower, right, upper = leaf.get_trimbox()
    text = leaf.get_textpage()
    direct = _direct_objects(leaf)
    chars: list[Char] = []
    previous: tuple[int, float, float] | None = None
    for index in range(raw.FPDFText_CountChars(text.raw)):
        # PDFium makes spaces and line ends up where it sees gaps; they are not on the page.
        if raw.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        handle = raw.FPDFText_GetTextObject(text.raw, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        x, y = _origin(text, index)
        ink = _ink(text, index)
        unicode_ = raw.FPDFText_GetUnicode(text.raw, index)
        if previous == (address, x, y) and chars:
            # The further characters of a glyph that stands for several, such as a ligature.
            chars[-1] = replace(chars[-1], text=chars[-1].text + _character(unicode_))
            continue
        previous = (address, x, y)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text.raw, index, matrix)
        size = raw.FPDFText_GetFontSize(text.raw, index)
        font = raw.FPDFTextObj_GetFont(handle)
        chars.append(
            Char(
                _character(unicode_),
                x - left,
                upper - y,
                _advance(text, index, font, unicode_, x, size * abs(matrix.a), ink[2]),
                size * abs(matrix.d),
                _font_name(font),
                inside=address not in direct,
                upright=matrix.a > 0 and matrix.d > 0 and abs(matrix.b) + abs(matrix.c) < 1e-6,
                visible=raw.FPDFTextObj_GetTextRenderMode(handle) != raw.FPDF_TEXTRENDERMODE_INVISIBLE,
                ink=Rect(ink[0] - left, upper - ink[3], ink[2] - ink[0], ink[3] - ink[1]),
            )
        )
    text.close()
    leaf.close()
    return PageText(right - left, upper - lower, tuple(map(_joined, chars)))


def _joined(char: Char) -> Char:
    """Return a character beyond the BMP whole: PDFium gives its two halves one after the other."""
    if not any("\ud800" <= one <= "\udfff" for one in char.text):
        return char
    return replace(char, text=char.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


def _direct_objects(leaf: Any) -> frozenset[int]:
    """Return the addresses of the text objects of the page's own content stream."""
    found = set()
    for number in range(raw.FPDFPage_CountObjects(leaf.raw)):
        handle = raw.FPDFPage_GetObject(leaf.raw, number)
        if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_TEXT:
            found.add(ctypes.cast(handle, ctypes.c_void_p).value or 0)
    return frozenset(found)


_HYPHEN = 0x02
"""What PDFium gives for a hyphen at a line's end, whichever hyphen the page has."""


def _character(unicode_: int) -> str:
    if unicode_ == _HYPHEN:
        return "-"
    return chr(unicode_) if unicode_ else "\ufffd"


def _origin(text: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
    return x.value, y.value


def _ink(text: Any, index: int) -> tuple[float, float, float, float]:
    """Return the box of a glyph's ink: left, lower, right, upper in the page's own points."""
    left, right, lower, upper = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text.raw, index, left, right, lower, upper)
    return left.value, lower.value, right.value, upper.value


def _advance(text: Any, index: int, font: Any, unicode_: int, x: float, size: float, ink_right: float) -> float:
    """Return the glyph's advance in pt.

    The loose box of a glyph is its advance, made wider where the ink reaches farther (and PDFium's idea of the
    ink is coarse at text sizes). So where the ink decides, the font's width of the character is asked for; it
    is not asked for always, because a font may have several glyphs of one character, full and half width.
    """
    loose = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text.raw, index, loose)
    reach = float(loose.right) - x
    if ink_right < loose.right - 1e-3:
        return reach
    width = ctypes.c_float()
    known = raw.FPDFFont_GetGlyphWidth(font, unicode_, ctypes.c_float(size), width)
    return min(reach, float(width.value)) if known and width.value > 0 else reach


def _font_name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if length < 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name
