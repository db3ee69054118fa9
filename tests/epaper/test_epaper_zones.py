"""Hot zones: what is drawn lies in its own zone, no point has two, an L stays an L."""

import itertools

import pytest

from layout.base.diagnostics import Report
from layout.build.inputs import load
from layout.edition.model import Edition
from layout.epaper.site import make_site
from layout.epaper.zones import Box, Item, zones
from layout.scene.record import LayoutRecord
from tests.epaper.printed import read_layout


def inside(rings, x, y):
    """Tell whether a point lies in polygons: a ray to the right crosses their edges an odd number of times."""
    crossed = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in itertools.pairwise((*ring, ring[0])):
            crossed += x0 == x1 and x0 > x and min(y0, y1) <= y < max(y0, y1)
    return crossed % 2 == 1


def points(rect, edge=0.02):
    """Yield points of a rectangle: its corners, a hair inside, and a grid between them."""
    for part_x, part_y in itertools.product((0, 0.25, 0.5, 0.75, 1), repeat=2):
        yield (
            rect.x + edge + part_x * (rect.width - 2 * edge),
            rect.y + edge + part_y * (rect.height - 2 * edge),
        )


def mm(left, top, right, bottom):
    return Box(left * 1000, top * 1000, right * 1000, bottom * 1000)


def test_a_rectangle_is_its_own_zone():
    assert zones([Item("a", (mm(1, 2, 5, 9),))]) == {"a": (((1, 2), (5, 2), (5, 9), (1, 9)),)}


def test_a_story_around_another_is_an_l():
    made = zones([Item("a", (mm(0, 0, 10, 10),)), Item("b", (mm(6, 6, 10, 10),))])
    assert made["a"] == (((0, 0), (10, 0), (10, 6), (6, 6), (6, 10), (0, 10)),)
    assert made["b"] == (((6, 6), (10, 6), (10, 10), (6, 10)),)


def test_an_item_in_the_middle_leaves_a_hole():
    made = zones([Item("a", (mm(0, 0, 9, 9),)), Item("b", (mm(3, 3, 6, 6),))])
    assert len(made["a"]) == 2
    assert not inside(made["a"], 4, 4)
    assert inside(made["a"], 1, 4)


def test_what_is_drawn_wins_over_a_rectangle_that_was_only_given():
    made = zones([Item("a", (mm(0, 0, 4, 4),), (mm(0, 0, 8, 2),)), Item("b", (mm(4, 0, 8, 4),), (mm(4, 3, 8, 4),))])
    assert inside(made["a"], 6, 1)
    assert inside(made["b"], 6, 3.5)
    assert not inside(made["b"], 6, 1)


def test_parts_that_meet_at_a_corner_only_are_two_rings():
    made = zones([Item("a", (mm(0, 0, 2, 2), mm(2, 2, 4, 4)))])
    assert sorted(len(ring) for ring in made["a"]) == [4, 4]


def test_edges_that_rounding_moved_apart_are_one():
    made = zones([Item("a", (Box(0, 0, 5000, 5001),)), Item("b", (Box(0, 5000, 5000, 9000),))])
    assert max(y for _, y in made["a"][0]) == min(y for _, y in made["b"][0])


@pytest.fixture(scope="module")
def real(one_page) -> tuple[Edition, LayoutRecord, object]:
    project, folder, built = one_page
    layout = read_layout(built.folder)
    report = Report()
    site = make_site(load(project, folder, Report()), layout, report)
    assert report.findings == ()
    return built.edition, layout, site


def test_every_galley_of_a_real_page_lies_in_its_zone_and_in_no_other(real):
    _, layout, site = real
    rings = {(zone.story or zone.ad).id: zone.rings for zone in site.pages[0].zones}
    assert set(rings) == {"lead", "nft", "epa", "wuqiang", "subscribe", "house"}
    count = 0
    for story in layout.pages[0].stories:
        for galley in (*story.head, *story.body):
            for x, y in points(galley.rect):
                assert [name for name, owned in rings.items() if inside(owned, x, y)] == [story.id]
                count += 1
    assert count > 300


def test_no_point_of_a_real_page_has_two_zones(real):
    _, _, site = real
    zones_ = [zone.rings for zone in site.pages[0].zones]
    for x, y in itertools.product(range(0, 285, 3), range(0, 420, 3)):
        assert sum(inside(rings, x + 0.137, y + 0.219) for rings in zones_) <= 1


def test_the_small_edition_has_an_l(project):
    layout = read_layout(project.root / "output" / "2022-04-15")
    site = make_site(load(project, project.content / "2022-04-15", Report()), layout, Report())
    bridge, market = site.pages[0].zones
    assert len(bridge.rings) == 1
    assert len(bridge.rings[0]) == 6
    for story, zone, other in zip(layout.pages[0].stories, (bridge, market), (market, bridge), strict=True):
        for x, y in itertools.chain.from_iterable(map(points, story.drawn)):
            assert inside(zone.rings, x, y)
            assert not inside(other.rings, x, y)
