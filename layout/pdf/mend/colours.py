"""Every colour of a ready-made ad brought to the press's inks, in place: what is drawn, and what that draws.

Nothing is written before all is reckoned: an ad that cannot be mended stays as it was, and what is drawn in the ad and
in a soft mask of it is read as it came for both.

- Colours of vectors and of text become `k` and `K`; a colour is reckoned once for all who use it.
- An overprint mode goes with the space a colour is told in (ISO 32000-1, 8.6.7). An ink that is nil leaves its plate
  alone for DeviceCMYK only: for RGB, brought over, it must not; for the tint of a spot, which left all plates but its
  own alone, it must.
- What no operator names goes, and with it the spaces that nothing is painted in any more.
- In a soft mask colours are no ink but light: they become the greys of their luminosity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pikepdf

from layout.base.messages import say, word
from layout.design.press import PressCondition
from layout.images.inks import BLACK, PROCESS, Ink, ink_called, printed_inks, spots_of
from layout.pdf.facts import Overprint
from layout.pdf.functions import FunctionError
from layout.pdf.interpreter import (
    DEPTH,
    INHERITED,
    SENSELESS,
    Content,
    Drawing,
    Fault,
    Instruction,
    Machine,
    instruction,
    rewritten,
)
from layout.pdf.mend.change import CannotMendError, Change
from layout.pdf.mend.duplicate import duplicate
from layout.pdf.mend.gradients import brought_gradient
from layout.pdf.mend.pictures import brought
from layout.pdf.mend.sources import (
    CMYK,
    GREY,
    PATTERN,
    UNTOLD,
    Inks,
    Source,
    Table,
    Tints,
    Uncoloured,
    source_of,
)
from layout.pdf.mend.targets import Light, Plates, Screen, Target
from layout.pdf.mend.told import Told
from layout.pdf.operators import AS_THEY_ARE, CATEGORIES, NUMBERS, Kind, Operator, without
from layout.pdf.resources import Resources
from layout.pdf.spots import spot_space
from layout.pdf.state import KNOCK_OUT, OVERPRINTING, SHOWS_FILL, SHOWS_STROKE, overprint_under


def brought_to_inks(pdf: pikepdf.Pdf, form: pikepdf.Object, press: PressCondition) -> tuple[Change, ...]:
    """Bring every colour of a Form XObject to a press's inks, in place, and return what was changed.

    No space but DeviceCMYK, DeviceGray, those of the page's spot inks, and tables of them, is left in it. Raises
    CannotMendError for what has no colour that could be reckoned; the form is as it was then.
    """
    inks = Inks(press.profile_data, press.ink.total, press.tones.lightest, press.tones.darkest)
    target = Plates(inks, spots_of(printed_inks(press)), press.mono)
    told = Told(target)
    mending = _Mending(pdf, target, told)
    try:
        mending.form(form, Drawing.FORM, _Start(GREY, GREY))
        mending.finish()
    except FunctionError as error:
        raise CannotMendError(say("has a colour that cannot be reckoned: {error}", error=error)) from error
    except SENSELESS as error:
        raise CannotMendError(say("has parts that make no sense")) from error
    return told.changes()


def brought_to_screen(pdf: pikepdf.Pdf, page: pikepdf.Page, target: Screen) -> None:
    """Bring every colour of a finished page to a screen, in place. Raises CannotMendError as `brought_to_inks` does."""
    mending = _Mending(pdf, target, Told(target))
    page.contents_coalesce()
    page.obj.Resources = pdf.make_indirect(page.obj.get("/Resources", pikepdf.Dictionary()))
    page.Contents.Resources = page.obj.Resources  # for the time being: a page's content has none of its own
    try:
        mending.form(page.Contents, Drawing.PAGE, _Start(CMYK, CMYK))
        mending.finish()
    except FunctionError as error:
        raise CannotMendError(say("has a colour that cannot be reckoned: {error}", error=error)) from error
    except SENSELESS as error:
        raise CannotMendError(say("has parts that make no sense")) from error
    del page.Contents.Resources
    if "/Group" in page.obj:
        page.obj.Group.CS = pikepdf.Name(target.name)


@dataclass(frozen=True, slots=True)
class _Start:
    """How a stream begins, as far as who draws it first tells."""

    fill: Source
    stroke: Source
    overprint: Overprint = KNOCK_OUT
    coloured: bool = True
    """Whether its operators of colour count: not in uncoloured patterns and glyphs (8.7.3.3, 9.6.5)."""


@dataclass(slots=True)
class _Used:
    """The names of a resource dictionary that are used, by category, and its spaces that stay, for patterns."""

    resources: Resources
    names: dict[str, set[str]] = field(default_factory=dict)
    plates: dict[tuple[Ink, ...], str] = field(default_factory=dict)
    """The names of the spaces of spot inks that were put into it."""

    def add(self, category: str, name: str) -> None:
        self.names.setdefault(category, set()).add(name)


class _Mending:
    """One drawing on its way to a target. What is to be written waits until all is reckoned."""

    def __init__(self, pdf: pikepdf.Pdf, target: Target, told: Told) -> None:
        self.target, self.told = target, told
        self._pdf = pdf
        self._waiting: list[Callable[[], None]] = []
        self._done: set[tuple[int, int]] = set()
        self._used: dict[tuple[int, int] | int, _Used] = {}
        self._spaces: dict[tuple[int, str], tuple[Resources, Source]] = {}
        self._flats: dict[tuple[Source, tuple[float, ...]], tuple[float, ...]] = {}
        self._plates: dict[tuple[Ink, ...], pikepdf.Object] = {}
        self._depth = 0

    def finish(self) -> None:
        """Write what waits, and take out what nothing names."""
        for write in self._waiting:
            write()
        for used in self._used.values():
            self._prune(used)

    def form(self, form: pikepdf.Object, kind: Drawing, start: _Start) -> None:
        """Bring over a form that stands alone."""
        self._stream(Content(form, kind, str(kind), Resources(form.get("/Resources"))), start)

    def space(self, resources: Resources, name: Any) -> Source:
        """Return the space that an operator names."""
        key = (id(resources), str(name))
        if key not in self._spaces:
            self._spaces[key] = (resources, source_of(name, resources))
        return self._spaces[key][1]

    def flat(self, source: Source, values: tuple[float, ...], *, chosen: bool = True) -> tuple[float, ...]:
        """Return a colour in the target's numbers. chosen: whether somebody did; a space begins with one, too."""
        key = (source, values)
        made = self._flats.get(key)
        if made is None:
            if len(values) != source.components or not all(map(np.isfinite, values)):
                raise CannotMendError(say("has a colour with too few or too many numbers"))
            rows = np.array([values])
            made = tuple(round(float(value), 4) + 0.0 for value in self.target.flat(source, rows)[0])
            self._flats[key] = made
            self.told.reckoned(source, values, made)
        if chosen:
            self.told.used(source, values)
        return made

    def kept(self, source: Source | None) -> tuple[Ink, ...]:
        """Return the inks of a space that the page has a plate for each of; none if there is another one in it."""
        if not isinstance(source, Tints) or not source.spots or not isinstance(self.target, Plates):
            return ()
        own = {ink.name: ink for ink in ((BLACK,) if self.target.mono else PROCESS)}
        inks = [own.get(name) or ink_called(name, self.target.spots) for name in source.names]
        found = tuple(ink for ink in inks if ink is not None)
        return found if len(found) == len(set(found)) == len(source.names) else ()

    def plates(self, source: Tints, inks: tuple[Ink, ...]) -> pikepdf.Object:
        """Return the space of plates that the page has, and note that what a file calls so is printed by them."""
        self.told.kept(source, inks)
        if inks not in self._plates:
            self._plates[inks] = spot_space(self._pdf, inks)
        return self._plates[inks]

    def plates_named(self, content: Content, source: Tints, inks: tuple[Ink, ...]) -> str:
        """Return the name of such a space in a stream's resources."""
        named = self.used(content.resources).plates
        if inks not in named:
            named[inks] = self._put(content, "/ColorSpace", "/BmPlate", self.plates(source, inks))
        return named[inks]

    def _plates_of(self, source: Source | None, named: Any) -> pikepdf.Object | None:
        """Return the space of plates, or of a table of their tints, that a picture's or a gradient's becomes."""
        if isinstance(source, Tints) and (inks := self.kept(source)):
            return self.plates(source, inks)
        if isinstance(source, Table) and isinstance(source.under, Tints) and (inks := self.kept(source.under)):
            return pikepdf.Array([pikepdf.Name.Indexed, self.plates(source.under, inks), named[2], named[3]])
        return None

    def used(self, resources: Resources) -> _Used:
        """Return what is used of a stream's resources."""
        held = resources.dictionary
        key = held.objgen if held is not None and held.is_indirect else id(resources)
        return self._used.setdefault(key, _Used(resources))

    def stream(self, content: Content, start: _Start) -> None:
        """Bring over a stream that another one draws, once."""
        if content.stream.objgen not in self._done:
            self._stream(content, start)

    def _stream(self, content: Content, start: _Start) -> None:
        self._done.add(content.stream.objgen)
        self._depth += 1
        if self._depth > DEPTH:
            raise CannotMendError(say("cannot be read: {deep}", deep=word(Fault.DEEP)))
        going = _Pass(self, content, start)
        written = rewritten(content, INHERITED._replace(overprint=start.overprint), going, _fault, _COPIED)
        if going.changed:
            self._waiting.append(lambda: content.stream.write(written))
        self._group(content)
        for inner in going.inner:
            inner()
        self._depth -= 1

    def _group(self, content: Content) -> None:
        """Have a transparency group blended in the target's space."""
        group = content.stream.get("/Group")
        if not isinstance(group, pikepdf.Dictionary) or "/CS" not in group:
            return
        source = source_of(group.CS, content.resources)
        if source in (CMYK, GREY) and (isinstance(self.target, Plates) or source is GREY):
            return
        self.told.blended(source)
        name = "/DeviceGray" if source.components == 1 else self.target.name
        self._waiting.append(lambda: group.__setitem__("/CS", pikepdf.Name(name)))

    def glyphs(self, content: Content, font: pikepdf.Object, start: _Start) -> None:
        """Bring over the glyphs of a Type 3 font."""
        for glyph in content.glyphs(font):
            self.stream(glyph, start)

    def picture(self, image: Any, resources: Resources) -> None:
        """Bring over a picture and its masks, once."""
        if image.objgen in self._done:
            return
        self._done.add(image.objgen)
        for mask in (image.get("/Mask"), image.get("/SMask")):
            if isinstance(mask, pikepdf.Stream) and mask.objgen not in self._done:
                self._done.add(mask.objgen)
                self._one_picture(mask, resources, Light(), tables=False)
        self._one_picture(image, resources, self.target)

    def _one_picture(self, image: Any, resources: Resources, target: Target, *, tables: bool = True) -> None:
        named = image.get("/ColorSpace")
        if bool(image.get("/ImageMask", False)):
            if named is not None:  # a stencil has no colours, whatever it says
                self._waiting.append(lambda: image.__delitem__("/ColorSpace"))
            return
        source = None if named is None else source_of(named, resources)
        if target is self.target and (plates := self._plates_of(source, self._spelled(named, resources))) is not None:
            self._waiting.append(lambda: image.__setitem__("/ColorSpace", plates))
            return
        if made := brought(image, source, target, tables=tables):
            if target is self.target:
                self.told.picture(source, made.over)
            self._waiting.append(lambda: made.apply(self._pdf, image))
            if "/SMask" in image and "/Matte" in image.SMask:
                self._waiting.append(lambda: image.SMask.__delitem__("/Matte"))
        elif isinstance(named, pikepdf.Name | pikepdf.Array) and source in (CMYK, GREY):
            device = pikepdf.Name.DeviceCMYK if source is CMYK else pikepdf.Name.DeviceGray
            self._waiting.append(lambda: image.__setitem__("/ColorSpace", device))

    @staticmethod
    def _spelled(named: Any, resources: Resources) -> Any:
        """Return a space itself where it is called by its name in the resources."""
        return resources.get("/ColorSpace", named) if isinstance(named, pikepdf.Name) else named

    def inline(self, image: pikepdf.PdfInlineImage, content: Content) -> str:
        """Return the name of a picture of the resources that stands for an inline one; empty if it can stay."""
        entries = image.obj
        if bool(entries.get("/ImageMask", False)) or "/ColorSpace" not in entries:
            return ""
        source = source_of(entries.ColorSpace, content.resources, inline=True)
        direct = isinstance(entries.ColorSpace, pikepdf.Name)
        if source is GREY and direct:
            return ""
        stream = self._pdf.make_stream(image.read_raw_bytes(), entries)
        made = brought(stream, source, self.target)
        if made is None and direct:
            return ""
        self.told.picture(source, made.over if made else 0.0)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        if made:
            made.apply(self._pdf, stream)
        else:
            stream.ColorSpace = pikepdf.Name.DeviceCMYK if source is CMYK else pikepdf.Name.DeviceGray
        return self._put(content, "/XObject", "/BmPicture", stream)

    def _put(self, content: Content, category: str, stem: str, thing: pikepdf.Object) -> str:
        """Put something into a stream's resources under a new name."""
        used = self.used(content.resources)
        taken = {name for name, _ in content.resources.items(category)} | used.names.get(category, set())
        name = next(name for number in range(len(taken) + 1) if (name := f"{stem}{number}") not in taken)
        used.add(category, name)

        def put() -> None:
            held = content.resources.dictionary
            if held is None:
                held = content.stream.Resources = pikepdf.Dictionary()
            if category not in held:
                held[category] = pikepdf.Dictionary()
            held[category][name] = thing

        self._waiting.append(put)
        return name

    def mode(self, content: Content, mode: int) -> str:
        """Return the name of a graphics state that sets an overprint mode."""
        name = f"/BmMode{mode}"
        used = self.used(content.resources)
        if name in used.names.get("/ExtGState", set()):
            return name
        entries = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, OPM=mode)
        return self._put(content, "/ExtGState", f"/BmMode{mode}", entries)

    def gradient(self, holder: pikepdf.Object, resources: Resources) -> None:
        """Bring over a gradient, or a pattern's, once."""
        shading = holder.Shading if "/Shading" in holder else holder
        known = {each.objgen for each in (holder, shading) if each.is_indirect}
        if known & self._done:
            return
        self._done |= known
        source = source_of(shading.ColorSpace, resources)
        if (plates := self._plates_of(source, self._spelled(shading.ColorSpace, resources))) is not None:
            self._waiting.append(lambda: shading.__setitem__("/ColorSpace", plates))
            return
        if made := brought_gradient(shading, source, self.target):
            self.told.gradient(source, made.over)
            self._waiting.append(lambda: made.apply(self._pdf, shading))
        elif source in (CMYK, GREY):
            device = pikepdf.Name.DeviceCMYK if source is CMYK else pikepdf.Name.DeviceGray
            self._waiting.append(lambda: shading.__setitem__("/ColorSpace", device))

    def soft_mask(self, entry: pikepdf.Object, content: Content, start: _Start) -> None:
        """Bring over what a graphics state masks with: for its luminosity a copy, as light."""
        mask = entry.get("/SMask")
        if not isinstance(mask, pikepdf.Dictionary) or not isinstance(mask.get("/G"), pikepdf.Stream):
            return
        if mask.is_indirect:
            if mask.objgen in self._done:
                return
            self._done.add(mask.objgen)
        group = mask.G
        if mask.get("/S") != "/Luminosity":
            self.stream(content.inner(group, Drawing.SOFT_MASK, "soft mask"), start)
            return
        if "/Resources" not in group and content.resources.dictionary is not None:
            resources: Any = content.resources.dictionary
        else:
            resources = group.get("/Resources", pikepdf.Dictionary())
        copied = duplicate(self._pdf, group)
        if "/Resources" not in copied:
            copied.Resources = duplicate(self._pdf, resources)
        inner = _Mending(self._pdf, Light(), Told(Light()))
        inner._depth = self._depth
        before = source_of(group.Group.CS, Resources(resources)) if "/CS" in group.get("/Group", {}) else GREY
        inner.form(copied, Drawing.SOFT_MASK, _Start(GREY, GREY))
        if not inner.told.foreign and before in (GREY, CMYK):
            return
        if "/BC" in mask:
            values = [float(value) for value in mask.BC.as_list()]
            ground = float(before.light(np.array([values]))[0, 0]) if len(values) == before.components else 0.0
            self._waiting.append(lambda: mask.__setitem__("/BC", pikepdf.Array([round(ground, 4)])))
        if "/Group" in copied:
            copied.Group.CS = pikepdf.Name.DeviceGray
        self.told.masked()
        self._waiting += [inner.finish, lambda: mask.__setitem__("/G", copied)]

    def _prune(self, used: _Used) -> None:
        """Take out what no operator names; spaces that stay are those of uncoloured patterns."""
        held = used.resources.dictionary
        if held is None:
            return
        for category in CATEGORIES:
            group = held.get(category)
            if not isinstance(group, pikepdf.Dictionary):
                continue
            for name in list(group.keys()):
                if name not in used.names.get(category, ()):
                    del group[name]
                elif category == "/ColorSpace" and name not in used.plates.values():
                    group[name] = pikepdf.Array([pikepdf.Name.Pattern, pikepdf.Name(self.target.name)])
            if not group.keys():
                del held[category]


class _Pass:
    """Goes through one stream. ``inner`` brings over what it draws; ``changed`` tells whether it is written anew."""

    def __init__(self, mending: _Mending, content: Content, start: _Start) -> None:
        self._mending, self._content, self._start = mending, content, start
        self._used = mending.used(content.resources)
        self._fill, self._stroke = start.fill, start.stroke
        self._set = start.overprint
        self._coloured = start.coloured
        self._saved: list[tuple[Source, Source, Overprint]] = []
        self._seen: set[tuple[str, str]] = set()
        self._written: dict[tuple[bool, tuple[float, ...]], Instruction] = {}
        """Instructions that set a colour: one object stands for all that are alike."""
        self.inner: list[Callable[[], None]] = []
        self.changed = False

    def rewrite(self, machine: Machine) -> Sequence[Instruction]:
        """Return an operator as it goes to the press."""
        row, written = machine.operator, machine.instruction
        if row.name == "d1":
            self._coloured = False
        match row.kind:
            case Kind.SAVE:
                self._saved.append((self._fill, self._stroke, self._set))
                return (written,)
            case Kind.RESTORE:
                if self._saved:
                    self._fill, self._stroke, self._set = self._saved.pop()
                return (written,)
            case Kind.DEVICE | Kind.SPACE | Kind.COLOUR:
                made = self._colour(machine) if self._coloured else ()
                self.changed |= len(made) != 1 or made[0] is not written
                return made
            case Kind.NAMED_STATE if machine.thing is not None:
                if any(key in machine.thing for key in OVERPRINTING):
                    self._set = overprint_under(machine.thing, self._set)
        if row.category:
            self._name(machine)
        if row.kind is Kind.IMAGE:
            assert isinstance(written, pikepdf.ContentStreamInlineImage)
            if name := self._mending.inline(written.iimage, self._content):
                self.changed = True
                written = instruction("Do", pikepdf.Name(name))
        return self._painted(machine, written) if row.paints else (written,)

    def _colour(self, machine: Machine) -> Sequence[Instruction]:
        row, content = machine.operator, self._content
        if row.kind is Kind.COLOUR:
            return self._numbers(machine, self._fill if row.fills else self._stroke)
        name = _DEVICES[row.name.lower()] if row.kind is Kind.DEVICE else machine.operands[0]
        source = self._mending.space(content.resources, name)
        if row.fills:
            self._fill = source
        else:
            self._stroke = source
        if isinstance(source, Uncoloured):
            if source.under is None:  # whatever the resources call it
                return (machine.instruction if name == "/Pattern" else instruction(row.name, pikepdf.Name.Pattern),)
            self._used.add("/ColorSpace", str(name))
            return (machine.instruction,)
        if isinstance(source, Tints) and (inks := self._mending.kept(source)):
            return (instruction(row.name, pikepdf.Name(self._mending.plates_named(content, source, inks))),)
        if row.kind is Kind.SPACE:
            return (self._set_to(row, source, source.initial, chosen=False),)
        values = tuple(map(float, machine.operands))
        if source is GREY or (source is CMYK and self._mending.target.operators[row.fills] == row.name):
            made = self._mending.flat(source, values)
            if source is GREY or made == tuple(round(value, 4) for value in values):
                return (machine.instruction,)
        return (self._set_to(row, source, values),)

    def _numbers(self, machine: Machine, source: Source) -> Sequence[Instruction]:
        """Return what sets numbers of the space that is in force, or a pattern."""
        row, given = machine.operator, machine.operands
        named = bool(given) and isinstance(given[-1], pikepdf.Name)
        values = tuple(float(value) for value in given if type(value) in NUMBERS)
        if named:
            self._name(machine)
            if not isinstance(source, Uncoloured):
                # A pattern where no pattern was announced: what else could it mean?
                return (instruction("cs" if row.fills else "CS", pikepdf.Name.Pattern), machine.instruction)
            if source.under is None or not values:
                return (machine.instruction,)
            return (instruction(row.name, *self._mending.flat(source.under, values), given[-1]),)
        if isinstance(source, Uncoloured) or not given:
            return ()  # no number sets no colour: the last one stays
        if self._mending.kept(source):
            return (instruction("scn" if row.fills else "SCN", *values[-source.components :]),)
        return (self._set_to(row, source, values[-source.components :]),)

    def _set_to(self, row: Operator, source: Source, values: tuple[float, ...], *, chosen: bool = True) -> Instruction:
        key = (row.fills, made := self._mending.flat(source, values, chosen=chosen))
        if key not in self._written:
            self._written[key] = instruction(self._mending.target.operators[row.fills], *made)
        return self._written[key]

    def _name(self, machine: Machine) -> None:
        """Note the names that an operator uses, and what they draw."""
        row, thing = machine.operator, machine.thing
        for operand in machine.operands:
            if isinstance(operand, pikepdf.Name):
                self._used.add(row.category, str(operand))
        if thing is None:
            return
        name = str(next(each for each in machine.operands if isinstance(each, pikepdf.Name)))
        if (row.category, name) in self._seen:
            return
        self._seen.add((row.category, name))
        content, mending = self._content, self._mending
        start = replace(
            self._start,
            fill=self._fill,
            stroke=self._stroke,
            overprint=machine.state.overprint,
            coloured=self._coloured,
        )
        resources = content.resources
        match row.category:
            case "/XObject" if thing.get("/Subtype") == "/Form":
                self.inner.append(lambda: mending.stream(content.inner(thing, Drawing.FORM, name), start))
            case "/XObject" if thing.get("/Subtype") == "/Image":
                self.inner.append(lambda: mending.picture(thing, resources))
            case "/Shading":
                self.inner.append(lambda: mending.gradient(thing, resources))
            case "/Pattern":
                self.inner.append(lambda: self._pattern(thing, name))
            case "/Font" if thing.get("/Subtype") == "/Type3":
                self.inner.append(lambda: mending.glyphs(content, thing, start))
            case "/ExtGState":
                self.inner.append(lambda: self._state(thing, start))

    def _pattern(self, pattern: pikepdf.Object, name: str) -> None:
        content, mending = self._content, self._mending
        if isinstance(pattern, pikepdf.Stream):
            coloured = int(pattern.get("/PaintType", 1)) != 2
            start = _Start(GREY, GREY, coloured=coloured) if coloured else _Start(UNTOLD, UNTOLD, coloured=False)
            mending.stream(content.inner(pattern, Drawing.PATTERN, name), start)
            return
        mending.gradient(pattern, content.resources)
        if isinstance(pattern.get("/ExtGState"), pikepdf.Dictionary):
            self._state(pattern.ExtGState, _Start(GREY, GREY))

    def _state(self, entry: pikepdf.Object, start: _Start) -> None:
        self._mending.soft_mask(entry, self._content, start)
        if "/Font" in entry and entry.Font[0].get("/Subtype") == "/Type3":
            self._mending.glyphs(self._content, entry.Font[0], start)

    def _painted(self, machine: Machine, written: Instruction) -> Sequence[Instruction]:
        """Return an operator that paints, without what leaves no mark, in the overprint mode of its colour."""
        state = machine.state
        if not (state.overprint.fills or state.overprint.strokes or self._fill.nothing or self._stroke.nothing):
            return (written,)
        fills, strokes = self._paints(machine)
        nothing = (fills and self._fill.nothing, strokes and self._stroke.nothing)
        if any(nothing):
            self.changed = True
            return _unmarked(machine, written, fill=nothing[0], stroke=nothing[1])
        wanted = state.overprint
        if isinstance(self._mending.target, Plates) and ((fills and wanted.fills) or (strokes and wanted.strokes)):
            source = self._fill if fills else self._stroke
            mode = wanted.mode if self._mending.kept(source) else _mode(source, wanted.mode)
            wanted = Overprint(wanted.fills, wanted.strokes, mode)
        if wanted.mode == self._set.mode or not (fills or strokes):
            return (written,)
        self.changed = True
        self._set = Overprint(self._set.fills, self._set.strokes, wanted.mode)
        return (instruction("gs", pikepdf.Name(self._mending.mode(self._content, wanted.mode))), written)

    def _paints(self, machine: Machine) -> tuple[bool, bool]:
        """Tell whether an operator paints in the colour of fills, and of strokes."""
        row, state = machine.operator, machine.state
        match row.kind:
            case Kind.PAINT:
                return row.fills, row.strokes
            case Kind.SHOW:
                return state.rendering in SHOWS_FILL, state.rendering in SHOWS_STROKE
            case Kind.OBJECT:
                return machine.thing is not None and bool(machine.thing.get("/ImageMask", False)), False
            case Kind.IMAGE:
                assert isinstance(machine.instruction, pikepdf.ContentStreamInlineImage)
                return bool(machine.instruction.iimage.obj.get("/ImageMask", False)), False
        return False, False


_COPIED = AS_THEY_ARE - {"Tr", "d1"} | {"n", "BMC", "EMC", "MP"}
"""Operators that are written as they are read. How text is rendered says which of its colours paints it."""
_DEVICES = {"g": pikepdf.Name.DeviceGray, "rg": pikepdf.Name.DeviceRGB, "k": pikepdf.Name.DeviceCMYK}


def _mode(source: Source, mode: int) -> int:
    """Return the overprint mode for a colour brought to DeviceCMYK that does what it did in its own space."""
    if isinstance(source, Uncoloured | Table) and source.under is not None:
        return _mode(source.under, mode)
    if isinstance(source, Tints):
        return 1
    return mode if source in (CMYK, PATTERN, UNTOLD) else 0


def _unmarked(machine: Machine, written: Instruction, *, fill: bool, stroke: bool) -> Sequence[Instruction]:
    """Return an operator that paints all but what leaves no mark."""
    row, rendering = machine.operator, machine.state.rendering
    if row.kind is Kind.PAINT:
        return (instruction(without(row, fill=fill, stroke=stroke)),)
    if row.kind is not Kind.SHOW:
        return ()
    fills, strokes = rendering in SHOWS_FILL and not fill, rendering in SHOWS_STROKE and not stroke
    shown = {(True, True): 2, (True, False): 0, (False, True): 1, (False, False): 3}[fills, strokes]
    clips = 4 if rendering >= 4 else 0
    return (instruction("Tr", shown + clips), written, instruction("Tr", rendering))


def _fault(fault: Fault, operator: str, error: Exception) -> None:
    what = word(fault)
    if operator:
        what = say("has an operator {operator} that {fault}", operator=operator, fault=what)
    raise CannotMendError(what) from error
