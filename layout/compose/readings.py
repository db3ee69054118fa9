"""Characters with their reading over them (ruby, 振り仮名), set as one box: JLREQ 3.3, "Ruby and emphasis dots".

A box is as wide as the wider of the two. What is shorter is spread over the other with half the white at its ends
(JLREQ 3.3.6). A reading that is longer may stand over the kana beside it by half a ruby character, never over kanji
(JLREQ 3.3.8): the gaps beside its box are narrower by that, and go where a line ends, so that nothing sticks out of it.
At a line's edge the characters begin or end with the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from layout.base.units import summed
from layout.compose.classes import HAN_CENTRE, Kind
from layout.compose.items import Atom, AtomGlyph, Items, ReadBox
from layout.compose.spacing import Gap
from layout.design.tokens import Design

KANA_INK = 0.85
"""Height of the ink of kana and small han, em: so much of a reading has to stand between two rows."""
OVERHANG = 0.5
"""How far a reading stands over kana beside it at most, in its own em (JLREQ 3.3.8)."""
EM_TOP, EM_FOOT = HAN_CENTRE + 0.5, 0.5 - HAN_CENTRE
"""How far the em box of han reaches over the baseline and under it, em."""
_PLAY = 1e-6


@dataclass(frozen=True, slots=True)
class Reading:
    """How the text of a voice is read: a part for the whole, or one for each character; its size and rise, em of the
    body."""

    parts: tuple[str, ...]
    size: float
    rise: float


def reading_size(design: Design) -> float:
    """Return the size of readings over body text, em of it; 0 if none can stand there.

    That is what the design asks for, or less where less has room between two rows.
    """
    body, tokens = design.body, design.ruby
    size = min(tokens.size * body.size, (design.grid.row - body.size) / KANA_INK)
    return size / body.size if size >= tokens.least - _PLAY else 0.0


def reading_rise(design: Design, size: float) -> float:
    """Return how far the baseline of readings of a size is over that of body text, both em of it.

    Their em boxes stand on those of the text (JLREQ 3.3.5). Where these and the next row leave less room than that,
    what is lacking is white around ink, and is taken alike above and below.
    """
    lacking = max(0.0, 1.0 + size - design.grid.row / design.body.size)
    return EM_TOP + EM_FOOT * size - lacking / 2


def read_box(base: Items, reading: Items, size: float, rise: float, start: int, end: int) -> ReadBox:
    """Return characters with their reading as a box; both are set at the body's size, the reading is drawn ``size`` em.

    ``start`` and ``end`` are the place of the characters in their paragraph.
    """
    below, above = _width(base), _width(reading) * size
    width = max(below, above)

    def atom(before: float, after: float) -> Atom:
        return Atom(Kind.HAN, width, tuple(_spread(base, width, before, after)), start, end)

    over = tuple(
        replace(glyph, x=glyph.x * size, scale=glyph.scale * size, rise=glyph.rise * size + rise)
        for glyph in _spread(reading, width / size, 1.0, 1.0)
    )
    return ReadBox(atom(1.0, 1.0), atom(0.0, 1.0), atom(1.0, 0.0), over, max(0.0, above - below), OVERHANG * size)


def _width(items: Items) -> float:
    return summed(atom.width for atom in items.atoms) + summed(gap.width for gap in items.gaps)


def _spread(items: Items, width: float, before: float, after: float) -> Iterator[AtomGlyph]:
    """Yield glyphs spread over a width: twice the white between two that there is before and after them.

    That at either end is given as a part of it, 1 or 0.
    """
    parts = before + after + 2.0 * (len(items.atoms) - 1)
    white = max(0.0, width - _width(items)) / parts if parts else 0.0
    x = white * before
    for atom, gap in zip(items.atoms, (*items.gaps, None), strict=True):
        yield from (replace(glyph, x=glyph.x + x) for glyph in atom.glyphs)
        x += atom.width
        if gap:
            if gap.text and atom.glyphs:  # drawn as lines draw it, so that copying gives it back
                yield replace(atom.glyphs[-1], gid=-1, x=x, text=" ")
            x += gap.width + 2 * white


def overhung(text: str, atoms: Sequence[Atom], gaps: Sequence[Gap], boxes: Mapping[int, ReadBox]) -> list[Gap]:
    """Return the gaps of a paragraph, those narrower over which a reading stands on kana."""
    made = list(gaps)
    for at, box in boxes.items():
        over = min(box.may, box.beyond / 2)
        for gap, beside in ((at - 1, at - 1), (at, at + 1)):
            if over and 0 <= beside < len(atoms) and beside not in boxes and _is_kana(text, atoms[beside], atoms[at]):
                made[gap] = replace(made[gap], width=made[gap].width - over)
    return made


def _is_kana(text: str, one: Atom, other: Atom) -> bool:
    """Tell whether an atom is kana, right beside another one."""
    is_beside = one.end == other.start or other.end == one.start
    return is_beside and all("\u3041" <= char <= "\u30ff" and char != "・" for char in text[one.start : one.end])


def at_edges(items: Items, first: int, last: int, *, filled: bool) -> tuple[Atom, ...]:
    """Return the atoms of a line, at its edges with the characters flush; ``filled`` tells that it has two edges."""
    atoms = list(items.atoms[first : last + 1])
    if filled and (box := items.boxes.get(last)):
        atoms[-1] = box.last
    if box := items.boxes.get(first):
        atoms[0] = box.first
    return tuple(atoms)
