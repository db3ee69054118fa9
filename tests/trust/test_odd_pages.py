"""Odd copy on real pages: every character of every story is on a page or told as left over; none goes silently."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typer
from ruamel.yaml import YAML

from layout import Session
from layout.base.codes import Code, Severity, Stage
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError, PageError
from layout.build import page as made_with
from layout.build import pipeline
from layout.build.inputs import load
from layout.build.pipeline import BuildResult
from layout.cli.application import command_line
from tests.trust.corpus import A, E, L, M, image, swap
from tests.trust.tiny import DAY, Tiny, jpeg, make_tiny

AREAS = "    areas:\n      - lead market\n      - lead house\n"


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    monkeypatch.chdir(tmp_path)
    return make_tiny(tmp_path / "p")


def printed(result: BuildResult) -> Counter[str]:
    """Count the characters that can be read from the pages' PDFs."""
    found: Counter[str] = Counter()
    for page in result.pages:
        with pypdfium2.PdfDocument(page.pdf) as document:
            found.update(document[0].get_textpage().get_text_range())
    return found


def lost(result: BuildResult) -> str:
    """Return the characters of stories that are on no page, told as over or taken off nowhere, named by no error."""
    report = json.loads((result.folder / "report.json").read_text("utf-8"))
    over = Counter("".join(story["over_text"] for page in report["pages"] for story in page["stories"]))
    over += Counter("".join(text for each in report["held_over"] + report["shortened"] for text in each["text"]))
    named = {
        finding.message.rpartition("(U+")[2][:-1] for finding in result.findings if finding.code == "missing-glyph"
    }
    copy = Counter(
        char
        for story in result.edition.stories.values()
        for block in story.blocks
        for char in block.text
        if not char.isspace() and f"{ord(char):04X}" not in named and char != "\u00ad"
    )
    return "".join((copy - printed(result) - over).elements())


COPY = {
    "one character": "字",
    "one mark": "。",
    "an opening bracket alone": "（",
    "a thousand characters": "菜价比上月低了两成，" * 100,
    "one long word": "a" * 400,
    "an address": "见https://example.org/" + "a" * 300 + "。",
    "300 digits": "9" * 300,
    "dashes": "—" * 99,
    "opening brackets only": "字" + "（" * 60 + "字",
    "full stops only": "字" + "。" * 60,
    "superscripts": "m" + "^2^" * 50,
    "han beyond the BMP": "𠮷野家与㐂，龘靐。",
    "decomposed accents": "cafe\u0301与re\u0301sume\u0301。",
    "soft hyphens": "inter\u00adna\u00adtional 合作。",
    "no-break spaces": "第\u00a07\u00a0号",
    "letters from behind": "Dvořák、İstanbul、Łódź与 e\u0307\u0301，Ελλάδα、Київ，H₂O 值₹50、½。",
    "signs and emoji": "去☎\ufe0f→③✓，👍🏻👨\u200d👩\u200d👧🇨🇳1\ufe0f\u20e3，𣲘𠮷葛\U000e0100城，ꆈꌠ。",
    "words and numbers": "Wi-Fi 6E（802.11ax）3.5mm 50%、-3℃",
}


PAIRS = list(zip(list(COPY)[::2], list(COPY)[1::2], strict=True))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_no_character_is_lost(one: str, other: str, tiny: Tiny) -> None:
    tiny.body(L, COPY[one])
    tiny.body(M, COPY[other])
    result = pipeline.build(tiny.project, tiny.edition)
    assert lost(result) == ""
    assert [str(finding) for finding in result.findings if finding.code in ("missing-glyph", "copy-missing")] == []


LENGTHS = {
    "one is endless": ("菜价比上月低了两成，" * 1000, ""),
    "both are endless": ("菜价比上月低了两成，" * 1000, "桥面铺装在夜间施工。" * 300),
    "both have one character": ("字", "句"),
}


SPREAD = "both have one character"
"""On a page of twenty rows heads and their white leave so few rows empty that it may be printed; that is told."""


@pytest.mark.parametrize("name", LENGTHS)
def test_where_no_shape_holds_the_copy_a_page_is_made_and_no_character_is_lost(name: str, tiny: Tiny) -> None:
    tiny.replace(E, AREAS, "")
    for story, body in zip((L, M), LENGTHS[name], strict=True):
        if body:
            tiny.body(story, body)
    result = pipeline.build(tiny.project, tiny.edition)
    report = json.loads((result.folder / "report.json").read_text("utf-8"))
    left = {story["id"]: story["characters"] for story in report["left_over"]}
    assert result.proof or name == SPREAD
    if name == SPREAD:
        assert {"plan-stretched", "plan-white"} & {str(finding.code) for finding in result.findings}
    assert [page.page.id for page in result.pages] == ["A1"]
    assert all(finding.place.file and finding.hint for finding in result.findings if finding.severity is Severity.ERROR)
    told = [finding for finding in result.findings if finding.code == "story-left-over"]
    assert [finding.subject for finding in told] == list(left)
    assert all(str(left[finding.subject]) in finding.message for finding in told)
    remaining = Counter("".join("".join(story["text"].split()) for story in report["left_over"]))
    assert not Counter(lost(result)) - remaining


LACKING = {
    "🫘": (M, 14, "body"), "🪷": (M, 16, "subhead"), "🪸": (M, 18, "strong text"), "🪹": (M, 1, "headline"),
    "🪺": (M, 1, "kicker"), "🦞": (M, 1, "deck"), "🫙": (M, 1, "byline"), "🫃": (M, 1, "dateline"),
    "🫄": (M, 1, "source"), "🫅": (M, 1, "caption"), "🫗": (M, 1, "credit"), "🛝": (E, 2, "paper's name"),
    "🛞": (E, 7, "section"), "🛟": (E, 8, "editor"),
}  # fmt: skip
"""A character that no font has, one for each place that is printed -> file and line it is told at, the place."""


def test_a_character_no_font_has_is_named_with_its_place(tiny: Tiny) -> None:
    tiny.write("a.jpg", jpeg())
    tiny.replace(E, "渡口晚报", "渡口🛝晚报")
    tiny.replace(E, "section: 要闻", "section: 要🛞闻\n    editor: 林🛟")
    head = "kicker: 菜🪺价\nheadline: 春🪹菜\ndeck: 降🦞了\nbyline: 记者🫙\n"
    head += "dateline: 渡口🫃\nsource: 新华🫄社\npriority: 5\n"
    pictured = "picture:\n  file: a.jpg\n  caption: 图🫅说。\n  credit: 🫗摄\n"
    tiny.write(M, f"---\n{head}{pictured}---\n菜价🫘降了。\n\n## 今日🪷\n\n好**🪸**。\n")
    result = pipeline.build(tiny.project, tiny.edition)
    assert result.proof
    found = {}
    for finding in result.findings:
        if finding.code == "missing-glyph":
            char = next(char for char in LACKING if f"{char!r} (U+{ord(char):04X})" in finding.message)
            found[char] = (Path(finding.place.file).name, finding.place.line)
            assert ("“春🪹菜”" if LACKING[char][0] == M else "page A1") in finding.message
            assert finding.severity is Severity.ERROR
    assert found == {char: (file, line) for char, (file, line, _) in LACKING.items()}
    assert lost(result) == ""
    json.loads((result.folder / "report.json").read_text("utf-8"))


def test_letters_that_no_font_has_are_named_one_by_one(tiny: Tiny) -> None:
    tiny.body(M, "他说\U00010400\U00010428、\U0001d800和\U0001fae8\u200d\U0001fac3。")
    result = pipeline.build(tiny.project, tiny.edition)
    named = {
        finding.message.rpartition("(U+")[2][:-1] for finding in result.findings if finding.code == "missing-glyph"
    }
    assert {"1D800", "1FAE8", "1FAC3"} <= named
    assert "200D" not in named
    assert result.proof


def test_families_behind_a_face_that_are_not_installed_are_told_once_and_where_they_are_needed(tiny: Tiny) -> None:
    design = tiny.template / "design.yaml"
    lists = "fallbacks: {serif: [Noto Serif Nowhere], sans: [Noto Serif Nowhere], last: []}\n"
    design.write_text(design.read_text("utf-8") + lists, "utf-8")
    tiny.body(M, "他说Dvořák。")
    result = pipeline.build(tiny.project, tiny.edition)
    (absent,) = (finding for finding in result.findings if finding.code == "fallback-absent")
    assert (absent.severity, Path(absent.place.file).name) == (Severity.INFO, "design.yaml")
    assert "Noto Serif Nowhere" in absent.message
    (lacking,) = (finding for finding in result.findings if finding.code == "missing-glyph")
    assert "'ř' (U+0159)" in lacking.message
    for finding in (absent, lacking):
        assert "apt-get install fonts-noto-core" in finding.hint


PICTURES = [
    ("CMYK and 16 bits", image("CMYK", (600, 400), "JPEG"), image("I;16", (600, 400))),
    ("1 bit and a palette", image("1", (600, 400)), image("P", (600, 400))),
    (
        "a junk profile and junk EXIF",
        image("RGB", (600, 400), "JPEG", icc_profile=b"junk" * 1000),
        image("RGB", (600, 400), "JPEG", exif=b"Exif\0\0junkjunkjunk"),
    ),
    ("one pixel and a thread", image("RGB", (1, 1)), image("RGB", (1, 3000))),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in PICTURES], ids=[row[0] for row in PICTURES])
def test_an_odd_picture_is_printed_or_told(one: bytes, other: bytes, tiny: Tiny) -> None:
    for story, name, data in ((L, "a.jpg", one), (M, "b.jpg", other)):
        tiny.write(name, data)
        tiny.replace(story, "headline:", f"picture: {{file: {name}}}\nheadline:")
    result = pipeline.build(tiny.project, tiny.edition)
    assert lost(result) == ""
    with pikepdf.open(io.BytesIO(result.pages[0].pdf)) as pdf:
        names = [name for name in pdf.pages[0].Resources.XObject if name.startswith("/BmPicture")]
    assert len(names) == 2


WIDE_AREAS = "    areas:\n      - lead market market\n      - house house house\n"


@pytest.mark.parametrize(
    ("change", "file", "line", "says"),
    [
        (swap(A, "rows: 8", "rows: 21"), A, 1, "by 21 rows, but the page has 20 rows"),
        (
            lambda tiny: (tiny.replace(A, "columns: 1", "columns: 3"), tiny.replace(E, AREAS, WIDE_AREAS)),
            *(A, 1, "by 8 rows, but the page has 2 columns"),
        ),
        (swap(E, AREAS, AREAS.replace("lead ", "lead lead ")), E, 11, "has 3 words"),
        (lambda tiny: (tiny.replace(A, "columns: 1", "columns: 3"), tiny.replace(E, AREAS, "")), A, 1, "page A1: "),
        (swap(E, "      - lead market\n", "      - lead market\n" * 30), E, 11, "31 rows, but the page only 20"),
        (
            swap(E, AREAS, "    at: {house: 'columns 1-2, rows 1-8'}\n"),
            E,
            11,
            "by 8 rows, and this is 2",
        ),
        (swap(E, AREAS, "    at:\n      lead: columns 1-3\n"), E, 12, "but the page has 2 columns and 20 rows"),
        (swap(E, AREAS, "    forbid:\n      lead: rows 30-40\n"), E, 12, "is forbidden rows 30-40"),
        (swap(A, "人民路", "人民🫘路"), A, 6, "no character '🫘' (U+1FAD8)"),
        (swap(A, "人民路", "人民路" * 3000), A, 6, "does not fit"),
        (swap(L, "大桥检修", "大桥🫘检修"), L, 1, "no font has a glyph for '🫘'"),
    ],
)
def test_what_a_page_cannot_have_is_told_before_planning_and_the_page_is_a_proof(
    change: Callable[[Tiny], object], file: str, line: int, says: str, tiny: Tiny
) -> None:
    change(tiny)
    said: list[object] = []
    result = pipeline.build(tiny.project, tiny.edition, progress=said.append, told=said.append)
    early = next(one for one in said if isinstance(one, tuple))
    (found,) = [finding for finding in early if says in finding.message]
    assert (Path(found.place.file).name, found.place.line) == (file, line)
    assert found.hint
    assert not any(str(one).startswith(("planned", "made")) for one in said[: said.index(early)])
    assert result.proof
    assert [finding.message for finding in result.findings].count(found.message) == 1
    assert not tiny.output.exists()


def test_what_the_files_tell_is_told_by_a_check_and_a_session_too_in_the_words_of_a_build(tiny: Tiny) -> None:
    tiny.replace(E, "name: 渡口晚报", "name: 渡口晚报\n  motto: 写给岸边人")
    tiny.replace(E, "section: 要闻", "section: " + "要闻" * 60)
    tiny.replace(L, "大桥检修", "大桥🫘检修")
    tiny.replace(A, "人民路", "人民🫘路")
    built: list[Finding] = []
    result = pipeline.build(tiny.project, tiny.edition, told=built.extend)
    lines = {(finding.code, finding.place.line) for finding in built}
    assert lines >= {(Code.FURNITURE_TOO_LONG, 8), (Code.NOT_PRINTED, 3), (Code.MISSING_GLYPH, 1), (Code.AD_TEXT, 6)}
    again = [finding for finding in result.findings if finding.code in {one.code for one in built}]
    assert [finding.message for finding in again] == [finding.message for finding in built]
    checked: list[Finding] = []
    with pytest.raises(PageError, match="only proofs were built of A1"):
        pipeline.check(tiny.project, tiny.edition, told=checked.extend)
    assert checked == built
    session = Session(tiny.edition, tiny.project)
    assert list(session.findings) == [finding for finding in built if finding.code.stage is not Stage.AD]


def test_a_press_condition_there_is_not_stops_the_build(tiny: Tiny) -> None:
    tiny.replace(E, "issue: 4210", "issue: 4210\npress: nowhere")
    with pytest.raises(ContentError, match="no press condition 'nowhere'"):
        pipeline.build(tiny.project, tiny.edition)
    assert not tiny.output.exists()


def test_a_page_of_ads_alone_is_made_and_the_front_page_leaves_it_out(tiny: Tiny) -> None:
    front = (
        "    kind: front\n    areas:\n      - lead market\n"
        "  - id: A2\n    template: tiny\n    stories: []\n    ads: [house]\n    areas: [house house]\n"
    )
    tiny.replace(E, "    ads: [house]\n" + AREAS, front.replace("    areas:\n      - lead market\n", "", 1))
    tiny.replace(A, "columns: 1\n  rows: 8", "columns: 2\n  rows: 20")
    result = pipeline.build(tiny.project, tiny.edition)
    assert [page.page.id for page in result.pages] == ["A1", "A2"]
    assert lost(result) == ""


def test_heads_of_400_characters_are_told(tiny: Tiny) -> None:
    text = "春菜上市" * 100
    tiny.replace(
        M, "headline: 春菜上市", "\n".join(f"{key}: {text}" for key in ("kicker", "headline", "deck", "byline"))
    )
    result = pipeline.build(tiny.project, tiny.edition)
    found = [finding.message for finding in result.findings if finding.code == "head-too-long"]
    assert [key for key in ("kicker", "headline", "deck", "byline") if any(key in said for said in found)] == [
        "kicker",
        "headline",
        "deck",
        "byline",
    ]


SECOND = """\
  - id: A2
    template: tiny
    stories: []
    ads: [left, right]
    areas: [left right]
"""
TWO_ADS = "".join(
    f"- {{id: {name}, kind: notice, columns: 1, rows: {rows}, title: 公告, text: [停水。]}}\n"
    for name, rows in (("left", 20), ("right", 19))
)


def test_a_page_that_cannot_be_planned_or_made_costs_no_other(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ads of different heights in one band: found only when the page is planned. The third page fails as it is made."""
    tiny.write(E, tiny.read(E) + SECOND + "  - {id: A3, template: tiny, stories: [other]}\n")
    tiny.write(A, (tiny.read(A) + TWO_ADS).replace("停水公告", "停水🫘公告"))
    tiny.write("other.md", tiny.read(M).replace("春菜", "夏菜"))
    draw = made_with.draw_version

    def draw_version(*given: Any) -> Any:
        if given[2].page.id == "A3":
            raise ContentError("nothing comes of it", "do it otherwise")
        return draw(*given)

    monkeypatch.setattr(made_with, "draw_version", draw_version)
    monkeypatch.chdir(tiny.root)
    command = typer.main.get_command(command_line())
    assert command.main(["build", f"content/{DAY}", "--no-cache", "--jobs", "1"], standalone_mode=False) == 6
    proof = tiny.output.with_name(f"{DAY}.proof")
    assert sorted(path.name for path in (proof / "pages").iterdir()) == ["A1.pdf"]
    said = capsys.readouterr().err
    for words in ("edition.yaml:14: error: page A2: the ads cannot all have the rows they were sold",
                  "edition.yaml:19: error: nothing comes of it [page-not-made]\n    do it otherwise",
                  "ads.yaml:5: error: ad 'house', field 'title'"):  # fmt: skip
        assert said.count(words) == 1, said
    # What the files tell is told before anything is planned.
    assert said.index("ads.yaml:5") < said.index("edition.yaml:14")


def test_an_edition_is_shared_out_without_what_it_cannot_have(tiny: Tiny) -> None:
    tiny.replace(E, AREAS, "    at: {lead: columns 1-3, market: column 2}\n")
    edition = load(tiny.project, tiny.edition, Report())
    (page,) = pipeline.shared_out(tiny.project, edition).pages
    assert list(page.at) == ["market"]


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_lines_of_a_style_that_fills_none_are_neither_short_nor_loose(tiny: Tiny, language: str) -> None:
    """Body, captions and boxes in one ragged style: nothing but their words tells them apart on the page."""
    path = tiny.template / "design.yaml"
    yaml = YAML(typ="safe", pure=True)
    design = yaml.load(path.read_text("utf-8"))
    ragged = {"font": design["body"]["font"], "size": design["body"]["size"], "align": "left"}
    design["body"] |= ragged
    design["caption"] |= ragged
    design["elements"]["text"] = ragged
    out = io.StringIO()
    yaml.dump(design, out)
    path.write_text(out.getvalue(), "utf-8")
    words = "渡口大桥从15日零时起封闭检修，预计工期二十天。过江车辆可以走上游的新桥。"
    if language == "en":
        words = "The administration promised extraordinarily comprehensive communication at its interminable meeting. "
    tiny.replace(E, "issue: 4210", f"issue: 4210\nlanguage: {language}")
    tiny.body(L, f"{words * 2}\n\n::: facts Box\n{words}\n:::\n\n{words}\n")
    tiny.write("a.jpg", jpeg(width=900))
    tiny.replace(L, "headline:", f"picture: {{file: a.jpg, caption: '{words}'}}\nheadline:")
    result = pipeline.build(tiny.project, tiny.edition)
    lines = {"line-flush", "line-loose", "loose-line", "copy-loose"}
    assert [str(finding) for finding in result.findings if finding.code in lines] == []
