"""What messages tell to type: make's words in a checkout only, and documents that are there."""

from pathlib import Path

import pytest

from layout.files import commands, project
from layout.files.commands import build_command, install_command, new_command
from layout.files.project import PROJECT_FILE, document
from layout.files.text import shown
from tests.source import ROOT


@pytest.fixture
def paper(tmp_path, monkeypatch):
    (tmp_path / PROJECT_FILE).touch()
    (tmp_path / "Makefile").write_text("pdf:\n\tfalse\n")  # one of the paper's own, which knows no EDITION
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_make_is_named_where_the_checkouts_makefile_is(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert build_command(Path("content/2022-04-15")) == "make pdf EDITION=content/2022-04-15"
    assert new_command(ROOT / "content" / "2022-04-16") == "make new EDITION=content/2022-04-16"
    monkeypatch.chdir(ROOT / "content")
    assert build_command(Path("2022-04-15")) == "banmian build 2022-04-15"


def test_elsewhere_it_is_the_program(paper):
    assert build_command(Path("content/2022-04-15")) == "banmian build content/2022-04-15"
    assert new_command(paper / "content" / "2022-04-16") == "banmian new content/2022-04-16"


@pytest.mark.parametrize(
    ("name", "typed"), [("二〇二二", "二〇二二"), ("a b", "'a b'"), ("$(x)", "'$(x)'"), ("l'été", "'l'\"'\"'été'")]
)
def test_names_are_typed_so_that_a_shell_reads_them_as_they_are(paper, name, typed):
    assert build_command(Path(name)) == f"banmian build {typed}"


def test_the_installed_program_names_its_pip_and_its_own_documents(paper, monkeypatch):
    assert install_command(anew=True) == "make distclean setup"
    monkeypatch.setattr(commands, "shipped", lambda: paper / "shipped")
    assert install_command().endswith("-m pip install banmian")
    assert build_command(ROOT / "content" / "2022-04-15").startswith("banmian build ")
    monkeypatch.setattr(project, "shipped", lambda: paper / "shipped")
    assert shown(document("press.md")) == "shipped/docs/press.md"


@pytest.mark.parametrize("name", ["preflight.md", "content-format.md", "languages.md", "templates.md"])
def test_the_documents_that_messages_name_are_there(name):
    assert document(name).is_file()
