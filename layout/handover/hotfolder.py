"""A hot folder that is never seen half filled: files appear in it complete, in their order, or none does.

A plant's program looks into the folder every few seconds and takes what it finds. So each file is written under a name
that it passes over (hidden, and ending in ``.part``), in the folder itself: beside it may be another disk. It is
brought to the disk and read back; when all are there they get their names, one after the other. What is broken off
before that leaves nothing; what is broken off in between leaves whole files, and no manifest, which comes last.

The folder may be a share. There syncing a folder or renaming onto a file that is there may not work: the former is no
fault, for the latter the old file goes a moment before.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from layout.base.errors import OutputError
from layout.base.messages import listed, say
from layout.files.text import shown
from layout.handover.record import SentFile

_BLOCK = 1 << 20
_FULL = say("the folder is full: make room there and hand over again")
_RIGHTS = say("you may not write there: ask for the right to, or hand over to another folder: --to FOLDER")
_LOST = say("the share is not reached: mount it again, then hand over again")
_HINTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _RIGHTS),
    **dict.fromkeys(
        (errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ETIMEDOUT), _LOST
    ),
    errno.ENOENT: _LOST,
}
_NO_SYNC = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)
_NO_RENAME_ONTO = (errno.EEXIST, errno.EACCES, errno.EPERM, errno.ENOTSUP)


@dataclass(frozen=True, slots=True)
class _Part:
    """A file that is written, and not yet seen."""

    path: Path
    sent: SentFile


class Delivery:
    """Files on their way into a hot folder: ``put`` them, then ``show`` them. What was not shown is taken away again.

    ``mark`` tells the deliveries of an edition from those of others; only one of a mark may be under way. Raises
    OutputError, with what to do, if the folder is not there or cannot be written.
    """

    def __init__(self, folder: Path, mark: str) -> None:
        self.folder, self._prefix = folder, f".banmian-{mark}-"
        self._parts: list[_Part] = []
        self._shown: list[str] = []

    def put(self, name: str, write: bytes | Callable[[IO[bytes]], object]) -> SentFile:
        """Write a file, out of sight; return what there is to tell of it."""
        part = self.folder / f"{self._prefix}{len(self._parts)}.part"
        with self._told():
            with part.open("w+b") as file:
                if callable(write):
                    write(file)
                else:
                    file.write(write)
                file.flush()
                _sync(file.fileno())
                size = os.fstat(file.fileno()).st_size
                file.seek(0)
                written = _digest(file)
            with part.open("rb") as file:
                there = _digest(file)
            if written != there or part.stat().st_size != size or (isinstance(write, bytes) and size != len(write)):
                raise OSError(errno.EIO, "it is not there as it was written")
        self._parts.append(_Part(part, SentFile(name, size, written)))
        return self._parts[-1].sent

    def show(self) -> None:
        """Give all files their names, in the order in which they were put."""
        with self._told():
            for part in self._parts:
                _rename(part.path, self.folder / part.sent.name)
                self._shown.append(part.sent.name)
            # Not every file system syncs folders; the files themselves are safe.
            with suppress(OSError):
                handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)

    def __enter__(self) -> Delivery:
        with self._told():
            if not self.folder.is_dir():
                # It is not made: where a share is not mounted a folder of that name would swallow the pages.
                there = self.folder.exists()
                reason = say("it is no folder") if there else say("it is not there")
                raise OutputError(
                    say("{folder} cannot be handed over to: {reason}", folder=shown(self.folder), reason=reason),
                    say("mount the share or make the folder, or name another: --to FOLDER"),
                )
            self._clear_away()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with suppress(OSError):
            self._clear_away()

    def _clear_away(self) -> None:
        """Remove what is not shown, be it of this delivery or of one that was killed."""
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith(self._prefix) and path.name.endswith(".part"):
                path.unlink()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            said = say("{folder}: {reason}", folder=shown(self.folder), reason=error.strerror or str(error))
            if self._shown:
                said = say("{said}; in the folder already: {names}", said=said, names=listed(self._shown))
            hint = _HINTS.get(error.errno or 0, say("look at the folder, then hand over again"))
            raise OutputError(said, hint) from error


def _sync(handle: int) -> None:
    """Bring a file to the disk, where the file system knows how to."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _digest(file: IO[bytes]) -> str:
    state = hashlib.sha256()
    while block := file.read(_BLOCK):
        state.update(block)
    return state.hexdigest()


def _rename(part: Path, target: Path) -> None:
    try:
        os.replace(part, target)
    except OSError as error:
        if error.errno not in _NO_RENAME_ONTO or not target.is_file():
            raise
        target.unlink()
        os.rename(part, target)
