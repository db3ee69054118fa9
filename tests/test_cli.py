"""The command line imports what the asked command needs, and knows where every command is."""

import os
import subprocess
import sys

from typer.testing import CliRunner

from layout.build import pipeline
from layout.cli.application import COMMANDS, command_line
from tests.conftest import ROOT
from tests.content.sandbox import make_sandbox
from tests.trust.tiny import make_tiny


def test_the_table_of_commands_is_that_of_the_modules():
    found = {}
    for command in command_line().registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        found.setdefault(command.callback.__module__.rpartition(".")[2], set()).add(name)
    for group in command_line().registered_groups:  # a group of commands is one in the table
        assert group.typer_instance is not None
        (module,) = {command.callback.__module__ for command in group.typer_instance.registered_commands}
        found.setdefault(module.rpartition(".")[2], set()).add(group.name)
    assert found == {module: set(commands) for module, commands in COMMANDS.items()}


def test_building_imports_neither_the_other_commands_nor_what_makes_pages():
    code = (
        "import sys; from layout.cli.application import command_line; command_line(['build', 'content/2022-04-15']);"
        "print([name for name in ('weasyprint', 'reportlab', 'numpy', 'fontTools', 'layout.build.pipeline')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def in_a_process(words, folder):
    """Give a command in a process of its own, and return what it told."""
    code = (
        "import sys; sys.argv[0] = 'banmian'; from layout.cli import main; main();"
        "assert not {'typer', 'rich', 'pydantic', 'importlib.metadata'} & sys.modules.keys(); print('again')"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=folder, env=env, capture_output=True, check=True)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_an_edition_that_did_not_change_is_told_again_and_not_built(tmp_path, monkeypatch):
    tiny = make_tiny(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = ["build", f"content/{tiny.edition.name}", "--jobs", "1"]
    first = CliRunner().invoke(command_line(words), words)
    assert first.exit_code == 0, first.output

    def no_build(*_, **__):
        raise AssertionError("it was built again")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "build", no_build)
        second = CliRunner().invoke(command_line(words), words)
        assert (second.exit_code, second.output) == (0, first.output)
    again = [in_a_process(words, tmp_path) for _ in range(3)]
    # The first process reads the command line, and lays out what is told; the others have it.
    assert [told for told, _ in again] == [first.stdout, *[first.stdout + "again\n"] * 2]
    assert len({said for _, said in again}) == 1
    tiny.replace("market.md", "春菜上市", "鲜菜上市")
    third = CliRunner().invoke(command_line(words), words)
    assert third.exit_code == 0, third.output
    assert "鲜菜上市" in (tiny.output / "layout.json").read_text("utf-8")


def test_what_is_wrong_is_told_in_the_edition_s_language_or_the_one_asked_for(tmp_path, monkeypatch):
    sandbox = make_sandbox(tmp_path)
    sandbox.replace("lead.md", "deck:", "dek:")
    monkeypatch.chdir(tmp_path)
    for language, words, told in (
        ("", [], "lead.md:3：错误：不认识的键“dek”[unknown-key]\n    是不是“deck”？"),
        ("", ["--language", "en"], "lead.md:3: error: unknown key 'dek' [unknown-key]\n    did you mean 'deck'?"),
        ("en", [], "1 error in content/2022-04-15"),
    ):
        monkeypatch.setenv("BANMIAN_LANGUAGE", language)
        asked = [*words, "build", "content/2022-04-15", "--no-cache"]
        done = CliRunner().invoke(command_line(asked), asked)
        assert done.exit_code == 3, done.output
        assert told in done.output
