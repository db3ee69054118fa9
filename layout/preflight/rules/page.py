"""The file is one page that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import BOTH_X, GHENT, OUR_OWN
from layout.preflight.states import State


def _opens(_facts: Facts, _profile: Profile) -> Iterator[Fault]:
    """Facts were read, so it does; the runner makes this rule's finding when they were not."""
    yield from ()


def _readable(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for what in facts.unreadable:
        yield Fault(
            say("the page's content cannot be followed: {what}", what=what),
            say("build the page anew; supplied ads: ask again"),
        )


def _single(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    if facts.file.pages != 1:
        yield Fault(say("the file has {pages} pages", pages=facts.file.pages), say("send one file for every page"))


def _empty(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    painted = (*facts.texts, *facts.fills, *facts.strokes, *facts.images)
    if not any(facts.meets_bleed(thing.rect) for thing in painted):
        yield Fault(say("nothing is printed on the page"), say("build the page anew"), facts.trim)


OPENS = Rule(
    Code.PAGE_OPENS,
    State.FATAL,
    "A file that is damaged or locked with a password stops the platemaker's queue.",
    BOTH_X,
    _opens,
)

RULES = (
    OPENS,
    Rule(
        Code.PAGE_CONTENT,
        State.FATAL,
        "What one program leaves out of a broken page another one prints.",
        OUR_OWN,
        _readable,
    ),
    Rule(
        Code.PAGE_SINGLE,
        State.FATAL,
        "Pages are planned onto plates one by one; of a longer file only the first page may come to print.",
        GHENT,
        _single,
    ),
    Rule(
        Code.PAGE_EMPTY,
        State.FATAL,
        "A page without anything on it is nearly always a page that went wrong.",
        OUR_OWN,
        _empty,
    ),
)
