"""What the program says: made by `say`, in Chinese too, and nothing of it past the catalogue."""

import ast
import pickle
import re
import string
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, Ref
from layout.base.errors import ContentError
from layout.base.locale.said_zh import SAID, TABLES, rules, words
from layout.base.locale.said_zh_hant import SAID as HANT
from layout.base.locale.traditional import traditional
from layout.base.messages import Message, Name, listed, reason, say, telling, told
from layout.compare.changes import Kind, What
from layout.compose import levers
from layout.edition.blocks import InsetPlace
from layout.edition.language import UNSAID, language_of
from layout.edition.model import Edition
from layout.edition.provenance import Provenance, short
from layout.pdf.interpreter import Fault
from layout.plan.solver.terms import TERMS
from layout.preflight.rules import RULES
from tests.source import ROOT, nodes, trees

TOLD = {
    "error": (1,),
    "warning": (1,),
    "info": (1,),
    "add": (2,),
    "Finding": (2, 4),
    "Fault": (0, 1),
    "Skip": (0,),
    "made": (1, 2),
    "Idle": (1, 2),
    "blame": (0, 1),
    "remark": (2, 3),
    "note": (1, 2, 3),
}
"""Calls that make a finding, and which of their arguments are read by people."""
MADE = {"say", "word", "spoken", "told"}
"""Calls that make a message, or tell one: what they are given is no message yet."""
SIGNALS = {"TooTight", "BadFile", "NotUsableError", "NotReadableError", "PlanError", "NoPageError", "AreasError"}
"""Exceptions that become findings or errors on their way up."""


@cache
def calls() -> list[tuple[Path, ast.Call, str]]:
    found = []
    for path, inside in nodes().items():
        for node in inside:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                found.append((path, node, name))
    return found


@cache
def templates() -> Counter:
    made = Counter()
    for path, node, name in calls():
        if name == "say" and node.args and not (path.name == "report.py" and isinstance(node.args[0], ast.Name)):
            assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}: a template is a literal"
            made[node.args[0].value] += 1
    page = (ROOT / "layout" / "preflight" / "report.html.j2").read_text("utf-8")
    made.update(re.findall(r"\bt\(\"([^\"]*)\"", page))
    return made


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def has_words(template: str) -> bool:
    """Tell whether there are words in a template, those for what its numbers count among them."""
    return re.search(r"[A-Za-z]{2}", re.sub(r"\{[^{}|]*\}", "", template)) is not None


def bare(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return bare(node.body) or bare(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and has_words(node.value)


def wordy(node: ast.expr) -> bool:
    """Tell whether an expression is a text of words, and neither one name nor code nor a command."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    text = "{}".join(texts)
    typed = "{{" in text or text.startswith(("banmian ", "make "))
    return re.search(r"[A-Za-z]{2}\S* |\s[A-Za-z]{2}", text) is not None and not typed


class Sources:
    """Where the values of a function's names, and of the functions of its module, come from."""

    def __init__(self, module: ast.Module, function: ast.FunctionDef) -> None:
        self.module, self.names = functions(module), assigned(function)

    def bare(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> bool:
        """Tell whether words that are made by no call of `say` may be a value, or a part of it."""
        match node:
            case ast.JoinedStr() if not wordy(node):
                inner = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
            case ast.JoinedStr() | ast.Constant():
                return wordy(node)
            case ast.IfExp():
                inner = [node.body, node.orelse]
            case ast.BoolOp():
                inner = node.values
            case ast.BinOp():
                inner = [node.left, node.right]
            case ast.Tuple() | ast.List():
                inner = node.elts
            case ast.Name(id=name) if name not in seen:
                inner, seen = self.names.get(name, []), seen | {name}
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in ("listed", "join"):
                inner = node.args[:1]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
                name in self.module.keys() - MADE - seen
            ):
                made = self.module[name]
                inner = [each.value for each in ast.walk(made) if isinstance(each, ast.Return) and each.value]
                there = Sources.__new__(Sources)
                there.module, there.names = self.module, assigned(made)
                return any(there.bare(each, seen | {name}) for each in inner)
            case _:
                return False
        return any(self.bare(each, seen) for each in inner)


@cache
def functions(module: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}


@cache
def assigned(function: ast.FunctionDef) -> dict[str, list[ast.expr]]:
    """Return the names that a function gives values to, and what may be in them."""
    found: dict[str, list[ast.expr]] = {}

    def give(target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            found.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple):
            values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
            for each, part in zip(target.elts, values, strict=False):
                give(each, part)

    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    give(target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                give(target, value)
            case ast.NamedExpr(target=target, value=value) | ast.AugAssign(target=target, value=value):
                give(target, value)
            case ast.For(target=target, iter=value):
                for each in value.elts if isinstance(value, ast.Tuple | ast.List) else [value]:
                    give(target, each)
    return found


def read_by_people(name: str, call: ast.Call, errors: set[str]) -> list[ast.expr]:
    """Return those arguments of a call that become words of a message."""
    if name == "FindingRecord":
        return []
    at = (0, 1) if name in errors and name not in ("TooTight", "BadFile") else TOLD.get(name, ())
    at = (1, 2) if name in ("TooTight", "BadFile") else at
    arguments = [call.args[index] for index in at if index < len(call.args)]
    if at:
        arguments += [each.value for each in call.keywords if each.arg in ("hint", "message", "fix", "problem")]
    return arguments


def shown_errors() -> set[str]:
    """Names of the classes of errors that users see."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for inside in nodes().values()
        for node in inside
        if isinstance(node, ast.ClassDef)
    }
    known = {"BanmianError"}
    while more := {name for name, parents in bases.items() if parents & known} - known:
        known |= more
    return known | SIGNALS


def test_every_template_has_a_chinese_one_of_the_same_fields() -> None:
    made = templates()
    assert [template for template in made if has_words(template) and template not in SAID] == []
    assert [each for each in made if each in SAID and fields(each) != fields(SAID[each])] == []


def test_the_catalogue_has_nothing_that_is_said_no_more_and_nothing_twice() -> None:
    made = templates()
    assert [each for each in SAID if each not in made and each not in words.SAID and each not in rules.SAID] == []
    assert sum(map(len, TABLES)) == len(SAID)


def test_nothing_is_said_past_the_catalogue() -> None:
    errors, past = shown_errors(), []
    for path, node, name in calls():
        past += [f"{path.relative_to(ROOT)}:{node.lineno}" for each in read_by_people(name, node, errors) if bare(each)]
    assert past == []


def test_nothing_is_said_past_the_catalogue_by_way_of_a_name_or_a_function() -> None:
    errors, past = shown_errors(), []
    for path, module in trees().items():
        for function in functions(module).values():
            sources = Sources(module, function)
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                    inside = [each.value for each in node.keywords] if name == "say" else []
                    for each in (*inside, *read_by_people(name, node, errors)):
                        if sources.bare(each):
                            past.append(f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(each)}")
    assert past == []


@pytest.mark.parametrize(
    ("code", "past"),
    [
        ('said = f"page {x} is full"\n    report.error(code, said)', True),
        ('said = say("page {x} is full", x=x)\n    report.error(code, said)', False),
        ('report.error(code, told_of(x))\ndef told_of(x):\n    return f"page {x} is full"', True),
        ('report.error(code, told_of(x))\ndef told_of(x):\n    return say("page {x} is full", x=x)', False),
        ('why, hint = (f"page {x} is full", x) if x else x\n    report.error(code, x, hint=why)', True),
        ('report.error(code, say("{x}", x="is full" if x else "is half full"))', True),
        ('report.error(code, say("{x}", x=word("is half full")))', False),
        ('report.error(code, say("{x}", x=", ".join([f"page {x}"])))', True),
    ],
)
def test_words_are_seen_wherever_they_come_from(code: str, past: bool) -> None:
    module = ast.parse(f"def look(x):\n    {code}")
    look = functions(module)["look"]
    call = next(
        node
        for node in ast.walk(look)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "error"
    )
    arguments = read_by_people("error", call, set())
    arguments += [key.value for each in arguments if isinstance(each, ast.Call) for key in each.keywords]
    assert any(Sources(module, look).bare(each) for each in arguments) is past


def test_what_stands_between_items_and_what_is_wrong_with_a_stream_have_chinese() -> None:
    between = [node.args[1] for _, node, name in calls() if name == "listed" and len(node.args) > 1]
    marks = [each.value for each in between if isinstance(each, ast.Constant)]
    assert len(marks) > 5
    assert [mark for mark in (*marks, *map(str, Fault)) if has_words(mark) and mark not in SAID] == []


def test_units_of_the_score_and_what_becomes_of_a_story_have_chinese() -> None:
    said = [*(term.unit for term in TERMS.values()), *map(str, Kind), *(str(what) for what in What)]
    assert [each for each in said if each not in SAID] == []


def test_every_rule_of_the_preflight_is_told_in_chinese() -> None:
    said = {text for rule in RULES for text in (rule.title, rule.rationale)}
    assert said == set(rules.SAID)


def test_chinese_is_written_with_chinese_marks() -> None:
    han = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")
    wrong = [said for said in SAID.values() if han.search(re.sub(r"\{[^{}]*\}|`[^`]*`", "", said))]
    assert [said for said in wrong if not re.search(r"[a-z]:|::", said)] == []


def test_a_message_is_its_english_text_and_can_be_told_in_chinese() -> None:
    said = say("{name} has more than {most:character|characters}", name="headline", most=1)
    assert said == "headline has more than 1 character"
    assert told(said, "en") == "headline has more than 1 character"
    assert told(said, "zh") == "headline 超过 1 字"
    assert say("{count:error|errors}", count=2) == "2 errors"


def test_messages_in_messages_are_told_in_the_same_language() -> None:
    inner = say("write only its words")
    assert told(say("{name}: {problem}", name="x", problem=inner), "zh") == "x：请只写文字"
    assert told(listed([inner, "b"], "; "), "zh") == "请只写文字；b"
    assert listed([inner, "b"]) == "write only its words, b"
    assert told(say("{name}: {problem}", name="x", problem=ValueError(inner)), "zh") == "x：请只写文字"


def test_what_the_catalogue_lacks_is_told_in_english() -> None:
    assert told(Message("a guest says {n}", (("n", 1),)), "zh") == "a guest says 1"
    assert told("of a file: {", "zh") == "of a file: {"


def test_braces_of_a_value_are_no_fields() -> None:
    assert told(say("{name}: {problem}", name="{x}", problem="{0}"), "zh") == "{x}：{0}"


def test_a_message_goes_whole_to_another_process() -> None:
    said = say("{name}: {problem}", name=Name("lead"), problem=listed(["a", "b"]))
    error = pickle.loads(pickle.dumps(ContentError(said, said)))
    assert (error.message.template, told(error.hint, "zh")) == (said.template, "lead：a、b")


def test_a_finding_keeps_its_message_and_shows_no_control_character() -> None:
    found = Finding(Code.BAD_VALUE, Severity.ERROR, say("{name}: {problem}", name="a\x1b", problem="b"), Place("f", 3))
    assert str(found) == "f:3: error: a\\x1b: b [bad-value]"
    assert told(found.line, "zh") == "f:3：错误：a\\x1b：b[bad-value]"


def test_who_tells_a_message_names_stories_by_their_headlines() -> None:
    names = Provenance(Path("x"), {Ref("story", "lead"): Place("x/lead.md", 1)}, {"lead": "过江车辆下月改走新桥"})
    found = names.tell(Finding(Code.COPY_OVERSET, Severity.ERROR, say("{story} is not here", story=Name("lead"))))
    assert found.message == "“过江车辆下月改走新桥” is not here"
    said = names.in_words(say("{story} ({ref})", story=Name("lead"), ref=Ref("story", "lead")))
    assert told(said, "zh") == "《过江车辆下月改走新桥》（x/lead.md:1）"
    assert names.in_words(say("{story}", story=Name("lead-2"))) == "“过江车辆下月改走新桥”"
    assert names.in_words(say("{story}", story=Name("nft"))) == "nft"
    assert names.in_words(say("{story} ({ref})", story=Name("nft"), ref=Ref("ad", "nft"))) == "nft"


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("过江车辆下月改走新桥", "过江车辆下月改走新桥"),
        ("一二三四五六七八九十一二三四五六七八", "一二三四五六七八九十一二三四五六…"),
        ("The council meets", "The council meets"),
        ("The council meets again on Monday to vote", "The council meets again on Monday…"),
    ],
)
def test_a_long_headline_is_shortened(headline: str, name: str) -> None:
    assert short(headline) == name


def test_the_language_is_the_edition_s_unless_another_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BANMIAN_LANGUAGE")
    assert [telling(tag) for tag in ("zh-Hans", "zh", "zh-CN", "en-GB", "de", "")] == ["zh"] * 3 + ["en"] * 3
    assert {telling(tag) for tag in ("zh-Hant", "zh-TW", "zh-HK", "zh-Hant-MO")} == {"zh-Hant"}
    monkeypatch.setenv("BANMIAN_LANGUAGE", "zh")
    assert telling("en") == "zh"
    monkeypatch.setenv("BANMIAN_LANGUAGE", "klingon")
    assert telling("en") == "en"


def test_the_language_of_an_edition_is_known_though_it_cannot_be_read(tmp_path: Path) -> None:
    assert Edition.model_fields["language"].default == UNSAID
    for name, text in (("a", "language: en-GB\n: : ["), ("b", "paper: 报\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "edition.yaml").write_text(text)
    assert language_of(tmp_path / "a") == "en-GB"
    assert language_of(tmp_path / "b") == "zh-Hans"
    assert language_of(tmp_path / "not-there") == "zh-Hans"
    assert language_of(tmp_path / "a" / "not-there") == ""
    for place, tag in (("content/east/2030-01-04", "fi"), ("content/east/2030-01-11", "de"), ("standing", "pl")):
        (tmp_path / "paper" / place).mkdir(parents=True)
        (tmp_path / "paper" / place / "edition.yaml").write_text(f"language: {tag}", "utf-8")
        assert language_of(tmp_path / "paper") == tag


def test_traditional_chinese_is_said_in_the_same_messages_and_without_a_simplified_character() -> None:
    assert HANT.keys() == SAID.keys()
    assert {name: fields(said) for name, said in HANT.items()} == {name: fields(said) for name, said in SAID.items()}
    simplified = {char for said in HANT.values() for char in said if "\u3400" <= char <= "\u9fff" and not in_big5(char)}
    assert simplified == set()
    # A form that Big5 has too may be another word's: such a character is simplified where it stands for many.
    assert not re.search("[与个于后么发几并]", "".join(HANT.values()).replace("併", ""))


def in_big5(char: str) -> bool:
    try:
        return bool(char.encode("big5"))
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("请打开“文件夹”里的文件", "請開啟「資料夾」裡的檔案"),
        ("字体里没有这个字符", "字型裡沒有這個字元"),
        ("复制后再并排、合并", "複製後再並排、合併"),
        ("日历与历史、标签与签样", "日曆與歷史、標籤與簽樣"),
        ("网格里的网点", "網格裡的網點"),
        ("调度程序与程序库", "排程器與程式庫"),
    ],
)
def test_words_have_the_characters_and_names_of_taiwan_and_hong_kong(simplified: str, expected: str) -> None:
    assert traditional(simplified) == expected


def test_a_message_is_told_in_traditional_chinese() -> None:
    said = say("there is no page {name} in this edition", name="A9")
    assert told(said, "zh-Hant") == traditional(told(said, "zh"))
    assert told(said, "zh-Hant") != told(said, "zh")


def test_levers_are_told_in_both_languages() -> None:
    said = [
        levers.paragraph(3, -1),
        levers.boxes(InsetPlace.TOP_RIGHT, 2),
        levers.quotes(2),
        levers.picture_columns(-1),
    ]
    assert said == ["paragraph 3 -1 line", "boxes at the top right, 2 columns wide", "2 pull quotes from the text",
                    "picture -1 column"]  # fmt: skip
    assert [told(one, "zh") for one in said] == ["第 3 段 -1 行", "框在右上，2 栏宽", "摘引语 2 条", "图片 -1 栏"]
    assert told(levers.BESIDE_HEAD, "zh") == "图片在标题旁"


def test_an_error_says_what_it_was_made_with() -> None:
    said = say("write only its words")
    assert reason(ValueError(said)) is said
    assert reason(OSError(2, "No such file")) == "[Errno 2] No such file"
