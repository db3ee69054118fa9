"""The machine's fonts stay open from page to page; a template's own are its page's alone."""

from io import BytesIO
from pathlib import Path

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from layout.render import pdf as rendering
from layout.render.pdf import render_pdf

SAYING = "<style>@page { size: 100pt } p { font-family: Banmian Test }</style><p>A</p>"
BRINGING = "<style>@font-face { font-family: Banmian Test; src: url(test.ttf) }</style>" + SAYING


def make_font(path: Path) -> None:
    """Write a font whose only letter, A, is a square."""
    pen = TTGlyphPen(None)
    for at, point in enumerate([(0, 0), (0, 500), (500, 500), (500, 0)]):
        (pen.lineTo if at else pen.moveTo)(point)
    pen.closePath()
    square = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "A"])
    font.setupCharacterMap({65: "A"})
    font.setupGlyf({".notdef": square, "A": square})
    font.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Banmian Test", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.save(path)


def families(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            str(thing.BaseFont).partition("+")[2]
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.Font
        }


def test_fonts_of_a_template_do_not_stay_for_the_next_page(tmp_path: Path) -> None:
    make_font(tmp_path / "test.ttf")
    plain = families(render_pdf(SAYING, [], {}, [tmp_path]))
    assert not any("Banmian" in name for name in plain)
    assert any("Banmian" in name for name in families(render_pdf(BRINGING, [], {}, [tmp_path])))
    assert families(render_pdf(SAYING, [], {}, [tmp_path])) == plain


def test_the_fonts_of_the_machine_stay_open(tmp_path: Path) -> None:
    render_pdf(SAYING, [], {}, [tmp_path])
    fonts = rendering._fonts(None)
    render_pdf(SAYING, [], {}, [tmp_path])
    assert rendering._fonts(None) is fonts
