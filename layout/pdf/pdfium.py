"""The one owner of pypdfium2: finished pages as pictures, and as the characters they really hold.

PDFium keeps coordinates as 32-bit floats, so that a position on a newspaper page is good to about 0.0001 pt.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import compress
from typing import Any, NamedTuple, Self

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL import Image

from layout.base.messages import say
from layout.base.units import Rect

DPI = 150

Array = NDArray[np.float64]


class Char(NamedTuple):
    """A glyph drawn on a page and the text it stands for; pt from the trim's top left, y downwards.

    ``x`` is the pen before the glyph, ``advance`` what the font's width table moves it by, ``baseline`` its y.
    ``font`` is the base font's name without the tag of a subset. ``inside`` tells that the glyph is drawn
    by a Form XObject, ``upright`` that its line runs to the right, ``visible`` that it leaves ink if it has any.
    It is a named tuple because a page has several thousand of them.
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

    @property
    def right(self) -> float:
        """The pen after the glyph, pt."""
        return self.x + self.advance


_NO_INKS = np.empty((0, 4))


@dataclass(frozen=True, slots=True, eq=False)
class PageText:
    """Size of a page's trim in pt, and its characters in the order in which they are drawn.

    ``inks`` has a row for each: x, y, width and height of the rectangle that it blackens, with no area for a space.
    """

    width: float
    height: float
    chars: tuple[Char, ...]
    inks: Array = field(default_factory=lambda: _NO_INKS, repr=False)


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
        leaf = document[page]
        left, lower, right, upper = leaf.get_trimbox()
        image = _rendered(leaf, Rect(0.0, 0.0, right - left, upper - lower), dpi / 72, _corners(leaf))
        leaf.close()
        return image


class OpenPage:
    """The first page of a PDF, opened once for all that is asked of it. Raises NotAPdfError.

    It is closed by ``close``, or with its last user.
    """

    def __init__(self, pdf: bytes) -> None:
        self._document = _opened(pdf)
        self._leaf = self._document[0]

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
    glyphs = _glyphs(text.raw)
    first = _firsts(glyphs)
    styles = list(compress(_styles(text.raw, glyphs, _direct_objects(leaf)), first))
    pen, box = glyphs.pen[first], glyphs.box[first]
    advances = _advances(pen[:, 0], box[:, 1], glyphs.reach[first], list(compress(glyphs.code, first)), styles)
    chars = tuple(
        Char(said, x, baseline, advance, style.size, style.font, style.inside, style.upright, style.visible)
        for said, x, baseline, advance, style in zip(
            _letters(glyphs.code, first),
            (pen[:, 0] - left).tolist(),
            (upper - pen[:, 1]).tolist(),
            advances.tolist(),
            styles,
            strict=True,
        )
    )
    text.close()
    inks = np.stack([box[:, 0] - left, upper - box[:, 3], box[:, 1] - box[:, 0], box[:, 3] - box[:, 2]], axis=1)
    return PageText(right - left, upper - lower, chars, inks)


@dataclass(frozen=True, slots=True, eq=False)
class _Glyphs:
    """What PDFium tells of the characters that are really drawn, a row for each, in the page's own points.

    ``number`` is the character's in the text page, ``object`` the address of the text object it is of, ``code`` its
    Unicode or one of two halves of it. ``pen`` is x and y before it, ``box`` left, right, lower and upper side of its
    ink, ``reach`` the right side of its loose box.
    """

    number: list[int]
    object: list[int]
    code: list[int]
    pen: Array
    box: Array
    reach: Array


_LOOSE_RIGHT = 2
"""The place of the right side in PDFium's FS_RECTF of 32-bit floats: left, top, right, bottom."""


def _glyphs(page: Any) -> _Glyphs:
    """Ask for every character of a text page.

    PDFium tells one thing of one character a call, and the calls are what reading a page costs: there is none
    here for what a whole text object has in common, and the answers go straight into the rows of arrays.
    """
    told, address = _calls(), ctypes.cast(page, ctypes.c_void_p).value or 0
    # PDFium makes spaces and line ends up where it sees gaps; they are not on the page.
    numbers = [number for number in range(raw.FPDFText_CountChars(page)) if told.is_generated(address, number) != 1]
    pen, box = np.zeros((len(numbers), 2)), np.zeros((len(numbers), 4))
    loose = np.zeros((len(numbers), 4), dtype=np.float32)
    to_pen, to_box, to_loose = pen.ctypes.data, box.ctypes.data, loose.ctypes.data
    for number in numbers:
        told.pen(address, number, to_pen, to_pen + 8)
        told.box(address, number, to_box, to_box + 8, to_box + 16, to_box + 24)
        told.loose_box(address, number, to_loose)
        to_pen, to_box, to_loose = to_pen + 16, to_box + 32, to_loose + 16
    objects = [told.text_object(address, number) or 0 for number in numbers]
    codes = [told.code(address, number) for number in numbers]
    return _Glyphs(numbers, objects, codes, pen, box, loose[:, _LOOSE_RIGHT].astype(np.float64))


class _Calls(NamedTuple):
    """PDFium's functions that are called for every character, taking and giving addresses as plain numbers.

    pypdfium2's own make an object of every address, which takes longer than the call.
    """

    is_generated: Callable[..., int]
    text_object: Callable[..., int | None]
    code: Callable[..., int]
    pen: Callable[..., int]
    box: Callable[..., int]
    loose_box: Callable[..., int]


@cache
def _calls() -> _Calls:
    def call(function: Any, gives: Any, answers: int = 0) -> Any:
        wants = (ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p,) * answers)
        return ctypes.CFUNCTYPE(gives, *wants)(ctypes.cast(function, ctypes.c_void_p).value or 0)

    return _Calls(
        is_generated=call(raw.FPDFText_IsGenerated, ctypes.c_int),
        text_object=call(raw.FPDFText_GetTextObject, ctypes.c_void_p),
        code=call(raw.FPDFText_GetUnicode, ctypes.c_uint),
        pen=call(raw.FPDFText_GetCharOrigin, ctypes.c_int, 2),
        box=call(raw.FPDFText_GetCharBox, ctypes.c_int, 4),
        loose_box=call(raw.FPDFText_GetLooseCharBox, ctypes.c_int, 1),
    )


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of a text object have in common, and `Char` tells of each.

    ``face`` is PDFium's font and ``address`` where it has it; ``across`` is the size in the line's direction, pt.
    """

    face: Any
    address: int
    across: float
    size: float
    font: str
    inside: bool
    upright: bool
    visible: bool


def _styles(page: Any, glyphs: _Glyphs, direct: frozenset[int]) -> list[_Style]:
    """Return the style of every character, asked for once for each run of them in one text object."""
    styles: list[_Style] = []
    names: dict[int, str] = {}
    before = None
    for number, text_object in zip(glyphs.number, glyphs.object, strict=True):
        if styles and text_object == before:
            styles.append(styles[-1])
            continue
        before, handle = text_object, raw.FPDFText_GetTextObject(page, number)
        face = raw.FPDFTextObj_GetFont(handle)
        address = ctypes.cast(face, ctypes.c_void_p).value or 0
        if address not in names:
            names[address] = _font_name(face)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, number, matrix)
        size = raw.FPDFText_GetFontSize(page, number)
        styles.append(
            _Style(
                face,
                address,
                across=size * abs(matrix.a),
                size=size * abs(matrix.d),
                font=names[address],
                inside=text_object not in direct,
                upright=matrix.a > 0 and matrix.d > 0 and abs(matrix.b) + abs(matrix.c) < 1e-6,
                visible=raw.FPDFTextObj_GetTextRenderMode(handle) != raw.FPDF_TEXTRENDERMODE_INVISIBLE,
            )
        )
    return styles


def _direct_objects(leaf: Any) -> frozenset[int]:
    """Return the addresses of the text objects of the page's own content stream."""
    found = set()
    for number in range(raw.FPDFPage_CountObjects(leaf.raw)):
        handle = raw.FPDFPage_GetObject(leaf.raw, number)
        if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_TEXT:
            found.add(ctypes.cast(handle, ctypes.c_void_p).value or 0)
    return frozenset(found)


def _firsts(glyphs: _Glyphs) -> NDArray[np.bool_]:
    """Tell which characters are the first of a glyph.

    Of a glyph that stands for several, such as a ligature, the further ones are told to be where the first is.
    """
    first = np.ones(len(glyphs.number), dtype=bool)
    objects = np.array(glyphs.object, dtype=np.int64)
    first[1:] = (objects[1:] != objects[:-1]) | (glyphs.pen[1:] != glyphs.pen[:-1]).any(axis=1)
    return first


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


def _advances(x: Array, ink_right: Array, reach: Array, codes: Sequence[int], styles: Sequence[_Style]) -> Array:
    """Return the advances of glyphs in pt.

    The loose box of a glyph is its advance, made wider where the ink reaches farther (and PDFium's idea of the
    ink is coarse at text sizes). So where the ink decides, the font's width of the character is asked for; it
    is not asked for always, because a font may have several glyphs of one character, full and half width.
    """
    advances: Array = reach - x
    widths: dict[tuple[int, float, int], float] = {}
    for at in np.flatnonzero(~(ink_right < reach - 1e-3)).tolist():
        style, code = styles[at], codes[at]
        key = style.address, style.across, code
        if key not in widths:
            width = ctypes.c_float()
            known = raw.FPDFFont_GetGlyphWidth(style.face, code, ctypes.c_float(style.across), width)
            widths[key] = float(width.value) if known else 0.0
        if widths[key] > 0:
            advances[at] = min(advances[at], widths[key])
    return advances


def _font_name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if length < 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name
