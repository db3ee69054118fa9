"""The head over a story: which size the headline gets, where its lines end, how many rows it all takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from math import ceil, inf
from typing import NamedTuple

from layout.base.units import summed
from layout.compose.classes import HAN_CENTRE, HAN_INK
from layout.compose.display import DisplayText, LineEnds, display_text
from layout.compose.itemize import Setting, itemize
from layout.compose.later import Later
from layout.compose.lines import OUT, set_line
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


class WideWord(NamedTuple):
    """A word of a part of a head that is wider than the head at the smallest size it may have; lengths in pt."""

    role: Role
    word: str
    width: float
    measure: float


@dataclass(frozen=True, slots=True)
class Head:
    """A story's whole head and the rows it takes, the white before and after included.

    Its ``blocks`` are set when they are looked at: of the heads a story may have, one is shown. ``too_long`` names the
    parts that do not fit their measure at any size of theirs; ``missing`` are characters no face has. ``band`` is the
    ground of a head on black or on a tint: from where to where, pt from the head's top. A head that stands ``beside``
    the text, in the story's first column, needs ``least`` rows of the story. ``points`` is what it costs in the page's
    score, ``size`` its headline's, pt, ``white`` the rows it has beyond its own. ``wide`` are the words for which parts
    do not fit, where it is for one.
    """

    blocks: Sequence[HeadBlock]
    rows: int
    too_long: tuple[Role, ...] = ()
    missing: tuple[str, ...] = ()
    band: tuple[float, float] | None = None
    beside: bool = False
    least: int = 0
    points: float = 0.0
    size: float = 0.0
    white: int = 0
    wide: tuple[WideWord, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPart:
    """A way to set a part of a head. Its lines are set when they are looked at; ``size`` is theirs, and ``pitch`` the
    distance of their baselines, pt. ``wide`` is the word for which it does not fit, if it is for one."""

    lines: Sequence[Line]
    size: float
    rows: int
    pitch: float
    fits: bool
    missing: tuple[str, ...]
    wide: WideWord | None = None


Part = tuple[Role, SetPart]
"""A part of a head, and what it is."""
HeadWay = tuple[float, tuple[Part, ...]]
"""A way to set the parts of a head, in order, and its points of the page's score, without those of white."""


def compose_heads(
    story: Story,
    columns: int,
    measure: float,
    voices: Voices,
    *,
    at_top: bool,
    edge: float | None = None,
    ways: Sequence[HeadWay] = (),
) -> tuple[Head, ...]:
    """Set the head of a story over ``columns`` base columns of ``measure`` pt: each height it may have, best first.

    A head is higher because its headline is larger, has a line more, or has white rows more. ``edge`` is where the eye
    sees the white above the head begin (a rule, the edge of a box), pt from the head's top; if not given, the middle
    of the white row above it, or the folio line's rule for a head ``at_top``. ``ways`` are the `head_ways` of the
    story, where they are known.
    """
    tokens, row = voices.design.head, voices.design.grid.row
    around = (0 if at_top else tokens.before) + tokens.after
    if edge is None:
        edge = -tokens.least_white * row if at_top else tokens.before * row / 2
    if story.series:
        style = voices.design.element.series
        around += ceil(style.height * style.size / row)
    best: dict[int, tuple[float, int, Sequence[Part]]] = {}
    for points, parts in ways or head_ways(story, columns, measure, voices):
        least = around + sum(made.rows for _, made in parts)
        for white, more in enumerate(WHITE_POINTS):
            if least + white not in best or points + more < best[least + white][0]:
                best[least + white] = points + more, white, parts
    found = sorted((points, rows, white, parts) for rows, (points, white, parts) in best.items())
    most = found[0][0] + MOST_POINTS
    made = tuple(
        _head(story, parts, voices, rows, edge, white, points) for points, rows, white, parts in found if points <= most
    )
    if story.series:
        label = _series(story, 0.0, voices, _side_of(story, voices.design))
        if label.x + label.width > measure + OUT:
            return tuple(replace(head, too_long=(Role.SERIES, *head.too_long)) for head in made)
    return made


def head_ways(story: Story, columns: int, measure: float, voices: Voices) -> tuple[HeadWay, ...]:
    """Return the ways to set the parts of a story's head, wherever it stands: one for each height of its headline."""
    measure -= 2 * _side_of(story, voices.design)
    tokens = voices.design.head
    known: dict[tuple[Role, float], SetPart] = {}

    def part(text: str, style: TextStyle, role: Role, headline: SetPart) -> Iterator[Part]:
        if text:
            # Around most headlines they are as large as they can be, and the same.
            largest = min(style.size, tokens.subordinate * headline.size)
            if (role, largest) not in known:
                known[role, largest] = _set_text(text, style, measure, voices, story, role, largest)
            yield role, known[role, largest]

    kicker, style = story.kicker, tokens.kicker
    if story.part_of and story.continued_from:
        # A part that was carried here has a small head: where it comes from, and what it is about.
        kicker = voices.language(story.language).words.carried(story.continued_from)
        style = voices.design.jump.model_copy(update={"align": tokens.kicker.align})
    return tuple(
        (
            points,
            (
                *part(kicker, style, Role.KICKER, headline),
                (Role.HEADLINE, headline),
                *part(story.deck, tokens.deck, Role.DECK, headline),
                *part(story.byline, tokens.byline, Role.BYLINE, headline),
            ),
        )
        for points, headline in _headlines(story, tokens.headline, columns, measure, voices)
    )


def _side_of(story: Story, design: Design) -> float:
    """Return the white at either side of a head's words, pt: a ground of its own has some, that of its box included."""
    if story.head not in ("reverse", "tint"):
        return 0.0
    return max(0.0, design.head.band_side - (design.box.padding if story.boxed else 0.0))


def _head(
    story: Story, parts: Sequence[Part], voices: Voices, rows: int, edge: float, white: int, points: float
) -> Head:
    """Return the head of so many rows that some parts make, which begins to the eye at ``edge``, pt."""
    tokens, row = voices.design.head, voices.design.grid.row
    band = None
    if story.head in ("reverse", "tint"):
        band = (max(0.0, edge), rows * row - tokens.band_foot * row)
    return Head(
        Later(len(parts) + bool(story.series), partial(_blocks, story, parts, voices, rows, edge, band)),
        rows,
        tuple(role for role, made in parts if not made.fits),
        tuple(char for _, made in parts for char in made.missing),
        band,
        points=points,
        size=next(made.size for role, made in parts if role is Role.HEADLINE),
        white=white,
        wide=tuple(made.wide for _, made in parts if made.wide),
    )


def _blocks(
    story: Story,
    parts: Sequence[Part],
    voices: Voices,
    rows: int,
    edge: float,
    band: tuple[float, float] | None,
) -> tuple[HeadBlock, ...]:
    """Set the blocks of a head: the label of its series, and its parts."""
    tokens, row = voices.design.head, voices.design.grid.row
    side = _side_of(story, voices.design)
    foot = rows * row + voices.design.grid.baseline - (HAN_CENTRE + HAN_INK) * voices.design.body.size
    label = [_series(story, edge, voices, side)] if story.series else []
    if band:
        edge, foot = band
    for made in label:
        edge = made.top + made.height - voices.design.element.series.above / 2
    # The ground of a box reaches above its head's rows; nothing else does.
    highest = edge if story.boxed else max(0.0, edge)
    return (*label, *_spread(parts, edge, highest, foot, row, tokens, side, centred=band is not None))


def _series(story: Story, edge: float, voices: Voices, x: float) -> HeadBlock:
    """Set the label of a series: a line on a ground of its own at the head's left, ``x`` pt in."""
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
    top = max(0.0, edge) + style.above
    return HeadBlock(Role.SERIES, (line,), top, height, (baseline,), line.width + 2 * pad, x)


def part_gap(one: float, other: float, tokens: HeadTokens) -> float:
    """Return the white between two parts of a head of these sizes, from ink to ink, pt."""
    return tokens.gap + tokens.gap_em * max(one, other)


def set_text(text: str, style: TextStyle, measure: float, voices: Voices, story: Story, role: Role) -> SetPart | None:
    """Set a kicker or byline that stands by itself; None if there is none."""
    return _set_text(text, style, measure, voices, story, role, style.size) if text else None


def _spread(
    parts: Sequence[Part],
    edge: float,
    highest: float,
    foot: float,
    row: float,
    tokens: HeadTokens,
    x: float,
    *,
    centred: bool,
) -> tuple[HeadBlock, ...]:
    """Place the parts between two edges (pt): as much white above as below, and less between the parts.

    Below a head that is not ``centred`` on a ground of its own there is never less than ``least_below`` rows, or it
    sticks to its text, and never more than ``most_below``, or it belongs to nothing: the rest stands above it.
    Where the rows have not enough white for that, the first part stands ``highest``, pt, and below is what is left.
    """
    heights = [2 * HAN_INK * made.size + (len(made.lines) - 1) * made.pitch for _, made in parts]
    gaps = [part_gap(one.size, other.size, tokens) for (_, one), (_, other) in pairwise(parts)]
    white = foot - edge - summed(heights)
    inner = summed(gaps)
    spare = white - inner - 2 * tokens.comfort * row
    if gaps and spare > 0:
        inner += tokens.inner * spare
    elif gaps and white - inner < 2 * tokens.least_white * row:
        inner = max(tokens.least_gap * inner, white - 2 * tokens.least_white * row)
    scale = inner / summed(gaps) if gaps else 1.0
    below = (white - inner) / 2
    if not centred:
        below = max(min(below, tokens.most_below * row), min(tokens.least_below * row, white - inner))
    top = edge + white - inner - below
    top = max(top, min(highest, top + below))
    blocks = []
    for (role, made), height, gap in zip(parts, heights, (*gaps, 0.0), strict=True):
        ascent = (HAN_CENTRE + HAN_INK) * made.size
        baselines = tuple(ascent + number * made.pitch for number in range(len(made.lines)))
        blocks.append(HeadBlock(role, tuple(made.lines), top, height, baselines, x=x))
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

    def part(breaks: tuple[int, ...], size: float, rows: int, pitch: float, *, fits: bool) -> SetPart:
        lines = partial(shown.lines, breaks, measure, size, style.align, style.tracking, role)
        return SetPart(Later(len(breaks) + 1, lines), size, rows, pitch, fits, missing)

    ways = (
        (found, natural * scale)
        for scale in (1.0, *tokens.shrink)
        for count in range(1, style.max_lines + 1)
        if (found := shown.best(count, measure / (natural * scale))) is not None
    )
    first = next(ways, None)
    if first is None:
        made = part((), natural * tokens.shrink[-1], style.rows, pitch, fits=False)
        return replace(made, wide=_wide_word(shown, made.size, measure, role))
    # Smaller, or over more lines, rather than with a word cut.
    found, size = first if first[0].whole else next((way for way in ways if way[0].whole), first)
    rows = style.rows * (len(found.breaks) + 1)
    return part(found.breaks, size, rows, min(pitch, tokens.pitch * size), fits=True)


def _wide_word(shown: DisplayText, size: float, measure: float, role: Role) -> WideWord | None:
    """Return the word for which a text does not fit a measure (pt) at its smallest size; None if it is for none."""
    word, em = shown.widest()
    return WideWord(role, word, em * size, measure) if em * size > measure + OUT else None


def _headlines(
    story: Story, style: HeadlineStyle, columns: int, measure: float, voices: Voices
) -> Iterator[tuple[float, SetPart]]:
    """Yield the ways to set a headline, for each number of rows the best size and lines of its ladder, with points.

    What fits at no size is set at the smallest in one line.
    """
    voice = voices.faced(style.face(story.priority), style.features)
    language = voices.language(story.language)
    tokens = voices.design.head
    shown = display_text(story.headline, voice, language, han_latin=tokens.han_latin, least_line=tokens.least_line)
    natural = style.natural_size(story.priority)
    row, limit = voices.design.grid.row, style.line_limit(columns)
    ways: dict[int, tuple[float, LineEnds, float]] = {}
    for size in style.ladder:
        em = measure / size
        distance = (size - natural) / natural
        off = LARGER_WEIGHT * distance**2 if distance > 0 else SIZE_WEIGHT * distance**2 + FAR_WEIGHT * distance**4
        for count in range(1, limit + 2):
            found = shown.best(count, em)
            if found is None:
                continue
            rows = ceil(count * style.pitch * size / row)
            known, beyond = ways[rows][0] if rows in ways else inf, LINE_BEYOND * (count > limit)
            if off + found.cost + beyond >= known:
                continue  # however full its lines are
            tracking = found.tracking(em, style.max_tracking)
            fill = min(1.0, found.longest(tracking) / em)
            cost = off + FILL_WEIGHT * (1 - fill) ** 2 + found.cost + beyond
            if cost < known:
                ways[rows] = (cost, found, size)

    def part(breaks: tuple[int, ...], size: float, rows: int, tracking: float, *, fits: bool) -> SetPart:
        lines = partial(shown.lines, breaks, measure, size, style.align, tracking, Role.HEADLINE)
        pitch = style.pitch * size
        return SetPart(Later(len(breaks) + 1, lines), size, rows, pitch, fits, shown.items.missing)

    if not ways:
        size = min(style.ladder)
        made = part((), size, ceil(style.pitch * size / row), 0.0, fits=False)
        yield 0.0, replace(made, wide=_wide_word(shown, size, measure, Role.HEADLINE))
    for rows, (cost, found, size) in ways.items():
        tracking = found.tracking(measure / size, style.max_tracking)
        yield POINTS * cost, part(found.breaks, size, rows, tracking, fits=True)
