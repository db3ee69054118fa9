"""Draws the pictures of the campus paper's sample edition. Run by hand, never by a build.

    python assets/pictures/make_campus_pictures.py content/campus-sample/images

Uses the brushes of make_pictures.py. All chance comes from seeds.
"""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Callable

from make_pictures import OVERSIZE, WIDTH, Canvas, Colour, Mask, Point, blend, main, skyline, smooth
from PIL import Image, ImageFilter

QUALITY = 59
HEIGHT = 790
"""Of the picture over a whole front page, px."""
DUSK: Colour = (92, 82, 122)
"""What stands before the evening sky."""
LAMP: Colour = (255, 222, 150)


class Wide(Canvas):
    """A picture over all columns of a page: more pixels are saved of it."""

    def finished(self) -> Image.Image:
        """Return the picture at its saved size."""
        return self.image.resize((2100, round(self.height * 2100 / WIDTH)), Image.Resampling.LANCZOS)


def library() -> Canvas:
    """A college library in the evening, every window lit, seen over a pond; students on the lawn before it."""
    canvas = Wide(HEIGHT, seed=211)
    _evening(canvas)
    _old_hall(canvas, 30, 470)
    _trees(canvas, ((498, 470, 62), (560, 476, 44), (1610, 474, 78), (1706, 478, 60), (1790, 470, 84)))
    _library(canvas, 620, 486)
    lawn, path, light = canvas.mask(), canvas.mask(), canvas.mask()
    lawn.polygon([(0, 468), (WIDTH, 478), (WIDTH, 596), *_shore(), (0, 584)])
    path.polygon([(1010, 488), (1110, 488), (1010, 612), (800, 610)])
    light.polygon([(640, 488), (1560, 488), (1660, 580), (520, 580)])
    canvas.lay(lawn, ((468, (142, 132, 132)), (600, (96, 98, 112))))
    canvas.lay(light.within(lawn).blur(16), (255, 214, 150), 0.42)
    canvas.lay(path.within(lawn), (226, 190, 168), 0.8)
    _lamp(canvas, 452, 560)
    _lamp(canvas, 1330, 566)
    _pond(canvas, 596)
    for x, y, size, facing, coat in (
        (866, 566, 84, 1, (196, 60, 92)),
        (924, 570, 86, -1, (76, 84, 126)),
        (1188, 556, 76, -1, (234, 226, 214)),
        (1444, 560, 78, 1, (196, 60, 92)),
    ):
        _walker(canvas, x, y, size, facing, coat)
    _cyclist(canvas, 640, 572)
    _reader(canvas, 1604, 600)
    _reeds(canvas)
    canvas.grain(0.08, 1.2)
    return canvas


def _shore() -> list[Point]:
    return [(x, 597 + 5 * math.sin(x / 171) + 4 * math.sin(x / 67)) for x in range(WIDTH, -1, -20)]


def _evening(canvas: Canvas) -> None:
    """Draw the sky: from violet through rose to the last light, a moon, streaks of cloud, hills."""
    chance = canvas.chance
    whole = canvas.mask()
    whole.rectangle(0, 0, WIDTH, HEIGHT)
    stops = ((0, (142, 146, 196)), (150, (198, 150, 190)), (290, (242, 158, 168)), (400, (254, 198, 164)))
    canvas.lay(whole, (*stops, (480, (255, 220, 174))))
    stars = canvas.mask()
    for _ in range(46):
        stars.ellipse(chance.uniform(0, WIDTH), chance.random() ** 1.6 * 210, *(2 * [chance.uniform(1.1, 2.3)]))
    canvas.lay(stars, (255, 246, 236), 0.85)
    glow, moon = canvas.mask(), canvas.mask()
    glow.ellipse(330, 132, 92, 92)
    moon.ellipse(330, 132, 44, 44)
    moon.ellipse(351, 120, 40, 40, 0)
    canvas.lay(glow.blur(40), (255, 232, 220), 0.35)
    canvas.lay(moon, (255, 248, 232))
    for level, reach, flat, colour in (
        (182, 560, 9, (236, 170, 186)),
        (236, 820, 13, (250, 176, 174)),
        (300, 640, 10, (255, 204, 180)),
        (352, 900, 8, (255, 224, 190)),
    ):
        cloud = canvas.mask()
        for _ in range(8):
            x = chance.uniform(-200, WIDTH + 200)
            cloud.ellipse(x, level + chance.uniform(-13, 13), reach * chance.uniform(0.12, 0.4), flat)
        canvas.lay(cloud.blur(7), colour, 0.62)
    for rise, colour, wave in ((92, (198, 146, 170), 1000), (54, (160, 122, 154), 620), (30, (126, 104, 140), 350)):
        land = canvas.mask()
        land.polygon([*skyline(chance, 476, rise, (wave, wave * 0.43, wave * 0.15)), (WIDTH + 8, 490), (0, 490)])
        canvas.lay(land, ((476 - rise, colour), (484, blend(colour, (255, 214, 176), 0.4))))


def _old_hall(canvas: Canvas, left: float, foot: float) -> None:
    """Draw the old hall and its bell tower, a few of its windows lit."""
    walls, roof, lit, dark, clock, hands = (canvas.mask() for _ in range(6))
    walls.rectangle(left, foot - 130, left + 400, foot + 14)
    for step in range(3):
        x = left + 24 + step * 132
        walls.polygon([(x - 8, foot - 128), (x + 44, foot - 190), (x + 96, foot - 128)])
    roof.polygon([(left - 10, foot - 128), (left + 24, foot - 176), (left + 376, foot - 176), (left + 410, foot - 128)])
    tower = left + 300
    walls.rectangle(tower, foot - 330, tower + 74, foot)
    roof.polygon([(tower - 8, foot - 328), (tower + 37, foot - 424), (tower + 82, foot - 328)])
    roof.line(((tower + 37, foot - 424), (tower + 37, foot - 448)), 3)
    clock.ellipse(tower + 37, foot - 284, 23, 23)
    hands.line(((tower + 37, foot - 284), (tower + 37, foot - 300)), 3)
    hands.line(((tower + 37, foot - 284), (tower + 46, foot - 276)), 3)
    for column in range(9):
        for level in range(2):
            windows = lit if (column, level) in ((2, 0), (6, 1), (7, 0)) else dark
            x, y = left + 18 + column * 42, foot - 104 + level * 54
            windows.rectangle(x, y, x + 18, y + 34)
            windows.ellipse(x + 9, y, 9, 9)
    for level in (0, 1):
        dark.rectangle(tower + 28, foot - 226 + level * 60, tower + 46, foot - 190 + level * 60)
    canvas.lay(roof, ((foot - 430, (110, 84, 124)), (foot - 120, (122, 94, 130))))
    canvas.lay(walls, ((foot - 330, (158, 118, 142)), (foot, (134, 104, 132))))
    canvas.lay(dark, (104, 84, 118))
    canvas.lay(lit, LAMP)
    canvas.lay(clock, (255, 240, 206))
    canvas.lay(hands, DUSK)


def _trees(canvas: Canvas, trees: tuple[tuple[float, float, float], ...]) -> None:
    """Draw round trees: where their trunks stand, and how large their crowns are."""
    chance = canvas.chance
    for x, foot, size in trees:
        crown, sun, trunk = canvas.mask(), canvas.mask(), canvas.mask()
        trunk.stroke(
            ((x, foot + 14, size * 0.2), (x + 2, foot - size, size * 0.12), (x, foot - size * 1.8, size * 0.06))
        )
        for _ in range(26):
            angle, far = chance.uniform(0, 6.28), chance.random() ** 0.6
            dx, dy = math.cos(angle) * far * size * 0.8, math.sin(angle) * far * size * 0.9
            puff = size * chance.uniform(0.16, 0.36)
            crown.ellipse(x + dx, foot - size * 1.75 + dy, puff * 1.15, puff)
            if dy < 0:
                sun.ellipse(x + dx - 3, foot - size * 1.75 + dy - 4, puff * 0.6, puff * 0.42)
        canvas.lay(trunk, (92, 74, 104))
        canvas.lay(crown, ((foot - size * 2.7, (126, 98, 138)), (foot - size, (94, 86, 118))))
        canvas.lay(sun.within(crown).blur(3), (196, 130, 156), 0.5)


def _library(canvas: Canvas, left: float, foot: float) -> None:
    """Draw the library: three floors of glass between fins of brick under a wide roof; shelves and readers inside."""
    chance = canvas.chance
    right, floor, bay = left + 910, 92, 65
    body, glass, fins, slabs, roof = (canvas.mask() for _ in range(5))
    body.rectangle(left - 14, foot - 3 * floor - 26, right + 14, foot + 4)
    roof.polygon(
        [
            (left - 66, foot - 3 * floor - 26),
            (right + 66, foot - 3 * floor - 26),
            (right + 30, foot - 3 * floor - 50),
            (left - 30, foot - 3 * floor - 50),
        ]
    )
    roof.rectangle(left + 300, foot - 3 * floor - 84, left + 560, foot - 3 * floor - 48)
    for level in range(3):
        top = foot - (3 - level) * floor
        glass.rectangle(left, top, right, top + floor - 12)
        slabs.rectangle(left - 14, top + floor - 12, right + 14, top + floor)
    for column in range(15):
        x = left + column * bay
        fins.rectangle(x - 6, foot - 3 * floor - 24, x + 6, foot + 2)
    canvas.lay(body, ((foot - 300, (168, 98, 96)), (foot, (142, 84, 94))))
    canvas.lay(glass, ((foot - 3 * floor, (255, 232, 172)), (foot, (255, 206, 126))))
    _inside(canvas, left, foot, floor, bay, glass)
    canvas.lay(slabs, (156, 92, 96))
    canvas.lay(fins, ((foot - 3 * floor, (182, 106, 98)), (foot, (150, 88, 94))))
    canvas.lay(roof, ((foot - 364, (110, 78, 104)), (foot - 300, (88, 66, 96))))
    door, frame = canvas.mask(), canvas.mask()
    frame.rectangle(left + 6 * bay - 10, foot - floor - 14, left + 8 * bay + 10, foot + 4)
    door.rectangle(left + 6 * bay + 4, foot - floor + 6, left + 8 * bay - 4, foot + 4)
    canvas.lay(frame, (88, 66, 96))
    canvas.lay(door, (255, 246, 216))
    bars = canvas.mask()
    for step in (0.5, 1.0, 1.5):
        bars.line(((left + (6 + step) * bay, foot - floor + 6), (left + (6 + step) * bay, foot + 4)), 4)
    canvas.lay(bars, (120, 84, 104))
    for number, wide in enumerate((0, 14, 28)):
        step = canvas.mask()
        step.rectangle(
            left + 6 * bay - 14 - wide, foot + 2 + number * 6, left + 8 * bay + 14 + wide, foot + 8 + number * 6
        )
        canvas.lay(step, blend((232, 198, 172), (176, 140, 144), number / 2))
    halo = canvas.mask()
    halo.rectangle(left - 40, foot - 3 * floor - 20, right + 40, foot + 20)
    canvas.lay(halo.blur(46), LAMP, chance.uniform(0.17, 0.18))


def _inside(canvas: Canvas, left: float, foot: float, floor: float, bay: float, glass: Mask) -> None:
    """Draw what is seen through the windows: books above, tables with lamps and readers below."""
    chance = canvas.chance
    boards, tables, lamps, readers = (canvas.mask() for _ in range(4))
    colours: tuple[Colour, ...] = ((206, 120, 84), (188, 92, 96), (222, 160, 92), (150, 108, 120), (236, 186, 120))
    shelves: list[tuple[Mask, Colour]] = [(canvas.mask(), colour) for colour in colours]
    for column in range(14):
        x = left + column * bay + 10
        for level in range(3):
            top = foot - (3 - level) * floor
            if (column + 2 * level) % 4 in (0, 1) and not (level == 2 and column in (6, 7)):
                for row in range(3):
                    foot_of_row = top + 24 + row * 26
                    boards.rectangle(x, foot_of_row, x + bay - 20, foot_of_row + 3)
                    at = x
                    while at < x + bay - 26:
                        wide = chance.uniform(4, 8)
                        chance.choice(shelves)[0].rectangle(
                            at, foot_of_row - chance.uniform(13, 20), at + wide - 1, foot_of_row
                        )
                        at += wide
            elif not (level == 2 and column in (6, 7)):
                tables.rectangle(x - 2, top + 60, x + bay - 18, top + 65)
                lamps.ellipse(x + 22, top + 13, 10, 5)
                lamps.line(((x + 22, top), (x + 22, top + 12)), 2)
                for place in (4, 30) if chance.random() < 0.55 else (16,):
                    readers.ellipse(x + place + 6, top + 35, 6.5, 7.5)
                    readers.polygon(
                        [
                            (x + place - 6, top + 62),
                            (x + place, top + 44),
                            (x + place + 12, top + 44),
                            (x + place + 18, top + 62),
                        ]
                    )
    for books, colour in shelves:
        canvas.lay(books.within(glass), colour, 0.9)
    canvas.lay(boards.within(glass), (150, 92, 84))
    canvas.lay(readers.within(glass), (122, 78, 100), 0.92)
    canvas.lay(tables.within(glass), (140, 84, 82))
    canvas.lay(lamps.within(glass), (196, 60, 92))


def _lamp(canvas: Canvas, x: float, foot: float) -> None:
    post, light = canvas.mask(), canvas.mask()
    post.line(((x, foot), (x, foot - 118)), 5)
    post.rectangle(x - 8, foot - 4, x + 8, foot)
    light.ellipse(x, foot - 126, 11, 13)
    canvas.lay(light.blur(18), LAMP, 0.9)
    canvas.lay(post, (76, 66, 98))
    canvas.lay(light, (255, 248, 222))


def _pond(canvas: Canvas, shore: float) -> None:
    """Mirror the bank in the pond, each line of it moved a little."""
    chance = canvas.chance
    high = HEIGHT - shore
    above = canvas.image.crop((0, round((shore - 2.25 * high) * OVERSIZE), WIDTH * OVERSIZE, round(shore * OVERSIZE)))
    below = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(2.4 * OVERSIZE))
    below = below.resize((below.width, round(high * OVERSIZE)))
    wavy = below.copy()
    for row in range(0, below.height, 2):
        deep = row / below.height
        shift = math.sin(row / (9 + 26 * deep)) * (2 + 13 * deep) + math.sin(row / 5.3) * (1 + 4 * deep)
        wavy.paste(below.crop((0, row, below.width, row + 2)), (round(shift), row))
    canvas.image.paste(wavy, (0, round(shore * OVERSIZE)))
    water, veil, glints, dark = (canvas.mask() for _ in range(4))
    water.polygon([*_shore(), (0, HEIGHT), (WIDTH, HEIGHT)])
    bank = canvas.mask()
    bank.rectangle(0, shore, WIDTH, shore + 14)
    canvas.lay(bank.without(water), (98, 98, 112))
    veil.rectangle(0, shore, WIDTH, HEIGHT)
    canvas.lay(veil, ((shore, (150, 120, 156)), (HEIGHT, (112, 108, 160))), 0.24)
    for number in range(520):
        deep = chance.random() ** 0.9
        y, half = shore + 12 + deep * 185, (8 + deep * 70) * chance.uniform(0.3, 1)
        x = chance.uniform(0, WIDTH)
        (glints if number % 2 else dark).stroke(((x - half, y, 0.3), (x, y, 0.8 + deep * 2.6), (x + half, y, 0.3)))
    canvas.lay(glints.within(water), (255, 214, 190), 0.36)
    canvas.lay(dark.within(water), (104, 90, 136), 0.28)
    edge = canvas.mask()
    edge.line(_shore(), 3)
    canvas.lay(edge, (84, 78, 100), 0.8)


def _walker(canvas: Canvas, x: float, foot: float, size: float, facing: int, coat: Colour) -> None:
    """Draw a student walking, with a pack; ``size`` is the height, px."""
    legs, body, pack, head, hair = (canvas.mask() for _ in range(5))
    unit = size / 10

    def at(dx: float, dy: float) -> Point:
        return x + facing * dx * unit, foot - dy * unit

    legs.line((at(0, 4.8), at(1.3, 2.4), at(1.5, 0)), 1.15 * unit)
    legs.line((at(0, 4.8), at(-0.6, 2.4), at(-1.7, 0.2)), 1.15 * unit)
    legs.line((at(1.4, 0.2), at(2.2, 0.2)), 0.7 * unit)
    body.polygon([at(-1.2, 4.4), at(-1.1, 7.9), at(0.9, 8.1), at(1.4, 4.4)])
    body.line((at(0.4, 7.4), at(1.2, 5.8), at(2.1, 5.2)), 0.95 * unit)
    pack.polygon([at(-1.0, 8.0), at(-2.4, 7.5), at(-2.5, 5.3), at(-1.0, 5.0)])
    head.ellipse(*at(0.2, 9.2), 0.85 * unit, 0.95 * unit)
    hair.ellipse(*at(0.0, 9.6), 0.95 * unit, 0.7 * unit)
    canvas.lay(legs, (62, 58, 88))
    canvas.lay(pack, (84, 70, 104))
    canvas.lay(body, coat)
    canvas.lay(head, (214, 158, 136))
    canvas.lay(hair, (74, 56, 78))


def _cyclist(canvas: Canvas, x: float, foot: float) -> None:
    """Draw a student on a bicycle, riding towards the path."""
    wheels, frame, legs, body, head, hair, lamp = (canvas.mask() for _ in range(7))
    for side in (-31, 31):
        wheels.ellipse(x + side, foot - 22, 22, 22)
        wheels.ellipse(x + side, foot - 22, 19, 19, 0)
    frame.line(((x - 31, foot - 22), (x - 9, foot - 54), (x + 23, foot - 56), (x, foot - 22), (x - 31, foot - 22)), 3.4)
    frame.line(((x - 12, foot - 62), (x, foot - 22)), 3.4)
    frame.line(((x + 31, foot - 22), (x + 21, foot - 66), (x + 30, foot - 70)), 3.4)
    legs.line(((x - 12, foot - 66), (x + 12, foot - 46), (x + 2, foot - 14)), 10)
    body.polygon([(x - 20, foot - 62), (x - 4, foot - 60), (x + 14, foot - 98), (x - 2, foot - 104)])
    body.line(((x + 6, foot - 96), (x + 18, foot - 80), (x + 30, foot - 71)), 8)
    head.ellipse(x + 13, foot - 112, 9, 10)
    hair.ellipse(x + 11, foot - 117, 10, 7)
    lamp.ellipse(x + 36, foot - 62, 4, 4)
    beam = canvas.mask()
    beam.polygon([(x + 38, foot - 62), (x + 190, foot - 34), (x + 190, foot + 6)])
    canvas.lay(beam.blur(9), (255, 244, 210), 0.5)
    canvas.lay(wheels, (66, 60, 92))
    canvas.lay(frame, (196, 60, 92))
    canvas.lay(legs, (70, 70, 108))
    canvas.lay(body, (240, 214, 160))
    canvas.lay(head, (196, 140, 118))
    canvas.lay(hair, (66, 52, 74))
    canvas.lay(lamp, (255, 252, 232))


def _reader(canvas: Canvas, x: float, foot: float) -> None:
    """Draw a student who sits at the edge of the pond with a book."""
    body, legs, head, hair, book = (canvas.mask() for _ in range(5))
    legs.line(((x, foot - 8), (x - 30, foot - 32), (x - 42, foot)), 12)
    body.polygon([(x - 8, foot), (x + 20, foot), (x + 16, foot - 50), (x - 4, foot - 52)])
    body.line(((x + 2, foot - 44), (x - 10, foot - 24), (x - 24, foot - 30)), 9)
    head.ellipse(x + 2, foot - 63, 10, 11)
    hair.ellipse(x + 6, foot - 67, 11, 10)
    book.polygon([(x - 36, foot - 44), (x - 20, foot - 34), (x - 20, foot - 22), (x - 38, foot - 30)])
    canvas.lay(legs, (70, 70, 108))
    canvas.lay(body, (234, 226, 214))
    canvas.lay(head, (206, 150, 126))
    canvas.lay(hair, (92, 60, 70))
    canvas.lay(book, (255, 248, 230))


def _reeds(canvas: Canvas) -> None:
    """Draw reeds and cattails in front, thick in the corners, and three ducks on the water."""
    chance = canvas.chance
    for centre, reach, count in ((60, 230, 74), (1760, 260, 84)):
        far, near, heads = canvas.mask(), canvas.mask(), canvas.mask()
        for number in range(count):
            x = centre + chance.gauss(0, reach * 0.5)
            high = (190 - abs(x - centre) * 0.42) * chance.uniform(0.45, 1)
            lean = chance.uniform(-38, 38)
            blade = (far, near)[number % 2]
            blade.stroke(
                (
                    (x, (HEIGHT + 12), 7),
                    (x + lean * 0.3, (HEIGHT + 12) - high * 0.55, 5),
                    (x + lean, (HEIGHT + 12) - high, 0.6),
                )
            )
            if number % 9 == 0 and high > 90:
                top = (x + lean * 0.8, (HEIGHT + 12) - high * 0.9)
                heads.line((top, (top[0] + lean * 0.04, top[1] - 34)), 9)
        canvas.lay(far, (110, 104, 126))
        canvas.lay(near, ((640, (92, 92, 112)), (HEIGHT, (72, 76, 98))))
        canvas.lay(heads, (118, 72, 80))
    for x, y, size, facing in ((640, 690, 1.0, 1), (722, 708, 1.15, 1), (560, 716, 0.9, 1)):
        duck, wake, bill = canvas.mask(), canvas.mask(), canvas.mask()
        s = 24 * size
        duck.stroke(
            (
                (x - s * facing, y - s * 0.35, 2),
                (x - 0.4 * s * facing, y - s * 0.12, s * 0.7),
                (x + 0.5 * s * facing, y - s * 0.1, s * 0.66),
                (x + 0.9 * s * facing, y - s * 0.2, 3),
            )
        )
        duck.ellipse(x + 0.72 * s * facing, y - s * 0.66, s * 0.3, s * 0.28)
        duck.line(((x + 0.6 * s * facing, y - s * 0.2), (x + 0.7 * s * facing, y - s * 0.6)), s * 0.3)
        bill.line(((x + 0.95 * s * facing, y - s * 0.62), (x + 1.28 * s * facing, y - s * 0.56)), s * 0.14)
        wake.stroke(((x - 5 * s, y + s * 0.5, 0.4), (x - s, y + s * 0.24, 3), (x + 1.2 * s, y + s * 0.2, 0.6)))
        canvas.lay(wake, (255, 226, 206), 0.6)
        canvas.lay(duck, (78, 68, 96))
        canvas.lay(bill, (230, 170, 96))


def four() -> Canvas:
    """A rowing four with its coxswain at dawn, blades just out of the water; mist and woods behind."""
    canvas = Canvas(1000, seed=223)
    chance = canvas.chance
    whole = canvas.mask()
    whole.rectangle(0, 0, WIDTH, 1000)
    canvas.lay(whole, ((0, (196, 206, 222)), (220, (238, 214, 212)), (400, (255, 226, 196)), (430, (250, 220, 200))))
    sun = canvas.mask()
    sun.ellipse(1330, 300, 62, 62)
    canvas.lay(sun.blur(60), (255, 240, 206), 0.9)
    canvas.lay(sun.blur(1), (255, 250, 228))
    for rise, colour, wave, crown in (
        (120, (190, 186, 202), 800, 9),
        (84, (150, 154, 172), 520, 14),
        (52, (112, 126, 142), 300, 19),
    ):
        line, land = skyline(chance, 424, rise, (wave, wave * 0.4, wave * 0.16)), canvas.mask()
        land.polygon([*line, (WIDTH + 8, 430), (0, 430)])
        for x, y in line:
            if chance.random() < 0.4:
                land.ellipse(x, y, crown * chance.uniform(0.6, 1.3), crown * chance.uniform(0.8, 1.9))
        canvas.lay(land, ((424 - rise * 1.4, colour), (428, blend(colour, (255, 226, 200), 0.7))))
    water = canvas.mask()
    water.rectangle(0, 424, WIDTH, 1000)
    canvas.lay(water, ((424, (252, 224, 198)), (560, (226, 212, 212)), (760, (178, 190, 206)), (1000, (136, 156, 182))))
    above = canvas.image.crop((0, 200 * OVERSIZE, WIDTH * OVERSIZE, 424 * OVERSIZE))
    below = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(8 * OVERSIZE))
    veil = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(below.size)
    canvas.image.paste(below, (0, 424 * OVERSIZE), veil.point([round(v * 0.62) for v in range(256)]))
    ripples, glints = canvas.mask(), canvas.mask()
    for number in range(620):
        deep = chance.random() ** 0.85
        y, half = 436 + deep * 560, (12 + deep * 110) * chance.uniform(0.3, 1)
        x = 1330 + chance.gauss(0, 90 + 240 * deep) if number % 3 == 0 else chance.uniform(0, WIDTH)
        (glints if number % 3 < 2 else ripples).stroke(((x - half, y, 0.4), (x, y, 1 + deep * 3), (x + half, y, 0.4)))
    canvas.lay(ripples, (112, 134, 164), 0.3)
    canvas.lay(glints, (255, 244, 222), 0.45)
    _shell(canvas, 724)
    mist = canvas.mask()
    for _ in range(9):
        mist.ellipse(chance.uniform(0, WIDTH), chance.uniform(424, 452), chance.uniform(160, 420), 13)
    canvas.lay(mist.blur(12), (255, 240, 226), 0.6)
    canvas.grain(0.13, 1.0)
    canvas.image, canvas.height = canvas.image.crop((0, 90 * OVERSIZE, WIDTH * OVERSIZE, 990 * OVERSIZE)), 900
    return canvas


def _shell(canvas: Canvas, line: float) -> None:
    """Draw the boat on its waterline: a shell 1500 px long, four rowers at the finish, the coxswain astern."""
    shade, hull, stripe, rig = (canvas.mask() for _ in range(4))
    shade.ellipse(900, line + 26, 760, 12)
    hull.polygon(
        [
            (120, line - 18),
            (330, line - 30),
            (1500, line - 30),
            (1700, line - 20),
            (1560, line + 6),
            (900, line + 16),
            (300, line + 6),
        ]
    )
    stripe.polygon(
        [(120, line - 18), (330, line - 30), (1500, line - 30), (1700, line - 20), (1500, line - 20), (330, line - 19)]
    )
    canvas.lay(shade.blur(9), (92, 112, 146), 0.55)
    for seat in range(4):
        _rower(canvas, 520 + seat * 262, line - 30, seat)
    _cox(canvas, 1500, line - 30)
    canvas.lay(hull, ((line - 30, (248, 244, 236)), (line + 16, (196, 196, 204))))
    canvas.lay(stripe, (206, 42, 98))
    for seat in range(4):
        x = 520 + seat * 262
        rig.line(((x - 70, line - 26), (x - 26, line - 46), (x + 6, line - 26)), 5)
    canvas.lay(rig, (96, 104, 122))


def _rower(canvas: Canvas, x: float, deck: float, seat: int) -> None:
    """Draw a rower who leans back at the finish, the oar behind her, drops falling from its blade."""
    legs, shirt, arms, head, hair, oar, blade, drops, splash = (canvas.mask() for _ in range(9))
    hip, shoulder = (x - 84, deck - 6), (x - 128, deck - 104)
    legs.line((hip, (x - 20, deck - 34), (x + 66, deck - 6)), 26)
    shirt.polygon(
        [
            (hip[0] - 24, hip[1]),
            (hip[0] + 22, hip[1]),
            (shoulder[0] + 30, shoulder[1] - 6),
            (shoulder[0] - 18, shoulder[1] - 4),
        ]
    )
    shirt.ellipse(shoulder[0] + 6, shoulder[1], 24, 18)
    arms.line(((shoulder[0] + 8, shoulder[1] + 2), (shoulder[0] - 14, deck - 58), (x - 92, deck - 62)), 17)
    head.ellipse(shoulder[0] + 12, shoulder[1] - 40, 22, 25)
    head.line(((shoulder[0] + 6, shoulder[1] - 8), (shoulder[0] + 10, shoulder[1] - 34)), 17)
    hair.ellipse(shoulder[0] + 4, shoulder[1] - 50, 24, 19)
    hair.stroke(
        (
            (shoulder[0] - 14, shoulder[1] - 50, 16),
            (shoulder[0] - 34, shoulder[1] - 32, 13),
            (shoulder[0] - 40, shoulder[1] - 8, 3),
        )
    )
    tip = (x + 96, deck + 96)
    oar.line(((x - 104, deck - 64), (x - 30, deck - 20), tip), 8)
    blade.polygon(
        [
            (tip[0] - 8, tip[1] - 8),
            (tip[0] + 10, tip[1] - 12),
            (tip[0] + 72, tip[1] + 24),
            (tip[0] + 54, tip[1] + 42),
            (tip[0] + 2, tip[1] + 14),
        ]
    )
    for _ in range(11):
        drops.ellipse(
            tip[0] + 40 + canvas.chance.uniform(-46, 40), tip[1] + 44 + canvas.chance.uniform(-4, 30), 3.4, 4.6
        )
    splash.ellipse(tip[0] + 20, tip[1] + 78, 80, 9)
    splash.ellipse(tip[0] + 20, tip[1] + 78, 62, 5, 0)
    skin: Colour = ((214, 158, 130), (150, 104, 84), (232, 184, 156), (190, 136, 108))[seat]
    canvas.lay(splash.blur(1), (255, 246, 228), 0.85)
    canvas.lay(oar, (206, 178, 138))
    canvas.lay(legs, skin)
    canvas.lay(shirt, ((deck - 126, (222, 52, 106)), (deck, (178, 34, 86))))
    canvas.lay(head, skin)
    canvas.lay(hair, ((84, 60, 52), (52, 44, 52), (186, 140, 86), (106, 64, 52))[seat])
    canvas.lay(arms, blend(skin, (120, 80, 80), 0.12))
    canvas.lay(blade, (206, 42, 98))
    canvas.lay(drops, (255, 255, 250), 0.9)


def _cox(canvas: Canvas, x: float, deck: float) -> None:
    """Draw the coxswain, who faces the rowers."""
    coat, head, cap, horn = (canvas.mask() for _ in range(4))
    coat.polygon([(x - 40, deck + 4), (x + 34, deck + 4), (x + 26, deck - 78), (x - 18, deck - 82)])
    coat.line(((x - 10, deck - 66), (x - 44, deck - 36), (x - 62, deck - 16)), 18)
    head.ellipse(x - 4, deck - 106, 21, 24)
    cap.ellipse(x - 2, deck - 120, 23, 15)
    cap.rectangle(x - 44, deck - 122, x - 10, deck - 114)
    horn.line(((x - 24, deck - 98), (x - 16, deck - 98)), 6)
    canvas.lay(coat, ((deck - 82, (72, 88, 128)), (deck, (56, 70, 108))))
    canvas.lay(head, (206, 152, 124))
    canvas.lay(cap, (206, 42, 98))
    canvas.lay(horn, (60, 60, 72))


def pear() -> Canvas:
    """A pear in charcoal and one colour on a sheet of drawing paper: not a good drawing, but a loved one."""
    canvas = Canvas(1320, seed=227)
    chance = canvas.chance
    board, sheet, shade = canvas.mask(), canvas.mask(), canvas.mask()
    board.rectangle(0, 0, WIDTH, 1320)
    sheet.polygon([(170, 60), (1650, 96), (1616, 1276), (136, 1240)])
    canvas.lay(board, ((0, (232, 196, 160)), (1320, (214, 170, 132))))
    canvas.lay(sheet.moved(10, 16).blur(14), (120, 84, 70), 0.45)
    canvas.lay(sheet, (253, 249, 240))
    outline = [(905, 250), (820, 330), (770, 470), (660, 620), (585, 800), (640, 1000), (800, 1090), (920, 1096)]
    outline += [(1060, 1084), (1210, 990), (1254, 800), (1170, 620), (1050, 470), (1000, 330), (905, 250)]
    contour = [(x, y) for x, y, _ in smooth([(x, y, 0.0) for x, y in outline])]
    fruit, hatch, lines, stalk, leaf = (canvas.mask() for _ in range(5))
    shade.ellipse(1130, 1098, 420, 46)
    for step in range(60):
        x = 760 + step * 14
        shade.stroke(((x, 1072, 1), (x + 70, 1108, 5), (x + 150, 1128, 1)))
    canvas.lay(shade.blur(3), (150, 142, 148), 0.4)
    fruit.polygon(contour)
    canvas.lay(fruit, (250, 206, 120), 0.9)
    glow, blush = canvas.mask(), canvas.mask()
    glow.ellipse(760, 760, 130, 220)
    blush.ellipse(1150, 830, 230, 330)
    canvas.lay(blush.blur(50).within(fruit), (232, 60, 104), 0.8)
    canvas.lay(glow.blur(40).within(fruit), (255, 244, 206), 0.9)
    for step in range(110):
        x, y = 700 + step * 6 + chance.uniform(-8, 8), 470 + step * 5 + chance.uniform(-90, 40)
        hatch.stroke(((x + 130, y - 60, 1), (x + 210, y + 40, chance.uniform(3, 6)), (x + 240, y + 170, 1)))
    canvas.lay(hatch.within(fruit), (120, 50, 76), 0.42)
    for dx, dy, wide in ((0, 0, 9), (-7, 5, 4), (9, -4, 3)):
        for here, after in itertools.pairwise(contour):
            lines.line(((here[0] + dx, here[1] + dy), (after[0] + dx, after[1] + dy)), wide)
    stalk.stroke(((905, 270, 16), (920, 200, 20), (975, 128, 30)))
    leaf.polygon(
        [(x, y) for x, y, _ in smooth([(925, 220, 0), (1040, 140, 0), (1190, 150, 0), (1080, 240, 0), (925, 220, 0)])]
    )
    canvas.lay(leaf, (142, 176, 128))
    canvas.lay(stalk, (98, 70, 66))
    canvas.lay(lines, (62, 54, 62), 0.85)
    canvas.grain(0.16, 1.6)
    return canvas


def mast() -> Canvas:
    """A hill in the afternoon with a radio mast on it, rings of waves about its top, three cows listening."""
    canvas = Canvas(1320, seed=229)
    chance = canvas.chance
    sky = canvas.mask()
    sky.rectangle(0, 0, WIDTH, 1320)
    canvas.lay(sky, ((0, (150, 196, 214)), (700, (226, 232, 214)), (1000, (255, 232, 196))))
    for level in (180, 330, 560):
        cloud = canvas.mask()
        for _ in range(7):
            x = chance.uniform(0, WIDTH)
            cloud.ellipse(x, level + chance.uniform(-24, 24), chance.uniform(80, 230), chance.uniform(16, 34))
        canvas.lay(cloud.blur(8), (255, 252, 240), 0.75)
    for radius in range(110, 1000, 110):
        ring = canvas.mask()
        ring.ellipse(1090, 330, radius + 9, radius + 9)
        ring.ellipse(1090, 330, radius - 9, radius - 9, 0)
        canvas.lay(ring, (226, 40, 98), max(0.1, 0.85 - radius / 1050))
    hill, grass, tower = canvas.mask(), canvas.mask(), canvas.mask()
    hill.polygon([*skyline(chance, 1010, 150, (2400, 900)), (WIDTH + 8, 1320), (0, 1320)])
    tower.line(((1040, 940), (1084, 330), (1096, 330), (1140, 940)), 12)
    for step in range(7):
        level, half = 400 + step * 78, 11 + step * 6.4
        tower.line(
            ((1090 - half, level), (1090 + half + 5, level + 72), (1090 - half - 5, level + 72), (1090 + half, level)),
            6,
        )
    tower.line(((1090, 340), (1090, 250)), 8)
    tower.ellipse(1090, 244, 17, 17)
    canvas.lay(tower, (74, 70, 92))
    canvas.lay(hill, ((880, (176, 200, 130)), (1320, (122, 162, 110))))
    for _ in range(700):
        x, y = chance.uniform(0, WIDTH), 930 + chance.random() * 390
        grass.stroke(((x, y + 16, 3), (x + chance.uniform(-8, 8), y - 12, 0.6)))
    canvas.lay(grass.within(hill), (92, 134, 88), 0.5)
    for x, y, size, facing in ((420, 1120, 1.25, 1), (770, 1050, 0.8, 1), (1450, 1150, 1.3, -1)):
        _cow(canvas, x, y, size, facing)
    canvas.grain(0.14, 1.2)
    return canvas


def _cow(canvas: Canvas, x: float, y: float, size: float, facing: int) -> None:
    """Draw a cow with her head lifted; (x, y) is the middle of her body."""
    body, patches, legs, nose, horns = (canvas.mask() for _ in range(5))

    def at(dx: float, dy: float) -> Point:
        return x + facing * dx * size, y + dy * size

    body.polygon([at(-130, -56), at(110, -62), at(136, -20), at(120, 50), at(-120, 54), at(-142, 0)])
    body.ellipse(*at(-96, 0), 50 * size, 60 * size)
    body.line((at(104, -30), at(168, -104)), 52 * size)
    body.ellipse(*at(184, -118), 44 * size, 33 * size)
    for dx in (-112, -76, 78, 112):
        legs.line((at(dx, 30), at(dx + 2, 140)), 24 * size)
    legs.stroke(((*at(-138, -44), 9 * size), (*at(-168, 10), 8 * size), (*at(-164, 70), 14 * size)))
    patches.ellipse(*at(-60, -30), 56 * size, 46 * size)
    patches.ellipse(*at(50, 24), 48 * size, 36 * size)
    patches.ellipse(*at(162, -136), 32 * size, 30 * size)
    nose.ellipse(*at(216, -106), 20 * size, 21 * size)
    horns.stroke(((*at(166, -142), 8 * size), (*at(158, -172), 6 * size), (*at(172, -190), 1)))
    horns.ellipse(*at(136, -132), 24 * size, 10 * size)
    canvas.lay(legs, (214, 206, 196))
    canvas.lay(body, (252, 246, 236))
    canvas.lay(patches.within(body), (82, 74, 88))
    canvas.lay(nose, (238, 172, 168))
    canvas.lay(horns, (82, 74, 88))


PICTURES: dict[str, Callable[[], Canvas]] = {"library": library, "four": four, "pear": pear, "mast": mast}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], PICTURES, __doc__, QUALITY))
