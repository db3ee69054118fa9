"""Wire items in NewsML 1.0 to 1.2, as many agencies send them: components inside of components, one of them the text.

What is read is told by roles and types, not by places: agencies nest them each in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.base.text import one_line
from layout.intake.beside import named
from layout.intake.coded import is_coded, read_coded
from layout.intake.draft import Aside, Draft, all_lines, as_copy
from layout.intake.markup import read_blocks
from layout.intake.wire import (
    KINDS,
    LANG,
    TAKEN_BACK,
    WITHOUT_TEXT,
    language_of,
    nitf_text,
    numbered,
    read_any_text,
    rest,
)
from layout.intake.xml import all_text, child, descendants, local, read_xml

_LINES = {"headline": "headline", "subheadline": "deck", "byline": "byline", "dateline": "dateline",
          "creditline": "source"}  # fmt: skip
"""Lines of NewsLines -> keys of the front matter."""
_HEADS, _CAPTIONS = {"title", "headline"}, {"caption", "captions"}
_PARTS = _HEADS | _CAPTIONS | {"lead", "body", "abstract", "summary", "text", "image", "component", "preview"}
"""Roles of components that are parts of one story or picture, and none of their own."""
_MEDIA = {"photo": "picture", "image": "picture", "picture": "picture", "graphic": "graphic", "video": "video",
          "audio": "audio"}  # fmt: skip
"""Types of media -> our kinds; the first word of a MIME type, too."""
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|tiff?|webp)$", re.IGNORECASE)


def read_newsml(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the drafts of a NewsML 1 file, and what in it is no copy. Raises ContentError for what is no XML."""
    root = read_xml(data, file)
    found: list[Draft | Aside] = []
    for item in descendants(root, "newsitem"):
        found += numbered(_item(item, name), name)
    if not found:
        return [Aside(WITHOUT_TEXT, name, (say("there is no NewsItem in it"),))]
    if drafts := [one for one in found if isinstance(one, Draft)]:
        rest(drafts[0], (part for part in root if local(part) != "newsitem"))
        if len(drafts) > 1:
            for number, draft in enumerate(drafts, start=1):
                draft.name = f"{name}-{number}"
    return found


@dataclass(slots=True)
class _Unit:
    """What is one story or picture: a component, those it stands in, and its parts."""

    component: Element
    outer: tuple[Element, ...]
    parts: list[Element] = field(default_factory=list)


def _item(item: Element, name: str) -> list[Draft | Aside]:
    units = [unit for component in item if local(component) == "newscomponent" for unit in _units(component, ())]
    if not units:
        draft = Draft(name)
        rest(draft, [item])
        return [as_copy(draft, WITHOUT_TEXT)]
    told: set[int] = set()
    found = _joined([_read(unit, item, name, told) for unit in units])
    if drafts := [one for one in found if isinstance(one, Draft)]:
        rest(drafts[0], [item], [node for node in item.iter() if id(node) in told])
    return found


def _joined(found: list[Draft | Aside]) -> list[Draft | Aside]:
    """Return one story of texts in one language under one headline: the longest; the others go to its list.

    They are summaries, addresses, other forms of it.
    """
    longest: dict[tuple[str, str], Draft] = {}
    for one in found:
        if isinstance(one, Draft):
            key = (one.language, one.head.get("headline", ""))
            longest[key] = max(longest.get(key, one), one, key=lambda draft: len(draft.body))
    kept: list[Draft | Aside] = []
    for one in found:
        main = longest[one.language, one.head.get("headline", "")] if isinstance(one, Draft) else one
        if isinstance(one, Draft) and isinstance(main, Draft) and one is not main:
            said = say("the item has another text under the same headline")
            main.note(Code.IMPORT_OTHER_BODY, said, "\n".join(all_lines(one)), say("see what belongs to the story"))
            main.named += one.named
            main.pictures += one.pictures
        elif isinstance(one, Aside) and one.what == WITHOUT_TEXT and longest:
            main = next(iter(longest.values()))
            main.more(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), one.lines)
        else:
            kept.append(one)
    return kept


def _units(component: Element, outer: tuple[Element, ...]) -> Iterator[_Unit]:
    inner = [node for node in component if local(node) == "newscomponent"]
    parts = [node for node in inner if _role(node) in _PARTS and child(node, "newscomponent") is None]
    photos = [node for node in inner if _role(node) in _MEDIA and child(node, "contentitem") is not None]
    if len(photos) == 1 and photos[0] not in parts and any(_role(node) in _CAPTIONS for node in parts):
        parts += photos  # its caption stands beside it, and not in it
    own = child(component, "contentitem") is not None
    if own or parts:
        yield _Unit(component, outer, ([component] if own else []) + parts)
    for node in inner:
        if node not in parts:
            yield from _units(node, (component, *outer))


def _read(unit: _Unit, item: Element, name: str, told: set[int]) -> Draft | Aside:
    """Read one story or picture; ``told`` gets the ids of the elements whose text is in it or on its list."""
    draft = Draft(name)
    around = (unit.component, *unit.outer, item)
    used: list[Element] = []
    for lines in (child(node, "newslines") for node in around):
        for line in lines if lines is not None else ():
            key = _LINES.get(local(line), "")
            if key and key not in draft.head:
                draft.set(key, all_text(line))
                used += line.iter()
    draft.language = next(filter(None, (_language(node) for node in around)), "")
    management = child(item, "newsmanagement")
    urgency = _formal(child(management, "urgency"))
    draft.priority = int(urgency) if re.fullmatch("[1-8]", urgency) else 0
    kinds, captions = [], list[str]()
    pictures: list[Element] = []
    for part in unit.parts:
        for content in (node for node in part if local(node) == "contentitem"):
            kind = _kind(content)
            kinds.append(kind)
            if content.get("Href") and kind == "picture":
                pictures.append(content)
            elif content.get("Href"):
                draft.note(
                    Code.IMPORT_REMOTE,
                    say("a part of the item lies elsewhere and was not fetched"),
                    content.get("Href", ""),
                    say("fetch it yourself if it is wanted"),
                )
            used += _data(content, _role(part), draft, captions)
    if pictures:
        pictures.sort(key=_size, reverse=True)
        credit = draft.head.get("source", "")
        draft.named.append(named([node.get("Href", "") for node in pictures], " ".join(captions), credit))
    elif captions:
        draft.note(Code.IMPORT_CAPTION, say("a caption without its picture"), "\n".join(captions))
    rest(draft, [unit.component], [*used, *(node for node in unit.component.iter() if _is_others(node, unit))])
    told |= {id(node) for node in used} | {id(node) for node in unit.component.iter() if not _is_others(node, unit)}
    kind = next((kind for kind in kinds if kind), "picture" if pictures else _role(unit.component))
    status = _formal(child(management, "status")).lower()
    return as_copy(draft, KINDS.get(_MEDIA.get(kind, kind), WITHOUT_TEXT), taken_back=status in TAKEN_BACK)


def _is_others(node: Element, unit: _Unit) -> bool:
    """Tell whether an element belongs to a component below that is a story or picture of its own."""
    below = [inner for inner in unit.component if local(inner) == "newscomponent" and inner not in unit.parts]
    return any(node is each for inner in below for each in inner.iter())


def _data(content: Element, role: str, draft: Draft, captions: list[str]) -> list[Element]:
    """Read the text of a content item; return the elements that were used."""
    data = child(content, "datacontent")
    if (encoding := child(content, "encoding")) is not None:
        return _coded(content, encoding, role, draft, captions)
    if data is None:
        return []
    inner = next(iter(data), None)
    return _take(all_text(data) if inner is None else "", data, inner, content, role, draft, captions)


def _coded(content: Element, encoding: Element, role: str, draft: Draft, captions: list[str]) -> list[Element]:
    """Read what stands in a content item in base64, as if it stood there itself."""
    data = child(encoding, "datacontent")
    if data is None or not is_coded(encoding.get("Notation", "")):
        return []
    words, root = read_coded(all_text(data), content.get("Href", ""), draft)
    if words.strip():
        _take(words, data if root is None else root, root, content, role, draft, captions)
    return list(encoding.iter())


def _take(
    words: str,
    data: Element,
    inner: Element | None,
    content: Element,
    role: str,
    draft: Draft,
    captions: list[str],
) -> list[Element]:
    """Take words, or the element that they stand in, as their role and type say; return the elements that were used."""
    if role in _HEADS:
        draft.set("headline", words or all_text(data))
    elif role in _CAPTIONS:
        captions += filter(None, (one_line(words or all_text(data)),))
    elif inner is not None and local(inner) == "nitf":
        nitf_text(inner, draft)
    elif inner is not None:
        body = child(inner, "body") if local(inner) == "html" else None
        read_blocks(body if body is not None else data, draft)
        return list((body if body is not None else data).iter())
    elif _formal(child(content, "mimetype")).lower() == "text/css":
        draft.note(Code.IMPORT_LEFT_OUT, say("a style sheet is no copy"), words)
    else:
        marked = "html" in _formal(child(content, "mimetype")) or "html" in _formal(child(content, "format")).lower()
        read_any_text(words, marked, draft)
    return list(data.iter())


def _kind(content: Element) -> str:
    media = _formal(child(content, "mediatype")).lower()
    mime = _formal(child(content, "mimetype")).lower().split("/")[0]
    if media in _MEDIA or mime in _MEDIA:
        return _MEDIA.get(media) or _MEDIA[mime]
    return "picture" if _PICTURE_NAME.search(content.get("Href", "")) else ""


def _size(content: Element) -> int:
    size = all_text(child(content, "characteristics", "sizeinbytes")).strip()
    return int(size) if size.isdecimal() else 0


def _formal(node: Element | None) -> str:
    return node.get("FormalName", "") if node is not None else ""


def _role(component: Element) -> str:
    return _formal(child(component, "role")).lower()


def _language(node: Element) -> str:
    about = child(node, "descriptivemetadata", "language")
    return language_of(_formal(about)) or language_of(node.get(LANG, ""))
