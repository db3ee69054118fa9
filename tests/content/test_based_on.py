"""Editions based on others: what is not said is theirs, what is said counts, and every finding names the right file."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Ref
from layout.base.errors import ContentError
from layout.build.bare import bare_page
from layout.build.furniture import dress_page
from layout.build.inputs import open_template, read_folder
from layout.build.said import build_key
from layout.build.session import Session
from layout.cli.oncetold import OnceTold
from layout.edition.edits import with_page, with_places
from layout.edition.issuedays import IssueDays
from layout.edition.language import language_of
from layout.edition.load import Loaded
from layout.edition.new import new_edition, newest_edition, plan_issue
from layout.edition.zones import with_zones
from layout.files.bases import Overlay, base_named, bases_of, holder_of
from layout.plan.view import page_view, undated
from tests.trust.tiny import Tiny, jpeg, make_tiny

SECOND = """\
  - id: A2
    section: 综合
    template: tiny
    stories: [ferry]
  - id: A3
    template: tiny
    stories: [library]
"""
STORY = "---\nheadline: {}\n---\n渡轮今天照常开行，早晚各加两班，票价不变，老人和学生免票。\n"


@pytest.fixture
def paper(tmp_path: Path) -> Tiny:
    """A paper whose edition has three pages, and of it the zone `east`, which says nothing of its own yet."""
    tiny = make_tiny(tmp_path)
    tiny.write("edition.yaml", tiny.read("edition.yaml") + SECOND)
    for name in ("ferry", "library"):
        tiny.write(f"{name}.md", STORY.format(name))
    east(tiny).mkdir()
    zone(tiny)
    return tiny


def east(paper: Tiny) -> Path:
    return paper.edition.with_name("east")


def zone(paper: Tiny, more: str = "", name: str = "城东版", base: str = "../2022-04-15") -> None:
    (east(paper) / "edition.yaml").write_text(f"based-on: {base}\nzone: {name}\n{more}", "utf-8")


def write(paper: Tiny, name: str, text: str) -> None:
    (east(paper) / name).write_text(text, "utf-8")


def load(paper: Tiny, folder: Path | None = None) -> Loaded:
    return read_folder(folder or east(paper), paper.project.template_places)


def edition(paper: Tiny):
    loaded = load(paper)
    assert loaded.edition is not None, loaded.findings
    return loaded.edition


def zones_of(paper: Tiny) -> dict[str, str]:
    return {page.id: page.zone for page in edition(paper).pages}


def test_a_zone_that_says_nothing_is_its_base(paper):
    base = load(paper, paper.edition).edition
    made = edition(paper)
    assert made.zone == "城东版"
    assert made.pages == base.pages
    assert made.stories == base.stories
    assert made.ads == base.ads
    assert (made.paper, made.date, made.issue) == (base.paper, base.date, base.issue)
    assert made.provenance.of(Ref("page", "A2")) == base.provenance.of(Ref("page", "A2"))
    assert load(paper).findings == ()


def test_a_story_file_takes_the_place_of_that_of_its_base_and_its_page_alone_names_the_zone(paper):
    write(paper, "ferry.md", STORY.format("城东渡口"))
    assert edition(paper).stories["ferry"].headline == "城东渡口"
    assert zones_of(paper) == {"A1": "", "A2": "城东版", "A3": ""}
    assert edition(paper).provenance.of(Ref("story", "ferry")).file.endswith("east/ferry.md")
    assert edition(paper).provenance.of(Ref("story", "lead")).file.endswith("2022-04-15/lead.md")


def test_a_page_that_is_not_changed_is_planned_and_made_from_the_same_view(paper):
    write(paper, "ferry.md", STORY.format("城东渡口"))
    base, made = load(paper, paper.edition).edition, edition(paper)
    views = {page.id: [page_view(one, one.page(page.id)) for one in (base, made)] for page in base.pages}
    assert {name for name, (one, other) in views.items() if one == other} == {"A1", "A3"}
    assert undated(base.model_copy(update={"stories": {}})) == undated(made.model_copy(update={"stories": {}}))


def test_a_front_page_names_the_zone_if_anything_is_another(paper):
    paper.replace(
        "edition.yaml",
        "  - id: A1\n    section: 要闻\n    template: tiny\n",
        "  - id: A1\n    kind: front\n    template: tiny\n",
    )
    paper.replace("edition.yaml", "    areas:\n      - lead market\n      - lead house\n", "")
    assert zones_of(paper)["A1"] == ""
    write(paper, "library.md", STORY.format("城东书房"))
    assert zones_of(paper) == {"A1": "城东版", "A2": "", "A3": "城东版"}


def test_a_page_that_gets_a_part_of_a_zones_story_is_the_zones_own(paper):
    write(paper, "lead.md", paper.read("lead.md"))
    made = edition(paper)
    part = made.stories["lead"].model_copy(update={"id": "lead-2", "part_of": "lead"})
    second = made.pages[1].model_copy(update={"stories": ("ferry", "lead-2")})
    pages = with_zones((made.pages[0], second, made.pages[2]), made, {**made.stories, "lead-2": part})
    assert [page.zone for page in pages] == ["城东版", "城东版", ""]


def test_an_edition_that_is_based_on_none_names_its_zone_on_every_page_and_a_page_may_say_its_own(paper):
    paper.replace("edition.yaml", "issue: 4210", "issue: 4210\nzone: 夜版")
    paper.replace("edition.yaml", "  - id: A3\n", "  - id: A3\n    zone: 晨版\n")
    made = load(paper, paper.edition).edition
    assert made is not None
    assert [page.zone for page in made.pages] == ["夜版", "夜版", "晨版"]
    assert {page.zone for page in undated(made).pages} == {""}


def test_a_zone_is_printed_where_the_day_is(paper):
    """And told where a template of the paper's own leaves it out."""
    paper.replace("edition.yaml", "issue: 4210", "issue: 4210\nzone: 夜版")
    made = load(paper, paper.edition).edition
    assert made is not None
    kit = open_template(paper.project, "tiny", made.language)
    dressed = dress_page(bare_page(made, made.page("A3"), kit), kit)
    assert re.search(r"夜版\s+2022年4月15日", re.sub("<[^>]*>", "", dressed.html))
    assert [finding.code for finding in dressed.findings] == []
    page = paper.template / "inside.html"
    page.write_text(page.read_text("utf-8").replace("folio_text", "date_text"), "utf-8")
    (found,) = dress_page(bare_page(made, made.page("A3"), kit), kit).findings
    assert (found.code, found.place) == (Code.NOT_PRINTED, Ref("page", "A3", "zone"))


def test_pages_keep_what_the_zone_does_not_say_of_them(paper):
    write(paper, "school.md", STORY.format("城东学校"))
    zone(paper, "pages:\n  - id: A2\n    stories: [school]\n")
    page = edition(paper).page("A2")
    assert (page.template, page.section, page.stories) == ("tiny", "综合", ("school",))
    assert "ferry" not in edition(paper).stories  # on no page of the zone, and no error
    assert load(paper).findings == ()


def test_pages_come_and_go(paper):
    write(paper, "school.md", STORY.format("城东学校"))
    pages = "pages:\n  - {id: A4, template: tiny, stories: [school]}\n  - {id: B1, template: tiny, stories: [ferry]}\n"
    zone(paper, f"without: A3\n{pages}")
    made = edition(paper)
    # A story that a page of the zone names is taken from the page it had below.
    assert [(page.id, page.stories) for page in made.pages] == [
        ("A1", ("lead", "market")),
        ("A2", ()),
        ("A4", ("school",)),
        ("B1", ("ferry",)),
    ]
    assert zones_of(paper) == {"A1": "", "A2": "城东版", "A4": "城东版", "B1": "城东版"}
    zone(paper, "pages:\n  - {id: A0, template: tiny, stories: [school]}\n")
    assert [page.id for page in edition(paper).pages][:2] == ["A0", "A1"]


def test_what_is_taken_away_leaves_its_page_and_its_places(paper):
    paper.replace("edition.yaml", "    stories: [ferry]\n", "    stories: [ferry]\n    at: {ferry: columns 1-2}\n")
    zone(paper, "without: [ferry, market]\n")
    made = edition(paper)
    assert made.page("A2").stories == ()
    assert made.page("A2").at == {}
    # The picture of areas names what is not there any more, so the page is planned.
    assert (made.page("A1").stories, made.page("A1").areas) == (("lead",), ())


def test_ads_are_joined_by_their_ids(paper):
    ad = "- id: {}\n  kind: notice\n  columns: 1\n  rows: 8\n  title: {}\n  text: [今夜停水。]\n"
    write(paper, "ads.yaml", ad.format("house", "城东停水公告") + ad.format("shop", "开张"))
    assert [finding.code for finding in load(paper).findings] == [Code.AD_UNUSED]
    zone(paper, "pages:\n  - {id: A2, ads: [shop]}\n")
    made = edition(paper)
    assert {name: ad.title for name, ad in made.ads.items()} == {"house": "城东停水公告", "shop": "开张"}
    assert zones_of(paper) == {"A1": "城东版", "A2": "城东版", "A3": ""}
    place = made.provenance.of(made.ads["house"].ref)
    assert (Path(place.file).parent.name, place.line) == ("east", 1)


def test_pictures_are_the_zones_first(paper):
    paper.write("ferry.md", STORY.format("渡轮").replace("---\n渡", "picture: {file: boat.jpg, credit: 甲}\n---\n渡"))
    paper.write("boat.jpg", jpeg())
    assert zones_of(paper)["A2"] == ""
    assert (edition(paper).folder / "boat.jpg").read_bytes() == jpeg()
    (east(paper) / "boat.jpg").write_bytes(jpeg(width=800))
    assert (edition(paper).folder / "boat.jpg").read_bytes() == jpeg(width=800)
    assert zones_of(paper)["A2"] == "城东版"  # the same story with another picture


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line"),
    [
        ("edition.yaml", "stories: [library]", "stories: [libary]", Code.UNKNOWN_STORY, 20),
        ("edition.yaml", "stories: [ferry]", "stories: [ferry, lead]", Code.STORY_TWICE, 17),
        ("edition.yaml", "issue: 4210", "issue: none", Code.WRONG_TYPE, 4),
        ("ads.yaml", "rows: 8", "rows: 0", Code.BAD_VALUE, 4),
        ("ferry.md", "headline: ferry", "headlin: ferry", Code.UNKNOWN_KEY, 2),
        ("edition.yaml", "date: 2022-04-15", "date: [2022-04-15", Code.YAML_SYNTAX, 3),
    ],
)
def test_a_fault_of_the_base_is_told_at_its_file_and_line_as_when_it_is_read_alone(paper, file, old, new, code, line):
    paper.replace(file, old, new)
    alone = [f for f in load(paper, paper.edition).findings if f.severity is Severity.ERROR]
    here = [f for f in load(paper).findings if f.severity is Severity.ERROR]
    assert [(f.code, f.place.line) for f in alone if f.code is code] == [(code, line)]
    assert {(f.code, f.place) for f in here if f.code is code} == {(f.code, f.place) for f in alone if f.code is code}
    assert {Path(f.place.file).parent.name for f in here} == {"2022-04-15"}


def test_a_fault_between_two_files_names_the_other_one(paper):
    zone(paper, "pages:\n  - {id: A2, stories: [ferry]}\n  - {id: A3, stories: [ferry]}\n")
    (found,) = load(paper).errors
    assert (found.code, Path(found.place.file).parent.name, found.place.line) == (Code.STORY_TWICE, "east", 5)
    paper.replace("edition.yaml", "stories: [library]", "stories: [library, ferry]")
    zone(paper)
    twice = [[f for f in load(paper, folder).errors if f.code is Code.STORY_TWICE] for folder in (None, paper.edition)]
    assert twice[0] == twice[1]  # so that it is told once of several editions
    assert "line 17 has it already" in twice[0][0].message
    paper.replace("edition.yaml", "template: tiny\n    stories: [ferry]", "spread: A3\n    template: tiny")
    zone(paper, "pages:\n  - {id: A3, stories: [ferry]}\n")
    (found,) = [f for f in load(paper).errors if f.code is Code.SPREAD_PAGES]
    assert f"listed on line 4 ({east(paper) / 'edition.yaml'}) too" in found.message


@pytest.mark.parametrize("base", ["../2022-04-16", "/etc", "~/x", "../../..", "../east", "."])
def test_a_base_that_is_not_there_is_told_once_where_it_is_named(paper, base):
    zone(paper, base=base)
    (found,) = load(paper).findings
    assert (found.code, found.place.line) == (Code.BASE_MISSING, 1)


@pytest.mark.parametrize(
    ("head", "is_read"),
    [
        ("based-on: 2022-04-15", True),
        ("\ufeffbased-on: ../2022-04-15  # the paper's", True),
        ("'based_on' : '2022-04-15'", True),
        ("based-on:", False),
        ("based-on:\n  ../2022-04-15", False),
        ("based-on: [../2022-04-15]", False),
    ],
)
def test_a_base_is_seen_by_who_reads_one_line_or_it_is_told_and_nothing_else_is(paper, head, is_read):
    (east(paper) / "edition.yaml").write_text(f"{head}\nzone: 城东版\n", "utf-8")
    assert [f.code for f in load(paper).findings] == ([] if is_read else [Code.BASE_MISSING])
    if is_read:
        assert bases_of(east(paper)) == (paper.edition,)


def test_what_is_missing_in_all_files_is_missing_in_the_last_and_a_base_without_its_pages_in_the_zone(paper):
    zone(paper, "without: [A1, A2, A3]\n")
    (found,) = [f for f in load(paper).findings if f.severity is Severity.ERROR]
    assert (found.code, Path(found.place.file).parent.name, found.place.line) == (Code.BAD_VALUE, "east", 3)
    paper.replace("edition.yaml", "issue: 4210", "# issue: 4210")
    zone(paper)
    assert load(paper).errors == load(paper, paper.edition).errors != ()


@pytest.mark.parametrize(
    ("said", "zones"),
    [
        ("press: coated", ("城东版", "城东版", "城东版")),
        ("ink: [black]", ("城东版", "", "城东版")),
        ("ink: [cyan]", ("", "", "")),
    ],
)
def test_pages_that_are_printed_otherwise_are_the_zones_own(paper, said, zones):
    """Two plates of a page that are not alike must not have the same words in their slug lines."""
    paper.replace("edition.yaml", "pages:", "ink: [cyan]\npages:")
    paper.replace(
        "edition.yaml", "template: tiny\n    stories: [ferry]", "template: tiny\n    ink: [cyan]\n    stories: [ferry]"
    )
    zone(paper, f"{said}\n")
    assert tuple(zones_of(paper).values()) == zones


def test_a_file_whose_accents_are_apart_takes_the_place_of_that_of_the_same_name(paper):
    paper.replace("edition.yaml", "stories: [ferry]", "stories: [caf\u00e9]")
    paper.replace("edition.yaml", "stories: [library]", "stories: [\u00e9t\u00e9]")
    for name in ("caf\u00e9", "\u00e9t\u00e9"):
        paper.write(f"{name}.md", STORY.format(name))
    for name in ("ferry.md", "library.md"):
        paper.path(name).unlink()
    write(paper, "cafe\u0301.md", STORY.format("here"))
    assert edition(paper).stories["caf\u00e9"].headline == "here"
    assert edition(paper).stories["\u00e9t\u00e9"].headline == "\u00e9t\u00e9"
    assert zones_of(paper) == {"A1": "", "A2": "城东版", "A3": ""}


def test_editions_in_a_circle_are_told(paper):
    paper.write("edition.yaml", f"based-on: ../east\n{paper.read('edition.yaml')}")
    (found,) = load(paper).findings
    assert (found.code, Path(found.place.file).parent.name, found.place.line) == (Code.BASE_CIRCLE, "2022-04-15", 1)


def test_what_is_taken_away_and_not_there_is_told(paper):
    zone(paper, "without: [lead2, A9]\n")
    found = [(f.code, f.place.line, f.subject) for f in load(paper).findings]
    assert found == [(Code.BASE_WITHOUT, 3, "A9"), (Code.BASE_WITHOUT, 3, "lead2")]
    paper.replace(
        "edition.yaml", SECOND, SECOND.replace("- id: A2", "- id: A2\n    spread: A3").partition("  - id: A3")[0]
    )
    paper.replace("edition.yaml", "stories: [ferry]", "stories: [ferry, library]")
    zone(paper, "without: A3\n")
    told = [f.message for f in load(paper).findings if f.code is Code.BASE_WITHOUT]
    assert told == ["without: page A3 is the other half of page A2, and stays"]


def test_a_group_a_paper_and_its_zone(paper):
    """The chain: the paper renames what the group has, the zone changes a page of the paper."""
    write(paper, "ferry.md", STORY.format("城东渡口"))
    zone(paper, "paper: {name: 对岸晚报}\n")
    inner = paper.edition.with_name("inner")
    inner.mkdir()
    (inner / "edition.yaml").write_text("based-on: ../east\nzone: 河心版\nwithout: library\n", "utf-8")
    made = load(paper, inner).edition
    assert made is not None
    assert (made.paper.name, made.zone, made.stories["ferry"].headline) == ("对岸晚报", "河心版", "城东渡口")
    assert {page.id: page.zone for page in made.pages} == {"A1": "", "A2": "城东版", "A3": "河心版"}
    assert bases_of(inner) == (east(paper), paper.edition)


def test_a_base_is_found_by_its_name_from_a_folder_of_the_zone_and_never_outside_of_the_paper(paper):
    nested = paper.root / "content" / "south" / "2022-04-15"
    nested.mkdir(parents=True)
    assert base_named(nested, "2022-04-15") == paper.edition
    assert base_named(nested, "../../2022-04-15") == paper.edition
    other = paper.root.parent / "other"
    other.mkdir()
    (other / "edition.yaml").touch()
    assert base_named(nested, "../../../../other") is None


def test_a_folder_over_others_is_its_own_path_and_finds_files_below(paper):
    folder = Overlay.over(east(paper), (paper.edition,))
    assert folder == east(paper)
    assert folder / "lead.md" == paper.edition / "lead.md"
    assert folder / "edition.yaml" == east(paper) / "edition.yaml"
    assert folder / "nothing.md" == east(paper) / "nothing.md"
    again = pickle.loads(pickle.dumps(folder.absolute()))
    assert (again / "lead.md", type(again / "lead.md")) == (paper.edition / "lead.md", type(Path()))
    assert holder_of(again, "lead.md") == paper.edition
    assert Overlay.over(east(paper), ()) is east(paper) or type(Overlay.over(east(paper), ())) is type(Path())


def test_a_zone_is_read_again_by_the_folder_of_the_edition_that_was_read(paper):
    zone(paper, "without: A3\n")
    read = edition(paper)
    assert load(paper, read.folder).edition == read


def test_what_is_changed_in_a_zone_is_written_into_the_zone(paper):
    before = {path.name: path.read_bytes() for path in paper.edition.iterdir()}
    session = Session(east(paper), paper.project)
    session.set_text("ferry", "渡轮今天停航，明天恢复。\n")
    assert {path.name for path in session.save()} == {"ferry.md"}
    assert "停航" in (east(paper) / "ferry.md").read_text("utf-8")
    session.move("library", "columns 1-2", page="A3")
    session.save()
    zoned = (east(paper) / "edition.yaml").read_text("utf-8")
    assert zoned.startswith("based-on: ../2022-04-15\nzone: 城东版\npages:\n  - id: A3\n    at:\n      library: ")
    assert {path.name: path.read_bytes() for path in paper.edition.iterdir()} == before
    assert zones_of(paper) == {"A1": "", "A2": "城东版", "A3": "城东版"}


def test_a_page_gets_an_entry_in_a_zone_and_in_no_other_edition():
    text = "based-on: ../day\npages:\n- id: A2\n  ads: [x]\n\n# the end\n"
    made = with_page(text, "A3", "edition.yaml")
    assert made == "based-on: ../day\npages:\n- id: A2\n  ads: [x]\n- id: A3\n\n# the end\n"
    assert with_page(made, "A3", "edition.yaml") == made
    assert with_places(made, "A3", {}, "edition.yaml", said=True).count("  at: {}\n") == 1
    plain = "paper: {name: x}\npages:\n  - id: A1\n"
    assert with_page(plain, "A9", "edition.yaml") == plain
    braces = "based-on: ../day\npages:\n  - {id: A2, ads: [x]}\n"
    assert with_page(braces, "A3", "edition.yaml") == f"{braces}  - id: A3\n"
    with pytest.raises(ContentError, match=r"edition\.yaml:2: page A3 is written within braces") as refused:
        with_page("based-on: ../day\npages: [{id: A2, ads: [x]}]\n", "A3", "edition.yaml")
    assert refused.value.hint.endswith("- id: A3")


def test_the_zone_of_the_next_day_is_based_on_the_edition_of_that_day(paper):
    zone(paper, "# our own\nwithout: market\n")
    other = east(paper).with_name("2022-04-15-east")
    east(paper).rename(other)
    plan = plan_issue(paper.project, IssueDays(), source=other)
    assert (plan.target.name, plan.issue) == ("2022-04-16-east", 4211)
    made = new_edition(plan.target, plan.source)
    assert (made.folder / "edition.yaml").read_text("utf-8") == (
        "based-on: ../2022-04-16\nzone: 城东版\n# our own\nwithout: market\n"
    )
    assert any("../2022-04-16, which is not there yet" in told for told in made.told)
    # The newest edition of a folder is that which the zones of its day are based on.
    assert newest_edition(paper.project.content) == paper.edition


def test_what_is_read_before_an_edition_follows_its_base(paper):
    paper.replace("edition.yaml", "issue: 4210", "issue: 4210\nlanguage: en")
    assert language_of(east(paper)) == "en"
    before = build_key(paper.project, east(paper), ())
    paper.write("lead.md", paper.read("lead.md") + "\n又一段。\n")
    assert build_key(paper.project, east(paper), ()) not in ("", before)


def test_what_is_wrong_below_is_told_once_of_several_editions(paper):
    told = OnceTold()
    paper.replace("edition.yaml", "stories: [library]", "stories: [libary]")
    below, own = load(paper).findings, load(paper, paper.edition).findings
    assert told.fresh(paper.edition, own) == list(own)
    assert [each.code for each in told.fresh(east(paper), below)] == []
    with pytest.raises(ContentError) as raised, told.of(east(paper)):
        raise ContentError("\n".join(map(str, below)), findings=below)
    assert str(raised.value) == "1 finding of what it is based on: see above"
