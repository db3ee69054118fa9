"""Plain text: what its lines are. Only what is certain leaves the text; every guess is on the editor's list."""

from __future__ import annotations

import re

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.base.text import one_line
from layout.edition.blocks import Span
from layout.files.text import EncodingError, decode_any
from layout.intake.draft import Draft
from layout.intake.lines import END, INDENT, SHORT, is_wrapped, stands_alone, width

_LABELS = {
    "kicker": ("引题", "肩题", "眉题", "kicker"),
    "headline": ("标题", "主题", "主标题", "题目", "headline", "title"),
    "deck": ("副题", "副标题", "deck", "subtitle"),
    "byline": ("作者", "署名", "记者", "byline", "author"),
    "dateline": ("电头", "dateline"),
    "source": ("来源", "稿源", "source"),
}
_KEY_OF = {label: key for key, labels in _LABELS.items() for label in labels}
_RULE = re.compile(r"\s*(?:[-=_*~#+─━═—＝－＿＊]\s*){3,}")
"""A line of signs: under a heading, or between parts."""
_LABELLED = re.compile(rf"({'|'.join(sorted(_KEY_OF, key=len, reverse=True))})\s*[：:]\s*(\S.*)", re.IGNORECASE)
_BYLINE = re.compile(
    r"[■□●◎◆]?\s*(?:本报|本刊|新华社|中新社|人民网|见习|实习|特约)*(?:记者|通讯员|评论员)\s*[:：]?\s*\S.{0,38}|[Bb]y\s+[A-Z].{1,60}"
)
_DATELINE = re.compile(
    r"((?:新华社|中新社|中新网|人民网|本报)[^，。：；\s（(]{0,16}?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:专?电|讯)|本报讯)"
    r"[ \t\u3000]*(?:[（(]((?:本报|见习|实习)*(?:记者|通讯员)[^（）()]{1,40})[）)])?[ \t\u3000]*"
)

_LONGEST_HEAD = 45
"""The longest headline, in han characters."""
_VERSE = 3
"""So many short lines in a row of a text file, or more, are kept as lines."""


def read_plain(data: bytes, name: str, file: str) -> list[Draft]:
    """Return the draft of a text file. Raises ContentError if its encoding cannot be told."""
    try:
        text, encoding = decode_any(data)
    except EncodingError as error:
        raise ContentError(say("{file} {error}", file=file, error=error), error.hint) from error
    draft = Draft(name)
    if encoding not in ("UTF-8", "GB18030"):
        draft.note(
            Code.IMPORT_ENCODING,
            say("the file is {encoding}", encoding=encoding),
            "",
            say("look at one paragraph whether it reads well"),
        )
    read_text(text, draft)
    return [draft]


def read_text(text: str, draft: Draft, *, headed: bool = True) -> None:
    """Read text into a draft: what its lines are, and its head, if it is ``headed``."""
    found = _paragraphs(draft.clean(text), draft)
    paragraphs = [text for text, _ in found]
    if headed:
        paragraphs = _head(_labelled(paragraphs, draft), draft)
    follows = [follows for _, follows in found[len(found) - len(paragraphs) :]]
    if paragraphs:
        paragraphs[0] = take_dateline(paragraphs[0], draft)
    long = [width(text) > SHORT or bool(END.search(text)) for text in paragraphs]
    kept = _kept_lines(paragraphs, follows, long)
    for number, text in enumerate(paragraphs):
        if end := kept.get(number, 0):
            draft.lines([[Span(text=line)] for line in paragraphs[number:end]])
        elif any(first < number < after for first, after in kept.items()):
            continue
        elif not long[number] and any(long[number + 1 : number + 2]):
            draft.note(
                Code.IMPORT_SUBHEAD, say("taken for a subhead"), one_line(text), say("if it is none, take the ## away")
            )
            draft.subhead(text)
        else:
            draft.text(text)


def _kept_lines(paragraphs: list[str], follows: list[bool], long: list[bool]) -> dict[int, int]:
    """Return where lines of verse, of an address begin -> the line after them: three or more short ones in a row.

    Most of them end without a mark; lines of speech are paragraphs. A last one with text right under it is a subhead.
    """
    kept = {}
    first = 0
    while first < len(paragraphs):
        end = first
        while end < len(paragraphs) and stands_alone(paragraphs[end]) and (end == first or follows[end]):
            end += 1
        after = max(end, first + 1)
        if end < len(paragraphs) and follows[end]:
            end -= 1
        ended = sum(long[first:end])
        if end - first >= _VERSE and 2 * ended <= end - first:
            kept[first] = end
        first = after
    return kept


def _paragraphs(text: str, draft: Draft) -> list[tuple[str, bool]]:
    """Return the paragraphs: by empty lines and indents, and by every line unless the lines are wrapped.

    With each, whether it stands right under the one before, without an indent.
    """
    written = text.split("\n")
    rules = [line.strip() for line in written if _RULE.fullmatch(line)]
    lines = ["" if _RULE.fullmatch(line) else line for line in written]
    filled = [line for line in lines if line.strip()]
    wrapped = is_wrapped(lines)
    paragraphs: list[tuple[list[str], bool]] = []
    begins = True
    for line in lines:
        if not line.strip():
            begins = True
            continue
        if begins or not wrapped or INDENT.match(line):
            paragraphs.append(([], not begins and not INDENT.match(line)))
        paragraphs[-1][0].append(line)
        begins = False
    if rules:
        draft.more(Code.IMPORT_LEFT_OUT, say("rules of signs were left out"), rules)
    if wrapped and len(paragraphs) < len(filled):
        draft.note(Code.IMPORT_WRAPPED, say("its lines are broken at a width; they were joined to paragraphs"))
    return [(one_line("\n".join(lines)), follows) for lines, follows in paragraphs]


def _labelled(paragraphs: list[str], draft: Draft) -> list[str]:
    """Take lines such as 标题：… from the beginning into the front matter."""
    for number, text in enumerate(paragraphs):
        found = _LABELLED.fullmatch(text)
        if not found:
            return paragraphs[number:]
        draft.note(Code.IMPORT_LABEL, say("taken as front matter"), text)
        draft.set(_KEY_OF[found[1].lower()], found[2])
    return []


def _head(paragraphs: list[str], draft: Draft) -> list[str]:
    """Take the headline, and a byline and a deck under it, from the beginning."""
    rest = list(paragraphs)
    if "headline" not in draft.head and len(rest) > 1 and width(rest[0]) <= _LONGEST_HEAD:
        first = rest[0]
        if not re.search(r"[。；;…]$|(?<!\.)\.$", first) and not _DATELINE.match(first):
            draft.set("headline", rest.pop(0))
    if rest[1:] and re.match(r"——|--", rest[0]) and width(rest[0]) <= _LONGEST_HEAD:
        _taken(Code.IMPORT_DECK, "deck", rest.pop(0), draft)
    if rest[1:] and "byline" not in draft.head and _BYLINE.fullmatch(rest[0]) and not END.search(rest[0]):
        _taken(Code.IMPORT_BYLINE, "byline", rest.pop(0), draft)
    return rest


def _taken(code: Code, key: str, text: str, draft: Draft) -> None:
    draft.note(code, say("taken as {key}", key=key), text)
    draft.set(key, text)


def take_dateline(text: str, draft: Draft) -> str:
    """Take 新华社某地某日电（记者某某） from the beginning of the first paragraph; return the rest."""
    found = _DATELINE.match(text)
    if not found or not text[found.end() :].strip() or "dateline" in draft.head:
        return text
    draft.note(
        Code.IMPORT_DATELINE,
        say("taken from the text into dateline and byline"),
        found[0].strip(),
        say("see that it reads well"),
    )
    draft.set("dateline", found[1])
    if found[2]:
        draft.set("byline", found[2])
    return text[found.end() :]
