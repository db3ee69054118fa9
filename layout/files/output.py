"""The output folder of an edition is replaced as a whole, or not at all.

A build writes into a hidden folder beside ``output/<edition>`` and changes places with it at the end, in one
step of the file system. Whatever ends a build early (an error, Ctrl-C, a kill, a full disk) leaves the last
good output as it was; what a killed build left lying about is cleared away by the next one.

Beside the output of an edition named E there may be, all hidden:
    .E.lock        held (flock) while a build of E runs; says its process number; stays
    .E.pages-*     the pages that are made, until it is known whether they are an output or a proof
    .E.new-*       the output being built; after the change of places, the output that was replaced
    .E.old         the last output, for the moment between two renames where the system cannot exchange
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import FrameType, TracebackType
from typing import Any

from layout.base.errors import OutputError
from layout.base.messages import say

LINE = 110
"""A list or mapping that fits into so many characters stays on one line of a JSON file."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}

_HINTS = {
    errno.ENOSPC: say("the disk is full: free some space and build again"),
    errno.EFBIG: say("a file would be larger than the system lets you write: raise the limit (ulimit -f)"),
    errno.EDQUOT: say("your disk quota is used up: free some space and build again"),
    errno.EACCES: say("you may not write there: change its rights, or build into another folder: --output FOLDER"),
    errno.EPERM: say("you may not write there: change its rights, or build into another folder: --output FOLDER"),
    errno.EROFS: say("the disk is read-only: build into a folder of another one: --output FOLDER"),
    errno.ENOTDIR: say("a file stands where a folder should be: move it away"),
    errno.EEXIST: say("a file stands where a folder should be: move it away"),
    errno.EBUSY: say("the folder is in use as a mount point: mount the folder above it instead"),
    errno.ENAMETOOLONG: say("the name is too long: give the edition folder a shorter name"),
}


class BusyError(OutputError):
    """Another build of the edition is at work."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write an edition's output and its proof, held while the ``with`` block of `claimed` runs."""

    target: Path


@contextmanager
def claimed(target: Path, *, wait: bool = False) -> Iterator[Claim]:
    """Claim an edition's output before its pages are made, so that a second build is told at once, or waits.

    Raises OutputError, with what to do, when another build of the edition runs or the folder cannot be written.
    """
    target = Path(os.path.realpath(target))
    with told_as_output_error(target, target):
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = _locked(target, wait=wait)
    try:
        yield Claim(target)
    finally:
        os.close(lock)


@contextmanager
def spooled(claim: Claim) -> Iterator[Path]:
    """Make a hidden folder beside an edition's output, for files that wait until it is known where they belong.

    What a killed build leaves of it is cleared away when the next one claims the output. Raises OutputError, with what
    to do, if the folder cannot be made.
    """
    target = claim.target
    with told_as_output_error(target, target.parent):
        folder = Path(tempfile.mkdtemp(prefix=_pages(target), dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Staging:
    """A build's output: written out of sight, shown at once when the ``with`` block ends well.

    target: the output folder of the edition. With ``keep`` the build starts from the files of the last output
    and replaces some; without, from an empty folder. Files go in through `write`, `write_json` or `path`.
    ``claim`` is one that was taken on the edition's output before the build began; it is good for the proof, too.

    Raises OutputError, with what to do, when another build of the edition runs or the folder cannot be
    written. An OSError in the ``with`` block that is about the staged files becomes an OutputError too.
    """

    def __init__(self, target: Path, *, keep: bool = False, claim: Claim | None = None) -> None:
        # A symbolic link to a folder elsewhere stays a link: what is exchanged is the folder it leads to.
        self.target = Path(os.path.realpath(target))
        self.keep = keep
        self._claim = claim
        self._lock = -1
        self._folder: Path | None = None
        self._before: dict[int, Any] = {}

    @property
    def folder(self) -> Path:
        """The folder being built. Files kept from the last output are shared with it: write via `path`."""
        if self._folder is None:
            raise RuntimeError("the staging is open only inside its with block")
        return self._folder

    def path(self, name: str) -> Path:
        """Return where to write a file, such as ``pages/B2.pdf``; its folder exists, a kept one is gone.

        The kept file must go first: it may be a hard link to the last output, and writing into it in place
        would change that.
        """
        path = self.folder / _inside(name)
        with told_as_output_error(self.target, path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        return path

    def write(self, name: str, data: bytes) -> None:
        """Write a file under the output folder."""
        path = self.path(name)
        with told_as_output_error(self.target, path):
            path.write_bytes(data)

    def write_json(self, name: str, data: object) -> None:
        """Write plain data as JSON: keys sorted, UTF-8, short lists and mappings on one line."""
        self.write(name, json_text(data).encode("utf-8"))

    def __enter__(self) -> Staging:
        with told_as_output_error(self.target, self.target):
            self.target.parent.mkdir(parents=True, exist_ok=True)
            if self._claim is None:
                self._lock = _locked(self.target)
            try:
                # SIGTERM ends Python without unwinding; as an exception it passes through __exit__.
                self._before = _on_signals(_leave, signal.SIGTERM)
                recover(self.target)
                if self.target.exists() and not self.target.is_dir():
                    raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(self.target))
                prefix = f".{self.target.name}.new-{os.getpid()}-"
                self._folder = Path(tempfile.mkdtemp(prefix=prefix, dir=self.target.parent))
                self._folder.chmod(0o777 & ~_umask())
                if self.keep and self.target.is_dir():
                    _carry_over(self.target, self._folder)
            except BaseException:
                self._abandon()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        folder = self.folder
        try:
            if error is None:
                with told_as_output_error(self.target, self.target):
                    _sync(folder)
                    # Nothing may break in between two renames, or the fallback would stop halfway.
                    with _signals_deferred():
                        swap(folder, self.target)
        finally:
            self._abandon()
        if isinstance(error, OSError) and _is_about(error, folder):
            raise _output_error(error, self.target, folder) from error

    def _abandon(self) -> None:
        """Remove the hidden folder (after a swap it holds the replaced output), free the lock."""
        try:
            with _signals_deferred():
                if self._folder is not None:
                    shutil.rmtree(self._folder, ignore_errors=True)
                    self._folder = None
                if self._lock >= 0:
                    os.close(self._lock)
                    self._lock = -1
        finally:
            _restore_signals(self._before)
            self._before = {}


def swap(new: Path, target: Path) -> None:
    """Put the folder ``new`` in the place of ``target``; what was there is then at ``new``, or gone.

    In one step where the system can exchange two names (Linux, renameat2), else in two renames; `recover`
    mends a break between the two.
    """
    if not target.exists():
        os.rename(new, target)
    elif not _exchange(new, target):
        old = _old(target)
        os.rename(target, old)
        try:
            os.rename(new, target)
        except OSError:
            os.rename(old, target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    # The change is made; a file system that will not sync a folder is no reason to call it failed.
    with suppress(OSError):
        _sync_folder(target.parent)


def recover(target: Path) -> None:
    """Clear away what killed builds left beside the output, and bring back an output caught between renames.

    Call it only while holding the edition's lock: then every leftover belongs to a process that is gone. (The
    lock is the better witness than the process number in the name, which another process may carry by now.)
    """
    old = _old(target)
    if old.is_dir():
        if target.exists():
            shutil.rmtree(old)
        else:
            os.rename(old, target)
    _clear_away(target.parent, f".{target.name}.new-")


def _clear_away(parent: Path, prefix: str) -> None:
    # Not glob: an edition's name may hold characters that a pattern would take for its own.
    for stale in sorted(parent.iterdir()):
        if stale.name.startswith(prefix):
            shutil.rmtree(stale)


def json_text(data: object) -> str:
    """Return plain data as JSON text that is pleasant to read and to compare line by line.

    Keys are sorted; a list or mapping that fits on a line stays on it. Raises ValueError for a number that
    JSON cannot write (NaN, infinity) and TypeError for data that is not plain.
    """
    return _written(json.loads(json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False)), 0, 0) + "\n"


_encode = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=1024)
def _head(key: str) -> str:
    """Return what stands before a value: a record has the same few keys a thousand times."""
    return f"{_encode(key)}: "


def _written(data: Any, depth: int, before: int) -> str:
    """Return one value, broken into lines if need be; ``before`` is how many characters stand before it on its line.

    What has a broken member is broken itself: a member stands at its line's beginning, so it has more room there than
    inside of a value that fits on a line.
    """
    if not isinstance(data, list | dict) or not data:
        # Python writes a number as JSON does; going through an encoder takes ten times as long.
        return repr(data) if type(data) in (int, float) else _encode(data)
    heads = map(_head, data) if isinstance(data, dict) else ("",) * len(data)
    values = data.values() if isinstance(data, dict) else data
    margin = 2 * (depth + 1)
    members = [head + _written(value, depth + 1, margin + len(head)) for head, value in zip(heads, values, strict=True)]
    opening, closing = "{}" if isinstance(data, dict) else "[]"
    length = before + sum(map(len, members)) + 2 * len(members)
    if length < LINE and not any("\n" in member for member in members):
        return f"{opening}{', '.join(members)}{closing}"
    pad = " " * margin
    return f"{opening}\n{pad}" + f",\n{pad}".join(members) + f"\n{pad[2:]}{closing}"


def _inside(name: str) -> Path:
    """Return a relative path; raise ValueError for one that leads out of the output folder."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise ValueError(f"{name!r} is not a path inside the output folder")
    return Path(*pure.parts)


def _old(target: Path) -> Path:
    return target.parent / f".{target.name}.old"


def _pages(target: Path) -> str:
    return f".{target.name}.pages-"


def _carry_over(source: Path, destination: Path) -> None:
    """Fill a folder with the files of another, sharing each by hard link where the file system can."""
    for place, folders, names in os.walk(source):
        here = destination / Path(place).relative_to(source)
        for name in (*folders, *names):
            one, other = Path(place, name), here / name
            if one.is_symlink():
                other.symlink_to(os.readlink(one))
            elif one.is_dir():
                other.mkdir()
            else:
                _link(one, other)


def _link(source: Path, destination: Path) -> None:
    try:
        os.link(source, destination)
    except OSError:
        shutil.copy2(source, destination)


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _locked(target: Path, *, wait: bool = False) -> int:
    """Take the edition's lock and return its file descriptor; pages that killed builds left are cleared away.

    Raises BusyError if another build holds it, and it is not waited for.
    """
    path = target.parent / f".{target.name}.lock"
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(lock, 32, 0).decode("ascii", "replace").strip() or "?"
        os.close(lock)
        raise BusyError(
            say("{target}: another build of this edition is running (process {holder})", target=target, holder=holder),
            say("wait until it has ended, or stop it with: kill {holder}", holder=holder),
        ) from None
    except BaseException:
        os.close(lock)
        raise
    try:
        # Whoever holds the lock is alone: the pages of other builds belong to processes that are gone.
        _clear_away(target.parent, _pages(target))
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode("ascii"), 0)
    except BaseException:
        os.close(lock)
        raise
    return lock


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; return False where the system cannot."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE))
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _sync(folder: Path) -> None:
    """Have every file and folder below reach the disk, so that a power cut cannot show an empty file."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if path.is_symlink():
                continue
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        _sync_folder(Path(place))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _on_signals(handler: Any, *numbers: int) -> dict[int, Any]:
    """Set a handler for signals that end the program; return what was set before.

    Handlers another part of the program has set for SIGTERM stay. Only the main thread may set handlers; in
    another one nothing needs to be done, as signals do not break into it.
    """
    before = {}
    with suppress(ValueError):
        for number in numbers:
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler, _leave):
                before[number] = signal.signal(number, handler)
    return before


def _restore_signals(before: dict[int, Any]) -> None:
    with suppress(ValueError):
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _signals_deferred() -> Iterator[None]:
    """Hold back Ctrl-C and SIGTERM while the block runs, then let them come."""
    came: list[int] = []
    before = _on_signals(lambda number, _frame: came.append(number), signal.SIGINT, signal.SIGTERM)
    try:
        yield
    finally:
        _restore_signals(before)
        for number in came:
            signal.raise_signal(number)


def _is_about(error: OSError, folder: Path) -> bool:
    """Tell an error of the staged files from one that has nothing to do with the output."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return error.filename is not None and Path(os.fsdecode(error.filename)).is_relative_to(folder)


def _output_error(error: OSError, target: Path, place: Path) -> OutputError:
    reason = error.strerror or str(error)
    named = error.filename or place
    return OutputError(
        say(
            "{target}: the output cannot be written ({reason}: {fsdecode}); the last good output is as it was",
            target=target,
            reason=reason,
            fsdecode=os.fsdecode(named),
        ),
        _HINTS.get(error.errno or 0, say("see that the folder can be written, then build again")),
    )


@contextmanager
def told_as_output_error(target: Path, place: Path) -> Iterator[None]:
    """Turn an OSError of the block into an OutputError that says what to do."""
    try:
        yield
    except OSError as error:
        raise _output_error(error, target, place) from error
