"""Draws the pictures of the Berliner's sample edition. Run by hand, never by a build.

    python assets/pictures/make_berliner_pictures.py content/berliner-sample/images

Uses the brushes of make_pictures.py. All chance comes from seeds.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence

from make_pictures import OVERSIZE, WIDTH, Canvas, Colour, Mask, Point, blend, main, skyline, smooth, speck
from PIL import Image, ImageFilter

QUALITY = 56
DECK = 640
"""The roadway of the bridge, px from the top."""
WATER = 860
"""Where the bridge's piers meet the river."""


def curve(*points: Point) -> list[Point]:
    """Return a smooth line through the points."""
    return [(x, y) for x, y, _ in smooth([(x, y, 0.0) for x, y in points])]


def wash(canvas: Canvas, *stops: tuple[float, Colour]) -> None:
    """Cover the whole picture with a gradient from its top down."""
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, canvas.height)
    canvas.lay(everything, stops)


def clouds(canvas: Canvas, colour: Colour, *bands: tuple[float, float, float]) -> None:
    """Lay soft level clouds: where each band is, how long and how flat it is, px."""
    for level, reach, flat in bands:
        cloud = canvas.mask()
        for _ in range(11):
            x = canvas.chance.uniform(-200, WIDTH)
            cloud.ellipse(x, level + canvas.chance.uniform(-22, 22), reach * canvas.chance.uniform(0.15, 0.45), flat)
        canvas.lay(cloud.blur(15), colour, 0.5)


def mirrored(canvas: Canvas, shore: float, depth: int, strength: float) -> None:
    """Reflect what stands over ``shore`` in the water below it, broken by waves."""
    above = canvas.image.crop((0, round((shore - depth) * OVERSIZE), WIDTH * OVERSIZE, round(shore * OVERSIZE)))
    below = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(3.5 * OVERSIZE))
    wavy = below.copy()
    for row in range(0, below.height, 2):
        far = row / below.height
        shift = math.sin(row / (9 + 26 * far)) * (3 + 18 * far) + math.sin(row / 5.3) * (1 + 5 * far)
        wavy.paste(below.crop((0, row, below.width, row + 2)), (round(shift), row))
    veil = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(wavy.size)
    canvas.image.paste(wavy, (0, round(shore * OVERSIZE)), veil.point([round(v * strength) for v in range(256)]))


def tram() -> Canvas:
    """A tram on a stone bridge in the morning: the old town behind it, its reflection in the river."""
    canvas = Canvas(1200, seed=131)
    chance = canvas.chance
    wash(canvas, (0, (138, 178, 186)), (260, (196, 214, 206)), (500, (246, 226, 190)), (640, (250, 216, 170)))
    clouds(canvas, (253, 242, 220), (110, 820, 22), (200, 700, 16), (300, 900, 14), (390, 700, 9))
    sun = canvas.mask()
    sun.ellipse(1330, 470, 150, 150)
    canvas.lay(sun.blur(70), (255, 240, 200), 0.9)
    for rise, colour in ((80, (186, 196, 188)), (44, (158, 176, 170))):
        land = canvas.mask()
        line = skyline(chance, DECK - 60, rise, (760, 310, 110))
        land.polygon([*line, (WIDTH + 8, DECK + 60), (0, DECK + 60)])
        canvas.lay(land, ((DECK - 150, colour), (DECK, blend(colour, (248, 226, 190), 0.45))))
    _town(canvas, 0, (168, 166, 156), 0.72, 30)
    _town(canvas, 7, (132, 136, 134), 1.0, 0)
    _church(canvas, 300, DECK + 44)
    river = canvas.mask()
    river.rectangle(0, WATER - 70, WIDTH, 1200)
    canvas.lay(river, ((WATER - 70, (222, 206, 176)), (WATER + 40, (170, 186, 180)), (1200, (92, 130, 138))))
    bank = canvas.mask()
    bank.polygon([*skyline(chance, WATER - 78, 22, (520, 210, 70)), (WIDTH + 8, WATER - 56), (0, WATER - 56)])
    canvas.lay(bank, ((WATER - 110, (122, 138, 108)), (WATER - 56, (98, 116, 98))))
    _bridge(canvas)
    _wires(canvas)
    _walkers(canvas)
    _tram(canvas, 470)
    mirrored(canvas, WATER, 330, 0.8)
    ripples, glints = canvas.mask(), canvas.mask()
    for number in range(720):
        depth = chance.random() ** 0.8
        y = WATER + 8 + depth * 330
        half = (10 + depth * 110) * chance.uniform(0.3, 1)
        x = chance.uniform(0, WIDTH)
        knots = ((x - half, y, 0.4), (x, y + chance.uniform(-1, 1), 0.9 + depth * 3), (x + half, y, 0.4))
        (glints if number % 2 else ripples).stroke(knots)
    canvas.lay(ripples, (70, 104, 112), 0.26)
    canvas.lay(glints, (252, 232, 196), 0.42)
    _reeds(canvas)
    gulls = canvas.mask()
    for x, y, size, lift in ((880, 190, 30, 0.5), (980, 130, 22, 0.3), (1110, 230, 18, 0.6), (740, 120, 20, 0.45)):
        speck(gulls, x, y, size, lift)
    canvas.lay(gulls, (92, 108, 114))
    canvas.grain(0.1, 1.6)
    canvas.grain(0.06, 12)
    return canvas


def _town(canvas: Canvas, seed: int, colour: Colour, scale: float, lift: float) -> None:
    """Draw a row of gabled houses behind the bridge."""
    chance = type(canvas.chance)(canvas.seed + seed)
    x = -30.0 if seed else -80.0
    end = 1010 if seed else 1500
    houses, roofs, panes = canvas.mask(), canvas.mask(), canvas.mask()
    while x < end:
        wide = chance.uniform(58, 104) * scale
        high = chance.uniform(78, 150) * scale
        foot, eaves = DECK + 30, DECK - 26 - lift - high
        houses.rectangle(x, eaves, x + wide, foot)
        rise = wide * chance.uniform(0.55, 0.8)
        if chance.random() < 0.45:
            steps = [
                (x + wide / 2 + side * wide * (0.5 - k / 8), eaves - rise * (k + n) / 4)
                for side in (-1,)
                for k in range(4)
                for n in (0, 1)
            ]
            other = [(2 * x + wide - px, py) for px, py in reversed(steps)]
            houses.polygon([*steps, *other])
        else:
            roofs.polygon([(x - 4, eaves), (x + wide / 2, eaves - rise), (x + wide + 4, eaves)])
        if chance.random() < 0.6:
            chimney = x + wide * chance.choice((0.24, 0.7))
            houses.rectangle(chimney, eaves - rise * 0.86, chimney + 9 * scale, eaves - rise * 0.2)
        across = max(2, round(wide / (26 * scale)))
        for level in range(3):
            for k in range(across):
                px = x + wide * (k + 0.5) / across
                py = eaves + (16 + 36 * level) * scale
                if py < DECK - 20 and chance.random() < 0.88:
                    panes.rectangle(px - 5 * scale, py, px + 5 * scale, py + 17 * scale)
        x += wide + chance.choice((0, 0, 3))
    canvas.lay(houses, ((DECK - 220, colour), (DECK, blend(colour, (244, 222, 188), 0.42))))
    canvas.lay(roofs, ((DECK - 260, blend(colour, (150, 84, 66), 0.55)), (DECK, blend(colour, (170, 110, 88), 0.5))))
    canvas.lay(panes, blend(colour, (72, 82, 88), 0.5), 0.8)


def _church(canvas: Canvas, x: float, foot: float) -> None:
    """Draw the church of St. Nikolai: a tower with a copper spire, and its nave."""
    tower, spire, nave, roof, holes = (canvas.mask() for _ in range(5))
    tower.rectangle(x - 42, foot - 330, x + 42, foot)
    spire.polygon(
        [(x - 48, foot - 328), (x - 16, foot - 420), (x, foot - 566), (x + 16, foot - 420), (x + 48, foot - 328)]
    )
    spire.ellipse(x, foot - 570, 6, 6)
    spire.line(((x, foot - 566), (x, foot - 606)), 4)
    spire.line(((x - 11, foot - 592), (x + 11, foot - 592)), 4)
    nave.rectangle(x + 42, foot - 150, x + 250, foot)
    roof.polygon([(x + 36, foot - 148), (x + 70, foot - 236), (x + 232, foot - 236), (x + 262, foot - 148)])
    for level, tall in ((300, 44), (226, 34)):
        for side in (-18, 18):
            holes.rectangle(x + side - 8, foot - level, x + side + 8, foot - level + tall)
            holes.ellipse(x + side, foot - level, 8, 12)
    holes.ellipse(x, foot - 150, 19, 19)
    for k in range(5):
        px = x + 70 + k * 38
        holes.rectangle(px - 7, foot - 116, px + 7, foot - 60)
        holes.ellipse(px, foot - 116, 7, 12)
    brick: Colour = (168, 104, 82)
    canvas.lay(nave, ((foot - 150, brick), (foot, blend(brick, (236, 206, 172), 0.35))))
    canvas.lay(roof, ((foot - 236, (120, 84, 76)), (foot - 148, (146, 104, 90))))
    canvas.lay(tower, ((foot - 330, (160, 96, 76)), (foot, blend(brick, (236, 206, 172), 0.35))))
    light = canvas.mask()
    light.rectangle(x + 16, foot - 330, x + 42, foot)
    canvas.lay(light.within(tower), (236, 180, 140), 0.45)
    canvas.lay(spire, ((foot - 606, (86, 128, 116)), (foot - 330, (112, 152, 136))))
    canvas.lay(holes, (96, 62, 56), 0.85)
    face = canvas.mask()
    face.ellipse(x, foot - 150, 15, 15)
    canvas.lay(face, (246, 238, 220))
    hands = canvas.mask()
    hands.line(((x, foot - 150), (x, foot - 162)), 2.4)
    hands.line(((x, foot - 150), (x + 8, foot - 146)), 2.4)
    canvas.lay(hands, (70, 60, 58))


def _bridge(canvas: Canvas) -> None:
    """Draw the bridge over the whole width: five arches of stone, its parapet, the joints of its blocks."""
    body, holes, shade, top, piers = (canvas.mask() for _ in range(5))
    body.rectangle(0, DECK + 8, WIDTH, WATER)
    for k in range(-1, 5):
        x = 180 + k * 400
        holes.ellipse(x, WATER - 2, 160, 168)
        holes.rectangle(x - 160, WATER - 4, x + 160, WATER + 4)
        piers.polygon([(x + 166, DECK + 60), (x + 234, DECK + 60), (x + 244, WATER), (x + 156, WATER)])
        shade.ellipse(x - 26, WATER - 2, 160, 168)
    canvas.lay(body.without(holes), ((DECK, (206, 186, 154)), (WATER, (150, 142, 126))))
    canvas.lay(holes.without(shade).within(body), (112, 108, 100), 0.9)
    canvas.lay(piers.without(holes), ((DECK, (222, 200, 166)), (WATER, (168, 154, 134))))
    joints = canvas.mask()
    for row in range(10):
        y = DECK + 30 + row * 22
        joints.line(((0, y), (WIDTH, y)), 1.6)
        for k in range(34):
            x = k * 56 + (row % 2) * 28 + canvas.chance.uniform(-6, 6)
            joints.line(((x, y), (x, y + 22)), 1.4)
    canvas.lay(joints.within(body).without(holes), (128, 116, 98), 0.5)
    rings = canvas.mask()
    for k in range(-1, 5):
        x = 180 + k * 400
        ring = canvas.mask()
        ring.ellipse(x, WATER - 2, 180, 188)
        canvas.lay(ring.without(holes).within(body), (228, 208, 174), 0.75)
        for step in range(1, 16):
            angle = math.pi * step / 16
            rings.line(
                (
                    (x + 160 * math.cos(angle), WATER - 2 - 168 * math.sin(angle)),
                    (x + 180 * math.cos(angle), WATER - 2 - 188 * math.sin(angle)),
                ),
                1.6,
            )
    canvas.lay(rings.within(body), (128, 116, 98), 0.6)
    top.rectangle(0, DECK - 4, WIDTH, DECK + 14)
    canvas.lay(top, ((DECK - 4, (238, 220, 186)), (DECK + 14, (190, 170, 142))))


def _wires(canvas: Canvas) -> None:
    """Draw masts and the wire over the rails."""
    wire, masts = canvas.mask(), canvas.mask()
    for x in (60, 420, 1590):
        masts.line(((x, DECK), (x, DECK - 286)), 8)
        masts.line(curve((x, DECK - 270), (x + 60, DECK - 262), (x + 110, DECK - 240)), 4)
        masts.ellipse(x, DECK - 290, 7, 7)
    for left, right in ((-300, 60), (60, 420), (420, 1590), (1590, 2000)):
        wire.line(curve((left, DECK - 258), ((left + right) / 2, DECK - 242), (right, DECK - 258)), 2)
    wire.line(((0, DECK - 236), (WIDTH, DECK - 236)), 2.2)
    canvas.lay(wire, (84, 92, 96), 0.9)
    canvas.lay(masts, (70, 84, 88))


def _walkers(canvas: Canvas) -> None:
    """Draw people on the bridge, one of them on a bicycle."""
    for x, coat, tall in (
        (150, (178, 92, 70), 82),
        (182, (66, 104, 112), 70),
        (318, (96, 92, 104), 84),
        (1712, (150, 108, 70), 84),
    ):
        body, head, legs = canvas.mask(), canvas.mask(), canvas.mask()
        foot = DECK + 2
        body.polygon(
            curve(
                (x - 10, foot - tall * 0.4),
                (x - 13, foot - tall * 0.62),
                (x - 8, foot - tall * 0.82),
                (x + 8, foot - tall * 0.82),
                (x + 13, foot - tall * 0.62),
                (x + 10, foot - tall * 0.4),
            )
        )
        legs.line(((x - 4, foot - tall * 0.42), (x - 9, foot)), 7)
        legs.line(((x + 4, foot - tall * 0.42), (x + 10, foot)), 7)
        head.ellipse(x + 1, foot - tall * 0.92, 8, 9.5)
        canvas.lay(legs, (66, 70, 78))
        canvas.lay(body, coat)
        canvas.lay(head, (132, 100, 82))
    bike, rider = canvas.mask(), canvas.mask()
    for x in (1630, 1686):
        bike.ellipse(x, DECK - 18, 20, 20)
        bike.ellipse(x, DECK - 18, 16.5, 16.5, 0)
    bike.line(((1630, DECK - 18), (1648, DECK - 50), (1676, DECK - 46), (1654, DECK - 18), (1630, DECK - 18)), 3)
    bike.line(((1686, DECK - 18), (1674, DECK - 60), (1664, DECK - 62)), 3)
    rider.stroke(((1646, DECK - 54, 16), (1654, DECK - 84, 19), (1664, DECK - 98, 12)))
    rider.line(((1660, DECK - 92), (1672, DECK - 62)), 6)
    canvas.lay(bike, (60, 66, 70))
    legs = canvas.mask()
    legs.line(((1646, DECK - 54), (1664, DECK - 40), (1656, DECK - 14)), 8)
    canvas.lay(legs, (70, 76, 92))
    canvas.lay(rider, (214, 150, 60))
    head = canvas.mask()
    head.ellipse(1672, DECK - 108, 9, 10)
    canvas.lay(head, (132, 100, 82))


def _tram(canvas: Canvas, left: float) -> None:
    """Draw the tram from the side: five parts with bellows between them, 1070 px long."""
    right, roof, sill, foot = left + 1070, DECK - 172, DECK - 62, DECK - 10
    body = canvas.mask()
    body.polygon(
        [
            *curve(
                (left + 4, foot), (left - 2, sill), (left + 14, roof + 70), (left + 52, roof + 8), (left + 92, roof)
            ),
            *curve(
                (right - 92, roof),
                (right - 52, roof + 8),
                (right - 14, roof + 70),
                (right + 2, sill),
                (right - 4, foot),
            ),
        ]
    )
    shade = canvas.mask()
    shade.rectangle(left + 10, foot, right - 10, DECK + 4)
    canvas.lay(shade.blur(3), (80, 74, 68), 0.75)
    boxes = canvas.mask()
    for start, end in ((150, 270), (400, 640), (780, 900)):
        boxes.polygon(
            [
                (left + start, roof + 2),
                (left + start + 10, roof - 22),
                (left + end - 10, roof - 22),
                (left + end, roof + 2),
            ]
        )
    canvas.lay(boxes, ((roof - 22, (210, 204, 190)), (roof, (168, 164, 154))))
    pantograph = canvas.mask()
    x = left + 700
    pantograph.line(((x - 30, roof - 2), (x + 26, roof - 30), (x - 14, DECK - 233)), 4)
    pantograph.line(((x - 44, DECK - 234), (x + 18, DECK - 234)), 4)
    canvas.lay(pantograph, (70, 76, 80))
    canvas.lay(body, ((roof, (226, 84, 56)), (sill, (206, 62, 44)), (foot, (168, 46, 38))))
    stripe = canvas.mask()
    stripe.rectangle(left - 10, sill + 6, right + 10, sill + 16)
    canvas.lay(stripe.within(body), (252, 240, 214))
    band = canvas.mask()
    band.rectangle(left - 10, roof + 26, right + 10, sill - 4)
    canvas.lay(band.within(body), ((roof + 26, (48, 66, 74)), (sill, (74, 96, 102))))
    shine = canvas.mask()
    for start in range(round(left) - 60, round(right), 132):
        shine.polygon([(start + 40, sill), (start + 92, roof), (start + 122, roof), (start + 70, sill)])
    canvas.lay(shine.within(band).within(body), (176, 200, 200), 0.5)
    riders = canvas.mask()
    for _ in range(19):
        px = canvas.chance.uniform(left + 70, right - 70)
        py = canvas.chance.uniform(sill - 34, sill - 24)
        riders.ellipse(px, py, 8, 9.5)
        riders.polygon([(px - 15, sill + 2), (px - 11, py + 12), (px + 11, py + 12), (px + 15, sill + 2)])
    canvas.lay(riders.within(band).within(body), (40, 50, 56), 0.75)
    joints, doors, posts = canvas.mask(), canvas.mask(), canvas.mask()
    for at in (214, 428, 642, 856):
        joints.rectangle(left + at - 9, roof + 2, left + at + 9, foot)
        for rib in (-5, 0, 5):
            posts.line(((left + at + rib, roof + 4), (left + at + rib, foot)), 1.6)
    for at in (130, 320, 535, 750, 940):
        doors.rectangle(left + at - 30, roof + 22, left + at + 30, foot - 4)
    canvas.lay(doors.within(body), ((roof + 22, (66, 86, 92)), (foot - 30, (96, 116, 120)), (foot, (150, 56, 46))))
    edges = canvas.mask()
    for at in (130, 320, 535, 750, 940):
        for side in (-30, 0, 30):
            edges.line(((left + at + side, roof + 22), (left + at + side, foot - 4)), 2.4)
    canvas.lay(edges.within(body), (232, 214, 190), 0.85)
    canvas.lay(joints, (66, 68, 70))
    canvas.lay(posts, (104, 104, 102))
    lamps = canvas.mask()
    lamps.ellipse(right - 14, foot - 24, 9, 7)
    canvas.lay(lamps.blur(5), (255, 244, 200))
    lamps.ellipse(left + 14, foot - 24, 5, 5)
    canvas.lay(lamps, (255, 246, 214))
    sign = canvas.mask()
    sign.rectangle(right - 124, roof + 8, right - 76, roof + 24)
    sign.rectangle(left + 230, roof + 7, left + 290, roof + 22)
    canvas.lay(sign.within(body), (38, 42, 44))
    one = canvas.mask()
    for px in (right - 100, left + 244):
        one.line(((px - 4, roof + 13), (px, roof + 10), (px, roof + 21)), 2.6)
    canvas.lay(one, (255, 196, 84))
    wheels = canvas.mask()
    for at in (78, 150, 470, 600, 920, 992):
        wheels.ellipse(left + at, foot + 2, 16, 14)
    canvas.lay(wheels, (58, 58, 60))
    skirt = canvas.mask()
    skirt.rectangle(left + 4, foot - 14, right - 4, foot + 2)
    canvas.lay(skirt.within(body), (128, 38, 34), 0.9)


def _reeds(canvas: Canvas) -> None:
    """Draw reeds in front at the left, and a boat made fast among them."""
    hull, inside, rope = canvas.mask(), canvas.mask(), canvas.mask()
    hull.polygon(
        curve((330, 1056), (420, 1100), (560, 1118), (720, 1104), (800, 1044), (700, 1068), (560, 1078), (420, 1074))
    )
    inside.polygon(
        curve((330, 1056), (430, 1046), (560, 1044), (700, 1042), (800, 1044), (700, 1066), (560, 1076), (430, 1072))
    )
    shadow = canvas.mask()
    shadow.ellipse(566, 1122, 230, 16)
    canvas.lay(shadow.blur(8), (54, 84, 92), 0.6)
    canvas.lay(hull, ((1044, (64, 110, 112)), (1118, (40, 76, 82))))
    canvas.lay(inside, ((1040, (196, 172, 130)), (1078, (160, 136, 100))))
    seats = canvas.mask()
    for x in (470, 620):
        seats.polygon([(x, 1046), (x + 34, 1045), (x + 40, 1074), (x + 6, 1075)])
    canvas.lay(seats, (222, 198, 156))
    rope.line(curve((334, 1056), (250, 1090), (170, 1070)), 3)
    canvas.lay(rope, (206, 190, 152))
    for colour, count, seed in (((84, 104, 78), 90, 1), ((122, 134, 86), 70, 2), ((176, 164, 104), 40, 3)):
        chance = type(canvas.chance)(canvas.seed * 10 + seed)
        blades = canvas.mask()
        for _ in range(count):
            x = chance.uniform(-20, 300) if chance.random() < 0.72 else chance.uniform(1500, 1820)
            tall = chance.uniform(120, 300) * (1 - abs(x - 60) / 700 if x < 900 else 0.8)
            lean = chance.uniform(-40, 60)
            blades.stroke(((x, 1210, 7), (x + lean * 0.3, 1210 - tall * 0.6, 5), (x + lean, 1210 - tall, 0.8)))
        canvas.lay(blades, colour)
    heads = canvas.mask()
    chance = type(canvas.chance)(canvas.seed * 10 + 9)
    for _ in range(12):
        x, top = chance.uniform(10, 260), chance.uniform(930, 1030)
        heads.line(((x, top), (x + 4, top + 40)), 11)
        heads.line(((x + 4, top + 30), (x - 2, 1210)), 3)
    canvas.lay(heads, (118, 84, 58))


def observatory() -> Canvas:
    """A dome on a hill at dusk, its slit open, the stars and the Milky Way above, people with a lamp."""
    canvas = Canvas(1150, seed=72)
    chance = canvas.chance
    wash(canvas, (0, (74, 98, 134)), (420, (120, 146, 170)), (760, (214, 190, 172)), (900, (246, 206, 160)))
    way = canvas.mask()
    for _ in range(240):
        t = chance.random()
        x = 300 + t * 1300 + chance.gauss(0, 70)
        y = 40 + t * 620 + chance.gauss(0, 60) - 200 * t * (1 - t)
        way.ellipse(x, y, chance.uniform(20, 80), chance.uniform(14, 46))
    fade = canvas.mask()
    fade.rectangle(0, 0, WIDTH, 640)
    canvas.lay(way.blur(44).within(fade.blur(90)), (206, 214, 224), 0.42)
    stars, bright = canvas.mask(), canvas.mask()
    for _ in range(760):
        y = 760 * chance.random() ** 1.5
        x = chance.uniform(0, WIDTH)
        size = chance.uniform(0.9, 2.1) * (1.2 - y / 900)
        stars.ellipse(x, y, size, size)
    for x, y in (
        (220, 150),
        (360, 232),
        (486, 206),
        (600, 250),
        (640, 390),
        (812, 372),
        (800, 232),
        (1500, 120),
        (1580, 300),
        (1120, 90),
    ):
        bright.ellipse(x, y, 4.6, 4.6)
    canvas.lay(bright.blur(6), (255, 250, 226), 0.9)
    canvas.lay(stars, (250, 246, 232), 0.95)
    canvas.lay(bright, (255, 252, 240))
    for rise, level, colour in ((70, 872, (150, 142, 148)), (46, 906, (116, 118, 126))):
        land = canvas.mask()
        land.polygon([*skyline(chance, level, rise, (900, 360, 130)), (WIDTH + 8, 1150), (0, 1150)])
        canvas.lay(land, ((level - 70, colour), (level + 60, blend(colour, (226, 190, 160), 0.3))))
    lights = canvas.mask()
    for _ in range(46):
        lights.ellipse(chance.uniform(40, 620), chance.uniform(880, 904), 2.6, 2)
    canvas.lay(lights.blur(2), (255, 224, 150))
    hill = canvas.mask()
    hill.polygon(
        [
            *curve((-20, 1070), (300, 1020), (700, 940), (1100, 900), (1450, 926), (1840, 1010)),
            (1840, 1160),
            (-20, 1160),
        ]
    )
    canvas.lay(hill, ((900, (96, 106, 92)), (1150, (62, 78, 76))))
    _dome(canvas, 1120, 912)
    grass = canvas.mask()
    for _ in range(900):
        x = chance.uniform(0, WIDTH)
        y = chance.uniform(1000, 1150)
        grass.stroke(((x, y, 3), (x + chance.uniform(-8, 8), y - chance.uniform(14, 40), 0.6)))
    canvas.lay(grass.within(hill), (128, 132, 100), 0.5)
    path = canvas.mask()
    path.polygon(
        curve((1040, 918), (960, 960), (900, 1020), (760, 1160), (960, 1160), (1010, 1030), (1040, 960), (1080, 920))
    )
    canvas.lay(path.blur(2), (196, 174, 146), 0.8)
    _visitors(canvas)
    canvas.grain(0.1, 1.6)
    canvas.grain(0.06, 12)
    return canvas


def _dome(canvas: Canvas, x: float, foot: float) -> None:
    """Draw the observatory: a round house of boards under a dome with an open slit."""
    wall, dome, slit, ribs, door, rail = (canvas.mask() for _ in range(6))
    top, radius = foot - 170, 250
    wall.rectangle(x - 226, top, x + 226, foot + 20)
    dome.ellipse(x, top, radius, radius * 0.98)
    lower = canvas.mask()
    lower.rectangle(0, top + 2, WIDTH, canvas.height)
    dome = dome.without(lower)
    canvas.lay(wall, ((top, (206, 196, 178)), (foot, (162, 152, 142))))
    boards = canvas.mask()
    for k in range(34):
        px = x + 226 * math.sin((k - 17) / 17 * math.pi / 2)
        boards.line(((px, top), (px, foot + 20)), 2)
    canvas.lay(boards.within(wall), (122, 114, 108), 0.55)
    side = canvas.mask()
    side.rectangle(x - 226, top, x - 60, foot + 20)
    canvas.lay(side.blur(60).within(wall), (90, 92, 104), 0.55)
    canvas.lay(dome, ((top - radius, (226, 230, 226)), (top, (168, 176, 180))))
    dusk = canvas.mask()
    dusk.ellipse(x - 190, top - 60, 190, 260)
    canvas.lay(dusk.blur(50).within(dome), (92, 106, 130), 0.6)
    glow = canvas.mask()
    glow.ellipse(x + 190, top - 20, 90, 200)
    canvas.lay(glow.blur(40).within(dome), (250, 214, 170), 0.55)
    for k in range(-4, 5):
        bend = k / 5
        ribs.line(
            curve(
                *(
                    (x + radius * bend * math.cos(a), top - radius * 0.98 * math.sin(a))
                    for a in (0.0, 0.35, 0.7, 1.05, 1.35, math.pi / 2)
                )
            ),
            2,
        )
    canvas.lay(ribs.within(dome), (130, 138, 144), 0.6)
    slit.polygon(
        [
            *curve((x + 20, top - 30), (x + 34, top - 120), (x + 30, top - 190), (x + 8, top - 243)),
            *curve((x + 84, top - 236), (x + 112, top - 180), (x + 122, top - 110), (x + 116, top - 30)),
        ]
    )
    canvas.lay(slit.within(dome), ((top - 240, (52, 56, 70)), (top - 30, (150, 96, 60))))
    tube = canvas.mask()
    tube.polygon([(x + 26, top - 40), (x + 84, top - 246), (x + 128, top - 236), (x + 84, top - 30)])
    canvas.lay(tube, ((top - 250, (238, 234, 222)), (top - 40, (178, 172, 162))))
    bands = canvas.mask()
    for t in (0.16, 0.5, 0.84):
        bands.line(((x + 26 + 58 * t, top - 40 - 206 * t), (x + 84 + 44 * t, top - 30 - 206 * t)), 7)
    canvas.lay(bands.within(tube), (92, 96, 100))
    rail.rectangle(x - 256, top - 8, x + 256, top + 12)
    canvas.lay(rail, ((top - 8, (214, 206, 188)), (top + 12, (118, 116, 116))))
    door.rectangle(x - 86, foot - 116, x - 22, foot + 16)
    canvas.lay(door, ((foot - 116, (255, 226, 150)), (foot, (246, 186, 104))))
    shine = canvas.mask()
    shine.polygon([(x - 86, foot + 10), (x - 22, foot + 10), (x - 30, foot + 90), (x - 190, foot + 90)])
    canvas.lay(shine.blur(10), (255, 220, 150), 0.6)
    window = canvas.mask()
    for px in (x + 70, x + 140):
        window.rectangle(px, foot - 104, px + 38, foot - 56)
    canvas.lay(window, (252, 214, 140))


def _visitors(canvas: Canvas) -> None:
    """Draw those who have come to look, from behind."""
    for x, foot, tall, coat in (
        (700, 1104, 150, (92, 84, 98)),
        (768, 1118, 160, (158, 84, 66)),
        (836, 1112, 108, (206, 150, 74)),
        (930, 1012, 84, (74, 92, 104)),
        (962, 1010, 78, (120, 96, 92)),
    ):
        body, head, legs = canvas.mask(), canvas.mask(), canvas.mask()
        w = tall * 0.16
        legs.line(((x - w * 0.4, foot - tall * 0.4), (x - w * 0.5, foot)), w * 0.62)
        legs.line(((x + w * 0.4, foot - tall * 0.4), (x + w * 0.5, foot)), w * 0.62)
        body.polygon(
            curve(
                (x - w, foot - tall * 0.36),
                (x - w * 1.2, foot - tall * 0.62),
                (x - w * 0.7, foot - tall * 0.83),
                (x + w * 0.7, foot - tall * 0.83),
                (x + w * 1.2, foot - tall * 0.62),
                (x + w, foot - tall * 0.36),
            )
        )
        head.ellipse(x, foot - tall * 0.92, tall * 0.075, tall * 0.088)
        canvas.lay(legs, (54, 58, 66))
        canvas.lay(body, coat)
        canvas.lay(head, (96, 76, 68))
    arm = canvas.mask()
    arm.line(((712, 984), (742, 940), (760, 912)), 11)
    canvas.lay(arm, (92, 84, 98))


def asparagus() -> Canvas:
    """A bundle of white asparagus on a table of boards, a knife beside it."""
    canvas = Canvas(1150, seed=18)
    chance = canvas.chance
    wash(canvas, (0, (214, 196, 168)), (1150, (188, 164, 132)))
    seams, grain = canvas.mask(), canvas.mask()
    for y in (150, 372, 600, 830, 1050):
        seams.line(((0, y), (WIDTH, y + chance.uniform(-10, 10))), 5)
    for _ in range(900):
        x, y = chance.uniform(-60, WIDTH), chance.uniform(0, 1150)
        grain.stroke(((x, y, 0.5), (x + 60, y + 2, 2.2), (x + chance.uniform(90, 320), y + 1, 0.5)))
    canvas.lay(grain, (150, 122, 90), 0.34)
    canvas.lay(seams, (118, 92, 66), 0.7)
    cloth = canvas.mask()
    cloth.polygon(
        curve(
            (-40, 250),
            (380, 190),
            (900, 240),
            (1400, 180),
            (1860, 260),
            (1860, 960),
            (1400, 1010),
            (900, 960),
            (420, 1020),
            (-40, 950),
        )
    )
    canvas.lay(cloth.moved(8, 14).blur(14), (104, 84, 64), 0.5)
    canvas.lay(cloth, ((180, (232, 238, 232)), (1000, (206, 218, 214))))
    checks = canvas.mask()
    for k in range(16):
        x = -60 + k * 130
        checks.line(curve((x, 170), (x + 14, 600), (x - 6, 1030)), 15)
    for k in range(8):
        y = 240 + k * 110
        checks.line(curve((-40, y), (600, y + 10), (1200, y - 8), (1860, y + 6)), 15)
    canvas.lay(checks.within(cloth), (92, 150, 150), 0.5)
    pile = canvas.mask()
    pile.ellipse(900, 700, 760, 190)
    canvas.lay(pile.blur(50), (96, 92, 80), 0.5)
    for k in sorted(range(9), key=lambda k: -(k % 2)):
        left = 220 + chance.uniform(-40, 40)
        _spear(canvas, left, 440 + k * 58, 1340 + chance.uniform(-70, 70), chance.uniform(-20, 20))
    string = canvas.mask()
    for x in (650, 664, 1080, 1094):
        string.line(curve((x, 398), (x + 16, 560), (x + 22, 720), (x + 8, 946)), 8)
    string.line(curve((652, 560), (600, 520), (560, 560), (640, 580), (700, 540), (760, 560), (690, 590)), 6)
    canvas.lay(string.moved(4, 6).blur(4), (96, 84, 66), 0.5)
    canvas.lay(string, (178, 128, 76))
    leaves = canvas.mask()
    for x, y, a in ((1480, 900, 0.4), (1560, 930, 0.1), (1520, 960, -0.4), (1620, 890, 0.7)):
        tip = (x + 150 * math.cos(a), y - 150 * math.sin(a))
        leaves.polygon(
            curve(
                (x, y),
                (x + 60 * math.cos(a + 0.5), y - 60 * math.sin(a + 0.5)),
                tip,
                (x + 60 * math.cos(a - 0.5), y - 60 * math.sin(a - 0.5)),
                (x, y),
            )
        )
    canvas.lay(leaves.moved(5, 8).blur(5), (96, 92, 80), 0.5)
    canvas.lay(leaves, ((850, (112, 150, 92)), (1000, (78, 118, 72))))
    canvas.grain(0.1, 1.6)
    canvas.grain(0.06, 12)
    return canvas


def _spear(canvas: Canvas, left: float, y: float, length: float, rise: float) -> None:
    """Draw one spear that lies level, its tip at the right."""
    right, half = left + length, 36.0
    spear, lower, light = canvas.mask(), canvas.mask(), canvas.mask()
    upper = [
        (left, y - half * 0.9),
        (left + length * 0.4, y - half + rise * 0.4),
        (left + length * 0.78, y - half * 0.94 + rise),
        (left + length * 0.93, y - half * 0.8 + rise),
        (right, y + rise),
    ]
    under = [
        (right, y + rise),
        (left + length * 0.93, y + half * 0.8 + rise),
        (left + length * 0.78, y + half * 0.94 + rise),
        (left + length * 0.4, y + half + rise * 0.4),
        (left, y + half * 0.9),
    ]
    spear.polygon([*curve(*upper), *curve(*under)])
    canvas.lay(spear.moved(4, 12).blur(9), (92, 86, 72), 0.55)
    canvas.lay(spear, ((y - half + min(rise, 0), (252, 248, 232)), (y + half + max(rise, 0), (222, 210, 176))))
    lower.polygon([(x, py + half * 1.25) for x, py in curve(*upper)] + [(right, y + 80), (left, y + 80)])
    canvas.lay(lower.blur(8).within(spear), (176, 160, 124), 0.75)
    light.line([(x, py + 17) for x, py in curve(*upper)[:-8]], 9)
    canvas.lay(light.blur(4).within(spear), (255, 255, 250), 0.9)
    tinge = canvas.mask()
    tinge.ellipse(right - 30, y + rise, 130, 60)
    canvas.lay(tinge.blur(30).within(spear), (196, 158, 176), 0.75)
    scales = canvas.mask()
    for at, side in (
        (0.3, -1),
        (0.44, 1),
        (0.57, -1),
        (0.68, 1),
        (0.76, -1),
        (0.83, 1),
        (0.885, -1),
        (0.925, 1),
        (0.955, -1),
    ):
        x, py = left + length * at, y + rise * min(1, at * 1.2)
        size = half * (1.25 if at < 0.8 else 0.85)
        scales.stroke(
            ((x, py + side * half * 0.6, 1), (x + size * 0.7, py + side * half * 0.35, 3.4), (x + size * 1.5, py, 1))
        )
        scales.stroke(
            ((x, py - side * half * 0.1, 1), (x + size * 0.8, py + side * half * 0.08, 2.6), (x + size * 1.5, py, 1))
        )
    canvas.lay(scales.within(spear), (164, 132, 128), 0.75)
    cut = canvas.mask()
    cut.ellipse(left, y, 13, half * 0.9)
    canvas.lay(cut, (240, 228, 192))
    core = canvas.mask()
    core.ellipse(left, y, 7, half * 0.55)
    canvas.lay(core, (214, 198, 156), 0.8)


def stork() -> Canvas:
    """A stork on the nest of a brewery's chimney, another one behind; roofs, a morning sky."""
    canvas = Canvas(1800, seed=40)
    wash(canvas, (0, (146, 186, 198)), (900, (212, 220, 206)), (1500, (250, 226, 188)))
    clouds(canvas, (252, 246, 230), (260, 900, 60), (520, 700, 40), (820, 900, 30), (1080, 800, 20))
    roofs = canvas.mask()
    roofs.polygon([(0, 1560), (260, 1390), (520, 1560), (520, 1800), (0, 1800)])
    roofs.polygon([(1240, 1600), (1560, 1400), (1840, 1570), (1840, 1800), (1240, 1800)])
    roofs.polygon([(420, 1660), (1400, 1660), (1400, 1800), (420, 1800)])
    canvas.lay(roofs, ((1390, (170, 104, 82)), (1800, (132, 82, 70))))
    tiles = canvas.mask()
    for k in range(20):
        tiles.line(((0, 1420 + k * 22), (WIDTH, 1420 + k * 22)), 3)
    canvas.lay(tiles.within(roofs), (112, 68, 58), 0.5)
    chimney, bricks, light = canvas.mask(), canvas.mask(), canvas.mask()
    chimney.polygon([(700, 1120), (1100, 1120), (1140, 1800), (660, 1800)])
    chimney.rectangle(672, 1100, 1128, 1180)
    canvas.lay(chimney, ((1100, (188, 112, 86)), (1800, (160, 92, 74))))
    for row in range(22):
        y = 1120 + row * 32
        bricks.line(((640, y), (1160, y)), 3.4)
        for k in range(10):
            x = 650 + k * 58 + (row % 2) * 29
            bricks.line(((x, y), (x, y + 32)), 3)
    canvas.lay(bricks.within(chimney), (226, 186, 156), 0.6)
    light.rectangle(960, 1090, 1160, 1800)
    canvas.lay(light.blur(50).within(chimney), (250, 200, 150), 0.5)
    dark = canvas.mask()
    dark.rectangle(640, 1090, 790, 1800)
    canvas.lay(dark.blur(40).within(chimney), (96, 60, 60), 0.5)
    _nest(canvas)
    _stork(canvas, 830, 940, 1.0)
    canvas.grain(0.1, 1.6)
    canvas.grain(0.06, 12)
    return canvas


def _nest(canvas: Canvas) -> None:
    """Draw a nest of sticks over the chimney."""
    for colour, count, seed in (((86, 68, 54), 170, 1), ((128, 102, 76), 150, 2), ((176, 146, 106), 90, 3)):
        chance = type(canvas.chance)(canvas.seed + seed)
        sticks = canvas.mask()
        for _ in range(count):
            x, y = 900 + chance.gauss(0, 170), chance.uniform(960, 1104)
            half = chance.uniform(60, 150)
            tilt = chance.uniform(-0.32, 0.32)
            sticks.line(((x - half, y - half * tilt), (x + half, y + half * tilt)), chance.uniform(4, 10))
        canvas.lay(sticks, colour)


def _stork(canvas: Canvas, x: float, foot: float, size: float) -> None:
    """Draw a stork from the side that looks to the right, ``foot`` where its legs meet the nest."""

    def at(*points: Point) -> list[Point]:
        return [(x + px * size, foot + py * size) for px, py in points]

    legs, body, wing, neck, bill, tail = (canvas.mask() for _ in range(6))
    for px in (-6, 54):
        legs.line(at((px, -230), (px + 8, -110), (px - 4, 20)), 15 * size)
        legs.ellipse(x + (px + 8) * size, foot - 112 * size, 12 * size, 12 * size)
    canvas.lay(legs, (214, 76, 52))
    body.polygon(
        curve(
            *at(
                (-240, -300),
                (-120, -400),
                (40, -440),
                (150, -410),
                (170, -330),
                (110, -250),
                (0, -214),
                (-120, -230),
                (-240, -300),
            )
        )
    )
    neck.stroke(
        [
            (px, py, w * size)
            for (px, py), w in zip(
                at((110, -370), (176, -470), (170, -570), (196, -650)), (130, 86, 60, 62), strict=True
            )
        ]
    )
    head = canvas.mask()
    head.ellipse(x + 208 * size, foot - 672 * size, 52 * size, 44 * size)
    bill.polygon(at((240, -696), (480, -640), (482, -634), (244, -650)))
    white = ((foot - 720 * size, (254, 252, 244)), (foot - 200 * size, (220, 220, 212)))
    canvas.lay(bill, ((foot - 700 * size, (226, 92, 60)), (foot - 630 * size, (196, 66, 46))))
    canvas.lay(neck, white)
    canvas.lay(body, white)
    canvas.lay(head, white)
    tail.polygon(
        curve(*at((-130, -330), (-260, -290), (-390, -222), (-300, -232), (-190, -246), (-60, -262), (-130, -330)))
    )
    wing.polygon(
        curve(
            *at((60, -330), (-60, -330), (-220, -296), (-370, -214), (-240, -232), (-80, -230), (30, -262), (60, -330))
        )
    )
    canvas.lay(tail, (78, 82, 92))
    canvas.lay(wing, ((foot - 340 * size, (66, 70, 80)), (foot - 210 * size, (48, 52, 62))))
    feathers = canvas.mask()
    for k in range(7):
        feathers.line(
            curve(*at((40 - 16 * k, -320 + 8 * k), (-110 - 14 * k, -282 + 9 * k), (-300 + 10 * k, -226 + 2 * k))), 3
        )
    canvas.lay(feathers.within(wing), (120, 126, 138), 0.8)
    breast = canvas.mask()
    breast.stroke(
        [
            (px, py, w * size)
            for (px, py), w in zip(at((120, -330), (150, -400), (140, -470)), (16, 26, 10), strict=True)
        ]
    )
    canvas.lay(breast.blur(8).within(body), (184, 190, 192), 0.7)
    shade = canvas.mask()
    shade.ellipse(x - 20 * size, foot - 214 * size, 180 * size, 44 * size)
    canvas.lay(shade.blur(18).within(body).without(wing), (150, 156, 166), 0.7)
    eye: Mask = canvas.mask()
    eye.ellipse(x + 222 * size, foot - 680 * size, 15 * size, 12 * size)
    canvas.lay(eye, (52, 50, 52))
    glint = canvas.mask()
    glint.ellipse(x + 226 * size, foot - 684 * size, 4 * size, 4 * size)
    canvas.lay(glint, (255, 255, 255))


PICTURES: dict[str, Callable[[], Canvas]] = {
    "strassenbahn": tram,
    "sternwarte": observatory,
    "spargel": asparagus,
    "storch": stork,
}


def draw(arguments: Sequence[str]) -> int:
    """Draw the pictures named, or all of them, into a folder. Returns the exit code."""
    return main(arguments, PICTURES, __doc__, QUALITY)


if __name__ == "__main__":
    sys.exit(draw(sys.argv[1:]))
