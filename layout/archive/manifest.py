"""The manifest of an archive: what is in it, with a hash of each file, and what the pages were made with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from layout.archive.environment import Environment, FontFile
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.files.codec import from_data, to_data
from layout.files.output import json_text
from layout.files.zips import is_inner

MANIFEST = "manifest.json"
FORMAT = "banmian-archive/1"


@dataclass(frozen=True, slots=True)
class FileSum:
    """What a file of an archive is told by: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """An archive's manifest: the edition, what its pages were made with, and every file by its name in the archive."""

    edition: str
    paper: str
    date: str
    issue: int
    pdfx: str
    press: str
    environment: Environment
    fonts: tuple[FontFile, ...]
    files: Mapping[str, FileSum]
    format: str = FORMAT

    def text(self) -> str:
        """Return the manifest as JSON."""
        return json_text(to_data(self))


def read_manifest(data: bytes, archive: str) -> Manifest:
    """Return the manifest that bytes hold. Raises ContentError, naming the archive, if they hold none."""
    try:
        told = json.loads(data)
        if isinstance(told, dict) and (form := told.get("format")) != FORMAT:
            raise ContentError(
                say("{archive} has the format {form!r}, not {format}", archive=archive, form=form, format=FORMAT),
                say("use the program's version"),
            )
        manifest = from_data(Manifest, told)
    except (ValueError, RecursionError) as error:
        hint = say("it is no archive of banmian, or its manifest.json was changed")
        raise ContentError(
            say("{archive}: its manifest cannot be read: {error}", archive=archive, error=error), hint
        ) from error
    if not all(is_inner(name) for name in (*manifest.files, manifest.edition)):
        raise ContentError(
            say("{archive}: its manifest names files outside of it", archive=archive),
            say("it is not safe: leave it alone"),
        )
    return manifest


def sums(data: bytes) -> FileSum:
    """Return size and SHA-256 of a file."""
    return FileSum(len(data), hashlib.sha256(data).hexdigest())
