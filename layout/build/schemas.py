"""JSON Schemas of the files that people write, made of the models that read them: an editor's program completes keys.

What is read from another way of writing says so beside its reader (``json_schema_input_type``); one that does not say
it may be anything here. The words are those of the models' own documentation.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from layout.build.inputs import every_kind
from layout.design.press import PressCondition
from layout.design.tokens import Design
from layout.edition.load import EditionKeys
from layout.edition.model import Story
from layout.edition.paperfile import PaperFile
from layout.edition.story import PictureKeys
from layout.files.atomic import write_whole
from layout.files.models import INTERNAL
from layout.files.output import json_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


class _Generator(GenerateJsonSchema):
    """Makes the schema of a model as its file is written."""

    ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leave out titles that only repeat the key."""
        return False

    def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> JsonSchemaValue:
        """Let be anything what JSON has no word for."""
        return {}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Take a value as it is written, not as it is held."""
        written = schema.get("json_schema_input_schema")
        return self.generate_inner(written) if written else {}


def _edition() -> Schema:
    """Return the schema of edition.yaml: one that is based on another need say nothing else."""
    made = _schema(EditionKeys, "edition.yaml")
    inside = {}
    for key, name in (("paper", "Paper"), ("pages", "Page")):
        needed = {"required": made["$defs"][name].pop("required")}
        inside[key] = {"items": needed} if key == "pages" else needed
    made["$defs"]["Page"]["required"] = ["id"]
    made["if"] = {"anyOf": [{"required": [key]} for key in ("based-on", "based_on")]}
    made["else"] = {"required": made.pop("required"), "properties": inside}
    return made


def _paper() -> Schema:
    return _schema(PaperFile, "banmian.toml")


def _press() -> Schema:
    return _schema(PressCondition, "a press condition, assets/press/*.yaml", hidden={"profile_data", "printed"})


def _story() -> Schema:
    made = _schema(Story, "the front matter of a story", hidden={"id", *INTERNAL}, hyphens=True)
    picture = _schema(PictureKeys, "", hyphens=True)
    defs = made.setdefault("$defs", {})
    defs |= {**picture.pop("$defs", {}), "Picture": picture}
    for key, form in (("picture", {"$ref": "#/$defs/Picture"}), ("pictures", _list_of("#/$defs/Picture"))):
        told = {"description": text} if (text := made["properties"][key].get("description")) else {}
        made["properties"][key] = {**told, **_nullable(form)}
    return made


def _design() -> Schema:
    """Return the schema of design.yaml: under ``for:`` stand the same tokens, none of which has to be there."""
    made = _schema(Design, "a template's design.yaml", hidden={"folder", "varies", "varied"})
    defs = made["$defs"]
    part = {key: each for key, each in made.items() if key not in ("$defs", "$schema", "title")}
    made["$defs"] = {**defs, **{f"{name}Part": _loose(each) for name, each in defs.items()}, "DesignPart": _loose(part)}
    says = "what is otherwise in a script or language, by its name, such as latin or zh-Hant"
    made["properties"]["for"] = {
        "description": says,
        "type": ["object", "null"],
        "additionalProperties": {"$ref": "#/$defs/DesignPart"},
    }
    return made


def _ads() -> Schema:
    """Return the schema of ads.yaml: which keys an ad has is a matter of its kind."""
    kinds = every_kind().ads
    defs: Schema = {}
    for name, model in kinds.items():
        made = _schema(model, "")
        defs |= made.pop("$defs", {})
        made["properties"]["kind"] = {"const": name}
        defs[f"ad-{name}"] = made
    ways = [
        {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": {"$ref": f"#/$defs/ad-{name}"}}
        for name in kinds
    ]
    ad = {
        "type": "object",
        "required": ["id", "kind"],
        "properties": {"kind": {"description": "what the ad is", "enum": list(kinds)}},
        "allOf": ways,
    }
    return {"$schema": DIALECT, "title": "ads.yaml", "type": ["array", "null"], "items": ad, "$defs": defs}


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "ads": _ads,
    "design": _design,
    "edition": _edition,
    "paper": _paper,
    "press": _press,
    "story": _story,
}
"""What there are schemas of, by the name of the schema's file."""


@cache
def schema_text(name: str) -> str:
    """Return the schema of a kind of file, one of `SCHEMAS`, as JSON."""
    return json_text(SCHEMAS[name]())


def _schema(model: type[BaseModel], title: str, *, hidden: Iterable[str] = INTERNAL, hyphens: bool = False) -> Schema:
    made = model.model_json_schema(schema_generator=_Generator)
    defs = made.pop("$defs", {})
    classes = {each.__name__: each for each in _models(model)}
    for name, each in defs.items():
        if name in classes:
            _describe(each, classes[name])
    _describe(made, model)
    for key in hidden:
        made["properties"].pop(key, None)
    found = _written(made, hyphens=hyphens)
    if defs:
        found["$defs"] = {name: _written(each, hyphens=hyphens) for name, each in defs.items()}
    return {"$schema": DIALECT, **found, "title": title} if title else found


def _models(model: type[BaseModel]) -> Iterable[type[BaseModel]]:
    """Yield a model and those its fields are made of."""
    seen: dict[type[BaseModel], None] = {}
    left = [model]
    while left:
        one = left.pop()
        if one in seen:
            continue
        seen[one] = None
        for field in one.model_fields.values():
            left += _classes(field.annotation)
    return seen


def _classes(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for each in getattr(annotation, "__args__", ()) for found in _classes(each)]


def _describe(schema: Schema, model: type[BaseModel]) -> None:
    """Put in what the models' documentation says of keys, and their units."""
    said = {name: text for base in reversed(model.__mro__) for name, text in _docstrings(base).items()}
    for name, each in schema.get("properties", {}).items():
        if text := each.get("description") or said.get(name):
            unit = each.pop("unit", "")
            each["description"] = f"{text} ({unit})" if unit else text


@cache
def _docstrings(model: type) -> Mapping[str, str]:
    """Return the texts under the fields of a class, or else under the name of their type in its module."""
    module = sys.modules.get(model.__module__)
    if module is None or not issubclass(model, BaseModel) or model is BaseModel:
        return {}
    tree = ast.parse(inspect.getsource(module))
    types = _texts(tree.body)
    classes = {node.name: node.body for node in tree.body if isinstance(node, ast.ClassDef)}
    body = classes.get(model.__name__, [])
    own = _texts(body)
    for node in body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Name) and (name := _assigned(node)):
            own.setdefault(name, types.get(node.annotation.id, ""))
    return {name: text for name, text in own.items() if text}


def _texts(body: list[ast.stmt]) -> dict[str, str]:
    """Return the texts that stand under assignments, as plain text on one line."""
    found = {}
    for node, after in pairwise(body):
        name = _assigned(node)
        if name and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            found[name] = " ".join(str(after.value.value).replace("``", "").split())
    return found


def _assigned(node: ast.stmt) -> str:
    """Return the name that a statement gives a value or a type; "" if it does not."""
    targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets if isinstance(node, ast.Assign) else []
    target = targets[0] if targets else None
    return target.id if isinstance(target, ast.Name) else ""


def _written(schema: Schema, *, hyphens: bool) -> Schema:
    """Return the schema of a group of keys as a file has it.

    An empty value is as good as none, and a key may be written with hyphens or with underscores.
    """
    if "description" in schema:
        schema["description"] = " ".join(schema["description"].split("\n\n")[0].replace("``", "").split())
    if "properties" not in schema:
        return schema
    needed = set(schema.get("required", ())) & schema["properties"].keys()
    keys: Schema = {}
    both = []
    for name, each in schema["properties"].items():
        value = _without_default(each) if name in needed else _nullable(_without_default(each))
        names = dict.fromkeys((name.replace("_", "-"), name) if hyphens else (name, name.replace("_", "-")))
        keys |= dict.fromkeys(names, value)
        if name in needed and len(names) > 1:
            needed.remove(name)
            both.append({"anyOf": [{"required": [one]} for one in names]})
    made = {**schema, "properties": keys, "required": sorted(needed)}
    if both:
        made["allOf"] = both
    return made


def _without_default(schema: Schema) -> Schema:
    """Return the schema of a key without a default that is not written so, such as points for a length."""
    default = schema.get("default")
    plain = default != "" and schema.get("type") in _TYPES.get(type(default), ())
    return schema if plain else {key: value for key, value in schema.items() if key != "default"}


_TYPES: Mapping[type, tuple[str, ...]] = {
    str: ("string",),
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
}


def _nullable(schema: Schema) -> Schema:
    if not schema.keys() - {"description", "default", "unit"}:
        return schema
    if isinstance(schema.get("type"), str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    told: Schema = {key: schema[key] for key in ("description", "default") if key in schema}
    form = {key: value for key, value in schema.items() if key not in told}
    ways = [each for each in form.pop("anyOf", ()) if each != _NULL]
    return {**told, "anyOf": [*ways, *([form] if form else ()), _NULL]}


_NULL = {"type": "null"}


def _list_of(ref: str) -> Schema:
    return {"type": "array", "items": {"$ref": ref}}


def _loose(schema: Any) -> Any:
    """Return a schema none of whose keys has to be there, its definitions named as parts."""
    if isinstance(schema, list):
        return [_loose(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _loose(value) for key, value in schema.items() if key not in ("required", "allOf")}
    if isinstance(made.get("$ref"), str):
        made["$ref"] += "Part"
    return made


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write all schemas into a folder and return their files. Raises OutputError if they cannot be written."""
    files = tuple(folder / f"{name}.json" for name in SCHEMAS)
    for file in files:
        write_whole(file, schema_text(file.stem).encode("utf-8"))
    return files
