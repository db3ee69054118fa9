"""How a run of text looks: its own properties over those of its styles (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from xml.etree.ElementTree import Element

from layout.intake.document.speaking import Look

_OFF = frozenset({"0", "false", "off", "none"})


def find(node: Element | None, *path: str) -> Element | None:
    """Return the first child of a child and so on."""
    for name in path:
        for inner in () if node is None else node:
            if inner.tag == name:
                node = inner
                break
        else:
            return None
    return node


def value(node: Element | None, *path: str, name: str = "w:val") -> str:
    """Return an attribute of what `find` finds; nothing if there is none."""
    found = find(node, *path)
    return found.get(name, "") if found is not None else ""


def switch(properties: Element | None, name: str) -> bool | None:
    """Tell whether a property is on or off; None if nothing is said."""
    found = find(properties, name)
    return None if found is None else found.get("w:val", "1").lower() not in _OFF


def count(text: str, otherwise: int) -> int:
    """Return a small number that is written in an attribute."""
    return min(int(text), 63) if text.isdecimal() and len(text) < 4 else otherwise


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        """Read styles.xml; a document may have none."""
        nodes = [] if root is None else [node for node in root if node.tag == "w:style"]
        self._styles = {node.get("w:styleId", ""): node for node in nodes}
        self._defaults = find(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._default = next(
            (
                node.get("w:styleId", "")
                for node in nodes
                if node.get("w:type") == "paragraph" and node.get("w:default", "").lower() in ("1", "true", "on")
            ),
            "",
        )
        self._look = cache(self._looked)

    def name(self, style: str) -> str:
        """Return the name of a style, what the file calls it if it has none; Normal for no style."""
        if not style:
            return "Normal"
        return value(self._styles.get(style), "w:name") or style

    def bases(self, style: str) -> tuple[str, ...]:
        """Return the names of the styles that one is based on, the nearest first, and what level of heading it has."""
        chain = self.chain(style) if style else ()
        level = next((said for node in chain if (said := value(node, "w:pPr", "w:outlineLvl"))), "")
        heading = (f"heading {int(level) + 1}",) if level in tuple("012345678") else ()
        return (*(value(node, "w:name") for node in chain[1:]), *heading)

    def chain(self, style: str) -> tuple[Element, ...]:
        """Return a paragraph's style and those it is based on, the nearest first."""
        made: list[Element] = []
        name = style or self._default
        while (node := self._styles.get(name)) is not None and node not in made:
            made.append(node)
            name = value(node, "w:basedOn")
        return tuple(made)

    def look(self, style: str, properties: Element | None) -> Look:
        """Return how a run looks in a paragraph of a style."""
        base = self._look(style, value(properties, "w:rStyle"))
        if properties is None or _MATTERS.isdisjoint({each.tag for each in properties}):
            return base
        own = {key: switch(properties, name) for key, name in _TOGGLES.items()}
        struck = [each for each in (own["struck"], switch(properties, "w:dstrike")) if each is not None]
        return Look(
            **{key: getattr(base, key) if said is None else said for key, said in own.items() if key != "struck"},
            struck=any(struck) if struck else base.struck,
            height=_height([properties], base.height),
            font=_font([properties], base.font),
        )

    def _looked(self, style: str, character: str) -> Look:
        """Return how the styles alone make it look: a switch of both kinds of style undoes itself (17.7.3)."""
        paragraph = _properties(self.chain(style))
        own = _properties(self.chain(character)) if character else []
        on = {}
        for key, name in _TOGGLES.items():
            levels = [_nearest(each, name) for each in (paragraph, own)]
            on[key] = bool(switch(self._defaults, name)) or (levels[0] or False) != (levels[1] or False)
        double = _nearest([*own, *paragraph], "w:dstrike")
        every = [*own, *paragraph, *([] if self._defaults is None else [self._defaults])]
        return Look(**{**on, "struck": on["struck"] or bool(double)}, height=_height(every, ""), font=_font(every, ""))

    def is_first_row_bold(self, table: str) -> bool:
        """Tell whether a style of tables sets the first row in bold."""
        for node in self.chain(table) if table else ():
            for part in node:
                if part.tag == "w:tblStylePr" and part.get("w:type") == "firstRow":
                    return bool(switch(find(part, "w:rPr"), "w:b"))
        return False


_TOGGLES = {
    "bold": "w:b",
    "italic": "w:i",
    "hidden": "w:vanish",
    "struck": "w:strike",
    "capitals": "w:caps",
    "small_capitals": "w:smallCaps",
}
_MATTERS = frozenset({*_TOGGLES.values(), "w:dstrike", "w:vertAlign", "w:rFonts"})


def _properties(chain: Iterable[Element]) -> list[Element]:
    return [found for node in chain if (found := find(node, "w:rPr")) is not None]


def _nearest(properties: Iterable[Element], name: str) -> bool | None:
    return next((said for each in properties if (said := switch(each, name)) is not None), None)


def _height(properties: Iterable[Element], otherwise: str) -> str:
    said = next((found for each in properties if (found := value(each, "w:vertAlign"))), otherwise)
    return "" if said == "baseline" else said


def _font(properties: Iterable[Element], otherwise: str) -> str:
    for each in properties:
        if found := value(each, "w:rFonts", name="w:ascii") or value(each, "w:rFonts", name="w:hAnsi"):
            return found
    return otherwise
