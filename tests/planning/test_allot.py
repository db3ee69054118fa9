"""Stories shared out among pages."""

from __future__ import annotations

import random

from layout.plan.allot import TIGHTEST, Candidate, Room, allot
from layout.plan.demand import NOTHING, Load


def load(cells: int) -> Load:
    return Load(cells, cells)


def candidate(name: str, cells: int, section: str = "x", priority: int = 5) -> Candidate:
    return Candidate(name, section, priority, load(cells))


def room(page: str, cells: int, *sections: str, taken: int = 0) -> Room:
    return Room(page, sections or ("x",), cells, load(taken))


def test_a_story_goes_to_a_page_of_its_section():
    rooms = [room("A1", 100, "x"), room("A2", 100, "y")]
    found = allot([candidate("one", 40, "y"), candidate("two", 40, "x")], rooms)
    assert found.pages == {"one": "A2", "two": "A1"}
    assert found.left_over == ()


def test_what_has_no_room_is_left_over_and_it_is_the_least_important():
    stories = [candidate("low", 50, priority=8), candidate("high", 50, priority=2), candidate("mid", 45, priority=5)]
    found = allot(stories, [room("A1", 100)])
    assert set(found.pages) == {"high", "mid"}
    assert found.left_over == ("low",)


def test_a_section_no_page_takes_is_left_over():
    assert allot([candidate("one", 10, "z")], [room("A1", 100)]).left_over == ("one",)


def test_pages_come_out_evenly():
    # Greedily, 50 + 10 and 30 + 30 would be 60 and 60 only by luck; 50 + 30 and 30 + 10 is what must be mended.
    stories = [candidate("a", 50), candidate("b", 30), candidate("c", 30), candidate("d", 10)]
    found = allot(stories, [room("A1", 70), room("A2", 70, taken=0)])
    cells = {"a": 50, "b": 30, "c": 30, "d": 10}
    sums = {page: sum(cells[name] for name, where in found.pages.items() if where == page) for page in ("A1", "A2")}
    assert sums == {"A1": 60, "A2": 60}


def test_no_page_is_overfilled_nothing_is_lost_and_the_answer_is_the_same_again():
    chance = random.Random(7)
    for _ in range(60):
        stories = [
            candidate(f"s{n}", chance.randint(5, 60), chance.choice("xyz"), chance.randint(1, 9)) for n in range(14)
        ]
        rooms = [room(f"A{n}", chance.randint(40, 160), *chance.sample("xyz", 2)) for n in range(1, 4)]
        found = allot(stories, rooms)
        assert found == allot(list(reversed(stories)), rooms)
        assert {*found.pages, *found.left_over} == {each.story for each in stories}
        assert not set(found.pages) & set(found.left_over)
        for each in rooms:
            inside = [s for s in stories if found.pages.get(s.story) == each.page]
            assert sum(s.load.tight for s in inside) <= each.cells * TIGHTEST
            assert all(s.section in each.sections for s in inside)


def test_loads_add_up():
    assert Load(3, 5) + Load(1, 2) - Load(1, 1) == Load(3, 6)
    assert NOTHING.tight == 0
