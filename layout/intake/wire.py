"""Wire items in XML: NITF, and NewsML-G2 with its text as XHTML, NITF or plain inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.locale import known_language
from layout.base.messages import say
from layout.base.patterns import LANGUAGE_PATTERN
from layout.base.text import is_wide, one_line
from layout.intake.beside import named
from layout.intake.coded import is_coded, read_coded
from layout.intake.draft import Aside, Draft, all_lines, as_copy
from layout.intake.markup import read_blocks
from layout.intake.plain import read_text
from layout.intake.xml import all_text, child, descendants, local, read_html, read_xml

_MACHINE_DATE = re.compile(r"[0-9]{8}T[0-9]{4,6}(?:Z|[+-][0-9]{4})?")
_SCRIPT = re.compile("-[A-Z][a-z]{3}")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute that says an element's language."""


KINDS = {
    "picture": say("a picture"),
    "photo": say("a picture"),
    "image": say("a picture"),
    "graphic": say("a graphic"),
    "animation": say("a graphic"),
    "video": say("a video"),
    "audio": say("a sound"),
    "composite": say("a package of other items"),
    "package": say("a package of other items"),
    "packageitem": say("a package of other items"),
    "planning": say("a plan of coverage"),
    "planningitem": say("a plan of coverage"),
    "event": say("an event"),
    "concept": say("a term of a vocabulary"),
    "conceptitem": say("a term of a vocabulary"),
    "knowledgeitem": say("a list of terms"),
    "catalogitem": say("a list of terms"),
}
"""What items call their kind -> what we call it; what is not here is an item without text."""
WITHOUT_TEXT = say("an item without text")
TAKEN_BACK = frozenset({"canceled", "cancelled", "killed", "recalled"})
"""Words for an item that its sender took back."""


def read_wire(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the drafts of an XML file, one an item, and what is no copy. Raises ContentError for what is no item."""
    root = read_xml(data, file)
    kind = local(root)
    if kind == "nitf":
        draft = Draft(name, language=language_of(root.get(LANG, "")))
        nitf_text(root, draft)
        return [as_copy(draft, KINDS["picture"] if draft.named else WITHOUT_TEXT)]
    if kind in ("newsitem", *_OTHER_ITEMS):
        return [_item(root, Draft(name))]
    if kind == "newsmessage":
        items = [node for node in root.iter() if local(node) in ("newsitem", *_OTHER_ITEMS)]
        if items:
            drafts = [_item(item, Draft(name)) for item in items]
            _rest_of_message(drafts, [part for part in root if local(part) == "header"])
            return numbered(drafts, name)
    raise ContentError(
        say(
            "{file} is XML, but neither NITF nor a news item of NewsML: its first element is <{kind}>",
            file=file,
            kind=kind,
        ),
        say("ask the sender for NITF, NewsML or ninjs, or save the text as .txt"),
    )


_OTHER_ITEMS = ("packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")


def _rest_of_message(found: Sequence[Draft | Aside], parts: Iterable[Element]) -> None:
    if drafts := [one for one in found if isinstance(one, Draft)]:
        rest(drafts[0], parts)


def numbered(found: Sequence[Draft | Aside], name: str) -> list[Draft | Aside]:
    """Give each of several drafts a name with its number. Pictures that came with one story alone are its own."""
    found = _joined(found)
    drafts = [one for one in found if isinstance(one, Draft)]
    for number, draft in enumerate(drafts, start=1):
        draft.name = name if len(drafts) == 1 else f"{name}-{number}"
    pictures = [one for one in found if isinstance(one, Aside) and one.pictures and one.what == KINDS["picture"]]
    if len(drafts) != 1:
        return list(found)
    (draft,) = drafts
    for aside in pictures:
        draft.named += aside.pictures
        told = "\n".join(filter(None, (aside.title, *aside.lines)))
        draft.note(Code.IMPORT_DATA, say("data of a picture that came with it"), told)
    return [one for one in found if one not in pictures]


def _joined(found: Sequence[Draft | Aside]) -> list[Draft | Aside]:
    """Give the one story of a file the pictures that stand in it as items of their own."""
    texts = [one for one in found if isinstance(one, Draft) and one.blocks]
    alone = [one for one in found if isinstance(one, Draft) and not one.blocks]
    if len(texts) != 1:
        return list(found)
    for one in alone:
        caption = " ".join(note.quoted for note in one.notes if note.code is Code.IMPORT_CAPTION)
        texts[0].pictures += [replace(picture, caption=picture.caption or caption) for picture in one.pictures]
        if told := [line for line in all_lines(one) if line != caption]:
            said = say("data of a picture that came with it")
            texts[0].note(Code.IMPORT_DATA, said, "\n".join((one.head.get("headline", ""), *told)))
    return [one for one in found if one not in alone]


def nitf_text(root: Element, draft: Draft) -> None:
    """Read an item in NITF, or one inside another; what no key of a story takes goes to the list."""
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
        if node is not None and not _MACHINE_DATE.fullmatch(all_text(node).strip()):
            draft.set(key, _spaced(node) if key in ("byline", "dateline") else all_text(node))
            used += list(node.iter())
    if "headline" not in draft.head and (title := child(root, "head", "title")) is not None:
        draft.set("headline", all_text(title))
        used.append(title)
    urgency = child(root, "head", "docdata", "urgency")
    if not draft.priority and urgency is not None and re.fullmatch("[1-9]", urgency.get("ed-urg", "")):
        draft.priority = int(urgency.get("ed-urg", ""))
    for subject in descendants(root, "tobject.subject"):
        draft.sections += filter(None, (subject.get("tobject.subject.type"), subject.get("tobject.subject.matter")))
    content = child(root, "body", "body.content")
    if content is not None:
        read_blocks(content, draft)
        used += list(content.iter())
    rest(draft, [root], used)


def _spaced(node: Element) -> str:
    """Return the text of an element with a space between Latin words that only elements part, as a name and a title."""
    text = ""
    for piece in node.itertext():
        parted = text[-1:].isalnum() and piece[:1].isalnum() and not (is_wide(text[-1]) or is_wide(piece[0]))
        text += f" {piece}" if parted else piece
    return text


def _item(item: Element, draft: Draft) -> Draft | Aside:
    """Read one item of NewsML-G2."""
    draft.language = language_of(item.get(LANG, ""))
    about = child(item, "contentmeta")
    used: list[Element] = []
    for key, name in (("headline", "headline"), ("dateline", "dateline"), ("byline", "by"), ("source", "creditline")):
        for node in [inner for inner in about if local(inner) == name] if about is not None else []:
            draft.set(key, all_text(node))
            used += list(node.iter())
    urgency = all_text(child(about, "urgency")).strip()
    if re.fullmatch("[1-9]", urgency):
        draft.priority = int(urgency)
    named_language = child(about, "language")
    if named_language is not None and named_language.get("tag"):
        draft.language = language_of(named_language.get("tag", "")) or draft.language
    for subject in [inner for inner in about if local(inner) == "subject"] if about is not None else []:
        names = [inner for inner in subject if local(inner) == "name"]
        draft.sections += [all_text(name).strip() for name in names if all_text(name).strip()]
        used += [inner for name in names for inner in name.iter()]
    used += _content(item, about, draft)
    if not draft.blocks and "headline" not in draft.head:
        title = child(item, "itemmeta", "title")
        title = title if title is not None else child(item, "concept", "name")
        draft.set("headline", all_text(title))
        used += [title] if title is not None else []
    rest(draft, [item], used)
    meta = child(item, "itemmeta")
    kind = local(item) if local(item) in _OTHER_ITEMS else _last(_coded(child(meta, "itemclass")))
    if kind == "conceptitem" and "event" in _coded(child(item, "concept", "type")):
        kind = "event"
    return as_copy(
        draft,
        KINDS.get(kind, WITHOUT_TEXT),
        taken_back=_last(_coded(child(meta, "pubstatus"))) in TAKEN_BACK,
    )


def _coded(node: Element | None) -> str:
    return (node.get("qcode") or node.get("uri") or node.get("literal") or "").lower() if node is not None else ""


def _last(code: str) -> str:
    return re.split("[:/]", code)[-1]


def _content(item: Element, about: Element | None, draft: Draft) -> list[Element]:
    """Read the content of an item; return the elements that were used."""
    used: list[Element] = []
    contents = child(item, "contentset")
    read = False
    pictures = []
    for content in contents if contents is not None else ():
        match local(content):
            case "inlinexml" if not read and (inner := next(iter(content), None)) is not None:
                read = True
                if local(inner) == "nitf":
                    nitf_text(inner, draft)
                    used += list(content.iter())
                else:
                    body = child(inner, "body") if local(inner) == "html" else inner
                    if body is not None:
                        read_blocks(body, draft)
                        used += list(body.iter())
            case "inlinedata" if not read and content.text and not content.get("encoding"):
                read = True
                read_any_text(content.text, "html" in content.get("contenttype", ""), draft)
                used.append(content)
            case "inlinedata" if content.text and is_coded(content.get("encoding", "")):
                words, inner = read_coded(content.text, "", draft)
                used.append(content)
                if inner is not None and local(inner) == "nitf" and not read:
                    nitf_text(inner, draft)
                elif inner is not None and not read:
                    body = child(inner, "body") if local(inner) == "html" else inner
                    read_blocks(inner if body is None else body, draft)
                elif words and not read:
                    read_any_text(words, "html" in content.get("contenttype", ""), draft)
                elif words:
                    said = say(
                        "another form of the text, {other}, reads differently", other=content.get("contenttype", "")
                    )
                    draft.note(Code.IMPORT_OTHER_BODY, said, words, say("compare the two"))
                read = read or bool(words)
            case "remotecontent" if content.get("contenttype", "").startswith("image/"):
                pictures.append(content)
            case "remotecontent":
                draft.note(
                    Code.IMPORT_REMOTE,
                    say("a part of the item lies elsewhere and was not fetched"),
                    content.get("href", ""),
                    say("fetch it yourself if it is wanted"),
                )
    if pictures:
        pictures.sort(key=lambda node: -int(node.get("size", "0")) if node.get("size", "0").isdecimal() else 0)
        notes = [node for node in (about if about is not None else ()) if local(node) == "description"]
        caption = " ".join(one_line(all_text(node)) for node in notes)
        credit = draft.head.get("source", "")
        used += notes
        draft.named.append(named([node.get("href", "") for node in pictures], caption, credit))
    return used


_BLOCK_TAGS = re.compile(r"<(?:p|br|div|h[1-6]|li|table|tr)\b", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)


def read_any_text(text: str, marked: bool, draft: Draft) -> None:
    """Read text that may be markup, as its type or its tags tell; without blocks its lines are as of a text file."""
    if marked or _BLOCK_TAGS.search(text):
        read_blocks(read_html(text, draft.name), draft)
    elif _TAGS.search(text):
        lines = "".join(f"<pre>{part}</pre>" for part in text.split("\n"))
        read_blocks(read_html(lines, draft.name), draft)
    else:
        read_text(text, draft, headed=False)


def rest(draft: Draft, roots: Iterable[Element], used: Iterable[Element] = ()) -> None:
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
        draft.more(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), told)


def language_of(tag: str) -> str:
    """Return a language tag as editions write it: zh-Hant for zh-TW; nothing for one that is none."""
    primary, *rest = tag.split("-")
    tag = "-".join((primary.lower(), *(part.capitalize() if len(part) == 4 else part.upper() for part in rest)))
    if not re.fullmatch(LANGUAGE_PATTERN, tag):
        return ""
    # The script is written where it tells two languages of the table apart.
    known = known_language(tag)
    return known.tag if known and _SCRIPT.search(known.tag) and not _SCRIPT.search(tag) else tag
