"""Elements that flow from column to column: long tables and listings. No row is lost, and every column has its head."""

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.compose.elements import ELEMENTS, element_parts, set_element
from layout.compose.elements.listing import Listing
from layout.compose.elements.programme import Group, Item, Programme
from layout.compose.elements.sudoku import Sudoku
from layout.compose.elements.table import Table
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.text import StoryText
from layout.compose.text import _reordered as reordered
from layout.compose.voices import Voices
from layout.edition.blocks import Paragraph, Span
from layout.edition.markdown import read_body
from layout.edition.model import Picture, Story
from layout.files.text import Source

TEXT = "各地各部门多管齐下，收效显著，这类犯罪不断走高的态势已被压住，群众拍手称快。" * 3


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def spans(text):
    return (Span(text=text),)


def table(rows, **more):
    cells = tuple((f"第{number}队", str(number)) for number in range(rows))
    return Table(**{"title": "积分榜", "heads": ("队名", "分数"), "rows": cells, "aligns": ("left", "right"), **more})


def composed(voices, columns, *blocks, more=0, **keys):
    composer = StoryComposer(Story(id="s", headline="题", blocks=blocks, **keys), voices)
    return composer.compose(StoryShape(columns, composer.needed_rows(columns) + more))


def texts(placed):
    lines = sorted(placed.element.lines, key=lambda line: (round(line.baseline, 2), line.line.x))
    return [line.line.text for line in lines]


def inside(made, design):
    """All parts stand in their columns, none on another."""
    taken = [(each.x, row) for each in made.elements for row in range(each.row, each.row + each.element.rows)] + [
        (column.x, column.row + line.row) for column in made.columns for line in column.lines
    ]
    assert len(taken) == len(set(taken))
    assert max(row for _, row in taken) < made.shape.rows
    for each in made.elements:
        assert all(0 < line.baseline < each.element.rows * design.grid.row for line in each.element.lines)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("before", [0, 1])
def test_a_long_table_flows_with_its_heads_over_every_column(columns, before, voices, design):
    made = composed(voices, columns, *[Paragraph(spans=spans(TEXT))] * before, table(40))
    assert made.overset == ()
    found = [texts(each) for each in made.elements]
    assert len(found) == columns
    assert found[0][:3] == ["积分榜", "队名", "分数"]
    assert all(each[:2] == ["队名", "分数"] for each in found[1:])
    numbers = [each for part in found for each in part if each.startswith("第")]
    assert numbers == [f"第{number}队" for number in range(40)]
    inside(made, design)


def test_a_short_table_stands_in_one_column_as_ever(voices):
    assert element_parts(table(14), 135.0, voices, "zh-Hans") == ()
    assert not table(14).stays
    assert table(15).stays
    # One with a place of its own is a box, however long.
    (placed,) = composed(voices, 2, Paragraph(spans=spans(TEXT)), table(15, columns=2)).elements
    assert placed.floats


def test_a_long_table_flows_round_a_picture_and_its_heads_stand_under_it_too(voices, design):
    picture = Picture(file="a.jpg", columns=1, place="top-right")
    story = Story(id="s", headline="题", blocks=(Paragraph(spans=spans(TEXT)), table(30)), picture=picture)
    composer = StoryComposer(story, voices, picture_ratio=1.5)
    made = composer.compose(StoryShape(2, composer.needed_rows(2)))
    assert made.overset == ()
    assert [texts(each)[0] for each in made.elements] == ["积分榜", "队名"]
    inside(made, design)


def test_the_source_of_a_table_alone_is_printed(voices):
    made = composed(voices, 2, table(20), source="联赛组委会")
    assert "（联赛组委会）" in [line.line.text for column in made.columns for line in column.lines]


LISTING = Programme(
    title="今晚看什么",
    groups=(
        Group(head="渡口一台", items=tuple(Item(time=f"{at}:05", what=spans(f"节目{at}")) for at in range(7, 19))),
        Group(head="渡口二台", items=(Item(time="20:00", what=spans("一部很长很长的电视剧，名字一行写不下")),)),
        Group(items=(Item(what=spans("其余各台没有节目")),)),
    ),
)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_listing_flows_and_a_head_stands_again_where_its_group_goes_on(columns, voices, design):
    made = composed(voices, columns, LISTING)
    assert made.overset == ()
    found = [texts(each) for each in made.elements]
    assert found[0][:2] == ["今晚看什么", "渡口一台"]
    assert [each for part in found for each in part if each.startswith("节目")] == [f"节目{at}" for at in range(7, 19)]
    for part in found:
        assert part[0] in ("今晚看什么", "渡口一台", "渡口二台", "其余各台没有节目")
        assert part[-1] not in ("渡口一台", "渡口二台"), "a head stays with what follows"
    inside(made, design)


def test_times_stand_below_each_other_and_words_hang_in(voices, design):
    tokens = design.element
    lines = [line.line for part in element_parts(LISTING, 135.0, voices, "zh-Hans") for line in part.element.lines]
    ends = {round(line.x + line.width, 2) for line in lines if line.text.endswith((":05", ":00"))}
    assert len(ends) == 1
    lefts = [line.x for line in lines if line.text.startswith(("节目", "一部", "写不下"))]
    assert min(lefts) > ends.pop() + tokens.listing.gap * tokens.text.size - 1
    whole = set_element(LISTING, 135.0, voices, "zh-Hans")
    assert "".join(line.line.text for line in whole.lines) == LISTING.text


def read(text):
    report = Report()
    blocks = read_body(text, Source("a.md", text), 1, report, ELEMENTS)
    return blocks, [(each.code, each.place.line) for each in report.findings]


def test_a_listing_is_read_line_by_line():
    text = """\
```listing 电视
## 一台
19：00 新闻
7.30pm-9.00pm *电影*
周六 14:00 | 花市
3.5亿人看过
```"""
    (made,), findings = read(text)
    (group,) = made.groups
    assert (made.title, group.head, findings) == ("电视", "一台", [])
    assert [(item.time, item.what[0].text) for item in group.items] == [
        ("19:00", "新闻"),
        ("7.30pm-9.00pm", "电影"),
        ("周六 14:00", "花市"),
        ("", "3.5亿人看过"),
    ]


@pytest.mark.parametrize(
    ("line", "time", "what"),
    [
        ("9am News", "9am", "News"),
        ("9:30 a.m. to noon", "9:30 a.m.", "to noon"),
        ("19:00～20:30 新闻", "19:00～20:30", "新闻"),
        ("１９：００~20:00 新闻", "19:00～20:00", "新闻"),
        ("上午9:00 新闻", "上午9:00", "新闻"),
        ("晚上7点半 戏曲", "晚上7点半", "戏曲"),
        ("19时30分-21时 戏曲", "19时30分-21时", "戏曲"),
        ("20h30 Le film", "20h30", "Le film"),
        ("19.30 Uhr Tagesschau", "19.30 Uhr", "Tagesschau"),
        ("24:10 Film", "24:10", "Film"),
        ("19:00:30 Film", "19:00:30", "Film"),
        ("- 19:00 Film", "19:00", "Film"),
        ("**19:00** Film", "19:00", "Film"),
        ("19:75 Film", "", "19:75 Film"),
        ("3.50亿人看过", "", "3.50亿人看过"),
        ("3点水旁的字", "", "3点水旁的字"),
        ("9 amateurs", "", "9 amateurs"),
    ],
)
def test_times_are_known_as_newspapers_write_them(line, time, what):
    (made,), findings = read(f"```listing\n{line}\n```")
    ((item,),) = (group.items for group in made.groups)
    assert (item.time, item.what[0].text, findings) == (time, what, [])


def test_a_second_upright_stroke_of_a_listing_is_told():
    (made,), findings = read("```listing\n## **周末**\n周六 | 14:00 | 动画片\n甲 | 乙\\|丙\n```")
    assert made.groups[0].head == "周末"
    assert findings == [(Code.MARKDOWN_LITERAL, 3)]


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("## 一台", 2), ("## 一台\n19:00", 3), ("## 一台\n## 二台\n9:00 新闻", 2)]
)
def test_what_lacks_in_a_listing_is_told(text, line):
    assert (Code.ELEMENT_CONTENT, line) in read(f"```listing\n{text}\n```")[1]


def test_an_element_that_moves_parts_no_list(voices):
    """Though a column would end in a hole: it may stand before a list or after it."""
    clues = Listing(items=(spans("一"), spans("二"), spans("三")), marks=("1.", "2.", "3."))
    box = Sudoku(rows=("12..", "..12", "21..", "..21"))
    for blocks, ways in (((clues, box), 1), ((Paragraph(spans=spans(TEXT)), box, clues), 0)):
        text = StoryText(Story(id="s", headline="题", blocks=(*blocks, Paragraph(spans=spans(TEXT)))), voices)
        assert len(list(reordered(text.pieces(135.0, levers=False)))) == ways
