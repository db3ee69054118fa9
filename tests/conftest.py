"""What tests of several stages share."""

import re
from pathlib import Path

import pytest

from layout.design.fonts import FontBook
from layout.design.tokens import Design, load_design
from layout.files.project import Project

ROOT = Path(__file__).resolve().parent.parent
TABLOID = ROOT / "templates" / "tabloid"


@pytest.fixture(scope="session")
def design() -> Design:
    """The tabloid's tokens."""
    return load_design(TABLOID)


@pytest.fixture(scope="session")
def fonts(design: Design) -> FontBook:
    """The tabloid's faces."""
    return FontBook(design.fonts)


@pytest.fixture(scope="session")
def one_page(tmp_path_factory):
    """Page B2 of the sample edition as an edition of its own, really built: the project, its folder, the result."""
    # Imported here: most tests need nothing of what draws pages.
    from layout.build import pipeline

    root = tmp_path_factory.mktemp("one-page")
    for name in ("templates", "assets"):
        (root / name).symlink_to(ROOT / name)
    sample, folder = ROOT / "content" / "2022-04-15", root / "content" / "2022-04-15"
    folder.mkdir(parents=True)
    head, pages = (sample / "edition.yaml").read_text("utf-8").split("pages:\n")
    page = next(part for part in re.split(r"(?m)^(?=  - id:)", pages) if "id: B2" in part)
    (folder / "edition.yaml").write_text(f"{head}pages:\n{page}", "utf-8")
    for name in ("lead", "nft", "epa", "wuqiang"):
        (folder / f"{name}.md").write_bytes((sample / f"{name}.md").read_bytes())
    ads = re.split(r"(?m)^(?=- id:)", (sample / "ads.yaml").read_text("utf-8"))
    kept = [ad for ad in ads if ad.startswith(("- id: subscribe", "- id: house"))]
    (folder / "ads.yaml").write_text("".join(kept), "utf-8")
    project = Project(root)
    return project, folder, pipeline.build(project, folder)
