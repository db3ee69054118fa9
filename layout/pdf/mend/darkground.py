"""Black type on a ground so dark that both together are more ink than the press takes: there it knocks out.

Black type overprints on the page (`layout.pdf.treatment`), so that no white seam is beside it. On a ground of C87 M84
K29 that is 271 %, which smears and sets off; what shows there of plates that stray is as dark as the type. So in the
copy such type is marked to knock out. Grounds are taken as their boxes: type beside a dark shape may knock out too,
which is no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf

from layout.base.messages import say
from layout.base.units import Rect
from layout.design.press import PressCondition
from layout.images.inks import BLACK, PROCESS
from layout.pdf.facts import Colour, covers, overlap
from layout.pdf.fonts import FontUse, font_use
from layout.pdf.geometry import Path
from layout.pdf.interpreter import Content, Drawing, Fault, Instruction, Machine, follow, pass_over, rewritten
from layout.pdf.mend.change import Change, Cure
from layout.pdf.mend.whole import reached
from layout.pdf.operators import Kind
from layout.pdf.resources import Resources
from layout.pdf.shown import shown
from layout.pdf.state import State
from layout.pdf.treatment import is_black_text, knocking_out, overprinting

_MOST = 500
"""Dark areas that are looked at: the last ones."""
_DESCENT, _ASCENT = -0.2, 0.8
"""How far type reaches below and above its line, em."""

_TOUCH = 0.1
"""Type and a ground that share less, pt, only touch."""

Show = tuple[tuple[int, int], int]
"""Which text is shown: the stream, and the how manyeth that it shows."""


def on_dark_grounds(pdf: pikepdf.Pdf, form: pikepdf.Object, press: PressCondition) -> tuple[Change, ...]:
    """Mark black type to knock out where with its ground it would be more ink than the press takes, in place."""
    if press.mono or not any(thing.get("/Type") == "/Font" for thing in reached(form)):
        return ()  # on a black page the ground is on the plate of the type, or on one other
    content = Content(form, Drawing.FORM, str(Drawing.PAGE), Resources(form.get("/Resources")))
    seen = _Seen(press.ink.total)
    follow(content, State(), _Reader(seen, content))
    for inner, state in seen.streams.values():
        numbers = {number for stream, number in seen.dark if stream == inner.stream.objgen}
        inner.stream.write(rewritten(inner, state, _Marker(numbers, inner.resources), pass_over))
    if not seen.dark:
        return ()
    said = say("black type on a dark ground knocks out: together they were more ink than the press takes")
    return (Change(Cure.OVERPRINT, said),)


@dataclass(slots=True)
class _Seen:
    """What was seen of an ad: its dark areas in their order, and the type that stands on one."""

    limit: float
    grounds: list[Rect] = field(default_factory=list)
    dark: set[Show] = field(default_factory=set)
    streams: dict[tuple[int, int], tuple[Content, State]] = field(default_factory=dict)
    uses: dict[tuple[int, int] | int, FontUse] = field(default_factory=dict)

    def filled(self, area: Rect, colour: Colour, *, exact: bool) -> None:
        """Note an area that is filled in a colour; exact: its box is its very shape."""
        if colour.inks is None:
            return
        under_black = sum(tone for ink, tone in zip(PROCESS, colour.inks, strict=True) if ink != BLACK) + 1
        if 100 * under_black > self.limit + 0.5:
            self.grounds.append(area)
        elif exact:
            self.covered(area)
        self.grounds = self.grounds[-_MOST:]

    def covered(self, area: Rect) -> None:
        """Note an area that is covered by something that is not dark, or is a picture."""
        self.grounds = [one for one in self.grounds if not covers(area, one)]


class _Reader:
    """Reads one stream: what it fills, and the black type that it shows."""

    follows = frozenset((Drawing.FORM,))

    def __init__(self, seen: _Seen, content: Content, state: State | None = None) -> None:
        self._seen, self._content, self._start = seen, content, state or State()
        self._path = Path()
        self._clips = False
        self._shows = 0

    def enter(self, content: Content, state: State) -> _Reader:
        """Read a form, in each place."""
        return _Reader(self._seen, content, state)

    def step(self, machine: Machine) -> None:
        """Look at an instruction."""
        row, state = machine.operator, machine.state
        if row.kind is Kind.PATH and machine.operands:
            self._path.build(row.name, [float(value) for value in machine.operands], state.ctm)
        elif row.kind is Kind.PAINT:
            if row.fills and state.fill.pattern is None and not state.overprint.fills:
                for shape, exact in self._path.shapes(even_odd=row.even_odd):
                    if area := overlap(shape, state.clip):
                        self._seen.filled(area, state.fill.colour, exact=exact)
            if self._clips and (box := self._path.box()):
                machine.state = state._replace(clip=overlap(box, state.clip) or Rect(box.x, box.y, -1, -1))
            self._path, self._clips = Path(), False
        elif row.kind is Kind.OBJECT and machine.thing is not None and machine.thing.get("/Subtype") == "/Image":
            if area := overlap(state.ctm.box(0, 0, 1, 1), state.clip):
                self._seen.covered(area)
        elif row.kind is Kind.CLIP:
            self._clips = True
        elif row.kind is Kind.SHOW and state.font is not None:
            self._show(machine, state, state.font)

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Nothing is told: the drawing was looked through before."""

    def _show(self, machine: Machine, state: State, font: pikepdf.Object) -> None:
        self._shows += 1
        key = font.objgen if font.is_indirect else id(font)
        if key not in self._seen.uses:
            self._seen.uses[key] = font_use(font)
        run = shown(machine.operands[-1], self._seen.uses[key], state)
        machine.state = state.at(state.text.moved(run.pen, 0), state.line)
        if self._seen.grounds and is_black_text(state):
            low, high = (state.rise + part * state.size for part in (_DESCENT, _ASCENT))
            box = state.ctm.after(state.text).box(run.least, low, run.most, high)
            shared = (overlap(box, ground) for ground in self._seen.grounds)
            if any(one and min(one.width, one.height) > _TOUCH for one in shared):
                stream = self._content.stream.objgen
                self._seen.dark.add((stream, self._shows))
                self._seen.streams[stream] = self._content, self._start


class _Marker:
    """Writes one stream, in which the type of some numbers is to knock out."""

    def __init__(self, numbers: set[int], resources: Resources) -> None:
        self._numbers, self._resources = numbers, resources
        self._shows = 0

    def rewrite(self, machine: Machine) -> Sequence[Instruction]:
        """Return what stands for an instruction."""
        if machine.operator.kind is not Kind.SHOW or machine.state.font is None:
            return (machine.instruction,)
        self._shows += 1
        if self._shows not in self._numbers:
            return (machine.instruction,)
        after = overprinting(self._resources, machine.state.overprint)
        return (knocking_out(self._resources), machine.instruction, after)
