"""Every template folder builds: a hard page of its own, all its kinds of pages, its specimen."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from layout.base.codes import Code, Severity
from layout.base.units import MM
from layout.build import pipeline
from layout.build.inputs import open_template, read_folder
from layout.build.specimen import make_specimen
from layout.design.tokens import load_design
from layout.files.project import Project
from layout.pdf.pdfium import page_texts
from layout.plan.solver.grid import PagePlan
from layout.render.fitting import Fitter
from layout.render.html import render_html, template_folders
from layout.render.page import page_model
from layout.render.pdf import render_pdf
from tests.conftest import ROOT
from tests.templates.stress import ENTRIES, copy_for, write_edition

TEMPLATES = sorted(path.parent.name for path in (ROOT / "templates").glob("*/design.yaml"))
KINDS = sorted(
    (path.parent.name, path.stem)
    for name in TEMPLATES
    for path in (ROOT / "templates" / name).glob("*.html")
    if path.stem != "page"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stress")
    for name in ("templates", "assets", "banmian.toml"):
        (folder / name).symlink_to(ROOT / name)
    return Project(folder)


@pytest.fixture(scope="module")
def kits(project):
    return {name: open_template(project, name) for name in TEMPLATES}


@pytest.fixture(scope="module", params=TEMPLATES)
def stressed(request, project, kits):
    """A template and its stress edition, built once."""
    copy = copy_for(kits[request.param].design, kits[request.param].fonts)
    kit = open_template(project, request.param, copy.language)
    folder = write_edition(project.content / request.param, request.param, kit.design, copy)
    return kit, copy, pipeline.build(project, folder)


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "")


def test_there_are_several_papers():
    assert {"tabloid", "broadsheet", "weekly", "classified"} <= set(TEMPLATES)


def test_no_character_is_lost(stressed):
    _, _, result = stressed
    assert [page.page.id for page in result.pages] == ["T1"]
    placed = json.loads((result.folder / "layout.json").read_text("utf-8"))["pages"][0]
    told = json.loads((result.folder / "report.json").read_text("utf-8"))["pages"][0]
    over = {story["id"]: story["over_text"] for story in told["stories"]}
    for story in placed["stories"]:
        text = squeezed(
            "".join(line["text"] for galley in story["body"] for line in galley["lines"]) + over[story["id"]]
        )
        whole = squeezed("".join(block.text for block in result.edition.stories[story["id"]].blocks))
        assert text == whole, story["id"]
        heads = [squeezed("".join(line["text"] for line in galley["lines"])) for galley in story["head"]]
        assert squeezed(result.edition.stories[story["id"]].headline) in heads


def test_the_page_has_every_classified_ad_and_the_trim_of_its_template(stressed):
    kit, copy, result = stressed
    text = squeezed("".join(char.text for page in page_texts(result.pages[0].pdf) for char in page.chars))
    end = squeezed(copy.entry)[-8:]
    assert text.count(end) >= ENTRIES
    with pikepdf.open(io.BytesIO(result.pages[0].pdf)) as pdf:
        left, foot, right, top = map(float, pdf.pages[0].TrimBox)
    assert (right - left, top - foot) == pytest.approx((kit.design.page.width, kit.design.page.height), abs=0.01)


def test_what_is_wrong_is_about_copy_alone(stressed):
    _, _, result = stressed
    expected = ("copy-", "head-", "line-", "loose-", "picture-", "ink-", "text-", "thin-", "plan-")
    told = [finding for finding in result.findings if not finding.code.startswith(expected)]
    # Where all pages are inside pages, none has the issue.
    assert [finding for finding in told if (finding.code, finding.severity) != (Code.NOT_PRINTED, Severity.INFO)] == []


@pytest.mark.parametrize(("template", "kind"), KINDS)
def test_every_kind_of_page_can_be_drawn(project, kits, template, kind):
    kit = kits[template]
    folder = project.content / f"kind-{template}"
    if not folder.exists():
        write_edition(folder, template, kit.design, copy_for(kit.design, kit.fonts))
    edition = read_folder(folder, project.templates).edition
    assert edition is not None
    page = edition.pages[0].model_copy(update={"kind": kind, "editor": "Nobody", "section": "Section"})
    grid = kit.design.grid
    model = page_model(edition, page, PagePlan("T1", grid.columns, grid.rows, ()), {}, kit.design)
    area = kit.design.type_area
    plate = replace(area, height=kit.design.nameplate * grid.row)
    html = render_html(replace(model, nameplate=plate), kit.folder, Fitter(kit.fonts.faces))
    pdf = render_pdf(html, (), kit.fonts.faces, [*template_folders(kit.folder), project.assets])
    (text,) = page_texts(pdf)
    assert "T1" in squeezed("".join(char.text for char in text.chars)) or kind in ("front", "poster")
    slug = kit.design.page.slug
    for char in text.chars:
        if char.visible and not char.text.isspace():
            assert slug <= char.x <= slug + kit.design.page.width - 3 * MM
            assert char.baseline <= slug + area.y + plate.height


def test_a_specimen_shows_all_of_a_design_in_the_language_that_is_asked_for(project):
    sheet = make_specimen(project, "weekly", "zh-Hans")
    design = load_design(ROOT / "templates" / "weekly", "zh-Hans")
    (text,) = page_texts(sheet.pdf)
    words = squeezed("".join(char.text for char in text.chars))
    for name in (*design.colours, "head.kicker", "body:", "C100M50Y10K30", "190%", "thick-thin", "wave"):
        assert squeezed(name) in words, name
    sizes = {round(char.size, 1) for char in text.chars}
    assert {round(size, 1) for size in design.head.headline.ladder} <= sizes
    assert squeezed(f"{design.grid.columns} columns of") in words
    assert sheet.findings == ()


def test_templates_are_small(project):
    for name in TEMPLATES:
        folder = Path(ROOT / "templates" / name)
        assert not (folder / "page.html").exists(), "what all pages share is in templates/shared"
