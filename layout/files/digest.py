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
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path, PurePath
from typing import Any

from layout.files.known import Known

_BLOCK = 1 << 16


def digest(*values: object) -> str:
    """Return the digest of the values, 64 hexadecimal digits. Raises TypeError for a kind of value not known."""
    parts: list[bytes] = []
    _feed(parts.append, values)
    return hashlib.blake2b(b"".join(parts), digest_size=32).hexdigest()


def file_digest(path: str | Path) -> str:
    """Return the digest of a file's content; empty if there is no such file. Raises OSError if it cannot be read."""
    state = hashlib.blake2b(digest_size=32)
    try:
        with open(path, "rb", buffering=0) as file:
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
        inside = _inside(place, folder)
        for name in sorted(names):
            if not name.startswith(".") and (not endings or name.endswith(endings)):
                found.append((inside + name, file_digest(os.path.join(place, name))))
    return digest(*found)


def tree_digest(folder: Path) -> str:
    """Return the digest of everything below a folder: every name, hidden ones too, what is in files, where links lead.

    Links to folders are not followed. Raises OSError for what cannot be read, and for what is neither file nor folder:
    a pipe has no content that could be digested.
    """
    found: list[tuple[str, str, str]] = []
    for place, folders, names in os.walk(folder, onerror=_fail):
        folders.sort()
        inside = _inside(place, folder)
        for name in (*folders, *sorted(names)):
            path = os.path.join(place, name)
            link = os.readlink(path) if os.path.islink(path) else ""
            holds = "folder" if name in folders else file_digest(path) if os.path.isfile(path) else ""
            if not holds and os.path.exists(path):
                raise OSError(errno.EINVAL, "it is not an ordinary file", path)
            found.append((inside + name, link, holds))
    return digest(*found)


def _inside(place: str, folder: Path) -> str:
    """Return what comes before the names in a place below a folder: its own name there, with a slash at the end."""
    within = os.path.relpath(place, folder)
    return "" if within == os.curdir else within.replace(os.sep, "/") + "/"


def _fail(error: OSError) -> None:
    raise error


Add = Callable[[bytes], object]
Way = Callable[[Add, Any], None]


def _feed(add: Add, value: object) -> None:
    _WAY_OF[type(value)](add, value)


class _WayOf(dict[type, Way]):
    """How values of exactly a type are fed; which kind of value it is, is asked once and not for each."""

    def __missing__(self, kind: type) -> Way:
        self[kind] = found = _way(kind)
        return found


_WAY_OF = _WayOf()


def _way(kind: type) -> Way:
    for base, way in _WAYS:
        if issubclass(kind, base):
            return way(kind)
    if _is_model(kind):
        # One that holds a dictionary may be filled later; of the others the digest is worked out once.
        return _marked(kind, lambda value: _of_model(value) if _is_frozen(value) else _model_digest(value))
    if is_dataclass(kind):
        names = [field.name for field in fields(kind) if field.compare]
        return _grouped(kind, lambda value: [getattr(value, name) for name in names])

    def refuse(_: Add, value: object) -> None:
        raise TypeError(f"a {kind.__qualname__} cannot be in a key")

    return refuse


def _is_model(kind: type) -> bool:
    """Tell whether a type is one of pydantic's, which takes long to import and need not be there."""
    pydantic = sys.modules.get("pydantic")
    return pydantic is not None and issubclass(kind, pydantic.BaseModel)


def _marked(kind: type, data_of: Callable[[Any], bytes]) -> Way:
    name = f"{kind.__qualname__}:"

    def feed(add: Add, value: object) -> None:
        data = data_of(value)
        add(f"{name}{len(data)}:".encode())
        add(data)

    return feed


def _is_frozen(value: object) -> bool:
    return not any(isinstance(part, dict) for part in vars(value).values())


def _model_digest(value: Any) -> bytes:
    return bytes.fromhex(digest(*_model_parts(value)))


def _model_parts(value: Any) -> list[object]:
    return [part for pair in vars(value).items() for part in pair]


_of_model = Known(_model_digest)
"""Digests of models that are there: a story is in the keys of its shapes, its page, and the edition's plans."""


def _grouped(kind: type, parts_of: Callable[[Any], Sequence[object]]) -> Way:
    name = kind.__qualname__

    def feed(add: Add, value: object) -> None:
        parts = parts_of(value)
        add(f"{name}[{len(parts)}]".encode())
        for part in parts:
            _WAY_OF[type(part)](add, part)

    return feed


def _repr(kind: type) -> Way:
    return _marked(kind, lambda value: repr(value).encode("ascii"))


_WAYS: tuple[tuple[type, Callable[[type], Way]], ...] = (
    (Enum, lambda kind: _marked(kind, lambda value: value.name.encode("utf-8"))),
    (type(None), _repr),
    (int, _repr),
    (float, _repr),
    (str, lambda _: _marked(str, lambda value: value.encode("utf-8", "surrogatepass"))),
    (bytes, lambda _: _marked(bytes, bytes)),
    (PurePath, lambda _: _marked(PurePath, os.fsencode)),
    (datetime.date, lambda kind: _marked(kind, lambda value: value.isoformat().encode("ascii"))),
    (Mapping, lambda _: _grouped(Mapping, lambda value: [part for pair in value.items() for part in pair])),
    (tuple, lambda kind: _grouped(kind, tuple)),
    (list, lambda kind: _grouped(kind, list)),
    (Set, lambda _: _grouped(frozenset, lambda value: sorted(digest(each) for each in value))),
)
"""How values of a type and of those made from it are fed, tried in this order: an enumeration may be an int too."""
