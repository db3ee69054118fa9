"""A finished page taken apart into its plates: four pages in grey, each as one ink's plate will print it.

Every colour is replaced by the grey of one ink's tone value (paper is white, full ink black), and what overprints
(ISO 32000-1, 8.6.7, mode 1) is left out on the plates of which it has no ink. The pages can be rendered by
anything that renders grey, so the ink of every spot of the page can be measured without a separating renderer.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf

from layout.images.prepare import cmyk_samples
from layout.pdf.colour import CMYK, GRAY, Paint, initial, numbers
from layout.pdf.save import saved
from layout.pdf.treatment import KNOCK_OUT, Instruction, Overprint

PLATES = ("Cyan", "Magenta", "Yellow", "Black")

_PICK = ("pop pop pop", "pop pop exch pop", "pop 3 1 roll pop pop", "4 1 roll pop pop pop")
"""PostScript that leaves one of four inks on the stack."""

_WITHOUT_FILL = {"f": "n", "F": "n", "f*": "n", "B": "S", "B*": "S", "b": "s", "b*": "s"}
_WITHOUT_STROKE = {"S": "n", "s": "n", "B": "f", "B*": "f*", "b": "f", "b*": "f*"}
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Separations:
    """The four plates of a page in the order of PLATES, each a PDF of one page.

    ``unknown`` names what could not be separated, such as a spot colour: it is not on any plate.
    """

    plates: tuple[bytes, bytes, bytes, bytes]
    unknown: tuple[str, ...]


def separations(finished: bytes, page: int = 0) -> Separations:
    """Take one page of a finished PDF apart. The boxes of the plates are the page's."""
    plates, unknown = [], dict[str, None]()
    samples: dict[tuple[int, int], bytes] = {}
    for number in range(len(PLATES)):
        with pikepdf.open(BytesIO(finished)) as pdf:
            for other in reversed(range(len(pdf.pages))):
                if other != page:
                    del pdf.pages[other]
            plate = _Plate(pdf, number, unknown, samples)
            plate.page(pdf.pages[0])
            plates.append(saved(pdf))
    cyan, magenta, yellow, black = plates
    return Separations((cyan, magenta, yellow, black), tuple(unknown))


@dataclass(frozen=True, slots=True)
class _State:
    fill: Paint | None
    stroke: Paint | None
    overprint: Overprint = KNOCK_OUT
    rendering: int = 0

    def with_paint(self, operator: str, paint: Paint) -> _State:
        """Return the state after a colour operator: small letters set the fill's colour, capitals the stroke's."""
        return replace(self, fill=paint) if operator.islower() else replace(self, stroke=paint)


class _Plate:
    """One plate of one document: rewrites the page and all it draws.

    ``samples`` holds the decoded pictures of the document, which all its plates share.
    """

    def __init__(
        self, pdf: pikepdf.Pdf, number: int, unknown: dict[str, None], samples: dict[tuple[int, int], bytes]
    ) -> None:
        self._pdf, self.number, self.unknown, self._samples = pdf, number, unknown, samples
        self._done: set[tuple[int, int]] = set()
        tint = pdf.make_stream(
            f"{{ {_PICK[number]} 1 exch sub }}".encode("ascii"),
            FunctionType=4,
            Domain=pikepdf.Array([0, 1] * 4),
            Range=pikepdf.Array([0, 1]),
        )
        inks = pikepdf.Array([pikepdf.Name(f"/{name}") for name in PLATES])
        self._four = pdf.make_indirect(
            pikepdf.Array([pikepdf.Name.DeviceN, inks, pikepdf.Name.DeviceGray, pdf.make_indirect(tint)])
        )

    def page(self, page: pikepdf.Page) -> None:
        black = initial(CMYK)
        first = f"{self.grey(black, 'fill'):g} g {self.grey(black, 'stroke'):g} G\n".encode("ascii")
        page.contents_coalesce()
        content = self._stream(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), _State(black, black))
        page.Contents = self._pdf.make_stream(first + content)
        if "/Group" in page.obj:
            page.obj.Group.CS = pikepdf.Name.DeviceGray
        if "/OutputIntents" in self._pdf.Root:
            del self._pdf.Root.OutputIntents

    def grey(self, paint: Paint, what: str) -> float:
        """Return the grey of this ink in a colour; what it cannot tell is white and noted."""
        if paint.space == CMYK and len(paint.values) == len(PLATES):
            return round(1 - paint.values[self.number], 6)
        if paint.space == GRAY:
            return paint.values[0] if self.number == PLATES.index("Black") and paint.values else 1.0
        self.unknown.setdefault(f"{what} in {paint.space.lstrip('/')}")
        return 1.0

    def _stream(self, owner: pikepdf.Object, resources: pikepdf.Object, state: _State) -> bytes:
        written = pikepdf.unparse_content_stream(
            list(_PlatePass(self, resources, state).run(pikepdf.parse_content_stream(owner)))
        )
        for category in ("/XObject", "/Pattern", "/Shading"):
            for thing in _values(resources, category):
                self._thing(thing, resources)
        for font in _values(resources, "/Font"):
            if font.get("/Subtype") == "/Type3":
                for glyph in font.CharProcs.as_dict().values():
                    self._inner(glyph, font.get("/Resources", resources))
        return written

    def _thing(self, thing: Any, resources: pikepdf.Object) -> None:
        if thing.get("/Subtype") == "/Image":
            if thing.objgen not in self._done:
                self._done.add(thing.objgen)
                self._image(thing)
        elif "/ShadingType" in thing:
            thing.ColorSpace = self._space(thing.ColorSpace, "a gradient")
        elif "/Shading" in thing:
            thing.Shading.ColorSpace = self._space(thing.Shading.ColorSpace, "a gradient")
        elif isinstance(thing, pikepdf.Stream):
            self._inner(thing, resources)
            if "/Group" in thing:
                thing.Group.CS = pikepdf.Name.DeviceGray

    def _inner(self, stream: Any, resources: pikepdf.Object) -> None:
        if stream.objgen not in self._done:
            self._done.add(stream.objgen)
            black = initial(CMYK)
            stream.write(self._stream(stream, stream.get("/Resources", resources), _State(black, black)))

    def _image(self, image: Any) -> None:
        if bool(image.get("/ImageMask", False)):
            return
        image.ColorSpace = self._space(image.get("/ColorSpace", pikepdf.Name.DeviceCMYK), "a picture")
        if image.ColorSpace == self._four and (samples := self._decoded(image)):
            # A renderer works the function of the space out pixel by pixel; taking every fourth number is the same.
            turned = "/Decode" in image and [int(value) for value in image.Decode.as_list()] == [1, 0] * len(PLATES)
            image.ColorSpace = pikepdf.Name.DeviceGray
            image.Decode = pikepdf.Array([0, 1] if turned else [1, 0])
            plane = zlib.compress(samples[self.number :: len(PLATES)], 1)
            image.write(plane, filter=pikepdf.Name.FlateDecode)

    def _decoded(self, image: Any) -> bytes:
        """Return the samples of a CMYK picture of 8 bits; empty for one that is not so, or whose Decode is unusual."""
        if image.objgen not in self._samples:
            self._samples[image.objgen] = _samples(image)
        return self._samples[image.objgen]

    def _space(self, space: Any, what: str) -> Any:
        """Return the space in which the same numbers give this plate's grey."""
        family = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
        if family == self._four[0] and len(space) > 1 and len(space[1]) == len(PLATES):
            return space
        channels = int(space[1].N) if family == "/ICCBased" else 0
        if family == CMYK or channels == len(PLATES):
            return self._four
        if family == GRAY or channels == 1:
            return pikepdf.Name.DeviceGray if self.number == PLATES.index("Black") else self._paper()
        if family == "/Indexed" and str(space[1]) == CMYK:
            return self._indexed(space)
        self.unknown.setdefault(f"{what} in {family.lstrip('/')}")
        return space

    def _paper(self) -> Any:
        """Return a space of one number that is always white."""
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)
        return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/Paper"), pikepdf.Name.DeviceGray, tint])

    def _indexed(self, space: Any) -> Any:
        table = space[3].read_bytes() if isinstance(space[3], pikepdf.Stream) else bytes(space[3])
        greys = bytes(255 - value for value in table[self.number :: len(PLATES)])
        return pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceGray, space[2], pikepdf.String(greys)])


class _PlatePass:
    """Goes through one stream's operators and writes them for one plate."""

    def __init__(self, plate: _Plate, resources: pikepdf.Object, state: _State) -> None:
        self._plate, self._state = plate, state
        self._saved: list[_State] = []
        self._states = resources.get("/ExtGState", pikepdf.Dictionary())
        self._spaces = resources.get("/ColorSpace", pikepdf.Dictionary())

    def run(self, instructions: list[Instruction]) -> Iterator[Instruction]:
        for instruction in instructions:
            operator = str(instruction.operator)
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._plate.unknown.setdefault("an inline picture")
                continue
            operands = list(instruction.operands)
            match operator:
                case "q":
                    self._saved.append(self._state)
                case "Q":
                    self._state = self._saved.pop() if self._saved else self._state
                case "gs" if str(operands[0]) in self._states:
                    state = self._states[str(operands[0])]
                    self._state = replace(self._state, overprint=self._state.overprint.with_state(state))
                case "Tr":
                    self._state = replace(self._state, rendering=int(operands[0]))
                case "k" | "K":
                    yield self._paint(operator, Paint(CMYK, numbers(operands)))
                    continue
                case "g" | "G":
                    yield self._paint(operator, Paint(GRAY, numbers(operands)))
                    continue
                case "cs" | "CS":
                    yield from self._choose(operator, str(operands[0]))
                    continue
                case "sc" | "scn" | "SC" | "SCN":
                    yield self._colour(operator, operands, instruction)
                    continue
            if operator in _SHOWING:
                yield from self._show(instruction)
            else:
                yield self._path(operator, instruction)

    def _paint(self, operator: str, paint: Paint) -> Instruction:
        self._state = self._state.with_paint(operator, paint)
        return _instruction((self._plate.grey(paint, "a colour"),), "g" if operator.islower() else "G")

    def _choose(self, operator: str, name: str) -> Iterator[Instruction]:
        space = _family(self._spaces[name]) if name in self._spaces else name
        paint = Paint(GRAY, (0.0,)) if space == GRAY else initial(space)
        if space == "/Pattern":
            self._state = self._state.with_paint(operator, paint)
            yield _instruction((pikepdf.Name.Pattern,), operator)
        elif space in (CMYK, GRAY):
            yield self._paint(operator, paint)
        else:
            # The values follow; the first colour of a special space is full ink and hardly ever used.
            self._state = self._state.with_paint(operator, paint)

    def _colour(self, operator: str, operands: list[Any], instruction: Instruction) -> Instruction:
        before = self._state.fill if operator.islower() else self._state.stroke
        if before is None or (operands and isinstance(operands[-1], pikepdf.Name)):
            return instruction
        values = numbers(operands)
        if before.space == "/Separation:All":
            return self._paint_as(operator, before, Paint(CMYK, values * len(PLATES)))
        for number, plate in enumerate(PLATES):
            if before.space == f"/Separation:{plate}":
                inks = tuple(values[0] if number == other else 0.0 for other in range(len(PLATES)))
                return self._paint_as(operator, before, Paint(CMYK, inks))
        return self._paint(operator, Paint(before.space, values))

    def _paint_as(self, operator: str, space: Paint, paint: Paint) -> Instruction:
        """Paint a process colour, and stay in the space whose numbers come next."""
        written = self._paint(operator, paint)
        self._state = self._state.with_paint(operator, Paint(space.space, paint.values))
        return written

    def _absent(self, paint: Paint | None, overprints: bool) -> bool:
        """Tell whether a colour leaves this plate alone: mode 1 is defined for DeviceCMYK set directly."""
        if paint is None or not overprints or self._state.overprint.mode != 1:
            return False
        return paint.space == CMYK and paint.values[self._plate.number] == 0

    def _path(self, operator: str, instruction: Instruction) -> Instruction:
        state, written = self._state, operator
        if self._absent(state.fill, state.overprint.fills):
            written = _WITHOUT_FILL.get(written, written)
        if self._absent(state.stroke, state.overprint.strokes):
            written = _WITHOUT_STROKE.get(written, written)
        return instruction if written == operator else _instruction((), written)

    def _show(self, instruction: Instruction) -> Iterator[Instruction]:
        """Yield a text operator, made invisible where it leaves the plate alone: it moves the pen all the same."""
        state = self._state
        hidden = self._absent(state.fill, state.overprint.fills) and state.rendering in (0, 4)
        if hidden:
            yield _instruction((_INVISIBLE,), "Tr")
        yield instruction
        if hidden:
            yield _instruction((state.rendering,), "Tr")


def _samples(image: Any) -> bytes:
    decode = [int(value) for value in image.Decode.as_list()] if "/Decode" in image else []
    if int(image.get("/BitsPerComponent", 0)) != 8 or decode not in ([], [0, 1] * 4, [1, 0] * 4):
        return b""
    kinds = image.get("/Filter", pikepdf.Name.FlateDecode)
    if "/DecodeParms" in image or not isinstance(kinds, pikepdf.Name):
        return b""
    if kinds == pikepdf.Name.DCTDecode:
        found = cmyk_samples(image.read_raw_bytes())
    else:
        found = image.read_bytes() if kinds == pikepdf.Name.FlateDecode else b""
    return found if len(found) == 4 * int(image.Width) * int(image.Height) else b""


def _family(space: Any) -> str:
    """Return what decides how a space's numbers are read: its family, for Separation with the colorant's name."""
    if not isinstance(space, pikepdf.Array):
        return str(space)
    family = str(space[0])
    if family == "/ICCBased":
        return {4: CMYK, 1: GRAY}.get(int(space[1].N), family)
    if family == "/Separation":
        return f"/Separation:{str(space[1]).lstrip('/')}"
    return family


def _instruction(operands: tuple[Any, ...], operator: str) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))


def _values(resources: pikepdf.Object, category: str) -> Iterator[Any]:
    if category in resources:
        yield from resources[category].as_dict().values()
