"""What the composer hands on: atoms and gaps to the breaker, lines (as a scene has them) to the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

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


class Atom(NamedTuple):
    """A piece that is never taken apart: a han character, the ink half of a mark, a Latin word or a part.

    ``width`` is em of the body size. ``start`` and ``end`` are its place in the paragraph's text.
    """

    kind: Kind
    width: float
    glyphs: tuple[AtomGlyph, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Items:
    """A paragraph ready to be broken: n atoms and the n - 1 gaps between them, and its text.

    ``hyphens`` holds, for the number of a gap, what is drawn if the line ends there.
    """

    text: str
    atoms: tuple[Atom, ...]
    gaps: tuple[Gap, ...]
    hyphens: Mapping[int, Atom]
    missing: tuple[str, ...] = ()
    """Characters no face of the style has, in order of appearance."""
