"""Front matter of plain lines is read without the parser: it comes out as from the parser, or is left to it."""

import random

import pytest

from layout.base.diagnostics import Report
from layout.files import yaml
from layout.files.yaml import Mapping, plain
from tests.conftest import ROOT

LINES = (
    "a: 1", "b: x y", "a: 2", "c:", "  d: 3", '  e-f: "q # : z"', "", "   g: 4", " h: 5", "- a", "x: 'y'", "b: a: c",
    "k: v #c", "k: true", "m: “说”", "n: 12:30", "o: null", "p: -", 'q: ""', "  ", "r:  two", "s: t ", "é: a", "u: ~",
    "v: é\u3000x", "w: a - b", "w: [1]", "y: a, b]", "# c", "z: a\u200bb", "t: a\tb", "t: a\u2028b", 'q: "a\\n"',
)  # fmt: skip


def from_parser(text: str) -> tuple[object, tuple[object, ...]]:
    report = Report()
    return yaml._parse(text, "a file", report, 2), report.findings


def test_what_is_read_is_what_the_parser_makes_of_it() -> None:
    dice, read = random.Random(1), 0
    for _ in range(3000):
        text = "\n".join(dice.choice(LINES) for _ in range(dice.randint(1, 6)))
        if (found := plain(text, 2)) is not None:
            read += 1
            assert (found, ()) == from_parser(text), text
    assert read > 100


def test_front_matter_of_the_samples_is_read_so() -> None:
    for path in (ROOT / "content" / "2022-04-15").glob("*.md"):
        head = path.read_text("utf-8").split("---\n")[1]
        assert plain(head, 2) == from_parser(head)[0]


def test_offsets_are_those_of_the_text() -> None:
    text = 'headline: 桥通了\npicture:\n  file: "a b.jpg"\n'
    root = plain(text, 2)
    assert isinstance(root, Mapping)
    picture = root.get("picture")
    assert isinstance(picture, Mapping)
    for value, written, line in ((root.get("headline"), "桥通了", 2), (picture.get("file"), '"a b.jpg"', 4)):
        assert isinstance(value, yaml.Scalar)
        assert (text[value.start : value.end], value.line) == (written, line)


@pytest.mark.parametrize("text", ["", "a:", "a: 1\na: 2", "a:\n    b: 1\n  c: 2", "a: 1\n  b: 2", " a: 1\nb: 2"])
def test_what_may_be_a_fault_is_left_to_the_parser(text: str) -> None:
    assert plain(text) is None
