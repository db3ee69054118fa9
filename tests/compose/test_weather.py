"""The weather: what is read and told, symbols inside their square, words of symbols in every language."""

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.locale import LANGUAGES, language_for
from layout.base.locale.elementwords import ENGLISH, SKIES
from layout.compose.elements import ELEMENTS, set_element
from layout.compose.elements.skies import Pen, sky_shapes
from layout.compose.elements.weather import Spell, Told, Weather
from layout.compose.voices import Voices
from layout.edition.markdown import read_body
from layout.epaper.blocks import block_html
from layout.files.text import Source
from layout.scene.model import BLACK


def read(text, language="zh-Hans"):
    report = Report()
    text = f"```weather 三日天气\n{text}\n```"
    blocks = read_body(text, Source("a.md", text), 1, report, ELEMENTS, language_for(language))
    return blocks, [(each.code, each.place.line) for each in report.findings]


def test_the_weather_is_read_line_by_line():
    (made,), findings = read(
        "渡口 | 雷阵雨 | 24 | -3℃ | 东风3级 | 5毫米\n山里 | fog | 7.5\nhigh water：3:20、15:45\n紫外线: 弱"
    )
    first = Spell(place="渡口", sky="thunder", high="24", low="−3", wind="东风3级", rain="5毫米")
    times = (Told(label="高潮", value="3:20、15:45"), Told(label="紫外线", value="弱"))
    assert made == Weather(title="三日天气", spells=(first, Spell(place="山里", sky="fog", high="7.5")), times=times)
    assert (findings, first.degrees) == ([], "24°/−3°")


def test_a_colon_of_a_time_parts_nothing_and_a_row_of_a_table_is_a_line_of_the_weather():
    (made,), findings = read("| **渡口** | 晴 | 24 |\n涨潮：3：20（注：大潮）")
    assert made.spells == (Spell(place="渡口", sky="sun", high="24"),)
    assert made.times == (Told(label="涨潮", value="3:20（注：大潮）"),)
    assert findings == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("渡口 | 下刀 | 24", 2),
        ("sunrise: 6:12\n渡口 | 晴 | 热", 3),
        ("渡口 | 晴", 2),
        ("渡口晴", 2),
        ("| 晴 | 2", 2),
        ("sunrise 6:12", 2),
    ],
)
def test_what_is_no_weather_is_told_at_its_line(text, line):
    assert read(text) == ((), [(Code.ELEMENT_CONTENT, line)])


@pytest.mark.parametrize("sky", SKIES)
def test_a_symbol_stays_in_its_square_and_is_one_of_its_own(sky):
    shapes = sky_shapes(sky, Pen(10.0, 20.0, 24.0, 0.9, BLACK))
    points = [point for shape in shapes for contour in shape.contours for part in contour for point in part]
    assert all(9.5 <= x <= 34.5 and 19.5 <= y <= 44.5 for x, y in points)
    assert all(shape.colour == BLACK or not any(shape.colour) for shape in shapes)
    others = [sky_shapes(other, Pen(10.0, 20.0, 24.0, 0.9, BLACK)) for other in SKIES if other != sky]
    assert shapes not in others


def test_every_language_has_its_own_words():
    for language in LANGUAGES:
        words = language.words.elements
        assert len(set(words.skies)) == len(SKIES)
        if not language.tag.startswith("en"):
            assert words.across != ENGLISH.across, language.tag
            assert words.sky("sun") != ENGLISH.sky("sun"), language.tag


def test_a_symbol_is_a_word_in_the_digital_edition():
    weather = Weather(spells=(Spell(place="Ufer", sky="thunder", high="24"),))
    assert "<td>Gewitter</td><td>24°</td>" in block_html(weather, language_for("de"))


@pytest.mark.parametrize(("width", "columns"), [(135.0, 1), (283.0, 2), (432.0, 3)])
def test_places_stand_side_by_side_where_there_is_room(width, columns, design, fonts):
    spells = tuple(Spell(place=f"第{at}天", sky="sun", high="24", low="11") for at in "一二三四五六")
    made = set_element(Weather(spells=spells), width, Voices(design, fonts), "zh-Hans")
    lefts = {round(line.line.x, 1) for line in made.lines if line.line.text.startswith("第")}
    assert len(lefts) == columns
