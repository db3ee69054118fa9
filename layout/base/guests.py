"""Guests: installed packages that bring kinds of their own, of ad, element, rule, language or file that copy comes in.

A package is a guest by an entry point of the group ``banmian.kinds``. It names a function without arguments, which adds
the guest's records to the tables (`layout.base.tables`):

    [project.entry-points."banmian.kinds"]
    recipes = "banmian_recipes:add_kinds"

What a process makes is then made with the guest's code as with the program's own: its files are in the fingerprint of
a build, and its classes, which stand in the module the entry point names or in one below it, may be in the cache.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from layout.base.errors import EnvironmentError_
from layout.base.messages import say

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "banmian.kinds"
_PACKAGES = (".dist-info", ".egg-info", ".egg")
"""How the folders end that tell of packages."""


@lru_cache(maxsize=1)
def guests() -> tuple[EntryPoint, ...]:
    """Return the entry points of all guests, in the order of their names. Nothing of them is imported."""
    if not any(map(_may_have_guests, dict.fromkeys(sys.path))):
        return ()
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)))


def _may_have_guests(place: str) -> bool:
    """Tell whether a package in a place that modules come from may be a guest.

    What reads entry points properly takes longer to import than most commands take to find out that there is none.
    """
    try:
        packages = [entry.path for entry in os.scandir(place or ".") if entry.name.endswith(_PACKAGES)]
    except OSError:
        return os.path.isfile(place)  # an archive is looked into properly; what cannot be read is passed over there too
    return any(map(_names_guests, packages))


def _names_guests(package: str) -> bool:
    try:
        with open(os.path.join(package, "entry_points.txt"), "rb") as file:
            return GROUP.encode("ascii") in file.read()
    except OSError:
        return package.endswith(".egg")


def let_in() -> None:
    """Have every guest add its records, once in this process. Raises EnvironmentError_ if one of them fails."""
    if problem := _let_in():
        raise EnvironmentError_(problem, say("mend the package that brings it, or uninstall it"))


@lru_cache(maxsize=1)
def _let_in() -> str:
    """Return what went wrong. It is kept, since what was added before it happened cannot be added again."""
    for entry in guests():
        try:
            entry.load()()
        except Exception as error:
            return say(
                "the guest {entry} ({entry2}) breaks down: {name}: {error}",
                entry=entry.name,
                entry2=entry.value,
                name=type(error).__name__,
                error=error,
            )
    return ""


def is_of_guest(module: str) -> bool:
    """Tell whether a module is one that a guest's entry point names, or stands below it."""
    return any(module == entry.module or module.startswith(f"{entry.module}.") for entry in guests())


def guest_files() -> tuple[Path, ...]:
    """Return the module file or the package folders of every guest; of one that cannot be found, nothing."""
    found: list[Path] = []
    for entry in guests():
        try:
            spec = find_spec(entry.module)
        except Exception:  # whatever the packages above it raise; `let_in` tells it
            continue
        if spec is not None:
            found += map(Path, spec.submodule_search_locations or filter(None, [spec.origin]))
    return tuple(found)
