"""The font book: which file a design's face is, its metrics, and shaping with HarfBuzz.

Faces come from the system's packages and are found with fontconfig, as WeasyPrint's Pango finds them, so
that the glyphs we measure are the glyphs that are drawn. uharfbuzz lives only here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from layout.base.characters import SKIN_TONES, characters, has_unseen, is_unseen
from layout.base.errors import EnvironmentError_
from layout.base.locale.record import Language, Script
from layout.base.machine import fonts_remedy, typeface_of
from layout.base.messages import listed, say
from layout.design import fontfiles
from layout.design.fontfiles import Stock
from layout.design.styles import FontTokens, families_behind

_FONTCONFIG_WEIGHTS = {
    100: 0, 200: 40, 300: 50, 350: 55, 400: 80, 500: 100, 600: 180, 700: 200, 800: 205, 900: 210,
}  # fmt: skip
"""CSS weight -> fontconfig weight (fontconfig's fcfreetype.c, FcWeightFromOpenType)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A shaped glyph: its id, the text it stands for, its advance and its shift from the pen, in em.

    ``lift`` is its shift upwards, em. In a text of several faces (`layout.compose.lettering`) ``face`` names its own,
    and ``scale`` is the size it is drawn at, relative to the text's; the measures are em of the text's size.
    """

    gid: int
    text: str
    advance: float
    shift: float = 0.0
    lift: float = 0.0
    face: str = ""
    scale: float = 1.0


_NOTHING = "\uffff"
"""Not a character: no face has it, and HarfBuzz makes nothing else of it."""


_DIGITS = "0123456789"
_VARIED = f"{_DIGITS} abcxyz βγ бдж"
"""By what is seen whether a feature changes a face's figures or small letters."""
_HAN = "Hani"
_REGIONAL = "\u2000"
"""From here on are the marks and characters that a face may draw otherwise for a region."""
_ANY = "und"
"""No language in particular (BCP 47). HarfBuzz takes the machine's own where none is named."""

_LATIN_MARKS = "‘’“”"
"""Marks of a run of Latin that are set in its proportions (feature ``pwid``), whatever the face draws otherwise."""


class Face:
    """One face of the book: its file, its metrics in em, and its shaper. Its file is opened when it is first asked.

    ``behind`` are the faces for letters that it lacks, the first that has a word. It draws letters as any language has
    them; `spoken` is the same face for one language.
    """

    def __init__(self, name: str, tokens: FontTokens, path: Path, index: int) -> None:
        self.name = name
        self.family = tokens.family
        self.weight = tokens.weight
        self.style = tokens.style
        self.path = path
        self.index = index
        self.behind: tuple[Face, ...] = ()
        self._glyphs: dict[str, Glyph | None] = {}
        self._words: dict[str, tuple[Glyph, ...]] = {}
        self._drawable: dict[str, str] = {}
        """What is drawn for a letter with what belongs to it."""
        self._dressed: dict[tuple[str, ...], Face | Dressed] = {}
        self._plain: Face | None = None
        self._spoken: dict[str, Face] = {}
        self._language = _ANY
        self._is_regional = False

    def spoken(self, language: Language) -> Face:
        """Return the face as it draws a language: characters and marks of its region, its ligatures (``locl``).

        It has the face's name and glyphs. Han of Taiwan, Hong Kong, the mainland, Japan and Korea differ in shape, and
        their marks in where they stand in their square; a face of all of them has each (Noto CJK).
        """
        if (known := self._spoken.get(language.tag)) is None:
            known = self._spoken[language.tag] = copy(self)
            known._plain = self
            known._language = language.tag
            known._is_regional = language.script is not Script.LATIN
            known._glyphs, known._words, known._dressed = {}, {}, {}
        return known

    @cached_property
    def _face(self) -> hb.Face:
        return self._plain._face if self._plain else hb.Face(hb.Blob.from_file_path(str(self.path)), self.index)

    @cached_property
    def _font(self) -> hb.Font:
        return self._plain._font if self._plain else hb.Font(self._face)

    @cached_property
    def units_per_em(self) -> int:
        """How many of the face's units are an em."""
        return int(self._face.upem)

    @cached_property
    def ascent(self) -> float:
        """How far the face says it reaches over the baseline, em."""
        return float(self._font.get_font_extents("ltr").ascender / self.units_per_em)

    @cached_property
    def descent(self) -> float:
        """How far the face says it reaches below the baseline, em."""
        return float(-self._font.get_font_extents("ltr").descender / self.units_per_em)

    @cached_property
    def cap_height(self) -> float:
        """Height of its capitals, em; 0 if it has none."""
        return self._ink_height("H")

    @cached_property
    def x_height(self) -> float:
        """Height of its small letters, em; 0 if it has none."""
        return self._ink_height("x")

    def glyph(self, character: str) -> Glyph | None:
        """Return the glyph of one character by itself, or None if the face does not have it."""
        try:
            return self._glyphs[character]
        except KeyError:
            gid = self._font.get_nominal_glyph(ord(character))
            glyph = None
            if gid:
                if self._is_regional and character >= _REGIONAL:
                    gid = self._alone(character)
                advance = self._font.get_glyph_h_advance(gid) / self.units_per_em
                glyph = Glyph(gid, character, advance)
            self._glyphs[character] = glyph
            return glyph

    def covers(self, text: str) -> bool:
        """Tell whether the face has all of a text: every letter whole, or its parts and the table that joins them."""
        return _NOTHING not in self._seen(text)

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """Shape a run of Latin text or digits with HarfBuzz's default features (kerning, ligatures).

        Every character of ``text`` is in the text of exactly one glyph; a letter the face lacks is one glyph 0: it is
        never taken apart into a letter and an accent.
        """
        if (known := self._words.get(text)) is None:
            known = self._words[text] = self._shape(text)
        return known

    def dressed(self, features: tuple[str, ...]) -> Face | Dressed:
        """Return the face as OpenType features draw it, the same one each time; itself if it has none of them."""
        if (known := self._dressed.get(features)) is None:
            changed = features and self._shape(_VARIED, features) != self.shape(_VARIED)
            known = self._dressed[features] = Dressed(self, features) if changed else self
        return known

    def lacks(self, features: tuple[str, ...]) -> bool:
        """Tell whether the face lacks what features ask for. Figures all as wide need no ``tnum`` of their own."""
        dressed = self.dressed(features)
        if "tnum" in features and len({glyph.advance for glyph in dressed.shape(_DIGITS)}) > 1:
            return True
        asked = [tag for tag in features if tag in ("onum", "smcp")]
        return any(self.dressed((tag,)) is self for tag in asked)

    def _seen(self, text: str) -> str:
        """Return a text with nothing in the place of every character that the face lacks."""
        return "".join(self._had(cluster) for cluster in characters(text))

    def _had(self, cluster: str) -> str:
        if (known := self._drawable.get(cluster)) is None:
            known = self._drawable[cluster] = self._looked_up(cluster)
        return known

    def _looked_up(self, cluster: str) -> str:
        if len(cluster) == 1:
            return cluster if self.has(cluster) or is_unseen(cluster) else _NOTHING
        for parts in (unicodedata.normalize("NFC", cluster), unicodedata.normalize("NFD", cluster)):
            if all(self.has(char) or is_unseen(char) or char in SKIN_TONES for char in parts):
                return cluster if self._joined(parts) else cluster[0] + _NOTHING * (len(cluster) - 1)
        return (cluster[0] if self.has(cluster[0]) else _NOTHING) + _NOTHING * (len(cluster) - 1)

    def _buffer(self, text: str) -> hb.Buffer:
        """Return a text to be shaped in the face's language; one of marks alone is of its script."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.language = self._language
        if self._is_regional and text >= _REGIONAL and not any(map(str.isalpha, text)):
            buffer.script = _HAN
        buffer.guess_segment_properties()
        return buffer

    def _alone(self, character: str) -> int:
        """Return the number of a character's glyph in the face's language; joined to nothing it has one alone."""
        buffer = self._buffer(character)
        hb.shape(self._font, buffer)
        return int(buffer.glyph_infos[0].codepoint)

    def _joined(self, cluster: str) -> bool:
        """Tell whether marks that are no part of a letter are moved to theirs, and do not stand beside it."""
        if not any(map(unicodedata.combining, cluster[1:])):
            return True
        buffer = self._buffer(cluster)
        hb.shape(self._font, buffer)
        return all(place.x_offset or place.y_offset for place in buffer.glyph_positions[1:])

    def _shape(self, text: str, features: tuple[str, ...] = ()) -> tuple[Glyph, ...]:
        # Faces of Chinese draw these marks in a square; in a run of Latin they are a letter's neighbours.
        marked = ("pwid",) if any(mark in text for mark in _LATIN_MARKS) else ()
        return self._glyphs_of(text, dict.fromkeys((*marked, *features), True))

    def _glyphs_of(self, text: str, features: dict[str, bool]) -> tuple[Glyph, ...]:
        buffer = self._buffer(self._seen(text))
        # A mark that is a glyph of its own stands for its own character.
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        if has_unseen(text):
            buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self._font, buffer, features)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        glyphs: list[Glyph] = []
        for number, (info, position) in enumerate(zip(infos, positions, strict=True)):
            # What is unseen at a text's beginning belongs to its first glyph.
            start = info.cluster if number else 0
            end = infos[number + 1].cluster if number + 1 < len(infos) else len(text)
            said, em = text[start:end], self.units_per_em
            if glyphs and said and said[0] in SKIN_TONES:
                glyphs[-1] = replace(glyphs[-1], text=glyphs[-1].text + said)  # black has no skin tones
                continue
            glyphs.append(
                Glyph(info.codepoint, said, position.x_advance / em, position.x_offset / em, position.y_offset / em)
            )
        if text and not glyphs:  # nothing but what is unseen
            glyphs.append(Glyph(self._font.get_nominal_glyph(ord(" ")) or 0, text, 0.0))
        return tuple(glyphs)

    def in_css(self, text: str, *, apart: bool) -> tuple[Glyph, ...]:
        """Shape a line as CSS has it drawn that asks for nothing; of letters ``apart`` none are drawn as one (fi)."""
        return self._glyphs_of(text, {"liga": False, "clig": False} if apart else {})

    def upright(self, character: str) -> Glyph | None:
        """Return the glyph that a character has in text set from the top down (feature ``vert``), or None."""
        buffer = self._buffer(character)
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

    def ink(self, gid: int) -> tuple[float, float]:
        """Return where a glyph's ink begins and ends from left to right, em; 0 and 0 if it has none."""
        extents = self._font.get_glyph_extents(gid)
        left, width = (extents.x_bearing, extents.width) if extents else (0, 0)
        return left / self.units_per_em, (left + width) / self.units_per_em

    def draw(self, gid: int, pen: Any) -> None:
        """Draw a glyph's outline, in units of the face, with a pen (fontTools' protocol: moveTo, lineTo ...)."""
        self._font.draw_glyph_with_pen(gid, pen)

    def has(self, character: str) -> bool:
        """Say whether the face has a glyph for the character."""
        return self.glyph(character) is not None

    @property
    def sample(self) -> str:
        """A character that the face has: the last in Unicode's order, which hardly every face has."""
        return chr(max(self._face.unicodes))

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


class Dressed:
    """A face with some of its OpenType features turned on (small capitals, other figures).

    It has the face's name: its glyphs are drawn from the same file, and stand for the letters that were typed.
    """

    def __init__(self, face: Face, features: tuple[str, ...]) -> None:
        self.name = face.name
        self._face = face
        self._features = features
        self._words: dict[str, tuple[Glyph, ...]] = {}

    @property
    def x_height(self) -> float:
        """Height of the face's small letters, em."""
        return self._face.x_height

    def covers(self, text: str) -> bool:
        """Tell whether the face has all of a text."""
        return self._face.covers(text)

    def spoken(self, language: Language) -> Face | Dressed:
        """Return the face as it draws a language, with its features: see `Face.spoken`."""
        return self._face.spoken(language).dressed(self._features)

    def ink(self, gid: int) -> tuple[float, float]:
        """Return where a glyph's ink begins and ends, em: see `Face.ink`."""
        return self._face.ink(gid)

    def glyph(self, character: str) -> Glyph | None:
        """Return the glyph of one character, or None if the face does not have it."""
        nominal = self._face.glyph(character)
        if nominal is None or unicodedata.east_asian_width(character) in "WF":
            return nominal
        shaped = self.shape(character)
        return shaped[0] if len(shaped) == 1 else nominal

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """Shape a run of Latin text or digits, as `Face.shape` does."""
        if (known := self._words.get(text)) is None:
            known = self._words[text] = self._face._shape(text, self._features)
        return known


class MissingFontsError(EnvironmentError_):
    """Faces that are not installed. ``names`` are the design's; ``packaged``: a package is known for each."""

    def __init__(self, message: str, hint: str, names: tuple[str, ...], packaged: bool) -> None:
        super().__init__(message, hint)
        self.names = names
        self.packaged = packaged


class FontBook:
    """The faces of one design by the names the design gives them, and behind each those for letters it lacks."""

    def __init__(
        self,
        fonts: Mapping[str, FontTokens],
        fallbacks: Mapping[str, Sequence[str]] | None = None,
        stock: Stock | None = None,
    ) -> None:
        """Find every face. ``fallbacks`` are lists of families by their names, as `Design.fallbacks` has them.

        ``stock`` are the faces there are; if it is not given, those that fontconfig knows. A family of the fallbacks
        that is not in it is in ``absent``. Raises MissingFontsError naming the fonts of the design that are not.
        """
        self.stock = stock = fontfiles.stock() if stock is None else stock
        missing: dict[str, FontTokens] = {}
        self._named: dict[str, Face] = {}
        for name, tokens in fonts.items():
            found = face_at(tokens, stock)
            if found is None:
                missing[name] = tokens
            else:
                self._named[name] = Face(name, tokens, *found)
        if missing:
            raise _missing_fonts(missing)
        self._faces = dict(self._named)
        absent: dict[str, None] = {}
        same = {(face.path, face.index): face for face in self._named.values()}
        for name, tokens in fonts.items():
            behind = []
            for family in families_behind(tokens.like, fallbacks or {}):
                if (like := _most_like(tokens, family, stock)) is None:
                    absent[family] = None
                    continue
                found = stock.faces[family, _FONTCONFIG_WEIGHTS[like.weight], like.style]
                face = same.get(found)
                if face is None:
                    face = same[found] = Face(_name_of(like), like, *found)
                    self._faces[face.name] = face
                behind.append(face)
            face = self._named[name]
            face.behind = tuple(one for one in dict.fromkeys(behind) if one is not face)
        self.absent = tuple(absent)

    def __getitem__(self, name: str) -> Face:
        return self._faces[name]

    @property
    def faces(self) -> Mapping[str, Face]:
        """All faces by name: those of the design, and those behind them by their own names."""
        return self._faces

    @property
    def named(self) -> Mapping[str, Face]:
        """The faces that the design names."""
        return self._named


def face_at(tokens: FontTokens, stock: Stock) -> tuple[Path, int] | None:
    """Return the file of a face and its number in it; None if there is no such face."""
    weight = _FONTCONFIG_WEIGHTS[_nearest_weight(tokens.weight)]
    return stock.faces.get((tokens.family, weight, tokens.style))


def _most_like(tokens: FontTokens, family: str, stock: Stock) -> FontTokens | None:
    """Return the face of a family that is most like another: as slanted if there is one, then nearest in weight."""
    weights = {number: weight for weight, number in _FONTCONFIG_WEIGHTS.items()}
    faces = [(weights[weight], style) for weight, style in stock.styles_of(family) if weight in weights]
    if not faces:
        return None
    weight, style = min(faces, key=lambda face: (face[1] != tokens.style, abs(face[0] - tokens.weight), face[0]))
    return FontTokens.model_construct(family=family, weight=weight, style=style, like=tokens.like)


def _name_of(tokens: FontTokens) -> str:
    return f"{tokens.family} {tokens.weight}" + (" italic" if tokens.style == "italic" else "")


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
    families = [tokens.family for tokens in missing.values()]
    packaged = all(map(typeface_of, families))
    hint = fonts_remedy(families)
    if not packaged:
        hint = say("name another family in the template's design.yaml, or put its files into the paper's folder fonts/")
    return MissingFontsError(say("fonts are not installed: {names}", names=names), hint, tuple(missing), packaged)
