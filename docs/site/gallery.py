"""The pages of the gallery: every picture that was made, beside the source that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from docs.site import pages
from docs.site.pages import Leaf
from docs.site.pictures import ROOT, Album, album, snippets, sources
from docs.site.shown import Section, Shown, Title, sections
from docs.site.specimens import ad_specimens
from docs.site.staging import toctree
from layout.files.digest import folder_digest

LANGUAGES = ("en", "zh")
PICTURES = "gallery/pictures"
"""Where the pictures lie in the site."""

CONTENTS: tuple[tuple[str, Title], ...] = (
    ("ads", ("Ads", "广告")),
    ("stories", ("Stories", "稿件")),
    ("front", ("The front page", "头版")),
    ("pages", ("Templates and their pages", "版式和各种版面")),
)
"""The pages of a gallery: file and title."""


@dataclass(slots=True)
class Gallery:
    """The albums of the gallery: of each language's snippets and front page, of samples, of kinds of page."""

    snippets: dict[str, Album] = field(default_factory=dict)
    fronts: dict[str, Album] = field(default_factory=dict)
    specimens: dict[str, Album] = field(default_factory=dict)
    leaves: dict[str, Album] = field(default_factory=dict)

    @property
    def albums(self) -> list[Album]:
        """All albums."""
        every = (self.snippets, self.fronts, self.specimens, self.leaves)
        return list({each.folder: each for group in every for each in group.values()}.values())


def make(cache: Path) -> Gallery:
    """Make the pictures that are not there yet."""
    made = Gallery()
    of = [folder_digest(ROOT / "content"), folder_digest(ROOT / "assets" / "starter"), folder_digest(pages.COPY)]
    for language in LANGUAGES:
        made.snippets[language] = album(f"snippets-{language}", cache, sources(language), snippets(language))
        made.fronts[language] = album(f"front-{language}", cache, of, pages.front(language))
        made.specimens[language] = album(f"ads-{language}", cache, [], ad_specimens(language))
    for sample in pages.samples():
        there = album(f"sample-{sample.name}", cache, of, pages.sample_pages(sample))
        made.leaves |= {f"{sample.name}-{page}": there for page, _, _ in sample.pages}
    for template in pages.templates():
        for leaf in pages.leaves(template):
            if not leaf.sample:
                made.leaves[leaf.name] = album(f"kind-{leaf.name}", cache, of, pages.kind_page(leaf))
    return made


def written(made: Gallery) -> tuple[dict[str, str], dict[str, Path]]:
    """Return the pages of the gallery and its pictures, by their places in the site."""
    texts = {}
    for language in LANGUAGES:
        folder = "gallery" if language == "en" else "zh/gallery"
        writer = _Writer(made, language, PurePosixPath(folder))
        for name, _ in CONTENTS:
            texts[f"{folder}/{name}.md"] = "\n".join(getattr(writer, name)()) + "\n"
    files = {f"{PICTURES}/{one.file}": each.folder / one.file for each in made.albums for one in each.pictures.values()}
    return texts, files


def contents() -> str:
    """Return what the page about the gallery gets at its end, in either language."""
    return toctree([f"gallery/{name}.md" for name, _ in CONTENTS], hidden=False)


class _Writer:
    """Writes the pages of the gallery in a language."""

    def __init__(self, made: Gallery, language: str, folder: PurePosixPath) -> None:
        self._made, self._language = made, language
        self._pictures = "../" * len(folder.parts) + PICTURES
        self._titles = dict(CONTENTS)

    def _in(self, title: Title) -> str:
        return title[LANGUAGES.index(self._language)]

    def _picture(self, there: Album, name: str, alt: str) -> str:
        one = there.pictures[name]
        return f"![{alt}]({self._pictures}/{one.file})"

    def ads(self) -> Iterator[str]:
        """Yield the lines of the page of ads."""
        yield f"# {self._in(self._titles['ads'])}\n"
        for section in sections(self._language):
            if section.shown[0].is_ad:
                yield from self._section(section)
        specimens = self._made.specimens[self._language]
        if specimens.pictures:
            yield f"## {self._in(('Looks and sizes', '样式和大小'))}\n"
            yield self._in(
                (
                    "`banmian specimen TEMPLATE --ads` draws such sheets, with more sizes.\n",
                    "`banmian specimen 版式 --ads` 画出这样的样张，大小更全。\n",
                )
            )
            yield from (self._picture(specimens, name, name) + "\n" for name in specimens.pictures)

    def stories(self) -> Iterator[str]:
        """Yield the lines of the page of stories."""
        yield f"# {self._in(self._titles['stories'])}\n"
        for section in sections(self._language):
            if not section.shown[0].is_ad:
                yield from self._section(section)

    def _section(self, section: Section) -> Iterator[str]:
        yield f"## {self._in(section.title)}\n\n{self._in(section.told)}\n"
        if section.shown[0].only:
            yield "::::{container} values\n"
            for one in section.shown:
                picture = self._shown_picture(one)
                yield f":::{{container}} value\n{picture}\n\n`{one.only.strip().splitlines()[-1].strip()}`\n:::\n"
            yield "::::\n"
            return
        for one in section.shown:
            kind = "yaml" if one.is_ad else "text"
            title = self._in(one.title)
            yield f"### {title}\n"
            yield f"::::{{container}} shown\n{self._shown_picture(one)}\n\n{fenced(one.source, kind)}\n::::\n"

    def _shown_picture(self, one: Shown) -> str:
        there = self._made.snippets[one.language or self._language]
        return self._picture(there, one.id, self._in(one.title))

    def front(self) -> Iterator[str]:
        """Yield the lines of the page about the front page."""
        yield f"# {self._in(self._titles['front'])}\n"
        made = self._made.fronts[self._language]
        up = "../content-format.md" if self._language == "en" else "../../content-format.md"
        yield self._in((f"See [the front page]({up}#the-front-page).\n", f"见[头版]({up}#the-front-page)。\n"))
        for name, title in (
            ("nameplate-plain", ("Nameplate", "报头")),
            ("nameplate-dressed", ("Ears and teasers", "报眼和导读条")),
            ("index", ("Index", "导读")),
        ):
            yield f"## {self._in(title)}\n\n{self._picture(made, name, self._in(title))}\n"
            if name == "nameplate-dressed":
                yield fenced(pages.front_keys(self._language), "yaml")

    def pages(self) -> Iterator[str]:
        """Yield the lines of the page of templates."""
        yield f"# {self._in(self._titles['pages'])}\n"
        for template in pages.templates():
            yield f"## {template}\n"
            leaves = pages.leaves(template)
            said = self._in(("Kinds of page", "版面的种类"))
            yield f"{said}: " + ", ".join(f"`{kind}`" for kind in pages.kinds_of(template)) + "\n"
            yield "::::{container} pages\n"
            for leaf in leaves:
                yield f":::{{container}} leaf\n{self._leaf(leaf)}\n\n{self._told(leaf)}\n:::\n"
            yield "::::\n"

    def _leaf(self, leaf: Leaf) -> str:
        return self._picture(
            self._made.leaves[leaf.name], leaf.page if leaf.sample else leaf.kind, f"{leaf.template}, {leaf.kind}"
        )

    def _told(self, leaf: Leaf) -> str:
        where = f"`content/{leaf.sample}`, {leaf.page}" if leaf.sample else self._in(("copy of the samples", "样稿"))
        return f"`kind: {leaf.kind}` ({where})"


def fenced(text: str, kind: str) -> str:
    """Return a block of code, its fence longer than any in it."""
    fence = "`" * 6
    return f"{fence}{kind}\n{text.rstrip()}\n{fence}\n"
