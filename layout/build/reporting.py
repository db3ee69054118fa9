"""What a build tells: the copyfit, the ink and the findings of its pages as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from layout import __version__
from layout.base.diagnostics import Ref, Report
from layout.edition.model import Edition, Story
from layout.preflight import Preflight, as_json

if TYPE_CHECKING:
    from layout.build.page import PageResult
    from layout.compose.composed import ComposedStory
    from layout.pdf.ink import PageInk


def report_data(
    edition: Edition, pages: Sequence[Mapping[str, Any]], preflight: Preflight, report: Report
) -> dict[str, Any]:
    """Return the report of a build as plain data; ``pages`` are the `page_data` of its pages."""
    return {
        "program": f"banmian {__version__}",
        "paper": edition.paper.name,
        "edition": edition.date.isoformat(),
        "printable": not report.errors,
        "pages": list(pages),
        "left_over": all_left_over(edition),
        "preflight": as_json(preflight),
        "findings": [finding.as_json() for finding in report.findings],
    }


def stories_left_over(edition: Edition) -> tuple[Story, ...]:
    """Return the stories that stand on no page."""
    placed = {name for page in edition.pages for name in page.stories}
    return tuple(story for name, story in edition.stories.items() if name not in placed)


def all_left_over(edition: Edition) -> list[dict[str, Any]]:
    """Return the stories that stand on no page as plain data, with all their words: nothing is lost silently."""
    return [{**left_over(story), "file": edition.provenance.of(story.ref).file} for story in stories_left_over(edition)]


def left_over(story: Story) -> dict[str, Any]:
    """Return a story that stands on no page as plain data: all its words, not the file they are written in."""
    head = (story.series, story.kicker, story.headline, story.deck, story.byline, story.dateline, story.source)
    captions = [words for picture in story.every_picture for words in (picture.caption, picture.credit)]
    return {
        "id": story.id,
        "characters": story.characters,
        "head": [words for words in head if words],
        "captions": [words for words in captions if words],
        "text": "\n".join(block.text for block in story.blocks),
    }


def page_data(result: PageResult) -> dict[str, Any]:
    """Return the copyfit of a page as plain data, but for its stories' files: see `with_files`."""
    return {"id": result.page.id, "stories": [story_data(composed) for composed in result.stories]}


def with_files(data: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """Return a page's copyfit with the files its stories are written in."""

    def file(story: Mapping[str, Any]) -> str:
        return edition.provenance.of(Ref("story", story["part_of"] or story["id"])).file

    return {**data, "stories": [{**story, "file": file(story)} for story in data["stories"]]}


def ink_data(ink: PageInk) -> dict[str, Any]:
    """Return the ink of a page as plain data."""
    return {"most": ink.most, "broad": ink.broad, "plates": list(ink.plates)}


def story_data(composed: ComposedStory) -> dict[str, Any]:
    """Return the copyfit of a story as plain data."""
    fit = composed.fit
    return {
        "id": composed.story.id,
        "headline": composed.story.headline,
        "part_of": composed.story.part_of,
        "continued_from": composed.story.continued_from,
        "continued_on": composed.story.continued_on,
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
