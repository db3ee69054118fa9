"""The small edition's site, made once."""

import pytest

from layout.epaper import make_epaper
from tests.epaper.printed import make_edition, print_pages


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    made = make_edition(tmp_path_factory.mktemp("epaper"))
    print_pages(made)
    return made


@pytest.fixture(scope="session")
def made(project):
    return make_epaper(project, project.content / "2022-04-15")


@pytest.fixture(scope="session")
def site(made):
    return made.folder
