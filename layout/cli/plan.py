"""Commands about plans: plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layout import EDITION_FILE, EditionPlan, Means, Project, find_project, plan_edition, planned_answer, shown
from layout.base.messages import say
from layout.cli.base import (
    AsJson,
    EditionFolder,
    FewMoves,
    OutputFolder,
    Pages,
    Quiet,
    answered,
    app,
    err,
    out,
    print_answer,
    print_findings,
    shown_on,
    spoken,
    told,
    tongue,
)
from layout.cli.progress import steps


@app.command()
def plan(
    edition: EditionFolder,
    page: Pages = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell the score term by term.")] = False,
    few_moves: FewMoves = False,
    alternatives: Annotated[
        int, typer.Option("--alternatives", min=0, max=12, help="Draw so many different plans of a page.")
    ] = 0,
    chosen: Annotated[int, typer.Option("--choose", min=0, help="Pin the page as the alternative of this number.")] = 0,
    output: OutputFolder = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Plan the pages of an edition without building them: where every story and ad would stand.

    With --alternatives, a page is planned in several ways, each drawn to choose from; --choose writes the places of
    one of them into edition.yaml.
    """
    with told(edition):
        if alternatives or chosen:
            if not page or len(page) != 1:
                raise typer.BadParameter("name one page with --page", param_hint="--page")
            _alternatives(find_project(edition, output), edition, page[0], alternatives, chosen)
            return

        def planned_now() -> EditionPlan:
            project = find_project(edition, output)
            means = Means(cache=project.cache)
            with steps(quiet=quiet) as shown:
                return plan_edition(
                    project, edition, pages=page or (), few_moves=few_moves, means=means, progress=shown
                )

        if as_json:
            work = answered(edition, lambda: planned_answer(edition, planned_now(), tongue()))
            print_answer("plan", [work])
            return
        made = planned_now()
        found = [*made.findings, *(finding for planned in made.pages for finding in planned.findings)]
        print_findings(found, quiet=quiet)
        for planned in made.pages:
            out.print(spoken(planned.text(explain=explain)))


def _alternatives(project: Project, edition: Path, page: str, count: int, number: int) -> None:
    from layout import choose, draw_alternatives

    if count:
        with err.status("loading") as status:
            drawn = draw_alternatives(project, edition, page, count, Means(cache=project.cache), shown_on(status))
        for at, result in enumerate(drawn.results, start=1):
            out.print(spoken(say("{number}: {points:point|points}", number=at, points=result.cost)))
        out.print(spoken(say("drawn side by side: {file}", file=shown(drawn.sheet))))
        command = f"banmian plan {shown(edition)} --page {page} --choose NUMBER"
        out.print(spoken(say("to take one: {command}", command=command)))
    if number:
        choose(project, edition, page, number)
        where = {"number": number, "file": shown(edition / EDITION_FILE), "page": page}
        out.print(spoken(say("the places of alternative {number} are in {file}, page {page}", **where)))
