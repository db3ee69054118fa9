"""Wire items in JSON: ninjs 1 and 2 (IPTC)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.base.text import one_line
from layout.intake.beside import named
from layout.intake.draft import Aside, Draft, NamedPicture, as_copy
from layout.intake.wire import KINDS, TAKEN_BACK, WITHOUT_TEXT, language_of, numbered, read_any_text
from layout.intake.xml import read_html

MAX_DEPTH = 40

_TEXTS = (
    ("headline", "headline"),
    ("byline", "byline"),
    ("by", "byline"),
    ("located", "dateline"),
    ("creditline", "source"),
    ("headline_extended", "deck"),
    ("description_creditline", "source"),
)
_MACHINE = frozenset({"uri", "standard", "type", "version", "versioncreated", "language", "mimetype", "$schema"})


_SECTIONS = ("section", "sections", "service", "anpa_category", "subject", "subjects")
_KINDS_OF_ITEMS = {"text", *KINDS}
_OF_ITEMS = frozenset({"guid", "versioncreated", "planning_date", "dates"})
"""Keys that items of an editorial system have and its other records have not."""


def read_ninjs(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the drafts of a ninjs file, and what in it is no copy. Raises ContentError for what is none."""
    try:
        root = json.loads(data.decode("utf-8-sig"), parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise ContentError(
            say("{file} is no JSON: {error}", file=file, error=error), say("ask for it again, or save it again")
        ) from error
    items = _unwrapped(root)
    if not items or not all(isinstance(item, dict) and _is_item(item) for item in items):
        raise ContentError(
            say("{file} is JSON, but no ninjs item: it has neither a headline nor a body", file=file),
            say("ask the sender for ninjs, or save the text as .txt"),
        )
    if _depth(root) > MAX_DEPTH:
        raise ContentError(
            say("{file} is nested more than {max_depth} deep", file=file, max_depth=MAX_DEPTH), say("this is no copy")
        )
    return numbered([_item(item, Draft(name), file) for item in items], name)


def _unwrapped(root: Any) -> list[Any]:
    """Return the items of a file: a list, one, or a list as the interface of a desk or of an agency returns it."""
    if isinstance(root, list):
        return root
    if isinstance(root, dict):
        if isinstance(root.get("_items"), list):
            return list(root["_items"])
        data = root.get("data", root)  # AP's Media API: an item, or items each beside what is said of it
        if isinstance(data, dict) and isinstance(data.get("items"), list) and not _is_item(data):
            return [each.get("item", each) if isinstance(each, dict) else each for each in data["items"]]
        if isinstance(data, dict) and isinstance(data.get("item"), dict | list) and not _is_item(data):
            return data["item"] if isinstance(data["item"], list) else [data["item"]]
    return [root]


def _is_item(item: dict[str, Any]) -> bool:
    """Tell whether this is an item: it has a headline or text, or is of a kind and says which one it is."""
    kind = item.get("type", "")
    if any(key.startswith(("headline", "body", "bodies")) for key in item):
        return True
    if isinstance(kind, str) and (not kind or kind in _KINDS_OF_ITEMS) and isinstance(item.get("uri"), str):
        return True
    return isinstance(kind, str) and kind in _KINDS_OF_ITEMS and not _OF_ITEMS.isdisjoint(item)


def _depth(root: Any) -> int:
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
    return deepest


def _item(item: dict[str, Any], draft: Draft, file: str) -> Draft | Aside:
    used: set[str] = set()
    kind = str(item.get("type", "text")).lower()
    for key, ours in _TEXTS:
        if isinstance(item.get(key), str):
            draft.set(ours, item[key])
            used.add(key)
    if by := [_byline(one) for one in _values(item.get("bylines")) if isinstance(one.get("by"), str)]:
        draft.set("byline", "; ".join(by))
        used.add("bylines")
    for headline in _list(item, "headlines"):
        if isinstance(headline, dict) and isinstance(headline.get("value"), str):
            role = str(headline.get("role", ""))
            draft.set("deck" if "sub" in role or "deck" in role else "headline", headline["value"])
            used.add("headlines")
    draft.language = language_of(str(item.get("language", "")))
    urgency = item.get("urgency")
    if isinstance(urgency, int) and 1 <= urgency <= 9:
        draft.priority = urgency
        used.add("urgency")
    for key in _SECTIONS:
        draft.sections += _names(item.get(key))
    used |= _body(item, draft, file)
    pictures = [one for one in _values(item.get("associations")) if one.get("type") in ("picture", "graphic")]
    draft.named += [_picture(one) for one in ([item] if kind == "picture" else pictures)]
    used |= {"renditions"} if kind == "picture" else set()
    if not draft.blocks and "headline" not in draft.head:
        title = next((item[key] for key in ("title", "name", "slugline") if isinstance(item.get(key), str)), "")
        draft.set("headline", title)
    told = [f"{name}: {text}" for name, text in _strings(item, "") if name.split(".")[0].split("[")[0] not in used]
    if told:
        draft.more(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), told)
    status = {str(item.get(key)).lower() for key in ("pubstatus", "pubStatus", "state")}
    return as_copy(
        draft,
        KINDS.get(kind, WITHOUT_TEXT),
        copy=kind not in KINDS or kind in ("composite", "package"),
        taken_back=bool(status & TAKEN_BACK),
    )


def _byline(by: dict[str, Any]) -> str:
    """Return who wrote an item, and what he is (AP)."""
    title = by.get("title")
    return f"{by['by']}, {title}" if isinstance(title, str) and title.strip() else str(by["by"])


def _values(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list, or of what ninjs 1 has in its place: an object of names and objects."""
    held = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return [one for one in held if isinstance(one, dict)]


def _names(value: Any) -> list[str]:
    """Return the names of subjects or sections."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    return [one["name"] for one in _values(value) if isinstance(one.get("name"), str) and one["name"].strip()]


def _picture(item: dict[str, Any]) -> NamedPicture:
    """Return a picture item as a picture that the copy names: its largest rendition first."""
    hrefs = [one for one in _values(item.get("renditions")) if isinstance(one.get("href"), str)]
    hrefs.sort(key=lambda one: -one["width"] if isinstance(one.get("width"), int | float) else 0)
    texts = [item.get(key) for key in ("description_text", "description_caption", "body_text", "headline")]
    texts[1:1] = [one.get("value") for key in ("descriptions", "bodies") for one in _values(item.get(key))]
    caption = next((text for text in texts if isinstance(text, str) and text.strip()), "")
    credits = ("byline", "by", "creditline", "description_creditline")
    credit = next((item[key] for key in credits if isinstance(item.get(key), str)), "")
    return named([one["href"] for one in hrefs], one_line(caption), credit)


def _body(item: dict[str, Any], draft: Draft, file: str) -> set[str]:
    """Read the text from the richest of its forms; return the keys that are told with it."""
    bodies: list[tuple[str, bool, str]] = []
    for key in ("body_xhtml", "body_html", "body_text"):
        if isinstance(item.get(key), str) and item[key].strip():
            bodies.append((key, key != "body_text", item[key]))
    for body in _list(item, "bodies"):
        if isinstance(body, dict) and isinstance(body.get("value"), str) and body["value"].strip():
            marked = "html" in str(body.get("contenttype", body.get("contentType", "")))
            bodies.append(("bodies", marked, body["value"]))
    bodies.sort(key=lambda body: not body[1])
    if not bodies:
        return set()
    key, marked, text = bodies[0]
    read_any_text(text, marked, draft)
    mine = "".join(draft.body.split())
    for other, other_marked, value in bodies[1:]:
        plain = "".join(read_html(value, file).itertext()) if other_marked else value
        missing = [line for line in plain.split("\n") if "".join(line.split()) not in mine]
        if missing:
            said = say("another form of the text, {other}, reads differently", other=other)
            draft.note(Code.IMPORT_OTHER_BODY, said, "\n".join(missing), say("compare the two"))
    return {key for key, _, _ in bodies}


def _list(item: dict[str, Any], key: str) -> list[Any]:
    value = item.get(key)
    return value if isinstance(value, list) else []


def _strings(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of all that a reader could read; numbers too, machine's data not."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _MACHINE:
                yield from _strings(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _strings(inner, f"{name}[{number}]")
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        yield name, str(value)
