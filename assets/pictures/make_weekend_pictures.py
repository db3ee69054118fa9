"""Draws the pictures of the weekend paper's sample edition. Run by hand, never by a build.

    python assets/pictures/make_weekend_pictures.py content/weekend-sample/images

Uses the brushes of make_pictures.py. All chance comes from seeds.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable
from functools import partial

from make_pictures import WIDTH, Canvas, Colour, Knot, Mask, blend, main, place, skyline, smooth, speck

SMALL = 62
"""Quality of these JPEGs: skies, mist and water, which keep their look in small files."""
AIR: Colour = (247, 228, 197)
"""What far things fade to."""
DECK = 596.0
"""The viaduct's rails, px from the top."""


def train() -> Canvas:
    """A slow train on a high viaduct at daybreak; hills in mist, a river, terraces, a man with two baskets."""
    canvas = Canvas(1200, seed=7053)
    chance = canvas.chance
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1200)
    canvas.lay(
        everything, ((0, (134, 164, 182)), (240, (188, 204, 202)), (440, (240, 222, 190)), (560, (253, 226, 180)))
    )
    glow = canvas.mask()
    glow.ellipse(360, 430, 420, 260)
    canvas.lay(glow.blur(130), (255, 234, 190), 0.9)
    sun = canvas.mask()
    sun.ellipse(330, 436, 50, 50)
    canvas.lay(sun.blur(3), (255, 246, 220))
    for level, reach, flat in ((110, 800, 22), (190, 640, 14), (276, 760, 10)):
        cloud = canvas.mask()
        for _ in range(10):
            cloud.ellipse(
                chance.uniform(-200, WIDTH), level + chance.uniform(-20, 20), reach * chance.uniform(0.15, 0.45), flat
            )
        canvas.lay(cloud.blur(14), (253, 238, 214), 0.45)
    hills: tuple[tuple[float, float, Colour, float], ...] = (
        (520, 210, (190, 202, 204), 900),
        (600, 230, (158, 180, 184), 700),
        (700, 210, (124, 152, 154), 560),
        (820, 190, (98, 130, 126), 460),
    )
    for base, rise, colour, wave in hills:
        land = canvas.mask()
        land.polygon(
            [*skyline(chance, base, rise, (wave, wave * 0.43, wave * 0.17, wave * 0.07)), (WIDTH, 1200), (0, 1200)]
        )
        canvas.lay(
            land, ((base - rise, colour), (base + 40, blend(colour, AIR, 0.55)), (base + 220, blend(colour, AIR, 0.8)))
        )
    _mist(canvas, 830, 40, 0.6)
    _river(canvas)
    _viaduct(canvas)
    _train(canvas)
    _mist(canvas, 950, 36, 0.5)
    _terraces(canvas)
    birds = canvas.mask()
    for x, y, size, lift in ((900, 240, 16, 0.5), (960, 270, 13, 0.3), (1040, 232, 15, 0.6), (1110, 286, 11, 0.4)):
        speck(birds, x, y, size, lift)
    canvas.lay(birds, (96, 110, 116))
    canvas.grain(0.07, 1.2)
    return canvas


def _mist(canvas: Canvas, level: float, high: float, opacity: float) -> None:
    chance, mist = canvas.chance, canvas.mask()
    for _ in range(16):
        mist.ellipse(
            chance.uniform(-100, WIDTH + 100), level + chance.uniform(-high, high), chance.uniform(160, 420), high * 0.6
        )
    canvas.lay(mist.blur(34), (255, 240, 214), opacity)


def _river(canvas: Canvas) -> None:
    """Draw the river in the valley: it comes out of the mist and widens towards us."""
    chance = canvas.chance
    water = canvas.mask()
    left = smooth([(900, 880, 0), (760, 940, 0), (820, 1010, 0), (480, 1100, 0), (300, 1220, 0)])
    right = smooth([(940, 880, 0), (860, 940, 0), (1020, 1010, 0), (1010, 1100, 0), (1120, 1220, 0)])
    water.polygon([(x, y) for x, y, _ in (*left, *right[::-1])])
    canvas.lay(water, ((880, (250, 232, 200)), (1000, (226, 218, 198)), (1200, (166, 190, 194))))
    light = canvas.mask()
    for _ in range(170):
        depth = chance.random()
        y, half = 900 + 300 * depth, (12 + 70 * depth) * chance.uniform(0.3, 1)
        x = chance.uniform(300, 1120)
        light.stroke(((x - half, y, 0.4), (x, y, 1 + 2.4 * depth), (x + half, y, 0.4)))
    canvas.lay(light.within(water), (255, 248, 230), 0.6)


def _viaduct(canvas: Canvas) -> None:
    """Draw the viaduct: a deck on tall piers, round arches between them."""
    stone, holes, shade, lit, courses = (canvas.mask() for _ in range(5))
    top, bay, pier = DECK, 176, 42
    stone.rectangle(0, top, WIDTH, 1200)
    for number in range(-1, 12):
        left = number * bay + pier - 30
        wide = bay - pier
        holes.rectangle(left, top + 96, left + wide, 1200)
        holes.ellipse(left + wide / 2, top + 98, wide / 2, 66)
        shade.rectangle(left - 15, top + 40, left, 1200)
        lit.rectangle(left - pier, top + 40, left - pier + 9, 1200)
    body = stone.without(holes)
    canvas.lay(body, ((DECK, (204, 184, 158)), (720, (186, 168, 146)), (900, (206, 190, 166)), (1060, (236, 222, 194))))
    canvas.lay(shade.within(body), ((640, (150, 134, 118)), (860, (180, 164, 142)), (1040, (232, 218, 190))), 0.8)
    canvas.lay(lit.within(body), ((640, (232, 212, 180)), (1040, (240, 226, 198))), 0.8)
    for y in range(round(top) + 26, 1000, 17):
        courses.line(((0, y), (WIDTH, y)), 1.3)
    canvas.lay(courses.within(body), ((640, (140, 124, 106)), (960, (214, 198, 172))), 0.4)
    ledge, rail, posts = canvas.mask(), canvas.mask(), canvas.mask()
    ledge.rectangle(0, top - 3, WIDTH, top + 15)
    canvas.lay(ledge, ((top - 3, (226, 206, 176)), (top + 15, (166, 148, 128))))
    rail.line(((0, top - 20), (WIDTH, top - 20)), 2.4)
    for x in range(8, WIDTH, 44):
        posts.line(((x, top - 21), (x, top)), 2.4)
    canvas.lay(rail, (122, 112, 102))
    canvas.lay(posts, (122, 112, 102))


def _train(canvas: Canvas) -> None:
    """Draw a diesel engine and its coaches, which run towards the sun."""
    foot, coach, high = DECK - 8, 292, 82
    beam = canvas.mask()
    beam.polygon([(430, foot - 44), (60, foot - 104), (60, foot + 10)])
    canvas.lay(beam.blur(16), (255, 246, 214), 0.55)
    hull, roof, wheels, band, glass, dark = (canvas.mask() for _ in range(6))
    first = 424.0
    hull.polygon(
        [
            (first, foot),
            (first, foot - 44),
            (first + 20, foot - 88),
            (first + 84, foot - 88),
            (first + 96, foot - 76),
            (first + 292, foot - 76),
            (first + 292, foot),
        ]
    )
    roof.rectangle(first + 18, foot - 92, first + 86, foot - 84)
    roof.rectangle(first + 96, foot - 82, first + 290, foot - 73)
    band.rectangle(first + 2, foot - 40, first + 292, foot - 26)
    glass.polygon([(first + 12, foot - 58), (first + 23, foot - 80), (first + 46, foot - 80), (first + 46, foot - 58)])
    glass.rectangle(first + 54, foot - 78, first + 76, foot - 58)
    for x in range(round(first) + 112, round(first) + 280, 30):
        dark.rectangle(x, foot - 66, x + 20, foot - 48)
    for x in (34, 76, 118, 178, 220, 262):
        wheels.ellipse(first + x, foot + 2, 13, 13)
    canvas.lay(wheels, (72, 66, 64))
    canvas.lay(hull, ((foot - 88, (206, 92, 60)), (foot, (156, 62, 46))))
    canvas.lay(roof, (120, 100, 92))
    canvas.lay(band, (250, 232, 196))
    canvas.lay(dark, (128, 58, 46))
    canvas.lay(glass, (255, 238, 196))
    lamp = canvas.mask()
    lamp.ellipse(first + 5, foot - 46, 9, 9)
    canvas.lay(lamp, (255, 252, 236))
    canvas.lay(lamp.blur(9), (255, 248, 220), 0.9)
    for number in range(5):
        left = first + 300 + number * (coach + 8)
        _coach(canvas, left, foot, coach, high, goods=number == 4)


def _coach(canvas: Canvas, left: float, foot: float, long: float, high: float, goods: bool) -> None:
    body, roof, band, lights, doors, wheels, sills, heads = (canvas.mask() for _ in range(8))
    right = left + long
    body.rectangle(left, foot - high + 10, right, foot - 6)
    roof.polygon(
        [
            (x, y)
            for x, y, _ in smooth(
                [
                    (left - 2, foot - high + 14, 0),
                    (left + 14, foot - high - 4, 0),
                    (right - 14, foot - high - 4, 0),
                    (right + 2, foot - high + 14, 0),
                ]
            )
        ]
    )
    for height in (31, 17):
        band.rectangle(left, foot - height - 3, right, foot - height)
    for x in (left + 8, right - 26):
        doors.rectangle(x, foot - high + 22, x + 18, foot - 8)
    if goods:
        doors.rectangle(left + long * 0.4, foot - high + 20, left + long * 0.6, foot - 8)
    else:
        for number in range(9):
            x = left + 36 + number * 25
            lights.rectangle(x, foot - high + 24, x + 17, foot - 37)
            sills.rectangle(x, foot - high + 24, x + 17, foot - high + 28)
            if canvas.chance.random() < 0.55:
                heads.ellipse(x + canvas.chance.uniform(5, 12), foot - 43, 4, 5)
                heads.rectangle(x + 4, foot - 40, x + 14, foot - 37)
    for x in (30, 58, long - 58, long - 30):
        wheels.ellipse(left + x, foot, 11, 11)
    canvas.lay(wheels, (72, 68, 66))
    canvas.lay(body, ((foot - high, (88, 134, 104)), (foot, (54, 96, 76))))
    canvas.lay(band, (240, 206, 110))
    canvas.lay(doors, (66, 104, 84))
    canvas.lay(lights.blur(7), (255, 226, 150), 0.55)
    canvas.lay(lights, (255, 234, 172))
    canvas.lay(sills, (216, 190, 140))
    canvas.lay(heads.within(lights), (138, 104, 76))
    canvas.lay(roof, ((foot - high - 4, (150, 152, 144)), (foot - high + 14, (104, 110, 106))))


def _terraces(canvas: Canvas) -> None:
    """Draw terraces in flower in front, at both sides of the river, a path, and a man who carries two baskets."""
    chance = canvas.chance
    steps: tuple[tuple[float, float, float, Colour], ...] = (
        (980, 60, 760, (176, 180, 112)),
        (1030, 80, 690, (222, 196, 92)),
        (1076, 90, 600, (150, 164, 98)),
        (1120, 100, 540, (232, 202, 84)),
        (1164, 110, 430, (122, 146, 92)),
    )
    for facing in (1, -1):
        for y, rise, reach, colour in steps:
            wide = reach * (0.62 if facing > 0 else 1.0)
            bank, edge, bloom = canvas.mask(), canvas.mask(), canvas.mask()
            start = 0.0 if facing > 0 else float(WIDTH)
            line = smooth(
                [
                    (start - facing * 60, y - rise, 0),
                    (start + facing * wide * 0.35, y - rise * 0.75 + chance.uniform(-8, 8), 0),
                    (start + facing * wide * 0.75, y - rise * 0.2, 0),
                    (start + facing * wide * 1.02, y + rise * 0.9 + 20, 0),
                    (start + facing * wide * 1.2, 1290, 0),
                ]
            )
            rim = [(px, py) for px, py, _ in line]
            bank.polygon([*rim, (start - facing * 60, 1290)])
            canvas.lay(bank, ((y - rise, blend(colour, AIR, 0.25)), (y + 60, blend(colour, (96, 110, 70), 0.3))))
            for _ in range(240):
                px, py = chance.choice(rim)
                bloom.ellipse(
                    px + chance.uniform(-14, 14), py + chance.uniform(4, 34), chance.uniform(2, 6), chance.uniform(1, 3)
                )
            canvas.lay(bloom.within(bank), blend(colour, (255, 240, 160), 0.55), 0.7)
            edge.line([(px, py + 2) for px, py in rim], 5)
            canvas.lay(edge, blend(colour, (90, 96, 62), 0.45), 0.6)
    _carrier(canvas, 1420, 1036, 96)


def _carrier(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a man with a shoulder pole and two baskets of greens, who walks to the left."""
    parts: tuple[tuple[Colour, tuple[tuple[Knot, ...], ...]], ...] = (
        ((72, 78, 84), (((-0.16, 0, 0.1), (0, -0.48, 0.18)), ((0.2, 0, 0.1), (0.02, -0.48, 0.18)))),
        ((66, 94, 118), (((0.0, -0.44, 0.27), (0.02, -0.72, 0.32), (0.05, -0.94, 0.24)),)),
        ((104, 78, 60), (((0.08, -1.12, 0.17), (0.09, -1.17, 0.17)),)),
        ((214, 186, 128), (((-0.1, -1.2, 0.05), (0.09, -1.27, 0.14), (0.28, -1.2, 0.05)),)),
        ((126, 92, 60), (((-0.9, -0.86, 0.05), (0.05, -0.96, 0.07), (1.0, -0.86, 0.05)),)),
        ((140, 112, 80), (((-0.86, -0.84, 0.02), (-0.86, -0.3, 0.02)), ((0.94, -0.84, 0.02), (0.94, -0.3, 0.02)))),
        ((186, 146, 92), (((-0.86, -0.28, 0.4), (-0.86, -0.12, 0.3)), ((0.94, -0.28, 0.4), (0.94, -0.12, 0.3)))),
        ((122, 160, 84), (((-1.0, -0.36, 0.2), (-0.74, -0.4, 0.24)), ((0.82, -0.38, 0.22), (1.06, -0.36, 0.2)))),
    )
    shadow = canvas.mask()
    shadow.ellipse(x + 20, y + 2, size * 0.9, 9)
    canvas.lay(shadow.blur(5), (92, 98, 62), 0.5)
    for colour, strokes in parts:
        mask = canvas.mask()
        for knots in strokes:
            mask.stroke(place(knots, x, y, size, -1))
        canvas.lay(mask, colour)


def pool() -> Canvas:
    """An open-air pool from above: lanes, floats on their ropes, three swimmers, the net of light on its floor."""
    canvas = Canvas(1080, seed=51)
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1080)
    canvas.lay(everything, ((0, (150, 214, 220)), (600, (112, 196, 210)), (1080, (92, 180, 200))))
    lanes = [60 + 216 * number for number in range(6)]
    floor = canvas.mask()
    for y in lanes[:-1]:
        floor.rectangle(300, y + 100, WIDTH, y + 116)
        floor.rectangle(330, y + 74, 346, y + 142)
    canvas.lay(floor.blur(4), (54, 118, 150), 0.7)
    _caustics(canvas)
    for number, x in ((0, 980.0), (2, 1490.0), (3, 640.0)):
        _swimmer(canvas, x, lanes[number] + 108, number)
    edge, tiles, gutter = canvas.mask(), canvas.mask(), canvas.mask()
    edge.rectangle(0, 0, 214, 1080)
    gutter.rectangle(214, 0, 240, 1080)
    for y in range(0, 1080, 54):
        tiles.line(((0, y), (214, y)), 2)
    for x in range(0, 214, 54):
        tiles.line(((x, 0), (x, 1080)), 2)
    shade = canvas.mask()
    shade.rectangle(240, 0, 290, 1080)
    canvas.lay(shade.blur(12), (56, 132, 160), 0.55)
    canvas.lay(edge, (240, 232, 214))
    canvas.lay(tiles, (214, 202, 180), 0.8)
    canvas.lay(gutter, ((0, (206, 214, 212)), (1080, (186, 198, 198))))
    for y in lanes[:-1]:
        _block(canvas, 92, y + 108)
    _ropes(canvas, lanes)
    canvas.grain(0.06, 1.2)
    return canvas


def _caustics(canvas: Canvas) -> None:
    """Lay the bright net that the sun draws on a pool's floor: cells with walls of uneven width."""
    chance, step = canvas.chance, 62
    points = {
        (column, row): (column * step + chance.uniform(-24, 24), row * step * 0.8 + chance.uniform(-20, 20))
        for column in range(-1, WIDTH // step + 3)
        for row in range(-1, 26)
    }
    for blur, wide, opacity in ((9.0, 9.0, 0.4), (2.0, 3.6, 0.6)):
        net = canvas.mask()
        for (column, row), (x, y) in points.items():
            for other in ((column + 1, row), (column + row % 2, row + 1)):
                if other in points:
                    ox, oy = points[other]
                    middle = ((x + ox) / 2 + chance.uniform(-13, 13), (y + oy) / 2 + chance.uniform(-13, 13))
                    net.stroke(((x, y, wide), (*middle, wide * chance.uniform(0.2, 0.6)), (ox, oy, wide)))
        canvas.lay(net.blur(blur), (226, 250, 248), opacity)


def _block(canvas: Canvas, x: float, y: float) -> None:
    """Draw a starting block from above."""
    shadow, top, pad = canvas.mask(), canvas.mask(), canvas.mask()
    shadow.rectangle(x + 14, y - 38, x + 134, y + 58)
    top.rectangle(x, y - 48, x + 118, y + 48)
    pad.rectangle(x + 18, y - 34, x + 108, y + 34)
    canvas.lay(shadow.blur(8), (160, 146, 122), 0.6)
    canvas.lay(top, (250, 246, 236))
    canvas.lay(pad, (228, 112, 66))


def _ropes(canvas: Canvas, lanes: Iterable[float]) -> None:
    """Draw the floats on the ropes between the lanes, red and white by turns, and their shadows on the floor."""
    chance = canvas.chance
    shadow, red, white, shine = (canvas.mask() for _ in range(4))
    for lane, y in enumerate(lanes):
        for number, x in enumerate(range(246, WIDTH + 20, 27)):
            sway = 4 * math.sin(x / 170 + lane) + chance.uniform(-1, 1)
            (white if number // 4 % 2 else red).ellipse(x, y + sway, 12, 10)
            shadow.ellipse(x + 16, y + sway + 34, 13, 10)
            shine.ellipse(x - 2, y + sway - 4, 6, 2.4)
    canvas.lay(shadow.blur(7), (48, 120, 152), 0.5)
    canvas.lay(red, (226, 96, 62))
    canvas.lay(white, (250, 248, 240))
    canvas.lay(shine, (255, 255, 255), 0.6)


def _swimmer(canvas: Canvas, x: float, y: float, number: int) -> None:
    """Draw a swimmer at the crawl from above, head to the right, with the water that is thrown up."""
    chance, size = canvas.chance, 118.0
    skin, caps, suits = (196, 146, 112), ((250, 214, 90), (0, 0, 0), (230, 96, 66), (250, 250, 246)), (44, 70, 104)
    turn = 1 if number % 2 else -1
    shadow = canvas.mask()
    shadow.ellipse(x + 6, y + 46, 200, 34)
    canvas.lay(shadow.blur(16), (48, 116, 148), 0.55)
    wake = canvas.mask()
    for _ in range(150):
        far = chance.random() ** 1.4
        px = x - 190 - far * 250
        wake.ellipse(px, y + chance.gauss(0, 10 + 26 * far), chance.uniform(3, 14), chance.uniform(2, 6))
    canvas.lay(wake.blur(3), (240, 252, 250), 0.7)
    limbs: tuple[tuple[Colour, tuple[tuple[Knot, ...], ...]], ...] = (
        (
            skin,
            (
                ((-0.55, -0.1, 0.2), (-1.1, -0.12, 0.15), (-1.72, -0.2, 0.08)),
                ((-0.55, 0.1, 0.2), (-1.1, 0.12, 0.15), (-1.7, 0.1, 0.08)),
            ),
        ),
        (
            skin,
            (
                ((0.35, 0.2 * turn, 0.17), (0.86, 0.34 * turn, 0.13), (1.5, 0.2 * turn, 0.08)),
                ((0.3, -0.24 * turn, 0.17), (-0.04, -0.6 * turn, 0.13), (-0.46, -0.5 * turn, 0.08)),
            ),
        ),
        (skin, (((-0.6, 0, 0.34), (-0.1, 0, 0.4), (0.34, 0, 0.54), (0.46, 0, 0.3)),)),
        (suits, (((-0.72, 0, 0.36), (-0.34, 0, 0.38)),)),
        (skin, (((0.5, 0, 0.2), (0.62, 0, 0.24)),)),
        (caps[number], (((0.66, 0, 0.3), (0.74, 0, 0.28)),)),
    )
    for colour, strokes in limbs:
        mask: Mask = canvas.mask()
        for knots in strokes:
            mask.stroke(place(knots, x, y, size))
        canvas.lay(mask, colour)
    ripples, foam = canvas.mask(), canvas.mask()
    for step in range(1, 5):
        for side in (-1, 1):
            ripples.stroke(
                (
                    (x + 130 - step * 16, y + side * (10 + step * 8), 1),
                    (x - 10 - step * 30, y + side * (44 + step * 16), 4),
                    (x - 220 - step * 40, y + side * (60 + step * 18), 1),
                )
            )
    for _ in range(70):
        foam.ellipse(
            x + 1.5 * size + chance.gauss(-10, 16),
            y + 0.2 * size * turn + chance.gauss(0, 12),
            chance.uniform(2, 7),
            chance.uniform(2, 5),
        )
        foam.ellipse(
            x - 0.5 * size + chance.gauss(0, 22),
            y - 0.5 * size * turn + chance.gauss(0, 12),
            chance.uniform(2, 7),
            chance.uniform(2, 5),
        )
    canvas.lay(ripples.blur(2), (232, 250, 248), 0.7)
    canvas.lay(foam.blur(1.5), (248, 254, 252), 0.85)


PICTURES: dict[str, Callable[[], Canvas]] = {"train": train, "pool": pool}
draw = partial(main, pictures=PICTURES, usage=__doc__, quality=SMALL)


if __name__ == "__main__":
    sys.exit(draw(sys.argv[1:]))
