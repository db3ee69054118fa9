"""An edition given as plain data: its texts written as an editor would write them, so that one reader reads all.

What comes from a program (a newsroom's system, a test, a notebook) is checked and told of like what a person wrote.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any

from layout.base.messages import listed, say
from layout.files.project import ADS_FILE, EDITION_FILE

EDITION, STORIES, ADS, TEXT = "edition", "stories", "ads", "text"
"""The keys of the data: the edition's own, its stories by id (``text`` is the body), its ads as a list."""


def texts_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of an edition, file by file.

    data: ``edition`` as the keys of edition.yaml, ``stories`` as id -> keys of the front matter and ``text``, the body
    in Markdown, ``ads`` as a list of ads. Values are text, numbers, truth values, dates, lists and mappings. Raises
    TypeError for any other value, ValueError for a key of the data that is none of the three.
    """
    if unknown := set(data) - {EDITION, STORIES, ADS}:
        raise ValueError(
            say("{unknown}: an edition has the keys edition, stories and ads", unknown=listed(sorted(unknown)))
        )
    texts = {EDITION_FILE: _yaml(data.get(EDITION, {}))}
    for name, story in data.get(STORIES, {}).items():
        head = {key: value for key, value in story.items() if key != TEXT}
        texts[f"{name}.md"] = f"---\n{_yaml(head)}---\n{story.get(TEXT, '')}\n"
    if data.get(ADS):
        texts[ADS_FILE] = _yaml(data[ADS])
    return texts


def _yaml(value: object) -> str:
    lines = list(_lines(value))
    return "".join(f"{line}\n" for line in lines)


def _lines(value: object) -> Iterator[str]:
    """Yield a mapping or a list as YAML, a key or an item a line, so that single keys can be changed later."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if _is_group(part):
                yield f"{key}:"
                yield from (f"  {line}" for line in _lines(part))
            else:
                yield f"{key}: {_word(part)}"
    elif isinstance(value, list | tuple):
        for part in value:
            first, *rest = _lines(part) if _is_group(part) else (_word(part),)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        raise TypeError(f"{value!r} is neither a mapping nor a list")


def _is_group(value: object) -> bool:
    """Tell whether a value needs lines of its own: a mapping with something in it, or a list with such a one."""
    if isinstance(value, Mapping):
        return bool(value)
    return isinstance(value, list | tuple) and any(isinstance(part, Mapping) for part in value)


def _word(value: object) -> str:
    """Return a value on one line: JSON, which YAML 1.2 is a superset of; an empty mapping or list too."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_word, value))}]"
    if isinstance(value, Mapping):
        return "{}"
    if value is None or isinstance(value, str | int | float):
        return json.dumps(str(value) if isinstance(value, str) else value, ensure_ascii=False)
    raise TypeError(f"{value!r} has no place in an edition: text, numbers, dates, lists and mappings have")
