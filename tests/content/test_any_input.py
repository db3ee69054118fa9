"""No input raises: not any bytes, not a good edition with anything put into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layout.base.codes import Severity
from layout.edition.load import Loaded
from tests.amount import some
from tests.content.sandbox import ADS_YAML, EDITION_YAML, LEAD, Sandbox, make_sandbox

FILES = {"edition.yaml": EDITION_YAML, "ads.yaml": ADS_YAML, "lead.md": LEAD}

PIECES = st.sampled_from(
    [
        "---\n",
        "...\n",
        "\n",
        "\r",
        "\t",
        ": ",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a ",
        "!x ",
        "!!int ",
        "<<: ",
        '"',
        "'",
        "\\",
        "\\UFFFFFFFF",
        "\\ud800",
        "\\0",
        "|\n",
        ">-\n",
        "%YAML 1.1\n",
        "%TAG ! x\n",
        "#",
        "@",
        "`",
        ",",
        "\0",
        "\u202e",
        "\ufffd",
        "\u2028",
        "\ufeff",
        "𠮷",
        "　",
        "**",
        "*",
        "^2^",
        "```\n",
        "## ",
        "> ",
        "1. ",
        "<b>",
        "|a|b|\n|-|-|\n",
        "![a](b)",
        "[a](b)",
        "&nbsp;",
        "0x1F",
        "9" * 5000,
        ".inf",
        "2022-99-99",
        "null",
        "~",
        "true",
    ]
)


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        root: Path = tmp_path_factory.mktemp("project")
        patch.chdir(root)
        yield make_sandbox(root)


def check(loaded: Loaded) -> None:
    errors = [finding for finding in loaded.findings if finding.severity is Severity.ERROR]
    assert (loaded.edition is None) == bool(errors)
    for finding in loaded.findings:
        assert finding.code
        assert finding.message
        assert finding.hint
        assert finding.place.file
        assert str(finding).encode("utf-8")


@pytest.mark.parametrize("name", FILES)
@settings(deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes(box: Sandbox, name: str, data: bytes) -> None:
    box.write(name, data)
    check(box.load())
    box.write(name, FILES[name])


@pytest.mark.parametrize("name", FILES)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_anything_put_into_a_good_file(box: Sandbox, name: str, data: st.DataObject) -> None:
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        removed = data.draw(st.integers(0, 12))
        piece = data.draw(PIECES | st.text(max_size=6)) * data.draw(st.sampled_from([1, 1, 1, 2, 40]))
        text = text[:at] + piece + text[at + removed :]
    box.write(name, text.encode("utf-8", "surrogatepass"))
    check(box.load())
    box.write(name, FILES[name])


@settings(max_examples=some(100), deadline=None)
@given(st.recursive(st.text(max_size=5), lambda inner: st.lists(inner, max_size=4), max_leaves=20))
def test_any_nesting_of_values(box: Sandbox, value: object) -> None:
    """Every key given a value of another shape, written as JSON, which is YAML."""
    for key in ("paper", "date", "issue", "pages"):
        lines = [line for line in EDITION_YAML.split("\n") if not line.startswith(key)]
        box.write("edition.yaml", "\n".join([f"{key}: {json.dumps(value)}", *lines]))
        check(box.load())
    box.write("edition.yaml", EDITION_YAML)
