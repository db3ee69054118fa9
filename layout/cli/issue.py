"""The command that makes the next issue: new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from layout import NewEdition, build_command, find_project, made_answer, next_issue, shown
from layout.base.messages import say
from layout.cli.base import AsJson, OutputFolder, Quiet, answered, app, out, print_answer, spoken, told, tongue


@app.command()
def new(
    target: Annotated[
        Path | None,
        typer.Argument(help="The folder to make, such as content/2022-04-16; the next day of issue if not given."),
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="The edition to go on from; the newest if not given.")
    ] = None,
    pages: Annotated[
        int, typer.Option("--pages", min=0, max=99, help="So many pages, where the paper has standing/.")
    ] = 0,
    held_over: Annotated[
        bool, typer.Option("--held-over/--no-held-over", help="Put stories held over there into the pool here.")
    ] = True,
    output: OutputFolder = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Make the next issue: of standing/ and what goes on from the last one; without standing/ a copy to edit.

    Stories that were held over wait in it for a page with room, and ads go on as long as they were booked (runs:).
    """
    with told(target or source):
        project = find_project(target or source, output)
    with told(target or source or project.standing):

        def made_now() -> NewEdition:
            return next_issue(project, target, source, held_over=held_over, pages=pages)

        if as_json:
            print_answer("new", [answered(target, lambda: made_answer(made_now(), tongue()))])
            return
        made = made_now()
        folder, source_name = shown(made.folder), shown(made.source)
        begun = say("made {target} from {source}", target=folder, source=source_name)
        if made.standing and made.source != made.standing:
            both = {"standing": shown(made.standing), "source": source_name}
            begun = say("made {target} from {standing} and {source}", target=folder, **both)
        out.print(spoken(begun))
        if quiet:
            return
        for line in _in_words(made):
            out.print(f"  {spoken(line)}")
        out.print(spoken(say("edit it, then: {command}", command=build_command(made.folder))))


def _in_words(made: NewEdition) -> Iterator[str]:
    """Yield what came along into an issue, and what did not."""
    yield say("the issue of {date}, number {issue}", date=made.date, issue=made.issue)
    for story in made.along:
        waits = (
            say("waits for a page of {section}", section=story.section)
            if story.section
            else say("is set aside, it has no section")
        )
        yield say("{story} was held over, day {days}: it {waits}", story=story.id, days=story.days, waits=waits)
    yield from made.told
