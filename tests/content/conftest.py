from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.sandbox import Sandbox, make_sandbox


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A good edition, made anew for every test; its project folder is the current one."""
    monkeypatch.chdir(tmp_path)
    return make_sandbox(tmp_path)
