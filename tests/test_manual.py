"""The commands as documents tell them, and as shells complete them."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from layout.cli.application import COMMANDS
from layout.cli.manual import EXIT_CODES, commands, man_page, with_commands
from tests.conftest import ROOT

HOW = "run: python -m layout.cli.manual docs/commands.md docs/banmian.1"


def test_the_document_of_commands_is_that_of_the_program():
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert with_commands(text) == text, HOW


def test_a_document_without_a_place_for_the_commands_is_refused():
    with pytest.raises(ValueError, match="needs two lines"):
        with_commands("# Commands\n")


def test_the_man_page_is_that_of_the_program():
    page = (ROOT / "docs" / "banmian.1").read_text("utf-8")
    assert page == man_page(), HOW
    if shutil.which("groff"):
        checked = subprocess.run(["groff", "-man", "-ww", "-z", "-Kutf8", "-Tutf8"], input=page, encoding="utf-8",
                                 capture_output=True)  # fmt: skip
        assert (checked.returncode, checked.stderr) == (0, "")


def test_every_command_is_told_with_its_options():
    told = {command.name: command for command in commands()}
    assert {name.split()[0] for name in told} == {name for names in COMMANDS.values() for name in names}
    build = told["build"]
    assert build.usage == "EDITION... [OPTION...]"
    written = {option.written: option.says for option in build.options}
    assert "--cache, --no-cache" in written
    assert written["--jobs NUMBER"].endswith("(from 0 to 256).")
    assert told["import"].usage == "FILES... --to PATH [OPTION...]"
    assert told["new-template"].options[0].written == "--from TEXT"
    assert told["new-template"].options[0].says == "The template to copy (tabloid if not given)."


def test_exit_codes_are_those_of_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)] == [code for code, _ in EXIT_CODES]


ASK = """
import json, os, sys
from layout.cli.application import command_line
for typed, at in json.loads(sys.argv[1]):
    os.environ.update(_BANMIAN_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD=str(at))
    app = command_line()
    try:
        app(prog_name="banmian")
    except SystemExit:
        print("-", *sorted({"layout.cli.plan", "layout.cli.build", "numpy"} & sys.modules.keys()))
    app.registered_commands[:] = [one for one in app.registered_commands if one.callback.__name__ == "build"]
"""


def test_bash_is_told_what_a_word_may_become():
    """With no more imported than it takes; where nothing is told the shell offers names of files."""
    asked = [["banmian new", 1], ["banmian new-temp", 1], ["banmian build", 2], ["banmian build --few", 2]]
    done = subprocess.run([sys.executable, "-c", ASK, json.dumps(asked)], cwd=ROOT, capture_output=True, text=True)
    offered = [line for line in done.stdout.splitlines() if line]
    assert offered == [
        *("new", "new-template", "-"),
        *("new-template", "-"),
        "- layout.cli.build",
        *("--few-moves", "- layout.cli.build"),
    ]


def test_completion_prints_a_script_that_asks_the_program(capsys):
    from layout.cli.completion import Shell, completion

    for shell in Shell:
        completion(shell)
        assert f"_BANMIAN_COMPLETE=complete_{shell}" in capsys.readouterr().out
