"""Alternative plans of pages to choose from: pictures and their story in a folder beside the output.

The folder ``output/<edition>.plans`` is written by others; the desk only shows it, if it is there:
    <page>-<n>.png      the plan drawn, n counting from 1, such as A2-1.png
    plans.json          {"pages": {"A2": [{"n": 1, "title": "…", "notes": ["…"], "chosen": true}, …]}}
In plans.json everything but ``n`` may be left out, and so may the file itself: then the pictures stand alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Choose = Callable[[str, int], None]
"""Takes the plan of that number for that page, so that the next build uses it. Raises BanmianError if it cannot."""

_PICTURE = re.compile(r"([A-Z][0-9]{1,2})-([0-9]{1,3})\.png")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One plan of a page that may be chosen; ``picture`` is a file's name in the folder."""

    page: str
    number: int
    picture: str
    title: str = ""
    notes: tuple[str, ...] = ()
    chosen: bool = False


def read_alternatives(folder: Path) -> dict[str, tuple[Alternative, ...]]:
    """Return the alternatives of every page, by page, in the order of their numbers; nothing if there are none."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return {}
    told = _told(folder / "plans.json")
    found: dict[str, list[Alternative]] = {}
    for name in names:
        if match := _PICTURE.fullmatch(name):
            page, number = match[1], int(match[2])
            says = told.get((page, number), {})
            notes = says.get("notes")
            found.setdefault(page, []).append(
                Alternative(
                    page,
                    number,
                    name,
                    str(says.get("title", "")),
                    tuple(map(str, notes)) if isinstance(notes, list) else (),
                    says.get("chosen") is True,
                )
            )
    return {page: tuple(sorted(plans, key=lambda plan: plan.number)) for page, plans in found.items()}


def _told(file: Path) -> dict[tuple[str, int], Mapping[str, Any]]:
    """Return what plans.json says of each plan; nothing of what is not as it should be."""
    try:
        pages = json.loads(file.read_text("utf-8"))["pages"]
        return {
            (page, int(plan["n"])): plan for page, plans in pages.items() for plan in plans if isinstance(plan, dict)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
