"""What `banmian diff` says of two builds: story by story, and from the pixels."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from layout.base.messages import told
from layout.base.units import MM, Rect
from layout.build.versions import PageVersion, VersionRecord
from layout.cli.application import app
from layout.compare import Kind, What, compare_folders, compare_page
from layout.compare.changes import Edit, text_edits
from layout.compare.draw import COLOURS, side_by_side
from layout.compare.pixels import changed_boxes
from layout.files.codec import to_data
from layout.files.output import json_text
from layout.scene.record import PageRecord
from tests.compare.pages import side
from tests.records import fit, layout, page, report, story

LEFT, RIGHT = (10.0, 10.0, 40.0, 60.0), (55.0, 10.0, 40.0, 60.0)


def kinds(before, after) -> dict[str, tuple[Kind, ...]]:
    found = compare_page(side(before), side(after))
    return {change.item: change.kinds for change in found.changes}


def test_a_page_is_the_same_as_itself() -> None:
    one = page(story("lead", LEFT), ads={"house": RIGHT})
    found = compare_page(side(one, LEFT), side(one, LEFT))
    assert not found.different
    assert found.boxes == ()


def test_what_became_of_every_story_is_told() -> None:
    before = page(
        story("same", LEFT),
        story("moved", (10, 80, 40, 20)),
        story("recut", (10, 100, 40, 20)),
        story("head", (10, 120, 40, 10)),
        story("text", (55, 80, 40, 10), "原来的一句话。"),
        story("reset", (55, 90, 40, 10), "一行|两行"),
        story("gone", (55, 100, 40, 10)),
        ads={"house": RIGHT},
    )
    after = page(
        story("same", LEFT),
        story("moved", (10, 82, 40, 20)),
        story("recut", (10, 100, 40, 25)),
        story("head", (10, 120, 40, 10), head="新标题"),
        story("text", (55, 80, 40, 10), "后来的一句话。"),
        story("reset", (55, 90, 40, 10), "一行两|行"),
        story("new", (55, 100, 40, 10)),
        ads={"house": (55, 12, 40, 60)},
    )
    assert kinds(before, after) == {
        "moved": (Kind.MOVED,),
        "recut": (Kind.RECUT,),
        "head": (Kind.HEAD,),
        "text": (Kind.TEXT,),
        "reset": (Kind.RESET,),
        "new": (Kind.NEW,),
        "gone": (Kind.GONE,),
        "house": (Kind.MOVED,),
    }


def test_a_text_that_no_longer_fits_is_compared_whole() -> None:
    before = side(page(story("lead", LEFT, "一二三四五")), fits=(fit("lead"),))
    short = side(page(story("lead", LEFT, "一二三")), fits=(fit("lead", over=2, over_text="四五"),))
    found = compare_page(before, short)
    assert [change.kinds for change in found.changes] == [(Kind.RESET,)]
    assert found.changes[0].summary == "lead: lines set anew; fits → 2 characters over (1 line)"
    assert told(found.changes[0].summary, "zh") == "lead：重新断行；正好 → 超2字（1行）"


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("派出220余人次，整治380余处", "派出320余人次，整治380余处", [Edit("220", "320")]),
        ("Two of three gates are open.", "Three of three gates are open now.", [Edit("Two", "Three"), Edit("", "now")]),
        ("Der Mühlen-weg", "Der Mühlen- weg", []),
        ("一片清朗", "一派晴朗", [Edit("片清", "派晴")]),
        ("甲乙丙丁戊己", "甲乙丙丁戊己庚", [Edit("", "庚")]),
        ("春天来了花开了", "花开了", [Edit("春天来了", "")]),
        (
            "头一句不变，这里改动，最后也不变。",
            "头一句不变，这里修改，最后也变。",
            [Edit("改动", "修改"), Edit("不", "")],
        ),
        ("一样", "一样", []),
    ],
)
def test_edits_are_told_as_small_as_they_are(before: str, after: str, edits: list[Edit]) -> None:
    assert text_edits(before, after) == edits


def test_changed_pixels_are_boxed_where_they_are_and_near_ones_together() -> None:
    before = side(page()).image
    after = side(page(), (20, 30, 10, 5), (32, 30, 4, 5), (20, 100, 0.3, 0.3)).image
    boxes = changed_boxes(before, after, 100)
    assert len(boxes) == 2
    assert to_data(boxes[0].as_mm()) == pytest.approx({"x": 20, "y": 30, "width": 16, "height": 5}, abs=0.4)
    assert to_data(boxes[1].as_mm()) == pytest.approx({"x": 20, "y": 100, "width": 0.3, "height": 0.3}, abs=0.4)
    assert changed_boxes(after, before, 100) == boxes


def test_a_shade_nobody_sees_is_no_change() -> None:
    white, nearly = Image.new("RGB", (80, 80), "white"), Image.new("RGB", (80, 80), (235, 235, 235))
    assert changed_boxes(white, nearly, 100) == ()


def test_pages_of_two_sizes_differ_where_one_has_ink_beyond_the_other() -> None:
    small, large = Image.new("RGB", (80, 80), "white"), Image.new("RGB", (80, 120), "white")
    assert changed_boxes(small, large, 72) == ()
    large.paste((0, 0, 0), (10, 100, 30, 110))
    assert changed_boxes(small, large, 72) == (Rect(10, 100, 20, 10),)


def test_what_only_the_pixels_show_is_given_to_the_thing_it_stands_in() -> None:
    framed = story("lead", LEFT, picture=(12, 12, 30, 20))
    both = page(framed, ads={"house": RIGHT})
    found = compare_page(side(both), side(both, (15, 15, 6, 6), (60, 40, 5, 5), (40, 140, 8, 2)))
    told = {(change.what, change.item): (change.kinds, len(change.boxes)) for change in found.changes}
    assert told == {
        (What.STORY, "lead"): ((Kind.PICTURE,), 1),
        (What.AD, "house"): ((Kind.LOOKS,), 1),
        (What.REST, ""): ((Kind.LOOKS,), 1),
    }


def test_the_picture_boxes_and_numbers_the_changes_in_both_versions() -> None:
    before = side(page(story("lead", LEFT, "一")), (12, 30, 10, 3))
    after = side(page(story("lead", LEFT, "二")), (12, 30, 14, 3))
    board = side_by_side(compare_page(before, after))
    assert board.width == 2 * before.image.width + 3 * 24
    frame = round((LEFT[0] * MM - 3) * 100 / 72)
    middle = round(50 * 100 / 25.4)
    for x in (24, 48 + before.image.width):
        assert board.getpixel((x + frame + 1, 24 + middle)) == COLOURS[Kind.TEXT]


def test_only_what_stands_where_it_stood_is_tinted() -> None:
    where = (12.0, 30.0, 10.0, 3.0)
    before = side(page(story("lead", LEFT, "一")), where)
    stays = side_by_side(compare_page(before, side(page(story("lead", LEFT, "二")))))
    moves = side_by_side(compare_page(before, side(page(story("lead", (10, 12, 40, 60), "二")))))
    spot = (48 + before.image.width + round(15 * 100 / 25.4), 24 + round(31 * 100 / 25.4))
    assert stays.getpixel(spot) != (255, 255, 255)
    assert moves.getpixel(spot) == (255, 255, 255)


def write_output(folder: Path, mark: str, **pages: PageRecord) -> Path:
    for name in pages:
        out = BytesIO()
        canvas = Canvas(out, pagesize=(100 * MM, 150 * MM), invariant=1)
        canvas.drawString(40, 300, mark)
        canvas.save()
        (folder / "pages").mkdir(parents=True, exist_ok=True)
        (folder / "pages" / f"{name}.pdf").write_bytes(out.getvalue())
    told = layout(*(replace(page, id=name) for name, page in pages.items()))
    (folder / "layout.json").write_text(json_text(to_data(told)), "utf-8")
    (folder / "report.json").write_text(json_text(to_data(report({name: [] for name in pages}))), "utf-8")
    return folder


def test_the_command_ends_like_diff_and_leaves_pictures_and_data(tmp_path: Path) -> None:
    before = write_output(tmp_path / "one", "x", A1=page(story("lead", LEFT)), A2=page(story("wanders", LEFT)))
    after = write_output(tmp_path / "two", "y", A1=page(story("lead", LEFT), story("wanders", RIGHT)), A2=page())
    for folder, number in ((before, 2), (after, 5)):
        made = VersionRecord("2022-04-15", (PageVersion("A1", number, "0" * 64, "2022-04-14T15:41:07Z"),))
        (folder / VersionRecord.FILE).write_text(json_text(to_data(made)), "utf-8")
    run = CliRunner()
    same = run.invoke(app, ["diff", str(before), str(before)])
    assert same.exit_code == 0, same.output
    assert "A1: the same" in same.output
    done = run.invoke(app, ["diff", str(before), str(after)])
    assert done.exit_code == 9, done.output
    assert "A1 (v2 → v5): " in done.output
    assert "wanders: moved (A2 → A1)" in done.output
    with Image.open(tmp_path / "two.diff" / "A1.png") as picture:
        assert picture.width > picture.height
    data = json.loads((tmp_path / "two.diff" / "diff.json").read_text("utf-8"))
    assert data["different"] is True
    assert [(part["id"], part.get("versions")) for part in data["pages"]] == [("A1", [2, 5]), ("A2", None)]
    printed = run.invoke(app, ["diff", str(before), str(after), "--json", "--page", "A2"])
    assert [part["id"] for part in json.loads(printed.output)["pages"]] == ["A2"]
    assert printed.exit_code == 9
    nothing = run.invoke(app, ["diff", str(before), str(tmp_path / "nowhere")])
    assert nothing.exit_code == 6


def test_a_page_of_one_build_alone_is_new_or_gone_but_for_a_proof(tmp_path: Path) -> None:
    both = write_output(tmp_path / "day", "x", A1=page(), A2=page())
    one = write_output(tmp_path / "other", "x", A1=page())
    proof = write_output(tmp_path / "day.proof", "x", A1=page())
    run = CliRunner()
    assert "A2: gone page" in run.invoke(app, ["diff", str(both), str(one)]).output
    assert "A2: new page" in run.invoke(app, ["diff", str(one), str(both)]).output
    done = run.invoke(app, ["diff", str(both), str(proof)])
    assert (done.exit_code, "A2" in done.output) == (0, False)


def test_where_the_records_cannot_be_read_the_pixels_are_told(tmp_path: Path) -> None:
    before = write_output(tmp_path / "one", "x", A1=page(story("lead", LEFT)))
    after = write_output(tmp_path / "two", "y", A1=page(story("lead", RIGHT)))
    (after / "layout.json").write_text('{"version": 2, "pages": []}', "utf-8")
    (change, *_) = compare_folders(before, after).pages[0].changes
    assert (change.item, change.kinds) == ("lead", (Kind.GONE,))
    (before / "layout.json").unlink()
    (change,) = compare_folders(before, after).pages[0].changes
    assert (change.what, change.kinds) == (What.REST, (Kind.LOOKS,))
