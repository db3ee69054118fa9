"""The one codec between frozen dataclasses (records) and the plain data of a JSON file.

A class gets its two converters from its annotations when it is first met, and they are kept: an object costs a call a
field and no look at its class. Fields may be str, int, float, bool, a member of an Enum, a message, another record,
``X | None``, ``tuple[X, ...]`` and ``Mapping[str, X]``. A key is a field's name.

Reading is strict about what it knows and easy about the rest: a field without a default must be there and be of its
type, a whole number is good enough for a float, a key that no field has is passed over. A field ``version`` with a
default is the version of the form: data of another version is refused, data without one is of the default's. A field
with ``init=False`` follows from the others; it is written and not read. One with the metadata ``SELDOM`` is not written
while it has its default.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from layout.base.errors import PageError
from layout.base.messages import Message, say
from layout.files.text import shown

T = TypeVar("T")

SELDOM: Mapping[str, bool] = types.MappingProxyType({"seldom": True})
"""What a dataclass's field says (``field(default="", metadata=SELDOM)``) that most records have no use for."""


class RecordError(ValueError):
    """Data that is not a record's: what is wrong, and where in it, such as pages[0].stories[2].lines."""

    def __init__(self, problem: str, place: str = "") -> None:
        super().__init__(f"{place.lstrip('.') or 'it'} {problem}")
        self.problem, self.place = problem, place

    def inside(self, step: str) -> RecordError:
        """Return the error as the one looking from outside sees it, a step (".key" or "[0]") further away."""
        return RecordError(self.problem, step + self.place)


def to_data(record: object) -> dict[str, Any]:
    """Return a record as plain data: mappings, lists, text, numbers. Raises TypeError for a class that is no record."""
    kind: Any = type(record)
    data: dict[str, Any] = _record_writer(kind)(record)
    return data


def from_data(kind: type[T], data: object) -> T:
    """Return the record of class ``kind`` that `to_data` made plain. Raises RecordError if it is none."""
    return cast(T, _record_reader(cast(Any, kind))(data))


def read_record(kind: type[T], path: Path, hint: str) -> T:
    """Return the record that a JSON file holds.

    Raises PageError, which names the file and the place in it and gives ``hint``, if the file cannot be read or holds
    something else.
    """
    try:
        return from_data(kind, json.loads(path.read_text("utf-8")))
    except RecordError as error:
        raise PageError(say("{path}: {error}", path=shown(path), error=error), hint) from error
    except (OSError, ValueError, RecursionError) as error:
        raise PageError(say("{path} cannot be read: {error}", path=shown(path), error=error), hint) from error


_Convert = Callable[[Any], Any]

_PLAIN: dict[Any, tuple[tuple[type, ...], str]] = {
    str: ((str,), "is no text"),
    int: ((int,), "is no whole number"),
    float: ((float, int), "is no number"),
    bool: ((bool,), "is neither true nor false"),
}
"""What a JSON value of a plain type may be in Python, and what is said of any other. True is no number here."""


@cache
def _writer(kind: Any) -> _Convert | None:
    """Return what makes a value of an annotation plain; None if it is."""
    if kind in _PLAIN:
        return None
    if kind is Message:
        return _message_data
    if _is_record(kind):
        return _record_writer(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return attrgetter("value")
    form, (inner, *_) = get_origin(kind), get_args(kind) or (None,)
    if form is tuple:
        write = _writer(inner)
        return list if write is None else lambda values: [write(value) for value in values]
    if form is Mapping:
        convert = _writer(get_args(kind)[1])
        return dict if convert is None else lambda values: {key: convert(value) for key, value in values.items()}
    if optional := _optional(kind):
        known = _writer(optional)
        return None if known is None else lambda value: None if value is None else known(value)
    raise TypeError(f"a record has no field of type {kind}")


@cache
def _record_writer(kind: Any) -> _Convert:
    every = _fields(kind)
    members = [(field.name, _writer(hint)) for field, hint in every]
    seldom = [(field.name, field.default) for field, _ in every if field.metadata.get("seldom")]

    def write(record: Any) -> dict[str, Any]:
        made = {
            name: getattr(record, name) if convert is None else convert(getattr(record, name))
            for name, convert in members
        }
        for name, default in seldom:
            if getattr(record, name) == default:
                del made[name]
        return made

    return write


@cache
def _reader(kind: Any) -> _Convert:
    """Return what reads a value of an annotation; it raises RecordError for data of another shape."""
    if kind in _PLAIN:
        return _plain_reader(*_PLAIN[kind])
    if kind is Message:
        return _read_message
    if _is_record(kind):
        return _record_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_reader(kind)
    form = get_origin(kind)
    if form is tuple:
        return _tuple_reader(_reader(get_args(kind)[0]))
    if form is Mapping:
        return _mapping_reader(_reader(get_args(kind)[1]))
    if optional := _optional(kind):
        read = _reader(optional)
        return lambda value: None if value is None else read(value)
    raise TypeError(f"a record has no field of type {kind}")


def _plain_reader(allowed: tuple[type, ...], problem: str) -> _Convert:
    def read(value: Any) -> Any:
        if type(value) in allowed:
            return value
        raise RecordError(problem)

    return read


def _message_data(value: Any) -> Any:
    """Return a message as its template and values, a value that is none as it is."""
    if isinstance(value, tuple):
        return [_message_data(each) for each in value]
    if not isinstance(value, Message):
        return value if isinstance(value, str | int | float) else str(value)
    return {"template": value.template, "values": {name: _message_data(each) for name, each in value.values}}


def _read_message(data: Any) -> Message:
    made = _message_value(data)
    if isinstance(made, Message):
        return made
    raise RecordError("is no message")


def _message_value(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(map(_message_value, data))
    if not isinstance(data, dict):
        return data
    template, values = data.get("template"), data.get("values")
    if not isinstance(template, str) or not isinstance(values, dict):
        raise RecordError("is no message")
    try:
        return Message(template, tuple((name, _message_value(value)) for name, value in values.items()))
    except (LookupError, ValueError, TypeError, AttributeError):
        raise RecordError("is a message without its values") from None


def _enum_reader(kind: type[Enum]) -> _Convert:
    def read(value: Any) -> Enum:
        try:
            return kind(value)
        except ValueError:
            raise RecordError(f"is none of {', '.join(str(member.value) for member in kind)}") from None

    return read


def _tuple_reader(convert: _Convert) -> _Convert:
    def read(values: Any) -> tuple[Any, ...]:
        if type(values) is not list:
            raise RecordError("is no list")
        made: list[Any] = []
        try:
            for value in values:
                made.append(convert(value))
        except RecordError as error:
            raise error.inside(f"[{len(made)}]") from None
        return tuple(made)

    return read


def _mapping_reader(convert: _Convert) -> _Convert:
    def read(values: Any) -> dict[str, Any]:
        if type(values) is not dict:
            raise RecordError("is no mapping")
        key, made = "", {}
        try:
            for key, value in values.items():
                made[key] = convert(value)
        except RecordError as error:
            raise error.inside(f"[{key}]") from None
        return made

    return read


@cache
def _record_reader(kind: Any) -> _Convert:
    members = [(field, hint) for field, hint in _fields(kind) if field.init]
    # Most fields are plain and as they should be: those cost no call.
    converters = [
        (field.name, _PLAIN.get(hint, ((), ""))[0], _reader(hint), _is_needed(field)) for field, hint in members
    ]
    version = next((field.default for field, _ in members if field.name == "version"), MISSING)

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise RecordError("is no mapping")
        if version is not MISSING and data.get("version", version) != version:
            raise RecordError(f"has version {data['version']!r}; this program reads version {version}")
        name, values = "", {}
        try:
            for name, plain, convert, needed in converters:
                if name in data:
                    value = data[name]
                    values[name] = value if type(value) in plain else convert(value)
                elif needed:
                    raise RecordError("is missing")
        except RecordError as error:
            raise error.inside(f".{name}") from None
        return kind(**values)

    return read


def _fields(kind: Any) -> list[tuple[Field[Any], Any]]:
    """Return the fields of a record's class, each with its type. Raises TypeError for a class that is none."""
    hints = get_type_hints(kind)
    return [(field, hints[field.name]) for field in fields(kind)]


def _is_record(kind: Any) -> bool:
    return is_dataclass(kind)


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _optional(kind: Any) -> Any:
    """Return X of ``X | None``, else None."""
    if get_origin(kind) not in (Union, types.UnionType):
        return None
    others = [each for each in get_args(kind) if each is not types.NoneType]
    return others[0] if len(others) == 1 and len(get_args(kind)) == 2 else None
