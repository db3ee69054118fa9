"""WeasyPrint is imported without what no page needs, and is complete all the same."""

from __future__ import annotations

import os
import subprocess
import sys

from layout.render.declarations import compiled, declarations, declaring, keep, place
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


def test_the_declarations_are_kept_as_they_were_compiled_and_made_anew_where_that_is_spoilt(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    source = declaring().read_bytes()
    made = declarations(source)
    assert place(source).is_relative_to(tmp_path)
    assert made == declarations(source) == compiled(source)
    monkeypatch.setattr("layout.render.declarations.compiled", lambda _: {"made": "anew"})
    assert declarations(source) == made
    assert declarations(source + b"#") == {"made": "anew"}
    place(source).write_bytes(b"spoilt")
    assert declarations(source) == {"made": "anew"}


def test_the_program_starts_where_nothing_can_be_kept(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "file"))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    assert declarations(declaring().read_bytes())["_typenames"]


def run(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(LAYOUT.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    return done.stdout


def test_what_no_page_needs_is_not_imported_before_it_is_called() -> None:
    keep(declaring().read_bytes(), declarations(declaring().read_bytes()))
    said = run(
        "import sys; sys.addaudithook(lambda event, words: event == 'subprocess.Popen' and print(words[0]))\n"
        "import layout.render.engine\n"
        "print(*sorted({'pycparser', 'fontTools.subset', 'fontTools.varLib'} & sys.modules.keys()))\n" + LATER
    )
    assert said == "\n"


def test_where_weasyprint_was_imported_before_it_is_as_it_is() -> None:
    said = run(
        f"import weasyprint\nimport layout.render.engine as engine, sys\nprint(type(engine.ffi).__module__)\n{LATER}"
    )
    assert said == "cffi.api\n"
