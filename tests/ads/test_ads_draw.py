"""What an ad's PDF really holds: its size, inks, fonts and text, and that nothing overlaps or leaves the frame."""

from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from layout.ads.canvas import write_pdf
from layout.ads.draw import AdDrawing, compose_ad, draw_ad
from layout.ads.frame import THINNEST
from layout.ads.problems import AdTextError
from layout.base.units import Rect
from layout.edition.ads import Contact
from layout.pdf.pdfium import page_texts
from layout.scene.model import BLACK, Block, Form, Owner, OwnerKind, Scene
from layout.scene.shapes import Outline, Panel, Slot
from layout.scene.text import Glyph, Line, Run, SetLine, Text

MODULES = ((2, 8), (3, 16), (1, 20), (3, 12), (5, 10))
KINDS = ("slogan", "house")


@pytest.fixture(params=KINDS)
def ad(request, slogan, house):
    return {"slogan": slogan, "house": house}[request.param]


MADE: dict[tuple[str, str, tuple[int, int]], object] = {}


def once(make, ad, module, design, fonts):
    """Make something of an ad; many tests look at the same, and making takes much longer than looking."""
    known = make.__name__, ad.model_dump_json(), module
    if known not in MADE:
        MADE[known] = make(ad, *box(module, design), design, fonts)
    return MADE[known]


def box(module, design) -> tuple[float, float]:
    columns, rows = module
    return design.grid.measure(columns), rows * design.grid.row


def drawn(ad, module, design, fonts) -> AdDrawing:
    return once(draw_ad, ad, module, design, fonts)


def shapes(ad, module, design, fonts):
    return once(compose_ad, ad, module, design, fonts)


def extracted(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_range()


def said(ad) -> set[str]:
    """Every piece of text that the ad was booked with."""
    if ad.kind == "slogan":
        words = {*ad.slogans, ad.title, ad.subtitle}
    else:
        words = {ad.title, *ad.claims, ad.services_title, *ad.services, ad.highlight}
    return words | {one for contact in ad.contacts for one in (contact.label, contact.value)}


@pytest.mark.parametrize("module", MODULES)
def test_the_page_is_exactly_the_box(ad, module, design, fonts):
    drawing = drawn(ad, module, design, fonts)
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        assert len(pdf.pages) == 1
        box = [float(value) for value in pdf.pages[0].MediaBox]
    assert box == [0, 0, drawing.width, drawing.height]
    assert drawing.width == design.grid.measure(module[0])
    assert drawing.height == module[1] * design.grid.row


@pytest.mark.parametrize("module", MODULES)
def test_process_colours_only_and_black_type_is_black_alone(ad, module, design, fonts):
    pdf = drawn(ad, module, design, fonts).pdf
    inks = set()
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        assert "/ColorSpace" not in page.Resources
        assert "/XObject" not in page.Resources
        for one in pikepdf.parse_content_stream(page):
            operator = str(one.operator)
            assert operator not in {"g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "Do", "BI"}
            if operator in {"k", "K"}:
                inks.add(tuple(float(value) for value in one.operands))
    assert inks == {tuple(design.colours[name]) for name in ("ink", "paper", "accent")}


def test_black_overprints_and_white_knocks_out(ad, design, fonts):
    pdf = drawn(ad, (3, 16), design, fonts).pdf
    overprinting, ink, seen = False, (), set()
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        states = page.Resources.ExtGState
        for one in pikepdf.parse_content_stream(page):
            match str(one.operator):
                case "gs":
                    overprinting = bool(states[str(one.operands[0])].get("/op", overprinting))
                case "k":
                    ink = tuple(float(value) for value in one.operands)
                case "Tj" | "f" | "f*":
                    seen.add((ink == (0, 0, 0, 1), overprinting))
    assert seen == {(True, True), (False, False)}


@pytest.mark.parametrize("module", MODULES)
def test_every_word_is_there_and_can_be_read_back(ad, module, design, fonts):
    drawing = drawn(ad, module, design, fonts)
    text = "".join(extracted(drawing.pdf).split())
    together = "".join(drawing.texts)
    for word in said(ad):
        assert word in together
        assert word in text


@pytest.mark.parametrize("module", [(2, 8), (3, 12)])
def test_a_number_follows_its_label(slogan, module, design, fonts):
    assert "订版热线 13503189058" in extracted(drawn(slogan, module, design, fonts).pdf)


def test_a_word_set_wide_is_still_one_word(slogan, design, fonts):
    drawing = drawn(slogan, (1, 20), design, fonts)
    spread = next(
        shape
        for shape in shapes(slogan, (1, 20), design, fonts)
        if isinstance(shape, Text) and shape.text == "期待无限"
    )
    assert spread.run.glyphs[1].x > 1.2 * spread.size
    assert "期待无限" in extracted(drawing.pdf)


def test_the_numbers_of_the_house_ad_follow_their_labels(house, design, fonts):
    text = extracted(drawn(house, (3, 16), design, fonts).pdf)
    assert "联系电话 0318-2065575 联系人 18603184959" in text


def test_fonts_are_embedded_truetype_subsets(ad, design, fonts):
    with pikepdf.open(BytesIO(drawn(ad, (3, 16), design, fonts).pdf)) as pdf:
        found = pdf.pages[0].Resources.Font
        assert len(found) >= 2
        for font in found.values():
            assert font.Subtype == "/TrueType"
            tag, name = str(font.BaseFont)[1:].split("+")
            assert len(tag) == 6
            assert name.startswith("Noto")
            assert "/ToUnicode" in font
            data = font.FontDescriptor.FontFile2.read_bytes()
            assert data[:4] == b"\0\1\0\0"
            assert len(data) < 60_000


def test_two_ads_never_share_the_name_of_a_font(slogan, house, design, fonts):
    names = []
    for ad in (slogan, house):
        with pikepdf.open(BytesIO(drawn(ad, (3, 16), design, fonts).pdf)) as pdf:
            names.append({str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()})
    assert not names[0] & names[1]


def test_the_same_ad_gives_the_same_bytes(ad, design, fonts):
    anew = draw_ad(ad, *box((3, 16), design), design, fonts)
    assert anew.pdf == drawn(ad, (3, 16), design, fonts).pdf


def test_another_process_gives_the_same_bytes(ad, design, fonts):
    script = (
        "import hashlib, json, sys; from pathlib import Path;"
        "from layout.ads.draw import draw_ad; from layout.ads.kinds import KINDS;"
        "read = lambda said: KINDS.named(json.loads(said)['kind']).model.model_validate_json(said);"
        "from layout.design.tokens import load_design; from layout.design.fonts import FontBook;"
        "design = load_design(Path('templates/tabloid')); ad = read(sys.argv[1]);"
        "drawing = draw_ad(ad, 432.0, 208.0, design, FontBook(design.fonts));"
        "print(hashlib.sha256(drawing.pdf).hexdigest())"
    )
    assert box((3, 16), design) == (432.0, 208.0)
    result = subprocess.run(
        [sys.executable, "-c", script, ad.model_dump_json()],
        env={**os.environ, "PYTHONHASHSEED": "1"},  # that of this process is another, by chance
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert result.stdout.strip() == hashlib.sha256(drawn(ad, (3, 16), design, fonts).pdf).hexdigest()


@pytest.mark.parametrize("module", MODULES)
def test_no_two_lines_overlap_and_all_stay_inside_the_frame(ad, module, design, fonts):
    drawn_shapes = shapes(ad, module, design, fonts)
    texts = [shape for shape in drawn_shapes if isinstance(shape, Text)]
    border = next(shape for shape in drawn_shapes if isinstance(shape, Outline) and shape.width > 2)
    left, top = min(border.points)
    right, bottom = max(border.points)
    clear = border.width / 2 + 3
    for text in texts:
        assert text.ink.x >= left + clear, text.text
        assert text.ink.y >= top + clear, text.text
        assert text.ink.right <= right - clear, text.text
        assert text.ink.bottom <= bottom - clear, text.text
    for one, other in itertools.combinations(texts, 2):
        apart = (
            one.ink.right <= other.ink.x
            or other.ink.right <= one.ink.x
            or one.ink.bottom <= other.ink.y
            or other.ink.bottom <= one.ink.y
        )
        assert apart, (one.text, other.text)


@pytest.mark.parametrize("module", MODULES)
def test_type_and_rules_are_never_too_small_for_newsprint(ad, module, design, fonts):
    for shape in shapes(ad, module, design, fonts):
        match shape:
            case Text():
                on_paper = tuple(shape.colour) != tuple(design.colours["paper"])
                assert on_paper != shape.reversed
                assert shape.size >= (7 if on_paper else 9)
            case Outline():
                assert shape.width >= THINNEST
            case Panel():
                assert min(shape.rect.width, shape.rect.height) >= THINNEST


@pytest.mark.parametrize("module", MODULES)
def test_reversed_type_stands_inside_a_solid(ad, module, design, fonts):
    drawn_shapes = shapes(ad, module, design, fonts)
    solids = [shape.rect for shape in drawn_shapes if isinstance(shape, Panel)]
    for text in drawn_shapes:
        if isinstance(text, Text) and text.reversed:
            assert any(
                solid.x + 2 <= text.ink.x
                and text.ink.right <= solid.right - 2
                and solid.y + 2 <= text.ink.y
                and text.ink.bottom <= solid.bottom - 2
                for solid in solids
            ), text.text


def test_the_slogan_is_the_largest_and_the_number_comes_next(slogan, design, fonts):
    for module in MODULES:
        largest = {}
        for shape in shapes(slogan, module, design, fonts):
            if isinstance(shape, Text):
                largest[shape.field] = max(largest.get(shape.field, 0), shape.size)
        assert largest["slogans"] >= largest["contacts"] > largest["title"] >= largest["subtitle"]


def test_the_head_of_the_house_ad_fills_the_measure(house, design, fonts):
    drawn_shapes = shapes(house, (3, 16), design, fonts)
    title = next(shape for shape in drawn_shapes if isinstance(shape, Text) and shape.field == "title")
    bar = max((shape.rect for shape in drawn_shapes if isinstance(shape, Panel)), key=lambda rect: rect.width)
    assert title.ink.width >= 0.98 * bar.width
    assert title.size == max(shape.size for shape in drawn_shapes if isinstance(shape, Text))


def test_the_display_list_says_where_the_ink_is(slogan, design, fonts):
    """The bounds that the tests above rely on, against those that a PDF reader finds."""
    drawing = drawn(slogan, (2, 8), design, fonts)
    number = next(
        shape
        for shape in shapes(slogan, (2, 8), design, fonts)
        if isinstance(shape, Text) and shape.text == "13503189058"
    )
    with pypdfium2.PdfDocument(drawing.pdf) as document:
        page = document[0].get_textpage()
        start = page.get_text_range().index("13503189058")
        # Line ends count twice in the text and not at all among the boxes: find the digits by their text.
        boxes = []
        for index in range(page.count_chars()):
            if page.get_text_range(index, 1) in set("13503189058"):
                boxes.append(page.get_charbox(index))
    assert start > 0
    assert len(boxes) == 11
    assert min(box[0] for box in boxes) == pytest.approx(number.ink.x, abs=0.1)
    assert max(box[2] for box in boxes) == pytest.approx(number.ink.right, abs=0.1)
    assert drawing.height - max(box[3] for box in boxes) == pytest.approx(number.ink.y, abs=0.1)
    assert drawing.height - min(box[1] for box in boxes) == pytest.approx(number.ink.bottom, abs=0.1)


def test_the_cells_stay_white_above_and_below_the_frame(ad, design, fonts):
    with pypdfium2.PdfDocument(drawn(ad, (3, 16), design, fonts).pdf) as document:
        image = document[0].render(scale=4).to_pil().convert("L")
    inset = int(design.ads.inset * 4) - 1
    assert image.crop((0, 0, image.width, inset)).getextrema() == (255, 255)
    assert image.crop((0, image.height - inset, image.width, image.height)).getextrema() == (255, 255)
    assert image.getpixel((2, image.height // 2)) < 80  # the frame stands at the very edge of the columns


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("slogan", "slogans", ("期待无限" * 12,)),
        ("slogan", "title", "《" + "衡水晚报" * 8 + "》"),
        ("slogan", "subtitle", "微信息" * 12),
        ("slogan", "contacts", (Contact(label="订版热线", value="1350318" * 8),)),
        ("house", "title", "融媒体中心" * 60),
        ("house", "claims", ("主流媒体" * 20,)),
        ("house", "services", tuple("室内外大型展览展会" * 3 for _ in range(24))),
        ("house", "services_title", "拓展业务" * 20),
        ("house", "highlight", "小程序托管" * 60),
        ("house", "contacts", (Contact(label="联系电话" * 40, value="0318-2065575"),)),
    ],
)
def test_too_much_text_is_an_error_that_names_the_field(kind, field, value, slogan, house, design, fonts):
    ad = {"slogan": slogan, "house": house}[kind]
    ad = ad.model_copy(update={field: value})
    with pytest.raises(AdTextError) as caught:
        drawn(ad, (ad.columns, ad.rows), design, fonts)
    assert caught.value.field == field
    assert caught.value.ad_id == ad.id
    assert caught.value.message.startswith(f"⟦ad {ad.id} {field} 0⟧: ad '{ad.id}', field '{field}': ")
    assert caught.value.hint


def test_a_box_too_small_for_everything_is_an_error(ad, design, fonts):
    with pytest.raises(AdTextError):
        drawn(ad, (1, 4), design, fonts)


def test_a_character_that_no_face_has_is_an_error(slogan, design, fonts):
    ad = slogan.model_copy(update={"subtitle": "微信\U0001f4de"})
    with pytest.raises(AdTextError, match=r"U\+1F4DE") as caught:
        drawn(ad, (2, 8), design, fonts)
    assert caught.value.field == "subtitle"


def test_an_ad_may_leave_out_what_is_optional(slogan, house, design, fonts):
    bare = house.model_copy(update={"claims": (), "services": (), "services_title": "", "highlight": ""})
    numbers = "".join(contact.label + contact.value for contact in house.contacts)
    assert "".join(drawn(bare, (3, 16), design, fonts).texts) == house.title + numbers
    assert "《衡水晚报》" in drawn(slogan.model_copy(update={"subtitle": ""}), (2, 8), design, fonts).texts


def test_stops_part_the_phrases_instead_of_lozenges(slogan, design, fonts):
    ad = slogan.model_copy(update={"slogans": tuple(phrase + "。" for phrase in slogan.slogans)})
    drawing = drawn(ad, (2, 8), design, fonts)
    assert drawing.texts[:4] == ad.slogans
    assert len(shapes(ad, (2, 8), design, fonts)) == len(shapes(slogan, (2, 8), design, fonts)) - 2


def test_any_block_of_a_scene_is_drawn_at_its_place(fonts):
    glyph = fonts["hei"].glyph("永").gid
    line = Line("永", (Run("hei", 10, (Glyph(glyph, 2.0, "永"),), rise=1.5),), 2.0, 10.0, 10)
    dashed = Outline(((0, 0), (30, 0)), 0.5, BLACK, closed=False, dash=(2.0, 1.0))
    block = Block(Owner(OwnerKind.STORY, "a"), "body", Rect(20, 30, 50, 60), (dashed, SetLine(line, 12.0)))
    inner = Scene(100, 100, (block,))
    scene = Scene(200, 150, (Block.form(Owner(OwnerKind.AD, "b"), Rect(5, 7, 100, 100), inner),), "b")
    (text,) = page_texts(write_pdf(scene, fonts.faces))
    (char,) = text.chars
    assert (char.x, char.baseline) == pytest.approx((5 + 20 + 2, 7 + 30 + 12 - 1.5), abs=1e-3)
    with pikepdf.open(BytesIO(write_pdf(scene, fonts.faces))) as document:
        drawn = [(str(one.operator), list(one.operands)) for one in pikepdf.parse_content_stream(document.pages[0])]
    dashes = [[float(value) for value in operands[0]] for operator, operands in drawn if operator == "d"]
    assert dashes == [[2, 1], []]
    move = next(operands for operator, operands in drawn if operator == "m")
    assert [float(value) for value in move] == pytest.approx([25, 150 - 37])


def test_an_ad_tells_what_it_was_drawn_of(display, design, fonts, folder):
    size = design.grid.measure(3), 18 * design.grid.row
    made = draw_ad(display, *size, design, fonts, folder=folder)
    (block,) = made.scene.blocks
    assert (block.owner, made.scene.title) == (Owner(OwnerKind.AD, "shop"), "shop")
    assert tuple(mark.text for mark in block.marks if isinstance(mark, Text)) == made.texts
    assert {mark.path.name for mark in block.marks if isinstance(mark, Slot)} >= {"shop.jpg"}
    assert not any(isinstance(mark, Form) for mark in block.marks)
