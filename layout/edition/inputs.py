"""Which files an ad or a story names, and what is in them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel

from layout.edition.model import Edition
from layout.files.bases import every_folder
from layout.files.digest import file_digest
from layout.files.known import Known


def files_of(model: BaseModel, folder: Path) -> tuple[tuple[str, str], ...]:
    """Return name and digest of every file that any text of the model names, seen from ``folder``.

    It asks which words are files rather than which keys hold names of files, so a new kind of ad cannot be forgotten.
    """
    return _files(_words(model), folder)


def edition_files(edition: Edition, folder: Path) -> tuple[tuple[str, str], ...]:
    """Return name and digest of every file that an edition's stories and ads name, seen from ``folder``."""
    models = (*edition.stories.values(), *edition.ads.values())
    return _files((word for model in models for word in _words(model)), folder)


LONGEST_NAME = 1024
"""Bytes; longer words are no paths."""


def _files(words: Iterable[str], folder: Path) -> tuple[tuple[str, str], ...]:
    names = dict.fromkeys(words)
    # A folder that cannot be listed may hold files all the same: then each word is asked for by itself.
    with suppress(OSError):
        there = (name for each in every_folder(folder) for name in os.listdir(each))
        here = {_folded(name) for name in ("", os.curdir, os.pardir, *there)}
        # What a path begins with is there, or the whole is not: nearly all words are told from files by that alone.
        names = {word: None for word in names if _folded(word.partition("/")[0]) in here}
    return tuple((name, found) for name in names if (found := _digest(folder, name)))


def _folded(name: str) -> str:
    """Return a name as file systems compare it that keep no case or write accents in another way."""
    return name if name.isascii() and name.islower() else unicodedata.normalize("NFC", name).casefold()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if 0 < len(value.encode("utf-8", "replace")) <= LONGEST_NAME and "\n" not in value and "\0" not in value:
            yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)


_words = Known(lambda model: tuple(dict.fromkeys(_texts(model))))
"""The words of a model that may be names of files."""


def _digest(folder: Path, name: str) -> str:
    try:
        path = folder / name
        return file_digest(path) if path.is_file() else ""
    except (OSError, ValueError):
        return ""
