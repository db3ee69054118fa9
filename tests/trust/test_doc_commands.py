"""Every command that a document shows can be given: in blocks and in the text, in English and in Chinese."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.exceptions import TyperException

from docs.site.staging import ROOT, documents
from layout.cli.application import command_line

CLI = typer.main.get_command(command_line())
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
OTHERS = ("dask", "git", "pip", "python3", "man", "cd", "sudo", "apt-get", "ls", "cp", "code")
"""Programs of others."""
DOCUMENTS = [file for file in documents() if file.parent.name != "decisions"]
"""What a decision says is of its day."""


def shell_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the commands of a document's shell blocks: the line, the words. A prompt is none of them."""
    for block in re.finditer(r"^(`{3,})(?:sh|bash|shell|console)\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL):
        first = text.count("\n", 0, block.start()) + 2
        joined = re.sub(r"\\\n", lambda _: "  ", block[2])
        for at, line in enumerate(joined.splitlines(), first):
            if words := shlex.split(line.removeprefix("$ "), comments=True):
                yield at, words


def command_of(words: list[str]):  # type: ignore[no-untyped-def]
    """Return the command that words ask for, None if there is none, and the words after it; some are in a group."""
    command = CLI.commands.get(words[0])
    if command is None or not hasattr(command, "commands"):
        return command, words[1:]
    return (command.commands.get(words[1]), words[2:]) if len(words) > 1 else (None, [])


def fault(words: list[str]) -> str:
    """Return why a command cannot be given; nothing if it can."""
    program, *rest = words
    if program in OTHERS:
        return ""
    if program == "make":
        targets = [word for word in rest if "=" not in word and not word.startswith("-")]
        names = [word.partition("=")[0] for word in rest if "=" in word]
        unknown = [name for name in targets if not re.search(rf"^{re.escape(name)}:", MAKEFILE, re.MULTILINE)]
        unknown += [name for name in names if f"$({name})" not in MAKEFILE]
        return f"make has no {', '.join(unknown)}" if unknown else ""
    if program in (".venv/bin/python", "python") and rest[:1] == ["-m"]:
        module = ROOT.joinpath(*rest[1].split("."))
        return "" if module.with_suffix(".py").is_file() or (module / "__main__.py").is_file() else f"no {rest[1]}"
    while "=" in program:  # what is set for this command alone
        program, *rest = rest
        return fault([program, *rest])
    if program not in ("banmian", ".venv/bin/banmian"):
        return f"no program of ours: {program}"
    if rest and rest[0].startswith("-"):
        return ""
    command, given = command_of(rest) if rest else (None, [])
    if command is None:
        return "no such command"
    try:
        command.make_context(rest[0], given)
    except TyperException as error:
        return str(error)
    return ""


def test_every_command_of_a_block_can_be_given() -> None:
    """The options and values are the command's, and so is the number of arguments; make has the target."""
    lines = [(file, at, words) for file in DOCUMENTS for at, words in shell_lines(file.read_text("utf-8"))]
    found = [(file, at, words, fault(words)) for file, at, words in lines]
    assert [f"{file.relative_to(ROOT)}:{at}: {' '.join(words)}: {why}" for file, at, words, why in found if why] == []
    assert len(lines) > 40
    assert any(file.parent.name == "zh" for file, _, _ in lines)


@pytest.mark.parametrize(
    "line",
    [
        "banmian bild content/x",
        "banmian build content/x --pages B2",
        "banmian build content/x --jobs many",
        "banmian measure",
        "banmian ad chek x",
        "make pfd",
        "make pdf EDITOIN=x",
        "bannmian build",
    ],
)
def test_a_command_that_cannot_be_given_is_found(line: str) -> None:
    assert fault(line.split())


def named(file: Path) -> Iterator[str]:
    """Yield the commands that are named within a text."""
    yield from re.findall(r"`(?:\.venv/bin/)?((?:banmian|make) [^`\n]+)`", file.read_text("utf-8"))


def test_every_command_named_in_the_text_is_there() -> None:
    """With the options that are named."""
    bad = []
    for file in DOCUMENTS:
        for found in named(file):
            program, *words = found.split()
            name, rest = words[0], words[1:]
            if name in ("…", "..."):
                continue
            options = [word.partition("=")[0] for word in rest if word.startswith("--")]
            if program == "make" and not re.search(rf"^{re.escape(name)}:", MAKEFILE, re.MULTILINE):
                bad.append((file.name, found))
            if program == "banmian" and not name.startswith("-"):
                command, _ = command_of(words)
                known = (
                    {each for one in command.params for each in (*one.opts, *one.secondary_opts)} if command else set()
                )
                if command is None or not set(options) <= known:
                    bad.append((file.name, found))
    assert bad == []
