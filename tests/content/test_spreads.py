"""Two facing pages written as one: what edition.yaml may say of them, and both of them found afterwards."""

from __future__ import annotations

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Ref
from layout.build.impossible import without_page
from layout.edition.spreads import both_pages, facing
from tests.content.sandbox import Sandbox


def as_spread(sandbox: Sandbox, number: str, *keys: str) -> None:
    """Give the edition's page that number, and further keys."""
    sandbox.replace("edition.yaml", "- id: B1", f"- id: {number}")
    sandbox.replace("river.md", "continued-from: B1", f"continued-from: {number}")
    sandbox.replace(
        "edition.yaml", "    stories: [lead]", "\n".join(f"    {key}" for key in (*keys, "stories: [lead]"))
    )


@pytest.mark.parametrize(("page", "other"), [("A8", "A9"), ("B2", "B3"), ("A9", ""), ("A98", "A99")])
def test_the_page_facing_a_left_hand_page(page, other):
    assert facing(page) == other


def test_both_pages_are_there_and_one_has_the_stories(sandbox: Sandbox) -> None:
    as_spread(sandbox, "C4", "spread: C5", "across: [lead]", "gutter-bleed: 2mm")
    loaded = sandbox.load()
    assert loaded.findings == ()
    left, right, _ = loaded.edition.pages
    assert (left.id, left.spread, left.is_half, left.stories, left.across) == ("C4", "C5", False, ("lead",), ("lead",))
    assert (right.id, right.spread, right.is_half, right.stories, right.sections) == ("C5", "C4", True, (), ())
    assert left.gutter_bleed == right.gutter_bleed == pytest.approx(2 * 72 / 25.4)
    assert (left.template, right.template) == ("tabloid/apart", "tabloid")
    places = loaded.edition.provenance
    assert places.of(Ref("page", "C5", "section")) == places.of(Ref("page", "C4", "section"))
    assert both_pages(["C5"], loaded.edition.pages) == ("C5", "C4")
    assert both_pages([], loaded.edition.pages) == ()


@pytest.mark.parametrize("page", ["C4", "C5"])
def test_a_half_goes_with_the_page_that_cannot_be_planned(sandbox: Sandbox, page: str) -> None:
    as_spread(sandbox, "C4", "spread: C5")
    edition = sandbox.load().edition
    assert {"C4", "C5"} <= {each.id for each in edition.pages}
    left = without_page(edition, page)
    assert not {"C4", "C5"} & {each.id for each in left.pages}


@pytest.mark.parametrize(
    ("number", "key", "code", "words"),
    [
        ("C5", "spread: C6", Code.SPREAD_PAGES, "left-hand"),
        ("C4", "spread: C3", Code.SPREAD_PAGES, "spread: C5"),
        ("C4", "spread: A3", Code.SPREAD_PAGES, "spread: C5"),
        ("C4", "spread: C5\n    across: [laed]", Code.PLACE_UNKNOWN, "lead"),
        ("C4", "spread: C5\n    gutter-bleed: 20mm", Code.BAD_VALUE, ""),
        ("C4", "spread: C5\n    fold: open", Code.BAD_VALUE, "through"),
        ("C4", "fold: through", Code.NO_EFFECT, "spread:"),
        ("C4", "across: [lead]", Code.NO_EFFECT, "spread:"),
        ("C4", "gutter-bleed: 2mm", Code.NO_EFFECT, "spread:"),
        ("C4", "spread: C5\n    fold: through\n    across: [lead]", Code.NO_EFFECT, "apart"),
    ],
)
def test_what_is_wrong_with_a_spread_is_told_at_its_line(sandbox: Sandbox, number, key, code, words) -> None:
    as_spread(sandbox, number, key)
    (finding,) = sandbox.load().findings
    assert finding.code == code
    assert words in f"{finding.message} {finding.hint}"
    lines = sandbox.read("edition.yaml").splitlines()
    wrong = key.splitlines()[-1].strip() if code is not Code.SPREAD_PAGES else "spread:"
    assert lines[finding.place.line - 1].strip().startswith(wrong.split(":")[0])


def test_a_front_page_is_no_part_of_a_spread(sandbox: Sandbox) -> None:
    as_spread(sandbox, "C4", "spread: C5")
    sandbox.replace("edition.yaml", "kind: inside", "kind: front")
    assert Code.SPREAD_PAGES in [finding.code for finding in sandbox.load().findings]


def test_a_half_is_not_listed(sandbox: Sandbox) -> None:
    as_spread(sandbox, "C4", "spread: C5")
    text = sandbox.read("edition.yaml")
    sandbox.write("edition.yaml", text + "  - id: C5\n    template: tabloid\n    stories: []\n")
    (finding,) = sandbox.load().findings
    assert finding.code == Code.SPREAD_PAGES
    assert "take page C5 out" in finding.hint
