"""What of a picture its box shows, and that the pixels that go into the page are those."""

import pytest
from PIL import Image

from layout.base.units import Rect
from layout.images.crop import shown
from layout.images.prepare import prepare
from tests.press.test_press_images import pixels


@pytest.mark.parametrize(
    ("ratio", "wanted", "focus", "crop"),
    [
        (2.0, 1.0, (0.5, 0.5), (0.25, 0, 0.75, 1)),
        (2.0, 1.0, (0.0, 0.9), (0, 0, 0.5, 1)),
        (2.0, 1.0, (1.0, 0.9), (0.5, 0, 1, 1)),
        (0.5, 1.0, (0.1, 0.4), (0, 0.2, 1, 0.7)),
        (1.5, 1.5, (0.1, 0.4), (0, 0, 1, 1)),
    ],
)
def test_the_focus_stands_in_the_box_where_it_stands_in_the_picture(ratio, wanted, focus, crop) -> None:
    assert shown(ratio, wanted, focus) == pytest.approx(crop)
    left, top, right, bottom = shown(ratio, wanted, focus)
    assert left + focus[0] * (right - left) == pytest.approx(focus[0])
    assert top + focus[1] * (bottom - top) == pytest.approx(focus[1])


@pytest.mark.parametrize(("focus", "row"), [((0.5, 0.0), 0), ((0.5, 1.0), 300), ((0.5, 0.5), 150), ((0.5, 0.4), 120)])
def test_the_pixels_are_those_about_the_focus(focus, row, press, tmp_path) -> None:
    # Every row of the picture has its own grey, so that a row of the page's pixels tells where it was.
    picture = Image.new("L", (400, 600))
    picture.putdata([round(255 * y / 599) for y in range(600) for _ in range(400)])
    picture.save(tmp_path / "steps.png")
    cut = picture.crop((0, row, 400, row + 300))
    cut.save(tmp_path / "cut.png")
    box = Rect(0, 0, 400, 300)
    assert pixels(prepare(tmp_path / "steps.png", box, None, press, focus)).tobytes() == (
        pixels(prepare(tmp_path / "cut.png", box, None, press)).tobytes()
    )
