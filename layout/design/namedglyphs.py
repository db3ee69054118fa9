"""Fonts whose glyphs have names, as a PDF's simple fonts ask for them: bare CFF, and the encodings of ISO 32000-1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from fontTools.agl import UV2AGL
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.pens.basePen import NullPen

NOTDEF = ".notdef"


@dataclass(frozen=True, slots=True)
class NamedFace:
    """A bare CFF font: its name, its box, and its glyphs' advances, in thousandths of an em."""

    name: str
    box: tuple[float, ...]
    advances: dict[str, float]


def named_face(table: bytes) -> NamedFace:
    """Read a bare CFF font that is not CID-keyed."""
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(table), None)
    top = fonts[0]
    advances = {}
    for name in top.charset:
        glyph = top.CharStrings[name]
        glyph.draw(NullPen())
        advances[name] = float(glyph.width)
    return NamedFace(fonts.fontNames[0], tuple(map(float, top.FontBBox)), advances)


@cache
def encoding(name: str) -> Sequence[str]:
    """Return the names of the glyphs of the 256 codes of an encoding (ISO 32000-1, annex D); empty for another."""
    match name:
        case "StandardEncoding":
            return tuple(StandardEncoding)
        case "MacRomanEncoding":
            return tuple(MacRoman)
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
