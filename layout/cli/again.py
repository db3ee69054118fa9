"""A build that would make the same files again: what it told is told again, before a command line is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from layout import EDITION_FILE, Cache, find_project, said_before
from layout.base.errors import BanmianError

COMMAND = "build"
"""The one command that makes the same again from the same files."""

_LOOKS = (
    *("COLORTERM", "COLUMNS", "FORCE_COLOR", "JUPYTER_COLUMNS", "JUPYTER_LINES", "LINES", "NO_COLOR", "TERM"),
    *("TTY_COMPATIBLE", "TTY_INTERACTIVE"),
)
"""Variables of the environment that Rich heeds when it lays words out."""


def asked(words: Sequence[str]) -> tuple[object, ...]:
    """Return the words of a command, and all that the look of what it tells depends on: terminals and their widths."""
    streams = [(stream.isatty(), stream.encoding) for stream in (sys.stdin, sys.stdout, sys.stderr) if stream]
    widths = []
    for number in range(3):
        with suppress(OSError):
            widths.append((number, tuple(os.get_terminal_size(number))))
    return tuple(words), streams, widths, [os.environ.get(name) for name in _LOOKS]


def said_again(words: Sequence[str]) -> bool:
    """Tell again what the same command told when it was given last, if it would; tell whether it was.

    What goes wrong while that is looked for is told by the command itself.
    """
    said: tuple[tuple[int, str], ...] = ()
    if words[:1] == [COMMAND]:
        with suppress(BanmianError, OSError):
            edition = next((Path(word) for word in words[1:] if os.path.isfile(os.path.join(word, EDITION_FILE))), None)
            project = find_project(edition)
            said = said_before(project, Cache(project.cache), asked(words))
    for number, text in said:
        stream = sys.stderr if number == 2 else sys.stdout
        try:
            stream.write(text)
            stream.flush()
        except BrokenPipeError:  # nobody reads on: as Rich has it, without another word
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            sys.exit(1)
    return bool(said)
