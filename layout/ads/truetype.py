"""Faces as small TrueType fonts: outlines read with fontTools, cubic curves turned into quadratic ones.

The PDF library that draws the ads embeds TrueType outlines only, and the Noto CJK faces hold CFF outlines
(cubic curves). So the characters an ad uses are taken out of the face, their curves approximated, and a
complete TrueType font is built of them in memory. fontTools lives only here.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from layout.design.fonts import Face, Glyph

_FINER = 2
"""Converted outlines are kept on a grid this many times finer than the source's, so that rounding the
new control points to whole units costs less than the approximation."""

_MAX_ERROR = 0.5
"""How far a converted curve may stray, in units of the source (1/1000 em in Noto CJK)."""

_HEAVIEST = 500
"""Weight class written to the font. From 600 on the PDF library sets the ForceBold flag, which asks a
printer to thicken small type; our bold faces are bold by their outlines."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The ink of a glyph, in em from its origin on the baseline; y upwards."""

    left: float
    bottom: float
    right: float
    top: float


_GLYPHS = 0xF0000
"""First code of plane 15, which is for private use: here its characters stand for glyphs by number."""

_PRIVATE = 0xE000
"""First code of the private use area, where such glyphs stand in the fonts made here."""


@dataclass(frozen=True, slots=True)
class TrueTypeFont:
    """A font file in memory. ``name`` is its PostScript name and differs for any other content.

    ``codes`` tells under which other code a character asked for stands in the font: those beyond the first
    plane, which the PDF library cannot write down as text.
    """

    name: str
    data: bytes
    codes: Mapping[int, int]


class _Source:
    """An opened face. Its file is mapped, not read: the collections are tens of megabytes."""

    def __init__(self, path: Path, index: int) -> None:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # A plain font file takes any index; a collection needs the right one.
        self.font = TTFont(mapped, fontNumber=index, lazy=True, recalcTimestamp=False)
        self.cubic = "glyf" not in self.font
        self.em: int = self.font["head"].unitsPerEm

    def postscript_name(self) -> str:
        name = self.font["name"].getDebugName(6) or "Font"
        return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_"))


@lru_cache(maxsize=16)
def _source(path: Path, index: int) -> _Source:
    return _Source(path, index)


@lru_cache(maxsize=4096)
def ink_of(face: Face, gid: int) -> Bounds | None:
    """Return the bounds of a glyph's ink in em, or None if it has none; a space of the copy (below 0) has none."""
    if gid < 0:
        return None
    pen = BoundsPen(None)
    face.draw(gid, pen)
    if pen.bounds is None:
        return None
    return Bounds(*(value / face.units_per_em for value in pen.bounds))


def glyph_code(gid: int) -> str:
    """Return the character that stands for a glyph which no character has, such as a ligature."""
    return chr(_GLYPHS + gid)


def glyph_of(face: Face, character: str) -> Glyph | None:
    """Return the glyph of a character or of a glyph's code; None if the face lacks it."""
    if ord(character) >> 16 != _GLYPHS >> 16:
        return face.glyph(character)
    gid = ord(character) - _GLYPHS
    return Glyph(gid, character, face.advance(gid))


def ink(face: Face, character: str) -> Bounds | None:
    """Return the bounds of a character's ink in em, or None if it has no ink or the face lacks it."""
    glyph = glyph_of(face, character)
    return ink_of(face, glyph.gid) if glyph else None


def truetype(face: Face, characters: Iterable[str]) -> TrueTypeFont:
    """Return a TrueType font that has the given characters (or glyphs, by their codes) of the face, and a space.

    Cubic outlines are converted with an error of at most 1/1000 em and their contours turned round
    (outer contours clockwise, as TrueType has them); quadratic outlines are taken over. Advances are the
    face's own. The same face and characters give the same bytes. Raises KeyError for a character that the
    face does not have.
    """
    return _truetype(face, frozenset(characters) | {" "})


@lru_cache(maxsize=64)
def _truetype(face: Face, characters: frozenset[str]) -> TrueTypeFont:
    source = _source(face.path, face.index)
    finer = _FINER if source.cubic else 1
    em = source.em * finer
    glyphs: dict[str, Any] = {".notdef": TTGlyphPen(None).glyph()}
    advances = {".notdef": em}
    names: dict[int, str] = {}
    codes: dict[int, int] = {}
    for character in sorted(characters):
        glyph = glyph_of(face, character)
        if glyph is None:
            raise KeyError(character)
        code = ord(character)
        if code > 0xFFFF:
            code = codes.setdefault(code, _PRIVATE + len(codes))
        name = names[code] = f"u{code:04X}"
        glyphs[name] = _quadratic(source, face, glyph.gid, finer)
        advances[name] = round(glyph.advance * em)

    builder = FontBuilder(em, isTTF=True)
    # The source's dates: the time of the build would make every PDF another one.
    head = source.font["head"]
    builder.updateHead(created=head.created, modified=head.modified)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (advances[name], getattr(table[name], "xMin", 0)) for name in glyphs})
    ascent, descent = round(face.ascent * em), -round(face.descent * em)
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    capital = ink(face, "H")
    builder.setupOS2(
        sTypoAscender=ascent,
        sTypoDescender=descent,
        usWinAscent=ascent,
        usWinDescent=-descent,
        usWeightClass=min(face.weight, _HEAVIEST),
        sCapHeight=round((capital.top if capital else face.ascent) * em),
    )
    builder.setupPost(keepGlyphNames=False)
    base = source.postscript_name()
    # The content is in the name, so that two ads on a page never share the name of two different subsets.
    digest = hashlib.sha256("".join([base, *sorted(characters)]).encode() + face.head_table()).hexdigest()
    name = f"{base}-{digest[:8]}"
    builder.setupNameTable({"familyName": face.family, "styleName": "Regular", "psName": name})
    out = BytesIO()
    builder.font.save(out, reorderTables=None)
    return TrueTypeFont(name, out.getvalue(), MappingProxyType(codes))


def _quadratic(source: _Source, face: Face, gid: int, finer: int) -> Any:
    pen = TTGlyphPen(None)
    target: Any = pen
    if source.cubic:
        converter = Cu2QuPen(pen, max_err=_MAX_ERROR * finer, reverse_direction=True)
        target = TransformPen(converter, (finer, 0, 0, finer, 0, 0))
    face.draw(gid, target)
    return pen.glyph()
