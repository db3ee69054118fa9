"""The finished page, read back: what a press is promised."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import uharfbuzz as hb
from PIL import ImageChops
from reportlab.pdfgen.canvas import Canvas

from layout.ads.canvas import write_pdf
from layout.base.errors import ContentError, TemplateError
from layout.base.units import MM, Rect
from layout.design.press import OutputCondition, PdfX
from layout.pdf.binding import merge
from layout.pdf.embedded import cff_table
from layout.pdf.finish import finish_page
from layout.pdf.place import PlacedAd, PlacedPicture
from layout.pdf.slug import SlugPen
from tests.pdfread import box, dark_box, opened, operators, sheet_image, text
from tests.press.conftest import INFO, PICTURE_RECT, render

RGB = {"rg", "RG"}


@pytest.fixture(scope="module", params=list(PdfX), ids=["x4", "x1a"])
def standard(request) -> PdfX:
    return request.param


@pytest.fixture(scope="module")
def page(standard, rendered, design, fonts, ad, pictures, press) -> bytes:
    return finish_page(
        rendered,
        design.page,
        [ad],
        INFO,
        pictures=pictures,
        press=press,
        pdfx=standard,
        slug=SlugPen(fonts["hei"], write_pdf),
    )


def streams(pdf: pikepdf.Pdf):
    """Every content stream with its resources: the page's and those of forms."""
    pg = pdf.pages[0]
    yield pg.obj, pg.Resources
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            yield thing, thing.Resources


def instructions(owner) -> list[tuple[str, list]]:
    return [(str(one.operator), list(one.operands)) for one in pikepdf.parse_content_stream(owner)]


def all_keys(pdf: pikepdf.Pdf):
    """The keys of every dictionary of the file, however deep it lies."""

    def walk(thing):
        if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
            yield set(thing.keys())
            inner = [thing[key] for key in set(thing.keys())]
        else:
            inner = list(thing) if isinstance(thing, pikepdf.Array) else []
        for one in inner:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Array) and not one.is_indirect:
                yield from walk(one)

    for thing in pdf.objects:
        yield from walk(thing)


# --- colour


def test_no_rgb_operator_and_no_rgb_or_lab_space_is_left(page) -> None:
    with opened(page) as pdf:
        seen = 0
        for owner, resources in streams(pdf):
            for operator, operands in instructions(owner):
                seen += 1
                assert operator not in RGB | {"g", "G"}
                if operator in ("cs", "CS"):
                    assert str(operands[0]) in ("/DeviceCMYK", "/BmRegistration")
            spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
            assert {str(space[0]) for space in spaces.as_dict().values()} <= {"/Separation"}
        assert seen > 100
        raw = b"\n".join(pikepdf.Object.unparse(thing, resolved=False) for thing in pdf.objects)
        for name in (b"/DeviceRGB", b"/Lab", b"/CalRGB", b"/CalGray"):
            assert name not in raw


def test_every_picture_is_cmyk_or_grey(page) -> None:
    with opened(page) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert sorted(str(image.ColorSpace) for image in images) == ["/DeviceCMYK", "/DeviceGray"]


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ('<p style="color: red">红</p>', r"paints in RGB \(1 0 0 rg\)"),
        ('<p style="color: color(display-p3 1 0 0)">红</p>', "has a colour in|paints in RGB"),
        ('<p style="color: lab(50 60 40)">红</p>', "has a colour in Lab"),
    ],
)
def test_a_template_that_paints_in_rgb_is_refused(extra, says, design, fonts, press) -> None:
    with pytest.raises(TemplateError, match=says):
        finish_page(render(design, fonts, extra), design.page, [], INFO, press=press)


def test_an_rgb_picture_of_a_template_is_refused(rendered, design, press) -> None:
    with pytest.raises(TemplateError, match="has a picture in DeviceRGB"):
        finish_page(page_with_rgb_picture(rendered), design.page, [], INFO, press=press)


@pytest.mark.parametrize(("channels", "standard", "allowed"), [(3, "X4", False), (4, "X4", True), (4, "X1A", False)])
def test_colours_with_a_profile_are_cmyk_in_x4_and_none_in_x1a(channels, standard, allowed, rendered, design, press):
    out = BytesIO()
    with opened(rendered) as pdf:
        profile = pdf.make_stream(press.profile_data, N=channels)
        pdf.pages[0].add_resource(pikepdf.Array([pikepdf.Name.ICCBased, profile]), pikepdf.Name.ColorSpace, "/Own")
        pdf.pages[0].contents_add(b"/Own cs " + b"0 " * channels + b"sc 9 9 9 9 re f")
        pdf.save(out)
    if allowed:
        assert finish_page(out.getvalue(), design.page, [], INFO, press=press, pdfx=PdfX[standard])
        return
    with pytest.raises(TemplateError, match=f"ICCBased of {channels} channels"):
        finish_page(out.getvalue(), design.page, [], INFO, press=press, pdfx=PdfX[standard])


def page_with_rgb_picture(source: bytes) -> bytes:
    out = BytesIO()
    with opened(source) as pdf:
        pg = pdf.pages[0]
        image = pdf.make_stream(b"\xff\0\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
        image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name.DeviceRGB
        pg.add_resource(image, pikepdf.Name.XObject, pikepdf.Name.Im1)
        pg.contents_add(b"q 50 0 0 50 0 0 cm /Im1 Do Q")
        pdf.save(out)
    return out.getvalue()


def supplied(draw, width: float = 200, height: float = 100) -> PlacedAd:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    draw(canvas)
    canvas.save()
    return PlacedAd("supplied", out.getvalue(), Rect(40, 500, width, height))


def test_an_ad_in_rgb_is_refused_by_name(rendered, design, press) -> None:
    bad = supplied(lambda canvas: (canvas.setFillColorRGB(1, 0, 0), canvas.rect(0, 0, 50, 50, 0, 1)))
    with pytest.raises(ContentError, match="ad supplied paints in RGB"):
        finish_page(rendered, design.page, [bad], INFO, press=press)


def test_postscript_in_an_ad_is_refused(rendered, design, press) -> None:
    out = BytesIO()
    with opened(supplied(lambda canvas: canvas.rect(0, 0, 9, 9)).pdf) as pdf:
        program = pdf.make_stream(b"showpage", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.PS)
        pdf.pages[0].add_resource(program, pikepdf.Name.XObject, "/Program")
        pdf.pages[0].contents_add(b"/Program Do")
        pdf.save(out)
    with pytest.raises(ContentError, match="ad bad has PostScript"):
        finish_page(
            rendered, design.page, [PlacedAd("bad", out.getvalue(), Rect(40, 500, 200, 100))], INFO, press=press
        )


def test_grey_of_an_ad_becomes_the_black_plate(rendered, design, press) -> None:
    grey = supplied(lambda canvas: (canvas.setFillGray(0.25), canvas.rect(0, 0, 50, 50, 0, 1)))
    with opened(finish_page(rendered, design.page, [grey], INFO, press=press)) as pdf:
        found = [operands for op, operands in instructions(pdf.pages[0].Resources.XObject.BmAd1) if op == "k"]
        assert [[float(v) for v in one] for one in found][-1] == pytest.approx([0, 0, 0, 0.75])


# --- black


def shown_texts(pdf: pikepdf.Pdf):
    """Yield (fill, overprinting) of every text shown: the graphics state followed anew, by this test."""
    for owner, resources in streams(pdf):
        if owner.get("/BBox") is not None and "/BmRegistration" in resources.get("/ColorSpace", {}):
            continue  # the slug line
        state = {"fill": (0, 0, 0, 1) if "/BBox" in owner else None, "op": False, "opm": 0}
        stack = []
        for operator, operands in instructions(owner):
            if operator == "q":
                stack.append(dict(state))
            elif operator == "Q":
                state = stack.pop()
            elif operator == "k" or (operator in ("sc", "scn") and len(operands) == 4):
                state["fill"] = tuple(float(v) for v in operands)
            elif operator == "gs":
                gs = resources.ExtGState[str(operands[0])]
                state["op"] = bool(gs.get("/op", gs.get("/OP", state["op"])))
                state["opm"] = int(gs.get("/OPM", state["opm"]))
            elif operator in ("Tj", "TJ"):
                yield state["fill"], state["op"] and state["opm"] == 1


def test_black_text_overprints_and_no_other_does(page) -> None:
    with opened(page) as pdf:
        found = list(shown_texts(pdf))
    black = [over for fill, over in found if fill == (0, 0, 0, 1)]
    other = [over for fill, over in found if fill != (0, 0, 0, 1)]
    assert len(black) > 5
    assert all(black)
    assert (0, 0, 0, 0) in {fill for fill, _ in found}
    assert len(other) >= 3
    assert not any(other)


def test_what_is_painted_after_black_text_knocks_out_again(rendered, design, press) -> None:
    """A white panel over black text in one stream: overprinting, it would not be there."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(0, 0, 0, 1)
        canvas.drawString(10, 10, "ink")
        canvas.setFillColorCMYK(0, 0, 0, 0)
        canvas.rect(0, 0, 50, 50, 0, 1)
        canvas.setFillColorCMYK(0, 0, 0, 1)
        canvas.rect(60, 0, 10, 10, 0, 1)

    with opened(finish_page(rendered, design.page, [supplied(draw)], INFO, press=press)) as pdf:
        form = pdf.pages[0].Resources.XObject.BmAd1
        over = []
        now = False
        stack = []
        for operator, operands in instructions(form):
            if operator == "q":
                stack.append(now)
            elif operator == "Q":
                now = stack.pop()
            elif operator == "gs":
                now = bool(form.Resources.ExtGState[str(operands[0])].op)
            elif operator in ("Tj", "f", "f*"):
                over.append((operator, now))
    assert [flag for operator, flag in over if operator == "Tj"] == [True]
    assert [flag for operator, flag in over if operator != "Tj"] == [False, False]


def test_an_ads_own_overprinting_stays(page, fonts, ad) -> None:
    with opened(page) as pdf:
        form = pdf.pages[0].Resources.XObject.BmAd1
        assert any(state.get("/op") for state in form.Resources.ExtGState.as_dict().values())


def test_rules_are_black_alone(rendered, design, press) -> None:
    with opened(finish_page(rendered, design.page, [], INFO, press=press)) as pdf:
        fill, rules = None, 0
        for operator, operands in operators(pdf.pages[0]):
            if operator == "scn" and len(operands) == 4:
                fill = tuple(float(v) for v in operands)
            elif operator == "f*":
                rules += 1
                assert fill == (0, 0, 0, 1)
        assert rules >= 3


# --- PDF/X


def test_the_standard_is_claimed_where_it_wants_it(page, standard) -> None:
    with opened(page) as pdf:
        assert pdf.pdf_version == standard.pdf_version
        assert page.startswith(f"%PDF-{standard.pdf_version}".encode())
        in_xmp = pdf.open_metadata().get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", "")
        assert in_xmp == ("PDF/X-4" if standard is PdfX.X4 else "")
        in_info = str(pdf.docinfo.get("/GTS_PDFXVersion", ""))
        assert in_info == ("PDF/X-1a:2003" if standard is PdfX.X1A else "")
        assert str(pdf.docinfo["/Trapped"]) == "/False"
        for key in ("/Title", "/CreationDate", "/ModDate"):
            assert key in pdf.docinfo
        assert len(pdf.trailer.ID) == 2


def test_the_output_intent_is_the_press(page, press) -> None:
    with opened(page) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.Type, intent.S) == ("/OutputIntent", "/GTS_PDFX")
        assert str(intent.OutputConditionIdentifier) == "Custom"
        assert "newsprint" in str(intent.OutputCondition)
        assert "ISO 12647-3" in str(intent.Info)
        assert "/RegistryName" not in intent
        assert intent.DestOutputProfile.read_bytes() == press.profile_data
        assert intent.DestOutputProfile.N == 4


def test_a_registered_condition_names_its_registry(rendered, design, press) -> None:
    named = OutputCondition(name="Newsprint", identifier="IFRA26", registry="http://www.color.org")
    other = press.model_copy(update={"output": named})
    with opened(finish_page(rendered, design.page, [], INFO, press=other)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "IFRA26"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert "/Info" not in intent


def test_the_boxes_lie_in_one_another(page, design) -> None:
    with opened(page) as pdf:
        media, bleed, trim = (box(pdf.pages[0], name) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert "/ArtBox" not in pdf.pages[0].obj
    for outer, inner in ((media, bleed), (bleed, trim)):
        assert outer[0] <= inner[0] < inner[2] <= outer[2]
        assert outer[1] <= inner[1] < inner[3] <= outer[3]
    assert (trim[2] - trim[0]) / MM == pytest.approx(285, abs=0.01)


def test_blending_is_in_cmyk_or_there_is_none(page, standard) -> None:
    with opened(page) as pdf:
        if standard is PdfX.X4:
            assert pdf.pages[0].Group.CS == "/DeviceCMYK"
            return
        assert "/Group" not in pdf.pages[0].obj
        for keys in all_keys(pdf):
            assert {"/ca", "/CA", "/SMask", "/BM", "/Group", "/AIS"}.isdisjoint(keys)


def test_every_font_is_embedded_and_no_file_is_opentype(page) -> None:
    with opened(page) as pdf:
        descriptors = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
        assert len(descriptors) >= 4
        for descriptor in descriptors:
            files = [key for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]
            assert len(files) == 1
            assert str(descriptor.FontName)[7] == "+"
            if files == ["/FontFile3"]:
                assert descriptor.FontFile3.Subtype == "/CIDFontType0C"
                assert descriptor.FontFile3.read_bytes()[0] == 1, "CFF begins with its major version"
        for owner, resources in streams(pdf):
            used = {str(operands[0]) for operator, operands in instructions(owner) if operator == "Tf"}
            assert used <= set(resources.get("/Font", pikepdf.Dictionary()).keys())


def test_the_page_looks_as_it_did(page, rendered, design, ad) -> None:
    """Unwrapped fonts, overprinting and pruning leave the trim as it was, but for the smoothing of edges."""
    plain = sheet_image(finish_page(rendered, design.page, [ad], INFO), 72)
    now = sheet_image(page, 72)
    for area in ((28, 28, 300, 460), (330, 28, 836, 310), (28, 520, 300, 700)):
        difference = ImageChops.difference(plain.crop(area), now.crop(area))
        assert difference.getextrema()[1] <= 16, "another glyph differs by far more"
    assert dark_box(now.crop((30, 90, 250, 200)), 200)


def test_x1a_has_plain_objects_only(rendered, design, press) -> None:
    data = finish_page(rendered, design.page, [], INFO, press=press, pdfx=PdfX.X1A)
    assert b"/ObjStm" not in data
    assert b"/XRef" not in data
    # A key of font descriptors that PDF 1.4 has not.
    assert b"/FontDescriptor" in data
    assert b"/FontFamily" not in data


def test_transparency_is_refused_in_x1a_and_blended_in_cmyk_in_x4(design, fonts, press) -> None:
    pdf = render(design, fonts, '<p style="opacity: 0.5; position: absolute; color: var(--colour-accent)">半透明</p>')
    with pytest.raises(TemplateError, match="transparent"):
        finish_page(pdf, design.page, [], INFO, press=press, pdfx=PdfX.X1A)
    with opened(finish_page(pdf, design.page, [], INFO, press=press)) as finished:
        groups = [o.Group for o in finished.objects if isinstance(o, pikepdf.Stream) and "/Group" in o]
        assert groups
        assert all(group.CS == "/DeviceCMYK" for group in groups)


def test_actions_and_links_are_gone(design, fonts, press) -> None:
    pdf = render(design, fonts, '<a href="https://example.com" style="color: var(--colour-ink)">链接</a>')
    with opened(finish_page(pdf, design.page, [], INFO, press=press)) as finished:
        for thing in finished.objects:
            if isinstance(thing, pikepdf.Dictionary):
                assert thing.get("/Type") not in ("/Annot", "/Action")
                assert thing.get("/S") not in ("/URI", "/JavaScript", "/Launch")


def test_the_same_input_gives_the_same_bytes(page, standard, design, fonts, ad, pictures, press) -> None:
    again = finish_page(
        render(design, fonts),
        design.page,
        [ad],
        INFO,
        pictures=pictures,
        press=press,
        pdfx=standard,
        slug=SlugPen(fonts["hei"], write_pdf),
    )
    assert again == page


def test_without_a_press_the_page_claims_nothing(rendered, design) -> None:
    with opened(finish_page(rendered, design.page, [], INFO)) as pdf:
        assert "/OutputIntents" not in pdf.Root
        assert "/GTS_PDFXVersion" not in pdf.docinfo


def test_the_edition_keeps_standard_and_intent(page, standard, press) -> None:
    data = merge([page, page], replace(INFO, page=""))
    assert data == merge([page, page], replace(INFO, page=""))
    with opened(data) as pdf:
        assert pdf.pdf_version == standard.pdf_version
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == press.profile_data
        profiles = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/N") == 4]
        assert len(profiles) == 1


# --- pictures


def test_pictures_stand_in_their_boxes(page, design) -> None:
    grey = sheet_image(page, 72)
    slug = round(design.page.slug)
    left, top = slug + PICTURE_RECT.x, slug + PICTURE_RECT.y
    around = grey.crop((round(left) - 8, round(top) - 8, round(left) + 208, round(top) + 158))
    found = dark_box(around, 250)
    assert found[:2] == pytest.approx((8, 8), abs=1.5)
    assert found[3] == pytest.approx(158, abs=1.5)


def test_a_picture_for_another_box_is_refused(rendered, design, press, pictures) -> None:
    wrong = PlacedPicture("lead", pictures[0].picture, Rect(300, 300, 200, 160))
    with pytest.raises(ContentError, match=r"picture of lead .* stretched"):
        finish_page(rendered, design.page, [], INFO, pictures=[wrong], press=press)


# --- the slug line


def test_the_slug_line_says_paper_date_page_and_plates(page, design) -> None:
    said = text(page)
    for part in ("衡水晚报", "2022-04-15", "B2"):
        assert part in said
    with opened(page) as pdf:
        form = pdf.pages[0].Resources.XObject.BmSlug
        found = instructions(form)
        inks = [tuple(float(v) for v in operands) for op, operands in found if op == "k"]
        assert {(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)} <= set(inks)
        assert (1, 1, 1, 1) not in inks, "registration is a colour of its own"
        assert (
            next(str(operands[0]) for op, operands in found if op == "cs"),
            str(form.Resources.ColorSpace["/BmRegistration"][1]),
        ) == ("/BmRegistration", "/All")


def test_the_slug_line_stands_outside_the_bleed_and_inside_the_sheet(page, design) -> None:
    grey = sheet_image(page, 144)
    slug, bleed = design.page.slug * 2, design.page.bleed * 2
    band = grey.crop((round(slug) + 4, 0, grey.width - round(slug) - 4, round(slug - bleed)))
    left, top, right, bottom = dark_box(band, 200)
    assert top >= MM * 2 - 1
    assert bottom <= band.height - 1
    assert right - left > band.width * 0.9
    between = grey.crop((round(slug) + 4, round(slug - bleed) + 1, grey.width - round(slug) - 4, round(slug) - 1))
    assert between.getextrema() == (255, 255)


def test_glyphs_of_the_slug_line_are_the_characters(page) -> None:
    with opened(page) as pdf:
        for font in pdf.pages[0].Resources.XObject.BmSlug.Resources.Font.as_dict().values():
            file = font.FontDescriptor.FontFile2.read_bytes()
            assert hb.Face(file).glyph_count > 10


def test_a_slug_too_narrow_for_the_line_is_told(fonts, design, press) -> None:
    narrow = design.model_copy(update={"page": design.page.model_copy(update={"slug": 6 * MM})})
    pdf = render(narrow, fonts)
    with pytest.raises(TemplateError, match="too narrow for the slug line"):
        finish_page(pdf, narrow.page, [], INFO, press=press, slug=SlugPen(fonts["hei"], write_pdf))
    off = press.model_copy(update={"marks": press.marks.model_copy(update={"slug": False})})
    assert finish_page(pdf, narrow.page, [], INFO, press=off, slug=SlugPen(fonts["hei"], write_pdf))


def test_a_press_that_wants_no_marks_gets_none(rendered, design, press, fonts) -> None:
    bare = press.model_copy(update={"marks": press.marks.model_copy(update={"slug": False, "crop": False})})
    with opened(finish_page(rendered, design.page, [], INFO, press=bare, slug=SlugPen(fonts["hei"], write_pdf))) as pdf:
        assert "SCN" not in {operator for operator, _ in operators(pdf.pages[0])}
        assert "/XObject" not in pdf.pages[0].Resources


def test_the_cff_table_is_found_and_a_font_without_one_is_none(fonts, rendered) -> None:
    with opened(rendered) as pdf:
        file = next(o.FontFile3 for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile3" in o)
        table = cff_table(file.read_bytes())
        assert table == bytes(hb.Face(file.read_bytes()).reference_table("CFF ").data)
    assert cff_table(b"\0\1\0\0\0\1\0\0\0\0\0\0glyf" + b"\0" * 12) == b""
