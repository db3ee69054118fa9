"""The whole chain on the sample edition, and what happens to the output when something is wrong."""

import contextlib
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from typer.testing import CliRunner

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding
from layout.base.errors import ContentError, PageError
from layout.build import pipeline
from layout.cli.application import command_line
from layout.compose.elements.listing import Listing
from layout.design.press import PdfX
from layout.edition.blocks import Element, Paragraph, Subhead
from layout.pdf.pdfium import page_image
from layout.preflight.lines import measure_pdf
from tests.conftest import ROOT
from tests.editions import SAMPLE, sample_project

PAGES = ("A1", "A2", "A3", "B2")


@pytest.fixture
def project(tmp_path):
    """A project of its own: the real templates and assets, a copy of the sample edition."""
    return sample_project(tmp_path)


@pytest.fixture
def page(tmp_path):
    """The same with page B2 alone."""
    return sample_project(tmp_path, "B2")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return sample_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def built(sample):
    """The sample edition, built once, with a cache of its own: nothing in it was made by another build."""
    return pipeline.build(sample, sample.content / SAMPLE, means=pipeline.Means(cache=sample.cache))


@pytest.fixture(scope="module")
def layout(built):
    return json.loads((built.folder / "layout.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def report(built):
    return json.loads((built.folder / "report.json").read_text("utf-8"))


def test_everything_promised_is_there(built):
    files = {str(path.relative_to(built.folder)) for path in built.folder.rglob("*") if path.is_file()}
    assert files == {
        *(f"pages/{page}.pdf" for page in PAGES),
        *(f"preview/{page}.png" for page in PAGES),
        *(f"preview/{page}-thumbnail.png" for page in PAGES),
        f"{SAMPLE}.pdf",
        "preview/contact-sheet.png",
        "layout.json",
        "plan.json",
        "report.json",
        "report.html",
        "versions.json",
    }


def test_the_sample_pages_are_full(built, report):
    assert not built.proof
    assert report["printable"]
    stories = [story for page in report["pages"] for story in page["stories"]]
    assert {story["id"] for story in stories} == set(built.edition.stories)
    for story in stories:
        assert story["over_lines"] == 0, story
        assert story["under_lines"] <= 2, story
        assert story["loose_lines"] == [], story


def body_columns(page):
    return [(story, galley) for story in page["stories"] for galley in story["body"]]


def test_no_hole_is_taller_than_two_rows_measured_from_the_page(built, layout, design):
    """From the PDF: in every body column the last line stands within two rows of the column's foot."""
    for page, result in zip(layout["pages"], built.pages, strict=True):
        document = pypdfium2.PdfDocument(result.pdf)
        text = document[0].get_textpage()
        slug = design.page.slug
        height = document[0].get_height()
        mm = 72 / 25.4
        for story, galley in body_columns(page):
            rect = galley["rect"]
            left, right = slug + rect["x"] * mm, slug + (rect["x"] + rect["width"]) * mm
            foot = height - slug - (rect["y"] + rect["height"]) * mm
            empty = text.get_text_bounded(left, foot, right, foot + 2.2 * page["row"] * mm)
            assert empty.strip(), f"{story['id']} ends early"


def copy_of(story):
    """Return the copy that runs through a story's columns, without blanks; the items of a list with their numbers."""
    parts = []
    for block in story.blocks:
        if isinstance(block, Listing):
            for mark, item in zip(block.marks, block.items, strict=True):
                parts.append(mark + "".join(span.text for span in item))
        elif isinstance(block, Paragraph | Subhead):
            parts.append(block.text)
    return "".join("".join(parts).split())


def test_selecting_the_text_gives_each_story_back(built):
    text = "".join(
        "".join(pypdfium2.PdfDocument(page.pdf)[0].get_textpage().get_text_range().split()) for page in built.pages
    )
    for story in built.edition.stories.values():
        assert copy_of(story) in text, story.id
        assert "".join(story.headline.split()) in text
    assert "（上接B1版）聘请百名义务监督员" in text
    for contact in ("13503189058", "0318-2065575", "18603184959", "衡水日报社融媒体中心策划营销中心"):
        assert contact in text


def test_layout_json_has_every_line_of_the_page(built, layout):
    for page in layout["pages"]:
        assert (page["trim"]["width"], page["trim"]["height"]) == (285.0, 420.0)
        for story in page["stories"]:
            written = "".join(
                "".join(line["text"].split()) for galley in story["body"] for line in galley["lines"]
            ).replace("\u00ad", "")
            caps = (galley for galley in story["elements"] if galley["role"] == "drop-cap")
            first = "".join(line["text"] for galley in caps for line in galley["lines"])
            assert copy_of(built.edition.stories[story["id"]]) in first + written
            elements = "".join("".join(line["text"].split()) for e in story["elements"] for line in e["lines"])
            for block in built.edition.stories[story["id"]].blocks:
                if isinstance(block, Element) and not isinstance(block, Listing):
                    assert set("".join(block.text.split())) <= set(elements)
    assert {ad["id"] for ad in page["ads"]} == {"subscribe", "house"}


def test_all_baselines_are_on_one_grid(layout):
    for page in layout["pages"]:
        baselines = [line["baseline"] for _, galley in body_columns(page) for line in galley["lines"]]
        phase = baselines[0] % page["row"]
        for baseline in baselines:
            off = (baseline - phase) / page["row"]
            assert abs(off - round(off)) * page["row"] < 0.01


def test_a_page_built_alone_leaves_the_others_as_they_were(built, project, sample):
    shutil.copytree(built.folder, project.root / "output" / SAMPLE)
    append(project.content / SAMPLE / "wuqiang.md", "\n市民对此拍手称好。\n")
    result = pipeline.build(project, project.content / SAMPLE, pages=["B2"], means=pipeline.Means(cache=sample.cache))
    for name in ("pages/A1.pdf", "preview/A2.png"):
        folder = project.root / "output" / SAMPLE
        assert (folder / name).read_bytes() == (built.folder / name).read_bytes()
    for name in ("layout.json", "report.json"):
        data = json.loads((result.folder / name).read_text("utf-8"))
        assert "B2" in [page["id"] for page in data["pages"]]


def test_the_same_input_gives_the_same_bytes(built, project):
    # The other has a cache of its own, this one none: it shares what it can with the builds of other tests.
    again = pipeline.build(project, project.content / SAMPLE)
    for name in ("pages/A1.pdf", "pages/B2.pdf", f"{SAMPLE}.pdf", "preview/B2.png", "layout.json"):
        assert (again.folder / name).read_bytes() == (built.folder / name).read_bytes(), name


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def by_hand(folder: Path) -> None:
    """Have the editor close the pages."""
    path = folder / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace("pages:", "closing: hand\npages:", 1), "utf-8")


def test_overset_copy_is_a_proof_and_the_last_good_output_stays_but_if_forced(page):
    folder = page.content / SAMPLE
    by_hand(folder)
    good = pipeline.build(page, folder, pages=["B2"]).folder
    before = (good / "pages/B2.pdf").read_bytes()
    append(
        folder / "epa.md",
        "\n督察组要求有关地方立即整改，举一反三，不留死角，并向社会公开整改进展，接受群众监督。\n" * 8,
    )
    kept = pipeline.Means(cache=page.cache)  # the forced build need not look for the page again
    result = pipeline.build(page, folder, pages=["B2"], means=kept)
    assert result.proof
    assert result.folder.name == f"{SAMPLE}.proof"
    assert (good / "pages/B2.pdf").read_bytes() == before
    assert not any(finding.code == "copy-overset" for finding in result.findings), "it is told once, of the plan"
    (finding,) = [finding for finding in result.findings if finding.code in ("plan-stretched", "plan-white")]
    assert finding.severity == "error"
    advice = [told.message for told in result.findings if told.code == "closing-advice"]
    assert advice
    assert advice[0].startswith("page B2: ")
    report = json.loads((result.folder / "report.json").read_text("utf-8"))
    story = next(story for story in report["pages"][0]["stories"] if story["id"] == "epa")
    placed = json.loads((result.folder / "layout.json").read_text("utf-8"))["pages"][0]
    lines = "".join(
        line["text"] for s in placed["stories"] if s["id"] == "epa" for g in s["body"] for line in g["lines"]
    )
    whole = "".join("".join(b.text.split()) for b in result.edition.stories["epa"].blocks)
    assert "".join((lines + story["over_text"]).split()).replace("（新华社电）", "") == whole
    with pytest.raises(PageError, match="not fit to print"):
        result.outcome.require_printable()
    forced = pipeline.build(page, folder, pages=["B2"], force=True, means=kept)
    assert not forced.proof
    assert forced.folder.name == SAMPLE
    assert (good / "pages/B2.pdf").read_bytes() != before
    assert any(finding.code in ("plan-stretched", "plan-white") for finding in forced.findings)


def test_a_hole_is_reported(page):
    folder = page.content / SAMPLE
    by_hand(folder)
    for name in ("nft", "lead", "epa"):
        head, _, body = (folder / f"{name}.md").read_text("utf-8").partition("\n---\n")
        (folder / f"{name}.md").write_text(head + "\n---\n" + body.strip().split("\n\n")[0] + "\n", "utf-8")
    result = pipeline.build(page, folder, pages=["B2"])
    told = [finding for finding in result.findings if finding.code in ("plan-stretched", "plan-white")]
    assert len(told) == 1
    assert "缺" in told[0].message or "stay white" in told[0].message


def test_a_character_without_a_glyph_is_named(page):
    folder = page.content / SAMPLE
    path = folder / "wuqiang.md"
    path.write_text(path.read_text("utf-8").replace("聘请百名", "聘请🫘百名", 1), "utf-8")
    result = pipeline.build(page, folder, pages=["B2"])
    finding = next(finding for finding in result.findings if finding.code == "missing-glyph")
    assert "U+1FAD8" in finding.message
    assert finding.subject == "wuqiang"
    assert result.proof


def test_an_edition_with_errors_is_not_built_and_all_errors_are_told(page):
    folder = page.content / SAMPLE
    (folder / "lead.md").unlink()
    append(folder / "edition.yaml", "isue: 3\n")
    with pytest.raises(ContentError) as raised:
        pipeline.build(page, folder)
    assert "lead" in raised.value.message
    assert "isue" in raised.value.message
    assert not (page.root / "output" / SAMPLE).exists()


def run(folder: Path, *words: str):
    """Give a command in this process, in a folder. Tests of faults start the program itself."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(command_line(words), words, env={"NO_COLOR": "1", "COLUMNS": "200"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def test_the_command_line_builds_and_tells_the_copyfit(page):
    done = run(page.root, "build", f"content/{SAMPLE}", "--page", "B2", "--jobs", "1", "--no-cache")
    assert done.exit_code == 0, done.stderr
    assert "3 fit" in done.stdout
    assert f"output/{SAMPLE}" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("build", "content/none"), 3, "content/none"),
        (("build",), 2, "Missing argument"),
        (("build", f"content/{SAMPLE}", "--page", "Z9"), 3, "Z9"),
        (("preview", f"content/{SAMPLE}"), 6, "banmian build"),
        (("--version",), 0, "banmian"),
    ],
)
def test_exit_codes(page, words, code, says):
    done = run(page.root, *words)
    assert done.exit_code == code, done.stdout + done.stderr
    assert says in done.stdout + done.stderr


def test_a_fault_in_the_template_has_file_and_line(page):
    (page.root / "templates").unlink()
    shutil.copytree(ROOT / "templates", page.root / "templates")
    path = page.root / "templates/tabloid/inside.html"
    path.write_text(path.read_text("utf-8") + "{% endif %}\n", "utf-8")
    done = run(page.root, "build", f"content/{SAMPLE}", "--jobs", "1", "--no-cache")
    assert done.exit_code == 4
    assert "inside.html:" in done.stderr


def test_a_fault_in_the_design_has_file_and_line(page):
    (page.root / "templates").unlink()
    shutil.copytree(ROOT / "templates", page.root / "templates")
    path = page.root / "templates/tabloid/design.yaml"
    path.write_text(path.read_text("utf-8").replace("row: 13pt", "row: 13", 1), "utf-8")
    done = run(page.root, "build", f"content/{SAMPLE}", "--jobs", "1", "--no-cache")
    assert done.exit_code == 4
    assert "design.yaml:" in done.stderr


def test_the_finished_page_keeps_every_limit_read_back_from_the_pdf(built):
    for name in PAGES:
        measured = measure_pdf(built.folder / f"pages/{name}.pdf")
        assert measured.broken_limits() == ()
        page = measured.pages[0]
        assert page.full_lines > 100
        assert page.flush_lines == page.full_lines
        assert page.kinsoku == page.off_grid == page.loose == page.runts == ()


def test_preflight_finds_nothing_on_the_sample_pages(built, report, sample):
    assert report["preflight"]["worst"] in ("pass", "skip"), report["preflight"]
    assert "B2" in (built.folder / "report.html").read_text("utf-8")
    done = run(sample.root, "check", f"content/{SAMPLE}")
    assert done.exit_code == 0, done.stdout + done.stderr


def test_checking_reads_the_edition_once_and_holds_plans_and_pages_against_it(one_page, monkeypatch):
    project, folder, built = one_page
    read, really = [], pipeline.load
    monkeypatch.setattr(pipeline, "load", lambda *given: read.append(given[1]) or really(*given))
    checked = pipeline.check(project, folder)
    assert read == [folder]
    assert checked.printable
    assert [page.page for page in checked.preflight.pages] == [page.page.id for page in built.pages]
    moved = Finding(Code.PLAN_AD_MOVED, Severity.ERROR, "house stands elsewhere")
    assert not replace(checked, findings=(moved,)).printable


def test_an_unknown_press_condition_is_told(page):
    path = page.content / SAMPLE / "edition.yaml"
    path.write_text(path.read_text("utf-8") + "press: nowhere\n", "utf-8")
    with pytest.raises(ContentError, match="no press condition 'nowhere'"):
        pipeline.build(page, page.content / SAMPLE)


def test_plans_are_explained_term_by_term(built, sample):
    done = run(sample.root, "plan", f"content/{SAMPLE}", "--page", "A2", "--explain")
    assert done.exit_code == 0, done.stderr
    assert "bus-line" in done.stdout
    assert "tombstone" in done.stdout


def test_the_measure_command_tells_a_spoilt_page(built, tmp_path):
    path = built.folder / "pages/B2.pdf"
    assert run(tmp_path, "measure", str(path)).exit_code == 0
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        page = pdf.pages[0]
        moved, seen = [], 0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tm":
                seen += 1
                if seen == 40:  # a line of the lead's body
                    operands = [*operands[:4], float(operands[4]) + 1.0, operands[5]]
            moved.append((operands, operator))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(moved))
        pdf.save(tmp_path / "spoilt.pdf")
    done = run(tmp_path, "measure", str(tmp_path / "spoilt.pdf"))
    assert done.exit_code == 6, done.stdout + done.stderr
    assert "measure-flush" in done.stderr


def test_pdf_x_1a_is_written_on_request_and_passes_its_own_preflight(tmp_path):
    project = sample_project(tmp_path, "A2")
    result = pipeline.build(project, project.content / SAMPLE, pages=["A2"], pdfx=PdfX.X1A)
    assert not result.proof, [str(finding) for finding in result.findings]
    with pikepdf.open(io.BytesIO(result.pages[0].pdf)) as pdf:
        assert pdf.pdf_version == "1.4"
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"


def test_a_serials_barcode_stands_on_the_front_page_and_can_be_read(tmp_path):
    project = sample_project(tmp_path, "A1")
    path = project.content / SAMPLE / "edition.yaml"
    text = path.read_text("utf-8").replace("paper:\n", "paper:\n  issn: 2049-3630\n", 1)
    path.write_text(text, "utf-8")
    result = pipeline.build(project, project.content / SAMPLE, pages=["A1"])
    assert not result.proof, [str(finding) for finding in result.findings]
    found = zxingcpp.read_barcodes(page_image(result.pages[0].pdf, 200))
    assert "9772049363002" in [code.text for code in found]
    path.write_text(text.replace("2049-3630", "2049-3631"), "utf-8")
    with pytest.raises(ContentError, match="issn"):
        pipeline.build(project, project.content / SAMPLE, pages=["A1"])
