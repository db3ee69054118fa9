"""The English weekly: its inside page built and read back, its words, its heads, its ads."""

import json

import pytest

from layout.ads.sizing import DisplayType, measure
from layout.base.locale import language_for
from layout.build import pipeline
from layout.build.inputs import open_template, read_folder
from layout.compose.heads import compose_heads
from layout.compose.kit import open_story
from layout.compose.phrases import phrase_breaks
from layout.compose.shape import StoryShape
from layout.files.project import Project
from layout.pdf.pdfium import page_texts
from layout.preflight.lines import measure_pdf
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weekly")
    for name in ("templates", "assets", "content", "banmian.toml"):
        (folder / name).symlink_to(ROOT / name)
    return Project(folder)


@pytest.fixture(scope="module")
def edition(project):
    loaded = read_folder(project.content / "weekly-sample", project.templates)
    assert loaded.findings == ()
    return loaded.edition


@pytest.fixture(scope="module")
def kit(project):
    return open_template(project, "weekly")


@pytest.fixture(scope="module")
def built(project):
    return pipeline.build(project, project.content / "weekly-sample", pages=["A3"])


def words(pdf):
    (page,) = page_texts(pdf)
    return "".join("".join(char.text for char in page.chars).split())


def test_the_page_is_full_and_clean(built):
    assert [str(finding) for finding in built.findings] == []
    assert not built.proof
    report = json.loads((built.folder / "report.json").read_text("utf-8"))
    for story in report["pages"][0]["stories"]:
        assert story["over_lines"] == 0
        assert story["under_lines"] <= 2


def test_lines_are_flush_and_on_the_grid(built):
    measured = measure_pdf(built.folder / "pages/A3.pdf")
    assert measured.broken_limits() == ()
    page = measured.pages[0]
    assert page.full_lines > 90
    assert page.flush_lines == page.full_lines
    assert page.ladders == page.runts == page.off_grid == page.widows == page.orphans == ()
    assert page.word_spaces.narrowest > 0.6
    assert page.word_spaces.widest < 2.5
    assert page.word_spaces.wide <= 0.04 * page.word_spaces.lines
    assert page.hyphens <= 0.12 * page.full_lines


def test_everything_is_said_in_english(built):
    text = words(built.pages[0].pdf)
    for said in ("FromA1:", "TheTernhavenPacket,Thursday,April14,2022", "Town&Harbor"):
        assert said in text, said
    assert not any("\u4e00" <= char <= "\u9fff" for char in text)


def test_the_front_page_says_where_the_lead_goes_on(edition, kit):
    composer = open_story(edition.stories["ferry"], kit, edition.folder)
    made = composer.compose(StoryShape(4, composer.needed_rows(4)))
    last = [placed.line.text for column in made.columns for placed in column.lines][-1]
    assert last.endswith("Continued on A3")


def test_emphasis_is_italic(kit):
    assert kit.fonts["text-italic"].path != kit.fonts["text"].path
    assert kit.fonts["text-italic"].style == "italic"


def test_classified_ads_fill_every_column(built):
    (page,) = page_texts(built.pages[0].pdf)
    trace = json.loads((built.folder / "layout.json").read_text("utf-8"))["pages"][0]
    rect = next(ad["rect"] for ad in trace["ads"] if ad["id"] == "market")
    pt = 72 / 25.4
    starts = {
        round(6 * (char.x / pt - rect["x"]) / rect["width"])
        for char in page.chars
        if char.inside and rect["y"] < char.baseline / pt < rect["y"] + rect["height"]
    }
    assert {0, 1, 2, 3, 4, 5} <= starts


def test_words_in_display_type_are_not_spread(kit):
    line = measure("Rooms and houses", DisplayType((kit.fonts["label-bold"],), language_for("en")), "headings")
    assert line.filled(3 * line.width, 1.0) == line


def test_an_english_line_of_a_head_does_not_end_in_a_small_word():
    text = "The price of a loaf"
    breaks = phrase_breaks(text, language_for("en"))
    assert {text[:at].split()[-1] for at in breaks if at} == {"price"}


def test_spaces_between_english_words_do_not_make_a_head_larger(edition, kit):
    """A head of eleven words over two columns gets about its natural size, not three lines of the largest."""
    story = edition.stories["ferry-jump"]
    natural = kit.design.head.headline.natural_size(story.priority)
    head = compose_heads(story, 2, kit.design.grid.measure(2), kit.voices, at_top=True)[0]
    size = next(block.lines[0].size for block in head.blocks if block.role == "headline")
    assert abs(size - natural) <= 0.2 * natural


def test_a_picture_is_cropped_rather_than_let_out_of_its_story(edition, kit):
    composer = open_story(edition.stories["ferry"], kit, edition.folder)
    rows = composer.needed_rows(4)
    for fewer in (0, 1, 2, 3):
        made = composer.compose(StoryShape(4, rows - fewer))
        assert made.head.rows + made.picture.rows + len(made.picture.caption) <= rows - fewer


def test_rows_empty_at_a_columns_foot_are_counted(edition, kit):
    composer = open_story(edition.stories["oysters"], kit, edition.folder)
    for rows in range(composer.needed_rows(3), composer.needed_rows(3) + 8):
        made = composer.compose(StoryShape(3, rows))
        room = sum(column.rows for column in made.columns)
        assert made.fit.under_lines == room - sum(len(column.lines) for column in made.columns)
