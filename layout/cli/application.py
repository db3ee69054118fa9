"""The application: which module has which command, and what stands before a command."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from layout import __version__
from layout.cli.base import out, speak, spoken, told
from layout.cli.completing import completing

COMMANDS = {
    "ads": ("ad",),
    "archive": ("archive",),
    "build": ("build", "check", "measure", "preview"),
    "completion": ("completion",),
    "desk": ("copyfit", "diff", "watch"),
    "doctor": ("doctor",),
    "epaper": ("epaper",),
    "impose": ("impose",),
    "intake": ("import", "import-ads"),
    "issue": ("new",),
    "paper": ("init",),
    "plan": ("plan",),
    "schema": ("schema",),
    "templates": ("new-template", "specimen"),
}
"""Module of this package -> its commands. A module adds them to the application when it is imported."""

VERSION = "--version"


def command_line(words: Sequence[str] = ()) -> typer.Typer:
    """Return the application with the commands that the words ask for: one if its name is there, else all.

    What the other commands need is not imported then: it takes longer than to build an edition that has not changed. A
    shell that completes a command's name is given names alone.
    """
    from layout.cli.base import app

    typed = completing()
    words = words if typed is None else typed
    every = [command for commands in COMMANDS.values() for command in commands]
    asked = next((word for word in words if word in every), "")
    owners = [module for module, commands in COMMANDS.items() if asked in commands]
    if typed is not None and not owners:
        for command in every:
            app.command(command)(_named)
    elif list(words) != [VERSION]:
        for module in owners or COMMANDS:
            import_module(f"layout.cli.{module}")
    app.callback(invoke_without_command=True)(version)
    return app


def _named() -> None:
    """Stand for a command of which no more than its name is asked."""


def version(
    show: Annotated[
        bool, typer.Option(VERSION, help="Print versions, and where the program's and the paper's files lie; stop.")
    ] = False,
    language: Annotated[
        str, typer.Option("--language", help="en, zh or zh-Hant: what is told; else the edition's.")
    ] = "",
) -> None:
    """Answer --version; take --language for all that is told."""
    speak(language)
    if show:
        out.print(f"banmian {__version__}")
        with told():
            from layout import about

            for line in about().lines:
                out.print(spoken(line))
        raise typer.Exit


def __getattr__(name: str) -> Any:
    """Give ``app``, the application with all commands, to who asks for it."""
    if name == "app":
        return command_line()
    raise AttributeError(name)
