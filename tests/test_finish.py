from __future__ import annotations

import datetime
import re
import time
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import weasyprint
from pdfread import box, dark_box, opened, operators, sheet_image, text
from reportlab.pdfgen.canvas import Canvas

from layout import __version__
from layout.base.errors import ContentError, TemplateError
from layout.base.units import MM, Rect
from layout.design.sheet import Margins, PageTokens
from layout.pdf.binding import merge
from layout.pdf.boxes import sheet_of
from layout.pdf.finish import finish_page
from layout.pdf.identity import PressInfo
from layout.pdf.marks import crop_marks
from layout.pdf.place import PlacedAd

INFO = PressInfo("衡水晚报", datetime.date(2022, 4, 15), "B2", "衡水晚报 <B2> & 社区")
TOKENS = PageTokens.model_construct(
    width=100 * MM,
    height=150 * MM,
    bleed=3 * MM,
    slug=10 * MM,
    margins=Margins.model_construct(top=10 * MM, left=10 * MM),
)


def rendered(extra: str = "", variant: str | None = None, tokens: PageTokens = TOKENS, lang: str = "zh") -> bytes:
    width, height = tokens.width + 2 * tokens.slug, tokens.height + 2 * tokens.slug
    html = f"""<html lang={lang}><style>
        @page {{ size: {width}pt {height}pt; margin: 0 }}
        body {{ margin: 0; font: 9pt "Noto Serif CJK SC"; color: device-cmyk(0 0 0 1) }}
        p {{ position: absolute; left: 20mm; top: 20mm; margin: 0 }}
        </style><body><p>滏阳河边的市民公园</p>{extra}"""
    options = {"pdf_variant": variant} if variant else {}
    return weasyprint.HTML(string=html).write_pdf(**options)


def ad_with_rectangle(width: float, height: float, black: Rect, origin: tuple[float, float] = (0, 0)) -> bytes:
    """An ad of that size, white but for one black rectangle, given from the ad's top left."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setFillColorCMYK(0, 0, 0, 1)
    canvas.rect(black.x + origin[0], height - black.bottom + origin[1], black.width, black.height, 0, 1)
    canvas.save()
    if origin == (0, 0):
        return out.getvalue()
    with opened(out.getvalue()) as pdf:
        pdf.pages[0].mediabox = [origin[0], origin[1], width + origin[0], height + origin[1]]
        moved = BytesIO()
        pdf.save(moved)
        return moved.getvalue()


AD_RECT = Rect(21.3, 200.7, 120.4, 60.2)
BLACK = Rect(10, 15, 40, 20)
AD = PlacedAd("slogan", ad_with_rectangle(120.4, 60.2, BLACK), AD_RECT)


def test_boxes_are_the_designs() -> None:
    with opened(finish_page(rendered(), TOKENS, (), INFO)) as pdf:
        page = pdf.pages[0]
        assert box(page, "/MediaBox") == pytest.approx((0, 0, 120 * MM, 170 * MM), abs=1e-3)
        assert box(page, "/TrimBox") == pytest.approx((10 * MM, 10 * MM, 110 * MM, 160 * MM), abs=1e-3)
        assert box(page, "/BleedBox") == pytest.approx((7 * MM, 7 * MM, 113 * MM, 163 * MM), abs=1e-3)
        assert "/CropBox" not in page.obj
        assert "/ArtBox" not in page.obj


def test_rendered_text_stays_text() -> None:
    assert "滏阳河边的市民公园" in text(finish_page(rendered(), TOKENS, (AD,), INFO))


def test_a_sheet_of_another_size_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"120\.00 x 170\.00 mm.*122\.00 x 170\.00 mm"):
        finish_page(rendered(), TOKENS.model_copy(update={"width": 102 * MM}), (), INFO)


def test_a_template_of_two_sheets_is_refused() -> None:
    with pytest.raises(TemplateError, match="2 sheets"):
        finish_page(rendered('<div>文</div><div style="break-before: page">余文</div>'), TOKENS, (), INFO)


# --- ads


def black_in_pt(pdf: bytes, dpi: float) -> tuple[float, float, float, float]:
    """Left, upper, right, lower of what is black inside the trim, pt from the trim's top left.

    Edges are taken to a part of a pixel from the grey of the edge pixels.
    """
    image = sheet_image(pdf, dpi)
    scale = dpi / 72
    slug = TOKENS.slug * scale
    inside = image.crop((int(slug) + 20, int(slug) + 20, image.width - int(slug) - 20, image.height - int(slug) - 20))
    left, upper, right, lower = dark_box(inside, below=250)
    middle_x, middle_y = (left + right) // 2, (upper + lower) // 2

    def covered(x: int, y: int) -> float:
        return 1 - inside.getpixel((x, y)) / 255

    full = covered(middle_x, middle_y)
    edges = (
        left + 1 - covered(left, middle_y) / full,
        upper + 1 - covered(middle_x, upper) / full,
        right - 1 + covered(right - 1, middle_y) / full,
        lower - 1 + covered(middle_x, lower - 1) / full,
    )
    offset = int(slug) + 20
    # The picture's top is the sheet's top; its height was rounded up to whole pixels.
    return tuple((edge + offset) / scale - TOKENS.slug for edge in edges)


EMPTY = "<style>p { display: none }</style>"


@pytest.mark.parametrize("origin", [(0, 0), (-30, 12.5)])
def test_an_ad_stands_in_its_box_within_a_tenth_of_a_point(origin: tuple[float, float]) -> None:
    ad = replace(AD, pdf=ad_with_rectangle(120.4, 60.2, BLACK, origin))
    found = black_in_pt(finish_page(rendered(EMPTY), TOKENS, (ad,), INFO), dpi=720)
    left, upper = AD_RECT.x + BLACK.x, AD_RECT.y + BLACK.y
    assert found == pytest.approx((left, upper, left + BLACK.width, upper + BLACK.height), abs=0.1)


def test_an_ad_is_a_form_drawn_in_a_clean_state_after_the_page() -> None:
    with opened(finish_page(rendered(), TOKENS, (AD, replace(AD, id="house")), INFO)) as pdf:
        page = pdf.pages[0]
        assert page.Resources.XObject["/BmAd1"].Subtype == "/Form"
        found = operators(page)
        names = [operator for operator, _ in found]
        drawn = [number for number, (operator, operands) in enumerate(found) if operator == "Do"]
        assert [str(found[number][1][0]) for number in drawn] == ["/BmAd1", "/BmAd2"]
        assert drawn[0] > max(number for number, name in enumerate(names) if name == "ET")
        for number in drawn:
            assert names[number - 2 : number + 2] == ["q", "cm", "Do", "Q"]
            before = names[: number - 2]
            assert before.count("q") == before.count("Q")
            matrix = [float(value) for value in found[number - 1][1]]
            assert matrix[:4] == [1, 0, 0, 1]
            assert matrix[4] == pytest.approx(TOKENS.slug + AD_RECT.x, abs=0.001)
            assert matrix[5] == pytest.approx(TOKENS.slug + TOKENS.height - AD_RECT.bottom, abs=0.001)


def test_an_ads_text_can_be_found_on_the_page() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(120.4, 60.2), invariant=1)
    canvas.drawString(10, 10, "13503189058")
    canvas.save()
    assert "13503189058" in text(finish_page(rendered(), TOKENS, (replace(AD, pdf=out.getvalue()),), INFO))


@pytest.mark.parametrize("size", [(120.4, 60.35), (120.25, 60.2)])
def test_an_ad_of_another_size_than_its_box_is_refused(size: tuple[float, float]) -> None:
    ad = replace(AD, pdf=ad_with_rectangle(*size, BLACK))
    with pytest.raises(ContentError, match=r"ad slogan is .* mm, but its box is"):
        finish_page(rendered(), TOKENS, (ad,), INFO)


def test_an_ad_within_the_tolerance_is_taken() -> None:
    ad = replace(AD, pdf=ad_with_rectangle(120.45, 60.15, BLACK))
    assert finish_page(rendered(), TOKENS, (ad,), INFO)


def two_pages() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(120.4, 60.2), invariant=1)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked() -> bytes:
    out = BytesIO()
    with opened(AD.pdf) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("pdf", "says"), [(b"not a pdf", "can be read"), (two_pages(), "2 pages"), (locked(), "password")]
)
def test_an_ad_that_cannot_be_placed_is_named(pdf: bytes, says: str) -> None:
    with pytest.raises(ContentError, match=f"ad slogan is .*{says}"):
        finish_page(rendered(), TOKENS, (replace(AD, pdf=pdf),), INFO)


# --- crop marks


def test_eight_marks_point_at_the_trims_corners_from_outside_the_bleed() -> None:
    with opened(finish_page(rendered(), TOKENS, (), INFO)) as pdf:
        page = pdf.pages[0]
        found = operators(page)
        start = next(number for number, (operator, _) in enumerate(found) if operator == "SCN")
        assert str(found[start - 1][1][0]) == "/BmRegistration"
        ends = [tuple(float(v) for v in operands) for operator, operands in found[start:] if operator in "ml"]
        strokes = list(zip(ends[::2], ends[1::2], strict=True))
        assert len(strokes) == 8
        assert [float(v[0]) for operator, v in found[start:] if operator == "w"] == [0.25]
        left, lower, right, upper = box(page, "/BleedBox")
        trim = box(page, "/TrimBox")
        media = box(page, "/MediaBox")
        for one, other in strokes:
            for x, y in (one, other):
                assert x <= left + 1e-3 or x >= right - 1e-3 or y <= lower + 1e-3 or y >= upper - 1e-3
                assert MM - 1e-3 <= x <= media[2] - MM + 1e-3
                assert MM - 1e-3 <= y <= media[3] - MM + 1e-3
            level = one[1] == other[1]
            at = one[1] if level else one[0]
            assert min(abs(at - edge) for edge in (trim[1::2] if level else trim[0::2])) < 1e-3
            assert abs(one[0] - other[0]) + abs(one[1] - other[1]) == pytest.approx(5 * MM, abs=1e-3)
        assert len({tuple(sorted(stroke)) for stroke in strokes}) == 8


def test_marks_print_on_every_plate() -> None:
    with opened(finish_page(rendered(), TOKENS, (), INFO)) as pdf:
        family, colorant, alternate, tint = pdf.pages[0].Resources.ColorSpace["/BmRegistration"].as_list()
        assert (str(family), str(colorant), str(alternate)) == ("/Separation", "/All", "/DeviceCMYK")
        assert [float(v) for v in tint.C0.as_list()] == [0, 0, 0, 0]
        assert [float(v) for v in tint.C1.as_list()] == [1, 1, 1, 1]


def test_marks_are_seen_where_they_should_be_and_not_in_the_bleed() -> None:
    image = sheet_image(finish_page(rendered(EMPTY), TOKENS, (), INFO), dpi=288)
    mm = 288 / 25.4
    corner = image.crop((0, 0, round(10 * mm), round(10 * mm) + 4))
    assert dark_box(corner, below=200)[0] == pytest.approx(2 * mm, abs=2)  # 5 mm long, ending 3 mm from the trim
    bleed = image.crop(tuple(round(v * mm) for v in (7.2, 7.2, 112.8, 162.8)))
    assert bleed.getextrema() == (255, 255)


@pytest.mark.parametrize(("bleed", "slug", "near", "far"), [(0, 10, 3, 8), (5, 10, 5, 9), (3, 20, 3, 8), (3, 5, 3, 4)])
def test_marks_keep_clear_of_bleed_and_sheet_edge(bleed: float, slug: float, near: float, far: float) -> None:
    tokens = TOKENS.model_copy(update={"bleed": bleed * MM, "slug": slug * MM})
    sheet = sheet_of(tokens)
    (x0, y0), (x1, y1) = crop_marks(tokens, sheet).marks[0].points
    assert (-x0, -x1) == pytest.approx((near * MM, far * MM), abs=1e-3)
    assert y0 == y1 == pytest.approx(tokens.height, abs=1e-3)


def test_a_slug_too_narrow_for_marks_is_an_error_and_none_means_no_marks() -> None:
    narrow = TOKENS.model_copy(update={"slug": 4.9 * MM})
    with pytest.raises(TemplateError) as caught:
        finish_page(rendered(tokens=narrow), narrow, (), INFO)
    assert "at least 5.0 mm" in caught.value.hint
    bare = TOKENS.model_copy(update={"slug": 0.0, "bleed": 0.0})
    with opened(finish_page(rendered(tokens=bare), bare, (), INFO)) as pdf:
        assert "SCN" not in [operator for operator, operands in operators(pdf.pages[0]) if operands == [1]]
        assert box(pdf.pages[0], "/TrimBox") == box(pdf.pages[0], "/MediaBox")


# --- what the file says of itself


@pytest.mark.parametrize("variant", [None, "pdf/x-4", "pdf/x-1a"])
def test_the_same_input_gives_the_same_bytes(variant: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    one = rendered(variant=variant)
    # The renderer writes the time of day into PDF/X files.
    monkeypatch.setattr("weasyprint.pdf.pdfx.localtime", lambda: time.localtime(1_900_000_000))
    two = rendered(variant=variant)
    assert variant is None or one != two
    assert finish_page(one, TOKENS, (AD,), INFO) == finish_page(two, TOKENS, (AD,), INFO)


def ids(pdf: bytes) -> list[bytes]:
    with opened(pdf) as document:
        return [bytes(half) for half in document.trailer.ID.as_list()]


def test_the_file_id_has_a_lasting_half_and_one_of_the_content() -> None:
    first = ids(finish_page(rendered(), TOKENS, (), INFO))
    changed = ids(finish_page(rendered("<b>改</b>"), TOKENS, (), INFO))
    other = ids(finish_page(rendered(), TOKENS, (), replace(INFO, page="B3")))
    assert first[0] == changed[0] == INFO.document_id.bytes
    assert first[1] != changed[1]
    assert first[0] != other[0]


@pytest.mark.parametrize("variant", [None, "pdf/x-4", "pdf/x-1a"])
def test_info_and_xmp_say_the_same(variant: str | None) -> None:
    with opened(finish_page(rendered(variant=variant), TOKENS, (AD,), INFO)) as pdf:
        info, xmp = pdf.docinfo, pdf.open_metadata()
        assert str(info["/Title"]) == xmp["dc:title"] == INFO.title
        assert str(info["/Author"]) == xmp["dc:creator"][0] == "衡水晚报"
        assert str(info["/Producer"]) == xmp["pdf:Producer"] == f"Banmian {__version__}"
        assert str(info["/Creator"]) == xmp["xmp:CreatorTool"] == f"Banmian {__version__}"
        assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20220415000000+00'00'"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            assert xmp[key] == "2022-04-15T00:00:00+00:00"
        assert str(info["/Trapped"]) == "/False"
        assert xmp["pdf:Trapped"] == "False"
        assert xmp["xmpMM:DocumentID"] == f"uuid:{INFO.document_id}"


def test_no_other_date_and_no_other_program_is_named() -> None:
    data = finish_page(rendered(variant="pdf/x-4"), TOKENS, (AD,), INFO)
    with opened(data) as pdf:
        streams = [obj.read_bytes() for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
        everything = b"\n".join([data, *streams]) + repr(pdf.docinfo).encode()
    assert b"WeasyPrint" not in everything
    assert b"xmp.did" not in everything
    assert not re.search(rb"D:20(?!220415)\d{6}", everything)


@pytest.mark.parametrize(("variant", "version"), [("pdf/x-4", "PDF/X-4"), ("pdf/x-1a", "PDF/X-1a:2003"), (None, "")])
def test_the_claim_of_pdfx_stays_where_its_standard_wants_it(variant: str | None, version: str) -> None:
    with opened(finish_page(rendered(variant=variant), TOKENS, (), INFO)) as pdf:
        in_info = str(pdf.docinfo.get("/GTS_PDFXVersion", ""))
        in_xmp = pdf.open_metadata().get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", "")
    assert in_info == (version if variant == "pdf/x-1a" else "")
    assert in_xmp == (version if variant == "pdf/x-4" else "")


def test_the_pdf_version_stays_and_decides_on_object_streams() -> None:
    with opened(finish_page(rendered(variant="pdf/x-4"), TOKENS, (AD,), INFO)) as pdf:
        assert pdf.pdf_version == "1.6"
        assert pdf.trailer.get("/Type") == "/XRef", "no cross-reference stream: objects are not packed"
        assert "/Filter" not in pdf.Root.Metadata, "XMP must be readable without unpacking"
        assert pdf.pages[0].Contents.Filter == "/FlateDecode"
    with opened(finish_page(rendered(variant="pdf/x-1a"), TOKENS, (), INFO)) as pdf:
        assert pdf.pdf_version == "1.4"
        assert "/Type" not in pdf.trailer


def test_nothing_interactive_or_attached_is_left() -> None:
    source = rendered('<a href="https://example.com">链接</a><h1 id=a>题</h1>')
    out = BytesIO()
    with opened(source) as pdf:
        assert "/Annots" in pdf.pages[0].obj
        pdf.attachments["notes.txt"] = b"notes"
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.Root.AA = pikepdf.Dictionary()
        pdf.pages[0].obj.AA = pikepdf.Dictionary(
            O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.com"))
        )
        pdf.save(out)
    with opened(finish_page(out.getvalue(), TOKENS, (), INFO)) as pdf:
        assert not pdf.attachments
        assert {"/OpenAction", "/AA", "/Names", "/AF", "/Outlines", "/AcroForm"}.isdisjoint(pdf.Root.keys())
        assert {"/Annots", "/AA", "/AF"}.isdisjoint(pdf.pages[0].keys())
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary):
                assert obj.get("/S") not in ("/URI", "/JavaScript")
                assert obj.get("/Type") not in ("/Annot", "/Filespec")


# --- the edition


def test_the_edition_has_all_pages_with_their_boxes_in_order() -> None:
    pages = [
        finish_page(
            rendered(f"<b style='position: absolute; left: 30mm; top: 40mm'>第{number}版</b>"),
            TOKENS,
            (AD,),
            i,
        )
        for number, i in ((1, replace(INFO, page="B1")), (2, INFO))
    ]
    edition = replace(INFO, page="", title="衡水晚报 2022-04-15")
    data = merge(pages, edition)
    assert data == merge(pages, edition)
    assert ids(data)[0] == edition.document_id.bytes
    assert "第1版" in text(data, 0)
    assert "第2版" in text(data, 1)
    with opened(data) as pdf:
        assert len(pdf.pages) == 2
        assert str(pdf.docinfo["/Title"]) == "衡水晚报 2022-04-15"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20220415000000+00'00'"
        with opened(pages[0]) as single:
            for page in pdf.pages:
                for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
                    assert box(page, name) == box(single.pages[0], name)
    assert sheet_image(data, 72, 1).tobytes() == sheet_image(pages[1], 72).tobytes()


def test_the_edition_claims_pdfx_only_if_every_page_does() -> None:
    plain = finish_page(rendered(), TOKENS, (), INFO)
    pdfx = finish_page(rendered(variant="pdf/x-4"), TOKENS, (), INFO)
    key = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
    with opened(merge([pdfx, pdfx], INFO)) as pdf:
        assert pdf.open_metadata().get(key) == "PDF/X-4"
        assert pdf.pdf_version == "1.6"
    with opened(merge([pdfx, plain], INFO)) as pdf:
        assert key not in pdf.open_metadata()


def test_the_edition_keeps_the_output_intent() -> None:
    out = BytesIO()
    with opened(rendered(variant="pdf/x-4")) as pdf:
        profile = pdf.make_stream(b"profile", N=4)
        intent = pikepdf.Dictionary(Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, DestOutputProfile=profile)
        pdf.Root.OutputIntents = pikepdf.Array([intent])
        pdf.save(out)
    page = finish_page(out.getvalue(), TOKENS, (), INFO)
    with opened(merge([page, page], INFO)) as pdf:
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == b"profile"


def test_an_edition_without_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        merge([], INFO)
