"""What a page paints: where, in which colour, under which graphics state, as facts for who judges it.

Form XObjects are followed where they are drawn; a tiling pattern has one colour here, the darkest of its cell.
Clipping is followed by the rectangle around the clip. What paints nothing that is seen (clipped away) leaves no facts,
but for colour spaces everything counts.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from io import BytesIO

import pikepdf

from layout.base.messages import say
from layout.base.units import Rect
from layout.pdf.document import annotations_of, boxes_of, damage_said, file_of
from layout.pdf.facts import (
    Boxes,
    Colour,
    Family,
    Fill,
    Image,
    Page,
    Stroke,
    Text,
    Transparency,
    overlap,
    united,
)
from layout.pdf.fonts import FontUse, font_use
from layout.pdf.geometry import NOTHING, Matrix, Path
from layout.pdf.interpreter import Content, Drawing, Fault, Machine, follow
from layout.pdf.operators import Kind
from layout.pdf.pdfium import NotAPdfError
from layout.pdf.pixels import inks_of, picture_of
from layout.pdf.shown import shown
from layout.pdf.spaces import UNKNOWN, darkest
from layout.pdf.state import SHOWS_FILL, SHOWS_STROKE, Paint, Pattern, State

_ASCENT, _DESCENT = 0.88, 0.12
"""Where the em square of a Chinese font stands on the baseline, em."""
_TEXT_PLAY = 0.5
"""Text goes on within this of the last baseline, em."""
_TEXT_GAP = 1.2
"""Text goes on over a gap up to this, em."""


def read_page(data: bytes, size: tuple[float, float] | None = None) -> tuple[Page, bytes]:
    """Return what a PDF's first page holds, and the file with that page upright, for who reads its lines.

    size: width and height of the trim, pt, for a page without a TrimBox: it is taken to stand in the middle of the
    sheet. Raises NotAPdfError, with the reason, for what is no PDF that can be read without a password, or has no page.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not len(pdf.pages):
                raise NotAPdfError(say("it has no page"))
            return _read(pdf, data, size)
    except pikepdf.PasswordError as error:
        raise NotAPdfError(say("it is locked with a password")) from error
    except pikepdf.PdfError as error:
        raise NotAPdfError(damage_said(error)) from error


def _read(pdf: pikepdf.Pdf, data: bytes, size: tuple[float, float] | None) -> tuple[Page, bytes]:
    page = pdf.pages[0]
    boxes = boxes_of(page)
    trim = left, lower, right, upper = boxes.trim or _guessed_trim(boxes, size)
    matrix = Matrix(1, 0, 0, -1, -left, upper)
    canvas = Canvas()
    sheet = matrix.box(*(boxes.media or trim))
    follow(Content.of_page(page), State(matrix, sheet), canvas)
    group = page.obj.get("/Group")
    blend = str(group.get("/CS", "")).lstrip("/") if isinstance(group, pikepdf.Dictionary) else ""
    whole = Rect(0, 0, right - left, upper - lower)
    if _is_transparency(group):
        canvas.transparency.append(Transparency("transparency group of the page", whole, "page"))
    read = Page(
        width=whole.width,
        height=whole.height,
        bleed=matrix.box(*boxes.bleed) if boxes.bleed else whole,
        boxes=boxes,
        file=file_of(pdf, canvas.transfer, canvas.external),
        texts=tuple(canvas.texts),
        fills=tuple(canvas.fills),
        strokes=tuple(canvas.strokes),
        images=tuple(canvas.images),
        transparency=tuple(canvas.transparency),
        group=blend,
        fonts=tuple(use.font for use in canvas.fonts.values()),
        annotations=annotations_of(page, matrix),
        unreadable=tuple(dict.fromkeys(canvas.unreadable)),
    )
    return read, _upright(pdf, data)


def _guessed_trim(boxes: Boxes, size: tuple[float, float] | None) -> tuple[float, float, float, float]:
    left, lower, right, upper = boxes.media or (0.0, 0.0, 0.0, 0.0)
    if size is None:
        return boxes.crop or (left, lower, right, upper)
    dx, dy = (right - left - size[0]) / 2, (upper - lower - size[1]) / 2
    return left + dx, lower + dy, right - dx, upper - dy


def _upright(pdf: pikepdf.Pdf, data: bytes) -> bytes:
    page = pdf.pages[0]
    if not page.rotation:
        return data
    page.rotate(0, relative=False)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _is_transparency(group: object) -> bool:
    return isinstance(group, pikepdf.Dictionary) and group.get("/S") == pikepdf.Name("/Transparency")


def _curved(halftone: object) -> bool:
    """Tell whether a halftone, or one of those it has for single inks, brings a transfer curve (ISO 32000-1, 10.5)."""
    if not isinstance(halftone, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if str(halftone.get("/TransferFunction", "/Identity")) != "/Identity":
        return True
    parts = (value for key, value in halftone.items() if halftone.get("/HalftoneType") == _OF_EACH and key != "/HT")
    return any(isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and "/TransferFunction" in one for one in parts)


_OF_EACH = 5
"""The type of a halftone that has another one for each ink."""


class Canvas:
    """Gathers what a stream and all it draws paint. Only this object grows while operators are followed."""

    follows = frozenset((Drawing.FORM, Drawing.PATTERN))

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.fills: list[Fill] = []
        self.strokes: list[Stroke] = []
        self.images: list[Image] = []
        self.transparency: list[Transparency] = []
        self.fonts: dict[str, FontUse] = {}
        self.transfer: set[str] = set()
        self.external: set[str] = set()
        self.unreadable: list[str] = []
        self._order = 0
        self._uses: dict[tuple[int, int] | int, FontUse] = {}
        self._cells: dict[Pattern, Canvas] = {}
        self._machine: Machine | None = None
        self._path, self._clipping = Path(), False
        self._told: list[str | None] = []
        """What marked content that is open says its glyphs mean (ActualText), nothing once that was noted."""

    def enter(self, content: Content, state: State) -> Canvas | None:
        """Follow a form that is seen; follow a pattern's cell, once, on a canvas of its own."""
        if content.pattern is not None:
            if content.pattern in self._cells or content.stream.get("/PaintType") == 2:
                return None
            cell = self._cells[content.pattern] = Canvas()
            cell.unreadable = self.unreadable
            return cell
        if "/BBox" not in content.stream:
            raise ValueError(say("a form without a box"))
        if state.clip.width < 0:
            return None
        if _is_transparency(content.stream.get("/Group")):
            self.transparency.append(Transparency("transparency group", state.clip, content.source))
        return self

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Note what cannot be followed."""
        what = f"operator {operator}: {error}" if operator else str(error) if error else str(fault)
        self.unreadable.append(f"{content.source}: {what}")

    def step(self, machine: Machine) -> None:
        """Note what an operator paints."""
        row, content = machine.operator, machine.content
        if machine is not self._machine:
            # A path is of one stream: what another left unpainted is not this one's.
            self._machine, self._path, self._clipping = machine, Path(), False
        match row.kind:
            case Kind.PATH:
                self._path.build(row.name, tuple(map(float, machine.operands)), machine.state.ctm)
            case Kind.PAINT:
                self._paint(machine)
            case Kind.CLIP:
                self._clipping = True
            case Kind.SHOW:
                self._show(machine)
            case Kind.MARK:
                self._mark(machine)
            case Kind.OBJECT:
                self._object(machine)
            case Kind.IMAGE:
                assert isinstance(machine.instruction, pikepdf.ContentStreamInlineImage)
                self._image(machine, machine.instruction.iimage.obj, "inline picture", inline=True)
            case Kind.SHADING if machine.thing is not None:
                space = content.resources.space(machine.thing.ColorSpace)
                colour = darkest(space, machine.thing.get("/Function"))
                self._fill(machine, machine.state.clip, colour, exact=False, gradient=True)
            case Kind.NAMED_STATE if machine.thing is not None:
                for key in ("/TR", "/TR2"):
                    if str(machine.thing.get(key, "/Default")) not in ("/Default", "/Identity"):
                        self.transfer.add(f"{key.lstrip('/')} in {content.source}")
                if _curved(machine.thing.get("/HT")):
                    self.transfer.add(f"a halftone in {content.source}")

    # ---- colour

    def _colour(self, paint: Paint) -> Colour:
        """Return the colour one sees: of a gradient or a cell its darkest, or one that the press has not."""
        pattern = paint.pattern
        if pattern is None:
            return paint.colour
        if not pattern.is_tiling:
            return darkest(pattern.space, pattern.thing.Shading.get("/Function"))
        if (cell := self._cells.get(pattern)) is None:
            return paint.under.colour
        painted = [*(one.colour for one in cell.fills), *(one.colour for one in cell.strokes)]
        known = [one for one in painted if one.total is not None]
        foreign = [one for one in painted if one.family not in (Family.CMYK, Family.GREY)]
        most = max(known, key=lambda one: one.total or 0.0, default=None)
        return foreign[0] if foreign else most or Colour(Family.PATTERN, Family.PATTERN)

    def _transparent(self, machine: Machine, rect: Rect) -> None:
        state = machine.state
        if state.opacity == (1.0, 1.0) and state.blend == "/Normal" and state.soft_mask is None:
            return
        fills, strokes = state.opacity
        for what in (
            f"opacity of fills of {100 * fills:.0f} %" if fills < 1 else "",
            f"opacity of strokes of {100 * strokes:.0f} %" if strokes < 1 else "",
            "" if state.blend in ("/Normal", "/Compatible") else f"blend mode {state.blend.lstrip('/')}",
            "soft mask" if state.soft_mask is not None else "",
        ):
            if what:
                self.transparency.append(Transparency(what, rect, machine.content.source))

    def _next(self) -> int:
        self._order += 1
        return self._order

    # ---- forms and pictures

    def _object(self, machine: Machine) -> None:
        thing, name = machine.thing, str(machine.operands[0])
        if thing is None:
            self.unreadable.append(f"{machine.content.source}: {name} is drawn but is not there")
            return
        if "/OPI" in thing:
            self.external.add(f"OPI in {name}")
        kind = str(thing.get("/Subtype", ""))
        if kind == "/Image":
            self._image(machine, thing, name)
        elif kind == "/PS" or thing.get("/Subtype2") == pikepdf.Name("/PS"):
            self.external.add(f"PostScript in {name}")
        elif kind == "/Form" and "/Ref" in thing:
            self.external.add(f"a reference to another file in {name}")

    def _image(self, machine: Machine, image: pikepdf.Object, name: str, *, inline: bool = False) -> None:
        ctm = machine.state.ctm
        seen = overlap(machine.state.clip, ctm.box(0, 0, 1, 1))
        if seen is None:
            return
        picture = picture_of(image, machine.content.resources, inline=inline)
        most, common = inks_of(image, picture) or (None, None)
        across, down = ctm.width / 72, ctm.height / 72
        ppi = (picture.width / across if across else 0.0, picture.height / down if down else 0.0)
        self._transparent(machine, seen)
        if picture.soft_mask:
            self.transparency.append(Transparency("picture with an alpha channel", seen, name))
        if "/Alternates" in image:
            self.external.add(f"alternate pictures in {name}")
        if picture.mask:
            self._fill(machine, seen, exact=False)
        space = picture.space or UNKNOWN
        self.images.append(
            Image(
                self._next(), seen, machine.content.source, name, space.family, space.base,
                picture.width, picture.height, picture.bits, ppi, picture.codecs, picture.mask, most, common,
            )
        )  # fmt: skip

    # ---- paths

    def _paint(self, machine: Machine) -> None:
        row, clip = machine.operator, machine.state.clip
        if row.closes:
            self._path.close()
        if row.fills:
            for shape, exact in self._path.shapes(even_odd=row.even_odd):
                seen = overlap(clip, shape)
                if seen and not _is_sliver(seen, shape):
                    self._fill(machine, seen, exact=exact, thinned=_thickness(seen) < _thickness(shape) - NOTHING)
        if row.strokes:
            self._stroke(machine)
        if self._clipping and (box := self._path.box()):
            machine.state = machine.state._replace(clip=overlap(clip, box) or Rect(box.x, box.y, -1, -1))
        self._path, self._clipping = Path(), False

    def _fill(
        self,
        machine: Machine,
        seen: Rect,
        colour: Colour | None = None,
        *,
        exact: bool,
        gradient: bool = False,
        thinned: bool = False,
    ) -> None:
        self._transparent(machine, seen)
        paint, over = machine.state.fill, machine.state.overprint
        gradient = gradient or (paint.pattern is not None and not paint.pattern.is_tiling)
        self.fills.append(
            Fill(
                self._next(), seen, machine.content.source, colour or self._colour(paint), over.fills, over.mode, exact,
                gradient, thinned,
            )
        )  # fmt: skip

    def _stroke(self, machine: Machine) -> None:
        state, over = machine.state, machine.state.overprint
        width = state.width * state.ctm.pen
        for part in self._path.parts:
            joined = len(part) > 1 or state.cap > 0
            inked = [
                (piece, segment.slant)
                for segment in part
                if (piece := overlap(state.clip, segment.inked(width, ends=joined))) is not None
            ]
            if not inked:
                continue
            pieces, slants = zip(*inked, strict=True)
            seen = reduce(united, pieces)
            self._transparent(machine, seen)
            colour = self._colour(state.stroke)
            self.strokes.append(
                Stroke(
                    self._next(), seen, machine.content.source, colour, over.strokes, over.mode, width, pieces,
                    slants
                )
            )  # fmt: skip

    # ---- text

    def _use(self, font: pikepdf.Object) -> FontUse:
        """Return a font read, once for each."""
        key = font.objgen if font.is_indirect else id(font)
        if key not in self._uses:
            self._uses[key] = font_use(font)
        return self._uses[key]

    def _mark(self, machine: Machine) -> None:
        """Enter and leave marked content, which may tell what its glyphs mean (ISO 32000-1, 14.9.4)."""
        name = machine.operator.name
        if name in ("BMC", "BDC"):
            entry = machine.thing or machine.operands[-1]
            told = entry.get("/ActualText") if isinstance(entry, pikepdf.Dictionary) else None
            self._told.append(None if told is None else str(told))
        elif name == "EMC" and self._told:
            self._told.pop()

    def _means(self, text: str) -> str:
        """Return what shown characters mean: the outermost text that is told of them, at its first glyphs."""
        for number, told in enumerate(self._told):
            if told is not None:
                self._told[number] = ""
                return told
        return text

    def _show(self, machine: Machine) -> None:
        """Note text, and move the pen as far as the font's widths say (ISO 32000-1, 9.4.4)."""
        state = machine.state
        if state.font is None:
            self.unreadable.append(f"{machine.content.source}: text is shown without a font")
            return
        use = self._use(state.font)
        size = state.size
        codes, pen, least, most = shown(machine.operands[-1], use, state)
        machine.state = state.at(state.text.moved(pen, 0.0), state.line)
        if not codes:
            return
        unknown = notdef = 0
        if not use.known.issuperset(codes):
            notdef = sum(map(use.is_notdef, codes))
            unknown = sum(code not in use.known for code in codes) - notdef
        whole = state.ctm.after(state.text)
        low, high = state.rise - _DESCENT * size, state.rise + _ASCENT * size
        rect = overlap(state.clip, whole.box(least, low, most, high))
        if rect is None:
            return
        self._transparent(machine, rect)
        self.fonts.setdefault(use.font.name, use)
        self._add_text(
            Text(
                self._next(), rect, machine.content.source, self._means(use.text(codes)), use.font.name,
                round(abs(size) * whole.height, 4), whole.at(0, state.rise)[1],
                self._colour(state.fill) if state.rendering in SHOWS_FILL else None,
                self._colour(state.stroke) if state.rendering in SHOWS_STROKE else None,
                state.overprint, unknown, notdef,
            )
        )  # fmt: skip

    def _add_text(self, text: Text) -> None:
        """Add text, to the last one where it goes on in the same line and style."""
        if self.texts and (joined := _joined(self.texts[-1], text)):
            self.texts[-1] = joined
        else:
            self.texts.append(text)


def _joined(before: Text, text: Text) -> Text | None:
    em = max(before.size, 0.1)
    alike = (before.font, before.fill, before.stroke, before.overprint, before.source, before.size) == (
        text.font, text.fill, text.stroke, text.overprint, text.source, text.size,
    )  # fmt: skip
    gap = text.rect.x - before.rect.right
    if not alike or abs(text.baseline - before.baseline) > _TEXT_PLAY * em or not -em < gap < _TEXT_GAP * em:
        return None
    return replace(
        before,
        rect=united(before.rect, text.rect),
        text=before.text + text.text,
        unknown=before.unknown + text.unknown,
        notdef=before.notdef + text.notdef,
    )


def _is_sliver(seen: Rect, shape: Rect) -> bool:
    """Tell whether only the edge of a shape is left in the clip; a shape that is nothing itself is drawn."""
    return (seen.width < NOTHING <= shape.width) or (seen.height < NOTHING <= shape.height)


def _thickness(rect: Rect) -> float:
    return min(rect.width, rect.height)
