"""What the index of a front page names, and that there is none of one line."""

import pytest

from layout.build.inputs import open_template, read_folder
from layout.compose.index import IndexEntry, compose_index
from layout.files.project import Project
from layout.plan.index import index_entries, index_findings, index_rows
from layout.plan.page import state_page
from layout.plan.solver.grid import ItemKind
from layout.plan.view import page_view
from tests.conftest import ROOT

PAGES = """\
paper: {{name: 渡口晚报}}
date: 2022-04-15
issue: 4210
pages:
  - id: A1
    template: tabloid
    kind: front
    stories: [lead]
    at: {{index: columns 4-5}}
{inside}
"""
TWO = """\
  - {id: A2, section: 民生, template: tabloid, stories: [dusk, dawn, short, end]}
  - {id: A3, section: 分类, template: tabloid, stories: []}
"""
SIX = "".join(f"  - {{id: A{at}, section: 第{at}版, template: tabloid, stories: []}}\n" for at in range(2, 8))
STORIES = {
    "lead": "headline: 大桥封闭\npriority: 1\ncontinued-on: A2",
    "end": "headline: 大桥续文\npriority: 1\ncontinued-from: A1",
    "dusk": "headline: 夜渡\npriority: 6",
    "dawn": "headline: 早市\npriority: 3",
    "short": "headline: 简讯\npriority: 2\nform: briefs",
}


@pytest.fixture(scope="module")
def kit():
    return open_template(Project(ROOT), "tabloid")


@pytest.fixture
def edition(tmp_path):
    """Make an edition of a front page and what stands inside, with the stories it names."""

    def made(inside):
        for file in tmp_path.glob("*.md"):
            file.unlink()
        (tmp_path / "edition.yaml").write_text(PAGES.format(inside=inside), "utf-8")
        for name, head in STORIES.items():
            if f"{name}," in inside or f"{name}]" in inside or name == "lead":
                body = "## 一\n\n正文，二三句话。" if name == "short" else "正文，二三句话。"
                (tmp_path / f"{name}.md").write_text(f"---\n{head}\n---\n{body}\n", "utf-8")
        loaded = read_folder(tmp_path, ROOT / "templates")
        assert loaded.edition, loaded.errors
        return loaded.edition

    return made


def named(edition, least):
    return [f"{entry.page} {entry.headline}" for entry in index_entries(edition, edition.pages[0], least)]


def test_the_first_story_of_every_page_is_named_and_the_section_of_a_page_without(edition):
    assert named(edition(TWO), 2) == ["A2 早市", "A3 分类"]
    assert named(edition(SIX), 3) == [f"A{at} 第{at}版" for at in range(2, 8)]


def test_further_stories_join_in_where_there_are_few_pages(edition):
    made = edition(TWO)
    assert named(made, 3) == ["A2 早市", "A2 夜渡", "A3 分类"]
    # Short items come after all stories; what is continued from another page is none of this one's.
    assert named(made, 4) == ["A2 早市", "A2 夜渡", "A2 简讯", "A3 分类"]


def test_of_many_pages_the_most_important_are_named_in_the_order_of_the_pages(edition):
    made = edition(TWO)
    assert [f"{e.page} {e.headline}" for e in index_entries(made, made.pages[0], 1, 1)] == ["A2 早市"]
    more = TWO.replace("stories: []", "stories: [dusk]").replace("[dusk, dawn, short, end]", "[dawn, end]")
    assert named(edition(more), 2) == ["A2 早市", "A3 夜渡"]
    made = edition(more)
    assert [e.headline for e in index_entries(made, made.pages[0], 1, 1)] == ["早市"], "3 is before 6"


def test_the_index_never_takes_more_than_its_share_of_the_page(edition, kit):
    pages = "".join(f"  - {{id: B{at}, section: 第{at}版, template: tabloid, stories: []}}\n" for at in range(1, 24))
    made = edition(pages)
    tokens, grid = kit.design.index, kit.design.grid
    rows = index_rows(made, made.pages[0], kit)
    assert rows
    for columns, count in rows.items():
        assert columns * count <= tokens.most_share * grid.columns * grid.rows
    front = made.pages[0].model_copy(update={"index": False})
    assert index_rows(made, front, kit) == {}
    problem = state_page(made, made.pages[0], kit)
    assert ItemKind.INDEX in {item.kind for item in problem.items}


def test_the_second_of_each_page_comes_before_the_third_of_any(edition):
    more = TWO.replace("stories: [dusk, dawn, short, end]", "stories: [dusk, dawn, end]").replace(
        "stories: []", "stories: [short]"
    )
    assert named(edition(more), 3) == ["A2 早市", "A2 夜渡", "A3 简讯"]


def test_too_few_stories_make_no_index_but_a_front_page_all_the_same(edition, kit):
    made = edition(TWO)
    assert named(made, 5) == []
    few = edition("  - {id: A2, section: 分类, template: tabloid, stories: []}\n")
    front = few.pages[0]
    assert index_rows(few, front, kit) == {}
    kinds = {item.kind for item in state_page(few, front, kit).items}
    assert ItemKind.NAMEPLATE in kinds
    assert ItemKind.INDEX not in kinds
    assert ItemKind.INDEX in {item.kind for item in state_page(made, made.pages[0], kit).items}


def test_a_place_for_an_index_that_is_left_out_is_told(edition, kit):
    few = edition("  - {id: A2, section: 分类, template: tabloid, stories: []}\n")
    (finding,) = index_findings(few, few.pages[0], kit)
    assert (finding.code, finding.place) == ("index-left-out", few.pages[0].ref)
    without = few.pages[0].model_copy(update={"at": {}})
    assert index_findings(few, without, kit) == ()
    made = edition(TWO)
    assert index_findings(made, made.pages[0], kit) == ()


def test_what_a_page_may_see_is_enough_for_its_index(edition):
    made = edition(TWO)
    front = made.pages[0]
    seen = page_view(made, front)
    assert index_entries(seen, front, 4) == index_entries(made, front, 4)


def test_a_page_of_another_kind_has_no_index(edition, kit):
    made = edition(TWO)
    assert index_rows(made, made.pages[1], kit) == {}
    assert index_findings(made, made.pages[1], kit) == ()


def test_a_section_front_names_the_pages_after_it_up_to_the_next_index(edition, kit):
    text = SIX.replace("id: A4,", "id: A4, kind: section, index: true,").replace("id: A6,", "id: A6, index: true,")
    made = edition(text)
    page = made.page("A4")
    assert [entry.page for entry in index_entries(made, page)] == ["A5"]
    assert [entry.page for entry in index_entries(made, made.page("A6"))] == ["A7"]
    assert index_entries(page_view(made, page), page) == index_entries(made, page)
    few = index_findings(made, page, kit)
    assert [(each.code, each.place) for each in few] == [("index-left-out", page.ref)]
    alone = edition(SIX.replace("id: A3,", "id: A3, kind: section, index: true,"))
    kinds = {item.kind for item in state_page(alone, alone.page("A3"), kit).items}
    assert ItemKind.INDEX in kinds
    assert ItemKind.NAMEPLATE not in kinds


@pytest.mark.parametrize(
    ("template", "language", "headline", "wanted"),
    [
        ("weekly", "en", "Eighth graders launch the boat they built", ["Eighth graders launch", "the boat they built"]),
        ("weekly", "en", "About that bench", ["About that bench"]),
        ("tabloid", "zh-Hans", "多拐两个弯 公交开到医院门口", ["多拐两个弯 公交", "开到医院门口"]),
    ],
)
def test_the_lines_of_an_entry_end_between_phrases_and_are_of_like_lengths(template, language, headline, wanted):
    voices = open_template(Project(ROOT), template).voices
    index = compose_index("", [IndexEntry("A3", headline)], 1, 0, voices, language)
    assert [line.text for line in index.entries[0].headline] == wanted
