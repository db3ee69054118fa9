"""The text of a wire item, XHTML or NITF: elements as paragraphs, subheads and voices; the rest on the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.base.text import one_line
from layout.edition.blocks import Emphasis, Span
from layout.intake.beside import named
from layout.intake.draft import Draft, no_reading, read_spans, tidy
from layout.intake.lines import INDENT, between, is_wrapped, runs
from layout.intake.xml import all_text, local

_STRONG, _EM, _SUP = {"b", "strong"}, {"i", "em", "cite", "dfn"}, {"sup"}
_SUBHEADS = {"hl2", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {
    "p", "div", "section", "article", "main", "block", "body", "body.content", "blockquote", "bq", "pre", "ul", "ol",
    "li", "dl", "dt", "dd", "figure", "figcaption", "media", "table", "hr", "header", "footer", "aside", "address",
    "h1", *_SUBHEADS,
}  # fmt: skip
"""Elements that stand on lines of their own."""
_OF_TABLES = {"tbody", "thead", "tfoot", "tr", "td", "th"}
"""Elements that do as well, where a table only frames text."""
_PLAIN_INLINE = {
    "span", "a", "br", "q", "abbr", "time", "small", "em", "strong", "font", "num", "chron", "copyrite", "event",
    "function", "location", "money", "object.title", "org", "person", "postaddr", "virtloc", "person.name",
    "name.given", "classifier", "city", "country", "region", "state", "sublocation", "alt-code", "lang", "pronounce",
    "mark", "wbr", "o:p", "content", "inlinexml", "html", "u", "ins", "picture", "source", "label", "bdi", "bdo",
    "code", "kbd", "samp", "var", "big", "tt", "hgroup", "acronym", "nobr", "center", "includetail",
}  # fmt: skip
_UNFIT = BLOCKS | {"br", "img", "image"}
"""What neither an item of a list nor a cell of a table can hold."""

_SILENT = {"script", "style", "template", "head", "title", "table", "ul", "ol"}
"""What is no running text: its lines say nothing of how the others were broken."""
_LINES = 2
"""So many short lines in a row, or more, that breaks end are kept as lines."""
_BLANKS = re.compile(r"[ \t\r\n]+")

_DASHES = "-–—― \u00a0"
"""What stands before the name of who said something."""
_CLASSES = frozenset({"series", "kicker", "deck", "byline", "dateline", "source"})
"""Classes of a paragraph that name the key of the front matter it belongs to, as our own news items have them."""


def read_blocks(node: Element, draft: Draft) -> None:
    """Read the blocks of an element into a draft. Every character goes into its text or onto its list.

    Lines that ``<br>`` ends are joined where they were broken at a width, as those of a text file.
    """
    lines = list(_lines(node))
    reader = _Reader(draft, wrapped=is_wrapped(lines))
    reader.children(node)
    reader.flush()
    if reader.joined:
        draft.note(Code.IMPORT_WRAPPED, say("its lines are broken at a width; they were joined to paragraphs"))


def _lines(node: Element) -> list[str]:
    """Return the lines of an element's text, as breaks end them; an empty one between blocks."""
    parts: list[str] = []

    def add(text: str | None, kept: bool) -> None:
        parts.append((text or "") if kept else _BLANKS.sub(" ", text or ""))

    def walk(inner: Element, kept: bool) -> None:
        name = local(inner)
        kept = kept or name == "pre"
        ends = "\n\n" if name in BLOCKS else "\n" if name == "br" else ""
        parts.append(ends)
        if name not in _SILENT:
            add(inner.text, kept)
            for below in inner:
                walk(below, kept)
                add(below.tail, kept)
        parts.append("\n\n" if name in BLOCKS else "")

    walk(node, kept=False)
    return "".join(parts).split("\n")


class _Reader:
    """Reads blocks one after the other; ``broken`` are the lines of the paragraph that is being read."""

    def __init__(self, draft: Draft, *, wrapped: bool = False) -> None:
        self.draft = draft
        self.wrapped = wrapped
        self.joined = False
        self.kept = False
        """Whether line breaks are copy, as in ``<pre>``."""
        self.broken: list[list[Span]] = [[]]

    @property
    def run(self) -> list[Span]:
        """The line that is being read."""
        return self.broken[-1]

    def children(self, node: Element, voice: Emphasis = Emphasis.PLAIN) -> None:
        self.add(node.text, voice)
        for inner in node:
            self.element(inner, voice)
            self.add(inner.tail, voice)

    def element(self, node: Element, voice: Emphasis) -> None:
        name = local(node)
        if not name:
            return
        if name in BLOCKS | _OF_TABLES:
            self.flush()
            self.block(node, name)
            self.flush()
            return
        match name:
            case "br":
                self.broken.append([])
            case "img" | "image" | "media-reference":
                self.picture([node])
            case "iframe" | "embed" | "object" | "video" | "audio":
                self.elsewhere(node, all_text(node).strip())
            case "ruby":
                self.ruby(node, voice)
            case "sub":
                self.draft.note(
                    Code.IMPORT_SUBSCRIPT,
                    say("a subscript was set plain"),
                    all_text(node),
                    say("see that it reads well"),
                )
                self.children(node, voice)
            case "script" | "style" | "template" | "head" | "title":
                if all_text(node).strip():
                    said = say("the text of <{name}> is no copy", name=name)
                    self.draft.note(Code.IMPORT_LEFT_OUT, said, all_text(node))
            case _:
                if name == "a" and (target := node.get("href", "")):
                    said = say("a link was set as its words: {all_text}", all_text=all_text(node).strip())
                    self.draft.note(
                        Code.IMPORT_LINK, said, target, say("write the address into the copy if readers need it")
                    )
                elif name not in _PLAIN_INLINE and name not in _STRONG | _EM | _SUP:
                    said = say("<{name}> is not known; its words were set plain", name=name)
                    self.draft.note(
                        Code.IMPORT_UNKNOWN_ELEMENT, said, all_text(node), say("see that they belong there")
                    )
                self.children(node, _voice(name, voice))

    def ruby(self, node: Element, voice: Emphasis) -> None:
        """Read characters with their readings; the brackets of those who see none over them go."""
        parts = [("", node.text or "")]
        for inner in node:
            parts += [(local(inner), all_text(inner)), ("", inner.tail or "")]
        base, over = "", list[str]()
        for name, text in (*parts, ("end", "")):
            if name == "rtc" and over:  # a second reading, at the other side
                no_reading(base.strip(), text, self.draft)
            elif name in ("rt", "rtc"):
                over.append(text)
            elif name != "rp" and over and (text.strip() or name == "end"):
                self.run.extend(read_spans(base.strip(), over, voice, self.draft))
                base, over = text, []
            elif name != "rp":
                base += text
        self.add(base, voice)

    def block(self, node: Element, name: str) -> None:
        kind = node.get("class", "")
        if name in _SUBHEADS:
            self.head(all_text(node), Code.IMPORT_HEADING)
        elif name == "h1":
            self.title(all_text(node))
        elif name == "p" and kind in _CLASSES and not len(node):
            self.draft.set(kind, all_text(node))
        elif name in ("figure", "media") and (kind == "chart" or _shows_one(node)):
            self.picture(node.iter(), all_text(node))
        elif name == "figure" and "wp-block-embed" in kind:
            self.elsewhere(node, " ".join(all_text(node).split()))
        elif name == "table" and not all_text(node).strip():
            self.children(node)
        elif name == "table" and _is_frame(node):
            said = say("a table of one cell was set as text")
            self.draft.more(Code.IMPORT_CELLS, said, [" ".join(" ".join(node.itertext()).split())[:60]])
            self.children(node)
        elif (name == "table" and self.table(node)) or (name in ("ul", "ol") and self.listing(node, name)):
            pass
        elif name == "blockquote" and kind == "quote":
            by = next((all_text(inner) for inner in node if inner.get("class") == "by"), "")
            words = "".join(all_text(inner) for inner in node if inner.get("class") != "by")
            self.draft.quote(words, by.lstrip(_DASHES))
        elif name == "aside" and kind == "facts":
            self.facts(node)
        elif name == "table":
            rows = [" | ".join(all_text(cell).strip() for cell in row) for row in node.iter() if local(row) == "tr"]
            other = [all_text(inner).strip() for inner in node if local(inner) not in ("tr", "tbody", "thead", "tfoot")]
            told = "\n".join([*filter(None, other), *rows])
            if len("".join(told.split())) < len("".join(all_text(node).split())):
                told = all_text(node)
            self.draft.note(
                Code.IMPORT_TABLE, say("a table was left out"), told, say("set it as an ad or a picture, or as text")
            )
            for inner in node.iter():
                if local(inner) in ("img", "image", "media-reference"):
                    self.picture([inner])
        elif name == "hr":
            pass
        else:
            if name in ("ul", "ol", "dl"):
                said = say("a list was set as paragraphs")
                self.draft.note(
                    Code.IMPORT_LIST, said, all_text(node).strip()[:60], say("number them, or make them sentences")
                )
            elif name in ("blockquote", "bq"):
                said = say("a quotation was set as paragraphs")
                self.draft.note(
                    Code.IMPORT_QUOTATION, said, all_text(node).strip()[:60], say("see that it has its marks")
                )
            before, self.kept = self.kept, self.kept or name == "pre"
            self.children(node)
            self.flush()
            self.kept = before

    def table(self, node: Element) -> bool:
        """Read a table of plain cells; return False for any other."""
        rows = [row for row in node.iter() if local(row) == "tr"]
        cells = [[cell for cell in row if local(cell) in ("td", "th")] for row in rows]
        captions = [inner for inner in node if local(inner) == "caption"]
        inside = [
            inner
            for row in cells
            for cell in row
            for inner in cell.iter()
            if local(inner) in (_UNFIT - {"p", "br"}) | {"sup", "sub"}
        ]
        spread = [cell for row in cells for cell in row if cell.get("colspan") or cell.get("rowspan")]
        told = "".join(map(all_text, (*captions, *(cell for row in cells for cell in row))))
        if inside or spread or not rows or not _same(told, all_text(node)) or len(cells[0]) > 12:
            return False
        texts = [[self.cell(cell) for cell in row] for row in cells]
        headed = len(texts) > 1 and all(local(cell) == "th" for cell in cells[0])
        heads, rest = (texts[0], texts[1:]) if headed else ([], texts)
        return self.draft.table(heads, rest, "".join(map(all_text, captions)))

    def cell(self, cell: Element) -> str:
        """Return the words of a cell in one line; what was a line of its own stays apart."""
        lines = [one_line(line) for line in _lines(cell) if line.strip()]
        if len(lines) > 1:
            self.draft.more(Code.IMPORT_CELLS, say("several lines of a cell were set as one"), lines)
        made = ""
        for line in lines:
            made += between(made, line) + line
        return made

    def listing(self, node: Element, name: str) -> bool:
        """Read a list of items that hold no blocks; return False for any other."""
        items = list(node)
        inside = [inner for item in items for inner in item.iter() if local(inner) in _UNFIT - {"li"}]
        if (
            inside
            or any(local(item) != "li" for item in items)
            or not _same("".join(map(all_text, items)), all_text(node))
        ):
            return False
        for number, item in enumerate(items, start=1):
            inner = _Reader(self.draft)
            # Its notes go to the same list; only its text is taken from it.
            inner.add(item.text, Emphasis.PLAIN)
            for below in item:
                inner.element(below, Emphasis.PLAIN)
                inner.add(below.tail, Emphasis.PLAIN)
            value = item.get("value", "")
            mark = "•" if name == "ul" else f"{value if value.isdecimal() else number}."
            self.draft.item(inner.run, mark)
        return True

    def facts(self, node: Element) -> None:
        """Read a fact box."""
        heads = [inner for inner in node if local(inner) == "h3"]
        inner = Draft(self.draft.name)
        reader = _Reader(inner)
        for below in node:
            if below not in heads[:1]:
                reader.element(below, Emphasis.PLAIN)
        reader.flush()
        self.draft.notes += inner.notes
        self.draft.named += inner.named
        self.draft.facts(all_text(heads[0]) if heads else "", inner.blocks)

    def title(self, text: str) -> None:
        """Take a first-order heading: the headline if there is none or the same, else a subhead."""
        if "headline" not in self.draft.head or _same(text, self.draft.head["headline"]):
            self.draft.set("headline", text)
        else:
            self.head(text, Code.IMPORT_SECOND_HEADLINE)

    def head(self, text: str, code: Code) -> None:
        if code is not Code.IMPORT_HEADING:
            self.draft.note(code, say("a second headline was set as a subhead"), text)
        self.draft.subhead(text)

    def picture(self, nodes: Iterable[Element], words: str = "") -> None:
        """Put pictures onto the list: a wire item names their files and does not hold them."""
        names, other = [], []
        for node in nodes:
            if local(node) in ("img", "image", "media-reference", "video", "audio", "source"):
                names += [node.get(key, "") for key in ("src", "source", "data-location") if node.get(key)]
                other += [node.get("alt", "").strip()] if node.get("alt", "").strip() not in words else []
        caption = " ".join(one_line(line) for line in words.split("\n") if line.strip())
        self.draft.named.append(named(names, caption or " ".join(other)))
        if caption and any(other):
            self.draft.more(Code.IMPORT_DATA, say("what pictures show, as the page says"), filter(None, other))

    def elsewhere(self, node: Element, words: str) -> None:
        """Put what plays or lies elsewhere onto the list."""
        places = [inner.get(key, "") for inner in node.iter() for key in ("src", "data") if inner.get(key)]
        self.draft.note(
            Code.IMPORT_REMOTE,
            say("something that lies elsewhere was not fetched"),
            "\n".join(filter(None, (*places, words))),
            say("fetch it yourself if it is wanted"),
        )

    def add(self, text: str | None, voice: Emphasis) -> None:
        """Add text to the line; in ``<pre>`` its line breaks end lines."""
        first, *further = (text or "").split("\n") if self.kept else [text or ""]
        for number, line in enumerate((first, *further)):
            if number:
                self.broken.append([])
            if line:
                self.run.append(Span(text=line, emphasis=voice))

    def flush(self) -> None:
        """End the paragraph that is being read: one, or several if lines say so."""
        broken, self.broken = self.broken, [[]]
        for group in _groups(broken):
            whole = ["".join(span.text for span in line) for line in group]
            texts = whole if self.kept else [_BLANKS.sub(" ", text) for text in whole]
            if len(group) > 1 and self.wrapped:
                self.joined = True
                for paragraph in _indented(group, texts):
                    self.draft.paragraph(_with_breaks(paragraph))
                continue
            for first, end in runs(texts, _LINES):
                self.draft.lines(group[first:end])


def _groups(broken: Sequence[list[Span]]) -> Iterator[list[list[Span]]]:
    """Yield lines that stand together; empty ones part them."""
    for filled, lines in groupby(broken, key=lambda line: bool(tidy(line))):
        if filled:
            yield list(lines)


def _indented(group: Sequence[list[Span]], texts: Sequence[str]) -> Iterator[list[list[Span]]]:
    """Yield the paragraphs of wrapped lines: each begins with an indent."""
    begins = [0, *(at for at in range(1, len(group)) if INDENT.match(texts[at]))]
    for first, end in pairwise((*begins, len(group))):
        yield list(group[first:end])


def _with_breaks(lines: Sequence[list[Span]]) -> list[Span]:
    """Return the spans of lines as of one, with a line break between them, which is joined as its script asks."""
    joined = list(lines[0])
    for line in lines[1:]:
        joined += [Span(text="\n"), *line]
    return joined


def _voice(name: str, outer: Emphasis) -> Emphasis:
    if name in _SUP:
        return Emphasis.SUPERSCRIPT
    if name in _STRONG or outer is Emphasis.STRONG:
        return Emphasis.STRONG
    return Emphasis.EM if name in _EM else outer


def _shows_one(figure: Element) -> bool:
    """Tell whether a figure shows one thing: it holds no other figure, no table and no quotation."""
    names = [local(inner) for inner in figure.iter()][1:]
    return not {"figure", "table", "blockquote"} & set(names) and (
        local(figure) == "media" or bool({"img", "image", "video", "audio", "picture", "svg"} & set(names))
    )


def _is_frame(table: Element) -> bool:
    """Tell whether a table only frames text, as in mail and older pages: it has one cell, or blocks in one a row."""
    inner = [row for part in table for row in (part if local(part) in ("tbody", "thead", "tfoot") else (part,))]
    rows = [[cell for cell in row if local(cell) in ("td", "th")] for row in inner if local(row) == "tr"]
    cells = [cell for row in rows for cell in row if all_text(cell).strip()]
    filled = max((sum(bool(all_text(cell).strip()) for cell in row) for row in rows), default=0)
    blocks = any(local(each) in BLOCKS - {"p"} for cell in cells for each in list(cell.iter())[1:])
    return filled == 1 and (blocks or (len(cells) == 1 and max(map(len, rows)) == 1))


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
