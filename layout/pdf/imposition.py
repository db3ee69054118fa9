"""Which pages lie beside each other on a sheet: the schemes of imposition (拼版), by page numbers alone.

A section (the letter) is sheets of its own. Its pages are counted from the first odd number it has, or could have: of
B2 and B3 the first is B1. Where a number has no page a side stays blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

_PAGE = re.compile(r"(\D*)(\d+)")

Face: TypeAlias = Literal["front", "back"]
Binding: TypeAlias = Literal["left", "right"]
"""The side on which a paper is folded: right where it is read from the right, as with upright type."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet, as it lies before the printer: its pages, empty for a blank half.

    ``number`` counts the sheets of the section from the outermost, from 1; ``of`` is how many there are.
    """

    section: str
    number: int
    of: int
    face: Face
    left: str
    right: str

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages on it, from the left."""
        return tuple(page for page in (self.left, self.right) if page)

    @property
    def name(self) -> str:
        """What the side is called, in names of files too: section, sheet, face, such as A1-front."""
        return f"{self.section}-sheet{self.number}-{self.face}"


Numbered = Mapping[int, str]
"""The pages of a section by their place in it, from 1."""


def _saddle(section: str, pages: Numbered) -> Iterator[Side]:
    """Sheets laid into one another and folded once: the last page beside the first, and so on inwards."""
    count = -(-max(pages) // 4)
    for at in range(count):
        low, high = 2 * at + 1, 4 * count - 2 * at
        yield Side(section, at + 1, count, "front", pages.get(high, ""), pages.get(low, ""))
        yield Side(section, at + 1, count, "back", pages.get(low + 1, ""), pages.get(high - 1, ""))


def _pairs(section: str, pages: Numbered) -> Iterator[Side]:
    """Pages as the reader sees them together: the first alone, at the right, then two and two, if there is one."""
    pairs = [(pages.get(at, ""), pages.get(at + 1, "")) for at in range(0, max(pages) + 1, 2)]
    seen = [pair for pair in pairs if any(pair)]
    for number, (left, right) in enumerate(seen, 1):
        yield Side(section, number, len(seen), "front", left, right)


SCHEMES: Mapping[str, Callable[[str, Numbered], Iterator[Side]]] = {"saddle": _saddle, "pairs": _pairs}
"""Scheme -> the sides of a section's sheets."""


def imposed(pages: Iterable[str], scheme: str, binding: Binding = "left") -> tuple[Side, ...]:
    """Return the sides of all sheets of some pages, such as A1, section by section. Raises KeyError for no scheme."""
    sides: list[Side] = []
    for section, numbers in _sections(pages).items():
        first = (min(numbers) - 1) // 2 * 2
        sides += SCHEMES[scheme](section, {number - first: page for number, page in numbers.items()})
    if binding == "right":
        sides = [replace(side, left=side.right, right=side.left) for side in sides]
    return tuple(sides)


def blanks(sides: Iterable[Side], section: str) -> int:
    """Return how many halves of a section's sheets stay blank."""
    return sum(2 - len(side.pages) for side in sides if side.section == section)


def _sections(pages: Iterable[str]) -> dict[str, dict[int, str]]:
    sections: dict[str, dict[int, str]] = {}
    for page in pages:
        if found := _PAGE.fullmatch(page):
            sections.setdefault(found[1], {})[int(found[2])] = page
    return sections
