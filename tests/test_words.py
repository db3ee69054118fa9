"""The program's own words come out in the language of the edition and of the story."""

import ast
import datetime
import re

import pytest

from layout.base.locale import AMERICAN, BRITISH, CHINESE, TRADITIONAL, words_for
from tests.conftest import ROOT

DAY = datetime.date(2022, 4, 14)


@pytest.mark.parametrize(
    ("language", "words", "date"),
    [
        ("zh-Hans", CHINESE, "2022年4月14日 星期四"),
        ("zh-Hant", TRADITIONAL, "2022年4月14日 星期四"),
        ("zh-TW", TRADITIONAL, "2022年4月14日 星期四"),
        ("en", AMERICAN, "Thursday, April 14, 2022"),
        ("en-GB", BRITISH, "Thursday, 14 April 2022"),
        ("de", AMERICAN, "Thursday, April 14, 2022"),
    ],
)
def test_dates(language, words, date):
    assert words_for(language) == words
    assert words_for(language).date(DAY) == date


def test_sunday_is_the_last_day_of_the_week():
    assert CHINESE.date(datetime.date(2022, 4, 17)).endswith("星期日")
    assert AMERICAN.date(datetime.date(2022, 4, 17)).startswith("Sunday")


@pytest.mark.parametrize(
    ("words", "source", "page", "says"),
    [
        (CHINESE, "新华社电", "A3", "（新华社电　下转A3版）"),
        (CHINESE, "", "A3", "（下转A3版）"),
        (CHINESE, "新华社电", None, "（新华社电）"),
        (AMERICAN, "Staff report", "A3", "Staff report. Continued on A3"),
        (AMERICAN, "", "A3", "Continued on A3"),
        (AMERICAN, "", None, ""),
    ],
)
def test_the_end_of_a_story(words, source, page, says):
    assert words.ending(source, page) == says


def test_volume_and_issue():
    assert CHINESE.issue(8642) == "第8642期"
    assert AMERICAN.issue(15, 61) == "Vol. 61, No. 15"
    assert AMERICAN.issue(15) == "No. 15"


def test_no_other_module_has_words_of_its_own():
    """What the program puts on a page stands in the table of words, whatever its language."""
    ours = re.compile("上接|下转|下轉|星期|责任编辑|導讀|导读|今日|Continued on|Monday")
    found = []
    for path in sorted(
        path for part in ("compose", "render", "planning") for path in (ROOT / "layout" / part).rglob("*.py")
    ):
        tree = ast.parse(path.read_text("utf-8"))
        described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in described else ""
            if isinstance(text, str) and ours.search(text):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {text}")
    for path in (ROOT / "templates" / "shared").iterdir():
        found += [f"{path.name}: {text}" for text in ours.findall(path.read_text("utf-8"))]
    assert found == []
