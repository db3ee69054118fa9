"""The numbers before items and headings of an OpenDocument file, counted as LibreOffice counts them (ODF 1.3, 5.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from layout.intake.document.model import Label
from layout.intake.document.numbers import number_text
from layout.intake.document.symbols import sign
from layout.intake.opendocument.package import find
from layout.intake.opendocument.styles import Styles

_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle", "１": "decimalFullWidth",
    "甲": "ideographTraditional", "子": "ideographZodiac", "ア": "aiueo", "イ": "iroha", "일": "koreanDigital",
    "가": "ganada", "ㄱ": "chosung", "1st": "ordinal", "One": "cardinalText", "First": "ordinalText",
    "А": "russianUpper", "а": "russianLower",
}  # fmt: skip
"""What a level's form begins with -> the name that Word has for it."""


@dataclass(slots=True)
class Counts:
    """The numbers of one list, by level; and of what style it is."""

    style: str
    at: dict[int, int] = field(default_factory=dict)


class Lists:
    """Counts the items of lists, and headings."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._last: dict[str, Counts] = {}
        self._known: dict[str, Counts] = {}
        self._headings = Counts("")

    def begun(self, node: Element, style: str) -> Counts:
        """Return the counts for a list that begins: its own, or those of the one that it goes on from."""
        before = self._known.get(node.get("text:continue-list", ""))
        if before is None and node.get("text:continue-numbering") == "true":
            before = self._last.get(style)
        made = before or Counts(style)
        self._last[style] = made
        if name := node.get("xml:id", ""):
            self._known[name] = made
        return made

    def inner(self, counts: Counts, node: Element, level: int) -> None:
        """Begin a list within an item: it is numbered anew unless it says that it goes on."""
        if node.get("text:continue-numbering") != "true":
            for deeper in [each for each in counts.at if each >= level]:
                del counts.at[deeper]

    def item(self, counts: Counts, style: str, level: int, start: str) -> Label | None:
        """Count an item of a list and return what stands before it."""
        return self._counted(counts, self._styles.lists.get(style), level, start)

    def heading(self, level: int, start: str) -> Label | None:
        """Count a heading and return its number, if the document numbers its headings."""
        return self._counted(self._headings, self._styles.outline, level, start)

    def _counted(self, counts: Counts, style: Element | None, level: int, start: str) -> Label | None:
        own = _level(style, level)
        if start.isdecimal():
            counts.at[level] = int(start)
        else:
            counts.at[level] = counts.at[level] + 1 if level in counts.at else _start(own)
        for deeper in [each for each in counts.at if each > level]:
            del counts.at[deeper]
        return None if own is None or style is None else _label(own, style, counts, level)


def _level(style: Element | None, level: int) -> Element | None:
    return next((node for node in (() if style is None else style) if node.get("text:level") == str(level)), None)


def _start(node: Element | None) -> int:
    said = "" if node is None else node.get("text:start-value", "")
    return int(said) if said.isdecimal() else 1


def _label(own: Element, style: Element, counts: Counts, level: int) -> Label | None:
    gap = "" if _follows(own) == "nothing" else " "
    if own.tag == "text:list-level-style-image":
        return Label("•", gap, level - 1, is_bullet=True)
    prefix, suffix = own.get("style:num-prefix", ""), own.get("style:num-suffix", "")
    if own.tag == "text:list-level-style-bullet":
        return Label(_bullet(own), gap, level - 1, is_bullet=True)
    form = own.get("style:num-format", "")
    if not form:
        return Label(prefix + suffix, gap, level - 1) if (prefix + suffix).strip() else None
    said = own.get("text:display-levels", "1")
    shown = range(max(1, level - (int(said) if said.isdecimal() else 1) + 1), level + 1)
    parts, known = [], True
    for each in shown:
        node = _level(style, each)
        its = node.get("style:num-format", "") if node is not None else ""
        name = _FORMS.get(its.split(",")[0].strip(), "")
        known = known and bool(name or not its)
        if its:
            parts.append(number_text(counts.at.get(each, _start(node)), name or "decimal"))
    return Label(f"{prefix}{'.'.join(parts)}{suffix}".strip(), gap, level - 1, known=known)


def _follows(own: Element) -> str:
    alignment = find(own, "style:list-level-properties", "style:list-level-label-alignment")
    return alignment.get("text:label-followed-by", "") if alignment is not None else ""


def _bullet(own: Element) -> str:
    """Return the sign before the items; a dot for one of a font of signs that is not known."""
    text = own.get("text:bullet-char", "")
    if any(0xE000 <= ord(character) <= 0xF8FF for character in text):
        look = find(own, "style:text-properties")
        font = (look.get("fo:font-family") or look.get("style:font-name") or "") if look is not None else ""
        text = "".join(sign(font.strip("'\"") or "Symbol", ord(character)) for character in text)
    return text.strip() or "•"
