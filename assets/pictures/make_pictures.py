"""Draws the pictures of the sample edition. Run by hand, never by a build.

    python assets/pictures/make_pictures.py content/2022-04-15/images
    python assets/pictures/make_pictures.py drawn wetland football

Every picture is 1800 px wide, drawn at twice that size and reduced. All chance comes from seeds, so a run on the
same machine gives the same files. The two pictures with words take their fonts from fontconfig (`fc-match`).
The tones are light: newsprint drinks ink, and a large dark area prints as mud.
"""

from __future__ import annotations

import itertools
import math
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]
Knot = tuple[float, float, float]
"""A point of a brush stroke: x, y, and the width of the brush there, px."""
Colour = tuple[int, int, int]
Stop = tuple[float, Colour]
"""A stop of a gradient: where (px from the top), and the colour there."""

WIDTH = 1800
OVERSIZE = 2
"""Pictures are drawn this much larger than they are saved, which smooths every edge."""
QUALITY = 88


@dataclass
class Canvas:
    """A picture being drawn. All measures are px of the saved picture."""

    height: int
    seed: int
    image: Image.Image = field(init=False)
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", self.size, (255, 255, 255))
        self.chance = random.Random(self.seed)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the oversized picture."""
        return WIDTH * OVERSIZE, self.height * OVERSIZE

    def mask(self) -> Mask:
        """Return an empty mask of the picture's size."""
        return Mask(Image.new("L", self.size, 0))

    def gradient(self, stops: Sequence[Stop]) -> Image.Image:
        """Return a vertical gradient of the picture's size."""
        column = bytes(value for y in range(self.height) for value in _mix(stops, y))
        return Image.frombytes("RGB", (1, self.height), column).resize(self.size, Image.Resampling.BILINEAR)

    def lay(self, mask: Mask, paint: Colour | Sequence[Stop], opacity: float = 1.0) -> None:
        """Lay a colour, or a vertical gradient, through a mask."""
        stencil = mask.image if opacity >= 1 else mask.image.point([round(v * opacity) for v in range(256)])
        if isinstance(paint[0], int):
            self.image.paste(cast(Colour, paint), (0, 0), stencil)
        else:
            self.image.paste(self.gradient(cast(Sequence[Stop], paint)), (0, 0), stencil)

    def grain(self, amount: float, blur: float) -> None:
        """Give the whole picture the tooth of paper: soft noise, ``amount`` 0 to 1, ``blur`` px."""
        width, height = self.size
        scale = max(1, round(blur * OVERSIZE))
        small = (width // scale + 1, height // scale + 1)
        noise = Image.frombytes("L", small, self.chance.randbytes(small[0] * small[1]))
        noise = noise.resize(self.size, Image.Resampling.BICUBIC)
        noise = noise.point([round(128 + (v - 128) * amount) for v in range(256)])
        self.image = ImageChops.soft_light(self.image, Image.merge("RGB", (noise, noise, noise)))

    def finished(self) -> Image.Image:
        """Return the picture at its saved size."""
        return self.image.resize((WIDTH, self.height), Image.Resampling.LANCZOS)


@dataclass
class Mask:
    """Where paint goes: shapes drawn in white. Measures are px of the saved picture."""

    image: Image.Image

    def __post_init__(self) -> None:
        self.draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Iterable[Point], value: int = 255) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * OVERSIZE, y * OVERSIZE) for x, y in points], fill=value)

    def ellipse(self, x: float, y: float, rx: float, ry: float, value: int = 255) -> None:
        """Fill an ellipse around a centre."""
        box = [(x - rx) * OVERSIZE, (y - ry) * OVERSIZE, (x + rx) * OVERSIZE, (y + ry) * OVERSIZE]
        self.draw.ellipse(box, fill=value)

    def rectangle(self, left: float, top: float, right: float, bottom: float, value: int = 255) -> None:
        """Fill a rectangle."""
        self.draw.rectangle([v * OVERSIZE for v in (left, top, right, bottom)], fill=value)

    def line(self, points: Iterable[Point], width: float, value: int = 255) -> None:
        """Draw a line of even width with rounded joints."""
        scaled = [(x * OVERSIZE, y * OVERSIZE) for x, y in points]
        self.draw.line(scaled, fill=value, width=max(1, round(width * OVERSIZE)), joint="curve")

    def stroke(self, knots: Sequence[Knot], value: int = 255) -> None:
        """Draw a smooth brush stroke through the knots, its width changing with them."""
        left: list[Point] = []
        right: list[Point] = []
        path = smooth(knots)
        for here, after in zip(path, [*path[1:], path[-1]], strict=True):
            before = path[max(0, path.index(here) - 1)] if after == here else here
            dx, dy = after[0] - before[0], after[1] - before[1]
            size = math.hypot(dx, dy) or 1.0
            nx, ny = -dy / size * here[2] / 2, dx / size * here[2] / 2
            left.append((here[0] + nx, here[1] + ny))
            right.append((here[0] - nx, here[1] - ny))
            if here[2] > 1.2:
                self.ellipse(here[0], here[1], here[2] / 2, here[2] / 2, value)
        self.polygon(left + right[::-1], value)

    def blur(self, radius: float) -> Mask:
        """Return the mask blurred."""
        return Mask(self.image.filter(ImageFilter.GaussianBlur(radius * OVERSIZE)))

    def moved(self, dx: float, dy: float) -> Mask:
        """Return the mask moved."""
        image = Image.new("L", self.image.size, 0)
        image.paste(self.image, (round(dx * OVERSIZE), round(dy * OVERSIZE)))
        return Mask(image)

    def within(self, other: Mask) -> Mask:
        """Return the part of the mask that lies in another."""
        return Mask(ImageChops.multiply(self.image, other.image))

    def without(self, other: Mask) -> Mask:
        """Return the part of the mask that lies outside another."""
        return Mask(ImageChops.subtract(self.image, other.image))


def _mix(stops: Sequence[Stop], y: float) -> Colour:
    if y <= stops[0][0]:
        return stops[0][1]
    for (y0, a), (y1, b) in itertools.pairwise(stops):
        if y <= y1:
            t = (y - y0) / (y1 - y0)
            return blend(a, b, t)
    return stops[-1][1]


def blend(a: Colour, b: Colour, t: float) -> Colour:
    """Return the colour a part ``t`` of the way from one to the other."""
    red, green, blue = (round(p + (q - p) * t) for p, q in zip(a, b, strict=True))
    return red, green, blue


def smooth(knots: Sequence[Knot], pieces: int = 14) -> list[Knot]:
    """Return points on the Catmull-Rom curve through the knots."""
    if len(knots) < 3:
        return list(knots)
    ends = [knots[0], *knots, knots[-1]]
    path: list[Knot] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(pieces):
            t = step / pieces
            x, y, w = (
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
            path.append((x, y, max(0.0, w)))
    return [*path, knots[-1]]


def skyline(chance: random.Random, base: float, rise: float, waves: Sequence[float], step: int = 4) -> list[Point]:
    """Return a wavy line across the picture: ``waves`` are wave lengths, px, the longest the highest."""
    parts = [(2 * math.pi / w, chance.uniform(0, 6.28), w / waves[0]) for w in waves]
    total = sum(weight for *_, weight in parts)
    return [
        (x, base - rise * (0.5 + sum(math.sin(x * f + p) * weight for f, p, weight in parts) / total / 2))
        for x in range(-step, WIDTH + 2 * step, step)
    ]


def place(knots: Iterable[Knot], x: float, y: float, size: float, facing: int = 1, up: int = 1) -> list[Knot]:
    """Move a shape drawn in units to its place; ``facing`` and ``up`` of -1 reflected it."""
    return [(x + kx * size * facing, y + ky * size * up, kw * size) for kx, ky, kw in knots]


# --- birds: brush strokes in units of the body's length; x is forward, the feet stand at y = 0 ---

STILT_BODY: tuple[Knot, ...] = ((-0.62, -0.95, 0.03), (-0.35, -1.0, 0.2), (0.0, -1.03, 0.36), (0.3, -1.1, 0.26))
STILT_UP = (*STILT_BODY, (0.42, -1.28, 0.12), (0.44, -1.48, 0.11), (0.54, -1.56, 0.15), (0.68, -1.54, 0.05))
STILT_UP_BILL: tuple[Knot, ...] = ((0.62, -1.55, 0.05), (0.85, -1.5, 0.035), (1.05, -1.5, 0.02))
STILT_DOWN = (*STILT_BODY, (0.52, -0.98, 0.14), (0.68, -0.7, 0.1), (0.76, -0.5, 0.14), (0.8, -0.42, 0.06))
STILT_DOWN_BILL: tuple[Knot, ...] = ((0.78, -0.46, 0.05), (0.88, -0.2, 0.035), (1.02, -0.06, 0.02))
STILT_LEGS: tuple[tuple[Knot, ...], ...] = (
    ((0.02, -0.88, 0.05), (0.06, -0.45, 0.035), (0.0, 0.0, 0.03)),
    ((-0.08, -0.88, 0.05), (-0.2, -0.45, 0.035), (-0.14, 0.0, 0.03)),
)
HERON_BODY: tuple[Knot, ...] = (
    (-0.75, -0.92, 0.02),
    (-0.5, -1.02, 0.17),
    (-0.1, -1.2, 0.36),
    (0.2, -1.36, 0.3),
    (0.38, -1.58, 0.15),
    (0.34, -1.86, 0.1),
    (0.22, -2.1, 0.09),
    (0.3, -2.3, 0.1),
    (0.44, -2.34, 0.14),
    (0.6, -2.3, 0.05),
)
HERON_BILL: tuple[Knot, ...] = ((0.54, -2.32, 0.07), (0.75, -2.27, 0.045), (0.98, -2.2, 0.012))
HERON_LEGS: tuple[tuple[Knot, ...], ...] = (
    ((0.0, -1.08, 0.1), (0.06, -0.6, 0.045), (0.02, 0.0, 0.035)),
    ((-0.12, -1.06, 0.1), (-0.2, -0.56, 0.045), (-0.14, 0.0, 0.035)),
)
FLIGHT_BODY: tuple[Knot, ...] = (
    (-1.25, 0.1, 0.02),
    (-0.75, 0.05, 0.05),
    (-0.45, 0.02, 0.14),
    (0.0, 0.0, 0.24),
    (0.35, -0.05, 0.17),
    (0.56, -0.02, 0.13),
    (0.72, -0.04, 0.1),
    (1.02, -0.02, 0.015),
)
WING_UP: tuple[Knot, ...] = ((0.18, -0.02, 0.34), (0.1, -0.45, 0.36), (-0.1, -0.85, 0.26), (-0.5, -1.3, 0.02))
WING_FAR: tuple[Knot, ...] = ((0.22, -0.05, 0.26), (0.38, -0.42, 0.27), (0.42, -0.78, 0.2), (0.24, -1.2, 0.02))
WING_DOWN: tuple[Knot, ...] = ((0.16, 0.02, 0.3), (0.02, 0.36, 0.33), (-0.2, 0.66, 0.24), (-0.62, 0.95, 0.02))


def wader(mask: Mask, x: float, y: float, size: float, facing: int, feeding: bool, up: int = 1) -> None:
    """Draw a stilt or avocet that stands at (x, y); ``up`` of -1 draws its reflection."""
    body, bill = (STILT_DOWN, STILT_DOWN_BILL) if feeding else (STILT_UP, STILT_UP_BILL)
    for part in (*STILT_LEGS, bill, body):
        mask.stroke(place(part, x, y, size, facing, up))


def heron(mask: Mask, x: float, y: float, size: float, facing: int, up: int = 1) -> None:
    """Draw a standing heron."""
    for part in (*HERON_LEGS, HERON_BILL, HERON_BODY):
        mask.stroke(place(part, x, y, size, facing, up))


def flying(mask: Mask, x: float, y: float, size: float, facing: int, down: bool) -> None:
    """Draw a heron in flight."""
    for part in (FLIGHT_BODY, WING_DOWN if down else WING_UP, *(() if down else (WING_FAR,))):
        mask.stroke(place(part, x, y, size, facing))


def speck(mask: Mask, x: float, y: float, size: float, lift: float) -> None:
    """Draw a far bird: two wings as one thin stroke."""
    wings = ((-1, -lift, 0.02), (-0.5, -lift * 0.75, 0.13), (0, 0.1, 0.2), (0.5, -lift * 0.8, 0.13), (1, -lift, 0.02))
    mask.stroke(place(wings, x, y, size))


# --- the pictures ---


def wetland() -> Canvas:
    """A wetland at dawn: hills and trees in mist, shoals with waders, reeds in front."""
    canvas = Canvas(1200, seed=415)
    chance = canvas.chance
    horizon = 560
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1200)
    sky = ((0, (178, 193, 198)), (250, (209, 214, 207)), (430, (238, 224, 200)), (560, (248, 230, 203)))
    canvas.lay(everything, sky)

    glow = canvas.mask()
    glow.ellipse(1220, 400, 330, 250)
    canvas.lay(glow.blur(110), (255, 238, 205), 0.8)
    sun = canvas.mask()
    sun.ellipse(1220, 392, 62, 62)
    canvas.lay(sun.blur(2), (255, 247, 226))
    for level, reach, flat in ((150, 900, 26), (215, 700, 16), (300, 820, 12)):
        cloud = canvas.mask()
        for _ in range(9):
            at = chance.uniform(-200, WIDTH)
            cloud.ellipse(at, level + chance.uniform(-22, 22), reach * chance.uniform(0.2, 0.5), flat)
        canvas.lay(cloud.blur(16), (250, 240, 222), 0.35)

    woods: tuple[tuple[float, Colour, float, float], ...] = (
        (22, (190, 197, 193), 500, 4.5),
        (30, (164, 176, 172), 420, 6),
        (34, (136, 152, 146), 330, 8),
        (26, (112, 130, 122), 260, 10),
    )
    for rise, colour, wave, crown in woods:
        line = skyline(chance, horizon + 4, rise, (wave, wave * 0.37, wave * 0.16))
        land = canvas.mask()
        land.polygon([*line, (WIDTH, horizon + 8), (0, horizon + 8)])
        for x, y in line:
            if chance.random() < 0.32 and y < horizon - rise * 0.3:
                wide = crown * chance.uniform(0.7, 1.9)
                land.ellipse(x, y - crown * chance.uniform(-0.2, 0.7), wide, crown * chance.uniform(0.8, 2.0))
        canvas.lay(land, ((horizon - rise * 1.6, colour), (horizon + 6, blend(colour, (244, 230, 208), 0.72))))

    water = canvas.mask()
    water.rectangle(0, horizon, WIDTH, 1200)
    deep = ((560, (244, 229, 206)), (720, (214, 216, 208)), (930, (176, 191, 192)), (1200, (140, 160, 165)))
    canvas.lay(water, deep)
    mirrored = canvas.image.crop((0, 430 * OVERSIZE, WIDTH * OVERSIZE, horizon * OVERSIZE))
    mirrored = mirrored.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(9 * OVERSIZE))
    veil = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(mirrored.size)
    canvas.image.paste(mirrored, (0, horizon * OVERSIZE), veil.point([round(v * 0.6) for v in range(256)]))

    path = canvas.mask()
    for _ in range(190):
        depth = chance.random() ** 1.4
        y = horizon + 12 + depth * 560
        spread = 26 + depth * 150
        half = (12 + depth * 90) * chance.uniform(0.4, 1)
        x = 1220 + chance.gauss(0, spread * 0.5)
        path.stroke(((x - half, y, 0.4), (x, y, 1.6 + depth * 5), (x + half, y, 0.4)))
    canvas.lay(path.blur(1.2), (255, 243, 219), 0.62)
    ripples = canvas.mask()
    for _ in range(520):
        depth = chance.random() ** 0.8
        y = horizon + 20 + depth * 620
        half = (20 + depth * 120) * chance.uniform(0.3, 1)
        x = chance.uniform(0, WIDTH)
        ripples.stroke(((x - half, y, 0.3), (x, y + chance.uniform(-1, 1), 0.8 + depth * 2.4), (x + half, y, 0.3)))
    canvas.lay(ripples, (112, 134, 140), 0.2)

    mist = canvas.mask()
    for _ in range(26):
        at = chance.uniform(-100, WIDTH + 100)
        mist.ellipse(at, horizon + chance.uniform(-26, 34), chance.uniform(120, 420), chance.uniform(7, 20))
    canvas.lay(mist.blur(15), (250, 239, 221), 0.75)

    shoals: tuple[tuple[float, float, float, float, float, int], ...] = (
        (470, 700, 430, 9, 24, 15),
        (1480, 742, 400, 10, 30, 13),
        (820, 822, 560, 14, 43, 13),
        (1500, 905, 420, 15, 56, 6),
    )
    for x, y, half, thick, size, count in shoals:
        depth = (y - horizon) / 640
        tone = blend((176, 172, 154), (112, 114, 102), depth)
        shoal, wet = canvas.mask(), canvas.mask()
        wet.stroke(((x - half * 1.06, y + 6, 1), (x, y + 9, thick * 2.6), (x + half * 1.04, y + 5, 1)))
        knots = [(x - half, y + 2, 1.0)]
        for step in range(1, 8):
            at = x - half + half * step / 4
            knots.append((at, y + chance.uniform(-2, 3), thick * chance.uniform(0.9, 1.9)))
        shoal.stroke([*knots, (x + half, y + 3, 1.0)])
        canvas.lay(wet.blur(4), blend(tone, (200, 200, 190), 0.35), 0.7)
        canvas.lay(shoal.blur(0.8), tone, 0.9)
        birds, shadows = canvas.mask(), canvas.mask()
        for index in range(count):
            bx = x - half * 0.86 + half * 1.72 * (index + chance.uniform(0.1, 0.9)) / count
            by = y + chance.uniform(-0.1, 0.35) * size
            bird = size * chance.uniform(0.88, 1.12)
            facing = chance.choice((-1, -1, 1))
            feeding = chance.random() < 0.55
            wader(birds, bx, by, bird, facing, feeding)
            wader(shadows, bx, by + 2, bird * 0.9, facing, feeding, up=-1)
        ink = blend((132, 142, 142), (80, 92, 96), depth * 1.3)
        canvas.lay(shadows.blur(2 + 2 * depth), ink, 0.28)
        canvas.lay(birds, ink)

    egrets, reflected = canvas.mask(), canvas.mask()
    for x, y, size, facing in ((300, 962, 118, 1), (520, 926, 92, -1)):
        heron(reflected, x, y + 4, size * 0.95, facing, up=-1)
        heron(egrets, x, y, size, facing)
    canvas.lay(reflected.blur(4), (236, 232, 220), 0.4)
    canvas.lay(egrets.moved(-3, 2).blur(1.5), (96, 112, 116), 0.5)
    canvas.lay(egrets, ((690, (252, 249, 240)), (860, (240, 237, 226)), (970, (120, 124, 118))))
    bills = canvas.mask()
    for x, y, size, facing in ((300, 962, 118, 1), (520, 926, 92, -1)):
        bills.stroke(place(HERON_BILL, x, y, size, facing))
    canvas.lay(bills, (196, 150, 84))

    flock = canvas.mask()
    for index in range(44):
        along = index / 43
        x = 210 + 780 * along + chance.gauss(0, 26)
        y = 330 - 150 * math.sin(along * 2.3) + chance.gauss(0, 22)
        speck(flock, x, y, 7 + 9 * along * chance.uniform(0.8, 1.2), chance.uniform(-0.15, 0.6))
    canvas.lay(flock, (96, 112, 120), 0.9)
    close = canvas.mask()
    for x, y, size, down in ((690, 388, 58, False), (840, 440, 46, True), (560, 452, 40, False), (968, 372, 36, True)):
        flying(close, x, y, size, 1, down)
    canvas.lay(close, (86, 100, 106))

    _reeds(canvas, range(-60, 480, 12), 1215, (300, 460), (134, 141, 118), 10)
    _reeds(canvas, range(1400, 1880, 12), 1215, (230, 400), (134, 141, 118), 10)
    _reeds(canvas, range(-60, 380, 15), 1225, (260, 400), (86, 97, 80), 14)
    _reeds(canvas, range(1500, 1880, 15), 1225, (200, 330), (86, 97, 80), 14)
    low = canvas.mask()
    low.rectangle(0, 1040, WIDTH, 1200)
    canvas.lay(low.blur(60), (238, 226, 204), 0.13)
    canvas.grain(0.2, 1.0)
    canvas.grain(0.08, 9)
    return canvas


def _reeds(
    canvas: Canvas, roots: Iterable[int], ground: float, tall: tuple[int, int], colour: Colour, leaf: float
) -> None:
    """Draw a stand of reeds, each with a few leaves and some with a tassel."""
    chance = canvas.chance
    stems, tassels = canvas.mask(), canvas.mask()
    for root in roots:
        x = root + chance.uniform(-9, 9)
        high = chance.uniform(*tall)
        lean = chance.uniform(10, 70)
        top = (x + lean, ground - high)
        stems.stroke(((x, ground, 5), (x + lean * 0.3, ground - high * 0.55, 4), (*top, 1.5)))
        for _ in range(3):
            at = chance.uniform(0.25, 0.8)
            side = chance.choice((-1, 1, 1))
            bx, by = x + lean * at * at, ground - high * at
            reach = chance.uniform(50, 120)
            tip = (bx + side * reach, by - chance.uniform(-20, 70), 0.5)
            stems.stroke(((bx, by, 2), (bx + side * reach * 0.35, by - reach * 0.5, leaf * 0.75), tip))
        if chance.random() < 0.45:
            tx, ty = top
            for _ in range(9):
                drift = chance.uniform(6, 40)
                from_top = chance.uniform(0, 46)
                end = (tx + drift, ty + from_top - chance.uniform(-6, 22), 0.6)
                tassels.stroke(((tx, ty + from_top, 1.2), (tx + drift * 0.4, ty + from_top - 16, 4.2), end))
    canvas.lay(stems.moved(4, 3).blur(3), blend(colour, (60, 70, 64), 0.4), 0.35)
    canvas.lay(stems, ((800, blend(colour, (220, 210, 180), 0.3)), (1200, colour)))
    canvas.lay(tassels, blend(colour, (214, 192, 150), 0.62))


@dataclass(frozen=True)
class Pitch:
    """A football pitch from above, turned a little in the picture: metres from its centre spot to px."""

    centre: Point
    turn: float
    scale: float

    def at(self, across: float, along: float) -> Point:
        """Return where a point of the pitch lies, px."""
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        x = self.centre[0] + (across * cos - along * sin) * self.scale
        return x, self.centre[1] + (across * sin + along * cos) * self.scale


def football() -> Canvas:
    """A football match from above in low sun, the shadows longer than the players."""
    canvas = Canvas(1200, seed=2022)
    chance = canvas.chance
    pitch = Pitch((800, 690), math.radians(-13), 52)
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1200)
    canvas.lay(everything, ((0, (188, 199, 148)), (1200, (164, 181, 127))))
    mown = canvas.mask()
    for band in range(-8, 9, 2):
        left, right = band * 3.2, band * 3.2 + 3.2
        mown.polygon([pitch.at(left, -40), pitch.at(right, -40), pitch.at(right, 40), pitch.at(left, 40)])
    canvas.lay(mown.blur(3), (147, 168, 112), 0.62)
    blades = canvas.mask()
    for _ in range(5200):
        x, y = chance.uniform(0, WIDTH), chance.uniform(0, 1200)
        blades.line(((x, y), (x + chance.uniform(2, 7), y - chance.uniform(-2, 3))), 1)
    canvas.lay(blades, (122, 146, 94), 0.3)

    outside = canvas.mask()
    outside.polygon([pitch.at(-60, -60), pitch.at(60, -60), pitch.at(60, -12.6), pitch.at(-60, -12.6)])
    canvas.lay(outside, (196, 197, 152), 0.85)
    track = canvas.mask()
    track.polygon([pitch.at(-60, -15.4), pitch.at(60, -15.4), pitch.at(60, -13.4), pitch.at(-60, -13.4)])
    canvas.lay(track.blur(1), (219, 190, 164))
    edge = canvas.mask()
    for along in (-15.4, -13.4):
        edge.line((pitch.at(-60, along), pitch.at(60, along)), 4)
    canvas.lay(edge, (240, 228, 210), 0.9)

    lines = canvas.mask()
    lines.line((pitch.at(-60, -10.4), pitch.at(60, -10.4)), 7)
    lines.line((pitch.at(0, -10.4), pitch.at(0, 40)), 7)
    around = [pitch.at(6 * math.cos(a / 60 * math.pi), 6 * math.sin(a / 60 * math.pi)) for a in range(121)]
    lines.line(around, 7)
    lines.ellipse(*pitch.at(0, 0), 9, 9)
    box = [pitch.at(24, -7), pitch.at(14.5, -7), pitch.at(14.5, 40)]
    lines.line(box, 7)
    canvas.lay(lines.blur(0.8), (250, 248, 238), 0.92)

    light = (math.cos(math.radians(36)), math.sin(math.radians(36)))
    shade = canvas.mask()
    for along in (-25, -20, -15, -10, -5, 0, 5, 10, 15, 20, 25):
        x, y = pitch.at(along + chance.uniform(-0.6, 0.6), -17.4 + chance.uniform(-0.3, 0.3))
        radius = chance.uniform(70, 96)
        far = (x + light[0] * 330, y + light[1] * 330)
        shade.stroke(((x, y, 12), ((x + far[0]) / 2, (y + far[1]) / 2, 12), (*far, 12)))
        for _ in range(80):
            turn, out = chance.uniform(0, 6.28), radius * math.sqrt(chance.random())
            wide = chance.uniform(9, 22)
            sx = far[0] + out * math.cos(turn) * 1.0 + light[0] * out * 0.8 * math.sin(turn)
            shade.ellipse(sx, far[1] + out * math.sin(turn) * 0.8, wide * 1.2, wide * 0.8)

    home, away, keeper, judge = (190, 88, 66), (70, 104, 140), (226, 178, 76), (84, 84, 88)
    players: tuple[tuple[float, float, float, Colour, bool], ...] = (
        (1.3, 2.1, 200, home, True),
        (-0.6, 3.4, 330, away, True),
        (3.4, 0.2, 170, away, True),
        (-4.4, -1.6, 20, home, True),
        (-5.4, 5.2, 350, home, False),
        (5.8, -4.8, 150, home, True),
        (8.6, 3.6, 190, away, False),
        (-9.0, 1.2, 0, away, True),
        (0.6, -5.6, 95, away, False),
        (-7.6, -6.4, 60, home, True),
        (11.6, -1.4, 180, home, False),
        (6.2, 7.2, 230, away, True),
        (16.4, 2.6, 185, keeper, False),
        (-11.6, 6.8, 330, home, False),
        (3.0, -8.4, 110, judge, False),
        (-12.2, -3.4, 10, away, False),
    )
    for across, along, facing, _, runs in players:
        _figure_shadow(shade, pitch.at(across, along), facing, runs, light)
    ball = pitch.at(2.2, 1.55)
    tip = (ball[0] + light[0] * 34, ball[1] + light[1] * 34, 9.0)
    shade.stroke(((*ball, 13), ((ball[0] + tip[0]) / 2, (ball[1] + tip[1]) / 2, 12), tip))
    canvas.lay(shade.blur(1.6), (70, 96, 76), 0.6)
    for across, along, facing, shirt, runs in players:
        _figure(canvas, pitch.at(across, along), facing, shirt, runs)
    leather = canvas.mask()
    leather.ellipse(*ball, 11, 11)
    canvas.lay(leather, (252, 250, 244))
    patches = canvas.mask()
    for dx, dy in ((0, 0), (-7, -5), (7, -4), (4, 8), (-6, 7)):
        patches.ellipse(ball[0] + dx, ball[1] + dy, 2.6, 2.6)
    canvas.lay(patches, (90, 92, 94))

    warm = canvas.mask()
    warm.ellipse(120, 60, 900, 620)
    canvas.lay(warm.blur(240), (255, 240, 204), 0.34)
    canvas.grain(0.22, 0.9)
    canvas.grain(0.12, 16)
    return canvas


def _figure_shadow(mask: Mask, foot: Point, facing: float, runs: bool, light: Point) -> None:
    """Draw the long shadow of a child: height runs along the light, breadth across it."""
    metre, long = 62.0, 2.35
    side = abs(math.sin(math.radians(facing) - math.atan2(light[1], light[0]))) * 0.6 + 0.4

    def knot(height: float, beside: float, width: float) -> Knot:
        x = foot[0] + light[0] * height * long * metre - light[1] * beside * metre
        return x, foot[1] + light[1] * height * long * metre + light[0] * beside * metre, width * metre

    stride = 0.42 if runs else 0.14
    for sign in (-1, 1):
        knee = sign * stride * (0.75 if runs else 0.9)
        mask.stroke((knot(0.0, sign * stride, 0.11), knot(0.32, knee, 0.13), knot(0.66, sign * 0.06, 0.17)))
        hand = 0.42 if runs else 0.3
        arm = (knot(1.06, sign * 0.14 * side, 0.12), knot(0.86, sign * hand, 0.1), knot(0.72, sign * hand * 0.7, 0.08))
        mask.stroke(arm)
    mask.stroke((knot(0.6, 0, 0.26), knot(0.85, 0, 0.28), knot(1.1, 0, 0.36 * side + 0.06)))
    mask.stroke((knot(1.14, 0, 0.12), knot(1.28, 0, 0.2), knot(1.36, 0, 0.2), knot(1.44, 0, 0.1)))


def _figure(canvas: Canvas, foot: Point, facing: float, shirt: Colour, runs: bool) -> None:
    """Draw a child seen from above."""
    metre = 66.0
    cos, sin = math.cos(math.radians(facing)), math.sin(math.radians(facing))

    def knot(ahead: float, beside: float, width: float) -> Knot:
        return (
            foot[0] + (ahead * cos - beside * sin) * metre,
            foot[1] + (ahead * sin + beside * cos) * metre,
            width * metre,
        )

    stride = 0.34 if runs else 0.08
    limbs, cloth, skin, hair = canvas.mask(), canvas.mask(), canvas.mask(), canvas.mask()
    for sign in (-1, 1):
        limbs.stroke((knot(0, sign * 0.1, 0.13), knot(sign * stride, sign * 0.12, 0.11)))
        skin.stroke((knot(0.02, sign * 0.24, 0.1), knot(-sign * stride * 0.8, sign * 0.34, 0.08)))
    cloth.stroke((knot(0, -0.23, 0.16), knot(0.02, 0, 0.25), knot(0, 0.23, 0.16)))
    hair.ellipse(*knot(0.05, 0, 0)[:2], 0.125 * metre, 0.125 * metre)
    canvas.lay(limbs, (236, 230, 216))
    canvas.lay(skin, (214, 172, 140))
    canvas.lay(cloth, shirt)
    canvas.lay(cloth.moved(-3, -3).within(cloth), blend(shirt, (255, 240, 214), 0.28))
    canvas.lay(hair, (66, 56, 50))


FOCUS = 1150.0
"""Px that a metre takes at a distance of one metre, in the picture of the saplings."""


def saplings() -> Canvas:
    """A new road with saplings planted on both sides, each with its stakes and its basin for water."""
    canvas = Canvas(1200, seed=1200)
    chance = canvas.chance
    vanish, eye, focus = (520.0, 580.0), 1.75, FOCUS

    def seen(across: float, depth: float, height: float = 0.0) -> Point:
        scale = focus / depth
        return vanish[0] + across * scale, vanish[1] + (eye - height) * scale

    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1200)
    canvas.lay(everything, ((0, (186, 203, 210)), (330, (220, 226, 219)), (570, (247, 234, 208))))
    glow = canvas.mask()
    glow.ellipse(1330, 480, 460, 260)
    canvas.lay(glow.blur(130), (255, 236, 200), 0.85)
    sun = canvas.mask()
    sun.ellipse(1330, 412, 56, 56)
    canvas.lay(sun.blur(2), (255, 248, 228))
    for rise, colour, crown in ((46, (188, 197, 190), 7.0), (34, (160, 174, 160), 9.0)):
        land = canvas.mask()
        line = skyline(chance, 584, rise, (420, 150, 60))
        land.polygon([*line, (WIDTH, 592), (0, 592)])
        for x, y in line:
            if chance.random() < 0.4:
                land.ellipse(x, y, crown * chance.uniform(0.8, 1.8), crown * chance.uniform(0.8, 1.9))
        canvas.lay(land, ((540, colour), (588, blend(colour, (246, 234, 208), 0.6))))

    field_ = canvas.mask()
    field_.rectangle(0, 580, WIDTH, 1200)
    canvas.lay(field_, ((580, (222, 219, 184)), (720, (192, 199, 148)), (1200, (166, 180, 122))))
    rows = canvas.mask()
    for across in (*range(-90, -2), *range(15, 90)):
        rows.polygon([seen(across, 70), seen(across + 0.4, 70), seen(across + 0.4, 2.6), seen(across, 2.6)])
    canvas.lay(rows.blur(1.2), (132, 154, 98), 0.5)
    for left, right, colour in ((-1.6, 13.4, (208, 189, 156)), (3.4, 9.8, (214, 211, 204))):
        strip = canvas.mask()
        strip.polygon([seen(left, 400), seen(right, 400), seen(right, 2.6), seen(left, 2.6)])
        canvas.lay(strip, ((580, blend(colour, (246, 234, 208), 0.5)), (1000, colour)))
    crumbs = canvas.mask()
    for _ in range(2600):
        depth = 3 / (0.03 + chance.random())
        side = chance.choice((chance.uniform(-1.5, 3.2), chance.uniform(10.1, 13.2)))
        x, y = seen(side, depth)
        crumbs.ellipse(x, y, 14 / depth + 0.4, 7 / depth + 0.3)
    canvas.lay(crumbs, (158, 136, 104), 0.5)
    kerbs, dashes = canvas.mask(), canvas.mask()
    for across in (3.4, 9.6):
        kerbs.polygon([seen(across, 400), seen(across + 0.22, 400), seen(across + 0.2, 2.6), seen(across, 2.6)])
    for step in range(40):
        near = 3.2 + step * 4
        ends = [seen(6.5, near + 1.9), seen(6.65, near + 1.9), seen(6.65, near), seen(6.5, near)]
        dashes.polygon(ends)
    canvas.lay(kerbs, (236, 232, 222))
    canvas.lay(dashes, (250, 247, 238), 0.9)

    places = [(side, first + 3.1 * index) for index in range(26) for side, first in ((1.75, 4.6), (11.4, 6.2))]
    for side, depth in sorted(places, key=lambda item: -item[1]):
        _sapling(canvas, seen, side + chance.uniform(-0.1, 0.1), depth + chance.uniform(-0.1, 0.1))
    _gardener(canvas, seen, -0.2, 7.4, 1)
    _gardener(canvas, seen, 11.0, 10.6, -1)
    haze = canvas.mask()
    haze.rectangle(0, 556, WIDTH, 640)
    canvas.lay(haze.blur(34), (250, 238, 214), 0.4)
    canvas.grain(0.2, 0.9)
    canvas.grain(0.06, 12)
    return canvas


def _sapling(canvas: Canvas, seen: Callable[..., Point], side: float, depth: float) -> None:
    """Draw a sapling with its basin, its three stakes, its shadow to the left and its first leaves."""
    chance = canvas.chance
    metre = FOCUS / depth
    near = min(1.0, 8 / depth)
    air = (238, 228, 206)
    foot = seen(side, depth)
    basin, water, shadow = canvas.mask(), canvas.mask(), canvas.mask()
    basin.ellipse(*foot, 0.62 * metre, 0.2 * metre)
    water.ellipse(foot[0], foot[1] + 0.015 * metre, 0.5 * metre, 0.145 * metre)
    shadow.stroke(((*foot, 0.1 * metre), (foot[0] - 3.1 * metre, foot[1] + 0.42 * metre, 0.05 * metre)))
    for _ in range(34):
        out = chance.uniform(1.7, 3.6)
        x = foot[0] - out * metre
        shadow.ellipse(x, foot[1] + (out * 0.135 + chance.uniform(-0.1, 0.1)) * metre, 0.13 * metre, 0.03 * metre)
    canvas.lay(shadow.blur(1.5), (96, 106, 92), 0.34 * near + 0.06)
    canvas.lay(basin, blend(air, (170, 140, 104), 0.5 + near / 2))
    canvas.lay(water, blend(air, (122, 100, 78), 0.5 + near / 2))
    stakes, trunk, leaves, lit = canvas.mask(), canvas.mask(), canvas.mask(), canvas.mask()
    for dx, dy in ((-0.55, 0.03), (0.52, 0.06), (0.1, -0.12)):
        top = seen(side + 0.02, depth, 1.35)
        stakes.stroke(((foot[0] + dx * metre, foot[1] + dy * metre, 0.06 * metre), (*top, 0.05 * metre)))
    high = chance.uniform(2.9, 3.3)
    bend = chance.uniform(-0.06, 0.06)
    knots = [
        (foot[0] + (bend * math.sin(t * 3) + 0.02 * t) * metre, foot[1] - high * t * metre, (0.1 - 0.08 * t) * metre)
        for t in (0, 0.25, 0.5, 0.75, 1)
    ]
    trunk.stroke(knots)
    for branch in range(18):
        t = 0.42 + branch * 0.033
        x, y = foot[0] + bend * math.sin(t * 3) * metre, foot[1] - high * t * metre
        turn = chance.choice((-1, 1)) * chance.uniform(0.25, 0.9)
        reach = chance.uniform(0.4, 0.85) * (1.25 - t) * metre * 1.3
        tip = (x + math.sin(turn) * reach, y - math.cos(turn) * reach)
        trunk.stroke(((x, y, 0.035 * metre), ((x + tip[0]) / 2, (y + tip[1]) / 2, 0.025 * metre), (*tip, 0.01 * metre)))
        for _ in range(11):
            along = chance.uniform(0.3, 1.12)
            lx = x + (tip[0] - x) * along + chance.gauss(0, 0.05) * metre
            ly = y + (tip[1] - y) * along + chance.gauss(0, 0.05) * metre
            target = lit if chance.random() < 0.45 else leaves
            target.ellipse(lx, ly, 0.045 * metre + 0.4, 0.03 * metre + 0.4)
    canvas.lay(stakes, blend(air, (186, 158, 116), 0.35 + 0.65 * near))
    canvas.lay(trunk, blend(air, (112, 98, 82), 0.35 + 0.65 * near))
    canvas.lay(leaves, blend(air, (122, 146, 84), 0.45 + 0.55 * near))
    canvas.lay(lit, blend(air, (176, 192, 116), 0.45 + 0.55 * near))


def _gardener(canvas: Canvas, seen: Callable[..., Point], side: float, depth: float, facing: int) -> None:
    """Draw someone at work with a spade."""
    x, y = seen(side, depth)
    metre = FOCUS / depth
    shadow, legs, coat, head, hat, spade = (canvas.mask() for _ in range(6))
    shadow.stroke(
        ((x, y, 0.4 * metre), (x - 1.2 * metre, y + 0.17 * metre, 0.3 * metre), (x - 2 * metre, y + 0.27 * metre, 0.1))
    )
    parts: tuple[tuple[Mask, tuple[Knot, ...]], ...] = (
        (legs, ((-0.18, 0, 0.13), (-0.14, -0.42, 0.16), (-0.02, -0.82, 0.24))),
        (legs, ((0.24, 0, 0.13), (0.2, -0.42, 0.16), (0.02, -0.82, 0.24))),
        (coat, ((-0.02, -0.78, 0.3), (0.06, -1.1, 0.36), (0.2, -1.36, 0.3))),
        (coat, ((0.2, -1.34, 0.15), (0.42, -1.12, 0.13), (0.6, -0.92, 0.1))),
        (coat, ((0.16, -1.3, 0.15), (0.26, -1.02, 0.13), (0.46, -0.78, 0.1))),
        (head, ((0.3, -1.5, 0.2), (0.34, -1.58, 0.22))),
        (hat, ((0.1, -1.62, 0.05), (0.32, -1.7, 0.16), (0.56, -1.6, 0.05))),
        (spade, ((0.3, -1.3, 0.045), (0.62, -0.5, 0.04), (0.74, -0.2, 0.05))),
        (spade, ((0.72, -0.26, 0.2), (0.79, -0.08, 0.19), (0.83, 0.02, 0.06))),
    )
    for mask, knots in parts:
        mask.stroke(place(knots, x, y, metre, facing))
    canvas.lay(shadow.blur(2), (96, 106, 92), 0.4)
    canvas.lay(spade, (140, 120, 96))
    canvas.lay(legs, (92, 102, 112))
    canvas.lay(coat, (180, 98, 74) if facing > 0 else (84, 116, 134))
    canvas.lay(head, (206, 168, 138))
    canvas.lay(hat, (228, 208, 160))


def typeface(style: str, size: float) -> ImageFont.FreeTypeFont:
    """Return a face of Noto Sans CJK SC at a size of the saved picture, px; fontconfig says where it lies."""
    query = f"Noto Sans CJK SC:style={style}"
    found = subprocess.run(
        ["fc-match", "-f", "%{file}|%{index}", query], capture_output=True, text=True, check=True
    ).stdout
    file, _, index = found.rpartition("|")
    return ImageFont.truetype(file, round(size * OVERSIZE), index=int(index))


def write(canvas: Canvas, at: Point, text: str, font: ImageFont.FreeTypeFont, colour: Colour, anchor: str) -> None:
    """Write a line of text; ``anchor`` as Pillow names anchors."""
    ink = ImageDraw.Draw(canvas.image)
    ink.text((at[0] * OVERSIZE, at[1] * OVERSIZE), text, font=font, fill=colour, anchor=anchor)


@dataclass(frozen=True)
class BusStop:
    """A stop of the bus line: where it is drawn, on which side its name stands, whether it is new."""

    name: str
    x: float
    y: float
    side: str
    new: bool = False


BUS_STOPS = (
    BusStop("东渡口", 130, 1160, "below"),
    BusStop("渡口新村", 318, 1160, "above"),
    BusStop("河湾小学", 506, 1160, "below"),
    BusStop("河湾里", 694, 1160, "above"),
    BusStop("堤北路", 882, 1160, "below"),
    BusStop("苗圃新村", 1190, 1160, "below", new=True),
    BusStop("枣林社区", 1440, 985, "below", new=True),
    BusStop("枣林医院", 1620, 800, "left", new=True),
    BusStop("文汇巷", 880, 640, "above"),
    BusStop("石桥老街", 690, 640, "below"),
    BusStop("钟楼里", 500, 640, "above"),
    BusStop("老商场", 310, 640, "below"),
    BusStop("花市街", 130, 470, "right", new=True),
    BusStop("图书馆", 310, 310, "above", new=True),
    BusStop("体育场", 510, 310, "below"),
    BusStop("槐荫路", 710, 310, "above"),
    BusStop("织布巷", 910, 310, "below"),
    BusStop("水塔街", 1110, 310, "above"),
    BusStop("水塔西里", 1310, 310, "below"),
    BusStop("北园里", 1500, 310, "above"),
    BusStop("北园", 1670, 310, "below"),
)
BUS_ROUTE: tuple[Point, ...] = (
    (130, 1160),
    (1300, 1160),
    (1300, 985),
    (1620, 985),
    (1620, 640),
    (130, 640),
    (130, 310),
    (1670, 310),
)
BUS_OLD: tuple[Point, ...] = ((1010, 1160), (1010, 640))


def rounded(points: Sequence[Point], radius: float) -> list[Point]:
    """Return the points of a line whose corners are arcs (quadratic curves) of about that radius."""
    path: list[Point] = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        ends = []
        for other in (before, after):
            far = math.dist(corner, other)
            t = min(radius, far / 2) / far
            ends.append((corner[0] + (other[0] - corner[0]) * t, corner[1] + (other[1] - corner[1]) * t))
        for step in range(17):
            t = step / 16
            x, y = (
                (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t * t * b
                for a, c, b in zip(ends[0], corner, ends[1], strict=True)
            )
            path.append((x, y))
    return [*path, points[-1]]


def bus_line() -> Canvas:
    """A map of the new bus line in the manner of transit maps: not to scale, every stop named."""
    canvas = Canvas(1350, seed=26)
    chance = canvas.chance
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1350)
    canvas.lay(everything, (247, 244, 236))
    blocks = canvas.mask()
    for column in range(-1, 13):
        for row in range(-1, 10):
            left, top = column * 150 + 56, row * 150 + 16
            if chance.random() < 0.86:
                right = left + 130 + (150 if chance.random() < 0.16 else 0)
                blocks.rectangle(left, top, right, top + 130)
    canvas.lay(blocks, (239, 235, 224))
    green = canvas.mask()
    for left, top, right, bottom in ((1130, 480, 1490, 780), (206, 780, 336, 960), (1256, 16, 1386, 146)):
        green.rectangle(left, top, right, bottom)
    canvas.lay(green.blur(1), (222, 230, 206))
    river, bank = canvas.mask(), canvas.mask()
    course: list[Knot] = [
        (-80, 990, 92),
        (30, 1240, 96),
        (330, 1318, 88),
        (820, 1306, 96),
        (1330, 1352, 104),
        (1900, 1330, 110),
    ]
    bank.stroke([(x, y, w + 22) for x, y, w in course])
    river.stroke(course)
    canvas.lay(bank, (229, 233, 214))
    canvas.lay(river, (204, 220, 226))
    flow = canvas.mask()
    for shift in (-22, 4, 28):
        flow.stroke([(x, y + shift, 2.2) for x, y, _ in course])
    canvas.lay(flow.within(river), (232, 241, 243))

    old, line, edge = canvas.mask(), canvas.mask(), canvas.mask()
    (x, south), (_, north) = BUS_OLD
    for step in range(int((south - north) / 36)):
        old.rectangle(x - 6, north + 12 + step * 36, x + 6, north + 33 + step * 36)
    path = rounded(BUS_ROUTE, 70)
    edge.line(path, 34)
    line.line(path, 22)
    canvas.lay(old, (150, 148, 142))
    canvas.lay(edge, (250, 249, 245))
    canvas.lay(line, (44, 112, 126))

    medium, bold, small = typeface("Medium", 50), typeface("Bold", 50), typeface("Regular", 44)
    rings, holes, dots = canvas.mask(), canvas.mask(), canvas.mask()
    rings.ellipse(x, 905, 15, 15)
    holes.ellipse(x, 905, 9, 9)
    canvas.lay(rings, (150, 148, 142))
    canvas.lay(holes, (247, 244, 236))
    write(canvas, (x + 32, 905), "砖厂路口（停用）", small, (120, 118, 114), "lm")
    rings, holes = canvas.mask(), canvas.mask()
    for stop in BUS_STOPS:
        last = stop in (BUS_STOPS[0], BUS_STOPS[-1])
        size = 27.0 if last or stop.new else 20.0
        rings.ellipse(stop.x, stop.y, size, size)
        holes.ellipse(stop.x, stop.y, size - 7, size - 7)
        if stop.new:
            dots.ellipse(stop.x, stop.y, size, size)
    canvas.lay(rings, (34, 84, 96))
    canvas.lay(holes, (252, 251, 247))
    canvas.lay(dots, (252, 251, 247))
    red = canvas.mask()
    for stop in BUS_STOPS:
        if stop.new:
            red.ellipse(stop.x, stop.y, 22, 22)
    canvas.lay(red, (200, 68, 52))
    sides = {"above": (0, -42, "mb"), "below": (0, 40, "mt"), "left": (-48, 0, "rm"), "right": (48, 0, "lm")}
    for stop in BUS_STOPS:
        dx, dy, anchor = sides[stop.side]
        ends = stop in (BUS_STOPS[0], BUS_STOPS[-1])
        ink = (182, 52, 40) if stop.new else (46, 50, 52)
        write(canvas, (stop.x + dx, stop.y + dy), stop.name, bold if ends or stop.new else medium, ink, anchor)

    plate = canvas.mask()
    box = [v * OVERSIZE for v in (70, 56, 292, 158)]
    plate.draw.rounded_rectangle(box, radius=18 * OVERSIZE, fill=255)
    canvas.lay(plate, (44, 112, 126))
    write(canvas, (181, 106), "26路", typeface("Bold", 74), (250, 249, 245), "mm")
    write(canvas, (326, 106), "东渡口—北园", typeface("Bold", 62), (46, 50, 52), "lm")
    write(canvas, (1730, 106), "4月18日起", typeface("Medium", 50), (90, 92, 92), "rm")

    key = canvas.mask()
    key.draw.rounded_rectangle([v * OVERSIZE for v in (1085, 440, 1735, 585)], radius=14 * OVERSIZE, fill=255)
    canvas.lay(key, (252, 251, 247))
    key = canvas.mask()
    key.ellipse(1130, 512, 22, 22)
    canvas.lay(key, (200, 68, 52))
    write(canvas, (1170, 512), "新设站", small, (70, 72, 72), "lm")
    key = canvas.mask()
    for step in range(3):
        key.rectangle(1382 + step * 36, 506, 1403 + step * 36, 518)
    canvas.lay(key, (150, 148, 142))
    write(canvas, (1510, 512), "停用路段", small, (70, 72, 72), "lm")
    canvas.grain(0.08, 1)
    return canvas


MONTHS = ("4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月")
VISITS = (2.6, 2.8, 2.9, 4.1, 4.3, 3.0, 3.1, 2.8, 2.7, 2.9, 2.1, 3.8)
"""Visits of the library month by month, in ten thousands."""
EVENING = (22, 23, 24, 26, 27, 25, 27, 28, 30, 31, 32, 34)
"""Part of the visits that begin after 17:00, per cent."""


def library() -> Canvas:
    """A chart of a year in the library: visits as bars, the part that comes in the evening as a line."""
    canvas = Canvas(1200, seed=423)
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1200)
    canvas.lay(everything, (248, 245, 238))
    dark, grey, blue, warm = (48, 52, 54), (112, 114, 112), (134, 164, 174), (198, 110, 76)
    left, right, floor, tall = 110.0, 1690.0, 1010.0, 102.0
    pitch = (right - left) / len(VISITS)

    write(canvas, (90, 82), "枣林图书馆的一年", typeface("Bold", 70), dark, "lm")
    write(canvas, (1710, 86), "2021年4月至2022年3月", typeface("Regular", 46), grey, "rm")
    rule = canvas.mask()
    rule.rectangle(90, 140, 1710, 144)
    canvas.lay(rule, dark)

    ground = canvas.mask()
    ground.rectangle(90, 190, 1710, 470)
    canvas.lay(ground, (238, 234, 223))
    write(canvas, (118, 232), "17时以后进馆的占比（%）", typeface("Medium", 46), dark, "lm")
    points = [(left + pitch * (i + 0.5), 470 - value * 5.4) for i, value in enumerate(EVENING)]
    area, line, dots, holes = (canvas.mask() for _ in range(4))
    area.polygon([*points, (points[-1][0], 470), (points[0][0], 470)])
    canvas.lay(area, (230, 206, 184), 0.7)
    line.line(points, 9)
    for x, y in points:
        dots.ellipse(x, y, 14, 14)
        holes.ellipse(x, y, 7, 7)
    canvas.lay(line, warm)
    canvas.lay(dots, warm)
    canvas.lay(holes, (250, 247, 240))
    number = typeface("Bold", 46)
    for index in (0, 5, 8, 11):
        x, y = points[index]
        write(canvas, (x, y - 26), str(EVENING[index]), number, (160, 78, 50), "mb")

    write(canvas, (118, 530), "每月进馆（万人次）", typeface("Medium", 46), dark, "lm")
    bars, recent = canvas.mask(), canvas.mask()
    for index, value in enumerate(VISITS):
        x = left + pitch * (index + 0.5)
        (recent if index >= 9 else bars).rectangle(x - 42, floor - value * tall, x + 42, floor)
    canvas.lay(bars, blue)
    canvas.lay(recent, (70, 118, 132))
    rule = canvas.mask()
    rule.rectangle(90, floor, 1710, floor + 4)
    canvas.lay(rule, dark)
    for index, value in enumerate(VISITS):
        x = left + pitch * (index + 0.5)
        write(canvas, (x, floor - value * tall - 12), f"{value:.1f}", number, dark, "mb")
        write(canvas, (x, floor + 44), MONTHS[index], typeface("Regular", 44), grey, "mm")
    bracket = canvas.mask()
    first, last = left + pitch * 9 + 20, left + pitch * 12 - 20
    bracket.line(((first, 1086), (first, 1102), (last, 1102), (last, 1086)), 4)
    canvas.lay(bracket, (70, 118, 132))
    quarter = sum(round(value * 10) for value in VISITS[9:]) / 10
    text = f"今年一季度{quarter:.1f}万人次"
    write(canvas, (right - 20, 1144), text, typeface("Bold", 46), (48, 94, 108), "rm")
    canvas.grain(0.08, 1)
    return canvas


def bridge() -> Canvas:
    """A stone bridge of three arches at the end of an old street, seen from the water."""
    canvas = Canvas(1200, seed=430)
    chance = canvas.chance
    shore = 760
    everything = canvas.mask()
    everything.rectangle(0, 0, WIDTH, 1200)
    canvas.lay(everything, ((0, (196, 208, 208)), (360, (228, 228, 214)), (700, (248, 234, 206))))
    glow = canvas.mask()
    glow.ellipse(1060, 520, 460, 260)
    canvas.lay(glow.blur(150), (255, 240, 208), 0.85)
    for rise, base, colour, crown in ((70, 640, (200, 206, 194), 16.0), (56, 690, (176, 186, 170), 20.0)):
        trees = canvas.mask()
        line = skyline(chance, base, rise, (520, 190, 70))
        trees.polygon([*line, (WIDTH, 800), (0, 800)])
        for x, y in line:
            if chance.random() < 0.3:
                wide = crown * chance.uniform(0.7, 1.7)
                trees.ellipse(x, y, wide, wide * chance.uniform(0.8, 1.1))
        canvas.lay(trees, ((base - rise * 1.3, colour), (760, blend(colour, (248, 236, 210), 0.7))))

    for x, y, wide, high in ((-30, 690, 250, 120), (175, 700, 210, 96), (1420, 694, 230, 112), (1620, 684, 260, 132)):
        _house(canvas, x, y + 40, wide, high, 0.55)
    for x, y, wide, high in ((-120, 748, 330, 168), (1560, 748, 330, 176)):
        _house(canvas, x, y, wide, high, 0.0)
    quay = canvas.mask()
    quay.rectangle(0, 742, 330, 768)
    quay.rectangle(1500, 742, WIDTH, 768)
    canvas.lay(quay, (172, 164, 148))

    deck: list[Knot] = [
        (170, 742, 0),
        (420, 694, 0),
        (690, 596, 0),
        (915, 558, 0),
        (1140, 596, 0),
        (1410, 694, 0),
        (1660, 742, 0),
    ]
    top = [(x, y) for x, y, _ in smooth(deck)]
    stone, arches, rim = canvas.mask(), canvas.mask(), canvas.mask()
    stone.polygon([*top, (1660, 772), (170, 772)])
    spans = ((915, 128.0, 150.0), (628, 88.0, 96.0), (1202, 88.0, 96.0))
    for x, rx, ry in spans:
        rim.ellipse(x, shore + 6, rx + 17, ry + 17)
        arches.ellipse(x, shore + 6, rx, ry)
    body = stone.without(arches)
    canvas.lay(body, ((540, (204, 196, 178)), (770, (170, 163, 147))))
    canvas.lay(rim.within(body), ((580, (216, 209, 192)), (770, (184, 177, 160))))
    joints = canvas.mask()
    for course in range(9):
        y = 590 + course * 21
        joints.line(((150, y), (1680, y)), 1.4)
        for x in range(150 + (course % 2) * 36, 1680, 72):
            joints.line(((x + chance.uniform(-6, 6), y), (x, y + 21)), 1.4)
    canvas.lay(joints.within(body).without(rim), (140, 132, 116), 0.45)
    voussoirs = canvas.mask()
    for x, rx, ry in spans:
        for step in range(1, 16):
            turn = math.pi * step / 16
            inner = (x + rx * math.cos(turn), shore + 6 - ry * math.sin(turn))
            voussoirs.line((inner, (x + (rx + 17) * math.cos(turn), shore + 6 - (ry + 17) * math.sin(turn))), 1.4)
    canvas.lay(voussoirs, (140, 132, 116), 0.6)
    inside = canvas.mask()
    for x, rx, ry in spans:
        inside.ellipse(x - 9, shore + 6, rx, ry)
    under = arches.without(inside).within(stone)
    canvas.lay(under, (132, 125, 112))
    rail, posts = canvas.mask(), canvas.mask()
    rail.line([(x, y - 30) for x, y in top], 8)
    rail.line([(x, y - 2) for x, y in top], 10)
    for x, y in top[::4]:
        posts.rectangle(x - 5, y - 44, x + 5, y)
        posts.ellipse(x, y - 46, 7, 7)
    canvas.lay(posts, (180, 172, 155))
    canvas.lay(rail, (196, 188, 170))
    _walkers(canvas, ((806, 574, 1, (168, 84, 66)), (838, 568, 1, (78, 106, 122)), (1050, 576, -1, (120, 112, 92))))

    height = 440
    above = canvas.image.crop((0, (shore - height) * OVERSIZE, WIDTH * OVERSIZE, shore * OVERSIZE))
    below = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(2.5 * OVERSIZE))
    wavy = Image.new("RGB", below.size)
    for row in range(0, below.height, 2):
        depth = row / below.height
        shift = math.sin(row / (9 + 26 * depth)) * (2 + 12 * depth) + math.sin(row / 5.3) * (1 + 3 * depth)
        strip = below.crop((0, row, below.width, row + 2))
        wavy.paste(strip, (round(shift), row))
        if abs(shift) >= 1:
            edge = strip.crop((0, 0, 1, 2)) if shift > 0 else strip.crop((below.width - 1, 0, below.width, 2))
            wide = math.ceil(abs(shift))
            wavy.paste(edge.resize((wide, 2)), (0 if shift > 0 else below.width - wide, row))
    canvas.image.paste(wavy, (0, shore * OVERSIZE))
    water = canvas.mask()
    water.rectangle(0, shore, WIDTH, 1200)
    canvas.lay(water, ((760, (206, 214, 204)), (1200, (164, 184, 184))), 0.42)
    glints = canvas.mask()
    for _ in range(420):
        depth = chance.random() ** 0.8
        y = shore + 8 + depth * 430
        half = (14 + depth * 100) * chance.uniform(0.3, 1)
        x = chance.uniform(0, WIDTH)
        glints.stroke(((x - half, y, 0.3), (x, y, 0.9 + depth * 2.6), (x + half, y, 0.3)))
    canvas.lay(glints, (250, 245, 228), 0.5)
    line_ = canvas.mask()
    line_.rectangle(0, shore - 2, WIDTH, shore + 2)
    canvas.lay(line_.blur(2), (126, 130, 118), 0.5)
    _boat(canvas, 560, 960)
    _willow(canvas)
    canvas.grain(0.2, 0.9)
    canvas.grain(0.06, 12)
    return canvas


def _house(canvas: Canvas, left: float, foot: float, wide: float, high: float, haze: float) -> None:
    """Draw an old house: a pale wall, a grey tiled roof with lifted eaves, lattice windows."""
    air = (248, 236, 210)
    roof_high = high * 0.5
    eave = foot - high
    right = left + wide
    wall, roof, ridge, tiles, wood = (canvas.mask() for _ in range(5))
    wall.rectangle(left + 14, eave, right - 14, foot)
    slope = [
        (left - 18, eave + 2),
        (left + 8, eave - roof_high * 0.22),
        (left + 46, eave - roof_high),
        (right - 46, eave - roof_high),
        (right - 8, eave - roof_high * 0.22),
        (right + 18, eave + 2),
        (right - 6, eave + 12),
        (left + 6, eave + 12),
    ]
    roof.polygon(slope)
    ridge.stroke(
        (
            (left + 30, eave - roof_high - 14, 4),
            (left + 60, eave - roof_high - 2, 10),
            (right - 60, eave - roof_high - 2, 10),
            (right - 30, eave - roof_high - 14, 4),
        )
    )
    x = left - 20.0
    while x < right + 20:
        inner = left + 46 + (x - left) / wide * (wide - 92)
        tiles.line(((inner, eave - roof_high), (x, eave + 10)), 2)
        x += 13
    windows = max(2, int(wide / 90))
    for index in range(windows):
        at = left + wide * (index + 0.5) / windows
        door = index == windows // 2
        top, base = eave + high * 0.26, foot - (0 if door else high * 0.26)
        wood.rectangle(at - 20, top, at + 20, base)
    lattice = canvas.mask()
    for index in range(windows):
        at = left + wide * (index + 0.5) / windows
        top = eave + high * 0.26
        for offset in (-10, 0, 10):
            lattice.line(((at + offset, top), (at + offset, foot - high * 0.26)), 2)
        for part in (0.33, 0.5, 0.66):
            lattice.line(((at - 20, eave + high * part), (at + 20, eave + high * part)), 2)
    canvas.lay(wall, ((eave, blend((222, 214, 198), air, haze)), (foot, blend((208, 199, 182), air, haze))))
    shade = canvas.mask()
    shade.rectangle(left + 14, eave + 8, right - 14, eave + 30)
    canvas.lay(shade.blur(5).within(wall), blend((140, 136, 126), air, haze), 0.6)
    canvas.lay(wood, blend((140, 108, 84), air, haze))
    canvas.lay(lattice.within(wood), blend((196, 172, 140), air, haze))
    canvas.lay(roof, blend((126, 130, 130), air, haze))
    canvas.lay(tiles.within(roof), blend((98, 103, 104), air, haze), 0.7)
    canvas.lay(ridge, blend((104, 108, 109), air, haze))


def _walkers(canvas: Canvas, people: Iterable[tuple[float, float, int, Colour]]) -> None:
    """Draw people who cross the bridge."""
    for x, y, facing, coat in people:
        body, legs, head = canvas.mask(), canvas.mask(), canvas.mask()
        for parts, mask in (
            ((((-0.12, 0, 0.1), (0, -0.45, 0.18)), ((0.16, 0, 0.1), (0, -0.45, 0.18))), legs),
            ((((0, -0.4, 0.26), (0, -0.7, 0.32), (0.02, -0.92, 0.24)), ((0, -0.85, 0.1), (0.16, -0.52, 0.08))), body),
            ((((0.03, -1.1, 0.2), (0.04, -1.16, 0.2)),), head),
        ):
            for knots in parts:
                mask.stroke(place(knots, x, y, 54, facing))
        canvas.lay(legs, (88, 90, 92))
        canvas.lay(body, coat)
        canvas.lay(head, (96, 80, 68))


def _boat(canvas: Canvas, x: float, y: float) -> None:
    """Draw a small ferry boat with an awning and its reflection."""
    hull, awning, posts, shadow = (canvas.mask() for _ in range(4))
    hull.polygon(
        [
            *[
                (px, py)
                for px, py, _ in smooth(
                    (
                        (x - 210, y - 34, 0),
                        (x - 120, y - 8, 0),
                        (x, y - 2, 0),
                        (x + 120, y - 8, 0),
                        (x + 220, y - 40, 0),
                    )
                )
            ],
            (x + 150, y + 22),
            (x - 150, y + 22),
        ]
    )
    awning.polygon(
        [
            (px, py)
            for px, py, _ in smooth(
                ((x - 96, y - 62, 0), (x - 60, y - 96, 0), (x, y - 106, 0), (x + 60, y - 96, 0), (x + 96, y - 62, 0))
            )
        ]
    )
    for at in (-84, -30, 30, 84):
        posts.line(((x + at, y - 64), (x + at, y - 4)), 6)
    shadow.ellipse(x, y + 34, 200, 22)
    canvas.lay(shadow.blur(9), (104, 116, 112), 0.6)
    canvas.lay(posts, (132, 108, 84))
    canvas.lay(awning, (176, 156, 118))
    canvas.lay(hull, ((y - 40, (142, 116, 90)), (y + 22, (104, 88, 74))))
    pole = canvas.mask()
    pole.line(((x + 150, y - 190), (x + 196, y + 40)), 5)
    canvas.lay(pole, (140, 118, 90))
    _walkers(canvas, ((x + 152, y - 18, 1, (92, 110, 120)),))


def _willow(canvas: Canvas) -> None:
    """Draw willow twigs that hang into the picture from above, at both sides."""
    chance = canvas.chance
    for colour, opacity, leaf in (((160, 176, 120), 0.75, 5.0), ((126, 150, 90), 0.95, 6.5)):
        twigs, leaves = canvas.mask(), canvas.mask()
        for _ in range(30):
            edge = chance.random() ** 1.5 * 430
            x = edge if chance.random() < 0.62 else WIDTH - edge * 0.8
            reach = chance.uniform(240, 620) * (1.1 - edge / 620)
            sway = chance.uniform(10, 50)
            knots = [(x + sway * t * t, -20 + reach * t, 3.2 - 2.2 * t) for t in (0, 0.33, 0.66, 1)]
            twigs.stroke(knots)
            path = smooth(knots, 22)
            for px, py, _ in path[6:]:
                for side in (-1, 1):
                    if chance.random() < 0.62:
                        long = chance.uniform(20, 38)
                        tip = (px + side * long * 0.42, py + long, 0.4)
                        leaves.stroke(((px, py, 1), (px + side * long * 0.3, py + long * 0.42, leaf), tip))
        canvas.lay(twigs, (130, 124, 90), opacity)
        canvas.lay(leaves, colour, opacity)


PICTURES: dict[str, Callable[[], Canvas]] = {
    "wetland": wetland,
    "football": football,
    "saplings": saplings,
    "bus-line": bus_line,
    "library": library,
    "bridge": bridge,
}


def main(
    arguments: Sequence[str],
    pictures: dict[str, Callable[[], Canvas]] = PICTURES,
    usage: str | None = __doc__,
    quality: int = QUALITY,
) -> int:
    """Draw the pictures named, or all of them, into a folder. Returns the exit code."""
    if not arguments:
        print(usage)
        return 2
    folder = Path(arguments[0])
    names = list(arguments[1:]) or list(pictures)
    if unknown := [name for name in names if name not in pictures]:
        print(f"no such picture: {', '.join(unknown)}; there are {', '.join(pictures)}", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        picture = pictures[name]().finished()
        file = folder / f"{name}.jpg"
        picture.save(file, quality=quality, optimize=True, progressive=False, dpi=(300, 300))
        print(f"{file}: {picture.width} x {picture.height} px, {file.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
