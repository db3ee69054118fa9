"""The command line: parse, call, print, exit code.

Exit codes: 0 done; 1 a fault of the program; 2 wrong usage; 3 the edition, 4 a template, 5 the machine, 6 the
pages, 7 the output folder, 8 the press condition is at fault; 9 two builds differ (diff); 130 stopped by the user.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from layout import __version__
from layout.cli import archive, build, desk, epaper, intake, plan, templates
from layout.cli.base import app, out

__all__ = ["app", "archive", "build", "desk", "epaper", "intake", "main", "plan", "templates"]
"""A module of commands adds them to the application when it is imported."""


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Answer --version."""
    if show:
        out.print(f"banmian {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    sys.exit(app())
