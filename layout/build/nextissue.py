"""The next issue of a paper: of its standing/ if it has that, else a copy of the newest edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from layout.base.errors import ContentError
from layout.base.messages import listed, say
from layout.build.heldover import last_held_over, not_built, not_printed
from layout.edition.issue import make_issue
from layout.edition.new import IssuePlan, NewEdition, new_edition, plan_issue
from layout.edition.paperfile import read_paper_file
from layout.files.project import Project
from layout.files.text import shown


def _left_behind(project: Project, plan: IssuePlan) -> Iterator[str]:
    """Yield what is said of the stories that nobody knows of whether they were printed."""
    unknown = not_built(project, plan.source) if plan.source else ()
    names = [name for name in unknown if plan.standing and not (plan.standing / f"{name}.md").is_file()]
    if names:
        yield say(
            "not in the last build of {edition}, and left there: {names}. Build it once more and make the issue anew, "
            "or put them into {target}",
            edition=plan.source_name,
            names=listed(names),
            target=shown(plan.target),
        )


def next_issue(
    project: Project,
    target: Path | None = None,
    source: Path | None = None,
    *,
    held_over: bool = True,
    pages: int = 0,
) -> NewEdition:
    """Make the next issue, or that of the folder ``target``, going on from ``source`` or else the newest edition.

    Its day and number follow from the days of issue in banmian.toml. ``held_over`` takes along the stories that the
    last build held over or had no room for (a copy has the latter anyway). ``pages`` is how many it shall have, where
    it is made of standing/; 0 for as many as that has.

    It appears whole or not at all. Raises ContentError if a file it is made of cannot be used, OutputError if it cannot
    be written.
    """
    days = read_paper_file(project.root).issue_days
    plan = plan_issue(project, days, target, source)
    if plan.standing is not None:
        along = not_printed(project, plan.source) if held_over and plan.source else ()
        if along is None:
            said = say(
                "{edition} is not built: what it holds over is not known, and stays there", edition=plan.source_name
            )
            plan, along = replace(plan, told=(*plan.told, said)), ()
        elif held_over:
            plan = replace(plan, told=(*plan.told, *_left_behind(project, plan)))
        return make_issue(plan, along, pages)
    if pages:
        raise ContentError(
            say("a copy has the pages of what is copied"),
            say("make the folder standing/ with what every issue has, or write the pages in edition.yaml"),
        )
    along = last_held_over(project, plan.source) if held_over and plan.source else ()
    made = new_edition(plan.target, plan.source, along, days)
    return replace(made, told=(*plan.told, *made.told))
