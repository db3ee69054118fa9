"""Typists' slips in YAML: each is told once, at its line, with the line as it is to be written; nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Report
from layout.files.yaml import Mapping, Node, Scalar, parse_yaml
from tests.amount import some
from tests.content.sandbox import Sandbox

HASH, SIGN, SYNTAX, QUOTES = Code.YAML_HASH, Code.YAML_SIGN, Code.YAML_SYNTAX, Code.YAML_QUOTES


def read(text: str) -> tuple[object, list[tuple[int, Code, str]]]:
    report = Report()
    root = parse_yaml(text, "a file", report)
    return simple(root), [(f.place.line, f.code, str(f.hint)) for f in report.findings]


def simple(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {entry.written: simple(entry.value) for entry in node.entries}
    return [simple(item) for item in node.items] if node else None


def words(node: Node | None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.written
            yield from words(entry.value)
    elif node:
        for item in node.items:
            yield from words(item)


SLIPS = [
    # What a bracket without an end makes of the rest is not told.
    ("a:\n  - {id: b, c: [d]\n  - e", 2, SYNTAX, "{id: b, c: [d]}"),
    ("a: [\n  {id: b},\n  x y\nc: d", 1, SYNTAX, "write ] behind the last"),
    # A # that would drop text.
    ("headline: 大桥检修 #独家", 1, HASH, 'write headline: "大桥检修 #独家"'),
    ("headline: 【独家】大桥 #检修", 1, HASH, 'headline: "【独家】大桥 #检修"'),
    ("headline: #独家\ndeck: x", 1, HASH, 'headline: "#独家"'),
    ("headline: 大桥检修 # 独家", 1, HASH, 'headline: "大桥检修 # 独家"'),
    ("value: 18 #2", 1, HASH, "value: 18  # 2"),
    ('value: "0300-0111" #801', 1, HASH, 'value: "0300-0111 #801"'),
    ("lines:\n  - 人民路18号 #3楼\n  - x", 2, HASH, '- "人民路18号 #3楼"'),
    ("lines:\n  - #3楼\n  - x", 2, HASH, '- "#3楼"'),
    ("lines:\n  - 人民路\n    #3楼\n  - x", 3, HASH, "quotes"),
    ("text: 一\n  二 #三\n  四", 2, HASH, "quotes"),
    ("text: 一\n  # 二\n  三", 2, HASH, "quotes"),
    ("text: | #1\n  x", 1, HASH, "quotes"),
    ("stories: [a, b #c]\nads: [d]", 1, HASH, "quotes"),
    ("stories: [a, #c, b]", 1, HASH, "quotes"),
    ("lines: [a, b] #c", 1, HASH, "write lines: [a, b]  # c"),
    # Signs of a Chinese keyboard, and what cannot be seen.
    ("headline：大桥", 1, SIGN, "write headline: 大桥"),
    ("paper:\n  name：x\n  latin_name: y", 2, SIGN, "write name: x"),
    ("picture:\n  file：a.jpg", 2, SIGN, "write file: a.jpg"),
    ("- id：tel\n  kind: x", 1, SIGN, "write - id: tel"),
    ("a: b\nheadline:大桥", 2, SIGN, "write headline: 大桥"),
    ("a: b\nheadline:\u00a0大桥", 2, SIGN, "write headline: 大桥"),
    ("stories: [a、b，c]", 1, SIGN, "write stories: [a, b, c]"),
    ("stories: [a, b，c]", 1, SIGN, "write stories: [a, b, c]"),
    ("lines: [\"甲\"，'乙' 、 \"丙\"]", 1, SIGN, "write lines: [\"甲\", '乙', \"丙\"]"),
    ("stories: ［a，b］", 1, SIGN, "write stories: [a, b]"),
    ("stories: 【a, b]", 1, SIGN, "write stories: [a, b]"),
    ("at: {lead：a， b: c}", 1, SIGN, "comma"),
    ("file: “a.jpg”", 1, SIGN, 'write file: "a.jpg"'),
    ('headline: "大桥”', 1, SIGN, 'write headline: "大桥"'),
    ("paper:\n　　name: x\n  b: y", 2, SIGN, "spaces"),
    ("paper:\n\u00a0\u00a0name: x\n  b: y", 2, SIGN, "spaces"),
    ("paper:\n\tname: x", 2, SYNTAX, "spaces, not with tabs"),
    ("lines:\n  — 甲\n  - 乙", 2, SIGN, "write - 甲"),
    ("lines:\n  · 甲\n  - 乙", 2, SIGN, "write - 甲"),
    ("lines:\n  -甲\n  - 乙", 2, SIGN, "write - 甲"),
    ("lines:\n  -\u3000甲\n  - 乙", 2, SIGN, "write - 甲"),
    ("-id: a\n  kind: b", 1, SIGN, "write - id: a"),
    ("text: |\n　　甲\n　　乙\nz: y", 2, SIGN, "spaces"),
    ("text: |\n\t甲\n  乙\nz: y", 2, SYNTAX, "spaces"),
    ("c: [{label: a，value: b}、{label：c, value: d}]", 1, SIGN, "[{label: a, value: b}, {label: c, value: d}]"),
    ("a: b\n＃ 注\nc: d", 2, SIGN, "write # 注"),
    ("he\u200badline: x", 1, SIGN, "type it again"),
    ("template: tab\u200bloid", 1, SIGN, "type it again"),
    # Text that YAML takes apart.
    ("headline: [独家]大桥", 1, SYNTAX, '"[独家]大桥"'),
    ("headline: {独家}大桥", 1, SYNTAX, '"{独家}大桥"'),
    ('headline: "双减"之后', 1, SYNTAX, "'\"双减\"之后'"),
    ("headline: 'cause we\na: it's", 1, SYNTAX, '"\'cause we"'),
    ('headline: "x\na: b', 1, SYNTAX, 'headline: "x"'),
    ("headline: @大桥", 1, SYNTAX, '"@大桥"'),
    ("headline: - 大桥", 1, SYNTAX, '"- 大桥"'),
    ("headline: |大桥| 二", 1, SYNTAX, '"|大桥| 二"'),
    ("headline: > 大桥", 1, SYNTAX, '"> 大桥"'),
    ("headline: *x y", 1, Code.YAML_ALIAS, '"*x y"'),
    ("headline: & 大桥", 1, Code.YAML_ALIAS, '"& 大桥"'),
    ("headline: >50 元", 1, SYNTAX, '">50 元"'),
    ("headline: >50", 1, SYNTAX, '">50"'),
    ("lines: ['90s 老歌, 乙]", 1, SYNTAX, "check quotes"),
    ("lines: [#1 楼, #2 楼]", 1, HASH, "quotes"),
    ("c: {label: 电话，value：1}", 1, SIGN, "write c: {label: 电话, value: 1}"),
    ("lines: ['甲'，乙]", 1, SIGN, "write lines: ['甲', 乙]"),
    ("text: 一\n  Tel: 二", 2, SYNTAX, "quotes"),
    ("headline: *重要* 大桥", 1, Code.YAML_ALIAS, '"*重要* 大桥"'),
    ("headline: !大桥", 1, Code.YAML_TAG, '"!大桥"'),
    ("headline: 大桥: 检修", 1, SYNTAX, '"大桥: 检修"'),
    ("headline: 大桥:", 1, SYNTAX, '"大桥:"'),
    ("stories: [a, b\nads: [c]", 1, SYNTAX, "stories: [a, b]"),
    ("a: b\n大桥检修\nc: d", 2, SYNTAX, "key"),
    ("a: b\n  c: d\ne: f", 2, SYNTAX, "indentation"),
    ("text: 一\n  时间: 二", 2, SYNTAX, "quotes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "code", "hint"), SLIPS)
def test_a_slip_is_told_once_at_its_line_with_what_to_write(text: str, line: int, code: Code, hint: str) -> None:
    root, told = read(text)
    assert root is not None
    assert [(at, what) for at, what, _ in told if what is not Code.YAML_QUOTES][:1] == [(line, code)]
    assert {at for at, _, _ in told} == {line}
    assert hint in told[0][2] or code is SIGN


@pytest.mark.parametrize(
    "text",
    [
        "rows: 18  # two thirds", "rows: 18 # two", "stories: [a, b] # c", "cut: end  # as always", "a: ~ # none",
        "paper: # the paper\n  name: x", "# a\npaper:\n  # b\n  name: x\n#deck: y", "text: |\n  a #b\n  #c\nd: e",
        "stories: [a, # first\n  b,\n  #c\n  d]", "a: C#\nb: x#y", "a: '#1 x'", 'a: "x #y"  # z',
        "lines:\n  - wifi：免费\n  - tel:0318",
        "headline: 【独家】大桥", "headline: “双减”之后", "text:\n  —— 摘自\n  某书", "headings: [招聘, 转让、出租]",
        "text: [因水管更换，三月八日停水。]", "lines: [iPhone，iPad 都有, 张三、李四]", "text: [凡 QQ、微信付款，8 折]",
        "- {heading: 招聘, text: 早班，月薪}", "a: 12:30\nb: http://x.y", "a:\tb", "a: b\n　\nc: d",
        # Signs that may be meant in copy, and comments behind what can be no copy.
        "headline: 主队赢3:1", "headline: a :b", "text:\n  - 比分2:0", "kicker: 【NBA】", "deck: 〔2026〕",
        "text: [TCL，LG]", "headline: 【快讯】大桥通车[图]", "lines: [宽 5、\"大号, 乙]",
        "c: {heading: 招聘, text: 月薪 5000，QQ：123}", "c: {text: 详见，http://a.b}", 'c: {text: "早班, qq：1"}',
        "text:\n  https://a.b/c", "text:\n  QQ：1234", "headline: “双减”与“双增”", "headline: Zei\u00adtung",
        "rows: 18 #half", "place: top-left # here", "cut: end # as always", 'file: "a.jpg" # b', "stories: [a, b] #c",
        "lines:\n  - 'it''s\n    a b'\n  - 'c'", 'a: "一\n二"\nb: c', 'a: "x\\\n  y"\nb: c', "a: [b,\nc]\nd: e",
        "text:\n  地址：甲\n  电话：乙\nz: y", "headline: x\n  #deck: y", "kind: inside  #back",
        'a: "b\n  c"\nd: e', "text: 一\n　　二", "a: x＃1", "a: -5", "a: [‘x’, “y”]",
    ],
)  # fmt: skip
def test_what_is_meant_so_is_left_alone(text: str) -> None:
    root, told = read(text)
    assert root is not None
    assert told == []


def test_dots_and_dashes_below_text_are_text_and_joined_lines_a_remark() -> None:
    assert read("text:\n  • 甲\nlead:\n  — 老张") == ({"text": "• 甲", "lead": "— 老张"}, [])
    value, told = read("text:\n  • 甲\n  • 乙\nrows: 2")
    assert (value, told[0][:2]) == ({"text": "• 甲 • 乙", "rows": "2"}, (3, SIGN))
    assert told[0][2].endswith("- • 乙")


def test_what_is_left_out_behind_a_quote_is_a_remark() -> None:
    root, told = read('title: "甲" # 乙\nb: c')
    assert root == {"title": "甲", "b": "c"}
    assert [(line, code) for line, code, _ in told] == [(1, HASH)]


def test_curly_quotes_round_copy_are_a_remark_and_are_printed() -> None:
    assert read("headline: “大桥通了”")[0] == {"headline": "“大桥通了”"}
    for text in ("大桥通了", "OK"):
        assert read(f"headline: “{text}”")[0] == {"headline": f"“{text}”"}
        assert [(line, code) for line, code, _ in read(f"headline: “{text}”")[1]] == [(1, QUOTES)]


def test_all_slips_of_a_file_are_told_and_the_rest_is_read() -> None:
    text = "paper:\n  name：渡口\n  latin_name: “FERRY”\ndate: 2026-03-04\nnote: 大桥 #1\n"
    text += "pages:\n- id: B2\n  stories: [a、b]\n"
    root, told = read(text)
    assert [line for line, _, _ in told] == [2, 3, 5, 8]
    pages = [{"id": "B2", "stories": ["a", "b"]}]
    paper = {"name": "渡口", "latin_name": "FERRY"}
    assert root == {"paper": paper, "date": "2026-03-04", "note": "大桥 ＃1", "pages": pages}


def test_offsets_are_those_of_what_was_written() -> None:
    text = "headline：大桥\n\u3000\nsource: “A” #b\nnote: 本报讯\n"
    report = Report()
    root = parse_yaml(text, "a file", report)
    assert isinstance(root, Mapping)
    note = root.get("note")
    assert isinstance(note, Scalar)
    assert (text[note.start : note.end], note.line) == ("本报讯", 4)


@pytest.mark.parametrize(
    ("file", "old", "new", "hint"),
    [
        ("market.md", "headline: 春菜", "Headline: 春菜", "write headline: 春菜"),
        ("market.md", "headline: 春菜", "标题: 春菜", "write headline: 春菜"),
        ("market.md", "headline: 春菜", "标题：春菜", "write headline: 春菜"),
        ("market.md", "headline", "headlin", "'headline'"),
        ("ads.yaml", "kind: house", "类型: house", "write kind: house"),
        ("edition.yaml", "issue: 4210", "issue: ４２１０", "write issue: 4210"),
        ("edition.yaml", "date: 2022-04-15", "date: ２０２２－０４－１５", "write date: 2022-04-15"),
        ("edition.yaml", "date: 2022-04-15", "date: 2022年4月15日", "write date: 2022-04-15"),
        ("edition.yaml", "date: 2022-04-15", "date: 2022/4/15", "write date: 2022-04-15"),
        ("market.md", "kicker: 菜价", "kicker: [菜价]", 'kicker: "[菜价]"'),
        ("ads.yaml", "一城的事。]", "{时间: 每日}]", '- "时间: 每日"'),
        ("edition.yaml", "stories: [lead]", "stories: [lead、no]", "stories: [lead, no]"),
        ("edition.yaml", "\npages:", "\npages: {", "{"),
        ("edition.yaml", "tabloid\n    kind", "[tabloid\n    kind", "template: [tabloid]"),
        ("edition.yaml", "- id: B2", "- {id: B2", "{id: B2}"),
    ],
)
def test_an_edition_is_told_one_thing_of_one_slip(sandbox: Sandbox, file: str, old: str, new: str, hint: str) -> None:
    sandbox.replace(file, old, new)
    errors = sandbox.load().errors
    assert len(errors) == 1, errors
    assert hint in str(errors[0].hint)


def test_values_are_text_as_written_or_told(sandbox: Sandbox) -> None:
    for value in ("no", "off", "yes", "12:30", "1_000", "0x1G", "22/4/15"):
        sandbox.replace("market.md", "source: 本报讯", f"source: {value}")
        edition = sandbox.load().edition
        assert edition is not None
        assert edition.stories["market"].source == value
        sandbox.replace("market.md", f"source: {value}", "source: 本报讯")
    for value in ("007", "1e3", "0x1F", "2022-04-15", "true", "+5", "0o17", ".5"):
        sandbox.replace("market.md", "source: 本报讯", f"source: {value}")
        (error,) = sandbox.load().errors
        assert (error.code, str(error.hint)) == (Code.NEEDS_QUOTES, f'write source: "{value}"')
        sandbox.replace("market.md", f"source: {value}", "source: 本报讯")


BITS = st.sampled_from([*"#：，、[]{}'“”*&!|>%@`-?,　ab1桥～＃—【】.", " #", " # ", ": ", "- ", " "])


@settings(max_examples=some(150), suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(BITS, min_size=1, max_size=8).map("".join), st.sampled_from(["x: {}\ny: z", "x:\n  - {}\n  - z"]))
def test_any_text_comes_out_whole_or_is_told_at_its_line(text: str, form: str) -> None:
    written = form.format(text)
    report = Report()
    root = parse_yaml(written, "a file", report)
    line = form[: form.index("{")].count("\n") + 1
    if any(finding.place.line == line for finding in report.findings):
        return
    assert [finding for finding in report.findings if finding.severity is Severity.ERROR] == []
    # What is not part of a text: blanks, the signs of lists and groups, quotes, and what is clearly a comment.
    wanted = re.sub(r"(?<=[0-9\]}]) #+ +\S.*|  +#+ +\S.*", "", text)
    signs = str.maketrans("", "", " 　\n[]{},'\":-?|>~")
    assert sorted("".join(words(root)).translate(signs)) == sorted(form.format(wanted).translate(signs))
