"""The tokens as tables for docs/templates.md. ``python -m layout.design.table docs/templates.md`` writes them anew."""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterator, Sequence
from inspect import cleandoc
from pathlib import Path
from typing import Any

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from layout.design.styles import FontTokens, TextStyle
from layout.design.tokens import Design
from layout.design.values import names_font, unit_of

BEGIN = "<!-- tokens: begin -->"
END = "<!-- tokens: end -->"

INTERNAL = frozenset({"folder", "varies", "varied", "fold"})
"""Fields of the design that are no keys of design.yaml."""


def tokens_tables() -> str:
    """Return all tokens as Markdown: a table of the design itself, of faces and text styles, and of every group."""
    parts = [_table("design.yaml", "The keys of the file.", _plain("", Design))]
    parts.append(_table("A face", "Each of `fonts`.", _plain("", FontTokens)))
    parts.append(_table("A text style", "Where a table says *text style*, these can be given.", _plain("", TextStyle)))
    for name, field in Design.model_fields.items():
        group = model_in(field.annotation)
        if group is not None:
            parts += _groups(name, group)
    return "\n".join(parts)


def _groups(path: str, group: type[BaseModel]) -> Iterator[str]:
    """Yield the tables of a group and of the groups in it."""
    rows = list(_plain(f"{path}.", group))
    if rows:
        yield _table(f"`{path}`", cleandoc(group.__doc__ or "").split("\n\n")[0].replace("\n", " "), rows)
    for name, field in group.model_fields.items():
        inner = model_in(field.annotation)
        if inner is not None:
            yield from _groups(f"{path}.{name}", inner)


def _plain(path: str, group: type[BaseModel]) -> Iterator[str]:
    """Yield a row for every token of a group that is no group itself; of a text style what others do not have."""
    known = TextStyle.model_fields if path and issubclass(group, TextStyle) else {}
    for name, field in group.model_fields.items():
        if name in INTERNAL or name in known:
            continue
        inner = model_in(field.annotation)
        if inner is None:
            yield _row(f"{path}{name}", field, _unit(field), _default(field), _bounds(field))
        elif issubclass(inner, TextStyle):
            yield _row(f"{path}{name}", field, "text style", "", "")


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the group that a token's annotation is or may be, None if it is no group."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) is dict:
        return None
    return next((found for each in typing.get_args(annotation) if (found := model_in(each)) is not None), None)


def bounds_of(field: FieldInfo) -> tuple[float | None, float | None]:
    """Return the least and the most that a token may be; None for no bound."""
    least = next((float(str(each.ge)) for each in field.metadata if isinstance(each, Ge)), None)
    most = next((float(str(each.le)) for each in field.metadata if isinstance(each, Le)), None)
    return least, most


def _unit(field: FieldInfo) -> str:
    if unit := unit_of(field):
        return unit
    if names_font(field):
        return "a name of `fonts`"
    return "true or false" if field.annotation is bool else ""


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    return f"`{_written(field.get_default(call_default_factory=True), unit_of(field))}`"


def _written(value: object, unit: str) -> str:
    """Return a value as design.yaml writes it."""
    match value:
        case None | "":
            return "none"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:g}{unit if unit == 'pt' else ''}"
        case tuple():
            return f"[{', '.join(_written(each, '') for each in value)}]"
        case dict():
            parts = (f"{key}: {_written(each, '')}" for key, each in value.items())
            return f"{{{', '.join(parts)}}}"
    return str(value)


def _bounds(field: FieldInfo) -> str:
    least, most = bounds_of(field)
    return "" if least is None or most is None else f"{least:g} to {most:g}"


def _row(path: str, field: FieldInfo, unit: str, default: str, bounds: str) -> str:
    return f"| `{path}` | {field.description or ''} | {unit} | {default} | {bounds} |"


def _table(title: str, says: str, rows: Iterator[str] | Sequence[str]) -> str:
    head = [f"### {title}", "", says, "", "| token | what it is | unit | default | bounds |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def with_tables(text: str) -> str:
    """Return a document with the tables between its two marks. Raises ValueError without them."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{tokens_tables()}{END}{after}"


def main(arguments: Sequence[str]) -> None:
    """Write the tables into the documents named."""
    for name in arguments:
        path = Path(name)
        path.write_text(with_tables(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
