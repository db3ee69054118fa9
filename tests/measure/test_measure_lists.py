"""Items of lists in measured pages: told by a number or a dot and the gap behind it."""

import pytest

from layout.pdf.chars import Char, Chars
from layout.preflight.lines.paragraphs import begins_item
from layout.preflight.lines.read import TextLine

SIZE = 9.0


def line(text, gap_after, gap):
    """Return a line whose characters are half an em wide if they are ASCII, with a gap (em) behind some of them."""
    chars, x = [], 0.0
    for at, char in enumerate(text):
        width = SIZE * (0.5 if char.isascii() else 1.0)
        chars.append(Char(char, x, 100.0, width, SIZE, "Song"))
        x += width + (gap * SIZE if at + 1 == gap_after else 0.0)
    return TextLine.of(Chars.of(chars))


@pytest.mark.parametrize(
    ("text", "gap_after", "gap", "wanted"),
    [
        ("1.看球不收票", 2, 1.0, True),
        ("12.看球不收票", 3, 0.5, True),
        ("•看球不收票", 1, 0.5, True),
        ("1.看球不收票", 2, 0.25, False),
        ("3.5亿元的投资", 2, 0.0, False),
        ("看球不收票", 1, 1.0, False),
        ("1.", 2, 1.0, False),
    ],
)
def test_an_item_begins_with_a_number_and_a_gap(text, gap_after, gap, wanted):
    assert begins_item(line(text, gap_after, gap), SIZE) is wanted
