"""Black rules, small solids and large type: what overprints, and that bare paper gets the same ink."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.colors import CMYKColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from layout.base.units import Rect
from layout.design.press import PressCondition
from layout.pdf.canvas import read_page
from layout.pdf.finish import finish_page
from layout.pdf.ink import plates
from layout.pdf.place import PlacedAd
from tests.press.conftest import INFO

RED, PINK, DARK, BLACK, WHITE = (0, 1, 1, 0), (0, 0.6, 0.6, 0), (0.9, 0.8, 0.5, 0), (0, 0, 0, 1), (0, 0, 0, 0)
LEFT, TOP, HEIGHT = 40, 500, 200


@pytest.fixture
def finished(rendered, design, press):
    """Finish a page with an ad of 200 pt a side, drawn by a function."""

    def make(draw, condition: PressCondition = press) -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pagesize=(200, HEIGHT), invariant=1)
        draw(canvas)
        canvas.save()
        return finish_page(
            rendered, design.page, [PlacedAd("ad", out.getvalue(), Rect(LEFT, TOP, 200, HEIGHT))], INFO, press=condition
        )

    return make


def solid(canvas: Canvas, colour, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColorCMYK(*colour)
    canvas.rect(x, y, width, height, 0, 1)


def stroke(canvas: Canvas, y: float, width: float) -> None:
    canvas.setStrokeColorCMYK(*BLACK)
    canvas.setLineWidth(width)
    canvas.line(10, y, 90, y)


def test_thin_rules_and_small_solids_overprint_and_larger_ones_do_not(finished) -> None:
    def draw(canvas: Canvas) -> None:
        solid(canvas, PINK, 0, 0, 200, 200)
        for width, height in ((100, 1), (2, 60), (10, 10), (40, 2.5), (13, 13)):
            solid(canvas, BLACK, 10, 100, width, height)
        for width in (0.5, 2, 3):
            stroke(canvas, 50, width)
        frame = canvas.beginPath()
        frame.rect(20, 20, 60, 60)
        frame.rect(21, 21, 58, 58)
        canvas.drawPath(frame, stroke=0, fill=1, fillMode=0)

    facts = read_page(finished(draw))[0]
    black = [fill for fill in facts.fills if fill.colour.is_black and LEFT <= fill.rect.x <= 240 and fill.rect.y >= TOP]
    assert [fill.overprints for fill in black] == [True, True, True, False, False, True, True, True, True]
    lines = [line.overprints for line in facts.strokes if line.colour.is_black and line.rect.y >= TOP]
    assert lines[:3] == [True, True, False]


def test_a_rule_leaves_the_colour_under_it_whole_and_knocks_out_where_both_were_too_much_ink(finished, press) -> None:
    def draw(canvas: Canvas) -> None:
        solid(canvas, RED, 0, 150, 200, 50)
        solid(canvas, PINK, 0, 100, 200, 50)
        solid(canvas, DARK, 0, 0, 200, 50)
        solid(canvas, DARK, 0, 50, 200, 50)
        solid(canvas, PINK, 0, 50, 200, 50)
        for y in (25, 75, 110, 175):
            solid(canvas, BLACK, 20, y, 60, 2)

    image, _ = plates(finished(draw))
    at = lambda y: tuple(round(v / 2.55) for v in image.getpixel((LEFT + 50, TOP + HEIGHT - y - 1)))  # noqa: E731
    assert at(110) == at(75) == (0, 60, 60, 100)
    assert at(175) == at(25) == (0, 0, 0, 100), "red and black were 300 %"


def test_bare_paper_gets_the_same_ink(finished, press) -> None:
    def draw(canvas: Canvas) -> None:
        solid(canvas, BLACK, 10, 150, 100, 1)
        solid(canvas, BLACK, 10, 100, 10, 10)
        stroke(canvas, 50, 1)

    none = {"rules": 0, "solids": 0}
    knocking = press.model_copy(update={"overprint": press.overprint.model_copy(update=none)})
    one, other = finished(draw), finished(draw, knocking)
    assert one != other
    assert plates(one)[0].tobytes() == plates(other)[0].tobytes()


@pytest.mark.parametrize("covered", [False, True])
def test_large_type_knocks_out_of_a_picture_alone(finished, press, covered: bool) -> None:
    def draw(canvas: Canvas) -> None:
        solid(canvas, RED, 0, 0, 200, 200)
        picture = Image.new("CMYK", (20, 20), (90, 20, 200, 0))
        canvas.drawImage(ImageReader(picture), 0, 100, 200, 100)
        if covered:
            solid(canvas, RED, 0, 100, 200, 100)
        canvas.setFillColorCMYK(*BLACK)
        for size, y in ((30, 150), (12, 110), (30, 30)):
            canvas.setFont("Helvetica", size)
            canvas.drawString(20, y, "Ink")

    texts = [text for text in read_page(finished(draw))[0].texts if text.text == "Ink"]
    assert [text.overprint.fills for text in texts] == [covered, True, True]
    never = press.model_copy(update={"overprint": press.overprint.model_copy(update={"type": 100.0})})
    texts = [text for text in read_page(finished(draw, never))[0].texts if text.text == "Ink"]
    assert all(text.overprint.fills for text in texts)


def test_dark_grounds_are_seen_however_they_are_drawn(finished) -> None:
    """A picture, a thick stroke, an area that overprints, a gradient: black over each may be too much ink."""

    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColorCMYK(*DARK)
        canvas.setLineWidth(30)
        canvas.line(0, 170, 200, 170)
        canvas.setFillOverprint(True)
        solid(canvas, DARK, 0, 100, 200, 40)
        canvas.setFillOverprint(False)
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(0, 40, 200, 40)
        canvas.clipPath(path, stroke=0)
        canvas.linearGradient(0, 40, 200, 40, (CMYKColor(*DARK), CMYKColor(*PINK)))
        canvas.restoreState()
        canvas.drawImage(ImageReader(Image.new("CMYK", (20, 20), (200, 180, 140, 40))), 0, 20, 100, 15)
        for y in (170, 120, 60, 25, 10):
            solid(canvas, BLACK, 20, y, 60, 2)

    fills = [fill for fill in read_page(finished(draw))[0].fills if fill.colour.is_black and fill.rect.y >= TOP]
    found = {round(TOP + HEIGHT - fill.rect.bottom): fill.overprints for fill in fills if fill.rect.height < 3}
    assert found == {170: False, 120: False, 60: False, 25: False, 10: True}


def test_what_is_white_or_translucent_or_drawn_twice_is_looked_at_where_it_is(finished) -> None:
    """A form on red and again on a dark ground: the second place decides for both."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("rule", 0, 0, 200, 200)
        solid(canvas, BLACK, 0, 0, 50, 1)
        canvas.endForm()
        solid(canvas, DARK, 0, 0, 200, 100)
        for y in (150, 50):
            canvas.saveState()
            canvas.translate(10, y)
            canvas.doForm("rule")
            canvas.restoreState()
        solid(canvas, WHITE, 10, 120, 50, 1)
        canvas.setFillAlpha(0.5)
        solid(canvas, BLACK, 10, 130, 50, 1)

    fills = [fill for fill in read_page(finished(draw))[0].fills if fill.rect.height < 3 and fill.rect.y >= TOP]
    assert len(fills) == 4
    assert not any(fill.overprints for fill in fills)
