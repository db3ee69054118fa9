"""Which face sets what: each word from one face that has all of it, the first of its voice that does.

A text whose first face has all of it, as nearly every text has, is that face's own matter. Of any other each word is
looked at by itself, so that Dvořák is not set from two faces; a sign beside a word takes that word's face.
Small letters of two faces that differ clearly in height are brought to one height (CSS Fonts 5, ``font-size-adjust``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, Protocol

from layout.base.characters import characters
from layout.base.locale.record import Language
from layout.design.fonts import Glyph

ALIKE = 0.02
"""Heights of small letters that differ by no more than this part of them are left as they are."""
_INSIDE = "-'’‑"
"""Marks that stand inside of a word."""


class Shaper(Protocol):
    """A face as the composer sees it: see layout.design.fonts.Face."""

    name: str

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """Shape a run of text."""


class OneFace(Shaper, Protocol):
    """A face of a voice."""

    @property
    def x_height(self) -> float:
        """Height of small letters, em."""

    def glyph(self, character: str) -> Glyph | None:
        """Return the character's nominal glyph."""

    def covers(self, text: str) -> bool:
        """Tell whether the face has all of a text."""

    def ink(self, gid: int) -> tuple[float, float]:
        """Return where a glyph's ink begins and ends, em."""

    def spoken(self, language: Language) -> OneFace:
        """Return the face as it draws a language."""


class _Part(NamedTuple):
    text: str
    is_word: bool
    face: OneFace | None


class Lettering:
    """Several faces as one shaper. Its glyphs name their faces, and are measured at the size they are set at."""

    def __init__(self, faces: Sequence[OneFace]) -> None:
        self.name = " + ".join(face.name for face in faces)
        self._faces = faces
        self._known: dict[str, tuple[Glyph, ...]] = {}

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """Shape a text, each of its words from one face; what no face has is glyph 0 of the first."""
        if (known := self._known.get(text)) is None:
            parts = groupby(self._faced(text), key=lambda part: part[1])
            known = self._known[text] = tuple(
                glyph for face, same in parts for glyph in self._shaped("".join(part for part, _ in same), face)
            )
        return known

    def _shaped(self, text: str, face: OneFace) -> Iterator[Glyph]:
        scale = self._scale(face) if all(unicodedata.east_asian_width(char) not in "WF" for char in text) else 1.0
        for glyph in face.shape(text):
            yield replace(
                glyph,
                advance=glyph.advance * scale,
                shift=glyph.shift * scale,
                lift=glyph.lift * scale,
                face=face.name,
                scale=scale,
            )

    def _scale(self, face: OneFace) -> float:
        """Return the size of a face whose small letters are as high as those of the first."""
        own, others = self._faces[0].x_height, face.x_height
        return round(own / others, 3) if own and others and abs(own / others - 1) > ALIKE else 1.0

    def _faced(self, text: str) -> Iterator[tuple[str, OneFace]]:
        """Yield a text in parts, each with its face."""
        parts = [part for word in _words(text) for part in self._parted(*word)]
        first = next((part.face for part in parts if part.is_word and part.face), None)
        beside = first
        for part in parts:
            face = part.face
            if not part.is_word and beside is not None and beside.covers(part.text):
                face = beside
            if part.is_word:
                beside = face
            yield part.text, face or self._faces[0]

    def _parted(self, text: str, is_word: bool) -> Iterator[_Part]:
        """Yield a word or a sign with the first face that has it; one that no face has is taken apart."""
        face = next((face for face in self._faces if face.covers(text)), None)
        pieces = [text] if face else list(characters(text))
        if len(pieces) <= 1:
            yield _Part(text, is_word, face)
            return
        for piece in pieces:
            yield _Part(piece, is_word, next((face for face in self._faces if face.covers(piece)), None))


@lru_cache(maxsize=256)
def lettering(faces: tuple[OneFace, ...]) -> Lettering:
    """Return several faces as one; what was shaped with them is kept."""
    return Lettering(faces)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a text and the signs between them, each with whether it is a word."""
    pieces = list(characters(text))
    word = ""
    for at, piece in enumerate(pieces):
        after = pieces[at + 1][0] if at + 1 < len(pieces) else ""
        if piece[0].isalnum() or (word and piece in _INSIDE and after.isalnum()):
            word += piece
            continue
        if word:
            yield word, True
        word = ""
        yield piece, False
    if word:
        yield word, True
