"""Lines over the fold of a spread: parted where a reader pauses, their letters off the fold, nothing lost."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from layout.base.units import Rect
from layout.design.fold import spread_design
from layout.edition.model import Page
from layout.render.fold import letters, on_fold, over_fold
from layout.render.page import AdBox, GalleyBox, PageModel, Separator, StoryBox
from layout.scene.model import Block, Owner, OwnerKind
from layout.scene.text import Glyph, Line, Role, Run, SetLine

LEFT = 200.0
"""Points of a block that are left of the middle of the gutter at the fold."""


def line(text: str, x: float, size: float = 40.0) -> Line:
    """Return a line of glyphs, han an em wide and letters half of one, that begins at an x."""
    glyphs, pen = [], x
    for number, char in enumerate(text):
        glyphs.append(Glyph(number, pen, char))
        pen += size if char > "\u2e80" else size / 2
    return Line(text, (Run("song", size, tuple(glyphs)),), x, pen - x, size, Role.HEADLINE)


@pytest.fixture(scope="module", params=["apart", "through"])
def spread(request, design):
    return spread_design(design, request.param)


def page(spread, set_line: Line, room: float, role: Role = Role.HEADLINE, language: str = "zh-Hans") -> PageModel:
    """Return a spread with a story of that one line, in a block that begins ``LEFT`` left of the fold."""
    rect = Rect(spread.fold.grid_x - LEFT, 100.0, room, 60.0)
    block = Block(Owner(OwnerKind.STORY, "lead", role), role, rect, (SetLine(set_line, 50.0),))
    head = (GalleyBox("galley:A2/lead/head", block),)
    story = StoryBox("lead", rect, False, True, 4, head, (), rect)
    made = Page(id="A2", template="tabloid", stories=("lead",), spread="A3")
    day = datetime.date(2022, 4, 15)
    return PageModel(made, "渡口晚报", "", day, "", 1, language, spread, (story,), (), ())


def parted(spread, text: str, x: float, room: float, **more) -> tuple[list[str], Line]:
    """Return what of a line stands left and right of the fold, and the line."""
    whole = over_fold(page(spread, line(text, x), room, **more), spread.fold)
    (galley,) = whole.stories[0].head
    (placed,) = galley.lines
    fold = spread.fold.x - galley.rect.x
    spans = letters(placed.line)
    assert placed.line.x >= -0.01
    assert placed.line.x + placed.line.width <= galley.rect.width + 0.01
    assert not list(on_fold(whole, spread.fold))
    sides = [[glyph.text for glyph, _, right in spans if (right <= fold) is left] for left in (True, False)]
    assert "".join("".join(side) for side in sides) == text
    return ["".join(side).strip() for side in sides], placed.line


def test_a_centred_head_is_parted_between_phrases(spread):
    """Its middle would be inside a word: 有 | 了 is none."""
    text = "旧煤场铺上草少年有了主场"
    room = 14 * 40.0 + 60
    sides, _ = parted(spread, text, (room - 480) / 2, room)
    assert sides[0] in ("旧煤场", "旧煤场铺上草")


def test_letters_are_parted_between_words(spread):
    sides, _ = parted(spread, "The bridge opens again today", 0.0, 600.0, language="en")
    assert sides in (["The bridge", "opens again today"], ["The", "bridge opens again today"])


def test_a_line_that_has_room_on_one_page_stays_there(spread):
    short = "渡口开通"
    sides, _ = parted(spread, short, 60.0, 500.0)
    assert short in sides or sides == ["渡口", "开通"]


def test_a_head_is_set_smaller_rather_than_parted_in_a_word(spread):
    """Without room to move, the word on the fold is only cleared by smaller type."""
    text, room = "渡口大桥今起检修", 8 * 40.0
    whole = page(spread, line(text, 0.0), room)
    sizes = set()
    for most in (0.0, 0.3):
        head = spread.head.model_copy(update={"across": most})
        changed = spread.model_copy(update={"head": head})
        (galley,) = over_fold(replace(whole, design=changed), spread.fold).stories[0].head
        sizes.add(galley.lines[0].line.size)
    assert max(sizes) == 40
    if spread.fold.kind == "through":
        assert min(sizes) < 40


def test_a_credit_at_the_end_of_a_caption_keeps_its_end(spread):
    caption, credit = line("图说", 0.0, 8.0), line("资料", 380.0, 8.0)
    both = replace(caption, text="图说资料", runs=(*caption.runs, *credit.runs), width=396.0)
    (galley,) = over_fold(page(spread, both, 396.0, Role.CAPTION), spread.fold).stories[0].head
    made = galley.lines[0].line
    assert (made.x, made.x + made.width) == (0, pytest.approx(396 + spread.fold.apart))


def test_what_lies_beyond_is_moved_and_what_crosses_is_wider(spread):
    fold, wide = spread.fold, spread.grid.column
    before, beyond = Rect(fold.grid_x - 100, 0, 50, 9), Rect(fold.grid_x + 20, 0, 50, 9)
    across = Rect(fold.grid_x - wide, 0, 2 * wide, 9)
    rule = Separator("vertical", Rect(fold.grid_x, 0, 0, 50))
    model = replace(
        page(spread, line("一", 0.0), 90.0),
        ads=tuple(AdBox(name, rect) for name, rect in zip("abc", (before, beyond, across), strict=True)),
        separators=(rule, Separator("horizontal", across)),
    )
    made = over_fold(model, fold)
    assert [(ad.rect.x, ad.rect.width) for ad in made.ads] == [
        (before.x, 50),
        (beyond.x + fold.apart, pytest.approx(50)),
        (across.x, pytest.approx(2 * wide + fold.apart)),
    ]
    assert [each.kind for each in made.separators] == ["horizontal"]


def test_a_letter_on_the_fold_is_seen(spread):
    fold = spread.fold
    model = page(spread, line("一", LEFT + fold.apart / 2 - 20), 500.0)
    assert list(on_fold(model, fold)) == ["lead"]


@pytest.mark.parametrize("x", range(0, 100, 12))
def test_no_comma_begins_what_stands_beyond_the_fold(spread, x):
    """Nor does a bracket end what stands before it (避头尾)."""
    sides, _ = parted(spread, "渡口停，（明）晨开，（今）夜无船", float(x), 16 * 40.0 + 200)
    assert sides[1][:1] not in ("，", "）")
    assert sides[0][-1:] != "（"
