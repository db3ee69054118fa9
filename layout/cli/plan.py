"""Commands about plans: plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layout import EDITION_FILE, Means, find_project, plan_edition, shown
from layout.base.messages import say
from layout.cli.base import EditionFolder, FewMoves, Pages, app, err, out, print_findings, shown_on, spoken, told


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
) -> None:
    """Plan the pages of an edition without building them: where every story and ad would stand.

    With --alternatives, a page is planned in several ways, each drawn to choose from; --choose writes the places of
    one of them into edition.yaml.
    """
    with told(edition):
        if alternatives or chosen:
            if not page or len(page) != 1:
                raise typer.BadParameter("name one page with --page", param_hint="--page")
            _alternatives(edition, page[0], alternatives, chosen)
            return
        project = find_project(edition)
        means = Means(cache=project.cache)
        made = plan_edition(project, edition, pages=page or (), few_moves=few_moves, means=means)
        print_findings([*made.findings, *(finding for planned in made.pages for finding in planned.findings)])
        for planned in made.pages:
            out.print(spoken(planned.text(explain=explain)))


def _alternatives(edition: Path, page: str, count: int, number: int) -> None:
    from layout import choose, draw_alternatives

    project = find_project(edition)
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
