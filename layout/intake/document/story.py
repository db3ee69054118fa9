"""A document as a story: which paragraphs are its head, which are lists, which tables a story can have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from layout.base.codes import Code
from layout.base.messages import say
from layout.edition.blocks import Emphasis, Span
from layout.intake.document.model import Cell, Grid, Item, Label, Line, Para, lines_of
from layout.intake.document.told import Aside, Told
from layout.intake.draft import Draft, FoundPicture, no_reading, tidy
from layout.intake.lines import between
from layout.intake.plain import take_dateline

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

_LEVEL = re.compile(r"(?:heading|标题|標題|überschrift|titre)[ _]?([1-9])")
_SUBHEADS = {"小标题", "subhead", *(f"heading {level}" for level in range(2, 10))}
_CAPTIONS = {"caption", "题注", "图说", "图片说明"}
_BODY = {
    "normal", "正文", "body text", "body text indent", "body text first indent", "plain text", "no spacing",
    "normal (web)", "normal indent", "正文文本", "正文缩进", "纯文本", "首行缩进", "无间隔", "default",
    "standard", "text body", "list paragraph", "列表段落", "列出段落",
}  # fmt: skip
_LIST = re.compile(r"list (bullet|number)( [2-5])?")
_COUNTED = re.compile(r"[0-9]{1,9}[.)]")
"""Numbers that a list of a story can have."""
_DOTS = frozenset("•·●▪■○o◦-–—*")
"""Signs before items that say no more than a dot."""

_LEVELS = Aside(
    Code.IMPORT_LIST, say("items of a list within a list were set as its own"), hint=say("see that it reads well")
)
_NUMBER_ALONE = Aside(
    Code.IMPORT_LIST, say("numbers without words were left out"), hint=say("see whether something is missing there")
)
_MERGED = Aside(
    Code.IMPORT_CELLS,
    say("cells that were one stand in the first; the others are empty"),
    hint=say("see that it reads well"),
)
_PARTED = Aside(Code.IMPORT_CELLS, say("several lines of a cell were set as one"), hint=say("see that it reads well"))
_RAISED = Aside(
    Code.IMPORT_SUBSCRIPT, say("a superscript in a table was set plain"), hint=say("see that it reads well")
)
_VOICED = Aside(
    Code.IMPORT_EMPHASIS,
    say("words of a table were bold or italic; they were set plain"),
    hint=say("see that it reads well"),
)
_BOX = Aside(Code.IMPORT_CELLS, say("a table of one cell was set as text"), hint=say("it may be a fact box"))


_ROLES = frozenset({*_HEADS, *_SUBHEADS, *_CAPTIONS, "heading 1"})
"""Styles that say what a paragraph is; those that are based on one say so too."""


def known_style(para: Para) -> str:
    """Return the name of a paragraph's style in small letters; of its own or a base that says what it is, if any."""
    own, *bases = (_LEVEL.sub(r"heading \1", name.strip().lower()) for name in (para.style, *para.bases))
    if own in _ROLES or own in _BODY or own.startswith(("body text", "list ", "toc ")):
        return own
    return next((name for name in bases if name in _ROLES), own)


class Story:
    """Takes what was walked into a draft, one thing after the other."""

    def __init__(self, draft: Draft, told: Told) -> None:
        self.draft, self.told = draft, told
        self.unknown: dict[str, list[str]] = {}
        self.first = True

    def item(self, item: Item) -> None:
        """Take what was walked, one thing."""
        if isinstance(item, Para):
            self.paragraph(item)
        elif isinstance(item, Grid):
            self.table(item)
        else:
            self.draft.blocks.append(item)

    def finish(self) -> None:
        """Tell which styles were not known."""
        for style, texts in self.unknown.items():
            said = say("the style {style!r} is not known; its paragraphs were set as text", style=style)
            hint = say("see whether they are a head, a subhead or a caption")
            self.draft.note(Code.IMPORT_UNKNOWN_STYLE, said, "\n".join(texts), hint)

    # Paragraphs

    def paragraph(self, para: Para) -> None:
        """Take a paragraph, as what its style says it is."""
        spoken = [line for line in para.lines if tidy(line)]
        if not spoken:
            if para.label is not None and not para.label.is_bullet:
                self.told.group(_NUMBER_ALONE, para.label.text)
            return
        text = " ".join("".join(span.text for span in tidy(line)) for line in spoken)
        ahead = para.label.ahead if para.label and not para.label.is_bullet else ""
        headed, known = f"{ahead}{text}", known_style(para)
        if known in _HEADS:
            self.draft.set(_HEADS[known], headed)
        elif known == "heading 1" and "headline" not in self.draft.head and not self.draft.blocks:
            self.draft.set("headline", headed)
        elif known in _SUBHEADS or known == "heading 1":
            if known not in ("heading 2", "小标题", "subhead") or known != para.style.lower():
                said = say("a heading of the style {style!r} was set as a subhead", style=para.style)
                self.draft.note(Code.IMPORT_HEADING, said, headed, say("stories have one kind of subhead"))
            self.draft.subhead(headed)
        elif known in _CAPTIONS:
            self.caption(headed)
        elif self.is_bare_headline(para, spoken, text):
            self.draft.note(
                Code.IMPORT_HEADLINE, say("taken for the headline: it is the first line, short and bold"), text
            )
            self.draft.set("headline", text)
        else:
            self.text(para, spoken, text)
        self.first = False

    def text(self, para: Para, spoken: list[Line], text: str) -> None:
        """Add a paragraph of the body: text, or an item of a list."""
        known, label = known_style(para), para.label
        if len(spoken) > 1:
            said = say("a line break inside a paragraph was made the beginning of a new one")
            self.draft.note(Code.IMPORT_LINE_BREAK, said, text[:60], say("join them if they are one"))
        bare = _LIST.fullmatch(known) if label is None else None
        if bare is not None:
            self.listed(spoken, Label("•" if bare[1] == "bullet" else "", "", 0, is_bullet=True))
            return
        if label is not None and (label.is_bullet or _COUNTED.fullmatch(label.text)):
            self.listed(spoken, label)
            return
        if known not in _BODY and not known.startswith(("body text", "list ")):
            self.unknown.setdefault(para.style, []).append(text)
        if label is not None:
            spoken = [(Span(text=label.ahead, emphasis=_voice(spoken[0])), *spoken[0]), *spoken[1:]]
        if not self.draft.blocks and para.drop_cap:
            self.draft.drop_cap = para.drop_cap
        for line in spoken:
            self.line(line)

    def listed(self, lines: Sequence[Line], label: Label) -> None:
        """Add an item of a list, with its number as Word shows it."""
        spans = [span for line in lines for span in (*line, Span(text=" "))]
        if label.is_bullet and label.text not in _DOTS:
            said = (
                say("a list had {sign} before its items; it was set with dots", sign=label.text)
                if label.text
                else say("a list was set with a dot before each item")
            )
            self.told.group(
                Aside(Code.IMPORT_LIST, said, hint=say("see whether it had other numbers or signs")), _start(lines)
            )
        if label.is_bullet and label.level:
            self.told.group(_LEVELS, _start(lines))
        self.draft.item(spans, "•" if label.is_bullet else label.text)

    def line(self, line: Iterable[Span]) -> None:
        """Add a paragraph; the first one may begin with a dateline."""
        if not self.draft.blocks:
            line = tidy(tuple(line))
            whole = "".join(span.text for span in line)
            left = len(take_dateline(whole, self.draft))
            line, drop = list(line), len(whole) - left
            while drop and line:
                cut = line[0].text[:drop]
                rest = line[0].text[len(cut) :]
                drop -= len(cut)
                line[:1] = [line[0].model_copy(update={"text": rest})] if rest else []
        self.draft.paragraph(line)

    def is_bare_headline(self, para: Para, lines: Iterable[Line], text: str) -> bool:
        """Tell whether a first paragraph without a style is a headline: short, bold or centred, no full stop."""
        if not self.first or "headline" in self.draft.head or para.label is not None or para.drop_cap:
            return False
        if len(text) > 45 or text.endswith(("。", "；", "…")):
            return False
        return para.is_centred or all(
            span.emphasis is Emphasis.STRONG for line in lines for span in line if span.text.strip()
        )

    def caption(self, text: str) -> None:
        """Give a caption to the picture before it that has none."""
        if self.draft.pictures and not self.draft.pictures[-1].caption:
            last = self.draft.pictures[-1]
            self.draft.pictures[-1] = FoundPicture(last.data, last.name, self.draft.clean(text))
        else:
            said = say("a caption without a picture before it")
            self.draft.note(Code.IMPORT_CAPTION, said, text, say("see which picture it is of"))

    # Tables

    def table(self, grid: Grid) -> None:
        """Add a table; one that a column of a newspaper cannot hold goes to the list, cell by cell."""
        rows = [row for row in grid.rows if row]
        width = max((sum(cell.across for cell in row) for row in rows), default=0)
        if not any(cell.items for row in rows for cell in row):
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            self.told.group(_BOX, "\n".join(lines_of(rows[0][0].items)))
            for item in rows[0][0].items:
                self.item(item)
            return
        if width > MOST_COLUMNS:
            hint = say("set it as an ad or a picture, or as text")
            self.draft.note(Code.IMPORT_TABLE, say("a table was left out"), "\n".join(lines_of([grid])), hint)
            return
        title = ""
        if len(rows) > 1 and width > 1 and len(rows[0]) == 1:
            title, rows = self.cell(rows[0][0], is_head=True), rows[1:]
        headed = len(rows) > 1 and (grid.is_headed or _is_bold(rows[0]))
        texts = [self.row(row, width, is_head=headed and at == 0) for at, row in enumerate(rows)]
        if not any(map(any, texts)):
            return
        self.draft.table(texts[0] if headed else [], texts[1:] if headed else texts, title)
        self.first = False

    def row(self, row: Sequence[Cell], width: int, *, is_head: bool) -> list[str]:
        """Return the cells of a row, as many as the table has columns."""
        made: list[str] = []
        for cell in row:
            text = self.cell(cell, is_head=is_head)
            if cell.is_merged:
                self.told.group(_MERGED, text)
            made += [text, *[""] * (cell.across - 1)]
        return [*made, *[""] * (width - len(made))]

    def cell(self, cell: Cell, *, is_head: bool = False) -> str:
        """Return the words of a cell in one line; what was a line of its own stays apart."""
        lines = lines_of(cell.items)
        for item in cell.items:
            for span in (span for line in item.lines for span in line) if isinstance(item, Para) else ():
                if span.emphasis in (Emphasis.STRONG, Emphasis.EM) and not is_head:
                    self.told.group(_VOICED, span.text)
                if span.emphasis is Emphasis.SUPERSCRIPT:
                    self.told.group(_RAISED, span.text)
                if span.reading:
                    no_reading(span.text, " ".join(span.reading), self.draft)
        if len(lines) > 1:
            self.told.group(_PARTED, "\n".join(lines))
        made = ""
        for line in lines:
            made += between(made, line) + line
        return made


def _is_bold(row: Sequence[Cell]) -> bool:
    spans = [
        span
        for cell in row
        for item in cell.items
        if isinstance(item, Para)
        for line in item.lines
        for span in line
        if span.text.strip()
    ]
    return bool(spans) and all(span.emphasis is Emphasis.STRONG for span in spans)


def _voice(line: Line) -> Emphasis:
    """Return the voice of a number before text: that of the text, if the whole line has one."""
    voices = {span.emphasis for span in line if span.text.strip()} - {Emphasis.SUPERSCRIPT}
    return voices.pop() if len(voices) == 1 else Emphasis.PLAIN


def _start(lines: Iterable[Line]) -> str:
    return "".join(span.text for line in lines for span in line).strip()[:60]
