"""Looking through an ad's drawing for what a press cannot print, and what nobody can mend.

Its operators are followed into every form, pattern, glyph and soft mask, with the place each picture has.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from layout.base.messages import say, word
from layout.images.fineness import Resolution
from layout.images.limits import MAX_PIXELS, STRIP
from layout.pdf.facts import Family
from layout.pdf.interpreter import Content, Drawing, Fault, Machine, follow
from layout.pdf.operators import Kind
from layout.pdf.pixels import picture_of
from layout.pdf.resources import Resources
from layout.pdf.spaces import RGB, Space
from layout.pdf.state import State

_MOST_OPERATORS = 3_000_000
"""A file of more is broken or made to do harm."""

MOST_CONTENT = 16_000_000
"""Bytes of drawing operators that are followed, a stream drawn at several scales counted each time."""


class SenselessError(Exception):
    """A drawing cannot be followed: the stream and operator where. What a library says of it helps no advertiser."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


@dataclass(slots=True)
class Findings:
    """What was found: ``problems`` for which the file is refused, ``remarks`` that are only told.

    ``pictures`` are those that it shows, with the resolution at which it does. ``enough`` tells that nothing more was
    looked at: what was found is enough to refuse the file. ``mendable`` tells that something was found that can be
    mended: the drawing is to be looked at anew after it was. ``plates`` are the spot inks that are printed.
    """

    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    pictures: list[Resolution] = field(default_factory=list)
    enough: bool = False
    mendable: bool = False
    plates: Collection[str] = ()

    def problem(self, text: str) -> None:
        """Add a reason to refuse the file, once."""
        if text not in self.problems:
            self.problems.append(text)

    def remark(self, text: str) -> None:
        """Add a remark, once."""
        if text not in self.remarks:
            self.remarks.append(text)


class _EnoughError(Exception):
    """Nothing more is looked at."""


def inspected(form: pikepdf.Object, plates: Collection[str] = ()) -> Findings:
    """Look at everything a form draws; ``plates`` are the spot inks that are printed.

    Raises SenselessError for a drawing that cannot be followed.
    """
    findings = Findings(plates=plates)
    inspector = _Inspector(findings)
    content = Content(form, Drawing.FORM, str(Drawing.PAGE), Resources(form.get("/Resources")))
    try:
        inspector.begin(content)
        follow(content, State(), inspector)
    except _EnoughError:
        findings.enough = True
    return findings


class _Inspector:
    """Looks at everything a page draws. ``_seen`` holds the streams followed, with the scale they were followed at."""

    follows = frozenset(Drawing)

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._operators = self._unpacked = 0
        self._seen: set[tuple[tuple[int, int], tuple[float, ...]]] = set()
        self._asked: pikepdf.Object | None = None

    def begin(self, content: Content) -> None:
        """Look at a stream that will be followed, as a whole."""
        self._unpacked += len(content.stream.read_bytes())
        if self._unpacked > MOST_CONTENT:
            self._enough(say("its drawing operators unpack to an enormous size"))
        for name, space in content.resources.items("/ColorSpace"):
            if name.startswith("/Default"):
                self._space(content.resources.space(space))

    def enter(self, content: Content, state: State) -> _Inspector | None:
        """Follow a stream once at each scale."""
        key = (content.stream.objgen, tuple(round(value, 2) for value in state.ctm[:4]))
        if content.stream.is_indirect and key in self._seen:
            return None
        self._seen.add(key)
        self.begin(content)
        return self

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Refuse what cannot be followed; a drawing that draws itself is not drawn again."""
        if fault is Fault.DEEP:
            self._findings.problem(say("its drawings are nested too deeply"))
        elif error is not None:
            where = (
                say("{source}, operator {operator}", source=content.source, operator=operator)
                if operator
                else content.source
            )
            raise SenselessError(where) from error

    def step(self, machine: Machine) -> None:
        """Look at an operator."""
        self._operators += 1
        if self._operators > _MOST_OPERATORS:
            self._enough(say("it has more than three million drawing operators"))
        row, thing, resources = machine.operator, machine.thing, machine.content.resources
        match row.kind:
            case Kind.DEVICE | Kind.SPACE:
                self._space((machine.state.fill if row.fills else machine.state.stroke).space)
            case Kind.COLOUR if pattern := (machine.state.fill if row.fills else machine.state.stroke).pattern:
                if not pattern.is_tiling:
                    self._space(pattern.space, "a gradient")
            case Kind.SHADING if thing is not None and "/ColorSpace" in thing:
                self._space(resources.space(thing.ColorSpace), "a gradient")
            case Kind.SHOW:
                self._font(machine.state.font)
            case Kind.OBJECT if thing is not None:
                kind = str(thing.get("/Subtype", ""))
                if kind == "/Image":
                    self._image(thing, machine)
                elif kind != "/Form":
                    self._findings.problem(say("it has a drawing of an unknown kind ({kind})", kind=kind[1:] or "none"))
            case Kind.IMAGE:
                assert isinstance(machine.instruction, pikepdf.ContentStreamInlineImage)
                self._image(machine.instruction.iimage.obj, machine, inline=True)

    def _enough(self, problem: str) -> None:
        self._findings.problem(problem)
        raise _EnoughError

    def _image(self, image: Any, machine: Machine, *, inline: bool = False) -> None:
        picture = picture_of(image, machine.content.resources, inline=inline)
        if picture.width * picture.height > MAX_PIXELS:
            self._findings.problem(
                say("it has a picture of more than {max_pixels} million pixels", max_pixels=MAX_PIXELS // 1000000)
            )
        if picture.space is not None:
            self._space(picture.space, "a picture")
        elif not picture.mask and not inline:
            self._findings.mendable = True
            self._findings.problem(
                say("it has a picture whose colours cannot be told (JPEG 2000 without a colour space)")
            )
        across, down = machine.state.ctm.width / 72, machine.state.ctm.height / 72
        if min(picture.width, picture.height) <= STRIP or across <= 0 or down <= 0:
            return
        ppi = min(picture.width / across, picture.height / down)
        self._findings.pictures.append(Resolution(ppi, picture.width, picture.height, line_art=picture.bits == 1))

    def _space(self, space: Space, what: str = "colours") -> None:
        """Refuse a space that no press of process inks prints; spot colours are told."""
        for spot in space.spots:
            self._findings.mendable = True
            if spot not in self._findings.plates:
                self._findings.remark(say("its spot colour {spot} needs a plate of its own", spot=spot))
        if foreign := space.foreign(icc=True):
            self._findings.mendable = True
            self._findings.problem(say("it has {what} in {told}", what=word(what), told=_told(foreign)))

    def _font(self, font: pikepdf.Object | None) -> None:
        if font is not None and font is not self._asked and not is_embedded(font):
            self._findings.mendable = True
            self._findings.problem(say("its font {name} is not embedded", name=name_of(font)))
        self._asked = font


def is_embedded(font: pikepdf.Object) -> bool:
    """Tell whether a font's glyphs are in the file; those of a Type 3 font always are."""
    if font.get("/Subtype") == "/Type3":
        return True
    descriptor = descriptor_of(font)
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def descriptor_of(font: pikepdf.Object) -> pikepdf.Object:
    """Return a font's descriptor, that of its descendant if it is composite; an empty one if there is none."""
    holder = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else font
    found = holder.get("/FontDescriptor")
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def name_of(font: pikepdf.Object) -> str:
    """Return what a font is called."""
    return str(font.get("/BaseFont", "/unnamed"))[1:]


def _told(space: Space) -> str:
    """Return a space as an advertiser's studio calls it."""
    if space.kind in (RGB.kind, "CalRGB") or (space.kind == "ICCBased" and space.components == RGB.components):
        return "RGB"
    if space.kind == "ICCBased":
        return say("a profile of {channels:channel|channels}", channels=space.components)
    if space.family is Family.UNKNOWN:  # its kind is a name that means nothing outside of the file
        return say("an unknown colour space")
    return str(space)
