"""What all commands share: the application, the two consoles, how errors are told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from layout import find_project, language_of
from layout.base.codes import Severity
from layout.base.diagnostics import Finding
from layout.base.errors import BanmianError
from layout.base.messages import ENGLISH, LANGUAGE, LANGUAGES, listed, say, telling
from layout.base.messages import told as in_language

if TYPE_CHECKING:
    from layout import Copyfit, EditionAnswer, PdfAnswer, PdfX

PROGRAM = "banmian"
"""The name of the command."""

app = typer.Typer(
    help="Banmian (版面): turns a folder of stories and ads into print-ready newspaper pages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

EditionFolder = Annotated[Path, typer.Argument(help="The edition's folder, such as content/2022-04-15.")]
EditionFolders = Annotated[
    list[Path],
    typer.Argument(metavar="EDITION...", help="The edition's folder; of several (zones), common pages are made once."),
]
Pages = Annotated[list[str] | None, typer.Option("--page", help="Only this page (may be given several times).")]

OutputFolder = Annotated[
    Path | None,
    typer.Option("--output", help="The folder that outputs are put in and looked for, instead of the paper's output/."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Tell errors and the result alone.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Answer with one JSON document on standard output: docs/records.md has its keys.")
]

FewMoves = Annotated[bool, typer.Option("--few-moves", help="Stay as near as can be to the last build's pages.")]
Standard = Annotated[str, typer.Option("--pdfx", help="x-4 or x-1a; what the press condition says if not given.")]

Jobs = Annotated[
    int, typer.Option("--jobs", min=0, max=256, help="Pages made at once; as many as there are cores if not given.")
]
Scheduler = Annotated[
    str, typer.Option("--scheduler", help="Make the pages on a dask cluster, such as tcp://host:8786.")
]
CacheOption = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Take what has not changed from .cache/banmian, and keep it there.")
]

STOPPED = 130
"""The exit code of a command that was stopped from the keyboard, as shells have it."""

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


_SPOKEN = [ENGLISH]
"""The language that this process tells its user; the one thing that is set as a command begins."""


def tongue() -> str:
    """Return the language that this process tells its user."""
    return _SPOKEN[0]


def speak(language: str) -> None:
    """Take a language that was asked for, whatever the edition is in; none if it is empty."""
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}", param_hint="--language")
    if language:
        os.environ[LANGUAGE] = language


def speaking(language: str) -> None:
    """Tell everything in a language from now on."""
    _SPOKEN[0] = language


def spoken(message: object) -> str:
    """Return a message in the user's language, ready for a console."""
    return escape(in_language(message, _SPOKEN[0]))


def shown_on(status: Status) -> Callable[[str], None]:
    """Return what shows how far a command is, in the user's language."""
    return lambda now: status.update(spoken(now))


@contextmanager
def told(edition: Path | None = None) -> Iterator[None]:
    """Tell everything in the language of an edition, and an error of ours by its message and exit code.

    There is no traceback then.
    """
    _SPOKEN[0] = telling(language_of(edition) if edition else "")
    try:
        yield
    except BanmianError as error:
        err.print(spoken(error.message), style="red" if "\n" not in error.message else "")
        if error.hint:
            err.print(f"  {spoken(error.hint)}")
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt:
        err.print(spoken(say("stopped; the last good output is as it was")))
        raise typer.Exit(STOPPED) from None


def paper_of(start: Path | None = None) -> Path | None:
    """Return the folder of the paper that a file or folder belongs to, or else this folder; None if there is none."""
    try:
        return find_project(start).root
    except BanmianError:  # told where the paper is needed
        return None


def standard(name: str) -> PdfX | None:
    """Return the PDF/X standard an option names, None for the press condition's own."""
    from layout import PdfX

    standards = {"": None, "x-4": PdfX.X4, "x-1a": PdfX.X1A}
    if name not in standards:
        raise typer.BadParameter(f"{name!r} is neither x-4 nor x-1a", param_hint="--pdfx")
    return standards[name]


def laid_out(console: Console, tell: Callable[[], None]) -> str:
    """Return what something tells on a console, as it would stand there, and tell nothing."""
    with console.capture() as told_there:
        tell()
    return told_there.get()


def print_copyfit(copyfit: Copyfit) -> None:
    """Print the copyfit of stories as a table, and under it the sums."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    headings = (say("page"), say("story"), say("shape"), say("chars"), say("lines"), say("fit"), say("used"))
    for number, heading in enumerate(headings):
        table.add_column(spoken(heading), justify="right" if number in (2, 3, 4) else "left")
    for page, fit in copyfit.stories:
        table.add_row(
            page,
            escape(fit.id),
            f"{fit.columns}×{fit.rows}",
            str(fit.characters),
            f"{fit.lines}/{fit.capacity_lines}",
            spoken(fit.said),
            spoken(listed(fit.used)),
        )
    out.print(table)
    out.print(spoken(copyfit.summary))


def answered(edition: Path | None, work: Callable[[], EditionAnswer], early: Sequence[Finding] = ()) -> EditionAnswer:
    """Return what some work answers to another program; an error of ours is an answer, too."""
    from layout import failed_answer

    try:
        return work()
    except BanmianError as error:
        return failed_answer(edition, error, tongue(), early)


def print_answer(command: str, editions: Sequence[EditionAnswer], files: Sequence[PdfAnswer] = ()) -> str:
    """Print the answer of a command as JSON and return its text; raises Exit if its exit code is another than 0."""
    from layout import answer, json_text, to_data

    made = answer(command, editions, files)
    text = json_text(to_data(made))
    typer.echo(text, nl=False)
    if made.exit_code:
        raise typer.Exit(made.exit_code)
    return text


def print_findings(findings: Sequence[Finding], *, quiet: bool = False) -> None:
    """Print findings to the error console, coloured by severity; if ``quiet`` errors alone."""
    for finding in findings:
        if quiet and finding.severity is not Severity.ERROR:
            continue
        err.print(spoken(finding.line), style=COLOURS[finding.severity])
