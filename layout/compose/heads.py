"""The head over a story: which size the headline gets, where its lines end, how many rows it all takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from layout.compose.classes import Kind
from layout.compose.itemize import UNNATURAL, Setting, Voice, itemize
from layout.compose.items import Items, Line, Role
from layout.compose.lines import set_line
from layout.compose.phrases import phrase_breaks, title_insides
from layout.compose.voices import Voices
from layout.content.model import Story
from layout.design import HeadlineStyle, TextStyle

HEAD_HAN_LATIN = 0.125
"""Space between han and Latin in display sizes, em: a quarter em looks like a hole at 40 pt."""
LEAST_LINE = 2.0
"""No line of a head is shorter, em (no one-character second line)."""
SHRUNK = (1.0, 0.92, 0.85, 0.78)
"""Sizes, relative to the style's, tried for a kicker, deck or byline that is too long."""

# The choice of a headline's size is a sum of three costs, each 0 at its ideal:
SIZE_WEIGHT = 6.0
"""for the square of the distance from the size natural to the story's priority, as a part of it;"""
FILL_WEIGHT = 3.0
"""for the square of the part of the measure that the longest line leaves empty;"""
BALANCE_WEIGHT = 1.5
"""for the square of the difference between longest and shortest line, as a part of the longest;"""
PHRASE_BREAK = 0.05
"""for each line end between two phrases (one at a space of the copy or after a mark costs nothing);"""
UNNATURAL_BREAK = 2.5
"""for each line end inside a phrase, or between a number and what it counts;"""
SPACE_INSIDE = 0.6
"""and for each space of the copy that stands inside a line of a headline of several lines."""


@dataclass(frozen=True, slots=True)
class HeadBlock:
    """One part of a head: its lines, and its place in rows from the head's top.

    ``lines`` have x from the head's left edge (pt) and share the ``rows`` of the block evenly.
    """

    role: Role
    lines: tuple[Line, ...]
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Head:
    """A story's whole head and the rows it takes, the white before and after included.

    ``too_long`` names the parts that do not fit their measure at any size of theirs; ``missing`` are
    characters no face has.
    """

    blocks: tuple[HeadBlock, ...]
    rows: int
    too_long: tuple[Role, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Set:
    """A way to set a part of a head."""

    lines: tuple[Line, ...]
    rows: int
    fits: bool
    missing: tuple[str, ...]


def compose_head(story: Story, columns: int, measure: float, voices: Voices, *, at_top: bool, slack: int = 0) -> Head:
    """Set the head of a story over ``columns`` base columns of ``measure`` pt in all.

    ``slack`` is a number of further rows the head is given as white, split above and below the headline.
    """
    tokens = voices.design.head
    parts: list[tuple[Role, _Set]] = []
    if story.kicker:
        parts.append((Role.KICKER, _set_text(story.kicker, tokens.kicker, measure, voices, story, Role.KICKER)))
    parts.append((Role.HEADLINE, _set_headline(story, tokens.headline, columns, measure, voices)))
    if story.deck:
        parts.append((Role.DECK, _set_text(story.deck, tokens.deck, measure, voices, story, Role.DECK)))
    if story.byline:
        parts.append((Role.BYLINE, _set_text(story.byline, tokens.byline, measure, voices, story, Role.BYLINE)))
    row = 0 if at_top else tokens.before
    row += slack // 2
    blocks = []
    for role, made in parts:
        block = HeadBlock(role, made.lines, row, made.rows)
        blocks.append(block)
        row += block.rows
    row += tokens.after + (slack - slack // 2)
    return Head(
        tuple(blocks),
        row,
        tuple(role for role, made in parts if not made.fits),
        tuple(char for _, made in parts for char in made.missing),
    )


def _items(text: str, voice: Voice, language: str) -> Items:
    breaks = phrase_breaks(text, language)
    hyphenate = "" if language.startswith(("zh", "ja")) else "en_US"
    setting = Setting(language=language, han_latin=HEAD_HAN_LATIN, hyphenate=hyphenate, breaks=breaks)
    return itemize([(text, voice)], setting)


def _set_text(text: str, style: TextStyle, measure: float, voices: Voices, story: Story, role: Role) -> _Set:
    """Set a kicker, deck or byline: at its own size if it fits, else a little smaller."""
    items = _items(text, voices.of(style), story.language)
    choices = _Choices(items, style.tracking)
    for scale in SHRUNK:
        size = style.size * scale
        for count in range(1, style.max_lines + 1):
            if (found := choices.best(count, measure / size)) is not None:
                lines = _lines(items, found.breaks, measure, size, style.align, style.tracking, role)
                return _Set(lines, style.rows * count, True, items.missing)
    lines = _lines(items, (), measure, style.size * SHRUNK[-1], style.align, style.tracking, role)
    return _Set(lines, style.rows, False, items.missing)


def _set_headline(story: Story, style: HeadlineStyle, columns: int, measure: float, voices: Voices) -> _Set:
    """Choose size and lines of a headline from its ladder at least cost."""
    voice = Voice((voices.fonts[style.font], voices.fonts[voices.design.body.font]))
    items = _items(story.headline, voice, story.language)
    natural = style.natural_size(story.priority)
    row = voices.design.grid.row
    choices = _Choices(items, 0.0)
    best: tuple[float, _Breaks, float] | None = None
    for size in style.ladder:
        em = measure / size
        for count in range(1, style.line_limit(columns) + 1):
            found = choices.best(count, em)
            if found is None:
                continue
            tracking = _tracking(items, found, em, style.max_tracking)
            fill = min(1.0, found.longest(tracking) / em)
            distance = (size - natural) / natural
            cost = SIZE_WEIGHT * distance**2 + FILL_WEIGHT * (1 - fill) ** 2 + found.cost
            if best is None or cost < best[0]:
                best = (cost, found, size)
    if best is None:
        size = min(style.ladder)
        lines = _lines(items, (), measure, size, style.align, 0.0, Role.HEADLINE)
        return _Set(lines, ceil(style.pitch * size / row), False, items.missing)
    _, found, size = best
    tracking = _tracking(items, found, measure / size, style.max_tracking)
    lines = _lines(items, found.breaks, measure, size, style.align, tracking, Role.HEADLINE)
    return _Set(lines, ceil(len(lines) * style.pitch * size / row), True, items.missing)


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Line ends of a head, the em widths and gap counts of its lines, and what they cost at any measure."""

    breaks: tuple[int, ...]
    widths: tuple[float, ...]
    gaps: tuple[int, ...]
    cost: float

    def longest(self, tracking: float) -> float:
        """Width of the longest line with that tracking, em."""
        return max(width + tracking * gaps for width, gaps in zip(self.widths, self.gaps, strict=True))


class _Choices:
    """All ways to set a text in a number of lines, cheapest first; worked out once for every size tried."""

    def __init__(self, items: Items, tracking: float) -> None:
        self.items, self.tracking = items, tracking
        forbidden = title_insides(items.text)
        self._legal = [
            at
            for at, gap in enumerate(items.gaps)
            if gap.penalty is not None and items.atoms[at].end not in forbidden and not gap.hyphen
        ]
        self._by_count: dict[int, list[_Breaks]] = {}

    def best(self, count: int, em: float) -> _Breaks | None:
        """Return the cheapest way in exactly ``count`` lines that fits ``em`` em, or None."""
        if count not in self._by_count:
            ways = (_judge(self.items, breaks, self.tracking) for breaks in combinations(self._legal, count - 1))
            self._by_count[count] = sorted((way for way in ways if way is not None), key=lambda way: way.cost)
        return next((way for way in self._by_count[count] if max(way.widths) <= em + 1e-9), None)


def _judge(items: Items, breaks: Sequence[int], tracking: float) -> _Breaks | None:
    widths, gap_counts = [], []
    for first, last in _ranges(items, breaks):
        inner = items.gaps[first:last]
        width = sum(atom.width for atom in items.atoms[first : last + 1])
        width += sum(gap.width + tracking for gap in inner)
        if breaks and width < LEAST_LINE:
            return None
        widths.append(width)
        gap_counts.append(len(inner))
    uneven = (max(widths) - min(widths)) / max(widths)
    cost = BALANCE_WEIGHT * uneven**2 + sum(_break_cost(items, at) for at in breaks)
    if breaks:
        inside = set(range(len(items.gaps))) - set(breaks)
        cost += SPACE_INSIDE * sum(_parts_phrases(items, at) for at in inside)
    return _Breaks(tuple(breaks), tuple(widths), tuple(gap_counts), cost)


def _parts_phrases(items: Items, at: int) -> bool:
    """Tell whether a gap is a space that parts two phrases of han; one between Latin words says nothing."""
    latin = items.atoms[at].kind is Kind.LATIN and items.atoms[at + 1].kind is Kind.LATIN
    return bool(items.gaps[at].text) and not latin


def _break_cost(items: Items, at: int) -> float:
    """Return the cost of a head's line end at a gap."""
    gap, left, right = items.gaps[at], items.atoms[at], items.atoms[at + 1]
    if (gap.penalty or 0.0) >= UNNATURAL:
        return UNNATURAL_BREAK
    if gap.text or left.kind in (Kind.COMMA, Kind.STOP, Kind.COLON):
        return 0.0
    counts = left.kind is Kind.LATIN and right.kind is Kind.HAN and items.text[left.end - 1].isdigit()
    return UNNATURAL_BREAK if counts else PHRASE_BREAK


def _tracking(items: Items, found: _Breaks, em: float, most: float) -> float:
    """Return the tracking that brings the longest line nearest to the measure, within the limit."""
    rooms = [(em - width) / gaps for width, gaps in zip(found.widths, found.gaps, strict=True) if gaps]
    room = max(0.0, min(rooms, default=0.0))
    return room if room <= most else 0.0


def _ranges(items: Items, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    starts = (0, *(at + 1 for at in breaks))
    ends = (*breaks, len(items.atoms) - 1)
    return zip(starts, ends, strict=True)


def _lines(
    items: Items, breaks: Sequence[int], measure: float, size: float, align: str, tracking: float, role: Role
) -> tuple[Line, ...]:
    return tuple(
        set_line(
            items,
            first,
            last,
            measure=measure,
            indent=0.0,
            size=size,
            align="left" if align == "justify" else align,
            tracking=tracking,
            role=role,
        )
        for first, last in _ranges(items, breaks)
    )
