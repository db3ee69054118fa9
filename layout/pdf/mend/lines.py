"""Lines too thin for the press made thicker, and white that overprints made to cover what is under it.

Both follow what `layout.preflight` finds fault with in a page: `rules.thin`, and white that vanishes. So does that a
form of type which is always drawn in black says so itself: only then is the type known to be black, and overprints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from layout.base.messages import say
from layout.design.press import PressCondition, RuleLimits
from layout.pdf.facts import Overprint
from layout.pdf.geometry import Matrix
from layout.pdf.interpreter import (
    Content,
    Drawing,
    Fault,
    Instruction,
    Machine,
    follow,
    inner_contents,
    instruction,
    pass_over,
    rewritten,
)
from layout.pdf.mend.change import Change, Cure
from layout.pdf.operators import Kind
from layout.pdf.resources import Resources
from layout.pdf.state import OVERPRINTING, SHOWS_FILL, SHOWS_STROKE, Paint, State, overprint_under
from layout.pdf.treatment import overprinting

_LONG = 4.0
"""A filled rectangle this many times as long as it is thick is a line."""
_PLAY = 0.01
"""Less, pt, is the same thickness."""
_FULL = 0.999
"""A tone value of more is no screen."""


def seen_in_print(pdf: pikepdf.Pdf, form: pikepdf.Object, press: PressCondition) -> tuple[Change, ...]:
    """Make lines as thick as the press prints them, in place, and take overprinting off white."""
    entries = _Entries()
    content = Content(form, Drawing.FORM, str(Drawing.PAGE), Resources(form.get("/Resources")))
    entries.enter(content, State())
    if any(True for _ in inner_contents(content)):
        follow(content, State(), entries)
    thickened = uncovered = 0
    for key, (inner, state) in entries.found.items():
        work = _Writer(inner, state, press.rules)
        written = rewritten(inner, state, work, pass_over)
        if work.thickened or work.uncovered:
            inner.stream.write(written)
        if inner.stream.objgen != form.objgen and inner.kind is Drawing.FORM and any(inner.resources.items("/Font")):
            begun = [operator for operator, black in zip((b"0 g", b"0 G"), entries.black[key], strict=True) if black]
            inner.stream.write(b"\n".join((*begun, inner.stream.read_bytes())))
        thickened, uncovered = thickened + work.thickened, uncovered + work.uncovered
    changes = []
    if thickened:
        said = say("{count:line was|lines were} thinner than the press prints, and made thicker", count=thickened)
        changes.append(Change(Cure.THIN, said))
    if uncovered:
        changes.append(Change(Cure.OVERPRINT, say("white that overprints would not be seen: it covers now")))
    return tuple(changes)


@dataclass(slots=True)
class _Entries:
    """Notes of every stream that lays ink in which state it begins where it is drawn smallest.

    ``black`` tells of each whether it always begins in black, for fills and for strokes.
    """

    follows = frozenset((Drawing.FORM, Drawing.PATTERN))
    found: dict[tuple[int, int], tuple[Content, State]] = field(default_factory=dict)
    black: dict[tuple[int, int], tuple[bool, bool]] = field(default_factory=dict)
    _seen: set[tuple[Any, ...]] = field(default_factory=set)

    def enter(self, content: Content, state: State) -> _Entries | None:
        key = content.stream.objgen
        if key not in self.found or state.ctm.pen < self.found[key][1].ctm.pen:
            self.found[key] = content, state
        fills, strokes = state.fill.is_black, state.stroke.is_black
        before = self.black.get(key, (True, True))
        self.black[key] = (fills and before[0], strokes and before[1])
        way = (key, fills, strokes, *(round(value, 2) for value in state.ctm[:4]))
        if way in self._seen:
            return None
        self._seen.add(way)
        return self

    def step(self, machine: Machine) -> None:
        """Nothing is asked of single instructions."""

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Nothing is told: the drawing was looked through before."""


class _Writer:
    """Writes one stream. ``_width`` and ``_overprint`` are in force in what is written, ``_path`` is what waits."""

    def __init__(self, content: Content, state: State, limits: RuleLimits) -> None:
        self._resources, self._limits = content.resources, limits
        self._width, self._overprint = state.width, state.overprint
        self._saved: list[tuple[float, Overprint]] = []
        self._path: list[Instruction] = []
        self._rectangles: list[Sequence[float]] | None = []
        """Those the path consists of; None if there is anything else in it, or it clips."""
        self.thickened = self.uncovered = 0

    def rewrite(self, machine: Machine) -> Sequence[Instruction]:
        """Return what stands for an instruction."""
        row, one, state = machine.operator, machine.instruction, machine.state
        match row.kind:
            case Kind.SAVE:
                self._saved.append((self._width, self._overprint))
            case Kind.RESTORE if self._saved:
                self._width, self._overprint = self._saved.pop()
            case Kind.STATE if row.name == "w":
                self._width = state.width
            case Kind.NAMED_STATE if machine.thing is not None:
                self._width = state.width if "/LW" in machine.thing else self._width
                if any(key in machine.thing for key in OVERPRINTING):
                    self._overprint = overprint_under(machine.thing, self._overprint)
            case Kind.PATH | Kind.CLIP:
                self._path.append(one)
                if row.name != "re":
                    self._rectangles = None
                elif self._rectangles is not None:
                    self._rectangles.append([float(value) for value in machine.operands])
                return ()
            case Kind.PAINT:
                path = self._thick_path(machine) if row.fills else self._path
                self._path, self._rectangles = [], []
                before = self._covering(state, fills=row.fills, strokes=row.strokes)
                return (*before, *self._pen(state, strokes=row.strokes), *path, one)
            case Kind.SHOW:
                fills, strokes = state.rendering in SHOWS_FILL, state.rendering in SHOWS_STROKE
                return (*self._covering(state, fills=fills, strokes=strokes), one)
            case Kind.OBJECT if machine.thing is not None and bool(machine.thing.get("/ImageMask", False)):
                return (*self._covering(state, fills=True, strokes=False), one)
        return (one,)

    def _least(self, paint: Paint) -> float:
        """Return how thick a line of a colour has to be, pt."""
        colour = paint.colour
        if paint.pattern is None and colour.is_paper:
            return self._limits.reversed
        tones = [*(colour.inks or (1.0,)), *(tone for _, tone in colour.spots)]
        screened = paint.pattern is not None or 0 < max(tones) < _FULL
        return max(self._limits.positive, self._limits.tint) if screened else self._limits.positive

    def _pen(self, state: State, *, strokes: bool) -> Sequence[Instruction]:
        """Return what sets the width that a stroke is to have, where that is not in force."""
        pen = state.ctm.pen
        if not strokes or pen <= 0:
            return ()
        least, width = self._least(state.stroke), state.width
        if width * pen < least - _PLAY:
            width = least / pen
            self.thickened += 1
        if width == self._width:
            return ()
        self._width = width
        return (instruction("w", round(width, 5)),)

    def _thick_path(self, machine: Machine) -> Sequence[Instruction]:
        """Return the path that is filled, its rectangles as thick as lines have to be."""
        state, many = machine.state, self._rectangles or ()
        if not many or (machine.operator.even_odd and len(many) > 1) or state.fill.colour.is_paper:
            return self._path
        least = self._least(state.fill)
        path = list(self._path)
        for at, rectangle in enumerate(many):
            if (thick := _thickened(rectangle, state.ctm, least)) is not None:
                path[at] = instruction("re", *(round(value, 5) for value in thick))
                self.thickened += 1
        return path

    def _covering(self, state: State, *, fills: bool, strokes: bool) -> Sequence[Instruction]:
        """Return what takes the overprinting off white, or sets it again, where that is not in force."""
        told = state.overprint
        white_fill, white_stroke = (
            shown and paint.pattern is None and paint.colour.is_paper
            for shown, paint in ((fills, state.fill), (strokes, state.stroke))
        )
        wanted = Overprint(told.fills and not white_fill, told.strokes and not white_stroke, told.mode)
        self.uncovered += wanted != told
        if wanted == self._overprint:
            return ()
        self._overprint = wanted
        return (overprinting(self._resources, wanted),)


def _thickened(rectangle: Sequence[float], ctm: Matrix, least: float) -> Sequence[float] | None:
    """Return a rectangle that is a line, and thinner than the least, as thick as that; None for any other."""
    x, y, width, height = rectangle
    across, up = abs(width) * ctm.width, abs(height) * ctm.height
    thin, long = min(across, up), max(across, up)
    if thin >= least - _PLAY or long < max(_LONG * thin, least) or not (ctm.width and ctm.height):
        return None
    if across < up:
        wide = least / ctm.width
        return x + (width - wide) / 2, y, wide, height
    tall = least / ctm.height
    return x, y + (height - tall) / 2, width, tall
