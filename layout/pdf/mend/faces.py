"""Fonts that are not in the file, of the fourteen that every reader knows: a face of the same widths is put in.

Acrobat, and every other reader, draws Helvetica, Times, Courier, Symbol and Zapf Dingbats with a face of its own where
a file has none (ISO 32000-1, 9.6.2.2); so are their twins Arial, Times New Roman and Courier New, which are as wide.
Of any other font nobody knows how it looks: the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

import pikepdf

from layout.base.messages import listed, say
from layout.design.namedglyphs import NOTDEF, NamedFace, encoding, named_face, named_subset
from layout.design.press import PressCondition
from layout.pdf.interpreter import Content, Drawing, Fault, Machine, follow
from layout.pdf.mend.change import Change, Cure
from layout.pdf.mend.inspection import descriptor_of, is_embedded, name_of
from layout.pdf.mend.whole import reached
from layout.pdf.operators import Kind
from layout.pdf.pdfium import standard_font
from layout.pdf.resources import Resources
from layout.pdf.state import State

_FAMILIES = {
    "helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    "times": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
    "courier": ("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
    "symbol": ("Symbol",) * 4,
    "zapfdingbats": ("ZapfDingbats",) * 4,
}
"""Family -> its upright face, its bold one, its slanted one, and the one that is both."""
_TWINS = {"arial": "helvetica", "timesnewroman": "times", "couriernew": "courier", "timesroman": "times"}
_SYMBOLIC = ("symbol", "zapfdingbats")
_ENDS = re.compile(r"(ps)?(mt)?$")
_STYLES = re.compile(r"(regular|bold|italic|oblique)")
_NEAR = 30.0
"""By how much, in thousandths of an em, a glyph's advance may differ from what the file says of it."""
_SIMPLE = ("/Type1", "/TrueType", "/MMType1")
_SUBSET = re.compile(r"^[A-Z]{6}\+")


def with_known_faces(pdf: pikepdf.Pdf, form: pikepdf.Object, press: PressCondition) -> tuple[Change, ...]:
    """Put a face into every font that is shown, is not in the file and is one that every reader knows, in place."""
    if not any(_is_known(one) for one in reached(form)):
        return ()
    shown = _Shown()
    content = Content(form, Drawing.FORM, str(Drawing.PAGE), Resources(form.get("/Resources")))
    follow(content, State(), shown)
    names: dict[str, None] = {}
    for font, codes in shown.fonts.values():
        name = _SUBSET.sub("", name_of(font))
        if (standard := standard_of(name)) and _put_in(pdf, font, codes, standard):
            names[name] = None
    if not names:
        return ()
    said = say(
        "fonts that are not in the file were replaced by others of the same widths: {names}", names=listed(names)
    )
    return (Change(Cure.FONT, said),)


def _is_known(thing: pikepdf.Object) -> bool:
    """Tell whether a thing is a font that is not in the file and that every reader knows."""
    simple = thing.get("/Subtype") in _SIMPLE and "/BaseFont" in thing
    return simple and not is_embedded(thing) and bool(standard_of(_SUBSET.sub("", name_of(thing))))


def standard_of(name: str) -> str:
    """Return which of the fourteen fonts is as wide as one of that name; empty if none is."""
    plain = re.sub(r"[ ,_-]", "", name).lower()
    styles = set(_STYLES.findall(plain))
    family = _ENDS.sub("", _STYLES.sub("", plain))
    family = _TWINS.get(family, family)
    faces = _FAMILIES.get(family)
    return faces[("bold" in styles) + 2 * bool(styles & {"italic", "oblique"})] if faces else ""


@dataclass(slots=True)
class _Shown:
    """Notes which codes are shown of every simple font that is not in the file, and how they are spaced, in its
    units."""

    follows = frozenset(Drawing)
    fonts: dict[tuple[int, int] | int, tuple[pikepdf.Object, dict[int, set[float]]]] = field(default_factory=dict)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def enter(self, content: Content, state: State) -> _Shown | None:
        """Follow each stream once."""
        if content.stream.objgen in self._seen:
            return None
        self._seen.add(content.stream.objgen)
        return self

    def step(self, machine: Machine) -> None:
        """Note the codes of a text."""
        font = machine.state.font
        if machine.operator.kind is not Kind.SHOW or font is None:
            return
        if font.get("/Subtype") not in _SIMPLE or is_embedded(font):
            return
        _, codes = self.fonts.setdefault(font.objgen if font.is_indirect else id(font), (font, {}))
        spacing = 1000 * machine.state.spacing / machine.state.size if machine.state.size else 0.0
        for text in _strings(machine.operands[-1]):
            for code in text:
                codes.setdefault(code, set()).add(spacing)

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Nothing is told: the drawing was looked through before."""


def _strings(shown: Any) -> Iterator[bytes]:
    for one in shown if isinstance(shown, pikepdf.Array) else (shown,):
        if isinstance(one, pikepdf.String):
            yield bytes(one)


def _fits(told: float | None, advance: float, spacings: Iterable[float]) -> bool:
    """Tell whether a glyph is as wide as a file says, or is spaced so that it comes out so."""
    if told is None or abs(told - advance) <= _NEAR:
        return True
    return all(abs(told + spacing - advance) <= _NEAR for spacing in spacings)


def _put_in(pdf: pikepdf.Pdf, font: pikepdf.Object, codes: Mapping[int, set[float]], standard: str) -> bool:
    """Put a face into a font; return whether it has all that is shown, and as wide as the file says."""
    data = standard_font(standard)
    if not data:
        return False
    face = named_face(data)
    symbolic = standard.lower() in _SYMBOLIC
    names = glyph_names(font, encoding(standard) if symbolic else ())
    drawn = {code: names[code] for code in sorted(codes) if names[code] != NOTDEF}
    told = _told_widths(font, codes)
    for code, name in drawn.items():
        if name not in face.advances:
            return False
        if name not in face.blank and not _fits(told.get(code), face.advances[name], codes[code]):
            return False
    first, last = min(codes, default=0), max(codes, default=0)
    widths = [told.get(code, face.advances.get(drawn.get(code, ""), 0.0)) for code in range(first, last + 1)]
    data = named_subset(data, set(drawn.values()))
    # A subset has a tag of six letters (ISO 32000-1, 9.6.4): here, of what is in it.
    tag = "".join(chr(65 + byte % 26) for byte in blake2b(data, digest_size=6).digest())
    face = replace(face, name=f"{tag}+{face.name}")
    font.Subtype, font.BaseFont = pikepdf.Name.Type1, pikepdf.Name(f"/{face.name}")
    font.FirstChar, font.LastChar, font.Widths = first, last, pikepdf.Array(widths)
    differences = [one for code, name in drawn.items() for one in (code, pikepdf.Name(f"/{name}"))]
    font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array(differences))
    font.FontDescriptor = pdf.make_indirect(_descriptor(pdf, face, data, standard, symbolic=symbolic))
    return True


def _told_widths(font: pikepdf.Object, codes: Iterable[int]) -> Mapping[int, float]:
    """Return the widths that a file tells of codes: with a table of them, of all (ISO 32000-1, tables 111 and 122)."""
    if "/Widths" not in font:
        return {}
    usual = descriptor_of(font).get("/MissingWidth")
    told = dict.fromkeys(codes, float(usual)) if usual is not None else {}
    first = int(font.get("/FirstChar", 0))
    return told | {first + at: float(width) for at, width in enumerate(font.Widths.as_list())}


def glyph_names(font: pikepdf.Object, own: Sequence[str] = ()) -> Sequence[str]:
    """Return the name of the glyph of every code (ISO 32000-1, 9.6.6). own: what the codes of a symbol font mean."""
    told = font.get("/Encoding")
    base = str(told.get("/BaseEncoding", "")) if isinstance(told, pikepdf.Dictionary) else str(told or "")
    names = list(own or encoding(base.lstrip("/")) or encoding("StandardEncoding"))
    code = 0
    for one in told.get("/Differences", ()) if isinstance(told, pikepdf.Dictionary) else ():
        if isinstance(one, pikepdf.Name):
            if code < len(names):
                names[code] = bytes(one).decode("latin-1").lstrip("/")
            code += 1
        else:
            code = int(one)
    return names


def _descriptor(pdf: pikepdf.Pdf, face: NamedFace, data: bytes, standard: str, *, symbolic: bool) -> pikepdf.Dictionary:
    slanted = standard.endswith(("Oblique", "Italic"))
    fixed, serif = standard.startswith("Courier"), standard.startswith("Times")
    flags = (1 if fixed else 0) | (2 if serif else 0) | (4 if symbolic else 32) | (64 if slanted else 0)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=pikepdf.Name(f"/{face.name}"),
        Flags=flags,
        FontBBox=pikepdf.Array(face.box),
        ItalicAngle=-12 if slanted else 0,
        Ascent=face.box[3],
        Descent=face.box[1],
        CapHeight=face.box[3],
        StemV=120 if "Bold" in standard else 80,
        FontFile3=pdf.make_stream(data, Subtype=pikepdf.Name.Type1C),
    )
