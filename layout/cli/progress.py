"""How far a command is: a bar on a terminal, a line a page where what it tells goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from layout.base.messages import Message, say
from layout.cli.base import err, spoken


@contextmanager
def steps(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Give what is told how far a command is, in the user's language; ``quiet`` shows nothing of it.

    On a terminal it is a bar with the pages done and the time that is left, elsewhere a line for each page done.
    """
    if quiet:
        yield lambda _: None
    elif not err.is_terminal:
        yield _print_counted
    else:
        time_left = TimeRemainingColumn(compact=True, elapsed_when_finished=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), time_left)
        with Progress(*columns, console=err, transient=True) as bar:
            task = bar.add_task(spoken(say("loading")), total=None)

            def show(now: str) -> None:
                done, every = counted(now) or (None, None)
                bar.update(task, description=spoken(now), completed=done, total=every)

            yield show


def counted(now: str) -> tuple[int, int] | None:
    """Return how many of how many pages are done, by a message of how far a command is; None if it does not say."""
    values = dict(now.values) if isinstance(now, Message) else {}
    return (values["done"], values["all"]) if {"done", "all"} <= values.keys() else None


def _print_counted(now: str) -> None:
    if counted(now):
        err.print(spoken(now))
