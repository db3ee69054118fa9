"""PDFs from anywhere held against a press: what is told of them, and that none does harm."""

from __future__ import annotations

import json
import os
import pickle
from io import BytesIO

import pikepdf
import pytest
from typer.testing import CliRunner

from layout.ads.modules import Module
from layout.base.errors import ContentError
from layout.build.answers import Answer
from layout.build.apart import Apart, TooHeavyError
from layout.build.pdfcheck import PdfOrder, check_pdfs, file_facts, look_at_page, pdf_orders, press_named
from layout.build.pdfreport import pdf_report
from layout.cli.application import command_line
from layout.design.press import PdfX
from layout.files.codec import from_data
from layout.files.project import Project
from layout.preflight.reading import NotReadableError
from tests.conftest import ROOT
from tests.press.conftest import SPOT
from tests.press.test_imposed_sheets import CYAN, page

DRAWING = b"0 0 0 1 K 0.3 w 10 10 m 90 10 l S 1 0 0 rg 20 20 30 30 re f BT 0 0 0 1 k /F 6 Tf 10 70 Td (Ferry) Tj ET"


def foreign(*drawings: bytes, size: tuple[float, float] = (200.0, 100.0), **save) -> bytes:
    """A PDF from elsewhere: no trim, a font that is not embedded, RGB if it is drawn with."""
    pdf, out = pikepdf.new(), BytesIO()
    for drawing in drawings:
        leaf = pdf.add_blank_page(page_size=size)
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        leaf.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        leaf.obj.Contents = pdf.make_stream(drawing)
    pdf.save(out, **save)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def written(data: bytes, name: str = "one.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return written


def lines(checked, language: str = "en", **options) -> str:
    return "\n".join(line.told(language) for line in pdf_report(checked, **options))


# One page


def test_a_page_from_elsewhere_is_told_with_all_its_figures(file, press):
    found = look_at_page(file(foreign(DRAWING)), 1, 1, press, None)
    summary = found.summary
    assert (summary.boxes.media, summary.boxes.trim, summary.boxes.bleed) == ((200, 100), None, None)
    assert [ink.name for ink in summary.inks] == ["Black"]
    assert summary.foreign == ("a colour in DeviceRGB",)
    assert [(font.name, font.embedded, font.least) for font in summary.fonts] == [("Helvetica", False, 6.0)]
    assert (summary.thinnest.size, summary.smallest.size, summary.smallest.text) == (0.3, 6.0, "")
    codes = {str(one.finding.code) for one in found.report.found}
    assert {"box-trim", "colour-foreign", "font-embedded", "pdfx-version"} & codes >= {"box-trim", "pdfx-version"}
    skipped = {str(one.finding.code): one.finding.message for one in found.report.skipped}
    assert "layout.json of this page is not at hand" in skipped["box-size"]


def test_a_finished_page_of_ours_is_good_and_says_what_it_is_for(file, press):
    path = file(page(press, CYAN))
    facts = file_facts(path)
    assert (facts.pages, facts.version, facts.claim, facts.ours) == (1, "1.6", "PDF/X-4", True)
    assert facts.intent == "Coldset offset on newsprint, tone value increase 26 %"
    found = look_at_page(path, 1, 1, press, None)
    assert [(ink.name, ink.cover) for ink in found.summary.inks] == [("Cyan", 100.0)]
    assert found.summary.boxes.bleed == pytest.approx(8.5, abs=1e-3)
    # PDF/X-1a is claimed elsewhere than PDF/X-4 (ISO 15930-4).
    assert file_facts(file(page(press, CYAN, PdfX.X1A), "x1a.pdf")).claim == "PDF/X-1a:2003"
    asked = look_at_page(path, 1, 1, press, PdfX.X1A)
    assert "pdfx-version" in {str(one.finding.code) for one in asked.report.found}


def test_a_page_is_judged_by_the_inks_that_it_was_made_for(file, red):
    mono = file(page(red.for_inks(("black", SPOT)), "0 0 0 0.2"))
    found = look_at_page(mono, 1, 1, red, None)
    assert [str(one.finding.code) for one in found.report.found if "page-" not in str(one.finding.code)] == []
    # The slug line is beside the trim: what is only there does not print on the page.
    assert [ink.name for ink in found.summary.inks] == ["Black"]
    other = look_at_page(mono, 1, 1, red.model_copy(update={"spots": {}}), None)
    assert "colour-spot" in {str(one.finding.code) for one in other.report.found}


def test_names_in_gbk_are_read_and_the_font_is_told_by_its_name(file, press):
    named = foreign(DRAWING).replace(b"/BaseFont /Helvetica", b"/BaseFont /#CB#CE#CC#E5")
    found = look_at_page(file(named), 1, 1, press, None)
    assert [font.name for font in found.summary.fonts] == ["宋体"]
    assert "page-content" not in {str(one.finding.code) for one in found.report.found}


def test_an_ad_desk_is_told_first_whether_it_can_take_it_in(file, press, monkeypatch):
    here(monkeypatch)
    ad, ours = check_pdfs([PdfOrder(file(foreign(DRAWING), "ad.pdf")), PdfOrder(file(page(press, CYAN)))], press)
    heads = [line for line in lines(ad).splitlines() if line.startswith("  ") and not line.startswith("   ")]
    assert heads[0].startswith("  as an ad: ")
    assert heads[1].startswith("  page 1 as it is: must not be printed")
    # Rules that have nothing to look at are counted; --all names them.
    assert heads[2].endswith("in patterns or foreign colours cannot be told (ink-total)")
    assert heads[3].endswith(" rules; --all tells why")
    assert "layout.json of this page is not at hand (" in lines(ad, everything=True)
    assert ours.ad is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"GIF89a", "it does not begin as one"),
        (b"%PDF-1.4\nnothing at all", "unable to find"),
        (foreign(encryption=pikepdf.Encryption(user="a", owner="b")), "it is locked with a password"),
        (foreign(), "it has no page"),
    ],
)
def test_what_cannot_be_read_is_told(file, data, said):
    with pytest.raises(NotReadableError) as caught:
        file_facts(file(data))
    assert said in str(caught.value)
    assert " at 0x" not in str(caught.value)


# Files


def here(monkeypatch) -> None:
    """Have work that is done apart done here: what comes of it goes whole from one process to another all the same."""
    monkeypatch.setattr(Apart, "run", lambda self, function, *values: pickle.loads(pickle.dumps(function(*values))))


def test_files_are_checked_one_after_the_other_and_none_ends_the_program(file, press, monkeypatch):
    here(monkeypatch)
    several = file(foreign(DRAWING, DRAWING, DRAWING), "several.pdf")
    locked = file(foreign(DRAWING, DRAWING, encryption=pikepdf.Encryption(user="", owner="b")), "restricted.pdf")
    orders = [
        PdfOrder(several),
        PdfOrder(several, (2,), Module(200.0, 100.0)),
        PdfOrder(several, (9,)),
        PdfOrder(file(b"no", "no.pdf")),
        PdfOrder(locked),
    ]
    whole, second, beyond, none, restricted = check_pdfs(orders, press)
    assert [one.number for one in whole.pages] == [1, 2, 3]
    assert whole.ad is None
    # What is said of all pages alike is the file's, and said once.
    assert lines(whole).count("the file claims no PDF/X version") == 1
    assert lines(whole).count("box-trim") == 1
    assert lines(whole, "zh").splitlines()[0].endswith("3 页、PDF 1.3、没有标明 PDF/X、没有输出意图")
    assert second.ad is not None
    assert second.ad.looked.fits
    assert [line.split(":")[0].strip() for line in lines(second).splitlines()[1:5]] == [
        "no TrimBox, no bleed, sheet 70.6 x 35.3 mm", "inks", "on no plate", "fonts",
    ]  # fmt: skip
    assert "as an ad of 70.6 x 35.3 mm: can be printed, mended" in lines(second)
    assert second.sound is (second.ad.verdict != "refused")
    assert "has no page 9: it has 3 pages" in lines(beyond)
    assert not none.sound
    assert "with restrictions" in lines(restricted)
    assert "pdfx-encrypted" in {str(one.finding.code) for one in restricted.pages[1].report.found}


def test_work_that_takes_too_long_or_dies_is_an_error_and_the_next_is_done():
    with Apart(seconds=1) as apart:
        for endless in ((sum, range(10**12)), (os.abort,)):
            with pytest.raises(TooHeavyError):
                apart.run(*endless)
        assert apart.run(abs, -1) == 1


def test_a_page_that_takes_too_long_is_told_and_ends_its_file(file, press, monkeypatch):
    def run(self, function, *values):
        if function is look_at_page:
            raise TooHeavyError
        return function(*values)

    monkeypatch.setattr(Apart, "run", run)
    (found,) = check_pdfs([PdfOrder(file(foreign(DRAWING, DRAWING)))], press)
    assert len(found.pages) == 1
    assert found.left == 1
    assert "takes too much memory or time to read" in lines(found)


def test_a_press_is_named_or_is_a_file_and_a_size_is_one(tmp_path, press):
    project = Project(ROOT)
    assert press_named(project, "coated").name == "coated"
    assert press_named(project, str(ROOT / "assets/press/newsprint.yaml")) == press == press_named(project, "")
    with pytest.raises(ContentError, match="there is no file"):
        press_named(project, str(tmp_path / "no.yaml"))
    with pytest.raises(ContentError, match="is not a size"):
        pdf_orders([ROOT / "README.md"], size="90")
    with pytest.raises(ContentError, match="is a folder"):
        pdf_orders([ROOT])


def test_the_command_answers_with_a_record_and_an_exit_code(file, press, monkeypatch):
    monkeypatch.setenv("BANMIAN_LANGUAGE", "en")
    here(monkeypatch)
    path = file(page(press, CYAN))
    words = ["check", str(path), str(file(foreign(DRAWING), "ad.pdf")), "--press", "newsprint"]
    done = CliRunner().invoke(command_line(words), [*words, "--json"])
    told_ = from_data(Answer, json.loads(done.stdout))
    ours, other = told_.files
    assert (done.exit_code, ours.exit_code, other.exit_code) == (6, 0, 6)
    assert (ours.pdfx, ours.pages[0].trim, ours.pages[0].bleed) == ("PDF/X-4", (70.56, 91.72), 3.0)
    assert other.pages[0].fonts[0].embedded is False
    assert other.ad.verdict in ("mended", "refused")
