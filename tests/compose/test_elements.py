"""Elements set: whole rows, every word there, nothing outside of them, inks from the template alone."""

from itertools import accumulate, combinations, pairwise
from random import Random

import pytest

from layout.base.units import Rect
from layout.compose.elements import set_element
from layout.compose.elements.chart import Bar, Chart, number
from layout.compose.elements.crossword import Crossword
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.notice import Notice
from layout.compose.elements.quote import Quote
from layout.compose.elements.solution import Solution
from layout.compose.elements.sudoku import Sudoku
from layout.compose.elements.table import Table
from layout.compose.elements.weather import Spell, Told, Weather
from layout.compose.phrases import CUT, line_end_prices
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.design.fonts import FontBook
from layout.design.tokens import load_design
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Story
from layout.pdf.facts import covers, overlap
from layout.render.frames import frame_shapes
from layout.scene.shapes import DrawnPath, Outline, Panel
from layout.scene.text import Role
from tests.conftest import TABLOID

TEXT = "各地各部门多管齐下，收效显著，这类犯罪不断走高的态势已被压住，群众拍手称快。" * 3


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def spans(text):
    return (Span(text=text),)


LIST = Listing(items=(spans("坐26路，在东渡口站下车"), spans("自己开车")), marks=("1.", "2."))
TABLE = Table(
    title="A组积分榜",
    heads=("队", "胜", "积分"),
    rows=(("河湾小学", "2", "6"), ("清溪镇少年足球联队", "1", "3")),
    aligns=("left", "center", "right"),
)
DATA = tuple(Bar(label=str(year), value=value) for year, value in ((2020, 36), (2021, 39.5), (2022, 46)))
WEATHER = Weather(
    title="三日天气",
    spells=(
        Spell(place="今天", sky="sun", high="24", low="11", wind="东风3级"),
        Spell(place="明天夜里到后天", sky="thunder", high="−3", wind="东北风转西南风", rain="20毫米"),
    ),
    times=(Told(label="日出", value="6:12"), Told(label="高潮", value="3:20（4.1米）、15:45（3.9米）")),
)
ELEMENTS = {
    "quote": Quote(text="树是停着的，没有要停下来等谁的意思。", by="程渡"),
    "list": LIST,
    "table": TABLE,
    "facts": Facts(title="怎么去", blocks=(Paragraph(spans=spans("先说一句话，好让人知道路。")), LIST, TABLE)),
    "crossword": Crossword(title="第三十二期", rows=("甲乙#丙", "丁##戊", "己庚辛壬")),
    "sudoku": Sudoku(title="中等", rows=("1...", "..3.", ".4..", "...2")),
    "solution": Solution(title="上期答案", rows=("甲乙#丙", "丁##戊", "己庚辛壬")),
    "notice": Notice(title="程渡先生", dates="1938—2026", blocks=(Paragraph(spans=spans("先生十七岁上船。")),)),
    "weather": WEATHER,
    "bars": Chart(form="bars", title="水鸟种数", unit="种", source="湿地站", highlight="2022", data=DATA),
    "columns": Chart(form="columns", title="水鸟种数", data=DATA),
    "line": Chart(form="line", title="水鸟种数", unit="种", data=DATA),
}


def corners(shape: DrawnPath) -> list[tuple[float, float]]:
    return [point for contour in shape.contours for part in contour for point in part]


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("name", ELEMENTS)
def test_an_element_holds_all_its_words_inside_its_rows(name, columns, voices, design):
    width = design.grid.measure(columns)
    made = set_element(ELEMENTS[name], width, voices, "zh-Hans")
    height = made.rows * design.grid.row
    printed = "".join("".join(line.line.text for line in made.lines).split())
    for word in [*ELEMENTS[name].text]:
        assert word in printed
    for line in made.lines:
        size = line.line.size
        assert line.line.x >= -0.01
        assert line.line.x + line.line.width <= width + 0.01
        assert line.baseline - 0.84 * size >= 0
        assert line.baseline + 0.08 * size <= height
    for shape in made.shapes:
        for x, y in corners(shape):
            assert -0.01 <= x <= width + 0.01
            assert -0.01 <= y <= height + 0.01


@pytest.mark.parametrize("name", ELEMENTS)
def test_no_two_lines_of_an_element_overlap(name, voices, design):
    made = set_element(ELEMENTS[name], design.grid.measure(1), voices, "zh-Hans")
    boxes = [
        (line.line.x, line.line.x + line.line.width, line.baseline - 0.7 * line.line.size, line.baseline)
        for line in made.lines
    ]
    for at, (left, right, top, foot) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert right <= other[0] + 0.5 or other[1] <= left + 0.5 or foot <= other[2] or other[3] <= top


def test_cells_stand_where_their_column_is_aligned(voices, design):
    made = set_element(TABLE, design.grid.measure(2), voices, "zh-Hans")
    at = {line.line.text: line.line for line in made.lines}
    assert at["河湾小学"].x == pytest.approx(0)
    assert at["6"].x + at["6"].width == pytest.approx(design.grid.measure(2))
    assert at["6"].x + at["6"].width == pytest.approx(at["积分"].x + at["积分"].width)


def test_a_table_without_heads_has_no_row_for_them(voices, design):
    bare = TABLE.model_copy(update={"heads": ("", "", ""), "title": ""})
    made = set_element(bare, 135.0, voices, "zh-Hans")
    assert made.rows < set_element(TABLE, 135.0, voices, "zh-Hans").rows


def test_bars_are_as_long_as_their_figures(voices, design):
    chart = Chart(data=(Bar(label="甲", value=20), Bar(label="乙", value=5)), highlight="甲")
    made = set_element(chart, design.grid.measure(1), voices, "zh-Hans")
    bars = [shape for shape in made.shapes if isinstance(shape, Panel) and shape.rect.height > 5][:2]
    long, short = (shape.rect.width for shape in bars)
    assert long / short == pytest.approx(4, rel=0.01)
    assert bars[0].colour == design.colours["accent"]
    assert bars[1].colour != design.colours["accent"]


def test_a_highlighted_label_is_bold_on_every_line(voices, design):
    long = "渡口上游河湾湿地的鸻鹬类水鸟"
    chart = Chart(data=(Bar(label=long, value=20), Bar(label="乙", value=5)), highlight=long)
    made = set_element(chart, 60.0, voices, "zh-Hans")
    lines = [each.line for each in made.lines if each.line.text and each.line.text in long]
    assert len(lines) > 1
    assert {run.face for line in lines for run in line.runs} == {design.element.label.strong}


def test_columns_stand_on_nothing_and_are_as_high_as_their_figures(voices, design):
    chart = Chart(form="columns", data=(Bar(label="甲", value=20), Bar(label="乙", value=5)))
    made = set_element(chart, design.grid.measure(1), voices, "zh-Hans")
    heights = sorted(shape.rect.height for shape in made.shapes if isinstance(shape, Panel))[-2:]
    assert heights[1] / heights[0] == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize("form", ["bars", "columns", "line"])
@pytest.mark.parametrize("seed", range(8))
def test_a_chart_of_any_figures_is_drawn_into_any_width(form, seed, voices, design):
    chance = Random(seed)
    labels = chance.sample(
        ["甲", "2018", "城东", "鼓楼街道", "望江小学", "9月", "12月", "其他", "二季度", "北门"], k=2 + seed
    )
    data = tuple(Bar(label=label, value=chance.choice((3, 47.5, 380, 1204)) * chance.random()) for label in labels)
    width = chance.choice((0.48, 1.0, 1.6, 3.2)) * design.grid.measure(1)
    unit, highlight = chance.choice(("", "万人次")), chance.choice(("", labels[0], labels[-1]))
    chart = Chart(form=form, title="渡口历年客流的变化", unit=unit, highlight=highlight, data=data)
    made = set_element(chart, width, voices, "zh-Hans")
    boxes = [Rect(at.line.x, at.baseline - 0.8 * at.line.size, at.line.width, 0.85 * at.line.size) for at in made.lines]
    assert all(box.x >= -0.01 and box.right <= width + 0.01 for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
    lines = [shape for shape in made.shapes if isinstance(shape, Outline) and not shape.closed]
    for box in (box for box in boxes for line in lines if crosses(line.points, box)):
        # What the line cannot be kept out of has paper between the two.
        later = made.shapes[made.shapes.index(lines[0]) + 1 :]
        assert any(covers(rect_of(shape), box) for shape in later)


@pytest.mark.parametrize("form", ["bars", "columns", "line"])
@pytest.mark.parametrize(
    "labels",
    [["小麦播种面积", "其他各类杂粮合计"], [str(year) for year in range(2010, 2018)], [f"{m}月" for m in range(1, 13)]],
)
def test_no_words_of_a_chart_meet_in_half_a_narrow_column(form, labels, voices):
    data = tuple(Bar(label=label, value=3 + at * 37 % 101 * 12.5) for at, label in enumerate(labels))
    chart = Chart(form=form, title="渡口历年客流与货流的变化", unit="万人次", source="码头值班室", data=data)
    width = 52.0  # half a base column of the broadsheet
    lines = set_element(chart, width, voices, "zh-Hans").lines
    boxes = [Rect(at.line.x, at.baseline - 0.8 * at.line.size, at.line.width, 0.85 * at.line.size) for at in lines]
    assert all(box.x >= -0.01 and box.right <= width + 0.01 for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


def meet(one, other):
    shared = overlap(one, other)
    return shared is not None and min(shared.width, shared.height) > 0.5


def crosses(points, box):
    steps = (step / 200 for step in range(201))
    return any(
        box.x < x0 + (x1 - x0) * part < box.right and box.y < y0 + (y1 - y0) * part < box.bottom
        for part in steps
        for (x0, y0), (x1, y1) in pairwise(points)
    )


def rect_of(shape):
    (left, top), (right, foot) = min(corners(shape)), max(corners(shape))
    return Rect(left, top, right - left, foot - top).inset(-1.0)


def test_figures_are_printed_without_needless_zeros():
    assert [number(value) for value in (5.0, 4.50, 0.125, -3.0, 1234567.0)] == ["5", "4.5", "0.125", "-3", "1234567"]


def test_an_element_in_a_column_stands_between_its_paragraphs(voices, design):
    blocks = (Paragraph(spans=spans(TEXT)), ELEMENTS["quote"], Paragraph(spans=spans(TEXT)))
    composer = StoryComposer(Story(id="s", headline="题", blocks=blocks), voices)
    composed = composer.compose(StoryShape(1, composer.needed_rows(1)))
    (placed,), (column,) = composed.elements, composed.columns
    rows = {column.row + line.row: line.line.paragraph for line in column.lines}
    taken = range(placed.row, placed.row + placed.element.rows)
    assert not rows.keys() & set(taken)
    assert all(paragraph == 0 for row, paragraph in rows.items() if row < placed.row)
    assert all(paragraph == 2 for row, paragraph in rows.items() if row > placed.row)
    assert Role.ELEMENT not in {line.line.role for line in column.lines}


def test_an_element_is_never_parted_and_moves_rather_than_leave_a_hole(voices):
    blocks = (
        *(Paragraph(spans=spans(TEXT)) for _ in range(3)),
        TABLE,
        *(Paragraph(spans=spans(TEXT)) for _ in range(2)),
    )
    composer = StoryComposer(Story(id="s", headline="题", blocks=blocks), voices)
    for rows in range(composer.needed_rows(2), composer.needed_rows(2) + 3):
        composed = composer.compose(StoryShape(2, rows))
        (placed,) = composed.elements
        (column,) = [column for column in composed.columns if abs(column.x - placed.x) < 0.01]
        assert column.row <= placed.row
        assert placed.row + placed.element.rows <= column.row + column.rows
        assert not composed.overset


def test_an_element_with_a_place_takes_its_rows_from_the_columns_it_stands_over(voices, design):
    box = ELEMENTS["facts"].model_copy(update={"columns": 2})
    blocks = (*(Paragraph(spans=spans(TEXT)) for _ in range(6)), box)
    composer = StoryComposer(Story(id="s", headline="题", blocks=blocks), voices)
    rows = composer.needed_rows(3)
    composed = composer.compose(StoryShape(3, rows))
    (placed,) = composed.elements
    assert placed.row + placed.element.rows == rows
    assert placed.element.width == pytest.approx(design.grid.measure(2))
    assert [column.row + column.rows for column in composed.columns] == [rows, placed.row, placed.row]


def test_what_finds_no_room_is_told_with_all_its_words(voices):
    blocks = (Paragraph(spans=spans(TEXT)), ELEMENTS["quote"])
    composed = StoryComposer(Story(id="s", headline="题", blocks=blocks), voices).compose(StoryShape(1, 14))
    assert "树是停着的" in "".join(line.text for line in composed.overset)


def test_items_of_a_list_hang_in_behind_their_numbers(voices):
    blocks = (Listing(items=(spans(TEXT), spans("二。")), marks=("1.", "2.")),)
    composed = StoryComposer(Story(id="s", headline="题", blocks=blocks), voices).compose(StoryShape(1, 40))
    lines = [placed.line for placed in composed.columns[0].lines]
    assert [line.text[:2] for line in (lines[0], lines[-1])] == ["1.", "2."]
    inner = {round(line.x, 3) for line in lines[1:-1]}
    assert len(inner) == 1
    assert inner.pop() > 9
    assert {round(line.x + line.width, 2) for line in lines[:-2]} == {135.0}


@pytest.mark.parametrize("style", ["plain", "thick", "double", "dotted", "wave"])
def test_a_frame_stays_inside_its_box_and_is_the_same_on_both_sides(style, design):
    shapes = frame_shapes(style, 200.0, 120.0, design.colours["rule"], design.box.frame)
    half = max(shape.width for shape in shapes) / 2
    points = [point for shape in shapes for point in corners(shape)]
    assert min(x for x, _ in points) >= half - 0.01
    assert max(x for x, _ in points) <= 200 - half + 0.01
    assert min(y for _, y in points) >= half - 0.5
    assert max(y for _, y in points) <= 120 - half + 0.5
    assert min(x for x, _ in points) == pytest.approx(200 - max(x for x, _ in points))


@pytest.mark.parametrize("style", ["tint", "rules"])
def test_what_the_template_draws_has_no_frame(style, design):
    assert frame_shapes(style, 200.0, 120.0, design.colours["rule"], design.box.frame) == ()


def test_lines_run_beside_a_pull_quote_of_half_a_column(voices, design):
    quote = Quote(text="他总是先应一声，再动篙。", columns="half", place="top-left")
    blocks = (quote, *(Paragraph(spans=spans(TEXT)) for _ in range(2)))
    composer = StoryComposer(Story(id="s", headline="题", blocks=blocks), voices)
    composed = composer.compose(StoryShape(1, composer.needed_rows(1)))
    (placed,), (column,) = composed.elements, composed.columns
    assert (placed.x, placed.row) == (pytest.approx(0), column.row)
    beside = [line.line for line in column.lines if line.row < placed.element.rows]
    below = [line.line for line in column.lines if line.row >= placed.element.rows]
    assert len(beside) == placed.element.rows
    assert all(line.x >= placed.element.width for line in beside)
    assert min(line.x for line in below) == pytest.approx(0)
    assert "".join(line.line.text for line in column.lines) == TEXT * 2


@pytest.mark.parametrize("width", [90.0, 135.0, 200.0])
def test_a_pull_quote_ends_no_line_inside_a_word(voices, width):
    text = "雨停两小时地上就干了，码头的值班员因此先试了半个月再说。"
    made = set_element(Quote(text=text), width, voices, "zh-Hans")
    prices = line_end_prices(text, voices.language("zh-Hans"))
    ends = list(accumulate(len(placed.line.text) for placed in made.lines))
    assert ends[-1] == len(text)
    assert all(prices[end] < CUT for end in ends[:-1])


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ru", "«Ещё одну зиму она не выдержит. Кто это предвидел?»"),
        ("uk", "«Ще однієї зими вона не витримає. Хто це передбачав?»"),
        ("pt", "A obra custará muito, e dois terços são pagos pelo programa de defesa da costa."),
        ("en", "The river wall will be gone before any of us has had the time to say that it was needed."),
    ],
)
@pytest.mark.parametrize("width", [150.0, 171.0, 200.0])
def test_the_lines_of_a_pull_quote_are_alike_in_any_language(tag, text, width, voices):
    """None is a short word alone, and no word is left over."""
    made = set_element(Quote(text=text), width, voices, tag)
    lines = [placed.line for placed in made.lines]
    assert " ".join(line.text for line in lines) == text
    assert len(lines) > 1
    assert min(line.width for line in lines) > 0.4 * max(line.width for line in lines)


DATA = (Bar(label="甲", value=1), Bar(label="乙", value=2))


@pytest.mark.parametrize("width", [50.0, 64.0, 98.0, 135.0])
@pytest.mark.parametrize("title", ["沿南昆线经济走廊", "垃圾分类三年统计表（按街道和社区，含新区）"])
def test_a_title_stays_in_its_element(title, width, voices):
    """A title too long for a line has several, all inside, and none on another or on what stands below."""
    rows = (("甲", "1"), ("乙", "2"))
    for element in (
        Facts(title=title, blocks=(Paragraph(spans=spans(TEXT)),)),
        Table(title=title, heads=("区", "分"), rows=rows, aligns=("left", "right")),
        Chart(form="bars", title=title, unit="吨", data=DATA),
        Chart(form="bars", title=title, unit="每百万人口中的病例数", source="省农业农村厅、市统计局", data=DATA),
    ):
        made = set_element(element, width, voices, "zh-Hans")
        assert max(line.line.x + line.line.width for line in made.lines) <= width + 0.01
        boxes = [
            Rect(each.line.x, each.baseline - 0.8 * each.line.size, each.line.width, 0.85 * each.line.size)
            for each in made.lines
        ]
        assert not [1 for one, other in combinations(boxes, 2) if overlap(one, other)]
        assert title in "".join(each.line.text for each in made.lines)


@pytest.mark.parametrize("template", ["tabloid", "broadsheet", "classified", "weekly"])
@pytest.mark.parametrize("size", [10.5, 16.0])
def test_the_title_of_a_fact_box_keeps_off_its_text(template, size):
    design = load_design(TABLOID.parent / template)
    styles = design.element
    styles = styles.model_copy(update={"title": styles.title.model_copy(update={"size": size})})
    voices = Voices(design.model_copy(update={"elements": styles}), FontBook(design.fonts))
    box = Facts(title="Hours", blocks=(Paragraph(spans=spans("Open every day but one.")),))
    made = set_element(box, design.grid.measure(2), voices, "en")
    title, text = made.lines[:2]
    # A fifth of an em hangs below the baseline, and a tenth stays white; capitals stand seven tenths over theirs.
    assert title.baseline + 0.3 * size < text.baseline - 0.7 * styles.text.size
    assert title.baseline - 0.7 * size > styles.facts.air + styles.facts.rule


@pytest.mark.parametrize("columns", [1, 2])
def test_a_story_that_is_a_table_alone_fills_a_shape(voices, columns):
    table = TABLE.model_copy(update={"rows": TABLE.rows * 6})
    composer = StoryComposer(Story(id="s", headline="今晚电视", blocks=(table,) * columns), voices)
    rows = composer.needed_rows(columns)
    shapes = [StoryShape(columns, more) for more in range(rows, rows + 4)]
    composed = [composer.compose(shape) for shape in shapes if composer.fill(shape)]
    assert composed
    assert all(not story.overset and len(story.elements) == columns for story in composed)
