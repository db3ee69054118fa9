"""What must stand together and what must not: pictures beside their stories, ads away from their matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np

from layout.base.codes import Code
from layout.base.messages import Message, Name, say
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import Item, PageProblem
from layout.plan.solver.terms.model import Bools, Fault, Found, PageView, PairCost, Sides, Skyline, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear


def kept_apart(problem: PageProblem) -> dict[tuple[str, str], Message]:
    """Return the pairs of items that must not touch, each with the reason."""
    found = {}
    for one, other in combinations(problem.apart, 2):
        if other.id in one.not_beside or one.id in other.not_beside:
            found[one.id, other.id] = say("excluded")
        elif ItemKind.AD in (one.kind, other.kind) and one.matter and one.matter == other.matter:
            found[one.id, other.id] = say("both on {matter}", matter=one.matter)
    return found


def shares_side(picture: GridRect, story: GridRect) -> bool:
    """Tell whether two rectangles touch along the whole side of one of them."""
    if picture.right == story.column or story.right == picture.column:
        first, end = picture.overlap_rows(story)
        return end - first == min(picture.rows, story.rows)
    if picture.foot == story.row or story.foot == picture.row:
        first, end = picture.overlap_columns(story)
        return end - first == min(picture.columns, story.columns)
    return False


def borders(one: GridRect, other: GridRect) -> bool:
    """Tell whether two rectangles have part of an edge in common, more than a corner."""
    (left, right), (top, foot) = one.overlap_columns(other), one.overlap_rows(other)
    return (right == left and foot > top) or (foot == top and right > left)


# Pictures ------------------------------------------------------------------------------------------------------


def _picture_found(view: PageView) -> Iterator[Found]:
    for item, rect in view.placed:
        story, notch = view.rects.get(item.beside), view.notches.get(item.beside)
        if story and (not shares_side(rect, story) or (notch and borders(rect, notch))):
            yield Found(1, say("{item} is away from {beside}", item=Name(item.id), beside=Name(item.beside)), item.id)


def _picture_pairs(problem: PageProblem, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    names = {item.id for item in items}
    return ((item.id, item.beside) for item in items if item.beside in names)


def _is_away(one: Sides, other: Sides) -> Bools:
    """Whether two rectangles do not touch along the whole side of one: `shares_side` in arrays."""
    across, down = one.across(other), one.down(other)
    beside = (across == 0) & (down == np.minimum(one.foot - one.row, other.foot - other.row))
    below = (down == 0) & (across == np.minimum(one.right - one.left, other.right - other.left))
    return np.asarray(~(beside | below))


def _can_share_side(placed: Sides, skyline: Skyline) -> Bools:
    """Whether there is room left beside a rectangle, above its foot, or directly under it."""
    across = np.arange(len(skyline))[:, None]
    inside = (across >= placed.left) & (across < placed.right)
    next_to = (across == placed.left - 1) | (across == placed.right)
    return np.asarray(((next_to & (skyline < placed.foot)) | (inside & (skyline == placed.foot))).any(axis=0))


def _level_to_the_right(placed: Sides, skyline: Skyline) -> Bools:
    """Whether the next column is free from the rectangle's own row on.

    Only a partner that begins on its row, to its right, can still reach over the whole of its side from above.
    """
    across = np.arange(len(skyline))[:, None]
    return np.asarray(((across == placed.right) & (skyline == placed.row)).any(axis=0))


def _picture_constraints(cover: Cover) -> Iterator[Linear]:
    model, places = cover.model, {item.id: at for at, item in enumerate(cover.items)}
    for picture, item in enumerate(cover.items):
        story = places.get(item.beside)
        if story is None:
            continue
        apart = model.new_bool_var("")
        choices = [apart, ~cover.present[picture], ~cover.present[story]]
        for inner, outer in permutations((picture, story)):
            left, right = cover.left_of(inner), cover.right_of(inner)
            for side in range(4):
                chosen = model.new_bool_var("")
                if side < 2:
                    model.add(cover.row[inner] >= cover.row[outer]).only_enforce_if(chosen)
                    model.add(cover.foot[inner] <= cover.foot[outer]).only_enforce_if(chosen)
                    model.add(right == cover.left_of(outer) if side else left == cover.right_of(outer)).only_enforce_if(
                        chosen
                    )
                else:
                    model.add(left >= cover.left_of(outer)).only_enforce_if(chosen)
                    model.add(right <= cover.right_of(outer)).only_enforce_if(chosen)
                    model.add(
                        cover.foot[inner] == cover.row[outer] if side == 2 else cover.row[inner] == cover.foot[outer]
                    ).only_enforce_if(chosen)
                choices.append(chosen)
        model.add_bool_or(choices)
        yield apart


PICTURE_APART = Term(
    "picture-apart",
    60,
    "picture",
    "a picture must share a whole side with the story it belongs to",
    _picture_found,
    pair=PairCost(_picture_pairs, _is_away, _can_share_side, closed_is_fault=True, top_matters=_level_to_the_right),
    constraints=_picture_constraints,
    fault=Fault(Code.PLAN_PICTURE_APART, say("a picture away from its story"), say("put them together")),
    alike_in_mirror=always,
)


# What must not touch -------------------------------------------------------------------------------------------


def _touching_found(view: PageView) -> Iterator[Found]:
    for (one, other), why in kept_apart(view.problem).items():
        if one not in view.rects or other not in view.rects:
            continue
        if any(part.touches(there) for part in view.parts(one) for there in view.parts(other)):
            yield Found(1, say("{one} and {other} touch ({why})", one=Name(one), other=Name(other), why=why), one)


def _apart_pairs(problem: PageProblem, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """What touches an L-shaped story, or the ad in it, is left to the finished page: a rectangle says too little."""
    whole = {item.id for item in items if item.around is None}
    return ((one, other) for one, other in kept_apart(problem) if {one, other} <= whole)


def _touch(one: Sides, other: Sides) -> Bools:
    return np.asarray((one.across(other) >= 0) & (one.down(other) >= 0))


def _can_touch(placed: Sides, skyline: Skyline) -> Bools:
    """Whether a rectangle can still be touched: the skyline over it, or beside it, is not below its foot."""
    across = np.arange(len(skyline))[:, None]
    near = (across >= placed.left - 1) & (across <= placed.right)
    return np.asarray((near & (skyline <= placed.foot)).any(axis=0))


def _never(placed: Sides, skyline: Skyline) -> Bools:
    """The other one begins at or below the skyline, never above this one: only its foot and sides can be touched."""
    return np.zeros(skyline.shape[1], np.bool_)


def _apart_constraints(cover: Cover) -> Iterator[Linear]:
    model, places = cover.model, {item.id: at for at, item in enumerate(cover.items)}
    for first, second in kept_apart(cover.problem):
        one, other = places[first], places[second]
        near = model.new_bool_var("")
        choices = [near, ~cover.present[one], ~cover.present[other]]
        for before, after in permutations((one, other)):
            across, down = model.new_bool_var(""), model.new_bool_var("")
            model.add(cover.right_of(before) < cover.left_of(after)).only_enforce_if(across)
            model.add(cover.foot[before] < cover.row[after]).only_enforce_if(down)
            choices += [across, down]
        model.add_bool_or(choices)
        yield near


NOT_APART = Term(
    "not-apart",
    80,
    "pair",
    "an ad beside a story or an ad on the same matter, or beside what was excluded",
    _touching_found,
    pair=PairCost(_apart_pairs, _touch, _can_touch, top_matters=_never),
    constraints=_apart_constraints,
    fault=Fault(Code.PLAN_BESIDE, say("neighbours that must not be"), say("put something between them")),
    alike_in_mirror=always,
)
