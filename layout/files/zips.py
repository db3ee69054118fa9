"""Zip files from elsewhere, read without trust: their size, their number of members, their names.

The sizes a member claims are checked before anything is unpacked, and zipfile reads no more than was claimed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from layout.base.errors import ContentError
from layout.base.messages import say


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """The most a zip file may hold: members, bytes unpacked, and how many times larger than packed that may be."""

    members: int = 4000
    bytes: int = 300_000_000
    ratio: int = 200


SMALL = 1_000_000
"""A member of up to so many bytes may be packed as tightly as it likes: a line of blanks is packed a thousandfold."""


@contextmanager
def opened_zip(source: Path | BytesIO, limits: ZipLimits | None = None, name: str = "") -> Iterator[zipfile.ZipFile]:
    """Open a zip file that keeps to the limits; every name in it leads inside. Raises ContentError if it does not.

    ``name`` is what messages call one that is in memory.
    """
    limits = limits or ZipLimits()
    name = source.name if isinstance(source, Path) else name
    try:
        with zipfile.ZipFile(source) as file:
            _check(name, file, limits)
            yield file
    except FileNotFoundError as error:
        raise ContentError(say("there is no file {name}", name=name), say("look at its name")) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ContentError(
            say("{name} is damaged: {error}", name=name, error=error), say("ask for it again, or save it again")
        ) from error
    except OSError as error:
        raise ContentError(
            say("{name} cannot be read: {reason}", name=name, reason=error.strerror or error), say("look at its rights")
        ) from error


def _check(name: str, file: zipfile.ZipFile, limits: ZipLimits) -> None:
    members = file.infolist()
    hint = say("it was not unpacked: this is a mistake or an attack")
    if len(members) > limits.members:
        raise ContentError(
            say(
                "{name} has {count} members; the most is {members}",
                name=name,
                count=len(members),
                members=limits.members,
            ),
            hint,
        )
    total = sum(member.file_size for member in members)
    if total > limits.bytes:
        raise ContentError(
            say(
                "{name} would be {total} MB unpacked; the most is {bytes}",
                name=name,
                total=total // 1000000,
                bytes=limits.bytes // 1000000,
            ),
            hint,
        )
    seen: set[str] = set()
    for member in members:
        if member.file_size > SMALL and member.file_size > limits.ratio * max(1, member.compress_size):
            raise ContentError(
                say(
                    "{name}: {filename!r} would be {file_size} times as large unpacked; the most is {ratio}",
                    name=name,
                    filename=member.filename,
                    file_size=member.file_size // max(1, member.compress_size),
                    ratio=limits.ratio,
                ),
                hint,
            )
        if not is_inner(member.filename) or member.filename in seen:
            raise ContentError(
                say("{name}: {filename!r} is no name of a file inside it", name=name, filename=member.filename), hint
            )
        seen.add(member.filename)
        if member.flag_bits & 0x1:
            raise ContentError(say("{name} is locked with a password", name=name), say("ask for it without one"))


def is_inner(name: str) -> bool:
    """Tell whether a name with slashes leads to a place inside the folder it is put in, on any system."""
    pure = PurePosixPath(name)
    return bool(
        name
        and not pure.is_absolute()
        and ".." not in pure.parts
        and not any(sign in name for sign in ("\\", ":", "\0"))
    )
