"""Pages with known geometry: every character is put where a test says, in points from the trim's top left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SLUG = 17.3
WIDTH, HEIGHT = 300.0, 400.0
SONG, ROMAN = "STSong-Light", "Times-Roman"

Line = list["Glyph"]


@dataclass(frozen=True)
class Glyph:
    char: str
    x: float
    y: float
    size: float = 10.0
    font: str = SONG

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> Glyph:
        return replace(self, x=self.x + dx, y=self.y + dy)


def moved(line: Line, dx: float = 0.0, dy: float = 0.0) -> Line:
    return [glyph.moved(dx, dy) for glyph in line]


def drawn(lines: Iterable[Line], form: Iterable[Line] = ()) -> bytes:
    """A one-page PDF; ``form`` is drawn inside a Form XObject."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH + 2 * SLUG, HEIGHT + 2 * SLUG), invariant=1)
    canvas.setTrimBox((SLUG, SLUG, WIDTH + SLUG, HEIGHT + SLUG))
    canvas.beginForm("ad")
    _draw(canvas, form)
    canvas.endForm()
    _draw(canvas, lines)
    canvas.doForm("ad")
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, lines: Iterable[Line]) -> None:
    for line in lines:
        for glyph in line:
            canvas.setFont(glyph.font, glyph.size)
            canvas.drawString(glyph.x + SLUG, HEIGHT + SLUG - glyph.y, glyph.char)


HAN = "国家反诈中心负责人介绍今年以来各地持续开展专项行动群众满意度稳步提升社区网格员走进楼院讲解防范知识"
EM, PITCH, LEFTS, TOP = 10.0, 14.0, (20.0, 134.0), 30.0
MEASURE = 10 * EM


def set_text(text: str, x: float, y: float, gap: float = 0.0) -> Line:
    """Characters of full width, a gap (em) between them."""
    return [Glyph(char, x + at * EM * (1 + gap), y) for at, char in enumerate(text)]


def good_page(rows: tuple[int, int] = (12, 8)) -> list[Line]:
    """Two columns of 10 em, rows of 14 pt; paragraphs of five lines that run on from column to column.

    Line 1 is indented, line 3 begins with a quotation mark that hangs out by its blank half and ends with a
    comma that does too, line 4 is spaced out by 1/8 em (nine characters), line 5 is short.
    """
    supply = _endless(HAN)
    lines = []
    for number in range(sum(rows)):
        column = 0 if number < rows[0] else 1
        x, y = LEFTS[column], TOP + (number - column * rows[0]) * PITCH
        match number % 5:
            case 0:
                lines.append(set_text(_take(supply, 8), x + 2 * EM, y))
            case 2:
                lines.append(set_text(f"“{_take(supply, 9)}，", x - EM / 2, y))
            case 3:
                lines.append(set_text(_take(supply, 9), x, y, gap=1 / 8))
            case 4:
                lines.append(set_text(_take(supply, 3) + "。", x, y))
            case _:
                lines.append(set_text(_take(supply, 10), x, y))
    return lines


def _endless(text: str) -> Iterator[str]:
    while True:
        yield from text


def _take(supply: Iterator[str], count: int) -> str:
    return "".join(next(supply) for _ in range(count))


ENGLISH = (
    "The council met on Friday to hear what the new bridge will cost and when it may be opened to the "
    "public. Engineers said that the work goes on through the winter, and that two lanes should be ready "
    "by the end of May. Residents of the old town asked for quiet nights and for a safe way to the school. "
    "A second meeting is to follow in the first week of the month, when the figures will have been looked "
    "at again by the auditors and the members of both committees."
)


def english_lines(
    words: list[str], x: float, y: float, measure: float, indent: float = 10.0, *, justified: bool = True
) -> list[Line]:
    """A paragraph of Times-Roman, filled by widening the word spaces; the last line, or all, left as they are."""
    size = 10.0
    rows: list[list[str]] = [[]]
    for word in words:
        room = measure - (indent if len(rows) == 1 else 0.0)
        if rows[-1] and pdfmetrics.stringWidth(" ".join([*rows[-1], word]), ROMAN, size) > room:
            rows.append([])
        rows[-1].append(word)
    lines = []
    for number, row in enumerate(rows):
        start = x + (indent if number == 0 else 0.0)
        room = x + measure - start
        natural = pdfmetrics.stringWidth(" ".join(row), ROMAN, size)
        last = number + 1 == len(rows)
        more = 0.0 if last or len(row) == 1 or not justified else (room - natural) / (len(row) - 1)
        line, pen = [], start
        for char in " ".join(row):
            line.append(Glyph(char, pen, y + number * 12.0, size, ROMAN))
            pen += pdfmetrics.stringWidth(char, ROMAN, size) + (more if char == " " else 0.0)
        lines.append(line)
    return lines
