"""The command that prints what a shell needs to complete the others: completion."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from layout.cli.base import PROGRAM, app, out
from layout.cli.completing import ASKED


class Shell(StrEnum):
    """The shells that can be told how commands are completed."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@app.command()
def completion(shell: Annotated[Shell, typer.Argument(help="The shell: bash, zsh or fish.")]) -> None:
    """Print the script by which a shell completes commands, options and names of files when you press Tab.

    Bash: banmian completion bash > ~/.local/share/bash-completion/completions/banmian. Zsh: the same with zsh into the
    file _banmian of a folder of fpath. Fish: into ~/.config/fish/completions/banmian.fish.
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    out.file.write(f"{get_completion_script(prog_name=PROGRAM, complete_var=ASKED, shell=shell)}\n")
