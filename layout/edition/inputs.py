"""Which files an ad or a story names, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from layout.edition.model import Edition
from layout.files.digest import file_digest
from layout.files.known import Known


def files_of(model: BaseModel, folder: Path) -> tuple[tuple[str, str], ...]:
    """Return name and digest of every file that any text of the model names, seen from ``folder``.

    It asks which words are files rather than which keys hold names of files, so a new kind of ad cannot be forgotten.
    """
    return tuple((name, found) for name in _names(model) if (found := _digest(folder, name)))


def edition_files(edition: Edition, folder: Path) -> tuple[tuple[str, str], ...]:
    """Return name and digest of every file that an edition's stories and ads name, seen from ``folder``."""
    models = (*edition.stories.values(), *edition.ads.values())
    found = dict(pair for model in models for pair in files_of(model, folder))
    return tuple(found.items())


LONGEST_NAME = 1024
"""Bytes; longer words are no paths."""


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if 0 < len(value.encode("utf-8", "replace")) <= LONGEST_NAME and "\n" not in value and "\0" not in value:
            yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from _words(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _words(part)


_names = Known(lambda model: tuple(dict.fromkeys(_words(model))))
"""The words of a model that may be names of files."""


def _digest(folder: Path, name: str) -> str:
    try:
        path = folder / name
        return file_digest(path) if path.is_file() else ""
    except (OSError, ValueError):
        return ""
