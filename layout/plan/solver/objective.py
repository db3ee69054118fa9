"""The terms of the score as constraints on a cover: what ``score`` counts on a plan, said to the solver.

Each function adds what its term needs and yields (literal or whole-number expression, term). The solver pays
at least what the score counts, and because it minimises, exactly that in every plan it proves best.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from layout.plan.solver.cover import Cover, Linear
from layout.plan.solver.grid import ItemKind
from layout.plan.solver.items import Edge
from layout.plan.solver.measures import (
    EASED_COLUMNS,
    balance,
    fills,
    importance,
    is_strip,
    kept_apart,
    latest_rows,
    sliver_costs,
    stays_low,
)
from layout.plan.solver.terms import weights

Costs = Iterator[tuple[Linear, str]]


def add_objective(cover: Cover) -> Linear:
    """Add every term with a weight to a cover; return the expression to be minimised, in points."""
    weighed = weights(cover.problem)
    points: list[Linear] = []
    for add in (_own, _lead, _order, _tombstones, _cuts_across, _cuts_down, _pictures, _apart, _ads, _balance, _moves):
        points += [weighed[name] * value for value, name in add(cover, weighed) if weighed[name]]
    return sum(points)


Weights = dict[str, int]


def _own(cover: Cover, weighed: Weights) -> Costs:
    for at, item in enumerate(cover.items):
        if item.kind is ItemKind.BLOCKED:
            continue
        for stand, literal in cover.stands[at].items():
            if stand.shape.cost:
                yield stand.shape.cost * literal, "shape"
            for name, value in sliver_costs(cover.problem, item, stand.shape).items():
                if value:
                    yield value * literal, name
        if item.pinned is not None and item.footprint(item.pinned) is None:
            yield 1, "off-play"
        if fills(item):
            yield cover.present[at], "filler"


def _lead(cover: Cover, weighed: Weights) -> Costs:
    lead = cover.problem.lead
    if lead is None:
        return
    at = cover.items.index(lead)
    yield cover.over(cover.row[at] - cover.problem.first_row), "lead-top"
    narrower = cover.model.new_int_var(0, cover.problem.columns, "lead-wide")
    own = cover.columns_of(at)
    for other, item in enumerate(cover.items):
        if other != at and item.headed:
            cover.model.add(narrower >= cover.columns_of(other) - own)
    yield narrower, "lead-wide"


def _order(cover: Cover, weighed: Weights) -> Costs:
    latest = latest_rows(cover.problem)
    for at, item in enumerate(cover.items):
        if item.id in latest and latest[item.id] < cover.problem.rows:
            yield importance(item) * cover.over(cover.row[at] - latest[item.id]), "order"


def _tombstones(cover: Cover, weighed: Weights) -> Costs:
    if not weighed["tombstone"] and not weighed["tombstone-eased"]:
        return
    model = cover.model
    heads = [at for at, item in enumerate(cover.items) if item.headed]
    for one in heads:
        for other in heads:
            if other <= one:
                continue
            beside = []
            for left, right in ((one, other), (other, one)):
                for column in range(1, cover.problem.columns):
                    beside.append((cover.ends_at(left, column), cover.starts_at(right, column)))
            differ = [cover.less(one, other), cover.less(other, one)]
            clashes = model.new_bool_var("")
            for ends, starts in beside:
                model.add_bool_or([clashes, ~ends, ~starts, *differ])
            if cover.items[one].boxed or cover.items[other].boxed:
                yield clashes, "tombstone-eased"
                continue
            plain, eased = model.new_bool_var(""), model.new_bool_var("")
            model.add_bool_or([~clashes, plain, eased])
            for width in cover.widths(one):
                for other_width in cover.widths(other):
                    if abs(width - other_width) < EASED_COLUMNS:
                        model.add_bool_or([~eased, ~cover.wide(one, width), ~cover.wide(other, other_width)])
            yield plain, "tombstone"
            yield eased, "tombstone-eased"


def _cuts_across(cover: Cover, weighed: Weights) -> Costs:
    if not weighed["cut-across"]:
        return
    model, page = cover.model, cover.problem
    strips = {at for at, item in enumerate(cover.items) if is_strip(page, item)}
    for one in range(len(cover.items)):
        if one in strips or not cover.may_be_in(one, 0):
            continue
        cut, low = model.new_bool_var(""), model.new_bool_var("")
        model.add(cover.foot[one] == page.rows).only_enforce_if(low)
        excuses = [cut, low, ~cover.inside[one][0]]
        for other in range(len(cover.items)):
            if other == one:
                continue
            witness = model.new_bool_var("")
            model.add(cover.foot[other] >= cover.foot[one] + 1).only_enforce_if(witness)
            strict = 0 if other in strips else 1
            model.add(cover.row[other] + strict <= cover.foot[one]).only_enforce_if(witness)
            excuses.append(witness)
        model.add_bool_or(excuses)
        yield cut, "cut-across"


def _cuts_down(cover: Cover, weighed: Weights) -> Costs:
    page = cover.problem
    for column in range(1, page.columns):
        spanning = [
            literal
            for at, item in enumerate(cover.items)
            if not is_strip(page, item)
            for stand, literal in cover.stands[at].items()
            if stand.column < column < stand.right
        ]
        cut = cover.model.new_bool_var("")
        cover.model.add_bool_or([cut, *spanning])
        yield cut, "cut-down"


def _pictures(cover: Cover, weighed: Weights) -> Costs:
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
        yield apart, "picture-apart"


def _apart(cover: Cover, weighed: Weights) -> Costs:
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
        yield near, "not-apart"


def _ads(cover: Cover, weighed: Weights) -> Costs:
    page, model = cover.problem, cover.model
    for at, item in enumerate(cover.items):
        if Edge.RIGHT_HAND in item.edges and not page.right_hand:
            yield cover.present[at], "ad-edge"
        if item.edges - {Edge.RIGHT_HAND}:
            top, bottom = model.new_bool_var(""), model.new_bool_var("")
            model.add(cover.row[at] == 0).only_enforce_if(top)
            model.add(cover.foot[at] == page.rows).only_enforce_if(bottom)
            left, right = cover.starts_at(at, 0), cover.ends_at(at, page.columns)
            wanted = {Edge.TOP: [top], Edge.BOTTOM: [bottom], Edge.LEFT: [left], Edge.RIGHT: [right]}
            for edge in sorted(item.edges - {Edge.RIGHT_HAND, Edge.CORNER}):
                missed = model.new_bool_var("")
                model.add_bool_or([missed, ~cover.present[at], *wanted[edge]])
                yield missed, "ad-edge"
            if Edge.CORNER in item.edges:
                missed = model.new_bool_var("")
                model.add_bool_or([missed, ~cover.present[at], left, right])
                model.add_bool_or([missed, ~cover.present[at], top, bottom])
                yield missed, "ad-edge"
        if stays_low(item):
            yield cover.over(page.rows // 2 - cover.row[at], cover.present[at]), "ad-high"


def _balance(cover: Cover, weighed: Weights) -> Costs:
    scale = balance(cover.problem)
    if scale is None:
        return
    places = [(at, item.id) for at, item in enumerate(cover.items) if item.id in scale.dark]
    across = sum(scale.dark[name] * (cover.left_of(at) + cover.right_of(at)) for at, name in places)
    down = sum(2 * scale.dark[name] * cover.row[at] + scale.depth[name] for at, name in places)
    for moment, (low, high, unit), name in (
        (across, scale.across, "balance-sides"),
        (down, scale.down, "balance-ends"),
    ):
        if weighed[name]:
            value = cover.model.new_int_var(0, 20, name)
            cover.model.add(unit * value >= moment - high)
            cover.model.add(unit * value >= low - moment)
            yield value, name


def _moves(cover: Cover, weighed: Weights) -> Costs:
    if cover.problem.previous is None:
        return
    before = {placement.item: placement.rect for placement in cover.problem.previous.placements}
    for at, item in enumerate(cover.items):
        rect = before.get(item.id)
        if rect is None:
            continue
        stays = [
            literal
            for stand, literal in cover.stands[at].items()
            if (stand.column, stand.shape.columns) == (rect.column, rect.columns)
        ]
        yield cover.present[at] - sum(stays), "moved"
        gone = cover.model.new_int_var(0, cover.problem.rows, "")
        cover.model.add(gone >= cover.row[at] - rect.row).only_enforce_if(cover.present[at])
        cover.model.add(gone >= rect.row - cover.row[at]).only_enforce_if(cover.present[at])
        yield gone, "moved-rows"
