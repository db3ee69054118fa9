"""A scene as a PDF of one page: ads, the barcode, the slug line. ReportLab lives only here.

Process colours only (the canvas refuses any other), every font embedded as a TrueType subset, and the same
scene gives the same bytes.
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

from layout.ads.truetype import glyph_code, glyph_of, truetype
from layout.base.units import Rect
from layout.design.fonts import Face
from layout.design.values import Colour
from layout.scene.model import BLACK, Form, Scene
from layout.scene.shapes import Bitmap, Contours, Curve, DrawnPath, Panel, Slot
from layout.scene.text import Glyph, Run, SetLine, Text
from layout.scene.writer import PlacedMark, PlacedRun, runs, walk

_WIDE = 0.12
"""From this space between characters on (em) a line's text is also written down as ActualText."""


def write_pdf(scene: Scene, faces: Mapping[str, Face], *, author: str = "") -> bytes:
    """Return a PDF page of exactly the scene's size, its marks drawn in order, with its title.

    Marks in pure black overprint, so that no white shows where the plates do not quite meet; all others
    knock out. Raises ValueError if there is no text: a box without text is not an ad.
    """
    placed = [one for one in walk(scene) if not isinstance(one.mark, Form)]
    fonts = _register([run for one in placed for run in _runs_of(one)], faces)
    if not fonts:
        raise ValueError("an ad needs text")
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(scene.width, scene.height),
        pageCompression=1,
        invariant=1,
        enforceColorSpace="CMYK",
        # Any face of the ad will do: the default, Helvetica, would be named in the PDF and not embedded.
        initialFontName=next(iter(fonts.values())).name,
    )
    _undate(canvas)
    canvas.setTitle(scene.title)
    canvas.setAuthor(author or scene.title)
    canvas.setCreator("Banmian")
    canvas.setProducer("Banmian")
    pen = _Pen(canvas, scene.height, fonts)
    for one in placed:
        pen.draw(one)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _undate(canvas: Canvas) -> None:
    """Take the time that SOURCE_DATE_EPOCH tells out of a PDF: what an ad is drawn of does not depend on it."""
    canvas.setDateFormatter(lambda *_: "D:20000101000000+00'00'")
    canvas._doc.signature = hashlib.md5(b"a reportlab document946684800.0", usedforsecurity=False)


def _runs_of(placed: PlacedMark) -> Iterator[PlacedRun]:
    if isinstance(placed.mark, SetLine | Text):
        yield from (one for one in runs(placed.mark, placed.block.ink) if one.run.glyphs)


class _Font(NamedTuple):
    """A font ReportLab knows: its face, its name, and the characters that stand under other codes in it."""

    face: Face
    name: str
    codes: Mapping[int, int]


def _register(placed: Sequence[PlacedRun], faces: Mapping[str, Face]) -> dict[str, _Font]:
    """Give ReportLab a font for each face, with the characters used in it."""
    used: dict[str, set[str]] = {}
    for run, *_ in placed:
        used.setdefault(run.face, set()).update(_characters(run, faces[run.face]))
    fonts = {}
    for name, characters in used.items():
        font = truetype(faces[name], characters)
        # The registry is global and goes by name; the name tells the content, so a known one is the same.
        if font.name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(font.name, BytesIO(font.data), asciiReadable=False, shapable=False))
        fonts[name] = _Font(faces[name], font.name, font.codes)
    return fonts


class _Pen:
    """Draws marks; ``_left`` and ``_top`` are where the top left of the mark's block is from the page's lower left."""

    def __init__(self, canvas: Any, height: float, fonts: dict[str, _Font]) -> None:
        self._canvas = canvas
        self._height = height
        self._fonts = fonts
        self._left = self._top = 0.0
        self._overprinting = False

    def draw(self, placed: PlacedMark) -> None:
        self._left, self._top = placed.x, self._height - placed.y
        match placed.mark:
            case Slot(path=path):
                raise ValueError(f"the picture {path.name} was not brought into the press's inks")
            case Form():
                pass  # its marks come after it
            case Bitmap() as bitmap:
                self._overprint(False)
                self._bitmap(bitmap)
            case SetLine() | Text():
                for run in _runs_of(placed):
                    self._overprint(run.ink == BLACK)
                    self._run(run)
            case path:
                self._overprint(path.colour == BLACK)
                self._path(path)

    def _overprint(self, wanted: bool) -> None:
        if wanted != self._overprinting:
            self._canvas.setFillOverprint(wanted)
            self._canvas.setStrokeOverprint(wanted)
            # Mode 1: an ink that is nil leaves its plate alone (ISO 32000-1, 8.6.7).
            self._canvas.setOverprintMask(1 if wanted else 0)
            self._overprinting = wanted

    def _path(self, path: DrawnPath) -> None:
        if path.width:
            self._canvas.setStrokeColor(_ink(path.colour))
            self._canvas.setLineWidth(path.width)
            self._canvas.setLineJoin(0)
            if path.dash:
                self._canvas.setDash(list(path.dash))
        else:
            self._canvas.setFillColor(_ink(path.colour))
        if isinstance(path, Panel):
            self._canvas.rect(*self._placed(path.rect), stroke=0, fill=1)
            return
        drawn = self._contours(path.contours, path.closed)
        mode = FILL_NON_ZERO if isinstance(path, Curve) else None
        self._canvas.drawPath(drawn, stroke=int(path.width > 0), fill=int(not path.width), fillMode=mode)
        if path.dash:
            self._canvas.setDash()

    def _contours(self, contours: Contours, closed: bool) -> Any:
        path = self._canvas.beginPath()
        for (start, *_), *parts in contours:
            path.moveTo(self._left + start[0], self._top - start[1])
            for part in parts:
                points = [coordinate for x, y in part for coordinate in (self._left + x, self._top - y)]
                if len(part) == 1:
                    path.lineTo(*points)
                else:
                    path.curveTo(*points)
            if closed:
                path.close()
        return path

    def _placed(self, rect: Rect) -> tuple[float, float, float, float]:
        """Return left, lower, width and height on the page."""
        return self._left + rect.x, self._top - rect.bottom, rect.width, rect.height

    def _bitmap(self, bitmap: Bitmap) -> None:
        # ReportLab decodes pictures itself and knows no CMYK PNG; the pixels are ready, so its picture object is
        # filled in by hand. The name tells the content, as ReportLab's own names do.
        name = hashlib.sha256(bitmap.data).hexdigest()
        document = self._canvas._doc
        registered = document.getXObjectName(name)
        if registered not in document.idToObject:
            picture = PDFImageXObject(name)
            picture.width, picture.height = bitmap.width, bitmap.height
            picture.bitsPerComponent = bitmap.bits
            picture.colorSpace = bitmap.space
            picture._filters = (bitmap.filter,)
            picture._dotrans = int(bitmap.inverted)
            picture.streamContent = bitmap.data
            self._canvas._setXObjects(picture)
            document.Reference(picture, registered)
            document.addForm(name, picture)
        self._canvas._formsinuse.append(name)
        left, lower, width, height = self._placed(bitmap.rect)
        self._canvas.saveState()
        self._canvas.transform(width, 0, 0, height, left, lower)
        self._canvas.addLiteral(f"/{registered} Do")
        self._canvas.restoreState()

    def _run(self, placed: PlacedRun) -> None:
        run = placed.run
        font = self._fonts[run.face]
        characters = _characters(run, font.face)
        spaces = _spaces(run, characters, font.face)
        out = self._canvas.beginText()
        out.setFont(font.name, run.size)
        out.setFillColor(_ink(placed.ink))
        if run.stretch != 1.0:
            out.setHorizScale(100 * run.stretch)
        for start, piece, space in _pieces(characters, spaces):
            out.setCharSpace(space)
            out.setTextOrigin(self._left + placed.x + run.glyphs[start].x, self._top - placed.baseline)
            out.textOut(piece.translate(font.codes))
        if run.stretch != 1.0:
            out.setHorizScale(100)
        wide = not font.codes.keys().isdisjoint(map(ord, characters)) or max(spaces) > _WIDE * run.size
        if wide:
            # Readers take wide spacing for word spaces, so the text is told beside it (ISO 32000-1, 14.9.4).
            told = ("\ufeff" + run.text).encode("utf-16-be").hex().upper()
            self._canvas.addLiteral(f"/Span <</ActualText <{told}>>> BDC")
        self._canvas.drawText(out)
        if wide:
            self._canvas.addLiteral("EMC")


def _characters(run: Run, face: Face) -> str:
    """Return a character for each glyph: ReportLab takes text, and knows no glyph by its number."""
    return "".join(_character(glyph, face) for glyph in run.glyphs)


def _character(glyph: Glyph, face: Face) -> str:
    """Return what draws a glyph: its character where that has this very glyph, or else the glyph's code."""
    if glyph.gid < 0:
        return " "
    if len(glyph.text) == 1:
        nominal = face.glyph(glyph.text)
        if nominal is not None and nominal.gid == glyph.gid:
            return glyph.text
    return glyph_code(glyph.gid)


def _pieces(characters: str, spaces: Sequence[float]) -> Iterator[tuple[int, str, float]]:
    """Yield the pieces of a run that one character spacing puts in place: (start, piece, spacing in pt)."""
    start = 0
    for number in range(1, len(characters) + 1):
        end = number == len(characters)
        if end or (number - start > 1 and abs(spaces[number - 1] - spaces[start]) > 1e-6):
            yield start, characters[start:number], spaces[start] if number - start > 1 else 0.0
            start = number


def _spaces(run: Run, characters: str, face: Face) -> list[float]:
    """Return the space after each glyph but the last, over the glyph's own advance, pt before the run is stretched."""
    spaces = []
    for character, here, after in zip(characters, run.glyphs, run.glyphs[1:], strict=False):
        glyph = glyph_of(face, character)
        advance = glyph.advance * run.size if glyph else 0.0
        spaces.append(round((after.x - here.x) / run.stretch - advance, 4))
    return [*spaces, 0.0]


def _ink(colour: Colour) -> CMYKColor:
    return CMYKColor(*colour)
