"""The index (导读) of a front page: a line or two for each story that waits inside, with its page number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from layout.base.units import summed
from layout.compose.classes import HAN_CENTRE
from layout.compose.element import SetElement, rule
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.phrases import phrase_breaks
from layout.compose.voices import Voices
from layout.design.styles import TextStyle
from layout.scene.text import Line, SetLine


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A story inside: its page and its headline."""

    page: str
    headline: str


@dataclass(frozen=True, slots=True)
class _SetEntry:
    page: Line
    headline: tuple[Line, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Index:
    """A set index: its title, its entries, its width, the inset from its box's left edge, and the rows it takes."""

    title: Line
    entries: tuple[_SetEntry, ...]
    inset: float
    measure: float
    rows: int
    voices: Voices

    @property
    def wide(self) -> Iterator[tuple[Line, str]]:
        """The lines that are wider than their measure, each with the headline it is of."""
        return ((line, entry.said) for entry in self.entries for line in entry.headline if line.over)

    def spread(self, height: float) -> tuple[SetElement, SetElement]:
        """Return title and entries, spread evenly over a box of that height (pt), places from its top."""
        design = self.voices.design
        tokens = design.index
        title_height = tokens.title.rows * design.grid.row
        title = SetElement("index-title", 0, self.measure, (centred(self.title, 0.0, title_height),))
        sizes = [self._height(entry, tokens.pitch) for entry in self.entries]
        gap = (height - title_height - summed(sizes)) / max(1, len(sizes))
        ink = design.colours["rule"]
        lines, shapes = [], [rule(0.0, title_height, self.measure, tokens.title_rule, ink)]
        y = title_height
        for number, (entry, size) in enumerate(zip(self.entries, sizes, strict=True)):
            if number:
                shapes.append(rule(0.0, y, self.measure, tokens.rule, ink))
            top = y + gap / 2
            pitch = tokens.pitch * entry.headline[0].size
            for at, line in enumerate(entry.headline):
                lines.append(centred(line, top + at * pitch, pitch))
            baseline = top + pitch / 2 + HAN_CENTRE * entry.headline[0].size
            lines.insert(len(lines) - len(entry.headline), SetLine(entry.page, baseline, design.colours["accent"]))
            y += size + gap
        return title, SetElement("index", 0, self.measure, tuple(lines), tuple(shapes))

    @staticmethod
    def _height(entry: _SetEntry, pitch: float) -> float:
        return pitch * entry.headline[0].size * len(entry.headline)


def compose_index(
    title: str, entries: Sequence[IndexEntry], columns: int, rows: int, voices: Voices, language: str
) -> Index:
    """Set an index over so many base columns, in ``rows`` rows or, if they are too few, in those it needs.

    Without a ``title`` it has the word of its language.
    """
    design = voices.design
    tokens, row = design.index, design.grid.row
    measure = design.grid.measure(columns) - 2 * design.box.padding
    texts = Texts(voices, language, heads=True)
    pages = [texts.one_line(entry.page, tokens.page, measure, "left") for entry in entries]
    hang = max((page.width for page in pages), default=0.0) + tokens.page_gap * tokens.page.size
    made = tuple(
        _SetEntry(
            page,
            tuple(moved(line, hang) for line in _level(texts, entry.headline, tokens.entry, measure - hang)),
            entry.headline,
        )
        for page, entry in zip(pages, entries, strict=True)
    )
    head = texts.one_line(title or texts.language.words.index_label, tokens.title, measure)
    heights = summed(tokens.pitch * entry.headline[0].size * len(entry.headline) + 2 * tokens.gap for entry in made)
    natural = ceil((2 * design.box.air + heights) / row) + tokens.title.rows
    return Index(head, made, design.box.padding, measure, max(natural, rows), voices)


def _level(texts: Texts, headline: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """Set a headline in as few lines as it needs: they end between phrases, and are of like lengths, if they can."""
    best = texts.lines(headline, style, width, "left")
    count = len(best)
    if count < 2:
        return best
    natural = phrase_breaks(headline, texts.language)
    tries = [best]
    for narrower in (width - step * style.size for step in range(1, int(width / style.size))):
        tried = texts.lines(headline, style, narrower, "left")
        if len(tried) > count or any(line.width > narrower for line in tried):
            break
        tries.append(tried)
    return min(tries, key=lambda lines: (_parted(headline, lines, natural), max(line.width for line in lines)))


def _parted(headline: str, lines: Sequence[Line], natural: frozenset[int]) -> int:
    """Return how many of the lines end inside a phrase."""
    at = parted = 0
    for line in lines[:-1]:
        text = line.text.strip()
        at = headline.find(text, at) + len(text)
        parted += at not in natural
    return parted
