"""The font book: which file a design's face is, its metrics, and shaping with HarfBuzz.

Faces come from the system's packages and are found with fontconfig, as WeasyPrint's Pango finds them, so
that the glyphs we measure are the glyphs that are drawn. uharfbuzz lives only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from layout.base.errors import EnvironmentError_
from layout.base.messages import listed, say
from layout.design import fontfiles
from layout.design.styles import FontTokens

_FONTCONFIG_WEIGHTS = {
    100: 0, 200: 40, 300: 50, 350: 55, 400: 80, 500: 100, 600: 180, 700: 200, 800: 205, 900: 210,
}  # fmt: skip
"""CSS weight -> fontconfig weight (fontconfig's fcfreetype.c, FcWeightFromOpenType)."""

_PACKAGES = {
    "Noto Serif CJK": "fonts-noto-cjk fonts-noto-cjk-extra",
    "Noto Sans CJK": "fonts-noto-cjk fonts-noto-cjk-extra",
    "LXGW WenKai": "fonts-lxgw-wenkai",
    "TeX Gyre": "fonts-texgyre",
}
"""Family prefix -> the Debian packages that hold it, for the hint of a missing font."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A shaped glyph: its id, the text it stands for, its advance and its shift from the pen, in em."""

    gid: int
    text: str
    advance: float
    shift: float = 0.0


class Face:
    """One face of the book: its file, its metrics in em, and its shaper."""

    def __init__(self, name: str, tokens: FontTokens, path: Path, index: int) -> None:
        self.name = name
        self.family = tokens.family
        self.weight = tokens.weight
        self.style = tokens.style
        self.path = path
        self.index = index
        self._face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        self._font = hb.Font(self._face)
        self.units_per_em = self._face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent = extents.ascender / self.units_per_em
        self.descent = -extents.descender / self.units_per_em
        self.cap_height = self._ink_height("H")
        self._glyphs: dict[str, Glyph | None] = {}
        self._words: dict[str, tuple[Glyph, ...]] = {}

    def glyph(self, character: str) -> Glyph | None:
        """Return the nominal glyph of one character, or None if the face does not have it."""
        try:
            return self._glyphs[character]
        except KeyError:
            gid = self._font.get_nominal_glyph(ord(character))
            glyph = None
            if gid:
                advance = self._font.get_glyph_h_advance(gid) / self.units_per_em
                glyph = Glyph(gid, character, advance)
            self._glyphs[character] = glyph
            return glyph

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """Shape a run of Latin text or digits with HarfBuzz's default features (kerning, ligatures).

        Every character of ``text`` is in the text of exactly one glyph; a glyph the face lacks has gid 0.
        """
        if (known := self._words.get(text)) is None:
            known = self._words[text] = self._shape(text)
        return known

    def _shape(self, text: str) -> tuple[Glyph, ...]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        glyphs = []
        for number, (info, position) in enumerate(zip(infos, positions, strict=True)):
            end = infos[number + 1].cluster if number + 1 < len(infos) else len(text)
            em = self.units_per_em
            glyphs.append(
                Glyph(info.codepoint, text[info.cluster : end], position.x_advance / em, position.x_offset / em)
            )
        return tuple(glyphs)

    def width_apart(self, text: str) -> float:
        """Return the width of a line whose letters stand apart, em: none of them are drawn as one (fi, ffl)."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, {"liga": False, "clig": False})
        return float(sum(each.x_advance for each in buffer.glyph_positions) / self.units_per_em)

    def upright(self, character: str) -> Glyph | None:
        """Return the glyph that a character has in text set from the top down (feature ``vert``), or None."""
        buffer = hb.Buffer()
        buffer.add_str(character)
        buffer.guess_segment_properties()
        buffer.direction = "ttb"
        hb.shape(self._font, buffer, {"vert": True})
        gid = buffer.glyph_infos[0].codepoint
        return Glyph(gid, character, self.advance(gid)) if gid else None

    def _ink_height(self, character: str) -> float:
        """Height of a character's ink over the baseline, em; 0 if the face does not have it."""
        gid = self._font.get_nominal_glyph(ord(character))
        extents = self._font.get_glyph_extents(gid) if gid else None
        return float(extents.y_bearing / self.units_per_em) if extents else 0.0

    def advance(self, gid: int) -> float:
        """Return a glyph's own advance, em."""
        return float(self._font.get_glyph_h_advance(gid) / self.units_per_em)

    def draw(self, gid: int, pen: Any) -> None:
        """Draw a glyph's outline, in units of the face, with a pen (fontTools' protocol: moveTo, lineTo ...)."""
        self._font.draw_glyph_with_pen(gid, pen)

    def has(self, character: str) -> bool:
        """Say whether the face has a glyph for the character."""
        return self.glyph(character) is not None

    def head_table(self) -> bytes:
        """Return the face's ``head`` table, which tells two font files apart (it holds a checksum)."""
        return bytes(self._face.reference_table("head").data)

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a font with nothing but the CFF outlines of the given glyphs, numbered anew: see `subset`."""
        others = {tag for tag in self._face.table_tags if tag != "CFF "}
        return _renumbered(self._face, glyphs, (tag.encode("latin-1") for tag in others))

    def subset_in_place(self, glyphs: Iterable[int]) -> bytes:
        """Return a font with the given glyphs and what they may turn into, under the face's own numbers.

        Between them are empty glyphs. Tables that shape text are left out, and hints. Empty if HarfBuzz fails.
        """
        flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        return _subset(self._face, glyphs, flags, _SHAPING)


class MissingFontsError(EnvironmentError_):
    """Faces that are not installed. ``names`` are the design's; ``packaged``: a package is known for each."""

    def __init__(self, message: str, hint: str, names: tuple[str, ...], packaged: bool) -> None:
        super().__init__(message, hint)
        self.names = names
        self.packaged = packaged


class FontBook:
    """The faces of one design, by the names the design gives them."""

    def __init__(self, fonts: Mapping[str, FontTokens]) -> None:
        """Find every face. Raises MissingFontsError naming the fonts that are not installed."""
        installed = fontfiles.installed()
        missing: dict[str, FontTokens] = {}
        self._faces: dict[str, Face] = {}
        for name, tokens in fonts.items():
            weight = _FONTCONFIG_WEIGHTS[_nearest_weight(tokens.weight)]
            found = installed.get((tokens.family, weight, tokens.style))
            if found is None:
                missing[name] = tokens
            else:
                self._faces[name] = Face(name, tokens, *found)
        if missing:
            raise _missing_fonts(missing)

    def __getitem__(self, name: str) -> Face:
        return self._faces[name]

    @property
    def faces(self) -> Mapping[str, Face]:
        """All faces by name."""
        return self._faces


def subset(font: bytes, glyphs: Iterable[int]) -> bytes:
    """Return a font file with the given glyphs (and glyph 0) alone, numbered anew from 0 in their order.

    Empty if HarfBuzz cannot make one. A CID-keyed font keeps each glyph's CID.
    """
    return _renumbered(hb.Face(hb.Blob(font)), glyphs)


def glyph_count(font: bytes) -> int:
    """Return how many glyphs a font file has."""
    return int(hb.Face(hb.Blob(font)).glyph_count)


_SHAPING = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ")
"""Tables that nobody needs who is given the numbers and the places of glyphs (those that WeasyPrint leaves out)."""


def _renumbered(face: hb.Face, glyphs: Iterable[int], left_out: Iterable[bytes] = ()) -> bytes:
    return _subset(face, glyphs, hb.SubsetFlags.NO_LAYOUT_CLOSURE, left_out)


def _subset(face: hb.Face, glyphs: Iterable[int], flags: hb.SubsetFlags, left_out: Iterable[bytes]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set(set(glyphs))
    wanted.flags = flags | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING
    if tags := {int.from_bytes(tag, "big") for tag in left_out}:
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).set(tags)
    try:
        made = hb.subset(face, wanted)
    except RuntimeError:
        return b""
    return bytes(made.blob.data) if made else b""


def _nearest_weight(weight: int) -> int:
    return min(_FONTCONFIG_WEIGHTS, key=lambda known: abs(known - weight))


def _kind(tokens: FontTokens) -> str:
    return (
        say("weight {weight}, italic", weight=tokens.weight)
        if tokens.style == "italic"
        else say("weight {weight}", weight=tokens.weight)
    )


def _missing_fonts(missing: Mapping[str, FontTokens]) -> MissingFontsError:
    names = listed(say("{family} ({kind})", family=each.family, kind=_kind(each)) for each in missing.values())
    packages = sorted(
        {
            package
            for tokens in missing.values()
            for prefix, packages in _PACKAGES.items()
            if tokens.family.startswith(prefix)
            for package in packages.split()
        }
    )
    hint = say("name another family in the template's design.yaml, or install this one")
    if packages:
        hint = say("install them: apt-get install {packages}", packages=listed(packages, " "))
    packaged = all(tokens.family.startswith(tuple(_PACKAGES)) for tokens in missing.values())
    return MissingFontsError(say("fonts are not installed: {names}", names=names), hint, tuple(missing), packaged)
