"""XML and HTML from elsewhere as a plain tree, without trust. The only user of defusedxml.

No entity is expanded but XML's own five, those of HTML and such as stand for a few characters; nothing outside the
file is read, and nesting is limited. A DOCTYPE that names a DTD, as NITF and NewsML have it, is let through, unread.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html.entities import entitydefs
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from layout.base.errors import ContentError
from layout.base.messages import say

MAX_DEPTH = 100
"""Elements may be nested so deep; a wire item needs fifteen."""

MAX_ENTITY = 40
"""An entity may stand for so many characters; what is longer could be repeated until no memory is left."""

_OF_RUBY = frozenset({"rb", "rt", "rtc", "rp"})
"""Elements whose end tags may be left out before one of the same (HTML Standard, 13.1.2.4)."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def read_xml(data: bytes, file: str, *, doctype: bool = True) -> Element:
    """Return the root element. Raises ContentError for what is no XML, or XML that wants more than to be read.

    Entities that stand for a few characters are read, as those of HTML if a DTD is named. doctype: whether the kind of
    file may have one at all.
    """
    parser = _Parser(forbid_dtd=not doctype)
    if doctype:
        # A DTD of news items, which is not fetched, brings these; feeds have them without one.
        parser.entity.update(entitydefs)
        parser.parser.UseForeignDTD(True)
    try:
        parser.feed(_as_utf8(data, file))
        root: Element = parser.close()
    except _Entity as error:
        raise ContentError(error.said(file), error.hint) from error
    except DefusedXmlException as error:
        raise ContentError(
            say("{file} declares entities or a document type, which copy does not need: it was not read", file=file),
            say("ask the sender for it without them: files of this kind have none"),
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


class _Entity(ValueError):
    """An entity that is not read: its name, and what it stands for."""

    def __init__(self, name: str, value: str | None, where: str | None) -> None:
        super().__init__(name)
        self.name, self.value, self.where = name, value or "", where
        self.hint = say("ask the sender for the item with the text itself in its place")

    def said(self, file: str) -> str:
        if self.where is not None:
            return say(
                "{file} declares the entity {name}, which stands for another file ({where}): it was not read",
                file=file,
                name=self.name,
                where=self.where,
            )
        if "&" in self.value:
            return say(
                "{file} declares the entity {name}, which is made of other entities and could grow without end: "
                "it was not read",
                file=file,
                name=self.name,
            )
        return say(
            "{file} declares the entity {name}, which stands for markup or more than {most} characters: "
            "it was not read",
            file=file,
            name=self.name,
            most=MAX_ENTITY,
        )


class _Parser(DefusedXMLParser):  # type: ignore[misc]
    """Tells habit from harm: an entity that stands for a few characters is read, any other ends the reading.

    Parameter entities, which bring the parts of a DTD, are never read, nor is what they declare.
    """

    def __init__(self, *, forbid_dtd: bool) -> None:
        super().__init__(forbid_dtd=forbid_dtd)

    def defused_entity_decl(
        self, name: str, is_parameter: int, value: str | None, _base: str, place: str | None, *_: str | None
    ) -> None:
        """Take one declaration. Raises _Entity for one that is not read."""
        if not is_parameter and (value is None or re.search("[<&]", value) or len(value) > MAX_ENTITY):
            raise _Entity(name, value, place)

    def defused_unparsed_entity_decl(self, *_: str | None) -> None:
        """Take the declaration of a picture; it is never read."""


_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
_OURS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1"})
"""Encodings that the XML parser knows."""


def _as_utf8(data: bytes, file: str) -> bytes:
    """Return XML whose declaration names another encoding, such as GB2312 or Big5, in UTF-8.

    GB2312 and GBK are read as GB18030, which has them. Bytes that are UTF-8 throughout are that whatever is named, as
    in a text file. Raises ContentError if they are not what is named.
    """
    data = data.lstrip(b"\r\n\t ") if data[:1] in b"\r\n\t " else data
    found = _DECLARED.match(data)
    if not found or found[1].decode("ascii").lower() in _OURS:
        return data
    with suppress(UnicodeDecodeError):
        return data[found.end() :].decode("utf-8").encode("utf-8")
    named = found[1].decode("ascii").lower()
    codec = "gb18030" if named in ("gb2312", "gbk", "cp936") else named
    try:
        return data[found.end() :].decode(codec).encode("utf-8")
    except (LookupError, UnicodeError) as error:
        raise ContentError(
            say("{file} says it is in {named}, and is not", file=file, named=named), say("ask for it again")
        ) from error


_PROLOG = re.compile(
    r"""\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\["'>]|"[^"]*"|'[^']*'|\[(?:[^\]"']|"[^"]*"|'[^']*')*\])*>)*"""
    r"<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)


def root_name(data: bytes) -> str:
    """Return the local name of the first element of XML, in small letters, without reading more than its beginning.

    For telling kinds of files apart: nothing for what has no such beginning.
    """
    start = data[:20_000]
    codec = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    found = _PROLOG.match(start.removeprefix(b"\xef\xbb\xbf").decode(codec, "ignore"))
    return found[1].lower() if found else ""


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
