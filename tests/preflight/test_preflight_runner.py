"""The runner, profiles, the table of rules: what comes of rules whatever they say."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place
from layout.base.errors import PressError
from layout.base.units import MM, Rect
from layout.build.records import finding_record
from layout.pdf.pdfium import OpenPage
from layout.preflight import Fault, Outcome, PageReport, Preflight, Rule, Skip, State, preflight_page, runner
from layout.preflight.profiles import profile_of
from layout.preflight.rules import GROUPS, RULES
from layout.preflight.runner import MOST, run
from layout.preflight.table import codes_table, marks, rules_table, with_table
from tests.conftest import ROOT


def rule_that(*said, severity=State.FAIL, id=Code.INK_TOTAL):
    return Rule(id, severity, "a reason.", "our own", lambda facts, profile: said)


def broken(facts, profile):
    yield Fault("one thing", "mend it")
    raise ZeroDivisionError("no page is 0 wide")


def came(state):
    return Outcome.of(rule_that(), state, "said")


def states(rule, facts, profile):
    return [(one.state, one.finding.message) for one in run(rule, facts, profile)]


def test_silence_is_a_pass(facts, profile):
    assert states(rule_that(), facts, profile) == [(State.PASS, Code.INK_TOTAL.says)]


def test_a_finding_has_the_rule_s_severity_unless_it_is_milder(facts, profile):
    rule = rule_that(
        Fault("bad", "mend"), Fault("half", "look", None, State.INFO), Fault("no worse", "x", None, State.FATAL)
    )
    assert states(rule, facts, profile) == [(State.FAIL, "bad"), (State.INFO, "half"), (State.FAIL, "no worse")]


def test_a_skip_is_told_beside_findings_and_is_no_pass(facts, profile):
    assert states(rule_that(Skip("no picture")), facts, profile) == [(State.SKIP, "no picture")]
    both = states(rule_that(Fault("bad", "mend"), Skip("the rest")), facts, profile)
    assert both == [(State.FAIL, "bad"), (State.SKIP, "the rest")]


def test_a_rule_that_breaks_down_is_an_error_and_its_half_answer_does_not_count(facts, profile):
    rule = replace(rule_that(), check=broken)
    ((state, message),) = states(rule, facts, profile)
    assert state is State.ERROR
    assert "ZeroDivisionError: no page is 0 wide" in message


def test_a_broken_rule_stops_no_other_and_the_page_is_not_printable(page_x4, profile):
    rules = (replace(rule_that(id=Code.FONT_TYPE3), check=broken), rule_that())
    report = preflight_page(page_x4.pdf, profile, rules=rules)
    assert [(one.rule.id, one.state) for one in report.outcomes] == [
        (Code.FONT_TYPE3, State.ERROR),
        (Code.INK_TOTAL, State.PASS),
    ]
    assert report.worst is State.ERROR
    assert not Preflight((report,)).printable


def test_a_reader_that_breaks_down_is_an_error_too(page_x4, profile, monkeypatch):
    def breaks(*_):
        raise ZeroDivisionError("a font 0 wide")

    monkeypatch.setattr(runner, "read_facts", breaks)
    report = preflight_page(page_x4.pdf, profile, page="B2")
    assert [(one.rule.id, one.state) for one in report.outcomes] == [("page-opens", State.ERROR)]
    assert "ZeroDivisionError: a font 0 wide" in report.outcomes[0].finding.message
    assert not Preflight((report,)).printable


def test_many_findings_are_counted(facts, profile):
    rule = rule_that(*(Fault(f"number {at}", "mend") for at in range(MOST + 7)))
    found = states(rule, facts, profile)
    assert len(found) == MOST + 1
    assert found[-1] == (State.FAIL, "and 7 more of this kind")
    assert len(states(rule_that(*(Fault("x", "y") for _ in range(MOST))), facts, profile)) == MOST


@pytest.mark.parametrize(("setting", "state"), [("info", State.INFO), ("fatal", State.FATAL), ("off", State.SKIP)])
def test_a_profile_says_how_much_a_rule_matters(setting, state, press, facts):
    profile = profile_of(press, severities={"text-safe": setting})
    rule = rule_that(Fault("bad", "mend"), severity=State.WARN, id=Code.TEXT_SAFE)
    assert [one.state for one in run(rule, facts, profile)] == [state]
    assert [one.state for one in run(replace(rule, id=Code.PAGE_EMPTY), facts, profile)] == [State.WARN]


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"text-save": "off"}, "there is no rule text-save"), ({"text-safe": "error"}, "error is no severity")],
)
def test_a_profile_with_a_mistake_is_refused(settings, said, press):
    with pytest.raises(PressError, match=said):
        profile_of(press, severities=settings)


def test_a_profile_has_the_condition_s_limits(press, profile):
    assert profile.bleed == press.bleed
    assert profile.ink == press.ink.total
    assert (profile.type_positive, profile.type_reversed) == (press.type.positive, press.type.reversed)
    assert (profile.ppi_least, profile.ppi_good, profile.ppi_most) == (
        press.images.least, press.images.good, press.images.most,
    )  # fmt: skip
    assert profile.destination == press.profile_data


def test_a_press_says_how_much_a_rule_matters_to_it(press):
    checks = {"ink-total": "warn", "line-loose": "fail", "line-hyphens": "off"}
    told = profile_of(press.model_copy(update={"checks": checks}))
    assert dict(told.severities) == {"ink-total": State.WARN, "line-loose": State.FAIL, "line-hyphens": None}
    assert dict(profile_of(press.model_copy(update={"checks": checks}), severities={}).severities) == {}


def test_what_nobody_can_mend_on_a_page_of_ours_does_not_fail_it():
    lines = [rule for rule in RULES if rule.id.startswith("line-")]
    assert [rule.id for rule in lines if rule.severity.rank >= State.FAIL.rank] == []
    assert next(rule for rule in RULES if rule.id == "ink-total").severity is State.FAIL


def test_states_go_from_good_to_bad_and_say_how_much_a_finding_matters():
    states = [f"{state} {state.severity}" for state in sorted(State, key=lambda state: state.rank)]
    assert states == [
        "pass info", "skip info", "info info", "warn warning", "fail error", "error error", "fatal error",
    ]  # fmt: skip


def test_what_a_rule_sees_becomes_a_finding_with_the_rule_s_code_and_the_page(facts, profile):
    rect = Rect(10 * MM, 20 * MM, 30, 40)
    (outcome,) = run(rule_that(Fault("280 % ink", "lighten it", rect)), replace(facts, page="B2"), profile)
    found = Finding(Code.INK_TOTAL, Severity.ERROR, "280 % ink", Place(), "lighten it", "B2", "B2", rect)
    assert outcome.finding == found
    assert found.said == "page B2 (10.0 mm from the left, 20.0 mm from the top): 280 % ink"
    assert finding_record(found).message == found.said


def test_the_worst_of_an_edition():
    good = PageReport("A1", (came(State.PASS),))
    warned = PageReport("A2", (came(State.WARN), came(State.INFO)))
    failed = PageReport("A3", (came(State.FAIL),))
    fatal = PageReport("A4", (came(State.FATAL),))
    assert Preflight(()).worst is State.PASS
    assert Preflight((good, warned)).worst is State.WARN
    assert Preflight((good, warned)).printable
    assert not Preflight((good, failed)).printable
    assert not Preflight((warned, fatal)).printable
    assert Preflight((good, warned)).counts[State.INFO] == 1


def test_the_findings_of_a_page_begin_with_the_worst():
    outcomes = tuple(came(state) for state in (State.INFO, State.PASS, State.FATAL, State.SKIP))
    page = PageReport("A1", outcomes)
    assert [one.state for one in page.found] == [State.FATAL, State.INFO]
    assert len(page.skipped) == len(page.passed) == 1


def test_ids_are_told_once_and_look_alike():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids)) >= 25
    assert [one for one in ids if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", one)] == []


def test_rules_say_why_and_who_says_so():
    for rule in RULES:
        assert rule.rationale.endswith("."), rule.id
        assert rule.source, rule.id
        assert "|" not in rule.rationale + rule.title + rule.source, rule.id
        assert rule.severity in (State.INFO, State.WARN, State.FAIL, State.FATAL), rule.id
    assert sum(len(rules) for _, rules in GROUPS) == len(RULES)


def test_the_documentation_is_made_from_the_rules():
    text = (ROOT / "docs" / "preflight.md").read_text("utf-8")
    assert with_table(text) == text, "run: python -m layout.preflight.table docs/preflight.md"
    for rule in RULES:
        assert f"| `{rule.id}` |" in text


@pytest.mark.parametrize(("name", "table"), [("rules", rules_table), ("codes", codes_table)])
def test_a_table_takes_the_place_of_an_old_one(name, table):
    begin, end = marks(name)
    assert with_table(f"before\n{begin}\nold\n{end}\nafter\n") == f"before\n{begin}\n{table()}{end}\nafter\n"


def test_a_document_without_marks_has_no_table():
    with pytest.raises(ValueError, match="needs two lines such as <!-- rules: begin -->"):
        with_table("no marks")


def test_a_rule_is_kept_by_its_id_and_comes_back_as_itself():
    for rule in RULES:
        sent = pickle.dumps(rule)
        assert pickle.loads(sent) is rule
        assert len(sent) < 150


def test_a_page_that_is_open_already_is_not_opened_again(page_x4, profile, monkeypatch):
    wanted = preflight_page(page_x4.pdf, profile, page_x4.layout, page_x4.fits)
    monkeypatch.setattr("layout.preflight.reading.OpenPage", None)
    with OpenPage(page_x4.pdf) as look:
        assert preflight_page(page_x4.pdf, profile, page_x4.layout, page_x4.fits, look=look) == wanted
        assert look.image(36).height > 100  # it stays open
