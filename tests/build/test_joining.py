"""One fault is told once: what several stages saw of it is one finding, and the count of errors that of faults."""

from dataclasses import replace

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place
from layout.base.messages import Name, say, word
from layout.base.units import Rect
from layout.build.joining import Places, joined

PLACES = Places({"A1": "A1", "lead": "A1", "shop": "A1", "A2": "A2", "brief": "A2"}, {"shop": Rect(100, 500, 200, 80)})


def found(code, subject="", *, page="", severity=Severity.WARNING, message="something", rect=None):
    place = Place(subject or "f", 1)
    return Finding(Code(code), severity, message, place, subject=subject, page=page, rect=rect)


def seen(code, page="A1", **more):
    """What the preflight sees on a page."""
    return found(code, page, page=page, **more)


def line(text):
    return found("loose-line", "lead", message=say("{story}: loose line: {line}", story=Name("lead"), line=text))


LOOSE = seen("line-loose", message=say("{spot}: {note}", spot="“剩下的要等到月底西岗”", note="0.333 em"))
FORCED = seen(
    "copy-loose",
    message=say(
        "a line of the story {story} could only be filled by wide gaps: {text}",
        story=Name("lead"),
        text="“剩下的要等到月底…”",
    ),
)


def head(role, message="{story}: the {role} does not fit over {columns}"):
    return found("head-too-long", "lead", message=say(message, story=Name("lead"), role=word(role), columns=2))


def furniture(text):
    return found("furniture-too-long", "A1", message=say("page A1: “{text}” is too long", text=text))


EARLY = "{story}: the {role} does not fit over {columns:column|columns}, the most it can have"
LONG_SECTION = "要闻要闻要闻要闻要闻要闻"
OVER_IT = seen(
    "type-over-type", message=say("text {text} is printed on {other}", text="“星期五”", other="“要闻要闻要闻…”")
)


@pytest.mark.parametrize(
    ("root", "others"),
    [
        (found("plan-stretched", "A1"), [found("copy-overset", "lead"), seen("copy-overset"), seen("copy-hole")]),
        (found("copy-overset", "lead"), [seen("copy-overset"), found("plan-shape", "lead", page="A1")]),
        (found("copy-hole", "lead"), [seen("copy-hole")]),
        (found("plan-white", "A1", page="A1"), [seen("copy-hole")]),
        (line("剩下的要等到月底西岗"), [FORCED, LOOSE]),
        (FORCED, [LOOSE]),
        (found("ad-file", "shop"), [seen("picture-weak", rect=Rect(120, 520, 50, 50)), seen("copy-ads")]),
        (found("ad-text", "shop"), [seen("copy-ads")]),
        (found("story-too-long", "lead"), [found("story-left-over", "lead"), found("plan-stretched", "lead")]),
        (found("story-too-long", "lead"), [replace(seen("copy-overset", "A1"), place=Place("lead", 1))]),
        (
            furniture(LONG_SECTION),
            [OVER_IT, seen("type-trimmed", message=say("text {text} is cut off", text=LONG_SECTION))],
        ),
    ],
)
def test_what_a_finding_explains_is_not_told_beside_it(root, others):
    assert joined([root, *others], PLACES) == (root,)
    assert joined([*others, root], PLACES) == (root,)


@pytest.mark.parametrize(
    "findings",
    [
        [found("plan-stretched", "A1"), seen("copy-overset", "A2")],
        [found("story-too-long", "lead"), found("plan-stretched", "A1"), found("story-left-over", "brief")],
        [head("kicker", EARLY), head("headline", EARLY)],
        [head("kicker", EARLY), head("headline")],
        [furniture("别的一行也很长很长"), OVER_IT],
        [found("copy-overset", "lead"), found("copy-overset", "brief")],
        [line("另外一行很松的文字在这里"), LOOSE],
        [line("剩下的"), LOOSE],
        [found("ad-file", "shop"), seen("picture-weak", rect=Rect(0, 0, 50, 50))],
        [found("plan-stretched", "A1"), seen("ink-total")],
        [seen("copy-overset", message="one"), seen("copy-overset", message="two")],
    ],
)
def test_what_is_another_fault_is_told_too(findings):
    assert joined(findings, PLACES) == tuple(findings)


def test_a_head_that_is_too_long_for_its_page_is_not_told_again_of_its_place():
    early = head("headline", EARLY)
    assert joined([early, head("kicker", EARLY), head("headline")], PLACES) == (early, head("kicker", EARLY))


def test_a_root_matters_as_much_as_the_worst_it_explains():
    root, page = found("plan-stretched", "A1"), seen("copy-overset", severity=Severity.ERROR)
    assert [(one.code, one.severity) for one in joined([root, page], PLACES)] == [("plan-stretched", Severity.ERROR)]
    chain = [line("剩下的要等到月底西岗"), FORCED, seen("line-loose", severity=Severity.ERROR, message=LOOSE.message)]
    assert [one.severity for one in joined(chain, PLACES)] == [Severity.ERROR]


def test_what_is_said_twice_in_the_same_words_is_told_once():
    assert len(joined([found("picture-width", "lead")] * 2, PLACES)) == 1


def test_two_findings_without_a_place_are_not_at_one_place():
    wide = replace(found("word-too-wide", "lead"), place=Place())
    loose = replace(found("loose-line", "brief"), place=Place())
    assert joined([wide, loose], PLACES) == (wide, loose)
