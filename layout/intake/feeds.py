"""Feeds of the web, as files: RSS, Atom, JSON Feed. An item of which there is only a summary is told."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.intake.beside import named
from layout.intake.draft import Aside, Draft, as_copy
from layout.intake.markup import read_blocks
from layout.intake.web import text_of, told
from layout.intake.wire import language_of, read_any_text
from layout.intake.wordpress import read_post
from layout.intake.xml import all_text, child, local, read_xml, root_name

ROOTS = frozenset({"rss", "feed", "rdf", "entry"})
"""First elements of feeds: RSS, Atom, RSS 1.0, one entry of Atom."""
EMPTY_ITEM = say("an item of a feed without text")
_AUTHOR = re.compile(r"\S+@\S+\s*\((.+)\)", re.DOTALL)
"""An author of RSS 2.0: an address, the name behind it."""
_MACHINE = frozenset({"guid", "id", "link", "pubdate", "updated", "published", "date", "modified", "created", "issued",
                      "comments", "commentrss", "comment-rss", "source", "rights", "thread", "total"})  # fmt: skip
"""Data of items that is no copy."""


def is_feed(data: bytes) -> bool:
    """Tell whether XML is a feed."""
    return root_name(data) in ROOTS


def read_feed(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the items of a feed. Raises ContentError for what is no XML."""
    root = read_xml(data, file)
    items = [node for node in root.iter() if local(node) in ("item", "entry")]
    found = []
    for number, item in enumerate(items, start=1):
        found.append(_item(item, Draft(name if len(items) == 1 else f"{name}-{number}"), file))
    channel = child(root, "channel")
    about = root if channel is None else channel
    language = language_of(all_text(child(about, "language")).strip())
    for one in found:
        if isinstance(one, Draft):
            one.language = one.language or language
            told(one, "feed", [all_text(child(about, "title"))])
    return found or [Aside(say("a feed without items"), all_text(child(about, "title")).strip())]


def is_json_feed(data: bytes) -> bool:
    """Tell whether JSON is a JSON Feed."""
    return b"jsonfeed.org/version" in data[:5000]


def read_json_feed(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the items of a JSON Feed (1.0, 1.1). Raises ContentError for what is none."""
    try:
        root = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ContentError(
            say("{file} is no JSON: {error}", file=file, error=error), say("ask for it again, or save it again")
        ) from error
    items = [item for item in root.get("items", ()) if isinstance(item, dict)] if isinstance(root, dict) else []
    found = []
    for number, item in enumerate(items, start=1):
        draft = Draft(name if len(items) == 1 else f"{name}-{number}")
        draft.set("headline", _text(item, "title"))
        draft.language = language_of(_text(item, "language") or _text(root, "language"))
        people = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
        for author in people or ():
            draft.set("byline", _text(author, "name") if isinstance(author, dict) else "")
        draft.sections += [tag for tag in item.get("tags") or () if isinstance(tag, str)]
        if _text(item, "image"):
            draft.named.append(named([_text(item, "image")]))
        _body(draft, _text(item, "content_html"), _text(item, "content_text"), _text(item, "summary"), file)
        told(draft, "url", [_text(item, "url")])
        found.append(as_copy(draft, EMPTY_ITEM))
    return found or [Aside(say("a feed without items"), _text(root, "title") if isinstance(root, dict) else name)]


def _item(item: Element, draft: Draft, file: str) -> Draft | Aside:
    content, summary = "", ""
    for node in item:
        name, text = local(node), all_text(node).strip()
        match name:
            case "title":
                draft.set("headline", text_of(text, file) if node.get("type", "html") != "text" else text)
            case "creator" | "author":
                own = child(node, "name")
                mail = _AUTHOR.fullmatch(text)
                draft.set("byline", all_text(own) if own is not None else mail[1] if mail else text)
            case "category" | "subject":
                draft.sections += filter(None, (node.get("label") or node.get("term") or text,))
            case "encoded":
                content = text
            case "content" if not node.get("url"):
                if node.get("type", "") in ("xhtml", "application/xhtml+xml"):
                    read_blocks(node, draft)
                elif node.get("src"):
                    told(draft, "content", [node.get("src", "")])
                else:
                    content = text
            case "description" | "summary":
                summary = text if len(text) > len(summary) else summary
            case "enclosure" | "content" | "thumbnail" if _is_picture(node):
                draft.named.append(named([node.get("url", "")], all_text(child(node, "description"))))
            case "group":
                for inner in (inner for inner in node if _is_picture(inner)):
                    draft.named.append(named([inner.get("url", "")]))
            case _ if name not in _MACHINE:
                told(draft, name, [text])
    links = [node.get("href") or all_text(node) for node in item if local(node) == "link"]
    told(draft, "link", links[:1])
    if not draft.blocks:
        _body(draft, content, "", summary, file)
    elif summary:
        told(draft, "summary", [text_of(summary, file)])
    return as_copy(draft, EMPTY_ITEM)


def _is_picture(node: Element) -> bool:
    kind = node.get("type", "") or node.get("medium", "")
    return bool(node.get("url")) and (kind.startswith("image") or local(node) == "thumbnail")


def _body(draft: Draft, html: str, text: str, summary: str, file: str) -> None:
    """Read the fullest of the texts there are."""
    short = text_of(summary, file) if summary.strip() else ""
    if html.strip():
        read_post(html, draft, file, {})
    elif text.strip():
        read_any_text(text, False, draft)
    elif summary.strip():
        read_any_text(summary, bool(_marked(summary)), draft)
        said = say("the feed has a description of it, which may not be the whole text")
        draft.note(Code.IMPORT_SUMMARY, said, "", say("compare it with the page"))
        return
    if short and not "".join(draft.body.split()).startswith("".join(short.split()).rstrip("…[].")):
        draft.note(Code.IMPORT_SUMMARY, say("the summary of the item"), short, say("write it as deck: if you want one"))


def _marked(text: str) -> bool:
    return "&" in text and ";" in text


def _text(item: dict[str, Any], key: str) -> str:
    return item[key] if isinstance(item.get(key), str) else ""
