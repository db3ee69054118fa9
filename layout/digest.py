"""One number for any value of the program's data: what keys of the cache are made of.

Equal values have equal digests, in every process and on every day; values that differ anywhere, be it only in type,
have different ones. A value of a kind that is not known here is an error and never left out: what is not in a key
would make a page that is out of date.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path, PurePath

from pydantic import BaseModel

_BLOCK = 1 << 20


def digest(*values: object) -> str:
    """Return the digest of the values, 64 hexadecimal digits. Raises TypeError for a kind of value not known."""
    state = hashlib.blake2b(digest_size=32)
    _feed(state.update, values)
    return state.hexdigest()


def file_digest(path: Path) -> str:
    """Return the digest of a file's content; empty if there is no such file. Raises OSError if it cannot be read."""
    state = hashlib.blake2b(digest_size=32)
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                state.update(block)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return state.hexdigest()


def folder_digest(folder: Path, *endings: str) -> str:
    """Return the digest of the names and contents of all files below a folder, or of those with certain endings.

    Hidden files and Python's compiled ones are left out: they are no one's input.
    """
    found = []
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and (not endings or name.endswith(endings)):
                path = Path(place, name)
                found.append((path.relative_to(folder).as_posix(), file_digest(path)))
    return digest(*found)


def _feed(add: Callable[[bytes], None], value: object) -> None:
    match value:
        case None | bool() | int() | float() if not isinstance(value, Enum):
            _mark(add, type(value), repr(value).encode("ascii"))
        case Enum():
            _mark(add, type(value), value.name.encode("utf-8"))
        case str():
            _mark(add, str, value.encode("utf-8", "surrogatepass"))
        case bytes():
            _mark(add, bytes, value)
        case PurePath():
            _mark(add, PurePath, os.fsencode(value))
        case datetime.date():
            _mark(add, type(value), value.isoformat().encode("ascii"))
        case Mapping():
            _group(add, Mapping, [part for pair in value.items() for part in pair])
        case tuple() | list():
            _group(add, type(value), list(value))
        case set() | frozenset():
            _group(add, frozenset, sorted(digest(each) for each in value))
        case BaseModel():
            _group(add, type(value), [part for pair in value for part in pair])
        case _ if is_dataclass(value) and not isinstance(value, type):
            _group(add, type(value), [getattr(value, field.name) for field in fields(value)])
        case _:
            raise TypeError(f"a {type(value).__qualname__} cannot be in a key")


def _mark(add: Callable[[bytes], None], kind: type, data: bytes) -> None:
    add(f"{kind.__qualname__}:{len(data)}:".encode())
    add(data)


def _group(add: Callable[[bytes], None], kind: type, parts: Sequence[object]) -> None:
    add(f"{kind.__qualname__}[{len(parts)}]".encode())
    for part in parts:
        _feed(add, part)
