"""What pages need of a machine, and which packages bring it on which system.

Standard library only, like all that this imports: it is asked before anything is installed, by the set-up of a checkout
(.ci/check_system.py) and by ``banmian doctor`` where libraries are missing.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from layout.base.messages import Message, say

OLDEST_PYTHON = (3, 11)

SYSTEM = "BANMIAN_SYSTEM"
"""A variable of the environment: which system this is, where it cannot be told by itself."""

PANGO, HARFBUZZ, FONTCONFIG, COMPILER, VENV = "pango", "harfbuzz", "fontconfig", "compiler", "venv"
"""What systems have packages for, besides fonts; see `System.packages`."""


@dataclass(frozen=True)
class Library:
    """A shared library: what people call it, its file names on Linux, macOS and Windows, and what brings it."""

    name: str
    files: tuple[str, ...]
    part: str
    version: str = ""
    """Its function that tells its version as text."""


LIBRARIES = (
    Library("GLib's libgobject-2.0", ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"), PANGO),
    Library(
        "Pango's libpango-1.0",
        ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
        PANGO,
        "pango_version_string",
    ),
    Library(
        "Pango's libpangoft2-1.0",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
        PANGO,
    ),
    Library(
        "HarfBuzz's libharfbuzz",
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
        HARFBUZZ,
        "hb_version_string",
    ),
    Library(
        "HarfBuzz's libharfbuzz-subset",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
        HARFBUZZ,
    ),
    Library(
        "Fontconfig's libfontconfig",
        ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
        FONTCONFIG,
    ),
)
"""The libraries of the system that WeasyPrint draws with."""

PROGRAMS = ("fc-list", "fc-scan")
"""Fontconfig's, which tell what is in font files."""


@dataclass(frozen=True)
class Typeface:
    """A free typeface: the beginning of its families' names, whose it is, and how its files are named.

    In ``files`` are {weight} (Regular, Bold, Black) and {style} (regular, bold, italic, bolditalic).
    """

    family: str
    project: str
    files: str


TYPEFACES = (
    Typeface("Noto Serif CJK", "github.com/notofonts/noto-cjk", "NotoSerifCJK-{weight}.ttc"),
    Typeface("Noto Sans CJK", "github.com/notofonts/noto-cjk", "NotoSansCJK-{weight}.ttc"),
    Typeface("Noto Serif Display", "github.com/notofonts", "NotoSerifDisplay-{weight}.ttf"),
    Typeface("Noto Serif", "github.com/notofonts", "NotoSerif-{weight}.ttf"),
    Typeface("Noto Sans", "github.com/notofonts", "NotoSans-{weight}.ttf"),
    Typeface("LXGW WenKai", "github.com/lxgw/LxgwWenKai", "LXGWWenKai-{weight}.ttf"),
    Typeface("TeX Gyre Termes", "gust.org.pl/projects/e-foundry/tex-gyre", "texgyretermes-{style}.otf"),
    Typeface("TeX Gyre Schola", "gust.org.pl/projects/e-foundry/tex-gyre", "texgyreschola-{style}.otf"),
    Typeface("TeX Gyre Pagella", "gust.org.pl/projects/e-foundry/tex-gyre", "texgyrepagella-{style}.otf"),
    Typeface("TeX Gyre Adventor", "gust.org.pl/projects/e-foundry/tex-gyre", "texgyreadventor-{style}.otf"),
    Typeface("TeX Gyre Heros Cn", "gust.org.pl/projects/e-foundry/tex-gyre", "texgyreheroscn-{style}.otf"),
    Typeface("Symbola", "dn-works.com/ufas", "Symbola.otf"),
    Typeface("BabelStone Han", "www.babelstone.co.uk/Fonts/Han.html", "BabelStoneHan.ttf"),
)
"""The typefaces of our own templates and of what stands behind them; the first that a family begins with is its."""

_WEIGHTS = {
    100: "Thin", 200: "ExtraLight", 300: "Light", 400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold",
    800: "ExtraBold", 900: "Black",
}  # fmt: skip


def typeface_of(family: str) -> Typeface | None:
    """Return the typeface a family is of, if it is one of those known."""
    return next((each for each in TYPEFACES if family.startswith(each.family)), None)


def file_of(family: str, weight: int, style: str) -> str:
    """Return how the file of a face is named where its makers give it out; empty if that is not known."""
    typeface = typeface_of(family)
    if typeface is None:
        return ""
    name = _WEIGHTS.get(weight, "Regular")
    if style == "italic":
        name = "Italic" if name == "Regular" else f"{name}Italic"
    other = family.removeprefix(typeface.family).replace(" ", "")
    own = typeface.files.replace("-", f"{other}-", 1) if other and "CJK" not in typeface.family else typeface.files
    return own.format(weight=name, style=name.lower())


@dataclass(frozen=True)
class System:
    """A kind of system. ``ids`` are what it calls itself: ID or ID_LIKE in os-release, or Python's ``sys.platform``.

    ``packages`` are those of each part and typeface; what is not there has none that we know of. ``unsure`` are those
    whose names were only read about. ``options`` are for who does not want to be asked, ``refresh`` brings the lists
    of packages up to date.
    """

    name: str
    ids: tuple[str, ...]
    install: str
    packages: Mapping[str, str]
    options: str = ""
    refresh: str = ""
    needs_root: bool = True
    unsure: frozenset[str] = frozenset()

    def named(self, parts: Iterable[str]) -> list[str]:
        """Return the packages that bring parts, each once."""
        return list(dict.fromkeys(name for part in parts for name in self.packages.get(part, "").split()))

    def asking(self, parts: Iterable[str]) -> str:
        """Return the short command that installs parts; empty if no package is known."""
        names = self.named(parts)
        return f"{self.install} {' '.join(names)}" if names else ""

    def command(self, parts: Iterable[str], *, as_root: bool = False) -> str:
        """Return the command that installs parts and asks nothing, as who runs this may give it; empty as above."""
        names = self.named(parts)
        if not names:
            return ""
        command = " ".join(filter(None, (self.install, self.options, *names)))
        if self.refresh:
            command = f"{self.refresh} && {command}"
        if not self.needs_root or as_root or _is_root():
            return command
        return f"sudo sh -c '{command}'" if self.refresh else f"sudo {command}"


_GYRE = ("TeX Gyre Termes", "TeX Gyre Schola", "TeX Gyre Pagella", "TeX Gyre Adventor", "TeX Gyre Heros Cn")
_CJK = ("Noto Serif CJK", "Noto Sans CJK")
_NOTO = ("Noto Serif Display", "Noto Serif", "Noto Sans")

SYSTEMS = (
    System(
        "Debian, Ubuntu",
        ("debian", "ubuntu"),
        "apt-get install",
        {
            VENV: "python3-venv",
            PANGO: "libpango-1.0-0 libpangoft2-1.0-0",
            HARFBUZZ: "libharfbuzz-subset0",
            FONTCONFIG: "fontconfig",
            COMPILER: "gcc libc6-dev python3-dev",
            **dict.fromkeys(_CJK, "fonts-noto-cjk fonts-noto-cjk-extra"),
            **dict.fromkeys(_NOTO, "fonts-noto-core"),
            **dict.fromkeys(_GYRE, "fonts-texgyre"),
            "LXGW WenKai": "fonts-lxgw-wenkai",
            "Symbola": "fonts-symbola",
            "BabelStone Han": "fonts-babelstone-han",
        },
        options="-y --no-install-recommends",
        refresh="apt-get update",
    ),
    System(
        "Fedora",
        ("fedora",),
        "dnf install",
        {
            VENV: "python3",
            PANGO: "pango",
            HARFBUZZ: "harfbuzz",
            FONTCONFIG: "fontconfig",
            COMPILER: "gcc python3-devel",
            "Noto Serif CJK": "google-noto-serif-cjk-fonts",
            "Noto Sans CJK": "google-noto-sans-cjk-fonts",
            "Noto Serif Display": "google-noto-serif-display-fonts",
            "Noto Serif": "google-noto-serif-fonts",
            "Noto Sans": "google-noto-sans-fonts",
            "LXGW WenKai": "lxgw-wenkai-fonts",
            **dict.fromkeys(_GYRE, "texlive-tex-gyre"),
            "Symbola": "gdouros-symbola-fonts",
        },
        options="-y",
        unsure=frozenset({"lxgw-wenkai-fonts", "texlive-tex-gyre", "google-noto-serif-display-fonts"}),
    ),
    System(
        "Arch Linux",
        ("arch",),
        "pacman -S --needed",
        {
            VENV: "python",
            PANGO: "pango",
            HARFBUZZ: "harfbuzz",
            FONTCONFIG: "fontconfig",
            COMPILER: "gcc",
            **dict.fromkeys(_CJK, "noto-fonts-cjk"),
            **dict.fromkeys(_NOTO, "noto-fonts"),
            **dict.fromkeys(_GYRE, "tex-gyre-fonts"),
        },
        options="--noconfirm",
        unsure=frozenset({"noto-fonts"}),
    ),
    System(
        "Alpine",
        ("alpine",),
        "apk add",
        {
            VENV: "python3",
            PANGO: "so:libgobject-2.0.so.0 so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0",
            HARFBUZZ: "so:libharfbuzz.so.0 so:libharfbuzz-subset.so.0",
            FONTCONFIG: "fontconfig so:libfontconfig.so.1",
            COMPILER: "gcc musl-dev python3-dev",
            **dict.fromkeys(_CJK, "font-noto-cjk font-noto-cjk-extra"),
            **dict.fromkeys(_NOTO, "font-noto"),
        },
    ),
    System(
        "openSUSE",
        ("opensuse", "suse", "sles"),
        "zypper install",
        {
            VENV: "python3",
            PANGO: "libpango-1_0-0",
            HARFBUZZ: "libharfbuzz0 libharfbuzz-subset0",
            FONTCONFIG: "fontconfig libfontconfig1",
            COMPILER: "gcc python3-devel",
            **dict.fromkeys(_GYRE, "texlive-tex-gyre-fonts"),
            "LXGW WenKai": "lxgw-wenkai-fonts",
        },
        options="-y",
        unsure=frozenset({"libpango-1_0-0", "libharfbuzz0", "libharfbuzz-subset0", "libfontconfig1"}),
    ),
    System(
        "macOS",
        ("darwin",),
        "brew install",
        {
            VENV: "python",
            PANGO: "pango",
            HARFBUZZ: "harfbuzz",
            FONTCONFIG: "fontconfig",
            "Noto Serif CJK": "font-noto-serif-cjk",
            "Noto Sans CJK": "font-noto-sans-cjk",
            "LXGW WenKai": "font-lxgw-wenkai",
            "TeX Gyre Termes": "font-tex-gyre-termes",
            "TeX Gyre Schola": "font-tex-gyre-schola",
            "TeX Gyre Pagella": "font-tex-gyre-pagella",
            "TeX Gyre Adventor": "font-tex-gyre-adventor",
            "TeX Gyre Heros Cn": "font-tex-gyre-heros",
        },
        needs_root=False,
    ),
    System(
        "Windows (MSYS2)",
        ("win32",),
        "pacman -S --needed",
        {
            PANGO: "mingw-w64-ucrt-x86_64-pango",
            HARFBUZZ: "mingw-w64-ucrt-x86_64-harfbuzz",
            FONTCONFIG: "mingw-w64-ucrt-x86_64-fontconfig",
        },
        options="--noconfirm",
        needs_root=False,
        unsure=frozenset({"mingw-w64-ucrt-x86_64-harfbuzz", "mingw-w64-ucrt-x86_64-fontconfig"}),
    ),
)
"""The systems whose packages are known. docs/machines.md tells where each name is from."""


def system_named(ids: Iterable[str]) -> System | None:
    """Return the first system that has one of some names."""
    return next((each for name in ids for each in SYSTEMS if name in each.ids), None)


@lru_cache(maxsize=1)
def this_system() -> System | None:
    """Return the system that this runs on; None if its packages are not known.

    One that is like another, and does not say so, can be told by the variable BANMIAN_SYSTEM: a name of ``ids``.
    """
    if told := os.environ.get(SYSTEM):
        return system_named([told])
    if not sys.platform.startswith("linux"):
        return system_named([sys.platform])
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return None
    return system_named([release.get("ID", ""), *release.get("ID_LIKE", "").replace("opensuse-", "").split()])


def library_for(file: str) -> Library | None:
    """Return the library that a loader's message names: ``libpango-1.0-0`` is Pango's, as WeasyPrint calls it."""
    stems = {each: each.files[0].partition(".so")[0] for each in LIBRARIES}
    fitting = [each for each, stem in stems.items() if stem in file or stem.removeprefix("lib") in file]
    return max(fitting, key=lambda each: len(stems[each]), default=None)


def loaded(library: Library) -> ctypes.CDLL | None:
    """Return a library as the system's loader finds it, or None."""
    for file in library.files:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def fontconfig() -> ctypes.CDLL | None:
    """Return fontconfig's library, or None."""
    return next((loaded(each) for each in LIBRARIES if each.part == FONTCONFIG), None)


def version_of(library: ctypes.CDLL, function: str) -> str:
    """Return what a library's function tells of its version; empty if it has none."""
    tell = getattr(library, function, None) if function else None
    if tell is None:
        return ""
    tell.restype = ctypes.c_char_p
    said: bytes | None = tell()
    return (said or b"").decode("ascii", "replace")


def parts_of(families: Iterable[str]) -> list[str]:
    """Return the typefaces that families are of, as `System.packages` has them; those not known are left out."""
    return list(dict.fromkeys(face.family for face in map(typeface_of, families) if face))


def remedy(parts: Iterable[str]) -> Message:
    """Return what to do where parts are missing: the command for this system, and who tells the rest."""
    system = this_system()
    if command := system.asking(parts) if system else "":
        return say("install it: {command} (all that is lacking: banmian doctor)", command=command)
    return say("banmian doctor tells what this machine lacks, and where it can be had")


def fonts_remedy(families: Iterable[str]) -> Message:
    """Return what to do where families are missing: packages that have them, if any, or the paper's folder fonts/."""
    system = this_system()
    if command := system.asking(parts_of(families)) if system else "":
        return say("install them: {command}; or put their files into fonts/ (banmian doctor)", command=command)
    return say("put their files into the paper's folder fonts/; where free ones can be had: banmian doctor")


def _is_root() -> bool:
    return not hasattr(os, "geteuid") or os.geteuid() == 0
