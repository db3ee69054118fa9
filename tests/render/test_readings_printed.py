"""Readings on the finished page, read back by another program: where they stand, what is searched, what is told."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest

from layout.base.codes import Code
from layout.base.locale import language_for
from layout.build import pipeline
from layout.build.pipeline import BuildResult
from layout.compose.itemize import Setting
from layout.compose.paragraph import ParagraphStyle, compose
from layout.compose.readings import reading_rise
from layout.compose.voices import Voices
from layout.design.press import load_press
from layout.edition.blocks import Span
from layout.files.project import Project
from layout.pdf.chars import Chars
from layout.pdf.pdfium import page_texts
from layout.preflight.facts import Copy
from layout.preflight.lines import measure_text, story_text
from layout.preflight.profiles import profile_of
from layout.preflight.reading import read_facts
from layout.preflight.rules.seen import RULES
from layout.preflight.states import State
from layout.render.svg import write_svg
from layout.scene.model import Owner, OwnerKind, Scene
from layout.scene.text import SetLine
from tests.conftest import ROOT
from tests.preflight.spoil import spoiled

SENTENCES = (
    "{東京|とう|きょう}の{江戸川|えどがわ}では、橋の｜修繕《しゅうぜん》が始まった。",
    "{志|こころざし}ある{若者|わかもの}が{集|つど}い、{承|うけたまわ}り物を調《しら》べる。",
    "市は来月から{渡|わた}し船の時刻を変える。町の人は**{驚|おどろ}いた**という話だ。",
    "役所の説明によると、工事は三か月かかる見込みで、{費用|ひよう}は二億円を超える。",
)
SOUGHT = ("江戸川", "修繕", "東京", "若者が集い", "えどがわ", "しゅうぜん", "こころざし")


class Page(NamedTuple):
    result: BuildResult
    pdf: bytes
    chars: Chars


def built(root: Path, template: str, keys: str = "", language: str = "ja") -> Page:
    """Build a page of two stories."""
    for name in ("templates", "assets", "banmian.toml"):
        (root / name).symlink_to(ROOT / name)
    folder = root / "content" / "2022-04-15"
    folder.mkdir(parents=True)
    body = "\n\n".join("".join(SENTENCES[(at + more) % 4] for more in range(5)) for at in range(14))
    for name in ("lead", "rest"):
        (folder / f"{name}.md").write_text(f"---\nheadline: 橋の{{袂|たもと}}\n{keys}---\n{body}\n", "utf-8")
    (folder / "edition.yaml").write_text(
        f"paper: {{name: 渡し場新聞}}\ndate: 2022-04-15\nissue: 1\nlanguage: {language}\npages:\n"
        f"  - id: A2\n    template: {template}\n    stories: [lead, rest]\n",
        "utf-8",
    )
    result = pipeline.build(Project(root), folder)
    (page,) = result.pages
    (text,) = page_texts(page.pdf)
    return Page(result, page.pdf, text.chars)


@pytest.fixture(scope="module", params=["tabloid", "weekly"])
def page(request, tmp_path_factory) -> Page:
    return built(tmp_path_factory.mktemp(request.param), request.param)


def body_size(chars: Chars) -> float:
    return median(chars.size)


def read_words(chars: Chars, base: str, reading: str) -> list[tuple[Chars, Chars]]:
    """Every place of a base with the characters of its reading: those over it."""
    text, size = "".join(one[:1] for one in chars.text), body_size(chars)
    small = chars.those(own < 0.6 * size for own in chars.size)
    found, at = [], text.find(base)
    while at >= 0:
        under = chars[at : at + len(base)]
        if all(abs(own - size) < 0.1 for own in under.size):
            level = under.baseline[0]
            over = [
                start
                for start in range(len(small))
                if "".join(small.text[start : start + len(reading)]) == reading
                and 0.5 * size < level - small.baseline[start] < 1.4 * size
                and small.x[start] < under.x[-1] + size
                and under.x[0] - size < small.x[start + len(reading) - 1]
            ]
            found += [(under, small[start : start + len(reading)]) for start in over]
        at = text.find(base, at + 1)
    return found


@pytest.mark.parametrize(
    ("base", "reading"), [("江戸川", "えどがわ"), ("若者", "わかもの"), ("費用", "ひよう"), ("渡", "わた")]
)
def test_a_reading_stands_over_the_middle_of_its_characters(page, base, reading):
    found = read_words(page.chars, base, reading)
    assert len(found) > 5
    size = body_size(page.chars)
    for under, over in found:
        middle = (under.x[0] + under.x[-1] + under.advance[-1]) / 2
        assert (over.x[0] + over.x[-1] + over.advance[-1]) / 2 == pytest.approx(middle, abs=0.02)
        assert 4.45 <= over.size[0] <= 0.5 * size + 0.05
        # Its em box stands on that of the characters, or as far into it as into that of the row above.
        foot, top = over.baseline[0] + 0.12 * over.size[0], under.baseline[0] - 0.88 * size
        assert -0.01 <= foot - top <= 0.4


def test_the_page_is_fit_to_print_and_nothing_is_told_of_its_lines(page):
    codes = {str(finding.code) for finding in page.result.findings}
    # A widow is one: see below.
    assert not {code for code in codes if code.startswith(("line-", "type-", "copy-missing"))} - {Code.LINE_WIDOW}
    assert Code.READING_IN_BRACKETS not in codes


def test_text_is_searched_and_read_without_readings_between_its_words(page):
    with pypdfium2.PdfDocument(page.pdf) as document:
        text = document[0].get_textpage()
        for words in SOUGHT:
            assert text.search(words).get_next(), words
    (read,) = page_texts(page.pdf)
    columns = "".join("".join(story_text(read)).split())
    assert "承り物を調べる。" in columns
    assert "えどがわ" not in columns
    assert "橋の袂（たもと）" in "".join(page.chars.text)


def test_measuring_knows_readings(page):
    (figures,) = measure_text(page_texts(page.pdf)).pages
    assert figures.lines > 100
    assert (figures.flush_share, figures.off_grid, figures.loose, figures.kinsoku) == (1.0, (), (), ())
    fits = page.result.pages[0].copyfit.stories
    assert len(figures.widows) == sum(fit.widows for fit in fits)
    assert len(figures.orphans) == sum(fit.orphans for fit in fits)


def moved_up(page: Page, by: float, count: int = 1) -> bytes:
    """The page with everything set in the size of readings so much higher, pt."""
    least = min(page.chars.size) * 96 / 72

    def spoil(pdf: pikepdf.Pdf) -> None:
        made, size = [], 0.0
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "Tf":
                size = float(operands[1])
            if str(operator) == "Tm" and size == pytest.approx(least, abs=0.01):
                operands[5] = float(operands[5]) - by * 96 / 72
            made.append((operands, operator))
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))

    return spoiled(page.pdf, spoil)


def states(pdf: bytes, page: Page, press) -> set[State]:
    rule = next(rule for rule in RULES if rule.id is Code.TYPE_OVER_TYPE)
    facts = read_facts(pdf, "A2", Copy(page.result.pages[0].layout, page.result.pages[0].copyfit.stories))
    return {fault.most or rule.severity for fault in rule.check(facts, profile_of(press))}


@pytest.mark.parametrize("by", [2.0, 3.0, -2.5])
def test_a_reading_on_a_row_above_or_on_its_own_characters_is_a_fault(page, by):
    press = load_press(ROOT / "assets" / "press" / "newsprint.yaml")
    assert states(moved_up(page, 0.0), page, press) == set()
    assert State.FATAL in states(moved_up(page, by), page, press)


def test_the_desk_draws_them_and_its_text_is_without(design, fonts):
    voices, language = Voices(design, fonts), language_for("ja")
    spans = (Span(text="大きな"), Span(text="江戸川", reading=("えどがわ",)), Span(text="で"))
    (line,) = compose(
        voices.spans(spans, design.body, language, readings=True), ParagraphStyle(9.0, 135.0, setting=Setting(language))
    )
    owner, size = Owner(OwnerKind.STORY, "lead"), design.body.size
    drawn = write_svg(Scene.of(owner, (SetLine(line, 50.0),), 200.0, 100.0), fonts.faces)  # type: ignore[arg-type]
    there = re.findall(r"<g [^>]*translate\((\S+) (\S+)\) scale\((\S+)", drawn)
    assert drawn.count("<use ") == 7 + 4
    assert re.findall("<text[^>]*>([^<]*)", drawn) == ["大きな江戸川で"]
    assert min(float(y) for _, y, _ in there) == pytest.approx(50.0 - reading_rise(design, 4.5 / size) * size, abs=0.01)


@pytest.mark.parametrize(("template", "language"), [("broadsheet", "ja"), ("weekly", "en")])
def test_without_room_they_stand_in_brackets_and_it_is_told_once_a_story(tmp_path, template, language):
    made = built(tmp_path, template, "", language)
    told = [finding for finding in made.result.findings if finding.code is Code.READING_IN_BRACKETS]
    assert [Path(finding.place.file).name for finding in told] == ["lead.md", "rest.md"]
    assert {finding.place.line for finding in told} == {4}
    with pypdfium2.PdfDocument(made.pdf) as document:
        text = "".join(document[0].get_textpage().get_text_range().split())
    assert ("江戸川（えどがわ）" if language == "ja" else "江戸川(えどがわ)") in text


def test_a_reading_over_the_first_row_of_a_place_may_reach_over_it(tmp_path):
    """Beside a headline that stands from the top down a story's text begins with the first row of its place."""
    made = built(tmp_path, "tabloid", "head: vertical\n")
    story = next(story for story in made.result.pages[0].layout.stories if story.id == "lead")
    first = [line for galley in story.body for line in galley.lines if line.role == "body"]
    assert min(line.baseline for line in first) - story.rect.y < 4.6  # mm: no row of the head is over it
    assert not [finding for finding in made.result.findings if finding.code is Code.TYPE_OUTSIDE]
