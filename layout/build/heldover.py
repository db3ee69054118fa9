"""What the last build of an edition held over, for the next edition to take along."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from layout.base.errors import PageError
from layout.build.records import ReportRecord, read_built
from layout.edition.issue import story_files
from layout.edition.new import TakenAlong
from layout.edition.story import head_of
from layout.files.project import Beside, Project
from layout.files.yaml import Mapping, Scalar


def last_held_over(project: Project, edition: Path) -> tuple[TakenAlong, ...]:
    """Return the stories that the last build of an edition held over; none if there was no build that can be read."""
    report = _last_report(project, edition)
    return _held_over(report) if report else ()


def not_printed(project: Project, edition: Path) -> tuple[TakenAlong, ...] | None:
    """Return the stories that the last build of an edition held over, and those for which no page had room.

    None if there was no build that can be read.
    """
    report = _last_report(project, edition)
    if report is None:
        return None
    files = ((left.id, edition / f"{left.id}.md") for left in report.left_over)
    return *_held_over(report), *(_left_over(name, file) for name, file in files if file.is_file())


def not_built(project: Project, edition: Path) -> tuple[str, ...]:
    """Return the stories of an edition's folder that its last build does not know: written since, or of other pages."""
    report = _last_report(project, edition)
    if report is None:
        return ()
    known = {fit.part_of or fit.id for page in report.pages for fit in page.stories}
    known |= {held.id for held in report.held_over} | {left.id for left in report.left_over}
    names = (name.removesuffix(".md") for name in story_files(edition) if not name.startswith("_"))
    return tuple(name for name in names if name not in known)


def _last_report(project: Project, edition: Path) -> ReportRecord | None:
    with suppress(PageError):
        output = project.output(edition)
        reports = [folder / ReportRecord.FILE for folder in (output, Beside.PROOF.of(output))]
        there = [report for report in reports if report.is_file()]
        newest = max(there, key=lambda report: report.stat().st_mtime_ns, default=reports[0]).parent
        return read_built(ReportRecord, newest, edition)
    return None


def _held_over(report: ReportRecord) -> tuple[TakenAlong, ...]:
    return tuple(TakenAlong(held.id, held.page, held.section, held.days) for held in report.held_over)


def _left_over(name: str, file: Path) -> TakenAlong:
    """Return a story that no page had room for: what it waits for, and how long, stands in its file."""
    head = head_of(file.read_bytes().decode("utf-8-sig", "replace"))
    nodes = {key: head.get(key) for key in ("section", "held")} if isinstance(head, Mapping) else {}
    said = {key: node.text for key, node in nodes.items() if isinstance(node, Scalar)}
    days = said.get("held", "")
    return TakenAlong(name, "", said.get("section", ""), 1 + (int(days) if days.isdecimal() else 0))
