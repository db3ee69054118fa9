"""Tokens: none without an effect, all of them in the docs, and no layout number beside them in the code."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from layout.ads.blocks import bar, claims, head
from layout.ads.borders import frame
from layout.ads.kinds import KINDS
from layout.ads.kinds.classified import ClassifiedAd, ClassifiedEntry
from layout.ads.kinds.contact import ContactAd
from layout.ads.kinds.coupon import CouponAd
from layout.ads.kinds.display import DisplayAd
from layout.ads.kinds.house import HouseAd
from layout.ads.kinds.masthead import MastheadAd
from layout.ads.kinds.notice import NoticeAd
from layout.ads.kinds.notices import NoticeEntry, NoticesAd
from layout.ads.kinds.slogan import SloganAd
from layout.ads.kit import Kit
from layout.ads.listing import services
from layout.ads.phones import contacts
from layout.ads.pictures import separate
from layout.ads.problems import TooTight
from layout.ads.prose import prose
from layout.ads.qr import code_block
from layout.ads.stack import Block, Item, Laid, beside, stack
from layout.base.diagnostics import Report
from layout.base.units import Rect
from layout.compose.dropcap import set_drop_cap
from layout.compose.elements import element_parts, set_element
from layout.compose.elements.chart import Bar, Chart
from layout.compose.elements.crossword import Crossword
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing, set_items
from layout.compose.elements.notice import Notice
from layout.compose.elements.programme import Group, Programme
from layout.compose.elements.programme import Item as OnAir
from layout.compose.elements.quote import Quote
from layout.compose.elements.solution import Solution
from layout.compose.elements.sudoku import Sudoku
from layout.compose.elements.table import Table
from layout.compose.elements.weather import Spell, Told, Weather
from layout.compose.frame import TextColumn
from layout.compose.group import set_group
from layout.compose.heads import compose_heads
from layout.compose.index import IndexEntry, compose_index
from layout.compose.insets import inset_ways
from layout.compose.itemize import Setting
from layout.compose.picture import set_pictures
from layout.compose.upright import compose_upright
from layout.compose.voices import Voices
from layout.design.ads import ContactTokens, DisplayTokens, SloganTokens, StackTokens
from layout.design.styles import TextStyle
from layout.design.table import BEGIN, END, INTERNAL, bounds_of, model_in, tokens_tables, with_tables
from layout.design.tokens import Design
from layout.design.values import unit_of
from layout.edition.ads import AdPicture, Contact, Offer, QrCode
from layout.edition.blocks import InsetPlace, Paragraph, Span
from layout.edition.model import Picture, Story
from layout.render.frames import frame_shapes
from layout.scene.shapes import Panel
from tests.source import LAYOUT, ROOT, trees

LINES = "行到树下，慢慢坐，水在流，人在走，云也在走。"


def _spans(text: str) -> tuple[Span, ...]:
    return (Span(text=text),)


LIST = Listing(items=(_spans(LINES), _spans("第二样")), marks=("9.", "10."))
TABLE = Table(
    title="两队的比分都写在这一行里了，这样长的题目是一行排不下的",
    heads=("队", "分"),
    rows=(("河湾", "6"), ("清溪镇少年足球联队的替补队员", "3"), ("山", "0")),
    aligns=("left", "right"),
)
WORDY = TABLE.model_copy(update={"rows": (("清溪镇少年足球联队", "河湾镇少年足球联队"),)})
DATA = tuple(Bar(label=label, value=value) for label, value in (("十六年度", 36), ("十七年度", 0), ("十八年度", 46)))
CHARTS = tuple(
    Chart(form=form, title="水鸟种数", unit="种", source="湿地站", highlight=highlight, data=DATA)
    for form, highlight in (("bars", "十八年度"), ("columns", "十八年度"), ("line", ""))
)
LISTING = Programme(
    title="电视", groups=(Group(head="一台", items=(OnAir(time="19:00-20:30", what=_spans(LINES)),) * 3),)
)
WEATHER = Weather(
    title="天气",
    spells=(
        Spell(place="渡口", sky="sun", high="24", low="11", wind="东风3级"),
        Spell(place="山", sky="rain", high="9"),
    ),
    times=(Told(label="日出", value="6:12"), Told(label="日落", value="17:40")),
)
OBITUARY = Notice(title="程渡先生", dates="1938—2026", blocks=(Paragraph(spans=_spans(LINES)),))
PUZZLES = (
    Crossword(title="填字", rows=("甲乙#", "丙#丁", "戊己庚")),
    Crossword(rows=("#" * 24, "甲" * 24)),
    Sudoku(rows=("1...", "..3.", ".4..", "...2")),
    Solution(title="答案", rows=("甲乙#", "丙#丁")),
)
ELEMENTS = (
    Quote(text=LINES, by="程渡"),
    Facts(title="怎么去", blocks=(Paragraph(spans=_spans(LINES)), LIST, TABLE)),
    TABLE,
    *CHARTS,
)


def _story(**changed: Any) -> Story:
    head = {"kicker": "肩题", "headline": "老榆树下 等船的人 又多了3个", "deck": LINES, "byline": "本报记者 某某"}
    return Story(**{"id": "a", "language": "zh-Hans", "priority": 2, "blocks": (), **head, **changed})


def _elements(design: Design, voices: Voices, which: tuple[object, ...] = ELEMENTS) -> object:
    # Narrow enough that labels of a chart have to be left out.
    return [set_element(each, width, voices, "zh-Hans") for each in which for width in (84.0, 135.0)]  # type: ignore[arg-type]


def _heads(design: Design, voices: Voices) -> object:
    stories = (
        _story(series="专栏", head="reverse"),
        _story(kicker=LINES),
        _story(headline="雨", deck="副题"),
        _story(headline="一行两个字的题 好"),
    )
    measure = design.grid.measure
    return [
        compose_heads(story, columns, measure(columns), voices, at_top=top, edge=edge)
        for story in stories
        for columns in (1, 3)
        for top, edge in ((True, None), (True, 34.0), (False, None))
    ]


def _upright(design: Design, voices: Voices) -> object:
    stories = (_story(kicker=LINES, headline="老榆树 等船的人 又多了33个 好", byline=LINES), _story(headline="等船AB"))
    return [
        compose_upright(story, width, rows, voices, at_top=True)
        for story in stories
        for rows in (0, 20, 60)
        for width in (design.grid.column, 70.0)
    ]


def _index(design: Design, voices: Voices) -> object:
    made = compose_index(
        "", [IndexEntry("2", "老榆树下等船的人又多了几个"), IndexEntry("3", "短")], 1, 0, voices, "zh-Hans"
    )
    return made.rows, made.spread(200.0)


def _picture(design: Design, voices: Voices) -> object:
    columns = tuple(TextColumn(at * 148.5, width) for at, width in enumerate((135.0, 62.0)))
    pictures = [
        Picture(file="a.jpg", caption="水" * count, credit="某某 摄", columns=across, place=place)
        for count, across in ((10, "half"), (12, 1), (13, 1))
        for place in (InsetPlace.TOP_LEFT, InsetPlace.TOP_RIGHT)
    ]
    made = [set_pictures(each, ratio, columns, voices, "zh-Hans") for each in pictures for ratio in (1.5, 12.0)]
    equal = tuple(TextColumn(at * 148.5, 135.0) for at in range(4))
    free = Picture(file="a.jpg")
    groups = [
        set_group([(number, free, ratio) for number in range(count)], equal, voices, "zh-Hans", words)
        for count, ratio, words in ((5, 1.5, 900), (3, 0.55, 900), (9, 1.5, 900), (3, 1.5, 200))
    ]
    alone = [set_pictures(free, ratio, equal, voices, "zh-Hans") for ratio in (0.55, 0.8, 1.5)]
    two = inset_ways([(free, 1.5)] * 2, (), equal, voices, "zh-Hans", lambda _number, _width: None)
    return made, alone, groups, two


def _frames(design: Design, voices: Voices) -> object:
    ink = design.colours["rule"]
    return [
        frame_shapes(style, 90.0, 60.0, ink, design.box.frame)
        for style in ("plain", "thick", "double", "dotted", "wave")
    ]


def _borders(design: Design, voices: Voices) -> object:
    names = ("plain", "thick", "thick-thin", "double", "dotted", "wave", "key", "coupon")
    boxes = (Rect(0, 0, 90, 60), Rect(0, 0, 300, 300))
    ink, tokens = design.colours["ink"], design.ads.border
    return [frame(box, name, corners, ink, tokens) for name in names for corners in ("cut", "notched") for box in boxes]


PHONES = (Contact(label="订报", value="2065575"), Contact(label="投诉电话", value="13503189058"))
CODE = QrCode(phone="2065575", caption="扫码订报")
SLOGANS = SloganAd(
    kind="slogan",
    id="slogan",
    columns=2,
    rows=8,
    slogans=("有限的付出", "无限", "雄厚实力", "价值"),
    title="晚报",
    subtitle="微信",
    contacts=PHONES[:1],
)
STOPS = SLOGANS.model_copy(
    update={"slogans": ("付出，", "收获。"), "title": "衡水晚报社区周刊编辑部", "subtitle": "微信息公众号"}
)
ONE = SLOGANS.model_copy(update={"slogans": ("价值",)})
HOUSE = HouseAd(
    kind="house",
    id="house",
    columns=3,
    rows=16,
    title="衡水日报社融媒体中心策划营销中心",
    claims=("主流媒体", "资质"),
    services_title="业务范围",
    services=("文旅活动", "大型展览", "短片", "画册", "海报", "网站", "展会", "宣传片", "小程序", "公众号", "直播"),
    highlight="网站托管",
    contacts=PHONES,
)
CONTACT = ContactAd(
    kind="contact",
    id="contact",
    columns=2,
    rows=10,
    title="衡水晚报发行站和门市部",
    lines=("人民东路318号", "每日8时"),
    contacts=PHONES,
    qr=CODE,
)
DISPLAY = DisplayAd(
    kind="display",
    id="display",
    columns=3,
    rows=18,
    headline="家具大卖场周年庆",
    subline="五折",
    text=(LINES, LINES),
    picture=AdPicture(file="shop.png"),
    logo=AdPicture(file="logo.png"),
    contacts=PHONES,
    qr=CODE,
)
PLAIN_WORDS = DISPLAY.model_copy(update={"picture": None, "logo": None, "qr": None})
WORDY_AD = PLAIN_WORDS.model_copy(update={"text": (LINES * 6,) * 2})
LOOKS = {
    look: PLAIN_WORDS.model_copy(update={"look": look})
    for look in ("classic", "bold", "modern", "elegant", "offer", "poster")
}
OFFERED = LOOKS["offer"].model_copy(update={"offer": Offer(amount="268", before="¥", unit="元起", was="原价398元")})
FEW = LOOKS["classic"].model_copy(update={"subline": "", "text": (), "contacts": PHONES[:1]})
NO_CODE = CONTACT.model_copy(update={"qr": None})
BRIEF_CONTACT = CONTACT.model_copy(update={"qr": None, "lines": (), "contacts": PHONES[:1]})
NAMED = HOUSE.model_copy(
    update={
        "title": "晚报",
        "claims": (),
        "services_title": "",
        "services": (),
        "highlight": "",
        "contacts": PHONES[:1],
    }
)
PLAIN = DISPLAY.model_copy(update={"picture": None})
LONG_NUMBERS = tuple(Contact(label="刊登热线", value=f"0086-0318-206557{at}") for at in (5, 6))
THREE = (*PHONES, Contact(label="传真电话", value="13503189059"))
NUMBERS = PLAIN.model_copy(update={"logo": None, "qr": None, "contacts": THREE})
BARE = DISPLAY.model_copy(update={"text": (), "logo": None, "qr": None, "contacts": ()})
CLASSIFIED = ClassifiedAd(
    kind="classified",
    id="small",
    columns=3,
    rows=20,
    title="便民信息",
    note="请核实证照。" * 8,
    headings=("招聘求职信息服务", "声明"),
    entries=tuple(
        ClassifiedEntry(heading=heading, lead="某某", text=LINES)
        for heading in ("招聘求职信息服务", "招聘求职信息服务", "声明", "声明")
    ),
    contacts=LONG_NUMBERS,
)
CROWDED = CLASSIFIED.model_copy(
    update={
        "title": "",
        "note": "",
        "contacts": (),
        "headings": (),
        "entries": tuple(each.model_copy(update={"heading": "声明"}) for each in CLASSIFIED.entries[:3]),
    }
)
FULL = CROWDED.model_copy(update={"entries": CROWDED.entries * 2})
BROAD = CLASSIFIED.model_copy(
    update={
        "headings": (),
        "entries": (CLASSIFIED.entries[0].model_copy(update={"heading": "招聘求职信息服务中心便民窗口"}),),
    }
)
NOTICE = NoticeAd(
    kind="notice",
    id="notice",
    columns=2,
    rows=13,
    title="关于人民东路给水管网改造停水的公告",
    text=(LINES * 3, LINES),
    signature="水务公司",
    date="4月15日",
)
BRIEF_NOTICE = NoticeAd(kind="notice", id="brief", columns=2, rows=13, title="公告", text=("今夜停水。",), date="5日")

COUPON = CouponAd(
    kind="coupon",
    id="coupon",
    columns=2,
    rows=20,
    headline="读者回执 剪下寄回 免费体检一次",
    subline="前一百名",
    text=(LINES,),
    fields=("姓名", "通信地址和邮政编码"),
    reply_to=("读者部", "河堤路12号"),
    code="回执DK1128",
    qr=CODE,
)
NO_QR = COUPON.model_copy(update={"qr": None})
FORM = NO_QR.model_copy(update={"text": (), "subline": "", "reply_to": (), "code": ""})
MASTHEAD = MastheadAd(
    kind="masthead",
    id="masthead",
    columns=1,
    rows=20,
    title="渡口晚报周末版和校园版",
    entries=PHONES,
    lines=("河堤路12号", "全年订价360元"),
    qr=CODE,
)
NO_SCAN = MASTHEAD.model_copy(update={"qr": None})
NOTICES = NoticesAd(
    kind="notices",
    id="notices",
    columns=5,
    rows=30,
    title="贺词",
    border="plain",
    entries=tuple(
        NoticeEntry(name=name, dates="1931—2022", text=(LINES,), signature="全家", picture=AdPicture(file="shop.png"))
        for name in ("渡口小学全体教师", "王老师", "李家饺子馆", "晨跑团", "船队")
    ),
)
BRIEF = NOTICES.model_copy(
    update={"entries": tuple(NoticeEntry(name=name, text=("好。",)) for name in ("王老师", "晨跑团", "船队"))}
)

LABELLED = tuple(Contact(label="订报热线电话", value=value) for value in ("206", "208"))
LONG = CODE.model_copy(update={"caption": "扫码订报看报读报"})


def _services(kit: Kit, *, compact: bool) -> Block:
    return services(
        ("文旅", "大型展览", "短片", "画册", "海报", "网站", "展会"), "services", 9.0, kit.palette, compact=compact
    )


def _prose(kit: Kit, *, count: int) -> Block:
    return prose([((LINES * count, kit.text),)], "text", 8.0, kit)


def _few(kit: Kit) -> Block:
    return prose([(("今日停水，明日恢复。", kit.text),)], "text", 9.5, kit, grows=True)


def _not_few(kit: Kit) -> Block:
    return prose([((LINES, kit.text),)], "text", 9.5, kit, grows=True)


BOXES = {
    "small": (135.0, 110.0),
    "middle": (283.0, 170.0),
    "flat": (460.0, 60.0),
    "large": (432.0, 330.0),
    "two": (380.0, 330.0),
    "narrow": (150.0, 330.0),
    "huge": (728.0, 545.0),
    "crowded": (135.0, 88.0),
    "wide": (460.0, 150.0),
    "full": (180.0, 105.0),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """An edition folder with a picture and a logo."""
    from PIL import Image

    folder = tmp_path_factory.mktemp("ads")
    Image.linear_gradient("L").resize((60, 40)).save(folder / "shop.png")
    Image.new("L", (90, 30), 60).save(folder / "logo.png")
    return folder


def _ads(design: Design, voices: Voices, folder: Path, *ads: tuple[Any, str], fellows: tuple[Any, ...] = ()) -> object:
    """Compose ads, by themselves and with what they are set alike with; their pictures stay slots."""
    kit = Kit.of(design, voices.fonts, folder, separate, Report(), "zh-Hans")
    found: list[object] = []
    for ad, box in ads:
        for others in ((), fellows) if fellows else ((),):
            alike = replace(kit, fellows=tuple(other for other in others if other != ad))
            try:
                found.append(KINDS.named(ad.kind).compose(ad, Rect(0, 0, *BOXES[box]), alike))
            except TooTight as error:
                found.append(error.field)
    return found


def _blocks(*made: Callable[[Kit], Block]) -> Callable[[Design, Voices], object]:
    """Return what lays and paints blocks of ads at several widths and scales."""

    def draw(design: Design, voices: Voices) -> object:
        kit = Kit.of(design, voices.fonts, Path(), separate, Report(), "zh-Hans")
        found: list[object] = []
        for block in made:
            for width, scale in ((60.0, 0.5), (130.0, 1.0), (420.0, 1.0), (420.0, 2.5)):
                try:
                    laid = block(kit)(width, scale)
                    found.append((laid.height, laid.paint(Rect(0, 0, width, laid.height + 30))))
                except TooTight as error:
                    found.append(error.field)
        return found

    return draw


def _stacked(design: Design, voices: Voices) -> object:
    """Stack boxes: in much room and in little, with a block that takes what is left over and without."""
    tokens = design.ads.stack

    def block(stretch: float) -> Block:
        return lambda width, scale: Laid(
            "", 10 * scale, scale, lambda box: (Panel(box, design.colours["ink"]),), stretch
        )

    pair = beside(block(0), block(1), lambda width, scale: 20.0, 8.0, tokens)
    items = [Item(block(0)), Item(block(1), gap=8.0), Item(pair, gap=8.0)]
    kept = stack(items, Rect(0, 0, 90, 300), tokens, 1.0, keeps=True).shapes
    return [kept, *(stack(items, Rect(0, 0, 90, high), tokens).shapes for high in (16, 20, 60, 300))]


def _drawings(folder: Path) -> dict[str, Callable[[Design, Voices], object]]:
    """Return by the beginnings of their paths what draws tokens."""

    def of(*pairs: tuple[Any, str], fellows: tuple[Any, ...] = ()) -> Callable[[Design, Voices], object]:
        return lambda design, voices: _ads(design, voices, folder, *pairs, fellows=fellows)

    return {
        "elements.": _elements,
        "elements.chart.": lambda design, voices: _elements(design, voices, CHARTS),
        "elements.table.": lambda design, voices: _elements(design, voices, (TABLE, WORDY)),
        "elements.facts.": lambda design, voices: _elements(design, voices, ELEMENTS[1:2]),
        "elements.quote": lambda design, voices: _elements(design, voices, ELEMENTS[:1]),
        "elements.weather.": lambda design, voices: _elements(design, voices, (WEATHER,)),
        "elements.notice.": lambda design, voices: _elements(design, voices, (OBITUARY,)),
        "elements.listing.": lambda _, voices: [
            element_parts(LISTING, width, voices, "zh-Hans") for width in (40.0, 99.0)
        ],
        "elements.puzzle.": lambda design, voices: _elements(design, voices, PUZZLES),
        "elements.series.": _heads,
        "elements.list.": lambda design, voices: list(set_items(LIST, 135.0, voices, Setting(), 0)),
        "elements.drop_cap.": lambda design, voices: set_drop_cap("水", 3, 90.0, voices),
        "head.": _heads,
        "head.vertical.": _upright,
        "index.": _index,
        "picture.": _picture,
        "box.frame.": _frames,
        "ads.": of((HOUSE, "large")),
        "ads.border.": _borders,
        "ads.stack.": _stacked,
        "ads.head.": _blocks(lambda kit: head("衡水日报社融媒体中心策划营销", "title", 19.0, kit.palette)),
        "ads.bar.": _blocks(lambda kit: bar("停水公告", "title", 12.0, kit.palette, kit.palette.ink)),
        "ads.claims.": _blocks(lambda kit: claims(("主流媒体", "资质", "导向准确"), "claims", 13.0, kit.palette)),
        "ads.numbers.": _blocks(
            lambda kit: contacts(PHONES, 16.0, kit.palette),
            lambda kit: contacts(PHONES, 30.0, kit.palette),
            lambda kit: contacts(LABELLED, 16.0, kit.palette),
        ),
        "ads.services.": _blocks(
            *(partial(_services, compact=compact) for compact in (False, True)),
        ),
        "ads.prose.": _blocks(*(partial(_prose, count=count) for count in (2, 5)), _few, _not_few),
        "ads.code.": _blocks(
            lambda kit: code_block(CODE, 70.0, kit.palette), lambda kit: code_block(LONG, 70.0, kit.palette)
        ),
        "ads.display_ad.": of(
            (DISPLAY, "large"),
            (DISPLAY, "wide"),
            (WORDY_AD, "large"),
            (PLAIN, "middle"),
            (FEW, "large"),
            (LOOKS["bold"], "narrow"),
            (OFFERED.model_copy(update={"look": "classic"}), "middle"),
        ),
        "ads.display_ad.offer.": of((OFFERED, "middle")),
        **{f"ads.display_ad.{look}.": of((ad, "large")) for look, ad in LOOKS.items() if look != "offer"},
        "ads.classified.": of(
            (CLASSIFIED, "two"),
            (CLASSIFIED, "narrow"),
            (CLASSIFIED, "large"),
            (CROWDED, "crowded"),
            (BROAD, "two"),
            (FULL, "full"),
        ),
        "ads.contact.": of(
            (CONTACT, "middle"), (CONTACT, "flat"), (NO_CODE, "large"), (NO_CODE, "flat"), (BRIEF_CONTACT, "large")
        ),
        "ads.house.": of((HOUSE, "large"), (HOUSE, "middle"), (NAMED, "large")),
        "ads.notice.": of(
            *((NOTICE, box) for box in ("middle", "large", "narrow")),
            *((BRIEF_NOTICE, box) for box in ("small", "large", "huge")),
            *((NOTICE.model_copy(update={"title": "公告", "text": (LINES * many,)}), "huge") for many in (2, 9)),
            fellows=(BRIEF_NOTICE, NOTICE),
        ),
        "ads.coupon.": of((COUPON, "middle"), (COUPON, "large"), (NO_QR, "two"), (FORM, "large"), (FORM, "small")),
        "ads.masthead.": of((MASTHEAD, "large"), (MASTHEAD, "narrow"), (NO_SCAN, "flat"), (NO_SCAN, "middle")),
        "ads.notices.": of((NOTICES, "large"), (BRIEF, "large"), (NOTICES, "two"), (BRIEF, "flat")),
        "ads.slogan.": of((SLOGANS, "middle"), (STOPS, "narrow"), (STOPS, "middle"), (ONE, "small")),
    }


WITHOUT = {
    "elements.verse.white": "it is asked when a story is poured; tests/compose/test_verse.py",
    "elements.verse.most_white": "it is asked when a story is poured; tests/compose/test_verse.py",
    "ads.inset": "the kinds of ads are given the frame inside it; the tests of drawn ads look at it",
    "index.least": "the planner counts with it; tests/planning",
    "index.most": "the planner counts with it; tests/planning",
    "index.most_share": "the planner counts with it; tests/planning",
    "picture.told": "it is asked when a page is set; tests/build",
    "picture.top": "it is taken when the page is put together; tests/render",
    "head.across": "it is asked when a page is put over a fold; tests/render/test_fold.py",
    "picture.foot": "it is taken when the page is put together; tests/render",
}
"""Tokens that this test does not see at work, with the reason."""


def _numeric(path: str, group: type[BaseModel]) -> Iterator[str]:
    """Yield the paths of a group's numbers; of text styles the size: how they are set is the same for all."""
    for name, field in group.model_fields.items():
        inner = model_in(field.annotation)
        if inner is not None:
            yield from _numeric(f"{path}{name}.", inner)
        elif name != "size" and issubclass(group, TextStyle) and name in TextStyle.model_fields:
            continue
        elif bounds_of(field) != (None, None) or unit_of(field).startswith("shares"):
            yield path + name


ROOMS = ("elements.", "head.", "index.", "ads.", "box.frame.", "picture.")
NAMES = [name for name in _numeric("", Design) if name.startswith(ROOMS) and name not in WITHOUT]


def _base(design: Design) -> Design:
    """Return the design with fewer ways to try, so that an ad is drawn at once."""
    ads = {
        "stack": StackTokens(largest=1.3),
        "display_ad": DisplayTokens(pictures=(0.4,), cells=(0.5,)),
        "contact": ContactTokens(numbers=(0.5,)),
        "slogan": SloganTokens(solids=(0.33,), titles=(0.38,)),
    }
    return design.model_copy(update={"ads": design.ads.model_copy(update=ads)})


def _changed(tokens: Any, path: list[str], value: object) -> Any:
    """Return tokens with another value at a path."""
    name, *rest = path
    return tokens.model_copy(update={name: _changed(getattr(tokens, name), rest, value) if rest else value})


def _others(design: Design, path: list[str]) -> Iterator[object]:
    """Yield other values of a token, inside its bounds."""
    group: Any = design
    for name in path[:-1]:
        group = getattr(group, name)
    value, field = getattr(group, path[-1]), type(group).model_fields[path[-1]]
    if isinstance(value, tuple):
        yield tuple(0.6 * each for each in value)
        return
    least, most = bounds_of(field)
    assert least is not None
    assert most is not None
    step = 1 if isinstance(value, int) else 0.3 * value + 0.05
    for other in map(type(value), (value + step, value - step, least, most)):
        if least <= other <= most and other != value:
            yield other


@pytest.fixture(scope="module")
def drawn(design, fonts, files):
    """Returns a function that draws what shows a token, with a design; what the unchanged one gives is kept."""
    drawings = _drawings(files)
    known: dict[str, object] = {}

    def draw(name: str, changed: Design | None = None) -> object:
        start = max((each for each in drawings if name.startswith(each)), key=len)
        if changed is not None:
            return drawings[start](changed, Voices(changed, fonts))
        if start not in known:
            known[start] = drawings[start](_base(design), Voices(_base(design), fonts))
        return known[start]

    return draw


def test_what_is_left_out_is_there():
    assert set(_numeric("", Design)) >= set(WITHOUT)


@pytest.mark.parametrize("name", NAMES)
def test_no_token_is_without_effect(name, design, drawn):
    path = name.split(".")
    base = _base(design)
    before = drawn(name)
    assert any(drawn(name, _changed(base, path, other)) != before for other in _others(base, path))


def test_the_docs_have_the_tokens_as_they_are():
    text = (ROOT / "docs" / "templates.md").read_text("utf-8")
    assert BEGIN in text
    assert END in text
    assert with_tables(text) == text, "run: python -m layout.design.table docs/templates.md"
    tables = tokens_tables()
    assert "| `elements.facts.padding` | white between the box's edge and its words | pt | `7pt` | 0 to 144 |" in tables
    assert all(f"| `{name}` |" in tables or name.endswith(".size") for name in NAMES)


def test_every_token_says_what_it_is():
    def silent(path: str, group: type[BaseModel]) -> Iterator[str]:
        for name, field in group.model_fields.items():
            inner = model_in(field.annotation)
            if inner is not None:
                yield from silent(f"{path}{name}.", inner)
                said = field.description or inner.__doc__
            else:
                said = field.description
            if not said and name not in INTERNAL:
                yield path + name

    assert list(silent("", Design)) == []


def test_a_default_lies_inside_its_bounds():
    def outside(path: str, group: type[BaseModel]) -> Iterator[str]:
        for name, field in group.model_fields.items():
            inner = model_in(field.annotation)
            least, most = bounds_of(field)
            if inner is not None:
                yield from outside(f"{path}{name}.", inner)
            elif least is None or most is None or field.is_required():
                continue
            elif not least <= field.default <= most:
                yield path + name

    assert list(outside("", Design)) == []


ALLOWED = {
    "a rule of the language": """
        breaking.MOST_IN_A_RUN cuts.LONG_RUN cuts.GROUPED cuts.ABBREVIATION cuts._SHORTEST_CODE
        cuts._SHORTEST_PAIR pullquotes.ABBREVIATION pullquotes.FAR pullquotes.NAMED
        dropcap._MOST_MARKS dropcap._NEXT_WORD
        paragraph.LEAST_LAST paragraph.LATIN_LEAST_LAST pour.KEEP frame.LEAST_ROWS spacing.WORD_SPACE
        spacing.WORD_SPACE_LEAST spacing.WORD_SPACE_MOST spacing.HAN_LATIN spacing.HAN_LATIN_LEAST
        spacing.HAN_LATIN_MOST spacing.ADJACENT_MARKS spacing.LOOSE spacing.STRETCH_UNIT
        spacing.LATIN_WORD_SPACE_STRETCH spacing.LATIN_WORD_SPACE_SHRINK spacing.NARROW
        verse.WITH_SIGNATURE lines._NOTHING readings.OVERHANG readings._PLAY
    """,
    "how many digits telephone numbers have": """
        numbers.TRUNK_DIGITS numbers.ABROAD_DIGITS numbers.CALLED_DIGITS numbers.SERVICE
    """,
    "a rule of a puzzle, or what is meant where its copy says nothing": """
        sudokusolver.BOXES cells.MOST crossword.WIDE table.WHOLE
    """,
    "what glyphs are like": """
        dropcap.CAP_HEIGHT itemize.ASIDE itemize.NARROW
        classes.HAN_INK readings.KANA_INK readings.EM_TOP readings.EM_FOOT
        itemize._FLAGS lettering.ALIKE prose.TOP prose.LATIN page.DESCENT
        canvas._WIDE truetype._FINER truetype._MAX_ERROR truetype._HEAVIEST truetype._GLYPHS truetype._PRIVATE
        fitting._NARROW
    """,
    "a cost, by which ways to set or to arrange something are compared": """
        breaking.INFINITE_BADNESS breaking.OVERFULL_DEMERITS breaking.RIGID lines.TORN
        cuts.HYPHEN cuts.EXPLICIT_HYPHEN cuts.URL
        cuts.URL_HYPHEN cuts.CODE cuts.GROUP
        gaps.NUMBER_UNIT lines.SLIGHT heads.SIZE_WEIGHT heads.LARGER_WEIGHT heads.FAR_WEIGHT
        heads.LINE_BEYOND heads.FILL_WEIGHT
        heads.POINTS heads.WHITE_POINTS heads.MOST_POINTS display.BALANCE_WEIGHT display.SPACE_INSIDE
        phrases.OPEN phrases.PHRASE phrases.WORD phrases.COMPOUND phrases.BOUND phrases.TIED
        phrases.TITLE phrases.CUT phrases.JOINING phrases.IN_NAME itemize.UNNATURAL paragraph.LATIN_TOLERANCE
        paragraph.LATIN_COSTS
        paragraph.LATIN_HYPHEN paragraph.LATIN_USUAL_TOLERANCE paragraph.HANGUL_TOLERANCE syllables.SYLLABLE
        syllables.LAST_SYLLABLE
        pour.WIDOW pour.ORPHAN pour.HOLE pour.END_GAP pour.OVERSET pour.LEVER pour.SPACE pour.LONE_SOURCE
        picture.NARROWER_POINTS picture.WIDER_POINTS picture.CROP_POINTS
        body.STUB_ROWS body.STUB body.STRAY story.UPRIGHT_SPARE story.UPRIGHT_WHITE story.UPRIGHT_GAP
        pour.BLOCKED copyfit.HOLE_ROWS body.MOST_WHITE body.BARE body.BEYOND
        group.WHITE_POINTS
        group.EVEN_POINTS group.LARGE group.NOT_FIRST_POINTS group.SIZE_POINTS insets.STACKED_POINTS insets.BESIDE_HEAD
        picture.LACKING_POINTS picture.TALL_POINTS picture.EASED_POINTS text.BOX_MOVED text.BOX_WIDER
        body.POUR_UNITS body.LEG
        body.MISFIT body.LOST story.GIVING story.TRIES story.SMALLER_TRIES
        story.SMALLER story.SMALLER_POINTS text.LOOSENESS_COST
        text.STANZA_PARTED entries._SPLIT titles._SMALLER titles._FREE titles._LINE titles._STUB
        house._HALVES prose._FILLED prose._SQUEEZED
        words._EVEN words._SHORT words._ALONE words.BREAKS setting._OPTICAL setting._DUE parts._FOOT
        parts._NEARLY table.LOOKS
        setting._SIDE reply._NEARLY stack._OPTICAL
    """,
    "a step or a limit of a search": """
        story.BOX_PLACES insets.BESIDE_PART pour.BESIDE_LESS
        insets.MOST_ALIKE insets.MOST_VARIED picture.NEARLY pullquotes.CANDIDATES pullquotes.LONGEST
        breaking.FIRST_TRY breaking._TINY breaking._APART breaking._START text.LEVERS text.MOST_VARIED text.SWAPS
        pour.SLACKS stack._STEP stack._STEPS entries._LEADING_STEP entries._PLAY entries._BEST
        entries._HEADING_LINES display.MOST_WAYS texts.DISPLAY_LINES texts.LETTER
        fitting._SIZES fitting._TWO_LINES text.TURNED text.TURNED_ROWS text.NARROWER probe.LEAST
        teasers._SCALES attempt.TALLER attempt.MOST_FAULTS attempt.MOST_TRIES attempt.SPARE attempt.NEAR
        entries._NAMED fold._NEAR flow._NEAR flow._HALF titles._SHORT titles._NARROWER notice._SIGNED
        prose.MARGIN lines.OUT
        arrange._STEP arrange._STEPS arrange._SMALLER arrange._CELLS arrange._BESIDE arrange._STRIP words._TRIED
        words._SHORT_LINES words._LIST words._SURELY
    """,
    "the form in which numbers are handed to a kernel": """
        pour._FIELDS pour._KEEPS pour._WHOLE pour._BESIDE pour._LOOSE pour._SOURCE pour._UNTOLD
    """,
    "a limit of the press": """
        frame.THINNEST frame.LIGHTEST qr.SMALLEST_MODULE qr.LARGEST_MODULE qr.BLACK
    """,
    "set by a standard: ISO/IEC 18004, ISO/IEC 15420": """
        qr.QUIET barcode.MODULE barcode.SMALLEST_SCALE barcode.LARGEST_SCALE barcode._BARS barcode._GUARD barcode._FOOT
        barcode._ABOVE barcode._LEFT_QUIET barcode._RIGHT_QUIET barcode._ADD_ON_GAP barcode._ADD_ON_QUIET
        barcode._BLACK barcode._PAPER
    """,
    "a guard of memory or time, or how exact supplied work must be": """
        modules.LEAST_BLEED modules.MOST_BLEED
        kit.OPEN_STORIES files.MAX_BYTES sheets.KEPT subsets.KEPT paragraph.KEPT
    """,
    "a ratio of sizes that says which rank type has, or where a kind of ad begins": """
        sizes._LEAST_RATIO sizes._TEXT_GIVES sizes._SMALL display._MUCH_TEXT display._SMALL_MODULE
    """,
    "how an ornament or a curve is drawn, in units of a token": """
        borders._HOOK borders._HOOK_STEP borders._SCISSORS_AT borders._SCISSORS_LENGTH
        borders._CIRCLE borders._RULES
        skies.PUFFS skies.FOOT skies.ARC skies.PAPER frames.WAVE_STEPS galley.PX
    """,
}
"""Numbers of modules that are no layout numbers: why not, and which."""


def _numbers(module: ast.Module) -> Iterator[str]:
    """Yield the names that a module gives numbers to."""
    for statement in module.body:
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets, value = [statement.target], statement.value
        else:
            continue
        constants = (node.value for node in ast.walk(value) if isinstance(node, ast.Constant))
        if any(isinstance(each, int | float) and not isinstance(each, bool) for each in constants):
            yield from (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))


def test_no_layout_number_is_in_python():
    allowed = {name for names in ALLOWED.values() for name in names.split()}
    found = {
        f"{path.stem}.{name}"
        for path, module in trees().items()
        if path.relative_to(LAYOUT).parts[0] in ("compose", "ads", "render")
        for name in _numbers(module)
    }
    assert sorted(found - allowed) == [], "a layout number is a token of design.yaml: layout/design/"
    assert sorted(allowed - found) == [], "there is no such number any more"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("GAP = 5.0", ["GAP"]),
        ("A, B = 1, 2", ["A", "B"]),
        ("SIZES: tuple[float, ...] = (1.0, 0.9)", ["SIZES"]),
        ("WIDE = 3 * MM", ["WIDE"]),
        ("NAME = 'a'", []),
        ("def f():\n    x = 1", []),
        ("FLAG = True", []),
    ],
)
def test_numbers_of_a_module_are_found(source, names):
    assert list(_numbers(ast.parse(source))) == names
