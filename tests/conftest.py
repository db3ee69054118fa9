"""What tests of several stages share."""

import gc
import os

import pytest
from hypothesis import settings

os.environ["BANMIAN_LANGUAGE"] = "en"  # what is told is checked in one language, whatever an edition is in

from layout.design.fonts import FontBook
from layout.design.tokens import Design, load_design
from tests.editions import ROOT, SAMPLE, sample_project

# Every day the same examples: what passed passes. Who asks for more of them gets others each time.
settings.register_profile("every day", derandomize="BANMIAN_EXAMPLES" not in os.environ)
settings.load_profile("every day")

WORKED_OUT_ONCE = ("footprints", "footprints-around", "solved", "load", "dry-run", "picture")
"""What the tests that build pages share: shapes of stories, pages found, templates tried, pictures separated. Most
build the sample, with a line changed. So the jobs of a build are shared too: ads drawn, pages planned, pages made."""

TABLOID = ROOT / "templates" / "tabloid"


def pytest_collection_finish():
    """Take what was imported out of the search for garbage: it stays, and is looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def worked_out_once(tmp_path_factory):
    """Let builds without a cache share what takes longest; a build with one of its own has only that.

    What is kept is known by the program, the templates and all else that it is made of, as in any cache. Jobs that are
    done in a process of their own are done there.
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

    def sharing(job):
        done = job.done

        def share(self, *shown):
            # A page that is shown while it is made has to be made; so has one of a program that a test changes.
            alone = job is jobs.PageJob and (any(shown) or CHANGED)
            if self.setup.cache or alone:
                return done(self, *shown)
            key = self.key()
            known = shared.get(key)
            made = known or done(self)
            if made is not known and not isinstance(made, jobs.UnmadePage):
                shared.put(key, made)
            return made

        return share

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "Store", Sharing)
        for job in (jobs.AdJob, jobs.PlanJob, jobs.PageJob):
            patch.setattr(job, "done", sharing(job))
        yield


CHANGED: list[str] = []
"""The test that runs now, if it may change the program."""


@pytest.fixture(autouse=True)
def changing(request):
    """Note a test that may change the program: its pages are its own."""
    CHANGED[:] = [request.node.name] if "monkeypatch" in request.fixturenames else []


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

    project = sample_project(tmp_path_factory.mktemp("one-page"), "B2")
    folder = project.content / SAMPLE
    return project, folder, pipeline.build(project, folder)
