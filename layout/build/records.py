"""What the last build of an edition left, read back: layout.json and report.json as plain data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from layout.base.errors import PageError
from layout.files.text import shown


def read_built(output: Path, name: str, folder: Path) -> dict[str, Any]:
    """Return a JSON file of an output folder. ``folder`` is the edition's, for the message.

    Raises PageError if there is none, or it is not what a build writes.
    """
    path = output / name
    hint = f"build the edition first: make pdf EDITION={shown(folder)}"
    if not path.is_file():
        raise PageError(f"there are no built pages in {shown(output)}", hint)
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{shown(path)} cannot be read: {error}", hint) from error
    if not isinstance(data, dict):
        raise PageError(f"{shown(path)} is not what a build writes", hint)
    return data
