"""The walk through a paragraph of an OpenDocument file: runs, links, notes, fields, as LibreOffice shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.edition.blocks import Span
from layout.intake.document.speaking import Look, Speaker
from layout.intake.document.told import DELETED, FIELD, HIDDEN, INSERTED, PROMPT, STRUCK, Aside, Told
from layout.intake.draft import read_spans
from layout.intake.opendocument.package import Package, find, within
from layout.intake.opendocument.styles import Styles

BLANKS = re.compile(r"[ \t\r\n]+")
_SILENT = frozenset(
    {
        "text:soft-page-break", "text:bookmark", "text:bookmark-start", "text:bookmark-end", "text:reference-mark",
        "text:reference-mark-start", "text:reference-mark-end", "text:toc-mark", "text:toc-mark-start",
        "text:toc-mark-end", "text:user-index-mark", "text:user-index-mark-start", "text:user-index-mark-end",
        "text:alphabetical-index-mark", "text:alphabetical-index-mark-start", "text:alphabetical-index-mark-end",
        "office:annotation-end", "text:format-change", "office:event-listeners",
    }
)  # fmt: skip
"""Marks in the text that show nothing."""
_PLAIN = frozenset(
    {
        "text:meta",
        "text:sequence",
        "text:bookmark-ref",
        "text:bibliography-mark",
        "text:meta-field",
        "loext:content-control",
    }
)
_HIDES = frozenset({"text:hidden-text", "text:hidden-paragraph", "text:script"})


@dataclass(slots=True, kw_only=True)
class Ledger(Told):
    """What is known while an OpenDocument file is read."""

    package: Package
    seen: set[int] = field(default_factory=set)
    """Ids of elements whose text is in the story or on the list; their tails are their parents'."""

    def mark(self, node: Element) -> None:
        """Count all text below an element as seen."""
        self.seen.update(id(inner) for inner in node.iter())

    def words(self, node: Element) -> str:
        """Return everything that an element says, in lines, and count it as seen."""
        self.mark(node)
        made: list[str] = []
        _collect(node, made)
        lines = (" ".join(line.split()) for line in "".join(made).split("\n"))
        return "\n".join(filter(None, lines))


_LINES = frozenset({"text:p", "text:h", "table:table-row", "svg:title", "svg:desc", "text:line-break", "dc:creator"})


def _collect(node: Element, made: list[str]) -> None:
    made.append(BLANKS.sub(" ", node.text or ""))
    if node.tag in ("text:s", "text:tab"):
        made.append(" ")
    for inner in node:
        if inner.tag != "dc:date":
            _collect(inner, made)
        made.append(BLANKS.sub(" ", inner.tail or ""))
    made.append("\n" if node.tag in _LINES else " | " if node.tag == "table:table-cell" else "")


class Runs(Speaker):
    """Reads what is inside paragraphs; what is drawn is read by ``drawing``."""

    def __init__(self, ledger: Ledger, styles: Styles, drawing: Callable[[Element], None]) -> None:
        super().__init__(ledger)
        self.ledger, self.styles, self.drawing = ledger, styles, drawing
        self.notes: list[tuple[Element, str]] = []
        """Notes and comments that were met, each with what it stands after."""
        self._changes = {_name(node): node for node in within(ledger.package.content, "text:changed-region")}

    def changes(self) -> Iterator[Element]:
        """Yield the tracked changes, as the document keeps them."""
        yield from self._changes.values()

    def inline(self, node: Element, look: Look) -> Iterator[Span | None]:
        """Yield the spans of an element, None for a line break."""
        self.ledger.seen.add(id(node))
        yield from self.shown(node.text, look)
        for inner in node:
            if isinstance(inner.tag, str):
                yield from self.part(inner, look)
            yield from self.shown(inner.tail, look)

    def shown(self, text: str | None, look: Look) -> Iterator[Span]:
        """Yield text as it is shown; nothing of what is hidden or struck, which goes to the list."""
        if not text:
            return
        aside = HIDDEN if look.hidden else STRUCK if look.struck else None
        if aside is not None:
            self.away.append(aside)
        yield from self.speak(self.in_font(BLANKS.sub(" ", text), look), look)
        if aside is not None:
            self.away.pop()

    def part(self, node: Element, look: Look) -> Iterator[Span | None]:
        """Yield what stands in a paragraph: a run, a link, a sign, a note, a field."""
        tag = node.tag
        match tag:
            case "text:span":
                yield from self.inline(node, self.styles.look(look, node.get("text:style-name", "")))
            case "text:a":
                self._link(node)
                yield from self.inline(node, look)
            case "text:s":
                yield from self.shown(" ", look)
            case "text:tab":
                yield from self.shown(" ", look)
            case "text:line-break":
                if self.away or look.hidden or look.struck:
                    yield from self.shown(" ", look)
                else:
                    yield None
            case "text:note" | "office:annotation":
                self.notes.append((node, self.ledger.before))
                self.ledger.mark(node)
            case "text:ruby":
                yield from self._ruby(node, look)
            case "text:change-start" | "text:change-end" | "text:change":
                self.change(node)
            case "text:number":  # it was counted
                self.ledger.mark(node)
            case "text:placeholder":
                self.ledger.group(PROMPT, self.ledger.words(node))
            case _ if tag in _HIDES:
                self.ledger.gather(HIDDEN, node.get("text:string-value", "") or self.ledger.words(node))
                self.ledger.mark(node)
            case _ if tag in _SILENT:
                self.ledger.seen.add(id(node))
            case _ if tag.startswith(("draw:", "dr3d:")):
                if self.away or look.hidden:
                    self.ledger.gather(self.away[0] if self.away else HIDDEN, self.ledger.words(node) or "[…]")
                else:
                    self.drawing(node)
            case _ if tag in _PLAIN or tag.startswith(("{", "loext:")):
                yield from self.inline(node, look)
            case _:
                yield from self._field(node, look)

    def _field(self, node: Element, look: Look) -> Iterator[Span | None]:
        spans = list(self.inline(node, look))
        if text := "".join(span.text for span in spans if span is not None).strip():
            self.ledger.group(FIELD, f"{text} {{{node.tag.partition(':')[2]}}}")
        yield from spans

    def change(self, node: Element) -> None:
        """Read a mark of a tracked change: where an insertion begins and ends, where something was deleted."""
        region = self._changes.get(node.get("text:change-id", ""))
        made = region[0] if region is not None and len(region) else None
        if made is None:
            return
        if made.tag == "text:insertion" and node.tag == "text:change-start":
            self.inserted.append(_by(INSERTED, made))
        elif made.tag == "text:insertion" and node.tag == "text:change-end" and self.inserted:
            self.inserted.pop()
        elif made.tag == "text:deletion" and node.tag != "text:change-end":
            self.deleted(made)

    def deleted(self, change: Element) -> None:
        """Put what was deleted on the list."""
        if id(change) in self.ledger.seen:
            return
        aside = _by(DELETED, change)
        self.ledger.seen.add(id(change))
        info = find(change, "office:change-info")
        if info is not None:
            self.ledger.mark(info)
        words = "\n".join(filter(None, (self.ledger.words(inner) for inner in change if inner is not info)))
        if words:
            self.ledger.settle()
            self.ledger.gather(aside, words)
            self.ledger.settle()

    def _link(self, node: Element) -> None:
        target = node.get("xlink:href", "")
        if not target or target.startswith("#"):
            return
        words = "".join(node.itertext()).strip()
        said = say("a link was set as its words: {text}", text=words)
        said = said if words else say("a link without words was left out")
        hint = say("write the address into the copy if readers need it")
        told = "\n".join(filter(None, (target, node.get("office:title", ""))))
        self.ledger.draft.note(Code.IMPORT_LINK, said, told, hint)

    def _ruby(self, node: Element, look: Look) -> Iterator[Span]:
        self.ledger.mark(node)
        base, over = (
            "".join("".join(inner.itertext()) for inner in node if inner.tag == name).strip()
            for name in ("text:ruby-base", "text:ruby-text")
        )
        if self.away or look.hidden or look.struck or not base or not over:
            yield from self.shown(f"{base}({over})" if over else base, look)
            return
        for _ in self.speak(base, look):
            yield from read_spans(base, (over,), self.voice(look, ""), self.ledger.draft)


def _name(region: Element) -> str:
    return region.get("text:id", "") or region.get("xml:id", "")


def _by(aside: Aside, change: Element) -> Aside:
    creator = find(change, "office:change-info", "dc:creator")
    return replace(aside, by=(creator.text or "").strip() if creator is not None else "")
