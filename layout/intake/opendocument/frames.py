"""What is drawn in an OpenDocument file: pictures with their captions, text boxes, formulas, charts, shapes."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.intake.document.model import lines_of
from layout.intake.document.told import Aside
from layout.intake.draft import FoundPicture
from layout.intake.opendocument.package import binary, find
from layout.intake.opendocument.text import Walker

_PUT = say("put it where it belongs, or make it a story of its own")
_OBJECT = say("ask for it as a picture, or write what it says")
_SHAPES = Aside(Code.IMPORT_DRAWING, say("drawings without words were left out"), hint=_OBJECT)
_DESCRIBED = Aside(
    Code.IMPORT_CAPTION, say("the file describes a picture"), hint=say("it may be of use for the caption")
)
_READ = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".jp2", ".gif", ".bmp")
_LINES_OF_CAPTION = 3


def drawing(walker: Walker, node: Element) -> None:
    """Read one thing that is drawn; what cannot be read goes to the list with its words."""
    ledger = walker.ledger
    ledger.seen.add(id(node))
    if node.tag == "draw:a":
        _link(walker, node)
        for inner in node:
            drawing(walker, inner)
        return
    if node.tag != "draw:frame":
        _shape(walker, node)
        return
    for inner in node:
        if inner.tag in ("svg:title", "svg:desc"):
            ledger.group(_DESCRIBED, ledger.words(inner))
    box = find(node, "draw:text-box")
    held = next((inner for inner in node if inner.tag in ("draw:object", "draw:object-ole")), None)
    images = [inner for inner in node if inner.tag == "draw:image"]
    table = find(node, "table:table")
    if box is not None:
        _box(walker, box)
    elif held is not None:
        _object(walker, held, images)
    elif table is not None:
        _tell(walker, Code.IMPORT_TABLE, say("a table was left out"), "\n".join(lines_of([walker.table(table)])), _PUT)
    elif images:
        _picture(walker, images)
    else:
        _rest(walker, node)


def _picture(walker: Walker, images: Sequence[Element]) -> None:
    """Take a picture in the form that can be read best; it may be there in several."""
    package = walker.ledger.package
    found: list[FoundPicture] = []
    for image in images:
        walker.ledger.mark(image)
        address = image.get("xlink:href", "")
        if not address:
            if data := binary(image):
                ending = image.get("draw:mime-type", "image/png").rpartition("/")[2]
                found.append(FoundPicture(data, f"picture.{ending}"))
            continue
        if name := package.member(address):
            found.append(FoundPicture(package.members[name], posixpath.basename(name)))
        elif package.is_outside(address):
            said = say("a picture lies elsewhere and was not fetched")
            _tell(walker, Code.IMPORT_REMOTE, said, address, say("put its file into the edition folder"))
        else:
            _tell(walker, Code.IMPORT_PICTURE, say("a picture is named and not enclosed"), address, _OBJECT)
    found.sort(key=lambda picture: not picture.name.lower().endswith(_READ))
    walker.ledger.draft.pictures += found[:1]


def _box(walker: Walker, box: Element) -> None:
    """Read a text box: a picture with its caption, as LibreOffice frames them, or text that goes to the list."""
    pictures = walker.ledger.draft.pictures
    before = len(pictures)
    walker.ledger.seen.add(id(box))
    with walker.aside():
        lines = lines_of(walker.items(box))
    if len(pictures) == before + 1 and 0 < len(lines) <= _LINES_OF_CAPTION and not pictures[-1].caption:
        last = pictures[-1]
        pictures[-1] = FoundPicture(last.data, last.name, walker.ledger.draft.clean(" ".join(lines)))
        return
    said = say("a text box was left out of the text")
    _tell(walker, Code.IMPORT_TEXT_BOX, said, "\n".join(lines), _PUT)


def _object(walker: Walker, held: Element, images: Sequence[Element]) -> None:
    """Tell an object with its words: a formula, a chart, a table of another program."""
    ledger = walker.ledger
    for image in images:  # what the object looks like, for programs that cannot draw it
        ledger.mark(image)
        ledger.package.member(image.get("xlink:href", ""))
    address = held.get("xlink:href", "")
    root = ledger.package.object(address) if address else next(iter(held), None)
    words = ledger.words(root) if root is not None else ""
    ledger.mark(held)
    names = {node.tag for node in root.iter()} if root is not None else set()
    if any(name.startswith("math:") for name in names):
        code, said = Code.IMPORT_FORMULA, say("a formula was left out of the text")
        words = _formula(root) if root is not None else words
        if walker.ledger.before.strip():
            said = say("{about} after “{place}”", about=said, place=walker.ledger.before.strip())
    elif "office:chart" in names:
        code, said = Code.IMPORT_CHART, say("a chart was left out")
    else:
        code, said = Code.IMPORT_DRAWING, say("an embedded object was left out")
    _tell(walker, code, said, words or posixpath.basename(address) or "[…]", _OBJECT)


def _formula(root: Element) -> str:
    """Return the words of a formula: its source if it has one, which has all of them, else its characters."""
    source = next((node for node in root.iter("math:annotation") if (node.text or "").strip()), None)
    return " ".join((source.text or "").split()) if source is not None else " ".join("".join(root.itertext()).split())


def _link(walker: Walker, node: Element) -> None:
    if target := node.get("xlink:href", ""):
        said, hint = say("a link without words was left out"), say("write the address into the copy if readers need it")
        _tell(walker, Code.IMPORT_LINK, said, target, hint)


def _shape(walker: Walker, node: Element) -> None:
    """Tell a shape with its words; a picture in it is taken."""
    if node.tag == "draw:g":
        for inner in node:
            if isinstance(inner.tag, str) and inner.tag.startswith("draw:"):
                drawing(walker, inner)
            else:
                _rest(walker, inner)
        return
    _rest(walker, node)


def _rest(walker: Walker, node: Element) -> None:
    if words := walker.ledger.words(node):
        _tell(walker, Code.IMPORT_TEXT_BOX, say("a text box was left out of the text"), words, _PUT)
    elif node.tag.startswith(("draw:", "dr3d:")) and node.tag != "draw:control":
        walker.ledger.group(_SHAPES, node.get("draw:name", "") or node.tag.partition(":")[2])


def _tell(walker: Walker, code: Code, said: str, words: str, hint: str) -> None:
    walker.ledger.settle()
    if words.strip():
        walker.ledger.draft.note(code, said, words.strip(), hint)
