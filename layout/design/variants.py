"""What a template sets otherwise in another script or language: the entries of ``for:`` in its design.yaml.

An entry is named by a script (``latin``) or a language (``de``, ``zh-Hant``), or by several with commas between them,
and holds tokens as the file does. It is laid over the file before anything is checked, the general before the
particular, so a fault in it has its line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.locale import LANGUAGES, known_language, language_for
from layout.base.locale.record import Script
from layout.base.messages import listed, say
from layout.files.text import meant
from layout.files.yaml import Entry, Mapping, Scalar, Sequence

FOR = "for"
"""The key of design.yaml that holds the entries."""
_UNVARIED = frozenset({"name", "languages", FOR})
"""Keys of design.yaml that are the same in any language."""
_UNDER = {Script.HANGUL: (Script.HAN,)}
"""Hangul is of squares: what is for han is for hangul before its own."""


def variants(root: Mapping) -> dict[str, Entry]:
    """Return the entries of ``for:`` by what they are named, those that are groups of keys."""
    named = root.get(FOR)
    entries = named.entries if isinstance(named, Mapping) else ()
    return {name: entry for entry in entries if isinstance(entry.value, Mapping) for name in _names(entry)}


def _names(entry: Entry) -> list[str]:
    """Return the scripts and languages that an entry is for."""
    return [name.strip() for name in entry.written.split(",")]


def fitting(names: Iterable[str], tag: str) -> tuple[str, ...]:
    """Return those names of scripts and languages that a language, by its BCP 47 tag, is one of: the general first.

    ``zh`` is any Chinese, ``zh-TW`` is ``zh-Hant`` too, as its record says. Hangul is of squares, so what is for han is
    for hangul before its own.
    """
    record = language_for(tag)
    language, *own = record.tag.casefold().split("-")
    scripts = [*_UNDER.get(record.script, ()), record.script]

    def is_of(name: str) -> bool:
        first, *rest = name.casefold().split("-")
        of_record = first == language and set(rest) <= set(own)
        return name in scripts or of_record or f"{tag}-".casefold().startswith(f"{name}-".casefold())

    found = filter(is_of, names)

    def how_particular(name: str) -> tuple[int, int, int]:
        if name in scripts:
            return scripts.index(Script(name)), 0, 0
        parts = name.split("-")[1:]
        return len(scripts), sum(len(part) != 4 for part in parts), len(parts)  # a region is less than a script

    return tuple(sorted(dict.fromkeys(found), key=how_particular))


def chains(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return for each entry those that are laid over the file together where it is the most particular one."""
    names = tuple(names)
    return [
        (*(each for each in _UNDER.get(Script(name), ()) if each in names), name)
        if name in set(Script)
        else fitting(names, name)
        for name in names
    ]


def varied(root: Mapping, names: Iterable[str]) -> Mapping:
    """Return the tokens of a file without ``for:``, those entries of it laid over them one after another."""
    made = replace(root, entries=tuple(entry for entry in root.entries if entry.name != FOR))
    entries = variants(root)
    for name in names:
        value = entries[name].value
        assert isinstance(value, Mapping)
        made = _over(made, value)
    return made


def _over(under: Mapping, over: Mapping) -> Mapping:
    """Return a group with the keys of another in place of its own; groups in both are laid over each other likewise.

    A table whose keys are numbers (sizes by priority, lines by columns) is one thing: parts of two make none.
    """
    entries = {entry.name: entry for entry in under.entries}
    for entry in over.entries:
        old = entries.get(entry.name)
        if old and isinstance(old.value, Mapping) and isinstance(entry.value, Mapping) and not _by_number(entry.value):
            entries[entry.name] = replace(entry, value=_over(old.value, entry.value))
        else:
            entries[entry.name] = entry
    return replace(under, entries=tuple(entries.values()))


def _by_number(group: Mapping) -> bool:
    return bool(group.entries) and all(entry.written.isdigit() for entry in group.entries)


def check_variants(root: Mapping, file: str, report: Report) -> None:
    """Report what ``for:`` and ``languages:`` name that is no script and no language, and what holds no tokens."""
    named = root.get(FOR)
    if named is not None and not isinstance(named, Mapping):
        line = named.line
        said = say("for: must be a group of keys, a script or a language each")
        report.error(Code.WRONG_TYPE, said, Place(file, line), hint=say("put them on lines of their own, indented"))
        return
    listed_in = root.get("languages")
    for item in listed_in.items if isinstance(listed_in, Sequence) else ():
        if isinstance(item, Scalar) and not is_known(item.text):
            _report_unknown(item.text, Place(file, item.line), report)
    lines: dict[str, int] = {}
    for entry in named.entries if isinstance(named, Mapping) else ():
        place = Place(file, entry.line)
        for name in _names(entry):
            if not is_known(name):
                _report_unknown(name, place, report)
            elif (first := lines.setdefault(name, entry.line)) != entry.line:
                said = say("{key!r} is given twice; it stands on line {line} already", key=name, line=first)
                report.error(Code.YAML_DUPLICATE_KEY, said, place, hint=say("keep one of the two"))
        if not isinstance(entry.value, Mapping):
            said = say("for: {name} must be a group of tokens", name=entry.written)
            report.error(Code.WRONG_TYPE, said, place, hint=say("put them on lines of their own, indented"))
        else:
            for token in entry.value.entries:
                if token.name in _UNVARIED:
                    said = say("{key} is the same in every language", key=token.written)
                    report.error(Code.UNKNOWN_KEY, said, Place(file, token.line), hint=say("take it out of for:"))


def is_known(name: str) -> bool:
    """Tell whether that is the name of a script or a language that there is."""
    return name in set(Script) or known_language(name) is not None


def _report_unknown(name: str, place: Place, report: Report) -> None:
    every = (*Script, *LANGUAGES.names)
    hint = meant(name, every) or say("write one of {names}", names=listed(every))
    report.error(
        Code.BAD_VALUE, say("{name!r} is no script and no language that is known", name=name), place, hint=hint
    )
