"""What this program is made of, and where it lies: what is asked for first when something is not as it should be."""

from __future__ import annotations

import ctypes
import platform
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from layout import __version__
from layout.base import kernels
from layout.base.errors import ContentError
from layout.base.messages import Message, listed, say
from layout.files.project import find_project, shipped

_HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
"""The names that the system's HarfBuzz goes by on Linux, macOS and Windows."""


@dataclass(frozen=True, slots=True)
class About:
    """The program, its libraries, and the folders it takes things from.

    Versions of what is not there are empty; ``paper`` is None where none is found from the folder upwards.
    """

    version: str
    python: str
    system: str
    kernels: tuple[str, ...]
    weasyprint: str
    pango: str
    harfbuzz: str
    uharfbuzz: str
    shipped: Path
    paper: Path | None

    @property
    def lines(self) -> Iterator[Message]:
        """Yield what there is to tell below the program's name and version."""
        yield say("Python {version} on {system}", version=self.python, system=self.system)
        libraries = (("WeasyPrint", self.weasyprint), ("Pango", self.pango), ("HarfBuzz", self.harfbuzz))
        named = [*libraries, ("uharfbuzz", self.uharfbuzz)]
        yield say("libraries: {names}", names=listed([f"{name} {of or '-'}" for name, of in named]))
        if len(self.kernels) == len(kernels.NAMES):
            yield say("kernels: compiled")
        else:
            plain = [name.rpartition("._")[2] for name in kernels.NAMES if name not in self.kernels]
            yield say("kernels: {names} not compiled; pages are the same, and take longer", names=listed(plain))
        yield say("what comes with the program: {folder}", folder=self.shipped)
        yield say("its documents: {folder}", folder=self.shipped / "docs")
        if self.paper:
            yield say("the paper here: {folder}", folder=self.paper)
        else:
            yield say("the paper here: none (banmian init my-paper begins one)")


def about(start: Path | None = None) -> About:
    """Return what the program is made of, and whose paper a folder is in: the current one, if none is named."""
    paper = None
    with suppress(ContentError):
        paper = find_project(start).root
    return About(
        version=__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        kernels=tuple(name for name in kernels.NAMES if kernels.kernel(name)),
        weasyprint=_package("weasyprint"),
        pango=_pango(),
        harfbuzz=_harfbuzz(),
        uharfbuzz=_package("uharfbuzz"),
        shipped=shipped(),
        paper=paper,
    )


def _package(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _pango() -> str:
    """Return the version of the system's Pango; empty where it, or WeasyPrint, cannot be loaded."""
    with suppress(ImportError, OSError):
        from layout.render.pdf import pango_version

        return pango_version()
    return ""


def _harfbuzz() -> str:
    """Return the version of the system's HarfBuzz, which Pango sets text with. That of uharfbuzz is another one."""
    for name in _HARFBUZZ:
        with suppress(OSError, AttributeError):
            version = ctypes.CDLL(name).hb_version_string
            version.restype = ctypes.c_char_p
            return str(version().decode("ascii"))
    return ""
