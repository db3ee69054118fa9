"""Files of an edition folder as text: found inside the folder only, of sane size, UTF-8, without odd characters."""

from __future__ import annotations

import difflib
import itertools
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.errors import visible
from layout.base.messages import say

MAX_BYTES = 2_000_000
"""No file of text may be larger: the longest newspaper story has some 50 000 characters."""

_MOST_BAD_LINES = 10
"""So many lines with odd characters are told of one by one; a binary file would have thousands."""

_ENOUGH = 8
"""Common han in a row that no other encoding gives by chance when it is read as UTF-8."""

_SAMPLE = 6000
"""Bytes looked at to guess an encoding; divisible by 2, so that UTF-16 is not cut in the middle."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text: UTF-8 without its mark, lines ended by one line feed, odd characters taken out."""

    file: str
    """The name shown to the user."""
    text: str

    def place(self, line: int = 0) -> Place:
        """Return the place of a line of this file."""
        return Place(self.file, line)


def shown(path: Path) -> str:
    """Return a path as the user knows it: relative to the current folder if it lies in it, always printable."""
    relative = os.path.relpath(path)
    name = str(path) if relative.startswith("..") else relative
    return visible(name.encode("utf-8", "replace").decode("utf-8"))


def is_inside(path: Path, folder: Path) -> bool:
    """Tell whether a path lies in a folder after all symbolic links have been followed."""
    real, root = os.path.realpath(path), os.path.realpath(folder)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def read_source(path: Path, folder: Path, report: Report) -> Source | None:
    """Read a text file of an edition folder. What is wrong goes to the report; None if nothing can be read.

    Odd characters are reported and left out, so that the rest of the file can be checked as well.
    """
    name = shown(path)
    place = Place(name)
    if not is_inside(path, folder):
        report.error(
            Code.FILE_OUTSIDE,
            say("{path} is a link that leads out of the edition folder", path=path.name),
            place,
            hint=say("copy the file itself into the folder"),
        )
        return None
    try:
        data = _read(path)
    except FileNotFoundError:
        report.error(
            Code.FILE_MISSING,
            say("there is no {path}", path=path.name),
            place,
            hint=say("make the file, or put it back"),
        )
        return None
    except OSError as error:
        report.error(
            Code.FILE_UNREADABLE,
            say("{path} cannot be read: {reason}", path=path.name, reason=error.strerror or error),
            place,
            hint=say("it must be an ordinary file that you may read"),
        )
        return None
    if len(data) > MAX_BYTES:
        report.error(
            Code.FILE_TOO_LARGE,
            say("{path} is larger than {max_bytes} MB", path=path.name, max_bytes=MAX_BYTES // 1000000),
            place,
            hint=say("this is no newspaper copy: split the file, or take out what does not belong in it"),
        )
        return None
    try:
        text = decode(data)
    except EncodingError as error:
        report.error(
            Code.FILE_ENCODING,
            say("{path} {error}", path=path.name, error=error),
            Place(name, error.line),
            hint=error.hint,
        )
        return None
    return source_of(name, text, report)


def source_of(name: str, text: str | None, report: Report) -> Source | None:
    """Return a text that is in memory as the file shown as ``name``; None, and told, if there is none."""
    if text is None:
        file = name.replace("\\", "/").rpartition("/")[2]
        report.error(
            Code.FILE_MISSING,
            say("there is no {file}", file=file),
            Place(name),
            hint=say("make the file, or put it back"),
        )
        return None
    return Source(name, without_bad_characters(text.replace("\r\n", "\n").replace("\r", "\n"), name, report))


def _read(path: Path) -> bytes:
    # A pipe or a device would block or never end, so only an ordinary file is opened at all.
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is not an ordinary file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


class EncodingError(ValueError):
    """Bytes that are not UTF-8; the message says what they seem to be."""

    def __init__(self, message: str, line: int, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.hint = hint


_BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_GUESSES = {"gb18030": "GB18030", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}
"""Python's name of an encoding -> the name iconv and editors have for it."""


def decode(data: bytes) -> str:
    """Return UTF-8 bytes as text, without the byte order mark. Raises EncodingError for anything else."""
    for mark, name in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            raise _not_utf8(name, name)
    data = data.removeprefix(b"\xef\xbb\xbf")
    if name := _utf16_by_zeros(data):
        raise _not_utf8("UTF-16", name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        error_at = error.start
        line = data.count(b"\n", 0, error.start) + 1
        near = data[data.rfind(b"\n", 0, error.start) + 1 :][:_SAMPLE]
    if _likeness(near.decode("utf-8", "replace")) < 0.7 and not _is_chinese_utf8(data[:error_at]):
        samples = {"gb18030": near, "utf-16-le": data[:_SAMPLE], "utf-16-be": data[:_SAMPLE]}
        likeness = {codec: _likeness(sample.decode(codec, "replace")) for codec, sample in samples.items()}
        codec = max(likeness, key=lambda codec: likeness[codec])
        if likeness[codec] > 0.8:
            raise _not_utf8(say("GBK or GB18030") if codec == "gb18030" else "UTF-16", _GUESSES[codec])
    raise EncodingError(
        say("is not UTF-8 text: here are bytes that stand for no character"),
        line,
        say("open the file in an editor, mend this line and save it as UTF-8"),
    )


_LEAST_LIKE_CHINESE = 0.8
"""Text read in a guessed encoding must have this share of common characters; in a wrong one it has about half."""


def decode_any(data: bytes) -> tuple[str, str]:
    """Return bytes in UTF-8, GB18030 (which GBK is a part of) or UTF-16 as text, and the encoding's name.

    For files that come from elsewhere. Raises EncodingError unless the encoding is certain: it is named by a byte
    order mark, or the bytes are UTF-8 throughout, or they are copy in one of the others and in no other.
    """
    for mark, codec in (
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), codec), codec.upper()
    if name := _utf16_by_zeros(data):
        codec = {"UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be"}[name]
        return _decoded(data, codec), codec.upper()
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "UTF-8"
    found = []
    for codec in _GUESSES:
        with suppress(UnicodeDecodeError):
            text = data.decode(codec)
            if _likeness(text) > _LEAST_LIKE_CHINESE:
                found.append((text, codec.upper()))
    if len(found) != 1:
        raise EncodingError(
            say("is text in an encoding that cannot be told for certain"),
            1,
            say("open it in the program it was written with and save it as UTF-8"),
        )
    return found[0]


_WESTERN = re.compile(
    "[\\x00-\\x7f\u20ac\u201a\u201e\u2026\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u2122\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
    "\u00a0\u00a1\u00a3\u00a7\u00a9\u00aa\u00ab\u00ad\u00ae\u00b0-\u00b3\u00b4\u00b7\u00ba-\u00ff]*"
)
"""Letters and marks of western languages in Windows-1252; what else it has is rare in copy."""
_LETTERS = re.compile("[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e]")
_MOST_WESTERN = 0.25
"""Western text has at most this share of characters beyond ASCII."""


def decode_western(data: bytes) -> str:
    """Return bytes in Windows-1252 as text; nothing if they are not clearly western copy.

    For files that `decode_any` cannot tell the encoding of. Letters with accents stand beside others, and are few.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    beyond = [character for character in text if not character.isascii()]
    if not _WESTERN.fullmatch(text) or len(beyond) > _MOST_WESTERN * len(text):
        return ""
    runs = re.findall(r"[^\x00-\x7f]+", text)
    return text if all(len(_LETTERS.findall(run)) <= 2 for run in runs) else ""


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise EncodingError(
            say(
                "says it is {codec}, but byte {start} and those after it are not",
                codec=codec.upper(),
                start=error.start,
            ),
            1,
            say("it was damaged on its way: ask for it again"),
        ) from error


def _is_chinese_utf8(data: bytes) -> bool:
    """Tell whether this much is copy in UTF-8, so that what follows was pasted in from a file of another encoding."""
    text = data.decode("utf-8", "ignore")
    return sum(map(_is_common, text)) >= _ENOUGH and _likeness(text) > 0.8


def _not_utf8(said: str, iconv: str) -> EncodingError:
    return EncodingError(
        say("is {said}, not UTF-8", said=said),
        1,
        say("save it as UTF-8 in your editor, or convert it: iconv -f {iconv} -t UTF-8 OLD > NEW", iconv=iconv),
    )


def _utf16_by_zeros(data: bytes) -> str:
    """Return the kind of UTF-16 that Latin text without a mark seems to be: every second byte is zero."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    many = max(4, len(sample) // 8)
    if odd >= many and even * 20 <= odd:
        return "UTF-16LE"
    if even >= many and odd * 20 <= even:
        return "UTF-16BE"
    return ""


def _likeness(text: str) -> float:
    """Return the share of the characters beyond ASCII that are common in Chinese copy, 0 to 1."""
    beyond = [character for character in text if not character.isascii()]
    return sum(map(_is_common, beyond)) / len(beyond) if beyond else 0.0


def _is_common(character: str) -> bool:
    try:
        row = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    # Row 1 of GB 2312 has the punctuation, row 3 the full-width ASCII, rows 16 to 55 the 3755 common han.
    return row in (0xA1, 0xA3) or 0xB0 <= row <= 0xD7


_KINDS = {
    say("a control character"): "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f",
    say("a writing-direction mark"): "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    say("a line or paragraph separator"): "\u2028\u2029",
    say("a byte order mark in the middle of the text"): "\ufeff",
    say("the replacement character"): "\ufffd",
    say("not a character"): "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17)),
}
_UNSEEN = say("delete it; it cannot be seen, so delete its neighbours too and type them again")
_HINTS = {
    say("the replacement character"): say(
        "text was lost here when the file was converted: type it again from the original"
    ),
    say("a line or paragraph separator"): say("put an ordinary line break in its place"),
}
_BAD_KINDS = {kind: re.compile(f"[{characters}]") for kind, characters in _KINDS.items()}
_BAD = re.compile("[" + "".join(_KINDS.values()) + "]")


def without_bad_characters(text: str, file: str, report: Report, first_line: int = 1) -> str:
    """Return the text without characters that must not be in copy, each line that has one being reported."""
    lines = dict(_bad_lines(text))
    for count, (line, (character, before)) in enumerate(lines.items()):
        if count == _MOST_BAD_LINES:
            report.error(
                Code.BAD_CHARACTER,
                say("{count} more lines have characters that must not be in copy", count=len(lines) - count),
                Place(file, first_line + line),
                hint=say("is this really a file of text?"),
            )
            break
        kind = next(kind for kind, pattern in _BAD_KINDS.items() if pattern.match(character))
        after = say(" after “{before}”", before=before) if before else ""
        report.error(
            Code.BAD_CHARACTER,
            say(
                "U+{character:04X}{after} is {kind} and must not be in copy",
                character=ord(character),
                after=after,
                kind=kind,
            ),
            Place(file, first_line + line),
            hint=_HINTS.get(
                kind, say("delete it; it cannot be seen, so delete its neighbours too and type them again")
            ),
        )
    return _BAD.sub("", text) if lines else text


def _bad_lines(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield (line from 0, (first bad character, up to six characters before it)) of the lines that have one."""
    for number, line in enumerate(text.split("\n")):
        if found := _BAD.search(line):
            before = "".join(filter(str.isprintable, line[max(0, found.start() - 6) : found.start()]))
            yield number, (found[0], before.strip())


def has_bad_character(text: str) -> bool:
    """Tell whether a text has a character that must not be in copy."""
    return _BAD.search(text) is not None


MOST_UNLIKE = 12
"""Words that differ by more letters in length are not compared: one is no slip for the other."""
MOST_KNOWN = 300
"""So many known words are compared with one that is not known; a folder of thousands of names would take minutes."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, or nothing if none is."""
    near = itertools.islice((name for name in known if abs(len(name) - len(word)) <= MOST_UNLIKE), MOST_KNOWN)
    return next(iter(difflib.get_close_matches(word[:80], list(near), n=1, cutoff=0.6)), "")


def composed(name: str) -> str:
    """Return the name of a file as others write it: disks of some systems take accents apart."""
    return unicodedata.normalize("NFC", name)


def meant(word: str, known: Iterable[str]) -> str:
    """Return a hint such as "did you mean 'lead'?", or nothing if no known word is like this one."""
    close = nearest(word, known)
    return say("did you mean {close!r}?", close=close) if close else ""
