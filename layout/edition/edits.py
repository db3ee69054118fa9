"""An edition.yaml changed by the program: only the lines of one key of one page change, all else stays as it was.

The file is the editor's: comments, order, indentation and line ends are kept. What cannot be changed safely (a page
written within braces, a value that would be cut in two) is refused with the lines to write by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.files import yaml

INDENT = "  "

Lines = Callable[[str], list[str]]
"""Makes the lines of a key and its value, given the indentation of the page's keys."""


def with_places(text: str, page: str, places: Mapping[str, str], file: str, *, said: bool = False) -> str:
    """Return the text of an edition.yaml with ``places`` (item -> place as an editor writes it) as a page's ``at:``.

    Those it had are replaced; without any the key goes, unless it is ``said`` that there are none. Raises ContentError
    as `with_key` does, and for a page that is given by ``areas:``.
    """
    if (node := page_node(text, page, file)).get("areas") is not None:
        raise ContentError(
            say("{file}:{line}: page {page} has areas: already", file=file, line=node.line, page=page),
            say("take areas: out, then choose a plan again"),
        )

    def lines(indent: str) -> list[str]:
        if not places:
            return [f"{indent}at: {{}}"]
        return [f"{indent}at:", *(f"{indent}{INDENT}{item}: {place}" for item, place in places.items())]

    def stands(written: yaml.Mapping) -> bool:
        at = written.get("at")
        if not isinstance(at, yaml.Mapping):
            return at is None and not places
        return {e.written: e.value.text for e in at.entries if isinstance(e.value, yaml.Scalar)} == dict(places)

    return _with_key(text, page, "at", lines if places or said else None, stands, file)


def with_ids(text: str, page: str, key: str, ids: Sequence[str], file: str) -> str:
    """Return the text of an edition.yaml with ``ids`` as a page's ``stories:`` or ``ads:``.

    An empty list of ads takes the key out; a page always names its stories. Raises ContentError as `with_key` does.
    """

    def lines(indent: str) -> list[str]:
        return [f"{indent}{key}: [{', '.join(ids)}]"]

    def stands(written: yaml.Mapping) -> bool:
        return ids_of(written, key) == list(ids)

    return _with_key(text, page, key, lines if ids or key == "stories" else None, stands, file)


def with_page(text: str, page: str, file: str) -> str:
    """Return the text of an edition.yaml in which a page has an entry of its own, so that keys can be written for it.

    An edition that is based on another need not name the pages of that one; of any other edition the text is returned
    as it is. Raises ContentError if the file cannot be read, or the page cannot be written there.
    """
    root = _root(text, file)
    pages = root.entry("pages")
    items = pages.value.items if pages and isinstance(pages.value, yaml.Sequence) else ()
    nodes = [item for item in items if isinstance(item, yaml.Mapping)]
    named = [node.get("id") for node in nodes]
    if root.entry("based_on") is None or any(isinstance(n, yaml.Scalar) and n.text.strip() == page for n in named):
        return text
    lines, entry = text.rstrip("\n").split("\n"), [f"{INDENT}- id: {page}"]
    if pages is None:
        lines += ["pages:", *entry]
    elif nodes:
        first = nodes[-1].entries[0]
        line = lines[first.line - 1]
        column = max(0, line.index("- ") if line.lstrip().startswith("- ") else line.index(first.written) - len("- "))
        at = end_of(lines, max(entry.line for entry in nodes[-1].entries) - 1, f"{' ' * column} ")
        lines.insert(at, f"{' ' * column}- id: {page}")
    else:
        lines[pages.line - 1 : end_of(lines, pages.line - 1, "")] = ["pages:", *entry]
    made = "\n".join((*lines, ""))
    try:
        page_node(made, page, file)
    except ContentError:
        raise _within_braces(file, pages.line if pages else root.line, page, "\n".join(entry)) from None
    return made


def without_item(text: str, page: str, item: str, file: str) -> str:
    """Return the text of an edition.yaml in which no ``at`` and no ``forbid`` of a page names an item.

    Raises ContentError as `with_key` does.
    """
    for key in ("at", "forbid"):
        node = page_node(text, page, file).get(key)
        if isinstance(node, yaml.Mapping) and node.entry(item):
            kept = {e.written: _place_written(e.value) for e in node.entries if e.written != item}
            text = _with_entries(text, page, key, kept, file)
    return text


def _with_entries(text: str, page: str, key: str, entries: Mapping[str, str], file: str) -> str:
    def lines(indent: str) -> list[str]:
        return [f"{indent}{key}:", *(f"{indent}{INDENT}{item}: {value}" for item, value in entries.items())]

    def stands(written: yaml.Mapping) -> bool:
        node = written.get(key)
        names = {entry.written for entry in node.entries} if isinstance(node, yaml.Mapping) else set[str]()
        return names == set(entries)

    return _with_key(text, page, key, lines if entries else None, stands, file)


def _place_written(node: yaml.Node) -> str:
    """Return a place, or a list of places, as it can be written on one line."""
    if isinstance(node, yaml.Sequence):
        return f"[{', '.join(json.dumps(_place_written(item), ensure_ascii=False) for item in node.items)}]"
    return node.text if isinstance(node, yaml.Scalar) else ""


def without_key(text: str, page: str, key: str, file: str) -> str:
    """Return the text of an edition.yaml whose page has not that key. Raises ContentError as `with_key` does."""
    if page_node(text, page, file).entry(key) is None:
        return text
    return _with_key(text, page, key, None, lambda written: written.entry(key) is None, file)


def with_head(text: str, values: Mapping[str, str], file: str) -> str:
    """Return the text of an edition.yaml with values of keys of the file itself, such as ``date``.

    Those that are not there are written behind ``paper``. Raises ContentError if the file cannot be read.
    """
    root = _root(text, file)
    there = {key: node for key in values if isinstance(node := root.get(key), yaml.Scalar) and node.end > node.start}
    for key, node in sorted(there.items(), key=lambda each: each[1].start, reverse=True):
        text = text[: node.start] + values[key] + text[node.end :]
    lines = text.split("\n")
    paper = root.entry("paper") or root.entries[0]
    at = end_of(lines, paper.line - 1, "") if paper.written == "paper" else paper.line - 1
    lines[at:at] = [f"{key}: {value}" for key, value in values.items() if key not in there]
    made = "\n".join(lines)
    found = _root(made, file)
    if any(not isinstance(node := found.get(key), yaml.Scalar) or node.text != value for key, value in values.items()):
        said = "\n".join(f"{key}: {value}" for key, value in values.items())
        raise ContentError(
            say("{file} cannot be changed here", file=file), say("put this there by hand:\n{said}", said=said)
        )
    return made


def _root(text: str, file: str) -> yaml.Mapping:
    report = Report()
    root = yaml.parse_yaml(text, file, report)
    if report.errors or not isinstance(root, yaml.Mapping) or not root.entries:
        raise ContentError(
            listing(report.errors) if report.errors else say("{file} is empty", file=file),
            say("mend {path} first, then copy the edition", path=file),
            report.errors,
        )
    return root


def ids_of(page: yaml.Mapping, key: str) -> list[str]:
    """Return the ids that a page's key lists; none if it is not there."""
    node = page.get(key)
    if not isinstance(node, yaml.Sequence):
        return []
    return [item.text for item in node.items if isinstance(item, yaml.Scalar)]


def page_node(text: str, page: str, file: str) -> yaml.Mapping:
    """Return a page of an edition.yaml as it is written. Raises ContentError if the file or the page cannot be read."""
    report = Report()
    root = yaml.parse_yaml(text, file, report)
    pages = root.get("pages") if isinstance(root, yaml.Mapping) else None
    items = pages.items if isinstance(pages, yaml.Sequence) else ()
    for node in items:
        name = node.get("id") if isinstance(node, yaml.Mapping) and not report.errors else None
        if isinstance(node, yaml.Mapping) and isinstance(name, yaml.Scalar) and name.text.strip() == page:
            return node
    raise ContentError(
        say("{file}: page {page} was not found", file=file, page=page), say("look at the file, and plan the page again")
    )


def _with_key(
    text: str, page: str, key: str, made: Lines | None, stands: Callable[[yaml.Mapping], bool], file: str
) -> str:
    """Return the text with a page's key written anew, or taken out if ``made`` is None.

    The result is read again: unless ``stands`` finds the new value there, nothing is changed. Raises ContentError then.
    """
    node, lines = page_node(text, page, file), text.split("\n")
    first = node.entries[0]
    if lines[first.line - 1].lstrip().startswith(("{", "- {")):
        said = "\n".join(made("")) if made else say("(no {key}:)", key=key)
        raise _within_braces(file, node.line, page, said)
    indent = " " * lines[first.line - 1].index(first.written)
    old = node.entry(key)
    if old is not None:
        start, end = old.line - 1, end_of(lines, old.line - 1, indent)
    else:
        start = end = end_of(lines, max(entry.line for entry in node.entries) - 1, indent)
    new = made(indent) if made else []
    if old is not None and not new and old is first:
        raise ContentError(
            say("{file}:{line}: {key}: begins page {page}", file=file, line=node.line, key=key, page=page),
            say("take {key}: out by hand", key=key),
        )
    if old is not None and old is first and new:
        # The first key of a page stands behind its hyphen.
        new[0] = lines[start][: len(indent)] + new[0].removeprefix(indent)
    lines[start:end] = new
    changed = "\n".join(lines)
    try:
        found = stands(page_node(changed, page, file))
    except ContentError:
        found = False
    if not found:
        said = "\n".join(made(indent)) if made else say("(no {key}:)", key=key)
        raise ContentError(
            say("{file}:{line}: page {page} cannot be changed here", file=file, line=node.line, page=page),
            say("put this there by hand:\n{said}", said=said),
        )
    return changed


def _within_braces(file: str, line: int, page: str, said: str) -> ContentError:
    return ContentError(
        say(
            "{file}:{line}: page {page} is written within braces and cannot be changed here",
            file=file,
            line=line,
            page=page,
        ),
        say("write it one key a line, or put this there by hand:\n{said}", said=said),
    )


def end_of(lines: list[str], start: int, indent: str) -> int:
    """Return the line after the value that begins on a line: what follows is indented no deeper than its key."""
    end = start + 1
    last = end
    while end < len(lines):
        line = lines[end]
        if line.strip() and not line.startswith(f"{indent} "):
            break
        end += 1
        if line.strip() and not line.lstrip().startswith("#"):
            last = end
    return last
