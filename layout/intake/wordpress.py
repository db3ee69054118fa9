"""Posts of WordPress: its export (WXR) and what its REST interface returns. Nothing is fetched from the site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.intake.beside import named
from layout.intake.draft import Aside, Draft, NamedPicture, as_copy
from layout.intake.markup import read_blocks
from layout.intake.web import text_of, told
from layout.intake.xml import all_text, child, descendants, local, read_html, read_xml

EMPTY_POST = say("a post without text")
_TAKEN = frozenset({"publish", "draft", "pending", "future", "private"})
"""States of posts that are copy; what was thrown away is none."""
_BLOCKS = re.compile(
    r"<(?:address|article|aside|blockquote|dd|div|dl|dt|fieldset|figure|form|h[1-6]|hr|li|nav|ol|p|pre|section|table"
    r"|t[bdhr]|ul)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\[caption\b([^\]]*)\](.*?)\[/caption\]", re.DOTALL)
_PICTURE_IN = re.compile(r"\s*((?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)(.*)", re.DOTALL)
_GALLERY = re.compile(r"\[gallery\b([^\]]*)\]")
_SHORTCODE = re.compile(
    r"\[([a-z][a-z0-9_-]*)(?:\s[^\[\]]*?=[^\[\]]*)\](?:(?:(?!\[\1\b).)*?\[/\1\])?"
    r"|\[([a-z][a-z0-9_-]*)[^\[\]]*\](?:(?!\[\2\b).)*?\[/\2\]|\[/?(?:embed|audio|video|playlist|more)\b[^\[\]]*\]",
    re.DOTALL,
)
"""What a plug-in puts in its place: it has values, or an end. `[sic]` has neither, and is copy."""
_IDS = re.compile(r"\d+")


def is_export(data: bytes) -> bool:
    """Tell whether a file is an export of WordPress."""
    return re.search(rb"https?://(?:www\.)?wordpress\.org/export/|<wp:wxr_version>", data[:100_000]) is not None


def read_export(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the posts of an export; pages, menus and the like are put aside. Raises ContentError for no XML."""
    root = read_xml(data, file)
    items = descendants(root, "item")
    authors = {_said(node, "author_login"): _said(node, "author_display_name") for node in descendants(root, "author")}
    attachments = {
        _said(item, "post_id"): _attachment(item) for item in items if _said(item, "post_type") == "attachment"
    }
    found: list[Draft | Aside] = []
    other: dict[str, list[str]] = {}
    for number, item in enumerate(items, start=1):
        kind, state = _said(item, "post_type") or "post", _said(item, "status") or "publish"
        if kind != "post" or state not in _TAKEN:
            other.setdefault(kind if kind != "post" else state, []).append(_said(item, "title"))
            continue
        found.append(
            _post(item, Draft(_name(_said(item, "post_name"), f"{name}-{number}")), authors, attachments, file)
        )
    for kind, titles in other.items():
        what = say("{count} of the kind {kind}, no posts", count=len(titles), kind=kind)
        found.append(Aside(what, lines=tuple(filter(None, titles))))
    return found or [Aside(EMPTY_POST, name)]


def is_rest(data: bytes) -> bool:
    """Tell whether JSON is posts as WordPress' interface returns them."""
    try:
        root = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    items = root if isinstance(root, list) else [root]
    return bool(items) and all(
        isinstance(item, dict) and "rendered" in _dict(item.get("title")) and "rendered" in _dict(item.get("content"))
        for item in items
    )


def read_rest(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return posts as WordPress' interface returns them, with what is embedded in them."""
    root = json.loads(data.decode("utf-8-sig"))
    items = root if isinstance(root, list) else [root]
    found = []
    for number, item in enumerate(items, start=1):
        draft = Draft(_name(_text(item.get("slug")), name if len(items) == 1 else f"{name}-{number}"))
        draft.set("headline", text_of(_rendered(item, "title"), file))
        held = _dict(item.get("_embedded"))
        for author in _dicts(held.get("author")):
            draft.set("byline", _text(author.get("name")))
        for terms in held["wp:term"] if isinstance(held.get("wp:term"), list) else ():
            for term in _dicts(terms):
                if term.get("taxonomy") == "category":
                    draft.sections.append(_text(term.get("name")))
                else:
                    told(draft, _text(term.get("taxonomy")), [_text(term.get("name"))])
        for media in _dicts(held.get("wp:featuredmedia")):
            caption = text_of(_rendered(media, "caption"), file) or _text(media.get("alt_text"))
            draft.named.append(named([_text(media.get("source_url"))], caption))
        read_post(_rendered(item, "content"), draft, file, {})
        _excerpt(draft, text_of(_rendered(item, "excerpt"), file))
        found.append(as_copy(draft, EMPTY_POST))
    return found


def read_post(
    markup: str, draft: Draft, file: str, attachments: dict[str, NamedPicture], *, typed: bool = False
) -> None:
    """Read the text of a post: blocks or plain paragraphs, captions, galleries; other short codes go to the list.

    typed: as it was typed, when empty lines part paragraphs that have no tags, beside some that have.
    """
    markup = _CAPTION.sub(_figure, markup)
    for found in _GALLERY.finditer(markup):
        draft.named += [attachments[one] for one in _IDS.findall(found[1]) if one in attachments]
    codes = [found[0] for found in _SHORTCODE.finditer(_GALLERY.sub("", markup))]
    if codes:
        said = say("what a plug-in puts into the page was left out")
        draft.note(Code.IMPORT_LEFT_OUT, said, "\n".join(codes), say("see whether there is copy in it"))
    markup = _SHORTCODE.sub("", _GALLERY.sub("", markup))
    blocks = re.search("<!-- wp:" if typed else r"<!-- wp:|<p\b", markup, re.IGNORECASE)
    read_blocks(read_html(markup if blocks else "\n".join(_paragraphs(markup)), file), draft)


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a post that was typed without any: empty lines part them, a line break is one."""
    for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        if part.strip():
            plain = not _BLOCKS.search(part)
            yield "<p>" + part.strip().replace("\n", "<br>\n") + "</p>" if plain else part


def _figure(found: re.Match[str]) -> str:
    inner = _PICTURE_IN.match(found[2])
    old = re.search(r"""caption=["']([^"']*)["']""", found[1])
    picture, words = (inner[1], inner[2]) if inner else (found[2], "")
    words = words.strip() or (escape(old[1]) if old else "")
    return f"<figure>{picture}<figcaption>{words}</figcaption></figure>"


def _post(
    item: Element, draft: Draft, authors: dict[str, str], attachments: dict[str, NamedPicture], file: str
) -> Draft | Aside:
    draft.set("headline", text_of(_said(item, "title"), file))
    login = _said(item, "creator")
    draft.set("byline", authors.get(login) or login)
    for node in item:
        if local(node) == "category" and all_text(node).strip():
            if node.get("domain", "category") == "category" and node.get("nicename") != "uncategorized":
                draft.sections.append(all_text(node).strip())
            else:
                told(draft, node.get("domain", "category"), [all_text(node)])
    meta = {_said(node, "meta_key"): _said(node, "meta_value") for node in item if local(node) == "postmeta"}
    if picture := attachments.get(meta.get("_thumbnail_id", "")):
        draft.named.append(picture)
    encoded = [node for node in item if local(node) == "encoded"]
    content = "".join(all_text(node) for node in encoded if "excerpt" not in node.tag)
    read_post(content, draft, file, attachments, typed=True)
    _excerpt(draft, text_of("".join(all_text(node) for node in encoded if "excerpt" in node.tag), file))
    told(draft, "description", [_said(item, "description")])
    if _said(item, "status") not in ("", "publish"):
        told(draft, "status", [_said(item, "status")])
    comments = [
        f"{_said(node, 'comment_author')}: {_said(node, 'comment_content')}"
        for node in item
        if local(node) == "comment"
    ]
    told(draft, "comment", comments)
    return as_copy(draft, EMPTY_POST)


def _excerpt(draft: Draft, text: str) -> None:
    """Offer an excerpt as the deck, unless it is only the beginning of the text."""
    begins = "".join(text.split()).rstrip("…[].")
    if text and not "".join(draft.body.split()).startswith(begins):
        draft.note(Code.IMPORT_SUMMARY, say("the excerpt of the post"), text, say("write it as deck: if you want one"))


def _attachment(item: Element) -> NamedPicture:
    encoded = {("excerpt" in node.tag): all_text(node) for node in item if local(node) == "encoded"}
    caption = encoded.get(True, "").strip() or encoded.get(False, "").strip()
    return named([_said(item, "attachment_url"), _said(item, "guid")], caption)


def _name(slug: str, other: str) -> str:
    slug = unquote(slug)
    return slug if slug.isascii() and re.search("[a-z]", slug) else other


def _said(node: Element, name: str) -> str:
    return all_text(child(node, name)).strip()


def _rendered(item: dict[str, Any], key: str) -> str:
    return _text(_dict(item.get(key)).get("rendered"))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
