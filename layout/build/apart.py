"""Work on files nobody knows, in a process of its own that has little memory and little time.

A file may be made to do harm, or to be endless; a library may end the process over it. Whatever comes of it, the
program goes on and tells it.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Any, TypeVar

MEMORY = 4_000_000_000
"""Bytes the process may take, its libraries counted."""
SECONDS = 12
"""Seconds of computing one job may take."""
PATIENCE = 60
"""How many times as long it may take on the clock: on a busy machine a job gets little of the computer, and its process
begins slowly. Only what waits without computing is ended by this."""

T = TypeVar("T")


class TooHeavyError(Exception):
    """A job took more than it may, or ended its process."""


class Apart:
    """Does one job after another in another process; used in a ``with`` block, at whose end the process ends.

    A job is a function of a module and plain values; what it raises is raised here.
    """

    def __init__(self, seconds: int = SECONDS, preload: str = "") -> None:
        self._seconds, self._preload = seconds, preload
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def run(self, function: Callable[..., T], *values: Any) -> T:
        """Return what a function gives for some values. Raises TooHeavyError."""
        if self._pool is None:
            context = get_context("forkserver")
            if self._preload:
                context.set_forkserver_preload([self._preload])
            self._pool = ProcessPoolExecutor(1, context, initializer=_begin)
        try:
            return self._pool.submit(_timed, self._seconds, function, *values).result(PATIENCE * self._seconds)
        except (BrokenProcessPool, TimeoutError, MemoryError) as error:
            self._end()
            raise TooHeavyError from error

    def _end(self) -> None:
        if self._pool is not None:
            for worker in (self._pool._processes or {}).values():
                worker.kill()
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _begin() -> None:
    # Libraries write what they think of a file; what there is to say of it is told by who asked.
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _timed(seconds: int, function: Callable[..., T], *values: Any) -> T:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    # The system ends the process with SIGXCPU then, in whatever library it may be.
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, most))
    return function(*values)
