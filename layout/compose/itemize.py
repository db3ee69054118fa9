"""Text to atoms and gaps: classification, shaping, and what may happen between two neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import pyphen

from layout.compose import spacing
from layout.compose.classes import UNITS, Kind, Regime, kind_of, regime_for
from layout.compose.items import Atom, AtomGlyph, Items
from layout.compose.spacing import Gap, Shrink, Stretch
from layout.fonts import Glyph


class Shaper(Protocol):
    """A face as the composer sees it: see layout.fonts.Face."""

    name: str

    def glyph(self, character: str) -> Glyph | None:
        """Return the character's nominal glyph."""

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """Shape a run of text."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a span is set: its faces in order of preference, its size relative to the body, its rise in em."""

    faces: tuple[Shaper, ...]
    scale: float = 1.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole paragraph. ``hyphenate`` is a pyphen language, or empty for none."""

    language: str = "zh-Hans"
    han_latin: float = spacing.HAN_LATIN
    hyphenate: str = "en_US"
    breaks: frozenset[int] | None = None
    """For heads: the offsets where breaking is natural; elsewhere it costs UNNATURAL."""

    @property
    def is_latin(self) -> bool:
        """Whether the paragraph is set by the rules of Latin text."""
        return self.language.split("-")[0] not in ("zh", "ja", "ko")


HYPHEN = 50.0
"""Penalty of a hyphenated line end (The TeXbook, chapter 14: \\hyphenpenalty)."""
EXPLICIT_HYPHEN = 50.0
"""Penalty of a break after a hyphen that is in the copy (The TeXbook: \\exhyphenpenalty)."""
NUMBER_UNIT = 60.0
"""Penalty of parting a number from the han that counts with it (39.4 | 万)."""
URL = 80.0
"""Penalty of a break inside an address, after one of / . ? & = _ -"""
ANYWHERE = 3000.0
"""Penalty of a break inside a run of letters or digits that has no better place (a 40-digit number)."""
UNNATURAL = 400.0
"""Penalty, in heads, of a break that is not between two phrases."""
LONG_RUN = 12
"""Letters or digits from which a run may, at ANYWHERE, break between any two."""

_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|cn|org|net)\b")
_SPACES = " \u00a0\u3000"
_APOSTROPHES = "’‘"


@lru_cache(maxsize=8)
def _hyphenator(language: str) -> pyphen.Pyphen:
    # At least two letters before and three after a hyphen (The TeXbook: \lefthyphenmin, \righthyphenmin).
    return pyphen.Pyphen(lang=language, left=2, right=3)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text of one voice that becomes one or several atoms."""

    kind: Kind
    text: str
    start: int
    voice: Voice


def itemize(spans: Sequence[tuple[str, Voice]], setting: Setting) -> Items:
    """Turn spans of text into atoms and the gaps between them.

    Every character that is not white space is in exactly one atom; white space is in the gaps.
    """
    regime = regime_for(setting.language)
    text = "".join(part for part, _ in spans)
    pieces = list(_pieces(spans, text, regime, setting.is_latin))
    atoms: list[Atom] = []
    gaps: list[Gap] = []
    missing: list[str] = []
    previous: _Piece | None = None
    space = ""
    for piece in pieces:
        if piece.kind is Kind.SPACE:
            space += piece.text
            continue
        if previous is not None:
            gaps.append(_gap(previous, piece, space, regime, setting))
        new_atoms, new_gaps = _atoms(piece, regime, setting, missing)
        atoms += new_atoms
        gaps += new_gaps
        previous, space = piece, ""
    hyphens = {piece.voice.faces[0].name: _hyphen(piece.voice) for piece in pieces if piece.kind is Kind.LATIN}
    return Items(text, tuple(atoms), tuple(gaps), hyphens, tuple(missing))


def _pieces(spans: Sequence[tuple[str, Voice]], text: str, regime: Regime, is_latin: bool) -> Iterator[_Piece]:
    offset = 0
    for part, voice in spans:
        pos = 0
        while pos < len(part):
            start = offset + pos
            kind = _kind_at(text, start, regime, is_latin)
            end = pos + 1
            if kind is Kind.LATIN:
                while end < len(part) and _kind_at(text, offset + end, regime, is_latin) is Kind.LATIN:
                    end += 1
            elif kind is Kind.SPACE or kind is Kind.DASH or kind is Kind.ELLIPSIS:
                while end < len(part) and part[end] == part[pos] and end - pos < 2:
                    end += 1
            while end < len(part) and kind is not Kind.SPACE and _joins(part[end]):
                end += 1
            yield _Piece(kind, part[pos:end], start, voice)
            pos = end
        offset += len(part)


def _joins(char: str) -> bool:
    """Combining marks, variation selectors and joiners belong to the character before them."""
    return "\u0300" <= char <= "\u036f" or "\ufe00" <= char <= "\ufe0f" or char in "\u200d\u20dd\u20de\u3099\u309a"


def _kind_at(text: str, at: int, regime: Regime, is_latin: bool) -> Kind:
    """Classify with a look at the neighbours: quotation marks and dashes belong to Latin text in Latin text."""
    char = text[at]
    kind = kind_of(char, regime)
    if kind in (Kind.HAN, Kind.SPACE, Kind.LATIN):
        return kind
    if is_latin:
        return Kind.LATIN if char < "\u2e80" and char not in "《》〈〉" else kind
    if char in _APOSTROPHES and 0 < at < len(text) - 1:
        # don’t, Xi’an: letters on both sides make it an apostrophe.
        if text[at - 1].isascii() and text[at + 1].isascii() and text[at - 1].isalpha() and text[at + 1].isalpha():
            return Kind.LATIN
    elif kind is Kind.DASH and char == "—" and not _double(text, at, "—"):
        return Kind.CONNECTOR
    return kind


def _double(text: str, at: int, char: str) -> bool:
    return (at > 0 and text[at - 1] == char) or (at + 1 < len(text) and text[at + 1] == char)


def _atoms(piece: _Piece, regime: Regime, setting: Setting, missing: list[str]) -> tuple[list[Atom], list[Gap]]:
    if piece.kind is Kind.LATIN:
        return _latin_atoms(piece, setting, missing)
    return [_single(piece, regime, missing)], []


def _single(piece: _Piece, regime: Regime, missing: list[str]) -> Atom:
    """One atom for a character of full width, its glyph placed inside the atom's box."""
    voice, end = piece.voice, piece.start + len(piece.text)
    face, glyphs = _glyphs(piece.text, voice, missing)
    drawn = sum(glyph.advance for glyph in glyphs)
    mark = regime.marks.get(piece.text)
    if mark is not None:
        width = 1.0 - mark.before - mark.after
        # A narrow glyph (Kai has proportional quotation marks) is centred in its half square.
        x = -mark.before if drawn > 0.9 else (width - drawn) / 2
    elif piece.kind in (Kind.DASH, Kind.ELLIPSIS) and len(piece.text) == 2:
        width = 2.0
        x = (width - drawn) / 2
    elif piece.kind is Kind.DOT and drawn < 0.9:
        width = 0.5  # GB/T 15834-2011 5.1.6: the interpunct takes half a square
        x = (width - drawn) / 2
    else:
        width, x = drawn, 0.0
    return _place(piece.kind, face, glyphs, x, width, voice, piece.start, end)


def _place(
    kind: Kind,
    face: Shaper,
    glyphs: Sequence[Glyph],
    x: float,
    width: float,
    voice: Voice,
    start: int,
    end: int,
) -> Atom:
    placed = []
    for glyph in glyphs:
        placed.append(
            AtomGlyph(face.name, glyph.gid, (x + glyph.shift) * voice.scale, glyph.text, voice.scale, voice.rise)
        )
        x += glyph.advance
    return Atom(kind, width * voice.scale, tuple(placed), start, end)


def _glyphs(text: str, voice: Voice, missing: list[str]) -> tuple[Shaper, Sequence[Glyph]]:
    """Return the first face of the voice that has all of the text, and the glyphs in it."""
    for face in voice.faces:
        if len(text) == 1:
            if (glyph := face.glyph(text)) is not None:
                return face, (glyph,)
        else:
            glyphs = face.shape(text)
            if all(glyph.gid for glyph in glyphs):
                return face, glyphs
    face = voice.faces[0]
    missing += [char for char in text if all(other.glyph(char) is None for other in voice.faces)]
    return face, face.shape(text)


def _latin_atoms(piece: _Piece, setting: Setting, missing: list[str]) -> tuple[list[Atom], list[Gap]]:
    """Shape a run whole, then part it where it may break; the parts keep the shaped positions."""
    face, glyphs = _glyphs(piece.text, piece.voice, missing)
    cuts = _cuts(piece.text, setting)
    atoms: list[Atom] = []
    gaps: list[Gap] = []
    group: list[Glyph] = []
    at = first = 0
    for glyph in glyphs:
        if group and at in cuts:
            atoms.append(_latin_atom(piece, face, group, first, at))
            penalty, hyphen = cuts[at]
            gaps.append(Gap(penalty=penalty, hyphen=hyphen, mark=ord("-") if hyphen else 0))
            group, first = [], at
        group.append(glyph)
        at += len(glyph.text)
    atoms.append(_latin_atom(piece, face, group, first, at))
    return atoms, gaps


def _latin_atom(piece: _Piece, face: Shaper, glyphs: Sequence[Glyph], first: int, end: int) -> Atom:
    width = sum(glyph.advance for glyph in glyphs)
    return _place(Kind.LATIN, face, glyphs, 0.0, width, piece.voice, piece.start + first, piece.start + end)


def _cuts(text: str, setting: Setting) -> dict[int, tuple[float, bool]]:
    """Return offset -> (penalty, draws a hyphen) of the places where a run of Latin text may be parted."""
    cuts: dict[int, tuple[float, bool]] = {}
    if setting.breaks is not None:
        return cuts  # a head never parts a word or a number
    address = bool(_ADDRESS.search(text))
    letters = sum(char.isalnum() for char in text)
    if letters > LONG_RUN and (address or not _LATIN_WORD.fullmatch(text)):
        cuts |= dict.fromkeys(range(2, len(text) - 1), (ANYWHERE, False))
    if address:
        cuts |= {at + 1: (URL, False) for at, char in enumerate(text[:-2]) if char in "/.?&=_-" and at > 0}
        return cuts
    for at, char in enumerate(text[:-1]):
        if char in "-–—" and at > 0 and not (text[at - 1].isdigit() or text[at + 1].isdigit()):
            cuts[at + 1] = (EXPLICIT_HYPHEN, False)
    if setting.hyphenate:
        hyphenator = _hyphenator(setting.hyphenate)
        for word in _LATIN_WORD.finditer(text):
            if len(word[0]) >= 5 and not word[0].isupper():
                for position in hyphenator.positions(word[0]):
                    cuts.setdefault(word.start() + position, (HYPHEN, True))
    return cuts


def _hyphen(voice: Voice) -> Atom:
    glyphs = voice.faces[0].shape("-")
    return _place(Kind.LATIN, voice.faces[0], glyphs, 0.0, sum(g.advance for g in glyphs), voice, 0, 0)


_MARKS = frozenset({Kind.OPEN, Kind.CLOSE, Kind.COMMA, Kind.COLON, Kind.STOP, Kind.DASH, Kind.ELLIPSIS, Kind.DOT})
_FIXED = frozenset({Kind.CONNECTOR, Kind.DASH, Kind.ELLIPSIS})
_WIDE = frozenset({Kind.HAN, Kind.DASH, Kind.ELLIPSIS})
_SQUEEZE: Mapping[Kind, Shrink] = {
    Kind.COMMA: Shrink.COMMA,
    Kind.STOP: Shrink.STOP,
    Kind.DOT: Shrink.INTERPUNCT,
}


def _gap(left: _Piece, right: _Piece, space: str, regime: Regime, setting: Setting) -> Gap:
    """Return what stands between two pieces that follow each other, with ``space`` the copy's white space."""
    penalty = _penalty(left, right, space, regime, setting)
    mark = ord(left.text[-1]) if left.kind in _MARKS else 0
    if setting.is_latin and space and Kind.HAN not in (left.kind, right.kind):
        glyph = left.voice.faces[0].glyph(" ")
        width = (glyph.advance if glyph else 0.25) * left.voice.scale
        return Gap(
            width,
            width * spacing.LATIN_WORD_SPACE_SHRINK,
            Shrink.WORD_SPACE,
            width * spacing.LATIN_WORD_SPACE_STRETCH,
            Stretch.WORD_SPACE,
            penalty,
            text=" ",
        )
    before = regime.marks[right.text].before if right.text in regime.marks else 0.0
    after = regime.marks[left.text].after if left.text in regime.marks else 0.0
    blank = before + after
    stretch = 0.0 if _fixed(left, right) else spacing.STRETCH_UNIT
    step = Stretch.ALL if stretch else Stretch.NONE
    if left.kind in _MARKS and right.kind in _MARKS and blank:
        blank = max(0.0, blank - spacing.ADJACENT_MARKS)
        return Gap(blank, blank, Shrink.BRACKET, stretch, step, penalty, mark=mark, text=space[:1])
    if blank:
        squeeze = Shrink.BRACKET
        if right.kind is not Kind.OPEN and left.kind is not Kind.CLOSE:
            squeeze = _SQUEEZE.get(left.kind, _SQUEEZE.get(right.kind, Shrink.NONE))
        shrink = blank if squeeze else 0.0
        return Gap(blank, shrink, squeeze, stretch, step, penalty, mark=mark, text=space[:1])
    kinds = {left.kind, right.kind}
    if Kind.LATIN in kinds and (kinds & _WIDE) and not kinds & _FIXED:
        width = setting.han_latin
        return Gap(
            width,
            max(0.0, width - spacing.HAN_LATIN_LEAST),
            Shrink.HAN_LATIN,
            max(0.0, spacing.HAN_LATIN_MOST - width),
            Stretch.HAN_LATIN,
            penalty,
            text=space[:1],
        )
    if space:
        width = spacing.WORD_SPACE if Kind.LATIN in kinds else float(len(space)) / 2
        return Gap(
            width,
            max(0.0, width - spacing.WORD_SPACE_LEAST),
            Shrink.WORD_SPACE,
            max(0.0, spacing.WORD_SPACE_MOST - width),
            Stretch.WORD_SPACE,
            penalty,
            text=" ",
        )
    return Gap(stretch=stretch, stretch_step=step, penalty=penalty, mark=mark)


def _fixed(left: _Piece, right: _Piece) -> bool:
    """No space is added beside connectors, inside runs of Latin, nor between a number and its sign."""
    kinds = {left.kind, right.kind}
    if Kind.CONNECTOR in kinds or kinds == {Kind.LATIN} or Kind.DOT in kinds:
        return True
    if left.kind is right.kind and left.kind in (Kind.DASH, Kind.ELLIPSIS):
        return True
    return left.kind is Kind.PREFIX or right.kind is Kind.POSTFIX


def _penalty(left: _Piece, right: _Piece, space: str, regime: Regime, setting: Setting) -> float | None:
    """Return the cost of ending a line between the two, or None where that is forbidden."""
    if "\u00a0" in space:
        return None
    if right.text[0] in regime.not_at_start and right.kind is not Kind.LATIN:
        return None
    if left.text[-1] in regime.not_at_end and left.kind is not Kind.LATIN:
        return None
    if left.kind is Kind.PREFIX or right.kind is Kind.POSTFIX:
        return None
    if not space:
        if left.kind is Kind.LATIN and right.kind is Kind.LATIN:
            return None
        if right.kind is Kind.LATIN and right.text[0] in regime.not_at_start:
            return None
        if left.kind is Kind.LATIN and left.text[-1] in regime.not_at_end:
            return None
    penalty = 0.0
    if left.kind is Kind.LATIN and left.text[-1].isdigit() and right.text[0] in UNITS:
        penalty = NUMBER_UNIT
    if setting.breaks is not None and left.start + len(left.text) not in setting.breaks:
        penalty += UNNATURAL
    return penalty
