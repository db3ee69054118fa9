"""Say by plain names what the machine still lacks: Python's venv, shared libraries, fonts.

Prints one line for each thing that is missing and exits with 1, or prints nothing and exits with 0. It looks
for the things themselves and not for packages, so it serves every system. Standard library only: it runs
before anything is installed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import subprocess
import sys

LIBRARIES = {
    "GLib's libgobject-2.0": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango's libpango-1.0": ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
    "Pango's libpangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz's libharfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz's libharfbuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
    "Fontconfig's libfontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}
"""Plain name -> the file names the library goes by on Linux, macOS and Windows."""

FONTS = (
    *(
        (f"Noto {kind} CJK {region}", weight, "normal")
        for kind in ("Serif", "Sans")
        for region in ("SC", "TC", "HK", "JP", "KR")
        for weight in (400, 700, 900)
    ),
    ("Noto Sans", 400, "normal"),
    ("Noto Sans", 700, "normal"),
    ("Noto Serif", 400, "normal"),
    ("Noto Serif", 400, "italic"),
    ("Noto Serif", 700, "normal"),
    ("LXGW WenKai", 400, "normal"),
    ("TeX Gyre Termes", 400, "normal"),
    ("TeX Gyre Termes", 400, "italic"),
    ("TeX Gyre Termes", 700, "normal"),
    ("TeX Gyre Schola", 400, "italic"),
    ("TeX Gyre Schola", 700, "normal"),
    ("TeX Gyre Heros Cn", 400, "normal"),
    ("TeX Gyre Heros Cn", 700, "normal"),
)
"""Family, CSS weight and style of every face the design files under templates/ ask for, in any language."""

_FONTCONFIG_SLANT = {"normal": "0", "italic": "100"}
_FONTCONFIG_WEIGHT = {400: "80", 700: "200", 900: "210"}


def missing_libraries() -> list[str]:
    """Return the plain names of the shared libraries that cannot be loaded."""
    return [f"the library {name}" for name, files in LIBRARIES.items() if not any(map(_loads, files))]


def missing_fonts() -> list[str]:
    """Return the faces fontconfig does not know; fc-list itself, if that cannot be run."""
    try:
        listing = subprocess.run(
            ["fc-list", "--format", "%{weight}\t%{slant}\t%{family}\n"], stdout=subprocess.PIPE, check=True
        ).stdout.decode("utf-8")
    except (OSError, subprocess.CalledProcessError):
        return ["fontconfig's command fc-list"]
    known = set()
    for line in listing.splitlines():
        weight, slant, families = line.split("\t", 2) if line.count("\t") > 1 else ("", "", "")
        known.update((family, weight, slant) for family in families.split(","))
    return [
        f"the font {family}, weight {weight}{', italic' if style == 'italic' else ''}"
        for family, weight, style in FONTS
        if (family, _FONTCONFIG_WEIGHT[weight], _FONTCONFIG_SLANT[style]) not in known
    ]


def missing_modules() -> list[str]:
    """Return what this Python lacks to make a virtual environment with pip in it."""
    lacking = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    return [f"Python's module {name} (for {sys.executable})" for name in lacking]


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    lacking = missing_modules() + missing_libraries() + missing_fonts()
    print("".join(f"{name}\n" for name in lacking), end="")
    sys.exit(1 if lacking else 0)
