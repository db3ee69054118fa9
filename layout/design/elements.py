"""Tokens of elements: pull quotes, fact boxes, tables, charts, lists, drop caps, the labels of series."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from layout.design.styles import Figures, TextStyle
from layout.design.values import FontName, Length, Share, Tokens, em, pt, rows, share, shares, told


class QuoteStyle(TextStyle):
    """A pull quote: its words large between two rules, and who said them."""

    pitch: float = em(1.45, "distance of its baselines", "the quote", least=1, most=3)
    outside: Length = pt(5.0, "least white above the upper rule and below the lower one")
    inside: Length = pt(6.5, "least white between the rules and the words")
    rule_above: Length = pt(1.6, "the rule above", most=12)
    rule_below: Length = pt(0.5, "the rule below", most=12)
    least: float = em(4.0, "least width of its lines; else none of half a column", "the quote", least=1)
    by_gap: Length = pt(5.0, "white above the line that says who said it")
    by_pitch: float = em(1.3, "height of that line", "quote_by", least=1, most=3)


class CellStyle(TextStyle):
    """The words of a table, whose figures stand below each other."""

    figures: Figures = Field(default="tabular", description="its figures, as a text style has them")


class SeriesStyle(TextStyle):
    """The label of a series over a head (栏花), on a ground of its own."""

    height: float = em(1.7, "height of the label", "the label", least=0.8)
    padding: float = em(0.7, "white at its sides", "the label")
    above: Length = pt(5.0, "white above it")


class FactsTokens(Tokens):
    """A fact box: a title, paragraphs, lists and tables on a tint. Its lines stand on the page's grid.

    The title gets the rows that keep it ``title_gap`` from the first line below.
    """

    padding: Length = pt(7.0, "white between the box's edge and its words")
    air: Length = pt(6.5, "white between the box and the edge of its cells at top and foot", most=36)
    rule: Length = pt(1.6, "the rule at its top", most=12)
    title_height: Length = pt(23.5, "height from the box's top in whose middle the title stands")
    title_gap: float = em(1.2, "least distance of the title's baseline from that of the text", "the title", most=6)
    table_air: Length = pt(4.0, "least white around a table, above and below together")
    hang: float = em(1.1, "how far the items of a list hang in", "the text")


class TableTokens(Tokens):
    """A table: rules between its rows, heads in bold."""

    air: Length = pt(4.0, "least white above and below a table that stands in a column")
    title_height: float = em(1.9, "height of the title's line", "the title", least=1)
    pitch: float = em(1.45, "height of a line of a row", "the cells", least=1)
    gap: Length = pt(6.0, "least white between two columns")
    least: float = em(4.0, "least width of a column that breaks its words; else no table of half a column", "the cells")
    rule: Length = pt(1.0, "the rules at its top and foot", most=12)
    head_rule: Length = pt(0.6, "the rule under its heads", most=12)
    row_rule: Length = pt(0.3, "the rules between its rows", most=12)


class ChartTokens(Tokens):
    """A chart: level bars, upright columns or a line, every figure labelled."""

    air: Length = pt(5.0, "least white above and below a chart")
    rule: Length = pt(1.0, "the rule at its top", most=12)
    head: Length = pt(2.0, "from its top to the title")
    title_height: float = em(1.9, "height of the title's line; the unit stands at its right", "the title", least=1)
    source_height: float = em(1.5, "height of the source's line", "the labels", least=1)
    foot: Length = pt(2.0, "white above the rule at its foot")
    foot_rule: Length = pt(0.5, "the rule at its foot", most=12)
    grey: float = share(0.45, "ink of figures that are not highlighted, if one is", "black")
    gap: Length = pt(5.0, "white between labels, bars and values")
    bar: float = em(1.0, "thickness of a level bar", "the labels", least=0.1)
    bar_pitch: float = em(1.75, "distance of two level bars", "the labels", least=1)
    most_words: float = share(
        0.7, "most that labels and values of level bars take; else labels stand above", "the width"
    )
    least_bar: Length = pt(0.4, "length of the bar of a figure that is all but nothing", most=12)
    bars_foot: Length = pt(2.0, "white under the last bar")
    axis: Length = pt(0.5, "the upright rule where bars begin", most=12)
    plot: float = share(
        0.5, "height of the field of upright columns or of a line", "the chart's width", least=0.1, most=3
    )
    least_plot: Length = pt(60.0, "least height of that field", least=20, most=1000)
    most_plot: Length = pt(150.0, "most height of that field", least=20, most=1000)
    headroom: float = em(1.4, "white above the field, for the highest figure", "the labels")
    base_rule: Length = pt(0.6, "the rule the field stands on", most=12)
    level_rule: Length = pt(0.25, "the other level rules of the field", most=12)
    column: float = share(0.62, "width of an upright column", "its part of the field", least=0.05)
    line: Length = pt(1.4, "the line of a line chart", most=12)
    dot: Length = pt(2.0, "half the side of the square at a point of a line", most=24)
    value_rise: float = em(1.5, "from a point to the top of its figure", "the labels")
    value_ground: float = em(1.05, "height of the paper under a figure, which keeps rules out of it", "the labels")
    value_padding: Length = pt(1.0, "how far that paper goes beyond the figure at its sides", most=24)
    label_gap: Length = pt(3.0, "white between the field and the labels below")
    label_height: float = em(1.4, "height of the labels' line below the field", "the labels", least=1)
    label_apart: Length = pt(3.0, "least white between two labels; else only some are labelled")


class ListingTokens(Tokens):
    """A listing (节目表) of times and what is on. Its lines stand on the grid, its words are those of `text`."""

    rule: Length = pt(1.0, "the rule over its title", most=12)
    title_height: float = em(1.9, "least height of the title's line", "the title", least=1)
    head_rule: Length = pt(0.4, "the rule under a head: a channel, a hall, a day", most=12)
    gap: float = em(0.7, "white between times and words", "the text")
    most_time: float = share(0.4, "most that times take", "the width", least=0.1)


class WeatherTokens(Tokens):
    """The weather: symbols with degrees, wind, rain, and times. Places are in the style of cells, times of labels."""

    air: Length = pt(5.0, "least white above and below")
    rule: Length = pt(1.0, "the rule at its top", most=12)
    line: Length = pt(0.4, "the rules over the times and at the foot", most=12)
    title_height: float = em(1.9, "height of the title's line", "the title", least=1)
    symbol: Length = pt(24.0, "side of a symbol", least=8)
    stroke: Length = pt(0.9, "the lines of symbols", least=0.2, most=6)
    spell: Length = pt(118.0, "least width of a place; as many as fit stand side by side", least=20, most=1000)
    time: Length = pt(60.0, "least width of a time; as many as fit stand side by side", least=10, most=1000)
    gap: Length = pt(8.0, "white between what stands side by side; half of it below each place")
    pitch: float = em(1.35, "distance of lines", "each", least=1, most=3)


class NoticeTokens(Tokens):
    """A notice of a person (讣告, 祝福) in a frame of two rules. Its lines stand on the page's grid."""

    padding: Length = pt(10.0, "white between the box's edge and its words")
    air: Length = pt(3.0, "white between the frame and the edge of its cells at top and foot", most=36)
    frame: Length = pt(1.6, "the outer rule of the frame", least=0.1, most=12)
    between: Length = pt(1.4, "white between its two rules")
    line: Length = pt(0.4, "the inner rule of the frame", most=12)
    name: float = told(1.25, "size of the name", "times the titles'", 0.5, 3)
    name_height: float = em(1.6, "least height of the lines of the name and of the dates", "each", least=1)


class VerseTokens(Tokens):
    """Verse: its lines are never filled; one too long is turned over."""

    stand: Literal["center", "left"] = Field(
        default="center",
        description="center: its longest line stands in the middle, all begin with it; left: they begin as paragraphs",
    )
    white: int = rows(1, "white above a stanza, but not at a column's head", least=0, most=4)
    most_white: int = rows(2, "the most that white may become so that columns come out", least=0, most=6)


class PuzzleTokens(Tokens):
    """A puzzle of cells (填字, 数独), and its solution, small and turned upside down."""

    air: Length = pt(5.0, "least white above and below a puzzle")
    title_height: float = em(1.9, "height of the title's line", "the title", least=1)
    cell: Length = pt(22.0, "side of a cell at most", least=4)
    least_cell: Length = pt(11.0, "least side of a cell; narrower, none of half a column", least=4)
    frame: Length = pt(1.0, "the rule around the cells, and between the boxes of a sudoku", least=0.1, most=12)
    line: Length = pt(0.4, "the rules between cells", least=0.1, most=12)
    digit: float = share(0.66, "size of a digit or letter", "the cell", least=0.2)
    number: float = share(0.34, "size of the number in a cell", "the cell", least=0.1)
    least_number: Length = pt(4.5, "least size of that number", least=1)
    number_inset: Length = pt(1.0, "from the cell's corner to its number")
    solution_cell: Length = pt(9.0, "side of a cell of a solution at most", least=4)
    solution_height: float = em(1.5, "height of the line over a solution", "the labels", least=1)


class ListTokens(Tokens):
    """A list in the columns of a story's text."""

    hang: float = em(1.0, "how far items hang in for each of the first two signs of their number", "the body")
    mark_gap: float = em(0.5, "white between an item's number and its words", "the body")


class DropCapTokens(Tokens):
    """Drop caps. A design may write the name of the font alone: ``drop_cap: song-black``."""

    font: FontName = Field(description="the face")
    gap: float = em(0.4, "white between a drop cap and the lines beside it", "the body")
    widest: float = share(
        0.55, "the most a drop cap takes with its white; wider (a long number), none is set", "the column"
    )


def _drop_cap(value: object) -> object:
    return {"font": value} if isinstance(value, str) else value


class ElementTokens(Tokens):
    """Elements between a story's paragraphs, and what a head may have besides its parts."""

    quote: QuoteStyle = Field(description="the words of a pull quote")
    quote_by: TextStyle = Field(description="who said a pull quote")
    title: TextStyle = Field(description="titles of fact boxes, tables and charts")
    text: TextStyle = Field(description="the words of a fact box")
    cell: CellStyle = Field(description="the words of a table; their `figures` are `tabular` if nothing is said")
    label: TextStyle = Field(description="the words and figures of a chart")
    series: SeriesStyle = Field(description="the label of a series over a head (栏花)")
    drop_cap: Annotated[DropCapTokens, BeforeValidator(_drop_cap, json_schema_input_type=str | DropCapTokens)]
    shrink: tuple[Share, ...] = shares(
        (0.93, 0.86, 0.8), "sizes tried one after another for a line that must not be broken", "the style's"
    )
    facts: FactsTokens = FactsTokens.usual()
    table: TableTokens = TableTokens.usual()
    chart: ChartTokens = ChartTokens.usual()
    puzzle: PuzzleTokens = PuzzleTokens.usual()
    list: ListTokens = ListTokens.usual()
    listing: ListingTokens = ListingTokens.usual()
    weather: WeatherTokens = WeatherTokens.usual()
    notice: NoticeTokens = NoticeTokens.usual()
    verse: VerseTokens = VerseTokens.usual()
