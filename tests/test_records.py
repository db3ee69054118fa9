"""The records on disk: what the codec writes and reads, what it refuses and how it says so, and that the handbook
names every key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from layout.archive.manifest import Manifest
from layout.base.errors import PageError
from layout.base.messages import Message, listed, say, told
from layout.base.units import MM, Rect
from layout.build.alternatives import AlternativesRecord
from layout.build.answers import Answer
from layout.build.impose import SheetsRecord
from layout.build.records import ReportRecord, preflight_record, read_built, with_files
from layout.compose import levers
from layout.epaper.editions import EditionCard
from layout.files.codec import RecordError, from_data, read_record, to_data
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.stored import PlanRecord, plan_record, read_plans
from layout.preflight import Outcome, PageReport, Preflight, State
from layout.preflight.rules import RULES
from layout.scene.record import LayoutRecord
from tests import records
from tests.conftest import ROOT

HANDBOOK = ROOT / "docs" / "records.md"


class Colour(StrEnum):
    RED = "red"
    BLACK = "black"


@dataclass(frozen=True, slots=True)
class Inner:
    name: str
    many: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outer:
    text: str
    number: float
    yes: bool
    colour: Colour
    one: Inner | None
    several: tuple[Inner, ...]
    by_name: Mapping[str, Inner]
    told: str | None = None
    length: int = field(init=False)
    version: int = 3

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.text))


OUTER = Outer("一二", 1.5, True, Colour.RED, Inner("a", (1, 2)), (Inner("b"),), {"c": Inner("d")})
DATA = {
    "text": "一二",
    "number": 1.5,
    "yes": True,
    "colour": "red",
    "one": {"name": "a", "many": [1, 2]},
    "several": [{"name": "b", "many": []}],
    "by_name": {"c": {"name": "d", "many": []}},
    "told": None,
    "length": 2,
    "version": 3,
}


def test_a_record_is_written_by_the_names_of_its_fields_and_read_back():
    assert to_data(OUTER) == DATA
    assert from_data(Outer, json.loads(json.dumps(DATA))) == OUTER
    bare = replace(OUTER, one=None, told="x")
    assert from_data(Outer, to_data(bare)) == bare


def test_a_newer_key_is_passed_over_and_an_older_file_gets_the_defaults():
    newer = {**DATA, "later": [1], "several": [{"name": "b", "why": {}}]}
    assert from_data(Outer, newer) == OUTER
    older = {key: value for key, value in DATA.items() if key not in ("told", "length", "version")}
    assert from_data(Outer, older) == OUTER


def test_a_whole_number_is_a_number_and_stays_as_it_was_written():
    number = from_data(Outer, {**DATA, "number": 2}).number
    assert (number, type(number)) == (2, int)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": 5}, "text is no text"),
        ({"number": "5"}, "number is no number"),
        ({"number": True}, "number is no number"),
        ({"yes": 1}, "yes is neither true nor false"),
        ({"colour": "blue"}, "colour is none of red, black"),
        ({"colour": []}, "colour is none of red, black"),
        ({"one": []}, "one is no mapping"),
        ({"one": {"name": "a", "many": [1, 2.5]}}, "one.many[1] is no whole number"),
        ({"one": {"name": "a", "many": [False]}}, "one.many[0] is no whole number"),
        ({"several": None}, "several is no list"),
        ({"several": [{"name": "b"}, {}]}, "several[1].name is missing"),
        ({"by_name": {"c": {"name": None}}}, "by_name[c].name is no text"),
        ({"by_name": []}, "by_name is no mapping"),
        ({"told": 1}, "told is no text"),
        ({"version": 4}, "it has version 4; this program reads version 3"),
        ({"version": "3"}, "it has version '3'; this program reads version 3"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change, said):
    with pytest.raises(RecordError) as caught:
        from_data(Outer, {**DATA, **change})
    assert str(caught.value) == said


@dataclass(frozen=True)
class Said:
    said: Message


def test_a_message_is_written_as_what_it_is_made_of_and_can_be_told_when_it_is_read():
    said = say("{name}: {problem}", name="lead", problem=listed([say("write only its words"), levers.head(1)]))
    data = json.loads(json.dumps(to_data(Said(said))))
    assert data["said"]["template"] == "{name}: {problem}"
    read = from_data(Said, data).said
    assert read == said
    assert told(read, "zh") == "lead：请只写文字、标题 +1 行"
    for wrong, why in (
        ("a text", "is no message"),
        ({"template": 1, "values": {}}, "is no message"),
        ({"template": "{n}", "values": {}}, "is a message without its values"),
    ):
        with pytest.raises(RecordError, match=f"said {why}"):
            from_data(Said, {"said": wrong})


def test_data_that_is_no_mapping_is_no_record():
    with pytest.raises(RecordError, match="it is no mapping"):
        from_data(Outer, [DATA])


def test_a_class_with_a_field_no_json_can_hold_is_refused():
    @dataclass(frozen=True)
    class Odd:
        when: complex

    with pytest.raises(TypeError, match="complex"):
        to_data(Odd(1j))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read"),
        ("\xff", "cannot be read"),
        ("[]", "it is no mapping"),
        ("[" * 100_000, "cannot be read"),
        ('{"edition": "2022-04-15", "pages": [{"id": 5}]}', r"pages\[0\]\.id is no text"),
        ('{"edition": "2022-04-15", "pages": [], "version": 2}', "it has version 2; this program reads version 1"),
    ],
)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path, text, said):
    (tmp_path / "plan.json").write_text(text, "latin-1")
    with pytest.raises(PageError, match=rf"plan\.json:? {said}") as caught:
        read_plans(tmp_path)
    assert caught.value.hint == "build the edition again"


def test_a_file_that_is_not_there_is_told_by_what_was_not_built(tmp_path):
    with pytest.raises(PageError, match="no built pages") as caught:
        read_built(LayoutRecord, tmp_path, Path("content/day"))
    assert caught.value.hint == "build the edition first: make pdf EDITION=content/day"


def test_a_plan_is_kept_in_columns_and_rows():
    story = Placement("lead", ItemKind.STORY, GridRect(1, 2, 3, 40), GridRect(3, 30, 1, 12))
    kept = plan_record(PagePlan("A1", 5, 84, (story,)))
    assert to_data(kept) == {
        "id": "A1",
        "columns": 5,
        "rows": 84,
        "items": [
            {
                "id": "lead", "kind": "story", "column": 1, "row": 2, "columns": 3, "rows": 40,
                "notch": {"column": 3, "row": 30, "columns": 1, "rows": 12},
            }
        ],
    }  # fmt: skip
    assert from_data(type(kept), to_data(kept)).plan.placements == (story,)


def test_a_layout_is_in_millimetres_and_read_in_points():
    page = records.page(records.story("lead", (10, 20, 40, 60), "一二", picture=(12, 30, 30, 20)))
    data = to_data(records.layout(page))
    assert (data["unit"], data["version"]) == ("mm", 1)
    (story,) = data["pages"][0]["stories"]
    assert story["rect"] == {"x": 10, "y": 20, "width": 40, "height": 60}
    assert story["picture"] == story["pictures"][0]
    assert [rect.y for rect in page.stories[0].drawn] == [20, 20, 30]
    line = from_data(LayoutRecord, data).pages[0].stories[0].body[0].lines[0]
    assert line.rect == Rect(10 * MM, 24 * MM - 0.88 * 9, 8 * MM, 9.0)


def test_the_preflight_is_told_whole_but_for_the_texts_of_passes():
    first, second, third = RULES[:3]
    outcomes = (
        Outcome.of(first, State.FAIL, "bad", "mend", Rect(10 * MM, 20 * MM, 30 * MM, 40 * MM)),
        Outcome.of(second, State.PASS, "kept"),
        Outcome.of(third, State.SKIP, "why"),
    )
    data = to_data(preflight_record(Preflight((PageReport("B2", outcomes),), "newsprint")))
    assert (data["profile"], data["worst"], data["printable"]) == ("newsprint", "fail", False)
    assert data["counts"] == {"pass": 1, "skip": 1, "info": 0, "warn": 0, "fail": 1, "error": 0, "fatal": 0}
    assert data["pages"] == [
        {
            "id": "B2",
            "worst": "fail",
            "outcomes": [
                {
                    "rule": first.id, "state": "fail", "message": "bad", "fix": "mend",
                    "rect": {"x": 10.0, "y": 20.0, "width": 30.0, "height": 40.0},
                },
                {"rule": third.id, "state": "skip", "message": "why", "fix": "", "rect": None},
            ],
            "passed": [second.id],
        }
    ]  # fmt: skip


def test_the_files_of_stories_come_with_the_report_and_not_from_the_page(one_page):
    _, folder, built = one_page
    (page,) = built.pages
    told = {fit.id: fit.file for fit in read_built(ReportRecord, built.folder, folder).pages[0].stories}
    assert {name: Path(file).name for name, file in told.items()} == {name: f"{name}.md" for name in page.page.stories}
    bare = replace(page.copyfit, stories=tuple(replace(fit, file="") for fit in page.copyfit.stories))
    assert with_files(bare, built.edition) == page.copyfit


def test_a_build_reads_back_what_it_wrote(one_page):
    _, folder, built = one_page
    assert read_built(LayoutRecord, built.folder, folder).pages == tuple(page.layout for page in built.pages)
    assert read_built(ReportRecord, built.folder, folder).pages == tuple(page.copyfit for page in built.pages)
    for kind in (LayoutRecord, PlanRecord, ReportRecord):
        path = built.folder / kind.FILE
        assert to_data(read_record(kind, path, "")) == json.loads(path.read_text("utf-8"))


def kinds(root: Any) -> Iterator[type]:
    """Every class of records that a file of this one holds."""
    hints = get_type_hints(root)
    yield root
    waiting = [hints[each.name] for each in fields(root)]
    while waiting:
        kind = waiting.pop()
        if is_dataclass(kind):
            yield from kinds(kind)
        waiting += get_args(kind)


def handbook() -> dict[str, list[str]]:
    """The keys that the handbook's tables name, by the class in the heading over each."""
    parts = re.split(r"^#+ .*?`(\w+)`.*$", HANDBOOK.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {
        name: [
            key for row in re.findall(r"^\| (`.*?) \|", text, flags=re.MULTILINE) for key in re.findall(r"`(\w+)`", row)
        ]
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


@pytest.mark.parametrize(
    "root", [LayoutRecord, PlanRecord, ReportRecord, AlternativesRecord, EditionCard, Manifest, Answer, SheetsRecord]
)
def test_the_handbook_names_every_key(root):
    named = handbook()
    for kind in kinds(root):
        keys = sorted(each.name for each in fields(kind))
        assert sorted(named.get(kind.__name__, [])) == keys, f"docs/records.md, {kind.__name__}"
