"""Wire items in AP's own XML (appl): lines of the head, and components whose roles say what they are."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.base.text import one_line
from layout.intake.beside import named
from layout.intake.draft import Aside, Draft, as_copy
from layout.intake.markup import read_blocks
from layout.intake.wire import KINDS, TAKEN_BACK, WITHOUT_TEXT, language_of, numbered, rest
from layout.intake.xml import all_text, child, descendants, local, read_xml

_LINES = (
    ("headline", "headline"),
    ("extendedheadline", "deck"),
    ("bylineoriginal", "byline"),
    ("dateline", "dateline"),
    ("creditline", "source"),
)
_PICTURES = frozenset({"photo", "graphic"})
_SIZES = ("main", "preview", "thumbnail")
"""Roles of the forms of a picture, the largest first."""


def read_appl(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the drafts of a file, one a Publication. Raises ContentError for what is no XML."""
    root = read_xml(data, file)
    items = [root] if local(root) == "publication" else descendants(root, "publication")
    return numbered([_item(item, Draft(name)) for item in items], name)


def _item(item: Element, draft: Draft) -> Draft | Aside:
    used: list[Element] = []
    lines = child(item, "newslines")
    for tag, key in _LINES:
        for node in (node for node in (() if lines is None else lines) if local(node) == tag):
            draft.set(key, all_text(node))
            used.append(node)
    if "byline" not in draft.head and (by := child(lines, "byline")) is not None:
        draft.set("byline", ", ".join(filter(None, (all_text(by).strip(), by.get("Title", "")))))
        used.append(by)
    draft.language = language_of(all_text(child(item, "identification", "defaultlanguage")).strip())
    captions: list[str] = []
    pictures: list[tuple[int, list[str]]] = []
    read = False
    for part in (node for node in item if local(node) == "publicationcomponent"):
        role, media = part.get("Role", "").lower(), part.get("MediaType", "").lower()
        body = next((node for node in part.iter() if local(node) == "body.content"), None)
        if media in _PICTURES:
            places = [node.get("Href", "") for node in part.iter() if node.get("Href")]
            places += [all_text(node).strip() for node in descendants(part, "filelocation")]
            places += [all_text(node).strip() for node in descendants(part, "originalfilename")]
            pictures.append((_SIZES.index(role) if role in _SIZES else len(_SIZES), places))
            used += part.iter()
        elif body is not None and role == "caption":
            captions.append(one_line(" ".join(all_text(body).split())))
            used += part.iter()
        elif body is not None and role == "main" and not read:
            read_blocks(body, draft)
            used += body.iter()
            read = True
        elif words := " ".join(all_text(child(part, "textcontentitem", "datacontent")).split()):
            said = say("the item has another text, {role}", role=part.get("Role", ""))
            draft.note(Code.IMPORT_OTHER_BODY, said, words, say("see what belongs to the story"))
            used += part.iter()
    if pictures:
        places = [place for _, each in sorted(pictures, key=lambda one: one[0]) for place in each]
        draft.named.append(named(places, " ".join(captions), draft.head.get("source", "")))
    elif captions:
        draft.note(Code.IMPORT_CAPTION, say("a caption without its picture"), "\n".join(captions))
    rest(draft, [item], used)
    kind = all_text(child(item, "identification", "mediatype")).strip().lower()
    status = re.sub(r"\W", "", all_text(child(item, "publicationmanagement", "status")).lower())
    return as_copy(draft, KINDS.get(kind, WITHOUT_TEXT), taken_back=status in TAKEN_BACK)
