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

from collections.abc import Sequence

import pikepdf

from layout.images.inks import PROCESS, ink_called, printed_inks
from layout.pdf.blacks import PageInks, Solids, Tones, solids
from layout.pdf.interpreter import (
    INHERITED,
    PRESS_START,
    Content,
    Drawing,
    Instruction,
    Machine,
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
from layout.pdf.overprinting import Marked
from layout.pdf.resources import Resources
from layout.pdf.spaces import CMYK
from layout.pdf.spots import spot_space
from layout.pdf.state import KNOCK_OUT, Paint, State
from layout.pdf.treatment import OVER, overprinting


class Inking:
    """One page on its way to its inks."""

    def __init__(self, pdf: pikepdf.Pdf, inks: PageInks) -> None:
        self._pdf, self.inks = pdf, inks
        self.press, self.mono = inks.press, inks.press.mono
        self._spots = printed_inks(inks.press)
        self._spaces: dict[str, pikepdf.Object] = {}
        self._done: set[tuple[int, int]] = set()
        self.tones, self._solids = Tones(inks), Solids()

    def page(self, page: pikepdf.Page) -> None:
        """Bring over a page's content and all it draws."""
        page.contents_coalesce()
        content = Content(page.obj, Drawing.PAGE, "page", Resources.of_page(page))
        self._read(content)
        page.Contents = self._pdf.make_stream(self._stream(content, PRESS_START))

    def form(self, form: pikepdf.Object) -> None:
        """Bring over a form that is drawn in black of DeviceCMYK."""
        content = Content(form, Drawing.FORM, "form", Resources(form.get("/Resources")))
        self._read(content)
        self._inner(content, PRESS_START)

    def _read(self, content: Content) -> None:
        """Look at a drawing as a whole, before anything of it is written."""
        self._solids = solids(content, PRESS_START, self.tones) if self.mono else Solids()

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
        return rewritten(content, state, _Pass(self, content, self._solids), pass_over)

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

    def set(self, values: tuple[float, ...], resources: Resources, *, fills: bool) -> Sequence[Instruction] | None:
        """Return what sets a colour of DeviceCMYK in the page's inks; None if it stays as it is."""
        colour = self.inks.marked(values)
        if colour is not None and (ink := ink_called(colour.spot, self._spots)) is not None:
            if ink.name not in self._spaces:
                self._spaces[ink.name] = spot_space(self._pdf, (ink,))
            name = put_space(resources, self._spaces[ink.name], f"/BmSpot{self._spots.index(ink)}")
            return (instruction("cs" if fills else "CS", name), instruction("scn" if fills else "SCN", colour.tint))
        if self.mono:
            return None if not any(values[:3]) else (black(self.tones.of(values), fills=fills),)
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
    """Goes through one stream. ``solids`` is what has another tint of black than its colour's.

    A path waits until it is painted: between its parts and what paints it no colour may be set (ISO 32000-1, 8.2).
    """

    def __init__(self, inking: Inking, content: Content, solids: Solids) -> None:
        self._inking, self._resources, self._solids = inking, content.resources, solids
        self._stream, self._number = content.stream.objgen, 0
        self._path: list[Instruction] = []

    def rewrite(self, machine: Machine) -> Sequence[Instruction]:
        """Return an operator in the page's inks."""
        kind = machine.operator.kind
        if kind is Kind.PATH or kind is Kind.CLIP:
            self._path.append(machine.instruction)
            return ()
        path, self._path = self._path, []
        if kind is Kind.PAINT:
            self._number += 1
            return self._painted(machine, (*path, machine.instruction))
        return (*path, *self._rewritten(machine))

    def _rewritten(self, machine: Machine) -> Sequence[Instruction]:
        row, state, given = machine.operator, machine.state, machine.instruction
        match row.kind:
            case Kind.DEVICE | Kind.COLOUR:
                paint = state.fill if row.fills else state.stroke
                if paint.space == CMYK and len(paint.values) == len(PROCESS):
                    return self._inking.set(paint.values, self._resources, fills=row.fills) or (given,)
                if paint.space.under == CMYK and paint.pattern is not None and self._inking.mono and paint.values:
                    # An uncoloured pattern, whose colour stands before its name.
                    under = self._inking.tones.of(paint.values)
                    return (instruction(row.name, 0, 0, 0, under, machine.operands[-1]),)
            case Kind.SHOW:
                self._number += 1
                tone = self._solids.texts.get(Marked(self._stream, self._number))
                shown = self._instead((given,), state.fill, tone, fills=True)
                # Black type overprints, as everywhere (`layout.pdf.treatment`); white type would not be seen then.
                wanted = OVER if tone == 1 else KNOCK_OUT if tone == 0 else state.overprint
                if len(shown) == 1 or wanted == state.overprint:
                    return shown
                before, after = (overprinting(self._resources, each) for each in (wanted, state.overprint))
                return (before, *shown, after)
            case Kind.IMAGE if self._inking.mono:
                assert isinstance(given, pikepdf.ContentStreamInlineImage)
                if name := self._inking.inline(given.iimage, self._resources):
                    return (instruction("Do", name),)
        return (given,)

    def _painted(self, machine: Machine, given: Sequence[Instruction]) -> Sequence[Instruction]:
        """Return a path and what paints it."""
        row, state, thing = machine.operator, machine.state, Marked(self._stream, self._number)
        if row.strokes:
            given = self._instead(given, state.stroke, self._solids.lines.get(thing), fills=False)
        if row.fills:
            given = self._instead(given, state.fill, self._solids.areas.get(thing), fills=True)
        return given

    def _instead(
        self, given: Sequence[Instruction], paint: Paint, tone: float | None, *, fills: bool
    ) -> Sequence[Instruction]:
        """Return operators that paint in another tint of black than what is set, which is set again after them."""
        tones = self._inking.tones
        # A colour that who draws the stream has set is not known here; it is a tint already.
        if tone is None or not tones.becomes_black(paint) or (tone == tones.of(paint.values) and tone < 1):
            return given
        after = self._inking.set(paint.values, self._resources, fills=fills)
        return (black(tone, fills=fills), *given, *(after or (instruction("k" if fills else "K", *paint.values),)))
