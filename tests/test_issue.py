"""The next issue of a paper: its day and number by the days of issue, and what comes along."""

from __future__ import annotations

import datetime
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from layout.base.codes import Code
from layout.base.errors import ContentError, OutputError
from layout.build.inputs import read_folder
from layout.build.nextissue import next_issue
from layout.edition.issue import make_issue
from layout.edition.issuedays import IssueDays
from layout.edition.new import TakenAlong, plan_issue
from layout.edition.pagecount import page_names, with_page_count
from layout.edition.paperfile import read_paper_file
from layout.files.codec import to_data
from layout.files.output import json_text
from layout.files.project import Project
from tests.conftest import ROOT
from tests.records import fit, report


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def days_of(tmp_path: Path, text: str) -> IssueDays:
    (tmp_path / "banmian.toml").write_text(text, "utf-8")
    return read_paper_file(tmp_path).issue_days


class TestDaysOfIssue:
    @pytest.mark.parametrize(
        ("said", "newest", "following"),
        [
            ("", "2026-11-28", "2026-11-29"),
            ("[issues]\ndays = 'daily'\nskip = ['12-25', 2026-12-26]", "2026-12-24", "2026-12-27"),
            ("[issues]\ndays = ['friday']", "2026-11-27", "2026-12-04"),
            ("[issues]\ndays = ['星期五', 'wed']", "2026-11-27", "2026-12-02"),
            ("[issues]\ndays = 'friday'\nskip = ['2026-12-04']", "2026-11-27", "2026-12-11"),
            ("[issues]\ndays = [1, 15]", "2026-12-15", "2027-01-01"),
            ("[issues]\ndays = [30, 31]", "2027-02-03", "2027-02-28"),
            ("[issues]\ndays = 29", "2028-02-01", "2028-02-29"),
        ],
    )
    def test_the_next_day(self, tmp_path: Path, said: str, newest: str, following: str) -> None:
        days = days_of(tmp_path, said)
        assert days.after(day(newest)) == day(following)
        assert days.between(day(newest), day(following)) == 0

    def test_issues_between(self) -> None:
        weekly = IssueDays(days=("friday",))
        assert weekly.between(day("2026-11-27"), day("2026-12-18")) == 2
        assert weekly.between(day("2026-12-18"), day("2026-11-27")) == 0
        assert IssueDays(days=("friday",), skip=("12-11",)).between(day("2026-11-27"), day("2026-12-18")) == 1
        assert IssueDays(days=(31,), skip=("01-31",)).after(datetime.date(9999, 12, 31)) is None

    @pytest.mark.parametrize(
        ("said", "where", "told"),
        [
            ("[issues]\ndays = ['fryday']", ":2: ", "did you mean 'friday'?"),
            ("[issues]\n\ndays = 32", ":3: ", "32 is no day of issue"),
            ("[issues]\ndays = []", ":2: ", "at least 1"),
            ("[issues]\nskip = ['02-30']", ":2: ", "02-30 is no day of the calendar"),
            ("[issues]\nday = 1", ":2: ", "did you mean 'days'?"),
            ("[issues]\nskip = '12-25'", ":2: ", 'write skip = ["12-25"]'),
            ("[issue]\ndays = 1", ":1: ", "did you mean 'issues'?"),
            ("[issues\n", ":1: ", "toml-syntax"),
        ],
    )
    def test_a_fault_is_told_at_its_line(self, tmp_path: Path, said: str, where: str, told: str) -> None:
        with pytest.raises(ContentError) as caught:
            days_of(tmp_path, said)
        assert f"banmian.toml{where}" in caught.value.message
        assert told in caught.value.message
        assert caught.value.findings


STANDING = """\
# yaml-language-server: $schema=../.banmian/schema/edition.json
paper:
  name: 渡口周报  # our name

# copy is Chinese
language: zh-Hans
pages:
  - id: A1
    section: 要闻
    template: tabloid
    kind: front
    stories: []
  - id: A2
    section: 民生
    template: tabloid
    stories: [letters]
    ads: [house, gone]
    at: {house: columns 1-2, gone: "columns 3-5, rows 70-84"}
    forbid:
      gone: [rows 1-10, rows 20-30]
  # the middle
  - id: A3
    section: 文体
    template: tabloid
    stories: []
  - id: A4
    section: 时事
    template: tabloid
    stories: []
"""


def ad(name: str, more: str = "") -> str:
    return f"- id: {name}\n  kind: notice\n  columns: 2\n  rows: 9\n  title: 停水\n  text: [今夜停水]\n{more}"


def story(more: str = "") -> str:
    return f"---\nheadline: 大桥检修\n{more}---\n渡口大桥封闭检修。\n"


OURS = f"# ours\n{ad('house', '  not_beside: [once, wash]')}\n{ad('gone', '  runs: 2026-11-01..2026-11-30')}\n"


class Paper:
    """A paper that comes out on Fridays, with an issue of 27 November 2026, number 12."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)
        newest = STANDING.replace("language:", "date: 2026-11-27\nissue: 12\nlanguage:", 1)
        for old, new in (("[letters]", "[letters, held]"), ("[house, gone]", "[house, wash, once, over]")):
            newest = newest.replace(old, new)
        newest = newest.replace('gone: "columns 3-5', 'wash: "columns 3-5').replace("    forbid:\n", "")
        newest = newest.replace("      gone: [rows 1-10, rows 20-30]\n", "")
        for name, text in {
            "banmian.toml": "[issues]\ndays = ['friday']\n",
            "standing/edition.yaml": STANDING,
            "standing/ads.yaml": OURS,
            "standing/letters.md": story("picture:\n  file: pictures/pen.jpg\n"),
            "standing/pictures/pen.jpg": "pen",
            "standing/pictures/unused.jpg": "unused",
            "content/2026-11-27/edition.yaml": newest,
            "content/2026-11-27/ads.yaml": ad("house")
            + "# the car wash\n"
            + ad("wash", "  runs: [2026-11-20..2026-12-04, 2026-12-18]  # by hand\n")
            + ad("once")
            + ad("over", "  runs: 2026-11-27\n"),
            "content/2026-11-27/letters.md": story(),
            "content/2026-11-27/old.md": story("picture:\n  file: pictures/old.jpg\n"),
            "content/2026-11-27/held.md": story("picture: {file: pictures/held.jpg}\n"),
            "content/2026-11-27/_pool.md": story(),
            "content/2026-11-27/pictures/old.jpg": "old",
            "content/2026-11-27/pictures/held.jpg": "held",
        }.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def read(self, name: str) -> str:
        return (self.project.root / name).read_bytes().decode()

    def files(self, folder: str) -> list[str]:
        root = self.project.root / folder
        return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    monkeypatch.chdir(tmp_path)
    return Paper(tmp_path)


class TestStanding:
    def test_what_comes_along(self, paper: Paper) -> None:
        plan = plan_issue(paper.project, read_paper_file(paper.project.root).issue_days)
        made = make_issue(plan, [TakenAlong("held", "A2", "民生", 1), TakenAlong("letters", "A2", "民生", 1)])
        assert (made.date, made.issue, made.folder.name) == (day("2026-12-04"), 13, "2026-12-04")
        assert [each.id for each in made.along] == ["held"]
        wanted = ["_pool.md", "ads.yaml", "edition.yaml", "held.md", "letters.md"]
        assert paper.files("content/2026-12-04") == [*wanted, "pictures/held.jpg", "pictures/pen.jpg"]
        text = paper.read("content/2026-12-04/edition.yaml")
        assert "# yaml-language-server: $schema=../../.banmian/schema/edition.json\n" in text
        assert "  name: 渡口周报  # our name\ndate: 2026-12-04\nissue: 13\n\n# copy is Chinese\nlanguage:" in text
        assert (
            "    ads: [house, wash]\n    at:\n      house: columns 1-2\n      wash: columns 3-5, rows 70-84\n" in text
        )
        assert "forbid" not in text
        ads = paper.read("content/2026-12-04/ads.yaml")
        assert ads.startswith("# ours\n- id: house\n")
        assert "  not_beside: [wash]\n" in ads
        assert ads.endswith("  runs: [2026-11-20..2026-12-04, 2026-12-18]  # by hand\n")
        assert ads.count("- id:") == 2
        said = "\n".join(made.told)
        for line in (
            "from standing: letters, house",
            "the ad gone has ended: it ran 2026-11-01..2026-11-30",
            "the ad once has no runs:, and was booked for content/2026-11-27 alone",
            "the ad over has ended",
            "the ad wash runs on, till 2026-12-18: on page A2",
            "letters was held over, and stands in every issue anyway",
            "and here again: _pool.md",
            "waiting for copy: A1 (要闻), A3 (文体), A4 (时事)",
        ):
            assert line in said
        loaded = read_folder(made.folder, ROOT / "templates")
        assert [one.code for one in loaded.findings if one.code is not Code.NORMALISED] == []
        assert loaded.edition is not None
        assert (loaded.edition.stories["held"].section, loaded.edition.stories["held"].held) == ("民生", 1)

    def test_an_ad_waits_over_an_issue_in_which_it_does_not_run(self, paper: Paper) -> None:
        first, second, third = (next_issue(paper.project) for _ in range(3))
        assert [made.date.day for made in (first, second, third)] == [4, 11, 18]
        assert any("the ad wash waits" in line for line in second.told)
        waiting = read_folder(second.folder, ROOT / "templates")
        assert waiting.errors == ()
        assert waiting.edition is not None
        assert "wash" not in waiting.edition.ads
        again = read_folder(third.folder, ROOT / "templates").edition
        assert again is not None
        assert [page.id for page in again.pages if "wash" in page.ads] == ["A4"]

    def test_a_section_no_page_takes_sets_a_story_aside(self, paper: Paper) -> None:
        plan = plan_issue(paper.project, IssueDays(), Path("content/2026-11-28"))
        made = make_issue(plan, [TakenAlong("held", "A2", "体育", 2)])
        assert made.along[0].section == ""
        assert "held: 2" in paper.read("content/2026-11-28/_held.md")

    def test_a_file_of_one_name_is_that_of_standing_and_told(self, paper: Paper) -> None:
        paper.write("standing/pictures/held.jpg", "another")
        paper.write("standing/letters.md", story("picture: {file: pictures/held.jpg}\n"))
        plan = plan_issue(paper.project, IssueDays())
        made = make_issue(plan, [TakenAlong("held", "A2", "民生", 1)])
        assert paper.read("content/2026-11-28/pictures/held.jpg") == "another"
        assert any("pictures/held.jpg is another one" in line for line in made.told)

    def test_the_first_issue_of_all(self, paper: Paper) -> None:
        for file in ("edition.yaml", "ads.yaml"):
            (paper.project.root / "content/2026-11-27" / file).unlink()
        with pytest.raises(ContentError, match="no edition"):
            next_issue(paper.project)
        made = next_issue(paper.project, Path("2026-11-20"))
        assert (made.folder, made.issue) == (paper.project.content / "2026-11-20", 1)

    def test_an_issue_before_the_newest_goes_on_from_what_is_before_it(self, paper: Paper) -> None:
        later = next_issue(paper.project, Path("content/2026-12-18"))
        made = next_issue(paper.project, Path("content/2026-12-04"))
        assert (later.issue, made.issue, made.source.name) == (15, 13, "2026-11-27")
        assert "- id: wash" in paper.read("content/2026-12-04/ads.yaml")
        assert any("content/2026-12-18 is there already" in line for line in made.told)
        assert any("content/2026-11-27 is not built" in line for line in made.told)
        first = next_issue(paper.project, Path("content/2026-11-13"))
        assert (first.issue, first.source) == (10, paper.project.standing)

    def test_stories_that_the_last_build_does_not_know_are_told(self, paper: Paper) -> None:
        built = replace(report({"A2": [fit("old")]}), edition="2026-11-27")
        paper.write("output/2026-11-27/report.json", json_text(to_data(built)))
        told = [line for line in next_issue(paper.project).told if "not in the last build" in line]
        assert [": held. Build it once more" in line for line in told] == [True]  # letters.md is in standing/, too

    def test_another_edition_to_go_on_from_and_a_day_that_is_none_of_issue(self, paper: Paper) -> None:
        next_issue(paper.project)
        made = next_issue(paper.project, Path("content/2026-12-16"), Path("content/2026-11-27"))
        assert made.issue == 12 + 3  # two Fridays lie between
        assert any("2026-12-16 is no day of issue by banmian.toml: friday" in line for line in made.told)

    def test_it_appears_whole_or_not_at_all(self, paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
        paper.write("standing/ads.yaml", "- id: house\n  runs: sometimes\n")
        with pytest.raises(ContentError, match=r"standing/ads\.yaml:2"):
            next_issue(paper.project)
        paper.write("standing/ads.yaml", ad("house") + ad("gone"))
        monkeypatch.setattr("layout.edition.issue.set_waiting", lambda *_: os.stat(paper.project.root / "nowhere"))
        plan = plan_issue(paper.project, IssueDays())
        with pytest.raises(OutputError):
            make_issue(plan, [TakenAlong("held", "A2", "民生", 1)])
        assert os.listdir(paper.project.content) == ["2026-11-27"]

    def test_line_ends_and_mark_are_those_of_standing(self, paper: Paper) -> None:
        paper.write("standing/edition.yaml", "\ufeff" + STANDING.replace("\n", "\r\n"))
        next_issue(paper.project)
        text = paper.read("content/2026-12-04/edition.yaml")
        assert text.startswith("\ufeff#")
        assert text.count("\n") == text.count("\r\n")
        assert "date: 2026-12-04\r\n" in text

    def test_the_first_issue_needs_no_other_but_its_day(self, paper: Paper) -> None:
        shutil.rmtree(paper.project.content)
        with pytest.raises(ContentError, match="its day is not known") as caught:
            next_issue(paper.project)
        assert "banmian new content/2026-12-04" in caught.value.hint
        made = next_issue(paper.project, paper.project.content / "2026-12-04")
        assert (made.issue, made.source) == (1, paper.project.standing)


class TestZones:
    def test_the_zone_is_named_where_there_are_several(self, paper: Paper) -> None:
        content = paper.project.content
        for zone in ("east", "west"):
            (content / zone).mkdir()
        (content / "2026-11-27").rename(content / "east" / "2026-11-27")
        made = next_issue(paper.project)
        assert made.folder == content / "east" / "2026-12-04"
        paper.write("standing/west/edition.yaml", STANDING.replace("渡口周报", "渡口周报西城版"))
        made = next_issue(paper.project, content / "west" / "2026-12-04", content / "east" / "2026-11-27")
        assert made.standing == paper.project.standing / "west"
        with pytest.raises(ContentError, match="several zones") as caught:
            next_issue(paper.project)
        assert "banmian new content/east" in caught.value.hint
        assert next_issue(paper.project, content / "west").folder.name == "2026-12-11"


class TestCopy:
    """A paper without standing/ copies the newest edition as it always did; an ad whose run is over is left out."""

    def test_an_ad_whose_run_is_over_is_left_out(self, paper: Paper) -> None:
        (paper.project.standing / "edition.yaml").unlink()
        made = next_issue(paper.project, Path("content/2026-12-25"))
        assert (made.issue, made.standing) == (16, None)
        assert any("the ad wash has ended" in line for line in made.told)
        text = paper.read("content/2026-12-25/edition.yaml")
        assert "    ads: [house, once]\n    at:\n      house: columns 1-2\n" in text
        assert "wash" not in paper.read("content/2026-12-25/ads.yaml").replace("# the car wash", "")
        assert "old.md" in paper.files("content/2026-12-25")
        with pytest.raises(ContentError, match="copy"):
            next_issue(paper.project, pages=8)


class TestPageCount:
    @pytest.mark.parametrize(
        ("count", "names", "sections"),
        [
            (8, "A1 A2 A3 A4 A5 A6 A7 A8", ["要闻", "民生", "文体", "文体", "文体", "文体", "文体", "时事"]),
            (3, "A1 A2 A3", ["要闻", "民生", "时事"]),
            (4, "A1 A2 A3 A4", ["要闻", "民生", "文体", "时事"]),
        ],
    )
    def test_inside_pages_are_repeated_or_left_out(self, count: int, names: str, sections: list[str]) -> None:
        text = with_page_count(STANDING, count, "edition.yaml")
        assert page_names(text, "edition.yaml") == tuple(names.split())
        assert [line.split(": ")[1] for line in text.split("\n") if "section:" in line] == sections
        assert "  # the middle\n" in text

    def test_what_has_stories_stays(self) -> None:
        with pytest.raises(ContentError, match="cannot be 2 pages"):
            with_page_count(STANDING, 2, "edition.yaml")

    def test_a_page_repeated_has_no_places_and_other_sections_of_the_paper_stay(self) -> None:
        text = STANDING.replace("id: A4", "id: B1").replace(
            "文体\n    template: tabloid\n    stories: []",
            "文体\n    template: tabloid\n    stories: [x]\n    at:\n      x: column 1",
        )
        made = with_page_count(text, 5, "edition.yaml")
        assert page_names(made, "edition.yaml") == ("A1", "A2", "A3", "A4", "B1")
        assert made.count("x: column 1") == 1
        assert made.count("stories: []") == text.count("stories: []") + 1


class TestRuns:
    @pytest.fixture(autouse=True)
    def _named_stories_alone(self, paper: Paper) -> None:
        (paper.project.content / "2026-11-27" / "old.md").unlink()

    def test_a_build_outside_of_a_run_is_warned_of(self, paper: Paper) -> None:
        ads = "content/2026-11-27/ads.yaml"
        paper.write(ads, paper.read(ads).replace("2026-11-20", "2026-11-28"))
        found = read_folder(paper.project.content / "2026-11-27", ROOT / "templates").findings
        (warned,) = [one for one in found if one.code is Code.AD_OUT_OF_RUN]
        assert (warned.subject, warned.place.line) == ("wash", 14)
        assert "runs 2026-11-28..2026-12-04, 2026-12-18, and not on 2026-11-27" in warned.message

    @pytest.mark.parametrize("runs", ["December", "2026-12-31..2026-12-01", "[2026-12-01, 2026-13-01]"])
    def test_what_is_no_run_is_told(self, paper: Paper, runs: str) -> None:
        paper.write(
            "content/2026-11-27/ads.yaml", ad("house", f"  runs: {runs}\n") + ad("wash") + ad("once") + ad("over")
        )
        found = read_folder(paper.project.content / "2026-11-27", ROOT / "templates").errors
        assert [(one.code, one.place.line) for one in found] == [(Code.BAD_VALUE, 7)]
