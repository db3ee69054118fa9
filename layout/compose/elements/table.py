"""A table: columns as wide as their words ask for, thin rules between the rows, heads in bold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, Self
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import SubElement

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import say
from layout.base.units import summed
from layout.compose.element import Part, SetElement, flowing, missing_of, rule
from layout.compose.elements.kind import ElementKind, Say
from layout.compose.elements.rows import row_of, title_of
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.elements.xhtml import put, xml
from layout.compose.voices import Voices
from layout.design.styles import TextStyle
from layout.edition.blocks import Element, MapSpans, MapText, Span, Spans
from layout.edition.inline import one_voice, spans_in
from layout.edition.markdown import Body, Written
from layout.scene.shapes import DrawnPath, shifted_path
from layout.scene.text import Line, SetLine

WHOLE = 14
"""Rows of a table that stands in one column; one of more flows from column to column where it is written."""
CellAlign = Literal["left", "center", "right"]
_ALIGNS: dict[str, CellAlign] = {"text-align:right": "right", "text-align:center": "center"}


class Table(Element):
    """A table: a title, heads of columns (all empty for none), rows of cells, how each column is aligned."""

    kind: Literal["table"] = "table"
    title: str = ""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[CellAlign, ...]

    @property
    def text(self) -> str:
        """All cells' characters, row after row."""
        return self.title + "".join("".join(row) for row in (self.heads, *self.rows))

    @property
    def stays(self) -> bool:
        """A long table flows."""
        return len(self.rows) > WHOLE

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its words put through functions."""
        rows = tuple(tuple(map(text, row)) for row in self.rows)
        return self.model_copy(update={"title": text(self.title), "heads": tuple(map(text, self.heads)), "rows": rows})


def read_table(body: Body, written: Written) -> Iterator[Table]:
    """Yield a table; a heading row without words is left out."""
    tokens = written.tokens
    if [at for at, token in enumerate(tokens) if token.type == "table_open"] != [0] or tokens[-1].type != "table_close":
        hint = say("write its rows as | 甲 | 乙 |, and under the first one |---|---|")
        body.error(Code.ELEMENT_CONTENT, say("there must be one table here, and nothing else"), written.line, hint)
        return
    rows: list[list[str]] = []
    aligns: list[CellAlign] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            inline = tokens[index + 1]
            line = body.line(inline)
            body.check_inline(inline.content, line)
            rows[-1].append(one_voice(spans_in(body.bare(inline.content, line), body.language), body.language))
            if token.type == "th_open":
                aligns.append(_ALIGNS.get(str(token.attrGet("style")), "left"))
    yield Table(
        title=written.title,
        heads=tuple(rows[0]),
        rows=tuple(map(tuple, rows[1:])),
        aligns=tuple(aligns),
        **written.options,
    )


@dataclass(frozen=True, slots=True)
class TableSet:
    """A table laid out: its height in pt, and what is drawn, from its top left. ``tight``: see SetElement."""

    height: float
    lines: tuple[SetLine, ...]
    shapes: tuple[DrawnPath, ...]
    tight: bool = False


def set_table(table: Table, width: float, voices: Voices, language: str) -> SetElement:
    """Set a table as an element of its own."""
    row, air = voices.design.grid.row, voices.design.element.table.air
    texts = Texts(voices, language)
    made = layout_table(table, width, texts)
    rows = ceil((made.height + 2 * air) / row)
    top = (rows * row - made.height) / 2
    lines = tuple(SetLine(line.line, line.baseline + top, line.ink) for line in made.lines)
    shapes = tuple(shifted_path(shape, 0.0, top) for shape in made.shapes)
    return SetElement("table", rows, width, lines, shapes, table.text, missing_of(texts.missing), made.tight)


def table_parts(table: Table, width: float, voices: Voices, language: str) -> tuple[Part, ...]:
    """Set a long table so that it flows, its heads over every column, a line a grid row; nothing for others."""
    if not table.stays:
        return ()
    design, texts = voices.design, Texts(voices, language)
    tokens, style = design.element.table, design.element.cell
    bold = style.model_copy(update={"font": style.strong or design.element.title.font})
    widths = _widths(_natural(table, texts), width, tokens.gap)

    def row(cells: Sequence[str], how: TextStyle, above: float, below: float = 0.0) -> SetElement:
        x, made = 0.0, []
        for cell, each, align in zip(cells, widths, table.aligns, strict=True):
            lines = texts.lines(cell, how, each, "left") if cell else ()
            made.append([_aligned(line, x, each, align) for line in lines])
            x += each + tokens.gap
        return row_of(table.kind, made, width, texts, above=above, below=below)

    has_heads = any(table.heads)
    title = title_of(table.kind, table.title, width, texts, tokens.title_height)
    head = row(table.heads, bold, tokens.rule, tokens.head_rule) if has_heads else None
    last = len(table.rows) - 1
    rows = []
    for number, cells in enumerate(table.rows):
        first = 0.0 if has_heads else tokens.rule
        above = tokens.row_rule if number else first
        rows.append(row(cells, style, above, tokens.rule if number == last else 0.0))
    return flowing(title, head, rows, design.grid.row)


def layout_table(table: Table, width: float, texts: Texts) -> TableSet:
    """Lay a table out in a width: its title, its heads, its rows with thin rules between them."""
    design = texts.voices.design
    tokens, style, ink = design.element.table, design.element.cell, design.colours["rule"]
    bold = style.model_copy(update={"font": style.strong or design.element.title.font})
    lines: list[SetLine] = []
    shapes: list[DrawnPath] = []
    y = 0.0
    if table.title:
        for line in texts.few_lines(table.title, design.element.title, width):
            height = tokens.title_height * line.size
            lines.append(centred(line, y, height))
            y += height
    natural = _natural(table, texts)
    widths = _widths(natural, width, tokens.gap)
    shapes.append(rule(0.0, y, width, tokens.rule, ink))
    y += tokens.rule
    heads = [table.heads] if any(table.heads) else []
    for number, cells in enumerate((*heads, *table.rows)):
        is_head = number < len(heads)
        if number:
            shapes.append(rule(0.0, y, width, tokens.head_rule if number == len(heads) else tokens.row_rule, ink))
        made = [
            texts.lines(cell, bold if is_head else style, each, "left") if cell else ()
            for cell, each in zip(cells, widths, strict=True)
        ]
        pitch = tokens.pitch * style.size
        height = max(1, *(len(cell) for cell in made)) * pitch
        x = 0.0
        for cell, each, align in zip(made, widths, table.aligns, strict=True):
            offset = (height - len(cell) * pitch) / 2
            for at, line in enumerate(cell):
                lines.append(centred(_aligned(line, x, each, align), y + offset + at * pitch, pitch))
            x += each + tokens.gap
        y += height
    shapes.append(rule(0.0, y, width, tokens.rule, ink))
    tight = any(has < min(wants, tokens.least * style.size) for has, wants in zip(widths, natural, strict=True))
    return TableSet(y + tokens.rule, tuple(lines), tuple(shapes), tight)


def _aligned(line: Line, x: float, width: float, align: str) -> Line:
    room = width - line.width - line.x
    return moved(line, x + (room if align == "right" else room / 2 if align == "center" else 0.0))


def _natural(table: Table, texts: Texts) -> list[float]:
    """Return the widths that the columns' words ask for, each cell on one line, pt."""
    tokens = texts.voices.design.element
    style = tokens.cell
    bold = style.model_copy(update={"font": style.strong or tokens.title.font})
    natural = []
    for at in range(len(table.heads)):
        cells = [(table.heads[at], bold), *((row[at], style) for row in table.rows)]
        lines = [texts.lines(cell, how, 1e4, "left")[0] for cell, how in cells if cell]
        natural.append(max((line.x + line.width for line in lines), default=0.0) + 0.1)
    return natural


def _widths(natural: list[float], width: float, gap: float) -> list[float]:
    """Return the columns' widths: what their words ask for; what is over goes to all alike, what lacks is taken from
    the widest."""
    room = width - gap * (len(natural) - 1)
    over = room - summed(natural)
    if over >= 0:
        return [each + over / len(natural) for each in natural]
    # The widest columns are narrowed to one width, so that short cells keep theirs.
    kept: dict[int, float] = {}
    while True:
        open_ = [at for at in range(len(natural)) if at not in kept]
        share = (room - summed(kept.values())) / max(1, len(open_))
        fits = [at for at in open_ if natural[at] <= share]
        if not fits or not open_:
            return [kept.get(at, share) for at in range(len(natural))]
        kept |= {at: natural[at] for at in fits}


def table_html(table: Table, _words: Words) -> Xml:
    """Return a table as XHTML."""
    made = xml("table")
    put(made, "caption", table.title)
    if any(table.heads):
        row = SubElement(SubElement(made, "thead"), "tr")
        for head in table.heads:
            SubElement(row, "th", {"scope": "col"}).text = head
    body = SubElement(made, "tbody")
    for cells in table.rows:
        row = SubElement(body, "tr")
        for cell in cells:
            SubElement(row, "td").text = cell
    return made


def table_markdown(table: Table, say: Say) -> str:
    """Return a table as Markdown."""
    lines = ["| " + " | ".join(map(say.cell, row)) + " |" for row in (table.heads, *table.rows)]
    lines.insert(1, "|" + "---|" * len(table.heads))
    body = "\n".join(lines)
    return f"::: table {table.title}\n{body}\n:::" if table.title else body


def table_paragraphs(table: Table) -> Iterator[Spans]:
    """Yield the title, and each row's cells."""
    for line in (table.title, *(" ".join(filter(None, row)) for row in (table.heads, *table.rows))):
        if line:
            yield (Span(text=line),)


KIND = ElementKind(
    model=Table,
    words=("table", "表"),
    tokens=("table_open",),
    read=read_table,
    set=set_table,
    parts=table_parts,
    html=table_html,
    markdown=table_markdown,
    paragraphs=table_paragraphs,
)
