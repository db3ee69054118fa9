"""The page's operators made fit for a CMYK press: one pass over every content stream of a page or an ad.

- Black text overprints: a white seam beside black type, where plates do not quite meet, is never seen then.
- DeviceGray becomes the black plate of DeviceCMYK, for which overprinting is defined (ISO 32000-1, 8.6.7).
- Transparency that does nothing (an opacity of 1) goes, so that the page is opaque for PDF/X-1a.
- Resources that no operator names go: the renderer leaves Lab spaces behind that nothing is painted in.
- RGB, Lab and their like are refused. The renderer's own colours come from the design, so there are none to
  convert, and a guess at a separation is no colour that anybody chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import pikepdf

from layout.base.errors import BanmianError
from layout.design.press import PdfX
from layout.pdf.colour import BLACK, CMYK, GRAY, Paint, foreign, initial, numbers

Instruction: TypeAlias = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
Blame: TypeAlias = Callable[[str, str], BanmianError]
"""Makes the error for what is wrong and what to do: it names the template or the ad at fault."""

_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_PAINTING = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"))
_CATEGORIES = {"gs": "/ExtGState", "Tf": "/Font", "Do": "/XObject", "sh": "/Shading", "cs": "/ColorSpace"}
_CATEGORIES |= {"CS": "/ColorSpace", "scn": "/Pattern", "SCN": "/Pattern", "BDC": "/Properties", "DP": "/Properties"}

_NEUTRAL = {"/ca": (1,), "/CA": (1,), "/BM": ("/Normal", "/Compatible"), "/SMask": ("/None",), "/AIS": (False,)}
"""Transparency's keys of a graphics state, and the values that mean there is none (ISO 32000-1, 11.6)."""

_USE_CMYK = "write colours as the design's custom properties, such as var(--colour-ink), or as device-cmyk()"


@dataclass(frozen=True, slots=True)
class Overprint:
    """Overprinting of strokes and fills and its mode (ISO 32000-1, 8.6.7: OP, op, OPM)."""

    strokes: bool = False
    fills: bool = False
    mode: int = 0

    @property
    def name(self) -> str:
        """The graphics state's name in a page's resources."""
        return f"/BmOverprint{self.strokes:d}{self.fills:d}{self.mode:d}"

    def with_state(self, state: pikepdf.Object) -> Overprint:
        """Return what this becomes under a graphics state of the file."""
        strokes = bool(state.get("/OP", self.strokes))
        fills = bool(state.get("/op", strokes if "/OP" in state else self.fills))
        return Overprint(strokes, fills, int(state.get("/OPM", self.mode)))


KNOCK_OUT = Overprint()
OVER = Overprint(strokes=True, fills=True, mode=1)
"""Mode 1: an ink that is nil leaves its plate alone."""


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state the pass follows. A colour that is not known (a form's) is None.

    ``asked`` is the overprinting the stream itself asked for, ``set`` what is in force.
    """

    fill: Paint | None
    stroke: Paint | None
    rendering: int = 0
    asked: Overprint = KNOCK_OUT
    set: Overprint = KNOCK_OUT


@dataclass(slots=True)
class _Used:
    """Which names of a resource dictionary are used, by category. Streams may share one."""

    resources: pikepdf.Object
    names: dict[str, set[str]] = field(default_factory=dict)

    def add(self, category: str, name: str) -> None:
        self.names.setdefault(category, set()).add(name)


class Treatment:
    """One page or one ad on its way to the press. ``blame`` tells whose fault a finding is."""

    def __init__(self, pdf: pikepdf.Pdf, standard: PdfX, blame: Blame) -> None:
        self._pdf, self._standard, self._blame = pdf, standard, blame
        self._done: set[tuple[int, int]] = set()
        self._used: dict[tuple[int, int] | int, _Used] = {}
        self._transparent = False

    def page(self, page: pikepdf.Page) -> None:
        """Treat a page's content and all it draws. It is drawn with black of DeviceCMYK as its first colour."""
        page.contents_coalesce()
        if "/Resources" not in page.obj:
            page.obj.Resources = pikepdf.Dictionary()
        self._transparent = _is_transparent(page.obj.Resources, set())
        self._refuse_transparency()
        page.Contents = self._pdf.make_stream(self._stream(page.obj, page.obj.Resources, _first()))
        self._prune()

    def form(self, form: pikepdf.Object) -> None:
        """Treat a Form XObject that will be drawn in a clean state, black of DeviceCMYK being set."""
        if "/Resources" not in form:
            form.Resources = pikepdf.Dictionary()
        self._transparent = _is_transparent(form.Resources, set())
        self._refuse_transparency()
        self._inner(form, form.Resources, _first())
        self._prune()

    def _refuse_transparency(self) -> None:
        if self._transparent and not self._standard.transparency:
            raise self._blame(
                f"has transparent objects, which {self._standard} does not allow",
                "take opacity, shadows and pictures with an alpha channel out, or write PDF/X-4",
            )

    def _inner(self, stream: pikepdf.Object, inherited: pikepdf.Object, state: _State) -> None:
        """Treat a form, a tiling pattern or a glyph of a Type 3 font in place, once."""
        if stream.objgen in self._done:
            return
        self._done.add(stream.objgen)
        stream.write(self._stream(stream, stream.get("/Resources", inherited), state))
        if "/Group" in stream:
            if self._transparent:
                stream.Group.CS = pikepdf.Name.DeviceCMYK
            else:
                del stream.Group

    def _stream(self, owner: pikepdf.Object, resources: pikepdf.Object, state: _State) -> bytes:
        """Return the treated operators of one stream, after everything it draws was treated."""
        key = resources.objgen if resources.is_indirect else id(owner)
        used = self._used.setdefault(key, _Used(resources))
        try:
            instructions = pikepdf.parse_content_stream(owner)
        except pikepdf.PdfError as error:
            raise self._blame(f"cannot be read: {error}", "make it anew") from error
        written = list(_Pass(self, resources, used, state).run(instructions))
        self._check_and_descend(resources, used)
        return pikepdf.unparse_content_stream(written)

    def _check_and_descend(self, resources: pikepdf.Object, used: _Used) -> None:
        spaces = dict(_entries(resources, "/ColorSpace"))
        for name in used.names.get("/ColorSpace", ()):
            if name in spaces:
                self.check_space(spaces[name], {}, "a colour")
        for name, thing in _entries(resources, "/XObject"):
            if name in used.names.get("/XObject", ()):
                if thing.get("/Subtype") == "/Image":
                    self.check_image(thing, spaces)
                elif thing.get("/Subtype") == "/Form":
                    self._inner(thing, resources, _State(None, None))
                else:
                    raise self._blame("has PostScript in it, which PDF/X does not allow", "make it anew without")
        for name, pattern in _entries(resources, "/Pattern"):
            if name in used.names.get("/Pattern", ()):
                if isinstance(pattern, pikepdf.Stream):
                    self._inner(pattern, resources, _State(None, None))
                else:
                    self.check_space(pattern.Shading.ColorSpace, spaces, "a gradient")
        for name, shading in _entries(resources, "/Shading"):
            if name in used.names.get("/Shading", ()):
                self.check_space(shading.ColorSpace, spaces, "a gradient")
        for name, font in _entries(resources, "/Font"):
            if name in used.names.get("/Font", ()) and font.get("/Subtype") == "/Type3":
                for glyph in font.CharProcs.as_dict().values():
                    self._inner(glyph, font.get("/Resources", resources), _State(None, None))

    def check_image(self, image: pikepdf.Object, spaces: Mapping[str, pikepdf.Object]) -> None:
        """Raise the error for a picture that is not in the press's colours or not of the standard's kind."""
        if not bool(image.get("/ImageMask", False)):
            self.check_space(image.get("/ColorSpace"), spaces, "a picture")
        filters = image.get("/Filter", pikepdf.Array())
        names = {str(filters)} if isinstance(filters, pikepdf.Name) else {str(name) for name in filters.as_list()}
        if "/JPXDecode" in names and self._standard is PdfX.X1A:
            raise self._blame(f"has a JPEG 2000 picture, which {self._standard} does not allow", "save it as JPEG")

    def check_space(
        self, space: pikepdf.Object | None, named: Mapping[str, pikepdf.Object], what: str, hint: str = _USE_CMYK
    ) -> None:
        """Raise the error for a colour space that is not the press's."""
        if found := foreign(space, named, icc=self._standard is PdfX.X4):
            raise self._blame(f"has {what} in {found}; a press page is CMYK", hint)

    def refuse(self, operator: str, values: tuple[float, ...]) -> BanmianError:
        """Return the error for an RGB operator."""
        told = " ".join(f"{value:g}" for value in values)
        return self._blame(f"paints in RGB ({told} {operator}); a press page is CMYK", _USE_CMYK)

    def state_to_drop(self, state: pikepdf.Object) -> bool:
        """Take neutral transparency out of a graphics state; tell whether nothing is left of it."""
        if not self._transparent:
            for key in _NEUTRAL:
                if key in state:
                    del state[key]
        return set(state.keys()) <= {"/Type"}

    def _prune(self) -> None:
        """Delete what no operator names."""
        for used in self._used.values():
            for category in set(_CATEGORIES.values()):
                if category not in used.resources:
                    continue
                entries = used.resources[category]
                for name in set(entries.keys()) - used.names.get(category, set()):
                    if not name.startswith("/Default"):
                        del entries[name]
                if not entries.keys():
                    del used.resources[category]
        self._used.clear()


class _Pass:
    """Goes through one stream's operators in their order."""

    def __init__(self, treatment: Treatment, resources: pikepdf.Object, used: _Used, state: _State) -> None:
        self._treatment, self._resources, self._used = treatment, resources, used
        self._state = state
        self._saved: list[_State] = []
        self._states = dict(_entries(resources, "/ExtGState"))
        self._spaces = dict(_entries(resources, "/ColorSpace"))

    def run(self, instructions: list[Instruction]) -> Iterator[Instruction]:
        """Yield the operators as they go to the press."""
        for instruction in instructions:
            operator = str(instruction.operator)
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._treatment.check_image(instruction.iimage.obj, self._spaces)
            elif operator == "gs":
                state = self._states.get(str(instruction.operands[0]))
                if state is None or self._graphics_state(state):
                    continue
            elif (replaced := self._follow(operator, instruction)) is not None:
                instruction = replaced
            if not isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._note_names(str(instruction.operator), instruction)
            if (wanted := self._wanted(operator)) is not None and wanted != self._state.set:
                yield self._set(wanted)
            yield instruction

    def _graphics_state(self, state: pikepdf.Object) -> bool:
        """Follow a graphics state; tell whether it is to be left out."""
        asked = self._state.asked.with_state(state)
        if {"/OP", "/op", "/OPM"} & set(state.keys()):
            self._state = replace(self._state, asked=asked, set=self._state.set.with_state(state))
        return self._treatment.state_to_drop(state)

    def _follow(self, operator: str, instruction: pikepdf.ContentStreamInstruction) -> Instruction | None:
        """Follow colour, rendering mode and the stack; return what replaces the operator, if anything does."""
        operands = instruction.operands
        match operator:
            case "q":
                self._saved.append(self._state)
            case "Q":
                self._state = self._saved.pop() if self._saved else self._state
            case "Tr":
                self._state = replace(self._state, rendering=int(operands[0]))
            case "k" | "K":
                self._paint(operator, Paint(CMYK, numbers(list(operands))))
            case "g" | "G":
                values = _black_of(numbers(list(operands)))
                self._paint(operator, Paint(CMYK, values))
                return _instruction(values, "k" if operator == "g" else "K")
            case "rg" | "RG":
                raise self._treatment.refuse(operator, numbers(list(operands)))
            case "cs" | "CS":
                return self._choose(operator, operands[0])
            case "sc" | "scn" | "SC" | "SCN":
                return self._colour(operator, list(operands))
        return None

    def _choose(self, operator: str, name: pikepdf.Object) -> Instruction | None:
        space = str(name)
        if space not in self._spaces:
            self._treatment.check_space(name, {}, "a colour")
        elif self._spaces[space] in (CMYK, GRAY):
            space = str(self._spaces[space])
        if space == GRAY:
            # The stream goes on in grey, its numbers are turned into black's one by one.
            self._paint(operator, Paint(GRAY, BLACK))
            return _instruction((pikepdf.Name.DeviceCMYK,), operator)
        self._paint(operator, initial(space))
        return None

    def _colour(self, operator: str, operands: list[pikepdf.Object]) -> Instruction | None:
        before = self._state.fill if operator.islower() else self._state.stroke
        values = numbers(operands)
        if before is None or (operands and isinstance(operands[-1], pikepdf.Name)):
            self._paint(operator, Paint("/Pattern"))
            return None
        if before.space == GRAY:
            self._paint(operator, Paint(GRAY, _black_of(values)))
            return _instruction(_black_of(values), operator)
        self._paint(operator, Paint(before.space, values))
        return None

    def _paint(self, operator: str, paint: Paint) -> None:
        if operator.islower():
            self._state = replace(self._state, fill=paint)
        else:
            self._state = replace(self._state, stroke=paint)

    def _wanted(self, operator: str) -> Overprint | None:
        """Return the overprinting an operator needs; None for one that paints nothing."""
        if operator in _SHOWING:
            return OVER if self._black_text() else self._state.asked
        return self._state.asked if operator in _PAINTING else None

    def _black_text(self) -> bool:
        """Tell whether text shown now is black alone (rendering modes: ISO 32000-1, table 106)."""
        fills, strokes = self._state.rendering in (0, 2, 4, 6), self._state.rendering in (1, 2, 5, 6)
        inks = [*([self._state.fill] if fills else []), *([self._state.stroke] if strokes else [])]
        return bool(inks) and all(ink is not None and ink.is_black for ink in inks)

    def _set(self, wanted: Overprint) -> Instruction:
        self._state = replace(self._state, set=wanted)
        if "/ExtGState" not in self._resources:
            self._resources.ExtGState = pikepdf.Dictionary()
        self._resources.ExtGState[wanted.name] = pikepdf.Dictionary(
            Type=pikepdf.Name.ExtGState, OP=wanted.strokes, op=wanted.fills, OPM=wanted.mode
        )
        self._used.add("/ExtGState", wanted.name)
        return _instruction((pikepdf.Name(wanted.name),), "gs")

    def _note_names(self, operator: str, instruction: pikepdf.ContentStreamInstruction) -> None:
        if category := _CATEGORIES.get(operator):
            for operand in instruction.operands:
                if isinstance(operand, pikepdf.Name):
                    self._used.add(category, str(operand))


def _first() -> _State:
    black = Paint(CMYK, BLACK)
    return _State(black, black)


def _black_of(grey: tuple[float, ...]) -> tuple[float, float, float, float]:
    """Return the black that prints a grey (ISO 32000-1, 10.3.3)."""
    return 0.0, 0.0, 0.0, round(1 - min(1.0, max(0.0, grey[0])), 6)


def _instruction(operands: tuple[Any, ...], operator: str) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))


def _entries(resources: pikepdf.Object, category: str) -> Iterator[tuple[str, pikepdf.Object]]:
    if category in resources:
        yield from resources[category].as_dict().items()


def _is_transparent(resources: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    """Tell whether anything that can be drawn with these resources is transparent."""
    for _, state in _entries(resources, "/ExtGState"):
        if any(key in state and not _is_neutral(state[key], values) for key, values in _NEUTRAL.items()):
            return True
    things = [*_entries(resources, "/XObject"), *_entries(resources, "/Pattern")]
    for _, thing in things:
        if not isinstance(thing, pikepdf.Stream) or thing.objgen in seen:
            continue
        seen.add(thing.objgen)
        if "/SMask" in thing or int(thing.get("/SMaskInData", 0)):
            return True
        if "/Resources" in thing and _is_transparent(thing.Resources, seen):
            return True
    return False


def _is_neutral(value: object, neutral: tuple[object, ...]) -> bool:
    """Tell whether a value is one of these; PDF's names compare as text, its numbers as numbers."""
    return any(value == one for one in neutral)
