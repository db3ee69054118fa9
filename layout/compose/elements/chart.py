"""A chart drawn from figures: level bars, upright columns, or a line. Black, one accent, every figure labelled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, log10
from typing import Annotated, Literal, Self, get_args
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import SubElement

from pydantic import BeforeValidator, Field

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import listed, say
from layout.base.text import is_wide
from layout.base.units import Rect
from layout.compose.element import SetElement, block, missing_of, rule
from layout.compose.elements.kind import ElementKind, Say
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.elements.xhtml import put, xml
from layout.compose.lines import held
from layout.compose.voices import Voices
from layout.design.styles import TextStyle
from layout.design.values import Colour
from layout.edition.blocks import Element, MapSpans, MapText, Model, Span, Spans, Text
from layout.edition.markdown import Body, Written
from layout.files.models import Form as FileForm
from layout.files.models import read_model
from layout.files.yaml import Mapping, parse_yaml
from layout.scene.shapes import DrawnPath, Outline, Point, shifted_path
from layout.scene.text import Line, SetLine


class Bar(Model):
    """One figure of a chart: its label and its value."""

    label: Text
    value: float


Form = Literal["bars", "columns", "line"]


class Chart(Element):
    """A chart: figures with their labels, as bars or as a line."""

    kind: Literal["chart"] = "chart"
    form: Form = "bars"
    title: str = ""
    unit: str = ""
    source: str = ""
    highlight: str = ""
    """The label of the figure that is shown in the accent colour."""
    data: Annotated[tuple[Bar, ...], Field(min_length=2, max_length=24)]

    @property
    def text(self) -> str:
        """The words and labels of the chart."""
        return self.title + self.unit + "".join(bar.label for bar in self.data) + self.source

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its words put through functions; labels stay as they are."""
        return self.model_copy(update={"title": text(self.title), "source": text(self.source)})


class ChartKeys(Model):
    """The keys of a chart. ``data`` is label -> figure."""

    title: str = ""
    unit: str = ""
    source: str = ""
    highlight: Annotated[str, BeforeValidator(str)] = ""  # often a year, which nobody puts between quotes
    data: Annotated[dict[str, float], Field(min_length=2, max_length=24)]


def read_chart(body: Body, written: Written) -> Iterator[Chart]:
    """Yield a chart: its keys are YAML between the backticks."""
    line, form = written.line, written.title or "bars"
    if form not in get_args(Form):
        hint = say("write ```chart bars, ```chart columns or ```chart line")
        body.error(Code.ELEMENT_UNKNOWN, say("there is no chart {form!r}", form=form), line, hint)
        return
    root = parse_yaml(written.text, body.source.file, body.report, first_line=line + 1)
    if not isinstance(root, Mapping):
        hint = say("write title: and data:, and under data: a label and a figure a line, such as 2021: 62")
        body.error(Code.ELEMENT_CONTENT, say("a chart has keys and figures between its backticks"), line, hint)
        return
    keys = read_model(ChartKeys, FileForm(root, body.source.file), body.report)
    if keys is None:
        return
    if keys.highlight and keys.highlight not in keys.data:
        hint = say("the labels are {data}", data=listed(keys.data))
        body.error(
            Code.ELEMENT_CONTENT,
            say("highlight: {highlight} is no label of the data", highlight=keys.highlight),
            line,
            hint,
        )
        return
    yield Chart.model_validate(
        {
            "form": form,
            "data": tuple(Bar(label=body.one_voice(label), value=value) for label, value in keys.data.items()),
            **{name: body.one_voice(getattr(keys, name)) for name in ("title", "unit", "source", "highlight")},
            **written.options,
        }
    )


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
        self.styles, self.row = voices.design.element, voices.design.grid.row
        self.tokens = voices.design.element.chart
        self.ink, self.accent = voices.design.colours["rule"], voices.design.colours["accent"]
        self.paper = Colour(c=0, m=0, y=0, k=0)
        self.texts = Texts(voices, language)
        self.size = self.styles.label.size
        self.lines: list[SetLine] = []
        self.shapes: list[DrawnPath] = []

    def figure(self, value: float) -> str:
        """Return a figure as the language writes it."""
        return self.texts.language.words.figure(number(value))

    def made(self) -> SetElement:
        chart, tokens = self.chart, self.tokens
        y = tokens.head
        self.shapes.append(rule(0.0, 0.0, self.width, tokens.rule, self.ink))
        if chart.title or chart.unit:
            y = self.heading(y)
        y = self.bars(y) if chart.form == "bars" or self._is_tight() else self.plot(y)
        if chart.source:
            height = tokens.source_height * self.size
            for line in self.texts.few_lines(chart.source, self.styles.label, self.width, "right"):
                self.lines.append(centred(line, y, height))
                y += height
        self.shapes.append(rule(0.0, y + tokens.foot, self.width, tokens.foot_rule, self.ink))
        y += tokens.foot + tokens.foot_rule
        rows = ceil((y + 2 * tokens.air) / self.row)
        top = (rows * self.row - y) / 2
        # Labels and figures stand where their figures put them: what of a line is out of the chart is too much of it.
        within = ((each, self.width - max(0.0, each.line.x)) for each in self.lines)
        lines = tuple(SetLine(held(each.line, room), each.baseline + top, each.ink) for each, room in within)
        shapes = tuple(shifted_path(each, 0.0, top) for each in self.shapes)
        values = "".join(self.figure(bar.value) for bar in chart.data)
        return SetElement("chart", rows, self.width, lines, shapes, chart.text + values, missing_of(self.texts.missing))

    def heading(self, y: float) -> float:
        height = self.tokens.title_height * self.styles.title.size
        unit_width = 0.0
        if self.chart.unit:
            told = self.texts.language.words.of_unit(self.chart.unit)
            *before, unit = self.texts.few_lines(told, self.styles.label, self.width, "right")
            for line in before:
                self.lines.append(centred(line, y, height))
                y += height
            unit_width = unit.width + self.tokens.gap
            self.lines.append(centred(unit, y, height))
        if not self.chart.title:
            return y + height
        style = self.styles.title
        lines = self.texts.lines(self.chart.title, style, self.width - unit_width, "left")
        if unit_width and (len(lines) > 1 or lines[0].over):
            # Too narrow for both: the unit has the first row to itself.
            y += height
            lines = self.texts.lines(self.chart.title, style, self.width, "left")
        for line in lines:
            self.lines.append(centred(line, y, height))
            y += height
        return y

    def label_style(self, strong: bool) -> TextStyle:
        """Return the style of a label or a value; those of the highlighted figure are bold."""
        style = self.styles.label
        return style.model_copy(update={"font": style.strong or self.styles.title.font}) if strong else style

    def label(self, words: str, *, strong: bool = False) -> Line:
        """Return a label or a value on one line."""
        return self.texts.lines(words, self.label_style(strong), 1e4, "left")[0]

    def shade(self, label: str) -> Colour:
        """Return the ink of a figure: the accent if it is highlighted, grey if another is, else black."""
        if label == self.chart.highlight:
            return self.accent
        return self.ink if not self.chart.highlight else Colour(c=0, m=0, y=0, k=self.tokens.grey)

    def bars(self, y: float) -> float:
        data, tokens = self.chart.data, self.tokens
        gap = tokens.gap
        labels = [self.label(bar.label, strong=bar.label == self.chart.highlight) for bar in data]
        values = [self.label(self.figure(bar.value), strong=bar.label == self.chart.highlight) for bar in data]
        beside = max(line.width for line in labels) + gap
        # Where words would leave the bars no room, each stands on a row of its own above its bar.
        above = beside + max(line.width for line in values) + gap > tokens.most_words * self.width
        left = 0.0 if above else beside
        least = min(0.0, *(bar.value for bar in data))
        most = max(0.0, *(bar.value for bar in data))
        room = self.width - left - max(line.width for line in values) - gap
        scale = room / ((most - least) or 1.0)
        pitch, thick = tokens.bar_pitch * self.size, tokens.bar * self.size
        zero, first = left - least * scale, y
        for bar, label, value in zip(data, labels, values, strict=True):
            length = bar.value * scale
            if above:
                # A label that is wider than the chart goes on below.
                style = self.label_style(bar.label == self.chart.highlight)
                for line in self.texts.lines(bar.label, style, self.width, "left"):
                    self.lines.append(centred(moved(line, -line.x), y, pitch))
                    y += pitch
            else:
                self.lines.append(centred(moved(label, left - gap - label.width - label.x), y, pitch))
            start, end = sorted((zero, zero + length))
            self.shapes.append(
                block(start, y + (pitch - thick) / 2, max(tokens.least_bar, end - start), thick, self.shade(bar.label))
            )
            self.lines.append(centred(moved(value, end + gap / 2), y, pitch))
            y += pitch
        self.shapes.append(block(zero - tokens.axis / 2, first, tokens.axis, y - first, self.ink))
        return y + tokens.bars_foot

    def plot(self, y: float) -> float:
        """Draw upright columns or a line in a field with level rules."""
        data, size, tokens = self.chart.data, self.size, self.tokens
        height = min(tokens.most_plot, max(tokens.least_plot, tokens.plot * self.width))
        values = [bar.value for bar in data]
        least = min(0.0, *values) if self.chart.form == "columns" else _low(values)
        ticks = list(_ticks(least, max(values)))
        low, high = ticks[0], ticks[-1]
        marks = [self.label(self.figure(tick)) for tick in ticks]
        left = max(line.width for line in marks) + tokens.gap
        top = y + tokens.headroom * size
        share = (self.width - left) / len(data)

        def at(value: float) -> float:
            return top + height - (value - low) / (high - low) * height

        for tick, mark in zip(ticks, marks, strict=True):
            level = at(tick)
            thick = tokens.base_rule if tick == low else tokens.level_rule
            self.shapes.append(rule(left, level - tokens.level_rule, self.width - left, thick, self.ink))
            self.lines.append(centred(moved(mark, left - tokens.gap - mark.width - mark.x), level - size / 2, size))
        points = [(left + (number_ + 0.5) * share, at(bar.value)) for number_, bar in enumerate(data)]
        is_line = self.chart.form == "line"
        marks_at: list[DrawnPath] = [Outline(tuple(points), tokens.line, self.accent, closed=False)] if is_line else []
        labelled = self._labelled(share, [x for x, _ in points])
        for place, (bar, (x, level)) in enumerate(zip(data, points, strict=True)):
            strong = bar.label == self.chart.highlight
            if self.chart.form == "columns":
                wide = tokens.column * share
                marks_at.append(block(x - wide / 2, min(level, at(0)), wide, abs(at(0) - level), self.shade(bar.label)))
            else:
                dot = tokens.dot
                marks_at.append(block(x - dot, level - dot, 2 * dot, 2 * dot, self.accent if strong else self.ink))
            if place in labelled:
                value = self.label(self.figure(bar.value), strong=strong)
                left_ = self._within(x - value.width / 2, value.width)
                # A ground of paper keeps the level rules out of the figure; the line is kept out by its place.
                beyond, rise = tokens.value_padding, tokens.value_rise * size
                wide, high = value.width + 2 * beyond, tokens.value_ground * size
                uppers = [level - rise, level + rise - size] if is_line else [level - rise]
                grounds = [Rect(left_ - beyond, upper, wide, high) for upper in uppers if upper + size <= top + height]
                crossed = [is_line and _crosses(points, ground) for ground in grounds]
                ground = grounds[crossed.index(False) if False in crossed else 0]
                paper = block(ground.x, ground.y, ground.width, ground.height, self.paper)
                (self.shapes if False in crossed else marks_at).append(paper)
                self.lines.append(centred(moved(value, left_ - value.x), ground.y, size))
                label = self.label(bar.label, strong=strong)
                below = top + height + tokens.label_gap
                self.lines.append(
                    centred(moved(label, self._within(x - label.width / 2, label.width) - label.x), below, size)
                )
        self.shapes += marks_at
        return top + height + tokens.label_gap + tokens.label_height * size

    def _is_tight(self) -> bool:
        """Tell whether upright columns would be narrower than their figures, or a label under the field wider than the
        chart: level bars then take their place."""
        if any(self.label(bar.label).width > self.width for bar in self.chart.data):
            return True
        widest = max(self.label(self.figure(bar.value)).width for bar in self.chart.data)
        share = self.width / (len(self.chart.data) + 1)
        return self.chart.form == "columns" and widest + self.tokens.label_apart > share

    def _within(self, x: float, width: float) -> float:
        """Return where words of a width stand that would begin at x: inside of the chart."""
        return max(0.0, min(x, self.width - width))

    def _labelled(self, share: float, middles: Sequence[float]) -> set[int]:
        """Return which figures have a label, so that no two labels touch: the highlighted, the last and others.

        ``middles`` is where they would stand; the first and the last ones are moved inside of the chart.
        """
        data = self.chart.data
        widest = max(max(self.label(bar.label).width, self.label(self.figure(bar.value)).width) for bar in data)
        every = max(1, ceil((widest + self.tokens.label_apart) / share))
        starts = [self._within(middle - widest / 2, widest) for middle in middles]
        chosen = {place for place, bar in enumerate(data) if bar.label == self.chart.highlight}
        for place in reversed(range(len(data))):
            apart = (abs(starts[place] - starts[other]) >= widest for other in chosen)
            if all(apart) and all(abs(place - other) >= every for other in chosen):
                chosen.add(place)
        return chosen


def _crosses(points: Sequence[Point], rect: Rect) -> bool:
    """Tell whether a chain of straight lines comes into a rectangle."""
    for (left, first), (right, last) in pairwise(points):
        start, end = max(left, rect.x), min(right, rect.right)
        if start < end:
            levels = [first + (last - first) * (x - left) / (right - left) for x in (start, end)]
            if min(levels) < rect.bottom and max(levels) > rect.y:
                return True
    return False


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


def chart_html(chart: Chart, words: Words) -> Xml:
    """Return a chart as a table of its figures: what a reader who cannot see it needs, and a narrow screen can show."""
    made = xml("figure", kind="chart")
    table = SubElement(made, "table")
    unit = words.of_unit(chart.unit) if chart.unit and chart.title else chart.unit
    apart = " " if chart.title and unit and not is_wide(unit[0]) else ""
    put(table, "caption", chart.title + apart + unit)
    body = SubElement(table, "tbody")
    for bar in chart.data:
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row"}).text = bar.label
        SubElement(row, "td").text = words.figure(f"{bar.value:.12g}")
    put(made, "figcaption", chart.source)
    return made


def chart_markdown(chart: Chart, _say: Say) -> str:
    """Return a chart as Markdown: its keys, and a label and a figure a line."""
    keys = [(name, getattr(chart, name)) for name in ("title", "unit", "source", "highlight")]
    lines = [f"{name}: {_quoted(text)}" for name, text in keys if text]
    figures = [f"  {_quoted(bar.label)}: {bar.value:.15g}" for bar in chart.data]
    return "\n".join([f"```chart {chart.form}", *lines, "data:", *figures, "```"])


def _quoted(text: str) -> str:
    """Return text as YAML takes it whatever is in it; a plain word or number stays as it is."""
    if re.fullmatch(r"\w+", text) and not re.fullmatch(r"(?i)null|true|false|yes|no|on|off|y|n", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def chart_paragraphs(chart: Chart) -> Iterator[Spans]:
    """Yield a chart's title, a paragraph for each figure with its label, and the source."""
    for words in (f"{chart.title} {chart.unit}".strip(), *(f"{bar.label} {number(bar.value)}" for bar in chart.data)):
        yield (Span(text=words),)
    yield (Span(text=chart.source),)


KIND = ElementKind(
    model=Chart,
    fence="chart",
    read=read_chart,
    set=set_chart,
    html=chart_html,
    markdown=chart_markdown,
    paragraphs=chart_paragraphs,
)
