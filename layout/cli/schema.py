"""The command that gives the schemas of the files people write: schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from layout import SCHEMAS, schema_text, shown, write_schemas
from layout.cli.base import app, out, told


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="Of which kind of file: ads, design, edition, paper, press, story.")] = "",
    every: Annotated[
        Path | None, typer.Option("--all", help="Write all of them into a folder, such as .banmian/schema.")
    ] = None,
) -> None:
    """Give the JSON Schema of a kind of file, for editors that complete keys while you write."""
    if (name and name not in SCHEMAS) or bool(name) == bool(every):
        raise typer.BadParameter(f"name one of {', '.join(SCHEMAS)}, or a folder for all: --all .banmian/schema")
    with told():
        if every is None:
            typer.echo(schema_text(name), nl=False)
            return
        for file in write_schemas(every):
            out.print(escape(shown(file)))
