"""The walk through the text of a Word file: paragraphs and tables, as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.compose.elements.chart import Chart
from layout.edition.blocks import Span
from layout.intake.document.model import Cell, Grid, Item, Para, lines_in, lines_of
from layout.intake.document.told import (
    DROP_CAP,
    HIDDEN,
    INSERTED,
    NUMBER_FORM,
    PLACE,
    SETTLE,
    Aside,
)
from layout.intake.word.ledger import ALTERNATE, Ledger
from layout.intake.word.numbering import Numbering
from layout.intake.word.runs import LEFT, Runs
from layout.intake.word.styles import Styles, count, find, switch, value

_JOINED = Aside(
    Code.IMPORT_DELETED, say("two paragraphs were joined: the end of the first was deleted"), hint=SETTLE, placed=True
)
_ROW = Aside(Code.IMPORT_DELETED, say("a deleted row or cell of a table was left out"), hint=SETTLE)
_BLOCKS = {"w:ins", "w:moveTo", "w:customXml", "w:smartTag"}
"""What only wraps paragraphs, tables, rows and cells."""


@dataclass(slots=True)
class _Carried:
    """The beginning of a paragraph whose own end is not shown: the next paragraph goes on from it."""

    spans: list[Span | None] = field(default_factory=list)
    drop_cap: int = 0


class Walker(Runs):
    """Walks the parts of a Word file."""

    def __init__(
        self,
        ledger: Ledger,
        styles: Styles,
        numbering: Numbering,
        part: str,
        drawing: Callable[[Walker, Element], None],
    ) -> None:
        super().__init__(ledger, styles, part, lambda node: drawing(self, node))
        self.numbering = numbering

    def items(self, parent: Iterable[Element]) -> Iterator[Item]:
        """Yield what stands in the body, a cell, a note or a box."""
        carried = _Carried()
        last = None
        for node in self.blocks(parent):
            if node.tag == "w:tbl":
                if (grid := self.table(node)).rows:  # one that was deleted parts nothing
                    yield from self._ended(carried, last)
                    carried, last = _Carried(), None
                    yield grid
                continue
            made, goes_on = self.paragraph(node, carried)
            if goes_on:
                last = made
                continue
            carried, last = _Carried(), None
            yield made
            yield from self._charts()
        yield from self._ended(carried, last)

    def _ended(self, carried: _Carried, last: Para | None) -> Iterator[Item]:
        if last is not None and any(span is not None for span in carried.spans):
            yield last
        yield from self._charts()

    def _charts(self) -> Iterator[Chart]:
        yield from self.charts
        self.charts.clear()

    def blocks(self, parent: Iterable[Element]) -> Iterator[Element]:
        """Yield the paragraphs and tables of an element, those inside of what only wraps them too."""
        for node in parent:
            if node.tag in ("w:p", "w:tbl"):
                yield node
            elif node.tag == "w:sdt":
                yield from self.blocks(self.content(node))
            elif node.tag in _BLOCKS:
                yield from self.blocks(node)
            elif node.tag == ALTERNATE:
                chosen = self.ledger.choice(node, self.part)
                yield from self.blocks(() if chosen is None else chosen)
            elif node.tag in ("w:altChunk", "w:subDoc"):
                self.drawing(node)

    def paragraph(self, node: Element, carried: _Carried) -> tuple[Para, bool]:
        """Read a paragraph on from what is carried; tell whether the next one goes on from it."""
        properties = find(node, "w:pPr")
        style = value(properties, "w:pStyle")
        frame = find(properties, "w:framePr")
        drop = frame is not None and frame.get("w:dropCap", "none") != "none"
        self.ledger.before = "".join(span.text for span in carried.spans if span is not None)[-PLACE:]
        spans: list[Span | None] = list(carried.spans)
        held = len(spans)
        spans += self.inline(node, style)
        self.ledger.settle()
        own = "".join(span.text for span in spans[held:] if span is not None)
        mark = find(properties, "w:rPr")
        deleted = any(find(mark, name) is not None for name in LEFT)
        hidden = self.styles.look(style, mark).hidden if mark is not None else False
        uncounted = deleted or drop or (hidden and not own.strip())
        label = None if uncounted else self.numbering.label(properties, style)
        if label is not None and not label.known:
            self.ledger.group(NUMBER_FORM, label.text)
        if deleted and own.strip():
            self.ledger.gather(replace(_JOINED, by=_author(mark)), own.strip()[-24:])
            self.ledger.settle()
        goes_on = deleted or ((hidden or drop) and bool(own.strip()))
        if drop and own.strip():
            self.ledger.group(DROP_CAP, own)
            lines = frame.get("w:lines", "") if frame is not None else ""
            carried.drop_cap = min(3, max(2, int(lines) if lines.isdecimal() else 3))
        if goes_on:
            if hidden and label is not None:
                spans.insert(held, Span(text=label.ahead))
                label = None
            carried.spans = spans
        centred = value(properties, "w:jc") == "center"
        made = Para(
            self.styles.name(style), lines_in(spans), label, centred, carried.drop_cap, self.styles.bases(style)
        )
        return made, goes_on

    def table(self, node: Element) -> Grid:
        """Read a table; its deleted rows and cells go to the list."""
        rows: list[tuple[Cell, ...]] = []
        marked = self.styles.is_first_row_bold(value(node, "w:tblPr", "w:tblStyle")) and _has_first_row(node)
        for row in self._inside(node, "w:tr"):
            properties = find(row, "w:trPr")
            gone = find(properties, "w:del")
            if gone is not None:
                self._leave(replace(_ROW, by=gone.get("w:author", "")), row)
                continue
            if switch(properties, "w:hidden"):
                self._leave(HIDDEN, row)
                continue
            marked = marked or (not rows and bool(switch(properties, "w:tblHeader")))
            rows.append(tuple(self._cells(row, properties)))
            if (new := find(properties, "w:ins")) is not None:
                words = "\n".join(lines_of([Grid(tuple(rows[-1:]))]))
                self.ledger.gather(replace(INSERTED, by=new.get("w:author", "")), words)
                self.ledger.settle()
        return Grid(tuple(rows), marked)

    def _cells(self, row: Element, properties: Element | None) -> Iterator[Cell]:
        yield from [Cell(())] * count(value(properties, "w:gridBefore"), 0)
        for node in self._inside(row, "w:tc"):
            own = find(node, "w:tcPr")
            gone = find(own, "w:cellDel")
            if gone is not None:
                self._leave(replace(_ROW, by=gone.get("w:author", "")), node)
                continue
            across = count(value(own, "w:gridSpan"), 1)
            merged = across > 1 or any(find(own, name) is not None for name in ("w:vMerge", "w:hMerge"))
            yield Cell(tuple(self.items(node)), across, merged)
        yield from [Cell(())] * count(value(properties, "w:gridAfter"), 0)

    def _leave(self, aside: Aside, node: Element) -> None:
        self.ledger.settle()
        self.ledger.gather(aside, re.sub(r"\s*\|\s*", " | ", self.ledger.words(node, self.part)).removesuffix(" | "))
        self.ledger.settle()

    def _inside(self, parent: Iterable[Element], tag: str) -> Iterator[Element]:
        """Yield rows or cells, those inside of what only wraps them too."""
        for node in parent:
            if node.tag == tag:
                yield node
            elif node.tag == "w:sdt":
                yield from self._inside(self.content(node), tag)
            elif node.tag in _BLOCKS:
                yield from self._inside(node, tag)
            elif node.tag == ALTERNATE:
                chosen = self.ledger.choice(node, self.part)
                yield from self._inside(() if chosen is None else chosen, tag)


def _author(mark: Element | None) -> str:
    return next((value(mark, name, name="w:author") for name in LEFT if find(mark, name) is not None), "")


def _has_first_row(node: Element) -> bool:
    """Tell whether a table's first row looks different by its style: bit 0x20 of w:tblLook (17.4.55)."""
    look = find(node, "w:tblPr", "w:tblLook")
    if look is None:
        return False
    said = look.get("w:firstRow")
    if said is not None:
        return said.lower() in ("1", "true", "on")
    try:
        return bool(int(look.get("w:val", "0"), 16) & 0x20)
    except ValueError:
        return False
