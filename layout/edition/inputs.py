"""Which files an ad or a story names, and what is in them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel

from layout.edition.model import Edition
from layout.files.digest import file_digest


def files_of(model: BaseModel, folder: Path) -> tuple[tuple[str, str], ...]:
    """Return name and digest of every file that any text of the model names, seen from ``folder``.

    It asks which words are files rather than which keys hold names of files, so a new kind of ad cannot be forgotten.
    """
    return _files((model,), folder)


def edition_files(edition: Edition, folder: Path) -> tuple[tuple[str, str], ...]:
    """Return name and digest of every file that an edition's stories and ads name, seen from ``folder``."""
    return _files((*edition.stories.values(), *edition.ads.values()), folder)


LONGEST_NAME = 1024
"""Bytes; longer words are no paths."""


def _files(models: Iterable[BaseModel], folder: Path) -> tuple[tuple[str, str], ...]:
    words: dict[str, None] = {}
    for model in models:
        _collect(model, words)
    beside = os.listdir(folder) if folder.is_dir() else []
    here = {_folded(name) for name in ("", os.curdir, os.pardir, *beside)}
    # What a path begins with is there, or the whole is not: nearly all words are told from files by that alone.
    names = (word for word in words if _folded(word.partition("/")[0]) in here and _is_name(word))
    return tuple((name, found) for name in names if (found := _digest(folder, name)))


def _folded(name: str) -> str:
    """Return a name as file systems compare it that keep no case or write accents in another way."""
    return name if name.isascii() and name.islower() else unicodedata.normalize("NFC", name).casefold()


def _is_name(word: str) -> bool:
    return 0 < len(word.encode("utf-8", "replace")) <= LONGEST_NAME and "\n" not in word and "\0" not in word


def _collect(value: object, words: dict[str, None]) -> None:
    if isinstance(value, str):
        words[value] = None
    elif isinstance(value, BaseModel):
        for _, part in value:
            _collect(part, words)
    elif isinstance(value, dict):
        for part in value.values():
            _collect(part, words)
    elif isinstance(value, tuple | list):
        for part in value:
            _collect(part, words)


def _digest(folder: Path, name: str) -> str:
    try:
        path = folder / name
        return file_digest(path) if path.is_file() else ""
    except (OSError, ValueError):
        return ""
