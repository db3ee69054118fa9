"""What the program says to people: a message knows what it was made of, so that it can be told in another language.

A message is English text, made by `say` from a template and named values. `told` gives it in another language: by the
catalogue of `layout.base.locale`, which has a template of the same fields for each English one.
"""

from __future__ import annotations

import os
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from numbers import Integral, Real
from typing import Any

ENGLISH, CHINESE, TRADITIONAL = "en", "zh", "zh-Hant"
LANGUAGES = (ENGLISH, CHINESE, TRADITIONAL)
"""Languages that messages can be told in."""

LANGUAGE = "BANMIAN_LANGUAGE"
"""The variable of the environment that says which language is told, whatever the edition is in."""

_CATALOGUES = {CHINESE: "layout.base.locale.said_zh", TRADITIONAL: "layout.base.locale.said_zh_hant"}
"""Language -> the module whose SAID is its catalogue; English needs none."""

_TRADITIONAL_PARTS = {"Hant", "TW", "HK", "MO"}
"""Parts of a tag of Chinese that say it is written in traditional characters."""

_LIST = ""
"""The name of the one value of a list; its template is what stands between two items."""


class Kept:
    """Base of values that stay what they are in a message, for who tells it to put words in their place."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Name(Kept):
    """A story or an ad in a message: by its id, until somebody tells it who knows its headline."""

    id: str

    def __str__(self) -> str:
        return self.id


class Message(str):
    """English text that keeps its template and values. It is equal to its text, and is pickled whole."""

    __slots__ = ("template", "values")

    template: str
    values: tuple[tuple[str, Any], ...]

    def __new__(cls, template: str, values: tuple[tuple[str, Any], ...] = ()) -> Message:
        """Make a message of a template of `str.format` and its values, each with its name."""
        made = super().__new__(cls, _text(template, values, {}))
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Message, (self.template, self.values)

    def mapped(self, change: Callable[[Any], Any]) -> Message:
        """Return the message with every value that is no message itself changed."""
        return Message(self.template, tuple((name, _mapped(value, change)) for name, value in self.values))


def say(template: str, /, **values: object) -> Message:
    """Return a message.

    A template has the fields of `str.format`; ``{lines:line|lines}`` is a number with what it counts, one or several.
    An error as a value is what it says.
    """
    return Message(template, tuple((name, _said(value)) for name, value in values.items()))


def word(name: str) -> Message:
    """Return one of the program's own words as a message, such as the name of a part of a page."""
    return Message(name.replace("{", "{{").replace("}", "}}"))


def listed(items: Iterable[object], between: str = ", ") -> Message:
    """Return one message of several, or of other values, with something between them."""
    return Message(between, ((_LIST, tuple(map(_said, items))),))


def chosen() -> str:
    """Return the language that was chosen whatever the edition is in; empty if none was."""
    language = os.environ.get(LANGUAGE, "")
    return language if language in LANGUAGES else ""


def telling(tag: str) -> str:
    """Return the language that is told to who works on an edition in the language of that tag."""
    return chosen() or spoken_in(tag)


def spoken_in(tag: str) -> str:
    """Return the language of `LANGUAGES` that suits who reads the language of that tag."""
    language, *parts = tag.split("-")
    if language != CHINESE:
        return ENGLISH
    return TRADITIONAL if "Hans" not in parts and _TRADITIONAL_PARTS & set(parts) else CHINESE


def told(message: object, language: str) -> str:
    """Return a message in a language, which need not be one of `LANGUAGES`: what the catalogue lacks stays English.

    Plain text is what it is, unless the catalogue has it.
    """
    catalogue = _catalogue(language)
    if not catalogue:
        return str(message)
    if isinstance(message, Message):
        return _text(message.template, message.values, catalogue)
    return catalogue.get(str(message), str(message))


def reason(error: BaseException) -> str:
    """Return what an error says, as the message it was made with if it was."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else str(error)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    said: Mapping[str, str] = import_module(_CATALOGUES[language]).SAID if language in _CATALOGUES else {}
    return said


def _said(value: object) -> object:
    """Return a value as a message keeps it: plain, so that it can be pickled and has nothing large in it."""
    if isinstance(value, BaseException):
        value = reason(value)
    if isinstance(value, Message | Kept | bool) or value is None:
        return value
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else str(value)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, Message):
        return value.mapped(change)
    return tuple(_mapped(each, change) for each in value) if isinstance(value, tuple) else change(value)


def _text(template: str, values: tuple[tuple[str, Any], ...], catalogue: Mapping[str, str]) -> str:
    def filled(value: Any) -> Any:
        return _text(value.template, value.values, catalogue) if isinstance(value, Message) else value

    template = catalogue.get(template, template)
    if values and values[0][0] == _LIST:
        return template.join(str(filled(each)) for each in values[0][1])
    return _FORMATTER.vformat(template, (), {name: filled(value) for name, value in values})


class _Formatter(string.Formatter):
    """That of `str.format`, and numbers with the word for what they count."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, several, many = format_spec.partition("|")
        if several:
            return f"{value} {one if value == 1 else many}"
        return super().format_field(value, format_spec) if format_spec else str(value)

    def convert_field(self, value: Any, conversion: Any) -> Any:
        plain = value if isinstance(value, int | float) else str(value)
        return value if conversion is None else super().convert_field(plain, conversion)


_FORMATTER = _Formatter()
