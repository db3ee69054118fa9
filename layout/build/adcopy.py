"""What the ads of the ad specimen say, in Chinese and in English: a shop for every look.

All shops and telephone numbers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from layout.ads.looks.table import LookName
from layout.edition.ads import Offer

PICTURE, LOGO = "town.jpg", "plate.jpg"
"""Pictures that come with the program."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop's copy: headline, subline, the sentences of its text, two contacts, what its code opens and says."""

    headline: str
    subline: str
    text: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...]
    url: str
    caption: str
    offer: Offer | None = None


HAN: dict[LookName, Shop] = {
    "classic": Shop(
        "云岭头采今日到店",
        "海拔一千二百米，清明前三天采",
        (
            "头采绿茶一年只有这几天。茶农清早上山，当天杀青，第二天一早送到柜台，芽叶完整，汤色清亮。",
            "现场可以先尝后买，不满意不收钱。凭本报到店，送粗陶小杯一只，每天限一百只，送完为止。",
        ),
        (("鼓楼店", "0999-0000118"), ("北门店", "0999-0000119")),
        "https://example.com/tea",
        "扫码订茶",
    ),
    "bold": Shop(
        "旧家电换新 上门估价",
        "冰箱 洗衣机 空调都收",
        (
            "电话约好时间，师傅带秤上门，当面估价，当面付钱。旧机器拆走，新机器装好，包装和垃圾一并带走。",
            "买新机满一千元，旧机另加一百元。老小区没有电梯，搬楼不另收费。",
        ),
        (("换新热线", "0999-0000127"), ("地址", "河堤路12号")),
        "https://example.com/change",
        "扫码估价",
    ),
    "modern": Shop(
        "把阳台还给阳光",
        "断桥铝门窗 量尺设计安装一家做完",
        (
            "一扇好窗，关上就安静。我们只做门窗一件事：自己的工厂，自己的安装队，量尺的人和装窗的人是同一位师傅。",
            "免费上门量尺，三天出图，十五天装好。五金件保用十年，密封条五年内免费更换。",
        ),
        (("预约量尺", "0999-0000136"),),
        "https://example.com/windows",
        "看实景案例",
    ),
    "elegant": Shop(
        "听雨轩素食馆",
        "四月时令新菜",
        (
            "荠菜春卷、香椿豆腐、松茸清汤，食材每天清早从近郊的菜园送来。每桌一壶明前茶，不另收茶位费。",
            "院里只有九张桌子，请提前一天订位。",
        ),
        (("订位", "0999-0000145"),),
        "https://example.com/rain",
        "扫码看菜单",
    ),
    "offer": Shop(
        "春季体检套餐",
        "十六项检查 当天出报告",
        (
            "血常规、肝功能、肾功能、心电图、胸片、腹部彩超等十六项，空腹来，一个上午做完。",
            "六十五岁以上老人持证再减三十元；三人同来，专人陪检。周六周日照常。",
        ),
        (("预约电话", "0999-0000154"), ("地址", "人民路86号")),
        "https://example.com/check",
        "扫码预约",
        Offer(amount="268", before="¥", unit="/人", was="原价398元"),
    ),
    "poster": Shop(
        "河湾新城 推窗见水",
        "首批九十六套 本周六开盘",
        (
            "南北通透的三居室，客厅面宽四米二，每户有六平方米的观景阳台。楼下就是两公里的滨河步道。",
            "小学、菜市场、公交首末站都在五百米以内。样板间每天九时至十八时开放。",
        ),
        (("售楼热线", "0999-0000163"), ("样板间", "滨河路1号")),
        "https://example.com/riverside",
        "看户型图",
    ),
}

LETTERS: dict[LookName, Shop] = {
    "classic": Shop(
        "Bread as it was in 1911",
        "Stone-ground flour, a slow night’s rise",
        (
            "We light the oven at two and the first loaves are on the shelf at six. Rye on Mondays, seeded wheat every "
            "day, and the long white loaf until it runs out.",
            "Bring this ad and we will cut you a slice of whatever is warm. Saturday orders by Friday noon, please.",
        ),
        (("Tackle Lane", "555-0155"), ("Wharf Street", "555-0156")),
        "https://example.com/bread",
        "Order ahead",
    ),
    "bold": Shop(
        "We buy old engines",
        "Running or not, cash on the spot",
        (
            "Outboards, diesels, mowers and pumps. Call with make and year and we tell you a price; if you like it we "
            "come with the truck the same day.",
            "Parts for most makes since 1960 on the shelf. Open all winter.",
        ),
        (("Call Pike", "555-0114"), ("Yard", "4 Wharf Street")),
        "https://example.com/engines",
        "Get a price",
    ),
    "modern": Shop(
        "A quiet window",
        "Measured, made and fitted by the same two people",
        (
            "A good window is one you never think about. We make ours in the shed behind the school, from oak and "
            "larch, with glass that keeps the wind where it belongs.",
            "We measure for nothing, draw within three days and fit within three weeks. Hinges are guaranteed for ten "
            "years, and so is our temper.",
        ),
        (("Workshop", "555-0136"),),
        "https://example.com/windows",
        "See our work",
    ),
    "elegant": Shop(
        "The Lantern Room",
        "Supper by the harbor",
        (
            "Six tables, one menu, whatever came in on the morning boat. Tonight: mussels in cider, turbot with brown "
            "butter, and a pear that has been thinking about it since noon.",
            "Thursday to Sunday from seven.",
        ),
        (("Tables", "555-0162"),),
        "https://example.com/lantern",
        "The menu",
    ),
    "offer": Shop(
        "Winter boiler check",
        "Before the first frost, by a licensed fitter",
        (
            "Cleaned, tested, bled and signed for. If we find something we tell you the price before we touch it.",
            "Two boilers on one street on one day: ten dollars off each. Evenings and Saturdays cost the same.",
        ),
        (("Book", "555-0154"), ("Shop", "86 Main Street")),
        "https://example.com/boiler",
        "Book online",
        Offer(amount="69", before="$", unit="all in", was="was $95"),
    ),
    "poster": Shop(
        "Wake up to the river",
        "Twelve new cottages, open house Saturday",
        (
            "Two and three bedrooms, south porches, a landing of your own. The school and the ferry slip are five "
            "minutes on foot, the bakery four.",
            "Come and see the model cottage any day between nine and six; the kettle is on.",
        ),
        (("Sales", "555-0163"), ("Office", "1 River Road")),
        "https://example.com/river",
        "Floor plans",
    ),
}
