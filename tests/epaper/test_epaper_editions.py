"""Editions beside each other: the list of all, and the links from each to the one before and the one after it."""

import datetime
import json
import shutil

import pytest

from layout.base.locale import language_for
from layout.epaper import make_epaper
from layout.epaper.words import short_day
from layout.files.output import claimed
from tests.epaper.printed import make_edition, make_other, print_pages
from tests.epaper.test_epaper_site import StrictParser, assert_links_lead_somewhere, read


def near(page):
    """Return what a page links to as the editions before and after: rel -> href, its own navigation only."""
    found, inside = {}, False
    for tag, attrs in read(page).tags:
        if tag == "nav":
            inside = attrs.get("class") == "issues"
            assert attrs["aria-label"]
        if inside and tag == "a" and "rel" in attrs:
            found[attrs["rel"]] = attrs["href"]
    return found


def pages_of(project, name):
    found = sorted((project.epaper / name).rglob("*.html"))
    assert len(found) == 1 + 2 + 4
    return found


def assert_near(project, name, before, after):
    """Every page of an edition links to the fronts of these editions, and to nothing else as such."""
    for page in pages_of(project, name):
        up = "../" if page.parent == project.epaper / name else "../../"
        wanted = {"prev": before, "next": after}
        assert near(page) == {rel: f"{up}{other}/index.html" for rel, other in wanted.items() if other}, page


@pytest.fixture
def printed(tmp_path):
    project = make_edition(tmp_path)
    print_pages(project)
    return project


@pytest.fixture(scope="module")
def row(tmp_path_factory):
    """Three editions; the one in the middle was made last."""
    project = make_edition(tmp_path_factory.mktemp("row"))
    print_pages(project)
    for folder in (
        make_other(project, "2022-04-16", 4211),
        make_other(project, "2021-12-31", 4110),
        project.content / "2022-04-15",
    ):
        made = make_epaper(project, folder)
        assert [finding for finding in made.findings if finding.code.startswith("epaper")] == []
    return project


def test_every_page_links_to_the_editions_before_and_after(row):
    assert_near(row, "2021-12-31", None, "2022-04-15")
    assert_near(row, "2022-04-15", "2021-12-31", "2022-04-16")
    assert_near(row, "2022-04-16", "2022-04-15", None)


def test_no_link_is_dead_and_every_page_is_well_formed(row):
    pages = [*row.epaper.rglob("*.html")]
    assert assert_links_lead_somewhere(pages, row.epaper) > 300
    for page in pages:
        parser = StrictParser()
        parser.parse(page.read_text("utf-8"))
        assert parser.errors == [], page


def test_the_day_is_told_with_the_year_if_it_is_another_years(row):
    shown = " ".join("".join(read(row.epaper / "2022-04-15" / "pages" / "A1.html").text).split())
    assert "上一期 2021年12月31日 往期 下一期 4月16日" in shown


def test_links_put_in_later_are_those_of_a_site_made_anew(row):
    before = {page: page.read_bytes() for page in row.epaper.rglob("*") if page.is_file()}
    make_epaper(row, row.content / "2021-12-31")
    assert {page: page.read_bytes() for page in row.epaper.rglob("*") if page.is_file()} == before


def test_all_editions_are_listed_newest_first(row):
    (row.epaper / "broken").mkdir()
    (row.epaper / "broken" / "edition.json").write_text("{", "utf-8")
    make_epaper(row, row.content / "2022-04-15")
    links = [attrs["href"] for attrs in read(row.epaper / "index.html").all("a")]
    shutil.rmtree(row.epaper / "broken")
    assert links == ["2022-04-16/index.html", "2022-04-15/index.html", "2021-12-31/index.html"]


def test_an_edition_that_was_taken_away_is_linked_no_more(printed):
    other = make_other(printed, "2022-04-16", 4211)
    for folder in (printed.content / "2022-04-15", other):
        make_epaper(printed, folder)
    # What is left of it tells of an edition, but there is no page to go to.
    (printed.epaper / "2022-04-15" / "index.html").unlink()
    make_epaper(printed, other)
    assert_near(printed, "2022-04-16", None, None)
    assert [attrs["href"] for attrs in read(printed.epaper / "index.html").all("a")] == ["2022-04-16/index.html"]


def test_editions_of_another_paper_are_not_linked(printed):
    other = make_other(printed, "2022-04-16", 1, **{"name: 渡口晚报": "name: 渡口周刊"})
    for folder in (printed.content / "2022-04-15", other):
        make_epaper(printed, folder)
    assert_near(printed, "2022-04-15", None, None)
    assert_near(printed, "2022-04-16", None, None)


def test_two_editions_of_one_day_are_told_apart_by_their_number(printed):
    late = make_other(printed, '2022-04-15 "late"', 4211)
    for folder in (late, printed.content / "2022-04-15"):
        make_epaper(printed, folder)
    page = printed.epaper / "2022-04-15" / "index.html"
    assert near(page) == {"next": "../2022-04-15%20%22late%22/index.html"}
    assert "下一期 第4211期" in " ".join("".join(read(page).text).split())
    assert assert_links_lead_somewhere([page], printed.epaper)


def test_an_edition_that_is_being_made_is_passed_over(printed):
    first = printed.content / "2022-04-15"
    make_epaper(printed, first)
    other = make_other(printed, "2022-04-16", 4211)
    with claimed(printed.epaper / "2022-04-15"):
        made = make_epaper(printed, other)
    assert [finding.code for finding in made.findings if finding.code.startswith("epaper")] == []
    assert_near(printed, "2022-04-15", None, None)
    make_epaper(printed, first)
    assert_near(printed, "2022-04-15", None, "2022-04-16")


def test_an_edition_whose_pages_cannot_be_linked_is_told(printed):
    make_epaper(printed, printed.content / "2022-04-15")
    (printed.epaper / "2022-04-15" / "index.html").write_bytes(b"\xff")
    made = make_epaper(printed, make_other(printed, "2022-04-16", 4211))
    (finding,) = (each for each in made.findings if each.code == "epaper-not-linked")
    assert "2022-04-15" in finding.message
    assert "again" in finding.hint


def test_a_card_tells_what_the_others_show(row):
    card = json.loads((row.epaper / "2022-04-15" / "edition.json").read_text("utf-8"))
    assert (card["paper"], card["date"], card["issue"]) == ("渡口晚报", "2022-04-15", 4210)
    assert (row.epaper / "2022-04-15" / card["picture"]).is_file()


@pytest.mark.parametrize(
    ("language", "same", "other"), [("zh-Hans", "4月1日", "2021年4月1日"), ("en-GB", "1 April", "1 April 2021")]
)
def test_a_day_beside_another_has_its_year_only_where_it_differs(language, same, other):
    day = datetime.date(2022, 4, 15)
    assert short_day(datetime.date(2022, 4, 1), day, language_for(language)) == same
    assert short_day(datetime.date(2021, 4, 1), day, language_for(language)) == other


def test_editions_of_a_zone_are_linked_among_each_other_and_all_are_listed(printed):
    zoned = [make_other(printed, "2022-04-16", 4211)]
    for name in ("east/2022-04-15", "east/2022-04-16"):
        folder = printed.content / name
        shutil.copytree(printed.content / name[-10:], folder)
        shutil.copytree(printed.output(printed.content / name[-10:]), printed.output(folder))
        zoned.append(folder)
    for folder in (printed.content / "2022-04-15", *zoned):
        make_epaper(printed, folder)
    assert_near(printed, "2022-04-15", None, "2022-04-16")
    front = printed.epaper / "east/2022-04-15/index.html"
    assert near(front) == {"next": "../../east/2022-04-16/index.html"}
    page = printed.epaper / "east/2022-04-16/pages/A1.html"
    assert near(page) == {"prev": "../../../east/2022-04-15/index.html"}
    assert assert_links_lead_somewhere([front, page], printed.epaper)
    links = [attrs["href"] for attrs in read(printed.epaper / "index.html").all("a")]
    assert links == [
        f"{name}/index.html" for name in ("east/2022-04-16", "2022-04-16", "east/2022-04-15", "2022-04-15")
    ]
