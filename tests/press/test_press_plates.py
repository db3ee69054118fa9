"""Our own separations, against what was put on the page and, where Ghostscript is installed, against its."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.colors import CMYKColorSep
from reportlab.pdfgen.canvas import Canvas

from layout.ads.canvas import write_pdf
from layout.base.units import Rect
from layout.design.press import PdfX
from layout.images.inks import PROCESS
from layout.pdf.finish import finish_page
from layout.pdf.ink import largest, least_of_squares, page_ink, plates
from layout.pdf.place import PlacedAd
from layout.pdf.plates import separations
from layout.pdf.slug import SlugPen
from tests.pdfread import opened
from tests.press.conftest import AD_RECT, INFO, PICTURE_RECT, render

GHOSTSCRIPT = shutil.which("gs")
PLATES = tuple(ink.name for ink in PROCESS)


@pytest.fixture(scope="module")
def page(rendered, design, fonts, ad, pictures, press) -> bytes:
    return finish_page(
        rendered,
        design.page,
        [ad],
        INFO,
        pictures=pictures,
        press=press,
        slug=SlugPen(fonts["hei"], write_pdf),
    )


@pytest.fixture(scope="module")
def inks(page) -> Image.Image:
    image, unknown = plates(page)
    assert unknown == ()
    return image


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """Tone values at a point of the trim, per cent."""
    return tuple(round(value / 2.55) for value in image.getpixel((int(x), int(y))))


def test_the_plates_have_the_tone_values_of_the_design(inks) -> None:
    assert at(inks, 140, 330) == (0, 0, 0, 6)  # the tint of a boxed story
    assert at(inks, 490, 195) == (0, 100, 90, 10)  # accent
    assert at(inks, 10, 10) == (0, 0, 0, 0)


def test_body_text_is_on_the_black_plate_alone(inks) -> None:
    body = inks.crop((40, 80, 175, 132))
    cyan, magenta, yellow, black = body.split()
    assert black.getextrema()[1] > 150
    for plate in (cyan, magenta, yellow):
        assert plate.getextrema() == (0, 0)


def test_black_text_leaves_the_colour_under_it_whole_and_white_text_does_not(inks) -> None:
    panel = inks.crop((302, 162, 498, 198))
    magenta, black = panel.getchannel("M"), panel.getchannel("K")
    white_word, black_word = (6, 4, 50, 34), (98, 4, 140, 34)
    assert black.crop(black_word).getextrema()[1] > 240
    assert magenta.crop(black_word).getextrema() == (255, 255)
    assert magenta.crop(white_word).getextrema()[0] < 40


def test_the_same_holds_inside_an_ad(inks) -> None:
    left, top = int(AD_RECT.x), int(AD_RECT.y)
    word = inks.crop((left + 18, top + 28, left + 70, top + 44))
    assert word.getchannel("K").getextrema()[1] > 200
    assert word.getchannel("M").getextrema() == (255, 255)


def test_a_picture_comes_back_from_the_plates_as_it_was_prepared(inks, pictures) -> None:
    prepared = Image.open(BytesIO(pictures[0].picture.data)).resize((200, 150), Image.Resampling.BOX)
    x, y = round(PICTURE_RECT.x), round(PICTURE_RECT.y)
    drawn = inks.crop((x, y, x + 200, y + 150))
    difference = ImageChops.difference(prepared, drawn).crop((4, 4, 196, 146))
    for channel in difference.split():
        assert channel.getextrema()[1] <= 12


def test_a_grey_picture_is_on_the_black_plate_alone(inks) -> None:
    area = inks.crop((560, 310, 740, 440))
    assert area.getchannel("K").getextrema()[1] > 200
    assert all(area.getchannel(name).getextrema() == (0, 0) for name in "CMY")


def test_the_ink_of_a_page_is_measured(page, press) -> None:
    ink = page_ink(page)
    assert ink.unknown == ()
    assert 270 < ink.most <= 300, "black type on a red panel"
    assert ink.broad == pytest.approx(200, abs=2)
    assert ink.broad <= press.ink.total
    assert set(ink.plates) == set(PLATES)
    assert ink.plates["Black"] > ink.plates["Cyan"] > 0


def test_too_much_ink_is_seen_and_where(design, fonts, press) -> None:
    panel = (
        '<div style="position: absolute; left: 400pt; top: 700pt; width: 60pt; height: 50pt;'
        ' background: device-cmyk(0.9 0.8 0.7 0.5)"></div>'
    )
    ink = page_ink(finish_page(render(design, fonts, panel), design.page, [], INFO, press=press))
    assert ink.broad == pytest.approx(290, abs=2)
    assert ink.broad > press.ink.total
    assert (ink.broad_spot.x, ink.broad_spot.y) == pytest.approx((400, 700), abs=1.5)
    assert ink.most > ink.broad, "black type on the red panel"
    assert 160 < ink.spot.y < 200


def test_plates_are_whole_pages_in_grey(page) -> None:
    found = separations(page)
    assert len(set(found.plates)) == len(PLATES)
    for plate in found.plates:
        with opened(plate) as pdf, opened(page) as whole:
            assert pdf.pages[0].TrimBox == whole.pages[0].TrimBox
            operators = {str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[0])}
            assert {"k", "K", "rg", "RG"}.isdisjoint(operators)
    assert separations(page) == found


def test_the_most_ink_and_the_most_that_fills_a_square_are_found_with_their_places() -> None:
    total = np.full((20, 30), 51)
    total[11, 7] = 561
    assert largest(total) == (561, 7, 11)
    assert largest(least_of_squares(total, 5)) == (51, 0, 0)
    total[5:10, 20:25] = 306
    assert largest(least_of_squares(total, 5)) == (306, 22, 7)
    assert largest(least_of_squares(total, 7))[0] == 51
    assert least_of_squares(total, 7).shape == total.shape
    total[:2, :2] = 400
    assert least_of_squares(total, 3)[0, 0] == 400, "a square may reach over the edge"


OVERPRINTING = {"/Over": pikepdf.Dictionary(op=True, OP=True, OPM=1)}


def written(operators: str, form: str = "") -> bytes:
    """Return a sheet of 120 pt with a trim of 100 pt, drawn on by operators; ``/Form`` is drawn by others.

    Both may draw ``/Mask``, a picture that is painted in the colour of fills.
    """
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(120, 120))
        page.TrimBox = [10, 10, 110, 110]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
        everywhere = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, tint])
        page.Resources = pikepdf.Dictionary(Font={"/F": font}, ExtGState=OVERPRINTING, ColorSpace={"/All": everywhere})
        mask = pdf.make_stream(b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        mask.Width = mask.Height = mask.BitsPerComponent = 1
        mask.ImageMask = True
        page.Resources.XObject = pikepdf.Dictionary({"/Mask": mask})
        if form:
            drawn = pdf.make_stream(form.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
            drawn.BBox, drawn.Resources = [0, 0, 50, 50], pikepdf.Dictionary()
            if "/Mask" in form:
                drawn.Resources.XObject = pikepdf.Dictionary({"/Mask": mask})
            page.Resources.XObject["/Form"] = drawn
        page.Contents = pdf.make_stream(operators.encode())
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


CROP_MARK = "/All CS 1 SCN 0.25 w 0 5 m 5 5 l S"
BLACK_TEXT = "BT /F 20 Tf 1 0 0 1 30 60 Tm 0 0 0 1 k (ink) Tj ET"


@pytest.mark.parametrize(
    ("operators", "form", "drawn"),
    [
        (BLACK_TEXT, "", "K"),
        (f"{CROP_MARK} {BLACK_TEXT}", "", "K"),
        (f"{BLACK_TEXT} 0 0 0 0 k 20 20 5 5 re f", "", "K"),
        ("0 1 0 0 k 20 20 5 5 re f", "", "MK"),
        ("0 1 0 0 k /Form Do", "0 0 5 5 re f", "CMYK"),
        ("0 1 0 0 k q 1 0 0 1 20 20 cm /Form Do Q", "0 0 1 0 k 0 0 5 5 re f", "YK"),
        ("q 1 0 0 1 200 0 cm /Form Do Q", "0 0 1 0 k 0 0 5 5 re f", "K"),
        ("/All cs 1 scn 20 20 5 5 re f", "", "CMYK"),
        ("/All CS 1 SCN 3 w 0 9 m 120 9 l S", "", "CMYK"),
        ("20 20 m 0 1 0 0 K 2 0 0 2 0 0 cm 50 50 l S", "", "MK"),
        ("0.5 0.5 0.5 0 k 20 0 0 20 30 30 cm /Mask Do", "", "CMYK"),
        ("0 0 0 0 k /Form Do", "0.5 0.5 0.5 0 k 20 0 0 20 0 0 cm /Mask Do", "CMYK"),
    ],
)
def test_plates_that_stay_white_are_left_out_and_no_others(operators: str, form: str, drawn: str) -> None:
    page = written(operators, form)
    found = separations(page)
    assert "".join(ink.letter for ink, plate in zip(PROCESS, found.plates, strict=True) if plate) == drawn
    image, _ = plates(page)
    for ink, channel in zip(PROCESS, image.split(), strict=True):
        if ink.letter not in drawn:
            assert channel.getextrema() == (0, 0)


def test_text_that_a_plate_does_not_show_is_left_out_unless_it_moves_the_pen() -> None:
    """Black text that overprints leaves the red behind it where it is."""
    first = "1 0 0 1 20 60 Tm {gs} 0 0 0 1 k (black) Tj 0 1 0 0 k ( red) Tj"
    words = f"BT /F 20 Tf {first} 1 0 0 1 20 30 Tm 0 0 0 1 k (ink) Tj ET"
    overprinted, knocked_out = (written(words.format(gs=gs)) for gs in ("/Over gs", ""))
    magenta = separations(overprinted).plates[1]
    with opened(magenta) as pdf:
        shown = [
            str(one.operands[0]) for one in pikepdf.parse_content_stream(pdf.pages[0]) if str(one.operator) == "Tj"
        ]
    assert shown == ["black", " red"]
    assert plates(overprinted)[0].tobytes() == plates(knocked_out)[0].tobytes()
    assert plates(overprinted)[0].getchannel("M").getextrema()[1] > 200


def spot(rendered, design, press, name: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 100), invariant=1)
    canvas.setFillColor(CMYKColorSep(0, 1, 1, 0, spotName=name))
    canvas.rect(0, 0, 200, 100, 0, 1)
    canvas.save()
    placed = PlacedAd("spot", out.getvalue(), Rect(40, 500, 200, 100))
    return finish_page(rendered, design.page, [placed], INFO, press=press)


def test_a_spot_colour_has_a_plate_and_is_unknown_to_the_process_plates(rendered, design, press) -> None:
    page = spot(rendered, design, press, "Red 032")
    own = page_ink(page)
    assert own.unknown == ()
    assert own.plates["Red 032"] == pytest.approx(100 * 200 * 100 / (design.page.width * design.page.height), abs=0.05)
    assert any("Red 032" in one for one in page_ink(page, inks=PROCESS).unknown)


def test_a_separation_of_a_process_ink_is_that_plate(rendered, design, press) -> None:
    image, unknown = plates(spot(rendered, design, press, "Yellow"))
    assert unknown == ()
    assert at(image, 140, 550) == (0, 0, 100, 0)


@pytest.mark.skipif(GHOSTSCRIPT is None, reason="Ghostscript is not installed: separations are not compared")
@pytest.mark.parametrize("standard", ["PDF/X-4", "PDF/X-1a:2003"])
def test_ghostscript_separates_the_page_alike(standard, rendered, design, fonts, ad, pictures, press, tmp_path) -> None:
    data = finish_page(rendered, design.page, [ad], INFO, pictures=pictures, press=press, pdfx=PdfX(standard))
    ours, _ = plates(data)
    theirs = tiffsep(data, tmp_path, design.page.slug, ours.size)
    for name, ours_plate, their_plate in zip(PLATES, ours.split(), theirs, strict=True):
        # Renderers place edges differently; a blur takes that out, a plate that is wrong stays wrong.
        one, other = (plate.filter(ImageFilter.BoxBlur(4)) for plate in (ours_plate, their_plate))
        difference = ImageChops.difference(one, other)
        assert difference.getextrema()[1] < 40, name
        histogram = difference.histogram()
        assert sum(histogram[6:]) < 0.01 * sum(histogram), name
    body = (40, 80, 175, 132)
    assert theirs[3].crop(body).getextrema()[1] > 150
    assert all(plate.crop(body).getextrema() == (0, 0) for plate in theirs[:3])


def tiffsep(data: bytes, folder: Path, slug: float, size: tuple[int, int]) -> list[Image.Image]:
    (folder / "page.pdf").write_bytes(data)
    command = [str(GHOSTSCRIPT), "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r288"]
    subprocess.run([*command, f"-sOutputFile={folder / 'page.tif'}", str(folder / "page.pdf")], check=True)
    found = []
    for name in PLATES:
        with Image.open(folder / f"page({name}).tif") as plate:
            full = ImageChops.invert(plate.convert("L"))
        left, top = slug * 4, slug * 4
        box = (left, top, left + size[0] * 4, top + size[1] * 4)
        found.append(full.resize(size, Image.Resampling.BOX, box=box))
    return found
