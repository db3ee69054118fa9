"""The copyfit read back from the last build."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from layout.base.errors import PageError
from layout.build.copyfit import last_copyfit, read_copyfit
from layout.cli import app


def story(name: str, over: int = 0, under: int = 0) -> dict[str, Any]:
    fit = f"超{over}字（1行）" if over else f"缺{under}字（1行）" if under else "正好"
    return {
        "id": name,
        "headline": f"{name} 的题",
        "file": f"content/day/{name}.md",
        "columns": 2,
        "rows": 18,
        "characters": 300,
        "lines": 22,
        "capacity_lines": 22,
        "over_characters": over,
        "under_characters": under,
        "fit": fit,
        "levers": ["head +1 row"],
    }


REPORT = {
    "pages": [
        {"id": "B2", "stories": [story("last", over=26)]},
        {"id": "A10", "stories": [story("ten", under=15)]},
        {"id": "A2", "stories": [story("lead"), story("second", over=4)]},
    ]
}


def test_stories_come_page_by_page_with_their_sums() -> None:
    fits = read_copyfit(REPORT)
    assert [(fit.page, fit.story) for fit in fits.stories] == [
        ("A2", "lead"),
        ("A2", "second"),
        ("A10", "ten"),
        ("B2", "last"),
    ]
    assert (fits.over, fits.under) == (30, 15)
    assert fits.summary == "4 stories on 3 page(s), 1200 characters; 1 fit (正好); to cut: 超30字; to add: 缺15字"
    data = fits.as_json()
    assert data["pages"]["A2"] == {"stories": 2, "characters": 600, "over": 4, "under": 0}
    assert data["totals"] == {"stories": 4, "characters": 1200, "over": 30, "under": 15}
    assert fits.of(["A10"]).summary.endswith("to add: 缺15字")
    with pytest.raises(PageError, match="A9"):
        fits.of(["A9"])


def test_stories_on_no_page_are_told_with_the_whole_edition() -> None:
    left = {"id": "huge", "file": "content/day/huge.md", "characters": 50_000, "text": "一", "head": ["题"]}
    fits = read_copyfit({**REPORT, "left_over": [left]})
    assert fits.summary.endswith("on no page: huge")
    assert fits.as_json()["left_over"] == [{"story": "huge", "file": "content/day/huge.md", "characters": 50_000}]
    assert fits.of([]) == fits
    assert not fits.of(["A2"]).left_over


def test_a_report_that_is_none_is_told() -> None:
    with pytest.raises(PageError, match="no report of a build"):
        read_copyfit({"pages": [{"id": "A1", "stories": [{"id": "x"}]}]})


def test_every_page_is_taken_from_where_it_was_built_last(tmp_path: Path) -> None:
    output, proof = tmp_path / "day", tmp_path / "day.proof"
    with pytest.raises(PageError, match="not built yet"):
        last_copyfit(output, Path("content/day"))
    for folder, pages, over in ((output, ("A1", "A2"), 0), (proof, ("A2", "A3"), 9)):
        (folder / "pages").mkdir(parents=True)
        report = {"pages": [{"id": page, "stories": [story("lead", over=over)]} for page in pages]}
        (folder / "report.json").write_text(json.dumps(report), "utf-8")
        for page in pages:
            (folder / "pages" / f"{page}.pdf").touch()
            os.utime(folder / "pages" / f"{page}.pdf", (1000, 1000))
    os.utime(proof / "pages" / "A2.pdf", (2000, 2000))
    fits = last_copyfit(output, Path())
    assert [(fit.page, fit.over) for fit in fits.stories] == [("A1", 0), ("A2", 9), ("A3", 9)]
    assert fits.source.count("report.json") == 2
    os.utime(output / "pages" / "A2.pdf", (3000, 3000))
    assert [(fit.page, fit.over) for fit in last_copyfit(output, Path()).stories] == [("A1", 0), ("A2", 0), ("A3", 9)]


def test_the_command_prints_the_table_or_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("templates", "content/day", "output/day"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "output/day/report.json").write_text(json.dumps(REPORT), "utf-8")
    monkeypatch.chdir(tmp_path)
    run = CliRunner()
    table = run.invoke(app, ["copyfit", "content/day"])
    assert table.exit_code == 0, table.output
    assert "超26字（1行）" in table.output
    assert "to cut: 超30字" in table.output
    printed = run.invoke(app, ["copyfit", "content/day", "--json", "--page", "B2"])
    assert json.loads(printed.output)["totals"]["over"] == 26
    assert run.invoke(app, ["copyfit", "content/day", "--page", "C1"]).exit_code == 6
