"""Getting copy in: files of any kind we know become story files of an edition, and a list for the editor."""

from __future__ import annotations

import re
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError, OutputError
from layout.base.guests import let_in
from layout.base.locale import DEFAULT
from layout.base.messages import listed, say, telling, told
from layout.base.tables import Table
from layout.base.text import is_chinese
from layout.compose.elements import ELEMENTS
from layout.edition.story import read_story
from layout.files.atomic import write_whole
from layout.files.project import EDITION_FILE
from layout.files.shelf import FolderShelf
from layout.files.text import read_source, shown
from layout.files.yaml import Mapping, Scalar, parse_yaml
from layout.images.prepare import picture_ending
from layout.intake.draft import Draft, FoundPicture
from layout.intake.ninjs import read_ninjs
from layout.intake.plain import read_plain
from layout.intake.story import story_text
from layout.intake.wire import read_wire
from layout.intake.word import read_word

MAX_TEXT = 5_000_000
"""No file of text or of a wire item may be larger, bytes."""


def _any(_: bytes) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file that copy comes in.

    ``read`` takes its bytes, the name its story is to have, and what messages call it; it returns a draft for each
    story in it, and raises ContentError for a file that is not of its kind or that must not be read.
    """

    kind: str
    endings: tuple[str, ...]
    """In small letters, with the dot."""
    says: str
    """What is read, in a few words: docs/import.md."""
    read: Callable[[bytes, str, str], list[Draft]]
    recognises: Callable[[bytes], bool] = _any
    """Tells by the content whether a file with such an ending is of this kind; the first reader that says so has it."""
    most: int = MAX_TEXT
    """No file may be larger, bytes."""


READERS = Table(
    "reader",
    lambda reader: reader.kind,
    (
        Reader(
            "Word",
            (".docx", ".docm", ".dotx", ".dotm"),
            "text, styles, numbers, bold, italic, superscript, readings, lists, tables, charts, pictures",
            read_word,
            most=60_000_000,  # One with some pictures in it can have 50 MB.
        ),
        Reader(
            "plain text",
            (".txt",),
            "UTF-8, GBK/GB18030, UTF-16; an encoding that is not certain is refused, never guessed",
            read_plain,
        ),
        Reader(
            "NITF, NewsML-G2",
            (".xml", ".nitf"),
            "NITF's `body.head` and `body.content`; "
            "a `newsItem`, or several in a `newsMessage`, as XHTML, NITF or plain",
            read_wire,
        ),
        Reader(
            "ninjs 1 and 2",
            (".json", ".ninjs"),
            "one item or a list; XHTML is taken before plain text",
            read_ninjs,
        ),
    ),
)
"""The table of readers. How to add one: CONTRIBUTING.md."""

NOT_READ = {
    ".doc": say("open it in Word or LibreOffice and save it as .docx"),
    ".wps": say("save it as .docx"),
    ".rtf": say("save it as .docx"),
    ".pdf": say("ask for the text: a PDF does not say what its paragraphs are"),
    ".md": say("a story file needs no import: copy it into the edition folder"),
}
"""Endings of files that are not read -> what to do instead."""

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
class Refused:
    """A file that was not taken in, and why."""

    source: Path
    error: ContentError | OutputError


def take_in(
    files: Sequence[Path], edition: Path, *, force: bool = False, readers: Sequence[Reader] = READERS
) -> list[Taken | Refused]:
    """Make story files of an edition folder from files; each by itself, so one that is bad does not stop the others.

    A file that exists already is replaced only with ``force``. Raises ContentError if there is no such edition,
    EnvironmentError_ if a guest fails.
    """
    let_in()
    if not (edition / EDITION_FILE).is_file():
        raise ContentError(
            say("{edition} is no edition: it has no {edition_file}", edition=shown(edition), edition_file=EDITION_FILE),
            say("make it first: make new EDITION={edition}", edition=shown(edition)),
        )
    done: list[Taken | Refused] = []
    used: set[str] = set()
    language = _language(edition)
    for file in files:
        try:
            drafts = read_copy(file, readers)
        except ContentError as error:
            done.append(Refused(file, error))
            continue
        for draft in drafts:
            try:
                done.append(_put(draft, file, edition, language, used, force=force))
            except (ContentError, OutputError) as error:
                done.append(Refused(file, error))
    return done


def read_copy(file: Path, readers: Sequence[Reader] = READERS) -> list[Draft]:
    """Read one file with the first reader that its ending and its content are for. Raises ContentError."""
    ending = file.suffix.lower()
    for_ending = [reader for reader in readers if ending in reader.endings]
    if not for_ending:
        known = dict.fromkeys(ending for reader in readers for ending in reader.endings)
        hint = NOT_READ.get(ending, say("known: {known}", known=listed(known)))
        raise ContentError(say("{file}: this kind of file is not read", file=shown(file)), hint)
    size = _size(file)
    if size > max(reader.most for reader in for_ending):
        raise ContentError(
            say("{file} is too large to be copy: {size} MB", file=shown(file), size=size // 1000000), say("split it")
        )
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ContentError(
            say("{file} cannot be read: {reason}", file=shown(file), reason=error.strerror), say("look at its rights")
        ) from error
    for reader in for_ending:
        if size <= reader.most and reader.recognises(data):
            return [_finished(draft) for draft in reader.read(data, file.stem, shown(file))]
    raise ContentError(
        say("{file}: its content is not what its ending says", file=shown(file)),
        say("known: {kind}", kind=for_ending[0].kind),
    )


def _size(file: Path) -> int:
    try:
        found = file.stat()
    except OSError as error:
        raise ContentError(say("there is no file {file}", file=shown(file)), say("look at its name")) from error
    if not stat.S_ISREG(found.st_mode):
        raise ContentError(say("{file} is no ordinary file", file=shown(file)), say("give the files themselves"))
    return found.st_size


def _finished(draft: Draft) -> Draft:
    """Say what a story needs and this one does not have."""
    if "headline" not in draft.head:
        draft.note(
            Code.IMPORT_NO_HEADLINE, say("there is no headline"), "", say("write it into the front matter: headline:")
        )
    if not draft.blocks:
        draft.note(
            Code.IMPORT_NO_PARAGRAPH, say("there is no text"), "", say("look at this list for what the file has")
        )
    return draft


def _language(edition: Path) -> str:
    source = read_source(edition / EDITION_FILE, edition, Report())
    root = parse_yaml(source.text, "", Report()) if source else None
    value = root.get("language") if isinstance(root, Mapping) else None
    return value.text if isinstance(value, Scalar) and not value.is_null else DEFAULT.tag


def _put(draft: Draft, file: Path, edition: Path, language: str, used: set[str], *, force: bool) -> Taken:
    """Write a draft's story, pictures and list."""
    name = story_id(draft.name, used)
    story = edition / f"{name}.md"
    todo = edition / f"_{name}.import.txt"
    _check_free([story, todo], force)
    used.add(name)
    if not draft.language and not is_chinese(draft.body + draft.head.get("headline", "")) and draft.body.strip():
        draft.language = "en"  # Latin copy that does not say its language is taken for English.
    if f"{language}-".startswith(f"{draft.language}-"):
        draft.language = ""  # It is the edition's, said less exactly perhaps.
    pictures, keys = _put_pictures(draft, name, edition, force)
    text = story_text(draft, keys)
    if pictures[1:]:
        said = say("a story has one picture; these were copied as well")
        draft.note(
            Code.IMPORT_MORE_PICTURES, said, "\n".join(shown(path) for path in pictures[1:]), say("take the best one")
        )
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
    """Return a legal id made from a file's name that is not used yet: its Latin letters and digits, else a number."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:56].strip("-")
    if base in ("", "readme") or re.fullmatch(r"[0-9-]+", base):
        base = f"copy-{base}".strip("-") if base else "copy"
    if base not in used and base != "copy":
        return base
    return next(f"{base}-{number}" for number in range(1, 10_000) if f"{base}-{number}" not in used)


def _put_pictures(draft: Draft, name: str, edition: Path, force: bool) -> tuple[list[Path], dict[str, str]]:
    """Copy the pictures that can be printed; return their files, and the keys of the first."""
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
                draft.note(
                    Code.IMPORT_NO_CAPTION,
                    say("the picture has no caption"),
                    file,
                    say("write caption: under picture:"),
                )
        elif picture.caption:
            draft.note(Code.IMPORT_CAPTION, say("the caption of {path}", path=path.name), picture.caption)
    return written, keys


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
