"""XML and HTML from elsewhere as a plain tree, without trust. The only user of defusedxml.

No entity is expanded but XML's own five, nothing outside the file is read, and nesting is limited. A DOCTYPE that
only names a DTD, as NITF has it, is let through and not looked at.
"""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from layout.base.errors import ContentError
from layout.base.messages import say

MAX_DEPTH = 100
"""Elements may be nested so deep; a wire item needs fifteen."""

_OF_RUBY = frozenset({"rb", "rt", "rtc", "rp"})
"""Elements whose end tags may be left out before one of the same (HTML Standard, 13.1.2.4)."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def read_xml(data: bytes, file: str, *, doctype: bool = True) -> Element:
    """Return the root element. Raises ContentError for what is no XML, or XML that wants more than to be read."""
    try:
        root: Element = fromstring(data, forbid_dtd=not doctype)
    except DefusedXmlException as error:
        raise ContentError(
            say("{file} declares entities or a document type, which copy does not need: it was not read", file=file),
            say("ask the sender for the item without them: this is a mistake or an attack"),
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise ContentError(
            say("{file} is no well-formed XML: {error}", file=file, error=error),
            say("ask for it again, or save it again"),
        ) from error
    if _depth(root) > MAX_DEPTH:
        raise ContentError(
            say("{file} has elements nested more than {max_depth} deep", file=file, max_depth=MAX_DEPTH),
            say("this is no copy"),
        )
    return root


def _depth(root: Element) -> int:
    """Return how deep the elements are nested, without recursion."""
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for node in level for child in node]
    return deepest


def read_html(text: str, file: str) -> Element:
    """Return a fragment of HTML, well formed or not, as the children of one element."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    root = builder.root()
    if _depth(root) > MAX_DEPTH:
        raise ContentError(
            say("{file} has elements nested more than {max_depth} deep", file=file, max_depth=MAX_DEPTH),
            say("this is no copy"),
        )
    return root


class _Builder(HTMLParser):
    """Builds a tree; an end tag closes what it can, and one that fits nothing is left out: it has no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tree = TreeBuilder()
        self._open: list[str] = ["div"]
        self._tree.start("div", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p" and "p" in self._open:
            self.handle_endtag("p")
        holds = self._open[-1] == "rtc" and tag in ("rt", "rp")  # readings of the second level
        if tag in _OF_RUBY and self._open[-1] in _OF_RUBY and not holds:
            self.handle_endtag(self._open[-1])
        self._tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._tree.end(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open[1:]:
            return
        while self._open:
            last = self._open.pop()
            self._tree.end(last)
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        self._tree.data(data)

    def handle_comment(self, data: str) -> None:
        """Leave comments out: they are no copy."""

    def root(self) -> Element:
        while self._open:
            self._tree.end(self._open.pop())
        return self._tree.close()


def local(node: Element) -> str:
    """Return an element's name without its namespace, in small letters; nothing for a comment."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def child(node: Element | None, *path: str) -> Element | None:
    """Return the first descendant by a path of local names, None if there is none."""
    for name in path:
        node = next((inner for inner in node if local(inner) == name), None) if node is not None else None
    return node


def descendants(node: Element, name: str) -> list[Element]:
    """Return all elements of a local name below one, in document order."""
    return [inner for inner in node.iter() if local(inner) == name]


def all_text(node: Element | None) -> str:
    """Return all characters of an element."""
    return "".join(node.itertext()) if node is not None else ""
