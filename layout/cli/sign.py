"""The command for sign-off: sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from layout import find_project, sign_pages, signs_answer, signs_told, withdraw_pages
from layout.cli.base import AsJson, EditionFolder, OutputFolder, answered, app, out, print_answer, spoken, told, tongue

if TYPE_CHECKING:
    from layout import EditionAnswer


@app.command()
def sign(
    edition: EditionFolder,
    page: Annotated[
        list[str] | None, typer.Option("--page", help="Sign this page (may be given several times).")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Sign every page that was built.")] = False,
    name: Annotated[str, typer.Option("--name", help="Who signs.")] = "",
    note: Annotated[str, typer.Option("--note", help="A word on it, which is kept with it.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Tell how every page stands; sign none.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the sign-off of these pages back.")] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Sign what was built, though its files were changed since.")
    ] = False,
    output: OutputFolder = None,
    as_json: AsJson = False,
) -> None:
    """Sign pages off as they were built (签样), take that back, or tell which are signed and what changed since.

    A sign-off stands for a page's exact bytes, and is kept in signed.yaml of the edition. A page that is a proof, or
    whose files changed since it was built, is refused.
    """
    pages = tuple(dict.fromkeys(page or ()))
    if not listed and not (pages or every):
        raise typer.BadParameter("give --page or --all, or --list", param_hint="--page")
    if not listed and not name.strip():
        raise typer.BadParameter("say who signs: --name NAME", param_hint="--name")
    wanted = () if every else pages
    with told(edition):
        project = find_project(edition, output)

        def work() -> EditionAnswer:
            if withdraw and not listed:
                withdraw_pages(project, edition, wanted, name, note=note)
            elif not listed:
                sign_pages(project, edition, wanted, name, note=note, anyway=anyway)
            return signs_answer(project, edition, wanted, tongue())

        if as_json:
            print_answer("sign", [answered(edition, work)])
            return
        work()
        for line in signs_told(project, edition, wanted):
            out.print(spoken(line))
