"""Several editions by one command: what zones have in common is made once, and each is told of under its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from layout.archive import archive_edition, verify_archive
from layout.build.jobs import PageJob
from layout.build.pipeline import Means, for_several
from layout.cli.application import command_line
from layout.files.project import find_project
from tests.trust.tiny import make_tiny


@pytest.fixture
def zones(tmp_path, monkeypatch) -> list[str]:
    """Two zones with one front page, and the folder they are built in."""
    tiny = make_tiny(tmp_path)
    east, west = (tiny.edition.with_name(name) for name in ("east", "west"))
    tiny.edition.rename(east)
    west.mkdir()
    (west / "edition.yaml").write_text("based-on: ../east\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return [f"content/{zone.name}" for zone in (east, west)]


def run(*words: str):
    return CliRunner().invoke(command_line(list(words)), list(words))


def pages(zone: str) -> bytes:
    return Path("output", Path(zone).name, "pages", "A1.pdf").read_bytes()


def test_a_page_of_two_zones_is_made_once_whatever_is_wrong_with_a_third(zones, monkeypatch):
    made = []
    make = PageJob._made
    monkeypatch.setattr(PageJob, "_made", lambda job, shown: made.append(job.setup.cache) or make(job, shown))
    Path("content/bad").mkdir()
    Path("content/bad/edition.yaml").write_text("paper: {name: 渡口晚报}\n", "utf-8")
    done = run("build", "content/bad", *zones, "--no-cache", "--jobs", "1")
    assert done.exit_code == 3, done.output
    named = [done.output.index(f"{folder} ─") for folder in ("content/bad", *zones)]
    assert named == sorted(named)
    assert len(made) == 1
    assert pages(zones[0]) == pages(zones[1])
    # What was kept on the way is gone with the command.
    assert not made[0].exists()
    assert not Path(".cache").exists()
    # The archive of a zone has the files of its base too, and makes the same of them.
    kept = archive_edition(find_project(), Path(zones[1]))
    assert verify_archive(kept.path).same


def test_one_edition_alone_is_not_named():
    assert "─" not in run("build", "content/none", "--no-cache").output


def test_builds_of_one_command_have_the_same_workers_and_a_cache_of_their_own():
    with for_several(Means(jobs=2)) as means:
        assert means.cache is not None
        assert means.cache.is_dir()
        with means.hired() as one, means.hired() as other:
            assert one is other is means.workers
    assert not means.cache.exists()


def test_a_cache_that_was_asked_for_is_the_one_that_is_used(tmp_path):
    with for_several(Means(cache=tmp_path)) as means:
        assert means.cache == tmp_path
    assert tmp_path.is_dir()
