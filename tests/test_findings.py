"""The codes of findings: one enum, said somewhere, documented by one table; no free strings."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterable, Iterator

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, Report
from layout.base.units import MM, Rect
from layout.build.records import finding_record
from layout.files.codec import to_data
from layout.preflight.rules import RULES
from layout.preflight.table import PAGES, with_table
from tests.source import ROOT, nodes

SAYING = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
"""Methods of a report whose first argument is the code, and how much what they record matters."""


def sources() -> Iterator[tuple[str, tuple[ast.AST, ...]]]:
    for path, inside in nodes().items():
        yield str(path.relative_to(ROOT)), inside


def codes_in(nodes: Iterable[ast.AST]) -> Iterator[Code]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code":
            yield Code[node.attr]


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for name, inside in sources():
        for node in inside:
            if isinstance(node, ast.Call):
                yield f"{name}:{node.lineno}", getattr(node.func, "attr", getattr(node.func, "id", "")), node


def test_every_code_is_said_somewhere() -> None:
    said = {code for name, inside in sources() if name != "layout/base/codes.py" for code in codes_in(inside)}
    assert [code for code in Code if code not in said] == []


def test_no_code_is_a_free_string() -> None:
    """Wherever a finding is recorded or made, and wherever a string of the program is a code."""
    at = {**dict.fromkeys((*SAYING, "note", "Finding"), 0), "add": 1}
    recorded = [
        f"{where}: {ast.unparse(value)}"
        for where, called, node in calls()
        if called in at
        for value in (
            *node.args[at[called] : at[called] + 1],
            *(each.value for each in node.keywords if each.arg == "code"),
        )
        if isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and isinstance(value.value, str))
    ]
    literals = [
        f"{name}:{node.lineno}: {node.value}"
        for name, inside in sources()
        if name != "layout/base/codes.py"
        for node in inside
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in set(Code)
    ]
    assert recorded + literals == []


def test_a_code_says_the_worst_it_is_said_with() -> None:
    said: dict[Code, set[Severity]] = {}
    for _, called, node in calls():
        if called in SAYING and node.args:
            for code in codes_in(ast.walk(node.args[0])):
                said.setdefault(code, set()).add(SAYING[called])
    for rule in RULES:
        said.setdefault(rule.id, set()).add(rule.severity.severity)
    order = list(Severity)
    wrong = {
        code: severities for code, severities in said.items() if code.severity is not min(severities, key=order.index)
    }
    assert wrong == {}
    assert len(said) > 100


def test_a_code_is_its_member_s_name_and_is_found_by_its_string() -> None:
    assert [code for code in Code if code.name != code.value.upper().replace("-", "_")] == []
    assert [code for code in Code if Code(code.value) is not code or pickle.loads(pickle.dumps(code)) is not code] == []
    with pytest.raises(ValueError, match="no-such-code"):
        Code("no-such-code")


def test_every_code_says_what_it_means() -> None:
    assert [code for code in Code if not code.says or "|" in code.says or code.says.endswith(".")] == []


def test_the_documentation_is_made_from_the_codes() -> None:
    text = (ROOT / "docs" / "findings.md").read_text("utf-8")
    assert with_table(text) == text, "run: python -m layout.preflight.table docs/findings.md"
    told = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]
    assert told == [code.value for code in Code]
    assert [page for page in PAGES.values() if not (ROOT / "docs" / page).is_file()] == []


def test_a_finding_is_told_after_its_page_and_its_place_there() -> None:
    place = Place("content/day/edition.yaml", 7)
    found = Finding(Code.BOX_TRIM, Severity.ERROR, "no TrimBox", place, "build anew", "A1", "A1")
    assert str(found) == "content/day/edition.yaml:7: error: page A1: no TrimBox [box-trim]\n    build anew"
    where = Finding(Code.BOX_TRIM, Severity.ERROR, "no TrimBox", page="A1", rect=Rect(10 * MM, 20 * MM, 1, 1))
    assert to_data(finding_record(where)) == {
        "code": "box-trim",
        "severity": "error",
        "message": "page A1 (10.0 mm from the left, 20.0 mm from the top): no TrimBox",
        "file": "",
        "line": 0,
        "hint": "",
        "subject": "",
    }


def test_quoted_words_are_told_as_they_are_and_messages_made_visible() -> None:
    found = Finding(Code.IMPORT_LINK, Severity.INFO, "a link\x1b", hint="look", quoted="家\u200d庭")
    assert found.remark == "a link\\x1b: 家\u200d庭 [import-link]\n    look"


def test_a_report_records_in_order() -> None:
    report = Report()
    report.info(Code.NORMALISED, "made regular")
    report.error(Code.PLAN_WHITE, "3 rows stay white", page="A2")
    assert [(one.code, one.severity, one.said) for one in report.findings] == [
        (Code.NORMALISED, Severity.INFO, "made regular"),
        (Code.PLAN_WHITE, Severity.ERROR, "page A2: 3 rows stay white"),
    ]
    assert report.errors == report.findings[1:]
