"""A story's body: the blocks of Markdown that copy needs, out of what markdown-it reads (see `inline`).

Paragraphs, ``## subheads``, ``**strong**``, ``*em*``, ``^2^`` superscripts and backslash escapes; as elements of their
own lists, tables, ``> `` pull quotes, charts between backticks, and what stands between two lines of three colons. No
character of the copy is lost: other inline constructs (HTML, links, code, entities) stay the characters they are,
with a warning where they are likely a mistake; other blocks (lists inside lists, code, rules, pictures) are errors.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from markdown_it.token import Token
from pydantic import BeforeValidator, Field

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.edition.blocks import (
    Bar,
    Block,
    CellAlign,
    Chart,
    Facts,
    Listing,
    Model,
    Paragraph,
    Quote,
    Span,
    Subhead,
    Table,
)
from layout.edition.containers import NAMES, Opening, Part, read_opening, split_containers
from layout.edition.inline import PARSER, spans_in, spans_of
from layout.files.models import Form, read_model
from layout.files.text import Source
from layout.files.yaml import Mapping, parse_yaml

_BLOCKS = {
    "bullet_list_open": ("a list", "write it as paragraphs, or put a backslash before the sign: \\- or \\*"),
    "ordered_list_open": ("a numbered list", "write 1、 or （1）, or put a backslash before the full stop: 1\\."),
    "blockquote_open": ("a quotation block", "write it as a paragraph, or put a backslash before it: \\>"),
    "fence": ("a code block", "write it as a paragraph; a chart begins with ```chart"),
    "hr": ("a rule across the column", "take the line out; the template draws the rules"),
    "table_open": ("a table", "take it out of the list or quotation it stands in"),
}

# Every count is limited: without a limit a line of a million brackets would take for ever.
_IMAGE = re.compile(r"(?<!\\)!\[[^\[\]\n]{0,500}\]\([^()\n]{0,500}\)")
_LITERAL = {
    re.compile(r"(?<![!\\])\[[^\[\]\n]{1,500}\]\([^()\n]{0,500}\)"): ("a Markdown link", "write only its words"),
    re.compile(r"(?<!\\)</?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>\n]{0,500})?/?>|(?<!\\)<!--"): (
        "HTML",
        "write only the words",
    ),
    re.compile(r"(?<!\\)&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"): (
        "an HTML entity",
        "write the character itself",
    ),
    re.compile(r"(?<!\\)(?:\\\\){0,20}\\\n"): (
        "a backslash at the end of a line",
        "leave an empty line to begin a paragraph",
    ),
}
_HASHES = re.compile(r"[ \t\u3000]*[#＃]{2}")
_INDENT = re.compile(r"\u3000|\t| {4}")
_SUBHEAD_HINT = "a subhead is two hashes and a space at the line's beginning: ## 小标题"


def read_body(text: str, source: Source, first_line: int, report: Report) -> tuple[Block, ...]:
    """Return the paragraphs, subheads and elements of a story's body: see `numbered_blocks`."""
    return tuple(block for block, _ in numbered_blocks(text, source, first_line, report))


def numbered_blocks(text: str, source: Source, first_line: int, report: Report) -> list[tuple[Block, int]]:
    """Return the blocks of a story's body, each with its line. What is wrong goes to the report.

    ``first_line`` is the line of the file that the text begins on.
    """
    # A line of ideographic spaces looks empty to the writer, so it is.
    text = "\n".join("" if line.isspace() else line for line in text.split("\n"))
    blocks: list[tuple[Block, int]] = []
    for part in split_containers(text):
        body = _Body(source, first_line + part.line, report)
        if part.opening is None:
            blocks += body.blocks(PARSER.parse(part.text))
        else:
            blocks += ((block, body.first_line - 1) for block in body.container(part))
    return blocks


class _Body:
    """Turns the tokens of one body, or of one element in it, into blocks."""

    def __init__(self, source: Source, first_line: int, report: Report) -> None:
        self.source, self.first_line, self.report = source, first_line, report

    def blocks(self, tokens: Sequence[Token]) -> Iterator[tuple[Block, int]]:
        """Yield the blocks, each with its line; report those that a story may not have."""
        for index, token in enumerate(tokens):
            if token.level == 0 and token.nesting >= 0:
                line = self.line(token)
                yield from ((block, line) for block in self.block(tokens, index, line))

    def block(self, tokens: Sequence[Token], index: int, line: int) -> Iterator[Block]:
        """Yield the block that begins with a token, if there is anything in it."""
        token = tokens[index]
        if token.type == "paragraph_open":
            yield from self.paragraph(tokens[index + 1], line)
        elif token.type == "heading_open":
            yield from self.subhead(token, tokens[index + 1], line)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield from self.listing(_inside(tokens, index), line)
        elif token.type == "table_open":
            yield self.table(_inside(tokens, index), line)
        elif token.type == "blockquote_open":
            yield from self.quote(_inside(tokens, index), line)
        elif token.type == "fence" and token.info.split()[:1] == ["chart"]:
            yield from self.chart(token, line)
        else:
            self.unsupported(token)

    def line(self, token: Token) -> int:
        """Return the line of the file that a token begins on."""
        return self.first_line + (token.map[0] if token.map else 0)

    def unsupported(self, token: Token) -> None:
        """Report a block that cannot be set where it stands."""
        what, hint = _BLOCKS.get(token.type, ("this", "write it as a paragraph"))
        self.error(Code.MARKDOWN_UNSUPPORTED, f"{what} cannot be set here", self.line(token), hint)

    def paragraph(self, inline: Token, line: int) -> Iterator[Paragraph]:
        """Yield a paragraph, if there is anything in it."""
        self.check_lines(inline.content, line)
        self.check_inline(inline.content, line)
        if spans := spans_of(inline):
            self.check_asterisks(spans, inline.content, line)
            yield Paragraph(spans=spans)

    def listing(self, tokens: Sequence[Token], line: int) -> Iterator[Listing]:
        """Yield a list; each item is one paragraph."""
        items: list[tuple[Span, ...]] = []
        marks: list[str] = []
        for index, token in enumerate(tokens[1:-1], start=1):
            if token.type == "list_item_open":
                ordered = tokens[0].type == "ordered_list_open"
                marks.append(f"{token.info}{token.markup}" if ordered else "•")
                items.append(())
            elif token.type == "paragraph_open" and token.level == 2 and not items[-1]:
                read = list(self.paragraph(tokens[index + 1], self.line(token)))
                items[-1] = read[0].spans if read else ()
            elif token.level == 2 and token.nesting >= 0 and token.type != "inline":
                self.unsupported(token)
        full = [(item, mark) for item, mark in zip(items, marks, strict=True) if item]
        if len(full) < len(items):
            said = "an item of this list is empty"
            self.error(Code.ELEMENT_CONTENT, said, line, "write something after its sign, or put a backslash before it")
        if full:
            yield Listing(items=tuple(item for item, _ in full), marks=tuple(mark for _, mark in full))

    def table(self, tokens: Sequence[Token], line: int, title: str = "", **options: Any) -> Table:
        """Return a table; a heading row without words is left out."""
        rows: list[list[str]] = []
        aligns: list[CellAlign] = []
        for index, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                inline = tokens[index + 1]
                self.check_inline(inline.content, line)
                rows[-1].append("".join(span.text for span in spans_of(inline)))
                if token.type == "th_open":
                    aligns.append(_ALIGNS.get(str(token.attrGet("style")), "left"))
        return Table(
            title=title,
            heads=tuple(rows[0]),
            rows=tuple(map(tuple, rows[1:])),
            aligns=tuple(aligns),
            **options,
        )

    def quote(self, tokens: Sequence[Token], line: int, **options: Any) -> Iterator[Quote]:
        """Yield a pull quote; a last line that begins with a dash says who said it."""
        text, by = [], ""
        for index, token in enumerate(tokens):
            if token.type == "paragraph_open":
                content = tokens[index + 1].content
                said, _, last = content.rpartition("\n")
                if last.lstrip().startswith("——"):
                    by = last.strip().lstrip("—").strip()
                    content = said
                if content.strip():
                    self.check_lines(content, self.line(token))
                    self.check_inline(content, self.line(token))
                    text.append("".join(span.text for span in spans_in(content)))
            elif (token.nesting >= 0 and token.type not in ("inline", "blockquote_open")) or (
                token.type == "blockquote_open" and index
            ):
                self.unsupported(token)
                return
        if text:
            yield Quote(text="".join(text), by=by, **options)
        else:
            self.error(Code.ELEMENT_CONTENT, "this pull quote is empty", line, "write its words after the sign")

    def container(self, part: Part) -> Iterator[Block]:
        """Yield what stands between two lines of colons."""
        line = self.first_line - 1
        if not part.opening:
            hint = "take it out, or begin the element above it: ::: facts 标题"
            self.error(Code.ELEMENT_OPEN, "three colons end an element here, but none has begun", line, hint)
            return
        opening = self.opening(part.opening, line)
        kind = NAMES.get(opening.name)
        if kind is None:
            names = ", ".join(NAMES)
            self.error(Code.ELEMENT_UNKNOWN, f"there is no element {opening.name!r}", line, f"the elements are {names}")
            return
        if not part.closed:
            hint = "put a line of three colons, :::, after its last line"
            self.error(Code.ELEMENT_OPEN, f"the element {opening.name} that begins here has no end", line, hint)
            return
        tokens = PARSER.parse(part.text)
        if kind == "quote":
            yield from self.quote(tokens, line, **opening.options)
            return
        if kind == "table":
            tables = [at for at, token in enumerate(tokens) if token.type == "table_open"]
            if tables != [0] or tokens[-1].type != "table_close":
                hint = "write its rows as | 甲 | 乙 |, and under the first one |---|---|"
                self.error(Code.ELEMENT_CONTENT, "there must be one table here, and nothing else", line, hint)
                return
            yield self.table(tokens, line, opening.title, **opening.options)
            return
        blocks = tuple(self.blocks(tokens))
        wrong = next((each for each in blocks if not isinstance(each[0], Paragraph | Listing | Table)), None)
        if wrong is not None:
            hint = "a fact box has paragraphs, lists and tables; take the rest out"
            self.error(Code.ELEMENT_CONTENT, f"a {wrong[0].kind} cannot stand in a fact box", wrong[1], hint)
        elif not blocks:
            self.error(Code.ELEMENT_CONTENT, "this fact box is empty", line, "write its text before the closing colons")
        else:
            held = tuple(block for block, _ in blocks if isinstance(block, Paragraph | Listing | Table))
            yield Facts(title=opening.title, blocks=held, **opening.options)

    def opening(self, written: str, line: int) -> Opening:
        """Read an opening line; report an option that is none."""
        opening = read_opening(written)
        if opening.problem:
            hint = "options stand at the line's end, such as columns=2 place=bottom-right"
            self.error(Code.ELEMENT_UNKNOWN, opening.problem, line, hint)
        return opening

    def chart(self, token: Token, line: int) -> Iterator[Chart]:
        """Yield a chart: its keys are YAML between the backticks."""
        opening = self.opening(token.info, line)
        form = opening.title or "bars"
        if form not in ("bars", "columns", "line"):
            hint = "write ```chart bars, ```chart columns or ```chart line"
            self.error(Code.ELEMENT_UNKNOWN, f"there is no chart {form!r}", line, hint)
            return
        root = parse_yaml(token.content, self.source.file, self.report, first_line=line + 1)
        if not isinstance(root, Mapping):
            hint = "write title: and data:, and under data: a label and a figure a line, such as 2021: 62"
            self.error(Code.ELEMENT_CONTENT, "a chart has keys and figures between its backticks", line, hint)
            return
        keys = read_model(ChartKeys, Form(root, self.source.file), self.report)
        if keys is None:
            return
        if keys.highlight and keys.highlight not in keys.data:
            hint = f"the labels are {', '.join(keys.data)}"
            self.error(Code.ELEMENT_CONTENT, f"highlight: {keys.highlight} is no label of the data", line, hint)
            return
        yield Chart.model_validate(
            {
                "form": form,
                "data": tuple(Bar(label=label, value=value) for label, value in keys.data.items()),
                **{name: getattr(keys, name) for name in ("title", "unit", "source", "highlight")},
                **opening.options,
            }
        )

    def subhead(self, opening: Token, inline: Token, line: int) -> Iterator[Subhead]:
        """Yield a subhead; report other headings."""
        if opening.markup in ("=", "-"):
            said = f"a line of {opening.markup} under text makes it a heading, which is not known here"
            self.error(Code.MARKDOWN_HEADING, said, line, _SUBHEAD_HINT)
        elif opening.tag == "h1":
            hint = f"the headline stands in the front matter; {_SUBHEAD_HINT}"
            self.error(Code.MARKDOWN_HEADING, "a heading with one hash has no place in a story", line, hint)
        elif opening.tag != "h2":
            said = f"there is only one kind of subhead, not one with {len(opening.markup)} hashes"
            self.error(Code.MARKDOWN_HEADING, said, line, _SUBHEAD_HINT)
        elif spans := spans_of(inline):
            self.check_inline(inline.content, line)
            self.check_asterisks(spans, inline.content, line)
            yield Subhead(text="".join(span.text for span in spans))
        else:
            self.error(Code.MARKDOWN_HEADING, "this subhead is empty", line, _SUBHEAD_HINT)

    def check_lines(self, content: str, first: int) -> None:
        """Report lines of a paragraph that were meant to begin something else."""
        for number, text in enumerate(content.split("\n")):
            line = first + number
            if _HASHES.match(text):
                said = "this line begins like a subhead and is none"
                self.error(Code.MARKDOWN_HEADING, said, line, f"{_SUBHEAD_HINT}; for the sign itself write \\#")
            elif number and _INDENT.match(text):
                said = "this line is indented as a new paragraph, but there is no empty line before it"
                hint = "put an empty line before it; the indent itself is not needed"
                self.error(Code.PARAGRAPH_INDENT, said, line, hint)

    def check_inline(self, content: str, first: int) -> None:
        """Report pictures, and warn of what is set as it stands although it was likely meant otherwise."""
        if found := _IMAGE.search(content):
            line = first + content.count("\n", 0, found.start())
            hint = "name the picture in the front matter: picture:, and under it file: and caption:"
            self.error(Code.MARKDOWN_IMAGE, "a picture cannot stand inside the copy", line, hint)
        for pattern, (what, hint) in _LITERAL.items():
            # One finding of a kind is enough for a paragraph; the others stand beside it.
            for found in pattern.finditer(content):
                if what != "an HTML entity" or html.unescape(found[0]) != found[0]:
                    shown = " ".join(found[0].split())[:60]
                    self.literal(f"{what} is set as it stands: {shown}", content, first, found.start(), hint)
                    break

    def check_asterisks(self, spans: Sequence[Span], content: str, first: int) -> None:
        """Warn of asterisks that found no partner. (With an escaped one near, nobody can tell: no warning.)"""
        if "\\*" not in content and any("**" in span.text for span in spans):
            said = "two asterisks are set as they stand, because they have no partner"
            hint = "strong text stands between two pairs, **so**, without spaces inside; or write \\*\\*"
            self.literal(said, content, first, content.index("**"), hint)

    def literal(self, message: str, content: str, first: int, at: int, hint: str) -> None:
        place = self.source.place(first + content.count("\n", 0, at))
        self.report.warning(Code.MARKDOWN_LITERAL, message, place, hint=hint)

    def error(self, code: Code, message: str, line: int, hint: str) -> None:
        self.report.error(code, message, self.source.place(line), hint=hint)


_ALIGNS: dict[str, CellAlign] = {"text-align:right": "right", "text-align:center": "center"}


class ChartKeys(Model):
    """The keys of a chart. ``data`` is label -> figure."""

    title: str = ""
    unit: str = ""
    source: str = ""
    highlight: Annotated[str, BeforeValidator(str)] = ""  # often a year, which nobody puts between quotes
    data: Annotated[dict[str, float], Field(min_length=2, max_length=24)]


def _inside(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """Return the tokens of the block that opens at ``at``, its opening and closing ones included."""
    end = next(
        end for end in range(at + 1, len(tokens)) if tokens[end].level == tokens[at].level and tokens[end].nesting < 0
    )
    return tokens[at : end + 1]
