"""Pages for the gallery: those of the sample editions, and of every template the kinds of page that no sample has.

What stands on such a page is the copy of the samples in the template's language, as a pool of which the page is filled,
or, where its kind is for something of its own, copy of the gallery.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PIL import Image
from ruamel.yaml import YAML

from docs.site.pictures import ROOT, Make, built, cut, preview, small, unexpected
from docs.site.shown import HERE, entries
from layout.base.millimetres import MmRect
from layout.edition.story import with_front_keys
from layout.files.project import Project

COPY = HERE / "snippets" / "pages"
FRONTS = MappingProxyType({"zh": "2022-04-15", "en": "weekly-sample"})
"""Language of a gallery page -> the sample whose front page is shown with ears and teasers."""
POOL = "Pool"
"""The section of the copy that a page is filled with."""
MOST_PICTURES = 7
"""Pictures of a page of photographs."""
BESIDE_PICTURES = 3
"""Stories that may stand with them."""
COME_ALONG = ("not-printed", "story-", "no-effect", "picture-", "box-", "plan-", "page-", "ad-file")
"""What is said of a page of copy that was written for another one."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample edition: its folder, its language, and of each page its number, template and kind."""

    name: str
    language: str
    paper: str
    pages: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page to show: its template and kind; the sample and page it is taken from, or what to write for it."""

    template: str
    kind: str
    sample: str = ""
    page: str = ""

    @property
    def name(self) -> str:
        """The name of its picture."""
        return f"{self.sample}-{self.page}" if self.sample else f"{self.template}-{self.kind}"


@cache
def samples() -> tuple[Sample, ...]:
    """Return the sample editions of the checkout."""
    return tuple(_sample(file) for file in sorted((ROOT / "content").glob("*/edition.yaml")))


def _sample(file: Path) -> Sample:
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(file)
    pages = tuple((page["id"], page["template"], page.get("kind", "inside")) for page in data["pages"])
    return Sample(file.parent.name, data.get("language", "zh-Hans"), data["paper"]["name"], pages)


@cache
def templates() -> tuple[str, ...]:
    """Return the templates of the checkout by name."""
    return tuple(sorted(file.parent.name for file in (ROOT / "templates").glob("*/design.yaml")))


def kinds_of(template: str) -> tuple[str, ...]:
    """Return the kinds of page of a template: the front first, inside pages next."""
    found = {file.stem for file in (ROOT / "templates" / template).glob("*.html")} - {"page", "specimen"}
    first = [kind for kind in ("front", "inside") if kind in found]
    return (*first, *sorted(found - set(first)))


def leaves(template: str) -> tuple[Leaf, ...]:
    """Return the pages to show of a template: those of samples, then the kinds that no sample has."""
    of = [
        Leaf(template, kind, sample.name, page)
        for sample in samples()
        for page, used, kind in sample.pages
        if used == template
    ]
    there = {leaf.kind for leaf in of}
    return (*of, *(Leaf(template, kind) for kind in kinds_of(template) if kind not in there))


def language_of(template: str) -> str:
    """Return the language of a template's pages: that of its sample."""
    return next((each.language for each in samples() if any(used == template for _, used, _ in each.pages)), "en")


# ---- pages of samples ----------------------------------------------------------------------------------------------


def sample_pages(sample: Sample) -> Make:
    """Return what makes the pictures of a sample's pages."""

    def make(made: Project, content: Path) -> Iterator[tuple[str, Image.Image | str]]:
        folder = content / sample.name
        shutil.copytree(ROOT / "content" / sample.name, folder)
        result = built(made, folder)
        yield from (("told", said) for said in unexpected(result))
        for page, _, _ in sample.pages:
            yield page, small(preview(result, page))

    return make


def front(language: str) -> Make:
    """Return what makes the pictures of a front page's furniture: the sample's, with ears and teasers added."""

    def make(made: Project, content: Path) -> Iterator[tuple[str, Image.Image | str]]:
        folder = content / FRONTS[language]
        shutil.copytree(ROOT / "content" / FRONTS[language], folder)
        for name in ("plain", "dressed"):
            edition = folder / "edition.yaml"
            if name == "dressed":
                edition.write_text(edition.read_text("utf-8") + front_keys(language), "utf-8")
            result = built(made, folder, ["A1"])
            image, record = preview(result, "A1"), result.pages[0].layout
            plate = record.nameplate
            assert plate is not None
            yield f"nameplate-{name}", cut(image, MmRect(plate.x, 0, plate.width, plate.y + plate.height))
            if record.index and name == "plain":
                yield "index", cut(image, record.index.rect)

    return make


def front_keys(language: str) -> str:
    """Return the keys of edition.yaml that put ears and teasers on a front page."""
    return (COPY / language / "front.yaml").read_text("utf-8")


# ---- kinds of page that no sample has -------------------------------------------------------------------------------

Texts = Mapping[str, str]
Write = Callable[[str, Path], tuple[list[str], list[str], dict[str, str]]]
"""Given the language of the copy and the edition's folder, returns ids of stories and of ads, and files' texts."""


def kind_page(leaf: Leaf) -> Make:
    """Return what makes the picture of a page of a kind, of copy that is at hand."""

    def make(made: Project, content: Path) -> Iterator[tuple[str, Image.Image | str]]:
        folder = content / leaf.name
        write_kind(leaf, folder)
        result = built(made, folder)
        yield from (("told", said) for said in unexpected(result, COME_ALONG))
        yield leaf.kind, small(preview(result, "B1"))

    return make


def write_kind(leaf: Leaf, folder: Path) -> None:
    """Write the edition of one page of a kind."""
    folder.mkdir()
    (folder / "images").mkdir()
    own = language_of(leaf.template)
    language = "zh" if own.startswith("zh") else "en"
    stories, ads, texts = RECIPES.get(leaf.kind, _of_pool)(language if leaf.kind in RECIPES else own, folder)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "edition.yaml").write_text(edition_text(leaf, stories, ads), "utf-8")


def edition_text(leaf: Leaf, stories: list[str], ads: list[str]) -> str:
    """Return edition.yaml of a page of a kind."""
    own = language_of(leaf.template)
    tag = own if leaf.kind not in RECIPES else "zh-Hans" if own.startswith("zh") else "en"
    paper = next((each.paper for each in samples() if any(used == leaf.template for _, used, _ in each.pages)), "Paper")
    section = SECTIONS.get(leaf.kind, SECTIONS[""])[0 if tag.startswith("zh") else 1]
    return (
        f"paper: {{name: {paper}}}\ndate: 2022-04-15\nissue: 1\nlanguage: {tag}\npages:\n  - id: B1\n"
        f"    section: {section}\n    template: {leaf.template}\n    kind: {leaf.kind}\n    takes: [{POOL}]\n"
        f"    stories: [{', '.join(stories)}]\n    ads: [{', '.join(ads)}]\n"
    )


SECTIONS = MappingProxyType(
    {
        "": ("城事", "Town"),
        "photos": ("影像", "Pictures"),
        "poster": ("花市", "Cinema"),
        "briefs": ("简讯", "In brief"),
        "feature": ("副刊", "Feature"),
        "notice": ("贺词", "Best wishes"),
        "classified": ("分类信息", "Small ads"),
        "opinion": ("言论", "Opinion"),
    }
)
"""Kind of page -> the name of its section in Chinese and in English."""


def _of_pool(language: str, folder: Path) -> tuple[list[str], list[str], dict[str, str]]:
    """Fill a page with stories of the samples in a language; the one without a place waits."""
    texts: dict[str, str] = {}
    lead = False
    for sample in samples():
        if sample.language.partition("-")[0] != language.partition("-")[0]:
            continue
        source = ROOT / "content" / sample.name
        for file in sorted(source.glob("*.md")):
            if file.stem in texts or file.name == "README.md":
                continue
            text = file.read_text("utf-8")
            text = re.sub(
                r"^(?:section|continued-(?:from|on)|jump|must|columns|matter):.*\n", "", text, flags=re.MULTILINE
            )
            # One of them is the page's lead, the first sample's.
            priority = 1 if _priority(text) == 1 and not lead else min(9, _priority(text) + 1)
            lead = lead or priority == 1
            keys = {"section": POOL, "priority": str(priority)}
            texts[f"{file.stem}.md"] = with_front_keys(text, keys)
        for image in source.glob("images/*"):
            shutil.copy(image, folder / "images" / image.name)
    return [], [], texts


def _priority(text: str) -> int:
    """Return the priority that a story gives itself."""
    found = re.search(r"^priority: (\d)", text, flags=re.MULTILINE)
    return int(found[1]) if found else 5


def _of_ad(name: str) -> Write:
    """Return what fills a page with one ad of the gallery's copy."""

    def write(language: str, folder: Path) -> tuple[list[str], list[str], dict[str, str]]:
        shutil.copytree(ROOT / "content" / FRONTS[language] / "images", folder / "images", dirs_exist_ok=True)
        return [], [name], {"ads.yaml": entries(f"pages/{language}")[name]}

    return write


def _classified(language: str, folder: Path) -> tuple[list[str], list[str], dict[str, str]]:
    """Fill a page with the small ads of a sample."""
    name = "broadsheet-sample" if language == "zh" else "weekly-sample"
    text = (ROOT / "content" / name / "ads.yaml").read_text("utf-8")
    market = next(part for part in re.split(r"^(?=- id: )", text, flags=re.MULTILINE) if "kind: classified" in part)
    market = re.sub(r"^  columns:.*\n  rows:.*\n", "  size: full\n", market, flags=re.MULTILINE)
    return [], [market.split()[2]], {"ads.yaml": market}


def _photos(language: str, folder: Path) -> tuple[list[str], list[str], dict[str, str]]:
    """Fill a page with pictures of the samples under one head, and what room there is with the pool."""
    tag = "zh-Hans" if language == "zh" else language
    _, _, texts = _of_pool(tag, folder)
    captions = dict(found for text in texts.values() for found in _CAPTION.findall(text))
    files = sorted(folder.glob("images/*.jpg"))
    for file in sorted((ROOT / "assets" / "starter" / "pictures").glob("*.jpg")):
        files.append(Path(shutil.copy(file, folder / "images" / file.name)))
    lines = [
        f"  - {{file: images/{file.name}, whole: false, caption: '{captions.get(file.name, '')}'}}\n"
        for file in files[:MOST_PICTURES]
    ]
    alone = dict([(name, text) for name, text in texts.items() if "\npicture" not in text][:BESIDE_PICTURES])
    head, rest = (COPY / language / "photos.md").read_text("utf-8").split("\n---\n", 1)
    return ["photos"], [], {**alone, "photos.md": f"{head}\npictures:\n{''.join(lines)}---\n{rest}"}


_CAPTION = re.compile(r"file: images/(\S+)\n  caption: (.+)")


def _own(*begin: str) -> Write:
    """Return what fills a page with stories of the gallery's copy and, if there is room, with the pool."""

    def write(language: str, folder: Path) -> tuple[list[str], list[str], dict[str, str]]:
        files = [file for file in sorted((COPY / language).glob("*.md")) if file.name.startswith(begin)]
        _, _, texts = _of_pool("zh-Hans" if language == "zh" else language, folder)
        return [file.stem for file in files], [], {**texts, **{file.name: file.read_text("utf-8") for file in files}}

    return write


RECIPES: MappingProxyType[str, Write] = MappingProxyType(
    {
        "poster": _of_ad("poster"),
        "notice": _of_ad("notices"),
        "classified": _classified,
        "photos": _photos,
        "briefs": _own("briefs"),
        "feature": _own("feature"),
    }
)
"""Kinds of page for something of their own; every other kind is filled from the pool."""
