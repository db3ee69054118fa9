"""Sign-off: it stands for exact bytes, is refused where nobody can have seen them, and tells what changed since."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from layout.base import clock
from layout.base.codes import Code, Severity
from layout.base.diagnostics import Report
from layout.base.errors import ContentError, PageError
from layout.build import pipeline
from layout.build.inputs import load
from layout.build.signed import SIGNED_FILE, read_signed
from layout.build.signing import SignState, report_built_signs, sign_pages, signs_of, unsigned, withdraw_pages
from layout.build.sources import Common, changes_between, sources_now, sources_of
from layout.cli.application import command_line
from layout.edition.new import new_edition
from tests.trust.tiny import Tiny, make_tiny


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    tiny = make_tiny(tmp_path_factory.mktemp("signing") / "paper")
    assert not pipeline.build(tiny.project, tiny.edition).proof
    return tiny


@pytest.fixture
def tiny(once: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tiny]:
    """A paper whose one page was built a moment ago."""
    shutil.copytree(once.root, tmp_path / "paper", symlinks=True)
    monkeypatch.setenv(clock.EPOCH, "1649950867")
    with monkeypatch.context() as here:
        here.setenv("TZ", "UTC")
        time.tzset()
        yield Tiny(tmp_path / "paper")
    time.tzset()


def another(tiny: Tiny) -> None:
    """Stand for a build of other bytes: of the files as they are now."""
    edition = load(tiny.project, tiny.edition, Report())
    path = tiny.output / "versions.json"
    data = json.loads(path.read_text("utf-8"))
    sources = data["sources"]["A1"]
    data["sources"]["A1"] = dict(sources_now(Common(tiny.project), edition, "A1", sources))
    data["pages"][0] |= {"number": 2, "content": "f" * 64}
    path.write_text(json.dumps(data), "utf-8")
    (tiny.output / "pages" / "A1.pdf").write_bytes(b"%PDF- another")


def state(tiny: Tiny) -> tuple[str, tuple[str, ...]]:
    sign = signs_of(tiny.project, tiny.edition)["A1"]
    return str(sign.state), sign.since


def test_a_page_is_signed_changed_and_the_change_is_told_in_an_editors_words(tiny: Tiny) -> None:
    project, folder = tiny.project, tiny.edition
    assert state(tiny) == ("unsigned", ())
    (sign,) = sign_pages(project, folder, ["A1"], " 李  编辑 ", note="看过")
    assert sign.state is SignState.SIGNED
    assert sign.signature is not None
    assert (sign.signature.name, sign.signature.time, sign.signature.number) == ("李 编辑", "2022-04-14T15:41:07Z", 1)
    assert unsigned(project, folder) == ()
    tiny.replace("market.md", "本地春菜", "本地鲜菜")
    tiny.replace("market.md", "headline: 春菜上市", "headline: 鲜菜上市")
    tiny.replace("ads.yaml", "停水公告", "停水通知")
    assert state(tiny) == ("signed", ()), "what was built is what was signed"
    another(tiny)
    assert state(tiny) == ("changed", ("headline: of market.md", "1 line of market.md", "ad house"))
    assert [each.page for each in unsigned(project, folder)] == ["A1"]
    report = Report()
    report_built_signs(project, load(project, folder, Report()), report)
    (found,) = report.findings
    assert (found.code, found.severity, found.subject) == (Code.SIGNED_CHANGED, Severity.WARNING, "A1")
    assert "since 15:41, signed by 李 编辑: headline: of market.md, 1 line of market.md, ad house" in found.message
    assert str(found.place).endswith("signed.yaml:2")
    sign_pages(project, folder, ["A1"], "王")
    assert state(tiny)[0] == "signed"
    assert len(read_signed(folder, Report())) == 2, "the log keeps the first"


def test_what_nobody_can_have_seen_is_not_signed(tiny: Tiny) -> None:
    project, folder = tiny.project, tiny.edition
    with pytest.raises(ContentError, match="there is no page B9 in this edition"):
        sign_pages(project, folder, ["A1", "B9"], "Li")
    with pytest.raises(ContentError, match="there is no folder"):
        sign_pages(project, folder.with_name("nowhere"), [], "Li")
    with pytest.raises(PageError, match="built again meanwhile"):
        sign_pages(project, folder, ["A1"], "Li", seen={"A1": "0" * 64})
    with pytest.raises(PageError, match="a name is needed"):
        sign_pages(project, folder, ["A1"], " \n")
    tiny.replace("market.md", "本地春菜", "本地鲜菜")
    with pytest.raises(PageError, match="changed since the pages were built: page A1: 1 line of market"):
        sign_pages(project, folder, ["A1"], "Li")
    (tiny.output.with_name(f"{tiny.output.name}.proof")).mkdir()
    (tiny.output / "pages").rename(tiny.output.with_name(f"{tiny.output.name}.proof") / "pages")
    for pages in (["A1"], []):
        with pytest.raises(PageError, match="only proofs were built"):
            sign_pages(project, folder, pages, "Li")
    assert not tiny.path(SIGNED_FILE).exists(), "nothing was signed on the way"


def test_a_sign_off_is_taken_back(tiny: Tiny) -> None:
    with pytest.raises(PageError, match=r"no page of .* is signed"):
        withdraw_pages(tiny.project, tiny.edition, [], "Li")
    sign_pages(tiny.project, tiny.edition, [], "Li")
    withdraw_pages(tiny.project, tiny.edition, ["A1"], "Wang")
    assert state(tiny) == ("unsigned", ())
    with pytest.raises(PageError, match="not signed: A1"):
        withdraw_pages(tiny.project, tiny.edition, ["A1"], "Wang")


def test_a_log_that_was_mended_by_hand_is_read_as_far_as_it_goes(tiny: Tiny) -> None:
    sign_pages(tiny.project, tiny.edition, ["A1"], "Li")
    good = tiny.read(SIGNED_FILE)
    bad = '- page: A1\n  name: Li\n  time: noon\n  digest: "1"\n- text\n'
    tiny.write(SIGNED_FILE, good + bad)
    report = Report()
    assert [entry.name for entry in read_signed(tiny.edition, report)] == ["Li"]
    last = good.count("\n") + 1
    lines = {finding.place.line for finding in report.findings}
    assert lines == {last + 2, last + 3, last + 4}
    assert {finding.severity for finding in report.findings} == {Severity.WARNING}
    assert any("1 is no SHA-256" in finding.message for finding in report.findings)
    assert state(tiny)[0] == "signed"
    tiny.write(SIGNED_FILE, "page: A1\n")
    with pytest.raises(ContentError, match="cannot be added to"):
        sign_pages(tiny.project, tiny.edition, ["A1"], "Li")
    assert tiny.read(SIGNED_FILE) == "page: A1\n"


def test_the_log_is_no_part_of_the_edition_and_stays_with_its_day(tiny: Tiny) -> None:
    edition = load(tiny.project, tiny.edition, Report())
    sign_pages(tiny.project, tiny.edition, ["A1"], "Li")
    report = Report()
    assert load(tiny.project, tiny.edition, report) == edition
    assert report.findings == ()
    made = new_edition(tiny.project.content / "2022-04-16", tiny.edition)
    assert not (made.folder / SIGNED_FILE).exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("edition.yaml", "section: 要闻", "section: 本地", "edition.yaml says of the page"),
        ("edition.yaml", "issue: 4210", "issue: 4211", "the paper, the day or other pages"),
        ("lead.md", "priority: 1\n", "priority: 1\nkicker: 快讯\n", "kicker: of lead.md"),
        ("lead.md", "渡轮照常开行，", "\n\n渡轮照常开行，", "2 lines of lead.md"),
    ],
)
def test_each_part_of_a_page_is_told(tiny: Tiny, file: str, old: str, new: str, told: str) -> None:
    edition = load(tiny.project, tiny.edition, Report())
    then = sources_of(Common(tiny.project), edition, "A1", ["lead", "market", "gone"], ["house"])
    tiny.replace(file, old, new)
    now = sources_now(Common(tiny.project), load(tiny.project, tiny.edition, Report()), "A1", then)
    (change,) = changes_between(then, now)
    assert told in change
    assert changes_between(then, {**then, "story new.md": "1 2"}) == ("new.md is new on it",)
    assert changes_between({**then, "ad gone": "1"}, then) == ("ad gone is gone from it",)


def test_the_command_signs_lists_and_refuses(tiny: Tiny) -> None:
    def run(*words: str) -> tuple[int, str]:
        app = command_line(["sign"])
        done = CliRunner().invoke(app, ["--language", "en", "sign", str(tiny.edition), *words])
        return done.exit_code, done.output

    assert run("--list") == (0, "A1: not signed\n")
    assert run("--page", "A1")[0] == 2
    assert run("--name", "Li")[0] == 2
    assert run("--all", "--name", "Li") == (0, "A1: signed by Li at 15:41, version 1\n")
    tiny.replace("market.md", "本地春菜", "本地鲜菜")
    assert "changed since it was built: 1 line of market.md" in run("--list")[1]
    code, answer = run("--page", "A1", "--name", "Wang", "--json")
    assert (code, json.loads(answer)["editions"][0]["exit_code"]) == (6, 6)
    code, answer = run("--page", "A1", "--name", "Wang", "--anyway", "--note", "late", "--json")
    sign = json.loads(answer)["editions"][0]["pages"][0]["sign"]
    assert (code, sign["state"], sign["name"], sign["note"], sign["waiting"]) == (
        *(0, "signed", "Wang", "late", ["1 line of market.md"]),
    )
    gone = run("--page", "A1", "--name", "Wang", "--withdraw")
    assert gone == (0, "A1: not signed\n    changed since it was built: 1 line of market.md\n")
