"""Type 3 fonts, whose glyphs are drawings: what is shown of them is drawn as such.

No press takes fonts of that kind (an interpreter of its own draws each glyph), but their glyphs are streams of
operators as any form's: so each that is shown becomes a form, placed where the text would have placed it (ISO 32000-1,
9.6.5). It is not told from type any more by who looks for small type, and cannot be searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf

from layout.base.messages import say
from layout.design.press import PressCondition
from layout.pdf.fonts import FontUse, font_use
from layout.pdf.geometry import Matrix
from layout.pdf.interpreter import (
    INHERITED,
    Content,
    Drawing,
    Instruction,
    Machine,
    inner_contents,
    instruction,
    pass_over,
    rewritten,
)
from layout.pdf.mend.change import Change, Cure
from layout.pdf.mend.faces import glyph_names
from layout.pdf.mend.whole import reached
from layout.pdf.operators import Kind
from layout.pdf.resources import Resources
from layout.pdf.shown import shown
from layout.pdf.state import INVISIBLE

_TYPE_3 = "/Type3"
_FIRST_CLIPPING = 4
"""The text rendering modes from here on clip by what is shown (ISO 32000-1, table 106)."""
_BOX = (-16000, -16000, 16000, 16000)
"""What a glyph may cover, in its own space: boxes that fonts tell are often wrong or empty."""
_COLOURING = frozenset((Kind.DEVICE, Kind.SPACE, Kind.COLOUR, Kind.SHADING))


def with_drawn_glyphs(pdf: pikepdf.Pdf, form: pikepdf.Object, press: PressCondition) -> tuple[Change, ...]:
    """Draw what is shown in Type 3 fonts as forms, in place."""
    if not any(thing.get("/Subtype") == _TYPE_3 for thing in reached(form)):
        return ()
    work = _Work(pdf)
    work.stream(Content(form, Drawing.FORM, str(Drawing.PAGE), Resources(form.get("/Resources"))))
    work.prune()
    return (Change(Cure.GLYPHS, say("type of drawn glyphs (Type 3 fonts) was made a drawing")),) if work.changed else ()


@dataclass(slots=True)
class _Work:
    """One ad on its way. ``_glyphs`` are the forms of the fonts met, by the glyph's stream.

    Resources may be those of several streams: ``_written`` are all that name such fonts, and the dictionaries of
    streams that go on to show them are in ``_kept``.
    """

    pdf: pikepdf.Pdf
    changed: bool = False
    _glyphs: dict[tuple[int, int], _Glyph] = field(default_factory=dict)
    _fonts: dict[tuple[int, int] | int, _Font] = field(default_factory=dict)
    _done: set[tuple[int, int]] = field(default_factory=set)
    _written: list[Resources] = field(default_factory=list)
    _kept: set[tuple[int, int] | int] = field(default_factory=set)

    def stream(self, content: Content) -> None:
        """Write a stream, and all that it draws, once."""
        if content.stream.objgen in self._done:
            return
        self._done.add(content.stream.objgen)
        inner = [one for one in inner_contents(content) if one.kind is not Drawing.GLYPH]
        for _, state in content.resources.items("/ExtGState"):
            mask = state.get("/SMask")
            if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
                inner.append(content.inner(mask.G, Drawing.SOFT_MASK, "soft mask"))
        if any(font.get("/Subtype") == _TYPE_3 for _, font in content.resources.items("/Font")):
            self._write(content)
        for one in inner:
            self.stream(one)

    def _write(self, content: Content) -> None:
        held = content.resources.dictionary
        assert held is not None
        writer = _Writer(content, self)
        written = rewritten(content, INHERITED, writer, pass_over)
        self._written.append(content.resources)
        if writer.clips and writer.shows:
            self._kept.add(_key(held))  # a clip of several texts cannot be parted
        elif writer.shows:
            self.changed = True
            content.stream.write(written)
            if "/XObject" not in held:
                held.XObject = pikepdf.Dictionary()
            for glyph in writer.drawn.values():
                held.XObject[glyph.name] = glyph.form
            for glyph in writer.drawn.values():
                self.stream(content.inner(glyph.form, Drawing.FORM, glyph.name))

    def prune(self) -> None:
        """Take the fonts that are not shown any more out of the resources."""
        for resources in self._written:
            held = resources.dictionary
            if held is not None and _key(held) not in self._kept:
                for name, font in list(resources.items("/Font")):
                    if font.get("/Subtype") == _TYPE_3:
                        del held.Font[name]

    def font(self, font: pikepdf.Object) -> _Font:
        """Return what is needed to draw in a font."""
        key = _key(font)
        if key not in self._fonts:
            names = glyph_names(font)
            matrix = Matrix.of(list(font.get("/FontMatrix", _THOUSANDTH)))
            # All its glyphs share it, and it is looked at and pruned by its number.
            resources = self.pdf.make_indirect(font.get("/Resources", pikepdf.Dictionary()))
            self._fonts[key] = _Font(font, font_use(font), names, matrix, resources)
        return self._fonts[key]

    def glyph(self, font: _Font, code: int) -> _Glyph | None:
        """Return the form that draws a glyph of a font; None if it has none."""
        held, name = font.dictionary.get("/CharProcs"), font.names[code]
        stream = held.get(f"/{name}") if held is not None and name else None
        if not isinstance(stream, pikepdf.Stream):
            return None
        if stream.objgen not in self._glyphs:
            resources = stream.get("/Resources", font.resources)
            writer = _GlyphWriter()
            written = rewritten(
                Content(stream, Drawing.GLYPH, name, Resources(resources)), INHERITED, writer, pass_over
            )
            form = self.pdf.make_stream(
                written,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=pikepdf.Array(_BOX),
                Resources=resources,
            )
            self._glyphs[stream.objgen] = _Glyph(f"/BmGlyph{len(self._glyphs) + 1}", form, writer.strokes)
        return self._glyphs[stream.objgen]


def _key(thing: pikepdf.Object) -> tuple[int, int] | int:
    return thing.objgen if thing.is_indirect else id(thing)


_THOUSANDTH = (0.001, 0, 0, 0.001, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Font:
    """A Type 3 font: its advances, the name of the glyph of every code, and the matrix from its glyphs' space.

    ``resources`` are its glyphs'.
    """

    dictionary: pikepdf.Object
    use: FontUse
    names: Sequence[str]
    matrix: Matrix
    resources: pikepdf.Object


@dataclass(frozen=True, slots=True, eq=False)
class _Glyph:
    """A glyph as a form, by the one name that it has in all resources. ``strokes``: in the colour of the text."""

    name: str
    form: pikepdf.Object
    strokes: bool


class _GlyphWriter:
    """Writes a glyph as a form. One that begins with d1 has no colour of its own (table 113): it sets none.

    ``strokes`` tells that such a one has strokes: they are in the colour of the text, which is that of fills.
    """

    def __init__(self) -> None:
        self._plain = self.strokes = False

    def rewrite(self, machine: Machine) -> Sequence[Instruction]:
        row = machine.operator
        if row.kind is Kind.GLYPH:
            self._plain |= row.name == "d1"
            return ()
        self.strokes |= self._plain and row.kind is Kind.PAINT and row.strokes
        return () if self._plain and row.kind in _COLOURING else (machine.instruction,)


class _Writer:
    """Writes one stream that shows such type. Other text keeps its place: it is told by matrices alone.

    ``drawn`` are the glyphs, by their names. ``_at`` is where the next text would stand in what is written, ``_open``
    tells that a text object is open there. ``_fill`` is what set the colour of fills, as it is said of strokes.
    """

    def __init__(self, content: Content, work: _Work) -> None:
        self._work = work
        self.drawn: dict[str, _Glyph] = {}
        self.shows = self.clips = False
        self._uses: dict[tuple[int, int] | int, FontUse] = {}
        self._at = Matrix()
        self._open = False
        self._fill: tuple[Instruction, ...] = ()
        self._saved: list[tuple[Instruction, ...]] = []

    def rewrite(self, machine: Machine) -> Sequence[Instruction]:
        """Return what stands for an instruction."""
        row = machine.operator
        self.clips |= machine.state.rendering >= _FIRST_CLIPPING
        match row.kind:
            case Kind.MARK:
                return ()  # it means nothing in an ad, and would not nest with text that is parted
            case Kind.SHOW if machine.state.font is not None:
                return tuple(self._shown(machine, machine.state.font))
            case Kind.TEXT if row.name == "Tf" and machine.thing is not None:
                return () if machine.thing.get("/Subtype") == _TYPE_3 else (machine.instruction,)
            case Kind.TEXT if row.name == "ET":
                return tuple(self._closed())
            case Kind.TEXT if row.name in ("BT", "Td", "TD", "Tm", "T*", "TL"):
                return ()
            case Kind.DEVICE | Kind.SPACE | Kind.COLOUR if row.fills:
                said = instruction(row.name.upper(), *machine.instruction.operands)
                self._fill = (*self._fill[:1], said) if row.kind is Kind.COLOUR else (said,)
            case Kind.SAVE | Kind.RESTORE | Kind.OBJECT:
                if row.kind is Kind.SAVE:
                    self._saved.append(self._fill)
                elif row.kind is Kind.RESTORE and self._saved:
                    self._fill = self._saved.pop()
                return (*self._closed(), machine.instruction)
        return (machine.instruction,)

    def _closed(self) -> Iterator[Instruction]:
        if self._open:
            self._open = False
            yield instruction("ET")

    def _shown(self, machine: Machine, font: pikepdf.Object) -> Iterator[Instruction]:
        state = machine.state
        if machine.operator.name == '"':
            yield instruction("Tw", machine.operands[0])
            yield instruction("Tc", machine.operands[1])
        if font.get("/Subtype") == _TYPE_3:
            self.shows = True
            yield from self._closed()
            yield from self._glyphs(machine, self._work.font(font))
            return
        if not self._open:
            self._open, self._at = True, Matrix()
            yield instruction("BT")
        if state.text != self._at:
            yield instruction("Tm", *_written(state.text))
        yield instruction("TJ" if machine.operator.name == "TJ" else "Tj", machine.operands[-1])
        key = _key(font)
        if key not in self._uses:
            self._uses[key] = font_use(font)
        self._at = state.text.moved(shown(machine.operands[-1], self._uses[key], state).pen, 0)
        machine.state = state.at(self._at, state.line)

    def _glyphs(self, machine: Machine, font: _Font) -> Iterator[Instruction]:
        state, pen, operand = machine.state, 0.0, machine.operands[-1]
        em = Matrix(state.size * state.stretch, 0, 0, state.size, 0, state.rise)
        for piece in operand if isinstance(operand, pikepdf.Array) else (operand,):
            if not isinstance(piece, pikepdf.String):
                pen += shown(pikepdf.Array([piece]), font.use, state).pen
                continue
            for code in bytes(piece):
                glyph = self._work.glyph(font, code) if state.rendering != INVISIBLE else None
                if glyph is not None:
                    self.drawn[glyph.name] = glyph
                    yield instruction("q")
                    yield from self._fill if glyph.strokes else ()
                    matrix = state.text.moved(pen, 0).after(em).after(font.matrix)
                    yield instruction("cm", *_written(matrix))
                    yield instruction("Do", pikepdf.Name(glyph.name))
                    yield instruction("Q")
                pen += shown(pikepdf.String(bytes((code,))), font.use, state).pen
        machine.state = state.at(state.text.moved(pen, 0), state.line)


def _written(matrix: Matrix) -> Iterator[float]:
    """Yield the numbers of a matrix as exactly as they are needed: glyphs may be told in units of any size."""
    return (round(value, 9) for value in matrix)
