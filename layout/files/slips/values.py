"""Values of keys and items of lists: between quotes, of several lines, plain, and the comments behind them."""

from __future__ import annotations

import re
from typing import Literal

from layout.base.codes import Code, Severity
from layout.base.messages import say
from layout.files.slips.brackets import read_brackets
from layout.files.slips.document import Document
from layout.files.slips.model import MOST_SHOWN, Slip, Value, quote_hint, quoted, short
from layout.files.slips.signs import (
    COMMENT,
    CURLY,
    DOUBLE,
    KEYED,
    OPENERS,
    SINGLE,
    SURE,
    UNSEEN,
    VERBATIM,
    is_comment,
    must_be_quoted,
)

State = Literal["start", "empty", "text", "closed"]
"""What a line leaves: "empty" a key or hyphen without a value, "text" one that may go on, or "closed"."""


def read_value(doc: Document, at: Value, content: str) -> State:
    """Read a value, tell and right what is wrong with it; return what it leaves."""
    first = content[0]
    if first in "\"'":
        _quoted(doc, at, content, DOUBLE if first == '"' else SINGLE)
        return "closed"
    if first in OPENERS + "{" and read_brackets(doc, at, content):
        return "closed"
    if header := VERBATIM.match(content):
        if (tail := content[header.end() :]).strip() and not (is_comment(tail.lstrip()) and len(tail) > 1):
            doc.lost(at.number, "", tail.strip(), "")
            doc.put(at, header[0])
        _verbatim(doc, at)
        return "closed"
    return _plain(doc, at, content)


def _verbatim(doc: Document, at: Value) -> None:
    """Pass over the lines of a block scalar. One that other blanks than spaces stand before is told."""
    doc.skip = at.number + 1
    indent, is_told = at.column + 2, False
    while doc.skip < len(doc.lines):
        line = doc.lines[doc.skip]
        blanks = len(line) - len(line.lstrip(" "))
        if line.strip() and blanks <= at.column:
            content = line.lstrip(" \t\u3000\u00a0")
            if line[blanks] not in "\t\u3000\u00a0" or KEYED.match(content):
                break
            if not is_told:
                doc.blanks(doc.skip, line[blanks])
            is_told = True
            doc.lines[doc.skip] = " " * indent + content
        elif line.strip() and not is_told:
            indent = min(indent, blanks) if doc.skip > at.number + 1 else blanks
        doc.skip += 1


def _plain(doc: Document, at: Value, content: str) -> State:
    if "\t" in content:
        content = content.replace("\t", " ")
        doc.put(at, content)
    content = read_comment(doc, at, content)
    comment = COMMENT.search(content)
    text = (content[: comment.start()] if comment else content).rstrip()
    tail = content[len(text) :]
    if not text:
        return "empty"
    if problem := must_be_quoted(text):
        code, said = problem
        doc.tell(at.number, code, said, quote_hint(at, text))
        doc.put(at, quoted(text) + tail)
        return "closed"
    if text[0] in CURLY and len(text) > 1 and text[-1] in (CURLY[text[0]], '"', "'"):
        _curly(doc, at, text, tail)
    elif at.of_names and UNSEEN.search(text) and (seen := UNSEEN.sub("", text)).isascii() and " " not in seen:
        sign = ord(next(UNSEEN.finditer(text))[0])
        said = say(
            "a character that cannot be seen (U+{code:04X}) stands in {key}",
            code=sign,
            key=short(seen, MOST_SHOWN),
        )
        doc.tell(at.number, Code.YAML_SIGN, said, say("delete the value and type it again"))
        doc.put(at, seen + tail)
    return "text"


def _curly(doc: Document, at: Value, text: str, tail: str) -> None:
    """Tell curly quotes round a value: a slip round what is no copy; round copy they may be meant to be printed."""
    inner = text[1:-1].strip()
    straight = f"{at.shown}{quoted(inner)}"
    if {text[0], CURLY[text[0]]} & set(inner):
        return  # “one” and “another”
    if at.of_names and inner.isascii() and " " not in inner:
        said = say("{open}{close} stand where straight quotes are meant", open=text[0], close=text[-1])
        hint = say(
            "write {straight}, or {both} if they are to be printed",
            straight=short(straight),
            both=short(f"{at.shown}{quoted(text)}"),
        )
        doc.tell(at.number, Code.YAML_SIGN, said, hint)
        doc.put(at, quoted(inner) + tail)
        return
    if at.shown:
        said = say("{open}{close} round the value are printed with it", open=text[0], close=text[-1])
        hint = say("if they are not to be printed, write {straight}", straight=short(straight))
        doc.slips.append(Slip(at.number, Code.YAML_QUOTES, said, hint, Severity.INFO))


def _quoted(doc: Document, at: Value, content: str, pattern: re.Pattern[str]) -> None:
    """Read a value between straight quotes; it may go over several lines."""
    if whole := pattern.match(content):
        tail = content[whole.end() :]
        if not tail.strip():
            return
        if tail[0].isspace() and tail.lstrip().startswith("#"):
            remark = is_comment(tail.lstrip())
            gap = len(tail) - len(tail.lstrip())
            if not (at.of_names or (remark and gap > 1)):
                # Behind a quote it is a comment by all appearance: a remark shows what is left out.
                severity = Severity.INFO if remark else Severity.ERROR
                doc.lost(at.number, at.shown, tail.strip(), f"{whole[0][1:-1]} {tail.strip()}", severity=severity)
                doc.put(at, whole[0])
            return
        text = content if (comment := COMMENT.search(content)) is None else content[: comment.start()].rstrip()
        if content[0] == "'" and tail[0].isalpha():
            said = say("an apostrophe begins this text, and opens a quote that is not closed")
        else:
            said = say("text follows after the closing quote")
        doc.tell(at.number, Code.YAML_SYNTAX, said, quote_hint(at, text))
        doc.put(at, quoted(text))
        return
    if (end := _quote_end(doc, at, content, pattern)) is not None:
        doc.skip = end + 1
        return
    text = content.rstrip()
    if content[0] == '"' and len(text) > 1 and text[-1] in "“”＂":
        said = say("a straight quote opens this text, and {sign} closes it", sign=text[-1])
        doc.sign(at.number, said, f"{at.shown}{quoted(text[1:-1])}")
        doc.put(at, quoted(text[1:-1]))
        return
    if content[0] == '"':
        said = say("a quote opens this text and is not closed")
    else:
        said = say("an apostrophe begins this text, and opens a quote that is not closed")
    doc.tell(at.number, Code.YAML_SYNTAX, said, quote_hint(at, text if content[0] == "'" else text[1:]))
    doc.put(at, quoted(text))


def _quote_end(doc: Document, at: Value, content: str, pattern: re.Pattern[str]) -> int | None:
    """Return the line that a quoted text ends on, None if it swallows what is no part of it."""
    joined = content
    for number in range(at.number + 1, len(doc.lines)):
        line = doc.lines[number]
        is_outside = line.strip() and len(line) - len(line.lstrip()) <= at.column
        if is_outside and (line.lstrip().startswith(("- ", "#")) or KEYED.match(line.lstrip())):
            return None
        joined += "\n" + line
        if content[0] in line and (whole := pattern.match(joined)):
            tail = joined[whole.end() :].strip()
            return None if tail and not tail.startswith("#") else number
    return None


def read_comment(doc: Document, at: Value, content: str, *, goes_on: bool = False) -> str:
    """Tell a # behind a text that would drop what follows it; return the content with that put right.

    goes_on: the text began on a line before, so that this line alone cannot be put between quotes.
    """
    found = COMMENT.search(content)
    if found is None:
        return content
    text, rest = content[: found.start()], content[found.start() :]
    value = text.rstrip()
    # Between a key and its comment, the blanks stand before the value.
    before = doc.lines[at.number][: at.start] + text
    gap = len(before) - len(before.rstrip())
    enough = gap > 1 or SURE.fullmatch(value) is not None or (at.of_names and is_comment(rest) and value != "")
    if not value and at.shown.endswith(": ") and not enough:
        following = doc.next(at.number)
        enough = following is not None and (
            following[0] > at.column or (following[0] == at.column and following[1].startswith("-"))
        )
    if enough and (is_comment(rest) or (at.of_names and value)):
        return content
    if goes_on:
        doc.lost(at.number, "", rest, "")
    elif value and SURE.fullmatch(value):
        doc.lost(at.number, at.shown, rest, "", f"{at.shown}{value}  # {rest.lstrip('# ')}")
    else:
        doc.lost(at.number, at.shown, rest, f"{value} {rest}".strip())
    content = f"{text}＃{rest[1:]}"
    doc.put(at, content)
    return content
