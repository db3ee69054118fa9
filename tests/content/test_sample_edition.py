"""The sample edition holds every fact of the page it stands for, at its lengths, and none of its sentences.

``data/reference-shingles.txt`` holds the page the sample was written after, as hashes only: one for each run
of 25 characters of its normalised text. It was made by this file, from a text file of that page::

    python -m tests.content.test_sample_edition PAGE.txt > tests/content/data/reference-shingles.txt
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML

from layout.ads.kinds import KINDS
from layout.ads.kinds.house import HouseAd
from layout.ads.kinds.slogan import SloganAd
from layout.edition.ads import Ad, Contact
from layout.edition.model import Page, Paper

ROOT = Path(__file__).resolve().parents[2]
EDITION = ROOT / "content" / "2022-04-15"
SHINGLES = Path(__file__).parent / "data" / "reference-shingles.txt"
REFERENCE = ROOT.parent / "shared" / "reference" / "page-text.txt"
"""The page's text; it is not part of the repository, and only the test of the fixture's age asks for it."""

STORIES = ("lead", "wuqiang", "nft", "epa")
RUN = 25
"""No run of this many characters may be shared with the reference."""

JUMP_LINE = "（上接B1版）"

# The lengths the reference page has, in characters without white space; the sample keeps within 5 % of them.
# The first figure of a story is the one for its body, the notice of its source included where it ends in one.
REFERENCE_LENGTH = {"lead": 1695, "wuqiang": 277, "nft": 725, "epa": 813}
WUQIANG_WITH_HEAD = 330
# The same lengths as an editor orders them, in round figures; the sample keeps within 5 % of these too.
ORDERED_LENGTH = {"lead": 1700, "wuqiang": 277, "nft": 700, "epa": 800}

FIGURES = {
    "lead": (
        "14 6 9 39.4 28.5 63.4 76.6 1.2 5.1 4.2 44 20 4.1 4067 4170 6178 19.5 21.4 210.6 3291 21 "
        "2.0 12381 2021 92 21.7 4300 30 1466 2.3"
    ),
    "wuqiang": "7 11 30 220 380 5200",
    "nft": "13",
    "epa": "14 5 1260 1580 4.7 2019 20 2020 2022 1 3 30.4 10 2015 6500 7729",
}

NAMES = {
    "lead": (
        "公安部副部长杜航伟 国家移民管理局 最高法 最高检 工信部 人民银行 三大运营商 国家反诈中心 "
        "工业和信息化部网络安全管理局局长隋静 中国人民银行支付结算司司长温信祥 "
        "中央网信办 外交部 教育部 司法部 "
        "公安部刑事侦查局局长刘忠义 最高人民法院刑三庭负责人李睿懿 最高人民检察院第四检察厅负责人程雷 "
        "“断流” “断卡” “断卡行动2.0” “一证通查” “两卡” "
        "“老年人亲情号码预警” “闪信霸屏预警” 12381涉诈预警劝阻短信系统"
    ),
    "wuqiang": "武强 “飞线” 电信 移动 联通 广电 供电 创城 百名 入地、入管、贴墙、捆扎",
    "nft": (
        "中国互联网金融协会 中国银行业协会 中国证券业协会 招联金融首席研究员董希淼 非同质化通证 ICO "
        "比特币 以太币 泰达币 证券 保险 信贷 贵金属 反洗钱"
    ),
    "epa": (
        "第二轮第六批 中央生态环境保护督察组 邯郸市 河北新金钢铁有限公司 河北新武安钢铁集团烘熔钢铁有限公司 "
        "宿迁 宿豫区 宿迁市豫星化工工业有限责任公司 磷石膏 鄂托克旗棋盘井 “糊涂账” 那曲市色尼区 “乌昌石” "
        "乌鲁木齐市 昌吉州 五家渠市 石河子市 天山北坡经济带"
    ),
}

_HALF_WIDTH = str.maketrans("。、“”‘’【】", ".,\"\"''[]")


class SampleStory(NamedTuple):
    """A story file: its front matter, its body as written, and all its words in reading order."""

    meta: dict[str, Any]
    body: str

    @property
    def words(self) -> str:
        heads = (str(self.meta.get(key, "")) for key in ("kicker", "headline", "deck"))
        return "\n".join((*heads, self.body))


def normalise(text: str) -> str:
    """The text without white space or subhead marks, punctuation and letters in their half-width forms."""
    folded = unicodedata.normalize("NFKC", text).translate(_HALF_WIDTH)
    return "".join(folded.split()).replace("#", "")


def windows(text: str, size: int = RUN) -> list[str]:
    """Every run of ``size`` characters of the normalised text, in order; none if it is shorter."""
    plain = normalise(text)
    return [plain[start : start + size] for start in range(len(plain) - size + 1)]


def shingle(window: str) -> str:
    """Eight hexadecimal digits that stand for the window and do not tell it."""
    return hashlib.blake2b(window.encode(), digest_size=4).hexdigest()


def shared_runs(text: str, shingles: frozenset[str]) -> list[str]:
    """The windows of the text whose hashes are in the set."""
    return [window for window in windows(text) if shingle(window) in shingles]


def read_story(name: str) -> SampleStory:
    opening, head, body = (EDITION / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    return SampleStory(YAML(typ="safe").load(head), body)


def length(text: str) -> int:
    return len("".join(text.split()))


def body_length(story: SampleStory) -> int:
    return length(re.sub(r"^## ", "", story.body, flags=re.MULTILINE))


def figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def read_ads() -> dict[str, Ad]:
    listed = YAML(typ="safe").load(EDITION / "ads.yaml")
    # Through JSON, because the models are strict and know a YAML list only as JSON's array.
    ads = [KINDS.named(ad["kind"]).model.model_validate_json(json.dumps(ad)) for ad in listed]
    return {ad.id: ad for ad in ads}


@pytest.fixture(scope="module")
def reference_shingles() -> frozenset[str]:
    return frozenset(SHINGLES.read_text(encoding="ascii").split())


class TestOwnWords:
    @pytest.mark.parametrize("name", STORIES)
    def test_shares_no_long_run_with_the_reference(self, name: str, reference_shingles: frozenset[str]) -> None:
        assert shared_runs(read_story(name).words, reference_shingles) == []

    def test_the_fixture_is_of_the_reference_page(self, reference_shingles: frozenset[str]) -> None:
        # The house ad stands on the page word for word, so its words must be found; this is what
        # shows that a copied sentence would be found too.
        ad = read_ads()["house"]
        assert isinstance(ad, HouseAd)
        words = "".join((ad.title, *ad.claims, ad.services_title, *ad.services, ad.highlight))
        assert shared_runs(words, reference_shingles) == windows(words)
        assert len(windows(words)) > RUN

    def test_the_fixture_is_well_formed(self) -> None:
        lines = SHINGLES.read_text(encoding="ascii").splitlines()
        assert lines == sorted(set(lines))
        assert all(re.fullmatch(r"[0-9a-f]{8}", line) for line in lines)
        assert len(lines) > sum(REFERENCE_LENGTH.values())

    @pytest.mark.skipif(not REFERENCE.exists(), reason="the reference page's text is not beside the checkout")
    def test_the_fixture_is_up_to_date(self) -> None:
        fresh = {shingle(window) for window in windows(REFERENCE.read_text(encoding="utf-8"))}
        assert sorted(fresh) == SHINGLES.read_text(encoding="ascii").split()


class TestRunFinder:
    """The finder itself, on text made up for it."""

    source = "清晨的渡口停着三条木船，船夫说：“今年水大，鱼也多。”两岸的人家都在晒网、补帆、修桨。"
    known = frozenset(shingle(window) for window in windows(source))

    def test_finds_a_planted_run(self) -> None:
        planted = self.source[4 : 4 + RUN]
        assert shared_runs(f"别处的话{planted}又是别处的话", self.known) == [normalise(planted)]

    def test_lets_a_run_of_one_less_pass(self) -> None:
        planted = self.source[4 : 4 + RUN - 1]
        assert shared_runs(f"别处的话{planted}又是别处的话", self.known) == []

    def test_is_not_fooled_by_spaces_and_punctuation(self) -> None:
        disguised = '清晨的渡口 停着三条木船,\n船夫说:"今年\n\n## 水大,鱼也多."两岸的人家'
        assert len(shared_runs(disguised, self.known)) == len(windows(disguised)) > 0

    def test_short_text_has_no_windows(self) -> None:
        assert windows("短" * (RUN - 1)) == []
        assert len(windows("短" * RUN)) == 1


class TestLengths:
    @pytest.mark.parametrize("name", STORIES)
    @pytest.mark.parametrize("wanted", [REFERENCE_LENGTH, ORDERED_LENGTH], ids=["reference", "ordered"])
    def test_body_is_within_five_percent(self, name: str, wanted: dict[str, int]) -> None:
        assert body_length(read_story(name)) == pytest.approx(wanted[name], rel=0.05)

    def test_jumped_story_with_its_head_and_jump_line(self) -> None:
        story = read_story("wuqiang")
        whole = body_length(story) + length(story.meta["headline"]) + length(JUMP_LINE)
        assert whole == pytest.approx(WUQIANG_WITH_HEAD, rel=0.05)

    def test_lead_has_an_opening_and_three_sections_of_like_length(self) -> None:
        opening, *sections = re.split(r"^## .+$", read_story("lead").body, flags=re.MULTILINE)
        assert 60 <= length(opening) <= 100
        # The three sections of the reference have 556, 522 and 536 characters.
        assert [length(section) for section in sections] == [
            pytest.approx(wanted, rel=0.05) for wanted in (556, 522, 536)
        ]


class TestFacts:
    @pytest.mark.parametrize("name", STORIES)
    def test_has_every_figure_and_no_other(self, name: str) -> None:
        story = read_story(name)
        assert figures(story.body) == set(FIGURES[name].split())
        assert figures(story.words) == figures(story.body)

    @pytest.mark.parametrize("name", STORIES)
    def test_names_everyone(self, name: str) -> None:
        words = read_story(name).words
        assert [wanted for wanted in NAMES[name].split() if wanted not in words] == []

    def test_byline_sources_and_jump(self) -> None:
        assert read_story("lead").meta["byline"] == "新华社记者 刘硕 熊丰 齐琪"
        assert read_story("wuqiang").meta["continued-from"] == "B1"
        for name in ("nft", "epa"):
            story = read_story(name)
            assert story.meta["source"] == "新华社电"
            assert "新华社" not in story.body


class TestTypography:
    @pytest.mark.parametrize("name", STORIES)
    def test_punctuation_is_chinese(self, name: str) -> None:
        words = read_story(name).words
        assert re.findall(r"[,;:?!()\"'％．]|(?<!\d)\.|\.(?!\d)|[\uff10-\uff19\uff21-\uff5a]", words) == []
        assert words.count("“") == words.count("”")
        assert words.count("（") == words.count("）")

    @pytest.mark.parametrize("name", STORIES)
    def test_no_space_between_han_and_latin(self, name: str) -> None:
        han = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
        assert re.findall(rf"{han}[ \t]+[A-Za-z0-9]|[A-Za-z0-9%][ \t]+{han}", read_story(name).body) == []

    @pytest.mark.parametrize("name", STORIES)
    def test_paragraphs_are_of_newspaper_length(self, name: str) -> None:
        paragraphs = [p for p in read_story(name).body.strip().split("\n\n") if not p.startswith("## ")]
        assert all("\n" not in paragraph for paragraph in paragraphs)
        assert [p for p in paragraphs if not 40 <= length(p) <= 140] == []


class TestEditionAndAds:
    def test_page_names_its_stories_and_ads(self) -> None:
        edition = YAML(typ="safe").load(EDITION / "edition.yaml")
        paper = Paper.model_validate(edition["paper"])
        (listed,) = (page for page in edition["pages"] if page["id"] == "B2")
        page = Page.model_validate({key: tuple(v) if isinstance(v, list) else v for key, v in listed.items()})
        assert (paper.name, paper.latin_name) == ("衡水晚报", "HENGSHUI EVENING NEWS")
        assert edition["date"].isoformat() == "2022-04-15"
        assert page.id == "B2"
        assert sorted(page.stories) == sorted(STORIES)
        assert set(page.ads) == {"subscribe", "house"} <= set(read_ads())

    def test_nothing_is_pinned_but_the_ads_of_b2(self) -> None:
        edition = YAML(typ="safe").load(EDITION / "edition.yaml")
        assert {page["id"]: sorted(page["at"]) for page in edition["pages"] if "at" in page} == {
            "B2": ["house", "subscribe"]
        }
        assert not any("areas" in page for page in edition["pages"])

    def test_subscription_ad(self) -> None:
        ad = read_ads()["subscribe"]
        assert isinstance(ad, SloganAd)
        assert ad.slogans == ("有限的付出", "期待无限", "雄厚的实力", "价值永恒")
        assert (ad.title, ad.subtitle) == ("《衡水晚报》", "微信息")
        assert ad.contacts == (Contact(label="订版热线", value="13503189058"),)

    def test_house_ad(self) -> None:
        ad = read_ads()["house"]
        assert isinstance(ad, HouseAd)
        assert ad.title == "衡水日报社融媒体中心策划营销中心"
        assert ad.claims == ("主流媒体", "资质齐全", "导向准确", "专业运营")
        assert ad.services_title == "拓展业务"
        assert ad.services == (
            "文旅活动",
            "室内外大型展览展会",
            "专题片",
            "宣传片",
            "短视频",
            "画册",
            "宣传册",
            "海报",
        )
        assert ad.highlight == "公众号+网站+小程序托管等业务"
        assert ad.contacts == (
            Contact(label="联系电话", value="0318-2065575"),
            Contact(label="联系人", value="18603184959"),
        )


if __name__ == "__main__":
    page_text = Path(sys.argv[1]).read_text(encoding="utf-8")
    print("\n".join(sorted({shingle(window) for window in windows(page_text)})))
