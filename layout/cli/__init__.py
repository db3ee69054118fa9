"""The command line: parse, call, print, exit code.

Exit codes: 0 done; 1 a fault of the program; 2 wrong usage; 3 the edition, 4 a template, 5 the machine, 6 the
pages, 7 the output folder, 8 the press condition is at fault; 9 two builds differ (diff); 130 stopped by the user.
"""

from __future__ import annotations

import sys

from layout.base.garbage import collect_seldom
from layout.cli.again import said_again


def main() -> None:
    """Run the command line."""
    if said_again(sys.argv[1:]):
        return
    collect_seldom()
    from layout.cli.application import command_line

    sys.exit(command_line(sys.argv[1:])())
