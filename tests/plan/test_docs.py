"""docs/planning.md says what the code does."""

from pathlib import Path

from layout.plan.solver.terms import RULES

PLANNING = Path(__file__).parents[2] / "docs" / "planning.md"


def rules_table() -> str:
    """Return the score's terms as a table of the handbook."""
    rows = (f"| `{rule.name}` | {rule.weight} | {rule.unit} | {rule.reason} |" for rule in RULES.values())
    return "\n".join(["| term | weight | unit | why |", "|---|---|---|---|", *rows])


def test_the_table_of_the_score_is_the_codes():
    assert rules_table() in PLANNING.read_text(encoding="utf-8"), f"put this into docs/planning.md:\n{rules_table()}"
