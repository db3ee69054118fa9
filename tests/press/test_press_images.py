from __future__ import annotations

import io
import random
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from layout.base.codes import Code
from layout.base.diagnostics import Ref, Report
from layout.base.errors import ContentError
from layout.base.units import Rect
from layout.build.page import prepare_pictures
from layout.design.press import load_press
from layout.files.cache import NO_STORE
from layout.images import colour
from layout.images import prepare as images
from layout.images.crop import CENTRE
from layout.images.prepare import PreparedImage, check, prepare
from tests.press.conftest import PRESS

BOX = Rect(0, 0, 144, 108)
"""Two inches by one and a half."""


def pixels(picture: PreparedImage) -> Image.Image:
    """The picture as a PDF reader decodes it: full ink is 255 in CMYK, paper is 255 in grey."""
    mode = "L" if picture.space == "DeviceGray" else "CMYK"
    if picture.bits == 1:
        return Image.frombytes("1", (picture.width, picture.height), zlib.decompress(picture.data)).convert("L")
    if picture.filter == "FlateDecode":
        return Image.frombytes(mode, (picture.width, picture.height), zlib.decompress(picture.data))
    image = Image.open(io.BytesIO(picture.data))
    assert image.mode == mode
    return image


def saved(image: Image.Image, path: Path, **options) -> Path:
    image.save(path, **options)
    return path


def quarters(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Red, green, blue and white, from the top left."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    w, h = size[0] // 2, size[1] // 2
    for number, ink in enumerate(((220, 30, 30), (30, 160, 60), (40, 60, 200))):
        x, y = number % 2 * w, number // 2 * h
        draw.rectangle((x, y, x + w - 1, y + h - 1), fill=ink)
    return image


def test_a_photograph_becomes_cmyk_of_the_press(photograph, press) -> None:
    picture = prepare(photograph, BOX, None, press)
    assert (picture.space, picture.filter, picture.inverted) == ("DeviceCMYK", "DCTDecode", True)
    assert picture.data[:2] == b"\xff\xd8"
    assert picture.max_ink <= press.ink.total
    with Image.open(photograph) as source:
        small = source.resize((picture.width, picture.height), Image.Resampling.LANCZOS)
    wanted = colour.separate(small, press.profile_data)
    for x, y in ((50, 50), (300, 200), (550, 400)):
        got, want = pixels(picture).getpixel((x, y)), wanted.getpixel((x, y))
        assert max(abs(a - b) for a, b in zip(got, want, strict=True)) <= 8


def test_the_effective_resolution_is_that_of_the_files_pixels(photograph, press) -> None:
    assert prepare(photograph, BOX, None, press).dpi == pytest.approx(600)
    assert prepare(photograph, Rect(0, 0, 1440, 1080), None, press).dpi == pytest.approx(60)
    assert prepare(photograph, BOX, (0.25, 0.25, 0.75, 0.75), press).dpi == pytest.approx(300)


def test_pixels_the_press_cannot_show_are_not_embedded(photograph, press) -> None:
    picture = prepare(photograph, BOX, None, press)
    assert (picture.width, picture.height) == (600, 450)
    kept = prepare(photograph, Rect(0, 0, 270, 202.5), None, press)
    assert kept.width == 1200, "a picture just over the most is left as it is"


@pytest.mark.parametrize(
    ("crop", "rect", "red"), [(None, Rect(0, 0, 100, 300), 0.5), ((0, 0, 0.5, 0.5), Rect(0, 0, 200, 150), 1.0)]
)
def test_a_picture_is_cut_and_never_stretched(crop, rect, red, tmp_path, press) -> None:
    picture = prepare(saved(quarters(), tmp_path / "a.png"), rect, crop, press)
    assert picture.width / picture.height == pytest.approx(rect.width / rect.height, rel=0.01)
    inks = pixels(picture)
    left = inks.getpixel((2, 2))
    assert left[1] > 150
    assert left[0] < 60
    right = inks.getpixel((inks.width - 3, 2))
    assert (right[1] > 150 and right[0] < 60) is (red == 1.0)


def test_a_crop_that_is_none_is_refused(tmp_path, press) -> None:
    path = saved(quarters(), tmp_path / "a.png")
    for crop in ((0.5, 0, 0.5, 1), (0, 0, 1.2, 1), (-0.1, 0, 1, 1)):
        with pytest.raises(ContentError, match=r"crop of a\.png"):
            prepare(path, BOX, crop, press)


def test_a_picture_taken_with_the_camera_on_its_side_is_set_upright(tmp_path, press) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the scene is the picture's right
    path = saved(quarters(), tmp_path / "a.jpg", exif=exif, quality=95, subsampling=0)
    picture = prepare(path, Rect(0, 0, 108, 144), None, press)
    assert picture.height > picture.width
    blue = pixels(picture).getpixel((5, 5))  # lower left in the file, upper left when upright
    assert blue[0] > 150
    assert blue[2] < 60


def test_an_embedded_profile_is_honoured(tmp_path, press) -> None:
    """The same numbers in a much wider space are other, stronger colours."""
    image = Image.new("RGB", (200, 150), (150, 200, 120))
    image.putpixel((0, 0), (200, 100, 50))
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = prepare(saved(image, tmp_path / "a.png"), BOX, None, press)
    same = prepare(saved(image, tmp_path / "b.png", icc_profile=wide), BOX, None, press)
    assert plain.data == same.data
    swapped = swap_red_and_green(wide)
    other = prepare(saved(image, tmp_path / "c.png", icc_profile=swapped), BOX, None, press)
    assert other.data != plain.data
    assert pixels(other).getpixel((9, 9))[1] > pixels(plain).getpixel((9, 9))[1] + 20


def swap_red_and_green(profile: bytes) -> bytes:
    data = bytearray(profile)
    for number in range(int.from_bytes(data[128:132], "big")):
        at = 132 + 12 * number
        name = bytes(data[at : at + 4])
        if name in (b"rXYZ", b"gXYZ"):
            data[at : at + 4] = b"gXYZ" if name == b"rXYZ" else b"rXYZ"
    return bytes(data)


def test_a_profile_for_other_pixels_is_left_aside_and_told(tmp_path, press) -> None:
    for name, profile in (("a.jpg", press.profile_data), ("b.jpg", b"not a profile")):
        path = saved(quarters(), tmp_path / name, icc_profile=profile)
        notes = prepare(path, BOX, None, press).notes
        assert [(note.code, name in note.said) for note in notes] == [("picture-profile", True)]
        assert check(path).notes == notes


@pytest.mark.parametrize("mode", ["L", "1", "LA", "RGB", "P", "I;16"])
def test_a_picture_without_colour_goes_to_the_black_plate(mode, tmp_path, press) -> None:
    ramp = Image.linear_gradient("L").resize((400, 300))
    image = ramp.convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else ramp.convert(mode)
    picture = prepare(saved(image, tmp_path / "a.png"), BOX, None, press)
    assert picture.space == "DeviceGray"
    assert picture.bits == (1 if mode == "1" else 8)
    inks = pixels(picture)
    assert inks.getpixel((200, 2)) < 40
    assert inks.getpixel((200, 296)) > 215
    assert picture.max_ink <= 100


def test_a_little_colour_is_colour(tmp_path, press) -> None:
    image = Image.new("RGB", (200, 150), (120, 120, 120))
    image.paste((160, 110, 90), (50, 50, 60, 60))
    assert prepare(saved(image, tmp_path / "a.png"), BOX, None, press).space == "DeviceCMYK"


def test_transparent_parts_become_paper_and_are_told(tmp_path, press) -> None:
    image = quarters().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size).point(lambda v: 0 if v < 128 else 255))
    picture = prepare(saved(image, tmp_path / "a.png"), BOX, None, press)
    assert [(note.code, "white" in note.said) for note in picture.notes] == [("picture-taken", True)]
    assert pixels(picture).getpixel((20, 20)) == (0, 0, 0, 0)


def cmyk_file(tmp_path: Path, inks: tuple[int, int, int, int], **options) -> Path:
    image = Image.new("CMYK", (200, 150), (20, 20, 20, 0))
    image.paste(inks, (0, 0, 100, 150))
    return saved(image, tmp_path / "a.tif", **options)


def test_cmyk_made_for_the_press_is_left_as_it_is(tmp_path, press) -> None:
    picture = prepare(cmyk_file(tmp_path, (120, 90, 60, 30)), BOX, None, press)
    assert picture.filter == "FlateDecode"
    assert pixels(picture).getpixel((10, 10)) == (120, 90, 60, 30)
    assert picture.notes == ()


def test_cmyk_with_too_much_ink_is_separated_anew(tmp_path, press) -> None:
    picture = prepare(cmyk_file(tmp_path, (255, 255, 255, 255)), BOX, None, press)
    assert picture.max_ink <= press.ink.total
    dark = pixels(picture).getpixel((10, 10))
    assert dark[3] > 220, "dark stays dark"
    assert any("400 % ink" in note.said for note in picture.notes)


def test_what_is_seen_of_a_storys_picture_is_told_where_it_is_named(tmp_path, press) -> None:
    path = cmyk_file(tmp_path, (255, 255, 255, 255))
    files = (SimpleNamespace(file="other.jpg"), SimpleNamespace(file=path.name))
    story = SimpleNamespace(every_picture=files, language="zh-Hans")
    box = SimpleNamespace(story="lead", rect=BOX, file=path.name, name="p", focus=CENTRE)
    model = SimpleNamespace(pictures=[box])
    edition, report = SimpleNamespace(folder=tmp_path, stories={"lead": story}), Report()
    prepare_pictures(edition, model, SimpleNamespace(store=NO_STORE), press, report)
    (finding,) = report.findings
    assert (finding.code, finding.place) == (Code.PICTURE_TAKEN, Ref("story", "lead", "picture", 1))
    assert "400 % ink" in finding.message


def test_cmyk_of_another_press_is_converted(tmp_path, press) -> None:
    other = load_press(PRESS / "coated.yaml").profile_data
    path = cmyk_file(tmp_path, (0, 255, 255, 0), icc_profile=other)
    red = pixels(prepare(path, BOX, None, press)).getpixel((10, 10))
    assert red != (0, 255, 255, 0)
    assert red[1] > 200
    assert red[2] > 150


def noise(limit: int) -> Image.Image:
    """Grain in dark brown: the worst case for JPEG, which errs most where pixels differ most."""
    grain = random.Random(7).randbytes(3 * 600 * 450)
    return Image.frombytes("RGB", (600, 450), grain).point([value * limit // 255 for value in range(256)] * 3)


def test_what_jpeg_adds_never_passes_the_limit(tmp_path, press) -> None:
    path = saved(noise(90), tmp_path / "a.png")
    tight = press.model_copy(update={"ink": press.ink.model_copy(update={"total": 190.0})})
    for condition, kind in ((press, "DCTDecode"), (tight, "FlateDecode")):
        picture = prepare(path, BOX, None, condition)
        assert picture.filter == kind
        assert colour.max_ink(pixels(picture)) <= condition.ink.total
        assert picture.max_ink == pytest.approx(colour.max_ink(pixels(picture)), abs=0.1)


def test_the_same_picture_gives_the_same_bytes(photograph, press) -> None:
    assert prepare(photograph, BOX, None, press) == prepare(photograph, BOX, None, press)


# --- what is refused


def test_a_file_cut_short_is_refused(photograph, tmp_path, press) -> None:
    whole = photograph.read_bytes()
    path = tmp_path / "cut.jpg"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ContentError, match=r"cut\.jpg is damaged"):
        prepare(path, BOX, None, press)
    png = tmp_path / "cut.png"
    saved(quarters(), png)
    png.write_bytes(png.read_bytes()[:-900])
    with pytest.raises(ContentError, match=r"cut\.png is damaged"):
        prepare(png, BOX, None, press)


def test_a_file_that_claims_too_many_pixels_is_refused_unread(tmp_path, press, monkeypatch) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (13000, 13000)).save(path)
    assert path.stat().st_size < 100_000
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda _: pytest.fail("it was decoded"))
    with pytest.raises(ContentError, match="13000 x 13000 pixels"):
        prepare(path, BOX, None, press)


def test_a_picture_over_pillows_own_limit_is_refused_too(tmp_path, press) -> None:
    path = tmp_path / "bomb.png"
    data = bytearray(saved(Image.new("1", (8, 8)), path).read_bytes())
    data[16:24] = (60000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    path.write_bytes(bytes(data))
    with pytest.raises(ContentError, match=r"bomb\.png claims"):
        prepare(path, BOX, None, press)


def test_no_picture_no_file_and_other_formats_are_told(tmp_path, press) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(ContentError, match=r"text\.jpg is no picture"):
        prepare(tmp_path / "text.jpg", BOX, None, press)
    with pytest.raises(ContentError, match=r"there is no picture none\.jpg"):
        prepare(tmp_path / "none.jpg", BOX, None, press)
    icon = saved(quarters(), tmp_path / "a.ico")
    with pytest.raises(ContentError, match="no picture that can be read"):
        prepare(icon, BOX, None, press)


def gradients() -> Image.Image:
    down = Image.linear_gradient("L").resize((600, 800))
    return Image.merge("CMYK", (down, down.transpose(Image.Transpose.FLIP_LEFT_RIGHT), down, Image.new("L", down.size)))


def test_pixels_are_packed_as_zlib_packs_them_whole_or_given_up():
    pixels = gradients().tobytes()
    for level in (1, 9):
        whole = zlib.compress(pixels, level)
        assert images._packed(pixels, level, len(whole)) == whole
        assert images._packed(pixels, level, len(whole) - 1) is None


def test_bands_tell_what_all_pixels_take():
    assert images._estimated(gradients().tobytes()) == 0.0  # too few to tell
    for image in (gradients(), Image.effect_noise((600, 800), 90).convert("CMYK")):
        pixels = image.resize((1200, 1600)).tobytes()
        assert images._estimated(pixels) == pytest.approx(len(zlib.compress(pixels, 1)), rel=0.1)


def test_a_large_drawing_loses_nothing():
    """Where bands do not tell for sure that JPEG is smaller, all pixels do."""
    drawing = Image.new("CMYK", (1000, 800))
    ImageDraw.Draw(drawing).rectangle((100, 100, 900, 600), fill=(0, 200, 100, 20))
    assert images.encoded(drawing, 300)[1] == "FlateDecode"
