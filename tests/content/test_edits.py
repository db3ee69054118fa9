"""edition.yaml changed by the program: one key of one page, nothing else."""

from __future__ import annotations

import pytest

from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.edition.edits import ids_of, page_node, with_ids, with_places
from layout.files.yaml import parse_yaml

TEXT = """\
# the paper
pages:
  - id: A1   # front
    template: tabloid
    stories: [lead, two]
    at:
      lead: columns 1-3   # decided
  - stories: [three]
    id: A2
    ads:
      - house
      - shop
    template: tabloid
# end
"""


def test_a_place_is_added_to_those_there_are_and_the_rest_stays():
    made = with_places(TEXT, "A1", {"lead": "columns 1-3", "two": "rows 40-84"}, "e.yaml")
    assert made == TEXT.replace(
        "      lead: columns 1-3   # decided\n", "      lead: columns 1-3\n      two: rows 40-84\n"
    )


def test_without_places_the_key_goes():
    assert "at:" not in with_places(TEXT, "A1", {}, "e.yaml")
    assert with_places(TEXT, "A2", {}, "e.yaml") == TEXT


def test_lists_over_lines_become_one_line():
    made = with_ids(TEXT, "A2", "ads", ["shop"], "e.yaml")
    assert "    ads: [shop]\n    template" in made
    assert ids_of(page_node(made, "A2", "e.yaml"), "ads") == ["shop"]
    assert "ads:" not in with_ids(TEXT, "A2", "ads", [], "e.yaml")


def test_the_first_key_of_a_page_keeps_its_hyphen():
    made = with_ids(TEXT, "A2", "stories", ["three", "four"], "e.yaml")
    assert "  - stories: [three, four]\n    id: A2\n" in made
    report = Report()
    assert parse_yaml(made, "e.yaml", report) is not None
    assert not report.errors


@pytest.mark.parametrize(
    ("text", "page", "said"),
    [
        (TEXT, "A9", "A9 was not found"),
        ("pages:\n  - {id: A1, stories: [lead]}\n", "A1", "within braces"),
        (TEXT.replace("    at:", "    areas: [lead lead]\n    at:"), "A1", "has areas"),
    ],
)
def test_what_cannot_be_changed_is_refused(text: str, page: str, said: str):
    with pytest.raises(ContentError, match=said):
        with_places(text, page, {"lead": "row 1"}, "e.yaml")
