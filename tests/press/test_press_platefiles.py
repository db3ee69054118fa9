"""Plates as files: tones that stay what they are when they are screened, strips that come back, ink key by key."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image

from layout.images.inks import BLACK, PROCESS
from layout.images.tiffs import StripTiff
from layout.pdf.coverage import plate_inks
from layout.pdf.label import label_of
from layout.pdf.platefiles import plates_of
from layout.pdf.screening import Screen, screen_of, screened

SIDE, SLUG = 288, 36


@pytest.fixture(scope="module")
def page() -> bytes:
    """A page of 4 inches: its left half black, a magenta tint of 40 % over its foot, a cyan mark beside the trim."""
    pdf = pikepdf.new()
    whole = SIDE + 2 * SLUG
    pdf.add_blank_page(page_size=(whole, whole))
    (leaf,) = pdf.pages
    leaf.obj.TrimBox = pikepdf.Array([SLUG, SLUG, SLUG + SIDE, SLUG + SIDE])
    drawn = f"0 0 0 1 k {SLUG} {SLUG} {SIDE / 2} {SIDE} re f 1 0 0 0 k 0 0 9 9 re f /O gs 0 .4 0 0 k "
    leaf.Contents = pdf.make_stream(f"{drawn} {SLUG} {SLUG} {SIDE} {SIDE / 4} re f".encode())
    leaf.Resources = pikepdf.Dictionary(
        ExtGState=pikepdf.Dictionary(O=pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, op=True, OPM=1))
    )
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def test_the_ink_of_each_plate_and_of_each_key(page):
    magenta, black = plate_inks(page, label_of(page), PROCESS, 4)
    assert (black.ink, black.percent, black.keys) == (BLACK, 50.0, (100.0, 100.0, 0.0, 0.0))
    assert (magenta.ink, magenta.keys) == (PROCESS[1], (10.0,) * 4)
    assert black.area == pytest.approx(4 * 4 * 2.54**2 / 2, abs=0.01)
    magenta, black = plate_inks(page, label_of(page), PROCESS, 4, along_height=True)
    assert (magenta.keys, black.keys) == ((0.0, 0.0, 0.0, 40.0), (50.0,) * 4)


@pytest.mark.parametrize("ruling", [0, 60])
def test_a_plate_is_the_whole_sheet_at_its_resolution_and_overprints(page, ruling):
    dpi = 360 if ruling else 100
    magenta, black = plates_of(page, label_of(page), PROCESS, (PROCESS[1], BLACK))
    covered = []
    for plate in (magenta, black):
        file = io.BytesIO()
        plate.write(file, dpi, ruling)
        with Image.open(file) as read:
            assert (read.mode, read.size, read.info["dpi"]) == ("1" if ruling else "L", (5 * dpi, 5 * dpi), (dpi, dpi))
            assert read.tag_v2[285] == plate.ink.name
            trim = read.convert("L").crop((dpi // 2, dpi // 2, dpi // 2 + 4 * dpi, dpi // 2 + 4 * dpi))
        covered.append(100 - 100 * np.asarray(trim).mean() / 255)
    # Black under the overprinting tint stays black, and the tint is whole.
    assert covered == pytest.approx([10, 50], abs=0.1 if ruling else 0.05)


@pytest.mark.parametrize("ink", [*PROCESS])
def test_a_screen_inks_as_much_as_the_tone_says_and_goes_on_from_band_to_band(ink):
    screen = screen_of(ink, 100)
    for tone in (0, 3, 51, 128, 217, 252, 255):
        tones = np.full((480, 480), tone, np.uint8)
        inked = screened(tones, screen, 2400, 0)
        assert inked.mean() == pytest.approx(tone / 255, abs=0.006)
        assert (screened(tones[:200], screen, 2400, 280) == inked[280:]).all()


def test_a_screen_has_its_lines_at_their_angle():
    inked = screened(np.full((960, 960), 128, np.uint8), Screen(100, 15), 2400, 0)
    waves = np.abs(np.fft.rfft2(inked - inked.mean()))
    down, across = np.unravel_index(waves.argmax(), waves.shape)
    down = down - 960 if down > 480 else down
    assert np.hypot(down, across) == pytest.approx(960 * 100 / 2400, abs=1)
    assert np.degrees(np.arctan2(down, across)) % 90 in (pytest.approx(15, abs=1.5), pytest.approx(75, abs=1.5))


def test_strips_come_back_as_they_were_given(tmp_path):
    rng = np.random.default_rng(1)
    grey = Image.fromarray(rng.integers(0, 256, (70, 37), np.uint8))
    for bits, picture in ((8, grey), (1, grey.point(lambda value: value > 99 and 255, "1"))):
        with (tmp_path / "plate.tif").open("w+b") as file:
            made = StripTiff(file, 1270, bits, "Black", "us")
            for first in range(0, 70, 32):
                made.add(picture.crop((0, first, 37, min(70, first + 32))))
            made.close()
        with Image.open(tmp_path / "plate.tif") as read:
            assert (read.mode, read.tobytes()) == (picture.mode, picture.tobytes())
            assert len(read.tag_v2[273]) == 3
