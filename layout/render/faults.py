"""What is wrong with a template's style sheets, with file, line and word.

Two sources: names of tokens that do not exist, which CSS itself would pass over in silence, and what WeasyPrint
says it ignored. It tells line and column but not the file, so the file is the one that has the word there.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, listing
from layout.base.errors import TemplateError
from layout.base.messages import say
from layout.design.tokens import Design
from layout.files.text import meant, shown
from layout.render.html import property_names, template_folders

_USED = re.compile(r"var\(\s*(--[\w-]+)\s*(,|\{\{)?")
"""A property in use, and what follows: a comma before a fallback, or braces in which Jinja2 ends the name."""
_MADE = re.compile(r"(--[\w-]+)\s*:")
_COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
_PLACE = re.compile(r" at (\d+):(\d+)")
_WORD = re.compile(r"`([^`]*)")
_FAULT = re.compile(r"Ignored|Invalid|Unsupported|Parse error|Failed to load|Missing|Unknown|unsupported|invalid")


def style_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a template, and of what all templates share, that may hold CSS."""
    return tuple(
        sorted(
            path for place in template_folders(folder) for path in place.glob("*") if path.suffix in (".css", ".html")
        )
    )


def check_tokens(folder: Path, design: Design) -> None:
    """Raise TemplateError if a style sheet names a custom property that no token and no rule makes."""
    texts = {path: without_comments(path.read_text("utf-8", "replace")) for path in style_files(folder)}
    known = set(property_names(design))
    for text in texts.values():
        known |= set(_MADE.findall(text))
    faults = []
    for path, text in texts.items():
        for found in _USED.finditer(text):
            if found[1] not in known and not found[2]:
                hint = meant(found[1], known)
                place = Place(shown(path), text.count("\n", 0, found.start()) + 1)
                said = say("there is no token {token}", token=found[1])
                faults.append(Finding(Code.TEMPLATE_TOKEN, Severity.ERROR, said, place, hint))
    if faults:
        raise TemplateError(
            listing(faults),
            say("a token of design.yaml is written with hyphens: grid: row: is var(--grid-row)"),
        )


def without_comments(text: str) -> str:
    """Return the text of a style sheet or a template with blanks in place of its comments."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Gather what WeasyPrint says while it works."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, ear = logging.getLogger("weasyprint"), Ear(logging.WARNING)
    logger.addHandler(ear)
    try:
        yield said
    finally:
        logger.removeHandler(ear)


def report_css(said: Iterable[str], folder: Path) -> None:
    """Raise TemplateError if WeasyPrint left anything of the style sheets out."""
    files = style_files(folder)
    faults = [_located(message, files) for message in dict.fromkeys(said) if _FAULT.search(message)]
    if faults:
        raise TemplateError(
            listing(faults), say("mend these lines: what is ignored would silently not be drawn"), faults
        )


def _located(message: str, files: Sequence[Path]) -> Finding:
    message = " ".join(message.split())
    place, word = _PLACE.search(message), _WORD.search(message)
    if not place:
        return Finding(Code.TEMPLATE_CSS, Severity.ERROR, message)
    line, column = int(place[1]), int(place[2])
    name = re.split(r"[\s:({]", word[1].strip(), maxsplit=1)[0] if word else ""
    for path in files:
        lines = path.read_text("utf-8", "replace").splitlines()
        if path.suffix == ".css" and line <= len(lines) and lines[line - 1][column - 1 :].startswith(name or "\0"):
            said = message[: place.start()] + message[place.end() :]
            return Finding(Code.TEMPLATE_CSS, Severity.ERROR, said, Place(shown(path), line))
    return Finding(Code.TEMPLATE_CSS, Severity.ERROR, message)
