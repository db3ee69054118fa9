"""Profiles that cannot be a press's: their headers are right, their tables are not."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from layout.base.errors import ContentError, PressError
from layout.build.doctor import State, press_conditions
from layout.build.inputs import named_press
from layout.build.pdfcheck import press_named
from layout.design.press import PdfX
from layout.files.project import Project
from layout.files.text import shown
from layout.images.profiles import profile_fault
from tests.press.conftest import PRESS

GOOD = (PRESS / "newsprint.icc").read_bytes()
COATED = (PRESS / "coated.icc").read_bytes()
TOTALS = {"newsprint": 240, "coated": 300, "snap": 240}


def parts(data: bytes) -> dict[str, slice]:
    """Where each tag's data lies."""
    found = {}
    for number in range(int.from_bytes(data[128:132], "big")):
        entry = data[132 + 12 * number : 144 + 12 * number]
        offset, size = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:], "big")
        found[entry[:4].decode()] = slice(offset, offset + size)
    return found


def with_part(tag: str, new: bytes) -> bytes:
    """The good profile with another content of a part, of the same length."""
    data, place = bytearray(GOOD), parts(GOOD)[tag]
    assert len(new) == place.stop - place.start
    data[place] = new
    return bytes(data)


def turned(tag: str) -> bytes:
    """The good profile with a table whose values are upside down (ICC.1, lut16Type: the grid follows the curves)."""
    table = GOOD[parts(GOOD)[tag]]
    assert table[:4] == b"mft2"
    inputs, outputs, entries = table[8], table[9], int.from_bytes(table[48:50], "big")
    start, last = 52 + 2 * inputs * entries, 2 * outputs * int.from_bytes(table[50:52], "big")
    stop = len(table) - last
    return with_part(tag, table[:start] + bytes(255 - value for value in table[start:stop]) + table[stop:])


def written(start: int, new: bytes, data: bytes = GOOD) -> bytes:
    return data[:start] + new + data[start + len(new) :]


def noise(tag: str) -> bytes:
    place = parts(GOOD)[tag]
    return GOOD[place][:52] + random.Random(7).randbytes(place.stop - place.start - 52)


def apart(tag: str) -> bytes:
    """The good profile with noise in the table of one intent alone, where it shares a table with others."""
    at = GOOD.index(tag.encode(), 128)
    return written(
        4 + at, len(GOOD).to_bytes(4, "big"), written(0, (len(GOOD) + len(noise(tag))).to_bytes(4, "big"))
    ) + noise(tag)


def renamed(tag: str) -> bytes:
    return GOOD[:132] + GOOD[132:400].replace(tag.encode(), b"none", 1) + GOOD[400:]


BAD = {
    "nothing": (b"", "is empty"),
    "text": (b"Ask the press for it.\n" * 20, "is no ICC profile"),
    "noise behind the header": (GOOD[:128] + random.Random(5).randbytes(len(GOOD) - 128), "list of its parts"),
    "parts outside": (written(136, b"\x7f\xff\xff\xff"), "lies outside of the file"),
    "no table for pictures": (renamed("B2A0"), "lacks the table B2A0"),
    "no table of colours": (renamed("A2B0"), "lacks the table A2B0"),
    "another space between": (written(20, b"Luv "), "tells colours in Luv"),
    "version 5": (written(8, b"\5"), "of version 5"),
    "a broken table": (with_part("B2A0", b"\0" * len(GOOD[parts(GOOD)["B2A0"]])), "cannot be read"),
    "noise in a table of inks": (with_part("B2A0", noise("B2A0")), "%"),
    "noise in a table of colours": (with_part("A2B1", noise("A2B1")), "paper"),
    "noise in the table of pictures' colours": (apart("A2B0"), "paper"),
    "noise in a table that a platemaker may use": (apart("B2A2"), "%"),
    "paper that is black": (written(parts(GOOD)["wtpt"].start + 8, bytes(12)), "of its paper that no paper has"),
    "a negative": (turned("A2B1"), "its tables are turned round"),
    "inks turned round": (turned("B2A0"), "% ink where a picture is white"),
    "the tables of two presses": (with_part("B2A1", COATED[parts(COATED)["B2A1"]]), "contradicts itself"),
}


@pytest.mark.parametrize(("data", "says"), BAD.values(), ids=BAD.keys())
def test_what_is_no_profile_of_a_press_is_told(data: bytes, says: str) -> None:
    fault = profile_fault(data, PdfX.X4)
    assert fault
    assert says in fault.said


@pytest.mark.parametrize("name", TOTALS)
def test_our_own_profiles_pass_within_what_their_presses_take(name: str) -> None:
    data, total = (PRESS / f"{name}.icc").read_bytes(), TOTALS[name]
    assert profile_fault(data, PdfX.X1A, total) is None
    fault = profile_fault(data, PdfX.X1A, total - 45)
    assert fault
    assert "its tables go up to 2" in fault.said
    assert "write ink.total: 2" in fault.hint


def test_version_4_is_for_pdfx_4_alone() -> None:
    """PDF 1.4, of which PDF/X-1a:2003 is a part, takes ICC.1:1998-09."""
    newer = written(8, b"\4\x20")
    assert profile_fault(newer, PdfX.X4, 240) is None
    fault = profile_fault(newer, PdfX.X1A, 240)
    assert fault
    assert "PDF/X-1a:2003 takes version 2 alone" in fault.said
    assert "write PDF/X-4" in fault.hint


@pytest.fixture
def paper(tmp_path: Path) -> Project:
    (tmp_path / "banmian.toml").touch()
    (tmp_path / "assets" / "press").mkdir(parents=True)
    shutil.copy(PRESS / "newsprint.yaml", tmp_path / "assets" / "press" / "ours.yaml")
    own = tmp_path / "assets" / "press" / "ours.yaml"
    own.write_text(own.read_text("utf-8").replace("name: newsprint", "name: ours"), "utf-8")
    return Project(tmp_path)


def test_a_paper_has_conditions_and_profiles_of_its_own_and_borrows_the_programs(paper: Project) -> None:
    assert named_press(paper, "ours", "press:").profile_data == GOOD
    assert named_press(paper, "ours", "press:", PdfX.X1A).pdfx is PdfX.X1A
    (paper.assets / "press" / "newsprint.icc").write_bytes(newer := written(8, b"\4\x20"))
    assert named_press(paper, "ours", "press:").profile_data == newer
    assert named_press(paper, "newsprint", "press:").profile_data == newer, "the paper's own comes first"
    with pytest.raises(PressError, match=r"ours\.yaml:6: .*version 2 alone") as caught:
        named_press(paper, "ours", "press:", PdfX.X1A)
    assert caught.value.exit_code == 8


def test_where_a_profile_and_a_condition_were_looked_for_is_told(paper: Project) -> None:
    file = paper.assets / "press" / "ours.yaml"
    file.write_text(file.read_text("utf-8").replace("newsprint.icc", "none.icc"), "utf-8")
    with pytest.raises(PressError) as caught:
        named_press(paper, "ours", "press:")
    (finding,) = caught.value.findings
    for place in paper.press_places:
        assert shown(place) in finding.hint
    with pytest.raises(ContentError) as lacking:
        named_press(paper, "theirs", "press:")
    for place in paper.press_places:
        assert shown(place) in lacking.value.hint


def test_a_condition_that_lies_elsewhere_is_tried_too_and_borrows_profiles(paper: Project, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.yaml"
    shutil.copy(paper.assets / "press" / "ours.yaml", file)
    assert press_named(paper, str(file)).profile_data == GOOD
    (tmp_path / "newsprint.icc").write_bytes(GOOD[:128] + bytes(len(GOOD) - 128))
    with pytest.raises(PressError, match=r"elsewhere\.yaml:6: .*is damaged"):
        press_named(paper, str(file))


def test_doctor_looks_at_the_papers_conditions(paper: Project) -> None:
    """Of the paper's own each, before a page is made for it."""
    file = paper.assets / "press" / "theirs.yaml"
    own = (paper.assets / "press" / "ours.yaml").read_text("utf-8")
    file.write_text(own.replace("name: ours", "name: theirs").replace("newsprint.icc", "theirs.icc"), "utf-8")
    file.with_suffix(".icc").write_bytes(GOOD[:128] + bytes(len(GOOD) - 128))
    ours, theirs = press_conditions(paper)
    assert ours.state is State.THERE
    assert theirs.state is State.MISSING
    assert "theirs.yaml:6: error: profile: theirs.icc is damaged" in theirs.said
