"""A paper's beginning: what `banmian init` asks, takes and writes, and the first issue that comes of it."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from layout.base.codes import Code
from layout.base.errors import OutputError, TemplateError
from layout.build import pipeline
from layout.build.founding import QUESTIONS, AnswerError, Answers, checked, default_of, templates_for, written_days
from layout.build.furniture import dress_page
from layout.build.inputs import open_template, read_folder
from layout.build.starter import NewPaper, new_paper
from layout.design.press import load_press
from layout.edition.issuedays import IssueDays
from layout.edition.model import Paper
from layout.files.project import Project, find_project
from layout.render.ownpictures import check_pictures
from tests.conftest import ROOT
from tests.templates.test_furniture import model_of

TODAY = datetime.date(2026, 12, 1)


def answers(**given: str) -> Answers:
    """Answers as the command takes them: what is given, and defaults."""
    known: dict[str, Any] = {}
    for key in (*QUESTIONS, *(key for key in given if key not in QUESTIONS)):
        known[key] = checked(key, given.get(key) or (default_of(key, known, TODAY) if key in QUESTIONS else ""), known)
    return Answers(**known)


def paper(folder: Path, **given: str) -> NewPaper:
    return new_paper(folder, answers(**{"language": "en", **given}))


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en", "de"])
def test_every_format_reads_clean_in_every_words(language, tmp_path):
    for template in templates_for(language):
        made = paper(tmp_path / template, language=language, template=template, publisher="R. & *Söhne*", price="1")
        project = find_project(made.edition)
        assert project.root == made.folder
        loaded = read_folder(made.edition, project.template_places)
        assert [str(finding) for finding in loaded.findings] == []
        edition = loaded.edition
        assert edition is not None
        assert (edition.language, edition.date, edition.issue) == (language, datetime.date(2026, 12, 4), 1)
        assert edition.paper.publisher == "R. & *Söhne*"
        assert edition.pages[0].kind == "front"
        assert {page.template for page in edition.pages} == {f"{template}-look"}
        assert {story.language for story in edition.stories.values()} == {"en" if language == "de" else language}
        written = [path for ending in ("md", "yaml", "toml") for path in made.folder.rglob(f"*.{ending}")]
        assert [path for path in written if "{{" in path.read_text("utf-8")] == []
        standing = (made.folder / "standing" / "edition.yaml").read_text("utf-8")
        assert "\ndate:" not in standing
        assert "\nissue:" not in standing
        assert tomllib.loads((made.folder / "banmian.toml").read_text("utf-8"))["issues"]["days"] == ["friday"]


@pytest.mark.parametrize("folder", ["2026", "no", "1e3", "my paper"])
def test_a_folder_may_have_any_name(folder, tmp_path):
    made = paper(tmp_path / folder, template="weekly", name="1. FC Ternhaven", date="2026-12-05")
    loaded = read_folder(made.edition, find_project(made.edition).template_places)
    assert [str(finding) for finding in loaded.findings] == []
    assert loaded.edition is not None
    assert {page.template for page in loaded.edition.pages} == {folder.replace(" ", "-")}
    assert "1. FC Ternhaven is published" in loaded.edition.stories["masthead"].blocks[0].text
    assert [str(line) for line in made.told] == ["2026-12-05 is no day of issue by banmian.toml: friday"]


def test_words_are_those_of_the_script(tmp_path):
    made = paper(tmp_path / "one", language="zh-Hant", name="清溪週報")
    lead = (made.edition / "first.md").read_text("utf-8")
    assert "資料夾" in lead
    assert "文件夹" not in lead
    assert "清溪週報" in lead


def test_a_page_of_the_first_issue_is_clean(tmp_path):
    made = paper(tmp_path / "courier", template="weekly", name="The Ternhaven Courier", town="Ternhaven")
    head, *_, last = (file := made.edition / "edition.yaml").read_text("utf-8").split("  - id: ")
    head = re.sub(r"  phone: .*\n", "", head)  # a page that is no front page has no imprint
    file.write_text(f"{head}  - id: {last}", "utf-8")
    listed = re.findall(r"[\w-]+", " ".join(re.findall(r"(?:stories|ads): (.*)", last)))
    for story in made.edition.glob("*.md"):
        if story.stem not in listed:
            story.unlink()
    every = re.split(r"(?m)^(?=- id: )", (ads := made.edition / "ads.yaml").read_text("utf-8"))
    ads.write_text("".join(ad for ad in every if ad[6:].split("\n")[0] in listed), "utf-8")
    result = pipeline.build(find_project(made.edition), made.edition)
    assert [str(each) for each in result.findings if each.severity.value != "info"] == []
    assert not result.proof


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("language", "tlh"),
        ("name", "  "),
        ("name", "x" * 300),
        ("name", "a\x1bb"),
        ("template", "classified"),
        ("days", "someday"),
        ("days", "friday, 15"),
        ("days", "32"),
        ("date", "2026-02-30"),
        ("issn", "2049-3631"),
    ],
)
def test_a_wrong_answer_is_told(key, answer):
    with pytest.raises(AnswerError) as told:
        checked(key, answer, {"language": "en"})
    assert told.value.hint
    assert told.value.exit_code == 2


@pytest.mark.parametrize(
    ("answer", "language", "days", "first"),
    [
        ("daily", "en", (), "2026-12-01"),
        ("Fridays", "en", ("friday",), "2026-12-04"),
        ("thu, Monday", "en", ("thursday", "monday"), "2026-12-03"),
        ("每周五", "zh-Hans", ("friday",), "2026-12-04"),
        ("1, 15", "en", (1, 15), "2026-12-01"),
        ('["friday"]', "en", ("friday",), "2026-12-04"),
    ],
)
def test_days_of_issue(answer, language, days, first):
    found = checked("days", answer, {"language": language})
    assert found == (IssueDays(days=days) if days else IssueDays())
    assert default_of("date", {"days": found}, TODAY - datetime.timedelta(days=1)) == first
    assert tomllib.loads(f"days = {written_days(found)}")["days"] == (list(days) or "daily")


def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        paper(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_what_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("layout.build.starter.new_template", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OutputError, match="full"):
        paper(tmp_path / "one")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_stays_the_folder_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    paper(Path())
    assert tmp_path.stat().st_ino == before
    assert (Path.cwd() / "banmian.toml").is_file()


def test_an_installation_that_may_not_be_written_gives_a_paper_that_may(tmp_path, monkeypatch):
    modes = []
    monkeypatch.setattr("shutil.copytree", _as_read_only(modes))
    made = paper(tmp_path / "one", template="weekly")
    assert modes
    assert all(os.stat(path).st_mode & 0o200 for path in (made.folder / "templates").rglob("*"))


def _as_read_only(modes: list[Path]):
    real = shutil.copytree

    def copied(source, target, **options):
        real(source, target, **options)
        for path in (*Path(target).rglob("*.yaml"), *Path(target).rglob("*.html")):
            path.chmod(0o444)
            modes.append(path)
        return target

    return copied


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_of_the_name_stands_in_its_place(kind, tmp_path):
    project = logo_project(tmp_path, f"nameplate.{kind}")
    folder = project.template("own")
    if kind == "png":
        Image.new("RGBA", (600, 120), (200, 30, 40, 90)).save(folder / "nameplate.png")
    else:
        (folder / "nameplate.svg").write_text(SVG)
    press = load_press(ROOT / "assets" / "press" / "newsprint.yaml")
    check_pictures(folder, project.assets, press)
    kit = open_template(project, "own", "en")
    _, model = model_of(kit, "front", Paper(name="The Ternhaven Courier"), "en")
    made = dress_page(model, kit)
    assert made.findings == ()
    assert "name" in made.printed
    assert f'src="nameplate.{kind}" alt="The Ternhaven Courier"' in made.html
    assert "nameplate-name" not in made.html


def test_a_picture_of_the_name_that_is_none_is_told(tmp_path):
    project = logo_project(tmp_path, "nameplate.pdf")
    folder, press = project.template("own"), load_press(ROOT / "assets" / "press" / "newsprint.yaml")
    with pytest.raises(TemplateError, match=r"there is no picture nameplate\.pdf"):
        check_pictures(folder, project.assets, press)
    (folder / "nameplate.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(TemplateError, match=rf"design.yaml:\d+.*kind.*\[{Code.TEMPLATE_PICTURE.value}\]"):
        check_pictures(folder, project.assets, press)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 12"><path d="M0 0H60V12Z" fill="#c8202c"/></svg>'


def logo_project(root: Path, logo: str) -> Project:
    (root / "banmian.toml").touch()
    shutil.copytree(ROOT / "templates" / "weekly", root / "templates" / "own")
    design = root / "templates" / "own" / "design.yaml"
    design.write_text(f"logo: {logo}\n" + design.read_text("utf-8"), "utf-8")
    return Project(root)
