"""Where an edition is written is no part of what it is: a page that two editions have is made once, and told twice."""

import datetime
import json
import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from layout.ads.kinds.display import DisplayAd
from layout.ads.kinds.notice import NoticeAd
from layout.ads.problems import AdTextError
from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, Ref
from layout.base.errors import ContentError, OutputError
from layout.build import jobs, pipeline
from layout.build.inputs import read_folder
from layout.build.jobs import PageJob, PlanJob, PlannedPage, Setup
from layout.build.pipeline import BuildResult, Means
from layout.build.records import PageCopyfit, finding_record, with_files
from layout.compose.kit import open_story
from layout.edition.ads import AdPicture
from layout.edition.blocks import Paragraph, Span, Subhead
from layout.edition.model import Edition, Picture, Story
from layout.edition.provenance import NOWHERE, Provenance
from layout.files.digest import digest
from layout.files.text import shown
from layout.plan.jumps import Break, Jump, split, with_jump
from layout.plan.solver.grid import PagePlan
from layout.plan.view import page_view, undated
from tests import records
from tests.planning.editions import edition as made_up
from tests.planning.editions import page, story
from tests.trust.tiny import ADS, Tiny, jpeg, make_tiny

TWO_PAGES = """\
paper:
  name: 渡口晚报
date: 2022-04-15
issue: 4210
pages:
  - id: A1
    section: 要闻
    template: tiny
    stories: [lead, market]
    areas: [lead market]
  - id: A2
    section: 城事
    template: tiny
    stories: [bridge, ferry]
    areas: [bridge ferry]
"""


@pytest.fixture
def tiny(tmp_path) -> Tiny:
    """A project with an edition of two pages; in A2's first story is a character that no font has, on line 6."""
    made = make_tiny(tmp_path / "paper")
    made.path("ads.yaml").unlink()
    made.write("edition.yaml", TWO_PAGES)
    made.write("bridge.md", made.read("lead.md").replace("市政部门说，", "市政部门🪷说，"))
    made.write(
        "ferry.md", made.read("market.md").replace("headline: 春菜上市", "picture:\n  file: a.jpg\nheadline: 渡轮")
    )
    made.write("a.jpg", jpeg())
    return made


@pytest.fixture
def done(monkeypatch) -> list[str]:
    """The jobs that were really done: what each does and its page."""
    found: list[str] = []
    work = jobs.do

    def counted(job, *more):
        plans = isinstance(job, PlanJob)
        found.append(f"plan {job.page.id}" if plans else f"make {job.planned.page.id}")
        return work(job, *more)

    monkeypatch.setattr(jobs, "do", counted)
    return found


@dataclass(frozen=True)
class Built:
    """What a build came to, and its pages as they then were: another build may replace them."""

    result: BuildResult
    pages: dict[str, bytes]

    @property
    def folder(self) -> Path:
        return self.result.folder

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.result.findings


def build(tiny: Tiny, folder: Path, **options) -> Built:
    result = pipeline.build(tiny.project, folder, means=Means(cache=tiny.project.cache), **options)
    return Built(result, {page.page.id: page.pdf for page in result.pages})


def copy(tiny: Tiny, name: str) -> Path:
    return Path(shutil.copytree(tiny.edition, tiny.project.content / name))


def lacking(result: Built) -> list[Place]:
    return [finding.place for finding in result.findings if finding.code == "missing-glyph"]


def files_in_report(result: Built) -> set[str]:
    told = json.loads((result.folder / "report.json").read_text("utf-8"))
    return {Path(story["file"]).parent.name for page in told["pages"] for story in page["stories"]}


ALL = ["plan A1", "plan A2", "make A1", "make A2"]


def test_a_copy_under_another_name_is_not_made_anew_and_is_told_in_its_own_words(tiny, done):
    first = build(tiny, tiny.edition)
    assert done == ALL
    other = copy(tiny, "zone")
    shutil.rmtree(tiny.edition)
    second = build(tiny, other)
    assert done == ALL
    assert second.pages == first.pages
    assert [(Path(at.file).parent.name, at.line) for at in lacking(first) + lacking(second)] == [
        ("2022-04-15", 7),
        ("zone", 7),
    ]
    assert files_in_report(first) == {"2022-04-15"}
    assert files_in_report(second) == {"zone"}
    # Pictures are read where the edition is now.
    assert build(tiny, other, pdfx=None).folder == second.folder


def test_a_comment_or_an_empty_line_makes_nothing_anew_and_moves_what_is_told(tiny, done):
    first = build(tiny, tiny.edition)
    told = [(finding.code, finding.place.line) for finding in first.findings]
    tiny.write("edition.yaml", f"# seen by Lin\n{TWO_PAGES}")
    tiny.replace("bridge.md", "priority: 1\n", "priority: 1\n# said by telephone\n")
    tiny.replace("bridge.md", "市政部门", "\n\n市政部门")
    second = build(tiny, tiny.edition)
    assert done == ALL
    assert second.pages == first.pages
    assert [at.line for at in lacking(second)] == [lacking(first)[0].line + 3]
    assert [(finding.code, finding.place.line) for finding in second.findings if finding.code != "missing-glyph"] == [
        (finding.code, line + (Path(finding.place.file).name == "edition.yaml"))
        for finding, (_, line) in zip(first.findings, told, strict=True)
        if finding.code != "missing-glyph"
    ]
    assert any(Path(finding.place.file).name == "edition.yaml" for finding in second.findings)


def test_a_zone_makes_only_the_pages_it_has_of_its_own(tiny, done):
    first = build(tiny, tiny.edition)
    other = copy(tiny, "zone")
    path = other / "lead.md"
    path.write_text(path.read_text("utf-8").replace("二十天", "三十天"), "utf-8")
    second = build(tiny, other)
    assert done == [*ALL, "plan A1", "make A1"]
    assert second.pages["A2"] == first.pages["A2"]
    assert second.pages["A1"] != first.pages["A1"]


def test_a_section_renamed_elsewhere_concerns_no_inside_page(tiny, done):
    build(tiny, tiny.edition)
    tiny.replace("edition.yaml", "section: 要闻", "section: 时事\n    editor: 林舟")
    build(tiny, tiny.edition)
    assert done == [*ALL, "plan A1", "make A1"]


def test_tomorrow_what_stays_is_not_planned_anew_but_made_for_its_day(tiny, done):
    first = build(tiny, tiny.edition)
    tiny.replace("edition.yaml", "date: 2022-04-15\nissue: 4210", "date: 2022-04-16\nissue: 4211")
    second = build(tiny, tiny.edition)
    assert done == [*ALL, "make A1", "make A2"]
    assert all(second.pages[name] != pdf for name, pdf in first.pages.items())


def test_another_picture_of_the_same_name_makes_its_page_anew(tiny, done):
    first = build(tiny, tiny.edition)
    other = copy(tiny, "zone")
    (other / "a.jpg").write_bytes(jpeg("RGB", 900, 600))  # of the same proportions
    second = build(tiny, other)
    assert done == [*ALL, "plan A2", "make A2"]
    assert second.pages["A2"] != first.pages["A2"]
    third = build(tiny, tiny.edition)
    assert third.pages == first.pages
    assert done == [*ALL, "plan A2", "make A2"]


def test_editions_of_one_day_have_outputs_of_their_own(tiny, done):
    east, west = copy(tiny, "east/2022-04-15"), copy(tiny, "west/2022-04-15")
    (west / "edition.yaml").write_text(TWO_PAGES.replace("渡口晚报", "渡口西报"), "utf-8")
    first = build(tiny, east, force=True)
    before = {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()}
    second = build(tiny, west, force=True)
    output = tiny.root / "output"
    assert (first.folder, second.folder) == (output / "east/2022-04-15", output / "west/2022-04-15")
    assert {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()} == before
    assert second.pages["A1"] != first.pages["A1"]
    assert (second.folder / "2022-04-15.pdf").is_file()
    assert sorted(path.name for path in first.folder.parent.iterdir()) == [".2022-04-15.lock", "2022-04-15"]
    # A proof stands beside the last good output of its own edition.
    assert build(tiny, east).folder == output / "east/2022-04-15.proof"
    assert {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()} == before


def test_two_editions_in_one_process_share_their_composed_stories(tiny):
    one, other = load(tiny.edition, tiny), load(copy(tiny, "zone"), tiny)
    assert one == other
    assert one.folder != other.folder
    kit = pipeline.workshop_for(tiny.project, one, Means()).kit("tiny", one.language)
    for name in ("lead", "ferry"):
        composers = [open_story(each.stories[name], kit, each.folder) for each in (one, other)]
        assert composers[0] is composers[1]


def test_a_fault_found_by_a_job_names_file_and_line(tiny):
    tiny.write("ads.yaml", "# booked by telephone\n" + ADS.replace("人民路今夜停水，明早恢复。", "恢复。" * 400))
    with_ad = "stories: [lead, market]\n    ads: [house]\n    areas: [lead market, lead house]"
    tiny.replace("edition.yaml", "stories: [lead, market]\n    areas: [lead market]", with_ad)
    (found,) = [finding for finding in build(tiny, tiny.edition).findings if finding.code == "ad-text"]
    assert str(found).startswith(f"{Place(shown(tiny.edition / 'ads.yaml'), 7)}: error: ad 'house', field 'text")
    assert "⟦" not in str(found)


def test_an_error_comes_out_of_another_process_as_it_is():
    ad = NoticeAd(id="house", kind="notice", columns=1, rows=8, title="停水", text=("恢复。",))
    error = AdTextError(ad, "text", "too much", "shorten it", entry=2)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is AdTextError
    assert (str(again), again.message, again.hint) == (str(error), error.message, error.hint)
    assert (again.ad_id, again.field) == ("house", "text")


def load(folder: Path, tiny: Tiny) -> Edition:
    edition = read_folder(folder, tiny.project.templates).edition
    assert edition is not None
    return edition


# --- keys: what changes ink changes the key, and nothing else does

AD = DisplayAd(kind="display", id="shop", columns=2, rows=8, headline="开张", picture=AdPicture(file="shop.jpg"))
STORIES = [story("lead", 400, picture=Picture(file="a.jpg", content="1")), story("other", 300)]
SETUP = Setup(Path("/paper"), "newsprint", None, "made with", None)


def one_page(**changes) -> Edition:
    """An edition of two pages; ``changes`` are of the edition, or of the page, the story or the ad by name."""
    stories = [
        STORIES[0].model_copy(update=changes.pop("story", {})),
        STORIES[1].model_copy(update=changes.pop("other", {})),
    ]
    ad = AD.model_copy(update=changes.pop("ad", {}))
    first = page("B1", stories[0].id, ads=("shop",)).model_copy(update=changes.pop("page", {}))
    second = page("B2", "other").model_copy(update=changes.pop("second", {}))
    return made_up([first, second], stories, [ad]).model_copy(update=changes)


def keys(edition: Edition, folder: Path = Path("/nowhere")) -> tuple[str, str]:
    """The keys of the first page's plan and of the page itself."""
    first = edition.pages[0]
    view = page_view(edition, first)
    planned = PlannedPage(first, PagePlan(first.id, 5, 84, ()), ())
    return (
        PlanJob(SETUP, folder, undated(view), first, (), None).key(),
        PageJob(SETUP, folder, view, planned).key(),
    )


OTHERS = {
    "blocks": (Paragraph(spans=(Span(text="另一篇。"),)),),
    "picture": Picture(file="b.jpg"),
    "pictures": (Picture(file="b.jpg"),),
    "columns": (2,),
    "priority": 9,
    "form": "briefs",
    "measure": "wide",
    "boxed": True,
    "box": "wave",
    "head": "tint",
    "drop_cap": 2,
    "jump": "never",
    "language": "en-GB",
    "continued_from": "A9",
    "continued_on": "A9",
    "part_from": 3,
}
"""Another value of every field of a story that is no text."""


@pytest.mark.parametrize("name", [name for name in Story.model_fields if name != "id"])
def test_every_field_of_a_story_is_in_the_keys_of_its_page(name):
    value = OTHERS.get(name, "别的")
    assert getattr(STORIES[0], name) != value
    before, after = keys(one_page()), keys(one_page(story={name: value}))
    assert before[0] != after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize(
    "changes",
    [
        {"story": {"picture": Picture(file="a.jpg", content="2")}},
        {"story": {"picture": Picture(file="b.jpg", content="1")}},
        {"story": {"picture": Picture(file="a.jpg", content="1", caption="图说")}},
        {"story": {"id": "lead-2"}},
        {"ad": {"headline": "关张"}},
        {"ad": {"rows": 9}},
        {"page": {"section": "要闻"}},
        {"page": {"kind": "front"}},
        {"page": {"forbid": {"lead": ()}}},
        {"language": "en-GB"},
    ],
    ids=str,
)
def test_content_is_in_the_keys(changes):
    before, after = keys(one_page()), keys(one_page(**changes))
    assert before[0] != after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize("changes", [{"date": datetime.date(2022, 4, 16)}, {"issue": 2}, {"volume": 3}], ids=str)
def test_the_day_is_in_the_key_of_a_page_and_not_of_its_plan(changes):
    before, after = keys(one_page()), keys(one_page(**changes))
    assert before[0] == after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize(
    "changes",
    [
        {"provenance": Provenance(Path("/elsewhere"), {Ref("story", "lead"): Place("/elsewhere/lead.md", 7)})},
        {"other": {"headline": "别的"}},
        {"second": {"section": "体育", "editor": "林舟", "template": "broadsheet", "takes": ("体育",)}},
    ],
    ids=["place", "another story", "another page"],
)
def test_places_and_other_pages_are_in_no_key(changes):
    assert keys(one_page(**changes)) == keys(one_page())


def test_two_stories_of_the_same_words_are_two():
    same = STORIES[0].model_copy(update={"id": "twin"})
    assert digest(same) != digest(STORIES[0])
    assert same != STORIES[0]


def test_files_are_in_the_keys_by_content_wherever_they_lie(tmp_path):
    found = []
    for number, content in enumerate((b"1", b"1", b"2")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "shop.jpg").write_bytes(content)
        found.append(keys(one_page(), folder))
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_nothing_of_an_editions_place_is_in_a_view():
    edition = one_page(provenance=Provenance(Path("/secret"), {Ref("story", "lead"): Place("/secret/lead.md", 7)}))
    assert edition == one_page()
    assert digest(edition) == digest(one_page())
    assert page_view(edition, edition.pages[0]).provenance is NOWHERE


# --- telling


PLACES = Provenance(
    Path("content/day"),
    {
        Ref("page", "B1"): Place("edition.yaml", 6),
        Ref("story", "lead"): Place("lead.md", 1),
        Ref("story", "lead", "block", 2): Place("lead.md", 9),
    },
)


@pytest.mark.parametrize(
    ("ref", "place"),
    [
        (Ref("story", "lead"), Place("lead.md", 1)),
        (Ref("story", "lead", "block", 2), Place("lead.md", 9)),
        (Ref("story", "lead", "block", 3), Place("lead.md", 1)),
        (Ref("story", "none"), Place()),
    ],
)
def test_a_part_whose_line_is_not_known_is_told_where_the_whole_is(ref, place):
    assert PLACES.of(ref) == place


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"{Ref('page', 'B1')}: no page", "edition.yaml:6: no page"),
        (f"cut 9 from lead ({Ref('story', 'lead')}); or", "cut 9 from lead (lead.md:1); or"),
        (f"cut 9 from none ({Ref('story', 'none')}); or", "cut 9 from none; or"),
        (f"{Ref('ad', 'none')}: ad 'none'", "ad 'none'"),
        (f"at {Ref('story', 'lead', 'block', 2)}", "at lead.md:9"),
        ("⟦of the copy⟧ stays", "⟦of the copy⟧ stays"),
    ],
)
def test_references_in_words_become_files_and_lines(written, told):
    assert PLACES.in_words(written) == told
    with pytest.raises(ContentError) as caught, PLACES.telling():
        raise ContentError(written, written)
    assert (caught.value.message, caught.value.hint, str(caught.value)) == (told, told, told)


def test_findings_are_told_with_files_and_lines():
    ref, known = Ref("page", "B1"), Place("lead.md", 3)
    findings = [
        Finding(Code.COPY_HOLE, Severity.INFO, "one", ref, f"{ref}"),
        Finding(Code.COPY_HOLE, Severity.INFO, "two", known),
    ]
    assert [finding_record(finding).file for finding in findings] == ["", "lead.md"]
    first, second = PLACES.told(findings)
    assert (first.place, first.hint) == (Place("edition.yaml", 6), "edition.yaml:6")
    assert second == findings[1]


def test_a_part_that_was_carried_on_is_told_in_its_storys_file():
    blocks = tuple(Paragraph(spans=(Span(text="字" * 150),)) for _ in range(2))
    whole = Story(id="lead", headline="题", blocks=(blocks[0], Subhead(text="小标题"), blocks[1]))
    first, second = split(whole, Break(2, 40), "B1", "B2")
    edition = made_up([page("B1", "lead"), page("B2")], [whole]).placed(PLACES)
    edition = with_jump(edition, Jump("lead", first, second, "B1", "B2"))
    part = edition.stories["lead-2"]
    assert edition.provenance.of(part.block_ref(0)) == Place("lead.md", 9)
    (fit,) = with_files(PageCopyfit("B2", (records.fit(part.id, part_of=part.part_of),)), edition).stories
    assert fit.file == "lead.md"


# --- outputs by place


def test_an_output_lies_where_the_edition_lies_under_content(tmp_path):
    project = make_tiny(tmp_path / "paper").project
    output = project.root / "output"
    for name in ("2022-04-15", "east/2022-04-15", "east/evening/2022-04-15"):
        assert project.output(project.content / name) == output / name
    assert project.output(tmp_path / "elsewhere" / "day") == output / "day"
    (tmp_path / "elsewhere" / "day").mkdir(parents=True)
    (project.content / "west").symlink_to(tmp_path / "elsewhere")
    assert project.output(project.content / "west" / "day") == output / "west" / "day"


@pytest.mark.parametrize("name", ["east/day.proof", "east.plans/day", "epaper/day", "east/.day", ".east/day"])
def test_names_that_mean_something_else_are_refused_at_any_depth(tmp_path, name):
    project = make_tiny(tmp_path).project
    with pytest.raises(OutputError, match="cannot have the name"):
        project.output(project.content / name)


def test_an_edition_in_another_one_is_refused_and_so_is_one_around_others(tiny):
    inner = copy(tiny, "east/2022-04-15")
    build(tiny, inner, force=True)
    (tiny.project.content / "east" / "edition.yaml").write_text(TWO_PAGES, "utf-8")
    with pytest.raises(OutputError, match="content/east"):
        tiny.project.output(inner)
    with pytest.raises(OutputError, match="holds the outputs of other editions"):
        tiny.project.output(tiny.project.content / "east")
    assert (tiny.root / "output/east/2022-04-15/pages/A1.pdf").is_file()
