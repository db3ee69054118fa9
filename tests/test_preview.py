from __future__ import annotations

import datetime
import subprocess
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from layout.base.units import MM
from layout.build import preview
from layout.build.preview import Board, contact_sheet, png_bytes, soft_proof, spreads, thumbnail
from layout.cli.application import app
from layout.design.sheet import Margins, PageTokens
from layout.pdf.finish import finish_page
from layout.pdf.identity import PressInfo
from layout.pdf.pdfium import page_count, page_image
from tests.conftest import ROOT


def sheet(width: float, height: float, slug: float, offset: tuple[float, float] = (0, 0)) -> bytes:
    """A page whose trim is black at its very edge (a frame 4 pt wide, inside) and white around and within.

    offset is the MediaBox's lower left.
    """
    dx, dy = offset
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width + 2 * slug, height + 2 * slug), invariant=1)
    canvas.setFillColorCMYK(0, 0, 0, 1)
    canvas.rect(slug + dx, slug + dy, width, height, stroke=0, fill=1)
    canvas.setFillColorCMYK(0, 0, 0, 0)
    canvas.rect(slug + dx + 4, slug + dy + 4, width - 8, height - 8, stroke=0, fill=1)
    canvas.save()
    boxed = BytesIO()
    with pikepdf.open(BytesIO(out.getvalue())) as pdf:
        page = pdf.pages[0]
        page.mediabox = [dx, dy, width + 2 * slug + dx, height + 2 * slug + dy]
        page.trimbox = [slug + dx, slug + dy, width + slug + dx, height + slug + dy]
        pdf.save(boxed)
    return boxed.getvalue()


SIZE = (285 * MM / 4, 420 * MM / 4)


@pytest.mark.parametrize("dpi", [72, 150, 200, 299])
@pytest.mark.parametrize("slug", [0, 10 * MM, 28.9])
@pytest.mark.parametrize("offset", [(0, 0), (-11.3, 7.7)])
def test_the_picture_ends_where_the_trim_ends(dpi: float, slug: float, offset: tuple[float, float]) -> None:
    image = page_image(sheet(*SIZE, slug, offset), dpi)
    assert image.mode == "RGB"
    assert image.size == (round(SIZE[0] * dpi / 72), round(SIZE[1] * dpi / 72))
    grey = image.convert("L")
    middle_x, middle_y = grey.width // 2, grey.height // 2
    # The size is rounded: at the right and lower edge half a pixel may be white paper.
    assert grey.getpixel((0, middle_y)) < 60
    assert grey.getpixel((middle_x, 0)) < 60
    assert grey.getpixel((grey.width - 1, middle_y)) < 160
    assert grey.getpixel((middle_x, grey.height - 1)) < 160
    # The frame is 4 pt wide at each side, within one pixel.
    row = [grey.getpixel((x, middle_y)) for x in range(grey.width)]
    white = [x for x, value in enumerate(row) if value > 200]
    assert white[0] == pytest.approx(4 * dpi / 72, abs=1)
    assert white[-1] + 1 == pytest.approx((SIZE[0] - 4) * dpi / 72, abs=1)
    column = [grey.getpixel((middle_x, y)) for y in range(grey.height)]
    white = [y for y, value in enumerate(column) if value > 200]
    assert white[0] == pytest.approx(4 * dpi / 72, abs=1)
    assert white[-1] + 1 == pytest.approx((SIZE[1] - 4) * dpi / 72, abs=1)


def test_a_page_without_trim_box_is_shown_whole() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(144, 216), invariant=1)
    canvas.rect(0, 0, 72, 108, stroke=0, fill=1)
    canvas.save()
    image = page_image(out.getvalue(), 72)
    assert image.size == (144, 216)
    assert image.getpixel((20, 200)) == (0, 0, 0)
    assert image.getpixel((100, 200)) == (255, 255, 255)
    assert page_count(out.getvalue()) == 1


def test_marks_are_not_in_the_picture() -> None:
    tokens = PageTokens.model_construct(
        width=200.0, height=300.0, bleed=9.0, slug=30.0, margins=Margins.model_construct(top=1.0, left=1.0)
    )
    out = BytesIO()
    canvas = Canvas(out, pagesize=(260, 360), invariant=1)
    canvas.showPage()
    canvas.save()
    info = PressInfo("晚报", datetime.date(2022, 4, 15), "B2", "B2")
    image = page_image(finish_page(out.getvalue(), tokens, (), info))
    assert image.getextrema() == ((255, 255),) * 3


def test_a_thumbnail_keeps_the_proportions() -> None:
    small = thumbnail(Image.new("RGB", (1683, 2480), "white"))
    assert small.size == (480, 707)


def gradient() -> Image.Image:
    image = Image.new("RGB", (300, 200))
    image.putdata([(x % 256, y, (x * y) % 256) for y in range(200) for x in range(300)])
    return image


def few_colours() -> Image.Image:
    image = Image.new("RGB", (300, 200), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, 80, 80), fill=(220, 30, 20))
    draw.rectangle((100, 10, 180, 80), fill=(0, 0, 0))
    return image


@pytest.mark.parametrize(
    ("image", "mode"),
    [(gradient(), "RGB"), (few_colours(), "P"), (Image.linear_gradient("L").convert("RGB"), "L")],
)
def test_png_holds_the_picture_exactly_in_the_smallest_mode(image: Image.Image, mode: str) -> None:
    data = png_bytes(image, dpi=150)
    assert data == png_bytes(image.copy(), dpi=150)
    with Image.open(BytesIO(data)) as back:
        assert back.mode == mode
        assert back.convert("RGB").tobytes() == image.tobytes()
        assert back.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    assert b"tIME" not in data


def test_png_packed_by_either_packer_has_the_same_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    isal = pytest.importorskip("isal.isal_zlib")
    noise = Image.effect_noise((640, 400), 90)
    image = Image.merge("RGB", (noise, noise.rotate(180), Image.linear_gradient("L").resize(noise.size)))
    made = []
    for packer in (isal, None):
        monkeypatch.setattr(preview, "isal_zlib", packer)
        made.append(png_bytes(image, dpi=150))
    assert made[0] != made[1]
    for data in made:
        with Image.open(BytesIO(data)) as back:
            assert back.tobytes() == image.tobytes()


def test_a_thumbnail_shows_what_one_filtered_from_all_pixels_shows() -> None:
    page = Image.new("RGB", (1683, 2480), "white")
    draw = ImageDraw.Draw(page)
    for number in range(60):
        draw.line((100, 40 * number, 1600, 40 * number + 17), fill=(number * 4, 0, 0), width=1 + number % 9)
    wanted = page.resize((480, 707), Image.Resampling.LANCZOS)
    off = np.abs(np.asarray(thumbnail(page)).astype(int) - np.asarray(wanted))
    assert off.mean() < 1.5
    assert off.max() < 40


def test_png_with_few_colours_is_smaller() -> None:
    assert len(png_bytes(gradient(), colours=16)) < len(png_bytes(gradient())) / 2


def cjk_font() -> tuple[Path, int]:
    found = subprocess.run(
        ["fc-match", "-f", "%{file}\n%{index}", "Noto Sans CJK SC"],
        capture_output=True,
        text=True,
        check=True,
    )
    file, index = found.stdout.split("\n")
    return Path(file), int(index)


def test_the_contact_sheet_shows_every_page_in_rows_with_its_label() -> None:
    font, index = cjk_font()
    board = Board(page_width=100, gap=20, margin=30, label_size=16, label_gap=8)
    colours = [(250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 0), (0, 250, 250)]
    pages = [(f"第{n}版", Image.new("RGB", (200, 300), colour)) for n, colour in enumerate(colours, 1)]
    image = contact_sheet(pages, font, font_index=index, board=board)
    assert image.size == (30 * 2 + 100 * 3 + 20 * 2, 30 * 2 + 2 * (150 + 8 + 16) + 20)
    for number, colour in enumerate(colours):
        x, y = 30 + number % 3 * 120, 30 + number // 3 * (150 + 24 + 20)
        assert image.getpixel((x, y)) == colour
        assert image.getpixel((x + 99, y + 149)) == colour
        assert image.getpixel((x - 1, y + 75)) == board.frame
        label = image.crop((x, y + 158, x + 100, y + 174)).convert("L")
        assert label.getextrema()[0] < 100, "no label under the page"
    assert image.getpixel((1, 1)) == board.ground
    again = contact_sheet(pages, font, font_index=index, board=board)
    assert png_bytes(again) == png_bytes(image)


def test_many_pages_are_shown_smaller_and_more_in_a_row() -> None:
    font, index = cjk_font()
    few = contact_sheet([(str(n), Image.new("RGB", (480, 700))) for n in range(16)], font, font_index=index)
    many = contact_sheet([(str(n), Image.new("RGB", (480, 700))) for n in range(64)], font, font_index=index)
    assert few.width > 4 * 480
    assert few.height > 4 * 700
    assert 8 * 240 < many.width < few.width + 4 * 36 + 1
    assert 8 * 350 < many.height < 8 * 350 + 700


@pytest.mark.parametrize("number", [3, 17])
def test_the_contact_sheet_is_the_same_of_pictures_and_of_their_files(number: int, tmp_path: Path) -> None:
    font, index = cjk_font()
    images = [Image.linear_gradient("L").resize((481 + n, 703)).convert("RGB") for n in range(number)]
    files = [tmp_path / f"{n}.png" for n in range(number)]
    for file, image in zip(files, images, strict=True):
        file.write_bytes(png_bytes(image))
    of_images, of_files = (
        contact_sheet([(str(n), page) for n, page in enumerate(pages)], font, font_index=index)
        for pages in (images, files)
    )
    assert of_images.tobytes() == of_files.tobytes()


def test_labels_differ_by_their_text() -> None:
    font, index = cjk_font()
    page = Image.new("RGB", (200, 300), "white")
    one = contact_sheet([("要闻", page)], font, font_index=index)
    other = contact_sheet([("社区", page)], font, font_index=index)
    assert one.size == other.size
    assert one.tobytes() != other.tobytes()


def test_an_empty_contact_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        contact_sheet([], Path("any.ttf"))


def test_an_even_page_faces_the_odd_one_after_it_in_the_same_section() -> None:
    assert spreads(["A1", "A2", "A3", "A4", "B1", "B2"]) == (("A1",), ("A2", "A3"), ("A4",), ("B1",), ("B2",))
    assert spreads(["A2", "B3", "A5", "A6", "A8", "A9"]) == (("A2",), ("B3",), ("A5",), ("A6",), ("A8", "A9"))
    assert spreads([]) == ()


def test_facing_pages_touch_on_the_contact_sheet_and_are_not_parted_by_a_row() -> None:
    font, index = cjk_font()
    board = Board(page_width=100, gap=20, margin=30, label_size=16, label_gap=8)
    pages = [(f"A{n}", Image.new("RGB", (200, 300), (n * 30, 0, 0))) for n in range(1, 9)]
    image = contact_sheet(pages, font, font_index=index, board=board)
    # A1 | A2 A3 | A4 A5 and below A6 A7 | A8
    assert image.width == 2 * 30 + 5 * 100 + 2 * 20
    lefts = {1: 30, 2: 150, 3: 250, 4: 370, 5: 470, 6: 30, 7: 130, 8: 250}
    for number, x in lefts.items():
        y = 30 + (number > 5) * (150 + 24 + 20)
        assert image.getpixel((x + 50, y + 75)) == (number * 30, 0, 0)
        assert image.getpixel((x + 1, y + 75)) == (number * 30, 0, 0)


def test_a_soft_proof_shows_the_paper_and_no_black_darker_than_the_press_reaches() -> None:
    profile = (ROOT / "assets" / "press" / "newsprint.icc").read_bytes()
    proof = soft_proof(sheet(*SIZE, 10 * MM), profile, 72)
    assert proof.size == page_image(sheet(*SIZE, 10 * MM), 72).size
    paper, black = proof.getpixel((60, 60)), proof.getpixel((1, 60))
    assert isinstance(paper, tuple)
    assert isinstance(black, tuple)
    assert all(180 < channel < 225 for channel in paper), paper  # newsprint is grey: L* 82 by ISO 12647-3
    assert paper[0] > paper[2], "newsprint is yellowish"
    assert all(60 < channel < 110 for channel in black), black


def test_the_command_draws_previews_the_contact_sheet_and_soft_proofs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("templates", "assets", "content", "banmian.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    output = tmp_path / "output" / "2022-04-15"
    (output / "pages").mkdir(parents=True)
    for page in ("A1", "A2", "A3", "B2"):
        (output / "pages" / f"{page}.pdf").write_bytes(sheet(*SIZE, 10 * MM))
    monkeypatch.chdir(tmp_path)
    run = CliRunner()
    done = run.invoke(app, ["preview", "content/2022-04-15", "--dpi", "36"])
    assert done.exit_code == 0, done.output
    assert {path.name for path in (output / "preview").iterdir()} == {
        "contact-sheet.png",
        *(f"{page}{end}.png" for page in ("A1", "A2", "A3", "B2") for end in ("", "-thumbnail")),
    }
    done = run.invoke(app, ["preview", "content/2022-04-15", "--dpi", "36", "--page", "B2", "--proof"])
    assert done.exit_code == 0, done.output
    assert "B2-proof.png" in done.output
    with Image.open(output / "preview" / "B2-proof.png") as proof, Image.open(output / "preview" / "B2.png") as plain:
        assert proof.size == plain.size
        middle = proof.width // 2, proof.height // 2
        assert plain.convert("RGB").getpixel(middle) == (255, 255, 255)
        paper = proof.convert("RGB").getpixel(middle)
        assert isinstance(paper, tuple)
        assert max(paper) < 225, "the paper of a newspaper is not white"
    assert not (output / "preview" / "A1-proof.png").exists()
