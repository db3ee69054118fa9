"""Places written into an edition's page file: a plan that was chosen becomes the page's ``at:``.

The file is the editor's: only the lines of ``at:`` change, everything else, comments too, stays as it was.
"""

from __future__ import annotations

from pathlib import Path

from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.edition.load import EDITION_FILE
from layout.edition.places import GridPlace
from layout.files.atomic import write_whole
from layout.files.text import read_source, shown
from layout.files.yaml import Mapping, Node, Scalar, Sequence, parse_yaml
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan

INDENT = "  "


def place_of(rect: GridRect) -> GridPlace:
    """Return a rectangle as an editor writes it, counted from 1."""
    return GridPlace((rect.column + 1, rect.right), (rect.row + 1, rect.foot))


def pin_lines(plan: PagePlan, indent: str) -> list[str]:
    """Return the lines of ``at:`` that pin a whole plan; the nameplate has its place anyway."""
    ordered = sorted(plan.placements, key=lambda placed: (placed.rect.row, placed.rect.column))
    pins = [f"{indent}{INDENT}{p.item}: {place_of(p.rect)}" for p in ordered if p.kind is not ItemKind.NAMEPLATE]
    return [f"{indent}at:", *pins]


def pinned_text(text: str, plan: PagePlan, file: str) -> str:
    """Return the text of an edition.yaml with a plan as the places of its page; those it had are replaced.

    Raises ContentError if the file cannot be read, has no such page, or writes it within braces.
    """
    report = Report()
    root = parse_yaml(text, file, report)
    pages = root.get("pages") if isinstance(root, Mapping) else None
    page = next((node for node in _items(pages) if _is_page(node, plan.page)), None)
    if page is None or report.errors:
        raise ContentError(f"{file}: page {plan.page} was not found", "look at the file, and plan the page again")
    lines = text.split("\n")
    if page.get("areas") is not None:
        raise ContentError(
            f"{file}:{page.line}: page {plan.page} has areas: already", "take areas: out, then choose a plan again"
        )
    first = page.entries[0]
    if lines[first.line - 1].lstrip().startswith(("{", "- {")):
        said = "\n".join(pin_lines(plan, ""))
        raise ContentError(
            f"{file}:{page.line}: page {plan.page} is written within braces and cannot be changed here",
            f"write it one key a line, or put this there by hand:\n{said}",
        )
    indent = " " * lines[first.line - 1].index(first.written)
    old = page.entry("at")
    if old is not None:
        start, end = old.line - 1, _end(lines, old.line - 1, indent)
    else:
        start = end = _end(lines, max(entry.line for entry in page.entries) - 1, indent)
    lines[start:end] = pin_lines(plan, indent)
    made = "\n".join(lines)
    if not _has_pins(made, plan, file):
        said = "\n".join(pin_lines(plan, indent))
        raise ContentError(
            f"{file}:{page.line}: page {plan.page} cannot be changed here", f"put this there by hand:\n{said}"
        )
    return made


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


def _has_pins(text: str, plan: PagePlan, file: str) -> bool:
    report = Report()
    root = parse_yaml(text, file, report)
    pages = root.get("pages") if isinstance(root, Mapping) else None
    page = next((node for node in _items(pages) if _is_page(node, plan.page)), None)
    at = page.get("at") if page else None
    if report.errors or not isinstance(at, Mapping):
        return False
    pins = {entry.written: entry.value.text for entry in at.entries if isinstance(entry.value, Scalar)}
    wanted = {p.item: str(place_of(p.rect)) for p in plan.placements if p.kind is not ItemKind.NAMEPLATE}
    return pins == wanted


def write_pins(folder: Path, plan: PagePlan) -> None:
    """Write a plan's places into the edition.yaml of a folder. Raises ContentError or OutputError if not."""
    path = folder / EDITION_FILE
    report = Report()
    source = read_source(path, folder, report)
    if source is None:
        raise ContentError("\n".join(map(str, report.findings)))
    made = pinned_text(source.text, plan, source.file)
    try:
        # The text was read with line feeds alone; an editor's file keeps the line ends it has.
        ends = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
    except OSError as error:
        raise ContentError(f"{shown(path)} cannot be read: {error.strerror}", "look at its rights") from error
    write_whole(path, made.replace("\n", ends).encode("utf-8"))


def _items(node: Node | None) -> tuple[Mapping, ...]:
    return tuple(item for item in node.items if isinstance(item, Mapping)) if isinstance(node, Sequence) else ()


def _is_page(page: Mapping, name: str) -> bool:
    node = page.get("id")
    return isinstance(node, Scalar) and node.text.strip() == name
