"""What the composer hands on: atoms and gaps to the breaker, lines to the galley."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
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


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph on a line: its id, its pen x in pt from the column's left edge, and the text it stands for."""

    gid: int
    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face and size on a line; ``rise`` lifts them off the baseline, pt."""

    face: str
    size: float
    glyphs: tuple[Glyph, ...]
    rise: float = 0.0


class Role(StrEnum):
    """What a line is in its story."""

    BODY = "body"
    SUBHEAD = "subhead"
    SOURCE = "source"
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    CAPTION = "caption"
    ELEMENT = "element"
    LIST = "list"
    DROP_CAP = "drop-cap"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Line:
    """A set line. ``x`` and ``width`` (pt) are its ink box: marks trimmed at the edges, indent left out.

    ``added`` is the space added between two han characters, em (what an editor sees as looseness).
    """

    text: str
    runs: tuple[Run, ...]
    x: float
    width: float
    size: float
    role: Role = Role.BODY
    final: bool = False
    added: float = 0.0
    paragraph: int = 0
