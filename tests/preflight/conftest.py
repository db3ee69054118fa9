"""A real page of the sample edition, finished for the press, and what there is to know beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout.build import pipeline
from layout.design.press import PdfX, PressCondition, load_press
from layout.files.project import Project
from layout.preflight.facts import Copy, Facts
from layout.preflight.profile import Profile
from layout.preflight.profiles import profile_of
from layout.preflight.reading import read_facts
from tests.conftest import ROOT
from tests.preflight.spoil import Built

EDITION = "2022-04-15"
PAGE = "B2"


@pytest.fixture(scope="session")
def press() -> PressCondition:
    return load_press(ROOT / "assets" / "press" / "newsprint.yaml")


def build(folder: Path, pdfx: PdfX) -> Built:
    """Build the sample edition's page in a project of its own: the real templates, assets and stories."""
    for name in ("templates", "assets", "content", "banmian.toml"):
        (folder / name).symlink_to(ROOT / name)
    project = Project(folder)
    result = pipeline.build(project, project.content / EDITION, pages=[PAGE], pdfx=pdfx)
    (page,) = result.pages
    return Built(page.pdf, page.layout, page.copyfit.stories)


@pytest.fixture(scope="session")
def page_x4(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("x4"), PdfX.X4)


@pytest.fixture(scope="session")
def page_x1a(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("x1a"), PdfX.X1A)


@pytest.fixture(scope="session")
def profile(press: PressCondition) -> Profile:
    return profile_of(press)


@pytest.fixture(scope="session")
def profile_x1a(press: PressCondition) -> Profile:
    return profile_of(press, pdfx=PdfX.X1A)


@pytest.fixture(scope="session")
def facts(page_x4: Built) -> Facts:
    return read_facts(page_x4.pdf, "B2", Copy(page_x4.layout, page_x4.fits))
