"""The one interpreter of content streams (ISO 32000-1, 7.8 to 9): a state machine, and two ways to drive it.

`operators.OPERATORS` is what is known of operators, `state.State` of the graphics state, `resources.Resources` of
names, `spaces.Space` of colour. A `Machine` carries out one content stream, instruction by instruction:

    machine.operator      the row of the operator that was just carried out (its `kind` tells what it does)
    machine.operands      its operands, of the number and kinds its row wants
    machine.before, .state    the graphics state before and after it
    machine.thing         what its name stands for in the resources: a form, a font, a graphics state; or None
    machine.instruction   the instruction as the file has it
    machine.content       the stream it stands in: its kind, its name, its resources
    machine.index         the how manyeth instruction of it this is

Those who read get everything that is drawn, where it is drawn, unrolled: `follow` goes into forms, tiling patterns,
glyphs of Type 3 fonts and groups of soft masks, never into one that is being drawn, and no deeper than `DEPTH`. To
add a reader, write a `Visitor`: name in `follows` the kinds of streams it wants to be led into, match on
`machine.operator.kind` in `step`, return from `enter` who looks at an inner stream (itself, another, nobody), and say
in `fault` what becomes of what cannot be carried out: raise, or note it, and it is passed over. A visitor that
follows clipping or the widths of glyphs tells the machine by setting `machine.state`.

Those who rewrite get each stream once, whoever draws it: `rewritten` returns its bytes with every instruction replaced
by what a `Rewriter` yields for it. Inner streams are theirs to ask for, with `inner_contents`: a form is then in the
state `INHERITED`, of which no colour is known. To write a stream several times in one pass, go through `carried_out`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

import pikepdf

from layout.base.units import Rect
from layout.pdf.facts import overlap
from layout.pdf.geometry import Matrix
from layout.pdf.operators import OPERATORS, UNKNOWN_OPERATOR, Kind, Operands, Operator
from layout.pdf.resources import Resources
from layout.pdf.spaces import numbers
from layout.pdf.state import BLACK_PAINT, UNTOLD, Paint, Pattern, State

Instruction: TypeAlias = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

DEPTH = 24
"""Streams drawn in streams; what goes deeper is broken or made to do harm."""

SENSELESS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError, pikepdf.PdfError)
"""What comes of operands, resources and pictures that are not what the standard says they are."""

PRESS_START = State(fill=BLACK_PAINT, stroke=BLACK_PAINT)
"""How a page of ours begins: in black of DeviceCMYK."""
INHERITED = State(fill=UNTOLD, stroke=UNTOLD)
"""How a stream begins that is looked at without who draws it."""


class Drawing(StrEnum):
    """The kinds of content streams."""

    PAGE = "page"
    FORM = "form"
    PATTERN = "pattern"
    GLYPH = "glyph"
    SOFT_MASK = "soft mask"


class Fault(StrEnum):
    """What may be wrong with a stream, in words that an error's own may follow."""

    UNREADABLE = "cannot be read"
    SENSELESS = "makes no sense"
    DEEP = f"forms are drawn in forms more than {DEPTH} deep"
    CYCLE = "draws itself"


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """A content stream. ``source`` is the name it was drawn by, ``pattern`` what it is the cell of, if it is one."""

    stream: Any
    kind: Drawing
    source: str
    resources: Resources
    pattern: Pattern | None = None

    @classmethod
    def of_page(cls, page: pikepdf.Page) -> Content:
        """Return a page's."""
        return cls(page, Drawing.PAGE, "page", Resources.of_page(page))

    def inner(self, stream: Any, kind: Drawing, source: str) -> Content:
        """Return a stream drawn in this one."""
        return Content(stream, kind, source, self.resources.within(stream))

    def glyphs(self, font: pikepdf.Object) -> Iterator[Content]:
        """Yield the glyphs of a Type 3 font, whose resources are the font's, or else this stream's."""
        holder = replace(self, resources=self.resources.within(font))
        for name, glyph in font.get("/CharProcs", pikepdf.Dictionary()).items():
            yield holder.inner(glyph, Drawing.GLYPH, name)

    def instructions(self) -> Sequence[Instruction]:
        """Return its instructions. Raises PdfError for a stream that cannot be taken apart."""
        return pikepdf.parse_content_stream(self.stream)


class Machine:
    """Carries out one content stream. Only this object grows while it does; the module's head tells what it shows."""

    __slots__ = (
        "before",
        "content",
        "index",
        "instruction",
        "operands",
        "operator",
        "saved",
        "start",
        "state",
        "thing",
    )

    instruction: Instruction
    """The instruction last carried out; there is none before the first."""

    def __init__(self, content: Content, state: State) -> None:
        self.content, self.state, self.before = content, state, state
        self.start = state.ctm
        """Where patterns are told from: the stream's own first matrix (ISO 32000-1, 8.7.3.1)."""
        self.saved: list[State] = []
        self.index = 0
        self.operator: Operator = UNKNOWN_OPERATOR
        self.operands: Operands = ()
        self.thing: pikepdf.Object | None = None

    def advance(self, instruction: Instruction) -> None:
        """Carry out an instruction. Raises what is in SENSELESS, and the state is as it was."""
        state = self.before = self.state
        row = OPERATORS.get(str(instruction.operator), UNKNOWN_OPERATOR)
        self.operator, self.instruction, self.thing, self.operands = row, instruction, None, ()
        if row.operands and row.kind is not Kind.IMAGE:
            self.operands = row.fitting(list(instruction.operands))
            if row.category and self.operands:
                # Colour and marked content name it last, after numbers or a tag; a font comes before its size.
                named = self.operands[0 if row.kind is Kind.TEXT else -1]
                self.thing = self.content.resources.get(row.category, named) if _is_name(named) else None
        if row.change is not None:
            self.state = row.change(state, self.operands, self.content.resources)
        elif row.kind is Kind.SAVE:
            self.saved.append(state)
        elif row.kind is Kind.RESTORE and self.saved:
            self.state = self.saved.pop().at(state.text, state.line)


def _is_name(value: object) -> bool:
    return isinstance(value, pikepdf.Name)


class Visitor(Protocol):
    """Somebody who reads what is drawn."""

    @property
    def follows(self) -> Collection[Drawing]:
        """The kinds of inner streams it wants to see."""

    def enter(self, content: Content, state: State) -> Visitor | None:
        """Return who looks at an inner stream that begins in a state; None if nobody does."""

    def step(self, machine: Machine) -> None:
        """Look at an instruction that was carried out, before what it draws is followed."""

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Note what is wrong with a stream, or raise it."""


def follow(
    content: Content, state: State, visitor: Visitor, passed: Callable[[Instruction], bool] | None = None
) -> None:
    """Lead a visitor through a stream and everything it draws. passed: as `carried_out` has it."""
    _Guide(passed).lead(content, state, visitor)


class _Guide:
    """Leads visitors. ``_active`` are the streams that are being drawn, the outermost first."""

    def __init__(self, passed: Callable[[Instruction], bool] | None) -> None:
        self._active: list[tuple[int, int]] = []
        self._passed = passed

    def lead(self, content: Content, state: State, visitor: Visitor) -> None:
        try:
            instructions = content.instructions()
        except pikepdf.PdfError as error:
            visitor.fault(content, Fault.UNREADABLE, "", error)
            return
        machine, passed = Machine(content, state), self._passed
        for machine.index, instruction in enumerate(instructions):
            if passed is not None and passed(instruction):
                continue
            try:
                machine.advance(instruction)
                visitor.step(machine)
                if machine.operator.kind in _LEADS:
                    self._into(machine, visitor)
            except SENSELESS as error:
                visitor.fault(content, Fault.SENSELESS, str(instruction.operator), error)

    def _into(self, machine: Machine, visitor: Visitor) -> None:
        """Go on into what the instruction draws."""
        content, state, thing = machine.content, machine.state, machine.thing
        match machine.operator.kind:
            case Kind.OBJECT if thing is not None and thing.get("/Subtype") == "/Form":
                self._form(content.inner(thing, Drawing.FORM, str(machine.operands[0])), state, visitor)
            case Kind.COLOUR if machine.operator.category and thing is not None:
                self._pattern(machine, state.fill if machine.operator.fills else state.stroke, visitor)
            case Kind.NAMED_STATE if (mask := state.soft_mask) is not None and mask is not machine.before.soft_mask:
                if "/G" in mask:
                    self._form(content.inner(mask.G, Drawing.SOFT_MASK, "soft mask"), state, visitor)
            case Kind.SHOW if Drawing.GLYPH in visitor.follows:
                if state.font is not None and state.font.get("/Subtype") == "/Type3":
                    # In the size in which the text is shown (ISO 32000-1, 9.6.5).
                    matrix = state.glyph.after(Matrix.of(list(state.font.get("/FontMatrix", _GLYPH))))
                    for glyph in content.glyphs(state.font):
                        self._enter(glyph, state._replace(ctm=matrix), visitor)

    def _pattern(self, machine: Machine, paint: Paint, visitor: Visitor) -> None:
        pattern = paint.pattern
        if pattern is None or not pattern.is_tiling or Drawing.PATTERN not in visitor.follows:
            return
        inner = machine.content.inner(pattern.thing, Drawing.PATTERN, f"{machine.content.source}{pattern.name}")
        state = State(machine.start.after(_matrix_of(pattern.thing)))
        if int(pattern.thing.get("/PaintType", 1)) == 2:
            state = state._replace(fill=paint.under, stroke=paint.under)
        self._enter(replace(inner, pattern=pattern), state, visitor)

    def _form(self, content: Content, state: State, visitor: Visitor) -> None:
        if content.kind not in visitor.follows:
            return
        ctm, clip = state.ctm.after(_matrix_of(content.stream)), state.clip
        if "/BBox" in content.stream:
            box = ctm.box(*numbers(list(content.stream.BBox)))
            clip = overlap(clip, box) or Rect(box.x, box.y, -1, -1)
        self._enter(content, state._replace(ctm=ctm, clip=clip), visitor)

    def _enter(self, content: Content, state: State, visitor: Visitor) -> None:
        key = content.stream.objgen
        if key in self._active:
            visitor.fault(content, Fault.CYCLE, "", None)
        elif len(self._active) >= DEPTH:
            visitor.fault(content, Fault.DEEP, "", None)
        elif (inner := visitor.enter(content, state)) is not None:
            self._active.append(key)
            self.lead(content, state, inner)
            self._active.pop()


_LEADS = frozenset((Kind.OBJECT, Kind.COLOUR, Kind.NAMED_STATE, Kind.SHOW))
"""What may draw another stream."""
_UNIT = (1, 0, 0, 1, 0, 0)
_GLYPH = (0.001, 0, 0, 0.001, 0, 0)


def _matrix_of(stream: pikepdf.Object) -> Matrix:
    return Matrix.of(list(stream.get("/Matrix", _UNIT)))


class Rewriter(Protocol):
    """Somebody who writes a stream anew."""

    def rewrite(self, machine: Machine) -> Iterable[Instruction]:
        """Return what stands for an instruction that was carried out."""


Excuse: TypeAlias = Callable[[Fault, str, Exception], None]
"""Is told what cannot be carried out, and by which operator; unless it raises, the instruction is left out."""


def carried_out(
    content: Content, state: State, fault: Excuse, passed: Callable[[Instruction], bool] | None = None
) -> Iterator[Machine]:
    """Carry out one stream, but not those it draws; yield the machine, always the same one, after each instruction.

    passed: tells of an instruction that it is neither to be carried out nor yielded.
    """
    try:
        instructions = content.instructions()
    except pikepdf.PdfError as error:
        fault(Fault.UNREADABLE, "", error)
        return
    machine = Machine(content, state)
    for machine.index, instruction in enumerate(instructions):
        if passed is not None and passed(instruction):
            continue
        try:
            machine.advance(instruction)
        except SENSELESS as error:
            fault(Fault.SENSELESS, str(instruction.operator), error)
            continue
        yield machine


def rewritten(content: Content, state: State, rewriter: Rewriter, fault: Excuse, copied: Collection[str] = ()) -> bytes:
    """Return a stream's operators as a rewriter writes them.

    copied: operators that are taken over as they are, without being carried out: what they change of the graphics
    state is not known to the rewriter then, and a page of a million of them is written in a third of the time.
    """
    written: list[Instruction] = []

    def passed(each: Instruction) -> bool:
        if str(each.operator) not in copied:
            return False
        written.append(each)
        return True

    for machine in carried_out(content, state, fault, passed if copied else None):
        written += rewriter.rewrite(machine)
    return unparsed(written)


def pass_over(fault: Fault, operator: str, error: Exception) -> None:
    """Leave out what cannot be carried out: it was looked at before."""


def unparsed(instructions: Sequence[Instruction]) -> bytes:
    """Return instructions as a stream has them."""
    return pikepdf.unparse_content_stream(instructions)


def inner_contents(
    content: Content, used: Callable[[str, str], bool] = lambda category, name: True
) -> Iterator[Content]:
    """Yield the streams that a stream's resources draw with: forms, tiling patterns, glyphs of Type 3 fonts.

    used: tells of a category and a name of it whether it is asked about; soft masks are not drawn, so not yielded.
    """
    for category, kind in (("/XObject", Drawing.FORM), ("/Pattern", Drawing.PATTERN)):
        for name, thing in content.resources.items(category):
            if used(category, name) and isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") in (None, "/Form"):
                yield content.inner(thing, kind, name)
    for name, font in content.resources.items("/Font"):
        if used("/Font", name) and font.get("/Subtype") == "/Type3":
            yield from content.glyphs(font)


def instruction(operator: str, *operands: Any) -> pikepdf.ContentStreamInstruction:
    """Return a new instruction."""
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))
