"""The paragraph of Knuth and Plass, "Breaking Paragraphs into Lines" (1981), set in the paper's own units.

The widths are those of page 75 of "Digital Typography" (1999), where the paper is reprinted; the line ends and
ratios those of its pages 81 and 82. The text is the opening of "The Frog King" in an old translation.
"""

from __future__ import annotations

from layout.compose.breaking import BreakGap

TEXT = (
    "In olden times when wish-ing still helped one, there lived a king whose daugh-ters were all beau-ti-ful; and "
    "the young-est was so beau-ti-ful that the sun it-self, which has seen so much, was aston-ished when-ever it "
    "shone in her face. Close by the king's castle lay a great dark for-est, and un-der an old lime=tree in the "
    "for-est was a well, and when the day was very warm, the king's child went out into the for-est and sat down "
    "by the side of the cool foun-tain; and when she was bored she took a golden ball, and threw it up on high and "
    "caught it; and this ball was her favor-ite play-thing."
)
"""A hyphen is a place where a word may be hyphenated, an equals sign a hyphen of the copy."""

WIDTHS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (9, 10, 8, 10, 8, 6, 9, 10, 5, 6, 10, 5, 15, 10, 9, 10, 10, 7, 7, 7, 10, 9, 13, 10, 10, 8),
        strict=True,
    )
) | {"C": 13, "I": 6, "-": 6, ",": 5, ";": 5, ".": 5, "'": 5}
"""Widths in machine units, 18 to the em."""
SPACES = {",": (6, 4, 2), ";": (6, 4, 1), ".": (8, 6, 1)}
"""Width, stretch and shrink of a space after a mark; elsewhere 6, 3, 2."""
HYPHEN = 50.0


def frog_king() -> tuple[list[str], list[float], list[BreakGap]]:
    """Return the boxes' texts, their widths, and the gaps between them."""
    boxes: list[str] = []
    gaps: list[BreakGap] = []
    for word in TEXT.split(" "):
        if boxes:
            width, stretch, shrink = SPACES.get(boxes[-1][-1], (6, 3, 2))
            gaps.append(BreakGap(width, stretch, shrink, 0.0))
        parts = word.replace("=", "=-").split("-")
        for number, part in enumerate(parts):
            if number:
                extra = 0.0 if boxes[-1].endswith("=") else 6.0
                gaps.append(BreakGap(0, 0, 0, HYPHEN, extra, flag=ord("-")))
            boxes.append(part)
    boxes = [box.replace("=", "-") for box in boxes]
    return boxes, [float(sum(WIDTHS[char] for char in box)) for box in boxes], gaps


def lines_of(boxes: list[str], gaps: list[BreakGap], breaks: tuple[int, ...]) -> list[str]:
    """Return the text of the lines, with the hyphens that were added."""
    lines = []
    start = 0
    for end in (*breaks, len(boxes) - 1):
        line = boxes[start]
        for at in range(start, end):
            line += (" " if gaps[at].penalty == 0 else "") + boxes[at + 1]
        if end < len(gaps) and gaps[end].extra:
            line += "-"
        lines.append(line)
        start = end + 1
    return lines
