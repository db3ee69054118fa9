"""A story's body: the blocks of Markdown that copy needs, out of what markdown-it reads (see `inline`).

Paragraphs, ``## subheads``, ``**strong**``, ``*em*``, ``^2^`` superscripts, ``{漢字|かんじ}`` readings and backslash
escapes; and elements, which are blocks of Markdown's own or stand between backticks or two lines of three colons, as
their kinds say. No character of the copy is lost: other inline constructs (HTML, links, code, entities) stay the
characters they are, with a warning where they are likely a mistake; other blocks (lists inside lists, code, rules,
pictures) are errors.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.token import Token

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.locale import DEFAULT
from layout.base.locale.record import Language
from layout.base.messages import listed, say
from layout.edition.blocks import Block, Paragraph, ParagraphForm, Span, Spans, Subhead
from layout.edition.containers import (
    LONGEST_SIGNATURE,
    OPTIONAL,
    SAID_BY,
    SIGNATURE,
    TEXT_ENDS,
    TYPED_DASH,
    Opening,
    Part,
    read_opening,
    split_containers,
)
from layout.edition.inline import lines_of, one_voice, spans_in, spans_of, tokens_in
from layout.edition.readings import in_brackets, meant_in
from layout.files.text import Source, meant

_BLOCKS = {
    "bullet_list_open": (say("a list"), say("write it as paragraphs, or put a backslash before the sign: \\- or \\*")),
    "ordered_list_open": (
        say("a numbered list"),
        say("write 1、 or （1）, or put a backslash before the full stop: 1\\."),
    ),
    "blockquote_open": (say("a quotation block"), say("write it as a paragraph, or put a backslash before it: \\>")),
    "fence": (say("a code block"), say("write it as a paragraph; a chart begins with ```chart, verse with ```verse")),
    "hr": (say("a rule across the column"), say("take the line out; the template draws the rules")),
    "table_open": (say("a table"), say("take it out of the list or quotation it stands in")),
}

# Every count is limited: without a limit a line of a million brackets would take for ever.
_IMAGE = re.compile(r"(?<!\\)!\[[^\[\]\n]{0,500}\]\([^()\n]{0,500}\)")
_LITERAL = {
    re.compile(r"(?<![!\\])\[[^\[\]\n]{1,500}\]\([^()\n]{0,500}\)"): (
        say("a Markdown link"),
        say("write only its words"),
    ),
    re.compile(r"(?<!\\)</?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>\n]{0,500})?/?>|(?<!\\)<!--"): (
        say("HTML"),
        say("write only the words"),
    ),
    re.compile(r"(?<!\\)&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"): (
        say("an HTML entity"),
        say("write the character itself"),
    ),
}
VERSE = ("verse", "诗", "詩")
"""What stands after three backticks or colons before verse."""
_VERSE_NAMES = [[name] for name in VERSE]
_HASHES = re.compile(r"[ \t\u3000]*[#＃]{2}")
_INDENT = re.compile(r"\u3000|\t| {4}")
_MARK_HINT = say(
    "{{optional}} stands at the end of a paragraph, a subhead or an element's first line, "
    "{{signature}} at that of a paragraph of its own"
)
_SUBHEAD_HINT = say("a subhead is two hashes and a space at the line's beginning: ## 小标题")


def read_body(
    text: str,
    source: Source,
    first_line: int,
    report: Report,
    forms: Sequence[ElementForm],
    language: Language = DEFAULT,
) -> tuple[Block, ...]:
    """Return the paragraphs, subheads and elements of a story's body: see `numbered_blocks`."""
    return tuple(block for block, _ in numbered_blocks(text, source, first_line, report, forms, language))


def numbered_blocks(
    text: str,
    source: Source,
    first_line: int,
    report: Report,
    forms: Sequence[ElementForm],
    language: Language = DEFAULT,
    *,
    letters: bool = False,
) -> list[tuple[Block, int]]:
    """Return the blocks of a story's body, each with its line. What is wrong goes to the report.

    ``first_line`` is the line of the file that the text begins on, ``forms`` are the elements there are. How
    readings are written is the language's matter. In a story of ``letters`` lines that begin with a dash sign them.
    """
    # A line of ideographic spaces looks empty to the writer, so it is.
    text = "\n".join("" if line.isspace() else line for line in text.split("\n"))
    blocks: list[tuple[Block, int]] = []
    for part in split_containers(text):
        body = Body(source, first_line + part.line, report, forms, language, letters=letters)
        if part.opening is None:
            blocks += body.blocks(tokens_in(part.text, language))
        else:
            blocks += ((block, body.first_line - 1) for block in body.container(part))
    return blocks


@dataclass(frozen=True, slots=True)
class Written:
    """An element as it stands in a story: the line it begins on, and what is in it.

    Between colons that is ``text``, and ``tokens`` as Markdown reads it; between backticks ``text`` alone; of one of
    Markdown's own blocks ``tokens`` alone, its opening and closing ones included. ``opening`` is what stands after the
    colons or backticks: a name, a title, options; None for Markdown's own.
    """

    line: int
    tokens: Sequence[Token]
    text: str = ""
    opening: Opening | None = None

    @property
    def title(self) -> str:
        """What stands after the element's name."""
        return self.opening.title if self.opening else ""

    @property
    def options(self) -> dict[str, Any]:
        """The element's width and place, as far as they are written: keys of its model."""
        return self.opening.options if self.opening else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementForm:
    """How a kind of element is written in a story, in one or several of three ways.

    ``words`` call it after three colons, ``fence`` after three backticks; ``tokens`` are blocks that Markdown has of
    its own, as markdown-it calls what begins them. ``read`` yields the element; it tells the body what is wrong with
    it (`Body.error`), and yields nothing if there is none.
    """

    words: tuple[str, ...] = ()
    fence: str = ""
    tokens: tuple[str, ...] = ()
    read: Callable[[Body, Written], Iterator[Block]]

    def begins(self, token: Token) -> bool:
        """Tell whether a token begins an element of this kind."""
        return token.type in self.tokens or (token.type == "fence" and token.info.split()[:1] == [self.fence])


class Body:
    """Turns the tokens of one body, or of one element in it, into blocks; ``forms`` are the elements there are."""

    def __init__(
        self,
        source: Source,
        first_line: int,
        report: Report,
        forms: Sequence[ElementForm],
        language: Language,
        *,
        letters: bool = False,
    ) -> None:
        self.source, self.first_line, self.report, self.forms = source, first_line, report, forms
        self.language, self.letters = language, letters

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
            made = list(self.paragraph(tokens[index + 1], line))
            if not made:
                self.bare(tokens[index + 1].content, line)
            yield from made
        elif token.type == "heading_open":
            yield from self.subhead(token, tokens[index + 1], line)
        elif token.type == "fence" and token.info.split()[:1] in _VERSE_NAMES:
            self.check_end(token, line)
            yield from self.verse(token.content, line + 1, self.opening(token.info, line))
        elif (form := next((form for form in self.forms if form.begins(token)), None)) is None:
            self.unsupported(token)
        elif token.type == "fence":
            self.check_end(token, line)
            yield from form.read(self, Written(line, (), token.content, self.opening(token.info, line)))
        else:
            yield from form.read(self, Written(line, _inside(tokens, index)))

    def line(self, token: Token) -> int:
        """Return the line of the file that a token begins on."""
        return self.first_line + (token.map[0] if token.map else 0)

    def check_end(self, token: Token, line: int) -> None:
        """Report an element between backticks that has no end: the rest of its story is in it."""
        first, after = token.map or (0, 0)
        if after - first < len(token.content.splitlines()) + 2:
            said = say("the element {opening} that begins here has no end", opening=token.info.split()[0])
            hint = say("put a line of {mark} after its last line", mark=token.markup)
            self.error(Code.ELEMENT_OPEN, said, line, hint)

    def unsupported(self, token: Token) -> None:
        """Report a block that cannot be set where it stands."""
        what, hint = _BLOCKS.get(token.type, ("this", "write it as a paragraph"))
        if token.type == "fence" and (name := token.info.strip().partition(" ")[0]):
            hint = self._instead(name, "```") or hint
        self.error(Code.MARKDOWN_UNSUPPORTED, say("{what} cannot be set here", what=what), self.line(token), hint)

    def _instead(self, name: str, mark: str) -> str:
        """Return what to write where no element is begun by a name behind a mark; nothing if nobody can tell."""
        words = {":::": [word for form in self.forms for word in form.words]}
        words["```"] = [form.fence for form in self.forms if form.fence]
        if mark == "```" and name in (*words[mark], *VERSE):
            return _BLOCKS["table_open"][1]
        for each in (mark, *words):
            if name.lower() in (*words[each], *VERSE):
                begun = f"::: {name.lower()}" if each == ":::" else f"```{name.lower()}"
                return say("write {begun} above it and {mark} below it", begun=begun, mark=each)
        return meant(name, [*words[mark], *VERSE])

    def paragraph(self, inline: Token, line: int) -> Iterator[Paragraph]:
        """Yield a paragraph, if there is anything in it."""
        self.check_lines(inline.content, line)
        self.check_inline(inline.content, line)
        marks = [found.re for found in _marks_of(inline.content)]
        signed_below = self.is_signed_below(inline.content, marked=SIGNATURE in marks)
        parts = lines_of(inline, last_alone=signed_below)
        for mark in marks:
            *before, last = parts or [()]
            parts = [*before, left] if (left := _unmarked(last, mark)) else before
        optional, signed = OPTIONAL in marks, SIGNATURE in marks
        signature = parts.pop() if signed_below and len(parts) > 1 else None
        form = ParagraphForm.VERSE if len(parts) > 1 else ParagraphForm.PROSE
        if signed and signature is None:
            form = ParagraphForm.SIGNATURE
        for number, spans in enumerate(parts):
            self.check_asterisks(spans, inline.content, line)
            yield Paragraph(spans=spans, optional=optional, form=form, goes_on=number > 0)
        if signature:
            own = ParagraphForm.SIGNATURE if signed else ParagraphForm.PROSE  # which `letters` tells from others
            yield Paragraph(spans=signature, optional=optional, form=own)

    def is_signed_below(self, content: str, *, marked: bool) -> bool:
        """Tell whether the last line of a paragraph says who wrote it, with no empty line before it.

        A sentence ends above it, so that a long signature may go on over two lines; and it is marked, or in a letter
        begins with a dash. Below a greeting ("Yours sincerely,") it does so, too, and is no sentence itself.
        """
        above, _, last = content.rpartition("\n")
        name = last.strip(" *") if self.letters and len(last) <= LONGEST_SIGNATURE else ""
        typed = SAID_BY.fullmatch(name) or TYPED_DASH.match(name)
        if SAID_BY.fullmatch(name) and above and not TEXT_ENDS.search(name):
            return True
        return bool((marked or typed) and TEXT_ENDS.search(above))

    def item(self, inline: Token, line: int) -> Spans:
        """Return a list's item, which is one paragraph: the lines of one that is broken hard are joined."""
        list(self.paragraph(inline, line))  # which reports what is wrong with it
        spans = spans_of(inline)
        for found in _marks_of(inline.content):
            spans = _unmarked(spans, found.re)
        if spans:
            self.bare(inline.content, line + inline.content.count("\n"))
        return spans

    def verse(self, text: str, first: int, opening: Opening) -> Iterator[Paragraph | Subhead]:
        """Yield the title of verse, if it has one, and its lines; an empty line parts stanzas.

        Its poet is told by a last line after an empty one that begins with a dash, or by the mark of a signature.
        """
        optional = "optional" in opening.options
        if not opening.options.keys() <= {"optional"}:
            hint = say("take its options out; with columns: and measure: the whole story is made wider")
            self.error(Code.ELEMENT_UNKNOWN, say("verse stands where it is written"), first - 1, hint)
        if opening.title:
            yield Subhead(text=opening.title, optional=optional)
        if not text.strip():
            hint = say("write its lines below its first one")
            self.error(Code.ELEMENT_CONTENT, say("this verse is empty"), first - 1, hint)
        form, goes_on = ParagraphForm.STANZA, False
        lines = text.rstrip().split("\n")
        for number, words in enumerate(lines, first):
            if not (words := words.strip()):
                form = ParagraphForm.STANZA
                continue
            self.check_lines(words, number)
            self.check_inline(words, number)
            unsigned = SIGNATURE.sub("", words := self.bare(words, number, OPTIONAL))
            is_last = number - first == len(lines) - 1
            alone = goes_on and is_last and form is ParagraphForm.STANZA
            if poet := alone and SAID_BY.fullmatch(unsigned.strip()):
                unsigned = self.language.words.quoted_by.format(name=poet[1])
            if spans := spans_in(unsigned, self.language):
                self.check_asterisks(spans, unsigned, number)
                own = ParagraphForm.SIGNATURE if poet or SIGNATURE.search(words) else form
                yield Paragraph(spans=spans, optional=optional, form=own, goes_on=goes_on)
                form, goes_on = ParagraphForm.VERSE, True
            else:
                self.bare(words, number)

    def container(self, part: Part) -> Iterator[Block]:
        """Yield what stands between two lines of colons."""
        line = self.first_line - 1
        if not part.opening:
            hint: str = say("take it out, or begin the element above it: ::: facts 标题")
            self.error(Code.ELEMENT_OPEN, say("three colons end an element here, but none has begun"), line, hint)
            return
        opening = self.opening(part.opening, line)
        form = next((form for form in self.forms if opening.name in form.words), None)
        if opening.name in VERSE and part.closed:
            yield from self.verse(part.text, line + 1, opening)
        elif form is None and opening.name not in VERSE:
            names = [*(word for form in self.forms for word in form.words), *VERSE]
            hint = self._instead(opening.name, ":::") or say("the elements are {names}", names=listed(names))
            self.error(Code.ELEMENT_UNKNOWN, say("there is no element {opening!r}", opening=opening.name), line, hint)
        elif form is None or not part.closed:
            hint = say("put a line of three colons, :::, after its last line")
            self.error(
                Code.ELEMENT_OPEN,
                say("the element {opening} that begins here has no end", opening=opening.name),
                line,
                hint,
            )
        else:
            yield from form.read(self, Written(line, tokens_in(part.text, self.language), part.text, opening))

    def opening(self, written: str, line: int) -> Opening:
        """Read an opening line; report an option that is none."""
        opening = read_opening(self.bare(written, line, SIGNATURE))
        if opening.problem:
            hint = say("options stand at the line's end, such as columns=2 place=bottom-right")
            self.error(Code.ELEMENT_UNKNOWN, opening.problem, line, hint)
        return replace(opening, title=self.one_voice(opening.title))

    def one_voice(self, typed: str) -> str:
        """Return a text that is not read as Markdown, and has one voice, with its readings in brackets."""
        return in_brackets(typed, self.language)

    def subhead(self, opening: Token, inline: Token, line: int) -> Iterator[Subhead]:
        """Yield a subhead; report other headings."""
        if opening.markup in ("=", "-"):
            said = say(
                "a line of {markup} under text makes it a heading, which is not known here", markup=opening.markup
            )
            self.error(Code.MARKDOWN_HEADING, said, line, _SUBHEAD_HINT)
        elif opening.tag == "h1":
            hint = say("the headline stands in the front matter; {subhead_hint}", subhead_hint=_SUBHEAD_HINT)
            self.error(Code.MARKDOWN_HEADING, say("a heading with one hash has no place in a story"), line, hint)
        elif opening.tag != "h2":
            said = say("there is only one kind of subhead, not one with {count} hashes", count=len(opening.markup))
            self.error(Code.MARKDOWN_HEADING, said, line, _SUBHEAD_HINT)
        elif spans := spans_in(OPTIONAL.sub("", content := self.bare(inline.content, line, SIGNATURE)), self.language):
            self.check_inline(content, line)
            self.check_asterisks(spans, content, line)
            yield Subhead(text=one_voice(spans, self.language), optional=OPTIONAL.search(content) is not None)
        else:
            self.error(Code.MARKDOWN_HEADING, say("this subhead is empty"), line, _SUBHEAD_HINT)

    def check_lines(self, content: str, first: int) -> None:
        """Report lines of a paragraph that were meant to begin something else."""
        for number, text in enumerate(content.split("\n")):
            line = first + number
            if _HASHES.match(text):
                said = say("this line begins like a subhead and is none")
                self.error(
                    Code.MARKDOWN_HEADING,
                    said,
                    line,
                    say("{subhead_hint}; for the sign itself write \\#", subhead_hint=_SUBHEAD_HINT),
                )
            elif number and _INDENT.match(text):
                said = say("this line is indented as a new paragraph, but there is no empty line before it")
                hint = say("put an empty line before it; the indent itself is not needed")
                self.error(Code.PARAGRAPH_INDENT, said, line, hint)

    def check_inline(self, content: str, first: int) -> None:
        """Report pictures, and warn of what is set as it stands although it was likely meant otherwise."""
        if found := _IMAGE.search(content):
            line = first + content.count("\n", 0, found.start())
            hint = say("name the picture in the front matter: picture:, and under it file: and caption:")
            self.error(Code.MARKDOWN_IMAGE, say("a picture cannot stand inside the copy"), line, hint)
        for pattern, (what, hint) in _LITERAL.items():
            # One finding of a kind is enough for a paragraph; the others stand beside it.
            for found in pattern.finditer(content):
                if what != "an HTML entity" or html.unescape(found[0]) != found[0]:
                    shown = " ".join(found[0].split())[:60]
                    self.literal(
                        say("{what} is set as it stands: {shown}", what=what, shown=shown),
                        content,
                        first,
                        found.start(),
                        hint,
                    )
                    break
        for shown, at in meant_in(content, aozora=self.language.readings):
            said = say("{what} is set as it stands: {shown}", what=say("a reading"), shown=shown[:60])
            hint = say("write one reading for all, or one for each character; put a backslash before the sign itself")
            self.literal(said, content, first, at, hint)
            break

    def check_asterisks(self, spans: Sequence[Span], content: str, first: int) -> None:
        """Warn of asterisks that found no partner. (With an escaped one near, nobody can tell: no warning.)"""
        if "\\*" not in content and any("**" in span.text for span in spans):
            said = say("two asterisks are set as they stand, because they have no partner")
            hint = say("strong text stands between two pairs, **so**, without spaces inside; or write \\*\\*")
            self.literal(said, content, first, content.index("**"), hint)

    def bare(self, text: str, line: int, *marks: re.Pattern[str]) -> str:
        """Return a text without the marks at its end that do nothing where it stands, all of them if none are given;
        they are told."""
        met = _marks_of(text, marks or (OPTIONAL, SIGNATURE))
        for found in met:
            said = say("the mark {mark} does nothing here, and is left out", mark=found[0].strip())
            self.report.warning(Code.MARK_IDLE, said, self.source.place(line), hint=_MARK_HINT)
        return text[: met[-1].start()] if met else text

    def literal(self, message: str, content: str, first: int, at: int, hint: str) -> None:
        """Warn of what is set as it stands, at that character of a paragraph that begins on the line ``first``."""
        place = self.source.place(first + content.count("\n", 0, at))
        self.report.warning(Code.MARKDOWN_LITERAL, message, place, hint=hint)

    def error(self, code: Code, message: str, line: int, hint: str) -> None:
        """Report what is wrong on a line of the file."""
        self.report.error(code, message, self.source.place(line), hint=hint)


def _marks_of(text: str, marks: Sequence[re.Pattern[str]] = (OPTIONAL, SIGNATURE)) -> list[re.Match[str]]:
    """Return the marks at a text's end, the last one first."""
    met: list[re.Match[str]] = []
    while found := next((found for mark in marks if (found := mark.search(text))), None):
        met.append(found)
        text = text[: found.start()]
    return met


def _unmarked(spans: Spans, mark: re.Pattern[str]) -> Spans:
    """Return a paragraph without the mark at its end, if it has one."""
    if not spans:
        return spans
    *before, last = spans
    text = mark.sub("", last.text)
    return (*before, last.model_copy(update={"text": text})) if text else tuple(before)


def _inside(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """Return the tokens of the block that opens at ``at``, its opening and closing ones included."""
    end = next(
        end for end in range(at + 1, len(tokens)) if tokens[end].level == tokens[at].level and tokens[end].nesting < 0
    )
    return tokens[at : end + 1]
