"""Pages of the public face, name by name, of what the code says of itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import layout
from docs.site.staging import toctree

ROOMS = {
    "base": "Findings and errors",
    "edition": "The edition",
    "build": "Building",
    "plan": "Planning",
    "compose": "Copyfit",
    "scene": "What is drawn",
    "render": "Drawings",
    "preflight": "Preflight",
    "design": "Templates and the press",
    "files": "Folders and files",
    "pdf": "Finished pages",
}
"""A room of the program -> what its page is called; in the order of the pages."""


def names() -> dict[str, dict[str, str]]:
    """Return the public names by the room they come from, in the order of the alphabet, each with its module."""
    found: dict[str, dict[str, str]] = {}
    for module, given in layout._ROOMS.items():
        there = found.setdefault(module.partition(".")[0], {})
        there.update({name.rpartition(" as ")[2]: f"layout.{module}" for name in given})
    return {room: dict(sorted(given.items(), key=lambda one: one[0].lower())) for room, given in found.items()}


def pages() -> dict[str, str]:
    """Return the pages of the public face by their place in the site."""
    made = {f"api/{room}.md": page(room, given) for room, given in names().items()}
    order = [f"api/{room}.md" for room in (*ROOMS, *sorted(set(names()) - set(ROOMS))) if f"api/{room}.md" in made]
    return {name: made[name] for name in order}


def page(room: str, given: dict[str, str]) -> str:
    """Return the page of a room."""
    title = ROOMS.get(room, room)
    told = f"Names of `import layout` that come from `layout.{room}`; [the program as a library](../api.md) tells how\n"
    begin = f"# {title}\n\n{told}they are used.\n\n```{{eval-rst}}\n.. currentmodule:: layout\n\n"
    return begin + "\n".join(_entries(given)) + "\n```\n"


def _entries(given: dict[str, str]) -> Iterator[str]:
    for name, module in given.items():
        value = getattr(layout, name)
        if inspect.isclass(value):
            yield f".. autoclass:: {name}\n   :members:\n   :undoc-members:\n"
        elif callable(value):
            yield f".. autofunction:: {name}\n"
        else:
            # What is said of a value stands in its module.
            yield f".. autodata:: {module}.{name}\n   :no-value:\n"


def contents() -> str:
    """Return what the document about the library gets at its end: the pages, name by name."""
    return "\n## Name by name\n" + toctree(list(pages()), hidden=False)
