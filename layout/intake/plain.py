"""Plain text: what its lines are. Only what is certain leaves the text; every guess is on the editor's list."""

from __future__ import annotations

import itertools
import re
import unicodedata

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.base.text import one_line
from layout.files.text import EncodingError, decode_any
from layout.intake.draft import Draft

_LABELS = {
    "kicker": ("引题", "肩题", "眉题", "kicker"),
    "headline": ("标题", "主题", "主标题", "题目", "headline", "title"),
    "deck": ("副题", "副标题", "deck", "subtitle"),
    "byline": ("作者", "署名", "记者", "byline", "author"),
    "dateline": ("电头", "dateline"),
    "source": ("来源", "稿源", "source"),
}
_KEY_OF = {label: key for key, labels in _LABELS.items() for label in labels}
_LABELLED = re.compile(rf"({'|'.join(sorted(_KEY_OF, key=len, reverse=True))})\s*[：:]\s*(\S.*)", re.IGNORECASE)
_BYLINE = re.compile(
    r"[■□●◎◆]?\s*(?:本报|本刊|新华社|中新社|人民网|见习|实习|特约)*(?:记者|通讯员|评论员)\s*[:：]?\s*\S.{0,38}|[Bb]y\s+[A-Z].{1,60}"
)
_DATELINE = re.compile(
    r"((?:新华社|中新社|中新网|人民网|本报)[^，。：；\s（(]{0,16}?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:专?电|讯)|本报讯)"
    r"[ \t\u3000]*(?:[（(]((?:本报|见习|实习)*(?:记者|通讯员)[^（）()]{1,40})[）)])?[ \t\u3000]*"
)
_END = re.compile(r"[。！？…!?.：:；;][”’\"'」』）)\]】]*$")
_INDENT = re.compile(r"\u3000|\t| {2}")
_SHORT = 22
"""A line of at most so many han characters, without a mark at its end, before a paragraph is taken for a subhead."""

_LONGEST_HEAD = 45
"""The longest headline, in han characters."""


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
    paragraphs = _paragraphs(draft.clean(text), draft)
    paragraphs = _labelled(paragraphs, draft)
    paragraphs = _head(paragraphs, draft)
    if paragraphs:
        paragraphs[0] = take_dateline(paragraphs[0], draft)
    long = [width(text) > _SHORT or _END.search(text) for text in paragraphs]
    for number, text in enumerate(paragraphs):
        after = any(long[number + 1 : number + 2])
        if not long[number] and after:
            draft.note(
                Code.IMPORT_SUBHEAD, say("taken for a subhead"), one_line(text), say("if it is none, take the ## away")
            )
            draft.subhead(text)
        else:
            draft.text(text)
    return [draft]


def width(text: str) -> float:
    """Return how long text is, in han characters: other letters count half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5 for character in text)


def _paragraphs(text: str, draft: Draft) -> list[str]:
    """Return the paragraphs: by empty lines and indents, and by every line unless the lines are wrapped."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    wrapped = _is_wrapped(lines)
    paragraphs: list[list[str]] = []
    begins = True
    for line in lines:
        if not line.strip():
            begins = True
            continue
        if begins or not wrapped or _INDENT.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
        begins = False
    if wrapped and len(paragraphs) < len(filled):
        draft.note(Code.IMPORT_WRAPPED, say("its lines are broken at a width; they were joined to paragraphs"))
    return [one_line("\n".join(lines)) for lines in paragraphs]


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether the lines were broken at a width: most that a line follows are long and end amid a sentence."""
    followed = [line for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    if len(followed) < 2:
        return False
    longest = max(width(line) for line in followed)
    broken = [line for line in followed if not _END.search(line.rstrip()) and width(line) > 0.7 * longest]
    return 10 < longest <= 60 and len(broken) > len(followed) / 2


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
    if rest[1:] and "byline" not in draft.head and _BYLINE.fullmatch(rest[0]) and not _END.search(rest[0]):
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
