"""TOML as the tree that YAML comes out as, so that one reader tells what is wrong with the keys of both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from collections.abc import Mapping as Map
from typing import Any

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.messages import say
from layout.files.yaml import Entry, Mapping, Node, Scalar, Sequence

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_TABLE = re.compile(r"\s*\[+\s*([^\[\]]+?)\s*\]+")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=")

Lines = Map[tuple[str, ...], int]


def parse_toml(text: str, file: str, report: Report) -> Mapping | None:
    """Parse a TOML document into a tree. None if it cannot be read: the report says why, with the line.

    A key stands on the line it is written on, what is in a list on that of its key.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        at = _AT.search(said)
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        report.error(
            Code.TOML_SYNTAX,
            say("this is no TOML: {reason}", reason=_AT.sub("", said)),
            Place(file, line),
            hint=say('write key = value, text between quotes, lists in brackets: days = ["friday"]'),
        )
        return None
    return _mapping(data, (), dict(_lines(text)), 1)


def _lines(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the tables and keys of a document, by their path, with the line each is written on."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _TABLE.match(line):
            table = _path(found[1])
            yield table, number
        elif found := _KEY.match(line):
            yield (*table, *_path(found[1])), number


def _path(written: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in written.split("."))


def _mapping(data: Map[str, Any], path: tuple[str, ...], lines: Lines, line: int) -> Mapping:
    entries = []
    for key, value in data.items():
        here = (*path, key)
        at = lines.get(here, line)
        entries.append(Entry(key.replace("-", "_"), key, at, _node(value, here, lines, at)))
    return Mapping(tuple(entries), line)


def _node(value: object, path: tuple[str, ...], lines: Lines, line: int) -> Node:
    if isinstance(value, dict):
        return _mapping(value, path, lines, line)
    if isinstance(value, list):
        return Sequence(tuple(_node(item, path, lines, line) for item in value), line)
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(written, not isinstance(value, str), line, 0, 0)
