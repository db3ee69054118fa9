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
from layout.pdf.interpreter import Content, Drawing, Fault, Instruction, Machine, follow
from layout.pdf.operators import Kind
from layout.pdf.shown import shown
from layout.pdf.spaces import darkest
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
    """One thing that is painted: its stream, and the how manyeth instruction of it paints the thing."""

    stream: tuple[int, int]
    at: int


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
    follow(content, state, _Reader(seen, content), seen.passes)
    return seen.verdicts


_TEXT = frozenset(("Td", "Tm", "T*", "Tj", "TJ", "'"))
"""Operators that show text or set its place, and nothing that lasts beyond it."""


@dataclass(slots=True)
class _Seen:
    """What was seen of a drawing: its pictures and dark areas in their order, and what was found of its black."""

    limits: OverprintLimits
    ink: float
    verdicts: Verdicts = field(default_factory=Verdicts)
    pictures: list[Rect] = field(default_factory=list)
    dark: list[Rect] = field(default_factory=list)
    uses: dict[tuple[int, int] | int, FontUse] = field(default_factory=dict)

    def passes(self, instruction: Instruction) -> bool:
        """Tell that nobody asks about an instruction: text, which is most of a page, before there is a picture."""
        return not self.pictures and str(instruction.operator) in _TEXT

    def painted(self, area: Rect, colour: Colour | None, *, covering: bool) -> None:
        """Note an area that is painted in a colour, or in who knows what; covering: nothing is seen under its box."""
        if covering:
            self._covered(area)
            self.pictures = [one for one in self.pictures if not covers(area, one)]
        if self.is_dark(colour):
            self.dark = [*self.dark[1 - _MOST :], area]

    def pictured(self, area: Rect, *, covering: bool) -> None:
        """Note a picture: black over its shadows may be more ink than the press takes."""
        if covering:
            self._covered(area)
        self.dark = [*self.dark[1 - _MOST :], area]
        self.pictures = [*self.pictures[1 - _MOST :], area]

    def _covered(self, area: Rect) -> None:
        self.dark = [one for one in self.dark if not covers(area, one)]

    def is_dark(self, colour: Colour | None) -> bool:
        """Tell whether full black over a colour were more ink than the press takes; if it is not known it may be."""
        if colour is None or (colour.inks is None and not colour.spots):
            return True
        under = sum(tone for ink, tone in zip(PROCESS, colour.inks or (), strict=False) if ink != BLACK)
        return 100 * (under + sum(tone for _, tone in colour.spots) + 1) > self.ink + 0.5


def _meets(box: Rect, grounds: list[Rect]) -> bool:
    """Tell whether a box shares more than a touch with a ground; an ad may have a thousand of each."""
    play = min(_TOUCH, box.width / 2, box.height / 2)
    left, top, right, bottom = box.x + play, box.y + play, box.right - play, box.bottom - play
    return any(
        one.x < right and one.y < bottom and one.x + one.width > left and one.y + one.height > top for one in grounds
    )


class _Reader:
    """Reads one stream: what it fills, and its black."""

    follows = frozenset((Drawing.FORM,))

    def __init__(self, seen: _Seen, content: Content) -> None:
        self._seen, self._stream = seen, content.stream.objgen
        self._path, self._clips = Path(), False

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
                path, self._path = self._path, Path()
                clips, self._clips = self._clips, False
                if row.fills or row.strokes:
                    self._paint(machine, path)
                if clips and (box := path.box()):
                    machine.state = state._replace(clip=overlap(box, state.clip) or Rect(box.x, box.y, -1, -1))
            case Kind.SHADING if machine.thing is not None:
                colour = darkest(
                    machine.content.resources.space(machine.thing.ColorSpace), machine.thing.get("/Function")
                )
                self._seen.painted(state.clip, colour, covering=False)
            case Kind.OBJECT if machine.thing is not None and machine.thing.get("/Subtype") == "/Image":
                self._picture(state, machine.thing)
            case Kind.IMAGE:
                assert isinstance(machine.instruction, pikepdf.ContentStreamInlineImage)
                self._picture(state, machine.instruction.iimage.obj)
            case Kind.SHOW:
                if state.font is not None:
                    self._show(machine, state, state.font)

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Nothing is told: who writes the stream tells it."""

    def _picture(self, state: State, image: pikepdf.Object) -> None:
        if area := overlap(state.ctm.box(0, 0, 1, 1), state.clip):
            if image.get("/ImageMask", False) or image.get("/IM", False):
                self._seen.painted(area, _darkest(state.fill), covering=False)
            holes = any(key in image for key in ("/SMask", "/Mask"))
            level = not (state.ctm.b or state.ctm.c)
            self._seen.pictured(area, covering=level and not holes and _is_opaque(state))

    def _paint(self, machine: Machine, path: Path) -> None:
        row, state, limits = machine.operator, machine.state, self._seen.limits
        opaque = _is_opaque(state)
        black_area, black_line = row.fills and _is_black(state.fill), row.strokes and _is_black(state.stroke)
        shapes: list[tuple[Rect, bool]] = []
        if row.fills:
            met = ((overlap(shape, state.clip), exact) for shape, exact in path.shapes(even_odd=row.even_odd))
            shapes = [(shape, exact) for shape, exact in met if shape]
        if opaque and (black_area or black_line):
            area = black_area and all(_is_small(shape, limits) for shape, _ in shapes)
            line = black_line and state.width * state.ctm.pen <= limits.rules + _PLAY
            box = path.box() if area or line else None
            over = box is not None and not _meets(_drawn(box, state) if row.strokes else box, self._seen.dark)
            self._seen.verdicts.path(Marked(self._stream, machine.index), area and over, line and over)
        for shape, exact in shapes:
            covering = exact and opaque and state.fill.pattern is None and not state.overprint.fills
            self._seen.painted(shape, _darkest(state.fill), covering=covering)
        if row.strokes and not black_line and self._seen.is_dark(_darkest(state.stroke)):
            pen = state.width * state.ctm.pen
            for segment in (segment for part in path.parts for segment in part):
                if inked := overlap(segment.inked(pen, ends=False), state.clip):
                    self._seen.painted(inked, None, covering=False)

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
                self._seen.verdicts.knocks.add(Marked(self._stream, machine.index))


_PLAIN = ("/Normal", "/Compatible")


def _is_opaque(state: State) -> bool:
    return state.opacity == (1.0, 1.0) and state.blend in _PLAIN and state.soft_mask is None


def _darkest(paint: Paint) -> Colour | None:
    """Return the darkest colour of a paint; None for that of a tiling pattern, which is not looked at."""
    if paint.pattern is None:
        return paint.colour
    if paint.pattern.is_tiling:
        return None
    return darkest(paint.pattern.space, paint.pattern.thing.Shading.get("/Function"))


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
