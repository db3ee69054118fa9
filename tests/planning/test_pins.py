"""Places written into edition.yaml: only the lines of at: change."""

from __future__ import annotations

import pytest

from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.edition.places import GridPlace
from layout.plan.pins import pinned_text, write_pins
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from tests.content.sandbox import EDITION_YAML, Sandbox, make_sandbox

PLAN = PagePlan(
    "B1",
    5,
    84,
    (
        Placement("nameplate", ItemKind.NAMEPLATE, GridRect(0, 0, 5, 12)),
        Placement("lead", ItemKind.STORY, GridRect(0, 12, 4, 72)),
        Placement("index", ItemKind.INDEX, GridRect(4, 12, 1, 72)),
    ),
)
PINS = "    at:\n      lead: columns 1-4, rows 13-84\n      index: column 5, rows 13-84\n"


def test_only_the_places_are_added():
    made = pinned_text(EDITION_YAML, PLAN, "edition.yaml")
    assert made.replace(PINS, "") == EDITION_YAML
    assert "stories: [lead]\n" + PINS + "  - id: B2" in made


def test_old_places_are_replaced_and_comments_stay():
    old = "    at:  # last week's\n      lead: column 2\n\n      index: row 3\n    # about the next page\n"
    text = EDITION_YAML.replace("    stories: [lead]\n", f"    stories: [lead]\n{old}")
    made = pinned_text(text, PLAN, "edition.yaml")
    assert "column 2" not in made
    assert PINS + "    # about the next page\n  - id: B2" in made
    assert pinned_text(made, PLAN, "edition.yaml") == made


def test_a_list_over_several_lines_is_not_cut_in_two():
    text = EDITION_YAML.replace("    stories: [lead]\n", "    stories: [\n      lead,\n      ]\n")
    made = pinned_text(text, PLAN, "edition.yaml")
    assert "      ]\n" + PINS in made


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: B1", "id: B7", "not found"),
        ("    stories: [lead]\n", "    stories: [lead]\n    areas: [lead lead]\n", "areas"),
        ("paper:", "paper: [", "not closed"),
    ],
)
def test_a_file_that_cannot_be_changed_is_left_alone(old, new, said):
    with pytest.raises(ContentError, match=said):
        pinned_text(EDITION_YAML.replace(old, new), PLAN, "edition.yaml")


def test_a_page_within_braces_is_told_what_to_write():
    text = "pages:\n  - {id: B1, template: tabloid, stories: [lead]}\n"
    with pytest.raises(ContentError, match="braces") as caught:
        pinned_text(text, PLAN, "edition.yaml")
    assert "lead: columns 1-4, rows 13-84" in caught.value.hint


@pytest.fixture
def sandbox(tmp_path, monkeypatch) -> Sandbox:
    monkeypatch.chdir(tmp_path)
    return make_sandbox(tmp_path)


def test_what_was_written_is_read_back(sandbox: Sandbox):
    sandbox.write("edition.yaml", sandbox.read("edition.yaml").replace("\n", "\r\n"))
    write_pins(sandbox.edition, PagePlan("B1", 5, 84, PLAN.placements[1:2]))
    assert sandbox.read("edition.yaml").count("\r\n") == sandbox.read("edition.yaml").count("\n")
    loaded = sandbox.load()
    assert not Report(loaded.findings).errors
    assert loaded.edition.page("B1").at == {"lead": GridPlace((1, 4), (13, 84))}
    assert not list(sandbox.edition.glob(".*"))
