"""The copyfit read back from the last build."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from layout.base.errors import PageError
from layout.build.copyfit import Copyfit, copyfit_of, last_copyfit
from layout.build.records import LeftOver, ReportRecord
from layout.cli.application import app
from layout.files.codec import to_data
from layout.files.output import json_text
from tests.records import fit, report

REPORT = report(
    {"B2": [fit("last", over=26)], "A10": [fit("ten", under=15)], "A2": [fit("lead"), fit("second", over=4)], "A3": []}
)


def write(folder: Path, record: ReportRecord) -> None:
    (folder / "report.json").write_text(json_text(to_data(record)), "utf-8")


def overs(fits: Copyfit) -> list[tuple[str, int]]:
    return [(page, each.over_characters) for page, each in fits.stories]


def test_stories_come_page_by_page_with_their_sums() -> None:
    fits = copyfit_of(REPORT.pages)
    assert [(page, each.id) for page, each in fits.stories] == [
        ("A2", "lead"),
        ("A2", "second"),
        ("A10", "ten"),
        ("B2", "last"),
    ]
    assert (fits.over, fits.under) == (30, 15)
    assert fits.summary == (
        "4 stories on 3 pages, 1200 characters; 1 fit; to cut: 30 characters; to add: 15 characters"
    )
    data = fits.as_json()
    assert data["pages"]["A2"] == {"stories": 2, "characters": 600, "over": 4, "under": 0}
    assert data["totals"] == {"stories": 4, "characters": 1200, "over": 30, "under": 15}
    assert fits.of(["A10"]).summary.endswith("to add: 15 characters")
    with pytest.raises(PageError, match="A9"):
        fits.of(["A9"])
    with pytest.raises(PageError, match="A3"):
        fits.of(["A3"])


def test_stories_on_no_page_are_told_with_the_whole_edition() -> None:
    left = LeftOver("huge", "content/day/huge.md", 50_000, ("题",), (), "一")
    fits = copyfit_of(REPORT.pages, [left])
    assert fits.summary.endswith("on no page: huge")
    assert fits.as_json()["left_over"] == [{"story": "huge", "file": "content/day/huge.md", "characters": 50_000}]
    assert fits.of([]) == fits
    assert not fits.of(["A2"]).left_over


def test_a_report_that_is_none_is_told_with_the_place_in_it(tmp_path: Path) -> None:
    data = to_data(REPORT)
    data["pages"][2]["stories"][1]["lines"] = "many"
    (tmp_path / "report.json").write_text(json.dumps(data), "utf-8")
    with pytest.raises(PageError, match=r"report\.json: pages\[2\]\.stories\[1\]\.lines is no whole number") as caught:
        last_copyfit(tmp_path, Path("content/day"))
    assert caught.value.hint == "build the edition again: make pdf EDITION=content/day"


def test_the_words_follow_from_the_figures() -> None:
    assert fit("a").fit == "正好"
    assert fit("a", over=26, over_lines=2).fit == "超26字（2行）"
    assert fit("a", under=15).fit == "缺15字（1行）"


def test_every_page_is_taken_from_where_it_was_built_last(tmp_path: Path) -> None:
    output, proof = tmp_path / "day", tmp_path / "day.proof"
    with pytest.raises(PageError, match="not built yet"):
        last_copyfit(output, Path("content/day"))
    for folder, pages, over in ((output, ("A1", "A2"), 0), (proof, ("A2", "A3"), 9)):
        (folder / "pages").mkdir(parents=True)
        write(folder, report({page: [fit("lead", over=over)] for page in pages}))
        for page in pages:
            (folder / "pages" / f"{page}.pdf").touch()
            os.utime(folder / "pages" / f"{page}.pdf", (1000, 1000))
    os.utime(proof / "pages" / "A2.pdf", (2000, 2000))
    fits = last_copyfit(output, Path())
    assert overs(fits) == [("A1", 0), ("A2", 9), ("A3", 9)]
    assert fits.source.count("report.json") == 2
    os.utime(output / "pages" / "A2.pdf", (3000, 3000))
    assert overs(last_copyfit(output, Path())) == [("A1", 0), ("A2", 0), ("A3", 9)]


def test_the_command_prints_the_table_or_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("content/day", "output/day"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "banmian.toml").touch()
    write(tmp_path / "output/day", REPORT)
    monkeypatch.chdir(tmp_path)
    run = CliRunner()
    table = run.invoke(app, ["copyfit", "content/day"])
    assert table.exit_code == 0, table.output
    assert "26 characters over (1 line)" in " ".join(table.output.split())
    assert "to cut: 30 characters" in table.output
    printed = run.invoke(app, ["copyfit", "content/day", "--json", "--page", "B2"])
    assert json.loads(printed.output)["totals"]["over"] == 26
    assert run.invoke(app, ["copyfit", "content/day", "--page", "C1"]).exit_code == 6
