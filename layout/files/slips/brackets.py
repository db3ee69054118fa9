"""Lists and groups of keys in brackets, and texts that begin with one."""

from __future__ import annotations

import re

from layout.base.codes import Code
from layout.base.messages import say
from layout.files.slips.document import Document
from layout.files.slips.model import Value, quote_hint, quoted, short
from layout.files.slips.signs import (
    BEFORE_KEY,
    BETWEEN_GROUPS,
    CLOSERS,
    COMMENT,
    COMMENT_IN_LIST,
    KEYED,
    MOST_DEPTH,
    OPENERS,
    SEPARATORS,
    SPACES,
    WIDE_IN_GROUP,
    between,
    closing,
    ends_line,
    in_group,
    is_comment,
    without_quoted,
)


def read_brackets(doc: Document, at: Value, content: str) -> bool:
    """Read a list or group in brackets; False if it is a text that begins with such a bracket."""
    bare = content if (comment := COMMENT.search(content)) is None else content[: comment.start()]
    bare = bare.rstrip()
    if content[0] not in "[{" or (content[0] == "[" and "]" not in content and bare[-1] in CLOSERS):
        return _wide_brackets(doc, at, bare, content[len(bare) :])
    # Behind a full-width comma a quote may open a text that must have one; or it is a sign like others.
    end = _bracket_end(doc, at, "[{,:，、；") or _bracket_end(doc, at, "[{,:")
    if end is None:
        return _unclosed(doc, at, content)
    last, column = end
    tail = doc.lines[last][column:]
    stripped = tail.strip()
    if stripped and not (tail[0].isspace() and stripped.startswith("#")):
        if last != at.number:
            return True
        text = doc.lines[at.number][at.start :]
        text = (text if (found := COMMENT.search(text)) is None else text[: found.start()]).rstrip()
        said = say("a text that begins with {sign} is taken for a list or group of keys", sign=content[0])
        doc.tell(at.number, Code.YAML_SYNTAX, said, quote_hint(at, text))
        doc.put(at, quoted(text))
        return True
    if stripped and not (is_comment(stripped) or at.of_names):
        line = f"{at.shown}{content[: column - at.start]}  # {stripped.lstrip('# ')}".rstrip("# ")
        doc.lost(last, "", stripped, "", line if last == at.number else "")
        doc.lines[last] = doc.lines[last][:column]
    for number in range(at.number, last + 1):
        line = doc.lines[number]
        _items(doc, at, number, at.start if number == at.number else 0, column if number == last else len(line))
    doc.skip = last + 1
    return True


def _items(doc: Document, at: Value, number: int, start: int, stop: int) -> None:
    """Tell the full-width signs between the items on one line, and a # that cuts them off."""
    line = doc.lines[number]
    part = line[start:stop]
    is_told = False
    for found in COMMENT_IN_LIST.finditer(without_quoted(part)):
        if ends_line(line, start + found.start()):
            items, rest = part[: found.start()], part[found.start() :]
            break
        if not is_told:
            doc.lost(number, "", part[found.start() :], "")
            is_told = True
        part = f"{part[: found.start()]}＃{part[found.start() + 1 :]}"
    else:
        items, rest = part, ""
    goes_on = number > at.number and doc.lines[at.number].startswith("{", at.start)
    bare = without_quoted(items)
    stops = sorted(
        {found.span() for found in BEFORE_KEY.finditer(bare) if in_group(bare, found.start(), goes_on)}
        | {found.span() for found in BETWEEN_GROUPS.finditer(bare)}
        | {found for found in between(bare, at.of_names) if not in_group(bare, found[0], goes_on)}
    )
    mended = items
    for first, end in reversed(stops):
        mended = f"{mended[:first]}, {mended[end:]}"
    bare = without_quoted(mended)
    wide = [found for found in WIDE_IN_GROUP.finditer(bare) if in_group(bare, found.end(), goes_on)]
    for found in reversed(wide):
        mended = f"{mended[: found.start(2)]}: {mended[found.end(2) :]}"
    if wide and not stops:
        said = say("a full-width colon stands after {key}", key=wide[0][1])
        doc.sign(number, said, f"{at.shown}{mended}" if number == at.number else mended.strip())
    if stops:
        sign = items[slice(*stops[0])].strip()
        said = say("{sign} stands where the comma between items of a list is meant", sign=sign)
        shown = f"{at.shown}{mended}" if number == at.number else mended.strip()
        hint = say("write {line}; an item with {sign} in it needs quotes", line=short(shown), sign=sign)
        doc.tell(number, Code.YAML_SIGN, said, hint)
    doc.lines[number] = line[:start] + mended + rest + line[stop:]


def _bracket_end(doc: Document, at: Value, before_quotes: str) -> tuple[int, int] | None:
    """Return where the bracket that begins a value is closed: line and column after it. None if it is not."""
    depth, quote, fresh = 0, "", True
    for number in range(at.number, len(doc.lines)):
        line = doc.lines[number]
        start = at.start if number == at.number else 0
        outside = number > at.number and line.strip() and len(line) - len(line.lstrip()) <= at.column
        if outside and (KEYED.match(line.lstrip()) or line.lstrip().startswith("- ")):
            return None
        for index in range(start, len(line)):
            sign = line[index]
            if quote:
                quote = "" if sign == quote else quote
            elif sign in "\"'" and fresh:
                quote = sign
            elif sign == "#" and ends_line(line, index):
                break
            elif sign in "[{":
                depth += 1
            elif sign in "]}":
                depth -= 1
                if not depth:
                    return number, index + 1
            if not sign.isspace():
                fresh = sign in before_quotes
    return None


def _unclosed(doc: Document, at: Value, content: str) -> bool:
    """Tell a bracket that is not closed; it is read as if it were closed at the end of its line."""
    text = content.rstrip()
    close = closing(text)
    if len(close) > MOST_DEPTH:
        return True  # the parser says how deep that is
    goes_on = _skip_below(doc, at)
    said = say("{sign} opens a list or group here and is not closed", sign=content[0])
    is_doubtful = re.search("['\"#]", text) is not None
    if goes_on:
        hint = say("write {close} behind the last that belongs to it", close=close)
    elif is_doubtful:
        hint = say("check quotes, brackets and indentation on this line and the one before")
    else:
        hint = say(
            "write {line}, or {text} if it is a text",
            line=short(f"{at.shown}{text}{close}"),
            text=short(f"{at.shown}{quoted(text)}"),
        )
    doc.tell(at.number, Code.YAML_SYNTAX, said, hint)
    doc.put(at, quoted(text) if is_doubtful else text + close)
    doc.unsure = True
    doc.cut.add(at.number)
    return True


def _skip_below(doc: Document, at: Value) -> bool:
    """Leave out the lines below a bracket without an end; tell whether they can be its own: no keys, no hyphens."""
    number, own = at.number + 1, False
    while number < len(doc.lines):
        line = doc.lines[number]
        blanks = SPACES.match(line)
        if line.strip() and (blanks.end() if blanks else 0) <= at.column:
            break
        own = own or bool(line.strip() and not KEYED.match(line.strip()) and not line.lstrip().startswith("- "))
        doc.lines[number] = ""
        number += 1
    doc.skip = number
    return own


def _wide_brackets(doc: Document, at: Value, text: str, tail: str) -> bool:
    """Tell full-width brackets round a list of ids. Round other words they begin a text, as 【独家】 does."""
    inner = SEPARATORS.sub(", ", text[1:-1])
    narrow = text[0] == "[" or text[-1] == "]"
    if (
        len(text) < 2
        or set(text[1:-1]) & set(OPENERS + CLOSERS)
        or text[-1] not in CLOSERS
        or not (narrow or (at.of_names and inner.isascii()))
    ):
        return False
    said = say("full-width brackets stand round a list")
    hint = say(
        "write {line}, or {text} if it is a text",
        line=short(f"{at.shown}[{inner}]"),
        text=short(f"{at.shown}{quoted(text)}"),
    )
    doc.tell(at.number, Code.YAML_SIGN, said, hint)
    doc.put(at, f"[{inner}]{tail}")
    return True
