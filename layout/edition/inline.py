"""The signs inside a paragraph, read by markdown-it: strong, em, superscripts, readings, escapes; and their parser.

What CommonMark has besides (HTML, links, code, entities, underscores) is switched off and stays the characters it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import text as plain_text
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from layout.base.locale.record import Language
from layout.base.text import is_chinese, is_wide, joint
from layout.edition.blocks import Emphasis, Span
from layout.edition.readings import aozora_in, braced_at, noted

_SUPERSCRIPT = re.compile(r"\^([+\u2212-]?[0-9]{1,4}|[0-9]{0,3}[+\u2212-]|st|nd|rd|th|TM)\^")


_RAISED = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(text: str) -> str:
    """Return a text of one voice with its superscripts as characters: m^2^ is m²; letters between carets stay level."""
    return _SUPERSCRIPT.sub(lambda found: found[1].translate(_RAISED), text)


def one_voice(spans: Sequence[Span], language: Language) -> str:
    """Return spans as a text of one voice, where it has room for no other.

    Its superscripts are characters, and readings stand in brackets behind what they are of.
    """
    return "".join(
        span.text.translate(_RAISED)
        if span.emphasis is Emphasis.SUPERSCRIPT
        else noted(span.text, span.reading, language)
        for span in spans
    )


def tokens_in(text: str, language: Language) -> list[Token]:
    """Return the blocks of a body as markdown-it has them, read by the signs of a language."""
    return PARSER.parse(text, {_AOZORA: language.readings})


def spans_in(text: str, language: Language) -> tuple[Span, ...]:
    """Return the text of one paragraph as spans, see `spans_of`."""
    return spans_of(PARSER.parseInline(text, {_AOZORA: language.readings})[0])


_Piece = tuple[str, Emphasis, tuple[str, ...]]
"""A text, its voice, its reading."""


def spans_of(inline: Token) -> tuple[Span, ...]:
    """Return a block's inline token as spans: line breaks joined, blanks single, none at the ends, voices merged."""
    return _spans([piece for _, piece in _pieces(inline.children or [])])


def lines_of(inline: Token, *, last_alone: bool = False) -> list[tuple[Span, ...]]:
    """Return a block's inline token as the spans of its lines, which hard breaks end; empty ones are left out.

    With ``last_alone`` any break before its last line ends one.
    """
    lines: list[list[_Piece]] = [[]]
    pieces = list(_pieces(inline.children or []))
    last = max((at for at, (kind, _) in enumerate(pieces) if kind.endswith("break")), default=-1) if last_alone else -1
    for at, (kind, piece) in enumerate(pieces):
        if kind == "hardbreak" or at == last:
            lines.append([])
        else:
            lines[-1].append(piece)
    return [spans for line in lines if (spans := _spans(line))]


def _spans(pieces: Sequence[_Piece]) -> tuple[Span, ...]:
    text = "".join(piece for piece, _, _ in pieces)
    chinese = "\n" in text and is_chinese(text)  # which is asked where lines are joined
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    spans: list[tuple[list[str], Emphasis, tuple[str, ...]]] = []
    at = 0
    for piece, voice, reading in pieces:
        first, last = max(at, begin), min(at + len(piece), end)
        at += len(piece)
        if first < last and (kept := _joined(text, first, last, chinese)):
            if spans and spans[-1][1] is voice and not (reading or spans[-1][2]):
                spans[-1][0].append(kept)
            else:
                spans.append(([kept], voice, reading))
    return tuple(Span(text="".join(parts), emphasis=voice, reading=reading) for parts, voice, reading in spans)


_RUN = re.compile(r"[ \t\n]+|[^ \t\n]+")
_BLANKS = re.compile(r"[ \t\n]+")


def _joined(text: str, first: int, last: int, chinese: bool) -> str:
    """Return ``text[first:last]`` with its blanks joined; a run belongs to the piece it begins in."""
    parts = []
    for run in _RUN.finditer(text, first, last):
        if not run[0].isspace() or run[0][0] not in " \t\n":
            parts.append(run[0])
        elif run.start() == 0 or text[run.start() - 1] not in " \t\n":
            whole = _BLANKS.match(text, run.start())
            parts.append(joint(text, run.start(), whole.end() if whole else run.end(), chinese=chinese))
    return "".join(parts)


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[str, _Piece]]:
    """Yield the tokens that have text: their type, and what is to be set of them."""
    strong = em = 0
    for token in tokens:
        # The composer has one voice for a span; of strong and em the stronger one is kept.
        voice = Emphasis.STRONG if strong else Emphasis.EM if em else Emphasis.PLAIN
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                em += token.nesting
            case "softbreak" | "hardbreak":
                yield token.type, ("\n", voice, ())
            case "superscript":
                yield token.type, (token.content, Emphasis.SUPERSCRIPT, ())
            case "reading":
                yield token.type, (token.content, voice, token.meta["reading"])
            case _:
                yield token.type, (token.content, voice, ())


_AOZORA = "aozora"
"""The key under which a parser's environment tells that readings stand between 《》 too."""


def _reading(state: StateInline, silent: bool) -> bool:
    """Inline rule: characters with their reading; and a backslash before the signs of a reading in Japanese."""
    sign, aozora = state.src[state.pos], state.env.get(_AOZORA)
    if aozora and sign == "\\" and state.src[state.pos + 1 : state.pos + 2] in ("｜", "《"):
        if not silent:
            state.pending += state.src[state.pos + 1]
        state.pos += 2
        return True
    read = braced_at(state.src, state.pos) if sign == "{" else None
    if read is None and aozora:
        read = aozora_in(state.src, state.pos, state.pos + 1)
    if read is None or read.end > state.posMax:
        return False
    if not silent:
        token = state.push("reading", "ruby", 0)
        token.content, token.meta = read.base, {"reading": read.reading}
    state.pos = read.end
    return True


def _text(state: StateInline, silent: bool) -> bool:
    """Inline rule: text up to the next sign, which in Japanese may be characters whose reading follows."""
    if not state.env.get(_AOZORA) or "《" not in state.src:
        return plain_text(state, silent)
    found = state.md.inline.terminator_re.search(state.src, state.pos)
    end = found.start() if found else state.posMax
    if read := aozora_in(state.src, state.pos, end):
        end = read.start
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _superscript(state: StateInline, silent: bool) -> bool:
    """Inline rule: a number, a sign or an English ordinal between two carets."""
    if state.src[state.pos] != "^" or not (found := _SUPERSCRIPT.match(state.src, state.pos)):
        return False
    if not silent:
        token = state.push("superscript", "sup", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Inline rule: runs of asterisks, for Chinese as well.

    CommonMark asks for a blank or a punctuation mark on the outer side of ``**“``, which Chinese does not have:
    in 他说**“好”**吗 nothing would become strong. Here a wide character outside counts as a blank does.
    Underscores are left alone: in copy they belong to names.
    """
    if silent or state.src[state.pos] != "*":
        return False
    start = end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    can_open = not isWhiteSpace(ord(after)) and (not _is_mark(after) or _is_outside(before))
    can_close = not isWhiteSpace(ord(before)) and (not _is_mark(before) or _is_outside(after))
    for _ in range(start, end):
        token = state.push("text", "", 0)
        token.content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos = end
    return True


def _is_mark(character: str) -> bool:
    # Chinese marks are wide, and the paragraph reads on over them: only narrow ones hold emphasis off.
    narrow = not is_wide(character)
    return narrow and (isMdAsciiPunct(ord(character)) or isPunctChar(character))


def _is_outside(character: str) -> bool:
    return (
        isWhiteSpace(ord(character))
        or is_wide(character)
        or isMdAsciiPunct(ord(character))
        or unicodedata.category(character).startswith("P")
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Without "code" a line may be indented as far as one likes and still be a paragraph.
    parser.disable(["code", "html_block", "reference"])
    parser.disable(["autolink", "backticks", "entity", "html_inline", "image", "link"])
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("emphasis", "superscript", _superscript)
    parser.inline.ruler.at("text", _text)
    parser.inline.ruler.before("text", "reading", _reading)
    return parser


PARSER = _parser()
"""Reads a body into tokens."""
