"""Draws the pictures of the weekly's sample edition. Run by hand, never by a build.

    python assets/pictures/make_weekly_pictures.py content/weekly-sample/images

Uses the brushes of make_pictures.py. All chance comes from seeds.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence

from make_pictures import (
    OVERSIZE,
    WIDTH,
    Canvas,
    Mask,
    Point,
    blend,
    main,
    skyline,
    smooth,
    speck,
)
from PIL import Image, ImageFilter


def curve(*points: Point) -> list[Point]:
    """Return a smooth line through the points."""
    return [(x, y) for x, y, _ in smooth([(x, y, 0.0) for x, y in points])]


def harbor() -> Canvas:
    """A car ferry at her slip in the evening; hills, a lighthouse, gulls, her reflection in the water."""
    canvas = Canvas(1200, seed=61)
    chance = canvas.chance
    horizon = 640
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1200)
    canvas.lay(
        everything, ((0, (150, 176, 192)), (300, (196, 209, 208)), (520, (240, 224, 196)), (640, (250, 228, 190)))
    )
    for level, reach, flat in ((130, 760, 26), (210, 900, 18), (330, 700, 12), (410, 820, 9)):
        cloud = canvas.mask()
        for _ in range(10):
            x = chance.uniform(-200, WIDTH)
            cloud.ellipse(x, level + chance.uniform(-20, 20), reach * chance.uniform(0.15, 0.45), flat)
        canvas.lay(cloud.blur(14), (252, 240, 220), 0.5)

    for rise, colour, wave in ((96, (176, 188, 190), 900), (62, (148, 166, 168), 560), (34, (120, 142, 140), 380)):
        line = skyline(chance, horizon + 2, rise, (wave, wave * 0.41, wave * 0.13))
        land = canvas.mask()
        land.polygon([*line, (WIDTH + 8, horizon + 6), (0, horizon + 6)])
        canvas.lay(land, ((horizon - rise, colour), (horizon + 4, blend(colour, (244, 228, 200), 0.5))))
    _lighthouse(canvas, 1540, horizon - 26)

    water = canvas.mask()
    water.rectangle(0, horizon, WIDTH, 1200)
    canvas.lay(
        water, ((640, (238, 222, 194)), (780, (190, 202, 200)), (1000, (146, 172, 180)), (1200, (112, 144, 156)))
    )
    _ferry(canvas, 300, 770)
    shore = 790
    above = canvas.image.crop((0, (shore - 330) * OVERSIZE, WIDTH * OVERSIZE, shore * OVERSIZE))
    below = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(4 * OVERSIZE))
    wavy = below.copy()
    for row in range(0, below.height, 2):
        depth = row / below.height
        shift = math.sin(row / (11 + 30 * depth)) * (3 + 16 * depth) + math.sin(row / 6.1) * (1 + 4 * depth)
        wavy.paste(below.crop((0, row, below.width, row + 2)), (round(shift), row))
    veil = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(wavy.size)
    canvas.image.paste(wavy, (0, shore * OVERSIZE), veil.point([round(v * 0.72) for v in range(256)]))
    ripples, glints = canvas.mask(), canvas.mask()
    for number in range(760):
        depth = chance.random() ** 0.85
        y = horizon + 16 + depth * 560
        half = (12 + depth * 120) * chance.uniform(0.3, 1)
        x = chance.uniform(0, WIDTH)
        knots = ((x - half, y, 0.4), (x, y + chance.uniform(-1, 1), 0.9 + depth * 3), (x + half, y, 0.4))
        (glints if number % 2 else ripples).stroke(knots)
    canvas.lay(ripples, (92, 124, 138), 0.26)
    canvas.lay(glints, (252, 238, 210), 0.42)
    _slip(canvas)
    gulls = canvas.mask()
    for x, y, size, lift in ((520, 250, 30, 0.5), (640, 190, 24, 0.3), (900, 300, 18, 0.6), (1180, 210, 26, 0.45)):
        speck(gulls, x, y, size, lift)
    canvas.lay(gulls, (108, 122, 130))
    canvas.grain(0.18, 0.9)
    canvas.grain(0.06, 12)
    return canvas


def _lighthouse(canvas: Canvas, x: float, foot: float) -> None:
    tower, top, rock = canvas.mask(), canvas.mask(), canvas.mask()
    tower.polygon([(x - 15, foot), (x - 9, foot - 118), (x + 9, foot - 118), (x + 15, foot)])
    top.rectangle(x - 13, foot - 124, x + 13, foot - 118)
    top.rectangle(x - 7, foot - 142, x + 7, foot - 124)
    top.polygon([(x - 11, foot - 142), (x, foot - 156), (x + 11, foot - 142)])
    rock.polygon(
        [*curve((x - 130, foot + 30), (x - 60, foot + 2), (x, foot - 6), (x + 70, foot + 4), (x + 150, foot + 30))]
    )
    canvas.lay(rock, (126, 140, 138))
    canvas.lay(tower, ((foot - 118, (246, 240, 228)), (foot, (220, 216, 206))))
    canvas.lay(top, (150, 82, 70))


def _ferry(canvas: Canvas, left: float, line: float) -> None:
    """Draw the ferry from the side: ``line`` is the waterline, px; 940 px long."""
    hull, belt, house, deck, glass, trim, funnel, cars, mast = (canvas.mask() for _ in range(9))
    right = left + 940
    sheer = curve(
        (left, line - 96),
        (left + 160, line - 84),
        (left + 470, line - 78),
        (right - 160, line - 84),
        (right, line - 98),
    )
    hull.polygon([*sheer, (right - 40, line), (right - 66, line + 18), (left + 66, line + 18), (left + 40, line)])
    belt.polygon([(left + 36, line - 8), (right - 36, line - 8), (right - 58, line + 18), (left + 58, line + 18)])
    for x, wide, high in ((left + 150, 84, 30), (left + 262, 96, 36), (right - 330, 88, 30), (right - 220, 80, 32)):
        cars.polygon(
            [
                (x, line - 82),
                (x + 4, line - 82 - high * 0.55),
                (x + wide * 0.22, line - 82 - high * 0.6),
                (x + wide * 0.34, line - 82 - high),
                (x + wide * 0.74, line - 82 - high),
                (x + wide * 0.88, line - 82 - high * 0.55),
                (x + wide, line - 82),
            ]
        )
    deck.rectangle(left + 110, line - 152, right - 110, line - 140)
    for x in range(round(left + 120), round(right - 110), 62):
        deck.rectangle(x, line - 142, x + 7, line - 78)
    house.rectangle(left + 250, line - 214, right - 250, line - 150)
    house.rectangle(left + 372, line - 274, right - 372, line - 212)
    trim.rectangle(left + 236, line - 222, right - 236, line - 212)
    trim.rectangle(left + 358, line - 284, right - 358, line - 272)
    for x in range(round(left + 272), round(right - 276), 44):
        glass.rectangle(x, line - 198, x + 26, line - 172)
    for x in range(round(left + 386), round(right - 390), 36):
        glass.rectangle(x, line - 262, x + 26, line - 238)
    funnel.polygon(
        [(right - 330, line - 214), (right - 322, line - 300), (right - 276, line - 300), (right - 268, line - 214)]
    )
    mast.line(((left + 470, line - 284), (left + 470, line - 372)), 6)
    mast.line(((left + 440, line - 344), (left + 500, line - 344)), 4)
    mast.line(((left + 470, line - 370), (left + 20, line - 104)), 1.6)
    mast.line(((left + 470, line - 370), (right - 20, line - 104)), 1.6)
    canvas.lay(cars, ((line - 116, (178, 116, 96)), (line - 82, (120, 92, 88))))
    canvas.lay(hull, ((line - 98, (66, 92, 110)), (line, (50, 72, 88))))
    canvas.lay(belt, (142, 74, 62))
    strake = canvas.mask()
    strake.line([(x, y + 14) for x, y in sheer], 4)
    canvas.lay(strake.within(hull), (226, 220, 204))
    canvas.lay(deck, (226, 222, 210))
    canvas.lay(funnel, ((line - 300, (60, 66, 70)), (line - 276, (176, 92, 72)), (line - 214, (160, 84, 68))))
    canvas.lay(house, ((line - 274, (250, 244, 232)), (line - 150, (222, 217, 206))))
    canvas.lay(trim, (140, 150, 154))
    canvas.lay(glass, ((line - 262, (96, 118, 130)), (line - 172, (128, 146, 150))))
    canvas.lay(mast, (92, 100, 104))
    rings = canvas.mask()
    for x in (left + 330, right - 360):
        rings.ellipse(x, line - 112, 15, 15)
        rings.ellipse(x, line - 112, 7, 7, 0)
    canvas.lay(rings, (206, 98, 70))


def _slip(canvas: Canvas) -> None:
    """Draw the slip in front, at the right: pilings, planks, a lamp, people who wait."""
    chance = canvas.chance
    planks, piles, caps, lamp = (canvas.mask() for _ in range(4))
    planks.polygon([(1230, 846), (WIDTH, 806), (WIDTH, 880), (1196, 900)])
    for x, top, foot, wide in (
        (1216, 762, 1010, 17),
        (1330, 790, 1000, 15),
        (1470, 780, 1020, 17),
        (1640, 764, 1040, 19),
        (1770, 756, 1060, 20),
    ):
        piles.polygon([(x - wide, top), (x + wide, top), (x + wide + 3, foot), (x - wide - 3, foot)])
        caps.ellipse(x, top, wide, 6)
    lamp.line(((1560, 836), (1560, 560)), 7)
    lamp.line(curve((1560, 566), (1552, 536), (1516, 534)), 5)
    lamp.polygon([(1500, 540), (1530, 540), (1524, 562), (1506, 562)])
    canvas.lay(piles, ((760, (118, 104, 88)), (1000, (82, 84, 80))))
    canvas.lay(planks, ((806, (176, 158, 130)), (900, (140, 126, 106))))
    seams = canvas.mask()
    for step in range(1, 16):
        x = 1230 + step * 40
        seams.line(((x, 846 - step * 2.8), (x - 30, 902 - step * 1.2)), 2)
    canvas.lay(seams.within(planks), (112, 100, 84), 0.7)
    canvas.lay(caps, (150, 134, 112))
    canvas.lay(lamp, (84, 90, 92))
    glow = canvas.mask()
    glow.ellipse(1515, 572, 46, 40)
    canvas.lay(glow.blur(20), (255, 236, 186), 0.8)
    for x, coat, tall in ((1400, (164, 88, 70), 92), (1436, (84, 108, 122), 84), (1690, (120, 112, 88), 96)):
        body, head = canvas.mask(), canvas.mask()
        foot = 846 - (x - 1300) * 0.05
        body.polygon(
            curve(
                (x - 10, foot),
                (x - 15, foot - tall * 0.55),
                (x - 9, foot - tall * 0.8),
                (x + 9, foot - tall * 0.8),
                (x + 15, foot - tall * 0.55),
                (x + 10, foot),
            )
        )
        head.ellipse(x, foot - tall * 0.9, 8.5, 10)
        canvas.lay(body, ((foot - tall, coat), (foot - 30, coat), (foot - 24, (78, 80, 84)), (foot, (70, 72, 76))))
        canvas.lay(head, (122, 96, 80))
    for x in (1216, 1470, 1640):
        mirrored = canvas.mask()
        for _ in range(12):
            y = 1020 + chance.uniform(0, 130)
            half = chance.uniform(8, 26)
            mirrored.stroke(((x - half, y, 0.5), (x, y, 5), (x + half, y, 0.5)))
        canvas.lay(mirrored.blur(2), (84, 96, 98), 0.5)


PLANKS = 6


def boat() -> Canvas:
    """A clinker skiff on still water beside a float of planks, her painter made fast."""
    canvas = Canvas(1200, seed=19)
    chance = canvas.chance
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1200)
    canvas.lay(
        everything, ((0, (206, 218, 216)), (260, (186, 206, 206)), (700, (156, 186, 190)), (1200, (128, 164, 174)))
    )
    far = canvas.mask()
    far.polygon([*skyline(chance, 96, 60, (640, 270, 90)), (WIDTH + 8, 0), (0, 0)])
    canvas.lay(far.blur(8), (150, 172, 160), 0.75)
    ripples, glints = canvas.mask(), canvas.mask()
    for number in range(560):
        depth = chance.random()
        y = 90 + depth * 1100
        half = (30 + depth * 150) * chance.uniform(0.3, 1)
        x = chance.uniform(0, WIDTH)
        knots = ((x - half, y, 0.4), (x, y + chance.uniform(-3, 3), 1.2 + depth * 4), (x + half, y, 0.4))
        (glints if number % 2 else ripples).stroke(knots)
    canvas.lay(ripples, (104, 144, 156), 0.3)
    canvas.lay(glints, (238, 244, 238), 0.45)
    _skiff(canvas)
    _float(canvas)
    rope = canvas.mask()
    rope.line(curve((322, 486), (250, 640), (300, 800), (420, 930)), 9)
    canvas.lay(rope, (206, 190, 152))
    canvas.grain(0.18, 0.9)
    canvas.grain(0.06, 12)
    return canvas


def _skiff(canvas: Canvas) -> None:
    """Draw the skiff: bow at the left, seen a little from above."""
    near = curve((318, 470), (560, 610), (900, 676), (1230, 646), (1486, 540))
    away = curve((318, 470), (560, 428), (900, 420), (1230, 428), (1486, 480))
    keel = curve((318, 470), (400, 640), (620, 780), (920, 830), (1220, 790), (1460, 660))
    shadow = canvas.mask()
    shadow.ellipse(930, 812, 560, 74)
    canvas.lay(shadow.blur(20), (70, 104, 112), 0.55)
    hull, inside, rim, stern = (canvas.mask() for _ in range(4))
    hull.polygon([*near, (1486, 540), *keel[::-1]])
    inside.polygon([*near, *away[::-1]])
    stern.polygon([(1486, 540), (1486, 480), (1500, 500), (1460, 660)])
    canvas.lay(hull, ((470, (96, 142, 110)), (700, (66, 112, 86)), (830, (48, 84, 68))))
    for step in range(1, PLANKS):
        part = step / PLANKS
        plank = canvas.mask()
        plank.line([(x + (kx - x) * part, y + (ky - y) * part) for (x, y), (kx, ky) in _pairs(near, keel)], 4)
        canvas.lay(plank.within(hull), (40, 74, 58), 0.8)
    rivets = canvas.mask()
    for step in range(1, PLANKS):
        part = (step - 0.22) / PLANKS
        for number, ((x, y), (kx, ky)) in enumerate(_pairs(near, keel)):
            if number % 2 == 0:
                rivets.ellipse(x + (kx - x) * part, y + (ky - y) * part, 3.2, 3.2)
    canvas.lay(rivets.within(hull), (206, 158, 110), 0.9)
    canvas.lay(inside, ((420, (236, 230, 214)), (680, (204, 198, 180))))
    ribs = canvas.mask()
    for number, ((x, y), (ax, ay)) in enumerate(_pairs(near, away)):
        if 2 < number < 52 and number % 4 == 0:
            ribs.line(curve((x, y), ((x + ax) / 2 + 10, (y + ay) / 2 + 26), (ax, ay)), 7)
    canvas.lay(ribs.within(inside), (184, 160, 122))
    floor = canvas.mask()
    floor.ellipse(900, 560, 420, 56)
    canvas.lay(floor.within(inside).blur(3), (170, 160, 140), 0.5)
    thwarts, edges = canvas.mask(), canvas.mask()
    for left, right, near_y, far_y in ((604, 700, 606, 440), (900, 1004, 652, 430), (1200, 1300, 618, 438)):
        thwarts.polygon([(left, near_y), (right, near_y - 4), (right + 6, far_y + 8), (left + 14, far_y + 8)])
        edges.line(((left, near_y), (right, near_y - 4)), 9)
    canvas.lay(thwarts.within(inside), (206, 172, 122))
    canvas.lay(edges.within(inside), (160, 128, 86))
    oars = canvas.mask()
    oars.line(((520, 500), (1400, 586)), 13)
    oars.polygon(curve((520, 500), (440, 478), (380, 486), (440, 506)))
    oars.line(((560, 548), (1420, 534)), 13)
    canvas.lay(oars, (226, 196, 146))
    rim.line(near, 16)
    rim.line(away, 11)
    rim.line(((1486, 480), (1486, 544)), 14)
    canvas.lay(rim, (176, 132, 84))
    canvas.lay(stern, (58, 98, 76))


def _pairs(first: Sequence[Point], second: Sequence[Point], count: int = 60) -> list[tuple[Point, Point]]:
    """Return points at equal parts of two lines."""
    return [
        (first[round(step / count * (len(first) - 1))], second[round(step / count * (len(second) - 1))])
        for step in range(count + 1)
    ]


def _float(canvas: Canvas) -> None:
    """Draw the float in front: planks, an iron ring, the shade beneath."""
    chance = canvas.chance
    deck, face, seams, grain = (canvas.mask() for _ in range(4))
    deck.polygon([(0, 930), (1120, 900), (WIDTH, 1010), (WIDTH, 1200), (0, 1200)])
    face.polygon([(1120, 900), (WIDTH, 1010), (WIDTH, 1040), (1120, 926)])
    for step in range(9):
        seams.line(((0, 960 + step * 46), (WIDTH, 930 + step * 62)), 4)
    for _ in range(380):
        x, y = chance.uniform(0, WIDTH), chance.uniform(930, 1200)
        grain.stroke(((x, y, 0.4), (x + 40, y + 1, 1.8), (x + chance.uniform(60, 180), y + 2, 0.4)))
    shade = canvas.mask()
    shade.polygon([(0, 910), (1120, 880), (WIDTH, 986), (WIDTH, 1020), (0, 960)])
    canvas.lay(shade.blur(10), (72, 104, 112), 0.6)
    canvas.lay(deck, ((900, (206, 190, 160)), (1200, (176, 158, 128))))
    canvas.lay(seams.within(deck), (120, 106, 84), 0.8)
    canvas.lay(grain.within(deck), (142, 124, 98), 0.4)
    ring: Mask = canvas.mask()
    ring.ellipse(424, 942, 34, 20)
    ring.ellipse(424, 942, 24, 12, 0)
    canvas.lay(ring, (92, 92, 90))


PICTURES: dict[str, Callable[[], Canvas]] = {"harbor": harbor, "boat": boat}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], PICTURES, __doc__))
