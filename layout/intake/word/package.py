"""A Word file as a package: its parts, and how they refer to each other (ECMA-376, part 2).

Names of elements and attributes come with short prefixes, ``w:p``, whatever the file writes: those of ISO/IEC 29500
Strict are the same as those of Transitional.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from types import MappingProxyType
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from layout.base.errors import ContentError
from layout.base.messages import say
from layout.files.zips import ZipLimits, opened_zip
from layout.intake.xml import read_xml

LIMITS = ZipLimits(members=2000, bytes=200_000_000, ratio=150)

_OPEN = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_MICROSOFT = "http://schemas.microsoft.com/office"
_PREFIXES = {
    f"{_OPEN}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OPEN}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_OPEN}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OPEN}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OPEN}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OPEN}/drawingml/2006/picture": "pic",
    f"{_STRICT}/drawingml/picture": "pic",
    f"{_OPEN}/drawingml/2006/diagram": "dgm",
    f"{_STRICT}/drawingml/diagram": "dgm",
    f"{_OPEN}/drawingml/2006/chart": "c",
    f"{_STRICT}/drawingml/chart": "c",
    f"{_OPEN}/markup-compatibility/2006": "mc",
    f"{_OPEN}/package/2006/relationships": "rel",
    f"{_MICROSOFT}/word/2010/wordml": "w14",
    f"{_MICROSOFT}/word/2012/wordml": "w15",
    f"{_MICROSOFT}/word/2015/wordml/symex": "w16se",
    f"{_MICROSOFT}/word/2010/wordprocessingDrawing": "wp14",
    f"{_MICROSOFT}/word/2010/wordprocessingShape": "wps",
    f"{_MICROSOFT}/word/2010/wordprocessingGroup": "wpg",
    f"{_MICROSOFT}/word/2010/wordprocessingCanvas": "wpc",
    f"{_MICROSOFT}/drawing/2014/chartex": "cx",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_UNDERSTOOD = frozenset(
    {"w", "r", "m", "a", "wp", "pic", "c", "dgm", "w14", "w15", "w16se", "wp14", "wps", "wpg", "wpc"}
)
"""What a choice may ask for to be taken: the rest has a fallback that can be read (ECMA-376, part 3, 7.5)."""
_CHOSEN_BY_NAME = re.compile(r"cx[0-9]*|c14|a14|v")
"""Prefixes of what is read, or does not change the words."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a binary .doc begins with, and a .docx that is locked with a password [MS-CFB 2.2]."""

_SAVE = say("open it in Word or LibreOffice and save it as .docx")


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference of one part: the last word of its type, and a part's name or an address outside."""

    kind: str
    target: str
    external: bool

    @property
    def name(self) -> str:
        """The name of the file it leads to, without its folders."""
        return re.split(r"[/\\]", self.target.rstrip("/\\"))[-1] or self.target


class Package:
    """The parts of one Word file. Trees of XML are read once."""

    def __init__(self, members: Mapping[str, bytes], file: str) -> None:
        """Read all XML of the members without trust. Raises ContentError if one cannot be read, or should not be."""
        self.members, self.file = members, file
        self.names = {name.lower(): name for name in members}
        self.trees: dict[str, Element] = {}
        self._relations: dict[str, Mapping[str, Relation]] = {}
        for name, data in members.items():
            if name.lower().endswith((".xml", ".rels", ".vml")) and data.strip(b"\0 \r\n\t"):
                self.trees[name] = _shortened(read_xml(data, f"{file}: {name}", doctype=False), data)

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return the references of a part by their ids; of the package itself for nothing."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            found = self.names.get(posixpath.join(folder, "_rels", f"{name}.rels").lower(), "")
            root = self.trees.get(found)
            made = {node.get("Id", ""): self._relation(node, folder) for node in (() if root is None else root)}
            self._relations[part] = MappingProxyType(made)
        return self._relations[part]

    def _relation(self, node: Element, folder: str) -> Relation:
        kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
        if node.get("TargetMode") == "External":
            return Relation(kind, target, True)
        path = posixpath.normpath(posixpath.join("/", folder, unquote(target.partition("#")[0]))).lstrip("/")
        return Relation(kind, self.names.get(path.lower(), path), False)

    def of_kind(self, part: str, kind: str) -> Iterator[str]:
        """Yield the parts that a part refers to by one kind of reference."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external and relation.target in self.members:
                yield relation.target

    def tree(self, part: str, kind: str) -> Element | None:
        """Return the root of the one part that a part refers to by a kind, such as its styles."""
        return next((self.trees[name] for name in self.of_kind(part, kind) if name in self.trees), None)

    @cached_property
    def main(self) -> str:
        """The name of the part that has the text. Raises ContentError if there is none."""
        for name in self.of_kind("", "officeDocument"):
            if name in self.trees and self.trees[name].tag == "w:document":
                return name
        raise ContentError(say("{name} is no Word document", name=self.file), _SAVE)


def open_package(data: bytes, file: str) -> Package:
    """Open a Word file without trust. Raises ContentError."""
    if data.startswith(_OLE):
        said = say("{name} is an old .doc, or is locked with a password", name=file)
        raise ContentError(said, say("open it in Word and save it as .docx, without a password"))
    with opened_zip(BytesIO(data), LIMITS, file) as parts:
        members = {name: parts.read(name) for name in parts.namelist() if not name.endswith("/")}
    if "[content_types].xml" not in {name.lower() for name in members}:
        raise ContentError(say("{name} is no Word document", name=file), _SAVE)
    return Package(members, file)


def _shortened(root: Element, data: bytes) -> Element:
    """Give all names of a tree short prefixes, and a choice a note whether what it asks for is understood."""
    known: dict[str, str] = {}
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = _short(node.tag, known)
            node.attrib = {_short(name, known): value for name, value in node.attrib.items()}
            if node.tag == "mc:Choice":
                named = (_prefix(data, each) for each in node.get("Requires", "").split())
                understood = all(each in _UNDERSTOOD or _CHOSEN_BY_NAME.fullmatch(each) for each in named)
                node.set("understood", "1" if understood else "")
    return root


def _short(name: str, known: dict[str, str]) -> str:
    if name not in known:
        space, _, local = name.removeprefix("{").rpartition("}")
        known[name] = f"{_PREFIXES[space]}:{local}" if space in _PREFIXES else name
    return known[name]


def _prefix(data: bytes, prefix: str) -> str:
    """Return our prefix for one that a file declares; its own if it stands for something else."""
    found = re.search(rb"xmlns:" + re.escape(prefix.encode()) + rb"\s*=\s*[\"']([^\"']*)", data)
    return _PREFIXES.get(found[1].decode("utf-8", "replace"), prefix) if found else prefix
