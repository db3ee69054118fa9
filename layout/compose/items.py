"""What the composer hands on: atoms and gaps to the breaker, lines (as a scene has them) to the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from layout.base.characters import joins
from layout.base.units import summed
from layout.compose.classes import Kind
from layout.compose.spacing import Gap


@dataclass(frozen=True, slots=True)
class AtomGlyph:
    """A glyph of an atom: where it stands from the atom's left edge, and what text it is. Em of the body."""

    face: str
    gid: int
    x: float
    text: str
    scale: float = 1.0
    rise: float = 0.0


class LetterFit(NamedTuple):
    """How far the letters of a line may give (letter fitting): at most that much, each way, on the worst of lines.

    ``glyphs`` is the part of its width by which a glyph may be wider or narrower, ``tracking`` what may stand between
    two letters or be taken there, em; ``hang`` is the part of a hyphen, a point or a comma at a line's end that hangs
    out of the column (margin protrusion).
    """

    glyphs: float = 0.0
    tracking: float = 0.0
    hang: float = 0.0


NO_FIT = LetterFit()
HANGING = "-\u2010.,"
"""Marks that hang out of a column: they are so slight that an edge looks straighter without them."""


class Atom(NamedTuple):
    """A piece that is never taken apart: a han character, the ink half of a mark, a Latin word or a part.

    ``width`` is em of the body size. ``start`` and ``end`` are its place in the paragraph's text.
    """

    kind: Kind
    width: float
    glyphs: tuple[AtomGlyph, ...]
    start: int
    end: int

    def gives(self, fit: LetterFit, *, joined: bool = False) -> float:
        """Return by how much it may be wider or narrower, em; ``joined``: a letter or a hyphen is right behind it."""
        if self.kind is not Kind.LATIN:
            return 0.0
        letters = summed(self.letters())
        return fit.glyphs * self.width + fit.tracking * (letters - 1 + joined)

    def letters(self) -> Iterator[bool]:
        """Yield of each glyph whether it begins a letter. A letter may be two glyphs: its mark is drawn by the second,
        which stands for the mark's text or, where the letter is one character, for that."""
        before = self.glyphs[0].text or " "
        for glyph in self.glyphs:
            yield bool(before) and not (glyph.text and joins(glyph.text[0]))
            before = glyph.text


class ReadBox(NamedTuple):
    """Characters with their reading, em of the body: as an atom inside of a line, at its beginning and at its end.

    ``over`` are the glyphs of the reading, from the atom's left edge. ``beyond`` is by how much it is wider than the
    characters, ``may`` how much of that may stand over kana at either side.
    """

    atom: Atom
    first: Atom
    last: Atom
    over: tuple[AtomGlyph, ...]
    beyond: float
    may: float


@dataclass(frozen=True, slots=True)
class Items:
    """A paragraph ready to be broken: n atoms and the n - 1 gaps between them, and its text.

    ``hyphens`` holds, for the number of a gap, what is drawn if the line ends there. ``gives`` is by how much each atom
    may be wider or narrower, em, within ``fit``; empty if none may. ``repeated`` holds, for the number of a gap, the
    hyphen that is drawn again at the beginning of the line after it. ``boxes`` are the atoms with a
    reading over them.
    """

    text: str
    atoms: tuple[Atom, ...]
    gaps: tuple[Gap, ...]
    hyphens: Mapping[int, Atom]
    missing: tuple[str, ...] = ()
    """Characters no face of the style has, in order of appearance."""
    fit: LetterFit = NO_FIT
    gives: tuple[float, ...] = ()
    repeated: Mapping[int, Atom] = field(default_factory=dict)
    boxes: Mapping[int, ReadBox] = field(default_factory=dict)

    def hangs(self, last: int) -> float:
        """Return how far a line that ends with that atom, and its hyphen if it has one, hangs out, em."""
        atom = self.hyphens.get(last) or self.atoms[last]
        if not self.fit.hang or atom.kind is not Kind.LATIN or atom.glyphs[-1].text not in HANGING:
            return 0.0
        return self.fit.hang * (atom.width - atom.glyphs[-1].x)
