"""The account of a Word file: whatever of its parts nobody has seen goes to the editor's list.

It begins from what the package holds and not from what the walk knows, so that what nobody thought of is found.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.intake.document.model import lines_of
from layout.intake.document.told import Aside
from layout.intake.word.ledger import Ledger, left_unseen, squashed
from layout.intake.word.package import Relation
from layout.intake.word.text import Walker

_NO_COPY = frozenset(
    {
        "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "themeOverride", "numbering",
        "customXml", "customXmlProps", "core-properties", "extended-properties", "custom-properties", "thumbnail",
        "diagramLayout", "diagramQuickStyle", "diagramColors", "chartStyle", "chartColorStyle", "people",
        "commentsExtended", "commentsIds", "commentsExtensible", "attachedTemplate", "font", "printerSettings",
        "keyMapCustomizations", "attachedToolbars", "wordVbaData", "mailMergeSource", "mailMergeHeaderSource", "origin",
        "signature", "certificate", "slicer", "activeXControlBinary", "officeDocument", "ui", "extensibility",
        "userCustomization", "docPart", "bibliography", "transform", "classificationlabels", "xmlPaths",
        "recipientData", "documenttasks", "intl",
    }
)  # fmt: skip
"""Kinds of reference to what is no copy: how the text looks, and data of the file."""

_PUT = say("put it where it belongs")
_NOTE_PARTS = {
    "comments": (Code.IMPORT_COMMENT, say("a comment"), say("settle it with its writer")),
    "footnotes": (Code.IMPORT_FOOTNOTE, say("a footnote"), say("put what readers need into the text")),
    "endnotes": (Code.IMPORT_FOOTNOTE, say("an endnote"), say("put what readers need into the text")),
    "header": (Code.IMPORT_HEADER, say("a page header or footer"), say("it is no copy, as a rule")),
    "footer": (Code.IMPORT_HEADER, say("a page header or footer"), say("it is no copy, as a rule")),
}
_PARTS = Aside(
    Code.IMPORT_LEFTOVER,
    say("the file holds these, and its text shows them nowhere"),
    hint=say("see whether they are wanted"),
)
_MACROS = Aside(
    Code.IMPORT_LEFT_OUT,
    say("the file holds macros: they were neither run nor read"),
    hint=say("it is no copy, as a rule"),
)
_BLOCKS = Aside(
    Code.IMPORT_LEFT_OUT,
    say("building blocks and prompts that the file keeps were left out"),
    hint=say("it is no copy, as a rule"),
)


def tell_notes(walker: Walker) -> None:
    """Put comments, notes, headers and footers onto the list, each with the words it stands after."""
    ledger, main = walker.ledger, walker.ledger.package.main
    told: set[str] = set()
    for id_, relation in ledger.package.relations(main).items():
        root = ledger.package.trees.get(relation.target)
        if relation.kind not in _NOTE_PARTS or relation.external or root is None or relation.target in told:
            continue
        told.add(relation.target)
        ledger.used.add((main, id_))
        code, said, hint = _NOTE_PARTS[relation.kind]
        for holder in [root] if relation.kind in ("header", "footer") else list(root):
            with walker.within(relation.target):
                text = "\n".join(lines_of(walker.items(holder)))
            if text.strip():
                place = ledger.places.get((relation.kind, holder.get("w:id", "")), "")
                by = holder.get("w:author", "")
                about = say("{said} by {by}", said=said, by=by) if by else said
                about = say("{about} after “{place}”", about=about, place=place) if place else about
                ledger.draft.note(code, about, text.strip(), hint)


def settle_account(ledger: Ledger) -> None:
    """Tell everything of the package that nobody has seen."""
    package = ledger.package
    kinds: dict[str, str] = {}
    for part, id_, relation in _references(ledger):
        if relation.kind in _NO_COPY and not relation.external:
            kinds.setdefault(relation.target, relation.kind)
            continue
        if not relation.external:
            kinds[relation.target] = relation.kind
        if relation.kind == "vbaProject":
            ledger.group(_MACROS, relation.name)
        elif (part, id_) not in ledger.used and relation.kind not in (*_NOTE_PARTS, *_NO_COPY, "glossaryDocument"):
            ledger.group(_PARTS, relation.target if relation.external else relation.name)
    lost: list[str] = []
    for name in sorted(package.members):
        kind = kinds.get(name, _kind_by_name(name))
        tree = package.trees.get(name)
        if kind in _NO_COPY and name != package.main:
            continue
        if kind == "glossaryDocument" or "/glossary/" in f"/{name.lower()}":
            if kind == "glossaryDocument" and tree is not None:
                ledger.group(_BLOCKS, ledger.words(tree, name))
        elif tree is not None:
            lost += left_unseen(tree, ledger.seen)
        elif name not in kinds and package.members[name]:
            ledger.group(_PARTS, posixpath.basename(name))
    ledger.tell_groups()
    if squashed("".join(lost)):
        ledger.draft.note(Code.IMPORT_LEFTOVER, say("text in a place that is not read"), "\n".join(lost), _PUT)


def _references(ledger: Ledger) -> Iterator[tuple[str, str, Relation]]:
    """Yield the references of all parts that can be reached from the package by such as carry copy."""
    waiting, seen = [""], {""}
    while waiting:
        part = waiting.pop()
        for id_, relation in ledger.package.relations(part).items():
            if part or relation.kind != "officeDocument":
                yield part, id_, relation
            inner = relation.target
            reads = relation.kind not in _NO_COPY or relation.kind == "officeDocument"
            if not relation.external and reads and inner not in seen:
                seen.add(inner)
                waiting.append(inner)


def _kind_by_name(name: str) -> str:
    """Return what a part that nothing refers to is, as its name says."""
    low = name.lower()
    if low.endswith(".rels") or low.startswith(("docprops/", "customxml/", "_xmlsignatures/", "customui/")):
        return "customXml"
    stem = posixpath.splitext(posixpath.basename(low))[0].rstrip("0123456789")
    known = {kind.lower(): kind for kind in _NO_COPY}
    return "customXml" if low == "[content_types].xml" else known.get(stem, "")
