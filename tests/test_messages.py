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
from layout.base.messages import Message, Name, listed, reason, say, telling, told
from layout.compose.copyfit import lever_told
from layout.edition.language import UNSAID, language_of
from layout.edition.model import Edition
from layout.edition.provenance import Provenance, short
from layout.preflight.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "layout").rglob("*.py"))
TOLD = {
    "error": (1,),
    "warning": (1,),
    "info": (1,),
    "add": (2,),
    "Finding": (2, 4),
    "Fault": (0, 1),
    "Skip": (0,),
    "made": (1, 2),
}
"""Calls that make a finding, and which of their arguments are read by people."""
SIGNALS = {"TooTight", "BadFile", "NotUsableError", "NotReadableError", "PlanError", "NoPageError", "AreasError"}
"""Exceptions that become findings or errors on their way up."""


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


@cache
def calls() -> list[tuple[Path, ast.Call, str]]:
    found = []
    for path, tree in trees().items():
        for node in ast.walk(tree):
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
    return re.search(r"[A-Za-z]{2}", re.sub(r"\{[^{}]*\}", "", template)) is not None


def bare(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return bare(node.body) or bare(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and has_words(node.value)


def shown_errors() -> set[str]:
    """Names of the classes of errors that users see."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees().values()
        for node in ast.walk(tree)
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
        if name == "FindingRecord":
            continue
        at = (0, 1) if name in errors and name not in ("TooTight", "BadFile") else TOLD.get(name, ())
        at = (1, 2) if name in ("TooTight", "BadFile") else at
        arguments = [node.args[index] for index in at if index < len(node.args)]
        if at:
            arguments += [each.value for each in node.keywords if each.arg in ("hint", "message", "fix", "problem")]
        past += [f"{path.relative_to(ROOT)}:{node.lineno}" for each in arguments if bare(each)]
    assert past == []


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
    assert [telling(tag) for tag in ("zh-Hans", "zh-Hant", "zh", "en-GB", "de", "")] == ["zh", "zh", "zh", *["en"] * 3]
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


def test_levers_of_a_record_are_told() -> None:
    assert told(lever_told("paragraph 3 -1 line"), "zh") == "第 3 段 -1 行"
    assert told(lever_told("boxes at the top right, 2 columns wide"), "zh") == "框在右上，2 栏宽"
    assert lever_told("picture beside the head") == "picture beside the head"


def test_an_error_says_what_it_was_made_with() -> None:
    said = say("write only its words")
    assert reason(ValueError(said)) is said
    assert reason(OSError(2, "No such file")) == "[Errno 2] No such file"
