"""The compiled kernels: which one is used, and when none is."""

import hashlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from layout.base.kernels import SWITCH, kernel
from layout.build import fingerprint
from layout.compose import breaking, pour
from layout.pdf import glyphs, shown
from layout.plan.solver import compiled

ROOT = Path(__file__).resolve().parent.parent
KERNELS = {
    "layout.compose._pour": pour,
    "layout.compose._breaking": breaking,
    "layout.pdf._glyphs": glyphs,
    "layout.pdf._shown": shown,
    "layout.plan.solver._sweep": compiled,
}
"""The kernels, and the modules whose work they do."""


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_that_was_built_is_used(name, monkeypatch):
    monkeypatch.delenv(SWITCH, raising=False)
    built = kernel(name)
    if built is None:
        pytest.skip("the kernel was not built: make setup")
    assert built.__file__.endswith((".so", ".pyd"))
    assert Path(built.__file__).parent == Path(KERNELS[name].__file__).parent
    monkeypatch.setenv(SWITCH, "python")
    assert kernel(name) is None


@pytest.mark.parametrize("name", KERNELS)
def test_a_module_takes_the_kernel_that_there_is(name):
    module = KERNELS[name]
    assert (module.KERNEL if module is compiled else module._kernel) is kernel(name)


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_says_what_it_was_made_from(name):
    built = kernel(name)
    if built is None:
        pytest.skip("the kernel was not built: make setup")
    source = Path(built.__file__).with_name(f"{name.rpartition('.')[2]}.c")
    assert hashlib.sha256(source.read_bytes()).hexdigest() == built.SOURCE


def test_a_kernel_made_from_another_source_is_not_used(tmp_path, monkeypatch):
    monkeypatch.delenv(SWITCH, raising=False)
    made = ModuleType("toy._sum")
    made.__file__ = str(tmp_path / "_sum.abi3.so")
    made.SOURCE = "0" * 64
    monkeypatch.setitem(sys.modules, "toy._sum", made)
    assert kernel("toy._sum") is made  # a wheel has no C file beside it
    (tmp_path / "_sum.c").write_text("int one;")
    assert kernel("toy._sum") is None
    made.SOURCE = hashlib.sha256(b"int one;").hexdigest()
    assert kernel("toy._sum") is made


def test_a_kernel_that_is_not_there_is_none(monkeypatch):
    monkeypatch.delenv(SWITCH, raising=False)
    assert kernel("toy._product") is None


@pytest.mark.parametrize("name", ["_pour.c", "_pour.abi3.so"])
def test_the_program_is_another_one_if_a_kernel_is(name, tmp_path, monkeypatch):
    (tmp_path / "__init__.py").write_text("")
    monkeypatch.setattr(fingerprint.layout, "__file__", str(tmp_path / "__init__.py"))
    seen = set()
    for content in (b"", b"one", b"two"):
        (tmp_path / "compose").mkdir(exist_ok=True)
        (tmp_path / "compose" / name).write_bytes(content)
        seen.add(fingerprint.program.__wrapped__())
    assert len(seen) == 3
