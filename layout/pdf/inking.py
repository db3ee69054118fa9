"""A page's colours brought to the inks that it is printed in: the one place through which all of them go.

The page's own content, its drawn ads and its ready-made ones come here when they are fit for a CMYK press
(`layout.pdf.treatment`). CSS and drawings have no word for a spot ink: its colours have a mark in their numbers
(`layout.design.values.Colour`).

- A marked colour is printed by its spot's plate where the page has it, or else in what stands for it.
- Where black is the only process ink, every other colour becomes the tint of black that is as light in print.
- Type is not screened there unless it is large: dark type is black; type that is lighter than a dark ground is white,
  and a ground under white type is dark enough. Thin rules are solid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from PIL import Image

from layout.base.units import Rect
from layout.design.press import PressCondition
from layout.design.values import Colour
from layout.images.colour import in_black
from layout.images.inks import PROCESS, ink_called, is_process, printed_inks
from layout.pdf.geometry import Point, around
from layout.pdf.interpreter import (
    INHERITED,
    PRESS_START,
    Content,
    Drawing,
    Instruction,
    Machine,
    carried_out,
    inner_contents,
    instruction,
    pass_over,
    rewritten,
)
from layout.pdf.mend.gradients import brought_gradient
from layout.pdf.mend.pictures import brought
from layout.pdf.mend.sources import source_of
from layout.pdf.mend.targets import Black
from layout.pdf.operators import Kind
from layout.pdf.resources import Resources
from layout.pdf.spaces import CMYK
from layout.pdf.spots import spot_space
from layout.pdf.state import SHOWS_FILL, Paint, State
from layout.pdf.treatment import OVER, overprinting

Numbers = tuple[float, ...]

DARK_TYPE = 0.5
"""Type of a tint of this or more is meant as dark: it is black. Lighter type is so only where it is small."""
GROUND = 0.5
"""The least tint that white type stands out from, on a press whose tints grow: 0.5 prints as 0.75 of newsprint."""
NEARLY_BLACK = 0.95
"""What no reader tells from black alone, such as black with other inks under it."""
FAINT_RULE = 0.25
"""A rule of this tint or more that is too thin to be screened is solid; a fainter one stays."""


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


class Inking:
    """One page on its way to its inks."""

    def __init__(self, pdf: pikepdf.Pdf, inks: PageInks) -> None:
        self._pdf, self.inks = pdf, inks
        self.press, self.mono = inks.press, inks.press.mono
        self._spots = printed_inks(inks.press)
        self._spaces: dict[str, pikepdf.Object] = {}
        self._done: set[tuple[int, int]] = set()
        self._black = lru_cache(maxsize=None)(self._tone)

    def page(self, page: pikepdf.Page) -> None:
        """Bring over a page's content and all it draws."""
        page.contents_coalesce()
        content = Content(page.obj, Drawing.PAGE, "page", Resources.of_page(page))
        page.Contents = self._pdf.make_stream(self._stream(content, PRESS_START))

    def form(self, form: pikepdf.Object) -> None:
        """Bring over a form that is drawn in black of DeviceCMYK."""
        self._inner(Content(form, Drawing.FORM, "form", Resources(form.get("/Resources"))), PRESS_START)

    def _inner(self, content: Content, state: State) -> None:
        stream = content.stream
        if stream.objgen not in self._done:
            self._done.add(stream.objgen)
            stream.write(self._stream(content, state))

    def _stream(self, content: Content, state: State) -> bytes:
        for inner in list(inner_contents(content)):
            self._inner(inner, INHERITED)
        if self.mono:
            self._things(content)
        shows, raised = _Grounds(self).read(content, state) if self.mono else ({}, {})
        return rewritten(content, state, _Pass(self, content, shows, raised), pass_over)

    def _things(self, content: Content) -> None:
        """Bring pictures and gradients of a stream's resources to black."""
        resources, target = content.resources, Black(self.press.profile_data)
        for _, thing in resources.items("/XObject"):
            picture = thing.get("/Subtype") == "/Image" and "/ColorSpace" in thing and self._first(thing)
            if (
                picture
                and not self._has(thing.ColorSpace, resources)
                and (made := brought(thing, source_of(thing.ColorSpace, resources), target))
            ):
                made.apply(self._pdf, thing)
        for category in ("/Shading", "/Pattern"):
            for _, thing in resources.items(category):
                shading = thing if category == "/Shading" else thing.get("/Shading")
                if shading is None or not self._first(shading) or self._has(shading.ColorSpace, resources):
                    continue
                if gradient := brought_gradient(shading, source_of(shading.ColorSpace, resources), target):
                    gradient.apply(self._pdf, shading)

    def _has(self, space: pikepdf.Object, resources: Resources) -> bool:
        """Tell whether a space names inks of the page alone."""
        found = resources.space(space)
        names = found.colorants or (found.under.colorants if found.kind == "Indexed" and found.under else ())
        return bool(names) and set(names) <= {ink.name for ink in self._spots}

    def _first(self, thing: pikepdf.Object) -> bool:
        new = not thing.is_indirect or thing.objgen not in self._done
        self._done.add(thing.objgen)
        return new

    def tone(self, values: Numbers) -> float:
        """Return the tint of black that prints a colour of the process inks, marked or not, where there are no more."""
        colour = self.inks.marks.get(tuple(round(value, 4) for value in values))
        return float(self._black(tuple(round(value, 4) for value in (colour.stands if colour else values))))

    def _tone(self, values: Numbers) -> float:
        if not any(values[:3]):
            return values[3]
        codes = bytes(round(255 * min(1.0, max(0.0, value))) for value in values)
        made = 1 - in_black(Image.frombytes("CMYK", (1, 1), codes), self.press.profile_data).tobytes()[0] / 255
        tones = self.press.tones
        if made >= NEARLY_BLACK:
            return 1.0
        return round(min(tones.darkest / 100, max(made, tones.lightest / 100 * (made > 0))), 2)

    def set(self, values: Numbers, resources: Resources, *, fills: bool) -> Sequence[Instruction] | None:
        """Return what sets a colour of DeviceCMYK in the page's inks; None if it stays as it is."""
        colour = self.inks.marks.get(tuple(round(value, 4) for value in values))
        if colour is not None and (ink := ink_called(colour.spot, self._spots)) is not None:
            if ink.name not in self._spaces:
                self._spaces[ink.name] = spot_space(self._pdf, (ink,))
            name = put_space(resources, self._spaces[ink.name], f"/BmSpot{self._spots.index(ink)}")
            return (instruction("cs" if fills else "CS", name), instruction("scn" if fills else "SCN", colour.tint))
        if self.mono:
            return None if not any(values[:3]) else (black(self.tone(values), fills=fills),)
        return None if colour is None else (instruction("k" if fills else "K", *colour.stands),)

    def inline(self, image: pikepdf.PdfInlineImage, resources: Resources) -> pikepdf.Name | None:
        """Return the name of a picture in black that stands for an inline one; None if it stays."""
        if bool(image.obj.get("/ImageMask", False)) or "/ColorSpace" not in image.obj:
            return None
        stream = self._pdf.make_stream(image.read_raw_bytes(), image.obj)
        source = source_of(image.obj.ColorSpace, resources, inline=True)
        made = brought(stream, source, Black(self.press.profile_data))
        if made is None:
            return None
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        made.apply(self._pdf, stream)
        taken = {name for name, _ in resources.items("/XObject")}
        return _put(resources, "/XObject", f"/BmInline{len(taken)}", stream)


def black(tone: float, *, fills: bool) -> Instruction:
    """Return what sets a tint of black."""
    return instruction("k" if fills else "K", 0, 0, 0, tone)


def put_space(resources: Resources, space: pikepdf.Object, name: str) -> pikepdf.Name:
    """Put a colour space into a stream's resources under a name, and return that."""
    return _put(resources, "/ColorSpace", name, space)


def _put(resources: Resources, category: str, name: str, thing: pikepdf.Object) -> pikepdf.Name:
    held = resources.dictionary
    assert held is not None
    if category not in held:
        held[category] = pikepdf.Dictionary()
    held[category][name] = thing
    return pikepdf.Name(name)


class _Pass:
    """Goes through one stream. ``shows`` and ``raised`` are what `_Grounds` found."""

    def __init__(
        self, inking: Inking, content: Content, shows: Mapping[int, float], raised: Mapping[int, float]
    ) -> None:
        self._inking, self._resources = inking, content.resources
        self._shows, self._raised = shows, raised
        self._show = self._paint = -1

    def rewrite(self, machine: Machine) -> Sequence[Instruction]:
        """Return an operator in the page's inks."""
        row, state, given = machine.operator, machine.state, machine.instruction
        match row.kind:
            case Kind.DEVICE | Kind.COLOUR:
                paint = state.fill if row.fills else state.stroke
                if paint.space == CMYK and len(paint.values) == len(PROCESS):
                    return self._inking.set(paint.values, self._resources, fills=row.fills) or (given,)
                if paint.space.under == CMYK and paint.pattern is not None and self._inking.mono and paint.values:
                    # An uncoloured pattern, whose colour stands before its name.
                    under = self._inking.tone(paint.values)
                    return (instruction(row.name, 0, 0, 0, under, machine.operands[-1]),)
            case Kind.SHOW:
                self._show += 1
                tone = self._shows.get(self._show)
                if tone != 1:
                    return self._instead(given, state.fill, tone, fills=True)
                # Black type overprints, as everywhere (`layout.pdf.treatment`).
                before, after = (overprinting(self._resources, each) for each in (OVER, state.overprint))
                return (before, *self._instead(given, state.fill, tone, fills=True), after)
            case Kind.PAINT:
                self._paint += 1
                stroke = _thin(self._inking, state) if row.strokes else None
                if stroke is not None:
                    return self._instead(given, state.stroke, stroke, fills=False)
                return self._instead(given, state.fill, self._raised.get(self._paint), fills=True)
            case Kind.IMAGE if self._inking.mono:
                assert isinstance(given, pikepdf.ContentStreamInlineImage)
                if name := self._inking.inline(given.iimage, self._resources):
                    return (instruction("Do", name),)
        return (given,)

    def _instead(self, given: Instruction, paint: Paint, tone: float | None, *, fills: bool) -> Sequence[Instruction]:
        """Return an operator that paints in another tint of black than what is set, which is set again after it."""
        if tone is None or (tone == self._inking.tone(paint.values) and tone < 1):
            return (given,)
        after = self._inking.set(paint.values, self._resources, fills=fills)
        return (black(tone, fills=fills), given, *(after or (instruction("k" if fills else "K", *paint.values),)))


def _thin(inking: Inking, state: State) -> float | None:
    """Return full black for a line of a tint that is too thin to be screened; None for any other."""
    if not inking.mono or not _mixed(inking, state.stroke) or state.width * state.ctm.pen >= inking.press.rules.tint:
        return None
    return 1.0 if inking.tone(state.stroke.values) >= FAINT_RULE else None


def _mixed(inking: Inking, paint: Paint) -> bool:
    """Tell whether a colour is one of process inks that becomes black here: no spot of the page, no pattern."""
    if paint.space != CMYK or paint.pattern is not None or len(paint.values) != len(PROCESS):
        return False
    colour = inking.inks.marks.get(tuple(round(value, 4) for value in paint.values))
    return colour is None or ink_called(colour.spot, printed_inks(inking.press)) is None


class _Grounds:
    """Reads what a stream fills, box by box, and what its type stands on: how many tints of black that takes."""

    def __init__(self, inking: Inking) -> None:
        self._inking = inking
        self._painted: list[tuple[Rect, float | None, int]] = []
        self._points: list[Point] = []

    def read(self, content: Content, state: State) -> tuple[Mapping[int, float], Mapping[int, float]]:
        """Return the tints of black of texts that have another one than an area of their colour, by their number in the
        stream, and those of areas."""
        shows: dict[int, float] = {}
        raised: dict[int, float] = {}
        show = paint = -1
        for machine in carried_out(content, state, pass_over):
            row, now = machine.operator, machine.state
            match row.kind:
                case Kind.PATH if machine.operands:
                    self._points += _points(machine)
                case Kind.PAINT:
                    paint += 1
                    points, self._points = self._points, []
                    if row.fills and points:
                        self._fill(around(points), now.fill, paint, raised)
                case Kind.OBJECT if machine.thing is not None and machine.thing.get("/Subtype") == "/Image":
                    self._painted.append((now.ctm.box(0, 0, 1, 1), None, -1))
                case Kind.SHOW:
                    show += 1
                    if now.rendering in SHOWS_FILL and _mixed(self._inking, now.fill):
                        self._text(now, show, shows, raised)
        return shows, raised

    def _fill(self, area: Rect, paint: Paint, number: int, raised: dict[int, float]) -> None:
        if not _mixed(self._inking, paint):
            self._painted.append((area, None, -1))
            return
        tone = self._inking.tone(paint.values)
        self._painted.append((area, tone, number))
        if FAINT_RULE <= tone < 1 and min(area.width, area.height) < self._inking.press.rules.tint:
            raised[number] = 1.0

    def _text(self, state: State, number: int, shows: dict[int, float], raised: dict[int, float]) -> None:
        tone = self._inking.tone(state.fill.values)
        if tone == 1:
            if not state.fill.is_black:
                shows[number] = 1.0
            return
        ground, area = self._under(state)
        glyph = state.glyph
        large = glyph.height >= self._inking.press.type.screened
        if ground is not None and 0 < ground > tone:
            shows[number] = 0.0
            if ground < GROUND and area >= 0:
                raised[area] = max(GROUND, raised.get(area, 0.0))
        elif tone > 0 and not (large and tone < DARK_TYPE):
            shows[number] = 1.0

    def _under(self, state: State) -> tuple[float | None, int]:
        """Return the tint under the start of a text and the number of what paints it; paper is 0, a picture None."""
        x, y = state.glyph.at(0.2, 0.3)
        for area, tone, number in reversed(self._painted):
            if area.x <= x <= area.right and area.y <= y <= area.bottom:
                return tone, number
        return 0.0, -1


def _points(machine: Machine) -> Iterator[Point]:
    given = [float(value) for value in machine.operands]
    if machine.operator.name == "re":
        x, y, width, height = given
        given = [x, y, x + width, y, x + width, y + height, x, y + height]
    at: Callable[[float, float], Point] = machine.state.ctm.at
    return (at(x, y) for x, y in zip(given[::2], given[1::2], strict=True))
