"""Galleys: every glyph lands where the composer put it, as real text, in the very font it was measured in.

These tests lean on the same inner parts of WeasyPrint as layout/render/galley.py; they are the alarm for
the day one of them moves.
"""

import datetime
import io
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from layout.base.errors import EnvironmentError_, TemplateError
from layout.base.units import Rect
from layout.compose.itemize import Voice
from layout.compose.paragraph import ParagraphStyle, compose
from layout.design.fonts import FontBook
from layout.design.styles import FontTokens
from layout.design.tokens import load_design
from layout.design.values import Colour
from layout.pdf.finish import finish_page
from layout.pdf.identity import PressInfo
from layout.render.galley import PX, Galley
from layout.render.page import GalleyBox
from layout.render.pdf import render_pdf
from layout.scene.model import Block, Owner, OwnerKind
from layout.scene.shapes import Bitmap, Curve, Outline, Panel
from layout.scene.text import Line, SetLine
from tests.conftest import TABLOID

TEXT = "国家反诈中心App受理线索1466万条，“断卡”行动（2.0版）共破案39.4万起；有关部门说，要继续依法严打，绝不手软。"
WIDTH, HEIGHT, LEFT, TOP = 300.0, 200.0, 37.0, 21.5


def page(boxes, extra=""):
    images = "".join(
        f'<img src="{box.url}" style="position:absolute;left:{box.rect.x}pt;top:{box.rect.y}pt;'
        f'width:{box.rect.width}pt;height:{box.rect.height}pt">'
        for box in boxes
    )
    return (
        f"<html lang=zh-CN><style>@page{{size:{WIDTH}pt {HEIGHT}pt;margin:0}} body{{margin:0;"
        f"color:device-cmyk(0 0 0 1)}}</style><body>{images}{extra}"
    )


def box_of(lines: tuple[Line, ...], url="galley:test/1") -> GalleyBox:
    placed = tuple(SetLine(line, number * 13 + 9.9) for number, line in enumerate(lines))
    owner = Owner(OwnerKind.STORY, "test", "column-1")
    return GalleyBox(url, Block(owner, "body", Rect(LEFT, TOP, 135, 13 * len(lines)), placed))


@pytest.fixture(scope="module")
def voice(fonts):
    return Voice((fonts["song"],))


@pytest.fixture(scope="module")
def lines(voice):
    return compose([(TEXT, voice)], ParagraphStyle(9, 135, 2.0))


@pytest.fixture(scope="module")
def pdf(lines, fonts):
    box = box_of(lines)
    return render_pdf(page([box]), [box], fonts.faces, [TABLOID])


def characters(pdf: bytes):
    """Return (character, origin x, baseline from the top), pt, of everything drawn."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    found = []
    for index in range(text.count_chars()):
        x, y = pdfium.c_double(), pdfium.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if char not in "\r\n":
            found.append((char, x.value, HEIGHT - y.value))
    return found


def test_every_glyph_stands_where_the_composer_put_it(pdf, lines):
    drawn = [entry for entry in characters(pdf) if entry[0] != " "]
    wanted = [
        (glyph.text, LEFT + glyph.x, TOP + number * 13 + 9.9)
        for number, line in enumerate(lines)
        for run in line.runs
        for glyph in run.glyphs
        if glyph.gid >= 0
    ]
    assert "".join(char for char, *_ in drawn) == "".join(text for text, *_ in wanted)
    for (_, x, y), (char, wanted_x, wanted_y) in zip(drawn, wanted, strict=True):
        assert abs(x - wanted_x) < 0.01, char
        assert abs(y - wanted_y) < 0.01, char


def test_the_text_can_be_selected_and_searched(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(document[0].get_textpage().get_text_range().split())
    assert text == TEXT


def test_a_turned_line_stands_on_its_head_where_it_stood(voice, fonts):
    """Every glyph begins where half a turn about the middle of the line's squares brings it, and is turned itself."""
    (line,) = compose([("上期答案", voice)], ParagraphStyle(20, 135, 0.0, "left"))

    def drawn(*, turned: bool):
        marks = (SetLine(line, 28.0, turned=turned),)
        block = Block(Owner(OwnerKind.STORY, "test", "element-1"), "element", Rect(LEFT, TOP, 135, 40), marks)
        box = GalleyBox("galley:test/1", block)
        return render_pdf(page([box]), [box], fonts.faces, [TABLOID])

    upright, turned = (drawn(turned=each) for each in (False, True))
    middle = LEFT + line.x + line.width / 2, TOP + 28.0 - 0.38 * 20
    wanted = sorted((char, 2 * middle[0] - x, 2 * middle[1] - y) for char, x, y in characters(upright))
    for (char, x, y), (known, wanted_x, wanted_y) in zip(sorted(characters(turned)), wanted, strict=True):
        assert (char, x, y) == (known, pytest.approx(wanted_x, abs=0.01), pytest.approx(wanted_y, abs=0.01))
    matrix = next(obj.get_matrix() for obj in pypdfium2.PdfDocument(turned)[0].get_objects() if obj.type == 1)
    assert matrix.a < 0
    assert matrix.d < 0


def test_small_capitals_are_read_as_the_letters_that_were_typed():
    book = FontBook({"termes": FontTokens(family="TeX Gyre Termes")})
    plain, small = (Voice((book["termes"].dressed(features),)) for features in ((), ("smcp", "onum")))
    made = compose([("Ferry 1997 ", plain), ("Ferry 1997", small)], ParagraphStyle(9, 135, 0.0))
    box = box_of(made)
    text = pypdfium2.PdfDocument(render_pdf(page([box]), [box], book.faces, [TABLOID]))[0].get_textpage()
    assert text.get_text_range().split() == ["Ferry", "1997"] * 2
    assert len({glyph.gid for line in made for run in line.runs for glyph in run.glyphs if glyph.text == "9"}) == 2


def test_the_ink_is_black_alone(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        operators = [str(op.operator) for op in pikepdf.parse_content_stream(document.pages[0])]
    assert not {"rg", "RG", "g", "G"} & set(operators)
    assert "scn" in operators or "k" in operators


def test_several_faces_and_sizes_share_a_line(fonts, voice):
    strong, kai = Voice((fonts["hei-bold"],)), Voice((fonts["kai"],))
    small = Voice((fonts["song"],), scale=0.6, rise=0.4)
    spans = [("甲", voice), ("乙", strong), ("丙", kai), ("3", small)]
    box = box_of(compose(spans, ParagraphStyle(9, 135)))
    pdf = render_pdf(page([box]), [box], fonts.faces, [TABLOID])
    drawn = {char: (x, y) for char, x, y in characters(pdf)}
    assert drawn["乙"][0] == pytest.approx(LEFT + 9, abs=0.01)
    assert drawn["丙"][0] == pytest.approx(LEFT + 18, abs=0.01)
    assert drawn["3"][1] == pytest.approx(TOP + 9.9 - 0.4 * 9, abs=0.01)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = {str(font.BaseFont) for font in document.pages[0].Resources.Font.values()}
    assert {name.split("+")[1] for name in names} >= {"Noto-Serif-CJK-SC", "Noto-Sans-CJK-SC-Bold", "LXGW-WenKai"}


def test_a_font_other_than_the_measured_one_is_refused(fonts, lines):
    wrong = dict(fonts.faces) | {"song": replace_family(fonts["song"], "LXGW WenKai")}
    box = box_of(lines)
    with pytest.raises(EnvironmentError_, match="drawn from another font"):
        render_pdf(page([box]), [box], wrong, [TABLOID])


def replace_family(face, family):
    class Renamed:
        def __getattr__(self, name):
            return family if name == "family" else getattr(face, name)

    renamed = Renamed()
    renamed.name = "renamed"
    return renamed


def test_the_image_protocol_of_weasyprint_is_as_we_know_it(lines, fonts):
    galley = Galley(box_of(lines).block, fonts.faces)
    assert galley.get_intrinsic_size(1, 1) == (135 * PX, 13 * len(lines) * PX, 135 / (13 * len(lines)))


def test_the_same_page_gives_the_same_bytes(lines, fonts):
    tokens = load_design(TABLOID).page.model_copy(update={"width": WIDTH - 60, "height": HEIGHT - 60, "slug": 30.0})
    info = PressInfo("衡水晚报", datetime.date(2022, 4, 15), "B2", "B2")
    box = box_of(lines)
    made = [finish_page(render_pdf(page([box]), [box], fonts.faces, [TABLOID]), tokens, [], info) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("source", ["https://example.org/x.png", "file:///etc/hostname", "../../pyproject.toml"])
def test_a_template_cannot_reach_outside_of_its_folder(source, fonts, lines):
    box = box_of(lines)
    with pytest.raises(TemplateError, match="the template asks for"):
        render_pdf(page([box], f'<img src="{source}">'), [box], fonts.faces, [TABLOID])


def test_a_template_that_runs_over_is_told(fonts, lines):
    box = box_of(lines)
    with pytest.raises(TemplateError, match="made 2 pages"):
        render_pdf(page([box], "<p style='height:150pt'>a</p>" * 2), [box], fonts.faces, [TABLOID])


def test_a_moved_line_is_seen(lines, fonts):
    """The reading back above can fail: a line drawn elsewhere is found elsewhere."""
    moved = tuple(
        replace(
            line, runs=tuple(replace(r, glyphs=tuple(replace(g, x=g.x + 0.2) for g in r.glyphs)) for r in line.runs)
        )
        for line in lines
    )
    box = box_of(moved)
    drawn = characters(render_pdf(page([box]), [box], fonts.faces, [TABLOID]))
    assert abs(drawn[0][1] - (LEFT + lines[0].runs[0].glyphs[0].x)) > 0.1


def test_shapes_are_drawn_below_the_text_in_the_inks_of_the_design(lines, fonts):
    accent = Colour(c=0, m=1, y=0.9, k=0.1)
    ground = Panel(Rect(0, 0, 100, 26), Colour(c=0, m=0, y=0, k=0.06))
    stroke = Outline(((0, 0), (50, 13)), 1.4, accent, closed=False, dash=(2.0, 1.0))
    box = box_of(lines[:1])
    box = replace(box, block=replace(box.block, marks=(ground, stroke, *box.block.marks)))
    red = GalleyBox("galley:test/2", replace(box.block, marks=(SetLine(lines[0], 9.9, accent),)))
    content = pikepdf.open(io.BytesIO(render_pdf(page([box, red]), [box, red], fonts.faces, [TABLOID])))
    operations = [
        (str(operator), [round(float(number), 3) for number in operands if isinstance(number, int | Decimal)])
        for operands, operator in pikepdf.parse_content_stream(content.pages[0])
    ]
    names = [name for name, _ in operations]
    fills = [numbers for name, numbers in operations if name in ("sc", "scn", "k")]
    strokes = [numbers for name, numbers in operations if name in ("SC", "SCN", "K")]
    assert fills == [[0, 0, 0, 0.06], [0, 0, 0, 1], [0, 1, 0.9, 0.1]]
    assert strokes == [[0, 1, 0.9, 0.1]]
    assert names.index("f") < names.index("S") < names.index("BT")
    assert not {"rg", "RG", "g", "G"} & set(names)


def test_marks_are_drawn_in_their_order_and_curves_as_curves(lines, fonts):
    black = Colour(c=0, m=0, y=0, k=1)
    curve = Curve((((((10.0, 5.0)),), ((15.0, 0.0), (20.0, 0.0), (25.0, 5.0))),), black, 0.5, closed=False)
    box = box_of(lines[:1])
    box = replace(box, block=replace(box.block, marks=(*box.block.marks, curve)))
    with pikepdf.open(io.BytesIO(render_pdf(page([box]), [box], fonts.faces, [TABLOID]))) as document:
        names = [str(operator) for _, operator in pikepdf.parse_content_stream(document.pages[0])]
    assert names.index("ET") < names.index("c") < names.index("S")


def test_a_galley_refuses_what_it_cannot_draw(lines, fonts):
    bitmap = Bitmap(Rect(0, 0, 10, 10), b"", "FlateDecode", "DeviceGray", 1, 1)
    box = box_of(lines[:1])
    box = replace(box, block=replace(box.block, marks=(bitmap,)))
    with pytest.raises(ValueError, match="not a Bitmap"):
        render_pdf(page([box]), [box], fonts.faces, [TABLOID])
