"""A corpus of broken editions: each leads to its finding, with its code, file and line, and never to a traceback."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from layout.base.codes import Severity
from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.build.inputs import load
from tests.trust.corpus import LOADED, Case
from tests.trust.tiny import Tiny, make_tiny


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    monkeypatch.chdir(tmp_path)
    return make_tiny(tmp_path / "p")


def test_the_good_edition_has_no_errors(tiny: Tiny) -> None:
    report = Report()
    load(tiny.project, tiny.edition, report)
    assert report.findings == ()


def test_the_corpus_has_no_case_twice() -> None:
    assert [name for name, count in Counter(case.name for case in LOADED).items() if count > 1] == []


@pytest.mark.parametrize("case", LOADED, ids=[case.name for case in LOADED])
def test_a_broken_edition_is_told_with_code_file_and_line(case: Case, tiny: Tiny) -> None:
    case.change(tiny)
    report = Report()
    with pytest.raises(ContentError) as raised:
        load(tiny.project, tiny.edition, report)
    found = [(finding.code, Path(finding.place.file).name, finding.place.line) for finding in report.errors]
    line = case.line(tiny) if case.code != "file-encoding" else case.at
    assert (case.code, case.file, line) in found, [str(finding) for finding in report.findings]
    for finding in report.findings:
        assert finding.hint, finding
        assert str(finding).replace("\n", "").isprintable() or finding.severity is not Severity.ERROR
        assert str(finding) in raised.value.message
