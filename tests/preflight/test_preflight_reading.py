"""Reading facts out of little pages made for it: what is painted where, in which colour, and what is under it."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pillow

from layout.base.units import Rect
from layout.pdf.facts import Colour, Family
from layout.pdf.fonts import font_use
from layout.pdf.geometry import Matrix, Path, strips
from layout.preflight.backdrop import Backdrop, Paper, printed
from layout.preflight.facts import Copy, Facts
from layout.preflight.reading import NotReadableError, read_facts
from layout.preflight.rules.seen import _doubtful, _over_rule, _over_type
from tests.preflight.spoil import draw, picture, tint


def drawn(*contents, size=(300, 400), do=lambda pdf: None) -> bytes:
    """Return a page of that size whose trim is all of it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=size)
    pdf.pages[0].TrimBox = [0, 0, *size]
    pdf.pages[0].obj.Resources = Dictionary()
    for content in contents:
        pdf.pages[0].contents_add(content.encode())
    do(pdf)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def made(*contents, **how) -> Facts:
    """Return the facts of such a page."""
    return read_facts(drawn(*contents, **how), "A1", Copy())


def rect_of(thing) -> tuple[float, float, float, float]:
    rect = thing.rect
    return tuple(round(value, 3) for value in (rect.x, rect.y, rect.width, rect.height))


def form(pdf, content: str, **entries) -> pikepdf.Stream:
    stream = pikepdf.Stream(pdf, content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return stream


# ---- areas and lines


def test_places_are_told_from_the_trims_top_left():
    facts = made("0 0 0 1 k 30 350 50 20 re f")
    (fill,) = facts.fills
    assert rect_of(fill) == (30, 30, 50, 20)
    assert fill.exact
    assert fill.colour.is_black


def test_a_form_is_followed_with_its_matrix_clip_and_inherited_colour():
    def do(pdf):
        inner = form(pdf, "0 0 40 40 re f", BBox=[0, 0, 30, 30], Matrix=[2, 0, 0, 2, 0, 0])
        outer = form(pdf, "q 1 0 0 1 10 10 cm /In Do Q", Resources=Dictionary(XObject=Dictionary(In=inner)))
        draw(pdf, "0 1 0 0 k 1 0 0 1 100 100 cm /Out Do", XObject={"/Out": outer})

    (fill,) = made(do=do).fills
    assert rect_of(fill) == (110, 230, 60, 60)
    assert fill.source == "/In"
    assert fill.colour.inks == (0, 1, 0, 0)


def test_a_form_that_draws_itself_ends():
    def do(pdf):
        snake = pdf.make_indirect(form(pdf, "/Snake Do"))
        snake.Resources = Dictionary(XObject=Dictionary(Snake=snake))
        draw(pdf, "/Snake Do", XObject={"/Snake": snake})

    assert made(do=do).unreadable == ("/Snake: draws itself",)


def test_what_q_saved_comes_back():
    facts = made("1 0 0 0 k q 0 1 0 0 k 10 10 5 5 re f Q 30 10 5 5 re f")
    assert [fill.colour.inks for fill in facts.fills] == [(0, 1, 0, 0), (1, 0, 0, 0)]


def test_only_what_is_in_the_clip_is_seen():
    facts = made("10 10 100 1 re W n 0 0 0 1 k 0 0 300 300 re f", "Q q 500 500 10 10 re f")
    (fill,) = facts.fills
    assert rect_of(fill) == (10, 389, 100, 1)


def test_an_area_that_only_touches_the_clip_is_not_seen():
    """WeasyPrint clips every border's side apart, so that other sides touch the clip without breadth."""
    assert made("10 10 100 1 re W n 0 0 0 1 k 10 11 100 20 re f").fills == ()
    (hairline,) = made("0 0 200 200 re W n 0 0 0 1 k 10 11 100 0 re f").fills
    assert hairline.thickness == 0


def test_two_rectangles_by_the_even_odd_rule_are_a_frame():
    fills = made("0 0 0 1 k 10 10 100 80 re 12 13 96 74 re f*").fills
    assert sorted(fill.thickness for fill in fills) == pytest.approx([2, 2, 3, 3])
    assert all(fill.exact for fill in fills)


def test_an_empty_hole_is_no_hairline():
    fills = made("0 0 0 1 k 10 10 100 2 re 10 12 100 0 re f*").fills
    assert [fill.thickness for fill in fills] == pytest.approx([2])


def test_shapes_that_are_no_rectangles_are_told_apart():
    triangle, circle = made("10 10 m 50 10 l 50 60 l f 100 100 m 100 150 150 150 150 100 c h f").fills
    assert not triangle.exact
    assert rect_of(triangle) == (10, 340, 40, 50)
    assert not circle.exact


@pytest.mark.parametrize(("cap", "length"), [(0, 60), (2, 64)])
def test_a_pen_covers_half_its_width_beside_the_line_and_beyond_it_as_its_cap_says(cap, length):
    (stroke,) = made(f"4 w {cap} J 100 200 m 160 200 l S").strokes
    assert stroke.width == 4
    assert (stroke.rect.width, stroke.rect.height) == (length, 4)


def test_an_outline_covers_its_four_sides_and_not_what_is_in_it():
    (stroke,) = made("2 w 100 100 50 40 re S").strokes
    assert rect_of(stroke) == (99, 259, 52, 42)
    assert len(stroke.pieces) == 4
    middle = Rect(110, 270, 10, 10)
    assert all(piece.right < middle.x or piece.x > middle.right or piece.bottom < middle.y or piece.y > middle.bottom
               for piece in stroke.pieces)  # fmt: skip


def test_a_pen_grows_with_the_matrix():
    (stroke,) = made("3 0 0 3 0 0 cm 0.1 w 10 10 m 40 10 l S").strokes
    assert stroke.width == pytest.approx(0.3)


@pytest.mark.parametrize(
    "operators", ["50 100 m 50 160 110 160 110 100 c S", "50 100 m 110 160 110 100 v S", "50 100 m 50 160 110 100 y S"]
)
def test_a_curve_reaches_as_far_as_it_runs_and_not_to_what_steers_it(operators):
    """PDFium draws it: the topmost black pixel is where the stroke is said to be."""
    facts = made(f"0 0 0 1 K 1 w {operators}")
    (stroke,) = facts.strokes
    page = pypdfium2.PdfDocument(drawn(f"0 0 0 1 K 1 w {operators}"))[0]
    ink = Pillow.eval(page.render(scale=8).to_pil().convert("L"), lambda value: 255 - value).getbbox()
    left, top, right, bottom = (value / 8 for value in ink)
    assert rect_of(stroke)[1] == pytest.approx(top, abs=0.3)
    assert stroke.rect.right == pytest.approx(right, abs=0.7)
    assert stroke.rect.bottom == pytest.approx(bottom, abs=0.7)
    assert stroke.rect.x == pytest.approx(left, abs=0.7)


def test_text_means_what_marked_content_says_it_means():
    """One glyph may stand for two characters of the copy, of which the font can name one (ISO 32000-1, 14.9.4)."""

    def told(content: str) -> list[str]:  # this font does not tell what its own glyphs mean

        def do(pdf):
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            draw(pdf, f"0 0 0 1 k BT /F1 9 Tf 1 0 0 1 30 300 Tm {content} ET", Font={"/F1": font})

        return [text.text for text in made(do=do).texts]

    mark = "/Span <</ActualText <FEFF2022>>> BDC"
    assert told(f"{mark} (x) Tj EMC (yz) Tj") == ["\u2022\ufffd\ufffd"]
    assert told(f"{mark} (x) Tj /Span BMC (y) Tj EMC EMC (z) Tj") == ["\u2022\ufffd"]
    assert told("/Span BMC (x) Tj EMC EMC (y) Tj") == ["\ufffd\ufffd"]


def with_form(content: str, own: str, matrix=(1, 0, 0, 1, 60, -50)) -> Facts:
    """Return the facts of a page with content of its own and a form, painted with a matrix; a glyph is 0.6 em wide."""
    type1 = {"Type": Name.Font, "Subtype": Name.Type1, "BaseFont": Name.Courier, "Encoding": Name.WinAnsiEncoding}

    def do(pdf):
        font = Dictionary(**type1, FirstChar=32, LastChar=126, Widths=[600] * 95)
        ad = form(pdf, f"0 0 0 1 k {content}", BBox=[0, 0, 300, 400], Resources=Dictionary(Font=Dictionary(F1=font)))
        painted = f"0 0 0 1 k {own} q {' '.join(map(str, matrix))} cm /Ad Do Q"
        draw(pdf, painted, XObject={"/Ad": ad}, Font={"/F1": font})

    return made(do=do)


@pytest.mark.parametrize("matrix", [(1, 0, 0, 1, 60, -50), (2, 0, 0, 2, 10, -250)], ids=["moved", "doubled"])
def test_glyphs_of_a_form_whose_meaning_is_told_stand_where_they_are_printed(matrix):
    """PDFium tells such glyphs without the matrix the form is painted with, which is here on the page's own text."""
    scale, _, _, _, right, up = matrix
    size = 18 / scale
    told = f"BT /F1 {size} Tf 1 0 0 1 30 200 Tm /Span <</ActualText <FEFF0041004200430044>>> BDC (ABCD) Tj EMC ET"
    shifted = f"BT /F1 {size} Tf 1 0 0 1 30 250 Tm [-500 (x)] TJ ET"
    facts = with_form(f"{told} {shifted}", "BT /F1 18 Tf 1 0 0 1 27 196 Tm (AB DC) Tj ET", matrix)
    chars = {char.text: (char.x, char.baseline) for char in facts.look.text().chars}
    assert chars["ABCD"] == pytest.approx((30 * scale + right, 400 - 200 * scale - up))
    assert chars["x"] == pytest.approx((30 * scale + right + 9, 400 - 250 * scale - up))
    pieces = {piece.text: piece.rect for piece in facts.pieces}
    assert pieces.keys() == {"ABDC", "x", "ABCD"}
    assert pieces["ABCD"].x == pytest.approx(30 * scale + right, abs=2)
    assert list(_over_type(facts, None)) == []


def test_what_runs_into_the_end_of_a_text_without_ink_of_its_own_is_seen():
    """One box stands for all its glyphs: at its ends are letters, and not the empty corners of one."""
    told = "BT /F1 18 Tf 1 0 0 1 30 200 Tm /Span <</ActualText <FEFF0041>>> BDC (ABCDEFGHIJ) Tj EMC ET"
    last, first = "BT /F1 18 Tf 1 0 0 1 188 150 Tm (x) Tj ET", "102 140 0.5 40 re f"
    assert len(list(_over_type(with_form(told, last), None))) == 1
    assert len(list(_over_rule(with_form(told, first), None))) == 1
    assert not list(_over_type(with_form(told, last.replace("188", "198")), None))
    assert not list(_over_rule(with_form(told, first.replace("102", "88")), None))


def test_strips_around_nothing_in_common_are_both_rectangles():
    one, other = Rect(0, 0, 10, 10), Rect(50, 50, 10, 10)
    assert strips(one, other) == [one, other]


def test_matrices_go_one_after_the_other():
    turn, move = Matrix(0, 1, -1, 0, 0, 0), Matrix(e=10, f=20)
    assert turn.after(move).at(1, 0) == (-20, 11)
    assert move.after(turn).at(1, 0) == (10, 21)
    assert turn.moved(10, 20) == turn.after(move)


def test_a_path_without_a_beginning_does_not_break_the_reader():
    path = Path()
    path.close()
    assert path.box() is None
    path.line((1, 2))
    assert path.box() == Rect(1, 2, 0, 0)


# ---- colours


@pytest.mark.parametrize(
    ("operators", "family", "inks"),
    [
        ("0.25 g", Family.GREY, (0, 0, 0, 0.75)),
        ("0.1 0.2 0.3 0.4 k", Family.CMYK, (0.1, 0.2, 0.3, 0.4)),
        ("1 0 0 rg", Family.RGB, None),
        ("/DeviceCMYK cs", Family.CMYK, (0, 0, 0, 1)),
        ("/Gold cs 0.5 scn", Family.SPOT, (0, 0, 0, 0)),
        ("/Black cs 0.7 scn", Family.SPOT, (0, 0, 0, 0.7)),
        ("/All cs 1 scn", Family.REGISTRATION, (1, 1, 1, 1)),
    ],
)
def test_colours(operators, family, inks):
    def do(pdf):
        spaces = {f"/{name}": tint(pdf, name) for name in ("Gold", "Black", "All")}
        draw(pdf, f"{operators} 10 10 50 50 re f", ColorSpace=spaces)

    (fill,) = made(do=do).fills
    assert fill.colour.family is family
    assert fill.colour.inks == inks


def test_a_plate_of_a_process_ink_is_no_spot_colour():
    def do(pdf):
        draw(pdf, "/Black cs 1 scn 10 10 50 50 re f", ColorSpace={"/Black": tint(pdf, "Black")})

    (fill,) = made(do=do).fills
    assert fill.colour.spots == ()
    assert fill.colour.is_black


def test_a_gradient_has_the_ink_of_its_darkest_stop():
    def do(pdf):
        light = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0.1], C1=[0.9, 0.9, 0.9, 0], N=1)
        dark = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.9, 0.9, 0.9, 0], C1=[0, 0, 0, 0.2], N=1)
        both = Dictionary(FunctionType=3, Domain=[0, 1], Functions=[light, dark], Bounds=[0.5], Encode=[0, 1, 0, 1])
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 1, 0], Function=both)
        draw(pdf, "20 20 50 50 re W n /Fade sh", Shading={"/Fade": shading})

    (fill,) = made(do=do).fills
    assert fill.colour.total == pytest.approx(270)
    assert fill.gradient
    assert rect_of(fill) == (20, 330, 50, 50)


def test_a_tiling_pattern_has_its_foreign_colour():
    def do(pdf):
        tile = pikepdf.Stream(
            pdf, b"1 0 0 rg 0 0 5 5 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
            BBox=[0, 0, 10, 10], XStep=10, YStep=10, Resources=Dictionary(),
        )  # fmt: skip
        draw(pdf, "/Pattern cs /Tile scn 10 10 50 50 re f", Pattern={"/Tile": tile})

    (fill,) = made(do=do).fills
    assert fill.colour.family is Family.RGB


def test_a_space_that_rests_on_itself_is_unknown():
    def do(pdf):
        space = pdf.make_indirect(Array([Name.Indexed]))
        space.append(space)
        draw(pdf, "/Loop cs 0 sc 10 10 50 50 re f", ColorSpace={"/Loop": space})

    (fill,) = made(do=do).fills
    assert fill.colour.family is Family.UNKNOWN


# ---- pictures


def on_picture(**how):
    return made(do=lambda pdf: picture(pdf, **how)).images[0]


def test_the_effective_resolution_is_of_pixels_on_paper():
    assert on_picture(ppi=150).ppi == pytest.approx((150, 150), rel=1e-3)
    assert on_picture(ppi=150, before="0.5 0 0 0.5 0 0 cm").ppi == pytest.approx((300, 300), rel=1e-3)
    assert on_picture(ppi=150, before="0 1 -1 0 400 0 cm").ppi == pytest.approx((150, 150), rel=1e-3)


@pytest.mark.parametrize(
    ("how", "most"),
    [
        ({"pixel": b"\xff\x80\x00\x00"}, 150.2),
        ({"pixel": b"\xff\x80\x00\x00", "Decode": Array([1, 0] * 4)}, 249.8),
        ({"space": Name.DeviceGray, "pixel": b"\x33"}, 80.0),
        ({"space": Name.DeviceGray, "pixel": b"\x33", "Decode": Array([1, 0])}, 20.0),
    ],
)
def test_the_ink_of_pixels(how, most):
    image = on_picture(**how)
    assert image.ink_most == pytest.approx(most, abs=0.1)
    assert image.ink_common == image.ink_most


def test_the_ink_of_a_jpeg_turned_round_as_adobe_does_it():
    """Pillow writes CMYK JPEG files with Adobe's mark and the numbers turned; PDF says so by Decode."""
    out = io.BytesIO()
    Pillow.new("CMYK", (80, 60), (255, 128, 0, 0)).save(out, "JPEG", quality=95)
    image = on_picture(data=out.getvalue(), Filter=Name.DCTDecode, Decode=Array([1, 0] * 4))
    assert image.ink_most == pytest.approx(150, abs=2)
    plain = on_picture(data=out.getvalue(), Filter=Name.DCTDecode)
    assert plain.ink_most == pytest.approx(250, abs=2)


def test_a_few_pixels_are_not_common():
    image = on_picture(data=b"\x10\x10\x10\x10" * 4798 + b"\xff\xff\xff\xff" * 2)
    assert image.ink_most == pytest.approx(400)
    assert image.ink_common == pytest.approx(25, abs=0.2)


def test_an_inline_picture_is_a_picture():
    (image,) = made("q 10 0 0 10 50 50 cm BI /W 10 /H 20 /BPC 8 /CS /RGB ID " + "x" * 600 + " EI Q").images
    assert (image.width, image.height, image.family) == (10, 20, Family.RGB)
    assert image.ppi == pytest.approx((72, 144))


def test_a_stencil_is_painted_in_the_fill_colour():
    facts = made(do=lambda pdf: picture(pdf, bits=1, before="0 1 1 0 k", ImageMask=True))
    assert facts.images[0].mask
    assert facts.fills[0].colour.inks == (0, 1, 1, 0)


# ---- text


def with_text(content: str):
    def do(pdf):
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=65, LastChar=66, Widths=[500, 1000],
            Encoding=Name.WinAnsiEncoding,
        )  # fmt: skip
        draw(pdf, content, Font={"/F": font})

    return made(do=do)


def test_text_has_its_size_on_paper_and_its_place():
    (text,) = with_text("2 0 0 2 0 0 cm 0 0 0 1 k BT /F 10 Tf 50 100 Td (AB) Tj ET").texts
    assert text.size == 20
    assert text.text == "AB"
    assert text.baseline == 200
    assert (text.rect.x, text.rect.width) == pytest.approx((100, 30))
    assert text.colour.is_black


def test_spacing_stretching_and_leading_move_the_pen():
    first, second = with_text("BT /F 10 Tf 200 Tz 3 Tc 20 TL 50 100 Td (A) Tj (A) Tj 40 TL T* (A) Tj ET").texts
    assert first.text == "AA"
    assert first.rect.width == pytest.approx(2 * (5 + 3 + 5))
    assert second.baseline - first.baseline == 40


def test_text_in_another_colour_or_line_is_another_text():
    texts = with_text("BT /F 10 Tf 1 0 0 1 50 100 Tm (A) Tj 0 1 0 0 k (A) Tj 1 0 0 1 50 80 Tm (A) Tj ET").texts
    assert [text.text for text in texts] == ["A", "A", "A"]


def test_a_rendering_mode_says_what_is_painted():
    shown = with_text("BT /F 10 Tf 50 100 Td 3 Tr (A) Tj ET BT 1 Tr 0 1 0 0 K 50 50 Td (A) Tj ET").texts
    assert (shown[0].fill, shown[0].stroke) == (None, None)
    assert shown[1].fill is None
    assert shown[1].stroke.inks == (0, 1, 0, 0)


def test_widths_and_characters_of_a_composite_font():
    pdf = pikepdf.new()
    cmap = b"""2 beginbfchar <0001> <8861> <0002> <6C34> endbfchar
    2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<5317> <4EAC>] endbfrange"""
    inner = Dictionary(Subtype=Name.CIDFontType0, DW=900, W=[1, [500, 600], 16, 18, 250])
    font = Dictionary(
        Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Song"), DescendantFonts=[inner], Encoding=Name("/Identity-H"),
        ToUnicode=pdf.make_stream(cmap),
    )  # fmt: skip
    use = font_use(font)
    assert [use.characters[code] for code in (1, 2, 0x10, 0x12, 0x20, 0x21)] == ["衡", "水", "A", "C", "北", "京"]
    assert [use.advance(code) for code in (1, 2, 16, 18, 99)] == [0.5, 0.6, 0.25, 0.25, 0.9]
    assert list(use.codes(b"\x00\x01\x00\x20")) == [1, 32]
    assert use.font.subset
    assert not use.font.embedded


# ---- graphics state


def test_overprinting_is_followed():
    def do(pdf):
        states = {
            "/Over": Dictionary(OP=True, OPM=1),
            "/Fill": Dictionary(op=False),
        }
        draw(pdf, "/Over gs 0 0 5 5 re f /Fill gs 9 9 5 5 re B", ExtGState=states)

    facts = made(do=do)
    assert [(fill.overprints, fill.mode) for fill in facts.fills] == [(True, 1), (False, 1)]
    assert facts.strokes[0].overprints


def test_transparency_is_told_where_it_is_used():
    def do(pdf):
        states = {"/Half": Dictionary(ca=0.5, BM=Name.Multiply), "/Full": Dictionary(ca=1, BM=Name.Normal)}
        draw(pdf, "/Half gs 10 10 5 5 re f /Full gs 30 30 5 5 re f", ExtGState=states)

    facts = made(do=do)
    assert [one.what for one in facts.transparency] == ["opacity of fills of 50 %", "blend mode Multiply"]
    assert rect_of(facts.transparency[0]) == (10, 385, 5, 5)


def test_a_soft_mask_of_a_picture_is_transparency():
    def do(pdf):
        mask = pikepdf.Stream(pdf, b"\x80" * 4800, Subtype=Name.Image, Width=80, Height=60, BitsPerComponent=8)
        mask.ColorSpace = Name.DeviceGray
        picture(pdf, SMask=mask)

    assert [one.what for one in made(do=do).transparency] == ["picture with an alpha channel"]


def test_operators_without_sense_are_told_and_the_rest_is_read():
    facts = made("/F 10 Tf (x) cm 10 10 5 5 re f")
    assert len(facts.unreadable) == 1
    assert "operator cm" in facts.unreadable[0]
    assert len(facts.fills) == 1


def test_a_pdf_without_a_page_is_not_readable():
    out = io.BytesIO()
    pikepdf.new().save(out)
    with pytest.raises(NotReadableError):
        read_facts(out.getvalue(), "A1", Copy())


# ---- what is under what


def test_an_area_hides_what_it_covers():
    facts = made("0 0 0 1 k 0 0 300 400 re f 0 0 0 0 k 50 50 100 100 re f")
    under = list(Backdrop(facts).under(99, Rect(60, 260, 20, 20)))
    assert [one.colour.is_paper for one in under] == [True]
    beside = list(Backdrop(facts).under(99, Rect(140, 260, 30, 20)))
    assert [one.colour.is_paper for one in beside] == [True, False]
    assert [type(one) for one in Backdrop(facts).under(1, Rect(0, 0, 9, 9))] == [Paper]


def test_what_overprints_does_not_hide():
    def do(pdf):
        state = {"/Over": Dictionary(OP=True, op=True, OPM=1)}
        draw(pdf, "0 1 0 0 k 0 0 300 400 re f /Over gs 1 0 0 0 k 50 50 99 99 re f", ExtGState=state)

    assert list(Backdrop(made(do=do)).inks(99, Rect(60, 300, 20, 20))) == [((1, 1, 0, 0), 0), ((0, 1, 0, 0), 0)]


@pytest.mark.parametrize(
    ("colour", "mode", "together"),
    [
        (Colour(Family.CMYK, Family.CMYK, (0, 0, 0, 1)), 1, ((0.5, 0.4, 0, 1), 0.2)),
        (Colour(Family.CMYK, Family.CMYK, (0, 0, 0, 1)), 0, ((0, 0, 0, 1), 0.2)),
        (Colour(Family.CMYK, Family.CMYK, (0.1, 0, 0, 1)), 1, ((0.1, 0.4, 0, 1), 0.2)),
        (Colour(Family.SPOT, Family.CMYK, (0, 0, 0, 0), (("Gold", 1.0),)), 0, ((0.5, 0.4, 0, 0), 1.2)),
        (Colour(Family.RGB, Family.RGB), 1, None),
    ],
)
def test_inks_of_a_colour_that_overprints(colour, mode, together):
    assert printed(colour, mode, ((0.5, 0.4, 0, 0), 0.2)) == together


@pytest.mark.parametrize(
    ("before", "is_looked_at"),
    [
        ("", False),
        ("0 0 0 0.1 k 40 90 100 30 re f", False),
        ("0 0 0 0.5 k 40 90 100 30 re f", True),
        ("0 0 0 0.1 k 40 90 16 30 re f", True),
        ("0 0 0 0.1 k 40 90 m 140 90 l 140 120 l 40 130 l f", True),
        ("0 0 0 1 k 40 90 100 30 re f /Half gs 0 0 0 0 k 40 90 100 30 re f", True),
        ("/Gold cs 0.1 scn 40 90 100 30 re f", True),
        ("0 0 0 0.1 k 40 90 100 30 re f 0 0 0 0.1 k 45 95 9 9 re f", True),
    ],
)
def test_dark_type_on_bare_paper_or_one_pale_area_need_not_be_looked_at(before, is_looked_at):
    def do(pdf):
        states, gold = {"/Half": Dictionary(ca=0.5), "/Full": Dictionary(ca=1)}, tint(pdf, "Gold")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=65, Widths=[500])
        text = "/Full gs 0 0 0 1 k BT /F 10 Tf 50 100 Td (AAA) Tj ET"
        draw(pdf, f"{before} {text}", Font={"/F": font}, ExtGState=states, ColorSpace={"/Gold": gold})

    facts = made(do=do)
    facts = replace(facts, fonts=tuple(replace(font, embedded=True) for font in facts.fonts))
    assert [text.text for text, _ in _doubtful(facts)] == ["\ufffd" * 3] * is_looked_at
