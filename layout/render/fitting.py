"""Lines that a template sets by itself (the name in the nameplate, the folio line), fitted to the room it gives them.

A template asks with ``fit``; widths are those of the faces that are drawn, glyph by glyph. What does not fit at the
least size it may have is kept, so that it can be told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from layout.base.units import summed
from layout.design.fonts import Face

_NARROW = 0.6
"""The width of a narrow character no face has, em; a wide one takes a whole em. It is told as missing in any case."""
_SIZES = 10
"""Sizes are whole numbers of so many parts of a point."""
_TWO_LINES = 1.4
"""Two lines are better than one if their type is so much larger."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text as it fits: its lines, its face by the design's name, size, space between glyphs, width and room, in pt."""

    lines: tuple[str, ...]
    font: str
    size: float
    spacing: float
    width: float
    room: float

    @property
    def text(self) -> str:
        """All of it; empty if there is nothing to set."""
        return " ".join(self.lines)

    @property
    def height(self) -> float:
        """The height of its lines, pt."""
        return self.size * len(self.lines)

    @property
    def fits(self) -> bool:
        """Whether it keeps to its room."""
        return self.width <= self.room

    @property
    def css(self) -> str:
        """Face, size and spacing as CSS declarations."""
        font = f"var(--style-{self.font}) var(--weight-{self.font}) {self.size:g}pt/1 var(--font-{self.font})"
        return f"font: {font}; letter-spacing: {self.spacing:.3f}pt;"


@dataclass(slots=True)
class Fitter:
    """Fits lines in the faces of a design; ``overlong`` has those that are too long for their room at any size."""

    faces: Mapping[str, Face]
    overlong: list[Fitted] = field(default_factory=list)

    def __call__(
        self,
        text: object,
        font: str,
        size: float,
        room: float,
        least: float,
        tracking: float = 0.0,
        height: float = 0.0,
    ) -> Fitted:
        """Return ``text`` in ``font`` as large as its ``room`` allows, all in pt: ``size`` at most, ``least`` at least.

        ``tracking`` (em) is given up before the type gets smaller. If there is ``height`` for two lines, words may
        stand in two. Raises ValueError for a font the design has not.
        """
        text = str(text).strip()
        if font not in self.faces:
            raise ValueError(f"fit() names the font {font!r}, but the design has only {', '.join(self.faces)}")
        if not text:
            return Fitted((), font, size, 0.0, 0.0, room)
        found = self._set((text,), font, size, room, least, tracking)
        words = text.split()
        if height and len(words) > 1:
            pairs = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
            pair = min(pairs, key=lambda lines: max(self._ems(line, font) for line in lines))
            two = self._set(pair, font, min(size, height / len(pair)), room, least, tracking)
            if two.size > _TWO_LINES * found.size or (two.fits and not found.fits):
                found = two
        if not found.fits:
            self.overlong.append(found)
        return found

    def fold(
        self, parts: Iterable[str], between: str, font: str, size: float, room: float, least: float
    ) -> tuple[str, ...]:
        """Return parts of a line with what stands between them, in as many lines as the room asks for at this size.

        A part that is too wide for the room at its least size ends its lines at spaces.
        """
        lines: list[str] = []
        for part in filter(None, parts):
            words = part.split() if self.width(part, font, least) > room else [part]
            for number, word in enumerate(words):
                joined = (" " if number else between).join((*lines[-1:], word))
                if lines and self.width(joined, font, size) <= room:
                    lines[-1] = joined
                else:
                    lines.append(word)
        return tuple(lines)

    def width(self, text: str, font: str, size: float) -> float:
        """Return the width of a line that is set without tracking, pt."""
        return self._ems(text, font) * size

    def _set(
        self, lines: tuple[str, ...], font: str, size: float, room: float, least: float, tracking: float
    ) -> Fitted:
        """Return lines at the size that the longest of them allows."""
        apart = tracking != 0
        longest = max(lines, key=lambda line: self._ems(line, font, apart))
        gaps = len(longest) - 1
        ems = self._ems(longest, font, apart) + min(0.0, tracking) * gaps
        fitting = max(least, int(min(size, max(0.0, room) / ems) * _SIZES) / _SIZES) if ems > 0 else size
        spacing = tracking * fitting
        if tracking > 0:
            spacing = max(0.0, min(spacing, (room - fitting * ems) / max(1, gaps)))
        width = fitting * ems + max(0.0, spacing) * gaps
        return Fitted(lines, font, fitting, spacing, width, room + 1e-6)

    def _ems(self, line: str, font: str, apart: bool = False) -> float:
        """Return the width of a line, em; what its face lacks is taken from those behind it, or another that has it.

        A line that is tracked has its letters ``apart``: none of them are drawn as one (fi, ffl).
        """
        face = self.faces[font]
        glyphs = face.in_css(line, apart=apart)
        others = tuple(dict.fromkeys((*face.behind, *self.faces.values())))
        return summed(
            each.advance if each.gid else summed(_elsewhere(char, others) for char in each.text) for each in glyphs
        )


def _elsewhere(character: str, faces: Iterable[Face]) -> float:
    for face in faces:
        if (glyph := face.glyph(character)) is not None:
            return glyph.advance
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else _NARROW
