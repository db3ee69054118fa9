"""The head over a story: which size the headline gets, where its lines end, how many rows it all takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from layout.compose.display import LineEnds, display_text
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.lines import set_line
from layout.compose.voices import Voices
from layout.design.heads import HeadTokens
from layout.design.styles import HeadlineStyle, TextStyle
from layout.design.tokens import Design
from layout.edition.model import Story
from layout.scene.text import Line, Role

# The choice of a headline's size is a sum of costs, each 0 at its ideal: that of its line ends (see `LineEnds`), and
SIZE_WEIGHT, LARGER_WEIGHT, FAR_WEIGHT = 6.0, 12.0, 18.0
"""for the square of the distance from the size natural to the story's priority, as a part of it, for one that is
smaller and one that is larger; for its fourth power if it is smaller: half the size is no head of that rank;"""
LINE_BEYOND = 0.5
"""for a line more than suit the columns, of which there may be one;"""
FILL_WEIGHT = 3.0
"""for the square of the part of the measure that the longest line leaves empty."""
POINTS = 10.0
"""Points of the page's score that a unit of these costs weighs."""
WHITE_POINTS = (0.0, 3.0, 9.0)
"""Points of white rows that a head is given beyond its own, by their number. One is hardly seen; two are a pause."""
MOST_POINTS = 70.0
"""A head that costs more than the best one by so many points is not offered: another shape of the story is better."""


# Where the white of a head stands. What is seen is ink, so gaps are measured from ink to ink.
HAN_CENTRE = 0.38
"""Height of the middle of a han character over the baseline, em: its square reaches from -0.12 to 0.88."""
HAN_INK = 0.46
"""From the middle of a han character to the edge of its ink, em."""


@dataclass(frozen=True, slots=True)
class HeadBlock:
    """One part of a head: its lines, where its ink begins (pt from the head's top), and how high it is.

    ``lines`` have x from the block's left edge, which is ``x`` from the head's; ``baselines`` are pt from ``top``.
    ``width`` is given for what is drawn on a ground of its own, such as the label of a series.
    """

    role: Role
    lines: tuple[Line, ...]
    top: float
    height: float
    baselines: tuple[float, ...]
    width: float = 0.0
    x: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """A story's whole head and the rows it takes, the white before and after included.

    ``too_long`` names the parts that do not fit their measure at any size of theirs; ``missing`` are
    characters no face has. ``band`` is the ground of a head on black or on a tint: from where to where, pt from the
    head's top. A head that stands ``beside`` the text, in the story's first column, needs ``least`` rows of the story.
    ``points`` is what it costs in the page's score, ``size`` its headline's, pt, ``white`` the rows it has beyond its
    own.
    """

    blocks: tuple[HeadBlock, ...]
    rows: int
    too_long: tuple[Role, ...] = ()
    missing: tuple[str, ...] = ()
    band: tuple[float, float] | None = None
    beside: bool = False
    least: int = 0
    points: float = 0.0
    size: float = 0.0
    white: int = 0


@dataclass(frozen=True, slots=True)
class SetPart:
    """A way to set a part of a head. ``pitch`` is the distance of its baselines, pt."""

    lines: tuple[Line, ...]
    rows: int
    pitch: float
    fits: bool
    missing: tuple[str, ...]


def compose_heads(
    story: Story,
    columns: int,
    measure: float,
    voices: Voices,
    *,
    at_top: bool,
    edge: float | None = None,
) -> tuple[Head, ...]:
    """Set the head of a story over ``columns`` base columns of ``measure`` pt: each height it may have, best first.

    A head is higher because its headline is larger, has a line more, or has white rows more. ``edge`` is where the eye
    sees the white above the head begin (a rule, the edge of a box), pt from the head's top; if not given, the middle
    of the white row above it, or the folio line's rule for a head ``at_top``.
    """
    measure -= 2 * _side_of(story, voices.design)
    best: dict[int, Head] = {}
    for points, headline in _headlines(story, voices.design.head.headline, columns, measure, voices):
        parts = _parts(story, headline, measure, voices)
        for white, more in enumerate(WHITE_POINTS):
            head = _head(story, parts, voices, at_top=at_top, edge=edge, white=white, points=points + more)
            if head.rows not in best or head.points < best[head.rows].points:
                best[head.rows] = head
    found = sorted(best.values(), key=lambda head: (head.points, head.rows))
    return tuple(head for head in found if head.points <= found[0].points + MOST_POINTS)


def _side_of(story: Story, design: Design) -> float:
    """Return the white at either side of a head's words, pt: a ground of its own has some, that of its box included."""
    if story.head not in ("reverse", "tint"):
        return 0.0
    return max(0.0, design.head.band_side - (design.box.padding if story.boxed else 0.0))


def _head(
    story: Story,
    parts: Sequence[tuple[Role, SetPart]],
    voices: Voices,
    *,
    at_top: bool,
    edge: float | None,
    white: int,
    points: float,
) -> Head:
    """Return the head that some parts make, with so many rows more of white."""
    tokens, row = voices.design.head, voices.design.grid.row
    rows = (0 if at_top else tokens.before) + sum(made.rows for _, made in parts) + tokens.after + white
    if edge is None:
        edge = -tokens.least_white * row if at_top else tokens.before * row / 2
    body = voices.design.body
    label = _series(story, edge, voices) if story.series else None
    if label:
        rows += ceil(label.height / row)
    foot = rows * row + voices.design.grid.baseline - (HAN_CENTRE + HAN_INK) * body.size
    band = None
    if story.head in ("reverse", "tint"):
        band = (max(0.0, edge), rows * row - tokens.band_foot * row)
        edge, foot = band
    if label:
        edge = label.top + label.height - voices.design.element.series.above / 2
    lines = [(role, made.lines, made.pitch) for role, made in parts]
    blocks = _spread(lines, edge, foot, row, tokens, centred=band is not None)
    side = _side_of(story, voices.design)
    return Head(
        tuple(replace(block, x=side) for block in ((label, *blocks) if label else blocks)),
        rows,
        tuple(role for role, made in parts if not made.fits),
        tuple(char for _, made in parts for char in made.missing),
        band,
        points=points,
        size=next(made.lines[0].size for role, made in parts if role is Role.HEADLINE),
        white=white,
    )


def _parts(story: Story, headline: SetPart, measure: float, voices: Voices) -> list[tuple[Role, SetPart]]:
    """Set the parts of a head around its headline, in order."""
    tokens = voices.design.head
    most = tokens.subordinate * headline.lines[0].size
    parts: list[tuple[Role, SetPart]] = []
    kicker, style = story.kicker, tokens.kicker
    if story.part_of and story.continued_from:
        # A part that was carried here has a small head: where it comes from, and what it is about.
        kicker = voices.language(story.language).words.carried(story.continued_from)
        style = voices.design.jump.model_copy(update={"align": tokens.kicker.align})
    if kicker:
        parts.append((Role.KICKER, _set_text(kicker, style, measure, voices, story, Role.KICKER, most)))
    parts.append((Role.HEADLINE, headline))
    if story.deck:
        parts.append((Role.DECK, _set_text(story.deck, tokens.deck, measure, voices, story, Role.DECK, most)))
    if story.byline:
        parts.append((Role.BYLINE, _set_text(story.byline, tokens.byline, measure, voices, story, Role.BYLINE, most)))
    return parts


def _series(story: Story, edge: float, voices: Voices) -> HeadBlock:
    """Set the label of a series: a line on a ground of its own at the head's left."""
    style = voices.design.element.series
    items = itemize([(story.series, voices.of(style))], Setting(voices.language(story.language), hyphenate=False))
    pad = style.padding * style.size
    line = set_line(
        items,
        0,
        len(items.atoms) - 1,
        measure=1e4,
        indent=pad,
        size=style.size,
        align="left",
        tracking=style.tracking,
        role=Role.SERIES,
    )
    height = style.height * style.size
    baseline = height / 2 + HAN_CENTRE * style.size
    return HeadBlock(Role.SERIES, (line,), max(0.0, edge) + style.above, height, (baseline,), line.width + 2 * pad)


def part_gap(one: float, other: float, tokens: HeadTokens) -> float:
    """Return the white between two parts of a head of these sizes, from ink to ink, pt."""
    return tokens.gap + tokens.gap_em * max(one, other)


def set_text(text: str, style: TextStyle, measure: float, voices: Voices, story: Story, role: Role) -> SetPart | None:
    """Set a kicker or byline that stands by itself; None if there is none."""
    return _set_text(text, style, measure, voices, story, role, style.size) if text else None


def _spread(
    parts: Sequence[tuple[Role, tuple[Line, ...], float]],
    edge: float,
    foot: float,
    row: float,
    tokens: HeadTokens,
    *,
    centred: bool,
) -> tuple[HeadBlock, ...]:
    """Place the parts between two edges (pt): as much white above as below, and less between the parts.

    Below a head that is not ``centred`` on a ground of its own there is never less than ``least_below`` rows, or it
    sticks to its text, and never more than ``most_below``, or it belongs to nothing: the rest stands above it.
    """
    heights = [2 * HAN_INK * lines[0].size + (len(lines) - 1) * pitch for _, lines, pitch in parts]
    sizes = [lines[0].size for _, lines, _ in parts]
    gaps = [part_gap(*pair, tokens) for pair in pairwise(sizes)]
    white = foot - edge - sum(heights)
    inner = sum(gaps)
    spare = white - inner - 2 * tokens.comfort * row
    if gaps and spare > 0:
        inner += tokens.inner * spare
    elif gaps and white - inner < 2 * tokens.least_white * row:
        inner = max(tokens.least_gap * inner, white - 2 * tokens.least_white * row)
    scale = inner / sum(gaps) if gaps else 1.0
    below = (white - inner) / 2
    if not centred:
        below = max(min(below, tokens.most_below * row), min(tokens.least_below * row, white - inner))
    top = edge + white - inner - below
    blocks = []
    for (role, lines, pitch), height, gap in zip(parts, heights, (*gaps, 0.0), strict=True):
        ascent = (HAN_CENTRE + HAN_INK) * lines[0].size
        baselines = tuple(ascent + number * pitch for number in range(len(lines)))
        blocks.append(HeadBlock(role, lines, top, height, baselines))
        top += height + gap * scale
    return tuple(blocks)


def _set_text(
    text: str, style: TextStyle, measure: float, voices: Voices, story: Story, role: Role, most: float
) -> SetPart:
    """Set a kicker, deck or byline: at its own size (``most`` at most) if it fits, else a little smaller."""
    tokens, language = voices.design.head, voices.language(story.language)
    shown = display_text(
        text,
        voices.of(style),
        language,
        han_latin=tokens.han_latin,
        least_line=tokens.least_line,
        tracking=style.tracking,
    )
    missing = shown.items.missing
    natural = min(style.size, most)
    pitch = style.rows * voices.design.grid.row * (natural / style.size)
    ways = [
        (found, natural * scale)
        for scale in (1.0, *tokens.shrink)
        for count in range(1, style.max_lines + 1)
        if (found := shown.best(count, measure / (natural * scale))) is not None
    ]
    if ways:
        # Smaller, or over more lines, rather than with a word cut.
        found, size = next((way for way in ways if way[0].whole), ways[0])
        lines = shown.lines(found.breaks, measure, size, style.align, style.tracking, role)
        return SetPart(lines, style.rows * len(lines), min(pitch, tokens.pitch * size), True, missing)
    lines = shown.lines((), measure, natural * tokens.shrink[-1], style.align, style.tracking, role)
    return SetPart(lines, style.rows, pitch, False, missing)


def _headlines(
    story: Story, style: HeadlineStyle, columns: int, measure: float, voices: Voices
) -> Iterator[tuple[float, SetPart]]:
    """Yield the ways to set a headline, for each number of rows the best size and lines of its ladder, with points.

    What fits at no size is set at the smallest in one line.
    """
    voice = Voice((voices.fonts[style.font], voices.fonts[voices.design.body.font]))
    language = voices.language(story.language)
    tokens = voices.design.head
    shown = display_text(story.headline, voice, language, han_latin=tokens.han_latin, least_line=tokens.least_line)
    natural = style.natural_size(story.priority)
    row = voices.design.grid.row
    ways: dict[int, tuple[float, LineEnds, float]] = {}
    for size in style.ladder:
        em = measure / size
        limit = style.line_limit(columns)
        for count in range(1, limit + 2):
            found = shown.best(count, em)
            if found is None:
                continue
            tracking = found.tracking(em, style.max_tracking)
            fill = min(1.0, found.longest(tracking) / em)
            distance = (size - natural) / natural
            off = LARGER_WEIGHT * distance**2 if distance > 0 else SIZE_WEIGHT * distance**2 + FAR_WEIGHT * distance**4
            cost = off + FILL_WEIGHT * (1 - fill) ** 2 + found.cost + LINE_BEYOND * (count > limit)
            rows = ceil(count * style.pitch * size / row)
            if rows not in ways or cost < ways[rows][0]:
                ways[rows] = (cost, found, size)
    missing = shown.items.missing
    if not ways:
        size = min(style.ladder)
        lines = shown.lines((), measure, size, style.align, 0.0, Role.HEADLINE)
        yield 0.0, SetPart(lines, ceil(style.pitch * size / row), style.pitch * size, False, missing)
    for rows, (cost, found, size) in ways.items():
        tracking = found.tracking(measure / size, style.max_tracking)
        lines = shown.lines(found.breaks, measure, size, style.align, tracking, Role.HEADLINE)
        yield POINTS * cost, SetPart(lines, rows, style.pitch * size, True, missing)
