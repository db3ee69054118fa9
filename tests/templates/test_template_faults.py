"""What is wrong with a template is told with file, line and word, and the exit code is that of templates."""

import io
import shutil

import pytest
from PIL import Image

from layout.base.diagnostics import Report
from layout.base.errors import BanmianError, EnvironmentError_, OutputError, TemplateError
from layout.build import pipeline
from layout.build.foreseen import foresee
from layout.build.inputs import load, open_press, open_template
from layout.build.pipeline import Means
from layout.design.new import new_template
from layout.files.project import Project
from tests.conftest import ROOT

EDITION = """\
paper: {name: Fault}
date: 2022-04-01
issue: 1
pages:
  - id: T1
    template: classified
    stories: [one]
    areas:
      - one one one one one one one one
"""


@pytest.fixture
def project(tmp_path):
    """A project with copies of the templates, to be broken, and an edition of one short story."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "banmian.toml", tmp_path)
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    folder = tmp_path / "content" / "fault"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(EDITION, "utf-8")
    (folder / "one.md").write_text("---\nheadline: 一则消息\n---\n正文只有这一句话。\n", "utf-8")
    return Project(tmp_path)


def spoil(project, name, old, new):
    """Replace a word in a template's file; return the number of its line."""
    path = project.templates / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "classified/style.css",
            "--colour-tint",
            "--colour-tnt",
            "there is no token --colour-tnt [template-token]\n    did you mean",
        ),
        ("classified/style.css", "left: 8pt;", "left: 8 pt;", "Ignored `left: 8 pt`, invalid value"),
        (
            "classified/style.css",
            "bottom",
            "botom",
            "Ignored `botom: 8pt`, unknown property",
        ),
        ("classified/inside.html", "page.id", "page.idd", "idd"),
        ("classified/inside.html", "page.id,", "pge.id,", "'pge' is undefined"),
        ("classified/inside.html", "{% endblock", "{% endblok", "endblok"),
        ("classified/inside.html", '"page.html"', '"pag.html"', "there is no file pag.html"),
        ("shared/page.html", "story.boxed", "story.boxd", "boxd"),
        ("classified/design.yaml", "caption: {font: kai", "caption: {font: kaii", "names the font 'kaii'"),
        ("classified/design.yaml", "size: 9pt, indent", "size: 9, indent", "9 is not a length"),
        ("classified/design.yaml", "indent: 2", "indnt: 2", "unknown key 'indnt'"),
        ("classified/design.yaml", "kai: {family: LXGW WenKai", "kai: {family: LXGV WenKai", "LXGV WenKai"),
        ("classified/design.yaml", "name:", "score: {tombstnoe: 4}\nname:", "score: has no term 'tombstnoe'"),
        (
            "classified/design.yaml",
            "ads: {",
            "ads: {sizes: {strip: [12, 9]}, ",
            "ads.sizes.strip: 12 × 9 is larger than",
        ),
        ("classified/design.yaml", "name:", "score: {tombstone: -4}\nname:", "tombstone: -4 is negative"),
    ],
)
def test_a_fault_is_told_with_file_line_and_word(project, name, old, new, says):
    line = spoil(project, name, old, new)
    with pytest.raises(TemplateError) as raised:
        pipeline.build(project, project.content / "fault")
    assert says in raised.value.message
    assert f"{name}:{line}:" in raised.value.message
    assert raised.value.exit_code == 4


def picture(mode, colour, ending):
    out = io.BytesIO()
    Image.new(mode, (60, 16), colour).save(out, ending)
    return out.getvalue()


RGB_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#058"/></svg>'
RAMP = b'<linearGradient id="g"><stop/><stop offset="1" stop-color="red"/></linearGradient>'
GRADIENT = RGB_SVG.replace(b"<rect", RAMP + b"<rect").replace(b"#058", b"url(#g)")
RGB_PNG = picture("RGB", "navy", "PNG")


@pytest.mark.parametrize(
    ("name", "data", "written", "says"),
    [
        ("sign.png", RGB_PNG, '<img src="sign.png" style="width: 9pt">', ""),
        ("sign.png", RGB_PNG, "<p style='background: url(sign.png)'>", ""),
        ("sign.svg", RGB_SVG, "<img src='sign.svg'>", ""),
        ("sign.svg", GRADIENT, "<img src='sign.svg'>", "sign.svg is in DeviceRGB"),
        ("sign.png", b"no picture", '<img src="sign.png">', "sign.png cannot be read"),
        ("sign.png", picture("L", 9, "PNG"), '<img src="sing.png">', "no picture sing.png [template-picture]\n"),
        ("sign.png", picture("L", 9, "PNG"), '<img src="sign.png" style="width: 9pt">', ""),
        ("sign.jpg", picture("CMYK", (0, 0, 0, 99), "JPEG"), '<img src="sign.jpg" style="width: 9pt">', ""),
        ("sign.png", b"no picture", '{# <img src="sign.png"> #}', ""),
    ],
)
def test_a_picture_of_the_templates_own_is_told_at_its_line_before_planning(project, name, data, written, says):
    (project.templates / "classified" / name).write_bytes(data)
    line = spoil(project, "classified/inside.html", "{% block folio %}", f"{{% block folio %}}{written}")
    edition = load(project, project.content / "fault", Report())
    kits, press = pipeline.workshop_for(project, edition, Means()).kits(edition), open_press(project, edition, None)
    if not says:
        foresee(edition, kits, project.assets, press)
        return
    with pytest.raises(TemplateError) as raised:
        foresee(edition, kits, project.assets, press)
    assert f"classified/inside.html:{line}: error: " in raised.value.message
    assert says in raised.value.message


def test_the_faults_of_all_templates_are_told_at_once(project):
    lines = [spoil(project, f"{name}/style.css", "left:", "lefft:") for name in ("classified", "weekly")]
    path = project.content / "fault" / "edition.yaml"
    more = "  - {id: T2, template: weekly, stories: [two]}\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    (path.parent / "two.md").write_text("---\nheadline: 又一则\n---\n正文只有这一句话。\n", "utf-8")
    planned = []
    with pytest.raises(TemplateError) as raised:
        pipeline.build(project, project.content / "fault", progress=planned.append)
    for name, line in zip(("classified", "weekly"), lines, strict=True):
        assert f"templates/{name}/style.css:{line}: error: Ignored `border-lefft" in raised.value.message
    assert not any("page" in said for said in planned)


STORIES_ALONE = """\
{% extends "page.html" %}
{% block folio %}<div style="LEFT: 3pt">{{ model.stories[0].head[0].text }}{{ model.stories[1].id }}</div>{% endblock %}
"""


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("shared/page.html", "story.head_style", "story.head_styl", "head_styl"),
        ("shared/page.html", "picture.caption %}", "picture.captoin %}", "captoin"),
        ("shared/page.html", "rule.kind", "rule.knd", "knd"),
    ],
)
def test_what_only_a_page_with_stories_shows_is_told_before_planning(project, name, old, new, says):
    line = spoil(project, name, old, new)
    edition = load(project, project.content / "fault", Report())
    kits, press = pipeline.workshop_for(project, edition, Means()).kits(edition), open_press(project, edition, None)
    with pytest.raises(TemplateError) as raised:
        foresee(edition, kits, project.assets, press)
    assert says in raised.value.message
    assert f"{name}:{line}:" in raised.value.message


@pytest.mark.parametrize(("declared", "fault"), [("left", ""), ("lefft", "Ignored `lefft: 3pt`")])
def test_a_template_that_is_for_stories_alone_is_tried_with_some(project, declared, fault):
    page = STORIES_ALONE.replace("LEFT", declared)
    (project.templates / "classified" / "inside.html").write_text(page, "utf-8")
    edition = load(project, project.content / "fault", Report())
    kits, press = pipeline.workshop_for(project, edition, Means()).kits(edition), open_press(project, edition, None)
    if not fault:
        foresee(edition, kits, project.assets, press)
        return
    with pytest.raises(TemplateError, match=fault):
        foresee(edition, kits, project.assets, press)


def test_a_font_we_know_the_package_of_is_the_machines_fault(project):
    spoil(
        project,
        "classified/design.yaml",
        "kai: {family: LXGW WenKai, weight: 400",
        "kai: {family: LXGW WenKai, weight: 900",
    )
    with pytest.raises(EnvironmentError_) as raised:
        open_template(project, "classified")
    assert raised.value.exit_code == 5
    assert "fonts-lxgw-wenkai" in raised.value.hint


def test_a_token_has_its_own_line_however_it_is_written(project):
    """A family on the line after its font's name; a weight of the score that another language has too."""
    at = spoil(project, "tabloid/design.yaml", "song: {family: Noto Serif CJK SC", "song: {\n    family: Nonesuch Song")
    with pytest.raises((TemplateError, EnvironmentError_), match=f"design.yaml:{at + 1}: song"):
        open_template(project, "tabloid")
    spoil(project, "tabloid/design.yaml", "Nonesuch Song", "Noto Serif CJK SC")
    spoil(project, "tabloid/design.yaml", "\nfor:", "\nscore: {cut-down-rail: 5}\nfor:")
    at = spoil(project, "tabloid/design.yaml", "\n  latin:", "\n  en:\n    score: {cut-down-rail: -1}\n  latin:")
    with pytest.raises(TemplateError, match=f"design.yaml:{at + 2}: cut-down-rail: -1 is negative"):
        open_template(project, "tabloid", "en")


def test_a_score_of_another_language_is_told_when_the_template_is_opened(project):
    at = spoil(project, "tabloid/design.yaml", "\n  latin:", "\n  de:\n    score: {cut-down-rial: 1}\n  latin:")
    for language in ("", "zh-Hans", "en"):
        with pytest.raises(TemplateError, match=f"design.yaml:{at + 2}: score: has no term 'cut-down-rial'"):
            open_template(project, "tabloid", language)


def test_a_token_with_a_fallback_and_one_in_a_comment_are_no_faults(project):
    path = project.templates / "classified/style.css"
    path.write_text(path.read_text("utf-8") + "/* var(--gone) */\n.x { left: var(--gone, 3pt); }\n", "utf-8")
    open_template(project, "classified")


def test_a_new_template_is_ready_and_its_own(project):
    made = new_template(project, "evening", "weekly")
    kit = open_template(project, "evening")
    assert kit.design.name == "evening"
    spoil(project, "evening/design.yaml", "columns: 4", "columns: 3")
    assert open_template(project, "evening").design.grid.columns == 3
    assert open_template(project, "weekly").design.grid.columns == 4
    assert {path.name for path in made.iterdir()} == {path.name for path in project.template("weekly").iterdir()}


@pytest.mark.parametrize(
    ("name", "source", "error", "says"),
    [
        ("weekly", "tabloid", OutputError, "is there already"),
        ("Evening", "tabloid", BanmianError, "no name of a template"),
        ("../evening", "tabloid", BanmianError, "no name of a template"),
        ("evening", "tabloidd", TemplateError, "no template 'tabloidd'"),
        ("evening", "shared", TemplateError, "no template 'shared'"),
    ],
)
def test_what_cannot_be_a_new_template_is_refused(project, name, source, error, says):
    before = sorted(project.templates.rglob("*"))
    with pytest.raises(error, match=says):
        new_template(project, name, source)
    assert sorted(project.templates.rglob("*")) == before
