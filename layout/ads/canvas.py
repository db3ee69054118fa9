"""The display list of an ad as a PDF of one page. ReportLab lives only here.

Process colours only (the canvas refuses any other), every font embedded as a TrueType subset, and the same
shapes give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.lib.colors import CMYKColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from layout.ads.truetype import glyph_of, truetype
from layout.design.fonts import Face
from layout.design.tokens import Colour
from layout.scene.shapes import Bitmap, Curve, Outline, Panel, Point, Polygon, Shape, Slot, Text

_WIDE = 0.12
"""From this space between characters on (em) a line's text is also written down as ActualText."""


def write_pdf(shapes: Sequence[Shape], width: float, height: float, title: str, author: str = "") -> bytes:
    """Return a PDF page of exactly that size (pt) with the shapes drawn in order.

    Shapes in pure black overprint, so that no white shows where the plates do not quite meet; all other
    shapes knock out. Raises ValueError if there is no text: a box without text is not an ad.
    """
    fonts = _register(shapes)
    if not fonts:
        raise ValueError("an ad needs text")
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(width, height),
        pageCompression=1,
        invariant=1,
        enforceColorSpace="CMYK",
        # Any face of the ad will do: the default, Helvetica, would be named in the PDF and not embedded.
        initialFontName=next(iter(fonts.values())).name,
    )
    canvas.setTitle(title)
    canvas.setAuthor(author or title)
    canvas.setCreator("Banmian")
    canvas.setProducer("Banmian")
    _Pen(canvas, height, fonts).draw(shapes)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Font(NamedTuple):
    """A font ReportLab knows: its name, and the characters that stand under other codes in it."""

    name: str
    codes: Mapping[int, int]


def _register(shapes: Sequence[Shape]) -> dict[Face, _Font]:
    """Give ReportLab a font for each face, with the characters used in it."""
    used: dict[Face, set[str]] = {}
    for shape in shapes:
        if isinstance(shape, Text):
            used.setdefault(shape.face, set()).update(shape.text)
    fonts = {}
    for face, characters in used.items():
        font = truetype(face, characters)
        # The registry is global and goes by name; the name tells the content, so a known one is the same.
        if font.name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(font.name, BytesIO(font.data), asciiReadable=False, shapable=False))
        fonts[face] = _Font(font.name, font.codes)
    return fonts


class _Pen:
    def __init__(self, canvas: Any, height: float, fonts: dict[Face, _Font]) -> None:
        self._canvas = canvas
        self._height = height
        self._fonts = fonts
        self._overprinting = False

    def draw(self, shapes: Sequence[Shape]) -> None:
        for shape in shapes:
            if isinstance(shape, Slot):
                raise ValueError(f"the picture {shape.path.name} was not brought into the press's inks")
            self._overprint(not isinstance(shape, Bitmap) and tuple(shape.colour) == (0, 0, 0, 1))
            match shape:
                case Panel():
                    self._panel(shape)
                case Polygon():
                    self._canvas.setFillColor(_ink(shape.colour))
                    self._canvas.drawPath(self._path(shape.points), stroke=0, fill=1)
                case Outline():
                    self._canvas.setStrokeColor(_ink(shape.colour))
                    self._canvas.setLineWidth(shape.width)
                    self._canvas.setLineJoin(0)
                    self._canvas.drawPath(self._path(shape.points), stroke=1, fill=0)
                case Curve():
                    self._curve(shape)
                case Bitmap():
                    self._bitmap(shape)
                case Text():
                    self._text(shape)

    def _overprint(self, wanted: bool) -> None:
        if wanted != self._overprinting:
            self._canvas.setFillOverprint(wanted)
            self._canvas.setStrokeOverprint(wanted)
            # Mode 1: an ink that is nil leaves its plate alone (ISO 32000-1, 8.6.7).
            self._canvas.setOverprintMask(1 if wanted else 0)
            self._overprinting = wanted

    def _panel(self, panel: Panel) -> None:
        rect = panel.rect
        self._canvas.setFillColor(_ink(panel.colour))
        self._canvas.rect(rect.x, self._height - rect.bottom, rect.width, rect.height, stroke=0, fill=1)

    def _path(self, points: tuple[Point, ...]) -> Any:
        path = self._canvas.beginPath()
        (x, y), *rest = points
        path.moveTo(x, self._height - y)
        for x, y in rest:
            path.lineTo(x, self._height - y)
        path.close()
        return path

    def _curve(self, curve: Curve) -> None:
        path = self._canvas.beginPath()
        for (start, *_), *parts in curve.contours:
            path.moveTo(start[0], self._height - start[1])
            for part in parts:
                points = [coordinate for x, y in part for coordinate in (x, self._height - y)]
                if len(part) == 1:
                    path.lineTo(*points)
                else:
                    path.curveTo(*points)
            if curve.closed:
                path.close()
        if curve.width:
            self._canvas.setStrokeColor(_ink(curve.colour))
            self._canvas.setLineWidth(curve.width)
            self._canvas.setLineJoin(0)
        else:
            self._canvas.setFillColor(_ink(curve.colour))
        self._canvas.drawPath(path, stroke=int(curve.width > 0), fill=int(not curve.width), fillMode=FILL_NON_ZERO)

    def _bitmap(self, bitmap: Bitmap) -> None:
        # ReportLab decodes pictures itself and knows no CMYK PNG; the pixels are ready, so its picture object is
        # filled in by hand. The name tells the content, as ReportLab's own names do.
        name = hashlib.sha256(bitmap.data).hexdigest()
        document = self._canvas._doc
        registered = document.getXObjectName(name)
        if registered not in document.idToObject:
            picture = PDFImageXObject(name)
            picture.width, picture.height = bitmap.width, bitmap.height
            picture.bitsPerComponent = 8
            picture.colorSpace = bitmap.space
            picture._filters = (bitmap.filter,)
            picture._dotrans = int(bitmap.inverted)
            picture.streamContent = bitmap.data
            self._canvas._setXObjects(picture)
            document.Reference(picture, registered)
            document.addForm(name, picture)
        self._canvas._formsinuse.append(name)
        rect = bitmap.rect
        self._canvas.saveState()
        self._canvas.transform(rect.width, 0, 0, rect.height, rect.x, self._height - rect.bottom)
        self._canvas.addLiteral(f"/{registered} Do")
        self._canvas.restoreState()

    def _text(self, text: Text) -> None:
        font = self._fonts[text.face]
        out = self._canvas.beginText()
        out.setFont(font.name, text.size)
        out.setFillColor(_ink(text.colour))
        for start, run, space in _runs(text):
            out.setCharSpace(space)
            out.setTextOrigin(text.x + text.positions[start], self._height - text.baseline)
            out.textOut(run.translate(font.codes))
        wide = not font.codes.keys().isdisjoint(map(ord, text.text))
        wide = wide or max(_spaces(text)) > _WIDE * text.size
        if wide:
            # Readers take wide spacing for word spaces, so the text is told beside it (ISO 32000-1, 14.9.4).
            told = ("\ufeff" + text.says).encode("utf-16-be").hex().upper()
            self._canvas.addLiteral(f"/Span <</ActualText <{told}>>> BDC")
        self._canvas.drawText(out)
        if wide:
            self._canvas.addLiteral("EMC")


def _runs(text: Text) -> Iterator[tuple[int, str, float]]:
    """Yield the pieces of a line that one character spacing puts in place: (start, piece, spacing in pt)."""
    start, spaces = 0, _spaces(text)
    for number in range(1, len(text.text) + 1):
        end = number == len(text.text)
        if end or (number - start > 1 and abs(spaces[number - 1] - spaces[start]) > 1e-6):
            yield start, text.text[start:number], spaces[start] if number - start > 1 else 0.0
            start = number


def _spaces(text: Text) -> list[float]:
    """Return the space after each character but the last, over the glyph's own advance, pt."""
    spaces = []
    for number, (here, after) in enumerate(zip(text.positions, text.positions[1:], strict=False)):
        glyph = glyph_of(text.face, text.text[number])
        advance = glyph.advance * text.size if glyph else 0.0
        spaces.append(round(after - here - advance, 4))
    return [*spaces, 0.0]


def _ink(colour: Colour) -> CMYKColor:
    return CMYKColor(*colour)
