"""Versions of pages: numbers that only rise, the same bytes for the same input, and what files say of them."""

from __future__ import annotations

import datetime
import io
import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from layout.base import clock
from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.build import pipeline
from layout.build.jobs import PageJob
from layout.build.versions import Before, PageVersion, VersionRecord, merged, read_versions, version_of, versions_before
from layout.pdf.identity import PressInfo
from layout.pdf.stamp import Stamp, content_digest
from tests.trust.tiny import Tiny, make_tiny

DAY = datetime.date(2022, 4, 15)
FIRST = PageVersion("A1", 1, "a" * 64, "2022-04-15T00:00:00Z")
SECOND = PageVersion("A1", 2, "b" * 64, "2022-04-14T15:41:07Z")
THIRD = PageVersion("A1", 3, "c" * 64, "2022-04-14T16:00:00Z")
NOW = "2022-04-14T17:00:00Z"


def record(*pages: PageVersion) -> VersionRecord:
    return VersionRecord("2022-04-15", pages)


def test_the_first_is_of_the_editions_day_a_change_has_the_next_number_and_now() -> None:
    assert version_of("A1", "a" * 64, (), DAY, NOW) == FIRST
    assert version_of("A1", "a" * 64, (FIRST,), DAY, NOW) == FIRST
    assert version_of("A1", "b" * 64, (FIRST,), DAY, NOW) == PageVersion("A1", 2, "b" * 64, NOW)
    assert version_of("A1", "a" * 64, (SECOND,), DAY, NOW).number == 3, "what comes back is a new one"


def test_a_later_proof_counts_and_what_stayed_as_in_it_keeps_its_number() -> None:
    before = Before(record(FIRST), record(THIRD)).of("A1")
    assert before == (FIRST, THIRD)
    assert version_of("A1", "c" * 64, before, DAY, NOW) == THIRD
    assert version_of("A1", "a" * 64, before, DAY, NOW) == FIRST, "the good page in the output is as it was"
    assert version_of("A1", "d" * 64, before, DAY, NOW).number == 4
    assert Before(record(THIRD), record(SECOND)).of("A1") == (THIRD,), "a proof from before the output is none"


def test_numbers_go_on_from_what_was_handed_over_where_the_output_was_thrown_away() -> None:
    assert Before(record(), record(), record(THIRD)).of("A1") == (THIRD,)
    assert Before(record(FIRST), record(), record(THIRD)).of("A1") == (THIRD,), "the press has a later one"
    assert Before(record(THIRD), record(), record(SECOND)).of("A1") == (THIRD,)


def test_a_page_that_is_gone_keeps_its_number_for_its_return() -> None:
    made = record(replace(FIRST, id="B2"))
    kept = merged(record(THIRD), made, ["B2"])
    assert [(each.id, each.number) for each in kept.pages] == [("B2", 1), ("A1", 3)]


def test_a_record_that_cannot_be_read_is_told_and_as_good_as_none(tmp_path: Path) -> None:
    for text in ("{", '{"edition": "d", "pages": [{"id": "A1", "number": 1, "content": "", "made": "noon"}]}'):
        (tmp_path / VersionRecord.FILE).write_text(text, "utf-8")
        report = Report()
        assert versions_before(tmp_path, report).of("A1") == ()
        assert [finding.code for finding in report.findings] == [Code.VERSIONS_LOST]


def test_what_a_page_is_made_of_is_in_its_digest() -> None:
    one = content_digest((b"ab", b"c"), "x")
    assert len({one, content_digest((b"a", b"bc"), "x"), content_digest((b"ab", b"c"), "y")}) == 3
    assert one == content_digest(iter((b"ab", b"c")), "x")


def test_every_version_has_an_instance_of_its_own_and_one_document() -> None:
    info = PressInfo("渡口晚报", DAY, "A1", "t")
    told = [replace(info, stamp=each.stamp) for each in (FIRST, SECOND, replace(SECOND, number=3))]
    assert len({each.instance_id for each in (info, *told)}) == 4
    assert {each.document_id for each in told} == {info.document_id}
    assert told[1].begun == told[1].changed, "a page is not changed before it is begun"


def test_the_clock_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.EPOCH, "1649950867")
    assert clock.now() == "2022-04-14T15:41:07Z"
    for none in ("noon", "9" * 12, ""):
        monkeypatch.setenv(clock.EPOCH, none)
        assert clock.now() > "2026"


# --- built pages


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    return make_tiny(tmp_path_factory.mktemp("versions") / "paper")


def built(tiny: Tiny, now: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """Build at a time and return the page and the edition."""
    monkeypatch.setenv(clock.EPOCH, now)
    done = pipeline.build(tiny.project, tiny.edition, means=pipeline.Means(cache=tiny.project.cache))
    assert not done.proof
    return done.pages[0].pdf, (tiny.output / f"{tiny.edition.name}.pdf").read_bytes()


def said(pdf: bytes) -> tuple[str, str, str, str]:
    """Return the slug, the version and the instance in XMP, and the time of the last change."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    slug = next(line for line in text.splitlines() if "PDF/X" in line)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        told = file.open_metadata()
        assert told["xmp:ModifyDate"] == told["xmp:MetadataDate"]
        assert pikepdf.models.metadata.decode_pdf_date(str(file.docinfo.ModDate)).isoformat() == told["xmp:ModifyDate"]
        return slug, told["xmpMM:VersionID"], told["xmpMM:InstanceID"], told["xmp:ModifyDate"]


def test_a_changed_page_is_told_from_the_one_before_and_the_same_input_gives_the_same_bytes(
    made: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, whole = built(made, "1649950867", monkeypatch)
    assert built(made, "1649960000", monkeypatch) == (page, whole), "the clock is in no byte"
    was = made.read("market.md")
    made.replace("market.md", "菠菜、油菜", "油菜、菠菜")
    changed, changed_whole = built(made, "1649970000", monkeypatch)
    works = list[str]()
    monkeypatch.setattr(PageJob, "_made", lambda job, shown: works.append(job.planned.page.id))
    assert built(made, "1649980000", monkeypatch) == (changed, changed_whole)
    assert works == [], "a page that was made a moment ago is not made for its number"
    monkeypatch.undo()
    versions = read_versions(made.output)
    assert [(each.number, each.made) for each in (*versions.pages, versions.whole) if each] == [
        (2, "2022-04-14T21:00:00Z"),
        (2, "2022-04-14T21:00:00Z"),
    ]
    first, second, both = said(page), said(changed), said(changed_whole)
    assert (first[1], second[1], both[1]) == ("1", "2", "2")
    assert len({first[2], second[2], both[2]}) == 3
    assert (first[3], second[3]) == ("2022-04-15T00:00:00+00:00", "2022-04-14T21:00:00+00:00")
    assert f"v2 {versions.pages[0].content[:6]}" in second[0]
    assert "v1 " in first[0]
    made.write("market.md", was)
    back, _ = built(made, "1649990000", monkeypatch)
    assert said(back)[1] == "3"
    assert read_versions(made.output).pages[0].content == json_first(page, made)


def json_first(page: bytes, made: Tiny) -> str:
    """Return the digest that the content of the first version has: its beginning stands in the slug."""
    now = json.loads((made.output / VersionRecord.FILE).read_text("utf-8"))["pages"][0]["content"]
    assert f"v1 {now[:6]}" in said(page)[0]
    return str(now)


def test_the_stamp_is_short_where_time_is_told_by_the_number() -> None:
    stamp = Stamp(2, "3fa9c1" + "0" * 58, clock.moment("2022-04-14T15:41:07Z"))
    assert stamp.short == "v2 3fa9c1"
    assert stamp.long == "v2 3fa9c1 (2022-04-14 15:41 UTC)"
    assert replace(stamp, number=1).long == "v1 3fa9c1"
