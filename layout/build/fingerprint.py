"""What pages are made with, as one number: the program, its guests, its libraries, the fonts, the templates, assets."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from functools import lru_cache
from pathlib import Path

import layout
from layout.base.guests import guest_files, guests
from layout.design import fontfiles
from layout.files.digest import digest, file_digest, folder_digest
from layout.files.project import Project

_LIBRARIES = (
    *("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0"),
    *("libfontconfig.so.1", "libfreetype.so.6", "libglib-2.0.so.0", "libfribidi.so.0"),
)
"""Libraries of the system that draw pages. Those of Python's packages come with their packages' versions."""


def fingerprint(project: Project) -> str:
    """Return the digest of everything a project's pages are made with, apart from the edition itself.

    The templates are one thing, so that a folder which takes parts from another one is known by both.
    """
    places = (*project.template_places, project.assets, *project.press_places[1:])
    return digest(program(), fontfiles.identity(project.font_places), [folder_digest(place) for place in places])


@lru_cache(maxsize=1)
def program() -> str:
    """Return the digest of this program's code and its guests', of Python, its packages and the system's libraries."""
    here = Path(layout.__file__).resolve().parent
    packages = sorted(
        entry.name
        for folder in dict.fromkeys(sys.path)
        if folder and os.path.isdir(folder)
        for entry in os.scandir(folder)
        if entry.name.endswith((".dist-info", ".egg-info"))
    )
    return digest(folder_digest(here), _guests(), sys.version, platform.machine(), packages, _libraries())


def _guests() -> list[str]:
    """Return the guests' names and what their files hold: the version of one that is being written tells nothing."""
    code = (folder_digest(path) if path.is_dir() else file_digest(path) for path in guest_files())
    return [*(f"{guest.name} = {guest.value}" for guest in guests()), *code]


def _libraries() -> list[tuple[str, int, int]]:
    """Return path, size and time of change of the system's libraries, as the loader finds them."""
    for name in _LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
    found = set()
    try:
        maps = Path("/proc/self/maps").read_text("utf-8", "replace")
    except OSError:
        return []  # no Linux; the packages that bring these libraries have versions of their own
    for line in maps.splitlines():
        path = line.partition("/")[2]
        if any(path.rpartition("/")[2].startswith(name) for name in _LIBRARIES):
            found.add(Path("/" + path))
    return sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in found if path.exists())
