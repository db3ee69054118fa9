"""Sizes sold by a name, coupons, masthead boxes and equal notices."""

import pytest

from layout.ads.borders import frame
from layout.ads.draw import compose_ad
from layout.ads.kinds.coupon import CouponAd
from layout.ads.kinds.masthead import MastheadAd
from layout.ads.kinds.notice import NoticeAd
from layout.ads.kinds.notices import NoticeEntry, NoticesAd
from layout.ads.modules import Module, sold_module, with_sizes
from layout.base.codes import Code
from layout.base.units import Rect
from layout.edition.ads import AdPicture, Contact, QrCode
from layout.scene.shapes import Bitmap, Outline, Panel
from layout.scene.text import Text
from tests.planning.editions import edition, page, story

COUPON = CouponAd(
    kind="coupon",
    id="coupon",
    columns=2,
    rows=26,
    headline="读者回执",
    subline="前一百名有效",
    text=("剪下本券，填好后寄回。",),
    fields=("姓名", "通信地址"),
    reply_to=("读者部", "渡口市河堤路12号"),
    code="回执DK1128",
    qr=QrCode(url="https://example.com/dk"),
    tint=10,
)
MASTHEAD = MastheadAd(
    kind="masthead",
    id="masthead",
    columns=1,
    rows=26,
    title="渡口晚报",
    entries=(Contact(label="总编辑", value="江一帆"),),
    lines=("邮编：053000",),
    qr=QrCode(phone="2065575"),
    tint=10,
)
NAMES = ("王老师", "渡口小学", "晨跑团")


def notices(**changed):
    entries = tuple(
        NoticeEntry(name=name, dates="四十年", text=("新年好。",), signature=f"{name}同人") for name in NAMES
    )
    return NoticesAd(**{"kind": "notices", "id": "greet", "columns": 5, "rows": 42, "entries": entries, **changed})


def drawn(ad, design, fonts, folder=None):
    made = sold_module(ad, design)
    return compose_ad(ad, made.width, made.height, design, fonts, **({"folder": folder} if folder else {}))


def said(shapes, field=""):
    return "".join(shape.text for shape in shapes if isinstance(shape, Text) and shape.field.startswith(field))


@pytest.mark.parametrize(
    ("size", "columns", "rows"),
    [("full", 5, 84), ("half", 5, 42), ("quarter", 5, 21), ("strip", 5, 10), ("double-strip", 5, 21)],
)
def test_a_size_is_so_many_columns_and_rows(size, columns, rows, design):
    made = Module.named(size, design)
    assert (made.columns, made.rows) == (columns, rows)
    assert made.width == design.grid.measure(columns)


def test_a_template_may_have_measures_of_its_own_for_a_size(design):
    own = design.model_copy(update={"ads": design.ads.model_copy(update={"sizes": {"quarter": (3, 40)}})})
    assert [(made.columns, made.rows) for made in (Module.named("quarter", own), Module.named("strip", own))] == [
        (3, 40),
        (5, 10),
    ]


def test_a_quarter_stands_over_half_of_the_columns_where_they_can_be_halved(design):
    even = design.model_copy(update={"grid": design.grid.model_copy(update={"columns": 4, "rows": 94})})
    made = Module.named("quarter", even)
    assert (made.columns, made.rows) == (2, 47)


def test_what_runs_off_the_page_is_as_large_as_the_page_and_its_bleed(design):
    made = Module.named("bleed", design)
    assert (made.width, made.height) == pytest.approx((291 * 72 / 25.4, 426 * 72 / 25.4))


def sized(name, size):
    return NoticeAd(id=name, kind="notice", size=size, title="公告", text=("今夜停水。",))


def test_ads_of_a_page_of_their_own_fill_it_to_the_foot(design):
    ads = [sized("a", "half"), sized("b", "quarter"), sized("c", "strip"), sized("d", "strip")]
    made = with_sizes(edition([page("A2", ads=("a", "b", "c", "d"))], [], ads), lambda _: design)
    assert [made.ads[name].rows for name in "abcd"] == [43, 21, 10, 10]
    assert sold_module(made.ads["a"], design).height == 43 * design.grid.row
    beside = with_sizes(edition([page("A2", "s", ads=("a", "c"))], [story("s", 300)], ads[::2]), lambda _: design)
    assert [beside.ads[name].rows for name in "ac"] == [42, 10]


def test_a_coupon_has_its_words_and_a_rule_to_write_on_for_each_field(design, fonts):
    shapes = drawn(COUPON, design, fonts)
    for words in ("读者回执", "前一百名有效", "剪下本券", "姓名", "通信地址", "读者部", "回执DK1128"):
        assert words in said(shapes).replace(" ", "")
    labels = [shape for shape in shapes if isinstance(shape, Text) and shape.field == "fields"]
    rules = [shape.rect for shape in shapes if isinstance(shape, Panel) and shape.rect.height < 1]
    for label in labels:
        (behind,) = [rule for rule in rules if 0 <= rule.y - label.baseline < 3]
        assert behind.x > label.ink.right
        assert behind.width > 60


def test_a_coupon_is_cut_out_along_dashes_that_stop_at_the_scissors(design):
    border = frame(Rect(0, 0, 200, 100), "coupon", "square", design.colours["ink"], design.ads.border)
    (dashes,) = [shape for shape in border.shapes if isinstance(shape, Outline)]
    assert dashes.dash == (design.ads.border.cut_dash, design.ads.border.cut_gap)
    assert not dashes.closed
    others = [
        point
        for shape in border.shapes
        if shape is not dashes
        for one in shape.contours
        for part in one
        for point in part
    ]
    start, end = dashes.points[-1][0], dashes.points[0][0]
    assert all(start <= x <= end and 0 <= y <= design.ads.border.scissors for x, y in others)
    assert border.inside == Rect(12, 12, 176, 76)


def test_a_masthead_box_says_who_and_where(design, fonts):
    words = said(drawn(MASTHEAD, design, fonts))
    assert all(part in words for part in ("渡口晚报", "总编辑", "江一帆", "053000"))


def test_notices_are_of_one_size_and_in_type_of_one_size(design, fonts, folder):
    faced = NoticeEntry(name="张大山", text=("祝岁岁平安。",), picture=AdPicture(file="shop.jpg"))
    ad = notices(title="新春贺词", each="double", entries=(*notices().entries, faced))
    shapes = drawn(ad, design, fonts, folder)
    assert "新春贺词" in said(shapes, "title")
    assert "四十年" in said(shapes)
    assert "王老师同人" in said(shapes)
    assert sum(isinstance(shape, Bitmap) for shape in shapes) == 1
    frames = [shape for shape in shapes if isinstance(shape, Outline)]
    assert len(frames) == 2 * 4  # double: two rules each
    sizes = {(p[1][0] - p[0][0], p[2][1] - p[1][1]) for p in (outline.points for outline in frames[::2])}
    assert len({(round(wide, 2), round(tall, 2)) for wide, tall in sizes}) == 1
    assert (
        len(
            {
                shape.run.size
                for shape in shapes
                if isinstance(shape, Text) and shape.text in ("新年好。", "祝岁岁平安。")
            }
        )
        == 1
    )


def test_notices_are_sorted_by_name_and_stand_in_the_columns_asked_for(design, fonts):
    def places(ad):
        names = {
            shape.text: (round(shape.ink.y), shape.x) for shape in drawn(ad, design, fonts) if isinstance(shape, Text)
        }
        return sorted(NAMES, key=names.__getitem__), len({names[name][0] for name in NAMES})

    assert places(notices(across=3)) == (list(NAMES), 1)
    assert places(notices(across=3, order="name")) == (["晨跑团", "渡口小学", "王老师"], 1)
    assert places(notices(across=1, order="name")) == (["晨跑团", "渡口小学", "王老师"], 3)


def test_a_size_or_columns_and_rows_and_not_both(tmp_path):
    from layout.build.inputs import read_folder
    from tests.conftest import ROOT

    page = "  - {id: A2, template: tabloid, stories: [], ads: [a, b]}\n"
    head = "paper: {name: 渡口晚报}\ndate: 2022-04-15\nissue: 1\npages:\n"
    (tmp_path / "edition.yaml").write_text(head + page, "utf-8")
    one = "- {id: a, kind: notice, title: 公告, text: [今夜停水。]}\n"
    two = "- {id: b, kind: notice, size: half, columns: 5, title: 公告, text: [今夜停水。]}\n"
    (tmp_path / "ads.yaml").write_text(one + two, "utf-8")
    loaded = read_folder(tmp_path, ROOT / "templates")
    assert [(each.code, each.place.line) for each in loaded.errors] == [(Code.MISSING_KEY, 1), (Code.MISSING_KEY, 1)]
    (tmp_path / "ads.yaml").write_text(two.replace("b,", "a,") + two, "utf-8")
    loaded = read_folder(tmp_path, ROOT / "templates")
    assert [each.code for each in loaded.findings] == [Code.NO_EFFECT, Code.NO_EFFECT]
