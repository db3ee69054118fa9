"""Notices: composed rather than blown up, alike where they stand together, their titles broken as a head is."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from types import SimpleNamespace

import pytest

from layout.ads.alike import fellows
from layout.ads.draw import AdDrawing
from layout.ads.kinds import KINDS
from layout.ads.kinds.notice import NoticeAd
from layout.ads.kinds.notices import NoticeEntry, NoticesAd
from layout.ads.kit import Kit
from layout.ads.pictures import separate
from layout.ads.titles import fitted, lines_in
from layout.base.diagnostics import Report
from layout.base.units import Rect
from layout.build import page as build_page
from layout.scene.text import Text

LONG = "因人民东路给水管网改造，定于2022年4月17日22时至18日6时停水，涉及二十六家单位，请提前储水，并关好水龙头。"


def notice(name: str, title: str, *text: str, signature: str = "水务集团", date: str = "2022年4月15日") -> NoticeAd:
    return NoticeAd(kind="notice", id=name, columns=2, rows=14, title=title, text=text, signature=signature, date=date)


NOTICES = (
    notice("lost", "遗失声明", "张三遗失身份证，声明作废。"),
    notice("water", "停水公告", LONG, LONG, LONG),
    notice("meeting", "关于召开2022年度第3次业主大会的通知", "本周六上午九时，报业大厦一层。", signature="业主委员会"),
)


@pytest.fixture(scope="module")
def kit(design, fonts, tmp_path_factory) -> Kit:
    return Kit.of(design, fonts, tmp_path_factory.mktemp("ads"), separate, Report(), "zh-Hans")


def set_in(ad, box: Rect, kit: Kit, others=()) -> list[Text]:
    shapes = KINDS.named(ad.kind).compose(ad, box, replace(kit, fellows=tuple(others)))
    return [shape for shape in shapes if isinstance(shape, Text)]


def of(texts: list[Text], field: str) -> list[Text]:
    return [text for text in texts if text.field == field]


def measures(texts: list[Text]) -> tuple[float, float, float, float]:
    """The sizes of title and text, and where the first line of either stands."""
    title, text = of(texts, "title"), of(texts, "text")
    return title[0].size, text[0].size, round(title[0].baseline, 3), round(text[0].baseline, 3)


BOX = Rect(0, 0, 283, 200)


def test_notices_of_one_module_are_alike_in_the_least_that_all_can_hold(kit):
    together = [set_in(ad, BOX, kit, [each for each in NOTICES if each is not ad]) for ad in NOTICES]
    one_line = {measures(texts) for ad, texts in zip(NOTICES, together, strict=True) if ad.id != "meeting"}
    assert len(one_line) == 1
    assert len({(of(texts, "title")[0].size, of(texts, "text")[0].size) for texts in together}) == 1
    assert len({of(texts, "signature")[0].size for texts in together}) == 1
    alone = [measures(set_in(ad, BOX, kit)) for ad in NOTICES]
    ((title, text, *_),) = one_line
    # A title that gives way to another one leaves the longest text more room than it has alone.
    assert min(size for _, size, *_ in alone) <= text < max(size for _, size, *_ in alone)
    assert title <= min(size for size, *_ in alone)


def test_it_does_not_matter_in_which_order_they_stand(kit):
    made = [set_in(NOTICES[0], BOX, kit, others) for others in permutations(NOTICES[1:])]
    assert made[0] == made[1]


def test_who_signs_a_short_notice_stands_as_low_as_beside_it(kit):
    together = [set_in(ad, BOX, kit, [each for each in NOTICES if each is not ad]) for ad in NOTICES[:2]]
    assert len({round(of(texts, "date")[0].baseline, 2) for texts in together}) == 1


def test_one_that_has_no_room_does_not_make_the_others_small(kit):
    far_too_long = notice("long", "公告", *[LONG] * 20)
    assert set_in(NOTICES[0], BOX, kit, [far_too_long]) == set_in(NOTICES[0], BOX, kit)


def test_fellows_are_of_one_kind_and_one_module():
    lost, water, meeting = NOTICES
    greeting = NoticesAd(kind="notices", id="greeting", columns=2, rows=14, entries=(NoticeEntry(name="王老师"),))
    found = fellows([(lost, 283, 200), (water, 283, 200), (meeting, 283, 182), (greeting, 283, 200)])
    assert found == {"lost": (water,), "water": (lost,), "meeting": (), "greeting": ()}


def test_the_ads_of_a_page_are_drawn_with_their_fellows(monkeypatch):
    """Those that stand alone are taken as they were drawn before; those that are alike are drawn together."""
    ads = {ad.id: ad for ad in NOTICES}
    boxes = [SimpleNamespace(id=name, rect=Rect(0, 0, 283, 182 if name == "meeting" else 200)) for name in ads]
    kept: list[tuple[str, tuple[str, ...]]] = []

    def keep(ad, rect, edition, kit, press, others):
        kept.append((ad.id, tuple(other.id for other in others)))
        return AdDrawing(rect.width, rect.height, b"anew", ())

    monkeypatch.setattr(build_page, "_kept", keep)
    before = {name: AdDrawing(1, 1, b"before", ()) for name in ads}
    edition, model = SimpleNamespace(ads=ads), SimpleNamespace(ads=boxes)
    kit = SimpleNamespace(design=SimpleNamespace(fold=None))
    placed = build_page.draw_ads(edition, model, kit, None, Report(), before)
    assert kept == [("lost", ("water",)), ("water", ("lost",))]
    assert {each.id: each.pdf for each in placed} == {"lost": b"anew", "water": b"anew", "meeting": b"before"}


@pytest.mark.parametrize(("width", "height"), [(283, 312), (432, 364), (728, 545), (728, 1092), (135, 260)])
def test_a_few_words_in_a_large_module_are_composed(width, height, kit):
    texts = set_in(NOTICES[0], Rect(0, 0, width, height), kit)
    title, text, date = of(texts, "title"), of(texts, "text"), of(texts, "date")
    assert 9.5 <= text[0].size <= 21
    assert 1.5 <= title[0].size / text[0].size <= 2.01
    above, below = min(each.ink.y for each in title), height - max(each.ink.bottom for each in date)
    assert 0.55 < above / below < 0.95  # a little over the middle
    assert date[0].baseline - title[0].baseline < 13 * text[0].size  # kept together, not spread over the box
    assert max(each.ink.right for each in texts) - min(each.ink.x for each in texts) <= 31 * text[0].size


def test_a_text_of_two_lines_is_parted_between_its_phrases(kit):
    lines: dict[float, str] = {}
    for text in of(set_in(notice("x", "公告", "今晚停水，明早六时恢复。"), Rect(0, 0, 135, 156), kit), "text"):
        lines[text.baseline] = lines.get(text.baseline, "") + text.text
    assert list(lines.values()) == ["今晚停水，", "明早六时恢复。"]


def test_names_of_a_box_of_notices_are_of_one_size_and_level(kit):
    entries = tuple(
        NoticeEntry(name=name, text=(text,), signature=signature)
        for name, text, signature in (
            ("阿琴", "我们想你。", "爸爸妈妈"),
            ("渡口小学全体师生", LONG[:40], "五年级二班"),
            ("王老师", "师恩难忘。电话0318-2065575。", ""),
        )
    )
    ad = NoticesAd(kind="notices", id="x", columns=5, rows=20, across=3, entries=entries)
    texts = set_in(ad, Rect(0, 0, 728, 180), kit)
    names = [text for text in texts if text.text in ("阿琴", "渡口小学全体师生", "王老师")]
    assert len(names) == 3
    assert len({(text.size, round(text.baseline, 3)) for text in names}) == 1
    assert len({round(text.baseline, 2) for text in texts if text.text in ("爸爸妈妈", "五年级二班")}) == 1
    assert any(text.text == "0318-2065575" and text.run.face.endswith("bold") for text in texts)


@pytest.mark.parametrize(
    ("title", "em", "lines"),
    [
        ("关于人民东路停水的公告", 7, ["关于人民东路", "停水的公告"]),
        ("热烈祝贺衡水晚报创刊三十周年", 9, ["热烈祝贺衡水晚报", "创刊三十周年"]),
        ("关于召开2022年度第3次业主大会的通知", 11, ["关于召开2022年度", "第3次业主大会的通知"]),
        ("衡水市自然资源和规划局拍卖出让公告", 11, ["衡水市自然资源和规划局", "拍卖出让公告"]),
        ("减资公告", 5, ["减资公告"]),
    ],
)
def test_titles_are_broken_where_no_name_is_parted(title, em, lines, kit):
    found, size = fitted(title, "title", kit.palette.display, em * 18.0, 18.0, 3)
    assert [line.text for line in found] == lines
    assert lines_in(title, "title", kit.palette.display, em * 18.0, size, 3) == found
