"""What a build tells: the copyfit, the ink and the findings of its pages as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layout import __version__
from layout.compose.story import ComposedStory
from layout.content.model import Edition
from layout.diagnostics import Report
from layout.pages import PageResult
from layout.preflight import Preflight, as_json


def report_data(
    edition: Edition, results: Sequence[PageResult], preflight: Preflight, report: Report
) -> dict[str, Any]:
    """Return the report of a build as plain data."""
    return {
        "program": f"banmian {__version__}",
        "paper": edition.paper.name,
        "edition": edition.date.isoformat(),
        "printable": not report.errors,
        "pages": [page_data(result) for result in results],
        "preflight": as_json(preflight),
        "findings": [finding.as_json() for finding in report.findings],
    }


def page_data(result: PageResult) -> dict[str, Any]:
    """Return the ink and the copyfit of a page as plain data."""
    return {
        "id": result.page.id,
        "ink": {"most": result.ink.most, "broad": result.ink.broad, "plates": list(result.ink.plates)},
        "stories": [story_data(composed) for composed in result.stories],
    }


def story_data(composed: ComposedStory) -> dict[str, Any]:
    """Return the copyfit of a story as plain data."""
    fit = composed.fit
    return {
        "id": composed.story.id,
        "headline": composed.story.headline,
        "file": composed.story.place.file,
        "columns": composed.shape.columns,
        "rows": composed.shape.rows,
        "head_rows": composed.head.rows,
        "characters": fit.characters,
        "lines": fit.lines,
        "capacity_lines": fit.capacity,
        "over_lines": fit.over_lines,
        "over_characters": fit.over_characters,
        "over_text": "".join(line.text for line in composed.overset),
        "under_lines": fit.under_lines,
        "under_characters": fit.under_characters,
        "fit": fit.summary,
        "levers": list(fit.levers),
        "widows": fit.widows,
        "orphans": fit.orphans,
        "loose_lines": [line.text for line in composed.loose],
    }
