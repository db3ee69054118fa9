"""The commands told as a document, docs/commands.md, and as a man page, docs/banmian.1, from the commands themselves.

``python -m layout.cli.manual docs/commands.md docs/banmian.1`` writes both anew.
"""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer

from layout import __version__
from layout.cli.application import command_line
from layout.cli.base import PROGRAM

BEGIN, END = "<!-- commands: begin -->", "<!-- commands: end -->"
"""The lines of docs/commands.md between which the commands stand."""

DAY = "2026-11-28"
"""The day of the version that is told."""

EXIT_CODES = (
    (0, "done"),
    (1, "a fault of the program"),
    (2, "wrong usage of the command line"),
    (3, "the edition folder cannot be used as it is"),
    (4, "a template is at fault"),
    (5, "the machine lacks something: a font, a system library"),
    (6, "the pages were built but must not be printed"),
    (7, "the output folder cannot be written"),
    (8, "the press condition is at fault"),
    (9, "banmian diff: the pages differ"),
    (130, "stopped by the user"),
)

VARIABLES = (
    ("BANMIAN_LANGUAGE", "en, zh or zh-Hant: the language of what is told, whatever the edition is in."),
    ("BANMIAN_KERNELS", "python: do without the compiled kernels. Pages are the same, and take longer."),
    ("NO_COLOR", "If set, nothing is told in colours."),
)

FILES = (
    ("banmian.toml", "Marks the folder of a paper. It is looked for from the edition's folder upwards."),
    ("content/DATE/edition.yaml", "What makes a folder an edition: the paper, the day, its pages and their stories."),
    ("templates/NAME/design.yaml", "A template of the paper's own. Others are those that come with the program."),
    ("output/DATE/", "The pages last built: PDFs, previews, plan and report. It changes as a whole or not at all."),
    (".cache/banmian/", "What was made before and need not be made again. It may be deleted at any time."),
)

ABOUT = (
    "A newspaper's edition is a folder of stories (Markdown) and ads (YAML). Banmian finds room for every story, sets "
    "every line, draws the ads, and writes PDF/X pages for the press, previews, and a report that says what to cut or "
    "to add.",
    "Faults of the files are told with file, line and what to do, in the language of the edition. A page with a fault "
    "is written as a proof beside the last good output, which stays as it is.",
)


@dataclass(frozen=True, slots=True)
class Option:
    """An option or an argument: how it is written, and what it says."""

    written: str
    says: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its words, what follows them, one sentence, the rest of what it says, arguments and options."""

    name: str
    usage: str
    summary: str
    more: tuple[str, ...]
    arguments: tuple[Option, ...]
    options: tuple[Option, ...]


def commands() -> tuple[Command, ...]:
    """Return all commands in order of their names; those of a group by the group's name before their own."""
    found = _commands(typer.main.get_command(command_line()), "")
    return tuple(sorted(found, key=lambda command: command.name))


def _commands(group: Any, before: str) -> Iterator[Command]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        elif not command.hidden:
            yield _command(f"{before}{name}", command)


def _command(name: str, command: Any) -> Command:
    kinds = get_type_hints(inspect.unwrap(command.callback))
    paragraphs = [" ".join(part.split()) for part in command.help.split("\n\n")]
    given = [parameter for parameter in command.params if not parameter.hidden]
    places = [parameter for parameter in given if parameter.param_type_name == "argument"]
    options = [parameter for parameter in given if parameter.param_type_name == "option"]
    required = [_written(option, kinds) for option in options if option.required]
    usage = [*map(_place, places), *required, *(["[OPTION...]"] if len(options) > len(required) else [])]
    return Command(
        name,
        " ".join(usage),
        paragraphs[0],
        tuple(paragraphs[1:]),
        tuple(Option(_place(place), place.help or "") for place in places),
        tuple(Option(_written(option, kinds), _says(option)) for option in options),
    )


def _place(argument: Any) -> str:
    """Return how an argument is written in a usage line."""
    name = (argument.metavar or argument.name.upper().strip("_")).rstrip(".")
    name += "..." if argument.nargs != 1 else ""
    return name if argument.required else f"[{name}]"


def _written(option: Any, kinds: dict[str, Any]) -> str:
    """Return how an option is written: its names, and the kind of value it takes."""
    if option.is_flag:
        return ", ".join((*option.opts, *option.secondary_opts))
    return f"{', '.join(option.opts)} {option.metavar or _kind(kinds[option.name])}"


def _kind(kind: Any) -> str:
    inner = next((arg for arg in get_args(kind) if arg is not type(None)), None)
    return _kind(inner) if inner else {int: "NUMBER", float: "NUMBER", Path: "PATH"}.get(kind, "TEXT")


def _says(option: Any) -> str:
    """Return what an option says, with its limits and what it is if it is not given."""
    least, most, default = option.min, option.max, option.default
    notes = []
    if least is not None and most is not None:
        notes.append(f"from {least} to {most}")
    if default not in (None, "", False, True, 0, ()) and not callable(default):
        notes.append(f"{default} if not given")
    says = option.help or ""
    return f"{says.rstrip('.')} ({', '.join(notes)})." if notes else says


# ---- the document ----------------------------------------------------------------------------------------------


def commands_text() -> str:
    """Return all commands as Markdown: a section each, with a table of its arguments and options."""
    return "\n".join(_section(command) for command in commands())


def _section(command: Command) -> str:
    rows = [f"### {command.name}", "", f"`{PROGRAM} {command.name} {command.usage}`".replace(" `", "`"), ""]
    rows += [part for paragraph in (command.summary, *command.more) for part in (_plain(paragraph), "")]
    given = (*command.arguments, *command.options)
    if given:
        rows += ["| | |", "|---|---|"]
        rows += [f"| `{one.written}` | {_plain(one.says)} |" for one in given]
        rows.append("")
    return "\n".join(rows)


def _plain(text: str) -> str:
    """Return a text whose signs mean nothing in Markdown: what stands in angle brackets would be taken for HTML."""
    return re.sub(r"([<|])", r"\\\1", text)


def with_commands(text: str) -> str:
    """Return the document with the commands between its two marks. Raises ValueError for one without them."""
    before, begun, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise ValueError(f"the document needs two lines: {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{commands_text()}{END}{after}"


# ---- the man page ----------------------------------------------------------------------------------------------


def man_page() -> str:
    """Return the man page of the program, as man and groff read it."""
    lines = [
        f'.\\" Written by python -m {__spec__.name if __spec__ else __name__}; change the commands and not this file.',
        f'.TH {PROGRAM.upper()} 1 "{DAY}" "{PROGRAM} {__version__}" "User commands"',
        ".SH NAME",
        rf"{PROGRAM} \- turn a folder of stories and ads into print\-ready newspaper pages",
        ".SH SYNOPSIS",
        rf".B {PROGRAM}",
        r"[\fB\-\-language\fR \fITEXT\fR] \fICOMMAND\fR ...",
        ".br",
        rf".B {PROGRAM} \-\-version",
        ".SH DESCRIPTION",
        *_paragraphs(ABOUT),
        ".SH COMMANDS",
        *(line for command in commands() for line in _man_section(command)),
        ".SH EXIT STATUS",
        *_list((str(code), f"{says[0].upper()}{says[1:]}.") for code, says in EXIT_CODES),
        ".SH ENVIRONMENT",
        *_list(VARIABLES),
        ".SH FILES",
        *_list(FILES),
    ]
    return "".join(f"{line}\n" for line in lines)


def _man_section(command: Command) -> Iterator[str]:
    yield f".SS {_roff(f'{PROGRAM} {command.name} {command.usage}'.rstrip())}"
    yield from _paragraphs((command.summary, *command.more))
    yield from _list((one.written, one.says) for one in (*command.arguments, *command.options))


def _paragraphs(texts: Sequence[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield from (() if number == 0 else (".PP",))
        yield from _lines(text)


def _list(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, says in entries:
        yield from (".TP", rf"\fB{_roff(name)}\fR", *_lines(says))


def _lines(text: str) -> list[str]:
    """Return a text in lines of a moderate length, ready for roff."""
    return [_roff(line) for line in textwrap.wrap(text, 72, break_on_hyphens=False, break_long_words=False)]


def _roff(text: str) -> str:
    """Return a text whose signs mean nothing to roff: hyphens that can be copied, no request at a line's start."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{text}" if text[:1] in (".", "'") else text


def main(arguments: Sequence[str]) -> None:
    """Write the files named: a man page where the name has a section's number at its end, else the document."""
    for name in arguments:
        path = Path(name)
        path.write_text(man_page() if path.suffix == ".1" else with_commands(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
