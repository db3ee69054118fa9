"""From a YAML tree to a model, and from pydantic's findings to plain English with a line.

The model says which keys there are and of what type; this module says it to the editor.
"""

from __future__ import annotations

import datetime
import json
import re
import types
import typing
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.locale.keywords import KEYS
from layout.base.messages import listed, reason, say, word
from layout.base.patterns import TOLD
from layout.base.text import one_line
from layout.files.slips import MOST_TO_PASTE, quoted
from layout.files.text import meant, nearest
from layout.files.yaml import Entry, Mapping, Node, Scalar, Sequence

M = TypeVar("M", bound=BaseModel)

INTERNAL = frozenset({"blocks", "part_of", "part_from"})
"""Fields of the models that the reader fills in; as keys of a file they are unknown."""

_INT = re.compile(r"[-+]?[0-9]{1,40}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_OTHER_INT = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Formerly:
    """Says in a field's annotation what its key was called before: ``Annotated[Length, Formerly("breadth")]``.

    A file that has the old key is read as if it had the new one, and is told to write that. How long: CONTRIBUTING.md.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Form:
    """A group of keys of one file that is to become a model.

    ``hyphens`` tells that keys of this file are written with hyphens in messages; both ways can be read.
    """

    node: Mapping
    file: str
    hyphens: bool = False
    subject: str = ""

    def key(self, name: str) -> str:
        """Return a field's name as a key of this file."""
        return name.replace("_", "-") if self.hyphens else name


def read_model(model: type[M], form: Form, report: Report, injected: Map[str, Any] | None = None) -> M | None:
    """Return the model that a group of keys describes; None, with all reasons in the report, if it does not.

    ``injected`` has the fields of the model that are no keys of the file: their values come from the reader.
    """
    injected = injected or {}
    reader = _Reader(form, report, frozenset(injected))
    data = reader.mapping(form.node, model)
    reader.one_of_two(model, data)
    try:
        read = model.model_validate({**data, **injected})
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            reader.tell(model, problem["type"], problem["loc"], problem.get("ctx", {}), problem["msg"])
        return None
    return None if reader.failed else read


class _Reader:
    """Walks the tree and the model together; ``failed`` if there was a key the model does not have.

    A key that is not known is read as the one that is meant, so that this is not told missing as well.
    """

    def __init__(self, form: Form, report: Report, injected: frozenset[str]) -> None:
        self.form, self.report, self.injected = form, report, injected
        self.failed = False
        self.meant: dict[tuple[int, str], tuple[Entry, bool]] = {}
        """By the group and the field that is meant: the entry, and whether it is sure that this is meant."""

    def mapping(self, node: Mapping, model: type[BaseModel]) -> dict[str, Any]:
        """Return a group's values by field. An empty value is as good as none."""
        hidden = INTERNAL | self.injected if node is self.form.node else INTERNAL
        known = {name: field for name, field in model.model_fields.items() if name not in hidden}
        data: dict[str, Any] = {}
        for entry in node.entries:
            if entry.name not in known:
                name = self.renamed(node, entry, known) or self.unknown(node, entry, known)
                if name and node.entry(name) is None and not (isinstance(entry.value, Scalar) and entry.value.is_null):
                    data[name] = self.value(entry.value, known[name].annotation)
            elif not (isinstance(entry.value, Scalar) and entry.value.is_null):
                data[entry.name] = self.value(entry.value, known[entry.name].annotation)
        return data

    def renamed(self, node: Mapping, entry: Entry, known: Map[str, FieldInfo]) -> str:
        """Tell a key that has another name now, and return it; empty for any other key. The new one's value holds."""
        name = next((new for new, field in known.items() if Formerly(entry.name) in field.metadata), "")
        if name:
            said = say("{old} is called {new} now", old=entry.written, new=self.form.key(name))
            hint = say("write {new}: the old name will not be read for ever", new=self.form.key(name))
            if node.entry(name):
                said = say(
                    "{old} is the old name of {new}, which is here too", old=entry.written, new=self.form.key(name)
                )
                hint = say("take {old} out: it is not read", old=entry.written)
            else:
                self.meant[id(node), name] = entry, True
            place = Place(self.form.file, entry.line)
            self.report.warning(Code.OLD_KEY, said, place, hint=hint, subject=self.form.subject)
        return name

    def one_of_two(self, model: type[BaseModel], data: Map[str, Any]) -> None:
        """Tell fields that must be given unless another is, and are not."""
        for name, field in model.model_fields.items():
            extra = field.json_schema_extra
            unless = extra.get("unless") if isinstance(extra, dict) else None
            if unless and name not in data and unless not in data:
                self.failed = True
                self.tell(model, "missing", (name,), {}, "")

    def unknown(self, node: Mapping, entry: Entry, known: Map[str, FieldInfo]) -> str:
        """Tell a key that is not known; return the field that is meant, if that can be told."""
        self.failed = True
        names = [self.form.key(name) for name in known]
        said = say("unknown key {written!r}", written=cut(entry.written))
        plain = unicodedata.normalize("NFKC", entry.name).lower().replace("-", "_")
        sure = plain if plain in known else next((key for key in KEYS.get(entry.written, ()) if key in known), "")
        if sure:
            value = entry.value.text if isinstance(entry.value, Scalar) else ""
            hint: str = say("write {line}", line=cut(f"{self.form.key(sure)}: {value}", MOST_TO_PASTE).rstrip())
            guess = sure
        else:
            guess = nearest(self.form.key(entry.name), names)
            hint = meant(guess, names) if guess else say("the keys here are {names}", names=listed(names))
            guess = guess.replace("-", "_")
        self.error(Code.UNKNOWN_KEY, said, entry.line, hint)
        if guess:
            self.meant[id(node), guess] = entry, bool(sure)
        return guess

    def value(self, node: Node, annotation: Any) -> Any:
        """Return a node as the Python value that the strict models take: lists as tuples, dates as dates."""
        if isinstance(node, Mapping):
            model = _model_in(annotation)
            if model is None:
                # Names that the file chooses itself, such as fonts: they are kept as written.
                return {entry.written: self.value(entry.value, _value_in(annotation)) for entry in node.entries}
            return self.mapping(node, model)
        element = _element_in(annotation)
        if isinstance(node, Sequence):
            return tuple(self.item(item, element) for item in node.items)
        if annotation is datetime.date:
            return _date(node.text) or node.text
        return resolve(node)

    def item(self, node: Node, annotation: Any) -> Any:
        """Return an item of a list. One that should be a list itself may be written as words: a row of areas."""
        if _element_in(annotation) is not None and isinstance(node, Scalar):
            value = resolve(node)
            return tuple(value.split()) if isinstance(value, str) else value
        return self.value(node, annotation)

    def tell(
        self, model: type[BaseModel], kind: str, loc: tuple[int | str, ...], ctx: Map[str, Any], message: str
    ) -> None:
        """Put one of pydantic's findings into the report."""
        if (spot := self.locate(loc)) is None:
            return
        name = self.form.key(spot.name)
        node = spot.node
        match kind:
            case "too_short" if isinstance(node, Sequence) and len(node.items) >= ctx["min_length"]:
                pass  # what is wrong with its items is told already
            case "missing":
                self.missing(name, spot)
            case "string_type" if isinstance(node, Scalar) and not node.is_null:
                hint = say('write {prefix}"{node}"', prefix=spot.prefix(name), node=cut(node.text))
                said = say(
                    "{name} must be text, but {node} without quotes is {kind}",
                    name=name,
                    node=cut(node.text),
                    kind=_kind(resolve(node)),
                )
                self.error(Code.NEEDS_QUOTES, said, spot.line, hint)
            case "string_type":
                self.error(
                    Code.WRONG_TYPE,
                    say("{name} must be text, not {said}", name=name, said=_said(node)),
                    spot.line,
                    _text_hint(node, spot.prefix(name)),
                )
            case "int_type":
                hint = say("write it without quotes and without a fraction, such as 8")
                if isinstance(node, Scalar) and _INT.fullmatch(number := _narrow(node.text)) and number != node.text:
                    hint = say("write {line}", line=f"{spot.prefix(name)}{int(number)}")
                self.error(
                    Code.WRONG_TYPE,
                    say("{name} must be a whole number, not {said}", name=name, said=_said(node)),
                    spot.line,
                    hint,
                )
            case "bool_type":
                hint = say("write {name}: true or {name}: false", name=name)
                self.error(
                    Code.WRONG_TYPE,
                    say("{name} must be true or false, not {said}", name=name, said=_said(node)),
                    spot.line,
                    hint,
                )
            case "date_type":
                said = say("{name} must be a day of the calendar, not {said}", name=name, said=_said(node))
                hint = say("write year, month and day as 2022-04-15")
                if isinstance(node, Scalar) and (date := _meant_date(node.text)):
                    hint = say("write {line}", line=f"{spot.prefix(name)}{date}")
                self.error(Code.BAD_DATE, said, spot.line, hint)
            case "tuple_type" if spot.name == "areas" and loc[-1] != "areas":
                hint = say('each row of areas is text, one word a base column, such as "lead lead nft"')
                self.error(
                    Code.WRONG_TYPE, say("this row must be words, not {said}", said=_said(node)), spot.line, hint
                )
            case "tuple_type":
                hint = say(
                    "write it in brackets, {name}: [a, b], or one item a line, each with a hyphen before it", name=name
                )
                if self.form.file.endswith(".toml"):
                    item = json.dumps(node.text, ensure_ascii=False) if isinstance(node, Scalar) else "a, b"
                    hint = say("write {line}", line=f"{name} = [{item}]")
                self.error(
                    Code.WRONG_TYPE,
                    say("{name} must be a list, not {said}", name=name, said=_said(node)),
                    spot.line,
                    hint,
                )
            case "model_type" | "dict_type":
                keys = self.keys(model, loc)
                hint = say("put its keys on lines of their own, indented: {keys}", keys=keys)
                self.error(
                    Code.WRONG_TYPE,
                    say("{name} must be a group of keys, not {said}", name=name, said=_said(node)),
                    spot.line,
                    hint,
                )
            case _:
                problem, mend = _value_problem(name, node, kind, ctx, message)
                self.error(Code.BAD_VALUE, problem, spot.line, mend)

    def missing(self, name: str, spot: _Spot) -> None:
        if spot.node is not None:
            self.error(
                Code.MISSING_KEY,
                say("{name} is empty", name=name),
                spot.line,
                say("write something after {name}:", name=name),
            )
        else:
            self.error(
                Code.MISSING_KEY,
                say("{name} is missing", name=name),
                spot.line,
                say("add a line that begins with {name}:", name=name),
            )

    def keys(self, model: type[BaseModel], loc: Iterable[int | str]) -> str:
        found: Any = model
        for step in loc:
            inner = _model_in(found)
            if isinstance(step, int):
                found = _element_in(found)
            elif inner is not None:
                found = inner.model_fields[step].annotation
        inner = _model_in(found)
        names = inner.model_fields if inner is not None else {}
        return ", ".join(self.form.key(name) for name in names if name not in INTERNAL)

    def locate(self, loc: Iterable[int | str]) -> _Spot | None:
        """Return where a finding is; None if it only follows from what was told.

        That is in what was read as another key, which may not be the one that was meant, and in an open bracket.
        """
        spot = _Spot("", self.form.node, self.form.node.line, False)
        for step in loc:
            node = spot.node
            if node is not None and node.is_cut:
                return None
            if isinstance(step, int):
                if not isinstance(node, Sequence) or step >= len(node.items):
                    break
                spot = _Spot(spot.name, node.items[step], node.items[step].line, True)
                continue
            entry = node.entry(step) if isinstance(node, Mapping) else None
            if entry is None:
                entry, sure = self.meant.get((id(node), step), (None, True))
                if not sure:
                    return None
            if entry is None:
                return _Spot(step, None, spot.line, False)
            null = isinstance(entry.value, Scalar) and entry.value.is_null
            line = entry.value.line if isinstance(entry.value, Scalar) and not null else entry.line
            spot = _Spot(step, entry.value, line, False)
        return None if spot.node is not None and spot.node.is_cut else spot

    def error(self, code: Code, message: str, line: int, hint: str) -> None:
        self.report.error(code, message, Place(self.form.file, line), hint=hint, subject=self.form.subject)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the tree a finding is: the nearest key's name, the node if it is there, the line."""

    name: str
    node: Node | None
    line: int
    in_list: bool

    def prefix(self, name: str) -> str:
        """Return what stands before the value when it is written on its line."""
        return "- " if self.in_list else f"{name}: "


def resolve(scalar: Scalar) -> str | int | float | bool | datetime.date | None:
    """Return a scalar's value by the YAML 1.2 core schema, and plain ISO days as dates; text on one line.

    Unlike YAML's, a number of more than 40 digits is text.
    """
    text = scalar.text
    if not scalar.plain:
        return one_line(text)
    if scalar.is_null:
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text[0] in "tT"
    if _INT.fullmatch(text):
        return int(text)
    if len(text) <= 40 and _OTHER_INT.fullmatch(text):
        return int(text, 0)
    if len(text) <= 40 and _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return _date(text) or one_line(text)


def _date(text: str) -> datetime.date | None:
    if not _ISO_DATE.fullmatch(text.strip()):
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None


def _narrow(text: str) -> str:
    """Return a text with its full-width letters, digits and dashes as the ordinary ones."""
    return re.sub(r"\s*[‐-―－﹣−]\s*", "-", unicodedata.normalize("NFKC", text)).strip(' “”"')


_LOOSE_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?")


def _meant_date(text: str) -> datetime.date | None:
    """Return the day that another way of writing it means."""
    found = _LOOSE_DATE.fullmatch(_narrow(text))
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _text_hint(node: Node | None, prefix: str) -> str:
    """Return how a text is to be written that YAML took for a list or a group of keys."""
    if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        words = ", ".join(item.text for item in node.items if isinstance(item, Scalar))
        return say(
            "write one text; if it is to have brackets, {line}",
            line=cut(f"{prefix}{quoted(f'[{words}]')}", MOST_TO_PASTE),
        )
    if isinstance(node, Mapping) and len(node.entries) == 1 and isinstance(value := node.entries[0].value, Scalar):
        text = f"{node.entries[0].written}: {value.text}".rstrip()
        return say("put the text between quotes: {line}", line=cut(f"{prefix}{quoted(text)}", MOST_TO_PASTE))
    return say("write one text")


def _value_problem(name: str, node: Node | None, kind: str, ctx: Map[str, Any], message: str) -> tuple[str, str]:
    change: str = say("change the number")
    match kind:
        case "string_pattern_mismatch" if ctx["pattern"] in TOLD:
            unlike, hint = TOLD[ctx["pattern"]]
            return say("{name}: {value} {problem}", name=name, value=_said(node), problem=unlike), hint
        case "string_too_short":
            return say("{name} is empty", name=name), say("write something, or take the line out")
        case "string_too_long":
            said = say("{name} has more than {most:character|characters}", name=name, most=ctx["max_length"])
            return said, say("make it shorter")
        case "too_short":
            said = say("{name} needs at least {least} in its list", name=name, least=ctx["min_length"])
            return said, say("add what is missing")
        case "too_long":
            said = say("{name} has more than {most} in its list", name=name, most=ctx["max_length"])
            return said, say("take some out")
        case "greater_than_equal":
            said = say("{name} is {value}, but must be at least {least}", name=name, value=_said(node), least=ctx["ge"])
            return said, change
        case "less_than_equal":
            said = say("{name} is {value}, but must be at most {most}", name=name, value=_said(node), most=ctx["le"])
            return said, change
        case "value_error":  # raised by a validator of ours, in plain words already
            mine = reason(ctx["error"])
            return say("{name}: {problem}", name=name, problem=mine) if name else mine, say("change the value")
        case "literal_error" | "enum":
            said = say("{name} may be {expected}, not {value}", name=name, expected=ctx["expected"], value=_said(node))
            return said, say("change the value")
        case "float_type" | "float_parsing" | "finite_number" | "int_from_float":
            return say("{name} must be a number, not {value}", name=name, value=_said(node)), change
    problem = word(f"{message[:1].lower()}{message[1:]}")
    return say("{name}: {problem}", name=name, problem=problem), say("change the value")


def _said(node: Node | None) -> str:
    if isinstance(node, Mapping):
        return say("a group of keys")
    if isinstance(node, Sequence):
        return say("a list")
    if node is None or node.is_null:
        return say("nothing")
    return cut(node.text) if node.plain else f'"{cut(node.text)}"'


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return say("true or false")
    return say("a date") if isinstance(value, datetime.date) else say("a number")


def cut(text: str, most: int = 60) -> str:
    """Return text short enough to be shown in a message, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model an annotation is or may be: ``Picture`` for ``Picture | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in (typing.Annotated, typing.Union, types.UnionType):
        return next((model for arg in typing.get_args(annotation) if (model := _model_in(arg))), None)
    return None


def _value_in(annotation: Any) -> Any:
    """Return what the values of a mapping type are: X of dict[str, X]; None for anything else."""
    arguments = typing.get_args(annotation)
    return arguments[1] if typing.get_origin(annotation) is dict and len(arguments) == 2 else None


def _element_in(annotation: Any) -> Any:
    """Return the annotation of a tuple's elements, None if the annotation is no tuple's."""
    origin = typing.get_origin(annotation)
    if origin is tuple:
        return typing.get_args(annotation)[0]
    if origin is typing.Annotated:
        return _element_in(typing.get_args(annotation)[0])
    return None
