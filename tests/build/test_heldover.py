"""What was held over or cut, in the report and for the next edition: every word of it."""

from __future__ import annotations

from dataclasses import replace

from layout.base.diagnostics import Report
from layout.build.copyfit import copyfit_of
from layout.build.heldover import last_held_over, not_printed
from layout.build.records import LeftOver, ReportRecord, report_record, stories_left_over
from layout.design.closing import ClosingTokens
from layout.edition.new import TakenAlong
from layout.files.codec import from_data, to_data
from layout.files.output import json_text
from layout.files.project import Project
from layout.plan.heldover import taken_off
from layout.plan.shortening import cuts
from layout.preflight import Preflight, report_html
from tests.planning.editions import edition, page, story

CUT = story("cut", 900, cut="end", section="民生")
HELD = story("held", 400, held=1, byline="本报记者 林舟")
WRITTEN = edition([page("A1", "cut", "held", section="要闻")], [CUT, HELD, story("pool", 200, section="要闻")])
LESSER = next(cuts(CUT, ClosingTokens()))
PRINTED = WRITTEN.model_copy(
    update={"pages": (page("A1", "cut", section="要闻"),), "stories": {**WRITTEN.stories, "cut": LESSER.story}}
)
TAKEN = taken_off(WRITTEN, PRINTED)


def record() -> ReportRecord:
    return report_record(PRINTED, [], Preflight((), "newsprint"), Report(), TAKEN)


def test_the_report_has_every_word():
    made = from_data(ReportRecord, to_data(record()))
    (held,) = made.held_over
    assert (held.id, held.page, held.days, held.characters) == ("held", "A1", 2, HELD.characters)
    assert held.text == tuple(block.text for block in HELD.blocks)
    assert held.head == (HELD.headline, HELD.byline)
    (less,) = made.shortened
    assert (less.id, less.characters) == ("cut", LESSER.characters)
    assert "".join(block.text for block in LESSER.story.blocks) + "".join(less.text) == "".join(
        block.text for block in CUT.blocks
    )


def test_what_is_held_over_is_not_left_over_and_waits_in_a_section_that_is_taken():
    assert [left.id for left in stories_left_over(PRINTED, TAKEN)] == ["pool"]
    assert record().held_over[0].section == "要闻"


def test_a_report_of_before_is_read_all_the_same():
    data = to_data(record())
    del data["held_over"], data["shortened"]
    assert from_data(ReportRecord, data).held_over == ()


def test_the_page_to_read_shows_it():
    html = report_html(Preflight((), "newsprint"), title="渡口晚报", taken_off=TAKEN)
    for block in HELD.blocks:
        assert block.text in html
    assert TAKEN.shortened[0].text[0] in html
    assert "taken-off" not in report_html(Preflight((), "newsprint"), title="渡口晚报")


def test_the_copyfit_names_it():
    made = record()
    fits = replace(copyfit_of(()), held_over=made.held_over, shortened=made.shortened)
    assert "held over: held" in fits.summary
    assert f"cut: {LESSER.characters} characters of cut" in fits.summary
    assert fits.as_json()["held_over"][0]["story"] == "held"


def test_the_next_edition_is_told_by_the_newer_of_output_and_proof(tmp_path):
    project, folder = Project(tmp_path), tmp_path / "content" / "2022-04-15"
    folder.mkdir(parents=True)
    assert last_held_over(project, folder) == ()
    proof = tmp_path / "output" / "2022-04-15.proof"
    proof.mkdir(parents=True)
    (proof / "report.json").write_text(json_text(to_data(record())), "utf-8")
    assert last_held_over(project, folder) == (TakenAlong("held", "A1", "要闻", 2),)
    left = replace(record(), left_over=tuple(LeftOver(name, "", 2, (), (), "一句。") for name in ("late", "gone")))
    (proof / "report.json").write_text(json_text(to_data(left)), "utf-8")
    (folder / "late.md").write_text("---\nheadline: 迟到\nsection: 民生\nheld: 2\n---\n一句。\n", "utf-8")
    waits = TakenAlong("late", "", "民生", 3)
    assert not_printed(project, folder) == (TakenAlong("held", "A1", "要闻", 2), waits)
    (proof / "report.json").write_text("{", "utf-8")
    assert last_held_over(project, folder) == ()
    assert not_printed(project, folder) is None
