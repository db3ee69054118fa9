"""signed.yaml of an edition's folder: who signed which pages, an entry a sign-off, the newest last.

It is a log: entries are added and none is changed, so that it can be told afterwards who signed what and when. It is
read with tolerance, for somebody may have mended it by hand: an entry that cannot be read is told with its line and
passed over, the others count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from layout.base import clock
from layout.base.codes import Code, Severity
from layout.base.diagnostics import Place, Report
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.edition.blocks import Model, Text
from layout.edition.model import PageId
from layout.files.atomic import write_text
from layout.files.models import Form, read_model
from layout.files.project import SIGNED_FILE
from layout.files.text import read_source, shown
from layout.files.yaml import Mapping, parse_yaml
from layout.files.yaml import Sequence as List

_HEAD = "# 签样 · Pages signed off. Entries are added at the end by banmian sign and the desk.\n"
_DIGEST = re.compile("[0-9a-f]{64}")


class Entry(Model):
    """A sign-off: the page, who and when (UTC), the number of its version, the SHA-256 of its PDF's bytes.

    ``content`` is the digest of its version, ``made_of`` what the page was made of (see `layout.build.sources`). One
    that is ``withdrawn`` takes back what was signed before it.
    """

    page: PageId
    name: Text
    time: Text
    version: Annotated[int, Field(ge=1)] = 1
    digest: str
    content: str = ""
    note: str = ""
    withdrawn: bool = False
    made_of: dict[str, str] = Field(default_factory=dict)
    line: int = 0
    """That of the entry in the file."""

    @field_validator("digest")
    @classmethod
    def _is_digest(cls, text: str) -> str:
        if not _DIGEST.fullmatch(text):
            raise ValueError(say("{text} is no SHA-256: 64 of the digits 0 to 9 and a to f", text=text))
        return text

    @field_validator("time")
    @classmethod
    def _is_time(cls, text: str) -> str:
        try:
            return clock.written(clock.moment(text))
        except (ValueError, OverflowError):
            raise ValueError(say("{text} is no time such as 2022-04-14T15:41:07Z", text=text)) from None


def read_signed(folder: Path, report: Report) -> tuple[Entry, ...]:
    """Return the entries of an edition's signed.yaml that can be read; what is wrong with the others is reported."""
    path = folder / SIGNED_FILE
    if not (path.exists() or path.is_symlink()):
        return ()
    seen = Report()
    source = read_source(path, folder, seen)
    tree = parse_yaml(source.text, source.file, seen) if source else None
    entries: list[Entry | None] = []
    if source and isinstance(tree, List):
        for item in tree.items:
            if isinstance(item, Mapping):
                entries.append(read_model(Entry, Form(item, source.file), seen, {"line": item.line}))
            else:
                said = say("an entry of {file} is a group of keys: page, name, time …", file=SIGNED_FILE)
                seen.error(Code.WRONG_TYPE, said, Place(source.file, item.line), hint=say("take the line out"))
    elif source and tree is not None:
        said = say("{file} is a list, an entry for each sign-off", file=SIGNED_FILE)
        seen.error(Code.WRONG_TYPE, said, Place(source.file, tree.line), hint=say("put a hyphen before each entry"))
    # A page whose sign-off cannot be read is not signed: that is no fault of the page.
    report.extend(replace(finding, severity=Severity.WARNING) for finding in seen.findings)
    return tuple(entry for entry in entries if entry)


def append(folder: Path, entries: Iterable[Entry]) -> None:
    """Add entries to an edition's signed.yaml, whole or not at all.

    Raises ContentError if what is there is no list, OutputError if it cannot be written.
    """
    path = folder / SIGNED_FILE
    text = _HEAD
    if path.exists() or path.is_symlink():
        report = Report()
        source = read_source(path, folder, report)
        tree = parse_yaml(source.text, source.file, report) if source else None
        if source is None or report.errors or not (tree is None or isinstance(tree, List)):
            raise ContentError(
                say("{file} cannot be added to", file=shown(path)),
                say("mend what is wrong in it, or put it aside: banmian check tells of it"),
                report.findings,
            )
        text = source.text
    gap = "" if not text or text.endswith("\n") else "\n"
    write_text(path, text + gap + "".join(map(_written, entries)))


def _written(entry: Entry) -> str:
    keys: Sequence[tuple[str, object]] = (
        ("page", entry.page),
        ("name", entry.name),
        ("time", entry.time),
        ("version", entry.version),
        ("digest", entry.digest),
        *((("content", entry.content),) if entry.content else ()),
        *((("note", entry.note),) if entry.note else ()),
        *((("withdrawn", True),) if entry.withdrawn else ()),
    )
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys]
    if entry.made_of:
        lines.append("made_of:")
        lines += [
            f"  {json.dumps(part, ensure_ascii=False)}: {json.dumps(value)}" for part, value in entry.made_of.items()
        ]
    return f"- {lines[0]}\n" + "".join(f"  {line}\n" for line in lines[1:])
