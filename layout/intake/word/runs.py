"""The walk through a paragraph of a Word file: its runs, links, fields and formulas, as Word shows them.

What Word does not show (hidden, struck, deleted text) and what a story cannot have goes to the list with its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.compose.elements.chart import Chart
from layout.edition.blocks import Span
from layout.intake.document.speaking import Look, Speaker
from layout.intake.document.symbols import sign
from layout.intake.document.told import DELETED, FIELD, HIDDEN, INSERTED, PROMPT, STRUCK, Aside
from layout.intake.draft import read_spans
from layout.intake.word.formula import formula
from layout.intake.word.ledger import Ledger
from layout.intake.word.styles import Styles, count, find, switch, value

_EMPTY_FIELD = Aside(
    Code.IMPORT_FIELD,
    say("a field that shows no text was left out"),
    hint=say("see whether something is missing there"),
)
LEFT = ("w:del", "w:moveFrom")
"""What a tracked change took away."""
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes", "w:commentReference": "comments"}
"""Marks in the text -> the part that has what they stand for."""


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, what it shows, whether the instruction is over."""

    code: str = ""
    result: str = ""
    shows: bool = False
    form: str = ""
    """What a box or a list of a form shows."""


_LINK = re.compile(r'HYPERLINK\b\s*(?:"([^"]*)"|([^\s"\\]\S*))?', re.IGNORECASE)
_ANCHOR, _TIP = (re.compile(rf'\\{letter}\s*"?([^"]*)') for letter in "lo")
"""The address of a link's field, the place in it, what is shown under the pointer (ECMA-376, part 1, 17.16.5.25)."""


class Runs(Speaker):
    """Reads what is inside paragraphs. What is drawn is read by ``drawing``, which may add to ``charts``."""

    def __init__(self, ledger: Ledger, styles: Styles, part: str, drawing: Callable[[Element], None]) -> None:
        super().__init__(ledger)
        self.ledger, self.styles, self.part, self.drawing = ledger, styles, part, drawing
        self.charts: list[Chart] = []
        self._fields: list[_Field] = []

    @contextmanager
    def within(self, part: str) -> Iterator[None]:
        """Read another part meanwhile."""
        held = self.part, self.ledger.before, self._fields, self.inserted, self.charts
        self.part, self.ledger.before, self._fields, self.inserted, self.charts = part, "", [], [], []
        yield
        self.ledger.settle()
        self.settle_fields()
        self.part, self.ledger.before, self._fields, self.inserted, self.charts = held

    def content(self, node: Element) -> Iterable[Element]:
        """Return the content of a form field; nothing, and its words on the list, if that is only a prompt."""
        content = find(node, "w:sdtContent")
        if content is None:
            return ()
        properties = find(node, "w:sdtPr")
        if switch(properties, "w:showingPlcHdr") and find(properties, "w14:checkbox") is None:
            self.ledger.group(PROMPT, self.ledger.words(content, self.part))
            return ()
        return content

    def inline(self, parent: Iterable[Element], style: str) -> Iterator[Span | None]:
        """Yield the spans of a paragraph, None for a line break."""
        for node in parent:
            match node.tag:
                case "w:r":
                    yield from self.run(node, style)
                case "w:hyperlink":
                    yield from self.link(node, style)
                case "w:ins" | "w:moveTo":
                    self.inserted.append(replace(INSERTED, by=node.get("w:author", "")))
                    yield from self.inline(node, style)
                    self.inserted.pop()
                case "w:del" | "w:moveFrom":
                    self.away.append(replace(DELETED, by=node.get("w:author", "")))
                    yield from self.inline(node, style)
                    self.away.pop()
                case "w:fldSimple":
                    self.ledger.seen.add(node)
                    self.begin_field(node.get("w:instr", ""))
                    yield from self.inline(node, style)
                    yield from self.end_field()
                case "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo":
                    yield from self.inline(node, style)
                case "w:sdt":
                    yield from self.inline(self.content(node), style)
                case "m:oMath" | "m:oMathPara":
                    yield from self.formula(node)
                case "mc:AlternateContent":
                    chosen = self.ledger.choice(node, self.part)
                    yield from self.inline(() if chosen is None else chosen, style)
                case "w:drawing" | "w:pict" | "w:object" | "w:subDoc":
                    self.drawing(node)

    def run(self, node: Element, style: str) -> Iterator[Span | None]:
        """Yield a run's spans: nothing of one that is not shown, whose words go to the list."""
        look = self.styles.look(style, find(node, "w:rPr"))
        aside = HIDDEN if look.hidden else STRUCK if look.struck else None
        if aside is not None:
            self.away.append(aside)
        yield from self.within_run(node, look)
        if aside is not None:
            self.away.pop()

    def within_run(self, parent: Iterable[Element], look: Look) -> Iterator[Span | None]:
        """Yield what a run or a form of it shows."""
        for node in parent:
            match node.tag:
                case "w:t" | "w:delText":
                    self.ledger.seen.add(node)
                    yield from self.speak(self.in_font(node.text or "", look), look)
                case "w:tab" | "w:ptab":
                    yield from self.speak(" ", look)
                case "w:br" | "w:cr":
                    if self.away:
                        self.ledger.gather(self.away[0], "\n")
                    else:
                        yield None
                case "w:noBreakHyphen":
                    yield from self.speak("\u2011", look)
                case "w:softHyphen":
                    yield from self.speak("\u00ad", look)
                case "w:sym" | "w16se:symEx":
                    self.ledger.seen.add(node)
                    prefix = node.tag.partition(":")[0]
                    font, code = node.get(f"{prefix}:font", ""), node.get(f"{prefix}:char", "")
                    yield from self.speak(self._symbol(font, code), look)
                case "w:footnoteReference" | "w:endnoteReference" | "w:commentReference":
                    self.ledger.places[_NOTES[node.tag], node.get("w:id", "")] = self.ledger.before
                case "w:drawing" | "w:pict" | "w:object" | "w:control":
                    if self.away:
                        self.ledger.gather(self.away[0], self.ledger.words(node, self.part) or "[…]")
                    else:
                        self.drawing(node)
                case "w:fldChar":
                    yield from self.field_mark(node, look)
                case "w:instrText" | "w:delInstrText":
                    self.ledger.seen.add(node)
                    if self._fields:
                        self._fields[-1].code += node.text or ""
                    elif (node.text or "").strip():
                        self.ledger.group(FIELD, node.text or "")
                case "w:ruby":
                    yield from self.ruby(node, look)
                case "w:r":
                    yield from self.within_run(node, look)
                case "mc:AlternateContent":
                    chosen = self.ledger.choice(node, self.part)
                    yield from self.within_run(() if chosen is None else chosen, look)

    def _symbol(self, font: str, code: str) -> str:
        try:
            found = sign(font, int(code, 16))
        except (ValueError, OverflowError):
            found = ""
        if not found:
            said = say("a sign of the font {font!r} was left out: number {code}", font=font, code=code)
            self.ledger.draft.note(Code.IMPORT_SYMBOL, said, "", say("type the character itself"))
        return found

    def speak(self, text: str, look: Look) -> Iterator[Span]:
        """Yield text as a span; that of a field's instruction is kept with the field."""
        if text and not self.away:
            if (hidden := next((field for field in self._fields if not field.shows), None)) is not None:
                hidden.code += text
                return
            for open_field in self._fields:
                open_field.result += text
        yield from super().speak(text, look)

    def ruby(self, node: Element, look: Look) -> Iterator[Span]:
        """Yield characters with what stands over them."""
        base, over = (
            "".join(text.text or "" for part in node if part.tag == tag for text in part.iter("w:t"))
            for tag in ("w:rubyBase", "w:rt")
        )
        for text in node.iter("w:t"):
            self.ledger.seen.add(text)
        if self.away or not base:
            yield from self.speak(f"{base}({over})" if over else base, look)
            return
        for _ in self.speak(base, look):
            yield from read_spans(base, (over,), self.voice(look, ""), self.ledger.draft)

    def formula(self, node: Element) -> Iterator[Span]:
        """Yield a formula's characters."""
        for gone in (inner for tag in LEFT for inner in node.iter(tag)):
            self.ledger.gather(replace(DELETED, by=gone.get("w:author", "")), self.ledger.words(gone, self.part))
        spans = formula(node)
        text = "".join(span.text for span in spans)
        self.ledger.mark(node, self.part)
        if self.away:
            self.ledger.gather(self.away[0], text)
        elif text.strip():
            self.ledger.draft.note(
                Code.IMPORT_FORMULA, say("a formula was set as its characters"), text, say("see that it reads well")
            )
            self.ledger.spoke(text)
            yield from spans

    def link(self, node: Element, style: str) -> Iterator[Span | None]:
        """Yield the words of a link; its address is told."""
        relation = self.ledger.relation(self.part, node.get("r:id", ""))
        anchor = node.get("w:anchor", "")
        target = relation.target if relation is not None and relation.external else ""
        target += f"#{anchor}" if anchor and "#" not in target else ""
        text = "".join(text.text or "" for text in node.iter("w:t"))
        self._tell_link(text, target, node.get("w:tooltip", ""))
        yield from self.inline(node, style)

    def _tell_link(self, text: str, target: str, tip: str) -> None:
        if not target:
            return
        said = say("a link was set as its words: {text}", text=text.strip())
        said = said if text.strip() else say("a link without words was left out")
        hint = say("write the address into the copy if readers need it")
        self.ledger.draft.note(Code.IMPORT_LINK, said, "\n".join(filter(None, (target, tip.strip()))), hint)

    # Fields

    def begin_field(self, code: str = "") -> None:
        """Begin a field: one whose instruction is known shows its text from the start."""
        self._fields.append(_Field(code, shows=bool(code)))

    def field_mark(self, node: Element, look: Look) -> Iterator[Span]:
        """Read a mark that begins a field, parts its instruction from its text, or ends it."""
        match node.get("w:fldCharType", ""):
            case "begin":
                self.begin_field()
                self._fields[-1].form = _form(node)
            case "separate" if self._fields:
                self._fields[-1].shows = True
            case "end":
                yield from self.end_field(look)

    def settle_fields(self) -> None:
        """Tell fields that never ended: what they would show is in what is told."""
        for left in self._fields:
            self.ledger.group(FIELD if left.shows else _EMPTY_FIELD, left.code)
        self._fields.clear()

    def end_field(self, look: Look | None = None) -> Iterator[Span]:
        """Tell the instruction of the field that ends, and yield what a form field shows."""
        if not self._fields:
            return
        ended = self._fields.pop()
        code = " ".join(ended.code.split())
        shown = ended.form if not ended.result.strip() else ""
        found = re.fullmatch(r"SYMBOL\s+(\S+)(.*)", code, re.IGNORECASE)
        if found and not ended.result.strip():
            font = re.search(r'\\f\s+"?([^"\\]+)', found[2])
            number = (
                found[1] if found[1].lower().startswith("0x") else f"{int(found[1]):X}" if found[1].isdecimal() else ""
            )
            shown = self._symbol(font[1].strip() if font else "", number)
        yield from self.speak(shown, look or Look())
        if not code:
            return
        if self.away:
            self.ledger.gather(self.away[0], f" {{{code}}} ")
            return
        if link := _LINK.match(code):
            anchor, tip = _ANCHOR.search(code), _TIP.search(code)
            target = (link[1] or link[2] or "") + (f"#{anchor[1]}" if anchor else "")
            self._tell_link(ended.result, target or code, tip[1] if tip else "")
        else:
            self.ledger.group(FIELD if ended.result.strip() or shown else _EMPTY_FIELD, code)


def _form(node: Element) -> str:
    """Return what a box to tick or a list to choose from shows."""
    data = find(node, "w:ffData")
    box, choices = find(data, "w:checkBox"), find(data, "w:ddList")
    if box is not None:
        ticked = switch(box, "w:checked")
        return "☑" if (switch(box, "w:default") if ticked is None else ticked) else "☐"
    if choices is None:
        return ""
    entries = [entry.get("w:val", "") for entry in choices if entry.tag == "w:listEntry"]
    chosen = count(value(choices, "w:result") or value(choices, "w:default"), 0)
    return entries[chosen] if chosen < len(entries) else ""
