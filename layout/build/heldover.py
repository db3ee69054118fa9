"""What the last build of an edition held over, for the next edition to take along."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from layout.base.errors import PageError
from layout.build.records import ReportRecord, read_built
from layout.edition.new import TakenAlong
from layout.files.project import Project


def last_held_over(project: Project, edition: Path) -> tuple[TakenAlong, ...]:
    """Return the stories that the last build of an edition held over; none if there was no build that can be read."""
    with suppress(PageError):
        output = project.output(edition)
        reports = [folder / ReportRecord.FILE for folder in (output, output.with_name(f"{output.name}.proof"))]
        there = [report for report in reports if report.is_file()]
        newest = max(there, key=lambda report: report.stat().st_mtime_ns, default=reports[0]).parent
        held_over = read_built(ReportRecord, newest, edition).held_over
        return tuple(TakenAlong(held.id, held.page, held.section, held.days) for held in held_over)
    return ()
