"""Getting copy in: files of any kind we know become story files of an edition, and a list for the editor."""

from __future__ import annotations

import re
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError, OutputError
from layout.base.guests import let_in
from layout.base.locale import DEFAULT, language_for
from layout.base.locale.record import Script
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
from layout.files.yaml import Sequence as Listed
from layout.images.metadata import words_of
from layout.images.prepare import picture_ending
from layout.intake.anpa import is_anpa, read_anpa
from layout.intake.appl import read_appl
from layout.intake.beside import take_pictures, with_places
from layout.intake.draft import Aside, Draft, Enclosed, FoundPicture
from layout.intake.feeds import is_feed, is_json_feed, read_feed, read_json_feed
from layout.intake.iptc7901 import is_item, read_item
from layout.intake.mail import is_box, is_saved, read_box, read_mail, read_saved
from layout.intake.newsml1 import read_newsml
from layout.intake.ninjs import read_ninjs
from layout.intake.opendocument import read_opendocument
from layout.intake.plain import read_plain
from layout.intake.story import story_text
from layout.intake.web import read_page
from layout.intake.wire import read_wire
from layout.intake.word import read_word
from layout.intake.wordpress import is_export, is_rest, read_export, read_rest
from layout.intake.written import read_markdown
from layout.intake.xml import root_name

MAX_TEXT = 5_000_000
"""No file of text or of a wire item may be larger, bytes."""


def _any(_: bytes) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file that copy comes in.

    ``read`` takes its bytes, the name its story is to have, and what messages call it; it returns a draft for each
    story in it, what in it is no copy, and files that came inside it, which are read by themselves. It raises
    ContentError for a file that is not of its kind or that must not be read.
    """

    kind: str
    endings: tuple[str, ...]
    """In small letters, with the dot."""
    says: str
    """What is read, in a few words: docs/import.md."""
    read: Callable[[bytes, str, str], Sequence[Draft | Aside | Enclosed]]
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
            "OpenDocument",
            (".odt", ".ott", ".fodt"),
            "text of LibreOffice and others: styles, numbers, lists, tables, pictures with their captions, changes",
            read_opendocument,
            most=60_000_000,
        ),
        Reader(
            "mail",
            (".eml",),
            "the subject as headline, plain text or HTML; documents in it as stories, pictures as pictures",
            read_mail,
            most=60_000_000,
        ),
        Reader(
            "mail box",
            (".mbox", ".mbx"),
            "each message as a mail",
            read_box,
            is_box,
            most=60_000_000,
        ),
        Reader(
            "ANPA 1312",
            (".txt", ".anpa"),
            "lines with a caret: head, byline, subheads, tables; keywords and notes to desks go to the list",
            read_anpa,
            is_anpa,
        ),
        Reader(
            "IPTC 7901",
            (".txt",),
            "the text between its control characters; header and trailer go to the list",
            read_item,
            is_item,
        ),
        Reader(
            "mail saved as text",
            (".txt",),
            "its headers in any of twelve languages, such as `发件人：`, `From:`; the text under them",
            read_saved,
            is_saved,
        ),
        Reader(
            "Markdown",
            (".md", ".markdown"),
            "with front matter or without: its keys, its text; what a story cannot have goes to the list",
            read_markdown,
        ),
        Reader(
            "plain text",
            (".txt",),
            "UTF-8, GBK/GB18030, UTF-16; an encoding that is not certain is refused, never guessed",
            read_plain,
        ),
        Reader(
            "WordPress export",
            (".xml", ".wxr"),
            "posts, published or not, with authors, categories, captions; pages and menus are put aside",
            read_export,
            is_export,
            most=60_000_000,
        ),
        Reader(
            "RSS, Atom",
            (".xml", ".rss", ".atom"),
            "RSS 0.9 to 2.0 and Atom: the whole text of an item, else its description, which is told",
            read_feed,
            is_feed,
        ),
        Reader(
            "NewsML 1",
            (".xml", ".newsml"),
            "1.0 to 1.2: the texts of its components as NITF, XHTML or plain, their lines and captions",
            read_newsml,
            lambda data: root_name(data) == "newsml",
        ),
        Reader(
            "AP appl",
            (".xml",),
            "AP's own XML: the text of its main component, its head, captions; scripts and notes go to the list",
            read_appl,
            lambda data: root_name(data) == "publication" and b"ap.org/schemas" in data[:4000],
        ),
        Reader(
            "NITF, NewsML-G2",
            (".xml", ".nitf", ".newsml"),
            "NITF's `body.head` and `body.content`; "
            "a `newsItem`, or several in a `newsMessage`, as XHTML, NITF or plain",
            read_wire,
        ),
        Reader(
            "WordPress posts",
            (".json",),
            "posts as WordPress' REST interface returns them, with what is embedded",
            read_rest,
            is_rest,
        ),
        Reader(
            "JSON Feed",
            (".json",),
            "its items as HTML or text",
            read_json_feed,
            is_json_feed,
        ),
        Reader(
            "web page",
            (".html", ".htm", ".xhtml"),
            "its article, main part or body, in UTF-8 or the encoding it names; what stands around goes to the list",
            read_page,
        ),
        Reader(
            "ninjs 1 to 3",
            (".json", ".ninjs"),
            "one item or a list, AP's Media API too; XHTML is taken before plain text",
            read_ninjs,
        ),
    ),
)
"""The table of readers. How to add one: CONTRIBUTING.md."""

NOT_READ = {
    ".doc": say("open it in Word or LibreOffice and save it as .docx"),
    ".wps": say("save it as .docx"),
    ".rtf": say("save it as .docx"),
    ".msg": say("open it in the mail program and save it as .eml, or as text"),
    ".pdf": say("ask for the text: a PDF does not say what its paragraphs are"),
}
"""Endings of files that are not read -> what to do instead."""

MOST_WITHIN = 3
"""A file inside a file is read so deep: a document in a mail in a mail in a mail box."""

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
            say("make it first: make new EDITION={edition}", edition=shown(edition)),
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


def read_copy(file: Path, readers: Sequence[Reader] = READERS) -> list[Draft | Aside]:
    """Read one file with the first reader that its ending and its content are for. Raises ContentError."""
    for_ending = _for_ending(file.name, shown(file), readers)
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
    found = list(_read(data, file.stem, shown(file), for_ending, readers, within=0))
    return [_finished(one, file.parent) if isinstance(one, Draft) else with_places(one, file.parent) for one in found]


def _for_ending(name: str, shown_name: str, readers: Sequence[Reader]) -> list[Reader]:
    ending = Path(name).suffix.lower()
    for_ending = [reader for reader in readers if ending in reader.endings]
    if not for_ending:
        known = dict.fromkeys(ending for reader in readers for ending in reader.endings)
        hint = NOT_READ.get(ending, say("known: {known}", known=listed(known)))
        raise ContentError(say("{file}: this kind of file is not read", file=shown_name), hint)
    return for_ending


def _read(
    data: bytes, name: str, file: str, for_ending: Sequence[Reader], readers: Sequence[Reader], *, within: int
) -> Iterator[Draft | Aside]:
    """Read a file's bytes, and those of the files inside it. Raises ContentError for the file itself."""
    fit = [reader for reader in for_ending if len(data) <= reader.most and reader.recognises(data)]
    if not fit:
        raise ContentError(
            say("{file}: its content is not what its ending says", file=file),
            say("known: {kind}", kind=for_ending[0].kind),
        )
    for found in fit[0].read(data, name, file):
        if isinstance(found, Enclosed):
            yield from _enclosed(found, file, readers, within=within + 1)
        else:
            yield found


def _enclosed(inner: Enclosed, file: str, readers: Sequence[Reader], *, within: int) -> Iterator[Draft | Aside]:
    """Read a file that came inside another; one that cannot be read is put aside."""
    name = f"{file}: {inner.name}"
    try:
        if within > MOST_WITHIN:
            raise ContentError(
                say("{file}: files inside of files inside of files are not read", file=name), say("take it out")
            )
        for_ending = _for_ending(inner.name, name, readers)
        yield from list(_read(inner.data, Path(inner.name).stem, name, for_ending, readers, within=within))
    except ContentError as error:
        yield Aside(say("a file that came with it"), title=inner.name, lines=(error.message,), hint=error.hint)


def _size(file: Path) -> int:
    try:
        found = file.stat()
    except OSError as error:
        raise ContentError(say("there is no file {file}", file=shown(file)), say("look at its name")) from error
    if not stat.S_ISREG(found.st_mode):
        raise ContentError(say("{file} is no ordinary file", file=shown(file)), say("give the files themselves"))
    return found.st_size


def _finished(draft: Draft, folder: Path) -> Draft:
    """Take the pictures that lie beside it; say if there is no headline."""
    take_pictures(draft, folder)
    if "headline" not in draft.head:
        draft.note(
            Code.IMPORT_NO_HEADLINE, say("there is no headline"), "", say("write it into the front matter: headline:")
        )
    return draft


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
    """Return a legal id made from a file's name that is not used yet: its Latin letters and digits, else a number."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:56].strip("-")
    if base in ("", "readme") or re.fullmatch(r"[0-9-]+", base):
        base = f"copy-{base}".strip("-") if base else "copy"
    if base not in used and base != "copy":
        return base
    return next(f"{base}-{number}" for number in range(1, 10_000) if f"{base}-{number}" not in used)


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
