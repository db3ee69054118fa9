"""The one owner of pypdfium2: finished pages as pictures, and as the characters they really hold.

PDFium keeps coordinates as 32-bit floats, so that a position on a newspaper page is good to about 0.0001 pt.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain, repeat
from typing import Any, NamedTuple, Self

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL import Image

from layout.base.messages import say
from layout.base.units import Rect
from layout.pdf.chars import Array, Chars, PageText
from layout.pdf.glyphs import Calls, Glyphs, called, read_glyphs

DPI = 150


class NotAPdfError(ValueError):
    """The bytes are no PDF, or one that is damaged or locked."""


@contextmanager
def _document(pdf: bytes) -> Iterator[Any]:
    document = _opened(pdf)
    try:
        yield document
    finally:
        document.close()


def _opened(pdf: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise NotAPdfError(say("this is no PDF, or one that is damaged or locked")) from error


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _document(pdf) as document:
        return len(document)


def page_image(pdf: bytes, dpi: float = DPI, page: int = 0) -> Image.Image:
    """Render one page of a PDF, cut to its TrimBox, as an RGB image.

    The trim's left and upper edges are the image's; its right and lower edges are within half a pixel.
    """
    with _document(pdf) as document:
        return _image(document[page], dpi)


def sheet_image(pdf: bytes, dpi: float = DPI, page: int = 0) -> Image.Image:
    """Render one page of a PDF with all that stands on its sheet, marks too, as an RGB image."""
    with _document(pdf) as document:
        leaf = document[page]
        left, lower, right, upper = leaf.get_cropbox()
        corners = (left, upper, left, upper)
        return _rendered(leaf, Rect(0.0, 0.0, right - left, upper - lower), dpi / 72, corners)


def _image(leaf: Any, dpi: float) -> Image.Image:
    left, lower, right, upper = leaf.get_trimbox()
    return _rendered(leaf, Rect(0.0, 0.0, right - left, upper - lower), dpi / 72, _corners(leaf))


@cache
def standard_font(name: str) -> bytes:
    """Return PDFium's face for one of the 14 fonts that every reader knows (ISO 32000-1, 9.6.2.2), a bare CFF font.

    Empty if it has none, or one of another format.
    """
    with _document_of_none() as document:
        font = raw.FPDFText_LoadStandardFont(document, name.encode("ascii"))
        if not font:
            return b""
        size = ctypes.c_size_t()
        raw.FPDFFont_GetFontData(font, None, 0, ctypes.byref(size))
        data = (ctypes.c_uint8 * size.value)()
        read = raw.FPDFFont_GetFontData(font, data, size.value, ctypes.byref(size))
        raw.FPDFFont_Close(font)
        return bytes(data) if read and bytes(data[:2]) == b"\x01\x00" else b""


@contextmanager
def _document_of_none() -> Iterator[Any]:
    document = pypdfium2.PdfDocument.new()
    try:
        yield document.raw
    finally:
        document.close()


class OpenPage:
    """The first page of a PDF, opened once for all that is asked of it. Raises NotAPdfError.

    It is closed by ``close``, or with its last user.
    """

    def __init__(self, pdf: bytes) -> None:
        self._document = _opened(pdf)
        self._leaf = self._document[0]

    def image(self, dpi: float = DPI) -> Image.Image:
        """Render it as `page_image` does."""
        return _image(self._leaf, dpi)

    def text(self) -> PageText:
        """Return its characters, in the order of the content stream."""
        return _page_text(self._leaf)

    def details(self, rects: Sequence[Rect], dpi: float = DPI) -> list[Image.Image]:
        """Render parts of it, told in pt from the trim's top left, in grey; none is less than a pixel."""
        corners = _corners(self._leaf)
        return [_rendered(self._leaf, rect, dpi / 72, corners).convert("L") for rect in rects]

    def close(self) -> None:
        """Let go of it: nothing more can be asked."""
        self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _corners(leaf: Any) -> tuple[float, float, float, float]:
    """Return the left and upper edges of a page's trim and of its sheet."""
    left, _, _, upper = leaf.get_trimbox()
    sheet_left, _, _, sheet_upper = leaf.get_cropbox()
    return left, upper, sheet_left, sheet_upper


def _rendered(leaf: Any, part: Rect, scale: float, corners: tuple[float, float, float, float]) -> Image.Image:
    """Render a part of a page, told in pt from the trim's top left, as an RGB image."""
    left, upper, sheet_left, sheet_upper = corners
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
    glyphs = read_glyphs(_calls(), _address(text.raw), raw.FPDFText_CountChars(text.raw))
    first = _firsts(glyphs)
    styles = _styles(glyphs, _direct_objects(leaf))
    run = np.zeros(len(first), dtype=np.int64)
    run[glyphs.begin[1:]] = 1
    of = run.cumsum()[first]
    counts = np.bincount(of).tolist()
    pen, box = _placed(glyphs, first)
    reach, letters = glyphs.loose[first, _LOOSE_RIGHT].astype(np.float64), _letters(glyphs.code.tolist(), first)
    chars = Chars(  # type: ignore[misc]  # an empty page has no columns of what is shown
        letters,
        (pen[:, 0] - left).tolist(),
        (upper - pen[:, 1]).tolist(),
        _advances(glyphs.pen[first, 0], glyphs.box[first, 1], reach, letters, of.tolist(), styles).tolist(),
        *(list(chain.from_iterable(map(repeat, column, counts))) for column in zip(*map(_shown, styles), strict=True)),
        middle=((box[:, 0] + box[:, 1]) / 2 - pen[:, 0]).tolist(),
    )
    text.close()
    inks = np.stack([box[:, 0] - left, upper - box[:, 3], box[:, 1] - box[:, 0], box[:, 3] - box[:, 2]], axis=1)
    return PageText(right - left, upper - lower, chars, inks)


_LOOSE_RIGHT = 2
"""The place of the right side in PDFium's FS_RECTF: left, top, right, bottom."""


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


@cache
def _calls() -> Calls:
    functions = (
        raw.FPDFText_IsGenerated, raw.FPDFText_GetTextObject, raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin,
        raw.FPDFText_GetCharBox, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetMatrix, raw.FPDFText_GetFontSize,
        raw.FPDFTextObj_GetFont, raw.FPDFTextObj_GetTextRenderMode,
    )  # fmt: skip
    return Calls(*map(_address, functions))


class _Style(NamedTuple):
    """What the characters of a text object have in common, and `Char` tells of each.

    ``address`` is where PDFium has the font; ``across`` is the size in the line's direction, pt.
    """

    address: int
    across: float
    size: float
    font: str
    inside: bool
    upright: bool
    visible: bool


def _shown(style: _Style) -> tuple[float, str, bool, bool, bool]:
    return style[2:]


def _styles(glyphs: Glyphs, direct: frozenset[int]) -> list[_Style]:
    """Return the styles of the runs of glyphs in one text object."""
    names = {address: _font_name(_font(address)) for address in np.unique(glyphs.font).tolist()}
    styles = []
    rows = (glyphs.object[glyphs.begin], glyphs.font, glyphs.size, glyphs.matrix, glyphs.mode)
    for text_object, font, size, (a, b, c, d, *_), mode in zip(*(row.tolist() for row in rows), strict=True):
        is_upright = a > 0 and d > 0 and abs(b) + abs(c) < 1e-6
        is_visible = mode != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        is_inside = text_object not in direct
        styles.append(_Style(font, size * abs(a), size * abs(d), names[font], is_inside, is_upright, is_visible))
    return styles


def _font(address: int) -> Any:
    return ctypes.cast(address, raw.FPDF_FONT)


def _direct_objects(leaf: Any) -> frozenset[int]:
    """Return the addresses of the objects of the page's own content stream."""
    get, page = called(_address(raw.FPDFPage_GetObject), ctypes.c_void_p), _address(leaf.raw)
    return frozenset(get(page, number) for number in range(raw.FPDFPage_CountObjects(leaf.raw)))


def _firsts(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Tell which characters are the first of a glyph.

    Of a glyph that stands for several, such as a ligature, the further ones are told to be where the first is.
    """
    first = np.ones(len(glyphs.number), dtype=bool)
    first[1:] = (glyphs.object[1:] != glyphs.object[:-1]) | (glyphs.pen[1:] != glyphs.pen[:-1]).any(axis=1)
    return first


def _placed(glyphs: Glyphs, first: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Return the pens and the boxes of the glyphs that are first of what they stand for.

    What marked content says of its glyphs (ActualText) PDFium tells at the place of their text object as the form has
    it, without the form's matrix: there may well be other text. The pen of such an object is told by its whole matrix;
    the ink of its glyphs is told by nothing, so that they get none.
    """
    pen, box = glyphs.pen.copy(), glyphs.box.copy()
    ends = [*glyphs.begin[1:].tolist(), len(pen)]
    origin = glyphs.matrix[:, 4:]
    for run in np.flatnonzero((pen[glyphs.begin] != origin).any(axis=1)).tolist():
        start, end, own = int(glyphs.begin[run]), ends[run], raw.FS_MATRIX()
        known = raw.FPDFPageObj_GetMatrix(ctypes.cast(int(glyphs.object[start]), raw.FPDF_PAGEOBJECT), own)
        # Vertical type and what begins with a shift (TJ) have their pens elsewhere too, but not there.
        if known and (own.e, own.f) == tuple(pen[start].tolist()):
            pen[start:end] = origin[run]
            box[start:end] = np.repeat(origin[run], 2)
    return pen[first], box[first]


_HYPHEN = 0x02
"""What PDFium gives for a hyphen at a line's end, whichever hyphen the page has."""


def _letters(codes: Sequence[int], first: NDArray[np.bool_]) -> list[str]:
    """Return what each glyph stands for."""
    letters: list[str] = []
    torn = set()
    for code, is_first in zip(codes, first.tolist(), strict=True):
        if 0xD800 <= code < 0xE000:
            torn.add(len(letters) - (not is_first))
        letter = "-" if code == _HYPHEN else chr(code) if code else "\ufffd"
        if is_first:
            letters.append(letter)
        else:
            letters[-1] += letter
    # A character beyond the BMP comes as its two halves, one after the other.
    for at in torn:
        letters[at] = letters[at].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return letters


def _advances(
    x: Array, ink_right: Array, reach: Array, letters: Sequence[str], of: Sequence[int], styles: Sequence[_Style]
) -> Array:
    """Return the advances of glyphs in pt.

    The loose box of a glyph is its advance, made wider where the ink reaches farther (and PDFium's idea of the
    ink is coarse at text sizes). So where the ink decides, the font's width of the character is asked for; it
    is not asked for always, because a font may have several glyphs of one character, full and half width.
    A ligature is no character that could be asked for: its ink reaches out as far as that of its last letter does.
    """
    advances: Array = reach - x
    widths: dict[tuple[int, float, str], float] = {}
    ligatures = []
    for at in np.flatnonzero(~(ink_right < reach - 1e-3)).tolist():
        style, letter = styles[of[at]], letters[at]
        if len(letter) > 1:
            ligatures.append(at)
            continue
        key = style.address, style.across, letter
        if key not in widths:
            widths[key] = _width(*key)
        if widths[key] > 0:
            advances[at] = min(advances[at], widths[key])
    for at in ligatures:
        style, last = styles[of[at]], letters[at][-1]
        alike = (other for other, letter in enumerate(letters) if letter == last)
        other = next((other for other in alike if styles[of[other]].address == style.address), None)
        if other is not None:
            out = (ink_right[other] - x[other] - advances[other]) / styles[of[other]].across
            advances[at] = min(advances[at], ink_right[at] - x[at] - out * style.across)
    return advances


def _width(font: int, size: float, letter: str) -> float:
    """Return what a font's table moves the pen by for a character, pt; 0 if it does not know it."""
    width = ctypes.c_float()
    known = raw.FPDFFont_GetGlyphWidth(_font(font), ord(letter), ctypes.c_float(size), width)
    return float(width.value) if known else 0.0


def _font_name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if length < 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name
