"""Following a page's operators: what is painted where, in which colour, under which graphics state.

Form XObjects and tiling patterns are followed where they are drawn. Clipping is followed by the rectangle around the
clip. What paints nothing that is seen (clipped away) leaves no facts, but for colour spaces everything counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import pikepdf

from layout.base.units import Rect
from layout.pdf import spaces as colours
from layout.pdf.facts import (
    Colour,
    Family,
    Fill,
    Image,
    Overprint,
    Stroke,
    Text,
    Transparency,
    overlap,
    united,
)
from layout.pdf.fonts import FontUse, font_use
from layout.pdf.geometry import NOTHING, Matrix, Path
from layout.pdf.pixels import pixels_of
from layout.pdf.spaces import Space, colour_of, initial, numbers, space_of

_SENSELESS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError, pikepdf.PdfError)
"""What comes of operands, resources and pictures that are not what the standard says they are."""
_DEPTH = 16
"""Forms in forms; a form that draws itself ends here."""
_ASCENT, _DESCENT = 0.88, 0.12
"""Where the em square of a Chinese font stands on the baseline, em."""
_TEXT_PLAY = 0.5
"""Text goes on within this of the last baseline, em."""
_TEXT_GAP = 1.2
"""Text goes on over a gap up to this, em."""


_BLACK = initial(colours.GREY)
_KNOCK_OUT = Overprint()


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it is followed."""

    ctm: Matrix
    clip: Rect
    fill_space: Space = colours.GREY
    stroke_space: Space = colours.GREY
    fill: Colour = _BLACK
    stroke: Colour = _BLACK
    gradient: bool = False
    width: float = 1.0
    cap: int = 0
    overprint: Overprint = _KNOCK_OUT
    seen_through: tuple[tuple[str, str], ...] = ()
    font: FontUse | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    rendering: int = 0


class Canvas:
    """Gathers what a page paints. Only this object grows while operators are followed."""

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
        self.order = 0
        self._font_cache: dict[tuple[int, int] | int, FontUse] = {}

    def next(self) -> int:
        """Return the number of the next thing painted."""
        self.order += 1
        return self.order

    def font(self, font: pikepdf.Object) -> FontUse:
        """Return a font read, once for each."""
        key = font.objgen if font.is_indirect else id(font)
        if key not in self._font_cache:
            self._font_cache[key] = font_use(font)
        return self._font_cache[key]

    def add_text(self, text: Text) -> None:
        """Add text, to the last one where it goes on in the same line and style."""
        if self.texts and (joined := _joined(self.texts[-1], text)):
            self.texts[-1] = joined
        else:
            self.texts.append(text)


def follow_page(page: pikepdf.Page, matrix: Matrix, sheet: Rect, canvas: Canvas) -> None:
    """Follow a page's content. ``matrix`` leads from its user space to the trim's top left, ``sheet`` is the media."""
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    _Follower(canvas, resources, _State(matrix, sheet), "page", 0, matrix).run(page)


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


def _matrix(values: Sequence[object]) -> Matrix:
    a, b, c, d, e, f = numbers(values)
    return Matrix(a, b, c, d, e, f)


def _is_sliver(seen: Rect, shape: Rect) -> bool:
    """Tell whether only the edge of a shape is left in the clip; a shape that is nothing itself is drawn."""
    return (seen.width < NOTHING <= shape.width) or (seen.height < NOTHING <= shape.height)


class _Follower:
    """Follows one content stream."""

    def __init__(
        self, canvas: Canvas, resources: pikepdf.Object, state: _State, source: str, depth: int, base: Matrix
    ) -> None:
        self.canvas, self.resources, self.source, self.depth, self.base = canvas, resources, source, depth, base
        self.state = state
        self.saved: list[_State] = []
        self.path = Path()
        self.clipping = False
        self.text_matrix = self.line_matrix = Matrix()
        self.spaces: Mapping[str, pikepdf.Object] = dict(self._entries("/ColorSpace"))

    def _entries(self, category: str) -> Iterator[tuple[str, pikepdf.Object]]:
        found = self.resources.get(category)
        if isinstance(found, pikepdf.Dictionary):
            yield from found.items()

    def _resource(self, category: str, name: object) -> pikepdf.Object | None:
        found = self.resources.get(category)
        return found.get(str(name)) if isinstance(found, pikepdf.Dictionary) else None

    def run(self, stream: pikepdf.Page | pikepdf.Object) -> None:
        try:
            instructions = pikepdf.parse_content_stream(stream)
        except pikepdf.PdfError as error:
            self.canvas.unreadable.append(f"{self.source}: {error}")
            return
        for instruction in instructions:
            try:
                if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                    self._image(instruction.iimage.obj, "inline picture")
                else:
                    self._operator(str(instruction.operator), list(instruction.operands))
            except _SENSELESS as error:
                self.canvas.unreadable.append(f"{self.source}: operator {instruction.operator}: {error}")

    def _operator(self, name: str, operands: list[pikepdf.Object]) -> None:
        match name:
            case "q":
                self.saved.append(self.state)
            case "Q":
                self.state = self.saved.pop() if self.saved else self.state
            case "cm":
                self._set(ctm=self.state.ctm.after(_matrix(operands)))
            case "w":
                self._set(width=float(operands[0]))
            case "J":
                self._set(cap=int(operands[0]))
            case "gs":
                self._graphics_state(self._resource("/ExtGState", operands[0]))
            case "Do":
                self._object(str(operands[0]))
            case "sh":
                self._shading(self._resource("/Shading", operands[0]))
            case "m" | "l" | "c" | "v" | "y" | "h" | "re":
                self._build(name, numbers(operands))
            case "W" | "W*":
                self.clipping = True
            case "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "n":
                self._paint(name)
            case "BT":
                self.text_matrix = self.line_matrix = Matrix()
            case _ if name in _TEXT:
                self._text(name, operands)
            case _ if name in _COLOURS:
                self._colour(name, operands)
            case _:
                pass

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    # ---- colour and graphics state

    def _colour(self, name: str, operands: list[pikepdf.Object]) -> None:
        device = {"g": colours.GREY, "rg": colours.RGB, "k": colours.CMYK}.get(name.lower())
        fills = name.islower()
        if device:
            self._choose(fills, device, colour_of(device, numbers(operands)))
        elif name.lower() == "cs":
            space = space_of(operands[0], self.spaces)
            self._choose(fills, space, initial(space))
        else:
            space = self.state.fill_space if fills else self.state.stroke_space
            if operands and isinstance(operands[-1], pikepdf.Name):
                self._pattern(fills, space, str(operands[-1]), numbers(operands))
            else:
                self._choose(fills, space, colour_of(space, numbers(operands)))

    def _choose(self, fills: bool, space: Space, colour: Colour, *, gradient: bool = False) -> None:
        if fills:
            self._set(fill_space=space, fill=colour, gradient=gradient)
        else:
            self._set(stroke_space=space, stroke=colour)

    def _pattern(self, fills: bool, space: Space, name: str, tint: tuple[float, ...]) -> None:
        pattern = self._resource("/Pattern", name)
        if pattern is None:
            return
        if not isinstance(pattern, pikepdf.Stream):
            shading = pattern.Shading
            of = space_of(shading.ColorSpace, self.spaces)
            self._choose(fills, space, colours.darkest(of, shading.get("/Function")), gradient=True)
            return
        if int(pattern.get("/PaintType", 1)) == 2:
            under = Space(space.base, space.base, len(tint), space.names)
            self._choose(fills, space, colour_of(under, tint))
            return
        matrix = self.base.after(_matrix(list(pattern.get("/Matrix", [1, 0, 0, 1, 0, 0]))))
        inner = Canvas()
        self._descend(pattern, _State(matrix, _EVERYWHERE), f"{self.source}{name}", inner)
        self.canvas.unreadable += inner.unreadable
        painted = [*(one.colour for one in inner.fills), *(one.colour for one in inner.strokes)]
        known = [one for one in painted if one.total is not None]
        foreign = [one for one in painted if one.family not in (Family.CMYK, Family.GREY)]
        darkest = max(known, key=lambda one: one.total or 0.0, default=None)
        self._choose(fills, space, foreign[0] if foreign else darkest or Colour(Family.PATTERN, Family.PATTERN))

    def _graphics_state(self, state: pikepdf.Object | None) -> None:
        if state is None:
            return
        now = self.state.overprint
        strokes = bool(state.get("/OP", now.strokes))
        fills = bool(state.get("/op", strokes if "/OP" in state else now.fills))
        self._set(overprint=Overprint(fills, strokes, int(state.get("/OPM", now.mode))))
        if "/LW" in state:
            self._set(width=float(state.LW))
        if "/Font" in state:
            self._set(font=self._use(state.Font[0]), size=float(state.Font[1]))
        through = dict(self.state.seen_through)
        for key, what in (("/ca", "opacity of fills"), ("/CA", "opacity of strokes")):
            if key in state:
                part = float(state[key])
                through[key] = f"{what} of {100 * part:.0f} %" if part < 1 else ""
        if "/BM" in state:
            modes = [state.BM] if isinstance(state.BM, pikepdf.Name) else list(state.BM)
            mode = str(modes[0]) if modes else "/Normal"
            through["/BM"] = "" if mode in ("/Normal", "/Compatible") else f"blend mode {mode.lstrip('/')}"
        if "/SMask" in state:
            through["/SMask"] = "" if state.SMask == pikepdf.Name("/None") else "soft mask"
        self._set(seen_through=tuple((key, what) for key, what in through.items() if what))
        for key in ("/TR", "/TR2"):
            if key in state and str(state[key]) not in ("/Default", "/Identity"):
                self.canvas.transfer.add(f"{key.lstrip('/')} in {self.source}")

    def _transparent(self, rect: Rect) -> None:
        for _, what in self.state.seen_through:
            self.canvas.transparency.append(Transparency(what, rect, self.source))

    # ---- forms, pictures, gradients

    def _object(self, name: str) -> None:
        thing = self._resource("/XObject", name)
        if thing is None:
            self.canvas.unreadable.append(f"{self.source}: {name} is drawn but is not there")
            return
        if "/OPI" in thing:
            self.canvas.external.add(f"OPI in {name}")
        kind = str(thing.get("/Subtype", ""))
        if kind == "/Image":
            self._image(thing, name)
        elif kind == "/PS" or thing.get("/Subtype2") == pikepdf.Name("/PS"):
            self.canvas.external.add(f"PostScript in {name}")
        elif kind == "/Form":
            self._form(thing, name)

    def _form(self, form: pikepdf.Object, name: str) -> None:
        if "/Ref" in form:
            self.canvas.external.add(f"a reference to another file in {name}")
        ctm = self.state.ctm.after(_matrix(list(form.get("/Matrix", [1, 0, 0, 1, 0, 0]))))
        box = ctm.box(*numbers(list(form.BBox)))
        clip = overlap(self.state.clip, box)
        if clip is None:
            return
        group = form.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and group.get("/S") == pikepdf.Name("/Transparency"):
            self.canvas.transparency.append(Transparency("transparency group", clip, name))
        self._descend(form, replace(self.state, ctm=ctm, clip=clip), name, self.canvas)

    def _descend(self, stream: pikepdf.Object, state: _State, source: str, canvas: Canvas) -> None:
        if self.depth >= _DEPTH:
            canvas.unreadable.append(f"{source}: forms are drawn in forms more than {_DEPTH} deep")
            return
        resources = stream.get("/Resources", self.resources)
        _Follower(canvas, resources, state, source, self.depth + 1, self.base).run(stream)

    def _image(self, image: pikepdf.Object, name: str) -> None:
        seen = overlap(self.state.clip, self.state.ctm.box(0, 0, 1, 1))
        if seen is None:
            return
        pixels = pixels_of(image, self.spaces)
        across, down = self.state.ctm.width / 72, self.state.ctm.height / 72
        ppi = (pixels.width / across if across else 0.0, pixels.height / down if down else 0.0)
        self._transparent(seen)
        if pixels.soft_mask:
            self.canvas.transparency.append(Transparency("picture with an alpha channel", seen, name))
        if "/Alternates" in image:
            self.canvas.external.add(f"alternate pictures in {name}")
        if pixels.mask:
            self._fill(seen, exact=False)
        self.canvas.images.append(
            Image(
                self.canvas.next(), seen, self.source, name, pixels.space.family, pixels.space.base,
                pixels.width, pixels.height, pixels.bits, ppi, pixels.codecs, pixels.mask,
                pixels.ink_most, pixels.ink_common,
            )
        )  # fmt: skip

    def _shading(self, shading: pikepdf.Object | None) -> None:
        if shading is None:
            return
        space = space_of(shading.ColorSpace, self.spaces)
        state = self.state
        self._set(fill=colours.darkest(space, shading.get("/Function")), gradient=True)
        self._fill(self.state.clip, exact=False)
        self.state = state

    # ---- paths

    def _build(self, name: str, at: Sequence[float]) -> None:
        ctm, path = self.state.ctm, self.path
        match name:
            case "m":
                path.move(ctm.at(at[0], at[1]))
            case "l":
                path.line(ctm.at(at[0], at[1]))
            case "c":
                path.line(*(ctm.at(at[i], at[i + 1]) for i in (0, 2, 4)), curve=True)
            case "v" | "y":
                path.line(*(ctm.at(at[i], at[i + 1]) for i in (0, 2)), curve=True)
            case "h":
                path.close()
            case "re":
                x, y, width, height = at
                corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
                path.rectangle([ctm.at(*corner) for corner in corners])
            case _:
                pass

    def _paint(self, name: str) -> None:
        if name in ("s", "b", "b*"):
            self.path.close()
        if name[0] in "fFBb":
            for shape, exact in self.path.shapes(even_odd=name.endswith("*")):
                seen = overlap(self.state.clip, shape)
                if seen and not _is_sliver(seen, shape):
                    self._fill(seen, exact=exact)
        if name[0] in "SsBb":
            self._stroke()
        if self.clipping and (box := self.path.box()):
            self._set(clip=overlap(self.state.clip, box) or Rect(box.x, box.y, -1, -1))
        self.path, self.clipping = Path(), False

    def _fill(self, seen: Rect, *, exact: bool) -> None:
        self._transparent(seen)
        over = self.state.overprint
        self.canvas.fills.append(
            Fill(
                self.canvas.next(), seen, self.source, self.state.fill, over.fills, over.mode, exact,
                self.state.gradient,
            )
        )  # fmt: skip

    def _stroke(self) -> None:
        over = self.state.overprint
        width = self.state.width * self.state.ctm.pen
        for part in self.path.parts:
            joined = len(part) > 1 or self.state.cap > 0
            inked = (overlap(self.state.clip, segment.inked(width, ends=joined)) for segment in part)
            pieces = tuple(piece for piece in inked if piece is not None)
            if not pieces:
                continue
            seen = reduce(united, pieces)
            self._transparent(seen)
            self.canvas.strokes.append(
                Stroke(
                    self.canvas.next(),
                    seen,
                    self.source,
                    self.state.stroke,
                    over.strokes,
                    over.mode,
                    width,
                    pieces,
                )
            )

    # ---- text

    def _use(self, font: pikepdf.Object) -> FontUse:
        return self.canvas.font(font)

    def _text(self, name: str, operands: list[pikepdf.Object]) -> None:
        match name:
            case "Tc":
                self._set(spacing=float(operands[0]))
            case "Tw":
                self._set(word_spacing=float(operands[0]))
            case "Tz":
                self._set(stretch=float(operands[0]) / 100)
            case "TL":
                self._set(leading=float(operands[0]))
            case "Ts":
                self._set(rise=float(operands[0]))
            case "Tr":
                self._set(rendering=int(operands[0]))
            case "Tf":
                font = self._resource("/Font", operands[0])
                self._set(font=self._use(font) if font is not None else None, size=float(operands[1]))
            case "Tm":
                self.text_matrix = self.line_matrix = _matrix(operands)
            case "Td":
                self._next_line(*numbers(operands))
            case "TD":
                self._set(leading=-float(operands[1]))
                self._next_line(*numbers(operands))
            case "T*":
                self._next_line(0, -self.state.leading)
            case "Tj":
                self._show(operands)
            case "TJ":
                self._show(list(operands[0]))
            case "'":
                self._next_line(0, -self.state.leading)
                self._show(operands)
            case '"':
                self._set(word_spacing=float(operands[0]), spacing=float(operands[1]))
                self._next_line(0, -self.state.leading)
                self._show(operands[2:])
            case _:
                pass

    def _next_line(self, x: float, y: float) -> None:
        self.line_matrix = self.line_matrix.after(Matrix(e=x, f=y))
        self.text_matrix = self.line_matrix

    def _show(self, pieces: Sequence[object]) -> None:
        state = self.state
        use = state.font
        if use is None:
            self.canvas.unreadable.append(f"{self.source}: text is shown without a font")
            return
        start = self.text_matrix
        pen, unknown, notdef = 0.0, 0, 0
        ends: list[float] = []
        characters = []
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                pen -= sum(numbers([piece])) / 1000 * state.size * state.stretch
                continue
            for code in use.codes(bytes(piece)):
                character = use.characters.get(code, "")
                blank = use.is_notdef(code)
                notdef += blank
                unknown += not character and not blank
                characters.append(character or "\ufffd")
                ends += [pen, pen + use.advance(code) * state.size * state.stretch]
                apart = state.spacing + (state.word_spacing if code == 32 and not use.wide else 0.0)
                pen += (use.advance(code) * state.size + apart) * state.stretch
        self.text_matrix = start.after(Matrix(e=pen))
        if not ends:
            return
        whole = state.ctm.after(start)
        low, high = state.rise - _DESCENT * state.size, state.rise + _ASCENT * state.size
        rect = overlap(state.clip, whole.box(min(ends), low, max(ends), high))
        if rect is None:
            return
        self._transparent(rect)
        self.canvas.fonts.setdefault(use.font.name, use)
        fills, strokes = state.rendering in (0, 2, 4, 6), state.rendering in (1, 2, 5, 6)
        self.canvas.add_text(
            Text(
                self.canvas.next(), rect, self.source, "".join(characters), use.font.name,
                round(abs(state.size) * whole.height, 4), whole.at(0, state.rise)[1],
                state.fill if fills else None, state.stroke if strokes else None, state.overprint, unknown, notdef,
            )
        )  # fmt: skip


_EVERYWHERE = Rect(-1e6, -1e6, 2e6, 2e6)
_TEXT = frozenset(("Tc", "Tw", "Tz", "TL", "Ts", "Tr", "Tf", "Tm", "Td", "TD", "T*", "Tj", "TJ", "'", '"'))
_COLOURS = frozenset(("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"))
