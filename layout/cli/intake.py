"""The commands that get copy and bookings in: import, import-ads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from layout import EDITION_FILE, shown
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.cli.base import app, err, out, print_findings, spoken, told
from layout.intake import PutAside, Refused, Taken, take_bookings, take_in

SHOWN = 100
"""So many characters of a remark are printed; the list in the edition folder has all of them."""
MOST_LINES = 12
"""So many lines are printed of what was put aside."""


@app.command(name="import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(help="Word, OpenDocument, Markdown, text, mail, wire items, WordPress, feeds, web pages."),
    ],
    to: Annotated[Path, typer.Option("--to", help="The edition's folder, such as content/2022-04-16.")],
    force: Annotated[bool, typer.Option("--force", help="Replace story files that are there already.")] = False,
) -> None:
    """Get copy in: make story files of an edition from documents and wire items.

    What needs an editor is printed, and written whole into _<story>.import.txt beside the story. What is no copy (a
    picture alone, a plan) is put aside and told. Exit code 3 when a file was not taken in.
    """
    with told(to):
        done = take_in(files, to, force=force)
        refused = [item for item in done if isinstance(item, Refused)]
        for item in done:
            if isinstance(item, Refused):
                err.print(f"{spoken(item.error.message)}\n  {spoken(item.error.hint)}", style="red")
                continue
            if isinstance(item, PutAside):
                _print_aside(item)
                continue
            out.print(f"{escape(shown(item.source))} -> [bold]{escape(shown(item.story))}[/]")
            for picture in item.pictures:
                out.print(f"  {spoken(say('picture {file}', file=shown(picture)))}")
            for note in item.notes:
                out.print(f"  {escape(_short(note))}")
            if item.todo:
                out.print(f"  {spoken(say('all of it: {file}', file=shown(item.todo)))}")
            print_findings(item.findings)
        if any(isinstance(item, Taken) for item in done):
            out.print(
                spoken(say("name the stories in {file}, under stories: of a page", file=shown(to / EDITION_FILE)))
            )
        if refused:
            raise ContentError(say("{count:file was|files were} not taken in", count=len(refused)), say("see above"))


@app.command(name="import-ads")
def import_ads(
    file: Annotated[
        Path, typer.Argument(help="Bookings: CSV (UTF-8, GB18030, UTF-16, Windows-1252) or Excel (.xlsx).")
    ],
    to: Annotated[Path, typer.Option("--to", help="The edition's folder, such as content/2022-04-16.")],
    mapping: Annotated[Path | None, typer.Option("--map", help="Your own names of columns and sizes (YAML).")] = None,
) -> None:
    """Get bookings in: add ads and classified entries to an edition's ads.yaml.

    What is there stays as it is. What needs an editor is printed, and written whole into _ads.import.txt. Exit code 3
    when a row was not taken.
    """
    with told(to):
        done = take_bookings(file, to, mapping)
        ads = ", ".join(done.ads)
        out.print(f"{escape(shown(done.source))} -> {escape(shown(done.into))}: [bold]{escape(ads or '-')}[/]")
        if done.entries:
            out.print(f"  {spoken(say('{count:classified entry|classified entries}', count=done.entries))}")
        if done.other_days:
            out.print(f"  {spoken(say('{count:booking is|bookings are} for other days', count=done.other_days))}")
        if done.there:
            out.print(f"  {spoken(say('{count:booking was|bookings were} there already', count=done.there))}")
        for note in done.notes:
            out.print(f"  {escape(_short(note))}")
        if done.todo:
            out.print(f"  {spoken(say('all of it: {file}', file=shown(done.todo)))}")
        if done.refused:
            raise ContentError(say("{count:row was|rows were} not taken", count=done.refused), say("see above"))


def _print_aside(item: PutAside) -> None:
    """Print what no story was made of: there is no list of it."""
    aside = item.aside
    said = say("{file}: put aside, {what}", file=shown(item.source), what=aside.what)
    if aside.title:
        said = say("{file}: put aside, {what}: {title}", file=shown(item.source), what=aside.what, title=aside.title)
    out.print(spoken(said))
    for line in aside.lines[:MOST_LINES]:
        out.print(f"  {spoken(line)}")
    if len(aside.lines) > MOST_LINES:
        out.print("  …")
    if aside.hint:
        out.print(f"  {spoken(aside.hint)}")


def _short(note: str) -> str:
    line = " ".join(note.split("\n    ")[0].split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
