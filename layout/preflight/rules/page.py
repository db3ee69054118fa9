"""The file is one page that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from layout.preflight.facts import Facts
from layout.preflight.model import Finding, Rule
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import BOTH_X, GHENT, OUR_OWN, on_page
from layout.preflight.states import State


def _opens(_facts: Facts, _profile: Profile) -> Iterator[Finding]:
    """Facts were read, so it does; the runner makes this rule's finding when they were not."""
    yield from ()


def _readable(facts: Facts, _profile: Profile) -> Iterator[Finding]:
    for what in facts.unreadable:
        yield Finding(f"the page's content cannot be followed: {what}", "build the page anew; supplied ads: ask again")


def _single(facts: Facts, _profile: Profile) -> Iterator[Finding]:
    if facts.file.pages != 1:
        yield Finding(f"the file has {facts.file.pages} pages", "send one file for every page")


def _empty(facts: Facts, _profile: Profile) -> Iterator[Finding]:
    painted = (*facts.texts, *facts.fills, *facts.strokes, *facts.images)
    if not any(True for _ in on_page(facts, painted)):
        yield Finding("nothing is printed on the page", "build the page anew", facts.trim)


OPENS = Rule(
    "page-opens",
    "The file can be opened",
    State.FATAL,
    "A file that is damaged or locked with a password stops the platemaker's queue.",
    BOTH_X,
    _opens,
)

RULES = (
    OPENS,
    Rule(
        "page-content",
        "The page's content can be followed",
        State.FATAL,
        "What one program leaves out of a broken page another one prints.",
        OUR_OWN,
        _readable,
    ),
    Rule(
        "page-single",
        "One page a file",
        State.FATAL,
        "Pages are planned onto plates one by one; of a longer file only the first page may come to print.",
        GHENT,
        _single,
    ),
    Rule(
        "page-empty",
        "Something is printed",
        State.FATAL,
        "A page without anything on it is nearly always a page that went wrong.",
        OUR_OWN,
        _empty,
    ),
)
