"""What a page was made of, in a few digits a part: so that what changed since can be told in an editor's words.

The parts of a page have names of two words: ``story lead.md``, ``picture bridge.jpg``, ``ad cinema``, ``template
tabloid``; and of one: ``page``, what edition.yaml says of it; ``edition``, what it says of the paper and its day, and
on a page that has an index the heads of the others; ``press``. Of a story there are digits for each of its lines.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from layout.base.messages import say
from layout.edition.inputs import files_of
from layout.edition.model import FRONT, Edition, Page
from layout.edition.provenance import NOWHERE
from layout.files.digest import digest, file_digest, folder_digest
from layout.files.project import DESIGN_FILE, Project

Sources = Mapping[str, str]

STORY, PICTURE, AD, TEMPLATE, PAGE, EDITION, PRESS = "story", "picture", "ad", "template", "page", "edition", "press"

_ORDER = (STORY, PICTURE, AD, PAGE, EDITION, TEMPLATE, PRESS)
"""What changed most often is told first."""

_DIGITS = 8
_LINE_DIGITS = 5
_KEY = re.compile(r"([^\s:#-][^\s:]*):(\s|$)")
_FENCE = "---"


class Common:
    """What pages of an edition have in common, looked up once: the digits of its templates and its press condition."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[tuple[str, str], str] = {}

    def of(self, kind: str, name: str) -> str:
        """Return the digits of a template or a press condition."""
        if (kind, name) not in self._known:
            self._known[kind, name] = (_template if kind == TEMPLATE else _press)(self._project, name)
        return self._known[kind, name]


def sources_of(common: Common, edition: Edition, page: str, stories: Iterable[str], ads: Iterable[str]) -> Sources:
    """Return what a page of an edition as it is written is made of; ``stories`` and ``ads`` are those on it."""
    names = dict.fromkeys(name for name in stories if name in edition.stories)
    pictures = (picture.file for name in names for picture in edition.stories[name].every_picture)
    parts = [
        *(f"{STORY} {name}.md" for name in names),
        *(f"{PICTURE} {file}" for file in dict.fromkeys(pictures)),
        *(f"{AD} {name}" for name in ads if name in edition.ads),
        *(f"{TEMPLATE} {each.template}" for each in edition.pages if each.id == page),
        *(PAGE, EDITION, PRESS),
    ]
    return sources_now(common, edition, page, parts)


def sources_now(common: Common, edition: Edition, page: str, parts: Iterable[str]) -> Sources:
    """Return the digits of those parts as they are now; of a part that is not there any more none."""
    own = next((each for each in edition.pages if each.id == page), None)
    found = {}
    for part in parts:
        kind, _, name = part.partition(" ")
        if kind == STORY:
            found[part] = _lines(edition.folder / name)
        elif kind == PICTURE:
            found[part] = file_digest(edition.folder / name)[:_DIGITS]
        elif kind == AD and name in edition.ads:
            ad = edition.ads[name]
            found[part] = _short(ad, files_of(ad, edition.folder))
        elif kind == TEMPLATE and own and own.template == name:
            found[part] = common.of(kind, name)
        elif kind == PRESS:
            found[part] = common.of(kind, edition.press)
        elif kind == PAGE and own:
            found[part] = _short(*_said(edition, own))
        elif kind == EDITION and own:
            found[part] = _short(*_around(edition, own))
        else:
            found[part] = ""
    return found


def _said(edition: Edition, page: Page) -> Iterator[object]:
    """Yield what edition.yaml says of a page; of half of a spread what it says of the spread, too."""
    whole = edition.page(page.spread) if page.is_half and page.spread else page
    yield page
    yield [name for name, one in edition.stories.items() if one.section in whole.sections]
    if whole is not page:
        yield whole


def _around(edition: Edition, page: Page) -> Iterator[object]:
    """Yield what a page may tell of its edition besides its own stories and ads."""
    yield edition.model_copy(update={"pages": (), "stories": {}, "ads": {}, "provenance": NOWHERE})
    yield [each.id for each in edition.pages]
    if page.kind == FRONT or page.has_index:
        yield [each.section for each in edition.pages]
        for name, story in edition.stories.items():
            if name not in page.stories:
                yield name, story.headline, story.kicker, story.deck, story.priority, story.section


def _template(project: Project, name: str) -> str:
    common = [
        folder_digest(folder)
        for place in project.template_places
        for folder in (sorted(place.iterdir()) if place.is_dir() else ())
        if folder.is_dir() and not (folder / DESIGN_FILE).is_file()
    ]
    return _short(folder_digest(project.template(name)), common)


def _press(project: Project, name: str) -> str:
    return _short([file_digest(path) for path in (project.press(name),) if path])


def _short(*values: object) -> str:
    return digest(*values)[:_DIGITS]


def _lines(file: Path) -> str:
    """Return the digits of a story's lines that are not empty, with the key that a line of its front matter is of."""
    try:
        data = file.read_bytes()
    except OSError:
        return ""
    return _lines_of(data)


@lru_cache(maxsize=256)
def _lines_of(data: bytes) -> str:
    made, key, front = [], "", False
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines()):
        text = line.strip()
        if text == _FENCE and (number == 0 or front):
            key, front = "", number == 0
            continue
        if front and (named := _KEY.match(line.replace("：", ":"))):
            key = named[1]
        if text:
            digits = hashlib.sha256(text.encode("utf-8")).hexdigest()[:_LINE_DIGITS]
            made.append(f"{key}={digits}" if front and key else digits)
    return " ".join(made)


def changes_between(then: Sources, now: Sources) -> tuple[str, ...]:
    """Return what is other in the sources of a page than it was, in an editor's words.

    Where nothing is, and the page came out otherwise all the same, it was made by something else. Parts of a kind that
    is not known, of a log that was mended by hand, are passed over.
    """
    told: list[str] = []
    known = [(_ORDER.index(kind), part) for part in {*then, *now} if (kind := part.partition(" ")[0]) in _ORDER]
    for _, part in sorted(known):
        before, after = then.get(part, ""), now.get(part, "")
        if before != after:
            told += _told(part, before, after)
    return tuple(told)


OTHERWISE = say("the program, its fonts or its libraries")
"""What changed where none of the sources did."""


def _told(part: str, before: str, after: str) -> Iterator[str]:
    kind, _, name = part.partition(" ")
    if kind == STORY and before and after:
        yield from _story_told(name, before, after)
    elif kind in (STORY, AD, PICTURE) and not (before and after):
        what = say("ad {ad}", ad=name) if kind == AD else name
        yield say("{what} is new on it", what=what) if after else say("{what} is gone from it", what=what)
    elif kind == PICTURE:
        yield say("the picture {file}", file=name)
    elif kind == AD:
        yield say("ad {ad}", ad=name)
    elif kind == TEMPLATE:
        if after:
            yield say("the template {name}", name=name)
    elif kind == PAGE:
        yield say("what edition.yaml says of the page")
    elif kind == EDITION:
        yield say("what it tells of the paper, the day or other pages")
    else:
        yield say("the press condition")


def _story_told(file: str, before: str, after: str) -> Iterator[str]:
    """Yield the keys of a story that changed, then how many lines of its text did."""
    then, now = before.split(), after.split()
    matched = SequenceMatcher(None, then, now, autojunk=False)
    lines, keys = 0, Counter[str]()
    for what, a, b, c, d in matched.get_opcodes():
        if what == "equal":
            continue
        keys.update(each.partition("=")[0] for each in (*then[a:b], *now[c:d]) if "=" in each)
        lines += max(sum("=" not in each for each in some) for some in (then[a:b], now[c:d]))
    yield from (say("{key}: of {file}", key=key, file=file) for key in keys)
    if lines:
        yield say("{lines:line|lines} of {file}", lines=lines, file=file)
