"""A paragraph in four calls: itemize, break, set; and the ways to ask for it longer or shorter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple, TypedDict

from layout.base.locale.record import Script
from layout.base.units import summed
from layout.compose import spacing
from layout.compose.breaking import Breaker, BreakGap, Broken, Costs, Problem, break_lengths, break_optimum
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.items import Items
from layout.compose.lines import TORN, set_line
from layout.compose.spacing import Stretch
from layout.scene.text import Line, Role

LEAST_LAST = 2
"""Least number of han characters, or letters and digits, on a paragraph's last line; with fewer it is a runt
(clreq #adjustments_of_orphans_and_widows)."""
LATIN_LEAST_LAST = 5
"""The same for paragraphs of Latin text."""
LATIN_TOLERANCE = 3.0
"""Stretch ratio of the loosest line that may save a ladder of hyphens: a word space of 5/2 of normal."""
LATIN_USUAL_TOLERANCE = 1.0
"""The same for lines of a paragraph that is set longer or shorter than best, and for lines that are not filled: a word
space of 3/2 of normal."""
HANGUL_TOLERANCE = 2.0
"""A word space of twice the normal one: a Korean face's is narrow, and rather wide than a word parted."""
_TOLERANCES = {
    Script.HAN: spacing.LOOSE_RATIO,
    Script.LATIN: LATIN_TOLERANCE,
    Script.HANGUL: HANGUL_TOLERANCE,
}


LATIN_HYPHEN = 140.0
"""Penalty of a line that ends in a hyphen: letters that give leave more line ends to choose from than The TeXbook's 50
is for. In running news set 176 pt wide 11 lines of 100 end so instead of 17, and 3.5 instead of 3.1 are loose."""
_HYPHEN = ord("-")

KEPT = 256
"""Paragraphs kept taken apart, some 30 kB each: those of a story or two."""


LATIN_COSTS = Costs(run=1e9)
"""A third hyphen one below the other is worse than a word space three times as wide as normal."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How a paragraph is set: size and measure in pt, indent in em, alignment.

    ``insets`` is the room the first lines make, pt from the column's left and right edge: beside a drop cap, beside
    a picture narrower than the column. ``torn`` is the stretch ratio of the loosest line that is filled.
    """

    size: float
    measure: float
    indent: float = 0.0
    align: str = "justify"
    role: Role = Role.BODY
    tracking: float = 0.0
    setting: Setting = field(default_factory=Setting)
    insets: tuple[tuple[float, float], ...] = ()
    torn: float = TORN

    def edges(self, line: int) -> tuple[float, float]:
        """Return how far in a line begins, and how far it ends before the measure, pt."""
        left, right = self.insets[line] if line < len(self.insets) else (0.0, 0.0)
        return left + (self.indent * self.size if line == 0 else 0.0), right


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph ready to be set at any length its breaks allow."""

    items: Items
    style: ParagraphStyle
    problem: Problem

    def styled(self, style: ParagraphStyle) -> Paragraph:
        """Return the paragraph in a style of another measure, indent or insets; its items are the same in any."""
        problem = replace(self.problem, **_of_style(style, self.items))
        return Paragraph(self.items, style, problem)

    def broken(self, looseness: int = 0, breaker: Breaker = break_optimum) -> Broken:
        """Choose the line ends; ``looseness`` asks for lines more (+) or fewer (-) than the best number."""
        if looseness == 0:
            return breaker(self.problem)
        return breaker(replace(self.problem, looseness=looseness))

    def lengths(self, asked: Sequence[int]) -> tuple[Broken, ...]:
        """Choose the line ends for each looseness asked for; none may be 0."""
        problem = self.problem
        if self.style.setting.language.script is Script.LATIN:
            problem = replace(problem, tolerance=LATIN_USUAL_TOLERANCE)
        return break_lengths(problem, asked)

    def lines(self, broken: Broken, number: int = 0) -> tuple[Line, ...]:
        """Set the lines of the chosen breaks. ``number`` is the paragraph's place in its story."""
        style = self.style
        starts = [0, *(end + 1 for end in broken.breaks)]
        ends = [*broken.breaks, len(self.items.atoms) - 1]
        if not self.items.atoms:
            return ()
        made = []
        for line, (first, last) in enumerate(zip(starts, ends, strict=True)):
            indent, right = style.edges(line)
            made.append(
                set_line(
                    self.items,
                    first,
                    last,
                    measure=style.measure - indent - right,
                    indent=indent,
                    size=style.size,
                    align=style.align,
                    tracking=style.tracking,
                    torn=style.torn,
                    role=style.role,
                    paragraph=number,
                )
            )
        return tuple(made)


class _Parts(NamedTuple):
    """A paragraph taken apart: its items, and what the breaker needs to know of them at any size and measure."""

    items: Items
    widths: list[float]
    gaps: list[BreakGap]
    runt_from: int


def prepare(spans: Sequence[tuple[str, Voice]], style: ParagraphStyle) -> Paragraph:
    """Itemize the spans and state the breaking problem, in em of the style's size."""
    setting = style.setting
    if style.align != "justify":  # nothing hangs out of lines that are not filled
        setting = replace(setting, fit=setting.fit._replace(hang=0.0))
    parts = _parts(tuple(spans), setting, style.tracking)
    latin = style.setting.is_latin
    problem = Problem(
        widths=parts.widths,
        gaps=parts.gaps,
        costs=LATIN_COSTS if latin else Costs(),
        runt_from=parts.runt_from,
        **_of_style(style, parts.items),
    )
    return Paragraph(parts.items, style, problem)


@lru_cache(maxsize=KEPT)
def _parts(spans: tuple[tuple[str, Voice], ...], setting: Setting, tracking: float) -> _Parts:
    """Take a paragraph apart: that costs more than breaking it, and captions and lists are broken to many measures."""
    items = itemize(spans, setting)
    widths = [atom.width for atom in items.atoms]
    latin = setting.language.script is Script.LATIN  # a Korean word of two syllables is no runt
    runt_from = _runt_from(items, LATIN_LEAST_LAST if latin else LEAST_LAST)
    return _Parts(items, widths, _break_gaps(items, tracking, setting.is_latin), runt_from)


def _break_gaps(items: Items, tracking: float, is_latin: bool) -> list[BreakGap]:
    """State the gaps as numbers. A paragraph has few different gaps, so each is stated once.

    Word spaces have a greatest width beside han, whose gaps take what is left; in Latin text they take it themselves.
    """
    open_ended = (Stretch.ALL, Stretch.WORD_SPACE) if is_latin else (Stretch.ALL,)
    stated = {
        at: BreakGap(
            gap.width + tracking,
            gap.stretch,
            gap.shrink,
            max(gap.penalty, LATIN_HYPHEN) if is_latin and gap.penalty and gap.mark == _HYPHEN else gap.penalty,
            flag=gap.mark,
            limited=gap.stretch if gap.stretch_step not in open_ended else 0.0,
        )
        for at, gap in {id(gap): gap for gap in items.gaps}.items()
    }
    gaps = [stated[id(gap)] for gap in items.gaps]
    for at, hyphen in items.hyphens.items():
        gaps[at] = gaps[at]._replace(extra=hyphen.width)
    for at, hyphen in items.repeated.items():
        gaps[at] = gaps[at]._replace(lead=hyphen.width)
    if items.fit.hang:
        for at, gap in enumerate(gaps):
            if hangs := items.hangs(at):
                gaps[at] = gap._replace(extra=gap.extra - hangs)
    return gaps


def _runt_from(items: Items, least: int) -> int:
    """Return the first gap after which fewer than ``least`` characters other than marks remain."""
    left = 0
    for at in range(len(items.atoms) - 1, -1, -1):
        atom = items.atoms[at]
        left += sum(char.isalnum() for char in items.text[atom.start : atom.end])
        if left >= least:
            return at
    return 0


class _OfStyle(TypedDict):
    """What of a breaking problem depends on the style alone: see `Problem`."""

    measure: Callable[[int], float]
    uniform_from: int
    tolerance: float
    gives: Sequence[float]


def _of_style(style: ParagraphStyle, items: Items) -> _OfStyle:
    """State what depends on the style. A line that is not filled is not fitted."""
    filled, script = style.align == "justify", style.setting.language.script
    return {
        "measure": _measure(style),
        "uniform_from": _uniform_from(style),
        "tolerance": LATIN_USUAL_TOLERANCE if script is Script.LATIN and not filled else _TOLERANCES[script],
        "gives": items.gives if filled else (),
    }


def _measure(style: ParagraphStyle) -> Callable[[int], float]:
    full = style.measure / style.size
    if not style.insets:
        first = full - style.indent
        return lambda line: full if line else first
    return lambda line: (style.measure - summed(style.edges(line))) / style.size


def _uniform_from(style: ParagraphStyle) -> int:
    """Return the line from which on all are of one measure."""
    return max(1, len(style.insets))


def compose(spans: Sequence[tuple[str, Voice]], style: ParagraphStyle, number: int = 0) -> tuple[Line, ...]:
    """Set a paragraph at its best length."""
    paragraph = prepare(spans, style)
    return paragraph.lines(paragraph.broken(), number)
