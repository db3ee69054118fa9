"""Which folder is a paper's, and where its templates and press conditions are looked for."""

import os
import shutil
import subprocess
import sys

import pytest

from layout.archive.keep import _files
from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.build.adcheck import open_desk
from layout.build.fingerprint import fingerprint
from layout.build.inputs import load, open_template
from layout.build.said import build_key
from layout.build.session import Session
from layout.design.new import new_template
from layout.files import project as module
from layout.files.project import PROJECT_FILE, Project, find_project
from tests.editions import ROOT, write_edition


@pytest.fixture
def paper(tmp_path):
    """A paper with an edition, and nothing of its own besides."""
    (tmp_path / PROJECT_FILE).touch()
    write_edition(tmp_path / "content" / "2030-01-04", 1)
    return Project(tmp_path)


def test_a_paper_is_found_by_its_file_from_the_edition_upwards(paper, tmp_path, monkeypatch):
    (tmp_path / "docs" / "templates").mkdir(parents=True)
    monkeypatch.chdir(ROOT / "docs")
    assert find_project(tmp_path / "content" / "2030-01-04") == paper
    monkeypatch.chdir(tmp_path / "docs")
    assert find_project() == paper


def test_an_edition_elsewhere_belongs_to_the_paper_one_stands_in(paper, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(paper.root)
    assert find_project(elsewhere) == paper
    monkeypatch.chdir(elsewhere)
    assert find_project(elsewhere) == Project(ROOT)


def test_an_edition_that_is_linked_into_a_paper_is_the_papers(paper, tmp_path_factory, monkeypatch):
    other = tmp_path_factory.mktemp("other")
    (other / PROJECT_FILE).touch()
    (other / "content").symlink_to(paper.content)
    monkeypatch.chdir(ROOT)
    assert find_project(other / "content" / "2030-01-04") == Project(other)


def test_where_there_is_no_paper_it_is_told_where_one_was_looked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "shipped", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ContentError) as told:
        find_project(tmp_path / "content")
    assert str(tmp_path / "content") in told.value.message
    assert "banmian init" in told.value.hint


def test_what_a_paper_does_not_have_is_the_programs(paper):
    assert paper.template("tabloid") == ROOT / "templates" / "tabloid"
    assert paper.press("newsprint") == ROOT / "assets" / "press" / "newsprint.yaml"
    own = new_template(paper, "tabloid", "tabloid")
    shutil.copytree(ROOT / "assets" / "press", paper.assets / "press")
    assert paper.template("tabloid") == own
    assert paper.press("newsprint").is_relative_to(paper.root)
    assert paper.template("none") == paper.templates / "none"
    assert paper.press("none") is None
    assert set(paper.template_names) == {path.parent.name for path in (ROOT / "templates").glob("*/design.yaml")}


def test_a_broken_file_of_the_paper_is_told_by_whatever_reads_an_edition(paper):
    folder = paper.content / "2030-01-04"
    before = build_key(paper, folder, ())
    paper.file.write_text('[issues]\ndays = "fridy"\n', "utf-8")
    assert build_key(paper, folder, ()) != before
    for opened in (lambda: load(paper, folder, Report()), lambda: Session(folder), lambda: open_desk(paper)):
        with pytest.raises(ContentError, match=r"banmian\.toml:2: .*fridy"):
            opened()


def test_ads_are_held_against_the_grid_of_the_papers_language(paper):
    (paper.content / "2030-01-04" / "edition.yaml").write_text("language: en\n", "utf-8")
    assert open_desk(paper, template="tabloid").kit.design.varied == ("latin",)


def test_a_template_of_ones_own_changes_what_pages_are_made_with(paper):
    before = fingerprint(paper)
    (new_template(paper, "evening", "tabloid") / "style.css").write_text("/* bare */\n", "utf-8")
    assert fingerprint(paper) != before


def test_an_archive_takes_along_what_the_program_lent(paper):
    """The paper's own files of what templates share count, the others are the program's."""
    folder = paper.content / "2030-01-04"
    edition = load(paper, folder, Report())
    (paper.templates / "shared").mkdir(parents=True)
    (paper.templates / "shared" / "macros.html").write_text("{# ours #}", "utf-8")
    kept = dict(_files(paper, edition, folder, paper.output(folder)))
    assert kept["templates/tabloid/design.yaml"] == ROOT / "templates" / "tabloid" / "design.yaml"
    assert kept["templates/shared/macros.html"].is_relative_to(paper.root)
    assert kept["templates/shared/page.html"].is_relative_to(ROOT / "templates")
    assert kept[f"assets/press/{edition.press}.yaml"].is_file()
    assert open_template(paper, "tabloid").folder == ROOT / "templates" / "tabloid"


def test_a_build_from_any_folder_takes_the_editions_paper(paper):
    asked = [sys.executable, "-m", "layout", "build", os.fspath(paper.content / "2030-01-04"), "--page", "Z9"]
    done = subprocess.run(asked, cwd=ROOT / "docs", env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    assert done.returncode == 3  # it came as far as the pages: there is no Z9
    assert b"Z9" in done.stderr
    assert not (ROOT / "output" / "2030-01-04").exists()
