"""A new edition from an old one: right date and number, nothing else changed, whole or not at all."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from layout.base.errors import ContentError, OutputError
from layout.build.inputs import read_folder
from layout.edition.new import TakenAlong, new_edition, newest_edition
from tests.content.sandbox import EDITION_YAML, Sandbox, make_sandbox


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    monkeypatch.chdir(tmp_path)
    return make_sandbox(tmp_path)


@pytest.fixture
def content(sandbox: Sandbox) -> Path:
    return sandbox.edition.parent


class TestCopy:
    def test_date_and_issue_advance(self, sandbox: Sandbox, content: Path) -> None:
        made = new_edition(content / "2022-04-18")
        assert (made.date, made.issue) == (datetime.date(2022, 4, 18), 4213)
        assert (made.folder, made.source) == (content / "2022-04-18", sandbox.edition)

    def test_loads_without_findings(self, sandbox: Sandbox, content: Path) -> None:
        made = new_edition(content / "2022-04-16")
        loaded = read_folder(made.folder, sandbox.templates)
        assert loaded.findings == ()
        assert loaded.edition is not None
        assert (loaded.edition.date, loaded.edition.issue) == (datetime.date(2022, 4, 16), 4211)

    def test_nothing_else_changes(self, sandbox: Sandbox, content: Path) -> None:
        new_edition(content / "2022-04-16")
        wanted = EDITION_YAML.replace("2022-04-15", "2022-04-16").replace("4210", "4211")
        assert (content / "2022-04-16" / "edition.yaml").read_bytes() == wanted.encode()
        for path in sandbox.edition.rglob("*"):
            copy = content / "2022-04-16" / path.relative_to(sandbox.edition)
            if path.is_file() and path.name != "edition.yaml":
                assert copy.read_bytes() == path.read_bytes()
        assert sandbox.read("edition.yaml") == EDITION_YAML

    def test_windows_line_ends_and_byte_order_mark_stay(self, sandbox: Sandbox, content: Path) -> None:
        data = b"\xef\xbb\xbf" + EDITION_YAML.replace("\n", "\r\n").encode()
        sandbox.write("edition.yaml", data)
        new_edition(content / "2022-04-16")
        wanted = data.replace(b"2022-04-15", b"2022-04-16").replace(b"4210", b"4211")
        assert (content / "2022-04-16" / "edition.yaml").read_bytes() == wanted

    def test_quoted_date_after_the_issue(self, sandbox: Sandbox, content: Path) -> None:
        sandbox.replace("edition.yaml", "date: 2022-04-15\nissue: 4210", "issue: 9999\ndate: '2022-04-15'")
        new_edition(content / "2022-04-16")
        text = (content / "2022-04-16" / "edition.yaml").read_text(encoding="utf-8")
        assert "issue: 10000  # a made-up number\n" not in text
        assert "issue: 10000\ndate: 2022-04-16  # a made-up number\n" in text

    @pytest.mark.parametrize(
        ("name", "date", "issue"),
        [
            ("weekend", datetime.date(2022, 4, 16), 4211),
            ("2022-02-30", datetime.date(2022, 4, 16), 4211),
            ("2022-04-01", datetime.date(2022, 4, 1), 4196),
        ],
    )
    def test_other_names_and_earlier_days(self, content: Path, name: str, date: datetime.date, issue: int) -> None:
        made = new_edition(content / name)
        assert (made.date, made.issue) == (date, issue)

    def test_empty_target_is_taken(self, content: Path) -> None:
        (content / "2022-04-16").mkdir()
        assert new_edition(content / "2022-04-16").issue == 4211

    def test_read_only_source_gives_a_copy_to_edit(self, sandbox: Sandbox, content: Path) -> None:
        sandbox.path("lead.md").chmod(0o444)
        sandbox.edition.chmod(0o555)
        new_edition(content / "2022-04-16")
        sandbox.edition.chmod(0o755)
        assert (content / "2022-04-16").stat().st_mode & 0o700 == 0o700
        assert (content / "2022-04-16" / "lead.md").stat().st_mode & 0o200

    def test_linked_edition_file_is_left_alone(self, sandbox: Sandbox, content: Path) -> None:
        sandbox.path("edition.yaml").rename(sandbox.path("head.yaml"))
        sandbox.path("edition.yaml").symlink_to("head.yaml")
        new_edition(content / "2022-04-16")
        assert sandbox.read("head.yaml") == EDITION_YAML
        assert not (content / "2022-04-16" / "edition.yaml").is_symlink()

    def test_hidden_files_stay_behind(self, sandbox: Sandbox, content: Path) -> None:
        sandbox.write(".lead.md.swp", "x")
        sandbox.write("lead.md~", "x")
        new_edition(content / "2022-04-16")
        assert not list((content / "2022-04-16").glob(".*")) + list((content / "2022-04-16").glob("*~"))


class TestNewest:
    def test_is_of_the_latest_day(self, content: Path) -> None:
        new_edition(content / "2022-04-20")
        new_edition(content / "weekend", content / "2022-04-15")
        (content / "a-folder").mkdir()
        (content / "a-file").write_text("x")
        assert newest_edition(content) == content / "2022-04-20"

    def test_goes_by_the_date_inside(self, sandbox: Sandbox, content: Path) -> None:
        shutil.copytree(sandbox.edition, content / "2021-01-01")
        sandbox.replace("edition.yaml", "date: 2022-04-15", "date: 2020-04-15")
        assert newest_edition(content) == content / "2021-01-01"

    def test_goes_by_the_name_if_it_cannot_be_read(self, content: Path) -> None:
        broken = content / "2022-05-01"
        broken.mkdir()
        (broken / "edition.yaml").write_text("date: [")
        assert newest_edition(content) == broken

    def test_none(self, tmp_path: Path) -> None:
        with pytest.raises(ContentError, match="no edition"):
            newest_edition(tmp_path / "nowhere")

    def test_zones_are_asked_where_there_is_none_beside_them(self, sandbox: Sandbox, content: Path) -> None:
        later = new_edition(content / "east" / "2022-04-20", sandbox.edition).folder
        new_edition(content / "west" / "2022-04-16", sandbox.edition)
        new_edition(content / "_kept" / "2022-04-30", sandbox.edition)
        assert newest_edition(content) == sandbox.edition
        assert newest_edition(content / "west") == content / "west" / "2022-04-16"
        shutil.rmtree(sandbox.edition)
        assert newest_edition(content) == later


class TestRefusals:
    def left(self, content: Path) -> list[str]:
        return sorted(path.name for path in content.iterdir())

    def test_target_not_empty(self, content: Path) -> None:
        new_edition(content / "2022-04-16")
        before = self.left(content)
        with pytest.raises(OutputError, match="not empty") as caught:
            new_edition(content / "2022-04-16")
        assert caught.value.hint
        assert self.left(content) == before

    def test_target_is_a_file(self, content: Path) -> None:
        (content / "2022-04-16").write_text("x")
        with pytest.raises(OutputError):
            new_edition(content / "2022-04-16")
        assert (content / "2022-04-16").read_text() == "x"

    def test_target_is_a_link(self, content: Path, tmp_path: Path) -> None:
        (content / "2022-04-16").symlink_to(tmp_path / "nowhere")
        with pytest.raises(OutputError):
            new_edition(content / "2022-04-16")

    def test_target_inside_the_source(self, content: Path) -> None:
        with pytest.raises(OutputError, match="lies inside"):
            new_edition(content / "2022-04-15" / "inner", content / "2022-04-15")
        assert not (content / "2022-04-15" / "inner").exists()

    def test_target_is_the_source(self, content: Path) -> None:
        with pytest.raises(OutputError, match="not empty"):
            new_edition(content / "2022-04-15", content / "2022-04-15")

    def test_no_source(self, content: Path) -> None:
        with pytest.raises(ContentError, match="no edition"):
            new_edition(content / "2022-04-16", content / "2022-04-14")

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("date: 2022-04-15\n", "", "no date"),
            ("date: 2022-04-15", "date: [2022]", "no date"),
            ("issue: 4210", "issue: many", "no issue"),
            ("paper:\n", "paper: [\n", "edition.yaml:2"),
            ("渡口晚报", "渡口\0晚报", "edition.yaml:3"),
        ],
    )
    def test_source_whose_head_cannot_be_read(
        self, sandbox: Sandbox, content: Path, old: str, new: str, said: str
    ) -> None:
        sandbox.replace("edition.yaml", old, new)
        with pytest.raises(ContentError) as caught:
            new_edition(content / "2022-04-16", sandbox.edition)
        assert said in caught.value.message
        assert caught.value.hint
        assert self.left(content) == ["2022-04-15"]

    def test_source_without_edition_file(self, sandbox: Sandbox, content: Path) -> None:
        sandbox.path("edition.yaml").unlink()
        with pytest.raises(ContentError, match=r"edition\.yaml"):
            new_edition(content / "2022-04-16", sandbox.edition)

    def test_what_cannot_be_copied_leaves_nothing(self, sandbox: Sandbox, content: Path) -> None:
        os.mkfifo(sandbox.path("pipe"))
        with pytest.raises(OutputError, match="pipe"):
            new_edition(content / "2022-04-16")
        assert self.left(content) == ["2022-04-15"]

    @pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
    def test_interrupted_copy_leaves_nothing(
        self, content: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
    ) -> None:
        real = shutil.copytree
        copied = []

        def copytree(*args: Any, **options: Any) -> None:
            real(*args, **options)
            copied.extend(os.listdir(args[1]))
            raise error

        monkeypatch.setattr("layout.edition.new.shutil.copytree", copytree)
        with pytest.raises((OutputError, KeyboardInterrupt)):
            new_edition(content / "2022-04-16")
        assert copied
        assert self.left(content) == ["2022-04-15"]


class TestHeldOver:
    """Stories that were held over wait in the new edition: off their page, with a section and the days."""

    def test_a_story_waits_for_a_page_of_its_section(self, sandbox: Sandbox, content: Path) -> None:
        held = TakenAlong("lead", "B1", "要闻", 2)
        made = new_edition(content / "2022-04-16", sandbox.edition, [held, TakenAlong("gone", "B1", "要闻", 1)])
        assert made.along == (held,)
        loaded = read_folder(made.folder, sandbox.templates)
        assert loaded.errors == ()
        assert loaded.edition is not None
        assert loaded.edition.page("B1").stories == ()
        story = loaded.edition.stories["lead"]
        assert (story.section, story.held) == ("要闻", 2)
        assert "section" not in sandbox.read("lead.md")

    def test_without_a_section_it_is_set_aside(self, sandbox: Sandbox, content: Path) -> None:
        made = new_edition(content / "2022-04-16", sandbox.edition, [TakenAlong("lead", "B1", "", 1)])
        assert not (made.folder / "lead.md").exists()
        assert "held: 1" in (made.folder / "_lead.md").read_text("utf-8")
        assert read_folder(made.folder, sandbox.templates).errors == ()

    def test_line_ends_stay(self, sandbox: Sandbox, content: Path) -> None:
        for name in ("edition.yaml", "lead.md"):
            sandbox.write(name, sandbox.read(name).replace("\n", "\r\n").encode())
        made = new_edition(content / "2022-04-16", sandbox.edition, [TakenAlong("lead", "B1", "要闻", 1)])
        for name in ("edition.yaml", "lead.md"):
            data = (made.folder / name).read_bytes()
            assert data.count(b"\n") == data.count(b"\r\n")
