"""A finished page taken apart into its plates: pages in grey, each as one ink's plate will print it.

Every colour is replaced by the grey of one ink's tone value (paper is white, full ink black), and what overprints
(ISO 32000-1, 8.6.7) is left out on the plates that it leaves alone. The pages can be rendered by anything that renders
grey, so the ink of every spot of the page can be measured without a separating renderer.

Every plate is a file of its own, but the operators are carried out once for all of them. What surely leaves no mark is
not written: text that a plate never shows, whose glyphs a renderer would take in all the same, and a whole plate that
stays white, as those of the colours do on a page in black.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

from layout.base.units import Rect
from layout.images.inks import BLACK, PROCESS, Ink, number_of
from layout.images.streams import cmyk_samples
from layout.pdf.facts import Family, overlap
from layout.pdf.geometry import Matrix, Point, around
from layout.pdf.inknote import inks_noted
from layout.pdf.interpreter import (
    PRESS_START,
    Content,
    Drawing,
    Fault,
    Instruction,
    Machine,
    carried_out,
    inner_contents,
    instruction,
    unparsed,
)
from layout.pdf.operators import Kind, Operator, without
from layout.pdf.resources import Resources
from layout.pdf.save import at_hand
from layout.pdf.spaces import CMYK, GREY, Space
from layout.pdf.state import INVISIBLE, SHOWS_FILL, SHOWS_STROKE, Paint, State

_FULL = len(PROCESS)
_PLAIN, _TURNED = [0, 1] * _FULL, [1, 0] * _FULL
"""Decode arrays of a picture in process inks: as they are, and with 0 for full ink."""


@dataclass(frozen=True, slots=True)
class Separations:
    """The plates of a page in the order of ``inks``, each a PDF of one page; without bytes if it stays white.

    The last plate always is a PDF. ``unknown`` names what could not be separated, such as a spot colour: it is not on
    any plate.
    """

    inks: tuple[Ink, ...]
    plates: tuple[bytes, ...]
    unknown: tuple[str, ...]


def inks_of(finished: bytes, page: int = 0) -> tuple[Ink, ...]:
    """Return the inks a page of a finished PDF has plates for: the process inks, then its spots by name.

    A page that was made here for black, or for black and a spot, has no others.
    """
    with pikepdf.open(BytesIO(finished)) as pdf:
        return inks_noted(pdf.pages[page])


def separations(finished: bytes, page: int = 0, inks: Sequence[Ink] | None = None) -> Separations:
    """Take one page of a finished PDF apart into those inks, its own if none are given.

    The boxes of the plates are the page's.
    """
    inks = inks_of(finished, page) if inks is None else inks
    shared = _Shared(tuple(inks), {}, {}, {}, set())
    plates = []
    for plate in range(len(inks)):
        with pikepdf.open(BytesIO(finished)) as pdf:
            for other in reversed(range(len(pdf.pages))):
                if other != page:
                    del pdf.pages[other]
            made = _Plate(pdf, plate, shared)
            made.page(pdf.pages[0])
            plates.append(made.written() if made.marked or plate == len(inks) - 1 else b"")
    return Separations(tuple(inks), tuple(plates), tuple(shared.unknown))


class _Step(NamedTuple):
    """An instruction that was carried out; what the page's other plates ask of it. ``stencil``: it draws a mask in ink;
    ``beside``: what it draws is not on the trim.

    Objects in its state are of the first plate's file, which is closed by then: they are not to be asked.
    """

    operator: Operator
    instruction: Instruction
    state: State
    stencil: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the plates of a document share, by the numbers that its objects have in every one of its copies.

    ``contents`` are the streams' steps, and those that may mark a plate; ``samples`` the decoded pictures;
    ``beside`` the forms that are drawn beside the page's trim alone.
    """

    inks: tuple[Ink, ...]
    unknown: dict[str, None]
    contents: dict[tuple[int, int], tuple[Sequence[_Step], Sequence[_Step]]]
    samples: dict[tuple[int, int], bytes]
    beside: set[tuple[int, int]]


class _Plate:
    """One plate of one document: the page and all it draws.

    ``marked`` is false if what of it is inside the trim surely stays white. Pictures and gradients are brought to the
    plate at once, the streams by ``written``.
    """

    def __init__(self, pdf: pikepdf.Pdf, plate: int, shared: _Shared) -> None:
        self.marked = False
        self._pdf, self._shared = pdf, shared
        self._ink = shared.inks[plate]
        self._done: set[tuple[int, int]] = set()
        self._streams: list[tuple[Any, Sequence[_Step]]] = []
        self._spaces: dict[tuple[str, ...], pikepdf.Object] = {}

    def page(self, page: pikepdf.Page) -> None:
        page.contents_coalesce()
        content = Content(page.obj, Drawing.PAGE, "page", Resources.of_page(page))
        self._stream(content)
        if "/Group" in page.obj:
            page.obj.Group.CS = pikepdf.Name.DeviceGray
        if "/OutputIntents" in self._pdf.Root:
            del self._pdf.Root.OutputIntents

    def written(self) -> bytes:
        """Return the plate as a PDF."""
        grey = _grey(PRESS_START.fill, self._ink)
        first = f"{grey:g} g {grey:g} G\n".encode("ascii")
        for stream, steps in self._streams:
            made = _PlateWriter(self._ink).write(steps)
            if isinstance(stream, pikepdf.Stream):
                stream.write(made)
            else:
                stream.Contents = self._pdf.make_stream(first + made)
        return at_hand(self._pdf)

    def _stream(self, content: Content) -> None:
        key = content.stream.objgen
        if key not in self._shared.contents:
            self._shared.contents[key] = _steps(content, self._shared)
        steps, marking = self._shared.contents[key]
        self._streams.append((content.stream, steps))
        inner = content.kind is not Drawing.PAGE
        self.marked = self.marked or any(_marks(step, self._ink, inner) for step in marking)
        for category in ("/XObject", "/Pattern", "/Shading"):
            for _, thing in content.resources.items(category):
                self._recolour(thing, content.resources)
        for drawn in inner_contents(content):
            self._inner(drawn)

    def _recolour(self, thing: Any, resources: Resources) -> None:
        """Bring a picture or a gradient to this plate."""
        if thing.get("/Subtype") == "/Image":
            if thing.objgen not in self._done:
                self._done.add(thing.objgen)
                self._image(thing, resources)
        elif "/ShadingType" in thing:
            self.marked = True
            thing.ColorSpace = self._space(thing.ColorSpace, resources, "a gradient")
        elif "/Shading" in thing:
            thing.Shading.ColorSpace = self._space(thing.Shading.ColorSpace, resources, "a gradient")

    def _inner(self, content: Content) -> None:
        stream = content.stream
        if stream.objgen not in self._done:
            self._done.add(stream.objgen)
            marked = self.marked
            self._stream(content)
            if stream.objgen in self._shared.beside and not list(content.resources.items("/XObject")):
                self.marked = marked
            if "/Group" in stream:
                stream.Group.CS = pikepdf.Name.DeviceGray

    def _image(self, image: Any, resources: Resources) -> None:
        if bool(image.get("/ImageMask", False)):
            return  # it is painted in a colour, by the operator that draws it
        image.ColorSpace = self._space(image.get("/ColorSpace", pikepdf.Name.DeviceCMYK), resources, "a picture")
        if image.ColorSpace == self._spaces.get(_NAMES) and (samples := self._decoded(image)):
            # A renderer works the function of the space out pixel by pixel; taking every fourth number is the same.
            turned = "/Decode" in image and [int(value) for value in image.Decode.as_list()] == _TURNED
            image.ColorSpace = pikepdf.Name.DeviceGray
            image.Decode = pikepdf.Array([0, 1] if turned else [1, 0])
            number = number_of(self._ink)
            plane = samples[number::_FULL] if number >= 0 else bytes([255 * turned]) * (len(samples) // _FULL)
            image.write(plane)
            self.marked |= plane.count(b"\xff" if turned else b"\0") < len(plane)
        else:
            self.marked |= self._ink == BLACK or image.ColorSpace != self._paper()

    def _decoded(self, image: Any) -> bytes:
        """Return the samples of a CMYK picture of 8 bits; empty for one that is not so, or whose Decode is unusual."""
        samples = self._shared.samples
        if image.objgen not in samples:
            samples[image.objgen] = _samples(image)
        return samples[image.objgen]

    def _space(self, given: Any, resources: Resources, what: str) -> Any:
        """Return the space in which the same numbers give this plate's grey."""
        if any(given == made for made in self._spaces.values()):
            return given
        space = resources.space(given)
        if space.device == CMYK.kind:
            return self._picked(_NAMES)
        if space.colorants:
            return self._picked(space.colorants)
        if space.device == GREY.kind:
            return pikepdf.Name.DeviceGray if self._ink == BLACK else self._paper()
        if space.kind == "Indexed" and space.under is not None and (names := _names_of(space.under)):
            return self._indexed(given, space, names)
        self._shared.unknown.setdefault(f"{what} in {space}")
        return given

    def _picked(self, names: tuple[str, ...]) -> Any:
        """Return a space of a number for each ink named, of which this plate's is printed."""
        if names not in self._spaces:
            tint = self._pdf.make_stream(
                f"{{ {_pick(_place(self._ink, names), len(names))} 1 exch sub }}".encode("ascii"),
                FunctionType=4,
                Domain=pikepdf.Array([0, 1] * len(names)),
                Range=pikepdf.Array([0, 1]),
            )
            called = pikepdf.Array([pikepdf.Name(f"/{name}") for name in names])
            space = [pikepdf.Name.DeviceN, called, pikepdf.Name.DeviceGray, self._pdf.make_indirect(tint)]
            if names == ("All",):
                space[:2] = [pikepdf.Name.Separation, pikepdf.Name.All]
            self._spaces[names] = self._pdf.make_indirect(pikepdf.Array(space))
            for name in set(names) - {ink.name for ink in self._shared.inks} - {"All", "None", *_NAMES}:
                self._shared.unknown.setdefault(f"a colour in {name}")
        return self._spaces[names]

    def _paper(self) -> Any:
        """Return a space of one number that is always white."""
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)
        return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/Paper"), pikepdf.Name.DeviceGray, tint])

    def _indexed(self, given: Any, space: Space, names: tuple[str, ...]) -> Any:
        place = _place(self._ink, names)
        codes = space.table[place :: len(names)] if place >= 0 else bytes(len(space.table) // len(names))
        greys = bytes(255 - value for value in codes)
        return pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceGray, given[2], pikepdf.String(greys)])


_NAMES = tuple(ink.name for ink in PROCESS)


def _names_of(space: Space) -> tuple[str, ...]:
    """Return the inks that a space has a number for; none for one in which that cannot be told."""
    return _NAMES if space == CMYK else space.colorants


def _place(ink: Ink, names: tuple[str, ...]) -> int:
    """Return the place of an ink among names, -1 if it is none of them."""
    return 0 if names == ("All",) else names.index(ink.name) if ink.name in names else -1


def _steps(content: Content, shared: _Shared) -> tuple[Sequence[_Step], Sequence[_Step]]:
    """Carry out a stream, and note what of it cannot be separated.

    Return its steps, and those of them that may mark a plate: of some in a row that paint alike the first.
    """
    sheet = _Sheet(content.stream) if content.kind is Drawing.PAGE and "/TrimBox" in content.stream else None
    steps: list[_Step] = []
    marking: list[_Step] = []
    for machine in carried_out(content, PRESS_START, _fault):
        row, state = machine.operator, machine.state
        beside = row.kind in _PLACED and sheet is not None and sheet.beside(machine)
        stencil = row.kind is Kind.OBJECT and machine.thing is not None and bool(machine.thing.get("/ImageMask", False))
        step = _Step(row, machine.instruction, state, stencil, beside)
        steps.append(step)
        if row.kind in _COLOURS:
            _note(row, state.fill if row.fills else state.stroke, shared)
        elif row.kind in _MARKING and not (marking and _alike(step, marking[-1])):
            marking.append(step)
            if row.kind is Kind.IMAGE:
                shared.unknown.setdefault("an inline picture")
    if sheet:
        shared.beside.update(sheet.forms[True] - sheet.forms[False])
    return steps, marking


def _alike(one: _Step, other: _Step) -> bool:
    """Tell whether two texts surely mark the same plates."""
    now, then = one.state, other.state
    return (
        one.operator.kind is other.operator.kind is Kind.SHOW
        and now.fill is then.fill
        and now.stroke is then.stroke
        and now.overprint is then.overprint
        and now.rendering == then.rendering
        and now.blend == then.blend
    )


def _note(row: Operator, paint: Paint, shared: _Shared) -> None:
    """Note a colour of which it cannot be told what it puts on the plates."""
    unknown, plates = shared.unknown, [ink.name for ink in shared.inks]
    if paint.space.kind == "Pattern":
        if paint.values:
            unknown.setdefault("a colour in Pattern")
    elif row.kind is not Kind.SPACE:
        colour = paint.colour
        if colour.inks is None or any(tone > 0 and name not in plates for name, tone in colour.spots):
            unknown.setdefault(f"a colour in {paint.space}")


def _marks(step: _Step, ink: Ink, inner: bool) -> bool:
    """Tell whether an instruction may leave ink on a plate.

    A form, one of the ``inner`` streams, that sets no colour may have been given any by who draws it.
    """
    row, state = step.operator, step.state
    match row.kind:
        case Kind.SHOW:
            if _hidden(state, ink):
                return False
            fills, strokes = state.rendering in SHOWS_FILL, state.rendering in SHOWS_STROKE
        case Kind.PAINT if not step.beside:
            fills = row.fills and not _absent(state.fill, state.overprint.fills, state, ink)
            strokes = row.strokes and not _absent(state.stroke, state.overprint.strokes, state, ink)
        case Kind.OBJECT if step.stencil:
            fills, strokes = True, False
        case Kind.SHADING | Kind.IMAGE:
            return True
        case _:
            return False
    painted = ((state.fill, PRESS_START.fill),) * fills + ((state.stroke, PRESS_START.stroke),) * strokes
    for paint, start in painted:
        white = paint.pattern is None and _grey(paint, ink) == 1
        if not white or state.blend not in _WHITE_STAYS or (inner and paint is start):
            return True
    return False


def _absent(paint: Paint, overprints: bool, state: State, ink: Ink) -> bool:
    """Tell whether painting so leaves a plate alone."""
    return overprints and paint.leaves(ink, state.overprint.mode)


def _hidden(state: State, ink: Ink) -> bool:
    """Tell whether text shown so is not on a plate."""
    return state.rendering in (0, 4) and _absent(state.fill, state.overprint.fills, state, ink)


class _Sheet:
    """Tells of what a page draws whether it stands beside its trim, as crop marks and the slug line do.

    Registration marks are on every plate; without this no plate would be white. ``forms`` are those drawn beside the
    trim (True) and on it (False).
    """

    def __init__(self, page: Any) -> None:
        x0, y0, x1, y1 = map(float, page.TrimBox)
        self._trim = Matrix().box(x0, y0, x1, y1)
        self._points: list[Point] = []
        self.forms: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}

    def beside(self, machine: Machine) -> bool:
        """Tell it of the instruction that was carried out."""
        state, thing = machine.state, machine.thing
        match machine.operator.kind:
            case Kind.PATH:
                given = [float(value) for value in machine.operands]
                if machine.operator.name == "re":
                    given = [*given[:2], given[0] + given[2], given[1] + given[3]]
                    given += [given[0], given[3], given[2], given[1]]
                self._points += [state.ctm.at(x, y) for x, y in zip(given[::2], given[1::2], strict=True)]
            case Kind.PAINT:
                points, self._points = self._points, []
                return bool(points) and self._is_off(
                    around(points), state.width * max(state.ctm.width, state.ctm.height)
                )
            case Kind.OBJECT if thing is not None and "/BBox" in thing:
                matrix = state.ctm.after(Matrix.of(list(thing.get("/Matrix", Matrix()))))
                off = self._is_off(matrix.box(*map(float, thing.BBox)), 0)
                self.forms[off].add(thing.objgen)
                return off
        return False

    def _is_off(self, box: Rect, pen: float) -> bool:
        """Tell whether a box that is drawn with a pen keeps away from the trim: mitres included, and smoothed edges."""
        play = _MITRE * pen / 2 + _SMOOTHED
        return overlap(box.inset(-play, -play), self._trim) is None


_MITRE = 10
"""Half widths of a pen by which a corner may stick out where nothing else is said (ISO 32000-1, table 52)."""
_SMOOTHED = 2
"""How far a pixel may reach, pt: that of 36 dpi."""
_COLOURS = frozenset((Kind.DEVICE, Kind.SPACE, Kind.COLOUR))
_PLACED = frozenset((Kind.PATH, Kind.PAINT, Kind.OBJECT))
"""What may stand beside the trim, and the paths that tell where."""
_MARKING = frozenset((Kind.SHOW, Kind.PAINT, Kind.OBJECT, Kind.SHADING, Kind.IMAGE))
_NEW_PEN = frozenset(("BT", "ET", "Tm", "Td", "TD", "T*"))
"""Text operators that set the pen without asking where it is."""
_WHITE_STAYS = ("/Normal", "/Compatible")
"""Blend modes in which white on white is surely white."""


class _PlateWriter:
    """Writes a stream's operators for one plate, that of one ``ink``.

    ``_hidden`` are the texts written since the pen was last set that the plate does not show: they move the pen for
    text that follows. Where it is set again before any is shown, they go; ``_kept`` are those that stay. Both are told
    by their places, with the rendering mode that they stand in.
    """

    def __init__(self, ink: Ink) -> None:
        self._ink = ink
        self._written: list[Instruction | None] = []
        self._hidden: dict[int, int] = {}
        self._kept: dict[int, int] = {}

    def write(self, steps: Sequence[_Step]) -> bytes:
        """Return what stands for a stream on the plate."""
        for step in steps:
            row, state, given = step.operator, step.state, step.instruction
            if row.kind is Kind.SHOW:
                self._show(row, state)
            elif row.kind is Kind.PAINT:
                fill = row.fills and _absent(state.fill, state.overprint.fills, state, self._ink)
                stroke = row.strokes and _absent(state.stroke, state.overprint.strokes, state, self._ink)
                given = _set(without(row, fill=fill, stroke=stroke)) if fill or stroke else given
            elif row.kind in _COLOURS:
                given = self._colour(row, given, state.fill if row.fills else state.stroke)
            elif row.name in _NEW_PEN:
                self._forget_hidden()
            self._written.append(given)
        self._forget_hidden()
        return unparsed(list(self._finished()))

    def _finished(self) -> Iterator[Instruction]:
        for at, one in enumerate(self._written):
            if one is not None:
                rendering = self._kept.get(at)
                yield from (one,) if rendering is None else (_set("Tr", INVISIBLE), one, _set("Tr", rendering))

    def _colour(self, row: Operator, given: Instruction, paint: Paint) -> Instruction:
        """Return a colour as the grey of this plate; one that cannot be told is white."""
        if paint.space.kind == "Pattern":
            return instruction(row.name, pikepdf.Name.Pattern) if row.kind is Kind.SPACE else given
        return _set("g" if row.fills else "G", _grey(paint, self._ink))

    def _show(self, row: Operator, state: State) -> None:
        """Look at a text that is about to be written: hide it where it leaves the plate alone."""
        at = len(self._written)
        if _hidden(state, self._ink):
            if row.change is None:
                self._hidden[at] = state.rendering
                return
            self._kept[at] = state.rendering  # it begins a line, and what follows may be told from there
        self._kept |= self._hidden
        self._hidden.clear()

    def _forget_hidden(self) -> None:
        for at in self._hidden:
            self._written[at] = None
        self._hidden.clear()


@lru_cache(maxsize=1024)
def _set(operator: str, *value: float) -> Instruction:
    """Return an operator with a number, or alone: a page sets a few greys time and again."""
    return instruction(operator, *value)


def _grey(paint: Paint, ink: Ink) -> float:
    """Return the grey of an ink in a colour, white where that cannot be told."""
    colour, number = paint.colour, number_of(ink)
    if colour.inks is None:
        return 1.0
    if number < 0:
        # Registration colour is on all plates, those of spots too.
        tones = colour.inks if colour.family is Family.REGISTRATION else [dict(colour.spots).get(ink.name, 0.0)]
        return round(1 - tones[0], 6)
    return round(1 - colour.inks[number], 6)


def _pick(place: int, count: int) -> str:
    """Return PostScript that leaves one of so many numbers on the stack; 0 for the place -1."""
    if place < 0:
        return " ".join(("pop",) * count + ("0",))
    below, above = place, count - 1 - place
    return " ".join(("pop",) * above + (f"{below + 1} 1 roll",) * bool(below) + ("pop",) * below)


def _fault(fault: Fault, operator: str, error: Exception) -> None:
    """Raise what is wrong with a stream that has no name for anybody; an operator without sense prints nothing."""
    if fault is Fault.UNREADABLE:
        raise error


def _samples(image: Any) -> bytes:
    decode = [int(value) for value in image.Decode.as_list()] if "/Decode" in image else []
    if int(image.get("/BitsPerComponent", 0)) != 8 or decode not in ([], _PLAIN, _TURNED):
        return b""
    kinds = image.get("/Filter", pikepdf.Name.FlateDecode)
    if "/DecodeParms" in image or not isinstance(kinds, pikepdf.Name):
        return b""
    if kinds == pikepdf.Name.DCTDecode:
        found = cmyk_samples(image.read_raw_bytes())
    else:
        found = image.read_bytes() if kinds == pikepdf.Name.FlateDecode else b""
    return found if len(found) == _FULL * int(image.Width) * int(image.Height) else b""
