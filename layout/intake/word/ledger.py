"""What was seen of a Word file, and what is told of it: shared by everything that reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from layout.intake.document.symbols import sign
from layout.intake.document.told import Told
from layout.intake.word.package import Package, Relation

ALTERNATE = "mc:AlternateContent"

_MEASURES = frozenset(
    {
        "wp:posOffset", "wp:align", "wp14:pctWidth", "wp14:pctHeight", "wp14:pctPosHOffset", "wp14:pctPosVOffset",
        "c:f", "c:formatCode", "cx:f", "w14:sizeRelH", "w14:sizeRelV",
    }
)  # fmt: skip
"""Elements whose characters are sizes, places and formulas, and no words."""


@dataclass(slots=True, kw_only=True)
class Ledger(Told):
    """What is known while a Word file is read: where, what was seen, what is to be told."""

    package: Package
    seen: set[Element] = field(default_factory=set)
    """Elements whose text is in the story or on the list."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """References that were followed: the part, and the id."""
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    """Kind of note, such as a comment, and its id -> what its mark stands after."""

    def relation(self, part: str, name: str) -> Relation | None:
        """Follow a reference of a part."""
        self.used.add((part, name))
        return self.package.relations(part).get(name)

    def mark(self, node: Element, part: str) -> None:
        """Count all text and all references below an element as seen."""
        for inner in node.iter():
            self.seen.add(inner)
            self.used.update((part, id_) for name, id_ in inner.attrib.items() if name.startswith("r:"))

    def choice(self, node: Element, part: str) -> Element | None:
        """Return the form that is to be read of several of one thing; words that only another has are left unseen."""
        choices = [inner for inner in node if inner.tag == "mc:Choice"]
        fallbacks = [inner for inner in node if inner.tag == "mc:Fallback"]
        understood = [inner for inner in choices if inner.get("understood")]
        options = [*understood[:1], *fallbacks, *choices]
        if not options:
            return None
        chosen = options[0]
        held = squashed("".join(texts(chosen)))
        for other in (*choices, *fallbacks):
            if other is chosen:
                continue
            for inner in other.iter():
                self.used.update((part, id_) for name, id_ in inner.attrib.items() if name.startswith("r:"))
                if squashed("".join(_own(inner))) in held:
                    self.seen.add(inner)
        return chosen

    def words(self, node: Element, part: str) -> str:
        """Return everything that an element says, and count it as seen: for what is told and not read."""
        made: list[str] = []
        self._collect(node, part, made)
        lines = ("".join(made)).split("\n")
        return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)

    def _collect(self, node: Element, part: str, made: list[str]) -> None:
        if node.tag == ALTERNATE:
            chosen = self.choice(node, part)
            node = node if chosen is None else chosen
        self.seen.add(node)
        made += _own(node)
        for name, id_ in node.attrib.items():
            if name.startswith("r:"):
                relation = self.relation(part, id_)
                if relation is not None and (relation.external or relation.kind == "image"):
                    made.append(f"[{relation.target if relation.external else relation.name}]")
        for inner in node:
            self._collect(inner, part, made)
            if inner.tail and inner.tail.strip():
                made.append(inner.tail)
        if node.tag in _ENDS:
            made.append(_ENDS[node.tag])


_ENDS = {"w:p": "\n", "a:p": "\n", "w:tr": "\n", "w:tc": " | ", "w:tab": " ", "w:br": "\n", "w:cr": "\n", "c:pt": " ",
         "cx:pt": " ", "c:tx": "\n", "c:cat": "\n", "c:val": "\n", "dgm:pt": "\n", "a:br": "\n", "a:tc": " | ",
         "c:v": " "}  # fmt: skip
"""What stands after an element where it is told in a few lines."""


def texts(node: Element) -> Iterator[str]:
    """Yield everything an element says, seen or not."""
    for inner in node.iter():
        yield from _own(inner)


def _own(node: Element) -> Iterable[str]:
    """Return what an element says by itself: its characters, or an attribute that is shown or read out."""
    said = [node.text] if node.text and node.text.strip() and node.tag not in _MEASURES else []
    if node.text and not said and node.tag in ("w:t", "a:t", "w:delText"):
        said.append(node.text)
    if node.tag in ("w:sym", "w16se:symEx"):
        prefix = node.tag.partition(":")[0]
        said.append(symbol(node.get(f"{prefix}:font", ""), node.get(f"{prefix}:char", "")))
    elif node.tag in ("wp:docPr", "pic:cNvPr", "wps:cNvPr", "wpg:cNvPr"):
        said += _described(node.get("title", ""), node.get("descr", ""))
    elif node.tag == "v:textpath":
        said += [node.get("string", ""), "\n"]
    elif node.tag == "w:fldSimple":
        said.append(f"{{{node.get('w:instr', '').strip()}}} ")
    elif node.tag == "m:chr":
        said.append(node.get("m:val", ""))
    return said


def _described(*words: str) -> list[str]:
    return [f"{each}\n" for each in dict.fromkeys(words) if each.strip()]


def symbol(font: str, code: str) -> str:
    """Return the character of a sign in a font; its font and number if it is not known."""
    try:
        found = sign(font, int(code, 16))
    except (ValueError, OverflowError):
        found = ""
    return found or f"[{font} {code}]"


def squashed(text: str) -> str:
    """Return text without white space, to compare."""
    return "".join(text.split())


def left_unseen(root: Element, seen: set[Element]) -> Iterator[str]:
    """Yield what elements of a tree say that nobody has seen."""
    for node in root.iter():
        if node not in seen and (said := "".join(_own(node)).strip()):
            yield said
        if node.tail and node.tail.strip() and node not in seen:
            yield node.tail.strip()
