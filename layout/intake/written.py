"""Copy that somebody wrote in Markdown, as a story file or not: its front matter, its text, the pictures it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.base.locale.keywords import KEYS
from layout.base.messages import say
from layout.compose.elements import ELEMENTS
from layout.edition.markdown import read_body
from layout.files.text import EncodingError, Source, decode_any
from layout.files.yaml import Mapping, Node, Scalar, Sequence, parse_yaml
from layout.intake.beside import named
from layout.intake.draft import HEAD_KEYS, Draft
from layout.intake.wire import language_of

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"\s*#[ \t]+(\S.*?)[ \t]*#*[ \t]*(?:\n|\Z)|\s*(\S[^\n]*)\n=+[ \t]*(?:\n|\Z)")
_PICTURE = re.compile(r"^[ \t]*!\[([^\]\n]*)\]\(\s*<?([^\s)>]+)>?[^)\n]*\)[ \t]*$", re.MULTILINE)


def read_markdown(data: bytes, name: str, file: str) -> list[Draft]:
    """Return the draft of a Markdown file. Raises ContentError if its encoding cannot be told."""
    try:
        text, _ = decode_any(data)
    except EncodingError as error:
        raise ContentError(say("{file} {error}", file=file, error=error), error.hint) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    draft = Draft(name)
    if front := _FRONT.match(text):
        _front(front[1], draft)
        text = text[front.end() :]
    text = draft.clean(text)
    if title := _TITLE.match(text):
        draft.set("headline", title[1] or title[2])
        text = text[title.end() :]
    for alt, place in _PICTURE.findall(text):
        draft.named.append(named([place], alt))
    _body(_PICTURE.sub("", text), draft)
    return [draft]


def _front(text: str, draft: Draft) -> None:
    """Take what front matter says that a story can say; the rest goes to the list."""
    report = Report()
    root = parse_yaml(text, "", report)
    if report.errors or not isinstance(root, Mapping):
        said = say("front matter that cannot be read as it is")
        draft.note(Code.IMPORT_DATA, said, text, say("write what is wanted into the story"))
        return
    rest = []
    for entry in root.entries:
        key = next((each for each in (entry.name, *KEYS.get(entry.written, ())) if each in HEAD_KEYS), entry.name)
        key = "headline" if key == "title" else key
        if key in HEAD_KEYS and isinstance(entry.value, Scalar):
            draft.set(key, entry.value.text)
        elif key == "language" and isinstance(entry.value, Scalar):
            draft.language = language_of(entry.value.text)
        elif key == "section" and isinstance(entry.value, Scalar):
            draft.sections.append(entry.value.text)
        elif key in ("picture", "pictures") and not isinstance(entry.value, Scalar):
            pictures = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
            for picture in pictures:
                words = {name: _text(picture, name) for name in ("file", "caption", "credit")}
                draft.named.append(named([words["file"]], words["caption"], words["credit"]))
        elif words_of := list(_words(entry.value)):
            rest.append(f"{entry.written}: {', '.join(words_of)}")
    if rest:
        draft.more(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), rest)


def _text(node: Node, name: str) -> str:
    value = node.get(name) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) and not value.is_null else ""


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield from [node.text] if node.text.strip() else []
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _words(item)
    else:
        for entry in node.entries:
            yield from (f"{entry.written}: {word}" for word in _words(entry.value))


def _body(text: str, draft: Draft) -> None:
    """Read the text as the loader does; a line whose words it leaves out goes to the list with what is said of it."""
    report = Report()
    draft.blocks += read_body(f"{text}\n", Source("", text), 1, report, ELEMENTS)
    held = _letters("".join(f"{block.text} {block!r}" for block in draft.blocks))
    lines = text.split("\n")
    said = {finding.place.line: finding for finding in report.findings}
    for number, line in enumerate(lines, start=1):
        if finding := said.get(number):
            draft.note(Code.IMPORT_MARKDOWN, finding.message, line.strip(), finding.hint)
        elif _letters(line) not in held and any(part not in held for part in map(_letters, re.findall(r"\w+", line))):
            left = say("a line that a story cannot have as it is was left out")
            draft.note(Code.IMPORT_MARKDOWN, left, line.strip(), say("write it anew"))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
