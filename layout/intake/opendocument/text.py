"""The walk through the text of an OpenDocument file: paragraphs, headings, lists and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.edition.blocks import Span
from layout.intake.document.model import Cell, Grid, Item, Label, Para, lines_in
from layout.intake.document.told import DROP_CAP, HIDDEN, NUMBER_FORM, Aside
from layout.intake.opendocument.lists import Counts, Lists
from layout.intake.opendocument.package import find
from layout.intake.opendocument.runs import Ledger, Runs
from layout.intake.opendocument.styles import Styles

_INDEX = Aside(
    Code.IMPORT_LEFT_OUT, say("a table of contents or an index was left out"), hint=say("it is no copy, as a rule")
)
_CONTROLS = Aside(Code.IMPORT_DRAWING, say("a form field of a program was left out"), hint=say("write what it says"))
_ELSEWHERE = Aside(
    Code.IMPORT_REMOTE,
    say("a part of the text lies elsewhere and was not fetched"),
    hint=say("fetch it yourself if it is wanted"),
)
_INDEXES = frozenset(
    {
        "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index", "text:user-index",
        "text:alphabetical-index", "text:bibliography",
    }
)  # fmt: skip
_ROWS = frozenset({"table:table-rows", "table:table-row-group"})
_MOST_REPEATED = 60
"""A row or cell that says it stands there several times is read so often; spreadsheets fill their edges with them."""


class Walker(Runs):
    """Walks the body of a document, a cell, a note or a box."""

    def __init__(self, ledger: Ledger, styles: Styles, drawing: Callable[[Walker, Element], None]) -> None:
        super().__init__(ledger, styles, lambda node: drawing(self, node))
        self.lists = Lists(styles)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Read what stands beside the text meanwhile, such as a note."""
        held = self.ledger.before, self.inserted
        self.ledger.settle()
        self.ledger.before, self.inserted = "", []
        yield
        self.ledger.settle()
        self.ledger.before, self.inserted = held

    def items(self, parent: Iterable[Element]) -> Iterator[Item]:
        """Yield the paragraphs and tables of an element."""
        for node in parent:
            match node.tag:
                case "text:p" | "text:h":
                    yield self.paragraph(node, self._heading(node))
                case "text:list":
                    style = node.get("text:style-name", "")
                    yield from self._list(node, self.lists.begun(node, style), style, 1)
                case "text:numbered-paragraph":
                    yield from self._numbered(node)
                case "table:table":
                    yield self.table(node)
                case "text:section" | "text:index-body" | "text:index-title":
                    yield from self._section(node)
                case "text:change-start" | "text:change-end" | "text:change":
                    self.change(node)
                case "office:forms":
                    self._forms(node)
                case tag if tag in _INDEXES:
                    body = find(node, "text:index-body")
                    self.ledger.group(_INDEX, self.ledger.words(body) if body is not None else "")
                    self.ledger.mark(node)  # what else it has says how it is made
                case tag if isinstance(tag, str) and tag.startswith(("draw:", "dr3d:")):
                    self.drawing(node)

    def paragraph(self, node: Element, label: Label | None = None) -> Para:
        """Read a paragraph or a heading."""
        style = node.get("text:style-name", "")
        self.ledger.before = ""
        spans = list(self.inline(node, self.styles.paragraph(style)))
        self.ledger.settle()
        if label is not None and not label.known:
            self.ledger.group(NUMBER_FORM, label.text)
        names = self.styles.names(style)
        level = node.get("text:outline-level", "1") if node.tag == "text:h" else ""
        heading = (f"heading {level}",) if level else ()
        own, *bases = (*names, *heading) or ("Standard",)
        centred = self.styles.value(style, "paragraph", "fo:text-align") == "center"
        return Para(own, lines_in(spans), label, centred, self._drop_cap(style, spans), tuple(bases))

    def _drop_cap(self, style: str, spans: Iterable[Span | None]) -> int:
        """Return the lines that a paragraph's first characters stand in; it is told."""
        for node in self.styles.chain(style):
            found = find(node, "style:paragraph-properties", "style:drop-cap")
            if found is None:
                continue
            said = found.get("style:lines", "1")
            if said.isdecimal() and int(said) > 1:
                text = "".join(span.text for span in spans if span is not None)
                length = found.get("style:length", "1")
                self.ledger.group(DROP_CAP, text[: int(length) if length.isdecimal() else 1])
                return min(3, int(said))
            return 0
        return 0

    def _heading(self, node: Element) -> Label | None:
        """Count a heading that stands in no list; one without a word counts nothing."""
        level = node.get("text:outline-level", "1")
        if node.tag != "text:h" or node.get("text:is-list-header") == "true" or not level.isdecimal():
            return None
        style = node.get("text:style-name", "")
        unnumbered = [each for each in self.styles.chain(style)[:1] if each.get("style:list-style-name") == ""]
        if unnumbered or not any(map(str.strip, node.itertext())):
            return None
        restarts = node.get("text:restart-numbering") == "true"
        return self.lists.heading(int(level), node.get("text:start-value", "1") if restarts else "")

    # Lists

    def _list(self, node: Element, counts: Counts, style: str, level: int) -> Iterator[Item]:
        """Yield the paragraphs of a list, each item's first with its number."""
        for item in node:
            if item.tag not in ("text:list-item", "text:list-header"):
                continue
            own = item.get("text:style-override", "") or style
            counted = item.tag == "text:list-item"
            for inner in item:
                if inner.tag == "text:list":
                    named = inner.get("text:style-name", "") or style
                    if named == style:
                        self.lists.inner(counts, inner, level + 1)
                        yield from self._list(inner, counts, style, level + 1)
                    else:
                        yield from self._list(inner, self.lists.begun(inner, named), named, level + 1)
                elif inner.tag in ("text:p", "text:h"):
                    yield self.paragraph(inner, self._label(inner, counts, own, level, item) if counted else None)
                    counted = False
                elif inner.tag == "text:number":
                    self.ledger.mark(inner)
                else:
                    yield from self.items([inner])

    def _label(self, node: Element, counts: Counts, style: str, level: int, item: Element) -> Label | None:
        if not style:
            style = self.styles.own(node.get("text:style-name", ""), "style:list-style-name")
        if not any(map(str.strip, node.itertext())) and not len(node):
            return None
        start = item.get("text:start-value", "")
        if node.tag == "text:h" and style not in self.styles.lists:
            return self.lists.heading(level, start)
        return self.lists.item(counts, style, level, start)

    def _numbered(self, node: Element) -> Iterator[Item]:
        said, style = node.get("text:level", "1"), node.get("text:style-name", "")
        counts = self.lists.begun(node, style)
        for inner in node:
            if inner.tag in ("text:p", "text:h"):
                label = self._label(inner, counts, style, int(said) if said.isdecimal() else 1, node)
                yield self.paragraph(inner, label)
            else:
                self.ledger.mark(inner)

    def _section(self, node: Element) -> Iterator[Item]:
        source = find(node, "text:section-source")
        if source is not None and source.get("xlink:href"):
            self.ledger.group(_ELSEWHERE, source.get("xlink:href", ""))
        if node.get("text:display") == "none" or node.get("text:is-hidden") == "true":
            self.ledger.gather(replace(HIDDEN, placed=False), self.ledger.words(node))
            self.ledger.settle()
            return
        yield from self.items(node)

    def _forms(self, node: Element) -> None:
        for inner in node.iter():
            words = [inner.get(name, "") for name in ("form:label", "form:current-value", "form:value", "form:title")]
            own = [text for text in (*words, inner.text or "") if text.strip()]
            if own:
                self.ledger.group(_CONTROLS, " ".join(dict.fromkeys(own)))
            self.ledger.seen.add(id(inner))

    # Tables

    def table(self, node: Element) -> Grid:
        """Read a table; its hidden rows go to the list."""
        rows: list[tuple[Cell, ...]] = []
        headed = False
        for row, is_head in _rows(node, is_head=False):
            if row.get("table:visibility") in ("collapse", "filter"):
                self.ledger.gather(replace(HIDDEN, placed=False), self.ledger.words(row))
                self.ledger.settle()
                continue
            headed = headed or (is_head and not rows)
            made = tuple(self._cells(row))
            times = _times(row, "table:number-rows-repeated") if any(cell.items for cell in made) else 1
            rows += [made] * times
        return Grid(tuple(rows), headed)

    def _cells(self, row: Element) -> Iterator[Cell]:
        skipped = 0
        for node in row:
            if node.tag == "table:covered-table-cell":
                held = tuple(self.items(node))
                for _ in range(_times(node, "table:number-columns-repeated")):
                    if skipped and not any(map(_speaks, held)):
                        skipped -= 1
                    else:
                        skipped = max(0, skipped - 1)
                        yield Cell(held)
            elif node.tag == "table:table-cell":
                across = _times(node, "table:number-columns-spanned")
                down = _times(node, "table:number-rows-spanned")
                cell = Cell(tuple(self.items(node)), across, across > 1 or down > 1)
                skipped = across - 1
                for _ in range(_times(node, "table:number-columns-repeated")):
                    yield cell


def _rows(node: Element, *, is_head: bool) -> Iterator[tuple[Element, bool]]:
    for inner in node:
        if inner.tag == "table:table-row":
            yield inner, is_head
        elif inner.tag in _ROWS:
            yield from _rows(inner, is_head=is_head)
        elif inner.tag == "table:table-header-rows":
            yield from _rows(inner, is_head=True)


def _times(node: Element, name: str) -> int:
    said = node.get(name, "1")
    return max(1, min(_MOST_REPEATED, int(said))) if said.isdecimal() and len(said) < 8 else 1


def _speaks(item: Item) -> bool:
    return not isinstance(item, Para) or bool(item.texts)
