"""Which black of a page or an ad overprints, and which knocks out, by what it is drawn over.

A thin rule or a small solid in full black that overprints leaves the colour under it whole: no white seam beside it
where plates stray, and on bare paper the same ink as before. Where something shows through that should not, black
knocks out: large solids, large type on a picture, and rules on a ground with which they were more ink than the press
takes. Grounds are taken as the boxes around them. Type is looked at only where it is large; all other black type
overprints (`layout.pdf.treatment`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf

from layout.base.units import Rect
from layout.design.press import OverprintLimits, PressCondition
from layout.images.inks import BLACK, PROCESS
from layout.pdf.facts import Colour, covers, overlap
from layout.pdf.fonts import FontUse, font_use
from layout.pdf.geometry import Path
from layout.pdf.interpreter import Content, Drawing, Fault, Machine, follow
from layout.pdf.operators import Kind
from layout.pdf.shown import shown
from layout.pdf.state import SHOWS_FILL, SHOWS_STROKE, Paint, State

_MOST = 500
"""Grounds that are kept in mind: the last ones."""
_DESCENT, _ASCENT = -0.2, 0.8
"""How far type reaches below and above its line, em."""
_TOUCH = 0.1
"""What shares less with a ground, pt, only touches it."""
_PLAY = 0.01
"""Sizes are compared to so much, pt."""


class Marked(NamedTuple):
    """One thing that is painted: its stream, and the how manyeth path or text it paints."""

    stream: tuple[int, int]
    number: int


@dataclass(slots=True)
class Verdicts:
    """What was seen of things in every place where they are drawn.

    ``over`` are paths to overprint: whether their area does, and whether their line. ``knocks`` are texts to knock out.
    """

    over: dict[Marked, tuple[bool, bool]] = field(default_factory=dict)
    knocks: set[Marked] = field(default_factory=set)

    def path(self, thing: Marked, area: bool, line: bool) -> None:
        """Note what of a path may overprint; what is drawn several times has to everywhere."""
        before_area, before_line = self.over.get(thing, (area, line))
        self.over[thing] = area and before_area, line and before_line


def verdicts(content: Content, state: State, press: PressCondition) -> Verdicts:
    """Return which black of a stream, and of the forms it draws, overprints under a press condition."""
    seen = _Seen(press.overprint, press.ink.total)
    follow(content, state, _Reader(seen, content))
    return seen.verdicts


@dataclass(slots=True)
class _Seen:
    """What was seen of a drawing: its pictures and dark areas in their order, and what was found of its black."""

    limits: OverprintLimits
    ink: float
    verdicts: Verdicts = field(default_factory=Verdicts)
    pictures: list[Rect] = field(default_factory=list)
    dark: list[Rect] = field(default_factory=list)
    uses: dict[tuple[int, int] | int, FontUse] = field(default_factory=dict)

    def filled(self, area: Rect, colour: Colour, *, exact: bool) -> None:
        """Note an area that is filled in a colour; exact: its box is its very shape."""
        if exact:
            self.pictures = [one for one in self.pictures if not covers(area, one)]
            self.dark = [one for one in self.dark if not covers(area, one)]
        if not colour.inks:
            return
        under = sum(tone for ink, tone in zip(PROCESS, colour.inks, strict=True) if ink != BLACK)
        if 100 * (under + sum(tone for _, tone in colour.spots) + 1) > self.ink + 0.5:
            self.dark = [*self.dark[1 - _MOST :], area]

    def pictured(self, area: Rect) -> None:
        """Note a picture."""
        self.dark = [one for one in self.dark if not covers(area, one)]
        self.pictures = [*self.pictures[1 - _MOST :], area]


def _meets(box: Rect, grounds: list[Rect]) -> bool:
    shared = (overlap(box, ground) for ground in grounds)
    return any(one and min(one.width, one.height) > min(_TOUCH, box.width / 2, box.height / 2) for one in shared)


class _Reader:
    """Reads one stream: what it fills, and its black."""

    follows = frozenset((Drawing.FORM,))

    def __init__(self, seen: _Seen, content: Content) -> None:
        self._seen, self._stream = seen, content.stream.objgen
        self._path, self._clips, self._number = Path(), False, 0

    def enter(self, content: Content, state: State) -> _Reader:
        """Read a form, in each place."""
        return _Reader(self._seen, content)

    def step(self, machine: Machine) -> None:
        """Look at an instruction."""
        row, state = machine.operator, machine.state
        match row.kind:
            case Kind.PATH if machine.operands or row.name == "h":
                self._path.build(row.name, [float(value) for value in machine.operands], state.ctm)
            case Kind.CLIP:
                self._clips = True
            case Kind.PAINT:
                self._number += 1
                if row.fills or row.strokes:
                    self._paint(machine)
                if self._clips and (box := self._path.box()):
                    machine.state = state._replace(clip=overlap(box, state.clip) or Rect(box.x, box.y, -1, -1))
                self._path, self._clips = Path(), False
            case Kind.OBJECT if machine.thing is not None and machine.thing.get("/Subtype") == "/Image":
                if area := overlap(state.ctm.box(0, 0, 1, 1), state.clip):
                    self._seen.pictured(area)
            case Kind.IMAGE:
                if area := overlap(state.ctm.box(0, 0, 1, 1), state.clip):
                    self._seen.pictured(area)
            case Kind.SHOW:
                self._number += 1
                if state.font is not None:
                    self._show(machine, state, state.font)

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Nothing is told: who writes the stream tells it."""

    def _paint(self, machine: Machine) -> None:
        row, state, limits = machine.operator, machine.state, self._seen.limits
        opaque = state.opacity == (1.0, 1.0) and state.blend in _PLAIN and state.soft_mask is None
        black_area, black_line = row.fills and _is_black(state.fill), row.strokes and _is_black(state.stroke)
        shapes: list[tuple[Rect, bool]] = []
        if row.fills:
            met = ((overlap(shape, state.clip), exact) for shape, exact in self._path.shapes(even_odd=row.even_odd))
            shapes = [(shape, exact) for shape, exact in met if shape]
        if opaque and (black_area or black_line):
            area = black_area and all(_is_small(shape, limits) for shape, _ in shapes)
            line = black_line and state.width * state.ctm.pen <= limits.rules + _PLAY
            box = self._path.box()
            if (area or line) and box and not _meets(_drawn(box, state), self._seen.dark):
                self._seen.verdicts.path(Marked(self._stream, self._number), area, line)
            else:
                self._seen.verdicts.path(Marked(self._stream, self._number), False, False)
        if row.fills and state.fill.pattern is None and not state.overprint.fills:
            for shape, exact in shapes:
                self._seen.filled(shape, state.fill.colour, exact=exact and opaque)

    def _show(self, machine: Machine, state: State, font: pikepdf.Object) -> None:
        """Note text that is large, black and on a picture. Without a picture nobody asks how far it reaches."""
        if not self._seen.pictures:
            return
        key = font.objgen if font.is_indirect else id(font)
        if key not in self._seen.uses:
            self._seen.uses[key] = font_use(font)
        run = shown(machine.operands[-1], self._seen.uses[key], state)
        machine.state = state.at(state.text.moved(run.pen, 0), state.line)
        paints = [state.fill] if state.rendering in SHOWS_FILL else []
        paints += [state.stroke] if state.rendering in SHOWS_STROKE else []
        if state.glyph.height > self._seen.limits.type + _PLAY and all(map(_is_black, paints)):
            low, high = (state.rise + part * state.size for part in (_DESCENT, _ASCENT))
            if _meets(
                state.ctm.after(state.text).box(run.least, low, run.most or state.size, high), self._seen.pictures
            ):
                self._seen.verdicts.knocks.add(Marked(self._stream, self._number))


_PLAIN = ("/Normal", "/Compatible")


def _is_black(paint: Paint) -> bool:
    return paint.pattern is None and paint.is_black


def _is_small(shape: Rect, limits: OverprintLimits) -> bool:
    """Tell whether an area is a rule, or a solid of a few points."""
    thin, long = sorted((shape.width, shape.height))
    return thin <= limits.rules + _PLAY or long <= limits.solids + _PLAY


def _drawn(box: Rect, state: State) -> Rect:
    """Return what a path reaches with its line."""
    pen = state.width * state.ctm.pen / 2
    return overlap(box.inset(-pen, -pen), state.clip) or box
