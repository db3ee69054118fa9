"""The ads.yaml of an edition as bookings are added to it: what is there stays as it is to the byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from layout.ads.kinds import KINDS
from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError
from layout.base.messages import listed, say
from layout.base.text import one_line
from layout.files.atomic import write_whole
from layout.files.models import Form, read_model
from layout.files.project import ADS_FILE
from layout.files.text import read_source, shown
from layout.files.yaml import Mapping, Node, Scalar, Sequence, parse_yaml
from layout.intake.bookings_ads import NoAd, Value, ad_text

_NOT_WORDS = frozenset({"id", "kind", "size", "columns", "rows", "border", "position"})
"""Keys in which two ads of the same booking may differ."""


@dataclass(slots=True)
class AdsFile:
    """The ads.yaml of an edition: its text, what is in it, and what is added."""

    path: Path
    text: str
    indent: str
    ids: set[str]
    words: dict[tuple[str, ...], str]
    """The words of each ad and classified entry -> the ad's id."""
    added: dict[str, str] = field(default_factory=dict)
    """Id -> text."""

    @classmethod
    def read(cls, edition: Path) -> AdsFile:
        """Read the file, if there is one. Raises ContentError for one with faults, or that cannot be added to."""
        path, report = edition / ADS_FILE, Report()
        ids = {story.stem for story in edition.glob("*.md")}
        if not path.exists() and not path.is_symlink():
            return cls(path, "", "", ids, {})
        source = read_source(path, edition, report)
        root = parse_yaml(source.text, source.file, report) if source else None
        if source is None or report.errors:
            raise ContentError(listing(report.findings))
        if root is None:
            return cls(path, source.text, "", ids, {})
        items = root.items if isinstance(root, Sequence) else ()
        line = source.text.split("\n")[root.line - 1]
        if not items or not line.lstrip().startswith("- "):
            raise ContentError(
                say("{file} is no list with a hyphen before each ad, and cannot be added to", file=source.file),
                say("write each ad on lines of its own: - id: house"),
            )
        words = {}
        for item in items:
            ad = item.get("id") if isinstance(item, Mapping) else None
            name = ad.text if isinstance(ad, Scalar) else ""
            ids.add(name)
            words[words_of(item)] = name
            entries = item.get("entries") if isinstance(item, Mapping) else None
            for entry in entries.items if isinstance(entries, Sequence) else ():
                words[words_of(entry)] = name
        return cls(path, source.text, line[: len(line) - len(line.lstrip())], ids, words)

    def free_id(self, wanted: str) -> str:
        """Return an id that no ad and no story has."""
        name = wanted
        for number in range(2, 10_000):
            if name not in self.ids:
                break
            name = f"{wanted}-{number}"
        return name

    def checked(self, ad: dict[str, Value]) -> tuple[str, Mapping]:
        """Return an ad as text and as it is read back. Raises NoAd with what the loader says against it."""
        text, report = ad_text(ad, self.indent), Report()
        root = parse_yaml(text, ADS_FILE, report)
        node = root.items[0] if isinstance(root, Sequence) else None
        model = next((kind.model for kind in KINDS if kind.name == ad["kind"]), None)
        if isinstance(node, Mapping) and model is not None and not report.errors:
            read_model(model, Form(node, ADS_FILE), report)
        if report.errors or not isinstance(node, Mapping):
            faults = listed([finding.message for finding in report.errors], "; ")
            raise NoAd(faults, next((finding.hint for finding in report.errors), ""))
        return text, node

    def add(self, ad_id: str, text: str, node: Node) -> None:
        """Add an ad as it is written and read back."""
        self.added[ad_id] = text
        self.ids.add(ad_id)
        self.words[words_of(node)] = ad_id

    def write(self) -> None:
        """Write the new ads under what is there. Raises ContentError if they would not be read so."""
        if not self.added:
            return
        before = self.path.read_bytes() if self.path.exists() else b""
        # A blank line before each ad, as everybody writes them; none before the first of the file.
        end = "" if not before or before.endswith(b"\n") else "\n"
        begun = end + "\n" if before.strip() else end
        made = begun + "\n".join(self.added.values())
        report = Report()
        root = parse_yaml(self.text + made, ADS_FILE, report)
        items = root.items if isinstance(root, Sequence) else ()
        names = [
            name.text for item in items if isinstance(item, Mapping) and isinstance(name := item.get("id"), Scalar)
        ]
        if report.errors or names[-len(self.added) :] != list(self.added):
            raise ContentError(
                say("{file} cannot be added to here", file=shown(self.path)),
                say("put this there by hand:\n{said}", said=made),
            )
        ends = "\r\n" if b"\r\n" in before else "\n"
        write_whole(self.path, before + made.replace("\n", ends).encode("utf-8"))


def words_of(node: Node) -> tuple[str, ...]:
    """Return the words of an ad or an entry, by which the same booking is known again."""
    if isinstance(node, Scalar):
        return (one_line(node.text),)
    if isinstance(node, Sequence):
        return tuple(word for item in node.items for word in words_of(item))
    entries = sorted(node.entries, key=lambda entry: entry.name)
    return tuple(
        word for entry in entries if entry.name not in _NOT_WORDS for word in (entry.name, *words_of(entry.value))
    )
