"""One number for any value of the program's data: what keys of the cache are made of.

Equal values have equal digests, in every process and on every day; values that differ anywhere, be it only in type,
have different ones. What a record is compared without (``compare=False``) is in no digest either. A value of a kind
that is not known here is an error and never left out: what is not in a key would make a page that is out of date.
"""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, cast

from layout.files.known import Known

if TYPE_CHECKING:
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


def tree_digest(folder: Path) -> str:
    """Return the digest of everything below a folder: every name, hidden ones too, what is in files, where links lead.

    Links to folders are not followed. Raises OSError for what cannot be read, and for what is neither file nor folder:
    a pipe has no content that could be digested.
    """
    found: list[tuple[str, str, str]] = []
    for place, folders, names in os.walk(folder, onerror=_fail):
        folders.sort()
        for name in (*folders, *sorted(names)):
            path = Path(place, name)
            link = os.readlink(path) if path.is_symlink() else ""
            inside = "folder" if name in folders else file_digest(path) if path.is_file() else ""
            if not inside and path.exists():
                raise OSError(errno.EINVAL, "it is not an ordinary file", str(path))
            found.append((path.relative_to(folder).as_posix(), link, inside))
    return digest(*found)


def _fail(error: OSError) -> None:
    raise error


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
        case _ if _is_model(value):
            # One that holds a dictionary may be filled later; of the others the digest is worked out once.
            _mark(add, type(value), _of_model(value) if _is_frozen(value) else _model_digest(value))
        case _ if is_dataclass(value) and not isinstance(value, type):
            _group(add, type(value), [getattr(value, field.name) for field in fields(value) if field.compare])
        case _:
            raise TypeError(f"a {type(value).__qualname__} cannot be in a key")


def _is_model(value: object) -> bool:
    """Tell whether a value is one of pydantic's, which takes long to import and need not be there."""
    pydantic = sys.modules.get("pydantic")
    return pydantic is not None and isinstance(value, pydantic.BaseModel)


def _is_frozen(value: object) -> bool:
    return not any(isinstance(part, dict) for part in vars(value).values())


def _model_digest(value: object) -> bytes:
    state = hashlib.blake2b(digest_size=32)
    _group(state.update, type(value), [part for pair in cast("BaseModel", value) for part in pair])
    return state.digest()


_of_model = Known(_model_digest)
"""Digests of models that are there: a story is in the keys of its shapes, its page, and the edition's plans."""


def _mark(add: Callable[[bytes], None], kind: type, data: bytes) -> None:
    add(f"{kind.__qualname__}:{len(data)}:".encode())
    add(data)


def _group(add: Callable[[bytes], None], kind: type, parts: Sequence[object]) -> None:
    add(f"{kind.__qualname__}[{len(parts)}]".encode())
    for part in parts:
        _feed(add, part)
