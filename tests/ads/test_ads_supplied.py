"""Ready-made ads: what is taken, at which size, and everything for which a file is refused."""

from __future__ import annotations

import contextlib
import re
import warnings
import zlib
from io import BytesIO
from random import Random

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, TiffImagePlugin

from layout.ads.draw import draw_ad
from layout.ads.kinds.supplied import SuppliedAd
from layout.ads.problems import AdFileError
from layout.base.units import MM
from layout.design.press import load_press
from tests.amount import some
from tests.conftest import ROOT

WIDTH, HEIGHT = 283.5, 130.0
INSET = 5.0

PLAIN = b"q 0 0 0 1 k 20 20 100 40 re f 0 1 1 0 k 150 30 60 60 re f Q"


def make_pdf(content=PLAIN, size=(WIDTH, HEIGHT), pages=1, resources=None, change=None, **save):
    """Return a PDF with that content; ``change`` may do something to it before it is saved."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Contents = pdf.make_stream(content)
        page.obj.Resources = Dictionary(resources(pdf) if resources else {})
    if change:
        change(pdf)
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some of these files are wrong on purpose
        pdf.save(out, **save)
    return out.getvalue()


@pytest.fixture
def draw(tmp_path, design, fonts):
    def draw(data: bytes, name="ad.pdf", **fields):
        (tmp_path / name).write_bytes(data)
        ad = SuppliedAd(kind="supplied", id="bank", columns=2, rows=10, file=name, **fields)
        return draw_ad(ad, WIDTH, HEIGHT, design, fonts, folder=tmp_path)

    return draw


@pytest.fixture
def refused(draw):
    def refused(data: bytes, **fields) -> str:
        with pytest.raises(AdFileError) as caught:
            draw(data, **fields)
        assert caught.value.field == "file"
        assert caught.value.message.startswith("⟦ad bank file 0⟧: ad 'bank', field 'file': ad.")
        assert caught.value.hint
        return caught.value.message

    return refused


def rendered(pdf: bytes, scale=2.0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=scale).to_pil().convert("L")


def image(pdf, width, height, space=Name.DeviceCMYK, channels=4, **more):
    data = zlib.compress(bytes(width * height * channels))
    return pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8,
        ColorSpace=space, Filter=Name.FlateDecode, **more,
    )  # fmt: skip


# ---- what is taken ---------------------------------------------------------------------------------------------


def test_the_page_is_exactly_the_box_and_draws_the_ad_where_it_was(draw):
    drawing = draw(make_pdf())
    assert drawing.findings == ()
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        assert [float(value) for value in pdf.pages[0].MediaBox] == [0, 0, WIDTH, HEIGHT]
    picture = rendered(drawing.pdf)
    assert picture.getpixel((2 * 70, round(2 * (HEIGHT - 40)))) < 60
    assert picture.getpixel((2 * 130, round(2 * (HEIGHT - 40)))) == 255


@pytest.mark.parametrize("off", [-1.4, 1.4])
def test_half_a_millimetre_more_or_less_is_no_matter_and_is_not_scaled(off, draw):
    drawing = draw(make_pdf(size=(WIDTH + off, HEIGHT + off)))
    left = min(x for x in range(200) if rendered(drawing.pdf).getpixel((x, round(2 * (HEIGHT - 40)))) < 128)
    assert left / 2 == pytest.approx(20 - off / 2, abs=0.6)


def test_an_ad_of_the_size_of_a_frame_stands_in_the_middle(draw):
    content = f"0 0 0 1 k 0 0 {WIDTH} {HEIGHT - 2 * INSET} re f".encode()
    picture = rendered(draw(make_pdf(content, size=(WIDTH, HEIGHT - 2 * INSET))).pdf)
    assert picture.getpixel((100, 4)) == 255
    assert picture.getpixel((100, round(2 * HEIGHT) - 5)) == 255
    assert picture.getpixel((100, 14)) < 60


def test_a_trim_box_is_the_size_of_the_ad(draw):
    def trimmed(pdf):
        pdf.pages[0].TrimBox = Array([30, 30, 30 + WIDTH, 30 + HEIGHT])

    content = f"0 0 0 1 k 0 0 {WIDTH + 60} {HEIGHT + 60} re f".encode()
    drawing = draw(make_pdf(content, size=(WIDTH + 60, HEIGHT + 60), change=trimmed))
    assert rendered(drawing.pdf).getextrema()[1] < 60


def test_a_declared_bleed_is_cut_off(draw, refused):
    bleed = 7 * MM
    content = f"0 0 0 1 k {bleed} {bleed} {WIDTH} {HEIGHT} re f".encode()
    data = make_pdf(content, size=(WIDTH + 2 * bleed, HEIGHT + 2 * bleed))
    assert "but its place is" in refused(data)
    drawing = draw(data, bleed="7mm")
    assert rendered(drawing.pdf).crop((1, 1, 560, 255)).getextrema()[1] < 60


@pytest.mark.parametrize("bleed", [3 * MM, 5 * MM])
def test_a_usual_bleed_is_seen_by_the_size(bleed, draw):
    content = f"0 0 0 1 k {bleed} {bleed} {WIDTH} {HEIGHT} re f".encode()
    drawing = draw(make_pdf(content, size=(WIDTH + 2 * bleed, HEIGHT + 2 * bleed)))
    assert rendered(drawing.pdf).crop((1, 1, 560, 255)).getextrema()[1] < 60
    assert [f"by {bleed / MM:g} mm at each side" in finding.message for finding in drawing.findings] == [True]


@pytest.mark.parametrize("size", [(WIDTH + 5, HEIGHT + 2), (WIDTH - 5, HEIGHT - 2)])
def test_a_size_that_is_nearly_right_is_scaled_and_told(size, draw):
    content = f"0 0 0 1 k 0 0 {size[0]} {size[1]} re f".encode()
    drawing = draw(make_pdf(content, size=size))
    assert rendered(drawing.pdf).crop((1, 1, 565, 258)).getextrema()[1] < 60
    assert ["was scaled to" in finding.message for finding in drawing.findings] == [True]


def test_a_turned_page_is_taken_as_it_is_seen(draw):
    def turn(pdf):
        pdf.pages[0].Rotate = 90

    drawing = draw(make_pdf(size=(HEIGHT, WIDTH), change=turn))
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        assert [float(value) for value in pdf.pages[0].MediaBox] == [0, 0, WIDTH, HEIGHT]
    assert rendered(drawing.pdf).getextrema()[0] < 60


def test_a_border_may_be_drawn_round_it(draw):
    bare, ruled = (rendered(draw(make_pdf(), border=border).pdf) for border in ("none", "plain"))
    assert bare.getpixel((100, 0)) == 255
    assert ruled.getpixel((100, 0)) < 60
    assert ruled.getpixel((0, 100)) < 60


def test_the_same_file_gives_the_same_bytes(draw):
    data = make_pdf()
    assert draw(data).pdf == draw(data).pdf


def test_links_stay_behind_and_nothing_else_comes_along(draw):
    def linked(pdf):
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
            A=Dictionary(S=Name.URI, URI="https://example.com"),
        )  # fmt: skip
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
        pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))

    drawing = draw(make_pdf(change=linked))
    assert "notes for the screen were left out: Link" in drawing.findings[0].message
    assert drawing.findings[0].subject == "bank"
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert set(pdf.pages[0].obj.keys()) <= {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources"}
        assert b"example.com" not in drawing.pdf


def test_spot_colours_are_remarked_and_transparency_that_the_press_takes_is_not(draw):
    def resources(pdf):
        spot = Array(
            [
                Name.Separation, Name("/PANTONE 185"), Name.DeviceCMYK,
                Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 1, 1, 0]), N=1),
            ]
        )  # fmt: skip
        return {"/ColorSpace": Dictionary(S=spot), "/ExtGState": Dictionary(G=Dictionary(ca=0.5))}

    drawing = draw(make_pdf(b"/G gs /S cs 1 scn 0 0 50 50 re f", resources=resources))
    said = " ".join(finding.message for finding in drawing.findings)
    assert "PANTONE 185" in said
    assert "transparen" not in said


# ---- what is refused -------------------------------------------------------------------------------------------


def test_more_than_one_page(refused, draw):
    assert "has 2 pages" in refused(make_pdf(pages=2))
    assert draw(make_pdf(pages=2), page=2).findings == ()
    assert "has no page 3: it has 2 pages" in refused(make_pdf(pages=2), page=3)


@pytest.mark.parametrize("size", [(WIDTH + 9, HEIGHT), (WIDTH, HEIGHT - 6), (HEIGHT, WIDTH)])
def test_another_size(size, refused):
    said = refused(make_pdf(size=size))
    assert f"it is {size[0] / MM:.1f} x {size[1] / MM:.1f} mm" in said
    assert f"its place is 2 columns x 10 rows ({WIDTH / MM:.1f} x {HEIGHT / MM:.1f} mm)" in said


def test_encryption_with_and_without_a_password(refused, draw):
    assert "locked" in refused(make_pdf(encryption=pikepdf.Encryption(owner="a", user="b")))
    unprinted = pikepdf.Permissions(print_highres=False, print_lowres=False)
    assert "printed" in refused(make_pdf(encryption=pikepdf.Encryption(owner="a", user="", allow=unprinted)))
    drawing = draw(make_pdf(encryption=pikepdf.Encryption(owner="a", user="")))
    assert "restrictions were left behind" in drawing.findings[0].message
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnonsense", b"%PDF-", b"", b"hello", make_pdf()[:300]])
def test_a_damaged_file(data, refused):
    said = refused(data)
    reasons = (
        "not a PDF that can be read",
        "nothing is left",
        "is no PDF: it does not begin as one",
        "has 0 pages",
        "is empty",
        "is damaged",
    )
    assert any(reason in said for reason in reasons)


def test_what_is_said_of_damage_is_ours(refused):
    looped = make_pdf(change=lambda pdf: pdf.pages[0].obj.Parent.Kids.append(pdf.pages[0].obj.Parent))
    senseless = make_pdf(b"BT /F1 (x) Tf ET")
    for data in (looped, senseless):
        said = refused(data)
        assert "damaged" in said
        assert not re.search(r"<_io|object at|codec|Error|pikepdf", said), said


def test_a_count_of_objects_that_is_wrong_is_mended_and_told(draw):
    data = re.sub(rb"/Size (\d+)", lambda size: b"/Size %d" % (int(size[1]) + 3), make_pdf())
    assert any("small errors" in str(finding.message) for finding in draw(data).findings)


def test_names_in_gbk_are_names(refused):
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/wxyz"))
    data = make_pdf(b"BT /F1 9 Tf (a) Tj ET", resources=lambda pdf: {"/Font": Dictionary(F1=font)})
    said = refused(data.replace(b"/wxyz", "/宋体".encode("gbk")))
    assert "its font 宋体 is not embedded" in said


def test_a_tiff_of_several_pages_is_no_ad_and_a_small_copy_inside_is_no_page(refused, draw):
    page = Image.new("L", (900, 413), 200)
    for small, pages in ((False, 2), (True, 1)):
        out = BytesIO()
        with TiffImagePlugin.AppendingTiffWriter(out) as written:
            for image, kind in ((page, 0), (page.resize((90, 41)), int(small))):
                image.save(written, "TIFF", tiffinfo={254: kind})
                written.newFrame()
        if pages == 1:
            assert draw(out.getvalue(), name="ad.tif").pdf
        else:
            assert "has 2 pages" in refused(out.getvalue(), name="ad.tif")


def action(**entries):
    def change(pdf):
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(Type=Name.Action, **entries))

    return change


def on_page(**entries):
    def change(pdf):
        pdf.pages[0].AA = Dictionary(O=Dictionary(**entries))

    return change


def attached(pdf):
    pdf.attachments["a.txt"] = b"hello"


def annotated(subtype):
    def change(pdf):
        note = Dictionary(Type=Name.Annot, Subtype=subtype, Rect=Array([0, 0, 50, 50]), Contents="x")
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return change


def external(pdf):
    stream = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    stream.stream_dict.F = pikepdf.String("https://example.com/data")
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=stream)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")


def xfa(pdf):
    pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=Array([]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (action(S=Name.JavaScript, JS="app.alert(1)"), "a screen only was left out: scripts"),
        (on_page(S=Name.JavaScript, JS="app.alert(1)"), "a screen only was left out: scripts"),
        (action(S=Name.Launch, F="calc.exe"), "a screen only was left out: actions"),
        (action(S=Name.SubmitForm, F="https://example.com"), "a screen only was left out: actions"),
        (on_page(S=Name.GoToE), "a screen only was left out: actions"),
        (attached, "a screen only was left out: attached files"),
        (annotated(Name.Text), "notes for the screen were left out: Text"),
        (annotated(Name.Widget), "notes for the screen were left out: Widget"),
    ],
)
def test_what_is_not_for_print_stays_behind_and_is_told(change, said, draw):
    drawing = draw(make_pdf(change=change))
    assert [said in finding.message for finding in drawing.findings] == [True]
    assert not re.search(rb"JavaScript|Launch|SubmitForm|GoToE|Embedded|Annots", drawing.pdf)


@pytest.mark.parametrize(("change", "said"), [(external, "data in other files"), (xfa, "XFA")])
def test_what_is_not_in_the_file_is_refused(change, said, refused):
    assert said in refused(make_pdf(change=change))


def font_resources(**font):
    return lambda pdf: {"/Font": Dictionary(F=Dictionary(Type=Name.Font, BaseFont=Name("/Helvetica"), **font))}


@pytest.mark.parametrize(
    "resources",
    [
        font_resources(Subtype=Name.Type1),
        font_resources(Subtype=Name.TrueType, FontDescriptor=Dictionary(Type=Name.FontDescriptor)),
        font_resources(
            Subtype=Name.Type0,
            DescendantFonts=Array([Dictionary(Subtype=Name.CIDFontType0, FontDescriptor=Dictionary())]),
        ),
    ],
)
def test_a_font_that_is_not_embedded(resources, refused):
    assert "font Helvetica is not embedded" in refused(make_pdf(b"BT /F 12 Tf (a) Tj ET", resources=resources))


def test_our_own_ads_come_back_as_ready_made_ones(notice, design, fonts, draw):
    data = draw_ad(notice, WIDTH, HEIGHT, design, fonts).pdf
    drawing = draw(data)
    with pypdfium2.PdfDocument(drawing.pdf) as document:
        assert "停水公告" in document[0].get_textpage().get_text_range()


RGB_PROFILE = Array([Name.CalRGB, Dictionary(WhitePoint=Array([1, 1, 1]))])


def spaced(space):
    return lambda pdf: {"/ColorSpace": Dictionary(S=space(pdf) if callable(space) else space)}


def icc(channels):
    return lambda pdf: Array([Name.ICCBased, pdf.make_stream(b"profile", N=channels)])


@pytest.mark.parametrize(
    ("content", "resources", "said"),
    [
        (b"1 0 0 rg 0 0 9 9 re f", None, "colours in RGB"),
        (b"0 1 0 RG 0 0 m 9 9 l S", None, "colours in RGB"),
        (b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f", None, "colours in RGB"),
        (b"/S cs 1 0 0 sc 0 0 9 9 re f", spaced(RGB_PROFILE), "colours in RGB"),
        (b"/S cs 1 0 0 sc 0 0 9 9 re f", spaced(icc(3)), "colours in RGB"),
        (b"/S CS 1 0 0 sc 0 0 9 9 re f", spaced(Array([Name.Indexed, Name.DeviceRGB, 0, b"abc"])), "colours in RGB"),
        (b"/S cs 1 sc 0 0 9 9 re f", spaced(Array([Name.Lab, Dictionary()])), "colours in Lab"),
        (b"/S cs 1 scn 0 0 9 9 re f", spaced(Array([Name.Separation, Name.Red, Name.DeviceRGB, 0])), "colours in RGB"),
        (b"q 9 0 0 9 0 0 cm BI /W 9 /H 9 /CS /RGB /BPC 8 ID " + bytes(243) + b"\nEI Q", None, "a picture in RGB"),
        (b"BI /W 9 /H 9 /CS /R7 /BPC 8 ID " + bytes(81) + b"\nEI", None, "a picture in an unknown colour space"),
    ],
)
def test_colours_that_no_press_prints(content, resources, said, refused):
    assert said in refused(make_pdf(content, resources=resources))


@pytest.mark.parametrize("space", [icc(4), icc(1), Name.DeviceCMYK, Array([Name.Indexed, Name.DeviceCMYK, 0, b"abcd"])])
def test_colours_that_a_press_prints(space, draw):
    assert draw(make_pdf(b"/S cs 0 0 9 9 re f", resources=spaced(space))).findings == ()


def test_colours_deep_inside_are_found(refused):
    def resources(pdf):
        inner = pdf.make_stream(
            b"1 0 0 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
        )
        outer = pdf.make_stream(b"/I Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        outer.Resources = Dictionary(XObject=Dictionary(I=inner))
        return {"/XObject": Dictionary(O=outer)}

    assert "RGB" in refused(make_pdf(b"/O Do", resources=resources))

    def pattern(pdf):
        tile = pdf.make_stream(
            b"1 0 0 rg 0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]),
            XStep=9, YStep=9, Resources=Dictionary(),
        )  # fmt: skip
        return {"/Pattern": Dictionary(P=tile)}

    assert "RGB" in refused(make_pdf(b"/Pattern cs /P scn 0 0 50 50 re f", resources=pattern))


def test_a_form_that_draws_itself_does_not_hang(draw):
    def resources(pdf):
        again = b"q 2 0 0 2 0 0 cm /O Do Q q 3 0 0 3 0 0 cm /O Do Q"
        form = pdf.make_stream(again, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = Dictionary(XObject=Dictionary(O=form))
        return {"/XObject": Dictionary(O=form)}

    draw(make_pdf(b"/O Do", resources=resources))


@pytest.mark.parametrize(
    ("pixels", "size", "said"),
    [(200, 72, ""), (300, 72, ""), (150, 72, "remark"), (60, 72, "remark"), (59, 72, "problem"), (2, 200, "")],
)
def test_the_resolution_of_pictures_where_they_stand(pixels, size, said, draw, refused):
    data = make_pdf(
        f"q 2 0 0 2 0 0 cm {size / 2} 0 0 {size / 2} 5 5 cm /I Do Q".encode(),
        resources=lambda pdf: {"/XObject": Dictionary(I=image(pdf, pixels, pixels))},
    )
    if said == "problem":
        assert f"1 picture of as few as {pixels * 72 / size:.0f} pixels per inch" in refused(data)
    else:
        messages = [finding.message for finding in draw(data).findings]
        assert bool(said) == any("pixels per inch" in message for message in messages)


def test_what_unpacks_to_gigabytes_is_not_unpacked(refused):
    def bomb(pdf):
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
        pdf.pages[0].obj.Contents = pdf.make_stream(packed, Filter=Name.FlateDecode)

    assert "enormous" in refused(make_pdf(change=bomb, compress_streams=False))


def test_a_picture_that_claims_too_many_pixels(refused):
    def resources(pdf):
        huge = image(pdf, 9, 9)
        huge.Width = huge.Height = 90_000
        return {"/XObject": Dictionary(I=huge)}

    assert "million pixels" in refused(make_pdf(b"q 72 0 0 72 0 0 cm /I Do Q", resources=resources))


@pytest.mark.parametrize("seed", range(some(40)))
def test_any_damage_is_told_and_none_raises_anything_else(seed, draw, notice, design, fonts):
    """A file of ours with bytes changed, taken out and doubled: an ad, or an error that names it."""
    data = bytearray(draw_ad(notice, WIDTH, HEIGHT, design, fonts).pdf if seed % 2 else make_pdf())
    random = Random(seed)
    for _ in range(random.randint(1, 30)):
        at = random.randrange(len(data))
        match random.randrange(3):
            case 0:
                data[at] = random.randrange(256)
            case 1:
                del data[at : at + random.randrange(1, 40)]
            case _:
                data[at:at] = data[at : at + random.randrange(1, 40)]
    with contextlib.suppress(AdFileError):
        draw(bytes(data))


def test_an_rgb_picture_in_a_pdf_is_refused(refused):
    data = make_pdf(
        b"q 72 0 0 72 0 0 cm /I Do Q",
        resources=lambda pdf: {"/XObject": Dictionary(I=image(pdf, 300, 300, Name.DeviceRGB, 3))},
    )
    assert "a picture in RGB" in refused(data)


def test_everything_that_is_wrong_is_told_at_once(refused):
    said = refused(make_pdf(b"1 0 0 rg BT /F 9 Tf (a) Tj ET", size=(100, 100), resources=font_resources()))
    assert "RGB" in said
    assert "not embedded" in said
    assert "mm" in said


# ---- pictures --------------------------------------------------------------------------------------------------


def picture(mode="CMYK", size=(1181, 542), name="PNG", colour=None):
    out = BytesIO()
    Image.new(mode, size, colour or (0, 255, 255, 0)[: len(mode)] if mode != "L" else 90).save(out, name)
    return out.getvalue()


def test_a_cmyk_picture_fills_the_box(draw):
    drawing = draw(picture(name="TIFF"), name="ad.tif")
    assert drawing.findings == ()
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        assert pdf.pages[0].Resources.XObject.Ad.ColorSpace == "/DeviceCMYK"
        assert [float(value) for value in pdf.pages[0].MediaBox] == [0, 0, WIDTH, HEIGHT]
    assert rendered(drawing.pdf).getextrema()[1] < 200


def test_an_rgb_picture_is_brought_into_the_inks_and_remarked(draw):
    drawing = draw(picture("RGB", colour=(200, 30, 30)), name="ad.png")
    assert ["RGB" in finding.message for finding in drawing.findings] == [True]
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        ad = pdf.pages[0].Resources.XObject.Ad
        assert ad.ColorSpace == "/DeviceCMYK"
        assert list(ad.read_bytes()[:4]) == [0, 170, 170, 55]


def test_a_picture_of_another_shape_or_too_few_pixels(refused):
    assert "not the proportions of its place" in refused(picture("L", (1181, 600)), name="ad.png")
    assert "below 60 they are squares" in refused(picture("L", (224, 103)), name="ad.png")


def test_a_coarse_picture_is_printed_and_told_by_what_the_press_says(draw, design, fonts, tmp_path):
    press = load_press(ROOT / "assets" / "press" / "newsprint.yaml")
    data = picture("L", (300, 138))  # 76 pixels an inch
    (finding,) = draw(data, name="ad.png").findings
    assert (finding.severity, "below 120 they are seen" in finding.message) == ("warning", True)
    assert "ask for 788 x 361 pixels" in finding.message
    fine = press.model_copy(update={"images": press.images.model_copy(update={"blocks": 80.0})})
    ad = SuppliedAd(kind="supplied", id="bank", columns=2, rows=10, file="ad.png")
    with pytest.raises(AdFileError, match="below 80 they are squares"):
        draw_ad(ad, WIDTH, HEIGHT, design, fonts, folder=tmp_path, press=fine)
