"""Fonts made for the ads: the outlines are the face's own, only written in quadratic curves."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from layout.ads.truetype import ink, truetype

CHARACTERS = "永衡晚报。8《"


def area(font: TTFont, character: str) -> float:
    """Signed area in square em; contours that run clockwise count as negative."""
    glyphs = font.getGlyphSet()
    pen = AreaPen(glyphs)
    glyphs[font.getBestCmap()[ord(character)]].draw(pen)
    return pen.value / font["head"].unitsPerEm ** 2


@pytest.mark.parametrize("name", ["song-black", "hei-bold", "kai"])
def test_outlines_are_those_of_the_face(name, fonts):
    face = fonts[name]
    made = TTFont(BytesIO(truetype(face, CHARACTERS).data))
    source = TTFont(face.path, fontNumber=face.index, lazy=True)
    turned = -1 if "CFF " in source else 1
    for character in CHARACTERS:
        expected = area(source, character)
        assert abs(expected) > 0.001
        # CFF has its outer contours anticlockwise, TrueType clockwise: the sign turns.
        assert area(made, character) == pytest.approx(turned * expected, rel=0.01)
        assert area(made, character) < 0
    source.close()


@pytest.mark.parametrize("name", ["song-black", "kai"])
def test_bounds_and_advances_are_those_of_the_face(name, fonts):
    face = fonts[name]
    made = TTFont(BytesIO(truetype(face, CHARACTERS).data))
    em = made["head"].unitsPerEm
    for character in CHARACTERS:
        glyph = made.getBestCmap()[ord(character)]
        assert made["hmtx"][glyph][0] / em == pytest.approx(face.glyph(character).advance, abs=0.0006)
        pen = BoundsPen(None)
        made.getGlyphSet()[glyph].draw(pen)
        bounds = ink(face, character)
        expected = (bounds.left, bounds.bottom, bounds.right, bounds.top)
        assert [value / em for value in pen.bounds] == pytest.approx(expected, abs=0.001)


def test_only_the_characters_asked_for_and_a_space_are_there(fonts):
    made = TTFont(BytesIO(truetype(fonts["hei-bold"], "报晚报").data))
    assert set(made.getBestCmap()) == {ord("报"), ord("晚"), ord(" ")}
    assert "CFF " not in made
    assert "glyf" in made


def test_the_order_of_the_characters_does_not_matter_and_the_content_is_in_the_name(fonts):
    face = fonts["hei-bold"]
    assert truetype(face, "晚报") == truetype(face, "报晚")
    assert truetype(face, "晚报").name != truetype(face, "日报").name
    assert truetype(face, "晚报").name != truetype(fonts["hei"], "晚报").name


def test_a_missing_character_is_a_key_error(fonts):
    with pytest.raises(KeyError):
        truetype(fonts["hei-bold"], "\U0001f4de")
