"""What is found on finished pages, as data: figures, the spots behind them, and the limits they must keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Place
from layout.base.messages import Message, say
from layout.base.units import MM


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page must keep: lengths in pt, gaps in em."""

    flush: float = 0.05
    """How far a full line's edge may be from its column's."""
    grid: float = 0.05
    """How far a baseline may be from the grid."""
    loosest: float = 0.25
    """Added gap between two neighbouring characters of full width."""
    ladder: int = 2
    """Consecutive lines that may end with a hyphen."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a page where something was found.

    ``x``, the line's ``right`` end and its ``baseline`` are pt from the trim's top left; ``amount`` is what was found,
    in the unit its figure names; ``note`` says it in words; ``text`` is the line's.
    """

    page: int
    x: float
    baseline: float
    amount: float
    note: str
    text: str
    right: float = 0.0

    @property
    def where(self) -> Message:
        """The place in words: page, and millimetres from the trim's top left."""
        return say(
            "page {page}, {left:.1f} mm from the left, {top:.1f} mm from the top",
            page=self.page,
            left=self.x / MM,
            top=self.baseline / MM,
        )

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> Message:
        """The place, what was found there, and the line."""
        return say("{where}: {note}: “{text}”", where=self.where, note=self.note, text=self.text)


class WordSpaces(NamedTuple):
    """The spaces between Latin words on full lines, in times of the font's own.

    ``wide`` of the ``lines`` have spaces, in the middle of them all, wider than 1.5, ``very_wide`` wider than 2.
    """

    narrowest: float
    widest: float
    lines: int
    wide: int
    very_wide: int


@dataclass(frozen=True, slots=True)
class PageFigures:
    """The figures of one page. Tuples of Spot name every line that is meant, in reading order."""

    page: int
    body_font: str
    body_size: float
    """The most common size, pt."""
    columns: tuple[tuple[float, float], ...]
    """Left and right edge of every measure found, pt from the trim's left."""
    lines: int
    """Lines of body text in these columns."""
    full_lines: int
    """Lines that are not the last of a paragraph, and so have to reach both edges."""
    flush_lines: int
    """Full lines within the limit at both edges."""
    unjudged: int
    """Lines of the body size that stand in no column that was found."""
    largest_error: Spot | None
    """The edge farthest from its column's among all lines; amount in pt, outwards positive."""
    edges: tuple[Spot, ...]
    """Lines with an edge out of its place; amount in pt."""
    kinsoku: tuple[Spot, ...]
    pitch: float
    """Distance of the grid's rows, pt; 0 where none was found."""
    first_baseline: float
    """The grid's first row, pt from the trim's top."""
    off_grid: tuple[Spot, ...]
    """Lines with a baseline off the grid; amount in pt, downwards positive."""
    largest_grid_error: float
    """pt, of all lines."""
    loosest: Spot | None
    """The line with the widest added gap between two characters of full width; amount in em."""
    loose: tuple[Spot, ...]
    widest_han_latin: Spot | None
    """The widest gap between a han character and a Latin letter or digit; amount in em."""
    word_spaces: WordSpaces | None
    hyphens: int
    """Full lines that end with a hyphen."""
    ladders: tuple[Spot, ...]
    """First lines of hyphen ladders longer than the limit; amount is the number of lines."""
    runts: tuple[Spot, ...]
    widows: tuple[Spot, ...]
    """Last lines of paragraphs alone at the head of a column."""
    orphans: tuple[Spot, ...]
    """First lines of paragraphs alone at the foot of a column."""
    untrimmed: int
    """Lines that begin or end with a mark whose blank half stands inside the measure."""
    paragraphs: int

    @property
    def flush_share(self) -> float:
        """Flush lines as a part of full lines; 1 where there is no full line."""
        return self.flush_lines / self.full_lines if self.full_lines else 1.0


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figures of a PDF, page by page, and the limits they were held against."""

    file: str
    pages: tuple[PageFigures, ...]
    limits: Limits = field(default_factory=Limits)

    @property
    def lines(self) -> int:
        """Lines of body text."""
        return sum(page.lines for page in self.pages)

    @property
    def full_lines(self) -> int:
        """Lines that have to reach both edges."""
        return sum(page.full_lines for page in self.pages)

    @property
    def flush_share(self) -> float:
        """Flush lines as a part of full lines; 1 where there is no full line."""
        return sum(page.flush_lines for page in self.pages) / self.full_lines if self.full_lines else 1.0

    def broken_limits(self) -> tuple[Finding, ...]:
        """Return one finding for every line that breaks a limit, in the order of the page, limit by limit.

        Codes: measure-no-body, measure-flush, measure-kinsoku, measure-grid, measure-loose.
        """
        found = []
        if not self.full_lines:
            found.append(
                self._finding(Code.MEASURE_NO_BODY, say("no column of body text was found, so nothing was judged"))
            )
        for page in self.pages:
            for code, spots in (
                (Code.MEASURE_FLUSH, page.edges),
                (Code.MEASURE_KINSOKU, page.kinsoku),
                (Code.MEASURE_GRID, page.off_grid),
                (Code.MEASURE_LOOSE, page.loose),
            ):
                found.extend(self._finding(code, spot.said) for spot in spots)
        return tuple(found)

    def _finding(self, code: Code, message: str) -> Finding:
        return Finding(code, code.severity, message, Place(self.file))
