"""The page's operators made fit for a CMYK press: one pass over every content stream of a page or an ad.

- Black text overprints: a white seam beside black type, where plates do not quite meet, is never seen then. On a ground
  with which it would be too much ink a ready-made ad's knocks out (`layout.pdf.mend.darkground`). Black rules and small
  solids overprint too, and large type on a picture knocks out (`layout.pdf.overprinting`).
- DeviceGray becomes the black plate of DeviceCMYK, for which overprinting is defined (ISO 32000-1, 8.6.7).
- Transparency that does nothing (an opacity of 1) goes, so that the page is opaque for PDF/X-1a.
- Resources that no operator names go: the renderer leaves Lab spaces behind that nothing is painted in.
- RGB, Lab and their like are refused. The renderer's own colours come from the design, so there are none to
  convert, and a guess at a separation is no colour that anybody chose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import pikepdf

from layout.base.errors import BanmianError
from layout.base.messages import say, word
from layout.design.press import PdfX, PressCondition
from layout.pdf.facts import Overprint
from layout.pdf.interpreter import (
    DEPTH,
    INHERITED,
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
from layout.pdf.operators import AS_THEY_ARE, CATEGORIES, Kind
from layout.pdf.overprinting import Marked, Verdicts, verdicts
from layout.pdf.pixels import picture_of
from layout.pdf.resources import Resources
from layout.pdf.spaces import GREY, RGB, Space
from layout.pdf.state import KNOCK_OUT, OVERPRINTING, SHOWS_FILL, SHOWS_STROKE, Paint, State, overprint_under

Blame: TypeAlias = Callable[[str, str], BanmianError]
"""Makes the error for what is wrong and what to do: it names the template or the ad at fault."""

_NEUTRAL = {"/ca": (1,), "/CA": (1,), "/BM": ("/Normal", "/Compatible"), "/SMask": ("/None",), "/AIS": (False,)}
"""Transparency's keys of a graphics state, and the values that mean there is none (ISO 32000-1, 11.6)."""

USE_CMYK = say("write colours as the design's custom properties, such as var(--colour-ink), or as device-cmyk()")

OVER = Overprint(fills=True, strokes=True, mode=1)
"""Mode 1: an ink that is nil leaves its plate alone."""


@dataclass(slots=True)
class _Used:
    """Which names of a resource dictionary are used, by category: by one stream, or by all that share it."""

    resources: Resources
    names: dict[str, set[str]] = field(default_factory=dict)

    def add(self, category: str, name: str) -> None:
        self.names.setdefault(category, set()).add(name)

    def add_all(self, other: _Used) -> None:
        """Add what another stream of the same dictionary uses."""
        for category, names in other.names.items():
            self.names.setdefault(category, set()).update(names)

    def __call__(self, category: str, name: str) -> bool:
        return name in self.names.get(category, ())


class Treatment:
    """One page or one ad on its way to the press. ``blame`` tells whose fault a finding is.

    press: says which black overprints besides text; without it none does.
    """

    def __init__(self, pdf: pikepdf.Pdf, standard: PdfX, blame: Blame, press: PressCondition | None = None) -> None:
        self._pdf, self.standard, self.blame, self._press = pdf, standard, blame, press
        self.verdicts = Verdicts()
        self._done: set[tuple[int, int]] = set()
        self._used: dict[tuple[int, int] | int, _Used] = {}
        self._transparent = False

    def page(self, page: pikepdf.Page) -> None:
        """Treat a page's content and all it draws. It is drawn with black of DeviceCMYK as its first colour."""
        page.contents_coalesce()
        content = self._begin(page.obj, Drawing.PAGE)
        page.Contents = self._pdf.make_stream(self._stream(content, PRESS_START, 0))
        self._prune()

    def form(self, form: pikepdf.Object) -> None:
        """Treat a Form XObject that will be drawn in a clean state, black of DeviceCMYK being set."""
        self._inner(self._begin(form, Drawing.FORM), PRESS_START, 0)
        self._prune()

    def _begin(self, holder: pikepdf.Object, kind: Drawing) -> Content:
        if "/Resources" not in holder:
            holder.Resources = pikepdf.Dictionary()
        content = Content(holder, kind, str(kind), Resources(holder.Resources))
        if self._press is not None:
            self.verdicts = verdicts(content, PRESS_START, self._press)
        self._transparent = is_transparent(content.resources, set())
        if self._transparent and not self.standard.transparency:
            raise self.blame(
                say("has transparent objects, which {standard} does not allow", standard=self.standard),
                say("take opacity, shadows and pictures with an alpha channel out, or write PDF/X-4"),
            )
        return content

    def _inner(self, content: Content, state: State, depth: int) -> None:
        """Treat a form, a tiling pattern or a glyph of a Type 3 font in place, once."""
        stream = content.stream
        if stream.objgen in self._done:
            return
        self._done.add(stream.objgen)
        stream.write(self._stream(content, state, depth))
        if "/Group" in stream:
            if self._transparent:
                stream.Group.CS = pikepdf.Name.DeviceCMYK
            else:
                del stream.Group

    def _stream(self, content: Content, state: State, depth: int) -> bytes:
        """Return the treated operators of one stream, after everything it draws was treated."""
        if depth > DEPTH:
            raise self.blame(say("cannot be read: {deep}", deep=word(Fault.DEEP)), say("make it anew"))
        resources = content.resources
        held = resources.dictionary
        key = held.objgen if held is not None and held.is_indirect else id(resources)
        used = _Used(resources)
        written = rewritten(content, state, _Pass(self, content, used), self._fault)
        self._used.setdefault(key, _Used(resources)).add_all(used)
        self._check_resources(resources, used)
        for inner in inner_contents(content, used):
            self._inner(inner, INHERITED, depth + 1)
        return written

    def _fault(self, fault: Fault, operator: str, error: Exception) -> None:
        what = word(fault)
        if operator:
            what = say("has an operator {operator} that {fault}", operator=operator, fault=what)
        raise self.blame(say("{what}: {error}", what=what, error=error), say("make it anew")) from error

    def _check_resources(self, resources: Resources, used: _Used) -> None:
        for name, thing in resources.items("/XObject"):
            if used("/XObject", name):
                if thing.get("/Subtype") == "/Image":
                    self.check_image(thing, resources)
                elif thing.get("/Subtype") != "/Form":
                    raise self.blame(
                        say("has PostScript in it, which PDF/X does not allow"), say("make it anew without")
                    )
        shadings = [thing for name, thing in resources.items("/Shading") if used("/Shading", name)]
        patterns = [thing for name, thing in resources.items("/Pattern") if used("/Pattern", name)]
        shadings += [pattern.Shading for pattern in patterns if not isinstance(pattern, pikepdf.Stream)]
        for shading in shadings:
            self.check_space(resources.space(shading.ColorSpace), say("a gradient"))

    def check_image(self, image: pikepdf.Object, resources: Resources, *, inline: bool = False) -> None:
        """Raise the error for a picture that is not in the press's colours or not of the standard's kind."""
        picture = picture_of(image, resources, inline=inline)
        if picture.space is not None:
            self.check_space(picture.space, say("a picture"))
        if "JPXDecode" in picture.codecs and self.standard is PdfX.X1A:
            raise self.blame(
                say("has a JPEG 2000 picture, which {standard} does not allow", standard=self.standard),
                say("save it as JPEG"),
            )

    def check_space(self, space: Space, what: str) -> None:
        """Raise the error for a colour space that is not the press's."""
        if found := space.foreign(icc=self.standard is PdfX.X4):
            raise self.blame(say("has {what} in {found}; a press page is CMYK", what=what, found=found), USE_CMYK)

    def refuse(self, operator: str, values: tuple[float, ...]) -> BanmianError:
        """Return the error for an RGB operator."""
        told = " ".join(f"{value:g}" for value in values)
        said = say("paints in RGB ({told} {operator}); a press page is CMYK", told=told, operator=operator)
        return self.blame(said, USE_CMYK)

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
            for category in CATEGORIES:
                held = used.resources.dictionary
                if held is None or category not in held:
                    continue
                for name, _ in list(used.resources.items(category)):
                    if not used(category, name) and not name.startswith("/Default"):
                        del held[category][name]
                if not held[category].keys():
                    del held[category]
        self._used.clear()


class _Pass:
    """Goes through one stream's operators in their order. ``_set`` is the overprinting in force in what is written.

    A path waits until it is painted: between its parts and what paints it no state may be set (ISO 32000-1, 8.2).
    """

    def __init__(self, treatment: Treatment, content: Content, used: _Used) -> None:
        self._treatment, self._content, self._used = treatment, content, used
        self._set = KNOCK_OUT
        self._saved: list[Overprint] = []
        self._knocks_out = False
        self._asked: tuple[Paint, Paint, int] | None = None
        self._black = False
        self._path: list[Instruction] = []
        self._verdicts, self._stream = treatment.verdicts, content.stream.objgen

    def rewrite(self, machine: Machine) -> Sequence[Instruction]:
        """Return an operator as it goes to the press."""
        kind = machine.operator.kind
        if kind is Kind.PATH or kind is Kind.CLIP:
            self._path.append(machine.instruction)
            return ()
        if not self._path:
            return self._rewritten(machine)
        path, self._path = self._path, []
        made = self._rewritten(machine)
        # What sets a state in the midst of a path is left where it stood.
        return (*made[:-1], *path, *made[-1:]) if kind is Kind.PAINT else (*path, *made)

    def _rewritten(self, machine: Machine) -> Sequence[Instruction]:
        row, written = machine.operator, machine.instruction
        if row.name in AS_THEY_ARE:
            return (written,)
        if row.kind is Kind.SHOW:
            over = not self._knocks_out and self._is_black_text(machine.state)
            if over and Marked(self._stream, machine.index) in self._verdicts.knocks:
                return self._painted(written, KNOCK_OUT)
            return self._painted(written, OVER if over else machine.state.overprint)
        match row.kind:
            case Kind.PAINT:
                return self._painted(written, self._over(machine)) if row.paints else (written,)
            case Kind.SAVE:
                self._saved.append(self._set)
            case Kind.RESTORE:
                self._set = self._saved.pop() if self._saved else self._set
            case Kind.NAMED_STATE:
                if machine.thing is None:
                    return ()
                if any(key in machine.thing for key in OVERPRINTING):
                    self._set = overprint_under(machine.thing, self._set)
                    self._knocks_out = machine.operands[0] == KNOCKS_OUT
                if self._treatment.state_to_drop(machine.thing):
                    return ()
            case Kind.DEVICE | Kind.SPACE | Kind.COLOUR:
                written = self._colour(machine)
            case Kind.IMAGE:
                assert isinstance(written, pikepdf.ContentStreamInlineImage)
                self._treatment.check_image(written.iimage.obj, self._content.resources, inline=True)
        if written is machine.instruction:
            self._note_names(machine)
        return self._painted(written, machine.state.overprint) if row.paints else (written,)

    def _painted(self, written: Instruction, wanted: Overprint) -> Sequence[Instruction]:
        """Return an operator that paints, after what sets the overprinting that is wanted for it."""
        return (written,) if wanted == self._set else (self._overprinting(wanted), written)

    def _over(self, machine: Machine) -> Overprint:
        """Return the overprinting of a path: what it was told, or that of black rules and small solids."""
        row, told = machine.operator, machine.state.overprint
        area, line = self._verdicts.over.get(Marked(self._stream, machine.index), (False, False))
        if not (area or line) or (told.mode == 0 and (told.fills or told.strokes)):
            return told
        if area >= row.fills and line >= row.strokes:
            return OVER
        return Overprint(told.fills or area, told.strokes or line, 1)

    def _is_black_text(self, state: State) -> bool:
        """Tell whether text shown now is black alone: a page shows a thousand, one after another in the same paints."""
        asked = state.fill, state.stroke, state.rendering
        if self._asked is None or any(one is not other for one, other in zip(asked, self._asked, strict=True)):
            self._asked, self._black = asked, is_black_text(state)
        return self._black

    def _colour(self, machine: Machine) -> Instruction:
        """Return a colour operator with grey turned into the black that prints it (ISO 32000-1, 10.3.3)."""
        row = machine.operator
        paint = machine.state.fill if row.fills else machine.state.stroke
        if row.kind is Kind.DEVICE and paint.space == RGB:
            raise self._treatment.refuse(row.name, paint.values)
        if row.kind is Kind.SPACE:
            self._treatment.check_space(paint.space, say("a colour"))
            # A stream that goes on in grey goes on in black; its numbers are turned into black's one by one.
            return instruction(row.name, pikepdf.Name.DeviceCMYK) if paint.space == GREY else machine.instruction
        if paint.space != GREY or paint.pattern is not None:
            return machine.instruction
        if (black := paint.colour.inks) is None:
            raise self._treatment.blame(
                say("has a grey of {count} numbers", count=len(paint.values)), say("make it anew")
            )
        return instruction(_DEVICE[row.name] if row.kind is Kind.DEVICE else row.name, *black)

    def _overprinting(self, wanted: Overprint) -> Instruction:
        self._set = wanted
        made = overprinting(self._content.resources, wanted)
        self._used.add("/ExtGState", str(made.operands[0]))
        return made

    def _note_names(self, machine: Machine) -> None:
        if machine.operator.category:
            for operand in machine.operands:
                if isinstance(operand, pikepdf.Name):
                    self._used.add(machine.operator.category, str(operand))


def overprinting(resources: Resources, wanted: Overprint) -> pikepdf.ContentStreamInstruction:
    """Return the operator that sets overprinting, having put what it names into the resources."""
    name = f"/BmOverprint{wanted.strokes:d}{wanted.fills:d}{wanted.mode:d}"
    held = resources.dictionary
    assert held is not None
    if "/ExtGState" not in held:
        held.ExtGState = pikepdf.Dictionary()
    held.ExtGState[name] = pikepdf.Dictionary(
        Type=pikepdf.Name.ExtGState, OP=wanted.strokes, op=wanted.fills, OPM=wanted.mode
    )
    return instruction("gs", pikepdf.Name(name))


KNOCKS_OUT = "/BmKnocksOut"
"""The name of a graphics state after which black text does not overprint: `layout.pdf.mend.darkground` sets it."""


def knocking_out(resources: Resources) -> pikepdf.ContentStreamInstruction:
    """Return the operator after which black text knocks out, until overprinting is set anew."""
    made = overprinting(resources, KNOCK_OUT)
    held = resources.dictionary
    assert held is not None
    held.ExtGState[KNOCKS_OUT] = held.ExtGState[str(made.operands[0])]
    return instruction("gs", pikepdf.Name(KNOCKS_OUT))


_DEVICE = {"g": "k", "G": "K"}


def is_black_text(state: State) -> bool:
    """Tell whether text shown now is black alone."""
    inks: list[Paint] = [state.fill] if state.rendering in SHOWS_FILL else []
    inks += [state.stroke] if state.rendering in SHOWS_STROKE else []
    return bool(inks) and all(ink.is_black for ink in inks)


def is_transparent(resources: Resources, seen: set[tuple[int, int]]) -> bool:
    """Tell whether anything that can be drawn with these resources is transparent."""
    for _, state in resources.items("/ExtGState"):
        if any(key in state and state[key] not in values for key, values in _NEUTRAL.items()):
            return True
    for thing in (one for category in ("/XObject", "/Pattern") for _, one in resources.items(category)):
        if not isinstance(thing, pikepdf.Stream) or thing.objgen in seen:
            continue
        seen.add(thing.objgen)
        if "/SMask" in thing or int(thing.get("/SMaskInData", 0)):
            return True
        if "/Resources" in thing and is_transparent(Resources(thing.Resources), seen):
            return True
    return False
