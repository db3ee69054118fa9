"""A hint that nobody can follow is a fault: options and make's variables that messages and documents name do exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import typer.main

from layout.cli.application import app
from tests.source import ROOT, nodes

OPTION = re.compile(r"(?<![\w`-])(?<!var\()--([a-z][a-z-]+)")
MAKE = re.compile(r"\bmake ([a-z]+)((?: +[A-Z]+=[^\s`]*)*)")
OTHERS = {
    *("force-reinstall", "no-binary", "no-deps"),  # of pip
    "inplace",  # of setup.py
    *("needed", "no-install-recommends", "noconfirm"),  # of what installs a system's packages
}
"""Options of other programs, which messages tell to run."""
CSS = {"render", "design"}
"""Rooms whose strings have custom properties of CSS, which begin as options do."""


@cache
def messages() -> tuple[tuple[str, str], ...]:
    """Every string of the program, with the file it stands in."""
    return tuple(_strings())


def _strings() -> Iterator[tuple[str, str]]:
    for path, inside in nodes().items():
        if path.parent.name in CSS or "treatment" in path.name:
            continue
        text = path.read_text("utf-8")
        for node in inside if OPTION.search(text) or MAKE.search(text) else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


def test_every_option_that_a_message_names_is_an_option_of_the_program():
    commands = typer.main.get_command(app)
    known = {"help", *OTHERS}
    groups = [command for command in commands.commands.values() if hasattr(command, "commands")]
    for command in (
        commands,
        *commands.commands.values(),
        *(one for group in groups for one in group.commands.values()),
    ):
        known |= {name.lstrip("-") for each in command.params for name in (*each.opts, *each.secondary_opts)}
    named = {(file, option) for file, text in messages() for option in OPTION.findall(text)}
    assert len(named) > 10
    assert sorted(each for each in named if each[1] not in known) == []


def test_every_variable_of_make_that_is_named_is_read_by_its_target():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipes = dict(re.findall(r"^([a-z]+):.*\n((?:\t.*\n)+)", makefile, re.MULTILINE))
    values = dict(re.findall(r"^(\w+) \??:?= (.*)$", makefile, re.MULTILINE))
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    texts = [*messages(), *((path.name, path.read_text("utf-8")) for path in documents)]
    named = {
        (file, target, name)
        for file, text in texts
        for target, settings in MAKE.findall(text)
        for name in re.findall(r"([A-Z]+)=", settings)
    }
    assert ("commands.py", "new", "EDITION") in named
    for file, target, name in sorted(named):
        recipe = recipes[target]
        read = "".join(values.get(word, "") for word in re.findall(r"\$\((\w+)\)", recipe)) + recipe
        assert f"$({name})" in read or f"$(if $({name})" in read, f"{file}: make {target} knows no {name}"
