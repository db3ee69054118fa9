"""The gallery leaves nothing out: every kind, value and page that the program has a list of stands in it.

Nothing is built here; `make docs` builds the pictures and tells of what does not come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from docs.site import pages
from docs.site.gallery import CONTENTS, LANGUAGES
from docs.site.shown import KINDS_OF_AD, SNIPPETS, TAGS, TEMPLATES, Shown, entries, keys_of, sections
from docs.site.specimens import EVERY
from layout.ads.kinds import KINDS
from layout.base.codes import Severity
from layout.build.adspecimen import _places, sizes
from layout.build.inputs import read_folder
from layout.compose.elements import ELEMENTS
from layout.compose.elements.chart import Chart, Form
from layout.design.tokens import load_design
from layout.edition.ads import Border, Corners
from layout.edition.blocks import Paragraph, ParagraphForm, Subhead
from layout.edition.model import BoxStyle, Edition, Story
from tests.conftest import ROOT


def shown(language: str) -> dict[str, Shown]:
    every = [one for section in sections(language) for one in section.shown]
    assert len({one.id for one in every}) == len(every)
    return {one.id: one for one in every}


@cache
def _read(language: str, root: Path) -> Edition:
    folder = root / language
    folder.mkdir()
    stories = [one for one in shown(language).values() if not one.is_ad]
    for one in stories:
        (folder / f"{one.id}.md").write_text(one.source, "utf-8")
    (folder / "images").mkdir()
    for picture in (ROOT / "content").glob("*/images/*"):
        (folder / "images" / picture.name).write_bytes(picture.read_bytes())
    (folder / "edition.yaml").write_text(
        f"paper: {{name: Gallery}}\ndate: 2022-04-15\nissue: 1\nlanguage: {TAGS[language]}\npages:\n"
        f"  - {{id: A1, template: weekly, stories: [{', '.join(one.id for one in stories)}]}}\n",
        "utf-8",
    )
    loaded = read_folder(folder, ROOT / "templates")
    assert loaded.edition is not None
    wrong = [finding for finding in loaded.findings if finding.severity is not Severity.INFO]
    assert [str(finding) for finding in wrong if finding.code != "jump-not-mirrored"] == []
    return loaded.edition


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gallery")


@pytest.fixture(params=LANGUAGES)
def stories(request: pytest.FixtureRequest, folder: Path) -> tuple[Story, ...]:
    return tuple(_read(request.param, folder).stories.values())


def test_every_element_and_every_form_of_it_is_shown(stories: tuple[Story, ...]) -> None:
    blocks = [block for story in stories for block in story.blocks]
    ours = {kind.name for kind in ELEMENTS if kind.model.__module__.startswith("layout.")}
    assert ours - {block.kind for block in blocks} == set()
    assert set(get_args(Form)) - {block.form for block in blocks if isinstance(block, Chart)} == set()
    assert set(ParagraphForm) - {block.form for block in blocks if isinstance(block, Paragraph)} == set()
    assert any(isinstance(block, Subhead) for block in blocks)


@pytest.mark.parametrize("key", ["head", "form", "measure", "box"])
def test_every_value_of_a_key_of_stories_is_shown(stories: tuple[Story, ...], key: str) -> None:
    values = get_args(Story.model_fields[key].annotation)
    assert set(values) - {getattr(story, key) for story in stories} == set()


def test_what_a_story_may_ask_for_is_shown(stories: tuple[Story, ...]) -> None:
    for key in ("kicker", "deck", "byline", "source", "series", "drop_cap", "picture", "pictures", "continued_on"):
        assert any(getattr(story, key) for story in stories), key
    spans = [
        span for story in stories for block in story.blocks if isinstance(block, Paragraph) for span in block.spans
    ]
    assert any(span.reading for span in spans)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_ad_is_shown_and_each_border_and_corner(language: str) -> None:
    there = shown(language)
    ours = {kind.name for kind in KINDS if kind.model.__module__.startswith("layout.")}
    assert ours == set(KINDS_OF_AD)
    assert {keys_of(there[name].source)["kind"] for name in ours} == ours
    assert {f"border-{name}" for name in get_args(Border)} <= set(there)
    assert {f"corners-{name}" for name in get_args(Corners)} <= set(there)
    assert {f"box-{name}" for name in get_args(BoxStyle)} <= set(there)
    for one in there.values():
        if one.only and one.is_ad:
            key, value = one.only.strip().splitlines()[-1].strip().split(": ")
            assert str(keys_of(one.source)[key]) == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_snippet_is_in_the_gallery(language: str) -> None:
    files = {file.stem for file in (SNIPPETS / language).glob("*.md")}
    sources = {one.source for one in shown(language).values()}
    unused = [
        name
        for name in files - {"head", "box"}
        if (SNIPPETS / language / f"{name}.md").read_text("utf-8") not in sources
    ]
    assert unused == []
    assert set(entries(language)) <= set(shown(language))


def test_both_galleries_show_the_same() -> None:
    one, other = (shown(language) for language in LANGUAGES)
    assert list(one) == list(other)


def _kinds() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "templates").glob("*/*.html")):
        if (file.parent / "design.yaml").exists() and file.stem not in ("page", "specimen"):
            yield file.parent.name, file.stem


def test_every_kind_of_page_of_every_template_is_shown() -> None:
    leaves = [leaf for template in pages.templates() for leaf in pages.leaves(template)]
    assert {(leaf.template, leaf.kind) for leaf in leaves} == set(_kinds())
    of_samples = {(leaf.sample, leaf.page) for leaf in leaves if leaf.sample}
    assert of_samples == {(sample.name, page) for sample in pages.samples() for page, _, _ in sample.pages}
    assert len({leaf.name for leaf in leaves}) == len(leaves)


@pytest.mark.parametrize("kind", pages.RECIPES)
def test_copy_for_a_kind_of_page_can_be_read(kind: str, tmp_path: Path) -> None:
    template = next(name for name in pages.templates() if kind in pages.kinds_of(name))
    pages.write_kind(pages.Leaf(template, kind), tmp_path / "edition")
    loaded = read_folder(tmp_path / "edition", ROOT / "templates")
    assert loaded.edition is not None, [str(finding) for finding in loaded.findings]
    (page,) = loaded.edition.pages
    assert (page.template, page.kind) == (template, kind)
    assert page.stories or page.ads


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sizes_of_ads_that_are_shown_take_one_sheet(language: str) -> None:
    design = load_design(ROOT / "templates" / TEMPLATES[language], TAGS[language])
    shown = sizes(design)[EVERY // 2 :: EVERY]
    assert len(shown) >= 3
    assert len(_places(design, shown)) == 1 < len(_places(design, sizes(design)))


def test_the_pages_of_the_gallery_have_names_of_their_own() -> None:
    assert len({name for name, _ in CONTENTS}) == len(CONTENTS)
    assert all(re.fullmatch("[a-z]+", name) for name, _ in CONTENTS)
