"""What a page may be printed in, as an editor or a press writes it: black, black with a spot, process, process with
spots."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from layout.base.messages import say

BLACK_ONLY, ALL_FOUR = "black", "process"
"""The names of the press's own inks: the black plate alone, and cyan, magenta, yellow and black."""

MOST_SPOTS = 6


def ink_names(value: object) -> tuple[str, ...]:
    """Read the inks of a page: ``black`` or ``process`` first, then the names of its spots.

    A text has a plus between blanks from one to the next; a spot alone stands with black. None and nothing are no inks.
    Raises ValueError for both black and process, a spot twice, or more spots than a press has units for.
    """
    if value is None:
        return ()
    parts = value if isinstance(value, list | tuple) else re.split(r"\s+\+\s+", str(value))
    words = [" ".join(str(part).split()) for part in parts]
    names = [word.lower() if word.lower() in (BLACK_ONLY, ALL_FOUR) else word for word in words if word]
    own = [name for name in names if name in (BLACK_ONLY, ALL_FOUR)]
    spots = [name for name in names if name not in own]
    if len(own) > 1:
        raise ValueError(say("process has black in it: write process, or black"))
    if len(set(spots)) < len(spots):
        raise ValueError(say("a spot ink is named twice"))
    if len(spots) > MOST_SPOTS:
        raise ValueError(say("no press has units for more than {most} spot inks", most=MOST_SPOTS))
    return (*(own or ([BLACK_ONLY] if spots else [])), *spots)


def written(names: tuple[str, ...]) -> str:
    """Return the inks of a page as an editor writes them."""
    return " + ".join(names or (ALL_FOUR,))


_Written = Annotated[str, Field(min_length=1)]

InkNames = Annotated[
    tuple[str, ...], BeforeValidator(ink_names, json_schema_input_type=_Written | tuple[_Written, ...])
]
"""The inks of a page by their names, ``black`` or ``process`` first; empty where nothing is said."""
