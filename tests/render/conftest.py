"""Pages of the sample edition, really built."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from layout.base.diagnostics import Report
from layout.build.inputs import load, open_press, open_template
from layout.build.page import SetPage, draw_page, set_page
from layout.design.fonts import Face
from layout.files.project import Project
from layout.plan.page import plan_page
from tests.conftest import ROOT


class Built(NamedTuple):
    """A page as it was built, its PDF, and the faces it was set in."""

    page: SetPage
    pdf: bytes
    faces: Mapping[str, Face]


@pytest.fixture(scope="session", params=["B2", "A2"])
def built(request: pytest.FixtureRequest) -> Built:
    project = Project(ROOT)
    edition = load(project, ROOT / "content" / "2022-04-15", Report())
    page = edition.page(request.param)
    kit = open_template(project, page.template)
    planned = plan_page(edition, page, kit)
    press = open_press(project, edition, None)
    made = set_page(edition, planned, kit, press)
    return Built(made, draw_page(project, edition, made, kit, press), kit.fonts.faces)
