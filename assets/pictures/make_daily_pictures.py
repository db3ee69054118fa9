"""Draws the pictures of the daily's sample edition. Run by hand, never by a build.

    python assets/pictures/make_daily_pictures.py content/daily-sample/images

Uses the brushes of make_pictures.py. All chance comes from seeds.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from make_pictures import OVERSIZE, WIDTH, Canvas, Colour, Mask, Point, blend, main, skyline, smooth
from PIL import Image, ImageFilter

QUALITY = 46
MIST: Colour = (206, 212, 214)
LAMP: Colour = (255, 226, 164)
HALL: Point = (900, 600)
"""The point that the lines of the market hall run to."""


@dataclass
class Plate(Canvas):
    """A picture saved at a width of its own, px, in colour or in greys."""

    wide: int = WIDTH
    grey: bool = False

    def finished(self) -> Image.Image:
        """Return the picture at its saved size."""
        image = self.image.resize((self.wide, self.height * self.wide // WIDTH), Image.Resampling.LANCZOS)
        return image.convert("L") if self.grey else image


def curve(*points: Point) -> list[Point]:
    """Return a smooth line through the points."""
    return [(x, y) for x, y, _ in smooth([(x, y, 0.0) for x, y in points])]


def clouds(canvas: Canvas, levels: Sequence[tuple[float, float, float, Colour, float]]) -> None:
    """Draw banks of cloud: where (px from the top), how long and how flat, colour, opacity."""
    for level, reach, flat, colour, opacity in levels:
        bank = canvas.mask()
        for _ in range(16):
            x = canvas.chance.uniform(-200, WIDTH + 200)
            wide = reach * canvas.chance.uniform(0.2, 0.6)
            bank.ellipse(x, level + canvas.chance.uniform(-flat, flat), wide, flat * canvas.chance.uniform(0.5, 1.2))
        canvas.lay(bank.blur(flat * 0.7), colour, opacity)


def ripples(canvas: Canvas, top: float, foot: float, count: int, dark: Colour, light: Colour) -> None:
    """Draw ripples on water, wider and heavier towards the foot."""
    shade, glint = canvas.mask(), canvas.mask()
    for number in range(count):
        depth = canvas.chance.random() ** 0.9
        y = top + depth * (foot - top)
        half = (10 + depth * 120) * canvas.chance.uniform(0.3, 1)
        x = canvas.chance.uniform(0, WIDTH)
        (glint if number % 2 else shade).stroke(((x - half, y, 0.4), (x, y + 1, 0.8 + depth * 3), (x + half, y, 0.4)))
    canvas.lay(shade, dark, 0.28)
    canvas.lay(glint, light, 0.34)


def mirror(canvas: Canvas, line: int, high: int, strength: float) -> None:
    """Mirror what stands over a line of water in it, each row of pixels moved a little."""
    above = canvas.image.crop((0, (line - high) * OVERSIZE, WIDTH * OVERSIZE, line * OVERSIZE))
    below = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(3 * OVERSIZE))
    wavy = below.copy()
    for row in range(0, below.height, 2):
        depth = row / below.height
        shift = math.sin(row / (9 + 24 * depth)) * (2 + 12 * depth) + math.sin(row / 5.3) * (1 + 3 * depth)
        wavy.paste(below.crop((0, row, below.width, row + 2)), (round(shift), row))
    fade = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(wavy.size)
    canvas.image.paste(wavy, (0, line * OVERSIZE), fade.point([round(v * strength) for v in range(256)]))


# --- a flooded quay at daybreak ---


def quay() -> Canvas:
    """Merchants' houses at a quay that is under water, lamps still lit, people who walk along it on planks."""
    canvas = Plate(1170, seed=1953, wide=2000)
    sky = canvas.mask()
    sky.rectangle(0, 0, WIDTH, 1170)
    canvas.lay(sky, ((0, (112, 130, 150)), (230, (150, 166, 180)), (420, (206, 204, 200)), (640, (240, 216, 190))))
    clouds(
        canvas,
        (
            (40, 900, 60, (92, 108, 128), 0.75),
            (150, 700, 40, (126, 140, 156), 0.6),
            (250, 800, 26, (196, 192, 192), 0.5),
            (340, 700, 16, (244, 218, 196), 0.5),
        ),
    )
    line = 690
    far = canvas.mask()
    far.polygon([*skyline(canvas.chance, line - 190, 90, (700, 260, 110)), (WIDTH + 8, line), (0, line)])
    _spire(far, 1452, line - 170, 360)
    _roofs(canvas, far, line)
    for x in (1640, 1730):
        far.line(((x, line - 150), (x, line - 430), (x + 150, line - 470)), 8)
        far.line(((x, line - 430), (x - 50, line - 400)), 6)
    canvas.lay(far.blur(1.5), ((line - 520, (150, 160, 174)), (line - 60, (170, 174, 182)), (line, (206, 202, 198))))
    _terrace(canvas, line)
    water = canvas.mask()
    water.rectangle(0, line, WIDTH, 1170)
    canvas.lay(water, ((line, (190, 188, 184)), (860, (140, 152, 164)), (1170, (84, 100, 118))))
    mirror(canvas, line, 450, 0.86)
    ripples(canvas, line + 8, 1170, 900, (58, 74, 92), (236, 222, 204))
    for x in (210, 640, 1080, 1510):
        _lamp(canvas, x, line + 36)
    _walk(canvas, 868)
    veil = canvas.mask()
    veil.rectangle(0, line - 120, WIDTH, line + 90)
    canvas.lay(veil.blur(60), (236, 222, 208), 0.22)
    canvas.grain(0.08, 4.5)
    canvas.grain(0.08, 14)
    return canvas


def _spire(mask: Mask, x: float, foot: float, high: float) -> None:
    mask.rectangle(x - 26, foot - high * 0.45, x + 26, foot + 80)
    mask.polygon([(x - 30, foot - high * 0.45), (x, foot - high), (x + 30, foot - high * 0.45)])


def _roofs(canvas: Canvas, mask: Mask, line: float) -> None:
    """Draw the roofs of the further bank."""
    x = 1340.0
    while x < WIDTH:
        wide, high = canvas.chance.uniform(44, 90), canvas.chance.uniform(60, 130)
        mask.rectangle(x, line - high, x + wide, line)
        mask.polygon([(x, line - high), (x + wide / 2, line - high - 34), (x + wide, line - high)])
        x += wide


def _terrace(canvas: Canvas, line: float) -> None:
    """Draw the houses along the quay, their feet in the water: gables, windows, doors half drowned."""
    chance = canvas.chance
    walls: tuple[Colour, ...] = (
        (150, 96, 78), (172, 150, 122), (122, 84, 74), (186, 170, 150), (134, 112, 100), (162, 116, 88), (110, 92, 92),
    )  # fmt: skip
    x, number = -40.0, 0
    while x < WIDTH - 420:
        width = chance.uniform(150, 208)
        high = chance.uniform(330, 430)
        wall = walls[number % len(walls)]
        top = line - high
        body, gable, courses, glass, lit, frame, sill, door = (canvas.mask() for _ in range(8))
        body.rectangle(x, top, x + width, line)
        middle = x + width / 2
        if number % 3 == 0:
            for step in range(5):
                reach = width / 2 * (1 - step / 5)
                gable.rectangle(middle - reach, top - 24 * (step + 1), middle + reach, top - 24 * step + 2)
        elif number % 3 == 1:
            gable.polygon(
                curve((x, top + 2), (x + 8, top - 26), (x + width * 0.3, top - 52), (x + width * 0.34, top - 98),
                      (middle, top - 128), (x + width * 0.66, top - 98), (x + width * 0.7, top - 52),
                      (x + width - 8, top - 26), (x + width, top + 2))
            )  # fmt: skip
        else:
            gable.polygon([(x - 6, top + 2), (middle, top - 112), (x + width + 6, top + 2)])
        for _ in range(260):
            cx, cy = chance.uniform(x, x + width), chance.uniform(top - 120, line)
            courses.rectangle(cx, cy, cx + chance.uniform(6, 22), cy + 2.4)
        bays = 3 if width > 168 else 2
        storeys = int((high - 120) // 84)
        for bay in range(bays):
            cx = x + width * (bay + 0.5) / bays
            for storey in range(storeys):
                cy = top + 26 + storey * 84
                pane = lit if chance.random() < 0.24 else glass
                pane.rectangle(cx - 17, cy, cx + 17, cy + 54)
                frame.line(((cx, cy), (cx, cy + 54)), 2.4)
                frame.line(((cx - 17, cy + 26), (cx + 17, cy + 26)), 2.4)
                sill.rectangle(cx - 22, cy + 54, cx + 22, cy + 60)
        glass.ellipse(middle, top - 40, 12, 16)
        door.rectangle(middle - 24, line - 78, middle + 24, line)
        for side in (-1, 1):
            shop = lit if number % 2 == 0 else glass
            shop.rectangle(middle + side * width * 0.32 - 22, line - 84, middle + side * width * 0.32 + 22, line - 30)
        front = Mask(Image.new("L", canvas.size, 0))
        front.image.paste(255, (0, 0), body.image)
        front.image.paste(255, (0, 0), gable.image)
        dim = blend(wall, (70, 84, 104), 0.28)
        canvas.lay(
            front, ((top - 120, blend(dim, MIST, 0.16)), (line - 60, dim), (line, blend(dim, (50, 60, 72), 0.4)))
        )
        canvas.lay(courses.within(front), blend(dim, (30, 34, 40), 0.4), 0.3)
        side = canvas.mask()
        side.rectangle(x + width - 9, top - 10, x + width, line)
        canvas.lay(side.within(front).blur(3), (40, 46, 56), 0.45)
        canvas.lay(sill, blend(dim, (230, 226, 216), 0.5))
        canvas.lay(glass, (66, 80, 98))
        canvas.lay(lit.blur(13), LAMP, 0.6)
        canvas.lay(lit, ((top, (255, 222, 150)), (line, (250, 204, 128))))
        canvas.lay(frame, (214, 210, 200))
        canvas.lay(door, blend((52, 70, 74), wall, 0.15 * (number % 4)))
        tide = canvas.mask()
        tide.rectangle(x, line - 16, x + width, line)
        canvas.lay(tide.blur(2).within(front), (46, 58, 62), 0.7)
        x += width
        number += 1


def _lamp(canvas: Canvas, x: float, foot: float) -> None:
    """Draw a lamp post that stands in the water, its light and the streak of it."""
    post, head, streak = canvas.mask(), canvas.mask(), canvas.mask()
    post.line(((x, foot), (x, foot - 250)), 8)
    post.line(((x - 16, foot - 214), (x + 16, foot - 214)), 5)
    head.polygon([(x - 16, foot - 292), (x + 16, foot - 292), (x + 10, foot - 252), (x - 10, foot - 252)])
    for _ in range(34):
        y = foot + canvas.chance.uniform(20, 240)
        half = canvas.chance.uniform(6, 22)
        streak.stroke(((x - half, y, 0.4), (x, y, 4.4), (x + half, y, 0.4)))
    glow = canvas.mask()
    glow.ellipse(x, foot - 272, 62, 62)
    canvas.lay(glow.blur(34), LAMP, 0.75)
    canvas.lay(streak.blur(1.4), (255, 226, 172), 0.55)
    canvas.lay(post, (46, 52, 60))
    canvas.lay(head, (255, 244, 214))


def _walk(canvas: Canvas, level: float) -> None:
    """Draw the planks on their trestles, the people on them, and both in the water below."""
    planks, edge, legs, shade = (canvas.mask() for _ in range(4))
    planks.polygon([(-10, level - 6), (WIDTH + 10, level + 14), (WIDTH + 10, level + 40), (-10, level + 14)])
    edge.polygon([(-10, level + 14), (WIDTH + 10, level + 40), (WIDTH + 10, level + 50), (-10, level + 22)])
    for x in range(60, WIDTH, 230):
        y = level + 20 + x * 0.012
        for lean in (-16, 16):
            legs.line(((x, y), (x + lean * 1.4, y + 74)), 9)
        legs.line(((x - 16, y + 44), (x + 16, y + 44)), 5)
    shade.polygon([(-10, level + 84), (WIDTH + 10, level + 106), (WIDTH + 10, level + 140), (-10, level + 112)])
    people: tuple[tuple[float, float, Colour, str, int], ...] = (
        (150, 214, (60, 70, 84), "umbrella", 1),
        (338, 226, (216, 176, 66), "", 1),
        (520, 208, (92, 74, 72), "bag", 1),
        (604, 156, (150, 62, 54), "", 1),
        (830, 220, (58, 76, 92), "", -1),
        (1130, 218, (74, 78, 74), "umbrella", -1),
        (1316, 204, (110, 96, 84), "bag", -1),
        (1600, 230, (52, 58, 70), "", 1),
    )
    below = canvas.mask()
    for x, tall, *_ in people:
        y = level + 128 + x * 0.012
        below.polygon(
            curve((x - 26, y), (x - 30, y + tall * 0.5), (x, y + tall * 0.78), (x + 30, y + tall * 0.5), (x + 26, y))
        )
    canvas.lay(below.blur(7), (44, 54, 68), 0.5)
    canvas.lay(shade.blur(7), (40, 50, 64), 0.6)
    canvas.lay(legs, (66, 62, 60))
    canvas.lay(planks, ((level, (172, 156, 136)), (level + 40, (140, 126, 110))))
    seams = canvas.mask()
    for x in range(40, WIDTH, 120):
        seams.line(((x, level - 6), (x - 14, level + 44)), 2)
    seams.line(((-10, level + 5), (WIDTH, level + 26)), 2)
    canvas.lay(seams.within(planks), (88, 80, 74), 0.8)
    canvas.lay(edge, (92, 82, 74))
    for x, tall, coat, carries, way in people:
        _walker(canvas, x, level + 14 + x * 0.0125, tall, coat, way, carries)


def _walker(canvas: Canvas, x: float, foot: float, tall: float, coat: Colour, way: int, carries: str = "") -> None:
    """Draw somebody who walks: ``tall`` px high, to the right with a ``way`` of 1."""

    def at(dx: float, up: float) -> Point:
        return x + way * dx * tall, foot - up * tall

    legs, body, arm, head, hair, boots = (canvas.mask() for _ in range(6))
    legs.line((at(0.0, 0.46), at(0.1, 0.24), at(0.13, 0.03)), 0.085 * tall)
    legs.line((at(-0.01, 0.46), at(-0.04, 0.24), at(-0.13, 0.05)), 0.085 * tall)
    boots.line((at(0.12, 0.12), at(0.13, 0.02), at(0.19, 0.01)), 0.075 * tall)
    boots.line((at(-0.1, 0.13), at(-0.14, 0.03), at(-0.08, 0.01)), 0.075 * tall)
    body.polygon(
        curve(
            at(-0.1, 0.3),
            at(-0.13, 0.55),
            at(-0.1, 0.78),
            at(-0.02, 0.86),
            at(0.07, 0.82),
            at(0.11, 0.66),
            at(0.12, 0.3),
        )
    )
    arm.line((at(-0.02, 0.76), at(-0.1, 0.58), at(-0.03 if carries == "umbrella" else -0.12, 0.44)), 0.065 * tall)
    head.ellipse(*at(0.035, 0.925), 0.052 * tall, 0.066 * tall)
    hair.ellipse(*at(0.015, 0.955), 0.06 * tall, 0.05 * tall)
    dark, light = blend(coat, (24, 28, 36), 0.45), blend(coat, (240, 226, 206), 0.22)
    canvas.lay(legs, (44, 48, 58))
    canvas.lay(boots, (36, 56, 50))
    canvas.lay(body, ((foot - 0.86 * tall, light), (foot - 0.6 * tall, coat), (foot - 0.3 * tall, dark)))
    canvas.lay(arm, dark, 0.8)
    canvas.lay(head, (188, 150, 128))
    canvas.lay(hair, blend(dark, (60, 46, 40), 0.5))
    if carries == "umbrella":
        hood, rod = canvas.mask(), canvas.mask()
        rod.line((at(0.08, 0.56), at(0.12, 1.2)), 0.014 * tall)
        hood.polygon(
            [*curve(at(-0.3, 1.0), at(-0.16, 1.16), at(0.12, 1.22), at(0.4, 1.14), at(0.52, 0.98)),
             *curve(at(0.52, 0.98), at(0.3, 1.03), at(0.1, 1.0), at(-0.1, 1.03), at(-0.3, 1.0))]
        )  # fmt: skip
        canvas.lay(rod, (40, 40, 44))
        canvas.lay(hood, ((foot - 1.22 * tall, (84, 90, 100)), (foot - tall, (40, 44, 54))))
    elif carries == "bag":
        bag = canvas.mask()
        bag.polygon([at(-0.19, 0.46), at(-0.06, 0.46), at(-0.05, 0.3), at(-0.2, 0.3)])
        canvas.lay(bag, (86, 66, 52))


# --- the market hall ---


def _toward(point: Point, part: float) -> Point:
    """Return the point so far on the way to where the lines of the hall meet."""
    return point[0] + (HALL[0] - point[0]) * part, point[1] + (HALL[1] - point[1]) * part


def market() -> Canvas:
    """A market hall of iron and glass before it opens: arches one behind another, stalls at both sides, light."""
    canvas = Plate(1160, seed=1871, wide=1500, grey=True)
    all_of_it, floor = (canvas.mask() for _ in range(2))
    all_of_it.rectangle(0, 0, WIDTH, 1160)
    canvas.lay(all_of_it, ((0, (198,) * 3), (300, (238,) * 3), (620, (226,) * 3), (1160, (150,) * 3)))
    parts = [1 - 0.8**step for step in range(15)]
    floor.polygon([(-400, 1300), (2200, 1300), _toward((2200, 1300), parts[-1]), _toward((-400, 1300), parts[-1])])
    canvas.lay(floor, ((640, (222,) * 3), (820, (186,) * 3), (1160, (118,) * 3)))
    tiles = canvas.mask()
    for step in range(-14, 28):
        tiles.line(((step * 130, 1300), _toward((step * 130, 1300), parts[-1])), 2.4)
    for part in parts[:12]:
        tiles.line((_toward((-400, 1300), part), _toward((2200, 1300), part)), 3 * (1 - part) + 0.6)
    canvas.lay(tiles.within(floor), (96,) * 3, 0.5)
    bars = canvas.mask()
    for step in range(19):
        angle = math.pi * (1 + step / 18)
        start = (900 + 1240 * math.cos(angle), 240 + 700 * math.sin(angle))
        bars.line((start, _toward(start, parts[-1])), 3)
    canvas.lay(bars, (128,) * 3, 0.75)
    end = canvas.mask()
    end.ellipse(*HALL, 64, 62)
    canvas.lay(end.blur(46), (255,) * 3, 0.95)
    for part, after in zip(parts[-2::-1], parts[:0:-1], strict=True):
        haze = (236,) * 3
        for side in (-1, 1):
            _stall(canvas, side, part, after, haze)
        _arch(canvas, part, haze)
        veil = canvas.mask()
        veil.rectangle(0, 0, WIDTH, 1160)
        canvas.lay(veil, (244,) * 3, 0.05)
    for left in (250, 760, 1270):
        beam = canvas.mask()
        beam.polygon([(left, -20), (left + 150, -20), (left - 160, 1160), (left - 480, 1160)])
        canvas.lay(beam.blur(44), (255,) * 3, 0.2)
    for x, y, tall in ((760, 768, 128), (1030, 800, 150), (1074, 798, 140), (868, 700, 74), (930, 690, 66)):
        _walker(canvas, x, y, tall, (62,) * 3, 1 if x < 900 else -1, "bag" if x == 760 else "")
        foot = canvas.mask()
        foot.ellipse(x, y + 3, tall * 0.3, tall * 0.05)
        canvas.lay(foot.blur(4), (40,) * 3, 0.6)
    canvas.grain(0.16, 2.4)
    canvas.grain(0.1, 10)
    return canvas


def _arch(canvas: Canvas, part: float, haze: Colour) -> None:
    """Draw one arch of the hall: two columns, the rib, a tie and its rings."""
    near = 1 - part
    iron, light = canvas.mask(), canvas.mask()
    weight = 30 * near + 1
    rib: list[Point] = []
    for step in range(41):
        angle = math.pi * (1 + step / 40)
        rib.append(_toward((900 + 1180 * math.cos(angle), 250 + 660 * math.sin(angle)), part))
    iron.line(rib, weight)
    inner = [
        _toward((900 + 1090 * math.cos(a), 250 + 580 * math.sin(a)), part)
        for a in (math.pi * (1 + s / 40) for s in range(41))
    ]
    iron.line(inner, weight * 0.4)
    for one, other in zip(rib[1:-1:2], inner[1:-1:2], strict=True):
        iron.line((one, other), weight * 0.3)
    for x in (-280, 2080):
        head, foot = _toward((x, 250), part), _toward((x, 1300), part)
        iron.line((head, foot), weight * 1.25)
        iron.line((_toward((x - 60, 320), part), _toward((x + 60, 320), part)), weight * 1.1)
        light.line(((head[0] - weight * 0.2, head[1]), (foot[0] - weight * 0.2, foot[1])), weight * 0.26)
    colour = blend((52,) * 3, haze, min(0.86, part * 0.95))
    canvas.lay(iron, colour)
    canvas.lay(light, blend(colour, (255,) * 3, 0.4), 0.8)


def _stall(canvas: Canvas, side: int, part: float, after: float, haze: Colour) -> None:
    """Draw a stall between two arches: a counter with heaps on it, an awning in stripes over it."""
    chance = canvas.chance

    def at(x: float, y: float, deep: float) -> Point:
        return _toward((900 + side * x, y), part + (after - part) * deep)

    front, top, awning, stripes, goods, dark, end, below = (canvas.mask() for _ in range(8))
    front.polygon([at(620, 1090, 0.1), at(620, 1090, 0.92), at(620, 1300, 0.92), at(620, 1300, 0.1)])
    top.polygon([at(620, 1090, 0.1), at(620, 1090, 0.92), at(1100, 1050, 0.92), at(1100, 1050, 0.1)])
    dark.polygon([at(1100, 760, 0.0), at(1100, 760, 1), at(1100, 1050, 1), at(1100, 1050, 0.0)])
    awning.polygon([at(600, 800, 0.05), at(600, 800, 0.95), at(1120, 660, 0.95), at(1120, 660, 0.05)])
    awning.polygon([at(600, 800, 0.05), at(600, 800, 0.95), at(600, 850, 0.95), at(600, 850, 0.05)])
    for step in range(0, 9, 2):
        one, other = 0.05 + step * 0.1, 0.15 + step * 0.1
        stripes.polygon([at(600, 800, one), at(600, 800, other), at(1120, 660, other), at(1120, 660, one)])
        stripes.polygon([at(600, 800, one), at(600, 800, other), at(600, 850, other), at(600, 850, one)])
    end.polygon([at(620, 1090, 0.1), at(1100, 1050, 0.1), at(1100, 1300, 0.1), at(620, 1300, 0.1)])
    near = 1 - part
    tones = (
        blend((70,) * 3, haze, part * 0.9),
        blend((150,) * 3, haze, part * 0.9),
        blend((236,) * 3, haze, part * 0.6),
    )
    canvas.lay(dark, tones[0], 0.9)
    canvas.lay(front, ((0, tones[1]), (1160, blend(tones[1], (40,) * 3, 0.5))))
    canvas.lay(end, blend(tones[1], (30,) * 3, 0.35 * near))
    canvas.lay(top, tones[1])
    for heap in range(8):
        grey = chance.choice((64, 104, 150, 206))
        for _ in range(26):
            deep = 0.14 + 0.093 * heap + chance.uniform(0, 0.08)
            across = chance.random()
            x, y = at(640 + 400 * across, 1080 - 50 * across - chance.uniform(0, 26), deep)
            size = chance.uniform(9, 14) * near
            goods.ellipse(x, y, size, size * 0.9)
            below.ellipse(x + size * 0.2, y + size * 0.35, size, size * 0.9)
        canvas.lay(below, blend((40,) * 3, haze, part * 0.9), 0.6)
        canvas.lay(goods, blend((grey,) * 3, haze, part * 0.9), 0.9)
        goods, below = canvas.mask(), canvas.mask()
    canvas.lay(awning, tones[2])
    canvas.lay(stripes, blend((96,) * 3, haze, part * 0.9), 0.85)


# --- the marshes ---


def marsh() -> Canvas:
    """Marshes at low water: a creek that winds to the sea, a path of planks, somebody far off with a pole."""
    canvas = Plate(1260, seed=1987, wide=900, grey=True)
    chance = canvas.chance
    horizon = 430
    ground = canvas.mask()
    ground.rectangle(0, 0, WIDTH, 1260)
    canvas.lay(ground, ((0, (150,) * 3), (240, (206,) * 3), (horizon, (244,) * 3)))
    clouds(canvas, ((70, 900, 60, (112,) * 3, 0.6), (190, 900, 34, (160,) * 3, 0.6), (310, 800, 18, (246,) * 3, 0.7)))
    land = canvas.mask()
    land.rectangle(0, horizon, WIDTH, 1260)
    canvas.lay(land, ((horizon, (190,) * 3), (700, (140,) * 3), (1260, (74,) * 3)))
    blades, pale = canvas.mask(), canvas.mask()
    for number in range(5200):
        depth = chance.random() ** 1.3
        x, y = chance.uniform(0, WIDTH), horizon + 6 + depth * 840
        tall = 3 + depth * 46
        (pale if number % 3 == 0 else blades).line(
            ((x, y), (x + chance.uniform(-0.3, 0.5) * tall, y - tall * chance.uniform(0.5, 1))), 0.7 + depth * 3
        )
    canvas.lay(blades, (52,) * 3, 0.45)
    canvas.lay(pale, (222,) * 3, 0.4)
    left = curve((1130, horizon + 4), (880, 500), (1240, 600), (620, 760), (1100, 980), (900, 1300))
    right = curve((1150, horizon + 4), (940, 500), (1350, 600), (860, 770), (1560, 1000), (1700, 1300))
    bank, creek = canvas.mask(), canvas.mask()
    bank.polygon(
        [
            *((x - 20 - (y - horizon) * 0.09, y) for x, y in left),
            *((x + 20 + (y - horizon) * 0.07, y) for x, y in right[::-1]),
        ]
    )
    creek.polygon([*left, *right[::-1]])
    canvas.lay(bank.blur(3), ((horizon, (150,) * 3), (1260, (58,) * 3)))
    canvas.lay(creek.blur(1.5), ((horizon, (250,) * 3), (760, (214,) * 3), (1260, (150,) * 3)))
    planks, gaps = canvas.mask(), canvas.mask()
    one = curve((-60, 1280), (330, 900), (470, 650), (640, 500), (700, horizon + 12))
    other = curve((330, 1280), (480, 900), (540, 650), (668, 500), (706, horizon + 12))
    planks.polygon([*one, *other[::-1]])
    for number, (a, b) in enumerate(zip(one, other, strict=True)):
        if number % 2 == 0:
            gaps.line((a, b), max(0.6, (b[0] - a[0]) * 0.022))
    canvas.lay(planks.moved(10, 14).blur(7), (36,) * 3, 0.7)
    canvas.lay(planks, ((horizon, (236,) * 3), (1260, (186,) * 3)))
    canvas.lay(gaps.within(planks), (60,) * 3, 0.8)
    pole = canvas.mask()
    pole.line(((706, 360), (672, 560)), 5)
    _walker(canvas, 640, 548, 150, (60,) * 3, 1)
    canvas.lay(pole, (40,) * 3)
    birds = canvas.mask()
    for x, y, size in ((1240, 210, 26), (1330, 180, 20), (1180, 250, 18), (1420, 236, 22)):
        birds.stroke(
            (
                (x - size, y - 8, 1),
                (x - size / 2, y - 12, 4),
                (x, y, 5),
                (x + size / 2, y - 12, 4),
                (x + size, y - 8, 1),
            )
        )
    canvas.lay(birds, (70,) * 3)
    canvas.grain(0.2, 2)
    canvas.grain(0.1, 10)
    return canvas


PICTURES: dict[str, Callable[[], Canvas]] = {"quay": quay, "market": market, "marsh": marsh}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], PICTURES, __doc__, QUALITY))
