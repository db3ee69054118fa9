"""An ads.yaml as text: which ads it has, ads taken out, ads of another one put in. Comments and all else stay."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError
from layout.base.messages import listed, say
from layout.edition.edits import end_of, with_ids, without_item
from layout.edition.references import page_words
from layout.edition.runs import Run, covers, parse_runs
from layout.files.yaml import Entry, Mapping, Node, Scalar, parse_yaml
from layout.files.yaml import Sequence as Items


@dataclass(frozen=True, slots=True)
class AdItem:
    """An ad of an ads.yaml: its id, the tree of its keys, its lines, and the days it was booked for."""

    id: str
    node: Mapping
    lines: tuple[str, ...]
    runs: tuple[Run, ...]

    def runs_on(self, day: datetime.date) -> bool:
        """Tell whether it was booked for a day."""
        return covers(self.runs, day)


def ad_items(text: str, file: str) -> tuple[AdItem, ...]:
    """Return the ads of an ads.yaml. Raises ContentError if it cannot be read, or has not a hyphen before each ad."""
    report = Report()
    root = parse_yaml(text, file, report)
    if report.errors:
        raise ContentError(listing(report.errors), say("mend {path} first", path=file), report.errors)
    if root is None:
        return ()
    items = root.items if isinstance(root, Items) else ()
    lines = text.split("\n")
    if not items or not all(isinstance(i, Mapping) and lines[i.line - 1].lstrip().startswith("- ") for i in items):
        raise ContentError(
            say("{file} is no list with a hyphen before each ad, and cannot be added to", file=file),
            say("write each ad on lines of its own: - id: house"),
        )
    found = []
    for node in items:
        if isinstance(node, Mapping):
            first = node.line - 1
            indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
            name = node.get("id")
            last = end_of(lines, first, indent)
            runs = _runs(node.entry("runs"), file)
            found.append(AdItem(name.text if isinstance(name, Scalar) else "", node, tuple(lines[first:last]), runs))
    return tuple(found)


def _runs(entry: Entry | None, file: str) -> tuple[Run, ...]:
    if entry is None or (isinstance(entry.value, Scalar) and entry.value.is_null):
        return ()
    nodes = entry.value.items if isinstance(entry.value, Items) else (entry.value,)
    try:
        return parse_runs(tuple(node.text if isinstance(node, Scalar) else "" for node in nodes))
    except ValueError as error:
        raise ContentError(
            say("{file}:{line}: {said}", file=file, line=entry.line, said=error.args[0]),
            say("mend {path} first", path=file),
        ) from None


def without_ads(text: str, ids: Collection[str], file: str) -> str:
    """Return the text of an ads.yaml without the ads of these ids."""
    lines = text.split("\n")
    for item in reversed(ad_items(text, file)):
        if item.id in ids:
            start = item.node.line - 1
            end = start + len(item.lines)
            while end < len(lines) - 1 and not lines[end].strip():
                end += 1
            del lines[start:end]
    return "\n".join(lines)


def pages_without(text: str, ids: Collection[str], file: str) -> str:
    """Return the text of an edition.yaml whose pages neither name the ads of these ids nor give them a place."""
    root = parse_yaml(text, file, Report())
    for page in page_words(root.get("pages") if isinstance(root, Mapping) else None) or ():
        ads = [word.text for word in page.ads or ()]
        kept = [name for name in ads if name not in ids]
        if kept != ads:
            for name in set(ads) - set(kept):
                text = without_item(text, page.id, name, file)
            text = with_ids(text, page.id, "ads", kept, file)
    return text


def why_gone(item: AdItem, day: datetime.date, source: str) -> str:
    """Say why an ad does not go on into the issue of a day; ``source`` is the edition it was in."""
    if not item.runs:
        return say("the ad {ad} has no runs:, and was booked for {source} alone", ad=item.id, source=source)
    if day > max(run.last for run in item.runs):
        return say("the ad {ad} has ended: it ran {runs}", ad=item.id, runs=listed(item.runs))
    return say("the ad {ad} waits: it runs {runs}", ad=item.id, runs=listed(item.runs))


def with_ads(text: str, items: Sequence[AdItem], file: str) -> str:
    """Return the text of an ads.yaml with ads of other files written under what it has.

    Raises ContentError if they would not be read so.
    """
    if not items:
        return text
    there = ad_items(text, file)
    indent = _indent(there[0].lines[0]) if there else ""
    made = text.rstrip("\n") + "\n" if text.strip() else ""
    for item in items:
        old = len(_indent(item.lines[0]))
        moved = (f"{indent}{line[old:]}" if line.strip() else line for line in item.lines)
        made += "\n" * bool(made) + "\n".join(moved) + "\n"
    if [item.id for item in ad_items(made, file)] != [item.id for item in (*there, *items)]:
        said = "\n".join(line for item in items for line in item.lines)
        raise ContentError(
            say("{file} cannot be added to here", file=file), say("put this there by hand:\n{said}", said=said)
        )
    return made


def without_neighbours(text: str, known: Collection[str], file: str) -> str:
    """Return the text of an ads.yaml whose ``not_beside`` names none but the ids that are known."""
    lines = text.split("\n")
    for item in reversed(ad_items(text, file)):
        entry = item.node.entry("not_beside")
        if entry is None or not isinstance(entry.value, Items):
            continue
        ids = [node.text for node in entry.value.items if isinstance(node, Scalar)]
        kept = [name for name in ids if name in known]
        at = entry.line - 1
        if kept != ids and not lines[at].lstrip().startswith("- "):
            indent = _indent(lines[at])
            lines[at : end_of(lines, at, indent)] = [f"{indent}{entry.written}: [{', '.join(kept)}]"] if kept else []
    return "\n".join(lines)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def words_of(nodes: Iterable[Node]) -> Iterable[str]:
    """Yield everything that is written as a value in trees: among it are the names of files."""
    for node in nodes:
        if isinstance(node, Scalar):
            yield node.text
        else:
            inside = node.items if isinstance(node, Items) else [entry.value for entry in node.entries]
            yield from words_of(inside)
