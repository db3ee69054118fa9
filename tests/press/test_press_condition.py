from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from layout.base.errors import PressError
from layout.base.units import MM
from layout.design.press import IMAGES, PdfX, load_press, profile_problem
from tests.press.conftest import PRESS


@pytest.mark.parametrize("name", ["newsprint", "coated"])
def test_the_conditions_of_the_project_can_be_used(name: str) -> None:
    press = load_press(PRESS / f"{name}.yaml")
    assert press.name == name
    assert profile_problem(press.profile_data) == ""
    assert press.bleed == pytest.approx(3 * MM)


def test_the_default_is_newsprint_at_240_per_cent_as_pdfx_4() -> None:
    press = load_press(PRESS / "newsprint.yaml")
    assert press.ink.total == 240
    assert press.pdfx is PdfX.X4


def test_what_holds_without_a_press_condition_is_newsprints() -> None:
    press = load_press(PRESS / "newsprint.yaml")
    assert press.images == IMAGES


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for file in (*PRESS.glob("newsprint.*"),):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / "newsprint.yaml"


def changed(file: Path, old: str, new: str) -> str:
    """Change a line of the condition and return what loading says."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PressError) as caught:
        load_press(file)
    return caught.value.message


def line_of(file: Path, text: str) -> int:
    return next(n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("total: 240", "total: 500", "400"),
        ("bleed: 3mm", "bleed: 3", "not a length"),
        ("bleed: 3mm", "blead: 3mm", "unknown key"),
        ("pdfx: PDF/X-4", "pdfx: PDF/X-9", "pdfx"),
        ("good: 200", "good: 100", "must not get smaller"),
        ("profile: newsprint.icc", "profile: ../newsprint.icc", "is a path"),
        ("profile: newsprint.icc", "profile: none.icc", "cannot be read"),
        ("profile: newsprint.icc", "profile: newsprint.yaml", "is no ICC profile"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(copy: Path, old: str, new: str, says: str) -> None:
    message = changed(copy, old, new)
    assert says in message
    at = line_of(copy, "images:" if old.startswith("good") else new)
    assert f"newsprint.yaml:{at}:" in message


def test_an_identifier_without_a_registry_says_what_the_profile_is(copy: Path) -> None:
    text = copy.read_text(encoding="utf-8")
    info = next(line for line in text.splitlines() if line.strip().startswith("info:"))
    assert "needs info" in changed(copy, info + "\n", "")


def test_a_condition_that_is_missing_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(PressError, match=r"there is no other\.yaml"):
        load_press(tmp_path / "other.yaml")
    (tmp_path / "empty.yaml").write_text("# nothing\n")
    with pytest.raises(PressError, match="no press condition"):
        load_press(tmp_path / "empty.yaml")


@pytest.mark.parametrize(
    ("start", "new", "says"),
    [
        (12, b"mntr", "class mntr"),
        (16, b"RGB ", "for RGB"),
        (36, b"none", "no ICC profile"),
        (0, b"\0\0\0\1", "cut off"),
    ],
)
def test_a_profile_of_another_kind_is_refused(start: int, new: bytes, says: str) -> None:
    data = bytearray((PRESS / "newsprint.icc").read_bytes())
    data[start : start + 4] = new
    assert says in profile_problem(bytes(data))
