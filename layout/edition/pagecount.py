"""The pages of an edition.yaml as text: inside pages repeated or left out until there are as many as are wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.base.messages import listed, say
from layout.edition.edits import end_of, ids_of, page_node, with_ids, without_key
from layout.files.yaml import Mapping, Scalar, parse_yaml
from layout.files.yaml import Sequence as Items

INSIDE = "inside"
SHEET = 4
"""Pages of a folded sheet."""

_ID_LINE = re.compile(r"^(\s*(?:- +)?id: *)\S+")
_OF_ONE_PAGE = ("at", "forbid", "areas", "index")
"""Keys that a page repeated does not have."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is written: its letter and number, its lines, and whether it may be left out."""

    letter: str
    number: int
    id: Scalar
    kind: str
    lines: tuple[int, int]
    empty: bool

    @property
    def name(self) -> str:
        return f"{self.letter}{self.number}"


def with_page_count(text: str, count: int, file: str) -> str:
    """Return the text of an edition.yaml with so many pages; the first and the last stay first and last.

    Inside pages without stories and ads are left out, from the back; the last inside page is repeated, with its section
    and template and nothing on it. Pages behind get the numbers that follow. Raises ContentError where that cannot be.
    """
    pages = _pages(text, file)
    if count < len(pages):
        return _fewer(text, pages, count, file)
    return _more(text, pages, count, file) if count > len(pages) else text


def page_names(text: str, file: str) -> tuple[str, ...]:
    """Return the numbers of the pages of an edition.yaml."""
    return tuple(page.name for page in _pages(text, file))


def _pages(text: str, file: str) -> list[_Page]:
    root = parse_yaml(text, file, Report())
    nodes = root.get("pages") if isinstance(root, Mapping) else None
    lines = text.split("\n")
    found = []
    for node in nodes.items if isinstance(nodes, Items) else ():
        name = node.get("id") if isinstance(node, Mapping) else None
        start = node.line - 1
        if isinstance(node, Mapping) and isinstance(name, Scalar) and name.text[1:].isdigit():
            indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
            kind = node.get("kind")
            empty = not ids_of(node, "stories") and not ids_of(node, "ads")
            found.append(
                _Page(
                    letter=name.text[0],
                    number=int(name.text[1:]),
                    id=name,
                    kind=kind.text if isinstance(kind, Scalar) else INSIDE,
                    lines=(start, end_of(lines, start, indent)),
                    empty=empty,
                )
            )
    if not found:
        raise ContentError(
            say("{file} has no pages that can be counted", file=file), say("write pages: as a list, a hyphen each")
        )
    return found


def _fewer(text: str, pages: Sequence[_Page], count: int, file: str) -> str:
    spare = [page for page in pages[1:-1] if page.empty and page.kind == INSIDE]
    gone = spare[len(spare) - (len(pages) - count) :] if len(spare) >= len(pages) - count else None
    if gone is None:
        least = len(pages) - len(spare)
        raise ContentError(
            say("there cannot be {count:page|pages} with what stands in {file}", count=count, file=file),
            say("with its stories and ads it has {least} at least; take some out there first", least=least),
        )
    numbers = {page.name: page.number - sum(_before(one, page) for one in gone) for page in pages if page not in gone}
    text = _renumbered(text, pages, numbers)
    lines = text.split("\n")
    for page in reversed(gone):
        del lines[slice(*page.lines)]
    return "\n".join(lines)


def _more(text: str, pages: Sequence[_Page], count: int, file: str) -> str:
    inside = [page for page in pages if page.kind == INSIDE]
    if not inside:
        raise ContentError(
            say("{file} has no inside page that could be repeated", file=file),
            say("write one, with kind: inside, or write the further pages yourself"),
        )
    model = next((page for page in reversed(inside) if page is not pages[-1]), inside[-1])
    further = count - len(pages)
    numbers = {page.name: page.number + further * _before(model, page) for page in pages}
    made = [f"{model.letter}{model.number + number}" for number in range(1, further + 1)]
    taken = {f"{page.letter}{numbers[page.name]}" for page in pages}
    if (twice := taken & set(made)) or max(numbers.values()) > 99:
        raise ContentError(
            say("page {page} is there already", page=listed(sorted(twice) or [max(made)])),
            say("write the further pages yourself, in {file}", file=file),
        )
    text = _renumbered(text, pages, numbers)
    lines = text.split("\n")
    block = lines[slice(*model.lines)]
    while block and (not block[-1].strip() or block[-1].lstrip().startswith("#")):
        block.pop()
    at = model.lines[0] + len(block)
    lines[at:at] = [_ID_LINE.sub(rf"\g<1>{name}", line) for name in made for line in block]
    text = "\n".join(lines)
    for name in made:
        text = with_ids(text, name, "stories", (), file)
        if page_node(text, name, file).entry("ads"):
            text = with_ids(text, name, "ads", (), file)
        for key in _OF_ONE_PAGE:
            text = without_key(text, name, key, file)
    return text


def _before(one: _Page, other: _Page) -> bool:
    """Tell whether a page comes before another one with the same letter."""
    return one.letter == other.letter and one.number < other.number


def _renumbered(text: str, pages: Sequence[_Page], numbers: dict[str, int]) -> str:
    for page in sorted(pages, key=lambda page: page.id.start, reverse=True):
        if page.name in numbers:
            text = f"{text[: page.id.start]}{page.letter}{numbers[page.name]}{text[page.id.end :]}"
    return text
