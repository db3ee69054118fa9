"""Pages handed over: whole or not at all, only what changed and in words, and nothing that speaks against itself."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from layout.base.diagnostics import Report
from layout.base.errors import ContentError, OutputError, PageError
from layout.build.signing import PageSign, Signature, SignState
from layout.build.versions import PageVersion, VersionRecord, versions_before
from layout.cli.application import app
from layout.files.codec import from_data, to_data
from layout.files.output import claimed, json_text
from layout.handover import HandoverLedger, Request, hand_over, handing, hotfolder, judging, sending
from layout.handover.hotfolder import Delivery
from layout.handover.inktable import MARK, ink_table
from layout.images.inks import BLACK, PROCESS
from layout.pdf.coverage import PlateInk
from tests.editions import SAMPLE

NOW = "2022-04-14T15:41:07Z"
KEYS = 'name = "{title}_{date:%d%m%y}_{id}_{colour}_v{version}.pdf"\ntitle = "FE"\nink = true\nkeys = 2\n'

CLEAN = SimpleNamespace(found=())


@pytest.fixture
def paper(one_page, tmp_path, monkeypatch):
    """The built page in a paper's folder of its own, with a hot folder; what takes long is known and not done."""
    project, folder, _ = one_page
    root = tmp_path / "paper"
    shutil.copytree(folder, root / "content" / SAMPLE)
    shutil.copytree(project.output(folder), root / "output" / SAMPLE)
    for name in ("templates", "assets"):
        (root / name).symlink_to(project.root / name)
    (root / "banmian.toml").write_text(f"[handover]\n{KEYS}", "utf-8")
    (tmp_path / "hot").mkdir()
    measured = (PlateInk(PROCESS[1], 1.0, 12.0, (0.5, 1.5)), PlateInk(BLACK, 10.0, 120.0, (9.0, 11.0)))
    monkeypatch.setattr(sending, "plate_inks", lambda *_, **__: measured)
    monkeypatch.setattr(handing, "faulty_pages", lambda *_: ())
    return replace(project, root=root), root / "content" / SAMPLE, tmp_path / "hot"


def page_of(paper) -> Path:
    return paper[0].output(paper[1]) / "pages" / "B2.pdf"


def handed(paper, **asked):
    return hand_over(paper[0], paper[1], Request(to=paper[2], **asked), now=NOW)


def test_a_page_is_handed_over_once_and_again_when_it_has_changed(paper):
    project, folder, hot = paper
    first = handed(paper)
    (page,) = first.record.pages
    assert (first.done, page.file.name, page.file.bytes) == (
        True,
        "FE_150422_B2_4C_v1.pdf",
        page_of(paper).stat().st_size,
    )
    assert {file.name for file in hot.iterdir()} == {
        page.file.name,
        "FE_20220415_1.ink.csv",
        "FE_20220415_1.sha256",
        "FE_20220415_1.manifest.json",
    }
    assert (hot / page.file.name).read_bytes() == page_of(paper).read_bytes()
    assert subprocess.run(["sha256sum", "--check", "--quiet", "FE_20220415_1.sha256"], cwd=hot).returncode == 0
    assert json.loads((hot / first.manifest).read_text("utf-8")) == to_data(first.record)
    assert (page.pdfx, page.trim.width, page.sheet.width - page.trim.width) == ("PDF/X-4", 285, 20)

    again = handed(paper)
    assert (again.done, again.record.pages, again.same) == (False, (), ("B2",))

    # Another file, of a later version, that looks alike but for one word of its story.
    page_of(paper).write_bytes(page_of(paper).read_bytes() + b"% replate\n")
    record = project.output(folder) / VersionRecord.FILE
    record.write_text(json_text(to_data(VersionRecord(SAMPLE, (PageVersion("B2", 2, "0" * 64, NOW),)))), "utf-8")
    told = project.output(folder) / "layout.json"
    text = told.read_text("utf-8")
    said = json.loads(text)["pages"][0]["stories"][0]["body"][0]["lines"][0]["text"]
    told.write_text(text.replace(said, f"桥{said[1:]}", 1), "utf-8")
    second = handed(paper)
    (new,) = second.record.pages
    assert (new.file.name, new.replaces, new.page_version) == ("FE_150422_B2_4C_v2.pdf", page.file.name, 2)
    assert new.changes[0].endswith("text changed")
    assert new.changes[1].strip() == f"“{said[0]}” → “桥”"
    ledger = from_data(HandoverLedger, json.loads(_ledger(paper).read_text("utf-8")))
    assert [each.number for each in ledger.handovers] == [1, 2]


def test_another_folder_is_another_plant_and_the_versions_are_kept(paper, tmp_path):
    handed(paper)
    (other := tmp_path / "other").mkdir()
    second = handed((*paper[:2], other))
    assert [page.id for page in second.record.pages] == ["B2"]
    assert handed(paper).same == ("B2",)
    again = handed(paper, everything=True)
    assert again.record.pages[0].changes == (), "it is sent as it was"
    shutil.rmtree(output := paper[0].output(paper[1]))
    assert [each.number for each in versions_before(output, Report()).of("B2")] == [1]


def _ledger(paper) -> Path:
    return paper[0].output(paper[1]).with_name(f"{SAMPLE}.handover") / "handover.json"


def test_the_ledger_stays_when_the_edition_is_built_anew_and_tells_of_pages_that_are_gone(paper):
    handed(paper)
    shutil.rmtree(paper[0].output(paper[1]) / "preview")  # no build leaves that, and the ledger is not in there
    ledger = json.loads(_ledger(paper).read_text("utf-8"))
    (page,) = ledger["handovers"][0]["pages"]
    other = {**page, "id": "B4", "file": {**page["file"], "name": "FE_B4.pdf"}}
    ledger["handovers"][0]["pages"].append(other)
    _ledger(paper).write_text(json.dumps(ledger), "utf-8")
    gone = handed(paper)
    assert [(each.id, each.file) for each in gone.record.gone] == [("B4", "FE_B4.pdf")]
    assert (gone.done, gone.record.pages, handed(paper).record.gone) == (True, (), ())


def test_nothing_is_sent_while_something_speaks_against_a_page(paper, monkeypatch):
    project, folder, hot = paper
    (project.root / "banmian.toml").write_text(f"[handover]\nsigned = true\n{KEYS}", "utf-8")
    refused = handed(paper)
    assert [(each.page, str(each.message)) for each in refused.refused] == [("B2", "B2: not signed off")]
    assert list(hot.iterdir()) == []
    with pytest.raises(PageError, match="nothing was handed over: B2"):
        refused.require_sent()

    def stands(digest, *changes):
        sign = PageSign("B2", SignState.SIGNED, Signature("B2", "Li", NOW, 1, digest))
        monkeypatch.setattr(judging, "standing_of", lambda *_: ((sign, changes),))

    stands(hashlib.sha256(page_of(paper).read_bytes()).hexdigest(), "1 line of lead.md")
    (stale,) = handed(paper).refused
    assert str(stale.message) == "B2: changed since it was built: 1 line of lead.md"
    taken = handed(paper, anyway=True)
    (page,) = taken.record.pages
    assert (taken.done, page.signed_by, page.anyway) == (True, "Li", (stale.message,))

    stands("0" * 64)
    assert "since Li signed it" in handed(paper, everything=True).refused[0].message

    proof = project.output(folder).with_name(f"{SAMPLE}.proof") / "pages"
    proof.mkdir(parents=True)
    shutil.move(page_of(paper), proof)
    (firm,) = handed(paper, anyway=True).refused
    assert (firm.firm, "only a proof" in firm.message) == (True, True)


def test_the_bytes_themselves_are_checked_before_they_go(paper, monkeypatch):
    monkeypatch.undo()  # preflight is that of every day
    page_of(paper).write_bytes(page_of(paper).read_bytes()[:9000])
    (refused,) = handed(paper).refused
    assert "B2: not fit to print: the file cannot be read" in refused.message


def test_a_page_is_checked_for_the_inks_that_it_is_printed_in(paper, monkeypatch):
    monkeypatch.undo()
    told = paper[1] / "edition.yaml"
    told.write_text(told.read_text("utf-8") + "\nink: black\n", "utf-8")
    seen = []
    monkeypatch.setattr(judging, "preflight_page", lambda _, profile, *__, **___: seen.append(profile) or CLEAN)
    assert handed(paper).refused
    assert [profile.mono for profile in seen] == [True]


def test_what_would_be_mixed_up_is_told_before_anything_is_sent(paper):
    project, folder, hot = paper
    (hot / "FE_150422_B2_4C_v1.pdf").write_bytes(b"of another zone")
    with pytest.raises(OutputError, match="from elsewhere"):
        handed(paper)
    assert handed(paper, anyway=True).done
    with pytest.raises(OutputError, match="lies in the edition's own folders"):
        hand_over(project, folder, Request(to=project.output(folder) / "hot"))
    with pytest.raises(ContentError, match="nobody says where"):
        hand_over(project, folder, Request())
    with claimed(_ledger(paper).parent), pytest.raises(OutputError, match="another hand-over"):
        handed(paper)


def test_the_command_answers_and_says_by_its_exit_code_what_came(paper):
    _, folder, hot = paper
    done = CliRunner().invoke(app, ["handover", str(folder), "--to", str(hot), "--json"])
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["done"], answer["handover"]["pages"][0]["id"]) == (0, True, "B2")
    done = CliRunner().invoke(app, ["handover", str(folder), "--to", str(hot)])
    assert (done.exit_code, "nothing to hand over" in done.output) == (0, True)
    done = CliRunner().invoke(app, ["handover", str(folder), "--to", str(hot / "gone"), "--all"])
    assert (done.exit_code, "mount the share" in done.output, (hot / "gone").exists()) == (7, True, False)


def test_the_ink_room_has_a_line_a_plate(paper):
    rehearsed = handed(paper, rehearsal=True)
    (page,) = rehearsed.record.pages
    assert (rehearsed.done, list(paper[2].iterdir())) == (False, [])
    table = ink_table((page,), "zh").decode("utf-8")
    first, *lines = table.removeprefix(MARK).splitlines()
    assert (table[0], first) == (MARK, "版,文件,色版,油墨,网点 %,面积（平方厘米）,墨键 1,墨键 2")
    assert lines[1] == "B2,FE_150422_B2_4C_v1.pdf,K,Black,10.00,120.00,9.00,11.00"


# ---- the hot folder --------------------------------------------------------------------------------------------


def delivered(folder: Path, files) -> None:
    with Delivery(folder, "m") as delivery:
        for name, data in files:
            delivery.put(name, data)
        assert [file.name for file in folder.glob("[!.]*.json")] == []
        delivery.show()


def test_a_hand_over_that_breaks_off_leaves_nothing(tmp_path):
    (tmp_path / ".banmian-m-0.part").write_bytes(b"of a delivery that was killed")
    (tmp_path / ".banmian-other-0.part").write_bytes(b"of another that is under way")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OutputError, match="No space left") as caught:
        delivered(tmp_path, [("A1.pdf", b"one"), ("A2.pdf", full)])
    assert "make room" in caught.value.hint
    assert [file.name for file in tmp_path.iterdir()] == [".banmian-other-0.part"]


def test_files_appear_in_their_order_and_what_is_there_when_it_breaks_is_told(tmp_path, monkeypatch):
    shown = []

    def replacing(part, target):
        if len(shown) == 2:
            raise OSError(errno.ESTALE, "Stale file handle")
        shown.append(target.name)
        os.rename(part, target)

    monkeypatch.setattr(hotfolder.os, "replace", replacing)
    with pytest.raises(OutputError, match=r"in the folder already: A1\.pdf, A2\.pdf") as caught:
        delivered(tmp_path, [(name, name.encode()) for name in ("A1.pdf", "A2.pdf", "manifest.json")])
    assert "mount it again" in caught.value.hint
    assert sorted(file.name for file in tmp_path.iterdir()) == ["A1.pdf", "A2.pdf"]


def test_a_share_that_does_not_rename_onto_a_file_and_one_that_loses_bytes(tmp_path, monkeypatch):
    (tmp_path / "A1.pdf").write_bytes(b"old")

    def replacing(part, target):
        raise OSError(errno.EEXIST, "File exists")

    monkeypatch.setattr(hotfolder.os, "replace", replacing)
    delivered(tmp_path, [("A1.pdf", b"new")])
    assert (tmp_path / "A1.pdf").read_bytes() == b"new"

    monkeypatch.setattr(hotfolder.os, "fsync", lambda handle: os.ftruncate(handle, 2))
    with pytest.raises(OutputError, match="not there as it was written"):
        delivered(tmp_path, [("A2.pdf", b"newer")])
    assert [file.name for file in tmp_path.iterdir()] == ["A1.pdf"]
