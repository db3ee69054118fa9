"""Commands about plans: plan."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from layout import pipeline
from layout.cli.base import EditionFolder, Pages, app, out, told
from layout.project import find_project


@app.command()
def plan(
    edition: EditionFolder,
    page: Pages = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell the score term by term.")] = False,
) -> None:
    """Plan the pages of an edition without building them: where every story and ad would stand."""
    with told():
        for planned in pipeline.plan_edition(find_project(), edition, pages=page or ()):
            out.print(escape(planned.text(explain=explain)))
