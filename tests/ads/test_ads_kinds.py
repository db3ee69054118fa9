"""What the PDFs of contact, display, classified and notice ads hold, at many sizes of module."""

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

from layout.ads.borders import frame
from layout.ads.draw import AdDrawing, compose_ad, draw_ad
from layout.ads.frame import THINNEST
from layout.ads.kinds.supplied import SuppliedAd
from layout.ads.problems import AdFileError, AdTextError
from layout.ads.qr import draw_qr
from layout.base.units import Rect
from layout.edition.ads import AdPicture, Contact, QrCode
from layout.scene.model import Owner, OwnerKind, Scene
from layout.scene.shapes import Bitmap, Curve, Outline, Panel
from layout.scene.text import Text

MODULES = {
    "contact": ((2, 10), (1, 20), (3, 8), (5, 6)),
    "display": ((3, 18), (2, 16), (1, 30), (5, 12)),
    "classified": ((3, 20), (2, 26), (1, 48), (5, 18)),
    "notice": ((2, 13), (1, 24), (3, 10), (5, 8)),
}
CASES = [(kind, module) for kind, modules in MODULES.items() for module in modules]
SOME = [(kind, modules[0]) for kind, modules in MODULES.items()]

cases = pytest.mark.parametrize(("kind", "module"), CASES)
some = pytest.mark.parametrize(("kind", "module"), SOME)


@pytest.fixture
def ad(kind, contact, display, classified, notice):
    return {"contact": contact, "display": display, "classified": classified, "notice": notice}[kind]


KNOWN: dict[tuple[object, ...], object] = {}
"""Drawings and shapes made so far: many tests look at the same ones."""


def drawn(ad, module, design, fonts, folder) -> AdDrawing:
    key = ("drawn", ad, module, folder)
    if key not in KNOWN:
        KNOWN[key] = drawn_anew(ad, module, design, fonts, folder)
    return KNOWN[key]


def drawn_anew(ad, module, design, fonts, folder) -> AdDrawing:
    columns, rows = module
    return draw_ad(ad, design.grid.measure(columns), rows * design.grid.row, design, fonts, folder=folder)


def shapes(ad, module, design, fonts, folder):
    key = ("shapes", ad, module, folder)
    if key not in KNOWN:
        wide, tall = design.grid.measure(module[0]), module[1] * design.grid.row
        KNOWN[key] = compose_ad(ad, wide, tall, design, fonts, folder=folder)
    return KNOWN[key]


def extracted(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_range()


def said(ad) -> list[str]:
    """Every piece of text that the ad was booked with, in one run each."""
    match ad.kind:
        case "contact":
            return [
                ad.title,
                *ad.lines,
                ad.qr.caption,
                *(word for one in ad.contacts for word in (one.label, one.value)),
            ]
        case "display":
            return [ad.headline, ad.subline, *ad.text, ad.qr.caption, ad.contacts[0].value]
        case "classified":
            return [ad.title, ad.note, *ad.headings, *(entry.text for entry in ad.entries)]
        case _:
            return [ad.title, *ad.text, ad.signature, ad.date]


@cases
def test_the_page_is_exactly_the_box(ad, module, design, fonts, folder):
    drawing = drawn(ad, module, design, fonts, folder)
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        assert len(pdf.pages) == 1
        box = [float(value) for value in pdf.pages[0].MediaBox]
    assert box == [0, 0, design.grid.measure(module[0]), module[1] * design.grid.row]


@cases
def test_process_colours_only(ad, module, design, fonts, folder):
    inks = set()
    with pikepdf.open(BytesIO(drawn(ad, module, design, fonts, folder).pdf)) as document:
        page = document.pages[0]
        assert "/ColorSpace" not in page.Resources
        for one in pikepdf.parse_content_stream(page):
            operator = str(one.operator)
            assert operator not in {"g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "BI"}
            if operator in {"k", "K"}:
                inks.add(tuple(float(value) for value in one.operands))
        for image in page.Resources.get("/XObject", {}).values():
            assert image.ColorSpace in ("/DeviceCMYK", "/DeviceGray")
    assert inks <= {tuple(design.colours[name]) for name in ("ink", "paper", "accent")}


@cases
def test_every_word_is_there_and_can_be_read_back(ad, module, design, fonts, folder):
    drawing = drawn(ad, module, design, fonts, folder)
    # A heading that is said again may stand amid an entry.
    together = squeezed("".join(text for text in drawing.texts if not text.endswith("（续）")))
    read = squeezed(extracted(drawing.pdf))
    for heading in ad.headings if ad.kind == "classified" else ():
        read = read.replace(f"{heading}（续）", "")
    for word in said(ad):
        assert squeezed(word) in together
        # A reader takes columns and rows in its own order, but no line of a text may be lost or garbled.
        for piece in pieces(word):
            assert piece in read, piece


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "").replace("\ufffe", "")


def pieces(text: str) -> list[str]:
    """Pieces of a text so short that a line end inside one is unlikely to tear all of them."""
    text = squeezed(text)
    return [text] if len(text) < 12 else [text[at : at + 2] for at in range(0, len(text) - 1, 2)]


@some
def test_fonts_are_embedded_truetype_subsets(ad, module, design, fonts, folder):
    with pikepdf.open(BytesIO(drawn(ad, module, design, fonts, folder).pdf)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            assert font.Subtype == "/TrueType"
            assert "/ToUnicode" in font
            assert font.FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"


@some
def test_the_same_ad_gives_the_same_bytes(ad, module, design, fonts, folder):
    once, again = (drawn_anew(ad, module, design, fonts, folder).pdf for _ in range(2))
    assert once == again


def test_another_process_gives_the_same_bytes(contact, display, classified, notice, design, fonts, folder):
    """Every kind, and one of them handed in again as a ready-made ad."""
    supplied = SuppliedAd(kind="supplied", id="again", columns=2, rows=13, file="water.pdf")
    made = drawn_anew(notice, (2, 13), design, fonts, folder).pdf
    (folder / "water.pdf").write_bytes(made)
    ads = (contact, display, classified, notice, supplied)
    script = (
        "import hashlib, json, sys; from pathlib import Path;"
        "from layout.ads.draw import draw_ad; from layout.ads.kinds import KINDS;"
        "read = lambda said: KINDS.named(json.loads(said)['kind']).model.model_validate_json(said);"
        "from layout.design.tokens import load_design; from layout.design.fonts import FontBook;"
        "design = load_design(Path('templates/tabloid')); fonts = FontBook(design.fonts);"
        "ads = [read(line) for line in sys.stdin];"
        "drawings = [draw_ad(ad, design.grid.measure(ad.columns), ad.rows * design.grid.row, design, fonts,"
        " folder=Path(sys.argv[1])) for ad in ads];"
        "print([hashlib.sha256(drawing.pdf).hexdigest() for drawing in drawings])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        input="\n".join(ad.model_dump_json(exclude={"bleed": True}) for ad in ads),
        env={**os.environ, "PYTHONHASHSEED": "1"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    here = [drawn_anew(ad, (ad.columns, ad.rows), design, fonts, folder).pdf for ad in ads]
    assert done.stdout.strip() == str([hashlib.sha256(pdf).hexdigest() for pdf in here])


@cases
def test_no_two_lines_overlap_and_all_stay_inside_the_frame(ad, module, design, fonts, folder):
    found = shapes(ad, module, design, fonts, folder)
    box = Rect(0, 0, design.grid.measure(module[0]), module[1] * design.grid.row).inset(0, design.ads.inset)
    inside = frame(box, ad.border, ad.corners, design.colours["ink"], design.ads.border).inside
    texts = [shape for shape in found if isinstance(shape, Text)]
    for text in texts:
        assert text.ink.x >= inside.x + 2, text.text
        assert text.ink.y >= inside.y + 2, text.text
        assert text.ink.right <= inside.right - 2, text.text
        assert text.ink.bottom <= inside.bottom - 2, text.text
    for one, other in itertools.combinations(texts, 2):
        assert apart(one.ink, other.ink), (one.text, other.text)
    for picture in (shape for shape in found if isinstance(shape, Bitmap)):
        assert all(apart(picture.rect, text.ink) for text in texts)


def apart(one: Rect, other: Rect, near: float = 0.05) -> bool:
    return (
        one.right <= other.x + near
        or other.right <= one.x + near
        or one.bottom <= other.y + near
        or other.bottom <= one.y + near
    )


@cases
def test_type_and_rules_are_never_too_small_for_newsprint(ad, module, design, fonts, folder):
    for shape in shapes(ad, module, design, fonts, folder):
        match shape:
            case Text():
                on_paper = tuple(shape.colour) != tuple(design.colours["paper"])
                assert on_paper != shape.reversed
                assert shape.size >= (7 if on_paper else 9)
            case Outline():
                assert shape.width >= THINNEST
            case Curve():
                assert shape.width == 0 or shape.width >= THINNEST
            case Panel():
                assert min(shape.rect.width, shape.rect.height) >= THINNEST


@cases
def test_reversed_type_stands_inside_a_solid(ad, module, design, fonts, folder):
    found = shapes(ad, module, design, fonts, folder)
    solids = [s.rect for s in found if isinstance(s, Panel) and tuple(s.colour) != tuple(design.colours["paper"])]
    for text in found:
        if isinstance(text, Text) and text.reversed:
            assert any(
                solid.x + 1 <= text.ink.x
                and text.ink.right <= solid.right - 1
                and solid.y + 1 <= text.ink.y
                and text.ink.bottom <= solid.bottom - 1
                for solid in solids
            ), text.text


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("contact", "title", "衡水晚报发行站" * 30),
        ("contact", "lines", ("地址：衡水市人民东路" * 60,)),
        ("contact", "contacts", (Contact(label="订报热线", value="0318-2065575" * 8),)),
        ("display", "headline", "家具大卖场" * 60),
        ("display", "subline", "全场五折起" * 60),
        ("display", "text", ("十年老店回馈街坊" * 200,)),
        ("notice", "title", "停水公告" * 60),
        ("notice", "text", ("请有关用户提前储水" * 200,)),
        ("notice", "signature", "衡水市水务集团有限公司" * 6),
        ("classified", "title", "便民信息" * 60),
    ],
)
def test_too_much_text_is_an_error_that_names_the_field(
    kind, field, value, contact, display, classified, notice, design, fonts, folder
):
    ad = {"contact": contact, "display": display, "classified": classified, "notice": notice}[kind]
    ad = ad.model_copy(update={field: value})
    with pytest.raises(AdTextError) as caught:
        drawn(ad, (ad.columns, ad.rows), design, fonts, folder)
    assert caught.value.field == field
    assert caught.value.message.startswith(f"⟦ad {ad.id} {field} 0⟧: ad '{ad.id}', field '{field}': ")
    assert caught.value.hint


@some
def test_a_box_too_small_for_everything_is_an_error(ad, module, design, fonts, folder):
    with pytest.raises(AdTextError):
        drawn(ad, (1, 4), design, fonts, folder)


@pytest.mark.parametrize(("kind", "field"), [("notice", "text"), ("display", "text"), ("contact", "lines")])
def test_a_character_that_no_face_has_is_an_error(kind, field, ad, design, fonts, folder):
    ad = ad.model_copy(update={field: ("来电\U0001f4de咨询",)})
    with pytest.raises(AdTextError, match=r"U\+1F4DE") as caught:
        drawn(ad, (ad.columns, ad.rows), design, fonts, folder)
    assert caught.value.field == field


@pytest.mark.parametrize("border", ["none", "plain", "thick", "thick-thin", "double", "dotted", "wave", "key"])
@pytest.mark.parametrize("corners", ["square", "notched", "cut", "round"])
def test_text_stays_clear_of_every_border_and_corner(border, corners, notice, design, fonts, folder):
    ad = notice.model_copy(update={"border": border, "corners": corners, "tint": 10})
    pdf = drawn(ad, (2, 13), design, fonts, folder).pdf
    bare = ad.model_copy(update={"border": "none", "corners": "square", "tint": None})
    assert [text for text in drawn(bare, (2, 13), design, fonts, folder).texts if "公告" in text]
    found = shapes(ad, (2, 13), design, fonts, folder)
    box = Rect(0, 0, design.grid.measure(2), 13 * design.grid.row).inset(0, design.ads.inset)
    inside = frame(box, border, corners, design.colours["ink"], design.ads.border).inside
    for text in found:
        if isinstance(text, Text):
            assert inside.x < text.ink.x
            assert text.ink.right < inside.right
    assert b"%PDF" in pdf[:8]


@pytest.mark.parametrize("corners", ["square", "notched", "cut", "round"])
@pytest.mark.parametrize("border", ["plain", "thick", "thick-thin", "double", "dotted", "wave", "key"])
def test_no_border_leaves_its_box_or_enters_its_room(border, corners, design, fonts):
    """The border alone, rendered: paper outside its rectangle and inside its room."""
    from layout.ads.canvas import write_pdf
    from layout.ads.sizing import DisplayType, measure

    box = Rect(10, 10, 180, 90)
    made = frame(box, border, corners, design.colours["ink"], design.ads.border)
    (letter,) = measure("一", DisplayType((fonts["hei"],)), "x").at(100, 55, 8, design.colours["ink"], "x")
    scene = Scene.of(Owner(OwnerKind.AD, "border"), (*made.shapes, letter), 200, 110)
    pdf = write_pdf(scene, fonts.faces)
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=4).to_pil().convert("L")

    def darkest(rect: Rect) -> int:
        return image.crop(tuple(round(4 * v) for v in (rect.x, rect.y, rect.right, rect.bottom))).getextrema()[0]

    assert darkest(box) < 40
    for outside in (Rect(0, 0, 200, 9.5), Rect(0, 100.5, 200, 9), Rect(0, 0, 9.5, 110), Rect(190.5, 0, 9, 110)):
        assert darkest(outside) == 255
    room = made.inside.inset(0.3)
    assert darkest(Rect(room.x, room.y, room.width, 25)) == 255
    assert darkest(Rect(room.x, room.bottom - 25, room.width, 25)) == 255
    # Every side has something on it, at both ends.
    for x, y in ((15, 5), (165, 5), (15, 85), (165, 85)):
        assert darkest(Rect(10 + x - 10, 10 + y - 8, 20, 14)) < 200


def test_a_tint_lies_under_the_type_and_the_code_keeps_its_white(contact, design, fonts, folder):
    ad = contact.model_copy(update={"tint": 12})
    found = shapes(ad, (2, 10), design, fonts, folder)
    assert isinstance(found[0], Curve)
    assert tuple(found[0].colour) == (0, 0, 0, 0.12)
    paper = [shape for shape in found if isinstance(shape, Panel) and tuple(shape.colour) == (0, 0, 0, 0)]
    assert len(paper) == 1
    code = draw_qr("tel:03182065575", paper[0].rect.x, paper[0].rect.y, paper[0].rect.width / 33)
    assert len(code[1].contours) == len(found[found.index(paper[0]) + 1].contours)


def test_a_display_ad_needs_only_its_headline(display, design, fonts, folder):
    bare = display.model_copy(
        update={"subline": "", "text": (), "picture": None, "logo": None, "contacts": (), "qr": None}
    )
    assert "".join(drawn(bare, (3, 18), design, fonts, folder).texts) == bare.headline


@pytest.mark.parametrize("keep", ["subline", "text", "picture", "logo", "contacts", "qr"])
def test_a_display_ad_may_have_any_one_part(keep, display, design, fonts, folder):
    empty = {"subline": "", "text": (), "picture": None, "logo": None, "contacts": (), "qr": None}
    del empty[keep]
    drawing = drawn(display.model_copy(update=empty), (3, 18), design, fonts, folder)
    assert display.headline in "".join(drawing.texts)


def test_a_picture_is_cropped_a_little_or_not_at_all(display, design, fonts, folder):
    aspect = 1.5
    for module in MODULES["display"]:
        picture = next(s for s in shapes(display, module, design, fonts, folder) if isinstance(s, Bitmap))
        assert 0.69 * aspect <= picture.rect.width / picture.rect.height <= aspect / 0.69
        assert picture.width / picture.height == pytest.approx(picture.rect.width / picture.rect.height, rel=0.02)
    whole = display.model_copy(update={"picture": AdPicture(file="shop.jpg", whole=True)})
    picture = next(s for s in shapes(whole, (5, 12), design, fonts, folder) if isinstance(s, Bitmap))
    assert picture.rect.width / picture.rect.height == pytest.approx(aspect)


def test_a_drawing_is_not_cropped_unless_the_ad_says_it_may_be(display, design, fonts, folder):
    ratios = []
    for whole in (None, False):
        ad = display.model_copy(update={"picture": AdPicture(file="logo.png", whole=whole), "logo": None})
        (picture,) = (s for s in shapes(ad, (5, 12), design, fonts, folder) if isinstance(s, Bitmap))
        ratios.append(picture.rect.width / picture.rect.height)
    assert ratios[0] == pytest.approx(1.5)
    assert ratios[1] != pytest.approx(1.5, rel=0.01)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("nowhere.jpg", "there is no file"),
        ("../shop.jpg", "not a file inside"),
        ("/etc/passwd", "not a file inside"),
        ("https://example.com/shop.jpg", "not a file inside"),
        ("notes.txt", "no picture that can be read"),
        ("tiny.png", "pixels per inch"),
    ],
)
def test_a_picture_that_cannot_be_used_is_an_error(file, said, display, design, fonts, folder):
    from PIL import Image

    (folder / "notes.txt").write_text("no picture", encoding="utf-8")
    Image.new("L", (60, 40), 128).save(folder / "tiny.png")
    ad = display.model_copy(update={"picture": AdPicture(file=file)})
    with pytest.raises(AdFileError, match=said) as caught:
        drawn(ad, (3, 18), design, fonts, folder)
    assert caught.value.field == "picture"
    assert caught.value.message.startswith("⟦ad shop picture 0⟧: ad 'shop', field 'picture': ")


def test_a_link_out_of_the_folder_is_not_followed(display, design, fonts, tmp_path, folder):
    (tmp_path / "shop.jpg").symlink_to(folder / "shop.jpg")
    ad = display.model_copy(update={"logo": None})
    with pytest.raises(AdFileError, match="leads out"):
        drawn(ad, (3, 18), design, fonts, tmp_path)


def test_a_picture_of_middling_resolution_is_remarked(display, design, fonts, tmp_path):
    from PIL import Image

    Image.linear_gradient("L").resize((600, 400)).save(tmp_path / "shop.jpg")
    drawing = drawn(display.model_copy(update={"logo": None}), (3, 18), design, fonts, tmp_path)
    assert len(drawing.findings) == 1
    assert "pixels per inch" in drawing.findings[0].message
    assert drawing.findings[0].subject == "shop"


def test_pictures_come_through_the_function_that_is_handed_in(display, design, fonts, folder):
    from layout.ads.pictures import separate

    asked: list[Path] = []

    def own(path, rect, crop):
        asked.append(path)
        return separate(folder / "grey.png", rect, crop)

    drawing = draw_ad(display, 432, 234, design, fonts, folder=folder, separate=own)
    assert [path.name for path in asked] == ["shop.jpg", "logo.png"]
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        spaces = {str(image.ColorSpace) for image in pdf.pages[0].Resources.XObject.values()}
    assert spaces == {"/DeviceGray"}


def test_a_code_too_large_for_its_box_is_an_error_in_millimetres(contact, design, fonts, folder):
    ad = contact.model_copy(update={"qr": QrCode(url="https://example.com/" + "x" * 700), "contacts": ()})
    with pytest.raises(AdTextError, match=r"the QR code needs \d+\.\d mm") as caught:
        drawn(ad, (1, 30), design, fonts, folder)
    assert caught.value.field == "qr"
