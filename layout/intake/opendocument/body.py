"""An OpenDocument text as a story: it is walked, made a story, and the account of it settled."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.intake.document.model import lines_of
from layout.intake.document.story import Story
from layout.intake.document.told import Aside
from layout.intake.draft import Draft
from layout.intake.opendocument.frames import drawing
from layout.intake.opendocument.package import find, open_package, within
from layout.intake.opendocument.runs import Ledger
from layout.intake.opendocument.styles import Styles
from layout.intake.opendocument.text import Walker

_PUT = say("put it where it belongs")
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
_NOTES = {
    "footnote": (say("a footnote"), say("put what readers need into the text")),
    "endnote": (say("an endnote"), say("put what readers need into the text")),
}
_NO_COPY = ("META-INF/", "Configurations2/", "Thumbnails/", "layout-cache", "settings.xml", "meta.xml", "styles.xml",
            "content.xml", "mimetype", "manifest.rdf", "Fonts/", "ObjectReplacements/", "docProps/")  # fmt: skip
"""Members that say how the text looks, and data of the file."""
_FURNITURE = frozenset(
    {"style:header", "style:footer", "style:header-left", "style:footer-left", "style:header-first",
     "style:footer-first", "loext:header-first", "loext:footer-first"}
)  # fmt: skip


def read_opendocument(data: bytes, name: str, file: str) -> list[Draft]:
    """Return the draft of an OpenDocument text. Raises ContentError for one that cannot be read, or should not be."""
    package = open_package(data, file)
    draft = Draft(name)
    ledger = Ledger(package=package, draft=draft)
    walker = Walker(ledger, Styles(package), drawing)
    story = Story(draft, ledger)
    bodies = list(within(find(package.content, "office:body"), "office:text"))
    for body in bodies:
        for item in walker.items(body):
            story.item(item)
    story.finish()
    _tell_notes(walker)
    for region in walker.changes():
        for change in region:
            if change.tag == "text:deletion":
                walker.deleted(change)
            ledger.mark(change)
    _tell_furniture(walker)
    _settle(ledger, bodies)
    return [draft]


def _tell_notes(walker: Walker) -> None:
    """Put notes and comments onto the list, each with the words it stands after."""
    while walker.notes:
        node, place = walker.notes.pop(0)
        if node.tag == "text:note":
            said, hint = _NOTES.get(node.get("text:note-class", "footnote"), _NOTES["footnote"])
            code, body, by = Code.IMPORT_FOOTNOTE, find(node, "text:note-body"), ""
        else:
            said, hint, code, body = say("a comment"), say("settle it with its writer"), Code.IMPORT_COMMENT, node
            creator = find(node, "dc:creator")
            by = (creator.text or "").strip() if creator is not None else ""
        with walker.aside():
            text = "\n".join(lines_of(walker.items(() if body is None else body)))
        if not text.strip():
            continue
        about = say("{said} by {by}", said=said, by=by) if by else said
        about = say("{about} after “{place}”", about=about, place=place.strip()) if place.strip() else about
        walker.ledger.draft.note(code, about, text.strip(), hint)


def _tell_furniture(walker: Walker) -> None:
    """Put page headers and footers onto the list; each once, though several pages have it."""
    package = walker.ledger.package
    told: set[str] = set()
    roots = [root for root in (package.styles, package.content) if root is not None]
    for node in (node for root in roots for page in within(root, "style:master-page") for node in page):
        words = walker.ledger.words(node) if node.tag in _FURNITURE else ""
        if words and words not in told:
            told.add(words)
            said, hint = say("a page header or footer"), say("it is no copy, as a rule")
            walker.ledger.draft.note(Code.IMPORT_HEADER, said, words, hint)
        for image in within(node, "draw:image"):
            package.member(image.get("xlink:href", ""))


def _settle(ledger: Ledger, bodies: list[Element]) -> None:
    """Tell everything of the file that nobody has seen."""
    package = ledger.package
    named = {
        package.member(node.get("xlink:href", ""))
        for root in (package.content, package.styles)
        for tag in ("style:background-image", "text:list-level-style-image", "draw:fill-image")
        for node in within(root, tag)
    }
    for name in sorted(package.members):
        if name.startswith(("Basic/", "Scripts/")):
            ledger.group(_MACROS, posixpath.basename(name))
        elif package.members[name] and name not in package.used | named and not _is_data(name):
            ledger.group(_PARTS, name)
    ledger.tell_groups()
    lost = [text for body in bodies for text in _unseen(body, ledger.seen)]
    if lost:
        ledger.draft.note(Code.IMPORT_LEFTOVER, say("text in a place that is not read"), "\n".join(lost), _PUT)


def _is_data(name: str) -> bool:
    return name.startswith(_NO_COPY) or name.endswith(("/settings.xml", "/styles.xml", "/meta.xml", ".rdf"))


_DATA = frozenset({"dc:date", "dc:creator", "office:binary-data", "text:index-entry-span", "meta:date-string"})


def _unseen(root: Element, seen: set[int]) -> Iterator[str]:
    """Yield what elements say that nobody has seen; a tail is its parent's."""
    for node in root.iter():
        if id(node) in seen or node.tag in _DATA:
            continue
        for said in (node.text, *(inner.tail for inner in node)):
            if said and said.strip():
                yield said.strip()
