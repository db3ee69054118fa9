"""Copy from the web: pages as they are saved. What is shared by posts and feeds stands here as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.base.text import one_line
from layout.files.text import EncodingError, decode_any
from layout.intake.beside import named
from layout.intake.draft import Aside, Draft
from layout.intake.markup import read_blocks
from layout.intake.wire import language_of
from layout.intake.xml import all_text, descendants, local, read_html

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([A-Za-z0-9._-]+)""", re.IGNORECASE)
_NO_COPY = frozenset({"nav", "form", "button", "script", "style", "template", "noscript", "select", "head", "svg"})
_AROUND = _NO_COPY | {"header", "footer", "aside"}
_TITLES = re.compile(r"\s+[-–—|_·»]\s+")
"""What stands between the title of a page and the name of its site."""


def text_of(markup: str, file: str) -> str:
    """Return the text of a piece of HTML, such as a title, on one line."""
    return one_line(all_text(read_html(markup, file)))


def told(draft: Draft, kind: str, texts: Iterable[str]) -> None:
    """Put data that no key of a story takes onto the list."""
    if lines := [f"{kind}: {one_line(text)}" for text in texts if text.strip()]:
        draft.more(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), lines)


def read_page(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the story of a page. Raises ContentError if its encoding cannot be told."""
    root = read_html(_decoded(data, file), file)
    draft = Draft(name)
    html = next(iter(descendants(root, "html")), root)
    draft.language = language_of(html.get("lang", ""))
    meta = {
        (node.get("property") or node.get("name") or "").lower(): node.get("content", "")
        for node in reversed(descendants(root, "meta"))
    }
    main = _main(root)
    whole = local(main) in ("body", "div")
    left = list(_take_out(main, _AROUND if whole else _NO_COPY))
    heads = descendants(main, "h1")
    title = one_line("".join(all_text(node) for node in descendants(root, "title")[:1]))
    if not heads:
        draft.set("headline", meta.get("og:title", "") or _TITLES.split(title)[0])
    draft.sections += filter(None, (meta.get("article:section", ""),))
    read_blocks(main, draft)
    if title and title != draft.head.get("headline"):
        told(draft, "title", [title])
    told(draft, "author", [meta.get("author", "")])
    told(draft, "description", [meta.get("description", "") or meta.get("og:description", "")])
    if meta.get("og:image") and not draft.named:
        draft.named.append(named([meta["og:image"]]))
    if main is not root:
        inside = set(map(id, main.iter()))
        left += _outside(html, inside, main)
    if lines := [one_line(line) for line in "\n".join(left).split("\n") if line.strip()]:
        said = say("what stands around the text of the page was left out")
        draft.note(Code.IMPORT_LEFT_OUT, said, "\n".join(lines), say("see that nothing of the story is in it"))
    if draft.blocks:
        return [draft]
    return [Aside(say("a page without text"), draft.head.get("headline", ""), (title,))]


def _decoded(data: bytes, file: str) -> str:
    """Return a page as text, in UTF-8 or in the encoding that it names. Raises ContentError for any other."""
    try:
        return decode_any(data)[0]
    except EncodingError as error:
        if found := _CHARSET.search(data[:4096]):
            codec = found[1].decode("ascii").lower()
            with suppress(LookupError, UnicodeError):
                return data.decode("gb18030" if codec in ("gb2312", "gbk") else codec)
        raise ContentError(say("{file} {error}", file=file, error=error), error.hint) from error


def _main(root: Element) -> Element:
    """Return the element that the story is in: the article with most text, else the main part, else the body."""
    for name in ("article", "main", "body"):
        if nodes := descendants(root, name):
            return max(nodes, key=lambda node: len(all_text(node)))
    return root


def _take_out(main: Element, names: frozenset[str]) -> Iterator[str]:
    for parent in list(main.iter()):
        for node in [inner for inner in parent if local(inner) in names and not descendants(inner, "h1")]:
            if local(node) not in ("script", "style", "template", "head"):
                yield all_text(node)
            tail = node.tail
            node.clear()
            node.tag, node.tail = "span", tail


def _outside(html: Element, inside: set[int], main: Element) -> Iterator[str]:
    for node in html.iter():
        if id(node) not in inside and local(node) not in ("script", "style", "template", "title", "svg", "path"):
            yield node.text or ""
            yield from (inner.tail or "" for inner in node)
        elif node is main:
            yield ""
