"""Alternatives of a page: drawn to choose from, and the one that is taken written into the edition."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from layout.base.errors import ContentError, PageError
from layout.build import alternatives as choosing
from layout.build import pipeline
from layout.build.inputs import read_folder
from layout.files.codec import from_data
from layout.files.project import Project
from layout.plan.pins import place_of
from layout.plan.stored import PagePlanRecord
from tests.conftest import ROOT

SAMPLE = "2022-04-15"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    root = tmp_path_factory.mktemp("choosing")
    shutil.copy(ROOT / "banmian.toml", root)
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "content" / SAMPLE, root / "content" / SAMPLE)
    return Project(root)


@pytest.fixture(scope="module")
def drawn(project) -> choosing.Alternatives:
    return choosing.draw_alternatives(project, project.content / SAMPLE, "A3", 2)


def folder(project: Project) -> Path:
    return project.content / SAMPLE


def test_every_alternative_is_drawn_and_told(project, drawn):
    assert drawn.folder == project.root / "output" / f"{SAMPLE}.plans"
    assert len(drawn.results) == 2
    assert drawn.results[0].plan != drawn.results[1].plan
    for number in (1, 2):
        with Image.open(drawn.folder / f"A3-{number}.png") as image:
            assert image.height > image.width > 400
    told = json.loads((drawn.folder / "plans.json").read_text("utf-8"))["pages"]["A3"]
    assert [plan["n"] for plan in told] == [1, 2]
    assert [from_data(PagePlanRecord, plan["plan"]).plan for plan in told] == [result.plan for result in drawn.results]
    assert told[0]["title"] == f"{drawn.results[0].cost} points"


def test_the_one_that_is_taken_is_pinned_and_built(project, drawn):
    plan = choosing.choose(project, folder(project), "A3", 2)
    assert plan == drawn.results[1].plan
    loaded = read_folder(folder(project), project.templates).edition
    assert loaded is not None
    pinned = loaded.page("A3").at
    assert pinned == {placed.item: place_of(placed.rect) for placed in plan.placements}
    (planned,) = pipeline.plan_folder(project, folder(project), pages=["A3"]).pages
    assert {p.item: p.rect for p in planned.plan.placements} == {p.item: p.rect for p in plan.placements}
    told = json.loads((drawn.folder / "plans.json").read_text("utf-8"))["pages"]["A3"]
    assert [each["chosen"] for each in told] == [False, True]


@pytest.mark.parametrize(("page", "number", "said"), [("A3", 3, "it has 2"), ("A1", 1, "none was drawn")])
def test_what_was_not_drawn_cannot_be_taken(project, drawn, page, number, said):
    with pytest.raises(PageError, match=said) as caught:
        choosing.choose(project, folder(project), page, number)
    assert "--alternatives" in caught.value.hint


def test_a_page_there_is_not(project):
    with pytest.raises(ContentError, match="no page C1"):
        choosing.draw_alternatives(project, folder(project), "C1", 2)
