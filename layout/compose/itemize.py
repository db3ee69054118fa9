"""Text to atoms and gaps: classification, shaping, and what may happen between two neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from layout.base.apostrophes import apostrophes_in
from layout.base.characters import belongs, characters, joins
from layout.base.locale import DEFAULT
from layout.base.locale.record import Hyphenation, Language, Script
from layout.base.text import is_hangul
from layout.base.units import summed
from layout.compose import spacing
from layout.compose.classes import Kind, Mark, Regime, kind_of, regime_for
from layout.compose.cuts import Cut, find_cuts
from layout.compose.gaps import Gaps, Side, gaps_for
from layout.compose.items import NO_FIT, Atom, AtomGlyph, Items, LetterFit, ReadBox
from layout.compose.lettering import Lettering, OneFace, Shaper, lettering
from layout.compose.readings import Reading, overhung, read_box
from layout.compose.spacing import Gap
from layout.compose.syllables import syllable_cuts
from layout.compose.ties import tied
from layout.design.fonts import Glyph


@dataclass(frozen=True, slots=True)
class Voice:
    """How a span is set: its faces in order of preference, its size relative to the body, its rise in em, its reading.

    The language is the paragraph's: `itemize` asks the faces for it.
    """

    faces: tuple[OneFace, ...]
    scale: float = 1.0
    rise: float = 0.0
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole paragraph.

    ``hyphenate`` tells whether words may be parted, as the language does it; ``fit`` how far letters give to fill a
    line.
    """

    language: Language = DEFAULT
    han_latin: float = spacing.HAN_LATIN
    hyphenate: bool = True
    breaks: frozenset[int] | None = None
    """For heads: the offsets where breaking is natural; elsewhere it costs UNNATURAL."""
    fit: LetterFit = NO_FIT

    @property
    def is_latin(self) -> bool:
        """Whether the paragraph is set in words, by the rules of Latin text."""
        return self.language.script is not Script.HAN

    @property
    def hyphens(self) -> Hyphenation | None:
        """How words are parted, None for not at all. A head never parts a word or a number."""
        return self.language.hyphenation if self.hyphenate and self.breaks is None else None


UNNATURAL = 400.0
"""Penalty, in heads, of a break that is not between two phrases."""

NARROW = 0.9
"""A glyph of no more than this, em, has no square of its own."""
ASIDE = 0.15
"""How far the middle of a mark's ink may lie from that of the room its blanks leave, em. Half a square parts the places
of two customs; within one, faces differ by a tenth."""

_APOSTROPHES = "’‘"
_NONE: frozenset[int] = frozenset()
_FLAGS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
"""Letters of which two are a flag (regional indicators)."""


class _Box(NamedTuple):
    """A character of full width in a voice: its glyphs in its box, its width, whether no face has it."""

    glyphs: tuple[AtomGlyph, ...]
    width: float
    missing: bool


class _Single(NamedTuple):
    """A character of full width that is an atom by itself, and how its neighbours see it."""

    kind: Kind
    box: _Box
    side: Side


class _Cast(NamedTuple):
    """A voice with what was worked out about it so far: single characters, boxes of texts, the hyphen of each face."""

    voice: Voice
    word_space: float
    singles: dict[str, _Single]
    boxes: dict[str, _Box]
    hyphens: dict[str, Atom]


class _Piece(NamedTuple):
    """A stretch of text of one voice that becomes one or several atoms."""

    kind: Kind
    text: str
    start: int
    cast: _Cast


_PAIRED = (Kind.DASH, Kind.ELLIPSIS)


def itemize(spans: Sequence[tuple[str, Voice]], setting: Setting) -> Items:
    """Turn spans of text into atoms and the gaps between them.

    Every character that is not white space is in exactly one atom; white space is in the gaps.
    """
    regime, kinds = regime_for(setting.language), _kinds(setting.language)
    between = gaps_for(setting.language, setting.han_latin)
    text = "".join(part for part, _ in spans)
    apostrophes = apostrophes_in(text) if "’" in text or "‘" in text else _NONE
    joined = any(map(joins, set(text)))
    atoms: list[Atom] = []
    gaps: list[Gap] = []
    hyphens: dict[int, Atom] = {}
    repeated: dict[int, Atom] = {}
    boxes: dict[int, ReadBox] = {}
    missing: list[str] = []
    left: Side | None = None
    space, offset = "", 0

    for part, voice in spans:
        if voice.reading is not None:
            for read in _read(part, voice, voice.reading, setting, offset):
                if left is not None:
                    gaps.append(between.between(left, between.side(*read.before), space))
                boxes[len(atoms)] = read.box
                atoms.append(read.box.atom)
                missing += read.missing
                left, space = between.side(*read.after), ""
            offset += len(part)
            continue
        cast = _cast(voice, between, setting.language)
        voice, singles, voiced = cast.voice, cast.singles, voice.scale
        pos, length = 0, len(part)
        while pos < length:
            char = part[pos]
            # Most text is characters that were met before, each an atom by itself.
            single = singles.get(char)
            if single is not None and not joined:
                kind, box, right = single
                if left is not None:
                    gaps.append(between.between(left, right, space))
                if box.missing:
                    missing += _missing(char, voice)
                atoms.append(Atom(kind, box.width, box.glyphs, offset + pos, offset + pos + 1))
                left, space = right, ""
                pos += 1
                continue
            kind, end = _piece(part, pos, text, offset, kinds, regime, apostrophes)
            whole = part[pos:end]
            if kind is Kind.SPACE:
                space += whole
                pos = end
                continue
            right = between.side(kind, char, voiced, cast.word_space)
            if left is not None:
                gaps.append(between.between(left, right, space))
            if kind is Kind.LATIN:
                piece = _Piece(kind, whole, offset + pos, cast)
                _add_latin(piece, setting, regime, atoms, gaps, hyphens, repeated, missing)
                right = between.side(kind, whole[-1], voiced, cast.word_space)
            else:
                box = cast.boxes.get(whole) or cast.boxes.setdefault(whole, _box(kind, whole, voice, regime))
                if box.missing:
                    missing += _missing(whole, voice)
                atoms.append(Atom(kind, box.width, box.glyphs, offset + pos, offset + end))
                if end - pos == 1 and kind not in _PAIRED and kinds[char] is kind:
                    singles[char] = _Single(kind, box, right)
            left, space = right, ""
            pos = end
        offset += length
    if setting.language.ties:
        gaps = tied(text, atoms, gaps, setting.language.ties)
    if boxes:
        gaps = overhung(text, atoms, gaps, boxes)
    if setting.breaks is not None:
        gaps = [_unnatural(gap, atom.end not in setting.breaks) for gap, atom in zip(gaps, atoms, strict=False)]
    fit = setting.fit if setting.is_latin else setting.fit._replace(hang=0.0)
    gives = _gives(atoms, hyphens, fit) if any(fit) else ()
    return Items(text, tuple(atoms), tuple(gaps), hyphens, tuple(missing), fit, gives, repeated, boxes)


class _Read(NamedTuple):
    """Characters with their reading in a box, what their neighbours see of them, and what no face has."""

    box: ReadBox
    before: tuple[Kind, str, float, float]
    after: tuple[Kind, str, float, float]
    missing: tuple[str, ...]


def _read(text: str, voice: Voice, reading: Reading, setting: Setting, offset: int) -> Iterator[_Read]:
    """Yield the boxes of a text that has a reading: one, or one for each of its characters."""
    plain = replace(voice, reading=None)
    whole = replace(setting, hyphenate=False, breaks=None, fit=NO_FIT)
    word_space = _cast(plain, gaps_for(setting.language, setting.han_latin), setting.language).word_space
    pieces = [text] if len(reading.parts) == 1 else list(characters(text))
    for piece, part in zip(pieces, reading.parts, strict=True):
        base, over = (itemize([(said, plain)], whole) for said in (piece, part))
        end = offset + len(piece)
        yield _Read(
            read_box(base, over, reading.size, reading.rise, offset, end),
            (base.atoms[0].kind, piece[0], voice.scale, word_space),
            (base.atoms[-1].kind, piece[-1], voice.scale, word_space),
            (*base.missing, *over.missing),
        )
        offset = end


def _gives(atoms: Sequence[Atom], hyphens: Mapping[int, Atom], fit: LetterFit) -> tuple[float, ...]:
    """Return by how much each atom gives; nothing if none does."""
    gives = [0.0] * len(atoms)
    for at, atom in enumerate(atoms):
        if atom.kind is Kind.LATIN:
            gives[at] = atom.gives(fit, joined=at in hyphens)
    return tuple(gives) if any(gives) else ()


def _unnatural(gap: Gap, is_unnatural: bool) -> Gap:
    """Return a gap that costs more to break at, if that is to be unnatural."""
    return replace(gap, penalty=gap.penalty + UNNATURAL) if is_unnatural and gap.penalty is not None else gap


@lru_cache(maxsize=256)
def _cast(voice: Voice, _between: Gaps, language: Language) -> _Cast:
    """Return the voice's cast among those gaps, in that language.

    Boxes and sides depend on the table of rules: each has its own.
    """
    voice = replace(voice, faces=tuple(face.spoken(language) for face in voice.faces))
    glyph = voice.faces[0].glyph(" ")
    return _Cast(voice, (glyph.advance if glyph else 0.25) * voice.scale, {}, {}, {})


def _piece(
    part: str, pos: int, text: str, offset: int, kinds: _Kinds, regime: Regime, apostrophes: frozenset[int]
) -> tuple[Kind, int]:
    """Return the kind of the piece that begins at ``pos`` of a span, ``offset`` of the text, and where it ends."""
    length = len(part)
    char = part[pos]
    kind = kinds[char]
    if kind is None:
        kind = _in_context(text, offset + pos, regime, apostrophes)
    end = pos + 1
    if kind is Kind.LATIN:
        while end < length and (kinds[part[end]] or _in_context(text, offset + end, regime, apostrophes)) is Kind.LATIN:
            end += 1
    elif kind is Kind.SPACE or kind in _PAIRED:
        while end < length and part[end] == char and end - pos < 2:
            end += 1
    elif char in _FLAGS and part[end : end + 1] in _FLAGS:
        end += 1
    while end < length and kind is not Kind.SPACE and belongs(part[end], part[end - 1]):
        end += 1
    return kind, end


class _Kinds(dict[str, Kind | None]):
    """Character -> kind in one kind of paragraph, or None where the neighbours decide (see _in_context)."""

    def __init__(self, regime: Regime, script: Script) -> None:
        super().__init__()
        self._regime, self._script = regime, script

    def __missing__(self, char: str) -> Kind | None:
        kind: Kind | None = kind_of(char, self._regime)
        if self._script is not Script.HAN:
            if kind is not Kind.SPACE and (char < "\u2e80" or is_hangul(char) or self._script is Script.HANGUL):
                kind = Kind.LATIN  # quotation marks and dashes belong to Latin text in Latin text
        elif char in _APOSTROPHES or char == "—":
            kind = None
        self[char] = kind
        return kind


@lru_cache(maxsize=16)
def _kinds(language: Language) -> _Kinds:
    return _Kinds(regime_for(language), language.script)


def _in_context(text: str, at: int, regime: Regime, apostrophes: frozenset[int]) -> Kind:
    """Classify an apostrophe or a dash of Chinese copy by its neighbours."""
    char = text[at]
    if char == "—":
        return Kind.DASH if char in (text[at - 1 : at], text[at + 1 : at + 2]) else Kind.CONNECTOR
    return Kind.LATIN if at in apostrophes else regime.marks[char].kind


def _box(kind: Kind, text: str, voice: Voice, regime: Regime) -> _Box:
    """Place a character of full width, or a two-em mark, in its box."""
    mark = regime.marks.get(text[0])
    face, glyphs = _marked(text, mark, voice) if mark else _glyphs(text, voice)
    drawn = summed(glyph.advance for glyph in glyphs)
    if mark is not None:
        width = 1.0 - mark.before - mark.after
        x = _ink_shift(mark, width, face, glyphs)
    elif kind in (Kind.DASH, Kind.ELLIPSIS) and len(text) == 2:
        width = 2.0
        x = (width - drawn) / 2
    elif text[0] in regime.half_width:
        width = 0.5
        x = (width - drawn) / 2
    else:
        width, x = drawn, 0.0
    return _Box(_place(face, glyphs, x, voice), width * voice.scale, any(glyph.gid == 0 for glyph in glyphs))


def _marked(text: str, mark: Mark, voice: Voice) -> tuple[OneFace | Lettering, Sequence[Glyph]]:
    """Return what sets a mark: the first face that draws it where the language has it, or else its own."""
    own = _glyphs(text, voice)
    if len(text) > 1 or _stands(mark, *own):
        return own
    others = ((face, (glyph,)) for face in voice.faces if (glyph := face.glyph(text)))
    return next((other for other in others if _stands(mark, *other)), own)


def _stands(mark: Mark, face: OneFace | Lettering, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether a glyph has its ink where the mark's blanks leave room for it; a narrow one is brought there."""
    ink = _ink(face, glyphs)
    if ink is None:
        return True
    left, right = ink
    return abs((left + right) - (1.0 + mark.before - mark.after)) <= 2 * ASIDE


def _ink(face: OneFace | Lettering, glyphs: Sequence[Glyph]) -> tuple[float, float] | None:
    """Return where the ink of one glyph of full width begins and ends in its square, em."""
    if isinstance(face, Lettering) or len(glyphs) != 1 or glyphs[0].advance <= NARROW:
        return None
    return face.ink(glyphs[0].gid)


def _ink_shift(mark: Mark, width: float, face: OneFace | Lettering, glyphs: Sequence[Glyph]) -> float:
    """Return where the glyph stands from its ink's box.

    A narrow glyph (Kai has proportional quotation marks) is centred in the box, and so is the ink of one that has it
    elsewhere in its square.
    """
    drawn = summed(glyph.advance for glyph in glyphs)
    if drawn <= NARROW:
        return (width - drawn) / 2
    ink = None if _stands(mark, face, glyphs) else _ink(face, glyphs)
    return (width - summed(ink)) / 2 if ink else -mark.before


def _place(face: Shaper, glyphs: Sequence[Glyph], x: float, voice: Voice) -> tuple[AtomGlyph, ...]:
    placed = []
    for glyph in glyphs:
        placed.append(
            AtomGlyph(
                glyph.face or face.name,
                glyph.gid,
                (x + glyph.shift) * voice.scale,
                glyph.text,
                voice.scale * glyph.scale,
                voice.rise + glyph.lift * voice.scale,
            )
        )
        x += glyph.advance
    return tuple(placed)


def _glyphs(text: str, voice: Voice) -> tuple[OneFace | Lettering, Sequence[Glyph]]:
    """Return what sets a text in a voice, its first face or the faces word by word, and the glyphs."""
    face = voice.faces[0]
    if len(text) == 1:
        if (glyph := face.glyph(text)) is not None:
            return face, (glyph,)
    else:
        glyphs = face.shape(text)
        if all(glyph.gid for glyph in glyphs):
            return face, glyphs
    several = lettering(voice.faces)
    return several, several.shape(text)


def _missing(text: str, voice: Voice) -> list[str]:
    """Return the characters of a text that no face of the voice has, alone or with what belongs to them."""
    faces = voice.faces
    return [
        char
        for cluster in characters(text)
        if not any(face.covers(cluster) for face in faces)
        for char in cluster
        if not any(face.covers(char) for face in faces)
    ]


def _add_latin(
    piece: _Piece,
    setting: Setting,
    regime: Regime,
    atoms: list[Atom],
    gaps: list[Gap],
    hyphens: dict[int, Atom],
    repeated: dict[int, Atom],
    missing: list[str],
) -> None:
    """Shape a run whole, then part it where it may break; the parts keep the shaped positions.

    What the last letter of a part is drawn to the next one (kerning) is in the gap, so that it is gone at a line's end.
    """
    text, start, voice = piece.text, piece.start, piece.cast.voice
    face, glyphs = _glyphs(text, voice)
    if not all(glyph.gid for glyph in glyphs):
        missing += _missing(text, voice)
    cuts = find_cuts(text, setting.hyphens, regime) if setting.breaks is None and len(text) > 1 else {}
    if setting.language.script is Script.HANGUL and setting.hyphens:
        cuts = {**syllable_cuts(text), **cuts}
    group: list[Glyph] = []
    at = first = 0
    for glyph in glyphs:
        cut = cuts.get(at)
        # A letter and its accent may be two glyphs, and ß of small capitals: not to be parted.
        if cut is not None and at > first and glyph.text and not joins(text[at]):
            last = _alone(face, group[-1])
            atoms.append(_latin_atom(face, (*group[:-1], last), voice, start + first, start + at))
            if cut.hyphen:
                hyphens[len(gaps)] = _hyphen(piece.cast, face)
            if cut.repeated:
                repeated[len(gaps)] = _hyphen(piece.cast, face)
            gaps.append(_cut_gap(cut, (group[-1].advance - last.advance) * voice.scale))
            group, first = [], at
        group.append(glyph)
        at += len(glyph.text)
    atoms.append(_latin_atom(face, group, voice, start + first, start + len(text)))


def _alone(face: Shaper, glyph: Glyph) -> Glyph:
    """Return a shaped glyph as it is with nothing after it."""
    same = face.shape(glyph.text)[-1:] if glyph.text else ()
    is_same = same and (same[0].gid, same[0].face) == (glyph.gid, glyph.face)
    return replace(glyph, advance=same[0].advance) if is_same else glyph


@lru_cache(maxsize=1024)
def _cut_gap(cut: Cut, kern: float) -> Gap:
    return Gap(kern, penalty=cut.penalty, hyphen=cut.hyphen, mark=cut.mark)


def _latin_atom(face: Shaper, glyphs: Sequence[Glyph], voice: Voice, start: int, end: int) -> Atom:
    width = summed(glyph.advance for glyph in glyphs) * voice.scale
    return Atom(Kind.LATIN, width, _place(face, glyphs, 0.0, voice), start, end)


def _hyphen(cast: _Cast, face: Shaper) -> Atom:
    hyphen = cast.hyphens.get(face.name)
    if hyphen is None:
        hyphen = cast.hyphens[face.name] = _latin_atom(face, face.shape("-"), cast.voice, 0, 0)
    return hyphen
