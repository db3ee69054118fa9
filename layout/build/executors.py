"""Who does the work of a build: this process, several processes of this machine, or a cluster's machines.

An executor takes a function and a list of jobs, neither of which may depend on where it runs, and gives the results
back in the order of the jobs. What a job raises is raised when its turn has come, so that the first page with a fault
is told first however many are made at once.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any, Protocol

from layout.base.errors import EnvironmentError_
from layout.base.garbage import collect_seldom
from layout.base.messages import say

AHEAD = 2
"""Jobs handed out beyond those in work, for each worker: enough that none waits, few enough that no results pile up."""
LAST_WORDS = 10.0
"""Seconds that a pool whose workers were ended may take to see it; it takes some milliseconds."""
CONNECT = "10s"
"""How long a cluster's scheduler is waited for."""


class Executor(Protocol):
    """Does jobs; used in a ``with`` block, at whose end whatever it started has ended."""

    def __enter__(self) -> Executor: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def run(self, function: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[Any]:
        """Yield the result of every job, in the order of the jobs; raise what a job raised."""


class Here:
    """Does one job after the other in this process."""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None: ...

    def run(self, function: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[Any]:
        """Yield the result of every job."""
        return map(function, jobs)


class Processes:
    """Does jobs in ``count`` processes of this machine, which start when there is more than one job to do.

    They are forked off a helper process that has imported ``preload``: so the imports are done once, and nothing of
    this process (open files, threads) is in them. They end with the ``with`` block, and with this process if it dies.
    Where one was killed the others end too: jobs that come later are done by new ones.
    """

    def __init__(self, count: int, preload: str = "") -> None:
        self.count = count
        self.preload = preload
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._pool is None:
            return
        if kind is None:
            self._pool.shutdown()
            return
        # Pages in work are of no use any more, and nobody wants to wait for them.
        workers = list((self._pool._processes or {}).values())
        manager: Any = self._pool._executor_manager_thread
        self._pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            with suppress(ValueError, OSError):
                worker.terminate()
        # The pool's thread sees them gone and closes its pipes. A program that ends meanwhile would write into a pipe
        # that is just being closed, and say so with a traceback.
        if manager is not None:
            manager.join(LAST_WORDS)

    def run(self, function: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[Any]:
        """Yield the result of every job."""
        waiting = list(jobs)
        if len(waiting) < 2 or self.count < 2:
            return map(function, waiting)
        try:
            pool = self._started()
        except (OSError, ImportError):  # no shared memory (/dev/shm) for this user: the same pages, one after another
            return map(function, waiting)
        return self._run(pool, function, waiting)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is not None and self._pool._broken:
            self._pool.shutdown()
            self._pool = None
        if self._pool is None:
            context = get_context("forkserver")
            if self.preload:
                context.set_forkserver_preload([self.preload])
            self._pool = ProcessPoolExecutor(self.count, context, initializer=_begin)
        return self._pool

    def _run(self, pool: ProcessPoolExecutor, function: Callable[[Any], Any], jobs: list[Any]) -> Iterator[Any]:
        handed: deque[Future[Any]] = deque()
        coming = iter(jobs)
        try:
            for job in coming:
                handed.append(pool.submit(function, job))
                if len(handed) >= self.count * (1 + AHEAD):
                    yield handed.popleft().result()
            while handed:
                yield handed.popleft().result()
        except BrokenProcessPool as error:
            raise EnvironmentError_(
                say("a worker process ended before its page was made"),
                say("the machine may be short of memory: close something, or use fewer processes (--jobs 1)"),
            ) from error


def _begin() -> None:
    """Prepare a worker: Ctrl-C is the main process's business, and without the main process there is no work."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: Any) -> None:
    connection.wait([sentinel])
    os._exit(1)


class Cluster:
    """Does jobs on the workers of a dask.distributed scheduler at ``address``, such as tcp://10.0.0.5:8786.

    The workers need the project's folder under the same path and the same version of this program. A job whose
    worker is lost is done by another; a result that was given is never given again.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._client: Any = None

    def __enter__(self) -> Cluster:
        try:
            from distributed import Client
        except ImportError as error:
            raise EnvironmentError_(
                say("pages can be made by a cluster only where dask.distributed is installed"),
                say("install it: pip install 'banmian[cluster]'"),
            ) from error
        try:
            self._client = Client(self.address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as error:
            raise EnvironmentError_(
                say("there is no scheduler at {address}: {error}", address=self.address, error=error),
                say("start one (dask scheduler) with its workers (dask worker ADDRESS), or build without --scheduler"),
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def run(self, function: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[Any]:
        """Yield the result of every job."""
        from distributed.scheduler import KilledWorker

        client = self._client
        handed: deque[Any] = deque()
        try:
            for job in jobs:
                # pure=False: a job is known by itself, not by a digest of it, so none is taken for another one.
                handed.append(client.submit(function, job, pure=False))
                if len(handed) >= max(1, sum(client.ncores().values())) * (1 + AHEAD):
                    yield handed.popleft().result()
            while handed:
                yield handed.popleft().result()
        except KilledWorker as error:
            raise EnvironmentError_(
                say("workers of {address} were lost again and again with the same page", address=self.address),
                say("look at the workers' logs: they may be short of memory"),
            ) from error
        except CancelledError as error:
            raise EnvironmentError_(
                say("the scheduler at {address} was lost", address=self.address),
                say("start it again, or build without --scheduler"),
            ) from error
        finally:
            if handed:
                client.cancel(list(handed))


def executor(jobs: int = 0, scheduler: str = "", preload: str = "") -> Executor:
    """Return the executor that was asked for: a cluster's, or so many processes (0: as many as there are cores)."""
    if scheduler:
        return Cluster(scheduler)
    count = jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or os.cpu_count() or 1
    return Processes(count, preload) if count > 1 else Here()
