"""The command that tells what this machine has and lacks: doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layout import Examined, State, Thing, examine, json_text
from layout.base.errors import EnvironmentError_
from layout.base.messages import CHINESE, ENGLISH, TRADITIONAL, say
from layout.base.messages import told as in_language
from layout.cli.base import app, out, spoken, told, tongue

VERSION = 1
"""Of what --json prints."""

_SPOKEN_IN = {ENGLISH: "en", CHINESE: "zh-Hans", TRADITIONAL: "zh-Hant"}
"""Language of messages -> that of the paper somebody is likely to make who has none yet."""

_MARKS = {State.THERE: "ok", State.LACKING: "--", State.MISSING: "!!"}
_COLOURS = {State.THERE: "dim", State.LACKING: "yellow", State.MISSING: "bold red"}


@app.command()
def doctor(
    paper: Annotated[
        Path | None, typer.Argument(help="The paper's folder or an edition; else the paper of the current folder.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    command: Annotated[
        bool, typer.Option("--command", help="Print nothing but the command that installs what is missing, if any.")
    ] = False,
) -> None:
    """Tell what this machine has and lacks for a paper's pages, with the command that brings what is lacking.

    Exit code 0 if pages can be made, 5 if something they need is missing; with --command always 0.
    """
    with told(paper):
        examined = examine(paper, _SPOKEN_IN[tongue()])
        if command:
            if needed := examined.command(State.MISSING):
                out.print(needed, markup=False)
            return
        if as_json:
            out.print(json_text(_data(examined)), markup=False, end="")
        else:
            _print(examined)
    if not examined.is_ready:
        raise typer.Exit(EnvironmentError_.exit_code)


def _print(examined: Examined) -> None:
    whose = str(examined.paper) if examined.paper else say("no paper: all templates of the program")
    out.print(spoken(say("{system}; {whose}", system=examined.system, whose=whose)))
    for thing in examined.things:
        said = say("{name}: {said}", name=thing.name, said=thing.said) if thing.said else thing.name
        out.print(f"{_MARKS[thing.state]}  {spoken(said)}", style=_COLOURS[thing.state])
        for line in spoken(thing.remedy).splitlines():
            out.print(f"      {line}")
    for state, what in (
        (State.MISSING, say("what pages need:")),
        (State.LACKING, say("what would be good to have:")),
    ):
        if command := examined.command(state):
            out.print(f"\n{spoken(what)}")
            out.print(f"    {command}", markup=False)
    verdict = say("pages can be made") if examined.is_ready else say("pages cannot be made until the missing is there")
    out.print(f"\n{spoken(verdict)}")


def _data(examined: Examined) -> dict[str, object]:
    return {
        "version": VERSION,
        "system": examined.system,
        "paper": str(examined.paper) if examined.paper else "",
        "ready": examined.is_ready,
        "needed": examined.command(State.MISSING),
        "optional": examined.command(State.LACKING),
        "things": [_thing(thing) for thing in examined.things],
    }


def _thing(thing: Thing) -> dict[str, object]:
    texts = {"name": thing.name, "said": thing.said, "remedy": thing.remedy}
    texts = {key: in_language(text, tongue()) for key, text in texts.items()}
    return {"kind": thing.kind, "state": thing.state.value, "parts": list(thing.parts), **texts}
