"""Wire items in JSON: ninjs 1 and 2 (IPTC)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.intake.draft import Draft
from layout.intake.markup import read_blocks
from layout.intake.plain import take_dateline
from layout.intake.wire import language_of
from layout.intake.xml import read_html

MAX_DEPTH = 40

_TEXTS = (
    ("headline", "headline"),
    ("byline", "byline"),
    ("located", "dateline"),
    ("creditline", "source"),
)
_MACHINE = frozenset({"uri", "standard", "type", "version", "versioncreated", "language", "mimetype", "$schema"})


def read_ninjs(data: bytes, name: str, file: str) -> list[Draft]:
    """Return the drafts of a ninjs file. Raises ContentError for what is none."""
    try:
        root = json.loads(data.decode("utf-8-sig"), parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise ContentError(
            say("{file} is no JSON: {error}", file=file, error=error), say("ask for it again, or save it again")
        ) from error
    items = root if isinstance(root, list) else [root]
    if not items or not all(isinstance(item, dict) and _is_item(item) for item in items):
        raise ContentError(
            say("{file} is JSON, but no ninjs item: it has neither a headline nor a body", file=file),
            say("ask the sender for ninjs, or save the text as .txt"),
        )
    if _depth(root) > MAX_DEPTH:
        raise ContentError(
            say("{file} is nested more than {max_depth} deep", file=file, max_depth=MAX_DEPTH), say("this is no copy")
        )
    names = [name] if len(items) == 1 else [f"{name}-{number}" for number in range(1, len(items) + 1)]
    return [_item(item, Draft(own), file) for item, own in zip(items, names, strict=True)]


def _is_item(item: dict[str, Any]) -> bool:
    return any(key.startswith(("headline", "body", "bodies")) for key in item)


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


def _item(item: dict[str, Any], draft: Draft, file: str) -> Draft:
    used: set[str] = set()
    for key, ours in _TEXTS:
        if isinstance(item.get(key), str):
            draft.set(ours, item[key])
            used.add(key)
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
    used |= _body(item, draft, file)
    told = [f"{name}: {text}" for name, text in _strings(item, "") if name.split(".")[0].split("[")[0] not in used]
    if told:
        draft.note(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), "\n".join(told))
    return draft


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
        draft.note(
            Code.IMPORT_NO_TEXT, say("the item has no text in it"), "", say("ask the sender for the item with its text")
        )
        return set()
    key, marked, text = bodies[0]
    if marked:
        read_blocks(read_html(text, file), draft)
    else:
        lines = [line for line in text.split("\n") if line.strip()]
        if lines:
            lines[0] = take_dateline(lines[0].strip(), draft)
        for line in lines:
            draft.text(line)
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
