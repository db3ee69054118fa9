"""The keys and marks of what may give way: read, refused at their line, and no part of the text."""

from __future__ import annotations

import pytest

from layout.base.diagnostics import Report
from layout.compose.elements import ELEMENTS
from layout.edition.markdown import read_body
from layout.files.text import Source
from tests.content.sandbox import EDITION_YAML, make_sandbox


def body(text: str):
    report = Report()
    blocks = read_body(text, Source("story.md", text), 1, report, ELEMENTS)
    assert report.findings == ()
    return blocks


@pytest.mark.parametrize("mark", ["{optional}", "{可删}", " {optional} ", "\n{可删}"])
def test_a_mark_at_the_end_of_a_paragraph_is_no_part_of_it(mark):
    first, second = body(f"桥头的茶摊**搬走**了。{mark}\n\n照常营业。")
    assert (first.text, first.optional) == ("桥头的茶摊搬走了。", True)
    assert (second.text, second.optional) == ("照常营业。", False)


def test_a_mark_inside_a_paragraph_or_escaped_is_text():
    for text in ("写 {optional} 就行。", "写 \\{optional}"):
        (block,) = body(text)
        assert "{optional}" in block.text
        assert not block.optional


def test_subheads_and_elements_are_marked_too():
    section, inside, box = body(
        "## 三次大修 {可删}\n\n大桥修过三次。\n\n::: facts 绕行 columns=2 {optional}\n走新桥。\n:::\n"
    )
    assert (section.text, section.optional) == ("三次大修", True)
    assert not inside.optional
    assert (box.title, box.columns, box.optional) == ("绕行", 2, True)


@pytest.fixture
def sandbox(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return make_sandbox(tmp_path)


def test_the_keys_of_a_story_and_those_of_its_edition(sandbox):
    keys = "headline: 大桥封闭\nmust: true\noptional: deck\n"
    sandbox.write("lead.md", f"---\n{keys}---\n正文，两三句话。\n")
    sandbox.write("edition.yaml", EDITION_YAML.replace("language:", "cut: end\nclosing: hand\nlanguage:"))
    edition = sandbox.load().edition
    lead, river = edition.stories["lead"], edition.stories["river"]
    assert (lead.must, lead.optional, lead.cut, river.cut) == (True, ("deck",), "end", "end")
    assert not edition.closes(edition.page("B1"))
    sandbox.write("lead.md", f"---\n{keys}cut: never\n---\n正文，两三句话。\n")
    text = sandbox.read("edition.yaml").replace("    kind: inside\n", "    kind: inside\n    closing: auto\n")
    sandbox.write("edition.yaml", text)
    edition = sandbox.load().edition
    assert edition.stories["lead"].cut == "never"
    assert edition.closes(edition.page("B1"))
    assert not edition.closes(edition.page("B2"))


def test_a_page_given_by_areas_is_its_editors(sandbox):
    edition = sandbox.load().edition
    assert edition.closing == "auto"
    assert [edition.closes(page) for page in edition.pages] == [True, False]


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("edition.yaml", "language: zh-Hans", "closing: never", 7),
        ("edition.yaml", "language: zh-Hans", "cut: middle", 7),
        ("lead.md", "deck: 工期二十天", "optional: [deck, headline]", 3),
        ("lead.md", "deck: 工期二十天", "must: perhaps", 3),
        ("lead.md", "deck: 工期二十天", "cut: 3", 3),
    ],
)
def test_what_cannot_be_is_refused_at_its_line(sandbox, file, old, new, line):
    text = sandbox.read(file)
    assert old in text
    sandbox.write(file, text.replace(old, new))
    (finding,) = sandbox.load().errors
    assert (finding.place.line, finding.place.file.endswith(file)) == (line, True)


@pytest.mark.parametrize(
    ("edition_says", "story_says", "is_so"),
    [
        ("", "", "auto"),
        ("closing: hand\n", "", "never"),
        ("closing: hand\npull-quotes: auto\n", "", "auto"),
        ("pull-quotes: never\n", "", "never"),
        ("pull-quotes: never\n", "pull-quotes: auto\n", "auto"),
        ("", "pull-quotes: never\n", "never"),
    ],
)
def test_pull_quotes_are_allowed_by_story_then_edition_then_closing(sandbox, edition_says, story_says, is_so):
    sandbox.write("lead.md", f"---\nheadline: 大桥封闭\n{story_says}---\n正文，两三句话。\n")
    sandbox.write("edition.yaml", EDITION_YAML.replace("language:", f"{edition_says}language:"))
    assert sandbox.load().edition.stories["lead"].pull_quotes == is_so
