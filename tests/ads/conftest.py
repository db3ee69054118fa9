from __future__ import annotations

from pathlib import Path

import pytest

from layout.content.model import Contact, HouseAd, SloganAd
from layout.design import Design, load_design
from layout.fonts import FontBook


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
