"""What becomes of colours on a page of black, or of black and spots: their tints of black, and what type and rules are
that must not be screened.

A page is read as it is drawn, through all its forms, so that it is known what everything stands on: type of a form may
stand on a ground of the page. Grounds are taken as the boxes around their parts, as far as clipping shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image

from layout.base.units import Rect
from layout.design.press import PressCondition
from layout.design.values import Colour
from layout.images.colour import in_black
from layout.images.inks import PROCESS, ink_called, is_process, printed_inks
from layout.pdf.facts import overlap
from layout.pdf.geometry import Path
from layout.pdf.interpreter import Content, Drawing, Fault, Machine, follow
from layout.pdf.operators import Kind
from layout.pdf.overprinting import Marked
from layout.pdf.spaces import CMYK
from layout.pdf.state import SHOWS_FILL, Paint, State

Numbers = tuple[float, ...]

DARK_TYPE = 0.5
"""Type of a tint of this or more is meant as dark: it is black. Lighter type is so only where it is small."""
GROUND = 0.5
"""The least tint that white type stands out from, on a press whose tints grow: 0.5 prints as 0.75 of newsprint."""
NEARLY_BLACK = 0.95
"""What no reader tells from black alone, such as black with other inks under it."""
FAINT = 0.25
"""A rule of this tint or more that is too thin to be screened is solid; a fainter one stays. Small type on a picture is
black; fainter type was meant to stand out from a dark one, and is white."""


@dataclass(frozen=True, slots=True)
class PageInks:
    """The press condition of a page, and the design's spot colours by their marked numbers."""

    press: PressCondition
    marks: Mapping[Numbers, Colour]

    @classmethod
    def of(cls, press: PressCondition, colours: Iterable[Colour]) -> PageInks:
        """Return the inks of a page whose design has those colours."""
        return cls(press, {tuple(colour): colour for colour in colours if colour.spot})

    @property
    def changes(self) -> bool:
        """Whether there is anything to do: not on a page of process inks whose design has no spots."""
        return bool(self.marks) or not is_process(printed_inks(self.press))

    def marked(self, values: Numbers) -> Colour | None:
        """Return the spot colour whose mark a colour of DeviceCMYK has; None if it is a colour by itself."""
        return self.marks.get(tuple(round(value, 4) for value in values))


class Tones:
    """The tints of black that print the colours of a page whose only process ink it is."""

    def __init__(self, inks: PageInks) -> None:
        self._inks, self.press = inks, inks.press
        self._spots = printed_inks(inks.press)
        self._black = lru_cache(maxsize=None)(self._reckoned)

    def of(self, values: Numbers) -> float:
        """Return the tint for a colour of the process inks, marked or not."""
        colour = self._inks.marked(values)
        return float(self._black(tuple(round(value, 4) for value in (colour.stands if colour else values))))

    def becomes_black(self, paint: Paint) -> bool:
        """Tell whether a colour is one of process inks that becomes black: no spot of the page, no pattern."""
        if paint.space != CMYK or paint.pattern is not None or len(paint.values) != len(PROCESS):
            return False
        colour = self._inks.marked(paint.values)
        return colour is None or ink_called(colour.spot, self._spots) is None

    def seen(self, paint: Paint) -> float | None:
        """Return the tint of black that is as light as an area, one in a spot of the page too; None if that varies."""
        if paint.pattern is not None:
            return None
        if paint.space == CMYK and len(paint.values) == len(PROCESS):
            return self.of(paint.values)
        mixed = paint.colour.inks
        for name, tint in paint.colour.spots:
            ink = ink_called(name, self._spots)
            if mixed is None or ink is None or not ink.cmyk:
                return None
            mixed = tuple(min(1.0, own + tint * full) for own, full in zip(mixed, ink.cmyk, strict=True))
        return None if mixed is None else float(self._black(mixed))

    def _reckoned(self, values: Numbers) -> float:
        tones = self.press.tones
        return black_tint(values, self.press.profile_data, tones.lightest, tones.darkest)


def black_tint(values: Numbers, profile: bytes, lightest: float, darkest: float) -> float:
    """Return the tint of black that is as light in print as process inks, between those that its plate holds (%)."""
    if not any(values[:3]):
        return values[3]
    codes = bytes(round(255 * min(1.0, max(0.0, value))) for value in values)
    made = 1 - in_black(Image.frombytes("CMYK", (1, 1), codes), profile).tobytes()[0] / 255
    if made >= NEARLY_BLACK:
        return 1.0
    return round(min(darkest / 100, max(made, lightest / 100 * (made > 0))), 2)


@dataclass(slots=True)
class Solids:
    """What has another tint of black than its colour's, by the stream and the number of what paints it there: texts,
    areas of paths and lines of paths."""

    texts: dict[Marked, float] = field(default_factory=dict)
    areas: dict[Marked, float] = field(default_factory=dict)
    lines: dict[Marked, float] = field(default_factory=dict)


def solids(content: Content, state: State, tones: Tones) -> Solids:
    """Return what of a drawing, and of the forms it draws, is not screened, or is made dark enough for white type."""
    seen = _Seen(tones)
    follow(content, state, _Reader(seen, content))
    return seen.found


@dataclass(slots=True)
class _Seen:
    """What was painted, in its order: where, the tint of black that is as light, and what may be made darker of it."""

    tones: Tones
    found: Solids = field(default_factory=Solids)
    painted: list[tuple[Rect, float | None, Marked | None]] = field(default_factory=list)

    def under(self, x: float, y: float) -> tuple[float | None, Marked | None]:
        """Return the tint at a point and what paints it; paper is 0, a picture None."""
        for area, tone, thing in reversed(self.painted):
            if area.x <= x <= area.right and area.y <= y <= area.bottom:
                return tone, thing
        return 0.0, None

    def rule(self, tone: float, x: float, y: float) -> float | None:
        """Return what a rule at a point is that is too thin for its tint; None if it stays."""
        if not FAINT <= tone < 1:
            return None
        ground, _ = self.under(x, y)
        return 0.0 if ground is not None and ground > tone else 1.0


def _note(found: dict[Marked, float], thing: Marked, tone: float) -> None:
    """Note a tint; what is drawn several times has the darkest one that it needs anywhere."""
    found[thing] = max(tone, found.get(thing, tone))


class _Reader:
    """Reads one stream."""

    follows = frozenset((Drawing.FORM, Drawing.PATTERN))

    def __init__(self, seen: _Seen, content: Content) -> None:
        self._seen, self._stream = seen, content.stream.objgen
        self._path, self._clips, self._number = Path(), False, 0

    def enter(self, content: Content, state: State) -> _Reader:
        """Read a form where it is drawn, the cell of a pattern by itself."""
        within = self._seen if content.kind is Drawing.FORM else _Seen(self._seen.tones, self._seen.found)
        return _Reader(within, content)

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Nothing is told: who looked at the drawing before told it."""

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
                if row.fills:
                    self._fill(state, even_odd=row.even_odd)
                if row.strokes:
                    self._line(state)
                if self._clips and (box := self._path.box()):
                    machine.state = state._replace(clip=overlap(box, state.clip) or Rect(box.x, box.y, -1, -1))
                self._path, self._clips = Path(), False
            case Kind.OBJECT if machine.thing is not None and machine.thing.get("/Subtype") == "/Image":
                self._picture(state)
            case Kind.IMAGE:
                self._picture(state)
            case Kind.SHOW:
                self._number += 1
                if state.rendering in SHOWS_FILL and self._seen.tones.becomes_black(state.fill):
                    self._text(state)

    def _picture(self, state: State) -> None:
        if area := overlap(state.ctm.box(0, 0, 1, 1), state.clip):
            self._seen.painted.append((area, None, None))

    def _fill(self, state: State, *, even_odd: bool) -> None:
        seen, thing = self._seen, Marked(self._stream, self._number)
        shapes = [met for shape, _ in self._path.shapes(even_odd=even_odd) if (met := overlap(shape, state.clip))]
        tone, black = seen.tones.seen(state.fill), seen.tones.becomes_black(state.fill)
        thin = seen.tones.press.rules.tint
        if black and tone is not None and shapes and all(min(one.width, one.height) < thin for one in shapes):
            longest = max(shapes, key=lambda one: max(one.width, one.height))
            at = longest.x + longest.width / 2, longest.y + longest.height / 2
            if (solid := seen.rule(tone, *at)) is not None:
                _note(seen.found.areas, thing, solid)
        seen.painted += [(shape, tone, thing if black else None) for shape in shapes]

    def _line(self, state: State) -> None:
        seen, box = self._seen, self._path.box()
        if box is None or state.width * state.ctm.pen >= seen.tones.press.rules.tint:
            return
        if seen.tones.becomes_black(state.stroke):
            tone = seen.tones.of(state.stroke.values)
            if (solid := seen.rule(tone, box.x + box.width / 2, box.y + box.height / 2)) is not None:
                _note(seen.found.lines, Marked(self._stream, self._number), solid)

    def _text(self, state: State) -> None:
        seen, thing = self._seen, Marked(self._stream, self._number)
        tone = seen.tones.of(state.fill.values)
        if tone == 1:
            if not state.fill.is_black:
                _note(seen.found.texts, thing, 1.0)
            return
        ground, area = seen.under(*state.glyph.at(0.2, 0.3))
        large = state.glyph.height >= seen.tones.press.type.screened
        if ground is not None and ground > tone:
            _note(seen.found.texts, thing, 0.0)
            if ground < GROUND and area is not None:
                _note(seen.found.areas, area, GROUND)
        elif ground is None and tone < FAINT:
            _note(seen.found.texts, thing, 0.0)
        elif tone > 0 and not (large and tone < DARK_TYPE):
            _note(seen.found.texts, thing, 1.0)
