"""What is said of the least room of pictures is never more than what any way to set them takes."""

from random import Random

import pytest

from layout.compose.frame import Frame, TextColumn
from layout.compose.group import PictureGroup
from layout.compose.insets import inset_ways, pictures_of, white_below
from layout.compose.leastroom import least_cells, most_in_group, stacked_rows
from layout.compose.voices import Voices
from layout.edition.blocks import HALF, InsetPlace
from layout.edition.model import Picture

TALL = 10_000
RATIOS = (0.2, 0.5, 0.67, 1.0, 1.5, 3.0, 12.0)


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def some(random, count):
    def picture(number):
        return Picture(
            file=f"{number}.jpg",
            caption=random.choice(("", "水落石出", "水" * 30)),
            columns=random.choice((None, None, 1, 2, HALF)),
            place=random.choice((None, None, None, *InsetPlace)),
            whole=random.random() < 0.2,
        )

    return [(picture(number), random.choice(RATIOS)) for number in range(count)]


@pytest.mark.parametrize("seed", range(10))
def test_no_way_takes_less(seed, voices):
    random, design = Random(seed), voices.design
    grid, boxed = design.grid, random.random() < 0.3
    pictures = some(random, random.choice((2, 3, 5, 8, 24)))
    if len(pictures) == 24:
        pictures = [(picture.model_copy(update={"columns": None, "place": None}), ratio) for picture, ratio in pictures]
    rows, cells = stacked_rows(pictures, design, boxed=boxed), least_cells(pictures, design, boxed=boxed)
    for count in (1, 2, 4):
        width = grid.column - (2 * design.box.padding / count if boxed else 0)
        columns = tuple(TextColumn(at * (width + grid.gutter), width) for at in range(count))
        ways = inset_ways(pictures, (), columns, voices, "zh-Hans", None)
        assert ways
        for way in ways:
            frame = Frame([0] * count, [TALL] * count, [TALL] * count)
            for inset in way.insets:
                frame.take(inset.first, inset.columns, inset.taken)
            reach = max(frame._end(at) for at in range(count)) - max(map(white_below, way.insets))
            assert rows <= reach
            made = [each for each in pictures_of(way.insets) if not each.beside]
            assert cells <= sum(each.width / (grid.column + grid.gutter) * each.rows for each in made) + 1e-6


def test_more_pictures_than_a_group_holds_stand_below_each_other(voices):
    design, many = voices.design, most_in_group(voices.design)
    pictures = [(Picture(file=f"{number}.jpg"), 1.5) for number in range(many + 1)]
    assert stacked_rows(pictures, design, boxed=False) > design.grid.rows
    assert stacked_rows(pictures[:-1], design, boxed=False) == 0
    panoramas = [(picture, 30.0) for picture, _ in pictures]
    assert stacked_rows(panoramas, design, boxed=False) <= design.grid.rows
    beside = [(picture.model_copy(update={"columns": 1}), 1.5) for picture, _ in pictures]
    assert stacked_rows(beside, design, boxed=False) == 0
    assert least_cells(4 * beside, design, boxed=False) > design.grid.columns * design.grid.rows
    assert isinstance(inset_ways_of(pictures[:3], voices).insets[0], PictureGroup)


def inset_ways_of(pictures, voices):
    columns = tuple(TextColumn(at * 148.5, 135.0) for at in range(4))
    return inset_ways(pictures, (), columns, voices, "zh-Hans", None)[0]
