"""Faults of many kinds planted into a finished page at places chosen by chance: each is found there, and named."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from layout.base.codes import Code
from layout.base.units import MM, Rect
from layout.pdf.facts import overlap
from layout.preflight import preflight_page
from layout.scene.record import LineRecord
from tests.preflight.spoil import Built, area, at, box, draw, full_lines, line, picture, rewrite, spoiled, write

K, WHITE, YELLOW = "0 0 0 1 k", "0 0 0 0 k", "0 0 0.6 0 k"

Plant = Callable[[pikepdf.Pdf, LineRecord], Rect | None]
"""Spoils a page at a line; returns where the finding is to be, or None if that is not known beforehand."""


def over(line: LineRecord) -> Rect:
    """Return a place over the middle of a line."""
    return Rect(line.rect.x + 20, line.rect.y - 1, 70, line.rect.height + 2)


def sides(rect: Rect) -> tuple[float, float, float, float]:
    return rect.x, rect.y, rect.width, rect.height


def painted_over(colour: str) -> Plant:
    def plant(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
        area(pdf, colour, sides(over(line)))
        return line.rect

    return plant


def black_ground(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
    page = pdf.pages[0]
    ground = f"q {K} {box(pdf, *sides(over(line)))} f Q"
    page.contents_add(pdf.make_stream(ground.encode()), prepend=True)
    return line.rect


def picture_over(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
    x, y = at(pdf, line.rect.x + 20, line.rect.bottom + 1)
    image = pikepdf.Stream(pdf, b"\x40\x20\x20\x20" * 4)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width = image.Height = 2
    image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name.DeviceCMYK
    draw(pdf, f"70 0 0 11 {x:.2f} {y:.2f} cm /Stray{x:.0f} Do", XObject={f"/Stray{x:.0f}": image})
    return line.rect


def text_over(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
    write(pdf, 12, K, (line.rect.x + 30, line.rect.bottom + 1))
    return line.rect


def rule_through(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
    area(pdf, K, (line.rect.x - 4, line.rect.y + 0.5 * line.size, 90, 0.5))
    return line.rect


def pen_through(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
    x, y = at(pdf, line.rect.x + 41, line.rect.y - 10)
    draw(pdf, f"0 0 0 1 K 0.6 w {x:.2f} {y:.2f} m {x:.2f} {y - 30:.2f} l S")
    return Rect(line.rect.x + 38, line.rect.y - 10, 12, 30)


def text_at(x: float, colour: str = K, size: float = 12) -> Plant:
    """Write two characters beside a line; ``x`` is from the trim's left, or its right if below 0."""

    def plant(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
        trim = [float(side) for side in pdf.pages[0].TrimBox]
        left = x if x > -100 else trim[2] - trim[0] + x + 100
        write(pdf, size, colour, (left, line.rect.bottom), overprints=colour == K)
        return Rect(left, line.rect.y, 2 * size, line.size)

    return plant


def panel_edge(inside: float) -> Plant:
    """Write white on a solid that ends ``inside`` pt right of the first of two characters' left edge."""

    def plant(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
        rect = over(line)
        solid = f"{K} {box(pdf, rect.x, rect.y, rect.width, rect.height)} f"
        place = (rect.right - inside, rect.bottom - 2)
        write(pdf, 10, WHITE, place, overprints=False, before=solid)
        return Rect(place[0], rect.y, 24, rect.height)

    return plant


def lost_line(pdf: pikepdf.Pdf, line: LineRecord) -> None:
    def every(instructions: list[Any]) -> list[Any]:
        shown = full_lines(pdf, instructions)
        at = shown[round(line.baseline * 7) % len(shown)][1]
        return [one for number, one in enumerate(instructions) if number != at]

    rewrite(pdf, every)


def swapped_lines(pdf: pikepdf.Pdf, line: LineRecord) -> None:
    def every(instructions: list[Any]) -> list[Any]:
        shown = full_lines(pdf, instructions)
        one, other = (shown[(round(line.baseline * 5) + step) % len(shown)][0] for step in (0, 1))
        instructions[one], instructions[other] = instructions[other], instructions[one]
        return instructions

    rewrite(pdf, every)


def on_place(spoil: Callable[..., None], **how: Any) -> Plant:
    def plant(pdf: pikepdf.Pdf, line: LineRecord) -> Rect:
        spoil(pdf, rect=sides(over(line)), **how)
        return over(line)

    return plant


PLANTS: dict[str, tuple[Code, Plant]] = {
    "a tint over text": (Code.TYPE_UNSEEN, painted_over("0 0 0 0.2 k")),
    "white over text": (Code.TYPE_UNSEEN, painted_over(WHITE)),
    "a solid under black text": (Code.TYPE_UNSEEN, black_ground),
    "a picture over text": (Code.TYPE_UNSEEN, picture_over),
    "yellow text on paper": (Code.TYPE_UNSEEN, text_at(15, YELLOW, 9)),
    "white text on paper": (Code.TYPE_UNSEEN, text_at(15, WHITE, 9)),
    "text over text": (Code.TYPE_OVER_TYPE, text_over),
    "a rule through text": (Code.TYPE_OVER_RULE, rule_through),
    "a pen stroke down through text": (Code.TYPE_OVER_RULE, pen_through),
    "text over the left trim": (Code.TYPE_TRIMMED, text_at(-6)),
    "text over the right trim": (Code.TYPE_TRIMMED, text_at(-112)),
    "text near the trim": (Code.TEXT_SAFE, text_at(9)),
    "text over its item's edge": (Code.TYPE_OUTSIDE, text_at(32)),
    "white text that leaves its solid": (Code.TYPE_OVER_EDGE, panel_edge(6)),
    "white text that touches the edge": (Code.TYPE_OVER_EDGE, panel_edge(20.3)),
    "tiny type": (Code.TYPE_SMALL, text_at(16, K, 4)),
    "screened small type": (Code.TYPE_SCREENED, text_at(16, "0 0 0 0.5 k", 8)),
    "text of four inks": (Code.INK_RICH_TEXT, text_at(16, "0.4 0.4 0.4 1 k")),
    "a line that is lost": (Code.COPY_MISSING, lost_line),
    "two lines in each other's place": (Code.COPY_MISSING, swapped_lines),
    "an area in RGB": (Code.COLOUR_RGB, on_place(lambda pdf, rect: area(pdf, "0.9 0.8 0.4 rg", rect))),
    "too much ink": (Code.INK_TOTAL, on_place(lambda pdf, rect: area(pdf, "0.8 0.8 0.8 0.4 k", rect))),
    "a hairline": (Code.RULE_HAIRLINE, lambda pdf, _: line(pdf, 0, "0 0 0 1 K")),
    "a coarse picture": (Code.PICTURE_COARSE, lambda pdf, _: picture(pdf, 90)),
}


@pytest.mark.parametrize("seed", range(3))
def test_planted_faults_are_found_where_they_are(seed: int, page_x4: Built, profile: Any) -> None:
    chance = random.Random(seed)
    lines = [one for story in page_x4.layout.stories for body in story.body for one in body.lines]
    wide = [one for one in lines if not one.final and one.width * MM > 100]
    expected: list[tuple[str, Code, Rect | None]] = []

    def plant(pdf: pikepdf.Pdf) -> None:
        # The instructions of the page are rewritten first: what is drawn after them is not looked at again.
        names = sorted(PLANTS, key=lambda name: PLANTS[name][1] not in (lost_line, swapped_lines))
        for name, place in zip(names, apart(chance, wide, len(names)), strict=True):
            code, spoil = PLANTS[name]
            expected.append((name, code, spoil(pdf, place)))

    pdf = spoiled(page_x4.pdf, plant)
    report = preflight_page(pdf, profile, page_x4.layout, page_x4.fits)
    told = [(outcome.rule.id, outcome.finding.rect) for outcome in report.found]
    unfound = [
        name
        for name, code, where in expected
        if not any(id_ == code and (not where or not rect or overlap(where, rect)) for id_, rect in told)
    ]
    assert unfound == []


def apart(chance: random.Random, lines: list[LineRecord], number: int) -> list[LineRecord]:
    """Return lines chosen by chance, none near another."""
    chosen: list[LineRecord] = []
    for one in chance.sample(lines, len(lines)):
        if all(abs(one.baseline - other.baseline) > 6 for other in chosen):
            chosen.append(one)
    assert len(chosen) >= number
    return chosen[:number]


@pytest.mark.parametrize("keep", [0, 2], ids=["no line", "two lines a column"])
def test_a_story_that_lost_its_text_is_seen(keep: int, page_x4: Built, profile: Any) -> None:
    layout = page_x4.layout
    story = max(layout.stories, key=lambda one: one.rect.width * one.rect.height)
    body = tuple(replace(galley, lines=galley.lines[:keep]) for galley in story.body)
    gone = {line.baseline for galley in story.body for line in galley.lines[keep:]}
    stripped = replace(story, body=body if keep else ())
    told = replace(layout, stories=tuple(stripped if one is story else one for one in layout.stories))
    pdf = spoiled(page_x4.pdf, lambda pdf: without(pdf, story.body, keep))
    found = {outcome.rule.id for outcome in preflight_page(pdf, profile, told, page_x4.fits).found}
    assert gone
    assert Code.PAGE_WHITE in found
    assert (Code.HEAD_ALONE in found) == (keep == 0)


def without(pdf: pikepdf.Pdf, galleys: Any, keep: int) -> None:
    """Take the lines of galleys out of the page, all but their first ones: their glyphs are shown nowhere."""
    places = [line.rect for galley in galleys for line in galley.lines[keep:]]
    left, _, _, upper = (float(side) for side in pdf.pages[0].TrimBox)

    def every(instructions: list[Any]) -> list[Any]:
        kept, matrices, where = [], [(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)], (0.0, 0.0)
        for instruction in instructions:
            name = str(instruction.operator)
            if name == "q":
                matrices.append(matrices[-1])
            elif name == "Q":
                matrices.pop()
            elif name == "cm":
                matrices[-1] = times([float(one) for one in instruction.operands], matrices[-1])
            elif name == "Tm":
                whole = times([float(one) for one in instruction.operands], matrices[-1])
                where = whole[4] - left, upper - whole[5]
            elif name == "TJ" and any(
                rect.x - 30 < where[0] < rect.right and rect.y < where[1] < rect.bottom for rect in places
            ):
                continue
            kept.append(instruction)
        return kept

    rewrite(pdf, every)


def times(inner: Any, outer: Any) -> tuple[float, float, float, float, float, float]:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
