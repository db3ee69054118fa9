"""Getting copy in: files of any kind we know become story files of an edition, and a list for the editor."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError, OutputError
from layout.base.guests import let_in
from layout.base.locale import DEFAULT, language_for
from layout.base.locale.record import Script
from layout.base.messages import say, telling, told
from layout.base.patterns import ID_PATTERN
from layout.base.text import is_chinese
from layout.compose.elements import ELEMENTS
from layout.edition.story import read_story
from layout.files.atomic import write_whole
from layout.files.commands import new_command
from layout.files.project import EDITION_FILE
from layout.files.shelf import FolderShelf
from layout.files.text import read_source, shown
from layout.files.yaml import Mapping, Scalar, parse_yaml
from layout.files.yaml import Sequence as Listed
from layout.images.metadata import words_of
from layout.images.prepare import picture_ending
from layout.intake.draft import Aside, Draft, FoundPicture
from layout.intake.readers import READERS, Reader, read_copy
from layout.intake.story import story_text

_ID = re.compile(ID_PATTERN)

PICTURES = "images"
"""The folder of the edition that pictures are put into."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One story that was taken in: where it came from, its file, its pictures, the editor's list if there is one.

    ``findings`` are what the loader says about the new file.
    """

    source: Path
    story: Path
    pictures: tuple[Path, ...]
    todo: Path | None
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PutAside:
    """Something that is no copy, a picture alone or a plan, of which no story was made: what it is and says."""

    source: Path
    aside: Aside


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in, and why."""

    source: Path
    error: ContentError | OutputError


def take_in(
    files: Sequence[Path], edition: Path, *, force: bool = False, readers: Sequence[Reader] = READERS
) -> list[Taken | PutAside | Refused]:
    """Make story files of an edition folder from files; each by itself, so one that is bad does not stop the others.

    A file that exists already is replaced only with ``force``. Raises ContentError if there is no such edition,
    EnvironmentError_ if a guest fails.
    """
    let_in()
    if not (edition / EDITION_FILE).is_file():
        raise ContentError(
            say("{edition} is no edition: it has no {edition_file}", edition=shown(edition), edition_file=EDITION_FILE),
            say("make it first: {command}", command=new_command(edition)),
        )
    done: list[Taken | PutAside | Refused] = []
    used: set[str] = set()
    into = _into(edition)
    for file in files:
        try:
            drafts = read_copy(file, readers)
        except ContentError as error:
            done.append(Refused(file, error))
            continue
        for draft in drafts:
            if isinstance(draft, Aside):
                done.append(PutAside(file, draft))
                continue
            try:
                done.append(_put(draft, file, into, used, force=force))
            except (ContentError, OutputError) as error:
                done.append(Refused(file, error))
    return done


@dataclass(frozen=True, slots=True)
class _Edition:
    """What is known of the edition: its folder, its language, the sections its pages take."""

    folder: Path
    language: str
    sections: tuple[str, ...]


def _into(edition: Path) -> _Edition:
    source = read_source(edition / EDITION_FILE, edition, Report())
    root = parse_yaml(source.text, "", Report()) if source else None
    value = root.get("language") if isinstance(root, Mapping) else None
    language = value.text if isinstance(value, Scalar) and not value.is_null else DEFAULT.tag
    pages = root.get("pages") if isinstance(root, Mapping) else None
    sections: list[str] = []
    for page in pages.items if isinstance(pages, Listed) else ():
        takes = page.get("takes") if isinstance(page, Mapping) else None
        own = page.get("section") if isinstance(page, Mapping) else None
        named = takes.items if isinstance(takes, Listed) and takes.items else (own,)
        sections += [each.text for each in named if isinstance(each, Scalar) and not each.is_null]
    return _Edition(edition, language, tuple(sections))


def _section(draft: Draft, into: _Edition) -> str:
    """Return the first section the file names that the edition has; the others go to the list."""
    known = {section.casefold(): section for section in into.sections}
    wanted = list(dict.fromkeys(draft.clean(section).strip() for section in draft.sections))
    taken = next((known[section.casefold()] for section in wanted if section.casefold() in known), "")
    if other := [section for section in wanted if section and section.casefold() != taken.casefold()]:
        said = say("sections or subjects that the file names")
        draft.note(Code.IMPORT_SECTION, said, "\n".join(other), say("if one is yours, write section: into the story"))
    return taken


def _put(draft: Draft, file: Path, into: _Edition, used: set[str], *, force: bool) -> Taken:
    """Write a draft's story, pictures and list."""
    edition, language = into.folder, into.language
    name = story_id(draft.name, used)
    story = edition / f"{name}.md"
    todo = edition / f"_{name}.import.txt"
    _check_free([story, todo], force)
    used.add(name)
    if not draft.language and not is_chinese(draft.body + draft.head.get("headline", "")) and draft.body.strip():
        draft.language = "en"  # Latin copy that does not say its language is taken for English.
    if f"{language}-".startswith(f"{draft.language}-"):
        draft.language = ""  # It is the edition's, said less exactly perhaps.
    pictures, keys = _put_pictures(draft, name, into, force)
    if not draft.blocks and not keys:  # a picture of the day needs no text
        draft.note(
            Code.IMPORT_NO_PARAGRAPH, say("there is no text"), "", say("look at this list for what the file has")
        )
    text = story_text(draft, keys, _section(draft, into))
    if pictures[1:]:
        said = say("the story names the first picture; these were copied as well")
        hint = say("name those that are wanted under pictures:, each with - file: and its caption:")
        draft.note(Code.IMPORT_MORE_PICTURES, said, "\n".join(shown(path) for path in pictures[1:]), hint)
    spoken = telling(language)
    notes = tuple(told(note.remark, spoken) for note in draft.notes)
    write_whole(story, text.encode("utf-8"), replace=force)
    if notes:
        head = say("{file} was taken in as {story}. To be looked at:", file=shown(file), story=story.name)
        write_whole(todo, ("\n\n".join((told(head, spoken), *notes)) + "\n").encode("utf-8"), replace=force)
    elif force:
        todo.unlink(missing_ok=True)
    report = Report()
    read_story(FolderShelf(edition), story.name, language, report, ELEMENTS)
    return Taken(file, story, tuple(pictures), todo if notes else None, notes, report.findings)


def story_id(name: str, used: set[str]) -> str:
    """Return a legal id made from a file's name that is not used yet: its letters and digits, else a number.

    Latin letters have no accents in it.
    """
    composed = "".join(filter(str.isprintable, unicodedata.normalize("NFC", name)))
    plain = "".join(map(_plain, composed)).lower()
    base = "".join(character if _ID.fullmatch(character) else "-" for character in plain)
    base = re.sub("-+", "-", base).strip("-")[:56].strip("-")
    if base in ("", "readme") or re.fullmatch(r"[0-9-]+", base):
        base = f"copy-{base}".strip("-") if base else "copy"
    if base not in used and base != "copy":
        return base
    return next(f"{base}-{number}" for number in range(1, 10_000) if f"{base}-{number}" not in used)


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii") or character


def _put_pictures(draft: Draft, name: str, into: _Edition, force: bool) -> tuple[list[Path], dict[str, str]]:
    """Copy the pictures that can be printed; return their files, and the keys of the first."""
    edition, chinese = into.folder, language_for(into.language).script is Script.HAN
    written: list[Path] = []
    keys: dict[str, str] = {}
    for picture in draft.pictures:
        ending = _ending(picture, draft)
        if not ending:
            continue
        path = edition / PICTURES / f"{name}{f'-{len(written) + 1}' if written else ''}{ending}"
        _check_free([path], force)
        write_whole(path, picture.data, replace=force)
        written.append(path)
        if not keys:
            file = f"{PICTURES}/{path.name}"
            keys = {"file": file, "caption": draft.clean(picture.caption), "credit": draft.clean(picture.credit)}
            if not picture.caption:
                told = "\n".join((file, *_offered(path, picture, draft, chinese=chinese)))
                hint = say("write caption: under picture:")
                draft.note(Code.IMPORT_NO_CAPTION, say("the picture has no caption"), told, hint)
                continue
        elif picture.caption:
            draft.note(Code.IMPORT_CAPTION, say("the caption of {path}", path=path.name), picture.caption)
        if offered := _offered(path, picture, draft, chinese=chinese):
            said, hint = say("the file of {path} says of itself", path=path.name), say("see whether it is right")
            draft.note(Code.IMPORT_CAPTION, said, "\n".join(offered), hint)
    return written, keys


def _offered(path: Path, picture: FoundPicture, draft: Draft, *, chinese: bool) -> list[str]:
    """Return what a picture's file says of it that the copy does not: it is offered, for cameras write there too.

    What is on the list already is not offered again.
    """
    own = words_of(path, chinese=chinese)
    words = ([] if picture.caption else [own.headline, own.caption]) + ([] if picture.credit else [own.credit])
    known = "\n".join((picture.caption, *(note.quoted for note in draft.notes)))
    return [text for text in dict.fromkeys(words) if text and text not in known]


def _ending(picture: FoundPicture, draft: Draft) -> str:
    """Return the ending for a picture's kind; nothing, with a note, if it cannot be printed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (picture.name or "picture")
        path.write_bytes(picture.data)
        try:
            return picture_ending(path)
        except ContentError as error:
            told = "\n".join(filter(None, (picture.name, picture.caption)))
            draft.note(
                Code.IMPORT_PICTURE, say("a picture was left out: {error}", error=error.message), told, error.hint
            )
            return ""


def _check_free(paths: Sequence[Path], force: bool) -> None:
    for path in paths:
        if not force and (path.exists() or path.is_symlink()):
            raise OutputError(
                say("{path} exists already and was left as it is", path=shown(path)),
                say("rename your file, or give --force to replace what is there"),
            )
