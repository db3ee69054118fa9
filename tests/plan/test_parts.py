"""Parts of a problem by the lead's width: together they hold every page without a head wider than the lead's."""

import pytest

from layout.plan.solver.bounds import NEVER
from layout.plan.solver.items import PageProblem
from layout.plan.solver.parts import parts_by_lead
from layout.plan.solver.score import score, total
from layout.plan.solver.search import search
from layout.plan.solver.solve import solve
from layout.plan.solver.tables import make_tables
from tests.plan.pages import generate
from tests.plan.test_solve import story, value


def test_each_part_has_leads_of_one_width_and_no_wider_head():
    tables = make_tables(generate(3, 8))
    parts = parts_by_lead(tables)
    assert len(parts) > 1
    for part in parts:
        shapes = part.shapes[part.lead]
        widths = {shape.columns for at, shape in enumerate(shapes) if (part.unary[part.lead][..., at] < NEVER).any()}
        assert len(widths) == 1
        for at in range(part.loose):
            if part.items[at].headed:
                wide = [s.columns for n, s in enumerate(part.shapes[at]) if (part.unary[at][..., n] < NEVER).any()]
                assert max(wide) <= max(widths)


def test_a_width_of_the_lead_that_leaves_another_story_no_shape_is_no_part():
    problem = PageProblem("T", 4, 40, (story("a", (2, 20), (3, 14), priority=1), story("b", (3, 20))))
    (part,) = parts_by_lead(make_tables(problem))
    assert [
        s.columns for n, s in enumerate(part.shapes[part.lead]) if (part.unary[part.lead][..., n] < NEVER).any()
    ] == [3]


@pytest.mark.parametrize("seed", range(4))
def test_the_best_page_of_the_parts_is_the_best_without_a_head_wider_than_the_leads(seed):
    problem = generate(seed, 5)
    tables = make_tables(problem)
    found = [search(part, lambda plan: total(score(problem, plan))) for part in parts_by_lead(tables)]
    whole = solve(problem)
    assert whole.proven
    assert min(each.cost for each in found) >= whole.cost
    if not value(problem, whole.plan, "lead-wide"):
        assert min(each.cost for each in found) == whole.cost
