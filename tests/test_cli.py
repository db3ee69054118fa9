"""The command line imports what the asked command needs, and knows where every command is."""

import subprocess
import sys

from layout.cli import COMMANDS, command_line
from tests.conftest import ROOT


def test_the_table_of_commands_is_that_of_the_modules():
    found = {}
    for command in command_line().registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        found.setdefault(command.callback.__module__.rpartition(".")[2], set()).add(name)
    assert found == {module: set(commands) for module, commands in COMMANDS.items()}


def test_building_imports_neither_the_other_commands_nor_what_makes_pages():
    code = (
        "import sys; from layout.cli import command_line; command_line(['build', 'content/2022-04-15']);"
        "print([name for name in ('weasyprint', 'reportlab', 'numpy', 'fontTools', 'layout.archive', 'layout.desk')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
