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


def test_faults_of_every_kind_are_told_at_once(tiny: Tiny) -> None:
    """One in a key, two in files of ads, one in a picture of a story: none waits until another is mended."""
    more = (
        "- {id: bank, kind: supplied, columns: 1, rows: 8, file: bank.pdf}\n"
        "- {id: shop, kind: display, columns: 1, rows: 8, headline: 开,\n"
        "   picture: {file: shop.jpg}, logo: {file: /a.png}}\n"
    )
    tiny.write("ads.yaml", tiny.read("ads.yaml").replace("title:", "titel:") + more)
    tiny.write("a.jpg", b"no picture")
    tiny.replace("lead.md", "headline:", "picture: {file: a.jpg}\nheadline:")
    with pytest.raises(ContentError) as raised:
        load(tiny.project, tiny.edition, Report())
    for words in ("ads.yaml:5: error: unknown key 'titel'",
                  "ads.yaml:7: error: ad 'bank', field 'file': there is no file 'bank.pdf'",
                  "ads.yaml:9: error: ad 'shop', field 'picture': there is no file 'shop.jpg'",
                  "ads.yaml:9: error: ad 'shop', field 'logo': '/a.png' is not a file",
                  "lead.md:2: error: a.jpg is no picture"):  # fmt: skip
        assert raised.value.message.count(words) == 1, raised.value.message
