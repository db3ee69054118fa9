"""The command that hands finished pages over to the press: handover."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from layout import find_project, json_text, to_data
from layout.base.messages import listed, say
from layout.cli.base import EditionFolder, OutputFolder, Pages, app, err, out, shown_on, spoken, told, tongue
from layout.handover import HandedOver, HandoverRecord, Refusal, Request, SentPage, hand_over

_PLATES = {"": None, "off": "off", "8": "8-bit", "1": "1-bit"}

AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@app.command()
def handover(
    edition: EditionFolder,
    to: Annotated[Path | None, typer.Option("--to", help="The hot folder; else what banmian.toml says.")] = None,
    page: Pages = None,
    everything: Annotated[bool, typer.Option("--all", help="Send pages that have not changed, too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be sent, and send nothing.")] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Send pages that something speaks against; the manifest says so.")
    ] = False,
    separations: Annotated[
        str, typer.Option("--separations", help="8 or 1: plates beside the pages as TIFF of so many bits; off: none.")
    ] = "",
    resolution: Annotated[
        int,
        typer.Option("--resolution", min=0, max=4000, help="Pixels an inch of the plates; 0: 300, or 1270 at 1 bit."),
    ] = 0,
    as_json: AsJson = False,
    output: OutputFolder = None,
) -> None:
    """Hand the built pages over to the press: into its hot folder, under its names, with manifest and checksums.

    Only pages that are new or changed since the last time are sent, and what changed is told. If something speaks
    against one of the pages (not built, a proof, out of date, not fit to print, not signed), nothing is sent and the
    exit code is 6.
    """
    if separations not in _PLATES:
        raise typer.BadParameter(f"{separations!r} is neither 8, 1 nor off", param_hint="--separations")
    request = Request(
        to=to,
        pages=tuple(dict.fromkeys(page or ())),
        everything=everything,
        anyway=anyway,
        rehearsal=dry_run,
        plates=_PLATES[separations],  # type: ignore[arg-type]
        resolution=resolution,
    )
    with told(edition):
        with err.status("loading") as status:
            handed = hand_over(find_project(edition, output), edition, request, shown_on(status))
        if as_json:
            out.print(escape(json_text(to_data(handed.answer(tongue()))).rstrip()))
        else:
            for refusal in handed.refused:
                _print_refusal(refusal, taken=handed.done)
            _print(handed, dry_run=dry_run)
        handed.require_sent()


def _print_refusal(refusal: Refusal, *, taken: bool) -> None:
    err.print(spoken(refusal.message), style="yellow" if taken else "red")
    if not taken:
        err.print(f"    {spoken(refusal.hint)}", style="dim")


def _print(handed: HandedOver, *, dry_run: bool) -> None:
    record = handed.record
    if handed.done or dry_run:
        for page in record.pages:
            _print_page(page)
        for gone in record.gone:
            err.print(
                spoken(
                    say(
                        "{page}: no page of the edition any more; the press has it as {file}",
                        page=gone.id,
                        file=gone.file,
                    )
                ),
                style="yellow",
            )
        if any(page.inks for page in record.pages):
            out.print(_inks(record))
    if handed.same:
        out.print(spoken(say("the same as handed over before: {pages}", pages=listed(handed.same))))
    if handed.done:
        where = say("{pages:page|pages} handed over to {folder}", pages=len(record.pages), folder=record.to)
        out.print(spoken(where))
        if handed.manifest:
            out.print(spoken(say("manifest: {file}", file=handed.manifest)))
    elif not handed.refused and not record.pages and not record.gone:
        out.print(spoken(say("nothing to hand over")))
    elif dry_run:
        out.print(spoken(say("nothing was sent: this was a rehearsal")))


def _print_page(page: SentPage) -> None:
    letters = " ".join(ink.letter for ink in page.inks)
    size = page.file.bytes / 1e6
    line = say(
        "{page} → {file}   version {version}, {plates}, {size:.1f} MB",
        page=page.id,
        file=page.file.name,
        version=page.page_version,
        plates=letters,
        size=size,
    )
    out.print(spoken(line))
    if page.replaces:
        out.print(spoken(say("  in the place of {file}", file=page.replaces)))
    for change in page.changes:
        out.print(spoken(change))


def _inks(record: HandoverRecord) -> Table:
    """Return the ink of the pages as a table: what each plate covers of the page."""
    plates = list(dict.fromkeys(ink.letter for page in record.pages for ink in page.inks))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(spoken(say("ink, %")))
    for plate in plates:
        table.add_column(escape(plate), justify="right")
    for page in record.pages:
        found = {ink.letter: f"{ink.percent:.1f}" for ink in page.inks}
        table.add_row(page.id, *(found.get(plate, "") for plate in plates))
    return table
