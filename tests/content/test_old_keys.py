"""A key that was given another name is read under both, and the new one is told."""

from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict

from layout.base.diagnostics import Report
from layout.files.models import Form, Formerly, read_model
from layout.files.yaml import Mapping, parse_yaml


class Sheet(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    width: Annotated[int, Formerly("breadth")]
    title: str = ""


def read(text):
    report = Report()
    node = parse_yaml(text, "sheet.yaml", report)
    assert isinstance(node, Mapping)
    return read_model(Sheet, Form(node, "sheet.yaml"), report), [str(one.line) for one in report.findings]


def test_the_old_name_is_read_and_the_new_one_told():
    sheet, (told,) = read("title: x\nbreadth: 12\n")
    assert sheet == Sheet(width=12, title="x")
    assert told.startswith("sheet.yaml:2: warning: breadth is called width now [old-key]\n    write width")


def test_of_both_the_new_one_holds():
    sheet, (told,) = read("breadth: 3\nwidth: 12\n")
    assert sheet == Sheet(width=12)
    assert told.startswith("sheet.yaml:1: warning: breadth is the old name of width, which is here too [old-key]")


@pytest.mark.parametrize(("text", "line"), [("breadth: wide\n", 1), ("title: x\nbreadth: 1.5\n", 2)])
def test_what_is_wrong_with_its_value_is_told_at_its_line(text, line):
    sheet, told = read(text)
    assert sheet is None
    assert f"sheet.yaml:{line}: error: width must be a whole number" in told[-1]


def test_any_other_key_is_unknown_as_ever():
    sheet, told = read("width: 12\nbreath: 3\n")
    assert sheet is None
    assert "[unknown-key]" in told[0]
