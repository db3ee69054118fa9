"""Kinds that come in from outside: by an entry point, into every process, into keys and the cache."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from layout.ads.kinds import KINDS
from layout.base import guests
from layout.base.codes import Code, Severity, Stage
from layout.base.errors import EnvironmentError_
from layout.base.tables import Table
from layout.build import fingerprint
from layout.build.inputs import read_folder
from layout.compose.elements import ELEMENTS
from layout.files.cache import Cache
from tests import pdfread
from tests.conftest import ROOT
from tests.toys import HOURS, TOLLS, Hours, TollAd, add_kinds
from tests.trust.tiny import make_tiny

PAGE = """\
  - id: A2
    template: tiny
    stories: [second, third]
    ads: [tolls]
    areas:
      - second third
      - second tolls
"""
ADS = """\
- id: tolls
  kind: tolls
  columns: 1
  rows: 8
  tolls: [成人两元，儿童一元。, 自行车免费。]
"""
HOURS_IN_COPY = "\n::: 时间\n周一至周五七点开船\n周末八点开船\n:::\n"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The tiny edition with a second page, which has the toy ad and the toy element."""
    made = make_tiny(tmp_path_factory.mktemp("guests"))
    made.write("second.md", made.read("lead.md").replace("大桥检修", "渡轮加班") + HOURS_IN_COPY)
    made.write("third.md", made.read("market.md").replace("春菜上市", "夏菜上市"))
    made.write("edition.yaml", made.read("edition.yaml") + PAGE)
    made.write("ads.yaml", made.read("ads.yaml") + ADS)
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder for packages in which a package is installed that names the toys."""
    folder = tmp_path_factory.mktemp("site")
    info = folder / "toys-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toys\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[{guests.GROUP}]\ntoys = tests.toys:add_kinds\n", "utf-8")
    return folder


def run(*words, cwd, site=None):
    """Run Python with the packages of a folder beside those that are installed."""
    path = os.pathsep.join(map(str, filter(None, (site, ROOT))))
    env = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200"}
    return subprocess.run([sys.executable, *words], cwd=cwd, env=env, capture_output=True, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tiny, site):
    """The edition built by two processes with the toys let in, and what the build said."""
    done = run("-m", "layout", "build", str(tiny.edition), "--jobs", "2", cwd=tiny.root, site=site)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_kinds_from_outside_are_read_and_drawn_by_workers(tiny, built):
    text = "".join(pdfread.text((tiny.output / "pages" / "A2.pdf").read_bytes()).split())
    for words in ("成人两元，儿童一元。", "自行车免费。", "周一至周五七点开船", "周末八点开船"):
        assert words in text
    pages = json.loads((tiny.output / "layout.json").read_text("utf-8"))["pages"]
    assert [[ad["id"] for ad in page["ads"]] for page in pages] == [["house"], ["tolls"]]
    # A rule's findings come back from the workers under the guest's own code.
    assert "a toy has seen this page [toy-seen]" in built


def test_they_stand_in_the_e_paper(tiny, built, site):
    done = run("-m", "layout", "epaper", str(tiny.edition), cwd=tiny.root, site=site)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = "".join(path.read_text("utf-8") for path in (tiny.root / "output" / "epaper").rglob("*.html"))
    assert '<p class="hours">周一至周五七点开船周末八点开船</p>' in pages
    assert "成人两元，儿童一元。" in pages


def test_what_was_made_with_them_comes_out_of_the_cache(tiny, built, site):
    """The page is neither planned nor made: where a class of a guest was refused, it would be."""
    code = (
        "import pathlib, sys; from layout.build import jobs, pipeline; from layout.files.project import Project;"
        "jobs.do = None; root = pathlib.Path.cwd(); project = Project(root);"
        "pipeline.build(project, pathlib.Path(sys.argv[1]), means=pipeline.Means(cache=project.cache))"
    )
    before = (tiny.output / "pages" / "A2.pdf").read_bytes()
    done = run("-c", code, str(tiny.edition), cwd=tiny.root, site=site)
    assert done.returncode == 0, done.stderr
    assert (tiny.output / "pages" / "A2.pdf").read_bytes() == before


def test_without_the_guest_its_kinds_are_unknown(tiny):
    done = run("-m", "layout", "build", str(tiny.edition), cwd=tiny.root)
    assert done.returncode == 3
    said = done.stdout + done.stderr
    ad = tiny.read("ads.yaml").split("\n").index("  kind: tolls") + 1
    element = tiny.read("second.md").split("\n").index("::: 时间") + 1
    assert f"ads.yaml:{ad}: error: 'tolls' is no kind of ad [unknown-ad-kind]" in said
    assert f"the kinds are {', '.join(kind.name for kind in KINDS)}" in said
    assert f"second.md:{element}: error: there is no element '时间' [element-unknown]" in said


def test_readers_and_languages_are_let_in_with_copy(tiny, site):
    (tiny.root / "ferry.slip").write_text("渡轮停航", "utf-8")
    code = (
        "import pathlib; from layout.base.locale import language_for; from layout.intake import take_in;"
        "assert language_for('qaa').name == 'qaa';"
        f"taken = take_in([pathlib.Path('ferry.slip')], pathlib.Path({str(tiny.edition)!r}));"
        "print(taken[0].story.read_text('utf-8'), language_for('qaa').name); taken[0].story.unlink()"
    )
    done = run("-c", code, cwd=tiny.root, site=site)
    assert done.returncode == 0, done.stderr
    assert "headline: 渡轮停航" in done.stdout
    assert done.stdout.endswith(" Toy\n")


def guest(monkeypatch, value):
    entry = EntryPoint("toys", value, guests.GROUP)
    monkeypatch.setattr(guests, "guests", lambda: (entry,))


def test_a_table_has_a_name_once():
    table = Table("toy", str.lower, ("A", "B"))
    table.add("C")
    with pytest.raises(ValueError, match="there is a toy 'b' already"):
        table.add("b")
    assert (table.names, list(table), table[:2], len(table)) == (("a", "b", "c"), ["A", "B", "C"], ("A", "B"), 3)
    assert (table.get("c"), table.get("d")) == ("C", None)
    with pytest.raises(KeyError):
        table.named("d")


def test_a_guest_that_fails_is_named_every_time(monkeypatch):
    guests._let_in.cache_clear()
    guest(monkeypatch, "tests.test_guests:fails")
    try:
        for _ in range(2):
            with pytest.raises(
                EnvironmentError_, match=r"guest toys \(tests.test_guests:fails\).*: of no use"
            ) as found:
                guests.let_in()
            assert found.value.exit_code == 5
    finally:
        guests._let_in.cache_clear()


def fails():
    raise RuntimeError("of no use")


def test_the_cache_takes_classes_of_a_guest_and_of_nobody_else(tmp_path, monkeypatch):
    value = (TollAd(id="t", kind="tolls", columns=1, rows=8, tolls=("两元",)), Hours(lines=("八点",)))
    cache = Cache(tmp_path)
    cache.put("aa11", value)
    assert cache.get("aa11") is None
    guest(monkeypatch, "tests.toy:add_kinds")  # the name of another module, as far as it goes
    assert cache.get("aa11") is None
    guest(monkeypatch, "tests.toys:add_kinds")
    monkeypatch.setattr("layout.files.cache.is_of_guest", guests.is_of_guest)
    assert cache.get("aa11") == value


def test_a_guests_files_are_in_the_fingerprint(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    seen = set()
    for module, file in (("toy_module", "toy_module.py"), ("toy_package", "toy_package/__init__.py")):
        guest(monkeypatch, f"{module}:add_kinds")
        monkeypatch.setattr(fingerprint, "guests", guests.guests)
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        for text in ("one = 1\n", "one = 2\n"):
            path.write_text(text, "utf-8")
            fingerprint.program.cache_clear()
            seen.add(fingerprint.program())
    fingerprint.program.cache_clear()
    assert len(seen) == 4


def test_a_guests_code_is_looked_up_as_others_are():
    code = Code.of_guest("toy-code-of-a-test", Severity.INFO, Stage.AD, "it is a toy")
    assert Code("toy-code-of-a-test") is code
    assert (code, code.severity, code.says) == ("toy-code-of-a-test", Severity.INFO, "it is a toy")
    assert code not in set(Code)
    for taken in ("toy-code-of-a-test", "page-opens"):
        with pytest.raises(ValueError, match="already"):
            Code.of_guest(taken, Severity.INFO, Stage.AD, "")


def test_the_names_of_records_are_those_of_their_models():
    assert (TOLLS.name, HOURS.name) == ("tolls", "hours")
    with pytest.raises(ValueError, match="either compose or place"):
        type(TOLLS)("nothing", TollAd)


def test_an_edition_is_written_out_with_what_its_kinds_add():
    """Its ads and blocks are known to it by their bases only."""
    edition = read_folder(ROOT / "content" / "2022-04-15", ROOT / "templates").edition
    told = edition.model_dump(mode="json", exclude={"provenance"})
    for name, ad in edition.ads.items():
        assert set(told["ads"][name]) == set(KINDS.named(ad.kind).model.model_fields)
    for name, story in edition.stories.items():
        wanted = [set(type(block).model_fields) for block in story.blocks]
        assert [set(block) for block in told["stories"][name]["blocks"]] == wanted
    kinds = {block.kind for story in edition.stories.values() for block in story.blocks}
    assert kinds & set(ELEMENTS.names)


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_recipes_are_those_of_the_toys():
    code = re.findall(r"^```python\n(.*?)^```", CONTRIBUTING, re.M | re.S)
    toys = (ROOT / "tests" / "toys.py").read_text("utf-8")
    assert len(code) == 4
    assert [one for one in code if one not in toys] == []
    assert f'banmian.kinds"]\ntoys = "{add_kinds.__module__}:{add_kinds.__name__}"\n' in CONTRIBUTING
    assert f'[project.entry-points."{guests.GROUP}"]' in CONTRIBUTING


def test_every_file_that_the_recipes_name_is_there():
    """A room of one module may have become one of several: its path is told without an ending."""
    named = re.findall(r"[`(]((?:assets|content|docs|layout|templates|tests)/[\w./-]+)[`)]", CONTRIBUTING)
    assert len(set(named)) > 40
    assert [name for name in named if not ((ROOT / name).exists() or (ROOT / f"{name}.py").exists())] == []
    assert len(re.findall(r"^### An? ", CONTRIBUTING, re.M)) == 11
