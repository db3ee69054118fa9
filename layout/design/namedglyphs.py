"""Fonts whose glyphs have names, as a PDF's simple fonts ask for them: bare CFF, and the encodings of ISO 32000-1."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from types import SimpleNamespace

from fontTools.agl import UV2AGL
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.pens.boundsPen import ControlBoundsPen

from layout.design.symbolcodes import DINGBATS, NONE, SYMBOL

NOTDEF = NONE


@dataclass(frozen=True, slots=True)
class NamedFace:
    """A bare CFF font: its name, its box, its glyphs' advances, in thousandths of an em; ``blank`` ones leave no
    ink."""

    name: str
    box: tuple[float, ...]
    advances: dict[str, float]
    blank: frozenset[str] = frozenset()


def named_face(table: bytes) -> NamedFace:
    """Read a bare CFF font that is not CID-keyed."""
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(table), None)
    top = fonts[0]
    advances, blank = {}, set()
    for name in top.charset:
        glyph, pen = top.CharStrings[name], ControlBoundsPen(None)
        glyph.draw(pen)
        advances[name] = float(glyph.width)
        if pen.bounds is None:
            blank.add(name)
    return NamedFace(fonts.fontNames[0], tuple(map(float, top.FontBBox)), advances, frozenset(blank))


def named_subset(table: bytes, names: Collection[str]) -> bytes:
    """Return a bare CFF font that is not CID-keyed with no glyphs but those, and the blank."""
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(table), None)
    top = fonts[0]
    kept = [name for name in top.charset if name == NOTDEF or name in names]
    glyphs = top.CharStrings
    outlines = [glyphs.charStringsIndex[glyphs.charStrings[name]] for name in kept]
    for outline in outlines:
        outline.decompile()
    glyphs.charStringsIndex.items = outlines
    glyphs.charStrings = {name: number for number, name in enumerate(kept)}
    top.charset = kept
    made = BytesIO()
    fonts.compile(made, SimpleNamespace(recalcBBoxes=False), isCFF2=False)
    return made.getvalue()


@cache
def encoding(name: str) -> Sequence[str]:
    """Return the names of the glyphs of the 256 codes of an encoding (ISO 32000-1, annex D); empty for another.

    Of a symbol font by its own name it is what its codes mean by themselves.
    """
    match name:
        case "StandardEncoding":
            return tuple(StandardEncoding)
        case "MacRomanEncoding":
            return tuple("space" if name == "nbspace" else name for name in MacRoman)
        case "Symbol":
            return SYMBOL
        case "ZapfDingbats":
            return DINGBATS
        case "WinAnsiEncoding":
            return tuple(map(_windows, range(256)))
    return ()


def _windows(code: int) -> str:
    if code < 32:
        return NOTDEF
    text = bytes([code]).decode("cp1252", "ignore")
    return _AGAIN.get(code) or UV2AGL.get(ord(text), "bullet") if text else "bullet"


_AGAIN = {0x7F: "bullet", 0xA0: "space", 0xAD: "hyphen"}
"""Codes of WinAnsiEncoding that stand for a glyph that another stands for (annex D.2, notes 3, 5 and 6)."""
