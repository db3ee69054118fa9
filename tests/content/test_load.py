"""Loading: a good edition comes out whole; every single fault is found, with its code, file and line."""

from __future__ import annotations

import datetime
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from layout.ads.kinds.house import HouseAd
from layout.ads.kinds.slogan import SloganAd
from layout.base.codes import Code, Severity, Stage
from layout.base.diagnostics import Place
from layout.build.inputs import read_folder
from layout.edition.ads import Contact
from layout.edition.blocks import Emphasis, Span
from layout.edition.load import MOST_FINDINGS
from layout.files.digest import file_digest
from layout.files.text import MAX_BYTES, shown
from tests.content.sandbox import ADS_YAML, EDITION_YAML, LEAD, Sandbox

ROOT = Path(__file__).resolve().parents[2]


class TestGoodEdition:
    def test_loads_without_findings(self, sandbox: Sandbox) -> None:
        assert sandbox.load().findings == ()

    @pytest.mark.parametrize(
        ("written", "point"),
        [
            ("30% 40%", (0.3, 0.4)),
            ("0% 12.5%", (0.0, 0.125)),
            ("left", (0.0, None)),
            ("top", (None, 0.0)),
            ("top right", (1.0, 0.0)),
            ("right top", (1.0, 0.0)),
            ("bottom-left", (0.0, 1.0)),
            ("center", (0.5, 0.5)),
            ("center left", (0.0, 0.5)),
        ],
    )
    def test_the_focus_of_a_picture(self, sandbox: Sandbox, written: str, point: tuple[float | None, ...]) -> None:
        sandbox.replace("lead.md", "  caption:", f"  focus: {written}\n  whole: true\n  caption:")
        edition = sandbox.load().edition
        assert edition is not None
        picture = edition.stories["lead"].picture
        assert picture is not None
        assert (picture.focus, picture.whole) == (point, True)

    def test_what_is_not_printed_may_be_in_any_script(self, sandbox: Sandbox) -> None:
        sandbox.replace("edition.yaml", "# Made up for tests.", "# שלום")
        sandbox.replace("edition.yaml", "# a made-up number", "# مرحبا")
        sandbox.replace("ads.yaml", "- id: house", "- id: house\n  advertiser: مرحبا  # שלום")
        sandbox.path("pictures/bridge.jpg").rename(sandbox.path("pictures/جسر.jpg"))
        sandbox.replace("lead.md", "pictures/bridge.jpg", "pictures/جسر.jpg")
        sandbox.replace("lead.md", "priority: 1", "priority: 1  # नमस्ते")
        assert sandbox.load().findings == ()

    def test_edition(self, sandbox: Sandbox) -> None:
        edition = sandbox.load().edition
        assert edition is not None
        assert (edition.paper.name, edition.paper.latin_name) == ("渡口晚报", "FERRY EVENING NEWS")
        assert (edition.date, edition.issue) == (datetime.date(2022, 4, 15), 4210)
        assert [page.id for page in edition.pages] == ["B1", "B2"]
        assert edition.pages[0].kind == "inside"
        assert edition.page("B2").areas[0] == ("river", "river", "market")
        assert edition.page("B2").ads == ("subscribe", "house")
        assert edition.provenance.of(edition.page("B2").ref).line == 14
        assert set(edition.stories) == {"lead", "river", "market"}

    def test_story(self, sandbox: Sandbox) -> None:
        edition = sandbox.load().edition
        assert edition is not None
        lead, market = edition.stories["lead"], edition.stories["market"]
        assert (lead.headline, lead.byline, lead.continued_on) == ("渡口大桥今起封闭检修", "本报记者 林舟", "B2")
        assert lead.picture is not None
        assert lead.picture.file == "pictures/bridge.jpg"
        assert lead.picture.content == file_digest(sandbox.path("pictures/bridge.jpg"))
        assert lead.picture.caption == "检修中的大桥。"
        lines = [edition.provenance.of(lead.block_ref(number)).line for number in range(len(lead.blocks))]
        assert [(block.kind, line) for block, line in zip(lead.blocks, lines, strict=True)] == [
            ("paragraph", 11),
            ("subhead", 13),
            ("paragraph", 15),
        ]
        assert (market.boxed, market.kicker, market.priority) == (True, "菜价", 5)
        assert edition.stories["river"].blocks[0].spans[1] == Span(text="新桥", emphasis=Emphasis.STRONG)  # type: ignore[union-attr]
        assert edition.provenance.of(lead.ref) == Place(os.path.join("content", "2022-04-15", "lead.md"), 1)

    def test_ads(self, sandbox: Sandbox) -> None:
        edition = sandbox.load().edition
        assert edition is not None
        assert isinstance(edition.ads["subscribe"], SloganAd)
        assert isinstance(edition.ads["house"], HouseAd)
        assert edition.ads["subscribe"].contacts == (Contact(label="订报热线", value="0300-1234567"),)
        assert edition.provenance.of(edition.ads["house"].ref).line == 10

    def test_story_language_is_the_editions_unless_given(self, sandbox: Sandbox) -> None:
        sandbox.replace("edition.yaml", "language: zh-Hans", "language: zh-Hant")
        sandbox.replace("lead.md", "deck:", "language: en-GB\ndeck:")
        edition = sandbox.load().edition
        assert edition is not None
        assert {name: story.language for name, story in edition.stories.items()} == {
            "lead": "en-GB",
            "river": "zh-Hant",
            "market": "zh-Hant",
        }

    def test_hyphens_and_underscores_in_keys_are_the_same(self, sandbox: Sandbox) -> None:
        sandbox.replace("edition.yaml", "latin_name", "latin-name")
        sandbox.replace("lead.md", "continued-on", "continued_on")
        loaded = sandbox.load()
        assert loaded.findings == ()
        assert loaded.edition is not None
        assert loaded.edition.stories["lead"].continued_on == "B2"

    def test_empty_optional_key_is_as_good_as_none(self, sandbox: Sandbox) -> None:
        sandbox.replace("lead.md", "deck: 工期二十天", "deck:")
        edition = sandbox.load().edition
        assert edition is not None
        assert edition.stories["lead"].deck == ""

    def test_quoted_date_and_line_breaks_in_text(self, sandbox: Sandbox) -> None:
        sandbox.replace("edition.yaml", "date: 2022-04-15", 'date: "2022-04-15"')
        sandbox.replace("lead.md", "headline: 渡口大桥今起封闭检修", "headline: |\n  渡口大桥\n  今起封闭检修")
        edition = sandbox.load().edition
        assert edition is not None
        assert edition.date == datetime.date(2022, 4, 15)
        assert edition.stories["lead"].headline == "渡口大桥今起封闭检修"

    @pytest.mark.parametrize("change", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")])
    def test_byte_order_mark_and_windows_line_ends(self, sandbox: Sandbox, change: Callable[[bytes], bytes]) -> None:
        before = sandbox.load().edition
        for name in ("edition.yaml", "ads.yaml", "lead.md", "river.md", "market.md"):
            sandbox.write(name, change(sandbox.path(name).read_bytes()))
        loaded = sandbox.load()
        assert loaded.findings == ()
        assert loaded.edition == before

    @pytest.mark.parametrize(
        "alone", ["::: table 镇台\n| 时 | 节目 |\n|--|--|\n| 18:00 | 新闻 |\n:::", "- 白菜\n- 萝卜"]
    )
    def test_a_table_or_a_list_is_text_enough(self, sandbox: Sandbox, alone: str) -> None:
        sandbox.replace("market.md", BODY, alone)
        loaded = sandbox.load()
        assert loaded.findings == ()
        assert loaded.edition is not None
        assert len(loaded.edition.stories["market"].blocks) == 1

    def test_a_picture_alone_is_a_story(self, sandbox: Sandbox) -> None:
        before, _, _ = sandbox.read("lead.md").partition("渡口大桥从15日")
        sandbox.write("lead.md", before)
        loaded = sandbox.load()
        assert loaded.findings == ()
        assert loaded.edition is not None
        assert loaded.edition.stories["lead"].blocks == ()
        sandbox.write("lead.md", before.replace("picture:\n  file", "pictures:\n- file"))
        assert sandbox.load().findings == ()

    def test_no_ads_file_is_needed_without_ads(self, sandbox: Sandbox) -> None:
        sandbox.path("ads.yaml").unlink()
        sandbox.replace("edition.yaml", "    ads: [subscribe, house]\n", "")
        sandbox.replace("edition.yaml", "      - subscribe subscribe market\n      - house house house\n", "")
        assert sandbox.load().findings == ()

    def test_sample_edition(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)
        loaded = read_folder(Path("content/2022-04-15"), Path("templates"))
        assert loaded.findings == ()
        assert loaded.edition is not None


LEAD_PAGE = "    stories: [lead]"


class Case(NamedTuple):
    """One fault: in ``file`` the passage ``old`` becomes ``new``; the finding stands where ``at`` stands.

    ``at`` is a passage of ``at_file`` (the same file if empty); its line is the one expected, 0 for none.
    """

    code: Code
    file: str
    old: str
    new: str
    at: str | int
    at_file: str = ""
    hint: str = ""


E, A, L, R, M = "edition.yaml", "ads.yaml", "lead.md", "river.md", "market.md"
BODY = "菜价比上月低了两成。"

CASES = [
    Case(Code.FILE_EMPTY, E, EDITION_YAML, "# nothing yet\n", 1),
    Case(Code.BAD_CHARACTER, M, BODY, "菜价\x07低了。", "菜价\x07"),
    Case(Code.BAD_CHARACTER, M, BODY, "菜价\0低了。", "菜价\0"),
    Case(Code.BAD_CHARACTER, M, BODY, "菜价\ufffd低了。", "菜价\ufffd", hint="type it again"),
    Case(Code.BAD_CHARACTER, M, BODY, "菜价\u202e低了。", "菜价\u202e"),
    Case(Code.BAD_CHARACTER, M, BODY, "菜价\u2066低了。", "菜价\u2066"),
    Case(Code.SCRIPT_NOT_SET, M, BODY, "他说שלום。", "שלום", hint="Latin letters"),
    Case(Code.SCRIPT_NOT_SET, M, BODY, "他说مرحبا。", "مرحبا"),
    Case(Code.SCRIPT_NOT_SET, M, "source: 本报讯", "source: สวัสดี", "source"),
    Case(Code.SCRIPT_NOT_SET, E, "渡口晚报", "नमस्ते", "नमस्ते"),
    Case(Code.SCRIPT_NOT_SET, A, "一城的事", "नमस्ते", "नमस्ते"),
    Case(Code.BAD_CHARACTER, M, BODY, "菜价\u2028低了。", "菜价\u2028"),
    Case(Code.BAD_CHARACTER, M, BODY, "菜价\ufeff低了。", "菜价\ufeff"),
    Case(Code.BAD_CHARACTER, M, BODY, "菜价\U0001ffff低了。", "菜价\U0001ffff"),
    Case(Code.BAD_CHARACTER, E, "渡口晚报", '"渡口\\u202e晚报"', "晚报"),
    Case(Code.BAD_CHARACTER, M, "source: 本报讯", 'source: "本报\\ud800讯"', "source"),
    Case(Code.BAD_CHARACTER, A, '"0300-1234567"', '"0300\\0"', '"0300'),
    Case(Code.YAML_SYNTAX, E, "paper:\n", "paper: [\n", "paper:", hint="[]"),
    Case(Code.YAML_SYNTAX, E, "section: 要闻", "section: 要闻: 头版", "要闻", hint="quotes"),
    Case(Code.YAML_SYNTAX, E, "section: 要闻", "\tsection: 要闻", "要闻", hint="spaces, not with tabs"),
    Case(Code.YAML_SYNTAX, E, "section: 要闻", "section: @要闻", "要闻", hint="quotes"),
    Case(Code.YAML_SYNTAX, E, "issue: 4210", "---\nissue: 4210", "---", hint="one document"),
    Case(Code.YAML_SYNTAX, E, "渡口晚报", '"\\UFFFFFFFF"', "name:"),
    Case(Code.YAML_SYNTAX, E, "section: 要闻", "? [a, b]\n    : 要闻", "? [a"),
    Case(Code.YAML_SYNTAX, M, "source: 本报讯", "source: '本报讯", "source", hint="quotes"),
    Case(Code.YAML_HASH, M, "source: 本报讯", "source: 本报讯 #独家", "source", hint='source: "本报讯 #独家"'),
    Case(Code.YAML_SIGN, M, "source: 本报讯", "source：本报讯", "source", hint="source: 本报讯"),
    Case(Code.YAML_DUPLICATE_KEY, E, "language: zh-Hans", "issue: 4211", "4211"),
    Case(Code.YAML_DUPLICATE_KEY, L, "priority: 1", "continued_on: B3", "continued-on"),
    Case(Code.YAML_DUPLICATE_KEY, A, "rows: 8", "columns: 3", "columns: 3"),
    Case(Code.YAML_ALIAS, E, "section: 要闻", "section: *x", "*x", hint="quotes"),
    Case(Code.YAML_ALIAS, E, "section: 要闻", "section: &x 要闻", "&x"),
    Case(Code.YAML_TAG, E, "section: 要闻", "section: !!python/name:os.system 要闻", "!!python"),
    Case(Code.YAML_TAG, A, "- id: house", "- !ad\n  id: house", "!ad"),
    Case(Code.YAML_DEPTH, E, "section: 要闻", "section: " + "[" * 50, "[[["),
    Case(Code.UNKNOWN_KEY, E, "    section: 要闻", "    sektion: 要闻", "sektion", hint="'section'"),
    Case(Code.UNKNOWN_KEY, E, "language: zh-Hans", "edition: zh-Hans", "edition", hint="paper, date, issue"),
    Case(Code.UNKNOWN_KEY, E, "language: zh-Hans", "edition:", "edition:"),
    Case(Code.UNKNOWN_KEY, E, "  latin_name", "  latinname", "latinname", hint="'latin_name'"),
    Case(Code.UNKNOWN_KEY, L, "byline", "by-line", "by-line", hint="'byline'"),
    Case(Code.UNKNOWN_KEY, L, "continued-on", "continues-on", "continues-on", hint="'continued-on'"),
    Case(Code.UNKNOWN_KEY, L, "  caption", "  text", "  text", hint="caption"),
    Case(Code.UNKNOWN_KEY, L, "byline: 本报记者 林舟", "id: lead", "id: lead"),
    Case(Code.UNKNOWN_KEY, L, "byline: 本报记者 林舟", "place: 渡口", "place"),
    Case(Code.UNKNOWN_KEY, A, '      value: "0300-1234567"', '      valve: "0300"', "valve", hint="'value'"),
    Case(Code.MISSING_KEY, E, "date: 2022-04-15\n", "", "paper", hint="date:"),
    Case(Code.MISSING_KEY, E, "date: 2022-04-15\n", "date:\n", "date"),
    Case(Code.MISSING_KEY, E, "    template: tabloid\n    kind: inside\n", "", "id: B1"),
    Case(Code.MISSING_KEY, M, "headline: 春菜上市 价格回落\n", "", 2),
    Case(Code.MISSING_KEY, M, "kicker: 菜价\nheadline: 春菜上市 价格回落\nsource: 本报讯\nboxed: true\n", "", 2),
    Case(Code.MISSING_KEY, A, "  title: 渡口晚报广告部\n", "", "id: house"),
    Case(Code.MISSING_KEY, A, "  kind: house\n", "", "id: house", hint="slogan, house"),
    Case(Code.MISSING_KEY, A, "    - label: 电话\n      value:", "    - value:", "03001234568"),
    Case(Code.WRONG_TYPE, E, EDITION_YAML, "- a\n- b\n", 1),
    Case(Code.WRONG_TYPE, E, "paper:\n  name: 渡口晚报\n  latin_name: FERRY EVENING NEWS", "paper: 渡口晚报", "paper"),
    Case(Code.WRONG_TYPE, E, "issue: 4210", "issue: 四千", "四千"),
    Case(Code.WRONG_TYPE, E, "issue: 4210", 'issue: "4210"', '"4210"', hint="without quotes"),
    Case(Code.WRONG_TYPE, E, "issue: 4210", "issue: 42.5", "42.5"),
    Case(Code.WRONG_TYPE, E, "issue: 4210", "issue: true", "issue"),
    Case(Code.WRONG_TYPE, E, "stories: [lead]", "stories: lead", "stories: lead", hint="stories: [a, b]"),
    Case(Code.WRONG_TYPE, E, "stories: [lead]", "stories: [[lead]]", "[[lead"),
    Case(Code.WRONG_TYPE, E, "section: 要闻", "section: [要闻]", "section: ["),
    Case(Code.WRONG_TYPE, E, "section: 要闻", "section: {a: b}", "section: {"),
    Case(Code.WRONG_TYPE, E, "      - river river market", "      - 7", "- 7", hint="one word a base column"),
    Case(Code.WRONG_TYPE, A, ADS_YAML, "house: {}\n", 1, hint="hyphen"),
    Case(Code.WRONG_TYPE, A, ADS_YAML, ADS_YAML + "- subscribe\n", "- subscribe"),
    Case(
        Code.WRONG_TYPE,
        A,
        '    - label: 电话\n      value: "03001234568"',
        "    - 电话",
        "    - 电话",
        hint="label, value",
    ),
    Case(Code.WRONG_TYPE, M, "boxed: true", "boxed: yes", "boxed", hint="true or"),
    Case(
        Code.WRONG_TYPE,
        L,
        "picture:\n  file: pictures/bridge.jpg\n  caption: 检修中的大桥。",
        "picture: a.jpg",
        "picture",
    ),
    Case(Code.WRONG_TYPE, M, "kicker: 菜价\nheadline: 春菜上市 价格回落\nsource: 本报讯\nboxed: true", "菜价", 2),
    Case(Code.NEEDS_QUOTES, A, '"03001234568"', "03001234568", "03001234568", hint='value: "03001234568"'),
    Case(Code.NEEDS_QUOTES, A, "[一份报纸。, 一城的事。]", "[一份报纸。, 365]", "365", hint='- "365"'),
    Case(Code.NEEDS_QUOTES, M, "source: 本报讯", "source: 2022", "2022", hint='source: "2022"'),
    Case(Code.NEEDS_QUOTES, M, "source: 本报讯", "source: 2022-04-15", "2022"),
    Case(Code.NEEDS_QUOTES, M, "source: 本报讯", "source: true", "source"),
    Case(Code.NEEDS_QUOTES, M, "source: 本报讯", "source: 1.50", "1.50", hint='"1.50"'),
    Case(Code.BAD_VALUE, E, "id: B1", "id: b1", "b1", hint="capital"),
    Case(Code.BAD_VALUE, E, "language: zh-Hans", "language: Chinese", "Chinese", hint="zh-Hans"),
    Case(Code.BAD_VALUE, E, "issue: 4210", "issue: 0", "issue"),
    Case(Code.BAD_VALUE, E, "stories: [lead]", "stories: [Lead]", "Lead", hint="no capitals"),
    Case(Code.BAD_VALUE, E, "template: tabloid\n    kind", "template: ../tabloid\n    kind", "../tabloid"),
    Case(Code.BAD_VALUE, E, "name: 渡口晚报", 'name: ""', 'name: ""'),
    Case(Code.BAD_VALUE, L, "priority: 1", "priority: 10", "priority", hint="number"),
    Case(Code.BAD_VALUE, L, "continued-on: B2", "continued-on: 二版", "二版"),
    Case(Code.BAD_VALUE, A, "[一份报纸。, 一城的事。]", "[]", "slogans"),
    Case(Code.BAD_VALUE, A, "[一份报纸。, 一城的事。]", "[" + "字, " * 9 + "]", "slogans"),
    Case(Code.BAD_VALUE, A, "rows: 8", "rows: 0", "rows: 0"),
    Case(Code.BAD_DATE, E, "date: 2022-04-15", "date: 2022-02-30", "date", hint="2022-04-15"),
    Case(Code.BAD_DATE, E, "date: 2022-04-15", "date: 2022年4月15日", "date"),
    Case(Code.BAD_DATE, E, "date: 2022-04-15", "date: 20220415", "date"),
    Case(Code.BAD_DATE, E, "date: 2022-04-15", "date: [2022, 4, 15]", "date"),
    Case(Code.DATE_DIFFERS, E, "date: 2022-04-15", "date: 2022-04-16", "date"),
    Case(Code.UNKNOWN_AD_KIND, A, "kind: slogan", "kind: slogen", "slogen", hint="'slogan'"),
    Case(Code.UNKNOWN_AD_KIND, A, "kind: slogan", "kind: [slogan]", "kind: ["),
    Case(Code.DUPLICATE_PAGE, E, "id: B2", "id: B1", "id: B1\n    section: 时事", hint="own number"),
    Case(Code.DUPLICATE_AD, A, "- id: house", "- id: subscribe", "- id: subscribe\n  kind: house"),
    Case(Code.AMBIGUOUS_ID, A, "- id: house", "- id: market", "- id: market"),
    Case(Code.UNKNOWN_STORY, E, "stories: [lead]", "stories: [leed]", "leed", hint="'lead'"),
    Case(Code.UNKNOWN_STORY, E, "stories: [lead]", "stories: [lead, house]", "[lead, house]", hint="is an ad"),
    Case(Code.UNKNOWN_AD, E, "ads: [subscribe, house]", "ads: [subscribe, hause]", "hause]", hint="'house'"),
    Case(
        Code.UNKNOWN_AD,
        E,
        "ads: [subscribe, house]",
        "ads: [subscribe, house, lead]",
        "lead]\n    areas",
        hint="is a story",
    ),
    Case(Code.STORY_TWICE, E, "stories: [river, market]", "stories: [river, market, lead]", "market, lead"),
    Case(Code.STORY_TWICE, E, "stories: [lead]", "stories: [lead, lead]", "[lead, lead"),
    Case(Code.STORY_UNUSED, E, "stories: [lead]", "stories: []", 1, "lead.md"),
    Case(Code.AD_TWICE, E, "stories: [lead]", "stories: [lead]\n    ads: [house]", "ads: [subscribe"),
    Case(Code.AD_UNUSED, E, "ads: [subscribe, house]", "ads: [subscribe]", "id: house", A),
    Case(
        Code.UNKNOWN_TEMPLATE,
        E,
        "template: tabloid\n    kind",
        "template: tablod\n    kind",
        "tablod",
        hint="'tabloid'",
    ),
    Case(Code.UNKNOWN_PAGE_KIND, E, "kind: inside", "kind: front", "front", hint="inside"),
    Case(Code.AREAS_UNEVEN, E, "- river river market", "- river river market market", "- subscribe"),
    Case(Code.AREAS_UNEVEN, E, "- house house house", "- house house", "- house"),
    Case(Code.AREAS_UNEVEN, E, "- house house house", '- house house house\n      - ""', "areas:"),
    Case(Code.AREAS_NOT_RECTANGLE, E, "- river river market", "- market river river", "- market"),
    Case(Code.AREAS_UNKNOWN, E, "- river river market", "- river river markt", "markt", hint="'market'"),
    Case(Code.AREAS_UNKNOWN, E, "- river river market", "- river . market", "- river", hint="every cell"),
    Case(Code.AREAS_UNKNOWN, E, "- river river market", "- lead river market", "- lead"),
    Case(Code.AREAS_MISSING, E, "      - house house house\n", "", "areas:"),
    Case(Code.AREAS_AD_WIDTH, A, "columns: 2", "columns: 1", "- subscribe subscribe", E),
    Case(Code.BAD_VALUE, E, LEAD_PAGE, f"{LEAD_PAGE}\n    at: {{lead: left half}}", "at:"),
    Case(Code.BAD_VALUE, E, LEAD_PAGE, f"{LEAD_PAGE}\n    at: {{lead: 'columns 3-1'}}", "at:"),
    Case(Code.BAD_VALUE, E, LEAD_PAGE, f"{LEAD_PAGE}\n    at: {{lead: 'row 2, rows 3-4'}}", "at:"),
    Case(Code.BAD_VALUE, E, LEAD_PAGE, f"{LEAD_PAGE}\n    forbid:\n      lead:\n        - here", "- here"),
    Case(Code.PLACE_UNKNOWN, E, LEAD_PAGE, f"{LEAD_PAGE}\n    at:\n      laed: column 1", "laed", hint="'lead'"),
    Case(Code.PLACE_UNKNOWN, E, LEAD_PAGE, f"{LEAD_PAGE}\n    forbid:\n      river: row 1", "river: row"),
    Case(Code.PLACES_AND_AREAS, E, "    areas:", "    at: {river: column 1}\n    areas:", "at:"),
    Case(Code.UNKNOWN_NEIGHBOUR, A, "rows: 8", "rows: 8\n  not-beside: [rivr]", 1, hint="'river'"),
    Case(Code.BAD_VALUE, A, "rows: 8", "rows: 8\n  position: [middle]", "position"),
    Case(Code.STORY_UNUSED, E, "[river, market]", "[river]", 1, M),
    Case(Code.BAD_VALUE, L, "priority: 1", "jump: maybe", "jump:", hint="never"),
    Case(Code.JUMP_UNKNOWN_PAGE, L, "priority: 1", "jump: C7", "jump:", hint="auto, never, or one of B2"),
    Case(Code.JUMP_UNKNOWN_PAGE, L, "priority: 1", "jump: B1", "jump:"),
    Case(Code.FRONT_MATTER, M, "---\nkicker", "kicker", 1),
    Case(Code.FRONT_MATTER, M, "boxed: true\n---", "boxed: true", 1),
    Case(Code.FRONT_MATTER, L, LEAD, "", 1),
    Case(Code.STORY_EMPTY, M, BODY, "", 6),
    Case(Code.STORY_EMPTY, M, BODY, "　　\n\n", 6),
    Case(Code.STORY_EMPTY, M, BODY, "## 小标题", 6),
    Case(Code.SIGNS_PRINTED, L, "headline: 渡口大桥", "headline: 渡口**大桥**", "headline"),
    Case(Code.SIGNS_PRINTED, L, "caption: 检修中", "caption: 检修^中^", "picture:"),
    Case(Code.SIGNS_PRINTED, L, "headline: 渡口大桥今起封闭检修", 'headline: "渡口大桥 {可删}"', "headline"),
    Case(Code.SIGNS_PRINTED, A, "title: 《渡口晚报》", 'title: "**订报**"', "id: subscribe"),
    Case(Code.SUBHEAD_WITHOUT_TEXT, M, BODY, f"{BODY}\n\n## 明天", "明天"),
    Case(Code.SUBHEAD_WITHOUT_TEXT, M, BODY, f"## 今天\n\n## 明天\n\n{BODY}", "今天"),
    Case(Code.PARAGRAPH_INDENT, M, BODY, f"{BODY}\n　　第二段。", "第二段"),
    Case(Code.PARAGRAPH_INDENT, M, BODY, f"{BODY}\n    第二段。", "第二段"),
    Case(Code.MARKDOWN_UNSUPPORTED, M, BODY, f"{BODY}\n\n- 白菜\n  - 萝卜", "- 萝卜", hint="backslash"),
    Case(Code.MARKDOWN_UNSUPPORTED, M, BODY, f"{BODY}\n\n- 白菜\n  1. 萝卜", "1. 萝卜", hint="1、"),
    Case(Code.MARKDOWN_UNSUPPORTED, M, BODY, f"{BODY}\n\n> - 白菜", "> - 白菜"),
    Case(Code.MARKDOWN_UNSUPPORTED, M, BODY, f"{BODY}\n\n```\n白菜\n```", "```", hint="chart"),
    Case(Code.MARKDOWN_UNSUPPORTED, M, BODY, f"{BODY}\n\n***\n", "***"),
    Case(Code.ELEMENT_UNKNOWN, M, BODY, f"{BODY}\n\n::: fact 菜价\n白菜\n:::", "::: fact", hint="facts"),
    Case(
        Code.ELEMENT_UNKNOWN, M, BODY, f"{BODY}\n\n::: facts 菜价 columns=0\n白菜\n:::", "::: facts", hint="columns=2"
    ),
    Case(Code.ELEMENT_UNKNOWN, M, BODY, f"{BODY}\n\n::: facts 菜价 place=middle\n白菜\n:::", "::: facts"),
    Case(Code.ELEMENT_UNKNOWN, M, BODY, f"{BODY}\n\n```chart pie\ndata: {{a: 1, b: 2}}\n```", "```chart", hint="line"),
    Case(Code.ELEMENT_OPEN, M, BODY, f"{BODY}\n\n::: facts 菜价\n白菜", "::: facts", hint=":::"),
    Case(Code.ELEMENT_OPEN, M, BODY, f"{BODY}\n:::\n\n后来", ":::"),
    Case(Code.ELEMENT_CONTENT, M, BODY, f"{BODY}\n\n::: facts 菜价\n:::", "::: facts"),
    Case(Code.ELEMENT_CONTENT, M, BODY, f"{BODY}\n\n::: facts 菜价\n## 白菜\n:::", "## 白菜"),
    Case(Code.ELEMENT_CONTENT, M, BODY, f"{BODY}\n\n::: table 菜价\n白菜三元\n:::", "::: table", hint="|---|"),
    Case(Code.ELEMENT_CONTENT, M, BODY, f"{BODY}\n\n- 白菜\n-\n", "- 白菜"),
    Case(Code.ELEMENT_CONTENT, M, BODY, f"{BODY}\n\n```chart\n```", "```chart", hint="data:"),
    Case(
        Code.ELEMENT_CONTENT,
        M,
        BODY,
        f"{BODY}\n\n```chart\nhighlight: 葱\ndata: {{白菜: 1, 萝卜: 2}}\n```",
        "```chart",
        hint="白菜, 萝卜",
    ),
    Case(Code.MISSING_KEY, M, BODY, f"{BODY}\n\n```chart\ntitle: 菜价\n```", "title: 菜价"),
    Case(Code.BAD_VALUE, L, "priority: 1", "columns: 3-2", "columns:"),
    *(
        Case(Code.BAD_VALUE, L, "  caption:", f"  focus: {wrong}\n  caption:", "focus:")
        for wrong in ("30%", "30% 140%", "middle", "top bottom", "30 40", "left 40%", "30% 40% 5%", "'-30% 40%'")
    ),
    Case(Code.BAD_VALUE, L, "priority: 1", "head: slanted", "head:"),
    Case(Code.BAD_VALUE, L, "  caption", "  place: middle\n  caption", "place:"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"# 标题\n\n{BODY}", "# 标题", hint="front matter"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"### 标题\n\n{BODY}", "### 标题"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"##标题\n\n{BODY}", "##标题", hint="## 小标题"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"　　## 标题\n\n{BODY}", "## 标题"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"＃＃ 标题\n\n{BODY}", "＃＃"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"{BODY}\n##标题", "##标题"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"##\n\n{BODY}", "##"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"标题\n===\n\n{BODY}", "标题"),
    Case(Code.MARKDOWN_HEADING, M, BODY, f"{BODY}\n---\n", BODY),
    Case(Code.MARKDOWN_IMAGE, M, BODY, f"{BODY}\n![桥](bridge.jpg)", "![桥]", hint="front matter"),
    Case(Code.MARKDOWN_LITERAL, M, BODY, f"{BODY}\n见[官网](https://example.com)。", "官网"),
    Case(Code.MARKDOWN_LITERAL, M, BODY, f"{BODY}\n<b>涨价</b>", "<b>"),
    Case(Code.MARKDOWN_LITERAL, M, BODY, f"{BODY}\n涨价&nbsp;吗", "&nbsp;"),
    Case(Code.MARKDOWN_LITERAL, M, BODY, f"{BODY}\n**涨价", "**涨价"),
    Case(Code.MARK_IDLE, M, BODY, f"{BODY}\n\n- 涨价 {{署名}}", "涨价"),
    Case(Code.JUMP_TO_ITSELF, L, "continued-on: B2", "continued-on: B1", "continued-on"),
    Case(Code.JUMP_TO_ITSELF, R, "priority: 2", "continued-on: B1", "continued-on"),
    Case(Code.JUMP_NOT_MIRRORED, R, "continued-from: B1\n", "", "continued-on", L),
    Case(Code.JUMP_NOT_MIRRORED, L, "continued-on: B2\n", "", "continued-from", R),
    Case(Code.PICTURE_OUTSIDE, L, "pictures/bridge.jpg", "https://example.com/a.jpg", "https"),
    Case(Code.PICTURE_OUTSIDE, L, "pictures/bridge.jpg", "file:bridge.jpg", "file:bridge"),
    Case(Code.AREAS_FRONT, E, "    areas:", "    kind: front\n    areas:", "areas", hint="at:"),
    Case(Code.LANGUAGE_NOT_KNOWN, E, "language: zh-Hans", "language: sw", "language", hint="zh-Hant"),
    Case(Code.LANGUAGE_NOT_KNOWN, M, "boxed: true", "language: ar", "language", hint="docs/languages.md"),
    Case(Code.LANGUAGE_NOT_KNOWN, M, "boxed: true", "language: hi", "language", hint="pt-BR"),
    Case(Code.NO_EFFECT, E, "    areas:", "    takes: [时事]\n    areas:", "takes", hint="areas"),
    Case(Code.NO_EFFECT, E, "    areas:", "    forbid: {river: rows 1-20}\n    areas:", "forbid", hint="areas"),
    Case(Code.NO_EFFECT, E, "    areas:", "    closing: auto\n    areas:", "closing", hint="areas"),
    Case(Code.NO_EFFECT, E, LEAD_PAGE, f"    index: false\n{LEAD_PAGE}", "index", hint="take it out"),
    Case(Code.NO_EFFECT, E, LEAD_PAGE, "    at: {index: rows 1-20}\n" + LEAD_PAGE, "at:", hint="take"),
    Case(Code.NO_EFFECT, M, "boxed: true", "form: briefs", "form", hint="##"),
    Case(Code.NO_EFFECT, M, "boxed: true", "boxed: false\nbox: wave", "box: wave", hint="boxed:"),
    Case(Code.NO_EFFECT, L, "priority: 1", "priority: 1\njump: B2", "jump", hint="continued-on:"),
    Case(Code.NO_EFFECT, M, "boxed: true", "jump: never\nshort-headline: 菜价", "short-headline", hint="jump: never"),
    Case(Code.NO_EFFECT, M, "boxed: true", "head: vertical\nseries: 市井", "head:", hint="series:"),
    Case(Code.NO_EFFECT, M, "boxed: true", "optional: [kicker, deck, quotes]", "optional", hint="word"),
    Case(Code.NO_EFFECT, L, "  caption", "  focus: left\n  whole: true\n  caption", "  focus", hint="two"),
    Case(Code.NO_EFFECT, A, "  rows: 8", "  rows: 8\n  border: wave\n  corners: cut", "corners", hint="rules"),
    Case(Code.NO_EFFECT, A, "  rows: 10", "  rows: 10\n  services_title: 业务", "services_title", hint="services:"),
    Case(Code.PICTURE_OUTSIDE, L, "pictures/bridge.jpg", "/etc/hostname", "/etc"),
    Case(Code.PICTURE_OUTSIDE, L, "pictures/bridge.jpg", "pictures/../../bridge.jpg", "../.."),
    Case(Code.PICTURE_OUTSIDE, L, "pictures/bridge.jpg", "..\\bridge.jpg", "..\\"),
    Case(Code.PICTURE_MISSING, L, "pictures/bridge.jpg", "pictures/brigde.jpg", "brigde", hint="bridge.jpg"),
    Case(Code.PICTURE_MISSING, L, "pictures/bridge.jpg", "pictures", "file: pictures"),
    Case(Code.PICTURE_MISSING, L, "pictures/bridge.jpg", "x" * 5000, "xxx"),
]

WARNINGS = {
    Code.SIGNS_PRINTED,
    Code.NO_EFFECT,
    Code.DATE_DIFFERS,
    Code.SUBHEAD_WITHOUT_TEXT,
    Code.MARKDOWN_LITERAL,
    Code.MARK_IDLE,
    Code.JUMP_NOT_MIRRORED,
}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{number}" for number, case in enumerate(CASES)])
def test_one_fault(case: Case, sandbox: Sandbox) -> None:
    sandbox.replace(case.file, case.old, case.new)
    loaded = sandbox.load()
    file = case.at_file or case.file
    if isinstance(case.at, int):
        line = case.at
    else:
        text = sandbox.read(file)
        assert case.at in text
        line = text[: text.index(case.at)].count("\n") + 1
    found = [finding for finding in loaded.findings if finding.code == case.code]
    assert (os.path.join("content", "2022-04-15", file), line) in [(f.place.file, f.place.line) for f in found], (
        f"wanted line {line}, got {[str(f) for f in loaded.findings]}"
    )
    assert all(finding.message and finding.hint for finding in loaded.findings)
    assert case.hint in " | ".join(finding.hint for finding in found)
    if case.code in WARNINGS:
        assert loaded.edition is not None
        assert {finding.severity for finding in found} == {Severity.WARNING}
    else:
        assert loaded.edition is None
        assert {finding.severity for finding in found} == {Severity.ERROR}


class TestFiles:
    """Faults that are not a change of one passage."""

    def only(self, sandbox: Sandbox, code: Code, file: str, line: int = 0) -> str:
        loaded = sandbox.load()
        assert loaded.edition is None
        found = [finding for finding in loaded.findings if finding.code == code]
        place = os.path.join("content", "2022-04-15", file)
        assert [(finding.place.file, finding.place.line) for finding in found] == [(place, line)]
        return f"{found[0].message} {found[0].hint}"

    def test_no_folder(self, sandbox: Sandbox) -> None:
        loaded = read_folder(Path("content/2022-04-51"), sandbox.templates)
        assert loaded.edition is None
        assert [(f.code, f.place.file, f.place.line) for f in loaded.findings] == [
            (Code.NO_EDITION, os.path.join("content", "2022-04-51"), 0)
        ]
        assert "2022-04-15" in loaded.findings[0].hint

    @pytest.mark.parametrize("name", ["content/2022-04-15/lead.md", "content/a\0b", "x" * 5000])
    def test_not_a_folder(self, sandbox: Sandbox, name: str) -> None:
        loaded = read_folder(Path(name), sandbox.templates)
        assert [finding.code for finding in loaded.findings] == [Code.NO_EDITION]

    def test_a_folder_of_editions(self, sandbox: Sandbox) -> None:
        shelf = sandbox.path("edition.yaml").parent.parent
        for name in (f"2030-01-0{day}" for day in range(1, 8)):
            (shelf / name).mkdir()
            (shelf / name / "edition.yaml").touch()
        (told,) = read_folder(shelf, sandbox.templates).findings
        assert told.code is Code.NO_EDITION
        assert [name for name in range(1, 8) if f"2030-01-0{name}" in told.message] == [3, 4, 5, 6, 7]
        assert "8 editions" in told.message
        assert told.hint.endswith(shown(shelf / "2030-01-07"))

    def test_no_edition_file(self, sandbox: Sandbox) -> None:
        sandbox.path(E).unlink()
        self.only(sandbox, Code.FILE_MISSING, E)

    def test_story_is_a_folder(self, sandbox: Sandbox) -> None:
        sandbox.path(M).unlink()
        sandbox.path(M).mkdir()
        self.only(sandbox, Code.FILE_UNREADABLE, M)

    def test_story_is_a_pipe(self, sandbox: Sandbox) -> None:
        sandbox.path(M).unlink()
        os.mkfifo(sandbox.path(M))
        self.only(sandbox, Code.FILE_UNREADABLE, M)

    def test_ads_are_a_link_to_themselves(self, sandbox: Sandbox) -> None:
        sandbox.path(A).unlink()
        sandbox.path(A).symlink_to(A)
        self.only(sandbox, Code.FILE_UNREADABLE, A)

    @pytest.mark.parametrize("name", [E, A, M])
    def test_link_leads_out(self, sandbox: Sandbox, name: str) -> None:
        sandbox.path(name).rename(sandbox.root / name)
        sandbox.path(name).symlink_to(sandbox.root / name)
        self.only(sandbox, Code.FILE_OUTSIDE, name)

    def test_link_inside_is_followed(self, sandbox: Sandbox) -> None:
        sandbox.path(M).rename(sandbox.path("_market.md"))
        sandbox.path(M).symlink_to("_market.md")
        assert sandbox.load().findings == ()

    def test_edition_folder_may_be_a_link(self, sandbox: Sandbox) -> None:
        sandbox.edition.rename(sandbox.root / "elsewhere")
        sandbox.edition.symlink_to(sandbox.root / "elsewhere")
        assert sandbox.load().edition is not None

    def test_picture_link_leads_out(self, sandbox: Sandbox) -> None:
        sandbox.path("pictures/bridge.jpg").rename(sandbox.root / "bridge.jpg")
        sandbox.path("pictures/bridge.jpg").symlink_to(sandbox.root / "bridge.jpg")
        self.only(sandbox, Code.PICTURE_OUTSIDE, L, 8)

    def test_picture_folder_link_leads_out(self, sandbox: Sandbox) -> None:
        sandbox.path("pictures").rename(sandbox.root / "pictures")
        sandbox.path("pictures").symlink_to(sandbox.root / "pictures")
        self.only(sandbox, Code.PICTURE_OUTSIDE, L, 8)

    def test_too_large(self, sandbox: Sandbox) -> None:
        sandbox.write(M, "---\nheadline: 长\n---\n" + "好" * (MAX_BYTES // 3))
        self.only(sandbox, Code.FILE_TOO_LARGE, M)

    @pytest.mark.parametrize(
        ("encoding", "said"),
        [
            ("gbk", "GB18030"),
            ("gb18030", "GB18030"),
            ("utf-16", "UTF-16"),
            ("utf-16-le", "UTF-16LE"),
            ("utf-16-be", "UTF-16BE"),
            ("utf-32", "UTF-32"),
        ],
    )
    @pytest.mark.parametrize("name", [E, A, L])
    def test_other_encodings(self, sandbox: Sandbox, name: str, encoding: str, said: str) -> None:
        sandbox.write(name, sandbox.read(name).encode(encoding))
        told = self.only(sandbox, Code.FILE_ENCODING, name, 1)
        assert f"iconv -f {said} -t UTF-8" in told

    def test_damaged_utf8_names_the_line(self, sandbox: Sandbox) -> None:
        sandbox.write(L, sandbox.path(L).read_bytes().replace("车辆".encode(), "车辆".encode()[:4]))
        told = self.only(sandbox, Code.FILE_ENCODING, L, 13)
        assert "iconv" not in told

    @pytest.mark.parametrize(
        "name", ["Sport.md", "体育 2.md", "体育，二.md", "sport news.md", "sport.MD", f"{'x' * 70}.md"]
    )
    def test_story_file_name(self, sandbox: Sandbox, name: str) -> None:
        sandbox.write(name, "---\nheadline: 体育\n---\n球赛。\n")
        self.only(sandbox, Code.STORY_FILE_NAME, name)

    @pytest.mark.parametrize("name", ["体育新闻", "体育-2", "數位藏品", "über-uns", "スポーツ", "новости"])
    def test_an_id_is_written_in_the_papers_language(self, sandbox: Sandbox, name: str) -> None:
        sandbox.write(f"{unicodedata.normalize('NFD', name)}.md", "---\nheadline: 体育\n---\n球赛。\n")
        sandbox.replace("edition.yaml", "stories: [lead]", f"stories: [lead, {name}]")
        assert name in sandbox.load().edition.stories

    def test_undecodable_file_name_can_be_printed(self, sandbox: Sandbox) -> None:
        Path(os.fsdecode(os.fsencode(sandbox.edition) + b"/\xb0\xa1.md")).write_bytes(b"x")
        loaded = sandbox.load()
        assert [finding.code for finding in loaded.findings] == [Code.STORY_FILE_NAME]
        assert str(loaded.findings[0]).encode("utf-8")

    def test_story_in_no_page_is_told_although_another_is_broken(self, sandbox: Sandbox) -> None:
        sandbox.write("extra.md", "no front matter")
        sandbox.replace(E, "section: 时事", "section: 7")
        assert {finding.code for finding in sandbox.load().findings} == {
            Code.FRONT_MATTER,
            Code.STORY_UNUSED,
            Code.NEEDS_QUOTES,
        }

    def test_too_many(self, sandbox: Sandbox) -> None:
        sandbox.write(A, "- x\n" * 500)
        findings = sandbox.load().findings
        assert len([finding for finding in findings if finding.code == Code.WRONG_TYPE]) == MOST_FINDINGS
        last = [finding for finding in findings if finding.code == Code.TOO_MANY]
        assert [finding.severity for finding in last] == [Severity.INFO]
        assert last[0].message.startswith("400 ")


TOLD_ELSEWHERE = {
    Code.BASE_CIRCLE,
    Code.BASE_MISSING,
    Code.BASE_WITHOUT,
    Code.OLD_KEY,
    Code.PUZZLE_UNSOUND,
    Code.PICTURE_UNREADABLE,
    Code.PICTURE_PROFILE,
    Code.PICTURE_TAKEN,
    Code.PICTURE_WHOLE,
    Code.PICTURE_WORDS,
    Code.NORMALISED,
    Code.YAML_QUOTES,
    Code.NO_EDITION,
    Code.FILE_MISSING,
    Code.FILE_UNREADABLE,
    Code.FILE_OUTSIDE,
    Code.FILE_TOO_LARGE,
    Code.FILE_ENCODING,
    Code.STORY_FILE_NAME,
    Code.TOO_MANY,
    Code.TOML_SYNTAX,
    Code.AD_OUT_OF_RUN,
    Code.SPREAD_PAGES,
    Code.PAGE_INK,
}
"""Codes that TestFiles, other tests of this folder, tests/test_issue.py and tests/press/test_press_inks.py ask for."""


def test_every_code_is_tested() -> None:
    assert {case.code for case in CASES} | TOLD_ELSEWHERE == {code for code in Code if code.stage is Stage.EDITION}


def test_everything_is_told_together(sandbox: Sandbox) -> None:
    sandbox.replace(E, "issue: 4210", "issue: none")
    sandbox.replace(E, "id: B1", "id: 1")
    sandbox.replace(E, "stories: [river, market]", "stories: [river, markt]")
    sandbox.replace(A, "rows: 8", "rows: 0")
    sandbox.replace(A, "kind: house", "knd: house")
    sandbox.replace(L, "headline", "headlin")
    sandbox.body(R, "***\n")
    loaded = sandbox.load()
    assert [(Path(f.place.file).name, f.place.line, f.code) for f in loaded.findings] == [
        (E, 6, Code.WRONG_TYPE),
        (E, 9, Code.NEEDS_QUOTES),
        (E, 17, Code.UNKNOWN_STORY),
        (E, 19, Code.AREAS_MISSING),
        (E, 20, Code.AREAS_UNKNOWN),
        (A, 4, Code.BAD_VALUE),
        (A, 11, Code.UNKNOWN_KEY),
        (L, 2, Code.UNKNOWN_KEY),
        (M, 1, Code.STORY_UNUSED),
        (R, 6, Code.MARKDOWN_UNSUPPORTED),
    ]


def test_findings_are_the_same_every_time(sandbox: Sandbox) -> None:
    sandbox.write(E, sandbox.read(E).replace("id", "ip"))
    assert sandbox.load() == sandbox.load()


def test_the_reference_tells_every_code() -> None:
    reference = (ROOT / "docs" / "content-format.md").read_text(encoding="utf-8")
    told = [line.split("`")[1] for line in reference.splitlines() if line.startswith("| `")]
    assert [code for code in Code if code.stage is Stage.EDITION and told.count(code) != 1] == []


def test_punctuation_is_made_regular_and_the_report_says_what(sandbox):
    sandbox.replace(
        "lead.md", "\n---\n", '\n---\n他说:"今年水大,鱼也多."比分是3:2,时间10:30,见https://example.org/a,b。\n\n'
    )
    loaded = sandbox.load()
    assert loaded.edition is not None
    text = loaded.edition.stories["lead"].blocks[0].text
    assert text.startswith("他说：“今年水大，鱼也多。”比分是3:2，时间10:30，见https://example.org/a")
    finding = next(finding for finding in loaded.findings if finding.code == "normalised")
    assert finding.subject == "lead"
    assert ", → ，" in finding.message
