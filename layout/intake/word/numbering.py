"""The numbers that Word shows before paragraphs, counted as Word counts them (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from layout.intake.document.model import Label
from layout.intake.document.numbers import FORMS, number_text
from layout.intake.document.symbols import is_of_signs, sign
from layout.intake.word.styles import Styles, find, switch, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


class Numbering:
    """Counts the paragraphs of a document's lists. Ask for each paragraph's label once, in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read numbering.xml; a document may have none."""
        nodes = [] if root is None else list(root)
        self._styles = styles
        self._lists = {node.get("w:abstractNumId", ""): node for node in nodes if node.tag == "w:abstractNum"}
        self._uses = {node.get("w:numId", ""): node for node in nodes if node.tag == "w:num"}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None, style: str) -> Label | None:
        """Count a paragraph by its own properties and its style, and return its label; None if it has none."""
        number, level = self._reference(properties, style)
        use = self._uses.get(number)
        if use is None or number == "0":
            return None
        name = self._list(value(use, "w:abstractNumId"))
        made = self._level(use, name, level)
        if made is None:
            return None
        self._count(number, use, name, level)
        return self._label(made, use, name, level)

    def _reference(self, properties: Element | None, style: str) -> tuple[str, int]:
        """Return the list a paragraph belongs to and its level, as it or the nearest style says."""
        chain = [] if properties is None else [properties]
        chain += [found for node in self._styles.chain(style) if (found := find(node, "w:pPr")) is not None]
        number = level = ""
        for each in chain:
            reference = find(each, "w:numPr")
            number = number or value(reference, "w:numId")
            level = level or value(reference, "w:ilvl")
        if number and not level:
            level = self._level_of_style(number, style)
        return number, min(int(level), _LEVELS - 1) if level.isdecimal() else 0

    def _level_of_style(self, number: str, style: str) -> str:
        """Return the level of a list that names a paragraph's style as its own."""
        use = self._uses.get(number)
        names = [node.get("w:styleId", "") for node in self._styles.chain(style)]
        for node in self._lists.get(self._list(value(use, "w:abstractNumId")), ()):
            if node.tag == "w:lvl" and value(node, "w:pStyle") in names:
                return node.get("w:ilvl", "")
        return ""

    def _list(self, name: str) -> str:
        """Return the list that has the levels: one may only name a style that has them."""
        seen: set[str] = set()
        while name not in seen and (link := value(self._lists.get(name), "w:numStyleLink")):
            seen.add(name)
            chain = self._styles.chain(link)
            number = next((said for node in chain if (said := value(node, "w:pPr", "w:numPr", "w:numId"))), "")
            name = value(self._uses.get(number), "w:abstractNumId") or name
        return name

    def _override(self, use: Element, level: int) -> Element | None:
        for node in use:
            if node.tag == "w:lvlOverride" and node.get("w:ilvl") == str(level):
                return node
        return None

    def _level(self, use: Element, name: str, level: int) -> Element | None:
        """Return the definition of a level: of the use of the list, else of the list."""
        own = find(self._override(use, level), "w:lvl")
        if own is not None:
            return own
        for node in self._lists.get(name, ()):
            if node.tag == "w:lvl" and node.get("w:ilvl") == str(level):
                return node
        return None

    def _start(self, use: Element, name: str, level: int) -> int:
        said = value(self._override(use, level), "w:startOverride") or value(self._level(use, name, level), "w:start")
        return int(said) if said.isdecimal() else 0

    def _count(self, number: str, use: Element, name: str, level: int) -> None:
        counts = self._counts.setdefault(name, {})
        restarts = bool(value(self._override(use, level), "w:startOverride")) and (number, level) not in self._begun
        self._begun.add((number, level))
        for higher in range(level):  # one that was left out counts as begun
            counts.setdefault(higher, self._start(use, name, higher))
        counts[level] = self._start(use, name, level) if restarts or level not in counts else counts[level] + 1
        for deeper in [each for each in counts if each > level]:
            said = value(self._level(use, name, deeper), "w:lvlRestart")
            if level < (int(said) if said.isdecimal() else deeper):
                del counts[deeper]

    def _label(self, node: Element, use: Element, name: str, level: int) -> Label | None:
        if switch(find(node, "w:rPr"), "w:vanish"):
            return None
        text, form = value(node, "w:lvlText"), value(node, "w:numFmt") or _custom_form(node)
        gap = "" if value(node, "w:suff") == "nothing" else " "
        if form == "bullet" or find(node, "w:lvlPicBulletId") is not None:
            return Label(_bullet(node, text), gap, level, is_bullet=True)
        legal = bool(switch(node, "w:isLgl"))
        known = True

        def counted(found: re.Match[str]) -> str:
            nonlocal known
            place = int(found[1]) - 1
            its = self._level(use, name, place)
            its_form = value(its, "w:numFmt") or (_custom_form(its) if its is not None else "") or "decimal"
            known = known and its_form in FORMS
            count = self._counts[name].get(place)
            if count is None:  # a level below this one, which is not counted yet
                return ""
            return number_text(count, "decimal" if legal and its_form != "none" else its_form)

        made = _PLACE.sub(counted, text)
        return Label(made, gap, level, known=known) if made.strip() else None


def _custom_form(node: Element) -> str:
    """Return the form of a level that offers one of Word's own beside a plain one: 001, 002."""
    for inner in node:
        if inner.tag == "mc:AlternateContent":
            for form in inner.iter("w:numFmt"):
                if form.get("w:val") != "custom":
                    return form.get("w:val", "")
    return ""


def _bullet(node: Element, text: str) -> str:
    """Return the sign before the items of a list; a dot for one that is not known."""
    font = value(node, "w:rPr", "w:rFonts", name="w:ascii") or value(node, "w:rPr", "w:rFonts", name="w:hAnsi")
    if is_of_signs(font) or any(0xE000 <= ord(character) <= 0xF8FF for character in text):
        text = "".join(sign(font or "Symbol", ord(character)) for character in text)
    return text.strip() or "•"
