"""The command line imports what the asked command needs, and knows where every command is."""

import io
import json
import os
import subprocess
import sys

from rich.console import Console
from typer.testing import CliRunner

from layout.base.messages import say
from layout.build import pipeline
from layout.build.answers import Answer
from layout.cli import progress
from layout.cli.application import COMMANDS, command_line
from layout.files.codec import from_data
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


MADE = "made page A1, 1 of 1\n"
"""What is told of a page that is made."""


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
        assert (second.exit_code, second.stdout) == (0, first.stdout)
        assert second.stderr == first.stderr.replace(MADE, "")
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


def test_piped_a_line_is_told_for_each_page_and_json_is_all_there_is_on_standard_output(tmp_path, monkeypatch):
    tiny = make_tiny(tmp_path)
    monkeypatch.chdir(tmp_path)
    place = f"content/{tiny.edition.name}"

    def run(*words):
        return CliRunner().invoke(command_line(words), words)

    built = run("build", place, "--output", "elsewhere", "--jobs", "1")
    assert built.stderr.count(MADE) == 1
    assert (tmp_path / "elsewhere" / tiny.edition.name / "pages" / "A1.pdf").is_file()
    assert not tiny.output.exists()
    quiet = run("build", place, "--output", "elsewhere", "--quiet")
    assert (quiet.stderr, quiet.stdout) == ("", f"1 page in elsewhere/{tiny.edition.name}\n")
    told = run("build", place, "--output", "elsewhere", "--json")
    answer = from_data(Answer, json.loads(told.stdout))
    assert (told.stderr, answer.command, answer.exit_code) == ("", "build", 0)
    (edition,) = answer.editions
    assert (edition.edition, edition.output) == (place, f"elsewhere/{tiny.edition.name}")
    assert [(page.id, page.pdf) for page in edition.pages] == [("A1", f"{edition.output}/pages/A1.pdf")]
    assert {fit.id for fit in edition.pages[0].stories} == {"lead", "market"}
    for words in (["check", place], ["copyfit", place], ["preview", place, "--dpi", "18"]):
        assert run(*words).exit_code == 6  # nothing was built where it is looked for
        assert run(*words, "--output", "elsewhere").exit_code == 0
    checked = from_data(Answer, json.loads(run("check", place, "--output", "elsewhere", "--json").stdout))
    assert checked.editions[0].printable
    assert checked.editions[0].pages[0].checked.id == "A1"
    planned = from_data(Answer, json.loads(run("plan", place, "--json").stdout))
    assert {item.id for item in planned.editions[0].pages[0].plan.items} == {"lead", "market", "house"}

    inside = run("build", place, "--output", f"{place}/out", "--json")
    assert inside.exit_code == 7
    assert "an output folder" in json.loads(inside.stdout)["editions"][0]["error"]["message"]
    tiny.replace("lead.md", "priority:", "prioritty:")
    failed = run("build", place, "--json")
    (edition,) = from_data(Answer, json.loads(failed.stdout)).editions
    assert (failed.exit_code, edition.exit_code) == (3, 3)
    assert [(one.code, one.file, one.line) for one in edition.findings] == [("unknown-key", f"{place}/lead.md", 3)]
    assert "1 error" in edition.error.message


def test_new_answers_what_it_made(tmp_path, monkeypatch):
    sandbox = make_sandbox(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = ["new", "--json"]
    done = CliRunner().invoke(command_line(words), words)
    (edition,) = from_data(Answer, json.loads(done.stdout)).editions
    assert (edition.edition, edition.made.date, edition.made.issue) == ("content/2022-04-16", "2022-04-16", 4211)
    assert edition.made.source == f"content/{sandbox.edition.name}"


def test_on_a_terminal_a_bar_shows_the_pages_done(monkeypatch):
    terminal = Console(file=io.StringIO(), force_terminal=True, width=100)
    monkeypatch.setattr(progress, "err", terminal)
    with progress.steps() as show:
        show(say("checking"))
        show(say("made page {page}, {done} of {all}", page="A1", done=1, all=4))
    assert "1/4" in terminal.file.getvalue()
    assert progress.counted(say("checking")) is None
