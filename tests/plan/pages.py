"""Generated pages that are known to have an answer: a grid cut up at random, each part turned into an item."""

import random
from dataclasses import replace

from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem

HEAD_ROWS = {1: 8, 2: 7, 3: 6}
"""Rows of a head by importance; a head of more columns takes fewer lines."""
PLAY = {-2: (9, ("deck left out",)), -1: (3, ("tight",)), 0: (0, ()), 1: (1, ("head +1 row",))}
PLAY |= {2: (3, ("head +2 rows",)), 3: (6, ("head +2 rows", "loose"))}
NATURAL_WIDTH = {1: 4, 2: 3, 3: 3, 4: 2, 5: 2, 6: 2, 7: 1, 8: 1, 9: 1}
WIDTH_COST = 5
"""Points for each column off the width natural for the priority."""


def dissect(chance: random.Random, columns: int, rows: int, parts: int, least: int) -> list[GridRect]:
    """Cut a grid into ``parts`` rectangles of at least ``least`` rows, with straight cuts and pinwheels."""
    while True:
        done = [GridRect(0, 0, columns, rows)]
        for _ in range(200):
            if len(done) == parts:
                return sorted(done, key=lambda rect: (rect.row, rect.column))
            rect = max(chance.sample(done, min(3, len(done))), key=lambda r: r.area)
            room = parts - len(done)
            wheel = room >= 4 and rect.columns >= 3 and rect.rows >= 3 * least and chance.random() < 0.5
            made = _wheel(chance, rect, least) if wheel else _halves(chance, rect, least)
            if made:
                done.remove(rect)
                done += made
    raise AssertionError


def _halves(chance: random.Random, rect: GridRect, least: int) -> list[GridRect]:
    x, y, w, h = rect.column, rect.row, rect.columns, rect.rows
    if w >= 2 and (chance.random() < 0.5 or h < 2 * least):
        at = chance.randint(1, w - 1)
        return [GridRect(x, y, at, h), GridRect(x + at, y, w - at, h)]
    if h < 2 * least:
        return []
    at = chance.randint(least, h - least)
    return [GridRect(x, y, w, at), GridRect(x, y + at, w, h - at)]


def _wheel(chance: random.Random, rect: GridRect, least: int) -> list[GridRect]:
    x, y, w, h = rect.column, rect.row, rect.columns, rect.rows
    left, right = sorted(chance.sample(range(1, w), 2))
    upper = chance.randint(least, h - 2 * least)
    lower = chance.randint(upper + least, h - least)
    if chance.random() < 0.5:  # turning one way: the top arm reaches from the left to the second cut
        return [
            GridRect(x, y, right, upper),
            GridRect(x + right, y, w - right, lower),
            GridRect(x + left, y + lower, w - left, h - lower),
            GridRect(x, y + upper, left, h - upper),
            GridRect(x + left, y + upper, right - left, lower - upper),
        ]
    return [
        GridRect(x + left, y, w - left, upper),
        GridRect(x + right, y + upper, w - right, h - upper),
        GridRect(x, y + lower, right, h - lower),
        GridRect(x, y, left, lower),
        GridRect(x + left, y + upper, right - left, lower - upper),
    ]


def head_rows(importance: int, columns: int) -> int:
    return max(3, HEAD_ROWS[4 - importance] - columns + 1)


def story_shapes(rect: GridRect, priority: int, columns: int, rows: int, slack: int) -> tuple[Footprint, ...]:
    """Shapes of a story whose copy fills ``rect`` but for ``slack`` lines; the same copy over other widths."""
    importance = 3 - (priority - 1) // 3
    lines = max(1, rect.columns * (rect.rows - head_rows(importance, rect.columns)) - slack)
    shapes = []
    for width in range(1, columns + 1):
        head = head_rows(importance, width)
        natural = head + -(-lines // width)
        off = WIDTH_COST * abs(width - NATURAL_WIDTH[priority])
        for more, (cost, levers) in PLAY.items():
            if head < natural + more <= rows:
                shapes.append(Footprint(width, natural + more, off + cost, levers, head))
    return tuple(shapes)


def picture_shapes(rect: GridRect, columns: int, rows: int) -> tuple[Footprint, ...]:
    """The picture at any width, its height cropped by up to an eighth."""
    shapes = []
    for width in range(1, columns + 1):
        height = round(rect.rows * width / rect.columns)
        for crop in range(-(height // 8), height // 8 + 1):
            if 1 <= height + crop <= rows:
                levers = (f"crop {crop:+d} rows",) if crop else ()
                shapes.append(Footprint(width, height + crop, abs(crop) + 2 * abs(width - rect.columns), levers))
    return tuple(shapes)


def generate(seed: int, parts: int, columns: int = 5, rows: int = 84, *, least: int = 9) -> PageProblem:
    """Return a page that has at least one answer, ``answer(seed, ...)``."""
    return _make(seed, parts, columns, rows, least)[0]


def answer(seed: int, parts: int, columns: int = 5, rows: int = 84, *, least: int = 9) -> PagePlan:
    """Return the dissection a generated page was made from."""
    return _make(seed, parts, columns, rows, least)[1]


def _make(seed: int, parts: int, columns: int, rows: int, least: int) -> tuple[PageProblem, PagePlan]:
    chance = random.Random(f"{seed}-{parts}-{columns}-{rows}")
    rects = dissect(chance, columns, rows, parts, least)
    kinds = _kinds(chance, rects, columns, rows)
    stories = [at for at, kind in enumerate(kinds) if kind is ItemKind.STORY]
    ranked = sorted(stories, key=lambda at: -rects[at].area + chance.randint(0, columns * rows // 12))
    priority = {at: min(9, 1 + place * 8 // max(1, len(ranked) - 1)) for place, at in enumerate(ranked)}
    items, placements = [], []
    for at, (rect, kind) in enumerate(zip(rects, kinds, strict=True)):
        name = f"{kind.value}{at}"
        if kind is ItemKind.STORY:
            slack = chance.randint(0, min(3, rect.columns) - 1)
            shapes = story_shapes(rect, priority[at], columns, rows, slack)
            boxed = chance.random() < 0.15
            item = Item(name, kind, shapes, priority[at], boxed, matter=chance.choice(["", "", "homes", "cars"]))
        elif kind is ItemKind.PICTURE:
            near = [s for s in stories if rects[s].touches(rect)]
            story = chance.choice(near or stories)
            item = Item(name, kind, picture_shapes(rect, columns, rows), beside=f"story{story}")
        else:
            shape = (Footprint(rect.columns, rect.rows),)
            matter = chance.choice(["", "homes", "cars"])
            edges = frozenset({Edge.BOTTOM}) if rect.foot == rows and chance.random() < 0.5 else frozenset()
            pinned = rect if chance.random() < 0.4 else None
            item = Item(name, kind, shape, matter=matter, edges=edges, pinned=pinned)
        items.append(item)
        placements.append(Placement(name, kind, rect))
    plan = PagePlan(f"G{seed}", columns, rows, tuple(placements))
    chance.shuffle(items)
    return PageProblem(f"G{seed}", columns, rows, tuple(items)), plan


def _kinds(chance: random.Random, rects: list[GridRect], columns: int, rows: int) -> list[ItemKind]:
    """Call some low parts ads and some small ones pictures; the rest are stories."""
    kinds = []
    ads = pictures = 0
    for rect in rects:
        small = rect.area <= columns * rows // 6
        if rect.foot == rows and small and ads < len(rects) // 4 and chance.random() < 0.6:
            kinds.append(ItemKind.AD)
            ads += 1
        elif small and rect.columns >= 2 and pictures < len(rects) // 5 and chance.random() < 0.5:
            kinds.append(ItemKind.PICTURE)
            pictures += 1
        else:
            kinds.append(ItemKind.STORY)
    if ItemKind.STORY not in kinds:
        kinds[0] = ItemKind.STORY
    return kinds


def tough(seed: int, parts: int, columns: int = 8, rows: int = 110, plate: int = 12) -> PageProblem:
    """Return a page with at least one answer and much that an editor may ask for.

    A nameplate, some stories pinned, some kept off places, at times a blocked place instead of an ad, two fillers.
    """
    chance = random.Random(f"tough-{seed}-{parts}")
    problem, plan = _make(seed, parts, columns, rows - plate, 8)
    blocked: tuple[GridRect, ...] = ()
    items = []
    for item in problem.items:
        own = plan.of(item.id).moved(0, plate)
        if item.kind is ItemKind.AD and not blocked and chance.random() < 0.3:
            blocked = (own,)
            continue
        zone = GridRect(chance.randrange(columns - 1), chance.randrange(rows - 10), 2, 10)
        if item.pinned is not None or (item.kind is ItemKind.STORY and chance.random() < 0.15):
            item = replace(item, pinned=own)
        elif chance.random() < 0.4 and not zone.meets(own):
            item = replace(item, forbidden=(zone,))
        items.append(item)
    strip = GridRect(0, 0, columns, plate)
    items.append(Item("plate", ItemKind.NAMEPLATE, (Footprint(columns, plate),), pinned=strip))
    items.append(Item("filler", ItemKind.FILLER, (Footprint(1, 6),), optional=True))
    items.append(Item("house", ItemKind.AD, (Footprint(2, 9),), optional=True))
    return PageProblem(f"T{seed}", columns, rows, tuple(items), blocked)
