"""What tests of several stages share."""

import os
import re
from pathlib import Path

import pytest

os.environ["BANMIAN_LANGUAGE"] = "en"  # what is told is checked in one language, whatever an edition is in

from layout.design.fonts import FontBook
from layout.design.tokens import Design, load_design
from layout.files.project import Project

WORKED_OUT_ONCE = ("footprints", "footprints-around", "solved", "load", "dry-run", "ad", "picture")
"""What the tests that build pages share: shapes of stories, pages found, templates tried, ads and pictures drawn. Most
build the sample, with a line changed."""

ROOT = Path(__file__).resolve().parent.parent
TABLOID = ROOT / "templates" / "tabloid"


@pytest.fixture(autouse=True, scope="session")
def worked_out_once(tmp_path_factory):
    """Let builds without a cache share what takes longest; a build with one of its own has only that.

    What is kept is known by the program, the templates and all else that it is made of, as in any cache.
    """
    from layout.build import jobs
    from layout.files.cache import NO_CACHE, Cache, Store

    run = tmp_path_factory.getbasetemp()
    # All processes of a run share the folder: each has its own inside of the run's.
    shared = Cache((run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "worked-out")

    class Sharing(Store):
        def remember(self, kind, parts, make, *, at_hand=False):
            if self.cache is NO_CACHE and kind in WORKED_OUT_ONCE:
                return Store(shared, self.made_with).remember(kind, parts, make)
            return super().remember(kind, parts, make, at_hand=at_hand)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "Store", Sharing)
        yield


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
