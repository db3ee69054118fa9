"""What the planner calls legal the preflight calls clean: pages of many forms, drawn and read, have no finding."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from layout.base.codes import Code, Severity
from layout.build.furniture import dress_page
from layout.build.page import draw_page, set_page
from layout.compose.kit import TemplateKit
from layout.design.press import PressCondition, load_press
from layout.files.project import Project
from layout.plan.page import Planned
from layout.preflight import preflight_page, profile_of
from layout.render.trace import page_record
from tests.conftest import ROOT
from tests.trust.pages import kits, made_pages, small_project

PAGES = int(os.environ.get("BANMIAN_PAGES", "24"))
"""Seeds that are tried; nearly all give a page. `make pages` tries 300."""
PARTS = 12
OF_WORDS = frozenset({Code.LINE_LOOSE, Code.COPY_LOOSE, Code.LOOSE_LINE})
"""How loose a line is depends on the words that are in it, and is held by the tests of lines."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def opened(project: Path) -> dict[str, TemplateKit]:
    return kits(project)


@pytest.fixture(scope="module")
def press() -> PressCondition:
    return load_press(ROOT / "assets" / "press" / "newsprint.yaml")


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_that_were_set_as_the_planner_may_have_no_finding(part, project, opened, press):
    size = PAGES // PARTS
    drawn, found = 0, []
    for seed, made in made_pages(project, opened, range(part * size, (part + 1) * size)):
        kit = opened[made.page.template]
        there = set_page(made.edition, Planned(made.page, made.plan, None), kit, press)
        pdf = draw_page(Project(project), made.edition, there, kit, press, dress_page(there.model, kit).html)
        fits = tuple(composed.fit for composed in there.stories)
        report = preflight_page(pdf, profile_of(press), page_record(there.model), fits)
        told = [one.finding for one in report.found]
        told += [one for one in there.findings if one.severity is Severity.ERROR]
        told = [one for one in told if one.severity is not Severity.INFO and one.code not in OF_WORDS]
        found += [f"seed {seed}, {made.page.template}: {one.remark}" for one in told]
        drawn += 1
    assert found == []
    assert drawn > size / 2
