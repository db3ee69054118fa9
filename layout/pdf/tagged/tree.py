"""The structure of the PDF for readers: elements, what they hold on the pages, links (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit, urlunsplit

import pikepdf

from layout.base.units import Rect
from layout.pdf.tagged.marking import Found, Marked
from layout.pdf.tagged.model import Area, Bit, Kid, Node, Readings, ReadPage, Spot

_INVISIBLE = (0, 0, 0)
_TABLE_HEAD, _LISTS, _BOXED = "TH", "L", ("Figure", "Table", "Formula")


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """A page of the document that was marked: what was found on it, and of what it holds on the page beside it, too."""

    page: pikepdf.Page
    read: ReadPage
    marked: Marked
    held: Marked


@dataclass(slots=True)
class Tree:
    """Writes the structure tree of a document whose pages are marked."""

    pdf: pikepdf.Pdf
    pages: Mapping[str, TaggedPage]
    _owners: dict[str, list[pikepdf.Object | None]] = field(default_factory=dict)
    _links: list[tuple[pikepdf.Object, pikepdf.Object]] = field(default_factory=list)

    def write(self, language: str) -> None:
        """Write the tree, what is found in it by the pages' content, and the links' annotations."""
        root = self.pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        document = self._element("Document", root, language=language)
        kids = []
        self._owners = {name: [None] * tagged.marked.count for name, tagged in self.pages.items()}
        for tagged in self.pages.values():
            section = self._element("Sect", document)
            inner = [*self._heading(tagged, section)]
            inner += [made for node in tagged.read.nodes if (made := self._node(node, section, tagged)) is not None]
            inner += self._left(tagged, section)
            if inner:
                section.K = pikepdf.Array(inner)
                kids.append(section)
        document.K = pikepdf.Array(kids)
        root.K = pikepdf.Array([document])
        numbers: list[object] = []
        for number, (name, tagged) in enumerate(self.pages.items()):
            tagged.page.obj.StructParents = number
            tagged.page.obj.Tabs = pikepdf.Name.S
            owners = pikepdf.Array([owner if owner is not None else None for owner in self._owners[name]])
            numbers += [number, self.pdf.make_indirect(owners)]
        for number, link in enumerate(self._links, start=len(self.pages)):
            link[0].StructParent = number
            numbers += [number, link[1]]
        root.ParentTree = self.pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
        root.ParentTreeNextKey = len(self.pages) + len(self._links)
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)

    def _element(self, tag: str, parent: pikepdf.Object, *, language: str = "", alt: str = "") -> pikepdf.Object:
        made = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{tag}"), P=parent)
        if language:
            made.Lang = pikepdf.String(language)
        if alt:
            made.Alt = pikepdf.String(alt)
        return self.pdf.make_indirect(made)

    def _heading(self, tagged: TaggedPage, section: pikepdf.Object) -> Iterator[pikepdf.Object]:
        """Yield the page's own heading; where the first page has none no page's is one, so that no level is skipped."""
        if found := tagged.marked.heading:
            made = self._element("P" if self._lowered else "H1", section)
            self._hold(made, found, tagged)
            yield made

    def _left(self, tagged: TaggedPage, section: pikepdf.Object) -> Iterator[pikepdf.Object]:
        """Yield what holds that of a page which nobody asked for: nothing that was marked is lost."""
        every = [found for group in (tagged.marked.bits, tagged.marked.readings, tagged.marked.areas)
                 for one in group.values() for found in one]  # fmt: skip
        for found in sorted(every, key=lambda found: found.number):
            if self._owners[tagged.read.id][found.number] is None:
                made = self._element("P", section)
                self._hold(made, [found], tagged)
                yield made

    @property
    def _lowered(self) -> bool:
        """Whether the first level is that of the stories."""
        return not next(iter(self.pages.values())).marked.heading

    def _node(self, node: Node, parent: pikepdf.Object, tagged: TaggedPage) -> pikepdf.Object | None:
        """Write a node and what it holds; None if nothing of it is on the page."""
        tag = node.tag
        if self._lowered and tag[0] == "H" and tag[1:].isdigit():
            tag = f"H{int(tag[1:]) - 1}"
        made = self._element(tag, parent, language=node.language, alt=node.alt)
        kids: list[object] = []
        for kid in node.kids:
            kids += self._kid(kid, made, tagged)
        if not kids:
            return None
        if node.tag == "Link" and node.target:
            kids += self._linked(node, made, tagged)
        if kids:
            made.K = pikepdf.Array(kids)
        if attributes := _attributes(node, tagged):
            made.A = attributes
        return made

    def _kid(self, kid: Kid, parent: pikepdf.Object, tagged: TaggedPage) -> Iterator[object]:
        match kid:
            case Node():
                made = self._node(kid, parent, tagged)
                yield from (made,) if made is not None else ()
            case Bit():
                yield from self._held(tagged.held.bits.get(kid, ()), parent, tagged)
            case Readings():
                yield from self._held(_over(kid, tagged.held), parent, tagged)
            case Area(whole=True):
                yield from self._held(tagged.held.areas.get(kid, ()), parent, tagged)
            case Area():
                for found in tagged.held.areas.get(kid, ()):
                    made = self._element("P", parent)
                    self._hold(made, [found], tagged)
                    yield made

    def _hold(self, element: pikepdf.Object, found: Sequence[Found], tagged: TaggedPage) -> None:
        element.K = pikepdf.Array(list(self._held(found, element, tagged)))

    def _held(self, found: Sequence[Found], element: pikepdf.Object, tagged: TaggedPage) -> Iterator[object]:
        """Yield the numbers of marked content that an element holds, each given away once; of another page by name."""
        for each in found:
            owners, page = self._owners[each.page], self.pages[each.page].page.obj
            if owners[each.number] is not None:
                continue
            owners[each.number] = element
            element.Pg = tagged.page.obj
            if each.page == tagged.read.id:
                yield each.number
            else:
                yield pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, MCID=each.number)

    def _linked(self, node: Node, element: pikepdf.Object, tagged: TaggedPage) -> Iterator[pikepdf.Object]:
        """Write the annotations of a link, one a line, and yield what names them in the structure."""
        for name, rect in _link_rects(node, tagged):
            on = self.pages[name]
            if (way := self._way(node.target)) is None:
                return
            left, lower, right, upper = box_on(on, rect)
            annotation = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[left, lower, right, upper],
                Border=pikepdf.Array(_INVISIBLE),
                F=4,
                Contents=pikepdf.String(node.said),
                P=on.page.obj,
            )
            annotation.update(way)
            made = self.pdf.make_indirect(annotation)
            if "/Annots" not in on.page.obj:
                on.page.obj.Annots = pikepdf.Array()
            on.page.obj.Annots.append(made)
            self._links.append((made, element))
            yield pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=made, Pg=on.page.obj)

    def _way(self, target: Spot | str) -> dict[str, pikepdf.Object] | None:
        """Return the entry of an annotation that leads there; None for a page that the document has not."""
        if isinstance(target, str):
            action = pikepdf.Dictionary(
                Type=pikepdf.Name.Action, S=pikepdf.Name.URI, URI=pikepdf.String(_in_ascii(target))
            )
            return {"/A": action}
        if target.page not in self.pages:
            return None
        on = self.pages[target.page]
        left, _, _, upper = box_on(on, Rect(target.x, target.y, 0.0, 0.0))
        return {"/Dest": pikepdf.Array([on.page.obj, pikepdf.Name.XYZ, left, upper, None])}


def _in_ascii(address: str) -> str:
    """Return an address as links have it (RFC 3986): a host's name by its code, all else beyond ASCII by its bytes."""
    parts = urlsplit(address)
    with suppress(UnicodeError):
        parts = parts._replace(netloc=parts.netloc.encode("idna").decode("ascii"))
    return quote(urlunsplit(parts), safe="%/:?#[]@!$&'()*+,;=~-._")


def box_on(tagged: TaggedPage, rect: Rect) -> tuple[float, float, float, float]:
    """Return a rectangle as a page has it, no wider than it: left, lower, right, upper."""
    left, _, end, upper = (float(value) for value in tagged.page.trimbox.as_list())
    first = min(max(rect.x - tagged.read.left, 0.0), end - left)
    last = min(max(rect.right - tagged.read.left, 0.0), end - left)
    sides = left + first, upper - rect.bottom, left + last, upper - rect.y
    return tuple(round(side, 2) for side in sides)  # type: ignore[return-value]


def _attributes(node: Node, tagged: TaggedPage) -> pikepdf.Object | None:
    """Return the attributes that a type needs (ISO 32000-1, 14.8.5): where a figure is, what a table's head heads."""
    if node.tag in _BOXED and node.box:
        box = box_on(tagged, node.box)
        return pikepdf.Dictionary(O=pikepdf.Name.Layout, BBox=pikepdf.Array(box), Placement=pikepdf.Name.Block)
    if node.tag == _TABLE_HEAD:
        return pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column)
    if node.tag == _LISTS:
        return pikepdf.Dictionary(O=pikepdf.Name.List, ListNumbering=pikepdf.Name("/None"))
    return None


def _link_rects(node: Node, tagged: TaggedPage) -> Iterator[tuple[str, Rect]]:
    """Yield the places of a link, each with its page: of its lines, or of the figure in it."""
    for kid in node.kids:
        match kid:
            case Node() if kid.box:
                yield tagged.read.id, kid.box
            case Node():
                yield from _link_rects(kid, tagged)
            case Bit():
                for found in tagged.held.bits.get(kid, ()):
                    yield found.page, found.rect


def _over(readings: Readings, marked: Marked) -> list[Found]:
    """Return the readings of lines that stand over parts of them."""
    found = []
    for bit in readings.over:
        places = [each.rect for each in marked.bits.get(bit, ())]
        for reading in marked.readings.get(bit.line, ()):
            middle = reading.rect.x + reading.rect.width / 2
            if any(place.x - 1 <= middle <= place.right + 1 for place in places):
                found.append(reading)
    return found
