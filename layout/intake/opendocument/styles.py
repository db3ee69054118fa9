"""How a paragraph or run of an OpenDocument file looks: its style over those it is based on (ODF 1.3, part 3, 16)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import chain
from xml.etree.ElementTree import Element

from layout.intake.document.speaking import Look
from layout.intake.opendocument.package import Package, find, within

_CODED = re.compile("_([0-9a-f]{1,4})_")


class Styles:
    """The styles of a document, those it has for single paragraphs and runs as well."""

    def __init__(self, package: Package) -> None:
        """Read the styles of both trees; those of the text come first where two have one name."""
        roots = [root for root in (package.styles, package.content) if root is not None]
        nodes = [node for root in roots for node in within(root, "style:style")]
        self._styles = {(node.get("style:family", ""), node.get("style:name", "")): node for node in nodes}
        self._automatic = {
            id(node) for root in roots for held in within(root, "office:automatic-styles") for node in held
        }
        self._fonts = {
            node.get("style:name", ""): node.get("svg:font-family", "").strip("'\"")
            for root in roots
            for node in within(root, "style:font-face")
        }
        self.lists = {
            node.get("style:name", ""): node
            for root in roots
            for node in chain(within(root, "text:list-style"), within(root, "text:outline-style"))
        }
        self.outline = next((node for root in roots for node in within(root, "text:outline-style")), None)
        self.paragraph = cache(self._paragraph)

    def chain(self, name: str, family: str = "paragraph") -> list[Element]:
        """Return a style and those it is based on, the nearest first."""
        made: list[Element] = []
        while (node := self._styles.get((family, name))) is not None and node not in made:
            made.append(node)
            name = node.get("style:parent-style-name", "")
        return made

    def names(self, style: str) -> tuple[str, ...]:
        """Return the names, as they are shown, of a paragraph's style and its bases; not those of single paragraphs."""
        found = self.chain(style)
        shown = [node for node in found if id(node) not in self._automatic]
        names = [node.get("style:display-name") or _decoded(node.get("style:name", "")) for node in shown]
        missing = found[-1].get("style:parent-style-name", "") if found else style
        return (*names, _decoded(missing)) if missing else tuple(names)

    def value(self, style: str, properties: str, name: str) -> str:
        """Return what a paragraph's style says of one thing; nothing if it says nothing."""
        for node in self.chain(style):
            found = find(node, f"style:{properties}-properties")
            if found is not None and (said := found.get(name)):
                return said
        return ""

    def own(self, style: str, name: str) -> str:
        """Return an attribute of a paragraph's style, or of the nearest base that has it."""
        return next((said for node in self.chain(style) if (said := node.get(name))), "")

    def _paragraph(self, style: str) -> Look:
        return self._over(Look(), self.chain(style))

    def look(self, base: Look, style: str) -> Look:
        """Return how a run of a style looks within one that looks as the base."""
        return self._over(base, self.chain(style, "text"))

    def _over(self, look: Look, nodes: Iterable[Element]) -> Look:
        for node in reversed(list(nodes)):
            found = find(node, "style:text-properties")
            if found is not None:
                look = self._with(look, found)
        return look

    def _with(self, look: Look, said: Element) -> Look:
        """Return a look as properties change it."""
        weight, slant, case = said.get("fo:font-weight"), said.get("fo:font-style"), said.get("fo:text-transform")
        line = said.get("style:text-line-through-style") or said.get("style:text-line-through-type")
        raised, variant, shown = said.get("style:text-position"), said.get("fo:font-variant"), said.get("text:display")
        font = said.get("style:font-name")
        return replace(
            look,
            bold=look.bold if weight is None else _is_bold(weight),
            italic=look.italic if slant is None else slant in ("italic", "oblique"),
            hidden=look.hidden if shown is None else shown == "none",
            struck=look.struck if line is None else line != "none",
            capitals=look.capitals if case is None else case == "uppercase",
            small_capitals=look.small_capitals if variant is None else variant == "small-caps",
            height=look.height if raised is None else _height(raised),
            font=(self._fonts.get(font, font) if font else said.get("fo:font-family", "").strip("'\"")) or look.font,
        )

    def is_hidden(self, style: str, family: str) -> bool:
        """Tell whether a row, a column or a section of a style is not shown."""
        for node in self.chain(style, family):
            for part in node:
                if part.get("table:visibility") in ("collapse", "filter") or part.get("text:display") == "none":
                    return True
        return False


def _decoded(name: str) -> str:
    """Return a style's name with the characters that a name of XML cannot have."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), name)


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)


def _height(position: str) -> str:
    """Return what a position says: super, sub, or how far above the line in per cent."""
    first = position.split()[0] if position.split() else ""
    if first == "super" or re.fullmatch(r"[1-9][0-9.]*%", first):
        return "superscript"
    return "subscript" if first == "sub" or re.fullmatch(r"-[1-9][0-9.]*%", first) else ""
