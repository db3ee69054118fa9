"""What was made before, kept on disk under a key that says what it was made of. The one owner of the cache folder.

The folder may be deleted at any time, and processes may share it. An entry is written beside its place and moved there
in one step; it begins with a digest of its key and content, so one that was cut off, damaged or put under another
name is never used but made anew. When the folder cannot be written, or is full, everything works without it.

Entries are pickles. The folder is trusted as much as the folder of installed packages is: who can write there can
run programs as you. Still no entry is unpickled whose digest is wrong, and none may name anything but classes and
functions of this program and of its guests, and a few plain types.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import tempfile
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from layout.base.guests import is_of_guest
from layout.files.digest import digest

LIMIT = 1 << 30
"""Bytes the folder may take: some 250 pages with their previews. Beyond it what was not used for longest goes."""
ROOM = 0.8
"""What is left after clearing, as a part of the limit, so that not every build clears."""
AT_HAND = 512
"""Entries that are kept in memory; those that were not asked for longest go. Shapes of a story take some 100 kB."""
STALE = 3600.0
"""Age of a half-written file, s, from which on its writer must be gone."""

_MAGIC = b"banmian1"
_HEAD = len(_MAGIC) + 32
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by banmian; may be deleted at any time.\n"
"""Tells backup programs that the folder need not be kept (the Cache Directory Tagging Specification)."""

_PLAIN = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("datetime", "date"),
    ("pathlib", "Path"),
    ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("types", "MappingProxyType"),
}

T = TypeVar("T")


class Cache:
    """A folder of entries. ``folder`` None is a cache that never has anything and keeps nothing."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self._written = False

    def has(self, key: str) -> bool:
        """Tell whether there is an entry of that key; whether it is sound is seen when it is read."""
        return self.folder is not None and bool(key) and self._path(key).is_file()

    def get(self, key: str) -> object | None:
        """Return what was kept under a key, None if there is nothing sound."""
        if self.folder is None:
            return None
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        payload = data[_HEAD:]
        if data[:_HEAD] != _head(key, payload):
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)
        try:
            return _Unpickler(io.BytesIO(payload)).load()  # type: ignore[no-any-return]
        # The digest was right, so this is an entry of another program that shares our keys, which must not stop us.
        except Exception:
            return None

    def put(self, key: str, value: object) -> None:
        """Keep a value (never None) under a key, if that can be done."""
        if self.folder is None:
            return
        payload = _pickled(value)
        path = self._path(key)
        try:
            self._open(path.parent)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_head(key, payload))
                    file.write(payload)
                os.replace(name, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(name)
                raise
        except OSError:
            return
        self._written = True

    def remember(self, key: Callable[[], str], make: Callable[[], T]) -> T:
        """Return what is kept under a key, else make it and keep it.

        The key is worked out again afterwards: where a file changed in between, what was made is not kept.
        """
        if self.folder is None:
            return make()
        before = key()
        found = self.get(before)
        if found is not None:
            return found  # type: ignore[return-value]
        made = make()
        if key() == before:
            self.put(before, made)
        return made

    def clear_up(self) -> None:
        """Bring the folder back under its limit if this process wrote to it: what was not used for longest goes."""
        if self.folder is None or not self._written:
            return
        with suppress(OSError):
            self._clear_up(self.folder)

    def _clear_up(self, folder: Path) -> None:
        entries = []
        for path in folder.glob("??/*"):
            with suppress(OSError):
                state = path.stat()
                if not path.name.startswith(".new-"):
                    entries.append((state.st_mtime_ns, state.st_size, path))
                elif state.st_mtime < time.time() - STALE:
                    path.unlink()
        total = sum(size for _, size, _ in entries)
        if total <= self.limit:
            return
        for _, size, path in sorted(entries):
            if total <= ROOM * self.limit:
                break
            with suppress(OSError):
                path.unlink()
            total -= size

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / key[2:]

    def _open(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        assert self.folder is not None
        tag = self.folder / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_bytes(_TAG)


NO_CACHE = Cache(None)
"""Keeps nothing."""


class Store:
    """What stages keep for themselves: stories' shapes, plans, ads drawn, pictures separated.

    ``made_with`` tells the program and the files that are every entry's ingredients (see layout.build.fingerprint).
    """

    def __init__(self, cache: Cache, made_with: str) -> None:
        self.cache = cache
        self.made_with = made_with
        self._at_hand: OrderedDict[str, object] = OrderedDict()

    def remember(
        self, kind: str, parts: Callable[[], tuple[object, ...]], make: Callable[[], T], *, at_hand: bool = False
    ) -> T:
        """Return what is kept of these parts, else make it and keep it. ``parts`` is everything it is made of.

        ``at_hand`` is for what is never changed and asked for time and again in one run: it is kept in memory too,
        whether there is a cache or not.
        """
        if not at_hand:
            return self.cache.remember(lambda: key_of(kind, self.made_with, *parts()), make)
        key = key_of(kind, self.made_with, *parts())
        if key not in self._at_hand:
            self._at_hand[key] = self.cache.remember(lambda: key, make)
            if len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)
        self._at_hand.move_to_end(key)
        return self._at_hand[key]  # type: ignore[return-value]


NO_STORE = Store(NO_CACHE, "")
"""Keeps nothing."""


def _head(key: str, payload: bytes) -> bytes:
    state = hashlib.blake2b(key.encode("utf-8"), digest_size=32)
    state.update(payload)
    return _MAGIC + state.digest()


def _pickled(value: object) -> bytes:
    made = io.BytesIO()
    _Pickler(made, protocol=5).dump(value)
    return made.getvalue()


class _Pickler(pickle.Pickler):
    """Writes members of enumerations as class and value: some versions of Python write a call of ``getattr``."""

    def reducer_override(self, value: object) -> Any:
        """Return how a value is written; NotImplemented for the usual way."""
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if module.partition(".")[0] == "layout" or (module, name) in _PLAIN or is_of_guest(module):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")


def key_of(kind: str, *values: object) -> str:
    """Return the key of an entry: what kind of thing it is, and everything that it is made of."""
    return digest(kind, *values)
