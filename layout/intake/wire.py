"""Wire items in XML: NITF, and NewsML-G2 with its text as XHTML or NITF inside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.locale import known_language
from layout.base.messages import say
from layout.base.patterns import LANGUAGE_PATTERN
from layout.intake.draft import Draft
from layout.intake.markup import read_blocks
from layout.intake.xml import all_text, child, descendants, local, read_xml

_SCRIPT = re.compile("-[A-Z][a-z]{3}")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_wire(data: bytes, name: str, file: str) -> list[Draft]:
    """Return the drafts of an XML file: one an item, several for a NewsML-G2 message. Raises ContentError."""
    root = read_xml(data, file)
    kind = local(root)
    if kind == "nitf":
        return [_nitf(root, Draft(name))]
    if kind == "newsitem":
        return [_news_item(root, Draft(name))]
    if kind == "newsmessage":
        items = descendants(root, "newsitem")
        if items:
            drafts = [_news_item(item, Draft(name if len(items) == 1 else f"{name}-{number}")) for number, item in
                      enumerate(items, start=1)]  # fmt: skip
            _rest(drafts[0], (part for part in root if local(part) == "header"))
            return drafts
    raise ContentError(
        say(
            "{file} is XML, but neither NITF nor a NewsML-G2 news item: its first element is <{kind}>",
            file=file,
            kind=kind,
        ),
        say("ask the sender for NITF, NewsML-G2 or ninjs, or save the text as .txt"),
    )


def _nitf(root: Element, draft: Draft) -> Draft:
    draft.language = language_of(root.get(_LANG, ""))
    _nitf_text(root, draft)
    return draft


def _nitf_text(root: Element, draft: Draft) -> None:
    used: list[Element] = []
    head = child(root, "body", "body.head")
    headline = child(head, "hedline")
    for key, node in (
        ("headline", child(headline, "hl1")),
        ("deck", child(headline, "hl2")),
        ("byline", child(head, "byline")),
        ("dateline", child(head, "dateline")),
        ("source", child(head, "distributor")),
    ):
        if node is not None:
            draft.set(key, all_text(node))
            used += list(node.iter())
    content = child(root, "body", "body.content")
    if content is not None:
        read_blocks(content, draft)
        used += list(content.iter())
    else:
        draft.note(
            Code.IMPORT_NO_TEXT, say("the item has no body.content"), "", say("look at the list for what it has")
        )
    _rest(draft, [root], used)


def _news_item(item: Element, draft: Draft) -> Draft:
    draft.language = language_of(item.get(_LANG, ""))
    about = child(item, "contentmeta")
    used: list[Element] = []
    for key, name in (("headline", "headline"), ("dateline", "dateline"), ("byline", "by"), ("source", "creditline")):
        for node in [inner for inner in about if local(inner) == name] if about is not None else []:
            draft.set(key, all_text(node))
            used += list(node.iter())
    urgency = all_text(child(about, "urgency")).strip()
    if re.fullmatch("[1-9]", urgency):
        draft.priority = int(urgency)
    named = child(about, "language")
    if named is not None and named.get("tag"):
        draft.language = language_of(named.get("tag", "")) or draft.language
    contents = child(item, "contentset")
    read = False
    for content in contents if contents is not None else ():
        match local(content):
            case "inlinexml" if not read and (inner := next(iter(content), None)) is not None:
                read = True
                if local(inner) == "nitf":
                    _nitf_text(inner, draft)
                    used += list(content.iter())
                else:
                    body = child(inner, "body") if local(inner) == "html" else inner
                    if body is not None:
                        read_blocks(body, draft)
                        used += list(body.iter())
            case "inlinedata" if not read and content.text:
                read = True
                for line in content.text.split("\n"):
                    draft.text(line)
                used.append(content)
            case "remotecontent":
                draft.note(
                    Code.IMPORT_REMOTE,
                    say("a part of the item lies elsewhere and was not fetched"),
                    content.get("href", ""),
                    say("fetch it yourself if it is wanted"),
                )
    if not read:
        draft.note(
            Code.IMPORT_NO_TEXT, say("the item has no text in it"), "", say("ask the sender for the item with its text")
        )
    _rest(draft, [item], used)
    return draft


def _rest(draft: Draft, roots: Iterable[Element], used: Iterable[Element] = ()) -> None:
    """Put all text that was not used onto the list: the item's own data, as a rule."""
    seen = {id(node) for node in used}
    known = {"".join(text.split()) for text in draft.head.values()}
    told = []
    for root in roots:
        for node in root.iter():
            pieces = [] if id(node) in seen else [node.text]
            pieces += [inner.tail for inner in node] if id(node) not in seen else []
            for piece in pieces:
                if piece and piece.strip() and "".join(piece.split()) not in known:
                    told.append(f"{local(node)}: {' '.join(piece.split())}")
    if told:
        draft.note(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), "\n".join(told))


def language_of(tag: str) -> str:
    """Return a language tag as editions write it: zh-Hant for zh-TW; nothing for one that is none."""
    primary, *rest = tag.split("-")
    tag = "-".join((primary.lower(), *(part.capitalize() if len(part) == 4 else part.upper() for part in rest)))
    if not re.fullmatch(LANGUAGE_PATTERN, tag):
        return ""
    # The script is written where it tells two languages of the table apart.
    known = known_language(tag)
    return known.tag if known and _SCRIPT.search(known.tag) and not _SCRIPT.search(tag) else tag
