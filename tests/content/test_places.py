"""Places on the grid as editors write them; stories and ads that need no page of their own choosing."""

from __future__ import annotations

import pytest

from layout.base.codes import Code
from layout.edition.places import GridPlace, parse_place
from tests.content.sandbox import Sandbox


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("columns 1-4, rows 13-58", GridPlace((1, 4), (13, 58))),
        ("rows 13-58, columns 1-4", GridPlace((1, 4), (13, 58))),
        ("column 5", GridPlace((5, 5), None)),
        ("rows 60 – 84", GridPlace(None, (60, 84))),
        ("columns 2-2, row 1", GridPlace((2, 2), (1, 1))),
    ],
)
def test_a_place_is_read_and_said_alike(written, place):
    assert parse_place(written) == place
    assert parse_place(str(place)) == place


@pytest.mark.parametrize(
    "written", ["", "column", "columns 0-2", "columns 4-1", "rows 1, rows 2", "cols 1-2", "1-4", 4]
)
def test_what_is_no_place_is_refused(written):
    with pytest.raises(ValueError, match=r"columns|from 1|twice"):
        parse_place(written)


def test_a_page_has_its_places(sandbox: Sandbox) -> None:
    sandbox.replace(
        "edition.yaml",
        "    stories: [lead]",
        "    stories: [lead]\n    at:\n      lead: columns 1-2\n    forbid:\n      lead: [row 1, 'column 5']",
    )
    page = sandbox.load().edition.page("B1")
    assert page.at == {"lead": GridPlace((1, 2), None)}
    assert page.forbid == {"lead": (GridPlace(None, (1, 1)), GridPlace((5, 5), None))}


def test_a_story_of_a_section_that_is_taken_needs_no_page(sandbox: Sandbox) -> None:
    sandbox.write("park.md", "---\nheadline: 河边公园\nsection: 要闻\n---\n公园开门。\n")
    loaded = sandbox.load()
    assert loaded.findings == ()
    assert "park" in loaded.edition.stories


def test_a_page_may_take_other_sections_than_its_own(sandbox: Sandbox) -> None:
    sandbox.write("park.md", "---\nheadline: 河边公园\nsection: 副刊\n---\n公园开门。\n")
    (finding,) = sandbox.load().findings
    assert finding.code == Code.STORY_UNUSED
    assert "副刊" in finding.message
    assert "要闻" in finding.hint
    sandbox.replace("edition.yaml", "section: 要闻", "section: 要闻\n    takes: [要闻, 副刊]")
    assert sandbox.load().findings == ()


def test_a_page_with_areas_takes_nothing_more(sandbox: Sandbox) -> None:
    sandbox.write("park.md", "---\nheadline: 河边公园\nsection: 时事\n---\n公园开门。\n")
    assert [finding.code for finding in sandbox.load().findings] == [Code.STORY_UNUSED]


def test_a_filler_needs_no_page(sandbox: Sandbox) -> None:
    ads = sandbox.read("ads.yaml")
    sandbox.write(
        "ads.yaml", ads + "- id: own\n  kind: notice\n  columns: 1\n  rows: 9\n  title: 征稿\n  text: [欢迎来稿。]\n"
    )
    assert [finding.code for finding in sandbox.load().findings] == [Code.AD_UNUSED]
    sandbox.replace("ads.yaml", "rows: 9", "rows: 9\n  filler: true")
    assert sandbox.load().findings == ()
