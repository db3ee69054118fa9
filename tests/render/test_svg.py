"""The SVG of a page against the page's PDF, and what it tells of its blocks."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from layout.base.units import Rect
from layout.design.values import Colour
from layout.pdf.pdfium import page_texts
from layout.render.svg import plain_rgb, write_svg
from layout.scene.model import Block, Owner, OwnerKind, Scene
from layout.scene.shapes import Curve, Outline, Panel, Polygon, Slot
from layout.scene.text import Glyph, Line, Run, SetLine

SVG = "{http://www.w3.org/2000/svg}"
PLAY = 0.05
"""How far a glyph may stand in the SVG from where it stands in the PDF, pt."""
BLACK = Colour(c=0, m=0, y=0, k=1)


def used_glyphs(svg: str) -> list[tuple[str, int, float, float]]:
    """Return (face, glyph, x, baseline), pt from the trim's top left, of every glyph the document shows."""
    found = []

    def look(element: ET.Element, x: float, y: float, scale: float) -> None:
        if element.tag == f"{SVG}use":
            face, gid = element.attrib["href"].removeprefix("#").rsplit("-", 1)
            found.append((face, int(gid), x + scale * float(element.attrib["x"]), y))
            return
        if element.tag == f"{SVG}svg":
            x, y = x + float(element.get("x", 0)), y + float(element.get("y", 0))
        if moved := re.match(r"translate\((\S+) (\S+)\)(?: scale\((\S+) (\S+)\))?$", element.get("transform", "")):
            x, y = x + float(moved[1]), y + float(moved[2])
            scale = float(moved[3] or 1)
        for inner in element:
            look(inner, x, y, scale)

    look(ET.fromstring(svg), 0.0, 0.0, 1.0)
    return found


def untold(pdf: bytes) -> bytes:
    """Return the page without the texts told beside wide type: PDFium gives them in place of the glyphs."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for form in document.pages[0].Resources.XObject.values():
            if form.Subtype == "/Form":
                kept = [one for one in pikepdf.parse_content_stream(form) if str(one.operator) not in ("BDC", "EMC")]
                form.write(pikepdf.unparse_content_stream(kept))
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def test_every_glyph_stands_where_the_pdf_has_it(built):
    (text,) = page_texts(untold(built.pdf))
    near = defaultdict(list)
    for char in text.chars:
        if char.text.strip():
            near[round(char.baseline)].append(char)
    shown = used_glyphs(write_svg(built.page.scene, built.faces))
    assert len(shown) > 2500
    named = 0
    for face, gid, x, y in shown:
        around = [char for row in range(round(y) - 1, round(y) + 2) for char in near[row]]
        assert around, (face, gid, x, y)
        match = min(around, key=lambda char: abs(char.x - x) + abs(char.baseline - y))
        assert abs(match.x - x) <= PLAY, (face, gid, x, y, match)
        assert abs(match.baseline - y) <= PLAY, (face, gid, x, y, match)
        near[round(match.baseline)].remove(match)
        nominal = built.faces[face].glyph(match.text) if len(match.text) == 1 else None
        named += nominal is not None and nominal.gid == gid
    assert named > 0.98 * len(shown)
    # What is left is what the template prints by itself: the folio line above the type area.
    area = built.page.model.design.type_area
    rest = [char for row in near.values() for char in row]
    assert {char.text for char in rest} >= set("衡水晚报")
    assert all(char.baseline < area.y for char in rest)


def test_a_glyph_that_is_moved_is_found_elsewhere(built):
    """The comparison above can fail."""
    scene = built.page.scene
    block = next(block for block in scene.blocks if block.owner.part == "column-1")
    moved = replace(block, rect=replace(block.rect, x=block.rect.x + 0.2))
    blocks = tuple(moved if one is block else one for one in scene.blocks)
    there = {(x, y) for *_, x, y in used_glyphs(write_svg(replace(scene, blocks=blocks), built.faces))}
    here = {(x, y) for *_, x, y in used_glyphs(write_svg(scene, built.faces))}
    assert len(here - there) >= sum(len(placed.line.text.strip()) for placed in block.lines) * 0.9


def test_every_block_tells_whose_it_is(built):
    root = ET.fromstring(write_svg(built.page.scene, built.faces))
    told = {(g.get("data-owner"), g.get("data-id"), g.get("data-part")) for g in root.iter(f"{SVG}g")}
    model = built.page.model
    for story in model.stories:
        assert ("story", story.id, "headline") in told
        assert ("story", story.id, "column-1") in told
    for ad in model.ads:
        assert ("ad", ad.id, None) in told
    assert ("furniture", "crop-marks", None) in told
    if model.separators:
        assert ("furniture", "rule-1", None) in told


def test_what_it_says_can_be_selected(built):
    root = ET.fromstring(write_svg(built.page.scene, built.faces))
    said = {element.text for element in root.iter(f"{SVG}text")}
    for story in built.page.model.stories:
        assert {placed.line.text for galley in story.body for placed in galley.lines} <= said
    assert all(element.get("fill-opacity") == "0" for element in root.iter(f"{SVG}text"))


def test_an_ad_drawn_here_is_looked_into_and_a_foreign_one_is_a_place(built):
    root = ET.fromstring(write_svg(built.page.scene, built.faces))
    ad = built.page.model.ads[0]
    inner = next(element for element in root.iter(f"{SVG}svg") if element.get("data-form") == ad.id)
    assert next(inner.iter(f"{SVG}use"), None) is not None
    foreign = Block.form(Owner(OwnerKind.AD, "agency"), Rect(10, 20, 30, 40), None)
    (place,) = ET.fromstring(write_svg(Scene(100, 100, (foreign,)), built.faces)).iter(f"{SVG}rect")
    assert (place.get("data-form"), place.get("width"), place.get("height")) == ("agency", "30", "40")


def test_the_same_scene_gives_the_same_bytes_and_ids_can_be_told_apart(built):
    made = write_svg(built.page.scene, built.faces)
    assert made == write_svg(built.page.scene, built.faces)
    root = ET.fromstring(write_svg(built.page.scene, built.faces, prefix="b-"))
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert all(name.startswith("b-") for name in ids)
    assert {element.get("href").removeprefix("#") for element in root.iter(f"{SVG}use")} == ids


def of(*marks) -> Scene:
    return Scene(100, 100, (Block(Owner(OwnerKind.FURNITURE, "test"), "test", Rect(10, 20, 50, 60), marks),), "test")


def test_paths_keep_their_curves_strokes_and_dashes():
    curve = Curve(((((0, 0),), ((1, 0), (2, 1), (2, 2)), ((0, 2),)),), BLACK)
    line = Outline(((0, 0), (5, 5)), 0.5, BLACK, closed=False, dash=(2, 1))
    corner = Polygon(((0, 0), (1, 0), (1, 1)), Colour(c=0, m=1, y=1, k=0))
    root = ET.fromstring(write_svg(of(Panel(Rect(1, 2, 3, 4), BLACK), curve, line, corner), {}))
    drawn = [dict(element.attrib) for element in root.iter(f"{SVG}path")]
    assert drawn == [
        {"d": "M1 2L4 2L4 6L1 6Z", "fill": "#000000"},
        {"d": "M0 0C1 0 2 1 2 2L0 2Z", "fill": "#000000"},
        {"d": "M0 0L5 5", "fill": "none", "stroke": "#000000", "stroke-width": "0.5", "stroke-dasharray": "2 1"},
        {"d": "M0 0L1 0L1 1Z", "fill": "#ff0000"},
    ]
    (group,) = root.iter(f"{SVG}g")
    assert group.get("transform") == "translate(10 20)"


def test_pictures_have_the_address_they_are_given_and_colours_are_shown_as_asked():
    slot = Slot(Rect(0, 0, 20, 10), Rect(0, 0, 20, 10), "lead", Path("/pictures/a&b.jpg"))
    made = write_svg(
        of(slot, Panel(Rect(0, 0, 1, 1), BLACK)), {}, picture=lambda one: one.path.name, shown=lambda _: "red"
    )
    root = ET.fromstring(made)
    (image,) = root.iter(f"{SVG}image")
    assert (image.get("href"), image.get("width"), image.get("height")) == ("a&b.jpg", "20", "10")
    assert [path.get("fill") for path in root.iter(f"{SVG}path")] == ["red"]
    assert not list(ET.fromstring(write_svg(of(slot), {})).iter(f"{SVG}image"))


def test_text_with_signs_of_xml_and_without_legal_ones(fonts):
    glyph = fonts["hei"].glyph("A").gid
    line = Line("<A>\x01&", (Run("hei", 10, (Glyph(glyph, 1.0, "A"), Glyph(-1, 6.0, " "))),), 1.0, 20.0, 10)
    root = ET.fromstring(write_svg(of(SetLine(line, 12.0)), fonts.faces))
    assert [element.text for element in root.iter(f"{SVG}text")] == ["<A>&"]
    assert used_glyphs(ET.tostring(root, encoding="unicode")) == [("hei", glyph, pytest.approx(11.0), 32.0)]


@pytest.mark.parametrize(
    ("inks", "rgb"), [((0, 0, 0, 0), "#ffffff"), ((0, 0, 0, 0.5), "#808080"), ((1, 0, 0, 0), "#00ffff")]
)
def test_inks_as_light(inks, rgb):
    assert plain_rgb(Colour(**dict(zip("cmyk", inks, strict=True)))) == rgb


def test_a_margin_shows_what_stands_around_the_page():
    root = ET.fromstring(write_svg(of(), {}, margin=12.5))
    assert root.get("viewBox") == "-12.5 -12.5 125 125"
