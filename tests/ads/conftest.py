from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps

from layout.ads.kinds.classified import ClassifiedAd, ClassifiedEntry
from layout.ads.kinds.contact import ContactAd
from layout.ads.kinds.display import DisplayAd
from layout.ads.kinds.house import HouseAd
from layout.ads.kinds.notice import NoticeAd
from layout.ads.kinds.slogan import SloganAd
from layout.design.fonts import FontBook
from layout.design.tokens import Design, load_design
from layout.edition.ads import AdPicture, Contact, QrCode


@pytest.fixture(scope="session")
def design() -> Design:
    return load_design(Path(__file__).parents[2] / "templates" / "tabloid")


@pytest.fixture(scope="session")
def fonts(design: Design) -> FontBook:
    return FontBook(design.fonts)


@pytest.fixture(scope="session")
def slogan() -> SloganAd:
    return SloganAd(
        kind="slogan",
        id="subscribe",
        columns=2,
        rows=8,
        slogans=("有限的付出", "期待无限", "雄厚的实力", "价值永恒"),
        title="《衡水晚报》",
        subtitle="微信息",
        contacts=(Contact(label="订版热线", value="13503189058"),),
    )


@pytest.fixture(scope="session")
def house() -> HouseAd:
    return HouseAd(
        kind="house",
        id="house",
        columns=3,
        rows=16,
        title="衡水日报社融媒体中心策划营销中心",
        claims=("主流媒体", "资质齐全", "导向准确", "专业运营"),
        services_title="拓展业务",
        services=("文旅活动", "室内外大型展览展会", "专题片", "宣传片", "短视频", "画册", "宣传册", "海报"),
        highlight="公众号+网站+小程序托管等业务",
        contacts=(
            Contact(label="联系电话", value="0318-2065575"),
            Contact(label="联系人", value="18603184959"),
        ),
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """An edition folder with a picture in colour, a grey one and a logo with transparent corners, drawn here."""
    folder = tmp_path_factory.mktemp("edition")
    shop = Image.linear_gradient("L").resize((1500, 1000))
    Image.merge("RGB", (shop, ImageOps.invert(shop), shop.rotate(180))).save(folder / "shop.jpg", quality=90)
    shop.save(folder / "grey.png")
    logo = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    ImageDraw.Draw(logo).ellipse((20, 20, 580, 380), fill=(200, 20, 30, 255))
    logo.save(folder / "logo.png")
    return folder


@pytest.fixture(scope="session")
def contact() -> ContactAd:
    return ContactAd(
        kind="contact",
        id="station",
        columns=2,
        rows=10,
        title="衡水晚报发行站",
        lines=("地址：衡水市人民东路318号报业大厦一层", "时间：每日8:00至18:00，节假日不休"),
        contacts=(Contact(label="订报热线", value="0318-2065575"), Contact(label="投诉电话", value="13503189058")),
        qr=QrCode(phone="0318-2065575", caption="扫码订报"),
    )


@pytest.fixture(scope="session")
def display() -> DisplayAd:
    return DisplayAd(
        kind="display",
        border="thick",
        id="shop",
        columns=3,
        rows=18,
        headline="家具大卖场周年庆",
        subline="全场五折起",
        text=("十年老店回馈街坊：实木床、餐桌、沙发现场看样，当日送货上门并免费安装，数量有限，送完为止——先到先得。",),
        picture=AdPicture(file="shop.jpg"),
        logo=AdPicture(file="logo.png"),
        contacts=(Contact(label="订购热线", value="0318-2065575"),),
        qr=QrCode(url="https://example.com/jiaju/2022", caption="扫码看样"),
    )


@pytest.fixture(scope="session")
def classified() -> ClassifiedAd:
    entries = [
        ("转让", "旺铺转让", "因回乡，转让胜利路早餐店，设备齐全，客源稳定，接手即可营业。电话13931880003"),
        ("招聘", "诚聘店员", "某连锁超市招理货员五名、收银员三名，月薪三千五起，包午餐，有社保。电话13503189058"),
        ("招聘", "招保洁", "小区保洁两名，住建设大街附近优先。电话13131880001"),
        ("声明", "遗失", "李四遗失残疾证一本，声明作废。"),
        ("转让", "洗车店", "工业路洗车店整体转让，租期尚余三年，价格面议。电话13831880004"),
        ("家政", "月嫂", "持证上岗，十年经验，可试工三天。电话0318-2065575"),
        ("家政", "专业搬家", "大小车辆齐全，拆装家具、长短途，随叫随到。电话13503189058"),
        ("房屋出租", "门面房", "和平西路临街一百二十平方米，水电暖齐，适合餐饮药店，租期面议。电话15231880002"),
    ]
    return ClassifiedAd(
        kind="classified",
        id="small-ads",
        columns=3,
        rows=20,
        title="便民信息",
        note="内容由刊登者负责，交易前请核实证照。",
        headings=("招聘", "房屋出租", "转让", "家政", "声明"),
        entries=tuple(ClassifiedEntry(heading=heading, lead=lead, text=text) for heading, lead, text in entries),
        contacts=(Contact(label="刊登热线", value="0318-2065575"),),
    )


@pytest.fixture(scope="session")
def notice() -> NoticeAd:
    return NoticeAd(
        kind="notice",
        id="water",
        columns=2,
        rows=13,
        title="停水公告",
        text=(
            "因人民东路给水管网改造，定于2022年4月17日22时至18日6时停水，涉及阳光小区、报业大厦等二十六家单位和居民小区。",
            "请有关用户提前储水，并关好家中水龙头。由此带来的不便，敬请谅解——恢复供水时间如有变化，另行通知。",
        ),
        signature="衡水市水务集团有限公司",
        date="2022年4月15日",
    )
