"""docs/planning.md says what the code does."""

from pathlib import Path

from layout.plan.solver.terms import TERMS

PLANNING = Path(__file__).parents[2] / "docs" / "planning.md"


def terms_table() -> str:
    """Return the score's terms as a table of the handbook."""
    rows = (f"| `{term.name}` | {term.weight} | {term.unit} | {term.reason} |" for term in TERMS.values())
    return "\n".join(["| term | weight | unit | why |", "|---|---|---|---|", *rows])


def test_the_table_of_the_score_is_the_codes():
    assert terms_table() in PLANNING.read_text(encoding="utf-8"), f"put this into docs/planning.md:\n{terms_table()}"
