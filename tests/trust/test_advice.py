"""Advice played back: who does what a finding says is rid of it, and gets no other."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from layout.base.codes import Code, Severity
from layout.base.errors import PressError
from layout.build.session import Session
from layout.design.press import load_press
from tests.content.sandbox import Sandbox, make_sandbox
from tests.trust.tiny import Tiny, make_tiny

ROOT = Path(__file__).resolve().parents[2]
EDITION, ADS, LEAD, RIVER, MARKET = "edition.yaml", "ads.yaml", "lead.md", "river.md", "market.md"


@dataclass(frozen=True)
class Play:
    """A fault in one file, what the finding's hint says about it, and how an editor does that."""

    file: str
    good: str
    bad: str
    hint: str
    mended: Callable[[re.Match[str]], str]
    """What is written instead of the fault; it is given what the hint said."""


def written(text: str) -> Callable[[re.Match[str]], str]:
    return lambda _: text


PLAYS = {
    "unknown-key": Play(LEAD, "deck:", "dek:", "did you mean '(.*)'", lambda said: f"{said[1]}:"),
    "missing-key": Play(EDITION, "issue: 4210", "# gone", "begins with (issue:)", lambda said: f"{said[1]} 4210"),
    "needs-quotes": Play(ADS, 'value: "0300-1234567"', "value: 300", 'write (value: "300")', lambda said: said[1]),
    "bad-date": Play(
        EDITION,
        "date: 2022-04-15",
        "date: 2022-02-30",
        "write year, month and day as (.*)",
        lambda said: f"date: {said[1]}",
    ),
    "bad-value": Play(LEAD, "priority: 1", "priority: 0", "change the number", written("priority: 1")),
    "unknown-story": Play(
        EDITION, "[river, market]", "[rivr, market]", "did you mean '(.*)'", lambda said: f"[{said[1]}, market]"
    ),
    "unknown-ad": Play(
        EDITION, "[subscribe, house]", "[subscrib, house]", "did you mean '(.*)'", lambda said: f"[{said[1]}, house]"
    ),
    "unknown-template": Play(
        EDITION,
        "    template: tabloid\n    kind",
        "    template: tabloit\n    kind",
        "did you mean '(.*)'",
        lambda said: f"    template: {said[1]}\n    kind",
    ),
    "unknown-ad-kind": Play(ADS, "kind: slogan", "kind: slogn", "did you mean '(.*)'", lambda said: f"kind: {said[1]}"),
    "areas-uneven": Play(
        EDITION,
        "- river river market",
        "- river market",
        "one word for each base column",
        written("- river river market"),
    ),
    "areas-missing": Play(
        EDITION, "      - house house house\n", "", "take it off the page", written("      - house house house\n")
    ),
    "yaml-syntax": Play(
        EDITION,
        "section: 要闻",
        "section: 要闻: 今日",
        "put the text between quotes: (.*)",
        lambda said: said[1],
    ),
    "yaml-duplicate-key": Play(
        LEAD, "priority: 1\n", "priority: 1\npriority: 2\n", "keep one of the two", written("priority: 1\n")
    ),
    "picture-missing": Play(
        LEAD, "pictures/bridge.jpg", "pictures/Bridge.jpg", "did you mean '(.*)'", lambda said: said[1]
    ),
    "markdown-heading": Play(
        LEAD,
        "## 车辆怎样绕行",
        "### 车辆怎样绕行",
        "two hashes and a space .*: (##) ",
        lambda said: f"{said[1]} 车辆怎样绕行",
    ),
    "markdown-literal": Play(RIVER, "**新桥**", "[新桥](x)", "write only its words", written("新桥")),
    "subhead-without-text": Play(
        LEAD, "\n过江车辆可以走上游的新桥。\n", "", "add its text", written("\n绕行请走新桥。\n")
    ),
    "element-open": Play(
        MARKET,
        "菜价比上月低了两成。\n",
        "::: facts 菜价\n\n低了两成。\n",
        "put a line of three colons, (:::), after",
        lambda said: f"菜价低了。\n\n::: facts 菜价\n\n低了两成。\n\n{said[1]}\n",
    ),
    "bad-character": Play(MARKET, "菜价比", "菜\u200e价比", "delete it", written("菜价比")),
    "story-unused": Play(
        EDITION, "stories: [lead]", "stories: []", "name it under (stories:)", lambda said: f"{said[1]} [lead]"
    ),
}


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return make_sandbox(tmp_path)


@pytest.mark.parametrize("code", PLAYS)
def test_an_edition_is_mended_as_its_findings_say(code: str, sandbox: Sandbox) -> None:
    play = PLAYS[code]
    # What stood in the file's place before is no longer there to be found: the fault is put where it was.
    before, after = sandbox.read(play.file).split(play.good)
    sandbox.write(play.file, f"{before}{play.bad}{after}")
    told = [finding for finding in sandbox.load().findings if finding.code == code]
    said = re.search(play.hint, told[0].hint)
    assert said, told[0].hint
    sandbox.write(play.file, f"{before}{play.mended(said)}{after}")
    assert sandbox.load().findings == ()


PRESS = {
    "checks: {ink-totl: warn}": ("did you mean '(.*)'", "checks: {%s: warn}"),
    "checks: {ink-total: loud}": ("change the value", "checks: {ink-total: warn}"),
}


@pytest.mark.parametrize("bad", PRESS)
def test_a_press_condition_is_mended_as_it_says(bad: str, tmp_path: Path) -> None:
    hint, mended = PRESS[bad]
    text = (ROOT / "assets/press/newsprint.yaml").read_text("utf-8")
    (tmp_path / "newsprint.icc").write_bytes((ROOT / "assets/press/newsprint.icc").read_bytes())
    path = tmp_path / "mine.yaml"
    path.write_text(f"{text}{bad}\n", "utf-8")
    with pytest.raises(PressError) as told:
        load_press(path)
    assert f"mine.yaml:{text.count(chr(10)) + 1}: " in told.value.message
    said = re.search(hint, told.value.message)
    assert said
    path.write_text(f"{text}{mended % said.groups() if said.groups() else mended}\n", "utf-8")
    assert load_press(path).checks == {"ink-total": "warn"}


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    monkeypatch.chdir(tmp_path)
    return make_tiny(tmp_path / "p")


def told_of(tiny: Tiny) -> dict[str, str]:
    """What is said of the pages that is worse than a remark: its codes, each with its hint."""
    session = Session(tiny.edition, tiny.project)
    found = (finding for state in session.pages() for finding in state.findings)
    return {str(one.code): one.hint for one in found if one.severity is not Severity.INFO}


def count_in(hint: str) -> int:
    found = re.search(r"about (\d+) characters", hint)
    assert found, hint
    return int(found[1])


def test_a_story_that_is_cut_as_it_says_fits(tiny: Tiny) -> None:
    good = told_of(tiny)
    body = tiny.read("market.md").split("---\n")[2].strip()
    sentence = "市场管理处说，货源充足，价格还会再降。"
    longer = body + "\n\n" + sentence * 6
    tiny.body("market.md", longer + "\n")
    told = told_of(tiny)
    assert Code.COPY_OVERSET in told
    tiny.body("market.md", longer[: -count_in(told[Code.COPY_OVERSET])] + "\n")
    assert set(told_of(tiny)) <= set(good)


def test_a_story_that_is_lengthened_as_it_says_fills_its_place(tiny: Tiny) -> None:
    good = told_of(tiny)
    body = tiny.read("market.md").split("---\n")[2].strip()
    tiny.body("market.md", body[: len(body) // 3] + "。\n")
    told = told_of(tiny)
    assert Code.COPY_HOLE in told
    more = ("市场里人来人往" * 40)[: count_in(told[Code.COPY_HOLE]) - 1]
    tiny.body("market.md", f"{body[: len(body) // 3]}{more}。\n")
    assert set(told_of(tiny)) <= set(good)
