"""Copy that somebody wrote in Markdown, as a story file or not: its front matter, its text, the pictures it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

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
_TITLED = r"""(?:"[^"\n]{0,500}"|'[^'\n]{0,500}')?"""
_PLACE = r"\(\s{0,9}(?:<([^<>\n]{1,500})>|((?:[^()\n\"]|\([^()\n]{0,99}\)){1,500}?))" rf"\s{{0,9}}{_TITLED}\s{{0,9}}\)"
_WORDS = r"\[((?:\\.|[^\[\]\\\n]){1,500})\]"
_PICTURE = re.compile(rf"(?<!\\)!\[([^\[\]\n]{{0,500}})\]{_PLACE}")
_LINK = re.compile(rf"(?<![\\!]){_WORDS}{_PLACE}")
_REFERS = re.compile(rf"(?<![\\!]){_WORDS}\[([^\[\]\n]{{0,99}})\]")
_DEFINED = re.compile(
    rf"^ {{0,3}}\[([^\[\]^\n]{{1,99}})\]:[ \t]*<?([^\s>]{{1,500}})>?[ \t]*{_TITLED}[ \t]*$",
    re.MULTILINE,
)
# Every count is limited, as in `layout.edition.markdown`.
_ADDRESS = re.compile(r"<(?:mailto:)?((?:https?://|[\w.+-]{1,64}@)[^\s<>]{1,500})>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,24}\d{0,2});", re.IGNORECASE)
_SIGNS = frozenset("&\\`*_[]<>#|~^{}")
"""What a story would not take as itself."""
_UNDERLINED = re.compile(r"^(?![ \t]*[-+*>|#:`])[ \t]*(\S[^\n]*)\n(?:={2,}|-{2,})[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"</?(b|strong|i|em)>|<br\s*/?>(?:[ \t]*\n)?", re.IGNORECASE)
_FENCED = re.compile(
    r"^[ \t]*(?:`{3,}+|~{3,}+)[^`\n]*\n.*?(?:^[ \t]*(?:```+|~~~+)[ \t]*$|\Z)|`[^`\n]+`",
    re.MULTILINE | re.DOTALL,
)
"""What is code, and not read."""


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
    text = draft.clean(_but_code(text, draft))
    if title := _TITLE.match(text):
        draft.set("headline", title[1] or title[2])
        text = text[title.end() :]
    _body(text, draft)
    return [draft]


def _plain(text: str, draft: Draft, addresses: dict[str, str], used: set[str]) -> str:
    """Return Markdown without what a story has not: links are their words, pictures go to the draft.

    Headings that are underlined get signs, entities are their characters, plain tags the signs that say the same.
    ``addresses`` are those that links may name; which they did is added to ``used``.
    """

    def linked(words: str, address: str) -> str:
        said = say("a link was set as its words: {text}", text=words)
        draft.note(Code.IMPORT_LINK, said, address)
        return words

    def referred(found: re.Match[str]) -> str:
        key = (found[2] or found[1]).strip().casefold()
        if key not in addresses:
            return found[0]
        used.add(key)
        return linked(found[1], addresses[key])

    def pictured(found: re.Match[str]) -> str:
        draft.named.append(named([(found[2] or found[3]).strip()], found[1]))
        return ""

    def entity(found: re.Match[str]) -> str:
        sign = unescape(found[0])
        return f"\\{sign}" if sign in _SIGNS else sign

    text = _PICTURE.sub(pictured, text)
    text = _LINK.sub(lambda found: linked(found[1], (found[2] or found[3]).strip()), text)
    text = _REFERS.sub(referred, text)
    text = _ADDRESS.sub(lambda found: found[1], text)
    text = _TAG.sub(
        lambda found: {"b": "**", "s": "**", "i": "*", "e": "*"}[found[1][0].lower()] if found[1] else "\\\n", text
    )
    return _UNDERLINED.sub(lambda found: f"## {found[1]}", _ENTITY.sub(entity, text))


def _but_code(text: str, draft: Draft) -> str:
    """Return Markdown as `_plain` does, code in it as it is."""
    addresses = {key.strip().casefold(): address for key, address in _DEFINED.findall(text)}
    used: set[str] = set()
    made, at = [], 0
    for code in _FENCED.finditer(text):
        made += [_plain(text[at : code.start()], draft, addresses, used), code[0]]
        at = code.end()
    whole = "".join((*made, _plain(text[at:], draft, addresses, used)))
    return _DEFINED.sub(lambda found: "" if found[1].strip().casefold() in used else found[0], whole)


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
