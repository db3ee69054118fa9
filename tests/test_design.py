"""Design tokens: read with units, faults named with file and line, all of them handed to the CSS."""

import shutil

import pytest

from layout.base.errors import TemplateError
from layout.base.units import MM, parse_length
from layout.design.styles import FALLBACKS
from layout.design.tokens import load_design
from layout.render.html import css_properties
from tests.conftest import TABLOID


def test_lengths_are_points(design):
    assert design.page.width == pytest.approx(285 * MM)
    assert design.grid.row == 13
    assert design.grid.measure(1) == design.grid.column
    assert design.grid.measure(3) == 3 * design.grid.column + 2 * design.grid.gutter


@pytest.mark.parametrize(("text", "points"), [("9pt", 9), ("25.4mm", 72), ("2.54cm", 72), ("1in", 72), ("4px", 3)])
def test_units(text, points):
    assert parse_length(text) == pytest.approx(points)


@pytest.mark.parametrize("text", ["9", 9, "9 em", "pt", None, ""])
def test_a_length_needs_a_unit(text):
    with pytest.raises(ValueError, match="is not a length"):
        parse_length(text)


def test_the_type_area_lies_inside_the_trim(design):
    area = design.type_area
    assert area.x > 0
    assert area.right < design.page.width
    assert area.bottom < design.page.height


def test_sizes_without_an_entry_fall_to_the_next_lower(design):
    style = design.head.headline
    assert style.natural_size(6) == style.natural[5]
    assert style.line_limit(5) == style.max_lines[4]


def test_a_headline_of_a_priority_may_have_another_face(design):
    style = design.head.headline.model_copy(update={"faces": {2: "song", 5: "song-black"}})
    assert [style.face(priority) for priority in (1, 2, 4, 5, 9)] == [
        "song-black",
        "song",
        "song",
        "song-black",
        "song-black",
    ]
    assert design.head.headline.face(3) == design.head.headline.font


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("row: 13pt", "row: 13", "row: 13", "13 is not a length"),
        ("row: 13pt", "rov: 13pt", "rov: 13pt", "unknown key 'rov'"),
        ("font: song-black\n", "font: song-blak\n", None, "names the font 'song-blak'"),
        (
            "font: song-black\n",
            "font: song-black\n    faces: {2: son}\n",
            "faces: {2: son}",
            "faces.2 names the font 'son'",
        ),
        ("[0, 1, 0.9, 0.1]", "[0, 1, 0.9]", "accent", "an ink is four numbers"),
        ("bleed: 3mm", "bleed: 30mm", None, "the bleed reaches beyond the sheet"),
        ("weight: 900", "weight: heavy", "heavy", "weight"),
        ("  drop_cap: song-black", "  drop_cap: {font: song-black, gap: 9}", "gap: 9", "at most 6"),
        ("inset: 5pt", "inset: 5pt, prose: {leading: 0.5}", "leading: 0.5", "at least 1"),
        ("columns: 5", "columns: 7", "  column: ", "the columns of the type area end "),
        ("rows: 84", "rows: 90", "rows: 90", "the rows of the type area end "),
        ("columns: 5", "columns: 0", "columns: 0", "at least 1"),
        ("body: {", "body: [", None, "design.yaml:"),
        (
            "weight: 900}",
            "weight: 900, like: last}",
            "like: last",
            "is like 'last', but fallbacks: has only sans, serif",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, old, new, line, says):
    folder = tmp_path / "tabloid"
    shutil.copytree(TABLOID, folder)
    path = folder / "design.yaml"
    text = path.read_text("utf-8").replace(old, new, 1)
    assert new in text
    path.write_text(text, "utf-8")
    with pytest.raises(TemplateError) as raised:
        load_design(folder)
    assert says in raised.value.message
    if line:
        number = next(n for n, written in enumerate(text.splitlines(), 1) if line in written)
        assert f"design.yaml:{number}:" in raised.value.message


def test_a_list_of_fallbacks_takes_the_place_of_its_own_alone(tmp_path):
    shutil.copytree(TABLOID, tmp_path / "tabloid")
    path = tmp_path / "tabloid" / "design.yaml"
    own = "fallbacks: {serif: [Gentium Plus], slab: [Roboto Slab]}\n"
    path.write_text(path.read_text("utf-8") + own, "utf-8")
    made = load_design(tmp_path / "tabloid").fallbacks
    changed = {"serif": ("Gentium Plus",), "slab": ("Roboto Slab",)}
    assert made == {**FALLBACKS, **changed}
    # And in an entry of a language over the file's.
    text = path.read_text("utf-8").replace("\n  latin:", "\n  de:\n    fallbacks: {sans: [Gentium Plus]}\n  latin:", 1)
    path.write_text(text, "utf-8")
    assert load_design(tmp_path / "tabloid", "de").fallbacks == {**FALLBACKS, **changed, "sans": ("Gentium Plus",)}


def test_a_template_without_tokens_is_told(tmp_path):
    with pytest.raises(TemplateError, match=r"design\.yaml"):
        load_design(tmp_path)


def test_every_length_and_colour_reaches_the_css(design):
    properties = css_properties(design)
    assert "--grid-row: 13pt;" in properties
    assert "--page-slug:" in properties
    assert "--body-size: 9pt;" in properties
    assert "--colour-ink: device-cmyk(0 0 0 1);" in properties
    assert "--font-song: 'Noto Serif CJK SC', 'Noto Serif'," in properties
    assert "--font-hei: 'Noto Sans CJK SC', 'Noto Sans'," in properties
    assert "--grid-columns: 5;" in properties
    assert "indent" not in properties
    assert "--elements-facts-padding: 7pt;" in properties
    assert "--box-frame-thick: 2.4pt;" in properties
    # A part of something is no length, and what only ads are drawn with is no matter of a stylesheet.
    assert "crop" not in properties
    assert "--ads-inset: 5pt;" in properties
    assert "--ads-border" not in properties


def test_a_group_may_be_given_in_part(tmp_path):
    folder = tmp_path / "tabloid"
    shutil.copytree(TABLOID, folder)
    path = folder / "design.yaml"
    text = path.read_text("utf-8")
    text = text.replace("  drop_cap: song-black", "  drop_cap: {font: hei, gap: 1}\n  facts: {padding: 3mm}")
    path.write_text(text.replace("inset: 5pt", "inset: 5pt, display_ad: {pictures: [0.5, 0.6]}"), "utf-8")
    made = load_design(folder)
    assert made.element.facts.padding == pytest.approx(3 * MM)
    assert made.element.facts.air == 6.5
    assert (made.element.drop_cap.font, made.element.drop_cap.gap) == ("hei", 1)
    assert made.ads.display_ad.pictures == (0.5, 0.6)
    assert made.ads.display_ad.headline == 33
