"""The command that keeps editions for good: archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layout import find_project, shown
from layout.archive import archive_edition, verify_archive
from layout.base.errors import ContentError, PageError
from layout.base.messages import say
from layout.cli.base import OutputFolder, app, err, out, paper_of, print_findings, shown_on, spoken, told


@app.command()
def archive(
    what: Annotated[Path, typer.Argument(help="The edition's folder; with --verify an archive.")],
    to: Annotated[
        Path | None, typer.Option("--to", help="The file to write; else output/<edition>.archive.zip.")
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Build the archive's edition anew and compare.")] = False,
    output: OutputFolder = None,
) -> None:
    """Keep an edition for good: what made its pages, the pages, and the versions of all that was used, in one file.

    With --verify an archive is held against its manifest and built anew: exit code 0 when the pages are the same byte
    for byte, 3 when the archive is damaged, 6 when they differ; what differs is told.
    """
    with told(what if what.is_dir() else paper_of()):
        if not verify:
            with err.status("loading") as status:
                kept = archive_edition(find_project(what, output), what, to, shown_on(status))
            print_findings(kept.findings)
            path, size = shown(kept.path), kept.size / 1e6
            made = say("{files:file|files}, {size:.1f} MB in {path}", files=kept.files, size=size, path=path)
            out.print(spoken(made))
            return
        with err.status("loading") as status:
            result = verify_archive(what, shown_on(status))
        if result.damaged:
            for line in result.damaged:
                err.print(spoken(line), style="red")
            raise ContentError(
                say("{what} is damaged: {count} file(s)", what=shown(what), count=len(result.damaged)),
                say("take another copy of it"),
            )
        for line in result.changed:
            err.print(spoken(say("other than then: {line}", line=line)), style="yellow")
        if result.failed:
            err.print(spoken(say("the edition cannot be built here any more:")), style="red")
            raise result.failed
        for line in result.differing:
            err.print(spoken(line), style="red")
        if result.differing:
            hint = (
                say("what is another version now is listed above")
                if result.changed
                else say("every version is the same")
            )
            raise PageError(
                say("{count} of {compared} files differ", count=len(result.differing), compared=result.compared), hint
            )
        same = say(
            "{paper} {date}: {compared:file|files}, the same byte for byte",
            paper=result.manifest.paper,
            date=result.manifest.date,
            compared=result.compared,
        )
        out.print(spoken(same))
