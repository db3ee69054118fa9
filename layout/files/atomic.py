"""A file that appears whole or not at all: written beside its place, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from layout.base.errors import OutputError
from layout.base.messages import say
from layout.files.text import shown


def write_whole(path: Path, write: bytes | Callable[[IO[bytes]], object], *, replace: bool = True) -> None:
    """Write a file: bytes, or what a function writes into an open one. Its folder is made if need be.

    What a link leads to is never written through the link. Without ``replace`` a file that is there is left. Raises
    OutputError if it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:32]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                if callable(write):
                    write(file)
                else:
                    file.write(write)
            os.chmod(name, 0o644)
            if replace:
                os.replace(name, path)
            else:
                # A link fails where a file is, even one that was made a moment ago.
                os.link(name, path)
                os.unlink(name)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise OutputError(
            say("{path} cannot be written: {reason}", path=shown(path), reason=error.strerror),
            say("look at the rights and the space there"),
        ) from error


def write_text(path: Path, text: str) -> None:
    """Write a text whole, with the line ends that the file has already; an editor's file keeps the ends it has.

    ``text`` has line feeds alone. Raises OutputError as `write_whole` does, OSError if the file that is there cannot be
    read.
    """
    ends = "\r\n" if path.exists() and b"\r\n" in path.read_bytes() else "\n"
    write_whole(path, text.replace("\n", ends).encode("utf-8"))
