"""What is drawn in a Word file: pictures, charts, diagrams, text boxes, objects; and files inside its text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.files.text import EncodingError, decode_any
from layout.intake.document.model import lines_of
from layout.intake.document.told import Aside
from layout.intake.draft import FoundPicture
from layout.intake.word.charts import read_figures, story_chart
from layout.intake.word.ledger import ALTERNATE, squashed, texts
from layout.intake.word.package import Relation, open_package
from layout.intake.word.text import Walker
from layout.intake.xml import all_text, read_html

_PUT = say("put it where it belongs, or make it a story of its own")
_OBJECT = say("ask for it as a picture, or write what it says")
_SHAPES = Aside(Code.IMPORT_DRAWING, say("drawings without words were left out"), hint=_OBJECT)
_DESCRIBED = Aside(
    Code.IMPORT_CAPTION, say("the file describes a picture"), hint=say("it may be of use for the caption")
)
_INSIDE_HEADER = Aside(
    Code.IMPORT_HEADER, say("pictures beside the text were left out"), hint=say("it is no copy, as a rule")
)
_ELSEWHERE = Aside(
    Code.IMPORT_REMOTE, say("the figures of a chart come from a file elsewhere"), hint=say("see that it is right")
)
_OBJECTS = {
    "w14:contentPart": say("handwriting was left out"),
    "w:control": say("a form field of a program was left out"),
    "o:OLEObject": say("an embedded object was left out"),
}


def drawing(walker: Walker, node: Element) -> None:
    """Read one thing that is drawn; what is nothing that can be read is told."""
    found = _Drawn(walker)
    found.read(node)
    if not found.any:
        names = (each.get("name") or each.get("id") for each in node.iter() if each.tag in _NAMED)
        walker.ledger.group(_SHAPES, next(filter(None, names), node.tag))
        walker.ledger.mark(node, walker.part)


_NAMED = {"wp:docPr", "v:shape", "v:rect", "v:line", "v:oval", "v:group", "v:roundrect", "v:polyline"}


class _Drawn:
    """Reads what is inside one drawing."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.ledger, self.part = walker, walker.ledger, walker.part
        self.any = False

    def read(self, node: Element) -> None:
        tag = node.tag
        if tag == ALTERNATE:
            chosen = self.ledger.choice(node, self.part)
            for inner in () if chosen is None else chosen:
                self.read(inner)
            return
        if tag in _READ:
            self.any = True
            getattr(self, _READ[tag])(node)
            if tag in _WHOLE:
                return
        elif tag in _OBJECTS:
            self.any = True
            self.object(node)
        elif tag in ("wp:docPr", "pic:cNvPr", "wps:cNvPr", "wpg:cNvPr"):
            self.describe(node, node.get("title", ""), node.get("descr", ""))
        elif tag.startswith("v:") and node.get("alt"):
            self.describe(node, node.get("alt", ""))
        for inner in node:
            self.read(inner)

    def follow(self, node: Element, *names: str) -> Iterator[Relation]:
        for name in names:
            if (id_ := node.get(name)) and (relation := self.ledger.relation(self.part, id_)) is not None:
                yield relation

    def describe(self, node: Element, *words: str) -> None:
        """Tell the words that stand for a picture to those who do not see it."""
        self.ledger.seen.add(node)
        for each in words:
            self.ledger.group(_DESCRIBED, each)

    # Pictures

    def blip(self, node: Element) -> None:
        held = list(self.follow(node, "r:embed"))
        for relation in (*held, *self.follow(node, "r:link", "r:id", "r:pict")):
            if relation.external and held and not held[0].external:
                continue  # the file keeps the picture itself as well
            self.picture(relation)

    def imagedata(self, node: Element) -> None:
        self.describe(node, node.get("o:title", ""))
        found = [*self.follow(node, "r:id", "o:relid", "r:pict"), *self.follow(node, "r:href")]
        held = [relation for relation in found if not relation.external]
        for relation in held or found:
            self.picture(relation)

    def picture(self, relation: Relation) -> None:
        if relation.external:
            self.remote(say("a picture lies elsewhere and was not fetched"), relation)
        elif relation.target not in self.ledger.package.members:
            self.tell(Code.IMPORT_PICTURE, say("a picture is named and not enclosed"), relation.name, _OBJECT)
        elif self.part != self.ledger.package.main:
            self.ledger.group(_INSIDE_HEADER, relation.name)
        else:
            data = self.ledger.package.members[relation.target]
            self.ledger.draft.pictures.append(FoundPicture(data, posixpath.basename(relation.target)))

    def media(self, node: Element) -> None:
        for relation in self.follow(node, "r:link", "r:embed", "r:id"):
            if relation.external:
                self.remote(say("sound or film lies elsewhere and was not fetched"), relation)
            else:
                self.tell(Code.IMPORT_DRAWING, say("sound or film was left out"), relation.name, _OBJECT)

    def click(self, node: Element) -> None:
        for relation in self.follow(node, "r:id"):
            if relation.external:
                said = say("a link without words was left out")
                self.tell(
                    Code.IMPORT_LINK, said, relation.target, say("write the address into the copy if readers need it")
                )

    def remote(self, said: str, relation: Relation) -> None:
        self.tell(Code.IMPORT_REMOTE, said, relation.target, say("put its file into the edition folder"))

    # Words

    def box(self, node: Element) -> None:
        with self.walker.within(self.part):
            text = "\n".join(lines_of(self.walker.items(node)))
        self.tell(Code.IMPORT_TEXT_BOX, say("a text box was left out of the text"), text, _PUT)

    def words(self, node: Element) -> None:
        text = self.ledger.words(node, self.part)
        self.tell(Code.IMPORT_TEXT_BOX, say("a text box was left out of the text"), text, _PUT)

    # Charts, diagrams, objects

    def chart(self, node: Element) -> None:
        for relation in self.follow(node, "r:id"):
            root = self.ledger.package.trees.get(relation.target)
            if root is None:
                self.tell(Code.IMPORT_CHART, say("a chart was left out"), relation.target, _OBJECT)
                continue
            self._chart(root, relation.target)

    def _chart(self, root: Element, part: str) -> None:
        package = self.ledger.package
        figures = read_figures(root)
        made = story_chart(figures) if self.part == package.main else None
        held = squashed(" ".join((*figures.lines, *(str(each.value) for each in (made.data if made else ())))))
        # What a series has in other words too, such as labels that somebody has written beside its points.
        rest = [each.strip() for each in texts(root) if squashed(each) not in held]
        rest = [each for each in dict.fromkeys(rest) if each and not _is_figure(each)]
        self.ledger.mark(root, part)
        for id_ in package.relations(part):
            relation = self.ledger.relation(part, id_)
            if relation is not None and relation.external:
                self.ledger.group(_ELSEWHERE, relation.target)
            elif relation is not None and relation.kind == "chartUserShapes" and relation.target in package.trees:
                rest.append(self.ledger.words(package.trees[relation.target], relation.target))
        if made is not None:
            self.walker.charts.append(made)
            if rest:
                said = say("a chart of the story has no place for these words")
                self.tell(Code.IMPORT_CHART, said, "\n".join(rest), say("see whether readers need them"))
            return
        lines = [*figures.lines, *rest] or [posixpath.basename(part)]
        hint = say("write it as a chart or a table, or ask for it as a picture")
        self.tell(Code.IMPORT_CHART, say("a chart was left out"), "\n".join(lines), hint)

    def other_chart(self, node: Element) -> None:
        """Read a chart of the newer kind, which no story has."""
        for relation in self.follow(node, "r:id"):
            root = self.ledger.package.trees.get(relation.target)
            words = relation.name if root is None else self.ledger.words(root, relation.target)
            self.ledger.used.update((relation.target, id_) for id_ in self.ledger.package.relations(relation.target))
            hint = say("write it as a chart or a table, or ask for it as a picture")
            self.tell(Code.IMPORT_CHART, say("a chart was left out"), words or relation.name, hint)

    def diagram(self, node: Element) -> None:
        found = list(self.follow(node, "r:dm"))
        for _ in self.follow(node, "r:lo", "r:qs", "r:cs"):
            pass
        for relation in found:
            root = self.ledger.package.trees.get(relation.target)
            if root is None:
                self.tell(Code.IMPORT_DRAWING, say("a diagram was left out"), relation.target, _OBJECT)
                continue
            words = self.ledger.words(root, relation.target)
            pictures = [
                each.target if each.external else each.name
                for id_ in self.ledger.package.relations(relation.target)
                if (each := self.ledger.relation(relation.target, id_)) is not None and each.kind == "image"
            ]
            self._drawn(root, words)
            told = "\n".join(filter(None, (words, *dict.fromkeys(pictures))))
            self.tell(Code.IMPORT_DRAWING, say("a diagram was left out"), told or relation.name, _OBJECT)

    def _drawn(self, root: Element, words: str) -> None:
        """See the drawing that is kept of a diagram: it has the same words again."""
        held = squashed(words)
        for node in root.iter():
            id_ = node.get("relId") if node.tag.endswith("}dataModelExt") else None
            relation = self.ledger.relation(self.part, id_) if id_ else None
            drawn = self.ledger.package.trees.get(relation.target) if relation is not None else None
            if relation is None or drawn is None:
                continue
            for inner in drawn.iter():
                if squashed("".join(inner.text or "")) in held:
                    self.ledger.seen.add(inner)
            self.ledger.used.update((relation.target, each) for each in self.ledger.package.relations(relation.target))

    def object(self, node: Element) -> None:
        said = _OBJECTS[node.tag]
        names = [node.get("ProgID", ""), node.get("w:name", "")]
        names += [each.target if each.external else each.name for each in self.follow(node, "r:id", "r:embed")]
        self.tell(Code.IMPORT_DRAWING, said, "\n".join(dict.fromkeys(filter(None, names))), _OBJECT)

    # Files that are part of the text

    def piece(self, node: Element) -> None:
        for relation in self.follow(node, "r:id"):
            if relation.external:
                self.remote(say("a part of the text lies elsewhere and was not fetched"), relation)
                continue
            words = _words_of_piece(self.ledger.package.members.get(relation.target, b""), relation.target)
            told = "\n".join(filter(None, (relation.name, words)))
            self.tell(Code.IMPORT_LEFTOVER, say("a file inside the text was not read as text"), told, _PUT)

    def tell(self, code: Code, said: str, words: str, hint: str) -> None:
        self.ledger.settle()
        if words.strip():
            self.ledger.draft.note(code, said, words.strip(), hint)


_READ = {
    "a:blip": "blip", "v:imagedata": "imagedata", "v:fill": "blip", "v:stroke": "blip", "v:textpath": "words",
    "a:videoFile": "media", "a:audioFile": "media", "a:wavAudioFile": "media", "w:txbxContent": "box",
    "c:chart": "chart", "cx:chart": "other_chart", "dgm:relIds": "diagram", "a:hlinkClick": "click",
    "a:hlinkHover": "click", "a:p": "words", "w:altChunk": "piece", "w:subDoc": "piece", "w:p": "words",
}  # fmt: skip
"""Element -> the method that reads it."""
_WHOLE = {"w:txbxContent", "c:chart", "cx:chart", "a:p", "w:altChunk", "w:subDoc", "w:p"}
"""Elements inside of which there is nothing more to look for."""


def _is_figure(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _words_of_piece(data: bytes, part: str) -> str:
    """Return the words of a file inside the text; nothing for one that cannot be read."""
    ending = posixpath.splitext(part)[1].lower()
    try:
        if ending in (".docx", ".docm", ".dotx", ".dotm"):
            inner = open_package(data, part)
            root = inner.trees[inner.main]
            return "\n".join("".join(each.text or "" for each in line.iter("w:t")) for line in root.iter("w:p"))
        if ending in (".html", ".htm", ".xhtml", ".xml", ".mht", ".mhtml"):
            return all_text(read_html(decode_any(data)[0], part)).strip()
        return decode_any(data)[0].strip()
    except (ContentError, EncodingError):
        return ""
