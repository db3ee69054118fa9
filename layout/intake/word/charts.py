"""Charts of Word (DrawingML) by the figures that the file keeps: as a chart of a story if it can have it, else told."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from layout.compose.elements.chart import Bar, Chart, Form, number
from layout.intake.word.styles import find, value

FIGURES = range(2, 25)
"""As many figures a chart of a story has."""

_PLOTS = {
    "c:barChart": "bars", "c:bar3DChart": "bars", "c:lineChart": "line", "c:line3DChart": "line",
}  # fmt: skip
"""Kinds of chart that a story has as well; columns are bars that stand."""


@dataclass(frozen=True, slots=True)
class Series:
    """A row of figures: its name, and the figures with their labels, as they are written."""

    name: str
    labels: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a chart says: its kinds, its title, the words beside its axes, its rows of figures."""

    kinds: tuple[str, ...]
    title: str
    axes: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def lines(self) -> list[str]:
        """All of it in lines, for the list."""
        rows = [
            f"{one.name}: " * bool(one.name)
            + ", ".join(" ".join(filter(None, pair)) for pair in _pairs(one.labels, one.figures))
            for one in self.series
        ]
        return [line for line in (self.title, *self.axes, *rows) if line.strip()]


def read_figures(root: Element) -> Figures:
    """Return what a chart part says."""
    chart = find(root, "c:chart")
    plot = find(chart, "c:plotArea")
    inside = [] if plot is None else list(plot)
    plots = [node for node in inside if any(inner.tag == "c:ser" for inner in node)]
    kinds = tuple("columns" if _stands(node) else _PLOTS.get(node.tag, "") for node in plots)
    series = tuple(_series(node) for each in plots for node in each if node.tag == "c:ser")
    axes = (_title(node) for node in inside if node.tag in ("c:valAx", "c:catAx", "c:dateAx", "c:serAx"))
    return Figures(kinds, _title(chart), tuple(filter(None, axes)), series)


def story_chart(figures: Figures) -> Chart | None:
    """Return a chart of a story: one row of figures, each with a label of its own; None if it cannot be one."""
    if len(figures.series) != 1 or len(figures.kinds) != 1 or not figures.kinds[0]:
        return None
    only = figures.series[0]
    try:
        values = [float(figure.rstrip("%")) for figure in only.figures]
    except ValueError:
        return None
    labels = [" ".join(label.split()) for label in only.labels]
    fits = len(values) == len(labels) == len(set(labels)) and len(values) in FIGURES and all(labels)
    if not fits or not all(map(math.isfinite, values)) or len(figures.axes) > 1:
        return None
    shares = [figure.endswith("%") for figure in only.figures]
    if any(shares) and (figures.axes or not all(shares)):
        return None
    title = figures.title or only.name
    if only.name not in ("", title):
        return None
    form: Form = "columns" if figures.kinds[0] == "columns" else "line" if figures.kinds[0] == "line" else "bars"
    data = tuple(Bar(label=label, value=each) for label, each in zip(labels, values, strict=True))
    unit = "%" if any(shares) else "".join(figures.axes)
    return Chart(form=form, title=title, unit=unit, data=data)


def _pairs(labels: Sequence[str], figures: Sequence[str]) -> Iterator[tuple[str, str]]:
    for at in range(max(len(labels), len(figures))):
        yield labels[at] if at < len(labels) else "", figures[at] if at < len(figures) else ""


def _stands(plot: Element) -> bool:
    return plot.tag in ("c:barChart", "c:bar3DChart") and value(plot, "c:barDir", name="val") != "bar"


def _title(node: Element | None) -> str:
    return " ".join(_rich(find(node, "c:title", "c:tx")).split())


def _rich(node: Element | None) -> str:
    """Return written words, or those that the file keeps of a sheet."""
    if node is None:
        return ""
    written = ["".join(text.text or "" for text in line.iter("a:t")) for line in node.iter("a:p")]
    return " ".join([*filter(None, written), *(each.text or "" for each in node.iter("c:v"))])


def _series(node: Element) -> Series:
    labels = _points(find(node, "c:cat") if find(node, "c:cat") is not None else find(node, "c:xVal"))
    figures = _points(find(node, "c:val") if find(node, "c:val") is not None else find(node, "c:yVal"))
    sizes = _points(find(node, "c:bubbleSize"))
    told = {at: f"{figure} ({sizes[at]})" if at in sizes else figure for at, figure in figures.items()}
    places = sorted({*labels, *told})
    name = " ".join(_rich(find(node, "c:tx")).split())
    return Series(name, tuple(labels.get(at, "") for at in places), tuple(told.get(at, "") for at in places))


def _points(node: Element | None) -> dict[int, str]:
    """Return the points of a row by their numbers; labels of several levels are read together."""
    made: dict[int, str] = {}
    levels = [] if node is None else [inner for inner in node.iter() if any(each.tag == "c:pt" for each in inner)]
    for level in reversed(levels):
        form = next((each.text or "" for each in level if each.tag == "c:formatCode"), "")
        for point in level:
            place, text = point.get("idx", ""), "".join(each.text or "" for each in point if each.tag == "c:v")
            if point.tag == "c:pt" and place.isdecimal():
                said = _shown(text, form)
                made[int(place)] = f"{made[int(place)]} {said}" if int(place) in made else said
    return made


def _shown(text: str, form: str) -> str:
    """Return a figure as its form shows it, as far as that is a share; Word keeps 0.36 for 36 %."""
    if not form.rstrip('"').endswith("%"):
        return text.strip()
    try:
        return f"{number(round(float(text) * 100, 3))}%"
    except (ValueError, OverflowError):
        return text.strip()
