"""The public face: what it gives is there, typed, documented, and imported only when it is asked for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

import layout
from tests.conftest import ROOT

API = (ROOT / "docs" / "api.md").read_text("utf-8")


@pytest.mark.parametrize("name", layout.__all__)
def test_every_public_name_is_there(name):
    assert getattr(layout, name) is not None


def test_what_the_type_checker_sees_is_what_is_given():
    tree = ast.parse((ROOT / "layout" / "__init__.py").read_text("utf-8"))
    (checked,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {alias.asname for node in ast.walk(checked) if isinstance(node, ast.ImportFrom) for alias in node.names}
    seen |= {name.id for node in checked.body if isinstance(node, ast.Assign) for name in ast.walk(node)
             if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}  # fmt: skip
    assert seen - {None} == set(layout.__all__) - {"__version__"}


def test_a_name_that_is_not_given_is_told():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        layout.nothing  # noqa: B018


def test_the_face_imports_nothing_by_itself():
    code = "import sys, layout; print([name for name in sys.modules if name.startswith('layout.')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_documented():
    told = set(re.findall(r"`(\w+)", API))
    assert set(layout.__all__) - told == set()


def test_the_examples_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    """As they are written, in a project like this one."""
    for name in ("templates", "assets", "banmian.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "2022-04-15").symlink_to(ROOT / "content" / "2022-04-15")
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", API, re.DOTALL)
    assert len(examples) >= 5
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, "docs/api.md", "exec"), names)
    wanted = re.findall(r"print\(.*?\)\s+# (.*)", "\n".join(examples))
    assert wanted
    assert capsys.readouterr().out.splitlines() == wanted
