"""A finished page taken apart into its plates: pages in grey, each as one ink's plate will print it.

Every colour is replaced by the grey of one ink's tone value (paper is white, full ink black), and what overprints
(ISO 32000-1, 8.6.7) is left out on the plates that it leaves alone. The pages can be rendered by anything that renders
grey, so the ink of every spot of the page can be measured without a separating renderer.

Every plate is a file of its own, but the operators are gone through once for all of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from layout.images.inks import BLACK, PROCESS, Ink
from layout.images.prepare import cmyk_samples
from layout.pdf.interpreter import (
    PRESS_START,
    Content,
    Drawing,
    Fault,
    Instruction,
    Machine,
    inner_contents,
    instruction,
    rewritten,
)
from layout.pdf.operators import Kind, without
from layout.pdf.resources import Resources
from layout.pdf.save import saved
from layout.pdf.spaces import CMYK, GREY, Space
from layout.pdf.state import INVISIBLE, Paint

_FULL = len(PROCESS)
_PLAIN, _TURNED = [0, 1] * _FULL, [1, 0] * _FULL
"""Decode arrays of a picture in process inks: as they are, and with 0 for full ink."""


@dataclass(frozen=True, slots=True)
class Separations:
    """The plates of a page in the order of ``inks``, each a PDF of one page.

    ``unknown`` names what could not be separated, such as a spot colour: it is not on any plate.
    """

    inks: tuple[Ink, ...]
    plates: tuple[bytes, ...]
    unknown: tuple[str, ...]


def separations(finished: bytes, page: int = 0, inks: Sequence[Ink] = PROCESS) -> Separations:
    """Take one page of a finished PDF apart into those process inks. The boxes of the plates are the page's."""
    shared = _Shared(tuple(inks), {}, {}, {})
    plates = []
    for plate in range(len(inks)):
        with pikepdf.open(BytesIO(finished)) as pdf:
            for other in reversed(range(len(pdf.pages))):
                if other != page:
                    del pdf.pages[other]
            _Plate(pdf, plate, shared).page(pdf.pages[0])
            plates.append(saved(pdf))
    return Separations(tuple(inks), tuple(plates), tuple(shared.unknown))


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the plates of a document share, by the numbers that its objects have in every one of its copies.

    ``contents`` are the streams as each plate has them, ``samples`` the decoded pictures.
    """

    inks: tuple[Ink, ...]
    unknown: dict[str, None]
    contents: dict[tuple[int, int], tuple[bytes, ...]]
    samples: dict[tuple[int, int], bytes]


class _Plate:
    """One plate of one document: rewrites the page and all it draws."""

    def __init__(self, pdf: pikepdf.Pdf, plate: int, shared: _Shared) -> None:
        self._pdf, self._plate, self._shared = pdf, plate, shared
        self._number = PROCESS.index(shared.inks[plate])
        self._done: set[tuple[int, int]] = set()
        tint = pdf.make_stream(
            f"{{ {_pick(self._number)} 1 exch sub }}".encode("ascii"),
            FunctionType=4,
            Domain=pikepdf.Array(_PLAIN),
            Range=pikepdf.Array([0, 1]),
        )
        names = pikepdf.Array([pikepdf.Name(f"/{ink.name}") for ink in PROCESS])
        self._all = pdf.make_indirect(
            pikepdf.Array([pikepdf.Name.DeviceN, names, pikepdf.Name.DeviceGray, pdf.make_indirect(tint)])
        )

    def page(self, page: pikepdf.Page) -> None:
        grey = _grey(PRESS_START.fill, self._number)
        first = f"{grey:g} g {grey:g} G\n".encode("ascii")
        page.contents_coalesce()
        content = Content(page.obj, Drawing.PAGE, "page", Resources.of_page(page))
        page.Contents = self._pdf.make_stream(first + self._stream(content))
        if "/Group" in page.obj:
            page.obj.Group.CS = pikepdf.Name.DeviceGray
        if "/OutputIntents" in self._pdf.Root:
            del self._pdf.Root.OutputIntents

    def _stream(self, content: Content) -> bytes:
        key = content.stream.objgen
        if key not in self._shared.contents:
            writers = [_PlatePass(PROCESS.index(ink), self._shared.unknown) for ink in self._shared.inks]
            self._shared.contents[key] = rewritten(content, PRESS_START, writers, _fault)
        written = self._shared.contents[key][self._plate]
        for category in ("/XObject", "/Pattern", "/Shading"):
            for _, thing in content.resources.items(category):
                self._recolour(thing, content.resources)
        for inner in inner_contents(content):
            self._inner(inner)
        return written

    def _recolour(self, thing: Any, resources: Resources) -> None:
        """Bring a picture or a gradient to this plate."""
        if thing.get("/Subtype") == "/Image":
            if thing.objgen not in self._done:
                self._done.add(thing.objgen)
                self._image(thing, resources)
        elif "/ShadingType" in thing:
            thing.ColorSpace = self._space(thing.ColorSpace, resources, "a gradient")
        elif "/Shading" in thing:
            thing.Shading.ColorSpace = self._space(thing.Shading.ColorSpace, resources, "a gradient")

    def _inner(self, content: Content) -> None:
        stream = content.stream
        if stream.objgen not in self._done:
            self._done.add(stream.objgen)
            stream.write(self._stream(content))
            if "/Group" in stream:
                stream.Group.CS = pikepdf.Name.DeviceGray

    def _image(self, image: Any, resources: Resources) -> None:
        if bool(image.get("/ImageMask", False)):
            return
        image.ColorSpace = self._space(image.get("/ColorSpace", pikepdf.Name.DeviceCMYK), resources, "a picture")
        if image.ColorSpace == self._all and (samples := self._decoded(image)):
            # A renderer works the function of the space out pixel by pixel; taking every fourth number is the same.
            turned = "/Decode" in image and [int(value) for value in image.Decode.as_list()] == _TURNED
            image.ColorSpace = pikepdf.Name.DeviceGray
            image.Decode = pikepdf.Array([0, 1] if turned else [1, 0])
            plane = zlib.compress(samples[self._number :: _FULL], 1)
            image.write(plane, filter=pikepdf.Name.FlateDecode)

    def _decoded(self, image: Any) -> bytes:
        """Return the samples of a CMYK picture of 8 bits; empty for one that is not so, or whose Decode is unusual."""
        samples = self._shared.samples
        if image.objgen not in samples:
            samples[image.objgen] = _samples(image)
        return samples[image.objgen]

    def _space(self, given: Any, resources: Resources, what: str) -> Any:
        """Return the space in which the same numbers give this plate's grey."""
        if given == self._all:
            return given
        space = resources.space(given)
        if space.device == CMYK.kind or space.colorants == tuple(ink.name for ink in PROCESS):
            return self._all
        if space.device == GREY.kind:
            return pikepdf.Name.DeviceGray if self._number == PROCESS.index(BLACK) else self._paper()
        if space.kind == "Indexed" and space.under == CMYK:
            return self._indexed(given, space)
        self._shared.unknown.setdefault(f"{what} in {space}")
        return given

    def _paper(self) -> Any:
        """Return a space of one number that is always white."""
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)
        return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/Paper"), pikepdf.Name.DeviceGray, tint])

    def _indexed(self, given: Any, space: Space) -> Any:
        greys = bytes(255 - value for value in space.table[self._number :: _FULL])
        return pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceGray, given[2], pikepdf.String(greys)])


class _PlatePass:
    """Writes the operators for one plate, that of the process ink of that ``number``."""

    def __init__(self, number: int, unknown: dict[str, None]) -> None:
        self._number, self._unknown = number, unknown

    def rewrite(self, machine: Machine) -> Iterator[Instruction]:
        row, state, given = machine.operator, machine.state, machine.instruction
        match row.kind:
            case Kind.IMAGE:
                self._unknown.setdefault("an inline picture")
            case Kind.DEVICE | Kind.SPACE | Kind.COLOUR:
                yield from self._colour(machine, state.fill if row.fills else state.stroke)
            case Kind.PAINT:
                over = state.overprint
                fill = row.fills and over.fills and state.fill.leaves(self._number, over.mode)
                stroke = row.strokes and over.strokes and state.stroke.leaves(self._number, over.mode)
                yield instruction(without(row, fill=fill, stroke=stroke)) if fill or stroke else given
            case Kind.SHOW:
                yield from self._show(machine)
            case _:
                yield given

    def _colour(self, machine: Machine, paint: Paint) -> Iterator[Instruction]:
        """Yield a colour as the grey of this plate; what cannot be told is white and noted."""
        row, colour = machine.operator, paint.colour
        if paint.space.kind == "Pattern":
            if paint.values:
                self._unknown.setdefault("a colour in Pattern")
            yield instruction(row.name, pikepdf.Name.Pattern) if row.kind is Kind.SPACE else machine.instruction
            return
        if row.kind is not Kind.SPACE and (colour.inks is None or any(tone > 0 for _, tone in colour.spots)):
            self._unknown.setdefault(f"a colour in {paint.space}")
        yield instruction("g" if row.fills else "G", _grey(paint, self._number))

    def _show(self, machine: Machine) -> Iterator[Instruction]:
        """Yield a text operator, made invisible where it leaves the plate alone: it moves the pen all the same."""
        state = machine.state
        absent = state.overprint.fills and state.fill.leaves(self._number, state.overprint.mode)
        hidden = absent and state.rendering in (0, 4)
        if hidden:
            yield instruction("Tr", INVISIBLE)
        yield machine.instruction
        if hidden:
            yield instruction("Tr", state.rendering)


def _grey(paint: Paint, number: int) -> float:
    """Return the grey of a process ink in a colour, white where that cannot be told."""
    inks = paint.colour.inks
    return 1.0 if inks is None else round(1 - inks[number], 6)


def _pick(number: int) -> str:
    """Return PostScript that leaves one of the process inks' numbers on the stack."""
    below, above = number, _FULL - 1 - number
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
