"""The operators of content streams (ISO 32000-1, annex A): one row each, with what it changes of the graphics state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Any, TypeAlias

import pikepdf

from layout.base.messages import say
from layout.pdf.geometry import Matrix
from layout.pdf.resources import Resources
from layout.pdf.spaces import CMYK, GREY, RGB, Space, initial, numbers
from layout.pdf.state import Paint, State

Operands: TypeAlias = Sequence[Any]
Change: TypeAlias = Callable[[State, Operands, Resources], State]


class Kind(Enum):
    """What an operator does."""

    __hash__ = object.__hash__  # Enum's own is written in Python, and every instruction is asked for its kind

    SAVE = auto()
    RESTORE = auto()
    STATE = auto()
    """Changes the graphics state by its own operands."""
    NAMED_STATE = auto()
    """Changes it by a graphics state dictionary."""
    DEVICE = auto()
    """Sets a space and a colour of it."""
    SPACE = auto()
    COLOUR = auto()
    PATH = auto()
    CLIP = auto()
    PAINT = auto()
    """Ends the path, painted or not."""
    TEXT = auto()
    """Changes text state or moves the pen."""
    SHOW = auto()
    SHADING = auto()
    OBJECT = auto()
    IMAGE = auto()
    """An inline picture, which pikepdf hands over as one instruction."""
    MARK = auto()
    GLYPH = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Operator:
    """A row of the table.

    ``operands`` are their kinds in order: n a number, / a name, s a string, a an array, . anything; a star at the
    end: any number of anything before them. ``category`` is where its name is looked up. ``fills`` and ``strokes``
    tell which colour it is about, or how it paints a path; ``closes`` and ``even_odd`` are of paths.
    """

    name: str
    kind: Kind
    operands: str = ""
    category: str = ""
    fills: bool = False
    strokes: bool = False
    closes: bool = False
    even_odd: bool = False
    change: Change | None = None

    @property
    def paints(self) -> bool:
        """Whether it may leave ink."""
        return self.kind in _PAINTING or (self.kind is Kind.PAINT and (self.fills or self.strokes))

    def fitting(self, given: Operands) -> Operands:
        """Return the operands it takes, the last ones if there are more. Raises ValueError if they are not its own."""
        if self.operands == "*" or (self.change is None and self.kind in _INERT):
            return given
        wanted = len(self.operands)
        taken = given if len(given) == wanted else given[-wanted:]
        if len(taken) == wanted:
            if self.operands == "n" * wanted:
                if NUMBERS.issuperset(map(type, taken)):
                    return taken
            elif all(isinstance(value, _IS[kind]) for kind, value in zip(self.operands, taken, strict=True)):
                return taken
        raise ValueError(say("its operands are not {wanted} of the right kind", wanted=wanted))


_PAINTING = frozenset((Kind.SHOW, Kind.SHADING, Kind.OBJECT, Kind.IMAGE))
_INERT = frozenset((Kind.STATE, Kind.MARK, Kind.GLYPH, Kind.OTHER))
"""Kinds of which those without a change mean nothing to anybody here: their operands are not looked at."""
NUMBERS = frozenset((int, float, Decimal))
"""The types of operands that are numbers."""
_IS: dict[str, Any] = {
    "n": tuple(NUMBERS),
    "/": pikepdf.Name,
    "s": pikepdf.String,
    "a": pikepdf.Array,
    ".": object,
}


def _field(name: str, make: Callable[[Any], object] = float) -> Change:
    return lambda state, given, _: state._replace(**{name: make(given[0])})  # type: ignore[arg-type]


def _concatenate(state: State, given: Operands, _: Resources) -> State:
    return state._replace(ctm=state.ctm.after(Matrix.of(given)))


def _named_state(state: State, given: Operands, resources: Resources) -> State:
    entry = resources.get("/ExtGState", given[0])
    return state.under(entry) if entry is not None else state


def _device(space: Space, *, fills: bool) -> Change:
    return lambda state, given, _: state.painted(Paint(space, tuple(map(float, given))), fills=fills)


def _space(*, fills: bool) -> Change:
    def change(state: State, given: Operands, resources: Resources) -> State:
        space = resources.space(given[0])
        return state.painted(Paint(space, initial(space)), fills=fills)

    return change


def _colour(*, fills: bool) -> Change:
    def change(state: State, given: Operands, resources: Resources) -> State:
        space = (state.fill if fills else state.stroke).space
        if not given or not isinstance(given[-1], pikepdf.Name):
            return state.painted(Paint(space, numbers(given)), fills=fills)
        pattern = resources.pattern(str(given[-1]))
        return state.painted(Paint(space, numbers(given), pattern), fills=fills) if pattern else state

    return change


def _font(state: State, given: Operands, resources: Resources) -> State:
    return state._replace(font=resources.get("/Font", given[0]), size=float(given[1]))


def _begin_text(state: State, _: Operands, __: Resources) -> State:
    return state.at(Matrix(), Matrix())


def _text_matrix(state: State, given: Operands, _: Resources) -> State:
    matrix = Matrix.of(given)
    return state.at(matrix, matrix)


def _move(state: State, given: Operands, _: Resources) -> State:
    return state.on_line(float(given[0]), float(given[1]))


def _move_leading(state: State, given: Operands, _: Resources) -> State:
    return state._replace(leading=-float(given[1])).on_line(float(given[0]), float(given[1]))


def _next_line(state: State, _: Operands, __: Resources) -> State:
    return state.on_line(0, -state.leading)


def _next_line_spaced(state: State, given: Operands, _: Resources) -> State:
    return state._replace(word_spacing=float(given[0]), spacing=float(given[1])).on_line(0, -state.leading)


def _both(
    name: str, kind: Kind, operands: str, change: Callable[..., Change], *of: Space, category: str = ""
) -> tuple[Operator, ...]:
    """Return the rows of an operator that has small letters for fills and capitals for strokes."""
    return (
        Operator(name, kind, operands, category, fills=True, change=change(*of, fills=True)),
        Operator(name.upper(), kind, operands, category, strokes=True, change=change(*of, fills=False)),
    )


_ROWS = (
    # Graphics state (table 57)
    Operator("q", Kind.SAVE),
    Operator("Q", Kind.RESTORE),
    Operator("cm", Kind.STATE, "nnnnnn", change=_concatenate),
    Operator("w", Kind.STATE, "n", change=_field("width")),
    Operator("J", Kind.STATE, "n", change=_field("cap", int)),
    Operator("j", Kind.STATE, "n"),
    Operator("M", Kind.STATE, "n"),
    Operator("d", Kind.STATE, "an"),
    Operator("ri", Kind.STATE, "/"),
    Operator("i", Kind.STATE, "n"),
    Operator("gs", Kind.NAMED_STATE, "/", "/ExtGState", change=_named_state),
    # Paths (tables 59 to 61)
    *(Operator(name, Kind.PATH, operands) for name, operands in (("m", "nn"), ("l", "nn"), ("h", ""), ("re", "nnnn"))),
    *(Operator(name, Kind.PATH, operands) for name, operands in (("c", "nnnnnn"), ("v", "nnnn"), ("y", "nnnn"))),
    Operator("W", Kind.CLIP),
    Operator("W*", Kind.CLIP, even_odd=True),
    Operator("n", Kind.PAINT),
    Operator("S", Kind.PAINT, strokes=True),
    Operator("s", Kind.PAINT, strokes=True, closes=True),
    Operator("f", Kind.PAINT, fills=True),
    Operator("F", Kind.PAINT, fills=True),
    Operator("f*", Kind.PAINT, fills=True, even_odd=True),
    Operator("B", Kind.PAINT, fills=True, strokes=True),
    Operator("B*", Kind.PAINT, fills=True, strokes=True, even_odd=True),
    Operator("b", Kind.PAINT, fills=True, strokes=True, closes=True),
    Operator("b*", Kind.PAINT, fills=True, strokes=True, closes=True, even_odd=True),
    # Colour (table 74)
    *_both("k", Kind.DEVICE, "nnnn", _device, CMYK),
    *_both("g", Kind.DEVICE, "n", _device, GREY),
    *_both("rg", Kind.DEVICE, "nnn", _device, RGB),
    *_both("cs", Kind.SPACE, "/", _space, category="/ColorSpace"),
    *_both("sc", Kind.COLOUR, "*", _colour),
    *_both("scn", Kind.COLOUR, "*", _colour, category="/Pattern"),
    # Text (tables 105 to 109)
    Operator("Tc", Kind.TEXT, "n", change=_field("spacing")),
    Operator("Tw", Kind.TEXT, "n", change=_field("word_spacing")),
    Operator("Tz", Kind.TEXT, "n", change=_field("stretch", lambda value: float(value) / 100)),
    Operator("TL", Kind.TEXT, "n", change=_field("leading")),
    Operator("Tf", Kind.TEXT, "/n", "/Font", change=_font),
    Operator("Tr", Kind.TEXT, "n", change=_field("rendering", int)),
    Operator("Ts", Kind.TEXT, "n", change=_field("rise")),
    Operator("BT", Kind.TEXT, change=_begin_text),
    Operator("ET", Kind.TEXT),
    Operator("Td", Kind.TEXT, "nn", change=_move),
    Operator("TD", Kind.TEXT, "nn", change=_move_leading),
    Operator("Tm", Kind.TEXT, "nnnnnn", change=_text_matrix),
    Operator("T*", Kind.TEXT, change=_next_line),
    Operator("Tj", Kind.SHOW, "s"),
    Operator("TJ", Kind.SHOW, "a"),
    Operator("'", Kind.SHOW, "s", change=_next_line),
    Operator('"', Kind.SHOW, "nns", change=_next_line_spaced),
    # What is drawn by name (tables 77 and 87), inline pictures (table 92)
    Operator("sh", Kind.SHADING, "/", "/Shading"),
    Operator("Do", Kind.OBJECT, "/", "/XObject"),
    Operator("INLINE IMAGE", Kind.IMAGE, "*"),
    # Marked content, glyphs of Type 3, what other versions may skip (tables 32, 113 and 320)
    Operator("MP", Kind.MARK, "/"),
    Operator("DP", Kind.MARK, "/.", "/Properties"),
    Operator("BMC", Kind.MARK, "/"),
    Operator("BDC", Kind.MARK, "/.", "/Properties"),
    Operator("EMC", Kind.MARK),
    Operator("d0", Kind.GLYPH, "nn"),
    Operator("d1", Kind.GLYPH, "nnnnnn"),
    Operator("BX", Kind.OTHER),
    Operator("EX", Kind.OTHER),
)
OPERATORS = {row.name: row for row in _ROWS}
UNKNOWN_OPERATOR = Operator("", Kind.OTHER, "*")

AS_THEY_ARE = frozenset(
    row.name
    for row in _ROWS
    if row.kind in (Kind.STATE, Kind.PATH, Kind.CLIP, Kind.TEXT, Kind.GLYPH) and not row.category
)
"""Operators that neither paint nor name anything, nor set a colour or a graphics state that a dictionary tells."""

CATEGORIES = frozenset(row.category for row in _ROWS if row.category)
"""The kinds of resources that operators name."""


def without(operator: Operator, *, fill: bool = False, stroke: bool = False) -> str:
    """Return the painting operator that does the same without filling, without stroking, or without both."""
    fills, strokes = operator.fills and not fill, operator.strokes and not stroke
    if not (fills or strokes):
        return "n"
    closes, even_odd = operator.closes and strokes, operator.even_odd and fills
    return _PATHS[fills, strokes, closes, even_odd]


_PATHS = {
    (row.fills, row.strokes, row.closes, row.even_odd): row.name for row in reversed(_ROWS) if row.kind is Kind.PAINT
}
