"""The manifest of an archive: what is in it, with a hash of each file, and what the pages were made with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layout.base.errors import ContentError
from layout.files.output import json_text
from layout.files.zips import is_inner

MANIFEST = "manifest.json"
FORMAT = "banmian-archive/1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """An archive's manifest. ``files`` has (size, SHA-256) of every file by its name in the archive."""

    edition: str
    paper: str
    date: str
    issue: int
    pdfx: str
    press: str
    environment: Mapping[str, Any]
    fonts: tuple[Mapping[str, Any], ...]
    files: Mapping[str, tuple[int, str]]

    def text(self) -> str:
        """Return the manifest as JSON."""
        return json_text(
            {
                "format": FORMAT,
                "edition": self.edition,
                "paper": self.paper,
                "date": self.date,
                "issue": self.issue,
                "pdfx": self.pdfx,
                "press": self.press,
                "environment": self.environment,
                "fonts": list(self.fonts),
                "files": {name: {"size": size, "sha256": sums} for name, (size, sums) in self.files.items()},
            }
        )


def read_manifest(data: bytes, archive: str) -> Manifest:
    """Return the manifest that bytes hold. Raises ContentError, naming the archive, if they hold none."""
    hint = "it is no archive of banmian, or its manifest.json was changed"
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            raise ContentError(
                f"{archive} has the format {told['format']!r}, not {FORMAT}", "use the program's version"
            )
        files = {str(name): (int(one["size"]), str(one["sha256"])) for name, one in told["files"].items()}
        if not all(is_inner(name) for name in files) or not is_inner(str(told["edition"])):
            raise ContentError(f"{archive}: its manifest names files outside of it", "it is not safe: leave it alone")
        return Manifest(
            str(told["edition"]),
            str(told["paper"]),
            str(told["date"]),
            int(told["issue"]),
            str(told["pdfx"]),
            str(told["press"]),
            dict(told["environment"]),
            tuple(dict(font) for font in told["fonts"]),
            files,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ContentError(f"{archive}: its manifest cannot be read: {error}", hint) from error


def sums(data: bytes) -> tuple[int, str]:
    """Return size and SHA-256 of a file."""
    return len(data), hashlib.sha256(data).hexdigest()
