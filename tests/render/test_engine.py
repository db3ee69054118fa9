"""WeasyPrint is imported without what no page needs, and is complete all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256

import pytest

from layout.render import declared
from layout.render.declare import compile_declarations
from layout.render.engine import compiled, declaring
from tests.source import LAYOUT

LATER = """
import sys
import weasyprint.pdf.fonts as fonts
assert fonts.subset.Options(retain_gids=True).retain_gids
import fontTools.subset
assert fontTools.subset.Options is sys.modules["fontTools.subset"].Options and fontTools.subset.__file__
import cffi
assert cffi.FFI().typeof("int *").kind == "pointer"
"""
"""What is asked of the libraries afterwards."""


def test_the_declarations_are_those_of_the_weasyprint_that_is_there() -> None:
    source = declaring().read_bytes()
    write_anew = "python -m layout.render.declare"
    assert sha256(source).hexdigest() == declared.MADE_FROM, write_anew
    assert compile_declarations(source) == compiled(), write_anew


def run(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(LAYOUT.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    return done.stdout


def test_what_no_page_needs_is_not_imported_before_it_is_called() -> None:
    said = run(
        "import sys; sys.addaudithook(lambda event, words: event == 'subprocess.Popen' and print(words[0]))\n"
        "import layout.render.engine\n"
        "print(*sorted({'pycparser', 'fontTools.subset', 'fontTools.varLib'} & sys.modules.keys()))\n" + LATER
    )
    assert said == "\n"


@pytest.mark.parametrize("before", ["import weasyprint", "import layout.render.declared as d; d.MADE_FROM = ''"])
def test_where_it_was_not_foreseen_weasyprint_is_imported_as_it_is(before: str) -> None:
    said = run(f"{before}\nimport layout.render.engine as engine, sys\nprint(type(engine.ffi).__module__)\n{LATER}")
    assert said == "cffi.api\n"
