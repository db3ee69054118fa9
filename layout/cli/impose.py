"""The command that puts pages on sheets: impose."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

import typer
from rich.markup import escape

from layout import find_project, shown
from layout.base.messages import listed, say, word
from layout.cli.base import EditionFolder, OutputFolder, app, err, out, shown_on, spoken, told


@app.command()
def impose(
    edition: EditionFolder,
    scheme: Annotated[
        str,
        typer.Option("--scheme", help="saddle: sheets folded into one another; pairs: pages as the reader sees them."),
    ] = "saddle",
    proof: Annotated[
        bool, typer.Option("--proof", help="On A3 for an office printer, made smaller with marks.")
    ] = False,
    output: OutputFolder = None,
) -> None:
    """Put the built pages of an edition on sheets of two, front and back, into output/<edition>.sheets.

    Each section (the letter) is sheets of its own. The pages meet at the fold; the sheet has crop and fold marks, a
    slug line, and a colour bar of the inks that its pages have.
    """
    with told(edition):
        from layout import impose_edition

        with err.status("") as status:
            made = impose_edition(
                find_project(edition, output), edition, scheme, proof=proof, progress=shown_on(status)
            )
        for (section, number), sides in groupby(made.sides, key=lambda side: (side.section, side.number)):
            faces = (
                say("{face} {left} | {right}", face=word(side.face), left=side.left or "–", right=side.right or "–")
                for side in sides
            )
            out.print(
                spoken(
                    say(
                        "section {section}, sheet {number}: {faces}",
                        section=section,
                        number=number,
                        faces=listed(faces),
                    )
                )
            )
        for remark in made.remarks:
            err.print(spoken(remark), style="yellow")
        out.print(escape(shown(made.whole)))
