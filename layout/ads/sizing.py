"""Fitting type: lines of an ad's display type and their ink, set by the page's own composer, and how they are drawn.

Lines are measured in em of their size, so one measuring serves every size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from layout.ads.problems import MissingGlyph, TooTight, too_wide
from layout.ads.truetype import Bounds, ink_of
from layout.base.locale import DEFAULT
from layout.base.locale.record import Language
from layout.base.units import Rect
from layout.compose import spacing
from layout.compose.classes import Kind
from layout.compose.display import DisplayText, display_text
from layout.compose.itemize import Voice
from layout.compose.items import Items
from layout.compose.lines import set_line
from layout.design.fonts import Face
from layout.design.press import AD_TYPE
from layout.design.values import Colour
from layout.scene.text import Line as SceneLine
from layout.scene.text import Run, Text

SMALLEST, SMALLEST_REVERSED = AD_TYPE.positive, AD_TYPE.reversed
"""The smallest type of an ad, and the smallest white type in a solid, pt."""


@dataclass(frozen=True, slots=True)
class DisplayType:
    """What display type is set in: a face and those behind it for characters it lacks, by the rules of a language.

    ``han_latin`` is the space between han and Latin, ``least_line`` what no line of several is shorter than, em.
    """

    faces: tuple[Face, ...]
    language: Language = DEFAULT
    han_latin: float = spacing.HAN_LATIN
    least_line: float = 0.0

    @property
    def voice(self) -> Voice:
        """The faces as the composer takes them."""
        return Voice(self.faces)

    def of(self, text: str, field: str) -> DisplayText:
        """Return a text taken apart. Raises MissingGlyph naming the field for a character that no face has."""
        shown = display_text(
            text, self.voice, self.language, han_latin=self.han_latin, least_line=self.least_line, names=True
        )
        for character in shown.items.missing:
            raise MissingGlyph(field, character, self.faces[0].family)
        return shown


@dataclass(frozen=True, slots=True)
class Line:
    """A line of display type: atoms ``first`` to ``last`` of a text, the space added at each of its gaps, its width.

    ``ink`` is what it blackens, from the line's left edge on the baseline. All are em.
    """

    type: DisplayType
    items: Items
    first: int
    last: int
    width: float
    ink: Bounds
    tracking: float = 0.0

    @property
    def text(self) -> str:
        """What it says."""
        return self._set(1.0).text

    @property
    def top(self) -> float:
        """Its highest ink over the baseline, em."""
        return self.ink.top

    @property
    def bottom(self) -> float:
        """Its lowest ink, em: below 0 under the baseline."""
        return self.ink.bottom

    @property
    def gaps(self) -> int:
        """How many gaps the line has."""
        return max(0, self.last - self.first)

    def spread(self, tracking: float) -> Line:
        """Return the line with so much more space at its gaps, em. Words without han between them would fall apart."""
        if not any(atom.kind is Kind.HAN for atom in self.items.atoms[self.first : self.last + 1]):
            return self
        more = self.gaps * tracking
        return replace(
            self,
            width=self.width + more,
            ink=replace(self.ink, right=self.ink.right + more),
            tracking=self.tracking + tracking,
        )

    def padded(self, width: float) -> Line:
        """Return the line with white after it, up to a width (em)."""
        return replace(self, width=width) if width > self.width else self

    def filled(self, width: float, most: float) -> Line:
        """Return the line spread to a width (em), by at most ``most`` em a gap, if it is shorter."""
        if not self.gaps or width <= self.width:
            return self
        return self.spread(min((width - self.width) / self.gaps, most))

    def at(
        self,
        x: float,
        baseline: float,
        size: float,
        colour: Colour,
        field: str,
        *,
        align: float = 0.0,
        reversed: bool = False,
    ) -> tuple[Text, ...]:
        """Return the line drawn with its left edge (align 0), middle (0.5) or right edge (1) at x, pt.

        Raises TooTight below the smallest legal size.
        """
        faces = {face.name: face for face in self.type.faces}
        left = x - align * self.width * size
        return tuple(draw_line(self._set(size), left, baseline, colour, field, faces, reversed=reversed))

    def centred(
        self, x: float, middle: float, size: float, colour: Colour, field: str, *, align: float = 0.5,
        reversed: bool = False,
    ) -> tuple[Text, ...]:  # fmt: skip
        """Return the line with its ink centred on the height ``middle`` (optical centring), pt."""
        baseline = middle + (self.top + self.bottom) / 2 * size
        return self.at(x, baseline, size, colour, field, align=align, reversed=reversed)

    def _set(self, size: float) -> SceneLine:
        return _composed(self.items, self.first, self.last, size, self.tracking)


@lru_cache(maxsize=4096)
def measure(text: str, type: DisplayType, field: str) -> Line:
    """Measure a line of display type. Raises MissingGlyph naming the field."""
    items = type.of(text, field).items
    return _measured(items, 0, len(items.atoms) - 1, type)


@lru_cache(maxsize=2048)
def wrap(text: str, count: int, type: DisplayType, field: str, most: float = math.inf) -> tuple[Line, ...] | None:
    """Return a text broken into that many lines where a head over a story would be, or None if it cannot be.

    No line of several is wider than ``most`` em. Besides between its phrases, a text may be broken after the parts of
    the name of a firm or an office. Raises MissingGlyph naming the field.
    """
    if count == 1:
        return (measure(text, type, field),)
    shown = type.of(text, field)
    found = shown.best(count, most)
    if found is None:
        return None
    return tuple(_measured(shown.items, first, last, type) for first, last in shown.ranges(found.breaks))


def _composed(items: Items, first: int, last: int, size: float, tracking: float = 0.0) -> SceneLine:
    """Return a line as the composer sets it, at its natural width."""
    return set_line(items, first, last, measure=math.inf, indent=0.0, size=size, align="left", tracking=tracking)


def _measured(items: Items, first: int, last: int, type: DisplayType) -> Line:
    line = _composed(items, first, last, 1.0)
    faces = {face.name: face for face in type.faces}
    inks = [ink for run in line.runs if (ink := run_ink(run, faces[run.face])) is not None]
    ink = Bounds(
        min((ink.left for ink in inks), default=0.0),
        min((ink.bottom for ink in inks), default=0.0),
        max((ink.right for ink in inks), default=0.0),
        max((ink.top for ink in inks), default=0.0),
    )
    return Line(type, items, first, last, line.width, ink)


def draw_line(
    line: SceneLine,
    x: float,
    baseline: float,
    colour: Colour,
    field: str,
    faces: Mapping[str, Face],
    *,
    reversed: bool = False,
) -> Iterator[Text]:
    """Draw a composed line, its column's left edge at x (pt): a Text for each run of one face and size.

    ``faces`` are those that the runs name. Raises TooTight below the smallest legal size.
    """
    if line.size < (SMALLEST_REVERSED if reversed else SMALLEST) - 1e-6:
        raise TooTight(field)
    for run in line.runs:
        glyphs = [glyph for glyph in run.glyphs if glyph.gid >= 0 or glyph.text]
        if glyphs:
            left = glyphs[0].x
            placed = tuple(replace(glyph, x=round(glyph.x - left, 4)) for glyph in glyphs)
            made = replace(run, glyphs=placed, rise=0.0)
            ink = run_ink(made, faces[run.face]) or Bounds(0.0, 0.0, 0.0, 0.0)
            start, foot = x + left, baseline - run.rise
            black = Rect(start + ink.left, foot - ink.top, ink.right - ink.left, ink.top - ink.bottom)
            yield Text(field, made, start, foot, colour, black, reversed)


def run_ink(run: Run, face: Face) -> Bounds | None:
    """Return what a run blackens, from its origin on its baseline, pt; None if it has no ink."""
    inks = [(glyph.x, ink) for glyph in run.glyphs if (ink := ink_of(face, glyph.gid)) is not None]
    if not inks:
        return None
    return Bounds(
        min(x + ink.left * run.size * run.stretch for x, ink in inks),
        min(ink.bottom for _, ink in inks) * run.size,
        max(x + ink.right * run.size * run.stretch for x, ink in inks),
        max(ink.top for _, ink in inks) * run.size,
    )


def is_stop(character: str) -> bool:
    """Say whether a character is a mark that ends or pauses a sentence."""
    return character in "。，、；：！？,.;:!?…"


def one_too_wide(lines: Sequence[Line], field: str, size: float, width: float) -> TooTight:
    """Return what stops lines that have no room in a width at their smallest size (pt): one is wider, or all are."""
    widest = max(lines, key=lambda line: line.width)
    if widest.width * size > width:
        return too_wide(field, lambda: widest.text, widest.width * size, width)
    return TooTight(field)


def height(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the highest and the lowest ink of several lines, em from the baseline."""
    return max(line.top for line in lines), min(line.bottom for line in lines)
