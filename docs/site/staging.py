"""Puts the documents together as Sphinx is to read them: the files of docs/, those beside it, pages that are made.

The documents stay readable where they lie, so nothing of Sphinx stands in them. Here links that lead out of docs/ get
the place their file has in the site, and the lists of the two index pages become the tables of contents.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]
BESIDE = MappingProxyType(
    {
        "README.md": "project/readme.md",
        "CONTRIBUTING.md": "project/contributing.md",
        "SECURITY.md": "project/security.md",
        "CHANGELOG.md": "project/changelog.md",
        "docs/decisions": "decisions/index.md",
        "docs/guides": "index.md",
        "docs/zh/guides": "zh/index.md",
    }
)
"""What is no file of docs/ and a page of the site -> its place there."""
FILES = "project/files"
"""Where other files of the repository lie that documents link to."""
DECISIONS = "Why things are as they are"

_LINK = re.compile(r"(?<=\]\()([^)\s#:]+)(#[^)\s]*)?(?=\))")
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def staged() -> dict[str, str]:
    """Return the pages of the documents by their place in the site, as Sphinx reads them."""
    pages = {place_of(file): linked(file) for file in documents()}
    for name in [name for name in pages if PurePosixPath(name).name == "index.md"]:
        pages[name] += contents(pages[name])
    pages["decisions/index.md"] = decisions()
    return pages


def documents() -> list[Path]:
    """Return the documents: the files of docs/, and those beside it."""
    inside = (file for file in (ROOT / "docs").rglob("*.md") if "site" not in file.relative_to(ROOT / "docs").parts)
    return [*sorted(inside), *(ROOT / name for name in BESIDE if name.endswith(".md"))]


def place_of(file: Path) -> str:
    """Return the place of a document, a folder or another file of the repository in the site."""
    name = file.relative_to(ROOT).as_posix()
    if name in BESIDE:
        return BESIDE[name]
    return name.removeprefix("docs/") if name.startswith("docs/") else f"{FILES}/{name}"


def linked(file: Path) -> str:
    """Return the text of a document with the links as they are in the site."""
    here = PurePosixPath(place_of(file)).parent

    def moved(match: re.Match[str]) -> str:
        target = Path(os.path.normpath(file.parent / match[1]))
        if not target.is_relative_to(ROOT):
            return match[0]
        return os.path.relpath(place_of(target), here) + (match[2] or "")

    lines = [(line if code else _LINK.sub(moved, line), code) for line, code in lines_of(file.read_text("utf-8"))]
    return "".join(_joined(lines))


def _joined(lines: list[tuple[str, bool]]) -> Iterator[str]:
    """Yield the lines; where one ends with a han or its mark and the next begins so, a browser would put a blank."""
    for (line, code), (after, _) in zip(lines, [*lines[1:], ("", False)], strict=True):
        goes_on = not code and not line.startswith("#") and _WIDE.match(after) and _WIDE.match(line.rstrip("\n")[-1:])
        yield line.rstrip("\n") if goes_on else line


def lines_of(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a document and of each whether it belongs to a block of code."""
    fence = ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        yield line, bool(fence or found)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""


def links_of(file: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the links of a document that lead to files or places in them: line, path, what follows ``#``."""
    text = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), file.read_text("utf-8"), flags=re.DOTALL)
    for number, (line, code) in enumerate(lines_of(text), start=1):
        bare = "" if code else re.sub(r"(`+).*?\1", "", line)
        for target in re.findall(r"\]\(([^)\s]+)\)", bare):
            if "://" not in target and not target.startswith("mailto:"):
                path, _, place = target.partition("#")
                yield number, path, place


def other_files() -> dict[str, Path]:
    """Return the files that documents link to and that are none themselves, by their place in the site."""
    there = {place_of(file) for file in documents()} | set(BESIDE.values())
    targets = {
        Path(os.path.normpath(file.parent / path)) for file in documents() for _, path, _ in links_of(file) if path
    }
    return {
        place_of(target): target for target in sorted(targets) if target.is_file() and place_of(target) not in there
    }


def contents(text: str) -> str:
    """Return the tables of contents of an index page: one for each of its lists, under the heading over it.

    A list's links to folders above belong to another index.
    """
    parts = re.split(r"^## (.+)$", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL), flags=re.MULTILINE)[1:]
    return "".join(
        toctree(pages, title.strip())
        for title, body in zip(parts[::2], parts[1::2], strict=True)
        if (pages := re.findall(r"^- \[[^\]]*\]\((?!\.\./)([^)]+)\)", body, re.MULTILINE))
    )


def toctree(pages: list[str], title: str = "", *, hidden: bool = True) -> str:
    """Return a table of contents in MyST."""
    options = [*([":hidden:"] if hidden else []), *([f":caption: {title}"] if title else []), ":maxdepth: 1"]
    return "\n```{toctree}\n" + "\n".join([*options, "", *(page.removesuffix(".md") for page in pages)]) + "\n```\n"


def decisions() -> str:
    """Return the page that lists the decisions."""
    names = [file.name for file in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    told = "Each decision is of its day: what was chosen, what was weighed against it, what was measured.\n"
    return f"# {DECISIONS}\n\n{told}" + toctree(names, hidden=False)


def write(folder: Path, pages: Mapping[str, str], files: Mapping[str, Path]) -> None:
    """Bring a folder to hold these pages and copies of these files, and touch nothing that stays as it is."""
    wanted = {folder / name for name in (*pages, *files)}
    for old in [path for path in folder.rglob("*") if path.is_file() and path not in wanted]:
        old.unlink()
    for name, text in pages.items():
        place = folder / name
        if not place.is_file() or place.read_text("utf-8") != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
    for name, source in files.items():
        place = folder / name
        if not place.is_file() or place.stat().st_mtime < source.stat().st_mtime or _differs(place, source):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)


def _differs(one: Path, other: Path) -> bool:
    return one.stat().st_size != other.stat().st_size
