"""Ways put together: the cheapest sums for what is to be freed, and what they make of an edition."""

from __future__ import annotations

import itertools
import random

from layout.design.closing import ClosingTokens
from layout.plan.giving import Kind, Way, done, likeliest, sums
from layout.plan.jumps import Break
from tests.planning.editions import edition, page, story

TOKENS = ClosingTokens()


def hold(name: str, freed: int, price: float) -> Way:
    return Way(Kind.HOLD, name, freed, price)


def test_the_cheapest_sum_is_among_those_that_are_kept():
    chance = random.Random(3)
    for _ in range(30):
        groups = [
            [hold(f"s{n}", chance.randint(-9, 20), chance.randint(1, 50)) for _ in range(chance.randint(1, 4))]
            for n in range(5)
        ]
        cheapest: dict[int, float] = {}
        for choice in itertools.product(*([None, *group] for group in groups)):
            ways = [way for way in choice if way]
            freed, price = sum(way.freed for way in ways), sum(way.price for way in ways)
            if ways:
                cheapest[freed] = min(price, cheapest.get(freed, price))
        found: dict[int, float] = {}
        for one in sums(groups, 10, 200):
            found[one.freed] = min(one.price, found.get(one.freed, one.price))
        found.pop(0, None), cheapest.pop(0, None)
        assert found == cheapest


def test_one_way_a_story_and_one_other_page_at_most():
    groups = [
        [Way(Kind.JUMP, "a", 30, 5, target="A2", where=Break(3)), hold("a", 40, 9)],
        [Way(Kind.MOVE, "b", 20, 5, target="A3"), hold("b", 20, 9)],
    ]
    found = sums(groups, 50, 200)
    for one in found:
        assert len({way.story for way in one.ways}) == len(one.ways)
        assert sum(bool(way.target) for way in one.ways) <= 1
    marks = {tuple(sorted((way.kind, way.story) for way in one.ways)) for one in found}
    assert (("hold", "b"), ("jump", "a")) in marks


def test_what_is_off_costs_too_and_nothing_is_tried_twice():
    found = sums([[hold("near", 21, 12)], [hold("far", 40, 10)]], 20, 100)
    first = likeliest(found, 20, 30, TOKENS, set())
    assert first is not None
    assert first.ways[0].story == "near"
    second = likeliest(found, 20, 30, TOKENS, {first.kin})
    assert second is not None
    assert second.ways[0].story == "far"
    assert likeliest(found, 20, 15, TOKENS, {first.kin}) is None, "more is freed than any page makes up for"


def test_a_page_with_too_little_is_given_a_story():
    found = sums([[Way(Kind.TAKE, "fits", -30, 9)], [Way(Kind.TAKE, "large", -60, 4)]], -31, 100)
    one = likeliest(found, -31, 20, TOKENS, set())
    assert one is not None
    assert [way.story for way in one.ways] == ["fits"]


def test_a_last_resort_is_paid_once_however_many_stories_share_it():
    groups = [[Way(Kind.SHORTEN, name, 5, 7, once=240)] for name in "abc"]
    assert {(one.freed, one.price) for one in sums(groups, 10, 100)} == {(5, 247), (10, 254), (15, 261)}


def test_only_cuts_is_what_any_story_may_lose():
    trim, deep = Way(Kind.SHORTEN, "a", 5, 7), Way(Kind.SHORTEN, "b", 5, 7, once=240)
    found = {
        tuple(way.story for way in one.ways): one.only_cuts for one in sums([[trim], [deep], [hold("c", 9, 9)]], 9, 99)
    }
    assert [names for names, only in found.items() if only] == [("a",)]


def test_of_what_is_too_little_nothing_is_tried_and_nothing_dearer_than_what_is_known():
    found = sums([[hold("less", 19, 1)], [hold("more", 22, 30)]], 20, 25)
    one = likeliest(found, 20, 30, TOKENS, set())
    assert one is not None
    assert one.held == {"more"}
    assert likeliest(found, 20, 30, TOKENS, set(), below=30) is None


def test_what_is_done_to_the_edition():
    long, other, pool = story("long", 1200), story("other", 300), story("pool", 300)
    made = edition([page("A1", "long", "other"), page("A2")], [long, other, pool])
    assert done(made, "A1", [hold("other", 30, 1)]).page("A1").stories == ("long",)
    moved = done(made, "A1", [Way(Kind.MOVE, "other", 30, 1, target="A2"), Way(Kind.TAKE, "pool", -30, 1)])
    assert [each.stories for each in moved.pages] == [("long", "pool"), ("other",)]
    jumped = done(made, "A1", [Way(Kind.JUMP, "long", 30, 1, target="A2", where=Break(5))])
    assert jumped.page("A2").stories == ("long-2",)
    assert jumped.stories["long"].characters + jumped.stories["long-2"].characters == long.characters
    lesser = long.model_copy(update={"blocks": long.blocks[:-1]})
    assert done(made, "A1", [Way(Kind.SHORTEN, "long", 9, 1, lesser)]).stories["long"] == lesser
    assert done(made, "A1", [Way(Kind.NO_INDEX, "A1", 9, 1)]).page("A1").index is False
