"""An edition.yaml changed by the program: only the lines of one key of one page change, all else stays as it was.

The file is the editor's: comments, order, indentation and line ends are kept. What cannot be changed safely (a page
written within braces, a value that would be cut in two) is refused with the lines to write by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.files import yaml

INDENT = "  "

Lines = Callable[[str], list[str]]
"""Makes the lines of a key and its value, given the indentation of the page's keys."""


def with_places(text: str, page: str, places: Mapping[str, str], file: str) -> str:
    """Return the text of an edition.yaml with ``places`` (item -> place as an editor writes it) as a page's ``at:``.

    Those it had are replaced; without any the key goes. Raises ContentError as `with_key` does, and for a page that
    is given by ``areas:``.
    """
    if (node := page_node(text, page, file)).get("areas") is not None:
        raise ContentError(
            say("{file}:{line}: page {page} has areas: already", file=file, line=node.line, page=page),
            say("take areas: out, then choose a plan again"),
        )

    def lines(indent: str) -> list[str]:
        return [f"{indent}at:", *(f"{indent}{INDENT}{item}: {place}" for item, place in places.items())]

    def stands(written: yaml.Mapping) -> bool:
        at = written.get("at")
        if not isinstance(at, yaml.Mapping):
            return at is None and not places
        return {e.written: e.value.text for e in at.entries if isinstance(e.value, yaml.Scalar)} == dict(places)

    return _with_key(text, page, "at", lines if places else None, stands, file)


def with_ids(text: str, page: str, key: str, ids: Sequence[str], file: str) -> str:
    """Return the text of an edition.yaml with ``ids`` as a page's ``stories:`` or ``ads:``.

    An empty list of ads takes the key out; a page always names its stories. Raises ContentError as `with_key` does.
    """

    def lines(indent: str) -> list[str]:
        return [f"{indent}{key}: [{', '.join(ids)}]"]

    def stands(written: yaml.Mapping) -> bool:
        return ids_of(written, key) == list(ids)

    return _with_key(text, page, key, lines if ids or key == "stories" else None, stands, file)


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
        raise ContentError(
            say(
                "{file}:{line}: page {page} is written within braces and cannot be changed here",
                file=file,
                line=node.line,
                page=page,
            ),
            say("write it one key a line, or put this there by hand:\n{said}", said=said),
        )
    indent = " " * lines[first.line - 1].index(first.written)
    old = node.entry(key)
    if old is not None:
        start, end = old.line - 1, _end(lines, old.line - 1, indent)
    else:
        start = end = _end(lines, max(entry.line for entry in node.entries) - 1, indent)
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


def _end(lines: list[str], start: int, indent: str) -> int:
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
