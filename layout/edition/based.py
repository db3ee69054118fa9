"""An edition that is based on another one, put together: what it does not say is what that one says.

The files of all are read as they are and their trees made one, so that everything that is checked of an edition is
checked of what comes out. A line of a file below is known by its number: the lines of all files of one name stand one
behind the other (`STEP`), and a finding gets its own file and line when it is told (`Lines`), wherever it was found.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Mapping as Map
from collections.abc import Sequence as Items
from dataclasses import dataclass, field, replace
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Place, Ref, Report
from layout.base.messages import Message, say
from layout.edition.references import INDEX_ID
from layout.files.bases import MOST_BASES, Overlay, base_named, bases_of
from layout.files.project import ADS_FILE, EDITION_FILE
from layout.files.shelf import FolderShelf, Shelf
from layout.files.text import Source, composed, meant, shown
from layout.files.yaml import Entry, Mapping, Node, Scalar, Sequence

STEP = 1 << 40
"""From a line of a file to the same line of the file below it: more than any file has, and any number in a message."""

_OWN = ("based_on", "without")
"""Keys of an edition that say what it is made of: they are not handed on."""
_ITEMS = ("stories", "ads")
_PLACES = ("at", "forbid")
_GROUPS = ("paper", "ears")
"""Groups of keys of which each key by itself is that of the edition below where it is not said."""
_PAGEWISE = ("ink", "closing")
"""Keys that hold for the pages which do not say them themselves."""
_EVERYWHERE = (*_PAGEWISE, "press", "language", "cut", "pull_quotes")
"""Keys that make a page another one though nothing in its folio line would tell; date, issue and paper stand there."""


@dataclass(frozen=True, slots=True)
class LayeredShelf:
    """The texts of an edition over those of the editions below it; the first shelf that has a name is read.

    ``without`` are the ids that each of them takes away: a story below it is not there then.
    """

    shelves: tuple[Shelf, ...]
    without: tuple[frozenset[str], ...]

    @property
    def folder(self) -> Path:
        """The edition's own folder, over those of the others."""
        return Overlay.over(self.shelves[0].folder, tuple(shelf.folder for shelf in self.shelves[1:]))

    def names(self) -> list[str]:
        """Return the names on all shelves, without those that are taken away."""
        every = [name for shelf in self.shelves for name in shelf.names()]
        found = {composed(name): name for name in reversed(every)}
        return [name for name in reversed(found.values()) if self.level(name) is not None]

    def level(self, name: str) -> int | None:
        """Return the number of the shelf a name is read from, None if there is no such text."""
        for number, (shelf, gone) in enumerate(zip(self.shelves, self.without, strict=True)):
            if _as_held(shelf, name) is not None:
                return number
            if composed(name).removesuffix(".md") in gone and name.endswith(".md"):
                return None
        return None

    def holds(self, name: str) -> bool:
        """Tell whether any shelf has the name, and it is not taken away."""
        return self.level(name) is not None

    def read(self, name: str, report: Report) -> Source | None:
        """Return the text of the first shelf that has it."""
        shelf = self.shelves[self.level(name) or 0]
        return shelf.read(_as_held(shelf, name) or name, report)


def _as_held(shelf: Shelf, name: str) -> str | None:
    """Return what a name is called on a shelf, which may have its accents apart; None if it is not there."""
    if name.isascii() or shelf.holds(name):
        return name if shelf.holds(name) else None
    return next((each for each in shelf.names() if composed(each) == composed(name)), None)


@dataclass(frozen=True, slots=True)
class Lines:
    """Whose a line is: for each file as it is shown, that file and those below it."""

    files: Map[str, tuple[str, ...]] = field(default_factory=dict)

    def place(self, place: Place) -> Place:
        """Return a place with its own file and line."""
        files = self.files.get(place.file, ())
        level, line = divmod(place.line, STEP)
        return Place(files[level], line) if 0 < level < len(files) else place

    def tell(self, finding: Finding) -> Finding:
        """Return a finding at its own file and line; lines in its words name their files."""
        if isinstance(finding.place, Ref) or finding.place.file not in self.files:
            return finding
        files = self.files[finding.place.file]

        here = finding.place.line // STEP

        def own(name: str, value: object) -> object:
            if name != "line" or not isinstance(value, int):
                return value
            level, line = divmod(value, STEP)
            return f"{line} ({files[level]})" if level < len(files) and level != here else line

        def told(text: str) -> str:
            if not isinstance(text, Message):
                return text
            return Message(text.template, tuple((name, own(name, value)) for name, value in text.values))

        place, message, hint = self.place(finding.place), told(finding.message), told(finding.hint)
        return replace(finding, place=place, message=message, hint=hint)


@dataclass(frozen=True, slots=True)
class Together:
    """The edition.yaml of an edition and of those below it as one tree.

    ``pages`` tells for each page, ``ears`` for what stands around a front page, who wrote it last: the number of the
    edition, 0 the own one. ``zones`` is what each calls itself, or the one below it.
    """

    root: Mapping
    pages: Map[str, int]
    ears: int
    zones: tuple[str, ...]
    below: frozenset[str] = frozenset()
    """The numbers of the pages below, those that are taken away too."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The texts an edition is read from, its own and those below; what its edition.yaml says together with theirs.

    ``root`` is None if one of them cannot be read; the report says why.
    """

    shelf: Shelf
    root: Mapping | None
    lines: Lines = field(default_factory=Lines)
    together: Together | None = None
    is_broken: bool = False
    """Whether an edition below is not there, or cannot be read."""

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Its shelf, and those below."""
        return self.shelf.shelves if isinstance(self.shelf, LayeredShelf) else (self.shelf,)

    @property
    def without(self) -> tuple[frozenset[str], ...]:
        """What each of them takes away."""
        return self.shelf.without if isinstance(self.shelf, LayeredShelf) else (frozenset(),)

    def level(self, story: str) -> int:
        """Return which of them a story is read from, 0 the edition itself."""
        return self.shelf.level(f"{story}.md") or 0 if isinstance(self.shelf, LayeredShelf) else 0


def read_stack(shelf: Shelf, read: Callable[[Shelf, Report], Mapping | None], report: Report) -> Stack:
    """Read the edition.yaml of an edition, and of those it is based on."""
    shelves, roots = [shelf], [read(shelf, report)]
    while (root := roots[-1]) and (named := root.get("based_on")) is not None:
        place = Place(shown(shelves[-1].folder / EDITION_FILE), named.line)
        written = named.text.strip() if isinstance(named, Scalar) and not named.is_null else ""
        base = base_named(shelves[-1].folder, written)
        if base is None or base not in bases_of(shelves[-1].folder)[:1]:
            is_name = bool(written) and base is None
            report.error(
                Code.BASE_MISSING,
                say("based-on: there is no edition {name!r} in this paper", name=written[:80])
                if is_name
                else say("based-on: must name one edition, in one line that is not indented"),
                place,
                hint=(meant(written, _beside(shelves[-1].folder)) if is_name else "")
                or say("name its folder as seen from this one, such as ../2022-04-15"),
            )
            return Stack(shelf, None, is_broken=True)
        if any(os.path.realpath(base) == os.path.realpath(each.folder) for each in shelves) or len(roots) > MOST_BASES:
            report.error(
                Code.BASE_CIRCLE,
                say(
                    "based-on: {name} is based on this edition itself, or on too many others",
                    name=shown(base),
                ),
                place,
                hint=say("an edition is based on one that stands by itself: take one of the lines out"),
            )
            return Stack(shelf, None, is_broken=True)
        shelves.append(FolderShelf(base))
        roots.append(read(shelves[-1], report))
    known = tuple(root for root in roots if root)
    if len(roots) == 1:
        return Stack(shelf, roots[0])
    if len(known) < len(roots):
        return Stack(shelf, None, is_broken=True)
    together = put_together(known)
    files = {
        shown(shelf.folder / name): tuple(shown(each.folder / name) for each in shelves)
        for name in (EDITION_FILE, ADS_FILE)
    }
    layered = LayeredShelf(tuple(shelves), tuple(words_of(root, "without") for root in known))
    return Stack(layered, together.root, Lines(files), together)


def _beside(folder: Path) -> list[str]:
    """Return how the editions beside one are named from it."""
    files = Path(os.path.abspath(folder)).parent.glob(f"*/{EDITION_FILE}")
    return sorted(f"../{file.parent.name}" for file in files if file.parent.name != folder.name)


def put_together(roots: tuple[Mapping, ...]) -> Together:
    """Make the trees of an edition and of those below it, the own one first, one."""
    last = len(roots) - 1
    made = _shifted(roots[-1], last)
    pages = dict.fromkeys(_page_ids(made), last)
    ears = last
    for level in reversed(range(last)):
        own = _shifted(roots[level], level)
        if own.get("ears") or own.get("teasers"):
            ears = level
        otherwise = _otherwise(own, made)
        made, touched = _over(own, made)
        pages |= dict.fromkeys((*touched, *_changed_by(otherwise, made)), level)
    zones: list[str] = []
    for root in reversed(roots):
        said = root.get("zone")
        zones.insert(0, said.text.strip() if isinstance(said, Scalar) and not said.is_null else "".join(zones[:1]))
    return Together(made, pages, ears, tuple(zones), frozenset(name for root in roots[1:] for name in _page_ids(root)))


def ads_together(lists: Items[Sequence], without: Items[frozenset[str]]) -> Sequence:
    """Make the lists of ads of an edition and of those below it one: by their ids, the nearest counts."""
    if len(lists) == 1:
        return lists[0]
    items: list[Node] = []
    for level in reversed(range(len(lists))):
        items = [node for node in items if _id_of(node) not in without[level]]
        own = [_moved(node, level * STEP) for node in lists[level].items]
        nearer = {name: node for node in reversed(own) if (name := _id_of(node))}
        items = [nearer.pop(_id_of(node), node) for node in items]
        placed = set(map(id, items))
        items += [node for node in own if id(node) not in placed]
    return Sequence(tuple(items), items[0].line if items else 1)


def ids_in(lists: Iterable[Sequence | None]) -> set[str]:
    """Return the ids in lists of groups of keys."""
    return {_id_of(node) for each in lists if each for node in each.items}


def words_of(root: Mapping | None, key: str) -> frozenset[str]:
    """Return the words that a key of a tree lists, or its one word."""
    node = root.get(key) if root else None
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return frozenset(each.text.strip() for each in nodes if isinstance(each, Scalar) and not each.is_null)


def _otherwise(own: Mapping, below: Mapping) -> set[str]:
    """Return which keys for all pages an edition says, and says otherwise than the one below."""
    return {name for name in _EVERYWHERE if words_of(own, name) and words_of(own, name) != words_of(below, name)}


def _changed_by(keys: Collection[str], root: Mapping) -> list[str]:
    """Return the numbers of the pages that keys of their edition make other ones."""
    pages = root.get("pages")
    nodes = [node for node in pages.items if isinstance(node, Mapping)] if isinstance(pages, Sequence) else []
    return [_id_of(node) for node in nodes if any(not (key in _PAGEWISE and words_of(node, key)) for key in keys)]


def _over(own: Mapping, below: Mapping) -> tuple[Mapping, set[str]]:
    """Return a tree over another one, and the numbers of the pages that are not as they were below."""
    entries = {entry.name: entry for entry in below.entries if entry.name not in _OWN}
    made: dict[str, Entry] = {}
    touched: set[str] = set()
    for entry in own.entries:
        under = entries.pop(entry.name, None)
        if under and isinstance(entry.value, Scalar) and entry.value.is_null:
            entry = under  # a key with nothing behind it says nothing
        elif under and entry.name in _GROUPS and isinstance(entry.value, Mapping):
            entry = replace(entry, value=_inherited(entry.value, under.value))
        elif under and entry.name == "pages" and isinstance(entry.value, Sequence):
            pages, touched = _pages(entry.value, under.value, words_of(own, "without"))
            entry = replace(entry, value=pages)
        made[entry.name] = entry
    if "pages" in entries:
        pages, touched = _pages(Sequence((), own.line), entries["pages"].value, words_of(own, "without"))
        gone = own.entry("without")
        line = gone.line if gone and not pages.items else entries["pages"].line
        entries["pages"] = replace(entries["pages"], line=line, value=pages)
    # What no file says is missing where it would be said for all.
    return Mapping((*made.values(), *entries.values()), below.line, own.is_cut or below.is_cut), touched


def _inherited(own: Mapping, below: Node) -> Mapping:
    """Return a group with the keys of another one that it does not have."""
    more = below.entries if isinstance(below, Mapping) else ()
    names = {entry.name for entry in own.entries if not (isinstance(entry.value, Scalar) and entry.value.is_null)}
    kept = tuple(entry for entry in own.entries if entry.name in names)
    return Mapping((*kept, *(entry for entry in more if entry.name not in names)), own.line, own.is_cut)


def _pages(own: Sequence, below: Node, gone: Collection[str]) -> tuple[Sequence, set[str]]:
    """Return the pages of an edition over those below: by their numbers, further ones behind those of their section."""
    here = {name: node for node in own.items if isinstance(node, Mapping) and (name := _id_of(node))}
    named = {name: set(_items(node)) for name, node in here.items()}
    made: list[Node] = []
    touched = set(here)
    for node in below.items if isinstance(below, Sequence) else ():
        name = _id_of(node)
        if name in gone:
            continue
        if isinstance(node, Mapping):
            elsewhere = {item for other, items in named.items() if other != name for item in items}
            bare = _without(node, {*gone, *elsewhere})
            if bare is not node:
                touched.add(name)
            node = _page_over(here[name], bare) if name in here else bare
        made.append(node)
    there = {_id_of(node) for node in made}
    for node in own.items:
        if not ((name := _id_of(node)) in there and node is here.get(name)):
            made.insert(_place_of(name, made), node)
    return Sequence(tuple(made), own.line, own.is_cut), touched


def _place_of(name: str, pages: list[Node]) -> int:
    """Return where among pages one of that number goes: behind the last of its section that is before it."""
    letter, number = name[:1], int(name[1:]) if name[1:].isdigit() else 0
    kin = [(at, _id_of(page)) for at, page in enumerate(pages) if _id_of(page)[:1] == letter]
    before = [at for at, other in kin if other[1:].isdigit() and int(other[1:]) < number]
    return before[-1] + 1 if before else kin[0][0] if kin else len(pages)


def _page_over(own: Mapping, below: Mapping) -> Mapping:
    """Return a page over that of the same number below: places of what is not on it any more are not handed on."""
    made = _inherited(own, below)
    gone = set(_items(below)) - set(_items(made))
    said = {entry.name for entry in own.entries}
    entries = []
    for entry in made.entries:
        inherits = entry.name not in said
        if inherits and entry.name in _PLACES and isinstance(entry.value, Mapping):
            if "areas" in said:
                continue
            entry = replace(entry, value=_entries_without(entry.value, gone))
        if inherits and entry.name == "areas" and ("at" in said or set(_items(below)) != set(_items(made))):
            continue
        entries.append(entry)
    return Mapping(tuple(entries), own.line, own.is_cut)


def _without(page: Mapping, gone: Collection[str]) -> Mapping:
    """Return a page without some items; the page itself if it has none of them."""
    if not set(_items(page)) & set(gone):
        return page
    entries = []
    for entry in page.entries:
        value = entry.value
        if entry.name in _ITEMS and isinstance(value, Sequence):
            value = replace(value, items=tuple(node for node in value.items if _text(node) not in gone))
        elif entry.name in _PLACES and isinstance(value, Mapping):
            value = _entries_without(value, gone)
        elif entry.name == "areas":
            continue
        entries.append(replace(entry, value=value))
    return replace(page, entries=tuple(entries))


def _entries_without(group: Mapping, gone: Collection[str]) -> Mapping:
    return replace(group, entries=tuple(e for e in group.entries if e.written not in gone or e.written == INDEX_ID))


def _items(page: Mapping) -> Iterator[str]:
    """Yield the ids of the stories and ads that a page names."""
    for key in _ITEMS:
        node = page.get(key)
        yield from map(_text, node.items if isinstance(node, Sequence) else ())


def _page_ids(root: Mapping) -> Iterable[str]:
    pages = root.get("pages")
    return [_id_of(page) for page in pages.items] if isinstance(pages, Sequence) else []


def _id_of(node: Node) -> str:
    return _text(node.get("id")) if isinstance(node, Mapping) else ""


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _shifted(root: Mapping, level: int) -> Mapping:
    """Return a tree with its lines those of the level-th file."""
    moved = _moved(root, level * STEP) if level else root
    assert isinstance(moved, Mapping)
    return moved


def _moved(node: Node, by: int) -> Node:
    if isinstance(node, Scalar):
        return Scalar(node.text, node.plain, node.line + by, node.start, node.end, node.is_cut)
    if isinstance(node, Sequence):
        return Sequence(tuple(_moved(item, by) for item in node.items), node.line + by, node.is_cut)
    entries = (Entry(entry.name, entry.written, entry.line + by, _moved(entry.value, by)) for entry in node.entries)
    return Mapping(tuple(entries), node.line + by, node.is_cut)
