"""Draws the pictures of the first issue that `banmian init` writes. Run by hand, never by a build.

    python assets/pictures/make_starter_pictures.py assets/starter/pictures

Uses the brushes of make_pictures.py. All chance comes from seeds.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable

from make_pictures import OVERSIZE, WIDTH, Canvas, Colour, Mask, Point, blend, main, skyline
from PIL import Image, ImageChops, ImageFilter

QUALITY = 80
INK: Colour = (74, 84, 96)
STEEL: Colour = (150, 164, 174)
PAPER: Colour = (250, 246, 234)


def press() -> Canvas:
    """A web press in the evening: the reel, three towers of cylinders, the folder, and a stack of papers."""
    canvas = Canvas(1150, seed=101)
    wall, floor = canvas.mask(), canvas.mask()
    wall.rectangle(0, 0, WIDTH, 900)
    floor.polygon([(0, 880), (WIDTH, 880), (WIDTH, 1150), (0, 1150)])
    canvas.lay(wall, ((0, (226, 214, 190)), (500, (240, 230, 208)), (900, (232, 220, 196))))
    _windows(canvas)
    canvas.lay(floor, ((880, (190, 184, 170)), (1150, (160, 156, 148))))
    for step in range(9):
        seam = canvas.mask()
        seam.line(((100 + step * 210, 884), (-300 + step * 320, 1150)), 3)
        canvas.lay(seam, (140, 136, 130), 0.35)
    shade = canvas.mask()
    shade.ellipse(900, 950, 860, 44)
    canvas.lay(shade.blur(16), (96, 96, 96), 0.5)

    towers = (560, 860, 1160)
    for x in towers:
        _tower(canvas, x)
    web: list[Point] = [(230, 520), (380, 440), (500, 700)]
    for x in towers:
        web += [(x - 62, 700), (x + 62, 600), (x - 62, 480), (x + 62, 370), (x + 110, 300), (x + 190, 300)]
    web = [*web[:-1], (1410, 300), (1452, 420)]
    paper = canvas.mask()
    paper.line(web, 26)
    canvas.lay(paper.moved(5, 8).blur(4), (80, 84, 92), 0.45)
    canvas.lay(paper, PAPER)
    for x in towers:
        for y, radius in ((700, 46), (600, 46), (480, 46), (370, 46)):
            side = -62 if y in (700, 480) else 62
            _cylinder(canvas, x + side, y, radius)
    _reel(canvas, 200, 690)
    _folder(canvas, 1452)
    _stack(canvas, 1600, 900)
    _printer(canvas, 1330, 930)
    canvas.grain(0.32, 1.4)
    return canvas


def _windows(canvas: Canvas) -> None:
    """Draw tall windows with evening light in them, and the light they throw."""
    for left in (90, 420, 750, 1080, 1410):
        pane, bars, beam = canvas.mask(), canvas.mask(), canvas.mask()
        pane.rectangle(left, 60, left + 230, 330)
        pane.ellipse(left + 115, 64, 115, 52)
        for step in range(1, 3):
            bars.line(((left + step * 77, 16), (left + step * 77, 330)), 7)
        for level in (130, 230):
            bars.line(((left, level), (left + 230, level)), 7)
        beam.polygon([(left, 330), (left + 230, 330), (left + 60, 880), (left - 210, 880)])
        canvas.lay(beam.blur(26), (255, 246, 220), 0.4)
        canvas.lay(pane, ((16, (170, 194, 208)), (200, (246, 222, 180)), (330, (250, 206, 150))))
        canvas.lay(bars.within(pane), (150, 138, 118))


def _tower(canvas: Canvas, x: float) -> None:
    """Draw the frame of one printing tower."""
    body, plate, lamps, steps = (canvas.mask() for _ in range(4))
    body.polygon([(x - 132, 330), (x - 96, 262), (x + 96, 262), (x + 132, 330), (x + 132, 930), (x - 132, 930)])
    plate.rectangle(x - 108, 330, x + 108, 790)
    for step in range(3):
        steps.rectangle(x - 118, 830 + step * 34, x + 118, 842 + step * 34)
    lamps.ellipse(x + 96, 812, 9, 9)
    canvas.lay(body, ((262, (116, 150, 168)), (600, (88, 124, 146)), (930, (70, 100, 120))))
    canvas.lay(plate, ((330, (206, 214, 216)), (790, (176, 188, 194))))
    canvas.lay(steps, (58, 84, 102), 0.7)
    canvas.lay(lamps, (226, 92, 62))


def _cylinder(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Draw a cylinder from its end, with a glint."""
    rim, face, glint, hub = (canvas.mask() for _ in range(4))
    rim.ellipse(x, y, radius, radius)
    face.ellipse(x, y, radius - 6, radius - 6)
    glint.ellipse(x - radius * 0.3, y - radius * 0.34, radius * 0.42, radius * 0.3)
    hub.ellipse(x, y, radius * 0.24, radius * 0.24)
    canvas.lay(rim, INK)
    canvas.lay(face, ((y - radius, (214, 222, 226)), (y + radius, (128, 142, 154))))
    canvas.lay(glint.blur(6), (255, 255, 255), 0.6)
    canvas.lay(hub, (86, 98, 110))


def _reel(canvas: Canvas, x: float, y: float) -> None:
    """Draw the reel of paper on its stand."""
    stand, edge, side = canvas.mask(), canvas.mask(), canvas.mask()
    stand.polygon([(x - 130, 940), (x - 30, y), (x + 30, y), (x + 130, 940)])
    edge.ellipse(x + 22, y, 190, 190)
    side.ellipse(x, y, 188, 188)
    canvas.lay(stand, (88, 124, 146))
    canvas.lay(edge, (206, 200, 184))
    canvas.lay(side, ((y - 190, (252, 248, 238)), (y + 190, (226, 218, 200))))
    for radius in range(40, 186, 9):
        ring = canvas.mask()
        ring.ellipse(x, y, radius, radius)
        ring.ellipse(x, y, radius - 1.6, radius - 1.6, 0)
        canvas.lay(ring, (190, 180, 158), canvas.chance.uniform(0.2, 0.55))
    _cylinder(canvas, x, y, 34)


def _folder(canvas: Canvas, x: float) -> None:
    """Draw the folder: the former, a triangle that the web runs over, and the table that takes the papers."""
    body, former, table = canvas.mask(), canvas.mask(), canvas.mask()
    body.rectangle(x - 82, 600, x + 96, 930)
    former.polygon([(x - 92, 400), (x + 92, 400), (x + 6, 640), (x - 6, 640)])
    table.polygon([(x + 90, 780), (x + 330, 850), (x + 330, 872), (x + 90, 806)])
    canvas.lay(body, ((600, (104, 138, 158)), (930, (70, 100, 120))))
    canvas.lay(former.moved(6, 8).blur(5), (80, 84, 92), 0.4)
    canvas.lay(former, ((400, PAPER), (640, (226, 220, 204))))
    lines = canvas.mask()
    for step in range(12):
        width = 78 * (1 - step / 13)
        lines.rectangle(x - width, 416 + step * 16, x + width, 422 + step * 16)
    canvas.lay(lines, (120, 120, 122), 0.55)
    canvas.lay(table, (120, 134, 144))
    for step in range(4):
        sheet = canvas.mask()
        left, top = x + 108 + step * 52, 768 + step * 15
        sheet.polygon([(left, top), (left + 74, top + 21), (left + 66, top + 31), (left - 8, top + 10)])
        canvas.lay(sheet.moved(3, 5).blur(2), (80, 84, 92), 0.5)
        canvas.lay(sheet, PAPER)


def _stack(canvas: Canvas, x: float, y: float) -> None:
    """Draw a pallet with bundles of folded papers."""
    pallet = canvas.mask()
    pallet.rectangle(x - 40, y + 86, x + 190, y + 106)
    canvas.lay(pallet, (150, 118, 82))
    for row in range(18):
        sheet, fold = canvas.mask(), canvas.mask()
        shift = canvas.chance.uniform(-4, 4)
        top = y + 80 - row * 8.6
        sheet.rectangle(x - 30 + shift, top, x + 178 + shift, top + 7.4)
        fold.rectangle(x - 30 + shift, top + 5.6, x + 178 + shift, top + 7.4)
        canvas.lay(sheet, blend(PAPER, (236, 228, 210), canvas.chance.random()))
        canvas.lay(fold, (170, 164, 150), 0.7)
    top = y + 80 - 18 * 8.6
    page, name, lines = canvas.mask(), canvas.mask(), canvas.mask()
    page.polygon([(x - 30, top + 8), (x + 178, top + 8), (x + 150, top - 34), (x - 10, top - 34)])
    name.polygon([(x - 6, top - 16), (x + 152, top - 16), (x + 146, top - 28), (x, top - 28)])
    for step in range(3):
        lines.line(((x - 14 - step * 4, top - 9 + step * 5), (x + 158 + step * 5, top - 9 + step * 5)), 1.6)
    canvas.lay(page, PAPER)
    canvas.lay(name, (190, 60, 52))
    canvas.lay(lines, (120, 120, 122), 0.8)


def _printer(canvas: Canvas, x: float, y: float) -> None:
    """Draw the printer, who holds a paper open and reads it."""
    legs, coat, head, hair, sheet, text = (canvas.mask() for _ in range(6))
    legs.polygon(
        [(x - 40, y - 170), (x + 38, y - 170), (x + 34, y + 40), (x + 6, y + 40), (x, y - 90), (x - 8, y + 40)]
    )
    legs.polygon([(x - 40, y - 170), (x - 8, y - 170), (x - 8, y + 40), (x - 38, y + 40)])
    coat.polygon([(x - 52, y - 330), (x + 50, y - 330), (x + 46, y - 140), (x - 48, y - 140)])
    coat.line(((x - 46, y - 312), (x - 66, y - 236), (x - 8, y - 222)), 27)
    coat.line(((x + 44, y - 312), (x + 70, y - 236), (x + 22, y - 222)), 27)
    head.ellipse(x, y - 372, 33, 40)
    hair.ellipse(x, y - 392, 35, 25)
    hair.rectangle(x - 35, y - 398, x + 46, y - 389)
    sheet.polygon(
        [(x - 92, y - 288), (x, y - 274), (x + 92, y - 288), (x + 92, y - 176), (x, y - 162), (x - 92, y - 176)]
    )
    for step in range(6):
        level = y - 262 + step * 15
        text.line(((x - 80, level), (x - 12, level + 10)), 3)
        text.line(((x + 12, level + 10), (x + 80, level)), 3)
    canvas.lay(legs, (64, 82, 110))
    canvas.lay(coat, ((y - 330, (86, 112, 150)), (y - 140, (66, 90, 126))))
    canvas.lay(head, (226, 184, 150))
    canvas.lay(hair, (70, 76, 92))
    canvas.lay(sheet.moved(4, 6).blur(4), (60, 64, 72), 0.4)
    canvas.lay(sheet, PAPER)
    canvas.lay(text, (130, 130, 132), 0.8)


def town() -> Canvas:
    """A small town at sunrise: hills, roofs along the water, a carrier on a bicycle on the quay."""
    canvas = Canvas(1200, seed=103)
    chance = canvas.chance
    sky = canvas.mask()
    sky.rectangle(0, 0, WIDTH, 1200)
    canvas.lay(sky, ((0, (158, 190, 210)), (260, (206, 216, 212)), (460, (250, 226, 184)), (600, (252, 206, 150))))
    sun = canvas.mask()
    sun.ellipse(1240, 430, 74, 74)
    canvas.lay(sun.blur(40), (255, 240, 200), 0.9)
    canvas.lay(sun, (255, 244, 214))
    for level, flat in ((120, 20), (200, 14), (290, 10)):
        cloud = canvas.mask()
        for _ in range(9):
            cloud.ellipse(chance.uniform(0, WIDTH), level + chance.uniform(-18, 18), chance.uniform(80, 320), flat)
        canvas.lay(cloud.blur(12), (255, 246, 228), 0.55)
    base = 690
    for rise, colour, wave in ((190, (176, 190, 190), 1100), (120, (140, 164, 156), 700), (70, (112, 144, 128), 460)):
        land = canvas.mask()
        land.polygon(
            [*skyline(chance, base - 40, rise, (wave, wave * 0.43, wave * 0.17)), (WIDTH + 8, base), (0, base)]
        )
        canvas.lay(land, ((base - 40 - rise, colour), (base, blend(colour, (250, 226, 184), 0.45))))
    _houses(canvas, base)
    _water(canvas, base)
    _quay(canvas)
    _carrier(canvas, 640, 1010)
    canvas.grain(0.3, 1.4)
    return canvas


def _houses(canvas: Canvas, base: float) -> None:
    """Draw two rows of houses, a clock tower among them."""
    chance = canvas.chance
    walls = ((238, 222, 196), (226, 204, 176), (214, 214, 204), (240, 214, 190), (206, 190, 168))
    roofs = ((176, 98, 74), (150, 92, 80), (126, 110, 104), (188, 122, 84))
    for row, low, high in ((0, 120, 190), (1, 70, 130)):
        x = -30.0 - 40 * row
        while x < WIDTH:
            width, height = chance.uniform(84, 150), chance.uniform(low, high)
            body, roof, lit, dark, chimney = (canvas.mask() for _ in range(5))
            top = base - height
            body.rectangle(x, top, x + width, base)
            peak = chance.uniform(34, 60)
            roof.polygon([(x - 9, top), (x + width * 0.5, top - peak), (x + width + 9, top)])
            chimney.rectangle(x + width * 0.68, top - peak, x + width * 0.68 + 15, top - 8)
            for column in range(int(width // 38)):
                for level in range(int(height // 50)):
                    windows = lit if chance.random() < 0.4 else dark
                    left, upper = x + 13 + column * 37, top + 15 + level * 48
                    windows.rectangle(left, upper, left + 19, upper + 27)
            haze = 0.3 if row == 0 else 0.0
            canvas.lay(chimney, blend((150, 110, 92), (246, 222, 186), haze))
            canvas.lay(body, blend(chance.choice(walls), (246, 222, 186), haze))
            canvas.lay(roof, blend(chance.choice(roofs), (246, 222, 186), haze))
            canvas.lay(dark.within(body), (120, 134, 144), 0.75)
            canvas.lay(lit.within(body), (255, 218, 132))
            x += width + chance.uniform(-6, 14)
        if row == 0:
            _clock(canvas, 520, base)


def _clock(canvas: Canvas, x: float, base: float) -> None:
    """Draw the clock tower."""
    body, roof, face, hands = (canvas.mask() for _ in range(4))
    body.rectangle(x - 44, base - 400, x + 44, base)
    roof.polygon([(x - 58, base - 398), (x, base - 500), (x + 58, base - 398)])
    face.ellipse(x, base - 340, 30, 30)
    hands.line(((x, base - 340), (x, base - 362)), 4)
    hands.line(((x, base - 340), (x + 15, base - 332)), 4)
    canvas.lay(body, ((base - 400, (232, 210, 178)), (base, (212, 188, 158))))
    canvas.lay(roof, (120, 86, 80))
    canvas.lay(face, (255, 252, 240))
    canvas.lay(hands, INK)


def _water(canvas: Canvas, base: float) -> None:
    """Mirror the town in the river, each line of it moved a little."""
    above = canvas.image.crop((0, round((base - 300) * OVERSIZE), WIDTH * OVERSIZE, round(base * OVERSIZE)))
    below = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(3 * OVERSIZE))
    wavy = below.copy()
    for row in range(0, below.height, 2):
        shift = math.sin(row / 17) * (3 + row / 90) + math.sin(row / 5.7) * 2
        wavy.paste(below.crop((0, row, below.width, row + 2)), (round(shift), row))
    canvas.image.paste(wavy, (0, round(base * OVERSIZE)))
    veil, glints = canvas.mask(), canvas.mask()
    veil.rectangle(0, base, WIDTH, 1000)
    canvas.lay(veil, (190, 206, 206), 0.34)
    for _ in range(420):
        x, y = canvas.chance.uniform(0, WIDTH), base + canvas.chance.random() ** 1.3 * 270
        half = canvas.chance.uniform(10, 70)
        glints.stroke(((x - half, y, 0.4), (x, y + 1, 2.6), (x + half, y, 0.4)))
    canvas.lay(glints, (255, 240, 208), 0.6)


def _quay(canvas: Canvas) -> None:
    """Draw the quay in front: stones, an edge, a lamp."""
    stone, edge, seams = (canvas.mask() for _ in range(3))
    stone.polygon([(0, 940), (WIDTH, 970), (WIDTH, 1200), (0, 1200)])
    edge.polygon([(0, 934), (WIDTH, 964), (WIDTH, 986), (0, 956)])
    for step in range(5):
        seams.line(((0, 1000 + step * 48), (WIDTH, 1026 + step * 44)), 3)
    for step in range(16):
        seams.line(((60 + step * 118, 950), (-160 + step * 150, 1200)), 2)
    canvas.lay(stone, ((940, (206, 194, 174)), (1200, (176, 164, 146))))
    canvas.lay(seams.within(stone), (146, 134, 118), 0.55)
    canvas.lay(edge, (226, 216, 196))
    post, light = canvas.mask(), canvas.mask()
    post.line(((1560, 1060), (1560, 600)), 13)
    post.rectangle(1530, 1050, 1590, 1066)
    light.ellipse(1560, 570, 30, 36)
    canvas.lay(light.blur(16), (255, 236, 180), 0.8)
    canvas.lay(light, (255, 246, 214))
    canvas.lay(post, (84, 92, 98))


def _carrier(canvas: Canvas, x: float, y: float) -> None:
    """Draw a carrier who rides along the quay with a bag of papers."""
    shade, wheels, frame, bag, papers, legs, coat, head, cap = (canvas.mask() for _ in range(9))
    shade.ellipse(x, y + 88, 200, 14)
    for side in (-105, 105):
        wheels.ellipse(x + side, y, 82, 82)
        wheels.ellipse(x + side, y, 74, 74, 0)
        for step in range(8):
            angle = step * math.pi / 8
            dx, dy = 76 * math.cos(angle), 76 * math.sin(angle)
            wheels.line(((x + side - dx, y - dy), (x + side + dx, y + dy)), 2)
    frame.line(((x - 105, y), (x - 30, y - 110), (x + 74, y - 116), (x, y), (x - 105, y)), 10)
    frame.line(((x - 42, y - 132), (x, y)), 10)
    frame.line(((x + 105, y), (x + 68, y - 150), (x + 96, y - 168)), 10)
    frame.line(((x - 72, y - 136), (x - 14, y - 136)), 14)
    legs.line(((x - 38, y - 150), (x + 40, y - 92), (x + 10, y + 24), (x + 36, y + 26)), 28)
    coat.polygon([(x - 70, y - 140), (x - 14, y - 128), (x + 46, y - 264), (x + 4, y - 296), (x - 44, y - 246)])
    coat.line(((x + 20, y - 262), (x + 56, y - 204), (x + 96, y - 172)), 26)
    head.ellipse(x + 46, y - 322, 33, 36)
    cap.ellipse(x + 44, y - 342, 36, 22)
    cap.rectangle(x + 50, y - 346, x + 96, y - 336)
    bag.polygon([(x - 132, y - 190), (x - 40, y - 178), (x - 46, y - 84), (x - 126, y - 96)])
    for step in range(4):
        left = x - 126 + step * 21
        papers.polygon(
            [(left, y - 186), (left + 6, y - 226 + step * 5), (left + 20, y - 222 + step * 5), (left + 15, y - 182)]
        )
    canvas.lay(shade.blur(8), (96, 90, 84), 0.5)
    canvas.lay(wheels, (70, 74, 80))
    canvas.lay(frame, (176, 66, 56))
    canvas.lay(papers, PAPER)
    canvas.lay(legs, (70, 84, 104))
    canvas.lay(coat, (226, 176, 74))
    canvas.lay(bag, (118, 96, 74))
    canvas.lay(head, (226, 184, 150))
    canvas.lay(cap, (70, 84, 104))


def plate() -> Canvas:
    """Four films of one picture, in the four inks, laid over one another like a hand of cards."""
    canvas = Canvas(1150, seed=107)
    table = canvas.mask()
    table.rectangle(0, 0, WIDTH, 1150)
    canvas.lay(table, ((0, (253, 251, 246)), (1150, (246, 242, 232))))
    inks: tuple[tuple[Colour, float, float], ...] = (
        ((90, 190, 226), 430, 15.0),
        ((232, 120, 170), 730, 6.0),
        ((250, 224, 92), 1040, -4.0),
        ((120, 122, 126), 1350, -13.0),
    )
    for ink, x, turn in inks:
        film, shade = _film(canvas, ink), canvas.mask()
        shade.rectangle(x - 290, 150, x + 290, 1000)
        middle = (x * OVERSIZE, 575 * OVERSIZE)
        turned = Mask(shade.image.rotate(turn, Image.Resampling.BICUBIC, center=middle))
        canvas.lay(turned.moved(6, 12).blur(12), (150, 142, 130), 0.22)
        whole = Image.new("RGB", canvas.size, (255, 255, 255))
        whole.paste(film, (round((x - 290) * OVERSIZE), 150 * OVERSIZE))
        whole = whole.rotate(turn, Image.Resampling.BICUBIC, center=middle, fillcolor=(255, 255, 255))
        canvas.image = ImageChops.multiply(canvas.image, whole)
    canvas.grain(0.14, 1.3)
    return canvas


def _film(canvas: Canvas, ink: Colour) -> Image.Image:
    """Return one ink's part of the picture: a hill, a house, the sun, under a line of type."""
    film = Canvas(850, seed=109)
    film.image = Image.new("RGB", (580 * OVERSIZE, 850 * OVERSIZE), blend(ink, (255, 255, 255), 0.86))
    parts: tuple[tuple[Callable[[Mask], None], float], ...] = (
        (lambda mask: mask.rectangle(36, 40, 544, 104), 0.0),
        (lambda mask: mask.rectangle(36, 130, 544, 560), 0.55),
        (lambda mask: mask.ellipse(410, 250, 62, 62), 0.2),
        (
            lambda mask: mask.polygon(
                [(36, 470), (200, 340), (340, 440), (460, 380), (544, 430), (544, 560), (36, 560)]
            ),
            0.3,
        ),
        (lambda mask: mask.polygon([(150, 540), (150, 440), (210, 390), (270, 440), (270, 540)]), 0.05),
    )
    for draw, light in parts:
        mask = Mask(Image.new("L", film.image.size, 0))
        draw(mask)
        film.lay(mask, blend(ink, (255, 255, 255), light))
    lines = Mask(Image.new("L", film.image.size, 0))
    for column in (36, 212, 388):
        for step in range(15):
            lines.rectangle(column, 590 + step * 15, column + (156 if step % 6 != 5 else 90), 596 + step * 15)
    film.lay(lines, blend(ink, (255, 255, 255), 0.25))
    corners = Mask(Image.new("L", film.image.size, 0))
    for x, y in ((18, 18), (562, 18), (18, 832), (562, 832)):
        corners.line(((x - 11, y), (x + 11, y)), 2)
        corners.line(((x, y - 11), (x, y + 11)), 2)
    film.lay(corners, ink)
    return film.image


PICTURES: dict[str, Callable[[], Canvas]] = {"press": press, "town": town, "plate": plate}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], PICTURES, __doc__, QUALITY))
