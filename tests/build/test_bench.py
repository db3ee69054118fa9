"""The stages that are timed are functions there are: a bench that nobody runs every day must not rot."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.bench_stages import STAGES


@pytest.mark.parametrize(("module", "name"), [stage[1:] for stage in STAGES], ids=[stage[0] for stage in STAGES])
def test_a_timed_stage_is_there(module: str, name: str) -> None:
    path, _, inner = module.partition(":")
    holder = import_module(path)
    assert callable(getattr(getattr(holder, inner) if inner else holder, name))
