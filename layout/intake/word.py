"""Word documents (.docx). The only user of python-docx.

The document's body is walked element by element. What the walk did not see is looked for afterwards, so that an element
nobody thought of ends on the editor's list and not nowhere.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.compose.elements.listing import Listing
from layout.edition.blocks import Emphasis, Span
from layout.files.zips import ZipLimits, opened_zip
from layout.intake.draft import Draft, FoundPicture, read_spans, tidy
from layout.intake.plain import take_dateline
from layout.intake.xml import read_xml

LIMITS = ZipLimits(members=2000, bytes=200_000_000, ratio=150)

MOST_COLUMNS = 12
"""A table of more columns has no place in a newspaper's column."""

_HEADS = {
    "title": "headline", "标题": "headline", "主标题": "headline", "主题": "headline", "headline": "headline",
    "subtitle": "deck", "副标题": "deck", "副题": "deck", "deck": "deck",
    "引题": "kicker", "肩题": "kicker", "眉题": "kicker", "kicker": "kicker",
    "作者": "byline", "署名": "byline", "记者": "byline", "author": "byline", "byline": "byline",
    "电头": "dateline", "dateline": "dateline", "来源": "source", "source": "source",
}  # fmt: skip
"""Names of styles -> keys of the front matter."""

_SUBHEADS = {"小标题", "subhead", *(f"heading {level}" for level in range(2, 10))}
_CAPTIONS = {"caption", "题注", "图说", "图片说明"}
_BODY = {
    "normal", "正文", "body text", "body text indent", "body text first indent", "plain text", "no spacing",
    "normal (web)", "normal indent", "正文文本", "正文缩进", "纯文本", "首行缩进", "无间隔", "default",
    "standard", "text body",
}  # fmt: skip
_LISTS = {"list paragraph", "list bullet", "list number", "list", "列表段落", "列出段落"}

_TEXT = {qn("w:t"), qn("w:delText"), qn("w:instrText"), qn("w:delInstrText"), qn("m:t"), qn("a:t")}
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REFERENCES = {
    qn("w:footnoteReference"): "footnotes",
    qn("w:endnoteReference"): "endnotes",
    qn("w:commentReference"): "comments",
}
"""Marks in the text -> the part of the document that has what they stand for."""

_NOTE_PARTS = {
    "comments": (Code.IMPORT_COMMENT, say("a comment"), say("settle it with its writer")),
    "footnotes": (Code.IMPORT_FOOTNOTE, say("a footnote"), say("put what readers need into the text")),
    "endnotes": (Code.IMPORT_FOOTNOTE, say("an endnote"), say("put what readers need into the text")),
    "header": (Code.IMPORT_HEADER, say("a page header or footer"), say("it is no copy, as a rule")),
    "footer": (Code.IMPORT_HEADER, say("a page header or footer"), say("it is no copy, as a rule")),
}


def read_word(data: bytes, name: str, file: str) -> list[Draft]:
    """Return the draft of a Word document. Raises ContentError for one that cannot be read, or should not be."""
    with opened_zip(BytesIO(data), LIMITS, file) as parts:
        _check_parts(file, parts)
    draft = Draft(name)
    try:
        document = Document(BytesIO(data))
        if document.element.body is None:
            raise ValueError(say("it has no text"))
        walk = _Walk(draft, document)
    except (OpcError, KeyError, ValueError, OSError, AttributeError, SyntaxError) as error:
        raise ContentError(
            say("{file} is no Word document: {error}", file=file, error=error),
            say("open it in Word or LibreOffice and save it as .docx"),
        ) from error
    walk.document()
    return [draft]


def _check_parts(name: str, file: ZipFile) -> None:
    """Read every XML part without trust first: python-docx's own parser would take a document type."""
    names = file.namelist()
    if "[Content_Types].xml" not in names:
        raise ContentError(
            say("{name} is no Word document", name=name), say("open it in Word or LibreOffice and save it as .docx")
        )
    for part in names:
        if part.endswith((".xml", ".rels")):
            read_xml(file.read(part), f"{name}: {part}", doctype=False)


class _Walk:
    """Walks a document's body once, paragraph by paragraph."""

    def __init__(self, draft: Draft, document: Any) -> None:
        self.draft, self.part = draft, document.part
        self.body = document.element.body
        self.styles = {style.style_id: style.name or style.style_id for style in document.styles}
        self.seen: set[Any] = set()
        self.unknown: dict[str, list[str]] = {}
        self.before = ""
        self.places: dict[tuple[str, str], str] = {}
        self.first = True

    def document(self) -> None:
        """Read everything the document has."""
        self.blocks(self.body)
        for style, texts in self.unknown.items():
            shown = "\n".join(texts)
            said = say("the style {style!r} is not known; its paragraphs were set as text", style=style)
            self.draft.note(
                Code.IMPORT_UNKNOWN_STYLE, said, shown, say("see whether they are a head, a subhead or a caption")
            )
        self.leftover()
        self.other_parts()

    def blocks(self, parent: Any) -> None:
        for node in parent:
            tag = node.tag
            if tag == qn("w:p"):
                self.paragraph(node)
            elif tag == qn("w:tbl"):
                self.table(node)
            elif tag == qn("w:sdt"):
                for content in node.iterchildren(qn("w:sdtContent")):
                    self.blocks(content)
            elif tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                self.blocks(node)
            elif tag == f"{_MARKUP}AlternateContent":
                self.blocks(self.choice(node))

    # Paragraphs

    def paragraph(self, node: Any) -> None:
        style = self.style(node)
        self.before = ""
        lines: list[list[Span]] = [[]]
        for span in self.inline(node):
            if span is None:
                lines.append([])
            else:
                lines[-1].append(span)
        spoken = [line for line in lines if tidy(line)]
        if not spoken:
            return
        text = " ".join("".join(span.text for span in tidy(line)) for line in spoken)
        known = style.lower()
        if known in _HEADS:
            self.draft.set(_HEADS[known], text)
        elif known == "heading 1" and "headline" not in self.draft.head and not self.draft.blocks:
            self.draft.set("headline", text)
        elif known in _SUBHEADS or known == "heading 1":
            if known in ("heading 1", "heading 3", "heading 4", "heading 5", "heading 6"):
                said = say("a heading of the style {style!r} was set as a subhead", style=style)
                self.draft.note(Code.IMPORT_HEADING, said, text, say("stories have one kind of subhead"))
            self.draft.subhead(text)
        elif known in _CAPTIONS:
            self.caption(text)
        elif self.is_bare_headline(node, spoken, text):
            self.draft.note(
                Code.IMPORT_HEADLINE, say("taken for the headline: it is the first line, short and bold"), text
            )
            self.draft.set("headline", text)
        else:
            if len(spoken) > 1:
                said = say("a line break inside a paragraph was made the beginning of a new one")
                self.draft.note(Code.IMPORT_LINE_BREAK, said, text[:60], say("join them if they are one"))
            if known in _LISTS or node.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
                self.item(known, spoken)
                return
            if known not in _BODY and not known.startswith("body text"):
                self.unknown.setdefault(style, []).append(text)
            for line in spoken:
                self.text(line)
        self.first = False

    def item(self, style: str, lines: list[list[Span]]) -> None:
        """Add an item of a list. Word keeps its number apart from the text: it is counted anew."""
        spans = [span for line in lines for span in (*line, Span(text=" "))]
        numbered = "number" in style or "编号" in style
        if not self.draft.blocks or not isinstance(self.draft.blocks[-1], Listing):
            said = (
                say("a list was set with numbers of our own")
                if numbered
                else say("a list was set with a dot before each item")
            )
            shown = "".join(span.text for span in spans).strip()[:60]
            self.draft.note(Code.IMPORT_LIST, said, shown, say("see whether it had other numbers or signs"))
        self.draft.item(spans, "#." if numbered else "•")
        self.first = False

    def text(self, line: list[Span]) -> None:
        """Add a paragraph; the first one may begin with a dateline."""
        if not self.draft.blocks:
            whole = "".join(span.text for span in tidy(line))
            rest = take_dateline(whole, self.draft)
            if rest != whole:
                line, drop = list(tidy(line)), len(whole) - len(rest)
                while drop and line:
                    cut = line[0].text[:drop]
                    left = line[0].text[len(cut) :]
                    drop -= len(cut)
                    line[:1] = [line[0].model_copy(update={"text": left})] if left else []
        self.draft.paragraph(line)

    def is_bare_headline(self, node: Any, lines: list[list[Span]], text: str) -> bool:
        """Tell whether a first paragraph without a style is a headline: short, bold or centred, no full stop."""
        if not self.first or "headline" in self.draft.head or len(text) > 45 or text.endswith(("。", "；", "…")):
            return False
        centred = node.find(f"{qn('w:pPr')}/{qn('w:jc')}[@{qn('w:val')}='center']") is not None
        bold = all(span.emphasis is Emphasis.STRONG for line in lines for span in line if span.text.strip())
        return centred or bold

    def caption(self, text: str) -> None:
        """Give a caption to the picture before it that has none."""
        if self.draft.pictures and not self.draft.pictures[-1].caption:
            last = self.draft.pictures[-1]
            self.draft.pictures[-1] = FoundPicture(last.data, last.name, self.draft.clean(text))
        else:
            self.draft.note(
                Code.IMPORT_CAPTION,
                say("a caption without a picture before it"),
                text,
                say("see which picture it is of"),
            )

    def style(self, node: Any) -> str:
        given = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if given is None:
            return "Normal"
        found = given.get(qn("w:val"), "Normal")
        return str(self.styles.get(found, found))

    # Inside a paragraph

    def inline(self, parent: Any) -> Iterator[Span | None]:
        """Yield the spans of a paragraph, None for a line break."""
        for node in parent:
            tag = node.tag
            if tag == qn("w:r"):
                yield from self.word_run(node)
            elif tag == qn("w:hyperlink"):
                yield from self.link(node)
            elif tag in (qn("w:ins"), qn("w:moveTo")):
                self.change(node, Code.IMPORT_INSERTED, say("a tracked insertion was taken into the text"))
                yield from self.inline(node)
            elif tag in (qn("w:del"), qn("w:moveFrom")):
                self.change(node, Code.IMPORT_DELETED, say("a tracked deletion was left out of the text"))
                self.mark(node)
            elif tag in (qn("w:smartTag"), qn("w:customXml"), qn("w:fldSimple"), qn("w:dir"), qn("w:bdo")):
                yield from self.inline(node)
            elif tag == qn("w:sdt"):
                for content in node.iterchildren(qn("w:sdtContent")):
                    yield from self.inline(content)
            elif tag in (qn("m:oMath"), qn("m:oMathPara")):
                text = "".join(inner.text or "" for inner in node.iter(qn("m:t")))
                self.draft.note(
                    Code.IMPORT_FORMULA, say("a formula was set as its characters"), text, say("see that it reads well")
                )
                self.mark(node)
                yield Span(text=text)
            elif tag == f"{_MARKUP}AlternateContent":
                yield from self.inline(self.choice(node))

    def word_run(self, node: Any) -> Iterator[Span | None]:
        voice = self.voice(node)
        for inner in node:
            tag = inner.tag
            if tag == qn("w:t"):
                self.seen.add(inner)
                self.before = (self.before + (inner.text or ""))[-12:]
                yield Span(text=inner.text or "", emphasis=voice)
            elif tag in (qn("w:tab"), qn("w:ptab")):
                yield Span(text=" ")
            elif tag in (qn("w:br"), qn("w:cr")):
                yield None
            elif tag in _REFERENCES:
                self.places[_REFERENCES[tag], inner.get(qn("w:id"), "")] = self.before
            elif tag == qn("w:noBreakHyphen"):
                yield Span(text="\u2011", emphasis=voice)
            elif tag == qn("w:softHyphen"):
                yield Span(text="\u00ad", emphasis=voice)
            elif tag == qn("w:sym"):
                font, code = inner.get(qn("w:font"), ""), inner.get(qn("w:char"), "")
                said = say("a sign of the font {font!r} was left out: number {code}", font=font, code=code)
                self.draft.note(Code.IMPORT_SYMBOL, said, "", say("type the character itself"))
            elif tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
                self.drawing(inner)
            elif tag == f"{_MARKUP}AlternateContent":
                self.drawing(self.choice(inner))
            elif tag == qn("w:instrText"):
                self.seen.add(inner)
                if (inner.text or "").strip():
                    said = say("a field was set as the text it shows now")
                    self.draft.note(Code.IMPORT_FIELD, said, (inner.text or "").strip(), say("see that it is right"))
            elif tag == qn("w:ruby"):
                base = inner.find(qn("w:rubyBase"))
                for below in inner.iter(qn("w:t")):
                    self.seen.add(below)
                text = "".join(t.text or "" for t in base.iter(qn("w:t"))) if base is not None else ""
                over = "".join(t.text or "" for rt in inner.iterchildren(qn("w:rt")) for t in rt.iter(qn("w:t")))
                yield from read_spans(text, (over,), voice, self.draft)

    def voice(self, node: Any) -> Emphasis:
        properties = node.find(qn("w:rPr"))
        if properties is None:
            return Emphasis.PLAIN
        height = properties.find(qn("w:vertAlign"))
        if height is not None and height.get(qn("w:val")) == "superscript":
            return Emphasis.SUPERSCRIPT
        if height is not None and height.get(qn("w:val")) == "subscript":
            text = "".join(t.text or "" for t in node.iter(qn("w:t")))
            self.draft.note(
                Code.IMPORT_SUBSCRIPT, say("a subscript was set plain"), text, say("see that it reads well")
            )
        if _is_on(properties, "w:b"):
            return Emphasis.STRONG
        return Emphasis.EM if _is_on(properties, "w:i") else Emphasis.PLAIN

    def link(self, node: Any) -> Iterator[Span | None]:
        target = ""
        relation = self.part.rels.get(node.get(qn("r:id"), ""))
        if relation is not None and relation.is_external:
            target = relation.target_ref
        text = "".join(t.text or "" for t in node.iter(qn("w:t")))
        if target or node.get(qn("w:anchor")):
            said = say("a link was set as its words: {text}", text=text)
            told = target or f"#{node.get(qn('w:anchor'))}"
            self.draft.note(Code.IMPORT_LINK, said, told, say("write the address into the copy if readers need it"))
        yield from self.inline(node)

    def change(self, node: Any, code: Code, said: str) -> None:
        text = "".join(t.text or "" for t in node.iter(qn("w:t"), qn("w:delText")))
        if text:
            by = node.get(qn("w:author"), "")
            self.draft.note(
                code,
                say("{said} (by {by})", said=said, by=by) if by else said,
                text,
                say("settle the changes with their writer"),
            )

    # Pictures, tables, and what else there is

    def choice(self, node: Any) -> Any:
        """Return the first of two forms of the same thing; the other holds the same text again."""
        options = [inner for inner in node if inner.tag == f"{_MARKUP}Choice"]
        for inner in node:
            if not options or inner is not options[0]:
                self.mark(inner)
        return options[0] if options else node

    def drawing(self, node: Any) -> None:
        for inner in node.iter():
            tag = inner.tag
            wanted = qn("r:embed") if tag == qn("a:blip") else qn("r:id") if str(tag).endswith("}imagedata") else ""
            if wanted and (relation := self.part.rels.get(inner.get(wanted, ""))) is not None:
                self.picture(relation)
        for box in node.iter(qn("w:txbxContent")):
            text = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in box.iter(qn("w:p")))
            if text.strip():
                said = say("a text box was left out of the text")
                self.draft.note(
                    Code.IMPORT_TEXT_BOX, said, text, say("put it where it belongs, or make it a story of its own")
                )
            self.mark(box)

    def picture(self, relation: Any) -> None:
        if relation.is_external:
            said = say("a picture lies elsewhere and was not fetched")
            self.draft.note(Code.IMPORT_REMOTE, said, relation.target_ref, say("put its file into the edition folder"))
            return
        part = relation.target_part
        self.draft.pictures.append(FoundPicture(part.blob, posixpath.basename(str(part.partname))))

    def table(self, node: Any) -> None:
        if self.plain_table(node):
            return
        rows = []
        for row in node.iter(qn("w:tr")):
            cells = ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iterchildren(qn("w:tc"))]
            rows.append(" | ".join(cells))
        self.draft.note(
            Code.IMPORT_TABLE,
            say("a table was left out"),
            "\n".join(rows),
            say("set it as an ad or a picture, or as text"),
        )
        for inner in node.iter(qn("w:drawing"), qn("w:pict")):
            self.drawing(inner)
        for text in node.iter(qn("w:t")):
            # Cells of rows in content controls have no place in the rows above; they are found as leftovers.
            if any((text.text or "") in row for row in rows):
                self.seen.add(text)

    def plain_table(self, node: Any) -> bool:
        """Read a table of plain cells; return False for any other, which goes to the list."""
        odd = (
            "w:gridSpan",
            "w:vMerge",
            "w:drawing",
            "w:pict",
            "w:ins",
            "w:del",
            "w:hyperlink",
            "w:sdt",
            "w:instrText",
            "w:br",
            "w:vertAlign",
        )
        if any(next(node.iter(qn(name)), None) is not None for name in odd) or len(list(node.iter(qn("w:tbl")))) > 1:
            return False
        rows = [list(row.iterchildren(qn("w:tc"))) for row in node.iterchildren(qn("w:tr"))]
        texts = [
            [" ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p"))) for cell in row]
            for row in rows
        ]
        runs = [run for cell in (rows[0] if rows else ()) for run in cell.iter(qn("w:r"))]
        bold = bool(runs) and all(self.voice(run) is Emphasis.STRONG for run in runs)
        headed = len(rows) > 1 and (bold or next(node.iter(qn("w:tblHeader")), None) is not None)
        heads, rest = (texts[0], texts[1:]) if headed else ([], texts)
        if not rows or len(rows[0]) > MOST_COLUMNS or not self.draft.table(heads, rest):
            return False
        self.mark(node)
        return True

    def mark(self, node: Any) -> None:
        """Count all text below an element as seen."""
        self.seen.update(inner for inner in node.iter() if inner.tag in _TEXT)

    def leftover(self) -> None:
        left = [node.text for node in self.body.iter() if node.tag in _TEXT and node not in self.seen and node.text]
        if "".join(left).strip():
            self.draft.note(
                Code.IMPORT_LEFTOVER,
                say("text in a place that is not read"),
                "\n".join(left),
                say("put it where it belongs"),
            )

    def other_parts(self) -> None:
        """Put comments, notes, headers and footers onto the list."""
        for relation in self.part.rels.values():
            if relation.is_external:
                continue
            kind = str(relation.reltype).rpartition("/")[2]
            if kind in _NOTE_PARTS:
                code, said, hint = _NOTE_PARTS[kind]
                root = read_xml(relation.target_part.blob, str(relation.target_part.partname), doctype=False)
                holders: Iterable[Any] = [root] if kind in ("header", "footer") else root
                for holder in holders:
                    by = holder.get(qn("w:author"), "")
                    text = "\n".join(
                        "".join(t.text or "" for t in p.iter() if t.tag in _TEXT) for p in holder.iter(qn("w:p"))
                    )
                    if text.strip():
                        place = self.places.get((kind, holder.get(qn("w:id"), "")), "")
                        about = say("{said} by {by}", said=said, by=by) if by else said
                        about = say("{about} after “{place}”", about=about, place=place) if place else about
                        self.draft.note(
                            code,
                            about,
                            text.strip(),
                            hint,
                        )


def _is_on(properties: Any, name: str) -> bool:
    switch = properties.find(qn(name))
    return switch is not None and switch.get(qn("w:val"), "1") not in ("0", "false", "off", "none")
