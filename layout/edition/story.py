"""One story file: front matter between two lines of hyphens, then the body; and the picture it names."""

from __future__ import annotations

import itertools
import os
import re
import stat
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Place, Ref, Report, listing
from layout.base.errors import ContentError
from layout.base.locale import language_for
from layout.base.messages import say
from layout.base.text import is_seen
from layout.edition.blocks import Block, Model, SpotPlace, Subhead, Text, Width
from layout.edition.letters import signed
from layout.edition.markdown import ElementForm, numbered_blocks
from layout.edition.model import FocusPoint, Picture, Story
from layout.edition.regular import Mending
from layout.edition.scripts import printed, report_scripts
from layout.edition.tongues import check_language
from layout.files.bases import holder_of
from layout.files.digest import file_digest
from layout.files.models import Form, read_model
from layout.files.shelf import Shelf
from layout.files.text import Source, composed, is_inside, meant
from layout.files.yaml import Entry, Mapping, Node, Scalar, parse_yaml
from layout.files.yaml import Sequence as Items

KEPT = 512
"""Stories without a picture that are kept as they were read."""

_FENCE = "---"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


class PictureKeys(Model):
    """The keys of ``picture:`` in a story's front matter."""

    file: Text
    caption: str = ""
    credit: str = ""
    columns: Width = None
    place: SpotPlace = None
    focus: FocusPoint = None
    whole: bool | None = None


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A story file as far as it could be read; ``story`` is None if anything in it is wrong.

    ``places`` is where the story and its parts are written.
    """

    id: str
    file: str
    head: Mapping | None
    story: Story | None
    places: Map[Ref, Place] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """Return the place of a front matter key (with underscores), or of the file if it is not there."""
        entry = self.head.entry(key) if self.head else None
        return Place(self.file, entry.line if entry else 1)


def id_of_file(name: str) -> str:
    """Return the id of a story by the name of its file."""
    return composed(name.removesuffix(".md"))


def read_story(
    shelf: Shelf,
    name: str,
    language: str,
    report: Report,
    elements: Sequence[ElementForm],
    unsaid: Map[str, object] | None = None,
) -> StoryFile | None:
    """Read a story file of an edition. None if there is no text to be read; the report says why.

    ``language`` and ``unsaid`` are what stories are that do not say it themselves, ``elements`` what they may have.
    """
    source = shelf.read(name, report)
    if source is None:
        return None
    if "picture" not in source.text:
        # What depends on no other file is read once: zones have most stories in common, and a session few new ones.
        asked = (name, source, language, tuple((unsaid or {}).items()), tuple(elements))
        made, findings = _known(*asked)
        report.extend(findings)
        return made
    return _read(shelf.folder, name, source, language, report, elements, unsaid)


@lru_cache(maxsize=KEPT)
def _known(
    name: str,
    source: Source,
    language: str,
    unsaid: tuple[tuple[str, object], ...],
    elements: tuple[ElementForm, ...],
) -> tuple[StoryFile, tuple[Finding, ...]]:
    report = Report()
    return _read(Path(), name, source, language, report, elements, dict(unsaid)), report.findings


def _read(
    folder: Path,
    name: str,
    source: Source,
    language: str,
    report: Report,
    elements: Sequence[ElementForm],
    unsaid: Map[str, object] | None,
) -> StoryFile:
    story_id = id_of_file(name)
    parts = _split(source, report)
    if parts is None:
        return StoryFile(story_id, source.file, None, None)
    errors = len(report.errors)
    root = parse_yaml(parts.head, source.file, report, first_line=2)
    if root is None and len(report.errors) == errors:
        root = Mapping((), 2)
    # Which signs a body has is a matter of its language, which its head may tell.
    tongue = root.get("language") if isinstance(root, Mapping) else None
    own = tongue.text if isinstance(tongue, Scalar) else language
    pictured = isinstance(root, Mapping) and any(isinstance(root.get(key), Mapping | Items) for key in _CAPTIONED)
    form = root.get("form") if isinstance(root, Mapping) else None
    letters = isinstance(form, Scalar) and form.text == "letters"
    blocks, lines = _read_body(
        parts.body, parts.body_line, source, report, elements, own, pictured=pictured, letters=letters
    )
    if root is None:
        return StoryFile(story_id, source.file, None, None)
    if not isinstance(root, Mapping):
        report.error(
            Code.WRONG_TYPE,
            say("the front matter must be keys with their values, such as headline: ..."),
            source.place(2),
            hint=say("write one key a line, a colon and a space after it"),
        )
        return StoryFile(story_id, source.file, None, None)
    assumed = {"language": language, **(unsaid or {})}
    story = _read_head(root, story_id, blocks, folder, source, assumed, report)
    faulty = story is None or len(report.errors) > errors
    body_lines = enumerate(parts.body.split("\n"), parts.body_line)
    report_scripts(itertools.chain(printed(root, parts.head), body_lines), source, report, subject=story_id)
    if story is None or faulty:
        return StoryFile(story_id, source.file, root, None)
    places = {story.ref: source.place(1)}
    places |= {story.block_ref(number): source.place(line) for number, line in enumerate(lines)}
    places |= {story.key_ref(entry.name): source.place(entry.line) for entry in root.entries}
    places |= {ref: source.place(line) for ref, line in _picture_places(root, story.id)}
    return StoryFile(story_id, source.file, root, story, places)


@dataclass(frozen=True, slots=True)
class _Parts:
    head: str
    body: str
    body_line: int


def _split(source: Source, report: Report) -> _Parts | None:
    lines = source.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        report.error(
            Code.FRONT_MATTER,
            say("a story begins with front matter, and this file does not")
            if source.text.strip()
            else say("the file is empty"),
            source.place(1),
            hint=say("make the first line ---, then headline: and the other keys, then --- again, then the text"),
        )
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return _Parts("\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2)
    report.error(
        Code.FRONT_MATTER,
        say("the front matter that begins here has no end"),
        source.place(1),
        hint=say("put a line of three hyphens, ---, between the keys and the text"),
    )
    return None


def head_of(text: str) -> Node:
    """Return the front matter of a story file as a tree; one without keys if it cannot be read."""
    report = Report()
    parts = _split(Source("the story", text.replace("\r\n", "\n")), report)
    root = parse_yaml(parts.head, "the story", report, first_line=2) if parts else None
    return root or Mapping((), 2)


def with_body(text: str, body: str) -> str:
    """Return the text of a story file with another body under its front matter, which stays as it is.

    Raises ContentError for a text without front matter.
    """
    report = Report()
    parts = _split(Source("the story", text), report)
    if parts is None:
        raise ContentError(listing(report.findings))
    head = text.split("\n")[: parts.body_line - 1]
    return "\n".join((*head, body.strip("\n"), ""))


def with_front_keys(text: str, keys: Map[str, str]) -> str:
    """Return the text of a story file with keys of its front matter set, each a word or a number on one line.

    What else stands there stays as it is. A key without a value is left as it was. Raises ContentError for a text
    without front matter.
    """
    report = Report()
    parts = _split(Source("the story", text), report)
    if parts is None:
        raise ContentError(listing(report.findings))
    head, rest = text.split("\n")[: parts.body_line - 2], text.split("\n")[parts.body_line - 2 :]
    for key, value in keys.items():
        if value:
            head = [line for line in head if not line.startswith(f"{key}:")] + [f"{key}: {value}"]
    return "\n".join((*head, *rest))


def _read_body(
    text: str,
    line: int,
    source: Source,
    report: Report,
    elements: Sequence[ElementForm],
    language: str,
    *,
    pictured: bool,
    letters: bool,
) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """Return the blocks of a story, and their lines. One that is ``pictured`` needs none: a picture of the day."""
    errors = len(report.errors)
    numbered = numbered_blocks(text, source, line, report, elements, language_for(language), letters=letters)
    blocks, lines = tuple(block for block, _ in numbered), tuple(line for _, line in numbered)
    if not (pictured or any(map(_is_content, blocks))) and len(report.errors) == errors:
        report.error(
            Code.STORY_EMPTY,
            say("the story has no text"),
            source.place(line - 1),
            hint=say("write its paragraphs under the front matter, or take the file out of the folder"),
        )
        return blocks, lines
    for (block, at), (following, _) in itertools.pairwise((*numbered, (None, 0))):
        if isinstance(block, Subhead) and (following is None or isinstance(following, Subhead)):
            report.warning(
                Code.SUBHEAD_WITHOUT_TEXT,
                say("no text follows the subhead {block!r}", block=block.text),
                source.place(at),
                hint=say("add its text, or take the subhead out"),
            )
    return blocks, lines


def _is_content(block: Block) -> bool:
    """Tell whether a block is copy enough for a story: a table or a listing may stand alone, a subhead may not."""
    return not isinstance(block, Subhead) and is_seen(block.text)


def _read_head(
    root: Mapping,
    story_id: str,
    blocks: tuple[Block, ...],
    folder: Path,
    source: Source,
    unsaid: Map[str, object],
    report: Report,
) -> Story | None:
    """Return the story of a front matter; ``unsaid`` are keys that it may leave to the edition."""
    entry = root.entry("picture")
    given = entry is not None and not (isinstance(entry.value, Scalar) and entry.value.is_null)
    picture = _read_picture(entry.value, entry.line, story_id, folder, source, report) if entry and given else None
    more = _read_pictures(root.entry("pictures"), story_id, folder, source, report)
    # What nobody writes: an unknown key, where somebody does.
    injected: dict[str, object] = {"id": story_id, "blocks": blocks, "part_of": "", "part_from": 0}
    injected |= {
        key: value for key, value in unsaid.items() if root.get(key) is None and root.get(key.replace("_", "-")) is None
    }
    # The picture's keys are not those of its model, so it has been read by itself.
    injected["picture"] = picture
    injected["pictures"] = more
    rest = Mapping(tuple(entry for entry in root.entries if entry.name not in ("picture", "pictures")), root.line)
    if root.get("box") is not None and root.get("boxed") is None:
        injected["boxed"] = True  # a box that is named is wanted
    story = read_model(Story, Form(rest, source.file, hyphens=True, subject=story_id), report, injected)
    if story and (tongue := root.entry("language")):
        check_language(story.language, source.place(tongue.line), report, story_id)
    lines = {name: found.line for name in (*_HEAD_TEXTS, *_CAPTIONED) if (found := root.entry(name))}
    if story and story.form == "letters":
        story = story.model_copy(update={"blocks": tuple(signed(story.blocks, language_for(story.language)))})
    return _normalised(story, source, lines, report) if story else None


_HEAD_TEXTS = ("kicker", "headline", "short_headline", "series", "deck", "byline", "dateline", "source")
_CAPTIONED = ("picture", "pictures")


def _normalised(story: Story, source: Source, lines: Map[str, int], report: Report) -> Story:
    """Return the story with its punctuation made regular; the report says what was changed.

    lines: of the texts of its head, where they stand.
    """
    mending = Mending(language_for(story.language))
    made: dict[str, object] = {}
    for name in (*_HEAD_TEXTS, *_CAPTIONED):
        made[name] = mending.copy(getattr(story, name))
        mending.tell_signs(source.place(lines.get(name, 1)), story.id, report)
    blocks = tuple(mending.blocks(story.blocks))
    mending.tell(source.place(1), story.id, report)
    return story.model_copy(update={**made, "blocks": blocks})


def _read_pictures(
    entry: Entry | None, story_id: str, folder: Path, source: Source, report: Report
) -> tuple[Picture, ...]:
    """Read a story's further pictures, a list of groups of keys."""
    if entry is None or (isinstance(entry.value, Scalar) and entry.value.is_null):
        return ()
    if not isinstance(entry.value, Items):
        report.error(
            Code.WRONG_TYPE,
            say("pictures must be a list"),
            source.place(entry.line),
            hint=say("put each picture on lines of its own under pictures:, the first line with a hyphen: - file: ..."),
            subject=story_id,
        )
        return ()
    read = [_read_picture(item, item.line, story_id, folder, source, report) for item in entry.value.items]
    return tuple(picture for picture in read if picture)


def _read_picture(node: Node, line: int, story_id: str, folder: Path, source: Source, report: Report) -> Picture | None:
    if not isinstance(node, Mapping):
        report.error(
            Code.WRONG_TYPE,
            say("picture must be a group of keys"),
            source.place(line),
            hint=say("put file:, caption: and credit: on lines of their own under picture:, indented"),
            subject=story_id,
        )
        return None
    keys = read_model(PictureKeys, Form(node, source.file, hyphens=True, subject=story_id), report)
    if keys is None:
        return None
    path = find_picture(keys.file, folder, source.place(_picture_line(node)), report, subject=story_id)
    if path is None:
        return None
    return Picture(content=_content(path), **dict(keys))


def _picture_line(node: Mapping) -> int:
    """Return the line a picture is named on."""
    named = node.get("file")
    return named.line if named else node.line


def _picture_places(root: Mapping, story: str) -> Iterator[tuple[Ref, int]]:
    """Yield the lines that the pictures of a story without faults are named on, in their order, and those of keys."""
    first, more = root.get("picture"), root.get("pictures")
    nodes = (first, *(more.items if isinstance(more, Items) else ()))
    for number, node in enumerate(node for node in nodes if isinstance(node, Mapping)):
        yield Ref("story", story, "picture", number), _picture_line(node)
        for entry in node.entries:
            yield Ref("story", story, f"picture_{entry.name}", number), entry.line


def _content(path: Path) -> str:
    """Return the digest of a picture, empty if it cannot be read: that is told when it is opened."""
    try:
        return file_digest(path)
    except OSError:
        return ""


def find_picture(name: str, folder: Path, place: Place, report: Report, *, subject: str = "") -> Path | None:
    """Return the absolute path of a picture of an edition folder, None with the reason in the report.

    Only files inside the folder are found: no web address, no absolute path, no ``..``, no link leading out.
    """
    if _URL.match(name) or name.startswith(("/", "~")) or ".." in re.split(r"[/\\]", name):
        report.error(
            Code.PICTURE_OUTSIDE,
            say("{name!r} is not a file inside the edition folder", name=name),
            place,
            hint=say("copy the picture into the edition folder and write its name there, such as flood.jpg"),
            subject=subject,
        )
        return None
    folder = holder_of(folder, name)
    path = folder / name
    if not is_inside(path, folder):
        report.error(
            Code.PICTURE_OUTSIDE,
            say("{name!r} is a link that leads out of the edition folder", name=name),
            place,
            hint=say("copy the picture itself into the edition folder"),
            subject=subject,
        )
        return None
    try:
        found = stat.S_ISREG(path.stat().st_mode)
    except OSError:
        found = False
    if not found:
        report.error(
            Code.PICTURE_MISSING,
            say("there is no picture {name!r} in the edition folder", name=name),
            place,
            hint=meant(name, _files(path.parent, folder)) or say("put it there; capitals and small letters matter"),
            subject=subject,
        )
        return None
    return Path(os.path.realpath(path))


def _files(parent: Path, folder: Path) -> list[str]:
    """Return the names of the files beside a picture that is not there, as the front matter would have them."""
    try:
        return sorted(os.path.relpath(file, folder) for file in parent.iterdir() if file.is_file())
    except OSError:
        return []
