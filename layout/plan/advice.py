"""A page that cannot be made of legal shapes: which cut, which addition or which filler would close it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layout.base.diagnostics import Ref
from layout.base.messages import Message, Name, listed, say
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
) -> Message:
    """Return what would make the page come out, as a hint for its editor.

    ``fits`` is how the stories fit that stand in no legal shape, ``refs`` what refers to each story of the page.
    ``white`` cells belong to nothing.
    """
    over = sorted(((fit.over_lines, name) for name, fit in fits.items() if fit.over_lines), reverse=True)
    under = sorted(((fit.under_lines, name) for name, fit in fits.items() if fit.under_lines), reverse=True)
    if sum(lines for lines, _ in over) <= white:
        over = []  # there is room for it on the page: nobody need cut
    said = [
        say(
            "cut about {count:character|characters} from {story}",
            count=fits[name].over_characters,
            story=_named(name, refs),
        )
        for _, name in over
    ]
    said += [
        say(
            "add about {count:character|characters} to {story}",
            count=fits[name].under_characters,
            story=_named(name, refs),
        )
        for _, name in under
    ]
    if white:
        count = round(white * design.grid.column / design.body.size)
        if said:
            said.append(say("add about {count} characters more, or another story", count=count))
        elif problem.lead:
            lead = _named(problem.lead.id, refs)
            said.append(
                say("add about {count} characters, to {story} for one, or another story", count=count, story=lead)
            )
        else:
            said.append(say("add about {count} characters, or another story", count=count))
    excess, hole = sum(lines for lines, _ in over), sum(lines for lines, _ in under) + white
    if excess > hole:
        said += _to_take_off(problem, excess)
    elif hole:
        said.append(
            say("or put an ad or a filler of about {cells} cells (base columns x rows) on the page", cells=hole)
        )
    return listed(said, "; ") if said else say("give a story more or less copy, or move an ad")


def in_words(edition: Edition, ways: Sequence[Way]) -> Message:
    """Return what is to be done about the stories of a page, as an editor does it by hand, with their files."""
    return listed((_way_in_words(edition, way) for way in ways), "; ")


def _way_in_words(edition: Edition, way: Way) -> Message:
    story = edition.stories.get(way.story)
    name = _named(way.story, {way.story: story.ref} if story else {})
    match way.kind:
        case Kind.JUMP:
            return say("jump: {page} in {story}", page=way.target, story=name)
        case Kind.MOVE:
            return say("move {story} to {page}", story=name, page=way.target)
        case Kind.HOLD | Kind.GIVE_BACK:
            return say("take {story} off the page", story=name)
        case Kind.TAKE:
            return say("put {story} on the page", story=name)
        case Kind.NO_INDEX:
            return say("index: false")
        case Kind.CORRECT if way.characters < 0:
            return say("add {count:character|characters} to {story}", count=-way.characters, story=name)
        case Kind.CORRECT:
            return say("cut {count:character|characters} from {story}", count=way.characters, story=name)
        case Kind.SHORTEN:
            return say("leave out parts of {story}", story=name)


def _named(name: str, refs: Mapping[str, Ref]) -> str:
    return (
        say("{story} ({ref})", story=Name(name), ref=ref)
        if (ref := refs.get(name))
        else say("{story}", story=Name(name))
    )


def _to_take_off(problem: PageProblem, excess: int) -> list[Message]:
    near = [
        (abs(item.nominal.area - excess), item.id)
        for item in problem.items
        if item.headed and item.footprints and abs(item.nominal.area - excess) <= NEAR * excess
    ]
    return [say("or take {story} off the page", story=Name(name)) for _, name in sorted(near)[:OFFERS]]
