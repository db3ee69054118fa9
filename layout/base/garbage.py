"""How often Python looks for garbage in circles."""

from __future__ import annotations

import gc

SELDOM = 10_000
"""New objects after which it is looked for, less those that are gone already; Python's own number is 700.

The program makes many objects that stay and few circles, so looking was a tenth of a build's time, and found little.
"""


def collect_seldom() -> None:
    """Have this process look for garbage less often. For who has a process to itself: a command, a worker."""
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
