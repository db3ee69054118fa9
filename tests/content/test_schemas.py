"""The schemas that editors' programs get: what the samples say is in them, what they do not know is not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from layout.base.diagnostics import Report
from layout.build.schemas import SCHEMAS, schema_text, write_schemas
from layout.edition.story import head_of
from layout.files import yaml
from layout.files.models import resolve
from layout.files.toml import parse_toml
from tests.conftest import ROOT

Schema = Mapping[str, Any]

TYPES = {"string": str, "integer": int, "number": int | float, "boolean": bool, "array": list, "object": dict}


def plain(node: yaml.Node | None) -> Any:
    """A tree as plain data, days as they are written."""
    if isinstance(node, yaml.Mapping):
        return {entry.written: plain(entry.value) for entry in node.entries}
    if isinstance(node, yaml.Sequence):
        return [plain(item) for item in node.items]
    value = resolve(node) if node is not None else None
    return value if isinstance(value, bool | int | float | str) or value is None else str(value)


def faults(value: Any, schema: Schema, root: Schema, at: str = "") -> Iterator[str]:
    """What is wrong by a schema, as far as ours use the standard."""
    if ref := schema.get("$ref"):
        yield from faults(value, root["$defs"][ref.removeprefix("#/$defs/")], root, at)
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    fits = (
        (value is None)
        if value is None
        else any(
            name in TYPES and isinstance(value, TYPES[name]) and (name == "boolean") == isinstance(value, bool)
            for name in names
        )
    )
    if names and not (fits if value is not None else "null" in names):
        yield f"{at}: {value!r} is no {names}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} is not like {schema['pattern']}"
    if isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: {value!r} is out of bounds"
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for key, inner in value.items():
            if key in known:
                yield from faults(inner, known[key], root, f"{at}.{key}")
            elif others is False:
                yield f"{at}: unknown key {key}"
            elif isinstance(others, dict):
                yield from faults(inner, others, root, f"{at}.{key}")
        yield from (f"{at}: {key} is missing" for key in schema.get("required", ()) if key not in value)
    for number, item in enumerate(value if isinstance(value, list) else ()):
        yield from faults(item, schema.get("items", {}), root, f"{at}[{number}]")
    if (ways := schema.get("anyOf")) and all(list(faults(value, way, root)) for way in ways):
        yield f"{at}: {value!r} is nothing of {len(ways)}"
    for each in schema.get("allOf", ()):
        if "if" not in each:
            yield from faults(value, each, root, at)
        elif not list(faults(value, each["if"], root)):
            yield from faults(value, each["then"], root, at)


def samples() -> Iterator[tuple[str, Path]]:
    for edition in sorted((ROOT / "content").iterdir()):
        yield from (("edition", edition / "edition.yaml"), ("ads", edition / "ads.yaml"))
        yield from (("story", story) for story in sorted(edition.glob("*.md"))[:4])
    yield from (("design", file) for file in sorted((ROOT / "templates").glob("*/design.yaml")))
    yield from (("press", file) for file in sorted((ROOT / "assets" / "press").glob("*.yaml")))


def read(kind: str, text: str) -> Any:
    report = Report()
    node = head_of(text) if kind == "story" else yaml.parse_yaml(text, "file", report)
    if kind == "paper":
        node = parse_toml(text, "file", report)
    return plain(node)


@pytest.fixture(scope="module")
def schemas() -> dict[str, Schema]:
    return {name: json.loads(schema_text(name)) for name in SCHEMAS}


def test_what_the_samples_say_is_in_the_schemas_and_what_is_not_known_is_not(schemas: dict[str, Schema]) -> None:
    seen = set()
    for kind, file in samples():
        data = read(kind, file.read_text("utf-8"))
        assert list(faults(data, schemas[kind], schemas[kind])) == [], file
        one = data[0] if kind == "ads" else data
        wrong = [{**one, "nosuch": 1}] if kind == "ads" else {**one, "nosuch": 1}
        assert list(faults(wrong, schemas[kind], schemas[kind])), file
        seen.add(kind)
    assert seen == set(SCHEMAS) - {"paper"}


NOTICE = "- {id: a, kind: notice, columns: 2, rows: 9, title: t, text: [x]"


@pytest.mark.parametrize(
    ("kind", "text", "good"),
    [
        ("paper", '[issues]\ndays = ["friday", 15]\nskip = ["12-25", 2026-12-31]\n', True),
        ("paper", '[issues]\ndays = "fryday"\n', False),
        ("paper", "[issue]\n", False),
        ("ads", f"{NOTICE}, runs: 2026-12-01..2026-12-31}}", True),
        ("ads", f"{NOTICE}, not-beside: [b]}}", True),
        ("ads", f"{NOTICE}, runs: December}}", False),
        ("ads", f"{NOTICE}, slogans: [y]}}", False),
        ("story", "---\nheadline: x\ncolumns: 2-3\noptional: deck\ndrop-cap: 2\n---\nx", True),
        ("story", "---\nheadline: x\npicture: {file: a.jpg, columns: half, focus: top right}\n---\nx", True),
        ("story", "---\nheadline: x\npicture: {file: a.jpg, focus: somewhere}\n---\nx", False),
        ("story", "---\nheadline: x\nid: y\n---\nx", False),
    ],
)  # fmt: skip
def test_short_ways_of_writing(schemas: dict[str, Schema], kind: str, text: str, good: bool) -> None:
    assert (list(faults(read(kind, text), schemas[kind], schemas[kind])) == []) is good


def test_places_and_lengths_have_their_patterns(schemas: dict[str, Schema]) -> None:
    edition, design = schemas["edition"], schemas["design"]
    page = edition["$defs"]["Page"]["properties"]
    for place, good in (("columns 1-4, rows 13-58", True), ("row 3", True), ("above", False)):
        assert (not list(faults({"x": place}, page["at"], edition))) is good
    width = design["$defs"]["PageTokens"]["properties"]["width"]
    for length, good in (("12.5mm", True), ("9 pt", True), (9, False), ("9", False)):
        assert (not list(faults(length, width, design))) is good


def test_keys_are_described_and_all_are_written(tmp_path: Path, schemas: dict[str, Schema]) -> None:
    assert "runs" in schemas["ads"]["$defs"]["ad-notice"]["properties"]
    told = schemas["story"]["properties"]
    assert "the least" in told["priority"]["description"]
    assert told["jump"]["description"].startswith("Whether a story may be continued")
    assert [file.name for file in write_schemas(tmp_path / "schema")] == [f"{name}.json" for name in SCHEMAS]
    assert (tmp_path / "schema" / "edition.json").read_text("utf-8") == schema_text("edition")
