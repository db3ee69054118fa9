"""Pictures of templates go to the press as those of stories do."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from PIL import Image, ImageDraw

from layout.base.errors import TemplateError
from layout.base.units import Rect
from layout.design.press import PressCondition, load_press
from layout.images.prepare import prepare
from layout.pdf.trial import unfit_for_press
from layout.render.inked import svg_in_inks
from layout.render.ownpictures import check_pictures
from layout.render.pdf import render_pdf
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def press() -> PressCondition:
    return load_press(ROOT / "assets" / "press" / "newsprint.yaml")


def sign(mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (600, 150), (0, 90, 140))
    ImageDraw.Draw(image).ellipse((20, 20, 130, 130), fill="white")
    ImageDraw.Draw(image).rectangle((300, 20, 560, 130), fill="black")
    return image.convert(mode)


def drawn(folder: Path, press: PressCondition, markup: str) -> pikepdf.Pdf:
    html = f"<style>@page {{ size: 300pt; margin: 0 }} img {{ width: 144pt; display: block }}</style>{markup}"
    pdf = render_pdf(html, (), {}, [folder], press)
    assert unfit_for_press(pdf, press.pdfx) == ""
    return pikepdf.open(io.BytesIO(pdf))


class Seen(NamedTuple):
    """A picture of a PDF; ``cover`` is its soft mask."""

    space: str
    bits: int
    width: int
    height: int
    data: bytes
    cover: bytes


def images(pdf: pikepdf.Pdf) -> list[Seen]:
    found = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"]
    masks = [thing.SMask.objgen for thing in found if "/SMask" in thing]
    return [
        Seen(
            *(str(thing.ColorSpace), int(thing.BitsPerComponent), int(thing.Width), int(thing.Height)),
            *(thing.read_raw_bytes(), zlib.decompress(thing.SMask.read_raw_bytes()) if "/SMask" in thing else b""),
        )
        for thing in found
        if thing.objgen not in masks
    ]


def test_a_picture_of_pixels_is_what_a_storys_would_be(tmp_path, press) -> None:
    sign().save(tmp_path / "sign.png")
    wanted = prepare(tmp_path / "sign.png", Rect(0, 0, 144, 36), None, press)
    (image,) = images(drawn(tmp_path, press, '<img src="sign.png">'))
    assert image[:5] == ("/DeviceCMYK", 8, 600, 150, wanted.data)


@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.webp", "a.gif", "a.bmp", "a.avif"])
def test_every_kind_and_every_way_to_name_it(name, tmp_path, press) -> None:
    sign().save(tmp_path / name)
    ground = f'<div style="width: 144pt; height: 36pt; background: url({name})"></div>'
    for markup in (f'<img src="{name}">', ground):
        assert [image.space for image in images(drawn(tmp_path, press, markup))] == ["/DeviceCMYK"]


def test_grey_and_black_go_to_the_black_plate(tmp_path, press) -> None:
    sign("L").convert("RGB").save(tmp_path / "grey.png")
    line = Image.new("1", (600, 150), 1)
    ImageDraw.Draw(line).line((0, 0, 600, 150), fill=0)
    line.save(tmp_path / "line.png")
    found = images(drawn(tmp_path, press, '<img src="grey.png"><img src="line.png">'))
    assert sorted(each[:2] for each in found) == [("/DeviceGray", 1), ("/DeviceGray", 8)]


def test_transparent_parts_stay_so_on_a_tint(tmp_path, press) -> None:
    image = sign().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 600, 10))
    image.save(tmp_path / "sign.png")
    (image,) = images(drawn(tmp_path, press, '<img src="sign.png">'))
    assert (image.cover[0], image.cover[-1]) == (0, 255)


def test_a_picture_on_its_side_is_upright(tmp_path, press) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sign().transpose(Image.Transpose.ROTATE_90).save(tmp_path / "sign.jpg", exif=exif)
    (image,) = images(drawn(tmp_path, press, '<img src="sign.jpg">'))
    assert (image.width, image.height) == (600, 150)


SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><style>.a { fill: #c00; stroke : rgb(0, 0, 0) }
</style><rect class="a" width="9" height="9"/><rect x="10" width="9" height="9" style="fill:#808080;stroke:none"/>
<rect x="20" width="9" height="9" fill="white" fill-opacity=".5"/><path d="M0 0h9v9z" stroke="currentColor"/>
<g fill='navy'><text x="1" y="18">文</text></g><rect x="40" width="9" height="9" fill="device-cmyk(0 1 0 0)"/></svg>"""


def test_colours_of_an_svg_are_the_presss_inks(tmp_path, press) -> None:
    made = svg_in_inks(SVG.encode(), press).decode()
    assert "#c00" not in made
    assert "navy" not in made
    assert 'fill-opacity=".5"' in made
    assert "stroke:none" in made
    assert "device-cmyk(0 1 0 0)" in made
    assert 'fill="device-cmyk(0 0 0 0)"' in made
    blue = svg_in_inks(b'<svg fill="#005a8c"/>', press).decode()
    assert not any(0 < float(ink) < press.tones.lightest / 100 for ink in re.findall(r"[\d.]+(?=[ )])", blue))
    (tmp_path / "sign.svg").write_text(SVG, "utf-8")
    drawn(tmp_path, press, '<img src="sign.svg">')
    assert svg_in_inks(b"\xff\xfe<svg/>", press) == b"\xff\xfe<svg/>"
    assert ">fill: red; <" in svg_in_inks(b'<svg><text fill="red">fill: red; </text></svg>', press).decode()


def test_a_damaged_picture_is_told_as_the_renderer_tells_it(tmp_path, press) -> None:
    (tmp_path / "sign.png").write_bytes(b"no picture")
    with pytest.raises(TemplateError, match=r"sign\.png"):
        drawn(tmp_path, press, '<img src="sign.png">')


def test_a_picture_that_a_template_names_and_that_is_not_there_is_told(tmp_path, press) -> None:
    (tmp_path / "front.html").write_text('<img src="sign.heic"><img src="sign.psd">', "utf-8")
    (tmp_path / "design.yaml").touch()
    with pytest.raises(TemplateError) as told:
        check_pictures(tmp_path, tmp_path, press)
    assert "sign.heic" in told.value.message
    assert "sign.psd" in told.value.message
