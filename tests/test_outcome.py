"""A build that would make what there is: seen from the files, and never taken for one that makes something else."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place
from layout.base.errors import PageError
from layout.build.copyfit import Copyfit
from layout.build.said import said_before
from layout.build.standing import Outcome, keep_said, standing
from layout.files.cache import NO_CACHE, Cache
from layout.files.digest import tree_digest
from layout.files.project import Project

FINDING = Finding(Code.COPY_HOLE, Severity.WARNING, "3 rows stay empty", Place("content/day/lead.md", 1), "add some")


class Builds:
    """Builds in name: counts how often, and writes a page each time."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)
        self.folder = root / "content" / "day"
        self.output = root / "output" / "day"
        self.cache = Cache(root / ".cache")
        self.count = 0
        self.meanwhile: Callable[[], object] = lambda: None
        for file, text in (
            ("content/day/edition.yaml", "date: 2022-04-15\n"),
            ("content/day/lead.md", "---\nheadline: 一\n---\n二\n"),
            ("content/day/.picture.png", "a picture"),
            ("templates/tabloid/page.css", "p {}"),
            ("assets/press.yaml", "a: 1"),
        ):
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text, "utf-8")

    def build(self) -> Outcome:
        self.count += 1
        self.output.mkdir(parents=True, exist_ok=True)
        (self.output / "A1.pdf").write_text("%PDF", "ascii")
        self.meanwhile()
        return Outcome(self.output, 1, (FINDING,), Copyfit(()), proof=False)

    def run(self, *options: object) -> Outcome:
        return standing(self.project, self.folder, options, self.cache, self.build)


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    monkeypatch.chdir(tmp_path)
    return Builds(tmp_path)


def test_what_stands_is_not_built_again_and_says_the_same(builds: Builds) -> None:
    first = builds.run("x-4")
    assert builds.run("x-4") == first == Outcome(builds.output, 1, (FINDING,), Copyfit(()), proof=False)
    assert builds.count == 1


@pytest.mark.parametrize(
    "file",
    [
        "content/day/edition.yaml",
        "content/day/lead.md",
        "content/day/.picture.png",
        "content/day/new.md",
        "content/day/deep/er.png",
        "templates/tabloid/page.css",
        "assets/press.yaml",
        "output/day/A1.pdf",
        "output/day/more.pdf",
    ],
)
def test_a_changed_file_is_built(builds: Builds, file: str) -> None:
    builds.run()
    path = builds.project.root / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("changed", "utf-8")
    builds.run()
    assert builds.count == 2
    builds.run()
    # What does not belong in the output would go with a real build; here it stays and is what was left.
    assert builds.count == 2


def test_a_removed_file_is_built(builds: Builds) -> None:
    builds.run()
    (builds.folder / "lead.md").unlink()
    builds.run()
    (builds.output / "A1.pdf").unlink()
    builds.run()
    assert builds.count == 3


def test_other_options_and_another_current_folder_are_built(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    builds.run(("A1",), "x-4", False)
    builds.run(("A2",), "x-4", False)
    builds.run(("A1",), "x-1a", False)
    builds.run(("A1",), "x-4", True)
    assert builds.count == 4
    monkeypatch.chdir(builds.folder)  # findings name files as they are seen from here
    builds.run(("A1",), "x-4", False)
    assert builds.count == 5


def test_an_edition_changed_while_it_is_built_is_built_again(builds: Builds) -> None:
    builds.meanwhile = lambda: (builds.folder / "lead.md").write_text("later", "utf-8")
    builds.run()
    builds.meanwhile = lambda: None
    builds.run()
    assert builds.count == 2


def test_a_link_that_leads_elsewhere_is_a_change(builds: Builds) -> None:
    for name in ("one", "other"):
        (builds.folder / name).mkdir()
    (builds.folder / "pictures").symlink_to("one")
    builds.run()
    (builds.folder / "pictures").unlink()
    (builds.folder / "pictures").symlink_to("other")
    builds.run()
    assert builds.count == 2


def test_without_a_cache_and_without_an_edition_everything_is_left_to_the_build(builds: Builds) -> None:
    for _ in range(2):
        standing(builds.project, builds.folder, (), NO_CACHE, builds.build)
    assert builds.count == 2
    (builds.folder / "edition.yaml").unlink()
    for _ in range(2):
        builds.run()
    assert builds.count == 4


def test_what_cannot_be_read_is_left_to_the_build(builds: Builds) -> None:
    os.mkfifo(builds.folder / "pipe.png")
    with pytest.raises(OSError, match="not an ordinary file"):
        tree_digest(builds.folder)
    for _ in range(2):
        builds.run()
    assert builds.count == 2


def test_a_build_that_fails_is_done_again(builds: Builds) -> None:
    def failing() -> None:
        raise PageError("a page cannot be made")

    builds.meanwhile = failing
    for _ in range(2):
        with pytest.raises(PageError):
            builds.run()
    assert builds.count == 2


def test_a_proof_must_not_be_printed(builds: Builds) -> None:
    error = Finding(Code.COPY_OVERSET, Severity.ERROR, "超3字")
    outcome = Outcome(builds.output, 1, (FINDING, error), Copyfit(()), proof=True)
    with pytest.raises(PageError, match=r"1 error.*not fit to print"):
        outcome.require_printable()
    Outcome(builds.output, 1, (FINDING,), Copyfit(()), proof=False).require_printable()


WORDS = ((2, "a warning\n"), (1, "1 page\n"))


def keep(builds: Builds, outcome: Outcome) -> None:
    keep_said(builds.project, builds.cache, ("build", "day"), (builds.folder, ("x-4",), outcome), WORDS)


def said(builds: Builds, *asked: object) -> tuple[tuple[int, str], ...]:
    return said_before(builds.project, builds.cache, asked or ("build", "day"))


def test_what_was_told_is_told_again_to_the_same_command_alone(builds: Builds) -> None:
    outcome = builds.run("x-4")
    assert said(builds) == ()
    keep(builds, outcome)
    assert said(builds) == WORDS
    assert said(builds, "build", "day", "--force") == ()


@pytest.mark.parametrize("file", ["content/day/lead.md", "templates/tabloid/page.css", "output/day/A1.pdf"])
def test_what_was_told_is_not_told_again_of_other_files(builds: Builds, file: str) -> None:
    keep(builds, builds.run("x-4"))
    path = builds.project.root / file
    before = path.read_bytes()
    path.write_text("changed", "utf-8")
    assert said(builds) == ()
    path.write_bytes(before)
    assert said(builds) == WORDS


def test_what_was_told_of_a_build_that_does_not_stand_is_not_kept(builds: Builds) -> None:
    outcome = builds.run("x-4")
    (builds.folder / "lead.md").write_text("later", "utf-8")
    keep(builds, outcome)
    (builds.folder / "lead.md").unlink()
    keep(builds, replace(builds.run("x-4"), pages=2))
    assert said(builds) == ()
