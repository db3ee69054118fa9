"""Where the program begins: python -m layout, and the command banmian.

What the machine lacks is told here: WeasyPrint loads Pango when it is imported, which is when a page is to be made.
"""

from __future__ import annotations

import sys

from layout.base.errors import EnvironmentError_, visible
from layout.base.machine import PANGO, library_for, remedy
from layout.base.messages import say
from layout.files.commands import install_command

NO_LIBRARY = "cannot load library"
"""What cffi says, with its name, of a library that is not there."""


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding than the copy's gets \\u6b63 instead of an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        from layout.cli import main as run

        run()
    except (ImportError, OSError) as error:
        if isinstance(error, OSError) and NO_LIBRARY not in str(error):
            raise
        lacking = _lacking(error)
        print(f"{lacking.message}\n  {lacking.hint}", file=sys.stderr)
        sys.exit(lacking.exit_code)


def _lacking(error: ImportError | OSError) -> EnvironmentError_:
    """Say what the machine lacks, and how to get it."""
    said = visible(" ".join(str(error).split()))
    if isinstance(error, ModuleNotFoundError):
        return EnvironmentError_(
            say("a Python package is missing: {error}", error=error.name),
            say("install what is needed: {command}", command=install_command()),
        )
    if isinstance(error, ImportError):
        return EnvironmentError_(
            say("a Python package cannot be used: {said}", said=said),
            say("install it anew: {command}", command=install_command(anew=True)),
        )
    library = library_for(said)
    return EnvironmentError_(
        say("a system library is missing: {said}", said=said), remedy([library.part if library else PANGO])
    )


if __name__ == "__main__":
    main()
