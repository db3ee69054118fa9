"""An OpenDocument file as a package, or as one file of XML: its trees and its pictures (ODF 1.3, parts 2 and 3).

Names of elements and attributes come with short prefixes, ``text:p``, whatever the file writes.
"""

from __future__ import annotations

import binascii
import posixpath
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from layout.base.errors import ContentError
from layout.base.messages import say
from layout.files.zips import ZipLimits, opened_zip
from layout.intake.xml import read_xml

LIMITS = ZipLimits(members=2000, bytes=200_000_000, ratio=150)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_COMPATIBLE = {"xsl-fo-compatible": "fo", "svg-compatible": "svg", "smil-compatible": "smil", "datastyle": "number",
               "drawing": "draw", "presentation": "presentation"}  # fmt: skip
_PREFIXES = {
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1998/Math/MathML": "math",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
_TEXT = "application/vnd.oasis.opendocument.text"
_SAVE = say("open it in LibreOffice and save it as .odt or .docx")
_MOST_BYTES = 60_000_000
"""A picture inside a file of XML may be so large, in base64."""


class Package:
    """The members of one OpenDocument file. ``content`` has the text, ``styles`` what is shared, if there is such."""

    def __init__(self, content: Element, styles: Element | None, members: Mapping[str, bytes], file: str) -> None:
        self.content, self.styles, self.members, self.file = content, styles, members, file
        self.used: set[str] = set()
        """Members that were followed."""

    def member(self, address: str) -> str:
        """Return the member that an address inside the file leads to; nothing for one outside of it."""
        if self.is_outside(address):
            return ""
        name = posixpath.normpath(unquote(address.partition("#")[0])).removeprefix("./")
        self.used.add(name)
        return name if name in self.members else ""

    def is_outside(self, address: str) -> bool:
        """Tell whether an address leads out of the file."""
        return bool(re.match(r"[a-z][a-z0-9+.-]*:|/|\.\./", address, re.IGNORECASE))

    def object(self, address: str) -> Element | None:
        """Return the tree of a document inside the document, such as a formula or a chart."""
        folder = posixpath.normpath(unquote(address)).removeprefix("./")
        self.used |= {name for name in self.members if name.startswith(f"{folder}/")}
        data = self.members.get(f"{folder}/content.xml") or self.members.get(folder)
        if not data or not data.lstrip().startswith(b"<"):
            return None
        return shortened(read_xml(data, f"{self.file}: {folder}"))


def open_package(data: bytes, file: str) -> Package:
    """Open an OpenDocument file without trust. Raises ContentError."""
    if not data.startswith(b"PK\x03\x04"):
        root = shortened(read_xml(data, file))
        if root.tag != "office:document" or not root.get("office:mimetype", _TEXT).startswith(_TEXT):
            raise ContentError(say("{name} is no OpenDocument text", name=file), _SAVE)
        return Package(root, None, {}, file)
    with opened_zip(BytesIO(data), LIMITS, file) as parts:
        members = {name: parts.read(name) for name in parts.namelist() if not name.endswith("/")}
    kind = members.get("mimetype", _TEXT.encode()).decode("ascii", "replace").strip()
    if "content.xml" not in members or not kind.startswith(_TEXT):
        raise ContentError(say("{name} is no OpenDocument text", name=file), _SAVE)
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise ContentError(say("{name} is locked with a password", name=file), say("ask for it without one"))
    styles = members.get("styles.xml", b"")
    return Package(
        shortened(read_xml(members["content.xml"], f"{file}: content.xml")),
        shortened(read_xml(styles, f"{file}: styles.xml")) if styles.strip() else None,
        members,
        file,
    )


def shortened(root: Element) -> Element:
    """Give all names of a tree short prefixes."""
    known: dict[str, str] = {}

    def short(name: str) -> str:
        if name not in known:
            space, _, local = name.removeprefix("{").rpartition("}")
            own = space.removeprefix(_OASIS).rpartition(":")[0] if space.startswith(_OASIS) else ""
            prefix = _PREFIXES.get(space) or _COMPATIBLE.get(own, own)
            known[name] = f"{prefix}:{local}" if prefix else name
        return known[name]

    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = short(node.tag)
            node.attrib = {short(name): value for name, value in node.attrib.items()}
    return root


def binary(node: Element) -> bytes:
    """Return what an element has inside itself in base64; nothing if it is damaged or too large."""
    text = next(("".join(inner.itertext()) for inner in node if inner.tag == "office:binary-data"), "")
    if len(text) > _MOST_BYTES:
        return b""
    try:
        return binascii.a2b_base64(text)
    except ValueError:
        return b""


def find(node: Element | None, *path: str) -> Element | None:
    """Return the first child of a child and so on."""
    for name in path:
        node = next((inner for inner in node if inner.tag == name), None) if node is not None else None
    return node


def within(node: Element | None, name: str) -> Iterator[Element]:
    """Yield all elements of a name below one."""
    return node.iter(name) if node is not None else iter(())
