"""What the watcher builds, in which order, and that nothing it meets ends it. Nothing is really built here."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layout import Means, preflight
from layout.base.codes import Code
from layout.base.diagnostics import Finding
from layout.base.errors import ContentError, OutputError, PageError
from layout.desk import Board, Watcher, watching
from layout.files.project import Project
from layout.pdf import ink as inks
from tests.conftest import ROOT
from tests.trust.tiny import make_tiny

SAMPLE = "2022-04-15"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    (tmp_path / "banmian.toml").symlink_to(ROOT / "banmian.toml")
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    return Path(shutil.copytree(ROOT / "content" / SAMPLE, tmp_path / "content" / SAMPLE))


class Bench:
    """A watcher whose builds are only noted; ``on`` may make one fail."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.built: list[str] = []
        self.on: dict[str, Callable[[], None]] = {}
        self.said: list[str] = []
        self.board = Board("content", folder / "none")
        self.watcher = Watcher(Project(folder.parent.parent), folder, self.board, log=self.said.append)
        self.watcher._means = Means()  # the edition is shared out once for all tests
        monkeypatch.setattr(watching, "build_edition", self.build)
        monkeypatch.setattr(watching, "_findings", lambda result, page: [])

    def build(self, project: Project, folder: Path, *, pages: list[str], **_: Any) -> Any:
        self.built += pages
        self.on.get(pages[0], lambda: None)()
        return type("Result", (), {"proof": False, "folder": folder, "findings": ()})

    def round(self) -> list[str]:
        """Take stock and build all that is due, as `run` does; return what was built."""
        self.built.clear()
        self.watcher._look.clear()
        self.watcher._take_stock()
        while self.watcher._todo:
            page = next(iter(self.watcher._todo))
            self.watcher._build(page, self.watcher._todo.pop(page))
        return list(self.built)

    def page(self, name: str) -> dict[str, Any]:
        return next(page for page in self.board.snapshot()["pages"] if page["id"] == name)


@pytest.fixture
def bench(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(folder, monkeypatch)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_all_pages_first_then_what_a_change_is_about_the_edited_page_before_the_front(
    bench: Bench, folder: Path
) -> None:
    assert bench.round() == ["A2", "A3", "B2", "A1"]
    assert bench.round() == []
    edit(folder / "canteen.md", "。", "！")
    assert bench.round() == ["A2"]
    edit(folder / "canteen.md", "headline: ", "headline: 新")
    assert bench.round() == ["A2", "A1"]
    bench.watcher.look(everything=True)
    assert len(bench.round()) == 4


def test_spoilt_files_are_told_and_cost_no_build_when_they_are_mended(bench: Bench, folder: Path) -> None:
    bench.round()
    good = (folder / "edition.yaml").read_text("utf-8")
    (folder / "edition.yaml").write_text(good.replace("issue:", "isue:"), "utf-8")
    assert bench.round() == []
    problem = bench.board.snapshot()["problem"]
    assert any(finding["file"].endswith("edition.yaml") and finding["line"] for finding in problem)
    assert any("isue" in said for said in bench.said)
    (folder / "edition.yaml").write_text(good, "utf-8")
    assert bench.round() == []
    assert bench.board.snapshot()["problem"] == []


def fail(error: Exception) -> Callable[[], None]:
    def raise_it() -> None:
        raise error

    return raise_it


def test_a_page_that_cannot_be_built_is_told_and_not_tried_again_until_it_changes(bench: Bench, folder: Path) -> None:
    bench.on["A2"] = fail(PageError("no room", "take something off"))
    assert bench.round() == ["A2", "A3", "B2", "A1"]
    assert bench.page("A2")["failed"] == "no room\ntake something off"
    assert bench.round() == []
    bench.on.clear()
    edit(folder / "canteen.md", "。", "！")
    assert bench.round() == ["A2"]


def test_a_fault_of_the_program_does_not_end_the_desk(bench: Bench) -> None:
    bench.on["A3"] = fail(ZeroDivisionError("oh"))
    assert bench.round() == ["A2", "A3", "B2", "A1"]
    assert "a fault of the program: ZeroDivisionError" in bench.page("A3")["failed"]
    assert any("Traceback" in said for said in bench.said)


def test_a_page_stays_due_when_another_build_was_in_the_way(bench: Bench) -> None:
    bench.on["B2"] = fail(OutputError("another build runs", "wait"))
    bench.round()
    bench.on.clear()
    assert bench.round() == ["B2"]


def test_a_page_stays_due_when_its_files_were_spoilt_while_it_was_built(bench: Bench) -> None:
    def spoil() -> None:
        bench.watcher.look()
        raise ContentError("half a file")

    bench.on["B2"] = spoil
    bench.round()
    assert bench.page("B2")["failed"] == ""
    bench.on.clear()
    assert bench.round() == ["B2"]


def test_a_page_is_shown_as_soon_as_it_is_finished_and_checked_after_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = make_tiny(tmp_path)
    board = Board("content", tmp_path / "none")
    told: list[tuple[str, int]] = []
    check, measure = preflight.preflight_page, inks.page_ink

    def revisions(what: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*words: Any, **named: Any) -> Any:
            (page,) = board.snapshot()["pages"]
            told.append((what, page["version"]))
            return work(*words, **named)

        return noted

    monkeypatch.setattr(preflight, "preflight_page", revisions("checked", check))
    monkeypatch.setattr(inks, "page_ink", revisions("measured", measure))
    watcher = Watcher(tiny.project, tiny.edition, board)

    def build() -> None:
        watcher._take_stock()
        watcher._build("A1", watcher._todo.pop("A1"))

    for version in (1, 2):
        build()
        assert sorted(told[-2:]) == [("checked", version), ("measured", version)], "the page was not shown before"
        assert board.snapshot()["pages"][0]["checked"]
        # What is about the whole edition is told on its first page.
        assert "not-printed" in {finding["code"] for finding in board.snapshot()["pages"][0]["findings"]}
        if version == 1:
            tiny.replace("market.md", "两成", "三成")
    # What was built before comes out of the cache, and is shown all the same.
    shown = list[str]()
    monkeypatch.setattr(watcher, "_finished", lambda page: shown.append(page.id))
    watcher.look(everything=True)
    build()
    assert (shown, len(told)) == (["A1"], 4)


def test_what_is_wrong_with_a_plan_is_shown_beside_the_copy_and_what_preflight_found_only_once():
    def found(code, page=""):
        return Finding(code, code.severity, "said", page=page)

    assert watching._is_placed(found(Code.BOX_TRIM, "A1"))
    assert watching._is_placed(found(Code.COPY_OVERSET, "A1"))
    assert not watching._is_placed(found(Code.COPY_OVERSET)), "told by the composer, with the story's file"
    assert not watching._is_placed(found(Code.PLAN_TOMBSTONE, "A1"))
