"""The cache: a key for every input, no entry used that is not sound, the same pages with it and without."""

import datetime
import os
import pickle
import shutil
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding
from layout.build import jobs, pipeline
from layout.build.fingerprint import fingerprint
from layout.build.inputs import read_folder
from layout.build.jobs import PageJob, PlanJob, PlannedPage, Setup
from layout.build.pipeline import Means
from layout.design import fontfiles, values
from layout.design.press import PdfX
from layout.edition.ads import Contact
from layout.edition.model import Page
from layout.files import cache as cache_module
from layout.files.cache import NO_CACHE, Cache, Store, key_of
from layout.files.digest import _of_model, digest, file_digest, folder_digest
from layout.files.known import Known
from layout.files.project import Project
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.view import page_view, undated
from tests.conftest import ROOT
from tests.editions import write_edition

SAMPLE = "2022-04-15"
KEY = key_of("test", 1)


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    seen: int = field(default=0, compare=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        ("1", 1),
        ("a", b"a"),
        ("a", Path("a")),
        (("ab", "c"), ("a", "bc")),
        ((1, (2, 3)), ((1, 2), 3)),
        ((1, 2), (2, 1)),
        ((1, 2), [1, 2]),
        ({"a": 1}, {"a": 2}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (Point(1, 2), Point(2, 1)),
        (Point(1, 2), (1, 2)),
        (Colour.RED, "red"),
        (None, "None"),
        (datetime.date(2022, 4, 15), "2022-04-15"),
        (frozenset((1, 2)), frozenset((1, 3))),
    ],
)
def test_values_that_differ_have_different_digests(one, other):
    assert digest(one) != digest(other)
    assert digest(one) == digest(one)


def test_the_digest_of_a_model_is_worked_out_once_and_that_of_another_is_not_taken_for_it(monkeypatch):
    one, same, other = Contact(label="a", value="1"), Contact(label="a", value="1"), Contact(label="a", value="2")
    assert digest(one) == digest(same) != digest(other)
    assert digest(one) != digest(one.model_copy(update={"value": "2"})) == digest(other)
    monkeypatch.setattr("layout.files.digest._model_parts", lambda *_: pytest.fail("it was worked out again"))
    assert _of_model(one) == _of_model(same)  # both are known by now


def test_a_model_with_a_dictionary_has_the_digest_of_what_is_in_it_now():
    page = Page(id="A1", section="要闻", template="tabloid", stories=("lead",))
    before = digest(page)
    page.at["lead"] = GridRect(0, 0, 2, 3)
    assert digest(page) != before


def test_a_spot_colour_has_a_digest_though_it_is_counted_out_as_four_inks():
    """A page's version is told by the colours of its design, too."""
    red, other, pale = (values.Colour.of_spot(*each, (0, 1, 1, 0)) for each in (("a", 1.0), ("b", 1.0), ("a", 0.5)))
    assert len({digest(red), digest(other), digest(pale)}) == 3


def test_what_is_known_of_an_object_goes_with_it():
    work: list[int] = []
    known = Known(lambda value: work.append(1) or value.label)
    one = Contact(label="a", value="1")
    assert (known(one), known(one), len(work), len(known._found)) == ("a", "a", 1, 1)
    del one
    assert known._found == {}


def test_what_a_value_is_compared_without_is_in_no_digest():
    assert Point(1, 2, seen=1) == Point(1, 2, seen=2)
    assert digest(Point(1, 2, seen=1)) == digest(Point(1, 2, seen=2))


def test_sets_have_no_order_and_unknown_kinds_of_values_are_refused():
    assert digest(frozenset("abcdef")) == digest(frozenset("fedcba"))
    with pytest.raises(TypeError, match="object"):
        digest({"a": [object()]})


def test_a_folder_is_its_files_names_and_contents(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.css").write_text("x")
    first = folder_digest(tmp_path)
    (tmp_path / "a/b.css").write_text("y")
    second = folder_digest(tmp_path)
    (tmp_path / "a/b.css").rename(tmp_path / "a/c.css")
    third = folder_digest(tmp_path)
    (tmp_path / "a/.hidden").write_text("z")
    assert len({first, second, third}) == 3
    assert folder_digest(tmp_path) == third
    assert file_digest(tmp_path / "none") == ""


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def entry(cache: Cache, key: str = KEY) -> Path:
    return cache.folder / key[:2] / key[2:]


def test_what_is_kept_is_given_back(cache):
    assert cache.get(KEY) is None
    cache.put(KEY, {"page": (b"pdf", 1.5)})
    assert cache.has(KEY)
    assert Cache(cache.folder).get(KEY) == {"page": (b"pdf", 1.5)}
    assert (cache.folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def damaged(data: bytes, how: str) -> bytes:
    if how == "cut off":
        return data[:-1]
    if how == "empty":
        return b""
    if how == "a byte changed":
        return data[:-3] + bytes([data[-3] ^ 1]) + data[-2:]
    return data + b"x"


@pytest.mark.parametrize("how", ["cut off", "empty", "a byte changed", "a byte more"])
def test_a_damaged_entry_is_never_used(cache, how):
    cache.put(KEY, ("good",))
    path = entry(cache)
    path.write_bytes(damaged(path.read_bytes(), how))
    assert cache.get(KEY) is None
    assert not path.exists()
    assert cache.remember(lambda: KEY, lambda: "made anew") == "made anew"
    assert cache.get(KEY) == "made anew"


def test_an_entry_under_another_name_is_never_used(cache):
    cache.put(KEY, "one page")
    other = key_of("test", 2)
    entry(cache, other).parent.mkdir(exist_ok=True)
    shutil.copy(entry(cache), entry(cache, other))
    assert cache.get(other) is None


class Bomb:
    def __reduce__(self):
        return os.system, ("true",)


def test_an_entry_that_would_run_something_is_refused(cache):
    cache.put(KEY, Bomb())
    assert pickle.loads(pickle.dumps(Bomb())) == 0
    assert cache.get(KEY) is None


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "cache").write_text("a file stands here")
    cache = Cache(tmp_path / "cache")
    assert cache.remember(lambda: KEY, lambda: "made") == "made"
    assert cache.get(KEY) is None
    cache.clear_up()


def test_what_changed_while_it_was_made_is_not_kept(cache, tmp_path):
    picture = tmp_path / "picture"
    picture.write_bytes(b"before")

    def make() -> bytes:
        data = picture.read_bytes()
        picture.write_bytes(b"after")
        return data

    store = Store(cache, "program")
    assert store.remember("picture", lambda: (file_digest(picture),), make) == b"before"
    assert store.remember("picture", lambda: (file_digest(picture),), lambda: b"made anew") == b"made anew"


def test_the_folder_keeps_its_size_and_loses_what_was_not_used_for_longest(tmp_path):
    cache = Cache(tmp_path / "cache", limit=5000)
    keys = [key_of("test", number) for number in range(8)]
    for age, key in enumerate(keys):
        cache.put(key, bytes(1000))
        os.utime(entry(cache, key), (1000 + age, 1000 + age))
    assert cache.get(keys[0]) is not None  # used now, so it is the youngest
    left_over = entry(cache, keys[1]).with_name(".new-left-over")
    left_over.write_bytes(b"half")
    os.utime(left_over, (1, 1))
    cache.clear_up()
    assert [cache.has(key) for key in keys] == [True, False, False, False, False, False, True, True]
    assert not left_over.exists()


@pytest.fixture
def project(tmp_path):
    shutil.copy(ROOT / "banmian.toml", tmp_path)
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "content" / SAMPLE, tmp_path / "content" / SAMPLE)
    return Project(tmp_path)


def keys(project: Project, page: str = "A2", **changes) -> tuple[str, str]:
    """The keys of a page's plan and of the page made of it."""
    edition = read_folder(project.content / SAMPLE, project.templates).edition
    assert edition is not None
    edition = edition.model_copy(update=changes.pop("edition", {}))
    wanted = edition.page(page)
    placed = Placement("bus-line", ItemKind.STORY, GridRect(0, 0, 5, changes.pop("rows", 84)))
    setup = Setup(project.root, edition.press, None, fingerprint(project), None)
    setup = replace(setup, **changes.pop("setup", {}))
    view, folder = page_view(edition, wanted), edition.folder
    planned = PlannedPage(wanted, PagePlan(page, 5, 84, (placed,)), changes.pop("findings", ()))
    assert not changes
    return (
        PlanJob(setup, folder, undated(view), wanted, (), None).key(),
        PageJob(setup, folder, view, planned).key(),
    )


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"content/{SAMPLE}/bus-line.md", "。", "！"),
        (f"content/{SAMPLE}/bus-line.md", "headline: ", "headline: 又"),
        ("templates/tabloid/design.yaml", "row: 13pt", "row: 13.1pt"),
        ("templates/tabloid/style.css", "{", "{ "),
        ("templates/shared/page.html", "{% block", "{%  block"),
        ("assets/press/newsprint.yaml", "total: 2", "total: 1"),
    ],
)
def test_every_file_that_a_page_is_made_of_is_in_its_key(project, file, old, new):
    before = keys(project)
    rewrite(project.root / file, old, new)
    after = keys(project)
    assert before[0] != after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize("file", [f"content/{SAMPLE}/images/bus-line.jpg", "assets/press/newsprint.icc"])
def test_pictures_and_profiles_are_in_the_key(project, file):
    before = keys(project)
    path = project.root / file
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert keys(project)[1] != before[1]


def test_an_ad_is_in_the_key_of_its_page_alone(project):
    before, other = keys(project, "B2"), keys(project, "A2")
    rewrite(project.root / f"content/{SAMPLE}/ads.yaml", "13503189058", "13503189059")
    assert keys(project, "B2")[1] != before[1]
    assert keys(project, "A2") == other


@pytest.mark.parametrize(
    "changes",
    [
        {"rows": 83},
        {"setup": {"pdfx": PdfX.X1A}},
        {"setup": {"press": "coated"}},
        {"edition": {"language": "zh-Hant"}},
        {"findings": (Finding(Code.PLAN_STRETCHED, Severity.WARNING, "stretched"),)},
    ],
)
def test_plan_standard_press_and_remarks_are_in_the_key_of_a_page(project, changes):
    assert keys(project, **changes)[1] != keys(project)[1]


@pytest.mark.parametrize(
    ("module", "name"), [(fontfiles, "_listing"), (fontfiles, "_stat")], ids=["fonts known", "font files"]
)
def test_fonts_are_in_the_key(project, monkeypatch, module, name):
    before = fingerprint(project)
    text = "/a.otf\t0\t80\t0\tNew Face\n"
    monkeypatch.setattr(module, name, lambda *_: text if name == "_listing" else ("file", 1, 2))
    assert fingerprint(project) != before


@pytest.mark.parametrize("what", ["folder_digest", "_libraries"])
def test_program_and_libraries_are_in_the_key(project, monkeypatch, what):
    before = fingerprint(project)
    program = fingerprint.__globals__["program"]
    with monkeypatch.context() as patch:
        patch.setitem(program.__wrapped__.__globals__, what, lambda *_: "another")
        changed = program.__wrapped__()
    assert changed != program()
    monkeypatch.setitem(fingerprint.__globals__, "program", lambda: changed)
    assert fingerprint(project) != before


def test_the_whole_program_is_in_the_key(monkeypatch):
    read: list[Path] = []
    program = fingerprint.__globals__["program"].__wrapped__
    monkeypatch.setitem(program.__globals__, "folder_digest", lambda folder: read.append(folder) or "")
    program()
    assert read == [ROOT / "layout"]


def test_a_package_installed_is_in_the_key(tmp_path, monkeypatch):
    program = fingerprint.__globals__["program"].__wrapped__
    before = program()
    (tmp_path / "weasyprint-71.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert program() != before


def test_another_pages_copy_is_in_nobodys_key_but_its_headline_is_in_the_front_pages(project):
    front, inside = keys(project, "A1"), keys(project, "A2")
    story = project.content / SAMPLE / "football.md"
    rewrite(story, "。", "！")
    assert keys(project, "A1") == front
    assert keys(project, "A2") == inside
    rewrite(story, "headline: ", "headline: 又")
    assert keys(project, "A1") != front
    assert keys(project, "A2") == inside


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_pages_are_the_same_with_and_without_a_cache_and_poison_is_never_used(tmp_path, monkeypatch):
    for name in ("templates", "assets", "banmian.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    folder = write_edition(tmp_path / "content" / SAMPLE, 1, scale=0.3)
    project, cache = Project(tmp_path), tmp_path / ".cache" / "banmian"

    def build(means: Means) -> dict[str, bytes]:
        return contents(pipeline.build(project, folder, means=means).folder)

    done: list[str] = []
    work = jobs.do
    monkeypatch.setattr(jobs, "do", lambda job, *more: (done.append(type(job).__name__), work(job, *more))[1])
    without = build(Means())
    assert build(Means(cache=cache)) == without
    assert done == ["PlanJob", "PageJob"] * 2
    assert build(Means(cache=cache)) == without
    assert len(done) == 4  # nothing was planned or made again
    for number, path in enumerate(sorted(cache.glob("??/*"))):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if number % 2 else data[:-1] + bytes([data[-1] ^ 1]))
    assert build(Means(cache=cache)) == without
    assert done == ["PlanJob", "PageJob"] * 3


def test_what_is_kept_at_hand_is_made_once_in_a_run_without_a_cache():
    store, made = Store(NO_CACHE, "program"), []

    def make():
        made.append(1)
        return ("shapes",)

    first = store.remember("shapes", lambda: ("story",), make, at_hand=True)
    assert store.remember("shapes", lambda: ("story",), make, at_hand=True) is first
    store.remember("shapes", lambda: ("another",), make, at_hand=True)
    assert len(made) == 2
    store.remember("shapes", lambda: ("story",), make)
    assert len(made) == 3


def test_of_what_is_kept_at_hand_the_oldest_goes(monkeypatch):
    monkeypatch.setattr(cache_module, "AT_HAND", 2)
    store, made = Store(NO_CACHE, "program"), []
    for name in ("a", "b", "a", "c", "a", "b"):
        store.remember("shapes", lambda name=name: (name,), lambda name=name: made.append(name) or name, at_hand=True)
    assert made == ["a", "b", "c", "b"]
