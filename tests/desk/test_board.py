"""What the desk knows of the pages, and which pages a change of the files is about."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place
from layout.base.errors import PageError
from layout.base.millimetres import MmRect
from layout.build.inputs import read_folder
from layout.build.records import FindingRecord
from layout.desk import Board
from layout.desk.alternatives import read_alternatives
from layout.desk.board import KEPT, PlacedFinding
from layout.desk.inputs import page_inputs
from layout.files.project import Project
from tests.conftest import ROOT
from tests.desk.made import Desk, layout_of, page_pdf, report_of

SAMPLE = "2022-04-15"


def page_of(desk: Desk, name: str) -> dict:
    return next(page for page in desk.board.snapshot()["pages"] if page["id"] == name)


def test_a_page_is_shown_before_it_is_checked_and_with_its_findings_after(desk: Desk) -> None:
    desk.board.made("A1", page_pdf("one"), layout_of("A1", "lead"), report_of("A1", "lead", over=2))
    page = page_of(desk, "A1")
    assert (page["checked"], page["waiting"]) == (False, False)
    assert page["stories"][0]["rect"]["left"] == pytest.approx(100 * 20 / 285, abs=0.01)
    finding = PlacedFinding(FindingRecord("copy-overset", Severity.ERROR, "over", subject="lead"))
    placed = PlacedFinding(FindingRecord("copy-overset", Severity.ERROR, "over"), MmRect(142.5, 210, 28.5, 42))
    desk.board.checked("A1", [finding, placed], fit=False, folder="day.proof")
    page = page_of(desk, "A1")
    assert (page["checked"], page["fit"], page["folder"]) == (True, False, "day.proof")
    assert page["findings"][0]["rect"] == page["stories"][0]["rect"], "a finding on a story stands at the story"
    assert page["findings"][1]["rect"] == {"left": 50, "top": 50, "width": 10, "height": 10}


def test_a_page_that_comes_out_the_same_is_no_new_version(desk: Desk) -> None:
    desk.show("A1", "one", "lead")
    first = page_of(desk, "A1")["version"]
    desk.show("A1", "one", "lead")
    assert page_of(desk, "A1")["version"] == first
    for number in range(KEPT + 3):
        desk.show("A1", f"{number}", "lead")
    page = page_of(desk, "A1")
    assert len(page["versions"]) == KEPT
    assert desk.board.version("A1", first) is None
    assert desk.board.version("A1", page["version"]) is not None


def test_two_versions_are_compared(desk: Desk) -> None:
    desk.show("A1", "one", "lead")
    desk.show("A1", "two", "lead", "second")
    old, new = (version["n"] for version in page_of(desk, "A1")["versions"])
    compared = desk.board.compare("A1", old, new)
    assert compared
    told = {change["item"]: change for change in compared["changes"]}
    assert told["second"]["kinds"] == ["new"]
    assert told["second"]["after"]["left"] == pytest.approx(100 * 150 / 285, abs=0.01)
    assert desk.board.compare("A1", old, 999) is None


def test_what_is_wrong_is_shown_and_the_pages_stay(desk: Desk) -> None:
    desk.show("A1", "one", "lead")
    finding = Finding(Code.YAML_SYNTAX, Severity.ERROR, "no YAML", Place("content/day/edition.yaml", 3), "look there")
    desk.board.problem([finding], "no YAML")
    state = desk.board.snapshot()
    assert (state["problem"][0]["file"], state["problem"][0]["line"]) == ("content/day/edition.yaml", 3)
    assert state["pages"][0]["version"]
    desk.board.failed("A1", PageError("cannot be planned", "take something off"))
    assert page_of(desk, "A1")["failed"] == "cannot be planned\ntake something off"
    desk.show("A1", "two", "lead")
    assert page_of(desk, "A1")["failed"] == ""


def test_waiting_ends_with_a_new_revision(desk: Desk) -> None:
    revision = desk.board.revision
    assert desk.board.wait(revision, 0.01) == revision
    desk.board.building("A1")
    assert desk.board.wait(revision, 10) > revision


def test_alternatives_are_shown_with_what_is_told_of_them(tmp_path: Path) -> None:
    assert read_alternatives(tmp_path / "none") == {}
    for name in ("A2-2.png", "A2-1.png", "A2-10.png", "B2-1.png", "other.png", "A2-x.png"):
        (tmp_path / name).touch()
    told = {"pages": {"A2": [{"n": 1, "title": "lead on top", "notes": ["costs 12"], "chosen": True}, {"n": "?"}, 7]}}
    (tmp_path / "plans.json").write_text(json.dumps(told), "utf-8")
    assert read_alternatives(tmp_path)["A2"][0].title == "", "a file that is not as it should be tells nothing"
    told["pages"]["A2"] = told["pages"]["A2"][:1]
    (tmp_path / "plans.json").write_text(json.dumps(told), "utf-8")
    found = read_alternatives(tmp_path)
    assert [plan.number for plan in found["A2"]] == [1, 2, 10]
    first = found["A2"][0]
    assert (first.title, first.notes, first.chosen) == ("lead on top", ("costs 12",), True)
    assert [plan.number for plan in found["B2"]] == [1]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copy(ROOT / "banmian.toml", tmp_path)
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "content" / SAMPLE, tmp_path / "content" / SAMPLE)
    return Project(tmp_path)


def marks(project: Project) -> dict[str, str]:
    edition = read_folder(project.content / SAMPLE, project.templates).edition
    assert edition
    return {page.id: page_inputs(project, edition, page) for page in edition.pages}


@pytest.mark.parametrize(
    ("file", "old", "new", "pages"),
    [
        ("content/{}/wuqiang.md", "220余人次", "320余人次", {"B2"}),
        ("content/{}/canteen.md", "headline: ", "headline: 新", {"A1", "A2"}),  # the front page's index may name it
        ("content/{}/ads.yaml", "13503189058", "13503189059", {"B2"}),
        ("content/{}/edition.yaml", "section: 民生", "section: 社会", {"A1", "A2"}),
        ("content/{}/edition.yaml", "paper:\n", "# a remark\npaper:\n", set()),
        ("content/{}/edition.yaml", "issue: 8642", "issue: 8643", {"A1", "A2", "A3", "B2"}),
        ("content/{}/edition.yaml", "subscribe: columns 3-4,", "subscribe:  columns 3-4,", set()),
        ("templates/tabloid/style.css", "{", "{ ", {"A1", "A2", "A3", "B2"}),
        ("assets/press/newsprint.yaml", "bleed: 3mm", "bleed: 4mm", {"A1", "A2", "A3", "B2"}),
    ],
)
def test_only_the_pages_a_change_is_about_are_due(
    project: Project, file: str, old: str, new: str, pages: set[str]
) -> None:
    before = marks(project)
    path = project.root / file.format(SAMPLE)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    after = marks(project)
    assert {page for page in after if after[page] != before[page]} == pages


def test_a_picture_that_is_replaced_makes_its_page_due(project: Project) -> None:
    before = marks(project)
    with (project.content / SAMPLE / "images" / "football.jpg").open("ab") as picture:
        picture.write(b"\0")
    after = marks(project)
    assert {page for page in after if after[page] != before[page]} == {"A3"}


def test_a_board_without_pages_can_be_shown(tmp_path: Path) -> None:
    state = Board("content/day", tmp_path / "none").snapshot()
    assert (state["pages"], state["spreads"], state["plans"]) == ([], [], {})
