"""The readers of copy: one a kind of file, and which of them a file is for; files inside of files."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import listed, say
from layout.base.tables import Table
from layout.files.text import shown
from layout.intake.anpa import is_anpa, read_anpa
from layout.intake.appl import read_appl
from layout.intake.beside import take_pictures, with_places
from layout.intake.draft import Aside, Draft, Enclosed
from layout.intake.feeds import is_feed, is_json_feed, read_feed, read_json_feed
from layout.intake.iptc7901 import is_item, read_item
from layout.intake.mail import is_box, is_saved, read_box, read_mail, read_saved
from layout.intake.newsml1 import read_newsml
from layout.intake.ninjs import read_ninjs
from layout.intake.opendocument import read_opendocument
from layout.intake.plain import read_plain
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
