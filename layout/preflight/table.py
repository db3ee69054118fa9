"""The rules as a table for docs/preflight.md. ``python -m layout.preflight.table docs/preflight.md`` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from layout.preflight.model import Rule
from layout.preflight.rules import GROUPS

BEGIN = "<!-- rules: begin -->"
END = "<!-- rules: end -->"


def rules_table() -> str:
    """Return all rules as Markdown, a table for every group."""
    return "\n".join(_group(title, rules) for title, rules in GROUPS)


def _group(title: str, rules: Sequence[Rule]) -> str:
    rows = [
        f"### {title}",
        "",
        "| rule | says | severity | why | source |",
        "|---|---|---|---|---|",
        *(f"| `{one.id}` | {one.title} | {one.severity} | {one.rationale} | {one.source} |" for one in rules),
        "",
    ]
    return "\n".join(rows)


def with_table(text: str) -> str:
    """Return a document with the table between its two marks. Raises ValueError without them."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{rules_table()}{END}{after}"


def main(arguments: Sequence[str]) -> None:
    """Write the table into the documents named."""
    for name in arguments:
        path = Path(name)
        path.write_text(with_table(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
