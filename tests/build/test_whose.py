"""What the preflight sees is told of the story or ad that stands there, at its line."""

from pathlib import Path

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Ref
from layout.base.messages import say
from layout.base.millimetres import MmRect
from layout.base.units import Rect
from layout.build.whose import owned
from tests import records
from tests.content.sandbox import make_sandbox

RECORD = records.page(
    records.story("lead", (10, 10, 40, 60)),
    records.story("river", (55, 10, 40, 60)),
    name="B2",
    ads={"house": (10, 80, 85, 40)},
)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory):
    sandbox = make_sandbox(Path(tmp_path_factory.mktemp("whose")))
    return sandbox.load().edition


def seen(edition, x: float, y: float):
    message = say(
        "picture {image} has {ppi:.0f} pixels an inch; the least is {ppi_least:.0f}",
        image="/P1",
        ppi=50.0,
        ppi_least=120.0,
    )
    found = Finding(Code.PICTURE_COARSE, Severity.WARNING, message, rect=Rect.of_mm(MmRect(x, y, 4, 4)), page="B2")
    return owned(found, edition, edition.page("B2"), RECORD)


@pytest.mark.parametrize(
    ("x", "y", "ref", "called"),
    [
        (20, 20, Ref("story", "lead"), "picture pictures/bridge.jpg has"),
        (60, 20, Ref("story", "river"), "picture of river has"),
        (30, 90, Ref("ad", "house"), "picture of the ad house has"),
        (30, 140, Ref("page", "B2"), "picture /P1 has"),
    ],
)
def test_the_item_that_stands_there_is_named(edition, x, y, ref, called):
    found = seen(edition, x, y)
    assert found.place == ref
    assert found.message.startswith(called)


def test_it_gets_file_line_and_headline_when_it_is_told(edition):
    found = edition.provenance.tell(seen(edition, 60, 20))
    assert str(found.place).endswith("river.md:1")
    assert found.message.startswith("picture of “检修期间公交改线” has")


def test_what_has_no_place_is_the_page_s(edition):
    found = Finding(Code.PDFX_IDS, Severity.ERROR, say("the file has no ids"), page="B2")
    assert owned(found, edition, edition.page("B2"), RECORD).place == Ref("page", "B2")
