"""The graphics state of a content stream (ISO 32000-1, 8.4 and 9.3), as far as anything here asks about it.

Records are named tuples: frozen, and made anew several thousand times a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pikepdf

from layout.base.units import Rect
from layout.images.inks import BLACK, PROCESS, Ink, number_of
from layout.pdf.facts import Colour, Overprint
from layout.pdf.geometry import Matrix
from layout.pdf.spaces import CMYK, GREY, UNKNOWN, Space, colour_of, initial

EVERYWHERE = Rect(-1e6, -1e6, 2e6, 2e6)
KNOCK_OUT = Overprint()
SHOWS_FILL, SHOWS_STROKE, INVISIBLE = (0, 2, 4, 6), (1, 2, 5, 6), 3
"""Text rendering modes (ISO 32000-1, table 106)."""


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A pattern of the resources: what it is, and the colour spaces by which its gradient's is read."""

    name: str
    thing: pikepdf.Object
    space: Space
    """The gradient's colour space; UNKNOWN for a tiling pattern."""

    @property
    def is_tiling(self) -> bool:
        """Whether it is drawn by a content stream of its own."""
        return isinstance(self.thing, pikepdf.Stream)


class Paint(NamedTuple):
    """A colour as a content stream sets it: numbers in a space, or a pattern, coloured by the numbers or by itself.

    A colour that is not known, as what a form finds set by who draws it, is in the space UNKNOWN.
    """

    space: Space
    values: tuple[float, ...] = ()
    pattern: Pattern | None = None

    @property
    def colour(self) -> Colour:
        """What it puts on the plates; a pattern's own colours are not in it."""
        return colour_of(self.space, self.values)

    @property
    def under(self) -> Paint:
        """The colour that an uncoloured pattern is painted in."""
        return Paint(self.space.under or UNKNOWN, self.values)

    @property
    def is_black(self) -> bool:
        """Whether it is the black plate alone, full, in a device space: then it may overprint (8.6.7)."""
        return self.space in (CMYK, GREY) and self.colour.inks == FULL_BLACK

    def leaves(self, ink: Ink, mode: int) -> bool:
        """Tell whether it leaves an ink's plate alone when it overprints (ISO 32000-1, tables 148 and 149).

        A space that names its colorants does so for all others, one of process inks for all spots; in mode 1
        DeviceCMYK, set directly, does for an ink that is nil.
        """
        plate = number_of(ink)
        if plate < 0 and not self.space.colorants:
            return self.pattern is None and bool(self.space.device)
        if self.space == CMYK:
            return mode == 1 and len(self.values) > plate and self.values[plate] == 0
        return self.pattern is None and not self.space.lays(ink)


FULL_BLACK = tuple(float(ink == BLACK) for ink in PROCESS)
UNTOLD = Paint(UNKNOWN)
BLACK_PAINT = Paint(CMYK, initial(CMYK))


class State(NamedTuple):
    """The graphics state. The text matrices are with it for convenience: q and Q leave them alone (9.4.1).

    The clip is the rectangle around the clipping path, which a visitor who follows paths keeps.
    """

    ctm: Matrix = Matrix()
    clip: Rect = EVERYWHERE
    fill: Paint = Paint(GREY, (0.0,))
    stroke: Paint = Paint(GREY, (0.0,))
    width: float = 1.0
    cap: int = 0
    overprint: Overprint = KNOCK_OUT
    opacity: tuple[float, float] = (1.0, 1.0)
    """Of fills and of strokes."""
    blend: str = "/Normal"
    soft_mask: pikepdf.Object | None = None
    font: pikepdf.Object | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    rendering: int = 0
    text: Matrix = Matrix()
    line: Matrix = Matrix()

    @property
    def glyph(self) -> Matrix:
        """The matrix from the em square of the font to the sheet (ISO 32000-1, 9.4.4)."""
        em = Matrix(self.size * self.stretch, 0, 0, self.size, 0, self.rise)
        return self.ctm.after(self.text).after(em)

    def at(self, text: Matrix, line: Matrix) -> State:
        """Return the state with other text matrices; they are its last fields, as this is done at every line."""
        return State(*self[:-2], text, line)

    def on_line(self, x: float, y: float) -> State:
        """Return the state with the pen on a new line, told from the start of the last."""
        matrix = self.line.moved(x, y)
        return self.at(matrix, matrix)

    def painted(self, paint: Paint, *, fills: bool) -> State:
        """Return the state with another colour of fills, or of strokes."""
        return self._replace(fill=paint) if fills else self._replace(stroke=paint)

    def under(self, entry: pikepdf.Object) -> State:
        """Return what this becomes by a graphics state dictionary (ISO 32000-1, table 58)."""
        changes: dict[str, object] = {}
        if "/LW" in entry:
            changes["width"] = float(entry.LW)
        if "/LC" in entry:
            changes["cap"] = int(entry.LC)
        if "/Font" in entry:
            changes |= {"font": entry.Font[0], "size": float(entry.Font[1])}
        if "/ca" in entry or "/CA" in entry:
            fills, strokes = self.opacity
            changes["opacity"] = (float(entry.get("/ca", fills)), float(entry.get("/CA", strokes)))
        if "/BM" in entry:
            modes = [entry.BM] if isinstance(entry.BM, pikepdf.Name) else list(entry.BM)
            changes["blend"] = str(modes[0]) if modes else "/Normal"
        if "/SMask" in entry:
            changes["soft_mask"] = None if entry.SMask == pikepdf.Name("/None") else entry.SMask
        if any(key in entry for key in OVERPRINTING):
            changes["overprint"] = overprint_under(entry, self.overprint)
        return self._replace(**changes) if changes else self  # type: ignore[arg-type]


OVERPRINTING = ("/OP", "/op", "/OPM")


def overprint_under(entry: pikepdf.Object, now: Overprint) -> Overprint:
    """Return the overprinting in force by a graphics state dictionary: OP is for fills too where op is not told."""
    strokes = bool(entry.get("/OP", now.strokes))
    fills = bool(entry.get("/op", strokes if "/OP" in entry else now.fills))
    return Overprint(fills, strokes, int(entry.get("/OPM", now.mode)))
