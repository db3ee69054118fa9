"""The rules as a table for docs/preflight.md, and the codes of all findings as one for docs/findings.md.

``python -m layout.preflight.table docs/preflight.md docs/findings.md`` writes them anew.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from layout.base.codes import Code, Stage
from layout.preflight.model import Rule
from layout.preflight.rules import GROUPS

PAGES = {
    Stage.EDITION: "content-format.md",
    Stage.IMPORT: "import.md",
    Stage.TEMPLATE: "templates.md",
    Stage.PRESS: "press.md",
    Stage.PLAN: "planning.md",
    Stage.PAGE: "composing.md",
    Stage.AD: "ads.md",
    Stage.PREFLIGHT: "preflight.md",
    Stage.MEASURE: "composing.md",
    Stage.EPAPER: "epaper.md",
}
"""Where in docs/ to read more of what is found at a stage."""


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


def codes_table() -> str:
    """Return all codes as one Markdown table, stage by stage."""
    rows = ["| code | severity | means | stage | read more |", "|---|---|---|---|---|"]
    for one in Code:
        means = f"not kept: {one.says}" if one.stage is Stage.PREFLIGHT else one.says
        page = PAGES[one.stage]
        rows.append(f"| `{one}` | {one.severity} | {means} | {one.stage} | [{page}]({page}) |")
    return "\n".join((*rows, ""))


TABLES = {"rules": rules_table, "codes": codes_table}
"""Name of a table in a document's two marks -> what writes it."""


def marks(name: str) -> tuple[str, str]:
    """Return the lines between which a table stands."""
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def with_table(text: str) -> str:
    """Return a document with its table between its two marks. Raises ValueError for one without a table."""
    for name, table in TABLES.items():
        begin, end = marks(name)
        before, begun, rest = text.partition(begin)
        _, ended, after = rest.partition(end)
        if begun and ended:
            return f"{before}{begin}\n{table()}{end}{after}"
    raise ValueError(f"the document needs two lines such as {' and '.join(marks('rules'))}")


def main(arguments: Sequence[str]) -> None:
    """Write the tables into the documents named."""
    for name in arguments:
        path = Path(name)
        path.write_text(with_table(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
