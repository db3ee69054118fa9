"""Fonts are cut down once, from where they lie, and come out as WeasyPrint and finishing made them in three passes."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from layout.base.units import Rect
from layout.compose.itemize import Voice
from layout.compose.paragraph import ParagraphStyle, compose
from layout.pdf.embedded import unwrap_opentype
from layout.render import subsets
from layout.render.page import GalleyBox
from layout.render.pdf import render_pdf
from layout.scene.model import Block, Owner, OwnerKind
from layout.scene.text import SetLine
from tests.conftest import TABLOID

FACES = ("song", "hei-bold", "kai")
HTML = (
    "<html lang=zh-CN><style>@page{size:300pt;margin:0}</style>"
    "<img src='galley:test/1' style='position:absolute;left:0;top:0;width:200pt;height:60pt'>"
    "<p style=\"font-family:'Noto Serif CJK SC';position:absolute;top:100pt\">报头, printed by the template"
)


@pytest.fixture(scope="module")
def boxes(fonts):
    """One galley, with a line of each face: CID-keyed outlines and TrueType."""
    style = ParagraphStyle(9, 180, 0.0)
    lines = [compose([("滏阳河边，100 fields", Voice((fonts[name],)))], style)[0] for name in FACES]
    marks = tuple(SetLine(line, number * 13 + 9.9) for number, line in enumerate(lines))
    return [GalleyBox("galley:test/1", Block(Owner(OwnerKind.STORY, "test", "c"), "body", Rect(0, 0, 200, 60), marks))]


def font_files(pdf: bytes) -> dict[str, bytes]:
    """Return the font files of a page as finishing has them, by the fonts' names."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        unwrap_opentype(opened)
        found = {}
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.FontDescriptor:
                file = thing.get("/FontFile3", thing.get("/FontFile2"))
                found[str(thing.FontName)] = file.read_bytes()
        return found


def test_one_pass_makes_the_same_font_files_as_three(boxes, fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    once = font_files(render_pdf(HTML, boxes, fonts.faces, [TABLOID]))
    monkeypatch.setattr(subsets, "_subset", lambda *_: b"")
    assert once == font_files(render_pdf(HTML, boxes, fonts.faces, [TABLOID]))
    assert len(once) == len(FACES)


def test_no_font_of_a_face_goes_weasyprints_way_or_is_cut_down_twice(boxes, fonts, monkeypatch) -> None:
    subsets.forget()
    monkeypatch.delattr(subsets.Font, "subset")
    first = render_pdf(HTML, boxes, fonts.faces, [TABLOID])
    made = subsets._subset.cache_info().misses
    assert made == len(FACES)
    assert render_pdf(HTML, boxes, fonts.faces, [TABLOID]) == first
    assert subsets._subset.cache_info().misses == made


def test_files_are_held_as_they_lie_in_memory_while_a_page_is_written(boxes, fonts, monkeypatch) -> None:
    held = []

    class Watched(subsets.PageFonts):
        def __setitem__(self, key, font):
            held.append(font.file_content)
            super().__setitem__(key, font)

    monkeypatch.setattr("layout.render.pdf.PageFonts", Watched)
    render_pdf(HTML, boxes, fonts.faces, [TABLOID])
    assert len(held) == len(FACES)
    assert not any(isinstance(file, bytes) for file in held)
    assert all(file[:4] in (b"ttcf", b"OTTO", b"\0\1\0\0") for file in held)


def test_a_font_that_is_no_face_of_the_design_goes_weasyprints_way(fonts) -> None:
    plain = font_files(render_pdf(HTML.partition("<img")[0] + HTML.partition("60pt'>")[2], [], {}, [TABLOID]))
    assert all(isinstance(file, bytes) and len(file) > 500 for file in plain.values())
    assert plain
