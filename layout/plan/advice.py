"""A page that cannot be made of legal shapes: which cut, which addition or which filler would close it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layout.base.diagnostics import Ref
from layout.compose.copyfit import StoryFit
from layout.design.tokens import Design
from layout.edition.model import Edition
from layout.plan.giving import Kind, Way
from layout.plan.solver.items import PageProblem

NEAR = 0.25
"""A story is offered to be taken off if its cells are within this part of the ones there are too many."""
OFFERS = 2
"""Stories named at most."""


def advice(
    problem: PageProblem, fits: Mapping[str, StoryFit], refs: Mapping[str, Ref], white: int, design: Design
) -> str:
    """Return what would make the page come out, as a hint for its editor.

    ``fits`` is how the stories fit that stand in no legal shape, ``refs`` what refers to each story of the page.
    ``white`` cells belong to nothing.
    """
    over = sorted(((fit.over_lines, name) for name, fit in fits.items() if fit.over_lines), reverse=True)
    under = sorted(((fit.under_lines, name) for name, fit in fits.items() if fit.under_lines), reverse=True)
    said = [f"cut about {fits[name].over_characters} characters from {_named(name, refs)}" for _, name in over]
    said += [f"add about {fits[name].under_characters} characters to {_named(name, refs)}" for _, name in under]
    if white:
        characters = round(white * design.grid.column / design.body.size)
        lead = f", to {_named(problem.lead.id, refs)} for one" if problem.lead and not said else ""
        said.append(f"add about {characters} characters{' more' if said else ''}{lead}, or another story")
    excess, hole = sum(lines for lines, _ in over), sum(lines for lines, _ in under) + white
    if excess > hole:
        said += _to_take_off(problem, excess)
    elif hole:
        said.append(f"or put an ad or a filler of about {hole} cells (base columns x rows) on the page")
    return "; ".join(said) if said else "give a story more or less copy, or move an ad"


def in_words(edition: Edition, ways: Sequence[Way]) -> str:
    """Return what is to be done about the stories of a page, as an editor does it by hand, with their files."""
    return "; ".join(_way_in_words(edition, way) for way in ways)


def _way_in_words(edition: Edition, way: Way) -> str:
    story = edition.stories.get(way.story)
    name = _named(way.story, {way.story: story.ref} if story else {})
    match way.kind:
        case Kind.JUMP:
            return f"jump: {way.target} in {name}"
        case Kind.MOVE:
            return f"move {name} to {way.target}"
        case Kind.HOLD | Kind.GIVE_BACK:
            return f"take {name} off the page"
        case Kind.TAKE:
            return f"put {name} on the page"
        case Kind.NO_INDEX:
            return "index: false"
        case Kind.CORRECT if way.characters < 0:
            return f"add {-way.characters} characters to {name}"
        case Kind.CORRECT:
            return f"cut {way.characters} characters from {name}"
        case Kind.SHORTEN:
            return f"leave out parts of {name}"


def _named(name: str, refs: Mapping[str, Ref]) -> str:
    return f"{name} ({ref})" if (ref := refs.get(name)) else name


def _to_take_off(problem: PageProblem, excess: int) -> list[str]:
    near = [
        (abs(item.nominal.area - excess), item.id)
        for item in problem.items
        if item.headed and item.footprints and abs(item.nominal.area - excess) <= NEAR * excess
    ]
    return [f"or take {name} off the page" for _, name in sorted(near)[:OFFERS]]
