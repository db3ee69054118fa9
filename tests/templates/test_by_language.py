"""Templates in other languages than their first: tokens of a script and of a language, and who is told what."""

import shutil

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.errors import TemplateError
from layout.build import pipeline
from layout.build.foreseen import foresee
from layout.build.inputs import load, open_press, open_template, open_templates
from layout.compose.kit import open_story
from layout.compose.story import StoryShape
from layout.design.tokens import load_design
from layout.design.variants import fitting
from layout.files.project import Project
from layout.pdf.pdfium import page_texts
from tests.conftest import ROOT, TABLOID

NAMES = ("zh-HK", "zh-Hant", "latin", "han", "de", "zh")


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("en-GB", ("latin",)),
        ("de-AT", ("latin", "de")),
        ("zh-Hans", ("han", "zh")),
        ("zh-TW", ("han", "zh", "zh-Hant")),
        ("ja", ("han",)),
    ],
)
def test_the_general_comes_before_the_particular(tag, found):
    assert fitting(NAMES, tag) == found


@pytest.mark.parametrize("tag", ["zh-HK", "zh-MO", "zh-Hant-HK", "zh-Hant-MO"])
def test_hong_kong_is_after_traditional_by_whatever_tag(tag):
    assert fitting(("zh-HK", "zh-TW", "zh-Hant", "han"), tag) == ("han", "zh-Hant", "zh-HK")
    assert load_design(TABLOID, tag).fonts["song"].family == "Noto Serif CJK HK"


def test_an_entry_may_be_of_several_languages(tmp_path):
    for tag in ("ru", "uk", "el"):
        design = load_design(TABLOID, tag)
        assert design.varied == ("latin", tag)
        assert design.fonts["song"].family == "Noto Serif"
    changed(tmp_path, "  ru, uk, el:", "  ru, xu, el:")
    with pytest.raises(TemplateError, match="'xu' is no script and no language"):
        load_design(tmp_path)
    changed(tmp_path, "  ru, uk, el:", "  ru: {body: {size: 8pt}}\n  ru, uk, el:")
    with pytest.raises(TemplateError, match="'ru' is given twice"):
        load_design(tmp_path)


def changed(folder, old: str, new: str) -> None:
    """Write the tabloid's design with one word of it changed."""
    text = (TABLOID / "design.yaml").read_text("utf-8")
    assert old in text
    (folder / "design.yaml").write_text(text.replace(old, new, 1), "utf-8")


def test_tokens_are_laid_over_those_of_the_file():
    plain, english = load_design(TABLOID), load_design(TABLOID, "en-GB")
    assert (plain.varied, english.varied) == ((), ("latin",))
    assert plain.fonts["song"].family == "Noto Serif CJK SC"
    assert english.fonts["song"].family == "TeX Gyre Termes"
    assert english.grid.gutter != plain.grid.gutter
    assert english.page == plain.page
    assert english.source.font == plain.source.font == "kai"
    assert english.grid.width == pytest.approx(plain.grid.width)
    assert load_design(TABLOID, "zh-TW").fonts["song"].family == "Noto Serif CJK TC"


@pytest.mark.parametrize("template", ["tabloid", "broadsheet", "classified", "weekly"])
@pytest.mark.parametrize("tag", ["zh-Hans", "zh-TW", "ja", "ko", "en"])
def test_a_sans_family_has_sans_behind_it(template, tag):
    fonts = load_design(ROOT / "templates" / template, tag).fonts.values()
    assert {font.like for font in fonts if " Sans" in font.family or "Heros" in font.family} == {"sans"}


def test_a_table_by_numbers_is_one_thing(tmp_path):
    changed(tmp_path, "        natural: {1: 54pt, ", "        natural: {")
    natural = load_design(tmp_path, "en").head.headline.natural
    assert 1 not in natural


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  latin: ", "  latni: ", "'latni' is no script and no language"),
        ("languages: [han]", "languages: [hna]", "'hna' is no script and no language"),
        ("    nameplate: 15", "    namplate: 15", "unknown key 'namplate'"),
        ("    nameplate: 15", "    name: other", "name is the same in every language"),
        ("    body: {size: 9.2pt, ", "    body: {size: 9.2, ", "9.2 is not a length"),
        ("    jump: {font: hei-bold, ", "    jump: {font: hei-bald, ", "names the font 'hei-bald'"),
    ],
)
def test_a_fault_has_its_line_whatever_the_edition_is_in(tmp_path, old, new, says):
    changed(tmp_path, old, new)
    lines = (tmp_path / "design.yaml").read_text("utf-8").splitlines()
    line = next(number for number, written in enumerate(lines, 1) if new in written)
    with pytest.raises(TemplateError) as raised:
        load_design(tmp_path)
    assert f"design.yaml:{line}: error: " in raised.value.message
    assert says in raised.value.message
    assert raised.value.message.count(": error: ") == 1


@pytest.mark.parametrize("name", ["tabloid", "broadsheet", "weekly", "classified"])
def test_every_template_is_for_both_scripts(name):
    for language in ("en", "de", "zh-Hans", "zh-Hant", "ja", "ko"):
        assert load_design(ROOT / "templates" / name, language).serves(language)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("languages")
    (root / "assets").symlink_to(ROOT / "assets")
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "banmian.toml", root)
    own = root / "templates" / "evening"
    shutil.copytree(TABLOID, own)
    text = (TABLOID / "design.yaml").read_text("utf-8").replace("name: tabloid", "name: evening")
    (own / "design.yaml").write_text(text[: text.index("\nfor:")] + "\n", "utf-8")
    return Project(root)


def write(project: Project, template: str, language: str, story: str):
    folder = project.content / f"{template}-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    name = "The Ferry Road Courier" if language == "en" else "渡口社区周报"
    page = f"{{id: A1, section: A, template: {template}, kind: front, stories: [s]}}"
    edition = f"paper: {{name: {name}}}\ndate: 2026-03-04\nissue: 118\nlanguage: {language}\npages: [{page}]\n"
    (folder / "edition.yaml").write_text(edition, "utf-8")
    (folder / "s.md").write_text(f"---\nheadline: {story[:12]}\n---\n{story}\n", "utf-8")
    return folder


ENGLISH = (
    "The parish council measured the embankment twice before breakfast, and the old crossing will stay open. " * 40
)
CHINESE = "渡口的木栈道昨天重新开放，附近居民一早就来散步，孩子们沿着河岸数过往的船。" * 40


@pytest.mark.parametrize(
    ("template", "language", "story", "faces", "columns"),
    [("tabloid", "en", ENGLISH, "TeXGyre", 4), ("weekly", "zh-Hans", CHINESE, "CJK|WenKai", 4)],
)
def test_a_page_in_the_other_script_is_of_its_faces_alone(project, template, language, story, faces, columns):
    made = pipeline.build(project, write(project, template, language, story), force=True)
    (page,) = made.pages
    (text,) = page_texts(page.pdf)
    shown = [char for char in text.chars if char.visible and not char.text.isspace()]
    words = "".join(char.text for char in shown)
    wide = any("\u2e80" <= character <= "\uffef" for character in words)
    assert wide == (language != "en")
    allowed = faces.split("|")
    own = {char.font.partition("+")[2] or char.font for char in shown}
    assert [font for font in own if not any(face in font.replace("-", "") for face in allowed)] == []
    assert not any(finding.code is Code.TEMPLATE_LANGUAGE for finding in made.findings)
    assert open_template(project, template, language).design.grid.columns == columns


def test_a_template_made_for_others_is_told_at_the_line_of_the_language(project):
    folder = write(project, "evening", "en", ENGLISH)
    edition = load(project, folder, Report())
    press = open_press(project, edition, None)
    found = foresee(edition, open_templates(project, edition), project.assets, press).findings
    (told,) = [each for each in edition.provenance.told(found) if each.code is Code.TEMPLATE_LANGUAGE]
    assert (told.place.file.rpartition("/")[2], told.place.line) == ("edition.yaml", 4)
    assert "'evening' is not made for en, but for han" in told.message


def test_a_head_from_the_top_down_over_a_wide_measure_asks_for_the_rows_it_stands_in(project):
    folder = write(project, "weekly", "zh-Hans", CHINESE)
    text = CHINESE[:180]
    front = "headline: “人们把对”伟人的追思体现在添一块砖\nhead: vertical\nmeasure: wide\npriority: 2"
    facts = f"::: facts 稽查队伍 columns=2 place=top-left\n{text[:50]}\n\n- {text[:10]}\n- {text[:14]}\n:::"
    (folder / "s.md").write_text(f"---\n{front}\n---\n{text}\n\n{facts}\n\n{text}\n", "utf-8")
    kit = open_template(project, "weekly", "zh-Hans")
    composer = open_story(load(project, folder, Report()).stories["s"], kit)
    assert composer.needed_rows(3, at_top=True) >= composer.head(StoryShape(3, 0)).least


TAIWAN = "渡口的木棧道昨天重新開放，居民說：「路、橋碼、頭，都修好了。」真的嗎？骨幹道路也通了，*經費沒有問題。*"
JAPAN = "渡し場の木道は昨日また開いた。住民は「道、橋、港、みな直った」と話す。本当か？骨組みは直線で、*費用は足。*"


def test_stories_of_other_languages_have_their_own_marks_on_one_page(project):
    """They are set from the faces of the paper, which draw the marks of Taiwan in the middle of their square."""
    folder = write(project, "tabloid", "zh-Hans", CHINESE[:300])
    edition = (folder / "edition.yaml").read_text("utf-8").replace("[s]", "[s, tw, ja]")
    (folder / "edition.yaml").write_text(edition + "closing: auto\n", "utf-8")
    for name, language, text in (("tw", "zh-TW", TAIWAN), ("ja", "ja", JAPAN)):
        head = f"---\nheadline: {text[:9]}\nlanguage: {language}\n---\n"
        (folder / f"{name}.md").write_text(head + text * 6, "utf-8")
    made = pipeline.build(project, folder, force=True)
    (text,) = page_texts(made.pages[0].pdf)
    shown = text.chars
    places = {
        (before, char): round(middle / em, 1)
        for before, char, middle, em in zip(shown.text, shown.text[1:], shown.middle[1:], shown.size[1:], strict=False)
        if char in "，。、"
    }
    assert places["放", "，"] == places["碼", "、"] == places["題", "。"] == 0.5
    assert places["步", "，"] == places["港", "、"] == places["足", "。"] == 0.2
    assert not any(finding.code is Code.LINE_FLUSH for finding in made.findings)
