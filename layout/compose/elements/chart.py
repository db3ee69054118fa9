"""A chart drawn from figures: level bars, upright columns, or a line. Black, one accent, every figure labelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

from layout.compose.element import SetElement, SetLine, block, missing_of, rule
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.items import Line
from layout.compose.voices import Voices
from layout.design.tokens import Colour
from layout.edition.blocks import Chart
from layout.scene.shapes import DrawnPath, Outline, shifted_path

AIR = 5.0
"""Least white above and below a chart, pt."""
TITLE_HEIGHT = 1.9
"""Height of the title's line, em of the title; the unit stands at its right."""
SOURCE_HEIGHT = 1.5
BAR_PITCH, BAR = 1.75, 1.0
"""Distance of level bars and their thickness, em of the labels."""
GAP = 5.0
"""White between labels, bars and values, pt."""
PLOT = 0.5
"""Height of upright columns or of a line chart's field, as a part of the chart's width."""
LEAST_PLOT, MOST_PLOT = 60.0, 150.0
COLUMN = 0.62
"""Width of an upright column, as a part of its share of the width."""
GREY = 0.45
"""Ink of bars that are not highlighted, if one is."""
DOT = 2.0
"""Half the side of the square at a point of a line, pt."""


def set_chart(chart: Chart, width: float, voices: Voices, language: str) -> SetElement:
    """Set a chart: its title and unit, the figures, the source."""
    return _Drawing(chart, width, voices, language).made()


def number(value: float) -> str:
    """Return a figure as newspapers print it: no needless zeros, no more than three places."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


class _Drawing:
    """One chart being drawn, from the top down."""

    def __init__(self, chart: Chart, width: float, voices: Voices, language: str) -> None:
        self.chart, self.width = chart, width
        self.design = voices.design
        self.styles, self.row = voices.design.element, voices.design.grid.row
        self.ink, self.accent = voices.design.colours["rule"], voices.design.colours["accent"]
        self.paper = Colour(c=0, m=0, y=0, k=0)
        self.texts = Texts(voices, language)
        self.size = self.styles.label.size
        self.lines: list[SetLine] = []
        self.shapes: list[DrawnPath] = []

    def made(self) -> SetElement:
        chart = self.chart
        y = 2.0
        self.shapes.append(rule(0.0, 0.0, self.width, 1.0, self.ink))
        if chart.title or chart.unit:
            y = self.heading(y)
        y = self.bars(y) if chart.form == "bars" else self.plot(y)
        if chart.source:
            height = SOURCE_HEIGHT * self.size
            line = self.texts.one_line(chart.source, self.styles.label, self.width, "right")
            self.lines.append(centred(line, y, height))
            y += height
        self.shapes.append(rule(0.0, y + 2.0, self.width, 0.5, self.ink))
        y += 2.5
        rows = ceil((y + 2 * AIR) / self.row)
        top = (rows * self.row - y) / 2
        lines = tuple(SetLine(each.line, each.baseline + top, each.ink) for each in self.lines)
        shapes = tuple(shifted_path(each, 0.0, top) for each in self.shapes)
        values = "".join(number(bar.value) for bar in chart.data)
        return SetElement("chart", rows, self.width, lines, shapes, chart.text + values, missing_of(self.texts.missing))

    def heading(self, y: float) -> float:
        height = TITLE_HEIGHT * self.styles.title.size
        unit_width = 0.0
        if self.chart.unit:
            unit = self.texts.one_line(f"（{self.chart.unit}）", self.styles.label, self.width, "right")
            unit_width = unit.width + GAP
            self.lines.append(centred(unit, y, height))
        if self.chart.title:
            title = self.texts.one_line(self.chart.title, self.styles.title, self.width - unit_width)
            self.lines.append(centred(title, y, height))
        return y + height

    def label(self, words: str, *, strong: bool = False) -> Line:
        """Return a label or a value; those of the highlighted figure are bold."""
        style = self.styles.label
        if strong:
            style = style.model_copy(update={"font": style.strong or self.styles.title.font})
        return self.texts.lines(words, style, 1e4, "left")[0]

    def shade(self, label: str) -> Colour:
        """Return the ink of a figure: the accent if it is highlighted, grey if another is, else black."""
        if label == self.chart.highlight:
            return self.accent
        return self.ink if not self.chart.highlight else Colour(c=0, m=0, y=0, k=GREY)

    def bars(self, y: float) -> float:
        data = self.chart.data
        labels = [self.label(bar.label, strong=bar.label == self.chart.highlight) for bar in data]
        values = [self.label(number(bar.value), strong=bar.label == self.chart.highlight) for bar in data]
        left = max(line.width for line in labels) + GAP
        least = min(0.0, *(bar.value for bar in data))
        most = max(0.0, *(bar.value for bar in data))
        room = self.width - left - max(line.width for line in values) - GAP
        scale = room / ((most - least) or 1.0)
        pitch, thick = BAR_PITCH * self.size, BAR * self.size
        zero = left - least * scale
        for bar, label, value in zip(data, labels, values, strict=True):
            length = bar.value * scale
            self.lines.append(centred(moved(label, left - GAP - label.width - label.x), y, pitch))
            start, end = sorted((zero, zero + length))
            self.shapes.append(
                block(start, y + (pitch - thick) / 2, max(0.4, end - start), thick, self.shade(bar.label))
            )
            self.lines.append(centred(moved(value, end + GAP / 2), y, pitch))
            y += pitch
        self.shapes.append(block(zero - 0.25, y - pitch * len(data), 0.5, pitch * len(data), self.ink))
        return y + 2.0

    def plot(self, y: float) -> float:
        """Draw upright columns or a line in a field with level rules."""
        data, size = self.chart.data, self.size
        height = min(MOST_PLOT, max(LEAST_PLOT, PLOT * self.width))
        values = [bar.value for bar in data]
        least = min(0.0, *values) if self.chart.form == "columns" else _low(values)
        ticks = list(_ticks(least, max(values)))
        low, high = ticks[0], ticks[-1]
        marks = [self.label(number(tick)) for tick in ticks]
        left = max(line.width for line in marks) + GAP
        top = y + 1.4 * size
        share = (self.width - left) / len(data)

        def at(value: float) -> float:
            return top + height - (value - low) / (high - low) * height

        for tick, mark in zip(ticks, marks, strict=True):
            level = at(tick)
            base = tick == low
            self.shapes.append(rule(left, level - 0.25, self.width - left, 0.6 if base else 0.25, self.ink))
            self.lines.append(centred(moved(mark, left - GAP - mark.width - mark.x), level - size / 2, size))
        points = [(left + (number_ + 0.5) * share, at(bar.value)) for number_, bar in enumerate(data)]
        marks_at: list[DrawnPath] = (
            [Outline(tuple(points), 1.4, self.accent, closed=False)] if self.chart.form == "line" else []
        )
        every = self._every(share)
        for place, (bar, (x, level)) in enumerate(zip(data, points, strict=True)):
            strong = bar.label == self.chart.highlight
            if self.chart.form == "columns":
                wide = COLUMN * share
                marks_at.append(block(x - wide / 2, min(level, at(0)), wide, abs(at(0) - level), self.shade(bar.label)))
            else:
                marks_at.append(block(x - DOT, level - DOT, 2 * DOT, 2 * DOT, self.accent if strong else self.ink))
            if place % every == 0 or strong or place == len(data) - 1:
                value = self.label(number(bar.value), strong=strong)
                left_ = x - value.width / 2
                # A ground of paper keeps the level rules and the line out of the figure.
                self.shapes.append(block(left_ - 1.0, level - 1.5 * size, value.width + 2.0, 1.05 * size, self.paper))
                self.lines.append(centred(moved(value, left_ - value.x), level - 1.5 * size, size))
                label = self.label(bar.label, strong=strong)
                self.lines.append(centred(moved(label, x - label.width / 2 - label.x), top + height + 3.0, size))
        self.shapes += marks_at
        return top + height + 3.0 + 1.4 * size

    def _every(self, share: float) -> int:
        """Return how many figures share one label, so that no two labels touch."""
        widest = max(max(self.label(bar.label).width, self.label(number(bar.value)).width) for bar in self.chart.data)
        return max(1, ceil((widest + 3.0) / share))


def _low(values: Sequence[float]) -> float:
    """Return where a line chart begins: at nothing, unless that would press the line flat against the top."""
    return 0.0 if min(values) < 0.6 * max(values) or min(values) <= 0 else min(values) * 0.9


def _ticks(least: float, most: float) -> Iterator[float]:
    """Yield round numbers from at most ``least`` to at least ``most``, three to five of them."""
    span = (most - least) or 1.0
    rough = span / 3
    power = 10 ** floor(log10(rough))
    step = next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough - 1e-9)
    tick = floor(least / step + 1e-9) * step
    while True:
        yield tick
        if tick >= most - 1e-9:
            return
        tick += step
