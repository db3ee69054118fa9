"""The profiles, and what LittleCMS makes of pictures with them."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from layout.design.press import load_press
from layout.images import colour
from tests.press.conftest import PRESS


def cube(step: int = 15) -> Image.Image:
    """Every RGB colour at that step."""
    values = range(0, 256, step)
    data = bytes(itertools.chain.from_iterable(itertools.product(values, values, values)))
    side = len(values)
    return Image.frombytes("RGB", (side * side, side), data)


def lab_of(image: Image.Image, press: bytes) -> list[tuple[float, float, float]]:
    """CIELAB relative to the paper."""
    profile = ImageCms.getOpenProfile(BytesIO(press))
    transform = ImageCms.buildTransform(profile, ImageCms.createProfile("LAB"), "CMYK", "LAB", 1)
    data = ImageCms.applyTransform(image, transform).tobytes()
    signed = [value - 256 if value > 127 else value for value in data]
    return [(data[n] / 2.55, signed[n + 1], signed[n + 2]) for n in range(0, len(data), 3)]


@pytest.mark.parametrize(("name", "limit"), [("newsprint", 240), ("coated", 300)])
def test_no_entry_of_the_profiles_tables_passes_the_ink_limit(name: str, limit: float) -> None:
    press = load_press(PRESS / f"{name}.yaml")
    assert press.ink.total == limit
    profile = ImageCms.getOpenProfile(BytesIO(press.profile_data))
    lab = Image.frombytes("LAB", (52 * 52, 52), cube(5).tobytes())
    everything = cube(5)
    for intent in range(4):
        rgb = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK", intent)
        assert colour.max_ink(ImageCms.applyTransform(everything, rgb)) < limit
        absolute = ImageCms.buildTransform(ImageCms.createProfile("LAB"), profile, "LAB", "CMYK", intent)
        assert colour.max_ink(ImageCms.applyTransform(lab, absolute)) < limit


@pytest.mark.parametrize("name", ["newsprint", "coated"])
def test_the_profile_says_what_it_is(name: str) -> None:
    data = (PRESS / f"{name}.icc").read_bytes()
    profile = ImageCms.getOpenProfile(BytesIO(data)).profile
    assert (profile.device_class, profile.xcolor_space, profile.connection_space) == ("prtr", "CMYK", "Lab ")
    assert profile.profile_description.startswith("Banmian ")
    assert "aims" in profile.profile_description
    assert "Public domain" in profile.copyright
    assert len(data) < 1_000_000


def maker():
    spec = importlib.util.spec_from_file_location("make_profile", PRESS / "make_profile.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_profile"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["newsprint", "coated"])
def test_the_profile_prints_the_aims(name: str) -> None:
    """Solids and overprints of two inks come back out of the profile's tables as the aims, relative to paper."""
    made = maker()
    process = made.PROCESSES[name]
    paper = made.xyz_of(process.aims[made.PAPER])
    data = (PRESS / f"{name}.icc").read_bytes()
    for inks, aim in process.aims.items():
        pixel = Image.new("CMYK", (1, 1), tuple(255 * ink for ink in inks))
        lightness, a, b = lab_of(pixel, data)[0]
        relative = [value / white * d50 for value, white, d50 in zip(made.xyz_of(aim), paper, made.D50, strict=True)]
        fx, fy, fz = ((value / d50) ** (1 / 3) for value, d50 in zip(relative, made.D50, strict=True))
        wanted = (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))
        off = sum((got - want) ** 2 for got, want in zip((lightness, a, b), wanted, strict=True)) ** 0.5
        assert off < 3.5, (inks, (lightness, a, b), wanted)


def test_the_chart_has_the_tone_value_increase_of_the_aims() -> None:
    made = maker()
    process = made.PROCESSES["newsprint"]
    press = made.Press(process)
    for ink in range(4):
        channel = made.LEADING_CHANNEL[ink]
        tone = [0.0] * 4
        paper = press.colour(tuple(tone))[channel]
        solid = press.colour(tuple(1.0 if n == ink else 0.0 for n in range(4)))[channel]
        half = press.colour(tuple(0.5 if n == ink else 0.0 for n in range(4)))[channel]
        assert (paper - half) / (paper - solid) == pytest.approx(0.76, abs=1e-6)


def test_white_is_paper_and_black_has_most_of_its_ink_in_black(press) -> None:
    inks = colour.separate(Image.frombytes("RGB", (2, 1), bytes([255] * 3 + [0] * 3)), press.profile_data)
    white, black = inks.getpixel((0, 0)), inks.getpixel((1, 0))
    assert white == (0, 0, 0, 0)
    assert black[3] > 240
    assert all(black[3] > value for value in black[:3])


def test_shadows_of_a_better_press_are_not_drowned(press) -> None:
    """Newsprint's black is much lighter; without compensation all that is darker would become the same black."""
    coated = load_press(PRESS / "coated.yaml").profile_data
    shadows = Image.new("CMYK", (5, 1))
    for number, black in enumerate((255, 235, 215, 195, 175)):
        shadows.putpixel((number, 0), (180, 160, 110, black))
    printed = lab_of(colour.reseparate(shadows, press.profile_data, coated), press.profile_data)
    lightness = [lab[0] for lab in printed]
    assert all(after > before for before, after in itertools.pairwise(lightness)), lightness
    assert lightness[-1] - lightness[0] > 1.5


def test_lighter_greys_print_lighter_all_the_way(press) -> None:
    ramp = Image.frombytes("RGB", (52, 1), bytes(v for g in range(0, 256, 5) for v in (g, g, g)))
    lightness = [lab[0] for lab in lab_of(colour.separate(ramp, press.profile_data), press.profile_data)]
    assert all(after > before - 0.5 for before, after in itertools.pairwise(lightness))
    assert lightness[0] < 55
    assert lightness[-1] > 99


def test_the_black_plate_alone_makes_up_for_the_tone_value_increase(press) -> None:
    """A grey of half the lightness scale prints at half of the way from black to paper."""
    scale = Image.frombytes("L", (256, 1), bytes(range(256)))
    black = colour.black_only(scale, press.profile_data)
    assert (black.getpixel((0, 0)), black.getpixel((255, 0))) == (0, 255)
    plates = Image.merge("CMYK", [Image.new("L", (256, 1))] * 3 + [black.point(lambda value: 255 - value)])
    printed = [lab[0] for lab in lab_of(plates, press.profile_data)]
    middle = printed[119]  # sRGB 119 has lightness 50
    assert (middle - printed[0]) / (printed[255] - printed[0]) == pytest.approx(0.5, abs=0.02)
    assert black.getpixel((119, 0)) > 119, "it has as much ink as the bare numbers would have"


def test_too_much_ink_is_taken_from_the_chromatic_plates_alone() -> None:
    image = Image.frombytes("CMYK", (2, 1), bytes([255, 255, 255, 200, 100, 50, 20, 10]))
    inks = colour.within(image, 240)
    assert colour.max_ink(inks) <= 240
    assert colour.max_ink(inks) > 238
    assert inks.getpixel((0, 0))[3] == 200
    assert inks.getpixel((1, 0)) == (100, 50, 20, 10)


def test_ink_is_the_sum() -> None:
    image = Image.new("CMYK", (30, 20), (51, 0, 0, 0))
    image.putpixel((7, 11), (255, 255, 0, 51))
    assert colour.max_ink(image) == pytest.approx(220)


@pytest.mark.parametrize("inks", [(0, 0, 0, 0), (255, 255, 255, 255), (255, 0, 0, 255), (1, 2, 3, 4), (0, 0, 255, 0)])
def test_the_largest_ink_is_that_of_one_pixel_in_a_large_picture(inks):
    image = Image.new("CMYK", (700, 300), (0, 0, 0, 0))
    image.putpixel((699, 299), inks)
    assert colour.max_ink(image) == pytest.approx(sum(inks) / 2.55, abs=1e-4)


def test_greys_go_to_the_black_plate_by_one_table(press):
    scale = Image.linear_gradient("L")
    made = colour.black_only(scale, press.profile_data)
    assert made.getextrema() == (0, 255)
    assert colour.black_only(scale, press.profile_data).tobytes() == made.tobytes()
